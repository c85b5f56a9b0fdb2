"""Identifiers that one table writes with leading zeros and another without, as spreadsheets leave them; new ones.

Each row of the table without would belong to nobody. The gate would set all of them aside one by one; the cause is one,
and it is told. Where all tables are without, each record would count as another one.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from include.errors import SourceError
from include.model import TABLES

# Above this share of a column's filled rows the column is written otherwise, and no longer a few rows of it.
_MOST = 0.01
# Of fewer records it may be chance that most have gone.
_TELLING = 20
# Above this share of the records that hang on others than before nobody has merged or corrected them one by one.
_REHUNG = 0.2


def refuse_lost_zeros(tables: Mapping[str, pa.Table]) -> None:
    """Refuse an extract in which identifiers of one table are found in another only when leading zeros are passed over.

    Args:
        tables: case tables as `Source.read` gives them.

    Raises:
        SourceError: with every such pair of columns, and the setting of the mapping that puts zeros back.

    """
    faults = []
    for name, model in TABLES.items():
        for column in model.columns.values():
            if column.ref is None or name not in tables or column.name not in tables[name].column_names:
                continue
            parent, key = column.ref.split(".")
            if parent in tables and key in tables[parent].column_names:
                faults += _fault(
                    f"{name}.{column.name}", tables[name][column.name], column.ref, tables[parent][key]
                )
    if faults:
        raise SourceError(" ".join(faults))


def _fault(name: str, rows: pa.ChunkedArray, ref: str, keys: pa.ChunkedArray) -> list[str]:
    filled = pc.drop_null(rows)
    known_keys = pc.unique(keys)
    unknown = filled.filter(pc.invert(pc.is_in(filled, value_set=known_keys)))
    if not len(unknown):
        return []
    bare = pc.utf8_ltrim(unknown, "0")
    matches_bare = pc.is_in(bare, value_set=pc.utf8_ltrim(known_keys, "0"))
    numbers = pc.and_(matches_bare, pc.match_substring_regex(unknown, r"^\d+$"))
    lost = pc.sum(numbers).as_py() or 0
    if lost <= _MOST * len(filled):
        return []
    longer = _width(keys)
    shorter = _width(unknown)
    table, column = (name if shorter < longer else ref).split(".")
    width = max(longer, shorter)
    sentence = (
        f"{name} and {ref} write the same identifiers differently: {lost:,} of {len(filled):,} rows of {name} are "
        f"found only when leading zeros are passed over. A spreadsheet has dropped them from {table}.{column}. Export "
        f"that file again and open it in no spreadsheet before, or, if all have {width} digits, set "
        f"tables.{table}.digits.{column}: {width} in the mapping."
    )
    return [sentence]


def _width(values: pa.ChunkedArray | pa.Array) -> int:
    return int(pc.max(pc.utf8_length(values)).as_py() or 0)


def other_identifiers(table: str, now: pa.Table, before: pa.Table) -> str | None:
    """What to say of a table of which most records go by other identifiers than at the extract before.

    Nothing that hangs on an identifier finds its record again: corrections, explanations, revisions, who a child was.

    Args:
        table: case table with one column as its key.
        now: as `Source.read` gives it.
        before: the same of the extract before.

    Raises:
        SourceError: the identifiers are those of before without their leading zeros.

    """
    (key,) = TABLES[table].key
    ids, known = (pc.unique(pc.drop_null(rows[key])) for rows in (now, before))
    if len(known) < _TELLING or not len(ids):
        return None
    gone = known.filter(pc.invert(pc.is_in(known, value_set=ids)))
    if len(gone) <= len(known) / 2:
        return None
    zeros_off = gone.filter(pc.is_in(pc.utf8_ltrim(gone, "0"), value_set=ids))
    if len(zeros_off) > len(gone) / 2:
        raise SourceError(
            f"{table}.{key}: {len(zeros_off):,} of {len(known):,} identifiers are those of the extract before without "
            "their leading zeros. A spreadsheet has dropped them. Export the files again and open them in no "
            f"spreadsheet before, or, if all have {_width(known)} digits, set tables.{table}.digits.{key}: "
            f"{_width(known)} in the mapping, and the same for each column that refers to it."
        )
    return (
        f"{table}: {len(gone):,} of {len(known):,} {key} of the extract before are not in this one. If the same "
        "records have new identifiers, they count as other ones: corrections and explanations do not find them, and "
        "published figures are told as revised. Check that the export names the same column as before"
    )


def other_parents(table: str, now: pa.Table, before: pa.Table) -> str | None:
    """What to say of a table many records of which hang on another record than at the extract before.

    As when one column of a list was sorted by itself, or a look-up gives another row: each case is then another
    child's.

    Args:
        table: case table with one column as its key.
        now: as `Source.read` gives it.
        before: the same of the extract before.

    """
    (key,) = TABLES[table].key
    both_have = set(now.column_names) & set(before.column_names)
    if key not in both_have:
        return None
    keys = pc.unique(before[key])
    place = pc.index_in(now[key], value_set=keys)
    first = pc.index_in(keys, value_set=before[key].combine_chunks())
    for column in TABLES[table].columns.values():
        if not column.ref or column.name not in both_have:
            continue
        then = before[column.name].take(first).take(place)
        # Parents that have new names are told of as such.
        both = pc.and_(
            pc.is_in(now[column.name], value_set=pc.unique(before[column.name])), pc.is_valid(then)
        )
        known = pc.sum(both).as_py() or 0
        moved = pc.sum(pc.and_(both, pc.not_equal(now[column.name], then))).as_py() or 0
        if known >= _TELLING and moved > _REHUNG * known:
            parent = column.ref.split(".")[0]
            return (
                f"{table}: {moved:,} of {known:,} records hang on another {parent} than in the extract before "
                f"({column.name}), as when a column was sorted by itself or a look-up finds the wrong row. Check the "
                "export before its figures are used"
            )
    return None
