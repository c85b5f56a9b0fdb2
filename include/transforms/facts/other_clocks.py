"""Every limit but those of requests: advice, drafts, consultations, reviews, transfers, appeals, orders, replies."""

from __future__ import annotations

from datetime import date

import pandas as pd

from include.model import NOT_RECORDED
from include.transforms.clock import run_clock
from include.transforms.facts.history import History
from include.transforms.facts.kinds import Clock, clocks
from include.transforms.facts.request_clocks import REQUEST_LIMITS, exceptions_to
from include.transforms.facts.rows import nothing, owner_of, record_of, rows_of
from include.transforms.limits import limits_of


def other_clocks(history: History) -> pd.DataFrame:
    """Every limit but the 6, 16 and 20 weeks, with the columns of `fact_clock` that do not depend on groups.

    Limits for which the case tables hold no dates (re-assessment, plans
    sent to the next council, what a family that moved in was told) run no clock.
    """
    by_kind = [(kind, rows_of(history, kind)) for kind in clocks() if kind.name not in REQUEST_LIMITS]
    by_kind = [(kind, rows) for kind, rows in by_kind if len(rows)] or by_kind[:1]
    return pd.concat([_run(history, kind, rows) for kind, rows in by_kind], ignore_index=True)


def _run(history: History, kind: Clock, rows: pd.DataFrame) -> pd.DataFrame:
    """One limit against its cases."""
    no_day, no_text = nothing(rows, "datetime64[us]"), nothing(rows, "str")
    start, end = rows[kind.start], rows[kind.end]
    is_ended = end.notna()
    if kind.ended:
        is_ended = pd.concat([rows[name].isin(values) for name, values in kind.ended.items()], axis=1).all(
            axis=1
        )
        end = end.where(is_ended)
    subject = rows[kind.subject].fillna(NOT_RECORDED) if kind.subject else "all"
    requests = owner_of(history, kind, rows, "request")
    cases = pd.DataFrame(
        {
            "case_key": history.records.keys(kind.case, record_of(kind, rows)),
            "subject": subject,
            "person_id": owner_of(history, kind, rows, "person"),
            "request_id": requests,
            "excepted_as": rows.get("excepted_as", requests),
            "school": rows["school"].fillna(NOT_RECORDED) if "school" in rows else NOT_RECORDED,
            "clock_start": start,
            "clock_end": end,
            "is_ended": is_ended,
            "reckoned_from": (rows[kind.reckoned] if kind.reckoned else no_day).fillna(start),
            "own_due_date": rows[kind.own_due] if kind.own_due else no_day,
            "closed_date": rows[kind.closed] if kind.closed else no_day,
            "overtaken_on": kind.overtaken(history, start) if kind.overtaken else no_day,
            "out_of_scope_reason": rows.get("out_of_scope_reason", no_text),
        }
    ).assign(limit_id=kind.name, case_kind=kind.case)
    cases = cases.dropna(subset="clock_start")
    parts = []
    for limit in limits_of(kind.name):
        since, until = pd.Timestamp(limit.valid_from), pd.Timestamp(limit.valid_to or date.max)
        in_force = cases[cases["clock_start"].between(since, until)]
        clocks_run = run_clock(in_force, limit, history.day, history.boundary)
        reason = clocks_run["out_of_scope_reason"]
        over = clocks_run["clock_status"].isin(["closed", "missed"]) & reason.isna()
        overtaken = (clocks_run["clock_status"] == "missed") & (
            clocks_run["closed_date"] == clocks_run["overtaken_on"]
        )
        reason = reason.mask(over, "closed").mask(over & overtaken, "overtaken")
        reason = reason.mask(reason.isna() & (clocks_run["clock_status"] == "unusable"), "dates_unusable")
        clocks_run = clocks_run.assign(
            out_of_scope_reason=reason, in_scope=reason.isna(), late_band=nothing(clocks_run, "str")
        )
        if "exception_valid" in kind.reads_when:
            excepted = clocks_run.assign(request_id=clocks_run["excepted_as"])
            exceptions = exceptions_to(history.records, excepted, limit, history.day)
        else:
            exceptions = pd.DataFrame(
                {"exception_recorded": False, "exception_valid": False}, index=clocks_run.index
            )
        parts.append(clocks_run.join(exceptions))
    return pd.concat(parts)
