"""Absence, suspensions and exclusions of pupils with plans: DfE's files, with invented figures."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from include.errors import ConfigError
from include.published import benchmarks, editions, reading, releases
from include.transforms import Catalogue

FILES = Path(__file__).parent / "schools"
KIRKLEES = "382"


def parsed(file: str, content: bytes | None = None) -> tuple[pd.DataFrame, reading.Findings]:
    rows = reading.as_text(content or (FILES / f"{file}.csv").read_bytes(), file)
    assert editions.recognise(rows.column_names, "data (1).csv", "Academic year") == file
    return reading.parse(rows, file, 2025)


@pytest.mark.parametrize("file", ["absence", "suspensions"])
def test_pupils_with_a_plan_and_all_pupils_are_loaded_and_nothing_else(file):
    rows, found = parsed(file)
    assert found.lines() == []
    assert set(rows["member"]) == {"EHC plan", "all"}
    assert set(rows["education_phase"]) == {"Total"}
    assert len(rows) == 12  # England, a region and four authorities, twice


def test_a_rate_is_the_one_that_dfe_prints_and_its_sign_is_kept():
    """Kirklees's invented file: 121,500 of 900,000 sessions, 8 of 3,100 pupils, 744 suspensions of 3,100 pupils."""
    frames = {file: parsed(file)[0] for file in ("absence", "suspensions")}
    made = benchmarks.published(frames, Catalogue.load())
    own = made[made["old_la_code"] == KIRKLEES].set_index("benchmark_id")
    assert own["value"].to_dict() == {
        "absence_plans_share": 13.5,
        "absence_everybody_share": 7.0,
        "persistent_absence_plans_share": 37.0,
        "persistent_absence_everybody_share": 20.0,
        "severe_absence_plans_share": 8.4,
        "severe_absence_everybody_share": 2.3,
        "suspension_plans_rate": 24.0,
        "suspension_everybody_rate": 10.0,
        "suspended_plans_share": 11.0,
        "suspended_everybody_share": 5.0,
        "exclusion_plans_rate": 25.8,  # 8 of 3,100 is 25.806 of 10,000
        "exclusion_everybody_rate": 12.0,  # 79 of 66,000 is 11.97
    }
    assert set(own["calendar_year"]) == {2024}
    # Fewer is better: of 13.5, 12.0 and 14.0 percent Kirklees is second; Doncaster's sign has no place.
    assert [*own.loc["absence_plans_share", ["rank", "ranked_among"]]] == [2, 3]
    doncaster = made[(made["old_la_code"] == "371") & (made["benchmark_id"] == "absence_plans_share")].iloc[0]
    assert doncaster["left_out"] == "z"


def test_other_labels_of_a_plan_are_one_and_an_unknown_one_is_told():
    content = (FILES / "suspensions.csv").read_text()
    old, found = parsed("suspensions", content.replace("EHC plan", "Statement of SEN or EHC plan").encode())
    assert (set(old["member"]), found.lines()) == ({"EHC plan", "all"}, [])
    _, found = parsed("suspensions", content.replace("EHC plan", "Individual support plan").encode())
    assert found.lines() == ["groups new to us, taken as they are called: Individual support plan"]


def test_a_file_of_terms_loads_nothing_and_says_so():
    content = (FILES / "absence.csv").read_text().replace("Academic year", "Autumn term").encode()
    rows, found = parsed("absence", content)
    assert rows.empty
    assert "no row has time_identifier Academic year" in found.lines()[0]


def test_publications_with_editions_of_their_own_are_taken_one_by_one(tmp_path):
    for file in ("absence", "suspensions"):
        shutil.copy(FILES / f"{file}.csv", tmp_path)
    with pytest.raises(ConfigError, match="a folder for each"):
        releases.take([str(tmp_path)])
    found = releases.take([str(tmp_path / "absence.csv")])
    assert (found.edition, [*found.files]) == (2025, ["absence"])  # the school year 2024/25 ends in 2025
    assert not [a for a in releases.addresses() if a in releases.addresses("absence")]
