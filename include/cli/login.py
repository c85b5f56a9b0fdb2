"""Who may read the warehouse: logins of people and tools."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import typer
from rich.markup import escape

from include.cli.arguments import day, known_authority
from include.cli.output import out, print_counts

commands = typer.Typer(no_args_is_help=True, help=__doc__)


@commands.command()
def add(
    name: Annotated[str, typer.Argument(help="of the login, such as power_bi_north")],
    role: Annotated[
        str,
        typer.Option(
            help="publication: what public packs print; bi: true figures; case_officer: cases too; manager: all of them"
        ),
    ],
    authority: Annotated[
        list[str] | None,
        typer.Option("--authority", help="short name of an authority that it reads; may be repeated"),
    ] = None,
    every: Annotated[
        bool, typer.Option("--every-authority", help="it reads all authorities, also those to come")
    ] = False,
    until: Annotated[str | None, typer.Option(help="last day; 90 days from now unless told")] = None,
    ask: Annotated[
        bool, typer.Option("--ask", help="ask for the password; else one is made up and printed, once")
    ] = False,
) -> None:
    """Let a person or a tool read the rows of some authorities until a day."""
    from include import pipeline

    if every == bool(authority):
        raise typer.BadParameter("Name each --authority that it may read, or --every-authority.")
    slugs = [known_authority(slug) or "" for slug in authority or []]
    last_day = day(until) if until else datetime.now(pipeline.LONDON).date() + timedelta(days=90)
    end = datetime.combine(last_day + timedelta(days=1), datetime.min.time(), pipeline.LONDON)
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True) if ask else None
    new_password = pipeline.warehouse().logins.add(name, role, slugs, end, password)
    print_counts(
        "login", {"name": name, "role": role, "authorities": ", ".join(slugs) or "all", "until": last_day}
    )
    if not ask:
        out.print(f"password  {escape(new_password)}", soft_wrap=True)
        out.print("It is kept nowhere: note it now.")


@commands.command()
def remove(name: Annotated[str, typer.Argument(help="of the login")]) -> None:
    """Remove a login; what it has open reads nothing more."""
    from include import pipeline

    if not pipeline.warehouse().logins.remove(name):
        raise typer.BadParameter("No login of that name was made here; `login list` shows them.")
    print_counts("login", {"removed": name})


@commands.command("list")
def list_of_all() -> None:
    """Every login, what it reads, and until when."""
    from include import pipeline

    for row in pipeline.warehouse().logins.listed().to_dict("records"):
        over = "over" if row["is_over"] else "until"
        note = "" if row["is_there"] else "; the account is gone: remove it"
        out.print(
            f"[bold]{escape(row['reader_login']):<24}[/] {row['reader_role']:<13} {escape(row['authorities'])}, {over}"
            f" {row['valid_until'].astimezone(pipeline.LONDON):%Y-%m-%d %H:%M}{note}",
            soft_wrap=True,
        )
