"""Our own figures in the layout of DfE's files, counted from the records of the SEN2 return.

`layouts.yaml` says what each column counts and how sure that is; this module knows the records. The return is the source,
so that what is shown here is what DfE would count: the same scope, and one truth.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict, model_validator

from include.model import DFE
from include.published import editions
from include.published.opendata import ETHNIC_GROUPS
from include.transforms.groups import ethnic_group
from include.transforms.limits import limits_of
from include.transforms.rates import half_up, percentage

# DfE's band "over a year" of the time taken, in weeks; see `plans_issued_gt_1_year` of layouts.yaml.
_WEEKS_OF_A_YEAR = 52
_REVIEW_WEEKS = 4  # Children and Families Act 2014 s.44; SEND Regulations 2014 reg 20(10)
# Education Act 1996 s.8: until the last Friday in June of the school year in which they reach 16, so by 31 August
# whoever is younger.
_SCHOOL_LEAVING_AGE = 16
_NOT_RECORDED = "unknown"
Modules = Mapping[str, pd.DataFrame]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Figure(_Strict):
    """How one column is made; exactly one of `count`, `percent`, `mean`, `sum` and `absent`."""

    count: str | None = None
    percent: str | None = None
    of: str | None = None
    mean: str | None = None
    sum: tuple[str, ...] = ()
    absent: str | None = None
    how: str = ""
    doubt: str = ""

    @model_validator(mode="after")
    def _one_way(self) -> Figure:
        ways = [self.count, self.percent, self.mean, self.sum or None, self.absent]
        if sum(way is not None for way in ways) != 1 or (self.of is not None) != bool(self.percent or self.mean):
            raise ValueError("a column is a count, a percentage or mean of another, a sum, or absent")
        return self


class Layout(_Strict):
    """How one of DfE's files is counted."""

    counts: str
    whole: str | None = None
    breakdowns: dict[str, str]
    columns: dict[str, Figure]


class Layouts(_Strict):
    """The whole of `layouts.yaml`."""

    placements: dict[str, Figure]
    needs: dict[str, Figure]
    words: dict[str, dict[str, Any]]
    files: dict[str, Layout]


@cache
def layouts() -> Layouts:
    """How each file is counted."""
    path = Path(__file__).with_name("layouts.yaml")
    return Layouts.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Place:
    """What DfE's files say of the authority itself in each row."""

    la_code: str
    ons_code: str
    la_name: str
    region_code: str
    region_name: str


def in_dfe_layout(
    modules: Modules,
    settings: pd.DataFrame,
    *,
    edition: int,
    census: date,
    place: Place,
    complete: bool = False,
) -> dict[str, pd.DataFrame]:
    """The figures of one authority that DfE will publish from its return, file by file.

    Args:
        modules: of the return of `edition`, as `Return.modules` holds them.
        settings: the authority's list: `urn`, and where it has them `establishment_type`, `setting_type`.
        edition: reporting year. The calendar year told of is the one before; plans are those of its census day.
        census: the day on which plans are counted; that of the records for a rehearsal before it.
        place: of the authority.
        complete: with a row for each member of a breakdown. DfE prints those with cases alone.

    Returns:
        File -> rows with the columns of the model's table `published_<file>`, one for everybody and one for each
        member of a breakdown. A percentage of nothing is missing, with the sign `z`; a column that a return does not
        show has the sign `x`.

    """
    records = _Records(modules, settings, edition, pd.Timestamp(census))
    return {
        file: _rows(file, layout, _UNITS[file](records), records, place, complete=complete)
        for file, layout in layouts().files.items()
    }


def unknown_placements(modules: Modules, settings: pd.DataFrame, *, edition: int, census: date) -> pd.Series:
    """Why placements on the census day are of no known kind: reason -> how many plans."""
    records = _Records(modules, settings, edition, pd.Timestamp(census))
    plans = records.in_force
    unknown = plans[plans["place"] == "placement_unknown"]
    reason = pd.Series("no placement is recorded", index=unknown.index)
    reason = reason.mask(unknown["urn"].notna(), "the type of its establishment is not in the list of settings")
    return reason.value_counts().rename("plans")


class _Records:
    """The records of a return, with the person's groups on each."""

    def __init__(self, modules: Modules, settings: pd.DataFrame, edition: int, census: pd.Timestamp) -> None:
        self.modules, self.census, self.edition = modules, census, edition
        self.first = pd.Timestamp(edition - 1, 1, 1)
        self.last = min(pd.Timestamp(edition - 1, 12, 31), census)
        self.settings = settings
        self.people = self._people()

    def _people(self) -> pd.DataFrame:
        person = self.modules["person"].drop_duplicates("_person_id").set_index("_person_id")
        born = _day(person["personbirthdate"])
        # One day for the whole year, whatever the file: "Age at 31 August <year>".
        age = _years(born, pd.Series(pd.Timestamp(self.edition - 1, 8, 31), index=born.index))
        sex = person["sex"] if "sex" in person else person["gendercurrent"].replace({"1": "M", "2": "F"})
        return pd.DataFrame(
            {
                "born": born,
                "age": age,
                "sex": sex.where(sex.isin(["M", "F"]), _NOT_RECORDED),
                "ethnicity": ethnic_group(person["ethnicity"]),
            }
        )

    def grouped(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows with the groups of whom they are about."""
        return rows.join(self.people, on="_person_id")

    def requests(self) -> pd.DataFrame:
        """Requests: days and outcome."""
        rows = self.grouped(self.modules["requests"])
        return rows.assign(received=_day(rows["receiveddate"]), told=_day(rows["requestoutcomedate"]))

    def assessments(self) -> pd.DataFrame:
        """Assessments, each with the days and flags of its request."""
        request = self.modules["requests"].set_index("_record_id")
        asked = request[["receiveddate", "requestmediation", "requesttribunal"]]
        rows = self.grouped(self.modules["assessment"]).join(asked, on="_parent_id")
        return rows.assign(received=_day(rows["receiveddate"]), ended=_day(rows["assessmentoutcomedate"]))

    def plans(self) -> pd.DataFrame:
        """Named plans: days, request, need, where they are placed and what that is to DfE."""
        rows = self.grouped(self.modules["namedplan"])
        above = self.modules["assessment"].set_index("_record_id")["_parent_id"]
        rows = rows.assign(
            start=_day(rows["startdate"]), cease=_day(rows["ceasedate"]), request=above.reindex(rows["_parent_id"]).array
        )
        active = self.modules["activeplans"].drop_duplicates("_parent_id").set_index("_parent_id")
        columns = active.drop(columns="_person_id").rename(columns={"_record_id": "active_plan"})
        rows = rows.join(columns, on="request")
        return rows.assign(
            need=self._needs().reindex(rows["active_plan"]).array,
            age_when_started=_years(rows["born"], rows["start"]),
            age_when_ceased=_years(rows["born"], rows["cease"]),
        )

    @cached_property
    def in_force(self) -> pd.DataFrame:
        """Plans in force on the census day, with the placement of that day."""
        plans = self.plans()
        plans = plans[(plans["start"] <= self.census) & ~(plans["cease"] <= self.census)]
        plans = plans.assign(years_held=_years(plans["start"], pd.Series(self.census, index=plans.index)))
        return self._placed(plans, "placementdetail", "active_plan", self.census)

    @cached_property
    def new(self) -> pd.DataFrame:
        """Plans that began in the calendar year and were not another authority's, with the placement that they name."""
        plans = self.plans()
        began = plans["start"].between(self.first, self.last) & plans["transferla"].isna()
        return self._placed(plans[began], "plandetail", "_record_id", None)

    @cached_property
    def ceased(self) -> pd.DataFrame:
        """Plans that ceased in the calendar year, with the placement that they name."""
        plans = self.plans()
        plans = plans[plans["cease"].between(self.first, self.last)]
        plans = plans.assign(years_held=_years(plans["start"], plans["cease"]))
        return self._placed(plans, "plandetail", "_record_id", None)

    def _needs(self) -> pd.Series:
        needs = self.modules["senneed"]
        first = needs[needs["sentyperank"] == "1"].drop_duplicates("_parent_id")
        return first.set_index("_parent_id")["sentype"]

    def _placed(self, plans: pd.DataFrame, module: str, key: str, day: pd.Timestamp | None) -> pd.DataFrame:
        """Plans with the placement ranked 1 (of a day), and `place`, DfE's kind of it."""
        places = self.modules[module]
        places = places[places["placementrank"] == "1"]
        if day is not None:
            entry, leaving = _day(places["entrydate"]), _day(places["leavingdate"])
            places = places[~(entry > day) & ~(leaving < day)].assign(_entry=entry)
            places = places.sort_values(["_parent_id", "_entry"], kind="stable")
        places = places.drop_duplicates("_parent_id", keep="last").set_index("_parent_id")
        columns = ["urn", "ukprn", "sensetting", "senunitindicator", "resourcedprovisionindicator", "res", "wbp"]
        rows = plans.join(places.reindex(columns=columns), on=key)
        return rows.assign(place=self._kind_of(rows))

    def _kind_of(self, rows: pd.DataFrame) -> pd.Series:
        kind = pd.Series("placement_unknown", index=rows.index)
        kind = kind.mask(rows["ukprn"].notna(), "ukrlp_provider")
        listed = self.settings.drop_duplicates("urn").set_index("urn").reindex(columns=["establishment_type", "setting_type"])
        known = listed["establishment_type"].map(_categories()).fillna(listed["setting_type"].map(_ONE_KIND))
        found = known.reindex(rows["urn"].fillna(rows["ukprn"])).set_axis(rows.index)
        kind = kind.mask(found.notna(), found)
        kind = kind.mask(rows["urn"].notna() & found.isna(), "placement_unknown")
        schools = kind.isin(["mainstream_la_maintained", "mainstream_academy", "mainstream_free_school"])
        in_unit, resourced = rows["senunitindicator"] == "1", rows["resourcedprovisionindicator"] == "1"
        kind = kind.mask(schools & resourced, kind + "_resourced_provision")
        kind = kind.mask(schools & in_unit, kind.str.removesuffix("_resourced_provision") + "_senunit")
        arranged = rows["sensetting"].map(_ARRANGED)
        kind = kind.mask(arranged.notna(), arranged)
        of_school_age = rows["age"] < _SCHOOL_LEAVING_AGE
        return kind.mask((rows["sensetting"] == "NIEO") & of_school_age, "neet_other_csa").astype("str")


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


def _request_units(records: _Records) -> pd.DataFrame:
    rows = records.requests()
    outcome, days = rows["requestoutcome"], (rows["told"] - rows["received"]).dt.days
    received = rows["received"].between(records.first, records.last)
    decided = outcome.isin(["Y", "N"]) & rows["told"].between(records.first, records.last)
    limit = _days_of("decide_to_assess")
    mediated, appealed = decided & (rows["requestmediation"] == "1"), decided & (rows["requesttribunal"] == "1")
    return rows.assign(
        received=received,
        rya=received & (rows["rya"] == "1"),
        to_assess=received & (outcome == "Y"),
        not_to_assess=received & (outcome == "N"),
        withdrawn=received & (outcome == "W"),
        undecided=received & ~outcome.isin(["Y", "N", "W"]),
        in_six_weeks=decided & days.between(0, limit),
        after_six_weeks=decided & (days > limit),
        mediated=mediated,
        appealed=appealed,
        mediated_and_appealed=mediated & appealed,
    )


def _assessment_units(records: _Records) -> pd.DataFrame:
    rows = records.assessments()
    outcome, in_year = rows["assessmentoutcome"], rows["ended"].between(records.first, records.last)
    days, limit = (rows["ended"] - rows["received"]).dt.days, _days_of("decide_not_to_issue")
    ended = (outcome.isin(["Y", "N", "A"]) & in_year) | (outcome == "W")

    def flag(name: str) -> pd.Series:
        return ended & (rows[name] == "1")

    no_plan = (outcome == "N") & in_year
    return rows.assign(
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


def _timeliness_units(records: _Records) -> pd.DataFrame:
    rows = records.assessments()
    disputed = ["requestmediation", "requesttribunal", "assessmentmediation", "assessmenttribunal"]
    days = (rows["ended"] - rows["received"]).dt.days
    timed = (rows["assessmentoutcome"] == "Y") & rows["ended"].between(records.first, records.last) & (days >= 0)
    timed &= ~(rows[disputed] == "1").any(axis=1)
    limit, year = _days_of("final_plan"), _WEEKS_OF_A_YEAR * 7
    bands = {
        "timed": timed,
        "in_time": timed & (days <= limit),
        "in_a_year": timed & (days > limit) & (days <= year),
        "over_a_year": timed & (days > year),
    }
    plain = rows["week20"] != "1"
    return rows.assign(weeks=days / 7, **bands, **{f"{name}_ex": band & plain for name, band in bands.items()})


def _plan_units(plans: pd.DataFrame) -> pd.DataFrame:
    """Plans with a flag for each kind of placement and need, beside what the files about plans ask of them."""
    kinds = set(_categories().values()) | {*_ONE_KIND.values(), *_ARRANGED.values(), "ukrlp_provider", "neet_other_csa"}
    units = {f"{kind}{part}" for kind in kinds for part in ("", "_resourced_provision", "_senunit")}
    places = {name: plans["place"] == name for name in sorted(units | {"placement_unknown"})}
    codes = [figure.count for figure in layouts().needs.values() if figure.count and figure.count != "need_unknown"]
    needs = {code: plans["need"] == code for code in codes}
    flags = {"plan": pd.Series(True, index=plans.index), "need_unknown": ~plans["need"].isin(codes)}
    return pd.concat([plans, pd.DataFrame(places | needs | flags)], axis=1)


def _ceased_units(records: _Records) -> pd.DataFrame:
    rows = _plan_units(records.ceased)
    reasons = {f"reason_{code}": rows["ceasereason"] == str(code) for code in range(1, 10)}
    rows = rows.assign(**reasons, reason_not_recorded=rows["ceasereason"].isna(), reason_other=rows["ceasereason"] == "9")
    if records.edition >= 2026:
        rows["reason_other"] |= rows["reason_not_recorded"]
    return rows


def _review_units(records: _Records) -> pd.DataFrame:
    rows = _plan_units(records.in_force)
    met = _day(rows["reviewmeeting"]) if "reviewmeeting" in rows else pd.Series(pd.NaT, index=rows.index)
    decided = _day(rows["lastreview"])
    completed, before = met.between(records.first, records.last), met < records.first
    not_expected = ~completed & (rows["start"] >= records.first)
    in_time = completed & (decided - met).dt.days.between(0, _REVIEW_WEEKS * 7)
    outcome = rows["reviewoutcome"] if "reviewoutcome" in rows else pd.Series(None, index=rows.index, dtype="str")
    return rows.assign(
        not_expected=not_expected,
        completed=completed,
        completed_before=~not_expected & ~completed & before,
        not_completed=~not_expected & ~completed & ~before,
        amended=completed & (outcome == "A"),
        ceased=completed & (outcome == "C"),
        maintained=completed & (outcome == "M"),
        no_outcome=completed & ~outcome.isin(["A", "C", "M"]),
        decided_in_time=in_time,
        decided_late=completed & ~in_time,
    )


def _transfer_units(records: _Records) -> pd.DataFrame:
    rows = _plan_units(records.in_force)
    years = {"in_year": records.edition - 1, "next_year": records.edition}
    flags = {}
    for kind, column in (("due", "phasetransferduedate"), ("final", "phasetransferfinaldate")):
        day = _day(rows[column]) if column in rows else pd.Series(pd.NaT, index=rows.index)
        flags |= {f"{kind}_{name}": day.dt.year == year for name, year in years.items()}
    return rows.assign(**flags)


def _money_units(records: _Records) -> pd.DataFrame:
    rows = _plan_units(records.in_force)
    paid = {"health": "H", "education": "E", "social": "S", "integrated": "I"}
    direct = {f"direct_{name}": rows["dp"] == code for name, code in paid.items()}
    return rows.assign(personal_budget=rows["pb"] == "1", organised=rows["oa"] == "1", **direct)


def _residential_units(records: _Records) -> pd.DataFrame:
    rows = _plan_units(records.in_force)
    weeks = rows["res"].fillna(rows["planres"])
    return rows.assign(weeks_38=weeks == "A", weeks_52=weeks == "B")


def _work_units(records: _Records) -> pd.DataFrame:
    rows = _plan_units(records.in_force)
    kinds = {"internship": "S", "apprenticeship": "A", "traineeship": "T"}
    return rows.assign(**{name: rows["wbp"] == code for name, code in kinds.items()})


_UNITS: dict[str, Callable[[_Records], pd.DataFrame]] = {
    "requests": _request_units,
    "assessments": _assessment_units,
    "timeliness_20_week": _timeliness_units,
    "newplans": lambda records: _plan_units(records.new),
    "caseload": lambda records: _plan_units(records.in_force),
    "sen_needs_all_plans": lambda records: _plan_units(records.in_force),
    "sen_need_newplans": lambda records: _plan_units(records.new),
    "ceased_plans": _ceased_units,
    "annual_reviews": _review_units,
    "phase_transfers": _transfer_units,
    "personal_budgets": _money_units,
    "residential_settings": _residential_units,
    "work_based_placements": _work_units,
}


def _rows(
    file: str, layout: Layout, units: pd.DataFrame, records: _Records, place: Place, *, complete: bool
) -> pd.DataFrame:
    """Everybody, then each breakdown, with the columns of DfE's file."""
    columns = layout.columns
    flags = sorted({f.count for f in columns.values() if f.count} | {f.of for f in columns.values() if f.mean and f.of})
    counted = units[flags].astype("int64")
    weights = {f"{f.mean} of {f.of}": units[str(f.mean)].where(units[str(f.of)]) for f in columns.values() if f.mean}
    counted = counted.assign(**weights)
    edition, known = records.edition, editions.editions()
    everybody = known.files[file].all
    label = everybody[max((e for e in everybody if e <= edition), default=min(everybody))] if everybody else None
    parts = [counted.sum().to_frame().T.assign(breakdown_topic=label, breakdown=label, topic=editions.TOTAL)]
    for topic, words in layout.breakdowns.items():
        members, wording = _members(units, topic, layouts().words.get(words, {}))
        summed = counted.groupby(members).sum()
        if topic == "placement":
            summed = _with_totals(summed, edition)
        every = [*wording] if complete else [name for name in wording if name in summed.index]
        summed = summed.reindex(every, fill_value=0)
        relevant = summed[flags].sum(axis=1) > 0
        summed = summed if complete else summed[relevant]
        parts.append(
            summed.assign(
                breakdown_topic=_heading(topic, file, edition),
                breakdown=[wording[name] for name in summed.index],
                topic=topic,
            )
        )
    rows = pd.concat(parts, ignore_index=True)
    made, symbols = _figures(rows, layout)
    return _laid_out(file, rows, made, symbols, records, place)


def _heading(topic: str, file: str, edition: int) -> str:
    """DfE's heading of a breakdown in one file of an edition."""
    labels = editions.editions().topics[topic]
    if file == "annual_reviews" and topic == "age" and edition >= 2026:
        return editions.filled(labels[-1], edition)
    if topic == "age":
        return labels[1] if file == "work_based_placements" else labels[0]
    if topic == "years_held":
        return labels[1] if file == "ceased_plans" else labels[0]
    return labels[0]


def _members(units: pd.DataFrame, topic: str, words: Mapping[str, Any]) -> tuple[pd.Series, dict[str, str]]:
    """The member of each record, and DfE's word for each member, in order."""
    if topic == "ethnicity":
        return units["ethnicity"], {name: name for name in ETHNIC_GROUPS}
    if topic == "sex":
        return units["sex"], {code: str(word) for code, word in words.items()}
    if topic == "placement":
        return units["place"], {name: str(word) for name, word in words.items()}
    first, last = int(words["from"]), int(words["to"])
    wording = {str(first): str(words["youngest"])}
    for number in range(first + 1, last):
        each = words["one"] if number == 1 and "one" in words else words["each"]
        wording[str(number)] = str(each).format(number)
    wording |= {str(last): str(words["oldest"]), _NOT_RECORDED: str(words["unknown"])}
    numbers = units[topic].clip(first, last).astype("Int64").astype("str")
    return numbers.where(units[topic].notna(), _NOT_RECORDED), wording


def _with_totals(summed: pd.DataFrame, edition: int) -> pd.DataFrame:
    """Kinds of placement with DfE's totals of several, as the edition has them."""
    words = layouts().words
    totals = {
        name: summed.reindex(figure.sum).sum()
        for name, figure in layouts().placements.items()
        if figure.sum and name in words["place"]
    }
    summed = pd.concat([summed, pd.DataFrame(totals).T])
    gone = {name for name, last in words["place_to"].items() if edition > int(last)}
    not_yet = {name for name, first in words["place_from"].items() if edition < int(first)}
    return summed.drop(index=list((gone | not_yet) & set(summed.index)))


def _figures(rows: pd.DataFrame, layout: Layout) -> tuple[pd.DataFrame, dict[str, pd.Series]]:
    """The columns of a file, and where a sign stands in place of a number."""
    made: dict[str, pd.Series] = {}
    symbols: dict[str, pd.Series] = {}
    columns = layout.columns

    def value(name: str) -> pd.Series:
        if name in made:
            return made[name]
        figure = columns.get(name) or layouts().placements[name]
        if figure.count:
            found = rows[figure.count].astype("Int64")
        elif figure.sum:
            found = pd.concat([value(part) for part in figure.sum], axis=1).sum(axis=1).astype("Int64")
        elif figure.percent:
            parts = [str(layout.whole)] if figure.of == "*" else re.split(r"\s*\+\s*", str(figure.of))
            whole = pd.concat([value(part) for part in parts], axis=1).sum(axis=1).astype("Int64")
            found = percentage(value(figure.percent), whole)
            symbols[name] = pd.Series("z", index=rows.index).where(whole == 0)
        elif figure.mean:
            number = rows[str(figure.of)].astype("Int64")
            total = rows[f"{figure.mean} of {figure.of}"].astype("Float64")
            found = half_up(total / number.where(number > 0), 1)
            symbols[name] = pd.Series("z", index=rows.index).where(number == 0)
        else:
            found = pd.Series(pd.NA, index=rows.index, dtype="Int64")
            symbols[name] = pd.Series("x", index=rows.index)
        made[name] = found
        return found

    for name in columns:
        value(name)
    return pd.DataFrame({name: made[name] for name in columns}), symbols


def _laid_out(
    file: str,
    rows: pd.DataFrame,
    figures: pd.DataFrame,
    symbols: Mapping[str, pd.Series],
    records: _Records,
    place: Place,
) -> pd.DataFrame:
    """With the columns that say which row it is, in the order of the model's table."""
    table, edition = DFE[f"published_{file}"], records.edition
    is_academic = file in ACADEMIC
    wanted = editions.expected(file, edition)
    signs = pd.DataFrame({name: sign for name, sign in symbols.items() if name in wanted}, index=rows.index)
    shared = {
        "release_year": edition,
        "area_code": place.ons_code,
        "area_name": place.la_name,
        "time_period": (edition - 1) * 100 + edition % 100 if is_academic else edition - 1,
        "time_identifier": "Academic year" if is_academic else "Calendar year",
        "geographic_level": "Local authority",
        "country_code": "E92000001",
        "country_name": "England",
        "region_code": place.region_code,
        "region_name": place.region_name,
        "old_la_code": place.la_code,
        "new_la_code": place.ons_code,
        "la_name": place.la_name,
        "further": None,
    }
    made = figures.assign(**{name: rows[name] for name in ("breakdown_topic", "breakdown", "topic")}, **shared)
    made["member"] = [
        editions.member_of(topic, label) for topic, label in zip(made["topic"], made["breakdown"], strict=True)
    ]
    made["symbols"] = [_as_json(row) for row in signs.to_dict("records")] if len(signs.columns) else None
    for name in figures.columns.difference(list(wanted)):
        made[name] = pd.NA
    dtypes = {c.name: c.dtype for c in table.columns.values()}
    return made[list(table.columns)].astype(dtypes)


# Files about the plans of January, which DfE puts under the academic year of that January.
ACADEMIC = frozenset(
    {"caseload", "sen_needs_all_plans", "personal_budgets", "residential_settings", "work_based_placements"}
)


def _as_json(row: Mapping[str, Any]) -> str | None:
    cells = [f'"{name}": "{sign}"' for name, sign in row.items() if isinstance(sign, str)]
    return "{" + ", ".join(cells) + "}" if cells else None


def _day(text: pd.Series) -> pd.Series:
    """Dates of a return (CCYY-MM-DD); missing where there is none."""
    return pd.to_datetime(text, format="%Y-%m-%d", errors="coerce").astype("datetime64[us]")


def _years(since: pd.Series, until: pd.Series) -> pd.Series:
    """Completed years between two days; missing where a day is, or where they are reversed."""
    passed = until.dt.month * 100 + until.dt.day >= since.dt.month * 100 + since.dt.day
    years = (until.dt.year - since.dt.year - (~passed)).astype("Int64")
    return years.where(since.notna() & until.notna() & (years >= 0))
