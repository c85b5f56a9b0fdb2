"""Which columns each figure rests on, and so which figures a column takes with it that cannot be relied on.

For a measure as a whole these are the columns that decide about the kinds that it counts; for a breakdown those of the
group.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pandas as pd

from include.doubt.places import Place, entries, reads_of_group
from include.model import TABLES
from include.model.references import parents
from include.transforms.facts.kinds import FILLED, Event, Reads
from include.transforms.facts.kinds.reads import DECIDED
from include.transforms.groups import GROUPS
from include.transforms.measures import ALL, Catalogue, Counted
from include.transforms.measures.counted import kinds_counted

Columns = frozenset[str]

WHOLE_TABLE = "*"


@cache
def rests_on(catalogue: Catalogue, measure_id: str) -> Columns:
    """The columns, as `table.column`, that decide about a measure's totals. `table.*` is always among them."""
    measure = catalogue[measure_id]
    if not isinstance(measure, Counted):
        return frozenset().union(*(rests_on(catalogue, part) for part in measure.parts))
    own = _of_counted(catalogue, measure)
    return frozenset(own | {f"{name.split('.')[0]}.{WHOLE_TABLE}" for name in own})


@cache
def grouped_by(catalogue: Catalogue, measure_id: str, dimension: str) -> Columns:
    """The columns that decide in which group of a breakdown a case stands."""
    measure = catalogue[measure_id]
    if not isinstance(measure, Counted):
        return frozenset().union(*(grouped_by(catalogue, part, dimension) for part in measure.parts))
    kinds = kinds_counted(measure)
    if not kinds:
        return frozenset(_listed(GROUPS[dimension].reads))
    return frozenset().union(*(_listed(reads_of_group(kind, dimension)) for kind in kinds))


def not_reliable(catalogue: Catalogue, columns: Mapping[str, str]) -> pd.DataFrame:
    """The measures and breakdowns that rest on columns which cannot be relied on.

    Args:
        catalogue: the measures there are.
        columns: `table.column`, or `table.*`, and what is wrong with it, in words.

    Returns:
        `measure_id`, `dimension` (`all`: the measure as a whole, with its breakdowns) and `because`, sorted. Also
        `limit:<limit_id>` for what views tell of the clocks of a limit as such.

    """
    rows = []
    for measure in catalogue:
        about = measure.measure_id
        if why := _why(columns, rests_on(catalogue, about)):
            rows.append((about, ALL, why))
            continue
        for dimension in measure.dimensions:
            if why := _why(columns, grouped_by(catalogue, about, dimension)):
                rows.append((about, dimension, why))
    for limit_id, rests in _of_limits(catalogue).items():
        if why := _why(columns, rests):
            rows.append((f"limit:{limit_id}", ALL, why))
    named = ["measure_id", "dimension", "because"]
    return pd.DataFrame(rows, columns=named, dtype="str").sort_values(named, ignore_index=True)


@cache
def _of_limits(catalogue: Catalogue) -> dict[str, Columns]:
    """What all measures of a limit rest on, by limit."""
    by_limit: dict[str, Columns] = {}
    for measure in catalogue.counted:
        for limit in measure.where.among("limit_id") if measure.fact == "fact_clock" else ():
            rests = rests_on(catalogue, measure.measure_id)
            by_limit[str(limit)] = by_limit.get(str(limit), rests) & rests
    return by_limit


def _why(columns: Mapping[str, str], rests: Columns) -> str:
    reasons = [because for name, because in sorted(columns.items()) if name in rests]
    return "; ".join(reasons)


def _of_counted(catalogue: Catalogue, measure: Counted) -> set[str]:
    places = list(entries(measure))
    if places:
        return set().union(*map(_read_at, places))
    # Where every limit counts, any column of the records may decide, but for free text: that is never more than a
    # group. And what happens in a case ends with it.
    own = {
        f"{table}.{column.name}"
        for table in catalogue.needs(measure)
        for column in TABLES[table].columns.values()
        if column.label is None or column.ref
    }
    return own | _listed(DECIDED)


def _read_at(place: Place) -> set[str]:
    kind = place.kind
    own = {place.day, place.begins, place.due, place.reckoned, *place.only, *place.ended} - {""}
    own |= {*TABLES[place.table].key, *(c.name for c in TABLES[place.table].columns.values() if c.ref)}
    full_names = {f"{place.table}.{column}" for column in own} | _listed(place.reads)
    if place.ends:
        table, _, column = place.ends.rpartition(".")
        full_names |= {f"{table or place.table}.{each}" for each in (column, *kind.doubt.ends_when)}
    if isinstance(kind, Event) and "." in kind.day:
        reference, column = kind.day.split(".")
        full_names |= _listed({parents(kind.table)[reference]: (column,)})
    return full_names


def _listed(reads: Reads) -> set[str]:
    full_names = set()
    for table, columns in reads.items():
        # A table that is read at all is read by its keys and references.
        links = [c.name for c in TABLES[table].columns.values() if c.ref or c.name in TABLES[table].key]
        named = TABLES[table].columns if columns == FILLED else [*columns, *links]
        full_names |= {f"{table}.{column}" for column in [*named, WHOLE_TABLE]}
    return full_names
