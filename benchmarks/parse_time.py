"""What our DAG files cost Airflow's DAG processor: their parse time against that of an empty DAG file.

    python -m benchmarks.parse_time [--times 5]

Each parse is a process of its own, as the DAG processor's are, and is timed from before Airflow is imported.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parents[1]
EMPTY = "from airflow.sdk import DAG\n\ndag = DAG('empty', schedule=None)\n"
PARSE = """
import sys, time
started = time.perf_counter()
from airflow.dag_processing.dagbag import DagBag
bag = DagBag(sys.argv[1])
assert bag.dags and not bag.import_errors, bag.import_errors
print("SECONDS", time.perf_counter() - started, len(bag.dags))
"""


def main() -> None:
    """Read the options, parse both folders by turns, and print medians, their difference and ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        empty = Path(folder, "dags")
        empty.mkdir()
        (empty / "empty.py").write_text(EMPTY)
        home = Path(folder, "airflow")
        parse(empty, home)  # the first one writes Airflow's settings
        runs = [(parse(empty, home)[0], *parse(PROJECT / "dags", home)) for _ in range(times)]
    base, ours = (statistics.median(column) for column in list(zip(*runs, strict=True))[:2])
    print(f"an empty DAG file {base:.2f} s, our folder of {runs[0][2]} DAGs {ours:.2f} s, median of {times}")
    print(f"difference {ours - base:.2f} s, ratio {ours / base:.2f}")


def parse(folder: Path, home: Path) -> tuple[float, int]:
    """Seconds to parse a DAG folder in a fresh process, and the number of its DAGs."""
    environment = os.environ | {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(PROJECT / "plugins"),
        "PYTHONPATH": str(PROJECT),
    }
    done = subprocess.run(
        [sys.executable, "-c", PARSE, str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    answer = next(line for line in done.stdout.splitlines() if line.startswith("SECONDS"))
    _, seconds, count = answer.split()
    return float(seconds), int(count)


if __name__ == "__main__":
    main()
