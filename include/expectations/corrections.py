"""Corrections as data: what is wrong at the source and cannot be put right there yet, applied to every extract.

One CSV for each authority, a line for each value. A correction never outlives its reason: it says until when it holds,
it only replaces the very value that it names, and every night reports those that are expired or were not needed.
"""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from include.errors import ConfigError
from include.model import MARTS, TABLES

COLUMNS = ("table", "record", "field", "old_value", "new_value", "who", "when", "why", "until")
# How the parts of a key are joined in `record`, for tables whose key has more than one column.
SEPARATOR = "|"

# The record's keyed hash is added with the load's columns, by whom the key is known to.
_RESULT = {
    name: dtype for name, dtype in MARTS["dq"]["correction_result"].own_dtypes.items() if name != "record_key"
}
_MEANING = {
    "applied": "Applied. It is still needed: the source has the old value.",
    "not_needed": "Not needed any more: the source has the new value. Remove the line.",
    "source_changed": "Not applied: the source has neither the old nor the new value. Look at the record, then change "
    "or remove the line.",
    "no_record": "Not applied: the extract has no such record. Check the identifier, or remove the line.",
    "expired": "Not applied: the day until which it holds has passed. Have the source put right, or give it a new day.",
}


@dataclass(frozen=True)
class Correction:
    """One line of the file. An empty value means that the cell is empty."""

    line: int
    table: str
    record: str
    field: str
    old_value: str | None
    new_value: str | None
    until: date


@dataclass(frozen=True)
class Corrections:
    """An authority's corrections, and a checksum that changes with any of them."""

    lines: tuple[Correction, ...] = ()
    checksum: str = ""

    @classmethod
    def read(cls, path: Path) -> Corrections:
        """Read an authority's corrections; none when there is no file.

        Raises:
            ConfigError: a line cannot be understood. It names file, line and column, never a value.

        """
        if not path.exists():
            return cls()
        content = path.read_bytes()
        try:
            reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        except UnicodeDecodeError:
            raise ConfigError(f"{path} is not in UTF-8. Save it as 'CSV UTF-8'.") from None
        if missing := [name for name in COLUMNS if name not in (reader.fieldnames or COLUMNS)]:
            raise ConfigError(
                f"{path} lacks the columns {', '.join(missing)}. Its head row must have all nine."
            )
        # A spreadsheet leaves lines of commas alone behind; a cell may hold a new line.
        rows = ((reader.line_num, row) for row in reader if "".join(row[c] or "" for c in COLUMNS).strip())
        lines = tuple(_line(path, number, row) for number, row in rows)
        places = pd.Series([(c.table, c.record, c.field) for c in lines], dtype="object")
        if len(twice := places[places.duplicated()]):
            raise ConfigError(
                f"{path}, line {lines[twice.index[0]].line}: the same value is corrected on an earlier line too."
            )
        return cls(lines, hashlib.sha256(content).hexdigest())

    def apply(
        self, received: dict[str, pa.Table], extract_date: date
    ) -> tuple[dict[str, pa.Table], pd.DataFrame]:
        """Put the corrections into an extract.

        Args:
            received: tables as sources give them; not changed.
            extract_date: day of the extract; a correction holds until the end of its day `until`.

        Returns:
            The tables with the values replaced, and one row for each correction: line_number, table_name, column_name,
            record_id (restricted), holds_until, status, rows_changed, message.

        """
        tables, results = dict(received), []
        for correction in self.lines:
            status, changed = "expired", 0
            if correction.until >= extract_date:
                status, changed = self._one(tables, correction)
            results.append(
                {
                    "line_number": correction.line,
                    "table_name": correction.table,
                    "column_name": correction.field,
                    "record_id": correction.record,
                    "holds_until": pd.Timestamp(correction.until),
                    "status": status,
                    "rows_changed": changed,
                    "message": _MEANING[status],
                }
            )
        columns = {**_RESULT, "record_id": "str"}
        return tables, pd.DataFrame(results, columns=list(columns)).astype(columns)

    @staticmethod
    def _one(tables: dict[str, pa.Table], correction: Correction) -> tuple[str, int]:
        table = tables.get(correction.table)
        # The leading columns of a key are enough where they and the old value tell the row.
        key = TABLES[correction.table].key[: correction.record.count(SEPARATOR) + 1]
        if table is None or not {*key, correction.field} <= set(table.column_names):
            return "no_record", 0
        parts = [pc.utf8_trim_whitespace(table[name].cast(pa.string())) for name in key]
        record = parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, SEPARATOR)
        is_record = pc.fill_null(pc.equal(record, correction.record), False)
        if not pc.any(is_record).as_py():
            return "no_record", 0
        text = pc.fill_null(pc.utf8_trim_whitespace(table[correction.field].cast(pa.string())), "")
        old = pc.and_(is_record, pc.equal(text, correction.old_value or ""))
        changed = pc.sum(old).as_py()
        if not changed:
            right = pc.and_(is_record, pc.equal(text, correction.new_value or ""))
            return ("not_needed" if pc.any(right).as_py() else "source_changed"), 0
        place = table.column_names.index(correction.field)
        new = pc.if_else(
            old, pa.scalar(correction.new_value, pa.string()), table[correction.field].cast(pa.string())
        )
        tables[correction.table] = table.set_column(place, correction.field, new)
        return "applied", changed


def _line(path: Path, number: int, row: dict[str, str | None]) -> Correction:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}

    def wrong(column: str, what: str) -> ConfigError:
        return ConfigError(f"{path}, line {number}, column {column}: {what}.")

    for needed in ("table", "record", "field", "who", "when", "why", "until"):
        if not cells[needed]:
            raise wrong(needed, "is empty; every correction says what, who, when, why and until when")
    if cells["table"] not in TABLES:
        raise wrong("table", "is no table of the case model")
    if cells["field"] not in TABLES[cells["table"]].columns:
        raise wrong("field", f"table {cells['table']} has no such column")
    if cells["old_value"] == cells["new_value"]:
        raise wrong("new_value", "is the same as the old value")
    days = {}
    for name in ("when", "until"):
        try:
            days[name] = date.fromisoformat(cells[name])
        except ValueError:
            raise wrong(name, "is not a day such as 2026-01-31") from None
    if days["until"] < days["when"]:
        raise wrong("until", "lies before the day on which the correction was made")
    return Correction(
        line=number,
        table=cells["table"],
        record=cells["record"],
        field=cells["field"],
        old_value=cells["old_value"] or None,
        new_value=cells["new_value"] or None,
        until=days["until"],
    )
