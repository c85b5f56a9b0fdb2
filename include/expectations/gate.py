"""How bad an extract may be before it is not let through. Imports nothing heavy: settings read it."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field


class GateConfig(BaseModel):
    """Limits of the gate, set for each authority in its configuration file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_quarantined_percent: float = Field(
        default=5.0, ge=0, le=100, description="most rows of a spine table that may be set aside"
    )
    max_shrink_percent: float = Field(
        default=20.0,
        ge=0,
        le=100,
        description="most rows that a table may lose against the fullest of the extracts before",
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
    disabled_rules: tuple[str, ...] = Field(
        default=(),
        description="rules not to run; only those that flag, for the others keep tables sound",
    )
