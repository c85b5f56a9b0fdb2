"""The return is signed in Airflow: its DAG runs, a person answers through Airflow's own API, and files are sealed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

# On a busy machine the night that the test begins with takes as long as the test.
pytestmark = [pytest.mark.airflow, pytest.mark.timeout(600)]

PROJECT = Path(__file__).parents[2]

# Airflow reads its settings when it is imported, so it is run in a process of its own. `dag.test` runs the tasks one by
# one and waits at the approval, which a second thread gives through the API that the web page uses.
RUN = """
import json, sys, threading, time
from fastapi.testclient import TestClient
from airflow.api_fastapi.app import create_app, get_auth_manager
from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser
from airflow.dag_processing.dagbag import DagBag

reason, seen = sys.argv[2], {}
client = TestClient(create_app())
user = SimpleAuthManagerUser(username="A. Director", role="admin")
client.headers["Authorization"] = "Bearer " + get_auth_manager().generate_jwt(user)

def answer():
    while True:
        found = client.get("/api/v2/dags/~/dagRuns/~/hitlDetails").json().get("hitl_details", [])
        if found:
            break
        time.sleep(0.5)
    task = found[0]["task_instance"]
    seen.update(subject=found[0]["subject"], body=found[0]["body"], params=list(found[0]["params"]))
    path = f"/api/v2/dags/{task['dag_id']}/dagRuns/{task['dag_run_id']}/taskInstances/{task['task_id']}/-1/hitlDetails"
    told = client.patch(path, json={"chosen_options": ["Approve"], "params_input": {"reason": reason}})
    seen["answered"] = told.status_code

threading.Thread(target=answer, daemon=True).start()
run = DagBag(sys.argv[1]).dags["send_sen2_demo"].test(run_conf={"year": 2026})
states = {ti.task_id: str(ti.state) for ti in run.get_task_instances()}
print("ANSWER" + json.dumps({**seen, "states": states}))
"""


def signed(installation, home: Path, reason: str) -> dict:
    """Run the DAG of the return and approve it with a reason; what Airflow showed and how the tasks ended."""
    environment = {
        **installation.environment,
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(PROJECT / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__API_AUTH__JWT_SECRET": "a secret of the tests",
        "PYTHONPATH": str(PROJECT),
    }
    for script, *arguments in (
        ("-m", "airflow", "db", "migrate"),
        ("-c", RUN, str(PROJECT / "dags"), reason),
    ):
        done = subprocess.run(
            [sys.executable, script, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=280,
        )
        assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.split("ANSWER")[1].splitlines()[0])


def test_an_approval_in_airflow_seals_the_files_in_the_name_of_whoever_gave_it(after_a_night, tmp_path):
    reason = "The officers of the header are sent by e-mail."
    told = signed(after_a_night, tmp_path / "airflow", reason)
    assert told["answered"] == 200
    assert set(told["states"].values()) == {"success"}, told["states"]
    assert told["subject"] == "Sign the SEN2 return 2026 of demo?"
    for part in ("dmo is missing", "Faults of form", "Size of the return", "Changed since", "Explanations"):
        assert part in told["body"], part
    assert told["params"] == ["reason"]
    home = after_a_night.root / "lake/sen2/authority=demo/year=2026"
    sealed = json.loads((home / "sealed-1/_manifest.json").read_text())
    assert (sealed["approved_by"], sealed["reason"]) == ("A. Director", reason)
    assert (home / "sealed-1/sen2-2026.xml").exists()
    assert (home / "sealed-1/findings.csv").exists()
