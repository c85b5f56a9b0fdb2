"""What a reader has before them, and the numbers that they must not find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from include.errors import ReportError

ALL = "all"
COUNT = ["family", "start", "end", "dimension", "member"]


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
