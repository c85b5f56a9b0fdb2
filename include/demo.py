"""The demonstration: what a newcomer sees first. Every step is one that real use has too."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from rich.console import Console

from include import pipeline, private, synthetic
from include.errors import SendError
from include.reports import overview
from include.reports.pack.inputs import HISTORY
from include.settings import PROJECT, AuthorityConfig, Settings
from include.warehouse import embedded_url

SLUG = "demo"
# Share of rows that are spoiled: enough to see quarantine at work, too little to move the yearly rates.
DIRT = 0.002


def run(out: Console) -> None:
    """Make the council, run the nightly DAG in real Airflow, show what came of it.

    Raises:
        SendError: a step failed; the Airflow log is shown.

    """
    settings = Settings.load()
    authority = AuthorityConfig.load(settings, SLUG)
    day = make_council(out)
    with _timed(out, "DfE's published figures for every authority"):
        published = pipeline.load_published()
    with _timed(out, "The nightly run in Airflow (metadata, land, validate, transform, load, quality)"):
        _airflow(settings, "db", "migrate")
        _airflow(settings, "dags", "test", f"send_nightly_{SLUG}", "--conf", f'{{"extract_date": "{day}"}}')
    query = pipeline.warehouse(settings).query
    page = settings.data_dir / "overview.html"
    with _timed(out, "One page"):
        private.write(page, overview.page(query, SLUG))
    with _timed(out, "The report of the last half-term, with two years behind it"):
        half_term = _report(authority)

    status = query(
        "SELECT rows_landed, rows_quarantined, rows_loaded FROM bi.load_status WHERE authority = %s",
        SLUG,
    ).iloc[0]
    out.print(f"\n[bold]{authority.name}[/], extract of {day}")
    out.print(
        f"  rows landed {status.rows_landed:,}, set aside {status.rows_quarantined:,},"
        f" in the warehouse {status.rows_loaded:,}; published rows {published['rows']:,}"
    )
    out.print("\n[bold]Plans issued within 20 weeks, excluding exceptions, by calendar year[/] (percent)")
    out.print(overview.rates_as_text(query, SLUG))
    reports = f"{settings.lake_url}/reports/authority={SLUG}/period={half_term}"
    out.print(
        f"\nLook first at [bold]{reports}/restricted/board.html[/] in a browser: the report of {half_term} to the"
        " board,\nwhose first sheet says what matters; it has true counts. Then at"
        f" [bold]{reports}/public/[/], for the\nscrutiny panel and families, which can be published whole, and at"
        f" [bold]{_shown(page)}[/], year by year.\n[bold]make up[/] starts Airflow with its web page."
    )


def _report(authority: AuthorityConfig) -> str:
    """Compute the half-terms that a trend shows, publish the last and make its pack; returns its key."""
    half_term = pipeline.resolve_period(None, None, datetime.now(pipeline.LONDON), authority.calendar)
    keys = [key for key, _, _ in authority.calendar.half_terms()]
    first = keys[keys.index(half_term) - HISTORY + 1]
    pipeline.backfill(SLUG, first, half_term)
    pipeline.publish(SLUG, half_term)
    pipeline.build_pack(SLUG, half_term)
    return half_term


def make_council(out: Console, *, unless_there: bool = False) -> date:
    """Fill the demonstration's case-management database with invented cases up to yesterday; returns that day.

    Args:
        out: where progress is shown.
        unless_there: leave a database alone that holds cases already.

    """
    settings = Settings.load()
    authority = AuthorityConfig.load(settings, SLUG)
    day = datetime.now(pipeline.LONDON).date() - timedelta(days=1)
    source = settings.source_url(SLUG) or embedded_url(settings.data_dir, "case_management")
    if unless_there and synthetic.is_filled(source, schema="cms"):
        return day
    with _timed(out, "A SYNTHETIC council in its case-management database"):
        council = synthetic.generate(authority.la_code, authority.history_from, day, dirt=DIRT)
        synthetic.to_postgres(council, source, schema="cms")
    return day


def _airflow(settings: Settings, *command: str) -> None:
    home = settings.data_dir / "airflow-demo"
    environment = os.environ | {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(PROJECT / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        # Airflow opens its logs to the group whatever the umask says.
        "AIRFLOW__LOGGING__FILE_TASK_HANDLER_NEW_FOLDER_PERMISSIONS": "0o700",
        "AIRFLOW__LOGGING__FILE_TASK_HANDLER_NEW_FILE_PERMISSIONS": "0o600",
        "PYTHONPATH": str(PROJECT),
    }
    private.from_now_on()
    private.folder(home)
    log = home / "run.log"
    with log.open("w") as file:
        process = subprocess.run(
            [sys.executable, "-m", "airflow", *command],
            env=environment,
            stdout=file,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if process.returncode != 0:
        tail = "\n".join(log.read_text().splitlines()[-25:])
        raise SendError(f"airflow {' '.join(command[:2])} failed; its log {_shown(log)} ends:\n{tail}")


def _shown(path: Path) -> str:
    return os.path.relpath(path)


@contextmanager
def _timed(out: Console, what: str) -> Iterator[None]:
    started = time.monotonic()
    with out.status(what):
        yield
    out.print(f"  [green]done[/] {what} [dim]{time.monotonic() - started:.0f} s[/]")
