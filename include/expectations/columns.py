"""Can a column be relied on? The share of its values that tell nothing, and the share that has gone since.

The gate of rows counts rows set aside. A column may decide figures and yet set no row aside: dates with the month
first, a flag in words that nobody knows, a code list of the council's own, or cells that are empty since tonight. So
each column has a limit (`rules/columns.yaml`, part `relied_on`; `gate` of an authority). Past it the night stops, or
the measures that depend on the column are `not_reliable`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from include.expectations.gate import GateConfig
from include.expectations.outcomes import Result, Rows
from include.expectations.parse import ParsedTable
from include.expectations.rules import Rule, words
from include.model import TABLES
from include.model.values import FEW
from include.yaml_files import load

# Every column of a table: what is said of the rows that were set aside, whatever for.
WHOLE_TABLE = "*"
# How a rule that stops nothing by itself is told when its column cannot be relied on.
POLICY = "not_reliable"
_FORM = ("form", "label")


@dataclass(frozen=True)
class Judged:
    """How a column stands.

    Attributes:
        table: case table.
        column: its column, or `WHOLE_TABLE`.
        what: `read` (values that cannot be read or were left out), `kept` (values that an earlier extract had),
            `sent` (the extract has no such column), `filled` (values that other columns say should be there),
            `few` (rows that have a value, which few should), `days` (days that are the first of their month), `one`
            (days that are one and the same) or `same` (days that are those of another column).
        count: how many values there are to lose.
        lost: how many of them are lost.
        limit: most percent that may be lost.
        is_past: the limit is passed.
        stops: past its limit the night stops; otherwise the measures that depend on it are not reliable.

    """

    table: str
    column: str
    what: str
    count: int
    lost: int
    limit: float
    is_past: bool
    stops: bool

    @property
    def name(self) -> str:
        """`table.column`."""
        return f"{self.table}.{self.column}"

    @property
    def because(self) -> str:
        """What is wrong with it, in words; no value of it."""
        share = f"{100 * self.lost / self.count:.0f}%"
        if self.column == WHOLE_TABLE:
            return f"{self.lost:,} of {self.count:,} {words(self.table)} rows ({share}) were set aside"
        column = f"{words(self.column)} of {words(self.table)}"
        if self.what == "sent":
            return f"no column of the extract is read as {column}"
        if self.what == "filled":
            return f"{self.lost:,} of {self.count:,} records ({share}) that should have {column} have none"
        if self.what == "kept":
            return f"{self.lost:,} of {self.count:,} values ({share}) that {column} had before are gone"
        if self.what == "few":
            held = f"{self.lost:,} of {self.count:,} records ({share}) of {words(self.table)}"
            return f"{held} have a value in {words(self.column)}, as if nearly all had moved"
        if self.what == "days":
            return f"{self.lost:,} of {self.count:,} days ({share}) of {column} are the first of a month"
        if self.what == "one":
            return f"{self.lost:,} of {self.count:,} records ({share}) have one and the same {column}"
        if self.what == "same":
            other = words(relied_on()["differ"]["columns"][self.name])
            return f"{self.lost:,} of {self.count:,} days ({share}) of {column} are those of the {other}"
        return (
            f"{self.lost:,} of {self.count:,} values ({share}) of {column} could not be read or were left out"
        )

    @property
    def message(self) -> str:
        """What it means and what to do, in words."""
        setting = (
            "" if self.column == WHOLE_TABLE else f", or give {self.name} a limit of its own (column_limits)"
        )
        if self.what == "sent":
            return (
                f"{self.because[0].upper()}{self.because[1:]}. If the export has it under another name, give that as "
                f"tables.{self.table}.columns.{self.column}; if nothing is lost without it, give {self.name} a limit "
                "of 100 (column_limits)."
            )
        todo = f"{_TODO[self.what]}{setting}."
        return f"{self.because[0].upper()}{self.because[1:]}, more than {self.limit:g} per cent. {todo}"


# What to do about a column past its limit, by what is wrong with it (`Judged.what`).
_TODO = {
    "read": "The quality page tells which rules its values fail. Put the source or its mapping right (the form of "
    "dates, codes that need a translation, words that mean empty)",
    "kept": "Check that the export still reads the column and that nobody emptied it; if it is no longer recorded, "
    "leave it out of the mapping",
    "filled": "Check that the export fills the column, and with what it should: a join that finds nothing, or a "
    "formula that fails, leaves it empty",
    "few": "Check which column the export gives for it: empty it where nobody moved, or translate what stands for "
    "that (also_empty)",
    "days": "Check that the export gives days and not months: a column that was shown as Sep-22 comes back as "
    "1 September",
    "one": "Check that the export gives the day of each record, and not a default, its own day or a cell that was "
    "filled down",
    "same": "Check that the export does not give one column under both names",
}


@cache
def relied_on() -> dict[str, Any]:
    """Part `relied_on` of `rules/columns.yaml`."""
    columns: dict[str, Any] = load(Path(__file__).parent / "rules" / "columns.yaml")["relied_on"]
    return columns


def stops(table: str, column: str) -> bool:
    """Whether a column past its limit stops the night: it holds the spine together, or decides nearly every figure."""
    model = TABLES[table]
    if f"{table}.{column}" in relied_on()["stops"]:
        return True
    if model.optional or column not in model.columns:
        return False
    return column in model.key or bool(model.columns[column].ref) or model.columns[column].required


def judge(
    held: Mapping[str, ParsedTable],
    failed: Mapping[str, Mapping[str, Rows]],
    rules: Iterable[Rule],
    dropped: Mapping[str, Rows],
    before: Sequence[tuple[date, pd.DataFrame]],
    gate: GateConfig,
    day: date,
) -> list[Judged]:
    """Every column that has lost a value, with whether it may still be relied on.

    Args:
        held: tables of the extract, with their bad rows.
        failed: rows that failed each rule, by table and rule.
        rules: the rules that ran.
        dropped: rows to set aside, by table.
        before: extract date and profile of earlier nights, as `drift.profile` gives them.
        gate: limits.
        day: day of the extract.

    """
    telling: dict[tuple[str, str], list[Rows]] = {}
    for rule in rules:
        rows = failed.get(rule.table, {}).get(rule.id, ())
        if rule.column and len(rows) and _tells_of_values(rule):
            telling.setdefault((rule.table, rule.column), []).append(np.asarray(rows))
    judged = []
    for (name, column), parts in telling.items():
        table = held[name]
        unread = table.failures["column_name"].eq(column)
        required = TABLES[name].columns[column].required
        values = len(table.frame) if required else int(table.frame[column].notna().sum() + unread.sum())
        lost = len(np.unique(np.concatenate(parts)))
        limit = gate.column_limits.get(f"{name}.{column}", gate.max_lost_percent)
        is_past = _is_past(lost, values, len(table.frame), limit)
        judged.append(Judged(name, column, "read", values, lost, limit, is_past, stops(name, column)))
    for name, rows in dropped.items():
        # Of the spine, too many rows set aside stop the night as a rule of their own. Copies of a row lose nothing.
        lost = len(np.setdiff1d(rows, failed[name].get(f"{name}.key.repeated", ())))
        total, limit = len(held[name].frame), gate.max_quarantined_percent
        if TABLES[name].optional and _is_past(lost, total, total, limit):
            judged.append(Judged(name, WHOLE_TABLE, "read", total, lost, limit, True, False))
    judged += _not_sent(held, gate)
    judged += _not_filled(held, failed, rules, gate)
    for more in (_unlikely(held, gate, day), _emptied(held, before, gate)):
        past = {each.name for each in judged if each.is_past}
        judged += [each for each in more if each.name not in past]
    # Of a column one thing is told, beside what an earlier night had: what is past its limit, else what came first.
    told: dict[tuple[str, bool], Judged] = {}
    for each in sorted(judged, key=lambda each: not each.is_past):
        told.setdefault((each.name, each.what == "kept"), each)
    return [each for each in judged if told[each.name, each.what == "kept"] is each]


def _not_sent(held: Mapping[str, ParsedTable], gate: GateConfig) -> list[Judged]:
    """Columns that decide nearly every figure and that the extract does not have, be they renamed or not recorded."""
    judged = []
    for name, column in (each.split(".") for each in relied_on()["stops"]):
        table = held.get(name)
        if table is None or table.frame.empty or column not in table.missing_columns:
            continue
        if gate.column_limits.get(f"{name}.{column}", 0) < 100 and not TABLES[name].columns[column].required:
            rows = len(table.frame)
            judged.append(Judged(name, column, "sent", rows, rows, gate.max_lost_percent, True, False))
    return judged


def _not_filled(
    held: Mapping[str, ParsedTable],
    failed: Mapping[str, Mapping[str, Rows]],
    rules: Iterable[Rule],
    gate: GateConfig,
) -> list[Judged]:
    """Columns that decide nearly every figure and are empty in most rows of which another column says otherwise.

    What people did not record is told record by record; a column that is empty in most is lost, be it in the export or
    in the system. A rule tells which rows should have it, such as those with a decision.
    """
    lacking: dict[tuple[str, str], list[Rows]] = {}
    for rule in rules:
        check = rule.check or {}
        if check.get("name") not in ("filled_when", "both_or_neither"):
            continue
        for column in {check.get("column"), *check.get("columns", ())} & set(TABLES[rule.table].columns):
            rows = failed.get(rule.table, {}).get(rule.id, ())
            if f"{rule.table}.{column}" in relied_on()["stops"] and len(rows):
                lacking.setdefault((rule.table, column), []).append(np.asarray(rows))
    judged = []
    for (name, column), parts in lacking.items():
        frame = held[name].frame
        is_empty = frame[column].isna()
        lost = int((is_empty & frame["_row"].isin(np.concatenate(parts))).sum())
        values = lost + int((~is_empty).sum())
        limit = max(
            gate.column_limits.get(f"{name}.{column}", 0.0), float(relied_on()["few"]["percent_filled"])
        )
        if _is_past(lost, values, len(frame), limit):
            judged.append(Judged(name, column, "filled", values, lost, limit, True, False))
    return judged


def _unlikely(held: Mapping[str, ParsedTable], gate: GateConfig, day: date) -> list[Judged]:
    """Columns of which each value can be right and all of them cannot: see the file, from `few_have` on."""
    parts = relied_on()
    days, judged = parts["any_day"], list[Judged]()

    def look(what: str, name: str, percent: float, of: int, odd: int) -> None:
        table, column = name.split(".")
        limit = max(gate.column_limits.get(name, 0.0), float(percent))
        if of >= days["least"] and 100 * odd > limit * of:
            judged.append(Judged(table, column, what, of, odd, limit, True, stops(table, column)))

    def values(name: str) -> pd.Series | None:
        table, column = name.split(".")
        return (
            held[table].frame[column] if table in held and column not in held[table].missing_columns else None
        )

    for name in parts["few_have"]["columns"]:
        if (cells := values(name)) is not None:
            look("few", name, parts["few_have"]["percent"], len(cells), int(cells.notna().sum()))
    for name in days["columns"]:
        if (cells := values(name)) is not None and len(filled := cells.dropna()):
            look("days", name, days["percent"], len(filled), int((filled.dt.day == 1).sum()))
            look("one", name, days["percent_one_day"], len(filled), int(filled.value_counts().max()))
    for name in parts["one_end"]["columns"]:
        if (cells := values(name)) is not None and len(over := cells[cells <= pd.Timestamp(day)]):
            look("one", name, parts["one_end"]["percent"], len(cells), int(over.value_counts().max()))
    for name, other in parts["differ"]["columns"].items():
        cells, others = values(name), values(f"{name.split('.')[0]}.{other}")
        if cells is not None and others is not None:
            both = cells.notna() & others.notna()
            look(
                "same", name, parts["differ"]["percent"], int(both.sum()), int((cells == others)[both].sum())
            )
    return list({each.name: each for each in reversed(judged)}.values())


def _tells_of_values(rule: Rule) -> bool:
    """Whether rows that fail a rule have a value that tells nothing; of a key twice, each value is good."""
    if ".key." in rule.id:
        return False
    return rule.policy in ("drop_row", "blank_value") or rule.id.rsplit(".", 1)[1] in _FORM


def _is_past(lost: int, values: int, rows: int, limit: float) -> bool:
    few = relied_on()["few"]
    if limit >= 100 or not values or 100 * lost <= limit * values:
        return False
    # A handful of slips is told record by record, unless nothing at all could be read.
    if lost < FEW and lost < values:
        return False
    return 100 * lost > few["percent_of_rows"] * rows


def _emptied(
    held: Mapping[str, ParsedTable], before: Sequence[tuple[date, pd.DataFrame]], gate: GateConfig
) -> list[Judged]:
    """Columns that had values on an earlier night which are not there tonight."""
    nights = [_filled(profile) for _, profile in before]
    if not nights:
        return []
    every = pd.concat(nights, keys=range(len(nights)))
    # Values, and their share of the rows: of a table that only grew no column lost any, nor did one whose rows went.
    most = every.groupby(level=["table_name", "column_name"])[["filled", "share"]].max()
    judged = []
    for row in most.reset_index().to_dict("records"):
        name, column = str(row["table_name"]), str(row["column_name"])
        then = {part: float(row[part]) for part in ("filled", "share")}
        if name not in held or column not in TABLES[name].columns or not then["filled"]:
            continue
        frame = held[name].frame
        now = 0 if column in held[name].missing_columns else int(frame[column].notna().sum())
        share = now / len(frame) if len(frame) else 0.0
        limit = gate.column_limits.get(f"{name}.{column}", gate.max_emptied_percent)
        lost, percent_to_keep = int(then["filled"]) - now, 100 - limit
        is_past = (
            limit < 100
            and 100 * now < percent_to_keep * then["filled"]
            and 100 * share < percent_to_keep * then["share"]
            and _is_past(lost, int(then["filled"]), len(frame), limit)
        )
        if is_past:
            judged.append(
                Judged(name, column, "kept", int(then["filled"]), lost, limit, True, stops(name, column))
            )
    return judged


def _filled(profile: pd.DataFrame) -> pd.DataFrame:
    """For each column that a night held, its values and their share of the rows, by table and column."""
    rows = profile[profile["kind"] == "rows"].set_index("table_name")["rows"].astype("float64")
    gaps = profile[profile["kind"] == "gap"].set_index(["table_name", "column_name"])["rows"]
    of = rows.reindex(gaps.index.get_level_values("table_name")).to_numpy()
    filled = of - gaps.to_numpy(dtype="float64")
    return pd.DataFrame({"filled": filled, "share": filled / np.maximum(of, 1)}, index=gaps.index)


def results(judged: Iterable[Judged]) -> list[Result]:
    """What is told of each, by `<table>.<column>.relied_on` or `.kept`."""
    return [
        Result(
            rule_id=f"{each.table}.{_said(each.column)}.{'kept' if each.what == 'kept' else 'relied_on'}",
            table_name=each.table,
            column_name=None if each.column == WHOLE_TABLE else each.column,
            severity="critical" if each.is_past else "info",
            policy="stop" if each.stops else POLICY,
            rows_checked=each.count,
            rows_failed=each.lost,
            passed=not each.is_past,
            message=each.message
            if each.is_past
            else f"{each.because[0].upper()}{each.because[1:]}. The column may be relied on.",
        )
        for each in judged
    ]


def not_sent(held: Mapping[str, ParsedTable], gate: GateConfig) -> list[Result]:
    """The same for columns that the extract does not have, one row for each table, by `<table>.columns.sent`.

    For the first night: be it that they are not recorded or that the export calls them something else, nobody can tell
    but a person. On later nights `.kept` tells of a column that is gone. Those that decide nearly every figure, and
    required ones, are told by rules of their own.
    """
    told = []
    for name, table in held.items():
        lacking = [
            column
            for column in table.missing_columns
            if f"{name}.{column}" not in relied_on()["stops"]
            and not TABLES[name].columns[column].required
            and gate.column_limits.get(f"{name}.{column}", 0) < 100
        ]
        if not lacking or table.frame.empty:
            continue
        message = (
            f"No column of the extract is read as {', '.join(map(words, lacking))} of {words(name)}. Where the "
            f"export has it under another name, give that as tables.{name}.columns.<column>; what is not recorded "
            "needs nothing."
        )
        told.append(
            Result(
                rule_id=f"{name}.columns.sent",
                table_name=name,
                column_name=None,
                severity="warning",
                policy="flag",
                rows_checked=len(table.frame),
                rows_failed=0,
                passed=False,
                message=message,
            )
        )
    return told


def _said(column: str) -> str:
    return "rows" if column == WHOLE_TABLE else column
