"""Exceptions: what is recorded is one thing, what the law allows another."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from include.expectations.rules import rules
from include.transforms.exceptions import valid_exceptions
from include.transforms.limits import limits
from tests.transforms.council import Facts, tables

FINAL = next(limit for limit in limits() if limit.limit_id == "final_plan")
AS_AT = date(2027, 3, 31)
SUMMER = {"from_date": "2026-07-22", "to_date": "2026-09-01"}  # reopens on 2 September: 42 days
CHRISTMAS = {"from_date": "2026-12-19", "to_date": "2027-01-03"}  # reopens on 4 January: 16 days


def valid(ground: str, **fields: Any) -> bool:
    """Whether one exception passes; the case was received on 1 June 2026 unless said otherwise."""
    row = {
        "request_id": "r1",
        "exception_ground": ground,
        "from_date": None,
        "to_date": None,
        "advice_requested_date": None,
        "clock_start": "2026-06-01",
        "due_date": "2026-10-19",
    } | fields
    frame = pd.DataFrame([row]).astype(
        {name: "datetime64[us]" for name in row if name not in ("request_id", "exception_ground")}
    )
    return bool(valid_exceptions(frame, FINAL, AS_AT).iloc[0])


@pytest.mark.parametrize("ground", ["A", "B"])
@pytest.mark.parametrize(
    ("asked", "passes"),
    [("2026-07-14", False), ("2026-07-15", True), ("2026-08-26", True), ("2026-08-27", False), (None, False)],
)
def test_a_summer_closure_counts_by_the_day_on_which_advice_was_asked_for(ground, asked, passes):
    assert valid(ground, **SUMMER, advice_requested_date=asked) is passes


def test_a_christmas_holiday_is_never_long_enough():
    assert not valid("A", **CHRISTMAS, advice_requested_date="2026-12-21")


def test_four_weeks_of_closure_are_enough_and_a_day_less_is_not():
    closed, asked = "2026-07-22", {"advice_requested_date": "2026-07-22"}
    assert valid("A", from_date=closed, to_date="2026-08-18", **asked)  # reopens on day 28
    assert not valid("A", from_date=closed, to_date="2026-08-17", **asked)


@pytest.mark.parametrize(
    ("first", "last", "passes"),
    [
        ("2026-07-01", "2026-07-28", True),  # 28 days
        ("2026-07-01", "2026-07-27", False),
        ("2026-05-01", "2026-06-20", False),  # only 20 of them after the request
        ("2026-10-01", "2027-01-31", False),  # only 19 of them before the last day in time
        ("2026-07-01", None, True),  # still away
        (None, "2026-07-28", False),
    ],
)
def test_absence_counts_when_four_weeks_of_it_lie_within_the_limit(first, last, passes):
    assert valid("D", from_date=first, to_date=last) is passes


@pytest.mark.parametrize(
    ("first", "last", "passes"),
    [
        ("2026-07-01", "2026-07-01", True),
        ("2026-05-01", "2026-05-31", False),  # over before the request
        ("2026-10-20", None, False),  # began after the last day in time
        (None, None, False),  # cannot be shown
    ],
)
def test_personal_circumstances_count_when_they_touch_the_limit(first, last, passes):
    assert valid("C", from_date=first, to_date=last) is passes


@pytest.mark.parametrize(
    ("received", "due", "first", "last", "passes"),
    [
        ("2020-03-02", "2020-07-20", "2020-03-23", "2020-07-01", True),
        ("2020-03-02", "2020-07-20", "2020-03-23", "2020-04-30", False),  # before the relaxation
        ("2020-09-26", "2021-02-13", "2020-09-01", "2020-12-01", False),  # received after it
        ("2019-12-01", "2020-04-19", "2020-03-23", "2020-07-01", False),  # due before it
        ("2020-09-25", "2021-02-12", "2020-09-25", None, True),
    ],
)
def test_coronavirus_counts_only_within_its_dates(received, due, first, last, passes):
    assert valid("H", clock_start=received, due_date=due, from_date=first, to_date=last) is passes


@pytest.mark.parametrize("ground", ["E", "F", "G", "L", "?", None])
def test_other_reasons_do_not_excuse_a_late_plan(ground):
    assert not valid(ground, from_date="2026-07-01", to_date="2026-09-30", advice_requested_date="2026-07-20")


@pytest.mark.parametrize(
    ("pieces", "passes"),
    [
        ([("2026-07-01", "2026-07-14"), ("2026-07-15", "2026-07-28")], True),
        ([("2026-07-10", "2026-07-28"), ("2026-07-01", "2026-07-14")], True),  # overlap, in another order
        ([("2026-07-01", "2026-07-14"), ("2026-07-16", "2026-07-29")], False),  # home for a day
        ([("2026-07-01", "2026-07-26"), ("2026-07-02", "2026-07-03"), ("2026-07-27", "2026-07-28")], True),
    ],
)
def test_four_weeks_away_may_be_recorded_in_pieces_if_nothing_lies_between_them(pieces, passes):
    request = {"request_id": "r1", "received_date": "2026-06-01", "request_outcome": "Y"}
    # Somebody else's absence joins no pieces.
    other = request | {"request_id": "r2"}
    rows = [
        {"exception_id": str(i), "request_id": "r1", "limit_id": "final_plan", "exception_ground": "D"}
        | {"from_date": first, "to_date": last}
        for i, (first, last) in enumerate(pieces)
    ]
    rows.append(
        rows[0]
        | {"exception_id": "o", "request_id": "r2", "from_date": "2026-07-15", "to_date": "2026-07-15"}
    )
    facts = Facts(tables(request=[request, other], exception=rows), date(2026, 12, 31))
    found = facts["fact_clock"]
    found = found[(found["limit_id"] == "final_plan") & found["exception_recorded"]]
    assert list(found["exception_valid"].astype(bool).sort_values()) == [False, passes]


# --- orders of the Tribunal: reg 44(3) of SI 2014/1530


REFUSED = {
    "request": [
        {
            "request_id": "r1",
            "received_date": "2025-09-01",
            "request_outcome": "N",
            "request_outcome_date": "2025-10-13",
        },
        # Asked again after the decision in dispute: exceptions of this request are not the order's.
        {
            "request_id": "r2",
            "received_date": "2026-01-12",
            "request_outcome": "W",
            "request_outcome_date": "2026-02-02",
        },
    ],
    "assessment": [
        {
            "assessment_id": "a1",
            "request_id": "r1",
            "assessment_outcome": "Y",
            "assessment_outcome_date": "2026-07-06",
        }
    ],
    "appeal": [
        {
            "appeal_id": "x1",
            "person_id": "p1",
            "appeal_type": "REFUSE_ASSESS",
            "decision_notice_date": "2025-10-13",
            "appeal_registered_date": "2025-12-01",
            "appeal_outcome": "UPHELD",
            "decided_date": "2026-03-02",
            "order_type": "ASSESS",
            "order_complied_date": "2026-03-23",
        }
    ],
}


def order(limit_id: str, request_id: str = "r1", **fields: Any) -> tuple[str, bool, bool]:
    """How a limit of the order stands with one exception recorded: status, recorded, valid."""
    row = {"exception_id": "q1", "request_id": request_id, "limit_id": limit_id, **fields}
    facts = Facts(tables(**REFUSED, exception=[row]), date(2026, 12, 31))
    found = facts["fact_clock"].set_index("limit_id").loc[limit_id]
    return found["clock_status"], bool(found["exception_recorded"]), bool(found["exception_valid"])


@pytest.mark.parametrize(("last", "passes"), [("2026-04-14", True), ("2026-04-13", False)])
def test_two_weeks_away_are_an_exception_to_the_limits_of_an_order(last, passes):
    away = {"exception_ground": "D", "from_date": "2026-04-01", "to_date": last}
    assert order("order_assess_plan", **away) == ("late", True, passes)


def test_two_weeks_away_are_none_to_the_twenty_weeks():
    assert not valid("D", from_date="2026-07-01", to_date="2026-07-14")


def test_what_excuses_a_plan_late_by_the_twenty_weeks_excuses_one_late_by_an_order():
    closed = {"from_date": "2026-03-06", "to_date": "2026-04-02", "advice_requested_date": "2026-03-09"}
    assert order("order_assess_plan", exception_ground="A", **closed) == ("late", True, True)
    assert order("order_assess", exception_ground="C", from_date="2026-03-09") == ("late", True, True)
    assert order("order_assess", exception_ground="L", from_date="2026-03-09") == ("late", True, False)


def test_an_exception_to_an_order_stands_against_the_request_that_was_in_dispute():
    away = {"exception_ground": "D", "from_date": "2026-03-02", "to_date": "2026-03-31"}
    assert order("order_assess", "r2", **away) == ("late", False, False)


def test_an_exception_is_told_as_lawless_only_for_limits_to_which_the_law_gives_none():
    rule = next(rule for rule in rules() if rule.id == "exception.limit_id.in_law")
    # The coronavirus alone touched reviews and transfers, whose exceptions no request can hold.
    assert set(rule.kwargs["value_set"]) == {
        limit.limit_id for limit in limits() if {*limit.exceptions} - {"H"}
    }


@pytest.mark.parametrize(
    ("fields", "left", "status", "stopped"),
    [
        # The plan was sent on a day that nobody recorded: no rate counts it, and it is not open for ever.
        ({"assessment_outcome": "Y", "assessment_outcome_date": None}, None, "unusable", None),
        # Stopped on the first of the two days, which both are after 8 June, the last in time.
        (
            {"assessment_outcome": "W", "assessment_outcome_date": "2026-07-06"},
            "2026-06-22",
            "missed",
            "2026-06-22",
        ),
        (
            {"assessment_outcome": "W", "assessment_outcome_date": "2026-06-22"},
            "2026-07-06",
            "missed",
            "2026-06-22",
        ),
    ],
)
def test_an_assessment_ordered_stands_as_any_other(fields, left, status, stopped):
    assessment = [{**REFUSED["assessment"][0], **fields}]
    rows = {**REFUSED, "assessment": assessment, "person": [{"person_id": "p1", "left_date": left}]}
    clocks = Facts(tables(**rows), date(2026, 12, 31))["fact_clock"].set_index("limit_id")
    found = clocks.loc["order_assess_plan"]
    assert found["due_date"] == pd.Timestamp("2026-06-08")
    assert found["clock_status"] == status
    assert found["closed_date"] == pd.Timestamp(stopped) if stopped else pd.isna(found["closed_date"])
