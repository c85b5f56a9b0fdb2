"""The contract with report authors as an Open Data Contract Standard file (bitol.io): all that any role can read.

Made from the model, as the data dictionary is; a test holds it against a live warehouse. Tools that know the standard,
such as the Data Contract CLI, read it. Schema `held` is left out: its rows are those of `restricted` and `marts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml
from sqlalchemy.dialects import postgresql

from include.model import Column, Table
from include.warehouse.metadata import LOADED, SCHEMAS, SQL_TYPES, own_words
from include.warehouse.roles import KEPT_BACK, READS
from include.warehouse.views import VIEWS

ODCS = Path(__file__).parents[2] / "docs" / "contract.odcs.yaml"

_HEAD = "# Made from the model by `python -m include.warehouse.revise`; change that, not this file.\n"
_LOGICAL = {
    "date": "date",
    "datetime": "timestamp",
    "flag": "boolean",
    "integer": "integer",
    "decimal": "number",
    "json": "object",
}
# Where the facts of the star lead: columns of bi.case_count to dimensions.
_LEADS_TO = {
    f"{name}_key": f"bi.dim_{name}.{name}_key"
    for name in (
        *("authority", "measure", "date", "limit", "team", "caseworker", "locality"),
        *("age_band", "school_phase", "sex", "ethnicity", "primary_need", "setting"),
    )
}


def odcs() -> str:
    """The contract as YAML. Equal models give equal text."""
    everything: Mapping[str, Mapping[str, Table]] = {"bi": VIEWS, **SCHEMAS}
    document = {
        "apiVersion": "v3.1.0",
        "kind": "DataContract",
        "id": "send-warehouse",
        "name": "SEND warehouse",
        "version": "0.1.0",
        "status": "draft",
        "description": {
            "purpose": "Figures of an English council's SEND team, the facts behind them, and how far to trust them.",
            "usage": "Reports read schema bi. Counts of bi.case_count add up; figures of other views do not.",
            "limitations": (
                "People appear as keyed hashes, but for schema restricted. Counts are true, also small ones: not for"
                " publication, but for schema open. A login sees the rows of the authorities that it was given."
            ),
        },
        "roles": [
            {
                "role": role,
                "access": "read",
                "description": f"Reads {', '.join(s for s in schemas if s in everything)}.",
            }
            for role, schemas in READS.items()
        ],
        "schema": [
            _relation(schema, table) for schema, tables in everything.items() for table in tables.values()
        ],
    }
    return _HEAD + yaml.safe_dump(
        document, sort_keys=False, default_flow_style=None, width=118, allow_unicode=True
    )


def write_odcs() -> None:
    """Write the contract beside the data dictionary."""
    ODCS.write_text(odcs(), encoding="utf-8")


def _relation(schema: str, table: Table) -> dict[str, Any]:
    return {
        "id": _id(f"{schema}.{table.name}"),
        "name": f"{schema}.{table.name}",
        "physicalName": f"{schema}.{table.name}",
        "logicalType": "object",
        "physicalType": "view" if schema == "bi" or f"{schema}.{table.name}" in LOADED else "table",
        "description": table.title,
        "dataGranularityDescription": table.grain,
        "properties": [
            _property(column, table, relation=f"{schema}.{table.name}") for column in table.columns.values()
        ],
        "customProperties": [
            {"property": "readBy", "value": [role for role, schemas in READS.items() if schema in schemas]}
        ],
    }


def _id(relation: str) -> str:
    return relation.replace(".", "_")


def _property(column: Column, table: Table, *, relation: str) -> dict[str, Any]:
    entry: dict[str, Any] = {
        # By which relationships point to it.
        **({"id": column.name} if f"{relation}.{column.name}" in _LEADS_TO.values() else {}),
        "name": column.name,
        "logicalType": _LOGICAL.get(column.type, "string"),
        "physicalType": sql_type(column),
        "description": column.about,
    }
    if column.name in table.key:
        key = [name for name in table.columns if name in table.key]  # as the database has it
        entry |= {"primaryKey": True, "primaryKeyPosition": key.index(column.name) + 1}
    if column.required or column.name in table.key:
        entry["required"] = True
    if column.personal:
        entry["classification"] = "names a person"
    kept_from = [role for role, kept in KEPT_BACK.items() if column.name in kept.get(relation, ())]
    more = {"unit": column.unit, "notReadBy": kept_from}
    if custom := [{"property": name, "value": value} for name, value in more.items() if value]:
        entry["customProperties"] = custom
    if words := own_words(column):
        entry["quality"] = [
            {"type": "library", "metric": "invalidValues", "arguments": {"validValues": words}, "mustBe": 0}
        ]
    if relation == "bi.case_count" and column.name in _LEADS_TO:
        dimension, _, column_there = _LEADS_TO[column.name].rpartition(".")
        entry["relationships"] = [
            {"type": "foreignKey", "to": f"schema/{_id(dimension)}/properties/{column_there}"}
        ]
    return entry


def sql_type(column: Column) -> str:
    """PostgreSQL's name for the type of a column, as its information schema has it."""
    column_type: sa.types.TypeEngine[Any] = SQL_TYPES[column.type]
    return str(column_type.compile(postgresql.dialect())).lower()
