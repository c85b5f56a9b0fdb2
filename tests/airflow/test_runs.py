"""What a task tells Airflow: an event for what happened, a skip for what did not, a wait for what is due."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException

from include import pipeline
from include.airflow import half_termly, nightly, runs, sen2
from include.errors import (
    ConfigError,
    GateStopped,
    LakeError,
    LakeUnavailable,
    NotYet,
    SourceError,
    SourceUnavailable,
    SourceUnfinished,
    WarehouseUnavailable,
)
from include.pipeline import attempts

pytestmark = pytest.mark.airflow

BEGUN = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
NONE_ASKED = {"extract_date": None, "period": None}


@pytest.fixture
def run(monkeypatch):
    """Make a run of a partition key the current one, with one asset; gives the event of the asset."""

    def of(partition_key, conf=None, **steps):
        event = SimpleNamespace(extra={})
        context = {
            "dag": SimpleNamespace(params=NONE_ASKED),
            "dag_run": SimpleNamespace(
                partition_key=partition_key, run_after=BEGUN, start_date=BEGUN, conf=conf
            ),
            "params": NONE_ASKED | (conf or {}),
            "task": SimpleNamespace(task_id="a_task", outlets=["asset"]),
            "outlet_events": {"asset": event},
        }
        monkeypatch.setattr(runs, "get_current_context", lambda: context)
        for name, counts in steps.items():
            monkeypatch.setattr(pipeline, name, lambda slug, what, counts=counts: counts)
        return event

    return of


@pytest.fixture(autouse=True)
def kept(monkeypatch):
    """The attempts that were kept."""
    rows: list[dict[str, object]] = []
    monkeypatch.setattr(attempts, "keep", rows.append)
    return rows


@pytest.fixture(autouse=True)
def council(tmp_path, monkeypatch):
    """The settings of a council, for whatever asks for its calendar."""
    from tests.conftest import AUTHORITY

    (tmp_path / "demo.yaml").write_text(AUTHORITY)
    monkeypatch.setenv("SEND_CONFIG_DIR", str(tmp_path))


def test_a_load_tells_which_extract_and_how_many_rows(run):
    event = run("2026-03-01", load={"outcome": "loaded", "loaded": 120})
    nightly.load.function("demo")
    assert event.extra == {"extract_date": "2026-03-01", "rows": 120}


def test_a_superseded_load_is_skipped_and_so_sends_no_event(run, kept):
    event = run("2026-03-01", load={"outcome": "superseded", "loaded": 0, "superseded_by": "2026-03-04"})
    with pytest.raises(AirflowSkipException, match="2026-03-04"):
        nightly.load.function("demo")
    assert event.extra == {}
    assert [(row["authority"], row["step"], row["step_about"], row["outcome"]) for row in kept] == [
        ("demo", "a_task", "2026-03-01", "skipped")
    ]


def test_a_parameter_that_a_dag_does_not_have_is_refused(run):
    run(None, conf={"extract_day": "2026-03-01"}, load={"outcome": "loaded", "loaded": 120})
    with pytest.raises(AirflowFailException, match="no parameter 'extract_day'.* has extract_date, period"):
        nightly.load.function("demo")


PUBLISHED = {
    "published": True,
    "report": "2025-26-autumn-1.1",
    "published_at": "2026-03-02T06:01:00+00:00",
    "extract_date": "2025-11-02",
    "figures": 900,
}


@pytest.mark.parametrize("tried_again", [False, True])
def test_a_publication_tells_what_it_is_about_also_when_the_task_died_after_the_commit(run, tried_again):
    event = run("2025-26-autumn-1", publish={**PUBLISHED, "published": not tried_again})
    half_termly.publish.function("demo")
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
    event = run("2025-26-autumn-1", publish=counts)
    with pytest.raises(AirflowSkipException):
        half_termly.publish.function("demo")
    assert event.extra == {}


@contextmanager
def _raising(monkeypatch, error):
    def check(slug, period):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "check", check)
        yield


def test_a_half_term_waits_for_its_extract_without_failing(run, monkeypatch, kept):
    run("2025-26-autumn-1", check={"extract_date": "2025-11-02"})
    with _raising(monkeypatch, NotYet("no extract")):
        assert not half_termly.check.function("demo").is_done
    with _raising(monkeypatch, ConfigError("the calendar is wrong")), pytest.raises(AirflowFailException):
        half_termly.check.function("demo")
    done = half_termly.check.function("demo")
    assert done.is_done
    assert done.xcom_value == {"extract_date": "2025-11-02"}
    assert [row["outcome"] for row in kept] == ["waiting", "failed", "done"]


def test_only_what_may_get_better_is_tried_again(run):
    run(None)
    with pytest.raises(AirflowException) as again, runs.this_run():
        raise NotYet("the file is still being written")
    assert not isinstance(again.value, AirflowFailException)
    with pytest.raises(AirflowFailException, match="Unforeseen KeyError"), runs.this_run():
        raise KeyError("a child's name")


@pytest.mark.parametrize(
    ("answer", "signed"),
    [
        (
            {
                "responded_by_user": {"id": "7", "name": "A. Director"},
                "params_input": {"reason": "sent by e-mail"},
            },
            ("A. Director", "sent by e-mail"),
        ),
        (
            {"responded_by_user": {"id": "director", "name": ""}, "params_input": {"reason": ""}},
            ("director", ""),
        ),
        ({"responded_by_user": None, "params_input": {}}, ("", "")),
        ({"params_input": None}, ("", "")),
    ],
)
def test_an_approval_says_who_gave_it_and_why(answer, signed):
    assert sen2.signature(answer) == signed


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (NotYet("no extract yet"), "failure"),
        (SourceUnavailable("no route to the source"), "failure"),
        (SourceUnfinished("a file of the export is missing"), "unreadable"),
        (LakeUnavailable("no space left"), "failure"),
        (WarehouseUnavailable("nothing listens"), "failure"),
    ],
)
def test_what_may_get_better_by_waiting_is_tried_again(error, kind):
    with pytest.raises(runs.ForPeople, match=str(error)) as failed, runs.failures_for_people():
        raise error
    assert not isinstance(failed.value, AirflowFailException)
    assert failed.value.kind == kind


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ConfigError("not YAML"), "failure"),
        (SourceError("a column is missing"), "unreadable"),
        (LakeError("no right to write"), "failure"),
        (GateStopped("shrunk"), "gate"),
    ],
)
def test_what_cannot_fails_at_once(error, kind):
    with pytest.raises(runs.FailedForPeople, match=str(error)) as failed, runs.failures_for_people():
        raise error
    assert isinstance(failed.value, AirflowFailException)
    assert failed.value.kind == kind
