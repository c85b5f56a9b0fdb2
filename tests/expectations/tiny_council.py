"""A council of a few SYNTHETIC children whose extract breaks no rule, as text in the form that sources hand over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

import pyarrow as pa

from include.expectations import GateConfig, ParsedTable, Validation, parse, validate
from include.expectations.rules import Rule
from include.model import TABLES, codeset
from include.model.tables import Column

EXTRACT_DATE = date(2026, 3, 15)

Cells = dict[str, list[str | None]]
Council = dict[str, Cells]

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_BY_TYPE = {"date": "2025-06-02", "flag": "1", "integer": "3", "decimal": "2.5", "text": "Some words"}
# Days after 1 January 2022, to which the number of the row is added.
_DAYS = {
    "request.received_date": 0,
    "request.request_outcome_date": 30,
    "assessment.assessment_outcome_date": 120,
    "plan.start_date": 120,
    "person.birth_date": -3650,
    "ledger.ledger_month": 0,
    "call_volume.call_date": 0,
}
# One young person has a learner number as well. It is of nobody: no provider gives out those that begin with 999.
WITH_ULN, ULN = 2, "9990004047"
# Values that a rule ties to each other; every other column is filled by its type.
_TIED: dict[str, str | None] = {
    "person.postcode": "ZZ99 1AA",
    "person.uln": None,
    "person.upn_unknown": None,
    "person.left_date": None,
    "request.request_outcome": "Y",
    "request.exported": None,
    "assessment.assessment_outcome": "Y",
    "plan.cease_date": None,
    "plan.cease_reason": None,
    "plan_placement.ukprn": None,
    "plan_placement.sen_setting": None,
    "plan_placement.sen_setting_other": None,
    "active_plan.transfer_la": None,
    "placement.ukprn": None,
    "placement.sen_setting": None,
    "placement.sen_setting_other": None,
    "exception.exception_ground": "C",
    "exception.limit_id": "final_plan",
    "active_plan.transfer_in_date": None,
    "placement.leaving_date": None,
    "caseworker.fte": "0.8",
    "caseworker.to_date": None,
    "allocation.allocation_role": "NAMED",
    "allocation.to_date": None,
}


def council(children: int = 6, tables: tuple[str, ...] = tuple(TABLES)) -> Council:
    """Tables of the model with one row for each child, as text by column; row `n` hangs on row `n` everywhere."""
    return {
        name: {
            column.name: [value(name, column, n) for n in range(1, children + 1)]
            for column in TABLES[name].columns.values()
        }
        for name in tables
    }


def value(table: str, column: Column, n: int) -> str | None:
    """Clean text of one cell."""
    name = f"{table}.{column.name}"
    if name in _DAYS:
        return str(date(2022, 1, 1) + timedelta(days=_DAYS[name] + n))
    if name == "person.uln" and n == WITH_ULN:
        return ULN
    if name in _TIED:
        return _TIED[name]
    if name == "person.upn":
        return upn(n)
    if column.name in ("urn", "setting_urn"):
        return str(100000 + n)
    if column.ref:
        parent, key = column.ref.split(".")
        return value(parent, TABLES[parent].columns[key], n)
    if column.codeset:
        return next(iter(codeset(column.codeset)))
    return f"{table}-{n}" if column.type == "id" else _BY_TYPE[column.type]


def upn(n: int) -> str:
    """A UPN with the right check letter. No authority has the number 999, so no pupil can hold it."""
    digits = f"999{n:09}"
    return _LETTERS[sum(place * int(digit) for place, digit in enumerate(digits, start=2)) % 23] + digits


def as_received(cells: Cells) -> pa.Table:
    """Text columns as a source gives them, with `_row` from 1."""
    rows = len(next(iter(cells.values())))
    columns = {name: pa.array(values, pa.string()) for name, values in cells.items()}
    return pa.table({**columns, "_row": pa.array(range(1, rows + 1), pa.int64())})


def parsed(received: Council) -> dict[str, ParsedTable]:
    """The council as `validate` takes it."""
    tables = {
        name: _parsed(name, tuple((column, tuple(values)) for column, values in cells.items()))
        for name, cells in received.items()
    }
    return {name: replace(table, frame=table.frame.copy()) for name, table in tables.items()}


# Of thirty tables a test spoils one or two.
@lru_cache(512)
def _parsed(name: str, cells: tuple[tuple[str, tuple[str | None, ...]], ...]) -> ParsedTable:
    return parse(name, as_received({column: list(values) for column, values in cells}))


def validated(
    received: Council,
    gate: GateConfig | None = None,
    previous: dict[str, int] | None = None,
    rule_set: Sequence[Rule] | None = None,
) -> Validation:
    """The council validated; with a gate that only stops at an empty table unless another is given."""
    gate = gate or GateConfig(max_quarantined_percent=100, max_shrink_percent=100)
    not_held = {name for name in TABLES if TABLES[name].optional and name not in received}
    return validate(parsed(received), not_held, EXTRACT_DATE, gate, previous, rule_set=rule_set)
