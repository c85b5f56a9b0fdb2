"""The fourth step: what the steps before left in the lake, into the warehouse. Nothing is computed here."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial

import pyarrow as pa

from include.errors import SendError
from include.pipeline.facts import casework_there, facts_there
from include.pipeline.figures import restated_of
from include.pipeline.night import Counts, Night, superseded_by, warehouse

log = logging.getLogger(__name__)


def load(slug: str, extract_date: date, *, by_value: bool = False) -> Counts:
    """Put case tables, facts and figures into the warehouse in one transaction, and mark them current.

    Nothing is loaded when a later extract has been let through or is loaded. Which one is told, and kept in
    `ops.load_attempt`, so that `bi.load_status` repeats it until a load goes in.

    With `by_value`, and once a week, every value is compared with the warehouse's, not only the hashes of rows.
    """
    night = Night.open(slug, extract_date)
    started, clock = datetime.now(UTC), time.monotonic()
    weekday = f"{extract_date:%A}".lower()
    store = warehouse(night.settings)
    newer, failure = None, None
    outcome, rows, written = "failed", 0, 0
    try:
        if newer := superseded_by(night):
            outcome = "superseded"
        else:
            loaded = store.load(
                night.run, tables_of(night), by_value=by_value or weekday == night.settings.compare_on
            )
            outcome, rows, written = loaded.outcome, loaded.rows, loaded.written
            for name, (count, differed) in sorted(loaded.by_table.items()):
                log.info(
                    "%s: %s rows, of which %s were new, changed or gone", name, f"{count:,}", f"{differed:,}"
                )
            if outcome == "superseded" and (there := store.loaded(slug)):
                newer = there.extract_date
    except SendError as error:
        failure = str(error)
        raise
    finally:
        with _unless_failed_before(failure):
            store.record_attempt(
                night.run,
                attempt_id=uuid.uuid4().hex,
                started_at=started,
                seconds=time.monotonic() - clock,
                outcome=outcome,
                superseded_by=newer,
                message=failure,
            )
    if newer:
        log.warning(
            "The night of %s for %s was not loaded: it is superseded by that of %s.",
            extract_date,
            slug,
            newer,
        )
    return {
        "outcome": outcome,
        "loaded": rows,
        "written": written,
        **({"superseded_by": str(newer)} if newer else {}),
    }


@contextmanager
def _unless_failed_before(failure: str | None) -> Iterator[None]:
    """What failed first is what people need to know: that it could not be recorded either comes after it."""
    try:
        yield
    except SendError as error:
        if failure is None:
            raise
        log.warning("The failed attempt was not recorded: %s", error)


def tables_of(night: Night) -> dict[str, Callable[[], pa.Table]]:
    """The tables of a night by their names in the warehouse, each read from the lake when it is called for.

    What is read then is what is there now, or the read fails.
    """
    if night.lake.manifest(night.path("facts")):
        night.conformed()  # what is wrong with the records is told before what follows from it
    facts, casework, cases = facts_there(night), casework_there(night), night.conformed()
    return {
        **{f"restricted.{name}": partial(cases.coded, name) for name in cases},
        **{f"restricted.{name}": partial(casework.coded, name) for name in casework},
        **{f"marts.{name}": partial(facts.coded, name) for name in facts},
        **{f"marts.{name}": read for name, read in restated_of(night).items()},
    }
