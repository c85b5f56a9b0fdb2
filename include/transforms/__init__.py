"""From case tables to figures: the statutory clock, facts, measures. Pure functions of their arguments.

```
case tables ──► build_facts ──► compute_measures ──► figures for every period and group
```
"""

from include.transforms.facts import build_facts
from include.transforms.measures import (
    ALL,
    cases_of,
    catalogue,
    compute_measures,
    definition_versions,
    fact_of,
    measure_ids,
)
from include.transforms.measures.families import families, nested, parts

__all__ = [
    "ALL",
    "build_facts",
    "cases_of",
    "catalogue",
    "compute_measures",
    "definition_versions",
    "fact_of",
    "families",
    "measure_ids",
    "nested",
    "parts",
]
