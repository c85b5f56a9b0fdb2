"""What names children goes when its time is over; what figures are computed from stays as long as the policy says."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime

import pytest

from include import pipeline
from include.warehouse import Warehouse
from tests.conftest import NIGHT_BEFORE

LAYERS = ("landing", "conformed", "quarantine", "worklist", "profile")
# Spring 1 ended on 22 February 2026 and its days of grace on 1 March.
OLD, HALF_TERM, YEARS_AGO = date(2026, 2, 10), date(2026, 2, 27), date(2015, 1, 9)


@pytest.fixture
def kept(after_a_night):
    """Copies of the one extract under older dates."""
    lake = after_a_night.root / "lake"
    for layer in LAYERS:
        home = lake / layer / "authority=demo"
        for day in (OLD, HALF_TERM, YEARS_AGO):
            shutil.copytree(home / f"extract_date={NIGHT_BEFORE}", home / f"extract_date={day}")

    def days(layer: str) -> set[str]:
        found = (lake / layer / "authority=demo").glob("extract_date=*")
        return {path.name.removeprefix("extract_date=") for path in found}

    return days


def test_old_nights_go_and_the_last_of_a_half_term_stays(kept, after_a_night):
    told = pipeline.expire("demo", datetime(2026, 7, 1, tzinfo=UTC))
    for layer in LAYERS:
        assert kept(layer) == {str(HALF_TERM), str(NIGHT_BEFORE)}, layer
    assert told == {"deleted": 10, "dry_run": False, "oldest": str(HALF_TERM)}
    noted = Warehouse(after_a_night.warehouse_url).query("SELECT * FROM ops.deletion")
    assert len(noted) == 10
    assert noted["because"].str.contains("90 days").all()


def test_again_deletes_nothing_more(kept):
    moment = datetime(2026, 7, 1, tzinfo=UTC)
    pipeline.expire("demo", moment)
    assert pipeline.expire("demo", moment)["deleted"] == 0


def test_a_dry_run_deletes_nothing(kept):
    told = pipeline.expire("demo", datetime(2026, 7, 1, tzinfo=UTC), dry_run=True)
    assert told["deleted"] == 10
    assert len(kept("landing")) == 4


def test_the_newest_extract_stays_whatever_its_age(kept):
    pipeline.expire("demo", datetime(2040, 7, 1, tzinfo=UTC))
    assert kept("conformed") == {str(NIGHT_BEFORE)}


def test_returns_go_after_their_years(after_a_night):
    pipeline.freeze("demo", 2026, now=datetime(2026, 3, 2, tzinfo=UTC))
    home = after_a_night.root / "lake/sen2/authority=demo/year=2026"
    pipeline.expire("demo", datetime(2033, 1, 15, tzinfo=UTC))
    assert (home / "draft").exists()
    pipeline.expire("demo", datetime(2033, 1, 16, tzinfo=UTC))
    assert not list(home.iterdir())
