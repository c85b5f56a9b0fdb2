"""The nightly load: everything of one authority is replaced, or nothing."""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from include.errors import ConfigError, WarehouseError, WarehouseUnavailable
from include.warehouse import LoadRun, Warehouse, difference, report_order

pytestmark = pytest.mark.postgres

Night = Callable[..., tuple[LoadRun, dict[str, pd.DataFrame]]]
Contents = Callable[[], dict[str, bytes]]


def _days(warehouse: Warehouse, table: str = "marts.measure_value") -> list[int]:
    return list(
        warehouse.query(f"SELECT DISTINCT extract(day FROM extract_date)::int AS d FROM {table} ORDER BY 1")[
            "d"
        ]
    )


def test_a_night_fills_every_table_and_is_marked_current(warehouse: Warehouse, night: Night) -> None:
    run, frames = night(15)
    rows = sum(map(len, frames.values()))
    done = warehouse.load(run, frames)
    assert (done.outcome, done.rows, done.written) == ("loaded", rows, rows)
    for name, frame in frames.items():
        assert warehouse.query(f"SELECT count(*) AS n FROM {name}")["n"].item() == len(frame), name
    current = warehouse.query("SELECT load_run_id, rows_loaded FROM ops.load_run WHERE is_current")
    assert current.to_dict("list") == {
        "load_run_id": ["demo-15"],
        "rows_loaded": [sum(map(len, frames.values()))],
    }


def test_the_same_night_again_leaves_the_warehouse_byte_for_byte_equal(
    warehouse: Warehouse, night: Night, contents: Contents
) -> None:
    run, frames = night(15)
    warehouse.load(run, frames)
    before = contents()
    assert len(before["marts.measure_value"]) > 1000
    shuffled = {name: frame.sample(frac=1, random_state=1) for name, frame in frames.items()}
    warehouse.load(replace(run, computed_at=datetime(2026, 2, 1, tzinfo=UTC)), shuffled)
    assert contents() == before


def test_nights_in_any_order_end_in_the_same_state(
    warehouse: Warehouse, night: Night, contents: Contents
) -> None:
    for day in (13, 14, 15):
        assert warehouse.load(*night(day)).outcome == "loaded"
    in_order = contents()
    for day in (14, 13, 15, 14):
        warehouse.load(*night(day))
    assert contents() == in_order
    late = warehouse.load(*night(13))
    assert (late.outcome, late.rows) == ("superseded", 0)
    assert _days(warehouse) == [15]


def test_one_authority_does_not_touch_another(warehouse: Warehouse, night: Night) -> None:
    warehouse.load(*night(15, authority="north"))
    warehouse.load(*night(14, rows=5, authority="south"))
    counts = warehouse.query("SELECT authority, count(*) AS n FROM restricted.person GROUP BY 1 ORDER BY 1")
    assert counts["n"].tolist() == [20, 5]


def test_a_table_no_longer_held_is_emptied(warehouse: Warehouse, night: Night) -> None:
    run, frames = night(14)
    warehouse.load(run, frames)
    run, frames = night(15)
    del frames["restricted.complaint"]
    warehouse.load(run, frames)
    assert warehouse.query("SELECT count(*) AS n FROM restricted.complaint")["n"].item() == 0


def test_reported_figures_and_figures_as_recorded_survive_a_night(warehouse: Warehouse, night: Night) -> None:
    warehouse.load(*night(14))
    with warehouse.engine.begin() as connection:
        connection.exec_driver_sql(
            'INSERT INTO held.measure_value SELECT (jsonb_populate_record(m, \'{"basis": "as_recorded"}\')).* '
            "FROM held.measure_value m"
        )
        connection.exec_driver_sql(
            "INSERT INTO marts.reported_figure SELECT (jsonb_populate_record(NULL::marts.reported_figure, "
            "to_jsonb(m) || jsonb_build_object('report_key', 'autumn.1', 'published_at', computed_at))).* "
            "FROM marts.measure_value m WHERE basis = 'restated'"
        )
    warehouse.load(*night(15, rows=3))
    kept = warehouse.query("SELECT basis, count(*) AS n FROM marts.measure_value GROUP BY 1 ORDER BY 1")
    assert kept.to_dict("list") == {"basis": ["as_recorded", "restated"], "n": [20, 3]}
    assert warehouse.query("SELECT count(*) AS n FROM marts.reported_figure")["n"].item() == 20


def test_the_publication_that_stands_is_the_last_one_made_also_after_the_ninth(
    warehouse: Warehouse, night: Night
) -> None:
    warehouse.load(*night(14))
    for half_term, last in (("2025-26-autumn-1", 11), ("2025-26-autumn-2", 1)):
        for number in range(1, last + 1):
            with warehouse.engine.begin() as connection:
                connection.exec_driver_sql(
                    "INSERT INTO marts.reported_figure SELECT (jsonb_populate_record(NULL::marts.reported_figure,"
                    " to_jsonb(m) || jsonb_build_object('report_key', %s::text,"
                    " 'published_at', computed_at + %s * interval '1 hour'))).* FROM marts.measure_value m",
                    (f"{half_term}.{number}", number),
                )
    latest = warehouse.reports.latest("demo", "2025-26-autumn-1")
    assert latest is not None
    assert (latest.report_key, latest.period_key, latest.number) == (
        "2025-26-autumn-1.11",
        "2025-26-autumn-1",
        11,
    )
    assert latest.figures == 20
    assert warehouse.reports.latest("demo", "2025-26-autumn") is None
    standing = [each.report_key for each in warehouse.reports.standing("demo")]
    assert standing == ["2025-26-autumn-1.11", "2025-26-autumn-2.1"]
    assert sorted(["a.10", "a.9", "a.1"], key=report_order) == ["a.1", "a.9", "a.10"]


def test_a_loader_killed_halfway_leaves_the_old_rows_whole(
    warehouse: Warehouse, night: Night, contents: Contents, tmp_path: Path, warehouse_url: str
) -> None:
    warehouse.load(*night(14))
    before = contents()
    (tmp_path / "night.pickle").write_bytes(pickle.dumps(night(15)))
    script = textwrap.dedent(
        """
        import pickle, sys, time
        from include.warehouse import Warehouse, difference

        copied, real = 0, difference.copy_rows
        def slow(*args, **kwargs):
            global copied
            done = real(*args, **kwargs)
            copied += 1
            if copied == 30:
                print("halfway", flush=True)
                time.sleep(60)
            return done
        difference.copy_rows = slow
        Warehouse(sys.argv[1]).load(*pickle.load(open(sys.argv[2], "rb")))
        """
    )
    arguments = [sys.executable, "-c", script, warehouse_url, str(tmp_path / "night.pickle")]
    root = Path(__file__).parents[2]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=root) as loader:
        assert loader.stdout is not None
        assert loader.stdout.readline() == "halfway\n"
        loader.send_signal(signal.SIGKILL)
        assert loader.wait(10) == -signal.SIGKILL
    assert contents() == before
    assert warehouse.load(*night(15)).outcome == "loaded"
    assert _days(warehouse) == [15]


def test_readers_during_a_load_see_the_old_night_or_the_new_one(
    warehouse: Warehouse, night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse.load(*night(14))
    real, halfway, go_on = difference.copy_rows, threading.Event(), threading.Event()

    def stopping(connection: Any, name: str, *args: Any) -> int:
        done = real(connection, name, *args)
        if name == "marts.measure_value":
            halfway.set()
            assert go_on.wait(20)
        return done

    monkeypatch.setattr(difference, "copy_rows", stopping)
    loading = threading.Thread(target=warehouse.load, args=night(15, rows=30))
    loading.start()
    assert halfway.wait(20)
    seen = warehouse.query(
        "SELECT (SELECT count(*) FROM restricted.person) AS people, "
        "(SELECT count(*) FROM marts.measure_value) AS figures"
    )
    assert seen.iloc[0].tolist() == [20, 20]
    assert _days(warehouse) == [14]
    go_on.set()
    loading.join(20)
    assert _days(warehouse) == [15]


def test_two_loads_at_once_take_turns(warehouse: Warehouse, night: Night) -> None:
    failures: list[BaseException] = []

    def load(day: int) -> None:
        try:
            warehouse.load(*night(day, rows=300))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=load, args=(day,)) for day in (15, 15, 14)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failures
    assert warehouse.query("SELECT count(*) AS n FROM restricted.person")["n"].item() == 300
    assert _days(warehouse) == [15]


def test_two_authorities_at_once_share_the_measure_catalogue(warehouse: Warehouse, night: Night) -> None:
    failures: list[BaseException] = []

    def load(authority: str) -> None:
        try:
            run, frames = night(15, authority=authority)
            frames["marts.dim_measure"] = night(15)[1]["marts.dim_measure"]
            warehouse.load(run, frames)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=load, args=(name,)) for name in ("north", "south", "east", "west")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failures
    assert warehouse.query("SELECT count(*) AS n FROM marts.dim_measure")["n"].item() == 20


def test_a_blocked_load_says_who_holds_it(warehouse: Warehouse, warehouse_url: str, night: Night) -> None:
    impatient = Warehouse(warehouse_url, lock_timeout=1)
    with warehouse.transaction("loading demo of 2026-01-14") as connection:
        warehouse.take_turns(connection, "load demo")
        pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with pytest.raises(
            WarehouseUnavailable, match=f"server process {pid} \\(send: loading demo of 2026-01-14\\)"
        ):
            impatient.load(*night(15))


def test_awkward_text_and_missing_values_come_back_as_they_went(warehouse: Warehouse, night: Night) -> None:
    run, frames = night(15, rows=7)
    awkward = ["", None, 'said "no", twice', "two\nlines\r\nof it", "Zoë Łuczak 😀 O'Neill", "NULL", "\\."]
    frames["restricted.person"]["locality"] = pd.Series(awkward, dtype="str")
    frames["restricted.team"]["established_fte"] = pd.Series(
        [0.1, None, 1e-7, 1e15, 2.5, 0, -1], dtype="Float64"
    )
    frames["marts.fact_clock"]["on_time"] = pd.Series([True, False, None] * 2 + [None], dtype="boolean")
    warehouse.load(run, frames)
    back = warehouse.query("SELECT locality FROM restricted.person ORDER BY person_id")["locality"]
    assert [None if pd.isna(value) else value for value in back] == awkward
    numbers = warehouse.query("SELECT established_fte::text AS n FROM restricted.team ORDER BY team_id")["n"]
    assert numbers.fillna("-").tolist() == ["0.1", "-", "0.0000001", "1000000000000000", "2.5", "0", "-1"]
    flags = warehouse.query("SELECT on_time FROM marts.fact_clock ORDER BY case_key")["on_time"]
    assert [None if pd.isna(value) else value for value in flags] == [
        True,
        False,
        None,
        True,
        False,
        None,
        None,
    ]


def test_nought_over_nought_is_missing_and_not_a_number(warehouse: Warehouse, night: Night) -> None:
    run, frames = night(15, rows=2)
    frames["marts.measure_value"]["value"] = pd.Series([0.0, 1.0], dtype="Float64") / pd.Series(
        [0.0, 2.0], dtype="Float64"
    )
    warehouse.load(run, frames)
    assert warehouse.query("SELECT count(value) AS n, max(value) AS top FROM marts.measure_value").iloc[
        0
    ].tolist() == [1, 0.5]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (
            lambda f: f["restricted.person"].drop(columns="sex"),
            "restricted.person: the rows to load lack the column sex",
        ),
        (lambda f: f["restricted.person"].assign(nhs_number="x"), "does not: nhs_number"),
        (
            lambda f: f["restricted.person"].assign(birth_date="Zebedee"),
            "restricted.person.birth_date: values of type",
        ),
        (lambda f: f["restricted.person"].assign(authority="other"), "rows of another authority"),
        (
            lambda f: f["restricted.person"].assign(record_source=None),
            "table person, column record_source, row 1 ",
        ),
        (
            lambda f: f["restricted.person"].assign(person_id="Zebedee"),
            "table person, row .*constraint person_pkey",
        ),
        (lambda f: f["restricted.person"].assign(forename="Zebedee\0"), "table person, row 1 "),
    ],
)
def test_rows_that_do_not_fit_are_refused_in_words_without_their_values(
    warehouse: Warehouse, night: Night, contents: Contents, spoil: Callable[..., pd.DataFrame], words: str
) -> None:
    warehouse.load(*night(14))
    before = contents()
    run, frames = night(15)
    frames["restricted.person"] = spoil(frames)
    with pytest.raises(WarehouseError, match=words) as caught:
        warehouse.load(run, frames)
    assert "Zebedee" not in str(caught.value)
    assert contents() == before


def test_a_night_may_not_write_figures_of_another_basis(warehouse: Warehouse, night: Night) -> None:
    run, frames = night(15)
    frames["marts.measure_value"]["basis"] = "as_recorded"
    with pytest.raises(WarehouseError, match="basis restated only"):
        warehouse.load(run, frames)


@pytest.mark.parametrize(
    "name", ["marts.reported_figure", "ops.load_run", "dq.validation_run", "marts.no_such"]
)
def test_a_night_may_not_touch_what_is_not_a_night_s(warehouse: Warehouse, night: Night, name: str) -> None:
    run, frames = night(15)
    with pytest.raises(WarehouseError, match=f"does not write to {name}"):
        warehouse.load(run, {**frames, name: frames["marts.measure_value"]})


def test_validation_is_recorded_for_an_extract_that_was_stopped(warehouse: Warehouse, run: LoadRun) -> None:
    results = pd.DataFrame(
        {
            "rule_id": ["person.sex.known", "person.sex.required"],
            "table_name": "person",
            "column_name": "sex",
            "severity": "warning",
            "policy": "flag",
            "rows_checked": 10,
            "rows_failed": [1, 0],
            "percent_failed": [10.0, 0.0],
            "passed": [False, True],
            "message": "Put it right.",
        }
    )
    quarantined = pd.DataFrame(
        {
            "table_name": ["person"],
            "row_number": [3],
            "rule_id": ["person.sex.known"],
            "column_name": ["sex"],
            "record_key": ["00ff"],
            "policy": ["drop_row"],
            "reason": ["Not a code."],
            "first_seen": [pd.Timestamp(2026, 1, 10)],
            "record_id": ["P-1"],
        }
    )
    summary: dict[str, Any] = {
        "stopped_because": "Half the rows are gone.",
        "rows_landed": 10,
        "rows_conformed": 0,
    }
    for _ in range(2):
        warehouse.record_validation(
            run, results=results, quarantined=quarantined, outcome="stopped", rows_quarantined=1, **summary
        )
    status = warehouse.query("SELECT * FROM bi.load_status").iloc[0]
    assert (status["latest_outcome"], status["is_behind"]) == ("stopped", True)
    assert pd.isna(status["extract_date"])
    assert warehouse.query("SELECT count(*) AS n FROM dq.validation_result")["n"].item() == 2
    assert warehouse.query("SELECT record_key FROM dq.quarantined_row")["record_key"].tolist() == ["00ff"]


def test_every_attempt_leaves_a_line(warehouse: Warehouse, run: LoadRun) -> None:
    for attempt_id, outcome in (("a", "failed"), ("b", "loaded")):
        warehouse.record_attempt(
            run,
            attempt_id=attempt_id,
            started_at=run.computed_at,
            seconds=1.23456,
            outcome=outcome,
            message=None,
        )
    lines = warehouse.query("SELECT outcome, seconds FROM ops.load_attempt ORDER BY attempt_id")
    assert lines["outcome"].tolist() == ["failed", "loaded"]
    assert lines["seconds"].tolist() == [1.235, 1.235]


def test_published_figures_are_written_only_when_they_change(
    warehouse: Warehouse, published_frames: dict[str, pd.DataFrame]
) -> None:
    rows = sum(map(len, published_frames.values()))
    name = sorted(published_frames)[0]
    newest = f"SELECT max(xmin::text::bigint) AS x, count(*) AS n FROM dfe.{name}"
    assert warehouse.load_published(published_frames) == rows
    first = warehouse.query(newest)
    assert warehouse.load_published(published_frames) == rows
    assert warehouse.query(newest).equals(first)
    warehouse.load_published({f"dfe.{name}": published_frames[name].iloc[:-1]})
    changed = warehouse.query(newest)
    assert changed["n"].item() == first["n"].item() - 1
    assert changed["x"].item() != first["x"].item()


def test_a_query_takes_parameters_and_a_percent_sign(warehouse: Warehouse) -> None:
    assert warehouse.query("SELECT 'a%' LIKE 'a%' AS found")["found"].item()
    assert warehouse.query("SELECT %s || '%%' AS text", "50")["text"].item() == "50%"


@pytest.mark.parametrize(
    ("url", "error", "words"),
    [
        ("postgresql://bob:hunter2@127.0.0.1:1/send", WarehouseUnavailable, "database 'send' on 127.0.0.1"),
        ("postgresql://bob:hunter2@/send?host=/nowhere/at/all", WarehouseUnavailable, "on /nowhere/at/all"),
    ],
)
def test_an_unreachable_warehouse_is_named_without_its_password(
    url: str, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words) as caught:
        Warehouse(url).migrate()
    assert "hunter2" not in str(caught.value)


def test_a_wrong_database_name_is_not_worth_trying_again(warehouse_url: str) -> None:
    with pytest.raises(WarehouseError, match="did not let us in") as caught:
        Warehouse(warehouse_url.replace("@/", "@/no_such_")).migrate()
    assert not isinstance(caught.value, WarehouseUnavailable)


@pytest.mark.parametrize("url", ["hunter2", "sqlite:///x.db"])
def test_a_url_that_is_not_postgresql_is_a_wrong_setting(url: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Warehouse(url)
    assert "hunter2" not in str(caught.value)
