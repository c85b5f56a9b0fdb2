"""A figure is judged by the last milestone that was due."""

from __future__ import annotations

import pandas as pd
import pytest

from include.reports.pack import promises
from include.reports.pack.promises import judged


def points(wanted: str, *values: float) -> pd.DataFrame:
    days = ["2025-07-21", "2025-12-31", "2026-07-31"]
    return pd.DataFrame(
        {
            "milestone_date": pd.to_datetime(days),
            "milestone_value": values,
            "is_baseline": [True, False, False],
            "wanted": wanted,
        }
    )


@pytest.mark.parametrize(
    ("until", "value", "judgement"),
    [
        ("2025-10-24", 10.0, "no_milestone_due"),  # before the first milestone nothing is late
        ("2025-12-31", 40.0, "on_track"),  # on its day the milestone is due, and met by the very value
        ("2026-02-13", 39.9, "behind"),
        ("2026-02-13", 44.0, "on_track"),  # the next milestone is not due yet
        ("2026-07-31", 44.0, "behind"),
        ("2026-07-31", float("nan"), "no_figure"),
    ],
)
def test_a_rate_that_is_to_rise(until, value, judgement):
    assert judged(points("higher", 30, 40, 50), pd.Timestamp(until), value) == judgement


@pytest.mark.parametrize(
    ("value", "judgement"), [(349.0, "on_track"), (350.0, "on_track"), (351.0, "behind")]
)
def test_a_count_that_is_to_fall(value, judgement):
    assert judged(points("lower", 420, 350, 250), pd.Timestamp("2026-02-13"), value) == judgement


@pytest.mark.parametrize(
    ("value", "said"),
    [(29, "29"), (139_000, "139,000"), (1_234_567, "1,234,567"), (12.25, "12.25"), (0.1, "0.1")],
)
def test_a_figure_that_others_keep_has_all_the_digits_that_were_typed(value, said):
    assert promises._as_typed(value) == said
