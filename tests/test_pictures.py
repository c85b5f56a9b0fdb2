"""The README's pictures: there, small, and known to be stale once pages change."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import pytest

from include.settings import PROJECT

FOLDER = PROJECT / "docs/pictures"


@pytest.fixture
def pictures():
    spec = importlib.util.spec_from_file_location("pictures_make", FOLDER / "make.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_readme_shows_each_and_each_is_small(pictures):
    shown = set(
        re.findall(r"\(docs/pictures/([\w-]+)\.webp\)", (PROJECT / "README.md").read_text(encoding="utf-8"))
    )
    assert shown == {picture.name for picture in pictures.PICTURES}
    for name in shown:
        assert (FOLDER / f"{name}.webp").stat().st_size < pictures.MOST_BYTES


def test_they_are_stale_once_a_template_changes(pictures, monkeypatch, tmp_path: Path):
    template = tmp_path / "templates/page.html"
    template.parent.mkdir()
    template.write_text("<p>one</p>", encoding="utf-8")
    monkeypatch.setattr(pictures, "PROJECT", tmp_path)
    monkeypatch.setattr(pictures, "MADE_OF", ("templates",))
    monkeypatch.setattr(pictures, "STAMP", tmp_path / "stamp")
    assert pictures.is_stale(), "never made"
    pictures.STAMP.write_text(pictures.made_of(), encoding="utf-8")
    assert not pictures.is_stale()
    template.write_text("<p>two</p>", encoding="utf-8")
    assert pictures.is_stale()
