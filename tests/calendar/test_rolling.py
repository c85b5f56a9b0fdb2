"""The last 12 months by hand, also where February has a day more."""

from __future__ import annotations

import pandas as pd
import pytest

from include.calendar.rolling import eve, first_day


# By docs/counting.md: a day belongs until the day before the same day of the next year, 28 standing for 29 February.
@pytest.mark.parametrize(
    ("last", "first"),
    [
        ("2025-12-31", "2025-01-01"),
        ("2026-03-15", "2025-03-16"),
        ("2024-02-27", "2023-02-28"),
        ("2024-02-28", "2023-03-01"),  # 28 February 2023 belonged until 27 February 2024
        ("2024-02-29", "2023-03-01"),  # a leap year's February is whole: March to February
        ("2024-03-01", "2023-03-02"),
        ("2025-02-27", "2024-02-28"),  # both 28 and 29 February 2024 belong until this day
        ("2025-02-28", "2024-03-01"),  # March to February, without the 29th of the year before
        ("2025-03-01", "2024-03-02"),
    ],
)
def test_the_last_twelve_months_begin_on(last, first):
    (found,) = first_day(pd.Series(pd.to_datetime([last])), 12)
    assert found == pd.Timestamp(first)


@pytest.mark.parametrize("months", [1, 3, 6, 12, 24])
def test_a_day_belongs_until_the_day_before_the_same_day_so_many_months_later(months):
    days = pd.Series(pd.date_range("2023-01-01", "2026-12-31"))
    first = first_day(days, months)
    for day in pd.date_range("2023-12-01", "2024-04-30"):
        belongs = days[(first <= day) & (day <= days)]
        assert belongs.iloc[0] == day
        assert belongs.iloc[-1] == day + pd.DateOffset(months=months) - pd.Timedelta(days=1)
        assert len(belongs) == (belongs.iloc[-1] - day).days + 1, "on each day between, too"


@pytest.mark.parametrize("months", [1, 3, 12])
def test_months_that_end_a_month_follow_each_other_without_a_gap(months):
    ends = pd.Series(pd.date_range("2023-01-31", "2027-12-31", freq="ME"))
    before = eve(ends, months).iloc[months:].reset_index(drop=True)
    pd.testing.assert_series_equal(before, ends.iloc[:-months], check_names=False, check_freq=False)


def test_no_months_are_the_day_itself():
    days = pd.Series(pd.date_range("2024-02-27", "2024-03-01"))
    pd.testing.assert_series_equal(eve(days, 0), days)
