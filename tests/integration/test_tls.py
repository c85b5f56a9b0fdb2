"""A server set up by the recipe of docs/connecting.md lets nobody in without TLS, nor a writer from outside."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.listeners import free_port

PAGE = (Path(__file__).parents[2] / "docs/connecting.md").read_text(encoding="utf-8")
# The embedded PostgreSQL was built without TLS; Debian's has it.
BIN = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)

pytestmark = [
    pytest.mark.consumer,
    pytest.mark.skipif(
        not (BIN and shutil.which("openssl")), reason="needs Debian's packages postgresql and openssl"
    ),
]
WRITERS = ("postgres", "send_owner", "send_pipeline")
SETTINGS = re.findall(r'-c "(ALTER SYSTEM [^"]+)"', PAGE)
(RULES,) = re.findall(r"```\n(# tls/pg_hba\.conf.+?)```", PAGE, re.S)


def certificate(folder: Path, name: str, authority: str) -> None:
    """NAME.crt and NAME.key for a host, signed by an authority that is made beside them."""
    run = partial(subprocess.run, check=True, capture_output=True, cwd=folder)
    key = ["-newkey", "rsa:2048", "-noenc", "-days", "2"]
    run(
        ["openssl", "req", "-x509", *key, "-subj", f"/CN={authority}", "-keyout", "ca.key"]
        + ["-out", f"{authority}.crt"]
    )
    run(
        ["openssl", "req", "-x509", *key, "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
        + ["-CA", f"{authority}.crt", "-CAkey", "ca.key", "-keyout", "server.key", "-out", "server.crt"]
    )


class Server:
    """A PostgreSQL with TLS, on 127.0.0.1."""

    def __init__(self, folder: Path) -> None:
        """Set it up as the page says, in a folder of its own."""
        self.folder, self.data = folder, folder / "data"
        certificate(folder, "localhost", "council")
        self.port = free_port()
        self._account = pwd.getpwnam("postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name)
        for path in (folder, *folder.iterdir()):
            self._give(path)
        self._run = partial(
            subprocess.run,
            check=True,
            capture_output=True,
            user=self._account.pw_uid,
            group=self._account.pw_gid,
            cwd=folder,
        )
        self._tool("initdb", "-A", "trust", "-U", "postgres", "-D", self.data)
        self._tool("pg_ctl", "-w", "-D", self.data, "-l", folder / "log", "-o", self._options, "start")
        with psycopg.connect(self.local, autocommit=True) as db:
            db.execute("CREATE ROLE send_loader")
            for name in (*WRITERS[1:], "reader"):
                db.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'secret'")
            db.execute("GRANT send_loader TO send_pipeline")
            db.execute("ALTER ROLE postgres PASSWORD 'secret'")
            for setting in SETTINGS:
                db.execute(setting.replace("/tls/", f"{folder}/"))

    @property
    def _options(self) -> str:
        return f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder}"

    @property
    def local(self) -> str:
        """Address of its socket."""
        return f"host={self.folder} port={self.port} user=postgres dbname=postgres"

    def _tool(self, name: str, *arguments: Any) -> None:
        assert BIN
        try:
            self._run([BIN / name, *arguments])
        except subprocess.CalledProcessError as error:
            log = self.folder / "log"
            raise AssertionError((name, error.stderr, log.read_text() if log.exists() else "")) from None

    def _give(self, path: Path) -> None:
        os.chown(path, self._account.pw_uid, self._account.pw_gid)

    def restart(self, rules: str) -> None:
        """Start again with these rules of who comes in."""
        written = self.folder / "pg_hba.conf"
        written.write_text(rules)
        self._give(written)  # commands of ours that ran in this process have closed new files to others
        self._tool("pg_ctl", "-w", "-D", self.data, "-l", self.folder / "log", "-o", self._options, "restart")

    def stop(self) -> None:
        """Stop it."""
        self._tool("pg_ctl", "-D", self.data, "-m", "immediate", "stop")

    def ask(self, user: str = "reader", host: str = "localhost", **more: str) -> str:
        """The version of TLS that a connection has; errors are psycopg's."""
        told: dict[str, Any] = {"sslmode": "verify-full", "sslrootcert": f"{self.folder}/council.crt", **more}
        with psycopg.connect(
            host=host,
            hostaddr="127.0.0.1",
            port=self.port,
            user=user,
            password="secret",
            dbname="postgres",
            **told,
        ) as db:
            row = db.execute("SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()").fetchone()
        assert row
        return str(row[0])


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that the server's account can reach; pytest closes its own to others."""
    with tempfile.TemporaryDirectory(prefix="send-tls-") as made:
        yield Path(made)


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """The server by the page's own lines, as those see it who are in the stack's network."""
    assert len(SETTINGS) == 5, "the page's settings were not found"
    made = Server(folder)
    try:
        made.restart(RULES)
        yield made
    finally:
        made.stop()


def test_a_reader_and_the_stacks_own_accounts_come_in_with_tls(server: Server) -> None:
    assert server.ask() in {"TLSv1.2", "TLSv1.3"}
    # What the pipeline's own address says: nothing about TLS, which libpq then takes where it is offered.
    assert {server.ask(user, sslmode="prefer") for user in WRITERS} <= {"TLSv1.2", "TLSv1.3"}


@pytest.mark.parametrize("user", ["reader", *WRITERS])
def test_nobody_comes_in_without_tls(server: Server, user: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="no encryption"):
        server.ask(user, sslmode="disable")


def test_an_old_version_is_refused(server: Server) -> None:
    """By the server: OpenSSL itself is told to speak the old one, which libpq would not."""

    def greeted(version: str) -> str:
        asked = ["openssl", "s_client", "-starttls", "postgres", "-connect", f"127.0.0.1:{server.port}"]
        how = [version, "-cipher", "ALL:@SECLEVEL=0"]
        return subprocess.run([*asked, *how], input="", capture_output=True, text=True, check=False).stderr

    assert "alert protocol version" in greeted("-tls1_1")
    assert "alert" not in greeted("-tls1_2")


def test_another_authoritys_certificate_and_another_name_are_refused(server: Server, tmp_path: Path) -> None:
    certificate(tmp_path, "localhost", "somebody")
    with pytest.raises(psycopg.OperationalError, match="certificate verify failed"):
        server.ask(sslrootcert=f"{tmp_path}/somebody.crt")
    with pytest.raises(psycopg.OperationalError, match="does not match host name"):
        server.ask(host="warehouse.example")


def test_from_outside_readers_come_in_and_whoever_may_write_does_not(server: Server) -> None:
    """This machine is made an outsider: the stack's network is said to be another."""
    server.restart(RULES.replace("samenet     ", "192.0.2.0/24"))
    assert server.ask() in {"TLSv1.2", "TLSv1.3"}
    for user in WRITERS:
        with pytest.raises(psycopg.OperationalError, match="rejects connection"):
            server.ask(user)
