"""Is an extract fit for use? Types, rules and the gate.

```
text as received ──► parse ──► validate ──► conformed tables, rows set aside, counts for each rule, gate messages
```

Rules come from the case model and from `rules/*.yaml`. Great Expectations runs them and is only imported then.
"""

from include.expectations.corrections import Corrections
from include.expectations.drift import USUAL_NIGHTS, compare, profile
from include.expectations.gate import GateConfig
from include.expectations.parse import ParsedTable, parse
from include.expectations.rules import catalogue
from include.expectations.runner import Validation, validate

__all__ = [
    "USUAL_NIGHTS",
    "Corrections",
    "GateConfig",
    "ParsedTable",
    "Validation",
    "catalogue",
    "compare",
    "parse",
    "profile",
    "validate",
]
