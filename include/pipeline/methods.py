"""What an extract is checked and counted by: three functions without I/O that every step takes from one place.

Tests of what is read and written, and when, put counts of people in their place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from include.expectations import Validation, validate
from include.transforms import compute_measures, local_facts


@dataclass(frozen=True)
class Methods:
    """The computation of a night.

    Attributes:
        check: see `include.expectations.validate`.
        facts: see `include.transforms.local_facts`.
        figures: see `include.transforms.compute_measures`.

    """

    check: Callable[..., Validation]
    facts: Callable[..., dict[str, pd.DataFrame]]
    figures: Callable[..., pd.DataFrame]


METHODS = Methods(check=validate, facts=local_facts, figures=compute_measures)
