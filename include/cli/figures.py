"""Figures: what one is made of, what is said of it, and who else is to have it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from include import private
from include.cli.arguments import Authority, file_to_write, folder_to_write, known_authority
from include.cli.output import out, print_counts, shown, words

commands = typer.Typer()


@commands.command()
def explain(
    measure: Annotated[str, typer.Argument(help="measure, such as ehcp_20wk_rate_excl")],
    authority: Authority,
    period: Annotated[str, typer.Option(help="key of any period, such as 2025-26-autumn-1 or 2025")],
    dimension: Annotated[str, typer.Option(help="breakdown; all for the total")] = "all",
    member: Annotated[str, typer.Option(help="member of the breakdown")] = "all",
    identify: Annotated[
        bool, typer.Option("--identify", help="name people by local identifier; for those who may see them")
    ] = False,
    cases: Annotated[
        Path | None, typer.Option(help="write all cases to this CSV file", callback=file_to_write)
    ] = None,
) -> None:
    """Trace a figure: where it stands, what it means, and the cases that it counts."""
    from include import pipeline
    from include.spreadsheet import write_csv

    explained = pipeline.explain(authority, measure, period, dimension, member, identify=identify)
    described = ("measure_name", "definition", "numerator", "denominator", "counts", "records", "citation")
    for name in (*described, "definition_version"):
        if name in explained.measure and explained.measure[name] is not None:
            out.print(f"[bold]{words(name):<20}[/] {shown(explained.measure[name])}")
    for row in explained.figures.to_dict("records"):
        facts = {str(name): value for name, value in row.items()}
        print_counts(facts.pop("source"), facts)
    counted = int(explained.cases["in_numerator"].sum())
    out.print(f"{len(explained.cases):,} cases, {counted:,} of them in the numerator")
    if cases:
        write_csv(explained.cases, cases)
        out.print(f"written to {cases}")
    elif not explained.cases.empty:
        columns = [
            "person_id",
            "case_key",
            "counted_on",
            "clock_start",
            "clock_end",
            "elapsed_days",
            "in_numerator",
        ]
        first_cases = explained.cases[[c for c in columns if c in explained.cases]].head(20)
        out.print(first_cases.to_string(index=False), soft_wrap=True)


@commands.command("say-why")
def say_why(
    measure: Annotated[str, typer.Argument(help="measure, such as ehcp_20wk_rate_excl")],
    authority: Authority,
    period: Annotated[str, typer.Option(help="half-term, such as 2025-26-autumn-1")],
    who: Annotated[str, typer.Option(help="who answers for it: name and post")],
    reason: Annotated[str, typer.Option(help="why it was missed", prompt="Why was it missed")],
    next_step: Annotated[str, typer.Option(help="what comes next", prompt="What comes next")],
    public: Annotated[bool, typer.Option("--public", help="it may be printed outside the council")] = False,
) -> None:
    """Write beside a missed target why it was missed and what comes next; packs made from then on show it."""
    from include import pipeline

    out.print(pipeline.REMINDER)
    saved = pipeline.say_why(
        *(authority, measure, period),
        reason=reason,
        next_step=next_step,
        who=who,
        when=datetime.now(pipeline.LONDON).date(),
        public=public,
    )
    print_counts("say-why", saved)


@commands.command()
def extract(
    name: Annotated[str, typer.Argument(help="foi, monitoring, inspection, or one of config/extracts/")],
    authority: Authority,
) -> None:
    """Write a pack for another reader: CSV, workbook, page, and the reader's own template filled."""
    from include import pipeline

    print_counts("extract", pipeline.build_extract(authority, name))


@commands.command()
def published(
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--from",
            help="take in a release of DfE's: a folder, a CSV file, a ZIP archive or an address; can be said several "
            "times. 'addresses' fetches the data sets of plans, 'addresses:absence' and 'addresses:suspensions' those "
            "of pupils",
        ),
    ] = None,
    authority: Annotated[
        str | None,
        typer.Option(help="count this authority's own figures in DfE's layout", callback=known_authority),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(help="reporting year of the release, or of the own figures, which is their return's"),
    ] = None,
) -> None:
    """Load the figures that DfE published into dfe.published_*; with --from, take in another edition of them first.

    With --authority: this authority's own figures, in DfE's layout, before DfE has them.
    """
    from include import pipeline

    if authority:
        print_counts("published", pipeline.own_published(authority, year))
        return
    if year is not None and not source:
        raise typer.BadParameter("A year is of a release that is taken in: name where it is with --from.")
    if not source:
        print_counts("published", pipeline.load_published())
        return
    counts = pipeline.take_published(source, year)
    for line in counts.pop("told", []):
        out.print(f"[yellow]note[/]       {escape(line)}", soft_wrap=True)
    print_counts("published", counts)


@commands.command()
def page(
    authority: Authority,
    to: Annotated[Path, typer.Option(help="file to write", callback=file_to_write)] = Path(
        "data/overview.html"
    ),
) -> None:
    """Write one HTML page: the 20-week rate next to DfE's published figures."""
    from include import pipeline
    from include.reports import overview
    from include.settings import AuthorityConfig, Settings

    authority = AuthorityConfig.load(Settings.load(), authority).slug
    with pipeline.warehouse().at_one_moment() as query:
        private.write(to, overview.page(query, authority))
    out.print(f"written to {to}")


@commands.command()
def worklist(
    authority: Authority,
    to: Annotated[
        Path,
        typer.Option("--out", help="CSV file to write: it holds local identifiers", callback=file_to_write),
    ],
    team: Annotated[str | None, typer.Option(help="only this team, by its identifier")] = None,
    caseworker: Annotated[str | None, typer.Option(help="only this caseworker, by identifier")] = None,
) -> None:
    """Write what caseworkers must do next, in the order in which to do it."""
    from include import pipeline
    from include.spreadsheet import write_csv

    rows = pipeline.work_list(authority, team=team, caseworker=caseworker)
    write_csv(rows, to)
    print_counts(
        "worklist", {"lines": len(rows), "can be saved": int(rows["can_be_saved"].sum()), "file": str(to)}
    )


@commands.command()
def measures(
    to: Annotated[
        Path,
        typer.Option(
            "--out", help="folder to write measures.md and measures.csv to", callback=folder_to_write
        ),
    ],
) -> None:
    """Write the measure catalogue for people."""
    from include import pipeline

    print_counts("measures", pipeline.write_catalogue(to))
