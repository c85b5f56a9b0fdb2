"""Facts: one row for each thing that can be counted, made once from the case tables for every later figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from include.model import MARTS, empty
from include.transforms.clock import Boundary, run_clock
from include.transforms.exceptions import valid_exceptions
from include.transforms.groups import (
    AGE_DIMENSIONS,
    NOT_ALLOCATED,
    NOT_RECORDED,
    academic_year,
    age_group,
    ethnic_group,
    lookup,
    setting_kind,
)
from include.transforms.intervals import disjoint, on_day, split
from include.transforms.limits import Limit, limits

Keys = Callable[[str, pd.Series], pd.Series]

# DfE's bands of the time taken to issue a plan end with "over 52 weeks": more than 364 days.
_52_WEEKS = 364
_ONE_DAY = pd.Timedelta(days=1)


def build_facts(
    tables: dict[str, pd.DataFrame], as_at: date, *, keys: Keys, boundary: Boundary = "<="
) -> dict[str, pd.DataFrame]:
    """Facts of one authority, as they are known at the close of `as_at`.

    Args:
        tables: conformed case tables by name; a table that is not held may be left out.
        as_at: events after this day are unknown.
        keys: (kind, local identifiers) -> keyed hashes, with the same index; kinds are `person`, `request` and `plan`.
        boundary: whether a case ended exactly on the last day of a limit is in time (`<=`) or late (`<`).

    Returns:
        `fact_request`, `fact_clock`, `fact_plan`, `fact_caseload`, `dim_team` and `dim_caseworker` with the columns and
        dtypes of the warehouse's `marts` less `authority`, sorted by key. The order of input rows does not matter.

    The day on which the groups of a fact are taken (locality, sex, ethnicity and need are not dated):

    | fact | day |
    |---|---|
    | `fact_request` | received |
    | `fact_clock` | ended or closed, else `as_at` |
    | `fact_plan` | first held |
    | `fact_caseload` | first day of the spell |

    """
    records = _Records(tables, pd.Timestamp(as_at), keys)
    requests = _requests(records)
    clocks = _clocks(records, requests, as_at, boundary)
    plans = _plans(records, requests)
    return {
        "fact_request": _fact_request(records, requests),
        "fact_clock": _fact_clock(records, clocks),
        "fact_plan": _fact_plan(records, plans),
        "fact_caseload": _fact_caseload(records, clocks, plans),
        "dim_team": _shaped("dim_team", records.table("team")),
        "dim_caseworker": _shaped("dim_caseworker", records.table("caseworker")),
    }


class _Records:
    """Case tables of one authority, and what they say about a case on a day."""

    def __init__(self, tables: dict[str, pd.DataFrame], as_at: pd.Timestamp, keys: Keys) -> None:
        self.tables, self.as_at, self.keys = tables, as_at.as_unit("us"), keys
        self.people = self.table("person").set_index("person_id")
        self.allocations = self._allocations()
        self.placements = self._placements()
        self.needs = self._needs()
        self.teams = self.table("caseworker").set_index("caseworker_id")["team_id"]

    def table(self, name: str) -> pd.DataFrame:
        """A case table; without rows when it is not held."""
        return self.tables[name] if name in self.tables else empty(name)

    def known(self, days: pd.Series) -> pd.Series:
        """Dates up to the as-at day; later ones are not known yet."""
        return days.where(days <= self.as_at)

    def _allocations(self) -> pd.DataFrame:
        spells = self.table("allocation")
        named = spells[~(spells["allocation_role"] == "COVER")]
        return disjoint(named, "person_id", "caseworker_id", "from_date", "to_date", self.as_at)

    def _placements(self) -> pd.DataFrame:
        spells = self.table("placement").merge(self.table("active_plan")[["active_plan_id", "request_id"]])
        spells = spells[spells["placement_rank"] == "1"]
        # A placement without a first day is one that nobody saw begin: it is taken to have always been.
        spells = spells.assign(
            setting=setting_kind(spells, self.table("setting")),
            entry_date=spells["entry_date"].fillna(pd.Timestamp(1990, 1, 1)),
        )
        return disjoint(spells, "request_id", "setting", "entry_date", "leaving_date", self.as_at)

    def _needs(self) -> pd.Series:
        needs = self.table("sen_need").merge(self.table("active_plan")[["active_plan_id", "request_id"]])
        first = needs[needs["sen_type_rank"] == "1"].sort_values(["active_plan_id", "sen_type"])
        return first.drop_duplicates("request_id", keep="last").set_index("request_id")["sen_type"]

    def groups(self, cases: pd.DataFrame, day: pd.Series) -> pd.DataFrame:
        """The groups of each case on its day. `cases` has `person_id` and `request_id`; `day` shares its index."""
        person = self.people.reindex(cases["person_id"]).set_axis(cases.index)
        born = academic_year(person["birth_date"])
        caseworker = on_day(cases["person_id"], day, self.allocations, "person_id", "caseworker_id")
        team = lookup(caseworker, self.teams).fillna(NOT_RECORDED)
        setting = on_day(cases["request_id"], day, self.placements, "request_id", "setting")
        return cases.assign(
            person_key=self.keys("person", cases["person_id"]),
            birth_academic_year=born,
            locality=person["locality"].fillna(NOT_RECORDED),
            team=team.where(caseworker.notna(), NOT_ALLOCATED),
            caseworker=caseworker.fillna(NOT_ALLOCATED),
            sex=person["sex"].fillna(NOT_RECORDED),
            ethnicity=ethnic_group(person["ethnicity"]),
            primary_need=lookup(cases["request_id"], self.needs).fillna(NOT_RECORDED),
            setting=setting.fillna(NOT_RECORDED),
            **{name: age_group(name, born, academic_year(day)) for name in AGE_DIMENSIONS},
        )


def _requests(records: _Records) -> pd.DataFrame:
    """Each request received by the as-at day, with its assessment and how it stood on that day."""
    request, assessment = records.table("request"), records.table("assessment")
    of_request = assessment.sort_values("assessment_id").drop_duplicates("request_id", keep="last")
    found = request.drop(columns="record_source").merge(
        of_request.drop(columns="record_source"), on="request_id", how="left", validate="one_to_one"
    )
    found = found[~(found["received_date"] > records.as_at)]
    for outcome in ("request_outcome", "assessment_outcome"):
        on = f"{outcome}_date"
        found[outcome] = found[outcome].mask(found[on] > records.as_at, "A").fillna("A")
        found[on] = records.known(found[on])
    active = records.table("active_plan")
    arrived = active[active["transfer_la"].notna() | active["transfer_in_date"].notna()]
    arrived = arrived.sort_values("active_plan_id").drop_duplicates("request_id").set_index("request_id")
    found["transfer_in_date"] = lookup(found["request_id"], arrived["transfer_in_date"])
    found["transferred_in"] = found["request_id"].isin(arrived.index)
    left = lookup(found["person_id"], records.people["left_date"])
    # Somebody who left before this request was received has come back.
    left = left.where(~(left < found["received_date"]))
    found["left_date"] = records.known(left)
    found["exported"] = found["exported"].mask(left > records.as_at)
    return found


def _fact_request(records: _Records, requests: pd.DataFrame) -> pd.DataFrame:
    decided = requests["request_outcome"].isin(["Y", "N"])
    cases = requests.assign(
        case_key=records.keys("request", requests["request_id"]),
        decided_date=requests["request_outcome_date"].where(decided),
    )
    day = requests["received_date"].fillna(requests["request_outcome_date"])
    return _shaped("fact_request", records.groups(cases, day))


@dataclass(frozen=True)
class _Course:
    """What one limit watches: which requests it applies to, when it ends, and why an unfinished one stops counting."""

    applies: pd.Series
    is_ended: pd.Series
    clock_end: pd.Series
    closings: dict[str, pd.Series]
    out_of_scope: dict[str, pd.Series]


def _courses(requests: pd.DataFrame) -> dict[str, _Course]:
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
        "decide_to_assess": _Course(
            applies=ours & decision.isin(["Y", "N", "A", "W"]),
            is_ended=decision.isin(["Y", "N"]),
            clock_end=decided,
            closings=gone,
            out_of_scope=arrived,
        ),
        "decide_not_to_issue": _Course(
            applies=ours & (outcome == "N"),
            is_ended=outcome == "N",
            clock_end=ended,
            closings=gone,
            out_of_scope=arrived,
        ),
        "final_plan": _Course(
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


def _clocks(records: _Records, requests: pd.DataFrame, as_at: date, boundary: Boundary) -> pd.DataFrame:
    """Every limit that applied to every request, with the request's own columns."""
    courses = _courses(requests)
    run = []
    for limit in limits():
        course = courses[limit.limit_id]
        start = requests["received_date"]
        # A request without a date is held against the limit that is law now, which finds it unusable.
        in_force = start.between(pd.Timestamp(limit.valid_from), pd.Timestamp(limit.valid_to or date.max))
        cases = requests.assign(
            limit_id=limit.limit_id,
            clock_start=start,
            clock_end=course.clock_end,
            is_ended=course.is_ended,
            closed_date=pd.DataFrame(course.closings).min(axis=1),
        )[course.applies & (in_force | (start.isna() & (limit.valid_to is None)))]
        made = run_clock(cases, limit, as_at, boundary)
        made["out_of_scope_reason"] = _reason(made, course)
        made["in_scope"] = made["out_of_scope_reason"].isna()
        made["late_band"] = _late_band(made, limit)
        run.append(made.join(_exceptions(records, made, limit, as_at)))
    return pd.concat(run, ignore_index=True)


def _reason(clocks: pd.DataFrame, course: _Course) -> pd.Series:
    reason = pd.Series(None, index=clocks.index, dtype="str")
    for name, out in course.out_of_scope.items():
        reason = reason.mask(reason.isna() & out.reindex(clocks.index), name)
    closed = reason.isna() & (clocks["clock_status"] == "closed")
    for name, day in course.closings.items():
        first = day.reindex(clocks.index) == clocks["closed_date"]
        reason = reason.mask(closed & reason.isna() & first, name)
    return reason.mask(reason.isna() & (clocks["clock_status"] == "unusable"), "dates_unusable")


def _late_band(clocks: pd.DataFrame, limit: Limit) -> pd.Series:
    band = pd.Series(None, index=clocks.index, dtype="str")
    if limit.limit_id != "final_plan":
        return band
    band = band.mask(clocks["clock_status"] == "in_time", "within_limit")
    band = band.mask(clocks["clock_status"] == "late", "20_to_52_weeks")
    return band.mask((clocks["elapsed_days"] > _52_WEEKS).fillna(False), "over_52_weeks")


def _exceptions(records: _Records, clocks: pd.DataFrame, limit: Limit, as_at: date) -> pd.DataFrame:
    """Whether an exception to the limit is recorded for each request, and whether one passes the legal test."""
    rows = records.table("exception")
    rows = rows[(rows["limit_id"] == limit.limit_id) & ~(rows["from_date"] > records.as_at)]
    rows = rows.merge(clocks[["request_id", "clock_start", "due_date"]], on="request_id")
    valid = clocks["request_id"].isin(rows.loc[valid_exceptions(rows, limit, as_at), "request_id"])
    recorded = clocks["request_id"].isin(rows["request_id"]).astype("boolean")
    if limit.limit_id == "final_plan":
        # The return's own flag decides where it is filled in.
        recorded = clocks["week20_exception"].fillna(recorded)
    return pd.DataFrame({"exception_recorded": recorded, "exception_valid": recorded & valid})


def _fact_clock(records: _Records, clocks: pd.DataFrame) -> pd.DataFrame:
    cases = clocks.assign(case_key=records.keys("request", clocks["request_id"]))
    day = clocks["clock_end"].fillna(clocks["closed_date"])
    return _shaped("fact_clock", records.groups(cases, day.fillna(records.as_at)))


def _plans(records: _Records, requests: pd.DataFrame) -> pd.DataFrame:
    """Each plan made by the as-at day, with the days on which this authority held it."""
    of_request = records.table("assessment")[["assessment_id", "request_id"]]
    plans = (
        records.table("plan")
        .merge(of_request, on="assessment_id")
        .merge(requests[["request_id", "person_id", "transferred_in", "transfer_in_date"]], on="request_id")
    )
    arrived, started = plans["transfer_in_date"], plans["start_date"]
    plans["held_from"] = arrived.where(arrived > started, started)
    plans = plans[plans["held_from"] <= records.as_at]
    left = lookup(plans["person_id"], records.people["left_date"])
    left = left.where(left >= plans["held_from"])
    ceased = plans["cease_date"]
    plans["cease_reason"] = plans["cease_reason"].where(ceased <= records.as_at)
    plans["cease_date"] = records.known(ceased.where(~(left < ceased) & ceased.notna(), left))
    return plans


def _fact_plan(records: _Records, plans: pd.DataFrame) -> pd.DataFrame:
    cases = plans.assign(plan_key=records.keys("plan", plans["plan_id"]))
    return _shaped("fact_plan", records.groups(cases, plans["held_from"]))


def _fact_caseload(records: _Records, clocks: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    """Open assessments and plans, cut wherever the caseworker or the setting changes."""
    watched = clocks[
        (clocks["limit_id"] == "final_plan")
        & (clocks["clock_status"] != "unusable")
        & ~clocks["transferred_in"]
    ]
    assessments = pd.DataFrame(
        {
            "case_key": records.keys("request", watched["request_id"]),
            "case_kind": "assessment",
            "person_id": watched["person_id"],
            "request_id": watched["request_id"],
            "from_date": watched["clock_start"],
            # On the day of its end a case is no longer open at the close of business.
            "to_date": watched["closed_date"].fillna(watched["clock_end"]) - _ONE_DAY,
        }
    )
    held = pd.DataFrame(
        {
            "case_key": records.keys("plan", plans["plan_id"]),
            "case_kind": "plan",
            "person_id": plans["person_id"],
            "request_id": plans["request_id"],
            "from_date": plans["held_from"],
            "to_date": plans["cease_date"],
        }
    )
    cases = pd.concat([assessments, held], ignore_index=True)
    is_open = cases["to_date"].isna()
    cases = cases.assign(is_open=is_open, to_date=cases["to_date"].fillna(records.as_at))
    cases = cases[cases["to_date"] >= cases["from_date"]].reset_index(drop=True)
    pieces = split(cases, [("person_id", records.allocations), ("request_id", records.placements)])
    grouped = records.groups(pieces, pieces["from_date"])
    case = ["case_key", "case_kind"]
    same = (
        grouped[[*case, "caseworker", "setting"]] == grouped[[*case, "caseworker", "setting"]].shift()
    ).all(axis=1)
    spell = (~same).cumsum()
    merged = grouped[~same].set_axis(spell[~same]).assign(to_date=grouped.groupby(spell)["to_date"].last())
    lasting = merged["is_open"] & (merged["to_date"] == records.as_at)
    return _shaped("fact_caseload", merged.assign(to_date=merged["to_date"].mask(lasting)))


def _shaped(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A mart's columns and dtypes, less `authority`, in the order of its key."""
    table = MARTS["marts"][name]
    columns = {c.name: c.dtype for c in table.columns.values() if c.name != "authority"}
    key = [name for name in table.key if name != "authority"]
    return frame[list(columns)].astype(columns).sort_values(key, ignore_index=True)
