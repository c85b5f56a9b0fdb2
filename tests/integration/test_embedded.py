"""The embedded server: started by whoever needs it first, up until it is stopped, and its folder's alone."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import psycopg
import pytest
import sqlalchemy as sa

from include.errors import ConfigError, WarehouseUnavailable
from include.warehouse import Warehouse, embedded, embedded_url, stop, warehouse_urls

pytestmark = pytest.mark.postgres

ROOT = Path(__file__).parents[2]
STARTER = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # also where whoever runs the tests ignores it
import sys
from pathlib import Path
from include.warehouse import embedded_url
print(embedded_url(Path(sys.argv[1])), flush=True)
"""


def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="send-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
        stop(Path(folder))


# A data folder whose server, if any, is stopped afterwards: a new one, or one that several tests use in turn.
new_data_dir = pytest.fixture(_folder)
data_dir = pytest.fixture(_folder, scope="module")


def _start(data_dir: Path, then: str = "") -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", STARTER + then, str(data_dir)]
    return subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True
    )


def _answers(url: str) -> bool:
    try:
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def test_several_processes_asking_at_once_get_one_server_without_a_warning(new_data_dir: Path) -> None:
    starters = [_start(new_data_dir) for _ in range(3)]
    outputs = [starter.communicate(timeout=90) for starter in starters]
    urls = {out for out, _ in outputs}
    assert len(urls) == 1, outputs
    assert {errors for _, errors in outputs} == {""}
    assert [starter.returncode for starter in starters] == [0, 0, 0]
    assert _answers(urls.pop().strip())


def test_it_outlives_its_starter_and_ctrl_c(data_dir: Path) -> None:
    stop(data_dir)
    starter = _start(data_dir, then="import time; time.sleep(60)")
    assert starter.stdout is not None
    url = starter.stdout.readline().strip()
    os.killpg(starter.pid, signal.SIGINT)
    starter.communicate(timeout=40)
    assert _answers(url)
    survivor = _start(data_dir, then="import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    survivor.communicate(timeout=40)
    assert _answers(url)


def test_stopping_ends_it_and_asking_again_starts_it_with_its_rows(data_dir: Path) -> None:
    url = embedded_url(data_dir)
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE kept AS SELECT 42 AS n")
    assert stop(data_dir)
    assert not _answers(url)
    assert not stop(data_dir)
    assert embedded_url(data_dir) == url
    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT n FROM kept").scalar() == 42


def test_stopping_it_from_another_process_warns_of_nothing(data_dir: Path) -> None:
    embedded_url(data_dir)
    stopper = "import sys; from pathlib import Path; from include.warehouse import stop; print(stop(Path(sys.argv[1])))"
    arguments = [sys.executable, "-c", stopper, str(data_dir)]
    done = subprocess.run(arguments, capture_output=True, text=True, cwd=ROOT, check=True)
    assert (done.stdout, done.stderr) == ("True\n", "")


def test_it_comes_back_after_being_killed(data_dir: Path) -> None:
    url = embedded_url(data_dir)
    os.kill(int((data_dir / "postgres/postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)
    assert _answers(embedded_url(data_dir))
    assert embedded_url(data_dir) == url


def test_it_comes_back_when_processes_of_the_killed_server_end_a_little_later(data_dir: Path) -> None:
    url = embedded_url(data_dir)
    server = psutil.Process(_server_of(data_dir))
    slow = server.children()[0]
    slow.suspend()
    server.kill()
    with ThreadPoolExecutor(1) as pool:
        again = pool.submit(embedded_url, data_dir)
        time.sleep(1)
        slow.resume()
        assert again.result(timeout=60) == url
    assert _answers(url)


def test_a_set_up_that_was_cut_short_is_begun_again(new_data_dir: Path) -> None:
    (new_data_dir / "postgres.new").mkdir()
    (new_data_dir / "postgres.new/PG_VERSION").write_text("18\n")
    assert _answers(embedded_url(new_data_dir))


@pytest.mark.parametrize("name", ["LANG", "LC_ALL", "LC_CTYPE"])
def test_a_language_that_is_not_installed_keeps_no_server_down(
    new_data_dir: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "en_XX.UTF-8")
    url = embedded_url(new_data_dir)
    assert _answers(url)
    stop(new_data_dir)
    assert _answers(embedded_url(new_data_dir)), "started once more under it"
    assert os.environ[name] == "en_XX.UTF-8"


def test_a_long_path_and_odd_letters_in_it_do_no_harm(new_data_dir: Path) -> None:
    folder = new_data_dir / "Case files & plans 100%" / ("long" * 30)
    url = embedded_url(folder)
    try:
        assert _answers(url)
        Warehouse(url).migrate()
        socket = Path(str(sa.make_url(url).query["host"])) / ".s.PGSQL.5432"
        assert socket.stat().st_mode & 0o077 == 0, (
            "others on this machine could open the socket, which has no password"
        )
    finally:
        stop(folder)


def test_each_database_is_made_once(data_dir: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        urls = set(pool.map(lambda _: embedded_url(data_dir, "case_management"), range(4)))
    assert len(urls) == 1
    assert _answers(urls.pop())


def test_texts_are_sorted_alike_on_every_machine(data_dir: Path) -> None:
    """By code points: English rules, which a server takes from its starter's LANG, say a, ä, B, Z."""
    url = embedded_url(data_dir, "sorted")
    rows = _all(
        url, "SELECT word FROM (VALUES ('a'), ('Z'), ('ä'), ('B'), ('')) AS words (word) ORDER BY word"
    )
    assert rows == [("",), ("B",), ("Z",), ("a",), ("ä",)]
    assert _all(
        url, "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = current_database()"
    ) == [("b", "C.UTF-8")]


def test_a_server_that_cannot_start_is_reported_with_its_log(
    new_data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded_url(new_data_dir)
    stop(new_data_dir)
    with (new_data_dir / "postgres/postgresql.conf").open("a") as conf:
        conf.write("no_such_setting = 1\n")
    monkeypatch.setattr(embedded, "_START_SECONDS", 0)
    with pytest.raises(WarehouseUnavailable, match=r"Its log is .*postgres/log"):
        embedded_url(new_data_dir)


def test_a_server_whose_socket_was_deleted_is_told_and_not_waited_for_for_ever(
    new_data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded_url(new_data_dir)
    (socket,) = (new_data_dir / "postgres").glob(".s.PGSQL.*[0-9]")
    socket.unlink()
    monkeypatch.setattr(embedded, "_START_SECONDS", 0)
    with pytest.raises(WarehouseUnavailable, match="takes no connections. Stop that process"):
        embedded_url(new_data_dir)
    psutil.Process(_server_of(new_data_dir)).terminate()


def _server_of(data_dir: Path) -> int:
    return int((data_dir / "postgres/postmaster.pid").read_text().splitlines()[0])


def _all(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        done = connection.execute(statement)
        return done.fetchall() if done.description else []


def test_a_copy_of_a_folder_whose_server_runs_has_a_server_and_rows_of_its_own(
    data_dir: Path, new_data_dir: Path
) -> None:
    """A crash copy, such as a backup of the running disk: server files, socket and lock files are all in it.

    They belong to whoever copied them, which need not be the account that the server has.
    """
    original = embedded_url(data_dir)
    for statement in ("CREATE TABLE whose AS SELECT 'the original' AS name", "CHECKPOINT"):
        _all(original, statement)
    shutil.rmtree(new_data_dir)
    subprocess.run(["cp", "-r", data_dir, new_data_dir], check=True)
    assert _server_of(new_data_dir) == _server_of(data_dir)

    assert not stop(new_data_dir), "the copy has no server yet, and the original's is not its to stop"
    copy = embedded_url(new_data_dir)
    assert copy != original
    assert _server_of(new_data_dir) != _server_of(data_dir)
    _all(copy, "UPDATE whose SET name = 'the copy'")
    assert _all(original, "SELECT name FROM whose") == [("the original",)]
    assert _all(copy, "SELECT name FROM whose") == [("the copy",)]

    assert stop(new_data_dir)
    assert _all(original, "SELECT name FROM whose") == [("the original",)]
    assert embedded_url(data_dir) == original


def test_a_folder_restored_over_its_running_server_is_refused_in_words(
    data_dir: Path, new_data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "_ORPHANS_SECONDS", 0.2)
    embedded_url(data_dir)
    embedded_url(new_data_dir)
    own, server = new_data_dir / "postgres/postmaster.pid", _server_of(new_data_dir)
    kept = own.read_text()
    own.write_text((data_dir / "postgres/postmaster.pid").read_text())
    try:
        with pytest.raises(WarehouseUnavailable, match=rf"process {server}\) still works in .*restore"):
            embedded_url(new_data_dir)
    finally:
        own.write_text(kept)
    assert _answers(embedded_url(new_data_dir))


def test_a_leftover_file_that_names_some_other_process_does_not_keep_the_server_down(data_dir: Path) -> None:
    """After a power cut the number of the old server's process may be anybody's."""
    embedded_url(data_dir)
    lines = (data_dir / "postgres/postmaster.pid").read_text().splitlines()
    stop(data_dir)
    (data_dir / "postgres/postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    assert _answers(embedded_url(data_dir))


def test_the_whole_folder_is_its_owners_only(data_dir: Path) -> None:
    before = os.umask(0o022)
    try:
        embedded_url(data_dir)
    finally:
        os.umask(before)
    below = [path for path in data_dir.rglob("*") if not path.is_symlink()]
    assert len(below) > 100
    assert not [path for path in below if path.lstat().st_mode & 0o077]
    # Root's server has an account of its own, which must pass through the folder; nobody may list it.
    assert data_dir.stat().st_mode & (0o067 if os.geteuid() == 0 else 0o077) == 0


CANARY = "Quillfeather"


def test_the_servers_log_prints_no_row_that_was_refused_and_no_statement(data_dir: Path) -> None:
    url = embedded_url(data_dir)
    refused = [
        f"COPY child FROM STDIN (FORMAT csv): 1,{CANARY} before 1990",
        f"COPY child FROM STDIN (FORMAT csv): {CANARY},2020-01-01",
        f"INSERT INTO child VALUES (1, '{CANARY}')",
        f"INSERT INTO child (n, born) VALUES (2, '1980-01-01') /* {CANARY} */",
        f"SELECT {CANARY} FROM child",
        f"DO $$ BEGIN RAISE EXCEPTION '{CANARY}'; END $$",
    ]
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(
            "CREATE TABLE child (n int PRIMARY KEY, born date CHECK (born > '1990-01-01'), name text)"
        )
        for statement in refused:
            with pytest.raises(psycopg.Error):
                if statement.startswith("COPY"):
                    command, row = statement.split(": ")
                    with connection.cursor().copy(command.replace("child", "child (n, born)")) as copy:
                        copy.write(row + "\n")
                else:
                    connection.execute(statement)
        with pytest.raises(psycopg.Error):
            connection.execute("SELECT %s::date", [CANARY])
        assert connection.execute("SHOW log_error_verbosity").fetchone() == ("terse",)
    log = (data_dir / "postgres/log").read_text()
    assert "ready to accept connections" in log, "what concerns the server itself is still told"
    assert CANARY.lower() not in log.lower()


def test_nights_and_migrations_have_accounts_of_their_own_and_neither_is_a_superuser(data_dir: Path) -> None:
    # A warehouse of before, that the superuser made.
    Warehouse(embedded_url(data_dir)).migrate()
    nights, owner = warehouse_urls(data_dir)
    assert warehouse_urls(data_dir) == (nights, owner)
    # Who owns the warehouse makes the logins of readers, and gives them no other role than a reader's.
    for url, name, makes_logins in ((nights, "send_pipeline", False), (owner, "send_owner", True)):
        assert _all(url, "SELECT current_user, rolsuper, rolcreaterole, rolcreatedb FROM pg_roles"
                    " WHERE rolname = current_user") == [(name, False, makes_logins, False)]  # fmt: skip
    with (
        psycopg.connect(owner.replace("+psycopg", "")) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("CREATE ROLE another_writer LOGIN IN ROLE send_loader")
    owners = "SELECT DISTINCT pg_get_userbyid(relowner)::text FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
    owners += " WHERE nspname IN ('restricted', 'marts', 'bi', 'dfe', 'dq', 'ops', 'held') AND relkind = 'r'"
    assert _all(owner, owners) == [("send_owner",)]
    # Views belong to whom the tables' rules bind.
    assert {row[0] for row in _all(owner, owners.replace("'r'", "'v'"))} == {"send_owner", "send_views"}
    with psycopg.connect(owner.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("UPDATE ops.content SET checksum = 'of an earlier version'")
    Warehouse(nights, owner_url=owner).migrate()
    with psycopg.connect(nights.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("DELETE FROM held.person")
        connection.execute("SELECT * FROM bi.load_status")
        for statement in (
            "DROP TABLE held.person",
            "CREATE TABLE marts.mine (n int)",
            "TRUNCATE dq.validation_run",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_report_tools_on_this_machine_come_in_by_password_alone_and_never_to_write(
    new_data_dir: Path,
) -> None:
    """Over TCP; the address is one of this machine that no other server takes."""
    here = "127.83.69.78"
    urls = warehouse_urls(new_data_dir, here)
    assert urls == warehouse_urls(new_data_dir, here)  # it listens: nothing is started again
    password = secrets.token_hex(16)
    with psycopg.connect(
        urls[1].replace("+psycopg", "").replace("send_owner", "postgres"), autocommit=True
    ) as own:
        own.execute(f"CREATE ROLE reader LOGIN PASSWORD '{password}' IN ROLE send_bi")
        own.execute(f"ALTER ROLE send_pipeline PASSWORD '{password}'")
        own.execute(f"ALTER ROLE postgres PASSWORD '{password}'")

    def comes_in(user: str, said: str | None) -> bool:
        # A password of the person who runs the tests must not be found in their home.
        way = {"host": here, "dbname": "send", "user": user, "passfile": "/dev/null", "password": said}
        url = psycopg.conninfo.make_conninfo(**{key: value for key, value in way.items() if value})
        return _answers(url)

    assert comes_in("reader", password)
    for user, said in (
        ("reader", None),
        ("reader", "guessed"),
        ("send_pipeline", password),
        ("postgres", password),
    ):
        assert not comes_in(user, said), user
    assert _answers(urls[0])


@pytest.mark.parametrize("address", ["0.0.0.0", "192.0.2.1", "localhost", ""])
def test_the_embedded_server_listens_for_no_other_machine(data_dir: Path, address: str) -> None:
    if not address:
        warehouse_urls(data_dir, address)  # as without the setting
        return
    with pytest.raises(ConfigError, match="this machine alone"):
        warehouse_urls(data_dir, address)
