"""Figures written a second time in SQL from the law and the case tables agree to the last case.

| file in `second_implementation/` | counts |
|---|---|
| `_clocks.sql` | every measure of a time limit, in each cohort, by docs/counting.md and the table of limits |
| `_plans.sql` | what several measures count: plans maintained, advice waited for, new placements |
| `<measure_id>.sql` | one row for each thing counted: `day` and `met`; for what is open `first_day`, `final_day` |

A mean or median has the `amount` of each row, the mean age of what is open `since`. A `subject` is compared too.
They know nothing of facts or clocks. The councils: the demonstration's
after a night, and a small SYNTHETIC England, one of whose councils has every disorder that dates can have.
"""

from __future__ import annotations

from pathlib import Path

import holidays
import pandas as pd
import psycopg
import pytest

from include.transforms import Catalogue
from include.transforms.measures.compute import HUNDREDTHS
from include.yaml_files import load

pytestmark = pytest.mark.postgres

FOLDER = Path(__file__).parent / "second_implementation"
MEASURES = sorted(path.stem for path in FOLDER.glob("*.sql") if not path.stem.startswith("_"))
STATISTIC = {measure.measure_id: measure.statistic for measure in Catalogue.load()}
DECIMALS = {measure.measure_id: 2 if measure.unit in HUNDREDTHS else 1 for measure in Catalogue.load()}
KEY = ["measure_id", "authority", "period_type", "period_key", "member"]
FIGURES = ["numerator", "denominator", "value"]

# How events, and what is open at the end of a period, are counted, and what is counted of them.
EVENTS = "counted.day BETWEEN s.period_start AND least(s.period_end, s.as_at)"
STOCK = """
    counted.first_day <= least(s.period_end, s.as_at) AND (counted.final_day >= least(s.period_end, s.as_at)
        OR counted.final_day IS NULL OR counted.final_day > s.as_at)"""
COUNTED = """
    SELECT s.authority, s.period_type, s.period_key, {member}, {figures}
    FROM span AS s LEFT JOIN ({query}) AS counted ON counted.authority = s.authority AND {when}
    WHERE {member} IS NOT NULL GROUP BY 1, 2, 3, 4"""
OF_EVENTS = "count(*) FILTER (WHERE met), count(counted.day), NULL"
OF_STOCK = "count(counted.authority), NULL, NULL"
OF = {
    "mean": "NULL, count(counted.day), round(avg(amount), {decimals})",
    "median": "NULL, count(counted.day),"
    " round(percentile_cont(0.5) WITHIN GROUP (ORDER BY amount)::numeric, {decimals})",
    "stock": OF_STOCK,
    "rolling_count": OF_STOCK,
    "stock_mean": "NULL, count(counted.authority),"
    " round(avg((least(s.period_end, s.as_at) - counted.since) / 7.0), {decimals})",
}
SPAN = """
    CREATE TEMP TABLE span AS SELECT p.*, n.extract_date AS as_at
    FROM marts.dim_period AS p JOIN ops.load_run AS n ON n.authority = p.authority AND n.is_current
    WHERE p.period_type IN ('calendar_year', 'half_term', 'month') AND p.period_start <= n.extract_date"""
FIRST_TIME = """
    SELECT v.measure_id, v.authority, v.period_type, v.period_key, v.member, v.numerator::float, v.denominator::float,
        v.value::float
    FROM marts.measure_value AS v JOIN span USING (authority, period_type, period_key)
    WHERE v.measure_id = ANY(%s) AND v.basis = 'restated'
        AND (v.dimension = 'all' OR (v.dimension = 'subject' AND v.measure_id = ANY(%s) AND v.numerator > 0))"""


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
        for name, entry in load(path)["measures"].items():
            names = {"issued": name, "due": f"{name}_due", "open": f"{name.removesuffix('_rate')}_overdue_n"}
            found += [
                (names[cohort], limit, cohort, False)
                for limit in entry.get("limit", [])
                for cohort in entry.get("cohorts", [])
                if limit != "draft_comments"  # the one least time: in time is what is not too soon
            ]
    return found


def counted_twice(url: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Figures as loaded, and as counted in SQL, by measure, authority, period and subject (or all)."""
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
        for name in ("_clocks.sql", "_plans.sql"):
            cursor.execute((FOLDER / name).read_text(encoding="utf-8"))
        stocks = {measure_id for measure_id, _, cohort, _ in of_limits if cohort == "open"}
        queries = {
            measure_id: f"SELECT * FROM {'overdue' if measure_id in stocks else 'event'}"
            f" WHERE measure_id = '{measure_id}'"
            for measure_id, *_ in of_limits
        }
        queries |= {name: (FOLDER / f"{name}.sql").read_text(encoding="utf-8") for name in MEASURES}
        again, by_subject = [], []
        for name, query in queries.items():
            statistic = "stock" if name in stocks else STATISTIC[name]
            columns = [column.name for column in cursor.execute(query + " LIMIT 0").description or ()]
            members = ["'all'", "counted.subject"] if "subject" in columns else ["'all'"]
            by_subject += [name] * (len(members) - 1)
            for member in members:
                when = STOCK if "final_day" in columns else EVENTS
                figures = OF.get(statistic, OF_EVENTS).format(decimals=DECIMALS[name])
                cursor.execute(COUNTED.format(member=member, figures=figures, query=query, when=when))
                counted = pd.DataFrame(cursor.fetchall(), columns=[*KEY[1:], *FIGURES])
                again.append(counted.assign(measure_id=name))
        cursor.execute(FIRST_TIME, [[*queries], by_subject])
        loaded = pd.DataFrame(cursor.fetchall(), columns=[*KEY, *FIGURES])
    frames = [rows.set_index(KEY).sort_index().astype("Float64") for rows in (loaded, pd.concat(again))]
    for rows in frames:
        statistics = rows.index.get_level_values("measure_id").map(STATISTIC)
        is_average = statistics.isin(["mean", "median", "stock_mean"])
        rows["denominator"] = rows["denominator"].where((statistics == "rate") | is_average)
        rows["value"] = rows["value"].where(is_average)
    return frames[0], frames[1]


def difference(url: str) -> pd.DataFrame:
    """Cells that the two counts see differently. Raises `AssertionError` when a cell is counted by one alone."""
    loaded, again = counted_twice(url)
    assert loaded.index.equals(again.index)
    differ = (loaded.fillna(-1) != again.fillna(-1)).any(axis=1)
    return loaded[differ].join(again.add_suffix("_again"))


def test_england_is_counted_alike(england):
    found = difference(england)
    assert found.empty, f"{len(found)} differ:\n{found.to_string(max_rows=60)}"


def test_every_count_of_england_counts_something(england):
    loaded, _ = counted_twice(england)
    assert loaded.index.unique("measure_id").size >= 105
    assert len(loaded) >= 15_000
    something = loaded["denominator"].fillna(loaded["numerator"]).groupby("measure_id").sum()
    assert [*something[something == 0].index] == []


def test_the_demonstrations_council_is_counted_alike(after_a_night):
    found = difference(after_a_night.warehouse_url)
    assert found.empty, f"{len(found)} differ:\n{found.to_string(max_rows=60)}"
