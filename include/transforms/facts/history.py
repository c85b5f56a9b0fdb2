"""What an authority's records say up to a day: requests, plans, clocks and open cases, each worked out once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property

import pandas as pd

from include.transforms.clock import Boundary
from include.transforms.facts.plans import fact_caseload, plans_of
from include.transforms.facts.records import Records
from include.transforms.facts.request_clocks import request_clocks
from include.transforms.facts.requests import requests_of


class History:
    """What the case tables say at the close of a day, from which kinds build their rows."""

    def __init__(self, records: Records, as_at: date, boundary: Boundary) -> None:
        self.records, self.day, self.boundary = records, as_at, boundary
        self._built: dict[Callable[[History], pd.DataFrame], pd.DataFrame] = {}

    @property
    def as_at(self) -> pd.Timestamp:
        """The day; later events are unknown."""
        return self.records.as_at

    def table(self, name: str) -> pd.DataFrame:
        """A case table; without rows when it is not held."""
        return self.records.table(name)

    def known(self, days: pd.Series) -> pd.Series:
        """Dates up to the day; later ones are not known yet."""
        return self.records.known(days)

    def once(self, build: Callable[[History], pd.DataFrame]) -> pd.DataFrame:
        """What a function makes of this history, made once."""
        if build not in self._built:
            self._built[build] = build(self)
        return self._built[build]

    @cached_property
    def requests(self) -> pd.DataFrame:
        """`requests_of`."""
        return requests_of(self.records)

    @cached_property
    def plans(self) -> pd.DataFrame:
        """`plans_of`."""
        return plans_of(self.records, self.requests)

    @cached_property
    def request_clocks(self) -> pd.DataFrame:
        """The 6, 16 and 20 weeks of every request."""
        return request_clocks(self.records, self.requests, self.day, self.boundary)

    @cached_property
    def caseload(self) -> pd.DataFrame:
        """`fact_caseload`."""
        return fact_caseload(self.records, self.request_clocks, self.plans)
