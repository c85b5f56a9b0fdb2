"""Exceptions: what is recorded is one thing, what the law allows another."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from include.transforms.exceptions import valid_exceptions
from include.transforms.limits import limits

FINAL = next(limit for limit in limits() if limit.limit_id == "final_plan")
AS_AT = date(2027, 3, 31)
SUMMER = {"from_date": "2026-07-22", "to_date": "2026-09-01"}  # reopens on 2 September: 42 days
CHRISTMAS = {"from_date": "2026-12-19", "to_date": "2027-01-03"}  # reopens on 4 January: 16 days


def valid(ground: str, **fields: Any) -> bool:
    """Whether one exception passes; the case was received on 1 June 2026 unless said otherwise."""
    row = {
        "exception_ground": ground,
        "from_date": None,
        "to_date": None,
        "advice_requested_date": None,
        "clock_start": "2026-06-01",
        "due_date": "2026-10-19",
    } | fields
    frame = pd.DataFrame([row]).astype({name: "datetime64[us]" for name in row if name != "exception_ground"})
    return bool(valid_exceptions(frame, FINAL, AS_AT).iloc[0])


@pytest.mark.parametrize("ground", ["A", "B"])
@pytest.mark.parametrize(
    ("asked", "passes"),
    [("2026-07-14", False), ("2026-07-15", True), ("2026-08-26", True), ("2026-08-27", False), (None, False)],
)
def test_a_summer_closure_counts_by_the_day_on_which_advice_was_asked_for(ground, asked, passes):
    assert valid(ground, **SUMMER, advice_requested_date=asked) is passes


def test_a_christmas_holiday_is_never_long_enough():
    assert not valid("A", **CHRISTMAS, advice_requested_date="2026-12-21")


def test_four_weeks_of_closure_are_enough_and_a_day_less_is_not():
    closed, asked = "2026-07-22", {"advice_requested_date": "2026-07-22"}
    assert valid("A", from_date=closed, to_date="2026-08-18", **asked)  # reopens on day 28
    assert not valid("A", from_date=closed, to_date="2026-08-17", **asked)


@pytest.mark.parametrize(
    ("first", "last", "passes"),
    [
        ("2026-07-01", "2026-07-28", True),  # 28 days
        ("2026-07-01", "2026-07-27", False),
        ("2026-05-01", "2026-06-20", False),  # only 20 of them after the request
        ("2026-10-01", "2027-01-31", False),  # only 19 of them before the last day in time
        ("2026-07-01", None, True),  # still away
        (None, "2026-07-28", False),
    ],
)
def test_absence_counts_when_four_weeks_of_it_lie_within_the_limit(first, last, passes):
    assert valid("D", from_date=first, to_date=last) is passes


@pytest.mark.parametrize(
    ("first", "last", "passes"),
    [
        ("2026-07-01", "2026-07-01", True),
        ("2026-05-01", "2026-05-31", False),  # over before the request
        ("2026-10-20", None, False),  # began after the last day in time
        (None, None, False),  # cannot be shown
    ],
)
def test_personal_circumstances_count_when_they_touch_the_limit(first, last, passes):
    assert valid("C", from_date=first, to_date=last) is passes


@pytest.mark.parametrize(
    ("received", "due", "first", "last", "passes"),
    [
        ("2020-03-02", "2020-07-20", "2020-03-23", "2020-07-01", True),
        ("2020-03-02", "2020-07-20", "2020-03-23", "2020-04-30", False),  # before the relaxation
        ("2020-09-26", "2021-02-13", "2020-09-01", "2020-12-01", False),  # received after it
        ("2019-12-01", "2020-04-19", "2020-03-23", "2020-07-01", False),  # due before it
        ("2020-09-25", "2021-02-12", "2020-09-25", None, True),
    ],
)
def test_coronavirus_counts_only_within_its_dates(received, due, first, last, passes):
    assert valid("H", clock_start=received, due_date=due, from_date=first, to_date=last) is passes


@pytest.mark.parametrize("ground", ["E", "F", "G", "L", "?", None])
def test_other_reasons_do_not_excuse_a_late_plan(ground):
    assert not valid(ground, from_date="2026-07-01", to_date="2026-09-30", advice_requested_date="2026-07-20")
