"""The steps of the pipeline for a person at a prompt: `python -m include.cli --help`.

Every command prints what it wrote and exits non-zero on failure, with the reason in plain words.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.markup import escape

from include import private
from include.errors import SendError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    help=__doc__.splitlines()[0],
)
quality = typer.Typer(no_args_is_help=True, help="What is wrong with the records, and whose it is.")
app.add_typer(quality, name="quality")
source_app = typer.Typer(no_args_is_help=True, help="Look at an authority's source before the first night.")
app.add_typer(source_app, name="source")
sen2_app = typer.Typer(
    invoke_without_command=True, help="The SEN2 return: rehearse it; compare rules; sign and open."
)
app.add_typer(sen2_app, name="sen2")

login_app = typer.Typer(no_args_is_help=True, help="Who may read the warehouse: logins of people and tools.")
app.add_typer(login_app, name="login")


@app.callback()
def _before_any_command() -> None:
    private.from_now_on()


out = Console(highlight=False)


def _known_authority(slug: str | None) -> str | None:
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


def _file_to_write(to: Path | None) -> Path | None:
    """A file that can be written, so that nobody waits for what then has no place."""
    if to is not None:
        with _refused(to):
            if to.is_dir():
                raise typer.BadParameter(f"{to} is a folder; name a file in it.")
            _reach(to.parent)
    return to


def _folder_to_write(to: Path | None) -> Path | None:
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


def _database_url(url: str | None) -> str | None:
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
        "--authority", help="short name of the authority: a file in config/", callback=_known_authority
    ),
]


def _yesterday() -> date:
    from include.pipeline import LONDON

    return datetime.now(LONDON).date() - timedelta(days=1)


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else _yesterday()
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a day such as 2026-01-31") from None


def _print_counts(step: str, counts: dict[str, Any]) -> None:
    listed = ", ".join(f"{_words(name)} {_shown(value)}" for name, value in counts.items())
    out.print(f"[bold]{step:<10}[/] {listed}", soft_wrap=True)


def _words(name: str) -> str:
    return name.replace("_", " ").removeprefix("is ")


def _shown(value: Any) -> str:
    if hasattr(value, "item"):  # a number or flag of numpy's
        value = value.item()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M %Z}"
    return f"{value:,}" if isinstance(value, int) else escape(str(value))


@app.command()
def synth(
    la_code: Annotated[
        str, typer.Option(help="DfE number of the authority to model on, such as 382")
    ] = "382",
    first_year: Annotated[int, typer.Option(help="first calendar year of history")] = 2015,
    last_day: Annotated[str | None, typer.Option(help="last day of events; yesterday unless told")] = None,
    seed: Annotated[int, typer.Option(help="the same seed makes the same council")] = 0,
    dirt: Annotated[float, typer.Option(min=0, max=0.5, help="share of rows to spoil, as 0.02")] = 0.0,
    to_csv: Annotated[
        Path | None, typer.Option(help="write one CSV for each table here", callback=_folder_to_write)
    ] = None,
    to_blade: Annotated[
        Path | None, typer.Option(help="write a SEN2 Blade export here", callback=_folder_to_write)
    ] = None,
    to_database: Annotated[
        str | None,
        typer.Option(
            envvar="SEND_SYNTH_DATABASE_URL",
            help="URL of a PostgreSQL database to fill; in the environment when it holds a password",
            callback=_database_url,
        ),
    ] = None,
    embedded: Annotated[
        bool, typer.Option("--embedded", help="fill the demonstration's embedded database")
    ] = False,
    dirt_report: Annotated[
        Path | None,
        typer.Option(help="write what was spoiled, and where, to this CSV file", callback=_file_to_write),
    ] = None,
) -> None:
    """Make a SYNTHETIC council whose volumes and outcomes follow DfE's published figures."""
    from include import synthetic
    from include.settings import Settings
    from include.spreadsheet import write_csv
    from include.warehouse import embedded_url

    until = _day(last_day)
    council = synthetic.generate(la_code, first_year, until, seed=seed, dirt=dirt)
    _print_counts(
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
        _print_counts("dirt", {str(k): int(v) for k, v in kinds.items()})


@app.command()
def nightly(
    authority: Authority,
    extract_date: Annotated[
        str | None, typer.Option(help="day of the extract; yesterday unless told")
    ] = None,
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
        authority, _day(extract_date), _print_counts, whole=full, again=again, late=late, by_value=by_value
    )
    if counts.get("faults"):
        out.print(
            "Each fault, with record, row and column: "
            f"python -m include.cli quality worklist --authority {authority} --out FOLDER",
            soft_wrap=True,
        )


@app.command("half-term")
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
    _print_counts("check", pipeline.check(authority, key))
    _print_counts("compute", pipeline.compute(authority, key))
    _print_counts("publish", pipeline.publish(authority, key, force=publish))
    _print_counts("pack", pipeline.build_pack(authority, key, as_pdf=True))


@app.command()
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
        counts = pipeline.backfill(authority, first, last, dry_run=dry_run, progress=_print_counts)
    _print_counts("would do" if dry_run else "backfill", counts)


@app.command()
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
        Path | None, typer.Option(help="write all cases to this CSV file", callback=_file_to_write)
    ] = None,
) -> None:
    """Trace a figure: where it stands, what it means, and the cases that it counts."""
    from include import pipeline
    from include.spreadsheet import write_csv

    explained = pipeline.explain(authority, measure, period, dimension, member, identify=identify)
    described = ("measure_name", "definition", "numerator", "denominator", "counts", "records", "citation")
    for name in (*described, "definition_version"):
        if name in explained.measure and explained.measure[name] is not None:
            out.print(f"[bold]{_words(name):<20}[/] {_shown(explained.measure[name])}")
    for row in explained.figures.to_dict("records"):
        facts = {str(name): value for name, value in row.items()}
        _print_counts(facts.pop("source"), facts)
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


@app.command("say-why")
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
    _print_counts("say-why", saved)


@app.command()
def extract(
    name: Annotated[str, typer.Argument(help="foi, monitoring, inspection, or one of config/extracts/")],
    authority: Authority,
) -> None:
    """Write a pack for another reader: CSV, workbook, page, and the reader's own template filled."""
    from include import pipeline

    _print_counts("extract", pipeline.build_extract(authority, name))


@source_app.command("check")
def source_check(
    authority: Authority,
    extract_date: Annotated[
        str | None, typer.Option(help="day of the extract; yesterday unless told")
    ] = None,
) -> None:
    """Reach the source, show the shape of its first rows without a value, and what nothing reads."""
    from include.pipeline.night import Night
    from include.sources.survey import survey

    with Night.open(authority, _day(extract_date)).open_source() as source:
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


@source_app.command("suggest")
def source_suggest(
    authority: Authority,
    to: Annotated[
        Path, typer.Option("--out", help="file to write; never one that is there", callback=_file_to_write)
    ],
) -> None:
    """Write a starter mapping by guessing from the source's column names, for a person to read."""
    from include.pipeline.night import Night
    from include.sources.suggest import starter

    with Night.open(authority, _yesterday()).open_source() as source:
        _write_new(to, starter(source))


def _write_new(to: Path, text: str) -> None:
    if to.exists():
        raise typer.BadParameter(f"{to} is already there")
    private.write(to, text)
    out.print(f"written to {escape(str(to))}")


@source_app.command("starter")
def source_starter(
    name: Annotated[str | None, typer.Argument(help="which one; without it, all are listed")] = None,
    to: Annotated[
        Path | None,
        typer.Option("--out", help="file to write; never one that is there", callback=_file_to_write),
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
        _write_new(to, text(name))


@app.command()
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
        typer.Option(help="count this authority's own figures in DfE's layout", callback=_known_authority),
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
        _print_counts("published", pipeline.own_published(authority, year))
        return
    if year is not None and not source:
        raise typer.BadParameter("A year is of a release that is taken in: name where it is with --from.")
    if not source:
        _print_counts("published", pipeline.load_published())
        return
    counts = pipeline.take_published(source, year)
    for line in counts.pop("told", []):
        out.print(f"[yellow]note[/]       {escape(line)}", soft_wrap=True)
    _print_counts("published", counts)


@app.command()
def migrate() -> None:
    """Bring the warehouse's schema up to date."""
    from include import pipeline

    pipeline.warehouse()
    out.print("The warehouse is up to date.")


@login_app.command("add")
def login_add(
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
    slugs = [_known_authority(slug) or "" for slug in authority or []]
    last_day = _day(until) if until else datetime.now(pipeline.LONDON).date() + timedelta(days=90)
    end = datetime.combine(last_day + timedelta(days=1), datetime.min.time(), pipeline.LONDON)
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True) if ask else None
    new_password = pipeline.warehouse().logins.add(name, role, slugs, end, password)
    _print_counts(
        "login", {"name": name, "role": role, "authorities": ", ".join(slugs) or "all", "until": last_day}
    )
    if not ask:
        out.print(f"password  {escape(new_password)}", soft_wrap=True)
        out.print("It is kept nowhere: note it now.")


@login_app.command("remove")
def login_remove(name: Annotated[str, typer.Argument(help="of the login")]) -> None:
    """Remove a login; what it has open reads nothing more."""
    from include import pipeline

    if not pipeline.warehouse().logins.remove(name):
        raise typer.BadParameter("No login of that name was made here; `login list` shows them.")
    _print_counts("login", {"removed": name})


@login_app.command("list")
def login_list() -> None:
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


# Where the name of a column says too little beside "behind" and "hours late".
_STATUS_WORDS = {"is_late": "extract read too late"}


@app.command()
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
                label = _STATUS_WORDS.get(str(name)) or _words(str(name))
                at = f"at {council.last_failed_step}: " if name == "last_failure" else ""
                out.print(f"  {label:<26}{at}{_shown(value)}", soft_wrap=True)
    if check and any(council.is_late for council in standing):
        raise typer.Exit(2)


@app.command()
def watch(
    every: Annotated[
        int | None, typer.Option(min=1, help="minutes; look again and again. Once, unless told")
    ] = None,
) -> None:
    """Tell whoever is to know of figures that are late and returns that are due. Needs no Airflow."""
    import time

    from include import pipeline
    from include.airflow import metrics

    while True:
        try:
            _print_counts("watch", pipeline.watch())
            if metrics.wanted():
                metrics.send_lateness(pipeline.standings())
        except SendError as error:
            if every is None:
                raise
            Console(stderr=True, highlight=False).print(escape(str(error)), soft_wrap=True)
        if every is None:
            return
        time.sleep(every * 60)


@app.command()
def page(
    authority: Authority,
    to: Annotated[Path, typer.Option(help="file to write", callback=_file_to_write)] = Path(
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


@quality.command("worklist")
def quality_worklist(
    authority: Authority,
    to: Annotated[
        Path,
        typer.Option("--out", help="folder to write to; readable by you alone", callback=_folder_to_write),
    ],
    extract_date: Annotated[str | None, typer.Option(help="the night; the latest one unless told")] = None,
) -> None:
    """Write the faults by team and caseworker, with local identifiers, as CSV and XLSX."""
    from include import pipeline

    day = _day(extract_date) if extract_date else None
    _print_counts("worklist", pipeline.write_worklist(authority, to, day))


@quality.command("site")
def quality_site(
    authority: Authority,
    extract_date: Annotated[str | None, typer.Option(help="the night; yesterday unless told")] = None,
) -> None:
    """Make the quality page of a night that has been loaded."""
    from include import pipeline

    _print_counts("quality", pipeline.build_site(authority, _day(extract_date)))


@sen2_app.callback()
def sen2(
    context: typer.Context,
    authority: Annotated[
        str | None,
        typer.Option("--authority", help="short name: a file in config/", callback=_known_authority),
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

    _print_counts("sen2", pipeline.rehearse(authority, year, _day(extract_date) if extract_date else None))


@sen2_app.command("rules")
def sen2_rules(
    source: Annotated[Path, typer.Option("--from", help="DfE's list of rules: ODS or XLSX")],
    year: Annotated[int, typer.Option(help="of the return")],
    to: Annotated[
        Path | None,
        typer.Option("--out", help="CSV file to write the comparison to", callback=_file_to_write),
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
    _print_counts("rules", {str(status): int(n) for status, n in compared["status"].value_counts().items()})


@sen2_app.command("freeze")
def sen2_freeze(
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
    _print_counts("freeze", draft)


@sen2_app.command("seal")
def sen2_seal(
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
    _print_counts("draft", draft)
    if out.is_terminal:
        typer.confirm(f"Seal this draft in the name of {approved_by}?", abort=True)
    _print_counts(
        "seal", pipeline.seal(authority, year, approved_by, reason=reason, made_at=str(draft["made_at"]))
    )


@sen2_app.command("open")
def sen2_open(
    file: Annotated[Path, typer.Argument(help="an .encrypted file of a return")],
    to: Annotated[
        Path, typer.Option("--out", help="where to write it; readable by you alone", callback=_file_to_write)
    ],
) -> None:
    """Decrypt a file of a return with SEND_FILES_KEY."""
    from include import pipeline

    pipeline.open_file(file, to)
    out.print(f"written to {escape(str(to))}")


@app.command()
def retention(
    authority: Authority,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="say what would be deleted, delete nothing")
    ] = False,
) -> None:
    """Delete extracts and files of returns whose time is over, and record it."""
    from include import pipeline

    _print_counts("retention", pipeline.expire(authority, dry_run=dry_run))


@app.command()
def worklist(
    authority: Authority,
    to: Annotated[
        Path,
        typer.Option("--out", help="CSV file to write: it holds local identifiers", callback=_file_to_write),
    ],
    team: Annotated[str | None, typer.Option(help="only this team, by its identifier")] = None,
    caseworker: Annotated[str | None, typer.Option(help="only this caseworker, by identifier")] = None,
) -> None:
    """Write what caseworkers must do next, in the order in which to do it."""
    from include import pipeline
    from include.spreadsheet import write_csv

    rows = pipeline.work_list(authority, team=team, caseworker=caseworker)
    write_csv(rows, to)
    _print_counts(
        "worklist", {"lines": len(rows), "can be saved": int(rows["can_be_saved"].sum()), "file": str(to)}
    )


@app.command()
def measures(
    to: Annotated[
        Path,
        typer.Option(
            "--out", help="folder to write measures.md and measures.csv to", callback=_folder_to_write
        ),
    ],
) -> None:
    """Write the measure catalogue for people."""
    from include import pipeline

    _print_counts("measures", pipeline.write_catalogue(to))


@app.command()
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
    _print_counts(
        "contract", {title: len(getattr(changes, title)) for title in ("added", "deprecated", "broken")}
    )
    if changes.broken:
        raise typer.Exit(1)


@app.command()
def models(
    to: Annotated[
        Path,
        typer.Option("--out", help="folder to write the models to", callback=_folder_to_write),
    ],
) -> None:
    """Write the star's query, and models of it for Power BI, Superset and MetricFlow."""
    from include import pipeline

    _print_counts("models", pipeline.write_models(to))


@app.command()
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


@app.command()
def stop() -> None:
    """Stop the embedded PostgreSQL."""
    from include.settings import Settings
    from include.warehouse import embedded

    embedded.stop(Settings.load().data_dir)


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


if __name__ == "__main__":
    main()
