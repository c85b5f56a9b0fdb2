"""Status and watcher know the clock: what is late is told though no run has begun, once for each cause."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from include import pipeline
from include.airflow import faults
from include.airflow.runs import ForPeople
from include.airflow.telling import TellOfFailure
from include.cli import app
from include.errors import ConfigError, GateStopped, NotYet, SourceUnavailable
from include.pipeline import attempts
from include.pipeline import standing as watch
from include.pipeline.attempts import attempt
from include.pipeline.notify import Kind, Message, cause_of, tell
from include.pipeline.standing import Standing, due_at, expected_extract
from tests.conftest import AUTHORITY, NIGHT_BEFORE
from tests.listeners import webhook

VIEWS = Path(__file__).parents[1] / "include/warehouse/views"


CLOCKS = [
    datetime.fromisoformat(text).replace(tzinfo=UTC)
    for text in (
        "2026-03-15T06:59",
        "2026-03-15T07:00",
        "2026-03-29T05:59",  # an hour has gone that night
        "2026-03-29T06:00",
        "2026-07-15T05:59",  # 06:59 in London's summer
        "2026-07-15T06:00",
        "2026-10-25T06:59",  # an hour has come twice
        "2026-10-25T07:00",
    )
]


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

ON_TIME: dict[str, Any] = {"last_good": LATE.expected, "hours_late": 0, "why": None}


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
    stand(monkeypatch, LATE, south, west, replace(LATE, authority="east", **ON_TIME))
    for minutes in (0, 10, 20):
        assert watch.watch(SIX + timedelta(minutes=minutes))["late"] == 3
    assert len(heard) == 2
    text = heard[0]["text"]
    assert text.startswith("SEND north, south: The figures of 2026-03-19 are not loaded; ")
    for part in (
        "the last are of 2026-03-15.",
        "Why: The source of north",
        "Since: Tuesday 17 March 2026, 07:00",
    ):
        assert part in text
    assert "there were none yet of west." in heard[1]["text"]
    watch.watch(SIX + timedelta(days=1))
    assert len(heard) == 4, "what is still late on the next day is told again"


def test_nobody_is_told_when_nothing_is_late(heard, monkeypatch):
    stand(monkeypatch, replace(LATE, **ON_TIME))
    assert watch.watch(SIX) == {"late": 0, "told": 0}
    assert heard == []


def test_a_return_that_is_due_and_not_sealed_is_told_on_some_days_before(heard, monkeypatch):
    stand(monkeypatch, replace(LATE, **ON_TIME))
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


def test_lateness_of_a_cause_that_was_told_is_told_of_the_other_councils_alone(heard, monkeypatch):
    """Whoever was told at night why north has failed is not told again in the morning that it is late."""
    cause = cause_of(str(LATE.why), "north")
    tell(Message(Kind.FAILURE, str(LATE.why), ("north",), SIX, cause), SIX)
    south = replace(LATE, authority="south", why="The source of south cannot be reached.")
    stand(monkeypatch, LATE, south)
    for minutes in (0, 10):
        watch.watch(SIX + timedelta(minutes=minutes))
    assert [text["text"].split(":")[0] for text in heard] == ["SEND north", "SEND south"]


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

    def test_status_and_view_give_one_answer_at_any_hour(self, after_a_night):
        with attempt("south", "land") as made:
            made.waits = "Still being written."
        store = pipeline.warehouse()
        for now in (*CLOCKS, datetime(2026, 3, 16, 7, 0, tzinfo=UTC), datetime(2026, 3, 19, 12, tzinfo=UTC)):
            councils = {c.authority: c for c in pipeline.standings(now)}
            with store.at_one_moment() as query:
                query("SELECT set_config('send.now', %s, true)", now.isoformat())
                health = query("SELECT * FROM bi.pipeline_health").set_index("authority")
                status = query("SELECT * FROM bi.load_status").set_index("authority")
            assert list(health.index) == ["demo", "south"] == list(councils)
            assert list(status.index) == ["demo"]
            demo, row = councils["demo"], health.loc["demo"]
            assert demo.expected == row["expected_extract_date"] == expected_extract(now)
            assert demo.next_due_at == row["next_due_at"] == due_at(expected_extract(now) + timedelta(days=1))
            late = max(timedelta(), now - due_at(NIGHT_BEFORE + timedelta(days=1)))
            assert demo.hours_late == row["hours_late"] == late // timedelta(hours=1), now
            assert demo.is_late == (demo.late_since is not None) == pd.notna(row["late_since"])
            assert demo.is_late == (now >= due_at(NIGHT_BEFORE + timedelta(days=1)))
            assert (demo.why or None) == (None if pd.isna(row["why_late"]) else row["why_late"])
            assert demo.read_at == row["read_ended_at"]
            assert demo.rows_quarantined == row["rows_quarantined"]
            shared = ["expected_extract_date", "hours_late", "percent_quarantined", "read_ended_at"]
            assert list(status.loc["demo", shared]) == list(row[shared])
            assert health.loc["south", "why_late"] == "Still being written."

    def test_without_a_clock_of_its_own_the_view_reads_the_servers(self, after_a_night):
        with pipeline.warehouse().at_one_moment() as query:
            row = query("SELECT *, now() AS now FROM bi.pipeline_health").iloc[0]
        assert row["expected_extract_date"] == expected_extract(row["now"])

    def test_a_failure_is_told_until_its_own_step_has_ended_well(self, after_a_night):
        """A night's load does not make good what a half-term's step has left undone."""
        for step in ("pack", "land"):
            with pytest.raises(NotYet), attempt("demo", step):
                raise NotYet(f"{step} waits.")
        with attempt("demo", "load"):
            pass
        (there,) = pipeline.standings(due_at(NIGHT_BEFORE).astimezone(UTC) + timedelta(days=2))
        assert (there.last_failed_step, there.last_failure) == ("pack", "pack waits.")
        assert "no night has begun" in str(there.why), "a pack that waits is not why the night is missing"
        with attempt("demo", "pack") as made:
            made.skipped = "They are out already."
        assert pipeline.standings()[0].last_failure is None

    def test_the_view_knows_the_steps_of_a_night(self):
        named = re.search(r"step IN \((.*?)\) AS of_a_night", (VIEWS / "pipeline_health.sql").read_text())
        steps = [step.name for step in pipeline.NIGHT if step.name != "quality"]
        assert named is not None
        assert re.findall(r"'(\w+)'", named[1]) == [*steps, faults.read_configuration.function.__name__]

    def test_it_is_late_from_the_first_minute(self, after_a_night):
        due = due_at(NIGHT_BEFORE + timedelta(days=1)).astimezone(UTC)
        assert [pipeline.standings(due + timedelta(minutes=m))[0].is_late for m in (-1, 0)] == [False, True]

    def test_the_last_failure_is_told_until_a_load_has_gone_in(self, after_a_night):
        now = due_at(NIGHT_BEFORE).astimezone(UTC) + timedelta(days=2)
        with pytest.raises(GateStopped), attempt("demo", "validate") as made:
            made.about = "2026-03-15"
            raise GateStopped("The extract has shrunk.")
        assert pipeline.standings(now)[0].why == "The extract has shrunk."
        view = "SELECT last_failure FROM bi.load_status"
        assert pipeline.warehouse().query(view)["last_failure"].tolist() == ["The extract has shrunk."]
        assert "at validate: The extract has shrunk." in CliRunner().invoke(app, ["status"]).output
        with attempt("demo", "load"):
            pass
        assert "no night has begun" in str(pipeline.standings(now)[0].why)
        assert pipeline.warehouse().query(view)["last_failure"].isna().all()

    def test_a_shared_source_that_is_down_is_one_message_that_names_all_its_councils(
        self, after_a_night, tmp_path, monkeypatch
    ):
        """As at night: all have failed once before the first gives up; by seven all are late of it."""
        slugs = [f"council_{number:02}" for number in range(20)]
        for slug in slugs:
            (after_a_night.root / f"config/{slug}.yaml").write_text(AUTHORITY)
            monkeypatch.setenv(
                f"SEND_SOURCE_{slug.upper()}_URL", "postgresql+psycopg://a:b@localhost:1/shared"
            )
        now = datetime.now(UTC)
        yesterday = expected_extract(now)
        with webhook() as (url, heard):
            monkeypatch.setenv("SEND_NOTIFY_URL", url)
            failures = {}
            for slug in slugs:
                with pytest.raises(SourceUnavailable) as failed, attempt(slug, "land"):
                    pipeline.land(slug, yesterday, late=True)
                failures[slug] = str(failed.value)
            with attempt("demo", "land"):
                pass  # has a source of its own
            for slug in slugs:
                context: Any = {"exception": ForPeople(failures[slug]), "ti": SimpleNamespace(task_id="land")}
                TellOfFailure(slug).notify(context)
            pipeline.watch(now)
        about_them = [text["text"] for text in heard if "council_" in text["text"]]
        assert len(about_them) == 1, about_them
        assert about_them[0].startswith("SEND, 20 councils: ")
        assert f"Councils: {', '.join(slugs)}\n" in about_them[0]
        assert [text["text"].split(":")[0] for text in heard if text["text"] not in about_them] == [
            "SEND demo"
        ]

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


def test_people_are_told_though_the_warehouse_breaks_in_a_way_that_nobody_foresaw(monkeypatch, caplog):
    quoted = "postgres of a child named Ann"

    def broken(*_):
        raise NotADirectoryError(quoted)  # the log shows lines of code, which hold no record

    monkeypatch.setattr(watch, "warehouse", broken)
    monkeypatch.setattr(attempts, "warehouse", broken)
    assert watch.with_same_cause("north", "The disk is full.") == ("north",)
    with attempt("north", "load"):
        pass
    assert "was not recorded: Unforeseen NotADirectoryError" in caplog.text
    assert "Ann" not in caplog.text
