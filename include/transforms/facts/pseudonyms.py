"""From facts with local identifiers to facts that may leave casework: keyed hashes in place of identifiers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from include.model import MARTS
from include.model.frames import in_order, places, values_at

# (kind, local identifiers) -> keyed hashes with the same index. A kind is `person`, `request`, `plan` or one of those
# that a fact names itself: `case_kind`, `event_type`, `spell_type`.
Keys = Callable[[str, pd.Series], pd.Series]

# The key of each fact, and the column that says which kind of record it identifies, or that kind.
_KEY_OF = {
    "fact_request": ("case_key", "request"),
    "fact_clock": ("case_key", "case_kind"),
    "fact_plan": ("plan_key", "plan"),
    "fact_caseload": ("case_key", "case_kind"),
    "fact_event": ("event_key", "event_type"),
    "fact_spell": ("spell_key", "spell_type"),
}
# An assessment is identified by its request.
_SAME = {"assessment": "request"}
# Kinds that are cut from a case: which, and what follows its identifier in theirs. That is hashed with its hash.
_DAY = r"\d{4}-\d\d-\d\d"
_CUT_FROM = {
    "complex_case": (("plan", f"plan{_DAY}"), ("request", f"assessment{_DAY}")),
    "post16_plan": (("plan", _DAY),),
    "plan_12_months": (("plan", _DAY),),
    "same_caseworker_12_months": (("plan", _DAY),),
    "term_start": (("plan", r"\d{4}"),),
}


def pseudonymise(facts: dict[str, pd.DataFrame], keys: Keys) -> dict[str, pd.DataFrame]:
    """Facts with every local identifier of a case or person hashed, each distinct one once, sorted by their keys.

    Args:
        facts: as `local_facts` gives them.
        keys: (kind, identifiers) -> keyed hashes with the same index.

    """
    people = _Hashed("person", keys)
    cases = {kind: _Hashed(kind, keys) for kind in ("request", "plan")}
    hashed = {}
    for name, rows in facts.items():
        if "person_key" in rows:
            rows = rows.assign(person_key=people.of(rows["person_key"]))
        if name in _KEY_OF:
            column, kind = _KEY_OF[name]
            rows = rows.assign(**{column: _keyed(rows, column, kind, keys, cases)})
            rows = in_order(rows, MARTS["marts"][name].own_key)
        hashed[name] = rows
    return hashed


def _keyed(rows: pd.DataFrame, column: str, kind: str, keys: Keys, cases: dict[str, _Hashed]) -> pd.Series:
    if kind in cases:
        return cases[kind].of(rows[column])
    parts = []
    # Numbered, so that what comes back by kind finds its place.
    for value, ids in rows[column].reset_index(drop=True).groupby(rows[kind].array, observed=True):
        value = _SAME.get(str(value), str(value))
        if value in cases:
            parts.append(cases[value].of(ids))
        else:
            parts.append(keys(value, _with_hashed_case(value, ids, cases)))
    if not parts:
        return rows[column]
    hashed = pd.concat(parts)
    place = np.full(len(rows), -1)
    place[hashed.index.to_numpy()] = np.arange(len(hashed))
    return pd.Series(hashed.array.take(place, allow_fill=True), rows.index)


def _with_hashed_case(kind: str, ids: pd.Series, cases: dict[str, _Hashed]) -> pd.Series:
    for of, rest in _CUT_FROM.get(kind, ()):
        parts = pc.extract_regex(pa.array(ids), rf"^(?P<case>.*)(?P<rest>{rest})$")
        case, then = (pd.Series(pc.struct_field(parts, n), ids.index, dtype="str") for n in (0, 1))
        ids = (cases[of].of(case) + then).fillna(ids)
    return ids


class _Hashed:
    """Hashes of one kind of identifier, each made when it is first met."""

    def __init__(self, kind: str, keys: Keys) -> None:
        self.kind, self.keys = kind, keys
        self.known = pd.Series([], pd.Index([], dtype="str"), dtype="str")

    def of(self, ids: pd.Series) -> pd.Series:
        """The hashes of identifiers; missing where none is given."""
        distinct = pd.Series(ids.dropna().unique(), dtype="str")
        new = distinct[places(distinct, self.known.index) < 0]
        if len(new):
            self.known = pd.concat([self.known, self.keys(self.kind, new).set_axis(pd.Index(new))])
        return values_at(ids, self.known)
