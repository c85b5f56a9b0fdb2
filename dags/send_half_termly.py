"""
Computes one council's figures of a half-term after it has ended, and freezes them as reported.

| task | what it does | what it leaves behind |
|---|---|---|
| `check` | waits for an extract of the half-term's last day or later: looks once an hour, for a day | – |
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

* *`check` finds no extract*: the nightly pipeline has not run since the half-term's end. It waits for a day; run
  `send_nightly_<slug>`, and clear `check` if it has failed by then.
* *A setting or the calendar is wrong*: the message names file and line. Put it right, then clear the failed task.

First command: `python -m include.cli status`

**Another half-term.** *Trigger*, with the half-term as *Partition Key*, which lists of runs show, or in `period`. Many,
by their first days, both ends included:
`airflow backfill create --dag-id send_half_termly_<slug> --from-date 2019-09-01 --to-date 2026-07-31`; or at a prompt
`python -m include.cli backfill --authority <slug> --from 2019-20-autumn-1 --to 2025-26-summer-2`.
"""

from include.airflow.councils import HALF_TERMLY, made_now
from include.airflow.half_termly import half_termly_dag

for slug in made_now(HALF_TERMLY):
    half_termly_dag(slug, doc_md=__doc__)
