"""The drills themselves are run by `make drill`; here, that what they did is told, and that they can be told apart."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from drills import clocks
from drills.__main__ import CHANGES, FAULTS, Figures, _fault, sentence_of
from include.airflow.defaults import begins_at

DRILLS = (Path(__file__).parents[1] / "docs/drills.md").read_text()
NIGHT = datetime(2026, 11, 20).date()  # noqa: DTZ001
ALONE = Figures(NIGHT, {"fact_request": (3, 3)}, "a")


@pytest.mark.parametrize("name", [*FAULTS, *CHANGES])
def test_every_fault_has_its_line_in_the_document(name: str) -> None:
    assert sentence_of(name) in DRILLS


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (ALONE, None),
        (Figures(None, {}, "None"), "its figures are of None"),
        (Figures(NIGHT, {"fact_request": (6, 3)}, "a"), "fact_request has (6, 3)"),
        (Figures(NIGHT, {"fact_request": (2, 2)}, "a"), "fact_request has (2, 2)"),
        (Figures(NIGHT, {"fact_request": (3, 3)}, "b"), "figures differ"),
    ],
)
def test_nothing_lost_and_nothing_twice(found: Figures, says: str | None) -> None:
    fault = _fault(found, ALONE, NIGHT)
    assert fault is None if says is None else fault is not None and fault.startswith(says)


@pytest.mark.parametrize("month", [3, 10])
def test_clocks_change_on_the_last_sunday(month: int) -> None:
    change = clocks.change(month)
    assert (change.month, change.weekday(), change.hour) == (month, 6, 1)
    assert change > datetime.now(UTC)
    assert change.day > 24


def test_councils_of_a_drill_begin_within_minutes() -> None:
    assert {begins_at(slug).hour for slug in clocks.early(10)} == {2}
    assert max(begins_at(slug).minute for slug in clocks.early(10)) < 33
