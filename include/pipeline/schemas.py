"""JSON Schemas of the files that a council or a developer writes.

`python -m include.pipeline.schemas` writes them anew in `docs/schemas`. With a first line
`# yaml-language-server: $schema=<path>` an editor completes names, shows what each means and marks what does not fit,
before any command is run. What they cannot say, such as that a mapped column exists, the pipeline says when it reads
the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from include.calendar import HALF_TERMS
from include.expectations.corrections import COLUMNS
from include.expectations.rules import Rule
from include.model import TABLES, Column, Table
from include.model.tables import FIELDS
from include.pipeline.notify import NotifyConfig
from include.reports.extracts import Extract
from include.reports.pack.public import Rules
from include.reports.pack.sections import Sections
from include.settings import PROJECT, AuthorityConfig
from include.transforms.limits import limits
from include.transforms.measures.entries import Measure
from include.transforms.written import MissedTarget

FOLDER = PROJECT / "docs/schemas"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]


def authority() -> Schema:
    """`config/<slug>.yaml`: an authority, its source, and how much disorder it tolerates."""
    # The slug is the file's name, and the calendar a file of its own.
    return _less(AuthorityConfig.model_json_schema(), ("slug", "calendar"))


def calendar() -> Schema:
    """`config/calendars/<slug>.yaml`: half-terms and closures, where they are not the usual ones."""
    day = {"type": "string", "format": "date"}
    span = {
        "description": "first and last day of school, or the first alone",
        "anyOf": [day, {"type": "array", "items": day, "minItems": 1, "maxItems": 2}],
    }
    year = _object(dict.fromkeys(HALF_TERMS, span), required=HALF_TERMS)
    closure = _object({"first": day, "last": day, "why": {"type": "string"}}, required=("first", "last"))
    return _object(
        {
            "half_terms": {
                "description": "academic year -> its six half-terms; years left out have the usual pattern",
                "type": "object",
                "patternProperties": {r"^\d{4}-\d{2}$": year},
                "additionalProperties": False,
            },
            "closures": {
                "description": "days on which schools were closed in term time",
                "type": "array",
                "items": closure,
            },
            "grace_days": {
                "description": "days after a half-term for late recording, before it is reported",
                "type": "integer",
                "minimum": 0,
                "maximum": 60,
            },
        }
    )


def corrections() -> Schema:
    """A line of `config/corrections/<slug>.csv`, by its heads."""
    words = {
        "table": "case table",
        "record": "its key; of several columns joined by a bar",
        "field": "column",
        "old_value": "the value that is replaced, and no other; empty for an empty cell",
        "new_value": "the value in its place",
        "who": "who answers for it",
        "when": "day on which it was written",
        "why": "reason",
        "until": "last day on which it holds",
    }
    return _object(
        {
            name: {
                "description": words[name],
                "type": "string",
                **({"enum": list(TABLES)} if name == "table" else {}),
                **({"format": "date"} if name in ("when", "until") else {}),
            }
            for name in COLUMNS
        },
        required=COLUMNS,
    )


def rules() -> Schema:
    """`include/expectations/rules/<n>_<theme>.yaml`: rules written by hand, and orders of days."""
    rule = _less(Rule.model_json_schema(), ("compares",))
    rule["properties"]["table"] |= {"enum": list(TABLES)}
    about = {name: rule["properties"][name] for name in ("table", "column", "policy", "severity", "sen2")}
    path = {"description": "the earlier column, at the end of a path of references", "type": "string"}
    order = _object(
        about | {"not_before": path}, required=("table", "column", "not_before", "policy", "severity")
    )
    return _object(
        {"order": {"type": "array", "items": order}, "rules": {"type": "array", "items": rule}},
        required=("order", "rules"),
    )


def case_model() -> Schema:
    """`include/model/case_model/<n>_<theme>.yaml`: case tables and their columns, by name."""
    table, column = (_less(model.model_json_schema(), ("name",)) for model in (Table, Column))
    table["properties"]["columns"] = {"type": "object", "additionalProperties": column}
    table.pop("$defs", None)
    return {"type": "object", "additionalProperties": table}


def measures() -> Schema:
    """`include/transforms/measures/<theme>.yaml`: measures by name, each with the entries of its statistic."""
    union = TypeAdapter(Measure).json_schema()
    parts: Schema = union["$defs"]
    for part in parts.values():
        if "statistic" in part["properties"]:
            part["properties"].pop("measure_id")
            part["required"].remove("measure_id")
    # An entry for a limit says what its cohorts have in common; where they lie follows from the limit.
    of_a_limit = _less(deepcopy(parts["Rate"]), ("cohort", "fact", "date", "where", "met"))
    of_a_limit["required"] = [*of_a_limit["required"], "limit", "cohorts"]
    of_a_limit["properties"] |= {
        "limit": {
            "description": "time limits that it counts",
            "type": "array",
            "items": {"enum": sorted({limit.limit_id for limit in limits()})},
            "minItems": 1,
        },
        "cohorts": {
            "description": "one measure for each of these",
            "type": "array",
            "items": {"enum": ["issued", "due", "open"]},
            "minItems": 1,
        },
        "besides": {
            "description": "what the definitions of its due and open cohorts say besides what they say for every limit",
            "type": "string",
        },
    }
    parts["OfALimit"] = of_a_limit
    entry = {
        "if": {"required": ["limit"]},
        "then": {"$ref": "#/$defs/OfALimit"},
        "else": {"oneOf": union["oneOf"]},
    }
    return {
        "$defs": parts,
        **_object(
            {
                "theme": {"description": "what the measures of the file are about", "type": "string"},
                "breakdowns": {"description": "lists that entries name by an anchor", "type": "object"},
                "measures": {"type": "object", "additionalProperties": entry},
            },
            required=("measures",),
        ),
    }


def sections() -> Schema:
    """`include/reports/pack/sections.yaml`: what stands in a pack, for whom and in which order."""
    return Sections.model_json_schema()


def withheld() -> Schema:
    """`include/reports/pack/withheld.yaml`: what public packs withhold beyond small counts."""
    return Rules.model_json_schema()


def fields() -> Schema:
    """`include/model/fields.yaml`: what each column of the warehouse holds, by name."""
    return {"type": "object", "additionalProperties": _less(Column.model_json_schema(), ("name",))}


def marts() -> Schema:
    """`include/model/marts.yaml`: tables of the warehouse by schema and name, with fields of `fields.yaml`."""
    return _listing({"type": "object", "additionalProperties": {"$ref": "#/$defs/tables"}}, ("each", "query"))


def views() -> Schema:
    """`include/warehouse/views/bi.yaml`: views by name, with fields of `fields.yaml`."""
    return _listing({"$ref": "#/$defs/tables"}, ("optional", "sen2", "period"))


def notify() -> Schema:
    """`config/_notify.yaml`: who is told of what."""
    return NotifyConfig.model_json_schema()


def explanations() -> Schema:
    """`config/explanations/<slug>.yaml`: why targets were missed and what comes next, by named people."""
    return TypeAdapter(list[MissedTarget]).json_schema()


def extract() -> Schema:
    """`config/extracts/<name>.yaml`: a pack for another reader: measures, periods, and the cells of a template."""
    return Extract.model_json_schema()


SCHEMAS = {
    each.__name__: each
    for each in (
        authority,
        calendar,
        corrections,
        explanations,
        extract,
        rules,
        case_model,
        measures,
        sections,
        withheld,
        fields,
        marts,
        views,
        notify,
    )
}


def text(name: str) -> str:
    """A schema as it stands in its file."""
    schema_of = SCHEMAS[name]
    head = {"$schema": _DIALECT, "title": str(schema_of.__doc__).splitlines()[0]}
    return json.dumps(head | _without_titles(schema_of()), indent=1, ensure_ascii=False) + "\n"


def write() -> list[Path]:
    """Write every schema's file; returns them."""
    FOLDER.mkdir(exist_ok=True)
    paths = {FOLDER / f"{name}.json": text(name) for name in SCHEMAS}
    for path, content in paths.items():
        path.write_text(content, encoding="utf-8")
    return list(paths)


def _listing(written: Schema, without: Iterable[str]) -> Schema:
    """Tables that list fields by name, some with words of their own in place of the dictionary's."""
    table, column = (_less(model.model_json_schema(), ("name",)) for model in (Table, Column))
    table = _less(table, without)
    of_the_table = {**column, "required": []}
    table["properties"]["columns"] = {"$ref": "#/$defs/columns"}
    if "each" in table["properties"]:
        table["properties"]["each"] = {
            "description": "a word, and what stands for it: one view for each of these",
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"type": "string"}, "minItems": 1},
            "maxProperties": 1,
        }
    # A view for each of several words has names with a place for the word.
    name = {"anyOf": [{"enum": list(FIELDS)}, {"type": "string", "pattern": "<[a-z_]+>"}]}
    columns = {
        "type": "array",
        "items": {
            "anyOf": [
                name,
                {"$ref": "#/$defs/columns"},
                {"type": "object", "propertyNames": name, "additionalProperties": {"$ref": "#/$defs/own"}},
            ]
        },
    }
    table.pop("$defs", None)
    tables = {"type": "object", "additionalProperties": table}
    return {**written, "$defs": {"own": of_the_table, "columns": columns, "tables": tables}}


def _object(properties: Schema, required: Iterable[str] = ()) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _less(schema: Schema, names: Iterable[str]) -> Schema:
    """A model's schema without some of its fields, and without what only they were made of."""
    unwanted = set(names)
    schema["properties"] = {k: v for k, v in schema["properties"].items() if k not in unwanted}
    schema["required"] = [name for name in schema.get("required", ()) if name not in unwanted]
    used: set[str] = set()
    reached = _references({k: v for k, v in schema.items() if k != "$defs"})
    while new := reached - used:
        used |= new
        reached = set().union(*(_references(schema["$defs"][name]) for name in new))
    schema["$defs"] = {name: part for name, part in schema.get("$defs", {}).items() if name in used}
    return schema if schema["$defs"] else {k: v for k, v in schema.items() if k != "$defs"}


def _without_titles(part: Any) -> Any:
    """Without Pydantic's own titles, which say a name again."""
    if isinstance(part, dict):
        return {k: _without_titles(v) for k, v in part.items() if k != "title" or not isinstance(v, str)}
    return [_without_titles(each) for each in part] if isinstance(part, list) else part


def _references(part: Any) -> set[str]:
    if isinstance(part, dict):
        direct = {part["$ref"].rsplit("/", 1)[-1]} if isinstance(part.get("$ref"), str) else set()
        mapped = {
            str(ref).rsplit("/", 1)[-1] for ref in part.get("discriminator", {}).get("mapping", {}).values()
        }
        return direct | mapped | set().union(*map(_references, part.values()), set())
    return set().union(*map(_references, part), set()) if isinstance(part, list) else set()


if __name__ == "__main__":
    for written in write():
        print(written.relative_to(PROJECT))  # noqa: T201 - what was written
