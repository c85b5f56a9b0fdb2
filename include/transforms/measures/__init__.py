"""Measures: entries of a catalogue (the YAML files here, by theme), all computed by the same few lines."""

from include.transforms.measures.catalogue import ALL, Measure, catalogue, measures
from include.transforms.measures.compute import compute_measures

__all__ = ["ALL", "Measure", "catalogue", "compute_measures", "measures"]
