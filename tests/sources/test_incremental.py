"""Reading changes alone gives what reading everything gives, whatever has happened since the extract before."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from include.errors import SourceError
from include.model import TABLES
from include.sources import Earlier, Source, SourceConfig, open_source, source_config

DAY = date(2025, 3, 14)
NOT_HELD = [t.name for t in TABLES.values() if not t.optional and t.name != "sen_need"]
COLUMNS = "plan text, sen_type text, rank text, amended {kind}, origin text"


def config(**mapping: Any) -> SourceConfig:
    columns = {"active_plan_id": "plan", "sen_type_rank": "rank", "record_source": "origin"}
    return source_config(
        {
            "kind": "sql",
            "not_held": NOT_HELD,
            "tables": {"sen_need": {"columns": columns, "changed": "amended", **mapping}},
        }
    )


def opened(url: str, before: Earlier | None = None, *, whole: bool = False, **mapping: Any) -> Source:
    return open_source(config(**mapping), url, DAY, earlier=lambda table: before, whole=whole)


def taken(url: str, before: Earlier | None = None, **options: Any) -> tuple[pa.Table, Earlier, Source]:
    """The table, itself as the next extract will see it, and the source it came from."""
    with opened(url, before, **options) as source:
        rows = source.read("sen_need")
    assert rows is not None
    return rows, Earlier(rows, source.changes.read_up_to.get("sen_need", "2000-01-01")), source


def run(url: str, *statements: str) -> None:
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with an empty table of needs whose rows carry the time of their last change."""
    if request.param == "sqlite":
        url, kind = f"sqlite:///{tmp_path / 'cms.db'}", "timestamp"
    else:
        url, kind = request.getfixturevalue("postgres_url"), request.param
    run(url, f"CREATE TABLE sen_need ({COLUMNS.format(kind=kind)})")
    return url


PLANS = st.sampled_from(["1", "2", "3"])
RANKS = st.sampled_from(["1", "2"])
# 2025-03-30 is the night in which clocks go forward; 2019 comes from a record typed in late.
TIMES = st.sampled_from(
    ["2019-05-01 10:00:00", "2025-03-12 00:00:00", "2025-03-13 23:59:59", "2025-03-30 01:30:00"]
)
STEPS = st.one_of(
    st.tuples(st.just("put"), PLANS, RANKS, st.sampled_from(["ASD", "MLD", " SLCN "])),
    st.tuples(st.just("remove"), PLANS, RANKS),
)


def carry_out(url: str, steps: list[tuple[str, ...]], now: str) -> None:
    """Change rows, each with its time of change as an application would set it."""
    statements = []
    for what, plan, rank, *need in steps:
        statements.append(f"DELETE FROM sen_need WHERE plan = '{plan}' AND rank = '{rank}'")
        if what == "put":
            statements.append(f"INSERT INTO sen_need VALUES ('{plan}', '{need[0]}', '{rank}', '{now}', 'x')")
    run(url, *statements)


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["sqlite", "timestamp", "timestamptz", "date"], indirect=True)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.lists(STEPS, max_size=6), since=st.lists(STEPS, max_size=4), old=TIMES)
def test_changes_alone_give_what_a_whole_read_gives(database, before, since, old):
    run(database, "DELETE FROM sen_need")
    carry_out(database, before, "2025-03-11 08:00:00")
    _, first, _ = taken(database)
    carry_out(database, since, "2025-03-12 09:00:00")
    if not since:
        carry_out(database, [("put", "9", "1", "ASD")], old)
    whole, _, _ = taken(database)
    read, _, source = taken(database, first)
    assert read.equals(whole)
    # A record whose time of change lies before all that had been read: only a whole read finds it.
    late = first.rows.num_rows > 0 and not since and old.startswith("2019")
    assert source.changes.alone == ([] if late else ["sen_need"])


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
class TestWhatTheTimeOfChangeDoesNotTell:
    @pytest.fixture(autouse=True)
    def _rows(self, database):
        carry_out(database, [("put", "1", "1", "ASD"), ("put", "2", "1", "MLD")], "2025-03-01 08:00:00")
        carry_out(database, [("put", "3", "1", "MLD")], "2025-03-11 08:00:00")

    def test_an_unchanged_row_is_not_read_again(self, database):
        _, first, _ = taken(database)
        # Behind the application's back: nothing tells of it, so the earlier row stands until all is read.
        run(database, "UPDATE sen_need SET origin = 'y' WHERE plan = '1'")
        read, _, _ = taken(database, first)
        assert read["record_source"].to_pylist() == ["x", "x", "x"]

    def test_a_whole_read_tells_what_the_changes_had_missed(self, database):
        _, first, _ = taken(database)
        run(database, "UPDATE sen_need SET origin = 'y' WHERE plan = '1'")
        read, _, source = taken(database, first, whole=True)
        assert read["record_source"].to_pylist() == ["y", "x", "x"]
        assert (source.changes.alone, source.changes.unstamped) == ([], {"sen_need": 1})

    def test_a_row_without_a_time_of_change_is_read_every_night(self, database):
        run(database, "UPDATE sen_need SET amended = NULL WHERE plan = '1'")
        _, first, _ = taken(database)
        run(database, "UPDATE sen_need SET sen_type = 'PD' WHERE plan = '1'")
        assert taken(database, first)[0]["sen_type"].to_pylist()[0] == "PD"

    def test_a_time_of_change_in_the_future_hides_nothing(self, database):
        run(database, "UPDATE sen_need SET amended = '9999-12-31 00:00:00' WHERE plan = '1'")
        _, first, _ = taken(database)
        assert first.read_up_to == "2025-03-11T08:00:00"
        carry_out(database, [("put", "2", "1", "PD")], "2025-03-12 09:00:00")
        assert taken(database, first)[0]["sen_type"].to_pylist() == ["ASD", "PD", "MLD"]

    def test_a_key_that_stands_twice_has_the_table_read_whole(self, database):
        _, first, _ = taken(database)
        run(database, "INSERT INTO sen_need VALUES ('1', 'ASD', '1', '2025-03-12 09:00:00', 'y')")
        read, _, source = taken(database, first)
        assert read["record_source"].to_pylist() == ["x", "y", "x", "x"]
        assert source.changes.alone == []

    def test_a_row_that_comes_into_view_unchanged_is_found(self, database):
        _, first, _ = taken(database, where="plan <> '1'")
        assert taken(database, first)[0]["active_plan_id"].to_pylist() == ["1", "2", "3"]

    @pytest.mark.parametrize(
        ("column", "told"),
        [("ammended", "Did you mean 'amended'"), ("sen_type", "holds no date or time")],
    )
    def test_a_column_that_cannot_tell_is_refused(self, database, column, told):
        with opened(database, changed=column) as source:
            with pytest.raises(SourceError, match=told):
                source.check()
            with pytest.raises(SourceError, match=told):
                source.read("sen_need")

    def test_the_time_of_change_is_not_told_as_unread(self, database):
        with opened(database) as source:
            assert source.unmapped("sen_need") == []
