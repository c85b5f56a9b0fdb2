"""What must hold of every limit and every measure, whatever the council."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from include.calendar import Calendar, periods
from include.transforms import Catalogue, build_facts, compute_measures
from include.transforms.clock import last_day, run_clock
from include.transforms.facts.reviews import overtaken_on, replaced_on, told_of_later
from include.transforms.limits import limits, limits_of
from include.transforms.measures import OfEvents
from include.transforms.measures.compute import FactsByKind, rows_counted
from tests.transforms.council import Facts, frame, keys, random_council

AS_AT = date(2025, 11, 17)
MEASURES = Catalogue.load()
CALENDAR_LIMITS = [limit for limit in limits() if limit.unit in ("weeks", "days")]


def clock(limit_id: str, start: str, end: str | None, as_at: date = AS_AT, **columns: str) -> pd.Series:
    """One case against one limit."""
    days = {"clock_start": start, "clock_end": end, "closed_date": None, **columns}
    case = pd.DataFrame(
        {name: pd.to_datetime(pd.Series([day])).astype("datetime64[us]") for name, day in days.items()}
    )
    case["is_ended"] = end is not None
    return run_clock(case, limits_of(limit_id)[0], as_at).iloc[0]


@pytest.mark.parametrize("limit", CALENDAR_LIMITS, ids=lambda limit: limit.limit_id)
@settings(max_examples=5)
@given(start=st.dates(date(2015, 1, 1), date(2023, 1, 1)))
def test_the_last_day_is_in_time_and_the_day_after_is_late(limit, start):
    last = start + timedelta(days=limit.days)
    # The last day of time that must be given is still the family's.
    in_time, late = ("in_time", "late") if limit.bound == "at most" else ("late", "in_time")
    for end, status in ((last, in_time), (last + timedelta(days=1), late)):
        found = clock(limit.limit_id, str(start), str(end))
        assert found["clock_status"] == status
        assert found["at_boundary"] == (end == last)


@pytest.mark.parametrize(
    ("limit_id", "reckoned_from", "last"),
    [
        ("contact_mediation_adviser", "2025-12-31", "2026-02-28"),
        ("contact_mediation_adviser", "2023-12-31", "2024-02-29"),
        ("review_12_months", "2024-02-29", "2025-02-28"),
        ("transfer_in_review", "2025-11-30", "2026-02-28"),
        ("transfer_school", "2026-09-02", "2026-02-15"),
        ("transfer_post16", "2026-09-02", "2026-03-31"),
        ("transfer_post16_move", "2026-09-01", "2026-04-01"),
        ("review_decision", "2026-11-23", "2026-12-21"),
        ("amended_final_from_meeting", "2026-11-23", "2027-02-15"),
        ("draft_comments", "2026-06-01", "2026-06-15"),
        ("certificate_after_mediation", "2025-12-24", "2025-12-31"),
        ("transfer_plan_out", "2026-01-05", "2026-01-23"),
        ("complaint_stage_1", "2026-03-30", "2026-04-15"),
    ],
)
def test_months_fixed_days_and_working_days_end_on_the_day_that_the_rule_says(limit_id, reckoned_from, last):
    start = pd.Series(pd.to_datetime([reckoned_from])).astype("datetime64[us]")
    assert str(last_day(start, limits_of(limit_id)[0])[0].date()) == last


@pytest.mark.parametrize(
    ("notice", "certificate", "last"),
    [
        ("2025-05-01", "2025-06-20", "2025-07-21"),  # 20 July is a Sunday
        ("2025-05-01", "2025-05-20", "2025-07-01"),
        ("2025-05-01", None, "2025-07-01"),
        # The Tribunal counts no day of August and none from 25 December to 1 January.
        ("2026-10-01", "2026-11-29", "2027-01-04"),  # 29 December; 1 January is a Friday
        ("2025-11-01", None, "2026-01-02"),
        ("2025-06-12", None, "2025-09-01"),
        ("2024-06-30", None, "2024-09-02"),  # 1 September is a Sunday
        ("2025-10-24", None, "2025-12-24"),
        ("2025-11-02", None, "2026-01-02"),
        # Rule 12(2): an act is done in time on the next working day.
        ("2026-03-23", None, "2026-05-26"),  # 23 May is a Saturday, 25 May the spring bank holiday
        ("2026-02-03", None, "2026-04-07"),  # 3 April is Good Friday
        ("2025-12-31", None, "2026-03-02"),  # two months end on the last of February, a Saturday
    ],
)
def test_an_appeal_has_the_later_of_two_months_from_the_notice_and_one_from_the_certificate(
    notice, certificate, last
):
    appeal = {
        "appeal_id": "x1",
        "person_id": "p1",
        "appeal_type": "CONTENT",
        "decision_notice_date": notice,
        "certificate_date": certificate,
        "appeal_registered_date": last,
    }
    tables = {"person": frame("person", [{"person_id": "p1"}]), "appeal": frame("appeal", [appeal])}
    found = Facts(tables, date(2027, 12, 31))["fact_clock"].set_index("limit_id").loc["appeal"]
    assert (found["due_date"], found["clock_status"]) == (pd.Timestamp(last), "in_time")


def test_a_plan_first_held_after_the_deadline_is_not_late_but_kept_out():
    plan = {"plan_id": "e1", "assessment_id": "a1", "start_date": "2025-03-01"}
    move = {
        "phase_transfer_id": "t1",
        "active_plan_id": "v1",
        "phase_transfer_type": "PRI_SEC",
        "transfer_date": "2025-09-02",
        "due_date": "2025-02-15",
        "final_date": "2025-03-20",
    }
    tables = {
        "person": frame("person", [{"person_id": "p1"}]),
        "request": frame("request", [{"request_id": "r1", "received_date": "2024-10-01"}]),
        "assessment": frame("assessment", [{"assessment_id": "a1", "request_id": "r1"}]),
        "plan": frame("plan", [plan]),
        "active_plan": frame("active_plan", [{"active_plan_id": "v1", "request_id": "r1"}]),
        "phase_transfer": frame("phase_transfer", [move]),
    }
    found = Facts(tables, AS_AT)["fact_clock"].set_index("limit_id").loc["transfer_school"]
    assert (found["in_scope"], found["out_of_scope_reason"]) == (False, "plan_after_deadline")


def test_a_missed_review_stays_missed_and_open_only_until_the_next_decision():
    reviews = [
        {"annual_review_id": "1", "review_due_date": "2023-06-01"},
        {"annual_review_id": "2", "review_due_date": "2024-06-01", "review_decision_date": "2024-05-20"},
    ]
    shared = {"active_plan_id": "v1", "review_type": "ANNUAL"}
    tables = {
        "person": frame("person", [{"person_id": "p1"}]),
        "request": frame("request", [{"request_id": "r1", "received_date": "2020-01-06"}]),
        "active_plan": frame("active_plan", [{"active_plan_id": "v1", "request_id": "r1"}]),
        "annual_review": frame("annual_review", [{**shared, **review} for review in reviews]),
    }
    clocks = Facts(tables, AS_AT)["fact_clock"]
    found = clocks[clocks["limit_id"] == "review_12_months"].sort_values("due_date")
    assert found["clock_status"].tolist() == ["missed", "in_time"]
    assert found["clock_end"].isna().tolist() == [True, False]
    assert found["closed_date"].iloc[0] == pd.Timestamp("2024-05-20")


def test_a_notice_sent_after_a_later_review_is_overtaken_by_the_one_after_that():
    """Told of the second review in February 2020, sent the notice of the first in May, told of the third in April 2021.

    The plan of that notice is awaited no more from that day, and not overdue for ever.
    """
    reviews = [
        {
            "review_due_date": "2019-05-30",
            "review_meeting_date": "2019-03-28",
            "amendment_notice_date": "2020-05-22",
        },
        {
            "review_due_date": "2020-03-27",
            "review_meeting_date": "2020-02-03",
            "review_decision_date": "2020-02-24",
        },
        {
            "review_due_date": "2021-02-01",
            "review_meeting_date": "2020-12-14",
            "review_decision_date": "2021-04-01",
        },
    ]
    shared = {"active_plan_id": "v1", "review_type": "ANNUAL"}
    tables = {
        "person": frame("person", [{"person_id": "p1"}]),
        "request": frame("request", [{"request_id": "r1", "received_date": "2015-01-05"}]),
        "active_plan": frame("active_plan", [{"active_plan_id": "v1", "request_id": "r1"}]),
        "annual_review": frame(
            "annual_review",
            [{"annual_review_id": str(number), **shared, **review} for number, review in enumerate(reviews)],
        ),
    }
    clocks = Facts(tables, AS_AT)["fact_clock"]
    (final,) = clocks[clocks["limit_id"] == "amended_final"].itertuples()
    assert (final.clock_status, final.out_of_scope_reason) == ("missed", "overtaken")
    assert final.closed_date == pd.Timestamp("2021-04-01")
    # From the meeting on, the letter of February 2020 was the first about a later review.
    (whole,) = clocks[
        (clocks["limit_id"] == "amended_final_from_meeting") & (clocks["clock_start"] == "2019-03-28")
    ].itertuples()
    assert whole.closed_date == pd.Timestamp("2020-02-24")


@st.composite
def reviews_of_plans(draw: st.DrawFn) -> pd.DataFrame:
    """Up to six reviews of up to two plans, with and without meetings and letters."""
    known = st.dates(date(2024, 1, 1), date(2025, 12, 31)).map(pd.Timestamp)
    days = st.none() | known
    kinds = st.sampled_from(["ANNUAL", "EARLY", "PHASE"])
    made = [
        {
            "active_plan_id": draw(st.sampled_from(["v1", "v2"])),
            "annual_review_id": f"r{number}",
            "review_type": draw(kinds),
            "review_due_date": draw(known),
            **{name: draw(days) for name in ("meeting", "decided", "notice", "final", "begun")},
        }
        for number in range(draw(st.integers(1, 6)))
    ]
    reviews = pd.DataFrame(made)
    dates = [name for name in reviews if name not in ("active_plan_id", "annual_review_id", "review_type")]
    reviews = reviews.astype(dict.fromkeys(dates, "datetime64[us]"))
    return reviews.assign(year_before=reviews["review_due_date"] - pd.DateOffset(months=12))


@given(reviews_of_plans())
def test_a_review_is_overtaken_and_replaced_only_by_others_of_its_plan(reviews):
    """The rules as one reads them, one pair of reviews at a time."""

    def day(review: Any) -> Any:
        return (
            review.meeting if pd.notna(review.meeting) else review.review_due_date,
            review.review_due_date,
            review.annual_review_id,
        )

    def told(review: Any) -> list[pd.Timestamp]:
        letters = [review.decided, review.notice, review.final]
        return [one for one in letters if pd.notna(one) and not one < review.meeting]

    overtaken, replaced = (
        days.astype("object").where(days.notna(), None)
        for days in (overtaken_on(told_of_later(reviews), reviews["begun"]), replaced_on(reviews))
    )
    rows = list(reviews.itertuples())
    for mine in rows:
        of_plan = [r for r in rows if r.active_plan_id == mine.active_plan_id and r is not mine]
        # The family is told of a review once, by the first letter about it; none before the step began counts.
        first = [min(told(other)) for other in of_plan if day(other) > day(mine) and told(other)]
        assert overtaken[mine.Index] == min((one for one in first if one >= mine.begun), default=None)
        held = [
            other.meeting
            for other in of_plan
            if pd.isna(mine.meeting)
            and (other.review_type == "EARLY" or other.review_due_date >= mine.review_due_date)
            and mine.year_before + timedelta(days=7) < other.meeting <= mine.review_due_date
        ]
        assert replaced[mine.Index] == min(held, default=None)


@pytest.mark.parametrize("seed", [3, 8])
def test_shifting_every_date_by_whole_weeks_changes_no_clock_of_the_law_on_requests(seed):
    council = random_council(seed, 120, date(2020, 6, 1), AS_AT)
    weeks = timedelta(weeks=26)
    moved = {
        name: rows.assign(**{str(c): rows[c] + weeks for c in rows.select_dtypes("datetime").columns})
        for name, rows in council.items()
    }
    columns = ["case_key", "limit_id", "clock_status", "elapsed_days", "days_over", "at_boundary", "in_scope"]
    before = Facts(council, AS_AT)["fact_clock"]
    after = Facts(moved, AS_AT + weeks)["fact_clock"]
    of_requests = ["decide_to_assess", "decide_not_to_issue", "final_plan"]
    before, after = (
        rows.loc[rows["limit_id"].isin(of_requests), columns].reset_index(drop=True)
        for rows in (before, after)
    )
    assert len(before) > 100
    pd.testing.assert_frame_equal(before, after)


@pytest.mark.parametrize("seed", [1, 2])
def test_rates_lie_between_nothing_and_all_and_parts_add_to_wholes(seed):
    council = random_council(seed, 150, date(2022, 6, 1), AS_AT)
    spans = periods(Calendar(), date(2023, 1, 1), AS_AT)
    found = compute_measures(MEASURES, build_facts(council, AS_AT, keys=keys), spans, AS_AT)
    rates = [m.measure_id for m in MEASURES if m.statistic in ("rate", "rolling_rate", "share", "stock_rate")]
    some = found[found["measure_id"].isin(rates) & (found["status"] == "ok")]
    assert len(some) > 200
    assert (some["numerator"] <= some["denominator"]).all()
    assert some["value"].between(0, 100).all()
    added = [m.measure_id for m in MEASURES if m.statistic not in ("median", "p90", "ratio", "difference")]
    figures = found[found["measure_id"].isin(added) & found["numerator"].notna()]
    cell = ["measure_id", "period_type", "period_key"]
    whole = figures[figures["dimension"] == "all"].set_index(cell)["numerator"]
    parts = figures[figures["dimension"] != "all"].groupby([*cell, "dimension"])["numerator"].sum()
    assert (parts == whole.reindex(parts.reset_index("dimension").index).to_numpy()).all()


@pytest.mark.parametrize("measure_id", ["request_decision_6wk_rate_due", "ehcp_20wk_rate_due"])
def test_what_becomes_of_a_case_after_its_last_day_moves_no_due_cohort(measure_id):
    council = random_council(7, 300, date(2022, 6, 1), AS_AT)
    # Nobody says on which day these left, so what is known of that day grows with the records.
    council["request"]["exported"] = None
    measure = MEASURES[measure_id]
    assert isinstance(measure, OfEvents)
    met = {}
    for as_at in (date(2024, 6, 30), AS_AT):
        facts = build_facts(council, as_at, keys=keys, only=[measure.fact])
        clocks = facts["fact_clock"]
        rows = rows_counted(measure, FactsByKind(facts))
        rows = rows[rows["due_date"] <= pd.Timestamp(2024, 6, 30)]
        met[as_at] = pd.Series(measure.is_met(rows).to_numpy(), index=rows["case_key"].astype("str"))
        limit = clocks[clocks["limit_id"].isin(measure.where.among("limit_id"))].set_index("case_key")
    then, now = met.values()
    # Only what turns out to have dates that cannot be used leaves it.
    unusable = limit.index[limit["clock_status"] == "unusable"]
    then = then[~then.index.isin(unusable)].sort_index()
    assert (limit.loc[then.index, "clock_status"] == "missed").sum() > 3
    pd.testing.assert_series_equal(then, now.sort_index())
