"""Views read no more than they must: of one council its own rows, of a view that is read whole not their square.

How long a query takes hangs on the machine and on statistics, which few rows do not have; whether its condition arrives
at the tables below, and how many rows its plan passes on or throws away, does not.
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


# Rows that the plan of a view read whole handles for each row below it or of its result. Nearly all handle below 5; a
# join of each row with each other of its council handles thousands.
AT_MOST = 20
FEW = 1_000
# Views that handle more, and why they have to.
MORE = {
    "case_count": "a row for each count of each case's facts: to be imported measure by measure",
    "figure_cases": "the cases of every figure: to be asked about one figure",
    "caseload_by_month": "each spell of a case is looked at for each month in which it may be held",
}


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every node of a plan."""
    yield node
    for below in node.get("Plans", ()):
        yield from nodes(below)


def scans(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every node of a plan that reads a table."""
    return (node for node in nodes(plan) if "Relation Name" in node)


def handled(node: dict[str, Any]) -> float:
    """Rows that a node passed on or threw away."""
    thrown = ("Rows Removed by Filter", "Rows Removed by Join Filter", "Rows Removed by Index Recheck")
    rows: float = node["Actual Rows"] + sum(node.get(name, 0) for name in thrown)
    return rows * node["Actual Loops"]


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


def test_a_view_read_whole_handles_rows_in_proportion(three_councils: str) -> None:
    too_many = {}
    with psycopg.connect(three_councils.replace("+psycopg", "")) as connection:
        counts = connection.execute("SELECT relname, reltuples FROM pg_class WHERE relkind = 'r'").fetchall()
        rows_of = {name: max(rows, 0) for name, rows in counts}
        for name in sorted(set(VIEWS) - set(MORE)):
            query = sql.SQL("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) SELECT * FROM bi.{}")
            row = connection.execute(query.format(sql.Identifier(name))).fetchone()
            assert row is not None
            plan = row[0][0]["Plan"]
            below = {scan["Relation Name"] for scan in scans(plan)}
            rows = plan["Actual Rows"] + sum(rows_of[table] for table in below)
            times = sum(map(handled, nodes(plan))) / max(rows, FEW)
            if times > AT_MOST:
                too_many[name] = round(times)
    assert too_many == {}
