"""Tables and columns of the case model and of the warehouse, read once from YAML and checked.

Case tables (`case_model/*.yaml`) describe their columns in place. Tables of the warehouse and views name fields of a
field dictionary, which says once what a column of that name holds: `fields.yaml` for ours, the `fields` of `dfe.yaml`
for DfE's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import pyarrow as pa
from pydantic import Field, model_validator

from include.model.codes import codeset
from include.yaml_files import Strict, load

# What every row of a load says of the load, and not of its subject; the pipeline adds it where it writes.
RUN_COLUMNS = ("authority", "extract_date", "load_run_id", "computed_at")

ColumnType = Literal["id", "text", "code", "date", "datetime", "flag", "integer", "decimal", "json"]

# One row for each column type: pandas dtype in memory, Arrow type in Parquet. Dates are local calendar dates.
DTYPES: dict[ColumnType, tuple[str, pa.DataType]] = {
    "id": ("str", pa.string()),
    "text": ("str", pa.string()),
    "code": ("str", pa.string()),
    "date": ("datetime64[us]", pa.date32()),
    "datetime": ("datetime64[us, UTC]", pa.timestamp("us", tz="UTC")),
    "flag": ("boolean", pa.bool_()),
    "integer": ("Int64", pa.int64()),
    "decimal": ("Float64", pa.float64()),
    "json": ("str", pa.string()),
}


class Column(Strict):
    """One column: its type, what it refers to, whether it names a person, and what it means in plain words."""

    name: str
    type: ColumnType
    about: str
    required: bool = Field(default=False, description="a row without it is of no use")
    expected: bool = Field(
        default=False, description="the return asks for it, yet a row without it still counts"
    )
    ref: str | None = Field(default=None, description="`table.column` that each value must exist in")
    codeset: str | None = Field(
        default=None,
        description="codes that it can have: as recorded where the type is `code`, else words that only we write",
    )
    unit: str | None = Field(default=None, description="of a number in the warehouse")
    personal: bool = Field(default=False, description="directly identifies a person: restricted places only")
    sen2: str | None = Field(default=None, description="SEN2 element that this column fills")
    label: Literal["name", "title", "reference", "number"] | None = Field(
        default=None,
        description="how its free text is written, which leaves the restricted tables (labels.py)",
    )

    @property
    def dtype(self) -> str:
        """The pandas dtype of the column in a conformed frame."""
        return DTYPES[self.type][0]

    @property
    def arrow(self) -> pa.DataType:
        """The Arrow type of the column in Parquet."""
        return DTYPES[self.type][1]


class Table(Strict):
    """One table: its grain, key and columns."""

    name: str
    title: str
    grain: str
    key: tuple[str, ...]
    columns: dict[str, Column]
    optional: bool = Field(
        default=False, description="a council may not hold it; its measures are then not collected"
    )
    sen2: str | None = Field(default=None, description="SEN2 module that the table fills")
    each: dict[str, str] = Field(default={}, description="what stands for a word in the query of a view")
    query: str | None = Field(default=None, description="name of the query that several views share")
    period: tuple[str, str] | None = Field(
        default=None, description="columns holding the first and last day of a spell"
    )

    @model_validator(mode="before")
    @classmethod
    def _name_columns(cls, data: dict[str, Any]) -> dict[str, Any]:
        columns = {name: {"name": name, **spec} for name, spec in data["columns"].items()}
        return {**data, "columns": columns}

    @model_validator(mode="after")
    def _refers_to_own_columns(self) -> Table:
        for name in (*self.key, *(self.period or ())):
            if name not in self.columns:
                raise ValueError(f"{self.name}: key or period column {name!r} is not a column")
        for column in self.columns.values():
            if column.codeset and not codeset(column.codeset):
                raise ValueError(f"{self.name}.{column.name}: unknown code set {column.codeset!r}")
        return self

    @cached_property
    def schema(self) -> pa.Schema:
        """Arrow schema, with each column's description as field metadata."""
        return pa.schema(
            [pa.field(c.name, c.arrow, metadata={"description": c.about}) for c in self.columns.values()]
        )

    @property
    def own_dtypes(self) -> dict[str, str]:
        """Column -> pandas dtype, less what the load adds to each row (`RUN_COLUMNS`)."""
        return {name: column.dtype for name, column in self.columns.items() if name not in RUN_COLUMNS}

    @property
    def own_key(self) -> tuple[str, ...]:
        """What tells one authority's rows apart: the key less `authority`."""
        return tuple(name for name in self.key if name != "authority")

    @property
    def personal_columns(self) -> list[str]:
        """Columns that directly identify a person."""
        return [c.name for c in self.columns.values() if c.personal]


_HERE = Path(__file__).parent

Fields = Mapping[str, Mapping[str, Any]]

FIELDS: Fields = load(_HERE / "fields.yaml")


def columns_of(listed: Sequence[Any], fields: Fields) -> dict[str, dict[str, Any]]:
    """Columns that a table lists by name, as the field dictionary describes them.

    Args:
        listed: names; a list of names stands for its members, and `name: {...}` for the field with what the table
            says of it in place of the dictionary's words.
        fields: the dictionary.

    Raises:
        ValueError: a name is no field, stands twice, or is told again what the dictionary says.

    """
    columns: dict[str, dict[str, Any]] = {}
    for entry in listed:
        if isinstance(entry, list):
            described = columns_of(entry, fields)
        else:
            named = entry if isinstance(entry, Mapping) else {entry: {}}
            if missing := [name for name in named if name not in fields]:
                raise ValueError(f"{', '.join(missing)}: not in the field dictionary")
            for name, differences in named.items():
                if differences and any(
                    fields[name].get(key, False) == value for key, value in differences.items()
                ):
                    raise ValueError(f"{name}: says again what the field dictionary says")
            described = {name: {**fields[name], **differences} for name, differences in named.items()}
        if twice := columns.keys() & described.keys():
            raise ValueError(f"{', '.join(sorted(twice))}: listed twice")
        columns |= described
    return columns


def listing(tables: Mapping[str, Mapping[str, Any]], fields: Fields) -> dict[str, Table]:
    """Tables that list fields of a dictionary, by name."""
    return {
        name: Table.model_validate({"name": name, **spec, "columns": columns_of(spec["columns"], fields)})
        for name, spec in tables.items()
    }


def views_of(path: Path) -> dict[str, Table]:
    """Views that list fields of ours, from their YAML. Nothing promises that a column of a view is filled.

    An entry with `each: {word: [...]}` is one view for each of the words, which take the place of `<word>` in it.
    """
    return {
        name: view.model_copy(
            update={
                "columns": {c.name: c.model_copy(update={"required": False}) for c in view.columns.values()}
            }
        )
        for name, view in listing(dict(_each(load(path))), FIELDS).items()
    }


def _each(raw: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, spec in raw.items():
        if "each" not in spec:
            yield name, spec
            continue
        ((word, values),) = spec["each"].items()
        for value in values:
            text = json.dumps({name: {**spec, "each": {word: value}}})
            yield from json.loads(text.replace(f"<{word}>", value)).items()


# Every case table says which system or file each record came from.
_RECORD_SOURCE = {"type": "text", "required": True, "about": "System or file that the record came from"}

TABLES: dict[str, Table] = {}
for _path in sorted((_HERE / "case_model").glob("*.yaml")):
    TABLES |= {
        name: Table.model_validate(
            {"name": name, **spec, "columns": {**spec["columns"], "record_source": _RECORD_SOURCE}}
        )
        for name, spec in load(_path).items()
    }
MARTS: dict[str, dict[str, Table]] = {
    schema: listing(tables, FIELDS) for schema, tables in load(_HERE / "marts.yaml").items()
}
_DFE = load(_HERE / "dfe.yaml")
DFE: dict[str, Table] = listing(_DFE["tables"], _DFE["fields"])


def _in_dfe_layout(published: Table, name: str) -> Table:
    """The table of an authority's own figures in the layout of one of DfE's files."""
    row = [column for column in ("benchmark_id", "topic", "member") if column in published.columns]
    part = " and figure" if name == "benchmark" else " and breakdown" if row else ""
    described = columns_of(["authority", "extract_date"], FIELDS)
    columns = {column: Column.model_validate({"name": column, **spec}) for column, spec in described.items()}
    return published.model_copy(
        update={
            "name": name,
            "title": f"{published.title.removesuffix(' (DfE)')}: our own figures in DfE's layout",
            "grain": f"one row for each authority and edition{part}",
            "key": ("authority", "release_year", *row),
            "columns": {**columns, **published.columns},
        }
    )


# What we count ourselves: all but the totals collected before the return was person-level, what DfE revised, and words.
_OWN_FILES = tuple(
    name.removeprefix("published_")
    for name in DFE
    if name not in ("published_sen2_mi", "published_revision", "benchmark_definition")
)
DFE |= {name: _in_dfe_layout(DFE[f"published_{name}"], name) for name in _OWN_FILES}


def empty(table: str) -> pd.DataFrame:
    """A frame with no rows and exactly the columns and dtypes of a case table."""
    return _empty(table).copy()


@cache
def _empty(table: str) -> pd.DataFrame:
    return pd.DataFrame({c.name: pd.Series(dtype=c.dtype) for c in TABLES[table].columns.values()})


def load_order() -> list[str]:
    """Case tables with every table after those that it refers to."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for table in TABLES.values():
        parents = {c.ref.split(".")[0] for c in table.columns.values() if c.ref} - {table.name}
        sorter.add(table.name, *sorted(parents))
    return list(sorter.static_order())
