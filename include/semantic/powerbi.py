"""A Power BI project (PBIP): the star as a semantic model in TMDL, its figures as DAX measures, an empty report on it.

Formats: https://learn.microsoft.com/power-bi/developer/projects/projects-overview and
https://learn.microsoft.com/analysis-services/tmdl/tmdl-overview
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import NAMESPACE_URL, uuid5

from include.model import Column
from include.semantic.expressions import dax
from include.semantic.figures import figure_of
from include.semantic.relations import DIMENSIONS, FACTS, Relation, is_for_joins_alone, sorted_by
from include.transforms.measures import Catalogue

_MODEL, _REPORT = "send.SemanticModel", "send.Report"
_TYPES = {
    "integer": "int64",
    "decimal": "double",
    "flag": "boolean",
    "date": "dateTime",
    "datetime": "dateTime",
}
_COLUMN_FORMATS = {"integer": "0", "date": "dd mmm yyyy"}
_FORMATS = {
    "percent": r"0.0\%",
    "cases": "#,0",
    "plans": "#,0",
    "people": "#,0",
    "pounds": r"\£#,0.00",
    "fte": "0.00",
}
_SCHEMAS = "https://developer.microsoft.com/json-schemas/fabric"
_PARAMETER = 'meta [IsParameterQuery=true, Type="Text", IsParameterQueryRequired=true]'


def powerbi_project(catalogue: Catalogue) -> Mapping[str, str]:
    """The files of the project: path -> text. Equal catalogues and views give equal text."""
    definition = f"powerbi/{_MODEL}/definition"
    tables = {f"{definition}/tables/{each.name}.tmdl": _table(each) for each in DIMENSIONS}
    return {
        "powerbi/send.pbip": _json(
            {
                "$schema": f"{_SCHEMAS}/pbip/pbipProperties/1.0.0/schema.json",
                "version": "1.0",
                "artifacts": [{"report": {"path": _REPORT}}],
                "settings": {"enableAutoRecovery": True},
            }
        ),
        f"powerbi/{_MODEL}/.platform": _platform("SemanticModel"),
        f"powerbi/{_MODEL}/definition.pbism": _json({"version": "4.2", "settings": {}}),
        f"{definition}/database.tmdl": "database\n\tcompatibilityLevel: 1567\n",
        f"{definition}/model.tmdl": _model(),
        f"{definition}/expressions.tmdl": _parameters(),
        f"{definition}/relationships.tmdl": "\n".join(map(_relationship, DIMENSIONS)),
        f"{definition}/tables/{FACTS.name}.tmdl": _table(FACTS, _measures(catalogue)),
        **tables,
        f"powerbi/{_REPORT}/.platform": _platform("Report"),
        f"powerbi/{_REPORT}/definition.pbir": _json(
            {
                "$schema": f"{_SCHEMAS}/item/report/definitionProperties/1.0.0/schema.json",
                "version": "4.0",
                "datasetReference": {"byPath": {"path": f"../{_MODEL}"}},
            }
        ),
        f"powerbi/{_REPORT}/report.json": _report(),
    }


def _model() -> str:
    lines = ["model Model", "\tculture: en-GB", "\tdefaultPowerBIDataSourceVersion: powerBI_V3"]
    lines += ["\tsourceQueryCulture: en-GB", ""]
    lines += [f"ref table {_quoted(each.name)}" for each in (FACTS, *DIMENSIONS)]
    return "\n".join(lines) + "\n"


def _parameters() -> str:
    about = {
        "Server": ("localhost:5432", "Host and port of the warehouse"),
        "Database": ("send", "Name of the database"),
    }
    return "\n".join(
        f'/// {words}\nexpression {name} = "{value}" {_PARAMETER}\n\tlineageTag: {_tag(name)}\n'
        for name, (value, words) in about.items()
    )


def _relationship(to: Relation) -> str:
    ends = f"\tfromColumn: {_quoted(FACTS.name)}.{to.key}\n\ttoColumn: {_quoted(to.name)}.{to.key}\n"
    return f"relationship {_tag('to', to.name)}\n{ends}"


def _table(relation: Relation, measures: str = "") -> str:
    columns = "\n".join(_column(relation, column) for column in relation.columns)
    return (
        f"/// {relation.about}\ntable {_quoted(relation.name)}\n\tlineageTag: {_tag(relation.name)}\n\n"
        f"{measures}{columns}\n"
        f"\tpartition {_quoted(relation.name)} = m\n\t\tmode: import\n\t\tsource =\n"
        "\t\t\t\tlet\n\t\t\t\t\tSource = PostgreSQL.Database(Server, Database),\n"
        f'\t\t\t\t\tRows = Source{{[Schema="bi",Item="{relation.view}"]}}[Data]\n\t\t\t\tin\n\t\t\t\t\tRows\n'
    )


def _column(relation: Relation, column: Column) -> str:
    lines = [f"\t/// {column.about}", f"\tcolumn {column.name}"]
    lines.append(f"\t\tdataType: {_TYPES.get(column.type, 'string')}")
    if is_for_joins_alone(relation, column.name):
        lines.append("\t\tisHidden")
    if relation != FACTS and column.name == relation.key:
        lines.append("\t\tisKey")
    if column.type in _COLUMN_FORMATS:
        lines.append(f"\t\tformatString: {_COLUMN_FORMATS[column.type]}")
    lines += [f"\t\tlineageTag: {_tag(relation.name, column.name)}", "\t\tsummarizeBy: none"]
    lines.append(f"\t\tsourceColumn: {column.name}")
    if by := sorted_by(relation, column.name):
        lines.append(f"\t\tsortByColumn: {by}")
    return "\n".join(lines) + "\n"


def _measures(catalogue: Catalogue) -> str:
    definitions = []
    for measure in catalogue:
        figure = figure_of(catalogue, measure.measure_id)
        if figure is None:
            continue
        definitions.append(
            f"\t/// {measure.definition}\n\tmeasure {_quoted(measure.measure_name)} = {dax(figure)}\n"
            f"\t\tformatString: {_FORMATS.get(measure.unit, '0.0')}\n"
            f"\t\tdisplayFolder: {catalogue.themes[measure.measure_id]}\n"
            f"\t\tlineageTag: {_tag('measure', measure.measure_id)}\n"
            f"\t\tannotation measure_id = {measure.measure_id}\n\n"
        )
    return "".join(definitions)


def _report() -> str:
    page = {
        "config": "{}",
        "displayName": "Figures",
        "displayOption": 1,
        "filters": "[]",
        "height": 720.0,
        "name": "figures",
        "visualContainers": [],
        "width": 1280.0,
    }
    config = {"version": "5.43", "activeSectionIndex": 0, "defaultDrillFilterOtherVisuals": True}
    return _json(
        {"config": json.dumps(config), "layoutOptimization": 0, "resourcePackages": [], "sections": [page]}
    )


def _platform(kind: str) -> str:
    return _json(
        {
            "$schema": f"{_SCHEMAS}/gitIntegration/platformProperties/2.0.0/schema.json",
            "metadata": {"type": kind, "displayName": "SEND"},
            "config": {"version": "2.0", "logicalId": _tag("item", kind)},
        }
    )


def _quoted(name: str) -> str:
    """A name as TMDL has it: in quotes where it is not one word."""
    return name if name.isidentifier() else "'" + name.replace("'", "''") + "'"


def _tag(*names: str) -> str:
    """A name that stays: Power BI knows by it what a report uses when something is renamed."""
    return str(uuid5(NAMESPACE_URL, "/".join(("send", *names))))


def _json(content: object) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
