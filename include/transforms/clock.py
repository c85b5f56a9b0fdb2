"""The statutory clock: one vectorised engine for every limit.

The day of the start event is day 0, so the last day in time of a 20-week limit is 140 days later. Nothing pauses a
clock: an exception excuses lateness, it gives no new date. All days are calendar days.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import pandas as pd

from include.transforms.limits import Limit

Boundary = Literal["<=", "<"]
STATUSES = ("in_time", "late", "open", "open_overdue", "closed", "unusable")


def run_clock(cases: pd.DataFrame, limit: Limit, as_at: date, boundary: Boundary = "<=") -> pd.DataFrame:
    """The cases that had started by `as_at`, with what the clock says of each at the close of that day.

    Args:
        cases: columns `clock_start`, `clock_end` and `closed_date` (dates, missing allowed; `closed_date` is the day on
            which an unfinished case stopped counting), and `is_ended` (flag: the end event is recorded as having
            happened, with or without its date). Other columns pass through.
        limit: the limit to measure against.
        as_at: events after this day are unknown, so an end after it leaves the case open.
        boundary: `<=` when the day `limit.days` after the start is in time, `<` when it is late.

    Returns:
        The rows and index of `cases`, less those that start after `as_at`, with `clock_end` and `closed_date` as known
        on that day, and:

        - `due_date`: last day in time;
        - `elapsed_days`: start to end, for ended cases;
        - `clock_status`: `in_time`, `late`, `open`, `open_overdue`, `closed` (stopped counting before it ended), or
          `unusable` (start missing, ended on an unknown day, or end before start);
        - `on_time`: true or false for ended cases, else missing;
        - `at_boundary`: ended exactly `limit.days` after the start, whichever way `boundary` counts that day;
        - `days_over`: days from `due_date` to the end, or to `as_at` while open; negative when days are left.

    """
    today = pd.Timestamp(as_at)
    made = cases[~(cases["clock_start"] > today)].copy()
    start, recorded_end = made["clock_start"], made["clock_end"]
    ended = made["is_ended"].astype("bool") & ~(recorded_end > today)
    end = recorded_end.where(ended)
    closed_on = made["closed_date"].where(made["closed_date"] <= today)

    closed = closed_on.notna() & ~(end <= closed_on)
    unusable = ~closed & (start.isna() | (ended & end.isna()) | (end < start))
    usable_end = ended & ~closed & ~unusable
    still_open = ~ended & ~closed & ~unusable

    elapsed = (end - start).dt.days
    due = start + pd.Timedelta(days=limit.days - (boundary == "<"))
    over = (end.where(usable_end, today) - due).dt.days
    late = over > 0

    status = pd.Series("unusable", index=made.index, dtype="str")
    status[closed] = "closed"
    status[usable_end] = "in_time"
    status[usable_end & late] = "late"
    status[still_open] = "open"
    status[still_open & late] = "open_overdue"
    return made.assign(
        clock_end=end,
        closed_date=closed_on.where(closed),
        due_date=due,
        elapsed_days=elapsed.where(usable_end).astype("Int64"),
        clock_status=status,
        on_time=(~late).astype("boolean").where(usable_end),
        at_boundary=(usable_end & (elapsed == limit.days)).astype("boolean"),
        days_over=over.where(usable_end | still_open).astype("Int64"),
    )
