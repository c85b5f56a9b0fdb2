"""CSV files as councils' systems and Excel write them: any usual encoding and delimiter, in bounded memory."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa

from include.errors import SourceError
from include.sources import limits

CHUNK_ROWS = 10_000
_DELIMITERS = ",;\t|"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What stands first in a row that a report writer puts below the records.
_TOTAL = re.compile(
    r"(grand |sub-?)?totals?\b.*|(number|count) of .*|(end of|generated|printed|report run)\b.*",
    re.IGNORECASE,
)

Row = Sequence[str | None]


def read_csv(path: Path) -> pa.Table:
    """A CSV file of this machine as text columns under its own header. Errors as `read_delimited`."""
    try:
        with path.open("rb") as file:
            limits.refuse_size(path.name, path.stat().st_size)
            return read_delimited(file, path.name)[0]
    except FileNotFoundError:
        raise SourceError(f"{path.name} is missing from {path.parent}. Put it there and run again.") from None
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
) -> tuple[pa.Table, int]:
    """A CSV file as text columns under its own header.

    Args:
        file: opened for bytes, and able to go back to its start.
        name: its name in messages.
        encoding: of the text; found out when left out: by a byte order mark, else UTF-8, else Windows-1252.
        delimiter: between values; the commonest of `, ; tab |` in the header when left out.
        skip_rows: title rows above the header.
        header_rows: rows of the header; see `merged_header`.
        totals: leave out blank and total rows below the last record.

    Returns:
        The table, and the number of total rows left out.

    Raises:
        SourceError: empty, not text, above a limit, a doubtful header or rows that do not fit it; with the line.

    """
    text = io.TextIOWrapper(file, encoding or _encoding(file, name), newline="")
    lines = _Lines(text, name)
    try:
        first = lines.first()
        reader = csv.reader(lines, delimiter=delimiter or _delimiter(first), strict=True)
        rows: Iterator[tuple[int, Row]] = lines.records(reader)
        for _ in range(skip_rows):
            next(rows, None)
        header = merged_header([row for _, row in (next(rows, (0, [])) for _ in range(header_rows))], name)
        return tabulated(header, rows, name, totals=totals)
    except csv.Error as error:
        # The csv module's own messages are about quotes and line ends and never quote the line.
        raise SourceError(
            f"{name}: line {reader.line_num} cannot be read ({error}). It may be cut short. Export it again."
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
        self._peeked: str | None = None
        self._record = 0
        self.count = 0

    def first(self) -> str:
        """The first line that is not blank, without using it up.

        Raises:
            SourceError: there is none.

        """
        for line in self:
            if line.strip():
                self._peeked, self.count, self._record = line, self.count - 1, 0
                return line
        raise SourceError(f"{self._name} is empty. Export it again.")

    def records(self, reader: Any) -> Iterator[tuple[int, Row]]:
        for row in reader:
            self._record = 0
            if row:
                yield self.count, row

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line, self._peeked = self._peeked or self._text.readline(limits.MAX_LINE_CHARS + 1), None
        if not line:
            raise StopIteration
        self.count += 1
        self._record += len(line)
        if self._record > limits.MAX_LINE_CHARS:
            raise SourceError(
                f"{self._name}: the record at line {self.count} is longer than {limits.MAX_LINE_CHARS:,} "
                "characters. A quotation mark may be left open, or it is no CSV file. Export it again."
            )
        return line


def merged_header(rows: Sequence[Row], name: str) -> list[str]:
    """Column names from one header row, or from several whose upper cells were merged over those below.

    `| Child |  | Plan |` over `| Name | Born | Start |` gives `Child Name`, `Child Born`, `Plan Start`. Columns
    after the last named one are left off.

    Raises:
        SourceError: no names, a gap among them, a name twice, or above `MAX_COLUMNS`.

    """
    width = max(map(len, rows), default=0)
    if width > limits.MAX_COLUMNS:
        raise SourceError(
            f"{name} has {width:,} columns; up to {limits.MAX_COLUMNS:,} are read. "
            "Check the delimiter, or export the columns of one table."
        )
    parts: list[list[str]] = [[] for _ in range(width)]
    for level, row in enumerate(rows):
        over = ""
        for place in range(width):
            cell = ((row[place] if place < len(row) else None) or "").strip()
            # Only a cell above the lowest row can have been merged over its neighbours.
            over = cell or (over if level < len(rows) - 1 else "")
            if over:
                parts[place].append(over)
    header = [" ".join(dict.fromkeys(part)) for part in parts]
    while len(rows) > 1 and header and not (rows[-1][-1:] and header[-1]):
        header.pop()
    if not any(header):
        raise SourceError(
            f"{name} has no header where one was looked for. Correct 'skip_rows' or export it again."
        )
    if not all(header):
        raise SourceError(
            f"{name}: column {header.index('') + 1} of its header has no name. Export it again."
        )
    folded = [h.casefold() for h in header]
    if repeated := sorted(h for h in header if folded.count(h.casefold()) > 1):
        raise SourceError(f"{name}: column {repeated[0]!r} is twice in its header. Export it again.")
    return header


def tabulated(
    header: list[str], rows: Iterable[tuple[int, Row]], name: str, *, totals: bool, unit: str = "line"
) -> tuple[pa.Table, int]:
    """Numbered rows as one table of text, taken a chunk at a time. Arguments and errors as `read_delimited`."""
    schema = pa.schema([(column, pa.string()) for column in header])
    batches: list[pa.RecordBatch] = []
    chunk: list[Row] = []
    held_back: list[tuple[int, Row]] = []
    odd: list[tuple[int, int]] = []
    count = 0

    def flush() -> None:
        columns = list(zip(*chunk, strict=True)) or [()] * len(header)
        batches.append(pa.record_batch([pa.array(c, pa.string()) for c in columns], schema=schema))
        chunk.clear()

    def take(number: int, row: Row) -> None:
        nonlocal count
        count += 1
        if count > limits.MAX_ROWS:
            raise SourceError(f"{name} has more than {limits.MAX_ROWS:,} rows. Export fewer years.")
        if len(row) != len(header):
            odd.append((number, len(row)))
            return
        chunk.append(row)
        if len(chunk) >= CHUNK_ROWS:
            flush()

    for number, row in rows:
        if totals and _is_total(row):
            held_back.append((number, row))
            if len(held_back) > CHUNK_ROWS:
                raise SourceError(
                    f"{name}: {len(held_back):,} blank or total rows in a row from {unit} {held_back[0][0]}."
                )
            continue
        for earlier in held_back:
            # Among the records such a row is no end of the report, unless it is blank.
            if any(earlier[1]):
                take(*earlier)
        held_back.clear()
        take(number, row)
    if odd:
        first, width = odd[0]
        raise SourceError(
            f"{name}: {unit} {first} has {width} columns where the header has {len(header)}"
            f"{f', and so on in {len(odd)} {unit}s' if len(odd) > 1 else ''}. It may be cut short. "
            "Export it again."
        )
    flush()
    return pa.Table.from_batches(batches, schema), sum(1 for _, row in held_back if any(row))


def _is_total(row: Row) -> bool:
    first = next((cell.strip() for cell in row if cell and cell.strip()), None)
    return first is None or bool(_TOTAL.fullmatch(first))


def _delimiter(header: str) -> str:
    plain = re.sub(r'"[^"]*"', "", header)
    return max(_DELIMITERS, key=plain.count)


def _encoding(file: BinaryIO, name: str) -> str:
    start = file.read(3)
    file.seek(0)
    if found := next((encoding for bom, encoding in _BOMS if start.startswith(bom)), None):
        return found
    for encoding in ("utf-8", "cp1252"):
        if (line := _first_misfit(file, name, encoding)) is None:
            return encoding
    raise SourceError(
        f"{name}: line {line} holds a character that is neither UTF-8 nor Windows-1252. Save it as CSV UTF-8."
    )


def _first_misfit(file: BinaryIO, name: str, encoding: str) -> int | None:
    """Number of the first line that is not in the encoding; None when all are."""
    decoder, line = codecs.getincrementaldecoder(encoding)(), 1
    try:
        while block := file.read(1 << 20):
            if b"\0" in block:
                raise SourceError(
                    f"{name} is not a CSV file in UTF-8 or Windows-1252: it holds null characters, as a workbook "
                    "or a UTF-16 file without its mark does. Save it as CSV UTF-8, or state its 'encoding'."
                )
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                return line + error.object.count(b"\n", 0, error.start)
            line += block.count(b"\n")
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return line
        return None
    finally:
        file.seek(0)
