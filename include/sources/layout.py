"""How a table lies among the rows of a file or sheet: what stands above, between, beside and below its records.

CSV files and workbooks give rows of cells, numbered as the file numbers them and blank ones among them; here they
become one table of text under its header. No cell is quoted in a message: where there is no header, it is a child's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from include.errors import SourceError, SourceUnfinished
from include.model.values import BLANKS
from include.sources import limits

CHUNK_ROWS = 10_000
# At so many records tools end an export, whatever there is: queries that are tried out, lists and reports on the web,
# Power BI (30,000 and 150,000), and the last row of a sheet of Excel, before 2007 and since, below a header.
_ENDS = {
    1000,
    2000,
    5000,
    10_000,
    20_000,
    30_000,
    50_000,
    65_535,
    100_000,
    150_000,
    500_000,
    1_000_000,
    1_048_575,
}
LOOK_AHEAD = 30  # rows in which a header is looked for that does not stand where it should

Row = Sequence[str | None]

# What stands first in a row that a report writer puts below the records, however many cells it fills.
_TOTAL = re.compile(
    r"\W*((grand |sub-?)?totals?\b.*|(number|count) of .*|(end of|generated|printed|report run)\b.*"
    r"|(approved|checked|created|exported|extracted|prepared|produced|run) (at|by|from|on)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
# What stands below each group of records, such as a locality's, with nothing beside it but numbers.
_SUBTOTAL = re.compile(r"\W*((grand |sub-?)?totals?\b.*|(number|count) of .*)", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"[\d,.%]+")
# The same of a row with one or two cells.
_NOTE = re.compile(
    r"\W*((rows?|records?|lines?)?\s*(count|returned|read)?\s*[:=]\s*[\d,]+\W*"
    r"|(rows?|records?|lines?|row count|count)\W*"
    r"|[\d,]+ (rows?|records?|row\(s\)|record\(s\)|lines?|results?|entries|items"
    r"|child(ren)?|pupils?|learners?|students?|people|persons?|cases?|plans?|requests?)\b.*"
    r"|no (more )?(rows|records)\b.*"
    r"|(report|run|created|produced|exported|extracted|prepared|data|as at|source|notes?|filters?|applied filters"
    r"|page|completion time|sql>|key|eof|trailer|footer|tlr|trl)\b.*|end)\W*|\W{3,}",
    re.IGNORECASE | re.DOTALL,
)
# Government Security Classifications (2024), with the words that came before it, and what printing puts on each page.
_MARKING = re.compile(
    r"\W*((handling|classification|protective marking|marking)\s*[:\-]\s*)?"
    r"((official|secret|top secret)([\s\-–—_:,/]*(sensitive|personal|commercial|locsen|descriptor))*"
    r"|protect|restricted|(strictly )?(private and )?confidential|not protectively marked|(un)?classified|npm"
    r"|sensitive( personal data)?|page:? \d+( ?(of|/) ?\d+)?)"
    r"(\s*[\-–—:\[(]+\s*(personal|commercial|staff|management|sensitive|personal data|when complete(d)?)\s*[\])]*)*\W*",
    re.IGNORECASE,
)
# What a row of kinds and units says below a header: `varchar(10)`, `dd/mm/yyyy`, `Y/N`, `10 digits`, `Mandatory`.
_KIND = re.compile(
    r"\W*((n?(var)?char2?|(free )?text|string|number|numeric|decimal|float|(big|small|tiny)?int(eger)?|bit|bool(ean)?"
    r"|flag|date( ?time2?)?|timestamp|code( ?set)?|lookup|list|id|identifier|key|pk|fk|uuid|guid)"
    r"(\s*\([\d, max]+\))?(\s*\([cdmyhs/:. \-]+\))?"
    r"|[cdmy]{1,4}[/.\- ]?[dm]{1,3}[/.\- ]?[dy]{1,4}( hh:mm(:ss)?)?|y(es)?/no?|t(rue)?/f(alse)?|0/1|1/0|m/f|f/m"
    r"|\d+ (characters?|chars?|digits?|letters?)|mandatory|required|optional|(not )?null|units?|days?|weeks?)\W*",
    re.IGNORECASE,
)
# How many rows a report says that it has, and what it says where it did not come to its end.
_ROWS = r"(?:rows?|row\(s\)|records?|record\(s\)|lines?|entries|results)"
_STATED = (
    re.compile(rf"\b(\d[\d,]*) {_ROWS}(?!\w)", re.IGNORECASE),
    re.compile(
        rf"\b{_ROWS}(?: (?:count|returned|read|exported|written|selected|found))?\s?[:=]\s?(\d[\d,]*)(?!\w)",
        re.I,
    ),
    re.compile(rf"\b(?:showing|displaying|{_ROWS})\b.*\bof (\d[\d,]*)(?!\w)", re.IGNORECASE),
    re.compile(r"^\W*[\d,]+ ?(?:-|–|to) ?[\d,]+ of (\d[\d,]*)\W*$", re.IGNORECASE),
    re.compile(r"^\W*(?:trailer|footer|tlr|trl)\W{1,3}(\d[\d,]*)\W*$", re.IGNORECASE),
)
_IS_DAY = re.compile(r"(19|20)\d{6}")
_PAGE = re.compile(r"\bpage:? (\d+) ?(?:of|/) ?(\d+)", re.IGNORECASE)
_CUT_SHORT = re.compile(
    r"\bora-\d{5}|\bsp2-\d{4}|\bmsg \d+, level \d+|\[(microsoft|odbc|oracle|ibm)\b|\bsqlstate\b|\btraceback \("
    r"|^\W*(fatal |internal |system |sql )?(error|exception)\b|deadlock|\btime-?(d )?out\b|snapshot too old"
    r"|\bconnection\b.*\b(lost|closed|reset|broken|terminated|failed)\b|out of (memory|disk|space)|\btruncated\b"
    r"|\b(rows?|records?|data|size|export|download)( \w+)? limit\b"
    r"|\b(data|rows|records|results?|export|report|query|volume|memory)\b.*"
    r"\bexceed(s|ed) (the |its )?(allowed|maximum|limit)"
    r"|\b(limited|restricted) to (the )?(first |top )?[\d,]+ (rows|records|results|lines)\b"
    r"|\bmaximum (number of )?(rows|records)\b|\b(only|showing|displaying) (the )?first [\d,]+\b"
    r"|\b(data|rows|records|results) (may|might|could) (have been|be) (omitted|missing|incomplete|lost)\b"
    r"|\b(export|extract|job|query|session|download) (was |has been |is )?"
    r"(cancel?led|aborted|killed|terminated|interrupted|incomplete|not complete|stopped|failed)\b"
    r"|(?<!no )\bmore (rows|records) (are )?(available|exist|remain)|\d more (rows|records|lines|entries)\b"
    r"|\bcontinued (on|in|over)\b|^\W*(\.\.\.|…)\W*$"
    r"|^\W*(terminated|killed|aborted|cancell?ed|interrupted)\W*$",
    re.IGNORECASE,
)
MARKS = ",;\t|"
_DRAWN = "-=_+|\u2500\u2501\u2550"  # what a line under a header is drawn with
_RULE = re.compile(rf"[{re.escape(_DRAWN)}\s]{{2,}}")
# How identifiers are written is known by so many records, if they are written in no more forms than so many.
_KNOWN_BY, _FORMS = 20, 3
_RUN = re.compile(r"(.)\1+")
_WORDS = re.compile(r"[\s/:=]")  # what no identifier has and dates, times and sentences do


class Laid(NamedTuple):
    """A table as text columns under its own header, and what was left out of it, in words without a cell.

    `below`: rows left out below the last record. `header`: the head of each place, '' where none stands.
    """

    table: pa.Table
    notes: list[str]
    below: int = 0
    header: tuple[str, ...] = ()


@dataclass
class _LeftOut:
    """Rows left out, by what they are."""

    unit: str
    rules: int = 0
    heads: int = 0
    marks: int = 0
    subtotals: int = 0
    headings: int = 0
    kinds: int = 0
    words: int = 0
    below: list[int] = field(default_factory=list)

    @property
    def all(self) -> int:
        """How many rows were left out."""
        inside = (
            self.rules + self.heads + self.marks + self.subtotals + self.headings + self.kinds + self.words
        )
        return inside + len(self.below)

    def notes(self) -> list[str]:
        sentences = []
        if self.below:
            sentences.append(
                f"{len(self.below)} total rows at the end were left out (totals, row counts, markings; from "
                f"{self.unit} {self.below[0]})"
            )
        for number, words in (
            (self.rules, "lines of dashes were left out"),
            (self.heads, "repeats of the header among the records were left out"),
            (self.marks, "rows with a classification or page number alone were left out"),
            (self.subtotals, "subtotals among the records were left out"),
            (self.headings, "rows among the records with nothing but a few words were left out"),
            (self.kinds, "row of kinds and units below the header was left out"),
            (self.words, "row below the header that explains the columns in words was left out"),
        ):
            if number:
                sentences.append(f"{number} {words}")
        return sentences


def laid_out(
    rows: Iterable[tuple[int, Row]],
    name: str,
    *,
    skip_rows: int = 0,
    header_rows: int = 1,
    totals: bool = False,
    unit: str = "line",
    ragged: bool = False,
    count_heads: Callable[[Row], int] | None = None,
) -> Laid:
    """Numbered rows as one table of text, taken a chunk at a time.

    Args:
        rows: every row with its number in the file, blank ones too.
        name: the file's, in messages.
        skip_rows: rows above the header, blank ones counted. Blank rows right above it may be left uncounted.
        header_rows: rows of the header; see `merged_header`.
        totals: leave out total rows, row counts and notes below the last record.
        unit: what the file numbers: lines, or rows of a sheet.
        ragged: blank cells at the end of a row are left off, as workbooks do; a short row is then whole.
        count_heads: counts the names in a row that are known for heads, to find a header that stands elsewhere.

    Raises:
        SourceError: no header or a doubtful one, or rows that do not fit it; with their place, never with a cell.

    """
    rows = iter(rows)
    top = _top(rows, skip_rows, header_rows)
    header = _header(top, name, unit, count_heads)
    records, left_out = _Records(header, name, unit, ragged), _LeftOut(unit)
    raw_heads = {_cells(row) for _, row in top.header} | {_cells(header)}
    heads = {head for cells in raw_heads for head in cells if head}
    ahead = top.ahead
    if ahead and _is_kinds(ahead[0][1], len(header)):
        left_out.kinds = 1
        ahead = ahead[1:]
    elif ahead and _is_words(ahead[0][1], ahead[1:], len(header)):
        left_out.words = 1
        ahead = ahead[1:]
    held_back: list[tuple[int, Row]] = []  # rows that are the end of the report if no record follows
    after_blank, firsts, last = False, _Firsts(), top.at
    last_mark: list[tuple[int, Row]] = []  # a page's number, if no record follows
    for number, row in chain(ahead, rows):
        if number - last > 1 and unit == "line":
            _refuse_swallowed(row, name, last + 1, number, len(header), firsts)
        last = number
        if (first := next(_texts(row), None)) is None:
            after_blank = True
        elif _plain(first).casefold() in heads and (cells := _cells(row)) in raw_heads:
            left_out.heads += 1
        elif _plain(first).casefold() in heads and _is_other_header(cells, heads):
            raise SourceError(
                f"{name}: {unit} {number} is a header again, with its columns in another order or number than above. "
                "Two exports seem to stand in one file. Deliver each as a file of its own, or with the same columns."
            )
        elif first[0] in _DRAWN and _is_rule(row):
            left_out.rules += 1
        elif len(header) > 1 and _is_marking(row):
            left_out.marks += 1
            last_mark = [(number, row)]
        elif totals and (
            _is_below(first, row, len(header), after_blank, firsts if ragged or len(row) > 3 else None)
            or _is_count(first, row, records.count + len(held_back))
        ):
            _refuse_one_cell(row, name, unit, number, len(header), firsts)
            held_back.append((number, row))
            if len(held_back) > CHUNK_ROWS:
                raise SourceError(
                    f"{name}: {len(held_back):,} total rows in a row from {unit} {held_back[0][0]}."
                )
        else:
            if len(row) == 1:
                _refuse_one_cell(row, name, unit, number, len(header), firsts)
            # Among the records such a row is no end of the report.
            for earlier in held_back:
                if _is_subtotal(earlier[1]):
                    left_out.subtotals += 1
                elif firsts.numbered and (ragged or len(earlier[1]) > 3) and _is_heading(earlier[1]):
                    left_out.headings += 1
                else:
                    records.add(*earlier)
            held_back.clear()
            records.add(number, row)
            firsts.add(first)
            after_blank = False
            last_mark.clear()
    left_out.below = [number for number, _ in held_back]
    _refuse_unfinished(
        [*held_back, *last_mark], name, unit, number_of_rows=records.count + left_out.all + header_rows
    )
    table = records.table()
    notes = records.notes + left_out.notes()
    if records.count in _ENDS:
        notes.append(
            f"it has {records.count:,} records, the number at which many tools end an export: check that there are no "
            "more"
        )
    return Laid(table, notes, len(left_out.below), tuple(header))


def header_of(rows: Iterable[tuple[int, Row]], skip_rows: int, header_rows: int) -> list[str]:
    """The header alone, as `laid_out` finds it; nothing where there is none."""
    try:
        return merged_header([row for _, row in _down_to_header(iter(rows), skip_rows, header_rows)[1]], "")
    except SourceError:
        return []


@dataclass(frozen=True)
class _Top:
    """The first rows of a file, with their numbers.

    Attributes:
        above: all down to the last row of the header.
        header: the rows of the header.
        ahead: those below it, as far as a header is looked for that stands elsewhere.
        at: number of the row where the header is, or should be.

    """

    above: list[tuple[int, Row]]
    header: list[tuple[int, Row]]
    ahead: list[tuple[int, Row]]
    at: int


def _top(rows: Iterator[tuple[int, Row]], skip_rows: int, header_rows: int) -> _Top:
    above, header = _down_to_header(rows, skip_rows, header_rows)
    ahead = list(islice(rows, LOOK_AHEAD))
    return _Top(above, header, ahead, at=header[0][0] if header else skip_rows + 1)


def _down_to_header(
    rows: Iterator[tuple[int, Row]], skip_rows: int, header_rows: int
) -> tuple[list[tuple[int, Row]], list[tuple[int, Row]]]:
    """All rows down to the last one of the header, and those of the header."""
    above = list(islice(rows, skip_rows))
    header: list[tuple[int, Row]] = []
    for number, row in rows:
        above.append((number, row))
        if header or not (_is_blank(row) or _is_marking(row)):
            header.append((number, row))
        if len(header) == header_rows:
            break
    return above, header


def _header(top: _Top, name: str, unit: str, count_heads: Callable[[Row], int] | None) -> list[str]:
    """Names of the columns. Errors as `laid_out`."""
    try:
        header = merged_header([row for _, row in top.header], name)
    except SourceError:
        _tell_where(top, [], name, unit, count_heads)
        raise
    _tell_where(top, header, name, unit, count_heads)
    _refuse_twice(header, name)
    return header


def no_header(name: str, unit: str, at: int, columns: int = 2) -> str:
    """What to say of a file whose header holds no known name."""
    if columns == 1:
        return (
            f"{name} has one column alone in {unit} {at}, where its header was looked for, and no known name in it. If "
            "another mark than , ; tab or | sets its values apart, name it as 'delimiter' below 'format' of the "
            "table's mapping; lines that stand in quotation marks as a whole, or columns of fixed width, are not read: "
            "export it as CSV or as a workbook. If the header stands elsewhere, correct 'skip_rows'. What stands there "
            "is not shown: it may be a child's data."
        )
    return (
        f"{name} has no names of columns in {unit} {at}, where its header was looked for: nothing there is a name that "
        "the mapping, the case model or the SEN2 return has. Put a header above the records; if it stands elsewhere, "
        "correct 'skip_rows'; if its names are others, give them in the mapping. What stands there is not shown: it "
        "may be a child's data."
    )


def merged_header(rows: Sequence[Row], name: str) -> list[str]:
    """Column names from one header row, or from several whose upper cells were merged over those below.

    `| Child |  | Plan |` over `| Name | Born | Start |` gives `Child Name`, `Child Born`, `Plan Start`. A column of
    which no row says anything has the name ''; such columns after the last named one are left off.

    Raises:
        SourceError: no names, or above `MAX_COLUMNS`.

    """
    levels = [[_plain(cell) for cell in row] for row in rows]
    for row in levels:
        while row and not row[-1]:
            row.pop()
    width = max(map(len, levels), default=0)
    if width > limits.MAX_COLUMNS:
        raise SourceError(
            f"{name} has {width:,} columns; up to {limits.MAX_COLUMNS:,} are read. "
            "Check the delimiter, or export the columns of one table."
        )
    parts: list[list[str]] = [[] for _ in range(width)]
    for level, row in enumerate(levels):
        over = ""
        for place in range(width):
            cell = row[place] if place < len(row) else ""
            # Only a cell above the lowest row can have been merged over its neighbours.
            over = cell or (over if level < len(levels) - 1 else "")
            if over:
                parts[place].append(over)
    header = [" ".join(dict.fromkeys(part)) for part in parts]
    if not any(header):
        raise SourceError(
            f"{name} has no header where one was looked for. Correct 'skip_rows' or export it again."
        )
    return header


def _refuse_twice(header: list[str], name: str) -> None:
    counts = Counter(h.casefold() for h in header if h)
    twice = next((h for h, n in counts.items() if n > 1), None)
    if twice is not None:
        places = [str(i) for i, h in enumerate(header, start=1) if h.casefold() == twice]
        raise SourceError(
            f"{name}: columns {' and '.join(places)} have the same name in its header, or it has no header. "
            "Rename one, export each once, or put a header above the records."
        )


def _tell_where(
    top: _Top, header: Row, name: str, unit: str, count_heads: Callable[[Row], int] | None
) -> None:
    """Refuse a header that holds no known name while another row holds several.

    Raises:
        SourceError: with the row where the header seems to be, and the setting that finds it.

    """
    if count_heads is None or count_heads(header):
        return
    best, place, number = 0, 0, 0
    for index, (line, row) in enumerate([*top.above, *top.ahead]):
        # A title line may have misled about the delimiter, and left the header in one cell.
        whole = " ".join(cell for cell in row if cell)
        count = max(count_heads(row), *(count_heads(whole.split(mark)) for mark in MARKS))
        if count > best:
            best, place, number = count, index, line
    if best > 1 and number != top.at:
        raise SourceError(
            f"{name} has no names of columns in {unit} {top.at}, where its header was looked for; it seems to stand in "
            f"{unit} {number}. Set 'skip_rows: {place}' below 'format' of the table's mapping."
        )


class _Records:
    """Records of a table, a chunk at a time."""

    def __init__(self, header: list[str], name: str, unit: str, ragged: bool) -> None:
        self._header, self._name, self._unit, self._ragged = header, name, unit, ragged
        # Columns without a name need one until it is sure that they are empty.
        self._schema = pa.schema([(h or f"\0{i}", pa.string()) for i, h in enumerate(header)])
        self._nameless = [i for i, h in enumerate(header) if not h]
        self._filled: dict[int, int] = {}
        self._batches: list[pa.RecordBatch] = []
        self._chunk: list[Row] = []
        self._odd: list[tuple[int, int]] = []
        self.count = 0
        self.notes: list[str] = []

    def add(self, number: int, row: Row) -> None:
        self.count += 1
        if self.count > limits.MAX_ROWS:
            raise SourceError(f"{self._name} has more than {limits.MAX_ROWS:,} rows. Export fewer years.")
        width = len(self._header)
        short = width - len(row)
        if short < 0 and _is_blank(row[width:]):
            row = row[:width]
        elif short > 0 and (self._ragged or not any(self._header[len(row) :])):
            row = [*row, *[None] * short]
        if len(row) != width:
            self._odd.append((number, len(row)))
            return
        for place in self._nameless:
            if place not in self._filled and not _is_blank(row[place : place + 1]):
                self._filled[place] = number
        self._chunk.append(row)
        if len(self._chunk) >= CHUNK_ROWS:
            self._flush()

    def table(self) -> pa.Table:
        if self._odd:
            first, width = self._odd[0]
            more = f", and so on in {len(self._odd)} {self._unit}s" if len(self._odd) > 1 else ""
            if width < len(self._header):
                why = "It may be cut short. Export it again."
            elif self._ragged:
                why = "Something stands to the right of the table. Remove it, or give its column a head."
            else:
                why = (
                    "A value with a delimiter in it may stand without quotation marks, or a head may be missing. Have "
                    "it exported with quotation marks, or as a workbook."
                )
            raise SourceError(
                f"{self._name}: {self._unit} {first} has {width} columns where the header has "
                f"{len(self._header)}{more}. {why}"
            )
        self._flush()
        whole = pa.Table.from_batches(self._batches, self._schema)
        if 0 in self._filled and _counts_up(whole.column(0)):
            del self._filled[0]
            self.notes.append("column 1 has no name and counts the rows, and was left out")
        if self._filled:
            place, number = min(self._filled.items())
            raise SourceError(
                f"{self._name}: column {place + 1} of its header has no name, and holds values from {self._unit} "
                f"{number} on. Give it a name, or remove it."
            )
        return whole.drop_columns([whole.column_names[i] for i in self._nameless])

    def _flush(self) -> None:
        columns = list(zip(*self._chunk, strict=True)) or [()] * len(self._header)
        self._batches.append(
            pa.record_batch([pa.array(c, pa.string()) for c in columns], schema=self._schema)
        )
        self._chunk.clear()


class _Firsts:
    """How the first texts of the records are written: `C001` as `A9`, `2025/17-a` as `9/9-a`."""

    _KINDS = str.maketrans(
        dict.fromkeys("0123456789", "9")
        | dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "A")
        | dict.fromkeys("abcdefghijklmnopqrstuvwxyz", "a")
    )

    def __init__(self) -> None:
        self.numbered = True  # a digit stands in each
        self._count = 0
        self._seen: set[str] = set()
        self._forms: set[str] = set()

    def add(self, first: str) -> None:
        """Take a record's first text."""
        self._count += 1
        self.numbered = self.numbered and any(map(str.isdigit, first))
        if (
            self.numbered
            and len(self._forms) <= _FORMS
            and (kinds := first.translate(self._KINDS)) not in self._seen
        ):
            self._seen.add(kinds)
            self._forms.add(_RUN.sub(r"\1", kinds))

    def is_known(self, first: str) -> bool:
        """Whether a text is written as first texts of the records are, all of which have a digit."""
        return self.numbered and _RUN.sub(r"\1", first.translate(self._KINDS)) in self._forms

    def is_other(self, first: str, is_alone: bool) -> bool:
        """Whether a text is surely written in no record's way: all have a digit, and it has none or another form."""
        if not self.numbered:
            return False
        if not any(map(str.isdigit, first)):
            return True
        known = self._count >= _KNOWN_BY and len(self._forms) <= _FORMS
        # What may be an identifier all the same, as `TEMP-12` of a child who was added today, is one if more is told.
        may_be_one = not is_alone and not _WORDS.search(first)
        return known and not may_be_one and _RUN.sub(r"\1", first.translate(self._KINDS)) not in self._forms


def _refuse_one_cell(row: Row, name: str, unit: str, number: int, width: int, firsts: _Firsts) -> None:
    """Refuse a row whose one text is a whole record: within quotation marks, or with another delimiter.

    A sentence below the records has blanks after its commas, and begins with no identifier.
    """
    texts = list(islice(_texts(row), 2))
    if len(texts) != 1 or width < 3:
        return
    for mark in MARKS:
        parts = texts[0].split(mark)
        spaced = sum(part.startswith(" ") for part in parts[1:])
        if len(parts) >= width and (firsts.is_known(parts[0].strip(BLANKS)) or 2 * spaced < len(parts)):
            raise SourceError(
                f"{name}: {unit} {number} holds a whole record in one cell: all of it stands between quotation marks, "
                "or its values are set apart by another mark than those of the header. Have every record exported as "
                "the header is."
            )


def _refuse_swallowed(row: Row, name: str, begins: int, ends: int, width: int, firsts: _Firsts) -> None:
    """Refuse a value that runs over records: a quotation mark opens in one and another closes in a later one.

    A letter that somebody copied into a cell has line ends too, but no line of it begins with an identifier of the
    records, and has as many delimiters as they.
    """
    for text in _texts(row):
        lines = text.splitlines()
        if len(lines) < 2:
            continue
        for mark in MARKS:
            if text.count(mark) == (width - 1) * (len(lines) - 1) and all(
                firsts.is_known(line.split(mark)[0].strip(BLANKS)) for line in lines[1:]
            ):
                raise SourceError(
                    f"{name}: the record from line {begins} to line {ends} has a value in which whole records stand: a "
                    "quotation mark is left open there, and another one closes it. Have quotation marks within values "
                    "doubled, or export it as a workbook."
                )


def _refuse_unfinished(below: list[tuple[int, Row]], name: str, unit: str, number_of_rows: int) -> None:
    """Refuse a report that says that it has more rows, or that it did not come to its end.

    Args:
        below: what stands below the records.
        name: the file's, in messages.
        unit: what the file numbers.
        number_of_rows: all rows that it may have counted.

    """
    for number, row in below:
        text = ": ".join(islice(_texts(row), 3))
        found = [match[1].replace(",", "") for form in _STATED if (match := form.search(text))]
        stated = [int(digits) for digits in found if not _IS_DAY.fullmatch(digits)]
        if max(stated, default=0) > number_of_rows:
            raise SourceUnfinished(
                f"{name}: {unit} {number}, below the records, counts {max(stated):,} rows, and the file has no more "
                f"than {number_of_rows:,}: it is cut short, or holds one page of several. Have all of it exported."
            )
        page = _PAGE.search(text)
        if _CUT_SHORT.search(text) or (page and int(page[1]) < int(page[2])):
            raise SourceUnfinished(
                f"{name}: {unit} {number}, below the records, tells of an error, a limit or more pages, so the export "
                "did not come to its end. Read that line in the file, and have it exported again."
            )


def _is_words(row: Row, others: Sequence[tuple[int, Row]], width: int) -> bool:
    """Whether the first row below the header explains the columns: words where each record has a digit.

    Args:
        row: the row.
        others: the rows below it, as far as they are looked at.
        width: columns of the table.

    """
    if 2 * len(list(_texts(row))) <= width or len(others) < _KNOWN_BY:
        return False

    def has_digit(cells: Row, place: int) -> bool | None:
        cell = (cells[place] or "").strip(BLANKS) if place < len(cells) else ""
        return any(map(str.isdigit, cell)) if cell else None

    filled = [place for place in range(width) if has_digit(row, place) is not None]
    numbered = [
        place
        for place in filled
        if (found := [digit for _, cells in others if (digit := has_digit(cells, place)) is not None])
        and len(found) >= _KNOWN_BY
        and all(found)
    ]
    # The identifier stands first, and no record lacks its digits. Another may tell how many digits a number has.
    return (
        len(numbered) > 2
        and not has_digit(row, numbered[0])
        and sum(has_digit(row, p) is True for p in numbered) < 2
    )


def _counts_up(cells: pa.ChunkedArray) -> bool:
    """Whether each cell is a whole number above the one before, as pandas and R number rows that they write."""
    numbers = cells.combine_chunks()
    if numbers.null_count or not pc.all(pc.match_substring_regex(numbers, r"^\d{1,9}$")).as_py():
        return False
    counted = numbers.cast(pa.int64())
    return bool(pc.all(pc.greater(counted[1:], counted[:-1])).as_py())


def _is_other_header(cells: tuple[str, ...], heads: set[str]) -> bool:
    """Whether a row is made of heads alone, three of them at least: no record is."""
    filled = [cell for cell in cells if cell]
    return len(set(filled)) > 2 and heads.issuperset(filled)


def _is_count(first: str, row: Row, records: int) -> bool:
    """Whether a row has nothing but the number of the records above it, or for each column how many are filled."""
    if first.replace(",", "") != str(records):
        return False
    counts = [text.replace(",", "") for text in _texts(row)]
    return all(text.isdecimal() and int(text) <= records for text in counts)


def _is_subtotal(row: Row) -> bool:
    """Whether a row begins with a word for a total, and has nothing else but numbers."""
    first, *others = _texts(row)
    return bool(row[0] and _SUBTOTAL.fullmatch(first)) and all(map(_NUMBER.fullmatch, others))


def _is_heading(row: Row) -> bool:
    """Whether a row has words alone in its first cell, where every record so far has a digit: a page's heading."""
    first, *others = _texts(row)
    return bool(row[0] and row[0].strip(BLANKS)) and not others and not any(map(str.isdigit, first))


def _plain(cell: str | None) -> str:
    return " ".join((cell or "").strip(BLANKS).split())


def _cells(row: Row) -> tuple[str, ...]:
    """The row's texts for comparing, less blank ones at its end."""
    cells = [_plain(cell).casefold() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _texts(row: Row) -> Iterator[str]:
    for cell in row:
        if cell and (text := cell.strip(BLANKS)):
            yield text


def _is_blank(row: Row) -> bool:
    return next(_texts(row), None) is None


def _is_marking(row: Row) -> bool:
    filled = set(_texts(row))
    return len(filled) == 1 and bool(_MARKING.fullmatch(filled.pop()))


def _is_kinds(row: Row, width: int) -> bool:
    """A row below the header that says what each column holds: in most columns, and in no other words."""
    filled = list(_texts(row))
    return len(filled) > max(2, width // 2) and all(map(_KIND.fullmatch, filled))


def _is_rule(row: Row) -> bool:
    """A line under a header: dashes in every cell, at least three in one of them (one alone may mean empty)."""
    filled = list(_texts(row))
    return all(_RULE.fullmatch(text) or text in _DRAWN for text in filled) and any(len(t) > 2 for t in filled)


def _is_below(first: str, row: Row, width: int, after_blank: bool, firsts: _Firsts | None) -> bool:
    """Whether a row can be the end of a report: a total, a row count, a sentence.

    Args:
        first: the row's first text.
        row: its cells.
        width: columns of the table.
        after_blank: it stands below a blank row.
        firsts: how the first texts of the records are written; None where nothing is to be told by them.

    """
    if _TOTAL.fullmatch(first):
        return True
    filled = len(list(islice(_texts(row), 3)))
    if filled == 1 and width > 2 and len(first.split()) > 2:
        return True
    other = firsts is not None and (filled < 3 or after_blank) and firsts.is_other(first, filled == 1)
    if filled > 2:
        return after_blank and other and 2 * len(list(_texts(row))) <= width
    return bool(_NOTE.fullmatch(first)) or (width > 3 and (other or after_blank))


__all__ = ["MARKS", "Laid", "Row", "header_of", "laid_out", "merged_header", "no_header"]
