"""What all DAGs have in common."""

from __future__ import annotations

import zlib
from datetime import time, timedelta
from typing import Any

from include.airflow.telling import TellOfFailure, TellOfTimeout

LONDON = "Europe/London"

# Tasks that hold a council's records in memory. Its slots are what the machines of all workers can hold at once: one
# for each HEAVY_GIB of them. A council of 4,900 plans takes 1.1 GiB at its most (docs/performance.md).
HEAVY_POOL = "send_heavy"
HEAVY_GIB = 2.5
HEAVY_SLOTS = 2

# Tasks that read or write over the network are tried again after about 5, 10, 20 and 40 minutes. What cannot get
# better by waiting fails at once: `runs.failures_for_people`.
_TASKS: dict[str, Any] = {
    "owner": "send-data",
    "retries": 4,
    "retry_delay": timedelta(minutes=5),
    "retry_exponential_backoff": True,
    "max_retry_delay": timedelta(minutes=40),
    "execution_timeout": timedelta(minutes=45),
}


def of_every_dag(slug: str | None = None, **own: Any) -> dict[str, Any]:
    """Arguments that all our DAGs have.

    Args:
        slug: the council that failures are told of; none for what all councils have in common.
        own: arguments of its tasks that differ.

    """
    return {
        "catchup": False,
        "default_args": _TASKS | {"on_failure_callback": TellOfFailure(slug)} | own,
        "on_failure_callback": TellOfTimeout(slug),
    }


# Not between 01:00 and 02:00, which London has twice on one night of the year and not at all on another.
NIGHTS_BEGIN = time(2, 30)
SPREAD_MINUTES = 60


def begins_at(slug: str) -> time:
    """When the night of a council begins, in London: always the same minute of the hour after 02:30.

    Twenty councils that begin at once would ask for twenty connections and wait for each other's memory.
    """
    minutes = NIGHTS_BEGIN.hour * 60 + NIGHTS_BEGIN.minute + zlib.crc32(slug.encode()) % SPREAD_MINUTES
    return time(*divmod(minutes, 60))
