"""The SEN2 return: rehearse it; compare rules; sign and open."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markdown import Markdown
from rich.markup import escape

from include.cli.arguments import Authority, day, file_to_write, known_authority
from include.cli.output import out, print_counts

commands = typer.Typer(invoke_without_command=True, help=__doc__)


@commands.callback()
def rehearse(
    context: typer.Context,
    authority: Annotated[
        str | None,
        typer.Option("--authority", help="short name: a file in config/", callback=known_authority),
    ] = None,
    year: Annotated[int | None, typer.Option(help="of the January census; the next one unless told")] = None,
    extract_date: Annotated[str | None, typer.Option(help="the night; the newest unless told")] = None,
) -> None:
    """Build the SEN2 return on the records of a night, check it, and write what stands in its way."""
    if context.invoked_subcommand:
        return
    if authority is None:
        raise typer.BadParameter("--authority is needed.")
    from include import pipeline

    print_counts("sen2", pipeline.rehearse(authority, year, day(extract_date) if extract_date else None))


@commands.command()
def rules(
    source: Annotated[Path, typer.Option("--from", help="DfE's list of rules: ODS or XLSX")],
    year: Annotated[int, typer.Option(help="of the return")],
    to: Annotated[
        Path | None,
        typer.Option("--out", help="CSV file to write the comparison to", callback=file_to_write),
    ] = None,
    confirm: Annotated[
        list[str] | None,
        typer.Option("--confirm", help="DfE's number=ours, such as 110=D025; may be repeated"),
    ] = None,
    confirm_from: Annotated[
        float | None, typer.Option(min=0, max=1, help="confirm every best candidate with this score or more")
    ] = None,
    by: Annotated[str, typer.Option("--by", help="who confirms")] = "",
    keep: Annotated[
        bool,
        typer.Option("--keep", help="keep the list in config/sen2/, to be confirmed there in column rule"),
    ] = False,
) -> None:
    """Set DfE's list of validation rules beside ours: covered, changed, new, deleted, dropped.

    What is confirmed is kept in config/sen2/rules-<year>.csv, and shown under DfE's number from then on.
    """
    from include import pipeline
    from include.spreadsheet import write_csv

    pairs = dict(each.split("=", 1) for each in confirm or [] if "=" in each)
    if len(pairs) < len(confirm or []):
        raise typer.BadParameter(
            "--confirm takes DfE's number, = and ours, such as 110=D025, each number once."
        )
    compared = pipeline.compare_rules(
        source, year, confirm=pairs, confirm_from=confirm_from, by=by, keep=keep
    )
    for row in compared[compared["status"] != "covered"].head(60).to_dict("records"):
        candidates = row["candidates"]
        hint = f"  perhaps {candidates} ({row['score']}): {row['reason']}" if candidates else ""
        mine = f"  {row['rule']}" if row["rule"] else ""
        text = f"{row['status']:<8} {row['dfe_rule']:<10} {row['message'][:90]}{mine}{hint}"
        out.print(escape(text))
    if to:
        write_csv(compared, to)
    print_counts("rules", {str(status): int(n) for status, n in compared["status"].value_counts().items()})


@commands.command()
def freeze(
    authority: Authority,
    year: Annotated[
        int | None, typer.Option(help="of the return; the one being prepared unless told")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="another draft, for a resubmission")] = False,
) -> None:
    """From the census day on: lay the return out for signing."""
    from include import pipeline

    draft = pipeline.freeze(authority, year, again=again)
    if approval := draft.pop("approval", ""):
        out.print(Markdown(str(approval)))
    print_counts("freeze", draft)


@commands.command()
def seal(
    authority: Authority,
    year: Annotated[int, typer.Option(help="of the return")],
    approved_by: Annotated[str, typer.Option(help="who has approved it")],
    reason: Annotated[
        str, typer.Option(help="why it is sealed though there are errors or faults of form; kept with it")
    ] = "",
) -> None:
    """Show what is known against the draft, and seal it: its files with checksums, and what changed."""
    from include import pipeline

    draft = pipeline.draft_for_signing(authority, year)
    out.print(Markdown(str(draft.pop("approval", ""))))
    print_counts("draft", draft)
    if out.is_terminal:
        typer.confirm(f"Seal this draft in the name of {approved_by}?", abort=True)
    print_counts(
        "seal", pipeline.seal(authority, year, approved_by, reason=reason, made_at=str(draft["made_at"]))
    )


@commands.command("open")
def open_file(
    file: Annotated[Path, typer.Argument(help="an .encrypted file of a return")],
    to: Annotated[
        Path, typer.Option("--out", help="where to write it; readable by you alone", callback=file_to_write)
    ],
) -> None:
    """Decrypt a file of a return with SEND_FILES_KEY."""
    from include import pipeline

    pipeline.open_file(file, to)
    out.print(f"written to {escape(str(to))}")
