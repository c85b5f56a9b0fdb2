"""
Deletes what names one council's children when its time is over, and records that it did.

| what | kept |
|---|---|
| extracts of a night | `retention.nights_days` in the authority's configuration |
| the last extract of a half-term | `retention.half_terms_years` |
| files of a SEN2 return | `retention.returns_years` after its census |

**When.** On Sundays at 05:00 in London. Running it again is always safe. What was deleted is in `ops.deletion`.

**When it fails**, the first error in the task's log says what is wrong; clear the task once it is put right. Nothing
else waits for it. First command: `python -m include.cli retention --authority <slug> --dry-run`, or `… status`
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from airflow.sdk import DAG, CronTriggerTimetable, task

CONFIG_DIR = Path(os.environ.get("SEND_CONFIG_DIR") or Path(__file__).parents[1] / "config")

for slug in sorted(path.stem for path in CONFIG_DIR.glob("[!_]*.yaml")):
    with DAG(
        dag_id=f"send_retention_{slug}",
        doc_md=__doc__,
        schedule=CronTriggerTimetable("0 5 * * 0", timezone="Europe/London"),
        catchup=False,
        max_active_runs=1,
        dagrun_timeout=timedelta(hours=2),
        tags=["send", "retention"],
        default_args={
            "owner": "send-data",
            "retries": 3,
            "retry_delay": timedelta(minutes=10),
            "execution_timeout": timedelta(hours=1),
        },
    ):

        @task(task_id="expire")
        def expire(slug: str = slug) -> dict[str, Any]:
            """Delete what is past its time."""
            from include.airflow import tasks

            return tasks.retention_step(slug)

        expire()
