"""What the documents point at is there: links and their anchors, commands and their options, queries."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import psycopg
import pytest
import typer

from include.cli import app

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
DAG_PAGES = sorted((ROOT / "dags").glob("*.py"))
COMMANDS: Any = typer.main.get_command(app)
RUNBOOK = (ROOT / "docs/runbook.md").read_text(encoding="utf-8")


@cache
def anchors(document: Path) -> set[str]:
    """Anchors of a document: those it sets itself, and those of its headings as GitHub makes them."""
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    headings = re.findall(r"^#+ (.*?)(?: *<a id=.*)?$", text, re.MULTILINE)
    words = (re.sub(r"[^\w\- ]", "", re.sub(r"`|\*\*?", "", heading)).lower() for heading in headings)
    return {*re.findall(r'<a id="([\w-]+)"', text), *(each.strip().replace(" ", "-") for each in words)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_what_is_there(document: Path) -> None:
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", document.read_text(encoding="utf-8")):
        if "://" in link or link.startswith("mailto:"):
            continue
        name, _, anchor = unquote(link).partition("#")
        target = document.parent / name if name else document
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def written_commands() -> list[str]:
    """Commands of ours in documents and pages of DAGs, each as it stands there."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in (*DOCUMENTS, *DAG_PAGES))
    names = "|".join(sorted(COMMANDS.commands))
    quoted = re.findall(r"`(?:python -m include\.)?cli ([^`]+)`", text)
    laid_out = re.findall(r"^(?:[\w ]*)python -m include\.cli ([^#\n]+)", text, re.MULTILINE)
    alone = re.findall(rf"`((?:{names}) [^`]*--[^`]+)`", text)
    return sorted({re.sub(r"[\[\]…']", "", each).strip() for each in (*quoted, *laid_out, *alone)})


@pytest.mark.parametrize("written", written_commands())
def test_commands_and_their_options_are_those_of_the_software(written: str) -> None:
    command = COMMANDS
    words = written.split()
    while words and hasattr(command, "commands") and words[0] in command.commands:
        command = command.commands[words.pop(0)]
    options = {
        option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)
    }
    assert command is not COMMANDS or words == ["--help"], f"{words[:1]} is no command"
    unknown = {word.partition("=")[0] for word in words if word.startswith("--")} - options - {"--help"}
    assert not unknown


def test_queries_of_the_runbook_run(migrated: str) -> None:
    queries = re.findall(r"`(SELECT [^`]+)`", RUNBOOK)
    assert len(queries) >= 3
    with psycopg.connect(migrated.replace("+psycopg", "")) as connection:
        for query in queries:
            connection.execute(query.replace("'D'", "'2026-01-05'"))


def test_views_and_tables_that_the_runbook_names_are_there(migrated: str) -> None:
    named = set(re.findall(r"`((?:bi|dq|ops|marts|restricted|dfe)\.[a-z_]+)`", RUNBOOK))
    with psycopg.connect(migrated.replace("+psycopg", "")) as connection:
        there = {
            row[0]
            for row in connection.execute(
                "SELECT table_schema || '.' || table_name FROM information_schema.tables"
            ).fetchall()
        }
    assert named
    assert named <= there
