"""Codes of before the first return that is read: who moved away is not overdue, a plan that came was made elsewhere."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from include.expectations import without_retired_codes
from include.model import codeset
from include.model.codes import codes_of_year
from include.sen2 import build_return, return_years
from tests.transforms.council import Facts, case, frame, key, tables

AS_AT = date(2026, 1, 15)


def made(**rows: object) -> dict[str, pd.DataFrame]:
    return without_retired_codes(tables(**rows))  # type: ignore[arg-type]


def clock(council: dict[str, pd.DataFrame], limit_id: str) -> pd.Series:
    clocks = Facts(council, AS_AT)["fact_clock"]
    return clocks[(clocks["limit_id"] == limit_id) & (clocks["case_key"] == key("request", "r1"))].iloc[0]


@pytest.mark.parametrize("decided", ["2025-02-10", None])
def test_a_request_that_moved_away_before_the_decision_is_not_overdue(decided):
    council = made(**case("2025-01-13", request_outcome="T", request_outcome_date=decided))
    stopped = pd.Timestamp(decided or "2025-01-13")
    for limit_id in ("decide_to_assess", "final_plan"):
        of_limit = clock(council, limit_id)
        assert (of_limit["clock_status"], of_limit["closed_date"]) == ("closed", stopped)
        assert of_limit["out_of_scope_reason"] == "exported"


def test_a_request_that_moved_away_is_told_as_the_return_asks_for_it():
    council = made(**case("2025-01-13", request_outcome="T", request_outcome_date="2025-02-10"))
    (told,) = build_return(council, year=2026, la_code="857").modules["requests"].to_dict("records")
    assert (told["requestoutcome"], told["exported"]) == ("A", "XXX")
    assert pd.isna(told["requestoutcomedate"])
    for year in (2025, 2027):
        assert build_return(council, year=year, la_code="857").modules["requests"].empty


def test_an_authority_that_is_recorded_stays():
    council = made(**case("2025-01-13", request_outcome="T", exported="330"))
    assert council["request"]["exported"].tolist() == ["330"]


def test_an_assessment_that_moved_away_stopped_on_its_day():
    council = made(
        **case(
            "2025-01-13",
            request_outcome_date="2025-02-10",
            assessment_outcome="T",
            assessment_outcome_date="2025-04-01",
        )
    )
    assert council["request"]["exported"].tolist() == ["XXX"]
    assert clock(council, "decide_to_assess")["clock_status"] == "in_time"
    assert clock(council, "final_plan")["clock_status"] == "closed"
    told = build_return(council, year=2026, la_code="857").modules
    assert told["requests"]["exported"].tolist() == ["XXX"]
    assert told["assessment"].empty


def test_a_plan_that_another_authority_assessed_for_was_not_this_ones_to_make_in_20_weeks():
    rows = case(
        "2024-01-15",
        request_outcome_date="2024-02-10",
        assessment_outcome="S",
        assessment_outcome_date="2025-04-01",
    )
    council = made(
        **rows,
        plan=[{"plan_id": "n1", "assessment_id": "a1", "start_date": "2025-04-01"}],
        active_plan=[{"active_plan_id": "ap1", "request_id": "r1"}],
    )
    assert clock(council, "final_plan")["out_of_scope_reason"] == "transferred_in"
    told = build_return(council, year=2026, la_code="857").modules
    assert told["assessment"]["assessmentoutcome"].tolist() == ["H"]
    assert len(told["namedplan"]) == 1


def test_tables_without_such_a_code_are_the_same_ones():
    council = tables(**case("2025-01-13", request_outcome="Y"))
    same = without_retired_codes(council)
    assert all(same[name] is frame_ for name, frame_ in council.items())
    without = {"request": frame("request", [{"request_id": "r1", "request_outcome": "T"}])}
    assert without_retired_codes(without).keys() == without.keys()


def test_no_other_code_of_an_outcome_is_of_no_return_that_is_read():
    """A code that DfE retires one day needs a place in `retired`: else its cases are in no figure and no return."""
    for name, retired in (("RequestOutcome", {"T"}), ("AssessmentOutcome", {"T", "S"})):
        asked_for = set().union(*(codes_of_year(name, year) for year in return_years()))
        assert set(codeset(name)) - asked_for == retired
