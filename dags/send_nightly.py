"""
Takes last night's extract of one council's SEND cases to the figures that people read.

| task | what it does | what it leaves behind |
|---|---|---|
| `land` | copies the case-management system's tables as they are; never writes to it | `landing/` |
| `validate` | checks every row, sets bad ones aside, stops if the extract is unfit | `conformed/`, `quarantine/` |
| `transform` | turns cases into facts, and facts into measures for every period at once | `facts/`, `measures/` |
| `load` | replaces this council's rows in one transaction, or skips | `restricted`, `marts`, `dq`, `ops` |
| `quality` | makes the page about what was wrong; the figures are in place without it | `quality/`, `dq` |

**When.** Every night at 02:30 London time, winter and summer. The partition key of a run is its *extract date*: the
day that has just ended. Nights missed while paused are not made up by themselves.

**Whose day it is.** What is read counts as the end of a day until noon of the day after (`late_after` in the
authority's file), or when the export itself, or the source, is of that day. Later `land` refuses, because the source
then holds what nobody knew on that day. What it holds of the hours in between is left out and counted (`later_rows`).

**Running a date again** is always safe. An extract that has passed its gate is never replaced: its figures are made
again from what was read then. One that has not passed is read again for as long as the source shows its day.

`load` is skipped when the warehouse holds a later night. An event of the asset `send_<slug>_marts` names extract date
and rows; a skipped load sends none.

**When it fails**, the first error in the task's log says what is wrong, where, and what to do. Yesterday's figures
stay in place until a load has finished.

* *Source or warehouse out of reach*: tries again after about 5, 10, 20 and 40 minutes, then fails. Once it is back,
  clear the failed task.
* *Gate stopped the load*: the extract is empty, cut short or badly formed. Have it put right, then clear `land`
  before noon.
* *The source does not show that day any more*: the message names the choice. Figures of a past half-term as records
  have them now: run the latest night, then backfill `send_half_termly_<slug>`. The day's extract all the same:
  *Trigger* with `late`; it is marked, and no figure made from it is ever `as_recorded`.
* *A setting is wrong*: put the file under `config/` right, then clear the failed task.

First command: `python -m include.cli status`

**Every row again.** *Trigger* with `read_whole`: tables that are read by their changes alone are read whole.

**Another delivery for the same date.** A re-run of `land` says when the files are not what was landed for their date,
and leaves that. *Trigger* with the date and `take_again` takes them in.

**Another date.** *Trigger*, with the date in `extract_date`. Many dates, both ends included:
`airflow backfill create --dag-id send_nightly_<slug> --from-date 2026-01-05 --to-date 2026-01-09T23:00`.
Both are refused for a day that the source does not show any more, unless `late` is ticked, or given to the backfill
with `--dag-run-conf '{"late": true}'`. A source that keeps dated exports, or can be asked for an earlier state, shows
every day that it has.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from airflow.sdk import DAG, Asset, CronPartitionTimetable, Param, chain, task

CONFIG_DIR = Path(os.environ.get("SEND_CONFIG_DIR") or Path(__file__).parents[1] / "config")

for slug in sorted(path.stem for path in CONFIG_DIR.glob("[!_]*.yaml")):
    with DAG(
        dag_id=f"send_nightly_{slug}",
        doc_md=__doc__,
        schedule=CronPartitionTimetable(
            "30 2 * * *", timezone="Europe/London", run_offset=-1, key_format="%Y-%m-%d"
        ),
        catchup=False,
        max_active_runs=1,
        dagrun_timeout=timedelta(hours=4),
        params={
            "extract_date": Param(None, type=["null", "string"], format="date", title="Extract date"),
            "read_whole": Param(False, type="boolean", title="Read every row, not changed ones alone"),
            "take_again": Param(False, type="boolean", title="Take the source in place of what was landed"),
            "late": Param(
                False,
                type="boolean",
                title="Take it though the source does not show that day any more",
                description="The extract is marked late: no figure made from it is ever as_recorded.",
            ),
        },
        tags=["send", "nightly"],
        default_args={
            "owner": "send-data",
            "retries": 4,
            "retry_delay": timedelta(minutes=5),
            "retry_exponential_backoff": True,
            "max_retry_delay": timedelta(minutes=40),
            "execution_timeout": timedelta(minutes=45),
        },
    ):

        def step(name: str, slug: str = slug, **options: Any) -> Any:
            """A task that runs one step of the pipeline."""

            @task(task_id=name, **options)
            def run() -> dict[str, Any]:
                from include.airflow import tasks

                return tasks.nightly_step(name, slug)

            return run()

        marts = Asset(name=f"send_{slug}_marts", uri=f"send://{slug}/marts")
        load = step("load", outlets=[marts])
        # Last, so that figures are in place whether or not the page about their quality can be made. A night that a
        # later one has overtaken loads nothing, and still has its page.
        quality = step("quality", trigger_rule="none_failed")
        chain(step("land"), step("validate"), step("transform"), load, quality)
