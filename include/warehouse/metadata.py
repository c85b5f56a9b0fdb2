"""Tables of the warehouse, made from the model: the same YAML that says what a column means makes its DDL.

`SCHEMAS` holds the tables in the model's terms, `METADATA` the same tables in SQLAlchemy's.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from include.model import DFE, MARTS, TABLES, Column, Table, codeset

# decimal is NUMERIC: a percentage rounded to 57.1 stays 57.1 in every report tool.
SQL_TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    "id": sa.Text(),
    "text": sa.Text(),
    "code": sa.Text(),
    "date": sa.Date(),
    "datetime": sa.DateTime(timezone=True),
    "flag": sa.Boolean(),
    "integer": sa.BigInteger(),
    "decimal": sa.Numeric(),
    "json": JSONB(),
}

_AUTHORITY = Column(name="authority", type="text", required=True, about="Short name of the authority")

_PERSON_KEY = Table.model_validate(
    {
        "name": "person_key",
        "title": "Keyed hashes of people",
        "grain": "one row for each person, to find the case behind a row of the marts",
        "key": ["person_id"],
        "columns": {
            "person_id": {
                "type": "id",
                "required": True,
                "about": "Identifier in the case-management system",
            },
            "person_key": {
                "type": "text",
                "required": True,
                "about": "Keyed hash that the marts hold instead",
            },
        },
    }
)


def _of_authority(table: Table) -> Table:
    columns = {"authority": _AUTHORITY, **table.columns}
    return table.model_copy(update={"columns": columns, "key": ("authority", *table.key)})


SCHEMAS: dict[str, dict[str, Table]] = {
    "restricted": {
        name: _of_authority(table)
        for name, table in (TABLES | {"person_key": _PERSON_KEY} | MARTS["restricted"]).items()
    },
    "marts": MARTS["marts"],
    "dfe": DFE,
    "dq": MARTS["dq"],
    "ops": MARTS["ops"],
}


# A trigger guards what was published, against everybody.
PUBLISHED = ("marts.reported_figure", "marts.reported_case")
_REFUSE = "marts.refuse_to_change_what_was_published"


def described(table: Table) -> str:
    """What a table or view is, in one line."""
    stop = "" if table.title.endswith("?") else "."
    return f"{table.title}{stop} Grain: {table.grain}."


def explained(column: Column) -> str:
    """What a column holds, in one line: its words, and what it can say where only we write it."""
    codes = own_words(column)
    return f"{column.about}: {', '.join(codes)}" if codes else column.about


def own_words(column: Column) -> list[str]:
    """All that a column can say, where the words are ours; none where it holds what was recorded."""
    return [*codeset(column.codeset)] if column.codeset and column.type == "text" else []


def _sql_table(schema: str, model: Table, metadata: sa.MetaData) -> sa.Table:
    columns = [
        sa.Column(
            column.name,
            SQL_TYPES[column.type],
            primary_key=column.name in model.key,
            autoincrement=False,
            nullable=not (column.required or column.name in model.key),
            comment=explained(column),
        )
        for column in model.columns.values()
    ]
    table = sa.Table(model.name, metadata, *columns, schema=schema, comment=described(model))
    # All keys begin with the authority, and that of the figures goes on with measure and period: they serve
    # the views, and each further index makes a load slower. Only a search for one person's records needs
    # another.
    if schema == "restricted" and "person_id" in model.columns and "person_id" not in model.key:
        sa.Index(f"{model.name}_person", table.c.authority, table.c.person_id)
    for column in model.columns.values():
        if words := own_words(column):
            table.append_constraint(
                sa.CheckConstraint(
                    table.c[column.name].in_(words), name=f"{model.name}_{column.name}_is_a_known_word"
                )
            )
    # Whatever writes a figure, one that is not reliable cannot be read as a good one.
    if table.fullname in ("marts.measure_value", "marts.reported_figure"):
        table.append_constraint(
            sa.CheckConstraint(
                "status <> 'not_reliable' OR (numerator IS NULL AND denominator IS NULL AND value IS NULL)",
                name=f"{model.name}_not_reliable_has_no_figure",
            )
        )
    if table.fullname in PUBLISHED:
        sa.event.listen(
            table,
            "after_create",
            sa.DDL(
                f"CREATE TRIGGER stays_as_published BEFORE UPDATE OR DELETE OR TRUNCATE ON {table.fullname} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {_REFUSE}()"
            ),
        )
    return table


def _metadata() -> sa.MetaData:
    metadata = sa.MetaData(naming_convention={"pk": "%(table_name)s_pkey"})
    for schema, tables in SCHEMAS.items():
        for table in tables.values():
            _sql_table(schema, table, metadata)
    refuse = f"""\
CREATE FUNCTION {_REFUSE}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was published is never changed: publish again instead';
END $$"""
    sa.event.listen(metadata, "before_create", sa.DDL(refuse))
    return metadata


METADATA = _metadata()
