"""
Rehearses one council's SEN2 return every night, and has it signed when its day has come.

| task | what it does | what it leaves behind |
|---|---|---|
| `rehearse` | builds the return on last night's records and checks every rule | `sen2/…/rehearsal/`, `dq.sen2_*` |
| `freeze` | from the census day on, lays the return out once; skips the rest on any other night | `sen2/…/draft/` |
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

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from airflow.providers.standard.operators.hitl import ApprovalOperator
from airflow.sdk import DAG, Asset, Param, chain, task

CONFIG_DIR = Path(os.environ.get("SEND_CONFIG_DIR") or Path(__file__).parents[1] / "config")
DRAFT = "{% set draft = ti.xcom_pull(task_ids='freeze') or {} %}"

for slug in sorted(path.stem for path in CONFIG_DIR.glob("[!_]*.yaml")):
    with DAG(
        dag_id=f"send_sen2_{slug}",
        doc_md=__doc__,
        schedule=[Asset(name=f"send_{slug}_marts", uri=f"send://{slug}/marts")],
        catchup=False,
        # A run may wait for its signature for weeks while others rehearse.
        max_active_runs=4,
        dagrun_timeout=timedelta(days=70),
        params={
            "year": Param(None, type=["null", "integer"], title="Return year, such as 2027"),
            "new_draft": Param(False, type="boolean", title="Lay out another draft for signing"),
        },
        tags=["send", "sen2"],
        default_args={
            "owner": "send-data",
            "retries": 4,
            "retry_delay": timedelta(minutes=5),
            "retry_exponential_backoff": True,
            "max_retry_delay": timedelta(minutes=40),
        },
    ):

        def step(name: str, does: str, slug: str = slug) -> Any:
            """A task that runs one step of the return."""

            @task(task_id=name, execution_timeout=timedelta(minutes=45))
            def run() -> dict[str, Any]:
                from include.airflow import tasks

                return getattr(tasks, does)(slug)

            return run()

        approve = ApprovalOperator(
            task_id="approve",
            subject=DRAFT + f"Sign the SEN2 return {{{{ draft.year }}}} of {slug}?",
            body=DRAFT
            + "| errors | queries | queries without an explanation | faults of form |\n|---|---|---|---|\n"
            + "| {{ draft.errors }} | {{ draft.queries }} | {{ draft.unexplained }} | {{ draft.form_faults }} |\n\n"
            + "DfE takes no return with errors. Records and owners: `findings.csv` of the draft.\n\n"
            + "{{ draft.approval }}",
            params={
                "reason": Param(
                    "",
                    type="string",
                    title="Why it is sealed though there are errors or faults of form; else leave empty",
                )
            },
            response_timeout=timedelta(days=63),
            # Unanswered, it fails and is not asked for another 63 days: clear the task to ask again.
            retries=0,
        )
        chain(
            step("rehearse", "rehearse_sen2"),
            step("freeze", "freeze_sen2"),
            approve,
            step("seal", "seal_sen2"),
        )
