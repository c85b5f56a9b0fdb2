"""A load writes what differs, and leaves what a whole load would leave."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pandas as pd
import psycopg
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from include.warehouse import AS_RECORDED, LoadRun, Warehouse, difference
from include.warehouse.metadata import LOADED
from tests.integration.conftest import RUN, Frames, sample

pytestmark = pytest.mark.postgres

Night = Callable[..., tuple[LoadRun, Frames]]
Contents = Callable[[], dict[str, bytes]]

TABLES = (
    "restricted.person",
    "restricted.contact",
    "marts.fact_clock",
    "marts.measure_value",
    "marts.dim_measure",
)
MOST = 12


def a_night(authority: str, day: int, seed: int) -> tuple[LoadRun, Frames]:
    """Some of a few rows, some of them changed: against another seed that is rows new, gone, changed and kept."""
    rng = np.random.default_rng(seed)
    frames = {}
    for name in TABLES:
        if name == "restricted.contact" and rng.random() < 0.2:
            continue  # not held this night
        model = LOADED[name]
        frame = sample(model, MOST, mark="same").astype(object)
        free = [
            column.name
            for column in model.columns.values()
            if column.type in ("text", "decimal")
            and not column.codeset
            and column.name not in (*model.key, "load_run_id")
        ]
        changed, column = rng.random(MOST) < 0.2, free[int(rng.integers(len(free)))]
        frame.loc[changed, column] = (
            seed / 8 if model.columns[column].type == "decimal" else f"changed {seed}"
        )
        frame = frame[rng.random(MOST) < 0.9].astype(
            {c: model.columns[c].dtype for c in frame.columns.astype(str)}
        )
        if name == "marts.measure_value":
            frame["as_at"] = pd.Timestamp(2026, 1, day).as_unit("us")
        frames[name] = frame.sample(frac=1, random_state=seed).reset_index(drop=True)
    run = replace(
        RUN,
        load_run_id=f"{authority}-{day}-{seed}",
        authority=authority,
        extract_date=date(2026, 1, day),
        computed_at=datetime(2026, 1, day, 23, seed % 60, tzinfo=UTC),
    )
    return run, frames


class KilledError(Exception):
    """What a process that dies leaves undone."""


def killed(store: Warehouse, run: LoadRun, frames: Frames, after: int) -> None:
    """A load that dies before its table number `after`."""
    asked = 0

    def given_unless_dead(frame: pd.DataFrame) -> Callable[[], pd.DataFrame]:
        def give() -> pd.DataFrame:
            nonlocal asked
            asked += 1
            if asked > after:
                raise KilledError
            return frame

        return give

    with pytest.raises(KilledError):
        store.load(run, {name: given_unless_dead(frame) for name, frame in frames.items()})


def meddle(url: str, seed: int) -> None:
    """What nobody but a load should do."""
    table = ("held.person", "held.fact_clock", "held.measure_value")[seed % 3]
    column = {"held.person": "locality", "held.fact_clock": "team", "held.measure_value": "member"}[table]
    with psycopg.connect(url) as connection:
        connection.execute(
            (
                f"DELETE FROM {table}",
                f"UPDATE {table} SET {column} = 'meddled'"
                if column != "member"
                else f"UPDATE {table} SET value = -1",
                f"UPDATE {table} SET authority = authority",
            )[seed // 3 % 3]
        )


ACTIONS = st.tuples(
    st.sampled_from(["night", "night", "again", "by value", "killed", "earlier", "recorded", "meddle"]),
    st.sampled_from(["north", "south"]),
    st.integers(0, 59),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACTIONS, min_size=2, max_size=6))
def test_random_nights_end_as_if_the_last_had_been_loaded_whole(
    warehouse: Warehouse, warehouse_url: str, contents: Contents, actions: list[tuple[str, str, int]]
) -> None:
    _emptied(warehouse_url)
    last: dict[str, tuple[LoadRun, Frames]] = {}
    recorded: list[tuple[LoadRun, pd.DataFrame]] = []
    common: pd.DataFrame | None = None
    for day, (action, authority, seed) in enumerate(actions, start=2):
        run, frames = a_night(authority, day, seed)
        if action == "again" and authority in last:
            run, frames = last[authority]
            frames = {name: frame.sample(frac=1, random_state=seed) for name, frame in frames.items()}
        if action == "killed":
            killed(warehouse, run, frames, after=seed % 3)
        elif action == "earlier" and authority in last:
            before = contents()
            assert warehouse.load(*a_night(authority, 1, seed)).outcome == "superseded"
            assert contents() == before
        elif action == "recorded":
            figures = frames["marts.measure_value"].drop(columns="basis")
            warehouse.reports.replace_figures(run, figures, AS_RECORDED)
            recorded.append((run, figures))
        elif action == "meddle":
            meddle(warehouse_url, seed)
            for its_own in last.values():  # until the next night, and no longer
                warehouse.load(*its_own)
                common = its_own[1]["marts.dim_measure"]
            for its_run, figures in recorded:
                warehouse.reports.replace_figures(its_run, figures, AS_RECORDED)
        else:
            assert warehouse.load(run, frames, by_value=action == "by value").outcome == "loaded"
            last[authority] = run, frames
            common = frames["marts.dim_measure"]
    by_difference = contents()
    _emptied(warehouse_url)
    for its_run, figures in recorded:
        warehouse.reports.replace_figures(its_run, figures, AS_RECORDED)
    for its_own in last.values():
        warehouse.load(*its_own)
    if common is not None:
        warehouse.load(*_with(last, common))
    whole = contents()
    del whole["bi.load_status"], by_difference["bi.load_status"]  # counts the catalogue's rows as well
    assert whole == by_difference


def _with(last: dict[str, tuple[LoadRun, Frames]], common: pd.DataFrame) -> tuple[LoadRun, Frames]:
    run, frames = next(reversed(last.values()))
    return run, frames | {"marts.dim_measure": common}


def _emptied(url: str) -> None:
    with psycopg.connect(url) as connection:
        for name in TABLES:
            connection.execute(f"DELETE FROM held.{name.split('.')[1]}")
        connection.execute("DELETE FROM ops.load_run")
        connection.execute("DELETE FROM ops.authority")


def test_a_night_that_changed_nothing_writes_nothing(
    warehouse: Warehouse, night: Night, contents: Contents
) -> None:
    run, frames = night(14)
    warehouse.load(run, frames)
    newest = "SELECT max(xmin::text::bigint) AS x FROM held.measure_value"
    before, written_by = contents(), warehouse.query(newest)["x"].item()
    later = replace(run, load_run_id="15", extract_date=date(2026, 1, 15))
    done = warehouse.load(later, frames)
    assert (done.outcome, done.rows, done.written) == ("loaded", sum(map(len, frames.values())), 0)
    assert warehouse.query(newest)["x"].item() == written_by
    after = contents()
    assert {name for name in after if after[name] != before[name]} >= {
        "marts.measure_value",
        "bi.load_status",
    }
    assert {name for name in after if after[name] != before[name] and not name.startswith("bi.")} == {
        "marts.measure_value"
    }
    shown = warehouse.query("SELECT DISTINCT extract_date, load_run_id FROM marts.measure_value")
    assert shown.astype(str).to_numpy().tolist() == [["2026-01-15", "15"]]


def test_only_changed_new_and_gone_rows_are_written(warehouse: Warehouse, night: Night) -> None:
    run, frames = night(14)
    warehouse.load(run, frames)
    people = frames["restricted.person"]
    people.loc[3, "locality"] = "Moved"
    frames["restricted.person"] = pd.concat(
        [people.drop(index=5), people[:1].assign(person_id="new")], ignore_index=True
    )
    old = set(warehouse.query("SELECT person_id, xmin::text AS x FROM held.person").itertuples(index=False))
    assert warehouse.load(run, frames).written == 2
    new = set(warehouse.query("SELECT person_id, xmin::text AS x FROM held.person").itertuples(index=False))
    assert len(old & new) == 18
    assert len(new - old) == 2


def test_figures_of_another_run_say_so_until_the_next_night(warehouse: Warehouse, night: Night) -> None:
    run, frames = night(14)
    run = replace(run, records_checksum="records")
    warehouse.load(run, frames)
    figures = frames["marts.measure_value"].drop(columns="basis")[:5]
    other = replace(run, load_run_id="with other settings")
    assert warehouse.reports.replace_figures(other, figures.assign(value=7), "restated") == ("loaded", 5)
    shown = warehouse.query(
        "SELECT load_run_id, count(*) AS n FROM marts.measure_value GROUP BY 1 ORDER BY 1"
    )
    assert shown.to_numpy().tolist() == [["demo-14", 15], ["with other settings", 5]]
    assert warehouse.load(run, frames).written == 5
    assert warehouse.query("SELECT DISTINCT load_run_id FROM marts.measure_value").to_numpy().tolist() == [
        ["demo-14"]
    ]


def test_a_comparison_by_value_finds_what_the_hashes_do_not_tell(
    warehouse: Warehouse,
    warehouse_url: str,
    night: Night,
    contents: Contents,
    caplog: pytest.LogCaptureFixture,
) -> None:
    run, frames = night(14)
    warehouse.load(run, frames)
    before = contents()
    with psycopg.connect(warehouse_url) as connection:
        connection.execute("SET session_replication_role = replica")  # no trigger notes it
        connection.execute("UPDATE held.person SET locality = 'meddled' WHERE person_id LIKE 'r1%'")
        connection.execute("UPDATE held.measure_value SET numerator = numerator + 1 WHERE numerator > 1")
        connection.execute("UPDATE held.dim_measure SET unit = NULL WHERE false")
    assert warehouse.load(run, frames).written == 0
    assert contents() != before
    with caplog.at_level(logging.WARNING):
        assert warehouse.load(run, frames, by_value=True).written > 10
    assert contents() == before
    assert "restricted.person: 11 rows were not as they had been loaded" in caplog.text
    assert "meddled" not in caplog.text
    caplog.clear()
    assert warehouse.load(run, frames, by_value=True).written == 0
    assert not caplog.records


AWKWARD: dict[Any, list[Any]] = {
    "text": ["", None, "a", "b", "ab", "null", " ", "0"],
    "date": [None, date(1970, 1, 1), date(1969, 12, 31), date(2026, 1, 1)],
    "flag": [None, False, True],
    "integer": [None, 0, 1, -1, 2**62],
    "decimal": [None, 0.0, 1.0, -1.0, 1e-300, 0.1],
    "datetime": [None, datetime(1970, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)],
}


def test_rows_that_differ_in_any_value_have_different_hashes() -> None:
    from include.model.tables import DTYPES

    arrays = {kind: pa.array(values, DTYPES[kind][1]) for kind, values in AWKWARD.items()}
    for kind, array in arrays.items():
        hashes = difference.row_hashes(pa.table({kind: array}))
        assert len({*hashes.tolist()}) == len(array), kind
        assert (difference.row_hashes(pa.table({"x": array.take(pa.array([2, 1]))})) == hashes[[2, 1]]).all()
    text = arrays["text"]
    pairs = pa.table(
        {"a": pa.array(np.repeat(text.to_pylist(), 8), text.type), "b": text.take(pa.array([*range(8)] * 8))}
    )
    assert len({*difference.row_hashes(pairs).tolist()}) == 64, "two columns whose values change places"
    coded = pa.table({"text": text.dictionary_encode()})
    assert (difference.row_hashes(coded) == difference.row_hashes(pa.table({"text": text}))).all()
    assert len(difference.row_hashes(pa.table({"text": text[:0]}))) == 0
