"""Work lists: what each caseworker must do next, the cases that can still be saved first.

For use inside casework only: the rows carry local identifiers, though no child's name.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from include.calendar.working_days import working_days_between
from include.model import MARTS, empty
from include.model.frames import are_in

# What a caseworker can plan for: working days left, up to and with each number.
HORIZONS = (5, 10, 20)
OVER, LATER = "over", "later"
# Clocks that still run.
WAITING = ("open", "open_overdue")


@cache
def next_actions() -> pd.DataFrame:
    """What to do about each limit (`next_actions.csv`), from before anything is done or after a step.

    The step is a milestone of the case, or that which begins another limit of it. `days_needed`: calendar days that
    the law gives the family between the next action and the one that meets the limit. A limit without an action (one
    that binds the family, or sets no last day) is not the council's to meet.
    """
    read = pd.read_csv(Path(__file__).parent / "next_actions.csv", keep_default_na=False)
    return read.astype({"days_needed": "Int64"})


def work_list(clocks: pd.DataFrame, tables: dict[str, pd.DataFrame], as_at: date) -> pd.DataFrame:
    """Everything that is open and has a last day in time, in the order in which to do it.

    Args:
        clocks: `fact_clock` made with local identifiers in place of keyed hashes (`keys=lambda kind, ids: ids`).
        tables: conformed case tables by name.
        as_at: the day at whose close the list is made; it is for the days after.

    Returns:
        Columns and dtypes of `restricted.work_list` less `authority`; `place` 1 is the first thing to do. First what
        can still be saved, by last day in time, then what is lost, the longest over first. A case can be saved while
        the days left after `as_at` suffice for what the law requires before the end: a draft plan must be with the
        family for 15 days that begin with the day on which it is sent (SEND Regulations 2014 reg 13(1)(a)), and so
        must a notice of amendments (reg 22(2)(c)); the plan follows at the earliest on the day after these. Sent on the
        day after `as_at`, that leaves no time from 15 days before the last day on. Something whose last day is `as_at`
        itself is over.

    """
    waiting = clocks["clock_status"].isin(WAITING) & clocks["due_date"].notna()
    items = _with_actions(clocks[waiting], clocks, tables, as_at)
    today = pd.Timestamp(as_at).as_unit("us")
    days_left = (items["due_date"] - today).dt.days.astype("Int64")
    working = working_days_between(pd.Series(today, index=items.index), items["due_date"])
    # Plain flags: nothing here is missing, and the sort below should not have to think of it.
    over = (days_left < 1).astype("bool")
    saved = ~over & (days_left > items["days_needed"]).astype("bool")
    bucket = pd.Series(LATER, index=items.index, dtype="str")
    for horizon in sorted(HORIZONS, reverse=True):
        bucket = bucket.mask((working <= horizon).astype("bool"), str(horizon))
    items = items.assign(
        days_left=days_left,
        working_days_left=working,
        bucket=bucket.mask(over, OVER),
        can_be_saved=saved.astype("boolean"),
    )
    staff = _held(tables, "caseworker").set_index("caseworker_id")["caseworker_name"]
    teams = _held(tables, "team").set_index("team_id")["team_name"]
    items = items.assign(
        caseworker_id=items["caseworker"],
        caseworker_name=items["caseworker"].map(staff),
        team_id=items["team"],
        team_name=items["team"].map(teams),
        person_id=items["person_key"],
        case_id=items["case_key"],
    )
    order = ["can_be_saved", "due_date", "case_kind", "case_id", "limit_id", "subject"]
    items = items.sort_values(order, ascending=[False, *[True] * 5], ignore_index=True)
    items["place"] = items.index + 1
    columns = {c.name: c.dtype for c in MARTS["restricted"]["work_list"].columns.values()}
    return items[list(columns)].astype(columns)


def _with_actions(
    items: pd.DataFrame, clocks: pd.DataFrame, tables: dict[str, pd.DataFrame], as_at: date
) -> pd.DataFrame:
    """Of some of the clocks those that the council can act on, each with its next action given what has been done."""
    actions = next_actions()
    steps = ["after_milestone", "after_limit"]
    is_first = (actions[steps] == "").all(axis="columns")
    items = items.merge(actions[is_first].drop(columns=steps), on="limit_id", validate="many_to_one")
    action: Any
    for action in actions[~is_first].itertuples():
        of_limit = items["limit_id"] == action.limit_id
        reached = _reached(action.after_milestone, action.after_limit, clocks, tables, as_at)
        if reached is None:
            items = items.assign(days_needed=items["days_needed"].mask(of_limit, 0))
            continue
        there = of_limit & are_in(items["case_key"], reached)
        items = items.assign(
            next_action=items["next_action"].mask(there, action.next_action),
            days_needed=items["days_needed"].mask(there, action.days_needed),
        )
    return items


def _reached(
    milestone: str, limit: str, clocks: pd.DataFrame, tables: dict[str, pd.DataFrame], as_at: date
) -> pd.Series | None:
    """Cases in which a step has been taken; None where nobody records such steps.

    Then nobody can say that one is outstanding and its time is lost.
    """
    if limit:
        begun = clocks.loc[clocks["limit_id"] == limit, "case_key"]
        return begun if len(begun) else None
    if "milestone" not in tables:
        return None
    steps = tables["milestone"]
    steps = steps[steps["milestone_date"] <= pd.Timestamp(as_at)]
    return steps.loc[steps["milestone_type"] == milestone, "request_id"]


def _held(tables: dict[str, pd.DataFrame], name: str) -> pd.DataFrame:
    return tables[name] if name in tables else empty(name)
