"""The two nights of a clock change, lived through by a whole fleet whose clock is not this machine's (libfaketime)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import count, islice
from pathlib import Path
from time import sleep

from include.airflow.defaults import NIGHTS_BEGIN, begins_at
from include.pipeline import LONDON
from include.settings import PROJECT

# With a machine's own clock for waiting times, libfaketime 0.9.10 lets no `time.sleep` of Python 3.11 end well: it
# takes the moment at which to wake for one of the other clock.
_SLEEP = '''"""`time.sleep` without the call that libfaketime breaks."""

import select
import time

time.sleep = lambda seconds: select.select([], [], [], seconds) and None
'''


@dataclass(frozen=True)
class Clock:
    """A clock that other processes read from a file, and that can be put forward while they run."""

    folder: Path

    def __post_init__(self) -> None:
        """Make the folder of the clock, which a server's own account can read."""
        self.folder.mkdir()
        self.folder.chmod(0o755)
        (self.folder / "sitecustomize.py").write_text(_SLEEP)

    @property
    def file(self) -> Path:
        """By how much it differs from the machine's own."""
        return self.folder / "clock"

    @property
    def settings(self) -> dict[str, str]:
        """Environment of processes that live by this clock."""
        return {
            "LD_PRELOAD": str(_library()),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_NO_CACHE": "1",
            "PYTHONPATH": os.pathsep.join([str(self.folder), str(PROJECT)]),
            # Waiting times are measured by the machine's own clock.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    @contextmanager
    def of_all_that_starts(self) -> Iterator[None]:
        """Let whatever is started meanwhile live by this clock: servers too, for Airflow asks one what is due."""
        before = dict(os.environ)
        os.environ |= self.settings
        try:
            yield
        finally:
            os.environ.clear()
            os.environ |= before

    def set(self, moment: datetime) -> None:
        """Put the clock to a moment; it goes on from there."""
        self.file.write_text(f"{(moment - datetime.now(UTC)).total_seconds():+.0f}")
        self.file.chmod(0o644)

    def now(self) -> datetime:
        """What the clock shows."""
        return datetime.now(UTC) + timedelta(seconds=int(self.file.read_text()))

    def wait_until(self, moment: datetime) -> None:
        """Wait while the clock goes on to a moment."""
        while (left := (moment - self.now()).total_seconds()) > 0:
            sleep(min(left, 5))


def change(month: int) -> datetime:
    """When London's clock changes next in March or October: the last Sunday, at 01:00 of UTC."""
    today = datetime.now(UTC)
    for year in (today.year, today.year + 1):
        last = datetime(year, month, 31, 1, tzinfo=UTC)
        last -= timedelta(days=(last.weekday() + 1) % 7)
        if last > today + timedelta(days=1):
            return last
    raise AssertionError("a year has one last Sunday in each month")


def begins(slug: str, night: datetime) -> datetime:
    """When a council's run of a night begins, at London's time of the day after the change."""
    return datetime.combine(night.date(), begins_at(slug), LONDON).astimezone(UTC)


def early(councils: int) -> tuple[str, ...]:
    """Names of councils whose nights begin within minutes of 02:30."""
    names = (f"council_{n:03}" for n in count(1))
    soon = time(NIGHTS_BEGIN.hour, NIGHTS_BEGIN.minute + 3)
    return tuple(islice((name for name in names if begins_at(name) < soon), councils))


def _library() -> Path:
    """Find the library of Debian's package faketime."""
    return next(Path("/usr/lib").glob("**/faketime/libfaketimeMT.so.1"))
