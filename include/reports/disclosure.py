"""Statistical disclosure control: which counts of a public pack are withheld, so that no small count can be worked out.

Counts of a few children are withheld (primary suppression), and then as many others as it takes that nobody can work
the first ones out (secondary): by subtracting from a total, from another table, from a group that holds the same
children, or from an earlier pack. The reader is taken at the worst: somebody who solves all printed figures together
in whole numbers, and knows that a withheld count is not zero. Both kinds carry one symbol, so that neither is told
from the other.

The unknowns of the reader's equations are the counts of *atoms* (rows of a fact that no filter tells apart) in one
group and over stretches of time that no printed period cuts; those that no printed table tells apart are one unknown.
Every printed count is a sum of unknowns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from include.errors import ReportError
from include.imports import put_off
from include.reports.programme import Bounds, Programme

# Takes 0.25 seconds, which a page that withholds nothing need not wait for.
with put_off("scipy.sparse"):
    from scipy import sparse

ALL = "all"
COUNT = ["family", "start", "end", "dimension", "member"]

# No count that nothing printed limits is larger than this: more children than any authority has.
NO_LIMIT = 1_000_000

# A row of a linear programme with a smaller price limits nothing.
_NO_PRICE = 1e-7

# Columns of `Printed.cells` that may be left out, and what they are then.
_UNLESS_TOLD: dict[str, bool | int | str] = {
    "is_ours": True,
    "least": 1,
    "is_extreme": False,
    "weight": 1,
    "vintage": "",
    "is_kept": False,
    "is_elsewhere": False,
}


class GivenAway(ReportError):
    """Packs that are out already give small counts of this one away. `cells`: labels of those counts."""

    def __init__(self, cells: list[object], names: str = "A small count") -> None:
        self.cells = cells
        super().__init__(
            f"{names} can be worked out from packs that are already published, whatever this one withholds. Leave the"
            " measure out of this pack, or publish it for the whole authority only."
        )


@dataclass(frozen=True)
class Printed:
    """Every count of a pack and of the packs before it, and what a reader knows of how they hang together.

    `cells` has a unique index and the columns `family`, `start` and `end` (first and last day), `dimension`, `member`
    (`all` and `all` for a total), `count` (whole number), `smallest` (smallest count that may be printed) and
    `is_fixed` (an earlier pack printed it, so it can no longer be withheld). A group without a row has no cases.
    They may have `is_ours` (the pack prints it, or would; else only an earlier one did), `least` (what a reader knows
    it to be at least when it is withheld), `is_extreme` (withheld because it is nobody, or everybody, of a few),
    `weight` (how many figures are lost with it), `is_kept` (withheld whatever it is), `is_elsewhere` (somebody else
    prints it, whatever the packs do) and `vintage` (counts of different vintages are of records between which
    corrections lie, so that no equation joins them).

    `atoms` has columns `family` and `atom`: what families are sums of; a family without a row is its own. `groups` has
    columns `atom`, `dimension` and `member` (empty for all not named): the only groups that can hold an atom, for the
    dimensions named. Each of `nothing` is a sum of cells, label to times, that is nought, and each of `no_more` one
    that is nought or less, though no atoms say so. `rests` are pairs of cells of which the first is printed as some of
    the second, though no atoms say that either: what is left is protected too.
    """

    cells: pd.DataFrame
    atoms: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["family", "atom"]))
    groups: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=["atom", "dimension", "member"])
    )
    nothing: tuple[Mapping[object, int], ...] = ()
    no_more: tuple[Mapping[object, int], ...] = ()
    rests: tuple[tuple[object, object], ...] = ()


@dataclass(frozen=True)
class Target:
    """A number that must not be found: a sum of unknowns, and the printed cells that it is made of."""

    unknowns: dict[int, int]
    smallest: int
    cells: tuple[int, ...]
    is_extreme: bool = False

    @cached_property
    def places(self) -> np.ndarray:
        """The unknowns."""
        return np.array(list(self.unknowns), "int64")

    @cached_property
    def times(self) -> np.ndarray:
        """How often each of them is counted."""
        return np.array(list(self.unknowns.values()), "float64")

    def is_found(self, low: float, high: float) -> bool:
        """Whether a reader who knows these bounds can tell it to be small, or about what it is."""
        if self.is_extreme:
            return high - low < self.smallest
        return high < self.smallest or (low > 1 and high - low < self.smallest)


def suppressed(printed: Printed) -> pd.Series:
    """Whether each count is to be withheld: flags with the index of `printed.cells`.

    Withheld is every count from 1 to below its `smallest`, and every extreme; where such a number is the difference of
    two counts of which one holds the other, one of the two; and then further counts, those first whose loss costs
    least, until each of those numbers may, for all that is printed, be as large as `smallest`, and lies either
    anywhere from 1 or in a range at least that wide. Whatever can then be printed after all is printed. The same
    cells in any order give the same answer.

    What others print is no reason to stop: of what they give away, whatever is withheld, only as much more is withheld
    as keeps it from being told exactly, if anything does.

    Raises:
        GivenAway: what earlier packs printed gives a small count of this one away whatever is withheld now.

    """
    system = System(printed)
    parts = [part for part in system.apart(system.targets()) if part.targets]
    # First as if nobody else printed anything; then as much more as that takes.
    hidden = system.primary | system.is_elsewhere
    for part in parts:
        hidden, lost = _settled(system, part, hidden)
        small = [target for target in lost if not target.is_extreme]
        if given_away := {cell for target in small for cell in target.cells if system.is_new[cell]}:
            raise GivenAway(system.cells.index[sorted(given_away)].tolist())
    hidden &= ~system.is_elsewhere
    for part in parts:
        if system.is_elsewhere[system.decision[part.cells]].any():
            part.targets = _keepable(part, ~system.is_fixed)
            hidden, _ = _settled(system, part, hidden)
    return pd.Series(hidden[system.decision], index=system.cells.index).reindex(printed.cells.index)


def contradictions(printed: Printed) -> Iterator[np.ndarray]:
    """Labels of cells that cannot all be true at once, such as those of packs between which records were corrected.

    One array for each set of cells that hang together.
    """
    system = System(printed)
    nothing = np.zeros(len(system.primary), "bool")
    labels = system.cells.index.to_numpy()
    return (labels[part.cells] for part in system.apart([]) if not Seen(part, nothing).is_possible())


def _keepable(part: Part, hidden: np.ndarray) -> list[Target]:
    """The targets of a part; of those that are found although all this is hidden, only not to be told exactly."""
    lost = list(Seen(part, hidden).found(part.targets))
    return [
        replace(target, smallest=1, is_extreme=True) if target in lost else target for target in part.targets
    ]


def _settled(system: System, part: Part, hidden: np.ndarray) -> tuple[np.ndarray, list[Target]]:
    """`hidden` with as many more of the cells of a part as it takes, and no more; and targets found for all that."""
    first, hidden = hidden, hidden.copy()
    # The truth is a way, whatever is withheld.
    everything = Seen(part, np.zeros_like(hidden))
    everything.way([], 1, everything.groups)
    seen = Seen(part, hidden)
    # To withhold more never tells the reader more, so what is safe once stays safe.
    exposed = list(seen.found(part.targets))
    while exposed and (more := _more(part, exposed, hidden)):
        hidden[more] = True
        seen = Seen(part, hidden)
        exposed = list(seen.found(exposed))
    return _spared(system, part, seen, np.flatnonzero(hidden & ~first), exposed), exposed


def _more(part: Part, exposed: list[Target], hidden: np.ndarray) -> list[int]:
    """Further decisions to withhold, so that targets are found no more; none when nothing helps."""
    trial, more = hidden.copy(), []
    for target in exposed:
        # One cell may serve several: whether a target is found still is asked before another goes for it.
        while decision := part.to_hide(target, part.proof(target, trial), trial):
            trial[decision] = True
            more += decision
    # What only whole numbers tell has no price: then the cheapest of all goes.
    return more or next(filter(None, (part.to_hide(each, part.cells, hidden) for each in exposed)), [])


def _spared(system: System, part: Part, seen: Seen, more: np.ndarray, lost: list[Target]) -> np.ndarray:
    """What a reader must not see, less those of the decisions `more` that need not be withheld, the dearest first.

    `lost`: targets that are found whatever is withheld.
    """
    safe = [target for target in part.targets if target not in lost]
    cells = {int(system.decision[cell]): cell for cell in reversed(part.cells.tolist())}
    for decision in sorted(
        more.tolist(), key=lambda d: (-system.cost(cells[d]), -system.count[cells[d]], cells[d])
    ):
        trial = seen.hidden.copy()
        trial[decision] = False
        tried = Seen(part, trial)
        if not any(tried.found(seen.joined_with(cells[decision], safe))):
            seen = tried
    return seen.hidden


class System:
    """The equations that a reader of the printed counts can set up."""

    def __init__(self, printed: Printed) -> None:
        cells = printed.cells.copy()
        for column, unless in _UNLESS_TOLD.items():
            cells[column] = cells[column].fillna(unless) if column in cells else unless
        self.cells = cells.sort_values([*COUNT, "vintage", "count"], kind="stable")
        self.count = self.cells["count"].to_numpy("int64")
        self.smallest = self.cells["smallest"].to_numpy("int64")
        self.least = self.cells["least"].to_numpy("int64")
        self.weight = self.cells["weight"].to_numpy("int64")
        self.is_total = (self.cells["dimension"] == ALL).to_numpy()
        # The same count told twice is withheld or printed in both places.
        self.decision = self.cells.groupby([*COUNT, "count"], sort=False).ngroup().to_numpy()
        decided = self.cells.groupby(self.decision)
        self.is_fixed = decided["is_fixed"].any().to_numpy("bool")
        self.is_ours = decided["is_ours"].any().to_numpy("bool")
        told_before = (~self.cells["is_ours"].astype("bool")).groupby(self.decision).any().to_numpy()
        self.is_new = (self.is_ours & ~told_before)[self.decision]
        is_small = (self.count > 0) & (self.count < self.smallest)
        small = pd.Series(is_small | self.cells["is_extreme"].to_numpy("bool")).groupby(self.decision).any()
        self.is_elsewhere = decided["is_elsewhere"].any().to_numpy("bool")
        is_kept = decided["is_kept"].any().to_numpy("bool")
        self.primary = ~self.is_fixed & (small.to_numpy() | ~self.is_ours | is_kept)
        self._table = self.cells.groupby(["family", "start", "end", "dimension"]).ngroup().to_numpy()
        self.rests = printed.rests
        counts = [_Count(*row) for row in self.cells[["vintage", *COUNT]].itertuples(index=False, name=None)]
        unknowns = _Unknowns(counts, printed.atoms, printed.groups)
        self.parts = [unknowns.of(count) for count in counts]
        self.atoms_of = {count.family: frozenset(unknowns.atoms(count.family)) for count in counts}
        empty, sums = unknowns.of_nobody(), unknowns.sums()
        self.structure = [*sums, *filter(None, map(self._added, printed.nothing))]
        self.size = len(unknowns)
        for terms in printed.no_more:
            # What the sum lacks of nought is an unknown of its own, nought or more.
            self.structure.append({**self._added(terms), self.size: 1})
            self.size += 1
        self.most = np.full(self.size, float(NO_LIMIT))
        self.most[sorted(empty)] = 0

    def cost(self, cell: int) -> int:
        """How much is lost with a cell: a total is worth more than a group."""
        return int(self.weight[cell]) * (3 if self.is_total[cell] else 1)

    @cached_property
    def _place(self) -> dict[object, int]:
        """Where each label stands."""
        return {label: n for n, label in enumerate(self.cells.index)}

    def _added(self, terms: Mapping[object, int]) -> dict[int, int]:
        """A sum of cells as one of unknowns."""
        row: dict[int, int] = {}
        for label, times in terms.items():
            for unknown in self.parts[self._place[label]]:
                row[unknown] = row.get(unknown, 0) + times
        return {unknown: times for unknown, times in row.items() if times}

    def targets(self) -> list[Target]:
        """Every number that must not be found."""
        extreme = self.cells["is_extreme"].to_numpy("bool")
        fixed = self.is_fixed[self.decision]
        cell_targets = []
        for cell in np.flatnonzero(
            ~fixed & (((self.count > 0) & (self.count < self.smallest)) | extreme)
        ).tolist():
            is_small = 0 < self.count[cell] < self.smallest[cell]
            unknowns = dict.fromkeys(self.parts[cell], 1)
            cell_targets.append(
                Target(unknowns, int(self.smallest[cell]), (cell,), bool(extreme[cell]) and not is_small)
            )
        # The same number may be made of several cells, as when several packs tell it.
        same: dict[object, list[Target]] = {}
        for target in (*cell_targets, *self._small_remainders(), *self._small_rests()):
            number = frozenset(target.unknowns.items()), target.smallest, target.is_extreme
            same.setdefault(number, []).append(target)
        return [
            replace(first, cells=tuple({cell for target in (first, *more) for cell in target.cells}))
            for first, *more in same.values()
        ]

    def _small_rests(self) -> Iterator[Target]:
        for inner, outer in ((self._place[a], self._place[b]) for a, b in self.rests):
            rest = self.count[outer] - self.count[inner]
            least = max(self.smallest[inner], self.smallest[outer])
            if 0 < rest < least and not self.is_fixed[self.decision[[inner, outer]]].all():
                unknowns = {**dict.fromkeys(self.parts[outer], 1), **dict.fromkeys(self.parts[inner], -1)}
                yield Target(unknowns, int(least), (inner, outer))

    def _small_remainders(self) -> Iterator[Target]:
        """What is left of a count when those are taken out that another one counts."""
        families = self.cells["family"].tolist()
        spots = self.cells.groupby(["vintage", "start", "end", "dimension", "member"], sort=False).indices
        for cells in map(np.asarray, spots.values()):
            for outer in cells.tolist():
                whole = self.atoms_of[families[outer]]
                if len(whole) < 2:
                    continue
                for inner in cells.tolist():
                    rest = self.count[outer] - self.count[inner]
                    least = max(self.smallest[inner], self.smallest[outer])
                    if not 0 < rest < least or not self.atoms_of[families[inner]] < whole:
                        continue
                    if self.is_fixed[self.decision[inner]] and self.is_fixed[self.decision[outer]]:
                        continue
                    taken = set(self.parts[inner])
                    unknowns = {u: 1 for u in self.parts[outer] if u not in taken}
                    yield Target(unknowns, int(least), (inner, outer))

    def apart(self, protected: list[Target]) -> Iterator[Part]:
        """Sets of cells that no equation, and none of the targets `protected`, joins to others."""
        rows_of = [*self.parts, *map(list, self.structure), *(list(each.unknowns) for each in protected)]
        label = _joined(rows_of, self.size)
        first = np.array([each[0] if each else -1 for each in self.parts])
        of_cell = np.where(first >= 0, label[first], -1)
        of_row = label[np.array([next(iter(row)) for row in self.structure], "int64")]
        targets: dict[int, list[Target]] = {}
        for target in protected:
            if target.unknowns:
                targets.setdefault(int(label[next(iter(target.unknowns))]), []).append(target)
        unknowns, cells, rows = (_by_label(of) for of in (label, of_cell, of_row))
        for number in sorted(set(label.tolist())):
            yield Part(
                self,
                unknowns[number],
                cells.get(number, np.array([], "int64")),
                rows.get(number, np.array([], "int64")),
                targets.get(number, []),
            )


class _Count(NamedTuple):
    """What a printed count counts: a family over a stretch of days, in a group."""

    vintage: str
    family: str
    start: pd.Timestamp
    end: pd.Timestamp
    dimension: str
    member: str


class _Unknowns:
    """Numbers of the unknowns, and the equations between them that follow from how tables are printed.

    A *piece* is an atom from one day on which a printed stretch begins or after which one ends to the next. An unknown
    is the number of rows in one group of all pieces that no table of the dimension tells apart: *alike* in it. However
    many they are together, they can be shared out among the pieces, so that no answer is lost or added.
    """

    def __init__(self, counts: list[_Count], atoms: pd.DataFrame, groups: pd.DataFrame) -> None:
        self._number: dict[tuple[int, str], int] = {}
        atoms = atoms[atoms["family"].isin({count.family for count in counts})]
        self._atoms = {str(family): tuple(rows) for family, rows in atoms.groupby("family")["atom"]}
        self._whole = _wholes({count.family for count in counts}, self._atoms)
        own = {atom for family in self._whole for atom in self.atoms(family)}
        groups = groups[groups["atom"].isin(own)]
        self._named = {dimension: set(rows) for dimension, rows in groups.groupby("dimension")["member"]}
        # Every printed table with the groups in it, and the groups of all tables of a whole.
        self._tables: dict[_Count, set[str]] = {}
        self._members: dict[tuple[str, str, str], set[str]] = {}
        cuts: dict[tuple[str, str], set[pd.Timestamp]] = {}
        for count in counts:
            whole = count.vintage, self._whole[count.family]
            self._tables.setdefault(count._replace(member=ALL), set()).add(count.member)
            self._members.setdefault((*whole, count.dimension), set()).add(count.member)
            cuts.setdefault(whole, set()).update((count.start, count.end + pd.Timedelta(days=1)))
        self._cuts = {whole: sorted(days) for whole, days in cuts.items()}
        self._tell_apart(
            {spot: frozenset(own) for spot, own in groups.groupby(["atom", "dimension"])["member"]}
        )

    def _tell_apart(self, only: Mapping[object, frozenset[str]]) -> None:
        """Number what is alike in a dimension. `only`: the named groups that can hold an atom, where not all can."""
        self._alike: dict[tuple[str, str, pd.Timestamp, str], int] = {}
        self._only: dict[int, frozenset[str] | None] = {}
        tables: dict[tuple[str, str, pd.Timestamp], list[tuple[int, str]]] = {}
        for n, table in enumerate(self._tables):
            for piece in self._pieces(table):
                tables.setdefault((table.vintage, *piece), []).append((n, table.dimension))
        number: dict[object, int] = {}
        for (vintage, atom, day), own in tables.items():
            for dimension in dict.fromkeys([ALL, *(of for _, of in own)]):
                # Totals are told apart by every table, as the groups of each sum to them.
                told = [(n, only.get((atom, of))) for n, of in own if dimension in (ALL, of)]
                alike = number.setdefault((dimension, frozenset(told)), len(number))
                self._alike[vintage, atom, day, dimension] = alike
                self._only[alike] = only.get((atom, dimension))

    def __len__(self) -> int:
        return len(self._number)

    def atoms(self, family: str) -> tuple[str, ...]:
        """What a family is the sum of."""
        return self._atoms.get(family, (family,))

    def _pieces(self, count: _Count) -> list[tuple[str, pd.Timestamp]]:
        cuts = self._cuts[count.vintage, self._whole[count.family]]
        days = [day for day in cuts if count.start <= day <= count.end]
        return [(atom, day) for atom in self.atoms(count.family) for day in days]

    def of(self, count: _Count) -> list[int]:
        """The unknowns that a count is the sum of."""
        named = count.member if count.member in self._named.get(count.dimension, ()) else ""
        every = dict.fromkeys(
            self._alike[count.vintage, *piece, count.dimension] for piece in self._pieces(count)
        )
        return [
            self._number.setdefault((alike, count.member), len(self._number))
            for alike in every
            if (only := self._only[alike]) is None or named in only
        ]

    def of_nobody(self) -> set[int]:
        """Those of groups that a table does not list, though another of its whole does."""
        return {
            unknown
            for table, listed in self._tables.items()
            for member in sorted(
                self._members[table.vintage, self._whole[table.family], table.dimension] - listed
            )
            for unknown in self.of(table._replace(member=member))
        }

    def sums(self) -> list[dict[int, int]]:
        """The groups of a table sum to the total: the unknowns of what is alike in it, less those of its totals."""
        sums: dict[int, dict[int, int]] = {}
        for table in self._tables:
            for piece in self._pieces(table) if table.dimension != ALL else ():
                total = self._alike[table.vintage, *piece, ALL], ALL
                whole = sums.setdefault(self._alike[table.vintage, *piece, table.dimension], {})
                whole[self._number.setdefault(total, len(self._number))] = -1
        for (alike, _), unknown in self._number.items():
            if alike in sums:
                sums[alike][unknown] = 1
        return list(sums.values())


class Part:
    """Unknowns, cells and equations that hang together."""

    def __init__(
        self, system: System, unknowns: np.ndarray, cells: np.ndarray, rows: np.ndarray, targets: list[Target]
    ) -> None:
        self.system, self.cells = system, cells
        place = dict(zip(unknowns.tolist(), range(len(unknowns)), strict=True))
        # The same number told twice, as by several packs, is one row.
        number: dict[tuple[int, ...], int] = {}
        told = [(*system.parts[cell], -1, int(system.count[cell])) for cell in cells.tolist()]
        self._row = np.array([number.setdefault(each, len(number)) for each in told], "int64")
        terms = [dict.fromkeys(each[:-2], 1) for each in number] + [system.structure[row] for row in rows]
        self.matrix = _matrix([{place[u]: times for u, times in row.items()} for row in terms], len(unknowns))
        self.positive, self.negative = ((sign * self.matrix > 0).astype("float64") for sign in (1, -1))
        self.most = system.most[unknowns]
        self.programme = Programme(self.matrix)
        self.targets = [
            replace(target, unknowns={place[u]: times for u, times in target.unknowns.items()})
            for target in targets
        ]
        # Ways in which all that is printed, or some of it, can be true, and what the rows sum to in each: so many.
        self._ways, self._sums, self.known = np.empty((8, len(unknowns))), np.empty((8, len(terms))), 0

    def unknowns(self, cell: int) -> np.ndarray:
        """The unknowns of a cell."""
        row = self._row[np.searchsorted(self.cells, cell)]
        return self.matrix.indices[self.matrix.indptr[row] : self.matrix.indptr[row + 1]]

    def bounds(self, hidden: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What each row is at least and at most."""
        system = self.system
        counts = system.count[self.cells].astype("float64")
        gone = hidden[system.decision[self.cells]]
        low, high = np.zeros(self.matrix.shape[0]), np.zeros(self.matrix.shape[0])
        high[self._row] = np.inf
        np.maximum.at(low, self._row, np.where(gone, system.least[self.cells], counts))
        np.minimum.at(high, self._row, np.where(gone, np.inf, counts))
        return low, high

    def ways(self, low: np.ndarray, high: np.ndarray, since: int = 0) -> np.ndarray:
        """Those of the ways known so far, from number `since` on and one a row, that these bounds allow."""
        ways, sums = (of[since : self.known] for of in (self._ways, self._sums))
        return ways[((sums >= low) & (sums <= high)).all(axis=1)]

    def keep(self, way: np.ndarray) -> None:
        """Remember a way: it may show a number safe again when other cells are withheld."""
        if self.known == len(self._ways):
            self._ways, self._sums = (np.vstack([of, np.empty_like(of)]) for of in (self._ways, self._sums))
        self._ways[self.known], self._sums[self.known] = way, self.matrix @ way
        self.known += 1

    def proof(self, target: Target, hidden: np.ndarray) -> np.ndarray:
        """Cells from which a reader finds a target: until one of them is withheld, it stays found. None if it is safe.

        They have a price in the linear programme of its greatest number, or of its greatest and its least: while they
        are all printed, the dual solution stays one, and so does the bound that it gives.
        """
        low, high = self.bounds(hidden)
        cost = np.zeros(len(self.most))
        prices = np.zeros(len(low))
        ends = []
        for sign in (1, -1):
            cost[target.places] = -sign * target.times
            answer = self.programme.least(cost, (low, high), (np.zeros_like(cost), self.most))
            if answer is None:
                # Numbers that contradict one another tell nobody anything.
                return self.cells[:0]
            ends.append(round(-sign * answer.least, 6))
            prices += np.abs(answer.prices)
            if target.is_found(0, ends[0]):
                break
        tells = np.isin(self._row, np.flatnonzero((prices > _NO_PRICE) & (low == high)))
        return self.cells[tells & target.is_found(ends[-1], ends[0])]

    def to_hide(self, target: Target, proof: np.ndarray, hidden: np.ndarray) -> list[int]:
        """The decision of a proof to withhold for the sake of a target, if any can be: near it and cheap."""
        system = self.system
        home = {system._table[cell] for cell in target.cells}

        def distance(cell: int) -> tuple[bool, bool, bool, int, int, int]:
            return (
                cell not in target.cells,
                system._table[cell] not in home,
                bool(system.is_total[cell]),
                int(system.weight[cell]),
                int(system.count[cell]),
                cell,
            )

        candidates = [
            cell
            for cell in proof.tolist()
            # Nobody is told as such, unless that somebody else is nobody would follow from it.
            if (system.count[cell] > 0 or target.is_extreme)
            and not system.is_fixed[system.decision[cell]]
            and not hidden[system.decision[cell]]
        ]
        return [int(system.decision[min(candidates, key=distance)])] if candidates else []


class Seen:
    """What a reader makes of the cells that are printed: what follows at once, and the equations that are left."""

    def __init__(self, part: Part, hidden: np.ndarray) -> None:
        self.part, self.hidden = part, hidden.copy()
        self.low, self.high = part.bounds(hidden)
        self.value = np.where(part.most == 0, 0.0, np.nan)
        self._follow()
        self.rest = part.matrix @ np.nan_to_num(self.value)
        # Unknowns that are left, and rows with such, in sets that no row joins.
        size = len(self.value)
        row, column = part.matrix.nonzero()
        is_left = np.isnan(self.value)[column]
        places = row[is_left] + size, column[is_left]
        graph = sparse.csr_array((np.ones(len(places[0])), places), shape=(size + len(self.low),) * 2)
        label = sparse.csgraph.connected_components(graph, directed=False)[1]
        self.group = np.where(np.isnan(self.value), label[:size], -1)
        self.group_of_row = np.full(len(self.low), -1)
        self.group_of_row[row[is_left]] = label[row[is_left] + size]
        self._ways: np.ndarray | None = None

    def _follow(self) -> None:
        """An equation with one unknown gives it, and one that sums to nought gives all: until none does."""
        matrix, positive, negative = self.part.matrix, self.part.positive, self.part.negative
        is_equation = self.low == self.high
        while True:
            unknown = np.isnan(self.value)
            rest = self.low - matrix @ np.nan_to_num(self.value)
            up, down = positive @ unknown, negative @ unknown
            nought = is_equation & (rest == 0) & ((up == 0) != (down == 0))
            # An unknown that is the only one of an equation is known; so are all of those that sum to nought.
            zero = unknown & ((nought @ positive + nought @ negative) > 0)
            self.value[zero] = 0.0
            alone = np.flatnonzero(is_equation & (up + down == 1) & ~nought)
            if not (zero.any() or len(alone)):
                return
            for row in alone.tolist():
                places = slice(*matrix.indptr[row : row + 2].tolist())
                for place, times in zip(matrix.indices[places], matrix.data[places], strict=True):
                    if unknown[place] and np.isnan(self.value[place]):
                        self.value[place] = rest[row] / times

    def is_possible(self) -> bool:
        """Whether all that is printed can be true at once."""
        settled = self.group_of_row < 0
        sums = self.rest[settled]
        if (
            (np.nan_to_num(self.value) < 0).any()
            or (sums < self.low[settled]).any()
            or (sums > self.high[settled]).any()
        ):
            return False
        if settled.all():
            return True
        answer = self.part.programme.least(np.zeros_like(self.value), *self._bounds(self.groups))
        return answer is not None

    def found(self, targets: Iterable[Target]) -> Iterator[Target]:
        """Those of the targets that a reader finds."""
        doubtful = [target for target in targets if target.is_found(*self._ends(target))]
        groups = set().union(*(self._groups(target.places) for target in doubtful))
        if len(doubtful) > 1 and groups:
            # A way in which all of them together are as large as can be shows most of them safe.
            self.way(doubtful, -1, groups)
        return filter(self.is_found, doubtful)

    def joined_with(self, cell: int, targets: list[Target]) -> list[Target]:
        """Targets that hang together with a cell, so that printing it may tell of them."""
        groups = self._groups(self.part.unknowns(cell))
        return [target for target in targets if not groups.isdisjoint(self._groups(target.places))]

    @property
    def groups(self) -> set[int]:
        """All sets of unknowns that are left."""
        return set(self.group.tolist()) - {-1}

    def _groups(self, places: np.ndarray) -> set[int]:
        return set(self.group[places].tolist()) - {-1}

    @property
    def ways(self) -> np.ndarray:
        """Some of the ways in which all that is printed can be true, one a row."""
        if self._ways is None:
            self._ways = self.part.ways(self.low, self.high)
        return self._ways

    def _ends(self, target: Target) -> tuple[float, float]:
        """How small and how large a target is in the ways that are known."""
        numbers = self.ways[:, target.places] @ target.times
        return numbers.min(initial=np.inf), numbers.max(initial=-np.inf)

    def is_found(self, target: Target) -> bool:
        """Whether a reader finds a target. Its least and greatest number are solved for only as far as needed."""
        if not (groups := self._groups(target.places)):
            known = float(self.value[target.places] @ target.times)
            return target.is_found(known, known)
        low, high = self._ends(target)
        for sign in (-1, 1):
            if not target.is_found(low, high):
                return False
            if (way := self.way([target], sign, groups)) is None:
                # Numbers that contradict one another tell nobody anything.
                return False
            number = float(way[target.places] @ target.times)
            low, high = min(low, number), max(high, number)
            if sign < 0 and target.is_found(0, high):
                # Too small however small it may be.
                return True
        return target.is_found(low, high)

    def way(self, targets: list[Target], sign: int, groups: set[int]) -> np.ndarray | None:
        """One in which the sum of targets is as small (`sign` 1) or large (-1) as can be; None where there is none.

        `groups`: those of the unknowns to solve for; others stay as in a way that is known.
        """
        cost = np.zeros(len(self.value))
        for target in targets:
            cost[target.places] += sign * target.times
        way = self.ways[0].copy() if len(self.ways) else np.nan_to_num(self.value)
        if groups:
            numbers = np.isin(self.group, list(groups))
            answer = self.part.programme.least(cost, *self._bounds(groups), whole=numbers)
            if answer is None:
                return None
            way[numbers] = np.round(answer.unknowns[numbers])
        since, known_here = self.part.known, self.ways
        self.part.keep(way)
        self._ways = np.vstack([known_here, self.part.ways(self.low, self.high, since)])
        return way

    def _bounds(self, groups: set[int]) -> tuple[Bounds, Bounds]:
        """Of rows and of unknowns, as what is printed says of those of the groups: nothing is asked of the others."""
        asked = np.isin(self.group_of_row, list(groups))
        rows = np.where(asked, self.low, -np.inf), np.where(asked, self.high, np.inf)
        return rows, (np.nan_to_num(self.value), np.where(np.isnan(self.value), NO_LIMIT, self.value))


def _matrix(rows: list[dict[int, int]], width: int) -> sparse.csr_array:
    """Sums of unknowns as the rows of a matrix."""
    starts = np.cumsum([0, *map(len, rows)])
    columns = np.fromiter((place for row in rows for place in row), "int64", starts[-1])
    times = np.fromiter((times for row in rows for times in row.values()), "float64", starts[-1])
    return sparse.csr_array((times, columns, starts), shape=(len(rows), width))


def _wholes(families: set[str], atoms: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """For each family a name that those have in common that share atoms."""
    of_atom: dict[str, set[str]] = {}
    for family in families:
        for atom in atoms.get(family, (family,)):
            of_atom.setdefault(atom, set()).add(family)
    whole_of: dict[str, str] = {}
    for family in sorted(families):
        reached, wave = {family}, {family}
        while wave and family not in whole_of:
            wave = {f for w in wave for atom in atoms.get(w, (w,)) for f in of_atom[atom]} - reached
            reached |= wave
        for each in reached:
            whole_of.setdefault(each, family)
    return whole_of


def _joined(rows: list[list[int]], size: int) -> np.ndarray:
    """For each unknown the number of the set that rows join it to."""
    lengths = [len(row) for row in rows]
    columns = np.fromiter((c for row in rows for c in row), "int64", sum(lengths))
    of_row = np.repeat(np.arange(len(rows)) + size, lengths)
    graph = sparse.csr_array((np.ones(len(columns)), (of_row, columns)), shape=(size + len(rows),) * 2)
    return sparse.csgraph.connected_components(graph, directed=False)[1][:size]


def _by_label(labels: np.ndarray) -> dict[int, np.ndarray]:
    if not len(labels):
        return {}
    order = np.argsort(labels, kind="stable")
    names, starts = np.unique(labels[order], return_index=True)
    return dict(zip(names.tolist(), np.split(order, starts[1:]), strict=True))
