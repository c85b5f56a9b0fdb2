"""What was known on a day: rows and values about later days are taken out before anything is checked or counted.

An extract of day D is read some hours after D has ended, so it can hold what happened in those hours. That is no
fault, and it is not part of D: a decision of the morning after is not made yet on D, and its outcome goes with its
date. `later.yaml` says of each table what a later date takes with it.

| a date that lies | is |
|---|---|
| on or before D | part of D |
| after D, not after the last day that the source can tell of | a later event: counted, left out, no fault |
| after that day | a fault, unless it may lie ahead: nobody can know of it |

A change that carries no date, such as a name put right, cannot be told from an older one. That is why an extract is
only taken as that of D for some hours, and why one taken later never gives figures `as_recorded`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from include.expectations.parse import ParsedTable
from include.expectations.rules import may_be_ahead
from include.model import TABLES, empty, load_order
from include.model.references import follow, hangs_on, link, path_to
from include.yaml_files import Strict, load


class Later(Strict):
    """What later days take with them in one table. See `later.yaml`."""

    begins: tuple[str, ...] = ()
    tells: dict[str, dict[str, str | None]] = {}
    unmakes: dict[str, tuple[str, ...]] = {}
    takes: str | None = None
    needs: str | None = None


@dataclass(frozen=True)
class LaterEvents:
    """How much was left out.

    `rows`: rows by table; `dates`: dates by `table.column`.
    """

    rows: dict[str, int]
    dates: dict[str, int]


@cache
def later() -> dict[str, Later]:
    """What `later.yaml` says, by table; tables without dates of their own are not there."""
    entries = load(Path(__file__).with_suffix(".yaml"))
    return {table: Later.model_validate(entry) for table, entry in entries.items()}


def known_on(
    parsed: dict[str, ParsedTable], day: date, known_until: date
) -> tuple[dict[str, ParsedTable], LaterEvents]:
    """The tables as they were known at the end of a day.

    Args:
        parsed: tables as `parse` gives them.
        day: the extract date.
        known_until: the last day that the source could tell of when it was read; what lies after it stays, for the
            rules to judge.

    Returns:
        The tables without later rows and values, and how many those were.

    """
    if known_until <= day:
        return parsed, LaterEvents({}, {})
    first, last = pd.Timestamp(day), pd.Timestamp(known_until)
    frames = {name: table.frame for name, table in parsed.items()}
    gone = {name: pd.Series(False, index=frame.index) for name, frame in frames.items()}
    for name, frame in frames.items():
        gone[name] |= _begin_later(later().get(name, Later()), frame, first, last)
    _take_along(frames, gone)
    for name in load_order():
        if name in frames:
            _lose_their_parents(name, frames, gone)
    for name, frame in frames.items():
        entry = later().get(name, Later())
        for column, tables in entry.unmakes.items():
            undone = _within(frame[column], first, last)
            _unmake(name, frame.loc[undone & ~gone[name]], tables, frames, gone)
    _lose_what_they_need(frames, gone)
    for name in load_order():
        if name in frames:
            _lose_their_parents(name, frames, gone)

    values: dict[str, int] = {}
    tables_known = {}
    for name, table in parsed.items():
        frame = frames[name].loc[~gone[name]]
        frame, blanked = _without_later_values(name, frame, table.missing_columns, first, last)
        values |= blanked
        if len(frame) == len(table.frame) and not blanked:
            tables_known[name] = table
            continue
        failures = table.failures[table.failures["row_number"].isin(frame["_row"])]
        tables_known[name] = replace(
            table, frame=frame.reset_index(drop=True), failures=failures.reset_index(drop=True)
        )
    rows = {name: int(lost.sum()) for name, lost in gone.items() if lost.any()}
    return tables_known, LaterEvents(rows, values)


def _within(days: pd.Series, first: pd.Timestamp, last: pd.Timestamp) -> pd.Series:
    return (days > first) & (days <= last)


def _begin_later(entry: Later, frame: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.Series:
    if not entry.begins:
        return pd.Series(False, index=frame.index)
    return _within(frame[list(entry.begins)].min(axis=1), first, last)


def _without(name: str, frames: dict[str, pd.DataFrame], gone: dict[str, pd.Series]) -> set[Any]:
    """Keys of a table all of whose rows are gone."""
    keys = frames[name][TABLES[name].key[0]]
    return set(keys[gone[name]]) - set(keys[~gone[name]])


def _take_along(frames: dict[str, pd.DataFrame], gone: dict[str, pd.Series]) -> None:
    for name, entry in later().items():
        if entry.takes and name in frames and entry.takes in frames:
            keys = frames[name][link(name, entry.takes)]
            ended = set(keys[gone[name]]) - set(keys[~gone[name]])
            gone[entry.takes] |= frames[entry.takes][TABLES[entry.takes].key[0]].isin(ended)


def _lose_their_parents(name: str, frames: dict[str, pd.DataFrame], gone: dict[str, pd.Series]) -> None:
    for column, above in hangs_on(name).items():
        if above in frames and gone[above].any():
            gone[name] |= frames[name][column].isin(_without(above, frames, gone))


def _unmake(
    name: str,
    undone: pd.DataFrame,
    tables: tuple[str, ...],
    frames: dict[str, pd.DataFrame],
    gone: dict[str, pd.Series],
) -> None:
    keys = set(undone[TABLES[name].key[0]])
    for below in tables:
        if keys and below in frames:
            gone[below] |= frames[below][link(below, name)].isin(keys)
            for further in load_order():
                if further in frames:
                    _lose_their_parents(further, frames, gone)


def _lose_what_they_need(frames: dict[str, pd.DataFrame], gone: dict[str, pd.Series]) -> None:
    for name, entry in later().items():
        if not entry.needs or name not in frames or entry.needs not in frames:
            continue
        request = follow(
            entry.needs,
            frames[entry.needs],
            path_to("request", entry.needs),
            lambda table: frames.get(table, empty(table)),
        )
        lost = gone[entry.needs]
        ended = set(request[lost].dropna()) - set(request[~lost])
        gone[name] |= frames[name][link(name, "request")].isin(ended)


def _without_later_values(
    name: str, frame: pd.DataFrame, missing: tuple[str, ...], first: pd.Timestamp, last: pd.Timestamp
) -> tuple[pd.DataFrame, dict[str, int]]:
    """The rows with the values that they had before later days told more, and how many days those were."""
    counts = {}
    for column, also in later().get(name, Later()).tells.items():
        is_later = _within(frame[column], first, last)
        if not is_later.any():
            continue
        counts[f"{name}.{column}"] = int(is_later.sum())
        changed: dict[str, pd.Series] = {}
        if f"{name}.{column}" not in may_be_ahead():
            changed[column] = frame[column].mask(is_later)
        for other, before in also.items():
            if other in missing:
                continue
            value = pd.NaT if TABLES[name].columns[other].type == "date" else pd.NA
            changed[other] = frame[other].mask(is_later, value if before is None else before)
        frame = frame.assign(**changed)
    return frame, counts


__all__ = ["Later", "LaterEvents", "known_on", "later"]
