"""CSV and XLSX files in a folder: on this machine, or at any URL for which an fsspec driver is installed.

A table is looked for under its mapping's `source`, a file name or pattern such as `clients_*.csv`, else as
`<table>.csv` or `<table>.xlsx`. `{date}` in a name stands for a day (`2025-01-31`, `20250131` or `31-01-2025`); the
latest file on or before the extract date is read. Any other pattern must fit one file only.
"""

from __future__ import annotations

import fnmatch
import re
from datetime import date, timedelta
from functools import cached_property
from types import TracebackType
from typing import Any, Self

import fsspec
import pyarrow as pa
import pyarrow.compute as pc

from include.errors import ConfigError, SourceError, SourceUnavailable
from include.model import TABLES, Table
from include.sources import limits
from include.sources.delimited import read_delimited
from include.sources.mapping import Derived, SourceConfig, TableMapping, find, near, resolve
from include.sources.text import present
from include.sources.workbook import EXCEL_EPOCH, read_sheet

_DATE = r"(?P<date>\d{4}-\d\d-\d\d|\d{8}|\d\d-\d\d-\d{4})"
_UK_DATE = r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T]\d{1,2}:\d\d(?::\d\d)?)?$"
_SERIAL = r"^[1-7]\d{4}(\.\d+)?$"  # 1927 to 2119


class FilesSource:
    """Case tables of a folder. A file is read once, so that a check and the reads after it see the same."""

    def __init__(self, config: SourceConfig, url: str | None, as_at: date) -> None:
        """Take the configuration; the folder is opened on first use.

        Raises:
            ConfigError: neither the YAML nor the environment names a folder, or there is no driver for its URL.

        """
        self.config, self._as_at = config, as_at
        if not (place := config.path or url):
            raise ConfigError(
                "'path' is missing: the folder of the files, or its URL. Where it holds a password, set "
                "SEND_SOURCE_<AUTHORITY>_URL instead."
            )
        if "::" in place:
            raise ConfigError("'path' is one folder; chained URLs (with '::') are not read.")
        try:
            self._system, self._folder = fsspec.core.url_to_fs(place)
        except (ImportError, ValueError) as error:
            scheme = place.split("://", 1)[0]
            raise ConfigError(
                f"No driver for {scheme}:// is installed ({type(error).__name__}). Install it: s3fs for s3, "
                "paramiko for sftp, adlfs for abfs."
            ) from None
        except Exception as error:
            raise SourceUnavailable(
                f"The folder's server could not be reached ({type(error).__name__}). Check its name and account."
            ) from None
        self._read: dict[str, tuple[pa.Table, int]] = {}

    def read(self, table: str) -> pa.Table | None:
        """One case table: see `Source.read`."""
        if (file := self._file(table)) is None:
            return None
        model, mapping = TABLES[table], self.config.mapping(table)
        raw, _ = self._table(table, file)
        found, faults = self._resolve(table, file)
        if faults:
            raise SourceError(" ".join(faults))
        columns = {name: raw[source] for name, source in found.items()}
        columns |= {name: _derived(rule, raw) for name, rule in mapping.derive.items()}
        columns = {
            name: _dates(values) if model.columns[name].type == "date" else values
            for name, values in columns.items()
        }
        return present(model, mapping, pa.table(columns), _name(file))

    def unmapped(self, table: str) -> list[str]:
        """Columns of the table's file that nothing here reads."""
        if (file := self._file(table)) is None:
            return []
        used = set(self._resolve(table, file)[0].values())
        used |= {n for rule in self.config.mapping(table).derive.values() for n in rule.inputs}
        return [name for name in self._table(table, file)[0].column_names if name not in used]

    def notes(self) -> list[str]:
        """Tables without a file, and total rows left out."""
        notes = []
        for table in TABLES:
            if (file := self._file(table)) is None:
                notes.append(f"{table}: not held")
            elif left_out := self._table(table, file)[1]:
                notes.append(f"{table}: {left_out} total rows at the end of {_name(file)} were left out")
        return notes

    def check(self) -> None:
        """Read every file. All faults come in one message."""
        faults: list[str] = []
        for table in TABLES:
            try:
                if (file := self._file(table)) is not None:
                    faults += self._resolve(table, file)[1]
            except SourceUnavailable:
                raise
            except SourceError as error:
                faults.append(str(error))
        if faults:
            raise SourceError(" ".join(faults))

    def columns(self, table: str) -> list[str]:
        """All columns of the table's file, whatever the mapping says of them. Errors as `read`."""
        file = self._file(table)
        return self._table(table, file)[0].column_names if file else []

    def describe(self) -> str:
        """The folder, without account or password."""
        return f"files in {self._folder}"

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
            raise SourceUnavailable(
                f"The folder {self._folder} cannot be opened ({type(error).__name__}). Check 'path' in the "
                "authority's YAML, and that the drive or server is there."
            ) from None
        return {entry["name"]: entry for entry in listed if entry["type"] == "file"}

    def _file(self, table: str) -> str | None:
        """Path of a table's file; None when the table is not held."""
        if table in self.config.not_held:
            return None
        wanted = self.config.mapping(table).source
        by_name = {_name(path): path for path in self._files}
        if wanted is None:
            fitting = [n for n in by_name if n.casefold() in (f"{table}.csv", f"{table}.xlsx")]
        elif "{date}" in wanted:
            fitting = _latest(wanted, list(by_name), self._as_at)
        else:
            fitting = [n for n in by_name if fnmatch.fnmatchcase(n.casefold(), wanted.casefold())]
        if len(fitting) > 1:
            raise SourceError(
                f"{self._folder}: {len(fitting)} files fit {wanted or table!r} for {table}. Leave one there, or name "
                f"it as tables.{table}.source; '{{date}}' in the name picks the latest."
            )
        if fitting:
            return by_name[fitting[0]]
        if table in self.config.tables or not TABLES[table].optional:
            raise SourceError(
                f"{self._folder} holds no file {wanted or f'{table}.csv'!r} for {table}."
                f"{near(wanted or table, by_name)} Give its name as tables.{table}.source; if the authority does "
                f"not hold it, put {table} in 'not_held'."
            )
        return None

    def _table(self, table: str, path: str) -> tuple[pa.Table, int]:
        if table not in self._read:
            name, layout = _name(path), self.config.mapping(table).format
            limits.refuse_size(name, self._files[path].get("size"))
            try:
                with self._system.open(path, "rb") as file:
                    rows = {"skip_rows": layout.skip_rows, "header_rows": layout.header_rows}
                    if name.casefold().endswith((".xlsx", ".xlsm")):
                        read = read_sheet(file, name, sheet=layout.sheet, totals=layout.totals, **rows)
                    else:
                        read = read_delimited(
                            file,
                            name,
                            encoding=layout.encoding,
                            delimiter=layout.delimiter,
                            totals=layout.totals,
                            **rows,
                        )
            except OSError as error:
                raise SourceUnavailable(
                    f"{name} cannot be read ({type(error).__name__}). Check who may read it, then run again."
                ) from None
            self._read[table] = read
        return self._read[table]

    def _resolve(self, table: str, file: str) -> tuple[dict[str, str], list[str]]:
        model: Table = TABLES[table]
        mapping: TableMapping = self.config.mapping(table)
        return resolve(model, mapping, self._table(table, file)[0].column_names, _name(file))


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def _latest(pattern: str, names: list[str], as_at: date) -> list[str]:
    shape = re.compile(
        ".*".join(re.escape(p) for p in pattern.split("*")).replace(re.escape("{date}"), _DATE), re.IGNORECASE
    )
    dated = []
    for name in names:
        if match := shape.fullmatch(name):
            text = match["date"]
            try:
                made = date.fromisoformat("-".join(reversed(text.split("-"))) if text[2] == "-" else text)
            except ValueError:
                raise SourceError(f"{name}: the date in its name is not a day of the calendar.") from None
            if made <= as_at:
                dated.append((made, name))
    newest = max((made for made, _ in dated), default=None)
    return [name for made, name in dated if made == newest]


def _derived(rule: Derived, raw: pa.Table) -> pa.ChunkedArray | pa.Array:
    if rule.constant is not None:
        return pa.repeat(rule.constant, raw.num_rows)
    inputs = []
    for wanted in rule.inputs:
        values = pc.utf8_trim_whitespace(raw[find(wanted, raw.column_names)])
        inputs.append(pc.if_else(pc.equal(values, ""), pa.scalar(None, pa.string()), values))
    if rule.coalesce:
        return pc.coalesce(*inputs)
    return pc.binary_join_element_wise(*inputs, rule.separator, null_handling="skip")


def _dates(values: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    """UK dates and Excel's day numbers as ISO; anything else as received, for validation to judge."""
    values = pc.utf8_trim_whitespace(values)
    values = pc.replace_substring_regex(values, _UK_DATE, r"\3-0\2-0\1")
    values = pc.replace_substring_regex(values, r"^(\d{4})-0?(\d\d)-0?(\d\d)$", r"\1-\2-\3")
    serial = pc.fill_null(pc.match_substring_regex(values, _SERIAL), False)
    if not pc.any(serial).as_py():
        return values
    # Few distinct days stand in a column, so each is worked out once.
    days = pc.unique(pc.filter(values, serial))
    iso = [(EXCEL_EPOCH + timedelta(days=int(float(day)))).isoformat() for day in days.to_pylist()]
    return pc.coalesce(pc.take(pa.array(iso, pa.string()), pc.index_in(values, value_set=days)), values)
