"""Statistical disclosure control: which counts of a public pack are withheld, so that no small count can be worked out.

Counts of a few children are withheld (primary suppression), and then as many others as it takes that nobody can work
the first ones out (secondary): by subtracting from a total, from another table, from a group that holds the same
children, or from an earlier pack. The reader is taken at the worst: somebody who solves all printed figures together
in whole numbers, and knows that a withheld count is not zero. Both kinds carry one symbol, so that neither is told
from the other.

The unknowns of the reader's equations are the counts of one *family* (the rows of a fact that pass one filter) in one
group and one *atom* of time, a stretch that no printed period cuts. Every printed count is a sum of unknowns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from include.errors import ReportError


class Contradiction(ReportError):
    """Printed counts cannot all be true at once, such as those of packs between which records were corrected."""


ALL = "all"

# No count that nothing printed limits is larger than this: more children than any authority has.
NO_LIMIT = 1_000_000

COLUMNS = ("family", "start", "end", "dimension", "member", "count", "smallest", "is_fixed")


@dataclass(frozen=True)
class Printed:
    """Every count of a pack and of the packs before it.

    `cells` has a unique index and the columns `family`, `start` and `end` (first and last day), `dimension`, `member`
    (`all` and `all` for a total), `count` (whole number), `smallest` (smallest count that may be printed) and
    `is_fixed` (an earlier pack printed it, so it can no longer be withheld). A group without a row has no cases.
    `nested` are pairs of families, inner and outer: every case of the inner one is a case of the outer one.
    """

    cells: pd.DataFrame
    nested: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Target:
    """A small count that must not be found: a sum of unknowns, and the printed cells that it is made of."""

    unknowns: dict[int, int]
    smallest: int
    cells: tuple[int, ...]


def suppressed(printed: Printed) -> pd.Series:
    """Whether each count is to be withheld: flags with the index of `printed.cells`.

    Withheld is every count from 1 to below its `smallest`; where such a number is the difference of two nested
    families, one of the two; and then further counts, small ones of the same table first, until each of those
    numbers may, for all that is printed, be as large as `smallest`, and lies either anywhere from 1 or in a range at
    least that wide. Zeros are never withheld. The same cells in any order give the same answer.

    Raises:
        ReportError: what earlier packs printed gives a small count away whatever is withheld now.

    """
    cells = _with_zeros(printed.cells)
    hidden = (cells["count"].between(1, cells["smallest"] - 1) & ~cells["is_fixed"]).to_numpy(copy=True)
    system = System(Printed(cells.reset_index(drop=True), printed.nested))
    seen = Seen(system, hidden)
    # To withhold more never tells the reader more, so what is safe once stays safe.
    exposed = [target for target in system.targets if seen.exposes(target)]
    while exposed:
        touched: set[int] = set()
        for target in exposed:
            near = seen.neighbours(target)
            # One cell may serve neighbours: they are looked at again before another is withheld for them.
            if not touched.isdisjoint(near):
                continue
            # What gives it away may stand further off, behind numbers that are themselves worked out.
            while (cell := system.next_to_hide(target, near, hidden)) is None:
                if (wider := seen.wider(near)) == near:
                    break
                near = wider
            if cell is not None:
                hidden[cell] = True
                touched.update(system.parts[cell])
        if not touched:
            raise ReportError(
                "A small count can be worked out from packs that are already published, whatever this one withholds. "
                "Leave the measure out of this pack, or publish it for the whole authority only."
            )
        seen = Seen(system, hidden)
        exposed = [target for target in exposed if seen.exposes(target)]
    given = cells.index.notna()
    return pd.Series(hidden[given], index=cells.index[given]).reindex(printed.cells.index)


class System:
    """The equations that a reader of the printed counts can set up."""

    def __init__(self, printed: Printed) -> None:
        self.cells = printed.cells
        self._number: dict[tuple[str, pd.Timestamp, str, str], int] = {}
        cuts = _cuts(self.cells, printed.nested)
        # Which unknowns each cell is the sum of.
        columns = (self.cells[c].tolist() for c in ("family", "start", "end", "dimension", "member"))
        self.parts = [
            [self._unknown(family, day, dimension, member) for day in cuts[family] if start <= day <= end]
            for family, start, end, dimension, member in zip(*columns, strict=True)
        ]
        self._count = self.cells["count"].to_numpy()
        self._is_total = (self.cells["dimension"] == ALL).to_numpy()
        self._is_fixed = self.cells["is_fixed"].to_numpy(dtype=bool)
        self._may_be_hidden = (self._count > 0) & ~self._is_fixed
        self._table = self.cells.groupby(["family", "start", "end", "dimension"]).ngroup().to_numpy()
        rows = list(self._totals())
        rows += [({inner: -1, outer: 1}, 0.0, np.inf) for inner, outer in self._pairs(printed.nested)]
        self._fixed_rows = rows
        self.targets = [*self._small_cells(), *self._small_remainders(printed.nested)]

    def _unknown(self, family: str, day: pd.Timestamp, dimension: str, member: str) -> int:
        return self._number.setdefault((family, day, dimension, member), len(self._number))

    def _totals(self) -> Iterator[tuple[dict[int, int], float, float]]:
        """The members of a breakdown sum to the total, in each atom."""
        groups: dict[tuple[str, pd.Timestamp, str], list[int]] = {}
        for (family, day, dimension, _), number in list(self._number.items()):
            if dimension != ALL:
                groups.setdefault((family, day, dimension), []).append(number)
        for (family, day, _), members in groups.items():
            yield {**dict.fromkeys(members, 1), self._unknown(family, day, ALL, ALL): -1}, 0.0, 0.0

    def _pairs(self, nested: tuple[tuple[str, str], ...]) -> Iterator[tuple[int, int]]:
        outers: dict[str, list[str]] = {}
        for inner, outer in nested:
            outers.setdefault(inner, []).append(outer)
        for (family, day, dimension, member), number in list(self._number.items()):
            for outer in outers.get(family, ()):
                if (other := self._number.get((outer, day, dimension, member))) is not None:
                    yield number, other

    def _small_cells(self) -> Iterator[Target]:
        smallest = self.cells["smallest"].to_numpy()
        small = (self._count > 0) & (self._count < smallest) & ~self._is_fixed
        for cell in np.flatnonzero(small).tolist():
            yield Target(dict.fromkeys(self.parts[cell], 1), int(smallest[cell]), (cell,))

    def _small_remainders(self, nested: tuple[tuple[str, str], ...]) -> Iterator[Target]:
        keys = ["start", "end", "dimension", "member"]
        cells = self.cells.reset_index(names="cell")
        pairs = pd.DataFrame(nested, columns=["inner", "outer"])
        both = (
            cells.merge(pairs, left_on="family", right_on="inner")
            .merge(cells, left_on=["outer", *keys], right_on=["family", *keys], suffixes=("", "_outer"))
            .drop_duplicates(["cell", "cell_outer"])
        )
        rest = both["count_outer"] - both["count"]
        smallest = both[["smallest", "smallest_outer"]].max(axis=1)
        small = both[rest.between(1, smallest - 1) & ~(both["is_fixed"] & both["is_fixed_outer"])]
        for inner, outer, least in zip(
            small["cell"], small["cell_outer"], smallest[small.index], strict=True
        ):
            unknowns = {**dict.fromkeys(self.parts[outer], 1), **dict.fromkeys(self.parts[inner], -1)}
            yield Target(unknowns, int(least), (int(inner), int(outer)))

    def next_to_hide(self, target: Target, near: set[int], hidden: np.ndarray) -> int | None:
        """The cell to withhold for the sake of a target, if any is left: near it in its equations, and small."""
        free = np.flatnonzero(self._may_be_hidden & ~hidden)
        candidates = [int(cell) for cell in free if not near.isdisjoint(self.parts[cell])]
        home = {self._table[cell] for cell in target.cells}

        def distance(cell: int) -> tuple[bool, bool, bool, int, int]:
            total = bool(self._is_total[cell])
            return cell not in target.cells, self._table[cell] not in home, total, self._count[cell], cell

        return min(candidates, key=distance, default=None)


class Seen:
    """What a reader makes of the cells that are printed: what follows at once, and the equations that are left."""

    def __init__(self, system: System, hidden: np.ndarray) -> None:
        size = len(system._number)
        counts = system.cells["count"].to_numpy("float64")
        rows = [*system._fixed_rows]
        for cell, parts in enumerate(system.parts):
            low, high = (1.0, np.inf) if hidden[cell] else (counts[cell], counts[cell])
            rows.append((dict.fromkeys(parts, 1), low, high))
        lengths = [len(row) for row, _, _ in rows]
        columns = np.fromiter((c for row, _, _ in rows for c in row), "int64", sum(lengths))
        values = np.fromiter((v for row, _, _ in rows for v in row.values()), "float64", sum(lengths))
        self.matrix = csr_array(
            (values, columns, np.concatenate([[0], np.cumsum(lengths)])), shape=(len(rows), size)
        )
        self.low, self.high = (np.array([row[i] for row in rows], "float64") for i in (1, 2))
        self.value = np.full(size, np.nan)
        self._follow()
        unknown = np.isnan(self.value)
        left = (self.matrix * unknown).tocsr()
        left.eliminate_zeros()
        used = np.flatnonzero(np.diff(left.indptr))
        links = abs(left[used].T) @ abs(left[used])
        self.left, self.rows, self.part = left, used, connected_components(links, directed=False)[1]

    def _follow(self) -> None:
        """An equation with one unknown gives it: again and again, until none does."""
        equations = self.matrix[self.low == self.high]
        right = self.low[self.low == self.high]
        while True:
            unknown = np.isnan(self.value)
            # An unknown that is the only one of an equation is known.
            alone = abs(equations) @ unknown.astype("float64") == 1
            if not alone.any():
                return
            rest = equations[alone]
            answer = right[alone] - rest @ np.nan_to_num(self.value)
            found = (rest * unknown).tocoo()
            keep = found.data != 0
            self.value[found.col[keep]] = answer[found.row[keep]] / found.data[keep]

    def _problem(self, target: Target) -> tuple[np.ndarray, np.ndarray, float]:
        """The unknowns that matter to a target, the rows that bind them, and what of the target is known already."""
        known = sum(
            sign * self.value[u] for u, sign in target.unknowns.items() if not np.isnan(self.value[u])
        )
        open_ = [u for u in target.unknowns if np.isnan(self.value[u])]
        wanted = np.isin(self.part, np.unique(self.part[open_])) & np.isnan(self.value)
        numbers = np.flatnonzero(wanted)
        rows = (
            self.rows[np.diff(self.left[self.rows][:, numbers].indptr) > 0] if len(numbers) else self.rows[:0]
        )
        return numbers, rows, float(known)

    def exposes(self, target: Target) -> bool:
        """Whether a target can be told to be small, or to lie in a narrow range."""
        low, high = self.range_of(target)
        return high < target.smallest or (low > 1 and high - low < target.smallest)

    def range_of(self, target: Target) -> tuple[float, float]:
        """Lowest and highest number that a target can be, for all that is printed."""
        numbers, rows, known = self._problem(target)
        cost = np.array([target.unknowns.get(int(u), 0) for u in numbers], "float64")
        if not cost.any():
            return known, known
        settled = self.matrix[rows] @ np.nan_to_num(self.value)
        constraint = LinearConstraint(
            self.left[rows][:, numbers], self.low[rows] - settled, self.high[rows] - settled
        )
        ends = []
        for sign in (1, -1):
            found = milp(
                sign * cost,
                constraints=constraint,
                bounds=Bounds(0, NO_LIMIT),
                integrality=np.ones(len(numbers)),
            )
            if not found.success:
                raise Contradiction(f"The printed counts contradict one another: {found.message}")
            ends.append(round(float(cost @ found.x)))
        return known + ends[0], known + ends[1]

    def neighbours(self, target: Target) -> set[int]:
        """Unknowns that stand in a row with one of the target's, or with one that those depend on."""
        numbers, rows, _ = self._problem(target)
        if not len(numbers):
            numbers = np.array(list(target.unknowns))
            rows = np.flatnonzero(np.diff(self.matrix[:, numbers].tocsr().indptr))
        return {*numbers.tolist(), *self.matrix[rows].indices.tolist()}

    def wider(self, near: set[int]) -> set[int]:
        """Those unknowns, and every other that stands in an equation with one of them."""
        rows = np.flatnonzero(np.diff(self.matrix[:, sorted(near)].tocsr().indptr))
        return near | set(self.matrix[rows].indices.tolist())


def _with_zeros(cells: pd.DataFrame) -> pd.DataFrame:
    """The cells in a fixed order, with those that are zero because they are not there."""
    period = ["family", "start", "end", "dimension"]
    grid = cells[period].drop_duplicates().merge(cells[["family", "dimension", "member"]].drop_duplicates())
    full = cells.reset_index(names="place").merge(grid, how="outer", on=[*period, "member"])
    full["place"] = full["place"].astype("Int64")
    full["is_fixed"] = full["is_fixed"].eq(True) | full["count"].isna()
    full[["count", "smallest"]] = full[["count", "smallest"]].fillna(0).astype("int64")
    return full.sort_values([*period, "member", "count"], kind="stable").set_index("place")


def _cuts(cells: pd.DataFrame, nested: tuple[tuple[str, str], ...]) -> dict[str, list[pd.Timestamp]]:
    """For each family the days on which a period begins, its own or one of a family that it is nested with."""
    names = sorted(set(cells["family"]))
    place = {name: number for number, name in enumerate(names)}
    links = [(place[a], place[b]) for a, b in nested if a in place and b in place]
    graph = csr_array((len(names), len(names)))
    if links:
        a, b = zip(*links, strict=True)
        graph = csr_array((np.ones(len(links)), (a, b)), shape=(len(names), len(names)))
    group = connected_components(graph, directed=False)[1]
    edges = cells.assign(group=cells["family"].map(place).map(dict(enumerate(group))))
    found = {
        number: sorted({*rows["start"].tolist(), *(rows["end"] + pd.Timedelta(days=1)).tolist()})
        for number, rows in edges.groupby("group")
    }
    return {name: found[group[number]] for name, number in place.items()}
