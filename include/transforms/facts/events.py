"""Things that happened, and what is asked of them: letters, audits, panels, surveys and the rest in one list."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from include.transforms.facts.plans import last_days
from include.transforms.facts.records import Records, shaped
from include.transforms.facts.request_clocks import NEVER_APPLIED
from include.transforms.facts.reviews import replaced_on
from include.transforms.groups import DIMENSIONS, NOT_ALLOCATED, NOT_RECORDED, lookup
from include.transforms.intervals import earliest

# Audits and answers of these grades are good or better; Y is yes.
_GOOD = ["1", "2", "Y"]
_UPHELD = ["UPHELD", "PART"]
# Families are promised word at least this often while an assessment lasts (as Cheshire East does).
_UPDATE_DAYS = 14
# A family is told of its new caseworker within this time.
_TOLD_DAYS = 28
_ABSENT_DAYS = 10
_YEAR = pd.DateOffset(months=12)


def event_facts(
    records: Records,
    requests: pd.DataFrame,
    plans: pd.DataFrame,
    clocks: pd.DataFrame,
    caseload: pd.DataFrame,
) -> pd.DataFrame:
    """`fact_event`: events up to the as-at day. `clocks` are those of `request_clocks`."""
    made = [
        *_letters(records, requests),
        *_meetings(records),
        *_support(records, requests),
        *_panels(records),
        *_audits(records),
        *_plans(records, plans),
        *_reviews(records, plans),
        *_disputes(records, requests, plans),
        *_delays(records, clocks),
        *_service(records),
        *_staff(records),
        *_fields(records, requests),
    ]
    made = [event for event in made if len(event[1])] or made[:1]
    rows = pd.concat([_event(records, *event) for event in made], ignore_index=True)
    somebody = rows["person_id"].notna() | rows["request_id"].notna()
    mine, others = rows[somebody], rows[~somebody]
    place = dict.fromkeys(DIMENSIONS, NOT_RECORDED)
    others = others.assign(**{**place, "team": NOT_ALLOCATED, "caseworker": NOT_ALLOCATED}, person_key=None)
    parts = [records.groups(mine, mine["event_date"]), others, _term_starts(records, caseload)]
    return shaped(
        "fact_event", pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    )


Event = tuple[str, pd.DataFrame, str, "str | pd.Series", dict[str, "pd.Series | str"]]


def _event(
    records: Records,
    kind: str,
    rows: pd.DataFrame,
    record: str,
    day: str | pd.Series,
    has: dict[str, pd.Series | str],
) -> pd.DataFrame:
    """Events of one kind. `record` is the column that identifies a row; `has`: subject, is_met, amount, out_of."""
    person = rows["person_id"] if "person_id" in rows else pd.Series(None, index=rows.index, dtype="str")
    request = rows["request_id"] if "request_id" in rows else pd.Series(None, index=rows.index, dtype="str")
    found = pd.DataFrame(
        {
            "person_id": person,
            "request_id": request,
            "record": rows[record],
            "event_date": rows[day] if isinstance(day, str) else day,
            "subject": _all(rows, has.get("subject", NOT_RECORDED)),
            "is_met": _all(rows, has.get("is_met")),
            "amount": _all(rows, has.get("amount")),
            "out_of": _all(rows, has.get("out_of")),
        }
    ).dropna(subset="event_date")
    found = found.astype({"is_met": "boolean", "amount": "Float64", "out_of": "Float64", "subject": "str"})
    found = found[found["event_date"] <= records.as_at]
    found["subject"] = found["subject"].fillna(NOT_RECORDED)
    found["event_type"] = kind
    found["event_key"] = records.keys(kind, found["record"].astype("str"))
    return found


def _all(rows: pd.DataFrame, value: pd.Series | str | None) -> pd.Series:
    if isinstance(value, pd.Series):
        return value
    if isinstance(value, str) and value in rows:
        return rows[value]
    return pd.Series(value, index=rows.index, dtype="object")


def _letters(records: Records, requests: pd.DataFrame) -> Iterator[Event]:
    contacts = records.table("contact")
    letters = contacts[contacts["letter_type"].notna()]
    yield (
        "letter",
        letters,
        "contact_id",
        "contact_date",
        {
            "subject": "letter_type",
            "is_met": "on_template",
            "amount": "reading_grade",
            "out_of": "word_count",
        },
    )
    decisions = letters[letters["letter_type"] == "DECISION"]
    yield "decision_letter_reason", decisions, "contact_id", "contact_date", {"is_met": "reason_given"}
    yield "decision_letter_iass", decisions, "contact_id", "contact_date", {"is_met": "tells_of_iass"}
    calls = records.table("call_volume")
    calls = calls.assign(record=calls["line"] + calls["call_date"].astype("str"))
    yield (
        "calls_answered",
        calls,
        "record",
        "call_date",
        {"subject": "line", "amount": "calls_answered", "out_of": "calls_offered"},
    )
    yield (
        "calls_abandoned",
        calls,
        "record",
        "call_date",
        {"subject": "line", "amount": "calls_abandoned", "out_of": "calls_offered"},
    )
    yield _updates(contacts, requests)
    yield _told(records, contacts)


def _updates(contacts: pd.DataFrame, requests: pd.DataFrame) -> Event:
    """Each word to a family during its assessment: whether the one before was at most 14 days ago."""
    out = contacts[contacts["contact_direction"] == "OUT"].sort_values("contact_date", kind="stable")
    cases = requests.dropna(subset="received_date").sort_values("received_date")
    cases = cases.assign(until=cases["assessment_outcome_date"].fillna(pd.Timestamp.max.as_unit("us")))
    cases["until"] = cases["until"].mask(
        cases["request_outcome"].isin(["N", "W"]), cases["request_outcome_date"]
    )
    during = pd.merge_asof(
        out,
        cases[["person_id", "request_id", "received_date", "until"]],
        left_on="contact_date",
        right_on="received_date",
        by="person_id",
    )
    during = during[during["contact_date"] <= during["until"]]
    during = during.sort_values(["request_id", "contact_date", "contact_id"])
    before = during.groupby("request_id")["contact_date"].shift().fillna(during["received_date"])
    gap = (during["contact_date"] - before).dt.days
    return "update", during, "contact_id", "contact_date", {"is_met": gap <= _UPDATE_DAYS, "amount": gap}


def _told(records: Records, contacts: pd.DataFrame) -> Event:
    """Each new named caseworker: whether the family was told who it is within 28 days."""
    spells = records.allocations.reset_index(names="record").sort_values("from_date")
    letters = contacts[contacts["tells_caseworker"].fillna(False).astype("bool")].sort_values("contact_date")
    letters = letters[letters["contact_date"] <= records.as_at]
    told = pd.merge_asof(
        spells,
        letters[["person_id", "contact_date"]],
        left_on="from_date",
        right_on="contact_date",
        by="person_id",
        direction="forward",
    )
    soon = told["contact_date"] <= told["from_date"] + pd.Timedelta(days=_TOLD_DAYS)
    told["record"] = told["person_id"] + told["from_date"].astype("str")
    return "caseworker_told", told, "record", "from_date", {"is_met": soon}


def _meetings(records: Records) -> Iterator[Event]:
    rows = records.table("meeting")
    standing = rows[rows["meeting_type"].isin(["BOARD", "PARENT_GROUP", "STANDARDS"])]
    standing = standing.drop(columns="person_id")
    yield (
        "standing_meeting",
        standing,
        "meeting_id",
        "meeting_date",
        {"subject": "meeting_type", "is_met": "held"},
    )
    alone = rows[rows["meeting_type"] == "PROFESSIONALS"]
    yield "professionals_only_reason", alone, "meeting_id", "meeting_date", {"is_met": "reason_recorded"}
    yield "professionals_only_minutes", alone, "meeting_id", "meeting_date", {"is_met": "minutes_shared"}
    together = rows[rows["meeting_type"] == "COPRODUCTION"]
    yield "coproduction_meeting", together, "meeting_id", "meeting_date", {"is_met": "family_offered"}


def _support(records: Records, requests: pd.DataFrame) -> Iterator[Event]:
    rows = records.table("support")
    kind = rows["support_type"]
    needed = rows[kind == "INTERPRETER"]
    yield "interpreter_needed", needed, "support_id", "offered_date", {"is_met": "taken_up", "amount": "cost"}
    booked = needed[needed["taken_up"].fillna(False).astype("bool")]
    yield "interpreter_booked", booked, "support_id", "offered_date", {"is_met": "independent"}
    iass = rows[kind == "IASS"]
    yield "iass_referral", iass, "support_id", "offered_date", {"is_met": "taken_up"}
    courses = rows[kind == "PARENTING"]
    yield "parenting_offered", courses, "support_id", "offered_date", {"is_met": "taken_up"}
    started = courses[courses["taken_up"].fillna(False).astype("bool")]
    yield "parenting_started", started, "support_id", "offered_date", {"is_met": "completed"}
    asked = courses[courses["found_useful"].notna()]
    yield (
        "parenting_answered",
        asked,
        "support_id",
        "offered_date",
        {"is_met": "found_useful", "subject": "need_raised"},
    )
    identified = lookup(requests["person_id"], records.people["parent_learning_disability"])
    families = requests[identified.fillna(False).astype("bool")]
    first = rows[(kind == "ADVOCATE") & (rows["offered_date"] <= records.as_at)].groupby("person_id")
    offered = lookup(families["person_id"], first["offered_date"].max())
    met = offered >= families["received_date"]
    yield "advocate_due", families, "request_id", "received_date", {"is_met": met}


def _panels(records: Records) -> Iterator[Event]:
    sittings = records.table("panel")
    attended = records.table("panel_attendance").merge(sittings[["panel_id", "panel_date"]], on="panel_id")
    attended["record"] = attended["panel_id"] + attended["agency"]
    yield "panel_attendance", attended, "record", "panel_date", {"subject": "agency", "is_met": "attended"}
    whole = attended.groupby("panel_id", as_index=False).agg(
        panel_date=("panel_date", "first"), attended=("attended", "all")
    )
    yield "panel_sitting", whole, "panel_id", "panel_date", {"is_met": "attended"}
    day = sittings["panel_date"]
    summer = sittings[((day.dt.month == 7) & (day.dt.day > 24)) | (day.dt.month == 8)]
    yield "summer_panel", summer, "panel_id", "panel_date", {}
    heard = records.table("panel_decision")
    decided = heard[heard["panel_outcome"].isin(["AGREED", "REFUSED"])]
    days = (decided["decided_date"] - decided["referred_date"]).dt.days
    yield (
        "panel_decision",
        decided,
        "panel_decision_id",
        "decided_date",
        {"subject": "panel_stage", "is_met": "reason_recorded", "amount": days},
    )
    day = decided["decided_date"]
    in_summer = decided[((day.dt.month == 7) & (day.dt.day > 24)) | (day.dt.month == 8)]
    yield "summer_decision", in_summer, "panel_decision_id", "decided_date", {"subject": "panel_stage"}
    at = heard["decided_date"].fillna(lookup(heard["panel_id"], sittings.set_index("panel_id")["panel_date"]))
    met = heard["panel_outcome"] != "DEFERRED"
    yield "panel_hearing", heard, "panel_decision_id", at, {"subject": "panel_stage", "is_met": met}


def _audits(records: Records) -> Iterator[Event]:
    rows = records.table("quality_audit")
    good = rows["audit_grade"].isin(_GOOD)
    for kind, name in (
        ("PLAN", "plan_audit"),
        ("CASE_NOTE", "case_note_audit"),
        ("PANEL_NOTE", "panel_note_audit"),
    ):
        mine = rows[rows["audit_kind"] == kind]
        yield (
            name,
            mine,
            "quality_audit_id",
            "audit_date",
            {"subject": "audit_section", "is_met": good[mine.index]},
        )
    read = rows[rows["outcomes_sampled"].notna()]
    for name, column in (
        ("outcomes_smart", "outcomes_smart"),
        ("outcomes_with_steps", "outcomes_with_steps"),
    ):
        yield name, read, "quality_audit_id", "audit_date", {"amount": column, "out_of": "outcomes_sampled"}


def _plans(records: Records, plans: pd.DataFrame) -> Iterator[Event]:
    new = plans[~plans["transferred_in"]]
    views = new["views_child"] & new["views_parent"]
    yield "plan_views", new[views.notna()], "plan_id", "start_date", {"is_met": views.dropna()}
    differs = new[new["differs_from_request"].fillna(False).astype("bool")]
    yield "disparity_recorded", differs, "plan_id", "start_date", {"is_met": "difference_recorded"}
    yield "disparity_explained", differs, "plan_id", "start_date", {"is_met": "difference_explained"}
    placed = records.table("placement").merge(
        records.table("active_plan")[["active_plan_id", "request_id"]], on="active_plan_id"
    )
    owner = records.table("request").set_index("request_id")["person_id"]
    placed["person_id"] = lookup(placed["request_id"], owner)
    placed = placed[placed["transport_in_place_date"].notna() & (placed["placement_rank"] == "1")]
    first_day = placed["transport_in_place_date"] <= placed["entry_date"]
    yield "transport_first_day", placed, "placement_id", "entry_date", {"is_met": first_day}


def _reviews(records: Records, plans: pd.DataFrame) -> Iterator[Event]:
    owner = records.table("request").set_index("request_id")["person_id"]
    link = records.table("active_plan").set_index("active_plan_id")["request_id"]

    def owned(table: str) -> pd.DataFrame:
        rows = records.table(table)
        request = lookup(rows["active_plan_id"], link)
        return rows.assign(request_id=request, person_id=lookup(request, owner))

    rows = owned("annual_review")
    met = records.known(rows["review_meeting_date"])
    held = rows[met.notna()]
    yield (
        "review_outcomes",
        held,
        "annual_review_id",
        "review_meeting_date",
        {"subject": "review_type", "amount": "outcomes_met", "out_of": "outcomes_reviewed"},
    )
    older = held[held["pfa_outcomes"].notna()]
    yield "review_pfa", older, "annual_review_id", "review_meeting_date", {"is_met": "pfa_outcomes"}
    year_before = rows["review_due_date"] - _YEAR
    replaced = replaced_on(rows.assign(meeting=met, year_before=year_before))
    # A review of a plan that ended by its day, or in place of which another was held, never fell due.
    stopped = earliest([lookup(rows["request_id"], last_days(plans)), replaced])
    due = rows[~(stopped <= rows["review_due_date"])]
    in_time = met[due.index] <= due["review_due_date"]
    yield (
        "review_meeting_due",
        due,
        "annual_review_id",
        "review_due_date",
        {"subject": "review_type", "is_met": in_time},
    )
    moves = owned("phase_transfer")
    named = moves[moves["final_date"].notna()]
    yield (
        "transfer_named",
        named,
        "phase_transfer_id",
        "final_date",
        {"subject": "phase_transfer_type", "is_met": "named_type_only"},
    )
    complex_case = lookup(moves["person_id"], records.people["is_complex"]).fillna(False).astype("bool")
    watched = moves[complex_case]
    early = watched["planning_started_date"] <= watched["transfer_date"] - _YEAR
    yield "transition_planning", watched, "phase_transfer_id", "transfer_date", {"is_met": early}


def _disputes(records: Records, requests: pd.DataFrame, plans: pd.DataFrame) -> Iterator[Event]:
    appeals = records.table("appeal")
    yield "appeal_registered", appeals, "appeal_id", "appeal_registered_date", {"subject": "appeal_type"}
    yield "mediation_held", appeals, "appeal_id", "mediation_date", {"subject": "appeal_type"}
    refused = requests[requests["request_outcome"] == "N"]
    yield (
        "appealable_decision",
        refused.assign(id="a" + refused["request_id"]),
        "id",
        "request_outcome_date",
        {},
    )
    unplanned = requests[requests["assessment_outcome"] == "N"]
    yield (
        "appealable_decision",
        unplanned.assign(id="b" + unplanned["request_id"]),
        "id",
        "assessment_outcome_date",
        {},
    )
    # A plan that moved in was decided elsewhere.
    made = plans[~plans["transferred_in"]]
    yield "appealable_decision", made.assign(id="c" + made["plan_id"]), "id", "start_date", {}
    ceased = plans[plans["cease_reason"] == "2"]
    yield "appealable_decision", ceased.assign(id="d" + ceased["plan_id"]), "id", "cease_date", {}
    complaints = records.table("complaint")
    yield "complaint", complaints, "complaint_id", "received_date", {"subject": "complaint_theme"}
    decided = complaints[
        (complaints["complaint_stage"] == "O") & ~complaints["complaint_outcome"].isin(["OPEN"])
    ]
    upheld = decided["complaint_outcome"].isin(_UPHELD)
    yield (
        "ombudsman_decision",
        decided,
        "complaint_id",
        "replied_date",
        {"subject": "complaint_theme", "is_met": upheld, "amount": "remedy_paid"},
    )


def _delays(records: Records, clocks: pd.DataFrame) -> Iterator[Event]:
    """Each missed limit of a request, and whether a letter of apology followed."""
    letters = records.table("delay_letter")
    letters = letters[letters["sent_date"] <= records.as_at]
    letters = letters.merge(
        clocks[["request_id", "limit_id", "due_date"]], on=["request_id", "limit_id"], how="left"
    )
    # Before anything was missed there was nothing to apologise for: such a letter is a warning.
    letters = letters[~(letters["sent_date"] <= letters["due_date"])]
    given = letters["delay_reason"].notna() & (letters["delay_reason"] != "NONE")
    owner = records.table("request").set_index("request_id")["person_id"]
    mine = letters.assign(person_id=lookup(letters["request_id"], owner))
    yield "delay_letter", mine, "delay_letter_id", "sent_date", {"subject": "delay_reason", "is_met": given}
    first = letters.groupby(["request_id", "limit_id"])["sent_date"].min().rename("sent").reset_index()
    missed = clocks[
        clocks["clock_status"].isin(["late", "open_overdue", "missed"])
        & ~clocks["out_of_scope_reason"].isin(NEVER_APPLIED)
        # A lawful exception lifts the duty (SEND Regulations 2014 regs 5(4), 10(4) and 13(3)): nothing was missed.
        & ~clocks["exception_valid"].astype("bool")
    ]
    missed = missed.merge(first, on=["request_id", "limit_id"], how="left")
    missed["record"] = missed["request_id"] + missed["limit_id"]
    days = (missed["sent"] - missed["due_date"]).dt.days
    yield (
        "limit_missed",
        missed,
        "record",
        missed["due_date"] + pd.Timedelta(days=1),
        {"subject": "limit_id", "is_met": missed["sent"].notna(), "amount": days},
    )


def _service(records: Records) -> Iterator[Event]:
    travel = records.table("transport")
    decided = travel[travel["transport_outcome"].isin(["AGREED", "REFUSED"])]
    refused = decided["transport_outcome"] == "REFUSED"
    for name, rows in (("send", decided[decided["is_send"]]), ("other", decided[~decided["is_send"]])):
        yield (
            f"transport_decided_{name}",
            rows,
            "transport_id",
            "decided_date",
            {"is_met": refused[rows.index]},
        )
    appealed = travel[travel["appeal_outcome"].isin(["UPHELD", "NOT_UPHELD"])]
    upheld = appealed["appeal_outcome"] == "UPHELD"
    yield "transport_appeal", appealed, "transport_id", "appealed_date", {"is_met": upheld}
    answers = records.table("survey").dropna(subset="answer")
    good = answers["answer"].isin(_GOOD)
    yield "survey", answers, "survey_id", "survey_date", {"subject": "question", "is_met": good}
    ledger = records.table("ledger")
    ledger = ledger.assign(
        record=ledger["ledger_month"].astype("str") + ledger["ledger_line"] + ledger["provision_group"]
    )
    spent = ledger["ledger_line"] == "SPEND"
    for name, rows in (("spend", ledger[spent]), ("allocation", ledger[~spent])):
        yield (
            f"ledger_{name}",
            rows,
            "record",
            "ledger_month",
            {"subject": "provision_group", "amount": "amount"},
        )
    signed = ledger["amount"].where(spent, -ledger["amount"])
    yield "ledger_balance", ledger, "record", "ledger_month", {"subject": "provision_group", "amount": signed}
    actions = records.table("action")
    done = actions["done_date"] <= records.as_at
    yield "action_due", actions, "action_id", "due_date", {"subject": "recommendation", "is_met": done}


def _staff(records: Records) -> Iterator[Event]:
    staff = records.table("caseworker")
    left = records.known(staff["to_date"])
    yield "staff_left", staff, "caseworker_id", left, {"subject": "grade"}
    away = records.table("absence")
    length = (away["to_date"].fillna(records.as_at) - away["from_date"]).dt.days + 1
    long = away[length > _ABSENT_DAYS]
    yield "absence", long, "absence_id", "from_date", {"is_met": "cover_named"}
    spells = records.allocations.sort_values(["person_id", "from_date"])
    before = spells.groupby("person_id")["caseworker_id"].shift()
    changed = spells[before.notna() & (before != spells["caseworker_id"])]
    changed = changed.assign(record=changed["person_id"] + changed["from_date"].astype("str"))
    yield "caseworker_change", changed, "record", "from_date", {}


def _fields(records: Records, requests: pd.DataFrame) -> Iterator[Event]:
    """Fields that the return needs, for each request received: whether they are filled in."""
    person = records.people.reindex(requests["person_id"]).set_axis(requests.index)
    fields = {name: person[name].notna() for name in ("birth_date", "sex", "ethnicity", "upn", "postcode")}
    decided = requests["request_outcome"].isin(["Y", "N"])
    fields["request_outcome_date"] = requests["request_outcome_date"].notna().where(decided)
    for name, filled in fields.items():
        rows = requests[filled.notna()]
        # A series: the name alone would be taken for the column of that name.
        subject = pd.Series(name, index=rows.index, dtype="str")
        has: dict[str, pd.Series | str] = {"subject": subject, "is_met": filled[rows.index]}
        yield "case_field", rows.assign(record=rows["request_id"] + name), "record", "received_date", has


def _term_starts(records: Records, caseload: pd.DataFrame) -> pd.DataFrame:
    """Each plan held on 1 September: whether a setting was known on that day."""
    plans = caseload[caseload["case_kind"] == "plan"]
    last = plans["to_date"].fillna(records.as_at)
    first_year = plans["from_date"].dt.year + (plans["from_date"].dt.strftime("%m%d") > "0901")
    final_year = last.dt.year - (last.dt.strftime("%m%d") < "0901")
    count = (final_year - first_year + 1).clip(lower=0)
    rows = plans.loc[plans.index.repeat(count)]
    year = np.repeat(first_year.to_numpy(), count) + rows.groupby(level=0).cumcount().to_numpy()
    day = pd.to_datetime(pd.DataFrame({"year": year, "month": 9, "day": 1})).set_axis(rows.index)
    record = (rows["case_key"] + day.dt.strftime("%Y")).astype("str")
    return rows.drop(columns=["case_key", "case_kind", "from_date", "to_date", "birth_academic_year"]).assign(
        event_type="term_start",
        event_key=records.keys("term_start", record),
        event_date=day.astype("datetime64[us]"),
        subject=NOT_RECORDED,
        is_met=rows["setting"] != NOT_RECORDED,
        amount=None,
        out_of=None,
    )
