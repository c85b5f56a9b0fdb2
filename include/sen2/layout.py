"""How a return is laid out in each year: years, fields, and where blocks stand inside one another. All of it data.

| file | one row for |
|---|---|
| `years.yaml` | return year: census day, deadline, whose fields |
| `fields.csv` | year, module and field: order, form, whether required, code set |

No document of DfE's was recovered whole. The structure is that of third-party readings of the 2023 to 2026
specifications; what they disagree on is told in `docs/sen2.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from include.errors import ConfigError
from include.model.codes import SEN2_PARENT as PARENT
from include.yaml_files import load

_HERE = Path(__file__).parent

MODULES = ("sen2", "person", *PARENT)
# Blocks of the XML by the field after which they come; those not named here come last.
_AFTER = {"plandetail": "StartDate", "placementdetail": "TransferLA", "senneed": "TransferLA"}
# 2023 had residence and work-based learning between placements and needs.
_AFTER_2023 = {**_AFTER, "senneed": "WBP"}
ELEMENTS = {
    "person": "Person",
    "requests": "Requests",
    "assessment": "Assessment",
    "namedplan": "NamedPlan",
    "plandetail": "PlanDetail",
    "activeplans": "ActivePlans",
    "placementdetail": "PlacementDetail",
    "senneed": "SENneed",
}


@dataclass(frozen=True)
class Year:
    """One return: its year, census day, deadline, and whether a specification of the year was found."""

    year: int
    census: date
    deadline: date | None
    fields_of: int
    is_confirmed: bool

    @property
    def first_day(self) -> date:
        """First day of the calendar year whose events the return holds."""
        return date(self.year - 1, 1, 1)

    @property
    def last_day(self) -> date:
        """Last day of that year."""
        return date(self.year - 1, 12, 31)


@cache
def _years() -> dict[int, Year]:
    raw: dict[int, dict[str, Any]] = load(_HERE / "years.yaml")
    return {
        year: Year(
            year,
            entry["census"],
            entry.get("deadline"),
            entry.get("fields_of", year),
            entry.get("status") != "unconfirmed",
        )
        for year, entry in raw.items()
    }


def year_of(year: int) -> Year:
    """One return year.

    Raises:
        ConfigError: nothing is known of a return of that year.

    """
    if year not in _years():
        years = ", ".join(map(str, _years()))
        raise ConfigError(
            f"Nothing is known of the SEN2 return of {year}. Known are {years}; a new year is an entry in"
            " include/sen2/years.yaml."
        )
    return _years()[year]


def return_years() -> tuple[int, ...]:
    """Every return year known."""
    return tuple(_years())


@cache
def _fields() -> pd.DataFrame:
    return pd.read_csv(_HERE / "fields.csv", dtype={"codeset": "str"})


def fields(year: int) -> pd.DataFrame:
    """Fields of one year: `module`, `order`, `field`, `datatype`, `required`, `codeset`."""
    return _fields_of(year_of(year).fields_of).copy()


@cache
def _fields_of(year: int) -> pd.DataFrame:
    table = _fields()
    return table[table["year"] == year].drop(columns="year").reset_index(drop=True)


def blocks(module: str, year: int) -> list[tuple[str, str]]:
    """What stands in a module's block, in order: `("field", name)` and `("block", module)`."""
    spec = fields(year)
    names = spec.loc[spec["module"] == module].sort_values("order")["field"].tolist()
    after = _AFTER_2023 if year_of(year).fields_of == 2023 else _AFTER
    inside = [child for child, parent in PARENT.items() if parent == module]
    parts: list[tuple[str, str]] = []
    for name in names:
        parts.append(("field", name))
        parts += [("block", child) for child in inside if after.get(child) == name]
    return parts + [("block", child) for child in inside if after.get(child) not in names]
