"""`make up`, one run that fails, and what the person on call gets of it: mail, webhook, list, log, metrics, lineage.

A real scheduler, API server and dag processor on PostgreSQL; receivers of mail, webhook and OpenTelemetry beside them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import psycopg
import pytest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest

from include.airflow.metrics import METRICS
from include.pipeline import last_ended_day
from tests.conftest import copy_of
from tests.listeners import free_port, mail_server, webhook

pytestmark = [pytest.mark.airflow, pytest.mark.postgres, pytest.mark.timeout(1200)]

ROOT = Path(__file__).parents[2]
CANARY = "Canaryname"


@contextmanager
def collector() -> Iterator[tuple[int, list[ExportMetricsServiceRequest]]]:
    """Port of an OTLP receiver, and what it was sent."""
    heard: list[ExportMetricsServiceRequest] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            import gzip

            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            heard.append(ExportMetricsServiceRequest.FromString(body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("localhost", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port, heard
    finally:
        server.shutdown()
        server.server_close()


class Airflow:
    """The local Airflow, by its API."""

    def __init__(self, port: int, password: str) -> None:
        self.url = f"http://localhost:{port}"
        found = self.ask("POST", "/auth/token", {"username": "admin", "password": password}, {})
        self.headers = {"Authorization": f"Bearer {found['access_token']}"}

    def ask(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Any:
        """The JSON of an answer."""
        request = Request(
            f"{self.url}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", **(self.headers if headers is None else headers)},
        )
        with urlopen(request, timeout=300) as answer:
            return json.load(answer)

    def run(self, dag_id: str, conf: dict[str, Any]) -> dict[str, Any]:
        """Trigger a run and wait for its end."""
        self.ask("PATCH", f"/api/v2/dags/{dag_id}", {"is_paused": False})
        path = f"/api/v2/dags/{dag_id}/dagRuns"
        run = self.ask("POST", path, {"conf": conf, "logical_date": None})
        until = time.monotonic() + 900
        while run["state"] not in ("success", "failed") and time.monotonic() < until:
            time.sleep(2)
            run = self.ask("GET", f"{path}/{run['dag_run_id']}")
        return dict(run)

    def log(self, run: dict[str, Any], task: str) -> str:
        """The log of a task's first try."""
        path = f"/api/v2/dags/{run['dag_id']}/dagRuns/{run['dag_run_id']}/taskInstances/{task}/logs/1"
        return json.dumps(self.ask("GET", f"{path}?full_content=true"))


def words(mail: Message) -> str:
    """The text of a mail in all its forms."""
    parts = [part.get_payload(decode=True) for part in mail.walk() if not part.is_multipart()]
    return " ".join(part.decode() for part in parts if isinstance(part, bytes))


def local(command: str, environment: dict[str, str]) -> str:
    """Say `up` or `down`; what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "include.airflow.local", command],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def seen(postgres_server, _filled) -> Iterator[dict[str, Any]]:
    """What came of one night that fails: a child's name stands where its birth date should, and a table is gone."""
    night = last_ended_day()
    with (
        # Not in pytest's own folder, which the account of the embedded server may not enter.
        tempfile.TemporaryDirectory(prefix="up-", ignore_cleanup_errors=True) as folder,
        copy_of(_filled, root := Path(folder), postgres_server) as installation,
        mail_server() as (mail_port, mails),
        webhook() as (hook, heard),
        collector() as (otlp, metrics),
    ):
        with psycopg.connect(installation.source_url.replace("+psycopg", ""), autocommit=True) as source:
            source.execute("UPDATE cms.person SET surname = %s", [CANARY])
            source.execute("UPDATE cms.state_of SET day = %s", [night])
            source.execute("ALTER TABLE cms.plan RENAME TO plan_of_before")
        (root / "config/_notify.yaml").write_text(
            f"addresses:\n  on_call: mailto://localhost:{mail_port}?from=send@council.example&to=on-call@council.example\n"
            "  team: TEAM_HOOK\n"
        )
        port = free_port()
        lineage = root / "lineage.jsonl"
        environment = {
            **os.environ,
            **installation.settings,
            "TEAM_HOOK": hook,
            "SEND_RUNBOOK_URL": "https://send.example/runbook",
            "AIRFLOW__API__PORT": str(port),
            "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "True",
            "AIRFLOW__METRICS__OTEL_ON": "True",
            "AIRFLOW__METRICS__LEGACY_NAMES_ON": "False",
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://localhost:{otlp}",
            "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
            "OTEL_METRIC_EXPORT_INTERVAL": "5000",
            "AIRFLOW__OPENLINEAGE__TRANSPORT": json.dumps(
                {"type": "file", "log_file_path": str(lineage), "append": True}
            ),
            "AIRFLOW__OPENLINEAGE__NAMESPACE": "send",
            "AIRFLOW__OPENLINEAGE__EXTRACTORS": "include.airflow.lineage.OfOurSteps",
            "AIRFLOW__OPENLINEAGE__EMISSION_POLICY": '[{"scope": {}, "controls": {"include_source_code": false}}]',
        }
        try:
            said = local("up", environment)
            airflow = Airflow(port, said.split("password ")[1].split(")")[0])
            failed = airflow.run("send_nightly_demo", {"extract_date": str(night)})
            log = airflow.log(failed, "land")
            with psycopg.connect(installation.source_url.replace("+psycopg", ""), autocommit=True) as source:
                source.execute("ALTER TABLE cms.plan_of_before RENAME TO plan")
            told_by_then = len(heard)
            good = airflow.run("send_nightly_demo", {"extract_date": str(night)})
            subprocess.run(
                [sys.executable, "-m", "include.cli", "watch"], env=environment, cwd=ROOT, check=True
            )
            time.sleep(6)  # metrics come every five seconds
            yield {
                "night": night,
                "failed": failed,
                "good": good,
                "log": log,
                "good_log": airflow.log(good, "load"),
                "files": {
                    path.parent.name.removeprefix("task_id="): path.read_text()
                    for path in (root / "data/airflow/logs").glob(
                        f"dag_id=*/run_id={failed['dag_run_id']}/*/attempt=1.log"
                    )
                },
                "told_by_then": told_by_then,
                "hook": heard,
                "mails": mails,
                "pools": {
                    pool["name"]: pool["slots"] for pool in airflow.ask("GET", "/api/v2/pools")["pools"]
                },
                "runs": airflow.ask("GET", "/api/v2/dags/send_nightly_demo/dagRuns")["dag_runs"],
                "metrics": metrics,
                "lineage": lineage.read_text(),
                "data": root / "data",
            }
        finally:
            local("down", environment)


def points(requests: list[ExportMetricsServiceRequest]) -> Iterator[tuple[str, dict[str, str]]]:
    """Name and attributes of every point."""
    for request in requests:
        for resource in request.resource_metrics:
            for scope in resource.scope_metrics:
                for metric in scope.metrics:
                    for point in getattr(metric, metric.WhichOneof("data")).data_points:
                        yield metric.name, {a.key: a.value.string_value for a in point.attributes}


def test_the_first_run_after_make_up_does_not_race_the_api_server(seen):
    assert seen["failed"]["state"] == "failed", "it fails for the source's sake, which its log says"
    assert "table" in seen["log"]
    assert seen["good"]["state"] == "success"
    assert "Connection refused" not in seen["log"] + seen["good_log"]


def test_the_first_error_of_a_log_says_what_is_wrong(seen):
    errors = [json.loads(line) for line in seen["files"]["land"].splitlines() if '"level":"error"' in line]
    assert errors[0]["event"].startswith("postgresql database")
    assert "there is no table or view 'plan' for plan" in errors[0]["event"]


def test_on_call_is_told_once_by_mail_and_by_webhook_with_the_section_of_the_runbook(seen):
    assert seen["told_by_then"] == 1
    assert seen["hook"][0]["text"].startswith("SEND demo: ")
    assert "https://send.example/runbook#alert-unreadable" in seen["hook"][0]["text"]
    (mail,) = [mail for mail in seen["mails"] if "alert-unreadable" in words(mail)]
    assert mail["To"] == "on-call@council.example"


def test_lists_of_runs_say_the_extract_date(seen):
    # Within two hours or so of a night's due time Airflow adds a run of its own when the DAG is unpaused.
    asked_for = [run["note"] for run in seen["runs"] if run["run_type"] == "manual"]
    assert asked_for == [f"Extract date {seen['night']}"] * 2


def test_the_pools_are_there(seen):
    assert seen["pools"]["send_heavy"] == 2
    assert seen["pools"]["send_source_demo"] == 1


def test_a_log_of_success_says_what_was_done_by_table(seen):
    assert "marts.fact_plan: " in seen["good_log"]
    assert "Done: outcome loaded" in seen["good_log"]


def test_every_metric_of_ours_arrives_with_its_council(seen):
    sent = {name: about for name, about in points(seen["metrics"]) if name.startswith("airflow.send.")}
    assert set(sent) == {f"airflow.{name}" for name in METRICS}
    assert {about["authority"] for about in sent.values()} == {"demo"}
    steps = [about for name, about in points(seen["metrics"]) if name == "airflow.send.step"]
    assert {(about["step"], about["outcome"]) for about in steps} >= {("land", "failed"), ("land", "done")}


def test_lineage_names_what_each_step_read_and_wrote(seen):
    events = [json.loads(line) for line in seen["lineage"].splitlines()]
    loads = [
        event
        for event in events
        if event["job"]["name"] == "send_nightly_demo.load" and event["eventType"] == "COMPLETE"
    ]
    assert [d["name"] for d in loads[-1]["inputs"]] == ["conformed", "facts", "measures"]
    assert {d["namespace"] for d in loads[-1]["outputs"]} == {"send://demo"}


def test_nothing_of_a_child_is_in_messages_metrics_lineage_or_logs(seen):
    told = (
        json.dumps(seen["hook"]) + "".join(map(words, seen["mails"])) + seen["lineage"] + str(seen["metrics"])
    )
    assert CANARY not in told
    logs = [path for path in (seen["data"] / "airflow").rglob("*.log") if path.is_file()]
    assert logs
    assert not [path for path in logs if CANARY.encode() in path.read_bytes()]
