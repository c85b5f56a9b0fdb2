"""The case tables of one authority, and what they say about a case on a day."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from include.model import MARTS, NOT_ALLOCATED, NOT_RECORDED, empty
from include.model.frames import in_order, values_at
from include.model.references import Owner, follow, path_to
from include.transforms.groups import (
    AGE_DIMENSIONS,
    UNCLASSIFIED,
    academic_year,
    age_group,
    as_group,
    ethnic_group,
    held_spells,
    setting_kind,
)
from include.transforms.intervals import Holding, began, disjoint

Keys = Callable[[str, pd.Series], pd.Series]


class Records:
    """Case tables of one authority, and what they say about a case on a day."""

    def __init__(self, tables: dict[str, pd.DataFrame], as_at: pd.Timestamp, keys: Keys) -> None:
        self.tables, self.as_at, self.keys = tables, as_at.as_unit("us"), keys
        self.people = self.table("person").set_index("person_id")
        self._groups_of_people = self._undated_groups()
        self.allocations = held_spells(self.table("allocation"), self.as_at)
        self.placements = self._placements()
        self.teams = self.table("caseworker").set_index("caseworker_id")["team_id"]
        team = values_at(self.allocations["caseworker_id"], self.teams).fillna(NOT_RECORDED)
        holders = self.allocations.drop(columns="caseworker_id").assign(
            caseworker=as_group(self.allocations["caseworker_id"]), team=as_group(team)
        )
        self._holders = Holding(holders, "person_id")
        settings = self.placements.assign(setting=as_group(self.placements["setting"]))
        self._settings = Holding(settings, "request_id")
        self._needs = as_group(self._primary_needs())

    def table(self, name: str) -> pd.DataFrame:
        """A case table; without rows when it is not held."""
        return self.tables[name] if name in self.tables else empty(name)

    def known(self, days: pd.Series) -> pd.Series:
        """Dates up to the as-at day; later ones are not known yet."""
        return days.where(days <= self.as_at)

    def owner(self, owner: Owner, table: str, rows: pd.DataFrame) -> pd.Series:
        """The request or person that rows of a table are about; missing where there is none."""
        path = path_to(owner, table)
        return follow(table, rows, path, self.table) if path else pd.Series(None, rows.index, dtype="str")

    def _undated_groups(self) -> pd.DataFrame:
        """Those groups of each person that do not change with the day."""
        people = self.people
        return pd.DataFrame(
            {
                "birth_academic_year": academic_year(people["birth_date"]),
                "locality": as_group(people["locality"]),
                "sex": as_group(people["sex"]),
                "ethnicity": as_group(ethnic_group(people["ethnicity"])),
            }
        )

    def _placements(self) -> pd.DataFrame:
        spells = self.table("placement").merge(self.table("active_plan")[["active_plan_id", "request_id"]])
        spells = spells[spells["placement_rank"] == "1"]
        spells = spells.assign(
            setting=setting_kind(spells, self.table("setting")), entry_date=began(spells["entry_date"])
        )
        return disjoint(spells, "request_id", "setting", "entry_date", "leaving_date", self.as_at)

    def _primary_needs(self) -> pd.Series:
        needs = self.table("sen_need").merge(self.table("active_plan")[["active_plan_id", "request_id"]])
        first = needs[needs["sen_type_rank"] == "1"].sort_values(["active_plan_id", "sen_type"])
        # Of two needs ranked first nobody can tell which is.
        first = first[~first.duplicated("active_plan_id", keep=False)]
        return first.drop_duplicates("request_id", keep="last").set_index("request_id")["sen_type"]

    def groups(self, cases: pd.DataFrame, day: pd.Series) -> pd.DataFrame:
        """The groups of each case on its day, as categories.

        `cases` has `person_id` and `request_id`; `day` shares its index.
        """
        person = values_at(cases["person_id"], self._groups_of_people)
        grouped = cases.assign(
            person_key=self.keys("person", cases["person_id"]),
            birth_academic_year=person["birth_academic_year"],
            locality=person["locality"].fillna(NOT_RECORDED),
            sex=person["sex"].fillna(NOT_RECORDED),
            ethnicity=person["ethnicity"].fillna(UNCLASSIFIED),
            primary_need=values_at(cases["request_id"], self._needs).fillna(NOT_RECORDED),
        )
        return grouped.assign(**self.dated_groups(grouped, day))

    def dated_groups(self, cases: pd.DataFrame, day: pd.Series) -> dict[str, pd.Series]:
        """Groups that change with the day, of cases with `birth_academic_year`: caseworker, team, setting and ages."""
        holder = self._holders.on(day, cases["person_id"])
        setting = self._settings.on(day, cases["request_id"])["setting"]
        year = academic_year(day)
        return {
            "team": holder["team"].fillna(NOT_ALLOCATED),
            "caseworker": holder["caseworker"].fillna(NOT_ALLOCATED),
            "setting": setting.fillna(NOT_RECORDED),
            **{name: age_group(name, cases["birth_academic_year"], year) for name in AGE_DIMENSIONS},
        }


def typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A mart's columns and dtypes, less `authority`; texts that are categories stay so."""
    columns = {c.name: c.dtype for c in MARTS["marts"][name].columns.values() if c.name != "authority"}
    coded = frame.select_dtypes("category").columns
    return frame[list(columns)].astype({name: dtype for name, dtype in columns.items() if name not in coded})


def shaped(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A mart's columns and dtypes, less `authority`, in the order of its key."""
    return in_order(typed(name, frame), MARTS["marts"][name].own_key)
