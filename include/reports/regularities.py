"""What numbers show of themselves: counts always equal, always the sum of two others, or always what came and went.

Definitions do not prove such rules, but a reader who sees them hold in every half-term may rely on them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

Series = str


@dataclass(frozen=True)
class Regularity:
    """A sum that is nought in every period: (series, so many periods before, how often it is counted)."""

    terms: tuple[tuple[Series, int, int], ...]


@dataclass(frozen=True)
class Support:
    """How much must speak for a rule before it is one.

    `filled`: in so many periods the counts must be more than nought. `distinct`: so many different values they must
    have had. A rule that the definitions suggest needs less.
    """

    filled: int
    distinct: int


def mined(
    counts: pd.DataFrame,
    stocks: set[Series],
    suggested: set[tuple[Series, Series]],
    equal: Support,
    total: Support,
    hinted: Support,
) -> list[Regularity]:
    """Rules that hold in every period.

    Args:
        counts: one column for each series, one row for each period in time order; true counts. A series that was not
            counted in every period is left out.
        stocks: the series that are counts of one day.
        suggested: pairs of series of which the second holds the first: equal ones are taken for the same.
        equal, total, hinted: support of an equality, of a sum, and of a suggested equality.

    """
    counts = counts.dropna(axis="columns")
    names = [str(name) for name in counts.columns]
    values = counts.to_numpy("int64").T
    found: list[Regularity] = []
    first: dict[bytes, int] = {}
    alone = []
    for n, row in enumerate(values):
        same = first.setdefault(row.tobytes(), n)
        if same == n:
            alone.append(n)
        elif _supported(row, equal):
            found.append(Regularity(((names[n], 0, 1), (names[same], 0, -1))))
    place = {name: n for n, name in enumerate(names)}
    for inner, outer in sorted(suggested):
        if inner in place and outer in place:
            a, b = values[place[inner]], values[place[outer]]
            if (a == b).all() and _supported(a, hinted) and not _supported(a, equal):
                found.append(Regularity(((inner, 0, 1), (outer, 0, -1))))
    known = {values[n].tobytes(): n for n in alone}
    return [*found, *_sums(values, names, alone, known, total), *_flows(values, names, alone, stocks, total)]


def _supported(row: np.ndarray, support: Support) -> bool:
    return (row > 0).sum() >= support.filled and len(set(row.tolist())) >= support.distinct


def _sums(
    values: np.ndarray, names: list[str], alone: list[int], known: dict[bytes, int], support: Support
) -> Iterator[Regularity]:
    rich = [n for n in alone if _supported(values[n], support)]
    for place, a in enumerate(rich):
        later = rich[place + 1 :]
        for b, both in zip(later, values[a] + values[later], strict=True):
            c = known.get(both.tobytes())
            if c is None or c in (a, b):
                continue
            if len(set(zip(values[a].tolist(), values[b].tolist(), strict=True))) < support.distinct:
                continue
            if ((values[a] > 0) & (values[b] > 0)).sum() >= support.filled:
                yield Regularity(((names[a], 0, 1), (names[b], 0, 1), (names[c], 0, -1)))


def _flows(
    values: np.ndarray, names: list[str], alone: list[int], stocks: set[Series], support: Support
) -> Iterator[Regularity]:
    """Those of now are those of before, and some count that came, less another that left."""
    flows = [n for n in alone if names[n] not in stocks]
    by_value: dict[bytes, int] = {values[n][1:].tobytes(): n for n in flows}
    for stock in (n for n in alone if names[n] in stocks):
        change = np.diff(values[stock])
        if not _supported(abs(change), support):
            continue
        for came in flows:
            left = values[came][1:] - change
            if (out := by_value.get(left.tobytes())) is not None and out != came:
                terms = (
                    (names[stock], 0, -1),
                    (names[stock], 1, 1),
                    (names[came], 0, 1),
                    (names[out], 0, -1),
                )
                yield Regularity(terms)
