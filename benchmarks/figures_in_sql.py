"""Figures as we compute them against the same figures in DuckDB's SQL.

    python -m benchmarks.figures_in_sql

A count and two rates of the catalogue, with all their breakdowns, for every period of the SYNTHETIC demo council. Both
sides begin with the facts in memory, each in the form that it reads best (frames, Arrow), and end with a frame; the
best of several runs is compared. The benchmark fails unless every figure is equal.
"""

from __future__ import annotations

import sys
from datetime import date

import duckdb
import pandas as pd

from benchmarks.periods import best
from benchmarks.record import record
from include import synthetic
from include.calendar import Calendar, periods
from include.model.frames import to_arrow
from include.transforms import Catalogue, build_facts, compute_measures

FIRST, AS_AT = date(2015, 1, 1), date(2025, 8, 31)
# Measure -> its fact, the day counted, what a row must have, and what besides to be above the line: by hand, after
# the catalogue's words.
IN_SQL = {
    "requests_received": ("fact_request", "received_date", "request_outcome IS DISTINCT FROM 'H'", "true"),
    "request_refused_rate": (
        "fact_request",
        "received_date",
        "request_outcome IS DISTINCT FROM 'H'",
        "request_outcome IS NOT DISTINCT FROM 'N'",
    ),
    "request_decision_6wk_rate": (
        "fact_clock",
        "clock_end",
        "limit_id = 'decide_to_assess' AND in_scope AND clock_status IN ('in_time', 'late')",
        "clock_status = 'in_time'",
    ),
}
KEY = ["measure_id", "period_type", "period_key", "dimension", "member"]
AT_MOST = {"figures / the same in DuckDB": 3.0}


def main() -> int:
    """Compare both sides and record their ratio; 1 when a figure differs or the ratio is above the limit."""
    catalogue = Catalogue.load().only(IN_SQL)
    council = synthetic.generate("382", FIRST.year, AS_AT, seed=1)
    facts = build_facts(council.tables, AS_AT, keys=lambda kind, ids: (kind + ids).astype("str"))
    facts = {name: facts[name] for name in ("fact_request", "fact_clock")}
    spans = periods(Calendar(), FIRST, AS_AT)
    with duckdb.connect() as database:
        for name, frame in {**facts, "period": spans}.items():
            database.register(name, to_arrow(frame))
        statement = in_sql(catalogue)
        ours, theirs = compute_measures(catalogue, facts, spans, AS_AT), database.sql(statement).df()
        equal = same(ours, theirs)
        print(f"{len(theirs):,} cells of {len(spans)} periods: {'equal' if equal else 'NOT EQUAL'}")
        by_us = best(lambda: compute_measures(catalogue, facts, spans, AS_AT))
        by_duckdb = best(lambda: database.sql(statement).df())
    within = record(
        "figures_in_sql",
        {"figures / the same in DuckDB": by_us / by_duckdb},
        at_most=AT_MOST,
        seen={
            "measures": list(IN_SQL),
            "cells": len(theirs),
            "rows": {name: len(frame) for name, frame in facts.items()},
            "processor seconds": {"ours": round(by_us, 2), "DuckDB": round(by_duckdb, 2)},
        },
    )
    return 0 if equal and within else 1


def in_sql(catalogue: Catalogue) -> str:
    """The figures of all measures as one statement."""
    events, groups = [], sorted({d for m in catalogue.counted for d in m.dimensions})
    for name, (fact, day, where, met) in IN_SQL.items():
        events.append(
            f"SELECT '{name}' AS measure_id, {day} AS day, {met} AS met, {', '.join(groups)} FROM {fact} WHERE {where}"  # noqa: S608
        )
    sets = ", ".join(
        ["(measure_id, period_type, period_key)"]
        + [f"(measure_id, period_type, period_key, {d})" for d in groups]
    )
    dimension = " ".join(f"WHEN GROUPING({d}) = 0 THEN '{d}'" for d in groups)
    member = " ".join(f"WHEN GROUPING({d}) = 0 THEN {d}" for d in groups)
    return f"""
        WITH event AS ({" UNION ALL ".join(events)})
        SELECT measure_id, period_type, period_key,
               CASE {dimension} ELSE 'all' END AS dimension, CASE {member} ELSE 'all' END AS member,
               count(*) FILTER (met) AS numerator, count(*) AS denominator
        FROM event
        JOIN period ON day BETWEEN period_start AND least(period_end, DATE '{AS_AT}')
        GROUP BY GROUPING SETS ({sets})
    """  # noqa: S608


def same(ours: pd.DataFrame, theirs: pd.DataFrame) -> bool:
    """Whether both have the same cells with cases, and the same figures in them."""
    counted = ours["denominator"].fillna(ours["numerator"])
    left = ours.assign(denominator=counted)[counted > 0]
    columns = [*KEY, "numerator", "denominator"]
    left, right = (
        frame[columns]
        .astype(dict.fromkeys(KEY, "object") | {"numerator": "float64", "denominator": "float64"})
        .sort_values(KEY, ignore_index=True)
        for frame in (left, theirs)
    )
    return left.equals(right)


if __name__ == "__main__":
    sys.exit(main())
