"""From Arrow, in which tables are kept, to frames with the dtypes of the case model, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.api.types import union_categoricals


def to_arrow(frame: pd.DataFrame) -> pa.Table:
    """A frame as Arrow without pandas metadata: dates without time as date32, so that every reader sees dates.

    Categories are dictionaries of the texts that rows have, which the lake writes as the texts they are.
    """
    named = frame.select_dtypes("category").items()
    frame = frame.assign(**{str(name): _of_rows(column) for name, column in named})
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


def _of_rows(column: pd.Series) -> pd.Series:
    """A column of categories without those of no row: a name that must not be shown may be among them."""
    known = column.cat.categories
    return column.cat.set_categories(known[known.isin(column.unique())])


def to_frame(table: pa.Table) -> pd.DataFrame:
    """Arrow as a frame with the dtypes of the case model (`str`, `datetime64[us]`, `boolean`, `Int64`, `Float64`)."""
    nullable = {pa.bool_(): pd.BooleanDtype(), pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype()}
    days = [f.with_type(pa.timestamp("us")) if pa.types.is_date(f.type) else f for f in table.schema]
    return table.cast(pa.schema(days)).to_pandas(types_mapper=nullable.get)


def are_in(values: pd.Series, listed: pd.Series) -> pd.Series:
    """`values.isin(listed)` of two columns of text, without a Python object for each text (pandas 3.1 makes two)."""
    column, texts = pa.array(values), _as_arrow(listed)
    if not (pa.types.is_large_string(column.type) and column.type == texts.type):
        return values.isin(listed)
    return pd.Series(np.asarray(pc.is_in(column, value_set=texts), dtype=bool), values.index)


def places(keys: pd.Series, index: pd.Index) -> np.ndarray:
    """Where each key stands in an index, the first time that it does; -1 where it does not, or is missing.

    Arrow finds texts in a twentieth of the time that `Index.get_indexer` takes, which makes a Python object of each.
    """
    asked, there = pa.array(keys), _as_arrow(index.array)
    if not (pa.types.is_large_string(asked.type) and asked.type == there.type):
        first = np.flatnonzero(~index.duplicated() & index.notna())
        positions = index[first].get_indexer(pd.Index(keys))
        return np.append(first, -1)[positions]
    return np.asarray(pc.index_in(asked, value_set=there, skip_nulls=True).fill_null(-1)).astype("int64")


Values = TypeVar("Values", pd.Series, pd.DataFrame)


def values_at(keys: pd.Series, values: Values) -> Values:
    """The value, or row, at each key of an index, missing where there is none; of several with one key the first.

    Unlike `Series.map` it keeps the dtype of the values when there are none.
    """
    numbered = values.set_axis(pd.RangeIndex(len(values)))
    return numbered.reindex(places(keys, values.index)).set_axis(keys.index)


def in_order(frame: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    """`frame.sort_values(key, kind="stable", ignore_index=True)`, in a fraction of the time where values repeat.

    Each value's place among the distinct ones of its column is a number, and those of a row make one number.
    """
    if len(key) == 1:
        order = np.asarray(pc.array_sort_indices(_as_arrow(frame[key[0]])))
        return frame.take(order).reset_index(drop=True)
    number, different = np.zeros(len(frame), dtype="int64"), 1
    for name in key:
        ranks, size = _ranks(_as_arrow(frame[name]))
        if different * size >= 2**63:
            known, number = np.unique(number, return_inverse=True)
            different = len(known)
        number, different = number * size + ranks, different * size
    return frame.take(np.argsort(number, kind="stable")).reset_index(drop=True)


def _as_arrow(column: pd.Series) -> pa.Array:
    values = pa.array(column)
    return values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values


def _ranks(values: pa.Array) -> tuple[np.ndarray, int]:
    """The place of each value among the distinct ones in order, missing ones last, and how many places there are."""
    if not pa.types.is_dictionary(values.type):
        values = values.dictionary_encode()
    size = len(values.dictionary)
    rank = np.full(size + 1, size)
    rank[np.asarray(pc.array_sort_indices(values.dictionary))] = np.arange(size)
    return rank[np.asarray(values.indices.fill_null(size))], size + 1


def coded(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its texts as categories, but for keys, of which there are as many as rows.

    Such columns are moved and compared as small numbers, and take a tenth of the memory.
    """
    texts = [name for name in map(str, frame.select_dtypes("str").columns) if not name.endswith("_key")]
    return frame.astype(dict.fromkeys(texts, "category"))


def stacked(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Rows under each other, where a column of categories has those of all parts.

    `pd.concat` makes texts of categories that differ.
    """
    parts = [part for part in parts if len(part)] or parts[:1]
    coded_names = parts[0].select_dtypes("category").columns
    joined = {c: union_categoricals([part[c].astype("category") for part in parts]) for c in coded_names}
    rest = pd.concat([part.drop(columns=coded_names) for part in parts], ignore_index=True)
    return rest.assign(**joined)[list(parts[0])]


def as_texts(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its categories as texts: `coded` undone."""
    return frame.astype(dict.fromkeys(map(str, frame.select_dtypes("category").columns), "str"))
