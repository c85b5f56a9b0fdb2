"""Every DAG imports, survives Airflow's serialisation, and carries what the person on call needs."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.airflow

PROJECT = Path(__file__).parents[2]
TAGS = {"send", "nightly", "half-termly", "published", "sen2", "retention"}

# Airflow reads its settings when it is imported, so it is asked in a process of its own.
ASK = """
import json, sys
from airflow.dag_processing.dagbag import DagBag
from airflow.serialization.serialized_objects import DagSerialization
bag = DagBag(sys.argv[1])
heavy = sorted({"pandas", "great_expectations", "pyarrow", "include.pipeline"} & set(sys.modules))
dags = {}
for dag_id, dag in bag.dags.items():
    back = DagSerialization.from_dict(json.loads(json.dumps(DagSerialization.to_dict(dag))))
    dags[dag_id] = {
        "doc": dag.doc_md, "tags": sorted(dag.tags), "catchup": dag.catchup, "runs": dag.max_active_runs,
        "timeout": dag.dagrun_timeout.total_seconds() if dag.dagrun_timeout else None,
        "timetable": type(back.timetable).__name__, "params": list(dag.params),
        "tasks": {
            t.task_id: {
                "owner": t.owner, "retries": t.retries,
                "timeout": t.execution_timeout.total_seconds() if t.execution_timeout else None,
                "after": sorted(t.upstream_task_ids), "outlets": [o.name for o in t.outlets],
            } for t in dag.tasks
        },
    }
print("ANSWER" + json.dumps({"errors": bag.import_errors, "heavy": heavy, "dags": dags}))
"""


@pytest.fixture(scope="module")
def bag(tmp_path_factory):
    """What Airflow makes of the DAG folder."""
    import os

    home = tmp_path_factory.mktemp("airflow")
    environment = {
        **os.environ,
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(PROJECT / "plugins"),
        "PYTHONPATH": str(PROJECT),
        "SEND_CONFIG_DIR": str(PROJECT / "config"),
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(PROJECT / "dags")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.split("ANSWER")[1])


def test_every_dag_imports(bag):
    assert bag["errors"] == {}
    assert set(bag["dags"]) == {
        "send_nightly_demo",
        "send_half_termly_demo",
        "send_published_statistics",
        "send_sen2_demo",
        "send_retention_demo",
    }


def test_parsing_loads_nothing_heavy(bag):
    assert bag["heavy"] == []


def test_every_dag_tells_who_owns_it_and_what_to_do(bag):
    for dag_id, dag in bag["dags"].items():
        assert "status" in dag["doc"] or "published" in dag["doc"], dag_id
        assert len(dag["doc"]) > 300, dag_id
        assert set(dag["tags"]) <= TAGS, dag_id
        assert "send" in dag["tags"], dag_id
        # A return may wait for its signature while others rehearse.
        assert dag["runs"] == (4 if dag_id.startswith("send_sen2") else 1), dag_id
        assert dag["timeout"], dag_id
        for name, task in dag["tasks"].items():
            assert task["owner"] not in ("airflow", ""), f"{dag_id}.{name}"
            assert (task["retries"] > 0) != (name == "approve"), f"{dag_id}.{name}"
            assert task["timeout"] or name == "approve", f"{dag_id}.{name}"


def test_the_night_runs_its_steps_in_order(bag):
    tasks = bag["dags"]["send_nightly_demo"]["tasks"]
    assert {name: task["after"] for name, task in tasks.items()} == {
        "land": [],
        "validate": ["land"],
        "transform": ["validate"],
        "load": ["transform"],
        "quality": ["load"],
    }
    assert tasks["load"]["outlets"] == ["send_demo_marts"]


def test_a_nightly_run_is_a_partition_named_by_its_extract_date(bag):
    night = bag["dags"]["send_nightly_demo"]
    assert night["timetable"] == "CronPartitionTimetable"
    assert not night["catchup"]
    assert night["params"] == ["extract_date", "read_whole", "take_again", "late"]


def test_a_half_termly_run_is_a_partition_named_by_its_half_term(bag):
    half_term = bag["dags"]["send_half_termly_demo"]
    assert half_term["timetable"] == "HalfTermTimetable"
    assert half_term["params"] == ["period"]
    tasks = half_term["tasks"]
    assert {name: task["after"] for name, task in tasks.items()} == {
        "check": [],
        "compute": ["check"],
        "publish": ["compute"],
        "pack": ["publish"],
        "notify": ["pack", "publish"],
    }
    assert tasks["publish"]["outlets"] == ["send_demo_reported"]


def test_the_return_is_signed_by_a_person_before_it_is_sealed(bag):
    tasks = bag["dags"]["send_sen2_demo"]["tasks"]
    assert {name: task["after"] for name, task in tasks.items()} == {
        "rehearse": [],
        "freeze": ["rehearse"],
        "approve": ["freeze"],
        "seal": ["approve"],
    }


def test_airflows_backfill_plans_every_half_term_of_a_range_of_plain_dates(tmp_path):
    """As a person asks for it: the half-term that begins on the first day, at 23:00 UTC of the day before, is there."""
    import os

    environment = {
        **os.environ,
        "AIRFLOW_HOME": str(tmp_path),
        "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(PROJECT / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "PYTHONPATH": str(PROJECT),
        "SEND_CONFIG_DIR": str(PROJECT / "config"),
    }

    def airflow(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "airflow", *command],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=200,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    airflow("db", "migrate")
    airflow("dags", "reserialize")
    span = ("--from-date", "2024-09-01", "--to-date", "2025-08-31", "--dry-run")
    planned = airflow("backfill", "create", "--dag-id", "send_half_termly_demo", *span)

    names = ("autumn-1", "autumn-2", "spring-1", "spring-2", "summer-1", "summer-2")
    assert re.findall(r"\| (20\d\d-\d\d-\w+-\d) ", planned) == [f"2024-25-{name}" for name in names]


# The night of 2026-03-29 has no 01:30 in London and that of 2026-10-25 has it twice; 02:30 comes once in both.
SCHEDULE = """
import pendulum
from airflow.timetables.trigger import CronPartitionTimetable
table = CronPartitionTimetable("30 2 * * *", timezone="Europe/London", run_offset=-1, key_format="%Y-%m-%d")
for first, last in (("2026-03-27", "2026-03-31"), ("2026-10-23", "2026-10-27")):
    zone = "Europe/London"
    begin, end = pendulum.parse(first, tz=zone), pendulum.parse(last, tz=zone)
    keys = [i.partition_key for i in table.iter_partition_dagrun_infos(earliest=begin, latest=end.add(days=1))]
    print("KEYS", " ".join(keys))
"""


def test_every_day_has_one_key_across_the_clock_changes(tmp_path):
    import os

    done = subprocess.run(
        [sys.executable, "-c", SCHEDULE],
        env={**os.environ, "AIRFLOW_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    spring, autumn = [line.split()[1:] for line in done.stdout.splitlines() if line.startswith("KEYS")]
    assert spring == [f"2026-03-{day}" for day in range(27, 32)]
    assert autumn == [f"2026-10-{day}" for day in range(23, 28)]
