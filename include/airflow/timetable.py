"""One Airflow run for each half-term, some days after it has ended, in the authority's own calendar.

A run is a partition: its key is the half-term's (`2025-26-autumn-1`), its partition date the half-term's first midnight
in London. So a backfill's range is one of first days, ends included, and `--from-date 2025-09-01` includes a half-term
that begins on that day, though in UTC it begins on the evening before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, NamedTuple

import pendulum
from airflow.sdk.timezone import coerce_datetime, utcnow
from airflow.timetables.base import DagRunInfo, DataInterval, TimeRestriction, Timetable
from airflow.utils.types import DagRunType
from pendulum import DateTime

from include.calendar.terms import Calendar
from include.errors import ConfigError

LONDON = pendulum.timezone("Europe/London")

# After the nights have begun, before the office opens; this time comes once on every day of the year.
AT = time(6, 0)


class _HalfTerm(NamedTuple):
    key: str
    first_day: date
    begins: DateTime
    due: DateTime


class HalfTermTimetable(Timetable):
    """Runs at 06:00 in London on the day after the last of a half-term's days of grace.

    `catchup`, `start_date` and `end_date` count by the half-term's first day: with a start date of 1 September the
    first run is that of the half-term that begins then or next. A backfill makes runs of half-terms that are due.
    """

    partitioned = True
    run_ordering = ("partition_date", "run_after")

    def __init__(self, calendar: Calendar | None = None) -> None:
        """Take the built-in calendar unless told."""
        self.calendar = calendar or Calendar()
        self.description = f"{self.calendar.grace_days} days after each half-term, at 06:00 in London"

    @property
    def summary(self) -> str:
        """What the web page shows as schedule."""
        return "each half-term"

    def serialize(self) -> dict[str, Any]:
        """The calendar as JSON: a version of the DAG records the term dates that it ran by."""
        return {
            "own": [[year, [day.isoformat() for day in days]] for year, days in self.calendar.own],
            "grace_days": self.calendar.grace_days,
        }

    @classmethod
    def deserialize(cls, data: dict[str, Any]) -> HalfTermTimetable:
        """The timetable that was serialised. What it is not about, such as closures, is left behind."""
        own = ((int(year), tuple(map(date.fromisoformat, days))) for year, days in data["own"])
        return cls(Calendar(own=tuple(own), grace_days=data["grace_days"]))

    def __eq__(self, other: object) -> bool:
        """Equal when they serialise alike."""
        return isinstance(other, HalfTermTimetable) and self.serialize() == other.serialize()

    def __hash__(self) -> int:
        """Of what it serialises to."""
        return hash((self.calendar.own, self.calendar.grace_days))

    @cached_property
    def _half_terms(self) -> list[_HalfTerm]:
        wait = timedelta(days=1 + self.calendar.grace_days)
        return [
            _HalfTerm(key, first, _at(first, time()), _at(last + wait, AT))
            for key, first, last in self.calendar.half_terms()
        ]

    def next_dagrun_info(
        self, *, last_automated_data_interval: DataInterval | None, restriction: TimeRestriction
    ) -> DagRunInfo | None:
        """Never called for a partitioned timetable."""
        raise NotImplementedError

    def next_dagrun_info_v2(
        self, *, last_dagrun_info: DagRunInfo | None, restriction: TimeRestriction
    ) -> DagRunInfo | None:
        """The next half-term's run. Without catchup, half-terms that were due before the latest one are passed over."""
        dues = [half_term.due for half_term in self._half_terms]
        place = 0
        if restriction.earliest is not None:
            earliest = restriction.earliest.in_timezone(LONDON).date()
            place = bisect_left([half_term.first_day for half_term in self._half_terms], earliest)
        if last_dagrun_info is not None:
            place = max(place, bisect_right(dues, last_dagrun_info.run_after))
        if not restriction.catchup:
            place = max(place, bisect_right(dues, coerce_datetime(utcnow())) - 1)
        if place >= len(dues):
            return None
        next_one = self._half_terms[place]
        latest = restriction.latest
        return None if latest is not None and next_one.begins > latest else _info(next_one)

    def iter_partition_dagrun_infos(self, *, earliest: datetime, latest: datetime) -> Iterable[DagRunInfo]:
        """Runs of the half-terms whose first day lies in a range, both ends included, and which are due."""
        first, last = (self.localize_partition_datetime(day) for day in (earliest, latest))
        now = coerce_datetime(utcnow())
        return (_info(h) for h in self._half_terms if first <= h.begins <= last and h.due <= now)

    def localize_partition_datetime(self, dt: datetime) -> DateTime:
        """The same reading of the clock, in London: Airflow gives plain dates as midnights in UTC."""
        return _at(dt.date(), dt.time())

    def _decode_partition_date(self, partition_key: str) -> datetime | None:
        half_terms = [half_term for half_term in self._half_terms if half_term.key == partition_key]
        if not half_terms:
            from airflow.exceptions import InvalidPartitionKeyError

            raise InvalidPartitionKeyError(
                f"{partition_key!r} is not a half-term. Write it as 2025-26-autumn-1."
            )
        return half_terms[0].begins

    def infer_manual_data_interval(self, *, run_after: DateTime) -> DataInterval:
        """An interval without length. Nothing reads it: partition key or parameter name the half-term."""
        return DataInterval.exact(run_after)

    def generate_run_id(
        self, *, run_type: DagRunType, run_after: DateTime, data_interval: DataInterval | None, **extra: Any
    ) -> str:
        """A run's name, with its half-term where it has one."""
        key = extra.get("partition_key")
        suffix = f"{run_after.isoformat()}__{key}" if key else run_after.isoformat()
        return run_type.generate_run_id(suffix=suffix)

    def validate(self) -> None:
        """Refuse a calendar under which a half-term would be due after the next one has ended."""
        dues, begins = ([getattr(h, name) for h in self._half_terms] for name in ("due", "begins"))
        for key, due, after_next in zip((h.key for h in self._half_terms), dues, begins[2:], strict=False):
            if due > after_next:
                raise ConfigError(
                    f"{key} would be due on {due:%Y-%m-%d}, when the half-term after it has ended."
                )


def _at(day: date, clock: time) -> DateTime:
    local = datetime.combine(day, clock.replace(tzinfo=None))
    return pendulum.instance(local, tz=LONDON).in_timezone("UTC")


def _info(half_term: _HalfTerm) -> DagRunInfo:
    return DagRunInfo(
        run_after=half_term.due,
        data_interval=None,
        partition_date=half_term.begins,
        partition_key=half_term.key,
    )
