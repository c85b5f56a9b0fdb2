"""The data dictionary that is committed is the one that the model makes."""

from __future__ import annotations

from pathlib import Path

from include.warehouse.dictionary import DICTIONARY, data_dictionary, write_data_dictionary
from include.warehouse.metadata import SCHEMAS
from include.warehouse.odcs import ODCS, odcs
from include.warehouse.views import VIEWS


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


def test_the_committed_contract_is_current() -> None:
    assert ODCS.read_text(encoding="utf-8") == odcs(), "Run: python -m include.warehouse.revise 'why'"
