"""Statutory time limits and the grounds for exceptions to them, as dated data with their sources.

`limits.csv`: one row for each limit and span of days on which it was law. `start is day 0` means that "within 6 weeks
of receiving" a request ends 42 calendar days after the day of receipt; school and bank holidays count.
`exception_grounds.csv`: what has to be so for a recorded ground to pass the legal test. Verification: T text of the
regulation read, S confirmed by a reputable second source, U not confirmed: to be checked by the council's lawyers.
"""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pandas as pd
from pydantic import Field, field_validator, model_validator

from include.model import MARTS
from include.yaml_files import Strict

Boundary = Literal["<=", "<"]

_HERE = Path(__file__).parent


class Limit(Strict):
    """One time limit, for cases that start between `valid_from` and `valid_to`.

    `counting_rule`: how the last day in time is found from the start.

    | rule | last day in time |
    |---|---|
    | start is day 0 | the start plus `length` weeks, days or working days |
    | start is day 1 | one day less: "beginning with the day on which" |
    | same day of the month | `length` months later, on the month's last day where it has no such day |
    | fixed day of the year | `fixed_date` (MM-DD) in the calendar year of the event that it is reckoned from |
    | months before | `length` months before the event that it is reckoned from |
    | no limit | none: time taken is measured and judged by nobody |

    `bound`: `at most` for a deadline, `at least` for time that must be given. `force`: `statute`, `guidance`, `local`
    (a standard that each council sets), `family` (binds the family, not the council) or `none`.
    """

    limit_id: str
    name: str
    start_event: str
    end_event: str
    length: int | None
    unit: Literal["weeks", "days", "months", "working_days", "fixed_date", "none"]
    counting_rule: Literal[
        "start is day 0",
        "start is day 1",
        "same day of the month",
        "fixed day of the year",
        "months before",
        "no limit",
    ]
    fixed_date: str | None = Field(pattern=r"^\d\d-\d\d$")
    bound: Literal["at most", "at least"]
    force: Literal["statute", "guidance", "local", "family", "none"]
    exceptions: tuple[str, ...]
    not_run_because: str | None = Field(description="no case has a clock of it, for want of what it runs on")
    citation: str
    verification: Literal["T", "S", "U"]
    valid_from: date
    valid_to: date | None

    @field_validator("exceptions", mode="before")
    @classmethod
    def _letters(cls, value: str | None) -> list[str]:
        return (value or "").split()

    @model_validator(mode="after")
    def _fits_its_rule(self) -> Limit:
        units = {
            "start is day 0": {"weeks", "days", "working_days"},
            "start is day 1": {"weeks", "days", "working_days"},
            "same day of the month": {"months"},
            "fixed day of the year": {"fixed_date"},
            "months before": {"months"},
            "no limit": {"none"},
        }[self.counting_rule]
        has_length = self.counting_rule not in ("fixed day of the year", "no limit")
        is_fixed = self.counting_rule == "fixed day of the year"
        if self.unit not in units or (self.length is not None) != has_length:
            raise ValueError(f"limit {self.limit_id}: unit or length does not fit its counting rule")
        if (self.fixed_date is not None) != is_fixed:
            raise ValueError(f"limit {self.limit_id}: only a limit on a fixed day has a fixed date")
        return self

    @property
    def days(self) -> int | None:
        """Calendar days from the start to the last day in time; None where they differ from case to case."""
        if self.unit not in ("weeks", "days") or self.length is None:
            return None
        return self.length * (7 if self.unit == "weeks" else 1) - (self.counting_rule == "start is day 1")

    def last_day(self, boundary: Boundary) -> int | None:
        """Calendar days from the start to the last day in time; with boundary `<` the law's last day is late.

        Of a least time it is the last of the days that must be given, either way.
        """
        if self.days is None:
            return None
        return self.days - (boundary == "<" and self.bound == "at most")


class Ground(Strict):
    """One lawful ground for an exception, and what it takes.

    `test`: `closure` (setting closed for `minimum_days`, advice asked for within `lead_days` before it closed to
    `lead_days` before it reopened), `circumstances` or `absence` (at least `minimum_days` of it inside the limit's
    period), `window` (the same, counting only days from `window_from` to `window_to`). `only_for`: the limits that it
    is a ground for in this form; none: every limit that allows the ground.
    """

    ground: str
    test: Literal["closure", "circumstances", "absence", "window"]
    minimum_days: int
    lead_days: int | None
    window_from: date | None
    window_to: date | None
    only_for: tuple[str, ...]
    citation: str
    verification: Literal["T", "S"]

    @field_validator("only_for", mode="before")
    @classmethod
    def _limits(cls, value: str | None) -> list[str]:
        return (value or "").split()


def _rows(name: str) -> list[dict[str, Any]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return [{key: value or None for key, value in row.items()} for row in csv.DictReader(file)]


@cache
def limits() -> tuple[Limit, ...]:
    """Every time limit, by identifier and date."""
    return tuple(Limit.model_validate(row) for row in _rows("limits.csv"))


@cache
def grounds() -> tuple[Ground, ...]:
    """Every lawful ground for an exception."""
    return tuple(Ground.model_validate(row) for row in _rows("exception_grounds.csv"))


def limit_rows(boundary: Boundary) -> pd.DataFrame:
    """Columns and dtypes of `dim_limit`, less the authority.

    Args:
        boundary: `<` where the authority counts the last day of a deadline as late, so that a day fewer is left.

    """
    columns = {c.name: c.dtype for c in MARTS["marts"]["dim_limit"].columns.values() if c.name != "authority"}
    rows = [
        {
            **limit.model_dump(),
            "limit_name": limit.name,
            "limit_unit": limit.unit,
            "last_day": limit.last_day(boundary),
        }
        for limit in limits()
    ]
    return pd.DataFrame(rows)[list(columns)].astype(columns)


def limits_of(limit_id: str) -> tuple[Limit, ...]:
    """The spans of one limit. Raises KeyError when there is no such limit."""
    spans = tuple(limit for limit in limits() if limit.limit_id == limit_id)
    if not spans:
        raise KeyError(limit_id)
    return spans
