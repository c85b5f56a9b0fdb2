"""Exceptions to a time limit: what is recorded, and what passes the legal test.

An exception removes the duty to meet a limit where the ground made meeting it impractical. It never pauses, extends or
restarts the clock. The SEN2 return takes what is recorded; the quality report asks what is valid.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from include.transforms.intervals import earlier, later
from include.transforms.limits import Limit, grounds


def valid_exceptions(recorded: pd.DataFrame, limit: Limit, as_at: date) -> pd.Series:
    """Which recorded exceptions pass the legal test for a limit.

    Args:
        recorded: one row for each recorded exception: `request_id`, `exception_ground`, `from_date`, `to_date` (for a
            closure the day before the setting reopened; missing means it still lasts at `as_at`),
            `advice_requested_date`, and of its case `clock_start` and `due_date`.
        limit: the limit it is claimed for.
        as_at: later events are unknown.

    Returns:
        Flag with the index of `recorded`. False where a date that the test needs is missing.

    """
    one_day = pd.Timedelta(days=1)
    until = recorded["to_date"].fillna(pd.Timestamp(as_at))
    valid = pd.Series(False, index=recorded.index)
    claimed = {*recorded["exception_ground"]}.intersection(limit.exceptions)
    for ground in grounds():
        if ground.ground not in claimed or (ground.only_for and limit.limit_id not in ground.only_for):
            continue
        at_least = pd.Timedelta(days=ground.minimum_days)
        if ground.test == "closure":
            reopened, asked = until + one_day, recorded["advice_requested_date"]
            lead = pd.Timedelta(days=ground.lead_days or 0)
            closed_long = reopened - recorded["from_date"] >= at_least
            passes = closed_long & (asked >= recorded["from_date"] - lead) & (asked <= reopened - lead)
        else:
            begun, ended = recorded["from_date"], until
            if ground.test == "absence":
                begun, ended = _without_a_break(recorded.assign(to_date=until), ground.ground)
            first = later(begun, recorded["clock_start"])
            last = earlier(ended, recorded["due_date"])
            if ground.window_from and ground.window_to:
                first = later(first, pd.Timestamp(ground.window_from))
                last = earlier(last, pd.Timestamp(ground.window_to))
            passes = recorded["from_date"].notna() & (last >= first + at_least - one_day)
        valid |= (recorded["exception_ground"] == ground.ground) & passes
    return valid


def _without_a_break(recorded: pd.DataFrame, ground: str) -> tuple[pd.Series, pd.Series]:
    """First and last day of the stretch without a break to which each row of a ground belongs.

    The law asks for a continuous period, which people record in pieces: a visit that was made longer is a second row.
    """
    own = recorded[(recorded["exception_ground"] == ground) & recorded["from_date"].notna()]
    own = own.sort_values(["request_id", "from_date"])
    until_then = own.groupby("request_id")["to_date"].cummax().groupby(own["request_id"]).shift()
    breaks = ~(own["from_date"] <= until_then + pd.Timedelta(days=1))
    stretch = own.groupby(breaks.cumsum())
    days = [stretch["from_date"].transform("min"), stretch["to_date"].transform("max")]
    begun, ended = (day.reindex(recorded.index) for day in days)
    return begun.fillna(recorded["from_date"]), ended.fillna(recorded["to_date"])
