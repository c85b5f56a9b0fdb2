"""JSON Schemas of what people write: as the software has it, true of every file there is, and shown by editors."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from include.pipeline import schemas
from include.settings import PROJECT
from include.sources.starters import starters, text

FILES = {
    "authority": [*(PROJECT / "config").glob("*.yaml")],
    "case_model": [*(PROJECT / "include/model/case_model").glob("*.yaml")],
    "measures": [*(PROJECT / "include/transforms/measures").glob("*.yaml")],
    "rules": [*(PROJECT / "include/expectations/rules").glob("[0-9]*.yaml")],
    "sections": [PROJECT / "include/reports/pack/sections.yaml"],
    "withheld": [PROJECT / "include/reports/pack/withheld.yaml"],
    "fields": [PROJECT / "include/model/fields.yaml"],
    "marts": [PROJECT / "include/model/marts.yaml"],
    "views": [PROJECT / "include/warehouse/views/bi.yaml"],
}
MART = {"title": "Fact", "grain": "one row", "key": ["authority"], "columns": ["authority"]}
HEAD = {"name": "North", "la_code": "857", "ons_code": "E06000017"}


def faults(schema: str, written: Any) -> list[str]:
    validator = Draft202012Validator(json.loads(schemas.text(schema)), format_checker=FormatChecker())
    # As an editor sees it: days are text.
    seen = json.loads(json.dumps(written, default=str))
    return [f"{'.'.join(map(str, e.absolute_path))}: {e.message}" for e in validator.iter_errors(seen)]


@pytest.mark.parametrize("name", schemas.SCHEMAS)
def test_the_file_is_what_the_software_would_write(name: str) -> None:
    file = schemas.FOLDER / f"{name}.json"
    assert file.read_text(encoding="utf-8") == schemas.text(name), "python -m include.pipeline.schemas"
    Draft202012Validator.check_schema(json.loads(schemas.text(name)))


@pytest.mark.parametrize(
    ("name", "path"), [(name, path) for name, paths in FILES.items() for path in paths], ids=str
)
def test_a_file_fits_and_names_its_schema(name: str, path: Path) -> None:
    written = path.read_text(encoding="utf-8")
    assert faults(name, yaml.safe_load(written)) == []
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", written)
    assert named
    assert (path.parent / named[1]).resolve() == schemas.FOLDER / f"{name}.json"


def test_ready_made_mappings_and_the_examples_of_the_documents_fit() -> None:
    written = [text(name) for name in starters()]
    for page in ("sources", "half-terms"):
        document = (PROJECT / f"docs/{page}.md").read_text(encoding="utf-8")
        written += re.findall(r"```yaml\n(.*?)```", document, re.DOTALL)
    read = [yaml.load(each, Loader=yaml.BaseLoader) for each in written if "half_terms:" in each]
    assert [faults("calendar", _with_numbers(each)) for each in read] == [[]]
    sources = [yaml.safe_load(each) for each in written if "half_terms:" not in each]
    assert len(sources) >= 7
    assert [fault for each in sources for fault in faults("authority", HEAD | each)] == []


def _with_numbers(calendar: dict[str, Any]) -> dict[str, Any]:
    return calendar | {"grace_days": int(calendar["grace_days"])}


@pytest.mark.parametrize(
    ("schema", "written", "entry"),
    [
        ("authority", HEAD | {"source": {"kind": "sql", "path": "x"}}, "source"),
        ("authority", HEAD | {"source": {"kind": "sql", "not_held": ["persons"]}}, "source"),
        ("authority", HEAD | {"source": {"kind": "sql"}, "boundery": "<"}, ""),
        ("authority", HEAD | {"source": {"kind": "sql"}, "la_code": 857}, "la_code"),
        ("authority", HEAD | {"source": {"kind": "sql"}, "gate": {"min_rows": -1}}, "gate.min_rows"),
        ("authority", HEAD, ""),
        ("calendar", {"half_terms": {"2025-26": {"autumn-1": "2025-09-02"}}}, "half_terms.2025-26"),
        ("calendar", {"closures": [{"first": "2020-03-23"}]}, "closures.0"),
        ("calendar", {"grace_days": 61}, "grace_days"),
        ("rules", {"order": [], "rules": [{"id": "person.x", "table": "persons"}]}, "rules.0.table"),
        (
            "case_model",
            {"person": {"title": "Person", "columns": {"a": {"type": "number"}}}},
            "person.columns.a",
        ),
        ("corrections", {"table": "person"}, ""),
        ("fields", {"team": {"type": "number", "about": "Team"}}, "team.type"),
        ("marts", {"marts": {"fact": MART | {"columns": [["authority", "shoe_size"]]}}}, "marts.fact"),
        ("marts", {"marts": {"fact": MART | {"columns": [{"team": {"size": 1}}]}}}, "marts.fact"),
        ("marts", {"marts": {"fact": MART | {"query": "other"}}}, "marts.fact"),
        ("views", {"answer": {**MART, "grain": None}}, "answer.grain"),
        ("views", {"answer_<sex>": MART | {"each": {"sex": "F"}}}, "answer_<sex>.each.sex"),
        ("withheld", {"extremes": {"fewer_than": "ten"}}, "extremes.fewer_than"),
        ("notify", {"tell": [{"to": ["team"], "kinds": ["gossip"]}]}, "tell"),
        ("measures", {"measures": {"x": {"measure_name": "X", "statistic": "rate"}}}, "measures.x"),
        ("measures", {"measures": {"x": {"statistic": "rate", "limit": ["shoe_size"]}}}, "measures.x"),
    ],
)
def test_what_the_pipeline_would_refuse_is_marked(schema: str, written: Any, entry: str) -> None:
    assert [f for f in faults(schema, written) if f.startswith((f"{entry}:", f"{entry}."))]
