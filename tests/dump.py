"""The content of a warehouse as bytes, to compare two states of it."""

import psycopg

# How late figures are is another number each hour.
BY_THE_CLOCK = ("expected_extract_date", "hours_late", "next_due_at", "why_late", "late_since")
SERVED = ("restricted", "marts", "bi", "dfe", "dq")


def dump(url: str, schemas: tuple[str, ...] = SERVED) -> dict[str, bytes]:
    """Every table and view of the schemas, with its rows in a fixed order; without what changes by the clock alone."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        names = connection.execute(
            "SELECT table_schema, table_name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)"
            " FROM information_schema.columns WHERE table_schema = ANY(%s) AND NOT column_name = ANY(%s)"
            " GROUP BY 1, 2 ORDER BY 1, 2",
            [list(schemas), list(BY_THE_CLOCK)],
        ).fetchall()
        content = {}
        for schema, table, columns in names:
            with connection.cursor().copy(
                f'COPY (SELECT {columns} FROM "{schema}"."{table}" t ORDER BY t::text) TO STDOUT'
            ) as copy:
                content[f"{schema}.{table}"] = b"".join(bytes(part) for part in copy)
    return content
