"""The rows behind a figure, found by the very filters that count it."""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import date

import pandas as pd

from include.calendar.rolling import eve, first_day
from include.transforms.measures.catalogue import Catalogue
from include.transforms.measures.compute import FactsByKind, aged, day_counted, rows_counted
from include.transforms.measures.entries import Counted, OfEvents, OfSpells, Rolling


def cases_of(
    catalogue: Catalogue,
    measure_ids: Iterable[str],
    facts: dict[str, pd.DataFrame],
    first: date,
    last: date,
    as_at: date,
    columns: Set[str] | None = None,
) -> dict[str, pd.DataFrame]:
    """The rows of its fact that each measure counts in the period from `first` to `last`, for tracing a figure.

    A measure made of others is traced to the rows of its first part.

    Args:
        catalogue: what is counted.
        measure_ids: the measures.
        facts: as `build_facts` gives them.
        first: day of the period.
        last: day of the period.
        as_at: events after this day are not counted.
        columns: of the fact that are wanted; all unless named.

    Returns:
        By measure: these columns, and others that decided, its groups as on the day counted, and `counted_on` (date)
        and `in_numerator` (flag; true for every row of a count or stock). Counted up they give the figure that
        `compute_measures` gives.

    Raises:
        KeyError: no such measure.

    """
    by_kind = FactsByKind(facts)
    end = pd.Timestamp(min(last, as_at)).as_unit("us")

    def found(measure: Counted) -> pd.DataFrame:
        rows = rows_counted(measure, by_kind, columns)
        on_end = pd.Series(end, index=rows.index, dtype="datetime64[us]")
        match measure:
            case OfSpells():
                day = eve(on_end, measure.eve_of_months)
                counted = (rows["from_date"] <= day) & ~(rows["to_date"] < day)
            case Rolling():
                day = on_end
                counted = day_counted(measure, rows).between(first_day(day, measure.months), day)
            case OfEvents():
                day = day_counted(measure, rows)
                counted = day.between(pd.Timestamp(first), end)
        rows, day = rows[counted], day[counted]
        return aged(rows, day).assign(counted_on=day, in_numerator=measure.is_met(rows))

    return {name: found(catalogue.traced_to(name)) for name in measure_ids}
