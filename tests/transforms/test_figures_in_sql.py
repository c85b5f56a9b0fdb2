"""Every figure for all children together against `figures.sql`, which was written from the words of the catalogue.

Two SYNTHETIC councils: a small one with many faults, as a night has validated it, and the same one after a tenth of the
values that may be missing are missing and a tenth of the codes are others, as no night would see it: there the rules of
what is not recorded, and of what is rare, decide.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks.facts_in_sql import SQL as FACTS_IN_SQL
from benchmarks.facts_in_sql import Tables, database, records
from benchmarks.validation import DAY
from include.calendar import Calendar, periods
from include.model import TABLES, codeset
from include.model.frames import to_arrow
from include.transforms import Catalogue, build_facts, compute_measures

SQL = Path(__file__).with_name("figures.sql").read_text(encoding="utf-8")
FIRST = date(2022, 9, 1)
PERIOD_TYPES = ["half_term", "academic_year"]
KEY = ["measure_id", "period_type", "period_key"]
COUNCILS = ("as validated", "with holes")
# Measures that are not counted in SQL, each with the reason.
NOT_IN_SQL: dict[str, str] = {}
PEOPLE = pd.DataFrame(
    {"day": pd.to_datetime(["2021-06-30", "2024-06-30"]).astype("datetime64[us]"), "value": [9000.0, 9100.0]}
)


@cache
def council() -> Tables:
    """A small council as a night has validated it."""
    return records("857", FIRST.year, 0.1)


def with_holes(tables: Tables) -> Tables:
    """The same, less a tenth of what may be missing and with a tenth of its codes drawn anew; promises are late."""
    draw = np.random.default_rng(2)
    holed = {}
    for name, frame in tables.items():
        model = TABLES[name].columns
        changed = {}
        for column in frame.columns.intersection(list(model)):
            values, codes = frame[column], list(codeset(model[column].codeset or ""))
            if codes and column not in TABLES[name].key:
                others = pd.Series(draw.choice(codes, len(frame)), values.index)
                values = values.where(draw.random(len(frame)) < 0.9, others)
            if not model[column].required:
                values = values.where(draw.random(len(frame)) < 0.9)
            changed[column] = values.astype(frame[column].dtype)
        holed[name] = frame.assign(**changed)
    years = {"due_date": 4, "done_date": 6}
    late = {day: holed["action"][day] + pd.DateOffset(years=later) for day, later in years.items()}
    return holed | {"action": holed["action"].assign(**late)}


@cache
def figures(name: str) -> pd.DataFrame:
    """Ours and those in SQL (`..._in_sql`, missing where SQL counts nothing) for all children of a council."""
    tables = with_holes(council()) if name == "with holes" else council()
    spans = periods(Calendar(), FIRST, DAY)
    spans = spans[spans["period_type"].isin(PERIOD_TYPES)]
    facts = build_facts(tables, DAY, keys=lambda kind, ids: (kind + ids).astype("str"))
    given = PEOPLE.assign(measure_id="people_0_24")
    ours = compute_measures(Catalogue.load(), facts, spans, DAY, given=given)
    ours = ours[(ours["dimension"] == "all") & (ours["status"] != "not_due")]
    with database(tables, DAY) as connection:
        connection.register("period", to_arrow(spans))
        connection.register("given_people", to_arrow(PEOPLE))
        connection.execute(FACTS_IN_SQL)
        connection.execute(SQL)
        theirs = connection.sql("FROM figure").df()
    both = ours.merge(theirs, on=KEY, how="outer", suffixes=("", "_in_sql"), validate="one_to_one")
    numbers = [f"{n}{side}" for n in ("numerator", "denominator", "value") for side in ("", "_in_sql")]
    return both.astype(dict.fromkeys(numbers, "float64"))


def is_same(ours: pd.Series, theirs: pd.Series) -> pd.Series:
    """Equal, or both missing."""
    return ((ours - theirs).abs() < 1e-6) | (ours.isna() & theirs.isna())


def as_shown(both: pd.DataFrame) -> pd.Series:
    """The values in SQL rounded half up: pounds to pence, all others to one decimal; a count of nothing is 0."""
    in_pounds = [m.measure_id for m in Catalogue.load().measures if m.unit == "pounds"]
    scale = np.where(both["measure_id"].isin(in_pounds), 100, 10)
    rounded = np.floor((both["value_in_sql"] * scale).round(6) + 0.5) / scale
    return rounded.where(rounded.notna() | (both["value"] != 0), 0)


@pytest.mark.parametrize("name", COUNCILS)
def test_every_figure_is_that_of_the_second_count(name):
    both = figures(name)
    both = both[~both["measure_id"].isin(NOT_IN_SQL)]
    equal = is_same(both["value"], as_shown(both))
    for part in ("numerator", "denominator"):
        # Nothing to count is nothing in SQL, and 0 in ours.
        equal &= is_same(both[part].fillna(0), both[f"{part}_in_sql"].fillna(0))
    different = both.loc[~equal, [*KEY, "numerator", "numerator_in_sql", "denominator", "denominator_in_sql"]]
    assert different.empty, different.to_string(index=False)


def test_every_measure_is_counted_twice_where_there_is_something_to_count_or_a_reason_is_given():
    both = pd.concat(map(figures, COUNCILS))
    counted = both[both[["numerator_in_sql", "denominator_in_sql", "value_in_sql"]].fillna(0).any(axis=1)]
    assert set(counted["measure_id"]) == {m.measure_id for m in Catalogue.load().measures} - set(NOT_IN_SQL)
