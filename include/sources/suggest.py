"""A starter mapping guessed from column names, for a person to read: a like name is no proof of a like meaning."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

from include.errors import ConfigError
from include.model import TABLES, Table
from include.sources.base import Source
from include.sources.files import FilesSource
from include.sources.sql import SqlSource

# High, because a wrong guess costs more than one left to make by hand.
LIKENESS = 0.8


@cache
def _synonyms() -> dict[str, list[str]]:
    path = Path(__file__).with_name("synonyms.yaml")
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def words(name: str) -> str:
    """`ChildID`, `child_id` and `Child ID` all as `child id`."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return " ".join(re.findall(r"[a-z]+|\d+", parted.lower()))


def guess(table: Table, names: Iterable[str]) -> dict[str, str]:
    """Model column -> the source column most like it, each source column once, the likest pair first.

    Args:
        table: the case table.
        names: columns that the source has for it.

    """
    pairs = []
    for name in names:
        for column in table.columns:
            known = [words(column), *_synonyms().get(column, [])]
            likeness = max(difflib.SequenceMatcher(None, words(name), k).ratio() for k in known)
            if likeness >= LIKENESS:
                pairs.append((-likeness, column, name))
    found: dict[str, str] = {}
    for _, column, name in sorted(pairs):
        if column not in found and name not in found.values():
            found[column] = name
    return found


def starter(source: Source) -> str:
    """A `tables:` section, as YAML, of what can be guessed for every table that the source holds.

    Raises:
        ConfigError: the source is of a kind whose columns are fixed, or of several parts.

    """
    if not isinstance(source, FilesSource | SqlSource):
        raise ConfigError(
            "A mapping is guessed for the kinds 'sql' and 'files'; give a part a YAML of its own first."
        )
    tables = {}
    for name, table in TABLES.items():
        if found := guess(table, source.columns(name)):
            tables[name] = {"columns": {c: s for c, s in found.items() if c != s}}
    head = "# Guessed from column names, unverified: read every line, then copy it below 'source:'.\n"
    return head + str(yaml.safe_dump({"tables": tables}, sort_keys=False, allow_unicode=True))
