"""The forecast of this year's published 20-week figures: what is certain is certain, and ranges hold what comes."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from benchmarks import forecast as trial
from include.transforms import forecast

YEAR = 2025


@pytest.fixture(scope="module")
def council() -> pd.DataFrame:
    """Five years of a simulated council."""
    return trial.simulated(7, YEAR)


def rate(clocks: pd.DataFrame, as_at: date, **options) -> pd.Series:
    figures, _ = forecast.forecasts(clocks, as_at, simulations=200, **options)
    row = figures.set_index("benchmark_id").loc["ehcp_20wk_rate_excl"]
    assert isinstance(row, pd.Series)
    return row


ENDS = ["low_90", "low_50", "middle", "high_50", "high_90"]


def test_at_the_end_of_the_year_the_range_is_the_figure(council) -> None:
    last = date(YEAR, 12, 31)
    came, weeks = trial.outcome(council, YEAR)
    figures, _ = forecast.forecasts(trial.known_on(council, last), last, line=30.0, simulations=50)
    figures = figures.set_index("benchmark_id")
    assert [*figures.loc["ehcp_20wk_rate_excl", ENDS]] == [came] * 5
    assert [*figures.loc["mean_weeks_excl", ENDS]] == [weeks] * 5
    assert figures.loc["ehcp_20wk_rate_excl", "known_value"] == came
    assert figures.loc["ehcp_20wk_rate_excl", "probability_below_line"] == float(came < 30)


def test_nothing_issued_and_nothing_open_is_no_forecast(council) -> None:
    figures, targets = forecast.forecasts(
        trial.known_on(council, date(YEAR, 6, 30)).iloc[:0], date(YEAR, 6, 30)
    )
    assert set(figures["status"]) == {"no_cases"}
    assert figures[ENDS].isna().all(axis=None)
    assert figures["because"].notna().all()
    assert targets.empty


def test_cases_past_their_last_day_can_only_lower_the_rate(council) -> None:
    """30 November, every open case past its 140 days, none too young to matter: at best none of them is issued."""
    as_at = date(YEAR, 11, 30)
    clocks = trial.known_on(council, as_at)
    clocks = clocks[clocks["clock_status"] != "open"]
    years = forecast.simulate(clocks, as_at, counts_exceptions=False, simulations=300)
    known = clocks[clocks["clock_end"].dt.year == YEAR]
    in_time = int((known["clock_status"] == "in_time").sum())
    assert (years.in_time == in_time).all()
    assert (years.issued >= len(known)).all()
    assert (years.issued > len(known)).any()
    row = rate(clocks, as_at)
    assert row["high_90"] <= row["known_value"] == pytest.approx(100 * in_time / len(known), abs=0.05)


def test_plans_issued_this_year_are_certain(council) -> None:
    as_at = date(YEAR, 8, 31)
    clocks = trial.known_on(council, as_at)
    known = clocks[clocks["clock_end"].dt.year == YEAR]
    years = forecast.simulate(clocks, as_at, counts_exceptions=False, simulations=200)
    assert (years.issued >= len(known)).all()
    assert (years.in_time >= (known["clock_status"] == "in_time").sum()).all()
    assert (years.in_time <= years.issued).all()


def test_the_same_records_give_the_same_forecast_in_any_order(council) -> None:
    as_at = date(YEAR, 5, 31)
    clocks = trial.known_on(council, as_at)
    shuffled = clocks.sample(frac=1, random_state=1)
    first, aims = forecast.forecasts(clocks, as_at, line=30.0, simulations=100)
    second, again = forecast.forecasts(shuffled, as_at, line=30.0, simulations=100)
    pd.testing.assert_frame_equal(first, second)
    pd.testing.assert_frame_equal(aims, again)


@pytest.mark.parametrize(
    ("since", "few", "because", "status"),
    [
        ("2025-01-01", False, None, "short_history"),
        ("2021-01-01", True, None, "too_few"),
        ("2021-01-01", False, "request.received_date is empty in half of the rows", "not_reliable"),
    ],
)
def test_it_says_when_it_cannot_know(council, since, few, because, status) -> None:
    as_at = date(YEAR, 6, 30)
    clocks = trial.known_on(council[council["start"] >= since], as_at)
    clocks = clocks.sample(25, random_state=1) if few else clocks
    row = rate(clocks, as_at, not_reliable=because, line=30.0)
    assert row["status"] == status
    assert row["because"]
    assert row[[*ENDS, "probability_below_line"]].isna().all()


def test_a_case_with_an_exception_counts_only_where_exceptions_do(council) -> None:
    as_at = date(YEAR, 9, 30)
    clocks = trial.known_on(council, as_at)
    is_open = clocks["clock_status"].str.startswith("open")
    marked = clocks.assign(exception_recorded=is_open)
    figures, _ = forecast.forecasts(marked, as_at, simulations=50)
    figures = figures.set_index("benchmark_id")
    assert figures.loc["ehcp_20wk_rate_excl", "open_cases"] == 0
    assert figures.loc["ehcp_20wk_rate_incl", "open_cases"] == is_open.sum()


def test_what_it_takes_is_counted_in_plans() -> None:
    """250 of 500 in time, 60 percent wanted: 50 more, where each would be issued late this year anyway.

    Where it would not be issued this year at all it adds to both: (250 + d) of (500 + d) is 60 percent for d = 125.
    """
    one = np.array([1])
    for issued_anyway, needed, a_month in ((200, 50, 17), (0, 125, 42)):
        years = forecast.Years(250 * one, 500 * one, 0.0 * one, 200 * one, issued_anyway * one)
        aim = forecast.aim(years, 60, date(2025, 9, 30))
        assert [aim["more_in_time"], aim["more_a_month"], aim["months_left"]] == [needed, a_month, 3]
        assert aim["can_be_reached"]
        assert aim["probability_reached"] == 0
    assert not forecast.aim(years, 90, date(2025, 9, 30))["can_be_reached"]
    assert forecast.aim(years, 50, date(2025, 9, 30))["more_in_time"] == 0


def test_the_ranges_hold_what_they_promise() -> None:
    """Twenty councils as restless as England's, in May, August and October: 90% ranges hold about nine in ten."""
    hits = []
    for seed in range(20):
        cases = trial.simulated(5000 + seed, YEAR)
        came, _ = trial.outcome(cases, YEAR)
        for month in (5, 8, 10):
            as_at = (pd.Timestamp(YEAR, month, 1) + pd.offsets.MonthEnd(0)).date()
            years = forecast.simulate(
                trial.known_on(cases, as_at), as_at, counts_exceptions=False, simulations=150
            )
            ends = forecast.range_of(100 * years.in_time / years.issued)
            hits.append(
                (ends["low_50"] <= came <= ends["high_50"], ends["low_90"] <= came <= ends["high_90"])
            )
    half, nearly_all = np.mean(hits, axis=0)
    assert 0.38 <= half <= 0.72
    assert 0.80 <= nearly_all <= 0.99
