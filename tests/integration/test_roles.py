"""Who may read and write what, tried out as each role."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from include.errors import WarehouseError
from include.warehouse import Warehouse
from include.warehouse.metadata import ALL_SCHEMAS, METADATA, SCHEMAS
from include.warehouse.roles import READERS
from include.warehouse.views import VIEWS

pytestmark = pytest.mark.postgres

RELATIONS = (
    {f"{schema}.{name}" for schema, tables in SCHEMAS.items() for name in tables}
    | {f"bi.{name}" for name in VIEWS}
    | {*METADATA.tables}
)

NOT_FOR_VIEWS = (psycopg.errors.WrongObjectType, psycopg.errors.ObjectNotInPrerequisiteState)


def _of(*schemas: str) -> set[str]:
    return {name for name in RELATIONS if name.split(".")[0] in schemas}


@pytest.fixture
def allowed(warehouse_url: str) -> Callable[[str, str], set[str]]:
    """`allowed(role, statement)`: for which tables and views the role may run the statement."""

    def attempt(role: str, statement: str) -> set[str]:
        passed = set()
        with psycopg.connect(warehouse_url, autocommit=True) as connection:
            connection.execute(f"SET ROLE {role}")
            for name in RELATIONS:
                try:
                    connection.execute(statement.format(name))
                    passed.add(name)
                except psycopg.errors.RaiseException:
                    passed.add(name)  # allowed, and refused by the trigger that guards what was published
                except (psycopg.errors.InsufficientPrivilege, *NOT_FOR_VIEWS):
                    pass
        return passed

    return attempt


@pytest.mark.parametrize(
    ("role", "schemas"),
    [
        ("send_publication", ("open",)),
        ("send_bi", ("marts", "bi", "dfe", "dq", "open")),
        ("send_manager", ("marts", "bi", "dfe", "dq", "open", "restricted")),
        ("send_loader", ("marts", "bi", "dfe", "dq", "open", "restricted", "ops", "held")),
    ],
)
def test_each_role_reads_its_schemas_and_no_other(
    allowed: Callable[[str, str], set[str]], role: str, schemas: tuple[str, ...]
) -> None:
    assert allowed(role, "SELECT * FROM {} LIMIT 0") == _of(*schemas)


def test_only_the_loader_writes(allowed: Callable[[str, str], set[str]]) -> None:
    statement = "DELETE FROM {} WHERE false"
    # Who could write who reads what could let others in.
    assert allowed("send_loader", statement) == {*METADATA.tables} - {"ops.reader"}
    for role in READERS:
        assert not allowed(role, statement)


def test_nobody_but_the_owner_changes_a_shape(allowed: Callable[[str, str], set[str]]) -> None:
    for role in ("send_loader", *READERS):
        assert not allowed(role, "ALTER TABLE {} ADD COLUMN mine int")
        assert not allowed(role, "TRUNCATE {}")


@pytest.mark.parametrize("role", ["send_loader", *READERS])
def test_no_role_creates_tables(warehouse_url: str, role: str) -> None:
    with psycopg.connect(warehouse_url, autocommit=True) as connection:
        connection.execute(f"SET ROLE {role}")
        for schema in (*ALL_SCHEMAS, "public"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"CREATE TABLE {schema}.mine (n int)")


def test_a_new_login_reads_nothing_until_it_is_given_a_role(warehouse_url: str) -> None:
    with psycopg.connect(warehouse_url) as connection:
        connection.execute("CREATE ROLE somebody")
        connection.execute("SET LOCAL ROLE somebody")
        readable = connection.execute(
            "SELECT count(*) FROM unnest(%s::text[]) AS schema WHERE has_schema_privilege(schema, 'USAGE')",
            [[*ALL_SCHEMAS]],
        ).fetchone()
        connection.rollback()
    assert readable == (0,)


def test_a_member_of_send_loader_can_do_all_that_a_night_needs(
    warehouse_url: str, warehouse: Warehouse, night: Callable[..., Any]
) -> None:
    with psycopg.connect(warehouse_url, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS night_worker")
        connection.execute("CREATE ROLE night_worker LOGIN IN ROLE send_loader")
    try:
        worker = Warehouse(warehouse_url.replace("postgres:@", "night_worker:@"))
        worker.migrate()
        assert worker.load(*night(14)).outcome == "loaded"
        assert worker.load(*night(15), by_value=True).outcome == "loaded"
        rows = "SELECT reltuples::int AS n FROM pg_class WHERE oid = 'held.person'::regclass"
        assert worker.query(rows)["n"].item() == 20, "the loader could not refresh the statistics"
        with pytest.raises(WarehouseError, match="user 'night_worker' is not allowed"):
            worker.query("CREATE TABLE marts.mine (n int)")
        with warehouse.engine.begin() as owner:
            owner.exec_driver_sql("UPDATE ops.content SET checksum = 'of an earlier version'")
        with pytest.raises(WarehouseError, match="Migrations need the owner"):
            worker.migrate()
    finally:
        with psycopg.connect(warehouse_url, autocommit=True) as connection:
            connection.execute("DROP ROLE night_worker")
