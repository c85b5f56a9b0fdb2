"""All measures for every period at once: events counted in one pass, stocks as running sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import date, timedelta

import numpy as np
import pandas as pd

from include.transforms.groups import AGE_DIMENSIONS, academic_year, age_group
from include.transforms.intervals import earlier, later
from include.transforms.measures.catalogue import (
    ALL,
    COUNTED,
    DUE_GROUPS,
    Measure,
    Values,
    definition_versions,
    measures,
    read,
)
from include.transforms.rates import half_up, percentage

_CELL = ["measure_id", "dimension", "member", "period"]
# Facts are taken apart by these columns once, because nearly every measure asks for one of their values.
_KINDS = {"fact_clock": "limit_id", "fact_event": "event_type", "fact_spell": "spell_type"}
_ONE_DAY = pd.Timedelta(days=1)
# Money is told to the penny and posts to the hundredth; every other value to one decimal.
_HUNDREDTHS = ("pounds", "fte")


# First and last day, both included.
Span = tuple[date, date]


def compute_measures(
    facts: dict[str, pd.DataFrame],
    periods: pd.DataFrame,
    as_at: date,
    held: set[str] | None = None,
    covers: Mapping[str, Sequence[Span]] | None = None,
    not_reliable: Mapping[str, Set[str]] | None = None,
) -> pd.DataFrame:
    """Every measure of the catalogue for every period, total and broken down.

    Args:
        facts: as `build_facts` gives them.
        periods: as `include.calendar.periods` gives them. Periods of one type must not overlap.
        as_at: events after this day are not counted; a period that still runs is computed to this day, and a stock is
            taken on it.
        held: case tables that the authority holds; None for all. A measure without its tables is `not_collected`, and
            breakdowns without theirs are left out.
        covers: case table -> the days about which its records know all; a table that is not there has no such bounds.
            Of a period that is not wholly within them, up to `as_at`, the measures that need the table are
            `not_collected`; a stock only needs the day on which it is taken.
        not_reliable: measures that rest on records which cannot be relied on, each with the breakdowns that do; `all`
            among them for the measure as a whole. They have no numerator, denominator or value.

    Returns:
        Columns of `measure_value` from `measure_id` to `status`, without `basis`, sorted. For every measure and period
        there is a total (dimension and member `all`); a breakdown has rows only for members with cases. `status`:
        `ok`; `no_cases` (a rate or median without denominator); `not_due` (the period starts after `as_at`);
        `not_collected`; `not_reliable`. Counts and stocks have `numerator` only; a median has the number of its cases
        as `denominator`.

    """
    spans = _Spans(periods.reset_index(drop=True), pd.Timestamp(as_at))
    facts = {**facts, "fact_caseload": with_last_spell(facts["fact_caseload"])}
    shelves = Shelves(facts)
    dimension_needs = read()[1]
    cells = []
    unknown = {}
    for measure in measures():
        unknown[measure.measure_id] = _unknown(measure, spans, covers or {})
        if measure.statistic not in COUNTED:
            continue
        if held is not None and not held.issuperset(measure.needs):
            cells.append(_missing(measure, spans))
            continue
        dimensions = [d for d in measure.dimensions if held is None or held.issuperset(dimension_needs[d])]
        is_stock = measure.statistic in ("stock", "stock_rate")
        count = _stock if is_stock else _events
        cells.append(count(measure, rows_counted(measure, facts, shelves), dimensions, spans))
    counted = _valued(pd.concat(cells, ignore_index=True))
    made = pd.concat([counted, *_combined(counted, spans, held)], ignore_index=True)
    made = _without_the_unreliable(_known(made, unknown), not_reliable or {})
    return _finished(made, spans, as_at)


def _unknown(measure: Measure, spans: _Spans, covers: Mapping[str, Sequence[Span]]) -> np.ndarray:
    """Which periods the records of a measure do not cover."""
    unknown = np.zeros(spans.count, dtype=bool)
    bounded = [_joined(covers[table]) for table in measure.needs if table in covers]
    last = spans.stock_day.to_numpy()
    if measure.statistic in ("stock", "stock_rate"):
        first = last = (spans.stock_day - pd.DateOffset(months=measure.months_before)).to_numpy()
    else:
        first = spans.periods["period_start"].to_numpy()
    for known in bounded:
        inside = [(first >= np.datetime64(begin)) & (last <= np.datetime64(end)) for begin, end in known]
        unknown |= ~np.logical_or.reduce([np.zeros(spans.count, dtype=bool), *inside])
    return unknown


def _joined(days: Sequence[Span]) -> list[Span]:
    """Spans that follow each other without a gap, as one."""
    joined: list[Span] = []
    for first, last in sorted(days):
        if joined and first <= joined[-1][1] + timedelta(days=1):
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _known(cells: pd.DataFrame, unknown: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """The cells, with nothing said of periods that the records do not cover."""
    hidden = np.zeros(len(cells), dtype=bool)
    place = cells["period"].to_numpy(dtype="int64")
    for measure_id, rows in cells.groupby("measure_id").indices.items():
        hidden[rows] = unknown[str(measure_id)][place[rows]]
    if not hidden.any():
        return cells
    figures = ["numerator", "denominator", "value"]
    cells = cells[~hidden | (cells["dimension"] == ALL)].copy()
    gone = hidden[cells.index]
    cells.loc[gone, "status"] = "not_collected"
    cells[figures] = cells[figures].astype("Float64").mask(pd.Series(gone, index=cells.index))
    return cells


def _without_the_unreliable(cells: pd.DataFrame, not_reliable: Mapping[str, Set[str]]) -> pd.DataFrame:
    """The cells, with no figure in those that rest on records which cannot be relied on."""
    if not not_reliable:
        return cells
    lost = pd.Series(False, index=cells.index)
    for measure_id, dimensions in not_reliable.items():
        mine = cells["measure_id"] == measure_id
        lost |= mine & (cells["dimension"].isin(dimensions) | (ALL in dimensions))
    lost &= (cells["status"] != "not_collected").fillna(True)
    figures = ["numerator", "denominator", "value"]
    cells[figures] = cells[figures].astype("Float64").mask(lost)
    return cells.assign(status=cells["status"].mask(lost, "not_reliable"))


class Shelves:
    """Facts with their texts as categories, taken apart by kind so that each measure reads only its own rows."""

    def __init__(self, facts: dict[str, pd.DataFrame]) -> None:
        self.whole = {}
        for name, rows in facts.items():
            # Keys are as many as rows; measures never ask for them.
            texts = [
                name for name in map(str, rows.select_dtypes("str").columns) if not name.endswith("_key")
            ]
            self.whole[name] = rows.astype(dict.fromkeys(texts, "category"))
        self.parts = {
            name: dict(list(self.whole[name].groupby(column, observed=True)))
            for name, column in _KINDS.items()
            if name in self.whole
        }

    def rows(self, fact: str, where: Values) -> pd.DataFrame:
        """The rows of a fact that may match: those of the kinds asked for."""
        column = _KINDS.get(fact)
        if column is None or column not in where or fact not in self.parts:
            return self.whole[fact]
        found = [self.parts[fact][kind] for kind in where[column] if kind in self.parts[fact]]
        if not found:
            return self.whole[fact].iloc[:0]
        return found[0] if len(found) == 1 else pd.concat(found)


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


def with_last_spell(caseload: pd.DataFrame) -> pd.DataFrame:
    """The caseload, with `is_last_spell`: no later spell of the same case."""
    latest = caseload.groupby(["case_key", "case_kind"])["from_date"].transform("max")
    return caseload.assign(is_last_spell=caseload["from_date"] == latest)


def rows_counted(measure: Measure, facts: dict[str, pd.DataFrame], shelves: Shelves) -> pd.DataFrame:
    """The rows of its fact that a measure counts."""
    rows = shelves.rows(measure.fact, measure.where)
    wanted = _matches(rows, measure.where)
    if measure.past_limit:
        clock = facts["fact_clock"]
        clock = clock[clock["limit_id"] == measure.past_limit]
        rows = rows[wanted].merge(clock[["case_key", "due_date", "out_of_scope_reason"]], on="case_key")
        rows["from_date"] = later(rows["from_date"], rows["due_date"] + _ONE_DAY)
        wanted = ~(rows["to_date"] < rows["from_date"])
    for column, values in measure.where_not.items():
        wanted &= ~rows[column].isin(values)
    rows = rows[wanted]
    if measure.date[:1] == ("due_date",):
        # Who had the case when it was due answers for it, not who has it now.
        groups = {name.removeprefix("due_"): rows[name] for name in rows if name in DUE_GROUPS}
        rows = rows.assign(**groups)
    if measure.out_of:
        # A part whose whole is unknown, or a whole whose part is: nothing can be said of either.
        rows = rows.dropna(subset=[measure.of, measure.out_of])
    if measure.overdue:
        ended = rows["closed_date"].fillna(rows["clock_end"]) - _ONE_DAY
        rows = rows.assign(from_date=rows["due_date"] + _ONE_DAY, to_date=ended)
        rows = rows[rows["from_date"].notna() & ~(rows["to_date"] < rows["from_date"])]
    if measure.lasting:
        day = rows[measure.date[0]]
        rows = rows.assign(from_date=day, to_date=day + pd.DateOffset(months=measure.lasting) - _ONE_DAY)
    return rows


def _matches(rows: pd.DataFrame, wanted: Values) -> pd.Series:
    matches = pd.Series(True, index=rows.index)
    for column, values in wanted.items():
        matches &= rows[column].isin(values)
    return matches


def is_met(measure: Measure, rows: pd.DataFrame) -> pd.Series:
    """Which rows are in the numerator."""
    met = _matches(rows, measure.met)
    for column, values in measure.met_not.items():
        met &= ~rows[column].isin(values)
    return met


def day_counted(measure: Measure, rows: pd.DataFrame) -> pd.Series:
    """The day that places each row in a period: the first known of the measure's dates."""
    day = rows[measure.date[0]]
    for column in measure.date[1:]:
        day = day.fillna(rows[column])
    return day


def aged(rows: pd.DataFrame, day: pd.Series) -> pd.DataFrame:
    """Rows that hold a year of birth, with the age groups of the day counted."""
    if "birth_academic_year" not in rows:
        return rows
    year = academic_year(day)
    return rows.assign(
        **{name: age_group(name, rows["birth_academic_year"], year) for name in AGE_DIMENSIONS}
    )


def _events(measure: Measure, rows: pd.DataFrame, dimensions: list[str], spans: _Spans) -> pd.DataFrame:
    """Count events in the periods that hold their day: one pass for a breakdown, however many the periods."""
    day = day_counted(measure, rows)
    known = day <= spans.as_at
    rows, day = aged(rows[known], day[known]), day[known]
    event, period = spans.holding(day.to_numpy())
    met = is_met(measure, rows).to_numpy()[event]
    amount = rows[measure.of].to_numpy("float64", na_value=np.nan)[event] if measure.of else np.array([])
    whole = (
        rows[measure.out_of].to_numpy("float64", na_value=np.nan)[event] if measure.out_of else np.array([])
    )
    found = []
    for dimension in [ALL, *dimensions]:
        codes, members = _coded(rows, dimension)
        cell = period * len(members) + codes[event]
        size = spans.count * len(members)
        counted = np.bincount(cell, minlength=size)
        made = _cells(measure, dimension, members, spans)
        match measure.statistic:
            case "count":
                made["numerator"] = counted
            case "rate":
                made["numerator"], made["denominator"] = np.bincount(cell[met], minlength=size), counted
            case "sum":
                made["numerator"] = np.bincount(cell, np.nan_to_num(amount), minlength=size)
            case "share":
                made["numerator"] = np.bincount(cell, np.nan_to_num(amount), minlength=size)
                made["denominator"] = np.bincount(cell, np.nan_to_num(whole), minlength=size)
            case _:
                known = ~np.isnan(amount)
                made["denominator"] = np.bincount(cell[known], minlength=size)
                level = 0.5 if measure.statistic == "median" else 0.9
                by_cell = pd.Series(amount[known]).groupby(cell[known])
                made["value"] = by_cell.quantile(level).reindex(range(size)).to_numpy()
        found.append(made[(counted > 0) | (dimension == ALL)])
    return pd.concat(found)


def _stock(measure: Measure, rows: pd.DataFrame, dimensions: list[str], spans: _Spans) -> pd.DataFrame:
    """Count the spells open on the last day of each period: those begun by then, less those over by then."""
    on = spans.stock_day - pd.DateOffset(months=measure.months_before)
    days, place = np.unique(on.to_numpy(), return_inverse=True)
    begun = np.searchsorted(days, rows["from_date"].to_numpy(), side="left")
    last = rows["to_date"].fillna(pd.Timestamp.max.as_unit("us")).to_numpy()
    over = np.searchsorted(days, last, side="right")
    weight = rows[measure.of].to_numpy("float64", na_value=0) if measure.of else np.ones(len(rows))
    met = is_met(measure, rows).to_numpy()
    found = []
    for dimension in [ALL, *dimensions]:
        by_age = dimension in AGE_DIMENSIONS and "birth_academic_year" in rows
        codes, members = _coded(rows, "birth_academic_year" if by_age else dimension)
        sums = {}
        sides = {"numerator": met}
        if measure.statistic == "stock_rate":
            sides["denominator"] = np.ones_like(met)
        for name, wanted in sides.items():
            change = np.zeros((len(days) + 1, len(members)))
            np.add.at(change, (begun[wanted], codes[wanted]), weight[wanted])
            np.add.at(change, (over[wanted], codes[wanted]), -weight[wanted])
            sums[name] = change.cumsum(axis=0)[place].ravel().round(6)
        made = _cells(measure, dimension, members, spans).assign(**sums)
        if by_age:
            # Somebody grows older while a spell lasts, so the band is found for each day from the year of birth.
            year = academic_year(spans.stock_day).iloc[made["period"].to_numpy()].set_axis(made.index)
            made["member"] = age_group(dimension, made["member"].astype("Int64"), year)
            made = made.groupby(_CELL)[list(sums)].sum().reset_index()
        found.append(made[(made[list(sums)[-1]] > 0) | (dimension == ALL)])
    return pd.concat(found)


def _combined(counted: pd.DataFrame, spans: _Spans, held: set[str] | None) -> list[pd.DataFrame]:
    """Measures made of others: ratios of their values, differences between them."""
    found = []
    by_measure = dict(list(counted.groupby("measure_id")))
    for measure in measures():
        if measure.statistic in COUNTED:
            continue
        if held is not None and not held.issuperset(measure.needs):
            found.append(_missing(measure, spans))
            continue
        figures = {}
        for name in (*measure.parts, *measure.plus):
            own = by_measure[name]
            own = own[own["dimension"].isin([ALL, *measure.dimensions])]
            figures[name] = own.set_index(_CELL[1:])["value"].astype("Float64")
        table = pd.DataFrame(figures)
        first, *others = measure.parts
        if measure.statistic == "ratio":
            over = table[others[0]]
            parts = table[[first, *measure.plus]]
            top = parts.fillna(0).sum(axis=1).where(over.notna() & (over != 0))
            value = top / over.where(over != 0) * (100 if measure.unit == "percent" else 1)
            made = pd.DataFrame({"numerator": parts.fillna(0).sum(axis=1), "denominator": over.fillna(0)})
        else:
            least = table[others].min(axis=1, skipna=False) if others else 0
            value = measure.sign * (table[first] - least - measure.less)
            made = pd.DataFrame(index=table.index)
        made = made.assign(value=value).reset_index()
        made["measure_id"] = measure.measure_id
        if measure.statistic == "difference":
            made["status"] = pd.Series("no_cases", index=made.index).where(made["value"].isna())
        made = made[made["value"].notna() | (made["dimension"] == ALL)]
        by_measure[measure.measure_id] = made
        found.append(made)
    return found


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


def _valued(cells: pd.DataFrame) -> pd.DataFrame:
    """The value of each cell from its numerator and denominator."""
    statistic = cells["measure_id"].map({m.measure_id: m.statistic for m in measures()})
    for name in ("numerator", "denominator", "value", "status"):
        if name not in cells:
            cells[name] = None
    cells = cells.astype(
        {"numerator": "Float64", "denominator": "Float64", "value": "Float64", "status": "str"}
    )
    is_rate = statistic.isin(["rate", "share", "stock_rate"])
    top, whole = (cells[name].where(is_rate).round().astype("Int64") for name in ("numerator", "denominator"))
    value = cells["value"].where(statistic.isin(["median", "p90"]), cells["numerator"])
    return cells.assign(value=value.where(~is_rate, percentage(top, whole)))


def _finished(cells: pd.DataFrame, spans: _Spans, as_at: date) -> pd.DataFrame:
    cells = cells.astype(
        {"numerator": "Float64", "denominator": "Float64", "value": "Float64", "status": "str"}
    )
    nothing_to_divide_by = (cells["denominator"] == 0).fillna(False)
    status = cells["status"].fillna("ok").mask(nothing_to_divide_by, "no_cases")
    is_due = pd.Series(spans.is_due[cells["period"]], index=cells.index)
    cells["status"] = status.where(is_due, "not_due")
    figures = ["numerator", "denominator", "value"]
    # Rounded here and nowhere else, so that every reader sees the same figure.
    finer = cells["measure_id"].isin([m.measure_id for m in measures() if m.unit in _HUNDREDTHS])
    cells["value"] = half_up(cells["value"], 1).where(~finer, half_up(cells["value"], 2))
    for name in ("numerator", "denominator"):
        cells[name] = half_up(cells[name], 2)
    cells[figures] = cells[figures].astype("Float64").where(is_due)
    cells = cells[is_due | (cells["dimension"] == ALL)]
    named = spans.periods[["period_type", "period_key", "period_start", "period_end"]].take(
        cells["period"].to_numpy()
    )
    made = pd.concat([cells.reset_index(drop=True), named.reset_index(drop=True)], axis=1)
    made["as_at"] = pd.Series(pd.Timestamp(as_at), index=made.index, dtype="datetime64[us]")
    made["definition_version"] = made["measure_id"].map(definition_versions()).astype("Int64")
    columns = ["measure_id", "period_type", "period_key", "period_start", "period_end", "as_at"]
    columns += ["dimension", "member", *figures, "status", "definition_version"]
    made = made[columns].sort_values(
        ["measure_id", "period_type", "period_key", "dimension", "member"], ignore_index=True
    )
    return made.astype({"measure_id": "str", "dimension": "str", "member": "str"})
