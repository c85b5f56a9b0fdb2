"""A synthetic council as a PostgreSQL source database, or as CSV."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import psycopg
import pyarrow as pa
from psycopg import sql
from pyarrow import csv
from sqlalchemy import make_url

from include import private
from include.errors import SourceUnavailable
from include.model import TABLES, load_order
from include.synthetic.council import SyntheticCouncil

_POSTGRES = {
    "id": "text", "text": "text", "code": "text", "date": "date", "datetime": "timestamptz", "flag": "boolean",
    "integer": "bigint", "decimal": "double precision", "json": "jsonb",
}  # fmt: skip
_READ_ME = """SYNTHETIC data.

Every child, family, member of staff and school in these files is invented. Numbers and outcomes follow what the
Department for Education publishes about authority {la_code} (Open Government Licence v3.0), as no real case does.
Records to {last_day}; seed {seed}; {faults} faults planted on purpose{where}.
"""


def to_postgres(council: SyntheticCouncil, sqlalchemy_url: str, schema: str = "cms") -> None:
    """Replace a schema of a PostgreSQL database by the council's tables, in one transaction.

    Columns have the model's types; with faults in the data they are all text, as faults need.

    Raises:
        SourceUnavailable: the database cannot be reached.

    """
    frames = council.raw or council.tables
    with _connected(sqlalchemy_url) as connection, connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema)))
        cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
        note = f"{council.label} case-management data modelled on authority {council.la_code}. No child here is real."
        _comment(cursor, sql.SQL("SCHEMA {}").format(sql.Identifier(schema)), note)
        for name in load_order():
            _copy(cursor, sql.Identifier(schema, name), name, frames[name], typed=not council.raw)
            _comment(
                cursor,
                sql.SQL("TABLE {}").format(sql.Identifier(schema, name)),
                f"{council.label}. {TABLES[name].title}",
            )
        # Which day the records show, as a copy of a real database would say it.
        state_of = sql.Identifier(schema, "state_of")
        cursor.execute(sql.SQL("CREATE TABLE {} (day date NOT NULL)").format(state_of))
        cursor.execute(sql.SQL("INSERT INTO {} VALUES (%s)").format(state_of), [council.last_day])
        about = f"{council.label}. The day whose end these records show"
        _comment(cursor, sql.SQL("TABLE {}").format(state_of), about)


def _comment(cursor: psycopg.Cursor, target: sql.Composed, text: str) -> None:
    cursor.execute(sql.SQL("COMMENT ON {} IS {}").format(target, sql.Literal(text)))


def _copy(
    cursor: psycopg.Cursor, table: sql.Identifier, name: str, frame: pd.DataFrame, *, typed: bool
) -> None:
    columns = TABLES[name].columns.values()
    definitions = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(c.name), sql.SQL(_POSTGRES[c.type] if typed else "text"))
        for c in columns
    )
    cursor.execute(sql.SQL("CREATE TABLE {} ({})").format(table, definitions))
    schema = TABLES[name].schema if typed else pa.schema([(c.name, pa.string()) for c in columns])
    buffer = io.BytesIO()
    rows = pa.Table.from_pandas(frame, schema=schema, preserve_index=False)
    csv.write_csv(rows, buffer, csv.WriteOptions(include_header=False))
    with cursor.copy(sql.SQL("COPY {} FROM STDIN (FORMAT csv, NULL '')").format(table)) as copy:
        copy.write(buffer.getbuffer())
    cursor.execute(sql.SQL("ANALYZE {}").format(table))


def is_filled(sqlalchemy_url: str, schema: str = "cms") -> bool:
    """Whether a schema of a PostgreSQL database holds tables.

    Raises:
        SourceUnavailable: the database cannot be reached.

    """
    with _connected(sqlalchemy_url) as connection:
        tables = connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = %s LIMIT 1", [schema])
        return tables.fetchone() is not None


def _connected(sqlalchemy_url: str) -> psycopg.Connection:
    url = make_url(sqlalchemy_url).set(drivername="postgresql")
    try:
        return psycopg.connect(url.render_as_string(hide_password=False))
    except psycopg.OperationalError as error:
        where = url.render_as_string(hide_password=True)
        raise SourceUnavailable(
            f"The database {where} for the synthetic council cannot be reached: {error}"
        ) from error


def to_csv(council: SyntheticCouncil, folder: Path) -> None:
    """Write one CSV file for each case table (`person.csv`, …), the planted faults, and a note that says SYNTHETIC.

    Dates are ISO, flags 1 and 0, missing values empty. Files of the same name are replaced.
    """
    for name, frame in council.as_text.items():
        private.write(folder / f"{name}.csv", frame.to_csv(index=False))
    private.write(folder / "state_of.csv", f"day\n{council.last_day}\n")
    where = ""
    if len(council.dirt):
        private.write(folder / "planted_faults_SYNTHETIC.csv", council.dirt.to_csv(index=False))
        where = " (listed in planted_faults_SYNTHETIC.csv)"
    note = _READ_ME.format(
        la_code=council.la_code,
        last_day=council.last_day,
        seed=council.seed,
        faults=len(council.dirt),
        where=where,
    )
    private.write(folder / "READ_ME_SYNTHETIC.txt", note)
