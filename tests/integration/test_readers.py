"""Readers while the warehouse changes under them: they see whole states only, meet no error, and hardly wait."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
import psycopg
import pytest

from include.warehouse import Warehouse
from include.warehouse.metadata import SCHEMAS
from tests.integration.conftest import sample

pytestmark = pytest.mark.postgres

FIRST, LAST = 10, 13
# Views of which a night has as many rows as `_rows_of` its day, less members that are not recorded; and a column that
# tells of which day a row is.
VIEWS = {
    "marts.fact_clock": "case_key",
    "marts.fact_caseload": "case_key",
    "marts.measure_value": "measure_id",
    "bi.dim_team": "team_id",
}
LONGEST_WAIT = 0.2


def _rows_of(day: int) -> int:
    return 10 + day


@pytest.fixture
def slowness() -> float:
    """How many times as long as alone a process takes now, on a machine that others use too."""
    began, used = time.perf_counter(), time.process_time()
    while time.process_time() - used < 0.3:
        pass
    # At least thrice: what else the suite runs meanwhile may begin after this.
    return max(3.0, (time.perf_counter() - began) / 0.3)


@pytest.fixture
def reader_url(warehouse: Warehouse, warehouse_url: str) -> Iterator[str]:
    warehouse.logins.add("reader_meanwhile", "bi", ["demo"], datetime.now(UTC) + timedelta(days=1))
    yield warehouse_url.replace("postgres:@", "reader_meanwhile:@")
    warehouse.logins.remove("reader_meanwhile")


class Reader(threading.Thread):
    """Reads the load's status and four views in one snapshot, again and again."""

    def __init__(self, url: str, patience: float) -> None:
        super().__init__(daemon=True)
        self.url, self.patience = url, patience
        self.over = threading.Event()
        self.days: list[int] = []
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            with psycopg.connect(self.url) as connection:
                connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
                connection.execute(f"SET lock_timeout = '{1000 * self.patience:.0f}ms'")
                connection.commit()
                while not self.over.is_set():
                    self.days.append(self._day(connection))
                    connection.commit()
                    time.sleep(0.02)
        except BaseException as error:
            self.failure = error

    def _day(self, connection: psycopg.Connection) -> int:
        """The day that all views tell of. Raises `AssertionError` when they do not agree."""
        status = connection.execute("SELECT extract_date, rows_loaded FROM bi.load_status").fetchone()
        assert status
        day = status[0].day
        for view, column in VIEWS.items():
            found = connection.execute(
                f"SELECT count(*), count(*) FILTER (WHERE {column} LIKE '%% demo-{day}'),"
                f" count(*) FILTER (WHERE {column} LIKE '%% demo-%%') FROM {view}"
            ).fetchone()
            assert found and found[1] == found[2] == _rows_of(day), f"{view} of {day}: {found}"
            assert view.startswith("bi.") or found[0] == found[1], f"{view} of {day}: {found}"
        assert status[1] > 4 * _rows_of(day)
        return day


@contextmanager
def _reading(url: str, patience: float) -> Iterator[list[Reader]]:
    readers = [Reader(url, patience) for _ in range(4)]
    for reader in readers:
        reader.start()
    try:
        yield readers
    finally:
        for reader in readers:
            reader.over.set()
        for reader in readers:
            reader.join(60)


def _force_migration(warehouse: Warehouse) -> None:
    with warehouse.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE ops.content SET checksum = 'of an earlier version' WHERE content_name = 'views'"
        )
    warehouse.migrate()


def test_four_readers_see_whole_states_and_hardly_wait(
    warehouse_url: str, night: Callable[..., Any], reader_url: str, slowness: float
) -> None:
    warehouse = Warehouse(warehouse_url, lock_timeout=600)
    warehouse.load(*night(FIRST, rows=_rows_of(FIRST)))
    figures = sample(SCHEMAS["marts"]["reported_figure"], 6, "demo").drop(
        columns=["report_key", "published_at"]
    )
    cases = sample(SCHEMAS["marts"]["reported_case"], 6, "demo").drop(columns="report_key")
    with _reading(reader_url, LONGEST_WAIT * slowness) as readers:
        for day in range(FIRST + 1, LAST + 1):
            run, frames = night(day, rows=_rows_of(day))
            warehouse.load(run, frames, by_value=day % 2 == 0)
            frozen = figures.assign(
                status="ok",
                numerator=float(day),
                extract_date=pd.Timestamp(run.extract_date),
                computed_at=pd.Timestamp(run.computed_at),
                load_run_id=run.load_run_id,
            )
            warehouse.reports.publish("demo", "2025-26-autumn-2", frozen, cases, run.computed_at)
            _force_migration(warehouse)
    assert [reader.failure for reader in readers] == [None] * 4
    for reader in readers:
        assert reader.days == sorted(reader.days), "it was shown an older night after a newer one"
        assert reader.days[-1] == LAST and len(reader.days) > LAST - FIRST
    assert len({day for reader in readers for day in reader.days}) >= 3, "nothing changed while they read"


def test_a_long_read_holds_a_migration_up_but_no_other_reader(
    warehouse: Warehouse, warehouse_url: str, night: Callable[..., Any], reader_url: str, slowness: float
) -> None:
    warehouse.load(*night(FIRST, rows=_rows_of(FIRST)))
    patient = Warehouse(warehouse_url, lock_timeout=600)
    with psycopg.connect(reader_url) as long_read:
        long_read.execute("SELECT count(*) FROM bi.dim_team")  # and its transaction stays open
        migration = threading.Thread(target=_force_migration, args=[patient], daemon=True)
        # A reader behind a migration that lets nobody by would wait for as long as it does, three times this.
        with _reading(reader_url, slowness) as readers:
            migration.start()
            migration.join(3 * slowness)
            assert migration.is_alive(), "it did not wait for who reads"
            long_read.rollback()
            migration.join(60 * slowness)
            assert not migration.is_alive()
    assert [reader.failure for reader in readers] == [None] * 4
    assert (
        warehouse.query("SELECT count(*) AS n FROM pg_views WHERE viewname LIKE '%\\_\\_draft'")["n"].item()
        == 0
    )
