"""Runs every DAG once in real Airflow, for the small council and for one whose calendar is faulty.

    python -m tests.dags.all_runs 2026-03-14

Airflow reads its settings when it is imported, so it runs in a process of its own. The approval of the return is given
through the API that the web page uses. Prints a line of JSON.
"""

from __future__ import annotations

import faulthandler
import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest

from include.reports import pack
from tests import remembered, withheld

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

# A minute or two on an idle machine.
SECONDS = 1200
REASON = "The officers of the header are sent by e-mail."
# What each kind of DAG is told besides the night.
KINDS: dict[str, dict[str, Any]] = {
    "send_nightly": {},
    "send_half_termly": {},
    "send_sen2": {"year": 2026},
    "send_retention": {},
}


def run(dag: Any, conf: dict[str, Any]) -> dict[str, Any]:
    """Run a DAG; how its tasks ended and what they returned."""
    ended = dag.test(run_conf=conf)
    tasks = ended.get_task_instances()
    return {
        "state": str(ended.state),
        "tasks": {ti.task_id: str(ti.state) for ti in tasks},
        "returned": {ti.task_id: ti.xcom_pull(task_ids=ti.task_id) for ti in tasks},
    }


def approve(client: TestClient, seen: dict[str, Any]) -> None:
    """Give an approval if one is waited for, and keep what is shown of it and the answer's status."""
    waiting = client.get("/api/v2/dags/~/dagRuns/~/hitlDetails", params={"state": "awaiting_input"})
    for wanted in waiting.json()["hitl_details"]:
        task = wanted["task_instance"]
        run_path = f"/api/v2/dags/{task['dag_id']}/dagRuns/{task['dag_run_id']}"
        path = f"{run_path}/taskInstances/{task['task_id']}/-1/hitlDetails"
        answer = {"chosen_options": ["Approve"], "params_input": {"reason": REASON}}
        seen |= {name: wanted[name] for name in ("subject", "body")} | {"params": list(wanted["params"])}
        seen["answered"] = client.patch(path, json=answer).status_code


@contextmanager
def approving(client: TestClient, seen: dict[str, Any]) -> Iterator[None]:
    """Approve what is waited for, whenever Airflow sleeps to wait for it.

    Not in a second thread: two threads that import parts of Airflow or write to one SQLite can stop each other, and a
    run whose approval was lost waits for ever.
    """
    sleep = time.sleep

    def sleep_and_approve(seconds: float) -> None:
        if threading.current_thread() is threading.main_thread() and "answered" not in seen:
            approve(client, seen)
        sleep(seconds)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "sleep", sleep_and_approve)
        yield


def main(night: str) -> None:
    """Run everything, the nights for a day."""
    # Whatever waits for ever ends here, and says where it waited.
    faulthandler.dump_traceback_later(SECONDS, exit=True)
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        # Paper is another test's matter, and so is which counts would give a small one away: here more is printed. The
        # second rehearsal is of the same records as the first.
        patch.setattr(pack, "pdf", lambda _: b"%PDF")
        withheld.small_alone(patch)
        remembered.in_force(patch, Path(folder) / "remembered")
        _run_everything(night)


def _run_everything(night: str) -> None:
    # The tests of this process's answer import its names, and Airflow takes seconds.
    from airflow.api_fastapi.app import create_app, get_auth_manager
    from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser
    from airflow.dag_processing.dagbag import DagBag
    from fastapi.testclient import TestClient

    from include.airflow.councils import faults

    bag = DagBag(str(Path(__file__).parents[2] / "dags"))
    client = TestClient(create_app())
    user = SimpleAuthManagerUser(username="A. Director", role="admin")
    client.headers["Authorization"] = "Bearer " + get_auth_manager().generate_jwt(user)
    approval: dict[str, Any] = {}
    done = {}
    with approving(client, approval):
        for slug in ("demo", "west"):
            for kind, conf in KINDS.items():
                of_night = {"extract_date": night} if kind == "send_nightly" else {}
                done[f"{kind}_{slug}"] = run(bag.dags[f"{kind}_{slug}"], conf | of_night)
    for dag_id in ("send_published_statistics", "send_fault_west", "send_fault_Not_a_council"):
        done[dag_id] = run(bag.dags[dag_id], {})
    done["misspelt"] = run(bag.dags["send_nightly_demo"], {"extract_day": night})
    done["nothing to sign"] = run(bag.dags["send_sen2_demo"], {"year": 2026})
    dags = {
        dag_id: {"doc": dag.doc_md, "tasks": sorted(dag.task_ids), "schedule": type(dag.timetable).__name__}
        for dag_id, dag in bag.dags.items()
    }
    answer = {"errors": bag.import_errors, "dags": dags, "runs": done, "approval": approval}
    sys.stdout.write("ANSWER" + json.dumps(answer | {"fault": faults()["west"]}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
