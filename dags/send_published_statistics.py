"""
Loads the Department for Education's published SEN2 figures, for every authority, region and England.

They go to the warehouse as `dfe.published_*`, so that a council's own rates can stand beside what was published. The
figures come with this project (Open Government Licence); nothing is downloaded.

**When.** On the first of each month at 04:00 London time. New figures arrive once a year, with a new version of this
project; every other run replaces the same rows by the same rows.

**When it fails**, the first error in the log says what is wrong and what to do. The rows loaded before stay. If the
warehouse is out of reach it tries again by itself; otherwise put the cause right and clear the task.

First command: `python -m include.cli status`
"""

from datetime import timedelta
from typing import Any

from airflow.sdk import DAG, Asset, CronTriggerTimetable, Param, task

with DAG(
    dag_id="send_published_statistics",
    doc_md=__doc__,
    schedule=CronTriggerTimetable("0 4 1 * *", timezone="Europe/London"),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=3),
    params={"year": Param(None, type=["null", "integer"], title="One year of publication only")},
    tags=["send", "published"],
    default_args={
        "owner": "send-data",
        "retries": 4,
        "retry_delay": timedelta(minutes=5),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(minutes=40),
        "execution_timeout": timedelta(minutes=15),
    },
):

    @task(outlets=[Asset(name="send_dfe_published", uri="send://dfe/published")])
    def load_published() -> dict[str, Any]:
        """Replace `dfe.published_*` in one transaction."""
        from include.airflow import tasks

        return tasks.published_step()

    load_published()
