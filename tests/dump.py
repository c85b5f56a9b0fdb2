"""The content of a warehouse as bytes, to compare two states of it."""

import psycopg

SERVED = ("restricted", "marts", "bi", "dfe", "dq")


def dump(url: str, schemas: tuple[str, ...] = SERVED) -> dict[str, bytes]:
    """Every table and view of the schemas, with its rows in a fixed order."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        names = connection.execute(
            "SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema = ANY(%s)"
            " ORDER BY 1, 2",
            [list(schemas)],
        ).fetchall()
        content = {}
        for schema, table in names:
            with connection.cursor().copy(
                f'COPY (SELECT t.* FROM "{schema}"."{table}" t ORDER BY t::text) TO STDOUT'
            ) as copy:
                content[f"{schema}.{table}"] = b"".join(bytes(part) for part in copy)
    return content
