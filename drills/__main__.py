"""`make drill`: ten councils' nights at once on two workers, and one thing broken in the middle of each round.

    python -m drills [--councils 10] [--only worker_killed_in_load ...]

Each round is a night of its own. Afterwards each council's warehouse rows are compared with those of a council of the
same records whose nights ran alone, without Airflow and without a fault; and the messages that people got are read.
Prints the table of docs/drills.md, and ends with 1 when a council did not end right.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import psutil
import psycopg
import typer

from drills import clocks
from drills.fleet import WORKERS, Fleet, fleet
from include import synthetic
from include.pipeline import LONDON
from include.settings import PROJECT
from include.synthetic import writers
from include.warehouse import embedded

STEPS = ("land", "validate", "transform", "load", "quality")
ALONE = "alone"
ROUND_SECONDS = 40 * 60
DOWN_SECONDS = 60
# A small authority by its volumes; all councils have its records, and a name of their own.
LA_CODE = "857"

_CONFIG = """
name: {slug} (SYNTHETIC)
la_code: "{la_code}"
ons_code: E06000017
synthetic: true
history_from: {first_year}
source:
  kind: files
  path: {folder}
  settle_seconds: 0
"""


@dataclass(frozen=True)
class Setting:
    """Where a drill runs: folders, councils, and how to reach its warehouse."""

    root: Path
    councils: tuple[str, ...]
    fleet: Fleet

    @property
    def exports(self) -> Path:
        """Folder of the councils' exports."""
        return self.root / "exports"

    @property
    def data(self) -> Path:
        """Data folder of the fleet."""
        return self.root / "data"

    def wait_for_step(self, step: str, worker: str | None = None) -> None:
        """Wait until a worker, or any, runs a step."""
        self.fleet.wait_for(f"no worker began {step}", lambda: bool(self.running(step, worker)), 15 * 60)

    def running(self, step: str, worker: str | None = None) -> list[tuple[object, ...]]:
        """Task instances of a step that run now."""
        return self.fleet.metadata(
            "SELECT dag_id, pid FROM task_instance WHERE task_id = %s AND state = 'running'"
            " AND (%s::text IS NULL OR pid = ANY(%s))",
            step,
            worker,
            self.fleet.pids(worker) if worker else [],
        )


def nothing(_: Setting) -> None:
    """Nothing is broken."""


def worker_killed_in_transform(at: Setting) -> None:
    """A worker is killed (SIGKILL, with all its processes) in the middle of `transform`; it comes back."""
    _killed_in(at, "transform")


def worker_killed_in_load(at: Setting) -> None:
    """A worker is killed (SIGKILL, with all its processes) in the middle of `load`; it comes back."""
    _killed_in(at, "load")


def _killed_in(at: Setting, step: str) -> None:
    at.wait_for_step(step)
    pids = {pid for _, pid in at.running(step)}
    worker = next((name for name in WORKERS if pids & set(at.fleet.pids(name))), WORKERS[0])
    time.sleep(1)
    at.fleet.kill(worker)
    time.sleep(10)
    at.fleet.start(worker)


def scheduler_killed(at: Setting) -> None:
    """The scheduler is killed while tasks run; another starts half a minute later."""
    at.wait_for_step("validate")
    _away(at, "scheduler", 30)


def api_server_killed(at: Setting) -> None:
    """The API server, which running tasks report to, is killed; another starts half a minute later."""
    at.wait_for_step("transform")
    _away(at, "api-server", 30)


def redis_killed(at: Setting) -> None:
    """The queue is killed, and all that was queued is lost; an empty one starts half a minute later."""
    at.wait_for_step("validate")
    _away(at, "redis", 30)


def _away(at: Setting, part: str, seconds: float) -> None:
    at.fleet.kill(part)
    time.sleep(seconds)
    at.fleet.start(part)


def warehouse_stopped(at: Setting) -> None:
    """The warehouse's PostgreSQL is stopped for a minute while a night loads."""
    at.wait_for_step("load")
    _kept_down(at.data)


def metadata_stopped(at: Setting) -> None:
    """The PostgreSQL of Airflow's metadata is stopped for a minute."""
    at.wait_for_step("validate")
    _kept_down(at.fleet.metadata_folder)


def _kept_down(folder: Path) -> None:
    embedded.stop(folder)
    time.sleep(DOWN_SECONDS)
    embedded.embedded_url(folder)


def disk_full(at: Setting) -> None:
    """No file can grow on either worker (a limit on the size of files) from `validate` on, for a minute."""
    at.wait_for_step("validate")
    _limit(at, 20_000)
    time.sleep(DOWN_SECONDS)
    _limit(at, -1)


def _limit(at: Setting, size: int) -> None:
    for worker in WORKERS:
        for pid in at.fleet.pids(worker):
            psutil.Process(pid).rlimit(psutil.RLIMIT_FSIZE, (size, -1))


def source_cut(at: Setting) -> None:
    """The export is cut while councils read it: one file ends in the middle, another is gone, for a minute."""
    plan, person = at.exports / "plan.csv", at.exports / "person.csv"
    whole, aside = plan.read_bytes(), person.with_suffix(".away")
    plan.write_bytes(whole[: len(whole) // 2])
    person.rename(aside)
    time.sleep(DOWN_SECONDS)
    plan.write_bytes(whole)
    aside.rename(person)


FAULTS: dict[str, Callable[[Setting], None]] = {
    each.__name__: each
    for each in (
        nothing,
        worker_killed_in_transform,
        worker_killed_in_load,
        scheduler_killed,
        api_server_killed,
        redis_killed,
        warehouse_stopped,
        metadata_stopped,
        disk_full,
        source_cut,
    )
}


CHANGES = {"clock_put_forward": 3, "clock_put_back": 10}


def sentence_of(name: str) -> str:
    """What a round breaks, in words."""
    if name in CHANGES:
        return f"{name.replace('_', ' ').capitalize()} in the night, with runs as scheduled."
    return " ".join((FAULTS[name].__doc__ or name).split())


def main(councils: int = 10, only: list[str] | None = None, keep: bool = False) -> None:
    """Run the rounds, print the table."""
    if missing := [tool for tool in ("redis-server", "faketime") if shutil.which(tool) is None]:
        raise SystemExit(
            f"{missing[0]} is needed. On Debian and Ubuntu: apt-get install redis-server faketime"
        )
    root = Path(tempfile.mkdtemp(prefix="send-drill-"))
    slugs = clocks.early(councils)
    chosen = [name for name in FAULTS if not only or name in only]
    days = [_yesterday() - timedelta(days=n) for n in reversed(range(len(chosen)))]
    wrong = 0
    print("| fault | minutes | tries | messages | each council |\n|---|--:|--:|--:|---|")
    try:
        if chosen:
            with _fleet(root, slugs) as at:
                for name, day in zip(chosen, days, strict=True):
                    wrong += not _round(at, name, day)
        for name in (name for name in CHANGES if not only or name in only):
            wrong += not _through_a_change(root / name, name, slugs[:2])
    finally:
        for data in (root / "data", root / ALONE, *(root / name / "data" for name in CHANGES)):
            embedded.stop(data)
        if not (keep or wrong):
            shutil.rmtree(root)
    raise SystemExit(1 if wrong else 0)


@contextmanager
def _fleet(root: Path, slugs: tuple[str, ...], *, as_scheduled: bool = False) -> Iterator[Setting]:
    """Give councils, and a fleet that runs their nights."""
    settings = _environment(root, slugs)
    os.environ |= settings
    # By its address: a step that knows an embedded server would start it again where a drill has stopped it.
    url, owner = embedded.warehouse_urls(root / "data")
    settings |= {"SEND_WAREHOUSE_URL": url, "SEND_WAREHOUSE_OWNER_URL": owner}
    # Else nothing runs but what a round triggers: Airflow makes up for a first night that was due some minutes before
    # its DAG was unpaused, and being a later one it would overtake that of the round.
    settings["AIRFLOW__SCHEDULER__USE_JOB_SCHEDULE"] = str(as_scheduled)
    with fleet(root / "fleet", settings) as parts:
        yield Setting(root, slugs, parts)


def _through_a_change(root: Path, name: str, slugs: tuple[str, ...]) -> bool:
    """Live through the night of a clock change with scheduled runs; True when each council had one run, of its day."""
    root.mkdir()
    changes = clocks.change(CHANGES[name])
    night = changes.date() - timedelta(days=1)
    due_before, due = (
        [clocks.begins(slug, day) for slug in slugs] for day in (changes - timedelta(days=1), changes)
    )
    clock = clocks.Clock(root / "clock")
    clock.set(min(due_before) - timedelta(hours=1))
    _export(root / "exports", night - timedelta(days=1))
    began = time.monotonic()
    with clock.of_all_that_starts(), _fleet(root, slugs, as_scheduled=True) as at:
        for slug in slugs:
            at.fleet.unpause(f"send_nightly_{slug}")
        clock.set(min(due_before) - timedelta(minutes=1))
        at.fleet.wait_for("the night before has not ended", lambda: _ended(at) == len(slugs), ROUND_SECONDS)
        _export(at.exports, night)
        clock.set(changes - timedelta(minutes=1))
        clock.wait_until(changes + timedelta(minutes=1))
        clock.set(min(due) - timedelta(minutes=1))
        at.fleet.wait_for("the night has not ended", lambda: _ended(at) == 2 * len(slugs), ROUND_SECONDS)
        clock.set(max(due) + timedelta(hours=2))
        time.sleep(60)
        runs = at.fleet.metadata("SELECT dag_id, partition_key, state FROM dag_run ORDER BY 1, 2")
        expected = [
            (f"send_nightly_{slug}", str(night - timedelta(days=ago)), "success")
            for slug in sorted(slugs)
            for ago in (1, 0)
        ]
        loaded = {slug: _figures(at.data, slug).extract_date for slug in slugs}
        right = runs == expected and set(loaded.values()) == {night}
        state = "one run of each day, loaded" if right else f"runs {runs}; loaded {loaded}"
        _tell(
            f"{name.replace('_', ' ').capitalize()} on {changes:%d %B %Y}.",
            began,
            0,
            len(at.fleet.told),
            state,
        )
    return right


def _ended(at: Setting) -> int:
    return len(at.fleet.metadata("SELECT 1 FROM dag_run WHERE state IN ('success', 'failed')"))


def _round(at: Setting, name: str, day: date) -> bool:
    """One night of all councils with a fault; True when each ended right."""
    _export(at.exports, day)
    _run_alone(at, day)
    already, began = len(at.fleet.told), time.monotonic()
    for slug in at.councils:
        at.fleet.trigger(f"send_nightly_{slug}", {"extract_date": str(day)})
    FAULTS[name](at)
    at.fleet.wait_for(f"{name}: not every run has ended", lambda: not _unfinished(at), ROUND_SECONDS)
    expected = _figures(at.root / ALONE, ALONE)
    faults = [
        f"{slug}: {fault}"
        for slug in at.councils
        if (fault := _fault(_figures(at.data, slug), expected, day))
    ]
    tries, told = _tries(at), [message["text"] for message in at.fleet.told[already:]]
    twice = [text.splitlines()[0] for text, times in Counter(told).items() if times > 1]
    state = "; ".join(faults + [f"told twice: {text}" for text in twice]) or "as alone"
    _tell(sentence_of(name), began, tries, len(told), state)
    return not (faults or twice)


def _tell(sentence: str, began: float, tries: int, told: int, state: str) -> None:
    minutes = (time.monotonic() - began) / 60
    print(f"| {sentence} | {minutes:.0f} | {tries} | {told} | {state} |", flush=True)


def _unfinished(at: Setting) -> list[tuple[object, ...]]:
    return at.fleet.metadata("SELECT dag_id FROM dag_run WHERE state IN ('queued', 'running')")


def _tries(at: Setting) -> int:
    """Tries of the last runs' tasks, beyond one for each."""
    return int(
        at.fleet.metadata(
            "SELECT coalesce(sum(greatest(try_number - 1, 0)), 0) FROM task_instance WHERE run_id IN"
            " (SELECT DISTINCT ON (dag_id) run_id FROM dag_run ORDER BY dag_id, id DESC)"
        )[0][0]
    )


@dataclass(frozen=True)
class Figures:
    """What a council's rows in the warehouse are."""

    extract_date: date | None
    rows: dict[str, tuple[int, int]]
    measures: str


def _figures(data: Path, slug: str) -> Figures:
    """Rows and distinct rows of each held table, and every figure."""
    url = embedded.embedded_url(data).replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        loaded = connection.execute(
            "SELECT extract_date FROM bi.load_status WHERE authority = %s", [slug]
        ).fetchone()
        tables = connection.execute(
            "SELECT table_name FROM information_schema.columns"
            " WHERE table_schema = 'held' AND column_name = 'authority' ORDER BY 1"
        ).fetchall()
        rows = {}
        for (table,) in tables:
            counted = connection.execute(
                f'SELECT count(*), count(DISTINCT row_hash) FROM held."{table}" WHERE authority = %s',  # noqa: S608
                [slug],
            ).fetchone()
            assert counted is not None
            rows[table] = counted
        measures = connection.execute(
            "SELECT md5(string_agg(concat_ws('|', measure_id, period_type, period_key, basis, dimension, member,"
            " numerator, denominator, value, status), ',' ORDER BY measure_id, period_type, period_key, basis,"
            " dimension, member)) FROM marts.measure_value WHERE authority = %s",
            [slug],
        ).fetchone()
    assert measures is not None
    return Figures(loaded[0] if loaded else None, rows, str(measures[0]))


def _fault(found: Figures, expected: Figures, day: date) -> str | None:
    """What is not as it should be, in words; none when all is."""
    if found.extract_date != day:
        return f"its figures are of {found.extract_date}"
    for table, counts in expected.rows.items():
        if found.rows.get(table) != counts:
            return f"{table} has {found.rows.get(table)} rows and distinct rows, not {counts}"
    return None if found.measures == expected.measures else "figures differ"


def _environment(root: Path, slugs: tuple[str, ...]) -> dict[str, str]:
    config = root / "config"
    config.mkdir()
    for slug in (*slugs, ALONE):
        (config / f"{slug}.yaml").write_text(
            _CONFIG.format(
                slug=slug, la_code=LA_CODE, first_year=_yesterday().year - 1, folder=root / "exports"
            )
        )
    return {
        "SEND_CONFIG_DIR": str(config),
        "SEND_DATA_DIR": str(root / "data"),
        "SEND_LAKE_URL": str(root / "data/lake"),
        "SEND_PSEUDONYM_KEY": "a secret of the drill",
    }


def _export(folder: Path, day: date) -> None:
    council = synthetic.generate(LA_CODE, _yesterday().year - 1, day, dirt=0.01)
    shutil.rmtree(folder, ignore_errors=True)
    writers.to_csv(council, folder)


def _run_alone(at: Setting, day: date) -> None:
    """The same records' night without Airflow, in a lake and a warehouse of their own."""
    own = {"SEND_DATA_DIR": str(at.root / ALONE), "SEND_LAKE_URL": str(at.root / ALONE / "lake")}
    subprocess.run(
        [sys.executable, "-m", "include.cli", "nightly", "--authority", ALONE, "--extract-date", str(day)],
        env=os.environ | own,
        cwd=PROJECT,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _yesterday() -> date:
    return datetime.now(LONDON).date() - timedelta(days=1)


if __name__ == "__main__":
    typer.run(main)
