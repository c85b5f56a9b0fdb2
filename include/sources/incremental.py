"""Rows of an earlier extract and the rows changed since, put together as a full read would give them."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa


def merged(key: Sequence[str], before: pa.Table, keys: pa.Table, changed: pa.Table) -> pa.Table | None:
    """The table as it stands, or None where that cannot be made sure and a full read must tell.

    Args:
        key: the table's key columns.
        before: the rows as they were, as `Source.read` gives them less `_row`.
        keys: the key columns of every row there is now. A row that is gone is gone from the result.
        changed: the rows whose time of change is later than what had been read, columns as in `before`.

    """
    names = list(key)
    if set(before.column_names) != set(changed.column_names) or not set(names) <= set(keys.column_names):
        return None
    keys = keys.select(names)
    # A key that is empty or stands twice does not tell which of its rows has changed.
    if not (_tells(names, before) and _tells(names, keys) and _tells(names, changed)):
        return None
    unchanged = before.join(changed.select(names), names, join_type="left anti")
    unchanged = unchanged.join(keys, names, join_type="left semi").select(changed.column_names)
    whole = pa.concat_tables([unchanged, changed])
    # A row that came into view without a change of its own, such as through a 'where' on another table.
    return whole if whole.num_rows == keys.num_rows else None


def differing(one: pa.Table, other: pa.Table) -> int:
    """Rows of the one that the other does not have as they are, and those that the other alone has."""
    names = one.column_names
    counted = pa.concat_tables([one, other.select(names)]).group_by(names).aggregate([([], "count_all")])
    same = counted.filter(pa.compute.equal(counted["count_all"], 2)).num_rows
    return max(one.num_rows, other.num_rows) - same


def _tells(names: list[str], rows: pa.Table) -> bool:
    if any(rows[name].null_count for name in names):
        return False
    return rows.select(names).group_by(names).aggregate([]).num_rows == rows.num_rows
