"""What is written is its owner's only from its first moment, whole or not there, and what a kill leaves is swept."""

from __future__ import annotations

import ast
import csv
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from typer.testing import CliRunner

from include import pipeline, private
from include.cli import app
from include.errors import ConfigError, LakeError
from include.lake import Lake
from include.names import plain
from include.settings import AuthorityConfig, Settings
from tests.conftest import AUTHORITY, NIGHT_BEFORE

ROOT = Path(__file__).parents[1]
ROWS = pa.table({"person_id": ["P1"], "_row": pa.array([1], pa.int64())})
TAG = "0123456789abcdef0123456789abcdef"


@pytest.fixture(autouse=True)
def usual_umask():
    """That of a login, by which others may read what is not closed on purpose."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def open_to_others(root: Path) -> list[str]:
    found = [path for path in (root, *root.rglob("*")) if path.lstat().st_mode & 0o077]
    return [str(path) for path in found if not path.is_symlink()]


# Writes a partition or a file and stops in the middle, so that it can be killed there.
STOPS = """
import sys, time
from pathlib import Path
import pyarrow as pa
from include import lake, private

def stop(*_):
    print("in the middle", flush=True)
    time.sleep(60)

what, root = sys.argv[1:]
write_through = private.write_through
if what == "partition":
    lake._write_through = lambda path, content: stop(write_through(path, content[:10]))
    lake.Lake(root).write("landing/authority=demo/extract_date=2026-03-14", {"person": pa.table({"a": [1]})})
else:
    Path.replace = stop
    private.write(Path(root) / "quality/authority=demo/index.html", "<h1>")
"""


def stopped_writer(what: str, root: Path) -> subprocess.Popen[str]:
    writer = subprocess.Popen(
        [sys.executable, "-c", STOPS, what, str(root)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "in the middle\n"
    return writer


def drafts(root: Path) -> list[Path]:
    return [path for path in root.rglob(".*") if ".new-" in path.name]


@pytest.mark.parametrize("what", ["partition", "file"])
def test_a_draft_is_closed_while_written_left_alone_while_held_and_swept_after_a_kill(tmp_path, what):
    root = tmp_path / "lake"
    writer = stopped_writer(what, root)
    assert len(drafts(root)) == 1
    assert open_to_others(root) == []
    assert Lake(str(root)).sweep() == 0, "its writer is at work"
    assert len(drafts(root)) == 1
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    assert len(drafts(root)) == 1, "a kill leaves it"
    assert Lake(str(root)).sweep() == 1
    assert drafts(root) == []
    assert Lake(str(root)).sweep() == 0


def test_leftovers_of_earlier_versions_are_swept_and_what_they_left_open_is_closed(tmp_path):
    lake = Lake(str(tmp_path / "lake"))
    lake.write("landing/authority=demo/extract_date=2026-03-13", {"person": ROWS})
    home = tmp_path / "lake/landing/authority=demo"
    for name in (f".extract_date=2026-03-14.new-{TAG}", f".extract_date=2026-03-13.old-{TAG}"):
        (home / name).mkdir(mode=0o755)
        (home / name / "person.parquet").write_bytes(b"x")
    page = tmp_path / "lake/quality/authority=demo/index.html"
    page.parent.mkdir(parents=True)
    page.write_text("page")
    page.with_name(f".index.html.{TAG}").write_text("half a p")
    home.chmod(0o755)
    assert lake.sweep() == 3
    assert [path.name for path in home.iterdir()] == ["extract_date=2026-03-13"]
    assert lake.read("landing/authority=demo/extract_date=2026-03-13")["person"].num_rows == 1
    assert [path.name for path in page.parent.iterdir()] == ["index.html"]
    assert open_to_others(tmp_path / "lake") == []


def test_a_partition_moved_aside_is_put_back_when_its_successor_never_came(tmp_path):
    lake = Lake(str(tmp_path / "lake"))
    lake.write("landing/x", {"person": ROWS})
    (tmp_path / "lake/landing/x").rename(tmp_path / f"lake/landing/.x.old-{TAG}")
    assert lake.sweep() == 1
    assert lake.read("landing/x")["person"].num_rows == 1


def test_an_extract_without_its_manifest_is_a_leftover_on_object_storage_after_a_day():
    lake = Lake("memory://swept")
    for day in ("2026-03-13", "2026-03-14"):
        lake.write(f"landing/authority=demo/extract_date={day}", {"person": ROWS})
        if day == "2026-03-14":
            lake.fs.rm_file(f"{lake.root}/landing/authority=demo/extract_date={day}/_manifest.json")
    assert lake.sweep() == 0, "it may be about to be whole"
    for file in lake.fs.store.values():
        file.created = datetime(2026, 3, 14, tzinfo=UTC)
    assert lake.sweep() == 1
    assert lake.extract_dates("landing", "demo") == [date(2026, 3, 13)]
    assert not lake.fs.glob(f"{lake.root}/landing/*/extract_date=2026-03-14/*")


def test_writers_and_a_sweeper_at_once_lose_nothing(tmp_path):
    lake, over = Lake(str(tmp_path / "lake")), threading.Event()

    def sweep() -> None:
        while not over.is_set():
            lake.sweep()

    sweeper = threading.Thread(target=sweep)
    sweeper.start()
    try:
        for number in range(40):
            lake.write("landing/x", {"person": pa.table({"n": [number]})})
            lake.write_file("quality/page.html", f"{number}".encode())
    finally:
        over.set()
        sweeper.join()
    assert lake.read("landing/x")["person"]["n"].to_pylist() == [39]
    assert lake.read_bytes("quality/page.html") == b"39"


def test_a_sweeper_does_not_take_a_draft_between_its_making_and_its_lock(tmp_path):
    over = threading.Event()

    def sweep() -> None:
        while not over.is_set():
            private.sweep(tmp_path)

    sweepers = [threading.Thread(target=sweep) for _ in range(2)]
    for sweeper in sweepers:
        sweeper.start()
    try:
        for number in range(2000):
            with private.draft(tmp_path / "folder", as_folder=True) as new:
                (new / "file").write_text(f"{number}")
    finally:
        over.set()
        for sweeper in sweepers:
            sweeper.join()


def test_a_file_in_the_place_of_an_open_one_is_closed_and_its_folder_left_as_it_was(tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o755)
    (shared / "list.csv").write_text("old")
    private.write(shared / "list.csv", "new")
    private.write(shared / "deeper/still/list.csv", "new")
    assert (shared / "list.csv").read_text() == "new"
    assert (shared / "list.csv").stat().st_mode & 0o777 == 0o600
    assert open_to_others(shared / "deeper") == []
    assert shared.stat().st_mode & 0o777 == 0o755, "whose folder it is decides who may open it"


def test_a_night_sweeps_and_tells_and_so_does_retention(after_a_night):
    lake = after_a_night.root / "lake"
    left = lake / f"landing/authority=demo/.extract_date=2026-03-01.new-{TAG}"

    def leave() -> None:
        left.mkdir()
        (left / "person.parquet").write_bytes(b"x")

    leave()
    assert pipeline.land("demo", NIGHT_BEFORE)["leftovers_removed"] == 1
    assert not left.exists()
    leave()
    (after_a_night.root / "data").mkdir(exist_ok=True)
    (after_a_night.root / f"data/.pseudonym.key.new-{TAG}").write_text("half a key")
    assert (
        pipeline.expire("demo", datetime(2026, 3, 20, tzinfo=UTC), dry_run=True).get("leftovers_removed")
        is None
    )
    assert left.exists()
    assert pipeline.expire("demo", datetime(2026, 3, 20, tzinfo=UTC))["leftovers_removed"] == 2
    assert not left.exists()
    assert "leftovers_removed" not in pipeline.land("demo", NIGHT_BEFORE)


def run(*arguments: str) -> None:
    done = CliRunner().invoke(app, [*arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output


def test_whatever_a_night_and_the_commands_write_is_its_owners_only(after_a_night, tmp_path):
    to = tmp_path / "written"
    assert open_to_others(after_a_night.root / "lake") == []
    assert len(list((after_a_night.root / "lake").rglob("*"))) > 100
    run("worklist", "--authority", "demo", "--out", str(to / "work.csv"))
    run("quality", "worklist", "--authority", "demo", "--out", str(to / "quality"))
    traced = ["explain", "ehcp_20wk_rate_excl", "--authority", "demo", "--period", "2025"]
    run(*traced, "--cases", str(to / "cases.csv"), "--identify")
    run("page", "--authority", "demo", "--to", str(to / "overview.html"))
    run("measures", "--out", str(to / "measures"))
    run("sen2", "--authority", "demo", "--year", "2026")
    run("source", "starter", "register", "--out", str(to / "starter.yaml"))
    run("source", "suggest", "--authority", "demo", "--out", str(to / "suggested.yaml"))
    invented = ["synth", "--la-code", "857", "--first-year", "2025", "--dirt", "0.01"]
    run(*invented, "--to-csv", str(to / "csv"), "--dirt-report", str(to / "dirt.csv"))
    assert len(list(to.rglob("*"))) > 40
    assert open_to_others(to) == []
    assert open_to_others(after_a_night.root / "lake") == []


# CSV for programs, in which an apostrophe before a value would be a wrong value. Everything else is for people.
FOR_PROGRAMS = {
    "include/synthetic/writers.py": "a source that the pipeline itself reads, spoiled on purpose",
    "include/synthetic/blade.py": "the same in the layout of the collection system",
    "include/sen2/write.py": "the return in the layout that the collection system takes",
    "include/warehouse/rows.py": "rows on their way to COPY",
    "include/warehouse/revise.py": "names of our own columns",
    "include/published/ees.py": "figures in the layout that DfE's service takes",
    "include/spreadsheet.py": "the writer itself",
}


def calls(*words: str) -> Iterator[tuple[str, ast.Call]]:
    """Calls in files of ours that hold one of the words, with the file's name."""
    for path in sorted((ROOT / "include").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if any(word in text for word in words):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Call):
                    yield path.relative_to(ROOT).as_posix(), node


def test_every_table_for_people_goes_through_the_writer_that_neutralises_formulas():
    writers = set()
    for path, node in calls("to_csv", "to_excel", "DictWriter", "ExcelWriter", "csv.w"):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        of = getattr(getattr(node.func, "value", None), "id", "")
        if of != "synthetic" and (
            name in {"to_csv", "to_excel", "DictWriter", "ExcelWriter"}
            or (of, name) in {("csv", "writer"), ("csv", "write_csv")}
        ):
            writers.add(path)
    assert writers == set(FOR_PROGRAMS)


def test_every_file_is_written_by_the_one_module():
    """Nothing else writes or makes a folder, but for the server's own and the repository's documents."""
    elsewhere: dict[str, set[str]] = {}
    for path, node in calls("write_text", "write_bytes", "mkdir", "touch", ".open("):
        name = getattr(node.func, "attr", "")
        mode = "".join(str(a.value) for a in node.args if isinstance(a, ast.Constant))
        if name in {"write_text", "write_bytes", "mkdir", "touch"} or (
            name == "open" and set(mode) & {"w", "x", "a"} and len(mode) <= 3
        ):
            elsewhere.setdefault(path, set()).add(name)
    assert elsewhere == {
        "include/private.py": {"write_bytes", "mkdir"},
        "include/settings.py": {"write_bytes"},  # into a draft
        "include/demo.py": {"open"},  # under the umask that it has set
        "include/airflow/local.py": {"open", "write_text"},  # the same
        "include/warehouse/embedded.py": {"write_text"},  # the server's own settings, in place
        "include/warehouse/dictionary.py": {"mkdir", "write_text"},  # documents of the repository
        "include/warehouse/revise.py": {"write_text"},  # the same
        "include/warehouse/odcs.py": {"write_text"},  # the same
        "include/pipeline/sen2_docs.py": {"mkdir", "write_text"},  # the same
        "include/pipeline/published_docs.py": {"write_text"},  # the same
        "include/pipeline/schemas.py": {"mkdir", "write_text"},  # the same
    }


def test_explained_cases_are_no_formulas(after_a_night, tmp_path, monkeypatch):
    from include.pipeline import Explanation

    found = Explanation(
        figures=pd.DataFrame(),
        measure=pd.Series(dtype="str"),
        cases=pd.DataFrame({"person_id": ["=HYPERLINK(1)"], "in_numerator": [True]}),
    )
    monkeypatch.setattr(pipeline, "explain", lambda *_, **__: found)
    run("explain", "x", "--authority", "demo", "--period", "2025", "--cases", str(tmp_path / "c.csv"))
    with (tmp_path / "c.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.DictReader(file)) == [{"person_id": "'=HYPERLINK(1)", "in_numerator": "True"}]


PATHS = [
    "../evil",
    "../../etc/passwd",
    "/etc/passwd",
    "a/b",
    "a\\b",
    "..",
    ".",
    "",
    ".hidden",
    "a..b",
    "a\0b",
    "a\nb",
    "demo/",
    "démo",
    "x" * 101,
    "*",
]


@pytest.mark.parametrize("name", PATHS)
def test_a_name_that_is_a_path_is_refused_before_a_file_is_looked_for(name, tmp_path, monkeypatch):
    (tmp_path / "x.yaml").write_text("name: outside")
    settings = Settings(
        config_dir=tmp_path / "config", data_dir=tmp_path / "data", lake_url=str(tmp_path / "lake")
    )
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: pytest.fail("a file was opened"))
    with pytest.raises(ConfigError, match="is not a name of an authority"):
        AuthorityConfig.load(settings, name)
    with pytest.raises(ConfigError, match="is not a name of a period"):
        plain("period", name)
    with pytest.raises(ConfigError):
        Lake.partition("landing", name, date(2026, 1, 1))
    with pytest.raises(ConfigError, match="is not a name"):
        pipeline.build_pack("demo", name)


@pytest.mark.parametrize("name", ["demo", "west_yorks", "2025-26-autumn-1", "v1.2", "A"])
def test_usual_names_pass(name):
    assert plain("authority", name) == name


@pytest.mark.parametrize("path", ["../x", "landing/../../x", "/etc", "landing/..", "a\\..\\b"])
def test_no_path_leads_out_of_the_lake(tmp_path, path):
    lake = Lake(str(tmp_path / "lake"))
    for attempt in (
        lambda: lake.write(path, {"person": ROWS}),
        lambda: lake.write_file(path, b"x"),
        lambda: lake.write_folder(path, {"a": b"x"}),
        lambda: lake.manifest(path),
        lambda: lake.read_bytes(path),
        lambda: lake.remove(path),
    ):
        with pytest.raises(LakeError, match="leads out of the lake"):
            attempt()
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    "command",
    [
        ("page",),
        ("nightly",),
        ("half-term",),
        ("worklist", "--out", "w.csv"),
        ("retention",),
        ("sen2",),
        ("quality", "site"),
        ("sen2", "seal", "--year", "2026", "--approved-by", "me"),
    ],
)
@pytest.mark.parametrize("authority", ["../evil", "nobody"])
def test_every_command_refuses_an_authority_in_words(tmp_path, monkeypatch, command, authority):
    (tmp_path / "config").mkdir()
    (tmp_path / "config/demo.yaml").write_text(AUTHORITY)
    (tmp_path / "evil.yaml").write_text(AUTHORITY)
    for name, value in {"CONFIG_DIR": "config", "DATA_DIR": "data", "LAKE_URL": "lake"}.items():
        monkeypatch.setenv(f"SEND_{name}", str(tmp_path / value))
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, [*command, "--authority", authority])
    assert done.exit_code == 2
    assert isinstance(done.exception, SystemExit), "not an error of a library"
    assert "short name of no authority" in " ".join(done.output.split())
    if authority != "nobody":
        assert "evil" not in done.output
    assert "There are: demo" in " ".join(done.output.split())
    assert not list(tmp_path.glob("data/*")), "no server was started for it"
