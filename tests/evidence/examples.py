"""Reading the worked examples: from a few records in words and dates to the case tables of a small council."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from include.model import TABLES
from include.yaml_files import load
from tests.transforms.council import tables

HERE = Path(__file__).parent

SPINE = ("request", "assessment", "plan", "active_plan", "placement", "sen_need")
# Columns that tell records apart besides the identifiers.
_NAMES = {"urn", "ukprn", "setting_urn", "line", "provision_group"}
# Records that others refer to.
_LINKED = ("person", "request", "assessment", "plan", "active_plan")
# What a word beside a case adds above and below the line; amounts are given as {above: 80, below: 100}.
_WORDS = {"above": (1, 1), "below": (0, 1), "out": (0, 0)}


@dataclass(frozen=True, eq=False)
class Council:
    """A council small enough to be counted on paper."""

    name: str
    cases: tuple[dict[str, Any], ...]
    period: str = "2025"
    as_at: date = date(2025, 12, 31)
    given: tuple[tuple[str, date, float], ...] = ()

    def figures_given(self) -> pd.DataFrame:
        """What the authority's file gives, as `compute_measures` takes it."""
        rows = pd.DataFrame(self.given, columns=["measure_id", "day", "value"])
        return rows.assign(day=pd.to_datetime(rows["day"]))

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """Records of the council by table, those of one case linked to each other by invented identifiers."""
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in ("person", *SPINE)}
        for number, case in enumerate(self.cases, start=1):
            records = {"person": {}, **_records(case)}
            for table, given in records.items():
                for place, record in enumerate(given if isinstance(given, list) else [given], start=1):
                    rows.setdefault(table, []).append(_identified(table, record, number, place))
        return rows


def side_by_side(councils: Sequence[Council]) -> dict[str, pd.DataFrame]:
    """Case tables of several councils in one; every identifier tells by `mark` whose it is."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for council in councils:
        for table, records in council.rows().items():
            marked = [_marked(table, record, mark(council)) for record in records]
            rows.setdefault(table, []).extend(marked)
    return tables(**rows)


def mark(council: Council) -> str:
    """What stands in every identifier of a council, and in no other's."""
    return f"<{council.name}>"


def _marked(table: str, record: dict[str, Any], whose: str) -> dict[str, Any]:
    named = {name for name, column in TABLES[table].columns.items() if column.type == "id"} | _NAMES
    return {name: whose + value if name in named else value for name, value in record.items()}


@dataclass(frozen=True)
class Example:
    """One figure of such a council."""

    measure_id: str
    council: Council
    place: int
    expected: dict[str, float]
    by_subject: dict[str, dict[str, float]]

    def weights(self) -> list[tuple[float, float]]:
        """What each case adds above and below the line, as the words beside it say."""
        return [_weight(case["counts"], self.place) for case in map(_of, self.council.cases)]

    def counted(self) -> dict[str, float]:
        """Cases, or amounts, above and below the line."""
        above, below = zip(*self.weights(), strict=True)
        return {"numerator": sum(above), "denominator": sum(below)}


def _weight(counts: Any, place: int) -> tuple[float, float]:
    given = counts[place] if isinstance(counts, list) else counts
    if isinstance(given, dict):
        return given.get("above", 0), given.get("below", 0)
    return _WORDS[given]


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
        for name, given in load(path).items():
            about = {key: given[key] for key in ("period", "as_at") if key in given}
            figures = given.get("given", {}).items()
            about["given"] = tuple((m, day, value) for m, days in figures for day, value in days.items())
            council = Council(name, tuple(given["cases"]), **about)
            by_subject = given.get("by_subject", {})
            figures = given["figures"] if "figures" in given else {name: given["expected"]}
            for place, (measure_id, expected) in enumerate(figures.items()):
                found.append(Example(measure_id, council, place, expected, by_subject))
    return tuple(found)
