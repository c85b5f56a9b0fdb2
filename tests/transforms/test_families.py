"""Which measures count the same things: what disclosure control rests on."""

from __future__ import annotations

import pytest

from include.transforms import families, nested, parts


@pytest.fixture(scope="module")
def family():
    return families().set_index(["measure_id", "side"])["family"].to_dict()


@pytest.fixture(scope="module")
def pairs():
    return set(nested().itertuples(index=False, name=None))


def test_measures_of_the_same_plans_share_their_count(family):
    same = ("ehcp_20wk_rate_excl", "denominator"), ("ehcp_over_52wk_rate", "denominator")
    assert family[same[0]] == family[same[1]]


def test_those_in_time_are_some_of_those_issued(family, pairs):
    for measure in ("ehcp_20wk_rate_excl", "request_decision_6wk_rate", "annual_review_12m_rate"):
        assert (family[measure, "numerator"], family[measure, "denominator"]) in pairs


def test_plans_without_exceptions_are_some_of_all_plans(family, pairs):
    pair = family["ehcp_20wk_rate_excl", "denominator"], family["ehcp_20wk_rate_incl", "denominator"]
    assert pair in pairs
    assert pair[::-1] not in pairs


def test_a_median_counts_only_cases_whose_days_are_known(family, pairs):
    rate, median = family["apology_letter_rate", "denominator"], family["apology_letter_days", "denominator"]
    assert rate != median
    assert (median, rate) in pairs


def test_a_stock_is_not_an_event(family):
    stocks = families().set_index(["measure_id", "side"])["is_stock"]
    assert stocks["plans_maintained_n", "numerator"]
    assert not stocks["new_plans_n", "numerator"]
    assert not stocks["ehcp_20wk_rate_12m", "numerator"], "a stretch of twelve months is a sum of events"


def test_amounts_hang_on_the_count_of_their_cases():
    assert {"measure_id": "package_annual_cost", "part": "packages_n"} in parts().to_dict("records")
