"""Which figures count the same things, or a part of them: what a reader may add up and subtract.

Disclosure control needs it: two measures with one denominator print the same number, and the plans issued in time are
some of the plans issued.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache

import pandas as pd

from include.transforms.measures.catalogue import COUNTED, Measure, Values, linked, measures

Sets = dict[str, frozenset[str | bool]]


@dataclass(frozen=True)
class _Filter:
    """Rows of a fact that a number counts, and how they are placed in time."""

    placed: tuple[object, ...]
    where: Sets
    where_not: Sets

    @property
    def name(self) -> str:
        parts = [self.placed] + [
            sorted((k, sorted(map(str, v))) for k, v in side.items()) for side in (self.where, self.where_not)
        ]
        return f"{self.placed[0]}:{hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()[:12]}"

    def is_part_of(self, other: _Filter) -> bool:
        """Every row of this one is a row of the other."""
        return (
            self.placed == other.placed
            and all(c in self.where and self.where[c] <= values for c, values in other.where.items())
            and all(
                (c in self.where and self.where[c].isdisjoint(values))
                or values <= self.where_not.get(c, frozenset())
                for c, values in other.where_not.items()
            )
        )


def families() -> pd.DataFrame:
    """What the counts of each measure are counts of.

    Returns:
        One row for each numerator and denominator that is a count: `measure_id`, `side` (numerator or denominator),
        `family` (equal for equal counts), `is_stock` (of one day), `months` (length of the stretch that ends with the
        period; 0 for the period itself), `months_before` (a stock of so many months earlier). Amounts, and measures
        made of others, have none.

    """
    rows = [
        {
            "measure_id": measure.measure_id,
            "side": side,
            "family": found.name,
            "is_stock": _is_stock(measure),
            "months": measure.lasting or 0,
            "months_before": measure.months_before,
        }
        for measure, side, found in _filters()
    ]
    return pd.DataFrame(rows)


def nested() -> pd.DataFrame:
    """Pairs of families, `inner` and `outer`: every row of the inner one is a row of the outer one."""
    known = {found.name: found for _, _, found in _filters()}
    rows = [
        {"inner": inner, "outer": outer}
        for inner, a in known.items()
        for outer, b in known.items()
        if inner != outer and a.is_part_of(b)
    ]
    return pd.DataFrame(rows, columns=["inner", "outer"])


def parts() -> pd.DataFrame:
    """Pairs `measure_id` and `part`: measures that another is made of, or that count whose amounts it gives."""
    pairs = [{"measure_id": m.measure_id, "part": part} for m in measures() for part in linked(m)]
    return pd.DataFrame(pairs)


@cache
def _filters() -> tuple[tuple[Measure, str, _Filter], ...]:
    made = []
    for measure in measures():
        if measure.statistic not in COUNTED or measure.statistic == "sum":
            continue
        if measure.statistic == "stock" and measure.of:
            continue
        whole, part = _sides(measure)
        if measure.statistic not in ("count", "stock"):
            made.append((measure, "denominator", whole))
        if measure.statistic not in ("median", "p90"):
            made.append((measure, "numerator", part))
    return tuple(made)


def _sides(measure: Measure) -> tuple[_Filter, _Filter]:
    """The rows below and above the line."""
    dates = measure.date[:1] if measure.lasting else measure.date
    amounts = (measure.of, measure.out_of) if measure.statistic == "share" else ()
    placed = (
        measure.fact,
        _is_stock(measure),
        dates,
        measure.overdue,
        measure.past_limit,
        measure.months_before,
        measure.out_of,
    )
    where, where_not = _sets(measure.where), _sets(measure.where_not)
    whole = _Filter(placed, where, where_not)
    if amounts:
        # Above the line of a share stands a part of each row, not some of the rows.
        return whole, _Filter(placed, {**where, f"share of {measure.of}": frozenset({True})}, where_not)
    if measure.statistic in ("median", "p90"):
        # Only rows whose amount is known are behind a median.
        return _Filter(placed, {**where, f"{measure.of} is known": frozenset({True})}, where_not), whole
    met = {c: values & where.get(c, values) for c, values in _sets(measure.met).items()}
    not_met = {c: values | where_not.get(c, frozenset()) for c, values in _sets(measure.met_not).items()}
    return whole, _Filter(placed, {**where, **met}, {**where_not, **not_met})


def _is_stock(measure: Measure) -> bool:
    return measure.statistic in ("stock", "stock_rate") and measure.lasting is None


def _sets(values: Values) -> Sets:
    return {column: frozenset(of) for column, of in values.items()}
