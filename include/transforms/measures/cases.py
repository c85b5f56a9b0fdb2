"""The rows behind a figure, found by the very filters that count it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from include.transforms.measures.catalogue import Measure, measures
from include.transforms.measures.compute import (
    Shelves,
    aged,
    day_counted,
    is_met,
    rows_counted,
    with_last_spell,
)


def cases_of(
    measure_ids: Iterable[str], facts: dict[str, pd.DataFrame], first: date, last: date, as_at: date
) -> dict[str, pd.DataFrame]:
    """The rows of its fact that each measure counts in the period from `first` to `last`, for tracing a figure.

    A measure made of others is traced to the rows of its first part.

    Returns:
        By measure: the fact's columns, its groups as on the day counted, and `counted_on` (date) and `in_numerator`
        (flag; true for every row of a count or stock). Counted up they give the figure that `compute_measures` gives.

    Raises:
        KeyError: no such measure.

    """
    by_id = {measure.measure_id: measure for measure in measures()}
    facts = {**facts, "fact_caseload": with_last_spell(facts["fact_caseload"])}
    shelves = Shelves(facts)
    end = pd.Timestamp(min(last, as_at)).as_unit("us")

    def found(measure: Measure) -> pd.DataFrame:
        while measure.parts:
            measure = by_id[measure.parts[0]]
        rows = rows_counted(measure, facts, shelves)
        if measure.statistic in ("stock", "stock_rate"):
            on = end - pd.DateOffset(months=measure.months_before)
            day = pd.Series(on, index=rows.index, dtype="datetime64[us]")
            counted = (rows["from_date"] <= on) & ~(rows["to_date"] < on)
        else:
            day = day_counted(measure, rows)
            counted = day.between(pd.Timestamp(first), end)
        rows, day = rows[counted], day[counted]
        return aged(rows, day).assign(counted_on=day, in_numerator=is_met(measure, rows))

    return {name: found(by_id[name]) for name in measure_ids}
