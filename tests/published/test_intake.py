"""A release is taken in at a prompt: kept, loaded beside the others, and what is new in it told."""

import pytest
from typer.testing import CliRunner

from include import pipeline
from include.cli import app
from tests.published.test_editions import with_rows

TOTAL: dict[str, object] = {"breakdown_topic": "All EHC plans", "breakdown": "All EHC plans"}
KIRKLEES: dict[str, object] = {
    "geographic_level": "Local authority",
    "region_code": "E12000003",
    "region_name": "Yorkshire and The Humber",
    "new_la_code": "E08000034",
    "old_la_code": "382",
    "la_name": "Kirklees",
}


@pytest.mark.postgres
def test_the_next_edition_stands_beside_the_bundled_ones(postgres_url, tmp_path, monkeypatch):
    monkeypatch.setenv("SEND_WAREHOUSE_URL", postgres_url)
    monkeypatch.setenv("SEND_LAKE_URL", str(tmp_path / "lake"))
    monkeypatch.setenv("SEND_DATA_DIR", str(tmp_path / "data"))
    folder = tmp_path / "release"
    folder.mkdir()
    # DfE printed 785 plans for Kirklees in 2024 a year ago; this edition says 786.
    rows: list[dict[str, object]] = [
        TOTAL
        | {
            "time_period": 2025,
            "plans_issued_den_ex": 9,
            "plans_issued_20_weeks_ex": 3,
            "avg_weeks_issue_plan": 27.4,
        },
        TOTAL | KIRKLEES | {"time_period": 2024, "plans_issued_den_ex": 786, "plans_issued_20_weeks_ex": 180},
    ]
    (folder / "timeliness.csv").write_bytes(with_rows("timeliness_20_week", *rows, also=("plans_online",)))
    shown = CliRunner().invoke(app, ["published", "--from", str(folder)], env={"COLUMNS": "200"})
    assert shown.exit_code == 0, shown.output
    assert "timeliness_20_week: columns new to us, kept in the column `further`: plans_online" in shown.output
    query = pipeline.warehouse().query
    years = query(
        "SELECT release_year, count(*) AS n FROM dfe.published_timeliness_20_week GROUP BY 1 ORDER BY 1"
    )
    assert years.to_numpy().tolist() == [[2025, 12211], [2026, 2]]
    revised = query("SELECT * FROM dfe.published_revision WHERE area_code = 'E08000034'")
    assert revised[["file", "figure", "time_period", "printed_before", "printed"]].to_numpy().tolist() == [
        ["timeliness_20_week", "plans_issued_den_ex", 2024, 785, 786]
    ]
    again = CliRunner().invoke(app, ["published", "--from", str(folder)], env={"COLUMNS": "200"})
    assert "new no" in again.output
    # A release that DfE corrects stands in place of the earlier one, which stays in the lake.
    rows[1]["plans_issued_den_ex"] = 790
    (folder / "timeliness.csv").write_bytes(with_rows("timeliness_20_week", *rows))
    pipeline.take_published([str(folder)])
    held = query(
        "SELECT plans_issued_den_ex FROM dfe.published_timeliness_20_week"
        " WHERE release_year = 2026 AND old_la_code = '382'"
    )
    assert held["plans_issued_den_ex"].tolist() == [790]
    steps = query(
        "SELECT edition_before, edition, printed_before, printed FROM dfe.published_revision"
        " WHERE area_code = 'E08000034' ORDER BY 1, 2"
    )
    assert steps.to_numpy().tolist() == [[2025, 2026, 785, 786], [2026, 2026, 786, 790]]


def test_a_year_without_a_release_is_refused():
    shown = CliRunner().invoke(app, ["published", "--year", "2026"])
    assert shown.exit_code == 2
    assert "--from" in shown.output


def test_a_night_shows_the_figures_that_dfe_will_publish(after_a_night):
    counts = pipeline.own_published("demo", 2026)
    store = pipeline.warehouse()
    row = store.query("SELECT * FROM dfe.timeliness_20_week WHERE authority = 'demo' AND topic = 'all'").iloc[
        0
    ]
    assert (row["release_year"], row["time_period"], row["la_name"]) == (2026, 2025, "Rutland")
    counted = store.query(
        """
        SELECT count(*) AS plans,
            count(*) FILTER (WHERE assessment_outcome_date - received_date <= 20 * 7) AS in_time
        FROM restricted.assessment JOIN restricted.request USING (authority, request_id)
        WHERE authority = 'demo' AND assessment_outcome = 'Y' AND extract(year FROM assessment_outcome_date) = 2025
            AND NOT coalesce(week20_exception, false)
            -- Of a request decided before the year the return says H, and nothing of mediation or tribunal.
            AND NOT (coalesce(request_mediation OR request_tribunal, false) AND request_outcome_date >= '2025-01-01')
            AND NOT coalesce(assessment_mediation, false) AND NOT coalesce(assessment_tribunal, false)
        """
    ).iloc[0]
    assert [row["plans_issued_20_weeks_ex"], row["plans_issued_den_ex"]] == [*counted[["in_time", "plans"]]]
    folder = after_a_night.root / "lake/published/authority=demo/year=2026"
    assert len(list(folder.glob("*.csv"))) == 2 * counts["files"] == 26
    again = pipeline.own_published("demo", 2026)
    assert again == counts
    assert store.query("SELECT count(*) AS n FROM dfe.caseload WHERE authority = 'demo'")["n"].iloc[0] > 20
