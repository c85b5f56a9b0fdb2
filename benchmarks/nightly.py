"""One night of one council: each step's share, peak memory, and what Airflow adds.

    python -m benchmarks.nightly [--la-code 382] [--first-year 2015]

Runs the steps in a fresh process (outside Airflow), then the same night as `airflow dags test`, each in a temporary
installation. Seconds depend on the machine; the ratios are what to compare.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

PROJECT = Path(__file__).parents[1]
DAY = date(2026, 3, 15)


def main() -> None:
    """Read the options and run one of the two."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--la-code", default="382")
    parser.add_argument("--first-year", type=int, default=2015)
    parser.add_argument("--steps-only", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.steps_only:
        steps()
        return
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        compare(Path(folder), options.la_code, options.first_year)


def steps() -> None:
    """Run the night's steps in this process and print each one's seconds and the peak memory."""
    started = time.perf_counter()
    from include import pipeline

    print(f"{'import':<12}{time.perf_counter() - started:6.1f} s")
    total = time.perf_counter()
    for step in (pipeline.land, pipeline.validate, pipeline.transform, pipeline.load):
        began = time.perf_counter()
        counts = step("demo", DAY)
        print(f"{step.__name__:<12}{time.perf_counter() - began:6.1f} s  {counts}")
    print(f"{'all steps':<12}{time.perf_counter() - total:6.1f} s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def compare(root: Path, la_code: str, first_year: int) -> None:
    """Make the council and an installation for it; time the night outside and inside Airflow."""
    from include import synthetic
    from include.warehouse import embedded, embedded_url

    (root / "config").mkdir()
    (root / "config/demo.yaml").write_text(
        f'name: Benchmark Council (SYNTHETIC)\nla_code: "{la_code}"\nons_code: E99999999\nsynthetic: true\n'
        f"history_from: {first_year}\nsource: {{kind: sql, schema: cms}}\n"
    )
    environment = os.environ | {
        "SEND_CONFIG_DIR": str(root / "config"),
        "SEND_DATA_DIR": str(root / "data"),
        "PYTHONPATH": str(PROJECT),
        "AIRFLOW_HOME": str(root / "airflow"),
        "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(PROJECT / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    }
    for name in ("SEND_LAKE_URL", "SEND_WAREHOUSE_URL", "SEND_SOURCE_DEMO_URL"):
        environment.pop(name, None)
    council = synthetic.generate(la_code, first_year, DAY)
    print(
        f"council {la_code}: {sum(map(len, council.tables.values())):,} rows in {len(council.tables)} tables"
    )
    try:
        synthetic.to_postgres(council, embedded_url(root / "data", "case_management"), schema="cms")

        def timed(*command: str) -> float:
            began = time.perf_counter()
            subprocess.run([sys.executable, "-m", *command], env=environment, check=True, stdout=sys.stdout)
            return time.perf_counter() - began

        outside = timed("benchmarks.nightly", "--steps-only")
        subprocess.run(
            [sys.executable, "-m", "airflow", "db", "migrate"],
            env=environment,
            check=True,
            capture_output=True,
        )
        began = time.perf_counter()
        subprocess.run(
            [
                sys.executable,
                "-m",
                "airflow",
                "dags",
                "test",
                "send_nightly_demo",
                "--conf",
                f'{{"extract_date": "{DAY}"}}',
            ],
            env=environment,
            check=True,
            capture_output=True,
        )
        inside = time.perf_counter() - began
        print(f"outside Airflow {outside:.1f} s, inside {inside:.1f} s, ratio {inside / outside:.2f}")
    finally:
        embedded.stop(root / "data")


if __name__ == "__main__":
    main()
