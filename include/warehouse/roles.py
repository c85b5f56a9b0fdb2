"""Who may read and write what in the warehouse. `accounts.sql` makes the accounts; this gives them their rights.

| role | reads | of whom |
|---|---|---|
| `send_publication` | what public packs print | the authorities that its login was given |
| `send_bi` | figures, facts and data quality: true counts, small ones too | the same |
| `send_case_officer` | those, and case records but for `KEPT_BACK` | the same |
| `send_manager` | those, and all of the case records | the same |
| `send_loader` | everything, and writes it | every authority |

Rows are let through by row-level security on the tables, so that no view can forget it: every table with an authority
has the same rule, which asks `ops.seen_authority` what the current user may see. Views belong to `send_views`, who owns
no table and so is bound by the rules; a reader of a view is too, and has no right to what lies below it. Whoever owns
the tables, and the loader, are not bound.

Rights are given again with each migration, so that they hold whoever owned the tables before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

import sqlalchemy as sa

from include.warehouse.metadata import ALL_SCHEMAS, HELD, METADATA, SCHEMAS
from include.warehouse.rows import model_of, upsert
from include.warehouse.views import VIEWER, VIEWS, names

_FIGURES = ("marts", "bi", "dfe", "dq", "open")
READS = {
    "send_publication": ("open",),
    "send_bi": _FIGURES,
    "send_case_officer": (*_FIGURES, "restricted"),
    "send_manager": (*_FIGURES, "restricted"),
    "send_loader": ("restricted", *_FIGURES, "ops", HELD),
}
WRITER, _ROWS = "send_loader", "INSERT, UPDATE, DELETE"
READERS = tuple(role for role in READS if role != WRITER)

# Columns that a role does not read of a schema that it reads.
KEPT_BACK: dict[str, dict[str, tuple[str, ...]]] = {
    "send_case_officer": {
        # A blind number, "not a routine adjunct to a pupil's name" (DfE, Unique pupil numbers: a guide, 2019).
        "restricted.person": ("upn", "uln"),
        # A colleague's employment: their manager's business (UK GDPR, article 5(1)(c): data minimisation).
        "restricted.caseworker": ("grade", "post_kind", "fte", "restorative_trained_date"),
        "restricted.absence": tuple(SCHEMAS["restricted"]["absence"].columns),
    }
}

# Tables that tell of no authority in particular, and which all readers of their schema see whole: a table without an
# authority that is not named here fails a test.
SHARED = {
    *(f"{HELD}.{name}" for name in ("dim_measure", "dim_age", "dim_code")),
    *(f"dfe.{name}" for name in SCHEMAS["dfe"] if name.startswith("published_")),
    "dfe.benchmark_definition",
    "ops.content",
    "ops.load_lock",
}
RULED = tuple(name for name, table in METADATA.tables.items() if "authority" in table.c)
# Who reads what. A loader that could write it could let others in.
_READER = "ops.reader"
EVERY = "*"

# Whoever reads all has each authority's name, so that one rule serves, by which an index is used. The clock is that of
# the statement: a transaction can be kept open, and a volatile clock would keep the planner from looking into a WITH.
_SEEN = f"""\
CREATE OR REPLACE VIEW ops.seen_authority WITH (security_barrier) AS
SELECT authority FROM {_READER}
WHERE reader_login = current_user AND authority <> '{EVERY}' AND valid_until > statement_timestamp()
UNION ALL
SELECT authority FROM (SELECT authority FROM ops.authority UNION ALL SELECT '{EVERY}') AS every_one
WHERE (
    SELECT pg_has_role(current_user, '{WRITER}', 'USAGE') OR pg_has_role(current_user, '{VIEWER}', 'USAGE')
        OR EXISTS (
            SELECT FROM {_READER}
            WHERE reader_login = current_user AND authority = '{EVERY}' AND valid_until > statement_timestamp()
        )
);
COMMENT ON VIEW ops.seen_authority IS 'Authorities whose rows the current user may see. Grain: one row for each.';
COMMENT ON COLUMN ops.seen_authority.authority IS 'Short name of the authority'"""  # noqa: S608 - names of ours
_SEEN_BY_THEM = "ANY (ARRAY(SELECT seen.authority FROM ops.seen_authority AS seen))"
_RULE = f"authority = {_SEEN_BY_THEM}"
# A council whose first night has not ended yet is in these alone: whoever reads all sees what keeps it from ending.
_BEFORE_A_LOAD = ("ops.step_attempt", "ops.load_attempt")
_RULE_OF_ATTEMPTS = f"{_RULE} OR '{EVERY}' = {_SEEN_BY_THEM}"
_CONTENT = "rules"

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
    for role in (*READS, VIEWER):
        yield _CREATE_ROLE.format(role=role)


def let_views_in(connection: sa.Connection) -> None:
    """Let the owner of the views make them, and read what is below them."""
    connection.exec_driver_sql(f"GRANT USAGE, CREATE ON SCHEMA {', '.join(ALL_SCHEMAS)} TO {VIEWER}")
    connection.exec_driver_sql(f"GRANT SELECT ON {', '.join(METADATA.tables)} TO {VIEWER}")


def rule(connection: sa.Connection) -> None:
    """Give every table with an authority its rule. Tables that have it are not touched, for readers wait meanwhile."""
    content = sa.select(METADATA.tables["ops.content"].c.checksum).where(
        METADATA.tables["ops.content"].c.content_name == _CONTENT
    )
    checksum = hashlib.sha256(f"{_SEEN}{_RULE}{_RULE_OF_ATTEMPTS}".encode()).hexdigest()
    is_new = connection.scalar(content) != checksum
    if is_new:
        connection.exec_driver_sql(_SEEN)
        connection.exec_driver_sql(f"GRANT SELECT ON ops.seen_authority TO {', '.join((*READS, VIEWER))}")
    for table in RULED if is_new else _without_rule(connection):
        condition = _RULE_OF_ATTEMPTS if table in _BEFORE_A_LOAD else _RULE
        connection.exec_driver_sql(
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
            f"DROP POLICY IF EXISTS of_an_authority_seen ON {table};"
            f"CREATE POLICY of_an_authority_seen ON {table} FOR SELECT USING ({condition});"
            f"DROP POLICY IF EXISTS loaded ON {table};"
            f"CREATE POLICY loaded ON {table} TO {WRITER} USING (true) WITH CHECK (true)"
        )
    upsert(connection, "ops.content", {"content_name": _CONTENT, "checksum": checksum})


def hold(connection: sa.Connection) -> bool:
    """Whether all our tables have their rule and all our views are bound by it, also after a restore of a backup."""
    foreign = sa.text(
        "SELECT count(*) FROM pg_views WHERE schemaname || '.' || viewname = ANY(:names) AND viewowner <> :viewer"
    )
    return not _without_rule(connection) and not connection.scalar(
        foreign, {"names": names(), "viewer": VIEWER}
    )


def _without_rule(connection: sa.Connection) -> list[str]:
    unruled = connection.scalars(
        sa.text(
            "SELECT name FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace,"
            " concat(nspname, '.', relname) AS name WHERE name = ANY(:names) AND NOT ("
            " relrowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid))"
        ),
        {"names": [*RULED]},
    )
    return [*unruled]


def grant(connection: sa.Connection, called: Callable[[str], str] = str) -> None:
    """Give every role its rights in the tables and views that are there, and in none that is made later.

    What somebody adds by hand has no rule, so that nobody reads it before they let them.

    Args:
        connection: of the warehouse's owner.
        called: what each view is called as yet.

    """
    views = {name: called(name) for name in names()}
    for role, schemas in READS.items():
        for schema in schemas:
            connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema} TO {role}")
            whole = [
                views.get(name, name) for name in _relations(schema) if name not in KEPT_BACK.get(role, {})
            ]
            connection.exec_driver_sql(f"GRANT SELECT ON {', '.join(whole)} TO {role}")
    for role, tables in KEPT_BACK.items():
        for table, kept in tables.items():
            if read := [column for column in model_of(table).columns if column not in kept]:
                connection.exec_driver_sql(f"GRANT SELECT ({', '.join(read)}) ON {views[table]} TO {role}")
    # From PostgreSQL 17 a role may be let refresh the planner's statistics of tables that it does not own.
    version = connection.scalar(sa.text("SELECT current_setting('server_version_num')::int"))
    rows = f"{_ROWS}, MAINTAIN" if version >= 170000 else _ROWS
    written = [name for name in METADATA.tables if name != _READER]
    connection.exec_driver_sql(f"GRANT {rows} ON {', '.join(written)} TO {WRITER}")
    connection.exec_driver_sql(f"GRANT SELECT ON ops.alembic_version TO {WRITER}")
    database = connection.dialect.identifier_preparer.quote(
        connection.scalar(sa.text("SELECT current_database()"))
    )
    # Whoever may make a temporary table may make a function too, and what a function costs decides when it is called.
    connection.exec_driver_sql(f"REVOKE ALL ON DATABASE {database} FROM PUBLIC")
    connection.exec_driver_sql(f"GRANT CONNECT ON DATABASE {database} TO {', '.join(READS)}")
    # A council's rows lie together. By what a disk with a moving arm takes to find them, the planner would rather read
    # everybody's (https://www.postgresql.org/docs/18/runtime-config-query.html#GUC-RANDOM-PAGE-COST).
    connection.exec_driver_sql(f"ALTER DATABASE {database} SET random_page_cost = 1.1")
    # Where a load compares values, the rows that it brings stand beside those that are held until it ends.
    connection.exec_driver_sql(f"GRANT TEMPORARY ON DATABASE {database} TO {WRITER}")


def _relations(schema: str) -> list[str]:
    """Tables and views of a schema, as roles are let into it."""
    if schema == "bi":
        return [f"bi.{name}" for name in VIEWS]
    if schema == HELD:
        return [name for name in METADATA.tables if name.startswith(f"{HELD}.")]
    return [f"{schema}.{name}" for name in SCHEMAS[schema]]
