"""The figures of a council, as they are and as they are told of a faulty extract of it."""

from __future__ import annotations

import pandas as pd

from include.doubt import Evidence, places, ranges, ratios
from include.model.frames import to_arrow
from include.transforms import Catalogue, build_facts, compute_measures
from tests.conftest import EXTRACT_DATE

PERIODS = pd.DataFrame(
    {
        "period_type": ["half_term", "calendar_year"],
        "period_key": ["2025-26-spring-1", "2025"],
        "period_start": pd.to_datetime(["2026-01-05", "2025-01-01"]).as_unit("us"),
        "period_end": pd.to_datetime(["2026-02-22", "2025-12-31"]).as_unit("us"),
    }
)
# Ranges are told of totals; breakdowns would take most of the time.
CATALOGUE = Catalogue(tuple(measure.model_copy(update={"dimensions": ()}) for measure in Catalogue.load()))
_BOUNDED = {*places(CATALOGUE), *(measure.measure_id for measure in ratios(CATALOGUE))}


def keys(kind: str, ids: pd.Series) -> pd.Series:
    """Keys in which the records can still be read."""
    return kind + ":" + ids.astype("str")


class Council:
    """A council's case tables with the figures that have a range: totals of the latest periods."""

    def __init__(self, cases: dict[str, pd.DataFrame]) -> None:
        self.cases = cases
        self.facts = build_facts(cases, EXTRACT_DATE, keys=keys)
        found = compute_measures(CATALOGUE.only(_BOUNDED), self.facts, PERIODS, EXTRACT_DATE, held=set(cases))
        self.figures = found[found["measure_id"].isin(_BOUNDED) & found["status"].isin(["ok", "no_cases"])]

    def ranges(self, evidence: Evidence) -> pd.DataFrame:
        """What is told of the figures, given the faults of the extract that they rest on."""
        return ranges(CATALOGUE, self.figures, evidence, lambda name: to_arrow(self.facts[name]), keys)
