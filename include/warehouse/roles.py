"""Who may read and write what in the warehouse. `accounts.sql` makes the accounts; this gives them their rights.

Rights are given again with each migration, so that they hold whoever owned the tables before.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from include.warehouse.metadata import ALL_SCHEMAS, HELD, METADATA, SCHEMAS
from include.warehouse.views import VIEWS

READS = {
    "send_bi": ("marts", "bi", "dfe", "dq"),
    "send_case_officer": ("marts", "bi", "dfe", "dq", "restricted"),
    "send_loader": ("restricted", "marts", "bi", "dfe", "dq", "ops", HELD),
}
WRITER, _ROWS = "send_loader", "INSERT, UPDATE, DELETE"

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
    for schema in ALL_SCHEMAS:
        yield f"CREATE SCHEMA IF NOT EXISTS {schema}"
        yield f"REVOKE ALL ON SCHEMA {schema} FROM PUBLIC"
        yield f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} REVOKE ALL ON TABLES FROM PUBLIC"
    for role in READS:
        yield _CREATE_ROLE.format(role=role)


def grant(connection: sa.Connection) -> None:
    """Give every role its rights in the tables and views that are there; to read, also in those made later."""
    served = {schema: [f"{schema}.{name}" for name in tables] for schema, tables in SCHEMAS.items()}
    served |= {"bi": [f"bi.{name}" for name in VIEWS]}
    served |= {HELD: [name for name in METADATA.tables if name.startswith(f"{HELD}.")]}
    for role, schemas in READS.items():
        for schema in schemas:
            connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema} TO {role}")
            connection.exec_driver_sql(
                f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT ON TABLES TO {role}"
            )
            connection.exec_driver_sql(f"GRANT SELECT ON {', '.join(served[schema])} TO {role}")
    # From PostgreSQL 17 a role may be let refresh the planner's statistics of tables that it does not own.
    version = connection.scalar(sa.text("SELECT current_setting('server_version_num')::int"))
    rows = f"{_ROWS}, MAINTAIN" if version >= 170000 else _ROWS
    connection.exec_driver_sql(f"GRANT {rows} ON {', '.join(METADATA.tables)} TO {WRITER}")
    connection.exec_driver_sql(f"GRANT SELECT ON ops.alembic_version TO {WRITER}")
    # Where a load compares values, the rows that it brings stand beside those that are held until it ends.
    database = connection.dialect.identifier_preparer.quote(
        connection.scalar(sa.text("SELECT current_database()"))
    )
    connection.exec_driver_sql(f"GRANT TEMPORARY ON DATABASE {database} TO {WRITER}")
