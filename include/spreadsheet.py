"""The only way our tables leave as CSV or XLSX: no cell is ever taken for a formula, and equal tables give equal bytes.

What a case worker typed years ago must not run when a colleague opens the list in a spreadsheet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from include import private

# OWASP, "CSV injection": what spreadsheets take for the start of a formula, with the full-width forms.
# Leading spaces and invisible characters do not protect: some programs drop them on opening.
_FORMULA = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
# What XML 1.0 cannot hold.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ALWAYS = datetime(1980, 1, 1)  # noqa: DTZ001 - a workbook names the moment of its making: equal tables, equal bytes
_WIDEST = 60
# Microsoft, "Excel specifications and limits". XlsxWriter leaves out what is beyond them, and says nothing.
_MOST_ROWS, _LONGEST = 1_048_576, 32_767


def neutral(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy whose texts, and column names, no spreadsheet program takes for a formula.

    Text that starts like a formula gets an apostrophe before it; numbers, dates and flags stay as they are.
    """
    columns = []
    for place, dtype in enumerate(frame.dtypes):
        column = frame.iloc[:, place]
        if isinstance(dtype, pd.CategoricalDtype):
            column = column.astype(dtype.categories.dtype)
        columns.append(column.map(_harmless, na_action="ignore") if _may_hold_text(column) else column)
    safe = pd.concat(columns, axis=1) if columns else frame.copy()
    return safe.set_axis([_harmless(name) for name in frame.columns], axis=1)


def write_csv(frame: pd.DataFrame, path: Path | str | BinaryIO) -> None:
    """Write a table as CSV in UTF-8 with a byte order mark, without which Excel garbles names.

    A file is written whole and readable by its owner alone.
    """
    text = neutral(frame).to_csv(index=False, lineterminator="\r\n")
    _put(text.encode("utf-8-sig"), path)


def write_xlsx(sheets: Mapping[str, pd.DataFrame], path: Path | str | BinaryIO, stamp: str = "") -> None:
    """Write tables as the sheets of one workbook, headed, filterable and with the head row in view.

    Args:
        sheets: name of each sheet -> its table. Excel allows 31 characters and few signs: longer names are cut,
            signs replaced. Text is cut at the 32,767 characters that a cell holds.
        path: file to write, whole and for its owner alone, or an open one.
        stamp: words above the head row of every sheet, such as that the data are invented.

    """
    # An apostrophe at either end is the third thing that Excel does not take.
    names = [re.sub(r"[\[\]:*?/\\]", "-", name)[:31].strip("'") for name in sheets]
    if len({name.casefold() for name in names}) < len(names) or not names:
        raise ValueError("A workbook needs at least one sheet, and sheets need different names.")
    if any(len(frame) + 2 > _MOST_ROWS for frame in sheets.values()):
        raise ValueError(f"A sheet holds {_MOST_ROWS:,} rows. Write this table as CSV.")
    content = BytesIO()
    as_they_are = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, {"in_memory": True, **as_they_are}) as book:
        book.set_properties({"created": _ALWAYS})
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for name, frame in zip(names, sheets.values(), strict=True):
            _fill(book.add_worksheet(name), neutral(frame), stamp, bold, day)
    _put(content.getvalue(), path)


def _put(content: bytes, path: Path | str | BinaryIO) -> None:
    if isinstance(path, Path | str):
        private.write(Path(path), content)
    else:
        path.write(content)


def _may_hold_text(column: pd.Series) -> bool:
    kinds = pd.api.types
    return not (
        kinds.is_numeric_dtype(column) or kinds.is_bool_dtype(column) or kinds.is_datetime64_any_dtype(column)
    )


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def _fill(sheet: Worksheet, frame: pd.DataFrame, stamp: str, bold: Format, day: Format) -> None:
    if stamp:
        sheet.write_string(0, 0, _text(_harmless(stamp)), bold)
    head = 1 if stamp else 0
    sheet.freeze_panes(head + 1, 0)
    for place, name in enumerate(map(str, frame.columns)):
        column = frame.iloc[:, place]
        sheet.set_column(place, place, _width(name, column))
        sheet.write_string(head, place, _text(name), bold)
        values = column.astype(object).where(column.notna(), None)
        for row, value in enumerate(values, start=head + 1):
            _write(sheet, row, place, value, day)
    if len(frame.columns):
        sheet.autofilter(head, 0, head + len(frame), len(frame.columns) - 1)


def _write(sheet: Worksheet, row: int, place: int, value: Any, day: Format) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value)
    elif isinstance(value, date) and not (isinstance(value, pd.Timestamp) and value != value.normalize()):
        sheet.write_datetime(row, place, date(value.year, value.month, value.day), day)
    else:
        sheet.write_string(row, place, _text(str(value)))


def _text(text: str) -> str:
    text = _UNPRINTABLE.sub("", text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _width(head: str, column: pd.Series) -> int:
    longest = column.dropna().astype("str").str.len().max() if len(column.dropna()) else 0
    return int(min(max(len(head), longest) + 2, _WIDEST))
