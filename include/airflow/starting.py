"""What is done when a run starts: its source has a pool, and lists of runs say what it is about.

A listener, called by the scheduler. The run and what is written here are one transaction.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any

from airflow.listeners import hookimpl

from include.airflow.councils import HALF_TERMLY, NIGHTLY, of_one, slugs, source_pool, timetable
from include.airflow.defaults import LONDON

if TYPE_CHECKING:
    from airflow.models.dagrun import DagRun
    from sqlalchemy.orm import Session


@hookimpl
def on_dag_run_running(dag_run: DagRun, msg: str) -> None:
    """Make the pool of the source, and note what a run without a partition key is about."""
    from sqlalchemy.orm import object_session

    kind, slug = of_one(dag_run.dag_id) or ("", "")
    session = object_session(dag_run)
    if kind not in (NIGHTLY, HALF_TERMLY) or slug not in slugs() or session is None:
        return
    if kind == NIGHTLY:
        _make_pool(session, source_pool(slug))
    if not dag_run.partition_key and not dag_run.note and (about := _about(kind, slug, dag_run)):
        dag_run.note = about


def _make_pool(session: Session, name: str) -> None:
    """Make a pool of one slot. What somebody has set it to stays; of several schedulers one makes it."""
    from airflow.models.pool import Pool

    # The scheduler's transaction bears neither a savepoint nor a failed statement.
    dialect = import_module(f"sqlalchemy.dialects.{session.get_bind().dialect.name}")
    about = {"description": "Councils that read one source take turns", "include_deferred": False}
    insert = dialect.insert(Pool.__table__).values(pool=name, slots=1, **about)
    session.execute(insert.on_conflict_do_nothing())


def _about(kind: str, slug: str, dag_run: DagRun) -> str | None:
    param: Any = (dag_run.conf or {}).get("extract_date" if kind == NIGHTLY else "period")
    if kind == NIGHTLY:
        return f"Extract date {param or _last_day(dag_run.run_after)}"
    if not param:
        day = _last_day(dag_run.run_after)
        param = next(
            (key for key, _, last in reversed([*timetable(slug).calendar.half_terms()]) if last <= day), None
        )
    return f"Half-term {param}" if param else None


def _last_day(moment: datetime) -> Any:
    """The last day in London that had ended at a moment."""
    from zoneinfo import ZoneInfo

    return moment.astimezone(ZoneInfo(LONDON)).date() - timedelta(days=1)
