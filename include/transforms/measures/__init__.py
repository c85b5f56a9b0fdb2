"""Measures: entries of a catalogue (the YAML files here, by theme), all computed by the same few lines."""

from include.transforms.facts.kinds import KIND_OF
from include.transforms.measures.cases import cases_of
from include.transforms.measures.catalogue import (
    ALL,
    Catalogue,
    Count,
    Counted,
    Difference,
    MadeOfOthers,
    Measure,
    OfEvents,
    OfSpells,
    Percentile,
    Rate,
    Ratio,
    Rolling,
    Share,
    Stock,
    Sum,
    WithMet,
    parse_measure,
)
from include.transforms.measures.compute import compute_measures
from include.transforms.measures.families import Families
from include.transforms.measures.filters import Filter

__all__ = [
    "ALL",
    "KIND_OF",
    "Catalogue",
    "Count",
    "Counted",
    "Difference",
    "Families",
    "Filter",
    "MadeOfOthers",
    "Measure",
    "OfEvents",
    "OfSpells",
    "Percentile",
    "Rate",
    "Ratio",
    "Rolling",
    "Share",
    "Stock",
    "Sum",
    "WithMet",
    "cases_of",
    "compute_measures",
    "parse_measure",
]
