"""What is asked of one council reaches every table below a view, so that no other council's rows are read for it.

How long a query takes hangs on statistics, which few rows do not have; whether its condition arrives does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import sql

from include.model import MARTS
from include.warehouse.views import VIEWS

pytestmark = pytest.mark.postgres

# Tables of which a view reads the rows of all councils, and why that is few rows or has to be.
READ_WHOLE = {
    (
        "dim_locality",
        "fact_request",
    ): "one label stands in one place for all councils, and some stand in facts alone",
    ("dim_team", "dim_team"): "labels are ranked for all councils together",
    ("dim_caseworker", "dim_caseworker"): "labels are ranked for all councils together",
    ("dim_limit", "dim_limit"): "labels are ranked for all councils together",
    ("caseload_by_month", "dim_period"): "months, some hundred of each council",
    ("twenty_week_against_published", "measure_value"): "calendar years of two measures",
    ("attendance_and_exclusion", "dim_neighbour"): "ten rows of each council",
}
ONE_COUNCIL = re.compile(r"authority\)?(?:::text)? = (?:'north'|\(?\w+\.authority)")


def scans(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every node of a plan that reads a table."""
    if "Relation Name" in node:
        yield node
    for below in node.get("Plans", ()):
        yield from scans(below)


def test_a_reader_of_all_councils_who_asks_for_one_reads_the_rows_of_one(three_councils: str) -> None:
    of_councils = {name for name, table in MARTS["marts"].items() if "authority" in table.columns}
    read_whole, reached = set(), 0
    with psycopg.connect(three_councils.replace("+psycopg", "")) as connection:
        # With three councils a table is read whole because it is small.
        connection.execute("SET enable_seqscan = off")
        for name, view in VIEWS.items():
            if "authority" not in view.columns:
                continue
            query = sql.SQL("EXPLAIN (FORMAT JSON) SELECT * FROM bi.{} WHERE authority = 'north'")
            row = connection.execute(query.format(sql.Identifier(name))).fetchone()
            assert row is not None
            for scan in scans(row[0][0]["Plan"]):
                if scan["Relation Name"] not in of_councils:
                    continue
                conditions = (str(scan.get(kind, "")) for kind in ("Index Cond", "Recheck Cond", "Filter"))
                if ONE_COUNCIL.search(" ".join(conditions)):
                    reached += 1
                else:
                    read_whole.add((name, scan["Relation Name"]))
    assert reached > 150
    assert read_whole - set(READ_WHOLE) == set()
