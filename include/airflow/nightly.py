"""`send_nightly_<slug>`: last night's extract of one council to the figures that people read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import DAG, CronPartitionTimetable, Param, chain, task

from include.airflow import assets
from include.airflow.councils import source_pool
from include.airflow.defaults import HEAVY_POOL, LONDON, begins_at, of_every_dag
from include.airflow.runs import this_run


def nightly_dag(slug: str, doc_md: str | None) -> DAG:
    """The DAG of one council's nights. The partition key of a run is its extract date, the day that has ended."""
    begins = begins_at(slug)
    with DAG(
        dag_id=f"send_nightly_{slug}",
        doc_md=doc_md,
        schedule=CronPartitionTimetable(
            f"{begins.minute} {begins.hour} * * *", timezone=LONDON, run_offset=-1, key_format="%Y-%m-%d"
        ),
        max_active_runs=1,
        # No deadline alert of Airflow's: with one, `airflow dags test` fails at the end of a run (3.3.2).
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
        **of_every_dag(slug),
    ) as dag:
        loaded = load.override(outlets=[assets.marts(slug)])(slug)
        # Last, so that figures are in place whether or not the page about their quality can be made. A night that a
        # later one has overtaken loads nothing, and still has its page.
        page = quality.override(trigger_rule="none_failed")(slug)
        # Councils that share a source take turns at it. It holds the tables as they are read, less than any later step.
        chain(land.override(pool=source_pool(slug))(slug), validate(slug), transform(slug), loaded, page)
    return dag


@task
def land(slug: str) -> dict[str, Any]:
    """Copy the case-management system's tables as they are. Never writes to it."""
    from include import pipeline

    with this_run(slug) as run:
        return run.done(
            pipeline.land(
                slug,
                run.extract_date(slug),
                whole=run.parameter("read_whole"),
                again=run.parameter("take_again"),
                late=run.parameter("late"),
            )
        )


@task(pool=HEAVY_POOL)
def validate(slug: str) -> dict[str, Any]:
    """Check every row and set bad ones aside. Stops the night if the extract is unfit to replace the last one."""
    from include import pipeline

    with this_run(slug) as run:
        return run.done(pipeline.validate(slug, run.extract_date(slug)))


@task(pool=HEAVY_POOL)
def transform(slug: str) -> dict[str, Any]:
    """Turn cases into facts, and facts into measures for every period at once."""
    from include import pipeline

    with this_run(slug) as run:
        return run.done(pipeline.transform(slug, run.extract_date(slug)))


@task(pool=HEAVY_POOL)
def load(slug: str) -> dict[str, Any]:
    """Replace this council's rows in one transaction. Skipped when the warehouse holds a later night."""
    from include import pipeline

    with this_run(slug) as run:
        day = run.extract_date(slug)
        counts = run.done(pipeline.load(slug, day))
        if counts["outcome"] == "superseded":
            later = counts.get("superseded_by", "a later night")
            run.skip(f"The warehouse stays as it is: {later} is loaded.")
        run.tell_assets(extract_date=str(day), rows=counts["loaded"])
        return counts


@task(pool=HEAVY_POOL)
def quality(slug: str) -> dict[str, Any]:
    """Make the page about what was wrong. Figures are in place without it."""
    from include import pipeline

    with this_run(slug) as run:
        return run.done(pipeline.build_site(slug, run.extract_date(slug)))
