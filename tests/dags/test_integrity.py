"""Every DAG imports, survives Airflow's serialisation, and carries what the person on call needs."""

import json
import re
from collections import Counter
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.airflow.defaults import HEAVY_POOL, HEAVY_SLOTS, begins_at
from include.pipeline import NIGHT

pytestmark = pytest.mark.airflow

DAGS = Path(__file__).parents[2] / "dags"
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
        "timetable": type(back.timetable).__name__, "partitioned": back.timetable.partitioned,
        "waits_for": sorted(asset.name for _, asset in back.timetable.asset_condition.iter_assets()),
        "params": list(dag.params),
        "tasks": {
            t.task_id: {
                "owner": t.owner, "retries": t.retries, "doc": t.doc_md, "pool": t.pool,
                "timeout": t.execution_timeout.total_seconds() if t.execution_timeout else None,
                "after": sorted(t.upstream_task_ids), "outlets": [o.name for o in t.outlets],
            } for t in dag.tasks
        },
    }
print("ANSWER" + json.dumps({"errors": bag.import_errors, "heavy": heavy, "dags": dags}))
"""


# Afterwards: how many slots the pool has before Airflow has started, then, and when somebody has set it.
POOLS = """
from airflow.jobs.job import Job
from airflow.models.pool import Pool

def told():
    print("POOLS", Pool.slots_stats().get("send_heavy", {}).get("total"))

told()
Job()
told()
Pool.create_or_update_pool("send_heavy", 7, "as somebody has set it", include_deferred=False)
Job()
told()
"""


@pytest.fixture(scope="module")
def asked(in_airflow):
    """What a process says that reads the DAG folder and then starts a job."""
    ended, said = in_airflow("-c", ASK + POOLS, str(DAGS), timeout=120)
    assert ended == 0, said[-3000:]
    return said


@pytest.fixture(scope="module")
def bag(asked):
    """What Airflow makes of the DAG folder."""
    return json.loads(asked.split("ANSWER")[1].splitlines()[0])


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
        for part in ("**When.**", "**When it fails**", "First command:", "`python -m include.cli "):
            # Nothing fails in a return for its records' sake: its page says what is wrong with them.
            assert part in dag["doc"] or (part, dag_id) == ("**When it fails**", "send_sen2_demo"), (
                dag_id,
                part,
            )
        assert set(dag["tags"]) <= TAGS, dag_id
        assert "send" in dag["tags"], dag_id
        # A return may wait for its signature while others rehearse.
        assert dag["runs"] == (4 if dag_id.startswith("send_sen2") else 1), dag_id
        assert dag["timeout"], dag_id
        for name, task in dag["tasks"].items():
            assert task["owner"] not in ("airflow", ""), f"{dag_id}.{name}"
            assert (task["retries"] > 0) != (name == "approve"), f"{dag_id}.{name}"
            assert task["timeout"] or name == "approve", f"{dag_id}.{name}"
            assert len(task["doc"]) > 30, f"{dag_id}.{name} does not say what it does"


def test_what_holds_a_councils_records_in_memory_waits_for_room(bag):
    light = {
        f"{dag_id.removesuffix('_demo')}.{name}"
        for dag_id, dag in bag["dags"].items()
        for name, task in dag["tasks"].items()
        if task["pool"] != HEAVY_POOL
    }
    assert bag["dags"]["send_nightly_demo"]["tasks"]["land"]["pool"] == "send_source_demo"
    assert light == {
        "send_nightly.land",
        "send_half_termly.check",
        "send_half_termly.notify",
        "send_sen2.approve",
        "send_sen2.seal",
        "send_retention.expire",
        "send_published_statistics.load_published",
    }


def test_files_of_dags_are_thin():
    """What a DAG is made of stands in `include/airflow`, where it is typed and tested."""
    for path in DAGS.glob("*.py"):
        code = path.read_text().rsplit('"""', 1)[1]
        assert len(code.splitlines()) < 15, path.name


def test_the_night_runs_its_steps_in_order(bag):
    tasks = bag["dags"]["send_nightly_demo"]["tasks"]
    names = [step.name for step in NIGHT]
    assert names == ["land", "validate", "transform", "load", "quality"]
    after = dict(zip(names, [[], *([name] for name in names)], strict=False))
    assert {name: task["after"] for name, task in tasks.items()} == after
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
        "seal": ["approve", "freeze"],
    }


# Airflow's command line, whose import takes longer than what it is asked.
IN_ONE_PROCESS = """
import json, sys
from airflow.__main__ import main
for command in json.loads(sys.argv[1]):
    sys.argv = ["airflow", *command]
    main()
"""


def test_airflows_backfill_plans_every_half_term_of_a_range_of_plain_dates(in_airflow, tmp_path):
    """As a person asks for it: the half-term that begins on the first day, at 23:00 UTC of the day before, is there."""
    span = ("--from-date", "2024-09-01", "--to-date", "2025-08-31", "--dry-run")
    commands = [
        ("dags", "reserialize"),
        ("backfill", "create", "--dag-id", "send_half_termly_demo", *span),
    ]
    ended, planned = in_airflow("-c", IN_ONE_PROCESS, json.dumps(commands), home=tmp_path)
    assert ended == 0, planned[-2000:]

    names = ("autumn-1", "autumn-2", "spring-1", "spring-2", "summer-1", "summer-2")
    assert re.findall(r"\| (20\d\d-\d\d-\w+-\d) ", planned) == [f"2024-25-{name}" for name in names]


@given(st.from_regex(r"[a-z][a-z0-9_]{0,30}", fullmatch=True))
def test_a_night_begins_at_a_minute_of_its_own_that_every_night_has_once(slug):
    begins = begins_at(slug)
    assert time(2, 30) <= begins < time(3, 30)
    assert begins == begins_at(slug)


def test_nights_of_many_councils_do_not_begin_together():
    begun = Counter(begins_at(f"council_{number}") for number in range(20))
    assert max(begun.values()) <= 3


def test_starting_airflow_makes_the_pool_once_and_leaves_what_somebody_has_set(asked):
    """A task whose pool is missing is never scheduled, and nothing shows why."""
    assert re.findall(r"^POOLS (\w+)", asked, re.MULTILINE) == ["None", str(HEAVY_SLOTS), "7"], asked[-2000:]


def test_whoever_waits_for_what_a_partition_makes_is_of_partitions_too(bag):
    """Airflow gives an event of a partitioned run to partitioned DAGs alone, and tells nobody else."""
    makers = {
        outlet: dag
        for dag in bag["dags"].values()
        for task in dag["tasks"].values()
        for outlet in task["outlets"]
    }
    waiting = {name: dag["waits_for"] for name, dag in bag["dags"].items() if dag["waits_for"]}
    assert waiting == {"send_sen2_demo": ["send_demo_marts"]}
    for name, assets in waiting.items():
        for asset in assets:
            assert makers[asset]["partitioned"] == bag["dags"][name]["partitioned"] is True, name
