"""One council's files as each program leaves them: the same case tables, whatever way they have come."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from include.model import TABLES
from include.sources import open_source, source_config
from tests.sources.test_files import DAY
from tests.sources.test_layout import strict

ROWS = 60
Frames = dict[str, pd.DataFrame]
Write = Callable[[Frames, Path], dict[str, Any]]


@pytest.fixture(scope="module")
def frames(small_council) -> Frames:
    """The first rows of every table, as text; missing as ''."""
    return {name: frame.head(ROWS).astype("str").fillna("") for name, frame in small_council.as_text.items()}


def read(folder: Path, settings: dict[str, Any]) -> dict[str, pa.Table]:
    config = source_config({"kind": "files", "path": str(folder), **settings})
    with open_source(config, None, DAY) as source:
        source.check()
        tables = {name: source.read(name) for name in TABLES}
    return {name: t.drop_columns(["record_source"]) for name, t in tables.items() if t is not None}


def dates(frame: pd.DataFrame, table: str, form: str) -> pd.DataFrame:
    """A frame whose days are written in another form."""
    made = frame.copy()
    for name in [c.name for c in TABLES[table].columns.values() if c.type == "date" and c.name in made]:
        days = pd.to_datetime(made[name].replace("", None))
        made[name] = days.dt.strftime(form).fillna("")
    return made


def csv(frame: pd.DataFrame, **options: Any) -> str:
    return frame.to_csv(None, index=False, **options)


def plain(frames: Frames, folder: Path) -> dict[str, Any]:
    for name, frame in frames.items():
        (folder / f"{name}.csv").write_text(csv(frame))
    return {}


def management_studio(frames: Frames, folder: Path) -> dict[str, Any]:
    for name, frame in frames.items():
        head, rest = csv(frame.replace("", "NULL")).split("\n", 1)
        dashes = ",".join("-" * max(len(h), 3) for h in frame.columns)
        (folder / f"{name}.csv").write_text(f"{head}\n{dashes}\n{rest}\n({len(frame)} rows affected)\n")
    return {}


def pandas(frames: Frames, folder: Path) -> dict[str, Any]:
    for name, frame in frames.items():
        again = pd.read_csv(io.StringIO(csv(frame)))
        (folder / f"{name}.csv").write_text(csv(again, na_rep="nan"))
    return {}


def oracle(frames: Frames, folder: Path) -> dict[str, Any]:
    for name, frame in frames.items():
        text = csv(dates(frame, name, "%d-%b-%Y %H:%M").apply(lambda c: c.str.upper()))
        (folder / f"{name}.csv").write_text("".join(line + ",\n" for line in text.splitlines()))
    return {}


def month_first(frames: Frames, folder: Path) -> dict[str, Any]:
    orders = {}
    for name, frame in frames.items():
        (folder / f"{name}.csv").write_text(csv(dates(frame, name, "%m/%d/%Y")))
        if found := [c.name for c in TABLES[name].columns.values() if c.type == "date" and c.name in frame]:
            orders[name] = {"date_order": dict.fromkeys(found, "month_first")}
    return {"tables": orders}


def a_report(frames: Frames, folder: Path) -> dict[str, Any]:
    for name, frame in frames.items():
        lines = csv(dates(frame, name, "%d %B %Y"), sep=";").splitlines()
        half = len(lines) // 2
        text = [
            "Cohort, as at 20/11/2025;",
            "",
            *lines[:half],
            lines[0],
            *lines[half:],
            "OFFICIAL-SENSITIVE",
            "Total;60",
        ]
        (folder / f"{name}.csv").write_bytes("\n".join(text).encode("utf-16"))
    return {"tables": {name: {"format": {"skip_rows": 2}} for name in frames}}


def excel(frames: Frames, folder: Path, *, as_strict: bool = False) -> dict[str, Any]:
    for name, frame in frames.items():
        made = pd.read_csv(io.StringIO(csv(frame)))
        for column in [c.name for c in TABLES[name].columns.values() if c.type == "date" and c.name in made]:
            made[column] = pd.to_datetime(made[column])
        path = folder / f"{name}.xlsx"
        with pd.ExcelWriter(path, engine="openpyxl") as book:
            pd.DataFrame({"Register": ["Contact: Canary, J"]}).to_excel(book, sheet_name="Cover", index=False)
            made.to_excel(book, sheet_name="Data", index=False, startcol=1, startrow=1)
        if as_strict:
            strict(path)
    return {}


def strict_excel(frames: Frames, folder: Path) -> dict[str, Any]:
    return excel(frames, folder, as_strict=True)


@pytest.mark.parametrize(
    "write", [management_studio, pandas, oracle, month_first, a_report, excel, strict_excel]
)
def test_the_same_council_by_another_program(frames: Frames, tmp_path: Path, write: Write) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "other").mkdir()
    expected = read(tmp_path / "plain", plain(frames, tmp_path / "plain"))
    found = read(tmp_path / "other", write(frames, tmp_path / "other"))
    assert set(found) == set(expected)
    for name, table in expected.items():
        for column in table.column_names:
            other = found[name][column].to_pylist()
            if (
                write is oracle
                and TABLES[name].columns.get(column)
                and TABLES[name].columns[column].type != "date"
            ):
                assert [v and v.upper() for v in other] == [
                    v and v.upper() for v in table[column].to_pylist()
                ]
            elif column != "_row" and TABLES[name].columns[column].type == "decimal":
                assert [v and float(v) for v in other] == [v and float(v) for v in table[column].to_pylist()]
            else:
                assert other == table[column].to_pylist(), f"{name}.{column}"
