"""Our own figures in DfE's layout against `own_figures.sql`, which was written from the words and from DfE's files.

SYNTHETIC councils: one as it was made, and the same one with a tenth of its values missing, a tenth of its codes drawn
anew, days moved, plans sent again, and providers in place of establishments. The editions of 2025 and 2026, which have
other columns.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from benchmarks.facts_in_sql import Tables
from include.model.frames import to_arrow
from include.published import editions, own
from include.published.own import Place, in_both_layouts
from include.published.records import Records
from include.sen2 import Return, build_return
from tests.transforms.test_figures_in_sql import with_holes

SQL = Path(__file__).with_name("own_figures.sql").read_text(encoding="utf-8")
ESTABLISHMENTS = Path(own.__file__).with_name("establishments.csv")
PLACE = Place("857", "E06000017", "Rutland", "E12000004", "East Midlands")
ROW = ["file", "topic", "member"]


# First and last days of the years told of, and the census days of both returns.
TURNS = ("2024-01-01", "2024-12-31", "2025-01-01", "2025-01-16", "2025-12-31", "2026-01-01", "2026-01-15")


def in_disorder(tables: Tables) -> Tables:
    """A council with holes, plans that were sent again, providers that are not in its list, and days on a turn."""
    holed = {name: on_turns(frame) for name, frame in with_holes(tables).items()}
    plan, placement = holed["plan"], holed["placement"]
    again = plan["assessment_id"].shift().where(plan.index % 10 == 9, plan["assessment_id"])
    nth = placement.index.to_series()
    is_provider = nth % 6 == 5
    unlisted = placement["urn"].where(is_provider).dropna().unique()[::2]
    attended = {
        "urn": placement["urn"].mask(is_provider | (nth % 12 == 3)),
        "ukprn": placement["urn"].where(is_provider),
        "sen_setting": placement["sen_setting"].mask(nth % 12 == 3, "NIEO"),
        "sen_unit": placement["sen_unit"].mask(nth % 5 == 0, True),
        "resourced_provision": placement["resourced_provision"].mask(nth % 5 == 0, True),
    }
    return holed | {
        "plan": plan.assign(assessment_id=again),
        "placement": placement.assign(**attended),
        "setting": holed["setting"][~holed["setting"]["urn"].isin(unlisted)],
    }


def on_turns(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of which some days are the turn of a year or that of a census."""
    nth = np.arange(len(frame))
    days = pd.Series(np.array(TURNS, "datetime64[us]")[nth % len(TURNS)], index=frame.index)
    moved = {
        name: frame[name].mask(frame[name].notna() & ((nth + place) % 9 == 0), days)
        for place, name in enumerate(frame.columns[frame.dtypes == "datetime64[us]"])
    }
    return frame.assign(**moved)


def cells(by_file: dict[str, pd.DataFrame], edition: int) -> pd.DataFrame:
    """Every cell of an edition that may be a number: `file, topic, member, name, value`."""
    of_files = []
    for file, rows in by_file.items():
        # Asked for before the return of 2023 alone.
        absent = {name for name, figure in own.layouts().files[file].columns.items() if figure.absent}
        figures = sorted(editions.expected(file, edition) - absent)
        keyed = rows if "topic" in rows else rows.assign(topic="all", member="all")
        keyed = keyed[["topic", "member", *figures]].astype(dict.fromkeys(figures, "Float64"))
        of_files.append(keyed.melt(["topic", "member"], var_name="name").assign(file=file))
    return pd.concat(of_files).astype({"value": "float64"})


def cells_in_sql(ret: Return, setting: pd.DataFrame) -> pd.DataFrame:
    """The same as SQL has them, of all editions."""
    with duckdb.connect(config={"threads": 1}) as connection:
        for module, frame in ret.modules.items():
            connection.register(module, to_arrow(frame))
        connection.register("setting", to_arrow(setting))
        connection.register("establishment", to_arrow(pd.read_csv(ESTABLISHMENTS, dtype="str")))
        connection.execute(f"SET VARIABLE year = {ret.year - 1}; SET VARIABLE edition = {ret.year}")
        connection.execute(f"SET VARIABLE census = DATE '{ret.census_date}'")
        connection.execute(SQL)
        return connection.sql("FROM figure").df()


@pytest.mark.parametrize(
    ("edition", "spoil"),
    [
        pytest.param(2026, dict, id="2026, as made"),
        pytest.param(2025, in_disorder, id="2025, in disorder"),
        pytest.param(2026, in_disorder, id="2026, in disorder"),
    ],
)
def test_every_cell_and_every_row_is_that_of_the_second_count(small_council, edition, spoil):
    tables = spoil(small_council.tables)
    ret = build_return(tables, year=edition, la_code="857")
    records = Records(ret.modules, tables["setting"], edition, ret.census_date)
    printed, whole = (cells(by_file, edition) for by_file in in_both_layouts(records, PLACE))
    theirs = cells_in_sql(ret, tables["setting"])
    both = printed.merge(theirs, how="outer", on=[*ROW, "name"], suffixes=("", "_in_sql"), indicator="on")
    both = both[both["name"].isin(printed["name"].unique())]
    equal = (both["value"] - both["value_in_sql"]).abs().lt(1e-9)
    equal |= both["value"].isna() & both["value_in_sql"].isna()
    different = both[~equal | (both["on"] != "both")]
    assert different.empty, different.head(40).to_string(index=False)
    assert len(both) > 8000 and both["value"].gt(0).mean() > 0.1
    # The files for publication have a row for each member: nothing in those that DfE does not print.
    rows = printed[ROW].drop_duplicates()
    more = whole.merge(rows, how="left", on=ROW, indicator="on").query("on == 'left_only'")
    assert (more["value"].fillna(0) == 0).all()
