"""The content of a warehouse as bytes, to compare two states of it."""

import psycopg

# How late figures are is another number each hour.
BY_THE_CLOCK = ("expected_extract_date", "hours_late", "next_due_at", "why_late", "late_since")
SERVED = ("restricted", "marts", "bi", "dfe", "dq")
# Every case behind every figure: millions of rows. Those of one half-term are of each measure and group.
PART = {"bi.figure_cases": "WHERE period_type = 'half_term' AND period_key = '2025-26-spring-1'"}


def dump(url: str, schemas: tuple[str, ...] = SERVED) -> dict[str, bytes]:
    """Every table and view of the schemas, its rows (or a `PART`) in a fixed order; without what changes by the clock.

    Rows are sorted here, each a line: a server that sorts them writes every row out as text twice.
    """
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
                f'COPY (SELECT {columns} FROM "{schema}"."{table}" {PART.get(f"{schema}.{table}", "")}) TO STDOUT'
            ) as copy:
                rows = b"".join(bytes(part) for part in copy).splitlines(keepends=True)
            content[f"{schema}.{table}"] = b"".join(sorted(rows))
    return content
