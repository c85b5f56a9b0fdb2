"""Two returns side by side: how the counts changed, and which records did."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from include.sen2.build import IDS, Return, build_return
from include.sen2.layout import MODULES
from include.sen2.scope import chosen, unsettled

# What tells one file from another, and nothing of a record.
_OF_THE_FILE = ("serialno", "datetime")


def summary(ret: Return, previous: Return | None = None) -> pd.DataFrame:
    """Records by module: `module`, `records`, `previous`, `change`. `previous` is missing without an earlier return."""
    now = {module: len(ret.modules[module]) for module in MODULES}
    rows = pd.DataFrame({"module": now.keys(), "records": now.values()})
    before = [len(previous.modules[m]) for m in MODULES] if previous else [None] * len(MODULES)
    rows["previous"] = pd.Series(before, dtype="Int64")
    return rows.assign(change=rows["records"] - rows["previous"])


def difference(old: Return, new: Return) -> pd.DataFrame:
    """Records that two returns of one authority do not share, by the authority's own identifiers.

    Returns:
        One row for each record that came, went or changed: `module`, `record_id`, `person_id`, `change` (added,
        removed, changed) and `fields`, the names of those that differ. No values.

    """
    changes = []
    for module in MODULES:
        before, after = (r.modules[module].set_index("_record_id") for r in (old, new))
        # A record that is there twice is a fault of its own; the first stands for it.
        before, after = before[~before.index.duplicated()], after[~after.index.duplicated()]
        both = before.index.intersection(after.index)
        items = [c for c in after.columns if c not in (*IDS, *_OF_THE_FILE) and c in before.columns]
        left, right = before.loc[both, items], after.loc[both, items]
        differs = (left != right) & ~(left.isna() & right.isna())
        changed = differs.any(axis=1)
        names = pd.Series(
            [", ".join(differs.columns[row]) for row in differs[changed].to_numpy()],
            index=both[changed],
            dtype="str",
        )
        parts = {
            "added": after.index.difference(before.index),
            "removed": before.index.difference(after.index),
            "changed": both[changed],
        }
        for change, ids in parts.items():
            owner = (before if change == "removed" else after).loc[ids, "_person_id"]
            changes.append(
                pd.DataFrame(
                    {
                        "module": module,
                        "record_id": ids.to_numpy(),
                        "person_id": owner.to_numpy(),
                        "change": change,
                        "fields": names.reindex(ids).to_numpy() if change == "changed" else None,
                    }
                )
            )
    return pd.concat(changes, ignore_index=True).astype("str")


def moved_by_choices(
    tables: Mapping[str, pd.DataFrame],
    *,
    year: int,
    la_code: str,
    as_at: date | None = None,
    choices: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """What each choice that DfE's text does not settle would change in a return.

    Args:
        tables: as for `build_return`, and so the others.
        year: of the return.
        la_code: DfE's number of the authority.
        as_at: day of the records.
        choices: the authority's own.

    Returns:
        One row for each value that a choice can have: `choice, value, question, what_is_done, is_chosen, records`.
        `records`: how many of the return would come, go or change; nought for the value chosen.

    """
    chosen_values = chosen(choices)
    ret = build_return(tables, year=year, la_code=la_code, as_at=as_at, choices=chosen_values)
    table = unsettled().drop(columns="default")
    records = []
    for choice, value in zip(table["choice"], table["value"], strict=True):
        if chosen_values[choice] == value:
            records.append(0)
            continue
        with_value = build_return(
            tables, year=year, la_code=la_code, as_at=as_at, choices={**chosen_values, choice: value}
        )
        records.append(len(difference(ret, with_value)))
    is_chosen = table["choice"].map(chosen_values) == table["value"]
    return table.assign(is_chosen=is_chosen, records=records)
