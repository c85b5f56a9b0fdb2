"""Requests for an assessment: their limits, the steps on the way, delays, and the fields that the return needs."""

from __future__ import annotations

import pandas as pd

from include.model import NOT_RECORDED
from include.model.bands import bands
from include.model.frames import are_in, values_at
from include.transforms.facts.history import History
from include.transforms.facts.kinds.kind import FILLED, Case, Clock, Doubt, Event, Spell
from include.transforms.facts.kinds.reads import COURSE, DECIDED, EXCEPTIONS, STEPS, together
from include.transforms.facts.request_clocks import NEVER_APPLIED
from include.transforms.intervals import ONE_DAY, earliest, later

_FIELDS = ("birth_date", "sex", "ethnicity", "upn", "postcode")
# The return takes a learner number, or the reason for having none, in place of a pupil number (LOCAL-G01).
_NUMBERED = ("upn", "uln", "upn_unknown")
_BY_EXCEPTION = {"exception_recorded": EXCEPTIONS, "exception_valid": EXCEPTIONS}


def _fields(history: History) -> pd.DataFrame:
    """Fields that the return needs, for each request received: whether they are filled in."""
    requests = history.requests
    person = values_at(requests["person_id"], history.records.people)
    filled = {name: person[name].notna() for name in _FIELDS}
    filled["upn"] = person[list(_NUMBERED)].notna().any(axis=1)
    decided = requests["request_outcome"].isin(["Y", "N"])
    filled["request_outcome_date"] = requests["request_outcome_date"].notna().where(decided)
    wanted = {name: flags.dropna() for name, flags in filled.items()}
    return pd.concat(
        requests.loc[flags.index, ["request_id", "person_id", "received_date"]].assign(
            field=name, filled=flags.astype("boolean")
        )
        for name, flags in wanted.items()
    ).astype({"field": "str"})


def _steps(history: History) -> pd.DataFrame:
    """Steps up to the day, with the day on which nobody waited for an answer any more.

    An unanswered question no longer runs once the assessment has ended or the family has left.
    """
    steps = history.table("milestone")
    steps = steps[steps["milestone_date"] <= history.as_at].merge(
        history.requests[["request_id", "person_id", "left_date", "assessment_outcome_date"]], on="request_id"
    )
    return steps.assign(closed_date=earliest([steps["left_date"], steps["assessment_outcome_date"]]))


def _first(steps: pd.DataFrame, kind: str, by: list[str]) -> pd.Series:
    """Day of the first step of a kind, by case (and what else tells steps apart)."""
    return steps[steps["milestone_type"] == kind].groupby(by)["milestone_date"].min()


def _questions(history: History, asked: str, answered: str, subject: str) -> pd.DataFrame:
    """First questions of a case to each `subject`, of one day to the lower number, with the day of the first answer."""
    steps = history.once(_steps)
    steps = steps.assign(**{subject: steps[subject].fillna(NOT_RECORDED)})
    begun = steps[steps["milestone_type"] == asked].sort_values(["milestone_date", "setting_urn"])
    begun = begun.drop_duplicates(["request_id", subject])
    ended = _first(steps, answered, ["request_id", subject]).rename("answered").reset_index()
    return begun.merge(ended, on=["request_id", subject], how="left").assign(
        school=lambda rows: rows["setting_urn"]
    )


def _advice(history: History) -> pd.DataFrame:
    return _questions(history, "ADVICE_REQUESTED", "ADVICE_RECEIVED", "advice_type")


def _consultations(history: History) -> pd.DataFrame:
    return _questions(history, "CONSULTATION_SENT", "CONSULTATION_REPLY", "setting_urn")


def _assessed(history: History) -> pd.DataFrame:
    """Requests with the days of the draft and of the family's answer to it."""
    steps, requests = history.once(_steps), history.requests
    return requests.assign(
        draft=values_at(requests["request_id"], _first(steps, "DRAFT_SENT", ["request_id"])),
        answered=values_at(requests["request_id"], _first(steps, "REPRESENTATIONS", ["request_id"])),
        closed_date=earliest([requests["left_date"], requests["assessment_outcome_date"]]),
    )


def _awaiting_a_draft(history: History) -> pd.DataFrame:
    """Where the council records no draft at all, no case is waiting for one."""
    rows = history.once(_assessed)
    records_drafts = (history.once(_steps)["milestone_type"] == "DRAFT_SENT").any()
    return rows if records_drafts else rows.iloc[:0]


def _drafts_served(history: History) -> pd.DataFrame:
    """A family that answered before the final plan did not need the rest of its time."""
    rows = history.once(_assessed)
    final = rows["assessment_outcome_date"].where(rows["assessment_outcome"] == "Y")
    early = rows["answered"] <= final
    return rows.assign(
        out_of_scope_reason=pd.Series(None, rows.index, dtype="str").mask(early, "family_answered"),
        closed_date=rows["left_date"],
    )


def _letters_of_apology(history: History) -> pd.DataFrame:
    """Letters, less those before anything was missed, which are warnings; `given`: with a reason."""
    letters = history.table("delay_letter")
    letters = letters[letters["sent_date"] <= history.as_at]
    letters = letters.merge(
        history.request_clocks[["request_id", "limit_id", "due_date"]],
        on=["request_id", "limit_id"],
        how="left",
    )
    letters = letters[~(letters["sent_date"] <= letters["due_date"])]
    return letters.assign(given=letters["delay_reason"].notna() & (letters["delay_reason"] != "NONE"))


def _limits_missed(history: History) -> pd.DataFrame:
    """Each missed limit of a request, and whether and after how many days a letter of apology followed.

    A lawful exception lifts the duty (SEND Regulations 2014 regs 5(4), 10(4) and 13(3)): nothing was missed.
    """
    letters, clocks = history.once(_letters_of_apology), history.request_clocks
    first = letters.groupby(["request_id", "limit_id"])["sent_date"].min().rename("sent").reset_index()
    missed = clocks[
        clocks["clock_status"].isin(["late", "open_overdue", "missed"])
        & ~clocks["out_of_scope_reason"].isin(NEVER_APPLIED)
        & ~clocks["exception_valid"].astype("bool")
    ]
    missed = missed.merge(first, on=["request_id", "limit_id"], how="left")
    return missed.assign(
        missed_on=missed["due_date"] + pd.Timedelta(days=1),
        apologised=missed["sent"].notna(),
        days=(missed["sent"] - missed["due_date"]).dt.days,
    )


def _open_by_age(history: History) -> pd.DataFrame:
    """Open assessments in DfE's scope as in the caseload, cut by how long each had been open, with `started_on`."""
    clocks = history.request_clocks
    bound = clocks[
        (clocks["limit_id"] == "final_plan")
        & (clocks["clock_status"] != "unusable")
        & ~clocks["out_of_scope_reason"].isin(NEVER_APPLIED)
    ]
    bound = bound.set_axis(pd.Index(history.records.keys("request", bound["request_id"])))
    rows = history.caseload[history.caseload["case_kind"] == "assessment"]
    rows = rows[are_in(rows["case_key"], bound.index.to_series())]
    start, due = (values_at(rows["case_key"], bound[name]) for name in ("clock_start", "due_date"))
    pieces, first = [], start
    for band in bands("OpenFor"):
        last = band.last_day(start, due)
        pieces.append(
            rows.assign(
                from_date=later(rows["from_date"], first),
                to_date=earliest([rows["to_date"], last]),
                open_for=band.code,
                started_on=start,
            )
        )
        first = last + ONE_DAY
    cut = pd.concat(pieces, ignore_index=True)
    return cut[~(cut["to_date"] < cut["from_date"])]


def _advice_awaited(history: History) -> pd.DataFrame:
    """Advice asked for, on the days on which its assessment was open, up to the day before it came."""
    rows = history.once(_advice)
    rows = rows.assign(case_key=history.records.keys("request", rows["request_id"]))
    assessments = history.caseload[history.caseload["case_kind"] == "assessment"]
    rows = rows.merge(assessments[["case_key", "from_date", "to_date"]], on="case_key")
    rows = rows.assign(
        from_date=later(rows["from_date"], rows["milestone_date"]),
        to_date=earliest([rows["to_date"], rows["answered"] - ONE_DAY]),
    )
    return rows[~(rows["to_date"] < rows["from_date"])]


REQUESTS = (
    Case(
        name="fact_request",
        about="a request for an assessment",
        table="request",
        case="request",
        day="received_date",
        reads={"request": ("received_date", "request_outcome", "request_outcome_date")},
    ),
    Case(
        name="fact_caseload",
        about="a request that has neither ended nor stopped, with one caseworker",
        table="request",
        case="request",
        kind="assessment",
        joins=("assessment",),
        reads=DECIDED,
        reads_when={"overdue_from": COURSE},
        doubt=Doubt(
            begins="received_date",
            ends="assessment.assessment_outcome_date",
            ends_when={"assessment_outcome": ("Y", "N", "W")},
        ),
    ),
    Clock(
        name="decide_to_assess",
        about="a request received",
        table="request",
        case="request",
        start="received_date",
        end="request_outcome_date",
        ended={"request_outcome": ("Y", "N")},
        reads=DECIDED,
        reads_when=_BY_EXCEPTION,
    ),
    Clock(
        name="decide_not_to_issue",
        about="an assessment that ends without a plan",
        table="assessment",
        record=("request_id",),
        case="request",
        start="received_date",
        end="assessment_outcome_date",
        ended={"assessment_outcome": ("N",)},
        reads=DECIDED,
        reads_when=_BY_EXCEPTION,
    ),
    Clock(
        name="final_plan",
        about="a plan issued",
        table="assessment",
        record=("request_id",),
        case="request",
        start="received_date",
        end="assessment_outcome_date",
        ended={"assessment_outcome": ("Y",)},
        cohorts=("issued",),
        reads=COURSE,
        reads_when=_BY_EXCEPTION,
    ),
    Clock(
        name="final_plan",
        about="a request that may lead to a plan",
        table="request",
        joins=("assessment",),
        case="request",
        start="received_date",
        end="",
        cohorts=("due", "open"),
        reads=COURSE,
        reads_when=_BY_EXCEPTION,
        doubt=Doubt(
            ends="assessment.assessment_outcome_date",
            ends_when={"assessment_outcome": ("Y", "N", "W")},
        ),
    ),
    Clock(
        name="advice_response",
        about="an adviser asked for advice",
        table="milestone",
        record=("request_id",),
        only={"milestone_type": ("ADVICE_REQUESTED",)},
        build=_advice,
        case="request",
        subject="advice_type",
        start="milestone_date",
        end="answered",
        closed="closed_date",
        reads=STEPS,
        reads_when=_BY_EXCEPTION,
    ),
    Clock(
        name="consult_setting",
        about="a setting consulted",
        table="milestone",
        record=("request_id",),
        only={"milestone_type": ("CONSULTATION_SENT",)},
        build=_consultations,
        case="request",
        subject="setting_urn",
        start="milestone_date",
        end="answered",
        closed="closed_date",
        reads=STEPS,
    ),
    Clock(
        name="draft_plan",
        about="a request that is assessed",
        table="request",
        only={"request_outcome": ("Y",)},
        build=_awaiting_a_draft,
        joins=("milestone",),
        case="request",
        start="request_outcome_date",
        end="draft",
        closed="closed_date",
        reads=STEPS,
    ),
    Clock(
        name="draft_comments",
        about="a draft plan sent to a family",
        table="assessment",
        record=("request_id",),
        only={"draft": FILLED},
        build=_drafts_served,
        joins=("milestone",),
        case="request",
        start="draft",
        end="assessment_outcome_date",
        ended={"assessment_outcome": ("Y",)},
        closed="closed_date",
        reads=STEPS,
    ),
    Spell(
        name="open_assessment",
        about="a request that has neither ended nor stopped, with one caseworker; subject: for how long",
        table="request",
        record=("case_key", "from_date"),
        build=_open_by_age,
        joins=("assessment",),
        subject="open_for",
        subject_codes="OpenFor",
        begins="received_date",
        amounts={"started_on": "started_on"},
        reads=COURSE,
        doubt=Doubt(
            together=True,
            ends="assessment.assessment_outcome_date",
            ends_when={"assessment_outcome": ("Y", "N", "W")},
        ),
    ),
    Spell(
        name="advice_awaited",
        about="an adviser asked for advice that has not come, of an open assessment with one caseworker",
        table="milestone",
        record=("request_id", "advice_type", "from_date"),
        only={"milestone_type": ("ADVICE_REQUESTED",)},
        build=_advice_awaited,
        subject="advice_type",
        begins="milestone_date",
        reads=STEPS,
        doubt=Doubt(together=True),
    ),
    Event(
        name="case_field",
        about="a field that the return needs of a request received; met: it is filled in",
        table="request",
        record=("request_id", "field"),
        build=_fields,
        joins=("person",),
        day="received_date",
        subject="field",
        met="filled",
        reads={
            "request": ("received_date", "request_outcome", "request_outcome_date"),
            "person": (*_FIELDS, *_NUMBERED[1:]),
        },
        doubt=Doubt(together=True, at_most=len(_FIELDS) + 1),
    ),
    Event(
        name="delay_letter",
        about="a letter of apology for delay; met: it gives a reason",
        table="delay_letter",
        build=_letters_of_apology,
        day="sent_date",
        subject="delay_reason",
        met="given",
        reads=together(COURSE, {"delay_letter": ("limit_id", "sent_date", "delay_reason")}),
    ),
    Event(
        name="limit_missed",
        about="a limit of a request missed; met: a letter of apology was sent",
        table="request",
        record=("request_id", "limit_id"),
        build=_limits_missed,
        joins=("assessment", "delay_letter"),
        day="missed_on",
        subject="limit_id",
        subject_codes="LimitId",
        met="apologised",
        amounts={"days": "days"},
        reads=together(COURSE, {"exception": FILLED, "delay_letter": ("limit_id", "sent_date")}),
        doubt=Doubt(together=True, at_most=3, begins="received_date"),
    ),
)
