"""How bad an extract may be before it is not let through. Imports nothing heavy: settings read it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from include.yaml_files import Strict


class GateConfig(Strict):
    """Limits of the gate, set for each authority in its configuration file."""

    max_quarantined_percent: float = Field(
        default=5.0, ge=0, le=100, description="most rows of a spine table that may be set aside"
    )
    max_shrink_percent: float = Field(
        default=20.0,
        ge=0,
        le=100,
        description="most rows that a table may lose against the fullest of the extracts before",
    )
    max_growth_percent: float = Field(
        default=80.0,
        ge=0,
        description="most rows that a spine table may gain against the fullest of the extracts before",
    )
    shrink_nights: int = Field(
        default=7, ge=1, le=90, description="how many extracts before it a new one is compared with"
    )
    compare_from: date | None = Field(
        default=None,
        description="earlier extracts are not compared with: the day from which rows were really removed",
    )
    min_rows: int = Field(default=1, ge=0, description="fewest rows of each spine table")
    max_days_without_event: int = Field(
        default=28,
        ge=1,
        description="days without a request, decision or plan before an extract counts as stale",
    )
    # Lost at random, 5 values of 100 move no rate that rests on the column by more than 5 points: the step in which
    # packs tell of doubts, and the step from which a night's mix of codes counts as moved.
    max_lost_percent: float = Field(
        default=5.0,
        ge=0,
        le=100,
        description="most values of a column that may be unreadable or left out before it cannot be relied on",
    )
    # Twice that: some emptying is real, when records are put right.
    max_emptied_percent: float = Field(
        default=10.0,
        ge=0,
        le=100,
        description="most values of a column that may have gone since an earlier extract",
    )
    column_limits: dict[str, Annotated[float, Field(ge=0, le=100)]] = Field(
        default={},
        description="limits of single columns in place of these two, as `table.column: percent`; 100 is no limit",
    )
    groups: dict[str, tuple[str, ...]] = Field(
        default={},
        description="the authority's own lists, as `table.column: [names]`: only these names leave the restricted "
        "tables, any other is shown as not_recognised",
    )
    disabled_rules: tuple[str, ...] = Field(
        default=(),
        description="rules not to run; only those that flag, for the others keep tables sound",
    )
