"""Nothing that names a child may get out. `tests/dags/test_runs.py` follows a marked child through real Airflow."""

from datetime import UTC, datetime, timedelta

import pytest

from include import pipeline
from tests.marked import found_in


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
