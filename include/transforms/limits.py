"""Statutory time limits and the grounds for exceptions to them, as dated data with their sources.

`limits.csv`: one row for each limit and span of days on which it was law. `start is day 0` means that "within 6 weeks
of receiving" a request ends 42 calendar days after the day of receipt; school and bank holidays count.
`exception_grounds.csv`: what has to be so for a recorded ground to pass the legal test. Verification: T text of the
regulation read, S confirmed by a reputable second source.
"""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, field_validator

_HERE = Path(__file__).parent


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Limit(_Row):
    """One time limit, for cases that start between `valid_from` and `valid_to`."""

    limit_id: str
    name: str
    start_event: str
    end_event: str
    length: int
    unit: Literal["days", "weeks"]
    counting_rule: Literal["start is day 0"]
    exceptions: tuple[str, ...]
    citation: str
    verification: Literal["T", "S"]
    valid_from: date
    valid_to: date | None

    @field_validator("exceptions", mode="before")
    @classmethod
    def _letters(cls, value: str) -> list[str]:
        return value.split()

    @property
    def days(self) -> int:
        """Length in calendar days."""
        return self.length * (7 if self.unit == "weeks" else 1)


class Ground(_Row):
    """One lawful ground for an exception, and what it takes.

    `test`: `closure` (setting closed for `minimum_days`, advice asked for within `lead_days` before it closed to
    `lead_days` before it reopened), `circumstances` or `absence` (at least `minimum_days` of it inside the limit's
    period), `window` (the same, counting only days from `window_from` to `window_to`).
    """

    ground: str
    test: Literal["closure", "circumstances", "absence", "window"]
    minimum_days: int
    lead_days: int | None
    window_from: date | None
    window_to: date | None
    citation: str
    verification: Literal["T", "S"]


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
