"""What names children is deleted when its time is over, and that is recorded in `ops.deletion`.

| what | kept |
|---|---|
| extracts of a night: `landing`, `conformed`, `quarantine`, `worklist`, `profile` | `retention.nights_days` |
| the last of them in the days of grace of a half-term, for `as_recorded` figures | `retention.half_terms_years` |
| drafts, sealed files and rehearsals of a SEN2 return | `retention.returns_years` after its census |

The newest extract is always kept. A file that two extracts share goes with the second of them. Figures,
published figures and their cases hold keyed hashes and stay.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pandas as pd

from include.lake import Lake
from include.pipeline.known import of_the_time
from include.pipeline.night import LONDON, Counts, extracts, sweep, warehouse
from include.sen2 import return_years, year_of
from include.settings import AuthorityConfig, Settings

LAYERS = ("landing", "conformed", "quarantine", "worklist", "profile")


def expire(slug: str, now: datetime | None = None, *, dry_run: bool = False) -> Counts:
    """Delete what is past its time.

    Args:
        slug: the authority.
        now: the moment to judge by; this one unless told.
        dry_run: say what would be deleted and delete nothing.

    Returns:
        `deleted`: how many folders; `oldest`, the oldest extract date that stays; `leftovers_removed`, what killed
        steps had left half-written, when there was any.

    """
    now = now or datetime.now(UTC)
    settings = Settings.load()
    authority = AuthorityConfig.load(settings, slug)
    lake, today = Lake(settings.lake_url), now.astimezone(LONDON).date()
    doomed = [*_nights(lake, authority, today), *_returns(lake, authority, today)]
    days = lake.extract_dates("conformed", slug)
    if doomed and not dry_run:
        # Noted first: a run that is killed in between deletes the rest, and notes it once.
        rows = pd.DataFrame(doomed, columns=["path", "because"]).assign(authority=slug, deleted_at=now)
        warehouse(settings).record_deletions(rows)
        for path, _ in doomed:
            lake.remove(path)
        days = lake.extract_dates("conformed", slug)
    swept = {} if dry_run else sweep(settings)
    return {"deleted": len(doomed), "dry_run": dry_run, "oldest": str(days[0]) if days else "none", **swept}


def _nights(lake: Lake, authority: AuthorityConfig, today: date) -> list[tuple[str, str]]:
    policy = authority.retention
    recent = today - timedelta(days=policy.nights_days)
    far = date(today.year - policy.half_terms_years, today.month, min(today.day, 28))
    doomed = []
    for layer in LAYERS:
        days = extracts(lake, layer, authority.slug)
        kept_days = set(days[-1:]) | {day for day in _ends_of_half_terms(lake, days, authority) if day >= far}
        for day in days:
            if day < recent and day not in kept_days:
                because = f"extract older than {policy.nights_days} days"
                doomed.append((Lake.partition(layer, authority.slug, day), because))
    return doomed


def _ends_of_half_terms(lake: Lake, days: list[date], authority: AuthorityConfig) -> set[date]:
    """The extract of each half-term from which its `as_recorded` figures are made."""
    calendar, slug = authority.calendar, authority.slug
    days_of_half_terms = (
        of_the_time(lake, slug, days, last, calendar.grace_days) for _, _, last in calendar.half_terms()
    )
    return {day for day in days_of_half_terms if day}


def _returns(lake: Lake, authority: AuthorityConfig, today: date) -> list[tuple[str, str]]:
    years = authority.retention.returns_years
    doomed = []
    for year in return_years():
        census = year_of(year).census
        if date(census.year + years, census.month, census.day) < today:
            because = f"return older than {years} years"
            home = f"sen2/authority={authority.slug}/year={year}"
            doomed += [(path, because) for path in lake.folders(f"{home}/*")]
    return doomed
