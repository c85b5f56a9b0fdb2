"""The data dictionary that is committed is the one that the model makes."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft201909Validator

from include.warehouse.dictionary import DICTIONARY, data_dictionary, write_data_dictionary
from include.warehouse.metadata import SCHEMAS
from include.warehouse.odcs import ODCS, odcs
from include.warehouse.views import VIEWS
from include.yaml_files import load


def test_the_committed_dictionary_is_current() -> None:
    assert DICTIONARY.read_text(encoding="utf-8") == data_dictionary(), (
        "Run: python -m include.warehouse.revise 'why'"
    )


def test_it_explains_every_column_of_every_table_and_view(tmp_path: Path) -> None:
    write_data_dictionary(tmp_path / "page.md")
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    for schema, tables in {"bi": VIEWS, **SCHEMAS}.items():
        for table in tables.values():
            section = page.split(f"### `{schema}.{table.name}`\n")[1].split("\n#")[0]
            assert section.count("\n| `") == len(table.columns), table.name
            assert all(f"| `{column}` |" in section for column in table.columns)


def test_it_marks_what_identifies_a_person() -> None:
    person = data_dictionary().split("### `restricted.person`")[1].split("\n#")[0]
    line = next(line for line in person.splitlines() if "`surname`" in line)
    assert "Surname" in line
    assert "**Identifies a person.**" in line


def test_the_contract_is_valid_by_the_standard() -> None:
    """By its own schema: Open Data Contract Standard 3.1.0 (bitol.io; Apache-2.0), as datacontract-cli 1.2.8 has it."""
    schema = json.loads(Path(__file__).with_name("odcs-3.1.0.schema.json").read_text(encoding="utf-8"))
    document = load(ODCS)
    faults = [
        f"{error.json_path}: {error.message}" for error in Draft201909Validator(schema).iter_errors(document)
    ]
    assert faults == []
    del document["schema"][0]["properties"][0]["name"]
    assert not Draft201909Validator(schema).is_valid(document), "a schema that lets everything pass"


def test_the_committed_contract_is_current() -> None:
    assert ODCS.read_text(encoding="utf-8") == odcs(), "Run: python -m include.warehouse.revise 'why'"
