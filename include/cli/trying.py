"""Try the pipeline out, and build on it: SYNTHETIC councils, the contract, models for tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from include.cli.arguments import database_url, day, file_to_write, folder_to_write
from include.cli.output import out, print_counts

commands = typer.Typer()


@commands.command()
def demo(
    council_only: Annotated[
        bool, typer.Option("--council-only", help="make the council if it is not there, and stop")
    ] = False,
) -> None:
    """Show the whole pipeline on a SYNTHETIC council: data, a real Airflow run, the warehouse, one page."""
    from include import demo as steps

    if council_only:
        steps.make_council(out, unless_there=True)
    else:
        steps.run(out)


@commands.command()
def stop() -> None:
    """Stop the embedded PostgreSQL."""
    from include.settings import Settings
    from include.warehouse import embedded

    embedded.stop(Settings.load().data_dir)


@commands.command()
def synth(
    la_code: Annotated[
        str, typer.Option(help="DfE number of the authority to model on, such as 382")
    ] = "382",
    first_year: Annotated[int, typer.Option(help="first calendar year of history")] = 2015,
    last_day: Annotated[str | None, typer.Option(help="last day of events; yesterday unless told")] = None,
    seed: Annotated[int, typer.Option(help="the same seed makes the same council")] = 0,
    dirt: Annotated[float, typer.Option(min=0, max=0.5, help="share of rows to spoil, as 0.02")] = 0.0,
    to_csv: Annotated[
        Path | None, typer.Option(help="write one CSV for each table here", callback=folder_to_write)
    ] = None,
    to_blade: Annotated[
        Path | None, typer.Option(help="write a SEN2 Blade export here", callback=folder_to_write)
    ] = None,
    to_database: Annotated[
        str | None,
        typer.Option(
            envvar="SEND_SYNTH_DATABASE_URL",
            help="URL of a PostgreSQL database to fill; in the environment when it holds a password",
            callback=database_url,
        ),
    ] = None,
    embedded: Annotated[
        bool, typer.Option("--embedded", help="fill the demonstration's embedded database")
    ] = False,
    dirt_report: Annotated[
        Path | None,
        typer.Option(help="write what was spoiled, and where, to this CSV file", callback=file_to_write),
    ] = None,
) -> None:
    """Make a SYNTHETIC council whose volumes and outcomes follow DfE's published figures."""
    from include import synthetic
    from include.settings import Settings
    from include.spreadsheet import write_csv
    from include.warehouse import embedded_url

    until = day(last_day)
    council = synthetic.generate(la_code, first_year, until, seed=seed, dirt=dirt)
    print_counts(
        "made",
        {
            "tables": len(council.tables),
            "rows": sum(map(len, council.tables.values())),
            "faults": len(council.dirt),
        },
    )
    if embedded:
        to_database = embedded_url(Settings.load().data_dir, "case_management")
    if to_database:
        synthetic.to_postgres(council, to_database, schema="cms")
        out.print("written to schema cms of the database")
    if to_csv:
        synthetic.to_csv(council, to_csv)
        out.print(f"written to {to_csv}")
    if to_blade:
        synthetic.to_blade(council, to_blade, year=until.year)
        out.print(f"written to {to_blade}")
    if dirt_report:
        write_csv(council.dirt, dirt_report)
        out.print(f"faults listed in {dirt_report}")
    if len(council.dirt):
        kinds = council.dirt.groupby("kind").size().sort_values(ascending=False)
        print_counts("dirt", {str(k): int(v) for k, v in kinds.items()})


@commands.command()
def contract(
    against: Annotated[
        Path | None,
        typer.Option(help="contract of a release: an ODCS file; the last release's unless told", exists=True),
    ] = None,
) -> None:
    """What today's contract adds to that of a release, and what it breaks; ends with 1 when it breaks any promise."""
    from include.warehouse import promises

    changes = promises.compared(
        promises.read(against or promises.RELEASED),
        promises.read(promises.ODCS),
        promises.CHANGES.read_text(encoding="utf-8"),
    )
    for title, colour in (("added", "green"), ("deprecated", "yellow"), ("broken", "bold red")):
        for change in getattr(changes, title):
            out.print(f"[{colour}]{title:<10}[/] {escape(change)}", soft_wrap=True)
    print_counts(
        "contract", {title: len(getattr(changes, title)) for title in ("added", "deprecated", "broken")}
    )
    if changes.broken:
        raise typer.Exit(1)


@commands.command()
def models(
    to: Annotated[
        Path,
        typer.Option("--out", help="folder to write the models to", callback=folder_to_write),
    ],
) -> None:
    """Write the star's query, and models of it for Power BI, Superset and MetricFlow."""
    from include import pipeline

    print_counts("models", pipeline.write_models(to))
