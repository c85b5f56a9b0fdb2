"""What people of an authority write, and nobody counts: people in the area, trajectories, manual series, explanations.

| what | where it is written | where it is read |
|---|---|---|
| people in the area, trajectories, manual series | `config/<slug>.yaml` | `marts.trajectory`, `manual_figure` |
| explanations of missed targets | `config/explanations/<slug>.yaml` | packs, kept with the publication |
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Annotated

import pandas as pd
from pydantic import Field, field_validator, model_validator

from include.calendar import parse_key
from include.errors import ConfigError
from include.model import MARTS
from include.transforms.facts.records import shaped
from include.yaml_files import Number, Strict, once

PEOPLE = "people_0_24"


class People(Strict):
    """An estimate of the people who live in the area, as a statistical office published it."""

    day: date = Field(description="day that it is of, such as 2024-06-30")
    aged_0_to_24: int = Field(gt=0, description="people aged 0 to 24")
    source: str = Field(min_length=1, description="who published it, which edition and when")


class Milestone(Strict):
    """What a measure is to be on a day, in the unit of the measure."""

    day: date
    value: Number


class Trajectory(Strict):
    """Where a measure stood, and what is promised of it by when. Which way is wanted follows from the two."""

    measure_id: str = Field(description="measure of the catalogue")
    baseline: Milestone = Field(description="where it stood when the promise was made")
    milestones: tuple[Milestone, ...] = Field(min_length=1, description="what is promised, by day")
    owner: str = Field(min_length=1, description="post that answers for it")
    source: str = Field(min_length=1, description="document in which it was promised")

    @model_validator(mode="after")
    def _goes_one_way(self) -> Trajectory:
        days = [self.baseline.day, *(each.day for each in self.milestones)]
        if days != sorted(set(days)):
            raise ValueError(
                "the days of a trajectory begin with the baseline, and each is later than the one before"
            )
        if self.milestones[-1].value == self.baseline.value:
            raise ValueError("the last milestone of a trajectory differs from its baseline")
        return self

    @property
    def wanted(self) -> str:
        """`higher` or `lower`: which way the promise goes."""
        return "higher" if self.milestones[-1].value > self.baseline.value else "lower"


class StaffHours(Strict):
    """How long a new plan takes staff of one role."""

    role: str = Field(pattern=r"^[a-z][a-z_]*$")
    hours_a_plan: float = Field(gt=0, description="hours for each new plan")
    source: str = Field(min_length=1, description="research or count that says so")


class ManualValue(Strict):
    """A figure that somebody typed."""

    day: date = Field(description="last day of what it is about")
    value: Number
    typed_by: str = Field(min_length=1, description="name of whoever typed it")
    typed_on: date


class ManualSeries(Strict):
    """A figure that others keep, such as waits for health care: shown as such, never added to figures of our own."""

    series_id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=1)
    definition: str = Field(min_length=1, description="what is counted, in a sentence")
    unit: str = Field(min_length=1, description="unit in words, such as weeks")
    kept_by: str = Field(min_length=1, description="who keeps it, such as the community trust")
    source: str = Field(min_length=1, description="report or letter that it was taken from")
    public: bool = Field(
        default=False, description="may be shown outside the council: who keeps it has agreed"
    )
    figures: Annotated[tuple[ManualValue, ...], once("day")] = Field(min_length=1)

    @field_validator("series_id")
    @classmethod
    def _is_free(cls, series_id: str) -> str:
        if series_id == PEOPLE:
            raise ValueError(f"{PEOPLE} is the series of `population`; give this one another name")
        return series_id


class MissedTarget(Strict):
    """Why a figure of a half-term missed what was promised, and what comes next, by a named person."""

    measure_id: str
    period_key: str = Field(description="half-term, such as 2025-26-autumn-1")
    reason: str = Field(min_length=1, max_length=600)
    next_step: str = Field(min_length=1, max_length=600)
    who: str = Field(min_length=1, description="who answers for it: name and post of a member of staff")
    when: date = Field(description="day on which it was written")
    public: bool = Field(default=False, description="may be printed outside the council")

    @field_validator("period_key")
    @classmethod
    def _is_a_half_term(cls, key: str) -> str:
        try:
            kind, *_ = parse_key(key)
        except ConfigError:
            kind = ""
        if kind != "half_term":
            raise ValueError("a target is missed in a half-term, such as 2025-26-autumn-1")
        return key

    @model_validator(mode="after")
    def _tells_of_nobody(self) -> MissedTarget:
        texts = (self.reason, self.next_step)
        if details := sorted({what for text in texts for what in identifying(text, self.when)}):
            raise ValueError(f"an explanation names no child: take out {', '.join(details)}")
        if self.public and any(_SMALL.search(text) for text in texts):
            raise ValueError(
                "an explanation for the public tells no number below 5 of children: say 'a few', or leave public out"
            )
        return self


_IDENTIFYING = {
    "what looks like a unique pupil number": re.compile(r"\b[A-Z]\d{11}[0-9A-Z]\b", re.IGNORECASE),
    "what looks like a learner, NHS or telephone number": re.compile(
        r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b|\b0\d{9,10}\b"
    ),
    "what looks like a postcode": re.compile(r"\b[A-Z]{1,2}\d[A-Z0-9]?\s*\d[A-Z]{2}\b", re.IGNORECASE),
    "what looks like a National Insurance number": re.compile(
        r"\b[A-Z]{2}\s?(?:\d{2}\s?){3}[A-D]\b", re.IGNORECASE
    ),
    "an e-mail or web address": re.compile(r"@|://|\bwww\.", re.IGNORECASE),
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = (
    re.compile(r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[A-Za-z]{3,9})\s+(?P<year>\d{4})\b"),
    re.compile(r"\b(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{2,4})\b"),
    re.compile(r"\b(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})\b"),
)
# A number below 5, unless it counts weeks, posts or the like, or is a day of a month.
_SMALL = re.compile(
    r"\b(?:[1-4]|one|two|three|four)\b(?!\s*(?:(?:more|further|new|extra|vacant|open)\s+)?(?:%|(?:per\s?cent|points?|days?|"
    r"weeks?|months?|years?|terms?|half-terms?|posts?|teams?|psychologists?|caseworkers?|advisers?|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)\b))",
    re.IGNORECASE,
)


def identifying(text: str, when: date) -> Iterator[str]:
    """What in a text could identify a child, in words: numbers, postcodes, addresses, and days up to `when`.

    A day, month and year that has passed may be a date of birth; a later one is a promise.
    """
    yield from (what for what, pattern in _IDENTIFYING.items() if pattern.search(text))
    for pattern in _DAYS:
        if any(_is_past(match.groupdict(), when) for match in pattern.finditer(text)):
            yield "a day that has passed (write the month alone)"


def _is_past(date_parts: dict[str, str], when: date) -> bool:
    month = date_parts["month"][:3].lower()
    if not date_parts["month"].isdigit() and month not in _MONTHS:
        return False
    number = int(month) if date_parts["month"].isdigit() else _MONTHS.index(month) + 1
    year = int(date_parts["year"]) + (2000 if len(date_parts["year"]) == 2 else 0)
    try:
        return datetime(year, number, int(date_parts["day"])).date() <= when  # noqa: DTZ001 - a day, no moment
    except ValueError:
        return True


def names_somebody(text: str, names: Iterable[tuple[str, str]]) -> bool:
    """Whether both names of a person of the extract stand beside each other in a text, in either order.

    Args:
        text: what somebody wrote.
        names: forename and surname.

    """
    words = [word.casefold() for word in re.findall(r"[^\W\d_][\w'’-]*", text)]
    pairs = set(zip(words, words[1:], strict=False))
    pairs |= {(second, first) for first, second in pairs}
    return any((first.casefold(), last.casefold()) in pairs for first, last in names)


def trajectory_rows(trajectories: Iterable[Trajectory]) -> pd.DataFrame:
    """Columns and dtypes of `marts.trajectory`, less the authority: a row for each baseline and milestone."""
    rows = [
        {
            "measure_id": each.measure_id,
            "milestone_date": point.day,
            "milestone_value": point.value,
            "is_baseline": point is each.baseline,
            "wanted": each.wanted,
            "owner": each.owner,
            "written_source": each.source,
        }
        for each in trajectories
        for point in (each.baseline, *each.milestones)
    ]
    return _shaped("trajectory", rows)


@cache
def researched_hours() -> tuple[StaffHours, ...]:
    """What DfE's research of 2026 found, by role: `staff_hours.csv`."""
    with (Path(__file__).parent / "staff_hours.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            StaffHours(role=r["role"], hours_a_plan=float(r["hours_a_plan"]), source=r["written_source"])
            for r in csv.DictReader(file)
        )


def staff_hour_rows(own: Iterable[StaffHours]) -> pd.DataFrame:
    """Columns and dtypes of `marts.staff_hour`, less the authority: the authority's own hours, else the research's."""
    rows = [
        {"role": each.role, "hours_a_plan": each.hours_a_plan, "written_source": each.source}
        for each in (tuple(own) or researched_hours())
    ]
    return _shaped("staff_hour", rows)


def manual_rows(series: Iterable[ManualSeries], population: Iterable[People]) -> pd.DataFrame:
    """Columns and dtypes of `marts.manual_figure`, less the authority: every value typed, also of the population."""
    rows = [
        {
            "series_id": each.series_id,
            "series_name": each.title,
            "definition": each.definition,
            "series_date": value.day,
            "value": value.value,
            "series_unit": each.unit,
            "kept_by": each.kept_by,
            "written_source": each.source,
            "typed_by": value.typed_by,
            "typed_on": value.typed_on,
            "is_public": each.public,
        }
        for each in series
        for value in each.figures
    ]
    rows += [
        {
            "series_id": PEOPLE,
            "series_name": "People aged 0 to 24 who live in the area",
            "definition": "Estimate of the people aged 0 to 24 in the authority's area.",
            "series_date": each.day,
            "value": float(each.aged_0_to_24),
            "series_unit": "people",
            "kept_by": "a statistical office",
            "written_source": each.source,
            "typed_by": "the authority's file",
            "typed_on": None,
            "is_public": True,
        }
        for each in population
    ]
    return _shaped("manual_figure", rows)


def _shaped(table: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    return shaped(table, pd.DataFrame(rows, columns=list(MARTS["marts"][table].columns)))
