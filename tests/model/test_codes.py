"""Words that the code writes into the warehouse are in the code set of their column, and no others are in it."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from include.calendar.periods import PERIOD_TYPES
from include.expectations import corrections
from include.expectations.columns import POLICY
from include.expectations.rules import Policy, Severity
from include.model import NOT_RECORDED, TABLES, codeset
from include.pipeline.movements import movements
from include.transforms import clock, groups, limits, worklists
from include.transforms.measures.entries import ALL, BREAKDOWNS, Entry, Measure
from include.warehouse.metadata import SCHEMAS, own_words, table_of
from include.warehouse.reports import AS_RECORDED, RESTATED
from include.warehouse.views import VIEWS, _queries

_INCLUDE = Path(groups.__file__).parents[1]
# Packs and pages call other things by some of these names: figures that a pack withholds have statuses of their own.
_NAMED_OTHERWISE = {
    ("clock.py", "status"): "clock_status",
    ("extracts.py", "status"): "public_status",  # after disclosure control
}
_OTHER_MEANINGS = {"cli", "synthetic", "sources", "reports", "sen2", "airflow"}

# The classes of the union that a measure is.
_STATISTICS = get_args(get_args(Measure)[0])


def _literals(model: Any, field: str) -> set[str]:
    annotation = model.model_fields[field].annotation
    found = [get_args(part) if get_args(part) else [part] for part in get_args(annotation) or [annotation]]
    return {value for values in found for value in values if isinstance(value, str)}


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("PeriodType", PERIOD_TYPES),
        ("Basis", {AS_RECORDED, RESTATED}),
        ("Statistic", {word for each in _STATISTICS for word in _literals(each, "statistic")}),
        ("Cohort", _literals(Entry, "cohort")),
        ("Unit", _literals(Entry, "unit")),
        ("Direction", _literals(Entry, "direction")),
        ("Breakdown", {ALL, *BREAKDOWNS}),
        ("ClockStatus", clock.STATUSES),
        ("AgeBand", {*groups._ages("age_band").values(), NOT_RECORDED}),
        ("SchoolPhase", {*groups._ages("school_phase").values(), NOT_RECORDED}),
        ("Severity", get_args(Severity)),
        ("Policy", {*get_args(Policy), POLICY}),
        ("CorrectionStatus", corrections._MEANING),
        ("Bucket", {worklists.OVER, *map(str, worklists.HORIZONS), worklists.LATER}),
        ("LimitForce", _literals(limits.Limit, "force")),
        ("LimitUnit", _literals(limits.Limit, "unit")),
        ("LimitBound", _literals(limits.Limit, "bound")),
        ("Verification", _literals(limits.Limit, "verification")),
    ],
)
def test_a_set_has_the_words_that_the_code_can_write_and_no_other(name: str, written: Iterable[str]) -> None:
    assert {*codeset(name)} == {*written}


def test_the_reasons_told_of_a_movement_are_its_set() -> None:
    told = set(re.findall(r"`(\w+)`", str(movements.__globals__["__doc__"])))
    assert {*codeset("MovementReason")} == told


def _allowed() -> dict[str, set[str]]:
    """Column name -> words that any table or view allows in it."""
    allowed: dict[str, set[str]] = defaultdict(set)
    open_too = set()
    for tables in (*SCHEMAS.values(), VIEWS):
        for table in tables.values():
            for column in table.columns.values():
                if words := own_words(column):
                    allowed[column.name] |= {*words}
                elif column.type == "text":
                    open_too.add(column.name)  # the same name holds free words elsewhere
    return {name: words for name, words in allowed.items() if name not in open_too}


def _strings(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _column(node: ast.AST) -> str | None:
    """`rows["status"]`, `rows.loc[gone, "status"]`, and `status[gone]` of a series named as its column."""
    if not isinstance(node, ast.Subscript):
        return None
    last = node.slice.elts[-1] if isinstance(node.slice, ast.Tuple) else node.slice
    if isinstance(last, ast.Constant) and isinstance(last.value, str):
        return last.value
    return node.value.id if isinstance(node.value, ast.Name) else _column(node.value)


def _words_of(tree: ast.AST) -> Iterator[tuple[str, str, int]]:
    """Column, word and line wherever a column is set to a word or compared with one."""
    plain = (ast.Constant, ast.List, ast.Tuple)
    for node in ast.walk(tree):
        pairs: list[tuple[str | None, ast.expr]] = []
        if isinstance(node, ast.Assign):
            pairs = [(_column(target), node.value) for target in node.targets]
        elif isinstance(node, ast.Compare):
            pairs = [(_column(node.left), right) for right in node.comparators]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in ("eq", "ne", "isin", "fillna", "mask"):
                pairs = [(_column(node.func.value), argument) for argument in node.args]
            elif node.func.attr == "assign":
                pairs = [(keyword.arg, keyword.value) for keyword in node.keywords]
        for column, value in pairs:
            if column and isinstance(value, plain):
                yield from ((column, word, value.lineno) for word in _strings(value))


def test_no_module_writes_or_asks_for_a_word_that_its_column_cannot_hold() -> None:
    allowed, seen, unknown = _allowed(), defaultdict[str, set[str]](set), []
    for path in sorted(_INCLUDE.rglob("*.py")):
        if path.relative_to(_INCLUDE).parts[0] in _OTHER_MEANINGS:
            continue
        for column, word, line in _words_of(ast.parse(path.read_text(encoding="utf-8"))):
            column = _NAMED_OTHERWISE.get((path.name, column), column)
            if column in allowed:
                seen[column].add(word)
                if word not in allowed[column]:
                    unknown.append(f"{path.relative_to(_INCLUDE)}:{line} {column} = {word!r}")
    assert unknown == []
    # The search itself works: these are written in several ways.
    assert (
        {"not_collected", "not_reliable", "no_cases", "ok", "not_due"} >= seen["status"] >= {"not_collected"}
    )
    assert {"in_time", "late", "open", "open_overdue", "missed"} <= seen["clock_status"]
    assert seen["movement"] >= {*codeset("Movement")} - {"left"}


def test_no_view_asks_for_a_word_that_its_column_cannot_hold() -> None:
    allowed, found = _allowed(), 0
    for name, query in _queries().items():
        for column, words in re.findall(
            r"\b(\w+)\s*(?:=|<>|NOT IN|IN)\s*('[^']*'|\((?:'[^']*',?\s*)+\))", query
        ):
            if column in allowed:
                found += 1
                assert {*re.findall(r"'([^']*)'", words)} <= allowed[column], f"{name}: {column}"
    assert found > 20


def test_the_database_holds_every_column_of_our_own_words_to_its_set() -> None:
    for schema, tables in SCHEMAS.items():
        for table in tables.values():
            held = {c.name for c in table_of(f"{schema}.{table.name}").constraints}
            for column in table.columns.values():
                assert (f"{table.name}_{column.name}_is_a_known_word" in held) == bool(own_words(column))


def test_codes_of_case_records_are_never_constraints() -> None:
    """What validation lets pass must load."""
    assert not any(own_words(column) for table in TABLES.values() for column in table.columns.values())
