"""`fact_spell`: a row for each thing that lasts and is counted on a day."""

from __future__ import annotations

import pandas as pd

from include.model import NOT_RECORDED
from include.model.frames import stacked
from include.transforms.facts.history import History
from include.transforms.facts.kinds import Spell, amounts_of, spells
from include.transforms.facts.records import typed
from include.transforms.facts.rows import amounts, owner_of, record_of, rows_of, together
from include.transforms.groups import DIMENSIONS, NOBODYS_GROUPS

_AMOUNTS = amounts_of("fact_spell")
_MAY_LACK = {"subject": "str", **_AMOUNTS}


def spell_facts(history: History) -> pd.DataFrame:
    """`fact_spell`: spells begun by the as-at day, in no order."""
    by_kind = [(kind.name, _of_kind(history, kind, rows_of(history, kind))) for kind in spells()]
    cut = [(name, rows) for name, rows in by_kind if "person_id" not in rows]
    recorded = [(name, rows) for name, rows in by_kind if "person_id" in rows]
    of_cases = [(name, rows) for name, rows in recorded if rows["person_id"].notna().any()]
    of_nobody = [(name, rows) for name, rows in recorded if rows["person_id"].isna().all()]
    # What is cut from the caseload has the groups that it was cut by, and staff have a team.
    others = together("spell_type", of_nobody, _MAY_LACK | dict.fromkeys(("person_key", *DIMENSIONS), "str"))
    parts = [together("spell_type", cut, _MAY_LACK), others.fillna(NOBODYS_GROUPS)]
    if of_cases:
        cases = together("spell_type", of_cases, _MAY_LACK)
        parts.append(history.records.groups(cases, cases["from_date"]))
    whole = stacked([typed("fact_spell", part.fillna({"subject": NOT_RECORDED})) for part in parts])
    return whole.assign(to_date=history.known(whole["to_date"]))


def _of_kind(history: History, kind: Spell, rows: pd.DataFrame) -> pd.DataFrame:
    """The spells of a kind with the person and request of each, or the groups that they have."""
    if kind.build is None:
        rows = rows.assign(from_date=rows[kind.begins], to_date=rows[kind.ends])
    rows = rows[(rows["from_date"] <= history.as_at) & ~(rows["to_date"] < rows["from_date"])]
    whose = {name: rows[name] for name in ("person_key", *DIMENSIONS) if name in rows}
    if not set(DIMENSIONS) <= set(whose):
        whose |= {f"{who}_id": owner_of(history, kind, rows, who) for who in ("person", "request")}
    return pd.DataFrame(
        {
            "spell_key": history.records.keys(kind.name, record_of(kind, rows)),
            "from_date": rows["from_date"],
            "to_date": rows["to_date"],
            **({"subject": rows[kind.subject].astype("str")} if kind.subject else {}),
            **amounts(kind, rows, _AMOUNTS),
            **whose,
        }
    )


__all__ = ["spell_facts"]
