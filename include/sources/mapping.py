"""The `source:` section of an authority's YAML: where its case data are, and what they are called there.

```yaml
source:
  kind: sql                     # a database; the other kinds are the classes at the end of this module
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
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from include.errors import SourceError
from include.model import TABLES, Table, codeset
from include.model.values import EMPTY_WORDS, DateOrder


def near(name: str, names: Iterable[str]) -> str:
    """` Did you mean 'a' or 'b'?` for the names most like this one, or nothing."""
    by_folded = {k.casefold(): k for k in names}
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


_WRITTEN = WithJsonSchema({"type": ["string", "number", "boolean"]})
Text = Annotated[str, BeforeValidator(_plain), _WRITTEN]
SourceValue = Annotated[str, BeforeValidator(_plain_key), _WRITTEN]
CaseTable = TypeAliasType(
    "CaseTable", Annotated[str, WithJsonSchema({"type": "string", "enum": list(TABLES)})]
)


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    # Of what depends on the kind of source: for which kinds it is, and what they are, in words.
    kinds: ClassVar[tuple[str, ...]] = ()
    words: ClassVar[str] = ""

    @model_validator(mode="before")
    @classmethod
    def _known_settings(cls, data: Any) -> Any:
        settings = cls.settings()
        for name in data if isinstance(data, Mapping) else ():
            if name not in settings:
                if elsewhere := [
                    kind for other in _alike(cls) if name in other.settings() for kind in other.kinds
                ]:
                    raise _fault(f"{name!r} is for {_listed(elsewhere)}, not for {cls.words}")
                raise _fault(f"there is no setting {name!r}.{near(str(name), settings)}")
        return data

    @classmethod
    def settings(cls) -> set[str]:
        """Names of its settings, as they are written."""
        return {field.alias or name for name, field in cls.model_fields.items()}


def _listed(kinds: list[str]) -> str:
    *others, last = kinds
    return f"kind {', '.join(others)} or {last}" if others else f"kind {last}"


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
    """How a CSV file or sheet is laid out, where that cannot be found out."""

    sheet: str | None = Field(default=None, description="sheet of a workbook; the first when left out")
    skip_rows: int = Field(default=0, ge=0, le=100, description="title rows above the header")
    header_rows: int = Field(default=1, ge=1, le=5, description="rows of the header, upper ones merged")
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    encoding: Literal["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"] | None = None
    totals: bool = Field(default=True, description="leave out total rows below the last record")


_A_RETURN = "a SEN2 return, whose files and columns are fixed"
_FILES = "files; 'keep' chooses rows there"
_A_DATABASE = (
    "a database, which is named by a URL and not in this file; "
    "make a view where columns or rows are to be derived"
)


class TableMapping(_Strict):
    """How one case table is held in a source of any kind; in a SEN2 return, whose files are fixed, this is all."""

    kinds: ClassVar[tuple[str, ...]] = ("blade", "sen2_xml", "sen2_workbook")
    words = _A_RETURN

    columns: dict[str, str] = Field(default={}, description="model column -> the source's name for it")
    codes: dict[str, dict[SourceValue, Text]] = Field(
        default={}, description="model column -> source value -> model code; other values stay as received"
    )
    defaults: dict[str, Text] = Field(
        default={}, description="model column -> value of every row, where the source has no such column"
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

    @property
    def names(self) -> tuple[str, ...]:
        """Source columns that it names, wherever."""
        return tuple(self.columns.values())

    @property
    def made_of(self) -> dict[str, tuple[str, ...]]:
        """Model columns that are made of others of the source -> those."""
        return {}


class SqlMapping(TableMapping):
    """How one case table is held in a database."""

    kinds = ("sql",)
    words = _A_DATABASE

    source: str | None = Field(
        default=None, description="the table's name there; the model's own when left out"
    )
    where: str | None = Field(default=None, description="SQL condition on the rows to take")
    changed: str | None = Field(
        default=None,
        description="source column with the time of each row's last change; others are not read again",
    )


class FileMapping(TableMapping):
    """How one case table is held in a file or sheet."""

    kinds = ("files",)
    words = _FILES

    source: str | None = Field(
        default=None,
        description="name or pattern of the file, in which {date} picks the latest; the table's own when left out",
    )
    derive: dict[str, Derived] = Field(
        default={}, description="model column -> how to make it; codes apply afterwards"
    )
    keep: dict[str, Literal["filled", "empty"] | tuple[SourceValue, ...]] = Field(
        default={},
        description="source column -> values of the rows to take, or 'filled' or 'empty'; all must hold",
    )
    distinct: bool = Field(
        default=False,
        description="rows alike in every column read are one record, as of a child in a file of plans",
    )
    more: tuple[FileMapping, ...] = Field(
        default=(),
        description="further places whose rows are added, such as the second need of a one-row register",
    )
    format: FileFormat = FileFormat()

    @property
    def names(self) -> tuple[str, ...]:
        """Source columns that it names, wherever."""
        derived = (name for inputs in self.made_of.values() for name in inputs)
        return (*self.columns.values(), *derived, *self.keep)

    @property
    def made_of(self) -> dict[str, tuple[str, ...]]:
        """Model columns that are made of others of the source -> those."""
        return {name: rule.inputs for name, rule in self.derive.items()}

    @model_validator(mode="after")
    def _one_level(self) -> FileMapping:
        if any(part.more for part in self.more):
            raise _fault("'more' stands once, and lists all further places")
        return self


class SourceSettings(_Strict):
    """What may be said of a source of any kind."""

    takes: tuple[CaseTable, ...] = Field(
        default=(), description="case tables taken from it, where it is a part of a combined source"
    )
    not_held: tuple[CaseTable, ...] = Field(
        default=(), description="case tables that the authority does not hold"
    )
    tables: Mapping[CaseTable, TableMapping] = Field(
        default={}, description="case table -> how it is held there; others are held as the model has them"
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

    @property
    def delivered(self) -> set[str]:
        """Case tables that come as files, delivered for a day, and not from a database that shows the present."""
        return set(TABLES)

    @property
    def dated(self) -> bool:
        """Whether the names of all its files say which day they are of."""
        return False

    @property
    def days_until_whole(self) -> int | None:
        """Days after which tables that are read by their changes are read whole again; None where none are."""
        return None

    @model_validator(mode="after")
    def _names_the_model(self) -> SourceSettings:
        for name in (*self.tables, *self.not_held, *self.takes):
            if name not in TABLES:
                raise _fault(f"the case model has no table {name!r}.{near(name, TABLES)}")
        if both := sorted(set(self.tables) & set(self.not_held)):
            raise _fault(f"{', '.join(both)}: both mapped and in 'not_held'; keep one")
        for name, mapping in self.tables.items():
            _check_columns(TABLES[name], mapping)
            for place in mapping.more if isinstance(mapping, FileMapping) else ():
                _check_columns(TABLES[name], place)
        return self


class SqlConfig(SourceSettings):
    """A case-management database, whose URL is a setting of the installation and not in this file."""

    kinds = ("sql",)
    words = _A_DATABASE

    kind: Literal["sql"]
    schema_name: str | None = Field(default=None, alias="schema", description="database schema")
    tables: Mapping[CaseTable, SqlMapping] = {}
    state_of: str = Field(
        default="state_of",
        description="table with one row, whose column `day` is the day at whose end the database was copied; where "
        "there is none, it is read as it stands",
    )
    as_of: str | None = Field(
        default=None,
        description="SQL after the name of each table by which the server shows it as it was at the end of the extract "
        "date: '{end}' in London time, '{end_utc}' in UTC; such as FOR SYSTEM_TIME AS OF '{end_utc}'",
    )
    whole_every_days: int = Field(
        default=7,
        ge=1,
        le=366,
        description="days after which tables with 'changed' are read whole again",
    )
    connect_timeout_seconds: int = Field(default=10, ge=1, le=300)
    lock_timeout_seconds: int = Field(
        default=30, ge=1, le=3600, description="longest wait for a table that somebody there has locked"
    )
    statement_timeout_seconds: int = Field(
        default=600, ge=1, le=7200, description="longest time to read one table"
    )
    read_timeout_seconds: int = Field(
        default=1800, ge=1, le=14400, description="longest time to read all tables; less than the task's own"
    )

    def mapping(self, table: str) -> SqlMapping:
        """The mapping of one case table; that of the same names when the YAML has none."""
        return self.tables.get(table, SqlMapping())

    @property
    def delivered(self) -> set[str]:
        """None of the tables: a database shows the present."""
        return set()

    @property
    def days_until_whole(self) -> int:
        """See `whole_every_days`."""
        return self.whole_every_days

    @model_validator(mode="after")
    def _asks_for_a_day(self) -> SqlConfig:
        if self.as_of and not {"{end}", "{end_utc}"} & set(re.findall(r"\{\w+\}", self.as_of)):
            raise _fault(
                "'as_of' has neither '{end}' nor '{end_utc}', so it asks for no day. "
                "Such as: FOR SYSTEM_TIME AS OF '{end_utc}'"
            )
        return self


# Files are read once nobody writes them any more.
_Settle = Annotated[
    int,
    Field(
        ge=0,
        le=600,
        description="a file changed within these last seconds is looked at again after them, to see whether it grows",
    ),
]


class FilesConfig(SourceSettings):
    """A folder of CSV files and workbooks, a file or sheet for each case table."""

    kinds = ("files",)
    words = _FILES

    kind: Literal["files"]
    path: str | None = Field(
        default=None, description="folder, as any fsspec URL; a setting of the installation where left out"
    )
    tables: Mapping[CaseTable, FileMapping] = {}
    state_of: str = Field(
        default="state_of",
        description="CSV file with one row, whose column `day` is the day at whose end the source was copied; where "
        "there is none, the source is read as it stands",
    )
    settle_seconds: _Settle = 2
    ready_file: str | None = Field(
        default=None,
        description="name or pattern of the file that the exporter writes last; nothing is read before it",
    )
    control_totals: str | None = Field(
        default=None,
        description="name or pattern of a CSV file with the columns file and rows, the exporter's own counts",
    )

    def mapping(self, table: str) -> FileMapping:
        """The mapping of one case table; that of the same names when the YAML has none."""
        return self.tables.get(table, FileMapping())

    @property
    def dated(self) -> bool:
        """Whether the names of all its files say which day they are of."""
        patterns = [m.source or "" for table in self.tables.values() for m in (table, *table.more)]
        return bool(patterns) and all("{date}" in name for name in patterns)


class ReturnConfig(SourceSettings):
    """A SEN2 return as it was made for the Department."""

    words = _A_RETURN

    path: str = Field(description="folder that holds the Blade exports, or file or folder of the returns")
    settle_seconds: _Settle = 2

    @model_validator(mode="before")
    @classmethod
    def _has_a_place(cls, data: Any) -> Any:
        if isinstance(data, Mapping) and not data.get("path"):
            raise _fault("'path' is missing: the folder that holds the Blade exports, or the return's file")
        return data

    def mapping(self, table: str) -> TableMapping:
        """The mapping of one case table; that of the same names when the YAML has none."""
        return self.tables.get(table, TableMapping())


class BladeConfig(ReturnConfig):
    """A COLLECT export of the SEN2 return: one CSV file for each module."""

    kinds = ("blade",)

    kind: Literal["blade"]
    export_date: date | None = Field(default=None, description="the export to read; the latest when left out")

    @property
    def dated(self) -> bool:
        """The names of exports say their day."""
        return self.export_date is None


class XmlConfig(ReturnConfig):
    """The return's XML file, or a folder of them."""

    kinds = ("sen2_xml",)

    kind: Literal["sen2_xml"]


class WorkbookConfig(ReturnConfig):
    """DfE's data entry template, or a folder of them."""

    kinds = ("sen2_workbook",)

    kind: Literal["sen2_workbook"]
    return_year: int | None = Field(
        default=None,
        ge=2023,
        le=2100,
        description="year of the return, where the workbook has no header record",
    )


class CombinedConfig(_Strict):
    """Several sources as one: each case table comes from exactly one of them."""

    kinds = ("combined",)
    words = "several sources together; it stands with one of the parts"

    kind: Literal["combined"]
    parts: Mapping[str, Part] = Field(
        min_length=1, description="name -> source of another kind, with what it 'takes'"
    )
    not_held: tuple[CaseTable, ...] = Field(
        default=(), description="case tables that the authority does not hold"
    )

    @property
    def delivered(self) -> set[str]:
        """Case tables that come as files, delivered for a day, and not from a database that shows the present."""
        return {table for part in self.parts.values() for table in part.takes if table in part.delivered}

    @property
    def dated(self) -> bool:
        """Whether the names of all its files say which day they are of."""
        return all(part.dated for part in self.parts.values() if part.delivered)

    @property
    def days_until_whole(self) -> int | None:
        """The fewest of any part."""
        return min(
            (part.days_until_whole for part in self.parts.values() if part.days_until_whole), default=None
        )

    @model_validator(mode="after")
    def _takes_each_table_once(self) -> CombinedConfig:
        for name in self.not_held:
            if name not in TABLES:
                raise _fault(f"the case model has no table {name!r}.{near(name, TABLES)}")
        part_of: dict[str, str] = {}
        for name, part in self.parts.items():
            if not part.takes:
                raise _fault(f"parts.{name}: a part is a source of its own, and 'takes' lists its tables")
            for table in part.takes:
                if table in part_of:
                    raise _fault(
                        f"parts.{name}.takes: {table} is already taken from {part_of[table]}; keep one"
                    )
                part_of[table] = name
        needed = [t.name for t in TABLES.values() if not t.optional]
        if lacking := [t for t in needed if t not in part_of and t not in self.not_held]:
            raise _fault(f"parts: no part takes {', '.join(lacking)}; if not held, say so in 'not_held'")
        return self


Part = Annotated[
    SqlConfig | FilesConfig | BladeConfig | XmlConfig | WorkbookConfig, Field(discriminator="kind")
]
# Where an authority's case data are, and what they are called there. See the top of this module.
SourceConfig = Annotated[
    SqlConfig | FilesConfig | BladeConfig | XmlConfig | WorkbookConfig | CombinedConfig,
    Field(discriminator="kind"),
]
_CONFIGS: tuple[type[_Strict], ...] = (
    SqlConfig,
    FilesConfig,
    BladeConfig,
    XmlConfig,
    WorkbookConfig,
    CombinedConfig,
)
KINDS = tuple(kind for config in _CONFIGS for kind in config.kinds)
CombinedConfig.model_rebuild()
_OF_ANY_KIND: TypeAdapter[SourceConfig] = TypeAdapter(SourceConfig)


def source_config(section: Mapping[str, Any]) -> SourceConfig:
    """A `source:` section, checked.

    Raises:
        ValidationError: it says what it should not.

    """
    return _OF_ANY_KIND.validate_python(section)


def _alike(one: type[_Strict]) -> tuple[type[_Strict], ...]:
    """What stands in the place of `one` in sources of other kinds."""
    for family in (_CONFIGS, (SqlMapping, FileMapping, TableMapping)):
        if one in family:
            return tuple(other for other in family if other is not one)
    return ()


def _check_columns(table: Table, mapping: TableMapping) -> None:
    for section, names in (
        ("columns", mapping.columns),
        ("codes", mapping.codes),
        ("defaults", mapping.defaults),
        ("derive", mapping.made_of),
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
    if both := sorted(set(mapping.made_of) & (set(mapping.columns) | set(mapping.defaults))):
        raise _fault(
            f"tables.{table.name}: {', '.join(both)}: derived, and mapped or given a default; keep one"
        )
    codes_named = [("codes", name, code) for name, codes in mapping.codes.items() for code in codes.values()]
    codes_named += [("defaults", name, code) for name, code in mapping.defaults.items()]
    if isinstance(mapping, FileMapping):
        codes_named += [
            ("derive", name, rule.constant) for name, rule in mapping.derive.items() if rule.constant
        ]
    for section, name, code in codes_named:
        codes_allowed = codeset(table.columns[name].codeset or "")
        # What a mapping translates afterwards may be the source's own word.
        if (
            codes_allowed
            and code not in codes_allowed
            and (section == "codes" or code not in mapping.codes.get(name, {}))
        ):
            raise _fault(
                f"tables.{table.name}.{section}.{name}: {code!r} is not a code of "
                f"{table.columns[name].codeset}. Its codes are {', '.join(codes_allowed)}."
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
    source_names: dict[str, str] = {}
    faults: list[str] = []
    for column in table.columns.values():
        source_name = mapping.columns.get(column.name, column.name)
        if column.name in mapping.made_of:
            faults += [
                f"{place} has no column {need!r}, of which {table.name}.{column.name} is made.{near(need, spare)}"
                for need in mapping.made_of[column.name]
                if find(need, names) is None
            ]
        elif (name := find(source_name, names)) is not None:
            source_names[column.name] = name
        elif column.name in mapping.columns:
            faults.append(
                f"{place} has no column {source_name!r}, which should hold {table.name}.{column.name}."
                f"{near(source_name, spare)} If it has another name there, correct "
                f"tables.{table.name}.columns.{column.name}."
            )
        elif column.required and column.name not in mapping.defaults and column.name != "record_source":
            faults.append(
                f"{place} has no column {source_name!r}, which the pipeline needs.{near(source_name, spare)} "
                f"If it has another name there, give it as tables.{table.name}.columns.{column.name}."
            )
    return source_names, faults
