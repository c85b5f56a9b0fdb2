"""The entry workbook of a SEN2 return: nine tables on one sheet, tied together by the numbers of person and request."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from include.errors import SourceError
from include.sources import Source, SourceConfig, open_source
from include.spreadsheet import write_xlsx

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


def opened(
    folder: Path, rows: list[list[str | None]] = STACKED, sheet: str = "Data Entry Template"
) -> Source:
    width = max(map(len, rows))
    frame = pd.DataFrame([[*row, *[None] * (width - len(row))] for row in rows]).astype("str")
    frame.columns = [f"c{n}" for n in range(width)]
    path = folder / "return.xlsx"
    write_xlsx({"Guide": pd.DataFrame({"Read me": ["first"]}), sheet: frame}, path)
    return open_source(
        SourceConfig.model_validate({"kind": "sen2_workbook", "path": str(path)}), None, date(2026, 3, 1)
    )


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
        assert "colour" in source.unmapped("assessment")


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


def test_another_workbook_is_refused(tmp_path):
    with pytest.raises(SourceError, match="has no sheet"), opened(tmp_path, sheet="Sheet1") as source:
        source.check()
