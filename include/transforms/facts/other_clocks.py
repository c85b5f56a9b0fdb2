"""Every other limit: advice, drafts, consultations, reviews, transfers, appeals, orders, complaints, replies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd

from include.transforms.clock import Boundary, run_clock
from include.transforms.facts.plans import last_days
from include.transforms.facts.records import Records
from include.transforms.facts.request_clocks import exceptions_to
from include.transforms.facts.reviews import overtaken_on, replaced_on
from include.transforms.groups import NOT_RECORDED, lookup
from include.transforms.intervals import earliest
from include.transforms.limits import limits_of

_DATES = ("clock_start", "clock_end", "closed_date", "reckoned_from", "own_due_date", "overtaken_on")
_TEXTS = ("request_id", "person_id", "out_of_scope_reason")
_ORDERS = {
    "ASSESS": "order_assess",
    "MAKE_PLAN": "order_make_plan_final",
    "AMEND_CONTENT": "order_amend_content",
    "AMEND_SETTING": "order_amend_setting",
    "CONTINUE": "order_continue",
    "RECONSIDER": "order_reconsider",
}
_STAGES = {"1": "complaint_stage_1", "2": "complaint_stage_2", "O": "complaint_ombudsman"}
# From deadline to deadline of one year: the countdown of a phase transfer.
_YEAR = pd.DateOffset(years=1)


def other_clocks(
    records: Records, requests: pd.DataFrame, plans: pd.DataFrame, as_at: date, boundary: Boundary
) -> pd.DataFrame:
    """Every limit but the 6, 16 and 20 weeks, with the columns of `fact_clock` that do not depend on groups.

    Limits for which the case tables hold no dates (re-assessment, plans
    sent to the next council, what a family that moved in was told) run no clock.
    """
    sources = [
        *_assessment_steps(records, requests),
        *_reviews(records, plans),
        *_transfers(records, plans),
        *_disputes(records, requests),
        *_service(records),
    ]
    sources = [source for source in sources if len(source[2])] or sources[:1]
    return pd.concat(
        [_run(records, rows, limit_id, kind, as_at, boundary) for limit_id, kind, rows in sources],
        ignore_index=True,
    )


Source = tuple[str, str, pd.DataFrame]


def _run(
    records: Records, rows: pd.DataFrame, limit_id: str, kind: str, as_at: date, boundary: Boundary
) -> pd.DataFrame:
    """One limit against its rows: `record` and `clock_start` at least, with what else run_clock reads."""
    for name in _DATES:
        if name not in rows:
            rows = rows.assign(**{name: pd.Series(pd.NaT, index=rows.index, dtype="datetime64[us]")})
    for name in _TEXTS:
        if name not in rows:
            rows = rows.assign(**{name: pd.Series(None, index=rows.index, dtype="str")})
    rows = rows.assign(
        limit_id=limit_id,
        case_kind=kind,
        reckoned_from=rows["reckoned_from"].fillna(rows["clock_start"]),
        is_ended=rows["clock_end"].notna(),
        subject=rows["subject"].fillna(NOT_RECORDED) if "subject" in rows else "all",
        school=rows["school"].fillna(NOT_RECORDED) if "school" in rows else NOT_RECORDED,
        case_key=records.keys(kind, rows["record"]),
    )
    rows = rows.sort_values(["case_key", "subject", "clock_start", "clock_end"])
    rows = rows.drop_duplicates(["case_key", "subject"]).dropna(subset="clock_start")
    made = []
    for limit in limits_of(limit_id):
        since, until = pd.Timestamp(limit.valid_from), pd.Timestamp(limit.valid_to or date.max)
        clocks = run_clock(rows[rows["clock_start"].between(since, until)], limit, as_at, boundary)
        reason = clocks["out_of_scope_reason"]
        over = clocks["clock_status"].isin(["closed", "missed"]) & reason.isna()
        overtaken = (clocks["clock_status"] == "missed") & (clocks["closed_date"] == clocks["overtaken_on"])
        reason = reason.mask(over, "closed").mask(over & overtaken, "overtaken")
        reason = reason.mask(reason.isna() & (clocks["clock_status"] == "unusable"), "dates_unusable")
        clocks = clocks.assign(
            out_of_scope_reason=reason,
            in_scope=reason.isna(),
            late_band=pd.Series(None, index=clocks.index, dtype="str"),
        )
        found = exceptions_to(records, clocks, limit, as_at) if limit_id == "advice_response" else None
        if found is None:
            found = pd.DataFrame({"exception_recorded": False, "exception_valid": False}, index=clocks.index)
        made.append(clocks.join(found))
    return pd.concat(made)


def _first(milestones: pd.DataFrame, kind: str, by: list[str]) -> pd.Series:
    """Day of the first step of a kind, by case (and what else tells steps apart)."""
    steps = milestones[milestones["milestone_type"] == kind]
    return steps.groupby(by)["milestone_date"].min()


def _assessment_steps(records: Records, requests: pd.DataFrame) -> Iterator[Source]:
    steps = records.table("milestone")
    steps = steps[steps["milestone_date"] <= records.as_at].merge(
        requests[["request_id", "person_id", "left_date", "assessment_outcome_date"]], on="request_id"
    )
    # An unanswered question no longer runs once the assessment has ended or the family has left.
    steps["closed_date"] = steps[["left_date", "assessment_outcome_date"]].min(axis=1)
    for limit_id, asked, answered, subject in (
        ("advice_response", "ADVICE_REQUESTED", "ADVICE_RECEIVED", "advice_type"),
        ("consult_setting", "CONSULTATION_SENT", "CONSULTATION_REPLY", "setting_urn"),
    ):
        known = steps.assign(**{subject: steps[subject].fillna(NOT_RECORDED)})
        begun = known[known["milestone_type"] == asked].sort_values("milestone_date")
        begun = begun.drop_duplicates(["request_id", subject])
        ended = _first(known, answered, ["request_id", subject]).rename("clock_end").reset_index()
        begun = begun.merge(ended, on=["request_id", subject], how="left")
        begun = begun.assign(
            record=begun["request_id"],
            subject=begun[subject],
            school=begun["setting_urn"],
            clock_start=begun["milestone_date"],
        )
        yield limit_id, "request", begun
    draft = _first(steps, "DRAFT_SENT", ["request_id"])
    comments = _first(steps, "REPRESENTATIONS", ["request_id"])
    cases = requests.assign(
        record=requests["request_id"],
        draft=lookup(requests["request_id"], draft),
        answered=lookup(requests["request_id"], comments),
        final=requests["assessment_outcome_date"].where(requests["assessment_outcome"] == "Y"),
        closed_date=requests[["left_date", "assessment_outcome_date"]].min(axis=1),
    )
    assessed = cases[(cases["request_outcome"] == "Y") & _records_drafts(steps)]
    yield (
        "draft_plan",
        "request",
        assessed.assign(clock_start=assessed["request_outcome_date"], clock_end=assessed["draft"]),
    )
    served = cases[cases["draft"].notna()]
    early = served["answered"] <= served["final"]
    reason = pd.Series(None, index=served.index, dtype="str").mask(early, "family_answered")
    yield (
        "draft_comments",
        "request",
        served.assign(
            clock_start=served["draft"],
            clock_end=served["final"],
            closed_date=served["left_date"],
            out_of_scope_reason=reason,
        ),
    )


def _records_drafts(steps: pd.DataFrame) -> bool:
    """Whether the council records drafts at all; without any, no case is waiting for one."""
    return bool((steps["milestone_type"] == "DRAFT_SENT").any())


def _of_plans(records: Records, table: str, plans: pd.DataFrame) -> pd.DataFrame:
    """Rows of a table about maintained plans, with the plan's request, person and last day."""
    held_from = plans.groupby("request_id")["held_from"].min()
    rows = records.table(table).merge(
        records.table("active_plan")[["active_plan_id", "request_id", "transfer_in_date"]],
        on="active_plan_id",
    )
    rows["closed_date"] = lookup(rows["request_id"], last_days(plans))
    rows["held_from"] = lookup(rows["request_id"], held_from)
    owner = records.table("request").set_index("request_id")["person_id"]
    return rows.assign(person_id=lookup(rows["request_id"], owner))


def _reviews(records: Records, plans: pd.DataFrame) -> Iterator[Source]:
    rows = _of_plans(records, "annual_review", plans)
    # Columns, not series of their own: a series given to a table without rows would bring its own rows along.
    rows = rows.assign(
        record=rows["annual_review_id"],
        subject=rows["review_type"],
        meeting=records.known(rows["review_meeting_date"]),
        decided=records.known(rows["review_decision_date"]),
        notice=records.known(rows["amendment_notice_date"]),
        final=records.known(rows["amended_final_date"]),
        report=records.known(rows["review_report_date"]),
        year_before=rows["review_due_date"] - pd.DateOffset(months=12),
    )
    rows["overtaken_on"] = overtaken_on(rows)
    rows["closed_date"] = earliest([rows["closed_date"], replaced_on(rows)])
    arrived = rows["review_type"] == "TRANSFER_IN"
    young, moved, met = rows[rows["review_type"] == "UNDER5"], rows[arrived], rows[rows["meeting"].notna()]
    amended = met[met["notice"].notna() | ((met["review_outcome"] == "A") & met["decided"].notna())]
    noticed = rows[rows["notice"].notna()]
    # The recorded day by which the review must be complete rests on the review before, which may not be held.
    own_day = ("review_12_months", "transfer_in_review")
    for limit_id, which, start, end in (
        ("review_12_months", rows[~arrived], "year_before", "decided"),
        ("review_early_years", young, "year_before", "meeting"),
        ("transfer_in_review", moved, "transfer_in_date", "decided"),
        ("review_report", met, "meeting", "report"),
        ("review_decision", met, "meeting", "decided"),
        ("amendment_notice", amended, "meeting", "notice"),
        ("amended_final_from_meeting", amended, "meeting", "final"),
        ("amended_final", noticed, "notice", "final"),
        ("amendment_comments", noticed, "notice", "final"),
    ):
        run = which.assign(clock_start=which[start], clock_end=which[end])
        own = {"own_due_date": which["review_due_date"]} if limit_id in own_day else {}
        yield limit_id, "review", run.assign(**own)


def _transfers(records: Records, plans: pd.DataFrame) -> Iterator[Source]:
    rows = _of_plans(records, "phase_transfer", plans)
    rows = rows.assign(
        record=rows["phase_transfer_id"],
        subject=rows["phase_transfer_type"],
        clock_end=records.known(rows["final_date"]),
        reckoned_from=rows["transfer_date"],
    )
    begins = rows["transfer_date"] - _YEAR
    rows["clock_start"] = begins.where(~(rows["held_from"] > begins), rows["held_from"])
    for limit_id, kinds in (
        ("transfer_post16", ["SEC_POST16"]),
        ("transfer_post16_move", ["POST16_MOVE"]),
        ("transfer_school", ["EY_SCHOOL", "INF_JUN", "PRI_SEC", "PRI_MID", "MID_SEC"]),
    ):
        mine = rows[rows["phase_transfer_type"].isin(kinds)]
        # A plan first held after the deadline could never be in time.
        late = mine["held_from"] > mine["due_date"]
        reason = pd.Series(None, index=mine.index, dtype="str").mask(late, "plan_after_deadline")
        yield limit_id, "phase_transfer", mine.assign(out_of_scope_reason=reason)


def _disputes(records: Records, requests: pd.DataFrame) -> Iterator[Source]:
    rows = records.table("appeal")
    rows = rows.assign(record=rows["appeal_id"], subject=rows["appeal_type"])
    known = {
        name: records.known(rows[name])
        for name in (
            "mediation_requested_date",
            "mediation_date",
            "certificate_date",
            "appeal_registered_date",
            "decided_date",
            "order_complied_date",
        )
    }
    rows = rows.assign(**known)
    over = rows["decided_date"]
    asked = rows[rows["mediation_requested_date"].notna()]
    yield (
        "arrange_mediation",
        "appeal",
        asked.assign(
            clock_start=asked["mediation_requested_date"],
            clock_end=asked["mediation_date"],
            closed_date=over[asked.index],
        ),
    )
    yield (
        "certificate_after_mediation",
        "appeal",
        rows.assign(clock_start=rows["mediation_date"], clock_end=rows["certificate_date"], closed_date=over),
    )
    told = ~(rows["decision_notice_date"] > records.as_at)
    called = rows[told & rows["mediation_requested_date"].notna()]
    yield (
        "contact_mediation_adviser",
        "appeal",
        called.assign(
            clock_start=called["decision_notice_date"], clock_end=called["mediation_requested_date"]
        ),
    )
    appealed = rows[told & rows["appeal_registered_date"].notna()]
    from_notice = appealed["decision_notice_date"] + pd.DateOffset(months=2)
    from_certificate = appealed["certificate_date"] + pd.DateOffset(months=1)
    yield (
        "appeal",
        "appeal",
        appealed.assign(
            clock_start=appealed["decision_notice_date"],
            clock_end=appealed["appeal_registered_date"],
            own_due_date=from_notice.where(~(from_certificate > from_notice), from_certificate),
        ),
    )
    ordered = rows[rows["order_type"].notna() & rows["decided_date"].notna()]
    for order, limit_id in _ORDERS.items():
        mine = ordered[ordered["order_type"] == order]
        yield (
            limit_id,
            "appeal",
            mine.assign(clock_start=mine["decided_date"], clock_end=mine["order_complied_date"]),
        )
    yield from _ordered_assessments(ordered, requests)


def _ordered_assessments(ordered: pd.DataFrame, requests: pd.DataFrame) -> Iterator[Source]:
    """What an assessment that was ordered or conceded led to, measured from the order and not from the request."""
    mine = ordered[(ordered["order_type"] == "ASSESS") & ordered["decision_notice_date"].notna()]
    mine = mine.drop(columns="request_id", errors="ignore").sort_values("decision_notice_date")
    cases = requests.dropna(subset="received_date").sort_values("received_date")
    cases = cases[
        [
            "request_id",
            "person_id",
            "received_date",
            "assessment_outcome",
            "assessment_outcome_date",
            "left_date",
        ]
    ]
    found = pd.merge_asof(
        mine, cases, left_on="decision_notice_date", right_on="received_date", by="person_id"
    )
    found = found[found["request_id"].notna()]
    stopped = found["assessment_outcome_date"].where(found["assessment_outcome"] == "W")
    found["closed_date"] = stopped.fillna(found["left_date"])
    for limit_id, outcomes in (("order_assess_plan", ["Y", "A", "W"]), ("order_assess_no_plan", ["N"])):
        rows = found[found["assessment_outcome"].isin(outcomes)]
        ended = rows["assessment_outcome_date"].where(rows["assessment_outcome"].isin(["Y", "N"]))
        yield limit_id, "appeal", rows.assign(clock_start=rows["decided_date"], clock_end=ended)


def _service(records: Records) -> Iterator[Source]:
    complaints = records.table("complaint")
    for stage, limit_id in _STAGES.items():
        rows = complaints[complaints["complaint_stage"] == stage]
        yield (
            limit_id,
            "complaint",
            rows.assign(
                record=rows["complaint_id"],
                subject=rows["complaint_theme"],
                clock_start=rows["received_date"],
                clock_end=records.known(rows["replied_date"]),
                own_due_date=rows["due_date"],
            ),
        )
    contacts = records.table("contact")
    asked = contacts[
        (contacts["contact_direction"] == "IN") & contacts["needs_reply"].fillna(False).astype("bool")
    ]
    yield (
        "contact_reply",
        "contact",
        asked.assign(
            record=asked["contact_id"],
            subject=asked["contact_channel"],
            clock_start=asked["contact_date"],
            clock_end=records.known(asked["replied_date"]),
        ),
    )
    travel = records.table("transport")
    # Withdrawn on a day that nobody recorded: taken to have been on the last that somebody did.
    withdrawn = travel["decided_date"].fillna(travel["applied_date"])
    withdrawn = withdrawn.where(travel["transport_outcome"] == "WITHDRAWN")
    yield (
        "transport_decision",
        "transport",
        travel.assign(
            record=travel["transport_id"],
            subject=travel["is_send"].map({True: "send", False: "other"}).astype("str"),
            clock_start=travel["applied_date"],
            clock_end=records.known(travel["decided_date"]).where(withdrawn.isna()),
            closed_date=records.known(withdrawn),
        ),
    )
    tuition = records.table("provision")
    tuition = tuition[(tuition["provision_type"] == "TUITION") & tuition["needed_date"].notna()]
    yield (
        "tuition_start",
        "provision",
        tuition.assign(
            record=tuition["provision_id"],
            clock_start=tuition["needed_date"],
            clock_end=records.known(tuition["from_date"]),
        ),
    )
