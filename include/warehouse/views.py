"""Views of schema `bi`, named for the question that each answers. Report authors may rely on them.

`views/bi.yaml` says what each view and column means; `views/<name>.sql` is its query, which names the same columns in
the same order. A query that does not is refused: two columns that change places keep their names. Views with `query`
share one, in which `<word>` stands for what `each` gives it.
"""

from __future__ import annotations

import hashlib
from functools import cache
from itertools import zip_longest
from pathlib import Path

import sqlalchemy as sa
from psycopg import errors
from sqlalchemy.exc import DBAPIError

from include.errors import WarehouseError
from include.model import Table, views_of
from include.warehouse.metadata import described, explained

_FOLDER = Path(__file__).parent / "views"
_NAME = "bi views"

VIEWS: dict[str, Table] = views_of(_FOLDER / "bi.yaml")


def statements() -> list[str]:
    """SQL that makes every view, and then explains each and its columns."""
    return [*_queries().values(), *_comments()]


def _queries() -> dict[str, str]:
    made = {}
    for name, view in VIEWS.items():
        query = (_FOLDER / f"{view.query or name}.sql").read_text(encoding="utf-8").strip()
        for word, value in view.each.items():
            query = query.replace(f"<{word}>", value)
        made[name] = f"CREATE VIEW bi.{name} AS\n{query}"
    return made


def _comments() -> list[str]:
    made = []
    for name, view in VIEWS.items():
        made.append(f"COMMENT ON VIEW bi.{name} IS {_quoted(described(view))}")
        made += [
            f"COMMENT ON COLUMN bi.{name}.{c.name} IS {_quoted(explained(c))}" for c in view.columns.values()
        ]
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
    """Make all views and remember which these are.

    Raises:
        WarehouseError: a query does not name the columns that its view is said to have.

    """
    for name, query in _queries().items():
        connection.exec_driver_sql(query, execution_options={"no_parameters": True})  # a % is a %
        _check_names(connection, name)
    for comment in _comments():
        connection.exec_driver_sql(comment, execution_options={"no_parameters": True})
    connection.execute(
        sa.text(
            "INSERT INTO ops.content (content_name, checksum) VALUES (:name, :checksum) "
            "ON CONFLICT (content_name) DO UPDATE SET checksum = excluded.checksum"
        ),
        {"name": _NAME, "checksum": fingerprint()},
    )


def _check_names(connection: sa.Connection, name: str) -> None:
    made = connection.scalars(
        sa.text(
            "SELECT attname FROM pg_attribute WHERE attrelid = CAST(:view AS regclass) AND attnum > 0 ORDER BY attnum"
        ),
        {"view": f"bi.{name}"},
    ).all()
    said = [*VIEWS[name].columns]
    if made != said:
        number = next(n for n, pair in enumerate(zip_longest(made, said), start=1) if len({*pair}) > 1)
        named, wanted = (names[number - 1] if number <= len(names) else "nothing" for names in (made, said))
        raise WarehouseError(
            f"views/{name}.sql names column {number} {named}, where bi.yaml has {wanted}. Each column of a query must "
            "have the name, and the place, that its view gives it."
        )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
