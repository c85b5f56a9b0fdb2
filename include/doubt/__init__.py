"""How far the faults of an extract could move a figure: whatever the cases in doubt are, it lies between these two.

A case is in doubt for a figure when a record that decides about it was set aside, or has a value that was left out or
is missing where a rule wants one: it may be counted wrongly or kept out. Cases without such a record are counted as
they are. So with *n* of *d* among these, and *u* cases in doubt that could belong to the period, a rate lies between
n/(d+u) and (n+u)/(d+u), and a count between n and n+u. Nothing is guessed: the range is what could be, not what is
likely. A value that can be read and breaks no rule is believed. Which records decide, the kinds say
(`include.transforms.facts.kinds`).
"""

from include.doubt.bounds import ranges
from include.doubt.evidence import Evidence
from include.doubt.lineage import not_reliable
from include.doubt.places import places, ratios, without_range

__all__ = [
    "Evidence",
    "not_reliable",
    "places",
    "ranges",
    "ratios",
    "without_range",
]
