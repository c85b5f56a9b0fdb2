"""The forms in which people and their programs write values, read once: for every source, and for what people correct.

Texts in, texts out: an empty cell is null, a day is ISO, a whole number has no `.0`. What cannot be read stays as it
was received, for validation to judge. Nothing here knows a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

# Dates of the case model are local calendar dates.
LOCAL = ZoneInfo("Europe/London")

# Beside the usual words those of PostgreSQL's COPY (t, f), of Access and Visual Basic (-1) and of forms (on, off).
FLAGS = dict.fromkeys("1 y yes true t on -1".split(), True) | dict.fromkeys(
    "0 n no false f off".split(), False
)

# What spreadsheets write in place of a value that they cannot make, in lower case. Microsoft, "Excel functions by
# category" and "How to correct a #… error"; Google Sheets writes #ERROR! and Loading...., Power Query [List], [Record]
# and [Table] where a column was not expanded.
EXCEL_ERRORS = frozenset(
    "#ref! #value! #div/0! #name? #null! #num! #spill! #calc! #field! #getting_data #blocked! #connect! #busy! "
    "#unknown! #external! #python! #timeout! #error! [list] [record] [table] [function] [binary] loading... #ref "
    "#value #div/0 #name #null #num".split()
)
# Words that stand in an empty cell, in lower case: #N/A is also what a look-up writes that found nothing, and so means
# empty. pandas.read_csv, `na_values`; SQL Server Management Studio writes NULL, MySQL \N,
# PostgreSQL's tools (null), SAS a full stop, a pivot table (blank).
EMPTY_WORDS = EXCEL_ERRORS | frozenset(
    "null (null) <null> [null] {null} \\n n\\a '' \"\" none <none> (none) nil nan -nan nat n/a (n/a) <n/a> n.a. na "
    "<na> #n/a #na (blank) blank undefined - -- --- – — . .. ? ?? ??? 0000-00-00 00/00/0000 00/01/1900 "
    "1900-01-00".split()
    + ["not applicable", "(not applicable)"]
    + ["#n/a n/a"]
    # Days that stand for no day, in whatever form: the first and the last that .NET and SQL Server know, what SQL
    # Server makes of an empty text, and Access and Excel of a zero.
    + "0001-01-01 1753-01-01 1899-12-30 1899-12-31 1900-01-01 9999-12-31".split()
)
# What a spreadsheet prints where a column is too narrow for its number or date; LibreOffice's errors, as Err:502, and
# those of Visual Basic, as Error 2042.
_LOST = r"(?i)^(#{2,}|err:\d{3}|error 20\d\d)$"
# Also names of people: only a word that is not written as a name means empty where names stand.
_ALSO_NAMES = {"Null", "Nan", "Na", "Nil"}

# What is left where UTF-8 was read as Windows-1252 or Latin-1 and written again (`Ã«` for `ë`, `â€™` for an apostrophe,
# `Å‚` for `ł`), and the sign that programs write for a letter that they could not read. Bytes 128 to 191 of a letter
# became these. A quotation mark or dash may follow a name that ends in `Ä` or `Å`.
_TRAILS = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ"
_GARBLED = rf"[ÂÃ][{_TRAILS}‘’“”–—]|[ÄÅ][{_TRAILS}]|â€|\x{{FFFD}}"
# What is left where DOS (code page 850, in which consoles of Windows write) or an older Mac was read as Windows-1252:
# `Zo‰` for `Zoë`, `Jos‚` for `José`; and letters that a web page had written as entities.
_GARBLED += (
    r"|[A-Za-z](?:[‚ƒ„†‡ˆ‰‹•˜›™¡¢£¤¥¦§¨©«¬®¯°±µ¶¸¹»¼½¾¿€](?:[A-Za-z]|$)|[“”…][A-Za-z])|[a-z](?:[ŠŒŽŸ]|‘(?:[a-z]|$))|[A-Z]Ÿ[a-z]"
    r"|&(?:#\d{2,5}|#x[0-9A-Fa-f]{2,5}|[A-Za-z]{2,8});"
)

DateOrder = Literal["day_first", "month_first", "year_day_month", "year_month_day"]
ORDER_WORDS = {
    "day_first": "day first (31/01/2025)",
    "month_first": "month first (01/31/2025)",
    "year_day_month": "year, day, month (2025-31-01)",
    "year_month_day": "year, month, day with two digits of the year (25/01/31)",
}

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH_NUMBER = {m: n for n, m in enumerate(_MONTHS, start=1)}
_MONTH_NUMBER |= {m[:3]: n for m, n in _MONTH_NUMBER.items()} | {"sept": 9}
_SEP = r"[\s/.,_-]{1,3}"
_MONTH = r"(?P<word>[a-z]{3,9})\.?"
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+)?"
# A clock after a day: 16:45, 9.30.00.000000 AM, T23:00:00.123.
_CLOCK = r"(?:(?:[ T]|,\s?)\s?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s?(?:[ap]m)?)?"
_BY_NUMBER = re.compile(rf"(\d{{1,2}})[/.\-](\d{{1,2}})[/.\-](\d{{4}}){_CLOCK}", re.IGNORECASE)
_ISO_DAY = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_CLOCK}", re.IGNORECASE)
_ZONED = re.compile(
    r"(\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)", re.IGNORECASE
)
_MIDNIGHT = re.compile(r"[ T]00:00(:00(\.0+)?)?$")
# Days without separators, and with two digits of the year, as Excel's short date writes them. `25-01-31` may be either
# way round, and stays as it was unless the order is told.
_BASIC = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_SHORT = re.compile(rf"(\d{{1,2}})([/.\-])(\d{{1,2}})\2(\d\d){_CLOCK}", re.IGNORECASE)
_END_CLOCK = re.compile(
    r"[T ,]\s?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s?([ap]m)?$", re.IGNORECASE
)
_BY_WORD = tuple(
    re.compile(pattern + _CLOCK, re.IGNORECASE)
    for pattern in (
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_SEP}{_MONTH}{_SEP}(?P<year>\d{{4}}|\d{{2}})",
        rf"{_WEEKDAY}{_MONTH}{_SEP}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_SEP}(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}}){_SEP}{_MONTH}{_SEP}(?P<day>\d{{1,2}})",
        # SAS, formats DATE and DATETIME: 28SEP2025, 28SEP2025:14:30:00.
        r"(?P<day>\d{1,2})(?P<word>[a-z]{3})(?P<year>\d{4}|\d{2})(?::\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?",
    )
)
_SERIAL = re.compile(r"[1-7]\d{4}(\.\d+)?")  # Excel's day numbers of 1927 to 2119
_CENTURY = 50  # two-digit years: 00 to 49 are this century's, as Oracle's RR reads them

# Fewer lost values of a column than this are slips of single rows and told record by record: the smallest count that is
# told of a group (`smallest_count` of the measures).
FEW = 5

# A column's order is told by the days after the 12th. A few the other way round are slips of single rows; more are not.
_SLIPS = 0.02
# Days swapped by a spreadsheet: it turns what it can into dates and leaves the rest as text.
_SWAPPED_DATES, _SWAPPED_TEXTS = 8, 3
# Days of which every one after the 12th is written as ISO: of fewer than so many on each side it may be chance.
_PARTED = 8
# Midnights of UTC among other clocks: so many, and no more of the others, are no chance.
_MIDNIGHTS, _OTHER_CLOCKS = 20, 1.0
# Days with two digits of the year, `25/01/31`, of which the order can be told: fewer are any days.
_SHORT_DAYS = 8


# Blanks, those of no width, and the mark with which DOS ended a file.
BLANKS = "".join(
    [
        " \t\r\n\f\v\x1a\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff",
        *map(chr, range(0x2000, 0x2010)),
    ]
)


# Characters within a text that XML knows none of: breaks of lines and pages, and what is printed nowhere.
_BREAKS = r"\x0b\x0c"
_UNPRINTED = r"\x00-\x08\x0e-\x1f\x{FFFE}\x{FFFF}"
# And what is printed nowhere though XML knows it, as web pages and mails put it between letters: breaks of no width,
# marks of the direction of writing, soft hyphens. Joiners are letters' own in some languages.
_NO_WIDTH = r"\x{AD}\x{200B}\x{200E}\x{200F}\x{202A}-\x{202E}\x{2060}\x{FEFF}"
_INNER_BLANKS = r"[ \t\x{A0}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}]"


# Blanks that set thousands apart: the common one, and those at which no line is broken.
_THIN = " \u00a0\u2009\u202f"


def trimmed(values: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    """Without surrounding blanks, those of no width among them; empty as null."""
    values = pc.utf8_trim(values, BLANKS)
    return pc.if_else(pc.equal(values, ""), pa.scalar(None, pa.string()), values)


def printable(values: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    """Without the characters that no XML file may hold, such as a word processor's line break, which becomes a blank.

    https://www.w3.org/TR/xml/#charsets; PostgreSQL does not take the first of them either.
    """
    if not pc.any(pc.match_substring_regex(values, f"[{_BREAKS}{_UNPRINTED}{_NO_WIDTH}]")).as_py():
        return values
    one_line = pc.replace_substring_regex(values, f"[{_BREAKS}]+", " ")
    return pc.replace_substring_regex(one_line, f"[{_UNPRINTED}{_NO_WIDTH}]", "")


def with_common_blanks(values: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    """With one common blank between words, where another kind of blank stands, or several."""
    other = rf"{_INNER_BLANKS}{{2,}}|{_INNER_BLANKS.replace(' ', '', 1)}"
    if not pc.any(pc.match_substring_regex(values, other)).as_py():
        return values
    return pc.replace_substring_regex(values, rf"{_INNER_BLANKS}+", " ")


def without_empty_words(
    values: pa.ChunkedArray | pa.Array,
    words: Iterable[str] = EMPTY_WORDS,
    *,
    keep: Iterable[str] = (),
    names: bool = False,
) -> pa.ChunkedArray | pa.Array:
    """Words that mean empty as null, whatever their case.

    Args:
        values: trimmed text.
        words: in lower case.
        keep: words, as they are written, that mean something in this column, such as a code `NONE`.
        names: names stand in the column, so that `Null` and `Na` are names and `NULL` is none.

    """
    empty = pc.is_in(pc.utf8_lower(values), value_set=pa.array(sorted(set(words)), pa.string()))
    empty = pc.or_(empty, pc.fill_null(pc.match_substring_regex(values, _LOST), False))
    meaningful = sorted({*keep, *(_ALSO_NAMES if names else ())})
    if meaningful:
        empty = pc.and_not(empty, pc.is_in(values, value_set=pa.array(meaningful, pa.string())))
    return pc.if_else(empty, pa.scalar(None, pa.string()), values)


def errors_in(
    values: pa.ChunkedArray | pa.Array, keep: Iterable[str] = ()
) -> pa.ChunkedArray | pa.BooleanArray:
    """True where a spreadsheet's error stands in place of a value, such as `#REF!` or `########`.

    Args:
        values: trimmed text.
        keep: words, as they are written, that mean something in this column.

    """
    is_error = pc.is_in(pc.utf8_lower(values), value_set=pa.array(sorted(EXCEL_ERRORS), pa.string()))
    is_error = pc.or_(is_error, pc.fill_null(pc.match_substring_regex(values, _LOST), False))
    return pc.and_not(is_error, pc.is_in(values, value_set=pa.array(sorted(set(keep)), pa.string())))


def whole_numbers(
    values: pa.ChunkedArray | pa.Array, *, keep: Iterable[str] = (), decimals_count: bool = True
) -> pa.ChunkedArray | pa.Array:
    """`900041.0` as `900041`, leading zeros kept: programs that hold a column with gaps as numbers write it so.

    Args:
        values: trimmed text.
        keep: texts, as they are written, that mean something with their `.0`.
        decimals_count: leave the column alone if it holds a number such as 12.3, beside which 12.0 means something.

    """
    ends_in_zero = pc.fill_null(pc.match_substring_regex(values, r"^\d+\.0+$"), False)
    if not pc.any(ends_in_zero).as_py():
        return values
    if decimals_count and pc.any(pc.match_substring_regex(values, r"^\d+\.\d*[1-9]\d*$")).as_py():
        return values
    meaningful = sorted(set(keep))
    if meaningful:
        ends_in_zero = pc.and_not(ends_in_zero, pc.is_in(values, value_set=pa.array(meaningful, pa.string())))
    return pc.if_else(ends_in_zero, pc.replace_substring_regex(values, r"\.0+$", ""), values)


def are_all_whole(values: pa.ChunkedArray | pa.Array) -> bool:
    """Whether every filled value is a number that ends in `.0`."""
    filled = pc.drop_null(values)
    return len(filled) > 0 and bool(pc.all(pc.match_substring_regex(filled, r"^\d+\.0+$")).as_py())


def shortened(values: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.BooleanArray:
    """Whether a spreadsheet has cut the digits of values off, as `9.99E+09`: nobody can tell them any more."""
    return pc.match_substring_regex(values, r"^\d(\.\d+)?[eE]\+\d\d$")


def garbled(values: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    """Whether texts hold letters that went through the wrong encoding, as `ZoÃ«` for `Zoë`; missing where empty."""
    return pc.match_substring_regex(values, _GARBLED)


def unguarded(values: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    """Texts without what keeps a spreadsheet from taking them for numbers: `="0012"`, `'0012`.

    An apostrophe before anything but digits is taken off where every value of the column begins with one.
    """
    inner = pc.replace_substring_regex(values, r'^="(.*)"$', r"\1")
    filled = pc.drop_null(inner)
    marked = len(filled) > 0 and pc.all(pc.starts_with(filled, "'")).as_py()
    return pc.replace_substring_regex(inner, r"^'(.+)$" if marked else r"^'(\d[\d/.:\- ]*)$", r"\1")


def without_thousands(values: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    """`900,041` and `900 041` as `900041`, `£1,250.50` as `1250.50`; other texts as they were."""
    plain = pc.replace_substring_regex(values, rf"^(-?)£\s?(\d[\d,{_THIN}]*(\.\d+)?)$", r"\1\2")
    one_mark = "|".join(rf"({mark}\d{{3}})+" for mark in (",", f"[{_THIN}]"))
    grouped = pc.fill_null(pc.match_substring_regex(plain, rf"^-?\d{{1,3}}({one_mark})(\.\d+)?$"), False)
    return pc.if_else(grouped, pc.replace_substring_regex(plain, rf"[,{_THIN}]", ""), plain)


def as_accounts_write(values: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    """Sums in brackets, which are below nothing, with their sign: `(1,250.50)` as `-1,250.50`; `£ -` as `0`."""
    signed = pc.replace_substring_regex(values, rf"^(£?)\(\s?(£?\s?\d[\d,.{_THIN}]*?)\s?\)$", r"-\1\2")
    return pc.replace_substring_regex(signed, r"^£\s*-+$", "0")


@dataclass(frozen=True)
class Orders:
    """How many distinct values of a column tell one order of day and month alone, and how many tell none."""

    day_first: int = 0
    month_first: int = 0
    month_second: int = 0  # ISO as it should be: year, month, day, the day after the 12th
    day_second: int = 0  # year, day, month
    either: int = 0
    iso_either: int = 0
    word_second: int = 0  # the month in words, and the day after the 12th
    word_either: int = 0  # the same, and the day up to the 12th
    year_first: int = 0  # days such as 25/01/31, where their parts say that the year stands first

    def fault(self, named: DateOrder | None) -> str | None:
        """What is wrong with the order of the column, as the end of a sentence; None when nothing is.

        Args:
            named: the order that the mapping names, if any.

        """
        for own, (right, wrong, either) in (
            ("month_first", (self.day_first, self.month_first, self.either)),
            ("year_day_month", (self.month_second, self.day_second, self.iso_either)),
        ):
            order = own
            if named == own:
                right, wrong, order = wrong, right, "day_first"
            sure = self.day_first + self.month_first + self.month_second + self.day_second
            # What stands either way would be read with the rest, so it takes one value that says otherwise to doubt it.
            if wrong and ((either and not right) or wrong / sure > _SLIPS):
                return _words(order, right, named)
        if self.year_first and named is None:
            return f"seems to be {ORDER_WORDS['year_month_day']}"
        if (
            self.iso_either >= _SWAPPED_DATES
            and not self.month_second + self.day_second + self.either
            and self.day_first + self.month_first >= _SWAPPED_TEXTS
        ):
            return (
                "holds real dates that all fall on the 1st to 12th, and text for every later day. A spreadsheet has "
                "read it in the wrong order and swapped days and months of the real ones. Export it again, and open it "
                "in no spreadsheet before"
            )
        if (
            named is None
            and min(self.month_second + self.word_second, self.either) >= _PARTED
            and not self.day_first + self.month_first + self.day_second + self.iso_either + self.word_either
        ):
            return (
                "writes every day after the 12th as 2025-01-31 or in words, and those up to the 12th as 03/04/2025, in "
                "an order that nothing tells. Export the column in one form, best as 2025-01-31; or, if you know the "
                "order, name it under 'date_order' in the mapping"
            )
        return None


def _words(order: str, right: int, named: DateOrder | None) -> str:
    if right and order != "day_first":
        return (
            "mixes dates written day first with dates written month first, so that those up to the 12th can be read "
            "either way. Export the column in one order, best as 2025-01-31"
        )
    against = f", though 'date_order' says {named}" if named else ""
    return f"is {ORDER_WORDS[order]}{against}"


def orders(values: pa.ChunkedArray | pa.Array) -> Orders:
    """The order in which a column of dates is written, by its days after the 12th."""
    counts = dict.fromkeys(Orders.__dataclass_fields__, 0)
    texts = _distinct(values)
    short = [match for text in texts if (match := _SHORT.fullmatch(text)) and match[2] != "-"]
    if _stand_year_first([(int(match[1]), int(match[4])) for match in short]):
        counts["year_first"] = len(short)
    for text in texts:
        if parts := _by_number(text):
            kind = _kind_told_by(parts[0], parts[1], "day_first", "month_first", "either")
        elif match := _ISO.fullmatch(text):
            first, second = int(match[2]), int(match[3])
            kind = _kind_told_by(first, second, "day_second", "month_second", "iso_either")
        elif match := _by_word(text):
            kind = "word_second" if int(match["day"]) > 12 else "word_either"
        else:
            continue
        if kind:
            counts[kind] += 1
    return Orders(**counts)


def _stand_year_first(ends: list[tuple[int, int]]) -> bool:
    """Whether the first parts of days such as 25/01/31 look like years, and the last ones like days of a month.

    No day is after the 31st. Days reach to it and take more values than years do, which do not reach that far yet.
    """
    if len(ends) < _SHORT_DAYS:
        return False
    firsts, lasts = ({end[place] for end in ends} for place in (0, 1))
    if min(lasts) < 1 or max(lasts) > 31:
        return False
    no_days = sum(first > 31 for first, _ in ends)
    latest = max((first for first in firsts if first <= 31), default=0)
    return no_days > _SLIPS * len(ends) or (latest < max(lasts) and len(firsts) < len(lasts))


def _kind_told_by(first: int, second: int, by_first: str, by_second: str, neither: str) -> str | None:
    """Which of the two is the day; None where neither can be."""
    if not (1 <= first <= 31 and 1 <= second <= 31) or (first > 12 and second > 12):
        return None
    return by_first if first > 12 else by_second if second > 12 else neither


def iso_days(
    values: pa.ChunkedArray | pa.Array, order: DateOrder | None = None, day_zero: date | None = None
) -> pa.ChunkedArray | pa.Array:
    """Days as ISO text, whatever their form; anything else as received. A moment with a zone is the local day.

    Args:
        values: trimmed text.
        order: of the parts of days written in numbers; day first when left out, as people in England write.
        day_zero: the day from which a spreadsheet counts, where numbers may be its days.

    """
    return days_read(values, order, day_zero)[0]


def days_read(
    values: pa.ChunkedArray | pa.Array, order: DateOrder | None = None, day_zero: date | None = None
) -> tuple[pa.ChunkedArray | pa.Array, pa.ChunkedArray | pa.BooleanArray]:
    """`iso_days`, and which of them are the next day, because midnight of a summer is written as 23:00 (UTC)."""
    # A column holds few distinct days: each is read once, and most stand as they are to be.
    others = pc.unique(values)
    if order != "year_day_month":
        others = others.filter(pc.invert(pc.match_substring_regex(others, _ISO_DAY)))
    day_of = {text: day for text in _distinct(others) if (day := _iso(text, order, day_zero)) is not None}
    moved = _midnights_in_utc(day_of)
    day_of |= moved
    place = pc.index_in(values, value_set=pa.array(list(day_of), pa.string()))
    days = pc.coalesce(pc.take(pa.array(list(day_of.values()), pa.string()), place), values)
    return days, pc.is_in(values, value_set=pa.array(list(moved), pa.string()))


def _midnights_in_utc(day_of: dict[str, str]) -> dict[str, str]:
    """Moments without a zone that are of the next day, if the clocks of their column show that it is in UTC.

    A system that keeps days as moments in UTC writes 1 July as 30 June 23:00, and 1 January as 1 January 00:00. So it
    is told by a column whose clocks all stand at 00:00, or at 23:00 of a day of summer time; or nearly all, beside
    what was entered with its time of day, if no day of summer time stands at 00:00.

    Args:
        day_of: texts of one column with the days that they say.

    """
    moved: dict[str, str] = {}
    midnights, others, summer_at_nought = 0, 0, False
    for text, day in day_of.items():
        if not (match := _END_CLOCK.search(text)) or _ZONED.fullmatch(text):
            continue
        hour = int(match[1]) % 12 + 12 * (match[4].lower() == "pm") if match[4] else int(match[1])
        try:
            moment = datetime.fromisoformat(f"{day}T{hour:02}:{match[2]}:{match[3] or '00'}").replace(
                tzinfo=UTC
            )
            local = moment.astimezone(LOCAL)
        except (ValueError, OverflowError):
            continue  # a day or an hour that there is not: validation tells of it
        if moment.time() == time():
            summer_at_nought |= local.time() != time()
            continue
        midnights += local.time() == time()
        others += local.time() != time()
        if local.date() != moment.date():
            moved[text] = local.date().isoformat()
    surely = midnights >= _MIDNIGHTS and others <= _OTHER_CLOCKS * midnights and not summer_at_nought
    return moved if surely or not others else {}


def _distinct(values: pa.ChunkedArray | pa.Array) -> list[str]:
    return [v for v in pc.unique(values).to_pylist() if v]


def _iso(text: str, order: DateOrder | None, day_zero: date | None) -> str | None:
    if match := _ISO.fullmatch(text):
        year, month, day = match[1], int(match[2]), int(match[3])
        if order == "year_day_month":
            month, day = day, month
        return _day(year, month, day)
    if order == "year_month_day" and (match := _SHORT.fullmatch(text)):
        return _day(_whole_year(f"{match[1]:0>2}"), int(match[3]), int(match[4]))
    if order is not None and (match := _SHORT.fullmatch(text)):
        text = text.replace("-", "/", 2)
    if parts := _by_number(text):
        day, month, year = parts
        if order == "month_first":
            month, day = day, month
        return _day(year, month, day)
    if match := _BASIC.fullmatch(text):
        return _day(match[1], int(match[2]), int(match[3]))
    if match := _ZONED.fullmatch(text):
        if _MIDNIGHT.search(match[1]):
            return match[1][:10]  # a day in its own zone, whatever the hour was here when it began
        offset = match[2] if match[2][0] in "+-" else "Z"
        try:
            return datetime.fromisoformat(match[1] + offset).astimezone(LOCAL).date().isoformat()
        except (ValueError, OverflowError):
            return None
    if match := _by_word(text):
        return _day(_whole_year(match["year"]), _MONTH_NUMBER[match["word"].lower()], int(match["day"]))
    if day_zero and _SERIAL.fullmatch(text):
        # A day's number may fall short of midnight by the last digit of a computation.
        return (day_zero + timedelta(days=int(float(text) + 0.5 / 86_400))).isoformat()
    return None


def _by_word(text: str) -> re.Match[str] | None:
    """A day whose month is written in words."""
    for form in _BY_WORD:
        if (match := form.fullmatch(text)) and match["word"].lower() in _MONTH_NUMBER:
            return match
    return None


def _by_number(text: str) -> tuple[int, int, str] | None:
    """The two parts before the year, as they stand, and the year of a day written in numbers."""
    if match := _BY_NUMBER.fullmatch(text):
        return int(match[1]), int(match[2]), match[3]
    if (match := _SHORT.fullmatch(text)) and match[2] != "-":
        return int(match[1]), int(match[3]), _whole_year(match[4])
    return None


def _whole_year(year: str) -> str:
    return year if len(year) == 4 else f"{'20' if int(year) < _CENTURY else '19'}{year}"


def _day(year: str, month: int, day: int) -> str | None:
    """ISO text, also of a day that the calendar does not have, such as 31 February: it is told of as such."""
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None
