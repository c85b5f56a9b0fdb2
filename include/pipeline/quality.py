"""What a night tells about the quality of its extract, and where people see it.

```
validate ──► profile/ (counts), worklist/ (faults by local identifier, restricted), dq.*
load ──► build_site ──► dq.measure_range, quality/authority=<slug>/index.html and one page for each night
```
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from include.errors import LakeError
from include.expectations import USUAL_NIGHTS, ParsedTable, Validation, compare
from include.expectations import catalogue as rule_catalogue
from include.lake import Lake
from include.model import NOT_ALLOCATED, empty, label
from include.model.frames import to_arrow, to_frame
from include.model.references import follow, path_to
from include.pipeline.night import Counts, Night, warehouse
from include.pipeline.ranges import measure_ranges
from include.spreadsheet import write_csv, write_xlsx
from include.transforms.groups import held_spells
from include.warehouse import Warehouse

# What is lost a little each night is seen beside these nights, too: four weeks before, and a term.
_LONG_BEFORE = (timedelta(days=28), timedelta(days=91))

Profiles = list[tuple[date, pd.DataFrame]]


def profiles(night: Night) -> Profiles:
    """Profiles of earlier nights, oldest first: of the last seven, and of one four weeks and one a term before."""
    slug, lake = night.authority.slug, night.lake
    days = [d for d in night.extracts("profile") if d < night.extract_date]
    long_before = [
        max((d for d in days if d <= night.extract_date - ago), default=None) for ago in _LONG_BEFORE
    ]
    # A night that is further back than twice as long tells nothing of what is usual.
    still_usual = [
        d for d, ago in zip(long_before, _LONG_BEFORE, strict=True) if d and d >= night.extract_date - 2 * ago
    ]
    nights = sorted({*days[-USUAL_NIGHTS:], *still_usual})
    return [(d, to_frame(lake.read(Lake.partition("profile", slug, d))["profile"])) for d in nights]


def drift(night: Night, tonight: pd.DataFrame, before: Profiles) -> pd.DataFrame:
    """Results of comparing the extract's profile with those of the nights before."""
    return compare(tonight, before, night.extract_date, night.authority.gate)


def keep_profile(night: Night, tonight: pd.DataFrame) -> None:
    """Leave the extract's counts for the nights to come. Only of one that was let through: the rest is not usual."""
    night.lake.write(night.path("profile"), {"profile": to_arrow(tonight)})


def with_first_seen(night: Night, store: Warehouse, quarantined: pd.DataFrame) -> pd.DataFrame:
    """Rows set aside, with the first extract of the unbroken run of nights in which each failed its rule."""
    earlier = store.query(
        "SELECT table_name, rule_id, record_key, min(coalesce(first_seen, extract_date)) AS seen"
        " FROM dq.quarantined_row WHERE authority = %s AND extract_date ="
        " (SELECT max(extract_date) FROM dq.validation_run WHERE authority = %s AND extract_date < %s)"
        " AND record_key IS NOT NULL GROUP BY table_name, rule_id, record_key",
        night.authority.slug,
        night.authority.slug,
        night.extract_date,
    )
    keys = ["table_name", "rule_id", "record_key"]
    first_seen = quarantined[keys].merge(earlier.astype(dict.fromkeys(keys, "str")), how="left", on=keys)[
        "seen"
    ]
    first = pd.to_datetime(first_seen).fillna(pd.Timestamp(night.extract_date)).astype("datetime64[us]")
    return quarantined.assign(first_seen=first.to_numpy())


def keep_worklist(night: Night, parsed: dict[str, ParsedTable], validation: Validation) -> None:
    """Leave every fault with its record, person, caseworker and team in the restricted part of the lake."""
    faults = pd.concat([validation.quarantined, validation.flagged], ignore_index=True)
    people = [
        _person_of(name, parsed)
        .rename_axis("row_number")
        .reset_index(name="person_id")
        .assign(table_name=name)
        for name in faults["table_name"].unique()
    ]
    nothing = pd.DataFrame({"row_number": [], "person_id": [], "table_name": []})
    person_of = pd.concat([nothing, *people], ignore_index=True)
    person_of = person_of.astype({"row_number": "Int64", "person_id": "str", "table_name": "str"})
    faults = faults.merge(person_of, how="left", on=["table_name", "row_number"])
    listed = faults.merge(
        holders({n: p.frame for n, p in parsed.items()}, night.extract_date), how="left", on="person_id"
    )
    night.lake.write(night.path("worklist"), {"faults": to_arrow(listed)})


def write_worklist(slug: str, out: Path, extract_date: date | None = None) -> Counts:
    """Write the data-quality worklist of a night: what is wrong, in which record, whose it is and what to do.

    Files `data-quality-<slug>-<extract_date>.csv` and `.xlsx` (a sheet for each team), readable by their owner alone.
    They name records by the identifiers of the case-management system and hold no other value of a child.

    Args:
        slug: the authority.
        out: folder to write to.
        extract_date: the night; the latest validated one when None.

    Raises:
        LakeError: no night was validated yet.

    """
    nights = Night.open(slug, extract_date or date.min)
    if extract_date is None:
        days = nights.extracts("worklist")
        if not days:
            raise LakeError(f"No extract of {slug} has been validated yet. Run the nightly steps first.")
        extract_date = days[-1]
    night = Night(nights.settings, nights.authority, extract_date)
    faults = to_frame(night.lake.read(night.path("worklist"))["faults"])
    rules = rule_catalogue()[["rule_id", "severity", "owner", "explanation", "remedy", "anticipates"]]
    listed = faults.merge(rules, how="left", on="rule_id")
    first_seen = _first_seen_by_row(night)
    listed = listed.merge(first_seen, how="left", on=["table_name", "row_number", "rule_id"])
    rank = listed["severity"].map({"critical": 0, "warning": 1, "info": 2})
    listed = listed.assign(
        rank=rank,
        team=listed["team"].fillna(NOT_ALLOCATED),
        caseworker=listed["caseworker"].fillna(NOT_ALLOCATED),
        days=(pd.Timestamp(extract_date) - listed["first_seen"]).dt.days.astype("Int64"),
        effect=listed["policy"].map(
            {"drop_row": "row set aside", "blank_value": "value left out", "flag": "counted as it is"}
        ),
    ).sort_values(["team", "caseworker", "rank", "table_name", "record_id", "rule_id"], kind="stable")
    nobody = {NOT_ALLOCATED: label("Unknown", NOT_ALLOCATED)}
    listed = listed.assign(
        team=listed["team"].replace(nobody), caseworker=listed["caseworker"].replace(nobody)
    )
    listed = listed[list(_WORKLIST)].rename(columns=_WORKLIST)
    stem = out / f"data-quality-{slug}-{extract_date}"
    summary = listed.groupby(["Team", "Caseworker", "Severity"], sort=True).size().reset_index(name="Faults")
    sheets = {"Summary": summary, "All": listed}
    for number, (team, part) in enumerate(listed.groupby("Team", sort=True), start=1):
        sheets[f"{number} {team}"] = part
    write_csv(listed, stem.with_name(f"{stem.name}.csv"))
    write_xlsx(sheets, stem.with_name(f"{stem.name}.xlsx"))
    return {
        "faults": len(listed),
        "teams": listed["Team"].nunique(),
        "written_to": str(stem) + ".csv and .xlsx",
    }


_WORKLIST = {
    "team": "Team",
    "caseworker": "Caseworker",
    "severity": "Severity",
    "table_name": "Table",
    "record_id": "Record",
    "row_number": "Row",
    "person_id": "Person",
    "column_name": "Column",
    "explanation": "What is wrong",
    "remedy": "What to do",
    "effect": "What became of it",
    "days": "Days set aside",
    "owner": "Who puts it right",
    "anticipates": "SEN2 check",
    "rule_id": "Rule",
}


def build_site(slug: str, extract_date: date) -> Counts:
    """Make the quality pages of a night from what `dq` holds, and say how far faults could move each rate.

    Pages hold counts, rules and words; no value and no identifier of a record.
    """
    # Drawing costs a second to import, and no other step of the night draws.
    from include.reports import quality as pages

    night = Night.open(slug, extract_date)
    store = warehouse(night.settings)
    validated = "SELECT outcome FROM dq.validation_run WHERE authority = %s AND extract_date = %s"
    if store.query(validated, slug, extract_date).empty:
        raise LakeError(f"No extract of {extract_date} has been validated for {slug}. Run the validate step.")
    loaded = store.loaded(slug)
    # Beside the figures of another night these ranges would mean nothing.
    if loaded and loaded.load_run_id == night.run.load_run_id:
        ranges = measure_ranges(night, store.query)
        store.record_quality(night.run, {"dq.measure_range": ranges})
    folder = f"quality/authority={slug}"
    page = pages.page(store.query, slug, extract_date, rule_catalogue()).encode()
    night.lake.write_file(f"{folder}/extract_date={extract_date}/index.html", page)
    newest = store.query("SELECT max(extract_date) AS day FROM dq.validation_run WHERE authority = %s", slug)
    if newest["day"].iloc[0] == extract_date:
        night.lake.write_file(f"{folder}/index.html", page)
    return {"page": f"{night.lake.root}/{folder}/extract_date={extract_date}/index.html"}


def _first_seen_by_row(night: Night) -> pd.DataFrame:
    rows = warehouse(night.settings).query(
        "SELECT table_name, row_number, rule_id, first_seen FROM dq.quarantined_row"
        " WHERE authority = %s AND extract_date = %s",
        night.authority.slug,
        night.extract_date,
    )
    types = {"table_name": "str", "row_number": "Int64", "rule_id": "str", "first_seen": "datetime64[us]"}
    return rows.astype(types)


def _person_of(table: str, parsed: dict[str, ParsedTable]) -> pd.Series:
    """For each `_row` of a table, the person it is about; missing where it is about nobody, or nobody can be found."""
    rows = parsed[table].frame
    path = path_to("person", table)
    if not path:
        return pd.Series(np.nan, rows["_row"], dtype="str")

    def parent_rows(name: str) -> pd.DataFrame:
        return parsed[name].frame if name in parsed else empty(name)

    return pd.Series(follow(table, rows, path, parent_rows).to_numpy(), rows["_row"])


def holders(tables: Mapping[str, pd.DataFrame], day: date) -> pd.DataFrame:
    """Who holds each person's case today: person_id, caseworker, team."""
    empty = pd.DataFrame({"person_id": [], "caseworker": [], "team": []}, dtype="str")
    if "allocation" not in tables:
        return empty
    today = pd.Timestamp(day).as_unit("us")
    spells = held_spells(tables["allocation"], today)
    live = spells[spells["to_date"] == today]
    holder = live[["person_id", "caseworker_id"]].rename(columns={"caseworker_id": "caseworker"})
    if "caseworker" not in tables:
        return holder.assign(team=pd.Series(np.nan, holder.index, dtype="str"))
    staff = tables["caseworker"].drop_duplicates("caseworker_id").set_index("caseworker_id")["team_id"]
    team = holder["caseworker"].map(staff)
    if "team" in tables:
        names = tables["team"].drop_duplicates("team_id").set_index("team_id")["team_name"]
        team = team.map(names).fillna(team)
    return holder.assign(team=team.astype("str"))
