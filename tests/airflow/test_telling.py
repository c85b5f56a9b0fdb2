"""What Airflow's notifiers say of a failure: the step's own words, and nothing that a library says."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from include.airflow import telling
from include.airflow.runs import FailedForPeople, ForPeople
from include.airflow.telling import TellOfApproval, TellOfFailure, TellOfTimeout
from include.pipeline.notify import Kind, Message

pytestmark = pytest.mark.airflow

BEGUN = datetime(2026, 3, 2, 2, 44, tzinfo=UTC)
RUN: Any = SimpleNamespace(start_date=BEGUN, run_after=BEGUN, dag_id="send_nightly_north")
TASK: Any = SimpleNamespace(task_id="validate", dag_id="send_nightly_north")


def context(**parts: Any) -> Any:
    return parts


@pytest.fixture
def told(monkeypatch):
    messages: list[Message] = []
    monkeypatch.setattr(sys.modules["include.pipeline.notify"], "tell", messages.append)
    monkeypatch.setattr(
        sys.modules["include.pipeline.standing"], "with_same_cause", lambda slug, what: (slug,)
    )
    return messages


def test_a_step_that_failed_is_told_in_its_own_words_and_kind(told):
    error = FailedForPeople("The extract for north has shrunk.", Kind.GATE)
    TellOfFailure("north").notify(context(exception=error, ti=TASK, dag_run=RUN))
    (message,) = told
    assert (message.kind, message.what) == (Kind.GATE, "The extract for north has shrunk.")
    assert (message.authorities, message.since) == (("north",), BEGUN)
    TellOfFailure("south").notify(context(exception=ForPeople(str(error).replace("north", "south")), ti=TASK))
    assert told[1].cause == message.cause, "one cause, whichever council it breaks"


@pytest.mark.parametrize("error", [ValueError("could not convert 'Canaryname'"), "Canaryname", None])
def test_what_a_library_says_of_a_row_is_told_to_nobody(told, error):
    TellOfFailure("north").notify(context(exception=error, ti=TASK, dag_run=RUN))
    assert "Canaryname" not in told[0].text("runbook")
    assert told[0].what.startswith("The task validate of send_nightly_north failed: ")


def test_a_run_that_took_too_long_is_told_and_one_whose_task_failed_is_not_told_twice(told):
    TellOfTimeout("north").notify(context(reason="task_failure", dag_run=RUN))
    assert told == []
    TellOfTimeout("north").notify(context(reason="timed_out", dag_run=RUN))
    assert told[0].what == "A run of send_nightly_north took too long and was stopped."


def test_a_signature_that_is_wanted_is_told_with_what_is_to_be_signed(told):
    task = SimpleNamespace(subject="Sign the SEN2 return 2027 of north?")
    TellOfApproval("north").notify(context(task=task, dag_run=RUN))
    assert told[0].kind is Kind.APPROVAL
    assert told[0].what.startswith("Sign the SEN2 return 2027 of north?\n")
    assert telling.utcnow() > told[0].since
