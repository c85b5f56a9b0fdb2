"""Two councils: a small one with everything checked, and Kirklees for its numbers."""

from __future__ import annotations

from datetime import date

import pytest

from include import synthetic
from include.published.opendata import Calibration, calibration
from include.synthetic import SyntheticCouncil

LAST_DAY = date(2026, 3, 15)


@pytest.fixture(scope="session")
def council() -> SyntheticCouncil:
    """North East Lincolnshire, some 1,800 plans, without faults: large enough that every kind of case occurs."""
    return synthetic.generate("812", 2019, LAST_DAY, seed=3)


@pytest.fixture(scope="session")
def kirklees_published() -> Calibration:
    return calibration("382")


@pytest.fixture(scope="session")
def kirklees(kirklees_published: Calibration) -> SyntheticCouncil:
    return synthetic.generate("382", 2015, date(2026, 11, 22), calibration=kirklees_published)


@pytest.fixture(scope="session")
def dirty() -> SyntheticCouncil:
    """The small council with faults in a tenth of the rows of its main tables."""
    return synthetic.generate("812", 2019, LAST_DAY, seed=3, dirt=0.1)
