"""Facts: one row for each thing that can be counted, made once from the case tables for every later figure.

```
records ─► history: requests, plans, request clocks, caseload
        ─► kinds, each with its rows of the history
             clocks ─► fact_clock    events ─► fact_event    spells ─► fact_spell
```
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

import pandas as pd

from include.model import MARTS, NOT_RECORDED
from include.model.frames import as_texts, coded, in_order, stacked
from include.model.labels import Groups, shown
from include.transforms.clock import Boundary
from include.transforms.facts.events import event_facts
from include.transforms.facts.history import History
from include.transforms.facts.other_clocks import other_clocks
from include.transforms.facts.plans import fact_plan
from include.transforms.facts.pseudonyms import Keys, pseudonymise
from include.transforms.facts.records import Records, shaped, typed
from include.transforms.facts.requests import fact_request
from include.transforms.facts.spells import spell_facts
from include.transforms.intervals import ONE_DAY, earlier


def build_facts(
    tables: dict[str, pd.DataFrame],
    as_at: date,
    *,
    keys: Keys,
    boundary: Boundary = "<=",
    groups: Groups | None = None,
    only: Collection[str] | None = None,
) -> dict[str, pd.DataFrame]:
    """Facts of one authority as others than casework may see them: `local_facts`, with what identifies hidden.

    Args:
        tables: conformed case tables by name; a table that is not held may be left out.
        as_at: events after this day are unknown.
        keys: (kind, local identifiers) -> keyed hashes, with the same index: see `pseudonymise`.
        boundary: whether a case ended exactly on the last day of a limit is in time (`<=`) or late (`<`).
        groups: the authority's own lists of names that may become groups, `table.column` to names.
        only: the facts that are wanted; None for all.

    """
    facts = pseudonymise(local_facts(tables, as_at, boundary=boundary, only=only), keys)
    return shown(facts, tables, groups or {})


def local_facts(
    tables: dict[str, pd.DataFrame],
    as_at: date,
    *,
    boundary: Boundary = "<=",
    as_codes: bool = False,
    only: Collection[str] | None = None,
) -> dict[str, pd.DataFrame]:
    """Facts of one authority, as they are known at the close of `as_at`, with local identifiers and every text as is.

    For those who may see the records; `build_facts` gives what everybody else counts.

    Args:
        tables: conformed case tables by name; a table that is not held may be left out.
        as_at: events after this day are unknown.
        boundary: whether a case ended exactly on the last day of a limit is in time (`<=`) or late (`<`).
        as_codes: texts as categories (`include.model.frames.coded`) and rows in no order, for who hashes and orders
            them next: in a third of the memory.
        only: the facts that are wanted; None for all.

    Returns:
        `fact_request`, `fact_clock`, `fact_plan`, `fact_caseload`, `fact_event`, `fact_spell`, `dim_team` and
        `dim_caseworker` with the columns and dtypes of the warehouse's `marts` less `authority`, sorted by key. The
        order of input rows does not matter.

    The day on which the groups of a fact are taken (locality, sex, ethnicity and need are not dated):

    | fact | day |
    |---|---|
    | `fact_request` | received; decided where that day is missing |
    | `fact_clock` | ended or stopped, else `as_at` |
    | `fact_clock`, groups that begin with `due_` | last day in time, `as_at` while that is to come |
    | `fact_plan` | first held |
    | `fact_caseload`, `fact_spell` | first day of the spell |
    | `fact_event` | day of the event |

    """
    records = Records(tables, pd.Timestamp(as_at), lambda kind, ids: ids)
    history = History(records, as_at, boundary)
    # The most rows first, while nothing else is held.
    built: dict[str, Callable[[], pd.DataFrame]] = {
        "fact_event": lambda: event_facts(history),
        "fact_request": lambda: fact_request(records, history.requests),
        "fact_clock": lambda: _fact_clock(records, history.request_clocks, other_clocks(history)),
        "fact_plan": lambda: fact_plan(records, history.plans),
        "fact_caseload": lambda: history.caseload,
        "fact_spell": lambda: spell_facts(history),
        "dim_team": lambda: shaped("dim_team", records.table("team")),
        "dim_caseworker": lambda: shaped("dim_caseworker", records.table("caseworker")),
    }
    built = {name: build for name, build in built.items() if only is None or name in only}
    if as_codes:
        return {name: coded(build()) for name, build in built.items()}
    return {name: as_texts(in_order(build(), MARTS["marts"][name].own_key)) for name, build in built.items()}


def _fact_clock(records: Records, of_requests: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    of_requests = of_requests.assign(
        case_key=records.keys("request", of_requests["request_id"]),
        case_kind="request",
        subject="all",
        school=NOT_RECORDED,
    )
    shared = others.columns.intersection(of_requests.columns)
    cases = stacked([others[shared], of_requests[shared]])
    stopped = cases["closed_date"].fillna(cases["clock_end"]).fillna(records.as_at)
    due = earlier(cases["due_date"], records.as_at)
    since, until = cases["due_date"] + ONE_DAY, cases["closed_date"].fillna(cases["clock_end"]) - ONE_DAY
    is_overdue = (since <= records.as_at) & ~(until < since)
    cases = cases.assign(overdue_from=since.where(is_overdue), overdue_to=until.where(is_overdue))
    grouped = records.groups(cases, stopped)
    on_due_day = {f"due_{name}": groups for name, groups in records.dated_groups(grouped, due).items()}
    return typed("fact_clock", grouped.assign(**on_due_day))


__all__ = ["build_facts", "local_facts", "pseudonymise"]
