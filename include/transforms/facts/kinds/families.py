"""Meetings with families, support and travel help for them, and what they answer in surveys."""

from __future__ import annotations

import pandas as pd

from include.model.frames import values_at
from include.transforms.facts.history import History
from include.transforms.facts.kinds.kind import FILLED, Clock, Event

# Answers of these grades are good or better; Y is yes.
_GOOD = ("1", "2", "Y")
_YES_OR_NO = ("Y", "N")


def _families_with_a_learning_disability(history: History) -> pd.DataFrame:
    """Requests of families that should be offered an advocate; `offered`: they were, since the request."""
    requests, support = history.requests, history.table("support")
    identified = values_at(requests["person_id"], history.records.people["parent_learning_disability"])
    families = requests[identified.fillna(False).astype("bool")]
    advocates = support[(support["support_type"] == "ADVOCATE") & (support["offered_date"] <= history.as_at)]
    last = advocates.groupby("person_id")["offered_date"].max()
    offered = values_at(families["person_id"], last)
    return families.assign(offered=offered >= families["received_date"])


def _first_days(history: History) -> pd.DataFrame:
    """Placements of either rank with the day on which transport began; `in_place`: by the first day there."""
    rows = history.table("placement")
    return rows.assign(in_place=rows["transport_in_place_date"] <= rows["entry_date"])


def _applications(history: History) -> pd.DataFrame:
    """Applications for travel help. Withdrawn on a day that nobody recorded: on the last that somebody did.

    `decided`: that it was is known, the day of it perhaps not.
    """
    rows = history.table("transport")
    withdrawn = rows["decided_date"].fillna(rows["applied_date"])
    withdrawn = withdrawn.where(rows["transport_outcome"] == "WITHDRAWN")
    decided_date = rows["decided_date"].where(withdrawn.isna())
    return rows.assign(
        subject=rows["is_send"].map({True: "send", False: "other"}).astype("str"),
        decided_date=decided_date,
        decided=decided_date.notna() | rows["transport_outcome"].isin(["AGREED", "REFUSED"]),
        closed_date=history.known(withdrawn),
    )


def _answers(history: History) -> pd.DataFrame:
    """Answers to what was asked: a yes rates nothing, and a grade does not say whether somebody knows a name."""
    rows = history.table("survey")
    is_rated = rows["question"].isin(["communication", "process", "plan_quality"])
    is_yes_or_no = rows["answer"].isin(_YES_OR_NO)
    fits = ~(is_rated & is_yes_or_no) & ((rows["question"] != "knows_caseworker") | is_yes_or_no)
    return rows[fits]


FAMILIES = (
    Event(
        name="standing_meeting",
        about="a planned meeting of a standing group; met: it was held",
        table="meeting",
        only={"meeting_type": ("BOARD", "PARENT_GROUP", "STANDARDS")},
        of_nobody=True,
        day="meeting_date",
        subject="meeting_type",
        met="held",
    ),
    Event(
        name="professionals_only_reason",
        about="a meeting without the family; met: its reason is recorded",
        table="meeting",
        only={"meeting_type": ("PROFESSIONALS",)},
        but={"held": (False,)},
        day="meeting_date",
        met="reason_recorded",
    ),
    Event(
        name="professionals_only_minutes",
        about="a meeting without the family; met: its minutes were shared",
        table="meeting",
        only={"meeting_type": ("PROFESSIONALS",)},
        but={"held": (False,)},
        day="meeting_date",
        met="minutes_shared",
    ),
    Event(
        name="coproduction_meeting",
        about="a co-production meeting; met: the family was offered it",
        table="meeting",
        only={"meeting_type": ("COPRODUCTION",)},
        day="meeting_date",
        met="family_offered",
    ),
    Event(
        name="interpreter_needed",
        about="an interpreter needed; met: one was booked",
        table="support",
        only={"support_type": ("INTERPRETER",)},
        day="offered_date",
        met="taken_up",
        amounts={"pounds": "cost"},
    ),
    Event(
        name="interpreter_booked",
        about="an interpreter booked; met: independent of the family",
        table="support",
        only={"support_type": ("INTERPRETER",), "taken_up": (True,)},
        day="offered_date",
        met="independent",
    ),
    Event(
        name="iass_referral",
        about="a referral to SENDIASS; met: the family took it",
        table="support",
        only={"support_type": ("IASS",)},
        day="offered_date",
        met="taken_up",
    ),
    Event(
        name="parenting_offered",
        about="a place on a parenting course offered; met: the family took it",
        table="support",
        only={"support_type": ("PARENTING",)},
        day="offered_date",
        met="taken_up",
    ),
    Event(
        name="parenting_started",
        about="a place on a parenting course taken; met: the course was completed",
        table="support",
        only={"support_type": ("PARENTING",), "taken_up": (True,)},
        day="offered_date",
        met="completed",
    ),
    Event(
        name="parenting_answered",
        about="a parenting course that the family was asked about; met: it was useful",
        table="support",
        only={"support_type": ("PARENTING",), "found_useful": FILLED},
        day="offered_date",
        subject="need_raised",
        met="found_useful",
    ),
    Event(
        name="advocate_due",
        about="a request of a family with a parent with a learning disability; met: an advocate was offered since",
        table="request",
        build=_families_with_a_learning_disability,
        joins=("person", "support"),
        day="received_date",
        met="offered",
        reads={
            "request": ("received_date",),
            "person": ("parent_learning_disability",),
            "support": ("support_type", "offered_date"),
        },
    ),
    Event(
        name="transport_first_day",
        about="the first day of a placement with transport; met: transport was in place by then",
        table="placement",
        only={"transport_in_place_date": FILLED},
        build=_first_days,
        day="entry_date",
        met="in_place",
        reads={"placement": ("transport_in_place_date", "entry_date")},
    ),
    *(
        Event(
            name=f"transport_decided_{name}",
            about=f"an application for travel help decided, {words} SEND; met: it was refused",
            table="transport",
            only={"transport_outcome": ("AGREED", "REFUSED"), "is_send": (is_send,)},
            day="decided_date",
            met={"transport_outcome": ("REFUSED",)},
        )
        for name, words, is_send in (("send", "with", True), ("other", "without", False))
    ),
    Event(
        name="transport_appeal",
        about="an appeal about travel help; met: it was upheld",
        table="transport",
        only={"appeal_outcome": ("UPHELD", "NOT_UPHELD")},
        day="appealed_date",
        met={"appeal_outcome": ("UPHELD",)},
    ),
    Event(
        name="survey",
        about="an answer to a question; met: good or better, or yes",
        table="survey",
        only={"answer": FILLED},
        build=_answers,
        day="survey_date",
        subject="question",
        met={"answer": _GOOD},
    ),
    Clock(
        name="transport_decision",
        about="an application for travel help",
        table="transport",
        build=_applications,
        case="transport",
        subject="subject",
        start="applied_date",
        end="decided_date",
        ended={"decided": (True,)},
        closed="closed_date",
        reads={"transport": ("transport_outcome",)},
        reads_when={"subject": {"transport": ("is_send",)}},
    ),
)
