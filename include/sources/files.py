"""CSV and XLSX files in a folder: on this machine, or at any URL for which an fsspec driver is installed.

A table is looked for under its mapping's `source`, a file name or pattern such as `clients_*.csv`, else as
`<table>.csv` or `<table>.xlsx`. `{date}` in a name stands for a day (`2025-01-31`, `20250131`, `31-01-2025`, `31012025`
or `31 Jan 2025`; `_`, `.` or a blank may stand for the dash); the latest file on or before the extract date is read.
Any other pattern must fit one file only.
"""

from __future__ import annotations

import fnmatch
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType, TracebackType
from typing import Any, NamedTuple, Self

import fsspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from include.errors import ConfigError, SourceError, SourceUnavailable, SourceUnfinished, without_message
from include.model import TABLES, Table
from include.model.values import iso_days
from include.sources import heads, limits
from include.sources.base import Changes, Shown, Span, in_one, not_held
from include.sources.delimited import read_delimited
from include.sources.layout import no_header
from include.sources.mapping import (
    Derived,
    FileFormat,
    FileMapping,
    FilesConfig,
    find,
    near,
    resolve,
    stated_day,
)
from include.sources.rest import AtRest, stamp
from include.sources.text import Forms, plain, present
from include.sources.workbook import EXCEL_EPOCH, Heads, Uncalculated, kind_of, read_sheet

log = logging.getLogger(__name__)

_DATE = (
    r"(?P<date>\d{4}[-_. ]\d\d[-_. ]\d\d|\d\d[-_. ]\d\d[-_. ]\d{4}|\d{8}|\d\d?[-_. ][a-z]{3,9}[-_. ]\d{4})"
)


_SHOWN_FILES = 3
# Words of files' names that tell nothing of a child, besides those of tables and of the mapping.
_PLAIN_WORDS = frozenset(
    "copy of part page final new old latest updated corrected full delta backup version v rev ehcp ehc send sen export "
    "extract report csv txt tsv xlsx xlsm xls xlsb ods zip gz".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_OLD_DAYS = 7  # exports of a week are as old as a weekly export may be
_TABLES_END = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_FEW_FORMULAS = 0.02  # share of a column whose formulas may lack a result without a doubt about the rest


class _Sheet(NamedTuple):
    """A file or sheet as text, and what was made of it.

    `day_zero`: its first day; `alone`: it is the file's only table; `below`: rows left out below the last record;
    `uncalculated`: formulas without a saved result, by head.
    """

    rows: pa.Table
    notes: list[str]
    day_zero: date = EXCEL_EPOCH
    alone: bool = True
    below: int = 0
    uncalculated: Mapping[str, Uncalculated] = MappingProxyType({})


class FilesSource:
    """Case tables of a folder. A file is read once, so that a check and the reads after it see the same."""

    def __init__(self, config: FilesConfig, url: str | None, as_at: date, la_code: str | None = None) -> None:
        """Take the configuration; the folder is opened on first use.

        Raises:
            ConfigError: neither the YAML nor the environment names a folder, or there is no driver for its URL.

        """
        self.config, self._as_at = config, as_at
        self.changes = Changes({}, [], {})
        if not (place := config.path or url):
            raise ConfigError(
                "'path' is missing: the folder of the files, or its URL. Where it holds a password, set "
                "SEND_SOURCE_<AUTHORITY>_URL instead."
            )
        if "::" in place:
            raise ConfigError("'path' is one folder; chained URLs (with '::') are not read.")
        options: dict[str, Any] = {}
        try:
            if place.startswith(("sftp://", "ssh://")):
                from include.sources.sftp import KnownHosts

                options = {"host_key_policy": KnownHosts}
            self._system, self._folder = fsspec.core.url_to_fs(place, **options)
        except (ImportError, ValueError) as error:
            scheme = place.split("://", 1)[0]
            raise ConfigError(
                f"No driver for {scheme}:// is installed ({type(error).__name__}). Install it: s3fs for s3, "
                "paramiko for sftp, adlfs for abfs."
            ) from None
        except SourceError:
            raise
        except Exception as error:
            log.info("The folder's server: %s", without_message(error))
            raise SourceUnavailable(
                f"The folder's server could not be reached ({type(error).__name__}). Check its name and account."
            ) from None
        self._rest = AtRest(self._system)
        self._read: dict[tuple[str, FileFormat, Heads], _Sheet] = {}
        self._value_notes: dict[str, list[str]] = {}
        self._forms = Forms(config.empty_words, EXCEL_EPOCH, own_number=la_code)
        # Names that the authority's own mapping gives to columns: these may be told.
        self._own = [name for t in config.tables.values() for part in (t, *t.more) for name in part.names]

    def read(self, table: str) -> pa.Table | None:
        """One case table: see `Source.read`. Rows of further places are numbered on from those before."""
        if not (places := self._places(table)):
            return None
        model, parts, numbered = TABLES[table], [], 0
        notes: list[str] = []
        for mapping, file in places:
            source_names, faults = self._resolve(table, mapping, file)
            if faults:
                raise SourceError(" ".join(faults))
            sheet = self._sheet(table, mapping, file)
            notes += _never_calculated(table, mapping, source_names, sheet, _name(file))
            forms = replace(self._forms, day_zero=sheet.day_zero)
            numbers = pc.add(pa.arange(1, sheet.rows.num_rows + 1), numbered)
            numbered += sheet.rows.num_rows
            is_kept = _kept(mapping, sheet.rows, forms)
            raw = sheet.rows.filter(is_kept)
            columns = {name: raw[source] for name, source in source_names.items()}
            columns |= {name: _derived(rule, raw, forms) for name, rule in mapping.derive.items()}
            presented = present(
                model, mapping, pa.table(columns), _name(file), numbers.filter(is_kept), forms
            )
            notes += presented.notes
            parts.append(_distinct(presented.rows) if mapping.distinct else presented.rows)
        self._value_notes[table] = notes
        return pa.concat_tables(parts, promote_options="default")

    def unmapped(self, table: str) -> list[str]:
        """Columns of the table's files that nothing here reads, for this table or another of the same file."""
        files = [file for _, file in self._places(table)]
        of_table: dict[str, None] = {}
        used: set[str] = set()
        for name in TABLES:
            for mapping, file in self._places(name):
                if file not in files:
                    continue
                names = self._sheet(name, mapping, file).rows.column_names
                used |= set(self._resolve(name, mapping, file)[0].values())
                used |= {n for rule in mapping.derive.values() for n in rule.inputs}
                used |= {n for n in names if find(n, mapping.keep) is not None}
                of_table |= dict.fromkeys(names) if name == table else {}
        names = list(of_table)
        return heads.for_messages([name for name in names if name not in used], names, self._own)

    def notes(self) -> list[str]:
        """Tables without a file, rows passed over or left out, and what was made of values of the tables read."""
        notes = []
        for table in TABLES:
            if not (places := self._places(table)):
                notes.append(not_held(table))
            for mapping, file in places:
                sheet = self._sheet(table, mapping, file)
                notes += [f"{table}: {_name(file)}: {note}" for note in sheet.notes]
                if not (rows := sheet.rows.num_rows):
                    notes.append(
                        f"{table}: {_name(file)} has a header and no record: check that its query ran"
                    )
                if passed := rows - (pc.sum(_kept(mapping, sheet.rows, self._forms)).as_py() or 0):
                    notes.append(f"{table}: 'keep' passes over {passed:,} of {rows:,} rows of {_name(file)}")
            notes += self._value_notes.get(table, [])
        return notes + self._older_files() + self._files_beside()

    def _older_files(self) -> list[str]:
        """Files of an earlier day than the others, and files all of which are days old, by their names."""
        days: dict[tuple[str, str], date] = {}
        for table in TABLES:
            for mapping, file in self._places(table):
                if (day := _date_in(mapping.source, _name(file))) is not None:
                    days[table, _name(file)] = day
        newest = max(days.values(), default=self._as_at)
        # Without the days of the others, so that a file that stays is told once and not each night.
        notes = [
            f"{table}: {name} is of an earlier day than the newest file of other tables"
            for (table, name), day in days.items()
            if day < newest
        ]
        if newest < self._as_at - timedelta(days=_OLD_DAYS):
            notes.append(
                f"files: the newest file is of {newest}, more than {_OLD_DAYS} days before the extract's day"
            )
        return notes

    def _files_beside(self) -> list[str]:
        """Files that nothing reads, named as one that is read and more: a second part, or a later copy."""
        read: dict[str, str] = {}
        patterns = [self.config.ready_file, self.config.control_totals, f"{self.config.state_of}.csv"]
        for table in TABLES:
            for mapping, file in self._places(table):
                read.setdefault(_name(file), table)
                patterns.append(mapping.source if "{date}" in (mapping.source or "") else None)
        known = [_shape(pattern) for pattern in patterns if pattern]
        others = [
            name
            for name in sorted(map(_name, self._files))
            if name not in read
            and name.casefold().endswith(_TABLES_END)
            and name.rsplit(".", 1)[0].casefold() not in TABLES
            and not any(shape.fullmatch(name) for shape in known)
        ]
        notes = []
        for name, table in read.items():
            stem = re.escape(name.split(".", 1)[0])
            beside = [
                other for other in others if re.match(rf"(copy of )?{stem}(?![a-z0-9])", other, re.IGNORECASE)
            ]
            if beside:
                notes.append(
                    f"{table}: {name} was read, and nothing reads {self._listed(beside)} beside it: if the table is "
                    "delivered in parts, name them as 'more' below the table; if it is a later copy, put it in its "
                    "place"
                )
        return notes

    def _listed(self, names: list[str]) -> str:
        """The first names of files, of those that are made of known words: another may be that of a child."""
        read = [part.source or "" for table in self.config.tables.values() for part in (table, *table.more)]
        known = _PLAIN_WORDS | {word.casefold() for name in (*TABLES, *read) for word in _WORD.findall(name)}
        shown = [n for n in sorted(names) if {word.casefold() for word in _WORD.findall(n)} <= known]
        if not shown:
            return f"{len(names):,} more, whose names are not shown,"
        return ", ".join(shown[:_SHOWN_FILES]) + (" …" if len(names) > len(shown[:_SHOWN_FILES]) else "")

    def check(self) -> None:
        """Read every file. All faults come in one message."""
        faults = list[SourceError]()
        self._wait_for_the_last_file()
        for table in TABLES:
            try:
                for mapping, file in self._places(table):
                    faults += map(SourceError, self._resolve(table, mapping, file)[1])
            except SourceUnavailable:
                raise
            except SourceError as error:
                faults.append(error)
        if faults:
            raise in_one(faults)  # one file may serve several tables: its fault is told once
        self._compare_with_control_totals()

    def at_rest(self) -> None:
        """Make sure that the files read are as they were at the first look."""
        self._rest.make_sure(self.config.settle_seconds)

    def files(self) -> dict[str, dict[str, Any]]:
        """The files read: see `Source.files`."""
        return self._rest.files

    def columns(self, table: str) -> list[str]:
        """All columns of the table's file, whatever the mapping says of them. Errors as `read`."""
        places = self._places(table)
        return self._sheet(table, *places[0]).rows.column_names if places else []

    def quotable(self, table: str) -> list[str]:
        """Those of `columns` that may be shown. See `heads`."""
        return heads.quotable(self.columns(table), self._own)

    def describe(self) -> str:
        """The folder, without account or password."""
        return f"files in {self._folder}"

    def shows(self) -> Shown | None:
        """The oldest date in the names of the files read, where all have one; else what `state_of.csv` says."""
        dates = [
            _date_in(mapping.source, _name(file)) for table in TABLES for mapping, file in self._places(table)
        ]
        days = [day for day in dates if day is not None]
        if days and len(days) == len(dates):
            return Shown(min(days), "export")
        for path, entry in self._files.items():
            if _name(path).casefold() == f"{self.config.state_of}.csv".casefold():
                limits.refuse_size(_name(path), entry.get("size"))
                with self._system.open(path, "rb") as file:
                    rows = read_delimited(file, _name(path))[0]
                return Shown(stated_day(_name(path), rows.column_names, rows.to_pylist()), "copy")
        return None

    def covers(self, table: str) -> list[Span] | None:
        """None: files hold all that there is."""
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._read.clear()

    @cached_property
    def _files(self) -> dict[str, dict[str, Any]]:
        try:
            listed = self._system.ls(self._folder, detail=True)
        except Exception as error:
            log.info("The folder %s: %s", self._folder, without_message(error))
            raise SourceUnavailable(
                f"The folder {self._folder} cannot be opened ({type(error).__name__}). Check 'path' in the "
                "authority's YAML, and that the drive or server is there."
            ) from None
        files = [entry if entry["type"] == "file" else self._target(entry) for entry in listed]
        # What Excel and a Mac put beside a file is hidden, and no delivery.
        return {
            entry["name"]: entry
            for entry in files
            if entry["type"] == "file" and not _name(entry["name"]).startswith(("~$", "."))
        }

    def _target(self, entry: dict[str, Any]) -> dict[str, Any]:
        """What a link leads to, under the link's name; the entry itself where it is none."""
        if not entry.get("islink"):
            return entry
        try:
            return {**self._system.info(entry["name"]), "name": entry["name"]}
        except OSError:
            return entry

    def _wait_for_the_last_file(self) -> None:
        """Read nothing before the exporter's last file is there, newer than every other.

        Raises:
            SourceUnavailable: it is not there, or is older than a file that it should have followed.

        """
        if (pattern := self.config.ready_file) is None:
            return
        by_name = {_name(path): path for path in self._files}
        ready_files = _dated(pattern, list(by_name), lambda day: day == self._as_at)
        which = f" of {self._as_at}" if "{date}" in pattern else ""
        if not ready_files:
            raise SourceUnavailable(
                f"{self._folder} does not hold {pattern!r}{which} yet (ready_file under 'source' in the authority's "
                "YAML), so the export has not come to its end. Nothing was landed. Try again when it has."
            )
        ready = stamp(self._system, by_name[ready_files[0]])
        for table in TABLES:
            for _, file in self._places(table):
                data_file = stamp(self._system, file)
                late = ready and data_file and (data_file.changed or 0) > (ready.changed or 0)
                if late:
                    raise SourceUnavailable(
                        f"{_name(file)} was written after {ready_files[0]}, which should be the last (ready_file under "
                        "'source' in the authority's YAML): another export has begun. Nothing was landed. Try again "
                        "when it has come to its end."
                    )

    def _compare_with_control_totals(self) -> None:
        """Count the rows of each file as the exporter did.

        Raises:
            SourceUnavailable: a file has fewer or more rows than it should.
            SourceError: there are no control totals, or none of a file that is read.

        """
        if (pattern := self.config.control_totals) is None:
            return
        by_name = {_name(path): path for path in self._files}
        totals_files = _dated(pattern, list(by_name), lambda day: day <= self._as_at)
        if not totals_files:
            raise SourceError(
                f"{self._folder} holds no {pattern!r} (control_totals under 'source' in the authority's YAML). Have it "
                "exported with the files, or take the setting out."
            )
        with self._system.open(by_name[totals_files[-1]], "rb") as file:
            rows = read_delimited(file, totals_files[-1]).table
        columns = [find(name, rows.column_names) for name in ("file", "rows")]
        if None in columns:
            raise SourceError(
                f"{totals_files[-1]} needs the columns 'file' and 'rows': the name of each file and its rows."
            )
        rows_counted = dict(zip(*(rows[str(name)].to_pylist() for name in columns), strict=True))
        for (path, *_), sheet in list(self._read.items()):
            name, counted = _name(path), sheet.rows.num_rows
            if name == totals_files[-1]:
                continue
            if (total := str(rows_counted.get(name) or "").strip().replace(",", "")) == "":
                raise SourceError(
                    f"{totals_files[-1]} has no row for {name}. Have it counted there with the others."
                )
            if total not in (str(counted), str(counted + sheet.below)):
                raise SourceUnavailable(
                    f"{name} has {counted:,} rows and {totals_files[-1]} says {total}: it is cut short, or still being "
                    "written. Nothing was landed. Have it exported again, or try again when the export has ended."
                )

    def _places(self, table: str) -> list[tuple[FileMapping, str]]:
        """Where a table's rows are: mappings with the paths of their files; none when the table is not held."""
        mapping = self.config.mapping(table)
        if table in self.config.not_held or (first := self._file(table, mapping)) is None:
            return []
        # Unless it names one of its own, a further place is in the same file.
        rest = [(part, self._file(table, part) if part.source else first) for part in mapping.more]
        return [(mapping, first), *((part, file) for part, file in rest if file is not None)]

    def _file(self, table: str, mapping: FileMapping) -> str | None:
        """Path of a table's file; None when an optional table has none."""
        pattern = mapping.source
        by_name = {_name(path): path for path in self._files}
        if pattern is None:
            fitting = [n for n in by_name if n.casefold() in (f"{table}.csv", f"{table}.xlsx")]
        elif "{date}" in pattern:
            fitting = _latest(pattern, list(by_name), self._as_at)
        else:
            fitting = [n for n in by_name if fnmatch.fnmatchcase(n.casefold(), pattern.casefold())]
        if len(fitting) > 1:
            raise SourceError(
                f"{self._folder}: {len(fitting)} files fit {pattern or table!r} for {table} ({self._listed(fitting)}). "
                f"Leave one there, or name it as tables.{table}.source; '{{date}}' in the name picks the latest; "
                "'more' below the table names further ones."
            )
        if fitting:
            return by_name[fitting[0]]
        if table in self.config.tables or not TABLES[table].optional:
            raise SourceUnfinished(
                f"{self._folder} holds no file {pattern or f'{table}.csv'!r} for {table}."
                f"{near(pattern or table, by_name)} Give its name as tables.{table}.source; if the authority does "
                f"not hold it, put {table} in 'not_held'."
            )
        return None

    def _sheet(self, table: str, mapping: FileMapping, path: str) -> _Sheet:
        name, layout = _name(path), mapping.format
        # A file of one table is the same for all; of a workbook, each table has the sheet that has its heads.
        whole = (path, layout, Heads())
        part = (path, layout, _heads(TABLES[table], mapping))
        if (sheet := self._read.get(whole) or self._read.get(part)) is not None:
            return sheet
        limits.refuse_size(name, self._files[path].get("size"))
        try:
            self._rest.look(path)
            with self._system.open(path, "rb") as file:
                sheet = self._opened(file, name, layout, part[2])
        except OSError as error:
            raise SourceUnavailable(
                f"{name} cannot be read ({type(error).__name__}). Check who may read it, then run again."
            ) from None
        self._read[whole if sheet.alone else part] = sheet
        return sheet

    def _opened(self, file: Any, name: str, layout: FileFormat, of_table: Heads) -> _Sheet:
        """The file as its first bytes say that it is, whatever its name ends in."""
        rows: dict[str, Any] = {
            "skip_rows": layout.skip_rows,
            "header_rows": layout.header_rows,
            "totals": layout.totals,
            "count_heads": lambda row: heads.count_known(row, self._own),
        }
        named_workbook = name.casefold().endswith((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"))
        notes = []
        if kind_of(file, name) != "text":
            if not named_workbook:
                notes = ["it is a workbook under another name, and was read as one"]
            read = read_sheet(file, name, sheet=layout.sheet, heads=of_table, **rows)
            alone = layout.sheet is not None or read.sheets == 1
            laid = read.laid
            return _Sheet(laid.table, notes + laid.notes, read.day_zero, alone, laid.below, read.uncalculated)
        if named_workbook:
            notes = ["it is a text file under a workbook's name, and was read as CSV"]
            if layout.sheet:
                raise SourceError(
                    f"{name} is a text file under a workbook's name and has no sheet {layout.sheet!r}. Save it as an "
                    "Excel workbook, or take 'sheet' out of the mapping."
                )
        laid = read_delimited(file, name, encoding=layout.encoding, delimiter=layout.delimiter, **rows)
        return _Sheet(laid.table, notes + laid.notes, below=laid.below)

    def _resolve(self, table: str, mapping: FileMapping, file: str) -> tuple[dict[str, str], list[str]]:
        model: Table = TABLES[table]
        names = self._sheet(table, mapping, file).rows.column_names
        if not any(heads.known(name, self._own) for name in names):
            at = mapping.format.skip_rows + 1
            unit = "line" if _name(file).casefold().endswith((".csv", ".txt", ".tsv")) else "row"
            return {}, [no_header(_name(file), unit, at, len(names))]
        showable = heads.quotable(names, self._own)
        source_names, faults = resolve(model, mapping, names, _name(file), showable)
        faults += [
            f"{_name(file)} has no column {need!r}, by which rows of {table} are kept.{near(need, showable)}"
            for need in mapping.keep
            if find(need, names) is None
        ]
        return source_names, faults


def _heads(model: Table, mapping: FileMapping) -> Heads:
    """Heads of a table's columns, and those without which it cannot be read."""
    heads_of = {c.name: mapping.columns.get(c.name, c.name) for c in model.columns.values()}
    given = {*mapping.defaults, *mapping.derive, "record_source"}
    required = {head for name, head in heads_of.items() if model.columns[name].required and name not in given}
    names = frozenset(mapping.names)
    return Heads(frozenset(required) | names, frozenset(heads_of.values()) | names)


def _never_calculated(
    table: str, mapping: FileMapping, source_names: dict[str, str], sheet: _Sheet, file: str
) -> list[str]:
    """What to say of formulas whose result no program had saved, in columns that are read.

    Raises:
        SourceError: they are more than a few of a column, so that reading them as empty would empty it.

    """
    read: dict[str, tuple[str, ...]] = {name: (head,) for name, head in source_names.items()}
    read |= {name: rule.inputs for name, rule in mapping.derive.items()}
    notes = []
    for column, inputs in read.items():
        for unsaved in (sheet.uncalculated[head] for head in inputs if head in sheet.uncalculated):
            cells = (
                f"{unsaved.cells:,} cells of {table}.{column}, from row {unsaved.row} on, "
                "hold formulas whose result"
            )
            if unsaved.cells > _FEW_FORMULAS * sheet.rows.num_rows:
                raise SourceError(
                    f"{file}: {cells} was never saved, so nothing can be read there. Open the workbook in Excel, save "
                    "it, and put it in its place; or export values instead of formulas."
                )
            notes.append(f"{table}: {cells} was never saved, and were read as empty in {file}")
    return notes


def _distinct(rows: pa.Table) -> pa.Table:
    """The first of rows that are alike in all that was read of them."""
    columns = [name for name in rows.column_names if name != "_row"]
    alike = rows.group_by(columns, use_threads=False).aggregate([("_row", "min")])
    return alike.rename_columns({"_row_min": "_row"}).sort_by("_row")


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def _latest(pattern: str, names: list[str], as_at: date) -> list[str]:
    """The names that fit a pattern with `{date}` and have its latest date up to `as_at`."""
    dated = _dates_of(pattern, names)
    newest = max((day for day, _ in dated if day <= as_at), default=None)
    return [name for day, name in dated if day == newest]


def _dated(pattern: str, names: list[str], takes: Callable[[date], bool]) -> list[str]:
    """The names that fit a pattern, oldest first; with `{date}` in it, those of a date that is wanted."""
    if "{date}" in pattern:
        return [name for day, name in sorted(_dates_of(pattern, names)) if takes(day)]
    return sorted(name for name in names if fnmatch.fnmatchcase(name.casefold(), pattern.casefold()))


def _dates_of(pattern: str, names: list[str]) -> list[tuple[date, str]]:
    dated = []
    for name in names:
        try:
            day = _date_in(pattern, name)
        except ValueError:
            raise SourceError(f"{name}: the date in its name is not a day of the calendar.") from None
        if day is not None:
            dated.append((day, name))
    return dated


def _date_in(pattern: str | None, name: str) -> date | None:
    """The date in a file's name, where its pattern has a place for one."""
    if pattern is None or "{date}" not in pattern or (match := _shape(pattern).fullmatch(name)) is None:
        return None
    text = re.sub(r"[_. ]", "-", match["date"])
    if text.isdigit() and int(text[4:6]) > 12:  # 31012025
        text = f"{text[4:]}-{text[2:4]}-{text[:2]}"
    return date.fromisoformat(iso_days(pa.array([text]))[0].as_py())


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(
        ".*".join(re.escape(p) for p in pattern.split("*")).replace(re.escape("{date}"), _DATE), re.IGNORECASE
    )


def _derived(rule: Derived, raw: pa.Table, forms: Forms) -> pa.ChunkedArray | pa.Array:
    if rule.constant is not None:
        return pa.repeat(rule.constant, raw.num_rows)
    inputs = [plain(raw[find(column, raw.column_names)], forms) for column in rule.inputs]
    if rule.coalesce:
        return pc.coalesce(*inputs)
    return pc.binary_join_element_wise(*inputs, rule.separator, null_handling="skip")


def _kept(mapping: FileMapping, raw: pa.Table, forms: Forms) -> pa.ChunkedArray | pa.Array:
    """True for the rows that the mapping takes."""
    is_kept = pa.array(np.ones(raw.num_rows, dtype=bool))
    for column, values_kept in mapping.keep.items():
        if (name := find(column, raw.column_names)) is None:
            continue  # a fault of its own
        values = plain(raw[name], forms)
        if isinstance(values_kept, tuple):
            listed = pa.array(values_kept, pa.string())
            as_received = pc.is_in(pc.fill_null(pc.utf8_trim_whitespace(raw[name]), ""), listed)
            is_kept = pc.and_(is_kept, pc.or_(as_received, pc.is_in(values, listed)))
        else:
            is_kept = pc.and_(is_kept, pc.equal(pc.is_null(values), values_kept == "empty"))
    return is_kept
