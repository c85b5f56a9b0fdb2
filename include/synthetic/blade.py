"""A synthetic council's SEN2 return as COLLECT's "Blade" CSV export gives it back: nine files, linked by numbers.

Columns and their years were read from public readings of exports of the 2024 (v1.2) and 2025 (v1.3) returns; the 2026
return has the items of 2025. The export's own rules on who is in it were not found; here a person is in it who had a
plan on census day, or a request or an assessment that was open on it, or one of these that ended in the calendar year
before.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd

from include import private
from include.errors import ConfigError
from include.synthetic.council import SyntheticCouncil
from include.synthetic.frames import RECORD_SOURCE

# GOV.UK, "Special educational needs survey" (SEN2): census days.
CENSUS_DAYS = {2024: date(2024, 1, 18), 2025: date(2025, 1, 16), 2026: date(2026, 1, 15)}

# File, its own number, its parent's number, the case table behind it, and the column that ties it to its parent's.
_FILES = (
    ("sen2", "sen2tableid", None, None, None, None),
    ("person", "persontableid", "sen2tableid", "person", "person_id", None),
    ("requests", "requeststableid", "persontableid", "request", "request_id", "person_id"),
    ("assessment", "assessmenttableid", "requeststableid", "assessment", "assessment_id", "request_id"),
    ("namedplan", "namedplantableid", "assessmenttableid", "plan", "plan_id", "assessment_id"),
    ("plandetail", "plandetailtableid", "namedplantableid", "plan_placement", "plan_placement_id", "plan_id"),
    ("activeplans", "activeplanstableid", "requeststableid", "active_plan", "active_plan_id", "request_id"),
    ("placementdetail", "placementdetailtableid", "activeplanstableid", "placement", "placement_id", "active_plan_id"),
    ("senneed", "senneedtableid", "activeplanstableid", "sen_need", None, "active_plan_id"),
)  # fmt: skip


@cache
def layout() -> pd.DataFrame:
    """Columns of each file: `file`, `column`, `source` (column of the case table), `since` (first return year)."""
    return pd.read_csv(Path(__file__).with_suffix(".csv"))


def to_blade(council: SyntheticCouncil, folder: Path, year: int, census_date: date | None = None) -> None:
    """Write the return of one year as nine CSV files, `Blade-Export_DD-MM-YYYY_<file>.csv`, dated census day.

    The case tables as they stand are used, and what they say happened after census day is left out. Faults planted in
    the council are not in the export: COLLECT would have refused them.

    Raises:
        ConfigError: a year whose layout is not known, or whose census day the council's records do not reach.

    """
    if year not in CENSUS_DAYS:
        raise ConfigError(f"SEN2 exports can be made for {', '.join(map(str, CENSUS_DAYS))}, not {year}.")
    census = census_date or CENSUS_DAYS[year]
    if council.last_day < census:
        raise ConfigError(
            f"Census day of the {year} return is {census}, and the synthetic council's records end on "
            f"{council.last_day}. Make it with a later last day."
        )
    tables = in_scope(council, pd.Timestamp(census), pd.Timestamp(year - 1, 1, 1))
    numbers: dict[str, pd.Series] = {}
    for file, own, parent, table, key, link in _FILES:
        columns = layout().query("file == @file and since <= @year")
        frame = _header(council, census, year) if table is None else tables[table]
        names = columns["column"] if table is None else columns["source"]
        out = frame[names.tolist()].set_axis(columns["column"].tolist(), axis=1)
        out = out.apply(_as_exported).reset_index(drop=True)
        serial = pd.Series(range(1, len(out) + 1), dtype="int64")
        keys: dict[str, object] = {
            own: serial,
            "NativeId": serial,
            f"{file}orderseqcolumn": serial,
            "sourceid": RECORD_SOURCE,
        }
        if parent is not None:
            keys[parent] = 1 if link is None else frame[link].map(numbers[link]).to_numpy()
        if key is not None:
            numbers[key] = pd.Series(serial.to_numpy(), index=frame[key].to_numpy())
        text = pd.DataFrame(keys, index=out.index).join(out).to_csv(index=False)
        private.write(folder / f"Blade-Export_{census:%d-%m-%Y}_{file}.csv", text)


def in_scope(
    council: SyntheticCouncil, census: pd.Timestamp, begins: pd.Timestamp
) -> dict[str, pd.DataFrame]:
    """The eight case tables cut down to one return, as they stood on census day."""
    request, assessment = _as_decided(council, census)
    plan = _plans_on(council.tables["plan"], census)
    active = _as_reviewed(council, census)
    arrived = active[active["transfer_in_date"].isna() | (active["transfer_in_date"] <= census)]

    link = plan[["plan_id", "assessment_id", "cease_date"]].merge(assessment[["assessment_id", "request_id"]])
    link = link[link["request_id"].isin(arrived["request_id"])]
    maintained = set(link.loc[link["cease_date"].isna(), "request_id"])
    ceased = set(link.loc[link["cease_date"] >= begins, "request_id"])
    in_this_year = _open_or_ended(assessment, "assessment_outcome", begins)
    assessed = set(assessment.loc[in_this_year & ~assessment["assessment_outcome"].eq("H"), "request_id"])
    left_date = request["person_id"].map(council.tables["person"].set_index("person_id")["left_date"])
    is_requested = _open_or_ended(request, "request_outcome", begins) & ~(left_date < begins)
    requested = set(request.loc[is_requested, "request_id"])

    request = request[~(request["received_date"] > census)]
    request = request[request["request_id"].isin(maintained | ceased | assessed | requested)]
    request = _historical(request, "request_outcome", begins)
    # The decision to assess may have come after census day, or the person moved away first: no assessment yet.
    agreed = request.loc[
        request["request_outcome"].isin(["Y", "H", "N"]) & request["exported"].isna(), "request_id"
    ]
    assessment = _historical(assessment[assessment["request_id"].isin(agreed)], "assessment_outcome", begins)
    plan = plan[plan["assessment_id"].isin(assessment["assessment_id"])]
    active = arrived[arrived["request_id"].isin(maintained)]
    return {
        "person": _of(council, "person", "person_id", request),
        "request": request,
        "assessment": assessment,
        "plan": plan,
        "plan_placement": _of(council, "plan_placement", "plan_id", plan),
        "active_plan": active,
        "placement": _placements_of(_of(council, "placement", "active_plan_id", active), census, begins),
        "sen_need": _of(council, "sen_need", "active_plan_id", active),
    }


def _as_decided(council: SyntheticCouncil, census: pd.Timestamp) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Requests and assessments; what was decided after census day was open on it."""
    request, assessment = (council.tables[name].copy() for name in ("request", "assessment"))
    disputes = ["request_mediation", "request_tribunal"]
    _reopen(request, "request_outcome", "request_outcome_date", disputes, census)
    disputes = [
        "assessment_mediation",
        "assessment_tribunal",
        "other_mediation",
        "other_tribunal",
        "week20_exception",
    ]
    _reopen(assessment, "assessment_outcome", "assessment_outcome_date", disputes, census)
    return request, assessment


def _reopen(frame: pd.DataFrame, outcome: str, when: str, flags: list[str], census: pd.Timestamp) -> None:
    """Undo outcomes of after census day."""
    later = frame[when] > census
    frame[outcome] = frame[outcome].mask(later, "A")
    for name in flags:
        frame[name] = frame[name].mask(later, pd.NA)
    frame[when] = frame[when].mask(later)


def _plans_on(plan: pd.DataFrame, census: pd.Timestamp) -> pd.DataFrame:
    plan = plan[plan["start_date"] <= census]
    has_ceased = ~(plan["cease_date"] > census)
    return plan.assign(
        cease_date=plan["cease_date"].where(has_ceased), cease_reason=plan["cease_reason"].where(has_ceased)
    )


def _placements_of(placement: pd.DataFrame, census: pd.Timestamp, begins: pd.Timestamp) -> pd.DataFrame:
    """Placements of the collection period, as on census day."""
    ended = placement["leaving_date"].fillna(census)
    placement = placement[(placement["entry_date"] <= census) & (ended >= begins)]
    return placement.assign(leaving_date=placement["leaving_date"].where(placement["leaving_date"] <= census))


def _open_or_ended(frame: pd.DataFrame, outcome: str, begins: pd.Timestamp) -> pd.Series:
    return frame[outcome].eq("A") | (frame[f"{outcome}_date"] >= begins)


def _historical(frame: pd.DataFrame, outcome: str, begins: pd.Timestamp) -> pd.DataFrame:
    """H in place of a decision of before the collection period."""
    is_earlier = (frame[f"{outcome}_date"] < begins) & frame[outcome].eq("Y")
    return frame.assign(**{outcome: frame[outcome].mask(is_earlier, "H")})


def _of(council: SyntheticCouncil, table: str, key: str, others: pd.DataFrame) -> pd.DataFrame:
    """Rows of a table whose key is among those of others."""
    rows = council.tables[table]
    return rows[rows[key].isin(others[key])]


def _as_reviewed(council: SyntheticCouncil, census: pd.Timestamp) -> pd.DataFrame:
    """Maintained plans with the review and phase transfer that were the latest on census day."""
    active = council.tables["active_plan"].set_index("active_plan_id")
    reviews = council.tables["annual_review"]
    reviews = reviews[reviews["review_meeting_date"] <= census].sort_values(
        "review_meeting_date", kind="stable"
    )
    latest = (
        reviews.drop_duplicates("active_plan_id", keep="last")
        .set_index("active_plan_id")
        .reindex(active.index)
    )
    is_decided = latest["review_decision_date"] <= census
    moves = council.tables["phase_transfer"]
    moves = moves[moves["due_date"] < census + pd.Timedelta(days=120)].sort_values("due_date", kind="stable")
    move = (
        moves.drop_duplicates("active_plan_id", keep="last").set_index("active_plan_id").reindex(active.index)
    )
    draft = latest["amendment_notice_date"]
    return active.assign(
        review_meeting_date=latest["review_meeting_date"],
        review_outcome=latest["review_outcome"].where(is_decided),
        last_review_date=latest["review_decision_date"].where(is_decided),
        review_draft_date=draft.where(draft <= census),
        phase_transfer_due_date=move["due_date"],
        phase_transfer_final_date=move["final_date"].where(move["final_date"] <= census),
    ).reset_index()


def _header(council: SyntheticCouncil, census: date, year: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "collection": ["SEN2"],
            "year": [str(year)],
            "referencedate": [pd.Timestamp(census)],
            "sourcelevel": ["L"],
            "lea": [council.la_code],
            "softwarecode": [council.label],
            "release": ["1.0"],
            "serialno": ["001"],
            "datetime": [pd.Timestamp(census)],
            "dmo": ["Y"],
            "dco": ["Y"],
            "dsco": ["R"],
        }
    )


def _as_exported(values: pd.Series) -> pd.Series:
    """Dates as `2025-Jan-16 00:00:00`, flags as 1 and 0."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return values.dt.strftime("%Y-%b-%d %H:%M:%S")
    if pd.api.types.is_bool_dtype(values):
        return values.astype("Int8")
    return values
