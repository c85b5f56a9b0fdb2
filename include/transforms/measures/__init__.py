"""Measures: entries of a catalogue (the YAML files here, by theme), all computed by the same few lines."""

from include.transforms.measures.cases import cases_of
from include.transforms.measures.catalogue import (
    ALL,
    Measure,
    catalogue,
    definition_versions,
    fact_of,
    measure_ids,
    measures,
)
from include.transforms.measures.compute import compute_measures

__all__ = [
    "ALL",
    "Measure",
    "cases_of",
    "catalogue",
    "compute_measures",
    "definition_versions",
    "fact_of",
    "measure_ids",
    "measures",
]
