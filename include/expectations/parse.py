"""From text as received to the types of the case model. What cannot be read becomes missing and is counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from include.model import TABLES, values
from include.model.tables import ColumnType
from include.model.values import FLAGS

_INTEGER = r"^([+-]?\d{1,18})(?:\.0*)?$"
_DECIMAL = r"^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$"
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
        read = _read(text, column.type).astype(pd.api.types.pandas_dtype(column.dtype))
        unread = read.isna().to_numpy() & text.is_valid().to_numpy(zero_copy_only=False)
        if unread.any():
            rows = row[unread].astype("Int64")
            failures.append(pd.DataFrame({"row_number": rows, "column_name": column.name}))
        frame[column.name] = read
    nothing = pd.DataFrame({"row_number": pd.Series(dtype="Int64"), "column_name": pd.Series(dtype="str")})
    all_failures = pd.concat([nothing, *failures], ignore_index=True).astype(nothing.dtypes)
    return ParsedTable(table, pd.DataFrame({**frame, "_row": row}), all_failures, tuple(missing))


def _read(text: pa.Array, kind: ColumnType) -> pd.Series:
    match kind:
        case "date":
            return _dates(text)
        case "datetime":
            return pd.to_datetime(text.to_pandas(), format="ISO8601", utc=True, errors="coerce")
        case "flag":
            place = pc.index_in(pc.utf8_lower(text), value_set=pa.array(list(FLAGS)))
            return _nullable(pc.take(pa.array(list(FLAGS.values())), place))
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


def _nullable(read: pa.Array) -> pd.Series:
    return read.to_pandas(types_mapper=_NULLABLE.get)


def _dates(text: pa.Array) -> pd.Series:
    # A column holds few distinct days: reading each once is much faster than reading every row.
    encoded = pc.dictionary_encode(text)
    days = _as_str(values.iso_days(encoded.dictionary))
    read = pd.to_datetime(days, format="%Y-%m-%d", errors="coerce").to_numpy("datetime64[us]")
    place = pc.fill_null(encoded.indices, -1).to_numpy()
    # The last one is for number -1, a missing text.
    return pd.Series(np.append(read, np.datetime64("NaT"))[place])
