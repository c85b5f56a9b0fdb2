"""`send_retention_<slug>`: deletes what names one council's children when its time is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import DAG, CronTriggerTimetable, task

from include.airflow.defaults import LONDON, of_every_dag
from include.airflow.runs import this_run


def retention_dag(slug: str, doc_md: str | None) -> DAG:
    """The DAG that deletes, on Sundays at 05:00 in London."""
    with DAG(
        dag_id=f"send_retention_{slug}",
        doc_md=doc_md,
        schedule=CronTriggerTimetable("0 5 * * 0", timezone=LONDON),
        max_active_runs=1,
        dagrun_timeout=timedelta(hours=5),
        tags=["send", "retention"],
        **of_every_dag(slug, execution_timeout=timedelta(hours=1)),
    ) as dag:
        expire(slug)
    return dag


@task
def expire(slug: str) -> dict[str, Any]:
    """Delete what is past its time, and record it."""
    from include import pipeline

    with this_run(slug) as run:
        return run.done(pipeline.expire(slug))
