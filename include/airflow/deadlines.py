"""Airflow's own alert when a night that has begun is not over by 07:00.

Deadline alerts may still change in Airflow.

It asks the watcher to look at once, so that a night which both notice is told once. A night that never began has no
deadline: `cli watch`, which needs no Airflow, sees that one too.
"""

from __future__ import annotations

import asyncio
from datetime import date, datetime, time
from typing import Any

from airflow.sdk.definitions.callback import AsyncCallback
from airflow.sdk.definitions.deadline import DeadlineAlert, DeadlineReference

# The same hour as `include.pipeline.standing` has, which is too heavy to be read with DAG files. A test compares them.
FIGURES_BY = time(7)


def figures_by(begins: time) -> DeadlineAlert:
    """The alert of a night that begins at a time in London. Summer time begins and ends before any night does."""
    day = date.min
    return DeadlineAlert(
        reference=DeadlineReference.DAGRUN_QUEUED_AT,
        interval=datetime.combine(day, FIGURES_BY) - datetime.combine(day, begins),
        callback=AsyncCallback(look_for_lateness),
    )


async def look_for_lateness(**_: Any) -> None:
    """Tell whoever is to know of figures that are late. Runs in the triggerer."""
    from include import pipeline, private

    private.from_now_on()
    await asyncio.to_thread(pipeline.watch)
