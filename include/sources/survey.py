"""What a data officer needs to see of a source before the first night: what arrives, and what nothing reads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from include.model import TABLES
from include.sources.base import Source, read_all

SAMPLE_ROWS = 3
_SHOWN_CHARS = 20


@dataclass(frozen=True)
class TableShape:
    """One case table of a source. `sample` is masked: model column -> shapes of its first values."""

    table: str
    rows: int
    absent: list[str]
    unmapped: list[str]
    sample: dict[str, list[str]]


def masked(value: str | None) -> str:
    """The shape of a value without the value: `xx9 9xx` for a postcode, `9999-99-99` for a date."""
    shape = re.sub(r"[^\W\d_]", "x", re.sub(r"\d", "9", value or ""))
    return shape[:_SHOWN_CHARS]


def survey(source: Source) -> list[TableShape]:
    """Every case table that the source holds. Errors as `Source.read`."""
    tables = []
    for table, rows in read_all(source, TABLES).items():
        model = TABLES[table]
        first = rows.slice(0, SAMPLE_ROWS).to_pydict()
        tables.append(
            TableShape(
                table=table,
                rows=rows.num_rows,
                absent=[name for name in model.columns if name not in rows.column_names],
                unmapped=source.unmapped(table),
                sample={n: [masked(v) for v in first[n]] for n in model.columns if n in first},
            )
        )
    return tables
