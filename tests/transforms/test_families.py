"""Which measures count the same things: what disclosure control rests on."""

from __future__ import annotations

import pytest

from include.transforms import Catalogue, Families

FAMILIES = Families(Catalogue.load())


@pytest.fixture(scope="module")
def family():
    return FAMILIES.counts().set_index(["measure_id", "side"])["family"].to_dict()


@pytest.fixture(scope="module")
def made_of():
    """The atoms of each family."""
    return {name: frozenset(own) for name, own in FAMILIES.atoms().groupby("family")["atom"]}


@pytest.fixture(scope="module")
def pairs(made_of):
    """Pairs of families of which the second holds the first."""
    return {(a, b) for a, own in made_of.items() for b, other in made_of.items() if own < other}


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
    stocks = FAMILIES.counts().set_index(["measure_id", "side"])["is_stock"]
    assert stocks["plans_maintained_n", "numerator"]
    assert not stocks["new_plans_n", "numerator"]
    assert not stocks["ehcp_20wk_rate_12m", "numerator"], "a stretch of twelve months is a sum of events"


def test_amounts_hang_on_the_count_of_their_cases():
    assert {"measure_id": "package_annual_cost", "part": "packages_n"} in FAMILIES.parts().to_dict("records")


def test_plans_with_an_exception_and_without_are_all_plans(family, made_of):
    whole, without = (family[f"ehcp_20wk_rate_{each}", "denominator"] for each in ("incl", "excl"))
    exceptions = family["exception_share", "numerator"]
    assert family["exception_share", "denominator"] == whole
    assert family["exception_valid_rate", "denominator"] == exceptions
    assert not made_of[without] & made_of[exceptions]
    assert made_of[exceptions] <= made_of[whole] - made_of[without]


def test_a_filter_and_its_complement_are_the_whole(family, made_of):
    """Transport came on the first day, or it came late: nothing else, but for what is not recorded."""
    whole, met = (family["transport_first_day_rate", side] for side in ("denominator", "numerator"))
    late = family["transport_start_late_n", "numerator"]
    assert not made_of[met] & made_of[late]
    assert made_of[met] | made_of[late] < made_of[whole]


def test_a_band_beyond_a_limit_is_the_measure_of_that_limit(family):
    whole = ("ehcp_20wk_rate_excl", "denominator")
    assert (
        FAMILIES.narrowed(*whole, {"late_band": ("over_52_weeks",)})
        == family["ehcp_over_52wk_rate", "numerator"]
    )
    assert (
        FAMILIES.narrowed(*whole, {"clock_status": ("in_time",)})
        == family["ehcp_20wk_rate_excl", "numerator"]
    )


def test_a_group_of_one_measure_is_all_of_another(family, made_of):
    """The health section of the audits by section is what the measure of the health section counts."""
    section, health = (family[m, "denominator"] for m in ("plan_section_good_rate", "plan_health_good_rate"))
    groups = FAMILIES.atoms_of_groups()
    there = set(groups.loc[(groups["dimension"] == "subject") & (groups["member"] == "HEALTH"), "atom"])
    assert made_of[section] & there == made_of[health]


def test_plans_of_a_year_before_are_plans_of_an_earlier_day(family):
    rows = FAMILIES.counts().set_index(["measure_id", "side"])
    assert family["plans_year_before_n", "numerator"] == family["plans_maintained_n", "numerator"]
    assert rows.loc[("plans_year_before_n", "numerator"), "months_before"] == 12


def test_a_ratio_of_counts_prints_them_again(family):
    assert family["tribunal_appeal_rate", "numerator"] == family["appeals_12m_n", "numerator"]
    assert family["tribunal_appeal_rate", "denominator"] == family["appealable_decisions_12m_n", "numerator"]
    assert ("agency_share", "numerator") not in family, "an amount is no count"


def test_an_amount_hangs_on_any_measure_that_counts_its_rows():
    assert {
        "measure_id": "interpreter_cost",
        "part": "interpreter_need_met_rate",
    } in FAMILIES.parts().to_dict("records")
