"""CSV files as councils' systems and Excel write them: any usual encoding and delimiter, in bounded memory.

How the table lies among the rows is the business of `layout`.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from include.errors import SourceError, SourceUnfinished
from include.sources import limits
from include.sources.layout import MARKS, Laid, Row, laid_out

# Excel's own first line, which tells the delimiter and is no row.
_SEP = re.compile(r'\ufeff?"?sep=(?P<mark>.)"?\s*', re.IGNORECASE)
# A byte that is not UTF-8 in a file that otherwise is, as one record typed elsewhere brings it in.
_FALLBACK = "windows-1252-where-not-utf-8"


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252"), error.end


codecs.register_error(_FALLBACK, _as_windows)


def read_csv(path: Path, count_heads: Callable[[Row], int] | None = None) -> Laid:
    """A CSV file of this machine as text columns under its own header, without totals. Errors as `read_delimited`."""
    try:
        with path.open("rb") as file:
            limits.refuse_size(path.name, path.stat().st_size)
            return read_delimited(file, path.name, totals=True, count_heads=count_heads)
    except FileNotFoundError:
        raise SourceUnfinished(
            f"{path.name} is missing from {path.parent}. Put it there and run again."
        ) from None
    except OSError as error:
        raise SourceError(
            f"{path.name} in {path.parent} cannot be read ({error.strerror}). "
            "Check who may read it, then run again."
        ) from None


def read_delimited(
    file: BinaryIO,
    name: str,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    skip_rows: int = 0,
    header_rows: int = 1,
    totals: bool = False,
    count_heads: Callable[[Row], int] | None = None,
) -> Laid:
    """A CSV file as text columns under its own header, and what was made of it.

    Args:
        file: opened for bytes, and able to go back to its start.
        name: its name in messages.
        encoding: of the text; found out when left out: by a byte order mark or the zeros of UTF-16, else UTF-8, else
            Windows-1252. Single bytes that are not UTF-8 in a file that is are read as Windows-1252, and told.
        delimiter: between values; that of a line `sep=;`, else the commonest of `, ; tab |` in the header, when left
            out.
        skip_rows: rows above the header; `sep=` is none. See `layout.laid_out`, for the rest as well.
        header_rows: rows of the header.
        totals: leave out total rows and notes below the last record.
        count_heads: counts the names in a row that are known for heads.

    Raises:
        SourceError: empty, not text, above a limit, a doubtful header or rows that do not fit it; with the line.

    """
    known_encoding = _Encoding(encoding, "strict") if encoding else _encoding(file, name)
    text = io.TextIOWrapper(file, known_encoding.name, errors=known_encoding.errors, newline="")
    lines = _Lines(text, name)
    try:
        laid = laid_out(
            lines.rows(delimiter, skip_rows, header_rows),
            name,
            skip_rows=skip_rows,
            header_rows=header_rows,
            totals=totals,
            count_heads=count_heads,
        )
        return Laid(laid.table, known_encoding.notes + laid.notes + lines.notes(), laid.below)
    except csv.Error as error:
        # The csv module's own messages are about quotes and line ends and never quote the line.
        since = f"the record from line {lines.began} to " if lines.began < lines.count else ""
        raise SourceError(
            f"{name}: {since}line {lines.count} cannot be read ({error}). It may be cut short, or a quotation mark "
            "left open. Export it again."
        ) from None
    except UnicodeError:
        raise SourceError(
            f"{name}: text near line {lines.count + 1} is not in the encoding {text.encoding!r}. Save it as CSV UTF-8."
        ) from None
    finally:
        text.detach()


class _Lines:
    """Lines of a file for the csv module, which would itself take a line of any length."""

    def __init__(self, text: io.TextIOWrapper, name: str) -> None:
        self._text, self._name = text, name
        self._peeked: deque[str] = deque()
        self._record = 0
        self._last = "\n"
        self.count = 0
        self.began = 1  # line of the record that is being read

    def rows(self, delimiter: str | None, skip_rows: int, header_rows: int) -> Iterator[tuple[int, Row]]:
        """Every record with the number of its last line; blank lines are records of no cells.

        Raises:
            SourceError: there is nothing but blank lines.

        """
        first = self._peek(1)
        if match := _SEP.fullmatch(first.lstrip("\r\n")):
            while (line := next(self)) and not line.strip():
                pass
            delimiter = delimiter or match["mark"]
        # What stands above the header has its own commas, and quotation marks that may stay open.
        above = csv.reader(self)
        for _ in range(skip_rows):
            if (row := next(above, None)) is None:
                return
            yield self._done(row)
        if (header := self._peek(header_rows)) or delimiter:
            # Some writers put a blank after each delimiter, before a quotation mark too.
            mark = delimiter or _delimiter(header)
            for row in csv.reader(self, delimiter=mark, skipinitialspace=mark != " ", strict=True):
                yield self._done(row)

    def notes(self) -> list[str]:
        """What the end of the file gives to doubt."""
        if self.count < 2 or self._last.endswith(("\n", "\r", "\x1a")):
            return []
        note = (
            "its last line has no line end, as the others have: if the exporter ends every line, the file was cut "
            "short, and its last value may be part of one"
        )
        return [note]

    def _done(self, row: Row) -> tuple[int, Row]:
        self._record = 0
        self.began = self.count + 1
        return self.count, row

    def _peek(self, records: int) -> str:
        """The next records that are not blank, without using them up; '' at the end of the file.

        Raises:
            SourceError: there is nothing in the file.

        """
        lines: list[str] = []
        text, open_quote = "", False
        for line in self:
            lines.append(line)
            text += line
            open_quote ^= line.count('"') % 2 == 1
            records -= bool(line.strip()) and not open_quote
            if not records:
                break
        self._peeked.extendleft(reversed(lines))
        self.count, self._record = self.count - len(lines), 0
        if not text.strip() and not self.count:
            raise SourceError(f"{self._name} is empty. Export it again.")
        return text

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._peeked.popleft() if self._peeked else self._text.readline(limits.MAX_LINE_CHARS + 1)
        if not line:
            raise StopIteration
        self.count += 1
        self._last = line
        self._record += len(line)
        if self._record > limits.MAX_LINE_CHARS:
            raise SourceError(
                f"{self._name}: the record at line {self.count} is longer than {limits.MAX_LINE_CHARS:,} "
                "characters. A quotation mark may be left open, or it is no CSV file. Export it again."
            )
        return line


def _delimiter(header: str) -> str:
    plain = re.sub(r'"[^"]*"', "", header)
    return max(MARKS, key=plain.count)


@dataclass(frozen=True)
class _Encoding:
    name: str
    errors: str
    notes: list[str] = field(default_factory=list)


def _encoding(file: BinaryIO, name: str) -> _Encoding:
    start = file.read(4096)
    file.seek(0)
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):  # begins as UTF-16 does
        return _Encoding("utf-32", "strict")
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _Encoding("utf-16", "strict")
    # In UTF-16 every second byte of English text is zero.
    for encoding, zeros, others in (
        ("utf-16-le", start[1::2], start[::2]),
        ("utf-16-be", start[::2], start[1::2]),
    ):
        if zeros and zeros.count(0) > len(zeros) / 2 and others.count(0) == 0:
            return _Encoding(encoding, "strict")
    if _is_utf8(file, name):
        return _Encoding("utf-8-sig", "strict")
    misfits, is_utf8, unreadable = _misfits(file)
    marked = start.startswith(codecs.BOM_UTF8)
    if unreadable is not None:
        raise SourceError(
            f"{name}: line {unreadable} holds a character that is neither UTF-8 nor Windows-1252. Save it as CSV UTF-8."
        )
    if not is_utf8 and not marked:
        return _Encoding("cp1252", "strict")
    places = f"{', '.join(map(str, misfits[:3]))}{' …' if len(misfits) > 3 else ''}"
    note = (
        f"{len(misfits):,} lines of a UTF-8 file hold characters of Windows-1252 and were read as such, the rest as "
        f"UTF-8 (lines {places})"
    )
    return _Encoding("utf-8-sig", _FALLBACK, [note])


def _is_utf8(file: BinaryIO, name: str) -> bool:
    """Whether all of a file is UTF-8, read a block at a time.

    Raises:
        SourceError: it holds null characters.

    """
    decoder, line, sound = codecs.getincrementaldecoder("utf-8")(), 1, True
    try:
        while block := file.read(1 << 20):
            if (null := block.find(0)) >= 0:
                line += block.count(b"\n", 0, null)
                raise SourceError(
                    f"{name}: line {line} holds null characters, as no CSV file in UTF-8 or Windows-1252 does: it "
                    "may be damaged, or of another kind. Save it as CSV UTF-8, or state its 'encoding'."
                )
            line += block.count(b"\n")
            try:
                sound = sound and decoder.decode(block) is not None
            except UnicodeDecodeError:
                sound = False
        try:
            return sound and decoder.decode(b"", final=True) is not None
        except UnicodeDecodeError:
            return False
    finally:
        file.seek(0)


def _misfits(file: BinaryIO) -> tuple[list[int], bool, int | None]:
    """Lines that are not UTF-8; whether others beyond ASCII are; the first that is not Windows-1252 either."""
    misfits: list[int] = []
    is_utf8, unreadable = False, None
    for number, line in enumerate(iter(lambda: file.readline(limits.MAX_LINE_CHARS), b""), start=1):
        if line.isascii():
            continue
        if _decodes(line, "strict"):
            is_utf8 = True
            continue
        misfits.append(number)
        if unreadable is None and not _decodes(line, _FALLBACK):
            unreadable = number
    file.seek(0)
    return misfits, is_utf8, unreadable


def _decodes(line: bytes, errors: str) -> bool:
    try:
        line.decode("utf-8", errors=errors)
    except UnicodeDecodeError:
        return False
    return True
