"""What people see of a faulty extract: pages without a single value, and a worklist that names the records."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import pandas as pd
import psycopg
import pytest

from include import pipeline
from include.pipeline import quality
from include.reports.quality import _side_by_side
from tests.conftest import EXTRACT_DATE, shows
from tests.dump import dump

pytestmark = pytest.mark.postgres

CANARY = "Zzyzxcanary"
NEXT = EXTRACT_DATE + timedelta(days=1)


def execute(url: str, statement: str, *values: str) -> None:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(statement, values)


@pytest.fixture
def spoiled(demo_environment, small_council):
    """A request with a code that does not exist, a plan issued in 2025 without request date, a name for a postcode."""
    cases = small_council.tables["assessment"].merge(small_council.tables["request"], on="request_id")
    issued = cases[(cases["assessment_outcome"] == "Y") & (cases["assessment_outcome_date"].dt.year == 2025)]
    bad, dateless = issued["request_id"].iloc[0], issued["request_id"].iloc[1]
    source = demo_environment.source_url
    execute(source, "ALTER TABLE cms.request ALTER COLUMN request_outcome TYPE text")
    execute(source, "UPDATE cms.request SET request_outcome = %s WHERE request_id = %s", CANARY, bad)
    execute(source, "UPDATE cms.request SET received_date = NULL WHERE request_id = %s", dateless)
    execute(source, "ALTER TABLE cms.person ALTER COLUMN postcode TYPE text")
    execute(
        source,
        "UPDATE cms.person SET postcode = %s"
        " WHERE person_id = (SELECT person_id FROM cms.request WHERE request_id = %s)",
        CANARY,
        bad,
    )
    return demo_environment, bad


def aside(day: date) -> dict[str, date]:
    rows = pipeline.warehouse().query(
        "SELECT rule_id, first_seen FROM dq.quarantined_row WHERE extract_date = %s", day
    )
    return dict(zip(rows["rule_id"], rows["first_seen"], strict=True))


def test_from_a_faulty_extract_to_pages_worklist_and_back(spoiled, tmp_path):
    environment, bad = spoiled
    pipeline.nightly("demo", EXTRACT_DATE)

    # The page: what is wrong, what it does to the figures, and nothing of any child.
    folder = environment.root / "lake/quality/authority=demo"
    page = (folder / f"extract_date={EXTRACT_DATE}/index.html").read_text()
    assert page == (folder / "index.html").read_text()
    assert "request.request_outcome.code" in page and "person.postcode.form" in page
    assert 'class="stamp">SYNTHETIC' in page and "<script" not in page and "://" not in page
    assert "request without received date: 1" in page
    for path in (environment.root / "lake").rglob("*"):
        if path.is_file() and path.relative_to(environment.root / "lake").parts[0] in ("quality", "profile"):
            assert CANARY.encode() not in path.read_bytes() and bad.encode() not in path.read_bytes()
    assert CANARY not in str(dump(environment.warehouse_url, ("dq",)))

    # The range encloses the figure and is as wide as the cases in doubt allow.
    ranges = (
        pipeline.warehouse()
        .query(
            "SELECT * FROM dq.measure_range WHERE measure_id = 'ehcp_20wk_rate_incl' AND period_type = 'calendar_year'"
        )
        .iloc[0]
    )
    assert ranges["cases_in_doubt"] == 2
    assert ranges["lowest"] <= ranges["value"] <= ranges["highest"]
    wide = 100 * 2 / (float(ranges["denominator"]) + 2)
    assert float(ranges["highest"] - ranges["lowest"]) == pytest.approx(wide, abs=0.11)

    # The worklist: by team and caseworker, by local identifier, for its owner's eyes.
    quality.write_worklist("demo", tmp_path / "out")
    listed, workbook = sorted((tmp_path / "out").iterdir())
    assert listed.stat().st_mode & 0o077 == workbook.stat().st_mode & 0o077 == 0
    with listed.open(encoding="utf-8-sig", newline="") as file:
        faults = list(csv.DictReader(file))
    (fault,) = [row for row in faults if row["Rule"] == "request.request_outcome.code"]
    assert (fault["Record"], fault["What became of it"], fault["Days set aside"]) == (
        bad,
        "row set aside",
        "0",
    )
    assert int(fault["Row"]) > 0
    assert fault["What to do"] and fault["Person"] and fault["Team"] and fault["Caseworker"]
    assert CANARY not in listed.read_text()

    # The next night it is one day older; corrected, it comes back by itself.
    shows(environment.source_url, NEXT)
    pipeline.land("demo", NEXT)
    pipeline.validate("demo", NEXT)
    assert aside(NEXT)["request.request_outcome.code"] == EXTRACT_DATE
    config = environment.root / "config/corrections"
    config.mkdir()
    (config / "demo.csv").write_text(
        "table,record,field,old_value,new_value,who,when,why,until\n"
        f"request,{bad},request_outcome,{CANARY},Y,data officer,2026-03-16,seen in the letter,2026-04-30\n"
        f"request,{bad},rya,1,0,data officer,2026-03-01,seen in the letter,2026-03-02\n"
    )
    counts = pipeline.validate("demo", NEXT)
    assert counts["landed"] == counts["conformed"] + counts["quarantined"]
    assert "request.request_outcome.code" not in aside(NEXT)
    told = pipeline.warehouse().query("SELECT status FROM dq.correction_result ORDER BY line_number")
    assert told["status"].to_list() == ["applied", "expired"]
    night = pipeline.warehouse().query("SELECT * FROM bi.quality_by_night ORDER BY extract_date").iloc[-1]
    assert (night["corrections_applied"], night["corrections_to_review"]) == (1, 1)


def test_a_night_that_was_stopped_has_a_page_too(demo_environment):
    from include.errors import GateStopped

    execute(demo_environment.source_url, "DELETE FROM cms.request")
    pipeline.land("demo", EXTRACT_DATE)
    with pytest.raises(GateStopped, match="with row and column: .*quality worklist --authority demo --out"):
        pipeline.validate("demo", EXTRACT_DATE)
    page = demo_environment.root / f"lake/quality/authority=demo/extract_date={EXTRACT_DATE}/index.html"
    assert "was not let through" in page.read_text()


def test_a_page_that_fails_leaves_the_load_in_place(after_a_night, monkeypatch):
    before = dump(after_a_night.warehouse_url, ("restricted", "marts"))

    def fail(*_: object) -> str:
        raise RuntimeError("no page")

    monkeypatch.setattr("include.reports.quality.page", fail)
    with pytest.raises(RuntimeError):
        pipeline.build_site("demo", EXTRACT_DATE - timedelta(days=1))
    assert dump(after_a_night.warehouse_url, ("restricted", "marts")) == before


def test_a_range_of_a_rate_is_in_percent_and_of_a_count_is_not():
    ranges = pd.DataFrame(
        [
            ("rate", "Plans in time", "percent", "half_term", 41.0, 0.0, 100.0, 12, "dates"),
            ("open", "Plans overdue", "plans", "half_term", 2395.0, 1072.0, 3718.0, 9, "dates"),
            ("none", "Under-fives", "percent", "half_term", float("nan"), 0.0, 100.0, 3, "dates"),
        ],
        columns=[
            *("measure_id", "measure_name", "unit", "period_type", "value", "lowest", "highest"),
            *("cases_in_doubt", "because"),
        ],
    )
    assert _side_by_side(ranges)["half_term"].to_list() == [
        "41% (0% to 100%)",
        "2,395 (1,072 to 3,718)",
        "– (0% to 100%)",
    ]
