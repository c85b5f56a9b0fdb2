"""The steps together, from a case-management database to the warehouse, on real PostgreSQL."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import psycopg
import pytest
from sqlalchemy import create_engine

from include import pipeline
from include.errors import (
    ConfigError,
    GateStopped,
    LakeError,
    SourceError,
    SourceUnavailable,
    WarehouseUnavailable,
)
from include.lake import Lake
from include.model.frames import to_frame
from include.pipeline.figures import every_period
from include.warehouse import Warehouse
from tests.conftest import EXTRACT_DATE, NIGHT_BEFORE, shows
from tests.dump import dump

pytestmark = pytest.mark.postgres


def test_a_task_of_a_night_does_not_import_what_makes_reports() -> None:
    # Each of a night's five tasks is a process that imports the steps; SciPy alone is a second of it.
    code = "import sys, include.pipeline; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert not {"scipy", "jinja2", "openpyxl", "great_expectations"} & set(said.split())


def execute(url: str, statement: str) -> None:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(statement)


def query(url: str, statement: str) -> pd.DataFrame:
    engine = create_engine(url)
    try:
        return pd.read_sql(statement, engine)
    finally:
        engine.dispose()


def test_a_history_that_begins_after_the_extract_is_told_and_not_counted_as_nothing():
    council = SimpleNamespace(slug="demo", history_from=EXTRACT_DATE.year + 1)
    with pytest.raises(ConfigError, match=r"demo\.yaml: history_from is 2027, .* after 2026-03-15"):
        every_period(cast("pipeline.Night", SimpleNamespace(authority=council, extract_date=EXTRACT_DATE)))


def test_a_night_ends_with_every_row_accounted_for(demo_environment):
    told = []
    counts = pipeline.nightly("demo", EXTRACT_DATE, lambda step, done: told.append(step))
    assert told == [step.name for step in pipeline.NIGHT]
    assert counts["landed"] == counts["conformed"] + counts["quarantined"] > 0
    assert counts["outcome"] == "loaded"
    status = query(demo_environment.warehouse_url, "SELECT * FROM bi.load_status").iloc[0]
    assert status["extract_date"] == EXTRACT_DATE


def test_the_twenty_week_rate_is_what_a_count_by_hand_gives(after_a_night, small_council):
    cases = small_council.tables["assessment"].merge(small_council.tables["request"], on="request_id")
    flags = ["request_mediation", "request_tribunal", "assessment_mediation", "assessment_tribunal"]
    issued = cases[
        (cases["assessment_outcome"] == "Y")
        & (cases["assessment_outcome_date"].dt.year == 2025)
        & ~cases[flags].fillna(False).any(axis=1)
        & ~cases["week20_exception"].fillna(False)
    ]
    days = (issued["assessment_outcome_date"] - issued["received_date"]).dt.days
    figure = query(
        after_a_night.warehouse_url,
        "SELECT numerator, denominator FROM marts.measure_value WHERE measure_id = 'ehcp_20wk_rate_excl'"
        " AND period_type = 'calendar_year' AND period_key = '2025' AND dimension = 'all'",
    ).iloc[0]
    assert len(days) > 0
    assert (int(figure["numerator"]), int(figure["denominator"])) == (int((days <= 140).sum()), len(days))


@pytest.mark.afresh
def test_the_same_night_again_leaves_the_warehouse_byte_for_byte(after_a_night):
    first = dump(after_a_night.warehouse_url)
    assert pipeline.nightly("demo", NIGHT_BEFORE)["outcome"] == "loaded"
    assert dump(after_a_night.warehouse_url) == first
    assert first["marts.measure_value"]


def test_nights_in_either_order_end_in_the_same_place(after_a_night):
    pipeline.nightly("demo", EXTRACT_DATE)
    in_order = dump(after_a_night.warehouse_url, ("restricted", "marts"))
    assert pipeline.nightly("demo", NIGHT_BEFORE)["outcome"] == "superseded"
    assert dump(after_a_night.warehouse_url, ("restricted", "marts")) == in_order


def test_an_extract_that_passed_is_not_taken_again(after_a_night):
    execute(after_a_night.source_url, "DELETE FROM cms.contact")
    assert pipeline.land("demo", NIGHT_BEFORE)["already_there"]


class TestExtractByChanges:
    @pytest.fixture(autouse=True)
    def _people_carry_their_last_change(self, demo_environment):
        config = demo_environment.root / "config/demo.yaml"
        by_changes = "{kind: sql, schema: cms, tables: {person: {changed: amended}}}"
        config.write_text(config.read_text().replace("{kind: sql, schema: cms}", by_changes))
        url = demo_environment.source_url
        execute(url, "ALTER TABLE cms.person ADD amended timestamp DEFAULT '2020-01-01'")
        amended = "UPDATE cms.person SET {} WHERE person_id = (SELECT {}(person_id) FROM cms.person)"
        execute(url, amended.format("amended = '2026-03-10 11:00'", "min"))
        shows(url, NIGHT_BEFORE)
        pipeline.land("demo", NIGHT_BEFORE)
        shows(url, EXTRACT_DATE)
        execute(url, amended.format("locality = 'Elsewhere', amended = '2026-03-14 11:00'", "max"))
        self.lake = Lake(str(demo_environment.root / "lake"))
        self.path = Lake.partition("landing", "demo", EXTRACT_DATE)

    def test_it_is_the_extract_that_a_whole_read_gives(self):
        counts = pipeline.land("demo", EXTRACT_DATE)
        by_changes = self.manifest()
        assert counts["tables_read_by_changes"] == 1
        assert "tables_read_by_changes" not in pipeline.land("demo", EXTRACT_DATE, whole=True)
        whole = self.manifest()
        assert (by_changes["checksum"], by_changes["files"]) == (whole["checksum"], whole["files"])
        assert (by_changes["read_whole_on"], whole["read_whole_on"]) == (str(NIGHT_BEFORE), str(EXTRACT_DATE))

    def test_what_the_source_leaves_out_is_kept_with_the_extract(self, demo_environment):
        execute(demo_environment.source_url, "DROP TABLE cms.survey")
        pipeline.land("demo", EXTRACT_DATE)
        told = " ".join(self.manifest()["notes"])
        assert "survey: the source has no table 'survey'; its measures are not collected" in told

    def test_a_week_after_the_last_whole_read_all_is_read_again(self, demo_environment):
        # Its time of change does not tell of this one.
        execute(
            demo_environment.source_url,
            "UPDATE cms.person SET locality = 'North' WHERE amended < '2026-01-01'",
        )
        assert pipeline.land("demo", EXTRACT_DATE)["tables_read_by_changes"] == 1
        shows(demo_environment.source_url, NIGHT_BEFORE + timedelta(days=7))
        told = pipeline.land("demo", NIGHT_BEFORE + timedelta(days=7))
        assert "tables_read_by_changes" not in told
        assert told["changes_missed_since_whole_read"] == len(self.people()) - 2

    def test_other_settings_of_the_source_need_a_whole_read(self, demo_environment):
        config = demo_environment.root / "config/demo.yaml"
        config.write_text(config.read_text().replace("amended}", "amended, codes: {sex: {F: M}}}"))
        assert "tables_read_by_changes" not in pipeline.land("demo", EXTRACT_DATE)
        assert "F" not in set(self.people()["sex"])

    def test_a_damaged_extract_before_is_not_built_upon(self, demo_environment):
        before = demo_environment.root / "lake" / Lake.partition("landing", "demo", NIGHT_BEFORE)
        (before / "person.parquet").write_bytes(b"damaged")
        assert "tables_read_by_changes" not in pipeline.land("demo", EXTRACT_DATE)
        assert "Elsewhere" in set(self.people()["locality"])

    def manifest(self) -> dict[str, Any]:
        return self.lake.manifest(self.path) or {}

    def people(self) -> pd.DataFrame:
        return to_frame(self.lake.read(self.path)["person"])


def test_a_deciding_column_that_is_empty_is_told_as_a_warning_with_what_it_costs(demo_environment, caplog):
    execute(demo_environment.source_url, "UPDATE cms.assessment SET assessment_outcome_date = NULL")
    shows(demo_environment.source_url, NIGHT_BEFORE)
    pipeline.land("demo", NIGHT_BEFORE)
    pipeline.validate("demo", NIGHT_BEFORE)
    warnings = [r.getMessage() for r in caplog.records if r.levelname == "WARNING"]
    assert any(
        "should have assessment outcome date of assessment have none: measures that rest on it are not published"
        in told
        for told in warnings
    )


def test_a_renamed_column_is_told_as_a_warning_on_the_first_night_and_kept_with_each_extract(
    demo_environment, caplog
):
    execute(demo_environment.source_url, "ALTER TABLE cms.person RENAME locality TO patch_name")
    told = "person: no column is read as locality; nothing reads patch_name"
    lake = Lake(str(demo_environment.root / "lake"))
    for night, is_first in ((NIGHT_BEFORE, True), (EXTRACT_DATE, False)):
        shows(demo_environment.source_url, night)
        caplog.clear()
        pipeline.land("demo", night)
        warnings = " ".join(r.getMessage() for r in caplog.records if r.levelname == "WARNING")
        assert (told in warnings) == is_first
        assert told in (lake.manifest(Lake.partition("landing", "demo", night)) or {})["notes"]


def test_an_empty_source_stops_at_the_gate_and_the_figures_stay(after_a_night):
    before = dump(after_a_night.warehouse_url, ("restricted", "marts"))
    execute(after_a_night.source_url, "DELETE FROM cms.request")
    pipeline.land("demo", EXTRACT_DATE)
    with pytest.raises(GateStopped, match="request"):
        pipeline.validate("demo", EXTRACT_DATE)
    assert dump(after_a_night.warehouse_url, ("restricted", "marts")) == before
    status = query(after_a_night.warehouse_url, "SELECT * FROM bi.load_status").iloc[0]
    assert (status["extract_date"], status["latest_extract_date"]) == (NIGHT_BEFORE, EXTRACT_DATE)
    assert status["latest_outcome"] == "stopped"
    assert status["is_behind"]


def test_after_a_stop_the_corrected_source_is_taken(demo_environment, small_council):
    from include import synthetic

    execute(demo_environment.source_url, "DELETE FROM cms.request")
    pipeline.land("demo", EXTRACT_DATE)
    with pytest.raises(GateStopped):
        pipeline.validate("demo", EXTRACT_DATE)
    synthetic.to_postgres(small_council, demo_environment.source_url, schema="cms")
    assert pipeline.nightly("demo", EXTRACT_DATE)["outcome"] == "loaded"


def test_a_half_delivered_extract_stops_at_the_gate(after_a_night):
    execute(after_a_night.source_url, "DELETE FROM cms.sen_need WHERE sen_type_rank = '1'")
    pipeline.land("demo", EXTRACT_DATE)
    with pytest.raises(GateStopped, match="sen_need"):
        pipeline.validate("demo", EXTRACT_DATE)


def test_a_bad_row_is_set_aside_with_what_hangs_on_it(demo_environment, small_council):
    request = small_council.tables["assessment"]["request_id"].iloc[0]
    execute(demo_environment.source_url, "ALTER TABLE cms.request ALTER COLUMN request_outcome TYPE text")
    execute(
        demo_environment.source_url,
        f"UPDATE cms.request SET request_outcome = '?' WHERE request_id = '{request}'",
    )
    pipeline.land("demo", EXTRACT_DATE)
    assert pipeline.validate("demo", EXTRACT_DATE)["quarantined"] >= 2
    aside = query(demo_environment.warehouse_url, "SELECT table_name, reason FROM dq.quarantined_row")
    assert {"request", "assessment"} <= set(aside["table_name"])
    kept = Lake(str(demo_environment.root / "lake")).read(Lake.partition("quarantine", "demo", EXTRACT_DATE))
    assert request in set(to_frame(kept["request"])["request_id"])


def test_a_missing_table_names_it(demo_environment):
    execute(demo_environment.source_url, "DROP TABLE cms.plan CASCADE")
    with pytest.raises(SourceError, match="plan") as error:
        pipeline.land("demo", EXTRACT_DATE)
    assert "cms" in str(error.value)


def test_a_missing_required_column_stops_and_names_it(demo_environment):
    execute(demo_environment.source_url, "ALTER TABLE cms.request DROP COLUMN request_outcome")
    with pytest.raises((SourceError, GateStopped), match="request_outcome"):
        pipeline.nightly("demo", EXTRACT_DATE)


def test_an_unreachable_source_says_so_without_the_password(demo_environment, monkeypatch):
    monkeypatch.setenv("SEND_SOURCE_DEMO_URL", "postgresql+psycopg://reader:s3cret@127.0.0.1:1/cases")
    with pytest.raises(SourceUnavailable) as error:
        pipeline.land("demo", EXTRACT_DATE)
    assert "127.0.0.1" in str(error.value)
    assert "s3cret" not in str(error.value)


def test_steps_out_of_order_say_which_comes_first(demo_environment):
    with pytest.raises(LakeError, match="landing"):
        pipeline.validate("demo", EXTRACT_DATE)
    with pytest.raises(LakeError, match="conformed"):
        pipeline.transform("demo", EXTRACT_DATE)
    pipeline.land("demo", EXTRACT_DATE)
    with pytest.raises(LakeError, match="transform"):
        pipeline.load("demo", EXTRACT_DATE)


@pytest.mark.parametrize(
    ("key", "param", "expected"),
    [
        ("2026-03-01", None, date(2026, 3, 1)),
        (None, "2026-03-01", date(2026, 3, 1)),
        (None, None, date(2026, 3, 28)),
    ],
)
def test_the_extract_date_is_the_key_else_the_parameter_else_yesterday(key, param, expected):
    # 00:30 in London on the night the clocks go forward is still the 29th there, and 00:30 UTC.
    assert pipeline.resolve_extract_date(key, param, datetime(2026, 3, 29, 0, 30, tzinfo=UTC)) == expected


def test_yesterday_is_yesterday_in_london_in_summer():
    assert pipeline.resolve_extract_date(None, None, datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == date(
        2026, 7, 1
    )


@pytest.mark.parametrize(
    ("key", "param"), [("2026-03-01", "2026-03-02"), ("soon", None), (None, "2026-03-29")]
)
def test_dates_that_disagree_or_have_not_ended_are_refused(key, param):
    with pytest.raises(ConfigError):
        pipeline.resolve_extract_date(key, param, datetime(2026, 3, 29, 12, tzinfo=UTC))


def test_what_failed_first_is_told_also_when_it_cannot_be_recorded(after_a_night, monkeypatch):
    """A server that is shut down in the middle of a load is out of reach a moment later: that is not the news."""

    def failing(words):
        def fail(*_, **__):
            raise WarehouseUnavailable(words)

        return fail

    monkeypatch.setattr(Warehouse, "load", failing("the server was shut down"))
    monkeypatch.setattr(Warehouse, "record_attempt", failing("nothing listens there"))
    with pytest.raises(WarehouseUnavailable, match="shut down"):
        pipeline.load("demo", NIGHT_BEFORE)
