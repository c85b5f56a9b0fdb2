"""Case tables from several sources, each from exactly one."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from include.errors import SourceError
from include.model import TABLES
from include.sources import SourceConfig, open_source, source_config

REST = [t.name for t in TABLES.values() if not t.optional and t.name != "person"]


def config(folder: Path, **other: Any) -> SourceConfig:
    spine = {"kind": "files", "path": str(folder / "spine"), "takes": ["person"], "not_held": REST}
    complaints = {"kind": "files", "path": str(folder / "corporate"), "takes": ["complaint"]}
    complaints["not_held"] = ["person", *REST]
    parts = {"spine": spine, "corporate": complaints, **other}
    return source_config({"kind": "combined", "parts": parts, "not_held": REST})


def test_each_table_comes_from_its_part(tmp_path: Path) -> None:
    for folder in ("spine", "corporate"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "person.csv").write_text(f"person_id\n{folder}\n")
    complaint = tmp_path / "corporate" / "complaint.csv"
    with (
        open_source(config(tmp_path), None, date(2026, 1, 1)) as source,
        pytest.raises(SourceError, match="Part corporate takes complaint but does not hold it"),
    ):
        source.check()
    complaint.write_text("complaint_id,complaint_stage,complaint_theme,received_date\n9,1,x,2025-01-01\n")
    with open_source(config(tmp_path), None, date(2026, 1, 1)) as source:
        source.check()
        person, read = source.read("person"), source.read("complaint")
        assert source.read("survey") is None
        assert "survey: not held" in source.notes()
    assert person is not None and read is not None
    assert person["person_id"].to_pylist() == ["spine"]
    assert read["complaint_id"].to_pylist() == ["9"]


def test_a_table_of_two_parts_or_of_none_is_refused(tmp_path: Path) -> None:
    twice = {"kind": "files", "path": "x", "takes": ["person"]}
    with pytest.raises(ValidationError, match="person is already taken from spine"):
        config(tmp_path, again=twice)
    with pytest.raises(ValidationError, match="no part takes person"):
        source_config(
            {
                "kind": "combined",
                "not_held": REST,
                "parts": {"a": {"kind": "files", "path": "x", "takes": ["complaint"]}},
            }
        )
