"""Tests of a change and limits of a trend against published examples, and what the packs say of them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.reports.pack import variation, words
from include.reports.pack.sections import read
from include.reports.pack.view import Figure, View, half_up
from include.transforms import Catalogue

THIS, LAST, YEAR_AGO = "2026-27-autumn-1", "2025-26-summer-2", "2025-26-autumn-1"
DAYS = {THIS: 62, LAST: 92, YEAR_AGO: 63}


def rate(numerator: float, denominator: float) -> Figure:
    return Figure(half_up(100 * numerator / denominator), numerator, denominator, "ok", "percent")


def count(n: float) -> Figure:
    return Figure(n, n, math.nan, "ok", "cases")


class TestKinds:
    def test_every_statistic_of_the_catalogue_is_of_one_kind(self):
        statistics = {measure.statistic for measure in Catalogue.load().measures}
        assert statistics <= {s for kind in variation.rules().kinds.values() for s in kind.statistics}

    def test_what_has_a_season_is_in_the_catalogue_and_is_a_rate_that_can_be_tested_or_a_stock(self):
        statistic = {measure.measure_id: measure.statistic for measure in Catalogue.load().measures}
        for measure_id in variation.rules().seasonal:
            kind = variation.rules().kind(statistic[measure_id])
            assert kind.compared == "shares" or kind.limits == "changes"


class TestTwoCounts:
    def test_two_poisson_rates_as_r_publishes_them(self):
        """R, example of poisson.test: 11 cases of 800 against 21 of 3,011 persons. p = 0.07967."""
        assert variation.p_of_counts(11, 21, 800, 3011) == pytest.approx(0.07967, abs=5e-6)

    def test_none_against_three_in_as_many_days(self):
        """By hand: each of three falls in either half-term, (1/2)³ in none of the first, twice that for both sides."""
        assert variation.p_of_counts(0, 3, 50, 50) == pytest.approx(0.25)

    def test_28_in_62_days_are_no_fewer_than_39_in_92(self):
        """3.16 a week against 2.97: 27.0 of the 67 were to be expected. Sum of what is no likelier than 28: 0.804."""
        assert variation.per_week(28, 62) == pytest.approx(3.161, abs=5e-4)
        assert variation.per_week(39, 92) == pytest.approx(2.967, abs=5e-4)
        assert variation.p_of_counts(28, 39, 62, 92) == pytest.approx(0.80431, abs=5e-6)

    def test_nothing_in_either_is_no_change(self):
        assert variation.p_of_counts(0, 0, 60, 70) == 1

    @given(st.integers(0, 200), st.integers(0, 200), st.integers(30, 95), st.integers(30, 95))
    def test_it_does_not_matter_which_comes_first(self, a, b, days_a, days_b):
        one, other = variation.p_of_counts(a, b, days_a, days_b), variation.p_of_counts(b, a, days_b, days_a)
        assert one == pytest.approx(other) and 0 < one <= 1 + 1e-12


class TestTwoRates:
    def test_the_lady_tasting_tea(self):
        """Fisher 1935: 3 of 4 cups against 1 of 4, two-sided p = 34/70."""
        assert variation.p_of_shares((3, 4), (1, 4)) == pytest.approx(34 / 70)

    def test_wilson_as_in_newcombe_1998(self):
        """81 of 263, 15 of 148, 0 of 20, 1 of 29: Newcombe (1998), table of method 3."""
        low, high = variation.intervals(pd.Series([81, 15, 0, 1]), pd.Series([263, 148, 20, 29]))
        assert (low / 100).round(4).tolist() == [0.2553, 0.0624, 0.0, 0.0061]
        assert (high / 100).round(4).tolist() == [0.3662, 0.1605, 0.1611, 0.1718]

    def test_difference_as_in_newcombe_1998(self):
        """56 of 70 less 48 of 80: 0.2000, from 0.0524 to 0.3339 (Newcombe 1998, method 10)."""
        low, high = variation.difference((56, 70), (48, 80))
        assert (round(low / 100, 4), round(high / 100, 4)) == (0.0524, 0.3339)

    @given(st.integers(1, 500), st.integers(1, 500))
    def test_the_interval_holds_the_rate(self, n, k):
        low, high = variation.intervals(pd.Series([min(k, n)]), pd.Series([n]))
        assert 0 <= low[0] <= 100 * min(k, n) / n + 1e-9
        assert 100 * min(k, n) / n - 1e-9 <= high[0] <= 100 + 1e-9


class TestManyTests:
    def test_the_first_four_of_fifteen_stand_as_in_benjamini_and_hochberg_1995(self):
        """Their table of fifteen comparisons of thrombolysis: nine are below 0.05, four stand."""
        ps = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
        ps += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
        stands = variation.held({str(n): p for n, p in enumerate(ps)})
        assert [name for name, is_so in stands.items() if is_so] == ["0", "1", "2", "3"]

    def test_one_of_thirteen_at_4_percent_is_what_chance_brings(self):
        assert variation.held({"it": 0.04}) == {"it": True}
        assert not any(variation.held({"it": 0.04, **{str(n): 0.5 for n in range(12)}}).values())

    def test_no_tests_no_claims(self):
        assert variation.held({}) == {}


class TestGroups:
    def test_one_of_four_that_is_far_off_is_named_and_its_pull_on_the_whole_is_not_blamed_on_the_others(self):
        """20 of 100 beside 150 of 300; each other has 50 of 100 beside 120 of 300, which chance explains (p 0.1)."""
        assert variation.apart([50, 50, 50, 20], [100] * 4, 170, 400) == [False, False, False, True]

    def test_four_of_four_among_eleven_groups_is_chance(self):
        """48 of 103 in all: four of four alone have a chance of about (48/103)^4, one in twenty."""
        parts = [4, 4, 4, 1, 0, 3, 1, 13, 1, 16, 1]
        wholes = [11, 4, 8, 1, 1, 3, 3, 31, 2, 36, 3]
        assert not any(variation.apart(parts, wholes, 48, 103))

    def test_a_group_that_is_all_there_is_has_nothing_to_differ_from(self):
        assert variation.apart([5], [9], 5, 9) == [False]


# Montgomery, Introduction to Statistical Quality Control, purchase orders with faults of those looked at.
FAULTY = [12, 8, 6, 9, 10, 12, 11, 16, 10, 6, 20, 15, 9, 8, 6, 8, 10, 7, 5, 8, 5, 8, 10, 6, 9]
ORDERS = [100, 80, 80, 100, 110, 110, 100, 100, 90, 90, 110, 120, 120, 120, 110, 80, 80, 80, 90, 100, 100]
ORDERS += [100, 100, 90, 90]
# The same, faults in dyed cloth of rolls of so many units.
FLAWS = [14, 12, 20, 11, 7, 10, 21, 16, 19, 23]
UNITS = [10.0, 8.0, 13.0, 10.0, 9.5, 10.0, 12.0, 10.5, 12.0, 12.5]


def over(values: list[float], statistic: str, **columns: Any) -> variation.Trend:
    """Half-terms of seven weeks each, unless told."""
    n = len(values)
    ends = pd.Timestamp(2024, 1, 1) + pd.to_timedelta(49 * np.arange(n), unit="D")
    nothing = {"numerator": np.nan, "denominator": np.nan, "days": 49, "end": ends}
    return variation.trend(pd.DataFrame({"value": values} | nothing | columns), statistic, is_percent=False)


class TestLimits:
    def test_mean_and_2_66_moving_ranges(self):
        """Moving ranges of 10 and 12 in turn are 2 each: 11 ± 2.66 × 2."""
        found = variation.xmr_limits(np.array([10.0, 12.0] * 5)).round(2)
        assert found.iloc[0].tolist() == [11, 5.68, 16.32] and len(found.drop_duplicates()) == 1

    def test_p_chart_of_purchase_orders_as_montgomery_has_it(self):
        """Centre 0.0955; of 80 orders up to 0.194, of 100 from 0.007 to 0.184, of 110 to 0.180: 20 of 110 is beyond."""
        found = variation.p_limits(np.array(FAULTY), np.array(ORDERS))
        assert found["centre"].round(4).unique().tolist() == [0.0955]
        by_size = dict(zip(ORDERS, found[["low", "high"]].to_numpy().tolist(), strict=True))
        assert by_size[80] == pytest.approx([0, 0.19409342], abs=5e-9)
        assert by_size[100] == pytest.approx([0.00733469, 0.18368571], abs=5e-9)
        shares = np.array(FAULTY) / np.array(ORDERS)
        assert np.flatnonzero(shares > found["high"]).tolist() == [10]

    def test_u_chart_of_dyed_cloth_as_montgomery_has_it(self):
        """Centre 1.42; rolls of 8, 10, 13 units: from 0.16 to 2.68, 0.29 to 2.55, 0.43 to 2.41. None is beyond."""
        found = variation.u_limits(np.array(FLAWS), np.array(UNITS))
        assert found["centre"].iloc[0] == pytest.approx(1.42, abs=0.005)
        for row, low, high in ((1, 0.16, 2.68), (0, 0.29, 2.55), (2, 0.43, 2.41)):
            # The book rounds the centre first.
            assert found[["low", "high"]].to_numpy()[row].tolist() == pytest.approx([low, high], abs=0.011)
        rates = np.array(FLAWS) / np.array(UNITS)
        assert ((found["low"] < rates) & (rates < found["high"])).all()

    def test_of_wholes_of_one_size_laneys_limits_are_those_of_individuals(self):
        """Laney 2002: the p' chart of equal wholes is the XmR chart; here shares swing by more than binomial ones."""
        parts, wholes = np.array([400.0, 500, 410, 490, 400, 520, 430, 500]), np.full(8, 1000.0)
        laney, individuals = variation.p_limits(parts, wholes), variation.xmr_limits(parts / wholes)
        # 2.66 is 3 / 1.128 rounded.
        np.testing.assert_allclose(laney, individuals, rtol=2e-3)

    def test_limits_of_few_are_exact(self):
        """Of 4 with a rate of one half each number may come by chance; the same of 100 is no excuse for 90."""
        found = variation.p_limits(np.array([2.0, 2, 2, 2, 50, 50]), np.array([4.0, 4, 4, 4, 100, 100]))
        assert found.iloc[0][["low", "high"]].tolist() == [0, 1]
        assert found.iloc[4]["high"] == pytest.approx(0.65)
        # Poisson 1 a week over one week: 5 or more in 0.37%, 6 or more in 0.06% of weeks (tables).
        assert variation.u_limits(np.full(8, 1.0), np.full(8, 1.0))["high"].iloc[0] == 5

    def test_too_few_points_have_none(self):
        assert not over([10.0, 12] * 3, "median").has_limits
        assert over([10.0, 12] * 4, "median").has_limits
        assert not over([10.0, 12] * 4, "stock").has_limits, "eight values are seven changes"

    def test_percentages_stay_between_0_and_100(self):
        points = pd.DataFrame({"value": [1.0, 99.0] * 5, "numerator": np.nan, "denominator": np.nan})
        found = variation.trend(points, "ratio", is_percent=True)
        assert (found.low.min(), found.high.max()) == (0, 100)


class TestSignals:
    def test_a_point_beyond_the_limits_is_a_signal(self):
        """Mean 446 / 8, mean moving range (6 × 2 + 40) / 7: up to 75.5."""
        found = over([50.0, 52, 50, 52, 50, 52, 50, 90], "median")
        assert found.high.iloc[0] == pytest.approx(55.75 + 2.66 * 52 / 7)
        assert found.signals.notna().tolist() == [False] * 7 + [True]
        assert found.signals.iloc[-1] == "above"

    def test_eight_on_one_side_are_a_signal_seven_are_not(self):
        low, high = [40.0, 41, 40, 41, 40, 41, 40, 41], [42.0, 43, 42, 43, 42, 43, 42]
        assert "run" not in over([*low[:7], *high], "median").signals.tolist()
        assert over([*low, *high], "median").signals.iloc[7] == "run"

    @pytest.mark.parametrize("noise", [0, 1])
    def test_plans_that_grow_for_years_are_routine(self, noise):
        """A stock that grows by 30 each half-term, give or take: each half-term is as the others."""
        wobble = noise * np.array([2, -1, 0, 3, -2, 1, -3, 2, 0, -1, 1, -2, 2])
        assert over(list(4900 + 30.0 * np.arange(13) + wobble), "stock").signals.isna().all()

    def test_nor_does_it_matter_that_half_terms_are_not_equally_long(self):
        weeks = np.array([9, 7, 6, 6, 7, 13] * 3)
        ends = pd.Timestamp(2024, 1, 1) + pd.to_timedelta(7 * weeks.cumsum(), unit="D")
        assert over(list(4900 + 4.0 * weeks.cumsum()), "stock", end=ends).signals.isna().all()

    def test_a_step_of_a_stock_is_a_signal_once(self):
        values = [100.0, 102, 101, 103, 102, 101, 102, 100, 150, 151, 149, 150, 151]
        found = over(values, "stock")
        assert [n for n, why in enumerate(found.signals) if isinstance(why, str)] == [8]
        assert found.signals[8] == "above" and found.high[8] < 150

    def test_a_stock_with_a_season_has_no_limits(self):
        """Due on one date a year: 0, 0, 55, 8, 3, 0 and again. No change of it is like the last."""
        points = pd.DataFrame(
            {"value": [0.0, 0, 55, 8, 3, 0] * 2, "end": pd.date_range("2024-10-27", periods=12, freq="49D")}
        )
        points = points.assign(numerator=np.nan, denominator=np.nan, days=49)
        assert not variation.trend(points, "stock", is_percent=False, has_season=True).has_limits

    def test_a_stock_of_fewer_than_ten_makes_no_news(self):
        assert over([7.0, 7, 6, 6, 7, 7, 7, 3, 4, 4, 4, 5], "stock").signals.isna().all()

    def test_a_slow_climb_is_told_though_no_half_term_stands_out(self):
        """20, 22, 24 to 44 of 100: all within 18 and 46, six on either side; in 13! orders there are two so ordered."""
        parts = np.arange(20.0, 46, 2)
        found = over(list(parts), "rate", numerator=parts, denominator=100.0)
        assert found.signals.isna().all() and found.drift == "rising"
        back = over(list(parts[::-1]), "rate", numerator=parts[::-1], denominator=100.0)
        assert back.drift == "falling"
        mixed = parts[[6, 0, 12, 3, 9, 1, 11, 4, 8, 2, 10, 5, 7]]
        assert over(list(mixed), "rate", numerator=mixed, denominator=100.0).drift == ""

    def test_a_stock_that_grows_is_told_nothing_of(self):
        """Each of its values holds most of the one before, so that they are no draws of their own."""
        assert over(list(4900 + 30.0 * np.arange(13)), "stock").drift == ""

    def test_a_step_of_a_rate_is_a_signal(self):
        parts = np.array([30.0, 32, 29, 31, 30, 33, 28, 55, 57, 54])
        found = over(list(parts), "rate", numerator=parts, denominator=100.0)
        assert found.signals.tolist()[-3:] == ["above"] * 3 and found.signals.iloc[:7].isna().all()

    def test_counts_that_are_level_by_the_week_are_routine_however_long_the_half_term(self):
        """Three a week for 6 to 13 weeks: 18 to 39 in all, which is no news."""
        days = 7 * np.array([9, 7, 6, 6, 7, 13] * 2)
        found = over(list(3.0 * days / 7), "count", days=days)
        assert found.drawn.tolist() == [3.0] * 12 and found.signals.isna().all()

    def test_twelve_months_that_overlap_have_no_limits(self):
        found = over([10.0, 11, 12, 13, 14, 15, 16, 17, 40, 41], "rolling_count")
        assert not found.has_limits and found.signals.isna().all()


@dataclass
class Told:
    """A view of figures given by hand: by measure, those of this half-term, the one before and a year ago."""

    figures: dict[str, tuple[Figure, Figure, Figure]]
    statistics: dict[str, str]
    direction: str = "higher"
    audience: str = "scrutiny"
    now: str = THIS
    before: str = LAST
    year_before: str = YEAR_AGO
    left_out: dict[str, str] = field(default_factory=dict)

    @property
    def periods(self) -> list[str]:
        return sorted(DAYS)

    @property
    def measures(self) -> dict[str, dict[str, Any]]:
        return {
            m: {"statistic": s, "unit": self.figures[m][0].unit, "direction": self.direction}
            for m, s in self.statistics.items()
        }

    @property
    def sections(self) -> Any:
        return read().model_copy(update={"headlines": tuple(self.figures)})

    def has(self, measure_id: str) -> bool:
        return measure_id in self.figures

    def name(self, measure_id: str) -> str:
        return measure_id

    def days(self, period: str) -> int:
        return DAYS[period]

    def trend(self, measure_id: str) -> variation.Trend:
        """Three half-terms have no limits."""
        points = pd.DataFrame({"value": [1.0], "days": [1], "end": [pd.Timestamp(2026, 1, 1)]}, index=[THIS])
        return variation.trend(points, self.statistics[measure_id], is_percent=False)

    def figure(self, measure_id: str, period: str | None = None) -> Figure:
        return dict(zip((THIS, LAST, YEAR_AGO), self.figures[measure_id], strict=True))[period or THIS]


class TestYearToDate:
    """From the beginning of the school year: half-terms added up, or nothing."""

    def to_date(self, figures: dict[str, Figure], statistic: str = "rate") -> Figure:
        told = SimpleNamespace(
            now="2025-26-autumn-2",
            periods=sorted(figures),
            measures={"it": {"statistic": statistic, "unit": next(iter(figures.values())).unit}},
            figure=lambda _, key: figures[key],
        )
        return View.year_to_date(told, "it")  # type: ignore[arg-type]

    def test_a_rate_is_the_sum_over_the_sum(self):
        """10 of 20 and 30 of 40 are 40 of 60: 66.7%, and not the mean of 50% and 75%. The year before is not in it."""
        keys = ("2024-25-summer-2", "2025-26-autumn-1", "2025-26-autumn-2")
        found = self.to_date(dict(zip(keys, (rate(1, 90), rate(10, 20), rate(30, 40)), strict=True)))
        assert (found.text, found.of) == ("66.7%", "40 of 60")

    def test_counts_are_added(self):
        found = self.to_date({"2025-26-autumn-1": count(30), "2025-26-autumn-2": count(28)}, "count")
        assert found.text == "58"

    def test_what_is_withheld_or_missing_is_in_no_sum(self):
        """A sum would give the withheld count away."""
        gone = Figure(math.nan, math.nan, math.nan, "withheld", "cases")
        found = self.to_date({"2025-26-autumn-1": gone, "2025-26-autumn-2": count(28)}, "count")
        assert found.text_or_dash == "–"
        assert self.to_date({"2025-26-autumn-2": count(28)}, "count").text_or_dash == "–"
        lost = Figure(math.nan, math.nan, math.nan, "withheld", "percent")
        assert not self.to_date({"2025-26-autumn-1": lost, "2025-26-autumn-2": rate(3, 40)}).is_known

    def test_a_stock_does_not_add_up(self):
        figures = {"2025-26-autumn-1": count(30), "2025-26-autumn-2": count(28)}
        assert self.to_date(figures, "stock").text_or_dash == "–"


def changes(**told: Any) -> dict[str, words.Change]:
    return words.changes(Told(**told))  # type: ignore[arg-type]


class TestWords:
    def test_complaints_are_compared_by_the_week_and_with_last_year(self):
        [found] = changes(
            figures={"complaints_received_n": (count(28), count(39), count(26))},
            statistics={"complaints_received_n": "count"},
            direction="lower",
        ).values()
        assert (found.now, found.of, found.tone) == ("28", "3.2 a week", "steady")
        assert found.sentence == (
            "Up from 2.9 a week (26 in 63 days) in Autumn 1, 2025-26. Chance alone could explain it."
            " In Summer 2, 2025-26: 3.0 a week (39 in 92 days)."
        )

    def test_as_many_in_fewer_days_are_more(self):
        """40 in 62 days after 40 in 92 of each: 4.5 a week and 3.0."""
        told = changes(
            figures={"requests": (count(40), count(40), Figure(math.nan, 0, 0, "no_figure", "cases"))},
            statistics={"requests": "count"},
        )
        assert told["requests"].sentence.startswith(
            "Up from 3.0 a week (40 in 92 days) in Summer 2, 2025-26."
        )

    def test_a_rate_with_a_season_is_judged_by_last_year_another_by_the_half_term_before(self):
        figures = (rate(60, 100), rate(10, 100), rate(58, 100))
        seasonal = changes(figures={"advice_6wk_rate": figures}, statistics={"advice_6wk_rate": "rate"})
        assert seasonal["advice_6wk_rate"].tone == "steady"
        assert (
            "Up from 58.0% (58 of 100) in Autumn 1, 2025-26. Chance" in seasonal["advice_6wk_rate"].sentence
        )
        other = changes(figures={"audit_rate": figures}, statistics={"audit_rate": "rate"})
        assert other["audit_rate"].tone == "better"
        assert "Up from 10.0% (10 of 100) in Summer 2, 2025-26. That is more" in other["audit_rate"].sentence
        assert "In Autumn 1, 2025-26: 58.0% (58 of 100)." in other["audit_rate"].sentence

    def test_a_small_change_of_few_is_chance_a_large_one_of_many_is_not(self):
        few = changes(figures={"a": (rate(6, 10), rate(4, 10), rate(4, 10))}, statistics={"a": "rate"})
        assert few["a"].tone == "steady" and "Chance alone could explain it" in few["a"].sentence
        many = changes(
            figures={"a": (rate(600, 1000), rate(400, 1000), rate(400, 1000))}, statistics={"a": "rate"}
        )
        assert many["a"].tone == "better" and "more than chance would explain" in many["a"].sentence

    def test_what_stands_alone_need_not_stand_among_thirteen(self):
        """8 of 10 against 3 of 12: p = 0.03."""
        one = {"a": (rate(8, 10), rate(3, 12), rate(3, 12))}
        assert variation.p_of_shares((8, 10), (3, 12)) == pytest.approx(0.030, abs=5e-4)
        assert changes(figures=one, statistics={"a": "rate"})["a"].tone == "better"
        more = {f"other_{n}": (rate(5, 10), rate(5, 10), rate(5, 10)) for n in range(12)}
        among = changes(figures=one | more, statistics=dict.fromkeys(one | more, "rate"))
        assert among["a"].tone == "steady"
        assert "Alone that would be more than chance; among 13 comparisons" in among["a"].sentence

    @pytest.mark.parametrize(
        ("values", "signal", "tone"),
        [
            ((160, 145), "above", "worse"),
            ((120, 145), "below", "better"),
            ((144, 145), "above", "changed"),
            ((146, 145), "below", "changed"),
        ],
    )
    def test_a_backlog_beyond_its_limits_is_better_only_where_it_is_lower_than_one_would_expect(
        self, monkeypatch, values, signal, tone
    ):
        """One that shrinks by 1 where it shrank by 20 each time lies above its limits: no news to be glad of."""
        monkeypatch.setattr(words, "_signal", lambda *_: signal)
        now, then = map(count, values)
        told = changes(figures={"a": (now, then, then)}, statistics={"a": "stock"}, direction="lower")["a"]
        assert told.tone == tone

    def test_only_what_is_tested_is_among_the_comparisons(self):
        """A rate and a count are tested, a stock inside its limits is not, nor is what has no figure."""
        gone = Figure(math.nan, math.nan, math.nan, "in_doubt", "percent")
        told = changes(
            figures={
                "rate": (rate(5, 10), rate(5, 10), rate(5, 10)),
                "count": (count(5), count(5), count(5)),
                "stock": (count(5), count(5), count(5)),
                "gone": (gone, rate(5, 10), rate(5, 10)),
            },
            statistics={"rate": "rate", "count": "count", "stock": "stock", "gone": "rate"},
        )
        assert [name for name, change in told.items() if change.is_tested] == ["rate", "count"]

    def test_what_was_withheld_before_is_not_said_never_to_have_been(self):
        gone, none = (
            Figure(math.nan, math.nan, math.nan, status, "percent") for status in ("withheld", "no_figure")
        )
        figures = {"a": (rate(5, 10), gone, gone), "b": (rate(5, 10), none, none)}
        told = changes(figures=figures, statistics=dict.fromkeys(figures, "rate"))
        assert {change.tone for change in told.values()} == {"alone"}, (
            "what is not compared did not stay the same"
        )
        assert "is withheld" in told["a"].sentence
        assert told["b"].sentence.startswith("There is no figure of an earlier half-term")

    def test_a_withheld_count_has_no_weekly_one(self):
        gone = Figure(math.nan, math.nan, math.nan, "withheld", "cases")
        now = changes(figures={"a": (gone, count(39), count(26))}, statistics={"a": "count"})["a"]
        assert (now.now, now.of) == ("[c]", "") and "a week" not in now.sentence
        before = changes(figures={"a": (count(28), gone, count(26))}, statistics={"a": "count"})["a"]
        assert LAST not in before.sentence and "Summer 2" not in before.sentence


def test_a_change_that_rounds_to_nought_has_no_sign():
    """114 of 210 beside 153 of 241: Newcombe's interval ends a little below nought."""
    now = Figure(100 * 114 / 210, 114, 210, "ok", "percent")
    then = Figure(100 * 153 / 241, 153, 241, "ok", "percent")
    compared = words.Comparison("2024-25-spring-1", now, then, (49, 49), "shares")
    assert compared.reach == " (between −18 and 0 points)"
