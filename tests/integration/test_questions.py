"""Views that answer a manager's questions, each with rows reckoned by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from include.model import code_labels
from include.warehouse import Warehouse

pytestmark = pytest.mark.postgres

OF_NOBODY = {
    "locality": "North",
    "team": "t1",
    "caseworker": "c1",
    "age_band": "5_10",
    "sex": "F",
    "ethnicity": "White - Irish",
    "primary_need": "not_recorded",
    "setting": "not_recorded",
    "school_phase": "primary",
    "person_key": "p",
}
NOVEMBER = pd.DataFrame(
    {
        "period_type": ["month"],
        "period_key": ["2025-11"],
        "period_label": ["November 2025"],
        "period_start": pd.to_datetime(["2025-11-01"]),
        "period_end": pd.to_datetime(["2025-11-30"]),
    }
)


@pytest.fixture
def load(warehouse: Warehouse, night: Callable[..., Any]) -> Callable[..., None]:
    """Load given tables and no others."""

    def put(**frames: pd.DataFrame) -> None:
        run, _ = night(15)
        warehouse.load(run, {f"marts.{name}": frame for name, frame in frames.items()})

    return put


def test_requests_are_told_by_who_asked_with_those_refused(
    warehouse: Warehouse, load: Callable[..., None]
) -> None:
    """Parents: 4 asked, 1 refused, 1 undecided: 25%. A school: 3 asked, 2 refused: 66.7%. One source is not known.

    A request decided before the records begin (H) is none of the month.
    """
    outcomes = ["N", "Y", "Y", "A", "N", "N", "Y", "Y", "H"]
    sources = ["1", "1", "1", "1", "2", "2", "2", None, "1"]
    requests = pd.DataFrame(
        {
            "case_key": [f"r{n}" for n in range(9)],
            "received_date": pd.to_datetime("2025-11-03"),
            "decided_date": pd.NaT,
            "request_outcome": outcomes,
            "request_source": sources,
            **OF_NOBODY,
        }
    ).astype({"decided_date": "datetime64[us]"})
    days = pd.DataFrame(
        {
            "day": pd.to_datetime(["2025-11-03"]),
            "month_key": "2025-11",
            "half_term_key": "2025-26-autumn-2",
            "term_key": "2025-26-autumn",
            "calendar_year_key": "2025",
            "academic_year_key": "2025-26",
            "is_school_day": True,
            "is_working_day": True,
        }
    )
    load(fact_request=requests, dim_date=days, dim_period=NOVEMBER, dim_code=code_labels())
    seen = warehouse.query("SELECT * FROM bi.requests_by_source ORDER BY source_position")
    assert set(seen["month_label"]) == {"November 2025"}
    columns = [
        "source_label",
        "requests_received",
        "requests_refused",
        "requests_undecided",
        "percent_refused",
    ]
    told = [(*row[:4], float(row[4])) for row in seen[columns].itertuples(index=False, name=None)]
    assert told == [
        ("Young person or parent", 4, 1, 1, 25.0),
        ("School or other education setting", 3, 2, 0, 66.7),
        ("Not recorded", 1, 0, 0, 0.0),
    ]


def _november(**figures: tuple[float | None, float | None, float | None]) -> pd.DataFrame:
    """Totals of the month: measure -> numerator, denominator, value; and the same of a team, which no view may add."""
    rows = [
        (name, *figure, dimension, member)
        for name, figure in figures.items()
        for dimension, member in (("all", "all"), ("team", "t1"))
    ]
    made = pd.DataFrame(
        rows, columns=["measure_id", "numerator", "denominator", "value", "dimension", "member"]
    )
    return made.assign(
        **{
            name: NOVEMBER[name].item()
            for name in ("period_type", "period_key", "period_start", "period_end")
        },
        basis="restated",
        as_at=pd.Timestamp("2026-01-15"),
        status="ok",
        definition_version=1,
    )


@pytest.mark.parametrize(
    ("view", "figures", "expected"),
    [
        (
            "appeals_by_month",
            {
                "appeals_open_n": (12, None, 12),
                "appeals_ended_n": (5, None, 5),
                "appeals_conceded_rate": (2, 5, 40),
                "appeals_upheld_rate": (3, 3, 100),
                "mediation_n": (7, None, 7),
            },
            {
                "appeals_open": 12,
                "appeals_ended": 5,
                "appeals_conceded": 2,
                "percent_conceded": 40,
                "appeals_decided": 3,
                "appeals_upheld": 3,
                "percent_upheld": 100,
                "mediations_held": 7,
            },
        ),
        (
            "complaints_by_month",
            {
                "complaints_received_n": (9, None, 9),
                "complaints_on_time_rate": (1, 3, 33.3),
                "complaints_on_time_overdue_n": (4, None, 4),
            },
            {
                "complaints_received": 9,
                "complaints_answered": 3,
                "complaints_in_time": 1,
                "percent_in_time": 33.3,
                "complaints_overdue": 4,
            },
        ),
        (
            "placements_by_month",
            {
                "awaiting_placement_n": (6, None, 6),
                "new_independent_placements_n": (2, None, 2),
                "new_out_of_area_placements_n": (1, None, 1),
                "residential_placements_n": (3, None, 3),
                "packages_n": (4, None, 4),
                "package_annual_cost": (50000.5, None, 50000.5),
                "package_cost_per_child": (50000.5, 4, 12500.13),
            },
            {
                "plans_without_setting": 6,
                "new_independent": 2,
                "new_out_of_area": 1,
                "residential": 3,
                "packages": 4,
                "packages_annual_cost": 50000.5,
                "cost_per_child": 12500.13,
            },
        ),
    ],
)
def test_a_month_is_one_row_of_totals(
    warehouse: Warehouse,
    load: Callable[..., None],
    view: str,
    figures: dict[str, tuple[float | None, float | None, float | None]],
    expected: dict[str, float],
) -> None:
    load(measure_value=_november(**figures), dim_period=NOVEMBER)
    (seen,) = warehouse.query(f"SELECT * FROM bi.{view}").to_dict("records")
    assert {name: float(seen[name]) for name in expected} == expected
    assert (seen["period_label"], seen["period_ended"]) == ("November 2025", True)
