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

from include.airflow.councils import RETENTION, made_now
from include.airflow.retention import retention_dag

for slug in made_now(RETENTION):
    retention_dag(slug, doc_md=__doc__)
