"""
Rehearses one council's SEN2 return every night, and has it signed when its day has come.

| task | what it does | what it leaves behind |
|---|---|---|
| `rehearse` | builds the return on last night's records and checks every rule | `sen2/…/rehearsal/`, `dq.sen2_*` |
| `freeze` | from the census day on, lays the return out once; else the rest is skipped | `sen2/…/draft/` |
| `approve` | waits for a person: *Required Actions* in the web page, with all that is known against the draft | – |
| `seal` | seals the approved files with checksums and who approved them | `sen2/…/sealed-1/`, … |

**When.** After each load of `send_nightly_<slug>`. A refused or unanswered draft holds up no later rehearsal.

**Bad records never stop a rehearsal**; they are what it is for. The page `sen2/authority=<slug>/year=<year>/rehearsal/
index.html` says how ready the return is; `findings.xlsx` beside it names records and caseworkers.

**Errors and faults of form.** A draft that has some needs a reason, which is kept: give it when approving.

**Sign a corrected return.** *Trigger* with `new_draft`: another draft, another approval, the next sealed version with a
list of the records that changed.

First command: `python -m include.cli sen2 --authority <slug>`, or `python -m include.cli status`
"""

from include.airflow.councils import SEN2, made_now
from include.airflow.sen2 import sen2_dag

for slug in made_now(SEN2):
    sen2_dag(slug, doc_md=__doc__)
