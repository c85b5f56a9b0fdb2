"""Dashboard and Kubernetes values say what the software has: no metric, setting or secret of another name."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import yaml
from airflow._shared.observability.metrics import metrics_registry

from include.airflow.metrics import METRICS
from include.pipeline import NIGHT
from include.settings import SETTINGS

ROOT = Path(__file__).parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yaml").read_text(encoding="utf-8"))
VALUES: dict[str, Any] = yaml.safe_load((ROOT / "deploy/kubernetes/values.yaml").read_text(encoding="utf-8"))
BESIDE = list(yaml.safe_load_all((ROOT / "deploy/kubernetes/send.yaml").read_text(encoding="utf-8")))
DASHBOARD = (ROOT / "deploy/grafana/send.json").read_text(encoding="utf-8")


def as_prometheus(metric: str) -> set[str]:
    """How a metric that is sent by OpenTelemetry is called in Prometheus; a time has a sum and a count."""
    name = f"airflow_{metric.replace('.', '_')}"
    return {name, f"{name}_total", *(f"{name}_milliseconds_{part}" for part in ("sum", "count", "bucket"))}


def test_every_metric_of_the_dashboard_is_sent_and_every_one_of_ours_is_shown():
    dashboard = json.loads(DASHBOARD)
    asked = " ".join(target["expr"] for panel in dashboard["panels"] for target in panel["targets"])
    asked += " " + dashboard["templating"]["list"][1]["query"]["query"]
    shown = set(re.findall(r"\bairflow_[a-z_]+", asked))
    ours = {name for metric in METRICS for name in as_prometheus(metric)}
    registry = metrics_registry.read_metrics_yaml(str(metrics_registry.YAML_REGISTRY_PATH))
    airflows = {name for metric in registry for name in as_prometheus(metric["name"])}
    assert shown <= ours | airflows, shown - ours - airflows
    assert all(as_prometheus(metric) & shown for metric in METRICS)


def test_the_dashboard_names_sections_of_the_runbook_that_are_there():
    runbook = (ROOT / "docs/runbook.md").read_text(encoding="utf-8")
    named = re.findall(r"Runbook: (alert-[a-z-]+)", DASHBOARD)
    assert named
    for section in named:
        assert f'<a id="{section}"></a>' in runbook


def test_lineage_names_every_step_that_a_task_takes():
    """Read as text: without the provider, which only deployments and tests have, the module cannot be imported."""
    tree = ast.parse((ROOT / "include/airflow/lineage.py").read_text(encoding="utf-8"))
    steps = next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "STEPS" and node.value
    )
    assert {step.name for step in NIGHT} <= set(steps)
    for reads, writes in steps.values():
        assert all(re.fullmatch(r"(warehouse\.)?[a-z_0-9]+", name) for name in (*reads, *writes))


def _environment(service: str) -> dict[str, str]:
    return {
        str(name): str(value)
        for name, value in (COMPOSE["services"][service].get("environment") or {}).items()
    }


def _names(entries: list[dict[str, Any]]) -> set[str]:
    return {str(entry["name"]) for entry in entries if str(entry["name"]).startswith("SEND_")}


def test_pods_of_kubernetes_get_the_settings_and_secrets_that_services_of_compose_get():
    everywhere = _names(VALUES["env"])
    secret = {setting.name for setting in SETTINGS if setting.secret}
    assert not everywhere & secret, "no secret is in every pod"
    for service, part in (("worker", "workers"), ("dag-processor", "dagProcessor")):
        has = {name for name in _environment(service) if name.startswith("SEND_")}
        assert _names(VALUES[part]["env"]) | everywhere == has, service
    migrate, watch = (
        _names(kind["spec"].get("jobTemplate", kind)["spec"]["template"]["spec"]["containers"][0]["env"])
        for kind in BESIDE
    )
    assert migrate == {"SEND_WAREHOUSE_URL", "SEND_WAREHOUSE_OWNER_URL"}
    assert watch >= {name for name in _environment("watch") if name.startswith("SEND_")} - {
        "SEND_CODE_VERSION",
        "SEND_COMPARE_ON",
    }


def test_kubernetes_values_hold_no_secret_and_settings_of_airflow_are_those_of_compose():
    text = (ROOT / "deploy/kubernetes/values.yaml").read_text(encoding="utf-8")
    assert not re.search(r"password|://[^<\s]*:[^<\s]*@", text)
    common = _environment("scheduler")
    for section, options in VALUES["config"].items():
        for option, value in options.items():
            there = common[f"AIRFLOW__{section}__{option}".upper()]
            assert there.lower() == str(value).lower(), (section, option)


def test_configuration_is_mounted_and_never_in_the_image():
    """It holds values of children: corrections of their records, explanations of a return."""
    kept = (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n")
    assert kept[1] == "*", "nothing goes in that is not named"
    assert not [line for line in kept if line.startswith("!config")]
    copied = re.findall(
        r"^COPY .*?(\S+) \S+$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(copied) == ["dags", "include", "plugins", "requirements-deploy.txt"]
    for name in ("scheduler", "dag-processor", "worker", "watch"):
        assert "./config:/opt/send/config:ro" in COMPOSE["services"][name]["volumes"], name
    assert {"name": "send-config", "mountPath": "/opt/send/config", "readOnly": True} in VALUES[
        "volumeMounts"
    ]
