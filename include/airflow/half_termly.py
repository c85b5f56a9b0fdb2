"""`send_half_termly_<slug>`: one council's figures of a half-term, frozen as reported."""

from __future__ import annotations

import logging
from datetime import UTC, timedelta
from typing import Any

from airflow.sdk import DAG, Param, PokeReturnValue, chain, task

from include.airflow import assets
from include.airflow.councils import timetable
from include.airflow.defaults import HEAVY_POOL, of_every_dag
from include.airflow.runs import this_run
from include.errors import NotYet

log = logging.getLogger(__name__)


def half_termly_dag(slug: str, doc_md: str | None) -> DAG:
    """The DAG of one council's half-terms. The partition key of a run is the half-term."""
    with DAG(
        dag_id=f"send_half_termly_{slug}",
        doc_md=doc_md,
        schedule=timetable(slug),
        max_active_runs=1,
        dagrun_timeout=timedelta(hours=36),
        params={"period": Param(None, type=["null", "string"], title="Half-term, such as 2025-26-autumn-1")},
        tags=["send", "half-termly"],
        **of_every_dag(slug),
    ) as dag:
        published = publish.override(outlets=[assets.reported(slug)])(slug)
        # A publication that is out already sends no event and is not told again; its files are made again all the same.
        packed = pack.override(trigger_rule="none_failed")(slug)
        notified = notify(slug)
        chain(check(slug), compute(slug), published, packed, notified)
        chain(published, notified)
    return dag


@task.sensor(mode="reschedule", poke_interval=3600, timeout=24 * 3600)
def check(slug: str) -> PokeReturnValue:
    """Wait for an extract of the half-term's last day or later: looks once an hour, for a day."""
    from include import pipeline

    with this_run(slug) as run:
        try:
            return PokeReturnValue(is_done=True, xcom_value=pipeline.check(slug, run.half_term(slug)))
        except NotYet as waiting:
            log.warning("%s", waiting)
            run.waits(str(waiting))
            return PokeReturnValue(is_done=False)


@task(pool=HEAVY_POOL)
def compute(slug: str) -> dict[str, Any]:
    """Compute every measure as recorded then and as known now."""
    from include import pipeline

    with this_run(slug) as run:
        return run.done(pipeline.compute(slug, run.half_term(slug)))


@task(pool=HEAVY_POOL)
def publish(slug: str) -> dict[str, Any]:
    """Freeze figures and the cases behind them. Skipped when they are out already, or a later half-term has ended."""
    from include import pipeline

    with this_run(slug) as run:
        period = run.half_term(slug)
        counts = run.done(pipeline.publish(slug, period))
        # Published by this run, if not by this try: a task that dies between the commit and its end is tried again.
        begun = run.began_at.astimezone(UTC).isoformat()
        if not counts["published"] and counts.get("published_at", "") < begun:
            run.skip(f"Nothing was published: {counts.get('why', 'these figures are out')}.")
        run.tell_assets(
            extract_date=counts["extract_date"],
            period=period,
            report=counts["report"],
            rows=counts["figures"],
        )
        return counts


@task(pool=HEAVY_POOL)
def pack(slug: str) -> dict[str, Any]:
    """Write the files of the publication."""
    from include import pipeline

    with this_run(slug) as run:
        return run.done(pipeline.build_pack(slug, run.half_term(slug), as_pdf=True))


@task
def notify(slug: str) -> dict[str, Any]:
    """Tell those who want to know of a new publication."""
    from include import pipeline

    with this_run(slug) as run:
        return run.done(pipeline.notify(slug, run.half_term(slug)))
