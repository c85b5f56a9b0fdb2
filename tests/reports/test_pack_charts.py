"""Limits, intervals and sentences: worked by hand, and no surer than the numbers allow."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.reports.pack import charts, words
from include.reports.pack.view import Figure, amount, half_up, label


def rate(numerator: float, denominator: float) -> Figure:
    return Figure(half_up(100 * numerator / denominator), numerator, denominator, "ok", "percent")


class TestLimits:
    def test_mean_and_2_66_moving_ranges(self):
        """Moving ranges of 10 and 12 in turn are 2 each: 11 ± 2.66 × 2."""
        limits = charts.Limits.of(pd.Series([10, 12] * 5, dtype="float64"), None, None)
        assert limits
        assert (limits.mean, round(limits.low, 2), round(limits.high, 2)) == (11, 5.68, 16.32)

    def test_too_few_points_have_none(self):
        values = pd.Series([10.0, 12.0, math.nan] * 3)
        assert charts.Limits.of(values[:8], None, None) is None

    def test_a_percentage_stays_between_0_and_100(self):
        limits = charts.Limits.of(pd.Series([1.0, 99.0] * 5), 0, 100)
        assert limits and (limits.low, limits.high) == (0, 100)

    def test_a_point_beyond_the_limits_is_a_signal(self):
        values = pd.Series([50.0, 52, 50, 52, 50, 52, 50, 52, 50, 90])
        found = charts.signals(values, charts.Limits(51, 45, 57))
        assert found.notna().tolist() == [False] * 9 + [True]
        assert found.iloc[-1] == "above"

    def test_eight_on_one_side_are_a_signal_seven_are_not(self):
        limits = charts.Limits(50, 0, 100)
        assert charts.signals(pd.Series([51.0] * 7), limits).isna().all()
        assert charts.signals(pd.Series([51.0] * 8), limits).iloc[-1] == "run"


class TestIntervals:
    def test_wilson_as_in_newcombe_1998(self):
        """81 of 263, 15 of 148, 0 of 20, 1 of 29: Newcombe (1998), table of method 3."""
        low, high = charts.intervals(pd.Series([81, 15, 0, 1]), pd.Series([263, 148, 20, 29]))
        assert (low / 100).round(4).tolist() == [0.2553, 0.0624, 0.0, 0.0061]
        assert (high / 100).round(4).tolist() == [0.3662, 0.1605, 0.1611, 0.1718]

    def test_difference_as_in_newcombe_1998(self):
        """56 of 70 less 48 of 80: 0.2000, from 0.0524 to 0.3339 (Newcombe 1998, method 10)."""
        low, high = words.difference(rate(56, 70), rate(48, 80))
        assert (round(low / 100, 4), round(high / 100, 4)) == (0.0524, 0.3339)

    @given(st.integers(1, 500), st.integers(1, 500))
    def test_the_interval_holds_the_rate(self, n, k):
        low, high = charts.intervals(pd.Series([min(k, n)]), pd.Series([n]))
        assert 0 <= low[0] <= 100 * min(k, n) / n + 1e-9
        assert 100 * min(k, n) / n - 1e-9 <= high[0] <= 100 + 1e-9

    def test_one_of_five_is_not_outside_a_funnel_about_half_but_none_of_thirty_is(self):
        outside = charts.is_outside(pd.Series([1, 0]), pd.Series([5, 30]), 50.0)
        assert outside.tolist() == [False, True]


class TestWords:
    def test_a_small_change_of_few_is_chance_a_large_one_of_many_is_not(self):
        sure, said = words._test(rate(6, 10), rate(4, 10), "rate")
        assert not sure and "Chance alone could explain it" in said
        sure, said = words._test(rate(600, 1000), rate(400, 1000), "rate")
        assert sure and "more than chance would explain" in said

    @pytest.mark.parametrize(
        ("value", "unit", "said"),
        [
            (46.6, "percent", "46.6%"),
            (-3.25, "points", "-3.2 points"),
            (1234.5, "pounds", "£1,234"),
            (-1234.0, "pounds", "−£1,234"),
            (151.0, "days", "151 days"),
            (5376.0, "plans", "5,376"),
        ],
    )
    def test_amounts(self, value, unit, said):
        assert amount(value, unit) == said

    @pytest.mark.parametrize(
        ("figure", "said"),
        [
            (Figure(math.nan, 0, 0, "no_cases", "percent"), "[z]"),
            (Figure(math.nan, math.nan, math.nan, "withheld", "percent"), "[c]"),
            (Figure(math.nan, math.nan, math.nan, "not_collected", "cases"), "[x]"),
            (rate(3, 9), "33.3% [u]"),
            (rate(3, 10), "30.0%"),
            (rate(0, 12), "0.0%"),
        ],
    )
    def test_what_is_not_known_is_never_nought(self, figure, said):
        assert figure.text == said

    def test_half_terms_in_words(self):
        assert label("2025-26-summer-2") == "Summer 2, 2025-26"


def test_a_chart_is_drawn_the_same_twice():
    points = pd.DataFrame(
        {"period": list("abc"), "value": [1.0, 2, 3], "text": list("123"), "kind": ["routine"] * 3}
    )
    first = charts.trend(points, "Number", None, None)
    charts._drawn.cache_clear()
    assert charts.trend(points, "Number", None, None) == first
    assert 'aria-hidden="true"' in first
    assert np.all([mark not in first for mark in ("<script", "http://www.w3.org/1999/xhtml")])
