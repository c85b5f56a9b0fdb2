"""A connection to the warehouse that takes turns with others, and whose failures speak to people."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pandas as pd
import psycopg
import sqlalchemy as sa
from psycopg import errors
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from include.errors import ConfigError, WarehouseError, WarehouseUnavailable, without_message
from include.warehouse import schema
from include.warehouse.metadata import table_of
from include.warehouse.rows import upsert
from include.warehouse.waiting import Waiting
from include.warehouse.words import cause_of

log = logging.getLogger(__name__)

# A server that is gone without a word is noticed within two minutes, also in the middle of a statement.
_CONNECTING = {
    "connect_timeout": 10,
    "application_name": "send",
    "keepalives_idle": 30,
    "keepalives_interval": 15,
    "keepalives_count": 4,
    "tcp_user_timeout": 120_000,
}


class Store:
    """A PostgreSQL warehouse that can be migrated and read.

    Args:
        url: SQLAlchemy URL of the database.
        lock_timeout: seconds to wait for whatever another session holds before giving up.
        owner_url: the same database as its owner, who alone may bring its schema up to date; `url` unless told.

    Every method raises:
        WarehouseUnavailable: the database cannot be reached, or something holds it too long; trying again may help.
        WarehouseError: it refused; trying again will not help. In both cases it holds what it held before.

    """

    def __init__(self, url: str, lock_timeout: int = 120, *, owner_url: str | None = None) -> None:
        """Nothing is connected to yet. Raises `ConfigError` when the URL is not one of PostgreSQL."""
        self._url = _parsed(url, "SEND_WAREHOUSE_URL")
        self._lock_timeout = lock_timeout
        self.engine = _engine(self._url)
        self.owner = _engine(_parsed(owner_url, "SEND_WAREHOUSE_OWNER_URL")) if owner_url else self.engine

    @property
    def place(self) -> str:
        """Host and database, for messages. Never a password."""
        host = self._url.host or self._url.query.get("host", "this machine")
        return f"database {self._url.database!r} on {host}"

    def migrate(self) -> None:
        """Bring the schema up to date. Processes may ask at once; with nothing to do it only reads."""
        with self.transaction("reading the schema's revision") as connection:
            if schema.is_current(connection):
                return
        with self.transaction("preparing the schema", self.owner) as connection:
            schema.make_lock_table(connection)
        with self.transaction("bringing the schema up to date", self.owner) as connection:
            self.take_turns(connection, "schema")
            if not schema.is_current(connection):
                schema.upgrade(connection, self._lock_timeout)

    def query(self, statement: str, *parameters: Any) -> pd.DataFrame:
        """Rows of a query whose `%s` places are filled with the parameters."""
        with self.transaction("reading") as connection:
            return _rows(connection, statement, *parameters)

    @contextmanager
    def at_one_moment(self) -> Iterator[Callable[..., pd.DataFrame]]:
        """A `query` whose answers are all of the moment of the first one, whatever is loaded meanwhile."""
        snapshot = self.engine.execution_options(isolation_level="REPEATABLE READ")
        with self.transaction("reading", snapshot) as connection:
            yield partial(_rows, connection)

    @contextmanager
    def transaction(self, doing: str, engine: sa.Engine | None = None) -> Iterator[sa.Connection]:
        """A connection in one transaction, committed at the end, whose failures speak to people.

        No statement in it waits longer than the lock's time-out for what another session holds.
        """
        engine, waiting = engine or self.engine, None
        try:
            with engine.begin() as connection:
                connection.execute(
                    sa.text(
                        "SELECT set_config('application_name', :name, true),"
                        " set_config('lock_timeout', :patience, true)"
                    ),
                    {"name": f"send: {doing}"[:63], "patience": f"{self._lock_timeout}s"},
                )
                pid = connection.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
                with Waiting(engine.url, pid, self._lock_timeout) as waiting:
                    yield connection
        except pd.errors.DatabaseError as error:  # what pandas makes of a failing query
            cause = error.__cause__
            cause = cause.orig if isinstance(cause, DBAPIError) else cause
            raise self._in_words(cause, doing, engine, waiting) from None
        except DBAPIError as error:
            raise self._in_words(error.orig, doing, engine, waiting) from None
        except psycopg.Error as error:
            raise self._in_words(error, doing, engine, waiting) from None

    def take_turns(self, connection: sa.Connection, what: str) -> None:
        """Wait for others who do the same. A turn ends with its transaction, also if its process dies.

        A turn is the lock of a row that the loader alone may lock: an advisory lock could be taken, and so a load
        stopped, by whoever may connect.
        """
        upsert(connection, "ops.load_lock", {"lock_name": what}, keep=True)
        lock = table_of("ops.load_lock").c.lock_name
        connection.execute(sa.select(lock).where(lock == what).with_for_update())

    def analyse(self, names: Iterable[str]) -> None:
        """Refresh the planner's statistics. The rows are committed: failing here is not failing to load.

        From half as many rows as PostgreSQL looks at by itself (15,000 of a table): to look at 30,000 of each cost a
        third of a first load's processor seconds, more than to copy all of them.
        """
        if not (tables := ", ".join(names)):
            return
        try:
            with self.engine.begin() as connection:
                connection.exec_driver_sql("SET LOCAL default_statistics_target = 50")
                connection.exec_driver_sql(f"ANALYZE (SKIP_LOCKED) {tables}")
        except DBAPIError as error:
            log.warning(
                "The statistics of the loaded tables were not refreshed (%s).", type(error.orig).__name__
            )

    def _in_words(
        self, error: BaseException | None, doing: str, engine: sa.Engine, waiting: Waiting | None
    ) -> WarehouseError:
        """The database's complaint without its own text, which quotes values of the rows it refused."""
        code = getattr(error, "sqlstate", None)
        if error is not None:
            log.info("While %s: %s", doing, without_message(error))
        if isinstance(error, errors.LockNotAvailable):
            holder = (waiting and waiting.holder) or "Whoever held it has just ended."
            return WarehouseUnavailable(
                f"While {doing}, waited {self._lock_timeout} seconds for what another session holds in {self.place}, "
                f"and changed nothing. {holder} Let it finish and run this again."
            )
        if isinstance(error, errors.DeadlockDetected):
            return WarehouseUnavailable(
                f"While {doing}, another session and this one waited for each other in {self.place}. Nothing was "
                "changed; run this again."
            )
        if isinstance(error, errors.QueryCanceled):
            return WarehouseUnavailable(
                f"While {doing}, {self.place} cancelled the statement: it ran longer than the server's "
                "statement_timeout for this user, or somebody cancelled it. Nothing was changed."
            )
        ended = code == "57P01" or "terminating connection due to administrator" in str(error)
        if cause := cause_of(error, server_is_up=not ended or _takes_connections(engine)):
            kind = WarehouseUnavailable if cause.again else WarehouseError
            setting = "SEND_WAREHOUSE_URL or the connection send_warehouse"
            if engine is self.owner and engine is not self.engine:
                setting = "SEND_WAREHOUSE_OWNER_URL"
            begun = " Nothing was changed." if waiting else ""
            return kind(
                f"While {doing}: the warehouse {cause.happened} ({self.place}, user {engine.url.username!r}).{begun} "
                f"{cause.remedy.format(setting=setting)}"
            )
        if isinstance(error, psycopg.OperationalError):
            return WarehouseUnavailable(f"While {doing}, {self.place} broke off ({type(error).__name__}).")
        if isinstance(error, errors.InsufficientPrivilege):
            return WarehouseError(
                f"While {doing}: user {engine.url.username!r} is not allowed to do that in {self.place}. "
                "Migrations need the owner of the database (SEND_WAREHOUSE_OWNER_URL); loads a member of send_loader."
            )
        where = _where(error) if isinstance(error, psycopg.Error) else ""
        return WarehouseError(
            f"While {doing}, {self.place} refused{where}: {type(error).__name__} (SQLSTATE {code}). "
            "Nothing was changed."
        )


def _parsed(url: str, setting: str) -> sa.URL:
    try:
        parsed = sa.make_url(url)
    except ArgumentError:
        raise ConfigError(
            f"{setting} is not a database URL; write postgresql://user:password@host:5432/database."
        ) from None
    if not parsed.drivername.startswith("postgres"):
        raise ConfigError(f"The warehouse must be PostgreSQL, but its URL begins {parsed.drivername!r}.")
    return parsed.set(drivername="postgresql+psycopg")


def _engine(url: sa.URL) -> sa.Engine:
    # No pool: task processes are forked and short-lived, and a forked connection is a broken one.
    return sa.create_engine(url, poolclass=NullPool, connect_args=_CONNECTING)


def _takes_connections(engine: sa.Engine) -> bool:
    try:
        with engine.connect():
            return True
    except DBAPIError:
        return False


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
