"""Measures: entries of a catalogue (the YAML files here, by theme), all computed by the same few lines."""

from include.transforms.facts.kinds import KIND_OF
from include.transforms.measures.cases import cases_of
from include.transforms.measures.catalogue import Catalogue
from include.transforms.measures.compute import compute_measures
from include.transforms.measures.entries import (
    ALL,
    Average,
    Count,
    Counted,
    Difference,
    Given,
    MadeOfOthers,
    Mean,
    Measure,
    OfEvents,
    OfSpells,
    Percentile,
    Rate,
    Ratio,
    Rolling,
    Share,
    Stock,
    StockMean,
    Sum,
    WithMet,
    parse_measure,
)
from include.transforms.measures.families import Families
from include.transforms.measures.filters import Filter

__all__ = [
    "ALL",
    "KIND_OF",
    "Average",
    "Catalogue",
    "Count",
    "Counted",
    "Difference",
    "Families",
    "Filter",
    "Given",
    "MadeOfOthers",
    "Mean",
    "Measure",
    "OfEvents",
    "OfSpells",
    "Percentile",
    "Rate",
    "Ratio",
    "Rolling",
    "Share",
    "Stock",
    "StockMean",
    "Sum",
    "WithMet",
    "cases_of",
    "compute_measures",
    "parse_measure",
]
