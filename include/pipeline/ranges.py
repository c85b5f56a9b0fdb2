"""How far the faults of a night could move its figures."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pyarrow as pa

from include.doubt import Evidence, places, ranges, ratios
from include.errors import LakeError
from include.expectations.rules import rules
from include.model.frames import to_arrow, to_frame
from include.pipeline.facts import facts_of, facts_there
from include.pipeline.night import Night

Query = Callable[..., pd.DataFrame]

_PERIOD_TYPES = ("half_term", "calendar_year", "academic_year")


def measure_ranges(night: Night, query: Query) -> pd.DataFrame:
    """Rows of `dq.measure_range` less the run's columns: the latest ended half-term, calendar and academic year."""
    figures = query(
        "SELECT DISTINCT ON (measure_id, period_type) measure_id, period_type, period_key, period_start, period_end,"
        " numerator, denominator, value FROM marts.measure_value WHERE authority = %s AND basis = 'restated'"
        " AND dimension = 'all' AND status IN ('ok', 'no_cases') AND period_end <= %s AND period_type = ANY(%s)"
        " AND measure_id = ANY(%s) ORDER BY measure_id, period_type, period_end DESC",
        night.authority.slug,
        night.extract_date,
        list(_PERIOD_TYPES),
        [*places(night.catalogue), *(measure.measure_id for measure in ratios(night.catalogue))],
    )
    cases = {name: to_frame(table) for name, table in night.lake.open(night.path("conformed")).items()}

    def fact(name: str) -> pa.Table:
        try:
            return facts_there(night).coded(name)
        except LakeError:  # a later night's have taken their place
            return to_arrow(facts_of(night)[name])

    evidence = Evidence(cases, night.lake.read(night.path("quarantine")), rules())
    return ranges(night.catalogue, figures, evidence, fact, night.keys)
