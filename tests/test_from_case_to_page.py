"""The page that follows one request holds what the software gives."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd
import pytest

from include import synthetic
from include.settings import PROJECT
from include.transforms.facts import build_facts

PAGE = (PROJECT / "docs/from-case-to-page.md").read_text(encoding="utf-8")
LAST = date(2025, 11, 20)


@pytest.fixture(scope="module")
def council() -> synthetic.SyntheticCouncil:
    return synthetic.generate("857", 2024, LAST, seed=0, dirt=0.02)


def row_of(first: str) -> str:
    return next(line for line in PAGE.splitlines() if line.startswith(f"| {first} |"))


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("request", "request_id", "R000483"),
        ("assessment", "request_id", "R000483"),
        ("plan", "assessment_id", "A000483"),
    ],
)
def test_the_rows_of_the_source_are_those(council, table: str, key: str, value: str) -> None:
    rows = council.raw[table]
    (record,) = rows[rows[key] == value].to_dict("records")
    told = dict(re.findall(r"`(\w+)` (\S+?)(?:,| \|)", row_of(table)))
    assert len(told) >= 3
    assert {name: str(record[name]) for name in told} == told


def test_the_clock_says_what_the_page_says(council) -> None:
    facts = build_facts(council.tables, LAST, keys=lambda _, values: values, only=["fact_clock"])
    clocks = facts["fact_clock"]
    (clock,) = clocks[(clocks["case_key"] == "R000483") & (clocks["limit_id"] == "final_plan")].to_dict(
        "records"
    )
    said = "|".join(str(x.date()) if isinstance(x, pd.Timestamp) else str(x) for x in clock.values())
    for shown in re.findall(r"2025-\d\d-\d\d|late|T3|W003|Synthetic East|5_10", "".join(map(row_of, NAMED))):
        assert shown in said, shown
    assert (clock["elapsed_days"], clock["days_over"]) == (157, 17)
    assert "| `elapsed_days`, `days_over` | 157, 17 |" in PAGE


NAMED = (
    "`clock_start`, `clock_end`",
    "`due_date`",
    "`clock_status`",
    "`team`, `caseworker`",
    "`locality`, `age_band`",
)
