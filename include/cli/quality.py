"""What is wrong with the records, and whose it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from include.cli.arguments import Authority, day, folder_to_write
from include.cli.output import print_counts

commands = typer.Typer(no_args_is_help=True, help=__doc__)


@commands.command()
def worklist(
    authority: Authority,
    to: Annotated[
        Path,
        typer.Option("--out", help="folder to write to; readable by you alone", callback=folder_to_write),
    ],
    extract_date: Annotated[str | None, typer.Option(help="the night; the latest one unless told")] = None,
) -> None:
    """Write the faults by team and caseworker, with local identifiers, as CSV and XLSX."""
    from include import pipeline

    night = day(extract_date) if extract_date else None
    print_counts("worklist", pipeline.write_worklist(authority, to, night))


@commands.command()
def site(
    authority: Authority,
    extract_date: Annotated[str | None, typer.Option(help="the night; yesterday unless told")] = None,
) -> None:
    """Make the quality page of a night that has been loaded."""
    from include import pipeline

    print_counts("quality", pipeline.build_site(authority, day(extract_date)))
