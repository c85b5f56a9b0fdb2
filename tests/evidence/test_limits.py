"""Every limit is in time on its last day and not on the next, by examples that can be checked on a calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
import yaml

from include.transforms.clock import run_clock
from include.transforms.limits import limits
from tests.evidence.examples import HERE

EXAMPLES: dict[str, list[dict[str, Any]]] = yaml.safe_load((HERE / "limits.yaml").read_text(encoding="utf-8"))
# Steps whose time is measured and judged by nobody.
WITHOUT_LIMIT = {"draft_plan", "delay_letter"}
CASES = [(limit_id, example) for limit_id, shown in EXAMPLES.items() for example in shown]


def status(limit_id: str, example: dict[str, Any], end: date) -> str:
    """What the clock says of a case that ended on a day."""
    start = pd.Timestamp(example["start"])
    (limit,) = [
        limit
        for limit in limits()
        if limit.limit_id == limit_id
        and pd.Timestamp(limit.valid_from) <= start <= pd.Timestamp(limit.valid_to or date.max)
    ]
    days = {
        "clock_start": start,
        "clock_end": end,
        "closed_date": pd.NaT,
        "reckoned_from": example.get("event", start),
    }
    case = pd.DataFrame({name: pd.Series([day], dtype="datetime64[us]") for name, day in days.items()})
    made = run_clock(case.assign(is_ended=True), limit, date(2027, 12, 31))
    found: str = made["clock_status"].item()
    return found


@pytest.mark.parametrize(("limit_id", "example"), CASES)
def test_the_last_day_is_in_time_and_the_next_is_not(limit_id: str, example: dict[str, Any]) -> None:
    assert status(limit_id, example, example["in_time"]) == "in_time", example["why"]
    assert status(limit_id, example, example["not_in_time"]) == "late", example["why"]
    assert abs(example["not_in_time"] - example["in_time"]).days == 1


def test_every_limit_has_an_example() -> None:
    assert set(EXAMPLES) == {limit.limit_id for limit in limits()} - WITHOUT_LIMIT
