"""The work list after a night: in the warehouse, and as the file that a caseworker opens."""

import re

import pandas as pd
import pytest
from typer.testing import CliRunner

from include import pipeline
from include.cli import app
from include.errors import ConfigError
from tests.conftest import NIGHT_BEFORE

pytestmark = pytest.mark.postgres


def test_the_list_counts_what_the_figures_count_as_open_past_twenty_weeks(after_a_night):
    listed = pipeline.work_list("demo")
    over = listed[(listed["limit_id"] == "final_plan") & listed["in_scope"] & (listed["days_left"] < 0)]
    figure = pipeline.warehouse().query(
        "SELECT numerator FROM marts.measure_value WHERE measure_id = 'ehcp_open_overdue_n' AND dimension = 'all'"
        " AND period_type = 'calendar_year' AND period_key = %s",
        str(NIGHT_BEFORE.year),
    )
    assert len(over) == int(figure["numerator"].item()) > 0


def test_every_line_is_a_case_of_the_case_management_system(after_a_night, small_council):
    listed = pipeline.work_list("demo")
    assert set(listed["person_id"].dropna()) <= set(small_council.tables["person"]["person_id"])
    requests = listed[listed["limit_id"].isin(["decide_to_assess", "final_plan"])]
    assert set(requests["case_id"]) <= set(small_council.tables["request"]["request_id"])
    assert set(listed["caseworker_name"].dropna()) <= set(
        small_council.tables["caseworker"]["caseworker_name"]
    )


def test_a_caseworker_gets_their_own_list_as_a_file(after_a_night, tmp_path):
    busiest = pipeline.work_list("demo")["caseworker_id"].mode()[0]
    file = tmp_path / "lists" / "mine.csv"
    run = CliRunner().invoke(
        app, ["worklist", "--authority", "demo", "--caseworker", busiest, "--out", str(file)]
    )
    assert run.exit_code == 0, run.output
    read = pd.read_csv(file, dtype="str", encoding="utf-8-sig")
    assert set(read["caseworker_id"]) == {busiest}
    assert read["place"].astype(int).is_monotonic_increasing
    assert read["due_date"].map(lambda day: bool(re.fullmatch(r"\d{4}-\d\d-\d\d", day))).all()


def test_a_misspelt_caseworker_is_not_taken_for_one_without_work(after_a_night):
    with pytest.raises(ConfigError, match="There is no caseworker 'nobody' in demo"):
        pipeline.work_list("demo", caseworker="nobody")
