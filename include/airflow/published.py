"""`send_published_statistics`: DfE's published SEN2 figures into the warehouse."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import DAG, Param, task

from include.airflow import assets
from include.airflow.defaults import of_every_dag
from include.airflow.runs import this_run


def published_statistics_dag(doc_md: str | None) -> DAG:
    """The DAG that loads them. It has no schedule: they change once a year."""
    with DAG(
        dag_id="send_published_statistics",
        doc_md=doc_md,
        schedule=None,
        max_active_runs=1,
        dagrun_timeout=timedelta(hours=3),
        params={
            "from_folder": Param(
                None, type=["null", "string"], title="Take in the release in this folder or at this address"
            ),
            "year": Param(
                None, type=["null", "integer"], title="Its reporting year, where its files do not show it"
            ),
        },
        tags=["send", "published"],
        **of_every_dag(),
    ) as dag:
        load_published.override(outlets=[assets.published()])()
    return dag


@task
def load_published() -> dict[str, Any]:
    """Take in the release that the run names, if any, and replace `dfe.published_*` in one transaction."""
    from include import pipeline

    with this_run() as run:
        if where := run.parameter("from_folder"):
            return pipeline.take_published([where], run.parameter("year"))
        return pipeline.load_published()
