"""What an extract shows of its faults: records set aside, values left out or missing, and whose cases they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd
import pyarrow as pa

from include.expectations import parse
from include.expectations.rules import Rule, words
from include.model import TABLES, empty
from include.model.frames import are_in, to_frame, values_at
from include.model.references import Owner, parents, path_to
from include.transforms.facts.kinds import Reads

# Dates that must be there where one of others is, besides those that a rule of validation wants.
_WANTED_BESIDE = {
    ("annual_review", "review_meeting_date"): (
        "review_report_date",
        "review_decision_date",
        "amendment_notice_date",
        "amended_final_date",
    ),
    ("annual_review", "amendment_notice_date"): ("amended_final_date",),
    ("appeal", "mediation_requested_date"): ("mediation_date",),
}


@dataclass
class CasesInDoubt:
    """Cases that something in doubt decides about: why, by request and by person, and how much cannot be placed."""

    requests: pd.Series
    persons: pd.Series
    everything: str = ""
    unplaced: int = 0

    def __bool__(self) -> bool:
        return bool(len(self.requests) or len(self.persons) or self.everything or self.unplaced)


@dataclass
class Evidence:
    """What an extract shows of its faults.

    Attributes:
        kept: conformed case tables.
        partition: the quarantine partition: rows set aside as received, and `_reasons`.
        rules: those by which it was checked.

    """

    kept: dict[str, pd.DataFrame]
    partition: dict[str, pa.Table]
    rules: tuple[Rule, ...]
    _lost: dict[str, pd.DataFrame] = field(default_factory=dict)
    _owners: dict[tuple[str, str], pd.Series] = field(default_factory=dict)
    _holed: dict[tuple[str, str], pd.Series] = field(default_factory=dict)
    _ids: dict[str, pd.Series] = field(default_factory=dict)
    _why: dict[tuple[str, tuple[str, ...]], pd.Series] = field(default_factory=dict)
    _in_doubt: dict[tuple[str, tuple[str, ...]], CasesInDoubt] = field(default_factory=dict)

    @cached_property
    def reasons(self) -> pd.DataFrame:
        """One row for each record and column that a rule found wrong: table_name, policy, row_number, record_id."""
        noted = to_frame(self.partition["_reasons"])
        of_rule = {rule.id: sorted(rule.touches) for rule in self.rules}
        pairs = [(rule, column) for rule, columns in of_rule.items() for column in columns]
        touches = pd.DataFrame(pairs, columns=["rule_id", "column_name"], dtype="str")
        others = noted.drop(columns="column_name").merge(touches, on="rule_id")
        reasons = pd.concat([noted, others], ignore_index=True)
        return reasons.astype({"column_name": "str", "table_name": "str", "rule_id": "str", "policy": "str"})

    @cached_property
    def _left_out(self) -> dict[tuple[str, str], pd.Series]:
        """Records of which a value was left out, by table and column."""
        values = self.reasons[self.reasons["policy"].eq("blank_value")]
        by_column = values.groupby(["table_name", "column_name"])["record_id"]
        return {(str(name), str(column)): records for (name, column), records in by_column}

    def table(self, name: str) -> pd.DataFrame:
        """Rows of a table that were let through."""
        if name not in self.kept:
            self.kept[name] = empty(name)
        return self.kept[name]

    def lost(self, name: str) -> pd.DataFrame:
        """Rows of a table that were set aside, in the model's types, less the values that put them there.

        Not a later copy that says the same as the row that was kept: nothing of it is in doubt.
        """
        if name not in self._lost:
            if name not in self.partition:
                self._lost[name] = empty(name)
            else:
                rows = parse(name, self.partition[name]).frame
                wrong = self.reasons[self.reasons["table_name"].eq(name)]
                copies = wrong["rule_id"].eq(f"{name}.key.repeated")
                rows = rows[~self._says_the_same(name, rows, wrong, copies)]
                for column, part in wrong[~copies].groupby("column_name"):
                    if column in rows and not TABLES[name].columns[str(column)].ref:
                        rows[column] = rows[column].mask(rows["_row"].isin(part["row_number"]))
                self._lost[name] = rows.drop(columns="_row")
        return self._lost[name]

    def _says_the_same(
        self, name: str, rows: pd.DataFrame, wrong: pd.DataFrame, copies: pd.Series
    ) -> pd.Series:
        only = set(wrong.loc[copies, "row_number"]) - set(
            wrong.loc[~copies & (wrong["policy"] == "drop_row"), "row_number"]
        )
        key = list(TABLES[name].key)
        kept = self.table(name).drop_duplicates(key).set_index(key)
        beside = kept.reindex(
            pd.MultiIndex.from_frame(rows[key]) if len(key) > 1 else pd.Index(rows[key[0]])
        ).set_axis(rows.index)
        same = rows["_row"].isin(only)
        for column in set(TABLES[name].columns) - {*key, "record_source"}:
            both = (rows[column] == beside[column]).fillna(False).astype("bool")
            same &= both | (rows[column].isna() & beside[column].isna())
        return same

    @cached_property
    def _wanted(self) -> dict[str, list[dict[str, Any]]]:
        """Table -> checks by which a value has to be there."""
        checks: dict[str, list[dict[str, Any]]] = {}
        for rule in self.rules:
            if rule.check and rule.check["name"] in ("filled_when", "filled_when_filled", "both_or_neither"):
                checks.setdefault(rule.table, []).append(rule.check)
        return checks

    def holed(self, name: str, column: str) -> pd.Series:
        """Which rows of a table that were let through lack a value of a column that they should have."""
        if (name, column) not in self._holed:
            rows = self.table(name)
            lacks = pd.Series(False, rows.index)
            if (name, column) in self._left_out:
                lacks = are_in(rows[TABLES[name].key[0]].astype("str"), self._left_out[name, column])
            beside = _WANTED_BESIDE.get((name, column))
            if beside:
                lacks |= rows[column].isna() & rows[list(beside)].notna().any(axis=1)
            for check in self._wanted.get(name, ()):
                lacks |= _lacks(rows, column, check)
            self._holed[name, column] = lacks
        return self._holed[name, column]

    def copied(self, name: str) -> pd.Series:
        """Which rows of a table that were let through have a copy that says something else."""
        key = TABLES[name].key[0]
        return are_in(self.table(name)[key], self.lost(name)[key].dropna())

    def owner(self, kind: Owner, name: str, rows: pd.DataFrame) -> pd.Series:
        """The request or person that rows of a table are about; missing where none can be found or there is none."""
        path = path_to(kind, name)
        if not path:
            return pd.Series(None, rows.index, dtype="str")
        first, *further = path
        if further:
            return values_at(rows[first], self.through(kind, parents(name)[first]))
        return rows[first] if name == kind else rows[first].where(are_in(rows[first], self._known(kind)))

    def of_kept(self, kind: Owner, name: str) -> pd.Series:
        """The request or person of the rows of a table that were let through."""
        if (kind, f"rows of {name}") not in self._owners:
            self._owners[kind, f"rows of {name}"] = self.owner(kind, name, self.table(name))
        return self._owners[kind, f"rows of {name}"]

    def _known(self, name: str) -> pd.Series:
        if name not in self._ids:
            key = TABLES[name].key[0]
            self._ids[name] = pd.concat([self.table(name)[key], self.lost(name)[key]]).dropna()
        return self._ids[name]

    def through(self, kind: Owner, parent: str) -> pd.Series:
        """The request or person of each row of a table, by the row's key."""
        if (kind, parent) not in self._owners:
            key = TABLES[parent].key[0]
            # The row that was kept goes before its copies.
            parts = [
                pd.Series(self.owner(kind, parent, rows).to_numpy(), rows[key], dtype="str")
                for rows in (self.table(parent), self.lost(parent))
            ]
            both = pd.concat(parts)
            both = both[both.index.notna()]
            self._owners[kind, parent] = both[~both.index.duplicated()]
        return self._owners[kind, parent]

    def in_doubt(self, reads: Reads) -> CasesInDoubt:
        """What the faults of some tables decide about."""
        by_table = [self._in_doubt_by(name, columns) for name, columns in reads.items()]
        by_table = [cases for cases in by_table if cases]
        return CasesInDoubt(
            first_of([cases.requests for cases in by_table]),
            first_of([cases.persons for cases in by_table]),
            next((cases.everything for cases in by_table if cases.everything), ""),
            sum(cases.unplaced for cases in by_table),
        )

    def _in_doubt_by(self, name: str, columns: tuple[str, ...]) -> CasesInDoubt:
        if (name, columns) not in self._in_doubt:
            self._in_doubt[name, columns] = self._cases_of(name, columns)
        return self._in_doubt[name, columns]

    def _cases_of(self, name: str, columns: tuple[str, ...]) -> CasesInDoubt:
        lost, said, nobody = self.lost(name), f"{words(name)} rows set aside", pd.Series(dtype="str")
        if not path_to("person", name):
            # A table of the council as a whole, such as its settings: any case may rest on any of its rows.
            return CasesInDoubt(nobody, nobody, said if len(lost) else "")
        why = self.why(name, columns)
        rows = pd.concat([lost, self.table(name)[why.notna()]])
        if rows.empty:
            return CasesInDoubt(nobody, nobody)
        reason = pd.concat([pd.Series(said, lost.index, dtype="str"), why.dropna()])
        is_request = bool(path_to("request", name))
        owner = self.owner("request" if is_request else "person", name, rows)
        by_owner = first_of([pd.Series(reason.to_numpy(), pd.Index(owner), dtype="str")])
        unplaced = int(owner.isna().sum())
        return CasesInDoubt(
            by_owner if is_request else nobody, nobody if is_request else by_owner, unplaced=unplaced
        )

    def why(self, name: str, columns: tuple[str, ...]) -> pd.Series:
        """Why rows of a table that were let through are in doubt by themselves; missing where they are not."""
        if (name, columns) not in self._why:
            why = pd.Series(None, self.table(name).index, dtype="str")
            for column in TABLES[name].columns if "*" in columns else columns:
                holed = self.holed(name, column)
                if holed.any():
                    why = why.mask(holed & why.isna(), f"{words(name)} without {words(column)}")
            if name == "plan":
                again = self.table(name)["assessment_id"]
                why = why.mask(
                    again.duplicated(keep=False) & again.notna() & why.isna(), "plans of one assessment"
                )
            if len(self.lost(name)):
                why = why.mask(self.copied(name) & why.isna(), f"{words(name)} rows twice, not the same")
            self._why[name, columns] = why
        return self._why[name, columns]


def _lacks(rows: pd.DataFrame, column: str, check: Mapping[str, Any]) -> pd.Series:
    """Which rows lack a value of a column that a check wants."""
    nobody = pd.Series(False, rows.index)
    if check["name"] == "both_or_neither":
        if column not in check["columns"]:
            return nobody
        other = [name for name in check["columns"] if name != column]
        return rows[column].isna() & rows[other].notna().any(axis=1)
    if check["column"] != column:
        return nobody
    lacking = rows[column].isna()
    if check["name"] == "filled_when_filled":
        return lacking & rows[check["other"]].notna()
    for name, values in check["where"].items():
        lacking &= rows[name].isin(values)
    return lacking


def first_of(parts: list[pd.Series]) -> pd.Series:
    """Reasons by owner, the first of each."""
    if not parts:
        return pd.Series(dtype="str")
    reasons = pd.concat(parts)
    reasons = reasons[reasons.index.notna()]
    return reasons[~reasons.index.duplicated()]
