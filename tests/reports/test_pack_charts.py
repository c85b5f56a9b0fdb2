"""Limits and figures in words: worked by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from include.reports.pack import charts, drawings, words
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
            (-3.2, "points", "−3.2 points"),
            (15.7, "points", "15.7 points"),
            (0.0, "points", "0.0 points"),
            (1234.5, "pounds", "£1,235"),
            (160.5, "days", "161 days"),
            (-1234.0, "pounds", "−£1,234"),
            (151.0, "days", "151 days"),
            (5376.0, "plans", "5,376"),
        ],
    )
    def test_amounts(self, value, unit, said):
        assert amount(value, unit) == said

    def test_full_time_equivalents_of_a_rate_keep_their_decimal(self):
        """31.6 of 49 are 64.5%; "32 of 49" would be 65.3%. Children are whole, and pounds need no pence."""
        of = [
            Figure(64.5, 31.6, 49, "ok", "percent").of,
            Figure(30.0, 3, 10, "ok", "percent").of,
            Figure(11.2, 1530698.22, 13710569.76, "ok", "percent").of,
        ]
        assert of == ["31.6 of 49", "3 of 10", "1,530,698 of 13,710,570"]

    @pytest.mark.parametrize(
        ("value", "said"),
        [
            (99.5, "more than 99 in every 100"),
            (100.0, "about 100 in every 100"),
            (0.4, "fewer than 1 in every 100"),
            (0.0, "about 0 in every 100"),
            (46.5, "about 47 in every 100"),
        ],
    )
    def test_nearly_all_are_not_all_and_a_few_not_nobody(self, value, said):
        assert words.out_of_hundred(Figure(value, math.nan, math.nan, "ok", "percent")) == said

    @pytest.mark.parametrize(
        ("counts", "is_part", "said"),
        [
            ({"Dismissed": 2, "Upheld": 2, "Conceded": 1}, False, "Most: Dismissed; Upheld, 2 each."),
            ({"Delay": 8, "Other": 2}, False, "Most: Delay, 8."),
            ({"Delay": 8, "Other": 6}, True, "Most of those shown: Delay, 8."),
            ({"Delay": 0, "Other": 0}, False, "Nobody is in any group."),
        ],
    )
    def test_the_largest_group_is_named_with_those_as_large(self, counts, is_part, said):
        assert (
            drawings._most(pd.DataFrame({"group": counts.keys(), "count": counts.values()}), is_part) == said
        )

    def test_the_highest_and_the_lowest_group_are_named_where_they_differ(self):
        rows = pd.DataFrame({"group": list("ABC"), "value": [50.0, 50.0, 40.0], "denominator": [12, 14, 20]})
        assert drawings._ends(rows, False) == " Highest: A; B, 50.0%. Lowest: C, 40.0%."
        assert drawings._ends(rows, True).startswith(" Highest of those shown: A; B")
        assert drawings._ends(rows.assign(value=50.0), False) == " The same in all groups: 50.0%."

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


def half_terms(values: list[float]) -> pd.DataFrame:
    """Points of a trend from Autumn 1, 2024-25 on."""
    seasons = [f"{term} {half}" for term in ("Autumn", "Spring", "Summer") for half in (1, 2)]
    labels = [f"{seasons[n % 6]}, {2024 + n // 6}-{25 + n // 6}" for n in range(len(values))]
    kinds = ["routine"] * (len(values) - 1) + ["signal"]
    points = {"period": labels, "value": values, "text": [f"{v:g}" for v in values], "kind": kinds}
    return pd.DataFrame(points).assign(centre=2.0, low=0.5, high=3.5)


class TestCharts:
    def test_a_chart_is_drawn_the_same_twice_and_for_nobody_to_read_aloud(self):
        first = charts.trend(half_terms([1.0, 2, 3]), "Number", None)
        assert charts.trend(half_terms([1.0, 2, 3]), "Number", None) == first
        assert 'aria-hidden="true"' in first and "<script" not in first and "style=" not in first

    def test_places_are_shares_of_the_width(self):
        """13 half-terms: the last lies in the middle of the last thirteenth, 100 × 12.5 / 13 = 96.15%."""
        drawn = charts.trend(half_terms([float(n) for n in range(13)]), "Number", None)
        assert 'x="96.15%"' in drawn and "viewBox" not in drawn

    def test_a_half_term_that_is_not_known_is_a_gap(self):
        drawn = charts.trend(half_terms([1.0, math.nan, 3, 4]), "Number", None)
        blue = [part for part in drawn.split("<") if 'stroke-width="2"' in part]
        assert len(blue) == 1, "of 1, none, 3, 4 only 3 and 4 are neighbours"

    def test_names_are_escaped(self):
        rows = pd.DataFrame({"group": ["<b>x"], "count": [1], "text": ["<i>1"]})
        assert "&lt;b&gt;x" in charts.bars(rows) and "<b>" not in charts.bars(rows)

    @pytest.mark.parametrize(
        ("least", "most", "ticks"),
        [
            (0, 100, [0, 20, 40, 60, 80, 100]),
            (0, 4, [0, 1, 2, 3, 4]),
            (0, 5032, [0, 2000, 4000, 6000]),
            (-3, 16, [-5, 0, 5, 10, 15, 20]),
            (0, 0.9, [0, 0.2, 0.4, 0.6, 0.8, 1]),
            (0, 0, [0, 1]),
        ],
    )
    def test_ticks_are_round_and_hold_every_value(self, least, most, ticks):
        found = charts._ticks(least, most, 5)
        assert found[0] <= least and found[-1] >= most
        assert found == pytest.approx(ticks)

    def test_a_sparkline_of_one_value_is_none(self):
        assert not charts.sparkline([math.nan, 3.0])
        assert "circle" in charts.sparkline([1.0, math.nan, 3.0])

    def test_a_sparkline_joins_neighbours_and_dots_only_this_half_term(self):
        gap = charts.sparkline([1.0, 2.0, math.nan, 3.0, math.nan])
        assert gap.count("<line") == 1 and charts.ORANGE not in gap
        assert charts.sparkline([1.0, 2.0, 3.0]).count(charts.ORANGE) == 1
