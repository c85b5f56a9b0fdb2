"""The `source:` section of an authority's YAML: where its case data are, and what they are called there.

```yaml
source:
  kind: sql                     # or blade: a COLLECT export of the SEN2 return
  schema: cms
  not_held: [survey]
  tables:
    person:
      source: clients           # the table's name there; the same name when left out
      where: is_deleted = 0     # SQL condition on the rows to take
      columns: {birth_date: dob}
      codes: {sex: {"1": M, "2": F}}
      defaults: {is_complex: 0} # for columns that the source lacks
```

Tables and columns left out are looked for under the model's own names, whatever their case.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from include.errors import SourceError
from include.model import TABLES, Table, codeset
from include.model.values import EMPTY_WORDS, DateOrder


def near(name: str, known: Iterable[str]) -> str:
    """` Did you mean 'a' or 'b'?` for the names most like this one, or nothing."""
    by_folded = {k.casefold(): k for k in known}
    close = difflib.get_close_matches(name.casefold(), by_folded, n=3, cutoff=0.6)
    return f" Did you mean {' or '.join(repr(by_folded[c]) for c in close)}?" if close else ""


def find(name: str, names: Iterable[str]) -> str | None:
    """The one of `names` that is `name`, or failing that the only one that differs in case and blanks alone."""
    names = list(names)
    if name in names:
        return name
    folded = [n for n in names if _folded(n) == _folded(name)]
    return folded[0] if len(folded) == 1 else None


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _fault(text: str) -> PydanticCustomError:
    # Pydantic fills in braces; a message of ours has none to fill.
    return PydanticCustomError("source", "{text}", {"text": text})


def _plain(value: Any) -> Any:
    """YAML reads 1, false and 2025-01-01 as other things than text; the source and the model speak text."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int | float) else value


def _plain_key(value: Any) -> Any:
    if isinstance(value, bool):
        raise _fault(
            f"a code was read as {str(value).lower()}; put the source's own word in quotes, such as 'yes'"
        )
    return _plain(value)


Text = Annotated[str, BeforeValidator(_plain)]
SourceValue = Annotated[str, BeforeValidator(_plain_key)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _known_settings(cls, data: Any) -> Any:
        settings = {f.alias or name for name, f in cls.model_fields.items()}
        for name in data if isinstance(data, Mapping) else ():
            if name not in settings:
                raise _fault(f"there is no setting {name!r}.{near(str(name), settings)}")
        return data


class Derived(_Strict):
    """How to make a column out of others of the source: one of the three ways.

    Raises:
        ValidationError: none of the ways, or more than one.

    """

    concat: tuple[str, ...] | None = Field(
        default=None, description="source columns joined; empty ones left out"
    )
    separator: str = " "
    coalesce: tuple[str, ...] | None = Field(default=None, description="the first of them that is filled")
    constant: Text | None = Field(default=None, description="the same value in every row")

    @model_validator(mode="after")
    def _one_way(self) -> Derived:
        if sum(way is not None for way in (self.concat, self.coalesce, self.constant)) != 1:
            raise _fault("a derived column takes one of 'concat', 'coalesce' and 'constant'")
        return self

    @property
    def inputs(self) -> tuple[str, ...]:
        """Source columns that it needs."""
        return self.concat or self.coalesce or ()


class FileFormat(_Strict):
    """How a CSV file or sheet is laid out, where that cannot be found out (files only)."""

    sheet: str | None = Field(default=None, description="sheet of a workbook; the first when left out")
    skip_rows: int = Field(default=0, ge=0, le=100, description="title rows above the header")
    header_rows: int = Field(default=1, ge=1, le=5, description="rows of the header, upper ones merged")
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    encoding: Literal["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"] | None = None
    totals: bool = Field(default=True, description="leave out total rows below the last record")


class TableMapping(_Strict):
    """How one case table is held in a source."""

    source: str | None = Field(default=None, description="its name there; the model's own when left out")
    columns: dict[str, str] = Field(default={}, description="model column -> the source's name for it")
    codes: dict[str, dict[SourceValue, Text]] = Field(
        default={}, description="model column -> source value -> model code; other values stay as received"
    )
    defaults: dict[str, Text] = Field(
        default={}, description="model column -> value of every row, where the source has no such column"
    )
    where: str | None = Field(default=None, description="SQL condition on the rows to take (databases only)")
    changed: str | None = Field(
        default=None,
        description="source column with the time of each row's last change; others are not read again (databases only)",
    )
    derive: dict[str, Derived] = Field(
        default={}, description="model column -> how to make it (files only); codes apply afterwards"
    )
    keep: dict[str, Literal["filled", "empty"] | tuple[SourceValue, ...]] = Field(
        default={},
        description="source column -> values of the rows to take, or 'filled' or 'empty'; all must hold (files only)",
    )
    distinct: bool = Field(
        default=False,
        description="rows alike in every column read are one record, as of a child in a file of plans (files only)",
    )
    date_order: dict[str, DateOrder] = Field(
        default={},
        description="model column -> order of its dates: day_first (as they are read when left out), month_first, "
        "year_day_month",
    )
    digits: dict[str, Annotated[int, Field(ge=1, le=20)]] = Field(
        default={},
        description="model column -> digits of its numbers, where a spreadsheet has dropped leading zeros",
    )
    more: tuple[TableMapping, ...] = Field(
        default=(),
        description="further places whose rows are added, such as the second need of a one-row register (files only)",
    )
    format: FileFormat = FileFormat()

    @property
    def names(self) -> tuple[str, ...]:
        """Source columns that it names, wherever."""
        derived = (name for rule in self.derive.values() for name in rule.inputs)
        return (*self.columns.values(), *derived, *self.keep)

    @model_validator(mode="after")
    def _one_level(self) -> TableMapping:
        if any(part.more for part in self.more):
            raise _fault("'more' stands once, and lists all further places")
        return self


# Kinds that read a SEN2 return, whose tables and columns are fixed.
_RETURNS = ("blade", "sen2_xml", "sen2_workbook")
_OF_FILES = {"derive", "keep", "distinct", "more", "format"}
_OF_DATABASES = {"schema", "where", "changed", "as_of"}
# Kinds, settings that mean nothing there, and what to say of them.
_FOREIGN: tuple[tuple[tuple[str, ...], set[str], str], ...] = (
    (_RETURNS, _OF_FILES | _OF_DATABASES | {"source"}, "a SEN2 return, whose files and columns are fixed"),
    (("files",), _OF_DATABASES, "files; 'keep' chooses rows there"),
    (
        ("sql",),
        _OF_FILES | {"path"},
        "a database, which is named by a URL and not in this file; make a view where columns or rows are to be derived",
    ),
    (("files", "sql", "combined", "sen2_xml", "sen2_workbook"), {"export_date"}, "any kind but blade"),
    (
        ("sql", "combined", "blade", "sen2_xml", "sen2_workbook"),
        {"ready_file", "control_totals"},
        "any kind but files",
    ),
)


class SourceConfig(_Strict):
    """Where an authority's case data are, and what they are called there. See the top of this module."""

    kind: Literal["sql", "blade", "files", "sen2_xml", "sen2_workbook", "combined"]
    schema_name: str | None = Field(default=None, alias="schema", description="database schema (sql)")
    path: str | None = Field(
        default=None,
        description="folder (blade; files: any fsspec URL) or the return's file (sen2_xml, sen2_workbook)",
    )
    export_date: date | None = Field(
        default=None, description="the export to read (blade); the latest when left out"
    )
    return_year: int | None = Field(
        default=None,
        ge=2023,
        le=2100,
        description="year of the return, where the workbook has no header record",
    )
    tables: dict[str, TableMapping] = {}
    parts: dict[str, SourceConfig] = Field(
        default={}, description="name -> source, each with 'takes' (combined)"
    )
    takes: tuple[str, ...] = Field(default=(), description="case tables taken from this part (combined)")
    not_held: tuple[str, ...] = Field(default=(), description="case tables that the authority does not hold")
    state_of: str = Field(
        default="state_of",
        description="table or CSV file with one row, whose column `day` is the day at whose end the source was copied; "
        "where there is none, the source is read as it stands (sql, files)",
    )
    as_of: str | None = Field(
        default=None,
        description="SQL after the name of each table by which the server shows it as it was at the end of the extract "
        "date: '{end}' in London time, '{end_utc}' in UTC; such as FOR SYSTEM_TIME AS OF '{end_utc}' (sql)",
    )
    whole_every_days: int = Field(
        default=7,
        ge=1,
        le=366,
        description="days after which tables with 'changed' are read whole again (sql)",
    )
    settle_seconds: int = Field(
        default=2,
        ge=0,
        le=600,
        description="a file changed within these last seconds is looked at again after them, to see whether it grows",
    )
    ready_file: str | None = Field(
        default=None,
        description="name or pattern of the file that the exporter writes last; nothing is read before it (files)",
    )
    control_totals: str | None = Field(
        default=None,
        description="name or pattern of a CSV file with the columns file and rows, the exporter's own counts (files)",
    )
    connect_timeout_seconds: int = Field(default=10, ge=1, le=300)
    lock_timeout_seconds: int = Field(
        default=30, ge=1, le=3600, description="longest wait for a table that somebody there has locked (sql)"
    )
    statement_timeout_seconds: int = Field(
        default=600, ge=1, le=7200, description="longest time to read one table (sql)"
    )
    read_timeout_seconds: int = Field(
        default=1800,
        ge=1,
        le=14400,
        description="longest time to read all tables; less than the task's own (sql)",
    )
    also_empty: tuple[SourceValue, ...] = Field(
        default=(),
        description="words that mean empty here besides NULL, N/A, #REF! and their like, in any case",
    )
    never_empty: tuple[SourceValue, ...] = Field(
        default=(), description="words of those known to mean empty that mean something here, in any case"
    )

    @property
    def empty_words(self) -> frozenset[str]:
        """Words that mean empty in this source, in lower case. See `include.model.values`."""
        also, never = ({w.strip().lower() for w in words} for words in (self.also_empty, self.never_empty))
        return (EMPTY_WORDS | also) - never

    def mapping(self, table: str) -> TableMapping:
        """The mapping of one case table; that of the same names when the YAML has none."""
        return self.tables.get(table, TableMapping())

    @property
    def delivered(self) -> set[str]:
        """Case tables that come as files, delivered for a day, and not from a database that shows the present."""
        if self.kind == "combined":
            return {table for part in self.parts.values() if part.kind != "sql" for table in part.takes}
        return set() if self.kind == "sql" else set(TABLES)

    @property
    def dated(self) -> bool:
        """Whether the names of all its files say which day they are of."""
        if self.kind == "combined":
            return all(part.dated for part in self.parts.values() if part.kind != "sql")
        if self.kind == "files":
            named = [m.source or "" for table in self.tables.values() for m in (table, *table.more)]
            return bool(named) and all("{date}" in name for name in named)
        return self.kind == "blade" and self.export_date is None

    @model_validator(mode="after")
    def _suits_its_kind(self) -> SourceConfig:
        if self.kind in _RETURNS and not self.path:
            raise _fault("'path' is missing: the folder that holds the Blade exports, or the return's file")
        given = {"schema"} if self.schema_name else set()
        named = ("path", "export_date", "ready_file", "control_totals", "as_of")
        given |= {name for name in named if getattr(self, name)}
        given |= {name for mapping in self.tables.values() for name in mapping.model_fields_set}
        for kinds, foreign, why in _FOREIGN:
            if self.kind in kinds and (wrong := sorted(given & foreign)):
                raise _fault(f"{', '.join(map(repr, wrong))}: not for {why}")
        if self.as_of and not {"{end}", "{end_utc}"} & set(re.findall(r"\{\w+\}", self.as_of)):
            raise _fault(
                "'as_of' has neither '{end}' nor '{end_utc}', so it asks for no day. "
                "Such as: FOR SYSTEM_TIME AS OF '{end_utc}'"
            )
        if self.return_year and self.kind != "sen2_workbook":
            raise _fault("'return_year' is for kind sen2_workbook")
        if bool(self.parts) != (self.kind == "combined"):
            raise _fault("'parts' are what kind combined consists of, and only that kind")
        return self

    @model_validator(mode="after")
    def _names_the_model(self) -> SourceConfig:
        for name in (*self.tables, *self.not_held, *self.takes):
            if name not in TABLES:
                raise _fault(f"the case model has no table {name!r}.{near(name, TABLES)}")
        taken: dict[str, str] = {}
        for part, config in self.parts.items():
            if config.kind == "combined" or not config.takes:
                raise _fault(f"parts.{part}: a part is a source of its own, and 'takes' lists its tables")
            for table in config.takes:
                if table in taken:
                    raise _fault(
                        f"parts.{part}.takes: {table} is already taken from {taken[table]}; keep one"
                    )
                taken[table] = part
        needed = [t.name for t in TABLES.values() if not t.optional] if self.parts else []
        if lacking := [t for t in needed if t not in taken and t not in self.not_held]:
            raise _fault(f"parts: no part takes {', '.join(lacking)}; if not held, say so in 'not_held'")
        if both := sorted(set(self.tables) & set(self.not_held)):
            raise _fault(f"{', '.join(both)}: both mapped and in 'not_held'; keep one")
        for name, mapping in self.tables.items():
            for place in (mapping, *mapping.more):
                _check_columns(TABLES[name], place)
        return self


def _check_columns(table: Table, mapping: TableMapping) -> None:
    for section, names in (
        ("columns", mapping.columns),
        ("codes", mapping.codes),
        ("defaults", mapping.defaults),
        ("derive", mapping.derive),
        ("date_order", mapping.date_order),
        ("digits", mapping.digits),
    ):
        for name in names:
            if name not in table.columns:
                raise _fault(
                    f"tables.{table.name}.{section}: {table.name} has no column {name!r}."
                    f"{near(name, table.columns)}"
                )
    for section, names, kind in (
        ("date_order", mapping.date_order, "date"),
        ("digits", mapping.digits, "id"),
    ):
        if wrong := sorted(name for name in names if table.columns[name].type != kind):
            raise _fault(
                f"tables.{table.name}.{section}: {', '.join(wrong)}: not for a column that holds no {kind}"
            )
    if both := sorted(set(mapping.columns) & set(mapping.defaults)):
        raise _fault(f"tables.{table.name}: {', '.join(both)}: both in 'columns' and in 'defaults'; keep one")
    if both := sorted(set(mapping.derive) & (set(mapping.columns) | set(mapping.defaults))):
        raise _fault(
            f"tables.{table.name}: {', '.join(both)}: derived, and mapped or given a default; keep one"
        )
    given = [("codes", name, code) for name, codes in mapping.codes.items() for code in codes.values()]
    given += [("defaults", name, code) for name, code in mapping.defaults.items()]
    given += [("derive", name, rule.constant) for name, rule in mapping.derive.items() if rule.constant]
    for section, name, code in given:
        known = codeset(table.columns[name].codeset or "")
        # What a mapping translates afterwards may be the source's own word.
        if known and code not in known and (section == "codes" or code not in mapping.codes.get(name, {})):
            raise _fault(
                f"tables.{table.name}.{section}.{name}: {code!r} is not a code of "
                f"{table.columns[name].codeset}. Its codes are {', '.join(known)}."
            )


def stated_day(place: str, columns: list[str], rows: list[dict[str, Any]]) -> date:
    """The day that the table `state_of` of a source gives: one row with a column `day`.

    Raises:
        SourceError: it gives no day, or more than one.

    """
    column = find("day", columns)
    if column and len(rows) == 1:
        value = rows[0][column]
        try:
            return date.fromisoformat(str(value)[:10])
        except ValueError:
            pass
    raise SourceError(
        f"{place} should say at the end of which day the source was copied: one row, with that day in the column "
        "'day', such as 2026-01-31. Put it right, or remove it where the source is no copy."
    )


def resolve(
    table: Table,
    mapping: TableMapping,
    names: Iterable[str],
    place: str,
    quotable: Iterable[str] | None = None,
) -> tuple[dict[str, str], list[str]]:
    """Match a case table's columns with those that a source has.

    A column that the mapping names, or that the model requires, must be there. Any other may be lacking.

    Args:
        table: the case table.
        mapping: its mapping.
        names: columns that the source has.
        place: how to name the source's table or file in a message.
        quotable: those of the names that may be shown; all when left out. See `heads`.

    Returns:
        Model column -> source column for those found, and one sentence for each fault.

    """
    names = list(names)
    spare = [name for name in (names if quotable is None else quotable) if name not in table.columns]
    found: dict[str, str] = {}
    faults: list[str] = []
    for column in table.columns.values():
        wanted = mapping.columns.get(column.name, column.name)
        if column.name in mapping.derive:
            faults += [
                f"{place} has no column {need!r}, of which {table.name}.{column.name} is made.{near(need, spare)}"
                for need in mapping.derive[column.name].inputs
                if find(need, names) is None
            ]
        elif (name := find(wanted, names)) is not None:
            found[column.name] = name
        elif column.name in mapping.columns:
            faults.append(
                f"{place} has no column {wanted!r}, which should hold {table.name}.{column.name}."
                f"{near(wanted, spare)} If it has another name there, correct "
                f"tables.{table.name}.columns.{column.name}."
            )
        elif column.required and column.name not in mapping.defaults and column.name != "record_source":
            faults.append(
                f"{place} has no column {wanted!r}, which the pipeline needs.{near(wanted, spare)} "
                f"If it has another name there, give it as tables.{table.name}.columns.{column.name}."
            )
    return found, faults
