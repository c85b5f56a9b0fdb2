"""Percentages as the DfE prints them: half up, in exact integer arithmetic."""

from __future__ import annotations

import pandas as pd


def percentage(numerator: pd.Series, denominator: pd.Series, places: int = 1) -> pd.Series:
    """Numerator over denominator in percent, half up to `places` decimals; missing where the denominator is 0.

    Both are whole counts, none negative. Integers stay integers until the last step: floating-point division and
    rounding half to even disagree with published figures on ties such as 1 of 16, which is 6.3 and not 6.2.
    """
    of = denominator.astype("Int64").where(denominator > 0)
    scale = 10**places
    rounded_up = (2 * 100 * scale * numerator.astype("Int64") + of) // (2 * of)
    percent: pd.Series = (rounded_up / scale).astype("Float64")
    return percent
