"""COLLECT's "Blade" CSV export of a council's SEN2 return: nine files of one date in a folder.

It holds the SEN2 modules alone, as they stood on census day, so every measure that needs more is not
collected.

Identifiers. The return carries no identifier of the council's own system: its XML nests records and numbers
none of them, so COLLECT gives every number in the export, `NativeId` included. The table identifiers are
used, because they tie the files together, with the year of the return in front (`2025-1041`). Without the
year, children of different returns who chance to have the same number would pass for one child. UPN cannot
serve: some have none, and it may not stand in a column that work lists show.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.compute as pc

from include.errors import SourceError, SourceUnavailable
from include.model import TABLES
from include.sources import heads
from include.sources.base import Changes, Shown, Span, check_all, not_held
from include.sources.delimited import read_csv
from include.sources.layout import no_header
from include.sources.mapping import BladeConfig, ReturnConfig, TableMapping, find, resolve
from include.sources.rest import AtRest
from include.sources.text import Forms, present
from include.yaml_files import Strict, load

FIRST_YEAR, LAST_YEAR = (
    2023,
    2026,
)  # returns whose layout is known; 2023 was the first compulsory one by person

# An authority's number, also where a spreadsheet has made it 330.0.
NUMBER = re.compile(r"0*(\d{3})(?:\.0*)?")
_NAME = re.compile(r"Blade-Export_(\d\d)-(\d\d)-(\d{4})_(\w+)\.csv", re.IGNORECASE)


class Layout(Strict):
    """Where the export holds one case table. See `blade.yaml`."""

    file: str
    columns: dict[str, str]
    since: dict[str, int] = {}
    until: dict[int, TableMapping] = {}

    def mapping(self, year: int, own: TableMapping) -> TableMapping:
        """The mapping for one return year, with an authority's own on top."""
        older = [mapping for last, mapping in self.until.items() if year <= last]
        columns = {name: c for name, c in self.columns.items() if self.since.get(name, year) <= year}
        codes: dict[str, dict[str, str]] = {}
        for mapping in (*older, own):
            columns |= mapping.columns
            codes |= mapping.codes
        return TableMapping(
            columns=columns,
            codes=codes,
            defaults=own.defaults,
            date_order=own.date_order,
            digits=own.digits,
        )


LAYOUTS: dict[str, Layout] = {
    table: Layout.model_validate(layout)
    for table, layout in load(Path(__file__).with_suffix(".yaml")).items()
}


# Items of the header record that every return has.
HEADER = ("collection", "year", "lea")
# Whose return it is, of a file that has no header record.
NOT_TOLD = "not told"


class BladeSource:
    """One export: the configured one, or the latest made on or before the extract date."""

    def __init__(self, config: ReturnConfig, as_at: date, la_code: str | None = None) -> None:
        """Take the configuration; files are looked for on first use."""
        self.config = config
        self._la_code = la_code
        self.changes = Changes({}, [], {})
        self.folder = Path(config.path).expanduser()
        self._as_at = as_at
        self._rest = AtRest()
        # Kept, so that a check and the reads after it see the same content even if a file is replaced.
        self._files: dict[str, pa.Table] = {}
        self._notes: dict[str, list[str]] = {}
        self._own = [name for mapping in config.tables.values() for name in mapping.names]

    # What a source offers

    def read(self, table: str) -> pa.Table | None:
        """One case table: see `Source.read`. None for every table outside the SEN2 modules."""
        if not self._holds(table):
            return None
        names = self._names(table)
        file = self._file(LAYOUTS[table].file)
        raw = file.select(list(names.values())).rename_columns(list(names))
        forms = Forms(self.config.empty_words, own_number=self._la_code)
        read, notes = present(
            TABLES[table], self._mapping(table), raw, self._path(LAYOUTS[table].file).name, forms=forms
        )
        self._notes[table] = notes
        for index, name in enumerate(read.column_names):
            if name in names and TABLES[table].columns[name].type == "id":
                with_year = pc.binary_join_element_wise(f"{self.year}-", read[name], "")
                read = read.set_column(index, name, with_year)
        return read

    def unmapped(self, table: str) -> list[str]:
        """Columns of the table's file that nothing here reads, COLLECT's own bookkeeping among them."""
        if not self._holds(table):
            return []
        source_names, _ = self._resolve(table)
        names = self._file(LAYOUTS[table].file).column_names
        return heads.for_messages([n for n in names if n not in source_names.values()], names, self._own)

    def notes(self) -> list[str]:
        """What this export leaves out, and what was made of its files and values."""
        notes = [not_held(table, " in a SEN2 export") for table in TABLES if table not in LAYOUTS]
        notes += [not_held(table) for table in self.config.not_held if table in LAYOUTS]
        if self.year > LAST_YEAR:
            notes.append(
                f"The layout of the {self.year} return is not known; it was read as that of {LAST_YEAR}"
            )
        return notes + [note for table_notes in self._notes.values() for note in table_notes]

    def check(self) -> None:
        """Read all nine files. All faults come in one message."""
        _ = self.year
        check_all(partial(self._names, table) for table in filter(self._holds, LAYOUTS))

    def at_rest(self) -> None:
        """Make sure that the files read are as they were at the first look."""
        self._rest.make_sure(self.config.settle_seconds)

    def files(self) -> dict[str, dict[str, Any]]:
        """The files read: see `Source.files`."""
        return self._rest.files

    def describe(self) -> str:
        """Date of the export, year of the return and number of the authority. Errors as `read`."""
        day, authority = f"{self.export_date:%d-%m-%Y}", self._header["lea"]
        return f"SEN2 Blade export of {day} (return {self.year}, authority {authority})"

    def shows(self) -> Shown | None:
        """The date in the names of the export's files."""
        return Shown(self.export_date, "export")

    def covers(self, table: str) -> list[Span] | None:
        """From the first day of the calendar year before the census to the census day.

        A return holds what was asked, decided, issued or ceased in those days, and the plans of the census day. What
        had ended before, or began after, is not in it.
        """
        return [(date(self.year - 1, 1, 1), self._census)] if self._holds(table) else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.clear()

    # Files

    @cached_property
    def _exports(self) -> dict[date, dict[str, Path]]:
        """Files by the date and the table in their names."""
        try:
            paths = sorted(self.folder.iterdir())
        except OSError as error:
            raise SourceUnavailable(
                f"The folder of Blade exports, {self.folder}, cannot be opened ({error.strerror}). "
                "Check 'path' in the authority's YAML, and that the drive is connected."
            ) from None
        exports: dict[date, dict[str, Path]] = {}
        for path in paths:
            if match := _NAME.fullmatch(path.name):
                day, month, year, table = match.groups()
                try:
                    export_date = date(int(year), int(month), int(day))
                except ValueError:
                    raise SourceError(
                        f"{path.name}: the date in the name is not a day of the calendar. Names read "
                        "Blade-Export_DD-MM-YYYY_<table>.csv."
                    ) from None
                exports.setdefault(export_date, {})[table.lower()] = path
        return exports

    @property
    def export_dates(self) -> list[date]:
        """Days of the exports in the folder, oldest first."""
        return sorted(self._exports)

    @cached_property
    def export_date(self) -> date:
        """Day on which the export being read was made."""
        if isinstance(self.config, BladeConfig) and (chosen := self.config.export_date):
            dates = [d for d in self._exports if d == chosen]
            which = f"of {chosen:%d-%m-%Y}"
        else:
            dates = [d for d in self._exports if d <= self._as_at]
            which = f"made on or before {self._as_at:%d-%m-%Y}"
        if not dates:
            days = ", ".join(f"{d:%d-%m-%Y}" for d in sorted(self._exports)) or "none at all"
            raise SourceError(
                f"{self.folder} holds no Blade export {which}. Exports there: {days}. File names read "
                "Blade-Export_DD-MM-YYYY_<table>.csv."
            )
        return max(dates)

    def _path(self, file: str) -> Path:
        expected = self.folder / f"Blade-Export_{self.export_date:%d-%m-%Y}_{file}.csv"
        return self._exports[self.export_date].get(file, expected)

    def _file(self, file: str) -> pa.Table:
        if file not in self._files:
            self._rest.look(self._path(file))
            laid = read_csv(self._path(file), lambda row: heads.count_known(row, self._own))
            self._files[file] = laid.table
            if laid.notes:
                self._notes[f"{file}.csv"] = [f"{self._path(file).name}: {note}" for note in laid.notes]
        return self._files[file]

    @cached_property
    def _header(self) -> dict[str, str]:
        """`year`, `lea` and `referencedate` of the return's header record; the last may be empty.

        Raises:
            SourceError: it is the return of another authority, or does not say of which.

        """
        table, name = self._file("sen2"), self._path("sen2").name
        if table.num_rows != 1:
            raise SourceError(
                f"{name} has {table.num_rows} rows; a return has one header record. Export it again."
            )
        header = {}
        for item in ("year", "lea"):
            if (column := find(item, table.column_names)) is None:
                raise SourceError(f"{name} has no column {item!r}. Export it again.")
            header[item] = (table[column][0].as_py() or "").strip()
        column = find("referencedate", table.column_names)
        header["referencedate"] = (table[column][0].as_py() or "").strip() if column else ""
        header["year"] = header["year"].removesuffix(".0")
        number = NUMBER.fullmatch(header["lea"])
        if self._la_code and number and number[1] != self._la_code:
            raise SourceError(
                f"{name} is a return of authority {number[1]}, and these are the records of authority "
                f"{self._la_code}. Nothing was read. Put the right return in its place, or correct 'la_code' in the "
                "authority's YAML."
            )
        if self._la_code and not number and header["lea"] != NOT_TOLD:
            raise SourceError(
                f"{name} does not say whose return it is: LEA in its header is no number of an authority, and these "
                f"are the records of authority {self._la_code}. Nothing was read. Export it again, or write the number "
                "there."
            )
        # What is no number is not shown: in a file of another shape it may be anything.
        header["lea"] = number[1] if number else NOT_TOLD
        return header

    @cached_property
    def _census(self) -> date:
        """The census day: the reference date of the header, else the third Thursday of January."""
        for form in ("%Y-%m-%d", "%Y-%b-%d", "%d/%m/%Y"):
            with suppress(ValueError):
                day = datetime.strptime(self._header["referencedate"][:11].strip(" T"), form).date()  # noqa: DTZ007
                if day.year == self.year:
                    return day
        first = date(self.year, 1, 1)
        return first + timedelta(days=(3 - first.weekday()) % 7 + 14)

    @cached_property
    def year(self) -> int:
        """Year of the return: that of its January census."""
        year, name = self._header["year"], self._path("sen2").name
        if not re.fullmatch(r"\d{4}", year):
            raise SourceError(f"{name}: column 'year' does not hold a year of four digits. Export it again.")
        if int(year) < FIRST_YEAR:
            raise SourceError(
                f"{name}: the return of {year} is older than any layout known ({FIRST_YEAR} on). "
                "Choose a later export."
            )
        return int(year)

    def _holds(self, table: str) -> bool:
        return table in LAYOUTS and table not in self.config.not_held

    def _mapping(self, table: str) -> TableMapping:
        return LAYOUTS[table].mapping(self.year, self.config.mapping(table))

    def _names(self, table: str) -> dict[str, str]:
        """Model column -> the export's name for it. Raises `SourceError` with all faults of the table."""
        names, faults = self._resolve(table)
        if faults:
            raise SourceError(" ".join(faults))
        return names

    def _resolve(self, table: str) -> tuple[dict[str, str], list[str]]:
        file = LAYOUTS[table].file
        place = f"{self._path(file).name} (return {self.year})"
        names = self._file(file).column_names
        if not any(heads.known(name, self._own) for name in names):
            return {}, [no_header(self._path(file).name, "line", 1)]
        return resolve(TABLES[table], self._mapping(table), names, place, heads.quotable(names, self._own))


class WholeReturn(BladeSource):
    """A return in one file, which is read once, whole, before anything of it is handed over."""

    def _path(self, file: str) -> Path:
        return self.folder

    def _file(self, file: str) -> pa.Table:
        if not self._files:
            self._rest.look(self.folder)
            self._files.update(self._parsed())
        return self._files[file]

    def _parsed(self) -> dict[str, pa.Table]:
        """Every module of the return, by the name of its file in an export."""
        raise NotImplementedError


def as_file(module: str, rows: Sequence[Mapping[str, str]]) -> pa.Table:
    """Records of a module as an export's file has them: an item that no record uses is empty, and no fault."""
    known_items = [set(layout.columns.values()) for layout in LAYOUTS.values() if layout.file == module]
    names = sorted({item for row in rows for item in row}.union(*known_items or [set(HEADER)]))
    return pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in names})
