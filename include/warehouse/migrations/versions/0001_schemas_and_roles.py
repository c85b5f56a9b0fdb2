"""Schemas, roles, and who may read or write what."""

from alembic import op

revision = "0001"
down_revision = None

SCHEMAS = ("restricted", "marts", "bi", "dfe", "dq", "ops")
READS = {
    "send_bi": ("marts", "bi", "dfe", "dq"),
    "send_case_officer": ("marts", "bi", "dfe", "dq", "restricted"),
    "send_loader": SCHEMAS,
}
WRITES = {"send_loader": ("restricted", "marts", "dfe", "dq", "ops")}

# A role belongs to the whole server, so another database on it may have made it, perhaps this very moment.
CREATE_ROLE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
        CREATE ROLE {role} NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""

# From PostgreSQL 17 a role may be let refresh the planner's statistics of tables that it does not own.
GRANT_ANALYZE = """
DO $$ BEGIN
    IF current_setting('server_version_num')::int >= 170000 THEN
        EXECUTE 'ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT MAINTAIN ON TABLES TO {role}';
    END IF;
END $$
"""


def upgrade() -> None:
    """Grants are default privileges, so that tables and views made later follow them."""
    for schema in SCHEMAS:
        op.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        op.execute(f"REVOKE ALL ON SCHEMA {schema} FROM PUBLIC")
        op.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} REVOKE ALL ON TABLES FROM PUBLIC")
    for role, schemas in READS.items():
        op.execute(CREATE_ROLE.format(role=role))
        for schema in schemas:
            op.execute(f"GRANT USAGE ON SCHEMA {schema} TO {role}")
            op.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT ON TABLES TO {role}")
    for role, schemas in WRITES.items():
        for schema in schemas:
            rights = "INSERT, UPDATE, DELETE"
            op.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT {rights} ON TABLES TO {role}")
            op.execute(GRANT_ANALYZE.format(schema=schema, role=role))
    # Made before the grants above took hold. A loader asks it whether the schema is up to date.
    op.execute("GRANT SELECT ON ops.alembic_version TO send_loader")
