"""From case tables to figures: the statutory clock, facts, measures. Pure functions of their arguments.

```
case tables ──► local_facts ──► work_list
                    └─► pseudonymise ──► compute_measures ──► figures for every period and group
```
"""

from include.transforms.facts import build_facts, local_facts, pseudonymise
from include.transforms.measures import (
    ALL,
    cases_of,
    catalogue,
    compute_measures,
    definition_versions,
    fact_of,
    measure_ids,
)
from include.transforms.measures.families import atoms, atoms_of_groups, families, narrowed, parts, sums

__all__ = [
    "ALL",
    "atoms",
    "atoms_of_groups",
    "build_facts",
    "cases_of",
    "catalogue",
    "compute_measures",
    "definition_versions",
    "fact_of",
    "families",
    "local_facts",
    "measure_ids",
    "narrowed",
    "parts",
    "pseudonymise",
    "sums",
]
