"""A column of which too much is lost stops the night, or costs the measures that rest on it, whatever is lost of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from include.errors import ConfigError
from include.expectations import GateConfig, Validation, profile, validate
from include.expectations.columns import stops
from include.expectations.rules import rules
from include.model import TABLES
from tests.expectations.tiny_council import EXTRACT_DATE, Council, council, parsed

CHILDREN = 100
GATE = GateConfig(max_quarantined_percent=100, max_shrink_percent=100)


# Only rules of the columns that the tests spoil: a test is quicker without the others.
SPOILED = (
    "annual_review.pfa_outcomes",
    "annual_review.review_meeting_date",
    "annual_review.review_outcome",
    "assessment.assessment_outcome_date",
    "assessment.week20_exception",
    "delay_letter.limit_id",
    "delay_letter.request_id",
    "delay_letter.sent_date",
    "person.left_date",
    "request.exported",
    "request.received_date",
    "request.request_outcome",
    "request.request_source",
)
CHECKED = tuple(rule for rule in rules() if f"{rule.table}.{rule.column}" in SPOILED and not rule.compares)
ALSO = (
    "assessment.assessment_outcome_date.decided",
    "plan.cease_reason.with_date",
    "request.exported.form",
    "request.received_date.known",
    "request.request_outcome_date.decided",
)
CHECKED += tuple(rule for rule in rules() if rule.id in ALSO and rule not in CHECKED)
TABLES_USED = ("person", "request", "assessment", "annual_review", "delay_letter", "active_plan")


def validated(received: Council, gate: GateConfig = GATE, before: list[Council] | None = None) -> Validation:
    nights = [
        (EXTRACT_DATE - timedelta(days=n), profile(parsed(earlier)))
        for n, earlier in enumerate(reversed(before or []), start=1)
    ]
    not_held = set(TABLES) - set(received)
    return validate(parsed(received), not_held, EXTRACT_DATE, gate, None, nights[::-1], rule_set=CHECKED)


def clean(rows: int = CHILDREN) -> Council:
    return council(rows, TABLES_USED)


def with_values(name: str, values: list[str | None], rows: int = CHILDREN) -> Council:
    """A clean council but for the first values of one column."""
    received = clean(rows)
    table, column = name.split(".")
    cells = received[table][column]
    cells[: len(values)] = values
    return received


def test_a_clean_council_loses_nothing():
    found = validated(clean(), before=[clean()])
    assert (found.not_reliable, found.stopped) == ({}, [])


# What is written, how often of a hundred, and whether that is more than 5 in a hundred.
@pytest.mark.parametrize(
    "name, value, rows, is_past",
    [
        ("assessment.week20_exception", "maybe", 40, True),
        ("assessment.week20_exception", "oui", 6, True),
        ("assessment.week20_exception", "oui", 5, False),
        ("request.request_source", "Parental request", 30, True),
        ("annual_review.review_outcome", "Amend plan", 30, True),
        ("annual_review.review_meeting_date", "Jun 2nd 2025 or so", 30, True),
        ("annual_review.review_meeting_date", "1066-10-14", 30, True),  # read, and left out by a rule
        ("request.exported", "(none)", 100, True),  # no value is left out, yet none says anything
        ("request.exported", "383", 40, False),
        (
            "delay_letter.limit_id",
            "20 week letter",
            60,
            True,
        ),  # rows set aside, of a table that no limit guards
        ("delay_letter.sent_date", None, 60, True),  # what is required and empty is lost, too
        ("delay_letter.request_id", "somebody-else", 60, True),
    ],
)
def test_more_lost_values_than_the_limit_cost_the_measures_of_the_column(name, value, rows, is_past):
    found = validated(with_values(name, [value] * rows))
    assert found.stopped == []
    assert (name in found.not_reliable) == is_past
    if is_past:
        assert f"{rows} of 100 values ({rows}%)" in found.not_reliable[name]
        assert str(value) not in found.not_reliable[name]


@pytest.mark.parametrize("number", ["383", "999"])
def test_nearly_all_cannot_have_moved_to_another_authority(number):
    found = validated(with_values("request.exported", [number] * 60))
    assert (
        "60 of 100 records (60%) of request have a value in exported"
        in found.not_reliable["request.exported"]
    )
    allowing = GateConfig(
        max_quarantined_percent=100, max_shrink_percent=100, column_limits={"request.exported": 100}
    )
    assert not validated(with_values("request.exported", [number] * 60), allowing).not_reliable


def test_days_that_are_all_the_first_of_a_month_are_months():
    months: list[str | None] = [f"{2015 + n // 12}-{n % 12 + 1:02}-01" for n in range(CHILDREN)]
    (told,) = validated(with_values("assessment.assessment_outcome_date", months)).stopped
    assert "100 of 100 days (100%) of assessment outcome date of assessment are the first of a month" in told
    days: list[str | None] = [*months[:80], *(f"2024-03-{n:02}" for n in range(2, 22))]
    assert not validated(with_values("assessment.assessment_outcome_date", days)).stopped
    assert not validated(with_values("assessment.assessment_outcome_date", months[:10], 10)).stopped, (
        "too few"
    )


def test_days_most_of_which_are_one_are_a_default_or_a_filled_down_cell():
    found = validated(with_values("request.received_date", ["2024-02-14"] * 60))
    (told,) = found.stopped
    assert "60 of 100 records (60%) have one and the same received date of request" in told
    assert not validated(with_values("request.received_date", ["2024-02-14"] * 45)).stopped


def test_a_column_that_is_exported_under_two_names_stops_the_night():
    received = clean()
    received["request"]["request_outcome_date"][:60] = received["request"]["received_date"][:60]
    (told,) = validated(received).stopped
    assert "60 of 100 days (60%) of request outcome date of request are those of the received date" in told
    received["request"]["request_outcome_date"][:60] = [None] * 60
    assert not validated(received).stopped


@pytest.mark.parametrize("left, is_past", [("2020-01-01", True), ("2079-06-06", False)])
def test_most_of_all_children_did_not_leave_on_one_day(left, is_past):
    found = validated(with_values("person.left_date", [left] * 60 + ["soon"]))
    assert ("person.left_date" in found.not_reliable) == is_past, "a day far ahead stands for no day"
    assert not found.results["rule_id"].duplicated().any(), "of a column one thing is told"


def test_most_plans_did_not_come_from_elsewhere():
    found = validated(with_values("active_plan.transfer_in_date", ["2024-09-01"] * 60))
    assert "60 of 100 records (60%) of active plan" in found.not_reliable["active_plan.transfer_in_date"]


# Of the spine's own dates and outcomes nearly every figure would be lost: the night before is better.
@pytest.mark.parametrize(
    "name, value",
    [
        ("assessment.assessment_outcome_date", "13/25/2024"),
        ("request.received_date", "not known"),
        ("request.request_outcome", "Agreed"),
    ],
)
def test_a_column_that_decides_nearly_everything_stops_the_night_and_is_named(name, value):
    found = validated(with_values(name, [value] * 40))
    told = [message for message in found.stopped if name in message]
    assert len(told) == 1
    assert "40 of 100" in told[0] and value not in told[0]
    assert name not in found.not_reliable


# An upgrade of the case-management system gives a column another name: without cease dates every ceased plan is live.
@pytest.mark.parametrize(
    "name", ["plan.cease_date", "request.received_date", "assessment.assessment_outcome_date"]
)
def test_a_column_that_decides_much_and_is_not_sent_costs_its_measures_on_the_first_night(
    name,
):
    table, column = name.split(".")
    extract = council(tables=("person", "request", "assessment", "plan", "active_plan"))
    del extract[table][column]
    found = validated(extract)
    assert (
        f"no column of the extract is read as {column.replace('_', ' ')} of {table}"
        in found.not_reliable[name]
    )
    told = str(found.results.set_index("rule_id").loc[f"{name}.relied_on", "message"])
    assert f"tables.{table}.columns.{column}" in told
    allowed = GATE.model_copy(update={"column_limits": {name: 100.0}})
    assert name not in validated(extract, allowed).not_reliable


# A formula that fails or a join that finds nothing leaves the column there and empty: no earlier night need tell of it.
@pytest.mark.parametrize(
    "name", ["request.received_date", "request.request_outcome_date", "assessment.assessment_outcome_date"]
)
@pytest.mark.parametrize("filled, is_past", [(0, True), (40, True), (60, False)])
def test_a_column_that_decides_much_and_is_mostly_empty_costs_its_measures_on_the_first_night(
    name, filled, is_past
):
    table, column = name.split(".")
    extract = clean()
    outcome = "assessment_outcome" if table == "assessment" else "request_outcome"
    assert set(extract[table][outcome]) <= {"Y", "N"}
    extract[table][column][filled:] = [None] * (CHILDREN - filled)
    found = validated(extract)
    assert found.stopped == []
    assert (name in found.not_reliable) == is_past
    if is_past:
        said = f"{100 - filled} of 100 records ({100 - filled}%) that should have {column.replace('_', ' ')}"
        assert said in found.not_reliable[name]
        allowed = GATE.model_copy(update={"column_limits": {name: 100.0}})
        assert name not in validated(extract, allowed).not_reliable


def test_no_ceased_plan_in_a_young_council_is_no_loss_and_reasons_without_dates_are():
    extract = council(tables=("person", "request", "assessment", "plan", "active_plan"))
    plans = len(extract["plan"]["plan_id"])
    extract["plan"] |= {"cease_date": [None] * plans, "cease_reason": [None] * plans}
    assert "plan.cease_date" not in validated(extract).not_reliable
    extract["plan"]["cease_reason"] = ["1"] * plans
    assert "plan.cease_date" in validated(extract).not_reliable


def test_the_first_night_tells_of_every_column_that_is_not_found_and_fails_nothing():
    extract = clean()
    for column in ("locality", "ethnicity"):
        del extract["person"][column]
    found = validated(extract)
    assert (found.stopped, found.not_reliable, len(found.flagged)) == ([], {}, 0)
    told = found.results.set_index("rule_id").loc["person.columns.sent"]
    assert "is read as ethnicity, locality of person" in told["message"]
    assert "tables.person.columns.<column>" in told["message"]
    assert (told["severity"], bool(told["passed"]), told["rows_failed"]) == ("warning", False, 0)
    # From then on a column that goes is told by what the nights before had.
    assert "person.columns.sent" not in set(validated(extract, before=[extract]).results["rule_id"])
    assert not validated(clean()).results["rule_id"].str.endswith(".columns.sent").any()


def test_which_columns_stop_the_night():
    for name in ("person.person_id", "request.person_id", "plan.start_date", "plan_placement.placement_rank"):
        assert stops(*name.split("."))
    for name in ("assessment.week20_exception", "person.locality", "annual_review.review_due_date"):
        assert not stops(*name.split("."))


def test_a_handful_of_slips_is_told_record_by_record_unless_nothing_could_be_read():
    # 4 of 10 values, and 4 of 4.
    some = with_values("annual_review.review_outcome", ["Amend"] * 4 + [None] * 90)
    every = with_values("annual_review.review_outcome", ["Amend"] * 4 + [None] * 96)
    assert "annual_review.review_outcome" not in validated(some).not_reliable
    assert "annual_review.review_outcome" in validated(every).not_reliable


def test_one_slip_in_a_column_that_few_rows_fill_costs_nothing():
    found = validated(with_values("request.exported", ["Leeds"], rows=100))
    assert found.not_reliable == {}


@pytest.mark.parametrize("limit, is_past", [(39.0, True), (40.0, False), (100.0, False)])
def test_an_authority_sets_the_limit_of_a_column(limit, is_past):
    gate = GATE.model_copy(update={"column_limits": {"assessment.week20_exception": limit}})
    found = validated(with_values("assessment.week20_exception", ["maybe"] * 40), gate)
    assert ("assessment.week20_exception" in found.not_reliable) == is_past


@pytest.mark.parametrize("part", ["column_limits", "groups"])
def test_a_column_that_does_not_exist_has_no_limit_and_no_list(part):
    gate = GATE.model_copy(update={part: {"assessment.week20": 5 if part == "column_limits" else ("x",)}})
    with pytest.raises(ConfigError, match=r"assessment\.week20"):
        validated(clean(2), gate)


class TestComparedWithNightsBefore:
    name = "annual_review.pfa_outcomes"

    def test_a_column_that_is_empty_tonight_is_not_believed(self):
        found = validated(with_values(self.name, [None] * CHILDREN), before=[clean()])
        assert "100 of 100 values (100%)" in found.not_reliable[self.name]
        assert "are gone" in found.not_reliable[self.name]

    def test_nor_one_that_is_no_longer_sent(self):
        received = clean()
        del received["annual_review"]["pfa_outcomes"]
        assert self.name in validated(received, before=[clean()]).not_reliable

    def test_a_column_of_the_spine_stops_the_night(self):
        received = with_values("assessment.assessment_outcome_date", [None] * 50)
        found = validated(received, before=[clean()])
        assert any("assessment outcome date" in message and "gone" in message for message in found.stopped)

    def test_one_that_loses_a_little_each_night_is_seen_beside_the_fullest(self):
        # 3 more are gone each night: never many against the night before.
        nights = [with_values(self.name, [None] * gone) for gone in (0, 3, 6, 9)]
        assert self.name not in validated(nights[-1], before=nights[:-1]).not_reliable
        assert self.name in validated(with_values(self.name, [None] * 12), before=nights).not_reliable

    def test_a_table_that_grows_by_rows_without_the_value_has_lost_none(self):
        grown = with_values(self.name, [None] * 30, rows=130)
        assert validated(grown, before=[clean()]).not_reliable == {}

    def test_a_table_that_lost_rows_with_the_value_is_the_business_of_rows(self):
        assert validated(clean(60), before=[clean()]).not_reliable == {}

    def test_what_was_always_empty_stays_so(self):
        empty = with_values(self.name, [None] * CHILDREN)
        assert validated(empty, before=[empty]).not_reliable == {}

    def test_the_first_night_has_nothing_to_lose(self):
        assert validated(with_values(self.name, [None] * CHILDREN)).not_reliable == {}


def test_rows_of_a_service_table_that_are_set_aside_for_many_reasons_cost_its_measures():
    received = clean()
    letters = received["delay_letter"]
    for row in range(4):
        letters["limit_id"][row], letters["sent_date"][10 + row] = "?", None
    gate = GATE.model_copy(update={"max_quarantined_percent": 5.0})
    assert set(validated(received, gate).not_reliable) == {"delay_letter.*"}


def test_every_column_that_lost_values_is_told_with_its_share():
    found = validated(with_values("assessment.week20_exception", ["maybe"] * 2)).results.set_index("rule_id")
    told = found.loc[["assessment.week20_exception.relied_on"]].to_dict("records")
    assert [(t["rows_checked"], t["rows_failed"], t["percent_failed"], t["passed"]) for t in told] == [
        (100, 2, 2.0, True)
    ]
    assert told[0]["policy"] == "not_reliable"
    assert found.index.is_unique


def test_lists_of_columns_name_columns_that_exist():
    from include.expectations.columns import relied_on

    for name in relied_on()["stops"]:
        table, column = name.split(".")
        assert column in TABLES[table].columns
