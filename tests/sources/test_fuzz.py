"""Whatever a file holds, it is read or refused in words: never another error, never a value told, never much memory."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from include import pipeline
from include.errors import SourceError
from include.model import TABLES
from include.sources import open_source, source_config
from include.spreadsheet import write_xlsx
from tests.conftest import NIGHT_BEFORE
from tests.sources.test_entry_template import opened as entry_workbook
from tests.sources.test_sen2_xml import RETURN

NAME = "Canaryworth"
PEOPLE = pd.DataFrame(
    {"person_id": [f"C{n}" for n in range(30)], "surname": NAME, "birth_date": "2014-05-06"}
)
DAY = date(2026, 3, 1)
FEW = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def spoiled(draw, content: bytes) -> bytes:
    """A file cut short, with bytes changed, doubled or put in."""
    changed = bytearray(content)
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, max(len(changed) - 1, 0)))
        match draw(st.sampled_from(["cut", "change", "double", "insert"])):
            case "cut":
                del changed[at:]
            case "change" if changed:
                changed[at] = draw(st.integers(0, 255))
            case "double":
                changed[at:at] = changed[at : at + 40]
            case _:
                changed[at:at] = draw(st.binary(max_size=12))
    return bytes(changed)


def workbook() -> bytes:
    buffer = io.BytesIO()
    write_xlsx({"People": PEOPLE}, buffer)
    return buffer.getvalue()


CONTENTS = {
    "person.csv": PEOPLE.to_csv(index=False).encode(),
    "person.xlsx": workbook(),
}


def read_or_refused(kind: str, path: Path) -> None:
    config = source_config({"kind": kind, "path": str(path)})
    try:
        with open_source(config, None, DAY) as source:
            for table in ("person", "request", "sen_need"):
                source.read(table)
    except SourceError as error:
        assert NAME not in str(error)
        assert str(error).strip().endswith((".", "?"))


@pytest.mark.parametrize("name", CONTENTS)
@FEW
@given(data=st.data())
def test_a_spoiled_file_of_a_folder(name, data, tmp_path):
    (tmp_path / name).write_bytes(data.draw(spoiled(CONTENTS[name])))
    read_or_refused("files", tmp_path)


@FEW
@given(content=spoiled(RETURN.replace("Canaryworth", NAME).encode()))
def test_a_spoiled_return_as_xml(content, tmp_path):
    (tmp_path / "return.xml").write_bytes(content)
    read_or_refused("sen2_xml", tmp_path / "return.xml")


@settings(FEW, max_examples=30)
@given(data=st.data())
def test_a_spoiled_entry_workbook(data, tmp_path):
    with entry_workbook(tmp_path) as source:
        source.check()
    path = tmp_path / "return.xlsx"
    path.write_bytes(data.draw(spoiled(path.read_bytes())))
    read_or_refused("sen2_workbook", path)


# Files that would take memory are read in a process of its own, which may not come to need more than this. Its peak is
# read from /proc, as the peak that getrusage tells starts from that of the process which started it: this one's.
MEMORY = 256 << 20
READ = """
import re, sys
from datetime import date
from pathlib import Path
from include.errors import SourceError
from include.sources import source_config, open_source
try:
    with open_source(source_config({"kind": "files", "path": sys.argv[1]}), None, date(2026, 3, 1)) as s:
        s.read("person")
    print("READ")
except SourceError as error:
    print("REFUSED", error)
print("PEAK", int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) << 10)
"""


def long_line(folder: Path) -> None:
    with (folder / "person.csv").open("wb") as file:
        file.write(b"person_id,surname\n")
        for _ in range(300):
            file.write(b"x" * (1 << 20))


def zip_bomb(folder: Path) -> None:
    with zipfile.ZipFile(folder / "person.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")):
            archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(400):
                part.write(b"0" * (1 << 20))


def many_columns(folder: Path) -> None:
    head = ",".join(f"c{n}" for n in range(100_000))
    (folder / "person.csv").write_text(f"person_id,{head}\n" + "1," * 100_000 + "1\n")


@pytest.mark.parametrize("make", [long_line, zip_bomb, many_columns])
def test_a_file_that_would_take_the_machine_is_refused(make, tmp_path):
    make(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", READ, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=Path(__file__).parents[2],
    )
    assert "REFUSED" in done.stdout, done.stdout + done.stderr[-500:]
    assert int(done.stdout.split("PEAK ")[1]) < MEMORY


def test_a_refused_file_leaves_nothing_landed(after_a_night, tmp_path, monkeypatch):
    """One table of many is damaged: the night stops with its name, and the night before stays as it was."""
    lake = after_a_night.root / "lake"
    before = sorted(path for path in lake.rglob("*") if path.is_file())
    drop = tmp_path / "drop"
    drop.mkdir()
    for name, table in TABLES.items():
        if not table.optional:
            pd.DataFrame(columns=list(table.columns)).to_csv(drop / f"{name}.csv", index=False)
    (drop / "request.csv").write_bytes(b"request_id,person_id\n" + b"x" * 3_000_000)
    config = after_a_night.root / "config/demo.yaml"
    text = config.read_text().replace(
        "source: {kind: sql, schema: cms}", f"source: {{kind: files, path: {drop}}}"
    )
    config.write_text(text)
    with pytest.raises(SourceError, match=r"request\.csv"):
        pipeline.land("demo", date(2026, 3, 15))
    assert sorted(path for path in lake.rglob("*") if path.is_file()) == before
    assert NIGHT_BEFORE.isoformat() in str(before)
