"""Views: over the rows that nights load, and those of schema `bi`, each named for the question that it answers.

`views/bi.yaml` says what each view and column means; `views/<name>.sql` is its query, which names the same columns in
the same order. A query that does not is refused: two columns that change places keep their names. Views with `query`
share one, in which `<word>` stands for what `each` gives it.
"""

from __future__ import annotations

import hashlib
import random
import re
import time
from collections.abc import Callable
from functools import cache
from itertools import zip_longest
from pathlib import Path

import sqlalchemy as sa
from psycopg import errors
from sqlalchemy.exc import DBAPIError

from include.errors import WarehouseError
from include.model import Table, views_of
from include.warehouse.metadata import LOADED, NULL_FOR_THE_NIGHT, described, explained, is_of_a_run, table_of
from include.warehouse.rows import upsert

_FOLDER = Path(__file__).parent / "views"
_NAME = "views"
# Owns the views and nothing else (roles.py says why).
VIEWER = "send_views"
# Milliseconds for which a change of the views waits for one that is being read: at first, and at last.
_MOMENT, _LONGEST_MOMENT = 50, 150

VIEWS: dict[str, Table] = views_of(_FOLDER / "bi.yaml")


def names() -> list[str]:
    """Every view, with its schema."""
    return [*_queries()]


def statements() -> list[str]:
    """SQL that makes every view, and then explains each and its columns."""
    return [*_queries().values(), *_comments()]


def _queries() -> dict[str, str]:
    """Name -> SQL of each view, those first that others read."""
    served = {name: f"CREATE VIEW {name} AS\n{_served(name, model)}" for name, model in LOADED.items()}
    asked = {}
    for name, view in VIEWS.items():
        query = (_FOLDER / f"{view.query or name}.sql").read_text(encoding="utf-8").strip()
        for word, value in view.each.items():
            query = query.replace(f"<{word}>", value)
        asked[f"bi.{name}"] = f"CREATE VIEW bi.{name} AS\n{query}"
    return served | asked


def _served(name: str, model: Table) -> str:
    """The held rows of a table with all columns of its model."""
    source = f"FROM {table_of(name).fullname} AS held"
    if not is_of_a_run(model):
        return f"SELECT {', '.join(f'held.{column}' for column in model.columns)} {source}"

    def selected(column: str) -> str:
        if column in NULL_FOR_THE_NIGHT:
            of_the_run = NULL_FOR_THE_NIGHT[column]
            return f"coalesce(held.{column}, run.{of_the_run}, night.{of_the_run}) AS {column}"
        if column in table_of(name).c:
            return f"held.{column}"
        return f"coalesce(run.{column}, night.{column}) AS {column}"

    return (
        f"SELECT {', '.join(map(selected, model.columns))} {source} "
        # The authority, so that whoever asks for one of many looks for its runs among its own.
        "LEFT JOIN ops.load_run AS run ON run.load_run_id = held.load_run_id AND run.authority = held.authority "
        "LEFT JOIN ops.load_run AS night ON night.authority = held.authority AND night.is_current"
    )


def _comments(called: Callable[[str], str] = str) -> list[str]:
    comments = []
    for name, view in (LOADED | {f"bi.{name}": view for name, view in VIEWS.items()}).items():
        comments.append(f"COMMENT ON VIEW {called(name)} IS {_quoted(described(view))}")
        comments += [
            f"COMMENT ON COLUMN {called(name)}.{c.name} IS {_quoted(explained(c))}"
            for c in view.columns.values()
        ]
    return comments


@cache
def fingerprint() -> str:
    """Checksum of all views as this version of the software has them."""
    return hashlib.sha256("\n".join(statements()).encode()).hexdigest()


def installed(connection: sa.Connection) -> str | None:
    """Checksum of the views that the database has."""
    content = table_of("ops.content").c
    return connection.scalar(sa.select(content.checksum).where(content.content_name == _NAME))


def drop(connection: sa.Connection) -> None:
    """Drop our views.

    Raises:
        WarehouseError: somebody built a view of their own on one. It is named, and nothing was dropped.

    """
    ours = connection.scalars(
        sa.text(
            "SELECT name FROM pg_views, concat(schemaname, '.', viewname) AS name WHERE name = ANY(:names) ORDER BY 1"
        ),
        {"names": [*_queries()]},
    ).all()
    if not ours:
        return
    try:
        connection.exec_driver_sql(f"DROP VIEW {', '.join(ours)}")
    except DBAPIError as error:
        if not isinstance(error.orig, errors.DependentObjectsStillExist):
            raise
        raise WarehouseError(
            f"The warehouse's views cannot be renewed: {error.orig.diag.message_detail}. Drop what "
            "depends on them, run the migration and make it again."
        ) from None


def create(connection: sa.Connection) -> None:
    """Make all views, which then belong to `VIEWER`, and remember which these are.

    Raises:
        WarehouseError: a query does not name the columns that its view is said to have.

    """
    _make(connection)
    upsert(connection, "ops.content", {"content_name": _NAME, "checksum": fingerprint()})


def draft(connection: sa.Connection) -> None:
    """Make all views beside those that stand, each under the name that `drafted` gives it. Nobody waits for that."""
    connection.exec_driver_sql(f"DROP VIEW IF EXISTS {', '.join(map(drafted, _queries()))}")
    _make(connection, drafted)


def put_in_place(connection: sa.Connection, patience: float) -> None:
    """Put the drafts in the place of the views that stand, all at once.

    Who reads a view holds it for as long as they read, and whoever comes after a change that waits for them waits too.
    So the change waits a moment, lets go of all that it has got, and tries again a little more patiently.

    Args:
        connection: in the transaction that made the drafts.
        patience: seconds after which somebody's long read is an error.

    Raises:
        WarehouseError: as `drop`.

    """
    until, moment = time.monotonic() + patience, float(_MOMENT)
    while True:
        try:
            with connection.begin_nested():
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {moment:.0f}")
                drop(connection)
                connection.exec_driver_sql(
                    ";".join(
                        f"ALTER VIEW {drafted(name)} RENAME TO {name.partition('.')[2]}"
                        for name in _queries()
                    )
                )
            break
        except DBAPIError as error:
            if not isinstance(error.orig, errors.LockNotAvailable) or time.monotonic() > until:
                raise
            time.sleep(random.uniform(0.05, 0.3))  # noqa: S311 - no secret
            moment = min(1.2 * moment, _LONGEST_MOMENT)
    upsert(connection, "ops.content", {"content_name": _NAME, "checksum": fingerprint()})


def drafted(name: str) -> str:
    """What a view is called before it is put in its place."""
    return f"{name}__draft"


def _make(connection: sa.Connection, called: Callable[[str], str] = str) -> None:
    plain = {"no_parameters": True}  # a % is a %
    queries = _queries()
    # A query reads other views under what they are called.
    names = re.compile(rf"\b({'|'.join(map(re.escape, queries))})\b")
    connection.exec_driver_sql(f"SET LOCAL ROLE {VIEWER}")
    for name, query in queries.items():
        text = names.sub(lambda match: called(match[0]), query)
        connection.exec_driver_sql(text, execution_options=plain)
        if name not in LOADED:
            _check_names(connection, name, called(name))
    connection.exec_driver_sql(";\n".join(_comments(called)), execution_options=plain)
    connection.exec_driver_sql("RESET ROLE")


def _check_names(connection: sa.Connection, name: str, made_as: str) -> None:
    in_database = connection.scalars(
        sa.text(
            "SELECT attname FROM pg_attribute WHERE attrelid = CAST(:view AS regclass) AND attnum > 0 ORDER BY attnum"
        ),
        {"view": made_as},
    ).all()
    in_yaml = [*VIEWS[name.removeprefix("bi.")].columns]
    if in_database != in_yaml:
        number = next(
            n for n, pair in enumerate(zip_longest(in_database, in_yaml), start=1) if len({*pair}) > 1
        )
        named, wanted = (
            names[number - 1] if number <= len(names) else "nothing" for names in (in_database, in_yaml)
        )
        raise WarehouseError(
            f"views/{name.removeprefix('bi.')}.sql names column {number} {named}, where bi.yaml has {wanted}. Each "
            "column of a query must have the name, and the place, that its view gives it."
        )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
