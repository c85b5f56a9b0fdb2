"""The 6, 16 and 20 weeks of every request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from include.model.bands import bands
from include.transforms.clock import Boundary, run_clock
from include.transforms.exceptions import valid_exceptions
from include.transforms.facts.records import Records
from include.transforms.intervals import earliest
from include.transforms.limits import Limit, limits_of

REQUEST_LIMITS = ("decide_to_assess", "decide_not_to_issue", "final_plan")
# Why the limit of a request was not this council's to keep.
NEVER_APPLIED = ("transferred_in", "tribunal_ordered", "mediation_changed")


@dataclass(frozen=True)
class Course:
    """What one limit watches: which requests it applies to, when it ends, and why an unfinished one stops counting."""

    applies: pd.Series
    is_ended: pd.Series
    clock_end: pd.Series
    closings: dict[str, pd.Series]
    out_of_scope: dict[str, pd.Series]


def courses_of(requests: pd.DataFrame) -> dict[str, Course]:
    """The course of each limit of a request."""
    decision, outcome = requests["request_outcome"], requests["assessment_outcome"]
    received, decided, ended = (
        requests[name] for name in ("received_date", "request_outcome_date", "assessment_outcome_date")
    )
    # Before these records begin, or in another authority, no limit of ours ran.
    historical = (outcome == "H") | ((decision == "H") & requests["assessment_id"].isna())
    ours = ~historical
    refused = (decision == "N") & requests["assessment_id"].isna()
    # A case that stopped on a day that nobody recorded stopped on the last day that somebody did.
    last_known = decided.fillna(received)
    withdrawn = ended.fillna(last_known).where((decision == "W") | (outcome == "W"))
    exported = requests["left_date"].fillna(last_known).where(requests["exported"].notna())
    gone = {"withdrawn": withdrawn, "exported": exported, "left": requests["left_date"]}
    arrived = {"transferred_in": requests["transferred_in"]}
    # A plan that follows mediation or an appeal is measured against the order's limit, and DfE leaves it out.
    disputes = {
        reason: requests[[f"request_{kind}", f"assessment_{kind}"]].fillna(False).astype("bool").any(axis=1)
        for reason, kind in (("tribunal_ordered", "tribunal"), ("mediation_changed", "mediation"))
    }
    return {
        "decide_to_assess": Course(
            applies=ours & decision.isin(["Y", "N", "A", "W"]),
            is_ended=decision.isin(["Y", "N"]),
            clock_end=decided,
            closings=gone,
            out_of_scope=arrived,
        ),
        "decide_not_to_issue": Course(
            applies=ours & (outcome == "N"),
            is_ended=outcome == "N",
            clock_end=ended,
            closings=gone,
            out_of_scope=arrived,
        ),
        "final_plan": Course(
            applies=ours,
            is_ended=outcome == "Y",
            clock_end=ended,
            closings={
                **gone,
                "refused": last_known.where(refused),
                "no_plan": ended.fillna(last_known).where(outcome == "N"),
            },
            out_of_scope={**arrived, **disputes},
        ),
    }


def request_clocks(records: Records, requests: pd.DataFrame, as_at: date, boundary: Boundary) -> pd.DataFrame:
    """Every limit that applied to every request, with the request's own columns."""
    courses = courses_of(requests)
    run = []
    spans = [(limit, course) for limit_id, course in courses.items() for limit in limits_of(limit_id)]
    for limit, course in spans:
        start = requests["received_date"]
        # A request without a date is held against the limit that is law now, which finds it unusable.
        in_force = start.between(pd.Timestamp(limit.valid_from), pd.Timestamp(limit.valid_to or date.max))
        cases = requests.assign(
            limit_id=limit.limit_id,
            clock_start=start,
            clock_end=course.clock_end,
            is_ended=course.is_ended,
            closed_date=earliest(list(course.closings.values())),
        )[course.applies & (in_force | (start.isna() & (limit.valid_to is None)))]
        clocks = run_clock(cases, limit, as_at, boundary)
        clocks["out_of_scope_reason"] = _reason(clocks, course)
        clocks["in_scope"] = clocks["out_of_scope_reason"].isna()
        clocks["late_band"] = _late_band(clocks, limit)
        run.append(clocks.join(exceptions_to(records, clocks, limit, as_at)))
    return pd.concat(run, ignore_index=True)


def _reason(clocks: pd.DataFrame, course: Course) -> pd.Series:
    reason = pd.Series(None, index=clocks.index, dtype="str")
    for name, out in course.out_of_scope.items():
        reason = reason.mask(reason.isna() & out.reindex(clocks.index), name)
    closed = reason.isna() & clocks["clock_status"].isin(["closed", "missed"])
    for name, day in course.closings.items():
        first = day.reindex(clocks.index) == clocks["closed_date"]
        reason = reason.mask(closed & reason.isna() & first, name)
    return reason.mask(reason.isna() & (clocks["clock_status"] == "unusable"), "dates_unusable")


def _late_band(clocks: pd.DataFrame, limit: Limit) -> pd.Series:
    band = pd.Series(None, index=clocks.index, dtype="str")
    if limit.limit_id != "final_plan":
        return band
    in_time, late, very_late = bands("LateBand")
    band = band.mask(clocks["clock_status"] == "in_time", in_time.code)
    band = band.mask(clocks["clock_status"] == "late", late.code)
    return band.mask((clocks["elapsed_days"] > late.days).fillna(False), very_late.code)


def exceptions_to(records: Records, clocks: pd.DataFrame, limit: Limit, as_at: date) -> pd.DataFrame:
    """Whether an exception to the limit is recorded for each request, and whether one passes the legal test."""
    rows = records.table("exception")
    rows = rows[(rows["limit_id"] == limit.limit_id) & ~(rows["from_date"] > records.as_at)]
    rows = rows.merge(clocks[["request_id", "clock_start", "due_date"]], on="request_id")
    valid = clocks["request_id"].isin(rows.loc[valid_exceptions(rows, limit, as_at), "request_id"])
    recorded = clocks["request_id"].isin(rows["request_id"]).astype("boolean")
    if limit.limit_id == "final_plan":
        # What the return declares is recorded as well; it takes nothing back that a row records.
        recorded |= clocks["week20_exception"].fillna(False)
    return pd.DataFrame({"exception_recorded": recorded, "exception_valid": recorded & valid})
