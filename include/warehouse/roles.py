"""Who may read and write what in the warehouse. `accounts.sql` makes the accounts; this gives them their rights.

Rights are given again with each migration, so that they hold whoever owned the tables before.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from include.warehouse.metadata import SCHEMAS

READS = {
    "send_bi": ("marts", "bi", "dfe", "dq"),
    "send_case_officer": ("marts", "bi", "dfe", "dq", "restricted"),
    "send_loader": ("restricted", "marts", "bi", "dfe", "dq", "ops"),
}
WRITES = {"send_loader": ("restricted", "marts", "dfe", "dq", "ops")}
_ROWS = "INSERT, UPDATE, DELETE"


# A role belongs to the whole server, so another database on it may have made it, perhaps this very moment.
_CREATE_ROLE = """\
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
        CREATE ROLE {role} NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$"""


def foundation() -> Iterator[str]:
    """SQL that makes the schemas, closed to everybody, and the roles, which `grant` lets in."""
    for schema in READS["send_loader"]:
        yield f"CREATE SCHEMA IF NOT EXISTS {schema}"
        yield f"REVOKE ALL ON SCHEMA {schema} FROM PUBLIC"
        yield f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} REVOKE ALL ON TABLES FROM PUBLIC"
    for role in READS:
        yield _CREATE_ROLE.format(role=role)


def grant(connection: sa.Connection) -> None:
    """Give every role its rights in the tables that are there and in those that this account will make."""
    # From PostgreSQL 17 a role may be let refresh the planner's statistics of tables that it does not own.
    version = connection.scalar(sa.text("SELECT current_setting('server_version_num')::int"))
    rows = f"{_ROWS}, MAINTAIN" if version >= 170000 else _ROWS
    for rights, whose in (("SELECT", READS), (rows, WRITES)):
        for role, schemas in whose.items():
            for schema in schemas:
                connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema} TO {role}")
                connection.exec_driver_sql(
                    f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT {rights} ON TABLES TO {role}"
                )
                if tables := ", ".join(f"{schema}.{name}" for name in SCHEMAS.get(schema, ())):
                    connection.exec_driver_sql(f"GRANT {rights} ON {tables} TO {role}")
    connection.exec_driver_sql("GRANT SELECT ON ops.alembic_version TO send_loader")
