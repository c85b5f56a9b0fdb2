"""Which days "the last 12 months" are: one definition for figures, their ranges and the counts that packs print.

What happened on a day belongs to the last 12 months from that day until the day before the same day of the next year;
28 February stands for 29 where a year has none, as for limits in months. Counted back from a day, they are therefore
as many whole months where it ends a month: those that end with 28 February 2025 begin on 1 March 2024, and those that
end with 29 February 2024 on 1 March 2023. No day is in both, and none is in neither.
"""

from __future__ import annotations

import pandas as pd

_ONE_DAY = pd.Timedelta(days=1)


def eve(last: pd.Series, months: int) -> pd.Series:
    """The day before so many months began that end with each of some days; the day itself for no months."""
    if not months:
        return last
    back, forth = (pd.DateOffset(months=n) for n in (-months, months))
    first = last + _ONE_DAY + back
    # A day that is not in the month, such as 29 February, has become the last of that month, which is a day too early.
    is_too_early = (first + forth) <= last
    day: pd.Series = first.where(is_too_early, first - _ONE_DAY)
    return day


def first_day(last: pd.Series, months: int) -> pd.Series:
    """The first of so many months that end with each of some days."""
    return eve(last, months) + _ONE_DAY
