"""The rows of a kind: those of its table, or what it builds, that count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from include.model.references import Owner, follow
from include.transforms.facts.history import History
from include.transforms.facts.kinds import FILLED, Kind


def rows_of(history: History, kind: Kind) -> pd.DataFrame:
    """The rows of a kind."""
    rows = history.once(kind.build) if kind.build else history.table(kind.table)
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
    first, *rest = (rows[column].astype("str") for column in kind.key)
    text = kind.prefix + first
    for more in rest:
        text = text + more
    return text


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


def with_amounts(rows: pd.DataFrame, dtypes: Mapping[str, str]) -> pd.DataFrame:
    """Rows of all kinds of a fact, with the amounts that none of these gives as missing ones."""
    return rows.assign(**{name: nothing(rows, dtype) for name, dtype in dtypes.items() if name not in rows})
