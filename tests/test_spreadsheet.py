"""Lists that leave as CSV or XLSX are harmless to open and the same every time."""

from __future__ import annotations

import csv
import re
import time
import zipfile
from pathlib import Path
from xml.etree import ElementTree

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
    }
    write_xlsx(sheets, tmp_path / "one.xlsx")
    time.sleep(1.1)  # the archive and the document name the second of their making
    write_xlsx(sheets, tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.xlsx") as book:
        parts = {name: book.read(name).decode() for name in book.namelist()}
    for part in parts.values():
        ElementTree.fromstring(part.encode())
    assert re.findall('sheet name="(.*?)"', parts["xl/workbook.xml"]) == ["Team", "None"]
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert "<f>" not in sheet
    assert re.findall(r'<t xml:space="preserve">(.*?)</t>', sheet) == ["record", "on", "'=1+1", "ab"]
    assert '<c s="2"><v>46053</v></c>' in sheet  # 31 January 2026 as spreadsheets count days


def test_sheets_that_excel_would_take_for_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="different names"):
        write_xlsx({"Team A/B": pd.DataFrame(), "team a-b": pd.DataFrame()}, tmp_path / "x.xlsx")
