"""How each council stands against the clock, whether or not any run has begun: status, and messages about lateness."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pandas as pd

from include.errors import ConfigError, NotYet, SendError, without_message
from include.lake import Lake
from include.pipeline.night import LONDON, Counts, warehouse
from include.pipeline.notify import Kind, Message, cause_of, tell
from include.pipeline.sen2_checks import return_year, sealed_versions
from include.sen2 import year_of
from include.settings import AuthorityConfig, Settings, authorities

log = logging.getLogger(__name__)

# When the figures of the day before are to be there, in London. The view `bi.pipeline_health` counts by the same hour.
FIGURES_BY = time(7)
# How many days before the deadline of a return whoever has not sealed one is told.
RETURN_DUE_DAYS = (28, 14, 7, 3, 1, 0)


@dataclass(frozen=True)
class Standing:
    """How one council stands: a row of `bi.pipeline_health`, or a council that the warehouse has never heard of.

    Attributes:
        authority: its short name.
        last_good: day of the extract whose figures are loaded; None when there is none.
        expected: day whose figures were to be loaded by now.
        hours_late: whole hours since the first missing figures were due; None when there never were any.
        why: last failure in words, when late.
        late_since: when the first missing figures were due.
        next_due_at: when the next figures are to be there.
        last_failed_step: step of any DAG that failed or waits, and has not ended well since.
        last_failure: why.
        made_at: when the figures were made.
        read_at: when the reading of the source ended.
        rows_quarantined: rows set aside.
        percent_quarantined: of those landed.

    """

    authority: str
    last_good: date | None
    expected: date
    hours_late: int | None
    why: str | None
    late_since: datetime | None = None
    next_due_at: datetime | None = None
    last_failed_step: str | None = None
    last_failure: str | None = None
    made_at: datetime | None = None
    read_at: datetime | None = None
    rows_quarantined: int | None = None
    percent_quarantined: float | None = None

    @property
    def is_late(self) -> bool:
        """Whether figures are missing."""
        return self.last_good is None or self.last_good < self.expected


def expected_extract(now: datetime) -> date:
    """The day whose figures are to be loaded at a moment: from 07:00 in London, yesterday."""
    local = now.astimezone(LONDON)
    return local.date() - timedelta(days=1 if local.time() >= FIGURES_BY else 2)


def due_at(extract: date) -> datetime:
    """When the figures of a day are to be there."""
    return datetime.combine(extract + timedelta(days=1), FIGURES_BY, LONDON)


def standings(now: datetime | None = None) -> list[Standing]:
    """How every configured council stands, and every other that has figures or whose steps were tried.

    The answer is that of `bi.pipeline_health`; but what is wrong with a council's files is said before any task has
    met it.

    Raises:
        WarehouseUnavailable: the warehouse cannot be reached.

    """
    settings = Settings.load()
    with warehouse(settings).at_one_moment() as query:
        if now:
            query("SELECT set_config('send.now', %s, true)", now.isoformat())
        rows = {row["authority"]: row for row in query("SELECT * FROM bi.pipeline_health").to_dict("records")}
    slugs = sorted({*authorities(settings), *rows})
    expected = expected_extract(now or datetime.now(UTC))
    return [_standing(settings, slug, rows.get(slug, {}), expected) for slug in slugs]


def _standing(settings: Settings, slug: str, row: Mapping[Hashable, Any], expected: date) -> Standing:
    filled = {name: value for name, value in row.items() if not pd.isna(value)}
    last = pd.Timestamp(filled["extract_date"]).date() if "extract_date" in filled else None
    expected = filled.get("expected_extract_date", expected)
    missing = last is None or last < expected
    return Standing(
        authority=slug,
        last_good=last,
        expected=expected,
        hours_late=int(filled["hours_late"]) if "hours_late" in filled else None,
        why=(_fault(settings, slug) or filled.get("why_late") or _NOT_BEGUN) if missing else None,
        late_since=filled.get("late_since"),
        next_due_at=filled.get("next_due_at", due_at(expected + timedelta(days=1))),
        last_failed_step=filled.get("last_failed_step"),
        last_failure=filled.get("last_failure"),
        made_at=filled.get("computed_at"),
        read_at=filled.get("read_ended_at"),
        rows_quarantined=filled.get("rows_quarantined"),
        percent_quarantined=filled.get("percent_quarantined"),
    )


_NOT_BEGUN = "No step of it was ever tried: its DAG is paused, or Airflow is down."


def _fault(settings: Settings, slug: str) -> str | None:
    try:
        AuthorityConfig.load(settings, slug)
    except ConfigError as error:
        return str(error)
    return None


def watch(now: datetime | None = None) -> Counts:
    """Tell of everything that is late, and of returns that are due. To be run every few minutes, by whatever runs it.

    Each cause is told once a day, with all councils that it concerns.

    Returns:
        `late`: how many councils are; `told`: how many addresses were told of something.

    Raises:
        ConfigError: the configuration of messages is wrong.
        NotYet: an address cannot be reached.

    """
    now = now or datetime.now(UTC)
    try:
        standing = standings(now)
    except SendError as error:
        return {"late": 0, "told": tell(Message(Kind.FAILURE, str(error), (), now, str(error)), now)}
    late = [council for council in standing if council.is_late]
    addresses_told, refused = 0, None
    for message in (*_lateness(late), *_returns_due(standing, now)):
        try:
            addresses_told += tell(message, now)
        except NotYet as error:  # an address that is down keeps no other message from anybody
            refused = error
    if refused:
        raise refused
    return {"late": len(late), "told": addresses_told}


def _lateness(late: Iterable[Standing]) -> Iterable[Message]:
    by_cause: dict[str, list[Standing]] = defaultdict(list)
    for council in late:
        by_cause[cause_of(council.why or "", council.authority)].append(council)
    for cause, councils in by_cause.items():
        loaded = sorted({str(c.last_good) for c in councils if c.last_good})
        since = " to ".join(loaded[:: max(1, len(loaded) - 1)])
        parts = [f"the last are of {since}"] if since else []
        if none := [c.authority for c in councils if not c.last_good]:
            parts.append(f"there were none yet of {', '.join(none)}")
        first = min(
            due_at(c.last_good + timedelta(days=1)) if c.last_good else due_at(c.expected) for c in councils
        )
        what = (
            f"The figures of {councils[0].expected} are not loaded; {', '.join(parts)}.\n"
            f"Why: {councils[0].why}"
        )
        yield Message(Kind.LATE, what, tuple(c.authority for c in councils), first, cause)


def with_same_cause(slug: str, what: str) -> tuple[str, ...]:
    """A council and the others that fail, or wait, of the same cause, in the order of their names.

    Args:
        slug: the council.
        what: the failure in words.

    """
    try:
        troubled = warehouse().query(_TROUBLED)
    except Exception as error:
        # The warehouse itself may be the cause, and people are told whatever is broken.
        log.info("Others with the same cause are not known: %s", without_message(error))
        return (slug,)
    others = {
        str(row.authority)
        for row in troubled.itertuples()
        if cause_of(str(row.message), str(row.authority)) == cause_of(what, slug)
    }
    return tuple(sorted({slug, *others}))


# What has failed or waits, and has not ended well since. A night is tried for less than half a day.
_TROUBLED = """
    SELECT DISTINCT authority, message
    FROM ops.step_attempt AS trouble
    WHERE outcome IN ('failed', 'waiting') AND started_at > now() - interval '12 hours' AND NOT EXISTS (
        SELECT FROM ops.step_attempt AS better
        WHERE (better.authority, better.step) = (trouble.authority, trouble.step)
            AND better.outcome IN ('done', 'skipped') AND better.started_at > trouble.started_at
    )
"""


def _returns_due(standing: Iterable[Standing], now: datetime) -> Iterable[Message]:
    today = now.astimezone(LONDON).date()
    year = return_year(today)
    deadline = year_of(year).deadline
    if deadline is None or (deadline - today).days not in RETURN_DUE_DAYS:
        return
    lake = Lake(Settings.load().lake_url)
    unsealed = [
        c.authority
        for c in standing
        if not sealed_versions(lake, f"sen2/authority={c.authority}/year={year}")
    ]
    if unsealed:
        days_left = (deadline - today).days
        what = (
            f"The SEN2 return {year} is due on {deadline} (in {days_left} days) and is not sealed.\n"
            + "\n".join(unsealed)
        )
        yield Message(Kind.RETURN_DUE, what, tuple(unsealed), now, f"{year} {days_left}")
