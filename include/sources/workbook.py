"""XLSX sheets as tables of text. Cells are read as stored; formulas give the value that Excel last saved."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

import openpyxl
import pyarrow as pa

from include.errors import SourceError
from include.sources import limits
from include.sources.delimited import Row, merged_header, tabulated
from include.sources.mapping import find, near
from include.sources.text import as_text

# Excel's day 0, so that its day 60, the 29 February 1900 that never was, does not matter from March 1900 on. Workbooks
# of an older Excel for the Mac count from another day, which they tell.
EXCEL_EPOCH = date(1899, 12, 30)


@contextmanager
def opened(file: BinaryIO, name: str) -> Iterator[Any]:
    """A workbook, after its zip directory has shown that it unpacks to a reasonable size.

    Raises:
        SourceError: no workbook, damaged, or above a limit of `limits`.

    """
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
        # The standard library never unpacks more of a part than the directory says.
        sizes = [part.file_size for part in parts]
        whole, largest = sum(sizes), max(sizes, default=0)
        for found, most, unit, words in (
            (len(parts), limits.MAX_PARTS, 1, "has {:,} parts; up to {:,}"),
            (whole, limits.MAX_UNZIPPED_BYTES, 1 << 20, "would unpack to {:,} MB; up to {:,} MB"),
            (
                largest,
                limits.MAX_PART_BYTES,
                1 << 20,
                "has a part that would unpack to {:,} MB; up to {:,} MB",
            ),
        ):
            if found > most:
                raise SourceError(
                    f"{name} {words.format(-(-found // unit), most // unit)} are read. Export it as CSV."
                )
        file.seek(0)
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            yield book
        finally:
            book.close()
    except SourceError:
        raise
    except Exception as error:
        # Whatever a damaged workbook does to the libraries, it is the file that is at fault. The kind of error
        # is told and its words are not, for they may quote a cell.
        raise SourceError(
            f"{name} cannot be read as an XLSX workbook ({type(error).__name__}). It may be cut short, locked "
            "with a password, or of an older kind. Save it again as XLSX without a password."
        ) from None


def rows_of(book: Any, sheet: str | None, name: str) -> Iterator[tuple[int, list[str | None]]]:
    """Rows of one sheet, numbered as Excel numbers them, as text; blank cells at their ends are left off.

    Args:
        book: from `opened`.
        sheet: its name, whatever its case; the first sheet when None.
        name: the file's name in messages.

    Raises:
        SourceError: there is no such sheet, or it is above a limit.

    """
    names = [s.title for s in book.worksheets]
    chosen = find(sheet, names) if sheet else next(iter(names), None)
    if chosen is None:
        raise SourceError(f"{name} has no sheet {sheet!r}.{near(sheet or '', names)}")
    page = book[chosen]
    # Writers put wrong sizes into sheets; by the rows themselves nothing is cut off and nothing filled up.
    page.reset_dimensions()
    for number, cells in enumerate(page.iter_rows(values_only=True), start=1):
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
) -> tuple[pa.Table, int, date]:
    """One sheet as text columns under its own header, and the day from which the workbook counts days.

    Arguments, other results and errors as `read_delimited`.
    """
    with opened(file, name) as book:
        rows = rows_of(book, sheet, name)
        for _ in range(skip_rows):
            next(rows, None)
        header = merged_header([row for _, row in (next(rows, (0, [])) for _ in range(header_rows))], name)
        filled = ((number, _filled(row, len(header))) for number, row in rows if row)
        return *tabulated(header, filled, name, totals=totals, unit="row"), book.epoch.date()


def _filled(row: Row, width: int) -> Row:
    return [*row, *[None] * (width - len(row))]


def _text(cell: Any) -> str | None:
    match cell:
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case timedelta() | time():
            return str(cell)
        case _:
            return as_text(cell, "text")
