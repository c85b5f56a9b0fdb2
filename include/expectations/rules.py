"""The rules as data: those that follow from the case model, and those written in `rules/*.yaml`.

A rule about values of one table is an expectation of Great Expectations. One that compares tables, looks at several
rows together or reckons a check digit is a function of `checks.py`, applied to all rows at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pandas as pd
from pydantic import model_validator

from include.model import TABLES, Column, Table, codeset
from include.model.labels import SPELT
from include.yaml_files import Strict, load

Severity = Literal["critical", "warning", "info"]
Policy = Literal["stop", "drop_row", "blank_value", "flag"]

_FOLDER = Path(__file__).parent / "rules"
_IN_SET = "ExpectColumnValuesToBeInSet"
_NOT_NULL = "ExpectColumnValuesToNotBeNull"
_BETWEEN = "ExpectColumnValuesToBeBetween"
_PAIR = "ExpectColumnPairValuesAToBeGreaterThanB"


class Rule(Strict):
    """One rule: an expectation or a check.

    Attributes:
        id: stable name, `<table>.<column or subject>.<what>`.
        expectation: class of Great Expectations, with `kwargs`. A kwarg `$name` is filled in for each run.
        check: function of `checks.py` (`name`) and its arguments.
        policy: what becomes of a row that fails: `drop_row` sets it aside, `blank_value` leaves the value out, `flag`
            only counts it. `stop` is for rules about whole tables.
        compares: written by hand about more than one value; judged after the rules of the case model and only on
            values that passed them, so that one slip is not told as several nor costs the value beside it.
        sen2: element of the SEN2 return that the rule protects.
        anticipates: check of the SEN2 return that the same fault would fail, as `rules/sen2.yaml` numbers them.

    """

    id: str
    table: str
    column: str | None = None
    expectation: str | None = None
    kwargs: dict[str, Any] = {}
    check: dict[str, Any] | None = None
    severity: Severity
    policy: Policy
    owner: str
    explanation: str
    remedy: str
    compares: bool = False
    sen2: str | None = None
    anticipates: str | None = None

    @model_validator(mode="after")
    def _is_one_of_two(self) -> Rule:
        if bool(self.expectation) == bool(self.check):
            raise ValueError(f"rule {self.id} needs an expectation or a check, and not both")
        return self

    @property
    def compares_columns(self) -> bool:
        """An expectation about two columns of a row."""
        return self.expectation == _PAIR

    @property
    def wants_values(self) -> bool:
        """An expectation that values are there."""
        return self.expectation == _NOT_NULL

    @property
    def touches(self) -> set[str]:
        """Columns of its own table without which the rule says nothing."""
        check = self.check or {}
        columns = {self.column, self.kwargs.get("column_A"), self.kwargs.get("column_B")}
        columns |= {check.get(part) for part in ("column", "other", "of", "start", "end", "unless")}
        columns |= {*check.get("columns", ()), *check.get("where", ())}
        # `where` of a rule about child rows speaks of the child table.
        return {name for name in TABLES[self.table].columns if name in columns}

    @property
    def message(self) -> str:
        """What it means and how to put it right."""
        return f"{self.explanation} {self.remedy}"

    def arguments(self, values: dict[str, Any]) -> dict[str, Any]:
        """Arguments of the expectation, with `$name` replaced from `values`."""
        arguments = {
            k: values[v[1:]] if isinstance(v, str) and v[:1] == "$" else v for k, v in self.kwargs.items()
        }
        if self.compares_columns:
            return {"ignore_row_if": "either_value_is_missing", **arguments}
        return {"column": self.column, **arguments} if self.column else arguments


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, generated ones first within each table."""
    all_rules: list[Rule] = []
    files = [load(path) for path in sorted(_FOLDER.glob("[0-9]*.yaml"))]
    columns = load(_FOLDER / "columns.yaml")
    for table in TABLES.values():
        all_rules += [*_of_table(table), *_of_columns(table, columns)]
        for part in files:
            all_rules += [_order(**spec) for spec in part["order"] if spec["table"] == table.name]
            all_rules += [
                Rule.model_validate({**spec, "compares": True})
                for spec in part["rules"]
                if spec["table"] == table.name
            ]
    return tuple(_with_anticipated(all_rules))


def _with_anticipated(all_rules: list[Rule]) -> Iterator[Rule]:
    """Each rule with the check of the SEN2 return that it comes before, where it does not say so itself."""
    sen2: dict[str, Any] = load(_FOLDER / "sen2.yaml")
    for rule in all_rules:
        last = rule.id.rsplit(".", 1)[1]
        number = sen2["rules"].get(rule.id) or (sen2["endings"].get(last) if rule.sen2 else None)
        yield rule.model_copy(update={"anticipates": number}) if number and not rule.anticipates else rule


@cache
def may_be_ahead() -> frozenset[str]:
    """Dates, as `table.column`, that may lie after the extract: due days, and what can be arranged in advance."""
    return frozenset(load(_FOLDER / "columns.yaml")["may_be_ahead"])


def catalogue() -> pd.DataFrame:
    """Every rule, one a row, with what it is about, what becomes of a row that fails, whose it is, and in words."""
    rows = [
        {
            "rule_id": rule.id,
            "table_name": rule.table,
            "column_name": rule.column,
            "expectation": rule.expectation,
            "check": rule.check["name"] if rule.check else None,
            "severity": rule.severity,
            "policy": rule.policy,
            "owner": rule.owner,
            "explanation": rule.explanation,
            "remedy": rule.remedy,
            "sen2": rule.sen2,
            "anticipates": rule.anticipates,
        }
        for rule in rules()
    ]
    return pd.DataFrame(rows, dtype="str")


def words(name: str) -> str:
    """A table's or column's name as it is said."""
    return name.replace("_", " ")


def _of_table(table: Table) -> Iterator[Rule]:
    """Rules about the table as a whole and about its key."""
    stop: dict[str, Any] = {
        "table": table.name,
        "severity": "critical",
        "policy": "stop",
        "owner": "data team",
    }
    again = "Check that the export ran to its end and is of the right database, then take the extract again."
    yield Rule(
        id=f"{table.name}.columns",
        expectation="ExpectTableColumnsToMatchSet",
        kwargs={"column_set": [c.name for c in table.columns.values() if c.required], "exact_match": False},
        explanation=f"Table {table.name} must have every column that the case model requires.",
        remedy="Put the column back into the export, or map it in the authority's configuration.",
        **stop,
    )
    if not table.optional:
        yield Rule(
            id=f"{table.name}.rows",
            expectation="ExpectTableRowCountToBeBetween",
            kwargs={"min_value": "$min_rows"},
            explanation=f"Table {table.name} must not be empty.",
            remedy=again,
            **stop,
        )
    yield Rule(
        id=f"{table.name}.shrink",
        expectation="ExpectTableRowCountToBeBetween",
        kwargs={"min_value": "$least_rows"},
        explanation=f"Table {table.name} must not lose many rows against the extract before.",
        remedy=again,
        **stop,
    )
    key = " and ".join(map(words, table.key))
    row: dict[str, Any] = {
        "table": table.name,
        "column": table.key[0] if len(table.key) == 1 else None,
        "policy": "drop_row",
        "owner": "data team",
    }
    yield Rule(
        id=f"{table.name}.key.repeated",
        check={"name": "first_copy"},
        severity="warning",
        explanation="The same row is in the extract more than once; the first is kept.",
        remedy="Look for a join in the export that repeats rows.",
        **row,
    )
    if set(table.columns) == {*table.key, "record_source"}:
        return  # rows of one key cannot differ
    yield Rule(
        id=f"{table.name}.key.unique",
        check={"name": "one_row_each_key"},
        severity="critical",
        explanation=f"Rows that differ have the same {key}, so which is right is unknown.",
        remedy="Keep the right one in the case-management system.",
        **row,
    )


def _of_columns(table: Table, shared: dict[str, Any]) -> Iterator[Rule]:
    for column in table.columns.values():
        yield from _of_values(table, column)
        name = f"{table.name}.{column.name}"
        if column.type == "date":
            yield from _of_date(name, table, column, shared)
        if column.type in ("integer", "decimal") and name not in shared["may_be_negative"]:
            yield Rule(
                id=f"{name}.not_negative",
                expectation=_BETWEEN,
                kwargs={"min_value": 0},
                explanation=f"The {words(column.name)} is below nought.",
                remedy="Correct the number.",
                **_of_value(table, column),
            )


def _of_value(table: Table, column: Column) -> dict[str, Any]:
    """Without a required value a row is of no use; without another it still is."""
    return {
        "table": table.name,
        "column": column.name,
        "severity": "critical" if column.required else "warning",
        "policy": "drop_row" if column.required else "blank_value",
        "owner": "business support",
        "sen2": column.sen2,
    }


def _of_values(table: Table, column: Column) -> Iterator[Rule]:
    name = f"{table.name}.{column.name}"
    common = _of_value(table, column)
    if column.required:
        yield Rule(
            id=f"{name}.required",
            expectation=_NOT_NULL,
            explanation=f"The {words(column.name)} is missing and the case model requires it.",
            remedy="Fill it in in the case-management system.",
            **common,
        )
    if column.expected:
        yield Rule(
            id=f"{name}.expected",
            expectation=_NOT_NULL,
            explanation=f"The {words(column.name)} is missing. The row counts, but in no group that needs it.",
            remedy="Fill it in in the case-management system.",
            **{**common, "policy": "flag"},
        )
    if column.type not in ("id", "text", "code", "json"):
        yield Rule(
            id=f"{name}.readable",
            check={"name": "was_read"},
            explanation=f"The {words(column.name)} cannot be read as {_KINDS[column.type]}.",
            remedy="Correct it, or have the export write it in that form.",
            **common,
        )
    if column.codeset:
        yield Rule(
            id=f"{name}.code",
            expectation=_IN_SET,
            kwargs={"value_set": list(codeset(column.codeset))},
            explanation=f"The {words(column.name)} is not a code of the set {column.codeset}.",
            remedy="Choose a code of the set, or translate the local code in the authority's configuration.",
            **common,
        )
    if column.label and not column.ref:
        yield Rule(
            id=f"{name}.label",
            check={"name": "is_label"},
            explanation=f"The {words(column.name)} {_LABELS[column.label]}, so it is shown as not_recognised.",
            remedy="Map the column to what it is meant for, or list the authority's own names under groups in its "
            "configuration.",
            **{**common, "severity": "warning", "policy": "flag"},
        )
    if (table.name, column.name) in SPELT:
        yield Rule(
            id=f"{name}.spelling",
            check={"name": "is_spelt_as_most"},
            explanation=f"The {words(column.name)} is in other capitals than in most rows, and is read as theirs.",
            remedy="Choose it from a list in the case-management system, so that a group has one name.",
            **{**common, "severity": "info", "policy": "flag"},
        )
    if column.ref:
        parent = column.ref.split(".")[0]
        yield Rule(
            id=f"{name}.reference",
            check={"name": "parent_exists", "ref": column.ref},
            explanation=f"The {words(parent)} that the row belongs to is not in the extract.",
            remedy=f"Check that the export of {parent} holds every record that others refer to.",
            **common,
        )


# Why a text is not shown, by its label.
_LABELS = {
    "name": "does not read like a name that several cases share, or reads like something of one person",
    "title": "does not read like a name, or reads like something of one person",
    "reference": "does not read like the identifier of a system, or reads like something of one person",
    "number": "is no establishment or provider number",
}

_KINDS = {
    "date": "a day such as 2026-01-31 or 31/01/2026",
    "datetime": "a date and time such as 2026-01-31T09:30:00Z",
    "flag": "yes or no (1 or 0, Y or N, true or false)",
    "integer": "a whole number",
    "decimal": "a number",
}


def _of_date(name: str, table: Table, column: Column, shared: dict[str, Any]) -> Iterator[Rule]:
    plausible = shared["plausible"]
    earliest = plausible["earliest_of"].get(name, plausible["earliest"])
    yield Rule(
        id=f"{name}.plausible",
        expectation=_BETWEEN,
        kwargs={"min_value": pd.Timestamp(earliest), "max_value": pd.Timestamp(plausible["latest"])},
        explanation=f"The {words(column.name)} lies before {earliest} or after {plausible['latest']}.",
        remedy="Correct the year.",
        **_of_value(table, column),
    )
    if name not in shared["may_be_ahead"]:
        yield Rule(
            id=f"{name}.not_ahead",
            expectation=_BETWEEN,
            kwargs={"max_value": "$extract_date"},
            explanation=f"The {words(column.name)} lies after the day on which the source was read.",
            remedy="Correct the date: nobody can know yet what happens then.",
            **_of_value(table, column),
        )


def _order(
    table: str, column: str, not_before: str, severity: Severity, policy: Policy, sen2: str | None = None
) -> Rule:
    *path, other = not_before.split(".")
    how: dict[str, Any] = {
        "kwargs": {"column_A": column, "column_B": other, "or_equal": True},
        "expectation": _PAIR,
    }
    if path:
        how = {"check": {"name": "not_before", "column": column, "path": not_before}}
    return Rule(
        id=f"{table}.{column}.not_before_{other}",
        table=table,
        column=column,
        severity=severity,
        policy=policy,
        owner="caseworkers",
        explanation=f"The {words(column)} lies before the {words(other)}{' of the case' if path else ''}.",
        remedy="Correct whichever of the two is wrong.",
        compares=True,
        sen2=sen2,
        **how,
    )
