"""Run the rules over an extract and do what each says: set rows aside, leave values out, count, or stop."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from include import progress
from include.errors import ConfigError
from include.expectations import checks, columns
from include.expectations.gate import GateConfig
from include.expectations.outcomes import NO_ROWS, Outcome, Result, Rows, as_rows
from include.expectations.parse import ParsedTable
from include.expectations.rules import Rule, rules, words
from include.expectations.suite import Suites, suites
from include.model import TABLES, empty, load_order
from include.model.frames import are_in

_QUARANTINED = {
    "table_name": "str",
    "row_number": "Int64",
    "rule_id": "str",
    "column_name": "str",
    "record_id": "str",
    "policy": "str",
    "reason": "str",
}
# Below this, one row more or less is a large share: a table this small is only stopped when it is empty.
_FEW_ROWS = 20
_EFFECTS = {"drop_row": "The row was set aside.", "blank_value": "The value was left out."}


@dataclass(frozen=True)
class Validation:
    """What came of validating an extract. For each table: rows landed = rows conformed + distinct rows dropped.

    Attributes:
        conformed: held tables with exactly the model's columns and dtypes.
        quarantined: one row for each table, row and rule, for rows set aside and values left out: table_name,
            row_number, rule_id, column_name, record_id (local identifier: restricted), policy, reason.
        flagged: the same for rows that failed a rule which only counts them.
        results: one row for each rule that ran: `dq.validation_result` without what the run adds.
        stopped: messages of the gate; empty when the extract may replace the one before.
        not_reliable: `table.column` (`table.*` for a table as a whole) of each column that the measures which depend
            on it cannot rely on, with the reason in words.

    """

    conformed: dict[str, pd.DataFrame]
    quarantined: pd.DataFrame
    flagged: pd.DataFrame
    results: pd.DataFrame
    stopped: list[str]
    not_reliable: dict[str, str]


@dataclass
class _Findings:
    """What each rule found, and the rows that failed it by table and rule."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    failed: dict[str, dict[str, Rows]] = field(default_factory=lambda: defaultdict(dict))
    # Rows that fail only because what they belong to was set aside; counted under the rule of the reference.
    cascaded: dict[tuple[str, str], Rows] = field(default_factory=dict)


def validate(
    parsed: dict[str, ParsedTable],
    not_held: set[str],
    extract_date: date,
    gate: GateConfig,
    previous_counts: dict[str, int] | None,
    before: Sequence[tuple[date, pd.DataFrame]] = (),
    rule_set: Sequence[Rule] | None = None,
) -> Validation:
    """Check an extract against rules.

    Args:
        parsed: tables as `parse` gives them.
        not_held: tables that the authority does not hold. Of the spine that may be a table to which no other refers.
        extract_date: day of the extract; what has happened lies on or before it.
        gate: limits.
        previous_counts: the most rows landed by table in the extracts before; None when there is none.
        before: extract date and profile (`drift.profile`) of earlier nights, by which a column's loss is judged.
        rule_set: the rules; those of the catalogue when None.

    Raises:
        ConfigError: `gate` names what is no rule or no column, or switches off a rule that does more than flag.

    """
    rule_set = rules() if rule_set is None else rule_set
    previous = previous_counts or {}
    held = {
        name: parsed[name] if name in parsed else _nothing(name)
        for name in load_order()
        if name in parsed or not (TABLES[name].optional or (name in not_held and name in _leaves()))
    }
    findings, could_not_run = _checked(rule_set, held, extract_date, gate, previous)
    stopped = [*_not_held_any_more(not_held - set(held), previous, gate), *could_not_run]
    dropped = _cascade(rule_set, held, findings)
    stopped += _grown(held, previous, gate)
    stopped += _too_many_set_aside(held, dropped, gate)
    judged = columns.judge(held, findings.failed, rule_set, dropped, before, gate, extract_date)
    past = [each for each in judged if each.is_past]
    stopped += [each.message for each in past if each.stops]
    return Validation(
        conformed=_conformed(rule_set, held, findings, dropped),
        quarantined=_failed_rows(rule_set, held, findings, tuple(_EFFECTS)),
        flagged=_failed_rows(rule_set, held, findings, ("flag",)),
        results=as_rows(
            [
                *_results(rule_set, findings),
                *columns.results(judged),
                *([] if before else columns.not_sent(held, gate)),
            ]
        ),
        stopped=stopped,
        not_reliable={each.name: each.because for each in past if not each.stops},
    )


def _checked(
    rule_set: Sequence[Rule],
    held: dict[str, ParsedTable],
    extract_date: date,
    gate: GateConfig,
    previous: Mapping[str, int],
) -> tuple[_Findings, list[str]]:
    """What the rules find in the tables, and why the gate stops before any row is set aside."""
    rules_of = _wanted(rule_set, gate)
    findings, stopped, tables = _Findings(), [], held
    with suites() as great:
        # First what each value is by itself, then what is left of the values beside each other.
        for compares in (False, True):
            extract = checks.Extract(tables, extract_date, gate.groups)
            for name in progress.over("comparing tables:" if compares else "checking", tables):
                table = tables[name]
                values = {
                    "extract_date": pd.Timestamp(extract_date),
                    "min_rows": gate.min_rows,
                    "least_rows": _least_rows(previous.get(name, 0), gate),
                }
                rules_now = [r for r in rules_of[name] if r.compares is compares and _applies(r, table, held)]
                outcomes = _outcomes(great, table, rules_now, extract, values)
                stopped += _could_not_run(name, [rule.id for rule in rules_now if not outcomes[rule.id].ran])
                stopped += _gate_messages(table, outcomes, gate, previous.get(name, 0))
                findings.outcomes |= outcomes
                failed = findings.failed[name]
                failed |= _new_failures(table, rules_now, outcomes, failed, _about(rule_set, name, failed))
            if not compares:
                tables = {
                    name: _believed(
                        table, findings.failed[name], _about(rule_set, name, findings.failed[name])
                    )
                    for name, table in held.items()
                }
    return findings, stopped


def _not_held_any_more(names: set[str], previous: Mapping[str, int], gate: GateConfig) -> list[str]:
    return [
        f"The extract does not hold table {name}, of which the extracts before had up to {previous[name]} rows. "
        "Put it back into the export; if it is not held any more, write this night's date as compare_from under "
        "'gate' in the authority's configuration."
        for name in sorted(names)
        if previous.get(name, 0) > 0 and gate.max_shrink_percent < 100
    ]


def _grown(held: Mapping[str, ParsedTable], previous: Mapping[str, int], gate: GateConfig) -> Iterator[str]:
    """Tables of the spine that nearly doubled: two exports in one, or a join that repeats rows under new keys."""
    for name, table in held.items():
        rows, most = len(table.frame), previous.get(name, 0)
        if TABLES[name].optional or most < _FEW_ROWS or 100 * (rows - most) <= gate.max_growth_percent * most:
            continue
        yield (
            f"Table {name} has grown from {most} rows to {rows} within {gate.shrink_nights} nights, by more than "
            f"{gate.max_growth_percent:g} per cent (max_growth_percent). Check that the export does not hold records "
            "twice or those of another authority or system; if so many were really added, write this night's date as "
            "compare_from under 'gate' in the authority's configuration: nights before it are then not compared with."
        )


@cache
def _leaves() -> set[str]:
    """Tables whose rows nothing else needs."""
    refs = {c.ref.split(".")[0] for table in TABLES.values() for c in table.columns.values() if c.ref}
    return set(TABLES) - refs


def _nothing(name: str) -> ParsedTable:
    """A table of the spine that others need and that did not come counts as empty, which the gate stops."""
    frame = empty(name).assign(_row=pd.Series(dtype="int64"))
    failures = pd.DataFrame({"row_number": pd.Series(dtype="Int64"), "column_name": pd.Series(dtype="str")})
    return ParsedTable(name, frame, failures, ())


def _wanted(rule_set: Iterable[Rule], gate: GateConfig) -> dict[str, list[Rule]]:
    """Rules to run, by table."""
    flags = {rule.id for rule in rule_set if rule.policy == "flag"}
    if wrong := sorted(set(gate.disabled_rules) - flags):
        raise ConfigError(
            f"disabled_rules of the gate names {', '.join(wrong)}. Only rules that flag can be switched off; "
            "the catalogue of rules lists them."
        )
    columns = {f"{name}.{column}" for name, table in TABLES.items() for column in table.columns}
    for part, setting in (("column_limits", gate.column_limits), ("groups", gate.groups)):
        if wrong := sorted(set(setting) - columns):
            raise ConfigError(
                f"{part} of the gate names {', '.join(wrong)}, which is no column of the case model. "
                "Write it as table.column, such as person.locality."
            )
    rules_of: dict[str, list[Rule]] = {name: [] for name in TABLES}
    for rule in rule_set:
        if rule.id not in gate.disabled_rules:
            rules_of[rule.table].append(rule)
    return rules_of


def _applies(rule: Rule, table: ParsedTable, held: dict[str, ParsedTable]) -> bool:
    """A rule says nothing about a column that is not held, nor about rows of a table that is not."""
    check = rule.check or {}
    if not {check.get("ref", table.name).split(".")[0], check.get("child", table.name)} <= set(held):
        return False
    return not rule.touches & set(table.missing_columns)


def _least_rows(previous: int, gate: GateConfig) -> int:
    least = math.ceil(previous * (100 - gate.max_shrink_percent) / 100)
    return min(least, 1) if previous < _FEW_ROWS else least


def _outcomes(
    great: Suites, table: ParsedTable, chosen: Sequence[Rule], extract: checks.Extract, values: dict[str, Any]
) -> dict[str, Outcome]:
    """What each rule found in a table, in the rules' order."""
    expected = [rule for rule in chosen if rule.expectation]
    frame = table.frame.drop(columns=list(table.missing_columns))
    answers = great.run(table.name, frame, expected, values)
    return {
        rule.id: answers[rule.id] if rule.expectation else checks.outcome(rule, extract) for rule in chosen
    }


def _could_not_run(table: str, broken: list[str]) -> list[str]:
    if not broken:
        return []
    listed = ", ".join(broken[:5]) + (f" and {len(broken) - 5} others" if len(broken) > 5 else "")
    message = (
        f"The rules of table {table} could not all be run ({listed}), so the extract cannot be judged. "
        "This is a fault of the rules, not of the data: correct them and run again."
    )
    return [message]


def _new_failures(
    table: ParsedTable,
    chosen: Iterable[Rule],
    outcomes: dict[str, Outcome],
    before: dict[str, Rows],
    about: Sequence[Rule],
) -> dict[str, Rows]:
    """Rows that failed each row-level rule. A value that is bad by itself is told once, not also as missing."""
    failed = {}
    for rule in chosen:
        if rule.policy == "stop":
            continue
        rows = outcomes[rule.id].rows
        if rule.expectation == "ExpectColumnValuesToNotBeNull":
            unread = table.failures.loc[table.failures["column_name"] == rule.column, "row_number"]
            rows = np.setdiff1d(rows, unread.to_numpy(dtype="int64"))
        for value_rule in about:
            if value_rule.column in rule.touches:
                rows = np.setdiff1d(rows, before[value_rule.id])
        failed[rule.id] = rows
    return failed


def _about(rule_set: Iterable[Rule], table: str, failed: dict[str, Rows]) -> list[Rule]:
    """Rules that found a value of a table bad by itself."""
    return [r for r in rule_set if r.table == table and r.id in failed and r.policy in _EFFECTS and r.column]


def _believed(table: ParsedTable, failed: dict[str, Rows], about: Sequence[Rule]) -> ParsedTable:
    """A table without the copies of its rows, and without values that were found bad by themselves."""
    frame = table.frame.copy()
    for rule in about:
        if len(failed[rule.id]):
            frame[rule.column] = frame[rule.column].mask(frame["_row"].isin(failed[rule.id]))
    copies = failed.get(f"{table.name}.key.repeated", NO_ROWS)
    return replace(table, frame=frame[~frame["_row"].isin(copies)].reset_index(drop=True))


def _gate_messages(
    table: ParsedTable, outcomes: dict[str, Outcome], gate: GateConfig, previous: int
) -> list[str]:
    name, rows = table.name, len(table.frame)
    noun = words(name)

    def broke(what: str) -> bool:
        outcome = outcomes.get(f"{name}.{what}")  # not every table has every rule
        return outcome is not None and outcome.ran and not outcome.success

    messages = []
    if broke("columns"):
        lost = [c for c in table.missing_columns if TABLES[name].columns[c].required]
        messages.append(
            f"Table {name} lacks {'column' if len(lost) == 1 else 'columns'} {', '.join(lost)}, which the case model "
            "requires. Put it back into the export, or map it in the authority's configuration."
        )
    if broke("rows"):
        holds = (
            f"holds no {noun} rows" if rows == 0 else f"holds {rows} {noun} rows and needs {gate.min_rows}"
        )
        messages.append(
            f"The extract {holds} (table {name}). Check that the export ran to its end and reads the right database."
        )
    elif broke("shrink"):
        messages.append(
            f"Table {name} has shrunk from {previous} rows to {rows} within {gate.shrink_nights} nights, by more than "
            f"{gate.max_shrink_percent:g} per cent (max_shrink_percent). Check that the export ran to its end and that "
            "no filter was added; if records were really removed, write this night's date as compare_from under "
            "'gate' in the authority's configuration: nights before it are then not compared with."
        )
    return messages


def _too_many_set_aside(
    held: dict[str, ParsedTable], dropped: dict[str, Rows], gate: GateConfig
) -> list[str]:
    messages = []
    for name, rows in dropped.items():
        total = len(held[name].frame)
        if TABLES[name].optional or not total or 100 * len(rows) / total <= gate.max_quarantined_percent:
            continue
        messages.append(
            f"{len(rows)} of {total} rows of table {name} would be set aside, more than "
            f"{gate.max_quarantined_percent:g} per cent. The quality page tells which rules they failed. Put the "
            "source right; if a code is new, translate it in the authority's configuration."
        )
    return messages


def _cascade(rule_set: Iterable[Rule], held: dict[str, ParsedTable], findings: _Findings) -> dict[str, Rows]:
    """Rows to set aside in each table, with everything that hangs on them.

    Tables come after those that they refer to, so one pass reaches the fixed point.
    """
    policy = {rule.id: rule.policy for rule in rule_set}
    dropped: dict[str, Rows] = {}
    for name, table in held.items():
        failed = findings.failed[name]
        row_sets = [rows for rule_id, rows in failed.items() if policy[rule_id] == "drop_row"]
        for column in TABLES[name].columns.values():
            rule_id = f"{name}.{column.name}.reference"
            if column.ref is None or rule_id not in failed:
                continue
            parent, key = column.ref.split(".")
            parents = held[parent].frame
            is_dropped = parents["_row"].isin(dropped[parent])
            lost = parents.loc[is_dropped, key].dropna()
            lost = lost[~are_in(lost, parents.loc[~is_dropped, key])]
            orphans = table.frame.loc[are_in(table.frame[column.name], lost), "_row"].to_numpy()
            findings.cascaded[name, rule_id] = orphans
            if policy[rule_id] == "drop_row":
                row_sets.append(orphans)
        dropped[name] = np.unique(np.concatenate([NO_ROWS, *row_sets]))
    return dropped


def _failed(findings: _Findings, rule: Rule) -> tuple[Rows, Rows]:
    """Rows that failed a rule by themselves, and with what they hang on."""
    return (
        findings.failed[rule.table].get(rule.id, NO_ROWS),
        findings.cascaded.get((rule.table, rule.id), NO_ROWS),
    )


def _conformed(
    rule_set: Iterable[Rule],
    held: dict[str, ParsedTable],
    findings: _Findings,
    dropped: dict[str, Rows],
) -> dict[str, pd.DataFrame]:
    conformed = {name: table.frame.copy() for name, table in held.items()}
    for rule in rule_set:
        if rule.policy != "blank_value" or rule.table not in held or rule.column is None:
            continue
        frame = conformed[rule.table]
        rows = np.concatenate(_failed(findings, rule))
        if len(rows):
            frame[rule.column] = frame[rule.column].mask(frame["_row"].isin(rows))
    return {
        name: frame[~frame["_row"].isin(dropped[name])].drop(columns="_row").reset_index(drop=True)
        for name, frame in conformed.items()
    }


def _failed_rows(
    rule_set: Iterable[Rule], held: dict[str, ParsedTable], findings: _Findings, policies: tuple[str, ...]
) -> pd.DataFrame:
    parts = []
    for rule in rule_set:
        if rule.policy not in policies or rule.table not in held:
            continue
        own, cascaded = _failed(findings, rule)
        if len(own):
            parts.append(_aside(held[rule.table], rule, own, rule.explanation))
        if len(cascaded) and rule.check:
            parent = words(rule.check["ref"].split(".")[0])
            parts.append(
                _aside(held[rule.table], rule, cascaded, f"The {parent} it belongs to was set aside.")
            )
    nothing = pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in _QUARANTINED.items()})
    return pd.concat([nothing, *parts], ignore_index=True).astype(_QUARANTINED)


def _aside(table: ParsedTable, rule: Rule, rows: Rows, why: str) -> pd.DataFrame:
    identifier = TABLES[table.name].key[0]
    frame = table.frame.loc[table.frame["_row"].isin(rows), ["_row", identifier]]
    row = frame["_row"]
    column = f", column {rule.column}" if rule.column else ""
    return pd.DataFrame(
        {
            "table_name": table.name,
            "row_number": row.astype("Int64"),
            "rule_id": rule.id,
            "column_name": pd.Series(rule.column, index=frame.index, dtype="str"),
            "record_id": frame[identifier].astype("str"),
            "policy": rule.policy,
            "reason": "Row "
            + row.astype("str")
            + f" of {table.name}{column}: {why} {_EFFECTS.get(rule.policy, '')}".rstrip(),
        }
    )


def _results(rule_set: Iterable[Rule], findings: _Findings) -> Iterator[Result]:
    for rule in rule_set:
        outcome = findings.outcomes.get(rule.id)
        if outcome is None or not outcome.ran:
            continue
        failed = sum(map(len, _failed(findings, rule)))
        yield Result(
            rule_id=rule.id,
            table_name=rule.table,
            column_name=rule.column,
            severity=rule.severity,
            policy=rule.policy,
            rows_checked=outcome.checked,
            rows_failed=failed,
            passed=outcome.success if rule.policy == "stop" else failed == 0,
            message=rule.message,
        )
