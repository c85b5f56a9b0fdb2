"""Reading the worked examples: from a few records in words and dates to the case tables of a small council."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from include.model import TABLES
from tests.transforms.council import tables

HERE = Path(__file__).parent

# Records that others refer to.
_LINKED = ("person", "request", "assessment", "plan", "active_plan")


@dataclass(frozen=True)
class Example:
    """One figure of a council small enough to be counted on paper."""

    measure_id: str
    cases: tuple[dict[str, Any], ...]
    expected: dict[str, float]
    period: str = "2025"
    as_at: date = date(2025, 12, 31)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Case tables of the council, every record of one case linked to the others by invented identifiers."""
        rows: dict[str, list[dict[str, Any]]] = {"person": []}
        for number, case in enumerate(self.cases, start=1):
            records = {"person": {}, **_records(case)}
            for table, given in records.items():
                for place, record in enumerate(given if isinstance(given, list) else [given], start=1):
                    rows.setdefault(table, []).append(_identified(table, record, number, place))
        return tables(**rows)

    def counted(self) -> dict[str, int]:
        """Cases above and below the line, as the words beside each say."""
        counts = [case["counts"] for case in map(_of, self.cases)]
        return {"numerator": counts.count("above"), "denominator": len(counts) - counts.count("out")}


def _of(case: dict[str, Any]) -> dict[str, Any]:
    (about,) = case.values()
    return about


def _records(case: dict[str, Any]) -> dict[str, Any]:
    return {name: records for name, records in _of(case).items() if name != "counts"}


def _identified(table: str, record: dict[str, Any], case: int, place: int) -> dict[str, Any]:
    """A record with its own identifier and those of the case's other records, unless it gives them."""
    model = TABLES[table]
    links = {f"{name}_id": f"{name}-{case}" for name in _LINKED}
    own = {name: f"{table}-{case}-{place}" for name in model.key if model.columns[name].type == "id"}
    made = {name: value for name, value in {**own, **links}.items() if name in model.columns}
    return {**made, **record}


@cache
def examples() -> tuple[Example, ...]:
    """Every worked example of a measure."""
    found: list[Example] = []
    for path in sorted(HERE.glob("*.yaml")):
        if path.stem == "limits":
            continue
        for measure_id, given in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            found.append(Example(measure_id=measure_id, **{**given, "cases": tuple(given["cases"])}))
    return tuple(found)
