"""Which figures count the same things, or parts of them: what a reader may add up and subtract.

Disclosure control needs it. One *family* is one filter of one fact placed in time by one date, whoever prints its
count: a numerator, a denominator, the number behind a median. The filters that can hold for the same rows are taken
apart into *atoms*, which no filter cuts: every family is a sum of atoms, so a filter and what is left of its whole,
several parts of one whole, or a group that another measure counts, all follow from the catalogue's own definitions.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import pandas as pd

from include.transforms.measures.catalogue import BREAKDOWNS, COUNTED, Measure, Values, linked, measures

Sets = dict[str, frozenset[str | bool]]
# Of values of a column that no filter names.
_OTHER: str | bool = "\0"


@dataclass(frozen=True)
class _Filter:
    """Rows of a fact that a number counts, and how they are placed in time."""

    placed: tuple[object, ...]
    where: Sets
    where_not: Sets

    @property
    def name(self) -> str:
        parts = [self.placed] + [
            sorted((k, sorted(map(str, v))) for k, v in side.items()) for side in (self.where, self.where_not)
        ]
        return f"{self.placed[0]}:{hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()[:12]}"

    @property
    def columns(self) -> set[str]:
        return {*self.where, *self.where_not}

    def holds(self, column: str, value: str | bool) -> bool:
        """Whether a row with this value passes what the filter asks of the column."""
        return value not in self.where_not.get(column, ()) and (
            column not in self.where or value in self.where[column]
        )

    def meets(self, other: _Filter) -> bool:
        """Whether a row may pass both."""
        return self.placed == other.placed and all(
            any(self.holds(c, v) and other.holds(c, v) for v in _values((self, other), c))
            for c in self.columns & other.columns
        )


def families() -> pd.DataFrame:
    """What the counts of each measure are counts of.

    Returns:
        One row for each numerator and denominator that is a count: `measure_id`, `side` (numerator or denominator),
        `family` (equal for equal counts), `is_stock` (of one day), `months` (length of the stretch that ends with the
        period; 0 for the period itself), `months_before` (a stock of so many months earlier), `of_limit` (a measure of
        a time limit). A ratio of two counts prints them again. Amounts, and differences of rates, have none.

    """
    columns = ["measure_id", "side", "family", "is_stock", "months", "months_before", "of_limit"]
    return pd.DataFrame(
        [
            (m, side, name, *_placing(measure), measure.fact == "fact_clock")
            for m, side, name, measure in _named()
        ],
        columns=columns,
    )


def atoms() -> pd.DataFrame:
    """What families are sums of: `family`, `atom`. No two atoms of one whole hold the same row."""
    rows = [(name, atom) for group in _groups() for name, atom, _, _ in group.members()]
    return pd.DataFrame(rows, columns=["family", "atom"]).drop_duplicates(ignore_index=True)


def atoms_of_groups() -> pd.DataFrame:
    """Which atoms a group of a breakdown can hold, where filters ask for that very column.

    Returns:
        `atom`, `dimension`, `member` (empty for members that no filter names). Dimensions that no filter of an atom
        asks for are not there: any of their groups can hold the atom.

    """
    rows = [row for group in _groups() for row in group.placed_in_groups()]
    return pd.DataFrame(rows, columns=["atom", "dimension", "member"])


def sums() -> pd.DataFrame:
    """Counts that are printed as the sum of others: `family`, `part` (a family). Their row is one of a ratio."""
    rows = [
        (f"ratio:{measure.measure_id}", part)
        for measure in measures()
        if measure.plus
        for part in _parts_counted((*measure.parts[:1], *measure.plus))
    ]
    return pd.DataFrame(rows, columns=["family", "part"])


def narrowed(measure_id: str, side: str, where: Values) -> str:
    """The family of those of a number's rows that also have certain values, such as plans of one band of weeks."""
    found = next(f for m, s, f in _filters() if (m.measure_id, s) == (measure_id, side))
    more = {c: values & found.where.get(c, values) for c, values in _sets(where).items()}
    return _Filter(found.placed, {**found.where, **more}, found.where_not).name


def parts() -> pd.DataFrame:
    """Pairs `measure_id` and `part`: measures that another is made of, or that count whose amounts it gives."""
    counted: dict[str, set[str]] = {}
    for measure, _, found in _filters():
        counted.setdefault(found.name, set()).add(measure.measure_id)
    pairs = {(m.measure_id, part) for m in measures() for part in linked(m)}
    for measure in measures():
        if measure.statistic in ("sum", "stock") and measure.of:
            whose = counted.get(_sides(measure)[0].name, set())
            pairs |= {(measure.measure_id, other) for other in whose - {measure.measure_id}}
    return pd.DataFrame(sorted(pairs), columns=["measure_id", "part"])


def _placing(measure: Measure) -> tuple[bool, int, int]:
    return _is_stock(measure), measure.lasting or 0, measure.months_before


@cache
def _named() -> tuple[tuple[str, str, str, Measure], ...]:
    """Measure, side, family, and the measure that places it in time."""
    made = [(measure.measure_id, side, found.name, measure) for measure, side, found in _filters()]
    by_id = {measure.measure_id: measure for measure in measures()}
    for measure in measures():
        if measure.statistic != "ratio":
            continue
        for side, names in (
            ("numerator", (*measure.parts[:1], *measure.plus)),
            ("denominator", measure.parts[1:]),
        ):
            found = _parts_counted(names)
            if len(found) == len(names):
                name = found[0] if len(found) == 1 else f"ratio:{measure.measure_id}"
                made.append((measure.measure_id, side, name, by_id[names[0]]))
    return tuple(made)


def _parts_counted(names: tuple[str, ...]) -> list[str]:
    """The families of measures whose value is a count."""
    return [
        found.name
        for name in names
        for measure, side, found in _filters()
        if measure.measure_id == name and side == "numerator" and measure.statistic in ("count", "stock")
    ]


@cache
def _filters() -> tuple[tuple[Measure, str, _Filter], ...]:
    made = []
    for measure in measures():
        if measure.statistic not in COUNTED or measure.statistic == "sum":
            continue
        if measure.statistic == "stock" and measure.of:
            continue
        whole, part = _sides(measure)
        if measure.statistic not in ("count", "stock"):
            made.append((measure, "denominator", whole))
        if measure.statistic not in ("median", "p90"):
            made.append((measure, "numerator", part))
    return tuple(made)


def _sides(measure: Measure) -> tuple[_Filter, _Filter]:
    """The rows below and above the line."""
    dates = measure.date[:1] if measure.lasting else measure.date
    placed = (measure.fact, _is_stock(measure), dates, measure.overdue, measure.out_of)
    where, where_not = _sets(measure.where), _sets(measure.where_not)
    if measure.past_limit:
        where[f"past {measure.past_limit}"] = frozenset({True})
    whole = _Filter(placed, where, where_not)
    if measure.statistic == "share":
        # Above the line of a share stands a part of each row, not some of the rows.
        return whole, _Filter(placed, {**where, f"share of {measure.of}": frozenset({True})}, where_not)
    if measure.statistic in ("median", "p90"):
        # Only rows whose amount is known are behind a median.
        return _Filter(placed, {**where, f"{measure.of} is known": frozenset({True})}, where_not), whole
    met = {c: values & where.get(c, values) for c, values in _sets(measure.met).items()}
    not_met = {c: values | where_not.get(c, frozenset()) for c, values in _sets(measure.met_not).items()}
    return whole, _Filter(placed, {**where, **met}, {**where_not, **not_met})


def _is_stock(measure: Measure) -> bool:
    return measure.statistic in ("stock", "stock_rate") and measure.lasting is None


def _sets(values: Values) -> Sets:
    return {column: frozenset(of) for column, of in values.items()}


def _values(filters: Iterable[_Filter], column: str) -> set[str | bool]:
    """Every value of a column that filters name, and one for all others."""
    return {_OTHER}.union(*(side.get(column, ()) for f in filters for side in (f.where, f.where_not)))


@dataclass(frozen=True)
class _Group:
    """Filters that may hold for the same rows. An atom is the set of those that hold for a row, as a number in bits."""

    filters: tuple[_Filter, ...]

    def _passing(self, column: str, value: str | bool) -> int:
        return sum(1 << n for n, each in enumerate(self.filters) if each.holds(column, value))

    def _combined(self, fixed: dict[str, str | bool]) -> set[int]:
        """The atoms that rows can be in, whose values of some columns are fixed."""
        found = {(1 << len(self.filters)) - 1}
        for column in sorted(set().union(*(each.columns for each in self.filters))):
            values = {fixed[column]} if column in fixed else _values(self.filters, column)
            found = {a & b for a in found for b in {self._passing(column, value) for value in values}}
        return found - {0}

    def _name(self, atom: int) -> str:
        # Named for the families, so that it is the same whatever other group stands in the catalogue.
        names = [each.name for n, each in enumerate(self.filters) if atom >> n & 1]
        everyone = "".join(sorted(each.name for each in self.filters))
        return hashlib.sha256(("".join(sorted(names)) + "/" + everyone).encode()).hexdigest()[:12]

    def members(self) -> Iterator[tuple[str, str, _Filter, int]]:
        """Families and their atoms."""
        for atom in sorted(self._combined({})):
            for n, each in enumerate(self.filters):
                if atom >> n & 1:
                    yield each.name, self._name(atom), each, atom

    def placed_in_groups(self) -> Iterator[tuple[str, str, str]]:
        columns = set().union(*(each.columns for each in self.filters))
        for column in sorted(columns & set(BREAKDOWNS)):
            for value in sorted(_values(self.filters, column), key=str):
                for atom in sorted(self._combined({column: value})):
                    yield self._name(atom), column, "" if value == _OTHER else str(value)


@cache
def _groups() -> tuple[_Group, ...]:
    every = {found.name: found for _, _, found in _filters()}
    groups: list[list[_Filter]] = []
    for found in every.values():
        near = [group for group in groups if any(found.meets(other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([found, *(other for group in near for other in group)])
    return tuple(_Group(tuple(sorted(group, key=lambda each: each.name))) for group in groups)
