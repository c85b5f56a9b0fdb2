"""An Airflow of several machines on one host: its parts as processes that can be killed, and who is told by it.

CeleryExecutor over Redis, metadata and warehouse on two embedded PostgreSQL servers, and two workers. Waiting times
are cut (`SHORTER`, and `airflow_local_settings.py` for the tries), so that a drill takes minutes where production would
take the hour that it has; nothing else differs from the compose file.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import psutil
import psycopg

from include import private
from include.airflow.local import OWNERS_ONLY
from include.settings import PROJECT
from include.warehouse import embedded
from tests.listeners import webhook

PARTS = ("redis", "api-server", "scheduler", "dag-processor", "worker-1", "worker-2")
WORKERS = ("worker-1", "worker-2")

# Seconds that production waits longer for (300, 600, 120): a drill is to end while somebody watches.
SHORTER = {
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "60",
    "AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT": "90",
    "AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT_CHECK_INTERVAL": "15",
    "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "30",
    "AIRFLOW__WORKERS__TASK_INSTANCE_HEARTBEAT_SEC": "10",
}
_TRIES = '''"""Tries follow each other after seconds: airflow_local_settings is Airflow's own place for it."""

from datetime import timedelta


def task_policy(task):
    task.retry_delay = timedelta(seconds=15)
    task.max_retry_delay = timedelta(seconds=60)
'''
START_SECONDS = 300
RESTART_SECONDS = 10


class Fleet:
    """The parts of an Airflow, under one folder.

    Attributes:
        told: messages that a webhook has received, in their order.
        restarts: parts that ended by themselves and were started again, in their order.

    """

    def __init__(self, root: Path, settings: dict[str, str], told: list[dict[str, Any]]) -> None:
        """Lay out the metadata; start nothing.

        Args:
            root: an empty folder for everything.
            settings: environment of the parts, besides Airflow's.
            told: where messages arrive that the settings address.

        """
        self.root, self.told = root, told
        self._parts: dict[str, subprocess.Popen[bytes]] = {}
        self._changing = threading.Lock()
        self.restarts: list[str] = []
        self.redis_port, self.api_port = _free_port(), _free_port()
        self._home = root / "airflow"
        self._passwords = self._home / "passwords.json"
        (self._home / "config").mkdir(parents=True)
        (self._home / "config/airflow_local_settings.py").write_text(_TRIES)
        self._settings = settings
        self._key = secrets.token_urlsafe(32)
        self._redis_password = secrets.token_urlsafe(16)
        # By its address: whoever asks an embedded server for it starts the server, also where a drill has stopped it.
        self._metadata_url = embedded.embedded_url(self.metadata_folder, "airflow")
        self._airflow("db", "migrate")

    @property
    def metadata_folder(self) -> Path:
        """Data folder of the embedded server that holds Airflow's metadata."""
        return self.root / "metadata"

    @property
    def environment(self) -> dict[str, str]:
        """Of every part."""
        metadata = self._metadata_url.replace("+psycopg:", "+psycopg2:")
        return {
            **os.environ,
            **OWNERS_ONLY,
            **SHORTER,
            "AIRFLOW_HOME": str(self._home),
            "AIRFLOW__API__BASE_URL": f"http://127.0.0.1:{self.api_port}",
            "AIRFLOW__API__HOST": "127.0.0.1",
            "AIRFLOW__API__PORT": str(self.api_port),
            "AIRFLOW__API__SECRET_KEY": self._key,
            "AIRFLOW__API_AUTH__JWT_SECRET": self._key,
            "AIRFLOW__CELERY__BROKER_URL": f"redis://:{self._redis_password}@127.0.0.1:{self.redis_port}/0",
            "AIRFLOW__CELERY__RESULT_BACKEND": "db+" + metadata,
            "AIRFLOW__CELERY__WORKER_CONCURRENCY": "2",
            "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "True",
            "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "dags"),
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{self.api_port}/execution/",
            "AIRFLOW__CORE__EXECUTOR": "CeleryExecutor",
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__CORE__PLUGINS_FOLDER": str(PROJECT / "plugins"),
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(self._passwords),
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": metadata,
            "AIRFLOW__WORKERS__EXECUTION_API_RETRIES": "9",
            "GX_ANALYTICS_ENABLED": "false",
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
            "PYTHONPATH": os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")])),
            **self._settings,
        }

    def start(self, *names: str) -> None:
        """Start parts that are not running."""
        for name in names:
            log = (self.root / f"{name}.log").open("ab")
            self._parts[name] = subprocess.Popen(
                self._command(name),
                env=_by_this_clock(self.environment) if name == "redis" else self.environment,
                stdin=subprocess.PIPE if name == "redis" else subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                cwd=self.root,
            )
            if name == "redis":
                _give(
                    self._parts[name],
                    f"port {self.redis_port}\nbind 127.0.0.1\nsave ''\n"
                    f"dir {self.root}\nrequirepass {self._redis_password}\n",
                )

    def kill(self, name: str) -> None:
        """End a part by SIGKILL with all that it has started, as a machine that loses its power."""
        with self._changing:
            part = self._parts.pop(name)
        if part.poll() is None:
            process = psutil.Process(part.pid)
            for each in [process, *process.children(recursive=True)]:
                each.kill()
            part.wait()

    def bring_back(self) -> None:
        """Start parts again that have ended by themselves, as the compose file's `restart` does.

        Airflow's scheduler and dag processor end when the server of their metadata does.
        """
        with self._changing:
            for name in [name for name, process in self._parts.items() if process.poll() is not None]:
                self.restarts.append(name)
                self.start(name)

    def pids(self, name: str) -> list[int]:
        """Processes of a part."""
        process = psutil.Process(self._parts[name].pid)
        return [process.pid, *(child.pid for child in process.children(recursive=True))]

    def trigger(self, dag_id: str, conf: dict[str, Any]) -> None:
        """Unpause a DAG and trigger a run of it, through the API that the web page uses."""
        self.unpause(dag_id)
        self._ask("POST", f"/api/v2/dags/{dag_id}/dagRuns", {"logical_date": None, "conf": conf})

    def unpause(self, dag_id: str) -> None:
        """Let a DAG run as scheduled."""
        known = "SELECT 1 FROM serialized_dag WHERE dag_id = %s"
        self.wait_for(f"{dag_id} is not known", lambda: bool(self.metadata(known, dag_id)))
        self._ask("PATCH", f"/api/v2/dags/{dag_id}", {"is_paused": False})

    def metadata(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of Airflow's metadata, whether or not any part is up."""
        with psycopg.connect(self._metadata_url.replace("+psycopg", "")) as connection:
            return connection.execute(query, values).fetchall()

    def wait_for(self, what: str, is_so: Callable[[], bool], seconds: float = START_SECONDS) -> None:
        """Wait until something is so.

        Raises:
            TimeoutError: it did not become so.

        """
        deadline = time.monotonic() + seconds
        while not is_so():
            if time.monotonic() > deadline:
                raise TimeoutError(f"After {seconds:.0f} s: {what}. Logs are in {self.root}.")
            time.sleep(0.5)

    def stop(self) -> None:
        """End everything that was started, and the metadata's server."""
        for name in list(self._parts):
            self.kill(name)
        embedded.stop(self.metadata_folder)

    def _command(self, name: str) -> list[str]:
        if name == "redis":
            return [shutil.which("redis-server") or "redis-server", "-"]
        airflow = [sys.executable, "-m", "airflow"]
        if name in WORKERS:
            return [*airflow, "celery", "worker", "--celery-hostname", f"{name}@%h", "--skip-serve-logs"]
        return [*airflow, name]

    def _ask(self, method: str, path: str, body: dict[str, Any], token: str | None = None) -> dict[str, Any]:
        if token is None:
            admin = {"username": "admin", "password": json.loads(self._passwords.read_text())["admin"]}
            token = self._ask("POST", "/auth/token", admin, token="")["access_token"]
        request = Request(
            f"http://127.0.0.1:{self.api_port}{path}",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {token}"},
            method=method,
        )
        with urlopen(request, timeout=60) as answer:  # noqa: S310
            return dict(json.load(answer))

    def _airflow(self, *arguments: str) -> None:
        log = self.root / "commands.log"
        with log.open("ab") as output:
            subprocess.run(
                [sys.executable, "-m", "airflow", *arguments],
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=True,
                cwd=self.root,
            )


@contextmanager
def fleet(root: Path, settings: dict[str, str], parts: Sequence[str] = PARTS) -> Iterator[Fleet]:
    """Give a fleet with all its parts up, which ends with the block.

    Args:
        root: an empty folder.
        settings: environment of its parts, besides Airflow's and the address to which messages go.
        parts: those that it has.

    """
    private.folder(root)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with webhook() as (address, told):
        made = Fleet(root, settings | {"SEND_NOTIFY_URL": address}, told)
        try:
            made.start(*parts)
            made.wait_for("the API server does not answer", lambda: _answers(made.api_port))
            with _kept_up(made):
                yield made
        finally:
            made.stop()


@contextmanager
def _kept_up(made: Fleet) -> Iterator[None]:
    done = threading.Event()

    def watch() -> None:
        while not done.wait(RESTART_SECONDS):
            made.bring_back()

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _by_this_clock(environment: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name != "LD_PRELOAD"}


def _give(process: subprocess.Popen[bytes], text: str) -> None:
    assert process.stdin is not None
    process.stdin.write(text.encode())
    process.stdin.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
