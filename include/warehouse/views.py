"""Views of schema `bi`, named for the question that each answers. Report authors may rely on them.

`views/bi.yaml` says what each view and column means; `views/<name>.sql` is its query, giving the same columns
in the same order.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from psycopg import errors
from sqlalchemy.exc import DBAPIError

from include.errors import WarehouseError
from include.model import Table, views_of
from include.warehouse.metadata import described

_FOLDER = Path(__file__).parent / "views"
_NAME = "bi views"

VIEWS: dict[str, Table] = views_of(_FOLDER / "bi.yaml")


def statements() -> list[str]:
    """SQL that makes every view, with a comment on it and on each of its columns."""
    made = []
    for name, view in VIEWS.items():
        query = (_FOLDER / f"{name}.sql").read_text(encoding="utf-8").strip()
        made.append(f"CREATE VIEW bi.{name} ({', '.join(view.columns)}) AS\n{query}")
        made.append(f"COMMENT ON VIEW bi.{name} IS {_quoted(described(view))}")
        made += [f"COMMENT ON COLUMN bi.{name}.{c.name} IS {_quoted(c.about)}" for c in view.columns.values()]
    return made


@cache
def fingerprint() -> str:
    """Checksum of all views as this version of the software has them."""
    return hashlib.sha256("\n".join(statements()).encode()).hexdigest()


def installed(connection: sa.Connection) -> str | None:
    """Checksum of the views that the database has."""
    checksum: str | None = connection.scalar(
        sa.text("SELECT checksum FROM ops.content WHERE content_name = :name"), {"name": _NAME}
    )
    return checksum


def drop(connection: sa.Connection) -> None:
    """Drop our views.

    Raises:
        WarehouseError: somebody built a view of their own on one. It is named, and nothing was dropped.

    """
    ours = connection.scalars(
        sa.text(
            "SELECT viewname FROM pg_views WHERE schemaname = 'bi' AND viewname = ANY(:names) ORDER BY 1"
        ),
        {"names": [*VIEWS]},
    ).all()
    if not ours:
        return
    try:
        connection.exec_driver_sql(f"DROP VIEW {', '.join(f'bi.{name}' for name in ours)}")
    except DBAPIError as error:
        if not isinstance(error.orig, errors.DependentObjectsStillExist):
            raise
        raise WarehouseError(
            f"The views of schema bi cannot be renewed: {error.orig.diag.message_detail}. Drop what "
            "depends on them, run the migration and make it again."
        ) from None


def create(connection: sa.Connection) -> None:
    """Make all views and remember which these are."""
    for statement in statements():
        connection.exec_driver_sql(statement, execution_options={"no_parameters": True})  # a % is a %
    connection.execute(
        sa.text(
            "INSERT INTO ops.content (content_name, checksum) VALUES (:name, :checksum) "
            "ON CONFLICT (content_name) DO UPDATE SET checksum = excluded.checksum"
        ),
        {"name": _NAME, "checksum": fingerprint()},
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
