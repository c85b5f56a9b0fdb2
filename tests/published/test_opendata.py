"""DfE's figures arrive exactly as DfE printed them."""

import json
from fractions import Fraction

import pandas as pd
import pytest

from include import published
from include.errors import ConfigError
from include.model import DFE
from include.published import opendata

ROWS = {
    "published_annual_reviews": 13290,
    "published_assessments": 12847,
    "published_caseload": 25339,
    "published_ceased_plans": 21164,
    "published_newplans": 17859,
    "published_personal_budgets": 22955,
    "published_requests": 13169,
    "published_residential_settings": 23117,
    "published_sen2_mi": 1294,
    "published_sen_need_newplans": 9768,
    "published_sen_needs_all_plans": 13939,
    "published_timeliness_20_week": 12211,
    "published_work_based_placements": 9917,
}


def kirklees(year: int) -> pd.Series:
    rows = opendata.read("timeliness_20_week")
    chosen = rows[(rows["old_la_code"] == "382") & (rows["time_period"] == year)]
    return chosen[chosen["breakdown"] == "All EHC plans issued"].iloc[0]


def test_every_row_of_every_file_is_there_under_its_key():
    frames = published.frames()
    assert {name: len(frame) for name, frame in frames.items()} == ROWS
    for name, frame in frames.items():
        assert list(frame) == list(DFE[name].columns)
        assert not frame.duplicated(list(DFE[name].key)).any(), name


def test_kirklees_own_rows():
    assert kirklees(2019)["pc_plans_issued_within_20_weeks"] == 71.5
    row = kirklees(2024)
    assert (
        row["plans_issued_20_weeks_ex"],
        row["plans_issued_den_ex"],
        row["pc_plans_issued_20_weeks_ex"],
    ) == (180, 785, 22.9)
    assert (row["release_year"], row["area_code"], row["area_name"]) == (2025, "E08000034", "Kirklees")


def test_a_symbol_is_missing_and_kept_as_a_symbol_never_zero():
    row = kirklees(2019)
    assert pd.isna(row["plans_issued_gt_1_year"])
    assert json.loads(row["symbols"])["plans_issued_gt_1_year"] == "x"
    assert pd.isna(kirklees(2024)["symbols"])
    refused = opendata.read("requests")
    none = refused[refused["requests_rya"] == 0]
    assert len(none) > 1000, "a published 0 stays 0"


def test_published_percentages_are_half_up_to_one_decimal():
    rows = opendata.read("timeliness_20_week")
    rows = rows[rows["breakdown"] == "All EHC plans issued"]
    rows = rows[["plans_issued_20_weeks_ex", "plans_issued_den_ex", "pc_plans_issued_20_weeks_ex"]].dropna()
    rows = rows[rows["plans_issued_den_ex"] > 0]
    exact = [
        Fraction(int(Fraction(int(n) * 1000, int(d)) + Fraction(1, 2)), 10)
        for n, d in zip(rows["plans_issued_20_weeks_ex"], rows["plans_issued_den_ex"], strict=True)
    ]
    differ = sum(
        abs(float(e) - p) > 1e-9 for e, p in zip(exact, rows["pc_plans_issued_20_weeks_ex"], strict=True)
    )
    assert len(rows) > 900
    assert differ == 0


def test_an_unknown_authority_suggests_near_ones():
    with pytest.raises(ConfigError, match="382 Kirklees"):
        opendata.authority("Kirkless")
    with pytest.raises(ConfigError, match="no file 'timelines'"):
        opendata.read("timelines")


def test_values_that_cannot_be_right_do_not_calibrate_anything():
    kirklees_plans = opendata.calibration("382")
    assert pd.isna(kirklees_plans.new_plans[2022])
    assert kirklees_plans.new_plans[2024] == 763
    assert any("Yorkshire" in note for note in kirklees_plans.notes)


# A county, a London borough, a city that changed its borders, the smallest, and one with few published shares.
@pytest.mark.parametrize("la_code", ["382", "857", "812", "839", "201", "942"])
def test_shares_add_up_to_one(la_code):
    found = opendata.calibration(la_code)
    for name in (
        "cease_reasons",
        "needs",
        "needs_new",
        "age",
        "age_new",
        "sex",
        "ethnicity",
        "placement",
        "placement_new",
    ):
        shares = getattr(found, name)
        assert abs(shares.sum() - 1) < 1e-9, name
        assert shares.ge(0).all(), name


def test_a_stand_in_is_noted():
    assert any("stands in" in note for note in opendata.calibration("812").notes)
