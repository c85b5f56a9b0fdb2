"""What becomes of bad rows: set aside with what hangs on them, values left out, and the gate."""

from __future__ import annotations

import logging
import subprocess
import sys
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from include.errors import ConfigError
from include.expectations import GateConfig, Validation, checks, suite, validate
from include.expectations.rules import Rule, rules
from include.model import MARTS, TABLES
from tests.expectations.tiny_council import EXTRACT_DATE, Council, council, parsed, validated

SPINE = tuple(name for name, table in TABLES.items() if not table.optional)
GATE = GateConfig()


def only(*wanted: str) -> tuple[Rule, ...]:
    """Rules of some tables, or some rules: a test is quicker without the others."""
    return tuple(rule for rule in rules() if rule.table in wanted or rule.id in wanted)


def aside(found: Validation) -> set[tuple[str, int, str]]:
    return set(found.quarantined[["table_name", "row_number", "rule_id"]].itertuples(index=False, name=None))


def result(found: Validation, rule_id: str) -> pd.Series:
    return found.results.set_index("rule_id").T[rule_id]


def adds_up(received: Council, found: Validation) -> bool:
    dropped = found.quarantined[found.quarantined["policy"] == "drop_row"]
    rows = dropped[["table_name", "row_number"]].drop_duplicates()["table_name"].value_counts()
    return all(
        len(next(iter(cells.values()))) == len(found.conformed[name]) + rows.get(name, 0)
        for name, cells in received.items()
    )


def test_a_clean_council_passes_whole():
    received = council(tables=SPINE)
    found = validated(received, GATE, dict.fromkeys(SPINE, 6))
    assert not found.stopped
    assert found.results["passed"].all()
    assert found.quarantined.empty
    assert {name: len(frame) for name, frame in found.conformed.items()} == dict.fromkeys(SPINE, 6)


def test_results_have_the_columns_of_the_warehouse():
    chosen = only("team")
    results = validated(council(tables=(*SPINE, "team")), rule_set=chosen).results
    columns = MARTS["dq"]["validation_result"].columns.values()
    expected = {
        c.name: c.dtype for c in columns if c.name not in ("authority", "extract_date", "load_run_id")
    }
    assert {name: str(dtype) for name, dtype in results.dtypes.items()} == expected
    assert results["rule_id"].is_unique and len(results) > 5


def test_conformed_tables_have_the_columns_of_the_case_model():
    chosen = only()
    found = validated(council(2), rule_set=chosen)
    for name, table in TABLES.items():
        expected = {c.name: c.dtype for c in table.columns.values()}
        assert {column: str(dtype) for column, dtype in found.conformed[name].dtypes.items()} == expected


def test_every_rule_about_a_whole_table_stops_the_load():
    whole = [rule for rule in rules() if rule.policy == "stop"]
    chosen = only(*(rule.id for rule in whole))
    received = council(2)
    for name, cells in received.items():
        del cells[
            next(
                c.name for c in TABLES[name].columns.values() if c.required and c.name not in TABLES[name].key
            )
        ]
    found = validated(received, GateConfig(min_rows=100), dict.fromkeys(TABLES, 100), rule_set=chosen)
    assert len(found.results) == len(whole)
    assert not found.results["passed"].any()
    for name in TABLES:
        assert any(f"Table {name} lacks column" in message for message in found.stopped)


def test_everything_that_hangs_on_a_bad_row_is_set_aside_with_it():
    chosen = only(
        "request", *(f"{t}.{c.name}.reference" for t in SPINE for c in TABLES[t].columns.values() if c.ref)
    )
    received = council(tables=SPINE)
    received["request"]["request_outcome"][2] = "?"
    found = validated(received, rule_set=chosen)
    assert aside(found) == {
        ("request", 3, "request.request_outcome.code"),
        ("assessment", 3, "assessment.request_id.reference"),
        ("active_plan", 3, "active_plan.request_id.reference"),
        ("plan", 3, "plan.assessment_id.reference"),
        ("plan_placement", 3, "plan_placement.plan_id.reference"),
        ("placement", 3, "placement.active_plan_id.reference"),
        ("sen_need", 3, "sen_need.active_plan_id.reference"),
    }
    assert set(found.conformed["plan"]["plan_id"]) == {f"plan-{n}" for n in (1, 2, 4, 5, 6)}
    assert len(found.conformed["person"]) == 6
    reasons = found.quarantined.set_index("table_name")["reason"]
    assert "The request it belongs to was set aside." in reasons["assessment"]
    assert "Row 3 of request, column request_outcome:" in reasons["request"]
    assert found.quarantined.set_index("table_name")["record_id"]["plan"] == "plan-3"
    assert result(found, "assessment.request_id.reference")["rows_failed"] == 1
    assert adds_up(received, found)


def test_a_repeated_row_is_dropped_once_and_a_contradiction_wholly():
    chosen = only("request")
    received = council(tables=SPINE)
    for column in received["request"].values():
        column += [column[0], column[1]]
    received["request"]["rya"][7] = "0"
    found = validated(received, rule_set=chosen)
    dropped = [row for table, row, _ in aside(found) if table == "request"]
    assert sorted(dropped) == [2, 7, 8]
    assert adds_up(received, found)


def test_an_optional_value_that_is_wrong_is_left_out_and_the_row_stays():
    chosen = only("request")
    received = council(tables=SPINE)
    received["request"]["request_source"][1] = "9"
    received["request"]["received_date"][3] = "31/02/2024"
    found = validated(received, rule_set=chosen)
    requests = found.conformed["request"]
    assert len(requests) == 6
    assert list(requests["request_source"].isna()) == [n == 1 for n in range(6)]
    assert list(requests["received_date"].isna()) == [n == 3 for n in range(6)]
    assert aside(found) == {
        ("request", 2, "request.request_source.code"),
        ("request", 4, "request.received_date.readable"),
    }
    assert set(found.quarantined["policy"]) == {"blank_value"}


def test_a_plan_that_is_said_to_end_before_it_began_is_held_and_its_end_is_not_believed():
    """With that end the child would be in no caseload and no return, and nobody would be told."""
    chosen = only("plan.cease_date.not_before_start_date")
    received = council(3, tables=SPINE)
    received["plan"]["start_date"][1], received["plan"]["cease_date"][1] = "2024-12-12", "2024-02-12"
    found = validated(received, rule_set=chosen)
    assert aside(found) == {("plan", 2, "plan.cease_date.not_before_start_date")}
    kept = found.conformed["plan"]
    assert len(kept) == 3 and kept["cease_date"].isna().tolist()[1]


def test_a_flagged_row_goes_on_and_is_counted():
    chosen = only("person")
    received = council(tables=SPINE)
    received["person"]["postcode"][0] = "nowhere"
    found = validated(received, rule_set=chosen)
    assert found.quarantined.empty
    failed = result(found, "person.postcode.form")
    assert (failed["rows_checked"], failed["rows_failed"], failed["passed"]) == (6, 1, False)
    assert failed["percent_failed"] == pytest.approx(100 / 6)
    assert found.conformed["person"]["postcode"].iloc[0] == "nowhere"


def test_a_required_value_that_cannot_be_read_is_told_once():
    chosen = only("plan")
    received = council(tables=SPINE)
    received["plan"]["start_date"][0] = "soon"
    assert aside(validated(received, rule_set=chosen)) == {("plan", 1, "plan.start_date.readable")}


def test_a_slip_in_one_date_does_not_cost_the_date_beside_it():
    chosen = only("request")
    received = council(tables=SPINE)
    received["request"]["received_date"][1] = "2066-01-01"
    found = validated(received, rule_set=chosen)
    assert aside(found) == {("request", 2, "request.received_date.not_ahead")}
    assert found.conformed["request"]["request_outcome_date"].notna().all()


def test_a_date_that_cannot_be_read_is_not_also_told_as_missing():
    chosen = only("request")
    received = council(tables=SPINE)
    received["request"]["received_date"][:2] = ["soon", None]
    found = validated(received, rule_set=chosen)
    assert result(found, "request.received_date.readable")["rows_failed"] == 1
    assert result(found, "request.received_date.known")["rows_failed"] == 1


def test_a_plan_that_is_in_the_extract_twice_does_not_overlap_itself():
    chosen = only("plan")
    received = council(tables=SPINE)
    for column in received["plan"].values():
        column.append(column[0])
    assert result(validated(received, rule_set=chosen), "plan.start_date.overlap")["passed"]


def test_a_rule_that_flags_can_be_switched_off():
    chosen = only("person")
    received = council(tables=SPINE)
    received["person"]["postcode"][0] = "nowhere"
    gate = GateConfig(disabled_rules=("person.postcode.form",))
    assert "person.postcode.form" not in set(validated(received, gate, rule_set=chosen).results["rule_id"])


@pytest.mark.parametrize("rule_id", ["person.postcode.from", "person.key.unique"])
def test_other_rules_cannot_be_switched_off(rule_id):
    with pytest.raises(ConfigError, match=rule_id):
        validated(council(tables=SPINE), GateConfig(disabled_rules=(rule_id,)))


def test_an_exception_needs_its_ground_only_where_grounds_are_held():
    chosen = only("assessment", "exception")
    received = council(tables=(*SPINE, "exception"))
    received["exception"]["request_id"][0] = "request-2"
    rule_id = "assessment.week20_exception.ground_held"
    assert result(validated(received, rule_set=chosen), rule_id)["rows_failed"] == 1
    del received["exception"]
    assert rule_id not in set(validated(received, rule_set=chosen).results["rule_id"])


def test_an_optional_reference_to_nobody_or_to_a_row_set_aside_is_left_out():
    chosen = only("team", "caseworker")
    received = council(tables=(*SPINE, "team", "caseworker"))
    received["team"]["team_name"][0] = None
    received["caseworker"]["team_id"][1] = "team-99"
    found = validated(received, rule_set=chosen)
    assert list(found.conformed["caseworker"]["team_id"].isna()) == [True, True, False, False, False, False]
    assert result(found, "caseworker.team_id.reference")["rows_failed"] == 2
    assert adds_up(received, found)


def test_tables_that_are_not_held_are_absent_and_what_refers_to_them_is_not_judged():
    chosen = only("team", "caseworker")
    received = council(tables=(*SPINE, "caseworker"))
    found = validated(received, rule_set=chosen)
    assert "team" not in found.conformed
    assert not found.results["rule_id"].str.contains("team").any()
    assert found.conformed["caseworker"]["team_id"].notna().all()


def test_a_council_may_hold_no_placements_but_not_do_without_people():
    chosen = only("plan", "plan_placement", "active_plan", "placement", "person")
    gate = GateConfig(max_quarantined_percent=100)
    received = council(tables=tuple(t for t in SPINE if t not in ("plan_placement", "placement")))
    not_held = set(TABLES) - set(received)
    found = validate(parsed(received), not_held, EXTRACT_DATE, gate, None, rule_set=chosen)
    assert found.stopped == []
    assert not {"plan_placement", "placement"} & set(found.conformed)
    before = validate(parsed(received), not_held, EXTRACT_DATE, gate, {"placement": 3}, rule_set=chosen)
    assert ["does not hold table placement" in reason for reason in before.stopped] == [True]
    del received["person"]
    nobody = validate(parsed(received), {*not_held, "person"}, EXTRACT_DATE, gate, None, rule_set=chosen)
    assert any("holds no person rows" in reason for reason in nobody.stopped)


def test_a_column_that_is_not_held_is_missing_and_its_rules_do_not_run():
    chosen = only("request")
    received = council(tables=SPINE)
    del received["request"]["rya"]
    found = validated(received, rule_set=chosen)
    assert not found.stopped
    assert found.conformed["request"]["rya"].isna().all()
    assert "request.rya.readable" not in set(found.results["rule_id"])


@pytest.mark.parametrize("how", ["missing", "empty"])
def test_the_gate_stops_at_a_spine_table_without_rows(how):
    chosen = only("request.rows", "request.shrink")
    received = council(tables=SPINE)
    if how == "missing":
        del received["request"]
    else:
        received["request"] = {name: [] for name in received["request"]}
    (message,) = validated(received, GATE, {"request": 100}, rule_set=chosen).stopped
    assert "no request rows (table request)" in message


def test_the_gate_names_a_required_column_that_is_missing():
    chosen = only("request")
    received = council(tables=SPINE)
    del received["request"]["request_outcome"]
    found = validated(received, GATE, rule_set=chosen)
    (message,) = found.stopped
    assert "Table request lacks column request_outcome" in message
    assert not result(found, "request.columns")["passed"]


@pytest.mark.parametrize("before, stops", [(100, False), (101, True)])
def test_the_gate_stops_when_a_table_has_shrunk(before, stops):
    chosen = only("contact.shrink")
    received = council(80, tables=(*SPINE, "contact"))
    found = validated(received, GATE, {"contact": before}, rule_set=chosen)
    assert bool(found.stopped) is stops
    if stops:
        assert "Table contact has shrunk from 101 rows to 80" in found.stopped[0]


@pytest.mark.parametrize("rows, stops", [(72, False), (73, True), (80, True)])
def test_the_gate_stops_when_a_table_of_the_spine_nearly_doubles(rows, stops):
    chosen = only("request.rows")
    received = council(rows, tables=SPINE)
    gate = GateConfig(max_quarantined_percent=100)
    found = validated(received, gate, {"request": 40}, rule_set=chosen)
    assert bool(found.stopped) is stops
    if stops:
        assert f"Table request has grown from 40 rows to {rows}" in found.stopped[0]
    assert not validated(received, gate, {"request": 19}, rule_set=chosen).stopped, "too few to tell"
    assert not validated(received, gate, None, rule_set=chosen).stopped


def test_a_table_of_a_few_rows_may_lose_some_but_not_all():
    chosen = only("panel.shrink")
    received = council(2, tables=(*SPINE, "panel"))
    assert not validated(received, GATE, {"panel": 4}, rule_set=chosen).stopped
    received["panel"] = {name: [] for name in received["panel"]}
    assert "panel" in validated(received, GATE, {"panel": 4}, rule_set=chosen).stopped[0]


def test_the_gate_stops_when_a_table_that_was_held_is_not_there():
    chosen = only()
    (message,) = validated(council(tables=SPINE), GATE, {"contact": 9}, rule_set=chosen).stopped
    assert "table contact" in message and "9 rows" in message


def test_the_gate_stops_when_too_much_of_a_spine_table_is_set_aside():
    chosen = only("request.request_outcome.code", "contact.contact_channel.code")
    received = council(20, tables=(*SPINE, "contact"))
    received["contact"]["contact_channel"] = ["?"] * 20
    received["request"]["request_outcome"][0] = "?"
    # 5 per cent exactly; contact is no spine table.
    assert not validated(received, GATE, rule_set=chosen).stopped
    received["request"]["request_outcome"][1] = "?"
    (message,) = validated(received, GATE, rule_set=chosen).stopped
    assert "2 of 20 rows of table request" in message


def test_a_rule_that_cannot_run_stops_the_load_and_says_which(caplog):
    common: dict[str, Any] = {
        "table": "request",
        "severity": "info",
        "policy": "flag",
        "owner": "x",
        "explanation": "x",
        "remedy": "x",
    }
    broken = (
        Rule(
            id="request.no_column",
            column="no_such_column",
            expectation="ExpectColumnValuesToNotBeNull",
            **common,
        ),
        Rule(id="request.no_check", check={"name": "no_such_check"}, **common),
        Rule(id="request.fine", column="rya", expectation="ExpectColumnValuesToNotBeNull", **common),
    )
    found = validated(council(tables=SPINE), rule_set=broken)
    (message,) = found.stopped
    assert "table request" in message and "request.no_column, request.no_check)" in message
    assert list(found.results["rule_id"]) == ["request.fine"]
    # Whoever mends the rule finds its name, the type of the error and the lines of code in the log.
    told = {record.args[0]: record.getMessage() for record in caplog.records if record.args}
    assert set(told) == {"request.no_column", "request.no_check"}
    assert "KeyError" in told["request.no_check"] and "checks.py" in told["request.no_check"]
    assert "ColumnIdentifier" in told["request.no_column"] or "Error" in told["request.no_column"]
    assert "no_such_column" not in told["request.no_column"]


CANARY = "Zzyzxcanary"


def test_a_childs_values_are_in_the_conformed_rows_and_nowhere_else(caplog, capfd):
    chosen = only("person", "request", "plan")
    received = council(tables=SPINE)
    people = received["person"]
    for column in people:
        if column not in ("person_id", "surname"):
            people[column] = [CANARY] * 6
    people["surname"] = [CANARY] * 5 + [None]
    for texts in people.values():
        texts.append(texts[0])
    received["request"]["received_date"] = [CANARY] * 6
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, "great_expectations")
    found = validated(received, GATE, rule_set=chosen)
    assert found.quarantined["rule_id"].nunique() > 5, "no rule met the child: this test proves nothing"
    assert found.stopped
    said = [
        *found.stopped,
        found.quarantined.to_csv(),
        found.results.to_csv(),
        caplog.text,
        *capfd.readouterr(),
    ]
    assert not [text for text in said if CANARY.lower() in text.lower()]


def test_an_error_inside_great_expectations_or_a_check_does_not_quote_the_child(monkeypatch, caplog, capfd):
    from great_expectations.datasource.fluent.interfaces import Batch

    def fail(*_: object, **__: object) -> None:
        raise ValueError(CANARY)

    chosen = only("person")
    monkeypatch.setattr(Batch, "validate", fail)
    monkeypatch.setattr(checks, "run", fail)
    found = validated(council(tables=SPINE), rule_set=chosen)
    assert any("person" in message for message in found.stopped)
    said = [*found.stopped, caplog.text, *capfd.readouterr()]
    assert not [text for text in said if CANARY in text]
    for rule in chosen:
        if rule.expectation or rule.check == {"name": "first_copy"}:
            assert f"Rule {rule.id} could not be applied: ValueError" in caplog.text


def test_of_an_error_that_the_library_prints_only_its_type_and_lines_are_kept():
    printed = [
        "Traceback (most recent call last):",
        '  File "metrics.py", line 7, in _pandas',
        "    return column < limit",
        f"TypeError: {CANARY}",
        f'  File "{CANARY}", line 1, in {CANARY}',
        "The above exception was the direct cause of the following exception:",
        f"{CANARY}: {CANARY}",
    ]
    kept = suite.without_message_of("\n".join(printed))
    assert kept.startswith("TypeError,") and "metrics.py" in kept
    assert CANARY not in kept


def test_great_expectations_is_not_imported_until_it_is_needed():
    code = "import sys, include.expectations; sys.exit('great_expectations' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


CASES = ("person", "request", "assessment")
SPOILS = [
    ("request", "request_outcome", "?"),
    ("request", "person_id", "nobody"),
    ("request", "request_id", "request-1"),
    ("request", "received_date", "soon"),
    ("assessment", "request_id", None),
    ("person", "sex", "?"),
    ("person", "person_id", "person-2"),
]


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(SPOILS), st.integers(0, 5)), max_size=6))
def test_no_row_is_lost_whatever_is_wrong(spoils):
    touched = {
        f"{t}.{c}.{what}" for t, c, _ in SPOILS for what in ("code", "reference", "readable", "required")
    }
    keys = {f"{t}.key.{what}" for t in CASES for what in ("repeated", "unique")}
    chosen = only(*touched, *keys)
    received = council(tables=CASES)
    for (table, column, text), row in spoils:
        received[table][column][row] = text
    found = validated(received, rule_set=chosen)
    assert adds_up(received, found)
    kept = found.conformed
    assert kept["request"]["person_id"].isin(kept["person"]["person_id"]).all()
    assert kept["assessment"]["request_id"].isin(kept["request"]["request_id"]).all()
    assert kept["request"]["request_id"].is_unique
