"""Readers see one whole night, whatever runs, in whichever order, and wherever it is killed."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from include import pipeline
from include.warehouse import Warehouse
from tests.conftest import Database
from tests.nights import HALF_TERM, NIGHTS, PEOPLE, Councils, attempt, councils, killed

pytestmark = pytest.mark.postgres

FIRST, SECOND, THIRD = NIGHTS
# As many as fit into the suite; a larger number is for a machine with time: SEND_NIGHTS_EXAMPLES=300.
EXAMPLES = int(os.environ.get("SEND_NIGHTS_EXAMPLES", "8"))


@pytest.fixture(scope="module")
def _empty_warehouse(postgres_server) -> Iterator[str]:
    with Database(postgres_server) as url:
        Warehouse(url).migrate()
        yield url


@pytest.fixture
def both(postgres_server, _empty_warehouse, tmp_path) -> Iterator[Councils]:
    with Database(postgres_server, _empty_warehouse) as url, councils(tmp_path, url) as found:
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


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=histories())
def test_readers_see_one_whole_night_at_each_moment_and_the_right_one_at_the_end(
    postgres_server, _empty_warehouse, tmp_path_factory, history
):
    root = tmp_path_factory.mktemp("history")
    with Database(postgres_server, _empty_warehouse) as url, councils(root, url) as found:
        seen: dict[str, date | None] = {"east": None, "west": None}

        def look() -> None:
            for slug in seen:
                night, people = found.what_readers_see(slug)
                assert people == ({PEOPLE[slug, night]} if night else {0}), f"{slug} of {night}"
                assert not seen[slug] or (night and night >= seen[slug]), (
                    "an older night replaced a newer one"
                )
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
        assert recorded.values.tolist() == [[SECOND, PEOPLE["east", SECOND]]]


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
        write = Warehouse.replace_figures

        def load_first(store, load_run, figures, basis):
            if basis == "restated":
                run("east", SECOND, "load")
            return write(store, load_run, figures, basis)

        monkeypatch.setattr(Warehouse, "replace_figures", load_first)
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
        run("east", FIRST, "validate", "half_term")
        after = Warehouse(both.warehouse_url).query(
            "SELECT * FROM marts.measure_value WHERE basis = 'restated'"
        )
        assert after.equals(before)


def test_nightly_then_backfill_then_the_load_again(both):
    run("east", FIRST, *CHAIN, "backfill", "load", "half_term", "load")
    assert both.what_readers_see("east") == (FIRST, {PEOPLE["east", FIRST]})


def test_a_transform_killed_among_its_figures_leaves_nothing_to_load(both):
    """The files that it had written are whole and of one night, but they are not all."""
    run("east", FIRST, "land", "validate")
    assert killed("transform", "east", FIRST, 45)
    assert "Run the transform step" in str(attempt("load", "east", FIRST))
    run("east", FIRST, "transform", "load")
    assert both.what_readers_see("east") == (FIRST, {PEOPLE["east", FIRST]})
