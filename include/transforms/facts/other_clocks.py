"""Every limit but those of requests: advice, drafts, consultations, reviews, transfers, appeals, orders, replies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from include.model import NOT_RECORDED
from include.transforms.clock import asked_by, run_clocks
from include.transforms.facts.history import History
from include.transforms.facts.kinds import Clock, clocks
from include.transforms.facts.request_clocks import REQUEST_LIMITS, exceptions_to
from include.transforms.facts.rows import owner_of, record_of, rows_of, together
from include.transforms.limits import Limit, limits_of

_MAY_LACK = {
    **dict.fromkeys(("subject", "school", "out_of_scope_reason", "excepted_as", "late_band"), "str"),
    **dict.fromkeys(("closed_date", "overtaken_on"), "datetime64[us]"),
}


def other_clocks(history: History) -> pd.DataFrame:
    """Every limit but the 6, 16 and 20 weeks, with the columns of `fact_clock` that do not depend on groups.

    Limits for which the case tables hold no dates (re-assessment, plans
    sent to the next council, what a family that moved in was told) run no clock.
    """
    kinds = [kind for kind in clocks() if kind.name not in REQUEST_LIMITS]
    asked = [(kind, limit, cases) for kind in kinds for limit, cases in _cases_by_limit(history, kind)]
    # All clocks run together: each limit by itself has few rows, and to begin costs more than they.
    parts = [(kind.name, asked_by(limit, cases)) for kind, limit, cases in asked]
    rows = run_clocks(together("limit_id", parts, _MAY_LACK), history.day, history.boundary)
    reason, status = rows["out_of_scope_reason"], rows["clock_status"]
    over = status.isin(["closed", "missed"]) & reason.isna()
    overtaken = (status == "missed") & (rows["closed_date"] == rows["overtaken_on"])
    reason = reason.mask(over, "closed").mask(over & overtaken, "overtaken")
    reason = reason.mask(reason.isna() & (status == "unusable"), "dates_unusable")
    return rows.assign(
        case_kind=rows["limit_id"].map({kind.name: kind.case for kind in kinds}),
        subject=rows["subject"].fillna("all"),
        school=rows["school"].fillna(NOT_RECORDED),
        out_of_scope_reason=reason,
        in_scope=reason.isna(),
    ).join(_exceptions(history, rows, [(kind, limit) for kind, limit, _ in asked]))


def _cases_by_limit(history: History, kind: Clock) -> Iterator[tuple[Limit, pd.DataFrame]]:
    """The cases of a kind, by what its limit was when they began."""
    rows = rows_of(history, kind)
    start, end = rows[kind.start], rows[kind.end]
    is_ended = end.notna()
    if kind.ended:
        is_ended = pd.concat([rows[name].isin(values) for name, values in kind.ended.items()], axis=1).all(
            axis=1
        )
        end = end.where(is_ended)
    columns = {
        "case_key": history.records.keys(kind.case, record_of(kind, rows)),
        "person_id": owner_of(history, kind, rows, "person"),
        "request_id": owner_of(history, kind, rows, "request"),
        "clock_start": start,
        "clock_end": end,
        "is_ended": is_ended,
    }
    named = {"own_due_date": kind.own_due, "closed_date": kind.closed}
    named |= {name: name for name in ("excepted_as", "school", "out_of_scope_reason") if name in rows}
    columns |= {name: rows[column] for name, column in named.items() if column}
    if kind.subject:
        columns["subject"] = rows[kind.subject].fillna(NOT_RECORDED)
    if kind.reckoned:
        columns["reckoned_from"] = rows[kind.reckoned].fillna(start)
    if kind.overtaken:
        columns["overtaken_on"] = kind.overtaken(history, start)
    cases = pd.DataFrame(columns)
    for limit in limits_of(kind.name):
        yield limit, cases[_in_force(limit, start)]


def _in_force(limit: Limit, start: pd.Series) -> pd.Series:
    """Which cases began while a limit was law."""
    return start.between(pd.Timestamp(limit.valid_from), pd.Timestamp(limit.valid_to or date.max))


def _exceptions(history: History, rows: pd.DataFrame, limits: list[tuple[Clock, Limit]]) -> pd.DataFrame:
    """Whether an exception to its limit is recorded for each case, and whether a valid one is."""
    flags = pd.DataFrame(False, rows.index, ["exception_recorded", "exception_valid"], dtype="boolean")
    claimed = {*history.table("exception")["limit_id"]}
    for kind, limit in limits:
        if kind.name in claimed and "exception_valid" in kind.reads_when:
            mine = rows[(rows["limit_id"] == kind.name) & _in_force(limit, rows["clock_start"])]
            mine = mine.assign(request_id=mine["excepted_as"].fillna(mine["request_id"]))
            flags.loc[mine.index] = exceptions_to(history.records, mine, limit, history.day)
    return flags
