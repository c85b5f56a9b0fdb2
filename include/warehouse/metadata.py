"""Tables of the warehouse, made from the model: the same YAML that says what a column means makes its DDL.

`SCHEMAS` holds what people read, in the model's terms; `METADATA` the tables that hold the rows, in SQLAlchemy's. They
are the same, but for what nights load: those rows are held in schema `held`, each beside its hash, and read through
views under the names of the model. So a load can ask for the hashes alone, and write only the rows that differ.
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
    "open": MARTS["open"],
    "ops": MARTS["ops"],
}


# A trigger guards what was published, against everybody.
PUBLISHED = ("marts.reported_figure", "marts.reported_case")
_REFUSE = "marts.refuse_to_change_what_was_published"
_FORGET = "held.forget_the_hash"
# No load updates a row. Where somebody does, its hash no longer tells what it holds, and the next load replaces it.
_FUNCTIONS = f"""\
CREATE FUNCTION {_REFUSE}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was published is never changed: publish again instead';
END $$;

CREATE FUNCTION {_FORGET}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.row_hash := NULL;
    RETURN NEW;
END $$;

CREATE FUNCTION bi.key_of(member text) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ('x' || left(md5(member), 13))::bit(52)::bigint"""

# What half-terms write and no night touches.
FROZEN = {*PUBLISHED, "marts.case_movement"}

# What nights load, by the name that people read it under.
LOADED: dict[str, Table] = {
    f"{schema}.{table}": model
    for schema in ("restricted", "marts")
    for table, model in SCHEMAS[schema].items()
    if f"{schema}.{table}" not in FROZEN
}
HELD = "held"
ALL_SCHEMAS = (*SCHEMAS, "bi", HELD)

# What belongs to the night stands once, in `ops.load_run`, so that a row equals its predecessor. These columns are not
# held at all,
_OF_THE_RUN = ("extract_date", "computed_at")
# and these are null where they are those of the night that is loaded: column -> column of `ops.load_run`.
NULL_FOR_THE_NIGHT = {"as_at": "extract_date", "load_run_id": "load_run_id"}

ROW_HASH = "row_hash"


def is_of_a_run(model: Table) -> bool:
    """Whether rows say which run made them."""
    return "load_run_id" in model.columns


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


def _sql_column(column: Column, model: Table, *, held: bool) -> sa.Column[Any]:
    optional = held and is_of_a_run(model) and column.name in NULL_FOR_THE_NIGHT
    return sa.Column(
        column.name,
        SQL_TYPES[column.type],
        primary_key=column.name in model.key,
        autoincrement=False,
        nullable=optional or not (column.required or column.name in model.key),
        comment=None if held else explained(column),  # its view explains it
    )


def _sql_table(schema: str, model: Table, metadata: sa.MetaData) -> sa.Table:
    name = f"{schema}.{model.name}"
    held = name in LOADED
    columns = [
        _sql_column(column, model, held=held)
        for column in model.columns.values()
        if not (held and is_of_a_run(model) and column.name in _OF_THE_RUN)
    ]
    if held:
        # First, where it is found without looking at what stands before it.
        columns.insert(0, sa.Column(ROW_HASH, sa.BigInteger(), comment="Hash of the row as it was loaded"))
    about = f"Rows of {name}." if held else described(model)
    table = sa.Table(model.name, metadata, *columns, schema=HELD if held else schema, comment=about)
    if held:
        # A night changes little of a table, so the default of a fifth would be waited for too long. Giving space back
        # to the disk would make readers wait.
        table.dialect_options["postgresql"]["with"] = {
            "autovacuum_vacuum_scale_factor": 0.05,
            "vacuum_truncate": "off",
        }
    # All keys begin with the authority, and that of the figures goes on with measure and period: they serve
    # the views, and each further index makes a load slower. Only a search for one person's records needs
    # another.
    if schema == "restricted" and "person_id" in model.columns and "person_id" not in model.key:
        sa.Index(f"{model.name}_person", table.c.authority, table.c.person_id)
    if name == "ops.load_run":
        sa.Index("load_run_current", table.c.authority, unique=True, postgresql_where=table.c.is_current)
    for column in model.columns.values():
        if words := own_words(column):
            table.append_constraint(
                sa.CheckConstraint(
                    table.c[column.name].in_(words), name=f"{model.name}_{column.name}_is_a_known_word"
                )
            )
    # Whatever writes a figure, one that is not reliable cannot be read as a good one.
    if name in ("marts.measure_value", "marts.reported_figure"):
        table.append_constraint(
            sa.CheckConstraint(
                "status <> 'not_reliable' OR (numerator IS NULL AND denominator IS NULL AND value IS NULL)",
                name=f"{model.name}_not_reliable_has_no_figure",
            )
        )
    trigger = ""
    if held:
        trigger = f"changed BEFORE UPDATE ON {table.fullname} FOR EACH ROW EXECUTE FUNCTION {_FORGET}()"
    elif name in PUBLISHED:
        trigger = (
            f"stays_as_published BEFORE UPDATE OR DELETE OR TRUNCATE ON {table.fullname} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {_REFUSE}()"
        )
    if trigger:
        sa.event.listen(table, "after_create", sa.DDL(f"CREATE TRIGGER {trigger}"))
    return table


def _metadata() -> sa.MetaData:
    metadata = sa.MetaData(naming_convention={"pk": "%(table_name)s_pkey"})
    for schema, tables in SCHEMAS.items():
        for table in tables.values():
            _sql_table(schema, table, metadata)
    sa.event.listen(metadata, "before_create", sa.DDL(_FUNCTIONS))
    return metadata


METADATA = _metadata()


def table_of(name: str) -> sa.Table:
    """The table that holds the rows which people read under the name `schema.table`."""
    return METADATA.tables[f"{HELD}.{name.split('.')[1]}" if name in LOADED else name]
