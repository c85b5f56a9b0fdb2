"""How far the faults of an extract could move a figure: whatever the cases in doubt are, it lies between these two.

A case is in doubt for a figure when a record that decides about it was set aside, or has a value that was left out or
is missing where a rule wants one: it may be counted wrongly or kept out. Cases without such a record are counted as
they are. So with *n* of *d* among these, and *u* cases in doubt that could belong to the period, a rate lies between
n/(d+u) and (n+u)/(d+u), and a count between n and n+u. Nothing is guessed: the range is what could be, not what is
likely. A value that can be read and breaks no rule is believed. Which records decide is data: `places.yaml`.
"""

from __future__ import annotations

import pandas as pd

from include.lake import to_frame
from include.pipeline.measure_range.bounds import ranges
from include.pipeline.measure_range.evidence import Evidence
from include.pipeline.measure_range.lineage import not_reliable
from include.pipeline.measure_range.places import places, ratios, without_range
from include.pipeline.night import Night
from include.reports.overview import Query

__all__ = [
    "Evidence",
    "measure_ranges",
    "not_reliable",
    "places",
    "ranges",
    "ratios",
    "without_range",
    "without_reliable_figures",
]

_PERIOD_TYPES = ("half_term", "calendar_year", "academic_year")


def without_reliable_figures(night: Night) -> dict[str, set[str]]:
    """Measures of a validated night that are not reliable, each with the breakdowns that are not; `all` for all."""
    manifest = night.lake.manifest(night.path("conformed")) or {}
    rows = not_reliable(manifest.get("not_reliable", {}))
    return {str(name): set(part) for name, part in rows.groupby("measure_id")["dimension"]}


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
        [*places(), *(measure.measure_id for measure in ratios())],
    )
    cases = {name: to_frame(table) for name, table in night.lake.read(night.path("conformed")).items()}

    def fact(name: str) -> pd.DataFrame:
        return to_frame(night.lake.read(f"facts/authority={night.authority.slug}", only=name)[name])

    return ranges(figures, Evidence(cases, night.lake.read(night.path("quarantine"))), fact, night.keys)
