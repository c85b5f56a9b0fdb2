"""Decision panels, and audits of plans and notes."""

from __future__ import annotations

import pandas as pd

from include.model import NOT_RECORDED
from include.model.frames import values_at
from include.transforms.facts.history import History
from include.transforms.facts.kinds.kind import FILLED, Doubt, Event, Spell
from include.transforms.intervals import disjoint

# Grades that are good or better; Y is yes.
_GOOD = ("1", "2", "Y")
# A caseworker whose notes were sampled in the last half-year counts as sampled in supervision.
_SAMPLED_DAYS = 183
_CASEWORK = ("CASEWORKER", "SENIOR")


def _sittings(history: History) -> pd.DataFrame:
    """Sittings; `attended`: by every agency expected."""
    expected = history.table("panel_attendance").merge(
        history.table("panel")[["panel_id", "panel_date"]], on="panel_id"
    )
    return expected.groupby("panel_id", as_index=False).agg(
        panel_date=("panel_date", "first"), attended=("attended", "all")
    )


def _in_summer(rows: pd.DataFrame, day: str) -> pd.DataFrame:
    """Those from 25 July to the end of August."""
    month, date = rows[day].dt.month, rows[day].dt.day
    return rows[((month == 7) & (date > 24)) | (month == 8)]


def _summer_sittings(history: History) -> pd.DataFrame:
    return _in_summer(history.table("panel"), "panel_date")


def _summer_decisions(history: History) -> pd.DataFrame:
    return _in_summer(history.table("panel_decision"), "decided_date")


def _decisions(history: History) -> pd.DataFrame:
    rows = history.table("panel_decision")
    return rows.assign(days=(rows["decided_date"] - rows["referred_date"]).dt.days)


def _hearings(history: History) -> pd.DataFrame:
    """Cases heard, on the day decided or else that of the sitting; `settled`: not put off, if anybody says."""
    rows = history.table("panel_decision")
    sat = values_at(rows["panel_id"], history.table("panel").set_index("panel_id")["panel_date"])
    settled = (rows["panel_outcome"] != "DEFERRED").astype("boolean").where(rows["panel_outcome"].notna())
    return rows.assign(heard_on=rows["decided_date"].fillna(sat), settled=settled)


def _sampled(history: History) -> pd.DataFrame:
    """Spells in which the case notes of a caseworker in post had been sampled in the last half-year."""
    staff, audits = history.table("caseworker"), history.table("quality_audit")
    casework = staff[staff["grade"].isin(_CASEWORK)]
    mine = audits["caseworker_id"].isin(casework["caseworker_id"])
    audits = audits[(audits["audit_kind"] == "CASE_NOTE") & mine]
    until = audits["audit_date"] + pd.Timedelta(days=_SAMPLED_DAYS)
    last = values_at(audits["caseworker_id"], staff.set_index("caseworker_id")["to_date"])
    audits = audits.assign(until=until.where(~(last < until), last), same="sampled")
    sampled = disjoint(audits, "caseworker_id", "same", "audit_date", "until", history.as_at)
    team = values_at(sampled["caseworker_id"], history.records.teams).fillna(NOT_RECORDED)
    return sampled.assign(caseworker=sampled["caseworker_id"], team=team)


PANELS_AND_QUALITY = (
    Event(
        name="panel_attendance",
        about="an agency expected at a panel; met: someone came",
        table="panel_attendance",
        joins=("panel",),
        day="panel_id.panel_date",
        subject="agency",
        met="attended",
    ),
    Event(
        name="panel_sitting",
        about="a sitting of a panel; met: every agency expected came",
        table="panel",
        build=_sittings,
        joins=("panel_attendance",),
        day="panel_date",
        met="attended",
        reads={"panel_attendance": FILLED},
        doubt=Doubt(no_range="it counts sittings, each by what several agencies did together"),
    ),
    Event(
        name="summer_panel",
        about="a sitting of a panel in the summer holidays",
        table="panel",
        build=_summer_sittings,
        day="panel_date",
    ),
    Event(
        name="panel_decision",
        about="a case decided by a panel; met: the notes give a reason",
        table="panel_decision",
        only={"panel_outcome": ("AGREED", "REFUSED")},
        build=_decisions,
        day="decided_date",
        subject="panel_stage",
        met="reason_recorded",
        amounts={"days": "days"},
        reads_when={"days": {"panel_decision": ("referred_date",)}},
    ),
    Event(
        name="summer_decision",
        about="a case decided by a panel in the summer holidays",
        table="panel_decision",
        only={"panel_outcome": ("AGREED", "REFUSED")},
        build=_summer_decisions,
        day="decided_date",
        subject="panel_stage",
    ),
    Event(
        name="panel_hearing",
        about="a case heard by a panel; met: it was not put off",
        table="panel_decision",
        build=_hearings,
        day="heard_on",
        subject="panel_stage",
        met="settled",
        reads={"panel_decision": ("decided_date", "panel_id", "panel_outcome")},
    ),
    *(
        Event(
            name=f"{kind.lower()}_audit",
            about=f"a section graded in a sampled {words}; met: good or better",
            table="quality_audit",
            only={"audit_kind": (kind,)},
            day="audit_date",
            subject="audit_section",
            met={"audit_grade": _GOOD},
        )
        for kind, words in (("PLAN", "plan"), ("CASE_NOTE", "case note"), ("PANEL_NOTE", "panel note"))
    ),
    Event(
        name="outcomes_read",
        about="a sampled plan whose outcomes were read: how many, and how many were good in either way",
        table="quality_audit",
        only={"outcomes_sampled": FILLED},
        day="audit_date",
        amounts={
            "outcomes_sampled": "outcomes_sampled",
            "outcomes_smart": "outcomes_smart",
            "outcomes_with_steps": "outcomes_with_steps",
        },
    ),
    Spell(
        name="sampled_heads",
        about=f"a caseworker whose case notes were sampled in the last {_SAMPLED_DAYS} days",
        table="quality_audit",
        record=("caseworker_id", "from_date"),
        build=_sampled,
        joins=("caseworker",),
        of_nobody=True,
        begins="audit_date",
        reads={"quality_audit": ("audit_kind", "caseworker_id"), "caseworker": ("grade", "to_date")},
        doubt=Doubt(
            no_range="it counts spells merged from several audits, of which one record can hide or split many"
        ),
    ),
)
