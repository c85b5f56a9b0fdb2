"""Measures: entries of a catalogue (`measures.yaml`), all computed by the same few lines for every period at once."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from include.model import MARTS, TABLES
from include.transforms.groups import AGE_DIMENSIONS, DIMENSIONS, academic_year, age_group
from include.transforms.intervals import earlier, later
from include.transforms.rates import percentage

ALL = "all"

# Columns that computing adds to a fact, besides those of the warehouse.
_DERIVED = {"fact_caseload": {"is_last_spell", "due_date", "out_of_scope_reason"}}

Values = dict[str, tuple[str | bool, ...]]


class Measure(BaseModel):
    """One entry of the catalogue: what it means to people (as `dim_measure`), and how it is counted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    measure_id: str
    measure_name: str
    definition: str
    numerator: str
    denominator: str | None = None
    statistic: Literal["rate", "count", "stock", "median"]
    cohort: Literal["received", "issued", "due", "open"] | None = None
    unit: Literal["percent", "cases", "plans", "days"]
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

    fact: str
    date: tuple[str, ...] = ()
    where: Values = {}
    where_not: Values = {}
    met: Values = {}
    of: str | None = None
    past_limit: str | None = None
    needs: tuple[str, ...]
    dimensions: tuple[str, ...]

    @model_validator(mode="after")
    def _can_be_counted(self) -> Measure:
        known = set(MARTS["marts"][self.fact].columns) | _DERIVED.get(self.fact, set())
        used = {*self.date, *self.where, *self.where_not, *self.met, *([self.of] if self.of else [])}
        if unknown := sorted(
            (used - known) | (set(self.needs) - set(TABLES)) | (set(self.dimensions) - set(DIMENSIONS))
        ):
            raise ValueError(f"measure {self.measure_id} names what does not exist: {', '.join(unknown)}")
        expected = (self.statistic != "stock", self.statistic == "rate", self.statistic == "median")
        if (bool(self.date), bool(self.met), self.of is not None) != expected:
            raise ValueError(f"measure {self.measure_id}: a {self.statistic} needs other entries than it has")
        return self


@cache
def _read() -> tuple[tuple[Measure, ...], dict[str, list[str]]]:
    raw: Any = yaml.safe_load((Path(__file__).parent / "measures.yaml").read_text(encoding="utf-8"))
    measures = tuple(
        Measure.model_validate({"measure_id": key, **entry}) for key, entry in raw["measures"].items()
    )
    return measures, raw["dimensions"]


def measures() -> tuple[Measure, ...]:
    """Every measure, in the order of the catalogue."""
    return _read()[0]


def measure_ids(held: set[str] | None = None) -> tuple[str, ...]:
    """Every measure, or those whose case tables are among `held`."""
    return tuple(m.measure_id for m in measures() if held is None or held.issuperset(m.needs))


def fact_of(measure_id: str) -> str:
    """The fact that a measure counts."""
    return next(m.fact for m in measures() if m.measure_id == measure_id)


def definition_versions() -> dict[str, int]:
    """Version of each measure's definition."""
    return {m.measure_id: m.definition_version for m in measures()}


def catalogue() -> pd.DataFrame:
    """The catalogue for people: columns and dtypes of `dim_measure`."""
    columns = MARTS["marts"]["dim_measure"].columns
    rows = [measure.model_dump(include=set(columns)) for measure in measures()]
    return pd.DataFrame(rows, columns=list(columns)).astype({c.name: c.dtype for c in columns.values()})


def compute_measures(
    facts: dict[str, pd.DataFrame], periods: pd.DataFrame, as_at: date, held: set[str] | None = None
) -> pd.DataFrame:
    """Every measure of the catalogue for every period, total and broken down.

    Args:
        facts: as `build_facts` gives them.
        periods: as `include.calendar.periods` gives them. Periods of one type must not overlap.
        as_at: events after this day are not counted; a period that still runs is computed to this day, and a stock is
            taken on it.
        held: case tables that the authority holds; None for all. A measure without its tables is `not_collected`, and
            breakdowns without theirs are left out.

    Returns:
        Columns of `measure_value` from `measure_id` to `status`, without `basis`, sorted. For every measure and period
        there is a total (dimension and member `all`); a breakdown has rows only for members with cases. `status`:
        `ok`; `no_cases` (a rate or median without denominator); `not_due` (the period starts after `as_at`);
        `not_collected`. Counts and stocks have `numerator` only; a median has the number of its cases as `denominator`.

    """
    spans = _Spans(periods.reset_index(drop=True), pd.Timestamp(as_at))
    facts = {**facts, "fact_caseload": _with_last_spell(facts["fact_caseload"])}
    dimension_needs = _read()[1]
    cells = []
    for measure in measures():
        if held is not None and not held.issuperset(measure.needs):
            cells.append(_missing(measure, spans))
            continue
        dimensions = [d for d in measure.dimensions if held is None or held.issuperset(dimension_needs[d])]
        count = _stock if measure.statistic == "stock" else _events
        cells.append(count(measure, _rows(measure, facts), dimensions, spans))
    return _finished(pd.concat(cells, ignore_index=True), spans, as_at)


def cases_of(
    measure_id: str, facts: dict[str, pd.DataFrame], first: date, last: date, as_at: date
) -> pd.DataFrame:
    """The rows of its fact that a measure counts in the period from `first` to `last`, for tracing a figure.

    Returns:
        The fact's columns, its groups as on the day counted, and `counted_on` (date) and `in_numerator` (flag; true for
        every row of a count or stock). Summed up, they give the figure that `compute_measures` gives.

    Raises:
        KeyError: no such measure.

    """
    measure = {m.measure_id: m for m in measures()}[measure_id]
    facts = {**facts, "fact_caseload": _with_last_spell(facts["fact_caseload"])}
    rows = _rows(measure, facts)
    if measure.statistic == "stock":
        day = pd.Series(pd.Timestamp(min(last, as_at)).as_unit("us"), index=rows.index)
        counted = (rows["from_date"] <= day) & ~(rows["to_date"] < day)
    else:
        day = _day(measure, rows)
        counted = day.between(pd.Timestamp(first), pd.Timestamp(min(last, as_at)))
    rows, day = rows[counted], day[counted]
    return _aged(rows, day).assign(counted_on=day, in_numerator=_matches(rows, measure.met))


class _Spans:
    """The periods asked for, each known by its row number, and which of them hold a day."""

    def __init__(self, periods: pd.DataFrame, as_at: pd.Timestamp) -> None:
        self.periods, self.as_at, self.count = periods, as_at, len(periods)
        self.is_due = (periods["period_start"] <= as_at).to_numpy()
        self.stock_day = earlier(periods["period_end"], as_at.as_unit("us"))
        self.types = [
            (rows.index.to_numpy(), rows["period_start"].to_numpy(), rows["period_end"].to_numpy())
            for _, rows in periods.sort_values("period_start").groupby("period_type")
        ]

    def holding(self, days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Pairs of (row number of a day, row number of a period that holds it), over all types of period."""
        pairs = []
        for numbers, starts, ends in self.types:
            place = np.searchsorted(starts, days, side="right") - 1
            inside = (place >= 0) & (days <= ends[place])
            pairs.append((np.flatnonzero(inside), numbers[place[inside]]))
        return np.concatenate([day for day, _ in pairs]), np.concatenate([period for _, period in pairs])


def _with_last_spell(caseload: pd.DataFrame) -> pd.DataFrame:
    latest = caseload.groupby(["case_key", "case_kind"])["from_date"].transform("max")
    return caseload.assign(is_last_spell=caseload["from_date"] == latest)


def _rows(measure: Measure, facts: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The rows of its fact that a measure counts."""
    rows = facts[measure.fact]
    if measure.past_limit:
        clock = facts["fact_clock"]
        clock = clock[clock["limit_id"] == measure.past_limit]
        rows = rows.merge(clock[["case_key", "due_date", "out_of_scope_reason"]], on="case_key")
        overdue_from = rows["due_date"] + pd.Timedelta(days=1)
        rows["from_date"] = later(rows["from_date"], overdue_from)
        rows = rows[~(rows["to_date"] < rows["from_date"])]
    wanted = _matches(rows, measure.where)
    for column, values in measure.where_not.items():
        wanted &= ~rows[column].isin(values)
    return rows[wanted]


def _matches(rows: pd.DataFrame, wanted: Values) -> pd.Series:
    matches = pd.Series(True, index=rows.index)
    for column, values in wanted.items():
        matches &= rows[column].isin(values)
    return matches


def _day(measure: Measure, rows: pd.DataFrame) -> pd.Series:
    """The day that places each row in a period: the first known of the measure's dates."""
    day = rows[measure.date[0]]
    for column in measure.date[1:]:
        day = day.fillna(rows[column])
    return day


def _aged(rows: pd.DataFrame, day: pd.Series) -> pd.DataFrame:
    """Rows that hold a year of birth, with the age groups of the day counted."""
    if "birth_academic_year" not in rows:
        return rows
    year = academic_year(day)
    return rows.assign(
        **{name: age_group(name, rows["birth_academic_year"], year) for name in AGE_DIMENSIONS}
    )


def _events(measure: Measure, rows: pd.DataFrame, dimensions: list[str], spans: _Spans) -> pd.DataFrame:
    """Count events in the periods that hold their day: one pass for a breakdown, however many the periods."""
    day = _day(measure, rows)
    known = day <= spans.as_at
    rows, day = _aged(rows[known], day[known]), day[known]
    event, period = spans.holding(day.to_numpy())
    met = _matches(rows, measure.met).to_numpy()[event]
    found = []
    for dimension in [ALL, *dimensions]:
        codes, members = _coded(rows, dimension)
        cell = period * len(members) + codes[event]
        size = spans.count * len(members)
        counted = np.bincount(cell, minlength=size)
        made = _cells(measure, dimension, members, spans)
        if measure.statistic == "count":
            made["numerator"] = counted
        else:
            made["denominator"] = counted
        if measure.statistic == "rate":
            made["numerator"] = np.bincount(cell[met], minlength=size)
        if measure.of:
            values = rows[measure.of].to_numpy("float64")[event]
            made["value"] = pd.Series(values).groupby(cell).median().reindex(range(size)).to_numpy()
        found.append(made[(counted > 0) | (dimension == ALL)])
    return pd.concat(found)


def _stock(measure: Measure, rows: pd.DataFrame, dimensions: list[str], spans: _Spans) -> pd.DataFrame:
    """Count the spells open on the last day of each period: those begun by then, less those over by then."""
    days, place = np.unique(spans.stock_day.to_numpy(), return_inverse=True)
    begun = np.searchsorted(days, rows["from_date"].to_numpy(), side="left")
    last = rows["to_date"].fillna(pd.Timestamp.max.as_unit("us")).to_numpy()
    over = np.searchsorted(days, last, side="right")
    found = []
    for dimension in [ALL, *dimensions]:
        by_age = dimension in AGE_DIMENSIONS
        codes, members = _coded(rows, "birth_academic_year" if by_age else dimension)
        change = np.zeros((len(days) + 1, len(members)), "int64")
        np.add.at(change, (begun, codes), 1)
        np.add.at(change, (over, codes), -1)
        on_day = change.cumsum(axis=0)[place]
        made = _cells(measure, dimension, members, spans).assign(numerator=on_day.ravel())
        if by_age:
            # Somebody grows older while a spell lasts, so the band is found for each day from the year of birth.
            year = academic_year(spans.stock_day).iloc[made["period"].to_numpy()].set_axis(made.index)
            made["member"] = age_group(dimension, made["member"].astype("Int64"), year)
            cell = ["measure_id", "dimension", "member", "period"]
            made = made.groupby(cell)["numerator"].sum().reset_index()
        found.append(made[(made["numerator"] > 0) | (dimension == ALL)])
    return pd.concat(found)


def _coded(rows: pd.DataFrame, column: str) -> tuple[np.ndarray, np.ndarray]:
    """The member of each row as a number, and the members by number; one member of all rows for the total."""
    if column == ALL:
        return np.zeros(len(rows), "int64"), np.array([ALL], dtype="object")
    codes, members = pd.factorize(rows[column], use_na_sentinel=False)
    return codes, np.asarray(members, dtype="object")


def _cells(measure: Measure, dimension: str, members: np.ndarray, spans: _Spans) -> pd.DataFrame:
    """One row for each period and member, period by period."""
    return pd.DataFrame(
        {
            "measure_id": measure.measure_id,
            "dimension": dimension,
            "member": np.tile(members, spans.count),
            "period": np.repeat(np.arange(spans.count), len(members)),
        }
    )


def _missing(measure: Measure, spans: _Spans) -> pd.DataFrame:
    return _cells(measure, ALL, np.array([ALL], dtype="object"), spans).assign(status="not_collected")


def _finished(cells: pd.DataFrame, spans: _Spans, as_at: date) -> pd.DataFrame:
    statistic = cells["measure_id"].map({m.measure_id: m.statistic for m in measures()})
    for name in ("numerator", "denominator", "value", "status"):
        if name not in cells:
            cells[name] = None
    cells = cells.astype({"numerator": "Int64", "denominator": "Int64", "value": "Float64", "status": "str"})
    rate = percentage(cells["numerator"], cells["denominator"])
    value = cells["value"].where(statistic == "median", cells["numerator"].astype("Float64"))
    cells["value"] = value.where(statistic != "rate", rate)
    nothing_to_divide_by = (cells["denominator"] == 0).fillna(False)
    status = cells["status"].fillna("ok").mask(nothing_to_divide_by, "no_cases")
    is_due = pd.Series(spans.is_due[cells["period"]], index=cells.index)
    cells["status"] = status.where(is_due, "not_due")
    figures = ["numerator", "denominator", "value"]
    cells[figures] = cells[figures].astype("Float64").where(is_due)
    cells = cells[is_due | (cells["dimension"] == ALL)]
    named = spans.periods[["period_type", "period_key", "period_start", "period_end"]].take(
        cells["period"].to_numpy()
    )
    made = pd.concat([cells.reset_index(drop=True), named.reset_index(drop=True)], axis=1)
    made["as_at"] = pd.Series(pd.Timestamp(as_at), index=made.index, dtype="datetime64[us]")
    columns = ["measure_id", "period_type", "period_key", "period_start", "period_end", "as_at"]
    columns += ["dimension", "member", *figures, "status"]
    made = made[columns].sort_values(
        ["measure_id", "period_type", "period_key", "dimension", "member"], ignore_index=True
    )
    return made.astype({"measure_id": "str", "dimension": "str", "member": "str"})
