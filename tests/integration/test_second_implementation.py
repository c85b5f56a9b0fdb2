"""The most important figures, written a second time in SQL from the law and the case tables, agree to the last case.

`second_implementation/<measure_id>.sql` gives one row for each thing counted: `day` and `met`, or for what is open on
a day `first_day` and `final_day`. It knows nothing of facts, clocks or limits. The councils: the demonstration's
after a night, and a small SYNTHETIC England, one of whose councils has every disorder that dates can have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import psycopg
import pytest

from include.calendar import Calendar, periods
from include.sources import synthetic
from include.transforms import build_facts, catalogue, compute_measures
from include.transforms.measures import measures
from include.warehouse import Warehouse
from tests.integration.conftest import RUN
from tests.transforms.council import keys, random_council

pytestmark = pytest.mark.postgres

FOLDER = Path(__file__).parent / "second_implementation"
MEASURES = sorted(path.stem for path in FOLDER.glob("*.sql") if path.stem != "course")
STATISTIC = {measure.measure_id: measure.statistic for measure in measures()}
AS_AT = date(2026, 3, 14)

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
    CREATE TEMP VIEW span AS SELECT p.*, n.extract_date AS as_at
    FROM marts.dim_period AS p JOIN ops.load_run AS n ON n.authority = p.authority AND n.is_current
    WHERE p.period_type IN ('calendar_year', 'half_term') AND p.period_start <= n.extract_date"""
FIRST_TIME = """
    SELECT v.authority, v.period_type, v.period_key, v.numerator, v.denominator
    FROM marts.measure_value AS v JOIN span USING (authority, period_type, period_key)
    WHERE v.measure_id = %s AND v.dimension = 'all'"""


def counted_twice(url: str, measure_id: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The figures of a measure as loaded, and as counted in SQL, by authority and period."""
    query = (FOLDER / f"{measure_id}.sql").read_text(encoding="utf-8")
    shape = STOCK if STATISTIC[measure_id] == "stock" else EVENTS
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute(SPAN)
        connection.execute((FOLDER / "course.sql").read_text(encoding="utf-8"))
        frames = []
        for statement, given in ((FIRST_TIME, [measure_id]), (shape.format(query=query), None)):
            cursor = connection.execute(statement, given)
            frame = pd.DataFrame(cursor.fetchall(), columns=[c.name for c in cursor.description or ()])
            frame = frame.set_index(["authority", "period_type", "period_key"]).sort_index().astype("Float64")
            if STATISTIC[measure_id] != "rate":
                frame = frame[["numerator"]]
            frames.append(frame)
    return frames[0], frames[1]


@pytest.fixture(scope="module")
def england(postgres_server, _template) -> Iterator[str]:
    """A warehouse with several SYNTHETIC councils, loaded as a night loads them."""
    councils = {
        "city": synthetic.generate("201", 2023, AS_AT, seed=3).tables,
        "county": synthetic.generate("857", 2023, AS_AT, seed=4).tables,
        "disorder": random_council(5, 500, date(2022, 1, 1), AS_AT + timedelta(days=90)),
    }
    name = "england"
    with psycopg.connect(postgres_server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {_template}")
        url = postgres_server.get_uri(database=name)
        store = Warehouse(url)
        for slug, cases in councils.items():
            run = replace(RUN, load_run_id=slug, authority=slug, extract_date=AS_AT)
            facts = build_facts(cases, AS_AT, keys=keys)
            span = periods(Calendar(), date(2022, 1, 1), AS_AT)
            figures = compute_measures(facts, span, AS_AT).assign(basis="restated")
            frames = {
                **{f"restricted.{table}": frame for table, frame in cases.items()},
                **{f"marts.{fact}": frame for fact, frame in facts.items()},
                "marts.dim_period": span,
                "marts.dim_measure": catalogue(),
                "marts.measure_value": figures,
            }
            store.load(run, frames)
        store.engine.dispose()
        yield url
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize("measure_id", MEASURES)
def test_england_is_counted_alike(england, measure_id):
    loaded, again = counted_twice(england, measure_id)
    assert len(loaded) == len(again) > 60
    assert loaded["numerator"].sum() > 0
    pd.testing.assert_frame_equal(again, loaded)


def test_the_demonstrations_council_is_counted_alike(after_a_night):
    for measure_id in MEASURES:
        loaded, again = counted_twice(after_a_night.warehouse_url, measure_id)
        assert len(loaded) > 20
        pd.testing.assert_frame_equal(again, loaded, obj=measure_id)


def test_ten_measures_are_counted_twice():
    assert len(MEASURES) >= 10
