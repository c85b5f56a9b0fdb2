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
from functools import cached_property

import pandas as pd

from include.transforms.measures.catalogue import Catalogue
from include.transforms.measures.entries import (
    BREAKDOWNS,
    Average,
    Count,
    Counted,
    OfEvents,
    OfSpells,
    Ratio,
    Rolling,
    RollingCount,
    Share,
    Stock,
    StockMean,
    Sum,
)
from include.transforms.measures.filters import Filter, Value, Written

# Of values of a column that no filter names.
_OTHER: Value = "\0"
# Measures whose value is a count.
_COUNTS = (Count, RollingCount, Stock)


@dataclass(frozen=True)
class _Family:
    """What a number counts: rows of a fact, and how they are placed in time."""

    placed: tuple[object, ...]
    rows: Filter

    @property
    def name(self) -> str:
        conditions = [
            (each.column, each.is_among, sorted(map(str, each.listed))) for each in self.rows.conditions
        ]
        said = json.dumps([self.placed, conditions], default=str)
        return f"{self.placed[0]}:{hashlib.sha256(said.encode()).hexdigest()[:12]}"

    def meets(self, other: _Family) -> bool:
        """Whether a row may be in both."""
        return self.placed == other.placed and self.rows.meets(other.rows)


def _sides(measure: Counted) -> tuple[_Family, _Family]:
    """What stands below and above the line."""
    placed: tuple[object, ...] = (measure.fact, isinstance(measure, OfSpells))
    match measure:
        case Share():
            # Of each row a part is counted, not the row. Above the line of a share stands a part of each row below it.
            placed = (*placed, measure.date, measure.out_of)
            part = measure.above & Filter.of({f"share of {measure.of}": [True]})
            return _Family(placed, measure.below), _Family(placed, part)
        case Average():
            # Only rows whose amount is known are behind a median or mean.
            known = measure.where & Filter.known(measure.of)
            return _Family((*placed, measure.date), known), _Family((*placed, measure.date), measure.where)
        case OfEvents():
            placed = (*placed, measure.date)
    return _Family(placed, measure.below), _Family(placed, measure.above)


@dataclass(frozen=True)
class _Group:
    """Families that may hold the same rows. An atom is the set of those that hold a row, as a number in bits."""

    families: tuple[_Family, ...]

    def _passing(self, column: str, value: Value) -> int:
        return sum(1 << n for n, each in enumerate(self.families) if each.rows.holds(column, value))

    def _combined(self, fixed: dict[str, Value]) -> set[int]:
        """The atoms that rows can be in, whose values of some columns are fixed."""
        passing = {(1 << len(self.families)) - 1}
        for column in sorted(set().union(*(each.rows.columns for each in self.families))):
            values = {fixed[column]} if column in fixed else _values(self.families, column)
            passing = {a & b for a in passing for b in {self._passing(column, value) for value in values}}
        return passing - {0}

    def _name(self, atom: int) -> str:
        # Named for the families, so that it is the same whatever other group stands in the catalogue.
        names = [each.name for n, each in enumerate(self.families) if atom >> n & 1]
        everyone = "".join(sorted(each.name for each in self.families))
        return hashlib.sha256(("".join(sorted(names)) + "/" + everyone).encode()).hexdigest()[:12]

    def members(self) -> Iterator[tuple[str, str]]:
        """Families and their atoms."""
        for atom in sorted(self._combined({})):
            for n, each in enumerate(self.families):
                if atom >> n & 1:
                    yield each.name, self._name(atom)

    def placed_in_groups(self) -> Iterator[tuple[str, str, str]]:
        columns = set().union(*(each.rows.columns for each in self.families))
        for column in sorted(columns & set(BREAKDOWNS)):
            for value in sorted(_values(self.families, column), key=str):
                for atom in sorted(self._combined({column: value})):
                    yield self._name(atom), column, "" if value == _OTHER else str(value)


class Families:
    """The families of a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def counts(self) -> pd.DataFrame:
        """What the counts of each measure are counts of.

        Returns:
            One row for each numerator and denominator that is a count: `measure_id`, `side` (numerator or
            denominator), `family` (equal for equal counts), `is_stock` (of one day), `months` (length of the stretch
            that ends with the period; 0 for the period itself), `months_before` (a stock on the eve of so many
            months), `of_limit` (a measure of a time limit). A ratio of two counts prints them again. Amounts, and
            differences of rates, have none.

        """
        columns = ["measure_id", "side", "family", "is_stock", "months", "months_before", "of_limit"]
        rows = [
            (
                name,
                side,
                family,
                isinstance(counted, OfSpells),
                counted.months if isinstance(counted, Rolling) else 0,
                counted.eve_of_months if isinstance(counted, OfSpells) else 0,
                counted.fact == "fact_clock",
            )
            for name, side, family, counted in self._named()
        ]
        return pd.DataFrame(rows, columns=columns)

    def atoms(self) -> pd.DataFrame:
        """What families are sums of: `family`, `atom`. No two atoms of one whole hold the same row."""
        rows = [(name, atom) for group in self._groups for name, atom in group.members()]
        return pd.DataFrame(rows, columns=["family", "atom"]).drop_duplicates(ignore_index=True)

    def atoms_of_groups(self) -> pd.DataFrame:
        """Which atoms a group of a breakdown can hold, where filters ask for that very column.

        Returns:
            `atom`, `dimension`, `member` (empty for members that no filter names). Dimensions that no filter of an
            atom asks for are not there: any of their groups can hold the atom.

        """
        rows = [row for group in self._groups for row in group.placed_in_groups()]
        return pd.DataFrame(rows, columns=["atom", "dimension", "member"])

    def sums(self) -> pd.DataFrame:
        """Counts that are printed as the sum of others: `family`, `part` (a family). Their row is one of a ratio."""
        rows = [
            (f"ratio:{measure.measure_id}", part)
            for measure in self._catalogue
            if isinstance(measure, Ratio) and len(measure.of) > 1
            for part in self._counted_by(measure.of)
        ]
        return pd.DataFrame(rows, columns=["family", "part"])

    def narrowed(self, measure_id: str, side: str, where: Written) -> str:
        """The family of those of a number's rows that also have certain values, such as plans of one band of weeks."""
        chosen = next(f for m, s, f in self._numbers if (m.measure_id, s) == (measure_id, side))
        return _Family(chosen.placed, chosen.rows & Filter.of(where)).name

    def parts(self) -> pd.DataFrame:
        """Pairs `measure_id` and `part`: measures that another is made of, or that count whose amounts it gives."""
        counted: dict[str, set[str]] = {}
        for measure, _, family in self._numbers:
            counted.setdefault(family.name, set()).add(measure.measure_id)
        pairs = {(measure.measure_id, part) for measure in self._catalogue for part in measure.linked}
        for measure in self._catalogue.counted:
            if _is_amount(measure):
                whose = counted.get(_sides(measure)[0].name, set())
                pairs |= {(measure.measure_id, other) for other in whose - {measure.measure_id}}
        return pd.DataFrame(sorted(pairs), columns=["measure_id", "part"])

    @cached_property
    def _numbers(self) -> tuple[tuple[Counted, str, _Family], ...]:
        """The numbers that are counts: measure, side and family."""
        numbers = []
        for measure in self._catalogue.counted:
            if _is_amount(measure):
                continue
            below, above = _sides(measure)
            if not isinstance(measure, _COUNTS):
                numbers.append((measure, "denominator", below))
            if not isinstance(measure, Average | StockMean):
                numbers.append((measure, "numerator", above))
        return tuple(numbers)

    def _named(self) -> Iterator[tuple[str, str, str, Counted]]:
        """Measure, side, family, and the measure that places it in time."""
        for measure, side, family in self._numbers:
            yield measure.measure_id, side, family.name, measure
        for ratio in self._catalogue:
            if not isinstance(ratio, Ratio):
                continue
            for side, names in (("numerator", ratio.of), ("denominator", (ratio.over,))):
                counted = self._counted_by(names)
                if len(counted) == len(names):
                    name = counted[0] if len(counted) == 1 else f"ratio:{ratio.measure_id}"
                    yield ratio.measure_id, side, name, self._catalogue.traced_to(names[0])

    def _counted_by(self, names: Iterable[str]) -> list[str]:
        """The families of those measures whose value is a count."""
        return [
            family.name
            for name in names
            for measure, side, family in self._numbers
            if measure.measure_id == name and side == "numerator" and isinstance(measure, _COUNTS)
        ]

    @cached_property
    def _groups(self) -> tuple[_Group, ...]:
        every = {family.name: family for _, _, family in self._numbers}
        groups: list[list[_Family]] = []
        for family in every.values():
            near = [group for group in groups if any(family.meets(other) for other in group)]
            groups = [group for group in groups if group not in near]
            groups.append([family, *(other for group in near for other in group)])
        return tuple(_Group(tuple(sorted(group, key=lambda each: each.name))) for group in groups)


def _is_amount(measure: Counted) -> bool:
    """Whether what a measure prints is an amount; of a share and a median numbers are printed, too."""
    return measure.is_of_amounts and isinstance(measure, Sum | Stock)


def _values(families: Iterable[_Family], column: str) -> set[Value]:
    """Every value of a column that filters name, and one for all others."""
    asked = [family.rows.asked(column) for family in families]
    return {_OTHER}.union(*(condition.listed for condition in asked if condition))
