"""A night that has begun is to be over by 07:00 in London; if it is not, the watcher looks."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, time, timedelta

import pytest

from include import pipeline
from include.airflow import deadlines
from include.pipeline import standing

pytestmark = pytest.mark.airflow


@pytest.mark.parametrize("begins", [time(2, 30), time(3, 29)])
def test_every_night_has_until_seven(begins):
    alert = deadlines.figures_by(begins)
    assert isinstance(alert.interval, timedelta)
    assert (datetime.combine(date(2026, 3, 2), begins) + alert.interval).time() == standing.FIGURES_BY


def test_a_night_that_is_not_over_has_the_watcher_look(monkeypatch):
    looked = []
    monkeypatch.setattr(pipeline, "watch", lambda: looked.append(1))
    asyncio.run(deadlines.look_for_lateness(context={"dag_run": {}}))
    assert looked == [1]
