"""The embedded server: started by whoever needs it first, up until it is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from include.errors import WarehouseUnavailable
from include.warehouse import Warehouse, embedded, embedded_url, stop

pytestmark = pytest.mark.postgres

ROOT = Path(__file__).parents[2]
STARTER = """
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
    starter.communicate(timeout=20)
    assert _answers(url)
    survivor = _start(data_dir, then="import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    survivor.communicate(timeout=20)
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


def test_a_set_up_that_was_cut_short_is_begun_again(new_data_dir: Path) -> None:
    (new_data_dir / "postgres.new").mkdir()
    (new_data_dir / "postgres.new/PG_VERSION").write_text("18\n")
    assert _answers(embedded_url(new_data_dir))


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
