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

    `share`: of the periods, in so many it must hold: a reader who knows nine in ten plans issued to be new plans takes
    the tenth for one too, and is right wherever the rule holds. Of those periods, `filled`: in so many the counts must
    be more than nought; `distinct`: so many different values they must have had. A rule that the definitions suggest
    needs less.
    """

    filled: int
    distinct: int
    share: float = 1.0

    def speaks_for(self, holds: np.ndarray, *counts: np.ndarray) -> bool:
        """Whether a rule about counts is one that holds in these periods."""
        counts_there = [row[holds] for row in counts]
        return bool(
            holds.mean() >= self.share
            and np.logical_and.reduce([row > 0 for row in counts_there]).sum() >= self.filled
            and len(set(zip(*(row.tolist() for row in counts_there), strict=True))) >= self.distinct
        )


def mined(
    counts: pd.DataFrame,
    stocks: set[Series],
    suggested: set[tuple[Series, Series]],
    equal: Support,
    total: Support,
    hinted: Support,
) -> list[Regularity]:
    """Rules that hold in every period, or in as many as their support asks for.

    Args:
        counts: one column for each series, one row for each period in time order; true counts. A series that was not
            counted in every period is left out.
        stocks: the series that are counts of one day.
        suggested: pairs of series of which the second holds the first: equal ones are taken for the same.
        equal, total, hinted: support of an equality, of a sum or flow, and of a suggested equality.

    """
    counts = counts.dropna(axis="columns")
    names = [str(name) for name in counts.columns]
    values = counts.to_numpy("int64").T
    if not len(names):
        return []
    alone = sorted({row.tobytes(): n for n, row in reversed([*enumerate(values)])}.values())
    return [
        *_equal(values, names, suggested, equal, hinted),
        *_sums(values, names, alone, total),
        *_flows(values, names, alone, stocks, total),
    ]


def _equal(
    values: np.ndarray,
    names: list[str],
    suggested: set[tuple[Series, Series]],
    equal: Support,
    hinted: Support,
) -> Iterator[Regularity]:
    for a, row in enumerate(values):
        same = values[a + 1 :] == row
        for b in (np.flatnonzero(same.mean(axis=1) >= min(equal.share, hinted.share)) + a + 1).tolist():
            is_hinted = (names[a], names[b]) in suggested or (names[b], names[a]) in suggested
            if any(
                each.speaks_for(same[b - a - 1], row) for each in (equal, *([hinted] if is_hinted else []))
            ):
                yield Regularity(((names[a], 0, 1), (names[b], 0, -1)))


def _supported(row: np.ndarray, support: Support) -> bool:
    return (row > 0).sum() >= support.filled and len(set(row.tolist())) >= support.distinct


def _sums(values: np.ndarray, names: list[str], alone: list[int], support: Support) -> Iterator[Regularity]:
    # How different the counts must have been is asked of both parts together: one alone may be 0, 1 or 2 for ever.
    rich = [n for n in alone if (values[n] > 0).sum() >= support.filled]
    whole = values[rich]
    for place, a in enumerate(rich):
        for b in rich[place + 1 :]:
            holds = whole == values[a] + values[b]
            for c in np.flatnonzero(holds.mean(axis=1) >= support.share).tolist():
                if support.speaks_for(holds[c], values[a], values[b]):
                    yield Regularity(((names[a], 0, 1), (names[b], 0, 1), (names[rich[c]], 0, -1)))


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
            outflow = values[came][1:] - change
            if (out := by_value.get(outflow.tobytes())) is not None and out != came:
                terms = (
                    (names[stock], 0, -1),
                    (names[stock], 1, 1),
                    (names[came], 0, 1),
                    (names[out], 0, -1),
                )
                yield Regularity(terms)
