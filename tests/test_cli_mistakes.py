"""Every command with wrong arguments: it ends with a status and a sentence, never with a traceback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from include.cli import app, main
from include.model import TABLES
from tests.conftest import AUTHORITY, Database

Arguments = tuple[str, ...]
AUTHORITIES = ("nobody", "../evil", "", "Demo", "a/b", "demo.yaml", "_x", "x" * 300)
DAYS = ("yesterday", "2026-02-30", "15/03/2026", "20260315x", "")
PERIODS = ("2025", "2025-26", "2025-26-autumn-9", "1999-00-autumn-1", "autumn", "../evil", "")
# What is taken for a file: nothing there; a folder; below a file; a name longer than any; a null character.
MISSING, FOLDER, BELOW, LONG = "nowhere.csv", "folder", "file.txt/x.csv", "x" * 300 + ".csv"
OUTS = (FOLDER, BELOW, LONG)


def each(values: tuple[str, ...], *arguments: str) -> list[Arguments]:
    """The arguments once for each value, which stands for `?`."""
    return [tuple(value if a == "?" else a for a in arguments) for value in values]


def with_authority(*arguments: str) -> list[Arguments]:
    return each(AUTHORITIES, *arguments, "--authority", "?")


DEMO = ("--authority", "demo")
WRONG: dict[Arguments, list[Arguments]] = {
    ("synth",): [
        *each(("abc", "999", "", "../1"), "--la-code", "?"),
        *each(("abc", "1800", "2999"), "--first-year", "?"),
        *each(DAYS[:-1], "--last-day", "?"),
        *each(("2", "-1", "x"), "--dirt", "?"),
        ("--la-code", "857", "--first-year", "2025", "--to-database", "nonsense"),
        ("--la-code", "857", "--first-year", "2025", "--to-database", "postgresql://nobody@127.0.0.1:1/none"),
        *each(("file.txt", BELOW), "--to-csv", "?"),
        *each(("file.txt", BELOW), "--to-blade", "?"),
        *each((FOLDER, BELOW), "--dirt-report", "?"),
    ],
    ("nightly",): [(), *with_authority(), *each(DAYS[:-1], *DEMO, "--extract-date", "?"), ("surplus", *DEMO)],
    ("half-term",): [(), *with_authority(), *each(PERIODS[:-1], *DEMO, "--period", "?")],
    ("backfill",): [
        (),
        *with_authority("--from", "2024-25-autumn-1", "--to", "2024-25-autumn-2"),
        *each(PERIODS, *DEMO, "--from", "?", "--to", "2024-25-autumn-2"),
        *each(PERIODS, *DEMO, "--from", "2024-25-autumn-1", "--to", "?"),
        (*DEMO, "--from", "2024-25-spring-1", "--to", "2024-25-autumn-1"),
    ],
    ("explain",): [
        (),
        *with_authority("ehcp_20wk_rate_excl", "--period", "2025"),
        *each(("nothing", "", "../evil", "'; --"), "?", *DEMO, "--period", "2025"),
        *each(("1066", "autumn", ""), "ehcp_20wk_rate_excl", *DEMO, "--period", "?"),
        ("ehcp_20wk_rate_excl", *DEMO, "--period", "2025", "--dimension", "shoe size"),
        ("ehcp_20wk_rate_excl", *DEMO, "--period", "2025", "--dimension", "sex", "--member", "X9"),
        *each(OUTS, "ehcp_20wk_rate_excl", *DEMO, "--period", "2025", "--cases", "?"),
    ],
    ("published",): [
        ("--year", "1999"),
        ("--year", "x"),
        ("--from", "nowhere"),
        *with_authority("--year", "2026"),
        (*DEMO, "--year", "1999"),
    ],
    ("migrate",): [("surplus",)],
    ("status",): [("surplus",)],
    ("watch",): [("surplus",), ("--every", "x"), ("--every", "-1"), ("--test",)],
    ("page",): [(), *with_authority(), *each(OUTS, *DEMO, "--to", "?")],
    ("retention",): [(), *with_authority()],
    ("worklist",): [(), *with_authority("--out", "w.csv"), *each(OUTS, *DEMO, "--out", "?")],
    ("measures",): [(), *each(("file.txt", BELOW, LONG), "--out", "?")],
    ("login", "add"): [
        (),
        ("somebody",),
        ("somebody", "--role", "bi"),
        ("somebody", "--role", "bi", *DEMO, "--every-authority"),
        ("somebody", "--role", "owner", *DEMO),
        *with_authority("somebody", "--role", "bi"),
        *each(("send_owner", "a b", "Robert'); --", ""), "?", "--role", "bi", *DEMO),
        *each((*DAYS[:-1], "1999-01-01"), "somebody", "--role", "bi", *DEMO, "--until", "?"),
    ],
    ("login", "remove"): [(), ("nobody",), ("'; --",)],
    ("login", "list"): [("surplus",)],
    ("contract",): [*each((MISSING, FOLDER, "file.txt", BELOW, LONG), "--against", "?")],
    ("models",): [(), *each(("file.txt", BELOW, LONG), "--out", "?")],
    ("say-why",): [
        (),
        *with_authority(
            *("ehcp_20wk_rate_excl", "--period", "2025-26-autumn-1", "--who", "A Director"),
            *("--reason", "too few", "--next-step", "more"),
        ),
    ],
    ("extract",): [(), *with_authority("foi"), *each(("nothing", "../evil", ""), "?", *DEMO)],
    ("demo",): [("surplus",)],
    ("stop",): [("surplus",)],
    ("quality", "worklist"): [
        (),
        *with_authority("--out", "w"),
        *each(("file.txt", BELOW, LONG), *DEMO, "--out", "?"),
        *each((*DAYS[:-1], "1999-01-01"), *DEMO, "--out", "w", "--extract-date", "?"),
    ],
    ("quality", "site"): [
        (),
        *with_authority(),
        *each((*DAYS[:-1], "1999-01-01"), *DEMO, "--extract-date", "?"),
    ],
    ("source", "check"): [(), *with_authority(), *each(DAYS[:-1], *DEMO, "--extract-date", "?")],
    ("source", "suggest"): [
        (),
        *with_authority("--out", "s.yaml"),
        *each((*OUTS, "file.txt"), *DEMO, "--out", "?"),
    ],
    ("source", "starter"): [
        ("nothing",),
        ("../evil",),
        *each((*OUTS, "file.txt"), "register", "--out", "?"),
    ],
    ("sen2",): [
        (),
        *with_authority(),
        *each(DAYS[:-1], *DEMO, "--extract-date", "?"),
        *each(("1999", "x", "2999"), *DEMO, "--year", "?"),
        (*DEMO, "--extract-date", "1999-01-01"),
    ],
    ("sen2", "rules"): [
        (),
        *each((MISSING, FOLDER, "file.txt", BELOW), "--from", "?", "--year", "2026"),
        ("--from", "file.txt", "--year", "x"),
        ("--from", "file.txt", "--year", "1999"),
    ],
    ("sen2", "freeze"): [(), *with_authority(), *each(("1999", "x", "2999"), *DEMO, "--year", "?")],
    ("sen2", "seal"): [
        (),
        *with_authority("--year", "2026", "--approved-by", "A Director"),
        *each(("1999", "x", "2026", "2999"), *DEMO, "--year", "?", "--approved-by", "A Director"),
    ],
    ("sen2", "open"): [(), *each((MISSING, FOLDER, "file.txt", BELOW), "?", "--out", "o.txt")],
}


def commands(command: Any, name: Arguments = ()) -> Iterator[Arguments]:
    below = getattr(command, "commands", {})
    if not below or command.invoke_without_command:
        yield name
    for part, one in below.items():
        yield from commands(one, (*name, part))


def test_every_command_is_tried() -> None:
    assert set(commands(typer.main.get_command(app))) - {()} == set(WRONG)


@pytest.fixture(scope="module")
def place(postgres_server, tmp_path_factory) -> Iterator[None]:
    """An authority with one file and nothing loaded."""
    root = tmp_path_factory.mktemp("mistakes")
    (root / "config").mkdir()
    (root / "files").mkdir()
    (root / "files/person.csv").write_text("person_id,surname\n1,Canary\n")
    rest = ", ".join(t.name for t in TABLES.values() if not t.optional and t.name != "person")
    source = f"source: {{kind: files, path: {root}/files, not_held: [{rest}]}}\n"
    head = AUTHORITY[: AUTHORITY.index("source:")]
    (root / "config/demo.yaml").write_text(head + source)
    (root / "evil.yaml").write_text("name: no configuration\n")
    with Database(postgres_server) as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SEND_CONFIG_DIR", str(root / "config"))
        patch.setenv("SEND_DATA_DIR", str(root / "data"))
        patch.setenv("SEND_WAREHOUSE_URL", url)
        patch.setenv("SEND_PSEUDONYM_KEY", "a secret of the tests")
        yield


@pytest.fixture
def at_hand(place: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file.txt").write_text("There is a file here already.\n")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def ended(capsys: pytest.CaptureFixture[str]) -> Callable[[Arguments], str | None]:
    """What is wrong with how a command ended, if anything is."""

    def run(arguments: Arguments) -> str | None:
        try:
            main(lambda: app(args=list(arguments), prog_name="send"))
            status: object = 0
        except SystemExit as end:
            status = end.code
        except BaseException as error:
            return f"{type(error).__name__}: {error}"
        told = "".join(capsys.readouterr())
        if not status:
            return f"ended well: {told[-200:]}"
        if "Traceback" in told:
            return f"a traceback: {told[-300:]}"
        sentence = [line for line in told.splitlines() if len(line.split()) > 2 and "Usage" not in line]
        return None if sentence else f"no sentence: {told!r}"

    return run


@pytest.mark.parametrize("command", WRONG, ids=" ".join)
def test_a_mistake_ends_with_a_sentence(
    at_hand: None, ended: Callable[[Arguments], str | None], command: Arguments
) -> None:
    there = sorted(Path.cwd().rglob("*"))
    wrong = {
        " ".join((*command, *arguments))[:160]: fault
        for arguments in WRONG[command]
        if (fault := ended((*command, *arguments))) is not None
    }
    assert not wrong
    assert sorted(Path.cwd().rglob("*")) == there, "what failed leaves nothing behind"
