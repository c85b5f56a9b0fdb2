"""Readers see one whole night, whatever runs, in whichever order, and wherever it is killed."""

from __future__ import annotations

import os
import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd
import psycopg
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from include import pipeline
from include.cli import nights
from include.errors import ConfigError, SourceUnavailable, WarehouseUnavailable
from include.pipeline import methods
from include.sources.files import FilesSource
from include.warehouse import Warehouse
from include.warehouse.reports import Reports
from tests.conftest import Database
from tests.nights import (
    BEFORE,
    HALF_TERM,
    NIGHTS,
    PEOPLE,
    Councils,
    attempt,
    councils,
    deliver,
    killed,
    without_room,
)

pytestmark = pytest.mark.postgres

FIRST, SECOND, THIRD = NIGHTS
# As many as fit into the suite; a larger number is for a machine with time: SEND_NIGHTS_EXAMPLES=300.
EXAMPLES = int(os.environ.get("SEND_NIGHTS_EXAMPLES", "6"))


@pytest.fixture
def both(postgres_server, migrated, tmp_path) -> Iterator[Councils]:
    with Database(postgres_server, migrated) as url, councils(tmp_path, url) as found:
        yield found


CHAIN = ("land", "validate", "transform", "load")


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[str, str, date, int | None]]:
    """Steps with council, night and where each is killed: every night's own in order, all of them interleaved."""
    nights = [("east", FIRST), ("east", SECOND), ("west", FIRST)]
    order = draw(st.permutations([night for night in nights for _ in CHAIN]))
    done: Counter[tuple[str, date]] = Counter()
    steps: list[tuple[str, str, date]] = []
    for night in order:
        steps.append((CHAIN[done[night]], *night))
        done[night] += 1
    again = st.tuples(st.sampled_from(["half_term", "backfill", *CHAIN]), st.sampled_from(nights))
    for place, (step, night) in draw(st.lists(st.tuples(st.integers(0, 12), again), min_size=2, max_size=5)):
        steps.insert(place, (step, *night))
    kill = st.one_of(st.none(), st.none(), st.integers(1, 120))
    return [(*step, draw(kill)) for step in steps]


@pytest.mark.timeout(max(300, 60 * EXAMPLES))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=histories())
def test_readers_see_one_whole_night_at_each_moment_and_the_right_one_at_the_end(
    postgres_server, migrated, tmp_path_factory, history
):
    root = tmp_path_factory.mktemp("history")
    with Database(postgres_server, migrated) as url, councils(root, url) as found:
        seen: dict[str, date | None] = {"east": None, "west": None}

        def look() -> None:
            for slug, before in seen.items():
                night, people = found.what_readers_see(slug)
                assert people == ({PEOPLE[slug, night]} if night else {0}), f"{slug} of {night}"
                assert (night or date.min) >= (before or date.min), "an older night replaced a newer one"
                seen[slug] = night

        for step, slug, day, kill in history:
            if kill is not None and killed(step, slug, day, kill):
                event(f"{step} killed")
                look()
            # Killed or not, whoever runs it runs it (again).
            refused = attempt(step, slug, day)
            event(f"{step} {'refused' if refused else 'done'}")
            look()
        for slug, day in (("east", SECOND), ("east", FIRST), ("west", FIRST)):
            for step in CHAIN:
                assert attempt(step, slug, day) is None
            look()
        assert seen == {"east": SECOND, "west": FIRST}
        assert attempt("half_term", "east", SECOND) is None
        look()
        recorded = Warehouse(url).query(
            "SELECT DISTINCT extract_date, numerator::int AS people FROM marts.measure_value"
            " WHERE authority = 'east' AND basis = 'as_recorded'"
        )
        assert recorded.to_numpy().tolist() == [[SECOND, PEOPLE["east", SECOND]]]


def run(slug: str, day: date, *steps: str) -> None:
    for step in steps:
        assert attempt(step, slug, day) is None, step


class TestHalfTermBetweenStepsOfANight:
    def test_before_the_load_its_restated_figures_are_of_the_night_that_is_loaded(self, both):
        run("east", FIRST, *CHAIN)
        run("east", SECOND, "land", "validate")
        assert pipeline.check("east", HALF_TERM)["extract_date"] == str(FIRST)
        run("east", SECOND, "half_term")
        assert both.what_readers_see("east") == (FIRST, {PEOPLE["east", FIRST]})
        run("east", SECOND, "transform", "half_term", "load")
        assert both.what_readers_see("east") == (SECOND, {PEOPLE["east", SECOND]})

    def test_what_was_known_then_is_of_the_newest_extract_of_that_time_loaded_or_not(self, both):
        run("east", FIRST, *CHAIN)
        run("east", SECOND, "land", "validate", "half_term")
        recorded = Warehouse(both.warehouse_url).query(
            "SELECT DISTINCT extract_date FROM marts.measure_value WHERE basis = 'as_recorded'"
        )
        assert recorded["extract_date"].tolist() == [SECOND]

    def test_a_night_loaded_while_a_half_term_is_computed_stays_whole(self, both, monkeypatch):
        run("east", FIRST, *CHAIN)
        run("east", SECOND, "land", "validate", "transform")
        write = Reports.replace_figures

        def load_first(reports, load_run, figures, basis):
            if basis == "restated":
                run("east", SECOND, "load")
            return write(reports, load_run, figures, basis)

        monkeypatch.setattr(Reports, "replace_figures", load_first)
        run("east", FIRST, "half_term")
        assert both.what_readers_see("east") == (SECOND, {PEOPLE["east", SECOND]})

    def test_records_validated_again_with_a_correction_wait_for_their_load(self, both):
        run("east", FIRST, *CHAIN)
        corrections = both.root / "config/corrections"
        corrections.mkdir()
        (corrections / "east.csv").write_text(
            "table,record,field,old_value,new_value,who,when,why,until\n"
            "request,r1,request_outcome,Y,N,A Officer,2026-02-20,typed wrongly,2026-12-31\n"
        )
        before = Warehouse(both.warehouse_url).query(
            "SELECT * FROM marts.measure_value WHERE basis = 'restated'"
        )
        run("east", FIRST, "validate")
        assert pipeline.compute("east", HALF_TERM)["restated"] == "left as loaded"
        assert pipeline.backfill("east", BEFORE, HALF_TERM, dry_run=True)["changed"] == 0
        after = Warehouse(both.warehouse_url).query(
            "SELECT * FROM marts.measure_value WHERE basis = 'restated'"
        )
        assert after.equals(before)


def test_a_new_calendar_restates_at_once_from_the_records_that_are_loaded(both):
    run("east", FIRST, *CHAIN)
    run("east", SECOND, "land", "validate")
    (both.root / "config/calendars").mkdir()
    (both.root / "config/calendars/east.yaml").write_text(
        "half_terms:\n  2025-26:\n    autumn-1: 2025-09-01\n    autumn-2: 2025-11-03\n    spring-1: 2026-01-12\n"
        "    spring-2: 2026-02-23\n    summer-1: 2026-04-13\n    summer-2: 2026-06-01\n"
    )
    assert pipeline.compute("east", HALF_TERM)["restated"] == f"from the extract of {FIRST}"
    assert both.what_readers_see("east") == (FIRST, {PEOPLE["east", FIRST]})
    begun = Warehouse(both.warehouse_url).query(
        "SELECT DISTINCT period_start FROM marts.measure_value WHERE period_key = %s AND basis = 'restated'",
        HALF_TERM,
    )
    assert begun["period_start"].tolist() == [date(2026, 1, 12)]


def test_readers_see_either_night_while_one_replaces_the_other(both):
    """Somebody reads without pause while a night is loaded and its half-terms are computed."""
    run("east", FIRST, *CHAIN)
    run("east", SECOND, "land", "validate", "transform")
    seen, done = [], threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.append(both.what_readers_see("east"))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        run("east", SECOND, "load", "half_term", "backfill")
    finally:
        done.set()
        reader.join()
    seen.append(both.what_readers_see("east"))
    assert [night for night, people in seen if people != {PEOPLE["east", night]}] == []
    assert (seen[0][0], seen[-1][0]) == (FIRST, SECOND)


def test_whoever_asks_several_questions_gets_answers_of_one_night(both):
    """As a pack does: a night that is loaded in between is seen by none of its queries."""
    run("east", FIRST, *CHAIN)
    run("east", SECOND, "land", "validate", "transform")
    with Warehouse(both.warehouse_url).at_one_moment() as query:
        people = [query("SELECT * FROM restricted.person WHERE authority = %s", "east")]
        run("east", SECOND, "load")
        people.append(query("SELECT * FROM marts.fact_request WHERE authority = %s", "east"))
    assert [len(rows) for rows in people] == [PEOPLE["east", FIRST]] * 2
    assert both.what_readers_see("east") == (SECOND, {PEOPLE["east", SECOND]})


def test_nightly_then_backfill_then_the_load_again(both):
    run("east", FIRST, *CHAIN, "backfill", "load", "half_term", "load")
    assert both.what_readers_see("east") == (FIRST, {PEOPLE["east", FIRST]})


def test_a_transform_killed_among_its_figures_leaves_nothing_to_load(both):
    """The files that it had written are whole and of one night, but they are not all."""
    run("east", FIRST, "land", "validate")
    written: set[int] = set()
    for acts in range(30, 90, 4):
        shutil.rmtree(both.root / "lake/measures", ignore_errors=True)
        assert killed("transform", "east", FIRST, acts)
        written.add(len(list(both.root.glob("lake/measures/**/part.parquet"))))
        assert "Run the transform step" in str(attempt("load", "east", FIRST))
        if len(written) > 3:
            break
    assert len(written) > 3, "no kill fell among the figures"
    run("east", FIRST, "transform", "load")
    assert both.what_readers_see("east") == (FIRST, {PEOPLE["east", FIRST]})


class TestFactsOnce:
    """Facts of an extract are built by the first step that needs them, and by no other."""

    @pytest.fixture
    def built(self, both, monkeypatch) -> list[date]:
        """The days for which facts were built."""
        days: list[date] = []
        stood_in = methods.METHODS

        def noted(tables, day, **others):
            days.append(day)
            return stood_in.facts(tables, day, **others)

        monkeypatch.setattr(methods, "METHODS", replace(stood_in, facts=noted))
        return days

    def test_by_transform_alone_in_a_night_and_its_half_term(self, both, built):
        run("east", FIRST, *CHAIN)
        pipeline.build_site("east", FIRST)
        run("east", FIRST, "half_term", "backfill")
        assert built == [FIRST]

    def test_once_for_each_extract_that_a_half_term_is_made_of(self, both, built):
        after = date(2026, 4, 1)
        deliver(both.root / "east", after, 5)
        for day in (FIRST, after):
            run("east", day, *CHAIN)
        run("east", after, "half_term", "half_term")
        assert built == [FIRST, after, FIRST]

    def test_those_of_a_backfill_are_not_kept(self, both, built):
        after = date(2026, 4, 1)
        deliver(both.root / "east", after, 5)
        for day in (FIRST, after):
            run("east", day, *CHAIN)
        run("east", after, "backfill")
        kept = [path.name for path in (both.root / "lake/facts/authority=east").iterdir()]
        assert kept == [f"extract_date={after}"]

    def test_again_when_records_or_settings_are_other_ones(self, both, built):
        run("east", FIRST, *CHAIN)
        config = both.root / "config/east.yaml"
        config.write_text(config.read_text() + "boundary: '<'\n")
        run("east", FIRST, "half_term", "half_term")
        assert built == [FIRST, FIRST]


def status(both: Councils) -> pd.Series:
    return (
        Warehouse(both.warehouse_url).query("SELECT * FROM bi.load_status WHERE authority = 'east'").iloc[0]
    )


def test_what_an_earlier_version_left_in_the_lake_is_gone_after_the_next_night(both):
    """Facts without a date, and a file of figures for each period; figures as recorded lie where they lay."""
    lake = both.root / "lake"
    old = ["facts/authority=east/fact_plan.parquet", "facts/authority=east/_manifest.json"]
    month = "measures/authority=east/period_type=month/period_key=2026-01"
    for name in (*old, f"{month}/part.parquet", f"{month}/as_recorded.parquet"):
        (lake / name).parent.mkdir(parents=True, exist_ok=True)
        (lake / name).write_bytes(b"{}")
    run("east", FIRST, *CHAIN)
    assert both.what_readers_see("east") == (FIRST, {PEOPLE["east", FIRST]})
    assert not any((lake / name).exists() for name in (*old, f"{month}/part.parquet"))
    assert (lake / f"{month}/as_recorded.parquet").exists()


class TestDaysThatHaveNotEnded:
    STEPS = {
        "land": pipeline.land,
        "validate": pipeline.validate,
        "transform": pipeline.transform,
        "load": pipeline.load,
        "quality": pipeline.build_site,
        "sen2": lambda slug, day: pipeline.rehearse(slug, 2026, day),
        "worklist": lambda slug, day: pipeline.write_worklist(slug, Path("nowhere"), day),
        "nightly": pipeline.nightly,
    }

    def test_no_step_takes_one(self, both):
        for ahead in (1, 2, 400):
            day = pipeline.last_ended_day() + timedelta(days=ahead)
            for step in self.STEPS.values():
                with pytest.raises(ConfigError, match=f"The day {day} has not ended yet"):
                    step("east", day)
        assert not (both.root / "lake").exists()

    MIDNIGHTS = (
        # Midnight in London: in winter that of UTC, in summer an hour before; and both nights of a clock change.
        ("2026-01-15T00:00+00:00", "2026-01-14"),
        ("2026-07-01T22:59+00:00", "2026-06-30"),
        ("2026-07-01T23:00+00:00", "2026-07-01"),
        ("2026-03-29T00:59+00:00", "2026-03-28"),
        ("2026-03-29T22:59+00:00", "2026-03-28"),
        ("2026-03-29T23:00+00:00", "2026-03-29"),
        ("2026-10-25T00:30+00:00", "2026-10-24"),
        ("2026-10-25T23:59+00:00", "2026-10-24"),
        ("2026-10-26T00:00+00:00", "2026-10-25"),
    )

    def test_a_day_ends_at_midnight_in_london(self, both):
        for now, last in self.MIDNIGHTS:
            moment, day = datetime.fromisoformat(now), date.fromisoformat(last)
            assert pipeline.last_ended_day(moment) == day, now
            assert pipeline.Night.open("east", day, moment).extract_date == day, now
            with pytest.raises(ConfigError, match="has not ended yet"):
                pipeline.Night.open("east", day + timedelta(days=1), moment)

    def test_one_that_is_there_already_keeps_no_real_night_out(self, both):
        """Left by a wrong clock, or by a version that took it."""
        ahead = pipeline.last_ended_day() + timedelta(days=30)
        run("east", FIRST, *CHAIN)
        lake = both.root / "lake"
        for layer in ("landing", "conformed"):
            shutil.copytree(
                lake / f"{layer}/authority=east/extract_date={FIRST}",
                lake / f"{layer}/authority=east/extract_date={ahead}",
            )
        with psycopg.connect(both.warehouse_url.replace("+psycopg", "")) as connection:
            connection.execute("UPDATE ops.load_run SET extract_date = %s", [ahead])
        run("east", SECOND, *CHAIN, "half_term")
        assert both.what_readers_see("east") == (SECOND, {PEOPLE["east", SECOND]})


class TestSuperseded:
    def test_by_what_is_told_and_repeated_until_a_load_goes_in(self, both, caplog, capsys):
        run("east", SECOND, *CHAIN)
        assert pd.isna(status(both)["superseded_by"])
        told = pipeline.nightly("east", FIRST)
        assert (told["outcome"], told["superseded_by"]) == ("superseded", str(SECOND))
        assert (
            f"The night of {FIRST} for east was not loaded: it is superseded by that of {SECOND}."
            in caplog.text
        )
        assert tuple(status(both)[["superseded_extract_date", "superseded_by"]]) == (FIRST, SECOND)
        nights.status()
        shown = capsys.readouterr().out
        assert f"Warning. The night of {FIRST} was not loaded: it is superseded by that of {SECOND}." in shown
        run("east", THIRD, *CHAIN)
        assert pd.isna(status(both)["superseded_by"])

    def test_by_one_that_is_loaded_and_whose_records_are_gone_from_the_lake(self, both):
        run("east", SECOND, *CHAIN)
        run("east", FIRST, "land", "validate")
        shutil.rmtree(both.root / f"lake/conformed/authority=east/extract_date={SECOND}")
        run("east", FIRST, "transform")
        assert pipeline.load("east", FIRST) == {
            "outcome": "superseded",
            "loaded": 0,
            "written": 0,
            "superseded_by": str(SECOND),
        }


class TestDeliveries:
    def test_a_file_that_grows_while_it_is_landed_is_not_landed(self, both, monkeypatch):
        read = FilesSource.read

        def meanwhile(source, table):
            rows = read(source, table)
            with (both.root / f"east/person_{FIRST}.csv").open("a") as more:
                more.write("p99\n")
            return rows

        monkeypatch.setattr(FilesSource, "read", meanwhile)
        with pytest.raises(SourceUnavailable, match="is still being written"):
            pipeline.land("east", FIRST)
        assert not (both.root / "lake/landing").exists()

    def test_a_delivery_that_differs_is_named_and_taken_in_when_asked_for(self, both, caplog):
        """The night took files that were cut at the end of a line; then the whole ones came for the same date."""
        whole = PEOPLE["east", FIRST]
        deliver(both.root / "east", FIRST, whole - 4)
        run("east", FIRST, *CHAIN)
        assert both.what_readers_see("east") == (FIRST, {whole - 4})
        assert "delivery_differs" not in pipeline.land("east", FIRST)

        deliver(both.root / "east", FIRST, whole)
        told = pipeline.land("east", FIRST)
        rows = f"({whole - 4} rows landed, {whole} now)"
        assert told["already_there"]
        assert told["delivery_differs"] == f"person {rows}, request {rows}"
        assert told["taken_in_by"] == f"nightly --authority east --extract-date {FIRST} --again"
        assert told["taken_in_by"] in caplog.text
        assert both.what_readers_see("east") == (FIRST, {whole - 4}), "comparing overwrites nothing"

        assert pipeline.nightly("east", FIRST, again=True)["outcome"] == "loaded"
        assert both.what_readers_see("east") == (FIRST, {whole})
        assert "delivery_differs" not in pipeline.land("east", FIRST)
        manifest = pipeline.Night.open("east", FIRST).landed
        assert [before["rows"] for before in manifest["instead_of"]] == [2 * (whole - 4)]

    def test_a_delivery_that_names_its_own_council_is_the_same_when_read_again(self, both):
        """Some systems write the council's own number where nobody has moved."""
        file = both.root / f"east/request_{FIRST}.csv"
        header, *rows = file.read_text().splitlines()
        file.write_text("\n".join([f"{header},exported", *(f"{row},857" for row in rows)]) + "\n")
        run("east", FIRST, *CHAIN)
        assert "delivery_differs" not in pipeline.land("east", FIRST)

    def test_until_what_was_taken_in_is_validated_nothing_is_made_of_the_records_before(self, both):
        run("east", FIRST, *CHAIN)
        deliver(both.root / "east", FIRST, 5)
        pipeline.land("east", FIRST, again=True)
        for step in ("transform", "load", "half_term"):
            assert "Run the validate step" in str(attempt(step, "east", FIRST)), step
        assert both.what_readers_see("east") == (FIRST, {PEOPLE["east", FIRST]})
        run("east", FIRST, *CHAIN)
        assert both.what_readers_see("east") == (FIRST, {5})

    def test_another_delivery_for_an_older_night_is_named_too(self, both):
        run("east", FIRST, *CHAIN)
        run("east", SECOND, *CHAIN)
        deliver(both.root / "east", FIRST, 5)
        assert "person (11 rows landed, 5 now)" in pipeline.land("east", FIRST)["delivery_differs"]

    def test_files_without_a_date_are_those_of_the_newest_night_alone(self, both):
        config = both.root / "config/east.yaml"
        config.write_text(config.read_text().replace("_{date}.csv", ".csv"))
        for day in (FIRST, SECOND):
            for table in ("person", "request"):
                shutil.copy(both.root / f"east/{table}_{day}.csv", both.root / f"east/{table}.csv")
            # Nothing else would say whose day it is: it has been over for long.
            (both.root / "east/state_of.csv").write_text(f"day\n{day}\n")
            run("east", day, *CHAIN)
        assert "delivery_differs" not in pipeline.land("east", FIRST)
        assert "delivery_differs" not in pipeline.land("east", SECOND)

    def test_files_that_are_gone_are_no_other_delivery(self, both):
        run("east", FIRST, *CHAIN)
        shutil.rmtree(both.root / "east")
        assert pipeline.land("east", FIRST)["already_there"]


class TestSmallLossesEachNight:
    """By 15% each night, where one night may lose 20%."""

    def held_against(self, both: Councils, monkeypatch, *gate: str) -> list[int]:
        told: list[int] = []
        stood_in = methods.METHODS

        def noted(parsed, *, previous_counts, **others):
            told.append((previous_counts or {}).get("person", 0))
            return stood_in.check(parsed, previous_counts=previous_counts, **others)

        monkeypatch.setattr(methods, "METHODS", replace(stood_in, check=noted))
        config = both.root / "config/east.yaml"
        config.write_text(config.read_text() + "\n".join(gate))
        for day, people in zip(NIGHTS, (100, 85, 72), strict=True):
            deliver(both.root / "east", day, people)
            run("east", day, "land", "validate")
        return told

    def test_a_night_is_held_against_the_fullest_of_those_before(self, both, monkeypatch):
        assert self.held_against(both, monkeypatch) == [0, 100, 100]

    def test_of_as_many_as_the_setting_says(self, both, monkeypatch):
        assert self.held_against(both, monkeypatch, "gate:", "  shrink_nights: 1") == [0, 100, 85]

    def test_not_against_those_before_a_day_on_which_rows_were_really_removed(self, both, monkeypatch):
        assert self.held_against(both, monkeypatch, "gate:", f"  compare_from: {SECOND}") == [0, 0, 85]


class TestFullDisk:
    """Files may not grow beyond a size, which a disk without room comes down to for whoever writes them."""

    @pytest.mark.parametrize("step", ["land", "validate", "transform", "quality"])
    def test_the_step_says_so_and_leaves_what_was_there(self, both, step):
        run("east", FIRST, *CHAIN)
        before = both.what_readers_see("east")
        run("east", SECOND, *CHAIN[: CHAIN.index(step) if step in CHAIN else 4])
        there = sorted(path for path in both.root.glob("lake/**/*") if path.is_file())
        said = without_room(
            pipeline.build_site if step == "quality" else getattr(pipeline, step), "east", SECOND
        )
        assert "Could not write" in said and "Check space and rights" in said
        if step != "quality":
            assert both.what_readers_see("east") == before
        assert sorted(path for path in both.root.glob("lake/**/*") if path.is_file()) == there
        run("east", SECOND, *CHAIN)
        assert both.what_readers_see("east") == (SECOND, {PEOPLE["east", SECOND]})


def test_a_warehouse_stopped_between_two_steps(both, monkeypatch):
    run("east", FIRST, "land", "validate", "transform")
    with monkeypatch.context() as stopped:
        stopped.setenv("SEND_WAREHOUSE_URL", "postgresql://send:s3cret@127.0.0.1:1/send")
        with pytest.raises(WarehouseUnavailable, match="cannot be reached"):
            pipeline.load("east", FIRST)
    run("east", FIRST, "load")
    assert both.what_readers_see("east") == (FIRST, {PEOPLE["east", FIRST]})
