"""Figures: the catalogue, the cohorts, the stocks, and that any period agrees with a count by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from include.calendar import Calendar, periods
from include.model import MARTS, TABLES
from include.transforms import Catalogue, build_facts, compute_measures
from include.transforms.measures import parse_measure
from tests.transforms import by_hand
from tests.transforms.council import case, keys, random_council, tables

AS_AT = date(2025, 11, 17)
FIRST, LAST = date(2021, 1, 1), date(2026, 3, 31)
SPANS = periods(Calendar(), FIRST, LAST)
MEASURES = Catalogue.load()
SUMMABLE = [m.measure_id for m in MEASURES if m.statistic not in ("median", "p90", "ratio", "difference")]


def figures(council: dict[str, pd.DataFrame], *measure_ids: str, as_at: date = AS_AT) -> pd.DataFrame:
    """The figures of some measures: of a single case, nobody looks at the others."""
    asked = MEASURES.only(measure_ids)
    facts = build_facts(council, as_at, keys=keys, only={measure.fact for measure in asked.counted})
    return compute_measures(asked, facts, SPANS, as_at)


def total(found: pd.DataFrame, measure_id: str, period_key: str) -> Any:
    """The figure of a whole council for one period."""
    wanted = {"measure_id": measure_id, "period_key": period_key, "dimension": "all"}
    return found[(found[list(wanted)] == pd.Series(wanted)).all(axis=1)].squeeze()


@pytest.fixture(scope="module")
def council() -> dict[str, pd.DataFrame]:
    return random_council(11, 400, date(2020, 6, 1), AS_AT + timedelta(days=60))


@pytest.fixture(scope="module")
def counted(council) -> by_hand.Council:
    return by_hand.Council(council, AS_AT)


@pytest.fixture(scope="module")
def facts(council) -> dict[str, pd.DataFrame]:
    return build_facts(council, AS_AT, keys=keys)


@pytest.fixture(scope="module")
def found(facts) -> pd.DataFrame:
    return compute_measures(MEASURES, facts, SPANS, AS_AT)


# --- against a count by hand


def test_twenty_week_rates_of_every_period_agree_with_a_count_by_hand(counted, found):
    for span in SPANS[SPANS["period_start"] <= pd.Timestamp(AS_AT)].to_dict("records"):
        by_cohort = counted.twenty_weeks(span["period_start"].date(), span["period_end"].date())
        for cohort, (numerator, denominator) in by_cohort.items():
            row = total(found, f"ehcp_20wk_rate_{cohort}", span["period_key"])
            assert (row["numerator"], row["denominator"]) == (numerator, denominator), (cohort, span)
            assert row["status"] == ("ok" if denominator else "no_cases")


@pytest.mark.parametrize(
    ("measure_id", "dimension", "by_hand_count"),
    [
        ("ehcp_open_overdue_n", "caseworker", "overdue"),
        ("assessments_open_n", "age_band", "open_assessments"),
        ("plans_maintained_n", "caseworker", "plans"),
    ],
)
def test_stocks_on_past_days_agree_with_a_count_by_hand(counted, found, measure_id, dimension, by_hand_count):
    terms = SPANS.query("period_type == 'term'")
    assert len(terms) > 10
    for span in terms[terms["period_start"] <= pd.Timestamp(AS_AT)].to_dict("records"):
        members = getattr(counted, by_hand_count)(min(span["period_end"].date(), AS_AT))
        rows = found[
            (found["measure_id"] == measure_id)
            & (found["period_key"] == span["period_key"])
            & (found["dimension"] == dimension)
        ]
        assert rows.set_index("member")["numerator"].astype(int).to_dict() == dict(members), span
        assert total(found, measure_id, span["period_key"])["value"] == sum(members.values())


# --- what holds of every figure


def test_there_is_one_total_for_every_measure_and_period(found):
    totals = found[found["dimension"] == "all"]
    assert (totals["member"] == "all").all()
    assert len(totals) == len(MEASURES) * len(SPANS)
    assert not found.duplicated(["measure_id", "period_type", "period_key", "dimension", "member"]).any()


def test_figures_have_the_columns_and_types_of_the_warehouse(found):
    columns = MARTS["marts"]["measure_value"].columns
    assert found.dtypes.astype(str).to_dict() == {name: columns[name].dtype for name in found}
    assert set(columns) - set(found) == {"authority", "basis", "extract_date", "computed_at", "load_run_id"}


def test_a_numerator_is_never_more_than_its_denominator(found):
    rates = [m.measure_id for m in MEASURES if m.statistic in ("rate", "rolling_rate", "share", "stock_rate")]
    of_some = found[found["denominator"].notna() & found["measure_id"].isin(rates)]
    assert len(of_some) > 1000
    assert (of_some["numerator"] <= of_some["denominator"]).all()
    assert of_some["value"].dropna().between(0, 100).all()


def test_the_parts_of_every_breakdown_add_to_the_whole(found):
    summable = found[found["measure_id"].isin(SUMMABLE) & (found["status"] != "not_due")]
    figure = ["measure_id", "period_type", "period_key"]
    whole = summable[summable["dimension"] == "all"].set_index(figure)[["numerator", "denominator"]].fillna(0)
    sums = (
        summable.groupby([*figure, "dimension"])[["numerator", "denominator"]]
        .sum()
        .drop("all", level="dimension")
    )
    compared = sums.join(whole.add_suffix("_whole"))
    assert set(sums.index.get_level_values("dimension")) == {d for m in MEASURES for d in m.dimensions}
    assert (compared["numerator"] == compared["numerator_whole"]).all()
    assert (compared["denominator"] == compared["denominator_whole"]).all()


@pytest.mark.parametrize(
    ("part", "whole"), [("month", "calendar_year"), ("half_term", "term"), ("term", "academic_year")]
)
def test_events_of_shorter_periods_add_to_longer_ones_and_rates_are_never_averaged(found, part, whole):
    flows = [m.measure_id for m in MEASURES if m.statistic in ("count", "rate")]
    rows = found[(found["dimension"] == "all") & found["measure_id"].isin(flows)]
    parts = rows[rows["period_type"] == part]
    wholes = rows[
        (rows["period_type"] == whole) & (rows["period_start"] >= "2022") & (rows["status"] != "not_due")
    ]
    outer = parts["period_key"].str.rsplit("-", n=1).str[0]
    sums = (
        parts.assign(period_key=outer)
        .groupby(["measure_id", "period_key"])[["numerator", "denominator"]]
        .sum()
    )
    compared = wholes.set_index(["measure_id", "period_key"])[["numerator", "denominator"]].fillna(0)
    assert len(compared) > 20
    pd.testing.assert_frame_equal(sums.loc[compared.index], compared)


def test_the_order_of_facts_does_not_matter(facts, found):
    shuffled = {
        name: frame.sample(frac=1, random_state=1, ignore_index=True) for name, frame in facts.items()
    }
    pd.testing.assert_frame_equal(
        compute_measures(MEASURES, shuffled, SPANS.sample(frac=1, random_state=1), AS_AT), found
    )


def test_asking_for_one_period_gives_the_same_figures_as_asking_for_all(facts, found):
    one = SPANS[SPANS["period_key"] == "2023-24-spring-2"]
    alone = compute_measures(MEASURES, facts, one, AS_AT)
    among = found[found["period_key"] == "2023-24-spring-2"].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, among)


TWENTY_WEEKS = ("ehcp_20wk_rate_incl", "ehcp_20wk_rate_excl", "ehcp_20wk_rate_due")


@settings(max_examples=10)
@given(day=st.dates(FIRST, AS_AT), overdue=st.integers(141, 700))
def test_one_more_late_case_never_raises_a_rate(facts, found, day, overdue):
    clocks = facts["fact_clock"]
    late = clocks.query("limit_id == 'final_plan' and clock_status == 'late' and in_scope").head(1)
    end = pd.Timestamp(day)
    start = end - pd.Timedelta(days=overdue)
    late = late.assign(
        case_key="one more",
        clock_start=start,
        clock_end=end,
        due_date=start + pd.Timedelta(days=140),
        elapsed_days=overdue,
        exception_recorded=False,
    )
    with_it = {"fact_clock": pd.concat([clocks, late], ignore_index=True)}
    more = compute_measures(MEASURES.only(TWENTY_WEEKS), with_it, SPANS, AS_AT)
    figure = ["measure_id", "period_type", "period_key"]
    for measure_id in TWENTY_WEEKS:
        before, after = (
            f[(f["measure_id"] == measure_id) & (f["dimension"] == "all")].set_index(figure)
            for f in (found, more)
        )
        assert ((after["value"] <= before["value"]) | before["value"].isna()).fillna(True).all()
        if measure_id != "ehcp_20wk_rate_due":  # it may have been due before the first period
            assert after["denominator"].sum() == before["denominator"].sum() + 5


# --- cohorts, by hand-worked cases


def final(received: str, sent: str | None, **fields: Any) -> dict[str, Any]:
    outcome = "Y" if sent else "A"
    return case(
        received,
        request_outcome_date=received,
        assessment_outcome=outcome,
        assessment_outcome_date=sent,
        **fields,
    )


def test_a_plan_counts_where_it_was_issued_and_where_it_was_due():
    late = tables(**final("2025-01-06", "2025-06-02"))  # due on 26 May, a week late
    found = figures(late, "ehcp_20wk_rate_excl", "ehcp_20wk_rate_due")
    issued, due = (total(found, f"ehcp_20wk_rate_{c}", "2025-06") for c in ("excl", "due"))
    assert (issued["numerator"], issued["denominator"], issued["value"]) == (0, 1, 0)
    assert due["status"] == "no_cases"
    assert pd.isna(due["value"])
    assert total(found, "ehcp_20wk_rate_due", "2025-05")["denominator"] == 1
    assert total(found, "ehcp_20wk_rate_excl", "2025-05")["status"] == "no_cases"


def test_an_open_case_past_its_day_is_missed_in_the_due_cohort_and_absent_from_the_issued():
    found = figures(tables(**final("2025-01-06", None)), "ehcp_20wk_rate_due", "ehcp_20wk_rate_incl")
    assert total(found, "ehcp_20wk_rate_due", "2025-05")["value"] == 0
    assert total(found, "ehcp_20wk_rate_incl", "2025")["status"] == "no_cases"


def test_a_case_due_later_in_a_running_period_is_not_yet_counted_as_due():
    due, on_the_day = "ehcp_20wk_rate_due", date(2025, 11, 24)
    early = tables(**final("2025-07-07", "2025-10-01"))  # issued already
    assert total(figures(early, due), due, "2025-11")["status"] == "no_cases"
    assert total(figures(early, due, as_at=on_the_day), due, "2025-11")["value"] == 100
    still_open = tables(**final("2025-07-07", None))
    assert total(figures(still_open, due, as_at=on_the_day), due, "2025-11")["value"] == 0


def test_a_case_finished_since_was_overdue_on_the_days_between():
    found = figures(tables(**final("2025-01-06", "2025-08-01")), "ehcp_open_overdue_n")  # due on 26 May
    overdue = {
        month: total(found, "ehcp_open_overdue_n", f"2025-{month}")["value"]
        for month in ("04", "05", "06", "07", "08")
    }
    assert overdue == {"04": 0, "05": 1, "06": 1, "07": 1, "08": 0}


# The days on which a plan belongs to the last 12 months are worked out in tests/calendar/test_rolling.py.
@pytest.mark.parametrize(
    ("sent", "february_2024", "february_2025"),
    [("2023-02-28", 0, 0), ("2023-03-01", 1, 0), ("2024-02-29", 1, 0), ("2024-03-01", 0, 1)],
)
def test_a_plan_of_a_leap_years_last_day_of_february_counts_for_that_february(
    sent, february_2024, february_2025
):
    found = figures(tables(**final("2022-11-01", sent)), "ehcp_20wk_rate_12m")
    counted = [total(found, "ehcp_20wk_rate_12m", f"{year}-02")["denominator"] for year in (2024, 2025)]
    assert counted == [february_2024, february_2025]


@pytest.mark.parametrize(("received", "overdue"), [("2025-01-11", 0), ("2025-01-10", 1)])
def test_a_case_is_overdue_from_the_day_after_its_last_day(received, overdue):
    found = figures(tables(**final(received, None)), "ehcp_open_overdue_n")  # day 140 is 31 May or 30 May
    assert total(found, "ehcp_open_overdue_n", "2025-05")["value"] == overdue


def test_exceptions_leave_both_sides_of_the_headline_rate():
    rates = ("ehcp_20wk_rate_incl", "ehcp_20wk_rate_excl", "exception_share")
    found = figures(tables(**final("2025-01-06", "2025-08-01", week20_exception=True)), *rates)
    assert total(found, "ehcp_20wk_rate_incl", "2025")["denominator"] == 1
    assert total(found, "ehcp_20wk_rate_excl", "2025")["status"] == "no_cases"
    assert total(found, "exception_share", "2025")["value"] == 100


def test_days_to_plan_and_the_boundary_are_shown():
    asked = ("ehcp_days_median", "ehcp_issued_at_boundary_n", "ehcp_over_52wk_rate")
    found = figures(tables(**final("2025-01-06", "2025-05-26")), *asked)
    median = total(found, "ehcp_days_median", "2025")
    assert (median["value"], median["denominator"]) == (140, 1)
    assert pd.isna(median["numerator"])
    assert total(found, "ehcp_issued_at_boundary_n", "2025")["value"] == 1
    assert total(found, "ehcp_over_52wk_rate", "2025")["value"] == 0


def test_unusable_dates_are_counted_where_anybody_can_see_them():
    found = figures(tables(**final("2025-06-30", "2025-05-26")), "clock_unusable_n", "ehcp_20wk_rate_incl")
    assert total(found, "clock_unusable_n", "2025")["value"] == 1
    assert total(found, "ehcp_20wk_rate_incl", "2025")["status"] == "no_cases"


def test_a_ceased_plan_is_grouped_by_age_and_caseworker_on_its_last_day():
    rows = final("2021-01-04", "2021-05-24") | {
        "person": [{"person_id": "p1", "birth_date": "2003-10-01"}],
        "plan": [
            {"plan_id": "e1", "assessment_id": "a1", "start_date": "2021-05-24", "cease_date": "2025-07-31"}
        ],
        "allocation": [
            {"allocation_id": "1", "person_id": "p1", "caseworker_id": "ann", "from_date": "2021-01-04"},
            {"allocation_id": "2", "person_id": "p1", "caseworker_id": "bob", "from_date": "2024-01-01"},
        ],
    }
    found = figures(tables(**rows), "plans_ceased_n", "plans_maintained_n")
    ceased = found[(found["measure_id"] == "plans_ceased_n") & (found["period_key"] == "2025")]
    members = ceased.set_index("dimension")["member"]
    assert members[["age_band", "caseworker"]].tolist() == ["20_25", "bob"]
    assert total(found, "plans_ceased_n", "2023")["value"] == 0  # only the caseworker changed
    assert total(found, "plans_maintained_n", "2025-07")["value"] == 1  # its last day counts
    assert total(found, "plans_maintained_n", "2025-08")["value"] == 0


def test_a_child_grows_older_while_a_plan_lasts():
    rows = final("2021-01-04", "2021-05-24") | {
        "person": [{"person_id": "p1", "birth_date": "2016-06-01"}],
        "plan": [{"plan_id": "e1", "assessment_id": "a1", "start_date": "2021-05-24"}],
    }
    found = figures(tables(**rows), "plans_maintained_n")
    held = found[(found["measure_id"] == "plans_maintained_n") & (found["dimension"] == "age_band")]
    bands = held.query("period_type == 'month'").set_index("period_key")["member"]
    assert bands[["2021-08", "2021-09", "2025-08"]].tolist() == ["under_5", "5_10", "5_10"]


# --- statuses


def test_periods_to_come_are_not_due_and_have_no_figures(found):
    coming = found[found["period_start"] > pd.Timestamp(AS_AT)]
    assert set(coming["period_key"]) >= {"2025-12", "2026", "2025-26-spring"}
    assert set(coming["status"]) == {"not_due"}
    assert set(coming["dimension"]) == {"all"}
    assert coming[["numerator", "denominator", "value"]].isna().all(axis=None)
    assert "not_due" not in set(found.loc[found["period_start"] <= pd.Timestamp(AS_AT), "status"])


def test_nothing_counted_is_zero_and_nothing_to_divide_by_is_no_rate():
    found = figures(tables(person=[]), "requests_received", "ehcp_20wk_rate_excl")
    count, rate = total(found, "requests_received", "2024"), total(found, "ehcp_20wk_rate_excl", "2024")
    assert (count["value"], count["status"]) == (0, "ok")
    assert pd.isna(rate["value"])
    assert (rate["denominator"], rate["status"]) == (0, "no_cases")


def test_a_rate_of_people_nobody_counted_is_not_collected_and_never_of_none(found):
    for name in ("people_0_24", "requests_per_1000", "plans_per_1000"):
        rows = found[(found["measure_id"] == name) & (found["status"] != "not_due")]
        assert set(rows["status"]) == {"not_collected"}
        assert rows[["numerator", "denominator", "value"]].isna().all(axis=None)


def test_what_a_council_does_not_hold_is_not_collected_and_never_zero(facts):
    held = set(TABLES) - {"allocation"}
    years = SPANS[SPANS["period_type"] == "calendar_year"]
    found = compute_measures(MEASURES, facts, years, AS_AT, held=held)
    caseload = found[(found["measure_id"] == "caseload_n") & (found["status"] != "not_due")]
    assert set(caseload["status"]) == {"not_collected"}
    assert caseload["value"].isna().all()
    assert not found["dimension"].isin(["caseworker", "team"]).any()
    assert total(found, "plans_maintained_n", "2024")["status"] == "ok"


# What a SEN2 return of January 2025 knows: the calendar year 2024, and on to its census day.
RETURN_2025 = {
    name: [(date(2024, 1, 1), date(2025, 1, 16))] for name in ("person", "request", "assessment", "plan")
}


@pytest.fixture(scope="module")
def bounded(facts) -> pd.DataFrame:
    stocks_and_rates = ("plans_maintained_n", "dfe_threshold_margin", "plans_growth_rate")
    asked = MEASURES.only(["requests_received", "new_plans_n", "ehcp_20wk_rate_excl", *stocks_and_rates])
    return compute_measures(asked, facts, SPANS, AS_AT, covers=RETURN_2025)


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("2024", True),
        ("2023", False),
        ("2024-11", True),
        ("2025-01", False),  # begun in the return, ended after its census day
        ("2023-24", False),  # half of the academic year is not in it
        ("2024-25-autumn-2", True),  # ends in the first days of January
        ("2024-25-spring-1", False),
    ],
)
def test_of_a_period_that_a_return_does_not_cover_nothing_is_said(bounded, found, period, told):
    for measure in ("requests_received", "new_plans_n", "ehcp_20wk_rate_excl"):
        figure = total(bounded, measure, period)
        if told:
            pd.testing.assert_series_equal(figure, total(found, measure, period), check_names=False)
        else:
            assert figure["status"] == "not_collected"
            assert figure[["numerator", "denominator", "value"]].isna().all()
    if not told:
        of_period = bounded[(bounded["period_key"] == period) & bounded["measure_id"].eq("requests_received")]
        assert list(of_period["dimension"]) == ["all"]


def test_a_stock_needs_its_own_day_only(bounded, found):
    """The plans of the last day of autumn 2023 are not known to it; those of the last day of 2024 are."""
    assert total(bounded, "plans_maintained_n", "2023-24-autumn-1")["status"] == "not_collected"
    assert (
        total(bounded, "plans_maintained_n", "2023-24")["value"]
        == total(found, "plans_maintained_n", "2023-24")["value"]
    )
    assert total(bounded, "plans_maintained_n", "2025")["status"] == "not_collected"


def test_the_last_twelve_months_need_every_day_of_them(bounded, found):
    """The return of 2024 knows the 12 months to the end of 2024, and none that begin before it."""
    known, asked = "ehcp_20wk_rate_12m", ("2024", "2023-24", "2024-11")
    assert [total(bounded, known, period)["status"] for period in asked] == ["ok", *["not_collected"] * 2]
    assert total(bounded, known, "2024")["value"] == total(found, known, "2024")["value"]
    for made_of_them in ("dfe_threshold_margin", "plans_growth_rate"):
        assert total(bounded, made_of_them, "2024-11")["status"] == "not_collected"


def test_returns_of_years_in_a_row_cover_what_lies_across_them(facts, found):
    both = {name: [*days, (date(2023, 1, 1), date(2024, 1, 18))] for name, days in RETURN_2025.items()}
    bounded = compute_measures(MEASURES.only(["requests_received"]), facts, SPANS, AS_AT, covers=both)
    for period in ("2023", "2024", "2023-24"):
        assert total(bounded, "requests_received", period)["status"] == "ok"
    assert total(bounded, "requests_received", "2022-23")["status"] == "not_collected"


def test_holding_every_table_changes_nothing(facts, found):
    years = SPANS[SPANS["period_type"] == "calendar_year"]
    alone = compute_measures(MEASURES, facts, years, AS_AT, held=set(TABLES))
    among = found[found["period_type"] == "calendar_year"].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, among)


# --- the catalogue


def test_the_catalogue_has_the_columns_of_the_warehouse_and_says_what_everything_means():
    made = MEASURES.frame()
    columns = MARTS["marts"]["dim_measure"].columns
    assert made.dtypes.astype(str).to_dict() == {c.name: c.dtype for c in columns.values()}
    assert made[[c.name for c in columns.values() if c.required]].notna().all(axis=None)
    assert made["measure_id"].is_unique
    assert (
        made["denominator"].isna()
        == made["statistic"].isin(["count", "given", "rolling_count", "stock", "sum"])
    ).all()
    assert made["target_source"].str.contains(r"^(?:statute|seed|bench|peer|local|none): ").all()


RATE = {
    "measure_id": "plans_in_time",
    "measure_name": "Plans in time",
    "definition": "Of the plans issued, those in time.",
    "numerator": "In time",
    "denominator": "Issued",
    "unit": "percent",
    "direction": "higher",
    "target_source": "statute: 100%",
    "citation": "SEND Regulations 2014 reg 13(2)",
    "recommendation": "ix",
    "audiences": "board",
    "dimensions": ["team"],
    "statistic": "rate",
    "fact": "fact_clock",
    "date": ["clock_end"],
    "where": {"limit_id": ["final_plan"], "out_of_scope_reason": {"not": ["left"]}},
    "met": {"clock_status": ["in_time"]},
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"where": {"no_such_column": ["x"]}},
        {"where": {"limit_id": "final_plan"}},
        {"where": {"limit_id": {"but": ["final_plan"]}}},
        {"where": {"limit_id": []}},
        {"also_needs": ["no_such_table"]},
        {"dimensions": ["no_such_group"]},
        {"date": []},
        {"met": {}},
        {"met": {"limit_id": ["final_plan", "decide_to_assess"]}},
        {"met": {"limit_id": ["decide_to_assess"]}},
        {"of": "elapsed_days"},
        {"months": 12},
        {"no_such_entry": 1},
        {"statistic": "no_such_statistic"},
        {"statistic": "count"},
        {"statistic": "median"},
        {"statistic": "stock_rate"},
    ],
    ids=str,
)
def test_a_measure_that_cannot_be_counted_is_refused(wrong):
    assert parse_measure(RATE).statistic == "rate"
    with pytest.raises(ValidationError):
        parse_measure(RATE | wrong)


def test_a_catalogue_needs_the_parts_of_what_is_made_of_others():
    two = ("ehcp_20wk_rate_12m", "dfe_threshold_margin")
    assert MEASURES.only(["dfe_threshold_margin"]).measure_ids() == two
    with pytest.raises(ValueError, match="ehcp_20wk_rate_12m"):
        Catalogue((MEASURES["dfe_threshold_margin"],))
    with pytest.raises(ValueError, match="twice"):
        Catalogue((parse_measure(RATE), parse_measure(RATE)))
