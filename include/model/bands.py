"""Bands of time taken, as data with their sources (`bands.csv`): where each ends that no law ends."""

from __future__ import annotations

import csv
import math
from functools import cache
from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import Field, model_validator

from include.yaml_files import Strict


class Band(Strict):
    """A stretch of time since a day, from the end of the band before it to its own last day, which belongs to it."""

    codeset: str
    code: str
    up_to: int | None = Field(description="its length from that day; None where a limit ends it, or nothing")
    unit: Literal["weeks", "months"] | None
    limit_id: str | None = Field(description="the time limit with whose last day in time it ends")
    source: str

    @model_validator(mode="after")
    def _has_one_end(self) -> Band:
        if (self.up_to is None) != (self.unit is None) or (self.up_to and self.limit_id):
            raise ValueError(f"band {self.code}: a length has a unit, and a limit's last day is no other's")
        return self

    @property
    def days(self) -> float:
        """Calendar days from the start to its last day, of a band in weeks; infinite where nothing ends it.

        Raises:
            ValueError: they differ from case to case.

        """
        if self.limit_id or self.unit == "months":
            raise ValueError(f"the days of band {self.code} differ from case to case")
        return self.up_to * 7 if self.up_to else math.inf

    def last_day(self, start: pd.Series, in_time: pd.Series | None = None) -> pd.Series:
        """Its last day for each start; missing where it has no end.

        Args:
            start: dates from which it is reckoned.
            in_time: last days in time of the limit that ends it.

        """
        if self.limit_id and in_time is not None:
            return in_time
        if self.up_to is None:
            return start.mask(start.notna())
        is_in_weeks = self.unit == "weeks"
        return start + (pd.Timedelta(weeks=self.up_to) if is_in_weeks else pd.DateOffset(months=self.up_to))


@cache
def bands(codeset: str) -> tuple[Band, ...]:
    """The bands of a set, the shortest first. Raises KeyError when there is no such set."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["codeset"] == codeset]
    if not rows:
        raise KeyError(codeset)
    return tuple(Band.model_validate({name: value or None for name, value in row.items()}) for row in rows)
