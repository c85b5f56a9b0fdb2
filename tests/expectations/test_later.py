"""What was known on a day: later events are taken out, counted, and are no fault. Expected values from the words of
what was agreed and of `later.yaml`'s heading, by hand; and the council that knows nothing of the later days at all."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from include import synthetic
from include.calendar import Calendar, periods
from include.expectations import GateConfig, ParsedTable, known_on, validate
from include.expectations.later import later
from include.expectations.rules import may_be_ahead, rules
from include.model import TABLES
from include.transforms import Catalogue, build_facts, compute_measures
from tests.expectations.tiny_council import EXTRACT_DATE, council
from tests.expectations.tiny_council import parsed as parsed_of

DAY = EXTRACT_DATE
# A test is quicker without the others.
FIRST = ("person", "request", "assessment", "plan", "active_plan")
FEW_RULES = tuple(rule for rule in rules() if rule.table in FIRST)
NEXT, AFTER_NEXT = str(DAY + timedelta(days=1)), str(DAY + timedelta(days=2))


def known(cells, until: date = DAY + timedelta(days=1)):
    return known_on(parsed_of(cells), DAY, until)


def row(tables: dict[str, ParsedTable], table: str, place: int = 0) -> pd.Series:
    return tables[table].frame.iloc[place]


def test_a_decision_of_the_next_morning_is_not_made_yet_and_its_plan_is_not_there():
    cells = council()
    cells["assessment"]["assessment_outcome_date"][0] = NEXT
    cells["plan"]["start_date"][0] = NEXT
    tables, left_out = known(cells)
    assert pd.isna(row(tables, "assessment")["assessment_outcome_date"])
    assert row(tables, "assessment")["assessment_outcome"] == "A"
    for table in ("plan", "plan_placement", "active_plan", "placement", "sen_need", "annual_review"):
        assert len(tables[table].frame) == len(cells[table]["record_source"]) - 1, table
    assert len(tables["request"].frame) == len(cells["request"]["record_source"])
    assert left_out.dates == {"assessment.assessment_outcome_date": 1}
    assert left_out.rows["plan"] == 1


def test_a_request_of_the_next_morning_is_not_there_with_all_that_hangs_on_it():
    cells = council()
    cells["request"]["received_date"][2] = NEXT
    tables, left_out = known(cells)
    for table in ("request", "assessment", "plan", "active_plan", "milestone", "exception", "delay_letter"):
        assert left_out.rows[table] == 1, table
    assert "person" not in left_out.rows
    assert len(tables["person"].frame) == 6


def test_a_decision_to_assess_of_the_next_morning_leaves_an_undecided_request():
    cells = council()
    cells["request"]["request_outcome_date"][1] = NEXT
    tables, left_out = known(cells)
    assert row(tables, "request", 1)["request_outcome"] == "A"
    assert left_out.rows["assessment"] == left_out.rows["plan"] == left_out.rows["active_plan"] == 1


def test_a_plan_that_moves_in_the_next_morning_is_not_maintained_yet():
    """Its request and its plan carry dates of years before: they are ours from the transfer on."""
    cells = council()
    cells["active_plan"]["transfer_in_date"][0] = NEXT
    _, left_out = known(cells)
    assert left_out.rows["request"] == left_out.rows["plan"] == left_out.rows["active_plan"] == 1


@pytest.mark.parametrize(
    ("table", "column", "goes", "before"),
    [
        ("complaint", "replied_date", "complaint_outcome", "OPEN"),
        ("appeal", "decided_date", "appeal_outcome", "OPEN"),
        ("transport", "decided_date", "transport_outcome", None),
        ("annual_review", "review_decision_date", "review_outcome", None),
        ("panel_decision", "decided_date", "panel_outcome", None),
        ("phase_transfer", "final_date", "named_type_only", None),
        ("action", "done_date", "action_status", None),
    ],
)
def test_an_outcome_goes_with_its_date(table, column, goes, before):
    cells = council()
    cells[table][column][0] = NEXT
    tables, left_out = known(cells)
    found = row(tables, table)
    assert pd.isna(found[column])
    assert (found[goes] == before) if before else pd.isna(found[goes])
    assert left_out.dates == {f"{table}.{column}": 1}
    assert left_out.rows == {}


def test_what_is_planned_stays_and_what_came_of_it_goes():
    cells = council()
    cells["meeting"]["meeting_date"][0] = NEXT
    cells["plan"]["cease_date"][0] = NEXT
    tables, _ = known(cells)
    assert row(tables, "meeting")["meeting_date"] == pd.Timestamp(NEXT)
    assert pd.isna(row(tables, "meeting")["held"])
    assert row(tables, "plan")["cease_date"] == pd.Timestamp(NEXT)


def test_a_day_after_that_of_the_read_is_a_fault_and_no_later_event():
    cells = council()
    cells["request"]["received_date"][0] = AFTER_NEXT
    cells["plan"]["start_date"][1] = "2206-03-15"
    tables, left_out = known(cells)
    assert (left_out.rows, left_out.dates) == ({}, {})
    found = validate(tables, set(), DAY, GateConfig(min_rows=1), None, rule_set=FEW_RULES)
    told = set(found.quarantined["rule_id"])
    assert {"request.received_date.not_ahead", "plan.start_date.plausible"} <= told


def test_a_later_event_is_told_by_no_rule():
    cells = council()
    cells["request"]["received_date"][0] = NEXT
    cells["assessment"]["assessment_outcome_date"][1] = NEXT
    tables, _ = known(cells)
    found = validate(tables, set(), DAY, GateConfig(min_rows=1), None, rule_set=FEW_RULES)
    assert found.quarantined.empty
    assert not found.results["rule_id"][found.results["rows_failed"] > 0].str.contains("not_ahead").any()
    assert len(found.conformed["request"]) == 5


def test_every_date_of_the_case_model_has_its_rule():
    """A date that is neither planned ahead nor an event of `later.yaml` would be taken for a fault."""
    dates = {f"{t.name}.{c.name}" for t in TABLES.values() for c in t.columns.values() if c.type == "date"}
    said = {f"{table}.{c}" for table, entry in later().items() for c in (*entry.begins, *entry.tells)}
    assert dates - may_be_ahead() - said == {"person.birth_date"}
    assert said <= dates


DAYS_LATER = 3


# The outcome of an appeal about travel help has no day of its own: a change without a date cannot be taken back.
UNDATED = ["transport_appeal_upheld_rate"]


def test_figures_of_a_day_are_those_of_a_source_that_knows_nothing_later():
    """An invented council some days later gives for the day every figure that the council of that day gave."""
    of_the_day, later_on = (
        synthetic.generate("857", 2025, DAY + timedelta(days=days), seed=3).tables for days in (0, DAYS_LATER)
    )
    nothing = pd.DataFrame({"row_number": pd.Series(dtype="Int64"), "column_name": pd.Series(dtype="str")})
    parsed = {
        name: ParsedTable(name, frame.assign(_row=range(1, len(frame) + 1)), nothing, ())
        for name, frame in later_on.items()
    }
    tables, left_out = known_on(parsed, DAY, DAY + timedelta(days=DAYS_LATER))
    assert sum(left_out.rows.values()) > 0
    assert sum(left_out.dates.values()) > 0
    cut = {name: table.frame.drop(columns="_row") for name, table in tables.items()}
    spans = periods(Calendar(), date(2025, 9, 1), DAY)
    spans = spans[spans["period_type"].isin(["half_term", "calendar_year"])]
    expected, found = (
        compute_measures(
            Catalogue.load(), build_facts(t, DAY, keys=lambda kind, ids: ids, boundary="<="), spans, DAY
        )
        for t in (of_the_day, cut)
    )
    found, expected = (
        rows[~rows["measure_id"].isin(UNDATED)].reset_index(drop=True) for rows in (found, expected)
    )
    pd.testing.assert_frame_equal(found, expected)
