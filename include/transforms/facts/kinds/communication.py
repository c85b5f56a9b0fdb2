"""Letters, calls and messages."""

from __future__ import annotations

import pandas as pd

from include.transforms.facts.history import History
from include.transforms.facts.kinds.kind import FILLED, Clock, Doubt, Event
from include.transforms.facts.kinds.reads import DECIDED
from include.transforms.intervals import ONE_DAY

# Families are promised word at least this often while an assessment lasts (as Cheshire East does).
_UPDATE_DAYS = 14
# A family is told of its new caseworker within this time.
_TOLD_DAYS = 28


def _updates(history: History) -> pd.DataFrame:
    """Each word to a family during its assessment, with the days since the one before or the request.

    An assessment lasts from the request to the day on which it ended or stopped, as its 20 weeks have it; of two that
    last, a word was about the one asked for last.
    """
    contacts, clocks = history.table("contact"), history.request_clocks
    out = contacts[contacts["contact_direction"] == "OUT"]
    cases = clocks[
        (clocks["limit_id"] == "final_plan")
        & (clocks["clock_status"] != "unusable")
        & ~clocks["transferred_in"]
    ]
    cases = cases[["person_id", "request_id", "clock_start"]].assign(
        until=cases["closed_date"].fillna(cases["clock_end"]).fillna(history.as_at)
    )
    during = out.merge(cases, on="person_id")
    during = during[during["contact_date"].between(during["clock_start"], during["until"])]
    during = during.sort_values(["clock_start", "request_id"]).drop_duplicates("contact_id", keep="last")
    during = during.sort_values(["request_id", "contact_date", "contact_id"])
    before = during.groupby("request_id")["contact_date"].shift().fillna(during["clock_start"])
    gap = (during["contact_date"] - before).dt.days
    return during.assign(gap=gap, in_time=gap <= _UPDATE_DAYS)


def _new_caseworkers(history: History) -> pd.DataFrame:
    """Each new named caseworker: whether the family was told who it is. Allocated anew without a gap is not new."""
    spells = history.records.allocations.sort_values(["person_id", "from_date"])
    before = spells.groupby("person_id")[["caseworker_id", "to_date"]].shift()
    goes_on = (before["caseworker_id"] == spells["caseworker_id"]) & (
        before["to_date"] + ONE_DAY == spells["from_date"]
    )
    spells = spells[~goes_on].sort_values("from_date", kind="stable")
    contacts = history.table("contact")
    tells = contacts["tells_caseworker"].fillna(False).astype("bool") & (
        contacts["contact_direction"] == "OUT"
    )
    letters = contacts[tells & (contacts["contact_date"] <= history.as_at)].sort_values("contact_date")
    with_letter = pd.merge_asof(
        spells,
        letters[["person_id", "contact_date"]],
        left_on="from_date",
        right_on="contact_date",
        by="person_id",
        direction="forward",
    )
    return with_letter.assign(
        told=with_letter["contact_date"] <= with_letter["from_date"] + pd.Timedelta(days=_TOLD_DAYS)
    )


COMMUNICATION = (
    Event(
        name="letter",
        about="a letter to a family; met: it is on the reviewed template",
        table="contact",
        only={"contact_direction": ("OUT",), "letter_type": FILLED},
        day="contact_date",
        subject="letter_type",
        met="on_template",
        amounts={"reading_grade": "reading_grade", "word_count": "word_count"},
    ),
    Event(
        name="decision_letter_reason",
        about="a letter that tells of a decision; met: it gives the reason",
        table="contact",
        only={"contact_direction": ("OUT",), "letter_type": ("DECISION",)},
        day="contact_date",
        met="reason_given",
    ),
    Event(
        name="decision_letter_iass",
        about="a letter that tells of a decision; met: it tells of SENDIASS",
        table="contact",
        only={"contact_direction": ("OUT",), "letter_type": ("DECISION",)},
        day="contact_date",
        met="tells_of_iass",
    ),
    Event(
        name="calls",
        about="a telephone line on a day: how many calls rang, were answered and given up",
        table="call_volume",
        record=("line", "call_date"),
        day="call_date",
        subject="line",
        amounts={
            "calls_offered": "calls_offered",
            "calls_answered": "calls_answered",
            "calls_abandoned": "calls_abandoned",
        },
    ),
    Event(
        name="update",
        about=f"a word to a family during its assessment; met: at most {_UPDATE_DAYS} days after the one before",
        table="contact",
        only={"contact_direction": ("OUT",)},
        build=_updates,
        joins=("request",),
        day="contact_date",
        met="in_time",
        amounts={"days": "gap"},
        reads=DECIDED,
    ),
    Event(
        name="caseworker_told",
        about=f"a new named caseworker; met: the family was told who it is within {_TOLD_DAYS} days",
        table="allocation",
        record=("person_id", "from_date"),
        build=_new_caseworkers,
        joins=("contact",),
        day="from_date",
        met="told",
        reads={"allocation": FILLED, "contact": ("contact_date", "contact_direction", "tells_caseworker")},
        doubt=Doubt(
            no_range="it counts spells merged from several allocations, of which one record can hide or split many"
        ),
    ),
    Clock(
        name="contact_reply",
        about="a message from a family that expects an answer",
        table="contact",
        only={"contact_direction": ("IN",), "needs_reply": (True,)},
        case="contact",
        subject="contact_channel",
        start="contact_date",
        end="replied_date",
    ),
)
