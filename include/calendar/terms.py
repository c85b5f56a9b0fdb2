"""First days of the six half-terms: an authority's own, or a built-in pattern.

A reporting half-term runs from its first day to the day before the next one begins, so a holiday belongs to the
half-term that it follows, three pairs make the terms, and the academic year runs from the first day of `autumn-1`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from dateutil.easter import easter  # type: ignore[import-untyped]

from include.errors import ConfigError

HALF_TERMS = ("autumn-1", "autumn-2", "spring-1", "spring-2", "summer-1", "summer-2")

# Keys such as 2011-12 could be a month or an academic year; from 2012 on none is both. EHC plans began in 2014.
FIRST_YEAR, LAST_YEAR = 2012, 2099

# Local rule: most councils give caseworkers a week to record what happened before a half-term is reported.
GRACE_DAYS = 7


class CalendarError(ConfigError):
    """A calendar that cannot be used; `entry` are the keys that lead to the fault in its file."""

    def __init__(self, message: str, *entry: str) -> None:
        super().__init__(f"{' '.join(entry)}: {message}")
        self.entry = entry


@dataclass(frozen=True)
class Calendar:
    """Half-terms of one authority. `Calendar()` has the built-in pattern for every year.

    The built-in pattern, which most English authorities follow to within a week:

    | half-term | first day | last day of school |
    |---|---|---|
    | autumn-1 | 1 September, the first day of DfE's academic year | Friday before the week of holiday |
    | autumn-2 | Monday a week after the last Monday of October | last Friday up to 21 December |
    | spring-1 | first Monday from 3 January | Friday before the week of holiday |
    | spring-2 | Monday from 19 February | Thursday before Good Friday |
    | summer-1 | Monday a week after Easter Monday | Friday before the week of holiday |
    | summer-2 | Monday a week after the spring bank holiday (last Monday of May) | last Friday up to 24 July |
    """

    own: tuple[tuple[int, tuple[date, ...]], ...] = ()
    own_ends: tuple[tuple[int, tuple[date | None, ...]], ...] = ()
    closures: tuple[tuple[date, date], ...] = ()
    grace_days: int = GRACE_DAYS

    @classmethod
    def of(
        cls,
        half_terms: Mapping[str, Mapping[str, Any]] | None = None,
        closures: Iterable[Mapping[str, Any]] = (),
        grace_days: int = GRACE_DAYS,
    ) -> Calendar:
        """Calendar of an authority that gives its own days for some academic years, as its file has them.

        Args:
            half_terms: like `{"2025-26": {"autumn-1": ["2025-09-02", "2025-10-24"], ...}}`, all six half-terms for each
                year named; first and last day of school, or the first day alone. Days on which staff train and pupils
                stay at home (INSET) need no mention.
            closures: like `[{"first": "2020-03-23", "last": "2020-05-31"}]`, when schools were closed in term time.
            grace_days: days after the end of a half-term for late recording, before it is reported.

        Raises:
            CalendarError: a year or half-term is misnamed or missing, a date is not one, or days overlap.

        """
        own, ends = {}, {}
        for label, days in (half_terms or {}).items():
            year = _academic_year(str(label))
            if not isinstance(days, Mapping) or sorted(days) != sorted(HALF_TERMS):
                raise CalendarError(
                    f"give each of {', '.join(HALF_TERMS)}, and no others.", "half_terms", str(label)
                )
            spans = [_span(days[name], "half_terms", str(label), name) for name in HALF_TERMS]
            own[year], ends[year] = tuple(first for first, _ in spans), tuple(last for _, last in spans)
        closed = tuple(_closure(number, closure) for number, closure in enumerate(closures, 1))
        if not isinstance(grace_days, int) or not 0 <= grace_days <= 60:
            raise CalendarError("it must be a number of days from 0 to 60.", "grace_days")
        calendar = cls(tuple(sorted(own.items())), tuple(sorted(ends.items())), closed, grace_days)
        for year in own:
            calendar._check(year)
        return calendar

    def starts(self, year: int) -> tuple[date, ...]:
        """First days of the six half-terms of the academic year that begins in `year`."""
        return dict(self.own).get(year) or _pattern(year)

    def ends(self, year: int) -> tuple[date, ...]:
        """Last days of school of the six half-terms of the academic year that begins in `year`."""
        own_ends = dict(self.own_ends).get(year) or (None,) * len(HALF_TERMS)
        following = [*self.starts(year)[1:], self.starts(year + 1)[0]]
        usual = _pattern_ends(year, self.starts(year))
        return tuple(
            own or min(usual_end, after - timedelta(days=1))
            for own, usual_end, after in zip(own_ends, usual, following, strict=True)
        )

    def half_terms(self) -> Iterator[tuple[str, date, date]]:
        """Key, first and last reporting day of every half-term, in time order and without gaps."""
        for year in range(FIRST_YEAR, LAST_YEAR):
            days = [*self.starts(year), self.starts(year + 1)[0]]
            for name, (first, following) in zip(HALF_TERMS, pairwise(days), strict=True):
                yield f"{academic_year_key(year)}-{name}", first, following - timedelta(days=1)

    def _check(self, year: int) -> None:
        days, ends = self.starts(year), dict(self.own_ends)[year]
        where = ("half_terms", academic_year_key(year))
        if not date(year, 8, 15) <= days[0] <= date(year, 9, 30):
            raise CalendarError(
                f"it begins on {days[0]}; it must begin between {year}-08-15 and {year}-09-30.",
                *where,
                "autumn-1",
            )
        names = [*HALF_TERMS, "autumn-1 of the next year"]
        following = [*days[1:], self.starts(year + 1)[0]]
        for name, after, first, last, second in zip(names, names[1:], days, ends, following, strict=False):
            if second <= first:
                raise CalendarError(f"{after} ({second}) must begin after it ({first}).", *where, name)
            if last and last < first:
                raise CalendarError(f"its last day ({last}) is before its first ({first}).", *where, name)
            if last and last >= second:
                raise CalendarError(f"it ends on {last}, when {after} ({second}) has begun.", *where, name)


def academic_year_key(year: int) -> str:
    """`2025-26` for the academic year that begins in 2025."""
    return f"{year}-{(year + 1) % 100:02d}"


def _pattern(year: int) -> tuple[date, ...]:
    spring = year + 1
    return (
        date(year, 9, 1),
        _monday_from(date(year, 10, 25)) + timedelta(days=7),
        _monday_from(date(spring, 1, 3)),
        _monday_from(date(spring, 2, 19)),
        easter(spring) + timedelta(days=8),
        _monday_from(date(spring, 5, 25)) + timedelta(days=7),
    )


def _pattern_ends(year: int, starts: tuple[date, ...]) -> tuple[date, ...]:
    spring = year + 1
    week_of_holiday = [first - timedelta(days=10) for first in starts]
    return (
        week_of_holiday[1],
        _friday_to(date(year, 12, 21)),
        week_of_holiday[3],
        easter(spring) - timedelta(days=3),
        week_of_holiday[5],
        _friday_to(date(spring, 7, 24)),
    )


def _friday_to(day: date) -> date:
    return day - timedelta(days=(day.weekday() - 4) % 7)


def _monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _academic_year(label: str) -> int:
    match = re.fullmatch(r"(\d{4})-(\d{2})", label)
    year = int(match[1]) if match else 0
    if not FIRST_YEAR <= year <= LAST_YEAR or academic_year_key(year) != label:
        raise CalendarError("it is not an academic year such as 2025-26.", "half_terms", label)
    return year


def _span(entry_days: Any, *entry: str) -> tuple[date, date | None]:
    days = entry_days if isinstance(entry_days, list | tuple) else [entry_days]
    if len(days) not in (1, 2):
        raise CalendarError("give its first and its last day, such as [2025-09-02, 2025-10-24].", *entry)
    first, *last = (_day(day, *entry) for day in days)
    return first, last[0] if last else None


def _closure(number: int, closure: Any) -> tuple[date, date]:
    entry = ("closures", str(number))
    if not isinstance(closure, Mapping) or not {"first", "last"} <= set(closure) <= {"first", "last", "why"}:
        raise CalendarError("give first, last and, if you like, why.", *entry)
    first, last = _day(closure["first"], *entry), _day(closure["last"], *entry)
    if last < first:
        raise CalendarError(f"its last day ({last}) is before its first ({first}).", *entry)
    return first, last


def _day(text: Any, *entry: str) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise CalendarError(f"{str(text)!r} is not a day such as 2025-09-01.", *entry) from None


def years(first: date, last: date) -> Iterable[int]:
    """Academic years that may touch the days from `first` to `last`."""
    return range(first.year - 1, last.year + 1)
