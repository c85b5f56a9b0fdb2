"""Ten councils' nights in Airflow, two tasks at a time, against the same nights without Airflow.

    python -m benchmarks.local_executor [--councils 10]

SYNTHETIC councils of one small authority's records, each with a first night: alone by `nightly`, two processes at a
time, and then as triggered runs on a LocalExecutor with two slots. Both load one lake and one warehouse of their own.
Airflow's seconds are those of scheduler, dag processor, API server, tasks and metadata, from the first trigger until
the last run has ended. Fails when a run fails.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import psutil
import typer

from benchmarks.record import PROJECT, measure, record, server_seconds
from drills.fleet import Fleet, fleet
from include import synthetic
from include.pipeline import LONDON
from include.synthetic import writers
from include.warehouse import embedded

SLOTS = 2
PARTS = ("api-server", "scheduler", "dag-processor")
NIGHT_SECONDS = 20 * 60
# Rutland, the smallest county by DfE's figures: what Airflow adds to a night is largest beside a small one.
LA_CODE, ONS_CODE = "857", "E06000017"
COUNCIL = """
name: {slug} (SYNTHETIC)
la_code: "{la_code}"
ons_code: {ons_code}
synthetic: true
history_from: {first_year}
source: {{kind: files, path: {folder}, settle_seconds: 0}}
"""
_ENDED = "SELECT state FROM dag_run WHERE state IN ('success', 'failed')"


def main(councils: Annotated[int, typer.Option()] = 10) -> None:
    """Measure both, write `benchmarks/results/local_executor.json`."""
    day = datetime.now(LONDON).date() - timedelta(days=1)
    slugs = [f"council_{n:03}" for n in range(councils)]
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        made = synthetic.generate(LA_CODE, day.year - 1, day, dirt=0.01)
        writers.to_csv(made, root / "exports")
        (root / "config").mkdir()
        for slug in slugs:
            (root / f"config/{slug}.yaml").write_text(
                COUNCIL.format(
                    slug=slug,
                    la_code=LA_CODE,
                    ons_code=ONS_CODE,
                    first_year=day.year - 1,
                    folder=root / "exports",
                )
            )
        try:
            alone = _alone(root, slugs, day.isoformat())
            inside = _inside(root, slugs, day.isoformat())
        finally:
            for data in ("alone", "inside"):
                embedded.stop(root / data)
    record(
        "local_executor",
        {
            f"{councils} nights in Airflow / without, processor": inside["processor"] / alone["processor"],
            f"{councils} nights in Airflow / without, by the clock": inside["seconds"] / alone["seconds"],
        },
        seen={
            "councils": councils,
            "rows of each": sum(map(len, made.as_text.values())),
            "slots": SLOTS,
            "without Airflow": alone,
            "in Airflow": inside,
        },
    )


def _settings(root: Path, data: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SEND_")}
    url, owner = embedded.warehouse_urls(root / data)
    return kept | {
        "GX_ANALYTICS_ENABLED": "false",
        "SEND_CODE_VERSION": "benchmark",
        "SEND_CONFIG_DIR": str(root / "config"),
        "SEND_DATA_DIR": str(root / data),
        "SEND_LAKE_URL": str(root / data / "lake"),
        "SEND_PSEUDONYM_KEY": "a secret of the benchmark",
        "SEND_WAREHOUSE_OWNER_URL": owner,
        "SEND_WAREHOUSE_URL": url,
    }


def _alone(root: Path, slugs: list[str], day: str) -> dict[str, float]:
    settings = _settings(root, "alone")
    command = [sys.executable, "-m", "include.cli", "nightly", "--extract-date", day, "--authority"]

    def night(slug: str) -> None:
        subprocess.run([*command, slug], env=settings, cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)

    with measure(root / "alone/postgres") as used, ThreadPoolExecutor(SLOTS) as pool:
        list(pool.map(night, slugs))
    return {
        "seconds": round(used.seconds, 1),
        "processor": round(used.processor, 1),
        "of_which_warehouse": round(used.server, 1),
    }


def _inside(root: Path, slugs: list[str], day: str) -> dict[str, float]:
    settings = _settings(root, "inside") | {
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__PARALLELISM": str(SLOTS),
        "AIRFLOW__SCHEDULER__USE_JOB_SCHEDULE": "False",  # nothing runs but what is triggered
    }
    with fleet(root / "fleet", settings, PARTS) as parts:
        for slug in slugs:
            parts.unpause(f"send_nightly_{slug}")
        servers = {"warehouse": root / "inside/postgres", "metadata": parts.metadata_folder / "postgres"}
        before = {name: server_seconds(data) for name, data in servers.items()} | _processor(parts)
        with measure() as used:
            for slug in slugs:
                parts.trigger(f"send_nightly_{slug}", {"extract_date": day})
            parts.wait_for(
                "not every night has ended",
                lambda: len(parts.metadata(_ENDED)) == len(slugs),
                NIGHT_SECONDS,
            )
        after = {name: server_seconds(data) for name, data in servers.items()} | _processor(parts)
        states = [state for (state,) in parts.metadata(_ENDED)]
    assert states == ["success"] * len(slugs), states
    took = {name: after[name] - before[name] for name in after}
    return {
        "seconds": round(used.seconds, 1),
        "processor": round(sum(took.values()), 1),
        **{f"of_which_{name}": round(value, 1) for name, value in took.items()},
    }


def _processor(parts: Fleet) -> dict[str, float]:
    """Processor seconds of each part so far, with those of all that it has started; tasks are the scheduler's."""
    used = {}
    for name in PARTS:
        family = [psutil.Process(pid).cpu_times() for pid in parts.pids(name)]
        ended = sum(times.children_user + times.children_system for times in family)
        used[name] = ended + sum(times.user + times.system for times in family)
    return used


if __name__ == "__main__":
    typer.run(main)
