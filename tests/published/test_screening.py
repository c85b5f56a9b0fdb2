"""The files for publication pass the checks that DfE's screening of Explore Education Statistics files makes.

The checks are written from the service's public guidance for producers of data files, not from our writer.
"""

import io
import re

import pandas as pd
import pytest

from include.published import ees, own
from include.published.records import Records
from tests.published.margins import FILES, World, published_rows, world_of
from tests.published.test_own import PLACE

SYMBOLS = {"z", "x", "c", "low", "k", "u"}
GEOGRAPHY = [
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
]
TIME = ["time_period", "time_identifier", "geographic_level"]
UNITS = {"", "%", "£", "£m", "pp"}


@pytest.fixture(scope="module")
def pairs() -> dict[str, tuple[pd.DataFrame, pd.DataFrame, bytes]]:
    """File -> data and metadata as text, and the bytes of the data."""
    from include.sen2 import build_return

    rows = published_rows("timeliness_20_week", "857", 2024)
    world = world_of("timeliness_20_week", rows[rows["topic"] == "sex"], 2025, "sex")
    assert isinstance(world, World)
    frames = world.frames()
    ret = build_return(frames, year=2026, la_code="857")
    records = Records(ret.modules, frames["setting"], 2026, ret.census_date)
    made = own.in_dfe_layout(records, PLACE, complete=True)
    found = {}

    def text(content: bytes) -> pd.DataFrame:
        return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)

    for file, each in made.items():
        data = ees.data_file(each, file, 2026)
        found[file] = (text(data), text(ees.metadata_file(file, 2026)), data)
    return found


FILES_2026 = [*FILES, "phase_transfers"]


@pytest.mark.parametrize("file", FILES_2026)
class TestFile:
    def test_is_utf8_without_mark_and_with_plain_names(self, pairs, file):
        data, _, content = pairs[file]
        assert not content.startswith(b"\xef\xbb\xbf")
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in data), list(data)
        assert re.fullmatch(r"[a-z0-9_]+", file)

    def test_says_where_and_when_each_row_is(self, pairs, file):
        data, _, _ = pairs[file]
        assert {*TIME, *GEOGRAPHY} <= set(data)
        assert set(data["time_identifier"]) <= {"Calendar year", "Academic year"}
        calendar = data["time_identifier"] == "Calendar year"
        assert data.loc[calendar, "time_period"].str.fullmatch(r"\d{4}").all()
        academic = data.loc[~calendar, "time_period"]
        assert academic.str.fullmatch(r"\d{6}").all()
        assert ((academic.str[2:4].astype(int) + 1) % 100 == academic.str[4:6].astype(int)).all()
        assert len(set(data["time_identifier"])) == 1
        assert set(data["geographic_level"]) == {"Local authority"}
        assert (data[GEOGRAPHY] != "").all().all()
        assert data["new_la_code"].str.fullmatch(r"E0[6-9]\d{6}|E10\d{6}").all()
        assert data["region_code"].str.fullmatch(r"E12\d{6}").all()

    def test_has_each_row_once_and_a_total(self, pairs, file):
        data, _, _ = pairs[file]
        filters = [c for c in ("breakdown_topic", "breakdown") if c in data]
        assert not data.duplicated([*TIME, "new_la_code", *filters]).any()
        if filters:
            assert (data["breakdown_topic"] == data["breakdown"]).sum() == 1
            assert (data[filters] != "").all().all()
            assert (data["breakdown"] == data["breakdown"].str.strip()).all()

    def test_holds_numbers_or_known_signs_and_no_blanks(self, pairs, file):
        data, meta, _ = pairs[file]
        for name in meta.loc[meta["col_type"] == "Indicator", "col_name"]:
            number = data[name].str.fullmatch(r"-?\d+(\.\d+)?")
            assert (number | data[name].isin(SYMBOLS)).all(), (name, data.loc[~number, name].unique())
            decimals = data.loc[number, name].str.extract(r"\.(\d+)$")[0].str.len().max()
            stated = meta.set_index("col_name").loc[name, "indicator_dp"]
            assert not decimals > int(stated)

    def test_every_column_is_told_apart_by_the_metadata(self, pairs, file):
        data, meta, _ = pairs[file]
        assert list(meta) == ees.METADATA
        grouping = set(meta["filter_grouping_column"]) - {""}
        assert set(data) == set(meta["col_name"]) | set(TIME) | set(GEOGRAPHY) | grouping
        assert meta["col_name"].is_unique
        assert meta["label"].is_unique, meta.loc[meta["label"].duplicated(), "label"].tolist()
        assert (meta["label"].str.strip() != "").all()
        assert set(meta["col_type"]) <= {"Filter", "Indicator"}
        indicators = meta[meta["col_type"] == "Indicator"]
        assert len(indicators)
        assert set(indicators["indicator_unit"]) <= UNITS
        assert indicators["indicator_dp"].str.fullmatch(r"\d").all()
        assert (meta.loc[meta["col_type"] == "Filter", ["indicator_unit", "indicator_dp"]] == "").all().all()


def test_columns_that_dfe_names_for_the_year_are_named_for_it(pairs):
    data, _, _ = pairs["annual_reviews"]
    assert {"review_expected_2025", "review_completed_2025"} <= set(data)
    assert {"due_25", "due_26", "final_25", "final_26"} <= set(pairs["phase_transfers"][0])
