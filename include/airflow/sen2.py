"""`send_sen2_<slug>`: one council's SEN2 return, rehearsed every night and signed when its day has come."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple, TypedDict

from airflow.providers.standard.operators.hitl import ApprovalOperator
from airflow.sdk import DAG, Param, PartitionedAssetTimetable, chain, task

from include.airflow import assets
from include.airflow.defaults import HEAVY_POOL, of_every_dag
from include.airflow.runs import this_run
from include.airflow.telling import TellOfApproval

log = logging.getLogger(__name__)


class Draft(TypedDict):
    """A draft that waits for its signature: what identifies it, and what whoever signs it is shown."""

    year: int
    made_at: str
    subject: str
    body: str


class Signature(NamedTuple):
    """Who approved a draft, and why in spite of errors; empty where not said."""

    by: str
    reason: str


def sen2_dag(slug: str, doc_md: str | None) -> DAG:
    """The DAG of one council's return. Runs after each load of its nights."""
    with DAG(
        dag_id=f"send_sen2_{slug}",
        doc_md=doc_md,
        # A night is a partition, its extract date, and of Airflow's events those of partitions reach such a DAG alone.
        schedule=PartitionedAssetTimetable(assets=assets.marts(slug)),
        # A run may wait for its signature for weeks while others rehearse.
        max_active_runs=4,
        dagrun_timeout=timedelta(days=70),
        params={
            "year": Param(None, type=["null", "integer"], title="Return year, such as 2027"),
            "new_draft": Param(False, type="boolean", title="Lay out another draft for signing"),
        },
        tags=["send", "sen2"],
        **of_every_dag(slug),
    ) as dag:
        # What the tasks will have returned; its parts too are known only then.
        draft: Any = freeze(slug)
        approve = ApprovalOperator(
            task_id="approve",
            doc_md="Wait for a person: *Required Actions* in the web page, with all that is known against the draft.",
            subject=draft["subject"],
            body=draft["body"],
            params={
                "reason": Param(
                    "",
                    type="string",
                    title="Why it is sealed though there are errors or faults of form; else leave empty",
                )
            },
            response_timeout=timedelta(days=63),
            execution_timeout=None,
            # Unanswered, it fails and is not asked for another 63 days: clear the task to ask again.
            retries=0,
            notifiers=[TellOfApproval(slug)],
        )
        answer: Any = approve.output
        chain(rehearse(slug), draft, approve, seal(slug, draft, answer))
    return dag


@task(pool=HEAVY_POOL)
def rehearse(slug: str) -> dict[str, Any]:
    """Build the return on the newest records and check every rule. Bad records never stop it."""
    from include import pipeline

    with this_run(slug) as run:
        return run.done(pipeline.rehearse(slug, run.parameter("year")))


@task.short_circuit(pool=HEAVY_POOL, multiple_outputs=True)
def freeze(slug: str) -> Draft | None:
    """Lay the return out for signing once, from the census day on. On any other night the rest is skipped."""
    from include import pipeline

    with this_run(slug) as run:
        # The run's own moment, so that a task tried again finds what it has laid out already.
        draft = pipeline.freeze(slug, run.parameter("year"), again=run.parameter("new_draft"), now=run.due_at)
    if not draft["frozen"]:
        log.info("Nothing to sign: %s.", draft["why"])
        return None
    return shown_to_signer(slug, draft)


@task
def seal(slug: str, draft: Draft, answer: Mapping[str, Any]) -> dict[str, Any]:
    """Seal the approved files, with checksums and who approved them."""
    from include import pipeline

    with this_run(slug) as run:
        signed = signature(answer)
        return run.done(
            pipeline.seal(slug, draft["year"], signed.by, made_at=draft["made_at"], reason=signed.reason)
        )


def shown_to_signer(slug: str, draft: Mapping[str, Any]) -> Draft:
    """The draft that `pipeline.freeze` has laid out, with its counts in words."""
    body = (
        "| errors | queries | queries without an explanation | faults of form |\n|---|---|---|---|\n"
        f"| {draft['errors']} | {draft['queries']} | {draft['unexplained']} | {draft['form_faults']} |\n\n"
        "DfE takes no return with errors. Records and owners: `findings.csv` of the draft.\n\n"
        f"{draft['approval']}"
    )
    subject = f"Sign the SEN2 return {draft['year']} of {slug}?"
    return Draft(year=int(draft["year"]), made_at=draft["made_at"], subject=subject, body=body)


def signature(answer: Mapping[str, Any]) -> Signature:
    """Who gave Airflow's answer to an approval, and the reason given with it.

    Args:
        answer: `HITLTriggerEventSuccessPayload` of Airflow's standard provider. Answered by nobody, as after a
            time-out with a default, `responded_by_user` is None.

    """
    user = answer.get("responded_by_user") or {}
    params = answer.get("params_input") or {}
    return Signature(str(user.get("name") or user.get("id") or ""), str(params.get("reason") or ""))
