"""A kept tool holds the published contract against a live warehouse. Optional: docs/connecting.md."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import yaml

from include.warehouse.odcs import ODCS
from include.yaml_files import load

pytestmark = [
    pytest.mark.consumer,
    pytest.mark.timeout(1800),
    pytest.mark.postgres,
    pytest.mark.skipif(
        "SEND_DATACONTRACT" not in os.environ,
        reason="SEND_DATACONTRACT names no command of datacontract-cli",
    ),
]


def checked(url: str, contract: dict[str, Any], schema: str, folder: Path) -> list[dict[str, Any]]:
    """What `datacontract test` says of a schema's relations, their columns and the rules of each."""
    address = sa.make_url(url)
    account = {
        "DATACONTRACT_POSTGRES_USERNAME": address.username or "postgres",
        "DATACONTRACT_POSTGRES_PASSWORD": address.password or "none",
    }
    server = {
        "server": "here",
        "type": "postgres",
        "host": address.host or address.query["host"],
        "port": address.port or 5432,
        "database": address.database,
        "schema": schema,
    }
    parts = [short(part) for part in contract["schema"] if part["name"].startswith(f"{schema}.")]
    file, out = folder / f"{schema}.odcs.yaml", folder / f"{schema}.json"
    file.write_text(yaml.safe_dump({**contract, "servers": [server], "schema": parts}))
    asked = ("test", str(file), "--output", str(out), "--output-format", "json")
    command = [os.environ["SEND_DATACONTRACT"], *asked]
    done = subprocess.run(command, env={**os.environ, **account}, capture_output=True, text=True, check=False)
    assert out.exists(), done.stdout + done.stderr
    found: list[dict[str, Any]] = json.loads(out.read_text())["checks"]
    return found


def short(part: dict[str, Any]) -> dict[str, Any]:
    """A relation under its name within its schema, with references in the short form: the tool knows no other."""
    name = part["name"].split(".")[1]
    properties = [
        {**one, "relationships": [{**to, "to": _reference(to["to"])} for to in one.get("relationships", ())]}
        for one in part["properties"]
    ]
    return {**part, "name": name, "physicalName": name, "properties": properties}


def _reference(to: str) -> str:
    _, relation, _, column = to.split("/")
    return f"{relation.removeprefix('bi_')}.{column}"


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    """The contract as it is published."""
    said: dict[str, Any] = load(ODCS)
    return said


def test_every_relation_column_code_key_and_reference_is_as_the_contract_says(
    contract: dict[str, Any], england: str, tmp_path: Path
) -> None:
    schemas = {part["name"].split(".")[0] for part in contract["schema"]}
    assert schemas == {"bi", "marts", "dfe", "dq", "open", "ops", "restricted"}
    found = [one for schema in sorted(schemas) for one in checked(england, contract, schema, tmp_path)]
    assert [one["key"] for one in found if one["result"] != "passed"] == []
    kinds = Counter(one["type"] for one in found)
    columns = sum(len(part["properties"]) for part in contract["schema"])
    assert kinds["field_is_present"] == kinds["field_physical_type"] == columns
    assert kinds["primary_key_unique"] + kinds["field_primary_key_unique"] == sum(
        any(one.get("primaryKey") for one in part["properties"]) for part in contract["schema"]
    )
    assert kinds["field_invalid_values"]
    assert kinds["field_relationships"]


def test_a_contract_that_says_another_type_code_or_column_is_refused(
    contract: dict[str, Any], england: str, tmp_path: Path
) -> None:
    (part,) = [part for part in contract["schema"] if part["name"] == "bi.dim_limit"]
    named = {one["name"]: one for one in part["properties"]}
    spoiled = [
        {**named["authority"], "physicalType": "integer"},
        {**named["limit_id"], "quality": one_of("another")},
        {"name": "no_such_column", "logicalType": "string", "physicalType": "text"},
    ]
    found = checked(england, {**contract, "schema": [{**part, "properties": spoiled}]}, "bi", tmp_path)
    failed = {(one["field"], one["type"]) for one in found if one["result"] != "passed"}
    assert failed >= {
        ("authority", "field_physical_type"),
        ("limit_id", "field_invalid_values"),
        ("no_such_column", "field_is_present"),
    }


def one_of(*words: str) -> list[dict[str, Any]]:
    """A rule by which a column holds no other words."""
    rule = {"type": "library", "metric": "invalidValues", "arguments": {"validValues": [*words]}, "mustBe": 0}
    return [rule]
