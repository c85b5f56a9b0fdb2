"""Sheets of workbooks as tables of text. Cells are read as stored; formulas give the value that Excel last saved.

A workbook is what its first bytes say, whatever its name: openpyxl reads XLSX and Strict Open XML, and calamine what
openpyxl does not, that is the XLS of before 2007, XLSB and ODS. How a table lies on a sheet is the business of
`layout`.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, BinaryIO, Literal, NamedTuple, Protocol

import openpyxl
import python_calamine
from defusedxml.ElementTree import fromstring
from openpyxl.utils import column_index_from_string

from include.errors import SourceError, without_message
from include.sources import limits
from include.sources.layout import LOOK_AHEAD, Laid, Row, header_of, laid_out
from include.sources.mapping import find, near
from include.sources.text import as_text

log = logging.getLogger(__name__)

# Excel's day 0, so that its day 60, the 29 February 1900 that never was, does not matter from March 1900 on. Workbooks
# of an older Excel for the Mac count from another day, which they tell.
EXCEL_EPOCH = date(1899, 12, 30)

_STRICT = b"http://purl.oclc.org/ooxml/"  # ISO/IEC 29500, Strict
# What the usual kind calls the same; for what is read here the names are all that is different.
_USUAL = {
    _STRICT + b"spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    _STRICT
    + b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    _STRICT + b"drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}
_MIDNIGHT = time(23, 59, 59, 500_000)
_REMEDY = "Save it from Excel as 'Excel Workbook (.xlsx)', without a password, and put that in its place."

_SHOWN_SHEETS = 20

Kind = Literal["xlsx", "xls", "text"]


# A cell with a formula and no result, as programs write that compute nothing; its place stands in its attributes.
_NO_RESULT = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*)>\s*<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
# A tab or the end of a line within a cell, as workbooks store it.
_CONTROL = re.compile(r"_x000([9AD])_", re.IGNORECASE)


class Uncalculated(NamedTuple):
    """Formulas of a column whose result no program had saved: how many, and the first row."""

    cells: int
    row: int


class Heads(NamedTuple):
    """Heads of a table: those without which it cannot be read, and all that it may have."""

    needed: frozenset[str] = frozenset()
    every: frozenset[str] = frozenset()


class Book(Protocol):
    """An open workbook. `tells_errors`: whether a cell with an error, such as #REF!, can be told from an empty one."""

    sheets: list[str]
    hidden: frozenset[str]
    day_zero: date
    tells_errors: bool

    def uncalculated(self, sheet: str, below: int) -> dict[int, Uncalculated]:
        """Formulas without a result below a row of a sheet, by the column's place from 0; none where none can tell."""
        ...

    def rows(self, sheet: str) -> Iterable[Sequence[Any]]:
        """Rows of a sheet from its first, each from column A on."""
        ...


class _Openpyxl:
    tells_errors = True

    def __init__(self, book: Any, archive: zipfile.ZipFile) -> None:
        self._book, self._archive = book, archive
        self.sheets = [sheet.title for sheet in book.worksheets]
        self.hidden = frozenset(s.title for s in book.worksheets if s.sheet_state != "visible")
        self.day_zero: date = book.epoch.date()

    def rows(self, sheet: str) -> Iterable[Sequence[Any]]:
        page = self._book[sheet]
        # Writers put wrong sizes into sheets; by the rows themselves nothing is cut off and nothing filled up.
        page.reset_dimensions()
        rows: Iterable[Sequence[Any]] = page.iter_rows(values_only=True)
        return rows

    def uncalculated(self, sheet: str, below: int) -> dict[int, Uncalculated]:
        part = self._archive.read(self._book[sheet]._worksheet_path.lstrip("/"))
        by_column: dict[int, Uncalculated] = {}
        for cell in _NO_RESULT.finditer(part):
            if (place := _PLACE.search(cell[1])) and (row := int(place[2])) > below:
                column = column_index_from_string(place[1].decode()) - 1
                before = by_column.get(column, Uncalculated(0, row))
                by_column[column] = Uncalculated(before.cells + 1, before.row)
        return by_column


class _Calamine:
    tells_errors = False

    def __init__(self, book: Any, day_zero: date) -> None:
        self._book = book
        self.sheets = list(book.sheet_names)
        visible = python_calamine.SheetVisibleEnum.Visible
        self.hidden = frozenset(s.name for s in book.sheets_metadata if s.visible != visible)
        self.day_zero = day_zero

    def rows(self, sheet: str) -> Iterable[Sequence[Any]]:
        rows: Iterable[Sequence[Any]] = self._book.get_sheet_by_name(sheet).iter_rows()
        return rows

    def uncalculated(self, sheet: str, below: int) -> dict[int, Uncalculated]:
        return {}  # the library gives a formula's result alone, and not the formula


def kind_of(file: BinaryIO, name: str) -> Kind:
    """What a file is by its first bytes: a workbook or text.

    Raises:
        SourceError: neither, such as a web page under a workbook's name; with what it is and what to do.

    """
    start = file.read(4096)
    file.seek(0)
    if start.startswith(b"PK\x03\x04"):
        return "xlsx"
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "xls"
    text = start.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n").lower()
    for signs, what in (
        (
            (b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta", b"<style", b"<div"),
            "a web page (HTML)",
        ),
        ((b"mime-version:",), "a web page in one file (MHTML)"),
        ((b"<?xml", b"<workbook", b"<!--"), "an XML file, such as 'XML Spreadsheet 2003'"),
        ((b"%pdf",), "a PDF"),
        ((b"{\\rtf",), "a text document (RTF)"),
        ((b"\x1f\x8b", b"bzh", b"7z\xbc\xaf", b"rar!", b"\xfd7zxz", b"(\xb5/\xfd"), "a compressed file"),
        ((b"par1",), "a Parquet file"),
        ((b'{"url"', b'{"doc_id"', b"[internetshortcut]"), "a link to a file kept elsewhere"),
        ((b'{"', b"[{", b"{\n", b"{\r", b"[\n", b"[\r"), "a JSON file"),
        ((b"-----begin pgp",), "an encrypted file (PGP)"),
        ((b"insert into ", b"create table "), "a file of SQL statements"),
        ((b"version https://git-lfs",), "the stand-in of a file kept elsewhere"),
    ):
        if text.startswith(signs):
            raise SourceError(
                f"{name} is {what}, not a workbook or CSV file, whatever its name. {_remedy(what)}"
            )
    return "text"


def _remedy(what: str) -> str:
    first = "Open it"
    if what == "a JSON file":
        first = "A server may have answered so in place of the export: export it again"
    elif "encrypted" in what or "SQL" in what:
        first = "Have it exported as a table"
    elif "compressed" in what:
        first = "Unpack it, or open it"
    return f"{first}. {_REMEDY}"


@contextmanager
def opened(file: BinaryIO, name: str) -> Iterator[Book]:
    """A workbook, after its zip directory has shown that it unpacks to a reasonable size.

    Raises:
        SourceError: no workbook, damaged, locked with a password, or above a limit of `limits`.

    """
    try:
        kind = kind_of(file, name)
        if kind == "xls":
            yield _older(file, name)
            return
        parts = _checked(file, name)
        if "xl/workbook.xml" not in parts:
            yield _other(file, name, parts)
            return
        with zipfile.ZipFile(file) as archive:
            root = fromstring(archive.read("xl/workbook.xml"), forbid_dtd=True)
        file.seek(0)
        if root.tag.startswith(f"{{{_STRICT.decode()}"):
            file = _usual(file)
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        with zipfile.ZipFile(file) as archive:
            try:
                yield _Openpyxl(book, archive)
            finally:
                book.close()
    except SourceError:
        raise
    except Exception as error:
        # Whatever a damaged workbook does to the libraries, it is the file that is at fault. The kind of error
        # is told and its words are not, for they may quote a cell.
        log.info("%s: %s", name, without_message(error))
        raise SourceError(
            f"{name} cannot be read as an XLSX workbook ({type(error).__name__}). It may be cut short, locked "
            f"with a password, or of an older kind. {_REMEDY}"
        ) from None


def _usual(file: BinaryIO) -> BinaryIO:
    """A workbook saved as Strict Open XML, under the names of the usual kind."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(file) as strict,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as usual,
    ):
        for part in strict.namelist():
            content = strict.read(part)
            for name, usual_name in _USUAL.items():
                content = content.replace(name, usual_name)
            usual.writestr(part, content)
    made.seek(0)
    return made


def _checked(file: BinaryIO, name: str) -> set[str]:
    """Names of a workbook's parts, if they unpack to a reasonable size."""
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
    file.seek(0)
    # The standard library never unpacks more of a part than the directory says.
    sizes = [part.file_size for part in parts]
    whole, largest = sum(sizes), max(sizes, default=0)
    for number, most, unit, words in (
        (len(parts), limits.MAX_PARTS, 1, "has {:,} parts; up to {:,}"),
        (whole, limits.MAX_UNZIPPED_BYTES, 1 << 20, "would unpack to {:,} MB; up to {:,} MB"),
        (largest, limits.MAX_PART_BYTES, 1 << 20, "has a part that would unpack to {:,} MB; up to {:,} MB"),
    ):
        if number > most:
            raise SourceError(
                f"{name} {words.format(-(-number // unit), most // unit)} are read. Export it as CSV."
            )
    return {part.filename for part in parts}


def _older(file: BinaryIO, name: str) -> Book:
    """An XLS workbook; the same container holds workbooks that are locked with a password."""
    whole = file.read(limits.MAX_PART_BYTES + 1)
    file.seek(0)
    if len(whole) > limits.MAX_PART_BYTES:
        raise SourceError(
            f"{name} is larger than {limits.MAX_PART_BYTES >> 20:,} MB, up to which workbooks of its kind are read. "
            "Export it as CSV."
        )
    # Names of streams stand in the container's directory as UTF-16.
    if "EncryptedPackage".encode("utf-16-le") in whole or "EncryptionInfo".encode("utf-16-le") in whole:
        raise SourceError(f"{name} is locked with a password, so nothing of it can be read. {_REMEDY}")
    try:
        return _Calamine(python_calamine.load_workbook(file), EXCEL_EPOCH)
    except python_calamine.PasswordError:
        raise SourceError(
            f"{name} is locked with a password, so nothing of it can be read. {_REMEDY}"
        ) from None
    except Exception as error:
        log.info("%s: %s", name, without_message(error))
        raise SourceError(
            f"{name} is of the kind of Excel before 2007 (XLS), or no workbook, and cannot be read "
            f"({type(error).__name__}). {_REMEDY}"
        ) from None


def _other(file: BinaryIO, name: str, parts: set[str]) -> Book:
    if parts & {"xl/workbook.bin", "content.xml"}:
        return _Calamine(python_calamine.load_workbook(file), EXCEL_EPOCH)
    if any(part.endswith(".iwa") for part in parts):
        raise SourceError(
            f"{name} is a document of Apple Numbers. Export it from there as an Excel workbook (.xlsx)."
        )
    raise SourceError(
        f"{name} is a ZIP file that holds no workbook. Unpack it, and put its files in its place."
    )


class ReadSheet(NamedTuple):
    """A sheet, the day from which its workbook counts days, and how many sheets that has.

    `uncalculated`: formulas among the records whose result no program had saved, by head.
    """

    laid: Laid
    day_zero: date
    sheets: int
    uncalculated: dict[str, Uncalculated]


def sheet_of(book: Book, sheet: str | None, name: str) -> str:
    """A sheet's name as the workbook writes it; the first sheet when None.

    Raises:
        SourceError: there is no such sheet, or none at all.

    """
    chosen = find(sheet, book.sheets) if sheet else next(iter(book.sheets), None)
    if chosen is None:
        if not sheet:
            raise SourceError(f"{name} has no sheet with cells. {_REMEDY}")
        raise SourceError(
            f"{name} has no sheet {sheet!r}.{near(sheet, book.sheets)} It has {_listed(book.sheets)}."
        )
    return chosen


def rows_of(book: Book, sheet: str | None, name: str) -> Iterator[tuple[int, list[str | None]]]:
    """Rows of one sheet, numbered as Excel numbers them, as text; blank cells at their ends are left off.

    Args:
        book: from `opened`.
        sheet: its name, whatever its case; the first sheet when None.
        name: the file's name in messages.

    Raises:
        SourceError: there is no such sheet, or it is above a limit.

    """
    chosen = sheet_of(book, sheet, name)
    for number, cells in enumerate(book.rows(chosen), start=1):
        if number > limits.MAX_ROWS:
            raise SourceError(f"{name}, sheet {chosen!r}, has more than {limits.MAX_ROWS:,} rows.")
        if len(cells) > limits.MAX_COLUMNS and any(c is not None for c in cells[limits.MAX_COLUMNS :]):
            raise SourceError(
                f"{name}, sheet {chosen!r}, row {number} reaches beyond {limits.MAX_COLUMNS:,} columns. "
                "Remove what stands to the right of the table."
            )
        row = [_text(cell) for cell in cells[: limits.MAX_COLUMNS]]
        while row and not (row[-1] or "").strip():
            row.pop()
        yield number, row


def read_sheet(
    file: BinaryIO,
    name: str,
    *,
    sheet: str | None = None,
    skip_rows: int = 0,
    header_rows: int = 1,
    totals: bool = True,
    count_heads: Callable[[Row], int] | None = None,
    heads: Heads | None = None,
) -> ReadSheet:
    """One sheet as text columns under its own header.

    Args:
        file: opened for bytes, and able to go back to its start.
        name: its name in messages.
        sheet: its name; when left out, the first, or with `heads` the one that fits them: see `_fitting`.
        skip_rows: as `layout.laid_out`, with the rest and the errors.
        header_rows: rows of the header.
        totals: leave out total rows.
        count_heads: counts the names in a row that are known for heads.
        heads: of the table.

    """

    def laid(book: Book, page: str | None, place: str) -> Laid:
        return laid_out(
            rows_of(book, page, name),
            place,
            skip_rows=skip_rows,
            header_rows=header_rows,
            totals=totals,
            unit="row",
            ragged=True,
            count_heads=count_heads,
        )

    with opened(file, name) as book:
        chosen, notes = sheet, []
        if sheet is None and heads and heads.needed and len(book.sheets) > 1:
            chosen = _fitting(book, name, heads, skip_rows, header_rows, lambda page: laid(book, page, name))
            notes = [f"sheet {chosen!r} was read; the workbook has {_listed(book.sheets)}"]
        if not book.tells_errors:
            notes.append(
                "a workbook of its kind (XLS, XLSB, ODS) does not tell errors such as #REF! from empty cells; "
                "saved as .xlsx it does"
            )
        read = laid(
            book,
            chosen,
            name if len(book.sheets) < 2 else f"{name}, sheet {sheet_of(book, chosen, name)!r}",
        )
        by_column = book.uncalculated(sheet_of(book, chosen, name), skip_rows + header_rows)
        uncalculated = {read.header[at]: cells for at, cells in by_column.items() if at < len(read.header)}
        return ReadSheet(
            read._replace(notes=notes + read.notes), book.day_zero, len(book.sheets), uncalculated
        )


def _fitting(
    book: Book,
    name: str,
    heads: Heads,
    skip_rows: int,
    header_rows: int,
    laid: Callable[[str], Laid],
) -> str:
    """The sheet to read where the mapping names none: the first that has the heads that the table needs.

    One that has less than half of the table's heads that another has is another table, and one without a record is a
    form to fill in; neither counts beside the other. A hidden one, such as last year's, counts only where none that is
    shown has any of the heads.

    Raises:
        SourceError: no sheet has any of the heads; several lack some; or a further one has records of its own, which
            would be passed over.

    """
    lacking, found = {}, {}
    for sheet in book.sheets:
        header = header_of(rows_of(book, sheet, name), skip_rows, header_rows)
        lacking[sheet] = sum(find(want, header) is None for want in heads.needed)
        found[sheet] = sum(find(head, header) is not None for head in heads.every | heads.needed)
    visible = {sheet: number for sheet, number in lacking.items() if sheet not in book.hidden}
    if visible and min(visible.values()) < len(heads.needed):
        lacking = visible
    fewest = min(lacking.values())
    fitting = [sheet for sheet, number in lacking.items() if number == fewest]
    if fewest == 0:
        most = max(found[sheet] for sheet in fitting)
        fitting = [sheet for sheet in fitting if 2 * found[sheet] >= most]
        if len(fitting) > 1:
            shared = _shared_heads(book, fitting, heads, skip_rows, header_rows)
            records = {sheet: _records(laid, sheet, shared) for sheet in fitting}
            filled = [sheet for sheet in fitting if records[sheet]] or fitting[:1]
            fitting = [sheet for sheet in filled if sheet == filled[0] or records[sheet] - records[filled[0]]]
    # A sheet that lacks a few is read, so that what it lacks is told by name.
    if len(fitting) == 1 and fewest < len(heads.needed):
        return fitting[0]
    if fewest == 0:
        why = f"{_listed(fitting)} have its heads and other records each, of which one sheet alone would be read"
    elif fewest < len(heads.needed):
        why = f"{_listed(fitting)} may all be meant"
    else:
        why = f"none has a column that the table needs{_further_down(book, name, heads)}"
    raise SourceError(
        f"{name} has {_listed(book.sheets)}; {why}. Name the sheet as 'sheet' below 'format' of the table's mapping; "
        "'skip_rows' there tells of rows above its header."
    )


def _shared_heads(
    book: Book, sheets: list[str], heads: Heads, skip_rows: int, header_rows: int
) -> frozenset[str]:
    """Heads of the table that each of some sheets has: records that differ in one of them are not the same."""
    headers = [header_of(rows_of(book, sheet, ""), skip_rows, header_rows) for sheet in sheets]
    shared = {head for head in heads.every if all(find(head, header) is not None for header in headers)}
    return heads.needed | shared


def _records(laid: Callable[[str], Laid], sheet: str, needed: frozenset[str]) -> set[tuple[str | None, ...]]:
    """What a sheet holds in some columns; nothing of one that cannot be read."""
    try:
        table = laid(sheet).table
    except SourceError:
        return set()
    columns = [table[name].to_pylist() for head in sorted(needed) if (name := find(head, table.column_names))]
    return set(zip(*columns, strict=True))


def _further_down(book: Book, name: str, heads: Heads) -> str:
    """Where a sheet has the heads below other rows, as the end of a sentence; '' where none has."""
    for sheet in book.sheets:
        for number, row in islice(rows_of(book, sheet, name), LOOK_AHEAD):
            header = [cell.strip() for cell in row if cell]
            if all(find(want, header) for want in heads.needed):
                return (
                    f" where its header was looked for; in sheet {sheet!r} it seems to stand in row {number}"
                )
    return ""


def _listed(sheets: list[str]) -> str:
    names = [repr(sheet) for sheet in sheets[:_SHOWN_SHEETS]]
    more = f" and {len(sheets) - _SHOWN_SHEETS} more" if len(sheets) > _SHOWN_SHEETS else ""
    return f"the sheets {', '.join(names)}{more}"


def _text(cell: Any) -> str | None:
    match cell:
        case datetime() if cell.time() >= _MIDNIGHT:
            # Excel counts parts of a day in binary fractions, which may fall short of midnight.
            return (cell.date() + timedelta(days=1)).isoformat()
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case timedelta() | time():
            return str(cell)
        case str() if "_x000" in cell:
            return _CONTROL.sub(lambda stored: chr(int(stored[1], 16)), cell)
        case _:
            return as_text(cell, "text")
