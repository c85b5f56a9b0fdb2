"""`fact_spell`: a row for each thing that lasts and is counted on a day."""

from __future__ import annotations

import pandas as pd

from include.model import NOT_RECORDED
from include.transforms.facts.history import History
from include.transforms.facts.kinds import Spell, amounts_of, spells
from include.transforms.facts.records import typed
from include.transforms.facts.rows import amounts, owner_of, record_of, rows_of, with_amounts
from include.transforms.groups import DIMENSIONS, NOBODYS_GROUPS

_AMOUNTS = amounts_of("fact_spell")


def spell_facts(history: History) -> pd.DataFrame:
    """`fact_spell`: spells begun by the as-at day, in no order."""
    by_kind = [_of_kind(history, kind, rows_of(history, kind)) for kind in spells()]
    rows = pd.concat([spell for spell in by_kind if len(spell)] or by_kind[:1], ignore_index=True)
    rows = with_amounts(rows, _AMOUNTS)
    return typed("fact_spell", rows.assign(to_date=history.known(rows["to_date"])))


def _of_kind(history: History, kind: Spell, rows: pd.DataFrame) -> pd.DataFrame:
    if kind.build is None:
        rows = rows.assign(from_date=rows[kind.begins], to_date=rows[kind.ends])
    rows = rows[(rows["from_date"] <= history.as_at) & ~(rows["to_date"] < rows["from_date"])]
    record = record_of(kind, rows)
    rows = rows.assign(
        spell_type=kind.name,
        spell_key=history.records.keys(kind.name, record),
        subject=rows[kind.subject].fillna(NOT_RECORDED) if kind.subject else NOT_RECORDED,
        **amounts(kind, rows, _AMOUNTS),
    )
    if not set(DIMENSIONS) <= set(rows.columns):
        rows = _with_groups(history, kind, rows)
    columns = ("spell_key", "spell_type", "from_date", "to_date", "person_key", "subject")
    return rows[[*columns, *kind.amounts, *DIMENSIONS]]


def _with_groups(history: History, kind: Spell, rows: pd.DataFrame) -> pd.DataFrame:
    """A person's records with the groups of their first day; those of staff with the groups that they have."""
    person = owner_of(history, kind, rows, "person")
    if person.notna().any():
        owned = rows.assign(person_id=person, request_id=owner_of(history, kind, rows, "request"))
        return history.records.groups(owned, rows["from_date"])
    missing = {name: group for name, group in NOBODYS_GROUPS.items() if name not in rows}
    return rows.assign(person_key=None, **missing)


__all__ = ["spell_facts"]
