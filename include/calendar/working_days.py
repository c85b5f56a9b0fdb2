"""Working days in England: not a Saturday, a Sunday or a bank holiday."""

from __future__ import annotations

from functools import cache

import holidays
import numpy as np
import pandas as pd

from include.calendar.terms import FIRST_YEAR, LAST_YEAR


@cache
def _bank_holidays() -> np.ndarray:
    days = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_YEAR, LAST_YEAR + 2))
    return np.array(sorted(days), dtype="datetime64[D]")


def working_days_after(dates: pd.Series, days: int) -> pd.Series:
    """The `days`-th working day after each date; missing dates stay missing.

    The date itself is day 0 whether or not it is a working day, so 1 gives the next working day.

    Raises:
        ValueError: `days` is less than 1.

    """
    if days < 1:
        raise ValueError("days must be at least 1")
    is_dated = dates.notna()
    # A date at a weekend is rolled back first, so that its first working day after is the Monday.
    moved = np.busday_offset(
        dates[is_dated].to_numpy("datetime64[D]"), days, roll="backward", holidays=_bank_holidays()
    )
    return pd.Series(moved, index=dates.index[is_dated], dtype="datetime64[us]").reindex(dates.index)


def is_working_day(dates: pd.Series) -> pd.Series:
    """Which of the dates are working days; none of them is missing."""
    flags = np.is_busday(dates.to_numpy("datetime64[D]"), holidays=_bank_holidays())
    return pd.Series(flags, index=dates.index, dtype="boolean")


def working_days_between(start: pd.Series, end: pd.Series) -> pd.Series:
    """Working days after `start`, up to and with `end`: 0 on the same day, negative when `end` is earlier.

    Both share an index; the result is `Int64`, missing where either date is.
    """
    is_dated = start.notna() & end.notna()
    first, last = start[is_dated].to_numpy("datetime64[D]"), end[is_dated].to_numpy("datetime64[D]")
    one_day = np.timedelta64(1, "D")
    # numpy counts the other way round with other ends, so it is only ever asked to count forwards.
    counted = np.busday_count(
        np.minimum(first, last) + one_day, np.maximum(first, last) + one_day, holidays=_bank_holidays()
    )
    signed = np.where(last < first, -counted, counted)
    return pd.Series(signed, index=start.index[is_dated], dtype="Int64").reindex(start.index)
