"""Two half-terms of the small council, published one after the other, with their packs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from include import pipeline
from include.warehouse import Warehouse
from tests.conftest import Installation

BEFORE, NOW = "2025-26-autumn-2", "2025-26-spring-1"
PUBLISHED = {BEFORE: datetime(2026, 1, 12, 9, tzinfo=UTC), NOW: datetime(2026, 3, 2, 9, tzinfo=UTC)}
PUBLIC = ("scrutiny.html", "parents.html", "sheet.html", "pack.xlsx", "data.csv")


@dataclass(frozen=True)
class Packs:
    """An installation with two packs."""

    installation: Installation

    @property
    def home(self) -> Path:
        return self.installation.root / "lake/reports/authority=demo"

    @property
    def store(self) -> Warehouse:
        return Warehouse(self.installation.warehouse_url)

    def file(self, name: str, period: str = NOW) -> Path:
        return self.folder("public" if name in PUBLIC else "restricted", period) / name

    def folder(self, name: str, period: str = NOW) -> Path:
        return self.home / f"period={period}" / name

    def page(self, name: str, period: str = NOW) -> str:
        return self.file(name, period).read_text(encoding="utf-8")

    def table(self, name: str, period: str = NOW) -> pd.DataFrame:
        return pd.read_csv(self.file(name, period), keep_default_na=False, na_values=[""])


@pytest.fixture(scope="session")
def packs(scenario, _after_a_night) -> Packs:
    def publish(_: Installation) -> None:
        pipeline.load_published()
        pipeline.backfill("demo", "2024-25-autumn-1", NOW)
        for period, moment in PUBLISHED.items():
            pipeline.publish("demo", period, moment, force=True)
            pipeline.build_pack("demo", period)

    return Packs(scenario("packs", _after_a_night, publish))
