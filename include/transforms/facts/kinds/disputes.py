"""Appealable decisions, mediation, appeals, orders and complaints."""

from __future__ import annotations

import pandas as pd

from include.calendar.working_days import working_days_after
from include.model.frames import values_at
from include.transforms.facts.history import History
from include.transforms.facts.kinds.kind import FILLED, Clock, Doubt, Event, Spell
from include.transforms.facts.kinds.plans import new_plans
from include.transforms.facts.kinds.reads import DECIDED, HELD, together
from include.transforms.intervals import ONE_DAY, earliest

_UPHELD = ("UPHELD", "PART")
# The tribunal orders, also by consent; what the council concedes it does without an order.
_ORDERED = ("UPHELD", "PART", "CONSENT")
CHANGED = (*_ORDERED, "CONCEDED")
_ORDERS = {
    "order_assess": "ASSESS",
    "order_make_plan_final": "MAKE_PLAN",
    "order_amend_content": "AMEND_CONTENT",
    "order_amend_setting": "AMEND_SETTING",
    "order_continue": "CONTINUE",
    "order_reconsider": "RECONSIDER",
}
_EXCEPTIONS = {
    "exception": FILLED,
    "request": ("received_date",),
    "appeal": ("decision_notice_date",),
}
_BY_EXCEPTION = {"exception_recorded": _EXCEPTIONS, "exception_valid": _EXCEPTIONS}
_MATCHED = "orders to assess are matched to the request before them, which another request can change"
_OF_THE_REQUEST = ["assessment_outcome", "assessment_outcome_date", "left_date"]
_DATES = (
    "mediation_requested_date",
    "mediation_date",
    "certificate_date",
    "appeal_registered_date",
    "decided_date",
    "order_complied_date",
)


def _appeals(history: History) -> pd.DataFrame:
    """Appeals with their days as known; the clocks of mediation stop when the dispute is over."""
    rows = history.table("appeal")
    return rows.assign(**{name: history.known(rows[name]) for name in _DATES})


def _appeals_told(history: History) -> pd.DataFrame:
    """Appeals whose decision the family had been told; `last_day`: two months, or one from the certificate."""
    rows = history.once(_appeals)
    rows = rows[~(rows["decision_notice_date"] > history.as_at)]
    from_notice = rows["decision_notice_date"] + pd.DateOffset(months=2)
    from_certificate = rows["certificate_date"] + pd.DateOffset(months=1)
    later_of = from_notice.where(~(from_certificate > from_notice), from_certificate)
    return rows.assign(last_day=_that_the_tribunal_counts(later_of))


def _that_the_tribunal_counts(days: pd.Series) -> pd.Series:
    """Last days of the Tribunal's time: each is a working day, and none is in August or from 25 December to 1 January.

    Time that would end on another day ends on the next working day, or on the first one after August or 1 January
    (Tribunal Procedure (First-tier Tribunal) (HESC Chamber) Rules 2008, rule 12(2) and 12(3)(a)).
    """
    last_of_august = days + pd.offsets.MonthEnd(0)
    week_on = days + pd.Timedelta(days=7)
    first_of_january = week_on - pd.to_timedelta(week_on.dt.day_of_year - 1, unit="D")
    in_august = days.dt.month == 8
    at_christmas = ((days.dt.month == 12) & (days.dt.day >= 25)) | ((days.dt.month == 1) & (days.dt.day == 1))
    day_before = (days - ONE_DAY).mask(in_august, last_of_august).mask(at_christmas, first_of_january)
    return working_days_after(day_before, 1)


def _orders(history: History) -> pd.DataFrame:
    """Orders, and what was conceded, with the person's latest request received by the day of the decision in dispute.

    An appeal names the person, and no request. `excepted_as`: that request, against which exceptions to the limits of
    the order stand.
    """
    rows = history.once(_appeals)
    rows = rows[rows["order_type"].notna() & rows["decided_date"].notna()]
    told = rows.loc[rows["decision_notice_date"].notna(), ["appeal_id", "person_id", "decision_notice_date"]]
    cases = history.requests.dropna(subset="received_date").sort_values("received_date")
    matched = pd.merge_asof(
        told.sort_values("decision_notice_date"),
        cases[["person_id", "received_date", "request_id", *_OF_THE_REQUEST]],
        left_on="decision_notice_date",
        right_on="received_date",
        by="person_id",
    ).set_index("appeal_id")
    of_request = values_at(rows["appeal_id"], matched[["request_id", *_OF_THE_REQUEST]])
    return rows.assign(excepted_as=of_request["request_id"], **of_request[_OF_THE_REQUEST])


def _assessments_ordered(history: History) -> pd.DataFrame:
    """What an assessment that was ordered or conceded led to, measured from the order and not from the request."""
    rows = history.once(_orders)
    rows = rows[(rows["order_type"] == "ASSESS") & rows["excepted_as"].notna()]
    stopped = rows["assessment_outcome_date"].where(rows["assessment_outcome"] == "W")
    return rows.assign(request_id=rows["excepted_as"], closed_date=earliest([stopped, rows["left_date"]]))


def _appeals_open(history: History) -> pd.DataFrame:
    """Appeals less those that have an outcome and no day of it: they ended, and nobody knows when."""
    rows = history.once(_appeals)
    has_ended = rows["appeal_outcome"].ne("OPEN") & rows["appeal_outcome"].notna()
    ends = history.table("appeal")["decided_date"]
    rows = rows[~(has_ended & ends.isna())]
    return rows.assign(from_date=rows["appeal_registered_date"], to_date=rows["decided_date"] - ONE_DAY)


def _complaints(history: History) -> pd.DataFrame:
    """Complaints; `answered`: that they were is known, the day perhaps not. Withdrawn ones need no answer any more.

    On which day they were withdrawn nobody records: on the last that somebody did.
    """
    rows = history.table("complaint")
    no_answer = rows["replied_date"].isna()
    found = rows["complaint_outcome"].isin([*_UPHELD, "NOT_UPHELD"])
    withdrawn = rows["complaint_outcome"].eq("WITHDRAWN").fillna(False) & no_answer
    return rows.assign(answered=~no_answer | found, closed_date=rows["received_date"].where(withdrawn))


def _refused(history: History) -> pd.DataFrame:
    return history.requests


def _ceased(history: History) -> pd.DataFrame:
    return history.plans


DISPUTES = (
    Event(
        name="appeal_registered",
        about="an appeal registered",
        table="appeal",
        day="appeal_registered_date",
        subject="appeal_type",
    ),
    Event(
        name="appeal_ended",
        about="an appeal that ended",
        table="appeal",
        only={"appeal_registered_date": FILLED},
        but={"appeal_outcome": ("OPEN",)},
        build=_appeals,
        day="decided_date",
        subject="appeal_outcome",
    ),
    Event(
        name="decision_changed",
        about="a decision changed after a dispute; met: by an order of the tribunal, not conceded",
        table="appeal",
        only={"order_type": FILLED, "appeal_outcome": CHANGED},
        build=_appeals,
        day="decided_date",
        subject="order_type",
        met={"appeal_outcome": _ORDERED},
    ),
    Spell(
        name="appeal_open",
        about="an appeal registered and not ended",
        table="appeal",
        only={"appeal_registered_date": FILLED},
        build=_appeals_open,
        subject="appeal_type",
        begins="appeal_registered_date",
        ends="decided_date",
    ),
    Event(
        name="mediation_held",
        about="a mediation held",
        table="appeal",
        day="mediation_date",
        subject="appeal_type",
    ),
    Event(
        name="appealable_decision",
        about="a request refused",
        table="request",
        prefix="a",
        only={"request_outcome": ("N",)},
        build=_refused,
        day="request_outcome_date",
        reads=DECIDED,
    ),
    Event(
        name="appealable_decision",
        about="an assessment that ended without a plan",
        table="assessment",
        record=("request_id",),
        prefix="b",
        only={"assessment_outcome": ("N",)},
        build=_refused,
        day="assessment_outcome_date",
        reads=DECIDED,
    ),
    # A plan that moved in was decided elsewhere.
    Event(
        name="appealable_decision",
        about="a plan made",
        table="plan",
        prefix="c",
        build=new_plans,
        day="start_date",
        reads=HELD,
    ),
    Event(
        name="appealable_decision",
        about="a plan ceased because it is no longer necessary",
        table="plan",
        prefix="d",
        only={"cease_reason": ("2",)},
        build=_ceased,
        day="cease_date",
        reads=HELD,
    ),
    Event(
        name="complaint",
        about="a complaint received",
        table="complaint",
        day="received_date",
        subject="complaint_theme",
    ),
    Event(
        name="ombudsman_decision",
        about="a decision of the Ombudsman; met: the complaint was upheld, or part of it",
        table="complaint",
        only={"complaint_stage": ("O",)},
        but={"complaint_outcome": ("OPEN",)},
        day="replied_date",
        subject="complaint_theme",
        met={"complaint_outcome": _UPHELD},
        amounts={"pounds": "remedy_paid"},
    ),
    Clock(
        name="arrange_mediation",
        about="a family that asked for mediation",
        table="appeal",
        only={"mediation_requested_date": FILLED},
        build=_appeals,
        case="appeal",
        subject="appeal_type",
        start="mediation_requested_date",
        end="mediation_date",
        closed="decided_date",
        reads={"appeal": ("decision_notice_date",)},
    ),
    Clock(
        name="certificate_after_mediation",
        about="a mediation held",
        table="appeal",
        build=_appeals,
        case="appeal",
        subject="appeal_type",
        start="mediation_date",
        end="certificate_date",
        closed="decided_date",
    ),
    Clock(
        name="contact_mediation_adviser",
        about="a family that called the mediation adviser",
        table="appeal",
        only={"mediation_requested_date": FILLED},
        build=_appeals_told,
        case="appeal",
        subject="appeal_type",
        start="decision_notice_date",
        end="mediation_requested_date",
    ),
    Clock(
        name="appeal",
        about="an appeal registered",
        table="appeal",
        only={"appeal_registered_date": FILLED},
        build=_appeals_told,
        case="appeal",
        subject="appeal_type",
        start="decision_notice_date",
        end="appeal_registered_date",
        own_due="last_day",
        reads={"appeal": ("certificate_date",)},
    ),
    *(
        Clock(
            name=limit_id,
            about="an order of the tribunal, or what the council conceded",
            table="appeal",
            only={"order_type": (order,), "decided_date": FILLED},
            build=_orders,
            case="appeal",
            subject="appeal_type",
            start="decided_date",
            end="order_complied_date",
            reads_when=_BY_EXCEPTION,
            doubt=Doubt(no_range=_MATCHED if order == "ASSESS" else ""),
        )
        for limit_id, order in _ORDERS.items()
    ),
    *(
        Clock(
            name=limit_id,
            about="an assessment that the tribunal ordered, or the council conceded",
            table="appeal",
            only={"assessment_outcome": outcomes},
            build=_assessments_ordered,
            case="appeal",
            subject="appeal_type",
            start="decided_date",
            end="assessment_outcome_date",
            ended={"assessment_outcome": ("Y", "N")},
            closed="closed_date",
            reads=together(DECIDED, {"appeal": ("order_type", "decision_notice_date")}),
            reads_when=_BY_EXCEPTION,
            doubt=Doubt(no_range=_MATCHED),
        )
        for limit_id, outcomes in (("order_assess_plan", ("Y", "A", "W")), ("order_assess_no_plan", ("N",)))
    ),
    *(
        Clock(
            name=limit_id,
            about=f"a complaint, {words}",
            table="complaint",
            only={"complaint_stage": (stage,)},
            build=_complaints,
            case="complaint",
            subject="complaint_theme",
            start="received_date",
            end="replied_date",
            ended={"answered": (True,)},
            own_due="due_date",
            closed="closed_date",
            reads={"complaint": ("complaint_outcome",)},
        )
        for limit_id, stage, words in (
            ("complaint_stage_1", "1", "stage 1"),
            ("complaint_stage_2", "2", "stage 2"),
            ("complaint_ombudsman", "O", "with the Ombudsman"),
        )
    ),
)
