"""The statutory clock: one vectorised engine for every limit.

The day of the start event is day 0 unless the limit says otherwise, so the last day in time of a 20-week limit is 140
days later. Nothing pauses a clock: an exception excuses lateness, it gives no new date. Days are calendar days unless
the limit says working days.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from include.calendar.working_days import working_days_after
from include.transforms.intervals import ONE_DAY, earliest
from include.transforms.limits import Boundary, Limit

STATUSES = ("in_time", "late", "ended", "open", "open_overdue", "closed", "missed", "unusable")


def last_day(start: pd.Series, limit: Limit) -> pd.Series:
    """Last day in time of each clock, the day itself included; missing where the limit has no length.

    Args:
        start: day that the limit is reckoned from: its start event, or for a limit before a fixed day or event the day
            of that event.
        limit: the limit.

    Returns:
        Dates with the index of `start`. Twelve months from 29 February end on 28 February.

    """
    length = limit.length or 0
    if limit.counting_rule == "fixed day of the year":
        month, day = (int(part) for part in (limit.fixed_date or "").split("-"))
        in_year = pd.DataFrame({"year": start.dt.year, "month": month, "day": day}).dropna()
        return pd.to_datetime(in_year.astype("int64")).astype("datetime64[us]").reindex(start.index)
    if limit.counting_rule == "no limit":
        return pd.Series(pd.NaT, index=start.index, dtype="datetime64[us]")
    if limit.unit == "months":
        months = pd.DateOffset(months=length)
        return start - months if limit.counting_rule == "months before" else start + months
    if limit.unit == "working_days":
        return working_days_after(start, length - (limit.counting_rule == "start is day 1"))
    return start + pd.Timedelta(days=limit.days or 0)


def asked_by(limit: Limit, cases: pd.DataFrame) -> pd.DataFrame:
    """The cases with what a limit asks of each.

    Args:
        limit: the limit to measure against.
        cases: `clock_start`. Optional: `reckoned_from`, the day that the limit is reckoned from where that is not the
            start; `own_due_date`, a last day in time that goes before the limit's where it is not missing.

    Returns:
        The cases with `last_day`, the last day in time, or the last of the days that must be given; and `at_most`
        (flag), false for such a least time.

    """
    last = last_day(cases.get("reckoned_from", cases["clock_start"]), limit)
    if "own_due_date" in cases:
        last = cases["own_due_date"].fillna(last)
    return cases.assign(last_day=last, at_most=limit.bound == "at most")


def run_clock(cases: pd.DataFrame, limit: Limit, as_at: date, boundary: Boundary = "<=") -> pd.DataFrame:
    """`run_clocks` of cases of one limit."""
    return run_clocks(asked_by(limit, cases), as_at, boundary)


def run_clocks(cases: pd.DataFrame, as_at: date, boundary: Boundary = "<=") -> pd.DataFrame:
    """The cases that had started by `as_at`, with what the clock says of each at the close of that day.

    Args:
        cases: columns `clock_start`, `clock_end` and `closed_date` (dates, missing allowed; `closed_date` is the day on
            which an unfinished case stopped), and `is_ended` (flag: the end event is recorded as having happened, with
            or without its date), and what their limits ask (`asked_by`). Optional: `overtaken_on`, the day from which
            nobody waits any more for what has not been done and stays undone. Other columns pass through.
        as_at: events after this day are unknown, so an end after it leaves the case open.
        boundary: `<=` when the last day itself is in time, `<` when it is late; a limit that gives a least time is
            kept from the day after its last day on, either way.

    Returns:
        The rows and index of `cases`, less those that start after `as_at`, with `clock_end` and `closed_date` as known
        on that day (what stopped has no end, whatever was recorded afterwards), and:

        - `due_date`: last day in time, or the last day of a least time, after which alone its end is in time;
        - `elapsed_days`: start to end, for ended cases;
        - `clock_status`: `in_time`, `late` (for a least time: ended too soon), `ended` (a step without a limit),
          `open`, `open_overdue`, `closed` (stopped unfinished on or before its last day in time, so nothing was
          missed), `missed` (stopped unfinished after that day, or overtaken), or `unusable` (start missing, ended on an
          unknown day, or end before start, whatever stopped it later);
        - `closed_date`: the day on which a closed or missed case stopped or was overtaken;
        - `on_time`: true or false for ended cases with a limit, else missing;
        - `at_boundary`: ended exactly on the limit's last day, whichever way `boundary` counts that day;
        - `days_over`: days from `due_date` to the end, or to `as_at` while open; negative when days are left. For a
          least time the whole days by which an ended case fell short; 0 or less when it did not.

    """
    today = pd.Timestamp(as_at)
    clocks = cases[~(cases["clock_start"] > today)].copy()
    start, recorded_end = clocks["clock_start"], clocks["clock_end"]
    ended = clocks["is_ended"].astype("bool") & ~(recorded_end > today)
    end = recorded_end.where(ended)
    closed_on = clocks["closed_date"].where(clocks["closed_date"] <= today)

    unusable = start.isna() | (ended & end.isna()) | (end < start)
    stopped = ~unusable & closed_on.notna() & ~(end <= closed_on)
    usable_end = ended & ~stopped & ~unusable
    waiting = ~ended & ~stopped & ~unusable
    overtaken_on = pd.Series(pd.NaT, index=clocks.index, dtype="datetime64[us]")
    if "overtaken_on" in clocks:
        # A step that began only after that day is not overtaken by it.
        known = clocks["overtaken_on"].between(start, today) & (stopped | waiting)
        overtaken_on = clocks["overtaken_on"].where(known)
    still_open = waiting & overtaken_on.isna()

    at_most, nominal = clocks["at_most"], clocks["last_day"]
    due = nominal.where(~at_most, nominal - ONE_DAY) if boundary == "<" else nominal
    over = (end.where(usable_end, today) - due).dt.days
    # What ends on the last day of a least time cuts that day short.
    over = over.where(at_most, (1 - over).where(usable_end))
    late = over > 0

    # What stops on or before its last day in time was never due; a least time cannot be missed by what never ends.
    closed = stopped & ~(at_most & (closed_on > due))
    missed = (stopped & ~closed) | (waiting & overtaken_on.notna())
    status: pd.Series = pd.Series("unusable", clocks.index, pd.CategoricalDtype([*STATUSES]))
    status[missed] = "missed"
    status[closed | (missed & ~at_most)] = "closed"
    status[usable_end] = "in_time"
    status[usable_end & late] = "late"
    status[usable_end & due.isna()] = "ended"
    status[still_open] = "open"
    status[still_open & late] = "open_overdue"
    return clocks.assign(
        clock_end=end.where(~stopped),
        closed_date=closed_on.where(stopped).where(
            closed, earliest([closed_on.where(stopped), overtaken_on])
        ),
        due_date=due,
        elapsed_days=(end - start).dt.days.where(usable_end).astype("Int64"),
        clock_status=status,
        on_time=(~late).astype("boolean").where(usable_end & due.notna()),
        at_boundary=(usable_end & (end == nominal)).astype("boolean"),
        days_over=over.where(usable_end | still_open).astype("Int64"),
    )
