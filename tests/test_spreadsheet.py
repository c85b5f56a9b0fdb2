"""Lists that leave as CSV or XLSX are harmless to open and the same every time."""

from __future__ import annotations

import csv
import time
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.spreadsheet import neutral, write_csv, write_xlsx

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x", "  =1", "\ufeff=1"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_cell_that_starts_like_a_formula_is_text(formula: str) -> None:
    safe = neutral(pd.DataFrame({"note": [formula, "plain"]}))
    assert safe["note"].to_list() == [f"'{formula}", "plain"]


def test_a_column_name_is_a_cell_too() -> None:
    assert neutral(pd.DataFrame({"=cmd": ["x"]})).columns.to_list() == ["'=cmd"]


def test_numbers_dates_flags_and_gaps_stay_what_they_are() -> None:
    frame = pd.DataFrame(
        {
            "days": pd.array([-3, None], dtype="Int64"),
            "on": pd.Series([pd.Timestamp("2026-01-31"), pd.NaT]),
            "late": pd.array([True, None], dtype="boolean"),
            "note": pd.array(["ok", None], dtype="str"),
        }
    )
    pd.testing.assert_frame_equal(neutral(frame), frame)


@given(st.lists(st.text(max_size=8), min_size=1, max_size=20))
def test_no_text_whatever_starts_like_a_formula(texts: list[str]) -> None:
    safe = neutral(pd.DataFrame({"note": pd.Series(texts, dtype="object")}))["note"]
    assert not safe.str.strip().str.match(r"[=+\-@＝＋－＠]").any()


def test_csv_opens_in_excel_with_accents_and_without_formulas(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    write_csv(pd.DataFrame({"worker": ["Zoë", "=HYPERLINK(1)"]}), path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["worker"], ["Zoë"], ["'=HYPERLINK(1)"]]


def test_workbook_holds_no_formula_and_is_the_same_every_time(tmp_path: Path) -> None:
    sheets = {
        "Team": pd.DataFrame(
            {"record": ["=1+1", "a\x00b"], "on": pd.Series([pd.Timestamp("2026-01-31"), pd.NaT])}
        ),
        "None": pd.DataFrame({"record": []}),
        "Empty": pd.DataFrame(),
    }
    write_xlsx(sheets, tmp_path / "one.xlsx")
    time.sleep(1.1)  # the document names the second of its making
    write_xlsx(sheets, tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.xlsx") as book:
        assert {part.date_time[0] for part in book.infolist()} == {1980}
        parts = {part: book.read(part).decode() for part in book.namelist()}
    for text in parts.values():
        ElementTree.fromstring(text.encode())
    assert not [name for name, text in parts.items() if "<f>" in text or "hyperlink" in text]
    assert (tmp_path / "one.xlsx").stat().st_mode & 0o077 == 0


def test_workbook_opens_with_its_cells_heads_widths_and_filter(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "record": pd.array(["=1+1", "http://example.org", "007", None, "_x0041_"], dtype="str"),
            "on": pd.to_datetime(pd.Series(["2026-01-31", None, "1999-12-31", None, None])),
            "late": pd.array([True, False, None, None, True], dtype="boolean"),
            "days": pd.array([-3, None, 0, 10**9, 7], dtype="Int64"),
            "share": [0.1, 12.5, None, 1 / 3, 100.0],
            "why": ["x" * 200, "", "two\nlines", None, "é"],
        }
    )
    write_xlsx({"All [2026]": frame, "None": frame[:0]}, tmp_path / "list.xlsx", stamp="INVENTED")
    book = openpyxl.load_workbook(tmp_path / "list.xlsx")
    assert book.sheetnames == ["All -2026-", "None"]
    for sheet, rows in ((book["All -2026-"], 5), (book["None"], 0)):
        assert [cell.value for cell in sheet[1]][:2] == ["INVENTED", None]
        assert [cell.value for cell in sheet[2]] == list(frame.columns)
        assert all(cell.font.bold for cell in (*sheet[2], sheet["A1"]))
        assert sheet.freeze_panes == "A3"
        assert sheet.auto_filter.ref == f"A2:F{2 + rows}"
    sheet = book["All -2026-"]
    assert [cell.value for cell in sheet["A"][2:]] == ["'=1+1", "http://example.org", "007", None, "_x0041_"]
    assert [cell.value for cell in sheet["B"][2:]] == [
        pd.Timestamp("2026-01-31"),
        None,
        pd.Timestamp("1999-12-31"),
        None,
        None,
    ]
    assert sheet["B3"].number_format == "yyyy-mm-dd"
    assert [cell.value for cell in sheet["C"][2:]] == [True, False, None, None, True]
    assert [cell.value for cell in sheet["D"][2:]] == [-3, None, 0, 10**9, 7]
    assert [cell.value for cell in sheet["E"][2:]] == [0.1, 12.5, None, pytest.approx(1 / 3), 100]
    assert [cell.value for cell in sheet["F"][2:]] == ["x" * 200, "", "two\nlines", None, "é"]
    assert not any(cell.font.bold or cell.hyperlink for row in sheet["A3:F7"] for cell in row)
    assert [round(sheet.column_dimensions[name].width) for name in "ADF"] == [21, 13, 61]


def test_what_a_sheet_cannot_hold_is_cut_in_sight_or_refused(tmp_path: Path) -> None:
    write_xlsx({"'Long'": pd.DataFrame({"note": ["é" * 40_000]})}, tmp_path / "long.xlsx")
    book = openpyxl.load_workbook(tmp_path / "long.xlsx")
    assert book.sheetnames == ["Long"]
    assert book["Long"]["A2"].value == "é" * 32_766 + "…"
    with pytest.raises(ValueError, match="as CSV"):
        write_xlsx({"Many": pd.DataFrame({"n": range(1_048_576)})}, tmp_path / "many.xlsx")


def test_sheets_that_excel_would_take_for_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="different names"):
        write_xlsx({"Team A/B": pd.DataFrame(), "team a-b": pd.DataFrame()}, tmp_path / "x.xlsx")
