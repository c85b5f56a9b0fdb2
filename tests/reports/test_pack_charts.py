"""Limits and figures in words: worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from include.reports.pack import charts
from include.reports.pack.view import Figure, amount, half_up, label


def rate(numerator: float, denominator: float) -> Figure:
    return Figure(half_up(100 * numerator / denominator), numerator, denominator, "ok", "percent")


class TestFunnel:
    def test_one_of_five_is_not_outside_a_funnel_about_half_but_none_of_thirty_is(self):
        outside = charts.is_outside(pd.Series([1, 0]), pd.Series([5, 30]), 50.0)
        assert outside.tolist() == [False, True]


class TestWords:
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
    ).assign(centre=2.0, low=0.5, high=3.5)
    first = charts.trend(points, "Number", None)
    charts._drawn.cache_clear()
    assert charts.trend(points, "Number", None) == first
    assert 'aria-hidden="true"' in first
    assert np.all([mark not in first for mark in ("<script", "http://www.w3.org/1999/xhtml")])
