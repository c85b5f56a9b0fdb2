"""
Computes one council's figures of a half-term after it has ended, and freezes them as reported.

| task | what it does | what it leaves behind |
|---|---|---|
| `check` | looks for an extract of the half-term's last day or later; waits for one by trying again | – |
| `compute` | computes every measure as recorded then and as known now | `measures/`, `marts.measure_value` |
| `publish` | freezes figures and cases; skipped when they are out already | `marts.reported_figure`, `.reported_case` |
| `pack` | writes the files of the publication | `reports/` |
| `notify` | tells the webhook in `SEND_NOTIFY_URL`, if there is one, of a new publication | – |

An extract that was read when its day was over for too long is marked late: nothing `as_recorded` is made from it, and
without another the half-term is published `restated`.

The asset `send_<slug>_reported` has an event for each publication, which names half-term, extract and figures.
`compute` also notes which cases have moved figures that were published before: `bi.revisions`, `bi.revision_cases`.

**When.** At 06:00 in London on the day after the days of grace that follow a half-term (`grace_days` in the calendar
file). The partition key of a run is the half-term, such as `2025-26-autumn-1`. Running one again is always safe. Only
the latest half-term is published; a run of an earlier one computes it and leaves what was published as it is.

**When it fails**, the first error in the task's log says what is wrong and what to do.

* *`check` finds no extract*: the nightly pipeline has not run since the half-term's end. It tries for a day; run
  `send_nightly_<slug>`, then clear `check`.
* *A setting or the calendar is wrong*: the message names file and line. Put it right, then clear the failed task.

First command: `python -m include.cli status`

**Another half-term.** *Trigger*, with the half-term in `period`. Many, by their first days, both ends included:
`airflow backfill create --dag-id send_half_termly_<slug> --from-date 2019-09-01 --to-date 2026-07-31`; or at a prompt
`python -m include.cli backfill --authority <slug> --from 2019-20-autumn-1 --to 2025-26-summer-2`.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from airflow.sdk import DAG, Asset, Param, chain, task

from include.airflow.timetable import HalfTermTimetable
from include.calendar import load_calendar

CONFIG_DIR = Path(os.environ.get("SEND_CONFIG_DIR") or Path(__file__).parents[1] / "config")

for slug in sorted(path.stem for path in CONFIG_DIR.glob("[!_]*.yaml")):
    with DAG(
        dag_id=f"send_half_termly_{slug}",
        doc_md=__doc__,
        schedule=HalfTermTimetable(load_calendar(CONFIG_DIR, slug)),
        catchup=False,
        max_active_runs=1,
        dagrun_timeout=timedelta(hours=36),
        params={"period": Param(None, type=["null", "string"], title="Half-term, such as 2025-26-autumn-1")},
        tags=["send", "half-termly"],
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
            """A task that runs one step of the half-termly pipeline."""

            @task(task_id=name, **options)
            def run() -> dict[str, Any]:
                from include.airflow import tasks

                return tasks.half_term_step(name, slug)

            return run()

        reported = Asset(name=f"send_{slug}_reported", uri=f"send://{slug}/reported")
        check = step("check", retries=24, retry_delay=timedelta(hours=1), retry_exponential_backoff=False)
        publish = step("publish", outlets=[reported])
        # A publication that is out already sends no event and is not told again; its files are made again all the same.
        notify = step("notify")
        chain(check, step("compute"), publish, step("pack", trigger_rule="none_failed"), notify)
        chain(publish, notify)
