"""How values of every kind become text, whatever the source."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow as pa
import pytest

from include.errors import SourceError
from include.model import TABLES
from include.model.tables import ColumnType
from include.sources.delimited import read_csv
from include.sources.mapping import TableMapping
from include.sources.text import Forms, as_text, present


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, "text", None),
        ("Zoë", "text", "Zoë"),
        (True, "flag", "1"),
        (False, "flag", "0"),
        (41, "id", "41"),
        (41.0, "id", "41"),
        (0.00001, "decimal", "0.00001"),
        (Decimal("1E+2"), "decimal", "100"),
        (Decimal("12.50"), "decimal", "12.50"),
        (date(2025, 1, 13), "date", "2025-01-13"),
        (datetime(2025, 1, 13), "date", "2025-01-13"),  # noqa: DTZ001 - as drivers give them
        (datetime(2025, 1, 13, 16, 45), "date", "2025-01-13T16:45:00"),  # noqa: DTZ001 - the column tells the day
        # Half past eleven at night in winter time is the next day by the clocks of a London summer.
        (datetime(2025, 6, 30, 23, 30, tzinfo=UTC), "date", "2025-07-01"),
        (datetime(2025, 6, 30, 23, 30, tzinfo=UTC), "datetime", "2025-06-30T23:30:00+00:00"),
        (b"caf\xc3\xa9", "text", "café"),
        (UUID(int=1), "id", "00000000-0000-0000-0000-000000000001"),
    ],
)
def test_a_driver_value_as_text(value: Any, kind: ColumnType, text: str | None) -> None:
    assert as_text(value, kind) == text


def shown(table: str, mapping: TableMapping | None = None, **columns: Sequence[str | None]) -> pa.Table:
    raw = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    return present(TABLES[table], mapping or TableMapping(), raw, "clients").rows


def test_blanks_are_trimmed_and_nothing_is_null() -> None:
    table = shown("person", surname=["  Ny\u00a0", "", "   ", None])
    assert table["surname"].to_pylist() == ["Ny", None, None, None]


def test_dates_are_iso_where_they_are_dates_and_otherwise_as_received() -> None:
    received = [
        "2025-Jan-13 00:00:00",
        "2025-01-13 09:30:00.123",
        "2025-01-13T00:00",
        "2025-feb-31",
        "13/01/2025",
    ]
    table = shown("person", birth_date=received)
    assert table["birth_date"].to_pylist() == [
        "2025-01-13",
        "2025-01-13",
        "2025-01-13",
        "2025-02-31",
        "2025-01-13",
    ]


def test_days_that_stand_for_no_day_are_empty_in_every_form_and_told() -> None:
    received = ["1900-01-01 00:00:00.000", "31/12/9999", "01/01/0001 00:00:00", "30-Dec-1899", "2025-01-13"]
    raw = pa.table({"birth_date": pa.array(received)})
    made = present(TABLES["person"], TableMapping(), raw, "clients")
    assert made.rows["birth_date"].to_pylist() == [None, None, None, None, "2025-01-13"]
    assert "days that stand for no day" in made.notes[0] and made.notes[0].endswith("birth_date 4")


@pytest.mark.parametrize("table, column", [("request", "exported"), ("active_plan", "transfer_la")])
def test_a_word_that_says_no_moves_nobody_to_another_authority(table: str, column: str) -> None:
    raw = pa.table({column: pa.array(["N", "No", "0", "0.0", "false", "000", "925", "XXX", "Leeds", None])})
    made = present(TABLES[table], TableMapping(), raw, "clients")
    assert made.rows[column].to_pylist() == [None] * 6 + ["925", "XXX", "Leeds", None]
    assert any("say no" in note and note.endswith(f"{column} 6") for note in made.notes)


@pytest.mark.parametrize("table, column", [("request", "exported"), ("active_plan", "transfer_la")])
def test_nobody_moves_to_or_from_the_council_itself_nor_to_a_question_mark(table: str, column: str) -> None:
    raw = pa.table({column: pa.array(["857", "?", "925", "857.0", "XXX"])})
    made = present(TABLES[table], TableMapping(), raw, "clients", forms=Forms(own_number="857"))
    assert made.rows[column].to_pylist() == [None, None, "925", None, "XXX"]
    assert any("own number" in note and note.endswith(f"{column} 2") for note in made.notes)


def test_a_guard_against_spreadsheets_is_no_part_of_a_value() -> None:
    made = present(
        TABLES["person"],
        TableMapping(),
        pa.table(
            {
                "person_id": ["'C01", "'C02"],
                "uln": ["'9990004047", '="9990001897"'],
                "surname": ["'t Hooft", "Ny"],
            }
        ),
        "clients",
    )
    assert made.rows["person_id"].to_pylist() == ["C01", "C02"]
    assert made.rows["uln"].to_pylist() == ["9990004047", "9990001897"]
    assert made.rows["surname"].to_pylist() == ["'t Hooft", "Ny"]
    assert any("without their guard" in n and n.endswith("person_id 2, uln 2") for n in made.notes)


def test_thousands_set_apart_are_numbers() -> None:
    table = shown(
        "placement",
        urn=["900,041", "900042", "900 043", "900\u202f044", "90 00 45"],
        annual_cost=["£12,345.50", "1,000", "12 345.50", "£1 000", "1 0"],
        placement_id=["1,204", "p,1", "1 205", "p 1", "1,206 207"],
    )
    assert table["urn"].to_pylist() == ["900041", "900042", "900043", "900044", "90 00 45"]
    assert table["annual_cost"].to_pylist() == ["12345.50", "1000", "12345.50", "1000", "1 0"]
    assert table["placement_id"].to_pylist() == ["1204", "p,1", "1205", "p 1", "1,206 207"]


def test_characters_that_no_return_may_hold_are_no_part_of_a_text() -> None:
    table = shown(
        "person",
        surname=["Ny\x0bHouse", "A\x02nn", "\x00", "Zo\ufffeë", "two\nlines"],
        person_id=["1\x00", "2", "3", "4", "5"],
    )
    assert table["surname"].to_pylist() == ["Ny House", "Ann", None, "Zoë", "two\nlines"]
    assert table["person_id"].to_pylist() == ["1", "2", "3", "4", "5"]


def test_the_learner_number_of_nobody_is_none_and_makes_no_two_children_one() -> None:
    written = ["9999999999", "9999999999", "9,999,999,999", "0000000000", "9990001897"]
    table = shown("person", uln=written)
    assert table["uln"].to_pylist() == [None, None, None, None, "9990001897"]


def test_sums_as_accounts_write_them() -> None:
    written = ["(1,250.50)", "£(12.50)", "(£1 000)", "£ -", "( 7 )", "(7", "7-", "(Credit)"]
    table = shown("complaint", remedy_paid=written, complaint_id=[f"({n})" for n in range(len(written))])
    assert table["remedy_paid"].to_pylist() == [
        "-1250.50",
        "-12.50",
        "-1000",
        "0",
        "-7",
        "(7",
        "7-",
        "(Credit)",
    ]
    assert table["complaint_id"].to_pylist()[0] == "(0)", "brackets of an identifier are its own"


@pytest.mark.parametrize("cut", ["9.99E+09", "9.99e+09", "9.99000405E+09"])
def test_numbers_of_learners_that_a_spreadsheet_has_cut_are_refused_when_they_are_more_than_slips(
    cut: str,
) -> None:
    with pytest.raises(SourceError, match="holds 3 numbers such as 9.99E"):
        shown("person", uln=[cut] * 3 + ["9990001897"])
    assert shown("person", uln=[cut] + ["9990001897"] * 99)["uln"].to_pylist()[0] == cut, (
        "told by the rules, row by row"
    )


def test_midnights_of_utc_are_told() -> None:
    raw = pa.table({"birth_date": pa.array(["2014-06-30 23:00:00", "2014-12-31 00:00:00"])})
    made = present(TABLES["person"], TableMapping(), raw, "clients")
    assert made.rows["birth_date"].to_pylist() == ["2014-07-01", "2014-12-31"]
    assert "(UTC)" in made.notes[0] and made.notes[0].endswith("birth_date 1")


@pytest.mark.parametrize("number", range(1, 13))
def test_every_month_of_an_export_is_known(number: int) -> None:
    received = date(2024, number, 29).strftime("%Y-%b-%d 00:00:00")
    assert shown("person", birth_date=[received])["birth_date"].to_pylist() == [f"2024-{number:02}-29"]


def test_only_date_columns_are_touched_by_the_reading_of_dates() -> None:
    assert shown("person", surname=["2025-Jan-13"])["surname"].to_pylist() == ["2025-Jan-13"]


def test_flags_written_as_words_are_flags() -> None:
    assert shown("person", is_complex=["True", "FALSE", "1", "maybe", None])["is_complex"].to_pylist() == [
        "1",
        "0",
        "1",
        "maybe",
        None,
    ]


def test_codes_in_another_case_are_codes_and_told() -> None:
    mapping = TableMapping(codes={"sex": {"Female": "F"}})
    raw = pa.table(
        {"sex": ["f", "M ", "FEMALE", "m\u00a0", "x"], "ethnicity": ["wbri", "Wbri", "WBRI", "w", None]}
    )
    made = present(TABLES["person"], mapping, raw, "clients")
    assert made.rows["sex"].to_pylist() == ["F", "M", "F", "M", "x"]
    assert made.rows["ethnicity"].to_pylist() == ["WBRI", "WBRI", "WBRI", "w", None]
    assert any(note.endswith("sex 3, ethnicity 2") for note in made.notes)
    assert not any("f," in note or "wbri" in note for note in made.notes)


def test_codes_are_translated_and_unknown_ones_left_for_validation() -> None:
    mapping = TableMapping(codes={"sex": {"1": "M", "2": "F"}})
    assert shown("person", mapping, sex=[" 1", "2", "9", "F", None])["sex"].to_pylist() == [
        "M",
        "F",
        "9",
        "F",
        None,
    ]


def test_defaults_fill_what_the_source_lacks_and_never_a_gap() -> None:
    mapping = TableMapping(defaults={"locality": "North", "sex": "M"})
    table = shown("person", mapping, person_id=["1", "2"], sex=["F", None])
    assert table["locality"].to_pylist() == ["North", "North"]
    assert table["sex"].to_pylist() == ["F", None]


def test_numbers_written_with_a_decimal_are_codes_flags_and_identifiers_and_amounts_stay() -> None:
    mapping = TableMapping(codes={"sex": {"1": "M", "2": "F"}})
    read = shown(
        "person",
        mapping,
        person_id=["17.0", "18.0"],
        sex=["1.0", "2.0"],
        is_complex=["1.0", "0.0"],
        uln=["9990004047.0", "pending"],
    ).to_pylist()
    assert [(r["person_id"], r["sex"], r["is_complex"], r["uln"]) for r in read] == [
        ("17", "M", "1", "9990004047"),
        ("18", "F", "0", "pending"),
    ]
    assert shown("caseworker", fte=["1.0", "0.6"])["fte"].to_pylist() == ["1.0", "0.6"]
    assert shown("provision", annual_cost=["1200.0"])["annual_cost"].to_pylist() == ["1200.0"]


def test_a_code_and_a_translated_word_are_values_however_empty_they_look() -> None:
    assert shown("delay_letter", delay_reason=["NONE", "null"])["delay_reason"].to_pylist() == ["NONE", None]
    mapping = TableMapping(codes={"sex": {"-": "M", "N/A": "F"}})
    assert shown("person", mapping, sex=["-", "N/A", "NULL"])["sex"].to_pylist() == ["M", "F", None]


def test_rows_are_counted_and_their_source_named() -> None:
    table = shown("person", person_id=["a", "b"])
    assert table["_row"].to_pylist() == [1, 2]
    assert table["record_source"].to_pylist() == ["clients", "clients"]
    assert shown("person", record_source=["old system"])["record_source"].to_pylist() == ["old system"]


def test_an_empty_table_keeps_its_types() -> None:
    schema = shown("person", person_id=[], birth_date=[], is_complex=[]).schema
    types = dict(zip(schema.names, schema.types, strict=True))
    assert types.pop("_row") == pa.int64()
    assert set(types.values()) == {pa.string()}


def written(folder: Path, data: bytes) -> Path:
    path = folder / "clients.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_file_in_the_encodings_that_people_use(tmp_path: Path, encoding: str) -> None:
    text = 'id,note\r\n1,"Zoë, at ""Elm""\r\nHouse"\r\n\r\n2,\r\n'
    table = read_csv(written(tmp_path, text.encode(encoding))).table
    assert table.to_pydict() == {"id": ["1", "2"], "note": ['Zoë, at "Elm"\r\nHouse', ""]}


def test_a_csv_file_with_a_header_alone_is_an_empty_table(tmp_path: Path) -> None:
    table = read_csv(written(tmp_path, b"id,note\n")).table
    assert table.schema == pa.schema([("id", pa.string()), ("note", pa.string())])
    assert table.num_rows == 0


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b" \r\n", "is empty"),
        (b"id,,note\n1,2,Canary\n", "column 2 of its header has no name"),
        (b"id,note,ID\n1,2,Canary\n", "columns 1 and 3 have the same name"),
        (b"id,note\n1,x\n2,Canary\n3\n", "line 4 has 1 columns where the header has 2"),
        (b"id,note\n1,Canary,x\n2\n", "line 2 has 3 columns where the header has 2, and so on in 2 lines"),
        (b"id,note\n1,Canary, x\n", "without quotation marks"),
        (b'id,note\n1,x\n2,"Canary', "line 3 cannot be read"),
        (b"id,note\n1,Canary\0\n", "line 2 holds null characters"),
        (b"id,note\n1,x\n2,Canary\x81\n", "line 3 holds a character"),
    ],
)
def test_a_csv_file_that_cannot_be_trusted(tmp_path: Path, data: bytes, told: str) -> None:
    with pytest.raises(SourceError) as error:
        read_csv(written(tmp_path, data))
    assert told in str(error.value)
    assert "clients.csv" in str(error.value)
    assert "Canary" not in str(error.value)


def test_a_missing_csv_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"clients\.csv is missing"):
        read_csv(tmp_path / "clients.csv")


def test_a_csv_path_that_is_no_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "clients.csv").mkdir()
    with pytest.raises(SourceError, match=r"clients\.csv .* cannot be read"):
        read_csv(tmp_path / "clients.csv")


@pytest.mark.parametrize(
    "error", ["#REF!", "#VALUE", "########", "Err:502", "Error 2042", "#ERROR!", "Loading..."]
)
def test_a_column_of_dates_that_a_spreadsheet_lost_is_refused_by_its_place(error: str) -> None:
    days = ["2025-01-13", *[error] * 6, *["2025-02-14"] * 90]
    raw = pa.table({"assessment_outcome_date": days})
    with pytest.raises(SourceError) as told:
        present(TABLES["assessment"], TableMapping(), raw, "assessment.xlsx")
    assert "assessment.xlsx: assessment.assessment_outcome_date holds 6 errors of a spreadsheet" in str(
        told.value
    )
    assert "the first in record 2" in str(told.value)


def test_a_few_errors_and_names_of_a_spreadsheet_are_empty_and_told() -> None:
    raw = pa.table(
        {
            "birth_date": ["2015-01-13", *["#REF!"] * 4, *["2016-02-14"] * 5],
            "surname": [*["Err:502"] * 9, "Ny"],
        }
    )
    made = present(TABLES["person"], TableMapping(), raw, "clients")
    assert made.rows["birth_date"].null_count == 4
    assert made.rows["surname"].to_pylist() == [*[None] * 9, "Ny"]
    (told,) = made.notes
    assert told.endswith(
        "such as NULL, #N/A or #REF!, were read as empty in clients: surname 9, birth_date 4"
    )


def test_a_look_up_that_found_nothing_is_an_empty_cell_however_often() -> None:
    raw = pa.table({"cease_date": [*["#N/A"] * 99, "2025-01-13"]})
    made = present(TABLES["plan"], TableMapping(), raw, "plans")
    assert made.rows["cease_date"].null_count == 99


def test_letters_that_went_through_a_wrong_encoding_are_counted_left_and_not_shown() -> None:
    raw = pa.table({"surname": ["ZoÃ«", "Zoë", None], "forename": ["Ny", "Ny", "Ny"]})
    rows, notes = present(TABLES["person"], TableMapping(), raw, "x")
    assert rows["surname"].to_pylist() == ["ZoÃ«", "Zoë", None]
    assert len(notes) == 1 and "wrong encoding" in notes[0] and notes[0].endswith("in x: surname 1")
