"""The return through the year: rehearsed, frozen, signed, sealed, sent again; and no name where none may be."""

from __future__ import annotations

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from unittest import mock

import pandas as pd
import psycopg
import pytest
from cryptography.fernet import Fernet

from include import pipeline
from include.errors import ConfigError, NotYet, SendError
from include.lake import Lake
from include.pipeline import sen2_checks
from include.sen2 import Return, explanations, read_xml
from include.sen2.reconcile import reconcile
from include.warehouse import Warehouse
from tests.conftest import NIGHT_BEFORE, Installation, own_copy

YEAR = 2026
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
# The test council does not name the three officers of the header, so its return has three errors.
REASON = "The officers of the header are sent by e-mail."
LATER = datetime(2026, 3, 9, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def _rehearsed(scenario, _after_a_night) -> Installation:
    return scenario("rehearsed", _after_a_night, lambda _: pipeline.rehearse("demo", YEAR))


@pytest.fixture(scope="session")
def _frozen(scenario, _after_a_night) -> Installation:
    return scenario("frozen", _after_a_night, lambda _: pipeline.freeze("demo", YEAR, now=NOW))


# After the night, the return of the year is rehearsed, or its draft made at `NOW`.
rehearsed, frozen = own_copy("_rehearsed"), own_copy("_frozen")


@pytest.fixture
def own(request) -> Installation:
    """The installation that a test asks for."""
    found = {"after_a_night", "rehearsed", "frozen"} & set(request.fixturenames)
    return request.getfixturevalue(found.pop())


@pytest.fixture
def store(own):
    return Warehouse(own.warehouse_url)


@pytest.fixture
def home(own) -> Path:
    return own.root / f"lake/sen2/authority=demo/year={YEAR}"


def explain(after_a_night, year: int, *rows: dict[str, str | None]) -> None:
    folder = after_a_night.root / "config/sen2"
    folder.mkdir(exist_ok=True)
    pd.DataFrame(rows, columns=explanations.EXPLANATION).to_csv(folder / f"demo-{year}.csv", index=False)


def let_through(day: date) -> None:
    """Take and check the records of a day, of which the newest are the return's; figures are not its matter."""
    pipeline.land("demo", day)
    pipeline.validate("demo", day)


class TestRehearsal:
    def test_it_says_how_ready_the_return_is_and_what_to_do(self, rehearsed, store, home):
        told = rehearsed.said
        assert told["errors"] == 3, "the header's three officers, whom the test council does not name"
        rules_broken = store.query("SELECT * FROM dq.sen2_result ORDER BY rule")
        assert rules_broken[["message", "level"]].notna().all(axis=None)
        ready = store.query("SELECT * FROM dq.sen2_readiness WHERE module = 'all' AND team = 'all'").iloc[0]
        assert ready["ready"] == ready["records"] == told["records"] > 1000
        listed = pd.read_csv(home / "rehearsal/findings.csv")
        assert len(listed) == rules_broken["records"].sum()
        assert {"record_id", "team", "caseworker", "message", "action"} <= set(listed)

    def test_what_validation_set_aside_is_told_and_not_ready(self, rehearsed, store, home):
        with psycopg.connect(rehearsed.source_url.replace("+psycopg", ""), autocommit=True) as connection:
            plan = connection.execute(
                "UPDATE cms.plan SET start_date = '2098-12-30' WHERE plan_id ="
                " (SELECT plan_id FROM cms.plan WHERE cease_date IS NULL ORDER BY 1 LIMIT 1) RETURNING plan_id"
            ).fetchone()
        before = rehearsed.said
        let_through(date(2026, 3, 15))
        told = pipeline.rehearse("demo", YEAR)
        assert told["set_aside"] > 0 and told["records"] == before["records"]
        assert told["percent_ready"] < before["percent_ready"]
        listed = pd.read_csv(home / "rehearsal/findings.csv")
        of_plan = listed[listed["rule"] == "GATE-plan.start_date.not_ahead"]
        assert plan and of_plan["record_id"].tolist() == [plan[0]]
        assert "2098-12-30" in of_plan["message"].iloc[0]
        rules_broken = store.query(
            "SELECT * FROM dq.sen2_result WHERE rule LIKE 'GATE%%' AND extract_date = '2026-03-15'"
        )
        assert len(rules_broken) and "2098" not in rules_broken.to_csv()

    @pytest.mark.afresh
    def test_the_same_night_again_changes_nothing(self, rehearsed, store):
        first = store.query("SELECT * FROM dq.sen2_finding ORDER BY rule, module, record_key")
        pipeline.rehearse("demo", YEAR)
        pipeline.rehearse("demo", 2027)
        again = store.query(
            "SELECT * FROM dq.sen2_finding WHERE return_year = 2026 ORDER BY rule, module, record_key"
        )
        pd.testing.assert_frame_equal(first, again)

    def test_each_difference_from_the_measures_has_its_reason(self, rehearsed, store):
        found = store.query("SELECT * FROM dq.sen2_reconciliation")
        assert len(found) == 10
        counted = (found["side"] == "denominator") | found["figure"].isin(
            ["requests received", "plans maintained"]
        )
        assert (found.loc[counted, "in_return"] > 0).all()
        assert (found["difference"] == found["explained"]).all(), found[["figure", "side", "because"]]

    def test_a_difference_without_a_reason_stays_without_one(self):
        """In time by the return and late by the measure: nothing that is known explains it."""
        found = reconcile(*self.side_by_side(), lambda kind, ids: ids, date(2026, 1, 15))
        line = found[(found["figure"] == "decisions whether to assess") & (found["side"] == "numerator")]
        assert line[["difference", "explained"]].to_numpy().tolist() == [[1, 0]]

    def test_stock_and_requests_have_their_reasons(self):
        """A plan that ceases on the day, one without an active plan, a request decided before the records begin."""
        found = reconcile(*self.side_by_side(), lambda kind, ids: ids, date(2026, 1, 15)).set_index("figure")
        requests, plans = found.loc["requests received"], found.loc["plans maintained"]
        assert (requests["in_return"], requests["in_measures"], requests["because"]) == (
            *(2, 1),
            "decided before the records begin: +1",
        )
        assert (plans["in_return"], plans["in_measures"], plans["explained"]) == (1, 3, -2)
        assert plans["because"] == "ceases on the day itself: -1; no record of an active plan: -1"

    @staticmethod
    def side_by_side() -> tuple[Return, dict[str, pd.DataFrame]]:
        empty = pd.Series([None] * 3, dtype="str")
        ret = Return(
            YEAR,
            "999",
            date(2026, 1, 15),
            {
                "requests": pd.DataFrame(
                    {
                        "_record_id": ["r1", "r2"],
                        "receiveddate": ["2025-03-03", "2025-04-03"],
                        "requestoutcome": ["Y", "H"],
                        "requestoutcomedate": ["2025-04-01", None],
                    }
                ),
                "assessment": pd.DataFrame(
                    {
                        "_record_id": ["a1", "a2", "a3"],
                        "_parent_id": ["q1", "q2", "q3"],
                        "assessmentoutcome": "H",
                        "assessmentoutcomedate": empty,
                        "week20": empty,
                    }
                ),
                "namedplan": pd.DataFrame(
                    {
                        "_record_id": ["p1", "p2", "p3"],
                        "_parent_id": ["a1", "a2", "a3"],
                        "ceasedate": [None, None, "2026-01-15"],
                    }
                ),
                "activeplans": pd.DataFrame({"_parent_id": ["q1"]}),
            },
        )
        facts = {
            "fact_clock": pd.DataFrame(
                {
                    "limit_id": ["decide_to_assess"],
                    "case_key": ["r1"],
                    "clock_end": [date(2025, 4, 1)],
                    "clock_status": ["late"],
                    "in_scope": [True],
                    "out_of_scope_reason": pd.Series([None], dtype="str"),
                    "exception_recorded": [False],
                }
            ),
            "fact_request": pd.DataFrame(
                {
                    "case_key": ["r1", "r2"],
                    "received_date": [date(2025, 3, 3), date(2025, 4, 3)],
                    "request_outcome": ["Y", "H"],
                }
            ),
            "fact_plan": pd.DataFrame(
                {
                    "plan_key": ["p1", "p2", "p3"],
                    "held_from": [date(2025, 1, 1)] * 3,
                    "cease_date": [None, None, date(2026, 1, 15)],
                }
            ),
        }
        return ret, facts

    def test_teams_sum_to_the_whole(self, rehearsed, store):
        ready = store.query("SELECT * FROM dq.sen2_readiness")
        parts = ready[(ready["module"] != "all") & (ready["team"] != "all")]
        whole = ready[(ready["module"] == "all") & (ready["team"] == "all")].iloc[0]
        assert parts[["records", "ready"]].sum().tolist() == whole[["records", "ready"]].tolist()

    def test_the_return_being_prepared_is_the_next_that_can_be_sent(self):
        assert pipeline.return_year(date(2025, 11, 1)) == 2026
        assert pipeline.return_year(date(2026, 3, 12)) == 2026, "the deadline itself"
        assert pipeline.return_year(date(2026, 3, 13)) == 2027

    def test_without_an_extract(self, demo_environment):
        with pytest.raises(NotYet):
            pipeline.rehearse("demo", YEAR)

    def test_no_personal_value_leaves_the_restricted_files(
        self, after_a_night, small_council, store, home, caplog
    ):
        told = pipeline.rehearse("demo", YEAR)
        person = small_council.tables["person"]
        names = (
            set(person["surname"].dropna()) | set(person["upn"].dropna()) | set(person["postcode"].dropna())
        )
        seen = json.dumps(told) + caplog.text + (home / "rehearsal/index.html").read_text()
        for table in ("sen2_result", "sen2_finding", "sen2_readiness", "sen2_reconciliation"):
            seen += store.query(f"SELECT * FROM dq.{table}").to_csv()
        assert not [name for name in names if len(name) > 5 and name in seen]
        ids = set(person["person_id"])
        assert not [each for each in ids if each in seen], (
            "not even a local identifier outside the restricted files"
        )


class TestExplanations:
    def test_a_query_is_explained_and_an_error_is_not(self, rehearsed, store):
        worst = store.query("SELECT * FROM dq.sen2_result WHERE level = 'query' ORDER BY records DESC").iloc[
            0
        ]
        explain(
            rehearsed,
            YEAR,
            {"rule": worst["rule"], "explanation": "Known backlog.", "explained_by": "A. Officer"},
            {"rule": "STR-sen2-dmo-required", "explanation": "Never mind."},
        )
        told = pipeline.rehearse("demo", YEAR)
        after = store.query("SELECT * FROM dq.sen2_result").set_index("rule")
        assert after.loc[worst["rule"], "explained"] == worst["records"]
        assert after.loc["STR-sen2-dmo-required", "explained"] == 0
        assert told["unexplained"] == told["queries"] - worst["records"]

    def test_a_line_that_says_nothing_is_named(self, after_a_night, home):
        explain(
            after_a_night,
            YEAR,
            {"rule": "D069", "explanation": "Decided at a monthly panel."},
            {"rule": "D69", "explanation": "A slip of the pen."},
            {"rule": "D068", "record_id": "AP999999", "explanation": "No such record."},
            {"rule": "STR-sen2-dmo-required", "explanation": "An error."},
            {"rule": "D069", "explanation": "Decided at a weekly panel."},
        )
        told = pipeline.rehearse("demo", YEAR)
        assert told["explanations_that_say_nothing"] == 4
        page = (home / "rehearsal/index.html").read_text()
        assert "demo-2026.csv, line 3: there is no rule" in page and "D069" in page
        assert "demo-2026.csv, line 4: the record is not in the return" in page
        assert "AP999999" not in page
        states = pd.read_csv(home / "rehearsal/explanations.csv").set_index("line")["state"]
        assert states[6] == "used" and "put right, not explained" in states[5]
        assert "explained again below" in states[2]

    def test_they_are_carried_forward_until_given_anew(self, after_a_night):
        folder = after_a_night.root / "config"
        explain(after_a_night, 2025, {"rule": "D034", "record_id": "R1", "explanation": "Late advice."})
        explain(after_a_night, 2026, {"rule": "D050", "record_id": "R2", "explanation": "Strike."})
        found = explanations.read(folder, "demo", 2026).set_index("rule")["carried_from"]
        assert found["D034"] == "2025" and pd.isna(found["D050"])
        assert "D050" not in set(explanations.read(folder, "demo", 2025)["rule"])

    def test_a_fault_names_file_and_line(self, after_a_night):
        explain(after_a_night, 2026, {"rule": "D034", "explanation": "Late advice."}, {"rule": "D034"})
        with pytest.raises(ConfigError, match=r"demo-2026.csv, line 3"):
            pipeline.rehearse("demo", YEAR)

    def written(self, tmp_path, text: str, name: str = "demo-2026.csv") -> pd.DataFrame:
        (tmp_path / "sen2").mkdir(exist_ok=True)
        heads = ",".join(explanations.EXPLANATION)
        (tmp_path / "sen2" / name).write_text(f"{heads}\n{text}", encoding="utf-8")
        return explanations.read(tmp_path, "demo", 2026)

    def test_a_line_is_that_of_the_file_whatever_stands_between(self, tmp_path):
        found = self.written(
            tmp_path, '\nD069,, "Decided at a monthly\npanel.",A. Officer,\n,,,,\n D034 ,R1,Late.,,\n'
        )
        assert found[["rule", "line"]].to_numpy().tolist() == [["D069", "3"], ["D034", "6"]]

    def test_words_with_a_comma_and_no_quotation_marks_are_told(self, tmp_path):
        with pytest.raises(ConfigError, match=r"demo-2026.csv, line 2: it has 6 values and .* 5 names"):
            self.written(tmp_path, "D069,,Late, and known,A. Officer,2026-02-20\n")

    @pytest.mark.parametrize(
        "name",
        [
            *("demo_2026.csv", "Demo-2026.csv", "demo-26.csv", "demo 2026.csv", "demo-2026.CSV"),
            *("demo-2026 (1).csv", "Copy of demo-2026.csv", "demo-2026-final.csv", "demo-2026.csv.txt"),
            "demo-2026.xlsx",
        ],
    )
    def test_a_file_with_almost_the_right_name_is_not_passed_over(self, tmp_path, name):
        with pytest.raises(ConfigError, match=r"is named demo-2026.csv"):
            self.written(tmp_path, "D069,,Late,A. Officer,2026-02-20\n", name)

    def test_nor_is_one_of_a_year_that_cannot_be(self, tmp_path):
        with pytest.raises(ConfigError, match="nothing is known of a return of 2206"):
            self.written(tmp_path, "D069,,Late,A. Officer,2026-02-20\n", "demo-2206.csv")

    def test_but_those_of_others_and_a_workbook_beside_the_file_are(self, tmp_path):
        for name in ("demo22-2026.csv", "demo-north-2026.csv", "demo-2026.xlsx", "rules-2026.csv"):
            (tmp_path / "sen2").mkdir(exist_ok=True)
            (tmp_path / "sen2" / name).touch()
        assert len(self.written(tmp_path, "D069,,Late,A. Officer,2026-02-20\n")) == 1

    def test_a_rule_of_the_scope_is_one_though_nothing_breaks_it_today(self, tmp_path):
        found = self.written(tmp_path, "SCOPE-left,,Asked for.,,\nSCOPE-gone,,Asked for.,,\n")
        nothing = pd.DataFrame(columns=["rule", "level", "record_id"], dtype="str")
        states = explanations.with_state(found, nothing, set(), 2026)["state"].tolist()
        assert states[0] == "not used" and states[1].startswith("there is no rule 'SCOPE-gone'")

    @pytest.mark.parametrize("words", ["-", "tbc", " ", "n/a", "1"])
    def test_words_that_say_nothing_explain_nothing(self, tmp_path, words):
        with pytest.raises(ConfigError, match=r"demo-2026.csv, line 2: .* words that say something"):
            self.written(tmp_path, f"D069,,{words},A. Officer,2026-02-20\n")

    @pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
    def test_a_file_that_a_spreadsheet_wrote_otherwise_is_named(self, tmp_path, encoding):
        (tmp_path / "sen2").mkdir()
        text = ",".join(explanations.EXPLANATION) + "\nD069,,Panel – monthly,A. Officer,20/02/2026\n"
        (tmp_path / "sen2/demo-2026.csv").write_bytes(text.encode(encoding))
        with pytest.raises(ConfigError, match=r"demo-2026.csv cannot be read as CSV in UTF-8"):
            explanations.read(tmp_path, "demo", 2026)
        (tmp_path / "sen2/demo-2026.csv").write_text(text.replace(",", ";"), encoding="utf-8")
        with pytest.raises(ConfigError, match="with commas between"):
            explanations.read(tmp_path, "demo", 2026)


class TestSigning:
    def test_before_the_census_day_there_is_nothing_to_sign(self, after_a_night):
        told = pipeline.freeze("demo", 2027)
        assert not told["frozen"] and "2027-01-21" in told["why"]
        with pytest.raises(NotYet, match="no draft"):
            pipeline.seal("demo", 2027, "A. Director")

    def test_one_draft_one_signature_one_version(self, frozen, home):
        first = frozen.said
        assert first["frozen"] and first["form_faults"] == 0
        assert not pipeline.freeze("demo", YEAR, now=LATER)["frozen"], "one draft is enough"
        assert pipeline.seal("demo", YEAR, "A. Director", NOW, reason=REASON)["version"] == 1
        assert not pipeline.seal("demo", YEAR, "A. Director", LATER, reason=REASON)["sealed"], (
            "the same draft is the same version"
        )
        manifest = json.loads((home / "sealed-1/_manifest.json").read_text())
        assert manifest["approved_by"] == "A. Director"
        assert {f"sen2-{YEAR}.xml", "template.xlsx"} < set(manifest["files"]) and len(manifest["files"]) == 14
        ret = read_xml((home / f"sealed-1/sen2-{YEAR}.xml").read_bytes())
        assert len(ret.modules["activeplans"]) > 100
        assert stat.S_IMODE((frozen.root / "lake/sen2").stat().st_mode) == 0o700

    def test_a_resubmission_lists_the_records_that_changed(self, frozen, home):
        pipeline.seal("demo", YEAR, "A. Director", NOW, reason=REASON)
        with psycopg.connect(frozen.source_url.replace("+psycopg", ""), autocommit=True) as connection:
            issued = connection.execute(
                "UPDATE cms.assessment SET assessment_outcome_date = assessment_outcome_date - 1 WHERE assessment_id ="
                " (SELECT assessment_id FROM cms.assessment WHERE assessment_outcome = 'Y' AND"
                " assessment_outcome_date BETWEEN '2025-02-01' AND '2025-12-01' ORDER BY 1 LIMIT 1)"
                " RETURNING assessment_id"
            ).fetchone()
        let_through(date(2026, 3, 15))
        assert pipeline.freeze("demo", YEAR, again=True, now=LATER)["frozen"]
        told = pipeline.seal("demo", YEAR, "B. Director", LATER, reason=REASON)
        assert (told["version"], told["changed_records"]) == (2, 1)
        changed = pd.read_csv(home / "sealed-2/difference.csv")
        assert issued and changed["record_id"].tolist() == [issued[0]]
        assert changed["fields"].tolist() == ["assessmentoutcomedate"]

    def test_a_name_and_a_reason_are_asked_for_and_kept_with_what_is_known_against_the_draft(
        self, after_a_night, home
    ):
        summer = datetime(2026, 7, 1, 8, 30, tzinfo=UTC)
        explain(after_a_night, YEAR, {"rule": "D069", "explanation": "Decided at a monthly panel."})
        shown = pipeline.freeze("demo", YEAR, now=summer)
        for part in ("dmo is missing", "Faults of form", "Size of the return", "monthly panel"):
            assert part in shown["approval"], part
        assert pipeline.draft_for_signing("demo", YEAR)["approval"] == shown["approval"]
        for nobody in ("", "  ", "--", "n/a", "TBC", " None "):
            with pytest.raises(ConfigError, match="in the name of whoever approved it"):
                pipeline.seal("demo", YEAR, nobody, summer, reason=REASON)
        for nothing in (" ", "-", "n/a", "..."):
            with pytest.raises(ConfigError, match=r"3 errors and 0 faults of form.*--reason"):
                pipeline.seal("demo", YEAR, "A. Director", summer, reason=nothing)
        told = pipeline.seal("demo", YEAR, " A. Director ", summer, reason=REASON)
        assert told["year"] == "2026", "a year is no number of things"
        manifest = json.loads((home / "sealed-1/_manifest.json").read_text())
        assert (manifest["approved_by"], manifest["reason"]) == ("A. Director", REASON)
        assert manifest["sealed_at"] == "2026-07-01T09:30:00+01:00", "London's own time, with its offset"
        assert manifest["form_faults"] == []
        kept = pd.read_csv(home / "sealed-1/findings.csv")
        assert len(kept) == shown["errors"] + shown["queries"]
        assert {"fields", "rule", "dfe_rule", "explanation"} <= set(kept)
        said = pd.read_csv(home / "sealed-1/explanations.csv")
        assert said[["rule", "state"]].to_numpy().tolist() == [["D069", "used"]]
        assert (home / "sealed-1/form-faults.csv").exists()
        header = read_xml((home / f"sealed-1/sen2-{YEAR}.xml").read_bytes()).modules["sen2"].iloc[0]
        assert (header["serialno"], header["datetime"]) == ("001", "2026-07-01T09:30:00")
        again = pipeline.freeze("demo", YEAR, again=True, now=LATER)
        assert "No record differs from the version sealed before." in again["approval"]
        header = read_xml((home / f"draft/sen2-{YEAR}.xml").read_bytes()).modules["sen2"].iloc[0]
        assert header["serialno"] == "002", "the number of the file rises"

    def test_last_year_is_the_return_that_was_sealed(self, rehearsed, home):
        assert rehearsed.said["last_year"] == sen2_checks.REBUILT
        pipeline.freeze("demo", YEAR - 1, now=NOW)
        pipeline.seal("demo", YEAR - 1, "A. Director", NOW, reason=REASON)
        records = home.parent / f"year={YEAR - 1}/records-1"
        sealed = json.loads((home.parent / f"year={YEAR - 1}/sealed-1/_manifest.json").read_text())
        told = pipeline.rehearse("demo", YEAR)
        assert told["last_year"] == "version 1 of 2025, sealed on 2026-03-02"
        counted = pd.read_csv(home / "rehearsal/counts.csv").set_index("module")["previous"]
        assert counted["requests"] == len(pd.read_parquet(records / "requests.parquet"))
        assert counted.to_dict() == sealed["records"]
        page = (home / "rehearsal/index.html").read_text()
        assert "sealed on 2026-03-02" in page
        assert sen2_checks.day_ahead(YEAR, date(2026, 1, 14)) == (
            "1 day is left to the census day, Thursday 15 January 2026."
        )
        assert sen2_checks.day_ahead(YEAR, date(2026, 3, 10)) == (
            "2 days are left to the deadline, Thursday 12 March 2026."
        )
        assert sen2_checks.day_ahead(YEAR, date(2026, 3, 13)) is None

    def test_a_signature_is_for_the_draft_that_was_shown(self, frozen):
        shown = frozen.said
        pipeline.freeze("demo", YEAR, again=True, now=LATER)
        with pytest.raises(SendError, match="needs an approval of its own"):
            pipeline.seal("demo", YEAR, "A. Director", made_at=shown["made_at"])

    def test_a_draft_of_which_a_file_was_changed_or_is_gone_is_not_sealed(self, frozen, home):
        message = home / f"draft/sen2-{YEAR}.xml"
        message.write_bytes(message.read_bytes() + b" ")
        with pytest.raises(SendError, match="not the file that was laid out"):
            pipeline.seal("demo", YEAR, "A. Director", NOW, reason=REASON)
        message.unlink()
        with pytest.raises(SendError, match="is gone since it was laid out"):
            pipeline.seal("demo", YEAR, "A. Director", NOW, reason=REASON)
        assert not (home / "sealed-1").exists()

    def test_a_seal_that_was_killed_is_set_when_it_is_tried_again(self, frozen, home, monkeypatch):
        with monkeypatch.context() as killed, pytest.raises(KeyboardInterrupt):
            killed.setattr(Lake, "write_folder", mock.Mock(side_effect=KeyboardInterrupt))
            pipeline.seal("demo", YEAR, "A. Director", NOW, reason=REASON)
        assert not (home / "sealed-1").exists()
        assert pipeline.seal("demo", YEAR, "A. Director", NOW, reason=REASON)["version"] == 1

    def test_two_signatures_at_once_are_one_version(self, frozen, home):
        who = ["A. Director", "B. Head"]
        with ThreadPoolExecutor(2) as both:
            told = list(both.map(lambda name: pipeline.seal("demo", YEAR, name, NOW, reason=REASON), who))
        assert sorted(each["sealed"] for each in told) == [False, True]
        assert {each["version"] for each in told} == {1}
        first = who[[each["sealed"] for each in told].index(True)]
        assert json.loads((home / "sealed-1/_manifest.json").read_text())["approved_by"] == first
        assert [each["why"] for each in told if not each["sealed"]] == [
            f"this draft is sealed already, approved by {first}"
        ]

    def test_laying_out_that_was_killed_leaves_no_draft_to_seal_with_other_records(self, frozen, monkeypatch):
        with monkeypatch.context() as killed, pytest.raises(KeyboardInterrupt):
            killed.setattr(Lake, "write_folder", mock.Mock(side_effect=KeyboardInterrupt))
            pipeline.freeze("demo", YEAR, again=True, now=LATER)
        with pytest.raises(SendError, match="Freeze it again"):
            pipeline.seal("demo", YEAR, "A. Director", made_at=NOW.isoformat(), reason=REASON)
        pipeline.freeze("demo", YEAR, again=True, now=LATER)
        assert pipeline.seal("demo", YEAR, "A. Director", made_at=LATER.isoformat(), reason=REASON)["sealed"]

    def test_a_task_tried_again_still_asks_for_the_signature(self, frozen):
        assert pipeline.freeze("demo", YEAR, now=NOW) == frozen.said
        assert frozen.said["frozen"]

    def test_what_is_kept_to_compare_holds_no_values(self, frozen, small_council, home):
        kept = pd.read_parquet(home / "records/person.parquet")
        assert not set(kept["surname"]) & set(small_council.tables["person"]["surname"])

    def test_files_are_encrypted_where_there_is_a_key(self, after_a_night, home, monkeypatch, tmp_path):
        monkeypatch.setenv("SEND_FILES_KEY", Fernet.generate_key().decode())
        pipeline.freeze("demo", YEAR, now=NOW)
        written = [path for path in (home / "draft").iterdir() if path.name != "_manifest.json"]
        assert all(path.suffix == ".encrypted" and b"<Message>" not in path.read_bytes() for path in written)
        out = tmp_path / "opened.xml"
        pipeline.open_file(home / f"draft/sen2-{YEAR}.xml.encrypted", out)
        assert read_xml(out.read_bytes()).year == YEAR
        assert stat.S_IMODE(out.stat().st_mode) == 0o600
        monkeypatch.setenv("SEND_FILES_KEY", Fernet.generate_key().decode())
        with pytest.raises(ConfigError, match="not the key"):
            pipeline.open_file(home / f"draft/sen2-{YEAR}.xml.encrypted", out)

    def test_in_a_deployment_real_children_are_never_laid_out_unencrypted(
        self, after_a_night, home, monkeypatch
    ):
        config = after_a_night.root / "config/demo.yaml"
        config.write_text(config.read_text().replace("synthetic: true", "synthetic: false"))
        with pytest.raises(ConfigError, match="SEND_FILES_KEY is not set.* Nothing was written"):
            pipeline.freeze("demo", YEAR, now=NOW)
        assert not (home / "draft").exists()
        monkeypatch.setenv("SEND_FILES_KEY", Fernet.generate_key().decode())
        assert pipeline.freeze("demo", YEAR, now=NOW)["frozen"]

    def test_events_after_the_census_day_are_not_in_it(self, frozen, home):
        ret = read_xml((home / f"draft/sen2-{YEAR}.xml").read_bytes())
        columns = [
            f[c] for f in ret.modules.values() for c in map(str, f) if c.endswith("date") and "due" not in c
        ]
        dates: pd.Series = pd.concat(columns)
        assert dates.dropna().max() <= "2026-01-15" < NIGHT_BEFORE.isoformat()
