"""What pages say of the law is what the table of limits says, also where an authority counts the last day as late."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest

from include.reports.pack import blocks, public
from include.reports.pack.view import View
from include.transforms.limits import Boundary, limit_rows


def board(boundary: Boundary, **inputs: pd.DataFrame) -> View:
    """As much of a board's view as tables of limits and cases need."""
    view = SimpleNamespace(is_public=False, inputs={"limits": limit_rows(boundary), **inputs})
    view.limit = lambda limit_id: View.limit(cast(View, view), limit_id)
    return cast(View, view)


@pytest.mark.parametrize(("boundary", "weeks"), [("<=", ["0", "0", "1"]), ("<", ["0", "1", "1"])])
def test_weeks_over_the_limit_begin_after_the_authoritys_last_day_in_time(
    boundary: Boundary, weeks: list[str]
) -> None:
    """146 days are 6 past day 140, and 7, so a whole week, where day 139 is the last in time."""
    waiting = pd.DataFrame({"case_key": ["a", "b", "c"], "days": [141, 146, 147]})
    (table,) = blocks._waiting(board(boundary, waiting=waiting))
    assert [row[2] for row in table.rows] == weeks


def test_stages_are_captioned_with_their_limits() -> None:
    stages = pd.DataFrame(
        {
            "limit_id": ["advice_response", "draft_plan"],
            "dimension": "all",
            "member": "all",
            "cases": 3,
            "median_days": 40.0,
            "p90_days": 50.0,
            "percent_late": [10.0, None],
            "percent_of_lateness": [100.0, None],
        }
    )
    captions = [table.caption for table in blocks._stages(board("<=", stages=stages))]
    assert captions == [
        "Advice for an assessment: 12 months to the last load (42 days from: advice requested)",
        "Draft plan: 12 months to the last load (no limit in law)",
    ]


@pytest.mark.parametrize(("boundary", "first"), [("<=", 2), ("<", 1)])
def test_plans_in_the_first_band_are_those_in_time(boundary: Boundary, first: int) -> None:
    inputs: dict[str, Any] = {
        "limits": limit_rows(boundary),
        "plans": pd.DataFrame({"days": [100, 140, 141, 365], "has_exception": False}),
        "figures": pd.DataFrame(
            {
                "measure_id": [public.HEADLINE],
                "dimension": "all",
                "member": "all",
                "numerator": 1.0,
                "denominator": 4.0,
                "value": 1.0,
            }
        ),
    }
    bands = public._weeks_taken(inputs).set_index("member")["denominator"]
    assert bands["20 weeks or less"] == first
    assert bands["over 52 weeks"] == 1
    assert bands.sum() == 4
