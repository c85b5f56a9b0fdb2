"""The return of a year, built from the case tables: who and what is in scope, and every value in the form of the field.

| in scope | modules 2 and 3 | module 4 | module 5 | source |
|---|---|---|---|---|
| request or assessment still open on the census day | as it stands | – | – | A |
| decided in the calendar year: not to assess, not to issue, or withdrawn | as it stands | – | – | A |
| moved away before the end, in the calendar year | request with `Exported` only | – | – | B |
| plan issued from 1 January of the calendar year to the census day | as it stands | yes | if active | A |
| plan issued before, active on the census day | outcomes `H`, nothing else | yes | yes | C |
| plan transferred in, active on the census day | outcomes `H`, nothing else | yes | `TransferLA` | B |
| plan ceased from 1 January of the calendar year to the census day | as for its plan | with date and reason | – | A |

A: titles of sections of the 2023 specification (its text was not recovered; how long a ceased plan stays in scope is
unconfirmed). B: item guidance. C: the meaning of code H, a decision made before this collection period.

Events after the census day are unknown to a return: what ended later is open, what began later is not there.
Placements that ended before the calendar year are left out (a supplier's reading: the year's placements).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from include.model import TABLES
from include.sen2.layout import MODULES, PARENT, fields, year_of

IDS = ["_record_id", "_parent_id", "_person_id"]
# Case table of each module, its identifier, and the column that names the record above.
TABLES_OF = {
    "person": ("person", "person_id", None),
    "requests": ("request", "request_id", "person_id"),
    "assessment": ("assessment", "assessment_id", "request_id"),
    "namedplan": ("plan", "plan_id", "assessment_id"),
    "plandetail": ("plan_placement", "plan_placement_id", "plan_id"),
    "activeplans": ("active_plan", "active_plan_id", "request_id"),
    "placementdetail": ("placement", "placement_id", "active_plan_id"),
    "senneed": ("sen_need", None, "active_plan_id"),
}
_GENDER = {"M": "1", "F": "2"}  # codes of 2023 (GenderCurrent)
_OPEN = "A"
_HISTORICAL = "H"
# Given with the outcomes Y and N alone.
_REQUEST_DETAILS = ["request_outcome_date", "request_mediation", "request_tribunal"]


@dataclass(frozen=True)
class Return:
    """One authority's return of one year.

    `modules`: a frame of texts for each module, with a column for each field (lower case) and `_record_id`,
    `_parent_id`, `_person_id`, in the order in which records are written.
    """

    year: int
    la_code: str
    census_date: date
    modules: dict[str, pd.DataFrame] = field(repr=False)


def build_return(
    tables: Mapping[str, pd.DataFrame],
    *,
    year: int,
    la_code: str,
    as_at: date | None = None,
    header: Mapping[str, str] | None = None,
) -> Return:
    """Build a return.

    Args:
        tables: case tables; a module whose table is missing is empty.
        year: of the return: that of its January census.
        la_code: DfE's number of the authority.
        as_at: day of the records, for a rehearsal before the census day; the census day unless it is earlier.
        header: fields of the header that only the authority knows (`dmo`, `dco`, `dsco`).

    Raises:
        ConfigError: nothing is known of a return of that year.

    """
    this = year_of(year)
    until = pd.Timestamp(min(this.census, as_at or this.census))
    first = pd.Timestamp(this.first_day)
    found = {
        module: tables[name].copy() if name in tables else _empty(name)
        for module, (name, _, _) in TABLES_OF.items()
    }
    _forget_what_came_later(found, until)
    if "annual_review" in tables:
        found["activeplans"] = _with_latest_reviews(found["activeplans"], tables["annual_review"], until)
    kept = _in_scope(found, first, until)
    modules = {"sen2": _header(this.year, la_code, this.census, header or {})}
    people: pd.Series | None = None
    for module in MODULES[1:]:
        frame = _laid_out(module, kept[module], year)
        if module == "person":
            frame["_person_id"] = frame["_record_id"]
        else:
            above = modules[PARENT[module]]
            owner = above.set_index("_record_id")["_person_id"]
            frame["_person_id"] = owner.reindex(frame["_parent_id"]).to_numpy()
            # In the order of the records above, so that the file reads person by person.
            place = pd.Series(range(len(above)), index=above["_record_id"])
            frame["_place"] = place.reindex(frame["_parent_id"]).to_numpy()
            frame = frame.sort_values(["_place", "_record_id"], kind="stable").drop(columns="_place")
        modules[module] = frame.reset_index(drop=True)
        people = frame["_person_id"] if people is None else people
    return Return(this.year, la_code, this.census, modules)


def _forget_what_came_later(found: dict[str, pd.DataFrame], until: pd.Timestamp) -> None:
    """Leave the tables as they would have stood at the end of a day."""
    active = found["activeplans"]
    # A plan that came from another authority afterwards was not this one's to report.
    arrived = set(active.loc[active["transfer_in_date"] > until, "request_id"])
    request = found["requests"]
    gone = (request["received_date"] > until) | request["request_id"].isin(arrived)
    found["requests"] = request = request[~gone].copy()
    flags = ["request_mediation", "request_tribunal"]
    _open_again(request, "request_outcome", "request_outcome_date", flags, until)
    assessment = found["assessment"]
    # A refusal may be followed by an assessment: after mediation, or by order of the tribunal.
    decided = ~request["request_outcome"].isin([_OPEN, "W"])
    followed = assessment["request_id"].isin(request.loc[decided, "request_id"])
    found["assessment"] = assessment = assessment[followed].copy()
    flags = [
        "assessment_mediation",
        "assessment_tribunal",
        "other_mediation",
        "other_tribunal",
        "week20_exception",
    ]
    _open_again(assessment, "assessment_outcome", "assessment_outcome_date", flags, until)
    plan = found["namedplan"]
    found["namedplan"] = plan = plan[~(plan["start_date"] > until)].copy()
    plan.loc[plan["cease_date"] > until, "cease_reason"] = None
    plan["cease_date"] = plan["cease_date"].mask(plan["cease_date"] > until)
    place = found["placementdetail"]
    found["placementdetail"] = place = place[~(place["entry_date"] > until)].copy()
    place["leaving_date"] = place["leaving_date"].mask(place["leaving_date"] > until)
    active = active[~active["request_id"].isin(arrived)].copy()
    active.loc[active["review_meeting_date"] > until, "review_outcome"] = None
    for column in (
        "review_meeting_date",
        "review_draft_date",
        "phase_transfer_final_date",
        "last_review_date",
    ):
        active[column] = active[column].mask(active[column] > until)
    found["activeplans"] = active


def _open_again(frame: pd.DataFrame, outcome: str, day: str, flags: list[str], until: pd.Timestamp) -> None:
    """What was decided after a day was open on it."""
    later = frame[day] > until
    frame[outcome] = frame[outcome].mask(later, _OPEN)
    for column in (day, *flags):
        frame[column] = frame[column].mask(later)


def _with_latest_reviews(active: pd.DataFrame, reviews: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """The latest review held by a day, from the reviews themselves where the authority holds them."""
    held = reviews[reviews["review_meeting_date"] <= until].sort_values("review_meeting_date")
    last = held.groupby("active_plan_id").tail(1).set_index("active_plan_id")
    known = active["active_plan_id"].isin(last.index)
    decided = last["review_decision_date"] <= until
    taken = {
        "review_meeting_date": last["review_meeting_date"],
        "review_outcome": last["review_outcome"].where(decided),
        "last_review_date": last["review_decision_date"].where(decided),
        "review_draft_date": last["amendment_notice_date"].where(last["amendment_notice_date"] <= until),
    }
    for column, values in taken.items():
        new = values.reindex(active["active_plan_id"]).set_axis(active.index)
        active[column] = active[column].mask(known, new)
    return active


def _in_scope(
    found: dict[str, pd.DataFrame], first: pd.Timestamp, until: pd.Timestamp
) -> dict[str, pd.DataFrame]:
    """The records of each module that belong in the return; see the table above."""
    request, assessment, plan = found["requests"], found["assessment"], found["namedplan"]
    active = found["activeplans"]
    case = request[["request_id", "person_id", "request_outcome", "request_outcome_date", "exported"]].merge(
        assessment[["request_id", "assessment_id", "assessment_outcome", "assessment_outcome_date"]],
        how="left",
        on="request_id",
    )
    case = case.merge(
        plan[["assessment_id", "plan_id", "start_date", "cease_date"]], how="left", on="assessment_id"
    )
    has_plan = case["plan_id"].notna()
    is_active = has_plan & case["cease_date"].isna()
    is_ceased = has_plan & case["cease_date"].between(first, until)
    decided = case["assessment_outcome_date"].fillna(case["request_outcome_date"])
    is_exported = case["exported"].notna() & (decided.isna() | (decided >= first))
    is_open = ~has_plan & (
        (case["request_outcome"] == _OPEN)
        | ((case["request_outcome"] == "Y") & case["assessment_outcome"].fillna(_OPEN).eq(_OPEN))
    )
    refused = case["request_outcome"].isin(["N", "W"]) & (case["request_outcome_date"] >= first)
    not_issued = case["assessment_outcome"].isin(["N", "W"]) & (case["assessment_outcome_date"] >= first)
    issued = (case["assessment_outcome"] == "Y") & (case["assessment_outcome_date"] >= first)
    wanted = case[is_active | is_ceased | is_exported | is_open | refused | not_issued | issued]
    # Told by H: decisions made before the calendar year, and plans that another authority made.
    old_request = wanted["plan_id"].notna() & ~(wanted["assessment_outcome_date"] >= first)
    moved_in = wanted["request_id"].isin(active.loc[active["transfer_la"].notna(), "request_id"])
    request = request[request["request_id"].isin(wanted["request_id"])].copy()
    # Nothing after the request is told of somebody who moved away before a plan was made.
    went_on = wanted.loc[~(wanted["exported"].notna() & wanted["plan_id"].isna()), "assessment_id"]
    assessment = assessment[assessment["assessment_id"].isin(went_on.dropna())].copy()
    old = set(wanted.loc[old_request | moved_in, "request_id"])
    request = _only_outcome(
        request, request["request_id"].isin(old), "request_outcome", ["request_id", "person_id"]
    )
    assessment = _only_outcome(
        assessment, assessment["request_id"].isin(old), "assessment_outcome", ["assessment_id", "request_id"]
    )
    # A decision of an earlier year is told by H; when it was asked for stays, because the 20 weeks run from it.
    earlier = request["request_outcome_date"] < first
    request["request_outcome"] = request["request_outcome"].mask(earlier, _HISTORICAL)
    _say_nothing(request, earlier | request["request_outcome"].isin(["W", _OPEN]), _REQUEST_DETAILS)
    _say_nothing(assessment, assessment["assessment_outcome"].isin(["W", _OPEN]), ["assessment_outcome_date"])
    plans = plan[plan["plan_id"].isin(wanted.loc[is_active | is_ceased | issued, "plan_id"].dropna())]
    current = wanted.loc[is_active.reindex(wanted.index), "request_id"]
    active = active[active["request_id"].isin(current)]
    places, needs = found["placementdetail"], found["senneed"]
    places = places[
        places["active_plan_id"].isin(active["active_plan_id"]) & ~(places["leaving_date"] < first)
    ]
    return {
        "person": found["person"][found["person"]["person_id"].isin(request["person_id"])],
        "requests": request,
        "assessment": assessment,
        "namedplan": plans,
        "plandetail": found["plandetail"][found["plandetail"]["plan_id"].isin(plans["plan_id"])],
        "activeplans": active,
        "placementdetail": places,
        "senneed": needs[needs["active_plan_id"].isin(active["active_plan_id"])],
    }


def _say_nothing(frame: pd.DataFrame, where: pd.Series, columns: list[str]) -> None:
    for column in columns:
        frame[column] = frame[column].mask(where)


def _only_outcome(frame: pd.DataFrame, old: pd.Series, outcome: str, ids: list[str]) -> pd.DataFrame:
    """Records of before the collection period say H and nothing else."""
    for column in frame.columns.difference([*ids, outcome]):
        frame[column] = frame[column].mask(old)
    frame.loc[old, outcome] = _HISTORICAL
    return frame


def _laid_out(module: str, frame: pd.DataFrame, year: int) -> pd.DataFrame:
    """A case table's rows as records of a module: the year's fields as text, and identifiers."""
    name, own, above = TABLES_OF[module]
    filled = {c.sen2.lower(): c.name for c in TABLES[name].columns.values() if c.sen2}
    columns = {}
    for item in fields(year).loc[lambda spec: spec["module"] == module, "field"].str.lower():
        source = filled.get(item) or ("sex" if item == "gendercurrent" else None)
        values = frame[source] if source in frame else pd.Series(None, index=frame.index, dtype="str")
        text = as_text(values)
        columns[item] = text.map(_GENDER).fillna(text) if item == "gendercurrent" else text
    made = pd.DataFrame(columns, index=frame.index).astype("str")
    ids = frame[own] if own else frame[str(above)] + "-" + frame["sen_type_rank"].fillna("")
    made["_record_id"] = ids.astype("str")
    made["_parent_id"] = (
        frame[above].astype("str") if above else pd.Series(None, index=frame.index, dtype="str")
    )
    return made.sort_values("_record_id", kind="stable")


def _header(year: int, la_code: str, census: date, given: Mapping[str, str]) -> pd.DataFrame:
    known = {
        "collection": "SEN2",
        "year": str(year),
        "referencedate": census.isoformat(),
        "sourcelevel": "L",
        "lea": la_code,
        "softwarecode": "SEND pipeline",
        "release": "1",
        "serialno": "001",
        **given,
    }
    items = fields(year).loc[lambda spec: spec["module"] == "sen2", "field"].str.lower()
    row = {item: [known.get(item)] for item in items}
    return pd.DataFrame({**row, "_record_id": ["1"], "_parent_id": [None], "_person_id": [None]}).astype(
        "str"
    )


def as_text(values: pd.Series) -> pd.Series:
    """Dates as CCYY-MM-DD, flags as 1 and 0, everything else as it is; missing stays missing."""
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return values.dt.strftime("%Y-%m-%d").astype("str")
    if pd.api.types.is_bool_dtype(values.dtype):
        return values.astype("Int64").astype("str").where(values.notna())
    text = values.astype("str").where(values.notna())
    return text.mask(text.str.strip() == "")


def _empty(table: str) -> pd.DataFrame:
    columns = TABLES[table].columns.values()
    return pd.DataFrame({c.name: pd.Series(dtype=c.dtype) for c in columns})
