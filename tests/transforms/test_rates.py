"""Percentages: half up, exact, missing without a denominator."""

from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.transforms.rates import half_up, percent, percentage


def one(numerator: int, denominator: int, places: int = 1) -> float | None:
    found = percentage(pd.Series([numerator]), pd.Series([denominator]), places)[0]
    return None if found is pd.NA else found


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent"),
    [
        (39407, 84866, 46.4),  # England 2024, plans in 20 weeks without exceptions
        (467, 863, 54.1),  # Kirklees 2024, decisions in 6 weeks
        (1, 16, 6.3),  # 6.25: half to even would say 6.2
        (3, 16, 18.8),  # 18.75
        (1, 800, 0.1),  # 0.125
        (1, 2000, 0.1),  # 0.05
        (0, 5, 0.0),
        (5, 5, 100.0),
    ],
)
def test_rates_are_rounded_half_up_to_one_decimal(numerator, denominator, percent):
    assert one(numerator, denominator) == percent


@given(st.integers(1, 2_000_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_rate_of_one_pair_is_that_of_a_column_of_them(counts):
    assert percent(*counts) == one(*counts)


def test_no_denominator_gives_no_rate():
    assert one(0, 0) is None


@given(
    st.integers(1, 2_000_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.integers(0, 3)
)
def test_rates_agree_with_decimal_arithmetic(of, places):
    numerator, denominator = of
    exact = Decimal(numerator) * 100 / Decimal(denominator)
    # Decimal division is cut at 28 digits, far beyond any tie of these sizes.
    assert one(numerator, denominator, places) == float(
        exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    )


@pytest.mark.parametrize(
    ("value", "places", "told"),
    [
        (152.59999999999997, 1, 152.6),  # what a quantile of whole days gives in floating point
        (-1234567.0049999999, 2, -1234567.0),
        (0.1 + 0.2, 2, 0.3),
        (2.25, 1, 2.3),  # half to even would say 2.2
        (6.449999999999999, 1, 6.5),  # a tie, but for floating point
    ],
)
def test_a_figure_is_told_to_its_decimals_and_no_more(value, places, told):
    assert half_up(pd.Series([value, None]), places).tolist() == [told, pd.NA]
