"""
Takes last night's extract of one council's SEND cases to the figures that people read.

| task | what it does | what it leaves behind |
|---|---|---|
| `land` | copies the case-management system's tables as they are; never writes to it | `landing/` |
| `validate` | checks every row, sets bad ones aside, stops if the extract is unfit | `conformed/`, `quarantine/` |
| `transform` | turns cases into facts, and facts into measures for every period at once | `facts/`, `measures/` |
| `load` | replaces this council's rows in one transaction, or skips | `restricted`, `marts`, `dq`, `ops` |
| `quality` | makes the page about what was wrong; the figures are in place without it | `quality/`, `dq` |

**When.** Every night between 02:30 and 03:30 London time, winter and summer, at a minute of the council's own. The
partition key of a run is its *extract date*: the day that has just ended. Nights missed while paused are not made up
by themselves.

**Whose day it is.** What is read counts as the end of a day until noon of the day after (`late_after` in the
authority's file), or when the export itself, or the source, is of that day. Later `land` refuses, because the source
then holds what nobody knew on that day. What it holds of the hours in between is left out and counted (`later_rows`).

**Running a date again** is always safe. An extract that has passed its gate is never replaced: its figures are made
again from what was read then. One that has not passed is read again for as long as the source shows its day.

`load` is skipped when the warehouse holds a later night. An event of the asset `send_<slug>_marts` names extract date
and rows; a skipped load sends none.

**When it fails**, the first error in the task's log says what is wrong, where, and what to do. Yesterday's figures
stay in place until a load has finished.

* *Source or warehouse out of reach, a file of the export missing, no space left*: tries again after about 5, 10, 20
  and 40 minutes, then fails. Once it is put right, clear the failed task.
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

**Another date.** *Trigger*, with the date as *Partition Key*, which lists of runs show, or in `extract_date`. Many
dates, both ends included:
`airflow backfill create --dag-id send_nightly_<slug> --from-date 2026-01-05 --to-date 2026-01-09T23:00`.
Both are refused for a day that the source does not show any more, unless `late` is ticked, or given to the backfill
with `--dag-run-conf '{"late": true}'`. A source that keeps dated exports, or can be asked for an earlier state, shows
every day that it has.
"""

from include.airflow.councils import NIGHTLY, made_now
from include.airflow.nightly import nightly_dag

for slug in made_now(NIGHTLY):
    nightly_dag(slug, doc_md=__doc__)
