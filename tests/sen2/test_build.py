"""Who and what is in a return: each case as an officer would tell it, and the small council counted by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pytest

from include.errors import ConfigError
from include.model import TABLES, empty
from include.sen2 import Return, build_return, difference, fields, return_years, summary, write_xml, year_of
from include.sen2.rules import check
from include.sen2.schema import faults
from include.sen2.scope import chosen, scope_table, unsettled
from include.sen2.set_aside import left_out_findings

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
        "person": [
            {
                "person_id": who,
                "surname": "Example",
                "birth_date": "2014-05-06",
                "left_date": more.get("left"),
            }
        ],
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
                "placement_id": f"1-{who}",
                "active_plan_id": f"ap-{who}",
                "placement_rank": "1",
                "entry_date": "2019-09-02",
                "leaving_date": "2024-07-20",
            },
            {
                "placement_id": f"2-{who}",
                "active_plan_id": f"ap-{who}",
                "placement_rank": "1",
                "entry_date": "2024-09-02",
                "leaving_date": "2026-07-20",
            },
        ]
    return tables(**rows)


OLD: dict[str, Any] = {
    "received": "2019-01-07",
    "told": "2019-02-11",
    "issued": "2019-05-20",
    "started": "2019-05-20",
}


def built(year: int = 2026, choices: dict[str, str] | None = None, **of: Any) -> dict[str, pd.DataFrame]:
    return build_return(case(**of), year=year, la_code="999", choices=choices).modules


def children(year: int, cases: dict[str, dict[str, Any]]) -> dict[str, pd.DataFrame]:
    """The return of several children, each named and told as `case` takes it."""
    each = [case(who=who, **about) for who, about in cases.items()]
    together = {name: pd.concat([of[name] for of in each], ignore_index=True) for name in each[0]}
    return build_return(together, year=year, la_code="999").modules


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

    def test_a_ceased_plan_is_told_once_between_two_census_days(self):
        """The census of 2025 was on 16 January. What it told as ceased is not told again."""
        days = ["2025-01-16", "2025-01-17", "2025-12-31", "2026-01-15"]
        ceased = {day: {**OLD, "ceased": day} for day in days}
        assert sorted(children(2026, ceased)["namedplan"]["_person_id"]) == days[1:]
        assert sorted(children(2025, ceased)["namedplan"]["_person_id"]) == days, (
            "active or ceased a year before"
        )

    def test_a_ceased_plan_keeps_its_placements_of_the_year(self):
        """Placements of the year are counted for everybody with a plan that was active at any time in it."""
        modules = built(**OLD, ceased="2025-03-31")
        assert len(modules["activeplans"]) == len(modules["senneed"]) == 1
        assert modules["placementdetail"]["entrydate"].tolist() == ["2024-09-02"]
        assert "D063" not in set(check(Return(2026, "999", CENSUS.date(), modules))["rule"])

    def test_what_ceased_after_the_census_was_active_on_it(self):
        modules = built(ceased="2026-01-16")
        assert modules["namedplan"][["ceasedate", "ceasereason"]].isna().all(axis=None)
        assert len(modules["activeplans"]) == 1

    @pytest.mark.parametrize(("told", "requests"), [("2024-12-31", 0), ("2025-01-01", 1)])
    def test_a_refusal_counts_in_the_year_it_was_told(self, told, requests):
        modules = built(outcome="N", told=told, assessed=None, started=None)
        assert counts(modules) == {"requests": requests, "assessment": 0, "namedplan": 0, "activeplans": 0}

    @pytest.mark.parametrize("year", [2025, 2026, 2027])
    def test_what_happens_in_january_is_told_once(self, year):
        """Decisions belong to the calendar year; the return before tells the case as still open."""
        first_told = {"2025-12-31": 2026, "2026-01-01": 2027, "2026-01-15": 2027}
        cases: dict[str, dict[str, Any]] = {}
        for day in first_told:
            cases |= {
                f"refused {day}": {"outcome": "N", "told": day, "assessed": None},
                f"not issued {day}": {"assessed": "N", "issued": day},
                f"withdrawn {day}": {"outcome": "W", "told": day, "assessed": None},
                f"moved away {day}": {
                    "outcome": "A",
                    "told": None,
                    "assessed": None,
                    "exported": "380",
                    "left": day,
                },
            }
        modules = children(
            year, {who: {"received": "2025-11-03", "started": None, **of} for who, of in cases.items()}
        )
        requests, assessments = modules["requests"], modules["assessment"]
        ends = [
            requests[requests["requestoutcome"].isin(["N", "W"])],
            assessments[assessments["assessmentoutcome"].isin(["N", "W"])],
            requests[requests["exported"].notna()],
        ]
        told = sorted(who for end in ends for who in end["_person_id"])
        assert told == sorted(who for who in cases if first_told[who.split()[-1]] == year)
        if year == 2026:
            assert sorted(requests["_person_id"]) == sorted(cases), "told, and once"

    def test_a_plan_issued_in_january_is_in_force_and_its_decision_is_told_in_the_next_return(self):
        now = built(received="2025-08-20", told="2025-09-29", issued="2026-01-08", started="2026-01-08")
        assert counts(now) == {"requests": 1, "assessment": 1, "namedplan": 1, "activeplans": 1}
        assert now["requests"]["requestoutcome"].tolist() == ["Y"], "a decision of the year"
        assert now["assessment"]["assessmentoutcome"].tolist() == ["H"]
        assert now["assessment"]["assessmentoutcomedate"].isna().all()
        then = built(
            year=2027, received="2025-08-20", told="2025-09-29", issued="2026-01-08", started="2026-01-08"
        )
        assert then["assessment"]["assessmentoutcomedate"].tolist() == ["2026-01-08"]
        assert then["requests"]["requestoutcome"].tolist() == ["H"]

    def test_a_request_of_january_is_not_in_the_return_of_the_year_before(self):
        only: dict[str, Any] = {"outcome": "A", "told": None, "assessed": None, "started": None}
        assert built(received="2026-01-05", **only)["requests"].empty
        assert len(built(year=2027, received="2026-01-05", **only)["requests"]) == 1

    def test_a_plan_that_is_decided_on_and_not_yet_sent_is_open(self):
        modules = built(issued=None, started=None)
        assert modules["assessment"]["assessmentoutcome"].tolist() == ["Y"]

    @pytest.mark.parametrize(
        ("received", "told", "says"), [("2024-03-04", "2024-04-10", "H"), ("2025-03-04", "2025-04-10", "N")]
    )
    def test_an_assessment_that_the_tribunal_ordered_is_open_until_it_ends(self, received, told, says):
        """The refusal stands as it was told; what was ordered after it is work still open."""
        modules = built(received=received, outcome="N", told=told, assessed="A", issued=None, started=None)
        assert modules["requests"]["requestoutcome"].tolist() == [says]
        assert modules["assessment"]["assessmentoutcome"].tolist() == ["A"]
        over = built(
            received="2023-03-04",
            outcome="N",
            told="2023-04-10",
            assessed="N",
            issued="2024-12-30",
            started=None,
        )
        assert over["assessment"].empty

    @pytest.mark.parametrize(
        ("left", "told_in"),
        [("2023-07-04", [2024]), (None, [2024]), ("2025-02-01", [2026])],
    )
    def test_who_moved_away_is_in_the_return_of_that_year_alone(self, left, told_in):
        """Where the day of the move is not held, the last day of the record tells the year."""
        of: dict[str, Any] = {
            "received": "2023-03-15",
            "told": "2023-04-25",
            "assessed": None,
            "started": None,
        }
        years = [
            y
            for y in (2024, 2025, 2026, 2027)
            if built(year=y, exported="925", left=left, **of)["requests"]["exported"].notna().any()
        ]
        assert years == told_in

    @pytest.mark.parametrize(("received", "told_in"), [("2025-05-26", [2026]), ("2024-05-26", [2025])])
    def test_a_withdrawn_request_without_a_day_belongs_to_the_year_of_its_receipt(self, received, told_in):
        """The return itself wants no date for it, so many systems hold none."""
        of: dict[str, Any] = {
            "received": received,
            "outcome": "W",
            "told": None,
            "assessed": None,
            "started": None,
        }
        assert [y for y in (2025, 2026, 2027) if len(built(year=y, **of)["requests"])] == told_in

    def test_a_refusal_without_a_day_is_an_error_and_not_a_gap(self):
        ret = build_return(
            case(outcome="N", told=None, assessed=None, started=None), year=2026, la_code="999"
        )
        assert "LOCAL-G04" in set(check(ret)["rule"])

    def test_the_authority_of_origin_is_told_of_transfers_of_the_year(self):
        days = ["2024-12-31", "2025-01-01", "2025-12-31", "2026-01-08"]
        came: dict[str, Any] = {
            "received": None, "told": None, "issued": None, "outcome": "H", "assessed": "H",
            "started": "2022-03-01", "transfer_la": "380",
        }  # fmt: skip
        modules = children(2026, {day: {**came, "transfer_in_date": day} for day in days})
        active = modules["activeplans"].set_index("_person_id").sort_index()
        assert active.index.tolist() == days
        assert active["transferla"].notna().tolist() == [False, True, True, False]
        assert set(modules["assessment"]["assessmentoutcome"]) == {"H"}

    def test_a_plan_that_came_in_the_year_from_nobody_knows_where_is_told(self):
        came = {**OLD, "transfer_la": None, "transfer_in_date": "2025-05-06"}
        told = build_return(case(**came), year=2026, la_code="999")
        assert told.left_out[["rule", "record_id", "person_id"]].to_numpy().tolist() == [
            ["SCOPE-no-origin", "ap-ann", "ann"]
        ]
        # Another authority made it, whichever that was.
        assert told.modules["assessment"]["assessmentoutcome"].tolist() == ["H"]
        before = build_return(case(**came | {"transfer_in_date": "2024-05-06"}), year=2026, la_code="999")
        assert before.left_out.empty

    def test_a_plan_that_came_in_the_year_was_made_elsewhere_though_nobody_knows_where(self):
        came = built(started="2025-07-01", transfer_in_date="2025-08-01")
        assert came["assessment"]["assessmentoutcome"].tolist() == ["H"]

    def test_a_case_of_somebody_who_left_that_nobody_ended_is_told_in_every_return(self):
        of: dict[str, dict[str, Any]] = {
            "p-ann": {**OLD, "left": "2023-07-04"},
            "r-ann": {
                "received": "2023-03-06",
                "outcome": "A",
                "told": None,
                "assessed": None,
                "started": None,
            },
        }
        for record, shown in of.items():
            for year in (2024, 2026):
                ret = build_return(case(**shown | {"left": "2023-07-04"}), year=year, la_code="999")
                assert ret.left_out[["rule", "record_id"]].to_numpy().tolist() == [["SCOPE-left", record]]
            before = build_return(case(**shown | {"left": "2026-07-04"}), year=2026, la_code="999")
            assert before.left_out.empty
        ceased = case(**OLD, left="2025-07-04", ceased="2025-07-04")
        assert build_return(ceased, year=2026, la_code="999").left_out.empty
        # Who left before the plan began had come back.
        again = case(**OLD, left="2018-07-04")
        assert build_return(again, year=2026, la_code="999").left_out.empty

    def test_what_no_return_can_hold_is_named(self):
        """A missing day must not make a record vanish without a word."""
        moved = case(**OLD, transfer_la="380", transfer_in_date=None)
        left_out = build_return(moved, year=2026, la_code="999").left_out
        columns = ["module", "record_id", "person_id"]
        assert left_out[columns].to_numpy().tolist() == [["activeplans", "ap-ann", "ann"]]
        assert "not recorded" in left_out["why"].iloc[0]
        nowhen = case(received=None, outcome="W", told=None, assessed=None, started=None)
        assert build_return(nowhen, year=2026, la_code="999").left_out["record_id"].tolist() == ["r-ann"]

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

    def test_an_outcome_that_is_told_after_the_census_day_is_not_known_on_it(self):
        active = case(reviewed="2025-12-18")
        active["active_plan"]["last_review_date"] = pd.Timestamp(2026, 1, 16)
        review = build_return(active, year=2026, la_code="999").modules["activeplans"].iloc[0]
        assert review["reviewmeeting"] == "2025-12-18"
        assert review[["reviewoutcome", "lastreview"]].isna().all()

    def test_the_latest_decision_may_be_that_of_the_review_before(self):
        reviews = [("2024-11-20", "2024-12-12", "M"), ("2025-11-27", "2026-01-19", "A")]
        frame = pd.DataFrame(
            [
                {"review_meeting_date": met, "review_decision_date": told, "review_outcome": outcome}
                for met, told, outcome in reviews
            ]
        ).assign(active_plan_id="ap-ann")
        columns = TABLES["annual_review"].columns
        frame = frame.reindex(columns=list(columns)).astype({name: columns[name].dtype for name in columns})
        held = {**case(**OLD), "annual_review": frame}
        review = build_return(held, year=2026, la_code="999").modules["activeplans"].iloc[0]
        assert review[["reviewmeeting", "lastreview"]].tolist() == ["2025-11-27", "2024-12-12"]
        assert pd.isna(review["reviewoutcome"])

    @pytest.mark.parametrize(
        ("transfers", "own", "told"),
        [
            ([("2025-02-15", "2025-02-10"), ("2026-02-15", None)], None, ["2026-02-15", None]),
            ([("2025-02-15", "2025-02-10"), ("2027-02-15", None)], None, ["2025-02-15", "2025-02-10"]),
            ([("2026-02-15", "2026-01-16")], None, ["2026-02-15", None]),  # sent after the census day
            ([("2019-02-15", "2019-02-14")], None, [None, None]),
            ([("2026-02-15", None)], "2026-03-31", ["2026-03-31", None]),
        ],
    )
    def test_a_phase_transfer_that_has_a_record_of_its_own_is_told(self, transfers, own, told):
        columns = TABLES["phase_transfer"].columns
        frame = pd.DataFrame([{"due_date": due, "final_date": final} for due, final in transfers])
        frame = frame.assign(active_plan_id="ap-ann").reindex(columns=list(columns))
        held = case(**OLD)
        held["active_plan"]["phase_transfer_due_date"] = pd.Timestamp(own) if own else pd.NaT
        held["phase_transfer"] = frame.astype({name: columns[name].dtype for name in columns})
        plan = build_return(held, year=2026, la_code="999").modules["activeplans"].iloc[0]
        days = plan[["phasetransferduedate", "phasetransferfinaldate"]]
        assert [None if pd.isna(day) else day for day in days] == told
        rehearsed = build_return(held, year=2026, la_code="999", as_at=date(2025, 11, 20))
        assert rehearsed.modules["activeplans"].iloc[0]["phasetransferduedate"] == days.iloc[0] or not told[0]

    @pytest.mark.parametrize(
        ("started", "says"), [("2024-12-31", "H"), ("2025-01-01", "Y"), ("2026-01-01", "H")]
    )
    def test_a_plan_of_the_year_is_told_though_the_day_of_the_decision_is_not_recorded(self, started, says):
        ret = build_return(case(issued=None, started=started), year=2026, la_code="999")
        assert ret.modules["assessment"]["assessmentoutcome"].tolist() == [says]
        assert ("LOCAL-G09" in set(check(ret)["rule"])) == (says == "Y"), "the day that is missing is told"

    @pytest.mark.parametrize("outcome", ["A", "W"])
    def test_a_plan_whose_request_was_never_agreed_to_in_the_records_does_not_vanish(self, outcome):
        ret = build_return(case(outcome=outcome, told=None), year=2026, la_code="999")
        assert len(ret.modules["activeplans"]) == 1
        assert "D040" in set(check(ret)["rule"])
        assert len(built(**OLD | {"told": None}, outcome=outcome)["activeplans"]) == 1

    def test_a_place_without_a_plan_is_told(self):
        found = case(**OLD)
        found["plan"] = found["plan"].head(0)
        ret = build_return(found, year=2026, la_code="999")
        assert ret.left_out[["rule", "record_id", "person_id"]].to_numpy().tolist() == [
            ["SCOPE-no-plan", "ap-ann", "ann"]
        ]
        # Where validation set the plan aside, that is what is told of it.
        set_aside = pd.DataFrame({"record_id": ["p-ann", "ap-ann"]})
        assert left_out_findings(ret, set_aside.head(1))["record_id"].tolist() == ["ap-ann"]
        assert left_out_findings(ret, set_aside).empty
        ended = found["placement"].assign(leaving_date=pd.Timestamp(2025, 7, 20))
        assert build_return({**found, "placement": ended}, year=2026, la_code="999").left_out.empty
        left = {**found, "person": found["person"].assign(left_date=pd.Timestamp(2025, 7, 20))}
        assert build_return(left, year=2026, la_code="999").left_out.empty

    def test_a_plan_that_another_of_the_same_assessment_replaced_long_ago_is_not_told(self):
        found = case(**OLD)
        earlier = found["plan"].assign(plan_id="p-old", cease_date=pd.Timestamp(2020, 5, 1), cease_reason="2")
        found["plan"] = pd.concat([found["plan"], earlier], ignore_index=True)
        modules = build_return(found, year=2026, la_code="999").modules
        assert modules["namedplan"]["_record_id"].tolist() == ["p-ann"]

    @pytest.mark.parametrize("outcome", ["A", "W"])
    def test_nothing_more_is_told_of_an_assessment_that_is_open_or_withdrawn(self, outcome):
        day = None if outcome == "A" else "2025-06-02"
        found = built(assessed=outcome, issued=day, started=None)["assessment"].iloc[0]
        assert found["assessmentoutcome"] == outcome
        assert found[["assessmentoutcomedate", "week20"]].isna().all()


class TestChoices:
    """What DfE's text does not settle: each value does what its row says."""

    def test_each_choice_has_one_default_and_each_row_of_the_scope_a_known_one(self):
        table = unsettled()
        assert (table[table["default"] == "yes"].groupby("choice").size() == 1).all()
        assert set(table["choice"]) == set(chosen())
        known = set(zip(table["choice"], table["value"], strict=True))
        rows = scope_table()
        rows = rows[rows["choice"] != ""]
        assert set(zip(rows["choice"], rows["value"], strict=True)) <= known
        assert (scope_table()["source"].str.len() > 10).all()

    @pytest.mark.parametrize(
        ("choice", "value", "of", "module", "item", "usual", "other"),
        [
            (
                "events_until",
                "census",
                {"outcome": "N", "told": "2026-01-08", "assessed": None, "started": None},
                "requests",
                "requestoutcome",
                ["A"],
                ["N"],
            ),
            (
                "issued_after_the_year",
                "as_decided",
                {"issued": "2026-01-08", "started": "2026-01-08"},
                "assessment",
                "assessmentoutcome",
                ["H"],
                ["Y"],
            ),
            (
                "ceased",
                "calendar_year",
                {**OLD, "ceased": "2025-01-08"},
                "namedplan",
                "ceasedate",
                [],
                ["2025-01-08"],
            ),
            (
                "ceased",
                "calendar_year",
                {**OLD, "ceased": "2026-01-08"},
                "namedplan",
                "ceasedate",
                ["2026-01-08"],
                [],
            ),
            (
                "ceased",
                "calendar_year_and_to_the_census",
                {**OLD, "ceased": "2025-01-08"},
                "namedplan",
                "ceasereason",
                [],
                ["1"],
            ),
            (
                "ceased_plans_placements",
                "left_out",
                {**OLD, "ceased": "2025-06-06"},
                "activeplans",
                "_record_id",
                ["ap-ann"],
                [],
            ),
            (
                "withdrawn_without_a_day",
                "left_out",
                {"outcome": "W", "told": None, "assessed": None, "started": None},
                "requests",
                "requestoutcome",
                ["W"],
                [],
            ),
            (
                "exported_without_a_day",
                "left_out",
                {"exported": "380", "assessed": None, "started": None},
                "requests",
                "exported",
                ["380"],
                [],
            ),
            (
                "transferred_in_without_a_day",
                "told",
                {**OLD, "transfer_la": "380"},
                "activeplans",
                "transferla",
                [None],
                ["380"],
            ),
            (
                "date_of_earlier_request",
                "left_out",
                {"received": "2024-11-01", "told": "2024-12-10"},
                "requests",
                "receiveddate",
                ["2024-11-01"],
                [None],
            ),
        ],
    )
    def test_a_choice_does_what_it_says(self, choice, value, of, module, item, usual, other):
        for values, choices in ((usual, None), (other, {choice: value})):
            found = built(choices=choices, **of)[module][item]
            assert [None if pd.isna(each) else each for each in found] == values

    def test_where_somebody_moved_is_told_of_an_earlier_decision_too(self):
        of: dict[str, Any] = {
            "received": "2024-06-03",
            "told": "2024-07-15",
            "exported": "380",
            "left": "2025-05-01",
        }
        left_out = {"date_of_earlier_request": "left_out"}
        request = built(choices=left_out, **of, assessed=None, started=None)["requests"].iloc[0]
        assert request[["requestoutcome", "exported"]].tolist() == ["H", "380"]
        assert pd.isna(request["receiveddate"])

    def test_a_choice_that_there_is_not(self):
        with pytest.raises(ConfigError, match="events_untill"):
            chosen({"events_untill": "census"})
        with pytest.raises(ConfigError, match="It can be: year_end, census"):
            chosen({"events_until": "easter"})


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
    plans = ret.modules["namedplan"]
    assert plans["ceasedate"].isna().sum() == active.sum() > 100
    assert len(ret.modules["activeplans"]) == len(plans) > active.sum()
    for module, table, outcome, code in (
        ("requests", "request", "request_outcome", "N"),
        ("assessment", "assessment", "assessment_outcome", "Y"),
    ):
        told = found[table][f"{outcome}_date"].between("2025-01-01", "2025-12-31")
        by_hand = (found[table][outcome].eq(code) & told).sum()
        assert (ret.modules[module][outcome.replace("_", "")] == code).sum() == by_hand > 0
    assert faults(write_xml(ret, datetime(2026, 3, 2, tzinfo=UTC)), 2026) == []
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
