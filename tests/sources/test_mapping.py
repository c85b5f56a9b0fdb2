"""What an authority's `source:` section may say, and what it is told when it is wrong."""

from typing import Any

import pytest
from pydantic import ValidationError

from include.model import TABLES
from include.sources.mapping import SqlConfig, SqlMapping, TableMapping, find, near, resolve, source_config


def config(**settings: Any) -> SqlConfig:
    read = source_config({"kind": "sql", **settings})
    assert isinstance(read, SqlConfig)
    return read


def test_the_shortest_section_takes_every_table_by_its_own_name() -> None:
    assert config(schema="cms").schema_name == "cms"
    assert config().mapping("person") == SqlMapping()


def test_a_full_mapping_is_read_as_text() -> None:
    person = {
        "source": "clients",
        "where": "is_deleted = 0",
        "columns": {"birth_date": "dob"},
        "codes": {"sex": {1: "M", 2: "F"}, "is_complex": {"yes": 1, "no": 0}},
        "defaults": {"needs_interpreter": False},
    }
    mapping = config(tables={"person": person}, not_held=["survey"]).mapping("person")
    assert mapping.codes == {"sex": {"1": "M", "2": "F"}, "is_complex": {"yes": "1", "no": "0"}}
    assert mapping.defaults == {"needs_interpreter": "0"}


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ({"kind": "sql", "tabels": {}}, "no setting 'tabels'. Did you mean 'tables'"),
        ({"kind": "sql", "tables": {"persons": {}}}, "no table 'persons'. Did you mean 'person'"),
        ({"kind": "sql", "not_held": ["surveys"]}, "no table 'surveys'. Did you mean 'survey'?"),
        (
            {"kind": "sql", "tables": {"person": {"columns": {"birthdate": "dob"}}}},
            "tables.person.columns: person has no column 'birthdate'. Did you mean 'birth_date'?",
        ),
        (
            {"kind": "sql", "tables": {"person": {"colums": {}}}},
            "no setting 'colums'. Did you mean 'columns'?",
        ),
        (
            {"kind": "sql", "tables": {"person": {"codes": {"sex": {"1": "Male"}}}}},
            "'Male' is not a code of Sex. Its codes are M, F.",
        ),
        (
            {"kind": "sql", "tables": {"person": {"codes": {"is_complex": {True: 1}}}}},
            "put the source's own word in quotes",
        ),
        (
            {
                "kind": "sql",
                "tables": {"person": {"columns": {"locality": "patch"}, "defaults": {"locality": "N"}}},
            },
            "locality: both in 'columns' and in 'defaults'",
        ),
        (
            {"kind": "sql", "tables": {"survey": {}}, "not_held": ["survey"]},
            "survey: both mapped and in 'not_held'",
        ),
        ({"kind": "sql", "path": "exports"}, "not for a database"),
        ({"kind": "blade"}, "'path' is missing"),
        ({"kind": "blade", "path": "exports", "schema": "cms"}, "not for a SEN2 return"),
        (
            {"kind": "blade", "path": "exports", "tables": {"person": {"where": "x"}}},
            "'where' is for kind sql, not for a SEN2 return",
        ),
        (
            {"kind": "files", "tables": {"person": {"where": "x"}}},
            "not for files; 'keep' chooses rows there",
        ),
        ({"kind": "files", "export_date": "2026-01-31"}, "'export_date' is for kind blade, not for files"),
        (
            {"kind": "sen2_xml", "path": "x", "ready_file": "x"},
            "'ready_file' is for kind files, not for a SEN2 return",
        ),
        ({"kind": "combined", "tables": {}, "parts": {}}, "it stands with one of the parts"),
        ({"kind": "oracle"}, "'sql', 'files', 'blade'"),
    ],
)
def test_a_wrong_section_is_told_what_is_wrong(section: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError) as error:
        source_config(section)
    assert told in "; ".join(e["msg"] for e in error.value.errors())


def test_names_match_in_any_case_unless_that_leaves_a_choice() -> None:
    assert find("NativeId", ["nativeid", "year"]) == "nativeid"
    assert find("a", ["A", "a"]) == "a"
    assert find("name", ["Name", "NAME"]) is None


def test_nothing_alike_suggests_nothing() -> None:
    assert near("xyzzy", ["person", "request"]) == ""


def test_what_a_source_lacks_is_a_fault_only_when_needed_or_named() -> None:
    person = TABLES["person"]
    held = [name for name in person.columns if name not in ("postcode", "record_source")]
    found, faults = resolve(person, TableMapping(), held, "clients.csv")
    assert "postcode" not in found
    assert faults == []

    found, faults = resolve(
        person, TableMapping(columns={"postcode": "post_cd"}), [*held, "post_code"], "clients.csv"
    )
    assert faults == [
        (
            "clients.csv has no column 'post_cd', which should hold person.postcode. Did you mean 'post_code'? "
            "If it has another name there, correct tables.person.columns.postcode."
        )
    ]

    request = TABLES["request"]
    undecided = [name for name in request.columns if name not in ("request_outcome", "record_source")]
    _, faults = resolve(request, TableMapping(), [*undecided, "req_outcome"], "requests.csv")
    assert len(faults) == 1
    assert "no column 'request_outcome', which the pipeline needs. Did you mean 'req_outcome'" in faults[0]

    _, faults = resolve(request, TableMapping(defaults={"request_outcome": "Y"}), undecided, "requests.csv")
    assert faults == []
