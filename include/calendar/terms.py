"""First days of the six half-terms: an authority's own, or a built-in pattern.

A reporting half-term runs from its first day to the day before the next one begins, so a holiday belongs to the
half-term that it follows, three pairs make the terms, and the academic year runs from the first day of `autumn-1`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from dateutil.easter import easter  # type: ignore[import-untyped]

from include.errors import ConfigError

HALF_TERMS = ("autumn-1", "autumn-2", "spring-1", "spring-2", "summer-1", "summer-2")

# Keys such as 2011-12 could be a month or an academic year; from 2012 on none is both. EHC plans began in 2014.
FIRST_YEAR, LAST_YEAR = 2012, 2099


@dataclass(frozen=True)
class Calendar:
    """Half-terms of one authority. `Calendar()` has the built-in pattern for every year.

    The built-in pattern, which most English authorities follow to within a week:

    | half-term | first day |
    |---|---|
    | autumn-1 | 1 September, the first day of DfE's academic year |
    | autumn-2 | Monday a week after the last Monday of October |
    | spring-1 | first Monday from 3 January |
    | spring-2 | Monday from 19 February |
    | summer-1 | Monday a week after Easter Monday |
    | summer-2 | Monday a week after the spring bank holiday (last Monday of May) |
    """

    own: tuple[tuple[int, tuple[date, ...]], ...] = ()

    @classmethod
    def of(cls, half_terms: Mapping[str, Mapping[str, str | date]] | None = None) -> Calendar:
        """Calendar of an authority that gives its own first days for some academic years, as its YAML has them.

        `half_terms` is like `{"2025-26": {"autumn-1": "2025-09-02", ...}}`, all six half-terms for each year named.

        Raises:
            ConfigError: a year or half-term is misnamed or missing, a date is not one, or the days are out of order.

        """
        own = {}
        for label, days in (half_terms or {}).items():
            year = _academic_year(label)
            if sorted(days) != sorted(HALF_TERMS):
                raise ConfigError(
                    f"half_terms {label}: give the first day of each of {', '.join(HALF_TERMS)}, no others."
                )
            own[year] = tuple(_day(label, name, days[name]) for name in HALF_TERMS)
        calendar = cls(tuple(sorted(own.items())))
        for year in own:
            calendar._check(year)
        return calendar

    def starts(self, year: int) -> tuple[date, ...]:
        """First days of the six half-terms of the academic year that begins in `year`."""
        return dict(self.own).get(year) or _pattern(year)

    def _check(self, year: int) -> None:
        days = self.starts(year)
        if not date(year, 8, 15) <= days[0] <= date(year, 9, 30):
            raise ConfigError(
                f"half_terms {academic_year_key(year)}: autumn-1 begins on {days[0]}; "
                f"it must begin between {year}-08-15 and {year}-09-30."
            )
        names = [*HALF_TERMS, "autumn-1 of the next year"]
        for (before, first), (after, second) in pairwise(
            zip(names, [*days, self.starts(year + 1)[0]], strict=True)
        ):
            if second <= first:
                raise ConfigError(
                    f"half_terms {academic_year_key(year)}: {after} ({second}) must begin after {before} ({first})."
                )


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


def _monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _academic_year(label: str) -> int:
    found = re.fullmatch(r"(\d{4})-(\d{2})", str(label))
    year = int(found[1]) if found else 0
    if not FIRST_YEAR <= year <= LAST_YEAR or academic_year_key(year) != label:
        raise ConfigError(f"half_terms: {label!r} is not an academic year such as 2025-26.")
    return year


def _day(label: str, name: str, given: str | date) -> date:
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise ConfigError(
            f"half_terms {label}: {name} is {str(given)!r}; it must be a day such as 2025-09-01."
        ) from None


def years(first: date, last: date) -> Iterable[int]:
    """Academic years that may touch the days from `first` to `last`."""
    return range(first.year - 1, last.year + 1)
