"""Each page says itself what it may load: its own styles, named by their checksums, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

from include.reports.policy import Pages, with_policy

TEMPLATES = Path(__file__).parents[2] / "include/reports/templates"
PAGE = '<!doctype html><head><meta charset="utf-8"><style>h1 {}</style></head><h1>x</h1>'


def test_a_style_sheet_is_named_by_its_checksum() -> None:
    checksum = base64.b64encode(hashlib.sha256(b"h1 {}").digest()).decode()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', with_policy(PAGE))
    assert policy is not None
    rules = policy[1].split("; ")
    assert "default-src 'none'" in rules
    assert f"style-src-elem 'sha256-{checksum}'" in rules
    assert not [rule for rule in rules if "unsafe" in rule or "http" in rule]


def test_a_page_with_a_script_is_refused() -> None:
    with pytest.raises(ValueError, match="no script"):
        with_policy(PAGE + "<script>1</script>")


def test_every_template_that_is_a_page_gets_one() -> None:
    pages = [path for path in TEMPLATES.rglob("*.html") if "<!doctype" in path.read_text(encoding="utf-8")]
    assert len(pages) >= 5
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert text.count('<meta charset="utf-8">') == 1, path
        assert not re.search(r"\sstyle=|\son[a-z]+=|<script|https?://[^<]*\.(js|css)", text), path
    for source in (TEMPLATES.parent).rglob("*.py"):
        if source.name != "policy.py":
            assert "Environment(" not in source.read_text(encoding="utf-8"), f"{source}: use policy.Pages"
    assert Pages().autoescape is True
