"""From text as received to the types of the case model. What cannot be read becomes missing and is counted."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from include.model import TABLES
from include.model.tables import ColumnType

# Dates of the case model are local calendar dates.
_LOCAL = ZoneInfo("Europe/London")
_CLOCK = r"[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?"
_TIME = rf"(?:{_CLOCK})?"
_ISO_DATE = rf"^(\d{{4}}-\d\d-\d\d){_TIME}$"
_ZONED = rf"^\d{{4}}-\d\d-\d\d{_CLOCK}(?:Z|[+-]\d\d:?\d\d)$"
# Day first, as people in England write it.
_UK_DATE = rf"^(\d{{1,2}})/(\d{{1,2}})/(\d{{4}}){_TIME}$"
_INTEGER = r"^([+-]?\d{1,18})(?:\.0*)?$"
_DECIMAL = r"^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$"
_FLAGS = {
    "1": True,
    "y": True,
    "yes": True,
    "true": True,
    "0": False,
    "n": False,
    "no": False,
    "false": False,
}

# Arrow integers and flags with gaps would otherwise arrive as floats and objects.
_NULLABLE = {pa.bool_(): pd.BooleanDtype(), pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype()}


@dataclass(frozen=True)
class ParsedTable:
    """A case table in the model's types, still with its bad rows.

    Attributes:
        name: case table.
        frame: every model column in the model's dtype, and `_row` (int64, 1-based row of the extract).
        failures: one row for each value that could not be read: `row_number` (Int64), `column_name` (str).
        missing_columns: model columns that the source did not send; all missing in `frame`.

    """

    name: str
    frame: pd.DataFrame
    failures: pd.DataFrame
    missing_columns: tuple[str, ...]


def parse(table: str, raw: pa.Table) -> ParsedTable:
    """Read the text of one case table.

    Args:
        table: case table.
        raw: text columns under model names, and `_row`. Other columns are ignored.

    """
    row = pd.Series(raw["_row"].to_numpy(), dtype="int64")
    frame: dict[str, pd.Series] = {}
    failures = []
    missing = []
    for column in TABLES[table].columns.values():
        if column.name not in raw.column_names:
            missing.append(column.name)
            frame[column.name] = pd.Series(pd.NA, index=row.index, dtype=column.dtype)
            continue
        text = pc.utf8_trim_whitespace(raw[column.name].cast(pa.string()).combine_chunks())
        text = pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)
        values = _read(text, column.type).astype(pd.api.types.pandas_dtype(column.dtype))
        unread = values.isna() & text.is_valid().to_pandas()
        failures.append(pd.DataFrame({"row_number": row[unread].astype("Int64"), "column_name": column.name}))
        frame[column.name] = values
    nothing = pd.DataFrame({"row_number": pd.Series(dtype="Int64"), "column_name": pd.Series(dtype="str")})
    found = pd.concat([nothing, *failures], ignore_index=True).astype(nothing.dtypes)
    return ParsedTable(table, pd.DataFrame({**frame, "_row": row}), found, tuple(missing))


def _read(text: pa.Array, kind: ColumnType) -> pd.Series:
    match kind:
        case "date":
            return _dates(text)
        case "datetime":
            return pd.to_datetime(text.to_pandas(), format="ISO8601", utc=True, errors="coerce")
        case "flag":
            place = pc.index_in(pc.utf8_lower(text), value_set=pa.array(list(_FLAGS)))
            return _nullable(pc.take(pa.array(list(_FLAGS.values())), place))
        case "integer":
            digits = pc.replace_substring_regex(_only(text, _INTEGER), _INTEGER, r"\1")
            return _nullable(pc.cast(pc.utf8_ltrim(digits, "+"), pa.int64()))
        case "decimal":
            return _nullable(pc.cast(pc.utf8_ltrim(_only(text, _DECIMAL), "+"), pa.float64()))
        case _:
            return _as_str(text)


def _as_str(text: pa.Array) -> pd.Series:
    return text.to_pandas().astype("str")


def _only(text: pa.Array, pattern: str) -> pa.Array:
    return pc.if_else(pc.match_substring_regex(text, pattern), text, pa.scalar(None, pa.string()))


def _nullable(values: pa.Array) -> pd.Series:
    return values.to_pandas(types_mapper=_NULLABLE.get)


def _dates(text: pa.Array) -> pd.Series:
    # A column holds few distinct days: reading each once is much faster than reading every row.
    encoded = pc.dictionary_encode(text)
    days = encoded.dictionary
    iso = pc.replace_substring_regex(_only(days, _ISO_DATE), _ISO_DATE, r"\1")
    british = pc.replace_substring_regex(_only(days, _UK_DATE), _UK_DATE, r"\3-\2-\1")
    plain = pd.to_datetime(_as_str(pc.coalesce(iso, british)), format="%Y-%m-%d", errors="coerce")
    # 23:00Z in summer is midnight of the next day here.
    zoned = pd.to_datetime(_as_str(_only(days, _ZONED)), format="ISO8601", errors="coerce", utc=True)
    local = zoned.dt.tz_convert(_LOCAL).dt.tz_localize(None).dt.normalize()
    read = plain.astype("datetime64[us]").fillna(local.astype("datetime64[us]"))
    place = pc.fill_null(encoded.indices, -1).to_numpy()
    return read.reindex(place).reset_index(drop=True)
