"""The unknowns of a reader's equations: counts that no printed table tells apart any further."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from include.reports.disclosure.printed import ALL


class Count(NamedTuple):
    """What a printed count counts: a family over a stretch of days, in a group."""

    vintage: str
    family: str
    start: pd.Timestamp
    end: pd.Timestamp
    dimension: str
    member: str


class Unknowns:
    """Numbers of the unknowns, and the equations between them that follow from how tables are printed.

    A *piece* is an atom from one day on which a printed stretch begins or after which one ends to the next. An unknown
    is the number of rows in one group of all pieces that no table of the dimension tells apart: *alike* in it. However
    many they are together, they can be shared out among the pieces, so that no answer is lost or added.
    """

    def __init__(self, counts: list[Count], atoms: pd.DataFrame, groups: pd.DataFrame) -> None:
        self._number: dict[tuple[int, str], int] = {}
        atoms = atoms[atoms["family"].isin({count.family for count in counts})]
        self._atoms = {str(family): tuple(rows) for family, rows in atoms.groupby("family")["atom"]}
        self._whole = _wholes({count.family for count in counts}, self._atoms)
        own = {atom for family in self._whole for atom in self.atoms(family)}
        groups = groups[groups["atom"].isin(own)]
        self._named = {dimension: set(rows) for dimension, rows in groups.groupby("dimension")["member"]}
        # Every printed table with the groups in it, and the groups of all tables of a whole.
        self._tables: dict[Count, set[str]] = {}
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

    def _pieces(self, count: Count) -> list[tuple[str, pd.Timestamp]]:
        cuts = self._cuts[count.vintage, self._whole[count.family]]
        days = [day for day in cuts if count.start <= day <= count.end]
        return [(atom, day) for atom in self.atoms(count.family) for day in days]

    def of(self, count: Count) -> list[int]:
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
