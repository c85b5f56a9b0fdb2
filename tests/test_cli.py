"""The commands as a person at a prompt runs them."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
import typer
from typer.testing import CliRunner

from include.cli import app, main
from include.cli.output import shown
from include.errors import SourceError

COMMANDS = typer.main.get_group(app).commands
WITHIN = {(name, inner) for name, command in COMMANDS.items() for inner in getattr(command, "commands", ())}


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    return re.sub(r"\s+", " ", result.output)


@pytest.mark.parametrize("command", [*((name,) for name in COMMANDS), *sorted(WITHIN)], ids=" ".join)
def test_every_command_has_help(command):
    assert f" {' '.join(command)} [OPTIONS]" in run(*command, "--help")


@pytest.mark.parametrize("faults", [0, 3])
def test_a_night_with_faults_says_where_each_record_is_named(demo_environment, monkeypatch, faults):
    monkeypatch.setattr("include.pipeline.nightly", lambda *asked, **options: {"faults": faults})
    shown = run("nightly", "--authority", "demo")
    assert ("quality worklist --authority demo --out FOLDER" in shown) is bool(faults)


def test_status_says_what_is_loaded_and_how_fresh_it_is(after_a_night):
    shown = run("status")

    assert "authority name Test Council (SYNTHETIC)" in shown
    assert "extract date 2026-03-14" in shown
    assert "synthetic yes" in shown
    assert re.search(r"rows loaded [\d,]+", shown)


def test_status_of_an_empty_warehouse(demo_environment):
    assert "Nothing is loaded yet" in run("status")


def test_a_synthetic_council_can_be_written_as_files_with_a_list_of_its_faults(tmp_path):
    faults, csv, blade = tmp_path / "faults.csv", tmp_path / "csv", tmp_path / "blade"
    options = ("--la-code", "857", "--first-year", "2024", "--last-day", "2026-03-15", "--dirt", "0.02")

    shown = run(
        "synth", *options, "--to-csv", str(csv), "--to-blade", str(blade), "--dirt-report", str(faults)
    )

    listed = pd.read_csv(faults)
    assert f"faults {len(listed):,}" in shown
    assert len(list(csv.glob("*.csv"))) > 20
    assert len(list(blade.glob("**/*.csv"))) >= 8


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, "none"), (False, "no"), (12345, "12,345"), (np.int64(7), "7"), ("[x]", r"\[x]")],
)
def test_a_count_is_shown_for_people(value, said):
    assert shown(value) == said


def test_a_failure_is_told_in_words_and_with_a_status(capsys):
    def refused() -> None:
        raise SourceError("The database [demo] cannot be reached.")

    with pytest.raises(SystemExit) as end:
        main(refused)

    assert end.value.code == 1
    assert capsys.readouterr().err.strip() == "Stopped. The database [demo] cannot be reached."
