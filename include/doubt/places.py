"""Where the cases of each measure stand, and which records decide about them, as the kinds that it counts say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from include.model import TABLES
from include.transforms.facts.kinds import (
    FILLED,
    Case,
    Clock,
    Event,
    Kind,
    Reads,
    Spell,
    Values,
    together,
)
from include.transforms.groups import GROUPS
from include.transforms.measures import Average, Catalogue, Counted, OfEvents, OfSpells, Ratio, StockMean
from include.transforms.measures.counted import kinds_counted

# Groups whose column differs from kind to kind.
OF_THE_KIND = ("subject", "school")

_NO_RANGE = {
    "median": "one missing case moves a median by no known amount",
    "p90": "one missing case moves a ninetieth centile by no known amount",
    "mean": "one missing case moves a mean by no known amount",
    "stock_mean": "one missing case moves a mean by no known amount",
    "given": "it is not counted from records",
    "difference": "the figures that it compares have ranges of their own",
}
_OF_AMOUNTS = "an amount that is not known can be of any size"
_OF_EVERY_LIMIT = "it counts the faults themselves"
_OF_PARTS = "a part of it has no range"


@dataclass(frozen=True)
class Place:
    """Where cases of a measure stand, and what decides about them.

    Attributes:
        kind: the kind of thing counted.
        cohort: how its cases come to a period, as `mode` gives it for a clock.
        day: column that places a case in a period; without one, any day from `begins` to `ends`.
        begins: column before whose day no case counts; `ends`: after whose day none does, as `table.column`.
        due: column of the last day in time, else it is reckoned from `reckoned` by the law of the limit.
        reads: columns, by table, that decide about a case of the same request or person. A row of these that was set
            aside, or a value in these that was left out or is missing where a rule wants one, puts it in doubt.

    """

    kind: Kind
    cohort: str
    day: str
    begins: str
    ends: str
    due: str
    reckoned: str
    only: Values
    ended: Values
    reads: Reads

    @property
    def table(self) -> str:
        """The table of which each record can be a case."""
        return self.kind.table

    @property
    def alone(self) -> bool:
        """Whether a record decides about its own case and no other of the same request or person."""
        return self.cohort in self.kind.doubt.alone or set(self.reads) == {self.table}

    @property
    def alike(self) -> str:
        """What the cases in doubt depend on: equal for places that have the same."""
        kind = self.kind
        return repr(
            (self.table, self.key, kind.key, kind.prefix, kind.doubt, self.alone, self.ends, self.reads)
        )

    @property
    def key(self) -> str:
        """Kind of the hashed key of a case."""
        return self.kind.case if isinstance(self.kind, Clock | Case) else self.kind.name


def place_of(kind: Kind, measure: Counted) -> Place:
    """Where the cases of a kind stand for a measure."""
    day = begins = ends = due = reckoned = ""
    ended: Values = {}
    match kind:
        case Event(day=day):
            pass
        case Case(day=day):
            pass
        case Spell(begins=begins, ends=ends):
            pass
        case Clock(start=begins, end=day, own_due=due, reckoned=reckoned, ended=ended):
            pass
    day, begins, ends, due, reckoned = (
        next(iter(kind.own(column)), "") for column in (day, begins, ends, due, reckoned)
    )
    return Place(
        kind=kind,
        cohort=mode(measure),
        day=day,
        begins=next(iter(kind.own(kind.doubt.begins)), begins),
        ends=kind.doubt.ends or ends,
        due=due,
        reckoned=reckoned or begins,
        only=_of_the_table(kind, kind.only),
        ended=_of_the_table(kind, ended),
        reads=together(*_reads(kind, measure)),
    )


def _of_the_table(kind: Kind, values: Values) -> Values:
    return {
        column: wanted
        for column, wanted in values.items()
        if wanted != FILLED and column in TABLES[kind.table].columns
    }


def _reads(kind: Kind, measure: Counted) -> Iterator[Reads]:
    """What decides whether a record is a case of a kind, and what else decides for a measure."""
    own = [*kind.only, *kind.but]
    match kind:
        case Event():
            own += [kind.day.split(".")[0]]
            if "is_met" in measure.columns:
                own += [kind.met] if isinstance(kind.met, str) else kind.met
        case Spell():
            own += [kind.begins, kind.ends]
        case Clock():
            own += [kind.start, kind.end, kind.own_due, kind.reckoned, kind.closed, *kind.ended]
        case Case():
            own += [kind.day]
    if "subject" in measure.columns:
        own += [kind.subject]
    own += [kind.amounts[name] for name in measure.columns & set(kind.amounts)]
    yield kind.reads
    yield {kind.table: kind.own(*own)}
    for column in measure.columns:
        yield kind.reads_when.get(column, {})
        # What is cut from the caseload has groups that are chosen by.
        if column in GROUPS:
            yield GROUPS[column].reads


def reads_of_group(kind: Kind, dimension: str) -> Reads:
    """Columns, by table, that decide in which group of a breakdown a case of a kind stands."""
    if dimension not in OF_THE_KIND:
        return GROUPS[dimension].reads
    named = kind.own(kind.subject) if dimension == "subject" else ()
    texts = (c.name for c in TABLES[kind.table].columns.values() if c.type in ("code", "text"))
    return {kind.table: named or tuple(texts)}


@cache
def places(catalogue: Catalogue) -> dict[str, tuple[Place, ...]]:
    """Measure -> places of its cases, for every measure that is counted from cases and has a range."""
    return {
        measure.measure_id: tuple(entries(measure))
        for measure in catalogue.counted
        if not _why_no_range(measure)
    }


def entries(measure: Counted) -> Iterator[Place]:
    """Places of a measure's cases, also of one that has no range."""
    for kind in kinds_counted(measure):
        if not isinstance(kind, Clock) or mode(measure) in kind.cohorts:
            yield place_of(kind, measure)


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


def without_range(catalogue: Catalogue) -> dict[str, str]:
    """Measure -> why nothing can be said of how far faults could move it, for each that has no range."""
    bounded = {measure.measure_id for measure in ratios(catalogue)}
    reasons = {}
    for measure in catalogue:
        if isinstance(measure, Counted):
            why = _why_no_range(measure)
        else:
            why = "" if measure.measure_id in bounded else _NO_RANGE.get(measure.statistic, _OF_PARTS)
        if why:
            reasons[measure.measure_id] = why
    return reasons


def _why_no_range(measure: Counted) -> str:
    kinds = kinds_counted(measure)
    if not kinds:
        return _OF_EVERY_LIMIT
    if isinstance(measure, Average | StockMean):
        return _NO_RANGE[measure.statistic]
    if measure.is_of_amounts:
        return _OF_AMOUNTS
    return next((kind.doubt.no_range for kind in kinds if kind.doubt.no_range), "")
