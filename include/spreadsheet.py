"""The only way our tables leave as CSV or XLSX: no cell is ever taken for a formula, and equal tables give equal bytes.

What a case worker typed years ago must not run when a colleague opens the list in a spreadsheet. A workbook is written
part by part (ECMA-376, Office Open XML), because libraries stamp it with the time of day.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

import pandas as pd

from include import private

# OWASP, "CSV injection": what spreadsheets take for the start of a formula, with the full-width forms.
# Leading spaces and invisible characters do not protect: some programs drop them on opening.
_FORMULA = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
# What XML 1.0 cannot hold.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP archive can name
_DAY_ZERO = date(1899, 12, 30)  # of spreadsheet dates
_WIDEST = 60
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Cell styles by number: 0 as it is, 1 bold, 2 a day.
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/>'
    '<xf numFmtId="164" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


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
            signs replaced.
        path: file to write, whole and for its owner alone, or an open one.
        stamp: words above the head row of every sheet, such as that the data are invented.

    """
    names = [re.sub(r"[\[\]:*?/\\]", "-", name)[:31] for name in sheets]
    if len({name.casefold() for name in names}) < len(names) or not names:
        raise ValueError("A workbook needs at least one sheet, and sheets need different names.")
    parts = {
        "[Content_Types].xml": _content_types(len(names)),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": _workbook(names),
        "xl/_rels/workbook.xml.rels": _relations(
            {
                **{f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)},
                "styles": ("styles", "styles.xml"),
            }
        ),
        "xl/styles.xml": _STYLES,
    }
    book = BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        for n, frame in enumerate(sheets.values(), start=1):
            parts[f"xl/worksheets/sheet{n}.xml"] = _sheet(neutral(frame), stamp)
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, _XML + content)
    _put(book.getvalue(), path)


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


def _content_types(sheets: int) -> str:
    overrides = {"workbook.xml": "sheet.main", "styles.xml": "styles"}
    overrides |= {f"worksheets/sheet{n}.xml": "worksheet" for n in range(1, sheets + 1)}
    listed = "".join(
        f'<Override PartName="/xl/{part}" ContentType="{_KIND}.{kind}+xml"/>'
        for part, kind in overrides.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _workbook(names: list[str]) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(names, start=1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'


def _sheet(frame: pd.DataFrame, stamp: str) -> str:
    heads = [str(column) for column in frame.columns]
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{_width(head, frame.iloc[:, n - 1])}" customWidth="1"/>'
        for n, head in enumerate(heads, start=1)
    )
    top = [f"<row>{_text(_harmless(stamp), style=1)}</row>"] if stamp else []
    rows = [*top, f"<row>{''.join(_text(head, style=1) for head in heads)}</row>"]
    first = len(top) + 1
    values = frame.astype(object).where(frame.notna(), None)
    rows += [f"<row>{''.join(_cells(row))}</row>" for row in values.itertuples(index=False, name=None)]
    columns = f"<cols>{widths}</cols>" if heads else ""
    filtered = f'<autoFilter ref="A{first}:{_letters(len(heads))}{len(frame) + first}"/>' if heads else ""
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        f'<pane ySplit="{first}" topLeftCell="A{first + 1}" activePane="bottomLeft" state="frozen"/>'
        "</sheetView></sheetViews>"
        f"{columns}<sheetData>{''.join(rows)}</sheetData>{filtered}</worksheet>"
    )


def _cells(row: tuple[object, ...]) -> Iterator[str]:
    for value in row:
        if value is None:
            yield "<c/>"
        elif isinstance(value, bool):
            yield f'<c t="b"><v>{int(value)}</v></c>'
        elif isinstance(value, int | float):
            yield f"<c><v>{value!r}</v></c>"
        elif isinstance(value, date) and not (isinstance(value, pd.Timestamp) and value != value.normalize()):
            yield f'<c s="2"><v>{date(value.year, value.month, value.day).toordinal() - _DAY_ZERO.toordinal()}</v></c>'
        else:
            yield _text(str(value))


def _text(text: str, style: int = 0) -> str:
    safe = escape(_UNPRINTABLE.sub("", text))
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{safe}</t></is></c>'


def _width(head: str, column: pd.Series) -> int:
    longest = column.dropna().astype("str").str.len().max() if len(column.dropna()) else 0
    return int(min(max(len(head), longest) + 2, _WIDEST))


def _letters(number: int) -> str:
    """Name of a column, from 1: A, B, … Z, AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
