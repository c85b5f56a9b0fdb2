"""The groups that figures are broken down by: ages, ethnic groups, kinds of setting.

`age_groups.csv`: age in whole years on the 31 August before the academic year, as DfE counts ages, to a band and a
phase of education. `ethnicity_groups.csv`: school census code to the group that DfE publishes.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from include.model import NOT_ALLOCATED, NOT_RECORDED
from include.model.frames import values_at
from include.transforms.intervals import disjoint

# The ethnic group of whoever has none on record.
UNCLASSIFIED = "Unclassified"
AGE_DIMENSIONS = ("age_band", "school_phase")


@dataclass(frozen=True)
class Group:
    """A group that figures are broken down by.

    Attributes:
        reads: columns, by case table, that decide in which group a case stands; `*` for all of a table's.
        helpful: tables among them that need not be held.

    """

    reads: Mapping[str, tuple[str, ...]]
    helpful: tuple[str, ...] = ()

    @property
    def needs(self) -> tuple[str, ...]:
        """Case tables without which there is no such breakdown."""
        return tuple(table for table in self.reads if table not in self.helpful)


_ALLOCATED = {"allocation": ("*",)}
_PLACED = ("urn", "ukprn", "sen_setting", "placement_rank", "entry_date", "leaving_date")
GROUPS = {
    "locality": Group({"person": ("locality",)}),
    "team": Group({**_ALLOCATED, "caseworker": ("team_id",)}),
    "caseworker": Group(_ALLOCATED),
    "age_band": Group({"person": ("birth_date",)}),
    "sex": Group({"person": ("sex",)}),
    "ethnicity": Group({"person": ("ethnicity",)}),
    "primary_need": Group({"active_plan": (), "sen_need": ("*",)}),
    # Where the list of settings is not held, the return's codes tell what kind of setting it is.
    "setting": Group(
        {"active_plan": (), "placement": _PLACED, "setting": ("urn", "setting_type")}, helpful=("setting",)
    ),
    "school_phase": Group({"person": ("birth_date",)}),
}
DIMENSIONS = tuple(GROUPS)


def group_needs(dimension: str) -> tuple[str, ...]:
    """Case tables without which there is no breakdown; none for groups that come with what is counted."""
    return GROUPS[dimension].needs if dimension in GROUPS else ()


# Of what is about nobody.
NOBODYS_GROUPS = {
    name: NOT_ALLOCATED if name in ("team", "caseworker") else NOT_RECORDED for name in DIMENSIONS
}

_HERE = Path(__file__).parent


def _rows(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _ages(dimension: str) -> dict[int, str]:
    return {
        age: row[dimension]
        for row in _rows("age_groups.csv")
        for age in range(int(row["from_age"]), int(row["to_age"]) + 1)
    }


def age_groups() -> pd.DataFrame:
    """Band and phase of each age: columns and dtypes of `dim_age`."""
    bands, phases = _ages("age_band"), _ages("school_phase")
    rows = [(age, bands[age], phases[age]) for age in sorted(bands)]
    frame = pd.DataFrame(rows, columns=["age", "age_band", "school_phase"])
    return frame.astype({"age": "Int64", "age_band": "str", "school_phase": "str"})


@cache
def _ethnic_groups() -> dict[str, str]:
    return {row["code"]: row["ethnicity"] for row in _rows("ethnicity_groups.csv")}


def academic_year(days: pd.Series) -> pd.Series:
    """Calendar year in which DfE's academic year of each day began: it runs from 1 September to 31 August."""
    return (days.dt.year - (days.dt.month < 9)).astype("Int64")


def age_group(dimension: str, birth_year: pd.Series, year: pd.Series) -> pd.Series:
    """Age band or phase of people born in one academic year, during another, as a category.

    `not_recorded` outside 0 to 25.

    Whoever is born from 1 September of `birth_year` to 31 August after it has the same age on any later 31 August.
    """
    groups = _ages(dimension)
    youngest, oldest = min(groups), max(groups)
    names = [*dict.fromkeys(groups.values()), NOT_RECORDED]
    # -1 is the last place, which is that of no age.
    name = np.array([names.index(groups.get(age, NOT_RECORDED)) for age in range(youngest, oldest + 2)])
    age = year - birth_year - 1
    place = (age - youngest).where(age.between(youngest, oldest)).to_numpy("int64", na_value=-1)
    return pd.Series(pd.Categorical.from_codes(name[place], pd.Index(names)), age.index)


def as_group(texts: pd.Series) -> pd.Series:
    """A group of each case as a category; among the categories are those of cases without one."""
    without = [NOT_RECORDED, NOT_ALLOCATED, UNCLASSIFIED]
    return texts.astype(pd.CategoricalDtype(pd.Index(texts.dropna().unique()).union(without)))


def ethnic_group(codes: pd.Series) -> pd.Series:
    """DfE's published ethnic group of each code; `Unclassified` when it is missing, refused or unknown."""
    return codes.map(_ethnic_groups()).astype("str").fillna(UNCLASSIFIED)


def held_spells(allocations: pd.DataFrame, as_at: pd.Timestamp) -> pd.DataFrame:
    """Who held each person's case from which day to which, as known at the close of `as_at`.

    Cover holds no case. On a day with two named caseworkers the one whose spell began last holds it; of two that began
    together, the one with the greater identifier.

    Args:
        allocations: rows of `allocation`, in any order and overlapping as they come.
        as_at: last day that is known; a spell without a last day is taken to last until then.

    Returns:
        `person_id`, `caseworker_id`, `from_date`, `to_date`: at most one row for a person and day.

    """
    named = allocations[~allocations["allocation_role"].eq("COVER").fillna(False).astype("bool")]
    return disjoint(named, "person_id", "caseworker_id", "from_date", "to_date", as_at)


def setting_kind(places: pd.DataFrame, settings: pd.DataFrame) -> pd.Series:
    """Kind of setting of each place: the type of the establishment, else the SEN2 code of the arrangement.

    `OTHER` for a numbered establishment that the list of settings does not have: it is a setting on record.

    Args:
        places: `urn`, `ukprn`, `sen_setting`.
        settings: `urn` (establishment or provider number), `setting_type`.

    """
    types = settings.drop_duplicates("urn").set_index("urn")["setting_type"]
    kind = values_at(places["urn"], types).fillna(values_at(places["ukprn"], types))
    kind = kind.fillna(places["sen_setting"])
    is_numbered = places["urn"].notna() | places["ukprn"].notna()
    return kind.mask(kind.isna() & is_numbered, "OTHER").fillna(NOT_RECORDED)
