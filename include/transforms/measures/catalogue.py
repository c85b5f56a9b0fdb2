"""The measure catalogue: what each measure means to people, and how it is counted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from include.model import MARTS, TABLES
from include.transforms.groups import DIMENSIONS

ALL = "all"
BREAKDOWNS = (*DIMENSIONS, "subject", "school")
COUNTED = ("rate", "count", "stock", "stock_rate", "median", "p90", "sum", "share")

# Columns that computing adds to a fact, besides those of the warehouse.
_DERIVED = {"fact_caseload": {"is_last_spell", "due_date", "out_of_scope_reason"}}
# Cases that no cohort of a limit counts, now or on any earlier day.
_NEVER_COUNTED = (
    "tribunal_ordered",
    "mediation_changed",
    "transferred_in",
    "plan_after_deadline",
    "family_answered",
    "dates_unusable",
)
_DUE = (
    "Of the cases whose last day in time was in the period, those ended on or before it. Still open, ended later, or"
    " stopped after that day without an end (withdrawn, moved away, plan ceased, never answered) count as not met;"
    " only what stopped on or before its last day in time is left out. Groups are those of the last day in time."
)
_OPEN = (
    "Cases past their last day in time that had neither ended nor stopped by the last day of the period, whatever"
    " happened since; in the groups of the day on which they ended or stopped, or of the as-at day."
)
# Groups of fact_clock as on the last day in time.
DUE_GROUPS = ("due_team", "due_caseworker", "due_age_band", "due_setting", "due_school_phase")
# A definition that is the same for every limit has one version for all of them, unless the entry's own is higher.
_VERSIONS = {"issued": 1, "due": 2, "open": 2}
_OPEN_GROUPS = ("locality", "team", "subject")

Values = dict[str, tuple[str | bool, ...]]


class Measure(BaseModel):
    """One entry of the catalogue: what it means to people (as `dim_measure`), and how it is counted.

    | statistic | value | also |
    |---|---|---|
    | rate | percent of events that are `met` | numerator, denominator |
    | share | percent: sum of `of` over sum of `out_of` | numerator, denominator |
    | count, sum | events, or the sum of `of` | numerator |
    | stock | spells on the period's last day, or the sum of their `of` | numerator |
    | stock_rate | percent of those spells that are `met` | numerator, denominator |
    | median, p90 | of `of` | denominator: how many |
    | ratio | value of the first of `parts` (and of `plus`) over that of the second | numerator, denominator |
    | difference | `sign` times: first of `parts` less the least of the others, and less `less` | |
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    measure_id: str
    measure_name: str
    definition: str
    numerator: str
    denominator: str | None = None
    statistic: Literal[
        "rate", "share", "count", "sum", "stock", "stock_rate", "median", "p90", "ratio", "difference"
    ]
    cohort: Literal["received", "issued", "due", "open"] | None = None
    unit: Literal["percent", "points", "cases", "plans", "days", "pounds", "grade", "fte", "ratio"]
    direction: Literal["higher", "lower", "track"]
    target: float | None = None
    target_source: str
    citation: str
    recommendation: str
    audiences: str
    smallest_count: int = Field(
        default=5, description="councils withhold smaller counts of children with SEN"
    )
    definition_version: int = 1

    fact: str = ""
    date: tuple[str, ...] = ()
    where: Values = {}
    where_not: Values = {}
    met: Values = {}
    met_not: Values = {}
    of: str | None = None
    out_of: str | None = None
    past_limit: str | None = None
    overdue: bool = Field(default=False, description="stock of fact_clock: from the day after the due date")
    lasting: int | None = Field(default=None, description="an event counts for so many months after its day")
    months_before: int = Field(default=0, description="a stock is taken so many months earlier")
    parts: tuple[str, ...] = ()
    plus: tuple[str, ...] = ()
    counted_by: str | None = Field(
        default=None, description="amounts: the measure that counts whose they are"
    )
    less: float = 0
    sign: int = 1
    needs: tuple[str, ...]
    dimensions: tuple[str, ...]

    @model_validator(mode="after")
    def _can_be_counted(self) -> Measure:
        if self.statistic in COUNTED:
            known = set(MARTS["marts"][self.fact].columns) | _DERIVED.get(self.fact, set())
        else:
            known = set()
        used = {*self.date, *self.where, *self.where_not, *self.met, *self.met_not}
        used |= {column for column in (self.of, self.out_of) if column}
        if unknown := sorted(
            (used - known) | (set(self.needs) - set(TABLES)) | (set(self.dimensions) - set(BREAKDOWNS))
        ):
            raise ValueError(f"measure {self.measure_id} names what does not exist: {', '.join(unknown)}")
        if self.statistic in ("ratio", "difference"):
            fits = bool(self.parts) and (self.statistic == "difference" or len(self.parts) == 2)
        else:
            is_spell = self.statistic in ("stock", "stock_rate") and self.lasting is None
            fits = bool(self.date) != is_spell
            fits &= bool(self.met or self.met_not) == (self.statistic in ("rate", "stock_rate"))
            fits &= self.of is not None if self.statistic in ("median", "p90", "sum", "share") else True
            fits &= self.of is None if self.statistic in ("rate", "count", "stock_rate") else True
            fits &= (self.out_of is not None) == (self.statistic == "share")
        if not fits:
            raise ValueError(f"measure {self.measure_id}: a {self.statistic} needs other entries than it has")
        return self


@cache
def read() -> tuple[tuple[Measure, ...], dict[str, list[str]]]:
    """Every measure, and the case tables that each breakdown needs."""
    made: list[Measure] = []
    needs: dict[str, list[str]] = {"subject": [], "school": []}
    for path in sorted(Path(__file__).parent.glob("*.yaml")):
        raw: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        needs |= raw.get("dimensions", {})
        for key, entry in raw["measures"].items():
            made += [Measure.model_validate(each) for each in _cohorts(key, entry)]
    names = [measure.measure_id for measure in made]
    missing = {part for measure in made for part in linked(measure)} - set(names)
    if len(set(names)) != len(names) or missing:
        raise ValueError(f"the catalogue names measures twice, or parts that it lacks: {sorted(missing)}")
    return tuple(made), needs


def measures() -> tuple[Measure, ...]:
    """Every measure, in the order of the catalogue."""
    return read()[0]


def measure_ids(held: set[str] | None = None) -> tuple[str, ...]:
    """Every measure, or those whose case tables are among `held`."""
    return tuple(m.measure_id for m in measures() if held is None or held.issuperset(m.needs))


def linked(measure: Measure) -> tuple[str, ...]:
    """The measures that a measure is made of, or that count whose amounts it gives."""
    return (*measure.parts, *measure.plus, *([measure.counted_by] if measure.counted_by else []))


def fact_of(measure_id: str) -> str:
    """The fact that a measure counts; that of its first part for a measure made of others."""
    by_id = {measure.measure_id: measure for measure in measures()}
    measure = by_id[measure_id]
    while measure.parts:
        measure = by_id[measure.parts[0]]
    return measure.fact


def definition_versions() -> dict[str, int]:
    """Version of each measure's definition."""
    return {m.measure_id: m.definition_version for m in measures()}


def catalogue() -> pd.DataFrame:
    """The catalogue for people: columns and dtypes of `dim_measure`."""
    columns = MARTS["marts"]["dim_measure"].columns
    rows = [measure.model_dump(include=set(columns)) for measure in measures()]
    return pd.DataFrame(rows, columns=list(columns)).astype({c.name: c.dtype for c in columns.values()})


def _cohorts(measure_id: str, entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One measure, or for an entry with `limit` and `cohorts` one for each cohort of that limit.

    | cohort | identifier | what is counted |
    |---|---|---|
    | issued | the entry's | limits whose end event was in the period, as DfE counts |
    | due | with `_due` | limits whose last day in time was in the period, met or not, less what stopped by then |
    | open | `_overdue_n` for `_rate` | limits open and past their last day at the end of the period |

    `besides`: what a reader must know of the due and the open cohort besides the words that are the same for all.
    """
    entry = dict(entry)
    limit, wanted = entry.pop("limit", None), entry.pop("cohorts", None)
    besides = f" {entry.pop('besides')}" if "besides" in entry else ""
    if limit is None:
        yield {"measure_id": measure_id, **entry}
        return
    name, version = entry["measure_name"], entry.get("definition_version", 1)
    limited = {"limit_id": limit, "in_scope": [True]}
    in_time = {"clock_status": ["in_time"]}
    if "issued" in wanted:
        ended = {**limited, "clock_status": ["in_time", "late"]}
        counted = {
            "fact": "fact_clock",
            "cohort": "issued",
            "date": ["clock_end"],
            "where": ended,
            "met": in_time,
        }
        yield {"measure_id": measure_id, **entry, **counted}
    if "due" in wanted:
        due = {"limit_id": limit, "clock_status": ["in_time", "late", "open", "open_overdue", "missed"]}
        yield {
            "measure_id": f"{measure_id}_due",
            **entry,
            "measure_name": f"{name}: due in the period",
            "definition": f"{_DUE}{besides}",
            "denominator": "Last day in time in the period, less what stopped by then",
            "fact": "fact_clock",
            "cohort": "due",
            "date": ["due_date"],
            "where": due,
            "where_not": {"out_of_scope_reason": list(_NEVER_COUNTED)},
            "met": in_time,
            "definition_version": max(version, _VERSIONS["due"]),
        }
    if "open" in wanted:
        yield {
            "measure_id": f"{measure_id.removesuffix('_rate')}_overdue_n",
            **entry,
            "measure_name": f"{name}: open and overdue",
            "definition": f"{_OPEN}{besides}",
            "numerator": "Open past the last day in time",
            "denominator": None,
            "statistic": "stock",
            "unit": "cases",
            "direction": "lower",
            "target": 0 if "target" in entry else None,
            "fact": "fact_clock",
            "cohort": "open",
            "overdue": True,
            "definition_version": max(version, _VERSIONS["open"]),
            "where": {"limit_id": limit},
            "where_not": {"out_of_scope_reason": list(_NEVER_COUNTED)},
            "dimensions": [name for name in entry["dimensions"] if name in _OPEN_GROUPS],
        }
