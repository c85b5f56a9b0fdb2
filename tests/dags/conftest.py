"""An Airflow of the tests' own: its metadata is laid out once, and each test that needs one has a copy."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import once

PROJECT = Path(__file__).parents[2]


def airflow_environment(home: Path, settings: dict[str, str]) -> dict[str, str]:
    """The environment of an Airflow process with our DAGs, whose metadata is a file in its home."""
    return {
        **os.environ,
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__API_AUTH__JWT_SECRET": "a secret of the tests that is long enough",
        "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(PROJECT / "plugins"),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home / 'airflow.db'}",
        "PYTHONPATH": str(PROJECT),
        "SEND_CONFIG_DIR": str(PROJECT / "config"),
        **settings,
    }


@pytest.fixture(scope="session")
def _migrated() -> Path:
    def migrate(home: Path) -> Path:
        subprocess.run(
            [sys.executable, "-m", "airflow", "db", "migrate"],
            env=airflow_environment(home, {}),
            capture_output=True,
            check=True,
            timeout=300,
        )
        return home

    return once("airflow", migrate)


@pytest.fixture(scope="session")
def in_airflow(_migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., tuple[int, str]]:
    """Run Python with the given arguments and settings in a process with an Airflow home of its own.

    Gives its exit code and what it printed.

    `home=` takes one that an earlier call has used.
    """

    def run(
        *arguments: str, settings: dict[str, str] | None = None, home: Path | None = None, timeout: int = 300
    ) -> tuple[int, str]:
        home = home or tmp_path_factory.mktemp("airflow")
        if not (home / "airflow.db").exists():
            shutil.copy(_migrated / "airflow.db", home)
        log = home / "output.txt"
        with log.open("w") as output:
            process = subprocess.run(
                [sys.executable, *arguments],
                env=airflow_environment(home, settings or {}),
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
                timeout=timeout,
            )
        return process.returncode, log.read_text()

    return run
