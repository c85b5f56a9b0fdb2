"""Every attempt of every step is kept in `ops.step_attempt`: what was worked on, how long, how it ended, and why."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from include import progress
from include.errors import NotYet, SendError
from include.pipeline.night import warehouse

log = logging.getLogger(__name__)


@dataclass
class Attempt:
    """An attempt that goes on. Whoever makes it says what it works on as soon as that is known.

    Attributes:
        about: extract date, half-term or year.
        skipped: why there was nothing to do; none when there was.
        waits: what is waited for without failing.
        outcome: how it ended, once it has.
        seconds: how long it took.

    """

    about: str | None = None
    skipped: str | None = None
    waits: str | None = None
    outcome: str = ""
    seconds: float = 0.0


@contextmanager
def attempt(slug: str, step: str) -> Iterator[Attempt]:
    """Keep an attempt at a step. That it cannot be kept stops no step.

    Args:
        slug: the authority.
        step: the step, as Airflow and command line show it.

    """
    started, clock = datetime.now(UTC), time.monotonic()
    this_attempt = Attempt()
    outcome, message = "done", None
    try:
        with progress.logged(step):
            yield this_attempt
    except Exception as error:
        if this_attempt.skipped is None:
            outcome = "waiting" if isinstance(error, NotYet) else "failed"
            # What a library says may quote a row.
            message = str(error) if isinstance(error, SendError) else f"Unforeseen {type(error).__name__}"
        raise
    finally:
        if this_attempt.skipped is not None:
            outcome, message = "skipped", this_attempt.skipped
        elif this_attempt.waits is not None:
            outcome, message = "waiting", this_attempt.waits
        this_attempt.outcome, this_attempt.seconds = outcome, round(time.monotonic() - clock, 3)
        row = {
            "attempt_id": uuid.uuid4().hex,
            "authority": slug,
            "step": step,
            "step_about": this_attempt.about,
            "started_at": started,
            "seconds": this_attempt.seconds,
            "outcome": outcome,
            "message": message,
        }
        keep(row)


def keep(row: dict[str, Any]) -> None:
    """Add a line to `ops.step_attempt`. That it cannot be added is told in the log, and stops nothing."""
    try:
        warehouse().record_step(row)
    except Exception as error:
        why = error if isinstance(error, SendError) else f"Unforeseen {type(error).__name__}"
        log.warning("This attempt was not recorded: %s", why)
