"""Writing to the warehouse: one authority's night in one transaction, everything replaced or nothing.

Readers see the rows of the night before until the moment of the commit. A loader that is killed leaves them
as they were, and two loads of one authority take turns.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
import psycopg
import pyarrow as pa
import pyarrow.compute as pc
import sqlalchemy as sa
from psycopg import errors
from pyarrow import csv
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from include.errors import ConfigError, WarehouseError, WarehouseUnavailable
from include.model import Table
from include.warehouse import schema
from include.warehouse.metadata import SCHEMAS

log = logging.getLogger(__name__)

# The basis of figures that a nightly load makes. Figures of another basis are kept, never replaced by a
# night.
NIGHTLY_BASIS = "restated"

# Frozen when a report is published, so no load touches it.
_FROZEN = {"marts.reported_figure"}
_ROWS_A_BATCH = 50_000

Rows = dict[str, pa.Table]


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


class Warehouse:
    """A PostgreSQL warehouse.

    Args:
        url: SQLAlchemy URL of the database.
        lock_timeout: seconds to wait for another load of the same authority before giving up.

    Every method raises:
        WarehouseUnavailable: the database cannot be reached, or something holds it too long; trying again may help.
        WarehouseError: it refused; trying again will not help. In both cases it holds what it held before.

    """

    def __init__(self, url: str, lock_timeout: int = 120) -> None:
        """Nothing is connected to yet. Raises `ConfigError` when the URL is not one of PostgreSQL."""
        try:
            parsed = sa.make_url(url)
        except ArgumentError:
            raise ConfigError(
                "SEND_WAREHOUSE_URL is not a database URL; write postgresql://user:password@host:5432/database."
            ) from None
        if not parsed.drivername.startswith("postgres"):
            raise ConfigError(f"The warehouse must be PostgreSQL, but its URL begins {parsed.drivername!r}.")
        self._url = parsed.set(drivername="postgresql+psycopg")
        self._lock_timeout = lock_timeout
        # No pool: task processes are forked and short-lived, and a forked connection is a broken one.
        self.engine = sa.create_engine(
            self._url, poolclass=NullPool, connect_args={"connect_timeout": 10, "application_name": "send"}
        )

    @property
    def place(self) -> str:
        """Host and database, for messages. Never a password."""
        host = self._url.host or self._url.query.get("host", "this machine")
        return f"database {self._url.database!r} on {host}"

    def migrate(self) -> None:
        """Bring the schema up to date. Processes may ask at once; with nothing to do it only reads."""
        with self._connection("reading the schema's revision") as connection:
            if schema.is_current(connection):
                return
        with self._connection("bringing the schema up to date") as connection:
            self._take_turns(connection, "schema")
            if not schema.is_current(connection):
                schema.upgrade(connection)

    def load(self, run: LoadRun, frames: Mapping[str, pd.DataFrame]) -> tuple[str, int]:
        """Replace all of one authority's rows in `restricted` and `marts` by those of a night.

        Nothing is written when a later extract is loaded already, so that nights run in any order end alike.
        A night run a second time writes the same rows to the last byte: its `computed_at` is that of the
        first time.

        Args:
            run: the load.
            frames: `schema.table` to rows in the model's columns. The columns `authority`, `extract_date`,
                `computed_at` and `load_run_id` are the run's and need not be there. A table left out is one
                that the authority does not hold: its rows are removed. A table without an authority, such as
                the measure catalogue, is replaced whole when given and left alone otherwise.

        Returns:
            `loaded` or `superseded`, and how many rows were written.

        """
        own, shared = _authority_tables(), _shared_tables()
        if others := sorted(set(frames) - own - shared):
            raise WarehouseError(f"A nightly load does not write to {', '.join(others)}.")
        rows = {name: _rows(name, frame, run) for name, frame in sorted(frames.items())}
        if basis := _other_bases(rows):
            raise WarehouseError(
                f"A nightly load writes figures of basis {NIGHTLY_BASIS} only, but was given {basis}."
            )
        with self._connection(f"loading {run.authority} of {run.extract_date}") as connection:
            self._take_turns(connection, f"load {run.authority}")
            run_columns = {**_run_columns(run), "computed_at": _register(connection, run)}
            if _later_extract(connection, run):
                return "superseded", 0
            _upsert(connection, "ops.authority", _authority_row(run))
            for name in sorted(own):
                _delete(connection, name, run.authority)
            count = sum(_copy(connection, name, rows[name], run_columns) for name in rows if name in own)
            # Last, so that loads of different authorities wait for each other as briefly as can be.
            self._take_turns(connection, "shared tables")
            for name in sorted(shared & set(rows)):
                connection.exec_driver_sql(f"DELETE FROM {name}")
                count += _copy(connection, name, rows[name], run_columns)
            _mark_current(connection, run, count)
        self._analyse(rows)
        return "loaded", count

    def record_validation(
        self,
        run: LoadRun,
        *,
        results: pd.DataFrame,
        quarantined: pd.DataFrame,
        outcome: str,
        stopped_because: str | None,
        rows_landed: int,
        rows_quarantined: int,
        rows_conformed: int,
    ) -> None:
        """Replace what `dq` says about one authority's extract, let through or not.

        Args:
            run: the load.
            results: rows of `dq.validation_result` less the run's columns.
            quarantined: rows of `dq.quarantined_row` likewise. Columns that the table does not have stay out, so that
                no value of a case slips in beside its reason.
            outcome: `passed`, `passed_with_quarantine` or `stopped`.
            stopped_because: the gate's messages, when it stopped the load.
            rows_landed: rows as received.
            rows_quarantined: rows set aside.
            rows_conformed: rows that went on.

        """
        summary = {
            "outcome": outcome,
            "stopped_because": stopped_because,
            "rows_landed": rows_landed,
            "rows_quarantined": rows_quarantined,
            "rows_conformed": rows_conformed,
        }
        frames = {
            "dq.validation_run": pd.DataFrame([summary]),
            "dq.validation_result": results,
            "dq.quarantined_row": quarantined,
        }
        rows = {name: _rows(name, _known_columns(name, frame), run) for name, frame in frames.items()}
        with self._connection(
            f"recording the validation of {run.authority} of {run.extract_date}"
        ) as connection:
            self._take_turns(connection, f"validation {run.authority}")
            for name, table in rows.items():
                connection.execute(
                    sa.text(
                        f"DELETE FROM {name} WHERE authority = :authority AND extract_date = :extract_date"
                    ),
                    {"authority": run.authority, "extract_date": run.extract_date},
                )
                _copy(connection, name, table, _run_columns(run))
            _upsert(connection, "ops.authority", _authority_row(run), keep=True)

    def record_attempt(
        self,
        run: LoadRun,
        *,
        attempt_id: str,
        started_at: datetime,
        seconds: float,
        outcome: str,
        message: str | None,
    ) -> None:
        """Add a line to `ops.load_attempt`, which grows with every try."""
        row = {
            "attempt_id": attempt_id,
            "load_run_id": run.load_run_id,
            "authority": run.authority,
            "extract_date": run.extract_date,
            "started_at": started_at,
            "seconds": round(seconds, 3),
            "outcome": outcome,
            "message": message,
        }
        with self._connection(f"recording an attempt to load {run.authority}") as connection:
            _upsert(connection, "ops.load_attempt", row)

    def load_published(self, frames: Mapping[str, pd.DataFrame]) -> int:
        """Replace DfE's published figures in one transaction, but for tables that did not change.

        Args:
            frames: table of schema `dfe` (with or without the schema's name) to its rows.

        Returns:
            How many rows the given tables now hold.

        """
        rows = {
            (name := f"dfe.{key.removeprefix('dfe.')}"): _rows(name, frame) for key, frame in frames.items()
        }
        with self._connection("loading DfE's published figures") as connection:
            self._take_turns(connection, "published figures")
            contents = connection.execute(sa.text("SELECT content_name, checksum FROM ops.content"))
            held = {row.content_name: row.checksum for row in contents}
            checksums = {name: _checksum(table) for name, table in rows.items()}
            changed = {name: table for name, table in rows.items() if held.get(name) != checksums[name]}
            for name, table in sorted(changed.items()):
                connection.exec_driver_sql(f"DELETE FROM {name}")
                _copy(connection, name, table, {})
                _upsert(connection, "ops.content", {"content_name": name, "checksum": checksums[name]})
        self._analyse(changed)
        return sum(table.num_rows for table in rows.values())

    def query(self, statement: str, *parameters: Any) -> pd.DataFrame:
        """Rows of a query whose `%s` places are filled with the parameters."""
        with self._connection("reading") as connection:
            # Without parameters a % is a %.
            plain = connection.execution_options(no_parameters=True)
            return pd.read_sql(statement, plain, params=parameters or None)

    @contextmanager
    def _connection(self, doing: str) -> Iterator[sa.Connection]:
        """A connection in one transaction, committed at the end, whose failures speak to people."""
        try:
            with self.engine.begin() as connection:
                name = {"name": f"send: {doing}"[:63]}
                connection.execute(sa.text("SELECT set_config('application_name', :name, true)"), name)
                yield connection
        except pd.errors.DatabaseError as error:  # what pandas makes of a failing query
            cause = error.__cause__
            raise self._in_words(cause.orig if isinstance(cause, DBAPIError) else cause, doing) from None
        except DBAPIError as error:
            raise self._in_words(error.orig, doing) from None
        except psycopg.Error as error:
            raise self._in_words(error, doing) from None

    def _take_turns(self, connection: sa.Connection, what: str) -> None:
        """Wait for others who do the same. A turn ends with its transaction, also if its process dies."""
        key = int.from_bytes(hashlib.sha256(f"send: {what}".encode()).digest()[:8], signed=True)
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{self._lock_timeout}s'")
        try:
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
        except DBAPIError as error:
            if not isinstance(error.orig, errors.LockNotAvailable):
                raise
            raise WarehouseUnavailable(
                f"Waited {self._lock_timeout} seconds for a turn ({what}) and changed nothing. "
                f"{self._holder(key)} Let it finish and run this again."
            ) from None

    def _holder(self, key: int) -> str:
        query = """
            SELECT pid, application_name, xact_start FROM pg_locks JOIN pg_stat_activity USING (pid)
            WHERE locktype = 'advisory' AND granted AND objsubid = 1
              AND (classid::bigint << 32 | objid::bigint) = :key
              AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """
        with self._connection("asking who is loading") as connection:
            holder = connection.execute(sa.text(query), {"key": key}).first()
        if holder is None:
            return "Whoever held it has just ended."
        since = f" since {holder.xact_start:%Y-%m-%d %H:%M:%S %Z}" if holder.xact_start else ""
        return (
            f"It is held by server process {holder.pid} ({holder.application_name}){since}; "
            f"SELECT pg_terminate_backend({holder.pid}) would end that."
        )

    def _analyse(self, names: Mapping[str, object]) -> None:
        """Refresh the planner's statistics. The rows are committed: failing here is not failing to load."""
        if not names:
            return
        try:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql(f"ANALYZE (SKIP_LOCKED) {', '.join(names)}")
        except DBAPIError as error:
            log.warning(
                "The statistics of the loaded tables were not refreshed (%s).", type(error.orig).__name__
            )

    def _in_words(self, error: BaseException | None, doing: str) -> WarehouseError:
        """The database's complaint without its own text, which quotes values of the rows it refused."""
        code = getattr(error, "sqlstate", None)
        if isinstance(error, psycopg.OperationalError) and code is None:
            return self._no_connection(str(error))
        if isinstance(error, errors.LockNotAvailable | errors.QueryCanceled | errors.DeadlockDetected):
            return WarehouseUnavailable(
                f"While {doing}, something else held the tables of {self.place} for too long."
            )
        if isinstance(error, psycopg.OperationalError):
            return WarehouseUnavailable(f"While {doing}, {self.place} broke off ({type(error).__name__}).")
        if isinstance(error, errors.InsufficientPrivilege):
            return WarehouseError(
                f"While {doing}: user {self._url.username!r} is not allowed to do that in {self.place}. "
                "Migrations need the owner of the database; loads a member of send_loader."
            )
        where = _where(error) if isinstance(error, psycopg.Error) else ""
        return WarehouseError(
            f"While {doing}, {self.place} refused{where}: {type(error).__name__} (SQLSTATE {code}). "
            "Nothing was changed."
        )

    def _no_connection(self, reason: str) -> WarehouseError:
        if re.search(r"authentication failed|no password supplied|pg_hba|does not exist", reason):
            return WarehouseError(
                f"The warehouse did not let us in: {self.place}, user {self._url.username!r}. Check user, "
                "password and database name in SEND_WAREHOUSE_URL or the connection send_warehouse."
            )
        return WarehouseUnavailable(
            f"The warehouse cannot be reached: {self.place}. Check that the server is up and that this "
            "machine may connect to it."
        )


def _model(name: str) -> Table:
    schema_name, _, table = name.partition(".")
    try:
        return SCHEMAS[schema_name][table]
    except KeyError:
        raise WarehouseError(f"There is no table {name} in the warehouse's model.") from None


def _run_columns(run: LoadRun) -> dict[str, Any]:
    """Values that every row of a load shares."""
    return {"authority": run.authority, "extract_date": run.extract_date, "load_run_id": run.load_run_id}


_RUN_COLUMNS = ("authority", "extract_date", "load_run_id", "computed_at")


def _authority_tables() -> set[str]:
    """Tables that a night replaces for its authority."""
    return {name for name, model in _nightly_tables().items() if "authority" in model.columns}


def _shared_tables() -> set[str]:
    """Tables that a night replaces whole, such as the measure catalogue: all authorities share them."""
    return {name for name, model in _nightly_tables().items() if "authority" not in model.columns}


def _nightly_tables() -> dict[str, Table]:
    names = {f"{s}.{table}": model for s in ("restricted", "marts") for table, model in SCHEMAS[s].items()}
    return {name: model for name, model in names.items() if name not in _FROZEN}


def _rows(name: str, frame: pd.DataFrame, run: LoadRun | None = None) -> pa.Table:
    """The frame in the model's types, sorted by key, without the columns that the run supplies."""
    model = _model(name)
    supplied = {column for column in _RUN_COLUMNS if run and column in model.columns}
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


def _known_columns(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    return frame[[column for column in frame if column in _model(name).columns]]


def _other_bases(rows: Rows) -> str:
    if (figures := rows.get("marts.measure_value")) is None:
        return ""
    return ", ".join(sorted(set(figures["basis"].unique().to_pylist()) - {NIGHTLY_BASIS}))


def _copy(connection: sa.Connection, name: str, rows: pa.Table, run_columns: Mapping[str, Any]) -> int:
    """Append rows by COPY: text always quoted and missing never, so that "" and null stay two things."""
    model = _model(name)
    for column, value in run_columns.items():
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


def _delete(connection: sa.Connection, name: str, authority: str) -> None:
    values = {"authority": authority}
    if name == "marts.measure_value":
        values["basis"] = NIGHTLY_BASIS
    connection.execute(
        sa.text(f"DELETE FROM {name} WHERE {' AND '.join(f'{c} = :{c}' for c in values)}"), values
    )


def _register(connection: sa.Connection, run: LoadRun) -> datetime:
    """Note the load in `ops.load_run`, once, and return when it was first computed."""
    columns = [c for c in _model("ops.load_run").columns if c not in ("is_current", "rows_loaded")]
    first_computed_at: datetime = connection.execute(
        sa.text(
            f"INSERT INTO ops.load_run ({', '.join(columns)}, is_current) "
            f"VALUES ({_placeholders(columns)}, false) "
            "ON CONFLICT (load_run_id) DO UPDATE SET rows_quarantined = excluded.rows_quarantined "
            "RETURNING computed_at"
        ),
        asdict(run),
    ).scalar_one()
    return first_computed_at


def _later_extract(connection: sa.Connection, run: LoadRun) -> bool:
    query = """
        SELECT EXISTS (
            SELECT FROM ops.load_run
            WHERE authority = :authority AND is_current AND extract_date > :extract_date
        )
    """
    return bool(
        connection.scalar(sa.text(query), {"authority": run.authority, "extract_date": run.extract_date})
    )


def _mark_current(connection: sa.Connection, run: LoadRun, rows_loaded: int) -> None:
    values = {"authority": run.authority, "load_run_id": run.load_run_id, "rows_loaded": rows_loaded}
    connection.execute(
        sa.text(
            "UPDATE ops.load_run SET is_current = false "
            "WHERE authority = :authority AND is_current AND load_run_id <> :load_run_id"
        ),
        values,
    )
    connection.execute(
        sa.text(
            "UPDATE ops.load_run SET is_current = true, rows_loaded = :rows_loaded "
            "WHERE load_run_id = :load_run_id"
        ),
        values,
    )


def _authority_row(run: LoadRun) -> dict[str, Any]:
    return {column: getattr(run, column) for column in _model("ops.authority").columns}


def _upsert(connection: sa.Connection, name: str, row: Mapping[str, Any], *, keep: bool = False) -> None:
    """Insert a row, or change the one that has its key (`keep`: leave that one as it is)."""
    key = _model(name).key
    changes = ", ".join(f"{column} = excluded.{column}" for column in row if column not in key)
    connection.execute(
        sa.text(
            f"INSERT INTO {name} ({', '.join(row)}) VALUES ({_placeholders([*row])}) "
            f"ON CONFLICT ({', '.join(key)}) DO {'NOTHING' if keep else f'UPDATE SET {changes}'}"
        ),
        row,
    )


def _placeholders(columns: Sequence[str]) -> str:
    return ", ".join(f":{column}" for column in columns)


def _checksum(rows: pa.Table) -> str:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as writer:
        writer.write_table(rows.combine_chunks())
    return hashlib.sha256(sink.getvalue()).hexdigest()


def _where(error: psycopg.Error) -> str:
    """Table, row and column of a refused row, from the parts of the complaint that hold no value."""
    copying = re.match(r"COPY (\w+), line (\d+)(?:, column (\w+))?", error.diag.context or "")
    table = error.diag.table_name or (copying and copying[1])
    column = error.diag.column_name or (copying and copying[3])
    if not table:
        return ""
    place = f" table {table}"
    if column:
        place += f", column {column}"
    if copying:
        place += f", row {copying[2]} in order of key"
    if error.diag.constraint_name:
        place += f", constraint {error.diag.constraint_name}"
    return place
