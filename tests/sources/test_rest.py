"""Files that are not whole yet: still growing, without their last file, or shorter than the exporter counted."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import fsspec
import pytest

from include.errors import ConfigError, SourceError, SourceUnavailable
from include.settings import AuthorityConfig, Settings
from include.sources import Source, open_source, source_config
from include.sources.rest import AtRest
from tests.sources.test_files import DAY, NOT_HELD


def source(folder: Path, **settings: Any) -> Source:
    told = {"kind": "files", "path": str(folder), "not_held": NOT_HELD, "settle_seconds": 0, **settings}
    return open_source(source_config(told), None, DAY)


def refused(folder: Path, error: type[SourceError], told: str, **settings: Any) -> None:
    with source(folder, **settings) as files, pytest.raises(error, match=told):
        files.check()


def people(folder: Path, rows: int, name: str = "person.csv") -> Path:
    path = folder / name
    path.write_text("person_id\n" + "".join(f"p{n}\n" for n in range(rows)))
    return path


def test_a_file_that_grows_while_it_is_read_is_not_at_rest(tmp_path: Path) -> None:
    path = people(tmp_path, 3)
    with source(tmp_path) as files:
        files.check()
        files.at_rest()
        with path.open("a") as more:
            more.write("p3\n")
        with pytest.raises(
            SourceUnavailable, match=r"person\.csv is still being written: it had 19 bytes.*22 bytes"
        ):
            files.at_rest()


def test_a_file_replaced_by_one_of_the_same_size_is_not_at_rest(tmp_path: Path) -> None:
    path = people(tmp_path, 3)
    with source(tmp_path) as files:
        files.check()
        os.utime(path, (0, 0))
        with pytest.raises(SourceUnavailable, match="still being written"):
            files.at_rest()


def test_a_file_on_storage_of_another_kind() -> None:
    system = fsspec.filesystem("memory")
    system.pipe_file("/drops/person.csv", b"person_id\np0\n")
    rest = AtRest(system)
    rest.look("/drops/person.csv")
    rest.make_sure(0)
    system.pipe_file("/drops/person.csv", b"person_id\np0\np1\n")
    with pytest.raises(SourceUnavailable, match=r"person\.csv is still being written"):
        rest.make_sure(0)


def test_a_file_changed_only_just_is_looked_at_again_after_a_while(tmp_path: Path) -> None:
    """An exporter that writes now and then: between two looks at once nothing would be seen."""
    path, waited = people(tmp_path, 3), []

    def meanwhile(seconds: float) -> None:
        waited.append(seconds)
        with path.open("a") as more:
            more.write("p3\n")

    rest = AtRest(sleep=meanwhile)
    rest.look(path)
    with pytest.raises(SourceUnavailable, match="still being written"):
        rest.make_sure(20)
    assert 0 < waited[0] <= 20


def test_a_file_that_has_lain_for_hours_is_not_waited_for(tmp_path: Path) -> None:
    path = people(tmp_path, 3)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    rest = AtRest(sleep=lambda seconds: pytest.fail("waited"))
    rest.look(path)
    rest.make_sure(20)


class TestLastFile:
    def test_nothing_is_read_before_it_is_there(self, tmp_path: Path) -> None:
        people(tmp_path, 3)
        with (
            source(tmp_path, ready_file="done.txt") as files,
            pytest.raises(SourceUnavailable, match=r"does not hold 'done\.txt' yet \(ready_file"),
        ):
            files.check()
        (tmp_path / "done.txt").touch()
        with source(tmp_path, ready_file="done.txt") as files:
            files.check()

    def test_one_of_the_export_before_does_not_speak_for_this_one(self, tmp_path: Path) -> None:
        (tmp_path / "done.txt").touch()
        os.utime(tmp_path / "done.txt", (1_700_000_000, 1_700_000_000))
        people(tmp_path, 3)
        with (
            source(tmp_path, ready_file="done.txt") as files,
            pytest.raises(SourceUnavailable, match=r"person\.csv was written after done\.txt"),
        ):
            files.check()

    def test_with_a_date_in_its_name_it_is_that_of_the_extract(self, tmp_path: Path) -> None:
        people(tmp_path, 3)
        (tmp_path / "done_2025-03-13.txt").touch()
        with (
            source(tmp_path, ready_file="done_{date}.txt") as files,
            pytest.raises(SourceUnavailable, match="of 2025-03-14 yet"),
        ):
            files.check()
        (tmp_path / "done_2025-03-14.txt").touch()
        with source(tmp_path, ready_file="done_{date}.txt") as files:
            files.check()


class TestControlTotals:
    @pytest.mark.parametrize("counted", ["3", "4"])
    def test_a_file_has_as_many_rows_as_the_exporter_counted(self, tmp_path: Path, counted: str) -> None:
        """With or without the row of totals below them."""
        people(tmp_path, 3)
        with (tmp_path / "person.csv").open("a") as more:
            more.write("Total: 3\n")
        (tmp_path / "counts.csv").write_text(f"file,rows\nperson.csv,{counted}\n")
        with source(tmp_path, control_totals="counts.csv") as files:
            files.check()

    def test_a_file_cut_at_the_end_of_a_line_is_found_out(self, tmp_path: Path) -> None:
        people(tmp_path, 3)
        (tmp_path / "counts.csv").write_text('file,rows\nperson.csv,"1,003"\n')
        with (
            source(tmp_path, control_totals="counts.csv") as files,
            pytest.raises(
                SourceUnavailable, match=r"person\.csv has 3 rows and counts\.csv says 1003: it is cut"
            ),
        ):
            files.check()

    @pytest.mark.parametrize(
        ("totals", "told"),
        [
            (None, r"holds no 'counts\.csv' \(control_totals"),
            ("name,n\nperson.csv,3\n", "needs the columns 'file' and 'rows'"),
            ("file,rows\nother.csv,3\n", r"counts\.csv has no row for person\.csv"),
        ],
    )
    def test_totals_that_do_not_tell_are_refused(self, tmp_path: Path, totals: str | None, told: str) -> None:
        people(tmp_path, 3)
        if totals:
            (tmp_path / "counts.csv").write_text(totals)
        refused(tmp_path, SourceError, told, control_totals="counts.csv")


def test_they_are_settings_of_files_alone(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        'name: X\nla_code: "857"\nons_code: E06000017\nsource: {kind: sql, ready_file: done.txt}\n'
    )
    with pytest.raises(
        ConfigError, match="line 4: source: 'ready_file' is for kind files, not for a database"
    ):
        AuthorityConfig.load(Settings(config_dir=tmp_path), "x")
