"""Percentages as the DfE prints them: half up, in exact integer arithmetic."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd


def half_up(values: pd.Series, places: int) -> pd.Series:
    """Figures to `places` decimals, half up (`Float64`; missing stays missing).

    A sum or a quantile in floating point misses the decimal it means by some 1e-12 (152.59999999999997 for 152.6), so
    that much is put right first: a tie must not be lost to it.
    """
    scale = 10**places
    numbers = values.to_numpy("float64", na_value=np.nan)
    rounded = np.floor((numbers * scale).round(6) + 0.5) / scale
    return pd.Series(rounded, values.index, dtype="Float64")


def percentage(numerator: pd.Series, denominator: pd.Series, places: int = 1) -> pd.Series:
    """Numerator over denominator in percent, half up to `places` decimals; missing where the denominator is 0.

    Both are whole counts, none negative. Integers stay integers until the last step: floating-point division and
    rounding half to even disagree with published figures on ties such as 1 of 16, which is 6.3 and not 6.2.
    """
    of = denominator.astype("Int64").where(denominator > 0)
    rates: pd.Series = _rate(numerator.astype("Int64"), of, places).astype("Float64")
    return rates


def percent(numerator: int, denominator: int, places: int = 1) -> float:
    """`percentage` of one pair of counts, of which the denominator is more than 0."""
    return float(_rate(numerator, denominator, places))


def _rate(numerator: Any, denominator: Any, places: int) -> Any:
    """The rule itself, of numbers or columns of them."""
    scale = 10**places
    return (2 * 100 * scale * numerator + denominator) // (2 * denominator) / scale
