"""How each council stands against the clock, whether or not any run has begun: status, and messages about lateness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pandas as pd

from include.errors import ConfigError, NotYet, SendError
from include.lake import Lake
from include.pipeline.night import LONDON, Counts, warehouse
from include.pipeline.notify import Kind, Message, tell
from include.pipeline.sen2_checks import return_year, sealed_versions
from include.sen2 import year_of
from include.settings import AuthorityConfig, Settings, authorities

# When the figures of the day before are to be there, in London. The view `bi.load_status` counts by the same hour.
FIGURES_BY = time(7)
# How many days before the deadline of a return whoever has not sealed one is told.
RETURN_DUE_DAYS = (28, 14, 7, 3, 1, 0)


@dataclass(frozen=True)
class Standing:
    """How one council stands.

    Attributes:
        authority: its short name.
        last_good: day of the extract whose figures are loaded; None when there is none.
        expected: day whose figures were to be loaded by now.
        hours_late: since the first missing figures were due; 0 when none is missing, None when there never were any.
        why: last failure in words, when late.
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
    made_at: datetime | None = None
    read_at: datetime | None = None
    rows_quarantined: int | None = None
    percent_quarantined: float | None = None

    @property
    def is_late(self) -> bool:
        """Whether figures are missing."""
        return self.hours_late != 0


def expected_extract(now: datetime) -> date:
    """The day whose figures are to be loaded at a moment: from 07:00 in London, yesterday."""
    local = now.astimezone(LONDON)
    return local.date() - timedelta(days=1 if local.time() >= FIGURES_BY else 2)


def due_at(extract: date) -> datetime:
    """When the figures of a day are to be there."""
    return datetime.combine(extract + timedelta(days=1), FIGURES_BY, LONDON)


def standings(now: datetime | None = None) -> list[Standing]:
    """How every configured council stands, and every other that has figures.

    Raises:
        WarehouseUnavailable: the warehouse cannot be reached.

    """
    now = now or datetime.now(UTC)
    settings = Settings.load()
    query = warehouse(settings).query
    loaded = {row["authority"]: row for row in query("SELECT * FROM bi.load_status").to_dict("records")}
    failed = {row["authority"]: row["message"] for row in query(_LAST_FAILURES).to_dict("records")}
    known = sorted({*authorities(settings), *loaded})
    return [_standing(settings, slug, loaded.get(slug, {}), failed.get(slug), now) for slug in known]


# The last failure of each council, unless a load has gone in since.
_LAST_FAILURES = """
    SELECT DISTINCT ON (authority) authority, message
    FROM ops.step_attempt AS failure
    WHERE outcome = 'failed' AND NOT EXISTS (
        SELECT FROM ops.step_attempt AS load
        WHERE load.authority = failure.authority AND load.step = 'load' AND load.outcome = 'done'
            AND load.started_at > failure.started_at
    )
    ORDER BY authority, started_at DESC
"""


def _standing(
    settings: Settings, slug: str, row: Mapping[Hashable, Any], failure: str | None, now: datetime
) -> Standing:
    there = {name: value for name, value in row.items() if not pd.isna(value)}
    last = pd.Timestamp(there["extract_date"]).date() if "extract_date" in there else None
    expected = expected_extract(now)
    hours: int | None = None
    if last is not None:
        hours = (
            0 if last >= expected else int((now - due_at(last + timedelta(days=1))).total_seconds() // 3600)
        )
    return Standing(
        authority=slug,
        last_good=last,
        expected=expected,
        hours_late=hours,
        why=None if hours == 0 else _why(settings, slug, failure, there.get("latest_stopped_because")),
        made_at=there.get("computed_at"),
        read_at=there.get("read_ended_at"),
        rows_quarantined=there.get("rows_quarantined"),
        percent_quarantined=there.get("percent_quarantined"),
    )


def _why(settings: Settings, slug: str, failure: str | None, stopped: object) -> str:
    try:
        AuthorityConfig.load(settings, slug)
    except ConfigError as error:
        return str(error)
    if failure:
        return failure
    if stopped:
        return f"The gate stopped the last night: {stopped}"
    return (
        "No failure is known, so no night has begun or one still runs: its DAG is paused, Airflow's scheduler is down, "
        "or a task waits for a worker or a slot of its pool."
    )


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
    told, refused = 0, None
    for message in (*_lateness(late), *_returns_due(standing, now)):
        try:
            told += tell(message, now)
        except NotYet as error:  # an address that is down keeps no other message from anybody
            refused = error
    if refused:
        raise refused
    return {"late": len(late), "told": told}


def _lateness(late: Iterable[Standing]) -> Iterable[Message]:
    by_cause: dict[str, list[Standing]] = defaultdict(list)
    for council in late:
        cause = (council.why or "").replace(council.authority, "*")
        by_cause[cause].append(council)
    for cause, councils in by_cause.items():
        lines = [
            f"{c.authority}: {f'last of {c.last_good}' if c.last_good else 'none yet'}" for c in councils
        ]
        first = min(
            due_at(c.last_good + timedelta(days=1)) if c.last_good else due_at(c.expected) for c in councils
        )
        what = (
            f"The figures of {councils[0].expected} are not loaded ({len(councils)} "
            f"{'council' if len(councils) == 1 else 'councils'}).\n"
            + "\n".join(lines)
            + f"\nWhy: {councils[0].why}"
        )
        yield Message(Kind.LATE, what, tuple(c.authority for c in councils), first, f"late: {cause}")


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
        left = (deadline - today).days
        what = (
            f"The SEN2 return {year} is due on {deadline} (in {left} days) and is not sealed.\n"
            + "\n".join(unsealed)
        )
        yield Message(Kind.RETURN_DUE, what, tuple(unsealed), now, f"{year} {left}")
