"""One way for all sources to turn what they hold into the text of a case table."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from include.model import Table
from include.model.tables import ColumnType
from include.sources.mapping import TableMapping

# Dates of the case model are local calendar dates.
LOCAL = ZoneInfo("Europe/London")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def as_text(value: Any, kind: ColumnType) -> str | None:
    """One value of a database driver as text.

    Args:
        value: what the driver gave.
        kind: type of the model column; a zoned timestamp becomes the local date only where a date is wanted.

    """
    match value:
        case None | str():
            return value
        case bool():
            return str(int(value))
        case Decimal():
            return format(value, "f")
        case float():
            # repr is the shortest text that means the same number; Decimal writes it without an exponent.
            return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
        case datetime():
            if kind == "date":
                return (value.astimezone(LOCAL) if value.tzinfo else value).date().isoformat()
            return value.isoformat()
        case date():
            return value.isoformat()
        case bytes():
            return value.decode("utf-8", errors="replace")
        case _:
            return str(value)


def present(
    table: Table, mapping: TableMapping, raw: pa.Table, record_source: str, numbers: pa.Array | None = None
) -> pa.Table:
    """The table that a source hands over, as `Source.read` promises it.

    Args:
        table: the case table.
        mapping: gives code translations and defaults. Both see trimmed text.
        raw: the source's text under the model's column names, in the order that `_row` is to count.
        record_source: name of the table or file, for sources that do not say it of each record themselves.
        numbers: `_row` of each record, where rows of the source were passed over; else they are counted from 1.

    """
    constants = {"record_source": record_source} | mapping.defaults
    columns: dict[str, pa.ChunkedArray | pa.Array] = {}
    for column in table.columns.values():
        if column.name in raw.column_names:
            values = pc.utf8_trim_whitespace(raw[column.name])
            values = pc.if_else(pc.equal(values, ""), pa.scalar(None, pa.string()), values)
            if codes := mapping.codes.get(column.name):
                values = _translated(values, codes)
            if column.type == "date":
                values = _iso_dates(values)
            elif column.type == "flag":
                values = _translated(values, {"true": "1", "false": "0"}, fold=True)
            columns[column.name] = values
        elif column.name in constants:
            columns[column.name] = pa.repeat(constants[column.name], raw.num_rows)
    return pa.table({**columns, "_row": pa.arange(1, raw.num_rows + 1) if numbers is None else numbers})


def _translated(values: pa.ChunkedArray, codes: dict[str, str], fold: bool = False) -> pa.ChunkedArray:
    place = pc.index_in(pc.utf8_lower(values) if fold else values, value_set=pa.array(list(codes)))
    return pc.coalesce(pc.take(pa.array(list(codes.values())), place), values)


def _iso_dates(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """`2025-Jan-13 00:00:00` and `2025-01-13 00:00:00` as `2025-01-13`; anything else as received."""
    for number, month in enumerate(_MONTHS, start=1):
        values = pc.replace_substring_regex(
            values, rf"^(\d{{4}})-(?i:{month})-(\d\d)(.*)$", rf"\1-{number:02}-\2\3"
        )
    return pc.replace_substring_regex(values, r"^(\d{4}-\d\d-\d\d)[ T]\d\d:\d\d(:\d\d(\.\d+)?)?$", r"\1")
