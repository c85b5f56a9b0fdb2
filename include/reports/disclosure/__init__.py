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

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from include.reports.disclosure.equations import Part, System
from include.reports.disclosure.printed import COUNT, GivenAway, Printed, Target
from include.reports.disclosure.reader import Seen

__all__ = ["COUNT", "GivenAway", "Printed", "contradictions", "suppressed"]


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
