"""Figures that DfE printed differently in a later edition, or in a later version of one."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from include.published import editions

ROW = ["time_period", "geographic_level", "area_code", "topic", "member"]
COLUMNS = [
    "file",
    "figure",
    *ROW,
    "edition_before",
    "edition",
    "printed_before",
    "printed",
]


def revised(file: str, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Figures of one file that both print and that differ.

    Args:
        file: our name of it.
        before: rows of one edition (see `reading.parse`).
        after: rows of a later one, or of a later version of the same.

    Returns:
        One row for each figure, with COLUMNS, sorted. Columns that the later edition redefined are left out, and so
        are rows that only one of them has.

    """
    edition = int(after["release_year"].iloc[0]) if len(after) else 0
    earlier = int(before["release_year"].iloc[0]) if len(before) else 0
    redefined = editions.editions().files[file].redefined.get(edition) if edition != earlier else None
    row = [column for column in ROW if column in before and column in after]
    both = before.merge(after, on=row, suffixes=("_before", ""))
    parts = []
    for figure in editions.figures(file):
        if redefined and figure in redefined.columns:
            continue
        old, new = both[f"{figure}_before"], both[figure]
        differs = (old != new).fillna(False) & old.notna() & new.notna()
        rows = both.loc[differs, row].reindex(columns=ROW)
        parts.append(
            rows.assign(
                figure=figure,
                printed_before=old[differs].astype("Float64"),
                printed=new[differs].astype("Float64"),
            )
        )
    rows = pd.concat(parts, ignore_index=True)
    rows = rows.assign(file=file, edition_before=earlier, edition=edition)
    rows[["topic", "member"]] = rows[["topic", "member"]].fillna(editions.TOTAL)
    rows = rows.astype({"edition_before": "Int64", "edition": "Int64"})
    return rows[COLUMNS].sort_values(COLUMNS[:7], ignore_index=True)


def over_editions(file: str, snapshots: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """`revised` for each edition of a file and the one before it, in the order given."""
    pairs = list(zip(snapshots, snapshots[1:], strict=False))
    changes = [revised(file, before, after) for before, after in pairs]
    empty = pd.DataFrame({column: pd.Series(dtype="str") for column in COLUMNS})
    return pd.concat(changes, ignore_index=True) if changes else empty
