"""What does a load cost beside a bare COPY of the same rows? Prints ratios; seconds differ by machine.

Run: `python -m benchmarks.bulk_load [--rows 500000]`
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from include.warehouse import LoadRun, Warehouse, embedded_url, stop
from include.warehouse.rows import copy_rows, held_rows

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
    """Seconds of one run."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    """A bare COPY, a first load, the same night again, and a night of which one row in two hundred changed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=500_000)
    frame = figures(parser.parse_args().rows)
    changed = frame.assign(
        value=frame["value"].where(np.arange(len(frame)) % 200 > 0, 1.0),
        as_at=pd.Timestamp("2026-01-16").as_unit("us"),
    )
    name, later = "marts.measure_value", replace(RUN, load_run_id="later", extract_date=date(2026, 1, 16))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        warehouse = Warehouse(embedded_url(Path(folder)))
        try:
            warehouse.migrate()

            def bare() -> None:
                with warehouse.engine.begin() as connection:
                    connection.exec_driver_sql("CREATE TABLE bare AS TABLE held.measure_value WITH NO DATA")
                    copy_rows(connection, name, held_rows(name, frame, RUN), into="bare")

            print(f"{len(frame):,} figures:")
            base = timed(bare)
            print(f"bare COPY {base:.2f} s")
            for what, run, rows in (
                ("first load", RUN, frame),
                ("the same again", RUN, frame),
                ("0.5% changed", later, changed),
            ):
                seconds = timed(partial(warehouse.load, run, {name: rows}))
                print(f"{what} {seconds:.2f} s: {seconds / base:.2f} of a bare COPY")
        finally:
            stop(Path(folder))


if __name__ == "__main__":
    main()
