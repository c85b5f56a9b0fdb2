"""No cell is printed as if it were a heading: not in a message, a note, a list of columns or a guessed mapping."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from include.errors import SourceError
from include.model import TABLES
from include.sources import heads, open_source, source_config
from include.sources.blade import LAYOUTS
from include.sources.starters import starters, text
from include.sources.suggest import starter
from tests.sources.test_files import DAY, NOT_HELD

HEAD = ["person_id", "surname", "forename", "birth_date", "sex", "postcode", "upn"]
# Names that resemble heads, and heads that are names.
NAMES = [
    "Pearson",
    "Page",
    "Line",
    "Young",
    "Child",
    "Grade",
    "Case",
    "Persons",
    "Dobb",
    "Sexton",
    "Upney",
    "Forman",
]
# What must not be seen. A name that is a word of our own messages is looked for in quotation marks.
FIRST = ["C000001", "?", "Joleen", "2017-02-12", "M", "ZZ99 3TJ", "H999000008875"]
SECRET = ["C000001", "Joleen", "2017-02-12", "ZZ99 3TJ", "H999000008875", "Canary"]
OTHER = ["C000002", "Canary", "Joleen", "2014-05-06", "F", "ZZ99 1EU", ""]


def write(folder: Path, rows: list[list[str]], kind: str) -> None:
    if kind == "csv":
        (folder / "person.csv").write_text("".join(",".join(row) + "\n" for row in rows))
        return
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([cell or None for cell in row])
    book.save(folder / "person.xlsx")


def all_that_is_said(folder: Path, mapping: dict[str, Any]) -> str:
    tables = {"tables": {"person": mapping}} if mapping else {}
    config = {"kind": "files", "path": str(folder), "not_held": NOT_HELD, **tables}
    said: list[str] = []
    with open_source(source_config(config), None, DAY) as source:
        for part in (
            source.check,
            lambda: source.read("person"),
            lambda: said.extend(source.unmapped("person")),
            lambda: said.extend(source.notes()),
            lambda: said.append(starter(source)),
            lambda: said.append(source.describe()),
        ):
            try:
                part()
            except SourceError as error:
                said.append(str(error))
    return "\n".join(said).replace(str(folder), "")


LAYOUTS_OF_A_MISTAKE: dict[str, tuple[list[list[str]], dict[str, Any]]] = {
    "no header": ([FIRST, OTHER], {}),
    "no header, a repeated cell": ([[*FIRST, "?", "Joleen"], [*OTHER, "", ""]], {}),
    "no header, a mapping": ([FIRST, OTHER], {"columns": {"surname": "Family name"}}),
    "no header, a derived column": (
        [FIRST, OTHER],
        {"derive": {"surname": {"coalesce": ["Perso", "Jolee"]}}},
    ),
    "no header, rows kept": ([FIRST, OTHER], {"keep": {"Pearso": "filled"}}),
    "no header, names alone": ([["?", "Joleen"], ["Canary", "Joleen"]], {}),
    "one name alone": ([["?"], ["Canary"]], {}),
    "a header for one of two rows of it": ([HEAD, FIRST, OTHER], {"format": {"header_rows": 2}}),
    "the header is passed over": ([HEAD, FIRST, OTHER], {"format": {"skip_rows": 1}}),
    "the header stands below": ([FIRST, HEAD, OTHER], {}),
    "heads stand in a column": ([[head, a, b] for head, a, b in zip(HEAD, FIRST, OTHER, strict=True)], {}),
    "heads and cells in turn": ([[c for pair in zip(HEAD, FIRST, strict=True) for c in pair], OTHER], {}),
    "a head is missing": ([["person_id", "?", *HEAD[2:]], FIRST, OTHER], {"columns": {"surname": "Persson"}}),
    "cells beside the header": (
        [[*HEAD, "?", "Joleen"], [*FIRST, "", ""]],
        {"columns": {"locality": "Persson"}},
    ),
    "a column without a head": ([[*HEAD, ""], [*FIRST, "?"]], {}),
    "rows too long": ([HEAD, [*FIRST, "?"]], {}),
    "the wrong delimiter": ([HEAD, FIRST, OTHER], {"format": {"delimiter": ";"}}),
}


@pytest.mark.parametrize("kind, name", [("xlsx", "Pearson"), *(("csv", name) for name in NAMES)])
@pytest.mark.parametrize("mistake", LAYOUTS_OF_A_MISTAKE)
def test_no_cell_is_said(tmp_path: Path, kind: str, name: str, mistake: str) -> None:
    rows, mapping = LAYOUTS_OF_A_MISTAKE[mistake]
    write(tmp_path, [[name if cell == "?" else cell for cell in row] for row in rows], kind)
    said = all_that_is_said(tmp_path, mapping)
    assert [cell for cell in SECRET if cell in said] == []
    # A guessed mapping, a list and a message quote a head; our own words stand free.
    assert f"'{name}'" not in said
    assert f": {name}\n" not in f"{said}\n"
    assert f"\n{name}\n" not in f"\n{said}\n"


def test_a_file_without_a_header_is_called_so(tmp_path: Path) -> None:
    write(tmp_path, [FIRST, OTHER], "csv")
    assert "person.csv has no names of columns in line 1" in all_that_is_said(tmp_path, {})


def test_a_head_that_is_known_is_still_said(tmp_path: Path) -> None:
    write(tmp_path, [["person_id", "Family Name", "Birth date"], ["1", "Canary", "2014-05-06"]], "csv")
    said = all_that_is_said(tmp_path, {"columns": {"surname": "Familyname"}})
    assert "Did you mean 'Family Name'?" in said


@pytest.mark.parametrize("table", LAYOUTS)
def test_heads_of_the_case_model_and_of_the_sen2_return_may_be_said(table: str) -> None:
    model = list(TABLES[table].columns)
    assert heads.quotable(model) == model
    for column, names in heads.module_heads(table).items():
        for name in names:
            assert heads.known(name), f"{table}.{column}: {name}"


@pytest.mark.parametrize("name", [n for n in starters() if n != "sen2_tables"])
def test_heads_of_the_ready_made_mappings_may_be_said(name: str) -> None:
    assert text(name)
    assert heads.quotable(["Child ID", "Surname", "Date of Birth", "Decision to Assess"])


@pytest.mark.parametrize(
    "row",
    [
        ["Pearson", "Jo"],
        ["surname"] + ["Pearson"] * 3,
        ["person_id", "2014-05-06"],
        ["Line", "Page"],
        ["Young", "Child"],
        ["surname", "forename", "ZZ99 3TJ"],
        ["surname", "forename", "H999000008875"],
    ],
)
def test_a_row_with_values_or_few_heads_is_no_header(row: list[str]) -> None:
    assert heads.quotable(row) == []


def test_a_blade_file_without_a_header_says_no_cell(tmp_path: Path) -> None:
    files = {layout.file: ",".join(layout.columns.values()) + "\n" for layout in LAYOUTS.values()}
    files["sen2"] = "collection,year,lea\nSEN2,2025,Pearson\n"
    files["person"] = "1,Pearson,Joleen,2017-Feb-12 00:00:00,M,WBRI,ZZ99 3TJ,H999000008875\n"
    for file, content in files.items():
        (tmp_path / f"Blade-Export_10-03-2025_{file}.csv").write_text(content)
    config = source_config({"kind": "blade", "path": str(tmp_path)})
    with open_source(config, None, DAY) as source, pytest.raises(SourceError) as error:
        source.check()
    said = f"{error.value} {source.describe()}"
    assert "person.csv has no names of columns in line 1" in said
    assert not [cell for cell in ("Pearson", *SECRET) if cell in said]


def test_a_short_name_is_not_known_by_being_parted_otherwise() -> None:
    assert heads.known("SENunitIndicator") and heads.known("Resourced ProvisionIndicator")
    # Joined they would be `surname` and `postcode`.
    assert not heads.known("Sur Name") and not heads.known("Postc Ode")
