"""The return of a year, built from the case tables: who and what is in scope, and every value in the form of the field.

Which records, and of which days: `scope.csv`, laid out in `docs/sen2.md`. In short: requests and assessments as they
stood at the end of the calendar year before the census, plans and placements as they stood on the census day.

What ended after its time is open, what began after it is not there. What belongs to no return because a day is
missing is named in `Return.left_out`.

Tables that were read from the return of the same year are that return: nothing of them is cut, because a return does
not hold the days by which it was cut.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from include.model import TABLES
from include.sen2.layout import MODULES, PARENT, fields, year_of
from include.sen2.scope import Scope, chosen

IDS = ["_record_id", "_parent_id", "_person_id"]
# Records that belong to no return because a day is missing, and why.
LEFT_OUT = ["module", "record_id", "person_id", "why"]
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
    `_parent_id`, `_person_id`, in the order in which records are written. `left_out`: columns `LEFT_OUT`.
    """

    year: int
    la_code: str
    census_date: date
    modules: dict[str, pd.DataFrame] = field(repr=False)
    left_out: pd.DataFrame = field(
        repr=False, default_factory=lambda: pd.DataFrame(columns=LEFT_OUT, dtype="str")
    )


def build_return(
    tables: Mapping[str, pd.DataFrame],
    *,
    year: int,
    la_code: str,
    as_at: date | None = None,
    header: Mapping[str, str] | None = None,
    choices: Mapping[str, str] | None = None,
) -> Return:
    """Build a return.

    Args:
        tables: case tables; a module whose table is missing is empty.
        year: of the return: that of its January census.
        la_code: DfE's number of the authority.
        as_at: day of the records, for a rehearsal before the census day; the census day unless it is earlier.
        header: fields of the header that only the authority knows (`dmo`, `dco`, `dsco`).
        choices: what `unsettled.csv` lets an authority choose; the defaults unless told.

    Raises:
        ConfigError: nothing is known of a return of that year, or there is no such choice.

    """
    this = year_of(year)
    scope = Scope(year, chosen(choices), min(this.census, as_at or this.census))
    records = {
        module: tables[name].copy() if name in tables else _empty(name)
        for module, (name, _, _) in TABLES_OF.items()
    }
    left_out: list[pd.DataFrame] = []
    if _is_return_of(year, records):
        in_scope = records
    else:
        in_force = _plans_in_force(records, scope)
        records["requests"]["_export_day"] = _export_days(records, scope, left_out)
        _forget_what_came_later(records, scope, in_force)
        if "annual_review" in tables:
            until = scope.until("activeplans", "reviewmeeting" if year > 2023 else "lastreview")
            records["activeplans"] = _with_latest_reviews(
                records["activeplans"], tables["annual_review"], until
            )
        in_scope = _in_scope(records, scope, left_out)
    modules = {"sen2": _header(this.year, la_code, this.census, header or {})}
    for module in MODULES[1:]:
        frame = _laid_out(module, in_scope[module], year)
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
    nothing = pd.DataFrame(columns=LEFT_OUT)
    named = pd.concat([nothing, *left_out], ignore_index=True)[LEFT_OUT].astype("str")
    return Return(this.year, la_code, this.census, modules, named)


def _is_return_of(year: int, found: dict[str, pd.DataFrame]) -> bool:
    """The tables were read from a return of that year: its readers (`blade`) put the year before each number."""
    ids = pd.concat([found["person"]["person_id"], found["requests"]["request_id"]])
    return len(ids) > 0 and bool(ids.str.startswith(f"{year}-", na=False).all())


def _plans_in_force(found: dict[str, pd.DataFrame], scope: Scope) -> set[str]:
    """Requests whose plan had begun by the census day."""
    plan, assessment = found["namedplan"], found["assessment"]
    begun = plan.loc[plan["start_date"] <= scope.until("namedplan", "in_force"), "assessment_id"]
    return set(assessment.loc[assessment["assessment_id"].isin(begun), "request_id"])


def _export_days(found: dict[str, pd.DataFrame], scope: Scope, left_out: list[pd.DataFrame]) -> pd.Series:
    """The day on which each exported person moved: when they left, else the last day that the record holds."""
    request, assessment = found["requests"], found["assessment"]
    left = found["person"].drop_duplicates("person_id").set_index("person_id")["left_date"]
    day = left.reindex(request["person_id"]).set_axis(request.index)
    day = day.mask(day < request["received_date"])
    if scope.choices["exported_without_a_day"] == "left_out":
        moved = request["exported"].notna() & day.isna()
        left_out.append(_unplaced("requests", request[moved], "the day of the move to another authority"))
    else:
        decided = assessment.drop_duplicates("request_id").set_index("request_id")["assessment_outcome_date"]
        decided = decided.reindex(request["request_id"]).set_axis(request.index)
        day = day.fillna(decided).fillna(request["request_outcome_date"]).fillna(request["received_date"])
    return day.where(request["exported"].notna())


def _unplaced(module: str, rows: pd.DataFrame, what: str) -> pd.DataFrame:
    """Records that no return can have, because a day is missing."""
    own = TABLES_OF[module][1]
    return pd.DataFrame(
        {
            "module": module,
            "record_id": rows[str(own)],
            "person_id": rows.get("person_id"),
            "why": f"{what} is not recorded, so it belongs to no return",
        }
    )


def _forget_what_came_later(found: dict[str, pd.DataFrame], scope: Scope, in_force: set[str]) -> None:
    """Leave the tables as they would have stood: what is done at the end of its time, plans on the census day."""
    census, decided_by = scope.until("namedplan", "in_force"), scope.until("requests", "decided")
    active = found["activeplans"]
    # A plan that came from another authority afterwards was not this one's to report.
    arrived = set(active.loc[active["transfer_in_date"] > census, "request_id"])
    request = found["requests"]
    of_plan = request["request_id"].isin(in_force)
    received_by = scope.until("requests", "received")
    gone = (request["received_date"] > census) | ((request["received_date"] > received_by) & ~of_plan)
    request = request[~gone & ~request["request_id"].isin(arrived)].copy()
    of_plan = request["request_id"].isin(in_force)
    as_decided = scope.choices["issued_after_the_year"] == "as_decided"
    ends = pd.Series(decided_by, index=request.index).mask(of_plan & as_decided, census)
    request["_reopened"] = (request["request_outcome_date"] > ends) & of_plan
    _open_again(
        request, "request_outcome", "request_outcome_date", ["request_mediation", "request_tribunal"], ends
    )
    request["exported"] = request["exported"].mask(request["_export_day"] > ends)
    found["requests"] = request
    assessment = found["assessment"]
    # A refusal may be followed by an assessment: after mediation, or by order of the tribunal.
    decided = ~request["request_outcome"].isin([_OPEN, "W"]) | request["_reopened"]
    followed = assessment["request_id"].isin(request.loc[decided, "request_id"])
    assessment = assessment[followed].copy()
    of_plan = assessment["request_id"].isin(in_force)
    ends = pd.Series(decided_by, index=assessment.index).mask(of_plan & as_decided, census)
    assessment["_reopened"] = (assessment["assessment_outcome_date"] > ends) & of_plan
    flags = [
        "assessment_mediation",
        "assessment_tribunal",
        "other_mediation",
        "other_tribunal",
        "week20_exception",
    ]
    _open_again(assessment, "assessment_outcome", "assessment_outcome_date", flags, ends)
    found["assessment"] = assessment
    plan = found["namedplan"]
    found["namedplan"] = plan = plan[~(plan["start_date"] > census)].copy()
    plan.loc[plan["cease_date"] > census, "cease_reason"] = None
    plan["cease_date"] = plan["cease_date"].mask(plan["cease_date"] > census)
    place = found["placementdetail"]
    until = scope.until("placementdetail")
    found["placementdetail"] = place = place[~(place["entry_date"] > until)].copy()
    place["leaving_date"] = place["leaving_date"].mask(place["leaving_date"] > until)
    active = active[~active["request_id"].isin(arrived)].copy()
    active.loc[active["review_meeting_date"] > census, "review_outcome"] = None
    for column in (
        "review_meeting_date",
        "review_draft_date",
        "phase_transfer_final_date",
        "last_review_date",
    ):
        active[column] = active[column].mask(active[column] > census)
    found["activeplans"] = active


def _open_again(frame: pd.DataFrame, outcome: str, day: str, flags: list[str], ends: pd.Series) -> None:
    """What was decided after a day was open on it."""
    later = frame[day] > ends
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


def _cases(found: dict[str, pd.DataFrame], scope: Scope, left_out: list[pd.DataFrame]) -> pd.DataFrame:
    """A row for each case, from the request to the plan, with why it is in the return: one column for each reason."""
    first = scope.since("requests", "decided")
    columns = ["request_id", "person_id", "received_date", "request_outcome", "request_outcome_date"]
    case = found["requests"][[*columns, "exported", "_export_day", "_reopened"]].merge(
        found["assessment"][["request_id", "assessment_id", "assessment_outcome", "assessment_outcome_date"]],
        how="left",
        on="request_id",
    )
    case = case.merge(
        found["namedplan"][["assessment_id", "plan_id", "start_date", "cease_date"]],
        how="left",
        on="assessment_id",
    )
    has_plan, exported = case["plan_id"].notna(), case["exported"].notna()
    request, told = case["request_outcome"], case["request_outcome_date"]
    outcome, ended = case["assessment_outcome"], case["assessment_outcome_date"]
    case["in_force"] = has_plan & case["cease_date"].isna()
    case["ceased"] = has_plan & scope.within(case["cease_date"], "namedplan", "ceased")
    case["exported_now"] = exported & ~has_plan & scope.within(case["_export_day"], "requests", "exported")
    # A plan that was decided on but has not been sent is open, too: it has no date yet.
    not_out = (outcome == "Y") & ended.isna()
    # Also after a refusal: where the Tribunal ordered it, or mediation changed the decision.
    under_way = (outcome == _OPEN) | not_out | ((request == "Y") & outcome.isna())
    case["open"] = ~has_plan & ~exported & ((request == _OPEN) | under_way)
    assessed = outcome.isin(["N", "W"])
    case["ended"] = scope.within(ended, "assessment", "decided") & (assessed | (outcome == "Y"))
    case["refused"] = request.isin(["N", "W"]) & scope.within(told, "requests", "decided")
    # Ended on a day that is not recorded: the year is that of the last day that is.
    last = told.where(assessed).fillna(case["received_date"])
    undated = ~has_plan & ((assessed & ended.isna()) | (request.isin(["N", "W"]) & told.isna()))
    withdrawn = (request == "W") | (outcome == "W")
    placed = scope.choices["withdrawn_without_a_day"] == "year_received"
    case["undated"] = (
        undated & last.between(first, scope.until("requests", "decided")) & (~withdrawn | placed)
    )
    lost = undated & ~case["undated"] & ~(last < first) if placed else undated & ~case["undated"] & withdrawn
    unknown = undated & last.isna()
    left_out.append(_unplaced("requests", case[lost | unknown], "the day of the outcome"))
    return case


def _in_scope(
    found: dict[str, pd.DataFrame], scope: Scope, left_out: list[pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """The records of each module that belong in the return; see `scope.csv`."""
    request, assessment, plan = found["requests"], found["assessment"], found["namedplan"]
    active, first = found["activeplans"], scope.since("requests", "decided")
    case = _cases(found, scope, left_out)
    reasons = ["in_force", "ceased", "exported_now", "open", "ended", "refused", "undated"]
    wanted = case[case[reasons].any(axis=1)]
    # Told by H: decisions made before the calendar year or after it, and plans that another authority made.
    not_now = wanted["plan_id"].notna() & ~(wanted["assessment_outcome_date"] >= first)
    moved_in = wanted["request_id"].isin(active.loc[active["transfer_la"].notna(), "request_id"])
    request = request[request["request_id"].isin(wanted["request_id"])].copy()
    # Nothing after the request is told of somebody who moved away before a plan was made.
    went_on = wanted.loc[~(wanted["exported"].notna() & wanted["plan_id"].isna()), "assessment_id"]
    assessment = assessment[assessment["assessment_id"].isin(went_on.dropna())].copy()
    after = assessment.loc[assessment["_reopened"], "request_id"]
    old = set(wanted.loc[not_now | moved_in, "request_id"])
    # A plan issued after the year hides its own decision, not that to assess, which may be of the year.
    old_request = request["request_id"].isin(old - set(after)) | request["_reopened"]
    request = _only_outcome(request, old_request, "request_outcome", ["request_id", "person_id"])
    assessment = _only_outcome(
        assessment, assessment["request_id"].isin(old), "assessment_outcome", ["assessment_id", "request_id"]
    )
    # A decision of an earlier year is told by H; when it was asked for stays, because the 20 weeks run from it.
    earlier = request["request_outcome_date"] < first
    if scope.choices["date_of_earlier_request"] == "left_out":
        request = _only_outcome(request, earlier, "request_outcome", ["request_id", "person_id"])
    request["request_outcome"] = request["request_outcome"].mask(earlier, _HISTORICAL)
    _say_nothing(request, earlier | request["request_outcome"].isin(["W", _OPEN]), _REQUEST_DETAILS)
    _say_nothing(assessment, assessment["assessment_outcome"].isin(["W", _OPEN]), ["assessment_outcome_date"])
    plans = plan[plan["assessment_id"].isin(assessment["assessment_id"])]
    kept = scope.choices["ceased_plans_placements"] == "kept"
    told = plans["assessment_id"][plans["cease_date"].isna() | kept]
    current = assessment.loc[assessment["assessment_id"].isin(told), "request_id"]
    owner = request.drop_duplicates("request_id").set_index("request_id")["person_id"]
    active = active[active["request_id"].isin(current)].copy()
    active = _with_origin_of_the_year(active, owner, scope, left_out)
    places, needs = found["placementdetail"], found["senneed"]
    places = places[
        places["active_plan_id"].isin(active["active_plan_id"])
        & ~(places["leaving_date"] < scope.since("placementdetail"))
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


def _with_origin_of_the_year(
    active: pd.DataFrame, owner: pd.Series, scope: Scope, left_out: list[pd.DataFrame]
) -> pd.DataFrame:
    """The authority that a plan came from is told of transfers of the calendar year alone; `owner`: whose request."""
    day = active["transfer_in_date"]
    undated = active["transfer_la"].notna() & day.isna()
    told = scope.within(day, "activeplans", "transferla")
    if scope.choices["transferred_in_without_a_day"] == "told":
        told |= undated
    else:
        undated_rows = active[undated].assign(person_id=active["request_id"].map(owner))
        left_out.append(_unplaced("activeplans", undated_rows, "the day of the transfer (TransferLA)"))
    active["transfer_la"] = active["transfer_la"].where(told)
    return active


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
