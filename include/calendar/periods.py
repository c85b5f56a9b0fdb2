"""Reporting periods: every day lies in exactly one of each type, and keys sort as text in time order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from include.calendar.terms import FIRST_YEAR, HALF_TERMS, LAST_YEAR, Calendar, academic_year_key, years
from include.errors import ConfigError

if TYPE_CHECKING:
    import pandas as pd

PERIOD_TYPES = ("month", "half_term", "term", "calendar_year", "academic_year")

_ONE_DAY = timedelta(days=1)
_KEYS = {
    "calendar_year": re.compile(r"(\d{4})"),
    "month": re.compile(r"(\d{4})-(0[1-9]|1[0-2])"),
    "academic_year": re.compile(r"(\d{4})-\d{2}"),
    "term": re.compile(r"(\d{4})-\d{2}-(?:autumn|spring|summer)"),
    "half_term": re.compile(r"(\d{4})-\d{2}-(?:autumn|spring|summer)-[12]"),
}


class Period(NamedTuple):
    """One reporting period: first and last day included."""

    period_type: str
    period_key: str
    period_label: str
    period_start: date
    period_end: date


def periods(calendar: Calendar, first: date, last: date) -> pd.DataFrame:
    """All periods that hold any day from `first` to `last`, whole, by type and in time order.

    Columns: `period_type` (`month`, `half_term`, `term`, `calendar_year`, `academic_year`), `period_key`
    (`2025-11`, `2025-26-autumn-1`, `2025-26-autumn`, `2025`, `2025-26`), `period_label` (plain words), `period_start`
    and `period_end` (datetime64[us], both days included).

    Raises:
        ConfigError: `last` is before `first`, or a day is outside 2013 to 2099, the years that can be reported on.

    """
    if last < first:
        raise ConfigError(f"Periods were asked for from {first} to {last}: the last day is before the first.")
    for day in (first, last):
        # The first days of a year lie in the academic year before, whose key must be one that can be parsed too.
        if not FIRST_YEAR < day.year <= LAST_YEAR:
            raise ConfigError(
                f"{day} cannot be reported on: days must lie in {FIRST_YEAR + 1} to {LAST_YEAR}."
            )
    every = (period for kind in PERIOD_TYPES for period in _of_type(calendar, kind, first, last))
    touched = [period for period in every if period.period_start <= last and period.period_end >= first]
    # Here and not above, because Airflow imports this package to read DAG files.
    import pandas as pd

    frame = pd.DataFrame(touched, columns=list(Period._fields))
    text = {"period_type": "str", "period_key": "str", "period_label": "str"}
    return frame.astype({**text, "period_start": "datetime64[us]", "period_end": "datetime64[us]"})


def year_and_season(half_term: str) -> tuple[str, str]:
    """A half-term's key in its two parts, such as 2025-26 and autumn-1; the second is the same in each year."""
    return half_term[:7], half_term[8:]


def parse_key(key: str, calendar: Calendar | None = None) -> tuple[str, date, date]:
    """Type, first and last day of a period key; half-terms, terms and academic years as `calendar` has them.

    Raises:
        ConfigError: the key names no period; the message shows what keys look like.

    """
    for kind, pattern in _KEYS.items():
        if match := pattern.fullmatch(key):
            year = int(match[1])
            if not FIRST_YEAR <= year <= LAST_YEAR:
                raise ConfigError(
                    f"{key} cannot be reported on: years must lie in {FIRST_YEAR} to {LAST_YEAR}."
                )
            for period in _of_type(calendar or Calendar(), kind, date(year, 1, 1), date(year, 12, 31)):
                if period.period_key == key:
                    return kind, period.period_start, period.period_end
    raise ConfigError(
        f"{key!r} is not a period. Write a half-term as 2025-26-autumn-1, a term as 2025-26-autumn, an academic year "
        "as 2025-26, a month as 2025-11, a calendar year as 2025."
    )


def _of_type(calendar: Calendar, kind: str, first: date, last: date) -> Iterator[Period]:
    if kind == "month":
        for year in range(first.year, last.year + 1):
            for month in range(1, 13):
                start = date(year, month, 1)
                following = date(year + month // 12, month % 12 + 1, 1)
                yield Period(kind, f"{start:%Y-%m}", f"{start:%B %Y}", start, following - _ONE_DAY)
    elif kind == "calendar_year":
        for year in range(first.year, last.year + 1):
            yield Period(kind, str(year), f"Calendar year {year}", date(year, 1, 1), date(year, 12, 31))
    else:
        for year in years(first, last):
            yield from _school_periods(calendar, kind, year)


def _school_periods(calendar: Calendar, kind: str, year: int) -> Iterator[Period]:
    key = academic_year_key(year)
    days = [*calendar.starts(year), calendar.starts(year + 1)[0]]
    if kind == "academic_year":
        yield Period(kind, key, f"Academic year {key}", days[0], days[-1] - _ONE_DAY)
    elif kind == "term":
        for name, (start, following) in zip(("autumn", "spring", "summer"), pairwise(days[::2]), strict=True):
            yield Period(
                kind, f"{key}-{name}", f"{name.capitalize()} term {key}", start, following - _ONE_DAY
            )
    else:
        for name, (start, following) in zip(HALF_TERMS, pairwise(days), strict=True):
            term, number = name.split("-")
            label = f"{term.capitalize()} half-term {number}, {key}"
            yield Period(kind, f"{key}-{name}", label, start, following - _ONE_DAY)
