"""Writing what differs: of the rows that a load brings, those that the warehouse does not hold already.

Each held row stands beside its hash (`metadata.ROW_HASH`). A load hashes the rows that it brings, asks for the hashes
that are held, deletes the rows whose hash it does not bring, and copies those whose hash is not held. Nothing else is
read or written, so a night costs what changed.
"""

from __future__ import annotations

import logging

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import sqlalchemy as sa

from include.warehouse.metadata import ROW_HASH, table_of
from include.warehouse.rows import copy_rows

log = logging.getLogger(__name__)

Hashes = npt.NDArray[np.int64]

_ODD = np.uint64(0x9E3779B97F4A7C15)
_MISSING = np.uint64(0x2545F4914F6CDD1D)


def replace(
    connection: sa.Connection,
    name: str,
    rows: pa.Table,
    scope: sa.ColumnElement[bool],
    *,
    by_value: bool = False,
) -> int:
    """Make the held rows of a scope the same as `rows`.

    Args:
        connection: in the load's transaction.
        name: of the table, as people read it.
        rows: all columns that are held, less the hash.
        scope: which of the table's rows these are to replace, such as those of one authority.
        by_value: afterwards compare every value as well, and put right what the hashes did not tell. Where nothing
            was held there is nothing to compare with.

    Returns:
        How many rows were written or deleted.

    """
    table = table_of(name)
    hashes = row_hashes(rows)
    held = np.sort(_held_hashes(connection, table, scope))
    brought = np.sort(hashes)
    gone, new = _missing_from(brought, held), _missing_from(held, brought)
    added = pc.is_in(pa.array(hashes), value_set=pa.array(new)).to_numpy(zero_copy_only=False)
    # Two rows of one hash, which happens once in a million years, cannot be told apart: then all are written.
    can_tell = len(held) - len(gone) + len(new) == len(hashes)
    if can_tell and len(gone) < len(held) / 2:
        other = sa.or_(
            table.c[ROW_HASH].is_(None), table.c[ROW_HASH] == sa.any_(sa.literal(gone.tolist(), _INTEGERS))
        )
    else:
        other, added = sa.true(), np.ones(len(hashes), dtype=bool)
    deleted = connection.execute(sa.delete(table).where(scope, other)).rowcount
    if added.any():
        to_write = rows if added.all() else rows.filter(added)
        copy_rows(connection, name, _with_hashes(to_write, hashes[added]))
    changed = max(deleted, int(added.sum()))
    if (
        by_value
        and len(held)
        and (repaired := _replace_by_value(connection, name, _with_hashes(rows, hashes), scope))
    ):
        log.warning(
            "%s: %s rows were not as they had been loaded. They are put right.", name, f"{repaired:,}"
        )
        changed += repaired
    return changed


_INTEGERS = sa.ARRAY(sa.BigInteger)


def row_hashes(rows: pa.Table) -> Hashes:
    """A hash of each row's values, missing ones included. Its columns' names do not count, their order does."""
    hashes = np.zeros(len(rows), dtype=np.uint64)
    for column in rows.columns:
        hashes = _mixed(hashes * _ODD + _column_hashes(column.combine_chunks()))
    return hashes.view(np.int64)


def _column_hashes(column: pa.Array) -> npt.NDArray[np.uint64]:
    kind = column.type
    if pa.types.is_string(kind) or pa.types.is_dictionary(kind):
        coded = column if pa.types.is_dictionary(kind) else column.dictionary_encode()
        words = coded.dictionary.to_numpy(zero_copy_only=False)
        hashes = np.append(pd.util.hash_array(words, categorize=False), _MISSING)
        return hashes[coded.indices.fill_null(len(words)).to_numpy()]
    if pa.types.is_floating(kind):
        numbers = column.cast(pa.float64()).to_numpy(zero_copy_only=False)
        bits = (numbers + 0.0).view(np.uint64)  # -0.0 is 0
    else:
        width = pa.int32() if pa.types.is_date32(kind) else pa.int64()
        whole = column.cast(pa.int8() if pa.types.is_boolean(kind) else width).cast(pa.int64())
        bits = whole.fill_null(0).to_numpy().view(np.uint64)
    return (
        np.where(column.is_null().to_numpy(zero_copy_only=False), _MISSING, bits)
        if column.null_count
        else bits
    )


def _mixed(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): each bit of a number sways all of them."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def _held_hashes(connection: sa.Connection, table: sa.Table, scope: sa.ColumnElement[bool]) -> Hashes:
    # In one value: a row for each would cost more than all the rest.
    packed = sa.func.string_agg(sa.func.int8send(table.c[ROW_HASH]), sa.literal(b""))
    held = connection.scalar(sa.select(packed).where(scope))
    return np.frombuffer(held or b"", dtype=">i8").astype(np.int64)


def _missing_from(those: Hashes, some: Hashes) -> Hashes:
    """Which of some are not among those. Both are in order, so that neighbours are looked for beside each other."""
    if not len(those):
        return some
    place = np.searchsorted(those, some).clip(max=len(those) - 1)
    return some[those[place] != some]


def _with_hashes(rows: pa.Table, hashes: Hashes) -> pa.Table:
    return rows.add_column(0, ROW_HASH, pa.array(hashes))


def _replace_by_value(
    connection: sa.Connection, name: str, rows: pa.Table, scope: sa.ColumnElement[bool]
) -> int:
    """Compare held rows with those that a load brings, to the last bit. Returns how many had to be put right."""
    table = table_of(name)
    brought = sa.table(f"brought_{table.name}", *[sa.column(column.name) for column in table.c])
    connection.exec_driver_sql(
        f"CREATE TEMPORARY TABLE {brought.name} (LIKE {table.fullname}) ON COMMIT DROP"
    )
    copy_rows(connection, name, rows, into=brought.name)
    connection.exec_driver_sql(f"ANALYZE {brought.name}")
    of_one_key = sa.and_(*[table.c[key.name] == brought.c[key.name] for key in table.primary_key])
    # https://www.postgresql.org/docs/18/functions-comparisons.html#COMPOSITE-TYPE-COMPARISON
    equal = sa.literal_column(f"{table.fullname}.*").op("*=")(sa.literal_column(f"{brought.name}.*"))
    deleted = connection.execute(
        sa.delete(table).where(scope, ~sa.exists().where(of_one_key, equal).correlate(table))
    ).rowcount
    missing = sa.select(brought).where(~sa.exists().where(of_one_key).correlate(brought))
    return max(deleted, connection.execute(sa.insert(table).from_select([*table.c], missing)).rowcount)
