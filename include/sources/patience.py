"""How long a read of a database may wait and run, and how it is kept from holding up those who work there.

| server | waits for a lock | runs one statement | while it reads |
|---|---|---|---|
| PostgreSQL | `lock_timeout` | `statement_timeout` | one snapshot, read-only; a lock ends with its table |
| MySQL, MariaDB | `lock_wait_timeout`, `innodb_…` | `max_execution_time`, `max_statement_time` | the same |
| SQL Server | `LOCK_TIMEOUT` | the driver's time-out | a snapshot where the database allows it |
| Oracle | readers wait for nobody there | the driver's time-out | one snapshot, read-only |
| SQLite | `busy_timeout` | a progress handler | `query_only`; no transaction is held between statements |

The whole read has a limit as well, which is looked at between statements and between chunks of rows.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

Why = Literal["lock", "statement", "read"]

# SQLite asks its progress handler after so many instructions of its own: many times a second.
_INSTRUCTIONS = 10_000

# How each server says that it waited or ran for too long. Of their messages only these words are looked at.
_LOCKED = (
    "lock request time out",  # SQL Server 1222
    "deadlock",
    "lock wait timeout",  # MySQL 1205
    "database is locked",
    "database table is locked",
    "ora-00054",
    "ora-04021",
)
_TOO_LONG = (
    "query timeout expired",  # ODBC HYT00
    "maximum statement execution time exceeded",  # MySQL 3024
    "max_statement_time exceeded",  # MariaDB 1969
    "20003",  # pymssql
    "dpy-4024",
    "ora-03156",
    "interrupted",  # SQLite
)


@dataclass
class Patience:
    """Seconds to wait for a lock, for one statement, and for the whole read, which begins when this is made."""

    lock: int
    statement: int
    read: int
    begun: float = field(default_factory=time.monotonic)

    @property
    def seconds_left(self) -> float:
        """Seconds of the whole read that are left; never less than nothing."""
        return max(0.0, self.begun + self.read - time.monotonic())

    def why(self, error: DBAPIError) -> Why | None:
        """Whether a driver's error says that a limit was met, and which."""
        state, words = getattr(error.orig, "sqlstate", None), str(error.orig).lower()
        if state == "55P03" or any(w in words for w in _LOCKED):
            return "lock"
        if state == "57014" or any(w in words for w in _TOO_LONG):
            return "read" if self.seconds_left <= 0 else "statement"
        return None

    def words(self, why: Why) -> str:
        """What happened, with the limit and the setting that moves it."""
        sentence_of = {
            "lock": f"was locked by somebody there for more than {self.lock} seconds (lock_timeout_seconds",
            "statement": f"took more than {self.statement} seconds to read (statement_timeout_seconds",
            "read": f"was not reached or finished within the {self.read} seconds that the whole read may take "
            "(read_timeout_seconds",
        }
        advice = {
            "lock": "Try again when whoever holds it has ended, or allow a longer wait.",
            "statement": "Try again when the server has less to do, or allow more time.",
            "read": "Try again when the server has less to do, or allow more time.",
        }
        return (
            f"{sentence_of[why]} under 'source' in the authority's YAML). Nothing was landed. {advice[why]}"
        )


def with_limits(url: sa.URL, patience: Patience) -> sa.URL:
    """The URL with what a driver only takes while it connects; whatever the URL says already stays."""
    driver = f"{url.get_backend_name()}+{url.get_driver_name()}"
    limits: dict[str, str] = {
        # A server that is gone without a word is noticed within a minute and a half, and not after two hours.
        "postgresql+psycopg": {
            "keepalives_idle": "30",
            "keepalives_interval": "15",
            "keepalives_count": "4",
        },
        # A little more than the server's own limit, which is told better.
        "mysql+pymysql": {"read_timeout": str(patience.statement + 30)},
        "mysql+mysqldb": {"read_timeout": str(patience.statement + 30)},
        "mariadb+pymysql": {"read_timeout": str(patience.statement + 30)},
        "mssql+pymssql": {"timeout": str(patience.statement)},
    }.get(driver, {})
    return url.update_query_dict({name: value for name, value in limits.items() if name not in url.query})


def statements(backend: str, patience: Patience, *, mariadb: bool = False) -> list[str]:
    """SQL that sets the limits, and allows nothing but reading, before the first table is read."""
    lock, statement = patience.lock, patience.statement
    if backend == "postgresql":
        return [
            f"SET LOCAL lock_timeout = {lock * 1000}",
            f"SET LOCAL statement_timeout = {statement * 1000}",
            # Should this machine hang, the server ends the transaction by itself.
            f"SET LOCAL idle_in_transaction_session_timeout = {patience.read * 1000}",
        ]
    if backend in ("mysql", "mariadb"):
        longest = (
            f"max_statement_time = {statement}" if mariadb else f"max_execution_time = {statement * 1000}"
        )
        return [
            f"SET SESSION lock_wait_timeout = {lock}",
            f"SET SESSION innodb_lock_wait_timeout = {lock}",
            f"SET SESSION {longest}",
            "SET SESSION TRANSACTION READ ONLY",
        ]
    if backend == "mssql":
        # It has no read-only transaction: there the account must have SELECT alone.
        return [f"SET LOCK_TIMEOUT {lock * 1000}", "SET DEADLOCK_PRIORITY LOW"]
    # On Oracle the first statement of a transaction, which then also sees one moment.
    return {
        "oracle": ["SET TRANSACTION READ ONLY"],
        "sqlite": ["PRAGMA query_only = ON", f"PRAGMA busy_timeout = {lock * 1000}"],
    }.get(backend, [])


def limit_driver(backend: str, connection: Any, patience: Patience) -> None:
    """Set what is a matter of the driver and not of the server. `connection` is the driver's own."""
    if backend == "oracle" and hasattr(connection, "call_timeout"):
        connection.call_timeout = patience.statement * 1000
    elif backend == "mssql" and hasattr(connection, "timeout"):  # pyodbc
        connection.timeout = patience.statement


class Stopwatch:
    """Ends a statement of SQLite that runs too long: it has no time-out of its own."""

    def __init__(self, connection: Any, patience: Patience) -> None:
        """Take the driver's connection."""
        self._patience, self._begun = patience, time.monotonic()
        connection.set_progress_handler(self._too_long, _INSTRUCTIONS)

    def restart(self) -> None:
        """A new statement begins."""
        self._begun = time.monotonic()

    def _too_long(self) -> bool:
        ran = time.monotonic() - self._begun
        return ran > self._patience.statement or self._patience.seconds_left <= 0
