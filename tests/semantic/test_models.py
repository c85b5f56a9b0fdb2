"""The models are what the catalogue makes, and name what the warehouse has."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
import yaml

from include.pipeline.semantic import models, superset_zip
from include.semantic import figure_of
from include.semantic.expressions import Divided, HalfUp, Least, Minus, Number, Plus, Sum, dax, sql
from include.transforms import Catalogue
from tests.semantic.tmdl import BI, DEFINITION, Node, parse, tables_of, unquoted

CATALOGUE = Catalogue.load()


def test_the_files_are_those_that_the_catalogue_makes() -> None:
    made = models(CATALOGUE)
    held = {path.relative_to(BI).as_posix() for path in BI.rglob("*") if path.is_file()}
    assert held == {*made, "superset.zip"}, "run python -m include.cli models --out bi"
    for path, text in made.items():
        assert (BI / path).read_text(encoding="utf-8") == text, (
            f"{path}: run python -m include.cli models --out bi"
        )
    assert (BI / "superset.zip").read_bytes() == superset_zip(made)


def test_each_node_of_an_expression_is_told_in_both_languages() -> None:
    one, other = Sum("m", "numerator"), Sum("m", "denominator")
    rate = HalfUp(Divided(one, other, 100))
    assert sql(rate, lambda taken: taken.column) == (
        "floor(round(10 * (100 * numerator::numeric / nullif(denominator, 0))::numeric, 6) + 0.5) / 10"
    )
    assert dax(rate) == (
        "( VAR figure1 = DIVIDE ( 100 * COALESCE ( CALCULATE ( SUM ( 'Case count'[numerator] ), "
        "'Measure'[measure_id] = \"m\" ), 0 ), CALCULATE ( SUM ( 'Case count'[denominator] ), "
        "'Measure'[measure_id] = \"m\" ) ) RETURN IF ( NOT ISBLANK ( figure1 ), "
        "DIVIDE ( INT ( ROUND ( 10 * figure1, 6 ) + 0.5 ), 10 ) ) )"
    )
    assert sql(Minus(Number(100), Least((one, other))), lambda taken: taken.column) == (
        "(100 - CASE WHEN numerator IS NOT NULL AND denominator IS NOT NULL THEN least(numerator, denominator) END)"
    )
    assert sql(Plus((one, other)), lambda taken: taken.column) == (
        "(coalesce(numerator, 0) + coalesce(denominator, 0))"
    )


@pytest.fixture(scope="module")
def tables() -> dict[str, Node]:
    return tables_of()


def test_every_table_and_relationship_of_the_power_bi_model_is_there_once(tables: dict[str, Node]) -> None:
    model = parse((DEFINITION / "model.tmdl").read_text(encoding="utf-8"))
    assert {ref.name for ref in model.all("ref")} == set(tables)
    links = parse((DEFINITION / "relationships.tmdl").read_text(encoding="utf-8")).all("relationship")
    assert len({link.name for link in links}) == len(links) == len(tables) - 1
    for link in links:
        (one, key), (many, foreign) = (
            tuple(map(unquoted, re.fullmatch(r"('.+'|\w+)\.(\w+)", link.properties[end]).groups()))  # type: ignore[union-attr]
            for end in ("toColumn", "fromColumn")
        )
        assert many == "Case count"
        assert key == foreign
        assert {c.name: c for c in tables[one].all("column")}[key].properties["isKey"] == "true"
    tags = [
        each.properties["lineageTag"]
        for table in tables.values()
        for each in (table, *table.all("column"), *table.all("measure"))
    ]
    assert len(set(tags)) == len(tags)


def test_every_measure_of_the_catalogue_that_sums_give_is_a_dax_measure(tables: dict[str, Node]) -> None:
    measures = {m.children[0].value: m for m in tables["Case count"].all("measure")}
    assert set(measures) == {m.measure_id for m in CATALOGUE if figure_of(CATALOGUE, m.measure_id)}
    columns = {f"'{name}'[{column.name}]" for name, table in tables.items() for column in table.all("column")}
    for name, measure in measures.items():
        assert measure.name == CATALOGUE[name].measure_name
        assert measure.about == CATALOGUE[name].definition
        assert measure.value.count("(") == measure.value.count(")"), name
        assert {*re.findall(r"'[^']+'\[\w+\]", measure.value)} <= columns, name
        declared = re.findall(r"VAR (\w+) =", measure.value)
        assert len(set(declared)) == len(declared), name


def test_the_project_names_its_own_parts() -> None:
    project = json.loads((BI / "powerbi/send.pbip").read_text(encoding="utf-8"))
    report = BI / "powerbi" / project["artifacts"][0]["report"]["path"]
    dataset = json.loads((report / "definition.pbir").read_text(encoding="utf-8"))["datasetReference"]
    assert (report / dataset["byPath"]["path"] / "definition.pbism").exists()
    assert json.loads((report / "report.json").read_text(encoding="utf-8"))["sections"]


def test_what_is_no_tmdl_is_refused() -> None:
    for wrong in (
        "table A\n\t\tcolumn b",
        "table A\n\tcolour: red",
        "table A\n\t/// words\n\tlineageTag: x",
        "table A B",
        "table A\n\tcolumn b\n\t\tdataType: x\n\t\tdataType: y",
    ):
        with pytest.raises(ValueError, match="line"):
            parse(wrong)


def test_every_file_of_the_superset_export_hangs_together() -> None:
    files = {p.relative_to(BI): yaml.safe_load(p.read_text()) for p in (BI / "superset").rglob("*.yaml")}
    of = {
        kind: [v for p, v in files.items() if p.parts[1] == kind]
        for kind in ("databases", "datasets", "charts")
    }
    assert {d["database_uuid"] for d in of["datasets"]} == {d["uuid"] for d in of["databases"]}
    by_uuid = {d["uuid"]: d for d in of["datasets"]}
    for chart in of["charts"]:
        dataset = by_uuid[chart["dataset_uuid"]]
        query = json.loads(chart["query_context"])["queries"][0]
        assert {*query["columns"]} <= {c["column_name"] for c in dataset["columns"]}
        assert {*query["metrics"]} <= {m["metric_name"] for m in dataset["metrics"]}
    (dashboard,) = [v for p, v in files.items() if p.parts[1] == "dashboards"]
    shown = {
        p["meta"]["uuid"]
        for p in dashboard["position"].values()
        if isinstance(p, dict) and p["type"] == "CHART"
    }
    assert shown == {chart["uuid"] for chart in of["charts"]}


# dbt's own library reads the YAML, where it is installed: `pip install dbt-semantic-interfaces` in an environment of
# its own, whose Python SEND_DBT_PYTHON names.
_READ = """
import sys, tempfile, pathlib, yaml
from dbt_semantic_interfaces.parsing.dir_to_model import parse_directory_of_yaml_files_to_semantic_manifest as parse
from dbt_semantic_interfaces.validations.semantic_manifest_validator import SemanticManifestValidator
said = yaml.safe_load(pathlib.Path(sys.argv[1]).read_text())
spine = {"node_relation": {"schema_name": "bi", "alias": "time_spine"},
         "primary_column": {"name": "date_day", "time_granularity": "day"}}
documents = [{"project_configuration": {"time_spines": [spine]}}]
for model in said["semantic_models"]:
    where = {"schema_name": "bi", "alias": model.pop("model").split("'")[1]}
    documents.append({"semantic_model": {**model, "node_relation": where}})
documents += [{"metric": metric} for metric in said["metrics"]]
with tempfile.TemporaryDirectory() as folder:
    (pathlib.Path(folder) / "all.yaml").write_text(yaml.safe_dump_all(documents))
    made = parse(folder, raise_issues_as_exceptions=False)
found = SemanticManifestValidator().validate_semantic_manifest(made.semantic_manifest)
for issue in (*made.issues.errors, *found.errors):
    print(issue.as_readable_str())
print(len(made.semantic_manifest.semantic_models), len(made.semantic_manifest.metrics))
sys.exit(bool(made.issues.errors or found.errors))
"""


@pytest.mark.consumer
def test_dbt_reads_the_semantic_models() -> None:
    python = shutil.which(os.environ.get("SEND_DBT_PYTHON", "")) or sys.executable
    has = subprocess.run([python, "-c", "import dbt_semantic_interfaces"], capture_output=True, check=False)
    if has.returncode:
        pytest.skip("dbt-semantic-interfaces is not installed: SEND_DBT_PYTHON names a Python that has it")
    done = subprocess.run(
        [python, "-c", _READ, BI / "dbt/models/semantic_models.yml"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    models_read, metrics_read = map(int, done.stdout.split())
    said = yaml.safe_load((BI / "dbt/models/semantic_models.yml").read_text())
    assert models_read == len(said["semantic_models"]) == 14
    assert metrics_read >= len(said["metrics"]) > 400
