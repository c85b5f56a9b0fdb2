"""A synthetic council as database, CSV and SEN2 export."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import psycopg
import pytest

from include import synthetic
from include.errors import ConfigError, SourceUnavailable
from include.model import TABLES
from include.synthetic import SyntheticCouncil


def _query(url: str, statement: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        return connection.execute(statement).fetchall()


@pytest.mark.postgres
def test_a_clean_council_fills_typed_tables(council: SyntheticCouncil, postgres_url: str) -> None:
    synthetic.to_postgres(council, postgres_url)
    for name in ("person", "request", "contact", "ledger"):
        assert _query(postgres_url, f"SELECT count(*) FROM cms.{name}") == [(len(council.tables[name]),)]
    types = dict(
        _query(
            postgres_url,
            "SELECT column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = 'cms' AND table_name = 'contact'",
        )
    )
    assert types["contact_date"] == "date"
    assert types["needs_reply"] == "boolean"
    assert types["reading_grade"] == "double precision"
    received = council.tables["request"]["received_date"]
    assert _query(postgres_url, "SELECT min(received_date), count(received_date) FROM cms.request") == [
        (received.min().date(), received.count())
    ]
    comments = _query(
        postgres_url,
        "SELECT obj_description(c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace "
        "WHERE nspname = 'cms' AND relkind = 'r'",
    )
    assert len(comments) == len(TABLES) + 1  # and the day that it is the state of
    assert all("SYNTHETIC" in str(comment) for (comment,) in comments)


@pytest.mark.postgres
def test_a_dirty_council_replaces_it_and_is_text(
    council: SyntheticCouncil, dirty: SyntheticCouncil, postgres_url: str
) -> None:
    synthetic.to_postgres(council, postgres_url)
    synthetic.to_postgres(dirty, postgres_url)
    assert _query(postgres_url, "SELECT count(*) FROM cms.person") == [(len(dirty.raw["person"]),)]
    impossible = dirty.dirt.query("table_name == 'request' and kind == 'text_in_date'")
    assert _query(postgres_url, "SELECT count(*) FROM cms.request WHERE received_date = '31/02/2024'") == [
        (len(impossible),)
    ]


def test_an_unreachable_database_is_named(council: SyntheticCouncil) -> None:
    with pytest.raises(SourceUnavailable, match="cannot be reached") as error:
        synthetic.to_postgres(council, "postgresql+psycopg://someone:secret-word@127.0.0.1:1/none")
    assert "secret-word" not in str(error.value)


def test_csv_files_hold_every_table_and_say_synthetic(dirty: SyntheticCouncil, tmp_path: Path) -> None:
    synthetic.to_csv(dirty, tmp_path)
    assert {f"{name}.csv" for name in TABLES} <= {path.name for path in tmp_path.iterdir()}
    assert "SYNTHETIC" in (tmp_path / "READ_ME_SYNTHETIC.txt").read_text()
    person = pd.read_csv(tmp_path / "person.csv", dtype="str")
    pd.testing.assert_frame_equal(person, dirty.raw["person"])
    planted = pd.read_csv(tmp_path / "planted_faults_SYNTHETIC.csv")
    assert len(planted) == len(dirty.dirt)


# The data columns of some files in the layout of 2025, in order.
LAYOUT_2025 = {
    "requests": "receiveddate requestsource rya requestoutcomedate requestoutcome requestmediation requesttribunal "
    "exported",
    "assessment": "assessmentoutcome assessmentoutcomedate assessmentmediation assessmenttribunal othermediation "
    "othertribunal week20",
    "namedplan": "startdate planres planwbp pb oa dp ceasedate ceasereason",
    "activeplans": "transferla reviewmeeting reviewoutcome reviewdraft phasetransferduedate phasetransferfinaldate "
    "lastreview",
    "senneed": "sentype sentyperank",
}


@pytest.fixture(scope="module")
def exports(
    council: SyntheticCouncil, tmp_path_factory: pytest.TempPathFactory
) -> dict[int, dict[str, pd.DataFrame]]:
    made = {}
    for year in (2024, 2025, 2026):
        folder = tmp_path_factory.mktemp(f"blade{year}")
        synthetic.to_blade(council, folder, year)
        made[year] = {
            path.stem.rsplit("_", 1)[1]: pd.read_csv(path, dtype="str") for path in folder.iterdir()
        }
        assert {path.name[:23] for path in folder.iterdir()} == {f"Blade-Export_{synthetic_day(year)}"}
    return made


def synthetic_day(year: int) -> str:
    return {2024: "18-01-2024", 2025: "16-01-2025", 2026: "15-01-2026"}[year]


def test_the_export_has_nine_files_with_the_years_columns(
    exports: dict[int, dict[str, pd.DataFrame]],
) -> None:
    assert all(len(files) == 9 for files in exports.values())
    for file, columns in LAYOUT_2025.items():
        for year in (2025, 2026):
            assert " ".join(exports[year][file].columns).endswith(columns), (file, year)
    assert "dsco" not in exports[2024]["sen2"]
    assert "requestsource" not in exports[2024]["requests"]
    assert list(exports[2024]["activeplans"].columns[-4:]) == [
        "transferla",
        "reviewmeeting",
        "reviewoutcome",
        "lastreview",
    ]
    assert list(exports[2026]["person"].columns[:5]) == [
        "persontableid",
        "NativeId",
        "personorderseqcolumn",
        "sourceid",
        "sen2tableid",
    ]


def test_the_files_of_an_export_hang_together(exports: dict[int, dict[str, pd.DataFrame]]) -> None:
    for files in exports.values():
        for child, parent in (
            ("person", "sen2"), ("requests", "person"), ("assessment", "requests"), ("namedplan", "assessment"),
            ("plandetail", "namedplan"), ("activeplans", "requests"), ("placementdetail", "activeplans"),
            ("senneed", "activeplans"),
        ):  # fmt: skip
            key = f"{parent}tableid"
            assert files[child][key].isin(files[parent][key]).all(), child
        assert files["person"]["persontableid"].isin(files["requests"]["persontableid"]).all()
        for child in ("placementdetail", "senneed"):
            assert files["activeplans"]["activeplanstableid"].isin(files[child]["activeplanstableid"]).all()


def test_the_export_holds_the_plans_of_census_day_and_the_year_before(
    council: SyntheticCouncil, exports: dict[int, dict[str, pd.DataFrame]]
) -> None:
    t, census = council.tables, pd.Timestamp(2026, 1, 15)
    plans = t["plan"].merge(t["assessment"], on="assessment_id").merge(t["active_plan"], on="request_id")
    here = plans["transfer_in_date"].fillna(plans["start_date"]) <= census
    active = here & ~(plans["cease_date"] <= census)
    ceased = here & plans["cease_date"].between(pd.Timestamp(2025, 1, 1), census)
    files = exports[2026]
    assert len(files["activeplans"]) == active.sum()
    assert files["namedplan"]["ceasedate"].notna().sum() == ceased.sum()
    dates = files["requests"]["receiveddate"].dropna()
    assert dates.str.fullmatch(r"\d{4}-[A-Z][a-z]{2}-\d\d 00:00:00").all()
    assert pd.to_datetime(dates, format="%Y-%b-%d %H:%M:%S").max() <= census
    old = files["assessment"][files["assessment"]["assessmentoutcome"] == "Y"]["assessmentoutcomedate"]
    assert pd.to_datetime(old, format="%Y-%b-%d %H:%M:%S").min() >= pd.Timestamp(2025, 1, 1)
    assert files["sen2"].loc[0, "softwarecode"] == "SYNTHETIC"


def test_an_export_of_an_unknown_year_or_of_days_not_yet_made_is_refused(
    council: SyntheticCouncil, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match="2024, 2025, 2026"):
        synthetic.to_blade(council, tmp_path, 2019)
    early = dataclasses.replace(council, last_day=date(2025, 6, 30))
    with pytest.raises(ConfigError, match="later last day"):
        synthetic.to_blade(early, tmp_path, 2026)
    assert not any(tmp_path.iterdir())
