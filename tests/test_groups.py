"""What is mapped by mistake to the name of a group leaves the restricted tables nowhere: neither lake nor packs."""

from __future__ import annotations

import psycopg
import pytest

from include import pipeline
from include.model import TABLES
from tests.conftest import EXTRACT_DATE
from tests.dump import dump

pytestmark = pytest.mark.postgres

PLANTED = ("ZZ99 9QX", "12 Canary Street", "Canaryforename Canaryname", "K999888777666", "2013-02-17")
# Layers of the lake that only the service may read, and what restricted tables are made from.
RESTRICTED = {"landing", "conformed", "quarantine", "worklist"}


def labelled() -> list[tuple[str, str]]:
    return [
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns.values()
        if column.label and column.type == "text"
    ]


@pytest.fixture
def planted(demo_environment):
    """Every free text that may become a group holds something of a child in one row of three."""
    with psycopg.connect(demo_environment.source_url.replace("+psycopg", ""), autocommit=True) as source:
        source.execute("UPDATE cms.person SET forename = 'Canaryforename', surname = 'Canaryname'")
        for table, column in labelled():
            case = " ".join(f"WHEN {n} THEN '{value}'" for n, value in enumerate(PLANTED))
            source.execute(
                f"UPDATE cms.{table} AS t SET {column} = CASE n.n WHEN 99 THEN {column} {case} ELSE {column} END"
                f" FROM (SELECT ctid AS at, row_number() OVER () % 15 AS n FROM cms.{table}) AS n WHERE t.ctid = n.at"
            )
    return demo_environment


def test_nothing_of_a_child_becomes_a_group(planted):
    pipeline.nightly("demo", EXTRACT_DATE)
    period = "2025-26-spring-1"
    pipeline.compute("demo", period)
    pipeline.publish("demo", period, force=True)
    assert pipeline.build_pack("demo", period)["files"] > 0
    served = dump(planted.warehouse_url, ("marts", "bi", "dq", "ops"))
    assert b"not_recognised" in served["marts.measure_value"]
    for name, content in served.items():
        assert not [value for value in PLANTED if value.encode() in content], name
    for path in (planted.root / "lake").rglob("*.*"):
        if path.is_file() and not RESTRICTED & set(path.parts):
            content = path.read_bytes()
            assert not [value for value in PLANTED if value.encode() in content], path.name
    # It is counted, and somebody is asked to put it right.
    with psycopg.connect(planted.warehouse_url.replace("+psycopg", "")) as connection:
        told: dict[str, int] = dict(
            connection.execute(
                "SELECT rule_id, rows_failed FROM dq.validation_result WHERE rule_id LIKE '%.label' AND NOT passed"
            ).fetchall()
        )
    assert {f"{table}.{column}.label" for table, column in labelled()} <= set(told)
