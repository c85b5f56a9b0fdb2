"""Guessing a starter mapping from column names."""

from pathlib import Path

import pytest
import yaml

from include.model import TABLES
from include.sources import open_source, source_config
from include.sources.heads import synonyms, words
from include.sources.suggest import guess, starter, table_of
from tests.sources.test_files import DAY


@pytest.mark.parametrize("name", ["ChildID", "child_id", "Child ID", "CHILD-ID"])
def test_names_are_compared_by_their_words(name: str) -> None:
    assert words(name) == "child id"


def test_columns_are_guessed_by_likeness_and_by_what_they_are_often_called() -> None:
    names = ["ClientID", "LastName", "First_Name", "DOB", "Gender", "Post Code", "Shoe size"]
    assert guess(TABLES["person"], names) == {
        "person_id": "ClientID",
        "surname": "LastName",
        "forename": "First_Name",
        "birth_date": "DOB",
        "sex": "Gender",
        "postcode": "Post Code",
    }


def test_a_column_serves_once() -> None:
    found = guess(TABLES["person"], ["Surname", "Last name"])
    assert found == {"surname": "Surname"} or found == {"surname": "Last name"}


def test_every_synonym_is_of_a_column_of_the_model() -> None:
    assert set(synonyms()) <= {name for table in TABLES.values() for name in table.columns}


# Heads of the modules of the SEN2 return as a public tool of England's data-to-insight community writes them, and what
# each holds, by the words of the return's guide.
MODULES = {
    "person": {
        "Person ID": "person_id",
        "Surname": "surname",
        "Forename": "forename",
        "Dob (ccyy-mm-dd)": "birth_date",
        "Gender": "sex",
        "Ethnicity": "ethnicity",
        "Postcode": "postcode",
        "UPN - Unique Pupil Number": "upn",
        "ULN - Young Persons Unique Learner Number": "uln",
        "UPN and ULN unavailable reason": "upn_unknown",
    },
    "request": {
        "Person ID": "person_id",
        "Requests Record ID": "request_id",
        "Date Request Was Received": "received_date",
        "Initial Request Whilst In RYA": "rya",
        "Request Outcome Date": "request_outcome_date",
        "Request Outcome": "request_outcome",
        "Request Mediation": "request_mediation",
        "Request Tribunal": "request_tribunal",
        "Exported - Child Or Young Person Moves Out Of LA Before Assessment Is Completed": "exported",
    },
    "assessment": {
        "Requests Record ID": "request_id",
        "Assessment Outcome To Issue EHCP": "assessment_outcome",
        "Assessment Outcome Date": "assessment_outcome_date",
        "Assessment Mediation": "assessment_mediation",
        "Assessment Tribunal": "assessment_tribunal",
        "Other Mediation": "other_mediation",
        "Other Tribunal": "other_tribunal",
        "Twenty Weeks Time Limit Exceptions Apply": "week20_exception",
    },
    "plan": {
        "Request Records ID": "assessment_id",
        "EHC Plan Start Date": "start_date",
        "Residential Settings": "residential",
        "Worked based learning activity": "work_based",
        "Personal budget taken up": "personal_budget",
        "Personal budget - organised arrangements": "organised_arrangements",
        "Personal budget - direct payments": "direct_payment",
        "Date EHC Plan Ceased": "cease_date",
        "Reason EHC Plan Ceased": "cease_reason",
    },
    "active_plan": {
        "Request Records ID": "request_id",
        "EHC Plan (Transfer)": "transfer_la",
        "EHCP review decisions date": "last_review_date",
    },
}


@pytest.mark.parametrize("table", MODULES)
def test_the_heads_of_the_sen2_modules_are_known(table: str) -> None:
    made = table_of(TABLES[table], ["Person ID", *MODULES[table], "New start date"])["columns"]
    assert {column: made.get(column) for column in MODULES[table].values()} == {
        column: head for head, column in MODULES[table].items()
    }
    assert set(TABLES[table].key) <= set(made), "a module has no number of its own: the request's does for it"


def test_older_codes_come_with_the_older_head() -> None:
    assert table_of(TABLES["person"], ["Person ID", "Gender"])["codes"] == {"sex": {"1": "M", "2": "F"}}
    assert "codes" not in table_of(TABLES["person"], ["Person ID", "Sex"])


def test_what_is_guessed_of_the_modules_can_be_read(tmp_path: Path) -> None:
    for table, heads in MODULES.items():
        (tmp_path / f"{table}.csv").write_text(
            ",".join(["Person ID", *heads][table in ("person", "request") :]) + "\n"
        )
    rest = [t.name for t in TABLES.values() if not t.optional and t.name not in MODULES]
    config = {"kind": "files", "path": str(tmp_path), "not_held": rest}
    with open_source(source_config(config), None, DAY) as source:
        guessed = yaml.safe_load(starter(source))
    with open_source(source_config({**config, **guessed}), None, DAY) as source:
        source.check()
        for table in MODULES:
            assert source.read(table) is not None


# As the return's XML writes the items (sen2 schema), and as systems that follow it name their columns.
ITEMS = "SENsetting SENsettingOther PlacementRank SENunitIndicator ResourcedProvisionIndicator EntryDate LeavingDate"


def test_items_of_the_returns_xml_are_known_however_their_words_are_parted(tmp_path: Path) -> None:
    (tmp_path / "placement.csv").write_text("ActivePlanID,URN," + ITEMS.replace(" ", ",") + "\n")
    rest = [t.name for t in TABLES.values() if t.name != "placement"]
    config = {"kind": "files", "path": str(tmp_path), "not_held": rest}
    with open_source(source_config(config), None, DAY) as source:
        guessed = starter(source)
    assert "names that nothing here knows" not in guessed
    columns = yaml.safe_load(guessed)["tables"]["placement"]["columns"]
    assert columns["sen_unit"] == "SENunitIndicator"
    assert set(ITEMS.split()) <= set(columns.values())


def test_reports_in_a_services_own_words_are_guessed_so_that_a_person_has_little_left_to_name() -> None:
    request = ["Request Reference", "Child ID", "Date request received", "Decision to assess"]
    assessment = ["Assessment Reference", "Request Reference", "Decision to issue EHC plan"]
    plan = ["EHC Plan ID", "Assessment Reference", "Final EHC plan issued date", "Plan ceased date"]
    for table, head in (("request", request), ("assessment", assessment), ("plan", plan)):
        made = guess(TABLES[table], head)
        assert set(made.values()) == set(head)
        assert {c.name for c in TABLES[table].columns.values() if c.required} - {"record_source"} <= set(made)
