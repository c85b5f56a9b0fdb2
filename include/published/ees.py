"""Files as DfE's Explore Education Statistics takes them: data, and metadata that tells their columns apart."""

from __future__ import annotations

import json

import pandas as pd

from include.model import DFE
from include.published import editions
from include.published.own import layouts

# Which of a file's columns choose rows. Geography and time are neither filter nor indicator to the service.
_FILTER = "breakdown"
_GROUPING = "breakdown_topic"
METADATA = [
    "col_name",
    "col_type",
    "label",
    "indicator_grouping",
    "indicator_unit",
    "indicator_dp",
    "filter_hint",
    "filter_grouping_column",
]


def data_file(rows: pd.DataFrame, file: str, edition: int) -> bytes:
    """The rows of one file as CSV, under the names that DfE's edition has, a sign in the place of each number it lacks.

    Args:
        rows: as `own.in_dfe_layout` makes them, or `reading.parse`.
        file: our name of it.
        edition: reporting year.

    """
    expected = editions.expected(file, edition)
    names = [c for c in rows if c in editions.PLACE or c in expected]
    signs = pd.DataFrame(
        [json.loads(cell) if isinstance(cell, str) else {} for cell in rows["symbols"]], index=rows.index
    )
    cells = {}
    for name in names:
        text = rows[name].astype("str").where(rows[name].notna())
        if DFE[f"published_{file}"].columns[name].type == "decimal":
            text = text.str.removesuffix(".0")  # as DfE prints 3, and not 3.0
        if name in signs:
            text = text.fillna(signs[name])
        cells[_dfe_name(file, edition, name)] = text.fillna("" if name in editions.PLACE else "x")
    return _csv(pd.DataFrame(cells))


def metadata_file(file: str, edition: int) -> bytes:
    """What the service asks about each column of `data_file`."""
    table, layout = DFE[f"published_{file}"], layouts().files[file]
    rows = []
    if _FILTER in table.columns:
        rows.append([_FILTER, "Filter", "Breakdown", "", "", "", "Filter by breakdown", _GROUPING])
    for name in editions.figures(file):
        if name not in editions.expected(file, edition) or name not in layout.columns:
            continue
        column, figure = table.columns[name], layout.columns[name]
        unit, decimals = ("%", "1") if figure.percent else ("", "1" if figure.mean else "0")
        rows.append([_dfe_name(file, edition, name), "Indicator", column.about, "", unit, decimals, "", ""])
    return _csv(pd.DataFrame(rows, columns=METADATA))


def guidance(file: str) -> pd.DataFrame:
    """How each column of a file is derived, and where DfE's guidance leaves doubt: `column, what, how, doubt`."""
    table, layout = DFE[f"published_{file}"], layouts().files[file]
    rows = []
    for name, figure in layout.columns.items():
        if figure.percent:
            whole = layout.whole if figure.of == "*" else figure.of
            how = f"{figure.percent} as a percentage of {figure.how or whole}, half up to one decimal"
        elif figure.sum:
            how = " + ".join(figure.sum) + "".join(f" - {each}" for each in figure.less)
        elif figure.absent:
            how = f"not shown (x): {figure.absent}"
        else:
            how = figure.how
        rows.append([name, table.columns[name].about, how, figure.doubt])
    return pd.DataFrame(rows, columns=["column", "what", "how", "doubt"])


def _csv(rows: pd.DataFrame) -> bytes:
    return rows.to_csv(index=False, lineterminator="\n").encode()


def _dfe_name(file: str, edition: int, name: str) -> str:
    """What DfE calls one of our columns in an edition."""
    patterns = editions.editions().files[file].named.get(name)
    return editions.filled(patterns[0], edition) if patterns and edition >= 2026 else name
