"""DfE's list of rules: every shape that such lists have had is read, matches are proposed, and confirmed ones kept."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from include import pipeline
from include.cli import app
from include.errors import ConfigError
from include.sen2 import coverage
from include.sen2.rule_list import read_list
from include.sen2.rules import rules
from include.spreadsheet import write_xlsx

# INVENTED rules in the manner of such lists: number, level, module, fields, rule, message, and which of ours is meant.
RULES = [
    (
        "100",
        "Error",
        "1",
        "UPN",
        "UPN must be present unless ULN or UPNunknown is given",
        "UPN missing",
        "LOCAL-G01",
    ),
    (
        "110",
        "Error",
        "1",
        "UPN",
        "Where given the check letter must be right",
        "UPN invalid: check letter",
        "D025",
    ),
    ("150", "Query", "1", "UPN", "UPN must be unique in the return", "Duplicate UPN", "D028"),
    (
        "210",
        "Error",
        "2",
        "RequestOutcomeDate, RequestOutcome",
        "If RequestOutcome is Y or N then the date must be provided",
        "Request outcome date missing",
        "LOCAL-G04",
    ),
    (
        "310Q",
        "Query",
        "3",
        "Week20",
        "If the plan was issued more than 20 weeks after receipt an exception is expected",
        "Plan issued after 20 weeks and no exception recorded",
        "D050",
    ),
    (
        "410",
        "Error",
        "4",
        "CeaseDate, StartDate",
        "CeaseDate must be on or after StartDate",
        "Plan ceased before it started",
        "D053",
    ),
    ("520", "Query", "5", "TransferLA", "TransferLA must not equal LEA", "Transferred from own LA", "D066"),
]


def numbers() -> list[str]:
    return [rule[0] for rule in RULES]


# Heads of each column, and the part of a rule below each: 0 number, 1 level, 2 module, 3 fields, 4 rule, 5 message.
SHAPES = {
    "rule number": (["Rule number", "Type", "Message"], [0, 1, 5]),
    "rule before message": (["Rule No.", "Error/Query", "Rule", "Error message"], [0, 1, 4, 5]),
    "validation no": (["Validation No", "Level", "Validation check", "Error message"], [0, 1, 4, 5]),
    "sequence": (["Seq", "Type", "Error text"], [0, 1, 5]),
    "sequence, fields": (
        ["Sequence", "Fields", "Level", "Rule description", "Error message"],
        [0, 3, 1, 4, 5],
    ),
    "heads over two lines": (
        ["Rule\nNo", "Error or\nquery", "Data items", "Validation\nmessage"],
        [0, 1, 3, 5],
    ),
    "rule is the number": (["Rule", "Error / Query", "Description"], [0, 1, 5]),
    "message first": (["Error Message", "Item", "Rule ID"], [5, 3, 0]),
    "a number that nobody foresaw": (["Business key", "Severity", "Message"], [0, 1, 5]),
    "the lot": (["Rule No.", "Error/Query", "Module", "Applies to", "Rule", "Message"], [0, 1, 2, 3, 4, 5]),
}


def write_book(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


class TestReading:
    @pytest.mark.parametrize("shape", SHAPES)
    @pytest.mark.parametrize("titles", [0, 2])
    def test_every_shape(self, shape, titles, tmp_path):
        heads, order = SHAPES[shape]
        above: list[list[Any]] = [["Validation rules for SEN2"], []][:titles]
        rows: list[list[Any]] = [[rule[part] for part in order] for rule in RULES]
        cover: list[list[Any]] = [
            ["SEN2 validation rules"],
            ["Version", "Date", "Description"],
            ["1.1", "2025-01-24", "First"],
        ]
        path = write_book(tmp_path / "list.xlsx", {"Cover": cover, "Rules": [*above, heads, *rows]})
        listed = coverage.read_list(path)
        assert listed["dfe_rule"].tolist() == numbers()
        text = 5 if 5 in order else 4
        assert listed["message"].tolist() == [rule[text] for rule in RULES]
        if 1 in order:
            assert listed["level"].tolist() == [rule[1].lower() for rule in RULES]

    def test_numbers_that_are_numbers(self, tmp_path):
        rows: list[list[Any]] = [
            ["Sequence", "Level", "Message"],
            *([100 + n, "Error", "UPN is missing"] for n in range(3)),
        ]
        assert coverage.read_list(write_book(tmp_path / "l.xlsx", {"R": rows}))["dfe_rule"].tolist() == [
            "100",
            "101",
            "102",
        ]

    def test_one_column_for_errors_and_one_for_queries(self, tmp_path):
        marks: list[list[Any]] = [
            ["Rule No", "Message", "Error", "Query"],
            ["1", "UPN is missing", "Y", ""],
            ["2", "UPN is odd", "", "Y"],
        ]
        words: list[list[Any]] = [
            ["Rule No", "Error", "Query"],
            ["1", "UPN is missing", ""],
            ["2", "", "UPN is odd"],
        ]
        for rows in (marks, words):
            listed = coverage.read_list(write_book(tmp_path / "l.xlsx", {"R": rows}))
            assert listed[["dfe_rule", "level", "message"]].to_numpy().tolist() == [
                ["1", "error", "UPN is missing"],
                ["2", "query", "UPN is odd"],
            ]

    def test_a_sheet_of_errors_and_one_of_queries_and_titles_between(self, tmp_path):
        head: list[Any] = ["Rule No", "Message"]
        sheets: dict[str, list[list[Any]]] = {
            "Errors": [head, ["1", "UPN is missing"]],
            "Queries": [head, ["2", "UPN is odd"]],
            "More": [head, ["Queries", None], ["3", "Age is odd"], ["Errors", None], ["4", "Sex is missing"]],
        }
        listed = coverage.read_list(write_book(tmp_path / "l.xlsx", sheets)).set_index("dfe_rule")["level"]
        assert listed.to_dict() == {"1": "error", "2": "query", "3": "query", "4": "error"}

    def test_a_number_no_longer_in_use_is_told_so(self, tmp_path):
        rows: list[list[Any]] = [
            ["Rule No", "Error/Query", "Rule", "Message", "Change since 2025"],
            ["100", "Error", "UPN must be present", "UPN missing", "No change"],
            ["999", "Error", "RULE DELETED", None, "Deleted for 2026"],
        ]
        path = write_book(tmp_path / "l.xlsx", {"R": rows})
        assert coverage.read_list(path)["is_deleted"].tolist() == ["", "yes"]
        assert coverage.coverage(coverage.read_list(path), 2026)["status"].tolist() == ["new", "deleted"]

    def test_an_ods_file_is_read_too(self, tmp_path):
        path = tmp_path / "rules.ods"
        write_ods(pd.DataFrame([rule[:6] for rule in RULES], columns=SHAPES["the lot"][0]), path)
        listed = coverage.read_list(path)
        assert listed["dfe_rule"].tolist() == numbers()
        assert listed["fields"].tolist() == [rule[3] for rule in RULES]

    def test_another_spreadsheet_is_refused_with_its_heads(self, tmp_path):
        path = tmp_path / "other.xlsx"
        write_xlsx({"Sheet": pd.DataFrame({"Colour": ["red"] * 9})}, path)
        with pytest.raises(ConfigError, match=r"no sheet with a column for the rule's number.*Colour"):
            coverage.read_list(path)
        (tmp_path / "broken.xlsx").write_bytes(b"PK not a workbook")
        with pytest.raises(ConfigError, match="cannot be read"):
            coverage.read_list(tmp_path / "broken.xlsx")
        with pytest.raises(ConfigError, match="is not there"):
            coverage.read_list(tmp_path / "none.ods")


def test_a_rule_in_several_rows_loses_none_of_them(tmp_path):
    rows = [
        ["Rule No", "Type", "Module", "Field", "Message"],
        ["100", "Error", "1", "UPN", "UPN missing or wrong"],
        ["110", "Error", "1", "Sex", "Sex missing or wrong"],
        ["100", "Error", "2", "UPN", "Number of the learner missing"],
        ["120", "Error", "3", "Week20", "Exception missing here"],
        ["120", "Query", "3", "Week20", "Exception missing here"],
    ]
    read = read_list(write_book(tmp_path / "list.xlsx", {"Rules": rows})).set_index("dfe_rule")
    assert read.index.tolist() == ["100", "110", "120"]
    assert read["module"].tolist() == ["1; 2", "1", "3"]
    assert read["fields"].tolist() == ["UPN", "Sex", "Week20"]
    assert read["message"].iloc[0] == "UPN missing or wrong; Number of the learner missing"
    assert read["level"].tolist() == ["error", "error", ""], "the last is said to be both"


@pytest.fixture
def home(monkeypatch, tmp_path) -> Path:
    """A configuration folder without any match, which is how the software is shipped."""
    monkeypatch.setenv("SEND_CONFIG_DIR", str(tmp_path / "config"))
    (tmp_path / "config").mkdir()
    return tmp_path


@pytest.fixture
def listed(home) -> Path:
    heads, order = SHAPES["the lot"]
    return write_book(
        home / "rules.xlsx", {"Rules": [heads, *([rule[part] for part in order] for rule in RULES)]}
    )


class TestMatching:
    def test_the_shipped_state_has_no_match_and_every_rule_gets_its_proposal(self, listed):
        assert coverage.matches(2026).empty
        found = pipeline.compare_rules(listed, 2026).set_index("dfe_rule")
        assert set(found["status"]) == {"new"}
        for rule in RULES:
            candidates, score, why = map(str, found.loc[rule[0], ["candidates", "score", "reason"]])
            assert rule[6] in candidates.split(";"), rule
            assert 0 < float(score.split(";")[0]) <= 1
            assert "same fields" in why
        assert set(";".join(found["candidates"]).split(";")) <= {rule.number for rule in rules(2026)}

    def test_a_rule_that_none_of_ours_tests_gets_no_proposal(self, home):
        path = write_book(
            home / "l.xlsx", {"R": [["Rule No", "Message"], ["1", "Something nobody has thought of before"]]}
        )
        assert pipeline.compare_rules(path, 2026)["candidates"].tolist() == [""]

    def test_a_confirmed_match_is_kept_and_shown(self, listed, home):
        made = pipeline.compare_rules(
            listed, 2026, confirm={"110": "D025", "210": "LOCAL-G04"}, by="A. Officer"
        )
        row = made[made["dfe_rule"] == "110"][["status", "confirmed_by"]]
        assert row.to_numpy().tolist() == [["covered", "A. Officer"]]
        assert coverage.known_as(2026, home / "config") == {"D025": "110", "LOCAL-G04": "210"}
        again = pipeline.compare_rules(listed, 2026, confirm={"150": "D028"}, by="B. Officer").set_index(
            "dfe_rule"
        )
        assert again.loc[["110", "150"], "confirmed_by"].tolist() == ["A. Officer", "B. Officer"]
        assert coverage.known_as(2027, home / "config")["D028"] == "150", "until the next list says otherwise"
        assert coverage.known_as(2025, home / "config") == {}

    def test_a_list_of_the_next_year_tells_what_changed_and_what_went(self, listed, home):
        every = {"110": "D025", "520": "D066", "150": "D028"}
        pipeline.compare_rules(listed, 2026, confirm=every, by="A. Officer")
        rows: list[list[Any]] = [
            ["Rule No", "Error/Query", "Message"],
            ["110", "Error", "UPN: another wording"],
            ["520", "Query", "Transferred from own LA"],
            ["530", "Error", "Sex missing"],
        ]
        found = pipeline.compare_rules(write_book(home / "l.xlsx", {"R": rows}), 2027).set_index("dfe_rule")[
            "status"
        ]
        assert found.to_dict() == {"110": "changed", "520": "covered", "530": "new", "150": "dropped"}

    def test_a_number_confirmed_in_the_file_itself(self, listed, home):
        """As an officer does it: the list kept, our number written into column rule."""
        pipeline.compare_rules(listed, 2026, keep=True)
        path = home / "config/sen2/rules-2026.csv"
        kept = pd.read_csv(path, dtype="str", keep_default_na=False)
        kept.loc[kept["dfe_rule"] == "310Q", "rule"] = "D050; D035"
        kept.to_csv(path, index=False)
        assert coverage.known_as(2026, home / "config") == {"D050": "310Q", "D035": "310Q"}
        kept.loc[0, "rule"] = "D999"
        kept.to_csv(path, index=False)
        with pytest.raises(ConfigError, match=r"rules-2026.csv, line 2: there is no rule 'D999'"):
            coverage.matches(2026, home / "config")

    def test_at_a_prompt(self, listed, home):
        run = CliRunner().invoke(
            app, ["sen2", "rules", "--from", str(listed), "--year", "2026", "--out", str(home / "c.csv")]
        )
        assert run.exit_code == 0 and "D025" in run.output
        assert not (home / "config/sen2").exists(), "looking confirms nothing"
        assert pd.read_csv(home / "c.csv", dtype="str")["dfe_rule"].tolist() == numbers()
        nobody = CliRunner().invoke(
            app, ["sen2", "rules", "--from", str(listed), "--year", "2026", "--confirm-from", "0.7"]
        )
        assert nobody.exit_code != 0
        run = CliRunner().invoke(
            app,
            [
                "sen2",
                "rules",
                "--from",
                str(listed),
                "--year",
                "2026",
                "--confirm-from",
                "0.7",
                "--by",
                "A. Officer",
            ],
        )
        assert run.exit_code == 0 and coverage.known_as(2026, home / "config")["D025"] == "110"


MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'


def write_ods(table: pd.DataFrame, path: Path) -> None:
    """The least that is an OpenDocument spreadsheet."""
    lines = [list(table.columns), *table.to_numpy().tolist()]
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>'
            for c in line
        )
        + "</table:table-row>"
        for line in lines
    )
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body><office:spreadsheet>'
        f'<table:table table:name="Rules">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", f"{MANIFEST}</manifest:manifest>")
