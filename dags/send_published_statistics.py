"""
Loads the Department for Education's published SEN2 figures, for every authority, region and England.

They go to the warehouse as `dfe.published_*`, so that a council's own rates can stand beside what was published. The
editions that were out when this software was made come with it (Open Government Licence).

**When.** When somebody triggers it: once a year, when DfE publishes. `make demo` and the first start of a deployment
load what is bundled by themselves.

**A new edition.** Download the release's CSV files (or the archive of all of them) into a folder that the workers see,
*Trigger* with `from_folder`, and read the task's log: columns, labels and signs that are new or missing are told by
name, and none stops the load. An address will do in place of a folder. Every edition is kept in the lake under
`published/`, and `dfe.published_revision` lists what DfE prints differently than before. The same at a prompt:
`python -m include.cli published --from FOLDER`

**When it fails**, the first error in the log says what is wrong and what to do. The rows loaded before stay. If the
warehouse is out of reach it tries again by itself; otherwise put the cause right and clear the task.

First command: `python -m include.cli status`
"""

from datetime import timedelta
from typing import Any

from airflow.sdk import DAG, Asset, Param, task

with DAG(
    dag_id="send_published_statistics",
    doc_md=__doc__,
    schedule=None,
    catchup=False,
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
