"""Whose record a row is, along which references: what the `ref:` of the case model say, worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import Literal

import pandas as pd

from include.model.frames import values_at
from include.model.tables import TABLES

Owner = Literal["request", "person"]
Rows = Callable[[str], pd.DataFrame]


def parents(table: str) -> dict[str, str]:
    """The columns of a table that refer to another table, each with that table."""
    refs = {c.name: (c.ref or ".").split(".")[0] for c in TABLES[table].columns.values()}
    return {column: parent for column, parent in refs.items() if parent not in ("", table)}


def hangs_on(table: str) -> dict[str, str]:
    """The references without which a row of a table cannot be, each with the table of the row that it hangs on."""
    columns = TABLES[table].columns
    return {column: parent for column, parent in parents(table).items() if columns[column].required}


def link(table: str, parent: str) -> str:
    """The column by which a row of a table hangs on a row of `parent`."""
    (column,) = (column for column, above in hangs_on(table).items() if above == parent)
    return column


@cache
def path_to(owner: Owner, table: str) -> tuple[str, ...]:
    """The columns that lead from a row to its request or person, such as `assessment_id, request_id, person_id`.

    Empty where the rows of a table are of nobody, and of no request where a row names the person itself: such a record
    is about a child whatever its requests.
    """
    columns = TABLES[table].columns
    if f"{owner}_id" in columns:
        return (f"{owner}_id",)
    if owner == "request" and "person_id" in columns:
        return ()
    for column, parent in parents(table).items():
        if above := path_to(owner, parent):
            return (column, *above)
    return ()


def on_the_way(table: str) -> tuple[str, ...]:
    """The tables through which a row hangs on its request, with `request` at the end; none where it is of none."""
    passed = []
    for column in path_to("request", table):
        if column in parents(table):
            table = parents(table)[column]
            passed.append(table)
    return tuple(passed)


def follow(table: str, rows: pd.DataFrame, path: tuple[str, ...], parent_rows: Rows) -> pd.Series:
    """For each row, the value at the end of a path of references; missing where the path breaks off.

    Args:
        table: the table of the rows.
        rows: has the first column of the path.
        path: references, and at the end the column wanted: `assessment_id, request_id, received_date`.
        parent_rows: gives the rows of a table by its name. Of several with one key the first counts.

    Raises:
        ValueError: a column on the way refers to nothing.

    """
    values = rows[path[0]]
    for column, value_column in pairwise(path):
        table, key = _referred(table, column)
        values = values_at(values, parent_rows(table).set_index(key)[value_column])
    return values


def _referred(table: str, column: str) -> tuple[str, str]:
    ref = TABLES[table].columns[column].ref
    if ref is None:
        raise ValueError(f"{table}.{column} refers to nothing")
    parent, key = ref.split(".")
    return parent, key
