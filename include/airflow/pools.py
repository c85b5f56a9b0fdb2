"""Makes the pool of heavy tasks: Airflow schedules no task whose pool is missing, and says so nowhere.

A listener, so that it holds however Airflow is started: `make up`, the compose file, a chart.
"""

from __future__ import annotations

import contextlib

from airflow.listeners import hookimpl

from include.airflow.defaults import HEAVY_POOL, HEAVY_SLOTS


@hookimpl
def on_starting(component: object) -> None:
    """Make the pool when a scheduler, dag processor or triggerer starts. What somebody has set it to stays.

    A task that starts is none of them, and may not touch Airflow's database: its log would begin with that error.
    """
    if (
        type(component).__module__ != "airflow.jobs.job"
    ):  # told by its name, so that no task loads what it may not use
        return
    from airflow.models.pool import Pool
    from airflow.utils.session import create_session
    from sqlalchemy.exc import IntegrityError

    # Of several that start at once, one makes it.
    with contextlib.suppress(IntegrityError), create_session() as session:
        if Pool.get_pool(HEAVY_POOL, session=session) is None:
            Pool.create_or_update_pool(
                HEAVY_POOL,
                HEAVY_SLOTS,
                "Tasks that hold a council's records in memory, on all workers together",
                include_deferred=False,
                session=session,
            )
