"""Which records decide about the cases of each measure: entries of `places.yaml`, and why some measures have none."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from include.model import TABLES
from include.transforms.measures import (
    KIND_OF,
    Catalogue,
    Counted,
    MadeOfOthers,
    OfEvents,
    OfSpells,
    Ratio,
)

Reads = dict[str, list[str] | Literal["all"]]


class Place(BaseModel):
    """Where cases of a kind stand, and what decides about them: an entry of `places.yaml`, which explains it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str
    key: str = ""
    of: tuple[str, ...] = ()
    prefix: str = ""
    by: Literal["record", "person"] = "record"
    by_itself: bool = False
    at_most: int = 1
    cohorts: tuple[str, ...] = ("issued", "due", "open")
    case_kind: str = ""
    only: dict[str, tuple[str, ...]] = {}
    ended: dict[str, tuple[str, ...]] = {}
    day: str = ""
    begins: str = ""
    ends: str = ""
    ends_when: dict[str, tuple[str, ...]] = {}
    due: str = ""
    reckoned: str = Field(default="", alias="from")
    reads: Reads
    more: dict[str, Reads] = Field(default={}, alias="with")

    @model_validator(mode="after")
    def _is_of_the_model(self) -> Place:
        own = {*self.of, *self.only, *self.ended, self.day, self.begins, self.due, self.reckoned}
        named: dict[str, set[str]] = {self.table: own, **{name: set() for name in self.reads}}
        for reads in (self.reads, *self.more.values()):
            for table, columns in reads.items():
                named.setdefault(table, set()).update(() if columns == "all" else columns)
        table, _, column = self.ends.rpartition(".")
        named.setdefault(table or self.table, set()).update({column, *self.ends_when})
        for name, used in named.items():
            if unknown := used - set(TABLES[name].columns) - {"", "*"}:
                raise ValueError(f"{name} has no {', '.join(sorted(unknown))}")
        return self

    def reads_of(self, measure: Counted) -> Reads:
        """What decides about a case for a measure."""
        found = dict(self.reads)
        for column in sorted(measure.columns & set(self.more)):
            for table, columns in self.more[column].items():
                known = found.get(table, [])
                both = "all" in (known, columns)
                found[table] = "all" if both else list(dict.fromkeys([*known, *columns]))
        return found


@cache
def written() -> dict[str, Any]:
    """The whole of `places.yaml`."""
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return found


@cache
def places(catalogue: Catalogue) -> dict[str, tuple[tuple[str, Place], ...]]:
    """Measure -> kinds and places of its cases, for every measure that is counted from cases and has a range."""
    found: dict[str, tuple[tuple[str, Place], ...]] = {}
    for measure in catalogue.counted:
        own = () if measure.is_of_amounts else tuple(_of_measure(measure))
        if own and measure.measure_id not in written()["without"]["measure_id"]:
            found[measure.measure_id] = own
    return found


def entries(measure: Counted) -> tuple[Place, ...]:
    """Places of a measure's cases, also of one that has no range; none where its kind is not listed."""
    return tuple(place for _, place in _of_measure(measure))


def _of_measure(measure: Counted) -> Iterable[tuple[str, Place]]:
    entries_of, column = written(), KIND_OF.get(measure.fact, "")
    if measure.measure_id in entries_of["measure_id"]:
        entries = [("", entry) for entry in entries_of["measure_id"][measure.measure_id]]
    elif column:
        kinds = [str(kind) for kind in measure.where.among(column)]
        if not all(kind in entries_of[column] for kind in kinds):
            return
        entries = [(kind, entry) for kind in kinds for entry in entries_of[column][kind]]
    else:
        entries = [("", entry) for entry in entries_of["fact"][measure.fact]]
    wanted = measure.where.among("case_kind")
    for kind, entry in entries:
        place = Place.model_validate(entry)
        fits = not wanted or not place.case_kind or place.case_kind in wanted
        if fits and (measure.fact != "fact_clock" or mode(measure) in place.cohorts):
            yield kind, place


def mode(measure: Counted) -> str:
    """How a case comes to a period: `stock`, or as a limit's case `open` or `due`, else `issued`: by a day."""
    if isinstance(measure, OfSpells):
        return "open" if measure.fact == "fact_clock" else "stock"
    return "due" if isinstance(measure, OfEvents) and measure.in_groups_of_due_day else "issued"


@cache
def ratios(catalogue: Catalogue) -> tuple[Ratio, ...]:
    """Measures that are the ratio of others which all have a range."""
    bounded = set(places(catalogue))
    return tuple(m for m in catalogue if isinstance(m, Ratio) and bounded.issuperset(m.parts))


@cache
def without_range(catalogue: Catalogue) -> dict[str, str]:
    """Measure -> why nothing can be said of how far faults could move it, for each that has no range."""
    reasons = written()["without"]
    bounded = {*places(catalogue), *(measure.measure_id for measure in ratios(catalogue))}
    found = {}
    for measure in catalogue:
        if measure.measure_id in bounded:
            continue
        told = [reasons["measure_id"].get(measure.measure_id), reasons["statistic"].get(measure.statistic)]
        if isinstance(measure, Counted):
            told += [reasons["statistic"]["of"] if measure.is_of_amounts else None]
            kinds = measure.where.among(KIND_OF.get(measure.fact, ""))
            told += [reasons["kind"].get(str(kind)) for kind in kinds]
        told += [reasons["statistic"]["parts"] if isinstance(measure, MadeOfOthers) else None]
        found[measure.measure_id] = next(reason for reason in told if reason)
    return found
