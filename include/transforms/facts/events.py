"""`fact_event`: a row for each dated thing that a measure counts."""

from __future__ import annotations

import pandas as pd

from include.model import NOT_RECORDED
from include.transforms.facts.history import History
from include.transforms.facts.kinds import Event, amounts_of, events
from include.transforms.facts.records import typed
from include.transforms.facts.rows import (
    amounts,
    column_of,
    nothing,
    owner_of,
    record_of,
    rows_of,
    with_amounts,
)
from include.transforms.groups import DIMENSIONS, NOBODYS_GROUPS

_AMOUNTS = amounts_of("fact_event")


def event_facts(history: History) -> pd.DataFrame:
    """`fact_event`: events up to the as-at day, in no order."""
    by_kind = [rows_of_event(history, kind) for kind in events()]
    # What is cut from the caseload has the groups that it was cut by.
    grouped = [part for part in by_kind if len(part) and set(DIMENSIONS) <= set(part.columns)]
    plain = [part for part in by_kind if set(DIMENSIONS).isdisjoint(part.columns)]
    others = pd.concat([part for part in plain if len(part)] or plain[:1], ignore_index=True)
    others = others.drop(columns="record")
    del by_kind, plain  # these are the most rows of a night: no more copies of them than must be
    about_somebody = others["person_id"].notna() | others["request_id"].notna()
    mine, nobodys = others[about_somebody], others[~about_somebody]
    del others
    mine = history.records.groups(mine, mine["event_date"])
    parts = [mine, nobodys.assign(**NOBODYS_GROUPS, person_key=None), *grouped]
    del mine, nobodys, grouped
    whole = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    del parts
    return typed("fact_event", with_amounts(whole, _AMOUNTS))


def rows_of_event(history: History, kind: Event) -> pd.DataFrame:
    """The events of a kind, each with `record`, its person and request (or its groups) and what fact_event holds."""
    rows = rows_of(history, kind)
    whose: dict[str, pd.Series]
    if set(DIMENSIONS) <= set(rows.columns):
        whose = {name: rows[name] for name in ("person_key", *DIMENSIONS)}
    else:
        whose = {f"{who}_id": owner_of(history, kind, rows, who) for who in ("person", "request")}
    event_rows = pd.DataFrame(
        {
            "event_date": column_of(history, kind, rows, kind.day),
            "record": record_of(kind, rows),
            "subject": rows[kind.subject].astype("str").fillna(NOT_RECORDED)
            if kind.subject
            else NOT_RECORDED,
            "is_met": _met(kind, rows),
            **amounts(kind, rows, _AMOUNTS),
            **whose,
        }
    )
    event_rows = event_rows[event_rows["event_date"] <= history.as_at]
    return event_rows.assign(
        event_type=kind.name, event_key=history.records.keys(kind.name, event_rows["record"].astype("str"))
    )


def _met(kind: Event, rows: pd.DataFrame) -> pd.Series:
    if not kind.met:
        return nothing(rows, "boolean")
    if isinstance(kind.met, str):
        return rows[kind.met].astype("boolean")
    met = pd.Series(True, rows.index, dtype="boolean")
    for column, values in kind.met.items():
        met &= rows[column].isin(values)
    return met


__all__ = ["event_facts", "rows_of_event"]
