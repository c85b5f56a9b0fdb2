"""What stands above, between, beside and below the records of a file: read the same in CSV and XLSX, or refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from include.errors import SourceError, SourceUnfinished
from include.model import TABLES
from include.sources import open_source, source_config
from include.sources.files import FilesSource
from tests.sources.test_files import DAY, NOT_HELD

HEAD = ["person_id", "surname", "birth_date", "postcode"]
ONE, TWO = ["C001", "Ny", "2014-05-06", "ZZ99 3TJ"], ["C002", "Zoë", "07/05/2014", ""]
IDS = ["C001", "C002"]
Rows = Sequence[Sequence[str | None]]


def opened(folder: Path, **mapping: Any) -> FilesSource:
    config = {"kind": "files", "path": str(folder), "not_held": NOT_HELD, "tables": {"person": mapping}}
    source = open_source(source_config(config), None, DAY)
    assert isinstance(source, FilesSource)
    return source


def ids(folder: Path, **mapping: Any) -> list[str]:
    with opened(folder, **mapping) as source:
        source.check()
        read = source.read("person")
        assert read is not None
        assert read["birth_date"].to_pylist()[:2] == ["2014-05-06", "2014-05-07"]
        return list(read["person_id"].to_pylist())


def ids_of(folder: Path, **mapping: Any) -> list[str]:
    with opened(folder, **mapping) as source:
        read = source.read("person")
        assert read is not None
        return list(read["person_id"].to_pylist())


def notes(folder: Path, **mapping: Any) -> str:
    with opened(folder, **mapping) as source:
        source.read("person")
        return " ".join(note for note in source.notes() if note.startswith("person"))


def write(folder: Path, kind: str, rows: Rows) -> Path:
    path = folder / f"person.{kind}"
    if kind == "csv":
        path.write_text("".join(",".join(cell or "" for cell in row) + "\n" for row in rows))
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append([cell or None for cell in row])
        book.save(path)
    return path


def refused(folder: Path, **mapping: Any) -> str:
    with pytest.raises(SourceError) as error, opened(folder, **mapping) as source:
        source.check()
        source.read("person")
    return str(error.value)


@pytest.fixture(params=["csv", "xlsx"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


TITLE: list[str | None] = ["EHCP cohort; OFFICIAL; run 20/11/2025"]
ABOVE: dict[str, tuple[int, Rows]] = {
    "nothing": (0, []),
    "a blank row": (0, [[]]),
    "a title": (1, [TITLE]),
    "a title and a blank row, both counted": (2, [TITLE, []]),
    "a title and a blank row, the blank one left uncounted": (1, [TITLE, []]),
    "a title, a blank row and a second title": (3, [TITLE, [], ["Team: North; South"]]),
    "a blank row first": (2, [[], TITLE]),
    "two blank rows between": (3, [TITLE, [], []]),
    "a title that opens a quotation mark": (1, [["'Cohort"]]),
    "a table of parameters": (3, [["Run by", "North"], ["From", "2025-01-01"], []]),
    "a marking, which needs no count": (0, [["OFFICIAL-SENSITIVE"]]),
}


@pytest.mark.parametrize("above", ABOVE)
def test_rows_above_the_header_count_the_same_in_both_kinds(tmp_path: Path, kind: str, above: str) -> None:
    skip, rows = ABOVE[above]
    write(tmp_path, kind, [*rows, HEAD, ONE, TWO])
    assert ids(tmp_path, format={"skip_rows": skip}) == IDS


@pytest.mark.parametrize("rows, skip", [([TITLE], 1), ([TITLE, []], 2), ([[], TITLE, [], ["x"]], 4)])
def test_a_title_that_the_mapping_does_not_know_of_is_refused_with_the_setting_that_reads_it(
    tmp_path: Path, kind: str, rows: Rows, skip: int
) -> None:
    write(tmp_path, kind, [*rows, HEAD, ONE, TWO])
    told = refused(tmp_path)
    assert f"it seems to stand in {'line' if kind == 'csv' else 'row'} {len(rows) + 1}" in told
    assert f"skip_rows: {skip}" in told
    assert ids(tmp_path, format={"skip_rows": skip}) == IDS


def test_a_header_that_the_mapping_skips_is_found(tmp_path: Path, kind: str) -> None:
    write(tmp_path, kind, [HEAD, ONE, TWO])
    assert "Set 'skip_rows: 0'" in refused(tmp_path, format={"skip_rows": 1})


BELOW: dict[str, Rows] = {
    name: rows
    for name, *rows in (
        ("a marking", ["OFFICIAL-SENSITIVE"]),
        ("a marking in words", ["OFFICIAL - SENSITIVE (PERSONAL)"]),
        ("a marking with its name", ["Classification: Official-Sensitive"]),
        ("a marking of before 2014", ["NOT PROTECTIVELY MARKED"]),
        ("confidential", ["Private and Confidential"]),
        ("rows affected", ["(2 rows affected)"]),
        ("rows selected", [], ["2 rows selected."]),
        ("a total", ["Total", "2"]),
        ("a total in one cell", ["Total: 2"]),
        ("a count", ["Count: 2"]),
        ("a row count", ["Row count", "2"]),
        ("records", ["Number of records: 2"]),
        ("a time", ["Completion time: 2025-11-20T02:00:01"]),
        ("a page", ["Page 1 of 1"]),
        ("the end", ["*** End of report ***"]),
        ("a bare sum below a blank row", [], [None, None, None, "2"]),
        ("filters", [], ["Applied filters: Status is Open"]),
        ("a sentence", ["Children who moved away are left out of this list"]),
        ("a trailer", ["TRAILER", "2"]),
        ("a marking in every cell", ["OFFICIAL", "OFFICIAL", "OFFICIAL", "OFFICIAL"]),
        ("who made it", ["Prepared by", "J Ny", "20/11/2025"]),
        ("a page of pages", ["Page: 12/12"]),
        ("the end of the file", ["EOF"]),
        ("several", [], ["Total", "2"], ["Printed on 20/11/2025"], ["OFFICIAL"]),
        ("a mark of DOS", ["\x1a"]),
    )
}


@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize("padded", [True, False])
def test_no_row_below_the_records_is_one_more_child(
    tmp_path: Path, kind: str, below: str, padded: bool
) -> None:
    if kind == "xlsx" and below == "a mark of DOS":
        pytest.skip("no workbook holds it")
    rows = [[*row, *[None] * (4 - len(row))] if padded and row else row for row in BELOW[below]]
    write(tmp_path, kind, [HEAD, ONE, TWO, *rows])
    assert ids(tmp_path) == IDS
    if below != "a mark of DOS":
        assert "left out" in notes(tmp_path)


MANY: list[list[str | None]] = [
    [f"C{n:03}", f"Name{n}", "2014-05-06" if n == 1 else "2014-05-07", "ZZ99 3TJ"] for n in range(1, 41)
]
WIDE = [*HEAD, "surname_2", "forename", "sex", "ethnicity", "upn"]


@pytest.mark.parametrize(
    "below",
    [
        [["40 children"]],
        [["n=40"]],
        [["Displaying 40"]],
        [["20/11/2025 06:00", "Page 1 of 1"]],
        [["v1.2"]],
        [[], ["Report author", "J Ny", "01234 567890"]],
        [[], ["Team", "Cases", "Open"], ["North", "300", "20"], ["Team 2", "300", "30"]],
    ],
)
def test_what_is_written_as_no_identifier_of_the_file_is_no_child(
    tmp_path: Path, kind: str, below: Rows
) -> None:
    def wide(row: Sequence[str | None]) -> list[str | None]:
        return [*row, *[None] * (len(WIDE) - len(row))]

    write(tmp_path, kind, [WIDE, *map(wide, MANY), *map(wide, below)])
    assert ids(tmp_path) == [row[0] for row in MANY]
    assert "left out (totals, row counts, markings; from" in notes(tmp_path)


def test_a_last_child_of_whom_little_is_known_stays_whatever_its_identifier(
    tmp_path: Path, kind: str
) -> None:
    write(tmp_path, kind, [HEAD, *MANY, ["TEMP-12", "Ny", None, None]])
    assert ids(tmp_path)[-1] == "TEMP-12"


@pytest.mark.parametrize("last", ["C041", "C1041", "c041x"])
def test_a_last_child_whose_identifier_is_like_another_one_stays(
    tmp_path: Path, kind: str, last: str
) -> None:
    records: list[list[str | None]] = [*MANY, ["c001x", "Ny", "2014-05-06", ""], [last, None, None, None]]
    write(tmp_path, kind, [HEAD, *records])
    assert ids(tmp_path)[-1] == last


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_record_in_one_cell_is_no_footer(tmp_path: Path, kind: str, mark: str) -> None:
    write(tmp_path, kind, [HEAD, *MANY])
    if kind == "csv":
        with (tmp_path / "person.csv").open("a") as file:
            file.write('"' + mark.join(["C041", "Canary", "2014-05-06", "ZZ99 3TJ"]) + '"\n')
    else:
        write(tmp_path, kind, [HEAD, *MANY, [mark.join(["C041", "Canary", "2014-05-06", "ZZ99 3TJ"])]])
    told = refused(tmp_path)
    assert f"{'line' if kind == 'csv' else 'row'} 42 holds a whole record in one cell" in told
    assert "Canary" not in told


def test_a_sentence_with_commas_is_a_footer(tmp_path: Path, kind: str) -> None:
    write(tmp_path, kind, [HEAD, *MANY, ['"Children who left, moved, died, or are over 25 are not here"']])
    assert ids_of(tmp_path) == [row[0] for row in MANY]


@pytest.mark.parametrize(
    "below, told",
    [
        (["(45 rows affected)"], "counts 45 rows"),
        (['"Total records: 1,045"'], "counts 1,045 rows"),
        (["Row count", "45"], "counts 45 rows"),
        (["TRAILER", "45"], "counts 45 rows"),
        (["Showing 1 to 40 of 45 entries"], "counts 45 rows"),
        (["ORA-01555: snapshot too old"], "tells of an error, a limit"),
        (["[Microsoft][ODBC Driver 17] The semaphore timeout has expired."], "tells of an error"),
        (["Exported data exceeded the allowed volume. Some data may have been omitted."], "a limit"),
        (["The results have been truncated to the first 40 rows"], "a limit"),
        (["Row limit reached - contact your administrator"], "a limit"),
        (["Results limited to 40 rows"], "a limit"),
        (["1-40 of 45"], "counts 45 rows"),
        (["Page 1 of 9"], "more pages"),
        (["Continued on next page"], "more pages"),
        (["... 5 more rows"], "more pages"),
        (["..."], "more pages"),
    ],
)
def test_a_report_that_says_that_it_is_not_whole_is_refused(
    tmp_path: Path, kind: str, below: list[str], told: str
) -> None:
    write(tmp_path, kind, [HEAD, *MANY, [], below])
    with pytest.raises(SourceUnfinished, match=told), opened(tmp_path) as source:
        source.check()


@pytest.mark.parametrize(
    "below",
    ["(40 rows affected)", "41 lines", "Records: 40", "Displaying 1 to 40 of 40 records", "45 cases"]
    + ["Page 9 of 9", "Records 2022 to 2025", "Data source: CMS records 2025", "Lines: 20251120"]
    + ["Requests exceeding the limit of 6 weeks are flagged", "Cases within the time limit are green"],
)
def test_a_report_that_counts_what_is_there_is_whole(tmp_path: Path, kind: str, below: str) -> None:
    write(tmp_path, kind, [HEAD, *MANY, [], [below]])
    assert ids_of(tmp_path) == [row[0] for row in MANY]


@pytest.mark.parametrize("place", [1, 3])
def test_a_quotation_mark_that_swallows_records_is_told(tmp_path: Path, place: int) -> None:
    path = write(tmp_path, "csv", [HEAD, *MANY])
    lines = path.read_text().splitlines()
    for line, mark in ((5, '"{}'), (8, '{}"')):
        cells = lines[line].split(",")
        cells[place] = mark.format(cells[place])
        lines[line] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n")
    assert "the record from line 6 to line 9 has a value in which whole records stand" in refused(tmp_path)


@pytest.mark.parametrize("records, told", [(999, False), (1000, True)])
def test_as_many_records_as_tools_end_an_export_at_are_told(tmp_path: Path, records: int, told: bool) -> None:
    rows = [[f"C{n:04}", "Ny", "2014-05-06", ""] for n in range(records)]
    write(tmp_path, "csv", [HEAD, *rows])
    assert ("it has 1,000 records, the number at which many tools end an export" in notes(tmp_path)) is told


@pytest.mark.parametrize("written", ["{}~{}~{}~{}", '"{},{},{},{}"', "{:<12}{:<9}{:<12}{}"])
def test_a_file_of_one_column_is_told_with_the_setting_that_reads_it(tmp_path: Path, written: str) -> None:
    (tmp_path / "person.csv").write_text("".join(written.format(*row) + "\n" for row in [HEAD, ONE, TWO]))
    told = refused(tmp_path)
    assert "has one column alone in line 1" in told and "'delimiter'" in told
    assert "C001" not in told
    if "~" in written:
        assert ids(tmp_path, format={"delimiter": "~"}) == IDS


def test_a_file_with_a_header_alone_is_told(tmp_path: Path, kind: str) -> None:
    write(tmp_path, kind, [HEAD])
    assert f"person.{kind} has a header and no record" in notes(tmp_path)


def test_a_letter_in_a_cell_is_a_value(tmp_path: Path) -> None:
    path = write(tmp_path, "csv", [HEAD, *MANY])
    letter = '"Dear all,\nwe write about C017, C018, born 6/5/2014,\nC019, yours, A, B"'
    path.write_text(path.read_text().replace("Name6", letter))
    assert ids_of(tmp_path) == [row[0] for row in MANY]


def test_a_row_that_explains_the_columns_in_words_is_no_child(tmp_path: Path, kind: str) -> None:
    words: list[str | None] = ["Please keep", "Family name", "Date of birth", "Home postcode"]
    write(tmp_path, kind, [HEAD, words, *MANY])
    assert ids_of(tmp_path) == [row[0] for row in MANY]
    assert "1 row below the header that explains the columns in words" in notes(tmp_path)
    # A child of whom little is known has an identifier with digits, as the others.
    write(tmp_path, kind, [HEAD, ["C000", "Ny", "not known", "none"], *MANY])
    assert ids_of(tmp_path)[0] == "C000"


def test_something_beside_the_table_is_told_as_such(tmp_path: Path) -> None:
    write(tmp_path, "xlsx", [HEAD, ONE, [*TWO, None, "checked"]])
    told = refused(tmp_path)
    assert "row 3 has 6 columns where the header has 4. Something stands to the right of the table." in told


def test_a_line_end_within_a_cell_of_a_workbook_is_no_part_of_its_value(tmp_path: Path) -> None:
    write(tmp_path, "xlsx", [HEAD, ["C001_x000D_", *ONE[1:]], ["C002_x000a_", *TWO[1:]]])
    assert ids(tmp_path) == IDS


def test_a_last_record_that_has_an_identifier_alone_is_a_record(tmp_path: Path, kind: str) -> None:
    write(tmp_path, kind, [HEAD, ONE, TWO, ["C003", None, None, None]])
    assert ids(tmp_path) == [*IDS, "C003"]


def test_the_number_of_the_records_below_them_is_no_record(tmp_path: Path, kind: str) -> None:
    numbered = [["11", *ONE[1:]], ["12", *TWO[1:]]]
    write(tmp_path, kind, [HEAD, *numbered, ["2", None, None, None]])
    assert ids(tmp_path) == ["11", "12"]
    assert "1 total rows" in notes(tmp_path)
    write(tmp_path, kind, [HEAD, *numbered, ["13", None, None, None]])
    assert ids(tmp_path) == ["11", "12", "13"]


def test_a_last_row_that_holds_no_identifier_is_no_record(tmp_path: Path, kind: str) -> None:
    write(tmp_path, kind, [HEAD, ONE, TWO, ["Redbridge", None, None, None]])
    assert ids(tmp_path) == IDS


def test_a_last_line_that_is_cut_short_is_no_footer(tmp_path: Path) -> None:
    (tmp_path / "person.csv").write_text("person_id,surname\nC001,A\nC00")
    assert "line 3 has 1 columns" in refused(tmp_path)


def test_a_line_of_dashes_under_the_header_and_the_header_once_more_are_no_records(
    tmp_path: Path, kind: str
) -> None:
    dashes: list[str | None] = ["---------", "-------", "----------", "--------"]
    write(tmp_path, kind, [HEAD, dashes, ONE, [], [h.upper() for h in HEAD], dashes, TWO])
    assert ids(tmp_path) == IDS
    assert "2 lines of dashes" in notes(tmp_path)
    assert "1 repeats of the header" in notes(tmp_path)


def test_two_exports_in_one_file_are_refused_where_the_second_begins(tmp_path: Path, kind: str) -> None:
    other = ["person_id", "birth_date", "surname", "postcode"]
    write(tmp_path, kind, [HEAD, ONE, [], other, ["C002", "07/05/2014", "Zoë", ""]])
    told = refused(tmp_path)
    assert f"{'line' if kind == 'csv' else 'row'} 4 is a header again" in told
    assert "Zo" not in told


def test_a_child_named_like_a_head_is_a_child(tmp_path: Path, kind: str) -> None:
    write(tmp_path, kind, [HEAD, ["surname", "Surname", "2014-05-06", ""], ["C002", "Zoë", "07/05/2014", ""]])
    assert ids(tmp_path) == ["surname", "C002"]


@pytest.mark.parametrize(
    "kinds",
    [
        ["varchar(10)", "nvarchar(max)", "date", "char(8)"],
        ["text", "text", "dd/mm/yyyy", "8 characters"],
        ["Mandatory", "Optional", "Mandatory", None],
        ["Text (10)", "Free text", "Date (CCYY-MM-DD)", "Code"],
    ],
)
def test_a_row_of_kinds_and_units_below_the_header_is_no_child(
    tmp_path: Path, kind: str, kinds: list[str | None]
) -> None:
    write(tmp_path, kind, [HEAD, kinds, ONE, TWO])
    assert ids(tmp_path) == IDS
    assert "1 row of kinds and units" in notes(tmp_path)


def test_a_child_named_like_a_kind_is_a_child(tmp_path: Path, kind: str) -> None:
    write(tmp_path, kind, [HEAD, ["C001", "Text", "2014-05-06", "Code"], TWO])
    assert ids(tmp_path) == IDS


def test_a_row_of_single_dashes_is_a_record_of_empty_cells(tmp_path: Path) -> None:
    (tmp_path / "person.csv").write_text("person_id,surname\n1,-\n-,-\n")
    with opened(tmp_path) as source:
        read = source.read("person")
    assert read is not None
    assert read.select(["person_id", "surname"]).to_pylist()[1] == {"person_id": None, "surname": None}


@pytest.mark.parametrize("side", ["left", "right", "both", "between"])
def test_columns_without_a_head_and_without_a_cell_are_none(tmp_path: Path, kind: str, side: str) -> None:
    def beside(row: Sequence[str | None]) -> list[str | None]:
        if side == "between":
            return [*row[:2], None, *row[2:]]
        return [
            *([None] if side in ("left", "both") else []),
            *row,
            *([None, None] if side != "left" else []),
        ]

    write(tmp_path, kind, [beside(row) for row in (HEAD, ONE, TWO)])
    assert ids(tmp_path) == IDS


def test_commas_at_the_end_of_the_records_alone_or_of_the_header_alone(tmp_path: Path) -> None:
    (tmp_path / "person.csv").write_text("person_id,birth_date\n1,2014-05-06,\n2,2014-05-07,,\n")
    assert ids(tmp_path) == ["1", "2"]
    (tmp_path / "person.csv").write_text("person_id,birth_date,\n1,2014-05-06\n2,2014-05-07\n")
    assert ids(tmp_path) == ["1", "2"]


@pytest.mark.parametrize("numbers", [("1", "0"), ("0", None), ("C1", "C2"), ("1", "1"), ("0.5", "1.5")])
def test_a_column_with_values_and_no_head_is_refused(
    tmp_path: Path, kind: str, numbers: Sequence[str | None]
) -> None:
    write(tmp_path, kind, [[None, *HEAD], [numbers[0], *ONE], [numbers[1], *TWO]])
    assert "column 1 of its header has no name, and holds values from" in refused(tmp_path)


@pytest.mark.parametrize("numbers", [("0", "1"), ("1", "2"), ("7", "31")])
def test_a_count_of_the_rows_without_a_head_as_pandas_and_r_write_it_is_no_value(
    tmp_path: Path, kind: str, numbers: Sequence[str]
) -> None:
    write(tmp_path, kind, [[None, *HEAD], [numbers[0], *ONE], [numbers[1], *TWO]])
    assert ids(tmp_path) == IDS
    assert "column 1 has no name and counts the rows, and was left out" in notes(tmp_path)


def test_a_count_of_the_rows_beside_another_column_without_a_head_does_not_hide_it(
    tmp_path: Path, kind: str
) -> None:
    write(
        tmp_path,
        kind,
        [
            [None, *HEAD[:2], None, *HEAD[2:]],
            *([n, *r[:2], "WBRI", *r[2:]] for n, r in zip("01", (ONE, TWO), strict=True)),
        ],
    )
    assert "column 4 of its header has no name" in refused(tmp_path)


def test_two_heads_of_the_same_name_are_told_by_their_places(tmp_path: Path, kind: str) -> None:
    write(tmp_path, kind, [[*HEAD, "Surname"], [*ONE, "Canary"], [*TWO, "x"]])
    told = refused(tmp_path)
    assert "columns 2 and 5 have the same name" in told
    assert "Canary" not in told


def test_a_table_in_the_middle_of_a_sheet(tmp_path: Path) -> None:
    rows: Rows = [["Report"], [], *[[None, None, *row] for row in (HEAD, ONE, TWO)]]
    write(tmp_path, "xlsx", rows)
    assert ids(tmp_path, format={"skip_rows": 2}) == IDS


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;", "\ufeffsep=;"])
def test_excels_own_line_tells_the_delimiter_and_is_no_row(tmp_path: Path, first: str) -> None:
    (tmp_path / "person.csv").write_text(f"{first}\nperson_id;birth_date\n1;2014-05-06\n2;2014-05-07\n")
    assert ids(tmp_path) == ["1", "2"]
    (tmp_path / "person.csv").write_text(
        f"{first}\na title, with commas\nperson_id;birth_date\n1;2014-05-06\n2;7/5/2014"
    )
    assert ids(tmp_path, format={"skip_rows": 1}) == ["1", "2"]


@pytest.mark.parametrize("mark", [",", "\t", "|", ";"])
def test_the_delimiter_is_the_headers_whatever_stands_above_it(tmp_path: Path, mark: str) -> None:
    text = (
        "EHCP; cohort, of | all;;;,,,|||\n\nperson_id,birth_date\n1,2014-05-06\n2,2014-05-07\n".splitlines()
    )
    (tmp_path / "person.csv").write_text(
        "\n".join([*text[:2], *(line.replace(",", mark) for line in text[2:])])
    )
    assert ids(tmp_path, format={"skip_rows": 2}) == ["1", "2"]


def test_quoted_newlines_in_heads_and_cells(tmp_path: Path) -> None:
    (tmp_path / "person.csv").write_text(
        'person_id,"Birth\ndate",surname\n1,2014-05-06,"Ny\nHouse"\n2,2014-05-07,x\n'
    )
    assert ids(tmp_path, columns={"birth_date": "Birth date"}) == ["1", "2"]


def csv(folder: Path, data: bytes) -> Path:
    path = folder / "person.csv"
    path.write_bytes(data)
    return path


def test_a_blank_after_each_delimiter_is_no_part_of_a_value(tmp_path: Path) -> None:
    rows = [HEAD, ONE, ["C002", 'Ny, "Zoë"', "07/05/2014", ""]]
    quoted = [['"{}"'.format(cell.replace('"', '""')) for cell in row] for row in rows]
    (tmp_path / "person.csv").write_text("\n".join(", ".join(row) for row in quoted))
    with opened(tmp_path) as source:
        read = source.read("person")
    assert read is not None
    assert read["surname"].to_pylist() == ["Ny", 'Ny, "Zoë"']
    assert read["birth_date"].to_pylist() == ["2014-05-06", "2014-05-07"]


@pytest.mark.parametrize(
    "end, told", [("", True), ("\n", False), ("\r\n", False), ("\n\n", False), ("\n\x1a", False)]
)
def test_a_last_line_that_does_not_end_as_the_others_may_be_cut_short(
    tmp_path: Path, end: str, told: bool
) -> None:
    (tmp_path / "person.csv").write_text("person_id,birth_date\n1,2014-05-06\n2,2014-05-07" + end, newline="")
    assert ids(tmp_path) == ["1", "2"]
    assert ("its last line has no line end, as the others have" in notes(tmp_path)) is told


def test_utf_32_is_read(tmp_path: Path) -> None:
    text = "\n".join(",".join(row) for row in (HEAD, ONE, TWO))
    (tmp_path / "person.csv").write_bytes(text.encode("utf-32"))
    assert ids(tmp_path) == IDS


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_one_line_of_windows_in_a_file_of_utf_8_changes_that_line_alone(tmp_path: Path, bom: bytes) -> None:
    lines = ["person_id,surname", "1,Zoë", "2,Ní Bhriain – O’Neill", "3,Łukasz"]
    data = [line.encode() for line in lines] + ["4,Renée".encode("cp1252")]
    csv(tmp_path, bom + b"\n".join(data) + b"\n")
    with opened(tmp_path) as source:
        read = source.read("person")
        told = " ".join(source.notes())
    assert read is not None
    assert read["surname"].to_pylist() == ["Zoë", "Ní Bhriain – O’Neill", "Łukasz", "Renée"]
    assert "1 lines of a UTF-8 file hold characters of Windows-1252" in told
    assert "(lines 5)" in told


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_with_and_without_its_mark(tmp_path: Path, encoding: str) -> None:
    csv(tmp_path, "person_id,surname,birth_date\n1,Zoë,6/5/2014\n2,Ny,7/5/2014\n".encode(encoding))
    assert ids(tmp_path) == ["1", "2"]


def test_subtotals_of_each_group_are_no_children(tmp_path: Path, kind: str) -> None:
    subtotal = ["Subtotal North", "", "", "1"]
    write(tmp_path, kind, [HEAD, ONE, subtotal, TWO, ["Sub-total: South"], ["Grand total", "2"]])
    assert ids(tmp_path) == IDS
    assert "1 subtotals among the records were left out" in notes(tmp_path)
    assert "2 total rows at the end were left out" in notes(tmp_path)


def test_what_a_report_prints_at_the_head_of_each_page_is_no_child(tmp_path: Path, kind: str) -> None:
    page = [["Northshire County Council", "", "", ""], ["Page 2 / 3", "", "", ""]]
    write(tmp_path, kind, [HEAD, ONE, *page, HEAD, TWO])
    assert ids(tmp_path) == IDS
    assert "1 rows among the records with nothing but a few words were left out" in notes(tmp_path)


def test_a_child_of_whom_the_identifier_alone_is_known_stays(tmp_path: Path, kind: str) -> None:
    write(
        tmp_path,
        kind,
        [HEAD, ONE, TWO, ["C003", "", "", ""], ["C004", "Ny", "2014-05-06", ""], ["C005", "", "", ""]],
    )
    assert ids(tmp_path) == ["C001", "C002", "C003", "C004", "C005"]


def test_a_row_of_counts_of_each_column_is_no_child(tmp_path: Path, kind: str) -> None:
    write(tmp_path, kind, [HEAD, ONE, TWO, ["2", "2", "2", "1"]])
    assert ids(tmp_path) == IDS


def test_a_child_called_total_among_the_others_stays(tmp_path: Path, kind: str) -> None:
    head = ["surname", "person_id", "birth_date"]
    write(tmp_path, kind, [head, ["Total", "C001", "2014-05-06"], ["Ny", "C002", "2014-05-07"]])
    assert ids(tmp_path) == IDS


def test_a_quotation_mark_left_open_is_told_with_the_line_where_it_opens(tmp_path: Path) -> None:
    csv(tmp_path, b'person_id,surname\n1,Ny\n2,"Canary\n3,Ny\n')
    told = refused(tmp_path)
    assert "the record from line 3 to line 4 cannot be read" in told
    assert "Canary" not in told


def test_null_characters_are_told_by_their_line(tmp_path: Path) -> None:
    csv(tmp_path, b"person_id,surname\n1,Canary\n2,Can\0ary\n")
    told = refused(tmp_path)
    assert "line 3 holds null characters" in told
    assert "anary" not in told


def strict(path: Path) -> None:
    """A workbook as Excel saves it under 'Strict Open XML Spreadsheet' (ISO/IEC 29500, Strict)."""
    names = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            for plain, other in names.items():
                data = data.replace(plain, other)
            new.writestr(part, data)


def test_a_table_in_the_middle_of_a_strict_sheet(tmp_path: Path) -> None:
    rows: Rows = [[], [], [None, None, "Report"], [], *[[None, None, *row] for row in (HEAD, ONE, TWO)]]
    strict(write(tmp_path, "xlsx", rows))
    assert ids(tmp_path, format={"skip_rows": 4}) == IDS
    assert "it seems to stand in row 5. Set 'skip_rows: 4'" in refused(tmp_path)


@pytest.mark.parametrize("rows", [[], [TITLE, []]])
def test_a_strict_open_xml_workbook_is_read(tmp_path: Path, rows: Rows) -> None:
    strict(write(tmp_path, "xlsx", [*rows, HEAD, ONE, TWO, ["Total", "2"]]))
    assert ids(tmp_path, format={"skip_rows": len(rows)}) == IDS


@pytest.mark.parametrize(
    "data, told",
    [
        (b"<html><table><tr><td>Canary</td></tr></table></html>", "is a web page"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><p>Canary</p>", "is a web page"),
        ("<html><td>Canary</td></html>".encode("utf-16"), "is a web page"),
        (b'<?xml version="1.0"?><Workbook><Data>Canary</Data></Workbook>', "XML Spreadsheet 2003"),
        (b"MIME-Version: 1.0\nCanary", "MHTML"),
        (b"%PDF-1.7 Canary", "is a PDF"),
        (b'{"url":"https://docs.example/Canary","doc_id":"1"}', "is a link to a file kept elsewhere"),
        (b"\x1f\x8b\x08Canary", "is a compressed file"),
        (b"\x28\xb5\x2f\xfdCanary", "is a compressed file"),
        (b'{"error": {"message": "Canary"}}', "is a JSON file"),
        (b"-----BEGIN PGP MESSAGE-----\nCanary", "is an encrypted file"),
        (b"INSERT INTO person VALUES ('Canary');", "is a file of SQL statements"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "with a password",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Canary" * 200, "before 2007"),
    ],
)
@pytest.mark.parametrize("name", ["person.xlsx", "person.csv"])
def test_what_is_no_workbook_and_no_csv_is_named_for_what_it_is(
    tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(data)
    message = refused(tmp_path)
    assert name in message
    assert told in message
    assert ".xlsx)" in message
    assert "Canary" not in message


def test_a_zip_file_of_something_else_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "person.xlsx", "w") as archive:
        archive.writestr("person.csv", "person_id\n1\n")
    assert "ZIP file that holds no workbook" in refused(tmp_path)
    with zipfile.ZipFile(tmp_path / "person.xlsx", "w") as archive:
        archive.writestr("Index/Document.iwa", "")
    assert "Apple Numbers" in refused(tmp_path)


def test_a_file_is_read_as_what_it_is_and_not_as_its_name_says(tmp_path: Path) -> None:
    write(tmp_path, "xlsx", [HEAD, ONE, TWO]).rename(tmp_path / "person.csv")
    assert ids(tmp_path) == IDS
    assert "a workbook under another name" in notes(tmp_path)
    write(tmp_path, "csv", [HEAD, ONE, TWO]).rename(tmp_path / "person.xlsx")
    assert ids(tmp_path) == IDS
    assert "a text file under a workbook's name" in notes(tmp_path)


def sheets(folder: Path, **by_name: Rows) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in by_name.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append([cell or None for cell in row])
    book.save(path := folder / "person.xlsx")
    return path


COVER: Rows = [["EHCP register"], ["Contact: Canary, J"]]


def test_the_only_sheet_with_the_heads_is_read_and_named(tmp_path: Path) -> None:
    sheets(tmp_path, Cover=COVER, Notes=[["x"]], Data=[HEAD, ONE, TWO])
    assert ids(tmp_path) == IDS
    assert "sheet 'Data' was read; the workbook has the sheets 'Cover', 'Notes', 'Data'" in notes(tmp_path)


def test_the_first_sheet_is_read_if_it_has_the_heads(tmp_path: Path) -> None:
    sheets(tmp_path, Now=[HEAD, ONE, TWO], Before=[HEAD, ONE])
    assert ids(tmp_path) == IDS


def test_a_form_to_fill_in_before_the_records_is_passed_over(tmp_path: Path) -> None:
    sheets(tmp_path, Template=[HEAD], Data=[HEAD, ONE, TWO])
    assert ids(tmp_path) == IDS
    assert "sheet 'Data' was read; the workbook has the sheets 'Template', 'Data'" in notes(tmp_path)


def test_a_sheet_of_another_table_that_names_the_same_children_is_not_read(tmp_path: Path) -> None:
    requests = [["person_id", "request_id", "received_date"], ["C001", "R1", "2025-01-13"]]
    sheets(tmp_path, Requests=requests, Children=[HEAD, ONE, TWO])
    assert ids(tmp_path) == IDS
    assert "sheet 'Children' was read" in notes(tmp_path)


def test_records_that_are_split_over_sheets_are_refused_and_none_is_passed_over(tmp_path: Path) -> None:
    sheets(tmp_path, Current=[HEAD, ONE], Archive=[HEAD, TWO])
    told = refused(tmp_path)
    assert "the sheets 'Current', 'Archive' have its heads and other records each" in told
    assert "C00" not in told
    assert ids_of(tmp_path, format={"sheet": "Current"}) == ["C001"]


def test_a_sheet_with_the_same_children_and_other_values_is_not_passed_over(tmp_path: Path) -> None:
    corrected = [*ONE[:2], "2014-06-05", *ONE[3:]]
    sheets(tmp_path, Export=[HEAD, ONE, TWO], Corrected=[HEAD, corrected, TWO])
    assert "the sheets 'Export', 'Corrected' have its heads and other records each" in refused(tmp_path)
    sheets(tmp_path, Export=[HEAD, ONE, TWO], Copy=[HEAD, ONE])
    assert ids(tmp_path) == IDS


def test_a_title_above_the_header_of_the_second_sheet_is_told_with_its_row(tmp_path: Path) -> None:
    sheets(tmp_path, Cover=COVER, Data=[TITLE, [], HEAD, ONE, TWO])
    assert "in sheet 'Data' it seems to stand in row 3" in refused(tmp_path)
    assert ids(tmp_path, format={"sheet": "Data", "skip_rows": 2}) == IDS


@pytest.mark.parametrize("is_strict", [False, True])
def test_a_hidden_sheet_is_not_read_where_a_sheet_that_is_shown_has_the_heads(
    tmp_path: Path, is_strict: bool
) -> None:
    path = sheets(tmp_path, Before=[HEAD, ONE], Now=[HEAD, ONE, TWO])
    book = openpyxl.load_workbook(path)
    book["Before"].sheet_state = "hidden"
    book.active = 1
    book.save(path)
    if is_strict:
        strict(path)
    assert ids(tmp_path) == IDS
    assert "sheet 'Now' was read" in notes(tmp_path)


@pytest.mark.parametrize("others", [{"A": [HEAD, ONE], "B": [HEAD, TWO]}, {"A": [["x"]], "B": [["y"]]}])
def test_a_doubt_about_the_sheet_is_refused_with_their_names(tmp_path: Path, others: dict[str, Rows]) -> None:
    sheets(tmp_path, Cover=COVER, **others)
    told = refused(tmp_path)
    assert "the sheets 'Cover', 'A', 'B'" in told
    assert "Name the sheet as 'sheet'" in told
    assert "Canary" not in told


def test_a_sheet_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    sheets(tmp_path, Cover=COVER, Data=[HEAD, ONE])
    assert "It has the sheets 'Cover', 'Data'" in refused(tmp_path, format={"sheet": "Plans"})


@pytest.mark.parametrize("is_strict", [False, True])
def test_error_cells_of_a_workbook_are_empty_and_counted(tmp_path: Path, is_strict: bool) -> None:
    rows = [HEAD, ["C001", "#REF!", "2014-05-06", "#N/A"], ["C002", "Ny", "#VALUE!", ""]]
    path = write(tmp_path, "xlsx", rows)
    if is_strict:
        strict(path)
    with opened(tmp_path) as source:
        read = source.read("person")
        told = " ".join(source.notes())
    assert read is not None
    assert read["surname"].to_pylist() == [None, "Ny"]
    assert read["birth_date"].to_pylist() == ["2014-05-06", None]
    assert "read as empty in person.xlsx: surname 1, birth_date 1, postcode 1" in told


def test_words_for_empty_are_the_authoritys_to_say(tmp_path: Path) -> None:
    (tmp_path / "person.csv").write_text("person_id,surname,locality\n1,Not known,N/A\n")
    config = {
        "kind": "files",
        "path": str(tmp_path),
        "not_held": NOT_HELD,
        "also_empty": ["not known"],
        "never_empty": ["n/a"],
    }
    with open_source(source_config(config), None, DAY) as source:
        read = source.read("person")
    assert read is not None
    assert read.select(["surname", "locality"]).to_pylist() == [{"surname": None, "locality": "N/A"}]


def test_an_order_of_dates_that_the_mapping_names_is_read(tmp_path: Path) -> None:
    (tmp_path / "person.csv").write_text(
        "person_id,birth_date,left_date\n1,05/06/2014,13/01/2025\n2,05/27/2014,1/2/2025\n"
    )
    told = refused(tmp_path)
    assert "column person.birth_date is month first" in told
    assert "tables.person.date_order.birth_date: month_first" in told
    with opened(tmp_path, date_order={"birth_date": "month_first"}) as source:
        read = source.read("person")
    assert read is not None
    assert read["birth_date"].to_pylist() == ["2014-05-06", "2014-05-27"]
    assert read["left_date"].to_pylist() == ["2025-01-13", "2025-02-01"]


def test_leading_zeros_are_put_back_where_the_mapping_says_how_many_digits_there_are(tmp_path: Path) -> None:
    (tmp_path / "person.csv").write_text("person_id\n123\n4567\nC1\n")
    with opened(tmp_path, digits={"person_id": 5}) as source:
        read = source.read("person")
    assert read is not None
    assert read["person_id"].to_pylist() == ["00123", "04567", "C1"]


def test_identifiers_whose_digits_are_cut_off_are_refused(tmp_path: Path) -> None:
    (tmp_path / "person.csv").write_text("person_id\n1.23E+11\n1.24E+11\n")
    assert "whose digits a spreadsheet has cut off" in refused(tmp_path)


def test_words_for_empty_do_not_fill_a_derived_column_or_keep_a_row(tmp_path: Path) -> None:
    (tmp_path / "person.csv").write_text("a,b,left_date\n1.0,NULL,NULL\n2.0,x,2025-01-01\n")
    mapping = {
        "derive": {"person_id": {"concat": ["a", "b"], "separator": "-"}},
        "keep": {"left_date": "empty"},
    }
    with opened(tmp_path, **mapping) as source:
        read = source.read("person")
    assert read is not None
    assert read["person_id"].to_pylist() == ["1"]


def test_every_table_of_the_model_takes_the_new_settings() -> None:
    for table in TABLES.values():
        dates = {c.name: "month_first" for c in table.columns.values() if c.type == "date"}
        source_config({"kind": "sql", "tables": {table.name: {"date_order": dates}}})


def formulas(folder: Path, count: int, rows: int) -> None:
    """A workbook as a program writes it that computes nothing: the first births are formulas without a result."""
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    for number in range(rows):
        birth = "=DATE(2014,5,6)" if number < count else "2014-05-07"
        book.active.append([f"C{number:03}", "Ny", birth, "ZZ99 3TJ"])
    book.active.append(["Total", None, "=COUNTA(C2:C9)"])
    book.save(folder / "person.xlsx")


def test_formulas_that_no_program_calculated_are_told_with_column_row_and_number(tmp_path: Path) -> None:
    formulas(tmp_path, 1, 100)
    told = notes(tmp_path)
    assert "2 cells of person.birth_date, from row 2 on, hold formulas whose result was never saved" in told
    assert "read as empty in person.xlsx" in told


def test_a_column_of_formulas_that_no_program_calculated_is_refused(tmp_path: Path) -> None:
    formulas(tmp_path, 100, 100)
    told = refused(tmp_path)
    assert "person.xlsx: 101 cells of person.birth_date, from row 2 on" in told
    assert "Open the workbook in Excel, save it" in told
    assert "DATE" not in told


def test_formulas_in_columns_that_nothing_reads_are_nobody_s_business(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in ([*HEAD, "age"], [*ONE, "=YEAR(C2)"], [*TWO, "=YEAR(C3)"]):
        book.active.append(row)
    book.save(tmp_path / "person.xlsx")
    assert ids(tmp_path) == IDS
    assert "formulas" not in notes(tmp_path)
