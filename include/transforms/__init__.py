"""From case tables to figures: the statutory clock, facts, measures. Pure functions of their arguments.

```
case tables ──► build_facts ──► compute_measures ──► figures for every period and group
```
"""

from include.transforms.facts import build_facts
from include.transforms.measures import ALL, Catalogue, Families, cases_of, compute_measures

__all__ = ["ALL", "Catalogue", "Families", "build_facts", "cases_of", "compute_measures"]
