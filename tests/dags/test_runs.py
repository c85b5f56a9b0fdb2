"""Every task of every DAG runs in real Airflow, for a council in order and beside one whose files are faulty."""

import json
from pathlib import Path

import pandas as pd
import psycopg
import pytest

from include import pipeline
from include.lake import RESTRICTED
from include.reports import overview
from tests.airflow.test_councils import OVERLAPPING
from tests.conftest import AUTHORITY, FIRST_YEAR, copy_of, shows
from tests.dags import all_runs
from tests.dump import dump
from tests.listeners import webhook
from tests.marked import LABELLED, PLANTED, found_in, mark, plant

pytestmark = [pytest.mark.airflow, pytest.mark.postgres, pytest.mark.timeout(all_runs.SECONDS + 300)]


@pytest.fixture(scope="module")
def ran(in_airflow, postgres_server, _filled, small_council, tmp_path_factory):
    """What came of `all_runs`, with the log and the lake.

    A child who has a plan is marked in the source, and texts that may become groups hold something of a child.
    """
    home, night = tmp_path_factory.mktemp("airflow"), pipeline.last_ended_day()
    with copy_of(_filled, tmp_path_factory.mktemp("councils"), postgres_server) as installation:
        plant(installation.source_url)
        mark(installation.source_url, small_council.tables["request"]["person_id"].iloc[0])
        config = installation.root / "config"
        # Half the periods: what they are filled with is not the matter here.
        demo = AUTHORITY.replace(f"history_from: {FIRST_YEAR}", f"history_from: {night.year - 1}")
        (config / "demo.yaml").write_text(demo)
        (config / "west.yaml").write_text((config / "demo.yaml").read_text())
        (config / "calendars").mkdir()
        (config / "calendars/west.yaml").write_text(OVERLAPPING)
        (config / "Not a council.yaml").write_text("name: x\n")
        shows(installation.source_url, night)
        with webhook() as (url, heard):
            settings = installation.settings | {
                "SEND_NOTIFY_URL": url,
                "AIRFLOW__LOGGING__LOGGING_LEVEL": "DEBUG",
            }
            ended, log = in_airflow(
                "-m",
                "tests.dags.all_runs",
                str(night),
                settings=settings,
                home=home,
                timeout=all_runs.SECONDS + 60,
            )
        assert ended == 0, log[-6000:]
        answer = json.loads(log.split("ANSWER")[1].splitlines()[0])
        told = [message["text"] for message in heard]
        attempts = pipeline_attempts(installation.warehouse_url)
        yield answer | {
            "night": night,
            "installation": installation,
            "served": dump(installation.warehouse_url, ("marts", "bi", "dfe", "dq", "ops")),
            "home": home,
            "log": log,
            "lake": installation.root / "lake",
            "told": told,
            "attempts": attempts,
        }


def pipeline_attempts(warehouse_url):
    """Authority, step, what it worked on and outcome of every attempt."""
    with psycopg.connect(warehouse_url.replace("+psycopg", "")) as connection:
        return connection.execute(
            "SELECT authority, step, step_about, outcome FROM ops.step_attempt ORDER BY started_at"
        ).fetchall()


def test_every_task_of_a_council_in_order_succeeds(ran):
    own = {dag_id: dag for dag_id, dag in ran["dags"].items() if dag_id.endswith("_demo")}
    assert len(own) == 4
    for dag_id in (*own, "send_published_statistics"):
        tasks = ran["runs"][dag_id]["tasks"]
        assert tasks == dict.fromkeys(ran["dags"][dag_id]["tasks"], "success"), dag_id
    assert all(ran["runs"]["send_nightly_demo"]["returned"].values())
    published = ran["runs"]["send_half_termly_demo"]["returned"]["publish"]
    assert published["published"]
    pack = ran["lake"] / f"reports/authority=demo/period={published['period']}"
    # Members are sent papers.
    assert {path.name for path in pack.glob("*/*.pdf")} == {"board.pdf", "scrutiny.pdf"}


def test_a_faulty_council_has_its_dags_and_takes_away_none_of_the_others(ran):
    assert ran["errors"] == {}
    assert set(ran["dags"]) == {
        *(f"{kind}_{slug}" for kind in all_runs.KINDS for slug in ("demo", "west")),
        "send_published_statistics",
        "send_fault_west",
        "send_fault_Not_a_council",
    }
    assert ran["dags"]["send_half_termly_west"]["schedule"] == "HalfTermTimetable"


def test_every_dag_of_a_faulty_council_fails_at_once_with_the_fault(ran):
    """At once: a task that was tried again would have the run wait."""
    fault = "autumn-1: it ends on 2025-11-20, when autumn-2 (2025-11-03) has begun."
    for kind in all_runs.KINDS:
        assert ran["runs"][f"{kind}_west"]["state"] == "failed", kind
    assert ran["runs"]["send_fault_west"]["tasks"] == {"read_configuration": "failed"}
    assert ran["log"].count(f"FailedForPeople: {ran['fault']}") == len(all_runs.KINDS) + 1
    assert fault in ran["fault"]
    assert fault in ran["dags"]["send_fault_west"]["doc"], "the web page shows it"
    assert "names no council" in ran["dags"]["send_fault_Not_a_council"]["doc"]


def test_a_fault_is_told_once_though_it_breaks_every_dag_and_names_its_section_of_the_runbook(ran):
    about_west = [text for text in ran["told"] if text.startswith("SEND west: ")]
    assert len(about_west) == 1
    assert ran["fault"] in about_west[0]
    assert "What stays: The figures loaded before stay in place." in about_west[0]
    assert "docs/runbook.md#alert-failure" in about_west[0]


def test_publication_and_signature_are_told(ran):
    said = [text.split("#alert-")[1] for text in ran["told"] if text.startswith("SEND demo: ")]
    assert said == ["publication", "approval", "failure"], "the last is that of the misspelt parameter"


def test_every_attempt_of_every_step_is_kept(ran):
    night = str(ran["night"])
    kept = [tuple(row) for row in ran["attempts"]]
    for step in ("land", "validate", "transform", "load", "quality"):
        assert ("demo", step, night, "done") in kept
    period = ran["runs"]["send_half_termly_demo"]["returned"]["publish"]["period"]
    assert ("demo", "publish", period, "done") in kept
    assert [row for row in kept if row[0] == "west"] == [
        ("west", "land", night, "failed"),
        *(("west", step, None, "failed") for step in ("check", "rehearse", "expire", "read_configuration")),
    ]


def test_an_unknown_parameter_stops_a_run_before_it_does_anything(ran):
    assert ran["runs"]["misspelt"]["tasks"]["land"] == "failed"
    assert "There is no parameter 'extract_day'. This DAG has extract_date, " in ran["log"]


def test_an_approval_in_airflow_seals_the_files_in_the_name_of_whoever_gave_it(ran):
    told = ran["approval"]
    assert told["answered"] == 200
    assert told["subject"] == "Sign the SEN2 return 2026 of demo?"
    for part in ("dmo is missing", "Faults of form", "Size of the return", "Changed since", "Explanations"):
        assert part in told["body"], part
    assert told["params"] == ["reason"]
    home = ran["lake"] / "sen2/authority=demo/year=2026"
    sealed = json.loads((home / "sealed-1/_manifest.json").read_text())
    assert (sealed["approved_by"], sealed["reason"]) == ("A. Director", all_runs.REASON)
    assert (home / "sealed-1/sen2-2026.xml").exists()
    assert (home / "sealed-1/findings.csv").exists()


def test_a_night_without_anything_to_sign_ends_well_and_asks_nobody(ran):
    quiet = ran["runs"]["nothing to sign"]
    assert quiet["state"] == "success"
    assert quiet["tasks"] == {
        "rehearse": "success",
        "freeze": "success",
        "approve": "skipped",
        "seal": "skipped",
    }


@pytest.fixture(scope="module")
def outside(ran):
    """By name, all that is not restricted: tables, the lake's other layers, pages, messages, Airflow's own files."""
    installation = ran["installation"]
    with installation.in_force():
        page = overview.page(pipeline.warehouse().query, "demo")
    found = ran["served"] | {
        "log": ran["log"].encode(),
        "page": page.encode(),
        "told": "".join(ran["told"]).encode(),
    }
    # Airflow's own database (XComs, rendered fields, logs) and files, and the lake outside the restricted layers.
    for root in (installation.root, ran["home"]):
        for path in filter(Path.is_file, root.rglob("*")):
            inside = path.relative_to(root).parts
            if inside[0] != "lake" or inside[1] not in RESTRICTED or "public" in inside:
                is_table = path.suffix == ".parquet"
                found[str(path)] = pd.read_parquet(path).to_csv().encode() if is_table else path.read_bytes()
    return found


def test_a_marked_child_is_found_in_the_restricted_places_only(ran, outside):
    """After a night, a half-term, a signed return and all their messages, with everything logged that can be."""
    held = dump(ran["installation"].warehouse_url, ("restricted",))
    assert found_in(held["restricted.person"]), "the marked child never arrived: this test proves nothing"
    assert b"person" in ran["served"]["dq.quarantined_row"], "no rule met the marked child"
    assert "airflow.db" in {Path(name).name for name in outside}
    assert {name: marks for name, content in outside.items() if (marks := found_in(content))} == {}


def test_what_is_mapped_by_mistake_to_the_name_of_a_group_becomes_none(ran, outside):
    """Neither in the lake nor in packs; it is counted, and somebody is asked to put it right."""
    assert b"not_recognised" in ran["served"]["marts.measure_value"]
    packs = {
        str(path): path.read_bytes() for path in (ran["lake"] / "reports").rglob("*.*") if path.is_file()
    }
    assert [name for name in packs if name.endswith("/public/data.csv")], "no pack was made"
    held = {
        name: value
        for name, content in (outside | packs).items()
        for value in PLANTED
        if value.encode() in content
    }
    assert held == {}
    with psycopg.connect(ran["installation"].warehouse_url.replace("+psycopg", "")) as connection:
        told = connection.execute(
            "SELECT rule_id FROM dq.validation_result WHERE rule_id LIKE '%.label' AND NOT passed"
        ).fetchall()
    assert {f"{table}.{column}.label" for table, column in LABELLED} <= {rule_id for (rule_id,) in told}


def test_local_identifiers_do_not_leave_either(ran, small_council):
    schemas = ("marts", "bi", "dq", "ops")
    values = {
        value
        for name, rows in ran["served"].items()
        if name.startswith(schemas)
        for value in rows.replace(b"\n", b"\t").split(b"\t")
    }
    for table, column in (("person", "person_id"), ("request", "request_id"), ("plan", "plan_id")):
        ids = {str(i).encode() for i in small_council.tables[table][column]}
        assert not ids & values, table
