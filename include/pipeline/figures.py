"""The figures in the lake: one writer and one schema, whichever step made them.

| file of a period's folder | basis | written by |
|---|---|---|
| `part.parquet` | `restated` | `transform` alone, for every period of a night at once |
| `as_recorded.parquet` | `as_recorded` | the half-termly steps, period by period |

What a night loads is read back by name and in the model's order of columns, and only if all of it is that night's.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa

from include.errors import LakeError
from include.model import MARTS
from include.model.frames import to_frame
from include.pipeline.night import Night
from include.warehouse import AS_RECORDED, RESTATED

_FILES = {RESTATED: "part", AS_RECORDED: "as_recorded"}

# `authority` is in the path, and `computed_at` is known to the warehouse alone: the same figures are the same bytes.
SCHEMA = pa.schema(
    [
        (column.name, column.arrow)
        for column in MARTS["marts"]["measure_value"].columns.values()
        if column.name not in ("authority", "computed_at")
    ]
)


def write_figures(night: Night, figures: pd.DataFrame, basis: str) -> set[str]:
    """Write one file for each period, whole; returns their paths. `figures`: see `compute_measures`."""
    shared: dict[str, Any] = {"basis": basis, "load_run_id": night.run.load_run_id}
    shared["extract_date"] = pd.Timestamp(night.extract_date).as_unit("us")
    written = set()
    for (kind, key), part in figures.groupby(["period_type", "period_key"], sort=True):
        path = f"measures/authority={night.authority.slug}/period_type={kind}/period_key={key}/{_FILES[basis]}.parquet"
        frame = part.assign(**shared)[SCHEMA.names]
        night.lake.write_file(path, pa.Table.from_pandas(frame, SCHEMA, preserve_index=False))
        written.add(path)
    return written


def remove_other_figures(night: Night, keep: set[str]) -> None:
    """Remove restated figures of periods that the night does not have."""
    night.lake.remove_others(f"measures/authority={night.authority.slug}/*/*/part.parquet", keep=keep)


def read_figures(night: Night, made: dict[str, Any]) -> pd.DataFrame:
    """All restated figures of a night, as `write_figures` took them.

    Args:
        night: the night.
        made: manifest of its facts, which says how many figures belong to them.

    Raises:
        LakeError: they are not all there, or not all of this night.

    """
    parts = night.lake.read_files(f"measures/authority={night.authority.slug}/*/*/part.parquet")
    parts = [
        part.select(SCHEMA.names).cast(SCHEMA)
        for part in parts
        if set(SCHEMA.names) <= set(part.column_names)
    ]
    figures = to_frame(pa.concat_tables(parts) if parts else SCHEMA.empty_table())
    if len(figures) != made.get("figures") or set(figures["load_run_id"]) - {night.run.load_run_id}:
        raise LakeError(
            f"The figures in the lake are not all those of {night.extract_date}: a transform did not come to its "
            "end, or another night's has run since. Run the transform step again."
        )
    return figures
