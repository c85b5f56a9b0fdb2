"""What a task tells Airflow of what it did: an event for what happened, a skip for what did not."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

pytestmark = pytest.mark.airflow

BEGUN = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


@pytest.fixture
def run(monkeypatch):
    """A task of the run of a partition key, with one asset; gives the tasks and what is said of the asset."""
    from include.airflow import tasks as airflow_tasks

    def of(partition_key, **steps):
        event = SimpleNamespace(extra={})
        context = {
            "dag_run": SimpleNamespace(partition_key=partition_key, run_after=BEGUN, start_date=BEGUN),
            "params": {},
            "task": SimpleNamespace(outlets=["asset"]),
            "outlet_events": {"asset": event},
        }
        monkeypatch.setattr(airflow_tasks, "get_current_context", lambda: context)
        for name, counts in steps.items():
            known = airflow_tasks.STEPS if name in airflow_tasks.STEPS else airflow_tasks.HALF_TERM_STEPS
            monkeypatch.setitem(known, name, lambda slug, what, counts=counts: counts)
        return airflow_tasks, event

    return of


def test_a_load_tells_which_extract_and_how_many_rows(run):
    tasks, event = run("2026-03-01", load={"outcome": "loaded", "loaded": 120})
    tasks.nightly_step("load", "demo")
    assert event.extra == {"extract_date": "2026-03-01", "rows": 120}


def test_a_superseded_load_is_skipped_and_so_sends_no_event(run):
    from airflow.sdk.exceptions import AirflowSkipException

    tasks, event = run(
        "2026-03-01", load={"outcome": "superseded", "loaded": 0, "superseded_by": "2026-03-04"}
    )
    with pytest.raises(AirflowSkipException, match="2026-03-04"):
        tasks.nightly_step("load", "demo")
    assert event.extra == {}


PUBLISHED = {
    "published": True,
    "report": "2025-26-autumn-1.1",
    "published_at": "2026-03-02T06:01:00+00:00",
    "extract_date": "2025-11-02",
    "figures": 900,
}


@pytest.mark.parametrize("tried_again", [False, True])
def test_a_publication_tells_what_it_is_about_also_when_the_task_died_after_the_commit(run, tried_again):
    tasks, event = run("2025-26-autumn-1", publish={**PUBLISHED, "published": not tried_again})
    tasks.half_term_step("publish", "demo")
    assert event.extra == {
        "extract_date": "2025-11-02",
        "period": "2025-26-autumn-1",
        "report": "2025-26-autumn-1.1",
        "rows": 900,
    }


@pytest.mark.parametrize(
    "counts",
    [
        {"published": False, "why": "2025-26-spring-1 is the latest half-term"},
        {**PUBLISHED, "published": False, "published_at": "2026-03-01T06:00:00+00:00"},
    ],
)
def test_a_publication_that_did_not_happen_sends_no_event(run, counts):
    from airflow.sdk.exceptions import AirflowSkipException

    tasks, event = run("2025-26-autumn-1", publish=counts)
    with pytest.raises(AirflowSkipException):
        tasks.half_term_step("publish", "demo")
    assert event.extra == {}
