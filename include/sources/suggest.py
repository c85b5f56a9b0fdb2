"""A starter mapping guessed from column names, for a person to read: a like name is no proof of a like meaning."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

import yaml

from include.errors import ConfigError
from include.model import TABLES, Table
from include.sources.base import Source
from include.sources.files import FilesSource
from include.sources.heads import forms, module_heads, synonyms, words
from include.sources.sql import SqlSource

# High, because a wrong guess costs more than one left to make by hand.
LIKENESS = 0.8

# The modules of the SEN2 return number persons and requests alone: at most one assessment, plan and active plan hang on
# a request, so its number does for them (see `entry_template`). Table -> identifiers that may be the request's number.
_BY_REQUEST = {
    "request": ("request_id",),
    "assessment": ("assessment_id", "request_id"),
    "plan": ("plan_id", "assessment_id"),
    "plan_placement": ("plan_id",),
    "active_plan": ("active_plan_id", "request_id"),
    "placement": ("active_plan_id",),
    "sen_need": ("active_plan_id",),
}
_REQUEST_NUMBER = (
    "requests record id",
    "request records id",
    "request record id",
    "requests id",
    "requeststableid",
)
# Records below a plan that no module numbers: what tells them apart.
_MADE_OF = {
    "plan_placement_id": ("plan_id", "placement_rank", "urn"),
    "placement_id": ("active_plan_id", "placement_rank", "entry_date"),
}
# Codes of the return until 2023 under the heads of then. GOV.UK, SEN2 2023 guide, "gender".
_OLDER_CODES = {"sex": {"gender": {"1": "M", "2": "F"}}}


def guess(table: Table, names: Iterable[str]) -> dict[str, str]:
    """Model column -> the source column most like it, each source column once, the likest pair first.

    Args:
        table: the case table.
        names: columns that the source has for it.

    """
    pairs = []
    modules = module_heads(table.name)
    for name in names:
        for column in table.columns:
            usual = {words(column), *synonyms().get(column, [])}
            usual |= {form for head in modules.get(column, ()) for form in forms(head)}
            likeness = max(
                difflib.SequenceMatcher(None, form, k).ratio() for k in usual for form in forms(name) or {""}
            )
            if likeness >= LIKENESS:
                pairs.append((-likeness, column, name))
    guesses: dict[str, str] = {}
    for _, column, name in sorted(pairs):
        if column not in guesses and name not in guesses.values():
            guesses[column] = name
    return guesses


def table_of(table: Table, names: list[str]) -> dict[str, Any]:
    """What can be guessed of a table's mapping: columns, and for modules of the return identifiers and older codes."""
    guessed = guess(table, names)
    derived: dict[str, Any] = {}
    number = next((n for n in names if forms(n) & set(_REQUEST_NUMBER)), None)
    if number is not None:
        for column in _BY_REQUEST.get(table.name, ()):
            guessed.setdefault(column, number)
        for column, inputs in _MADE_OF.items():
            if column in table.columns and column not in guessed:
                parts = [guessed[i] for i in inputs if i in guessed]
                derived["derive"] = {column: {"concat": parts, "separator": "-"}}
    columns = {column: name for column, name in guessed.items() if column != name}
    codes = {
        column: by_head[form]
        for column, by_head in _OLDER_CODES.items()
        for form in forms(guessed.get(column, ""))
        if form in by_head
    }
    return {"columns": columns, **derived, **({"codes": codes} if codes else {})} if guessed else {}


def starter(source: Source) -> str:
    """A `tables:` section, as YAML, of what can be guessed for every table that the source holds.

    Names that may be cells of a file without a header are left out: see `heads`.

    Raises:
        ConfigError: the source is of a kind whose columns are fixed, or of several parts.

    """
    if not isinstance(source, FilesSource | SqlSource):
        raise ConfigError(
            "A mapping is guessed for the kinds 'sql' and 'files'; give a part a YAML of its own first."
        )
    tables, nameless = {}, []
    for name, table in TABLES.items():
        columns = source.columns(name)
        showable = source.quotable(name) if isinstance(source, FilesSource) else columns
        if guessed := table_of(table, showable):
            tables[name] = guessed
        if nameless_here := len(columns) - len(showable):
            nameless.append(
                f"# {name}: {nameless_here} of {len(columns)} columns have names that nothing here knows.\n"
            )
    head = "# Guessed from column names, unverified: read every line, then copy it below 'source:'.\n"
    listed = str(yaml.safe_dump({"tables": tables}, sort_keys=False, allow_unicode=True))
    return head + "".join(nameless) + listed
