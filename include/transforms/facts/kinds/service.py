"""The service itself: staff and their cases, packages of provision, money, and promises."""

from __future__ import annotations

import pandas as pd

from include.model import NOT_RECORDED
from include.model.frames import values_at
from include.transforms.facts.history import History
from include.transforms.facts.kinds.kind import FILLED, Clock, Doubt, Event, Spell
from include.transforms.facts.kinds.reads import DECIDED, HELD, together
from include.transforms.groups import GROUPS
from include.transforms.intervals import earliest, later

_ONE_DAY = pd.Timedelta(days=1)
_ABSENT_DAYS = 10
_CASEWORK = ("CASEWORKER", "SENIOR")
_BEGINNING = pd.Timestamp(2014, 9, 1)


def _staff(history: History) -> pd.DataFrame:
    rows = history.table("caseworker")
    return rows.assign(team=rows["team_id"].fillna(NOT_RECORDED), caseworker=rows["caseworker_id"])


def _trained(history: History) -> pd.DataFrame:
    rows = history.once(_staff)
    return rows.assign(from_date=later(rows["from_date"], rows["restorative_trained_date"]))


def _establishment(history: History) -> pd.DataFrame:
    teams = history.table("team")[["team_id", "established_fte"]]
    return teams.assign(
        team=teams["team_id"],
        from_date=pd.Series(_BEGINNING, teams.index, dtype="datetime64[us]"),
        to_date=pd.Series(pd.NaT, teams.index, dtype="datetime64[us]"),
    )


def _complex_cases(history: History, kind: str) -> pd.DataFrame:
    """Spells of the caseload of people with complex cases, with the grade of the caseworker."""
    people = history.records.people
    is_complex = people.index[people["is_complex"].fillna(False).astype("bool")]
    rows = history.caseload[history.caseload["case_kind"] == kind]
    rows = rows[rows["person_key"].isin(history.records.keys("person", is_complex.to_series()))]
    grade = history.table("caseworker").set_index("caseworker_id")["grade"]
    return rows.assign(grade=values_at(rows["caseworker"].astype("str"), grade))


def _complex_assessments(history: History) -> pd.DataFrame:
    return _complex_cases(history, "assessment")


def _complex_plans(history: History) -> pd.DataFrame:
    return _complex_cases(history, "plan")


def _long_absences(history: History) -> pd.DataFrame:
    rows = history.table("absence")
    length = (rows["to_date"].fillna(history.as_at) - rows["from_date"]).dt.days + 1
    return rows[length > _ABSENT_DAYS]


def _changes(history: History) -> pd.DataFrame:
    """Cases handed from one named caseworker to another."""
    spells = history.records.allocations.sort_values(["person_id", "from_date"])
    before = spells.groupby("person_id")["caseworker_id"].shift()
    return spells[before.notna() & (before != spells["caseworker_id"])]


def _balance(history: History) -> pd.DataFrame:
    rows = history.table("ledger")
    return rows.assign(balance=rows["amount"].where(rows["ledger_line"] == "SPEND", -rows["amount"]))


def _promises(history: History) -> pd.DataFrame:
    """Promises; `done`: by now. Those past their day are overdue from the next one to the day before they were kept."""
    rows = history.table("action")
    return rows.assign(
        done=rows["done_date"] <= history.as_at,
        from_date=rows["due_date"] + _ONE_DAY,
        to_date=rows["done_date"] - _ONE_DAY,
    )


def _packages(history: History) -> pd.DataFrame:
    """Packages of provision, each to its last day, or that on which the child left: nothing after it counts."""
    rows = history.table("provision")
    left = values_at(rows["person_id"], history.records.people["left_date"])
    # Who left before a package began has come back.
    left = left.where(left >= rows["from_date"])
    return rows.assign(to_date=earliest([rows["to_date"], left]))


_OF_COMPLEX_CASES = together(
    {"person": ("is_complex",)}, GROUPS["caseworker"].reads, {"caseworker": ("grade",)}
)


def _posts(name: str, about: str, **more: object) -> Spell:
    return Spell(
        name=name,
        about=about,
        table="caseworker",
        subject="grade",
        begins="from_date",
        ends="to_date",
        **{"build": _staff, **more},  # type: ignore[arg-type]
    )


SERVICE = (
    _posts("staff", "a person in post", amounts={"fte": "fte"}),
    _posts("casework_staff", "a caseworker in post", only={"grade": _CASEWORK}, amounts={"fte": "fte"}),
    _posts(
        "agency_staff", "a person from an agency", only={"post_kind": ("AGENCY",)}, amounts={"fte": "fte"}
    ),
    _posts(
        "trained_heads",
        "a person in post who is trained in restorative practice",
        only={"restorative_trained_date": FILLED},
        build=_trained,
    ),
    Spell(
        name="established",
        about="the establishment of a team",
        table="team",
        build=_establishment,
        begins="",
        amounts={"fte": "established_fte"},
    ),
    Spell(
        name="complex_case",
        about="the assessment of a complex case, with one caseworker; subject: the grade",
        table="request",
        record=("case_key", "case_kind", "from_date"),
        build=_complex_assessments,
        joins=("assessment", "allocation", "caseworker", "person"),
        subject="grade",
        begins="received_date",
        reads=together(DECIDED, _OF_COMPLEX_CASES),
        doubt=Doubt(
            together=True,
            ends="assessment.assessment_outcome_date",
            ends_when={"assessment_outcome": ("Y", "N", "W")},
        ),
    ),
    Spell(
        name="complex_case",
        about="the plan of a complex case, with one caseworker and setting; subject: the grade",
        table="plan",
        record=("case_key", "case_kind", "from_date"),
        build=_complex_plans,
        joins=("allocation", "caseworker", "person"),
        subject="grade",
        begins="start_date",
        ends="cease_date",
        reads=together(HELD, _OF_COMPLEX_CASES),
        doubt=Doubt(together=True),
    ),
    Spell(
        name="provision",
        about="a package of provision",
        table="provision",
        build=_packages,
        subject="provision_type",
        begins="from_date",
        ends="to_date",
        amounts={"annual_cost": "annual_cost"},
        reads={"person": ("left_date",)},
    ),
    Clock(
        name="tuition_start",
        about="a child out of school for whom tuition is needed",
        table="provision",
        only={"provision_type": ("TUITION",), "needed_date": FILLED},
        case="provision",
        start="needed_date",
        end="from_date",
    ),
    Event(
        name="staff_left",
        about="a member of staff who left",
        table="caseworker",
        day="to_date",
        subject="grade",
    ),
    Event(
        name="absence",
        about=f"an absence of more than {_ABSENT_DAYS} days; met: cover was named",
        table="absence",
        build=_long_absences,
        day="from_date",
        met="cover_named",
        reads={"absence": ("to_date",)},
    ),
    Event(
        name="caseworker_change",
        about="a case handed to another named caseworker",
        table="allocation",
        record=("person_id", "from_date"),
        build=_changes,
        day="from_date",
        reads={"allocation": FILLED},
        doubt=Doubt(
            no_range="it counts spells merged from several allocations, of which one record can hide or split many"
        ),
    ),
    *(
        Event(
            name=f"ledger_{name}",
            about=f"a month's {name} of the High Needs Block",
            table="ledger",
            only={"ledger_line": (line,)},
            day="ledger_month",
            subject="provision_group",
            amounts={"pounds": "amount"},
        )
        for name, line in (("spend", "SPEND"), ("allocation", "ALLOCATION"))
    ),
    Event(
        name="ledger_balance",
        about="a month's spend of the High Needs Block, or its allocation with the sign turned",
        table="ledger",
        build=_balance,
        day="ledger_month",
        subject="provision_group",
        amounts={"pounds": "balance"},
        reads={"ledger": ("ledger_line", "amount")},
    ),
    Event(
        name="action_due",
        about="a promise due; met: it has been kept",
        table="action",
        build=_promises,
        day="due_date",
        subject="recommendation",
        met="done",
        reads={"action": ("done_date",)},
    ),
    Spell(
        name="action_overdue",
        about="a promise past its day",
        table="action",
        build=_promises,
        subject="recommendation",
        begins="due_date",
        ends="done_date",
    ),
)
