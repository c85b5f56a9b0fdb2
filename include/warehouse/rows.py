"""Rows on their way into the warehouse: in the model's types, by COPY, and under the name of their load."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import sqlalchemy as sa
from pyarrow import csv
from sqlalchemy.dialects import postgresql

from include.errors import WarehouseError
from include.model import RUN_COLUMNS, Column, Table
from include.warehouse.metadata import SCHEMAS, is_of_a_run, table_of

Rows: TypeAlias = "pa.Table | pd.DataFrame"

_ROWS_A_BATCH = 50_000

# Columns of `ops.load_run` that the load itself fills, when its rows are in place.
_OF_THE_LOADED = ("is_current", "rows_loaded", "records_checksum")


@dataclass(frozen=True)
class LoadRun:
    """What is being loaded. The same extract, code and settings always have the same `load_run_id`."""

    load_run_id: str
    authority: str
    authority_name: str
    la_code: str
    ons_code: str
    is_synthetic: bool
    extract_date: date
    extract_checksum: str
    code_version: str
    computed_at: datetime
    rows_landed: int
    rows_quarantined: int
    # Of the records as checked and corrected, once there are any.
    records_checksum: str | None = None
    read_began_at: datetime | None = None
    read_ended_at: datetime | None = None
    shows_day: date | None = None
    is_late: bool | None = None


@dataclass(frozen=True)
class Loaded:
    """The night whose figures readers see."""

    extract_date: date
    load_run_id: str
    extract_checksum: str
    records_checksum: str | None

    def made_of_the_same(self, run: LoadRun) -> bool:
        """Whether a run's figures come from the very records that are loaded; settings and code may be other ones."""
        if self.records_checksum is None:  # loaded by a version that did not note it
            return (self.extract_date, self.extract_checksum) == (run.extract_date, run.extract_checksum)
        return (self.extract_date, self.records_checksum) == (run.extract_date, run.records_checksum)


def run_columns(run: LoadRun) -> dict[str, Any]:
    """Values that every row of a load shares."""
    return {"authority": run.authority, "extract_date": run.extract_date, "load_run_id": run.load_run_id}


def model_of(name: str) -> Table:
    """The model of a table named `schema.table`. Raises `WarehouseError` when there is none."""
    schema_name, _, table = name.partition(".")
    try:
        return SCHEMAS[schema_name][table]
    except KeyError:
        raise WarehouseError(f"There is no table {name} in the warehouse's model.") from None


def arrow_rows(name: str, rows: Rows, run: LoadRun | None = None) -> pa.Table:
    """The rows in the model's types and order of columns, without the columns that the run supplies."""
    model = model_of(name)
    column_names = rows.column_names if isinstance(rows, pa.Table) else [str(column) for column in rows]
    supplied = {column for column in RUN_COLUMNS if run and column in model.columns}
    if missing := [
        column for column in model.columns if column not in supplied and column not in column_names
    ]:
        raise WarehouseError(f"{name}: the rows to load lack the column {', '.join(missing)}.")
    if unknown := [column for column in column_names if column not in model.columns]:
        raise WarehouseError(
            f"{name}: the rows to load have a column that the model does not: {', '.join(unknown)}."
        )
    if run and "authority" in column_names and not _all_are(rows["authority"], run.authority):
        raise WarehouseError(f"{name}: rows of another authority are among those of {run.authority}.")
    return pa.table(
        {
            column.name: _typed(name, column, rows[column.name])
            for column in model.columns.values()
            if column.name not in supplied
        }
    )


def held_rows(name: str, rows: Rows, run: LoadRun, *, of_the_night: bool = True) -> pa.Table:
    """The rows as they are held: what they share with the night that is loaded is null.

    With `of_the_night` false they are of another run than the one that is loaded, and name it.
    """
    held = with_values(name, arrow_rows(name, rows, run), {"authority": run.authority})
    if not is_of_a_run(model_of(name)):
        return held
    if not of_the_night:
        return with_values(name, held, {"load_run_id": run.load_run_id})
    held = with_values(name, held, {"load_run_id": None})
    as_at = held["as_at"]
    is_the_night_s = pc.equal(as_at, pa.scalar(run.extract_date, as_at.type))
    return held.set_column(held.column_names.index("as_at"), "as_at", pc.if_else(is_the_night_s, None, as_at))


def _all_are(values: pd.Series[Any] | pa.ChunkedArray, value: str) -> bool:
    if isinstance(values, pd.Series):
        return bool((values == value).all())
    return len(values) == 0 or values.unique().to_pylist() == [value]


def _typed(name: str, column: Column, values: pd.Series[Any] | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    try:
        if isinstance(values, pd.Series):
            typed = pa.Array.from_pandas(values, type=column.arrow)
        elif pa.types.is_dictionary(values.type) and values.type.value_type == column.arrow:
            typed = values
        else:
            typed = values.cast(column.arrow)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        kind = values.dtype if isinstance(values, pd.Series) else values.type
        raise WarehouseError(
            f"{name}.{column.name}: values of type {kind} do not fit type {column.type}."
        ) from None
    return _nan_is_missing(typed)


def with_values(name: str, rows: pa.Table, values: Mapping[str, Any]) -> pa.Table:
    """The rows with columns of the table that are the same in each of them."""
    model = model_of(name)
    for column, value in values.items():
        if column in model.columns and column not in rows.column_names:
            rows = rows.append_column(
                column, pa.repeat(pa.scalar(value, model.columns[column].arrow), len(rows))
            )
    return rows


def in_order_of_key(name: str, rows: pa.Table) -> pa.Table:
    """The rows sorted by those columns of the table's key that they have."""
    key = [column for column in model_of(name).key if column in rows.column_names]
    if not key:
        return rows
    # Arrow 26 sorts no dictionaries.
    texts = pa.table({c: rows[c].cast(model_of(name).columns[c].arrow) for c in key})
    order = pc.sort_indices(texts, sort_keys=[(column, "ascending") for column in key])
    stand_so = order.equals(pa.arange(0, len(rows)).cast(order.type))
    return rows if stand_so else rows.take(order)


def _nan_is_missing(array: pa.Array) -> pa.Array:
    """0 / 0 in a nullable float column is NaN, which PostgreSQL would keep as the greatest of numbers."""
    if not pa.types.is_floating(array.type):
        return array
    return pc.if_else(pc.is_nan(array), pa.scalar(None, array.type), array)


def copy_rows(connection: sa.Connection, name: str, rows: pa.Table, *, into: str | None = None) -> int:
    """Append rows to the table of a name by COPY, in order of key (`into` another table of the same columns).

    Text is always quoted and missing never, so that "" and null stay two things.
    """
    cursor = connection.connection.cursor()
    place, columns = into or table_of(name).fullname, ", ".join(rows.column_names)
    # PostgreSQL copies into no table whose row-level security binds the session, also where its rule lets all rows in.
    is_bound = connection.scalar(sa.select(sa.func.row_security_active(place)))
    into = f"copied_{place.partition('.')[2]}" if is_bound else place
    if is_bound:
        connection.exec_driver_sql(f"CREATE TEMPORARY TABLE {into} (LIKE {place}) ON COMMIT DROP")
    with cursor.copy(f"COPY {into} ({columns}) FROM STDIN (FORMAT csv, NULL '', ENCODING 'UTF8')") as copy:
        for batch in in_order_of_key(name, rows).to_batches(max_chunksize=_ROWS_A_BATCH):
            buffer = io.BytesIO()
            csv.write_csv(batch, buffer, csv.WriteOptions(include_header=False))
            copy.write(buffer.getbuffer())
    if is_bound:
        copied = sa.table(into, *[sa.column(column) for column in rows.column_names])
        connection.execute(sa.insert(table_of(name)).from_select(rows.column_names, sa.select(copied)))
        connection.exec_driver_sql(f"DROP TABLE {into}")
    return len(rows)


def register(connection: sa.Connection, run: LoadRun) -> None:
    """Note the load in `ops.load_run`, once: its `computed_at` stays that of the first time."""
    table = table_of("ops.load_run")
    row = {
        column: value
        for column, value in asdict(run).items()
        if column in table.c and column not in _OF_THE_LOADED
    }
    insert = postgresql.insert(table).values(**row, is_current=False)
    renewed = {
        column: insert.excluded[column] for column in ("rows_quarantined", "read_began_at", "read_ended_at")
    }
    connection.execute(insert.on_conflict_do_update(index_elements=["load_run_id"], set_=renewed))


def loaded_night(connection: sa.Connection, authority: str) -> Loaded | None:
    """The night of the authority that the marts show; None before the first.

    A night that has not ended in London is none: it was loaded by mistake, and must not keep real ones out.
    """
    run = table_of("ops.load_run").c
    today = sa.cast(sa.func.timezone("Europe/London", sa.func.now()), sa.Date)
    row = connection.execute(
        sa.select(run.extract_date, run.load_run_id, run.extract_checksum, run.records_checksum).where(
            run.authority == authority, run.is_current, run.extract_date < today
        )
    ).first()
    return Loaded(*row) if row else None


def later_extract(connection: sa.Connection, run: LoadRun) -> date | None:
    """Date of the loaded extract, when it is later than the run's."""
    there = loaded_night(connection, run.authority)
    return there.extract_date if there and there.extract_date > run.extract_date else None


def authority_row(run: LoadRun) -> dict[str, Any]:
    """The row of `ops.authority` that a run says."""
    return {column: getattr(run, column) for column in model_of("ops.authority").columns}


def upsert(connection: sa.Connection, name: str, row: Mapping[str, Any], *, keep: bool = False) -> None:
    """Insert a row, or change the one that has its key (`keep`: leave that one as it is)."""
    table = table_of(name)
    insert, key = postgresql.insert(table).values(**row), [column.name for column in table.primary_key]
    changes = {column: insert.excluded[column] for column in row if column not in key}
    connection.execute(
        insert.on_conflict_do_nothing(index_elements=key)
        if keep or not changes
        else insert.on_conflict_do_update(index_elements=key, set_=changes)
    )
