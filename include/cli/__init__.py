"""The steps of the pipeline for a person at a prompt: `python -m include.cli --help`.

Every command prints what it wrote and exits non-zero on failure, with the reason in plain words.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer
from rich.console import Console
from rich.markup import escape

from include import private
from include.cli import figures, login, nights, quality, sen2, source, trying
from include.errors import SendError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    help=__doc__.splitlines()[0],
)
for here in (nights, figures, trying):
    app.add_typer(here.commands)
for name, room in (("quality", quality), ("source", source), ("sen2", sen2), ("login", login)):
    app.add_typer(room.commands, name=name)


@app.callback()
def _before_any_command() -> None:
    private.from_now_on()


def main(run: Callable[[], None] = app) -> None:
    """Entry point: errors meant for people are shown as they are, without a stack of library internals."""
    try:
        run()
    except SendError as error:
        _stop(str(error))
    except OSError as error:
        # A place that is full, closed or not there: the system's own words, and where.
        where = f"{str(error.filename)[:200]}: " if error.filename else ""
        _stop(
            f"{where}{error.strerror or type(error).__name__}. Check that it is there and may be read and written."
        )


def _stop(reason: str) -> None:
    Console(stderr=True, highlight=False).print(f"[bold red]Stopped.[/] {escape(reason)}")
    sys.exit(1)
