"""The statutory clock: day 140 is in time, day 141 is late, and nothing pauses it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.transforms.clock import STATUSES, run_clock
from include.transforms.limits import Limit, limits

LIMITS = {limit.limit_id: limit for limit in limits()}
FINAL, DECISION = LIMITS["final_plan"], LIMITS["decide_to_assess"]
AS_AT = date(2026, 12, 31)


def cases(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Rows of start, end, closed; a fourth value says whether the end event is recorded at all."""
    full = [(*row, *[None] * (4 - len(row))) for row in rows]
    made = pd.DataFrame(full, columns=["clock_start", "clock_end", "closed_date", "is_ended"])
    dates = dict.fromkeys(["clock_start", "clock_end", "closed_date"], "datetime64[us]")
    return made.assign(is_ended=made["is_ended"].fillna(made["clock_end"].notna()).astype("bool")).astype(
        dates
    )


def clock(*row: Any, limit: Limit = FINAL, as_at: date = AS_AT, boundary: Any = "<=") -> pd.Series:
    """What the clock says of one case."""
    return run_clock(cases(row), limit, as_at, boundary).iloc[0]


@pytest.mark.parametrize(
    ("limit_id", "last_day"),
    [("decide_to_assess", "2026-04-13"), ("decide_not_to_issue", "2026-06-22"), ("final_plan", "2026-07-20")],
)
def test_last_days_in_time_of_a_request_received_on_2_march_2026(limit_id, last_day):
    assert clock("2026-03-02", limit=LIMITS[limit_id])["due_date"] == pd.Timestamp(last_day)


def test_a_plan_issued_on_day_140_is_in_time_even_on_a_bank_holiday():
    found = clock("2026-01-05", "2026-05-25")
    assert found["elapsed_days"] == 140
    assert (found["clock_status"], found["on_time"], found["days_over"]) == ("in_time", True, 0)
    assert found["at_boundary"]


def test_a_plan_issued_on_day_141_is_late():
    found = clock("2026-01-05", "2026-05-26")
    assert (found["clock_status"], found["on_time"], found["days_over"]) == ("late", False, 1)
    assert not found["at_boundary"]


def test_under_the_stricter_reading_day_140_is_late_and_still_counted_as_at_the_boundary():
    found = clock("2026-01-05", "2026-05-25", boundary="<")
    assert found["due_date"] == pd.Timestamp("2026-05-24")
    assert (found["clock_status"], found["at_boundary"]) == ("late", True)
    assert clock("2026-01-05", "2026-05-24", boundary="<")["clock_status"] == "in_time"


def test_a_decision_not_to_assess_on_day_43_is_late():
    assert clock("2026-03-02", "2026-04-13", limit=DECISION)["clock_status"] == "in_time"
    assert clock("2026-03-02", "2026-04-14", limit=DECISION)["clock_status"] == "late"


@pytest.mark.parametrize(
    ("received", "last_day"),
    [
        ("2023-10-12", "2024-02-29"),  # the last day is a leap day
        ("2024-02-29", "2024-07-18"),  # received on a leap day
        ("2024-02-01", "2024-06-20"),  # across 29 February
        ("2023-02-01", "2023-06-21"),  # the same without one
    ],
)
def test_leap_days_are_days(received, last_day):
    assert clock(received)["due_date"] == pd.Timestamp(last_day)


def test_clock_changes_take_no_day():
    assert clock("2026-03-28", "2026-08-15")["elapsed_days"] == 140
    assert clock("2026-10-24", "2026-10-26")["elapsed_days"] == 2


def test_an_open_case_is_overdue_the_day_after_its_last_day_in_time():
    on_the_day = clock("2026-03-02", as_at=date(2026, 7, 20))
    day_after = clock("2026-03-02", as_at=date(2026, 7, 21))
    assert (on_the_day["clock_status"], on_the_day["days_over"]) == ("open", 0)
    assert (day_after["clock_status"], day_after["days_over"]) == ("open_overdue", 1)
    assert day_after[["on_time", "elapsed_days", "clock_end"]].isna().all()


def test_events_after_the_as_at_day_are_unknown():
    assert clock("2026-03-02", "2026-07-01", as_at=date(2026, 6, 30))["clock_status"] == "open"
    assert clock("2026-03-02", None, "2026-07-01", as_at=date(2026, 6, 30))["clock_status"] == "open"
    assert run_clock(cases(("2026-07-01",)), FINAL, date(2026, 6, 30)).empty


@pytest.mark.parametrize(
    "row",
    [
        (None, "2026-05-01"),  # no start
        (None,),
        ("2026-03-02", "2026-03-01"),  # ended before it started
        ("2026-03-02", None, None, True),  # ended, nobody knows when
    ],
)
def test_missing_or_reversed_dates_cannot_be_measured(row):
    found = clock(*row)
    assert found["clock_status"] == "unusable"
    assert found[["on_time", "elapsed_days", "days_over"]].isna().all()
    assert not found["at_boundary"]


@pytest.mark.parametrize(
    ("stopped", "status"),
    [("2026-07-19", "closed"), ("2026-07-20", "closed"), ("2026-07-21", "missed"), ("2026-08-01", "missed")],
)
@pytest.mark.parametrize("ended", [None, "2026-09-01"])
def test_a_case_that_stops_before_its_end_has_missed_its_limit_only_if_that_had_passed(
    stopped, status, ended
):
    found = clock("2026-03-02", ended, stopped)
    assert (found["clock_status"], found["closed_date"]) == (status, pd.Timestamp(stopped))
    assert found["on_time"] is pd.NA
    # An end after the stop is not counted: it is told as no end.
    assert found[["clock_end", "elapsed_days", "days_over"]].isna().all()


def test_where_the_last_day_itself_is_late_so_is_what_stops_on_it():
    assert clock("2026-03-02", None, "2026-07-20", boundary="<")["clock_status"] == "missed"


def test_time_that_must_be_given_is_not_missed_by_what_never_ends():
    comments = LIMITS["draft_comments"]
    assert clock("2026-03-02", None, "2026-08-01", limit=comments)["clock_status"] == "closed"


@pytest.mark.parametrize("row", [(None,), ("2026-03-02", "2026-03-01"), ("2026-03-02", None)])
@pytest.mark.parametrize("closed", ["2026-02-01", "2026-03-02", "2026-11-02"])
def test_dates_that_cannot_be_used_are_not_put_right_by_what_closes_the_case(row, closed):
    start, end = (*row, None)[:2]
    found = clock(start, end, closed, True)
    assert found["clock_status"] == "unusable"
    assert pd.isna(found["closed_date"])


@pytest.mark.parametrize(
    ("end", "closed", "overtaken", "status", "stopped"),
    [
        (None, None, "2026-06-01", "missed", "2026-06-01"),  # before its last day, 20 July
        (None, None, "2026-09-01", "missed", "2026-09-01"),
        (None, "2026-07-10", "2026-06-01", "closed", "2026-07-10"),  # the last day never came
        (None, "2026-08-10", "2026-06-01", "missed", "2026-06-01"),
        (None, "2026-08-10", "2026-09-01", "missed", "2026-08-10"),
        (None, None, "2026-02-01", "open_overdue", None),  # it began after that day
        (None, None, "2027-02-01", "open_overdue", None),  # not known yet
        ("2026-05-01", None, "2026-04-01", "in_time", None),  # done all the same
    ],
)
def test_what_a_later_case_overtakes_stays_missed_and_is_open_no_more(
    end, closed, overtaken, status, stopped
):
    given = cases(("2026-03-02", end, closed)).assign(overtaken_on=pd.Timestamp(overtaken).as_unit("us"))
    found = run_clock(given, FINAL, AS_AT).iloc[0]
    assert found["clock_status"] == status
    assert found["closed_date"] == pd.Timestamp(stopped) if stopped else pd.isna(found["closed_date"])


@pytest.mark.parametrize("left", ["2026-05-25", "2026-06-30"])
def test_a_family_that_moves_away_after_the_plan_leaves_its_result_as_it_was(left):
    found = clock("2026-01-05", "2026-05-25", left)
    assert found["clock_status"] == "in_time"
    assert pd.isna(found["closed_date"])


def test_an_end_on_the_day_of_receipt_is_in_time():
    assert clock("2026-03-02", "2026-03-02")["elapsed_days"] == 0


def test_rows_keep_their_index_and_other_columns():
    given = cases(("2026-01-05",), ("2027-01-05",), ("2026-01-05", "2026-05-26")).assign(name=["a", "b", "c"])
    found = run_clock(given.set_axis([7, 8, 9]), FINAL, AS_AT)
    assert found["name"].to_dict() == {7: "a", 9: "c"}


days = st.none() | st.dates(date(2014, 9, 1), date(2035, 12, 31))
row = st.tuples(days, days, days, st.booleans())
some_cases = st.lists(row, min_size=1, max_size=20).map(lambda rows: cases(*rows))


@given(some_cases, st.dates(date(2014, 9, 1), date(2035, 12, 31)), st.sampled_from(["<=", "<"]))
def test_every_case_has_one_status_that_fits_its_other_columns(given_cases, as_at, boundary):
    found = run_clock(given_cases, FINAL, as_at, boundary)
    status = found["clock_status"]
    assert status.isin(STATUSES).all()
    assert (found["on_time"].notna() == status.isin(["in_time", "late"])).all()
    ended = found[found["on_time"].notna()]
    assert (ended["on_time"] == (ended["clock_end"] <= ended["due_date"])).all()
    assert (ended["on_time"] == (ended["days_over"] <= 0)).all()
    assert (ended["elapsed_days"] >= 0).all()
    assert (ended["clock_end"] <= pd.Timestamp(as_at)).all()
    differs = found["clock_status"] != run_clock(given_cases, FINAL, as_at, "<=")["clock_status"]
    was_open_on_last_day = found["days_over"] == 1
    assert (found["at_boundary"] | was_open_on_last_day)[differs].all()


@given(some_cases, st.dates(date(2016, 1, 1), date(2034, 1, 1)), st.integers(-50, 50))
def test_moving_every_date_by_whole_weeks_changes_no_result(given_cases, as_at, weeks):
    shift = timedelta(weeks=weeks)
    moved = given_cases.copy()
    dates = ["clock_start", "clock_end", "closed_date"]
    moved[dates] += shift
    results = ["elapsed_days", "clock_status", "on_time", "at_boundary", "days_over"]
    here, there = (run_clock(c, FINAL, a) for c, a in ((given_cases, as_at), (moved, as_at + shift)))
    pd.testing.assert_frame_equal(here[results], there[results])


@given(some_cases, st.integers(0, 2000))
def test_what_has_ended_is_never_changed_by_the_passing_of_time(given_cases, later):
    as_at = date(2025, 1, 1)
    before = run_clock(given_cases, FINAL, as_at)
    ended = before[before["on_time"].notna()]
    after = run_clock(given_cases, FINAL, as_at + timedelta(days=later)).loc[ended.index]
    pd.testing.assert_frame_equal(ended, after)
