"""Files on a server, over the protocols as they are: SFTP and S3, each from a server in this process."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import boto3
import fsspec
import openpyxl
import paramiko
import pytest
from moto.server import ThreadedMotoServer

from include.errors import SendError, SourceError, SourceUnavailable
from include.model import TABLES
from include.sources import Source, limits, open_source, source_config

DAY = date(2025, 3, 14)
PASSWORD = "canary-of-a-password"
NOT_HELD = [t.name for t in TABLES.values() if t.name not in ("person", "request")]
FILES = {
    "clients_2025-03-01.csv": b"person_id\n1\n",
    "clients_2025-03-14.csv": b"person_id\n1\n2\n",
    "clients_2025-03-15.csv": b"person_id\n3\n",
}


class Account(paramiko.ServerInterface):
    """One account with one password."""

    def check_auth_password(self, username: str, password: str) -> int:
        return paramiko.AUTH_SUCCESSFUL if password == PASSWORD else paramiko.AUTH_FAILED

    def get_allowed_auths(self, username: str) -> str:
        return "password"

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED


class Folder(paramiko.SFTPServerInterface):
    """A folder of this machine, to be read."""

    root: Path

    def _path(self, path: str) -> Path:
        return self.root / path.strip("/")

    def list_folder(self, path: str) -> list[paramiko.SFTPAttributes] | int:
        return [paramiko.SFTPAttributes.from_stat(p.stat(), p.name) for p in self._path(path).iterdir()]

    def stat(self, path: str) -> paramiko.SFTPAttributes | int:
        try:
            return paramiko.SFTPAttributes.from_stat(self._path(path).stat(), path)
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)

    lstat = stat

    def open(self, path: str, flags: int, attr: Any) -> paramiko.SFTPHandle | int:
        handle = paramiko.SFTPHandle(flags)
        try:
            handle.readfile = self._path(path).open("rb")
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)
        handle.stat = lambda: paramiko.SFTPAttributes.from_stat(os.fstat(handle.readfile.fileno()))
        return handle


@dataclass
class Server:
    """Where files are put, the URL they are read from, and how one of them is taken away."""

    url: str
    put: Callable[[str, bytes], object]
    remove: Callable[[str], object]


@pytest.fixture(scope="module")
def host_key() -> paramiko.PKey:
    return paramiko.ECDSAKey.generate()


@pytest.fixture
def sftp(tmp_path: Path, host_key: paramiko.PKey, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    folder = tmp_path / "drops"
    folder.mkdir()
    served = type("Served", (Folder,), {"root": tmp_path})
    listening = socket.create_server(("127.0.0.1", 0))
    open_ones: list[paramiko.Transport] = []

    def serve() -> None:
        with suppress(OSError):  # closed at the end
            while True:
                connection, _ = listening.accept()
                transport = paramiko.Transport(connection)
                transport.add_server_key(host_key)
                transport.set_subsystem_handler("sftp", paramiko.SFTPServer, served)
                open_ones.append(transport)
                with suppress(paramiko.SSHException, EOFError):
                    transport.start_server(server=Account())

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    port = listening.getsockname()[1]
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".ssh").mkdir()
    known = paramiko.HostKeys()
    known.add(f"[127.0.0.1]:{port}", host_key.get_name(), host_key)
    known.save(str(tmp_path / ".ssh/known_hosts"))
    yield Server(
        f"sftp://reader:{PASSWORD}@127.0.0.1:{port}/drops",
        lambda name, content: (folder / name).write_bytes(content),
        lambda name: (folder / name).unlink(),
    )
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    for transport in open_ones:
        transport.close()
    thread.join(5)


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    # As on a real machine: the place and the account come from the environment, never from a file of ours.
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "reader",
        "AWS_SECRET_ACCESS_KEY": PASSWORD,
        "AWS_DEFAULT_REGION": "eu-west-2",
    }.items():
        monkeypatch.setenv(name, value)
    client = boto3.client("s3")
    # What one server holds, the next one of this process holds too.
    bucket = f"council-{port}"
    client.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
    yield Server(
        f"s3://{bucket}/drops",
        lambda name, content: client.put_object(Bucket=bucket, Key=f"drops/{name}", Body=content),
        lambda name: client.delete_object(Bucket=bucket, Key=f"drops/{name}"),
    )
    server.stop()


@pytest.fixture(params=["sftp", "s3"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """Either server, with three days of a table as CSV and another as a workbook."""
    made: Server = request.getfixturevalue(request.param)
    for name, content in FILES.items():
        made.put(name, content)
    book = openpyxl.Workbook()
    for row in (["request_id", "person_id", "request_outcome"], ["R1", "1", "A"]):
        book.active.append(row)
    path = request.getfixturevalue("tmp_path") / "book.xlsx"
    book.save(path)
    made.put("request.xlsx", path.read_bytes())
    yield made
    # The library keeps a connection for each URL.
    fsspec.get_filesystem_class(request.param).clear_instance_cache()


def source(url: str) -> Source:
    tables = {"person": {"source": "clients_{date}.csv"}}
    config = {"kind": "files", "not_held": NOT_HELD, "tables": tables}
    return open_source(source_config(config), url, DAY)


def test_files_are_read_and_the_latest_one_chosen(server: Server) -> None:
    with source(server.url) as files:
        files.check()
        people, requests = files.read("person"), files.read("request")
        assert files.describe().endswith("drops")
        assert PASSWORD not in files.describe()
    assert people is not None and requests is not None
    assert people["person_id"].to_pylist() == ["1", "2"]
    assert people["record_source"].to_pylist() == ["clients_2025-03-14.csv"] * 2
    assert requests["request_id"].to_pylist() == ["R1"]


def test_a_file_that_is_gone_by_the_time_it_is_opened(server: Server) -> None:
    with source(server.url) as files:
        files.read("request")  # the folder has been listed
        server.remove("clients_2025-03-14.csv")
        with pytest.raises(SourceUnavailable, match=r"clients_2025-03-14\.csv cannot be read"):
            files.read("person")


def test_a_file_that_grows_while_it_is_read_is_not_at_rest(server: Server) -> None:
    with source(server.url) as files:
        files.check()
        files.at_rest()
        server.put("clients_2025-03-14.csv", FILES["clients_2025-03-14.csv"] + b"3,Three\n")
        with pytest.raises(SourceUnavailable, match=r"clients_2025-03-14\.csv is still being written"):
            files.at_rest()


def test_a_file_above_the_limit_is_not_fetched(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 5)
    with source(server.url) as files, pytest.raises(SourceError, match=r"clients_2025-03-14\.csv"):
        files.read("person")


def test_a_folder_that_is_not_there(server: Server) -> None:
    with pytest.raises(SendError, match="nowhere") as error, source(f"{server.url}/nowhere") as files:
        files.check()
    assert PASSWORD not in str(error.value)


def test_a_wrong_password_is_not_shown(sftp: Server) -> None:
    with (
        pytest.raises(SourceUnavailable) as error,
        source(sftp.url.replace(PASSWORD, "wrong-canary")) as files,
    ):
        files.check()
    assert "wrong-canary" not in str(error.value)


@pytest.mark.parametrize("other", [True, False], ids=["another key", "no key"])
def test_a_server_that_is_not_known_gets_no_password(sftp: Server, tmp_path: Path, other: bool) -> None:
    path = tmp_path / ".ssh/known_hosts"
    host, kind, _ = path.read_text().split()
    path.write_text(f"{host} {kind} {paramiko.ECDSAKey.generate().get_base64()}\n" if other else "")
    with pytest.raises(SourceError, match="another key" if other else "no key") as error:
        source(sftp.url)
    assert "SHA256:" in str(error.value) and PASSWORD not in str(error.value)


def test_a_server_that_is_down(sftp: Server) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with (
        pytest.raises(SourceUnavailable) as error,
        source(f"sftp://reader:{PASSWORD}@127.0.0.1:{port}/drops") as files,
    ):
        files.check()
    assert PASSWORD not in str(error.value)
