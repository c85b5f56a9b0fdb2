"""A case-management database, read through SQLAlchemy: any server for which a driver is installed."""

from __future__ import annotations

import io
import logging
import math
import time as clock
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import sqlalchemy as sa
from pyarrow import csv
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, NoSuchModuleError, OperationalError

from include.errors import ConfigError, SourceError, SourceUnavailable, without_message
from include.model import TABLES, Table
from include.model.values import LOCAL
from include.sources.base import Changes, Earlier, Shown, Span, not_held
from include.sources.incremental import differing, merged
from include.sources.mapping import SqlConfig, SqlMapping, find, near, resolve, stated_day
from include.sources.patience import Patience, Stopwatch, limit_driver, statements, with_limits
from include.sources.text import Forms, as_text, present

log = logging.getLogger(__name__)

# Rows fetched at a time: what is in hand beyond the finished text stays within a few MB.
CHUNK_ROWS = 10_000
# Bytes of text; a row, with its longest note, must lie within it.
_LONGEST_ROW = 1 << 26

# A transaction may be committed after one with a later time of change has been read.
LATE_COMMITS = timedelta(days=1)
# An extract is taken on the day after its date; a time of change further ahead is an error of typing.
STAMPS_MAY_BE_AHEAD = timedelta(days=2)

# Where one transaction sees all tables at one moment without holding up those who write.
SNAPSHOT_LEVELS = {"postgresql": "REPEATABLE READ", "mysql": "REPEATABLE READ", "mariadb": "REPEATABLE READ"}

# `sa.false()` would be a bare `0` on Oracle, which is no condition there.
NO_ROWS = sa.text("1 = 0")

# Where rolling back to a savepoint gives up the locks taken since, while the snapshot stays.
SAVEPOINTS_FREE_LOCKS = {"postgresql", "mysql", "mariadb"}

_SNAPSHOT_ALLOWED = sa.text("SELECT snapshot_isolation_state FROM sys.databases WHERE name = DB_NAME()")

# What each driver calls the seconds to wait for a connection. To some of them `timeout` is how long a query may run,
# and reading a large table takes longer than reaching the server.
_TIMEOUT_ARGUMENTS = {
    "postgresql+psycopg": "connect_timeout",
    "mysql+pymysql": "connect_timeout",
    "mysql+mysqldb": "connect_timeout",
    "mariadb+pymysql": "connect_timeout",
    "mssql+pyodbc": "timeout",
    "mssql+pymssql": "login_timeout",
    "oracle+oracledb": "tcp_connect_timeout",
}

# Words by which drivers say that the account, rather than the network, is the trouble.
_ACCOUNT_REFUSED = (
    "password",
    "authentication",
    "login failed",
    "access denied",
    "pg_hba",
    "role ",
    "ora-01017",
)


class SqlSource:
    """Case tables of a database, all from one read-only transaction."""

    def __init__(
        self,
        config: SqlConfig,
        url: str | None,
        as_at: date,
        earlier: Callable[[str], Earlier | None] = lambda table: None,
        *,
        whole: bool = False,
        la_code: str | None = None,
    ) -> None:
        """Take the configuration and URL; connect on first use. Arguments and errors as `open_source`."""
        self.config, self._la_code = config, la_code
        self.changes = Changes({}, [], {})
        self._earlier, self._whole = earlier, whole
        self._as_at, self._stamps_until = as_at, as_at + STAMPS_MAY_BE_AHEAD
        self._url = _parsed(url)
        self._patience = Patience(
            config.lock_timeout_seconds, config.statement_timeout_seconds, config.read_timeout_seconds
        )
        self._engine = self._make_engine()
        self._connection: sa.Connection | None = None
        self._value_notes: dict[str, list[str]] = {}
        self._columns: dict[str, dict[str, Any]] = {}
        self._stopwatch: Stopwatch | None = None
        self._one_moment = self._url.get_backend_name() in SNAPSHOT_LEVELS

    # What a source offers

    def read(self, table: str) -> pa.Table | None:
        """One case table: see `Source.read`."""
        with self._failures(table), self._leaving_no_lock():
            source = self._source_table(table)
            if source is None:
                return None
            model, mapping = TABLES[table], self.config.mapping(table)
            source_names, faults = self._resolve(model, source)
            if faults:
                raise SourceError(" ".join(faults))
            if mapping.changed is None:
                rows = self._rows(model, mapping, source, source_names)
            else:
                rows = self._by_changes(model, mapping, source, source_names)
        # Databases promise no order. Sorted, the same records always make the same extract.
        rows = rows.sort_by([(name, "ascending") for name in dict.fromkeys((*model.key, *rows.column_names))])
        return rows.append_column("_row", pa.arange(1, rows.num_rows + 1))

    def unmapped(self, table: str) -> list[str]:
        """Columns that the source holds for a case table and nothing here reads."""
        with self._failures(table):
            source = self._source_table(table)
            if source is None:
                return []
            source_names, _ = self._resolve(TABLES[table], source)
            used = {*source_names.values(), self._stamp_name(table, source)}
            return [name for name in self._columns_of(source) if name not in used]

    def notes(self) -> list[str]:
        """Which tables are not held, whether all were read at one moment, and what was made of values."""
        backend = self._url.get_backend_name()
        moment = [f"{backend}: tables are read one after another, not all as at one moment"]
        if backend == "mssql":
            moment[0] += (
                "; ALTER DATABASE ... SET ALLOW_SNAPSHOT_ISOLATION ON would make it one, and without locks"
            )
        with self._failures("tables"):
            absent = [
                not_held(table)
                if table in self.config.not_held
                else f"{table}: the source has no table {self._name(table)!r}; its measures are not collected"
                for table in TABLES
                if self._source_table(table) is None
            ]
        of_values = [note for notes in self._value_notes.values() for note in notes]
        return [*absent, *([] if self._one_moment else moment), *of_values]

    def check(self) -> None:
        """Connect, and try every table and column. All faults come in one message."""
        faults: list[str] = []
        for table, model in TABLES.items():
            try:
                # One refusal does not end the transaction for later tables.
                with self._failures(table), self._leaving_no_lock():
                    source = self._source_table(table)
                    if source is None:
                        continue
                    source_names, missing = self._resolve(model, source)
                    faults += missing
                    if self.config.mapping(table).changed and (fault := self._stamp_fault(table, source)):
                        faults.append(fault)
                    if source_names:
                        statement = self._select(model, self.config.mapping(table), source, source_names)
                        self._open().execute(statement.where(NO_ROWS)).close()
            except SourceUnavailable:
                raise
            except SourceError as error:
                faults.append(str(error))
        if faults:
            # One cause, such as a missing schema, is found by every table: it is told once.
            raise SourceError(
                f"{self.describe()} does not fit its mapping. " + " ".join(dict.fromkeys(faults))
            )

    def columns(self, table: str) -> list[str]:
        """All columns of the table's source, whatever the mapping says of them. Errors as `read`."""
        with self._failures(table):
            source = self._source_table(table)
            return list(self._columns_of(source)) if source else []

    def at_rest(self) -> None:
        """A database is read as at one moment, or says in its notes that it was not."""

    def files(self) -> dict[str, dict[str, Any]]:
        """None."""
        return {}

    def describe(self) -> str:
        """Kind of server, database, host and schema; never the account or its password."""
        schema = f", schema {self.config.schema_name}" if self.config.schema_name else ""
        host = f" on {self._url.host}" if self._url.host else ""
        return f"{self._url.get_backend_name()} database {self._url.database or ''}{host}{schema}"

    def shows(self) -> Shown | None:
        """The extract date when `as_of` asks for it; else what the table `state_of` says, if there is one."""
        if self.config.as_of:
            return Shown(self._as_at, "asked")
        with self._failures("state_of"):
            if (name := find(self.config.state_of, self._names)) is None:
                return None
            columns = list(self._columns_of(name))
            place = sa.table(name, *map(sa.column, columns), schema=self.config.schema_name)
            rows = [dict(row) for row in self._open().execute(sa.select(place).limit(2)).mappings()]
        return Shown(stated_day(f"Table {name!r} ({self.describe()})", columns, rows), "copy")

    def covers(self, table: str) -> list[Span] | None:
        """None: a database holds all that there is."""
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._engine.dispose()

    # Connection and errors

    def _make_engine(self) -> sa.Engine:
        try:
            driver = f"{self._url.get_backend_name()}+{self._url.get_driver_name()}"
            timeout = _TIMEOUT_ARGUMENTS.get(driver)
            return sa.create_engine(
                with_limits(self._url, self._patience),
                poolclass=sa.NullPool,
                connect_args={timeout: self.config.connect_timeout_seconds} if timeout else {},
                hide_parameters=True,
            )
        except (NoSuchModuleError, ModuleNotFoundError, ArgumentError):
            raise ConfigError(
                f"No driver for {self._url.drivername!r} is installed, or the URL of the source names it "
                "wrongly. Install the driver, or correct the part of the URL before '://'."
            ) from None

    def _open(self) -> sa.Connection:
        if self._connection is None:
            backend = self._url.get_backend_name()
            options: dict[str, Any] = {}
            if level := SNAPSHOT_LEVELS.get(backend):
                options["isolation_level"] = level
            if backend == "postgresql":
                options["postgresql_readonly"] = True
            self._patience.begun = clock.monotonic()
            try:
                if backend == "mssql" and self._snapshot_allowed():
                    options["isolation_level"], self._one_moment = "SNAPSHOT", True
                self._connection = self._engine.connect().execution_options(**options)
            except DBAPIError as error:
                # The driver's own words may hold the account and more: only their sense is passed on.
                log.info("Connecting to the source: %s", without_message(error))
                words = str(error.orig).lower()
                failure: type[SourceError] = SourceError
                if any(w in words for w in _ACCOUNT_REFUSED):
                    # Not to be tried again: a few wrong passwords lock an account.
                    trouble = (
                        "refused the account or its password. Check both in the source's URL or connection"
                    )
                elif "does not exist" in words:
                    trouble = "has no such database. Check its name in the source's URL or connection"
                else:
                    failure = SourceUnavailable
                    trouble = (
                        f"could not be reached within {self.config.connect_timeout_seconds} seconds. "
                        "Check that the server is up, its name and port, and the firewall"
                    )
                raise failure(f"The {self.describe()} {trouble}. Nothing was read.") from None
            driver = self._connection.connection.driver_connection
            limit_driver(backend, driver, self._patience)
            if backend == "sqlite":
                self._stopwatch = Stopwatch(driver, self._patience)
            mariadb = bool(getattr(self._connection.dialect, "is_mariadb", False))
            for statement in statements(backend, self._patience, mariadb=mariadb):
                self._connection.exec_driver_sql(statement)
            if backend == "postgresql":
                # Dates and times as ISO text, in local time, whatever the server's own settings are.
                self._connection.execute(
                    sa.text(
                        "SELECT set_config('TimeZone', 'Europe/London', true),"
                        " set_config('DateStyle', 'ISO', true)"
                    )
                )
        return self._connection

    def _snapshot_allowed(self) -> bool:
        """Whether a SQL Server database lets readers see one moment, for which they then need no lock."""
        with self._engine.connect() as connection:
            try:
                return connection.scalar(_SNAPSHOT_ALLOWED) == 1
            except DBAPIError:
                return False  # the account may not ask

    @contextmanager
    def _leaving_no_lock(self) -> Iterator[None]:
        """Read in here, and give up whatever lock that took: who alters or empties a table there must not wait for us.

        What was read and what is still to be read are as at the same moment all the same.
        """
        connection = self._open()
        if self._url.get_backend_name() not in SAVEPOINTS_FREE_LOCKS:
            yield
            return
        savepoint = connection.begin_nested()
        try:
            yield
        finally:
            if savepoint.is_active and not connection.invalidated:
                savepoint.rollback()

    def _in_time(self, table: str) -> None:
        """Stop when the whole read has taken too long, and let no statement run beyond that."""
        if self._patience.seconds_left <= 0:
            raise SourceUnavailable(
                f"{self.describe()}: {self._name(table)!r} ({table}) {self._patience.words('read')}"
            )
        if self._stopwatch:
            self._stopwatch.restart()

    @contextmanager
    def _failures(self, table: str) -> Iterator[None]:
        """Put a driver's error in words for people; its own may quote a record."""
        try:
            yield
        except DBAPIError as error:
            log.info("Reading %s: %s", table, without_message(error))
            words, name = str(error.orig).lower(), type(error.orig).__name__
            if why := self._patience.why(error):
                raise SourceUnavailable(
                    f"{self.describe()}: {self._name(table)!r} ({table}) {self._patience.words(why)}"
                ) from None
            if getattr(error.orig, "sqlstate", None) == "42501" or "denied" in words:
                raise SourceError(
                    f"{self.describe()}: the account may not read {self._name(table)!r} ({table}). "
                    "Have it granted SELECT on that table and USAGE of its schema."
                ) from None
            if error.connection_invalidated or isinstance(error, OperationalError | InterfaceError):
                raise SourceUnavailable(
                    f"{self.describe()}: reading {self._name(table)!r} ({table}) was broken off ({name}). "
                    "Try again."
                ) from None
            raise SourceError(
                f"{self.describe()}: reading {self._name(table)!r} ({table}) failed ({name}). "
                f"Check tables.{table} of the mapping, its 'where' first."
            ) from None

    # Tables and columns

    def _name(self, table: str) -> str:
        return self.config.mapping(table).source or table

    @cached_property
    def _names(self) -> list[str]:
        """Tables and views of the schema."""
        inspector, schema = sa.inspect(self._open()), self.config.schema_name
        names = inspector.get_table_names(schema) + inspector.get_view_names(schema)
        if self._url.get_backend_name() == "postgresql":
            names += inspector.get_materialized_view_names(schema)
        if not names and schema is not None and schema not in (schemas := inspector.get_schema_names()):
            raise SourceError(
                f"{self.describe()}: there is no such schema.{near(schema, schemas)} "
                "Correct 'schema' in the mapping."
            )
        return names

    def _source_table(self, table: str) -> str | None:
        """The source's name for a case table; None when it is not held."""
        mapped = table in self.config.tables
        if table in self.config.not_held:
            return None
        source_name = self._name(table)
        if (name := find(source_name, self._names)) is None and (mapped or not TABLES[table].optional):
            raise SourceError(
                f"{self.describe()}: there is no table or view {source_name!r} for {table}."
                f"{near(source_name, self._names)} If it has another name there, give it as "
                f"tables.{table}.source; if the authority does not hold it, put {table} in 'not_held'."
            )
        return name

    def _columns_of(self, source: str) -> dict[str, Any]:
        if source not in self._columns:
            columns = sa.inspect(self._open()).get_columns(source, self.config.schema_name)
            self._columns[source] = {c["name"]: c["type"] for c in columns}
        return self._columns[source]

    def _resolve(self, model: Table, source: str) -> tuple[dict[str, str], list[str]]:
        place = f"Table {source!r} ({self.describe()})"
        return resolve(model, self.config.mapping(model.name), self._columns_of(source), place)

    def _stamp_name(self, table: str, source: str) -> str | None:
        stamp = self.config.mapping(table).changed
        return find(stamp, self._columns_of(source)) if stamp else None

    def _stamp_fault(self, table: str, source: str) -> str | None:
        place = f"Table {source!r} ({self.describe()})"
        stamp = self.config.mapping(table).changed
        if (name := self._stamp_name(table, source)) is None:
            return (
                f"{place} has no column {stamp!r} with the time of a row's last change."
                f"{near(str(stamp), self._columns_of(source))} Correct tables.{table}.changed."
            )
        if not isinstance(self._columns_of(source)[name], sa.Date | sa.DateTime):
            return (
                f"{place}: column {name!r} holds no date or time, so it cannot tell what has changed. Correct or "
                f"remove tables.{table}.changed."
            )
        return None

    # Rows

    def _rows(
        self,
        model: Table,
        mapping: SqlMapping,
        source: str,
        source_names: dict[str, str],
        condition: sa.ColumnElement[bool] | None = None,
    ) -> pa.Table:
        """Rows that fulfil the condition, as `read` gives them but without an order."""
        statement = self._select(model, mapping, source, source_names)
        if condition is not None:
            statement = statement.where(condition)
        raw = self._fetch(statement, model, list(source_names))
        # Of a few changed rows the order of days cannot be judged; it was when the table was read whole.
        forms = Forms(self.config.empty_words, judge_orders=condition is None, own_number=self._la_code)
        presented = present(model, mapping, raw, source, forms=forms)
        if condition is None:
            self._value_notes[model.name] = presented.notes
        return presented.rows.drop_columns("_row")

    def _by_changes(
        self, model: Table, mapping: SqlMapping, source: str, source_names: dict[str, str]
    ) -> pa.Table:
        """All rows; where an earlier extract is at hand, those unchanged since are taken from it.

        The keys of all rows are read in any case, because no time of change tells that a row has been deleted.
        """
        if fault := self._stamp_fault(model.name, source):
            raise SourceError(fault)
        name = str(self._stamp_name(model.name, source))
        kind = self._columns_of(source)[name]
        stamp: sa.ColumnElement[Any] = sa.column(name, kind)
        # Before the rows: what changes in between is read again the next time.
        latest = self._latest(mapping, source, stamp)
        if latest is not None:
            self.changes.read_up_to[model.name] = latest.isoformat()
        earlier = self._earlier(model.name)
        alone = None
        if earlier is not None:
            before = earlier.rows.drop_columns("_row")
            since = _moment(earlier.read_up_to, kind) - LATE_COMMITS
            condition = sa.or_(stamp.is_(None), stamp >= sa.literal(since, kind))
            keys = {column: source_names[column] for column in model.key if column in source_names}
            alone = merged(
                model.key,
                before,
                self._rows(model, mapping, source, keys),
                self._rows(model, mapping, source, source_names, condition),
            )
            if alone is not None and not self._whole:
                self.changes.alone.append(model.name)
                return alone
        rows = self._rows(model, mapping, source, source_names)
        if earlier is not None and self._whole:
            missed = differing(rows, alone) if alone is not None else 0
            self.changes.unstamped[model.name] = missed
        return rows

    def _latest(
        self, mapping: SqlMapping, source: str, stamp: sa.ColumnElement[Any]
    ) -> date | datetime | None:
        """The latest time of change that is not ahead of the calendar: one that is would hide all later changes."""
        until: date | datetime = self._stamps_until
        if isinstance(stamp.type, sa.DateTime):
            until = datetime.combine(until, time(), LOCAL if stamp.type.timezone else None)
        statement = sa.select(sa.func.max(stamp)).select_from(self._place(source))
        statement = statement.where(stamp < sa.literal(until, stamp.type))
        if mapping.where:
            statement = statement.where(sa.literal_column(f"({mapping.where})"))
        latest = self._open().execute(statement).scalar()
        # A driver that gives no time but text of its own making: without a time all is read every night.
        return latest if isinstance(latest, date) else None

    def _place(self, source: str) -> sa.FromClause:
        """The table to read from: as it stands, or as `as_of` has the server show it."""
        place = sa.table(source, schema=self.config.schema_name)
        if self.config.as_of is None:
            return place
        end = datetime.combine(self._as_at, time(23, 59, 59, 999000), LOCAL)
        moments = {"end": end, "end_utc": end.astimezone(UTC)}
        as_of = self.config.as_of
        for name, moment in moments.items():
            as_of = as_of.replace("{" + name + "}", f"{moment:%Y-%m-%d %H:%M:%S}.999")
        name = self._engine.dialect.identifier_preparer.format_table(place)
        # A colon of the time is no parameter of ours.
        return sa.text(f"{name} {as_of}".replace(":", r"\:"))  # type: ignore[return-value]

    def _select(
        self, model: Table, mapping: SqlMapping, source: str, source_names: dict[str, str]
    ) -> sa.Select[tuple[Any, ...]]:
        types = self._columns_of(source)
        place = self._place(source)
        table = place if isinstance(place, sa.TableClause) else None
        picked = []
        for name, source_name in source_names.items():
            column: sa.ColumnElement[Any] = sa.column(source_name, types[source_name], _selectable=table)
            if self._url.get_backend_name() == "postgresql":
                # The server writes the text, so that a date which Python has no room for still arrives.
                if isinstance(types[source_name], sa.Boolean):
                    column = sa.cast(column, sa.Integer)
                elif isinstance(types[source_name], sa.DateTime) and model.columns[name].type == "date":
                    column = sa.cast(column, sa.Date)
                column = sa.cast(column, sa.Text)
            else:
                column = sa.type_coerce(column, sa.types.NullType())
            picked.append(column.label(name))
        statement = sa.select(*picked).select_from(place)
        # A literal, because a colon or percent sign in the condition is its own and no parameter of ours.
        return statement.where(sa.literal_column(f"({mapping.where})")) if mapping.where else statement

    def _fetch(self, statement: sa.Select[tuple[Any, ...]], model: Table, names: list[str]) -> pa.Table:
        kinds = [model.columns[name].type for name in names]
        schema = pa.schema([(name, pa.string()) for name in names])
        batches = []
        self._in_time(model.name)
        if self._url.get_backend_name() == "postgresql":
            most = min(self._patience.statement, math.ceil(self._patience.seconds_left))
            self._open().exec_driver_sql(f"SET LOCAL statement_timeout = {most * 1000}")
        if self._engine.dialect.driver == "psycopg":
            return self._copied(statement, model, schema)
        with self._open().execute(statement, execution_options={"yield_per": CHUNK_ROWS}) as result:
            for rows in result.partitions():
                self._in_time(model.name)
                columns = zip(*rows, strict=True)
                batches.append(
                    pa.record_batch(
                        [
                            pa.array([as_text(v, kind) for v in values], pa.string())
                            for values, kind in zip(columns, kinds, strict=True)
                        ],
                        schema=schema,
                    )
                )
        return pa.Table.from_batches(batches, schema)

    def _copied(self, statement: sa.Select[tuple[Any, ...]], model: Table, schema: pa.Schema) -> pa.Table:
        """The rows of a statement by COPY: a third of the work, for no text becomes an object of Python's."""
        # Values of a condition are written into the statement, for COPY takes none beside it.
        query = str(
            statement.compile(
                dialect=postgresql.dialect(paramstyle="named"), compile_kwargs={"literal_binds": True}
            )
        )
        received = io.BytesIO()
        of_driver: Any = self._engine.dialect.dbapi
        cursor = self._open().connection.cursor()
        try:
            with cursor.copy(
                f"COPY ({query}) TO STDOUT (FORMAT csv, FORCE_QUOTE *, ENCODING 'UTF8')"
            ) as copy:
                for number, row in enumerate(copy):
                    if number % CHUNK_ROWS == 0:
                        self._in_time(model.name)
                    received.write(row)
        except of_driver.Error as error:
            raise DBAPIError.instance(
                None, None, error, of_driver.Error, dialect=self._engine.dialect
            ) from None
        finally:
            cursor.close()
        if not received.tell():
            return schema.empty_table()
        received.seek(0)
        return csv.read_csv(
            received,
            csv.ReadOptions(column_names=schema.names, block_size=_LONGEST_ROW),
            csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
            # What is missing is written without quotes, an empty text with them.
            csv.ConvertOptions(
                column_types=schema,
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
            ),
        )


def _moment(text: str, kind: Any) -> Any:
    return datetime.fromisoformat(text) if isinstance(kind, sa.DateTime) else date.fromisoformat(text)


def _parsed(url: str | None) -> sa.URL:
    if not url:
        raise ConfigError(
            "No URL for the case-management database. Set SEND_SOURCE_<AUTHORITY>_URL, or the Airflow "
            "connection send_source_<authority>."
        )
    try:
        parsed = sa.make_url(url)
        # An @ left plain in the password puts its second half into the host, which messages show.
        if "@" in (parsed.host or ""):
            raise ValueError
    except (ArgumentError, ValueError):
        raise ConfigError(
            "The URL of the case-management database cannot be understood. It should look like "
            "postgresql+psycopg://account:password@server:5432/database, with any of @ : / in the password "
            "written as %40 %3A %2F."
        ) from None
    # The driver that is installed with the pipeline, where the URL leaves the choice open.
    return parsed.set(drivername="postgresql+psycopg") if parsed.drivername == "postgresql" else parsed
