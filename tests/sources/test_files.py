"""CSV and XLSX drops in a folder, as people leave them there, and as nobody should."""

import io
import time
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import MAC_EPOCH

from include.errors import ConfigError, SourceError, SourceUnfinished
from include.model import TABLES
from include.sources import Source, limits, open_source, source_config
from include.sources.delimited import read_delimited
from include.sources.workbook import read_sheet

NOT_HELD = [t.name for t in TABLES.values() if not t.optional and t.name != "person"]
DAY = date(2025, 3, 14)


def person(folder: Path | str, **mapping: Any) -> list[dict[str, Any]]:
    config = source_config(
        {
            "kind": "files",
            "path": str(folder),
            "not_held": NOT_HELD,
            **({"tables": {"person": mapping}} if mapping else {}),
        }
    )
    with open_source(config, None, DAY) as source:
        source.check()
        table = source.read("person")
    assert table is not None
    return list(table.to_pylist())


def book(rows: list[list[Any]], path: Path) -> Path:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = "person_id,surname,birth_date\r\n1,Zoë,06/05/2014\r\n2,Ní Bhriain,2014-05-07\r\n".replace(
        ",", delimiter
    )
    (tmp_path / "Person.csv").write_bytes(text.encode(encoding))
    read = person(tmp_path)
    assert [r["surname"] for r in read] == ["Zoë", "Ní Bhriain"]
    assert [r["birth_date"] for r in read] == ["2014-05-06", "2014-05-07"]


@pytest.mark.parametrize(
    ("received", "read"),
    [
        ("6/5/2014", "2014-05-06"),
        ("16.05.2014", "2014-05-16"),
        ("16-05-2014 00:00", "2014-05-16"),
        ("41765", "2014-05-06"),
        ("41765.5", "2014-05-06"),
        ("2014-05-06", "2014-05-06"),
        ("May 2014", "May 2014"),
    ],
)
def test_dates_as_people_and_excel_write_them(tmp_path: Path, received: str, read: str) -> None:
    (tmp_path / "person.csv").write_text(f"person_id,birth_date\n1,{received}\n")
    assert person(tmp_path)[0]["birth_date"] == read


def test_a_report_with_titles_merged_headers_and_totals(tmp_path: Path) -> None:
    book(
        [
            ["Children known to the service"],
            ["Child", None, "Home", None],
            ["Ref", "Born", "Line", "Code"],
            [1, datetime(2014, 5, 6), "x", "ZZ9 9ZZ"],  # noqa: DTZ001 - as Excel has them
            [2, 41766, None, None],
            [],
            ["Total", 2],
        ],
        tmp_path / "clients_2025-03-01.xlsx",
    )
    read = person(
        tmp_path,
        source="clients_{date}.xlsx",
        format={"skip_rows": 1, "header_rows": 2},
        columns={"person_id": "Child Ref", "birth_date": "Child Born", "postcode": "Home Code"},
    )
    assert [(r["person_id"], r["birth_date"], r["postcode"]) for r in read] == [
        ("1", "2014-05-06", "ZZ9 9ZZ"),
        ("2", "2014-05-07", None),
    ]


def test_a_total_among_the_records_is_a_record(tmp_path: Path) -> None:
    (tmp_path / "person.csv").write_text("person_id,surname\n1,A\nTotal,B\n2,C\nTotal,2\n")
    assert [r["person_id"] for r in person(tmp_path)] == ["1", "Total", "2"]


def test_the_latest_file_up_to_the_extract_date_is_read(tmp_path: Path) -> None:
    for day in ("20250301", "20250314", "20250315"):
        (tmp_path / f"clients_{day}.csv").write_text(f"person_id\n{day}\n")
    assert person(tmp_path, source="clients_{date}.csv")[0]["person_id"] == "20250314"
    with pytest.raises(SourceError, match="3 files fit"):
        person(tmp_path, source="clients_*.csv")


@pytest.mark.parametrize(
    "day",
    [
        "2025-03-14",
        "20250314",
        "14-03-2025",
        "14032025",
        "2025_03_14",
        "14.03.2025",
        "14 Mar 2025",
        "14-march-2025",
    ],
)
def test_the_day_in_a_name_is_known_as_people_write_it(tmp_path: Path, day: str) -> None:
    (tmp_path / "clients_2025-03-13.csv").write_text("person_id\nolder\n")
    (tmp_path / f"clients_{day}.csv").write_text("person_id\nnewer\n")
    assert person(tmp_path, source="clients_{date}.csv")[0]["person_id"] == "newer"


@pytest.mark.parametrize("day", ["31022025", "2025-02-31", "14 Foo 2025", "20251403"])
def test_a_day_in_a_name_that_there_is_not_is_told(tmp_path: Path, day: str) -> None:
    (tmp_path / f"clients_{day}.csv").write_text("person_id\n1\n")
    with pytest.raises(SourceError, match="not a day of the calendar"):
        person(tmp_path, source="clients_{date}.csv")


def test_columns_are_derived_and_then_translated(tmp_path: Path) -> None:
    (tmp_path / "person.csv").write_text("a,b,gender,alt\n1,x,,Female\n2,,Male,\n")
    read = person(
        tmp_path,
        derive={
            "person_id": {"concat": ["a", "b"], "separator": "-"},
            "sex": {"coalesce": ["gender", "alt"]},
            "locality": {"constant": "North"},
        },
        codes={"sex": {"Female": "F", "Male": "M"}},
    )
    assert [(r["person_id"], r["sex"], r["locality"]) for r in read] == [
        ("1-x", "F", "North"),
        ("2", "M", "North"),
    ]
    with pytest.raises(
        SourceError, match="no column 'gendr', of which person.sex is made. Did you mean 'gender'"
    ):
        person(tmp_path, columns={"person_id": "a"}, derive={"sex": {"coalesce": ["gendr"]}})


REGISTER = """Child,Born,Status,Plan,Primary Need,Secondary Need
1,06/05/2014,Open,P1,ASD,SLCN
2,07/05/2014,Open,P2,MLD,
1,06/05/2014,Open,P3,ASD,SLCN
3,08/05/2014,Closed,,,
"""


def register(folder: Path, **tables: dict[str, Any]) -> Source:
    (folder / "register.csv").write_text(REGISTER)
    own = {name: {"source": "register.csv", **mapping} for name, mapping in tables.items()}
    not_held = [t.name for t in TABLES.values() if t.name not in tables]
    settings = {"kind": "files", "path": str(folder), "not_held": not_held, "tables": own}
    return open_source(source_config(settings), None, DAY)


def rows(source: Source, table: str) -> list[dict[str, Any]]:
    read = source.read(table)
    assert read is not None
    return list(read.to_pylist())


def test_a_child_in_a_row_for_each_plan_is_one_child(tmp_path: Path) -> None:
    columns = {"person_id": "Child", "birth_date": "Born"}
    with register(tmp_path, person={"columns": columns, "distinct": True}) as source:
        read = rows(source, "person")
    # Messages name the row of the file, whatever was passed over.
    assert [(r["person_id"], r["_row"]) for r in read] == [("1", 1), ("2", 2), ("3", 4)]


def test_rows_are_kept_by_what_stands_in_a_column(tmp_path: Path) -> None:
    needs = {"active_plan_id": "Plan", "sen_type": "Primary Need"}
    second = {"active_plan_id": "Plan", "sen_type": "Secondary Need"}
    mapping = {
        "columns": needs,
        "derive": {"sen_type_rank": {"constant": 1}},
        "keep": {"Status": ["Open"], "Primary Need": "filled"},
        "more": [
            {
                "columns": second,
                "derive": {"sen_type_rank": {"constant": 2}},
                "keep": {"Secondary Need": "filled"},
            }
        ],
    }
    with register(tmp_path, sen_need=mapping) as source:
        source.check()
        read = rows(source, "sen_need")
        assert "sen_need: 'keep' passes over 1 of 4 rows of register.csv" in source.notes()
        assert source.unmapped("sen_need") == ["column 1", "column 2"], "a single word may be a surname"
    assert [(r["active_plan_id"], r["sen_type"], r["sen_type_rank"]) for r in read] == [
        ("P1", "ASD", "1"),
        ("P2", "MLD", "1"),
        ("P3", "ASD", "1"),
        ("P1", "SLCN", "2"),
        ("P3", "SLCN", "2"),
    ]
    assert len({r["_row"] for r in read}) == len(read)


def test_a_column_to_keep_by_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    mapping = {"columns": {"person_id": "Child"}, "keep": {"Stat": "filled"}}
    with (
        register(tmp_path, person=mapping) as source,
        pytest.raises(SourceError, match="no column 'Stat', by which rows of person are kept"),
    ):
        source.check()


def test_a_workbook_that_counts_days_from_1904(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.epoch = MAC_EPOCH
    for row in (["person_id", "birth_date"], ["1", 40303]):
        made.active.append(row)
    made.save(tmp_path / "person.xlsx")
    assert person(tmp_path)[0]["birth_date"] == "2014-05-06"


def test_what_excel_and_a_mac_put_beside_a_file_is_no_delivery(tmp_path: Path) -> None:
    (tmp_path / "ehcp_person.csv").write_text("person_id\n7\n")
    for name in ("~$ehcp_person.csv", "._ehcp_person.csv"):
        (tmp_path / name).write_bytes(b"\x05Officer")
    assert person(tmp_path, source="*person.csv")[0]["person_id"] == "7"
    (tmp_path / "old_person.csv").write_text("person_id\n6\n")
    with pytest.raises(SourceError, match=r"2 files fit .* \(ehcp_person.csv, old_person.csv\)"):
        person(tmp_path, source="*person.csv")


def noted(folder: Path, day: date, **tables: Any) -> list[str]:
    config = {"kind": "files", "path": str(folder), "not_held": [n for n in NOT_HELD if n not in tables]}
    with open_source(source_config({**config, "tables": tables}), None, day) as source:
        for name in ("person", *tables):
            source.read(name)
        return [note for note in source.notes() if not note.endswith(": not held")]


def test_a_second_part_or_a_later_copy_that_nothing_reads_is_told(tmp_path: Path) -> None:
    for name in ("person.csv", "person_2.csv", "Person (1).csv", "personal.csv", "person.pdf", "plan.csv"):
        (tmp_path / name).write_text("person_id\n7\n")
    (note,) = noted(tmp_path, DAY)
    assert "person: person.csv was read, and nothing reads Person (1).csv, person_2.csv beside it" in note
    parts = {"source": "person.csv", "more": [{"source": "person_2.csv"}, {"source": "Person (1).csv"}]}
    assert noted(tmp_path, DAY, person=parts) == []


def test_a_file_that_is_named_after_a_child_is_counted_and_not_named(tmp_path: Path) -> None:
    for name in ("person.csv", "person Canaryname.csv", "person_2.csv"):
        (tmp_path / name).write_text("person_id\n7\n")
    (note,) = noted(tmp_path, DAY)
    assert "nothing reads person_2.csv … beside it" in note and "Canaryname" not in note
    (tmp_path / "person_2.csv").unlink()
    (note,) = noted(tmp_path, DAY)
    assert "nothing reads 1 more, whose names are not shown, beside it" in note
    with pytest.raises(SourceError, match="2 files fit") as refused:
        person(tmp_path, source="person*.csv")
    assert "Canaryname" not in str(refused.value)


def test_files_of_earlier_days_are_told_and_earlier_versions_are_not(tmp_path: Path) -> None:
    for day in ("2025-03-12", "2025-03-13", "2025-03-14"):
        (tmp_path / f"person_{day}.csv").write_text("person_id\n7\n")
    dated = {"person": {"source": "person_{date}.csv"}, "sen_need": {"source": "need_{date}.csv"}}
    need = "active_plan_id,sen_type,sen_type_rank\nA1,ASD,1\n"
    (tmp_path / "need_2025-03-14.csv").write_text(need)
    assert noted(tmp_path, DAY, **dated) == []
    (tmp_path / "need_2025-03-14.csv").rename(tmp_path / "need_2025-01-14.csv")
    (note,) = noted(tmp_path, DAY, **dated)
    assert note == "sen_need: need_2025-01-14.csv is of an earlier day than the newest file of other tables"
    assert "the newest file is of 2025-03-14" in noted(tmp_path, date(2025, 3, 22), **dated)[-1]
    assert noted(tmp_path, date(2025, 3, 21), **dated) == [note], "a weekly export"


def test_a_link_to_the_newest_export_is_that_export(tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports/person_20250314.csv").write_text("person_id\n7\n")
    (tmp_path / "person.csv").symlink_to("exports/person_20250314.csv")
    assert person(tmp_path)[0]["person_id"] == "7"
    (tmp_path / "exports/person_20250314.csv").unlink()
    with pytest.raises(SourceUnfinished, match="holds no file 'person.csv'"):
        person(tmp_path)


def test_a_folder_on_another_kind_of_storage() -> None:
    import fsspec

    storage = fsspec.filesystem("memory")
    with storage.open("/drop/person.csv", "wb") as file:
        file.write(b"person_id\n7\n")
    assert person("memory://drop")[0]["person_id"] == "7"


def test_a_driver_that_is_not_installed_is_named() -> None:
    with pytest.raises(ConfigError, match="No driver for nosuch://"):
        person("nosuch://drop")


def test_a_required_table_without_a_file_is_a_fault_that_may_pass(tmp_path: Path) -> None:
    """An exporter writes one file after the other, and may have come no further."""
    (tmp_path / "persons.csv").write_text("person_id\n1\n")
    with pytest.raises(
        SourceUnfinished, match=r"holds no file 'person.csv' for person. Did you mean 'persons.csv'"
    ):
        person(tmp_path)


def test_an_export_that_has_not_ended_explains_its_other_faults(tmp_path: Path) -> None:
    (tmp_path / "request.csv").write_text("half\n1\n")
    not_held = [name for name in NOT_HELD if name != "request"]
    config = source_config({"kind": "files", "path": str(tmp_path), "not_held": not_held})
    with open_source(config, None, DAY) as source, pytest.raises(SourceUnfinished) as error:
        source.check()
    assert "holds no file 'person.csv'" in str(error.value)
    assert "request.csv" in str(error.value)


# Files that nobody should be able to hurt the pipeline with.


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"person_id\n" + b"x" * (limits.MAX_LINE_CHARS + 10), "longer than"),
        (b'person_id\n"' + b"x\n" * limits.MAX_LINE_CHARS, "cannot be read"),
        (b",".join(b"c%d" % i for i in range(limits.MAX_COLUMNS + 1)), "2,001 columns"),
        (b"PK\x03\x04\0\0", "cannot be read as an XLSX workbook"),
    ],
    ids=["giant line", "quotation mark left open", "too many columns", "a workbook by another name"],
)
def test_hostile_csv_is_refused_soon(tmp_path: Path, data: bytes, told: str) -> None:
    (tmp_path / "person.csv").write_bytes(data)
    began = time.monotonic()
    with pytest.raises(SourceError, match=told):
        person(tmp_path)
    assert time.monotonic() - began < 5


def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PART_BYTES", 1 << 20)
    with zipfile.ZipFile(tmp_path / "person.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b" " * (2 << 20))
    with pytest.raises(SourceError, match="has a part that would unpack to 2 MB; up to 1 MB are read"):
        person(tmp_path)


def test_an_entity_bomb_in_a_workbook_is_refused(tmp_path: Path) -> None:
    sound = book([["person_id"], [1]], tmp_path / "sound.xlsx")
    bomb = b'<!DOCTYPE a [<!ENTITY b "boom"><!ENTITY c "&b;&b;">]><worksheet><sheetData/></worksheet>'
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(tmp_path / "person.xlsx", "w") as new:
        for part in old.namelist():
            new.writestr(part, bomb if "sheet1" in part else old.read(part))
    with pytest.raises(SourceError, match="cannot be read as an XLSX workbook"):
        person(tmp_path)


def test_a_damaged_workbook_leaves_the_lines_that_failed_in_the_log_and_none_of_its_cells(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sound = book([["person_id"], ["Canaryworth"]], tmp_path / "sound.xlsx")
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(tmp_path / "person.xlsx", "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"<sheetData>", b"<sheetData><row r='Canaryworth'>"))
    with caplog.at_level("INFO"), pytest.raises(SourceError, match="cannot be read as an XLSX workbook"):
        person(tmp_path)
    assert "person.xlsx: " in caplog.text
    assert "openpyxl" in caplog.text
    assert "Canaryworth" not in caplog.text


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.integers(0, 5000))
def test_spoiled_files_are_read_or_refused_and_nothing_else(tmp_path: Path, noise: bytes, place: int) -> None:
    sound = book(
        [["person_id", "surname"], *[[i, "=1+1"] for i in range(20)]], tmp_path / "sound.xlsx"
    ).read_bytes()
    place %= len(sound)
    for data in (sound[:place], sound[:place] + noise + sound[place + len(noise) :]):
        try:
            read_sheet(io.BytesIO(data), "f.xlsx")
        except SourceError as error:
            assert "f.xlsx" in str(error)
    try:
        read_delimited(io.BytesIO(noise), "f.csv", totals=True)
    except SourceError as error:
        assert "f.csv" in str(error)
