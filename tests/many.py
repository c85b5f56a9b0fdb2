"""Many councils from one, by copying its rows under other names: as many rows, and as cheap as rows can be."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from include.warehouse.metadata import METADATA


def multiply(connection: sa.Connection, source: str, names: Sequence[str]) -> None:
    """Give each of the names the rows that an authority has, in every table of the warehouse."""
    for table in METADATA.sorted_tables:
        if "authority" not in table.c or table.fullname == "ops.reader":
            continue
        # A key without the authority in it has to be another one.
        apart = (
            [] if "authority" in table.primary_key.columns else [c.name for c in table.primary_key.columns]
        )
        apart += ["load_run_id"] if table.fullname == "ops.load_run" and "load_run_id" not in apart else []
        selected = [
            "other.name"
            if c.name == "authority"
            else f"t.{c.name} || '-' || other.name"
            if c.name in apart
            else f"t.{c.name}"
            for c in table.c
        ]
        connection.exec_driver_sql(
            f"INSERT INTO {table.fullname} ({', '.join(c.name for c in table.c)}) SELECT {', '.join(selected)}"
            f" FROM {table.fullname} AS t CROSS JOIN unnest(%s::text[]) WITH ORDINALITY AS other (name, place)"
            " WHERE t.authority = %s ORDER BY other.place",
            ([*names], source),
        )
