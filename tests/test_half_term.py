"""Half-terms: figures in two bases, what is published stays, and every movement since has its reason."""

from __future__ import annotations

import multiprocessing
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import psycopg
import pytest

from include import pipeline
from include.calendar import Calendar
from include.errors import ConfigError, NotOfThatDay, NotYet, WarehouseError
from include.pipeline import explanations, methods
from include.pipeline.facts import facts_of
from include.pipeline.figures import every_period, figures_of
from include.pipeline.movements import reportable, reported_cases
from include.reports import overview
from include.settings import Settings
from include.transforms import Catalogue, cases_of
from include.warehouse import Warehouse
from tests import withheld
from tests.conftest import EXTRACT_DATE, FIRST_YEAR, Installation, own_copy, shows
from tests.dump import dump
from tests.listeners import webhook

# Ends on 22 February 2026; its days of grace on 1 March.
SPRING_1, AFTER = "2025-26-spring-1", "2025-26-spring-2"
AT_THE_TIME = date(2026, 2, 26)
NOW = datetime(2026, 3, 16, 9, tzinfo=UTC)
RATE = "ehcp_20wk_rate_incl"


def execute(url: str, statement: str, *values: object) -> None:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(statement, values)


def load(day: date) -> None:
    """A night up to its load: the page about its quality is another matter."""
    for step in pipeline.NIGHT[:-1]:
        step.run("demo", day)


@pytest.fixture(scope="session")
def late(small_council) -> pd.Series:
    """The plan that is issued in spring-1 and recorded after its report."""
    cases = small_council.tables["assessment"]
    issued = cases[cases["assessment_outcome_date"].between("2026-01-05", "2026-02-22")]
    return issued[issued["assessment_outcome"] == "Y"].iloc[-1][["request_id", "assessment_outcome_date"]]


@pytest.fixture(scope="session")
def _at_the_time(scenario, _filled, late) -> Installation:
    """The small council after a night in the days of grace that follow spring-1, when one plan is not recorded yet."""

    def night(installation: Installation) -> None:
        execute(
            installation.source_url,
            "UPDATE cms.assessment SET assessment_outcome = 'A', assessment_outcome_date = NULL WHERE request_id = %s",
            late["request_id"],
        )
        shows(installation.source_url, AT_THE_TIME)
        load(AT_THE_TIME)
        shows(installation.source_url, EXTRACT_DATE)

    return scenario("at-the-time", _filled, night)


@pytest.fixture(scope="session")
def _published(scenario, _at_the_time) -> Installation:
    def publish(_: Installation) -> None:
        pipeline.compute("demo", SPRING_1)
        pipeline.publish("demo", SPRING_1, NOW)

    return scenario("published", _at_the_time, publish)


@pytest.fixture(scope="session")
def _later(scenario, _published) -> Installation:
    """What was published, and a night on 15 March after nothing was changed in the source."""
    return scenario("later", _published, lambda _: load(EXTRACT_DATE))


council, published, later = own_copy("_at_the_time"), own_copy("_published"), own_copy("_later")


@pytest.fixture
def store(request) -> Warehouse:
    used = next(n for n in ("later", "published", "council", "demo_environment") if n in request.fixturenames)
    return Warehouse(request.getfixturevalue(used).warehouse_url)


def figure(store: Warehouse, basis: str, measure: str = RATE, period: str = SPRING_1) -> pd.Series:
    return store.query(
        "SELECT * FROM marts.measure_value WHERE measure_id = %s AND period_key = %s AND basis = %s"
        " AND dimension = 'all'",
        *(measure, period, basis),
    ).iloc[0]


def issued_in_spring(store: Warehouse) -> pd.DataFrame:
    """Requests whose plan was issued in spring-1, from the source."""
    return store.query(
        "SELECT a.request_id, a.assessment_id, r.received_date, a.assessment_outcome_date AS issued"
        " FROM restricted.assessment a JOIN restricted.request r USING (request_id)"
        " WHERE assessment_outcome = 'Y' AND NOT r.request_tribunal AND NOT r.request_mediation"
        " AND assessment_outcome_date BETWEEN '2026-01-05' AND '2026-02-22' ORDER BY request_id"
    )


class TestWhichHalfTerm:
    def test_key_before_parameter_before_the_latest_that_has_ended(self):
        assert pipeline.resolve_period(SPRING_1, None, NOW, Calendar()) == SPRING_1
        assert pipeline.resolve_period(None, SPRING_1, NOW, Calendar()) == SPRING_1
        assert pipeline.resolve_period(None, None, NOW, Calendar()) == SPRING_1

    def test_a_half_term_has_ended_when_its_last_day_is_over_in_london(self):
        # In London 1 June begins at 23:00 UTC of 31 May.
        before, after = (datetime(2026, 5, 31, hour, 30, tzinfo=UTC) for hour in (22, 23))
        assert pipeline.resolve_period(None, None, before, Calendar()) == AFTER
        assert pipeline.resolve_period(None, None, after, Calendar()) == "2025-26-summer-1"

    @pytest.mark.parametrize(
        ("key", "param", "says"),
        [
            (SPRING_1, "2024-25-spring-1", "but the parameter period says"),
            ("2025-26", None, "not a half-term"),
            ("spring", None, "is not a period"),
            (AFTER, None, "has not ended yet"),
        ],
    )
    def test_what_cannot_be_reported_is_refused(self, key, param, says):
        with pytest.raises(ConfigError, match=says):
            pipeline.resolve_period(key, param, NOW, Calendar())


class TestExtracts:
    def test_without_an_extract_of_its_end_a_half_term_waits(self, demo_environment):
        with pytest.raises(NotYet, match="there is none"):
            pipeline.check("demo", SPRING_1)

    def test_an_extract_from_before_its_end_is_not_enough(self, council):
        with pytest.raises(NotYet, match=f"the newest is of {AT_THE_TIME}"):
            pipeline.compute("demo", AFTER)

    def test_the_last_extract_within_the_days_of_grace_is_that_of_the_time(self, later):
        assert pipeline.check("demo", SPRING_1)["as_recorded"] == str(AT_THE_TIME)

    def test_a_later_extract_alone_gives_restated_figures_only(self, later, store):
        shutil.rmtree(later.root / f"lake/conformed/authority=demo/extract_date={AT_THE_TIME}")
        execute(later.warehouse_url, "DELETE FROM held.measure_value WHERE basis = 'as_recorded'")
        assert pipeline.compute("demo", SPRING_1)["as_recorded"] == 0
        found = store.query("SELECT DISTINCT basis FROM marts.measure_value")
        assert list(found["basis"]) == ["restated"]

    def test_an_extract_taken_late_is_refused_or_marked_and_never_as_recorded(self, demo_environment, store):
        """Three weeks later the source holds what nobody knew then. Refused, nothing is written."""
        with pytest.raises(NotOfThatDay, match=f"does not show {AT_THE_TIME} any more"):
            pipeline.nightly("demo", AT_THE_TIME)
        assert not (demo_environment.root / "lake").exists()

        told = pipeline.nightly("demo", AT_THE_TIME, late=True)
        assert told["late"] and told["later_rows"] > 0
        assert pipeline.nightly("demo", AT_THE_TIME)["late"], (
            "it stays what it is when the night is run again"
        )
        found = pipeline.check("demo", SPRING_1)
        assert (found["as_recorded"], found["marked_late"]) == (None, str(AT_THE_TIME))
        assert pipeline.compute("demo", SPRING_1)["as_recorded"] == 0
        assert pipeline.publish("demo", SPRING_1, NOW)["published"]
        bases = "SELECT basis FROM marts.measure_value UNION SELECT basis FROM marts.reported_figure"
        assert list(store.query(bases)["basis"]) == ["restated"]

        status = store.query("SELECT * FROM bi.load_status").iloc[0]
        assert status["is_late"] and status["read_ended_at"] >= status["read_began_at"]
        run = store.query("SELECT * FROM dq.validation_run").iloc[0]
        parts = run[["rows_conformed", "rows_quarantined", "rows_later"]].sum()
        assert parts == run["rows_landed"] and run["rows_later"] > 0 and run["values_later"] > 0
        not_ahead = "SELECT sum(rows_failed) AS n FROM dq.validation_result WHERE rule_id LIKE '%%not_ahead'"
        assert store.query(not_ahead)["n"].iloc[0] == 0
        night = demo_environment.root / f"lake/quality/authority=demo/extract_date={AT_THE_TIME}/index.html"
        page = night.read_text()
        assert "Read late." in page and "Later events:" in page and "They are no faults" in page
        assert "Read late." in overview.page(store.query, "demo")

    def test_a_half_term_before_the_records_begin_is_refused(self, council):
        with pytest.raises(ConfigError, match=f"begin in {FIRST_YEAR}"):
            pipeline.compute("demo", "2019-20-autumn-1")

    def test_a_half_term_without_events_is_no_cases_and_not_zero_percent(self, council, store):
        """The records begin with 2024, and no request of that year had a plan by its first half-term."""
        pipeline.compute("demo", "2023-24-spring-1")
        found = figure(store, "restated", period="2023-24-spring-1")
        assert found["status"] in ("no_cases", "ok")
        assert (found["status"] == "no_cases") == pd.isna(found["value"])


@pytest.mark.afresh
def test_computing_again_in_any_order_changes_nothing(later, store):
    """Backfill, one half-term after another, and the other way round: the same rows, and the bases side by side."""
    pipeline.backfill("demo", "2025-26-autumn-2", SPRING_1)
    first = dump(later.warehouse_url, ("marts",))
    execute(later.warehouse_url, "DELETE FROM held.measure_value WHERE basis = 'as_recorded'")
    for period in (SPRING_1, "2025-26-autumn-2"):
        pipeline.compute("demo", period)
    assert dump(later.warehouse_url, ("marts",)) == first
    recorded, restated = figure(store, "as_recorded"), figure(store, "restated")
    assert (recorded["extract_date"], restated["extract_date"]) == (AT_THE_TIME, EXTRACT_DATE)


def _backfill() -> None:
    pipeline.backfill("demo", "2025-26-autumn-2", SPRING_1)


def test_two_backfills_at_once_end_as_one(council):
    _backfill()
    alone = dump(council.warehouse_url, ("marts",))
    # Forked, they remember what the first computed, so that their writing falls together.
    context = multiprocessing.get_context("fork")
    both = [context.Process(target=_backfill) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(120)
    assert [process.exitcode for process in both] == [0, 0]
    assert dump(council.warehouse_url, ("marts",)) == alone


def test_a_dry_run_lists_what_would_change_and_writes_nothing(council, store):
    execute(
        council.warehouse_url,
        "UPDATE held.measure_value SET value = -1 WHERE measure_id = %s AND period_key = %s AND dimension = 'all'",
        *(RATE, SPRING_1),
    )
    before, told = dump(council.warehouse_url, ("marts",)), []
    counts = pipeline.backfill(
        "demo", SPRING_1, SPRING_1, dry_run=True, progress=lambda step, found: told.append(found)
    )
    assert counts["changed"] == 1
    assert counts["new"] > 0, "no figure as recorded is there yet"
    assert told[0]["figure"] == f"{RATE} half_term {SPRING_1} all all"
    assert dump(council.warehouse_url, ("marts",)) == before


class TestPublishing:
    def test_the_same_figures_are_published_once(self, published, store):
        again = pipeline.publish("demo", SPRING_1, datetime(2026, 3, 20, tzinfo=UTC))
        assert not again["published"]
        assert again["report"] == f"{SPRING_1}.1"
        printed = store.query("SELECT DISTINCT basis, published_at FROM marts.reported_figure")
        assert printed["basis"].tolist() == ["as_recorded"]

    def test_only_the_latest_half_term_is_published_unless_told(self, council, store):
        pipeline.compute("demo", "2025-26-autumn-2")
        assert not pipeline.publish("demo", "2025-26-autumn-2", NOW)["published"]
        assert pipeline.publish("demo", "2025-26-autumn-2", NOW, force=True)["published"]

    def test_nobody_changes_what_was_published(self, published, store):
        for statement in ("UPDATE marts.reported_figure SET value = 100", "DELETE FROM marts.reported_case"):
            with pytest.raises(psycopg.errors.RaiseException, match="publish again"):
                execute(published.warehouse_url, statement)

    def test_other_figures_become_another_publication_beside_the_first(self, published, store):
        execute(
            published.warehouse_url,
            "UPDATE held.measure_value SET value = 1 WHERE basis = 'as_recorded' AND measure_id = %s"
            " AND period_type = 'half_term'",
            RATE,
        )
        assert pipeline.publish("demo", SPRING_1, NOW)["report"] == f"{SPRING_1}.2"
        assert (
            store.query("SELECT count(DISTINCT report_key) AS n FROM marts.reported_figure")["n"].item() == 2
        )

    def test_nothing_computed_is_nothing_to_publish(self, council):
        with pytest.raises(NotYet, match="Run the compute step"):
            pipeline.publish("demo", SPRING_1, NOW)

    def test_the_cases_behind_a_published_rate_add_up_to_it(self, published, store):
        cases = store.query("SELECT * FROM bi.reported_cases WHERE measure_id = %s", RATE)
        printed = figure(store, "as_recorded")
        assert len(cases) == printed["denominator"] > 0
        assert cases["in_numerator"].sum() == printed["numerator"]


CHANGES = {
    "corrected_date": "SET assessment_outcome_date = '2026-03-03'",
    "reopened": "SET assessment_outcome = 'A', assessment_outcome_date = NULL",
    "withdrawn": "SET assessment_outcome = 'W'",
}


def test_every_case_that_moved_a_published_figure_is_named_with_its_reason(published, store, late):
    """Since then one date was corrected, a case reopened, one withdrawn, a record deleted, a plan recorded late."""
    issued = issued_in_spring(store)["request_id"].tolist()
    for request, change in zip(issued, CHANGES.values(), strict=False):
        execute(published.source_url, f"UPDATE cms.assessment {change} WHERE request_id = %s", request)
    execute(published.source_url, "DELETE FROM cms.request WHERE request_id = %s", issued[3])
    execute(
        published.source_url,
        "UPDATE cms.assessment SET assessment_outcome = 'Y', assessment_outcome_date = %s WHERE request_id = %s",
        late["assessment_outcome_date"].date(),
        late["request_id"],
    )
    load(EXTRACT_DATE)
    recorded = figure(store, "as_recorded")

    pipeline.compute("demo", SPRING_1)

    moved = store.query("SELECT * FROM bi.revision_cases WHERE measure_id = %s", RATE)
    assert sorted(moved["reason"]) == sorted([*CHANGES, "record_removed", "late_recording"])
    assert set(moved.loc[moved["reason"] != "late_recording", "movement"]) == {"left"}
    assert set(moved.loc[moved["reason"] == "late_recording", "movement"]) == {"entered"}
    revised = store.query(
        "SELECT * FROM bi.revisions WHERE measure_id = %s AND period_type = 'half_term' AND dimension = 'all'",
        RATE,
    ).iloc[0]
    assert revised["reason"] == "records_changed"
    assert revised["denominator"] == revised["reported_denominator"] - 3
    assert figure(store, "as_recorded").equals(recorded), "what was known then stays what was known then"


def test_nothing_changed_nothing_moved(later, store):
    pipeline.compute("demo", SPRING_1)
    assert store.query("SELECT * FROM bi.revision_cases WHERE measure_id = %s", RATE).empty
    found = store.query("SELECT * FROM bi.revisions WHERE measure_id = %s", RATE)
    assert set(found["reason"]) == {"unchanged"}


class TestPack:
    def test_it_holds_what_was_published_and_is_the_same_again(self, published, store, monkeypatch):
        withheld.small_alone(monkeypatch)
        assert pipeline.build_pack("demo", SPRING_1)["files"] == 8
        folder = published.root / f"lake/reports/authority=demo/period={SPRING_1}"
        first = {path: path.read_bytes() for path in folder.rglob("*.*")}
        pipeline.build_pack("demo", SPRING_1)
        assert {path: path.read_bytes() for path in folder.rglob("*.*")} == first
        rows = pd.read_csv(folder / "restricted/board.csv")
        printed = rows[
            (rows["measure_id"] == RATE) & (rows["period_key"] == SPRING_1) & (rows["dimension"] == "all")
        ]
        assert printed["value"].tolist() == [float(figure(store, "as_recorded")["value"])]
        assert set(rows["data_origin"]) == {"SYNTHETIC"}

    def test_what_was_not_published_has_none(self, council):
        assert pipeline.build_pack("demo", SPRING_1)["files"] == 0
        assert not pipeline.notify("demo", SPRING_1)["told"]

    def test_a_publication_is_told_once_to_the_webhook(self, published, monkeypatch):
        with webhook() as (gone, _):
            pass
        monkeypatch.setenv("SEND_NOTIFY_URL", gone)
        with pytest.raises(NotYet, match="cannot be reached"):
            pipeline.notify("demo", SPRING_1)
        with webhook() as (url, heard):
            monkeypatch.setenv("SEND_NOTIFY_URL", url)
            assert pipeline.notify("demo", SPRING_1)["told"]
            assert not pipeline.notify("demo", SPRING_1)["told"]
        assert len(heard) == 1
        assert f"published as {SPRING_1}.1" in heard[0]["text"]
        monkeypatch.setenv("SEND_NOTIFY_URL", "ftp://elsewhere")
        with pytest.raises(ConfigError, match="none that messages can be sent to"):
            pipeline.notify("demo", SPRING_1)


def test_a_changed_definition_is_marked_and_computing_again_restates_it(published, store):
    execute(
        published.warehouse_url,
        "UPDATE held.measure_value SET definition_version = 0 WHERE measure_id = %s",
        RATE,
    )
    assert set(store.query("SELECT * FROM bi.old_definitions")["measure_id"]) == {RATE}
    pipeline.backfill("demo", SPRING_1, SPRING_1)
    now = store.query(
        "SELECT DISTINCT definition_version FROM marts.measure_value WHERE measure_id = %s AND period_key = %s",
        *(RATE, SPRING_1),
    )
    assert now["definition_version"].tolist() == [1]


def test_a_corrected_calendar_moves_figures_and_leaves_what_was_published(published, store):
    calendars = published.root / "config/calendars"
    calendars.mkdir()
    first_days = {
        "autumn-1": "2025-09-01",
        "autumn-2": "2025-11-03",
        "spring-1": "2026-01-12",
        "spring-2": "2026-02-23",
        "summer-1": "2026-04-13",
        "summer-2": "2026-06-01",
    }
    lines = "".join(f"    {name}: {day}\n" for name, day in first_days.items())
    (calendars / "demo.yaml").write_text(f"half_terms:\n  2025-26:\n{lines}")
    pipeline.compute("demo", SPRING_1)
    assert figure(store, "restated")["period_start"] == date(2026, 1, 12)
    revised = store.query(
        "SELECT DISTINCT reason FROM bi.revisions WHERE period_key = %s AND dimension = 'all'", SPRING_1
    )
    assert revised["reason"].tolist() == ["calendar_corrected"]


def test_an_explanation_names_the_figure_its_definition_and_its_cases(published, store, small_council):
    found = pipeline.explain("demo", RATE, SPRING_1, identify=True)
    assert found.figures["source"].tolist() == ["as_recorded", f"published as {SPRING_1}.1", "restated"]
    assert "20 weeks" in found.measure["measure_name"]
    assert (found.measure["counts"], found.measure["records"]) == (
        "a plan issued; or a request that may lead to a plan",
        "request, assessment",
    )
    assert len(found.cases) == figure(store, "restated")["denominator"]
    assert set(found.cases["person_id"]) <= set(small_council.tables["person"]["person_id"])
    by_team = pipeline.explain("demo", RATE, SPRING_1, "team", found.cases["team"].iloc[0])
    assert 0 < len(by_team.cases) <= len(found.cases)
    with pytest.raises(ConfigError, match="no measure"):
        pipeline.explain("demo", "no_such", SPRING_1)


def test_why_a_target_was_missed_is_added_to_the_file_and_names_no_child_of_the_records(council, store):
    path = council.root / "config/explanations/demo.yaml"
    path.parent.mkdir()
    path.write_text(
        "# Agreed with the head of service.\n"
        f"- {{measure_id: {RATE}, period_key: {SPRING_1}, reason: Late advice, next_step: Locums, "
        "who: Head, when: 2026-02-25}"
    )
    said: dict[str, Any] = {
        "reason": "Posts stood empty.",
        "who": "Head of the SEND service",
        "when": AT_THE_TIME,
    }
    pipeline.say_why("demo", RATE, SPRING_1, next_step="Locums began.", **said)
    assert path.read_text().startswith("# Agreed with the head of service.\n- {")
    told = explanations.explanations(Settings.load(), "demo", SPRING_1)
    assert told[["measure_id", "reason", "is_public"]].to_numpy().tolist() == [
        [RATE, "Posts stood empty.", False]
    ], "the last that was written of a measure"

    child = store.query("SELECT forename, surname FROM restricted.person WHERE surname IS NOT NULL").iloc[0]
    before = path.read_text()
    for text in (
        f"{child.forename} {child.surname} waits.",
        f"We wrote to {child.surname}, {child.forename}.",
    ):
        with pytest.raises(ConfigError, match="both names of a child") as refused:
            pipeline.say_why("demo", RATE, SPRING_1, next_step=text, **said)
        assert child.surname not in str(refused.value)
    with pytest.raises(ConfigError, match="half-term, such as 2025-26-autumn-1"):
        pipeline.say_why("demo", RATE, "2025-26", next_step="Locums began.", **said)
    with pytest.raises(ConfigError, match="no measure 'no_such'"):
        pipeline.say_why("demo", "no_such", SPRING_1, next_step="Locums began.", **said)
    assert path.read_text() == before


def test_the_cases_of_every_measure_add_up_to_its_figure(council, store):
    """What is traced is what was counted: every measure, in a half-term and in a month."""
    night = pipeline.Night.open("demo", AT_THE_TIME)
    facts = facts_of(night)
    values = figures_of(night, facts, every_period(night))
    totals = values[(values["dimension"] == "all") & values["period_key"].isin([SPRING_1, "2026-01"])]
    catalogue = Catalogue.load()
    plain = [measure.measure_id for measure in catalogue.counted if not measure.is_of_amounts]
    ok = totals[(totals["status"] == "ok") & totals["measure_id"].isin(plain)]
    for _, figures in ok.groupby("period_key"):
        first, last = (figures[name].iloc[0] for name in ("period_start", "period_end"))
        rows = reportable(facts)
        cases = cases_of(catalogue, figures["measure_id"], rows, first.date(), last.date(), AT_THE_TIME)
        # Also where a case counts from another day than its own first, it is known again by its own row.
        keys = {key for of_fact in rows.values() for key in of_fact["row_key"]}
        assert set(reported_cases(cases)["row_key"]) <= keys
        for row in figures.to_dict("records"):
            found = cases[row["measure_id"]]
            counted = {"numerator": found["in_numerator"].sum(), "denominator": len(found)}
            expected = {name: row[name] for name in counted if not pd.isna(row[name])}
            assert expected.items() <= counted.items(), row["measure_id"]
    assert len(ok) > 60


def test_a_half_term_of_an_earlier_extract_builds_its_facts_once_for_all_its_steps(later, monkeypatch):
    days: list[date] = []
    own = methods.METHODS

    def noted(tables, day, **others):
        days.append(day)
        return own.facts(tables, day, **others)

    monkeypatch.setattr(methods, "METHODS", replace(own, facts=noted))
    pipeline.compute("demo", SPRING_1)
    pipeline.publish("demo", SPRING_1, NOW)
    pipeline.explain("demo", RATE, SPRING_1)
    assert days == [AT_THE_TIME]


def test_a_load_of_an_older_extract_does_not_replace_newer_restated_figures(later, store):
    night = pipeline.Night.open("demo", AT_THE_TIME)
    rows = store.query("SELECT * FROM marts.measure_value WHERE period_key = %s", SPRING_1)
    assert store.reports.replace_figures(night.run, rows.drop(columns="computed_at"), "restated") == (
        "superseded",
        0,
    )


def test_an_unknown_column_is_refused_before_anything_goes(council, store):
    night = pipeline.Night.open("demo", AT_THE_TIME)
    rows = store.query("SELECT * FROM marts.measure_value WHERE period_key = %s", SPRING_1)
    with pytest.raises(WarehouseError, match="column that the model does not"):
        store.reports.replace_figures(night.run, rows.assign(surname="x"), "restated")
