"""Two nights of one council, against the first night of an earlier commit in the same run.

    python -m benchmarks.nightly [--la-code 382] [--first-year 2015] [--against 6030610] [--airflow]

A SYNTHETIC council as the demonstration makes it is read, checked, counted and loaded for a day, then for the day after
with 0.5% of its rows changed; the commit that it is held against does the first of the two. Each night is one process,
as the command line runs it, with an installation of its own; the work of its PostgreSQL server counts. `--airflow`
also runs the first night as `airflow dags test`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from importlib import metadata
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.record import PROJECT, bytes_in, record
from include import synthetic
from include.demo import DIRT
from include.model import TABLES
from include.synthetic import SyntheticCouncil
from include.warehouse import embedded, embedded_url

DAY = date(2026, 3, 15)
CHANGED = 0.005
BEFORE = "6030610"
STEPS = ("land", "validate", "transform", "load", "build_site")
# Aims.
AT_MOST = {
    "whole night / before": 0.4,
    "night with 0.5% changed / before": 0.15,
    "peak memory / 1 GiB": 1.0,
}

# Runs with the code of either commit: it imports nothing of ours but their steps. Its arguments: the day, the folder
# of the installation's data, that of this project, the council's short name, the steps.
ONE_NIGHT = """
import json, sys, time
from datetime import date
from pathlib import Path
sys.path.append(sys.argv[3])
began, before = time.perf_counter(), time.process_time()
from include import pipeline
from benchmarks.record import server_seconds
server, told = Path(sys.argv[2]) / "postgres", {}
told["import"] = {"seconds": time.perf_counter() - began, "processor": time.process_time() - before}
pipeline.warehouse()  # starts the server
for step in sys.argv[5:]:
    Path("/proc/self/clear_refs").write_text("5")
    began, before, served = time.perf_counter(), time.process_time(), server_seconds(server)
    counts = getattr(pipeline, step)(sys.argv[4], date.fromisoformat(sys.argv[1]))
    there = time.process_time() - before
    on_server = server_seconds(server) - served
    peak = next(int(l.split()[1]) for l in Path("/proc/self/status").read_text().splitlines() if l.startswith("VmHWM"))
    told[step] = {
        "seconds": round(time.perf_counter() - began, 2),
        "processor": round(there + on_server, 2),
        "of_which_server": round(on_server, 2),
        "peak_mib": round(peak / 1024),
    }
print("RESULT", json.dumps(told))
"""


def main() -> None:
    """Read the options; run the nights and record their ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--la-code", default="382")
    parser.add_argument("--first-year", type=int, default=2015)
    parser.add_argument("--against", default=BEFORE)
    parser.add_argument("--airflow", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        compare(Path(folder), options.la_code, options.first_year, options.against, options.airflow)


def compare(root: Path, la_code: str, first_year: int, against: str, airflow: bool) -> None:
    """Make the council and an installation for each commit; run the nights."""
    earlier = root / "before"
    earlier.mkdir()
    tree = subprocess.run(
        ["git", "-C", str(PROJECT), "archive", against], check=True, capture_output=True
    ).stdout
    subprocess.run(["tar", "-x", "-C", str(earlier)], input=tree, check=True)
    install_what_is_gone(earlier)
    configure(root, "demo", la_code, first_year)
    source = embedded_url(root / "source", "case_management")
    first = synthetic.generate(la_code, first_year, DAY, dirt=DIRT)
    second, changed = the_day_after(first, la_code, first_year)
    rows = sum(map(len, (first.raw or first.tables).values()))
    print(
        f"council {la_code}: {rows:,} rows in {len(first.tables)} tables, {changed:,} of them changed a day later"
    )
    try:
        synthetic.to_postgres(first, source, schema="cms")
        # At the same time, so that other work on the machine costs both alike.
        with ThreadPoolExecutor() as both:
            of_before = both.submit(night, root, "before", earlier, source, DAY)
            of_now = both.submit(night, root, "now", PROJECT, source, DAY)
            before, whole = of_before.result(), of_now.result()
        lake = root / "now/lake"
        after_one = bytes_in(lake)
        if airflow:
            print(f"inside Airflow, against outside: {in_airflow(root, source) / seconds(whole):.2f}")
        synthetic.to_postgres(second, source, schema="cms")
        next_one = night(root, "now", PROJECT, source, DAY + timedelta(days=1))
        grown = bytes_in(lake) - after_one
    finally:
        for data in ("source", "before", "now"):
            embedded.stop(root / data)
    peak = max(of["peak_mib"] for night_ in (whole, next_one) for of in night_.values() if "peak_mib" in of)
    record(
        "nightly",
        {
            "whole night / before": processor(whole) / processor(before),
            "night with 0.5% changed / before": processor(next_one) / processor(before),
            "peak memory / 1 GiB": peak / 1024,
            "lake grown by the second night / after the first": grown / after_one,
            **{
                f"{step}, whole / before": whole[step]["processor"] / before[step]["processor"]
                for step in STEPS
            },
            **{
                f"{step}, 0.5% changed / before": next_one[step]["processor"] / before[step]["processor"]
                for step in STEPS
            },
        },
        at_most=AT_MOST,
        seen={
            "council": {"rows": rows, "changed": changed},
            "before": {"commit": against, **before},
            "whole night": whole,
            "night with 0.5% changed": next_one,
            "lake bytes": {"after one night": after_one, "grown by the second": grown},
        },
    )


def install_what_is_gone(earlier: Path) -> None:
    """Put beside the code of an earlier commit what it needs and this one does not any more; all else is shared."""
    pins = re.findall(r"^([\w.-]+)==([\w.]+)", (earlier / "requirements.txt").read_text(), re.MULTILINE)
    here = {re.sub(r"[-_.]+", "-", each.name).lower() for each in metadata.distributions()}
    gone = [
        f"{name}=={version}" for name, version in pins if re.sub(r"[-_.]+", "-", name).lower() not in here
    ]
    if gone:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*pip, "--target", str(earlier), *gone], check=True)


def the_day_after(council: SyntheticCouncil, la_code: str, first_year: int) -> tuple[SyntheticCouncil, int]:
    """The council a day later, codes in some rows put right too, and how many rows differ."""
    later = synthetic.generate(la_code, first_year, DAY + timedelta(days=1), dirt=DIRT)
    frames, before = dict(later.raw or later.tables), council.raw or council.tables
    for name, frame in frames.items():
        coded = [
            c.name for c in TABLES[name].columns.values() if c.codeset and c.name not in TABLES[name].key
        ]
        codes: list[Any] = list(frame[coded[-1]].dropna().unique()) if coded else []
        if len(codes) > 1:
            chosen = frame[coded[-1]].iloc[:: round(1 / CHANGED)]
            another = chosen.where(chosen.eq(codes[0]).fillna(False), codes[0])
            another = another.mask(chosen.eq(codes[0]).fillna(False), codes[1])
            frames[name] = frame.assign(**{coded[-1]: another.combine_first(frame[coded[-1]])})
    changed = 0
    for name, frame in frames.items():
        known = pd.util.hash_pandas_object(before[name].astype("str"), index=False)
        changed += int((~pd.util.hash_pandas_object(frame.astype("str"), index=False).isin(known)).sum())
    return replace(later, raw=frames) if later.raw else replace(later, tables=frames), changed


def night(root: Path, data: str, tree: Path, source: str, day: date) -> dict[str, Any]:
    """Run the steps of a night with the code of a tree; what each took."""
    done = subprocess.run(
        [sys.executable, "-c", ONE_NIGHT, str(day), str(root / data), str(PROJECT), "demo", *STEPS],
        env=environment(root, data, tree, source),
        cwd=tree,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    told: dict[str, Any] = json.loads(done.stdout.rpartition("RESULT ")[2])
    print(f"{data} {day}: {processor(told):.1f} processor seconds", flush=True)
    for step, took in told.items():
        print(f"  {step:<12}{took}")
    return told


def in_airflow(root: Path, source: str) -> float:
    """Seconds of the same night as `airflow dags test`."""
    run: dict[str, Any] = {
        "env": environment(root, "now", PROJECT, source)
        | {
            "AIRFLOW_HOME": str(root / "airflow"),
            "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "dags"),
            "AIRFLOW__CORE__PLUGINS_FOLDER": str(PROJECT / "plugins"),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        },
        "check": True,
        "capture_output": True,
    }
    airflow = [sys.executable, "-m", "airflow"]
    subprocess.run([*airflow, "db", "migrate"], **run)
    began = time.perf_counter()
    conf = f'{{"extract_date": "{DAY}"}}'
    subprocess.run([*airflow, "dags", "test", "send_nightly_demo", "--conf", conf], **run)
    return time.perf_counter() - began


def configure(
    root: Path,
    slug: str,
    la_code: str,
    first_year: int,
    *,
    name: str = "Benchmark Council",
    ons_code: str = "E99999999",
    schema: str = "cms",
) -> None:
    """Write the file of an authority whose source is a schema of a database."""
    (root / "config").mkdir(exist_ok=True)
    (root / f"config/{slug}.yaml").write_text(
        f'name: {name} (SYNTHETIC)\nla_code: "{la_code}"\nons_code: {ons_code}\nsynthetic: true\n'
        f"history_from: {first_year}\nsource: {{kind: sql, schema: {schema}}}\n"
    )


def environment(root: Path, data: str, tree: Path, source: str) -> dict[str, str]:
    """Settings of an installation."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SEND_")}
    return kept | {
        "SEND_CONFIG_DIR": str(root / "config"),
        "SEND_DATA_DIR": str(root / data),
        "SEND_SOURCE_DEMO_URL": source,
        "SEND_CODE_VERSION": "benchmark",
        "SEND_COMPARE_ON": "never",  # once a week every value is compared; this is about the other nights
        "GX_ANALYTICS_ENABLED": "false",
        "PYTHONPATH": str(tree),
    }


def processor(told: dict[str, Any]) -> float:
    """Processor seconds of a night's steps, without the import of the code."""
    return sum(took["processor"] for step, took in told.items() if step != "import")


def seconds(told: dict[str, Any]) -> float:
    """Seconds of a night with the import of the code."""
    return sum(took["seconds"] for took in told.values())


if __name__ == "__main__":
    main()
