"""All measures for every period at once: events counted in one pass, stocks as running sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from include.calendar.rolling import eve, first_day
from include.model.frames import coded, in_order, values_at
from include.transforms.facts.kinds import KIND_OF
from include.transforms.groups import AGE_DIMENSIONS, academic_year, age_group, group_needs
from include.transforms.intervals import earlier
from include.transforms.measures.catalogue import Catalogue
from include.transforms.measures.entries import (
    ALL,
    DUE_GROUPS,
    Average,
    Count,
    Counted,
    Difference,
    Entry,
    Given,
    MadeOfOthers,
    Mean,
    OfEvents,
    OfSpells,
    Percentile,
    Rate,
    Ratio,
    Rolling,
    Share,
    Stock,
    StockMean,
    Sum,
)
from include.transforms.measures.filters import Filter
from include.transforms.rates import half_up, percentage

_CELL = ["measure_id", "dimension", "member", "period"]
# Money is told to the penny and posts to the hundredth; every other value to one decimal.
HUNDREDTHS = ("pounds", "fte")


# First and last day, both included.
Span = tuple[date, date]


class _Cells(NamedTuple):
    """Cells of one breakdown of a measure.

    Attributes:
        measure_id: the measure.
        dimension: the breakdown.
        members: its members.
        member: of each cell, the place of its member among them.
        period: of each cell, the row number of its period.
        figures: columns of figures, one number for each cell; NaN for none.
        status: of each cell; None where figures tell it.

    """

    measure_id: str
    dimension: str
    members: np.ndarray
    member: np.ndarray
    period: np.ndarray
    figures: Mapping[str, np.ndarray]
    status: np.ndarray | None = None


def compute_measures(
    catalogue: Catalogue,
    facts: dict[str, pd.DataFrame],
    periods: pd.DataFrame,
    as_at: date,
    held: set[str] | None = None,
    covers: Mapping[str, Sequence[Span]] | None = None,
    not_reliable: Mapping[str, Set[str]] | None = None,
    given: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Every measure of a catalogue for every period, total and broken down.

    Args:
        catalogue: what to count.
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
        given: figures that the authority's file gives: `measure_id`, `day` (date) and `value`; None for none. A measure
            that is given is `not_collected` where no day is on or before the period's last.

    Returns:
        Columns of `measure_value` from `measure_id` to `status`, without `basis`, sorted. For every measure and period
        there is a total (dimension and member `all`); a breakdown has rows only for members with cases. `status`:
        `ok`; `no_cases` (a rate or median without denominator); `not_due` (the period starts after `as_at`);
        `not_collected`; `not_reliable`. Counts and stocks have `numerator` only; a median has the number of its cases
        as `denominator`.

    """
    grid = _PeriodGrid(periods.reset_index(drop=True), pd.Timestamp(as_at))
    counted = _valued(_counted(catalogue, facts, grid, held, given), catalogue)
    cells = pd.concat([counted, *_combined(counted, catalogue, grid, held)], ignore_index=True)
    del counted
    unknown = {measure.measure_id: _unknown(measure, catalogue, grid, covers or {}) for measure in catalogue}
    cells = _without_the_unreliable(_known(cells, unknown), not_reliable or {})
    return _finished(cells, catalogue, grid, as_at)


def _counted(
    catalogue: Catalogue,
    facts: dict[str, pd.DataFrame],
    grid: _PeriodGrid,
    held: set[str] | None,
    given: pd.DataFrame | None,
) -> pd.DataFrame:
    """Cells of the measures that are counted or given; the facts by kind are let go before anything is made of them."""
    # Keys are as many as rows, and no measure asks for one.
    by_kind = FactsByKind({name: rows.filter(regex="(?<!_key)$") for name, rows in facts.items()})
    cells: list[_Cells] = []
    for measure in catalogue.counted:
        if held is not None and not held.issuperset(catalogue.needs(measure)):
            cells.append(_missing(measure.measure_id, grid))
            continue
        dimensions = [d for d in measure.dimensions if held is None or held.issuperset(group_needs(d))]
        rows = rows_counted(measure, by_kind, _columns_of(measure, dimensions))
        match measure:
            case Rolling() | OfSpells():
                cells += _on_days(measure, rows, dimensions, grid)
            case OfEvents():
                cells += _events(measure, rows, dimensions, grid)
    cells += [_given(m.measure_id, given, grid) for m in catalogue if isinstance(m, Given)]
    return _frame(cells)


def _columns_of(measure: Counted, dimensions: Sequence[str]) -> set[str]:
    """The columns that tell the members of some dimensions."""
    columns = set(dimensions)
    if not columns.isdisjoint(AGE_DIMENSIONS):
        columns.add("birth_academic_year")
    if isinstance(measure, OfEvents) and measure.in_groups_of_due_day:
        columns.update(f"due_{name}" for name in dimensions)
    return columns


def _unknown(
    measure: Entry, catalogue: Catalogue, grid: _PeriodGrid, covers: Mapping[str, Sequence[Span]]
) -> np.ndarray:
    """Which periods the records of a measure, or of what it is made of, do not cover."""
    unknown = np.zeros(grid.count, dtype=bool)
    last = grid.stock_day
    match measure:
        case OfSpells():
            first = last = eve(grid.stock_day, measure.eve_of_months)
        case Rolling():
            first = first_day(grid.stock_day, measure.months)
        case _:
            first = grid.periods["period_start"]
    for known in [_joined(covers[table]) for table in catalogue.needs(measure) if table in covers]:
        inside = [
            ((first >= pd.Timestamp(begin)) & (last <= pd.Timestamp(end))).to_numpy() for begin, end in known
        ]
        unknown |= ~np.logical_or.reduce([np.zeros(grid.count, dtype=bool), *inside])
    for part in measure.parts if isinstance(measure, MadeOfOthers) else ():
        unknown |= _unknown(catalogue[part], catalogue, grid, covers)
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


class FactsByKind:
    """Facts with their texts as categories, taken apart by kind: nearly every measure asks for one or two kinds."""

    def __init__(self, facts: dict[str, pd.DataFrame]) -> None:
        self._facts = facts
        self._whole: dict[str, pd.DataFrame] = {}
        self._of_kind: dict[str, dict[str, pd.DataFrame]] = {}

    def passing(self, fact: str, wanted: Filter, columns: Set[str] | None = None) -> pd.DataFrame:
        """The rows of a fact that pass a filter, with those of some columns that the fact has; all unless named."""
        rows = self._of(fact)
        column = KIND_OF.get(fact, "")
        kinds = [str(kind) for kind in wanted.among(column)]
        parts = [rows]
        if kinds and column:
            wanted = wanted.besides(column)
            of_kind = self._of_kind[fact]
            parts = [of_kind[kind] for kind in kinds if kind in of_kind] or [rows.iloc[:0]]
        passed = [wanted.apply(part).to_numpy() for part in parts]
        if columns is not None:
            named = [name for name in rows if name in columns]
            parts = [part[named] for part in parts]
        passing = [part[which] for part, which in zip(parts, passed, strict=True)]
        return pd.concat(passing) if len(passing) > 1 else passing[0]

    def _of(self, fact: str) -> pd.DataFrame:
        """A fact, taken apart when it is first asked for."""
        if fact not in self._whole:
            rows = self._whole[fact] = coded(self._facts[fact])
            if column := KIND_OF.get(fact):
                of_kinds = rows.groupby(column, observed=True)
                self._of_kind[fact] = {str(kind): of_kind for kind, of_kind in of_kinds}
        return self._whole[fact]


class _PeriodGrid:
    """The periods asked for, each known by its row number, and which of them hold a day."""

    def __init__(self, periods: pd.DataFrame, as_at: pd.Timestamp) -> None:
        self.periods, self.as_at, self.count = periods, as_at, len(periods)
        self.is_due = (periods["period_start"] <= as_at).to_numpy()
        self.stock_day = earlier(periods["period_end"], as_at.as_unit("us"))
        self._days = pd.date_range(periods["period_start"].min(), periods["period_end"].max(), unit="us")
        of_types = periods.sort_values("period_start").groupby("period_type")
        self._of_day = np.array([self._holding(of_type) for _, of_type in of_types])

    def _holding(self, periods: pd.DataFrame) -> np.ndarray:
        """The row number of the period that holds each of the days; -1 for none. The periods are of one type."""
        place = periods["period_start"].searchsorted(self._days, side="right") - 1
        inside = (place >= 0) & (self._days <= periods["period_end"].to_numpy()[place])
        return np.where(inside, periods.index.to_numpy()[place], -1)

    def holding(self, days: pd.Series) -> tuple[np.ndarray, np.ndarray]:
        """Pairs of (row number of a day, row number of a period that holds it), over all types of period."""
        place = (days.to_numpy() - self._days.to_numpy()[0]).astype("timedelta64[D]").astype("int64")
        known = np.flatnonzero((place >= 0) & (place < len(self._days)))
        period = self._of_day[:, place[known]]
        held = period >= 0
        return known[np.nonzero(held)[1]], period[held]


def rows_counted(measure: Counted, facts: FactsByKind, wanted: Set[str] | None = None) -> pd.DataFrame:
    """The rows of its fact that a measure counts; spells with the first and last day on which they count.

    With the columns that decide about them and those that are wanted, or all columns where none are named.
    """
    columns = None if wanted is None else measure.columns | wanted
    if isinstance(measure, Average):
        # A case whose amount is not known stands behind no median, and is a case all the same.
        return facts.passing(measure.fact, measure.where, columns)
    rows = facts.passing(measure.fact, measure.below, columns)
    if isinstance(measure, OfSpells):
        first, last = measure.days
        return rows.assign(from_date=rows[first], to_date=rows[last])
    if isinstance(measure, OfEvents) and measure.in_groups_of_due_day:
        return rows.assign(**{name.removeprefix("due_"): rows[name] for name in DUE_GROUPS if name in rows})
    return rows


def day_counted(measure: OfEvents, rows: pd.DataFrame) -> pd.Series:
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


def _events(
    measure: OfEvents, rows: pd.DataFrame, dimensions: list[str], grid: _PeriodGrid
) -> Iterator[_Cells]:
    """Count events in the periods that hold their day: one pass for a breakdown, however many the periods."""
    day = day_counted(measure, rows)
    known = day <= grid.as_at
    rows, day = aged(rows[known], day[known]), day[known]
    event, period = grid.holding(day)

    @cache
    def amount(column: str) -> np.ndarray:
        amounts: np.ndarray = rows[column].to_numpy("float64", na_value=np.nan)[event]
        return amounts

    met = measure.is_met(rows).to_numpy()[event] if isinstance(measure, Rate) else None
    for dimension in [ALL, *dimensions]:
        codes, members = _coded(rows, dimension)
        cell = period * len(members) + codes[event]
        size = grid.count * len(members)
        counted = np.bincount(cell, minlength=size)
        figures: dict[str, np.ndarray] = {}
        match measure:
            case Count():
                figures["numerator"] = counted
            case Rate():
                figures["numerator"], figures["denominator"] = np.bincount(cell[met], minlength=size), counted
            case Sum():
                figures["numerator"] = np.bincount(cell, np.nan_to_num(amount(measure.of)), minlength=size)
            case Share():
                figures["numerator"] = np.bincount(cell, amount(measure.of), minlength=size)
                figures["denominator"] = np.bincount(cell, amount(measure.out_of), minlength=size)
            case Percentile() | Mean():
                value = amount(measure.of)
                is_known = ~np.isnan(value)
                figures["denominator"] = np.bincount(cell[is_known], minlength=size)
                by_cell = pd.Series(value[is_known]).groupby(cell[is_known])
                if isinstance(measure, Percentile):
                    figures["value"] = by_cell.quantile(measure.level).reindex(range(size)).to_numpy()
                else:
                    figures["value"] = by_cell.mean().reindex(range(size)).to_numpy() / measure.over
        there = np.arange(size) if dimension == ALL else np.flatnonzero(counted)
        yield _cells(measure.measure_id, dimension, members, there, figures)


def _on_days(
    measure: Rolling | OfSpells, rows: pd.DataFrame, dimensions: list[str], grid: _PeriodGrid
) -> Iterator[_Cells]:
    """Count what stands on the last day of each period: what has begun to count by then, less what has ceased to.

    A spell stands from its first to its last day, an event on every day whose last months hold it.
    """
    if isinstance(measure, Rolling):
        days, place = np.unique(grid.stock_day.to_numpy(), return_inverse=True)
        rows = rows.assign(day=day_counted(measure, rows)).dropna(subset="day")
        begun = np.searchsorted(days, rows["day"].to_numpy(), side="left")
        first = first_day(pd.Series(days), measure.months).to_numpy()
        over = np.searchsorted(first, rows["day"].to_numpy(), side="right")
    else:
        on = eve(grid.stock_day, measure.eve_of_months)
        days, place = np.unique(on.to_numpy(), return_inverse=True)
        begun = np.searchsorted(days, rows["from_date"].to_numpy(), side="left")
        last = rows["to_date"].fillna(pd.Timestamp.max.as_unit("us")).to_numpy()
        over = np.searchsorted(days, last, side="right")
    of = measure.of if isinstance(measure, Stock) else None
    weight = rows[of].to_numpy("float64", na_value=0) if of else np.ones(len(rows))
    sides = {"numerator": measure.is_met(rows).to_numpy()}
    if measure.is_percentage:
        sides["denominator"] = np.ones(len(rows), dtype=bool)
    if is_mean := isinstance(measure, StockMean):
        # Days since `since`: those of the day itself for each spell that stands, less those of the days it began.
        began = rows[measure.since].to_numpy().astype("datetime64[D]").astype("int64")
        on_day = days.astype("datetime64[D]").astype("int64")
        sides = {"began": sides["numerator"], "denominator": sides["numerator"]}
    for dimension in [ALL, *dimensions]:
        by_age = dimension in AGE_DIMENSIONS and "birth_academic_year" in rows
        codes, members = _coded(rows, "birth_academic_year" if by_age else dimension)
        sums = {}
        for name, wanted in sides.items():
            weighs = began if name == "began" else weight
            change = np.zeros((len(days) + 1, len(members)))
            np.add.at(change, (begun[wanted], codes[wanted]), weighs[wanted])
            np.add.at(change, (over[wanted], codes[wanted]), -weighs[wanted])
            sums[name] = change.cumsum(axis=0)[place].ravel().round(6)
        if is_mean:
            sums["began"] = np.repeat(on_day[place], len(members)) * sums["denominator"] - sums["began"]
        if by_age:
            members, sums = _by_age_of_the_day(dimension, members, sums, grid)
        counted = list(sums.values())[-1]
        there = np.arange(len(counted)) if dimension == ALL else np.flatnonzero(counted > 0)
        if isinstance(measure, StockMean):
            since, count = sums.pop("began"), sums["denominator"]
            with np.errstate(invalid="ignore"):
                sums["value"] = np.where(count > 0, since, np.nan) / count / measure.over
        yield _cells(measure.measure_id, dimension, members, there, sums)


def _by_age_of_the_day(
    dimension: str, born: np.ndarray, sums: Mapping[str, np.ndarray], grid: _PeriodGrid
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Age groups and sums in them, out of sums by year of birth: somebody grows older while a spell lasts.

    Sums are by period and in each by member.
    """
    year = academic_year(grid.stock_day).repeat(len(born)).reset_index(drop=True)
    years_of_birth = pd.Series(pd.array(born, "Int64").take(np.tile(np.arange(len(born)), grid.count)))
    codes, members = _coded(pd.DataFrame({dimension: age_group(dimension, years_of_birth, year)}), dimension)
    cell = np.repeat(np.arange(grid.count), len(born)) * len(members) + codes
    size = grid.count * len(members)
    return members, {name: np.bincount(cell, values, minlength=size) for name, values in sums.items()}


def _combined(
    counted: pd.DataFrame, catalogue: Catalogue, grid: _PeriodGrid, held: set[str] | None
) -> Iterable[pd.DataFrame]:
    """Measures made of others, each after those that it is made of."""
    parts = {part for measure in catalogue if isinstance(measure, MadeOfOthers) for part in measure.parts}
    used = counted[counted["measure_id"].isin(parts)]
    # One number for a period and member: to find each other by three columns takes most of the time.
    used = used.assign(cell=used.groupby(_CELL[1:]).ngroup())
    cell = used.drop_duplicates("cell").set_index("cell")[_CELL[1:]]
    by_measure = dict(list(used.groupby("measure_id")))
    for measure in catalogue:
        if not isinstance(measure, MadeOfOthers):
            continue
        if held is not None and not held.issuperset(catalogue.needs(measure)):
            yield _frame([_missing(measure.measure_id, grid)])
            continue
        values: dict[str, pd.Series] = {}
        lacks: set[int] = set()
        for name in measure.parts:
            own = by_measure[name]
            own = own[own["dimension"].isin([ALL, *measure.dimensions])].set_index("cell")
            values[name] = own["value"].astype("Float64")
            lacks |= {*own.index[own["status"] == "not_collected"]}
        table = pd.DataFrame(values)
        cells = _ratio(measure, table) if isinstance(measure, Ratio) else _difference(measure, table)
        if lacks:  # what nobody collected is not the same as no cases
            cells = cells.mask(pd.Series(cells.index.isin([*lacks]), cells.index))
            cells.loc[[*lacks], "status"] = "not_collected"
        cells = cells.join(cell).rename_axis("cell").reset_index().assign(measure_id=measure.measure_id)
        cells = cells[cells["value"].notna() | (cells["dimension"] == ALL)]
        by_measure[measure.measure_id] = cells
        yield cells.drop(columns="cell")


def _ratio(measure: Ratio, values: pd.DataFrame) -> pd.DataFrame:
    over = values[measure.over]
    top = values[list(measure.of)].fillna(0).sum(axis=1)
    value = top.where(over.notna() & (over != 0)) / over.where(over != 0)
    times = {"percent": 100, "per_1000": 1000}.get(measure.unit, 1)
    status = pd.Series(None, values.index, dtype="str")
    return pd.DataFrame(
        {"numerator": top, "denominator": over.fillna(0), "value": value * times, "status": status}
    )


def _difference(measure: Difference, values: pd.DataFrame) -> pd.DataFrame:
    of = values[measure.of] if isinstance(measure.of, str) else measure.of
    less: pd.Series | float
    if isinstance(measure.less, tuple):
        less = values[list(measure.less)].min(axis=1, skipna=False)
    else:
        less = values[measure.less] if isinstance(measure.less, str) else measure.less
    value = pd.Series(of - less)
    return pd.DataFrame({"value": value, "status": pd.Series("no_cases", value.index).where(value.isna())})


def _coded(rows: pd.DataFrame, column: str) -> tuple[np.ndarray, np.ndarray]:
    """The member of each row as a number, and the members by number; one member of all rows for the total."""
    if column == ALL:
        return np.zeros(len(rows), "int64"), np.array([ALL], dtype="object")
    codes, members = pd.factorize(rows[column], use_na_sentinel=False)
    return codes, np.asarray(members, dtype="object")


def _cells(
    measure_id: str, dimension: str, members: np.ndarray, there: np.ndarray, figures: Mapping[str, np.ndarray]
) -> _Cells:
    """The cells that are there.

    Args:
        measure_id: the measure.
        dimension: the breakdown.
        members: its members.
        there: numbers of cells, counted period by period and in each member by member.
        figures: columns of figures, one value for each number.

    """
    return _Cells(
        measure_id,
        dimension,
        members,
        there % len(members) if len(members) else there,
        there // len(members) if len(members) else there,
        {name: values[there] for name, values in figures.items()},
    )


def _missing(measure_id: str, grid: _PeriodGrid) -> _Cells:
    cells = _cells(measure_id, ALL, np.array([ALL], dtype="object"), np.arange(grid.count), {})
    return cells._replace(status=np.full(grid.count, "not_collected", dtype="object"))


def _given(measure_id: str, given: pd.DataFrame | None, grid: _PeriodGrid) -> _Cells:
    """The last value given for a day up to the one on which each period is read."""
    cells = _missing(measure_id, grid)
    if given is None or (given["measure_id"] == measure_id).sum() == 0:
        return cells
    mine = given[given["measure_id"] == measure_id].sort_values("day")
    place = np.searchsorted(mine["day"].to_numpy(), grid.stock_day.to_numpy(), side="right") - 1
    value = np.where(place >= 0, mine["value"].to_numpy("float64")[place], np.nan)
    status = np.full(grid.count, None)
    status[np.isnan(value)] = "not_collected"
    return cells._replace(figures={"numerator": value}, status=status)


def _frame(parts: Sequence[_Cells]) -> pd.DataFrame:
    """Cells as rows: `measure_id`, `dimension`, `member`, `period`, `numerator`, `denominator`, `value`, `status`.

    One table at the end, because thousands of small ones cost more than what they hold.
    """
    sizes = [len(part.period) for part in parts]
    first = np.cumsum([0, *(len(part.members) for part in parts)])[:-1]
    members = pd.array(np.concatenate([part.members for part in parts]), dtype="str")

    def repeated(names: list[str]) -> Any:
        return pd.array(names, dtype="str").take(np.repeat(np.arange(len(parts)), sizes))

    def figure(name: str) -> np.ndarray:
        return np.concatenate(
            [part.figures.get(name, np.full(n, np.nan)) for part, n in zip(parts, sizes, strict=True)]
        )

    def status() -> np.ndarray:
        return np.concatenate(
            [
                np.full(n, None) if part.status is None else part.status
                for part, n in zip(parts, sizes, strict=True)
            ]
        )

    return pd.DataFrame(
        {
            "measure_id": repeated([part.measure_id for part in parts]),
            "dimension": repeated([part.dimension for part in parts]),
            "member": members.take(np.concatenate([part.member for part in parts]) + np.repeat(first, sizes)),
            "period": np.concatenate([part.period for part in parts]),
            **{name: pd.array(figure(name), "Float64") for name in ("numerator", "denominator", "value")},
            "status": pd.array(status(), dtype="str"),
        }
    )


def _valued(cells: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """The value of each cell from its numerator and denominator."""
    is_percentage, is_percentile = (
        cells["measure_id"].isin([m.measure_id for m in catalogue.counted if is_so(m)])
        for is_so in (lambda m: m.is_percentage, lambda m: isinstance(m, Average | StockMean))
    )
    top, whole = (
        cells[name].where(is_percentage).round().astype("Int64") for name in ("numerator", "denominator")
    )
    value = cells["value"].where(is_percentile, cells["numerator"])
    return cells.assign(value=value.where(~is_percentage, percentage(top, whole)))


def _finished(cells: pd.DataFrame, catalogue: Catalogue, grid: _PeriodGrid, as_at: date) -> pd.DataFrame:
    cells = cells.astype(
        {"numerator": "Float64", "denominator": "Float64", "value": "Float64", "status": "str"}
    )
    nothing_to_divide_by = (cells["denominator"] == 0).fillna(False)
    status = cells["status"].fillna("ok").mask(nothing_to_divide_by, "no_cases")
    is_due = pd.Series(grid.is_due[cells["period"]], index=cells.index)
    cells["status"] = status.where(is_due, "not_due")
    numbers = ["numerator", "denominator", "value"]
    # Rounded here and nowhere else, so that every reader sees the same figure.
    finer = cells["measure_id"].isin([m.measure_id for m in catalogue if m.unit in HUNDREDTHS])
    cells["value"] = half_up(cells["value"], 1).where(~finer, half_up(cells["value"], 2))
    for name in ("numerator", "denominator"):
        cells[name] = half_up(cells[name], 2)
    cells[numbers] = cells[numbers].astype("Float64").where(is_due)
    cells = cells[is_due | (cells["dimension"] == ALL)]
    named = grid.periods[["period_type", "period_key", "period_start", "period_end"]].take(
        cells["period"].to_numpy()
    )
    figures = pd.concat([cells.reset_index(drop=True), named.reset_index(drop=True)], axis=1)
    figures["as_at"] = pd.Series(pd.Timestamp(as_at), index=figures.index, dtype="datetime64[us]")
    figures["definition_version"] = values_at(
        figures["measure_id"], pd.Series(catalogue.definition_versions, dtype="Int64")
    )
    columns = ["measure_id", "period_type", "period_key", "period_start", "period_end", "as_at"]
    columns += ["dimension", "member", *numbers, "status", "definition_version"]
    key = ["measure_id", "period_type", "period_key", "dimension", "member"]
    return in_order(figures[columns], key)
