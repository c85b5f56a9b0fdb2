"""The records of a SEN2 return as DfE's files count them: each with the groups of its person, and flags of what it is.

A flag is a property that `layouts.yaml` counts. Every day is a day of the return: what came later is not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path

import pandas as pd

from include.model import codeset
from include.model.bands import bands
from include.published.editions import expected
from include.transforms.groups import ethnic_group
from include.transforms.intervals import as_one
from include.transforms.limits import limits_of

# Ages on 31 August that are of compulsory school age (Education Act 1996 s.8: from the term after they reach 5 to the
# last Friday in June of the school year in which they reach 16). DfE's figures by age are split there.
_OF_SCHOOL_AGE = (5, 15)
NOT_RECORDED = "unknown"
_HISTORICAL = "H"
# Items of the record of an active plan, some of them in later returns alone.
_OF_ACTIVE_PLANS = (
    "transferla",
    "reviewmeeting",
    "reviewoutcome",
    "lastreview",
    "phasetransferduedate",
    "phasetransferfinaldate",
)
# Items of a plan that was sent again, amended, that are as its last version has them.
_OF_LAST_VERSION = ("planres", "planwbp", "pb", "oa", "dp", "ceasereason")
Modules = Mapping[str, pd.DataFrame]


class Records:
    """The records of a return, with the person's groups on each."""

    def __init__(self, modules: Modules, settings: pd.DataFrame, edition: int, census: date) -> None:
        """Take what is to be counted.

        Args:
            modules: of the return of `edition`, as `Return.modules` holds them.
            settings: the authority's list: `urn`, and where it has them `establishment_type`, `setting_type`.
            edition: reporting year. The calendar year told of is the one before.
            census: the day on which plans are counted; that of the records for a rehearsal before it.

        """
        self.modules, self.census, self.edition = modules, pd.Timestamp(census), edition
        self.first = pd.Timestamp(edition - 1, 1, 1)
        self.last = min(pd.Timestamp(edition - 1, 12, 31), self.census)
        self.settings = settings
        self.people = self._people()

    def _people(self) -> pd.DataFrame:
        person = self.modules["person"].drop_duplicates("_person_id").set_index("_person_id")
        born = day_of(person["personbirthdate"])
        # "Age at 31 August <year>", which every file of January has; those of events have that of the event.
        age = _years(born, pd.Timestamp(self.edition - 1, 8, 31))
        sex = person["sex"] if "sex" in person else person["gendercurrent"].replace({"1": "M", "2": "F"})
        return pd.DataFrame(
            {
                "born": born,
                "age": age,
                "sex": sex.where(sex.isin(["M", "F"]), NOT_RECORDED),
                "ethnicity": ethnic_group(person["ethnicity"]),
            }
        )

    def grouped(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows with the groups of whom they are about."""
        return rows.join(self.people, on="_person_id")

    def requests(self) -> pd.DataFrame:
        """Requests: days and outcome, and the age when the request was received."""
        rows = self.grouped(self.modules["requests"])
        received = day_of(rows["receiveddate"])
        age = _years(rows["born"], received)
        return rows.assign(received=received, told=day_of(rows["requestoutcomedate"]), age=age)

    def assessments(self) -> pd.DataFrame:
        """Assessments, each with the days and flags of its request, and the age when that was received."""
        request = self.modules["requests"].set_index("_record_id")
        of_request = request[["receiveddate", "requestmediation", "requesttribunal"]]
        rows = self.grouped(self.modules["assessment"]).join(of_request, on="_parent_id")
        received = day_of(rows["receiveddate"])
        age = _years(rows["born"], received)
        return rows.assign(received=received, ended=day_of(rows["assessmentoutcomedate"]), age=age)

    def plans(self) -> pd.DataFrame:
        """Named plans: days, request, need, where they are placed and what that is to DfE.

        Of one assessment there is one, however often it was sent: see `include.transforms.facts.plans`.
        """
        # In the return of 2023 the plan's own items had the names of the placement's.
        named_plans = self.modules["namedplan"].rename(columns={"res": "planres", "wbp": "planwbp"})
        rows = self.grouped(named_plans)
        above = self.modules["assessment"].set_index("_record_id")["_parent_id"]
        rows = rows.assign(
            start=day_of(rows["startdate"]),
            cease=day_of(rows["ceasedate"]),
            request=above.reindex(rows["_parent_id"]).array,
        )
        told = [item for item in _OF_LAST_VERSION if item in rows]
        rows = as_one(rows, "_parent_id", "start", "cease", key="_record_id", told=told)
        active = self.modules["activeplans"].drop_duplicates("_parent_id").set_index("_parent_id")
        # In the return of 2023 the record of an active plan had what that of a placement has since.
        names = {"_record_id": "active_plan", "res": "active_res", "wbp": "active_wbp"}
        rows = rows.join(
            active.rename(columns=names).reindex(columns=[*names.values(), *_OF_ACTIVE_PLANS]), on="request"
        )
        # DfE counts it as it counts the years that a plan was held: by the calendar.
        age_when_started = (rows["start"].dt.year - rows["born"].dt.year).astype("Int64")
        return rows.assign(
            need=self._needs().reindex(rows["active_plan"]).array,
            age_when_started=age_when_started.where(age_when_started >= 0),
            age_when_ceased=_years(rows["born"], rows["cease"]),
        )

    @cached_property
    def in_force(self) -> pd.DataFrame:
        """Plans in force on the census day, with the placement of that day."""
        plans = self.plans()
        plans = plans[self._are_in_force(plans)]
        plans = plans.assign(years_held=(self.edition - plans["start"].dt.year).clip(lower=0))
        return _flagged(self._placed(plans))

    @cached_property
    def new(self) -> pd.DataFrame:
        """Plans that began in the calendar year and were not another authority's, with the setting attended."""
        plans = self.plans()
        began = plans["start"].between(self.first, self.last) & plans["transferla"].isna()
        return _flagged(self._placed(plans[began]))

    @cached_property
    def ceased(self) -> pd.DataFrame:
        """Plans that ceased in the calendar year, with the last setting attended; no school age is told here."""
        plans = self.plans()
        plans = plans[plans["cease"].between(self.first, self.last)]
        plans = plans.assign(years_held=plans["cease"].dt.year - plans["start"].dt.year)
        placed = self._placed(plans)
        return _flagged(placed.assign(place=placed["place"].replace("neet_other_csa", "neet_other")))

    def _are_in_force(self, plans: pd.DataFrame) -> pd.Series:
        return (plans["start"] <= self.census) & ~(plans["cease"] <= self.census)

    def _needs(self) -> pd.Series:
        needs = self.modules["senneed"]
        first = needs[needs["sentyperank"] == "1"].drop_duplicates("_parent_id")
        return first.set_index("_parent_id")["sentype"]

    def _placed(self, plans: pd.DataFrame) -> pd.DataFrame:
        """Plans with the placement attended that is ranked 1, and `place`, DfE's kind of it.

        Of a plan in force it is that of the census day, of another the last that had begun by the plan's last day. Of
        two it is the one that began last; one without a first day has always been.
        """
        places = self.modules["placementdetail"]
        places = places[places["placementrank"] == "1"]
        of = plans.drop_duplicates("active_plan").set_index("active_plan")
        last = of["cease"].where(of["cease"] <= self.census, self.census).reindex(places["_parent_id"]).array
        goes_on = self._are_in_force(of).reindex(places["_parent_id"], fill_value=False).array
        entry, leaving = day_of(places["entrydate"]), day_of(places["leavingdate"])
        places = places[~(entry > last) & ~(goes_on & (leaving < self.census))].assign(_entry=entry)
        places = places.sort_values(["_parent_id", "_entry"], kind="stable", na_position="first")
        places = places.drop_duplicates("_parent_id", keep="last").set_index("_parent_id")
        columns = [
            "urn",
            "ukprn",
            "sensetting",
            "senunitindicator",
            "resourcedprovisionindicator",
            "res",
            "wbp",
        ]
        rows = plans.join(places.reindex(columns=columns), on="active_plan")
        stays = {
            name: rows[name].astype("str").fillna(rows[f"active_{name}"].astype("str"))
            for name in ("res", "wbp")
        }
        return rows.assign(place=self._kind_of(rows), **stays)

    def _kind_of(self, rows: pd.DataFrame) -> pd.Series:
        """DfE's kind of the establishment; else of the arrangement, which the return has where there is none."""
        kind = pd.Series("placement_unknown", index=rows.index)
        kind = kind.mask(rows["urn"].isna() & rows["ukprn"].notna(), "ukrlp_provider")
        arranged = rows["sensetting"].map(_ARRANGED)
        of_school_age = rows["age"].between(*_OF_SCHOOL_AGE).fillna(False).astype("bool")
        arranged = arranged.mask((rows["sensetting"] == "NIEO") & of_school_age, "neet_other_csa")
        kind = kind.mask(arranged.notna(), arranged)
        listed = (
            self.settings.drop_duplicates("urn")
            .set_index("urn")
            .reindex(columns=["establishment_type", "setting_type"])
        )
        kinds = listed["establishment_type"].map(_categories()).fillna(listed["setting_type"].map(_ONE_KIND))
        listed_kind = kinds.reindex(rows["urn"].fillna(rows["ukprn"])).set_axis(rows.index)
        kind = kind.mask(listed_kind.notna(), listed_kind)
        schools = kind.isin(["mainstream_la_maintained", "mainstream_academy", "mainstream_free_school"])
        in_unit, resourced = rows["senunitindicator"] == "1", rows["resourcedprovisionindicator"] == "1"
        kind = kind.mask(schools & resourced, kind + "_resourced_provision")
        return kind.mask(
            schools & in_unit, kind.str.removesuffix("_resourced_provision") + "_senunit"
        ).astype("str")


# SENSetting of a place without an establishment, and DfE's kind of placement.
_ARRANGED = {
    "EHE": "elective_home_education",
    "OLA": "other_arrangements_la",
    "OPA": "other_arrangements_parents",
    "EYP": "nm_early_years",
    "OTH": "other_placement_settings",
    "NEET": "neet",
    "NIEC": "neet_ntci",
    "NIEO": "neet_other",
}
# Groups of establishments that are one kind to DfE. Academies, alternative provision and others are several: of those
# only the type of the establishment tells which.
_ONE_KIND = {
    "MAIN_MAINTAINED": "mainstream_la_maintained",
    "MAIN_INDEPENDENT": "mainstream_independent",
    "SPECIAL_MAINTAINED": "special_la_maintained",
    "SPECIAL_INDEPENDENT": "special_independent",
    "SPECIAL_NMSS": "special_non_maintained",
    "FE": "general_fe_tertiary_colleges",
    "SPI": "specialist_post_16_institutions",
    "EARLY": "nm_early_years",
}


@cache
def _categories() -> dict[str, str]:
    """Type of establishment -> DfE's kind of placement."""
    rows = pd.read_csv(Path(__file__).with_name("establishments.csv"), dtype="str")
    return dict(zip(rows["code"], rows["category"], strict=True))


def _days_of(limit_id: str) -> int:
    """Calendar days of a limit in weeks, as it is now law."""
    return int(limits_of(limit_id)[-1].days or 0)


def _request_units(records: Records) -> pd.DataFrame:
    rows = records.requests()
    outcome, days = rows["requestoutcome"], (rows["told"] - rows["received"]).dt.days
    received = rows["received"].between(records.first, records.last)
    decided = outcome.isin(["Y", "N"]) & rows["told"].between(records.first, records.last)
    limit = _days_of("decide_to_assess")
    is_current = outcome != _HISTORICAL
    mediated, appealed = (
        is_current & (rows["requestmediation"] == "1"),
        is_current & (rows["requesttribunal"] == "1"),
    )
    rows = rows.assign(
        received=received,
        rya=received & (rows["rya"] == "1"),
        to_assess=received & (outcome == "Y"),
        not_to_assess=received & (outcome == "N"),
        withdrawn=received & (outcome == "W"),
        undecided=received & ~outcome.isin(["Y", "N", "W"]),
        in_six_weeks=decided & days.between(0, limit),
        after_six_weeks=decided & (days > limit),
        decided_without_receipt=decided & days.isna(),
        mediated=mediated,
        appealed=appealed,
        mediated_and_appealed=mediated & appealed,
    )
    # DfE has no row for those of whom there is but what was decided before the year.
    return rows[received | is_current]


def _assessment_units(records: Records) -> pd.DataFrame:
    rows = records.assessments()
    outcome, in_year = rows["assessmentoutcome"], rows["ended"].between(records.first, records.last)
    days, limit = (rows["ended"] - rows["received"]).dt.days, _days_of("decide_not_to_issue")
    ended = (outcome.isin(["Y", "N", "A"]) & in_year) | (outcome == "W")

    def flag(name: str) -> pd.Series:
        return ended & (rows[name] == "1")

    no_plan = (outcome == "N") & in_year
    rows = rows.assign(
        issued=(outcome == "Y") & in_year,
        not_issued=no_plan,
        not_made=(outcome == "A") & in_year,
        withdrawn=outcome == "W",
        no_plan_in_time=no_plan & days.between(0, limit),
        no_plan_late=no_plan & (days > limit),
        mediated=flag("assessmentmediation"),
        appealed=flag("assessmenttribunal"),
        mediated_and_appealed=flag("assessmentmediation") & flag("assessmenttribunal"),
        other_mediated=flag("othermediation"),
        other_appealed=flag("othertribunal"),
        other_mediated_and_appealed=flag("othermediation") & flag("othertribunal"),
    )
    return rows[outcome != _HISTORICAL]


def _timeliness_units(records: Records) -> pd.DataFrame:
    """Plans issued in the year that nobody disputed; those without a date of receipt took a time that nobody knows."""
    rows = records.assessments()
    disputed = ["requestmediation", "requesttribunal", "assessmentmediation", "assessmenttribunal"]
    days = (rows["ended"] - rows["received"]).dt.days
    issued = (rows["assessmentoutcome"] == "Y") & rows["ended"].between(records.first, records.last)
    issued &= ~(rows[disputed] == "1").any(axis=1) & ~(days < 0)
    limit = _days_of("final_plan")
    year = bands("LateBand")[1].days
    by_time_taken = {
        "issued": issued,
        "timed": issued & days.notna(),
        "in_time": issued & (days <= limit),
        "in_a_year": issued & (days > limit) & (days <= year),
        "over_a_year": issued & (days > year),
    }
    plain = rows["week20"] != "1"
    rows = rows.assign(
        weeks=days / 7,
        **by_time_taken,
        **{f"{name}_ex": band & plain for name, band in by_time_taken.items()},
    )
    return rows[issued]


def _flagged(plans: pd.DataFrame) -> pd.DataFrame:
    """Plans with a flag for each kind of placement and need, which all files about plans count."""
    kinds = set(_categories().values()) | {
        *_ONE_KIND.values(),
        *_ARRANGED.values(),
        "ukrlp_provider",
        "neet_other_csa",
    }
    units = {f"{kind}{part}" for kind in kinds for part in ("", "_resourced_provision", "_senunit")}
    places = {name: plans["place"] == name for name in sorted(units | {"placement_unknown"})}
    codes = [*codeset("SENtype")]
    needs = {code: plans["need"] == code for code in codes}
    flags = {"plan": pd.Series(True, index=plans.index), "need_unknown": ~plans["need"].isin(codes)}
    return pd.concat([plans, pd.DataFrame(places | needs | flags)], axis=1)


def _need_units(records: Records) -> pd.DataFrame:
    """Plans in force. In this file, and in no other, DfE counts the years that they were held to the year told of."""
    rows = records.in_force
    return rows.assign(years_held=(rows["years_held"] - 1).clip(lower=0))


def _ceased_units(records: Records) -> pd.DataFrame:
    rows = records.ceased
    reasons = {f"reason_{code}": rows["ceasereason"] == str(code) for code in range(1, 10)}
    rows = rows.assign(
        **reasons, reason_not_recorded=rows["ceasereason"].isna(), reason_other=rows["ceasereason"] == "9"
    )
    if "not_rec" not in expected("ceased_plans", records.edition):
        rows["reason_other"] |= rows["reason_not_recorded"]
    return rows


def _review_units(records: Records) -> pd.DataFrame:
    rows = records.in_force
    met, decided = day_of(rows["reviewmeeting"]), day_of(rows["lastreview"])
    in_time = (decided - met).dt.days.between(0, _days_of("review_decision"))
    if "review_completed" not in expected("annual_reviews", records.edition):
        return rows.assign(**_reviews_of_decisions(records, rows, met, decided))
    not_expected = rows["start"] >= records.first
    completed = ~not_expected & met.between(records.first, records.last)
    outcome, open_ = rows["reviewoutcome"], ~not_expected & ~completed
    return rows.assign(
        not_expected=not_expected,
        expected=~not_expected,
        completed=completed,
        completed_before=open_ & (met < records.first),
        not_completed=open_ & ~(met < records.first),
        amended=completed & (outcome == "A"),
        ceased=completed & (outcome == "C"),
        maintained=completed & (outcome == "M"),
        no_outcome=completed & ~outcome.isin(["A", "C", "M"]),
        decided_in_time=completed & in_time,
        decided_late=completed & ~in_time,
    )


def _reviews_of_decisions(
    records: Records, rows: pd.DataFrame, met: pd.Series, decided: pd.Series
) -> dict[str, pd.Series]:
    """Flags of the edition of 2025: plans by their latest meeting, and by the latest decision of any meeting."""
    census, new_year = records.census, pd.Timestamp(records.edition, 1, 1)
    not_expected = rows["start"] >= records.first
    met, decided = met.mask(not_expected), decided.mask(not_expected)
    has_decision = decided.notna()
    limit = _days_of("review_decision")
    not_due = met.notna() & ((census - met).dt.days <= limit)
    outcome, soon = rows["reviewoutcome"].mask(not_expected), (decided - met).dt.days <= limit

    def by_year(what: str, day: pd.Series, which: pd.Series) -> dict[str, pd.Series]:
        return {
            f"{what}_since": which & (day >= new_year),
            f"{what}_in_year": which & day.between(records.first, new_year - pd.Timedelta(days=1)),
            f"{what}_before": which & (day < records.first),
        }

    return {
        "not_expected": not_expected,
        "expected": ~not_expected,
        "not_met": met.isna() & ~not_expected,
        **by_year("met", met, met.notna()),
        **by_year("told", decided, has_decision),
        "not_due": not_due,
        "amended": outcome == "A",
        "ceased": outcome == "C",
        "maintained": outcome == "M",
        "decided_in_time": has_decision & soon,
        "decided_late": has_decision & ~soon,
    }


def _transfer_units(records: Records) -> pd.DataFrame:
    rows = records.in_force
    years = {"in_year": records.edition - 1, "next_year": records.edition}
    flags: dict[str, pd.Series] = {}
    for kind, column in (("due", "phasetransferduedate"), ("final", "phasetransferfinaldate")):
        day = day_of(rows[column])
        flags |= {f"{kind}_{name}": day.dt.year == year for name, year in years.items()}
    return rows.assign(**flags)


def _money_units(records: Records) -> pd.DataFrame:
    rows = records.in_force
    paid = {"health": "H", "education": "E", "social": "S", "integrated": "I"}
    direct = {f"direct_{name}": rows["dp"] == code for name, code in paid.items()}
    return rows.assign(personal_budget=rows["pb"] == "1", organised=rows["oa"] == "1", **direct)


def _residential_units(records: Records) -> pd.DataFrame:
    rows = records.in_force
    weeks = rows["res"].fillna(rows["planres"])
    return rows.assign(weeks_38=weeks == "A", weeks_52=weeks == "B")


def _work_units(records: Records) -> pd.DataFrame:
    rows = records.in_force
    kinds = {"internship": "S", "apprenticeship": "A", "traineeship": "T"}
    return rows.assign(**{name: rows["wbp"] == code for name, code in kinds.items()})


def units(file: str, records: Records) -> pd.DataFrame:
    """The records that a file counts, one row each, with its flags and groups."""
    return _UNITS[file](records)


_UNITS: dict[str, Callable[[Records], pd.DataFrame]] = {
    "requests": _request_units,
    "assessments": _assessment_units,
    "timeliness_20_week": _timeliness_units,
    "newplans": lambda records: records.new,
    "caseload": lambda records: records.in_force,
    "sen_needs_all_plans": _need_units,
    "sen_need_newplans": lambda records: records.new,
    "ceased_plans": _ceased_units,
    "annual_reviews": _review_units,
    "phase_transfers": _transfer_units,
    "personal_budgets": _money_units,
    "residential_settings": _residential_units,
    "work_based_placements": _work_units,
}


def day_of(text: pd.Series) -> pd.Series:
    """Dates of a return (CCYY-MM-DD); missing where there is none."""
    return pd.to_datetime(text, format="%Y-%m-%d", errors="coerce").astype("datetime64[us]")


def _years(since: pd.Series, until: pd.Series | pd.Timestamp) -> pd.Series:
    """Completed years between two days; missing where a day is, or where they are reversed."""
    if isinstance(until, pd.Timestamp):
        until = pd.Series(until, index=since.index)
    passed = until.dt.month * 100 + until.dt.day >= since.dt.month * 100 + since.dt.day
    years = (until.dt.year - since.dt.year - (~passed)).astype("Int64")
    return years.where(since.notna() & until.notna() & (years >= 0))
