"""What the load of a first night costs beside a raw COPY of the same rows, and later loads beside it.

    python -m benchmarks.bulk_load [--la-code 382] [--first-year 2015]

A SYNTHETIC council as the demonstration makes it is landed, checked and counted, and its tables are read from the lake.
Both sides begin with these in memory and write to the same embedded server. The raw COPY writes the rows as a load
holds them, less their hashes, by the loader's own CSV, in one transaction, into tables that have the same columns and
neither keys nor indexes nor rules; then into such with the warehouse's keys and indexes, which no load can do without.
The load is that of a night, by the login of the nights, and empty tables before it. Each is done twice, by turns, and
the lesser of its processor seconds counts, the server's among them.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa

from benchmarks.nightly import DAY, configure
from benchmarks.record import Usage, measure, record
from include import pipeline, synthetic
from include.demo import DIRT
from include.pipeline.loading import tables_of
from include.pipeline.night import Night
from include.warehouse import Warehouse, embedded_url, stop
from include.warehouse.metadata import HELD, METADATA, ROW_HASH, table_of
from include.warehouse.rows import copy_rows, held_rows

SLUG = "demo"
RUNS = 2
ONE_IN = 200
AT_MOST = {"first load / raw COPY": 1.5}

Tables = Mapping[str, pa.Table]


def main() -> None:
    """Read the options; measure and record."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--la-code", default="382")
    parser.add_argument("--first-year", type=int, default=2015)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        try:
            compare(Path(folder), options.la_code, options.first_year)
        finally:
            stop(Path(folder))


def compare(root: Path, la_code: str, first_year: int) -> None:
    """Bring a first night as far as its load; do both sides by turns, then the loads that follow."""
    night = prepared(root, la_code, first_year)
    tables = {name: read() for name, read in tables_of(night).items()}
    held = {name: held_rows(name, table, night.run) for name, table in tables.items()}
    store, owner = pipeline.warehouse(night.settings), Warehouse(embedded_url(root))
    quieted(owner)
    raw, keyed, first = [], [], []
    for _ in range(RUNS):
        raw.append(raw_copy(owner, held))
        keyed.append(raw_copy(owner, held, keys=True))
        emptied(owner)
        first.append(measured(owner, partial(store.load, night.run, tables)))
    less = {name: table.filter(np.arange(len(table)) % ONE_IN > 0) for name, table in tables.items()}
    took = {"raw COPY": least(raw), "raw COPY, with keys": least(keyed), "first load": least(first)}
    for what, brought in (
        ("the same again", tables),
        (f"one row in {ONE_IN} gone", less),
        (f"one row in {ONE_IN} new", tables),
    ):
        took[what] = measured(owner, partial(store.load, night.run, brought))
    base = took["raw COPY"].processor
    record(
        "bulk_load",
        {f"{what} / raw COPY": used.processor / base for what, used in took.items() if what != "raw COPY"},
        at_most=AT_MOST,
        seen={
            "tables": len(held),
            "rows": sum(map(len, held.values())),
            "processor seconds": {
                what: {"all": round(used.processor, 2), "of which server": round(used.server, 2)}
                for what, used in took.items()
            },
        },
    )


def prepared(root: Path, la_code: str, first_year: int) -> Night:
    """A council whose night has been transformed, in an installation of its own."""
    configure(root, SLUG, la_code, first_year)
    os.environ |= {
        "SEND_CONFIG_DIR": str(root / "config"),
        "SEND_DATA_DIR": str(root),
        "SEND_LAKE_URL": str(root / "lake"),
        "SEND_CODE_VERSION": "benchmark",
        "GX_ANALYTICS_ENABLED": "false",
    }
    night = Night.open(SLUG, DAY)
    assert night.source_url
    synthetic.to_postgres(
        synthetic.generate(la_code, first_year, DAY, dirt=DIRT), night.source_url, schema="cms"
    )
    for step in (pipeline.land, pipeline.validate, pipeline.transform):
        step(SLUG, DAY)
    return Night.open(SLUG, DAY)


def quieted(owner: Warehouse) -> None:
    """Let the server do nothing by itself meanwhile: what autovacuum does at its own time would fall on either side."""
    with owner.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ALTER SYSTEM SET autovacuum = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")


def raw_copy(owner: Warehouse, held: Tables, *, keys: bool = False) -> Usage:
    """Copy all rows into bare tables, `keys` with the warehouse's indexes; they are there before, gone afterwards."""
    bare = {name: f"raw.{name.replace('.', '_')}" for name in held}
    with owner.engine.begin() as connection:
        connection.exec_driver_sql("CREATE SCHEMA raw")
        for name in held:
            like = f"LIKE {table_of(name).fullname}{' INCLUDING INDEXES' if keys else ''}"
            connection.exec_driver_sql(f"CREATE TABLE {bare[name]} ({like})")
            connection.exec_driver_sql(f"ALTER TABLE {bare[name]} DROP COLUMN {ROW_HASH}")

    def copy() -> None:
        with owner.engine.begin() as connection:
            for name, rows in held.items():
                copy_rows(connection, name, rows, into=bare[name])

    used = measured(owner, copy)
    with owner.engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA raw CASCADE")
    return used


def emptied(owner: Warehouse) -> None:
    """Leave nothing of what a night loads, nor the file that it was in."""
    with owner.engine.begin() as connection:
        names = [name for name, table in METADATA.tables.items() if table.schema == HELD]
        connection.exec_driver_sql(f"TRUNCATE {', '.join(names)}, ops.load_run")


def measured(owner: Warehouse, work: Callable[[], object]) -> Usage:
    """What something took, the server included; what was done before it is on the disk."""
    with owner.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CHECKPOINT")
        folder = connection.exec_driver_sql("SHOW data_directory").scalar_one()
    with measure(Path(folder)) as used:
        work()
    return used


def least(of: list[Usage]) -> Usage:
    """The run that took the fewest processor seconds."""
    return min(of, key=lambda used: used.processor)


if __name__ == "__main__":
    main()
