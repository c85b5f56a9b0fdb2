"""Figures written a second time in SQL from the law and the case tables agree to the last case.

| file in `second_implementation/` | counts |
|---|---|
| `_clocks.sql` | every measure of a time limit, in each cohort, by docs/counting.md and the table of limits |
| `<measure_id>.sql` | one row for each thing counted: `day` and `met`; for what is open `first_day`, `final_day` |

They know nothing of facts or clocks. The councils: the demonstration's
after a night, and a small SYNTHETIC England, one of whose councils has every disorder that dates can have.
"""

from __future__ import annotations

from pathlib import Path

import holidays
import pandas as pd
import psycopg
import pytest
import yaml

from include.transforms import Catalogue

pytestmark = pytest.mark.postgres

FOLDER = Path(__file__).parent / "second_implementation"
MEASURES = sorted(path.stem for path in FOLDER.glob("*.sql") if not path.stem.startswith("_"))
STATISTIC = {measure.measure_id: measure.statistic for measure in Catalogue.load()}
KEY = ["measure_id", "authority", "period_type", "period_key"]

# How events, and what is open at the end of a period, are counted.
EVENTS = """
    SELECT s.authority, s.period_type, s.period_key, count(*) FILTER (WHERE met) AS numerator,
        count(counted.day) AS denominator
    FROM span AS s LEFT JOIN ({query}) AS counted
        ON counted.authority = s.authority AND counted.day BETWEEN s.period_start AND least(s.period_end, s.as_at)
    GROUP BY 1, 2, 3"""
STOCK = """
    SELECT s.authority, s.period_type, s.period_key, count(counted.authority) AS numerator, NULL AS denominator
    FROM span AS s LEFT JOIN ({query}) AS counted
        ON counted.authority = s.authority AND counted.first_day <= least(s.period_end, s.as_at)
        AND (counted.final_day >= least(s.period_end, s.as_at) OR counted.final_day IS NULL
            OR counted.final_day > s.as_at)
    GROUP BY 1, 2, 3"""
SPAN = """
    CREATE TEMP TABLE span AS SELECT p.*, n.extract_date AS as_at
    FROM marts.dim_period AS p JOIN ops.load_run AS n ON n.authority = p.authority AND n.is_current
    WHERE p.period_type IN ('calendar_year', 'half_term', 'month') AND p.period_start <= n.extract_date"""
FIRST_TIME = """
    SELECT v.measure_id, v.authority, v.period_type, v.period_key, v.numerator::float, v.denominator::float
    FROM marts.measure_value AS v JOIN span USING (authority, period_type, period_key)
    WHERE v.measure_id = ANY(%s) AND v.dimension = 'all' AND v.basis = 'restated'"""


# The cohorts that the catalogue writes out one by one: measure, limit, cohort, are recorded exceptions left out.
WRITTEN_OUT = [
    ("request_decision_6wk_rate", "decide_to_assess", "issued", False),
    ("request_decision_6wk_rate_due", "decide_to_assess", "due", False),
    ("no_plan_decision_16wk_rate", "decide_not_to_issue", "issued", False),
    ("ehcp_20wk_rate_incl", "final_plan", "issued", False),
    ("ehcp_20wk_rate_excl", "final_plan", "issued", True),
    ("ehcp_20wk_rate_due", "final_plan", "due", False),
    ("ehcp_open_overdue_n", "final_plan", "open", False),
]
TRANSFORMS = Path(__file__).parents[2] / "include/transforms"


def measures_of_limits() -> list[tuple[str, str, str, bool]]:
    """Measure, limit, cohort and whether exceptions are left out, of every measure of a time limit."""
    found = list(WRITTEN_OUT)
    for path in sorted((TRANSFORMS / "measures").glob("*.yaml")):
        for name, entry in yaml.safe_load(path.read_text(encoding="utf-8"))["measures"].items():
            names = {"issued": name, "due": f"{name}_due", "open": f"{name.removesuffix('_rate')}_overdue_n"}
            found += [
                (names[cohort], limit, cohort, False)
                for limit in entry.get("limit", [])
                for cohort in entry.get("cohorts", [])
                if limit != "draft_comments"  # the one least time: in time is what is not too soon
            ]
    return found


def counted_twice(url: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Figures as loaded, and as counted in SQL, by measure, authority and period."""
    limits = pd.read_csv(TRANSFORMS / "limits.csv", dtype=str)[["limit_id", "length", "unit"]]
    days = [(day,) for day in holidays.country_holidays("GB", subdiv="ENG", years=range(2010, 2033))]
    of_limits = measures_of_limits()
    with psycopg.connect(url.replace("+psycopg", "")) as connection, connection.cursor() as cursor:
        cursor.execute(SPAN)
        cursor.execute(
            "CREATE TEMP VIEW night AS SELECT authority, extract_date AS as_at FROM ops.load_run WHERE is_current;"
            "CREATE TEMP TABLE law (limit_id text, length text, unit text);"
            "CREATE TEMP TABLE holiday (day date);"
            "CREATE TEMP TABLE catalogue (measure_id text, limit_id text, cohort text, without_exceptions boolean)"
        )
        given = limits.astype(object).where(limits.notna(), None).itertuples(index=False)
        cursor.executemany("INSERT INTO law VALUES (%s, %s, %s)", [tuple(row) for row in given])
        cursor.executemany("INSERT INTO holiday VALUES (%s)", days)
        cursor.executemany("INSERT INTO catalogue VALUES (%s, %s, %s, %s)", of_limits)
        cursor.execute((FOLDER / "_clocks.sql").read_text(encoding="utf-8"))
        stocks = {measure_id for measure_id, _, cohort, _ in of_limits if cohort == "open"}
        queries = {
            measure_id: f"SELECT * FROM {'overdue' if measure_id in stocks else 'event'}"
            f" WHERE measure_id = '{measure_id}'"
            for measure_id, *_ in of_limits
        }
        queries |= {name: (FOLDER / f"{name}.sql").read_text(encoding="utf-8") for name in MEASURES}
        again = []
        for name, query in queries.items():
            is_stock = name in stocks or STATISTIC[name] == "stock"
            cursor.execute((STOCK if is_stock else EVENTS).format(query=query))
            counted = pd.DataFrame(cursor.fetchall(), columns=[*KEY[1:], "numerator", "denominator"])
            again.append(counted.assign(measure_id=name))
        cursor.execute(FIRST_TIME, [[*queries]])
        loaded = pd.DataFrame(cursor.fetchall(), columns=[*KEY, "numerator", "denominator"])
    frames = [rows.set_index(KEY).sort_index().astype("Float64") for rows in (loaded, pd.concat(again))]
    has_whole = frames[0].index.get_level_values("measure_id").map(STATISTIC) == "rate"
    for rows in frames:
        rows["denominator"] = rows["denominator"].where(has_whole)
    return frames[0], frames[1]


def difference(url: str) -> pd.DataFrame:
    """Cells that the two counts see differently. Raises `AssertionError` when a cell is counted by one alone."""
    loaded, again = counted_twice(url)
    assert loaded.index.equals(again.index)
    differ = (loaded.fillna(-1) != again.fillna(-1)).any(axis=1)
    return loaded[differ].join(again, rsuffix="_again")


def test_england_is_counted_alike(england):
    found = difference(england)
    assert found.empty, f"{len(found)} differ:\n{found.to_string(max_rows=60)}"


def test_every_count_of_england_counts_something(england):
    loaded, _ = counted_twice(england)
    assert loaded.index.unique("measure_id").size >= 80
    assert len(loaded) >= 15_000
    something = loaded["denominator"].fillna(loaded["numerator"]).groupby("measure_id").sum()
    assert [*something[something == 0].index] == []


def test_the_demonstrations_council_is_counted_alike(after_a_night):
    found = difference(after_a_night.warehouse_url)
    assert found.empty, f"{len(found)} differ:\n{found.to_string(max_rows=60)}"
