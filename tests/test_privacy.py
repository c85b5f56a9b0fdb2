"""Nothing that names a child may get out. `tests/dags/test_runs.py` follows a marked child through real Airflow."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from include import pipeline
from tests.dump import dump
from tests.marked import found_in


def test_local_identifiers_do_not_leave_either(after_a_night, small_council):
    outside = b"".join(dump(after_a_night.warehouse_url, ("marts", "bi", "dq", "ops")).values())
    words = set(re.split(rb"[\t\n]", outside))
    for table, column in (("person", "person_id"), ("request", "request_id"), ("plan", "plan_id")):
        ids = {str(i).encode() for i in small_council.tables[table][column]}
        assert not ids & words, table


def test_a_library_error_that_quotes_a_row_is_not_passed_on(demo_environment, monkeypatch):
    from include.airflow import runs

    def quoting(*_):
        raise ValueError("could not convert 'Canaryname'")

    with pytest.raises(Exception) as error, runs.failures_for_people():
        quoting()
    assert not found_in(str(error.value))
    assert error.value.__suppress_context__


def test_the_hash_depends_on_the_secret(demo_environment, monkeypatch, small_council):
    day = datetime.now(UTC).date() - timedelta(days=2)
    ids = small_council.tables["person"]["person_id"].head(3)
    one = pipeline.Night.open("demo", day).keys("person", ids)
    assert one.str.fullmatch("[0-9a-f]{32}").all()
    assert list(pipeline.Night.open("demo", day).keys("person", ids)) == list(one)
    assert set(pipeline.Night.open("demo", day).keys("request", ids)).isdisjoint(one)
    monkeypatch.setenv("SEND_PSEUDONYM_KEY", "another secret")
    assert set(pipeline.Night.open("demo", day).keys("person", ids)).isdisjoint(one)
