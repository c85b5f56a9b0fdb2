"""What is wrong with the files of one council stays that council's matter."""

import pytest

from include.airflow import councils
from include.airflow.timetable import HalfTermTimetable
from tests.conftest import AUTHORITY

OVERLAPPING = """\
half_terms:
  2025-26:
    autumn-1: [2025-09-02, 2025-11-20]
    autumn-2: [2025-11-03, 2025-12-19]
    spring-1: [2026-01-05, 2026-02-13]
    spring-2: [2026-02-23, 2026-03-27]
    summer-1: [2026-04-13, 2026-05-22]
    summer-2: [2026-06-01, 2026-07-21]
"""


@pytest.fixture
def config(tmp_path, monkeypatch):
    monkeypatch.setenv("SEND_CONFIG_DIR", str(tmp_path))
    (tmp_path / "calendars").mkdir()
    for slug in ("east", "west"):
        (tmp_path / f"{slug}.yaml").write_text(AUTHORITY)
    return tmp_path


def test_councils_in_order_have_no_fault(config):
    (config / "_notes.yaml").write_text("{")
    assert councils.slugs() == ["east", "west"]
    assert councils.faults() == {}


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("calendars/west.yaml", OVERLAPPING, "when autumn-2 (2025-11-03) has begun"),
        ("calendars/west.yaml", "half_terms: [", "not valid YAML"),
        ("calendars/west.yaml", "grace_days: 60\n", "would be due"),
        ("west.yaml", "name: [", "not valid YAML at line"),
        ("west.yaml", "", "holds no settings"),
        ("west.yaml", "- name\n", "holds no settings"),
    ],
)
def test_a_file_that_cannot_be_read_is_the_fault_of_its_council_alone(config, name, text, told):
    (config / name).write_text(text)
    assert told in councils.faults()["west"]
    assert list(councils.faults()) == ["west"]
    assert councils.slugs() == ["east", "west"], "its DAGs stay, with all that they have run"
    for slug in ("east", "west"):
        councils.timetable(slug).validate()


def test_bytes_that_are_no_text_are_a_fault_too(config):
    (config / "west.yaml").write_bytes(b"name: \xff\xfe")
    (config / "calendars/east.yaml").write_bytes(b"\xff\xfe")
    assert set(councils.faults()) == {"east", "west"}
    assert all("UTF-8" in fault for fault in councils.faults().values())
    assert councils.timetable("east") == HalfTermTimetable()


def test_a_file_whose_name_is_none_of_a_council_has_no_dags_and_is_told(config):
    (config / "Not a council.yaml").write_text(AUTHORITY)
    assert councils.slugs() == ["east", "west"]
    assert "names no council" in councils.faults()["Not a council"]


def test_a_task_that_begins_makes_the_dag_of_its_council_alone(config, monkeypatch):
    assert councils.made_now(councils.NIGHTLY) == ["east", "west"]
    monkeypatch.setenv("_AIRFLOW_PARSING_CONTEXT_DAG_ID", "send_nightly_west")
    assert councils.made_now(councils.NIGHTLY) == ["west"]
    assert councils.made_now(councils.SEN2) == []
