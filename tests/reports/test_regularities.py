"""Rules that numbers show: only those that held in every half-term, and often enough not to be chance."""

from __future__ import annotations

import pandas as pd

from include.reports.regularities import Support, mined

ENOUGH = Support(3, 3)


def rules(stocks=(), suggested=(), hinted=ENOUGH, **series: list) -> set[tuple]:
    found = mined(pd.DataFrame(series), set(stocks), set(suggested), ENOUGH, ENOUGH, hinted)
    return {tuple(sorted(rule.terms)) for rule in found}


def test_counts_that_are_always_equal():
    assert rules(median=[3, 5, 8, 4], plans=[3, 5, 8, 4], other=[3, 5, 8, 5]) == {
        (("median", 0, 1), ("plans", 0, -1))
    }


def test_a_count_that_is_always_the_sum_of_two_others():
    assert rules(send=[4, 2, 7, 5], others=[14, 9, 3, 6], decided=[18, 11, 10, 11]) == {
        (("decided", 0, -1), ("others", 0, 1), ("send", 0, 1))
    }


def test_one_half_term_in_which_it_does_not_hold_is_enough():
    assert rules(send=[4, 2, 7, 5], others=[14, 9, 3, 6], decided=[18, 11, 10, 12]) == set()


def test_noughts_prove_nothing():
    assert rules(a=[0, 0, 0, 1], b=[0, 0, 0, 1]) == set()


def test_what_the_definitions_suggest_needs_less():
    few = {"median": [0, 0, 3, 4], "plans": [0, 0, 3, 4]}
    assert rules(**few) == set()
    assert rules(suggested=[("median", "plans")], hinted=Support(2, 2), **few) != set()


def test_those_held_are_those_before_and_what_came_less_what_left():
    found = rules(["held"], held=[50, 54, 61, 59, 66], came=[9, 7, 9, 1, 8], left=[1, 3, 2, 3, 1])
    assert (("came", 0, 1), ("held", 0, -1), ("held", 1, 1), ("left", 0, -1)) in found


def test_a_series_that_was_not_counted_in_every_half_term_has_no_rule():
    assert rules(a=[3, 5, 8, None], b=[3, 5, 8, None]) == set()


def test_a_rule_with_few_exceptions_is_one_where_the_support_says_so():
    """Nearly every plan issued is a new plan: a reader takes it for granted in the other half-terms."""
    series = {"issued": [5, 7, 9, 13, 15], "new": [5, 7, 9, 13, 16]}
    assert rules(**series) == set()
    often = Support(3, 3, share=0.75)
    assert mined(pd.DataFrame(series), set(), set(), often, ENOUGH, ENOUGH)
