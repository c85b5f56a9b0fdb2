"""`send_published_statistics`: DfE's published SEN2 figures into the warehouse."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import DAG, Param, task

from include.airflow import assets
from include.airflow.defaults import DEFAULT_ARGS
from include.airflow.runs import this_run


def published_statistics_dag(doc_md: str | None) -> DAG:
    """The DAG that loads them. It has no schedule: they change once a year."""
    with DAG(
        dag_id="send_published_statistics",
        doc_md=doc_md,
        schedule=None,
        catchup=False,
        max_active_runs=1,
        dagrun_timeout=timedelta(hours=3),
        params={"year": Param(None, type=["null", "integer"], title="One year of publication only")},
        tags=["send", "published"],
        default_args=DEFAULT_ARGS,
    ) as dag:
        load_published.override(outlets=[assets.published()])()
    return dag


@task
def load_published() -> dict[str, Any]:
    """Replace `dfe.published_*` in one transaction."""
    from include import pipeline

    with this_run() as run:
        return pipeline.load_published(run.asked("year"))
