"""Which columns each figure rests on, and so which figures a column takes with it that cannot be relied on.

For a measure as a whole these are the columns that `places.yaml` reads for its kind; where it reads none (amounts, and
kinds without a range), all columns of the tables that the measure needs. For a breakdown they are those of the group.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import pandas as pd

from include.doubt.places import Place, entries, written
from include.model import TABLES
from include.model.references import path_to
from include.transforms.measures import ALL, Catalogue, Counted

Columns = frozenset[str]

WHOLE_TABLE = "*"
# Groups whose column differs from kind to kind.
_OF_THE_KIND = ("subject", "school")


@cache
def rests_on(catalogue: Catalogue, measure_id: str) -> Columns:
    """The columns, as `table.column`, that decide about a measure's totals. `table.*` is always among them."""
    measure = catalogue[measure_id]
    if not isinstance(measure, Counted):
        return frozenset().union(*(rests_on(catalogue, part) for part in measure.parts))
    found = set(_of_counted(measure))
    return frozenset(found | {f"{name.split('.')[0]}.{WHOLE_TABLE}" for name in found})


@cache
def grouped_by(catalogue: Catalogue, measure_id: str, dimension: str) -> Columns:
    """The columns that decide in which group of a breakdown a case stands."""
    measure = catalogue[measure_id]
    if not isinstance(measure, Counted):
        return frozenset().union(*(grouped_by(catalogue, part, dimension) for part in measure.parts))
    if dimension in _OF_THE_KIND:
        tables = {place.table for place in entries(measure)} or set(measure.needs)
        named = {
            f"{table}.{column.name}"
            for table in tables
            for column in TABLES[table].columns.values()
            if column.type in ("code", "text")
        }
        return frozenset(named | {f"{table}.{WHOLE_TABLE}" for table in tables})
    return frozenset(_listed(written()["groups"][dimension]))


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
    found: dict[str, Columns] = {}
    for measure in catalogue.counted:
        for limit in measure.where.among("limit_id") if measure.fact == "fact_clock" else ():
            rests = rests_on(catalogue, measure.measure_id)
            found[str(limit)] = found.get(str(limit), rests) & rests
    return found


def _why(columns: Mapping[str, str], rests: Columns) -> str:
    found = [because for name, because in sorted(columns.items()) if name in rests]
    return "; ".join(found)


def _of_counted(measure: Counted) -> set[str]:
    found: set[str] = set()
    places = entries(measure)
    for place in places:
        found |= _read_at(place, measure)
    if measure.is_of_amounts or not places:
        # Of amounts, and of kinds whose records are not listed, any column of the records may decide, but for free
        # text: that is never more than a group.
        own = {place.table for place in places} or set(measure.needs)
        found |= {
            f"{t}.{c.name}" for t in own for c in TABLES[t].columns.values() if c.label is None or c.ref
        }
    if not places and any(path_to("person", table) for table in measure.needs):
        # What happens in a case ends with it.
        found |= _listed(written()["reads"]["decided"])
    return found


def _read_at(place: Place, measure: Counted) -> set[str]:
    own = {place.day, place.begins, place.due, place.reckoned, *place.only, *place.ended} - {""}
    own |= {*TABLES[place.table].key, *(c.name for c in TABLES[place.table].columns.values() if c.ref)}
    found = {f"{place.table}.{column}" for column in own} | _listed(place.reads_of(measure))
    if place.ends:
        table, _, column = place.ends.rpartition(".")
        found |= {f"{table or place.table}.{each}" for each in (column, *place.ends_when)}
    return found


def _listed(reads: Mapping[str, Iterable[str] | str]) -> set[str]:
    found = set()
    for table, columns in reads.items():
        whole = columns == "all" or "*" in columns
        # A table that is read at all is read by its keys and references.
        links = [c.name for c in TABLES[table].columns.values() if c.ref or c.name in TABLES[table].key]
        named = TABLES[table].columns if whole else [*columns, *links]
        found |= {f"{table}.{column}" for column in [*named, WHOLE_TABLE]}
    return found
