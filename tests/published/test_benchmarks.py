"""Where DfE's own figures put an authority among all: expected places were counted in its files with plain pandas."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pandas as pd
import pytest

from include.model import DFE
from include.published import benchmarks, opendata
from include.published.benchmarks import Benchmark, Source
from include.transforms import Catalogue

KIRKLEES, LEEDS, RUTLAND, DORSET = "382", "383", "857", "838"


@pytest.fixture(scope="module")
def bundled() -> dict[str, pd.DataFrame]:
    names = {"requests", "timeliness_20_week", "newplans", "caseload", "personal_budgets", "annual_reviews"}
    return {"sen2_mi": opendata.read("sen2_mi", 2022), **{name: opendata.read(name) for name in names}}


@pytest.fixture(scope="module")
def placed(bundled) -> pd.DataFrame:
    return benchmarks.published(bundled, Catalogue.load())


def _one(placed: pd.DataFrame, benchmark: str, la_code: str, year: int, edition: int = 2025) -> pd.Series:
    found = placed[
        (placed["benchmark_id"] == benchmark)
        & (placed["old_la_code"] == la_code)
        & (placed["calendar_year"] == year)
        & (placed["release_year"] == edition)
    ]
    assert len(found) == 1
    return found.iloc[0]


@pytest.mark.parametrize(
    ("benchmark", "la_code", "value", "rank", "among", "quartile"),
    [
        ("ehcp_20wk_rate_excl", KIRKLEES, 22.9, 125, 151, 4),
        ("ehcp_20wk_rate_excl", LEEDS, 9.3, 140, 151, 4),
        ("ehcp_20wk_rate_excl", RUTLAND, 78.4, 41, 151, 2),
        # Fewer is better; 50 authorities share the first place with none over a year.
        ("ehcp_over_52wk_rate", KIRKLEES, 46.2, 150, 151, 4),
        ("ehcp_over_52wk_rate", LEEDS, 57.2, 151, 151, 4),
        ("ehcp_over_52wk_rate", RUTLAND, 0.0, 1, 151, 1),
        # Neither way is better, so the highest has the first place.
        ("request_refused_rate", KIRKLEES, 29.4, 49, 153, 2),
        ("request_refused_rate", LEEDS, 15.4, 126, 153, 4),
    ],
)
def test_an_authority_has_the_place_that_dfes_file_gives_it(
    placed, benchmark, la_code, value, rank, among, quartile
) -> None:
    row = _one(placed, benchmark, la_code, 2024)
    assert [row["value"], row["rank"], row["ranked_among"], row["quartile"]] == [value, rank, among, quartile]


def test_what_dfe_did_not_print_has_no_place(placed) -> None:
    """Dorset's timeliness of 2024 is x: 151 of 153 authorities are ranked, the City of London is the other."""
    row = _one(placed, "ehcp_20wk_rate_excl", DORSET, 2024)
    assert row["left_out"] == "x"
    assert row[["value", "rank", "quartile"]].isna().all()


def test_what_cannot_be_right_has_no_place(placed) -> None:
    """For 2022 DfE printed the region's new plans as Kirklees's own; growth from and to that is as wrong."""
    shares = placed[(placed["old_la_code"] == KIRKLEES) & placed["benchmark_id"].str.startswith("new_plans")]
    wrong = shares[shares["calendar_year"].isin([2022]) & (shares["release_year"] == 2025)]
    assert set(wrong["left_out"]) == {"suspect"}
    assert wrong["rank"].isna().all()
    assert _one(placed, "new_plans_growth", KIRKLEES, 2023)["left_out"] == "suspect"
    assert pd.isna(_one(placed, "new_plans_growth", KIRKLEES, 2024)["left_out"])


def test_a_trend_begins_in_2014_with_the_older_collection(placed) -> None:
    own = placed[(placed["benchmark_id"] == "ehcp_20wk_rate_excl") & (placed["old_la_code"] == KIRKLEES)]
    assert set(own["calendar_year"]) == {*range(2014, 2025)}
    assert [
        *_one(placed, "ehcp_20wk_rate_excl", KIRKLEES, 2018, 2022)[["numerator", "denominator", "value"]]
    ] == [
        159,
        357,
        44.5,
    ]


def test_a_percentage_is_the_one_that_dfe_prints(bundled, placed) -> None:
    """Of decisions whether to assess DfE also counts those that are in neither of its columns: the print stands."""
    for benchmark, file, printed in (
        ("ehcp_20wk_rate_excl", "timeliness_20_week", "pc_plans_issued_20_weeks_ex"),
        ("request_decision_6wk_rate", "requests", "request_outcome_six_weeks_pc"),
        ("annual_review_4wk_rate", "annual_reviews", "pc_decsion_4weeks"),
    ):
        rows = bundled[file]
        rows = rows[(rows["topic"] == "all") & rows[printed].notna()]
        ours = placed[(placed["benchmark_id"] == benchmark) & (placed["release_year"] == 2025)]
        both = ours.merge(rows, on=["time_period", "geographic_level", "area_code"])
        assert len(both) == len(rows) > 150
        assert (both["value"] == both[printed]).all()


def test_a_percentage_that_dfe_does_not_print_is_rounded_half_up(placed) -> None:
    """Plans with an exception are those of all less those without one."""
    exceptions = placed[(placed["benchmark_id"] == "exception_share") & (placed["release_year"] == 2025)]
    assert [*_one(placed, "exception_share", KIRKLEES, 2024)[["numerator", "value"]]] == [0, 0.0]
    england = exceptions[
        (exceptions["geographic_level"] == "National") & (exceptions["calendar_year"] == 2019)
    ]
    # DfE's file, 2019: 53,327 plans issued, 49,519 without an exception; 3,808 of 53,327 is 7.14 percent.
    assert [*england.iloc[0][["numerator", "denominator", "value"]]] == [3808, 53327, 7.1]


def test_a_count_has_no_rank(placed) -> None:
    """Who has most plans is who has most children."""
    counts = placed[placed["benchmark_id"].isin(["requests_received", "new_plans_n", "plans_maintained_n"])]
    assert counts["value"].notna().any()
    assert counts["rank"].isna().all()


def test_a_column_of_another_file_stands_below_the_line(placed) -> None:
    """January 2024: 2 personal budgets of Kirklees's 4,125 plans are 0.0 percent."""
    row = _one(placed, "personal_budget_share", KIRKLEES, 2023)
    assert [row["numerator"], row["denominator"], row["value"]] == [2, 4125, 0.0]
    assert row["time_period"] == 202324


def test_a_mean_is_taken_as_printed_and_the_lowest_is_first() -> None:
    """The mean weeks are new in the edition of 2026: an authority's place, from rows with its head."""
    rows = _rows(
        file="timeliness_20_week",
        plans_issued_den_ex=[1000, 100, 50, 10],
        avg_weeks_issue_plan_exc=[25.0, 20.4, 31.2, 20.4],
    )
    made = benchmarks.published({"timeliness_20_week": rows}, Catalogue.load())
    mean = made[made["benchmark_id"] == "mean_weeks_excl"].set_index("area_code")
    assert mean["value"].to_dict() == {"E0": 25.0, "L1": 20.4, "L2": 31.2, "L3": 20.4}
    assert mean["rank"].dropna().to_dict() == {"L1": 1, "L2": 3, "L3": 1}
    assert set(mean["ranked_among"].dropna()) == {3}


def test_a_sign_in_place_of_a_number_is_told_and_not_ranked() -> None:
    rows = _rows(
        file="requests",
        requests_received_in_year=[400, 100, 100, 100],
        requests_decided_not_to_assess=[100, 20, None, 30],
        request_not_assess_pc=[25.0, 20.0, None, 30.0],
        symbols=[None, None, json.dumps({"requests_decided_not_to_assess": "c"}), None],
    )
    made = benchmarks.published({"requests": rows}, Catalogue.load())
    refused = made[made["benchmark_id"] == "request_refused_rate"].set_index("area_code")
    assert refused["rank"].dropna().to_dict() == {"L1": 2, "L3": 1}
    assert refused.loc["L2", "left_out"] == "c"
    assert refused["value"].isna().to_dict() == {"E0": False, "L1": False, "L2": True, "L3": False}


def test_every_figure_names_columns_and_measures_that_there_are() -> None:
    catalogue = Catalogue.load()
    for name, each in benchmarks.benchmarks().items():
        assert each.measure is None or each.measure in catalogue, name
        for source in each.sources:
            for file, column in source.columns:
                assert column in DFE[f"published_{file}"].columns, (name, file, column)


def test_a_measure_is_set_beside_one_figure() -> None:
    """Else the scorecard would have two Englands."""
    whole = [b.measure for b in benchmarks.benchmarks().values() if b.measure and b.dimension == "all"]
    assert len(whole) == len(set(whole))


def test_which_way_is_better_is_what_the_measure_says() -> None:
    catalogue = Catalogue.load()
    said = benchmarks.definitions(catalogue).set_index("benchmark_id")["direction"]
    assert said["ehcp_20wk_rate_excl"] == "higher"
    assert said["ehcp_over_52wk_rate"] == "lower"
    assert said["request_refused_rate"] == "track"
    assert said["mean_weeks_excl"] == "lower"


def test_a_figure_is_of_columns_or_a_mean_of_plans() -> None:
    for wrong in (
        {"file": "requests"},
        {"file": "requests", "top": "a", "mean": "b"},
        {"file": "f", "mean": "b"},
    ):
        with pytest.raises(ValueError, match="figure|mean"):
            Source.model_validate(wrong)
    assert not Benchmark.model_validate(
        {"name": "n", "unit": "plans", "from": [{"file": "f", "top": "a"}]}
    ).is_ranked


def test_the_expected_places_are_those_of_the_file() -> None:
    """The same by hand, from the file's own text: none of our code has read it."""
    path = Path(benchmarks.__file__).parent / "data/2025/timeliness_20_week.csv.gz"
    with gzip.open(path) as content:
        rows = pd.read_csv(content, dtype=str, encoding="utf-8-sig")
    rows = rows[(rows["time_period"] == "2024") & (rows["breakdown_topic"] == "All EHC plans issued")]
    rows = rows[rows["geographic_level"] == "Local authority"].set_index("old_la_code")
    printed = pd.to_numeric(rows["PC_plans_issued_20_weeks_ex"], errors="coerce").dropna()
    assert len(printed) == 151
    assert (printed > printed[KIRKLEES]).sum() + 1 == 125
    assert (printed > printed[LEEDS]).sum() + 1 == 140


def _rows(file: str, symbols: list[str | None] | None = None, **figures: list[float | None]) -> pd.DataFrame:
    """England and three authorities in one edition, with these figures."""
    places = ["E0", "L1", "L2", "L3"]
    made = pd.DataFrame(
        {
            "release_year": 2026,
            "time_period": 2025,
            "geographic_level": ["National", *["Local authority"] * 3],
            "area_code": places,
            "area_name": places,
            "old_la_code": [None, "1", "2", "3"],
            "topic": "all",
            "symbols": symbols or [None] * 4,
            **figures,
        }
    ).reindex(columns=[*DFE[f"published_{file}"].columns])
    return made.astype({c.name: c.dtype for c in DFE[f"published_{file}"].columns.values()})
