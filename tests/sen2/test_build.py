"""Who and what is in a return: each case as an officer would tell it, and the small council counted by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from include.errors import ConfigError
from include.model import TABLES, empty
from include.sen2 import build_return, difference, fields, return_years, summary, year_of
from include.sen2.rules import check

CENSUS = pd.Timestamp(2026, 1, 15)


def tables(**rows: list[dict]) -> dict[str, pd.DataFrame]:
    made = {name: empty(name) for name in TABLES if TABLES[name].sen2}
    for name, records in rows.items():
        frame = pd.DataFrame(records).reindex(columns=list(made[name].columns))
        made[name] = frame.astype({c.name: c.dtype for c in TABLES[name].columns.values()})
    return made


def case(
    who: str = "ann",
    received: str | None = "2025-03-03",
    outcome: str = "Y",
    told: str | None = "2025-04-10",
    assessed: str | None = "Y",
    issued: str | None = "2025-07-01",
    started: str | None = "2025-07-01",
    ceased: str | None = None,
    **more: str | None,
) -> dict[str, pd.DataFrame]:
    """One child's records, from the request to the plan."""
    rows: dict[str, list[dict]] = {
        "person": [{"person_id": who, "surname": "Example", "birth_date": "2014-05-06"}],
        "request": [
            {
                "request_id": f"r-{who}",
                "person_id": who,
                "received_date": received,
                "request_outcome": outcome,
                "request_outcome_date": told,
                "request_mediation": False,
                "request_tribunal": False,
                "rya": False,
                "exported": more.get("exported"),
            }
        ],
    }
    if assessed:
        rows["assessment"] = [
            {
                "assessment_id": f"a-{who}",
                "request_id": f"r-{who}",
                "assessment_outcome": assessed,
                "assessment_outcome_date": issued,
                "week20_exception": False,
            }
        ]
    if started:
        rows["plan"] = [
            {
                "plan_id": f"p-{who}",
                "assessment_id": f"a-{who}",
                "start_date": started,
                "cease_date": ceased,
                "cease_reason": "1" if ceased else None,
            }
        ]
        rows["active_plan"] = [
            {
                "active_plan_id": f"ap-{who}",
                "request_id": f"r-{who}",
                "transfer_la": more.get("transfer_la"),
                "transfer_in_date": more.get("transfer_in_date"),
                "review_meeting_date": more.get("reviewed"),
                "review_outcome": "M" if more.get("reviewed") else None,
            }
        ]
        rows["sen_need"] = [{"active_plan_id": f"ap-{who}", "sen_type": "ASD", "sen_type_rank": "1"}]
        rows["placement"] = [
            {
                "placement_id": "1",
                "active_plan_id": f"ap-{who}",
                "placement_rank": "1",
                "entry_date": "2019-09-02",
                "leaving_date": "2024-07-20",
            },
            {
                "placement_id": "2",
                "active_plan_id": f"ap-{who}",
                "placement_rank": "1",
                "entry_date": "2024-09-02",
                "leaving_date": "2026-07-20",
            },
        ]
    return tables(**rows)


def built(**of: Any) -> dict[str, pd.DataFrame]:
    return build_return(case(**of), year=2026, la_code="999").modules


def counts(modules: dict[str, pd.DataFrame]) -> dict[str, int]:
    named = ("requests", "assessment", "namedplan", "activeplans")
    return {name: len(modules[name]) for name in named}


class TestScope:
    def test_a_plan_issued_in_the_year_is_told_whole(self):
        modules = built()
        assert counts(modules) == {"requests": 1, "assessment": 1, "namedplan": 1, "activeplans": 1}
        request = modules["requests"].iloc[0]
        assert (request["requestoutcome"], request["receiveddate"], request["rya"]) == (
            "Y",
            "2025-03-03",
            "0",
        )
        assert modules["assessment"].iloc[0][["assessmentoutcome", "week20"]].tolist() == ["Y", "0"]

    def test_an_older_plan_says_h_and_nothing_else(self):
        modules = built(received="2019-01-07", told="2019-02-11", issued="2019-05-20", started="2019-05-20")
        request, assessment = modules["requests"].iloc[0], modules["assessment"].iloc[0]
        assert (request["requestoutcome"], assessment["assessmentoutcome"]) == ("H", "H")
        details = request.drop(["requestoutcome", "_record_id", "_parent_id", "_person_id"])
        assert details.isna().all()
        assert modules["namedplan"]["startdate"].tolist() == ["2019-05-20"]
        assert len(modules["activeplans"]) == 1

    def test_a_decision_of_the_year_before_is_h_but_the_request_keeps_its_day(self):
        """The twenty weeks of a plan issued this year run from it."""
        modules = built(received="2024-11-01", told="2024-12-10", issued="2025-03-20", started="2025-03-20")
        request = modules["requests"].iloc[0]
        assert (request["requestoutcome"], request["receiveddate"]) == ("H", "2024-11-01")
        assert pd.isna(request["requestoutcomedate"]) and pd.isna(request["requestmediation"])

    def test_a_plan_that_came_from_elsewhere(self):
        modules = built(
            received=None,
            told=None,
            issued=None,
            outcome="H",
            assessed="H",
            started="2022-03-01",
            transfer_la="380",
            transfer_in_date="2025-06-02",
        )
        assert modules["assessment"]["assessmentoutcome"].tolist() == ["H"]
        assert modules["activeplans"]["transferla"].tolist() == ["380"]

    @pytest.mark.parametrize(
        ("ceased", "in_scope"), [("2024-12-31", 0), ("2025-01-01", 1), ("2026-01-15", 1)]
    )
    def test_a_ceased_plan_stays_from_new_year_to_the_census(self, ceased, in_scope):
        old = {
            "received": "2019-01-07",
            "told": "2019-02-11",
            "issued": "2019-05-20",
            "started": "2019-05-20",
        }
        modules = built(**old, ceased=ceased)
        assert len(modules["namedplan"]) == in_scope
        assert modules["activeplans"].empty

    def test_what_ceased_after_the_census_was_active_on_it(self):
        modules = built(ceased="2026-01-16")
        assert modules["namedplan"][["ceasedate", "ceasereason"]].isna().all(axis=None)
        assert len(modules["activeplans"]) == 1

    @pytest.mark.parametrize(("told", "requests"), [("2024-12-31", 0), ("2025-01-01", 1)])
    def test_a_refusal_counts_in_the_year_it_was_told(self, told, requests):
        modules = built(outcome="N", told=told, assessed=None, started=None)
        assert counts(modules) == {"requests": requests, "assessment": 0, "namedplan": 0, "activeplans": 0}

    def test_what_was_decided_after_the_census_was_open_on_it(self):
        modules = built(received="2025-12-01", outcome="N", told="2026-01-16", assessed=None, started=None)
        request = modules["requests"].iloc[0]
        assert request["requestoutcome"] == "A"
        assert request[["requestoutcomedate", "requestmediation", "requesttribunal"]].isna().all()

    def test_what_came_after_the_census_is_not_there(self):
        assert built(received="2026-01-16", outcome="A", told=None, assessed=None, started=None)[
            "requests"
        ].empty

    def test_who_moved_away_in_the_year_says_where(self):
        modules = built(exported="380", assessed="A", issued=None, started=None)
        assert modules["requests"]["exported"].tolist() == ["380"]
        assert modules["assessment"].empty, "nothing is told after the request"

    def test_placements_of_the_year_and_none_that_ended_before(self):
        placement = built()["placementdetail"]
        assert placement["entrydate"].tolist() == ["2024-09-02"]
        assert placement["leavingdate"].isna().all(), "it ended after the census"

    def test_a_review_held_after_the_census_is_not_known_yet(self):
        active = built(reviewed="2026-01-20")["activeplans"].iloc[0]
        assert active[["reviewmeeting", "reviewoutcome"]].isna().all()


class TestRehearsal:
    def test_the_state_of_tonight_before_the_census(self):
        found = case(issued="2025-11-30", started="2025-11-30")
        modules = build_return(found, year=2026, la_code="999", as_at=date(2025, 11, 1)).modules
        assert modules["assessment"]["assessmentoutcome"].tolist() == ["A"]

    def test_a_year_nobody_knows(self):
        with pytest.raises(ConfigError, match="2031"):
            build_return(case(), year=2031, la_code="999")

    def test_a_year_without_a_specification_has_the_fields_of_the_last(self):
        assert not year_of(2027).is_confirmed
        assert fields(2027).equals(fields(2026))


@pytest.mark.parametrize("year", return_years())
def test_no_tables_make_an_empty_return(year):
    modules = build_return({}, year=year, la_code="999").modules
    assert {name: len(frame) for name, frame in modules.items() if name != "sen2"} == dict.fromkeys(
        list(modules)[1:], 0
    )


def test_the_small_council_counted_by_hand(small_council):
    """Active on the census day: begun by it, not ceased by it, and not come from elsewhere since."""
    found = small_council.tables
    ret = build_return(found, year=2026, la_code="857", header={"dmo": "Y", "dco": "Y", "dsco": "R"})
    plan = found["plan"].merge(found["assessment"]).merge(found["active_plan"], on="request_id")
    active = (
        (plan["start_date"] <= CENSUS)
        & ~(plan["cease_date"] <= CENSUS)
        & ~(plan["transfer_in_date"] > CENSUS)
    )
    assert len(ret.modules["activeplans"]) == active.sum() > 100
    for module, table, outcome, code in (
        ("requests", "request", "request_outcome", "N"),
        ("assessment", "assessment", "assessment_outcome", "Y"),
    ):
        told = found[table][f"{outcome}_date"].between("2025-01-01", CENSUS)
        by_hand = (found[table][outcome].eq(code) & told).sum()
        assert (ret.modules[module][outcome.replace("_", "")] == code).sum() == by_hand > 0
    errors = check(ret).query("level == 'error'")
    assert errors.empty, sorted(set(errors["rule"]))


class TestComparison:
    def test_counts_beside_last_year(self):
        now = build_return(case(), year=2026, la_code="999")
        table = summary(now, build_return({}, year=2025, la_code="999"))
        counted = table[table["module"] == "requests"][["records", "previous", "change"]]
        assert counted.to_numpy().tolist() == [[1, 0, 1]]
        assert summary(now)["previous"].isna().to_numpy().all()

    def test_a_resubmission_names_the_records_and_fields_that_changed(self):
        first = build_return(case(), year=2026, la_code="999")
        second = build_return(case(issued="2025-07-09"), year=2026, la_code="999")
        changed = difference(first, second)
        assert changed[["module", "record_id", "person_id", "change", "fields"]].to_numpy().tolist() == [
            ["assessment", "a-ann", "ann", "changed", "assessmentoutcomedate"]
        ]
        assert difference(first, first).empty
