"""The schema in a database, the model and the migrations say the same."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from include.errors import WarehouseError
from include.warehouse import Warehouse, views
from include.warehouse.metadata import METADATA
from include.warehouse.schema import COMPARING

pytestmark = pytest.mark.postgres


def test_migrations_from_nothing_give_exactly_the_model(postgres_url: str) -> None:
    warehouse = Warehouse(postgres_url)
    warehouse.migrate()
    with warehouse.engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection, opts=COMPARING), METADATA)
    assert not difference, "Run: python -m include.warehouse.revise 'why the tables change'"


def test_processes_migrating_at_once_take_turns(postgres_url: str) -> None:
    failures: list[BaseException] = []

    def migrate() -> None:
        try:
            Warehouse(postgres_url).migrate()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=migrate) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failures
    assert len(Warehouse(postgres_url).query("SELECT * FROM bi.load_status").columns) > 1


def test_every_table_view_and_column_is_explained_in_the_database(warehouse: Warehouse) -> None:
    silent = warehouse.query("""
        SELECT n.nspname || '.' || c.relname || coalesce('.' || a.attname, '') AS thing
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE n.nspname IN ('restricted', 'marts', 'bi', 'dfe', 'dq', 'open', 'ops')
          AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relname <> 'alembic_version'
          AND (obj_description(c.oid) IS NULL OR col_description(c.oid, a.attnum) IS NULL)
    """)
    assert silent["thing"].tolist() == []


def test_a_change_of_a_view_reaches_a_database_that_has_the_old_one(warehouse: Warehouse) -> None:
    with warehouse.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE ops.content SET checksum = 'of an earlier version'")
        connection.exec_driver_sql("DROP VIEW bi.load_status")
        connection.exec_driver_sql("CREATE VIEW bi.load_status AS SELECT 1 AS one")
    warehouse.migrate()
    assert [*warehouse.query("SELECT * FROM bi.load_status")] == [*views.VIEWS["load_status"].columns]
    with psycopg.connect(warehouse.engine.url.render_as_string(False).replace("+psycopg", "")) as connection:
        connection.execute("SET ROLE send_bi")
        connection.execute("SELECT * FROM bi.load_status")


@pytest.mark.parametrize("column", ["open_plans", "open_assessments"])
def test_two_columns_of_a_query_cannot_change_places(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, column: str
) -> None:
    """Both are counts: bound by place, each would silently have stood under the other's name."""
    other = {"open_plans": "open_cases", "open_assessments": "open_plans"}[column]
    shutil.copytree(views._FOLDER, tmp_path / "views")
    query = tmp_path / "views" / "caseload_by_team.sql"
    head, select = query.read_text(encoding="utf-8").rsplit("SELECT\n", 1)
    lines = select.splitlines()
    first, second = (
        next(n for n, line in enumerate(lines) if line.endswith(f" AS {name},")) for name in (column, other)
    )
    lines[first], lines[second] = lines[second], lines[first]
    query.write_text(head + "SELECT\n" + "\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(views, "_FOLDER", tmp_path / "views")
    with (
        pytest.raises(
            WarehouseError, match=f"caseload_by_team.sql names column [0-9]+ {other}, where .* {column}"
        ),
        warehouse.engine.begin() as connection,
    ):
        views.drop(connection)
        views.create(connection)
    assert len(warehouse.query("SELECT * FROM bi.caseload_by_team").columns) == len(
        views.VIEWS["caseload_by_team"].columns
    )


def test_migrating_does_not_destroy_a_view_that_somebody_built_on_ours(warehouse: Warehouse) -> None:
    with warehouse.engine.begin() as connection:
        connection.exec_driver_sql("CREATE VIEW public.theirs AS SELECT authority FROM bi.load_status")
        connection.exec_driver_sql("UPDATE ops.content SET checksum = 'of an earlier version'")
    with pytest.raises(WarehouseError, match=r"view theirs depends on view bi\.load_status"):
        warehouse.migrate()
    assert len(warehouse.query("SELECT * FROM public.theirs")) == 0


@pytest.mark.parametrize(
    ("revision", "words"),
    [
        ("0002_0123abcd", "revision 0002_0123abcd, which this version of the software does not know"),
        (
            "0015",
            "made by a version before the first release .*Make it anew: .*DROP SCHEMA IF EXISTS bi, dfe",
        ),
        ("0001_0123456789ab", "made by a version before the first release"),
    ],
)
def test_a_database_of_another_version_is_not_touched(
    warehouse: Warehouse, revision: str, words: str
) -> None:
    with warehouse.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE ops.alembic_version SET version_num = %s", (revision,))
    with pytest.raises(WarehouseError, match=words):
        warehouse.migrate()
