"""From Arrow, in which tables are kept, to frames with the dtypes of the case model, and back."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc


def to_arrow(frame: pd.DataFrame) -> pa.Table:
    """A frame as Arrow without pandas metadata: dates without time as date32, so that every reader sees dates."""
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    schema = pa.schema(
        [
            pa.field(f.name, pa.date32())
            if pa.types.is_timestamp(f.type) and f.type.tz is None
            else pa.field(f.name, pa.string())
            if pa.types.is_large_string(f.type) or pa.types.is_null(f.type)
            else f
            for f in table.schema
        ]
    )
    return table.cast(schema)


def to_frame(table: pa.Table) -> pd.DataFrame:
    """Arrow as a frame with the dtypes of the case model (`str`, `datetime64[us]`, `boolean`, `Int64`, `Float64`)."""
    nullable = {pa.bool_(): pd.BooleanDtype(), pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype()}
    frame = table.to_pandas(types_mapper=nullable.get, date_as_object=False)
    days = [f.name for f in table.schema if pa.types.is_date(f.type)]
    return frame.astype(dict.fromkeys(days, "datetime64[us]"))


def are_in(values: pd.Series, wanted: pd.Series) -> pd.Series:
    """`values.isin(wanted)` of two columns of text, without a Python object for each text (pandas 3.1 makes two)."""
    column, texts = pa.array(values), pa.array(wanted)
    if not (pa.types.is_large_string(column.type) and column.type == texts.type):
        return values.isin(wanted)
    if isinstance(texts, pa.ChunkedArray):
        texts = texts.combine_chunks()
    return pd.Series(pc.is_in(column, value_set=texts).to_numpy(), values.index)
