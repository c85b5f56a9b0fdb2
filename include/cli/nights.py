"""Nights and half-terms: run them, and what stands since."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from include.cli.arguments import Authority, ExtractDate, day
from include.cli.output import out, print_counts, shown, words
from include.errors import NotYet, SendError

if TYPE_CHECKING:
    from include.pipeline.notify import Tried

commands = typer.Typer()

# Where the name of a column says too little beside "behind" and "hours late".
_STATUS_WORDS = {"is_late": "extract read too late"}


@commands.command()
def nightly(
    authority: Authority,
    extract_date: ExtractDate = None,
    full: Annotated[
        bool, typer.Option("--full", help="read every row, also where reading the changes alone would do")
    ] = False,
    again: Annotated[
        bool,
        typer.Option("--again", help="take the source in place of what was landed for that day and passed"),
    ] = False,
    late: Annotated[
        bool,
        typer.Option(
            "--late",
            help="take the extract also when the source does not show that day any more; it is marked, and no figure"
            " made from it is ever as_recorded",
        ),
    ] = False,
    by_value: Annotated[
        bool,
        typer.Option(
            "--by-value",
            help="compare every value with the warehouse's, not only the hashes of rows, and put it right",
        ),
    ] = False,
) -> None:
    """Land, validate, transform and load one night.

    An extract is that of a day only while the source shows the end of it: until noon of the day after, unless the
    authority's late_after says otherwise; or when the export itself, or the source, is of that day.
    """
    from include import pipeline

    counts = pipeline.nightly(
        authority, day(extract_date), print_counts, whole=full, again=again, late=late, by_value=by_value
    )
    if counts.get("faults"):
        out.print(
            "Each fault, with record, row and column: "
            f"python -m include.cli quality worklist --authority {authority} --out FOLDER",
            soft_wrap=True,
        )


@commands.command("half-term")
def half_term(
    authority: Authority,
    period: Annotated[
        str | None, typer.Option(help="such as 2025-26-autumn-1; the latest that has ended unless told")
    ] = None,
    publish: Annotated[
        bool, typer.Option("--publish", help="freeze its figures also when it is not the latest half-term")
    ] = False,
) -> None:
    """Compute one half-term in both bases and freeze its figures if it is the latest, as the half-termly run does."""
    from include import pipeline
    from include.settings import AuthorityConfig, Settings

    calendar = AuthorityConfig.load(Settings.load(), authority).calendar
    key = pipeline.resolve_period(None, period, datetime.now(UTC), calendar)
    print_counts("check", pipeline.check(authority, key))
    print_counts("compute", pipeline.compute(authority, key))
    print_counts("publish", pipeline.publish(authority, key, force=publish))
    print_counts("pack", pipeline.build_pack(authority, key, as_pdf=True))


@commands.command()
def backfill(
    authority: Authority,
    first: Annotated[str, typer.Option("--from", help="first half-term, such as 2019-20-autumn-1")],
    last: Annotated[str, typer.Option("--to", help="last half-term, such as 2025-26-summer-2")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="list what would change, and write nothing")
    ] = False,
) -> None:
    """Compute every half-term of a range again, from all extracts that were kept. Publishes nothing."""
    from include import pipeline

    with out.status(f"Half-terms from {first} to {last}"):
        counts = pipeline.backfill(authority, first, last, dry_run=dry_run, progress=print_counts)
    print_counts("would do" if dry_run else "backfill", counts)


@commands.command()
def status(
    as_json: Annotated[bool, typer.Option("--json", help="for machines")] = False,
    check: Annotated[bool, typer.Option("--check", help="end with 2 when figures are late")] = False,
) -> None:
    """What is loaded, how fresh it is, what is late and why, and what was set aside."""
    import pandas as pd

    from include import pipeline

    standing = pipeline.standings()
    frame = pipeline.warehouse().query("SELECT * FROM bi.load_status").set_index("authority")
    if as_json:
        typer.echo(
            json.dumps([asdict(council) | {"is_late": council.is_late} for council in standing], default=str)
        )
    elif not standing:
        out.print("No authority is configured, and nothing is loaded yet.")
    for council in () if as_json else standing:
        out.print(f"[bold]{escape(council.authority)}[/]")
        if council.is_late:
            hours = (
                "Nothing is loaded yet" if council.hours_late is None else f"{council.hours_late} hours late"
            )
            out.print(f"  [bold red]Late.[/] {hours}. {escape(council.why or '')}", soft_wrap=True)
        row = dict(frame.loc[council.authority]) if council.authority in frame.index else {}
        if not pd.isna(row.get("superseded_by")):
            out.print(
                f"  [bold yellow]Warning.[/] The night of {row['superseded_extract_date']} was not loaded: it is "
                f"superseded by that of {row['superseded_by']}.",
                soft_wrap=True,
            )
        for name, value in row.items():
            if not pd.isna(value):
                label = _STATUS_WORDS.get(str(name)) or words(str(name))
                at = f"at {council.last_failed_step}: " if name == "last_failure" else ""
                out.print(f"  {label:<26}{at}{shown(value)}", soft_wrap=True)
    if check and any(council.is_late for council in standing):
        raise typer.Exit(2)


@commands.command()
def watch(
    every: Annotated[
        int | None, typer.Option(min=1, help="minutes; look again and again. Once, unless told")
    ] = None,
    test: Annotated[
        bool,
        typer.Option(
            "--test", help="send everybody a test message, and say what nobody is told; looks at nothing"
        ),
    ] = False,
) -> None:
    """Tell whoever is to know of figures that are late and returns that are due. Needs no Airflow."""
    import time

    from include import pipeline

    if test:
        _test_messages(pipeline.send_test())
        return
    from include.airflow import metrics

    while True:
        try:
            print_counts("watch", pipeline.watch())
            if metrics.wanted():
                metrics.send_lateness(pipeline.standings())
        except SendError as error:
            if every is None:
                raise
            Console(stderr=True, highlight=False).print(escape(str(error)), soft_wrap=True)
        if every is None:
            return
        time.sleep(every * 60)


def _test_messages(tried: Tried) -> None:
    for name in tried.reached:
        out.print(f"{name} took the test message.")
    for kind, slugs in tried.untold.items():
        out.print(f"Nobody is told of {kind.value}: {', '.join(slugs)}.")
    if tried.refused:
        raise NotYet(f"{', '.join(tried.refused)} cannot be reached, or did not take the message.")


@commands.command()
def migrate() -> None:
    """Bring the warehouse's schema up to date."""
    from include import pipeline

    pipeline.warehouse()
    out.print("The warehouse is up to date.")


@commands.command()
def retention(
    authority: Authority,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="say what would be deleted, delete nothing")
    ] = False,
) -> None:
    """Delete extracts and files of returns whose time is over, and record it."""
    from include import pipeline

    print_counts("retention", pipeline.expire(authority, dry_run=dry_run))
