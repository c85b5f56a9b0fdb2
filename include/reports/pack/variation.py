"""What is chance and what is more: tests of a change, and limits of a trend, for each kind of measure.

Which kind has which is data with its source: `variation.yaml`. Everything here is pure: numbers in, numbers out.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict, model_validator
from scipy.stats import binomtest, false_discovery_control, fisher_exact

# At most this share of the changes that a page calls more than chance is expected to be chance (see `held`).
LEVEL = 0.05


class Kind(BaseModel):
    """How measures of some statistics vary."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    statistics: tuple[str, ...]
    compared: Literal["per_week", "shares", "not"]
    judged_by: Literal["year_before", "before"]
    limits: Literal["u", "p", "xmr", "changes", "none"]
    why: str
    source: str


class Rules(BaseModel):
    """`variation.yaml`, checked: each statistic is of one kind."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kinds: dict[str, Kind]
    seasonal: frozenset[str]

    @model_validator(mode="after")
    def _one_kind_each(self) -> Rules:
        named = [statistic for kind in self.kinds.values() for statistic in kind.statistics]
        if len(named) != len(set(named)):
            raise ValueError(f"A statistic is of two kinds: {sorted(named)}")
        return self

    def kind(self, statistic: str) -> Kind:
        """The kind of a statistic."""
        return next(kind for kind in self.kinds.values() if statistic in kind.statistics)

    def has_season(self, measure_id: str, statistic: str) -> bool:
        """Whether the measure is judged by the same half-term last year."""
        return measure_id in self.seasonal or self.kind(statistic).judged_by == "year_before"


@cache
def rules() -> Rules:
    """The rules of `variation.yaml`."""
    text = Path(__file__).with_name("variation.yaml").read_text(encoding="utf-8")
    return Rules.model_validate(yaml.safe_load(text))


def per_week(count: float, days: float) -> float:
    """So many in a week."""
    return 7 * count / days


def p_of_counts(now: int, before: int, days: int, days_before: int) -> float:
    """How often chance alone would make two counts differ as much, were both of one number a day.

    The conditional test of two Poisson rates (Przyborowski and Wilenski 1940): given the sum of both, the first is
    binomial with the share of the days that are its own. Two-sided; 1 where nothing was counted.
    """
    if now + before == 0:
        return 1.0
    return float(binomtest(now, now + before, days / (days + days_before)).pvalue)


def p_of_shares(now: tuple[int, int], before: tuple[int, int]) -> float:
    """How often chance alone would make two proportions, each some of a whole, differ as much: Fisher's exact test."""
    table = [[part, whole - part] for part, whole in (now, before)]
    return float(fisher_exact(table).pvalue)


def intervals(numerator: pd.Series, denominator: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Wilson's 95% interval of each proportion of whole numbers, in percent. The series share their index."""
    both = zip(numerator.astype("int64"), denominator.astype("int64"), strict=True)
    limits = [binomtest(part, whole).proportion_ci(method="wilson") for part, whole in both]
    low, high = (
        pd.Series([100 * each[side] for each in limits], numerator.index, "float64") for side in (0, 1)
    )
    return low, high


def difference(now: tuple[float, float], before: tuple[float, float]) -> tuple[float, float]:
    """Newcombe's 95% interval of the difference of two rates, each some of a whole, in percentage points."""
    numerators, denominators = (pd.Series([now[n], before[n]]) for n in (0, 1))
    low, high = intervals(numerators, denominators)
    share = 100 * numerators / denominators
    step = share[0] - share[1]
    down = ((share[0] - low[0]) ** 2 + (high[1] - share[1]) ** 2) ** 0.5
    up = ((high[0] - share[0]) ** 2 + (share[1] - low[1]) ** 2) ** 0.5
    return float(step - down), float(step + up)


def held(ps: Mapping[str, float]) -> dict[str, bool]:
    """Which of many tests stand when all are read together.

    Of those that stand, at most `LEVEL` are expected to be chance (Benjamini and Hochberg 1995).
    """
    if not ps:
        return {}
    adjusted = false_discovery_control(list(ps.values()))
    return {name: bool(p <= LEVEL) for name, p in zip(ps, adjusted, strict=True)}
