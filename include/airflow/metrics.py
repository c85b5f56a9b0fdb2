"""Figures of the pipeline's own work, sent by OpenTelemetry beside Airflow's own metrics, if anything takes them.

Each says the council (`authority`); figures of steps say the step too. They are counts and times: no figure of a
council's service, and nothing of a child, is among them. `deploy/grafana/send.json` shows them.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from include.pipeline.attempts import Attempt
    from include.pipeline.standing import Standing

log = logging.getLogger(__name__)

# Name -> what it is. Airflow puts its prefix before each: `airflow.send.step`.
METRICS = {
    "send.step": "milliseconds that an attempt at a step took, by outcome",
    "send.rows_landed": "rows that the last night was given",
    "send.rows_quarantined": "rows that it set aside",
    "send.faults": "times that one of its rows broke a rule",
    "send.rows_loaded": "rows that its load made the warehouse hold",
    "send.rows_written": "rows that differed, and so were written",
    "send.hours_late": "hours since the first missing figures were due; 0 when none is missing",
    "send.is_late": "1 when figures are missing, also when there never were any",
}
# What of the counts that steps give becomes which figure.
_OF_COUNTS = {
    "landed": "send.rows_landed",
    "quarantined": "send.rows_quarantined",
    "faults": "send.faults",
    "loaded": "send.rows_loaded",
    "written": "send.rows_written",
}


def send_step(slug: str, step: str, attempt: Attempt, counts: Mapping[str, Any]) -> None:
    """Send how an attempt at a step ended and what it counted. That it cannot be sent fails no step.

    Args:
        slug: the council.
        step: the step.
        attempt: the attempt, after its end.
        counts: what the step gave; nothing when it failed.

    """
    from airflow.sdk.observability import stats

    about = {"authority": slug, "step": step, "outcome": attempt.outcome}
    try:
        stats.timing("send.step", 1000 * attempt.seconds, tags=about)
        for name, metric in _OF_COUNTS.items():
            if isinstance(count := counts.get(name), int):
                stats.gauge(metric, count, tags={"authority": slug})
    except Exception as error:
        log.warning("The figures of this step were not sent (%s).", type(error).__name__)


def send_lateness(councils: Iterable[Standing]) -> None:
    """Send how late each council's figures are, from a process that is none of Airflow's."""
    from airflow.sdk.observability import stats

    _begin()
    for council in councils:
        about = {"authority": council.authority}
        stats.gauge("send.hours_late", council.hours_late or 0, tags=about)
        stats.gauge("send.is_late", int(council.is_late), tags=about)


@cache
def _begin() -> None:
    """Set the sending up, once in a process: Airflow does it in its own alone."""
    from airflow.sdk.configuration import conf
    from airflow.sdk.observability import stats
    from airflow.sdk.observability.metrics.stats_utils import get_stats_factory

    stats.initialize(
        factory=get_stats_factory(), export_legacy_names=conf.getboolean("metrics", "legacy_names_on")
    )


def wanted() -> bool:
    """Whether this process is told to send metrics. Asked without loading Airflow, which not everybody has set up."""
    return os.environ.get("AIRFLOW__METRICS__OTEL_ON", "").lower() in ("true", "1")
