"""Status and watcher know the clock: what is late is told though no run has begun, once for each cause."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from typer.testing import CliRunner

from include import pipeline
from include.cli import app
from include.errors import ConfigError, GateStopped, NotYet
from include.pipeline import standing as watch
from include.pipeline.attempts import attempt
from include.pipeline.standing import Standing, due_at, expected_extract
from tests.conftest import AUTHORITY, NIGHT_BEFORE
from tests.listeners import webhook


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-01-15T06:59", "2026-01-13"),
        ("2026-01-15T07:00", "2026-01-14"),
        ("2026-07-15T05:59", "2026-07-13"),  # 06:59 in London's summer
        ("2026-07-15T06:00", "2026-07-14"),
        ("2026-03-29T06:00", "2026-03-28"),  # on the morning of the change, too
    ],
)
def test_from_seven_in_london_yesterdays_figures_are_expected(now, expected):
    now = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert expected_extract(now) == date.fromisoformat(expected)
    assert due_at(expected_extract(now)) <= now


SIX = datetime(2026, 3, 20, 12, tzinfo=UTC)
LATE = Standing("north", date(2026, 3, 15), date(2026, 3, 19), 77, "The source of north cannot be reached.")


@pytest.fixture
def heard(tmp_path, monkeypatch):
    monkeypatch.setenv("SEND_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("SEND_DATA_DIR", str(tmp_path / "data"))
    with webhook() as (url, texts):
        monkeypatch.setenv("SEND_NOTIFY_URL", url)
        yield texts


def stand(monkeypatch, *councils):
    monkeypatch.setattr(watch, "standings", lambda now: list(councils))


def test_one_cause_in_many_councils_is_one_message_a_day_and_another_cause_another(heard, monkeypatch):
    south = replace(LATE, authority="south", why="The source of south cannot be reached.")
    west = replace(LATE, authority="west", last_good=None, hours_late=None, why="It is paused.")
    stand(monkeypatch, LATE, south, west, replace(LATE, authority="east", hours_late=0, why=None))
    for minutes in (0, 10, 20):
        assert watch.watch(SIX + timedelta(minutes=minutes))["late"] == 3
    assert len(heard) == 2
    text = heard[0]["text"]
    assert text.startswith("SEND north, south: The figures of 2026-03-19 are not loaded (2 councils).")
    for part in (
        "north: last of 2026-03-15",
        "Why: The source of north",
        "Since: Tuesday 17 March 2026, 07:00",
    ):
        assert part in text
    assert "west: none yet" in heard[1]["text"]
    watch.watch(SIX + timedelta(days=1))
    assert len(heard) == 4, "what is still late on the next day is told again"


def test_nobody_is_told_when_nothing_is_late(heard, monkeypatch):
    stand(monkeypatch, replace(LATE, hours_late=0, why=None))
    assert watch.watch(SIX) == {"late": 0, "told": 0}
    assert heard == []


def test_a_return_that_is_due_and_not_sealed_is_told_on_some_days_before(heard, monkeypatch):
    stand(monkeypatch, replace(LATE, hours_late=0, why=None))
    deadline = watch.year_of(2026).deadline
    assert deadline is not None
    told = []
    for left in range(30, -1, -1):
        moment = datetime(deadline.year, deadline.month, deadline.day, 12, tzinfo=UTC) - timedelta(days=left)
        before = len(heard)
        watch.watch(moment)
        told += [left] if len(heard) > before else []
    assert told == [28, 14, 7, 3, 1, 0]
    assert "SEN2 return 2026 is due" in heard[0]["text"]


def test_a_warehouse_that_cannot_be_reached_is_told(heard, monkeypatch):
    def gone(now):
        raise NotYet("The warehouse cannot be reached: nothing listens.")

    monkeypatch.setattr(watch, "standings", gone)
    assert watch.watch(SIX)["told"] == 1
    assert "cannot be reached" in heard[0]["text"]


@pytest.mark.postgres
class TestWithAWarehouse:
    """Against a real warehouse."""

    def test_a_loaded_night_is_late_by_the_clock_alone(self, after_a_night):
        on_time = due_at(NIGHT_BEFORE)
        (there,) = pipeline.standings(on_time.astimezone(UTC))
        assert (there.last_good, there.hours_late, there.why) == (NIGHT_BEFORE, 0, None)
        (late,) = pipeline.standings(on_time.astimezone(UTC) + timedelta(days=1, hours=3))
        assert (late.expected, late.hours_late) == (NIGHT_BEFORE + timedelta(days=1), 3)
        assert "no night has begun" in str(late.why)

    def test_the_view_counts_as_the_pipeline_does(self, after_a_night):
        (there,) = pipeline.standings()
        row = pipeline.warehouse().query("SELECT * FROM bi.load_status").iloc[0]
        assert row["expected_extract_date"] == there.expected
        assert abs(int(row["hours_late"]) - (there.hours_late or 0)) <= 1

    def test_the_last_failure_is_told_until_a_load_has_gone_in(self, after_a_night):
        now = due_at(NIGHT_BEFORE).astimezone(UTC) + timedelta(days=2)
        with pytest.raises(GateStopped), attempt("demo", "validate") as made:
            made.about = "2026-03-15"
            raise GateStopped("The extract has shrunk.")
        assert pipeline.standings(now)[0].why == "The extract has shrunk."
        view = "SELECT last_failure FROM bi.load_status"
        assert pipeline.warehouse().query(view)["last_failure"].tolist() == ["The extract has shrunk."]
        with attempt("demo", "load"):
            pass
        assert "no night has begun" in str(pipeline.standings(now)[0].why)
        assert pipeline.warehouse().query(view)["last_failure"].isna().all()

    def test_every_attempt_is_kept_without_what_a_library_says_of_a_row(self, after_a_night):
        for error in (NotYet("Still being written."), KeyError("Canaryname")):
            with pytest.raises(type(error)), attempt("demo", "land") as made:
                made.about = "2026-03-15"
                raise error
        with attempt("demo", "load") as made:
            made.skipped = "2026-03-16 is loaded."
        kept = pipeline.warehouse().query(
            "SELECT step, step_about, outcome, message FROM ops.step_attempt ORDER BY started_at"
        )
        assert kept.astype("object").where(kept.notna(), None).to_numpy().tolist() == [
            *(
                [s, str(NIGHT_BEFORE), "done", None]
                for s in ("land", "validate", "transform", "load", "quality")
            ),
            ["land", "2026-03-15", "waiting", "Still being written."],
            ["land", "2026-03-15", "failed", "Unforeseen KeyError"],
            ["load", None, "skipped", "2026-03-16 is loaded."],
        ]

    def test_status_says_it_to_people_and_to_machines(self, after_a_night):
        (after_a_night.root / "config/south.yaml").write_text(AUTHORITY.replace("857", "85"))
        shown = CliRunner().invoke(app, ["status", "--check"])
        assert shown.exit_code == 2
        assert "Late. Nothing is loaded yet." in shown.output
        assert "la_code" in shown.output, "the fault of its configuration is why"
        told = json.loads(CliRunner().invoke(app, ["status", "--json"]).stdout)
        assert [(c["authority"], c["last_good"], c["is_late"]) for c in told] == [
            ("demo", str(NIGHT_BEFORE), True),
            ("south", None, True),
        ]


def test_a_wrong_configuration_of_messages_stops_the_watcher_in_words(heard, tmp_path, monkeypatch):
    (tmp_path / "_notify.yaml").write_text("tell: [{to: [nobody]}]")
    stand(monkeypatch, LATE)
    with pytest.raises(ConfigError, match="nobody"):
        watch.watch(SIX)
