"""The built return against `scope.sql`, which tells from the words of docs/sen2.md who and what is in it, and how."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from include.model import TABLES, empty
from include.model.frames import to_arrow
from include.sen2 import build_return, year_of

SQL = Path(__file__).with_name("scope.sql").read_text(encoding="utf-8")
CHILDREN = 2500
# Days on which a return begins or ends, and some between.
DAYS = [
    *("2019-03-04", "2023-11-06", "2024-01-18", "2024-06-03", "2024-12-31", "2025-01-01", "2025-01-16", "2025-01-17"),
    *("2025-03-03", "2025-09-01", "2025-12-31", "2026-01-01", "2026-01-15", "2026-01-16", "2026-06-01", "2027-01-21"),
]  # fmt: skip
# Field of the module that each column of `told` is.
FIELDS = {
    "requests": {"outcome": "requestoutcome", "authority": "exported", "day": "receiveddate"},
    "assessment": {"outcome": "assessmentoutcome", "day": "assessmentoutcomedate"},
    "namedplan": {"day": "ceasedate"},
    "activeplans": {"authority": "transferla"},
    "placementdetail": {"day": "leavingdate"},
}


@cache
def children() -> dict[str, pd.DataFrame]:
    """INVENTED children, each with a request and what may follow from it, on any of the days and in any order."""
    draw, number = np.random.default_rng(11), np.arange(CHILDREN).astype("str")

    def some(values: list[str], share: float = 1.0) -> pd.Series:
        return pd.Series(draw.choice(np.array(values, dtype="object"), CHILDREN)).where(
            draw.random(CHILDREN) < share
        )

    def day(share: float = 0.85) -> pd.Series:
        return pd.to_datetime(some(DAYS, share))

    ids = {
        name: pd.Series(name + number) for name in ("person", "request", "assessment", "plan", "active_plan")
    }
    made: dict[str, dict[str, pd.Series]] = {
        "person": {"person_id": ids["person"], "left_date": day(0.1)},
        "request": {
            "request_id": ids["request"],
            "person_id": ids["person"],
            "received_date": day(),
            "request_outcome": some(["Y", "Y", "Y", "N", "A", "W"]),
            "request_outcome_date": day(),
            "exported": some(["380"], 0.1),
        },
        "assessment": {
            "assessment_id": ids["assessment"],
            "request_id": ids["request"],
            "assessment_outcome": some(["Y", "Y", "N", "A", "W"]),
            "assessment_outcome_date": day(),
        },
        "plan": {
            "plan_id": ids["plan"],
            "assessment_id": ids["assessment"],
            "start_date": day(),
            "cease_date": day(0.3),
        },
        "active_plan": {
            "active_plan_id": ids["active_plan"],
            "request_id": ids["request"],
            "transfer_la": some(["381"], 0.1),
            "transfer_in_date": day(0.1),
        },
        "placement": {
            "placement_id": pd.Series("placement" + number),
            "active_plan_id": ids["active_plan"],
            "entry_date": day(),
            "leaving_date": day(0.4),
        },
    }
    # Some have no assessment, others no plan; a plan has a record of an active plan, and that a placement.
    assessed = draw.random(CHILDREN) < 0.8
    planned = assessed & (draw.random(CHILDREN) < 0.6)
    there = {"assessment": assessed, "plan": planned, "active_plan": planned, "placement": planned}
    tables = {name: empty(name) for name in TABLES if TABLES[name].sen2}
    for name, values in made.items():
        frame = pd.DataFrame(values)[there.get(name, np.full(CHILDREN, True))].reindex(
            columns=tables[name].columns
        )
        tables[name] = frame.astype({c.name: c.dtype for c in TABLES[name].columns.values()})
    return tables


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_the_return_is_what_the_words_of_its_scope_say(year):
    tables, span = children(), year_of(year)
    modules = build_return(tables, year=year, la_code="999").modules
    ours = pd.concat(
        modules[module]
        .rename(columns={field: name for name, field in of.items()} | {"_record_id": "id"})
        .assign(module=module)
        .reindex(columns=["module", "id", "outcome", "authority", "day"])
        for module, of in FIELDS.items()
    ).fillna("")
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        for name, value in {
            "first": span.first_day,
            "last": span.last_day,
            "census": span.census,
            "census_before": year_of(year - 1).census,
        }.items():
            connection.execute(f"SET VARIABLE {name} = ?::DATE", [value])
        for name, table in tables.items():
            connection.register(name, to_arrow(table))
        connection.execute(SQL)
        theirs = connection.sql(
            "SELECT module, id, coalesce(outcome, '') AS outcome, coalesce(authority, '') AS authority,"
            " coalesce(CAST(CAST(day AS DATE) AS VARCHAR), '') AS day FROM told"
        ).df()
    assert len(theirs) > CHILDREN / 2
    both = ours.astype("object").merge(theirs.astype("object"), how="outer", indicator=True)
    different = both.query("_merge != 'both'")
    assert different.empty, different.sort_values(["module", "id"]).head(40).to_string(index=False)
