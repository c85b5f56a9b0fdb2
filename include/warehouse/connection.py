"""A connection to the warehouse that takes turns with others, and whose failures speak to people."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

import pandas as pd
import psycopg
import sqlalchemy as sa
from psycopg import errors
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from include.errors import ConfigError, WarehouseError, WarehouseUnavailable
from include.warehouse import schema

log = logging.getLogger(__name__)


class Store:
    """A PostgreSQL warehouse that can be migrated and read.

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

    def query(self, statement: str, *parameters: Any) -> pd.DataFrame:
        """Rows of a query whose `%s` places are filled with the parameters."""
        with self._connection("reading") as connection:
            return _rows(connection, statement, *parameters)

    @contextmanager
    def at_one_moment(self) -> Iterator[Callable[..., pd.DataFrame]]:
        """A `query` whose answers are all of the moment of the first one, whatever is loaded meanwhile."""
        snapshot = self.engine.execution_options(isolation_level="REPEATABLE READ")
        with self._connection("reading", snapshot) as connection:
            yield partial(_rows, connection)

    @contextmanager
    def _connection(self, doing: str, engine: sa.Engine | None = None) -> Iterator[sa.Connection]:
        """A connection in one transaction, committed at the end, whose failures speak to people."""
        try:
            with (engine or self.engine).begin() as connection:
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


def _rows(connection: sa.Connection, statement: str, *parameters: Any) -> pd.DataFrame:
    # Without parameters a % is a %.
    plain = connection.execution_options(no_parameters=True)
    return pd.read_sql(statement, plain, params=parameters or None)


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
