"""One way for all sources to turn what they hold into the text of a case table."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from include.errors import SourceError
from include.model import Column, Table, codeset, values
from include.model.tables import ColumnType
from include.model.values import LOCAL
from include.sources.mapping import TableMapping

# Text of the model that is a number by its nature, whatever else stands in the column.
_NUMBERS_AS_TEXT = frozenset("upn uln urn ukprn transfer_la setting_urn exported".split())


# Columns in which the number of an authority says that somebody moved, and an empty cell that nobody did.
_MOVES = ("exported", "transfer_la")
_NO = frozenset(word for word, says in values.FLAGS.items() if not says) | {"000"}

# Numbers that stand for no number. ILR specification 2025 to 2026, item ULN: 9999999999 while it is not known.
_NO_NUMBER = {"uln": ("9999999999", "0000000000")}

_FEW = 0.02  # share of a column whose numbers or errors may be lost without a doubt about the rest


class Presented(NamedTuple):
    """A table as `Source.read` promises it, and what was made of its values, in sentences without a value."""

    rows: pa.Table
    notes: list[str]


@dataclass(frozen=True)
class Forms:
    """How values of one source are written.

    Attributes:
        empty: words that mean empty, in lower case.
        day_zero: the day from which a spreadsheet counts, where numbers in columns of dates may be its days.
        judge_orders: whether enough rows are read to judge the order in which a column's days are written.
        own_number: DfE's number of the authority, to and from which nobody moves; None when it is not told.

    """

    empty: frozenset[str] = values.EMPTY_WORDS
    day_zero: date | None = None
    judge_orders: bool = True
    own_number: str | None = None


@dataclass
class _Report:
    """What is told of one table."""

    table: str
    place: str
    counted: dict[str, dict[str, int]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def count(self, column: str, number: int, words: str) -> None:
        if number:
            self.counted.setdefault(words, {})[column] = number

    @property
    def notes(self) -> list[str]:
        return [
            f"{self.table}: {words} in {self.place}: "
            + ", ".join(f"{column} {number:,}" for column, number in columns.items())
            for words, columns in self.counted.items()
        ]


def as_text(value: Any, kind: ColumnType) -> str | None:
    """One value of a database driver as text.

    Args:
        value: what the driver gave.
        kind: type of the model column; a zoned timestamp becomes the local date only where a date is wanted.

    """
    match value:
        case None | str():
            return value
        case bool():
            return str(int(value))
        case Decimal():
            return format(value, "f")
        case float():
            # repr is the shortest text that means the same number; Decimal writes it without an exponent.
            return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
        case datetime():
            if kind != "date":
                return value.isoformat()
            if value.tzinfo:
                return value.astimezone(LOCAL).date().isoformat()
            # A clock without a zone tells, beside those of its column, whether the day is that of UTC.
            return value.isoformat() if value.time() > time() else value.date().isoformat()
        case date():
            return value.isoformat()
        case bytes():
            return value.decode("utf-8", errors="replace")
        case _:
            return str(value)


def present(
    table: Table,
    mapping: TableMapping,
    raw: pa.Table,
    record_source: str,
    numbers: pa.Array | None = None,
    forms: Forms | None = None,
) -> Presented:
    """The table that a source hands over, as `Source.read` promises it.

    Args:
        table: the case table.
        mapping: gives code translations, defaults, orders of dates and widths of numbers.
        raw: the source's text under the model's column names, in the order that `_row` is to count.
        record_source: name of the table or file, for sources that do not say it of each record themselves.
        numbers: `_row` of each record, where rows of the source were passed over; else they are counted from 1.
        forms: how the source writes values; the usual forms when left out.

    Raises:
        SourceError: a column whose values cannot be told any more: days and months in another order than the mapping
            says, or identifiers whose digits a spreadsheet has cut off. All such columns are named.

    """
    forms = forms or Forms()
    constants = {"record_source": record_source} | mapping.defaults
    columns: dict[str, pa.ChunkedArray | pa.Array] = {}
    report = _Report(table.name, record_source)
    for column in table.columns.values():
        if column.name in raw.column_names:
            # A column holds few distinct texts: what is made of each is told once.
            coded = pc.dictionary_encode(raw[column.name].combine_chunks())
            reader = _ColumnReader(column, mapping, forms, report, coded.indices)
            columns[column.name] = reader.read(coded.dictionary).take(coded.indices)
        elif column.name in constants:
            columns[column.name] = pa.repeat(constants[column.name], raw.num_rows)
    if report.faults:
        raise SourceError(" ".join(report.faults))
    rows = pa.table({**columns, "_row": pa.arange(1, raw.num_rows + 1) if numbers is None else numbers})
    return Presented(rows, report.notes)


def plain(raw: pa.ChunkedArray | pa.Array, forms: Forms) -> pa.ChunkedArray | pa.Array:
    """Text of a column of which no model column is told: trimmed, empty as null, `1.0` as `1` if all of it is so."""
    text = values.without_empty_words(values.trimmed(raw), forms.empty)
    return values.whole_numbers(text) if values.are_all_whole(text) else text


@dataclass(frozen=True)
class _ColumnReader:
    """Reads the distinct texts of a model column as received. What it has made of values, and faults, are reported.

    Attributes:
        places: of each row the place of its text among the distinct ones; missing where it has none.

    """

    column: Column
    mapping: TableMapping
    forms: Forms
    report: _Report
    places: pa.Int32Array

    def read(self, raw: pa.Array) -> pa.Array:
        kind = self.column.type
        if kind == "text":
            self._count(
                values.garbled(raw),
                "texts whose letters went through a wrong encoding before (as Ã« for ë) were left as they are",
            )
        text = values.trimmed(raw)
        printed = values.printable(text)
        self._count_changed(
            text,
            printed,
            "characters that are printed nowhere, such as a word processor's breaks, were taken out",
        )
        text = values.trimmed(printed) if printed is not text else text
        if kind == "text":
            common = values.with_common_blanks(text)
            self._count_changed(
                text, common, "blanks between words, several or of another kind, were read as one"
            )
            text = common
        text = self._as_whole_numbers(self._without_guards(self._without_empty_words(text)))
        if self.column.name in _MOVES:
            text = self._without_a_no(text)
        if stand_ins := _NO_NUMBER.get(self.column.name):
            known = values.without_empty_words(text, stand_ins)
            self._count_emptied(
                text, known, "numbers that stand for none, such as 9999999999, were read as empty"
            )
            text = known
        if self._meaningful:
            text = self._as_codes(text)
        if kind == "date":
            return self._days(text)
        if kind == "flag":
            return _translated(text, {"true": "1", "false": "0"}, fold=True)
        if self._is_numbered:
            self._refuse_cut_numbers(text)
        return self._at_full_width(text) if kind == "id" else text

    @property
    def _codes(self) -> dict[str, str]:
        return self.mapping.codes.get(self.column.name, {})

    @property
    def _meaningful(self) -> set[str]:
        """What the mapping translates, and what the model knows as a code, is a value, however empty it looks."""
        return {*self._codes, *codeset(self.column.codeset or "")}

    @property
    def _is_numbered(self) -> bool:
        return self.column.type == "id" or self.column.name in _NUMBERS_AS_TEXT

    @cached_property
    def _rows_of(self) -> npt.NDArray[np.int64]:
        return np.bincount(self.places.drop_null())

    def _rows(self, which: pa.BooleanArray) -> int:
        """How many rows have one of the texts."""
        return int(self._rows_of[np.asarray(which.fill_null(False))].sum())

    def _count(self, which: pa.BooleanArray, words: str) -> None:
        self.report.count(self.column.name, self._rows(which), words)

    def _count_changed(self, before: pa.Array, after: pa.Array, words: str) -> None:
        self._count(pc.not_equal(before, after), words)

    def _count_emptied(self, before: pa.Array, after: pa.Array, words: str) -> None:
        self._count(pc.and_(before.is_valid(), after.is_null()), words)

    def _without_empty_words(self, text: pa.Array) -> pa.Array:
        name = self.column.name
        self._refuse_errors(text)
        is_a_name = name in ("surname", "forename") or name.endswith("_name")
        filled = values.without_empty_words(text, self.forms.empty, keep=self._meaningful, names=is_a_name)
        self._count_emptied(
            text, filled, "words that mean empty, such as NULL, #N/A or #REF!, were read as empty"
        )
        return filled

    def _refuse_errors(self, text: pa.Array) -> None:
        """Refuse many errors of a spreadsheet, each a lost value, in a column of dates or one that a row needs."""
        if not (self.column.required or self.column.type == "date"):
            return
        is_error = values.errors_in(text, self._meaningful)
        errors = self._rows(is_error)
        if errors >= values.FEW and errors > _FEW * len(self.places):
            # Texts stand in the order in which they first came.
            first = pc.index(self.places, pc.index(is_error, True)).as_py()
            self.report.faults.append(
                f"{self.report.place}: {self.report.table}.{self.column.name} holds {errors:,} errors of a "
                f"spreadsheet, such as #REF! or ########, in place of values, the first in record "
                f"{first + 1:,}. Put the formulas or the width of the column right, and "
                "export it again."
            )

    def _without_guards(self, text: pa.Array) -> pa.Array:
        """Without what guards digits from a spreadsheet, and what sets thousands apart."""
        kind = self.column.type
        if self._is_numbered or kind in ("code", "date", "integer", "decimal"):
            bare = values.unguarded(text)
            self._count_changed(
                text,
                bare,
                'texts guarded from spreadsheets, as \'0012 and ="0012", were read without their guard',
            )
            text = bare
        if kind == "decimal":
            bare = values.as_accounts_write(text)
            self._count_changed(
                text, bare, "sums as accounts write them, (12.50) and £-, were read as -12.50 and 0"
            )
            text = bare
        if self._is_numbered or kind in ("integer", "decimal"):
            bare = values.without_thousands(text)
            self._count_changed(
                text, bare, "numbers with thousands set apart, or with a pound sign, were read without"
            )
            text = bare
        return text

    def _as_whole_numbers(self, text: pa.Array) -> pa.Array:
        kind = self.column.type
        if not (
            kind in ("id", "code", "flag", "integer")
            or self.column.name in _NUMBERS_AS_TEXT
            or (kind == "text" and values.are_all_whole(text))
        ):
            return text
        whole = values.whole_numbers(text, keep=self._meaningful, decimals_count=kind in ("id", "text"))
        self._count_changed(text, whole, "numbers written as 1.0 were read as 1")
        return whole

    def _as_codes(self, text: pa.Array) -> pa.Array:
        """What the mapping translates, translated; codes of the column's set in another case as the set has them."""
        if self._codes:
            text = _translated(text, self._codes)
        exact = {code: code for code in self._meaningful} | self._codes
        known = pc.is_in(text, value_set=pa.array(sorted({*exact, *self._codes.values()}), pa.string()))
        if (pc.sum(known).as_py() or 0) + text.null_count == len(text):
            return text
        folded: dict[str, set[str]] = {}
        for code, meant in exact.items():
            folded.setdefault(code.lower(), set()).add(meant)
        one = {code: next(iter(meant)) for code, meant in folded.items() if len(meant) == 1}
        read = pc.if_else(known, text, _translated(text, one, fold=True))
        self._count_changed(
            text, read, "codes in capitals or small letters other than their set's were read as its codes"
        )
        return read

    def _without_a_no(self, text: pa.Array) -> pa.Array:
        moved = values.without_empty_words(text, _NO, keep=self._codes)
        self._count_emptied(
            text, moved, "words that say no, where an authority's number stands for yes, were read as empty"
        )
        if self.forms.own_number is None:
            return moved
        away = values.without_empty_words(moved, [self.forms.own_number])
        self._count_emptied(
            moved, away, "the authority's own number, to and from which nobody moves, was read as empty"
        )
        return away

    def _days(self, text: pa.Array) -> pa.Array:
        order = self.mapping.date_order.get(self.column.name)
        if self.forms.judge_orders and (fault := values.orders(text).fault(order)):
            self.report.faults.append(_order_fault(self.column, fault, self.report))
        days, from_utc = values.days_read(text, order, self.forms.day_zero)
        self._count(
            from_utc,
            "midnights of summer days written as 23:00 the day before (UTC) were read as the day that they begin",
        )
        # A day that stands for no day is one in every form.
        filled = values.without_empty_words(days, self.forms.empty)
        self._count_emptied(
            days, filled, "days that stand for no day, such as 1900-01-01 or 9999-12-31, were read as empty"
        )
        return filled

    def _refuse_cut_numbers(self, text: pa.Array) -> None:
        cut = self._rows(values.shortened(text))
        # A key must be whole in every row; of other numbers a few are told row by row.
        if cut > (0 if self.column.type == "id" else _FEW * self._rows(text.is_valid())):
            self.report.faults.append(
                f"{self.report.place}: {self.report.table}.{self.column.name} holds {cut:,} numbers such as 9.99E+09, "
                "whose digits a spreadsheet has cut off. Export it again, and open it in no spreadsheet before."
            )

    def _at_full_width(self, text: pa.Array) -> pa.Array:
        """Digits with the leading zeros that the mapping asks for."""
        if not (width := self.mapping.digits.get(self.column.name)):
            return text
        digits = pc.fill_null(pc.match_substring_regex(text, r"^\d+$"), False)
        return pc.if_else(digits, pc.utf8_lpad(text, width, "0"), text)


def _order_fault(column: Column, fault: str, report: _Report) -> str:
    remedy = ""
    for order, words in values.ORDER_WORDS.items():
        if words in fault:
            remedy = (
                f" If that is how the system writes them, set tables.{report.table}.date_order.{column.name}: {order}; "
                "else export the column as 2025-01-31."
            )
    return f"{report.place}: column {report.table}.{column.name} {fault}.{remedy}"


def _translated(text: pa.Array, codes: dict[str, str], fold: bool = False) -> pa.Array:
    place = pc.index_in(pc.utf8_lower(text) if fold else text, value_set=pa.array(list(codes)))
    return pc.coalesce(pc.take(pa.array(list(codes.values())), place), text)
