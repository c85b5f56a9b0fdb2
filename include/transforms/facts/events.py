"""`fact_event`: a row for each dated thing that a measure counts."""

from __future__ import annotations

import pandas as pd

from include.model import NOT_RECORDED
from include.model.frames import stacked
from include.transforms.facts.history import History
from include.transforms.facts.kinds import Event, amounts_of, events
from include.transforms.facts.records import typed
from include.transforms.facts.rows import amounts, column_of, owner_of, record_of, rows_of, together
from include.transforms.groups import DIMENSIONS, NOBODYS_GROUPS

_AMOUNTS = amounts_of("fact_event")
_MAY_LACK = {"subject": "str", "is_met": "boolean", **_AMOUNTS}


def event_facts(history: History) -> pd.DataFrame:
    """`fact_event`: events up to the as-at day, in no order."""
    by_kind = [(kind.name, rows_of_event(history, kind)) for kind in events()]
    # What is cut from the caseload has the groups that it was cut by.
    cut = together(
        "event_type", [(name, rows) for name, rows in by_kind if "person_id" not in rows], _MAY_LACK
    )
    others = together(
        "event_type", [(name, rows) for name, rows in by_kind if "person_id" in rows], _MAY_LACK
    )
    del by_kind  # these are the most rows of a night: no more copies of them than must be
    of_nobody = others["person_id"].isna() & others["request_id"].isna()
    others = history.records.groups(others, others["event_date"])
    others["ethnicity"] = others["ethnicity"].mask(of_nobody, NOBODYS_GROUPS["ethnicity"])
    return stacked([typed("fact_event", rows.fillna({"subject": NOT_RECORDED})) for rows in (others, cut)])


def rows_of_event(history: History, kind: Event) -> pd.DataFrame:
    """The events of a kind with the person and request of each (or its groups) and what they give of fact_event."""
    rows = rows_of(history, kind)
    whose = {name: rows[name] for name in ("person_key", *DIMENSIONS) if name in rows}
    if not set(DIMENSIONS) <= set(whose):
        whose = {f"{who}_id": owner_of(history, kind, rows, who) for who in ("person", "request")}
    event_rows = pd.DataFrame(
        {
            "event_key": history.records.keys(kind.name, record_of(kind, rows)),
            "event_date": column_of(history, kind, rows, kind.day),
            **({"subject": rows[kind.subject].astype("str")} if kind.subject else {}),
            **({"is_met": _met(kind, rows)} if kind.met else {}),
            **amounts(kind, rows, _AMOUNTS),
            **whose,
        }
    )
    return event_rows[event_rows["event_date"] <= history.as_at]


def _met(kind: Event, rows: pd.DataFrame) -> pd.Series:
    if isinstance(kind.met, str):
        return rows[kind.met].astype("boolean")
    met = pd.Series(True, rows.index, dtype="boolean")
    for column, values in kind.met.items():
        met &= rows[column].isin(values)
    return met


__all__ = ["event_facts", "rows_of_event"]
