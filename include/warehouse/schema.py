"""Bringing a database's schema up to date: Alembic revisions for tables, then the views of schema `bi`."""

from __future__ import annotations

import logging
import re
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg import errors
from sqlalchemy.exc import DBAPIError

from include.errors import WarehouseError
from include.warehouse import roles, views
from include.warehouse.metadata import ALL_SCHEMAS, METADATA

# Each step asks at which revision the warehouse is, and Alembic would say so twice in the log of each task.
logging.getLogger("alembic.runtime.migration").setLevel(logging.WARNING)


def is_ours(name: str | None, kind: str, parents: Any) -> bool:
    """Whether schema comparison looks at this thing: only tables in our schemas are."""
    return name in ALL_SCHEMAS if kind == "schema" else True


# Revisions that a release has shipped, oldest first. Those never change any more; with none, the first is a draft
# that `include.warehouse.revise` writes anew with each change to the model.
RELEASED: tuple[str, ...] = ()

MIGRATIONS = Path(__file__).parent / "migrations"
# Names of revisions from before the first release: numbers alone, and drafts of the first.
_UNRELEASED = re.compile(r"\d{4}|0001_\w+")

_SEVERAL = 10
# How Alembic compares our schemas with the model, and no others.
COMPARING: dict[str, Any] = {"version_table_schema": "ops", "include_schemas": True, "include_name": is_ours}


def config(connection: sa.Connection) -> Config:
    """Alembic's configuration for one connection; there is no alembic.ini to disagree with."""
    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS))
    configuration.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    configuration.attributes["connection"] = connection
    return configuration


@cache
def scripts() -> ScriptDirectory:
    """The revisions that this version of the software knows."""
    return ScriptDirectory(str(MIGRATIONS))


def is_current(connection: sa.Connection) -> bool:
    """Whether revisions and views are those of this version of the software. Needs no more than reading.

    Raises:
        WarehouseError: the database was made by a later version, or by one from before the first release.

    """
    revision = revision_of(connection)
    if revision is not None and revision not in {script.revision for script in scripts().walk_revisions()}:
        if _UNRELEASED.fullmatch(revision):
            raise WarehouseError(
                f"The warehouse was made by a version before the first release (revision {revision}), which no "
                "migration brings up to date. Make it anew: `python -m include.cli stop` and delete data/postgres, or "
                f"on a server of your own DROP SCHEMA IF EXISTS {', '.join(sorted(ALL_SCHEMAS))} CASCADE. Then run the "
                "nights again; what was published stays in the lake, under reports."
            )
        raise WarehouseError(
            f"The warehouse is at revision {revision}, which this version of the software does not know. "
            "Install the version that made it, or a later one."
        )
    return (
        revision == scripts().get_current_head()
        and views.installed(connection) == views.fingerprint()
        and roles.hold(connection)
    )


def make_lock_table(connection: sa.Connection) -> None:
    """Make `ops.load_lock`, by whose rows sessions take turns, where it is not there yet. Others may do so at once.

    It is there before the first revision, because migrations take turns too.
    """
    for _ in range(_SEVERAL):
        if connection.scalar(sa.text("SELECT to_regclass('ops.load_lock')")):
            return
        try:
            with connection.begin_nested():
                connection.execute(sa.schema.CreateSchema("ops", if_not_exists=True))
                connection.execute(sa.schema.CreateTable(METADATA.tables["ops.load_lock"]))
        except DBAPIError as error:
            # Another migration was faster; its transaction ends in a moment.
            if not isinstance(error.orig, errors.UniqueViolation | errors.DuplicateTable):
                raise


def upgrade(connection: sa.Connection, patience: float = 120) -> None:
    """Bring tables and views up to date inside the connection's transaction.

    Where tables change, the views are dropped first and made again from their files, so that a revision may change any
    table under them; readers wait until all is done. Else new views are made beside the old ones and put in their
    place in a moment.

    Args:
        connection: of the warehouse's owner.
        patience: seconds for which to wait for others' long reads.

    """
    if revision_of(connection) == scripts().get_current_head():
        roles.let_views_in(connection)
        roles.rule(connection)
        views.draft(connection)
        roles.grant(connection, views.drafted)
        views.put_in_place(connection, patience)
        return
    views.drop(connection)
    upgrade_tables(connection)
    roles.let_views_in(connection)
    views.create(connection)
    roles.rule(connection)
    roles.grant(connection)


def revision_of(connection: sa.Connection) -> str | None:
    """The revision that a database is at."""
    return MigrationContext.configure(connection, opts={"version_table_schema": "ops"}).get_current_revision()


def upgrade_tables(connection: sa.Connection) -> None:
    """Run the revisions that the database has not seen."""
    connection.execute(sa.schema.CreateSchema("ops", if_not_exists=True))
    command.upgrade(config(connection), "head")
