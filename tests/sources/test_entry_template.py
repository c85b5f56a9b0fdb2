"""The workbooks of a SEN2 return: nine tables on one sheet, or eight sheets, tied by numbers of person and request."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from include.errors import SourceError
from include.sources import Source, open_source, source_config
from include.sources.blade import LAYOUTS
from include.spreadsheet import write_xlsx

# What ties records together and the template's own bookkeeping: read for the ties, and no column of a case table.
OWN_NUMBERS = {"recordtype", "la", "senneedtableid"}

PERSON: list[str | None] = ["Record type", "Person ID", "Surname", "Forename", "Date of birth", "Sex"]
STACKED: list[list[str | None]] = [
    ["Header Record"],
    ["Record type", "Person ID", "Requests record ID", "Collection", "Year", "LEA"],
    ["header", None, None, "SEN2", "2026", "999"],
    [],
    ["Person Record"],
    PERSON,
    ["person", "P1", "Canaryworth", "Robin", "2014-05-06", "F"],
    ["person", "P2", "Other", "Sam", "2013-05-06", "M"],
    [],
    ["Requests Records"],
    ["Record type", "Person ID", "Requests record ID", "Date request received", "Request Outcome", "RYA"],
    ["request", "P1", "7", "2025-01-13", "Y", "0"],
    ["request", "P2", "8", "2025-02-03", "N", "0"],
    ["Assessments Records"],
    ["Record type", "Person ID", "Requests record ID", "Assessment Outcome", "Week 20", "Colour"],
    ["assessment", "P1", "7", "Y", "0", "blue"],
    ["Named Plan Records"],
    ["Record type", "Person ID", "Requests record ID", "Start Date", "PB"],
    ["plan", "P1", "7", "2025-05-30", "0"],
    ["Plan Detail Records"],
    ["Record type", "Person ID", "Requests record ID", "URN", "Placement Rank"],
    ["detail", "P1", "7", "999999", "1"],
    ["Active Plan Records"],
    [
        "Record type",
        "Person ID",
        "Requests record ID",
        "Annual Review Meeting Date",
        "EHC Plan Review Decisions Date",
    ],
    ["active", "P1", "7", "2025-11-20", "2025-12-05"],
    ["Placement Detail Records"],
    ["Record type", "Person ID", "Requests record ID", "URN", "Placement Rank", "Entry Date"],
    ["placement", "P1", "7", "999999", "1", "2025-09-02"],
    ["SEN Need Records"],
    ["Record type", "Person ID", "Requests record ID", "SEN type", "SEN type rank"],
    ["need", "P1", "7", "SLCN", "1"],
    ["need", "P1", "7", "ASD", "2"],
]


# The template's own heads, with the brackets, breaks and dashes that stand in them.
_TIE_PERSON = "Person ID\n\n(This must match the relevant ID in the Person record table)"
_TIE_REQUEST = "Requests record ID\n\n(This must match the relevant ID in the Requests table)"
_LA = "LA\n(From Header Record)"
AS_ISSUED: list[list[str | None]] = [
    ["Header Record"],
    ["Record Type", "Collection Name", "Year", "Reference Date", "Source Level", "LA Number"],
    ["header", "SEN2", "2025", "2025-01-16", "L", "999"],
    ["Person Record"],
    [
        *("Record Type", "Person ID\n\n(This must be a unique ID for each Person record)", _LA, "Surname"),
        *("Forename", "Date of Birth \n(ccyy-mm-dd)", "Sex", "Ethnicity", "Post Code"),
        *("UPN - Unique Pupil Number", "ULN - Young Persons Unique Learner Number"),
        "UPN and ULN unavailable – Reason",
    ],
    ["person", "1", "999", "Canaryworth", "Robin", "2014-05-06", "F", "WBRI", "ZZ9 9ZZ", "A1", "B1", "UN8"],
    ["Requests Records"],
    [
        *("Record Type", "Requests record ID\n\n(This must be a unique ID for each Requests record)", _LA),
        *("Person ID\n\n(This must match the relevant ID in the Person record table)",),
        *("Date request was received", "Source of request for an EHC needs assessment"),
        *("Initial Request Whilst In RYA", "Request Outcome Date", "Request Outcome", "Request Mediation"),
        "Request Tribunal",
        "Exported - Child or young person moves out of LA before assessment is completed",
    ],
    ["request", "1", "999", "1", "2024-03-01", "1", "0", "2024-04-05", "Y", "0", "0", "301"],
    ["Assessments Records"],
    [
        *("Record Type", _TIE_PERSON, _LA, _TIE_REQUEST, "Assessment Outcome - Decision to issue EHC plan"),
        *("Assessment Outcome Date", "Assessment Mediation", "Assessment Tribunal", "Other Mediation"),
        *("Other Tribunal", "Twenty week time limit exceptions apply"),
    ],
    ["assessment", "1", "999", "1", "Y", "2024-07-19", "0", "0", "0", "0", "1"],
    ["Named Plan Records"],
    [
        *("Record Type", _TIE_PERSON, _TIE_REQUEST, _LA, "EHC Plan Start Date", "Residential Settings"),
        *("Work Based Learning Activity", "Personal Budget taken up"),
        *("Personal Budget - Organised Arrangements", "Personal Budget - Direct Payments"),
        *("Date EHC plan ceased", "Reason EHC plan ceased"),
    ],
    ["plan", "1", "1", "999", "2024-07-19", "0", "A", "1", "1", "N", "2024-12-01", "5"],
    ["Plan Detail Records"],
    [
        *("Record Type", _TIE_PERSON, _TIE_REQUEST, _LA, "URN - Unique Reference Number"),
        *("UKPRN - UK Provider Reference Number", "SEN Setting – Establishment type", "SEN Setting - Other"),
        *("Placement Rank (1=Primary, 2=Secondary)", "SEN Unit Indicator", "Resourced Provision Indicator"),
    ],
    ["detail", "1", "1", "999", "999999", "10000001", "OLA", "text", "1", "0", "1"],
    ["Active Plan Records"],
    [
        *("Record Type", _TIE_PERSON, _LA, _TIE_REQUEST),
        *("EHC Plan transferred in from another LA during calendar year", "EHC Plan Review Decisions Date"),
        *("Annual Review Decision", "Annual review – date draft amended EHC plan issued"),
        *("Phase transfer review - due date for any amended plan", "Phase transfer review - final plan date"),
        "Annual Review Meeting Date",
    ],
    [
        "active",
        "1",
        "999",
        "1",
        "302",
        "2024-12-05",
        "A",
        "2024-12-20",
        "2025-02-15",
        "2025-02-10",
        "2024-11-20",
    ],
    ["Placement Detail Records"],
    [
        *("Record Type", _TIE_PERSON, _TIE_REQUEST, _LA, "URN - Unique Reference Number"),
        *("UKPRN - UK Provider Reference Number", "SEN Setting – Establishment type", "SEN Setting - Other"),
        *("Placement Rank (1=Primary, 2=Secondary)", "Placement Start Date", "Placement Leaving Date"),
        *("SEN Unit Indicator", "Resourced Provision Indicator", "Residential Settings"),
        "Work Based Learning Activity",
    ],
    [
        *("placement", "1", "1", "999", "999999", "10000001", "OLA", "text", "1", "2024-09-03", "2025-01-07"),
        *("0", "1", "0", "A"),
    ],
    ["SEN Need Records"],
    [
        *("Record Type", _TIE_PERSON, _TIE_REQUEST, _LA),
        *("SEN Type of Need", "SEN Type of Need rank  (1=Primary, 2=Secondary)"),
    ],
    ["need", "1", "1", "999", "SLCN", "1"],
]


def opened(
    folder: Path, rows: list[list[str | None]] = STACKED, sheet: str = "Data Entry Template"
) -> Source:
    width = max(map(len, rows))
    frame = pd.DataFrame([[*row, *[None] * (width - len(row))] for row in rows]).astype("str")
    frame.columns = [f"c{n}" for n in range(width)]
    path = folder / "return.xlsx"
    write_xlsx({"Guide": pd.DataFrame({"Read me": ["first"]}), sheet: frame}, path)
    return open_source(source_config({"kind": "sen2_workbook", "path": str(path)}), None, date(2026, 3, 1))


def rows(source: Source, table: str) -> list[dict[str, str]]:
    read = source.read(table)
    assert read is not None
    return read.to_pylist()


def test_stacked_tables_are_tied_together(tmp_path):
    with opened(tmp_path) as source:
        source.check()
        assert source.describe() == "SEN2 entry workbook of the return 2026 (authority 999)"
        assert [r["person_id"] for r in rows(source, "person")] == ["2026-P1", "2026-P2"]
        assert [(r["person_id"], r["received_date"]) for r in rows(source, "request")] == [
            ("2026-P1", "2025-01-13"),
            ("2026-P2", "2025-02-03"),
        ]
        assert rows(source, "assessment")[0]["request_id"] == rows(source, "request")[0]["request_id"]
        assert rows(source, "plan")[0]["assessment_id"] == rows(source, "assessment")[0]["assessment_id"]
        assert rows(source, "plan_placement")[0]["plan_id"] == rows(source, "plan")[0]["plan_id"]
        assert (
            rows(source, "placement")[0]["active_plan_id"] == rows(source, "active_plan")[0]["active_plan_id"]
        )
        assert [(r["sen_type"], r["sen_type_rank"]) for r in rows(source, "sen_need")] == [
            ("SLCN", "1"),
            ("ASD", "2"),
        ]
        assert source.read("complaint") is None


def test_the_review_heads_are_taken_at_their_word(tmp_path):
    with opened(tmp_path) as source:
        active = rows(source, "active_plan")[0]
    assert (active["review_meeting_date"], active["last_review_date"]) == ("2025-11-20", "2025-12-05")


def test_a_head_that_nothing_reads_is_told(tmp_path):
    with opened(tmp_path) as source:
        assert any(told.startswith("column ") for told in source.unmapped("assessment"))


def test_every_head_of_the_template_as_issued_is_read(tmp_path):
    with opened(tmp_path, AS_ISSUED) as source:
        source.check()
        for table in LAYOUTS:
            [row] = rows(source, table)
            assert None not in row.values(), table
            assert set(LAYOUTS[table].columns) <= set(row), table
            assert set(source.unmapped(table)) <= OWN_NUMBERS, table


def by_sheet(folder: Path, **config: object) -> Source:
    """The pre-submission workbook of the first person of `STACKED`, numbers as Excel has them."""
    tie = {"persontableid": [1.0], "requeststableid": [7.0]}
    sheets: dict[str, dict[str, list[Any]]] = {
        "Person": {"persontableid": [1.0], "surname": ["Canaryworth"], "sex": ["F"]},
        "Requests": {**tie, "receiveddate": ["2025-01-13"], "rquestsource": [1.0], "requestoutcome": ["Y"]},
        "Assessments": {**tie, "assessmentoutcome": ["Y"], "week20": [0.0]},
        "Named Plan": {**tie, "startdate": ["2025-05-30"], "pb": [1.0]},
        "Plan Detail": {**tie, "urn": [999999.0], "placementrank": [1.0]},
        "Active Plan": {**tie, "lastreview": ["2025-12-05"]},
        "Placement Detail": {**tie, "urn": [999999.0], "placementrank": [1.0]},
        "SEN Need": {**tie, "sentype": ["ASD"], "sentyperank": [1.0]},
    }
    path = folder / "pre.xlsx"
    write_xlsx({name: pd.DataFrame(columns) for name, columns in sheets.items()}, path)
    settings = {"kind": "sen2_workbook", "path": str(path), **config}
    return open_source(source_config(settings), None, date(2026, 3, 1))


def test_the_pre_submission_workbook_is_read_sheet_by_sheet(tmp_path):
    with by_sheet(tmp_path, return_year=2026) as source:
        source.check()
        request = rows(source, "request")[0]
        assert (request["request_id"], request["person_id"]) == ("2026-7", "2026-1")
        assert (request["request_source"], request["received_date"]) == ("1", "2025-01-13")
        assert rows(source, "plan")[0]["assessment_id"] == rows(source, "assessment")[0]["assessment_id"]
        assert rows(source, "placement")[0]["urn"] == "999999"
        assert (
            rows(source, "sen_need")[0]["active_plan_id"] == rows(source, "active_plan")[0]["active_plan_id"]
        )


def test_the_pre_submission_workbook_needs_the_year_of_its_return(tmp_path):
    with pytest.raises(SourceError, match="Give it as 'return_year'"), by_sheet(tmp_path) as source:
        source.check()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda r: [row for row in r if row != ["Requests Records"]], "has no table requestsrecord"),
        (lambda r: [*r, ["Person Record"], PERSON], "is there twice"),
        (lambda r: [*r[:7], ["person", None, "Nobody"], *r[7:]], "Person ID is missing"),
    ],
)
def test_a_faulty_workbook_is_refused_in_words(tmp_path, change, told):
    with pytest.raises(SourceError, match=told) as error, opened(tmp_path, change(STACKED)) as source:
        source.check()
    assert "Canaryworth" not in str(error.value)


@pytest.mark.parametrize("layout", ["stacked", "by sheet"])
@pytest.mark.parametrize("said, others", [("999", False), ("0999", False), (None, False), ("330", True)])
def test_records_that_are_another_authoritys_are_refused(tmp_path, layout, said, others):
    if layout == "stacked":
        rows_ = [[*row] for row in AS_ISSUED]
        rows_[rows_.index(["Person Record"]) + 2][2] = said
        opened(tmp_path, rows_)
    else:
        by_sheet(tmp_path)
        book = openpyxl.load_workbook(tmp_path / "pre.xlsx")
        book["Person"].cell(1, 4, "LA")
        book["Person"].cell(2, 4, said)
        book.save(tmp_path / "pre.xlsx")
    (path,) = tmp_path.glob("*.xlsx")
    settings = {
        "kind": "sen2_workbook",
        "path": str(path),
        **({} if layout == "stacked" else {"return_year": 2026}),
    }
    with open_source(source_config(settings), None, date(2026, 3, 1), la_code="999") as source:
        if not others:
            source.check()
            assert len(rows(source, "person")) == 1
            return
        with pytest.raises(
            SourceError, match="1 of 1 records of the table personrecord .* of 330; .* authority 999"
        ):
            source.check()


def test_another_workbook_is_refused(tmp_path):
    with pytest.raises(SourceError, match="has no sheet"), opened(tmp_path, sheet="Sheet1") as source:
        source.check()
