"""A pack whose records were read late says so before any figure, and one whose export was older too."""

from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest

from include.reports.pack.blocks import banners
from include.reports.pack.view import View

ABOUT: dict[str, Any] = {
    "extract_date": pd.Timestamp("2026-02-26"),
    "period_end": pd.Timestamp("2026-02-22"),
    "latest_extract_date": pd.Timestamp("2026-02-26"),
    "latest_stopped_because": "",
    "rows_landed": 100,
    "rows_quarantined": 0,
}
READ = {"read_ended_at": pd.Timestamp("2026-03-16 13:00", tz="UTC"), "shows_day": pd.Timestamp("2026-02-26")}

LATE = (
    "The records of 26 February 2026 were read on 16 March 2026, when they had changed since. These figures are not"
    " what was known at the time."
)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({**READ, "is_late": False}, []),
        ({}, []),  # inputs kept by a release that did not note it
        (
            {**READ, "is_late": True},
            [LATE],
        ),
        (
            {**READ, "is_late": False, "shows_day": pd.Timestamp("2026-02-24")},
            ["The records are those of the end of 24 February 2026: no newer export was there."],
        ),
    ],
)
def test_what_a_reader_must_know_of_when_the_records_were_read(more, says):
    assert banners(cast(View, SimpleNamespace(about={**ABOUT, **more}, left_out={}))) == says
