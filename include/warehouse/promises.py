"""What a contract promises, and which of its promises another one breaks.

Report authors build on names, types and code words. What is added hurts nobody. What goes, or changes its type, or can
say less than before, goes by way of a deprecation: a view with the old shape beside the new one, and a line of the
change log that names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from include.errors import ConfigError
from include.warehouse.odcs import ODCS
from include.yaml_files import load

# The contract of the last release: what is checked against. Until there is one, `revise` keeps it current.
RELEASED = ODCS.with_name("contract.released.odcs.yaml")
CHANGES = ODCS.parents[1] / "CHANGELOG.md"


@dataclass(frozen=True)
class Promise:
    """What a column is: its type, and the words that it can say, where the contract names them."""

    type: str
    words: frozenset[str] | None


# Relation -> column -> what is promised of it.
Promises = dict[str, dict[str, Promise]]


@dataclass(frozen=True)
class Changes:
    """What one contract has beside another, in the order of their names: sentences to show."""

    broken: tuple[str, ...]
    deprecated: tuple[str, ...]
    added: tuple[str, ...]


def read(path: Path) -> Promises:
    """The promises of an ODCS file.

    Raises:
        ConfigError: it is none.

    """
    try:
        document = load(path)
        return {
            relation["physicalName"]: {p["name"]: _promise(p) for p in relation["properties"]}
            for relation in document["schema"]
        }
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError):
        raise ConfigError(f"{path} is no contract in the Open Data Contract Standard.") from None


def _promise(said: dict[str, Any]) -> Promise:
    words = [
        word
        for rule in said.get("quality", ())
        if rule.get("metric") == "invalidValues"
        for word in rule["arguments"]["validValues"]
    ]
    return Promise(said["physicalType"], frozenset(words) if words else None)


def compared(before: Promises, now: Promises, change_log: str) -> Changes:
    """What became of the promises of a release.

    Args:
        before: those of the release.
        now: those of today.
        change_log: its text: a deprecation counts when the view is named there.

    """
    broken, deprecated = [], []
    for relation, columns in before.items():
        old = deprecation_of(relation)
        for column, was in columns.items():
            if not (why := _broken(was, now.get(relation, {}).get(column))):
                continue
            kept = _broken(was, now.get(old, {}).get(column)) == "" and old in change_log
            if kept:
                deprecated.append(f"{relation}.{column} {why}; {old} keeps it")
            else:
                broken.append(f"{relation}.{column} {why}")
    return Changes(tuple(broken), tuple(deprecated), tuple(_added(before, now)))


def deprecation_of(relation: str) -> str:
    """The view that keeps the old shape of a relation for a while."""
    return f"bi.{relation.removeprefix('bi.').replace('.', '_')}_deprecated"


def _broken(was: Promise, now: Promise | None) -> str:
    if now is None:
        return "is gone"
    if now.type != was.type:
        return f"was {was.type} and is {now.type}"
    if was.words and now.words and (lost := was.words - now.words):
        return f"no longer says {', '.join(sorted(lost))}"
    # Whoever lists a column's words cannot be told that they are free from now on.
    return "no longer keeps to its words" if was.words and not now.words else ""


def _added(before: Promises, now: Promises) -> Iterator[str]:
    for relation, columns in now.items():
        if relation not in before:
            yield relation
            continue
        for column, promise in columns.items():
            was = before[relation].get(column)
            if was is None:
                yield f"{relation}.{column}"
            elif was.words and promise.words and (more := promise.words - was.words):
                yield f"{relation}.{column} says {', '.join(sorted(more))} too"
