"""The data dictionary, a page made from the model, and the contract: what report authors rely on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from include.model import Column, Table, codeset
from include.warehouse.metadata import SCHEMAS, described, explained
from include.warehouse.roles import KEPT_BACK
from include.warehouse.rows import model_of
from include.warehouse.views import VIEWS

_DOCS = Path(__file__).parents[2] / "docs"
DICTIONARY = _DOCS / "data-dictionary.md"
CONTRACT = _DOCS / "bi-contract.csv"

_INTRODUCTION = """\
# Data dictionary

Made from the model by `python -m include.warehouse.revise`; change the YAML under `include/model` or
`include/warehouse/views`, not this page. The same words are comments on every table and column in PostgreSQL.

The contract of all that a role can read, for tools: [contract.odcs.yaml](contract.odcs.yaml).

Who may read what: `send_publication` reads `open`; `send_bi` reads that and `bi`, `marts`, `dfe` and `dq`;
`send_case_officer` and `send_manager` read those and `restricted`, the only schema that names people, of which case
officers do not read {kept_back}; `send_loader` writes all and changes no table's shape. Each login sees the rows of the
authorities that it was given, and no others. """

_CODE_SETS = """\
## Code sets

What a column of codes can hold. Words that only we write are held to their set by the database; codes of case records
stand as they were recorded, where validation lets them pass. `marts.dim_code` has the same rows, for labels in reports.
"""

_SCHEMA_ABOUT = {
    "bi": "Views for report authors. Names, types and meanings stay; the change log tells of additions.",
    "marts": "Facts, dimensions and figures. People appear as keyed hashes only.",
    "dfe": "Figures in the layout of the Department for Education's published files.",
    "dq": "What validation found, without values.",
    "open": "What public packs print, for dashboards that everybody sees.",
    "restricted": "Current case tables, with identifiers. Case officers and the SEND manager only.",
    "ops": "What was loaded, from which extract, by which version.",
}


def write_data_dictionary(path: Path) -> None:
    """Write the page. Equal models give equal pages, byte for byte."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(data_dictionary(), encoding="utf-8")


def data_dictionary() -> str:
    """The page as Markdown: for every schema its tables, and for each its columns."""
    everything: Mapping[str, Mapping[str, Table]] = {"bi": VIEWS, **SCHEMAS}
    kept = "; ".join(
        f"`{table}` ({'all of it' if len(columns) == len(model_of(table).columns) else ', '.join(columns)})"
        for table, columns in KEPT_BACK["send_case_officer"].items()
    )
    parts = [_INTRODUCTION.replace("{kept_back}", kept)]
    for schema, about in _SCHEMA_ABOUT.items():
        parts.append(f"## Schema `{schema}`\n\n{about}\n")
        parts += [_section(schema, table) for table in everything[schema].values()]
    columns = [
        c for tables in everything.values() for table in tables.values() for c in table.columns.values()
    ]
    parts.append(_CODE_SETS)
    parts += [_code_set(name) for name in sorted({c.codeset for c in columns if c.codeset})]
    return "\n".join(parts)


def contract(connection: sa.Connection) -> pd.DataFrame:
    """Columns in a database of all that a role can read: schema, relation, column, type, in order of position."""
    query = """
        SELECT nspname AS schema, relname AS relation, attname AS "column", format_type(atttypid, atttypmod) AS type
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE nspname || '.' || relname = ANY(:names) AND attnum > 0 AND NOT attisdropped
        ORDER BY nspname, relname, attnum
    """
    names = [f"{schema}.{name}" for schema, tables in {"bi": VIEWS, **SCHEMAS}.items() for name in tables]
    return pd.read_sql(sa.text(query), connection, params={"names": names})


def _section(schema: str, table: Table) -> str:
    head = f"### `{schema}.{table.name}`\n\n{described(table)} Key: {', '.join(f'`{k}`' for k in table.key)}."
    notes = []
    if table.sen2:
        notes.append(f"SEN2 module: {table.sen2}.")
    if table.optional:
        notes.append("An authority may not hold it.")
    rows = [_row(column, in_key=column.name in table.key) for column in table.columns.values()]
    header = ["| column | type | unit | required | SEN2 item | meaning |", "|---|---|---|---|---|---|"]
    return "\n".join([" ".join([head, *notes]), "", *header, *rows, ""])


def _row(column: Column, *, in_key: bool) -> str:
    meaning = explained(column).replace("|", "\\|")
    if column.codeset:
        meaning += f" (codes: [{column.codeset}](#{column.codeset.lower()}))"
    if column.ref:
        meaning += f" (in `{column.ref}`)"
    if column.personal:
        meaning += " **Identifies a person.**"
    required = "yes" if column.required or in_key else ""
    unit = (column.unit or "").replace("_", " ")
    return f"| `{column.name}` | {column.type} | {unit} | {required} | {column.sen2 or ''} | {meaning} |"


def _code_set(name: str) -> str:
    """The codes of a set with their labels."""
    rows = [f"| `{code}` | {label} |" for code, label in codeset(name).items()]
    return "\n".join([f"### {name}", "", "| code | label |", "|---|---|", *rows, ""])
