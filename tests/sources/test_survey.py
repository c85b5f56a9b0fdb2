"""What a data officer is shown before the first night, and where a fault of the YAML is said to be."""

from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from include.cli import app
from include.errors import ConfigError, SourceError
from include.model import TABLES
from include.settings import AuthorityConfig, Settings
from include.sources.survey import masked

REST = ", ".join(t.name for t in TABLES.values() if not t.optional and t.name != "person")
HEAD = 'name: Test\nla_code: "999"\nons_code: E00000000\n'


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("SEND_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("SEND_DATA_DIR", str(tmp_path))
    return Settings.load()


def test_a_value_is_shown_by_its_shape() -> None:
    assert [masked(v) for v in ("HD1 2AB", "2014-05-06", "Zoë", None)] == ["xx9 9xx", "9999-99-99", "xxx", ""]


def test_source_check_shows_what_arrives_and_what_nothing_reads(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "person.csv").write_text("person_id,surname,shoe_size,school\n17,Canaryworth,44,Elm\n")
    source = f"source: {{kind: files, path: {tmp_path}, not_held: [{REST}]}}\n"
    (tmp_path / "test.yaml").write_text(HEAD + source)
    result = CliRunner().invoke(app, ["source", "check", "--authority", "test"])
    assert result.exit_code == 0, result.output
    assert "person 1 rows" in result.output
    assert "not read: column 3, school" in result.output
    assert "shoe" not in result.output, "a head that nothing knows may be a cell of a file without a header"
    assert "xxxxxxxxxxx" in result.output
    assert "Canaryworth" not in result.output


def test_what_is_wrong_with_the_values_of_several_tables_is_told_at_once(
    settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "person.csv").write_text("person_id,birth_date\n1,05/31/2014\n2,06/30/2014\n")
    (tmp_path / "request.csv").write_text(
        "request_id,person_id,request_outcome,received_date\n1,1,A,01/31/2025\n2,2,A,01/30/2025\n"
    )
    rest = REST.replace("request, ", "")
    assert rest != REST
    (tmp_path / "test.yaml").write_text(
        HEAD + f"source: {{kind: files, path: {tmp_path}, not_held: [{rest}]}}\n"
    )
    result = CliRunner().invoke(app, ["source", "check", "--authority", "test"])
    assert isinstance(result.exception, SourceError)
    for column in ("person.birth_date", "request.received_date"):
        assert f"column {column} is month first" in str(result.exception)


def test_source_suggest_writes_a_mapping_that_can_be_used(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "person.csv").write_text("ClientID,DOB,shoe_size\n17,2014-05-06,44\n")
    source = f"source: {{kind: files, path: {tmp_path}, not_held: [{REST}]}}\n"
    (tmp_path / "test.yaml").write_text(HEAD + source)
    made = tmp_path / "a folder that is not there/starter.txt"
    arguments = ["source", "suggest", "--authority", "test", "--out", str(made)]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert yaml.safe_load(made.read_text()) == {
        "tables": {"person": {"columns": {"person_id": "ClientID", "birth_date": "DOB"}}}
    }
    assert CliRunner().invoke(app, arguments).exit_code != 0, "what a person has corrected is not overwritten"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("source:\n  kind: sql\n  tables:\n    persons: {}\n", 7),
        (
            "source:\n  kind: sql\n  tables:\n    person:\n      columns:\n        sex: a\n        birthdate: d\n",
            10,
        ),
        ("source:\n  kind: sql\n  tables:\n    person:\n      codes:\n        sex:\n          1: Male\n", 10),
        (
            "source:\n  kind: files\n  path: x\n  tables:\n    person:\n      format:\n        header_rows: 9\n",
            10,
        ),
    ],
)
def test_a_fault_of_the_yaml_is_told_with_its_line(
    settings: Settings, tmp_path: Path, source: str, line: int
) -> None:
    (tmp_path / "test.yaml").write_text(HEAD + source)
    with pytest.raises(ConfigError, match=rf"test\.yaml: line {line}: "):
        AuthorityConfig.load(settings, "test")
