"""Airflow with its web page on this machine, on the embedded PostgreSQL: `make up` and `make down`.

For trying things and for development. A real deployment is `docker-compose.yaml`.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil
import typer

from include import private
from include.errors import ConfigError, SendError
from include.settings import PROJECT, Settings
from include.warehouse import embedded

PORT = int(os.environ.get("AIRFLOW__API__PORT", "8080"))
URL = f"http://localhost:{PORT}"
START_SECONDS = 600  # half a minute on a machine that has nothing else to do
STOP_SECONDS = 30
# Airflow opens its logs to the group whatever the umask says.
OWNERS_ONLY = {
    "AIRFLOW__CORE__DAEMON_UMASK": "0o077",
    "AIRFLOW__LOGGING__FILE_TASK_HANDLER_NEW_FOLDER_PERMISSIONS": "0o700",
    "AIRFLOW__LOGGING__FILE_TASK_HANDLER_NEW_FILE_PERMISSIONS": "0o600",
}

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False)


@app.callback()
def _before_any_command() -> None:
    private.from_now_on()


@app.command()
def up() -> None:
    """Start Airflow and wait until its web page answers. Prints the address, the user and the password."""
    settings = Settings.load()
    home = _home(settings)
    if _running(home) is None:
        _start(settings, home)
    password = json.loads(_passwords(home).read_text())["admin"]
    typer.echo(f"Airflow is up at {URL} (user admin, password {password}). Stop it with: make down")


@app.command()
def down() -> None:
    """Stop Airflow and the embedded PostgreSQL. What they hold stays under the data folder."""
    settings = Settings.load()
    if _stop(_home(settings)):
        typer.echo("Airflow has stopped.")
    if embedded.stop(settings.data_dir):
        typer.echo("The embedded PostgreSQL has stopped.")


@app.command("airflow", context_settings={"ignore_unknown_options": True, "help_option_names": []})
def airflow_command(arguments: list[str]) -> None:
    """Run an `airflow` command on the local Airflow, for example: airflow backfill create --help."""
    settings = Settings.load()
    command = [sys.executable, "-m", "airflow", *arguments]
    raise typer.Exit(
        subprocess.run(command, env=environment(settings, _home(settings)), check=False).returncode
    )


def environment(settings: Settings, home: Path) -> dict[str, str]:
    """Settings of a local Airflow. What the caller's environment says goes first."""
    metadata = embedded.embedded_url(settings.data_dir, "airflow").replace("+psycopg:", "+psycopg2:")
    return {
        "AIRFLOW__API__BASE_URL": URL,
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT": "300",
        "AIRFLOW__CORE__PARALLELISM": "4",
        "AIRFLOW__DAG_PROCESSOR__DAG_FILE_PROCESSOR_TIMEOUT": "360",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": metadata,
        # The first tasks begin while the API server still starts: they ask for some minutes instead of seconds.
        "AIRFLOW__WORKERS__EXECUTION_API_RETRIES": "9",
        **os.environ,
        **OWNERS_ONLY,
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(PROJECT / "plugins"),
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(_passwords(home)),
        # `airflow standalone` finds the `airflow` command on the path, and tasks find `include` on Python's.
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        "PYTHONPATH": os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")])),
    }


def _start(settings: Settings, home: Path) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", PORT)) == 0:
            raise ConfigError(
                f"Port {PORT} of this machine is in use. Stop what uses it, or choose another: "
                "AIRFLOW__API__PORT=8081 make up"
            )
    private.folder(home)
    log = home / "airflow.log"
    typer.echo(f"Starting Airflow; the first start takes a minute. Its log is {os.path.relpath(log)}")
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "airflow", "standalone"],
            env=environment(settings, home),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    (home / "airflow.pid").write_text(str(process.pid))
    deadline = time.monotonic() + START_SECONDS
    while not _healthy():
        if process.poll() is not None or time.monotonic() > deadline:
            _stop(home)
            tail = "\n".join(log.read_text().splitlines()[-25:])
            raise SendError(f"Airflow did not start. Its log {log} ends:\n{tail}")
        time.sleep(1)


def _stop(home: Path) -> bool:
    process = _running(home)
    if process is None:
        return False
    # SIGINT is how `airflow standalone` is asked to end; its parts follow it.
    family = [process, *process.children(recursive=True)]
    process.send_signal(signal.SIGINT)
    _gone, alive = psutil.wait_procs(family, timeout=STOP_SECONDS)
    for survivor in alive:
        survivor.kill()
    (home / "airflow.pid").unlink()
    return True


def _running(home: Path) -> psutil.Process | None:
    try:
        process = psutil.Process(int((home / "airflow.pid").read_text()))
        return process if "standalone" in process.cmdline() else None
    except (FileNotFoundError, ValueError, psutil.Error):
        return None


def _healthy() -> bool:
    try:
        with urlopen(f"{URL}/api/v2/monitor/health", timeout=5) as answer:  # noqa: S310 - our own address
            parts = json.load(answer)
    except (URLError, OSError, ValueError):
        return False
    return all(part["status"] == "healthy" for part in parts.values())


def _home(settings: Settings) -> Path:
    return settings.data_dir.resolve() / "airflow"


def _passwords(home: Path) -> Path:
    return home / "passwords.json"


if __name__ == "__main__":
    try:
        app()
    except SendError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
