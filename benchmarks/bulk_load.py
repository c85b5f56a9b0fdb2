"""How much faster is the warehouse's COPY than pandas' `to_sql`? Prints a ratio; seconds differ by machine.

Run: `python -m benchmarks.bulk_load [--rows 100000]`
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import sqlalchemy as sa

from include.warehouse import LoadRun, Warehouse, embedded_url, stop

RUN = LoadRun(
    load_run_id="benchmark",
    authority="demo",
    authority_name="Benchmark (SYNTHETIC)",
    la_code="382",
    ons_code="E08000034",
    is_synthetic=True,
    extract_date=date(2026, 1, 15),
    extract_checksum="-",
    code_version="-",
    computed_at=datetime(2026, 1, 16, tzinfo=UTC),
    rows_landed=0,
    rows_quarantined=0,
)


def figures(rows: int) -> pd.DataFrame:
    """SYNTHETIC figures shaped like `marts.measure_value`."""
    number = pd.Series(np.arange(rows))
    start = pd.Timestamp("2015-01-01") + pd.to_timedelta(number % 4000, unit="D")
    denominator = (number % 300).astype("Float64")
    return pd.DataFrame(
        {
            "measure_id": "measure_" + (number % 40).astype("str"),
            "period_type": "month",
            "period_key": start.dt.strftime("%Y-%m"),
            "period_start": start.astype("datetime64[us]"),
            "period_end": start.astype("datetime64[us]"),
            "as_at": pd.Timestamp("2026-01-15").as_unit("us"),
            "basis": "restated",
            "dimension": "team",
            "member": "member_" + number.astype("str"),
            "numerator": denominator // 2,
            "denominator": denominator,
            "value": (50.0 + number % 50).astype("Float64").mask(number % 300 == 0),
            "status": "ok",
            "definition_version": 1,
        }
    )


def timed(work: Callable[[], object]) -> float:
    """Best of three, in seconds."""
    taken = []
    for _ in range(3):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return min(taken)


def main() -> None:
    """Load the same rows into the same table both ways: emptied first, one transaction each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    frame = figures(parser.parse_args().rows)
    complete = frame.assign(
        authority=RUN.authority,
        extract_date=RUN.extract_date,
        computed_at=RUN.computed_at,
        load_run_id=RUN.load_run_id,
    )
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        warehouse = Warehouse(embedded_url(Path(folder)))
        try:
            warehouse.migrate()

            def by_pandas() -> None:
                with warehouse.engine.begin() as connection:
                    connection.execute(sa.text("DELETE FROM marts.measure_value"))
                    complete.to_sql(
                        "measure_value", connection, schema="marts", if_exists="append", index=False
                    )

            def by_copy() -> None:
                warehouse.load(RUN, {"marts.measure_value": frame})

            shape = f"{len(frame):,} rows of {len(complete.columns)} columns"
            print(f"{shape} replaced in one transaction, best of three:")
            compare("table as it is, with its key", by_pandas, by_copy)
            with warehouse.engine.begin() as connection:
                connection.exec_driver_sql(
                    "ALTER TABLE marts.measure_value DROP CONSTRAINT measure_value_pkey"
                )
            compare("same table without its key", by_pandas, by_copy)
        finally:
            stop(Path(folder))


def compare(what: str, by_pandas: Callable[[], None], by_copy: Callable[[], None]) -> None:
    """Print the seconds of both ways and their ratio."""
    slow, fast = timed(by_pandas), timed(by_copy)
    print(f"{what}: pandas to_sql {slow:.2f} s, Warehouse.load {fast:.2f} s: {slow / fast:.1f} times faster")


if __name__ == "__main__":
    main()
