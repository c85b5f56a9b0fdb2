"""`send_fault_<name>`: shows that a council's files under `config/` cannot be read, for as long as it is so."""

from __future__ import annotations

import re
from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable, task

from include.airflow.councils import slugs
from include.airflow.defaults import LONDON, of_every_dag
from include.airflow.runs import this_run
from include.errors import ConfigError


def fault_dag(name: str, what: str, doc_md: str | None) -> DAG:
    """The DAG of one faulty council.

    Args:
        name: the council's, or that of a file which names none.
        what: the fault, in words.
        doc_md: what to do about it.

    """
    with DAG(
        dag_id=f"send_fault_{re.sub(r'[^A-Za-z0-9_.-]', '_', name)}",
        doc_md=f"**{what}**\n\n{doc_md}",
        # At once, and again before the office opens on each day that it lasts.
        schedule=CronTriggerTimetable("0 7 * * *", timezone=LONDON, run_immediately=True),
        start_date=None,
        max_active_runs=1,
        # Where new DAGs begin paused, nobody would hear of the fault.
        is_paused_upon_creation=False,
        dagrun_timeout=timedelta(hours=1),
        tags=["send", "fault"],
        **of_every_dag(name, retries=0),
    ) as dag:
        # What is no short name has no place among councils.
        read_configuration(what, name if name in slugs() else None)
    return dag


@task
def read_configuration(what: str, slug: str | None) -> None:
    """Fail with the fault that was found when the files were read."""
    with this_run(slug):
        raise ConfigError(what)
