"""Working days: not a weekend, not a bank holiday in England."""

import pandas as pd
import pytest

from include.calendar.working_days import working_days_after, working_days_between


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-03-02", 15, "2026-03-23"),  # three plain weeks
        ("2026-12-24", 1, "2026-12-29"),  # Christmas, and Boxing Day moved to Monday
        ("2026-12-26", 1, "2026-12-29"),
        ("2026-05-22", 1, "2026-05-26"),  # spring bank holiday
        ("2022-09-16", 1, "2022-09-20"),  # the Queen's funeral
        ("2024-02-28", 2, "2024-03-01"),  # a leap day is a working day
        ("2026-06-06", 1, "2026-06-08"),  # from a Saturday
    ],
)
def test_working_days_are_counted_from_the_day_after(day, count, expected):
    found = working_days_after(pd.Series(pd.to_datetime([day])), count)
    assert found[0] == pd.Timestamp(expected)


def test_a_missing_day_stays_missing_and_rows_keep_their_place():
    days = pd.Series(["2026-03-02", None], index=["a", "b"], dtype="datetime64[us]")
    found = working_days_after(days, 1)
    assert found["a"] == pd.Timestamp("2026-03-03")
    assert found.isna()["b"]


def test_no_days_is_not_a_limit():
    with pytest.raises(ValueError, match="at least 1"):
        working_days_after(pd.Series(pd.to_datetime(["2026-03-02"])), 0)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-03-02", "2026-03-02", 0),
        ("2026-03-02", "2026-03-23", 15),
        ("2026-12-24", "2026-12-29", 1),  # Christmas, and Boxing Day moved to Monday
        ("2026-06-06", "2026-06-08", 1),  # from a Saturday
        ("2026-06-05", "2026-06-07", 0),  # to a Sunday
        ("2026-06-08", "2026-06-05", -1),
    ],
)
def test_working_days_between_two_days_leave_out_the_first(start, end, expected):
    days = pd.Series(pd.to_datetime([start, None])), pd.Series(pd.to_datetime([end, end]))
    found = working_days_between(*days)
    assert found[0] == expected
    assert found.isna()[1]
