"""What people give to commands, checked before anything is done."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from include import private
from include.cli.output import out


def known_authority(slug: str | None) -> str | None:
    """Its short name, if there is a file of that name in config/."""
    from include.settings import Settings, authorities

    if slug is None:
        return None
    slugs = authorities(Settings.load())
    if slug not in slugs:
        # What is no short name at all is not said again: it may be a path.
        subject = repr(slug) if re.fullmatch(r"[a-z][a-z0-9_]{0,40}", slug) else "That"
        raise typer.BadParameter(
            f"{subject} is the short name of no authority. There are: {', '.join(slugs) or 'none yet'}."
        )
    return slug


def file_to_write(to: Path | None) -> Path | None:
    """A file that can be written, so that nobody waits for what then has no place."""
    if to is not None:
        with _refused(to):
            if to.is_dir():
                raise typer.BadParameter(f"{to} is a folder; name a file in it.")
            _reach(to.parent)
    return to


def folder_to_write(to: Path | None) -> Path | None:
    """A folder that can be written to, or made."""
    if to is not None:
        with _refused(to):
            _reach(to)
    return to


def _reach(folder: Path) -> None:
    nearest = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if not nearest.is_dir():
        raise typer.BadParameter(f"{nearest} is a file, so nothing can be written below it.")
    if not os.access(nearest, os.W_OK):
        raise typer.BadParameter(f"{nearest} may not be written to. Choose another place.")


def database_url(url: str | None) -> str | None:
    """The URL of a database, as SQLAlchemy reads it."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        return url if url is None else make_url(url) and url
    except (ArgumentError, ValueError):
        # The text is not said again: it may hold a password.
        raise typer.BadParameter(
            "That is no URL of a database, such as postgresql+psycopg://account:password@server:5432/database."
        ) from None


@contextmanager
def _refused(to: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no name of a file"
        raise typer.BadParameter(f"{str(to)[:60]} cannot be written ({reason}).") from None


Authority = Annotated[
    str,
    typer.Option(
        "--authority", help="short name of the authority: a file in config/", callback=known_authority
    ),
]

ExtractDate = Annotated[str | None, typer.Option(help="day of the extract; yesterday unless told")]


def yesterday() -> date:
    """In London."""
    from include.pipeline import LONDON

    return datetime.now(LONDON).date() - timedelta(days=1)


def day(text: str | None) -> date:
    """The day that a text such as 2026-01-31 names; yesterday without one."""
    try:
        return date.fromisoformat(text) if text else yesterday()
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a day such as 2026-01-31") from None


def write_new(to: Path, text: str) -> None:
    """Write a file that is not there yet."""
    if to.exists():
        raise typer.BadParameter(f"{to} is already there")
    private.write(to, text)
    out.print(f"written to {escape(str(to))}")
