"""Who holds what a connection waits for: noted while it waits, because afterwards nobody can tell."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Self

import psycopg
import sqlalchemy as sa

# What a session of somebody else runs may quote a child, so its statement is not told; its tables are.
_HOLDERS = """
    SELECT pid, usename, application_name, state, xact_start, (
        SELECT string_agg(DISTINCT nspname || '.' || relname, ', ')
        FROM pg_locks AS held JOIN pg_class ON pg_class.oid = relation
        JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE held.pid = session.pid AND granted AND relkind = 'r' AND nspname !~ '^pg_'
            AND mode <> 'AccessShareLock' AND relname <> 'load_lock'
    ) AS tables
    FROM unnest(pg_blocking_pids(%s)) AS blocking (pid) JOIN pg_stat_activity AS session USING (pid)
    ORDER BY xact_start NULLS LAST, pid
"""
_LONGEST_PAUSE = 5.0


class Waiting:
    """Looks every few seconds whether a connection waits for another, and remembers whom it saw last.

    Args:
        url: of the database.
        pid: server process of the connection that is watched.
        patience: seconds after which its wait ends; it is looked at several times in that time.

    """

    def __init__(self, url: sa.URL, pid: int, patience: float) -> None:
        """Nothing is looked at before the `with` block."""
        self._url = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._pid, self._pause = pid, min(patience / 4, _LONGEST_PAUSE)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True, name="who holds the lock")
        self.holder = ""

    def __enter__(self) -> Self:
        """Begin to look. A connection that is done before the first pause costs nothing."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Look no more."""
        self._over.set()

    def _watch(self) -> None:
        if self._over.wait(self._pause):
            return
        try:
            with psycopg.connect(
                self._url, autocommit=True, connect_timeout=10, application_name="send: who holds a lock"
            ) as connection:
                connection.execute("SET statement_timeout = '5s'")
                while not self._over.wait(self._pause):
                    rows = connection.execute(_HOLDERS, [self._pid]).fetchall()
                    if rows:
                        self.holder = _told(*rows[0])
        except psycopg.Error:
            return  # no more can be said of it


def _told(pid: int, user: str, application: str, state: str, since: object, tables: str | None) -> str:
    doing = f", {state}," if state and state != "active" else ""
    # Of another account's session a server may tell neither.
    begun = f" since {since:%Y-%m-%d %H:%M:%S %Z}" if since else ""
    held = f" It has locked {tables}." if tables else ""
    return (
        f"It is held by server process {pid} ({application or 'no name given'}) of user {user}{doing}{begun}.{held} "
        f"SELECT pg_terminate_backend({pid}) would end that."
    )
