"""What the DAGs of England's councils cost Airflow: to parse and serialise once, and while nothing is due.

    python -m benchmarks.scheduler [--councils 153] [--minutes 2]

One council and many, each with a metadata database of its own on an embedded PostgreSQL. The dag processor reads all
files once; then scheduler and dag processor live through idle minutes, with every DAG unpaused and no run due. Fails
when a file comes near the seconds after which Airflow gives up on it, since all councils' DAGs would go with it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import psutil
import psycopg
import typer

from benchmarks.record import PROJECT, record, run, server_seconds
from include.warehouse import embedded

SETTLE_SECONDS = 45
PARTS = ("scheduler", "dag-processor")
# As in the compose file. With Airflow's own 30 a busy machine lost a file of 153 DAGs.
GIVES_UP = {
    "AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT": "300",
    "AIRFLOW__DAG_PROCESSOR__DAG_FILE_PROCESSOR_TIMEOUT": "360",
}
# Of nights, half-terms, the SEN2 return and retention; and one of all councils.
DAGS_OF_A_COUNCIL, OTHERS = 4, 1
# As it is for most of a day: every DAG is unpaused, has had the last run that was due, and waits for the next.
_LAST_RUNS = """
INSERT INTO dag_run (dag_id, run_id, run_type, state, logical_date, data_interval_start, data_interval_end, run_after,
    partition_key, partition_date, start_date, end_date, clear_number)
SELECT dag_id, 'last', 'scheduled', 'success', next_dagrun, next_dagrun_data_interval_start,
    next_dagrun_data_interval_end, next_dagrun_create_after, next_dagrun_partition_key, next_dagrun_partition_date,
    now(), now(), 0
FROM dag WHERE next_dagrun_create_after <= now()
"""
_NOTHING_DUE = "UPDATE dag SET is_paused = false, next_dagrun_create_after = now() + interval '1 day'"
_BEGUN = "SELECT count(*) FROM dag_run WHERE run_id <> 'last'"
COUNCIL = """
name: {slug} (SYNTHETIC)
la_code: "857"
ons_code: E06000017
synthetic: true
source: {{kind: files, path: /nowhere}}
"""


@dataclass
class Seen:
    """What so many councils cost.

    Attributes:
        dags: how many DAGs there are.
        parse: seconds by the clock until the dag processor had read all files once, its start included.
        parse_processor: processor seconds of that, those of the database included.
        slowest_file: seconds of the file that took longest.
        idle: processor seconds a minute of each part, and of the database.
        mib: memory of each part at the end.

    """

    dags: int
    parse: float
    parse_processor: float
    slowest_file: float
    idle: dict[str, float]
    mib: dict[str, int]


def main(
    councils: Annotated[int, typer.Option()] = 153, minutes: Annotated[float, typer.Option()] = 2
) -> None:
    """Measure one council and many, write `benchmarks/results/scheduler.json`."""
    seen = {}
    for number in (1, councils):
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            seen[number] = _seen(Path(folder), number, minutes)
    one, many = seen[1], seen[councils]
    idle_of_all = sum(many.idle.values()) / sum(one.idle.values())
    fits = record(
        "scheduler",
        {
            f"parse and serialise once, {councils} councils / 1": many.parse_processor / one.parse_processor,
            f"an idle minute, {councils} councils / 1": idle_of_all,
            "slowest file / seconds after which Airflow gives up": many.slowest_file / 300,
        },
        at_most={"slowest file / seconds after which Airflow gives up": 0.5},
        seen={str(number): _rounded(each) for number, each in seen.items()},
    )
    raise SystemExit(not fits)


def _seen(root: Path, councils: int, minutes: float) -> Seen:
    config = root / "config"
    config.mkdir()
    for n in range(councils):
        (config / f"council_{n:03}.yaml").write_text(COUNCIL.format(slug=f"council_{n:03}"))
    url = embedded.embedded_url(root / "metadata", "airflow")
    server = root / "metadata/postgres"
    environment = os.environ | {
        "AIRFLOW_HOME": str(root / "airflow"),
        **GIVES_UP,
        "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(PROJECT / "plugins"),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": url.replace("+psycopg:", "+psycopg2:"),
        "PYTHONPATH": str(PROJECT),
        "SEND_CONFIG_DIR": str(config),
        "SEND_DATA_DIR": str(root / "data"),
    }
    try:
        with (root / "log").open("wb") as log:
            quiet: dict[str, Any] = {"env": environment, "cwd": root, "stdout": log, "stderr": log}
            airflow = [sys.executable, "-m", "airflow"]
            run([*airflow, "db", "migrate"], **quiet)
            parsed = run([*airflow, "dag-processor", "--num-runs", "1"], server=server, **quiet)
            with psycopg.connect(url.replace("+psycopg", "")) as metadata:
                metadata.execute(_LAST_RUNS)
                metadata.execute(_NOTHING_DUE)
                dags, slowest = metadata.execute(
                    "SELECT count(*), max(last_parse_duration) FROM dag JOIN serialized_dag USING (dag_id)"
                ).fetchone() or (0, 0.0)
            assert dags == DAGS_OF_A_COUNCIL * councils + OTHERS, f"{dags} DAGs: a file was given up"
            with _parts(airflow, quiet) as parts:
                time.sleep(SETTLE_SECONDS)
                before = {name: _processor(part) for name, part in parts.items()}
                served = server_seconds(server)
                time.sleep(60 * minutes)
                idle = {name: (_processor(part) - before[name]) / minutes for name, part in parts.items()}
                idle["database"] = (server_seconds(server) - served) / minutes
                mib = {name: round(_memory(part)) for name, part in parts.items()}
            with psycopg.connect(url.replace("+psycopg", "")) as metadata:
                begun = metadata.execute(_BEGUN).fetchone()
                assert begun == (0,), (
                    "nights begin between 02:30 and 03:30 in London: measure at another hour"
                )
    finally:
        embedded.stop(root / "metadata")
    return Seen(int(dags), parsed.seconds, parsed.processor, float(slowest), idle, mib)


@contextmanager
def _parts(airflow: list[str], quiet: dict[str, Any]) -> Iterator[dict[str, psutil.Process]]:
    begun = {part: subprocess.Popen([*airflow, part], **quiet) for part in PARTS}
    try:
        yield {part: psutil.Process(process.pid) for part, process in begun.items()}
    finally:
        for process in begun.values():
            family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
            for each in family:
                each.kill()
            process.wait()


def _processor(part: psutil.Process) -> float:
    """Processor seconds of a part so far, with those of processes that it has started."""
    own = part.cpu_times()
    running = (child.cpu_times() for child in part.children(recursive=True))
    return (
        own.user
        + own.system
        + own.children_user
        + own.children_system
        + sum(c.user + c.system for c in running)
    )


def _memory(part: psutil.Process) -> float:
    return sum(each.memory_full_info().pss for each in [part, *part.children(recursive=True)]) / 2**20


def _rounded(seen: Seen) -> dict[str, object]:
    return {
        "dags": seen.dags,
        "parse_seconds": round(seen.parse, 1),
        "parse_processor_seconds": round(seen.parse_processor, 1),
        "slowest_file_seconds": round(seen.slowest_file, 2),
        "idle_processor_seconds_a_minute": {name: round(value, 2) for name, value in seen.idle.items()},
        "mib": seen.mib,
    }


if __name__ == "__main__":
    typer.run(main)
