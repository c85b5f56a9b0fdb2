"""Every day of an authority's calendar, with the periods that it lies in."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from include.calendar.periods import PERIOD_TYPES, periods
from include.calendar.terms import Calendar, years
from include.calendar.working_days import is_working_day


def calendar_days(calendar: Calendar, reported: pd.DataFrame) -> pd.DataFrame:
    """One row for each day of any of the periods `reported`, in order.

    Columns: `day`, `<type>_key` for each type of period, `is_school_day` (in term time, as far as the calendar tells:
    days on which only staff are there count) and `is_working_day`.
    """
    first, last = reported["period_start"].min().date(), reported["period_end"].max().date()
    days = pd.DataFrame({"day": pd.date_range(first, last, unit="us")})
    spans = periods(calendar, first, last)
    for kind in PERIOD_TYPES:
        of_kind = spans.loc[spans["period_type"] == kind, ["period_start", "period_key"]]
        days = pd.merge_asof(
            days, of_kind.rename(columns={"period_start": "day", "period_key": f"{kind}_key"}), on="day"
        )
    working = is_working_day(days["day"])
    open_spans = [
        span
        for year in years(first, last)
        for span in zip(calendar.starts(year), calendar.ends(year), strict=True)
    ]
    in_term = _in_any(days["day"], open_spans)
    closed = _in_any(days["day"], list(calendar.closures))
    return days.assign(is_school_day=in_term & ~closed & working, is_working_day=working)


def _in_any(days: pd.Series, spans: list[tuple[date, date]]) -> pd.Series:
    day = days.to_numpy()
    inside = np.zeros(len(day), dtype=bool)
    for begin, end in spans:
        inside |= (day >= np.datetime64(begin)) & (day <= np.datetime64(end))
    return pd.Series(inside, days.index, dtype="boolean")
