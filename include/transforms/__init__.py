"""From case tables to figures: the statutory clock, facts, measures. Pure functions of their arguments.

```
case tables ──► local_facts ──► work_list
                    └─► pseudonymise ──► compute_measures ──► figures for every period and group
```
"""

from include.transforms.facts import build_facts, local_facts, pseudonymise
from include.transforms.measures import ALL, Catalogue, Families, cases_of, compute_measures

__all__ = [
    "ALL",
    "Catalogue",
    "Families",
    "build_facts",
    "cases_of",
    "compute_measures",
    "local_facts",
    "pseudonymise",
]
