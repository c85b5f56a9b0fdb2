"""Files that people write: whatever is wrong in one is told with the file, the line and the entry, and never quoted."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import BaseModel, ConfigDict, Field

from include import yaml_files
from include.errors import ConfigError


class Promise(BaseModel):
    model_config = ConfigDict(extra="forbid")

    who: str = Field(max_length=10)
    by: date


@pytest.fixture
def path(tmp_path):
    return tmp_path / "promises.yaml"


def test_what_a_file_holds_is_read_as_its_model_has_it(path):
    path.write_text("- {who: the head, by: 2026-01-31}\n")
    assert yaml_files.read(path, list[Promise]) == [Promise(who="the head", by=date(2026, 1, 31))]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"- who: [", r"is not valid YAML at line \d"),
        (b"- who: \xff\xfe", "is not text in UTF-8"),
        (b"- {who: the head, by: 2026-02-30}", "a date or a number that is none"),
        (
            b"-\n  who: the head\n  by: 2026-01-31\n  reason: late",
            r"line 4: 0.reason: has .* here; what has: by, who",
        ),
        (b"-\n  wo: the head\n  by: 2026-01-31", r"line 2: 0.wo: has no meaning here; is it who\?"),
        (b"- {who: the head, by: 2026-01-31}\n- who: the head", "line 2: 1.by: Field required"),
        (b"- {who: the head of all of it, by: soon}", r"line 1: 0.who: .*10 characters; line 1: 0.by: "),
        (b"&a [*a]", "promises.yaml"),
        (b"-\n  who: the head\n  by: 2026-01-31\n  who: the board\n", "line 4: who stands a second time"),
    ],
)
def test_a_fault_names_file_line_and_entry_and_quotes_nothing(path, text, told):
    path.write_bytes(text)
    with pytest.raises(ConfigError, match=rf"promises\.yaml.*{told}|{told}.*") as refused:
        yaml_files.read(path, list[Promise])
    assert str(path) in str(refused.value)
    assert "the head" not in str(refused.value)
    assert "soon" not in str(refused.value)


def test_an_empty_file_holds_no_entries(path):
    path.write_text("# nothing yet\n")
    assert yaml_files.read(path, list[Promise]) == []
    with pytest.raises(ConfigError, match="who: Field required; .*by: Field required"):
        yaml_files.read(path, Promise)


def test_what_stands_elsewhere_is_no_entry_of_the_file(path):
    path.write_text("by: 2026-01-31\n")
    assert yaml_files.read(path, Promise, {"who": "the name"}).who == "the name"
    path.write_text("by: 2026-01-31\nwho: the file\n")
    with pytest.raises(ConfigError, match="line 2: who has no meaning here"):
        yaml_files.read(path, Promise, {"who": "the name"})


@pytest.mark.parametrize("text", ["", "- who\n", "just words\n"])
def test_a_file_of_settings_without_any_says_what_it_must_have(path, text):
    path.write_text(text)
    with pytest.raises(ConfigError, match="holds no settings"):
        yaml_files.settings(path)


def test_an_entry_that_stands_twice_is_a_fault_also_where_all_stays_text(path):
    path.write_text("grace_days: 7\nclosures: []\ngrace_days: 14\n")
    with pytest.raises(ConfigError, match="line 3: grace_days stands a second time"):
        yaml_files.parsed(path, as_text=True)
    path.write_text("usual: &usual {who: the head}\nhere: {<<: *usual, who: the board}\n")
    assert yaml_files.parsed(path)[1]["here"] == {"who": "the board"}, "what is merged in gives way"


@pytest.mark.parametrize("value", ["yes", ".nan", ".inf", '"65%"', "'45'"])
def test_a_number_is_written_as_one(path, value):
    class Target(BaseModel):
        value: yaml_files.Number

    path.write_text(f"value: {value}\n")
    with pytest.raises(ConfigError, match="line 1: value: Input should be a (valid|finite) number"):
        yaml_files.read(path, Target)
    path.write_text("value: 65\n")
    assert yaml_files.read(path, Target).value == 65.0


def test_dates_and_years_can_stay_as_they_are_written(path):
    path.write_text("2025-26: 2025-09-01\n")
    assert yaml_files.parsed(path, as_text=True)[1] == {"2025-26": "2025-09-01"}
