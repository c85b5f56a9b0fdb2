"""DfE's open data as bundled with this software: typed tables, and what one authority's figures add up to.

This module imports nothing of ours but the model, so that the synthetic council can be calibrated from it.
"""

from __future__ import annotations

import difflib
import gzip
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from include.errors import ConfigError
from include.model import DFE
from include.published.editions import TOTAL
from include.published.reading import as_text, parse

DATA = Path(__file__).parent / "data"
EDITIONS = (2022, 2025)

# DfE's published ethnic groups, and a code of the return that stands for each. "Unclassified" is refused or unknown.
ETHNIC_GROUPS = {
    "White - White British": "WBRI",
    "White - Irish": "WIRI",
    "White - Traveller of Irish heritage": "WIRT",
    "White - Gypsy/Roma": "WROM",
    "White - Any other White background": "WOTH",
    "Mixed - White and Black Caribbean": "MWBC",
    "Mixed - White and Black African": "MWBA",
    "Mixed - White and Asian": "MWAS",
    "Mixed - Any other Mixed background": "MOTH",
    "Asian - Indian": "AIND",
    "Asian - Pakistani": "APKN",
    "Asian - Bangladeshi": "ABAN",
    "Asian - Any other Asian background": "AOTH",
    "Asian - Chinese": "CHNE",
    "Black - Black Caribbean": "BCRB",
    "Black - Black African": "BAFR",
    "Black - Any other Black background": "BOTH",
    "Any other ethnic group": "OOTH",
    "Unclassified": "NOBT",
}

# Reasons for ceasing, in the order of the return's codes 1 to 9. DfE's "not recorded" has no code and is left out.
_CEASE_COLUMNS = {
    "max_age": "1",
    "needs_met": "2",
    "he": "3",
    "employ": "4",
    "transfer": "5",
    "no_engage": "6",
    "moved_outside_eng": "7",
    "deceased": "8",
    "other": "9",
}
_NEED_COLUMNS = {f"number_{c}": c.upper() for c in "asd hi mld msi oth pd pmld semh slcn sld spld vi".split()}


@cache
def read(file: str, edition: int = 2025) -> pd.DataFrame:
    """One published file, every row, as the model's table `published_<file>`.

    Its columns are described at `reading.parse`. Cached: do not change the frame.

    Raises:
        ConfigError: there is no such file in that edition.

    """
    path = DATA / str(edition) / f"{file}.csv.gz"
    if not path.exists():
        files = sorted(p.name.removesuffix(".csv.gz") for p in path.parent.glob("*.csv.gz"))
        raise ConfigError(
            f"DfE's {edition} edition has no file {file!r} here. There are: {', '.join(files) or 'none'}."
        )
    with gzip.open(path) as content:
        return parse(as_text(content.read(), path.name), file, edition)[0]


@cache
def suspects() -> pd.DataFrame:
    """Published values that cannot be right: file, edition, area_code, time_period, column, why."""
    frame = pd.read_csv(DATA / "suspect.csv", dtype={"column": "str"})
    frame["area_code"] = frame.pop("area_codes").str.split()
    return frame.explode("area_code", ignore_index=True)


@cache
def areas() -> pd.DataFrame:
    """Authorities of the latest year: la_code, ons_code, la_name, region_code, region_name."""
    rows = read("requests")
    latest = rows[
        (rows["geographic_level"] == "Local authority") & (rows["time_period"] == rows["time_period"].max())
    ]
    renamed = latest.rename(columns={"old_la_code": "la_code", "new_la_code": "ons_code"})
    columns = ["la_code", "ons_code", "la_name", "region_code", "region_name"]
    return renamed[columns].drop_duplicates("la_code").sort_values("la_code", ignore_index=True)


def authority(la_code: str) -> pd.Series:
    """One authority's row of `areas`.

    Raises:
        ConfigError: no such number; near names or numbers are suggested.

    """
    authorities = areas()
    row = authorities[authorities["la_code"] == la_code]
    if row.empty:
        names = dict(zip(authorities["la_code"], authorities["la_name"], strict=True))
        by_name = {name.lower(): code for code, name in names.items()}
        near = [by_name[n] for n in difflib.get_close_matches(la_code.lower(), by_name)]
        near = near or difflib.get_close_matches(la_code, list(names))
        hint = ", ".join(f"{code} {names[code]}" for code in near)
        raise ConfigError(
            f"DfE's figures have no authority {la_code!r}." + (f" Did you mean {hint}?" if hint else "")
        )
    return row.iloc[0]


@dataclass(frozen=True)
class Calibration:
    """What DfE publishes about one authority, as a synthetic council needs it.

    Attributes:
        requests: index calendar year; `received`, `refused_share`, `withdrawn_share`, `decided_within_6_weeks_share`.
        timeliness: index calendar year; `plans_issued` (in scope of the 20-week figures), `within_20_share` and
            `over_52_share` of those, `exception_share`.
        new_plans, ceased: plans by calendar year.
        caseload: plans by the year of the January.
        cease_reasons: shares by the return's code.
        needs, needs_new: shares by the return's code of the primary need, of all and of new plans.
        age, age_new: shares by age in years, 0 to 25, of all plans and at the start of new ones.
        sex, ethnicity: shares by the return's code.
        placement, placement_new: shares by DfE's column of the placement files.
        notes: where another area's figure stands in, or a published one was left out.

    Shares are of what is known and add up to 1. Yearly values are missing where nothing usable is published.

    """

    la_code: str
    requests: pd.DataFrame
    timeliness: pd.DataFrame
    new_plans: pd.Series
    ceased: pd.Series
    caseload: pd.Series
    cease_reasons: pd.Series
    needs: pd.Series
    needs_new: pd.Series
    age: pd.Series
    age_new: pd.Series
    sex: pd.Series
    ethnicity: pd.Series
    placement: pd.Series
    placement_new: pd.Series
    notes: list[str] = field(default_factory=list)


def calibration(la_code: str) -> Calibration:
    """Published figures of one authority (three-digit DfE number), 2014 to the latest year.

    Where DfE printed no usable share for the authority, its region's stands in, then England's, and `notes` says so.

    Raises:
        ConfigError: no such authority.

    """
    place = authority(la_code)
    notes: list[str] = []
    chain = [place["ons_code"], place["region_code"], "E92000001"]
    area = chain[0]
    earlier = _total("sen2_mi", area, 2022)
    caseload = _total("caseload", area)["ehcplans"]
    placements = {c: c for c in _placement_columns()}
    return Calibration(
        la_code=la_code,
        requests=_requests(_total("requests", area), _total("requests", chain[-1]), earlier),
        timeliness=_timeliness(_total("timeliness_20_week", area), earlier),
        new_plans=_total("newplans", area)["new_ehc_plans"].combine_first(earlier["newallehc"]),
        ceased=_total("ceased_plans", area)["total_ceased"],
        caseload=caseload.set_axis(caseload.index // 100 + 1),
        cease_reasons=_shares("ceased_plans", chain, _CEASE_COLUMNS, notes),
        needs=_shares("sen_needs_all_plans", chain, _NEED_COLUMNS, notes),
        needs_new=_shares("sen_need_newplans", chain, _NEED_COLUMNS, notes),
        age=_by_age("caseload", "Child or young persons age", "ehcplans", chain, notes),
        age_new=_by_age("newplans", "Age when plan started", "new_ehc_plans", chain, notes),
        sex=_breakdown("caseload", "Sex", "ehcplans", chain, {"Male": "M", "Female": "F"}, notes),
        ethnicity=_breakdown("caseload", "Ethnicity", "ehcplans", chain, ETHNIC_GROUPS, notes),
        placement=_shares("caseload", chain, placements, notes),
        placement_new=_shares("newplans", chain, placements, notes),
        notes=notes + _left_out(area),
    )


def _requests(area: pd.DataFrame, england: pd.DataFrame, earlier: pd.DataFrame) -> pd.DataFrame:
    """Requests and what became of them by year; `earlier`: the years that only the edition of 2022 has."""
    received = area["requests_received_in_year"].combine_first(earlier["inreqehc"])
    refused = area["requests_decided_not_to_assess"].combine_first(earlier["assrefusedehc"])
    requests = received.where(received > 0)
    decided = area["request_outcome_six_weeks"] + area["request_outcome_over_6_weeks"]
    decided_in_england = england["request_outcome_six_weeks"] + england["request_outcome_over_6_weeks"]
    return pd.DataFrame(
        {
            "received": received,
            "refused_share": refused / requests,
            "withdrawn_share": (area["requests_withdrawn"] / requests).fillna(
                england["requests_withdrawn"] / england["requests_received_in_year"]
            ),
            "decided_within_6_weeks_share": (
                area["request_outcome_six_weeks"] / decided.where(decided > 0)
            ).fillna(england["request_outcome_six_weeks"] / decided_in_england),
        }
    )


def _timeliness(area: pd.DataFrame, earlier: pd.DataFrame) -> pd.DataFrame:
    """Plans issued, and how soon, by year."""
    plans = area["plans_issued_den"].combine_first(earlier["totincexcehc"])
    within = area["plans_issued_within_20_weeks"].combine_first(earlier["incexc20weekehc"])
    without_exceptions = area["plans_issued_den_ex"].combine_first(earlier["totnoexcehc"])
    issued = plans.where(plans > 0)
    return pd.DataFrame(
        {
            "plans_issued": plans,
            "within_20_share": within / issued,
            "over_52_share": area["plans_issued_gt_1_year"] / issued,
            "exception_share": (plans - without_exceptions) / issued,
        }
    )


def _total(file: str, area_code: str, edition: int = 2025) -> pd.DataFrame:
    """An area's totals indexed by period, suspect values missing."""
    rows = read(file, edition)
    rows = rows[rows["area_code"] == area_code]
    if "topic" in rows:
        rows = rows[rows["topic"] == TOTAL]
    rows = rows.set_index(rows["time_period"].astype("int64"))
    rows = rows[~rows.index.duplicated()]
    wrong = suspects()
    wrong = wrong[(wrong["file"] == file) & (wrong["edition"] == edition) & (wrong["area_code"] == area_code)]
    if len(wrong):
        rows = rows.copy()
        for column, periods in wrong.groupby("column")["time_period"]:
            rows.loc[rows.index.isin(periods), column] = pd.NA
    numbers = rows.select_dtypes("number")
    return numbers.astype("Float64")


def _left_out(area_code: str) -> list[str]:
    wrong = suspects()
    return [
        f"{r.file} {r.time_period}: {r.column} was left out because {r.why}"
        for r in wrong[wrong["area_code"] == area_code].itertuples()
    ]


def _shares(file: str, chain: list[str], columns: dict[str, str], notes: list[str]) -> pd.Series:
    """Shares of the named columns in the latest period, from the first area of the chain that has any."""
    for code in chain:
        total = _total(file, code)
        if len(total):
            counts = total[list(columns)].iloc[-1].fillna(0).rename(columns).astype(float)
            if counts.sum() > 0:
                _note(notes, file, code, chain)
                return counts / counts.sum()
    raise ConfigError(f"DfE's file {file} has no usable row for England.")  # the bundled data are incomplete


def _breakdown(
    file: str, topic: str, column: str, chain: list[str], codes: dict[str, str], notes: list[str]
) -> pd.Series:
    rows = read(file)
    rows = rows[(rows["breakdown_topic"] == topic) & (rows["time_period"] == rows["time_period"].max())]
    for code in chain:
        counts = rows[rows["area_code"] == code].set_index("breakdown")[column].dropna().astype(float)
        counts = counts[counts.index.isin(codes)].rename(codes)
        if counts.sum() > 0:
            _note(notes, f"{file} by {topic.lower()}", code, chain)
            return (counts / counts.sum()).reindex(list(codes.values()), fill_value=0.0)
    raise ConfigError(f"DfE's file {file} has no usable row for England.")


def _by_age(file: str, topic: str, column: str, chain: list[str], notes: list[str]) -> pd.Series:
    """Shares by single year. Open-ended groups are spread: the youngest rising to 2, the oldest falling from 20."""
    labels = set(read(file).loc[read(file)["breakdown_topic"] == topic, "breakdown"])
    shares = _breakdown(file, topic, column, chain, {label: label for label in sorted(labels)}, notes)
    ages = pd.Series(0.0, index=range(26))
    for label, share in shares.items():
        first = int(re.search(r"\d+", str(label))[0])  # type: ignore[index]
        if "under" in str(label):
            span, weights = np.array([0, 1, 2]), np.array([0.05, 0.2, 0.75])
        elif "over" in str(label):
            span, weights = np.arange(first, 26), 0.6 ** np.arange(26 - first)
        else:
            span, weights = np.array([first]), np.array([1.0])
        ages[span] += float(share) * weights / weights.sum()
    return ages


def _placement_columns() -> list[str]:
    """Placement counts that add up to all plans: no totals, no percentages, nothing counted twice."""
    columns = [
        c for c in DFE["published_caseload"].columns if DFE["published_caseload"].columns[c].type == "integer"
    ]
    index = {"release_year", "time_period", "ehcplans"}
    return [
        c
        for c in columns
        if c not in index and not c.endswith(("_total", "_2022")) and c not in ("ed_elsewhere",)
    ]


def _note(notes: list[str], what: str, code: str, chain: list[str]) -> None:
    if code != chain[0]:
        notes.append(f"{what}: {'the region' if code == chain[1] else 'England'} stands in")
