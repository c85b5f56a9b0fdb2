"""The return of a year, built from the case tables: who and what is in scope, and every value in the form of the field.

Which records, and of which days: `scope.csv`, laid out in `docs/sen2.md`. In short: requests and assessments as they
stood at the end of the calendar year before the census, plans and placements as they stood on the census day.

What ended after its time is open, what began after it is not there. What belongs to no return because a day is
missing is named in `Return.left_out`.

Tables that were read from the return of the same year are that return: nothing of them is cut, because a return does
not hold the days by which it was cut.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from include.model import TABLES, empty
from include.sen2.layout import MODULES, PARENT, fields, year_of
from include.sen2.scope import Scope, chosen

IDS = ["_record_id", "_parent_id", "_person_id"]
# Records that are not in the return, or not as they should be, because something is not recorded: rule and why.
LEFT_OUT = ["rule", "module", "record_id", "person_id", "why"]
# Case table of each module, its identifier, and the column that names the record above.
TABLES_OF = {
    "person": ("person", "person_id", None),
    "requests": ("request", "request_id", "person_id"),
    "assessment": ("assessment", "assessment_id", "request_id"),
    "namedplan": ("plan", "plan_id", "assessment_id"),
    "plandetail": ("plan_placement", "plan_placement_id", "plan_id"),
    "activeplans": ("active_plan", "active_plan_id", "request_id"),
    "placementdetail": ("placement", "placement_id", "active_plan_id"),
    "senneed": ("sen_need", None, "active_plan_id"),
}
_GENDER = {"M": "1", "F": "2"}  # codes of 2023 (GenderCurrent)
_OPEN = "A"
_HISTORICAL = "H"
# Given with the outcomes Y and N alone.
_REQUEST_DETAILS = ["request_outcome_date", "request_mediation", "request_tribunal"]
_ASSESSMENT_DETAILS = [
    "assessment_outcome_date",
    "assessment_mediation",
    "assessment_tribunal",
    "other_mediation",
    "other_tribunal",
    "week20_exception",
]


@dataclass(frozen=True)
class Return:
    """One authority's return of one year.

    `modules`: a frame of texts for each module, with a column for each field (lower case) and `_record_id`,
    `_parent_id`, `_person_id`, in the order in which records are written. `left_out`: columns `LEFT_OUT`.
    """

    year: int
    la_code: str
    census_date: date
    modules: dict[str, pd.DataFrame] = field(repr=False)
    left_out: pd.DataFrame = field(
        repr=False, default_factory=lambda: pd.DataFrame(columns=LEFT_OUT, dtype="str")
    )


def build_return(
    tables: Mapping[str, pd.DataFrame],
    *,
    year: int,
    la_code: str,
    as_at: date | None = None,
    header: Mapping[str, str] | None = None,
    choices: Mapping[str, str] | None = None,
) -> Return:
    """Build a return.

    Args:
        tables: case tables; a module whose table is missing is empty.
        year: of the return: that of its January census.
        la_code: DfE's number of the authority.
        as_at: day of the records, for a rehearsal before the census day; the census day unless it is earlier.
        header: fields of the header that only the authority knows (`dmo`, `dco`, `dsco`).
        choices: what `unsettled.csv` lets an authority choose; the defaults unless told.

    Raises:
        ConfigError: nothing is known of a return of that year, or there is no such choice.

    """
    of_year = year_of(year)
    scope = Scope(year, chosen(choices), min(of_year.census, as_at or of_year.census))
    records = {
        module: tables[name].copy() if name in tables else empty(name)
        for module, (name, _, _) in TABLES_OF.items()
    }
    left_out: list[pd.DataFrame] = []
    if _is_return_of(year, records):
        in_scope = records
    else:
        in_force = _plans_in_force(records, scope)
        records["requests"]["_export_day"] = _export_days(records, scope, left_out)
        _tell_active_without_plan(records, scope, left_out)
        _forget_what_came_later(records, scope, in_force)
        if "annual_review" in tables:
            until = scope.until("activeplans", "reviewmeeting" if year > 2023 else "lastreview")
            records["activeplans"] = _with_latest_reviews(
                records["activeplans"], tables["annual_review"], until
            )
        if "phase_transfer" in tables:
            until = scope.until("activeplans", "phasetransferfinaldate")
            records["activeplans"] = _with_phase_transfers(
                records["activeplans"], tables["phase_transfer"], year, until
            )
        in_scope = _in_scope(records, scope, left_out)
    modules = {"sen2": _header(of_year.year, la_code, of_year.census, header or {})}
    for module in MODULES[1:]:
        frame = _laid_out(module, in_scope[module], year)
        if module == "person":
            frame["_person_id"] = frame["_record_id"]
        else:
            frame = _below(modules[PARENT[module]], frame)
        modules[module] = frame.reset_index(drop=True)
    nothing = pd.DataFrame(columns=LEFT_OUT)
    all_left_out = pd.concat([nothing, *left_out], ignore_index=True)[LEFT_OUT].astype("str")
    return Return(of_year.year, la_code, of_year.census, modules, all_left_out)


def _below(above: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """Records with whose they are, in the order of the records above, so that the file reads person by person."""
    owner = above.set_index("_record_id")["_person_id"]
    place = pd.Series(range(len(above)), index=above["_record_id"])
    frame["_person_id"] = owner.reindex(frame["_parent_id"]).to_numpy()
    frame["_place"] = place.reindex(frame["_parent_id"]).to_numpy()
    return frame.sort_values(["_place", "_record_id"], kind="stable").drop(columns="_place")


def _is_return_of(year: int, records: dict[str, pd.DataFrame]) -> bool:
    """The tables were read from a return of that year: its readers (`blade`) put the year before each number."""
    ids = pd.concat([records["person"]["person_id"], records["requests"]["request_id"]])
    return len(ids) > 0 and bool(ids.str.startswith(f"{year}-", na=False).all())


def _plans_in_force(records: dict[str, pd.DataFrame], scope: Scope) -> set[str]:
    """Requests whose plan had begun by the census day, for all that is recorded."""
    plan = records["namedplan"]
    begun = plan[~(plan["start_date"] > scope.until("namedplan", "in_force"))]
    return _requests_of(begun, records["assessment"])


def _requests_of(plan: pd.DataFrame, assessment: pd.DataFrame) -> set[str]:
    """Requests that these plans came of."""
    return set(assessment.loc[assessment["assessment_id"].isin(plan["assessment_id"]), "request_id"])


def _tell_active_without_plan(
    records: dict[str, pd.DataFrame], scope: Scope, left_out: list[pd.DataFrame]
) -> None:
    """Active plans with a place on the census day and no record of the plan: no return can have them."""
    census, place = scope.until("namedplan", "in_force"), records["placementdetail"]
    there = place[~(place["entry_date"] > census) & ~(place["leaving_date"] <= census)]
    active = records["activeplans"]
    lost = active[
        active["active_plan_id"].isin(there["active_plan_id"])
        & ~active["request_id"].isin(_requests_of(records["namedplan"], records["assessment"]))
    ]
    owner = records["requests"].drop_duplicates("request_id").set_index("request_id")["person_id"]
    left_on = records["person"].drop_duplicates("person_id").set_index("person_id")["left_date"]
    lost = lost.assign(person_id=owner.reindex(lost["request_id"]).to_numpy())
    has_left = left_on.reindex(lost["person_id"]).set_axis(lost.index) <= census
    lost = lost[~has_left & ~(lost["transfer_in_date"] > census)]
    why = "there is a placement on the census day and no record of the plan, so it belongs to no return"
    left_out.append(_told("SCOPE-no-plan", "activeplans", lost, why))


def _export_days(records: dict[str, pd.DataFrame], scope: Scope, left_out: list[pd.DataFrame]) -> pd.Series:
    """The day on which each exported person moved: when they left, else the last day that the record holds."""
    request, assessment = records["requests"], records["assessment"]
    left_date = records["person"].drop_duplicates("person_id").set_index("person_id")["left_date"]
    day = left_date.reindex(request["person_id"]).set_axis(request.index)
    day = day.mask(day < request["received_date"])
    if scope.choices["exported_without_a_day"] == "left_out":
        moved = request["exported"].notna() & day.isna()
        left_out.append(_unplaced("requests", request[moved], "the day of the move to another authority"))
    else:
        decided = assessment.drop_duplicates("request_id").set_index("request_id")["assessment_outcome_date"]
        decided = decided.reindex(request["request_id"]).set_axis(request.index)
        day = day.fillna(decided).fillna(request["request_outcome_date"]).fillna(request["received_date"])
    return day.where(request["exported"].notna())


def _unplaced(module: str, rows: pd.DataFrame, what: str) -> pd.DataFrame:
    """Records that no return can have, because a day is missing."""
    return _told("SCOPE-no-day", module, rows, f"{what} is not recorded, so it belongs to no return")


def _told(rule: str, module: str, rows: pd.DataFrame, why: str) -> pd.DataFrame:
    identifier = TABLES_OF[module][1]
    return pd.DataFrame(
        {
            "rule": rule,
            "module": module,
            "record_id": rows[str(identifier)],
            "person_id": rows.get("person_id"),
            "why": why,
        }
    )


def _forget_what_came_later(records: dict[str, pd.DataFrame], scope: Scope, in_force: set[str]) -> None:
    """Leave the tables as they would have stood: what is done at the end of its time, plans on the census day."""
    census = scope.until("namedplan", "in_force")
    active = records["activeplans"]
    # A plan that came from another authority afterwards was not this one's to report.
    arrived = set(active.loc[active["transfer_in_date"] > census, "request_id"])
    records["requests"] = _requests_then(records["requests"], scope, in_force, arrived)
    of_plans = _requests_of(records["namedplan"], records["assessment"])
    records["assessment"] = _assessments_then(
        records["assessment"], records["requests"], scope, in_force, of_plans
    )
    records["namedplan"] = _plans_then(records["namedplan"], census)
    records["placementdetail"] = _placements_then(records["placementdetail"], scope.until("placementdetail"))
    records["activeplans"] = _active_plans_then(active[~active["request_id"].isin(arrived)], census)


def _requests_then(
    request: pd.DataFrame, scope: Scope, in_force: set[str], arrived: set[str]
) -> pd.DataFrame:
    """Requests as at the end of the year; with `_reopened`: decided after it, and the plan was in force all the same.

    `in_force` and `arrived`: requests of plans that had begun by the census day, and that came after it.
    """
    census, received_by = scope.until("namedplan", "in_force"), scope.until("requests", "received")
    of_plan = request["request_id"].isin(in_force)
    too_late = (request["received_date"] > census) | ((request["received_date"] > received_by) & ~of_plan)
    request = request[~too_late & ~request["request_id"].isin(arrived)].copy()
    ends = _ends(request, scope, in_force)
    request["_open_again"] = request["request_outcome_date"] > ends
    request["_reopened"] = request["_open_again"] & request["request_id"].isin(in_force)
    flags = ["request_mediation", "request_tribunal"]
    _open_again(request, "request_outcome", "request_outcome_date", flags, ends)
    request["exported"] = request["exported"].mask(request["_export_day"] > ends)
    return request


def _assessments_then(
    assessment: pd.DataFrame,
    request: pd.DataFrame,
    scope: Scope,
    in_force: set[str],
    of_plans: set[str],
) -> pd.DataFrame:
    """Assessments as at the end of the year, of requests as `_requests_then` leaves them; `_reopened` as there.

    `of_plans`: requests that any plan came of.
    """
    # A refusal may be followed by an assessment: after mediation, or by order of the tribunal. A plan was made though
    # nobody wrote down the decision to assess, and stays: the rules say what is missing.
    open_then = request["request_outcome"].isin([_OPEN, "W"]) & ~request["_reopened"]
    unrecorded = ~request["_open_again"] & request["request_id"].isin(of_plans)
    decided = ~open_then | unrecorded
    followed = assessment["request_id"].isin(request.loc[decided, "request_id"])
    assessment = assessment[followed].copy()
    ends = _ends(assessment, scope, in_force)
    of_plan = assessment["request_id"].isin(in_force)
    assessment["_reopened"] = (assessment["assessment_outcome_date"] > ends) & of_plan
    flags = _ASSESSMENT_DETAILS[1:]
    _open_again(assessment, "assessment_outcome", "assessment_outcome_date", flags, ends)
    return assessment


def _ends(frame: pd.DataFrame, scope: Scope, in_force: set[str]) -> pd.Series:
    """The day up to which decisions count: the end of the year, or the census day for those that led to a plan."""
    as_decided = scope.choices["issued_after_the_year"] == "as_decided"
    of_plan = frame["request_id"].isin(in_force)
    ends = pd.Series(scope.until("requests", "decided"), index=frame.index)
    return ends.mask(of_plan & as_decided, scope.until("namedplan", "in_force"))


def _plans_then(plan: pd.DataFrame, census: pd.Timestamp) -> pd.DataFrame:
    plan = plan[~(plan["start_date"] > census)].copy()
    plan.loc[plan["cease_date"] > census, "cease_reason"] = None
    plan["cease_date"] = plan["cease_date"].mask(plan["cease_date"] > census)
    return plan


def _placements_then(placement: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    placement = placement[~(placement["entry_date"] > until)].copy()
    placement["leaving_date"] = placement["leaving_date"].mask(placement["leaving_date"] > until)
    return placement


def _active_plans_then(active: pd.DataFrame, census: pd.Timestamp) -> pd.DataFrame:
    active = active.copy()
    # The outcome of a meeting that is still to come, or that nobody was told of yet.
    not_told = (active["review_meeting_date"] > census) | (active["last_review_date"] > census)
    active.loc[not_told, "review_outcome"] = None
    for column in (
        "review_meeting_date",
        "review_draft_date",
        "phase_transfer_final_date",
        "last_review_date",
    ):
        active[column] = active[column].mask(active[column] > census)
    return active


def _open_again(frame: pd.DataFrame, outcome: str, day: str, flags: list[str], ends: pd.Series) -> None:
    """What was decided after a day was open on it."""
    later = frame[day] > ends
    frame[outcome] = frame[outcome].mask(later, _OPEN)
    for column in (day, *flags):
        frame[column] = frame[column].mask(later)


def _with_phase_transfers(
    active: pd.DataFrame, transfers: pd.DataFrame, year: int, until: pd.Timestamp
) -> pd.DataFrame:
    """Days of the phase transfer, where the plan's own record has none: of the last due in the return's year or before.

    DfE counts transfers due in the year of the census and in the one before; an older one is not asked about.
    """
    due = transfers["due_date"].dt.year
    asked = transfers[due.between(year - 1, year)].sort_values(["due_date", "phase_transfer_id"])
    last = asked.drop_duplicates("active_plan_id", keep="last").set_index("active_plan_id")
    days = {
        "phase_transfer_due_date": last["due_date"],
        "phase_transfer_final_date": last["final_date"].where(last["final_date"] <= until),
    }
    blank = active[[*days]].isna().all(axis="columns")
    plans = active["active_plan_id"]
    return active.assign(
        **{
            name: active[name].mask(blank, of.reindex(plans).set_axis(active.index))
            for name, of in days.items()
        }
    )


def _with_latest_reviews(active: pd.DataFrame, reviews: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """The latest review held by a day, from the reviews themselves where the authority holds them.

    The latest decision may be that of an earlier review: of the latest there may be none yet.
    """
    met = reviews[reviews["review_meeting_date"] <= until].sort_values("review_meeting_date")
    last = met.groupby("active_plan_id").tail(1).set_index("active_plan_id")
    told = met["review_decision_date"].where(met["review_decision_date"] <= until)
    has_review = active["active_plan_id"].isin(last.index)
    decided = last["review_decision_date"] <= until
    latest = {
        "review_meeting_date": last["review_meeting_date"],
        "review_outcome": last["review_outcome"].where(decided),
        "last_review_date": told.groupby(met["active_plan_id"]).max(),
        "review_draft_date": last["amendment_notice_date"].where(last["amendment_notice_date"] <= until),
    }
    for column, values in latest.items():
        new = values.reindex(active["active_plan_id"]).set_axis(active.index)
        active[column] = active[column].mask(has_review, new)
    return active


def _cases(records: dict[str, pd.DataFrame], scope: Scope, left_out: list[pd.DataFrame]) -> pd.DataFrame:
    """A row for each case, from the request to the plan, with why it is in the return: one column for each reason."""
    first = scope.since("requests", "decided")
    columns = ["request_id", "person_id", "received_date", "request_outcome", "request_outcome_date"]
    case = records["requests"][[*columns, "exported", "_export_day", "_reopened"]].merge(
        records["assessment"][
            ["request_id", "assessment_id", "assessment_outcome", "assessment_outcome_date"]
        ],
        how="left",
        on="request_id",
    )
    case = case.merge(
        records["namedplan"][["assessment_id", "plan_id", "start_date", "cease_date"]],
        how="left",
        on="assessment_id",
    )
    has_plan, exported = case["plan_id"].notna(), case["exported"].notna()
    request, request_decided = case["request_outcome"], case["request_outcome_date"]
    outcome, ended = case["assessment_outcome"], case["assessment_outcome_date"]
    case["in_force"] = has_plan & case["cease_date"].isna()
    case["ceased"] = has_plan & scope.within(case["cease_date"], "namedplan", "ceased")
    case["exported_now"] = exported & ~has_plan & scope.within(case["_export_day"], "requests", "exported")
    # A plan that was decided on but has not been sent is open, too: it has no date yet.
    not_out = (outcome == "Y") & ended.isna()
    # Also after a refusal: where the Tribunal ordered it, or mediation changed the decision.
    under_way = (outcome == _OPEN) | not_out | ((request == "Y") & outcome.isna())
    case["open"] = ~has_plan & ~exported & ((request == _OPEN) | under_way)
    assessed = outcome.isin(["N", "W"])
    case["ended"] = scope.within(ended, "assessment", "decided") & (assessed | (outcome == "Y"))
    case["refused"] = request.isin(["N", "W"]) & scope.within(request_decided, "requests", "decided")
    # Ended on a day that is not recorded: the year is that of the last day that is.
    last = request_decided.where(assessed).fillna(case["received_date"])
    undated = ~has_plan & ((assessed & ended.isna()) | (request.isin(["N", "W"]) & request_decided.isna()))
    withdrawn = (request == "W") | (outcome == "W")
    placed = scope.choices["withdrawn_without_a_day"] == "year_received"
    case["undated"] = (
        undated & last.between(first, scope.until("requests", "decided")) & (~withdrawn | placed)
    )
    lost = undated & ~case["undated"] & ~(last < first) if placed else undated & ~case["undated"] & withdrawn
    unknown = undated & last.isna()
    left_out.append(_unplaced("requests", case[lost | unknown], "the day of the outcome"))
    _tell_who_left(case, records["person"], scope, left_out)
    return case


def _tell_who_left(
    case: pd.DataFrame, person: pd.DataFrame, scope: Scope, left_out: list[pd.DataFrame]
) -> None:
    """Cases that no record ends, of persons who left: every later return would have them, as every one since."""
    left_on = person.drop_duplicates("person_id").set_index("person_id")["left_date"]
    left_on = left_on.reindex(case["person_id"]).set_axis(case.index)
    of_plan = case["in_force"] & left_on.between(case["start_date"], scope.until("namedplan", "in_force"))
    of_request = case["open"] & left_on.between(case["received_date"], scope.until("requests", "received"))
    for module, rows, what in (
        ("namedplan", case[of_plan], "the plan ceased or moved with them"),
        ("requests", case[of_request].drop_duplicates("request_id"), "the request or assessment ended"),
    ):
        why = f"the person has left, and when {what} is not recorded: it is told as it stands"
        left_out.append(_told("SCOPE-left", module, rows, why))


def _in_scope(
    records: dict[str, pd.DataFrame], scope: Scope, left_out: list[pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """The records of each module that belong in the return; see `scope.csv`."""
    request, assessment, plan = records["requests"], records["assessment"], records["namedplan"]
    active, first = records["activeplans"], scope.since("requests", "decided")
    case = _cases(records, scope, left_out)
    reasons = ["in_force", "ceased", "exported_now", "open", "ended", "refused", "undated"]
    in_return = case[case[reasons].any(axis=1)]
    # Told by H: decisions made before the calendar year or after it, and plans that another authority made.
    # Where the day of the decision is not recorded, the day of the plan tells the year.
    ended, began = in_return["assessment_outcome_date"], in_return["start_date"]
    as_decided = scope.choices["issued_after_the_year"] == "as_decided"
    last = scope.until("namedplan", "in_force") if as_decided else scope.until("requests", "decided")
    after = assessment.loc[assessment["_reopened"], "request_id"]
    not_recorded = ended.isna() & ~in_return["request_id"].isin(after)
    of_the_year = (ended >= first) | (not_recorded & began.between(first, last))
    has_plan = in_return["plan_id"].notna()
    not_now = has_plan & ~of_the_year
    came = active["transfer_la"].notna() | active["transfer_in_date"].notna()
    moved_in = has_plan & in_return["request_id"].isin(active.loc[came, "request_id"])
    request = request[request["request_id"].isin(in_return["request_id"])].copy()
    # Nothing after the request is told of somebody who moved away before a plan was made.
    went_on = in_return.loc[~(in_return["exported"].notna() & in_return["plan_id"].isna()), "assessment_id"]
    assessment = assessment[assessment["assessment_id"].isin(went_on.dropna())].copy()
    old = set(in_return.loc[not_now | moved_in, "request_id"])
    # A plan issued after the year hides its own decision, not that to assess, which may be of the year.
    own = set(after) - set(in_return.loc[moved_in, "request_id"])
    old_request = request["request_id"].isin(old - own) | request["_reopened"]
    request = _only_outcome(request, old_request, "request_outcome", ["request_id", "person_id"])
    assessment = _only_outcome(
        assessment, assessment["request_id"].isin(old), "assessment_outcome", ["assessment_id", "request_id"]
    )
    # A decision of an earlier year is told by H; when it was asked for stays, because the 20 weeks run from it.
    earlier = request["request_outcome_date"] < first
    if scope.choices["date_of_earlier_request"] == "left_out":
        request = _only_outcome(request, earlier, "request_outcome", ["request_id", "person_id", "exported"])
    request["request_outcome"] = request["request_outcome"].mask(earlier, _HISTORICAL)
    _say_nothing(request, earlier | request["request_outcome"].isin(["W", _OPEN]), _REQUEST_DETAILS)
    _say_nothing(assessment, assessment["assessment_outcome"].isin(["W", _OPEN]), _ASSESSMENT_DETAILS)
    told = assessment["assessment_id"]
    plans = plan[plan["assessment_id"].isin(told) & plan["plan_id"].isin(in_return["plan_id"].dropna())]
    keep_ceased = scope.choices["ceased_plans_placements"] == "kept"
    assessed = plans["assessment_id"][plans["cease_date"].isna() | keep_ceased]
    current = assessment.loc[assessment["assessment_id"].isin(assessed), "request_id"]
    owner = request.drop_duplicates("request_id").set_index("request_id")["person_id"]
    active = active[active["request_id"].isin(current)].copy()
    active = _with_origin_of_the_year(active, owner, scope, left_out)
    places, needs = records["placementdetail"], records["senneed"]
    places = places[
        places["active_plan_id"].isin(active["active_plan_id"])
        & ~(places["leaving_date"] < scope.since("placementdetail"))
    ]
    return {
        "person": records["person"][records["person"]["person_id"].isin(request["person_id"])],
        "requests": request,
        "assessment": assessment,
        "namedplan": plans,
        "plandetail": records["plandetail"][records["plandetail"]["plan_id"].isin(plans["plan_id"])],
        "activeplans": active,
        "placementdetail": places,
        "senneed": needs[needs["active_plan_id"].isin(active["active_plan_id"])],
    }


def _with_origin_of_the_year(
    active: pd.DataFrame, owner: pd.Series, scope: Scope, left_out: list[pd.DataFrame]
) -> pd.DataFrame:
    """The authority that a plan came from is told of transfers of the calendar year alone; `owner`: whose request."""
    day, whose = active["transfer_in_date"], active.assign(person_id=active["request_id"].map(owner))
    undated = active["transfer_la"].notna() & day.isna()
    is_of_the_year = scope.within(day, "activeplans", "transferla")
    if scope.choices["transferred_in_without_a_day"] == "told":
        is_of_the_year |= undated
    else:
        left_out.append(_unplaced("activeplans", whose[undated], "the day of the transfer (TransferLA)"))
    from_nowhere = active["transfer_la"].isna() & scope.within(day, "activeplans", "transferla")
    why = "the plan came in the year, and from which authority (TransferLA) is not recorded"
    left_out.append(_told("SCOPE-no-origin", "activeplans", whose[from_nowhere], why))
    active["transfer_la"] = active["transfer_la"].where(is_of_the_year)
    return active


def _say_nothing(frame: pd.DataFrame, where: pd.Series, columns: list[str]) -> None:
    for column in columns:
        frame[column] = frame[column].mask(where)


def _only_outcome(frame: pd.DataFrame, old: pd.Series, outcome: str, ids: list[str]) -> pd.DataFrame:
    """Records of before the collection period say H and nothing else."""
    for column in frame.columns.difference([*ids, outcome]):
        frame[column] = frame[column].mask(old)
    frame.loc[old, outcome] = _HISTORICAL
    return frame


def _laid_out(module: str, frame: pd.DataFrame, year: int) -> pd.DataFrame:
    """A case table's rows as records of a module: the year's fields as text, and identifiers."""
    name, own, above = TABLES_OF[module]
    filled = {c.sen2.lower(): c.name for c in TABLES[name].columns.values() if c.sen2}
    columns = {}
    for item in fields(year).loc[lambda spec: spec["module"] == module, "field"].str.lower():
        source = filled.get(item) or ("sex" if item == "gendercurrent" else None)
        values = frame[source] if source in frame else pd.Series(None, index=frame.index, dtype="str")
        text = as_text(values)
        columns[item] = text.map(_GENDER).fillna(text) if item == "gendercurrent" else text
    rows = pd.DataFrame(columns, index=frame.index).astype("str")
    ids = frame[own] if own else frame[str(above)] + "-" + frame["sen_type_rank"].fillna("")
    rows["_record_id"] = ids.astype("str")
    rows["_parent_id"] = (
        frame[above].astype("str") if above else pd.Series(None, index=frame.index, dtype="str")
    )
    return rows.sort_values("_record_id", kind="stable")


def _header(year: int, la_code: str, census: date, own: Mapping[str, str]) -> pd.DataFrame:
    values = {
        "collection": "SEN2",
        "year": str(year),
        "referencedate": census.isoformat(),
        "sourcelevel": "L",
        "lea": la_code,
        "softwarecode": "SEND pipeline",
        "release": "1",
        "serialno": "001",
        **own,
    }
    items = fields(year).loc[lambda spec: spec["module"] == "sen2", "field"].str.lower()
    row = {item: [values.get(item)] for item in items}
    return pd.DataFrame({**row, "_record_id": ["1"], "_parent_id": [None], "_person_id": [None]}).astype(
        "str"
    )


def as_text(values: pd.Series) -> pd.Series:
    """Dates as CCYY-MM-DD, flags as 1 and 0, everything else as it is; missing stays missing."""
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return values.dt.strftime("%Y-%m-%d").astype("str")
    if pd.api.types.is_bool_dtype(values.dtype):
        return values.astype("Int64").astype("str").where(values.notna())
    is_text = isinstance(values.dtype, pd.StringDtype)
    text = values if is_text else values.astype("str").where(values.notna())
    is_blank = text.str.strip() == ""
    return text.mask(is_blank) if is_blank.any() else text
