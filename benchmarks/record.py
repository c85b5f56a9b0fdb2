"""Figures of a benchmark, kept in `benchmarks/results/<name>.json` beside what it measured.

Ratios of one run are what can be compared from machine to machine; seconds and bytes are kept as what they are. Each
run tells how its ratios differ from those last committed:

    with measure() as first: ...
    with measure(server=data_folder) as second: ...
    record("load", {"by difference / whole": second.processor / first.processor}, seen={"whole": first.told()})
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[1]
RESULTS = PROJECT / "benchmarks/results"
# Two runs of the same code differ by about this much on a machine that others use, too.
NOISE = 0.15


@dataclass
class Usage:
    """What something took: seconds by the clock and of processors, and the peak of memory in MiB.

    `server` are processor seconds of the PostgreSQL server, counted in `processor` too. `peak` is that of the process
    since it began, so it tells of one stage alone only in a process of its own.
    """

    seconds: float = 0.0
    processor: float = 0.0
    server: float = 0.0
    peak: float = 0.0

    def told(self) -> dict[str, float]:
        """The figures, rounded, by name."""
        return {
            "seconds": round(self.seconds, 2),
            "processor_seconds": round(self.processor, 2),
            "of_which_server": round(self.server, 2),
            "peak_mib": round(self.peak),
        }


@contextmanager
def measure(server: Path | None = None) -> Iterator[Usage]:
    """Measure what is done inside, in this process and those it waits for.

    Args:
        server: data folder of an embedded PostgreSQL server (the one that holds `postmaster.pid`) whose work counts.

    """
    used, began, before, served = Usage(), time.perf_counter(), _processor(), server_seconds(server)
    try:
        yield used
    finally:
        used.seconds = time.perf_counter() - began
        used.server = server_seconds(server) - served
        used.processor = _processor() - before + used.server
        used.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(command: Sequence[str], *, server: Path | None = None, **options: Any) -> Usage:
    """Run a command to its end and measure it alone. `options` are those of `subprocess.Popen`.

    Raises:
        SystemExit: the command failed.

    """
    began, served = time.perf_counter(), server_seconds(server)
    process = subprocess.Popen(command, **options)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed with {process.returncode}")
    on_server = server_seconds(server) - served
    processor = usage.ru_utime + usage.ru_stime + on_server
    return Usage(time.perf_counter() - began, processor, on_server, usage.ru_maxrss / 1024)


def server_seconds(server: Path | None) -> float:
    """Processor seconds of a PostgreSQL server so far, its ended backends included; 0 while it does not run."""
    try:
        first = int((server / "postmaster.pid").read_text().split()[0]) if server else 0
    except (FileNotFoundError, IndexError):
        return 0.0
    if not first:
        return 0.0
    ticks = 0
    children = Path(f"/proc/{first}/task/{first}/children")
    for process in (first, *map(int, children.read_text().split())):
        try:
            stat = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue  # ended meanwhile: its seconds are among those of its parent's children
        ticks += sum(map(int, stat[11:15] if process == first else stat[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def bytes_in(folder: Path) -> int:
    """Bytes of a folder on disk, a file with several names counted once."""
    found = {(s.st_dev, s.st_ino): s.st_blocks * 512 for s in (p.lstat() for p in folder.rglob("*"))}
    return sum(found.values())


def record(
    name: str,
    ratios: Mapping[str, float],
    *,
    at_most: Mapping[str, float] | None = None,
    seen: Mapping[str, Any] | None = None,
) -> bool:
    """Write the figures of a benchmark and print each ratio beside the last committed one and its limit.

    Args:
        name: of the benchmark; that of its file.
        ratios: what does not depend on the machine, by name; smaller is better.
        at_most: the limit of some of them.
        seen: what was measured on this machine: seconds, bytes, rows.

    Returns:
        Whether every ratio is within its limit.

    """
    limits = dict(at_most or {})
    last = _committed(name).get("ratios", {})
    for of, ratio in ratios.items():
        said = f"{of:<60} {ratio:8.3f}"
        if of in last:
            change = ratio / last[of] - 1 if last[of] else 0.0
            said += f"   last {last[of]:.3f}" + (f" ({change:+.0%})" if abs(change) > NOISE else "")
        if of in limits:
            said += f"   at most {limits[of]:g}: {'yes' if ratio <= limits[of] else 'NO'}"
        print(said)
    kept = {
        "ratios": {of: round(ratio, 4) for of, ratio in ratios.items()},
        "at_most": limits,
        "seen": seen or {},
        "machine": {"processors": os.cpu_count(), "python": platform.python_version()},
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n")
    return all(ratios[of] <= limit for of, limit in limits.items() if of in ratios)


def _committed(name: str) -> dict[str, Any]:
    """The result as the last commit has it; empty when it has none."""
    shown = subprocess.run(
        ["git", "-C", str(PROJECT), "show", f"HEAD:benchmarks/results/{name}.json"],
        capture_output=True,
        check=False,
    )
    return json.loads(shown.stdout) if shown.returncode == 0 else {}


def _processor() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(u.ru_utime + u.ru_stime for u in used)
