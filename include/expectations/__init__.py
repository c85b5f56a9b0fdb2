"""Is an extract fit for use? Types, rules and the gate.

```
text as received ──► parse ──► known_on ──► validate ──► conformed tables, rows set aside, counts, gate messages
```

Rules come from the case model and from `rules/*.yaml`. Great Expectations runs them and is only imported then.
"""

from include.expectations.corrections import Corrections
from include.expectations.drift import USUAL_NIGHTS, compare, profile
from include.expectations.gate import GateConfig
from include.expectations.later import LaterEvents, known_on
from include.expectations.parse import ParsedTable, parse
from include.expectations.retired import without_retired_codes
from include.expectations.rules import catalogue
from include.expectations.runner import Validation, validate

__all__ = [
    "USUAL_NIGHTS",
    "Corrections",
    "GateConfig",
    "LaterEvents",
    "ParsedTable",
    "Validation",
    "catalogue",
    "compare",
    "known_on",
    "parse",
    "profile",
    "validate",
    "without_retired_codes",
]
