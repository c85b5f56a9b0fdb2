"""When a run starts its source has a pool, and a run that somebody triggered says what it is about."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy.orm

from include.airflow import pools as pools_listener
from include.airflow import starting
from include.airflow.councils import source_pool
from include.calendar import Calendar
from include.pipeline import resolve_extract_date, resolve_period
from tests.conftest import AUTHORITY

pytestmark = pytest.mark.airflow


@pytest.fixture(autouse=True)
def councils(tmp_path, monkeypatch):
    """Two that share a server, one that does not, and one whose file is unreadable."""
    for slug in ("north", "south"):
        (tmp_path / f"{slug}.yaml").write_text(AUTHORITY + "source_server: vendor\n")
    (tmp_path / "west.yaml").write_text(AUTHORITY)
    (tmp_path / "broken.yaml").write_text("name: [")
    monkeypatch.setenv("SEND_CONFIG_DIR", str(tmp_path))


@pytest.fixture
def pools(monkeypatch):
    """The pools that were asked for."""
    made: list[str] = []
    monkeypatch.setattr(sqlalchemy.orm, "object_session", lambda run: "session")
    monkeypatch.setattr(starting, "_make_pool", lambda session, name: made.append(name))
    return made


def run(dag_id: str, **about: Any) -> Any:
    given: dict[str, Any] = {
        "partition_key": None,
        "note": None,
        "conf": {},
        "run_after": datetime(2026, 7, 1, 23, 30, tzinfo=UTC),
    }
    return SimpleNamespace(dag_id=dag_id, **given | about)


def test_a_task_that_starts_makes_no_pool(monkeypatch):
    """It may not touch Airflow's database: the first error of its log would be that, and not what is wrong."""
    monkeypatch.setattr("airflow.utils.session.create_session", None)
    pools_listener.on_starting(component=object())


def test_councils_that_share_a_server_wait_in_one_pool():
    assert [source_pool(slug) for slug in ("north", "south", "west", "broken")] == [
        "send_source_vendor",
        "send_source_vendor",
        "send_source_west",
        "send_source_broken",
    ]


def test_a_nights_run_makes_the_pool_of_its_source(pools):
    for dag_id in ("send_nightly_north", "send_half_termly_north", "send_nightly_nobody", "another"):
        starting.on_dag_run_running(run(dag_id), "started")
    assert pools == ["send_source_vendor"]


@pytest.mark.parametrize(
    ("about", "note"),
    [
        ({"conf": {"extract_date": "2026-03-15"}}, "Extract date 2026-03-15"),
        # 00:30 in London's summer: the day that has ended is the first of July
        ({}, "Extract date 2026-07-01"),
        ({"partition_key": "2026-03-15"}, None),
        ({"note": "again, with the vendor on the telephone"}, "again, with the vendor on the telephone"),
    ],
)
def test_a_night_that_somebody_triggered_says_its_extract_date(pools, about, note):
    started = run("send_nightly_west", **about)
    starting.on_dag_run_running(started, "started")
    assert started.note == note


def test_a_half_term_that_somebody_triggered_says_it(pools):
    for conf, note in (({"period": "2024-25-autumn-1"}, "2024-25-autumn-1"), ({}, None)):
        started = run("send_half_termly_west", conf=conf)
        starting.on_dag_run_running(started, "started")
        assert (
            started.note == f"Half-term {note or resolve_period(None, None, started.run_after, Calendar())}"
        )


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_what_is_said_is_what_the_tasks_resolve(pools, hour):
    started = run("send_nightly_west", run_after=datetime(2026, 10, 25, hour, 30, tzinfo=UTC))
    starting.on_dag_run_running(started, "started")
    assert started.note == f"Extract date {resolve_extract_date(None, None, started.run_after)}"
