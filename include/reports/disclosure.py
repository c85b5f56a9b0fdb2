"""Statistical disclosure control: which counts of a public pack are withheld, so that no small count can be worked out.

Counts of a few children are withheld (primary suppression), and then as many others as it takes that nobody can work
the first ones out (secondary): by subtracting from a total, from another table, from a group that holds the same
children, or from an earlier pack. The reader is taken at the worst: somebody who solves all printed figures together
in whole numbers, and knows that a withheld count is not zero. Both kinds carry one symbol, so that neither is told
from the other.

The unknowns of the reader's equations are the counts of one *atom* (rows of a fact that no filter tells apart) in one
group and one stretch of time that no printed period cuts. Every printed count is a sum of unknowns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from include.errors import ReportError
from include.imports import put_off

# Takes 0.25 seconds, which a page that withholds nothing need not wait for.
with put_off("scipy.optimize", "scipy.sparse"):
    from scipy import optimize, sparse

ALL = "all"
COUNT = ["family", "start", "end", "dimension", "member"]

# No count that nothing printed limits is larger than this: more children than any authority has.
NO_LIMIT = 1_000_000

# How many equations further off a group is looked for before a total is withheld.
_FURTHER = 2

# Columns of `Printed.cells` that may be left out, and what they are then.
_UNLESS_TOLD: dict[str, bool | int | str] = {
    "is_ours": True,
    "least": 1,
    "is_extreme": False,
    "weight": 1,
    "vintage": "",
    "is_kept": False,
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
    `weight` (how many figures are lost with it), `is_kept` (withheld whatever it is) and `vintage` (counts of
    different vintages are of records between which corrections lie, so that no equation joins them).

    `atoms` has columns `family` and `atom`: what families are sums of; a family without a row is its own. `groups` has
    columns `atom`, `dimension` and `member` (empty for all not named): the only groups that can hold an atom, for the
    dimensions named. Each of `nothing` is a sum of cells, label to times, that is nought. `rests` are pairs of cells
    of which the first is printed as some of the second, though no atoms say so: what is left is protected too. `within`
    are pairs of which the first is known to be no more than the second, though no atoms say that either.
    """

    cells: pd.DataFrame
    atoms: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["family", "atom"]))
    groups: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=["atom", "dimension", "member"])
    )
    nothing: tuple[Mapping[object, int], ...] = ()
    rests: tuple[tuple[object, object], ...] = ()
    within: tuple[tuple[object, object], ...] = ()


@dataclass(frozen=True)
class Target:
    """A number that must not be found: a sum of unknowns, and the printed cells that it is made of."""

    unknowns: dict[int, int]
    smallest: int
    cells: tuple[int, ...]
    is_extreme: bool = False

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

    Raises:
        GivenAway: what earlier packs printed gives a small count of this one away whatever is withheld now.

    """
    system = System(printed)
    hidden = system.primary.copy()
    for part in system.parts_with_targets():
        hidden = _settled(system, part, hidden)
    return pd.Series(hidden[system.decision], index=system.cells.index).reindex(printed.cells.index)


def contradictions(printed: Printed) -> list[np.ndarray]:
    """Labels of cells that cannot all be true at once, such as those of packs between which records were corrected.

    One array for each set of cells that hang together.
    """
    system = System(printed)
    nothing = np.zeros(len(system.primary), "bool")
    labels = system.cells.index.to_numpy()
    return [labels[part.cells] for part in system.every_part() if not Seen(part, nothing).is_possible()]


def _settled(system: System, part: Part, hidden: np.ndarray) -> np.ndarray:
    """`hidden` with as many more of the cells of a part as it takes, and no more than that."""
    hidden = hidden.copy()
    first = hidden.copy()
    seen = Seen(part, hidden)
    # To withhold more never tells the reader more, so what is safe once stays safe.
    exposed = seen.found(part.targets)
    while exposed:
        touched: set[int] = set()
        for target in exposed:
            # One cell may serve neighbours: they are looked at again before another is withheld for them.
            if not touched.isdisjoint(seen.wider(set(target.unknowns))):
                continue
            cell = _to_hide(part, seen, target, hidden)
            if cell is not None:
                hidden[system.decision[cell]] = True
                touched.update(part.parts_of(cell))
        if not touched:
            small = [target for target in exposed if not target.is_extreme]
            given_away = {cell for target in small for cell in target.cells if system.is_new[cell]}
            if given_away:
                raise GivenAway(system.cells.index[sorted(given_away)].tolist())
            break
        seen = Seen(part, hidden)
        exposed = seen.found(exposed)
    return _spared(system, part, hidden, first)


def _to_hide(part: Part, seen: Seen, target: Target, hidden: np.ndarray) -> int | None:
    """The cell to withhold for the sake of a target; None when none is left."""
    near = seen.neighbours(target)
    cell = part.next_to_hide(target, near, hidden)
    # What gives it away may stand further off, behind numbers that are themselves worked out; and before a total is
    # lost, a group is looked for a little further.
    steps = 0
    while cell is None or (part.system.is_total[cell] and steps < _FURTHER):
        if (wider := seen.wider(near)) == near:
            break
        near, steps = wider, steps + 1
        other = part.next_to_hide(target, near, hidden)
        if cell is None or (other is not None and not part.system.is_total[other]):
            cell = other
    return cell


def _spared(system: System, part: Part, hidden: np.ndarray, first: np.ndarray) -> np.ndarray:
    """`hidden` without what need not be withheld, the dearest first."""
    seen = Seen(part, hidden)
    lost = {id(target) for target in seen.found(part.targets)} if any(hidden != first) else set()
    more = [
        cell
        for cell in part.cells.tolist()
        if hidden[system.decision[cell]] and not first[system.decision[cell]]
    ]
    more = list({int(system.decision[cell]): cell for cell in more}.values())
    for cell in sorted(more, key=lambda cell: (-system.cost(cell), -system.count[cell], cell)):
        trial = hidden.copy()
        trial[system.decision[cell]] = False
        concerned = [target for target in seen.joined_with(cell, part.targets) if id(target) not in lost]
        tried = Seen(part, trial)
        if not tried.finds_any(concerned):
            hidden, seen = trial, tried
    return hidden


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
        is_kept = decided["is_kept"].any().to_numpy("bool")
        self.primary = ~self.is_fixed & (small.to_numpy() | ~self.is_ours | is_kept)
        self._table = self.cells.groupby(["family", "start", "end", "dimension"]).ngroup().to_numpy()
        self.rests = printed.rests
        self._build(printed)

    def cost(self, cell: int) -> int:
        """How much is lost with a cell: a total is worth more than a group."""
        return int(self.weight[cell]) * (3 if self.is_total[cell] else 1)

    def _build(self, printed: Printed) -> None:
        atoms = {str(family): tuple(rows) for family, rows in printed.atoms.groupby("family")["atom"]}
        only: dict[tuple[str, str], set[str]] = {}
        for atom, dimension, member in printed.groups[["atom", "dimension", "member"]].itertuples(
            index=False
        ):
            only.setdefault((atom, dimension), set()).add(member)
        named = {d: set(m) for d, m in printed.groups.groupby("dimension")["member"]}
        number: dict[tuple[str, str, pd.Timestamp, str, str], int] = {}
        names = list(self.cells[["vintage", "family"]].itertuples(index=False, name=None))
        whole = _wholes({family for _, family in names}, atoms)
        keys = list(self.cells[["start", "end", "dimension", "member"]].itertuples(index=False, name=None))
        edges: dict[tuple[str, str], set[pd.Timestamp]] = {}
        members: dict[tuple[str, str, str], set[str]] = {}
        for (vintage, family), (start, end, dimension, member) in zip(names, keys, strict=True):
            edges.setdefault((vintage, whole[family]), set()).update((start, end + pd.Timedelta(days=1)))
            members.setdefault((vintage, whole[family], dimension), set()).add(member)
        cuts = {key: sorted(days) for key, days in edges.items()}

        def unknowns(
            vintage: str, family: str, start: pd.Timestamp, end: pd.Timestamp, dimension: str, member: str
        ) -> list[int]:
            numbers = []
            for atom in atoms.get(family, (family,)):
                if (allowed := only.get((atom, dimension))) is not None:
                    named_member = member if member in named[dimension] else ""
                    if named_member not in allowed:
                        continue
                for day in cuts[vintage, whole[family]]:
                    if start <= day <= end:
                        numbers.append(
                            number.setdefault((vintage, atom, day, dimension, member), len(number))
                        )
            return numbers

        self.parts = [
            unknowns(vintage, family, *key) for (vintage, family), key in zip(names, keys, strict=True)
        ]
        tables: dict[tuple[str, str, pd.Timestamp, pd.Timestamp, str], set[str]] = {}
        for (vintage, family), (start, end, dimension, member) in zip(names, keys, strict=True):
            if dimension != ALL:
                tables.setdefault((vintage, family, start, end, dimension), set()).add(member)
        empty: set[int] = set()
        sums: dict[tuple[str, str, pd.Timestamp, str], set[int]] = {}
        for (vintage, family, start, end, dimension), listed in sorted(tables.items(), key=str):
            for member in sorted(members[vintage, whole[family], dimension] - listed):
                empty.update(unknowns(vintage, family, start, end, dimension, member))
            unknowns(vintage, family, start, end, ALL, ALL)
            for atom in atoms.get(family, (family,)):
                for day in cuts[vintage, whole[family]]:
                    if start <= day <= end:
                        sums.setdefault((vintage, atom, day, dimension), set())
        for (vintage, atom, day, dimension, _), unknown in number.items():
            if (vintage, atom, day, dimension) in sums:
                sums[vintage, atom, day, dimension].add(unknown)
        rows = [
            {**dict.fromkeys(sorted(places), 1), number[vintage, atom, day, ALL, ALL]: -1}
            for (vintage, atom, day, _), places in sums.items()
        ]
        place = {label: n for n, label in enumerate(self.cells.index)}

        def added(terms: Mapping[object, int]) -> dict[int, int]:
            row: dict[int, int] = {}
            for label, times in terms.items():
                for unknown in self.parts[place[label]]:
                    row[unknown] = row.get(unknown, 0) + times
            return {unknown: times for unknown, times in row.items() if times}

        rows += filter(None, map(added, printed.nothing))
        # What the one lacks of the other is an unknown of its own, nought or more.
        rows += [
            {**added({outer: 1, inner: -1}), len(number) + n: -1}
            for n, (inner, outer) in enumerate(printed.within)
        ]
        self.size = len(number) + len(printed.within)
        self.structure = rows
        self.most = np.full(self.size, float(NO_LIMIT))
        self.most[sorted(empty)] = 0
        self.atoms_of = {family: frozenset(atoms.get(family, (family,))) for _, family in names}

    @cached_property
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
        return [*cell_targets, *self._small_remainders(), *self._small_rests()]

    def _small_rests(self) -> Iterator[Target]:
        place = {label: n for n, label in enumerate(self.cells.index)}
        for inner, outer in ((place[a], place[b]) for a, b in self.rests):
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

    def every_part(self) -> Iterator[Part]:
        """Sets of cells that no equation joins to others."""
        rows_of = [*self.parts, *map(list, self.structure), *(list(each.unknowns) for each in self.targets)]
        label = _joined(rows_of, self.size)
        first = np.array([each[0] if each else -1 for each in self.parts])
        of_cell = np.where(first >= 0, label[first], -1)
        of_row = label[np.array([next(iter(row)) for row in self.structure], "int64")]
        targets: dict[int, list[Target]] = {}
        for target in self.targets:
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

    def parts_with_targets(self) -> Iterator[Part]:
        """Those in which there is a number to protect."""
        return (part for part in self.every_part() if part.targets)


class Part:
    """Unknowns, cells and equations that hang together."""

    def __init__(
        self, system: System, unknowns: np.ndarray, cells: np.ndarray, rows: np.ndarray, targets: list[Target]
    ) -> None:
        self.system, self.cells = system, cells
        self.place = dict(zip(unknowns.tolist(), range(len(unknowns)), strict=True))
        # Parts are small, and dense matrices of them fast.
        self.whole = np.zeros((len(cells) + len(rows), len(unknowns)))
        for n, cell in enumerate(cells.tolist()):
            self.whole[n, [self.place[u] for u in system.parts[cell]]] = 1
        for n, row in enumerate(rows.tolist(), start=len(cells)):
            terms = system.structure[row]
            self.whole[n, [self.place[u] for u in terms]] = list(terms.values())
        self._equations = len(rows)
        self.most = system.most[unknowns]
        self.targets = [
            Target({self.place[u]: n for u, n in t.unknowns.items()}, t.smallest, t.cells, t.is_extreme)
            for t in targets
        ]
        self._of_cell = {
            cell: set(map(self.place.__getitem__, system.parts[cell])) for cell in cells.tolist()
        }

    def parts_of(self, cell: int) -> set[int]:
        """The unknowns of a cell."""
        return self._of_cell[cell]

    def rows(self, hidden: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Rows over the unknowns with what they are at least and at most."""
        system = self.system
        counts = system.count[self.cells].astype("float64")
        gone = hidden[system.decision[self.cells]]
        low = np.where(gone, system.least[self.cells], counts)
        high = np.where(gone, np.inf, counts)
        none = np.zeros(self._equations)
        return self.whole, np.concatenate([low, none]), np.concatenate([high, none])

    def next_to_hide(self, target: Target, near: set[int], hidden: np.ndarray) -> int | None:
        """The cell to withhold for the sake of a target, if any is left: near it in its equations, and cheap."""
        system = self.system
        home = {system._table[cell] for cell in target.cells}
        candidates = [
            cell
            for cell in self.cells.tolist()
            # Nobody is told as such, unless that somebody else is nobody would follow from it.
            if (system.count[cell] > 0 or target.is_extreme)
            and not system.is_fixed[system.decision[cell]]
            and not hidden[system.decision[cell]]
            and not near.isdisjoint(self._of_cell[cell])
        ]

        def distance(cell: int) -> tuple[bool, bool, bool, int, int, int]:
            return (
                cell not in target.cells,
                system._table[cell] not in home,
                bool(system.is_total[cell]),
                int(system.weight[cell]),
                int(system.count[cell]),
                cell,
            )

        return min(candidates, key=distance, default=None)


class Seen:
    """What a reader makes of the cells that are printed: what follows at once, and the equations that are left."""

    def __init__(self, part: Part, hidden: np.ndarray) -> None:
        self.part = part
        self.matrix, self.low, self.high = part.rows(hidden)
        self.value = np.where(part.most == 0, 0.0, np.nan)
        self._follow()
        self.left = self.matrix * np.isnan(self.value)
        self.rows = np.flatnonzero(self.left.any(axis=1))
        self.rest = self.matrix @ np.nan_to_num(self.value)
        row, column = np.nonzero(self.left)
        graph = sparse.csr_array(
            (np.ones(len(row)), (row + len(self.value), column)), shape=(sum(self.left.shape),) * 2
        )
        self.group = sparse.csgraph.connected_components(graph, directed=False)[1]
        # The rows of each set of unknowns that is left, by its number.
        self.rows_of = _by_label(self.group[len(self.value) + self.rows]) if len(self.rows) else {}
        self._seen: dict[int, list[np.ndarray]] = {}

    def _follow(self) -> None:
        """An equation with one unknown gives it, and one that sums to nought gives all: until none does."""
        is_equation = self.low == self.high
        equations, right = self.matrix[is_equation], self.low[is_equation]
        positive, negative = (equations > 0).astype("float64"), (equations < 0).astype("float64")
        while True:
            unknown = np.isnan(self.value)
            rest = right - equations @ np.nan_to_num(self.value)
            up, down = positive @ unknown, negative @ unknown
            nought = (rest == 0) & ((up == 0) != (down == 0))
            # An unknown that is the only one of an equation is known; so are all of those that sum to nought.
            zero = unknown & (equations[nought] != 0).any(axis=0)
            self.value[zero] = 0.0
            alone = np.flatnonzero((up + down == 1) & ~nought)
            if not (zero.any() or len(alone)):
                return
            for row in alone.tolist():
                place = np.flatnonzero((equations[row] != 0) & unknown)[0]
                if np.isnan(self.value[place]):
                    self.value[place] = rest[row] / equations[row, place]

    def is_possible(self) -> bool:
        """Whether all that is printed can be true at once."""
        known = np.nan_to_num(self.value)
        settled = np.ones(self.matrix.shape[0], "bool")
        settled[self.rows] = False
        settled_sums = self.rest[settled]
        if (
            (known < 0).any()
            or (settled_sums < self.low[settled]).any()
            or (settled_sums > self.high[settled]).any()
        ):
            return False
        if not len(self.rows):
            return True
        unknown = np.flatnonzero(np.isnan(self.value))
        rest = self.rest[self.rows]
        rows = self.left[np.ix_(self.rows, unknown)]
        exact = self.low[self.rows] == self.high[self.rows]
        answer = optimize.linprog(
            np.zeros(len(unknown)),
            A_eq=rows[exact],
            b_eq=(self.low[self.rows] - rest)[exact],
            A_ub=-rows[~exact] if (~exact).any() else None,
            b_ub=(rest - self.low[self.rows])[~exact] if (~exact).any() else None,
            bounds=(0, NO_LIMIT),
            method="highs",
        )
        return bool(answer.status != 2)

    def found(self, targets: Iterable[Target]) -> list[Target]:
        """Those of the targets that a reader finds."""
        targets = list(targets)
        self._witness(targets)
        return [target for target in targets if self.is_found(target)]

    def finds_any(self, targets: list[Target]) -> bool:
        """Whether a reader finds one of the targets."""
        self._witness(targets)
        return any(self.is_found(target) for target in targets)

    def joined_with(self, cell: int, targets: list[Target]) -> list[Target]:
        """Targets that hang together with a cell, so that printing it may tell of them."""
        groups = {int(self.group[u]) for u in self.part.parts_of(cell) if np.isnan(self.value[u])}
        return [t for t in targets if any(int(self.group[u]) in groups for u in t.unknowns)]

    def _witness(self, targets: list[Target]) -> None:
        """Two ways in which all targets of a group may be, as large and as small as they can be together.

        Most targets need no more to be safe.
        """
        by_group: dict[int, list[Target]] = {}
        for target in targets:
            for group in {int(self.group[u]) for u in target.unknowns if np.isnan(self.value[u])}:
                by_group.setdefault(group, []).append(target)
        for group, mine in by_group.items():
            if len(mine) < 2:
                continue
            numbers = np.flatnonzero((self.group[: len(self.value)] == group) & np.isnan(self.value))
            cost = np.zeros(len(self.value))
            for target in mine:
                for unknown, times in target.unknowns.items():
                    cost[unknown] += times
            for sign in (1, -1):
                if (x := self._solved(numbers, sign * cost[numbers])) is not None:
                    whole = np.nan_to_num(self.value)
                    whole[numbers] = x
                    self._seen.setdefault(group, []).append(whole)

    def _solved(self, numbers: np.ndarray, cost: np.ndarray) -> np.ndarray | None:
        groups = set(self.group[numbers].tolist())
        rows = np.concatenate(
            [self.rows[self.rows_of[group]] for group in sorted(groups & set(self.rows_of))]
        )
        rest = self.rest[rows]
        answer = optimize.milp(
            cost,
            constraints=optimize.LinearConstraint(
                sparse.csr_array(self.left[np.ix_(rows, numbers)]),
                self.low[rows] - rest,
                self.high[rows] - rest,
            ),
            bounds=optimize.Bounds(0, NO_LIMIT),
            integrality=np.ones(len(numbers)),
        )
        return None if answer.x is None else np.round(answer.x)

    def is_found(self, target: Target) -> bool:
        """Whether a reader finds a target. Its least and greatest number are solved for only as far as needed."""
        known = float(
            sum(n * self.value[u] for u, n in target.unknowns.items() if not np.isnan(self.value[u]))
        )
        open_ = [u for u in target.unknowns if np.isnan(self.value[u])]
        if not open_:
            return target.is_found(known, known)
        groups = np.unique(self.group[open_])
        # Another target's solution may show already that this one is safe.
        shown = self._seen.setdefault(int(groups[0]), []) if len(groups) == 1 else []
        ends = [sum(n * x[u] for u, n in target.unknowns.items()) for x in shown]
        if ends and not target.is_found(min(ends), max(ends)):
            return False
        numbers = np.flatnonzero(np.isin(self.group[: len(self.value)], groups) & np.isnan(self.value))
        cost = np.array([target.unknowns.get(int(u), 0) for u in numbers], "float64")
        for sign in (-1, 1):
            x = self._solved(numbers, sign * cost)
            if x is None:
                # Numbers that contradict one another tell nobody anything.
                return False
            whole = np.nan_to_num(self.value)
            whole[numbers] = x
            shown.append(whole)
            ends.append(known + round(float(cost @ x)))
            if not target.is_found(min(ends), max(ends)):
                return False
            if sign < 0 and target.is_found(0, max(ends)):
                # Too small however small it may be.
                return True
        return True

    def neighbours(self, target: Target) -> set[int]:
        """Unknowns that stand in a row with one of the target's, or with one that those depend on."""
        open_ = [u for u in target.unknowns if np.isnan(self.value[u])]
        size = len(self.value)
        numbers = np.flatnonzero(
            np.isin(self.group[:size], np.unique(self.group[open_])) & np.isnan(self.value)
        )
        return self.wider(set(numbers.tolist()) or set(target.unknowns))

    def wider(self, near: set[int]) -> set[int]:
        """Those unknowns, and every other that stands in an equation with one of them."""
        rows = self.matrix[:, sorted(near)].any(axis=1)
        return near | set(np.flatnonzero(self.matrix[rows].any(axis=0)).tolist())


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
