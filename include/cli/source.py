"""Look at an authority's source before the first night."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from include.cli.arguments import Authority, ExtractDate, day, file_to_write, write_new, yesterday
from include.cli.output import out

commands = typer.Typer(no_args_is_help=True, help=__doc__)


@commands.command()
def check(
    authority: Authority,
    extract_date: ExtractDate = None,
) -> None:
    """Reach the source, show the shape of its first rows without a value, and what nothing reads."""
    from include.pipeline.night import Night
    from include.sources.survey import survey

    with Night.open(authority, day(extract_date)).open_source() as source:
        source.check()
        out.print(f"Reached: {escape(source.describe())}")
        state = source.shows()
        out.print(
            f"Shows: the end of {state.day} ({state.by})" if state else "Shows: itself as it stands now"
        )
        for table in survey(source):
            out.print(f"[bold]{table.table}[/] {table.rows:,} rows")
            for column, shapes in table.sample.items():
                out.print(f"  {column:<28} {escape(' | '.join(shapes))}")
            if table.absent:
                out.print(f"  not found: {', '.join(table.absent)}")
            if table.unmapped:
                out.print(f"  not read: {escape(', '.join(table.unmapped))}")
        for note in source.notes():
            out.print(escape(note))


@commands.command()
def suggest(
    authority: Authority,
    to: Annotated[
        Path, typer.Option("--out", help="file to write; never one that is there", callback=file_to_write)
    ],
) -> None:
    """Write a starter mapping by guessing from the source's column names, for a person to read."""
    from include.pipeline.night import Night
    from include.sources.suggest import starter

    with Night.open(authority, yesterday()).open_source() as source:
        write_new(to, starter(source))


@commands.command()
def starter(
    name: Annotated[str | None, typer.Argument(help="which one; without it, all are listed")] = None,
    to: Annotated[
        Path | None,
        typer.Option("--out", help="file to write; never one that is there", callback=file_to_write),
    ] = None,
) -> None:
    """Ready-made mappings for common shapes of export, to be copied, read and changed."""
    from include.sources.starters import starters, text

    if name is None:
        for starter, purpose in starters().items():
            out.print(f"[bold]{starter}[/] {escape(purpose)}", soft_wrap=True)
    elif to is None:
        out.print(escape(text(name)), soft_wrap=True, end="")
    else:
        write_new(to, text(name))
