"""Nobody but a loader can hold a load up; whoever waits, waits not for ever, and is told for whom."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

from include.errors import WarehouseError, WarehouseUnavailable
from include.warehouse import LoadRun, Warehouse
from include.warehouse.words import BY_CODE, cause_of
from tests.listeners import free_port

pytestmark = pytest.mark.postgres

Night = Callable[..., tuple[LoadRun, dict[str, Any]]]


@pytest.fixture
def bi_url(warehouse_url: str) -> Iterator[str]:
    """URL of the warehouse for a login of a BI developer."""
    with psycopg.connect(warehouse_url, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS a_bi_tool")
        connection.execute("CREATE ROLE a_bi_tool LOGIN IN ROLE send_bi")
    yield warehouse_url.replace("postgres:@", "a_bi_tool:@")
    with psycopg.connect(warehouse_url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'a_bi_tool'"
        )
        connection.execute("DROP ROLE a_bi_tool")


@contextmanager
def _session(url: str, statement: str) -> Iterator[int]:
    """Another session that has run a statement and goes on holding what that took; gives its process."""
    with psycopg.connect(url, application_name="a forgotten window") as connection:
        connection.execute(statement)
        yield connection.info.backend_pid
        connection.rollback()


def test_a_bi_login_cannot_hold_a_load_up(
    warehouse_url: str, bi_url: str, warehouse: Warehouse, night: Night
) -> None:
    assert warehouse.load(*night(14)).outcome == "loaded"
    with psycopg.connect(bi_url) as connection:
        # Every advisory lock that can be guessed from the loader's own, and a long look at what it replaces.
        with psycopg.connect(warehouse_url) as loader:
            loader.execute("SET ROLE send_loader")
            loader.execute("SELECT FROM ops.load_lock WHERE lock_name = 'load demo' FOR UPDATE")
            locks = (
                "SELECT classid::bigint << 32 | objid::bigint FROM pg_locks JOIN pg_database ON oid = database"
                " WHERE locktype = 'advisory' AND datname = current_database()"
            )
            assert loader.execute(locks).fetchall() == []
            loader.rollback()
        connection.execute("SELECT * FROM marts.fact_clock, bi.load_status")
        for refused in (
            "SELECT FROM ops.load_lock FOR UPDATE",
            "LOCK TABLE ops.load_lock",
            "LOCK TABLE marts.fact_clock IN SHARE MODE",
            "LOCK TABLE held.fact_clock IN SHARE MODE",
            "SELECT FROM marts.fact_clock FOR SHARE",
        ):
            with (
                connection.transaction(force_rollback=True),
                pytest.raises(psycopg.errors.InsufficientPrivilege),
            ):
                connection.execute(refused)
        assert Warehouse(warehouse_url, lock_timeout=3).load(*night(15)).outcome == "loaded"


WAITS: dict[str, Callable[[Warehouse, Night], object]] = {
    "ops.load_attempt": lambda store, night: store.record_attempt(
        night(15)[0],
        attempt_id="1",
        started_at=datetime(2026, 1, 16, tzinfo=UTC),
        seconds=1,
        outcome="loaded",
        message=None,
    ),
    "held.person": lambda store, night: store.load(*night(15)),
    "held.dim_measure": lambda store, night: store.query("SELECT * FROM marts.dim_measure"),
    "ops.deletion": lambda store, night: store.record_deletions(
        night(15)[1]["restricted.person"][:1]
        .assign(path="x", because="y", deleted_at=datetime(2026, 1, 16, tzinfo=UTC), authority="demo")
        [["authority", "path", "because", "deleted_at"]]
    ),
}  # fmt: skip


@pytest.mark.parametrize("table", WAITS)
def test_no_step_waits_for_ever_and_the_message_names_who_holds_what(
    warehouse_url: str, night: Night, table: str
) -> None:
    impatient = Warehouse(warehouse_url, lock_timeout=1)
    with _session(warehouse_url, f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE") as holder:
        began = time.monotonic()
        with pytest.raises(WarehouseUnavailable) as caught:
            WAITS[table](impatient, night)
        assert time.monotonic() - began < 15
    words = str(caught.value)
    assert (
        f"server process {holder} (a forgotten window) of user postgres, idle in transaction, since 20"
        in words
    )
    assert f"It has locked {table}." in words
    assert "waited 1 seconds" in words


def test_a_migration_waits_for_a_load_and_names_it(warehouse_url: str, warehouse: Warehouse) -> None:
    with warehouse.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE ops.content SET checksum = 'of an earlier version'")
    with (
        _session(warehouse_url, "SELECT * FROM bi.load_status"),
        pytest.raises(WarehouseUnavailable, match="a forgotten window"),
    ):
        Warehouse(warehouse_url, lock_timeout=1).migrate()
    warehouse.migrate()


def test_an_ended_session_is_not_a_server_out_of_reach(warehouse_url: str, warehouse: Warehouse) -> None:
    def end() -> None:
        with psycopg.connect(warehouse_url, autocommit=True) as connection:
            for _ in range(100):
                time.sleep(0.1)
                ended = connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE query LIKE 'SELECT pg_sleep%' AND datname = current_database()"
                )
                if ended.fetchall():
                    return

    killer = threading.Thread(target=end)
    killer.start()
    with pytest.raises(WarehouseUnavailable) as caught:
        warehouse.query("SELECT pg_sleep(30)")
    killer.join()
    words = str(caught.value)
    assert "somebody ended its process (pg_terminate_backend) while the server stayed up" in words
    assert "cannot be reached" not in words
    assert "is up" not in words


@pytest.mark.parametrize(
    ("setting", "statement", "words"),
    [
        ("statement_timeout", "SELECT pg_sleep(5)", "ran longer than the server's statement_timeout"),
        ("transaction_timeout", "SELECT pg_sleep(5)", "Raise its transaction_timeout"),
    ],
)
def test_a_limit_of_the_server_is_named(
    warehouse_url: str, warehouse: Warehouse, setting: str, statement: str, words: str
) -> None:
    with psycopg.connect(warehouse_url, autocommit=True) as connection:
        name = connection.info.dbname
        connection.execute(f"ALTER DATABASE {name} SET {setting} = '300ms'")
    with pytest.raises(WarehouseUnavailable, match=words):
        warehouse.query(statement)


def _refusing() -> str:
    return f"postgresql://bob:hunter2@127.0.0.1:{free_port()}/send"


@pytest.mark.parametrize(
    ("url", "again", "words"),
    [
        (_refusing(), True, "nothing listens there"),
        ("postgresql://bob:hunter2@no-such-host.invalid/send", True, "its name is not known here"),
        ("postgresql://bob:hunter2@/send?host=/nowhere/at/all", True, "there is no such socket"),
    ],
    ids=["nothing listens", "no such host", "no such socket"],  # a port of its own must not name the test
)
def test_why_a_server_cannot_be_reached_is_told(url: str, again: bool, words: str) -> None:
    with pytest.raises(WarehouseError, match=f"cannot be reached: {words}") as caught:
        Warehouse(url).migrate()
    assert isinstance(caught.value, WarehouseUnavailable) is again
    assert "hunter2" not in str(caught.value)


def test_a_server_without_a_connection_left_and_an_unknown_user_are_told_apart(
    warehouse_url: str, bi_url: str
) -> None:
    with psycopg.connect(warehouse_url, autocommit=True) as connection:
        connection.execute("ALTER ROLE a_bi_tool CONNECTION LIMIT 0")
    with pytest.raises(WarehouseUnavailable, match="has no connection left"):
        Warehouse(bi_url).query("SELECT 1")
    with pytest.raises(WarehouseError, match="there is no such user") as caught:
        Warehouse(bi_url.replace("a_bi_tool", "nobody_known")).query("SELECT 1")
    assert not isinstance(caught.value, WarehouseUnavailable)


# What a server says on the way out, by code; what a driver says of a connection that never came about, by its words.
SAID = {
    "57P01 up": (psycopg.errors.AdminShutdown(), True, "somebody ended its process"),
    "57P01 down": (psycopg.errors.AdminShutdown(), False, "the server was shut down"),
    "57P02": (psycopg.errors.CrashShutdown(), False, "another process of the server crashed"),
    "57P03": (psycopg.errors.CannotConnectNow(), False, "starting or shutting down"),
    "53100": (psycopg.errors.DiskFull(), True, "no disk space left"),
    "53300": (psycopg.errors.TooManyConnections(), True, "no connection left"),
    "25006": (psycopg.errors.ReadOnlySqlTransaction(), True, "takes no changes"),
    "password": (
        psycopg.OperationalError('FATAL:  password authentication failed for user "bob"'),
        True,
        "did not let us in",
    ),
    "hba": (psycopg.OperationalError('FATAL:  no pg_hba.conf entry for host "x"'), True, "pg_hba.conf"),
    "starting": (
        psycopg.OperationalError("FATAL:  the database system is starting up"),
        True,
        "starting or shutting down",
    ),
    "slots": (
        psycopg.OperationalError("FATAL:  sorry, too many clients already"),
        True,
        "no connection left",
    ),
    "lost": (
        psycopg.OperationalError("consuming input failed: server closed the connection unexpectedly"),
        False,
        "broke off: the server's process died",
    ),
    "late": (psycopg.OperationalError("connection timeout expired"), False, "does not answer in time"),
    "else": (psycopg.OperationalError("something new"), False, "cannot be reached"),
}


@pytest.mark.parametrize("name", SAID)
def test_each_failure_has_words_of_its_own(name: str) -> None:
    error, up, words = SAID[name]
    cause = cause_of(error, server_is_up=up)
    assert cause is not None
    assert words in cause.happened


def test_words_of_failures_differ_and_each_says_what_to_do() -> None:
    causes = set(BY_CODE.values())
    assert len({cause.happened for cause in causes}) == len(causes)
    assert all(cause.remedy for cause in causes)


def test_a_refused_row_is_no_failure_of_the_server() -> None:
    assert cause_of(psycopg.errors.UniqueViolation(), server_is_up=True) is None
