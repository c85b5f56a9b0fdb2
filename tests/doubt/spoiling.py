"""Faults at random in a council's extract, and what the rules of validation leave of it."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
import pyarrow as pa

from include.doubt import Evidence
from include.expectations import GateConfig, parse, validate
from include.expectations.rules import rules
from include.model import TABLES
from include.model.frames import to_arrow
from include.synthetic.dirt import as_text, plant
from tests.conftest import EXTRACT_DATE

Text = dict[str, pd.DataFrame]

# What a rule only counts is believed: ranges tell of what was set aside, left out or is missing.
_RULES = tuple(rule for rule in rules() if rule.policy in ("drop_row", "blank_value"))
_UNREADABLE = {"date": "31/02/2024", "code": "?", "flag": "perhaps", "integer": "many", "decimal": "many"}
_NOBODY = "nobody"


class Spoiler:
    """A council's extract as text, in which each kind of fault is put into a share of the records."""

    def __init__(self, cases: dict[str, pd.DataFrame], seed: int, share: float) -> None:
        self.text: Text = {name: as_text(name, rows) for name, rows in cases.items()}
        self.draw, self.share = np.random.default_rng(seed), share

    def some(self, table: str) -> pd.Series:
        """A share of the rows of a table."""
        rows = self.text[table]
        return pd.Series(self.draw.random(len(rows)) < self.share, rows.index)

    def spoil(self, table: str) -> None:
        """Rows that came twice, values that nobody can read, references to nobody."""
        self.twice(table)
        for column in TABLES[table].columns.values():
            if column.ref:
                self.write(table, column.name, _NOBODY, self.some(table))
            elif value := _UNREADABLE.get(column.type):
                self.write(table, column.name, value, self.some(table))

    def write(self, table: str, column: str, value: str | None, where: pd.Series) -> None:
        """Put a value into a column where there is one."""
        rows = self.text[table]
        self.text[table] = rows.assign(**{column: rows[column].mask(where & rows[column].notna(), value)})

    def forget(self, table: str, column: str, *, beside: str) -> None:
        """Leave out days that nobody entered, which a rule or what stands beside them shows to be missing."""
        rows = self.text[table]
        known = rows[beside].isin(["Y", "N"]) if beside.endswith("_outcome") else rows[beside].notna()
        self.write(table, column, None, self.some(table) & known)

    def twice(self, table: str) -> None:
        """Rows that came twice and differ: the first is kept, whichever is right."""
        right = self.text[table][self.some(table)]
        wrong = right.copy()
        for column in TABLES[table].columns:
            if column not in (*TABLES[table].key, "record_source"):
                others_say = wrong[column].take(self.draw.permutation(len(wrong))).set_axis(wrong.index)
                wrong[column] = wrong[column].where(self.draw.random(len(wrong)) < 0.5, others_say)
        is_first = pd.Series(self.draw.random(len(right)) < 0.5, right.index)
        first = pd.concat([right[~is_first], wrong[is_first]])
        second = pd.concat([right[is_first], wrong[~is_first]])
        rest = self.text[table].drop(right.index)
        self.text[table] = pd.concat([pd.concat([rest, first]).sort_index(), second], ignore_index=True)

    def evidence(self, tables: Collection[str]) -> Evidence:
        """What validation lets through and sets aside, where faults are in some tables alone."""
        return validated(self.text, tables)


def dirty(cases: dict[str, pd.DataFrame], share: float, seed: int) -> Evidence:
    """What validation lets through and sets aside of the faults of the SYNTHETIC council."""
    return validated(plant(cases, share, seed)[0])


def validated(text: Text, tables: Collection[str] = TABLES) -> Evidence:
    """What validation lets through of an extract, and the quarantine that it leaves, as the nightly step writes it.

    Where only some tables have faults, other tables are held against the rules of references alone.
    """
    raw = {
        name: pa.table(
            {
                **{
                    column: pa.array(rows[column].astype("object").where(rows[column].notna(), None))
                    for column in rows
                },
                "_row": pa.array(np.arange(1, len(rows) + 1)),
            }
        )
        for name, rows in text.items()
    }
    found = validate(
        {name: parse(name, table) for name, table in raw.items()},
        not_held=set(TABLES) - set(raw),
        extract_date=EXTRACT_DATE,
        gate=GateConfig(),
        previous_counts=None,
        rule_set=[rule for rule in _RULES if rule.table in tables or rule.id.endswith(".reference")],
    )
    partition = {"_reasons": to_arrow(found.quarantined)}
    dropped = found.quarantined[found.quarantined["policy"] == "drop_row"]
    for name, rows in dropped.groupby("table_name")["row_number"]:
        gone = np.isin(raw[str(name)]["_row"].to_numpy(), rows.to_numpy("int64"))
        partition[str(name)] = raw[str(name)].filter(pa.array(gone))
    return Evidence(found.conformed, partition, rules())
