"""The first night of England's councils: what a stage costs for one council, for ten, for all of them.

    python -m benchmarks.england [--councils 1,10,50,153] [--years 3] [--at-once 2] [--plans-at-most N] [--keep FOLDER]

SYNTHETIC councils, each of the size and shape that DfE publishes of a real authority, are read, checked, counted and
loaded into one lake and one warehouse. Each night is a process of its own, so many at once; the councils of a size are
those of the size before and more, of all sizes from the start, so that what a late council costs shows whether a full
warehouse is slower than an empty one. Their databases are filled outside the measured time. A night that fails is named
and counted, and the others go on.

England takes hours: it is `make bench-england`, and no part of `make bench`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import psutil
import psycopg

from benchmarks.nightly import DAY, ONE_NIGHT, STEPS, configure, environment
from benchmarks.record import PROJECT, bytes_in, record, server_seconds
from include import synthetic
from include.demo import DIRT
from include.published import opendata
from include.warehouse import embedded, embedded_url

SIZES = (1, 10, 50, 153)
SAMPLED_EVERY = 0.5  # seconds
MIB = 1024 * 1024
# The aims: a straight slope, and memory that does not grow with councils.
AT_MOST = {
    "later councils / their cost by the earlier ones": 1.15,
    "peak of any night, later / earlier": 1.15,
}


@dataclass
class Council:
    """One council and what its night took.

    Attributes:
        slug: its short name here.
        place: its row of `opendata.areas`.
        plans: plans in its records, ended ones included.
        rows: of all its case tables.
        told: step to its figures, as `ONE_NIGHT` tells them; empty when the night failed.

    """

    slug: str
    place: pd.Series
    plans: int = 0
    rows: int = 0
    told: dict[str, dict[str, float]] = field(default_factory=dict)

    @property
    def processor(self) -> float:
        """Processor seconds of its night's own process, import included; the servers' are counted for all at once."""
        return sum(_own(of) for of in self.told.values())

    @property
    def peak(self) -> float:
        """Peak of the night's process in MiB."""
        return max(of.get("peak_mib", 0.0) for of in self.told.values())


@dataclass
class Held:
    """Peak of memory in MiB: of all nights' processes that ran at once, and of the warehouse's server."""

    nights: float = 0.0
    server: float = 0.0


class England:
    """One lake and warehouse, and the source of the councils beside them."""

    def __init__(self, root: Path, years: int, at_once: int) -> None:
        self.root, self.first_year, self.at_once = root, DAY.year - years + 1, at_once
        self.data = root / "now"
        (root / "config").mkdir()
        self.source = embedded_url(root / "source", "case_management")
        self.running: set[int] = set()
        # The first night of an installation makes its warehouse; that belongs to no council.
        self._process("from include import pipeline; pipeline.warehouse()")

    def fill(self, council: Council) -> None:
        """Make a council and put it into a schema of the source's database."""
        made = synthetic.generate(council.place["la_code"], self.first_year, DAY, dirt=DIRT)
        synthetic.to_postgres(made, self.source, schema=council.slug)
        council.plans = len(made.tables["plan"])
        council.rows = sum(map(len, made.as_text.values()))
        configure(
            *(self.root, council.slug, council.place["la_code"], self.first_year),
            name=council.place["la_name"],
            ons_code=council.place["ons_code"],
            schema=council.slug,
        )

    def night(self, council: Council) -> None:
        """Run a council's night to its end."""
        said = self._process(
            ONE_NIGHT, str(DAY), str(self.data), str(PROJECT), council.slug, *STEPS, slug=council.slug
        )
        council.told = json.loads(said.rpartition("RESULT ")[2]) if said else {}
        print(
            f"  {council.slug} {council.rows:,} rows, {council.processor:.1f} processor seconds", flush=True
        )

    def nights(self, councils: list[Council]) -> dict[str, float]:
        """Run the nights of some councils, so many at once; what they took together."""
        servers = {"warehouse": self.data / "postgres", "source": self.root / "source/postgres"}
        before = {name: server_seconds(folder) for name, folder in servers.items()}
        began = time.perf_counter()
        with self._watched() as held, ThreadPoolExecutor(self.at_once) as pool:
            list(pool.map(self.night, councils))
        took = {"seconds": time.perf_counter() - began}
        took |= {name: server_seconds(folder) - before[name] for name, folder in servers.items()}
        return took | {"peak_nights": held.nights, "peak_server": held.server}

    def bytes_held(self) -> dict[str, int]:
        """Bytes of the lake's files and of the warehouse's database."""
        url = embedded_url(self.data).replace("+psycopg", "")
        with psycopg.connect(url) as connection:
            found = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        assert found is not None
        return {"lake": bytes_in(self.data / "lake"), "warehouse": int(found[0])}

    def _process(self, code: str, *arguments: str, slug: str = "") -> str:
        settings = environment(self.root, "now", PROJECT, self.source)
        del settings["SEND_SOURCE_DEMO_URL"]
        settings |= {f"SEND_SOURCE_{slug.upper()}_URL": self.source} if slug else {}
        with (self.root / f"{slug or 'warehouse'}.log").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-c", code, *arguments],
                env=settings,
                cwd=PROJECT,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
            self.running.add(process.pid)
            said, _ = process.communicate()
            self.running.discard(process.pid)
        return "" if process.returncode else said

    @contextmanager
    def _watched(self) -> Iterator[Held]:
        held, done = Held(), threading.Event()

        def watch() -> None:
            server = int((self.data / "postgres/postmaster.pid").read_text().split()[0])
            while not done.wait(SAMPLED_EVERY):
                held.nights = max(held.nights, sum(_memory(pid) for pid in list(self.running)))
                held.server = max(held.server, _shared_memory(server))

        thread = threading.Thread(target=watch)
        thread.start()
        try:
            yield held
        finally:
            done.set()
            thread.join()


def main() -> int:
    """Run the sizes one after the other; 1 when a night failed or an aim is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--councils", default=",".join(map(str, SIZES)), help="sizes, separated by commas")
    parser.add_argument("--years", type=int, default=3, help="calendar years of history")
    parser.add_argument("--at-once", type=int, default=2, help="nights at the same time")
    parser.add_argument(
        "--plans-at-most", type=int, help="leave out authorities with more plans than this in DfE's figures"
    )
    parser.add_argument("--keep", type=Path, help="empty folder where all stays afterwards")
    options = parser.parse_args()
    sizes = sorted(map(int, options.councils.split(",")))
    places = chosen(opendata.areas(), plans_of_each(), options.plans_at_most)
    if sizes[-1] > len(places):
        parser.error(f"there are {len(places)} such authorities")
    with ExitStack() as kept:
        folder = options.keep or Path(
            kept.enter_context(tempfile.TemporaryDirectory(prefix="england-", ignore_cleanup_errors=True))
        )
        folder.mkdir(exist_ok=True)
        for data in ("source", "now"):
            kept.callback(embedded.stop, folder / data)
        return measured(England(folder, options.years, options.at_once), places, sizes, options)


def measured(england: England, places: pd.DataFrame, sizes: list[int], options: argparse.Namespace) -> int:
    """Run the nights of each size and record them; 0 when all is well."""
    councils = [Council(f"la_{place['la_code']}", place) for _, place in places.head(sizes[-1]).iterrows()]
    seen: dict[str, Any] = {}
    sums = dict.fromkeys(("seconds", "warehouse", "source", "peak_nights", "peak_server"), 0.0)
    empty = england.bytes_held()["warehouse"]
    before = 0
    for size in sizes:
        for council in councils[before:size]:
            england.fill(council)
        took = england.nights(councils[before:size])
        sums = {of: (max if of.startswith("peak") else float.__add__)(sums[of], took[of]) for of in sums}
        seen[f"{size} councils"] = told(councils[:size], sums, england.bytes_held())
        print(json.dumps(seen[f"{size} councils"], indent=1), flush=True)
        before = size
    done = [council for council in councils if council.told]
    failed = [council.slug for council in councils if not council.told]
    within = record(
        "england",
        ratios(done) | server_ratio([seen[f"{size} councils"] for size in sizes]),
        at_most=AT_MOST,
        seen=seen
        | {
            "years": options.years,
            "at once": options.at_once,
            "plans at most": options.plans_at_most,
            "failed": failed,
            "bytes of an empty warehouse": empty,
            "processor seconds": dict(zip(("of a council", "of a million rows"), cost(done), strict=True)),
            "councils": {
                c.slug: {
                    "plans": c.plans,
                    "rows": c.rows,
                    "processor": round(c.processor, 1),
                    "peak_mib": c.peak,
                }
                for c in done
            },
        },
    )
    for slug in failed:
        print(f"The night of {slug} failed; --keep FOLDER keeps its log.", file=sys.stderr)
    return 0 if within and not failed else 1


def told(councils: list[Council], sums: dict[str, float], held: dict[str, int]) -> dict[str, Any]:
    """The figures of a size: what the nights of its councils took, stage by stage and together."""
    done = [council for council in councils if council.told]
    rows = sum(council.rows for council in done)
    stages = {}
    for stage in ("import", *STEPS):
        figures = [council.told[stage] for council in done]
        seconds = sum(of["seconds"] for of in figures)
        stages[stage] = {
            "seconds of all nights": round(seconds, 1),
            "processor seconds": round(sum(map(_own, figures)), 1),
            "rows a second": round(rows / seconds),
            "peak_mib": max(of.get("peak_mib", 0) for of in figures),
        }
    own = sum(council.processor for council in done)
    processor = own + sums["warehouse"] + sums["source"]
    return {
        "councils": len(done),
        "plans": sum(council.plans for council in done),
        "rows": rows,
        "seconds": round(sums["seconds"], 1),
        "rows a second": round(rows / sums["seconds"]),
        "processor seconds": round(processor, 1),
        "of which the warehouse's server": round(sums["warehouse"], 1),
        "of which the source's server": round(sums["source"], 1),
        "processor seconds of a million rows": round(processor / rows * 1e6, 1),
        "peak_mib of one night": max(council.peak for council in done),
        "peak_mib of the nights at once": round(sums["peak_nights"]),
        "peak_mib of the warehouse's server": round(sums["peak_server"]),
        "bytes": held,
        "stages": stages,
    }


def ratios(councils: list[Council]) -> dict[str, float]:
    """Whether the slope is straight, and whether memory stays: the later half of the councils against the earlier.

    A council costs something whatever its rows, and something by its rows. Both are told from the earlier half, and
    the later half is held against that. The peak of a night is that of its rows, too: it is compared in the same way.
    """
    half = len(councils) // 2
    if half < 2:
        return {}
    earlier, later = councils[:half], councils[half:]
    fixed, by_row = cost(earlier)
    expected = sum(fixed + by_row * council.rows / 1e6 for council in later)
    memory, by_size = _line(earlier, [council.peak for council in earlier])
    peaks = [council.peak / (memory + by_size * council.rows / 1e6) for council in later]
    return {
        "later councils / their cost by the earlier ones": sum(c.processor for c in later) / expected,
        "peak of any night, later / earlier": float(np.mean(peaks)),
    }


def server_ratio(sizes: list[dict[str, Any]]) -> dict[str, float]:
    """Seconds of the warehouse's server for a row of the last size's own councils, against those of all before."""
    if len(sizes) < 2:
        return {}
    (before, rows), (after, more) = [(s["of which the warehouse's server"], s["rows"]) for s in sizes[-2:]]
    return {
        "server's seconds of a row, last councils / those before": (after - before)
        / (more - rows)
        / (before / rows)
    }


def cost(councils: list[Council]) -> tuple[float, float]:
    """Processor seconds of a council whatever its rows, and of each million of its rows."""
    return _line(councils, [council.processor for council in councils])


def plans_of_each() -> pd.Series:
    """Plans that each authority maintains, by DfE's number, as last published."""
    rows = opendata.read("caseload")
    newest = rows[
        rows["geographic_level"].eq("Local authority") & rows["time_period"].eq(rows["time_period"].max())
    ]
    return newest.groupby("old_la_code")["ehcplans"].max().astype(float)


def chosen(areas: pd.DataFrame, plans: pd.Series, at_most: int | None) -> pd.DataFrame:
    """The authorities in the order of their nights: the middle one first, and sizes of all kinds from then on.

    Steps of the golden section through the authorities by size leave no gap that is much larger than another,
    however many are taken.
    """
    sized = areas.assign(plans=areas["la_code"].map(plans).fillna(0)).sort_values("plans", ignore_index=True)
    sized = sized[sized["plans"] <= at_most] if at_most else sized
    golden = (5**0.5 - 1) / 2
    turn = ((sized.index.to_numpy() - len(sized) // 2) * golden) % 1
    return sized.iloc[np.argsort(turn)]


def _line(councils: list[Council], measured: list[float]) -> tuple[float, float]:
    """Least squares: what does not depend on rows, and what each million of them adds."""
    millions = np.array([council.rows / 1e6 for council in councils])
    if len(councils) < 2:
        return 0.0, measured[0] / float(millions[0])
    fixed, slope = np.linalg.lstsq(np.column_stack([np.ones_like(millions), millions]), measured, rcond=None)[
        0
    ]
    return float(fixed), float(slope)


def _own(figures: dict[str, float]) -> float:
    # With several nights at once the server's seconds of a step hold those of its neighbours.
    return figures["processor"] - figures.get("of_which_server", 0.0)


def _memory(pid: int) -> float:
    try:
        return float(psutil.Process(pid).memory_info().rss) / MIB
    except psutil.Error:
        return 0.0  # it has ended


def _shared_memory(pid: int) -> float:
    """MiB of a process and its children, what they share counted once."""
    total = 0.0
    try:
        family = [psutil.Process(pid), *psutil.Process(pid).children()]
    except psutil.Error:
        return 0.0
    for process in family:
        try:
            total += process.memory_full_info().pss / MIB
        except psutil.Error:
            continue
    return total


if __name__ == "__main__":
    sys.exit(main())
