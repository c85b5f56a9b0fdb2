"""A reader who solves all that is printed together, in whole numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from include.imports import put_off
from include.reports.disclosure.equations import NO_LIMIT, Part
from include.reports.disclosure.printed import Target
from include.reports.disclosure.programme import Bounds

# Takes 0.25 seconds, which a page that withholds nothing need not wait for.
with put_off("scipy.sparse"):
    from scipy import sparse


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
