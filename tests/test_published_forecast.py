"""A night tells where the year's published 20-week figures will lie, and what DfE said last."""

from __future__ import annotations

from include import pipeline
from tests.conftest import NIGHT_BEFORE


def test_a_night_tells_where_the_years_figures_will_lie(after_a_night) -> None:
    store = pipeline.warehouse()
    seen = store.query("SELECT * FROM bi.published_forecast WHERE authority = 'demo'").set_index(
        "benchmark_id"
    )
    assert set(seen.index) == {
        "ehcp_20wk_rate_excl",
        "ehcp_20wk_rate_incl",
        "mean_weeks_excl",
        "mean_weeks_incl",
    }
    assert set(seen["forecast_year"]) == {NIGHT_BEFORE.year}
    assert {str(day)[:10] for day in seen["as_at"]} == {str(NIGHT_BEFORE)}
    counted = store.query(
        "SELECT count(*) AS plans, count(*) FILTER (WHERE clock_status = 'in_time') AS in_time FROM marts.fact_clock"
        " WHERE limit_id = 'final_plan' AND in_scope AND NOT exception_recorded"
        " AND clock_status IN ('in_time', 'late') AND date_part('year', clock_end) = %s",
        NIGHT_BEFORE.year,
    ).iloc[0]
    headline = seen.loc["ehcp_20wk_rate_excl"]
    assert [headline["known_plans"], headline["known_in_time"]] == [counted["plans"], counted["in_time"]]
    # Either there is a range, with the line that is watched, or it says why there is none.
    if headline["status"] == "ok":
        assert headline["low_90"] <= headline["middle"] <= headline["high_90"]
        assert 0 <= headline["probability_below_line"] <= 1
    else:
        assert headline["because"]
    assert headline["line"] == 30
    assert headline["line_source"].startswith("seed")
