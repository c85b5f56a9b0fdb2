"""A marked child is followed through a whole night in real Airflow: nothing that names the child may get out."""

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from include import pipeline
from include.lake import RESTRICTED
from include.reports import overview
from tests.conftest import EXTRACT_DATE
from tests.dump import dump

pytestmark = pytest.mark.airflow

PROJECT = Path(__file__).parents[1]
# Values that occur nowhere else. The date is searched for in every form that a library might print.
MARKS = ("Canaryname", "Canaryforename", "ZZ99 9QX", "ZZ999QX", "K999888777666", "9998887776")
BORN = (
    "2013-02-17",
    "17/02/2013",
    "20130217",
    "2013-Feb-17",
    "2013, 2, 17",
    "17 February 2013",
    "17 Feb 2013",
)


@pytest.fixture
def marked(demo_environment, small_council):
    """The marked child has a plan; a second record of the same child is faulty, so that rules and messages meet it."""
    person = small_council.tables["request"]["person_id"].iloc[0]
    with psycopg.connect(demo_environment.source_url.replace("+psycopg", ""), autocommit=True) as source:
        source.execute(
            "UPDATE cms.person SET surname = 'Canaryname', forename = 'Canaryforename', birth_date = '2013-02-17',"
            " postcode = 'ZZ99 9QX', upn = 'K999888777666', uln = '9998887776' WHERE person_id = %s",
            [person],
        )
        columns = [
            c
            for (c,) in source.execute(
                "SELECT column_name FROM information_schema.columns"
                " WHERE table_schema = 'cms' AND table_name = 'person'"
            )
            if c not in ("person_id", "ethnicity")
        ]
        listed = ", ".join(columns)
        source.execute(
            f"INSERT INTO cms.person (person_id, ethnicity, {listed})"
            f" SELECT 'marked-twice', '????', {listed} FROM cms.person WHERE person_id = %s",
            [person],
        )
    return demo_environment


def found_in(text: bytes | str) -> list[str]:
    body = text.encode() if isinstance(text, str) else text
    return [mark for mark in (*MARKS, *BORN) if mark.lower().encode() in body.lower()]


def airflow(installation, *command):
    home = installation.root / "airflow"
    environment = installation.environment | {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(PROJECT / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "DEBUG",
        "PYTHONPATH": str(PROJECT),
    }
    return subprocess.run(
        [sys.executable, "-m", "airflow", *command],
        env=environment,
        capture_output=True,
        check=False,
        timeout=300,
    )


def test_a_marked_child_is_found_in_the_restricted_places_only(marked):
    assert airflow(marked, "db", "migrate").returncode == 0
    ran = airflow(
        marked, "dags", "test", "send_nightly_demo", "--conf", f'{{"extract_date": "{EXTRACT_DATE}"}}'
    )
    assert ran.returncode == 0, ran.stdout[-4000:]

    held = dump(marked.warehouse_url, ("restricted",))
    assert found_in(held["restricted.person"]), "the marked child never arrived: this test proves nothing"
    set_aside = dump(marked.warehouse_url, ("dq",))["dq.quarantined_row"]
    assert b"person" in set_aside, "no rule met the marked child"

    leaks = {
        name: marks
        for name, content in dump(marked.warehouse_url, ("marts", "bi", "dfe", "dq", "ops")).items()
        if (marks := found_in(content))
    }
    said = {"output": ran.stdout + ran.stderr, "page": overview.page(pipeline.warehouse().query, "demo")}
    leaks |= {name: marks for name, text in said.items() if (marks := found_in(text))}
    # Airflow's own database (XComs, rendered fields, logs) and files, and the lake outside the restricted layers.
    for path in marked.root.rglob("*"):
        inside = path.relative_to(marked.root).parts
        if path.is_file() and not (inside[0] == "lake" and inside[1] in RESTRICTED):
            content = path.read_bytes()
            if path.suffix == ".parquet":
                import pyarrow.parquet as pq

                content = pq.read_table(path).to_pandas().to_csv().encode()
            if marks := found_in(content):
                leaks[str(path.relative_to(marked.root))] = marks
    assert not leaks


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
