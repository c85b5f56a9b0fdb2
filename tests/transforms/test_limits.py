"""Limits are dated data, each with its source."""

import pandas as pd
import pytest

from include.model import codeset
from include.transforms.facts.kinds import KINDS, clocks
from include.transforms.groups import academic_year, age_group, ethnic_group
from include.transforms.limits import Boundary, grounds, limit_rows, limits


def test_lengths_are_those_of_the_regulations():
    days = {limit.limit_id: limit.days for limit in limits() if limit.valid_to is None}
    expected = {
        "decide_to_assess": 42,
        "advice_response": 42,
        "decide_not_to_issue": 112,
        "final_plan": 140,
        "draft_comments": 14,  # 15 days beginning with the day of service
        "consult_setting": 15,
        "review_decision": 28,
        "amendment_notice": 28,
        "amended_final": 56,
        "amended_final_from_meeting": 84,
        "order_assess": 14,
        "order_assess_plan": 98,
    }
    assert {name: days[name] for name in expected} == expected


def test_every_number_has_a_source():
    assert all(limit.citation and limit.verification in "TSU" for limit in limits())
    assert all(ground.citation for ground in grounds())


def test_spans_of_one_limit_do_not_overlap():
    for limit in limits():
        others = [o for o in limits() if o.limit_id == limit.limit_id and o.valid_from > limit.valid_from]
        assert all(limit.valid_to and limit.valid_to < other.valid_from for other in others)


def test_grounds_are_known_and_each_allowed_ground_has_a_test():
    known = {ground.ground for ground in grounds()}
    assert known <= set(codeset("ExceptionGround"))
    assert all(set(limit.exceptions) <= known for limit in limits())


def test_grounds_that_excuse_advice_only_and_local_reasons_excuse_none_of_these_limits():
    others = [limit for limit in limits() if limit.limit_id != "advice_response"]
    assert not {"E", "F", "G", "L"} & {letter for limit in others for letter in limit.exceptions}
    (advice,) = (limit for limit in limits() if limit.limit_id == "advice_response")
    assert not {"A", "B"} & set(advice.exceptions)


def test_every_census_code_has_a_published_ethnic_group():
    codes = pd.Series(list(codeset("Ethnicity")), dtype="str")
    groups = ethnic_group(codes).set_axis(codes)
    assert groups.index[groups == "Unclassified"].tolist() == ["REFU", "NOBT"]
    assert groups.nunique() == 19
    assert groups[["WBRI", "AMPK", "MWAP", "COCH", "WROO"]].tolist() == [
        "White - White British",
        "Asian - Pakistani",
        "Mixed - White and Asian",
        "Asian - Chinese",
        "White - Gypsy/Roma",
    ]


def test_an_unknown_or_missing_ethnicity_is_unclassified():
    assert set(ethnic_group(pd.Series(["????", None], dtype="str"))) == {"Unclassified"}


@pytest.mark.parametrize(
    ("born", "day", "band", "phase"),
    [
        ("2021-08-31", "2025-09-01", "under_5", "primary"),  # 4 on 31 August 2025: Reception
        ("2021-09-01", "2026-08-31", "under_5", "early_years"),  # turned 4 the day after
        ("2020-09-01", "2025-09-01", "under_5", "primary"),
        ("2020-08-31", "2025-09-01", "5_10", "primary"),
        ("2014-09-01", "2025-10-01", "5_10", "primary"),
        ("2014-08-31", "2025-10-01", "11_15", "secondary"),
        ("2009-08-31", "2025-10-01", "16_19", "post_16"),
        ("2005-08-31", "2025-10-01", "20_25", "post_16"),
        ("2000-09-01", "2026-08-31", "20_25", "post_16"),
        ("1999-08-31", "2025-10-01", "not_recorded", "not_recorded"),
        ("2025-10-01", "2025-12-01", "under_5", "early_years"),  # not born on 31 August
        (None, "2025-12-01", "not_recorded", "not_recorded"),
    ],
)
def test_age_is_that_of_the_31_august_before_the_academic_year(born, day, band, phase):
    birth_year = academic_year(pd.to_datetime(pd.Series([born])))
    year = academic_year(pd.to_datetime(pd.Series([day])))
    assert age_group("age_band", birth_year, year)[0] == band
    assert age_group("school_phase", birth_year, year)[0] == phase


def test_every_limit_runs_a_clock_or_says_why_not():
    made = {kind.name for kind in KINDS}
    silent = [
        limit.limit_id for limit in limits() if not limit.not_run_because and limit.limit_id not in made
    ]
    both = [limit.limit_id for limit in limits() if limit.not_run_because and limit.limit_id in made]
    assert {clock.name for clock in clocks()} <= {limit.limit_id for limit in limits()}
    assert silent == []
    assert both == []


@pytest.mark.parametrize(("boundary", "last"), [("<=", 140), ("<", 139)])
def test_the_table_of_limits_tells_the_last_day_in_time_as_the_authority_counts_it(
    boundary: Boundary, last: int
) -> None:
    rows = limit_rows(boundary).set_index("limit_id")
    assert rows.loc["final_plan", "last_day"] == last
    # Time that a family must be given does not shrink with it, and some limits have no number of days.
    assert rows.loc["draft_comments", "last_day"] == 14
    assert rows.loc[["draft_plan", "transfer_school", "appeal"], "last_day"].isna().all()
    assert (rows["limit_name"] != "").all()
