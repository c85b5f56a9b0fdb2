"""Planted faults: the kinds of wrong that case-management systems hold, and the truth about where they are.

Whether a record is spoiled, and how, depends only on its key and the seed. So it is the same record with the same fault
night after night, as in a real system, and tests can know what should be found.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from include.model import TABLES
from include.model.identifiers import UPN_LETTERS

_TRUTH = ["table_name", "row_number", "record_id", "column_name", "kind", "rule_hint"]


@dataclass(frozen=True)
class Fault:
    """One kind of fault in one place: the column, what is put there, and the rule that should notice."""

    kind: str
    table: str
    column: str
    hint: str
    value: str | None = None


_MISSING, _CODE, _TEXT, _YEAR, _ORPHAN = (
    "missing_date",
    "unknown_code",
    "text_in_date",
    "year_1066",
    "orphan_reference",
)
_KEY, _CHILD, _UPN, _AGE = "duplicate_key", "duplicate_child", "wrong_check_letter", "age_over_25"
_EARLY_DECISION, _EARLY_PLAN, _OVERLAP = "decision_before_request", "plan_before_request", "overlapping_plans"

FAULTS = (
    Fault(_AGE, "person", "birth_date", "age", "1980-02-29"),
    Fault(_MISSING, "person", "birth_date", "required"),
    Fault(_CODE, "person", "ethnicity", "code set", "ZZZZ"),
    Fault(_CODE, "person", "sex", "code set", "9"),
    Fault(_UPN, "person", "upn", "check letter"),
    Fault(_CHILD, "person", "upn", "one person for each UPN"),
    Fault(_KEY, "person", "person_id", "key"),
    Fault(_MISSING, "request", "received_date", "required unless historic"),
    Fault(_TEXT, "request", "received_date", "type", "31/02/2024"),
    Fault(_YEAR, "request", "received_date", "range", "1066-10-14"),
    Fault(_EARLY_DECISION, "request", "request_outcome_date", "date order"),
    Fault(_CODE, "request", "request_outcome", "code set", "?"),
    Fault(_ORPHAN, "request", "person_id", "reference", "C999999"),
    Fault(_KEY, "request", "request_id", "key"),
    Fault(_MISSING, "assessment", "assessment_outcome_date", "required with an outcome"),
    Fault(_CODE, "assessment", "assessment_outcome", "code set", "Yes"),
    Fault(_ORPHAN, "assessment", "request_id", "reference", "R999999"),
    Fault(_MISSING, "plan", "start_date", "required"),
    Fault(_EARLY_PLAN, "plan", "start_date", "date order"),
    Fault(_YEAR, "plan", "start_date", "range", "1066-10-14"),
    Fault(_CODE, "plan", "cease_reason", "code set", "99"),
    Fault(_OVERLAP, "plan", "start_date", "one open plan for each person"),
    Fault(_TEXT, "placement", "entry_date", "type", "31/02/2024"),
    Fault(_ORPHAN, "placement", "active_plan_id", "reference", "AP999999"),
    Fault(_CODE, "placement", "sen_setting", "code set", "HOME"),
    Fault(_CODE, "sen_need", "sen_type", "code set", "ADHD"),
    Fault(_KEY, "sen_need", "active_plan_id", "key"),
    Fault(_TEXT, "annual_review", "review_meeting_date", "type", "31/02/2024"),
    Fault(_ORPHAN, "annual_review", "active_plan_id", "reference", "AP999999"),
    Fault(_MISSING, "milestone", "milestone_date", "required"),
    Fault(_CODE, "milestone", "milestone_type", "code set", "EMAILED"),
    Fault(_ORPHAN, "allocation", "caseworker_id", "reference", "W999"),
    Fault(_MISSING, "allocation", "from_date", "required"),
)

_BEHIND_A_PLAN = ("request", "assessment", "active_plan")


def none() -> pd.DataFrame:
    """The truth about a council without faults."""
    return pd.DataFrame(
        {name: pd.Series(dtype="Int64" if name == "row_number" else "str") for name in _TRUTH}
    )


def as_text(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A case table with every value as text: dates ISO, flags 1 and 0, missing as missing."""
    out = {}
    for column in TABLES[table].columns.values():
        values = frame[column.name]
        if column.type == "date":
            values = values.dt.strftime("%Y-%m-%d")
        elif column.type == "flag":
            values = values.astype("Int8").astype("str")
        out[column.name] = values.astype("str")
    return pd.DataFrame(out)


def plant(
    tables: dict[str, pd.DataFrame], share: float, seed: int
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Every table as text with faults in about a share of the main tables' rows, and the truth about them."""
    raw = {name: as_text(name, frame) for name, frame in tables.items()}
    clean = {name: raw[name].copy() for name in _BEHIND_A_PLAN}
    truth = []
    for table in dict.fromkeys(fault.table for fault in FAULTS):
        kinds = [fault for fault in FAULTS if fault.table == table]
        draw = _draw(table, raw[table], seed)
        fault_number = np.floor(draw / share * len(kinds)).astype(int)
        for number, fault in enumerate(kinds):
            rows = np.flatnonzero((draw < share) & (fault_number == number))
            rows = rows[_applies(fault, raw, rows)]
            truth.append(_spoil(fault, raw, clean, rows))
    planted = pd.concat([none(), *truth], ignore_index=True)
    return raw, planted.astype({"row_number": "Int64"})


def record_ids(table: str, frame: pd.DataFrame) -> pd.Series:
    """Key values of each row, joined by `|`."""
    first, *others = TABLES[table].key
    joined = frame[first].fillna("")
    for name in others:
        joined = joined + "|" + frame[name].fillna("")
    return joined


def _draw(table: str, frame: pd.DataFrame, seed: int) -> npt.NDArray[np.float64]:
    """A number from 0 to 1 for each record that depends on nothing but its key and the seed."""
    salted = record_ids(table, frame) + f"#{seed}"
    hashed = pd.util.hash_array(salted.to_numpy(dtype=object), categorize=False)
    return hashed.astype(np.float64) / 2.0**64


def _applies(
    fault: Fault, raw: dict[str, pd.DataFrame], rows: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """Whether a fault makes sense in each row: there is something to spoil, and it could not be right."""
    frame = raw[fault.table].iloc[rows]
    applies = frame[fault.column].notna()
    if fault.table == "request" and fault.column in ("received_date", "request_outcome_date"):
        applies &= frame["request_outcome"].isin(["Y", "N"])
    if fault.table == "assessment":
        applies &= frame["assessment_outcome"].isin(["Y", "N"])
    if fault.kind == _EARLY_PLAN:
        applies &= _received(raw, frame).notna()
    if fault.kind == _OVERLAP:
        applies &= frame["cease_date"].isna()
    return applies.to_numpy()


def _received(raw: dict[str, pd.DataFrame], plans: pd.DataFrame) -> pd.Series:
    """Day of receipt of the request behind each plan, as text; missing where it is not an ISO date any more."""
    request = plans["assessment_id"].map(
        raw["assessment"].drop_duplicates("assessment_id").set_index("assessment_id")["request_id"]
    )
    requests = raw["request"].drop_duplicates("request_id").set_index("request_id")
    received = request.map(requests["received_date"])
    return received.where(
        received.str.match(r"20\d\d-\d\d-\d\d") & request.map(requests["request_outcome"]).eq("Y")
    )


def _spoil(
    fault: Fault, raw: dict[str, pd.DataFrame], clean: dict[str, pd.DataFrame], rows: npt.NDArray[np.int64]
) -> pd.DataFrame:
    """Put one kind of fault into the given rows (or rows like them at the end), and say where it went."""
    frame = raw[fault.table]
    if fault.kind in (_KEY, _CHILD, _OVERLAP):
        rows = _append(fault, raw, clean, rows)
    else:
        frame.loc[rows, fault.column] = _wrong(fault, raw, frame.iloc[rows])
    spoiled = raw[fault.table].iloc[rows]
    return pd.DataFrame(
        {
            "table_name": fault.table,
            "row_number": rows + 1,
            "record_id": record_ids(fault.table, spoiled).to_numpy(),
            "column_name": fault.column,
            "kind": fault.kind,
            "rule_hint": fault.hint,
        }
    )


def _wrong(fault: Fault, raw: dict[str, pd.DataFrame], rows: pd.DataFrame) -> pd.Series:
    """The wrong value for each row."""
    if fault.kind == _UPN:
        following = dict(zip(UPN_LETTERS, UPN_LETTERS[1:] + UPN_LETTERS[0], strict=True))
        return rows["upn"].str[0].map(following) + rows["upn"].str[1:]
    if fault.kind in (_EARLY_DECISION, _EARLY_PLAN):
        received = rows["received_date"] if fault.kind == _EARLY_DECISION else _received(raw, rows)
        return (pd.to_datetime(received) - pd.Timedelta(days=10)).dt.strftime("%Y-%m-%d").astype("str")
    return pd.Series(fault.value, index=rows.index, dtype="str")


def _append(
    fault: Fault, raw: dict[str, pd.DataFrame], clean: dict[str, pd.DataFrame], rows: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Add copies of rows at the end of their table: the same key again, or the same child or plan under another."""
    copies = raw[fault.table].iloc[rows].copy()
    if fault.kind == _CHILD:
        copies["person_id"] = copies["person_id"] + "D"
    if fault.kind == _OVERLAP:
        # A second open plan hangs on a second assessment, of a second request of the same child, free of other faults.
        assessments = clean["assessment"][clean["assessment"]["assessment_id"].isin(copies["assessment_id"])]
        for name in _BEHIND_A_PLAN:
            again = clean[name][clean[name]["request_id"].isin(assessments["request_id"])].copy()
            _rename(again)
            raw[name] = pd.concat([raw[name], again], ignore_index=True)
        _rename(copies)
    before = len(raw[fault.table])
    raw[fault.table] = pd.concat([raw[fault.table], copies], ignore_index=True)
    return np.arange(before, before + len(copies))


def _rename(rows: pd.DataFrame) -> None:
    """Give copied rows identifiers of their own."""
    for name in ("request_id", "assessment_id", "plan_id", "active_plan_id"):
        if name in rows:
            rows[name] = rows[name] + "D"
