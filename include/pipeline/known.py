"""Whether an extract may be called that of a day, and what was known on that day.

| the source was read | or shows by itself | the extract of day D is |
|---|---|---|
| after the end of D, until `late_after` of the day after (Europe/London) | – | D's |
| at any time | D: an export of that date, a copy of that state, an earlier state that was asked for | D's |
| at any other time, with `late` | – | marked late: nothing made from it is ever `as_recorded` |
| at any other time | – | refused |
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from include.errors import NotOfThatDay
from include.lake import Lake
from include.sources import Shown

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Reading:
    """How the rows of an extract came to be known: kept in its manifest, and with its load in `ops`.

    `began`, `ended`: of the read, UTC; None for an extract of a release that did not note them. `shown`: the day that
    the source shows by itself, and how. `late`: read when it no longer showed the end of the extract's day.
    """

    began: datetime | None
    ended: datetime | None
    shown: Shown | None
    late: bool

    def facts(self) -> dict[str, Any]:
        """What the manifest of the landed extract keeps of it."""
        return {
            "read_at": {"begin": _iso(self.began), "end": _iso(self.ended)},
            "shows": {"day": str(self.shown.day), "by": self.shown.by} if self.shown else None,
            "late": self.late,
        }

    @classmethod
    def of(cls, manifest: dict[str, Any]) -> Reading:
        """The reading that a manifest tells of. One that tells of none is not shown to be of its day: it is late."""
        read_at, shows = manifest.get("read_at") or {}, manifest.get("shows")
        began, ended = (_moment(read_at.get(name)) for name in ("begin", "end"))
        shown = Shown(date.fromisoformat(shows["day"]), shows["by"]) if shows else None
        return cls(began, ended, shown, bool(manifest.get("late", True)))

    @property
    def is_marked(self) -> bool | None:
        """Whether it is marked late; None where it was not noted when the rows were read."""
        return self.late if self.ended else None

    def state_of(self, extract_date: date) -> date:
        """The day whose end the rows show: an older one than the extract's when the newest export is older."""
        return min(extract_date, self.shown.day) if self.shown else extract_date

    def known_until(self, extract_date: date) -> date:
        """The last day that the rows can tell of.

        A live source tells of days up to the one on which it was read; an export, and a state that was asked for, of
        days up to their own.
        """
        if self.shown and self.shown.by != "copy":
            return max(extract_date, self.shown.day)
        return max(extract_date, self.ended.astimezone(LONDON).date()) if self.ended else extract_date


def of_the_time(lake: Lake, slug: str, days: Iterable[date], last: date, grace_days: int) -> date | None:
    """The last extract that shows what was known of a period then; None when there is none.

    Args:
        lake: where the extracts are.
        slug: the authority.
        days: dates of its extracts.
        last: the period's last day.
        grace_days: days for late recording after it.

    Returns:
        The latest of `days` from the last day to the end of the days of grace that is not marked late, and whose rows
        show the last day or a later one.

    """
    for day in sorted(days, reverse=True):
        if last <= day <= last + timedelta(days=grace_days):
            reading = Reading.of(lake.manifest(Lake.partition("landing", slug, day)) or {})
            if not reading.late and reading.state_of(day) >= last:
                return day
    return None


def end_of(day: date) -> datetime:
    """The moment at which a day is over in London."""
    return datetime.combine(day + timedelta(days=1), time(), LONDON)


def last_moment(day: date, late_after: time) -> datetime:
    """The last moment at which a live source still counts as showing the end of a day."""
    return datetime.combine(day + timedelta(days=1), late_after, LONDON)


def is_of(day: date, read_at: datetime, shown: Shown | None, late_after: time) -> bool:
    """Whether what is read at a moment is the state of the end of a day."""
    on_time = end_of(day) <= read_at <= last_moment(day, late_after)
    return on_time or (shown is not None and shown.day == day)


def refusal(
    day: date, read_at: datetime, shown: Shown | None, late_after: time, slug: str, period: str
) -> NotOfThatDay:
    """Why an extract is not taken as that of a day, and which choices there are.

    Args:
        day: the extract date asked for.
        read_at: when the source is being read, with zone.
        shown: what the source says of itself.
        late_after: the authority's setting.
        slug: the authority.
        period: key of the half-term that holds the day.

    """
    local = read_at.astimezone(LONDON)
    if read_at < end_of(day):
        return NotOfThatDay(
            f"The day {day} has not ended, so no extract can be called that day's. Nothing was written. "
            f"Read it after midnight; until {late_after:%H:%M} the day after, it counts as that of {day}."
        )
    says = ""
    if shown:
        says = (
            f" {_SAYS[shown.by]} {shown.day}: --extract-date {shown.day} takes it as what it is."
            if shown.by != "asked"
            else ""
        )
    return NotOfThatDay(
        f"The source does not show {day} any more: it is {local:%Y-%m-%d %H:%M} in London, and what is read counts as "
        f"that of {day} until {last_moment(day, late_after):%Y-%m-%d %H:%M} (late_after in config/{slug}.yaml). "
        f"Nothing was written.{says} Choose one of two. (1) Restated figures of the period, from the records as they "
        f"are now: run the latest night, then backfill --authority {slug} --from {period} --to {period}. (2) An "
        f"extract marked late: nightly --authority {slug} --extract-date {day} --late, in Airflow Trigger with 'late' "
        "ticked. No figure made from it is ever as_recorded, and each page that uses it says so."
    )


_SAYS = {"export": "The export itself is of", "copy": "The source says that it is a copy of the end of"}


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
