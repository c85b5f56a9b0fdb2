"""Rows on their way into the warehouse: in the model's types, by COPY, and under the name of their load."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import sqlalchemy as sa
from pyarrow import csv

from include.errors import WarehouseError
from include.model import RUN_COLUMNS, Table
from include.warehouse.metadata import SCHEMAS

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


def arrow_rows(name: str, frame: pd.DataFrame, run: LoadRun | None = None) -> pa.Table:
    """The frame in the model's types, sorted by key, without the columns that the run supplies."""
    model = model_of(name)
    supplied = {column for column in RUN_COLUMNS if run and column in model.columns}
    if missing := [column for column in model.columns if column not in supplied and column not in frame]:
        raise WarehouseError(f"{name}: the rows to load lack the column {', '.join(missing)}.")
    if unknown := [str(column) for column in frame if column not in model.columns]:
        raise WarehouseError(
            f"{name}: the rows to load have a column that the model does not: {', '.join(unknown)}."
        )
    if run and "authority" in frame and not (frame["authority"] == run.authority).all():
        raise WarehouseError(f"{name}: rows of another authority are among those of {run.authority}.")
    arrays = {}
    for column in model.columns.values():
        if column.name in supplied:
            continue
        try:
            array = pa.Array.from_pandas(frame[column.name], type=column.arrow)
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
            raise WarehouseError(
                f"{name}.{column.name}: values of type {frame[column.name].dtype} "
                f"do not fit type {column.type}."
            ) from None
        arrays[column.name] = _nan_is_missing(array)
    table = pa.table(arrays)
    key = [(column, "ascending") for column in model.key if column in arrays]
    return table.sort_by(key) if key else table


def _nan_is_missing(array: pa.Array) -> pa.Array:
    """0 / 0 in a nullable float column is NaN, which PostgreSQL would keep as the greatest of numbers."""
    if not pa.types.is_floating(array.type):
        return array
    return pc.if_else(pc.is_nan(array), pa.scalar(None, array.type), array)


def copy_rows(connection: sa.Connection, name: str, rows: pa.Table, shared: Mapping[str, Any]) -> int:
    """Append rows by COPY: text always quoted and missing never, so that "" and null stay two things."""
    model = model_of(name)
    for column, value in shared.items():
        if column in model.columns and column not in rows.column_names:
            rows = rows.append_column(
                column, pa.repeat(pa.scalar(value, model.columns[column].arrow), len(rows))
            )
    cursor = connection.connection.cursor()
    columns = ", ".join(rows.column_names)
    with cursor.copy(f"COPY {name} ({columns}) FROM STDIN (FORMAT csv, NULL '', ENCODING 'UTF8')") as copy:
        for batch in rows.to_batches(max_chunksize=_ROWS_A_BATCH):
            buffer = io.BytesIO()
            csv.write_csv(batch, buffer, csv.WriteOptions(include_header=False))
            copy.write(buffer.getbuffer())
    return len(rows)


def register(connection: sa.Connection, run: LoadRun) -> datetime:
    """Note the load in `ops.load_run`, once, and return when it was first computed."""
    columns = [c for c in model_of("ops.load_run").columns if c not in _OF_THE_LOADED]
    first_computed_at: datetime = connection.execute(
        sa.text(
            f"INSERT INTO ops.load_run ({', '.join(columns)}, is_current) "
            f"VALUES ({placeholders(columns)}, false) "
            "ON CONFLICT (load_run_id) DO UPDATE SET rows_quarantined = excluded.rows_quarantined, "
            "read_began_at = excluded.read_began_at, read_ended_at = excluded.read_ended_at "
            "RETURNING computed_at"
        ),
        asdict(run),
    ).scalar_one()
    return first_computed_at


def loaded_night(connection: sa.Connection, authority: str) -> Loaded | None:
    """The night of the authority that the marts show; None before the first.

    A night that has not ended in London is none: it was loaded by mistake, and must not keep real ones out.
    """
    query = """
        SELECT extract_date, load_run_id, extract_checksum, records_checksum FROM ops.load_run
        WHERE authority = :authority AND is_current
          AND extract_date < (now() AT TIME ZONE 'Europe/London')::date
    """
    found = connection.execute(sa.text(query), {"authority": authority}).first()
    return Loaded(*found) if found else None


def later_extract(connection: sa.Connection, run: LoadRun) -> date | None:
    """Date of the loaded extract, when it is later than the run's."""
    found = loaded_night(connection, run.authority)
    return found.extract_date if found and found.extract_date > run.extract_date else None


def authority_row(run: LoadRun) -> dict[str, Any]:
    """The row of `ops.authority` that a run says."""
    return {column: getattr(run, column) for column in model_of("ops.authority").columns}


def upsert(connection: sa.Connection, name: str, row: Mapping[str, Any], *, keep: bool = False) -> None:
    """Insert a row, or change the one that has its key (`keep`: leave that one as it is)."""
    key = model_of(name).key
    changes = ", ".join(f"{column} = excluded.{column}" for column in row if column not in key)
    connection.execute(
        sa.text(
            f"INSERT INTO {name} ({', '.join(row)}) VALUES ({placeholders([*row])}) "
            f"ON CONFLICT ({', '.join(key)}) DO {'NOTHING' if keep else f'UPDATE SET {changes}'}"
        ),
        row,
    )


def placeholders(columns: Sequence[str]) -> str:
    """Named places for values, in the order of `columns`."""
    return ", ".join(f":{column}" for column in columns)
