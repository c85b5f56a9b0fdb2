"""Logins of people and tools that read: one for each, in one role, for some authorities or all, until a day.

Whose rows a login sees is in `ops.reader`, by which the rules of the tables go (roles.py). The server asks for the
password only when a session begins; the rules ask for the day with each statement, so that a session which outlives its
login reads nothing.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection
from datetime import UTC, datetime

import pandas as pd
import sqlalchemy as sa

from include.errors import WarehouseError
from include.warehouse.connection import Store
from include.warehouse.metadata import table_of
from include.warehouse.roles import EVERY, READERS

# What people call the roles.
ROLES = {role.removeprefix("send_"): role for role in READERS}
# `send_…` are our roles and `pg_…` PostgreSQL's.
_NAME = re.compile(r"(?!send_|pg_)[a-z][a-z0-9_]{2,40}")

_LISTED = """
    SELECT
        reader.reader_login,
        reader.reader_role,
        string_agg(reader.authority, ', ' ORDER BY reader.authority) AS authorities,
        max(reader.valid_until) AS valid_until,
        bool_or(reader.valid_until <= now()) AS is_over,
        bool_and(role.oid IS NOT NULL) AS is_there
    FROM ops.reader AS reader
    LEFT JOIN pg_roles AS role ON role.rolname = reader.reader_login
    GROUP BY reader.reader_login, reader.reader_role
    ORDER BY reader.reader_login
"""


class Logins:
    """Logins for readers of a warehouse, made by its owner."""

    def __init__(self, store: Store) -> None:
        """Nothing is asked of the store yet."""
        self._store = store

    def add(
        self,
        name: str,
        role: str,
        authorities: Collection[str],
        until: datetime,
        password: str | None = None,
    ) -> str:
        """Make a login that reads, and nothing else.

        Args:
            name: small letters, digits and underscores.
            role: one of `ROLES`.
            authorities: short names; none for every authority, also those to come.
            until: when it ends, with a time zone.
            password: one is made up when none is given.

        Returns:
            The password, which is kept nowhere: the server gets no more than its SCRAM verifier.

        Raises:
            WarehouseError: a name, role or time that cannot be, or a login that is there.

        """
        if not _NAME.fullmatch(name):
            raise WarehouseError(
                "A login's name is of small letters, digits and underscores, begins with a letter, and with neither"
                " send_ nor pg_."
            )
        if role not in ROLES:
            raise WarehouseError(f"There is no role {role!r}; there are {', '.join(ROLES)}.")
        if until <= datetime.now(UTC):
            raise WarehouseError("A login that ends in the past is none.")
        password = password or secrets.token_urlsafe(24)
        rows = [
            {
                "reader_login": name,
                "authority": authority,
                "reader_role": role,
                "valid_until": until,
                "granted_at": datetime.now(UTC),
            }
            for authority in sorted(authorities) or [EVERY]
        ]
        with self._store.transaction(f"making the login {name}", self._store.owner) as connection:
            if connection.scalar(sa.text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": name}):
                raise WarehouseError(
                    f"There is an account {name} already. Remove it first, or take another name."
                )
            verifier = connection.connection.driver_connection.pgconn.encrypt_password(  # type: ignore[union-attr]
                password.encode(), name.encode(), b"scram-sha-256"
            ).decode()
            connection.exec_driver_sql(
                f"CREATE ROLE {name} LOGIN PASSWORD '{verifier}' VALID UNTIL '{until.isoformat()}'"
                f" IN ROLE {ROLES[role]}"
            )
            readers = table_of("ops.reader")
            # What a role of this name, dropped by hand, was given is not the new one's.
            connection.execute(sa.delete(readers).where(readers.c.reader_login == name))
            connection.execute(sa.insert(readers), rows)
        return password

    def remove(self, name: str) -> bool:
        """Remove a login that `add` made, and all it may see. An open session of it reads nothing more.

        Returns:
            Whether there was one.

        """
        with self._store.transaction(f"removing the login {name}", self._store.owner) as connection:
            readers = table_of("ops.reader")
            gone = connection.execute(sa.delete(readers).where(readers.c.reader_login == name)).rowcount
            if gone and _NAME.fullmatch(name):
                connection.exec_driver_sql(f"DROP ROLE IF EXISTS {name}")
        return bool(gone)

    def listed(self) -> pd.DataFrame:
        """A row for each login: its name, role, authorities, `valid_until`, `is_over` and `is_there` (its account)."""
        with self._store.transaction("listing logins", self._store.owner) as connection:
            return pd.read_sql(sa.text(_LISTED), connection)
