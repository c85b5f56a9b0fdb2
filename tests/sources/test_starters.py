"""Every ready-made mapping reads an export of the shape it is for, into cases that pass the checks."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import sqlalchemy as sa
import yaml

from include.errors import ConfigError
from include.expectations import GateConfig, parse, validate
from include.model import TABLES
from include.sources import open_source, source_config
from include.sources.mapping import SqlConfig
from include.sources.starters import starters, text

DAY = date(2026, 3, 15)
LISTS = ["Unique ID", "UPN", "ULN", "Date of birth", "Gender", "Ethnicity"]
URN, HOME = "Main education establishment – URN", "Elective home education"


def frame(columns: list[str], *rows: list[Any]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns)


def annex_a(folder: Path) -> None:
    plan = [
        "Date initial EHC plan issued",
        "Date EHC plan last reviewed",
        "SEN primary need",
        URN,
        HOME,
        "Absence",
    ]
    book = openpyxl.Workbook()
    with_plan, without = book.active, book.create_sheet("List_2")
    with_plan.title = "List_1"
    rows: list[list[Any]] = [
        [*LISTS, *plan],
        ["1", None, None, "06/05/2014", "Male", "WBRI", "03/03/2024", "01/03/2025", "ASD", "999999", "No", 3],
        ["2", None, None, "06/05/2012", "2", "WBRI", "03/03/2023", "01/03/2025", "MLD", None, "Yes", 3],
    ]
    for row in rows:
        with_plan.append(row)
    for row in ([*LISTS, "Pupil Premium"], ["3", None, None, "06/05/2015", "F", "WBRI", "Yes"]):
        without.append(row)
    book.save(folder / "annex_a_2026-03-01.xlsx")


def register(folder: Path) -> None:
    columns = [
        *("Child ID", "Surname", "Forename", "Date of Birth", "Gender", "Ethnicity Code", "Postcode", "UPN"),
        *("Request ID", "Date Request Received", "Decision to Assess", "Date of Decision to Assess"),
        *("Decision to Issue", "Date of Decision to Issue", "Exception to 20 Weeks"),
        *("Plan Start Date", "Plan End Date", "Plan End Reason", "Date of Last Annual Review"),
        *("School URN", "School Start Date", "Primary Need", "Secondary Need"),
    ]
    child = ["1", "Canaryworth", "Robin", "06/05/2014", "Female", "WBRI", "ZZ9 9ZZ", None]
    refused = ["10", "06/01/2020", "No", "10/02/2020", *[None] * 11]
    issued = [
        "11",
        "06/01/2025",
        "Yes",
        "10/02/2025",
        "Yes",
        "20/05/2025",
        "No",
        "20/05/2025",
        None,
        None,
        None,
    ]
    frame(columns, [*child, *refused], [*child, *issued, "999999", "01/09/2025", "ASD", "SLCN"]).to_csv(
        folder / "ehcp_register_2026-03-01.csv", index=False
    )


def workflow(folder: Path) -> None:
    for name, made in {
        "children": frame(
            ["Person ID", "Date of Birth", "Sex", "Ethnicity", "UPN", "ULN"],
            ["1", "06/05/2014", "Male", "WBRI", "", ""],
        ),
        "requests": frame(
            [
                *(
                    "Case ID",
                    "Person ID",
                    "Received",
                    "Source",
                    "Outcome",
                    "Outcome Date",
                    "Mediation",
                    "Tribunal",
                )
            ],
            ["R1", "1", "06/01/2025", "1", "Assess", "10/02/2025", "No", "No"],
        ),
        "assessments": frame(
            ["Assessment ID", "Case ID", "Outcome", "Outcome Date", "Exception"],
            ["A1", "R1", "Issue", "20/05/2025", "No"],
        ),
        "advice": frame(
            ["Advice ID", "Case ID", "Adviser", "Date Requested", "Date Received"],
            ["V1", "R1", "Educational Psychology", "11/02/2025", "20/03/2025"],
            ["V2", "R1", "Health", "11/02/2025", ""],
        ),
        "plans": frame(
            ["Plan ID", "Assessment ID", "Case ID", "Start", "End", "End Reason", "Last Review"],
            ["P1", "A1", "R1", "20/05/2025", "", "", ""],
        ),
        "placements": frame(
            ["Placement ID", "Plan ID", "URN", "Rank", "Start", "End", "Named in Plan"],
            ["S1", "P1", "999999", "1", "01/09/2025", "", "Yes"],
        ),
        "needs": frame(["Plan ID", "Need", "Rank"], ["P1", "ASD", "1"]),
        "reviews": frame(
            ["Review ID", "Plan ID", "Due", "Meeting", "Decision", "Outcome"],
            ["W1", "P1", "20/05/2026", "", "", ""],
        ),
        "staff": frame(
            ["Staff ID", "Name", "FTE", "Start", "End"], ["E1", "A Caseworker", "1.0", "01/01/2020", ""]
        ),
        "allocations": frame(
            ["Allocation ID", "Person ID", "Staff ID", "Start", "End"], ["L1", "1", "E1", "06/01/2025", ""]
        ),
    }.items():
        made.to_csv(folder / f"{name}.csv", index=False)


# Of a database: case table -> a row for each record, columns of the case model.
CASE: dict[str, dict[str, str | None]] = {
    "person": {
        "person_id": "1",
        "birth_date": "2014-05-06",
        "sex": "M",
        "ethnicity": "WBRI",
        "upn_unknown": "UN8",
    },
    "request": {
        "request_id": "R1",
        "person_id": "1",
        "received_date": "2025-01-06",
        "request_outcome": "Y",
        "request_outcome_date": "2025-02-10",
    },
    "assessment": {
        "assessment_id": "A1",
        "request_id": "R1",
        "assessment_outcome": "Y",
        "week20_exception": "0",
        "assessment_outcome_date": "2025-05-20",
    },
    "plan": {"plan_id": "P1", "assessment_id": "A1", "start_date": "2025-05-20"},
    "plan_placement": {"plan_placement_id": "N1", "plan_id": "P1", "urn": "999999", "placement_rank": "1"},
    "active_plan": {"active_plan_id": "P1", "request_id": "R1"},
    "placement": {
        "placement_id": "S1",
        "active_plan_id": "P1",
        "urn": "999999",
        "placement_rank": "1",
        "entry_date": "2025-09-01",
    },
    "sen_need": {"active_plan_id": "P1", "sen_type": "ASD", "sen_type_rank": "1"},
}


def database(folder: Path, config: SqlConfig) -> str:
    """The tables that a mapping names, with one case."""
    url = f"sqlite:///{folder / 'cms.db'}"
    engine = sa.create_engine(url)
    for table, mapping in config.tables.items():
        row = {mapping.columns.get(c, c): CASE[table].get(c) for c in {*mapping.columns, *CASE[table]}}
        pd.DataFrame([row], dtype="str").to_sql(str(mapping.source), engine, index=False)
    engine.dispose()
    return url


EXPORTS = {"annex_a": annex_a, "register": register, "workflow": workflow}


@pytest.mark.parametrize("name", starters())
def test_an_export_of_its_shape_is_read_and_passes(name: str, tmp_path: Path) -> None:
    settings = yaml.safe_load(text(name))["source"]
    url = None
    if name in EXPORTS:
        EXPORTS[name](tmp_path)
        settings["path"] = str(tmp_path)
    else:
        url = database(tmp_path, SqlConfig.model_validate(settings))
    with open_source(source_config(settings), url, DAY) as source:
        source.check()
        read = {table: rows for table in TABLES if (rows := source.read(table)) is not None}
        unread = {table: source.unmapped(table) for table in read}
    assert set(read) >= set(settings["tables"])
    assert {column for columns in unread.values() for column in columns} <= {"Absence", "Pupil Premium"}
    parsed = {table: parse(table, rows) for table, rows in read.items()}
    assert [fault for table in parsed.values() for fault in table.failures.to_dict("records")] == []
    gate = GateConfig.model_validate(yaml.safe_load(text(name)).get("gate", {}))
    found = validate(parsed, set(TABLES) - set(read), DAY, gate, None)
    assert found.stopped == []
    assert "plan.cease_date" not in found.not_reliable
    dropped = found.quarantined[found.quarantined["policy"] == "drop_row"]
    assert dropped.empty, dropped[["table_name", "rule_id"]].to_dict("records")
    assert all(len(found.conformed[table]) == rows.num_rows > 0 for table, rows in read.items())


def test_a_child_of_two_requests_is_one_child(tmp_path: Path) -> None:
    register(tmp_path)
    settings = yaml.safe_load(text("register"))["source"] | {"path": str(tmp_path)}
    with open_source(source_config(settings), None, DAY) as source:
        counts = {table: rows.num_rows for table in TABLES if (rows := source.read(table)) is not None}
    assert counts["person"] == 1
    assert (counts["request"], counts["assessment"], counts["plan"], counts["sen_need"]) == (2, 1, 1, 2)


def test_an_unknown_starter_is_told_with_those_there_are() -> None:
    with pytest.raises(ConfigError, match="Did you mean 'register'"):
        text("registers")
