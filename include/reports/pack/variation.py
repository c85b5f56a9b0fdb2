"""What is chance and what is more: tests of a change, and limits of a trend, for each kind of measure.

Which kind has which is data with its source: `variation.yaml`. Everything here is pure: numbers in, numbers out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
from pydantic import model_validator

from include.imports import put_off
from include.yaml_files import Strict, load

# A second to import, for a funnel or a test of chance: pages about data quality have neither.
with put_off("scipy.stats"):
    from scipy import stats

# Points from which limits of a trend mean something (Wheeler gives 12 as enough and 6 as the fewest).
FEWEST_POINTS = 8
# Wheeler's constant: 3 / 1.128, three standard deviations by the mean range of two draws.
_XMR = 2.66
_RANGE_OF_TWO = 1.128
# A run of so many on one side of the mean is a signal (Western Electric rule 4).
_RUN = 8
# Fewer expected than this, above or below the line, and three standard deviations mislead: exact limits with the same
# share beyond, 0.135% on each side.
_FEWEST_EXPECTED = 5
_TAIL = 0.00135
# A stock of fewer is moved by one or two people: it has no limits.
_FEWEST_OF_A_STOCK = 10

# At most this share of the changes that a page calls more than chance is expected to be chance (see `held`).
LEVEL = 0.05


class Kind(Strict):
    """How measures of some statistics vary."""

    statistics: tuple[str, ...]
    compared: Literal["per_week", "shares", "not"]
    judged_by: Literal["year_before", "before"]
    limits: Literal["u", "p", "xmr", "changes", "none"]
    band: str
    why: str
    source: str


class Rules(Strict):
    """`variation.yaml`, checked: each statistic is of one kind."""

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
    return Rules.model_validate(load(Path(__file__).with_name("variation.yaml")))


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
    return float(stats.binomtest(now, now + before, days / (days + days_before)).pvalue)


def p_of_shares(now: tuple[int, int], before: tuple[int, int]) -> float:
    """How often chance alone would make two proportions, each some of a whole, differ as much: Fisher's exact test."""
    table = [[part, whole - part] for part, whole in (now, before)]
    return float(stats.fisher_exact(table).pvalue)


def intervals(numerator: pd.Series, denominator: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Wilson's 95% interval of each proportion of whole numbers, in percent. The series share their index."""
    both = zip(numerator.astype("int64"), denominator.astype("int64"), strict=True)
    limits = [stats.binomtest(part, whole).proportion_ci(method="wilson") for part, whole in both]
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
    adjusted = stats.false_discovery_control(list(ps.values()))
    return {name: bool(p <= LEVEL) for name, p in zip(ps, adjusted, strict=True)}


def apart(parts: Sequence[int], wholes: Sequence[int], part: int, whole: int) -> list[bool]:
    """Which groups differ from all others together by more than chance would explain, read together.

    Fisher's exact test of each group against the rest; of those that stand at most `LEVEL` are expected to be chance.

    Args:
        parts, wholes: of each group.
        part, whole: of all groups together, also of those that are not among the given.

    """
    ps = {
        str(n): p_of_shares((own, of), (part - own, whole - of))
        for n, (own, of) in enumerate(zip(parts, wholes, strict=True))
        if 0 <= part - own <= whole - of > 0
    }
    stands = held(ps)
    return [stands.get(str(n), False) for n in range(len(parts))]


@dataclass(frozen=True)
class Trend:
    """A measure over half-terms in time order, with what routine variation would make of it.

    `drawn` are the values that a chart shows, such as counts by the week. `centre`, `low` and `high` are missing where
    there are no limits. `signals` says why a value is more than routine (`above`, `below`, `run`) and is missing where
    it is not. `drift` is `rising` or `falling` where the values go one way by more than chance would explain; empty
    where they do not, or are no draws of their own.
    """

    drawn: pd.Series
    centre: pd.Series
    low: pd.Series
    high: pd.Series
    signals: pd.Series
    drift: str = ""

    @property
    def has_limits(self) -> bool:
        """There are points enough for limits."""
        return bool(self.low.notna().any())


def trend(points: pd.DataFrame, statistic: str, *, is_percent: bool, has_season: bool = False) -> Trend:
    """The trend of a measure by the rule of its kind.

    Args:
        points: by half-term in time order: `value`, `numerator`, `denominator`, `days` and `end`, its last day.
        statistic: of the measure.
        is_percent: values lie from 0 to 100.
        has_season: it rises and falls with the school year. What moves a stock then is not routine in the same way in
            each half-term, so it has no limits.

    """
    rule = rules().kind(statistic).limits
    values = points["value"].astype("float64")
    if rule == "u":
        values = 7 * values / points["days"]
    known = points[values.notna()]
    known_limits: pd.DataFrame | None = None
    if len(known) >= FEWEST_POINTS + (rule == "changes"):
        if rule == "u":
            known_limits = u_limits(known["value"].to_numpy("float64"), known["days"].to_numpy("float64") / 7)
        elif rule == "p" and known[["numerator", "denominator"]].notna().all(axis=None):
            known_limits = 100 * p_limits(
                *(known[c].to_numpy("float64") for c in ("numerator", "denominator"))
            )
        elif rule in ("xmr", "p"):
            known_limits = xmr_limits(known["value"].to_numpy("float64"))
        elif rule == "changes" and not has_season:
            ends = pd.to_datetime(known["end"]).to_numpy("datetime64[D]").astype("int64") / 7
            known_limits = change_limits(known["value"].to_numpy("float64"), ends)
    empty = pd.DataFrame(np.nan, index=points.index, columns=["centre", "low", "high"])
    if known_limits is None:
        none = pd.Series(None, index=points.index, dtype="str")
        return Trend(values, empty["centre"], empty["low"], empty["high"], none)
    limits = known_limits.set_axis(known.index).reindex(points.index)
    # A measure whose unit is negative at times, such as a gap between two rates, has no least value.
    least = 0.0 if values.min() >= 0 else -np.inf
    limits = limits.clip(least, 100.0 if is_percent and values.max() <= 100 else np.inf)
    drift = _drift(values[known.index]) if rule in ("u", "p") else ""
    return Trend(values, limits["centre"], limits["low"], limits["high"], _signals(values, limits), drift)


def u_limits(counts: np.ndarray, weeks: np.ndarray) -> pd.DataFrame:
    """Limits of counts by the week, each by its own weeks: `centre`, `low`, `high` (u chart, widened as Laney 2002)."""
    mean = counts.sum() / weeks.sum()
    deviation = np.sqrt(mean / weeks)
    reach = 3 * deviation * spread((counts / weeks - mean) / deviation) if mean else 0 * weeks
    low, high = mean - reach, mean + reach
    few = mean * weeks < _FEWEST_EXPECTED
    exact = stats.poisson.ppf([[_TAIL], [1 - _TAIL]], mean * weeks) / weeks
    low, high = np.where(few, np.minimum(low, exact[0]), low), np.where(few, np.maximum(high, exact[1]), high)
    return pd.DataFrame({"centre": mean, "low": np.maximum(low, 0), "high": high})


def p_limits(parts: np.ndarray, wholes: np.ndarray) -> pd.DataFrame:
    """Limits of shares, each by its own whole: `centre`, `low`, `high` (p chart, widened as Laney 2002)."""
    share = parts.sum() / wholes.sum()
    deviation = np.sqrt(share * (1 - share) / wholes)
    reach = 3 * deviation * spread((parts / wholes - share) / deviation) if 0 < share < 1 else 0 * wholes
    low, high = share - reach, share + reach
    few = wholes * min(share, 1 - share) < _FEWEST_EXPECTED
    exact = stats.binom.ppf([[_TAIL], [1 - _TAIL]], wholes, share) / wholes
    low, high = np.where(few, np.minimum(low, exact[0]), low), np.where(few, np.maximum(high, exact[1]), high)
    return pd.DataFrame({"centre": share, "low": np.maximum(low, 0), "high": np.minimum(high, 1)})


def spread(standardised: np.ndarray) -> float:
    """Laney's sigma of z: by how much values vary more from one to the next than their counts explain; at least 1.

    Laney narrows limits where it is below 1; of a dozen points that is mostly chance, so here it only widens them.
    """
    return max(1.0, float(np.abs(np.diff(standardised)).mean()) / _RANGE_OF_TWO)


def xmr_limits(values: np.ndarray) -> pd.DataFrame:
    """Limits of values about one level: `centre`, `low`, `high` (mean ± 2.66 × mean moving range)."""
    mean, reach = float(values.mean()), _XMR * float(np.abs(np.diff(values)).mean())
    level = {"centre": mean, "low": mean - reach, "high": mean + reach}
    return pd.DataFrame(level, index=range(len(values)))


def change_limits(values: np.ndarray, weeks: np.ndarray) -> pd.DataFrame:
    """Where each value would lie had it moved from the one before as the series mostly moves.

    The XmR limits of the change per week, added to the value before. The first has none, nor has one after a stock of
    fewer than ten.

    Args:
        values: a stock on its last days, in time order.
        weeks: those last days, in weeks from any day.

    """
    apart = np.diff(weeks)
    limits = xmr_limits(np.diff(values) / apart)
    moved = limits.mul(apart, axis=0).add(values[:-1], axis=0)
    moved[values[:-1] < _FEWEST_OF_A_STOCK] = np.nan
    return pd.concat([pd.DataFrame(np.nan, index=[-1], columns=moved.columns), moved], ignore_index=True)


def _drift(values: pd.Series) -> str:
    """Whether values go one way: Kendall's rank correlation with time, as rare as a point beyond the limits."""
    correlation = stats.kendalltau(range(len(values)), values)
    if not correlation.pvalue <= 2 * _TAIL:
        return ""
    return "rising" if correlation.statistic > 0 else "falling"


def _signals(values: pd.Series, limits: pd.DataFrame) -> pd.Series:
    signal = pd.Series(None, index=values.index, dtype="str")
    # What differs by less than a computer's rounding differs by nothing.
    dust = 1e-9 * values.abs().max()
    off = (values - limits["centre"]).fillna(0)
    side = off.gt(dust).astype("int64") - off.lt(-dust).astype("int64")
    run = side.groupby((side != side.shift()).cumsum()).cumcount() + 1
    signal[(run >= _RUN) & (side != 0)] = "run"
    signal[values > limits["high"] + dust] = "above"
    signal[values < limits["low"] - dust] = "below"
    return signal
