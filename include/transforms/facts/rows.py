"""The rows of a kind: those of its table, or what it builds, that count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from include.model.references import Owner, follow
from include.transforms.facts.history import History
from include.transforms.facts.kinds import FILLED, Kind


def rows_of(history: History, kind: Kind) -> pd.DataFrame:
    """The rows of a kind."""
    rows = history.once(kind.build) if kind.build else history.table(kind.table)
    if not kind.only and not kind.but:
        return rows
    counts = pd.Series(True, rows.index)
    for column, values in kind.only.items():
        counts &= rows[column].notna() if values == FILLED else rows[column].isin(values)
    for column, values in kind.but.items():
        counts &= ~rows[column].isin(values)
    return rows[counts]


def column_of(history: History, kind: Kind, rows: pd.DataFrame, name: str) -> pd.Series:
    """A column of a kind's rows, by its name or along references (`panel_id.panel_date`)."""
    return follow(kind.table, rows, tuple(name.split(".")), history.table)


def record_of(kind: Kind, rows: pd.DataFrame) -> pd.Series:
    """What tells a kind's rows apart, as text."""
    first, *rest = (_text(rows[column]) for column in kind.key)
    text = kind.prefix + first if kind.prefix else first
    for more in rest:
        text = text + more
    return text


def _text(values: pd.Series) -> pd.Series:
    """Values as text; days by Arrow, because pandas makes a Python object of each."""
    if values.dtype.kind != "M":
        return values.astype("str")
    return pd.Series(pa.array(values).cast(pa.date32()).cast(pa.large_string()), values.index, "str")


def owner_of(history: History, kind: Kind, rows: pd.DataFrame, owner: Owner) -> pd.Series:
    """The person or request that each row is about; missing where there is none."""
    if kind.of_nobody:
        return pd.Series(None, rows.index, dtype="str")
    return rows[f"{owner}_id"] if f"{owner}_id" in rows else history.records.owner(owner, kind.table, rows)


def nothing(rows: pd.DataFrame, dtype: str) -> pd.Series:
    """A column of missing values for some rows, in a dtype."""
    return pd.Series(None, rows.index, dtype=dtype)


def amounts(kind: Kind, rows: pd.DataFrame, dtypes: Mapping[str, Any]) -> dict[str, pd.Series]:
    """The amounts that a kind gives, each under the name of its column in the fact."""
    return {name: rows[column].astype(dtypes[name]) for name, column in kind.amounts.items()}


def together(
    column: str, parts: Sequence[tuple[str, pd.DataFrame]], dtypes: Mapping[str, str]
) -> pd.DataFrame:
    """Rows of several kinds under each other, in a column of which the name of each one's kind is a category.

    Args:
        column: that of the names.
        parts: the name and the rows of each kind; a name may come again.
        dtypes: columns that a kind need not give, and none may: they are missing then.

    """
    parts = [(name, rows) for name, rows in parts if len(rows)] or list(parts[:1])
    names = list(dict.fromkeys(name for name, _ in parts))
    numbers = np.repeat([names.index(name) for name, _ in parts], [len(rows) for _, rows in parts])
    rows = pd.concat([rows for _, rows in parts], ignore_index=True)
    missing = {name: nothing(rows, dtype) for name, dtype in dtypes.items() if name not in rows}
    return rows.assign(**{column: pd.Categorical.from_codes(numbers, pd.Index(names))}, **missing)
