"""Stands in for the search for what would give a small count away, which is most of the work of a pack.

For tests of something else: what it must withhold is asked in `tests/reports`.
"""

from __future__ import annotations

import pandas as pd
import pytest

from include.reports.disclosure import Printed
from include.reports.pack import public


def small_alone(patch: pytest.MonkeyPatch) -> None:
    """Have public packs withhold small counts and nothing beside them, so that more is printed."""
    patch.setattr(public, "suppressed", _small)


def _small(printed: Printed) -> pd.Series:
    return printed.cells["count"].between(1, printed.cells["smallest"] - 1)
