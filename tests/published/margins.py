"""Cases with exactly the margins that DfE published for a real authority, and what of them our layout gives back.

For each file and breakdown DfE's row of each member is taken apart into cases, one for each child counted, with dates
and codes of the return chosen so that the case belongs in the column. The cases go through the return of that year and
into DfE's layout, and every cell that DfE printed is compared. This file reads DfE's columns by name and the return's
guide; it knows nothing of how `include/published/own.py` counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any

import pandas as pd

from include.model import TABLES
from include.published import editions, opendata
from include.published.own import Place, in_dfe_layout, layouts
from include.published.records import Records
from include.sen2 import build_return, year_of

Row = dict[str, Any]
# One establishment of each type that DfE tells apart in its files of 2025, and a code for what has none.
_ESTABLISHMENTS = {
    "mainstream_la_maintained": "01",
    "mainstream_academy": "34",
    "mainstream_free_school": "35",
    "mainstream_independent": "11",
    "special_la_maintained": "07",
    "special_academy_free": "44",
    "special_independent": "10",
    "special_non_maintained": "08",
    "ap_pru_academy": "42",
    "ap_pru_free_school": "38",
    "ap_pru_la_maintained": "14",
    "general_fe_tertiary_colleges": "18",
    "specialist_post_16_institutions": "32",
    "online_provider": "49",
    "w_settings": "30",
    "other_schools": "27",
}
_ARRANGED = {
    "elective_home_education": "EHE",
    "other_arrangements_la": "OLA",
    "other_arrangements_parents": "OPA",
    "other_placement_settings": "OTH",
    "nm_early_years": "EYP",
    "neet": "NEET",
    "neet_ntci": "NIEC",
    "neet_other": "NIEO",
    "neet_other_csa": "NIEO",
}
_PLACES = {label: name for name, label in layouts().words["place"].items() if isinstance(label, str)}
_REASONS = [
    "max_age",
    "needs_met",
    "he",
    "employ",
    "transfer",
    "no_engage",
    "moved_outside_eng",
    "deceased",
    "other",
]
_NEEDS = "asd hi mld msi oth pd pmld semh slcn sld spld vi".split()


@dataclass
class World:
    """Case tables under construction for one authority and year."""

    year: int
    tables: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})
    size: int = 0

    @property
    def census(self) -> date:
        return year_of(self.year + 1).census

    def person(self, topic: str, member: str) -> Row:
        """A child of one member of a breakdown; everything else is ordinary."""
        self.size += 1
        who = {
            "person_id": f"p{self.size}",
            "birth_date": date(self.year - 8, 1, 5),
            "sex": "M",
            "ethnicity": "WBRI",
        }
        if topic == "age":
            who["birth_date"] = date(self.year - _first_number(member), 1, 5) if member != "unknown" else None
        if topic == "sex":
            who["sex"] = {"Male": "M", "Female": "F"}.get(member)
        if topic == "ethnicity":
            who["ethnicity"] = opendata.ETHNIC_GROUPS.get(member)
        self.tables["person"].append(who)
        return who

    def request(self, who: Row, received: date | None, told: date | None, outcome: str, **more: Any) -> str:
        if (age := who.pop("age_at_request", None)) is not None and received is not None:
            who["birth_date"] = date(received.year - age, 1, 1)
        key = f"r{len(self.tables['request'])}"
        row = {"request_id": key, "person_id": who["person_id"], "received_date": received}
        self.tables["request"].append(
            {**row, "request_outcome_date": told, "request_outcome": outcome, **more}
        )
        return key

    def assessment(self, request: str, ended: date | None, outcome: str, **more: Any) -> str:
        key = f"a{len(self.tables['assessment'])}"
        row = {"assessment_id": key, "request_id": request, "assessment_outcome": outcome}
        self.tables["assessment"].append({**row, "assessment_outcome_date": ended, **more})
        return key

    def plan(self, who: Row, start: date, **more: Any) -> tuple[str, str]:
        """A plan from request to record of an active plan: keys of plan and active plan."""
        received = start - timedelta(days=150)
        request = self.request(who, received, received + timedelta(days=30), "Y")
        assessment = self.assessment(request, start, "Y")
        plan, active = f"n{len(self.tables['plan'])}", f"v{len(self.tables['active_plan'])}"
        of_review = ("review_meeting_date", "review_outcome", "last_review_date")
        reviewed: Row = {name: more.pop(name) for name in of_review if name in more}
        self.tables["plan"].append(
            {"plan_id": plan, "assessment_id": assessment, "start_date": start, **more}
        )
        self.tables["active_plan"].append({"active_plan_id": active, "request_id": request, **reviewed})
        return plan, active

    def place(self, plan: str, active: str, category: str, **more: Any) -> None:
        """Name a placement in the plan, and have it attended."""
        base = category.removesuffix("_resourced_provision").removesuffix("_senunit")
        if base == "placement_unknown":
            return
        where: Row = {"placement_rank": "1"}
        if base in _ESTABLISHMENTS:
            where["urn"] = f"urn-{base}"
        elif base == "ukrlp_provider":
            where["ukprn"] = "10000001"
        else:
            where["sen_setting"] = _ARRANGED[base]
        where["sen_unit"] = category.endswith("_senunit")
        where["resourced_provision"] = category.endswith("_resourced_provision")
        number = len(self.tables["plan_placement"])
        self.tables["plan_placement"].append({"plan_placement_id": f"m{number}", "plan_id": plan, **where})
        entry = date(self.year, 1, 3)
        attended = {
            "placement_id": f"d{number}",
            "active_plan_id": active,
            "entry_date": entry,
            **where,
            **more,
        }
        self.tables["placement"].append(attended)

    def frames(self) -> dict[str, pd.DataFrame]:
        """The tables in the case model's columns and types."""
        made = {}
        self.tables["setting"] = [
            {"urn": f"urn-{name}", "establishment_type": code} for name, code in _ESTABLISHMENTS.items()
        ]
        for name in (
            *"person request assessment plan plan_placement active_plan placement sen_need setting".split(),
        ):
            columns = TABLES[name].columns.values()
            frame = pd.DataFrame(self.tables[name], columns=[c.name for c in columns])
            for column in columns:
                if column.type == "date":
                    frame[column.name] = pd.to_datetime(frame[column.name])
            made[name] = frame.astype({c.name: c.dtype for c in columns})
        return made


def _n(row: Row, name: str) -> int:
    value = row.get(name)
    return 0 if value is None or pd.isna(value) else int(value)


def _first_number(member: str) -> int:
    return int("".join(c for c in member if c.isdigit()))


def _requests(world: World, row: Row, who: Callable[[], Row]) -> None:
    """Received in the year by outcome; decisions of the year in time or not, the surplus received a year before."""
    year, in_time, late = (
        world.year,
        _n(row, "request_outcome_six_weeks"),
        _n(row, "request_outcome_over_6_weeks"),
    )
    rya = _n(row, "requests_rya")
    both = _n(row, "tribunal_after_mediation_request")
    mediated, appealed = _n(row, "mediation_related_request"), _n(row, "tribunal_related_request")
    decided = [
        *["Y"] * _n(row, "requests_decided_to_assess"),
        *["N"] * _n(row, "requests_decided_not_to_assess"),
    ]
    waits = [30] * in_time + [60] * late
    decided_n = 0
    for number, outcome in enumerate([*decided, *["N"] * (len(waits) - len(decided))]):
        ours = number < len(decided)  # received in the year
        wait = waits[number] if number < len(waits) else None
        if ours:
            received = date(year, 5, 5)
            told = received + timedelta(days=wait) if wait else None
        else:
            received = date(year - 1, 12, 20)
            told = received + timedelta(days=wait or 30)
        flags = {
            "request_mediation": wait is not None and decided_n < mediated,
            "request_tribunal": wait is not None
            and mediated - both <= decided_n < mediated - both + appealed,
        }
        decided_n += wait is not None
        world.request(who(), received, told, outcome, rya=ours and number < rya, **flags)
    rest = max(rya - len(decided), 0)
    undecided = _n(row, "requests_decision_not_made")
    if pd.isna(
        row.get("requests_decided_to_assess")
    ):  # before 2023 only requests received and refused were published
        undecided = _n(row, "requests_received_in_year") - len(decided)
    for number in range(undecided):
        world.request(who(), date(year, 11, 20), None, "A", rya=number < rest)
    for _ in range(_n(row, "requests_withdrawn")):
        world.request(who(), date(year, 5, 5), date(year, 5, 25), "W")


def _assessments(world: World, row: Row, who: Callable[[], Row]) -> None:
    ended = date(world.year, 6, 30)
    issued, refused = _n(row, "assess_issued"), _n(row, "assess_not_issued")
    waits = [100] * _n(row, "outcome_decision_within_time") + [120] * _n(row, "outcome_decision_over_time")
    outcomes = ["Y"] * issued + ["N"] * refused
    m, t, b = (
        _n(row, f"number_{x}") for x in ("assess_mediation", "assess_tribunal", "asssess_mediation_tribunal")
    )
    om, ot, ob = (_n(row, f"number_other_{x}") for x in ("mediation", "tribunal", "mediation_tribunal"))
    for number, outcome in enumerate(outcomes):
        place = number - issued
        wait = (waits[place] if place < len(waits) else None) if outcome == "N" else 130
        received = ended - timedelta(days=wait) if wait else None
        request = world.request(who(), received, ended - timedelta(days=90), "Y")
        flags = {
            "assessment_mediation": number < m,
            "assessment_tribunal": m - b <= number < m - b + t,
            "other_mediation": number < om,
            "other_tribunal": om - ob <= number < om - ob + ot,
        }
        assessment = world.assessment(request, ended, outcome, **flags)
        if outcome == "Y":
            world.tables["plan"].append(
                {"plan_id": f"n{len(world.tables['plan'])}", "assessment_id": assessment, "start_date": ended}
            )
    for _ in range(_n(row, "assess_withdrawn")):
        request = world.request(who(), date(world.year, 2, 1), date(world.year, 3, 1), "Y")
        world.assessment(request, None, "W")


def _timeliness(world: World, row: Row, who: Callable[[], Row]) -> None:
    """Time taken by band, each with and without an exception."""
    bands = {
        120: ("plans_issued_within_20_weeks", "plans_issued_20_weeks_ex"),
        200: ("plans_issued_gt20weeks_ltyear", "plans_issued_gt20weeks_ltyear_ex"),
        400: ("plans_issued_gt_1_year", "plans_issued_gt_1_year_ex"),
    }
    counts: dict[int | None, tuple[int, int]] = {
        days: (_n(row, every), _n(row, plain)) for days, (every, plain) in bands.items()
    }
    den, ex = _n(row, "plans_issued_den"), _n(row, "plans_issued_den_ex")
    if pd.isna(row.get("plans_issued_gt_1_year")):  # bands were not published yet
        counts[200] = (den - counts[120][0], ex - counts[120][1])
    # Those in no band have no date of receipt.
    counts[None] = (
        den - sum(every for every, _ in counts.values()),
        ex - sum(plain for _, plain in counts.values()),
    )
    for days, (every, plain) in counts.items():
        for number in range(every):
            ended = date(world.year, 6, 30)
            received = ended - timedelta(days=days) if days else None
            request = world.request(who(), received, ended - timedelta(days=90), "Y")
            assessment = world.assessment(request, ended, "Y", week20_exception=number >= plain)
            world.tables["plan"].append(
                {"plan_id": f"n{len(world.tables['plan'])}", "assessment_id": assessment, "start_date": ended}
            )


def _categories(row: Row) -> Iterator[str]:
    names = [*_ESTABLISHMENTS, "ukrlp_provider", *_ARRANGED, "placement_unknown"]
    for base in names:
        for part in ("", "_resourced_provision", "_senunit"):
            yield from [base + part] * _n(row, base + part)


def _new_plans(world: World, row: Row, who: Callable[[], Row]) -> None:
    for category in _categories(row):
        someone = _old_enough(world, who(), category)
        # 5 to 15 on 31 August, or not: of those who were born in one year, it is the month that tells.
        born = someone["birth_date"] or date(world.year, 1, 5)
        if (world.year - born.year, category) in ((5, "neet_other"), (16, "neet_other_csa")):
            someone["birth_date"] = born.replace(month=10)
        plan, active = world.plan(someone, date(world.year, 6, 30))
        world.place(plan, active, category)


def _old_enough(world: World, who: Row, category: str) -> Row:
    """Not in education, other: of compulsory school age or over it, where the member of the breakdown is no age."""
    if not who.get("is_of_an_age") and category in ("neet_other", "neet_other_csa"):
        who["birth_date"] = date(world.year - (18 if category == "neet_other" else 15), 1, 5)
    return who


def _needs(world: World, row: Row, who: Callable[[], Row], start: date) -> None:
    for need in [*_NEEDS, "unknown"]:
        for _ in range(_n(row, "number_need_unknown" if need == "unknown" else f"number_{need}")):
            someone = who()
            plan, active = world.plan(someone, someone.pop("start", start))
            if category := someone.pop("category", None):
                world.place(plan, active, category)
            if need != "unknown":
                world.tables["sen_need"].append(
                    {"active_plan_id": active, "sen_type_rank": "1", "sen_type": need.upper()}
                )


def _held(world: World, row: Row, who: Callable[[], Row]) -> None:
    for category in _categories(row):
        someone = _old_enough(world, who(), category)
        age = someone.pop("age_when_started", None)
        if age is not None and category in ("neet_other", "neet_other_csa"):
            # So many years ago that today's age is of school age, 5 to 15, or not; born in October is a year younger.
            ago, month = next(
                (years, month)
                for years, month in [(2, 1), *((years, month) for years in range(17) for month in (1, 10))]
                if (5 <= age + years - (month == 10) <= 15) == (category == "neet_other_csa")
            )
            someone["start"] = date(world.year - ago, 6, 30)
            someone["birth_date"] = date(world.year - ago - age, month, 5)
        plan, active = world.plan(someone, someone.pop("start", date(world.year - 2, 6, 30)))
        world.place(plan, active, category)


def _ceased(world: World, row: Row, who: Callable[[], Row]) -> None:
    ended = date(world.year, 6, 30)
    reasons = {name: str(code) for code, name in enumerate(_REASONS, 1)} | {"not_rec": None}
    for name, code in reasons.items():
        for _ in range(_n(row, name)):
            someone = who()
            start = someone.pop("start", date(world.year - 3, 6, 1))
            plan, active = world.plan(someone, start, cease_date=ended, cease_reason=code)
            if category := someone.pop("category", None):
                world.place(plan, active, category)


def _reviews(world: World, row: Row, who: Callable[[], Row]) -> None:
    """The latest meeting by year, the decision after it by year, its outcome and whether it was told in four weeks."""
    outcomes = ["A"] * _n(row, "outcome_amend") + ["C"] * _n(row, "outcome_cease")
    outcomes += ["M"] * _n(row, "outcome_maintan")
    in_time = _n(row, "number_decsion_4weeks")
    kinds = sorted(_review_kinds(row), key=lambda kind: len(_REVIEW_DAYS.get(kind, {})))
    for number, kind in enumerate(kinds):
        days = _review_days(kind, world)
        pace = "late"
        if "in time" in days and (in_time > 0 or "late" not in days):
            pace, in_time = "in time", in_time - 1
        met, told = days[pace]
        _reviewed(world, who(), met, told, outcomes[number] if number < len(outcomes) else None)
    # DfE prints more decisions and outcomes than meetings in some rows: then they are of plans without a meeting.
    more = [(t, o) for t, o in zip_longest(_decisions_without_a_meeting(row, world), outcomes[len(kinds) :])]
    no_meeting = _n(row, "no_review_meeting")
    for number in range(max(no_meeting, len(more))):
        told, outcome = more[number] if number < len(more) else (None, None)
        _reviewed(world, who(), None, told, outcome)
    for _ in range(_n(row, "review_not_expected")):
        someone = who()
        someone.setdefault("start", date(world.year, 6, 30))
        _reviewed(world, someone, None, None, None)


def _reviewed(world: World, who: Row, met: date | None, told: date | None, outcome: str | None) -> None:
    start = who.pop("start", date(world.year - 3, 6, 1))
    plan, active = world.plan(
        who, start, review_meeting_date=met, last_review_date=told, review_outcome=outcome
    )
    if category := who.pop("category", None):
        world.place(plan, active, category)


# When the meeting was, and what became of it.
_REVIEW_DAYS: dict[tuple[str, str], tuple[str, ...]] = {
    ("since", "since"): ("in time",),
    ("in year", "since"): ("in time", "late"),
    ("late in year", "since"): ("in time",),
    ("late in year", "in year"): ("in time",),
    ("in year", "in year"): ("in time", "late"),
    ("before", "since"): ("late",),
    ("before", "in year"): ("in time", "late"),
    ("before", "before"): ("in time", "late"),
}


def _review_days(kind: tuple[str, str], world: World) -> dict[str, tuple[date, date | None]]:
    """Days of a meeting and its decision, told in four weeks and later."""
    year, census = world.year, world.census
    meeting = {
        "since": census - timedelta(days=5),
        "in year": date(year, 6, 1),
        "before": date(year - 1, 6, 1),
    }
    told = {
        "since": census - timedelta(days=2),
        "in year": date(year, 12, 1),
        "before": date(year - 1, 12, 1),
    }
    meeting["late in year"] = date(year, 12, 25)
    met, decided = kind
    if decided not in told:
        return {"late": (meeting[met], None)}
    soon = {
        ("since", "since"): (meeting["since"], told["since"]),
        ("in year", "since"): (date(year, 12, 17), date(year + 1, 1, 10)),
        ("late in year", "since"): (meeting["late in year"], date(year + 1, 1, 10)),
        ("in year", "in year"): (date(year, 6, 1), date(year, 6, 20)),
        ("late in year", "in year"): (meeting["late in year"], date(year, 12, 30)),
        ("before", "in year"): (date(year - 1, 12, 20), date(year, 1, 5)),
        ("before", "before"): (date(year - 1, 6, 1), date(year - 1, 6, 20)),
    }
    usual: tuple[date, date | None] = (meeting[met], told[decided])
    days = dict.fromkeys(_REVIEW_DAYS[kind], usual)
    if "in time" in days:
        days["in time"] = soon[kind]
    return days


def _decisions_without_a_meeting(row: Row, world: World) -> list[date]:
    """Decisions that no meeting of the row can have led to."""
    days = {"since": world.census - timedelta(days=2), "in year": date(world.year, 12, 1)}
    days["before"] = date(world.year - 1, 12, 1)
    used = Counter(fate for _, fate in _review_kinds(row))
    return [day for fate, day in days.items() for _ in range(_n(row, _DECISIONS[fate]) - used[fate])]


_DECISIONS = {
    "since": "review_decision25",
    "in year": "review_decision24",
    "before": "review_decision_prior24",
}
_MEETINGS = {
    "since": "review_meeting_25",
    "before": "review_meeting_prior_24",
    "in year": "review_meeting_24",
}


def _review_kinds(row: Row) -> list[tuple[str, str]]:
    """Meetings by year, each with when its decision was told, if it was, so that the totals by year are met."""
    told = {fate: _n(row, name) for fate, name in _DECISIONS.items()}
    kinds = []
    can_be = {"since": ("since",), "before": ("before", "in year", "since"), "in year": ("in year", "since")}
    for met, fates in can_be.items():
        rest = _n(row, _MEETINGS[met])
        for fate in fates:
            taken = min(rest, told[fate])
            kinds += [(met, fate)] * taken
            rest, told[fate] = rest - taken, told[fate] - taken
        kinds += [(met, "not told")] * rest
    # Held so late that a decision was not due by the census day: all since the new year, and the last of the year.
    late = _n(row, "review_decision_not_due") - _n(row, _MEETINGS["since"])
    for place, kind in enumerate(kinds):
        if late > 0 and kind in (("in year", "not told"), ("in year", "since")):
            kinds[place], late = ("late in year", kind[1]), late - 1
    for place, kind in enumerate(kinds):
        if late > 0 and kind == ("in year", "in year"):
            kinds[place], late = ("late in year", "in year"), late - 1
    return kinds


def _budgets(world: World, row: Row, who: Callable[[], Row]) -> None:
    names = {"pb_health": "H", "pb_education": "E", "pb_social": "S", "pb_integrated": "I"}
    paid = [code for name, code in names.items() for _ in range(_n(row, name))]
    budgets, organised = _n(row, "personal_budget"), _n(row, "org_arrangments")
    for number in range(max(len(paid), budgets, organised)):
        someone = who()
        plan, active = world.plan(
            someone,
            date(world.year - 2, 6, 30),
            personal_budget=number < budgets,
            organised_arrangements=number < organised,
            direct_payment=paid[number] if number < len(paid) else None,
        )
        if category := someone.pop("category", None):
            world.place(plan, active, category)


def _stays(world: World, row: Row, who: Callable[[], Row], codes: dict[str, str], column: str) -> None:
    for name, code in codes.items():
        for _ in range(_n(row, name)):
            someone = who()
            # In the return of 2023 the placement had no such item; the plan's own says the same.
            named = {column: code} if world.year < 2023 else {}
            plan, active = world.plan(someone, date(world.year - 2, 6, 30), **named)
            world.place(plan, active, someone.pop("category", "special_independent"), **{column: code})


_CASES: dict[str, Callable[[World, Row, Callable[[], Row]], None]] = {
    "requests": _requests,
    "assessments": _assessments,
    "timeliness_20_week": _timeliness,
    "newplans": _new_plans,
    "caseload": _held,
    "sen_needs_all_plans": lambda w, row, who: _needs(w, row, who, date(w.year - 2, 6, 30)),
    "sen_need_newplans": lambda w, row, who: _needs(w, row, who, date(w.year, 6, 30)),
    "ceased_plans": _ceased,
    "annual_reviews": _reviews,
    "personal_budgets": _budgets,
    "residential_settings": lambda w, row, who: _stays(
        w, row, who, {"res_3851": "A", "res_52": "B"}, "residential"
    ),
    "work_based_placements": lambda w, row, who: _stays(
        w, row, who, {"open_supp_intern": "S", "open_apprentice": "A", "open_trainee": "T"}, "work_based"
    ),
}
FILES = tuple(_CASES)
# Files whose ages are those at the request.
_OF_REQUESTS = ("requests", "assessments", "timeliness_20_week")


def published_rows(file: str, la_code: str, year: int) -> pd.DataFrame:
    """What DfE printed for an authority about a calendar year, or the January after it."""
    rows = opendata.read(file)
    academic = rows["time_period"] > 9999
    about = rows["time_period"].where(~academic, rows["time_period"] // 100)
    return rows[(rows["old_la_code"] == la_code) & (about == year)]


def world_of(file: str, rows: pd.DataFrame, year: int, topic: str) -> World:
    """Cases of all members of one breakdown."""
    world = World(year)
    for each in rows.to_dict("records"):
        row = {str(name): value for name, value in each.items()}
        member = str(row["member"])

        def who(member: str = member, printed: str = str(row["breakdown"])) -> Row:
            return _with_history(world, file, topic, member, printed)

        _CASES[file](world, row, who)
    return world


def _with_history(world: World, file: str, topic: str, member: str, printed: str) -> Row:
    """A child of a member of a breakdown that is about their plan."""
    someone = world.person(topic, member)
    someone["is_of_an_age"] = topic.startswith("age")
    if topic == "age" and member != "unknown" and file in _OF_REQUESTS:
        someone["age_at_request"] = _first_number(member)
    if topic == "placement":
        category = _PLACES.get(
            printed, _PLACES.get(printed.replace("academy/free school", "Academy/free schools"))
        )
        someone["category"] = category
        _old_enough(world, someone, str(category))
    if topic == "years_held":
        # Years of the calendar, to that of the census; to the one before where DfE's file of needs says so.
        last = world.year + (file in ("caseload", "annual_reviews"))
        years = 0 if "ess than" in printed or "nder a" in printed else _first_number(member)
        someone["start"] = date(last - years, 1, 4)
        someone["birth_date"] = date(someone["start"].year - 4, 1, 5)
    if topic in ("age_when_started", "age_when_ceased") and member != "unknown":
        age = _first_number(member)
        on = date(world.year, 6, 30) if file != "caseload" else date(world.year - 2, 6, 30)
        someone["birth_date"] = date(on.year - age, 1, 5)
        if file == "caseload":
            someone["age_when_started"] = age
    if topic in ("age_when_started", "age_when_ceased") and member == "unknown":
        someone["birth_date"] = None
    return someone


def compare(file: str, la_code: str, year: int, topics: Sequence[str] | None = None) -> pd.DataFrame:
    """Every cell that DfE printed (of some breakdowns): `topic, member, figure, printed, ours`."""
    about = opendata.authority(la_code)
    place = Place(*(str(about[c]) for c in ("la_code", "ons_code", "la_name", "region_code", "region_name")))
    rows = published_rows(file, la_code, year)
    rows = rows[rows["topic"].isin(topics)] if topics is not None else rows
    found = []
    for topic, part in rows.groupby("topic"):
        counted = part
        if topic == "placement":  # totals of several kinds hold no cases of their own
            counted = part[~part["breakdown"].str.endswith(" - total")]
        world = world_of(file, counted, year, str(topic))
        frames = world.frames()
        ret = build_return(frames, year=year + 1, la_code=la_code)
        records = Records(ret.modules, frames["setting"], year + 1, ret.census_date)
        ours = in_dfe_layout(records, place, files=[file])[file]
        figures = [f for f in editions.figures(file) if f in ours and ours[f].notna().any()]
        left = part[["topic", "member", *figures]].melt(
            ["topic", "member"], var_name="figure", value_name="printed"
        )
        right = ours[["topic", "member", *figures]].melt(
            ["topic", "member"], var_name="figure", value_name="ours"
        )
        both = left.dropna(subset="printed").merge(right, how="left", on=["topic", "member", "figure"])
        ours_is_none = both["ours"].isna() & ~both["figure"].str.contains(
            "pc"
        )  # a member without cases has no row
        both = both.assign(ours=both["ours"].astype("Float64").mask(ours_is_none, 0.0))
        found.append(both.assign(printed=both["printed"].astype("Float64")))
    cells = pd.concat(found, ignore_index=True) if found else pd.DataFrame()
    return cells.assign(file=file, la_code=la_code, year=year)
