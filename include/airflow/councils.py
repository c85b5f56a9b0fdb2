"""Which councils there are, as far as a DAG file may know without loading anything heavy.

What is wrong with the files of one council is that council's matter: all its DAGs and those of the others are there,
`send_fault_<slug>` shows it, and every task of that council fails with the same words.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from airflow.sdk import get_parsing_context

from include import yaml_files
from include.airflow.timetable import HalfTermTimetable
from include.calendar import Calendar, calendar_file, load_calendar
from include.errors import ConfigError

PROJECT = Path(__file__).parents[2]
_SLUG = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


def config_dir() -> Path:
    """The folder with one YAML for each council."""
    return Path(os.environ.get("SEND_CONFIG_DIR") or PROJECT / "config")


def slugs() -> list[str]:
    """Short names of the councils that can have DAGs."""
    return [stem for stem in _stems() if _SLUG.fullmatch(stem)]


def timetable(slug: str) -> HalfTermTimetable:
    """When the half-terms of a council are reported; by the built-in calendar while its own is unusable.

    The tasks of a run load the calendar again, and fail in words until it is put right.
    """
    try:
        return _own_timetable(slug)
    except ConfigError:
        return HalfTermTimetable(Calendar())


NIGHTLY, HALF_TERMLY, SEN2, RETENTION = "send_nightly_", "send_half_termly_", "send_sen2_", "send_retention_"
_OF_ONE_COUNCIL = (NIGHTLY, HALF_TERMLY, SEN2, RETENTION)


def made_now(kind: str) -> list[str]:
    """Councils whose DAGs of a kind a file is to make: all, or the one whose task is beginning.

    A task begins by making its DAG again. Making those of 152 others beside it takes a second of a processor.
    """
    dag_id = get_parsing_context().dag_id
    return [slug for slug in slugs() if dag_id in (None, kind + slug)]


def of_one(dag_id: str) -> tuple[str, str] | None:
    """What a council's DAG does, as its name begins, and the council; None for a DAG of all councils."""
    kind = next((kind for kind in _OF_ONE_COUNCIL if dag_id.startswith(kind)), None)
    return (kind, dag_id.removeprefix(kind)) if kind else None


def source_pool(slug: str) -> str:
    """The pool in which a council's extracts wait for their turn at its source, or at the server that it shares."""
    try:
        _, settings = yaml_files.settings(config_dir() / f"{slug}.yaml")
    except (ConfigError, FileNotFoundError):
        settings = {}
    server = settings.get("source_server")
    return f"send_source_{server if isinstance(server, str) and _SLUG.fullmatch(server) else slug}"


def faults() -> dict[str, str]:
    """What is wrong with a council's files, by council; those without a fault are left out.

    Found here is what makes a file unreadable. Whether what it says makes sense is found by its tasks.
    """
    by_stem = {stem: _fault(stem) for stem in _stems()}
    return {stem: fault for stem, fault in by_stem.items() if fault}


def _stems() -> list[str]:
    return sorted(path.stem for path in config_dir().glob("[!_]*.yaml"))


def _own_timetable(slug: str) -> HalfTermTimetable:
    try:
        timetable = HalfTermTimetable(load_calendar(config_dir(), slug))
        timetable.validate()
    except ConfigError:
        raise
    except Exception as error:  # whatever it makes a library say: no other council may suffer from it
        raise ConfigError(
            f"{calendar_file(config_dir(), slug)} cannot be read ({type(error).__name__})."
        ) from None
    return timetable


def _fault(stem: str) -> str | None:
    path = config_dir() / f"{stem}.yaml"
    if not _SLUG.fullmatch(stem):
        return (
            f"{path.name!r} names no council: a short name begins with a small letter and holds small letters, "
            "digits and _. It has no DAGs. Rename the file, or begin its name with _ if it is none."
        )
    try:
        yaml_files.settings(path)
        _own_timetable(stem)
    except ConfigError as error:
        return str(error)
    return None
