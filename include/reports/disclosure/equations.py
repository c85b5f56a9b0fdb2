"""The equations that a reader of the printed counts can set up, in parts that nothing joins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

import numpy as np
import pandas as pd

from include.imports import put_off
from include.reports.disclosure.printed import ALL, COUNT, Printed, Target
from include.reports.disclosure.programme import Programme
from include.reports.disclosure.unknowns import Count, Unknowns

# Takes 0.25 seconds, which a page that withholds nothing need not wait for.
with put_off("scipy.sparse"):
    from scipy import sparse

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
        counts = [Count(*row) for row in self.cells[["vintage", *COUNT]].itertuples(index=False, name=None)]
        unknowns = Unknowns(counts, printed.atoms, printed.groups)
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
        """Sets of cells that nothing, no target of `protected` either, joins to others; none of one number alone."""
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
        none = np.array([], "int64")
        for number in sorted(set(label.tolist())):
            of_these = cells.get(number, none), rows.get(number, none)
            # One number alone neither tells of another nor contradicts it.
            if sum(map(len, of_these)) > 1 or number in targets:
                yield Part(self, unknowns[number], *of_these, targets.get(number, []))


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


def _matrix(rows: list[dict[int, int]], width: int) -> sparse.csr_array:
    """Sums of unknowns as the rows of a matrix."""
    starts = np.cumsum([0, *map(len, rows)])
    columns = np.fromiter((place for row in rows for place in row), "int64", starts[-1])
    times = np.fromiter((times for row in rows for times in row.values()), "float64", starts[-1])
    return sparse.csr_array((times, columns, starts), shape=(len(rows), width))


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
