"""The lake: a reader sees a whole partition or none."""

import threading
from datetime import date

import pandas as pd
import pyarrow as pa
import pytest

from include.errors import LakeError, LakeUnavailable
from include.lake import Lake
from include.model.frames import to_arrow, to_frame


@pytest.fixture(params=["local", "memory"])
def lake(request, tmp_path):
    """A lake on a disk, and one on a store without folders or renames."""
    lake = Lake(str(tmp_path / "lake") if request.param == "local" else f"memory://{tmp_path.name}")
    yield lake
    if lake.fs.exists(lake.root):
        lake.fs.rm(lake.root, recursive=True)


CASES = pa.table({"case": ["a", "b"], "_row": [1, 2]})


def test_a_partition_reads_back_as_it_was_written(lake):
    manifest = lake.write("landing/x", {"request": CASES}, source="a file")
    assert manifest["files"]["request"]["rows"] == 2
    assert lake.manifest("landing/x")["source"] == "a file"
    assert lake.read("landing/x")["request"].equals(CASES)


def test_a_table_read_with_its_texts_as_dictionaries_says_the_same(lake):
    rows = pa.table(
        {"request_id": ["a", "b", "c"], "person_id": ["p", "p", None], "case_key": ["1", "2", "3"]}
    )
    lake.write("landing/x", {"request": rows})
    coded = lake.open("landing/x").coded("request")
    assert [pa.types.is_dictionary(column.type) for column in coded.schema] == [False, True, False]
    assert coded.cast(rows.schema).equals(rows)


def test_the_same_tables_give_the_same_checksum(lake):
    first = lake.write("landing/x", {"request": CASES})["checksum"]
    assert lake.write("landing/x", {"request": CASES})["checksum"] == first
    assert lake.write("landing/x", {"request": CASES.slice(0, 1)})["checksum"] != first


def test_replacing_a_partition_leaves_nothing_of_the_old_one(lake):
    lake.write("conformed/x", {"request": CASES, "plan": CASES})
    lake.write("conformed/x", {"request": CASES})
    assert set(lake.read("conformed/x")) == {"request"}
    assert not lake.fs.exists(f"{lake.root}/conformed/x/plan.parquet")


def test_a_missing_partition_says_which(lake):
    with pytest.raises(LakeError, match="landing/none"):
        lake.read("landing/none")


def test_a_changed_file_is_refused(lake):
    lake.write("landing/x", {"request": CASES})
    lake.fs.pipe_file(f"{lake.root}/landing/x/request.parquet", b"not what was landed")
    with pytest.raises(LakeError, match=r"request\.parquet"):
        lake.read("landing/x")


def test_a_partition_without_its_manifest_is_not_there(lake):
    lake.write("landing/x", {"request": CASES})
    lake.fs.rm_file(f"{lake.root}/landing/x/_manifest.json")
    assert lake.manifest("landing/x") is None


class TestFilesThatDidNotChange:
    PLANS = pa.table({"plan": ["p", "q"]})

    @pytest.fixture
    def both(self, tmp_path):
        """Two extracts, of whose tables one changed."""
        lake = Lake(str(tmp_path / "lake"))
        first = lake.write("landing/1", {"plan": self.PLANS, "request": CASES})
        lake.write("landing/2", {"plan": self.PLANS, "request": CASES.slice(0, 1)}, like="landing/1")
        return lake, first, tmp_path / "lake/landing"

    def test_lie_on_disk_once(self, both):
        _, _, home = both
        assert (home / "1/plan.parquet").samefile(home / "2/plan.parquet")
        assert not (home / "1/request.parquet").samefile(home / "2/request.parquet")

    def test_stay_when_the_earlier_extract_is_deleted_or_written_again(self, both):
        lake, first, _ = both
        assert lake.write("landing/1", {"plan": self.PLANS.slice(0, 1)})["checksum"] != first["checksum"]
        assert lake.read("landing/2")["plan"].equals(self.PLANS)
        lake.remove("landing/1")
        assert lake.read("landing/2")["plan"].equals(self.PLANS)

    def test_damage_is_not_passed_on(self, both):
        lake, _, home = both
        content = (home / "1/plan.parquet").read_bytes()
        (home / "1/plan.parquet").unlink()
        (home / "1/plan.parquet").write_bytes(content[:-1] + b"x")
        lake.write("landing/3", {"plan": self.PLANS}, like="landing/1")
        assert lake.read("landing/3")["plan"].equals(self.PLANS)

    def test_are_copied_where_no_file_can_have_two_names(self, tmp_path, monkeypatch, lake):
        def refused(*_):
            raise OSError(1, "Operation not permitted")

        monkeypatch.setattr("os.link", refused)
        for day in "12":
            lake.write(f"landing/{day}", {"plan": self.PLANS}, like="landing/1")
        lake.remove("landing/1")
        assert lake.read("landing/2")["plan"].equals(self.PLANS)


def test_extract_dates_are_those_that_are_complete(lake):
    for day in (2, 1):
        lake.write(Lake.partition("landing", "demo", date(2026, 1, day)), {"request": CASES})
    lake.write(Lake.partition("landing", "other", date(2026, 1, 3)), {"request": CASES})
    assert lake.extract_dates("landing", "demo") == [date(2026, 1, 1), date(2026, 1, 2)]


def test_only_the_owner_can_open_folders_with_identifiers(tmp_path):
    lake = Lake(str(tmp_path / "lake"))
    lake.write("landing/x", {"request": CASES})
    lake.write_file("measures/x/part.parquet", CASES)
    assert (tmp_path / "lake/landing").stat().st_mode & 0o077 == 0
    assert (tmp_path / "lake/measures/x/part.parquet").stat().st_mode & 0o077 == 0


def test_writers_at_the_same_time_leave_one_whole_partition(tmp_path):
    lake = Lake(str(tmp_path / "lake"))
    partitions = [{"a": CASES.slice(0, n), "b": CASES.slice(0, n)} for n in (1, 2)] * 8
    threads = [threading.Thread(target=lake.write, args=("facts/x", tables)) for tables in partitions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tables = lake.read("facts/x")
    assert tables["a"].num_rows == tables["b"].num_rows
    assert [p.name for p in (tmp_path / "lake/facts").iterdir()] == ["x"]


def test_a_failed_write_leaves_the_old_partition(tmp_path, monkeypatch):
    lake = Lake(str(tmp_path / "lake"))
    lake.write("facts/x", {"a": CASES})

    def full_disk(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("include.lake._write_through", full_disk)
    with pytest.raises(LakeUnavailable, match="No space left"):
        lake.write("facts/x", {"a": CASES.slice(0, 1)})
    assert lake.read("facts/x")["a"].num_rows == 2


def test_a_folder_that_nobody_may_write_to_is_no_matter_of_waiting(tmp_path, monkeypatch):
    lake = Lake(str(tmp_path / "lake"))

    def forbidden(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("include.lake._write_through", forbidden)
    with pytest.raises(LakeError, match="Permission denied") as error:
        lake.write("facts/x", {"a": CASES})
    assert not isinstance(error.value, LakeUnavailable)


def test_dates_are_dates_in_parquet_and_days_in_frames():
    frame = pd.DataFrame(
        {
            "day": pd.to_datetime(pd.Series(["2026-02-28", None])).astype("datetime64[us]"),
            "flag": pd.array([True, None], dtype="boolean"),
            "n": pd.array([1, None], dtype="Int64"),
            "share": pd.array([0.5, None], dtype="Float64"),
            "code": pd.Series(["Y", None], dtype="str"),
        }
    )
    table = to_arrow(frame)
    assert table.schema.field("day").type == pa.date32()
    assert table.schema.field("code").type == pa.string()
    pd.testing.assert_frame_equal(to_frame(table), frame)
