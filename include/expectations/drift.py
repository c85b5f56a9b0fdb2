"""Is tonight's extract like those of the nights before? Counts, codes, gaps, late arrivals and freshness.

A night leaves a profile behind: for each table its rows, for each column its empty cells, codes and months. It holds
counts and codes, never an identifier, name or date of birth. The next nights are compared with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from include.expectations.gate import GateConfig
from include.expectations.outcomes import Result, as_rows
from include.expectations.parse import ParsedTable
from include.expectations.rules import words
from include.model import TABLES, codeset

PROFILE = {"table_name": "str", "column_name": "str", "kind": "str", "member": "str", "rows": "Int64"}
# Nights that count as "usual": a week, so that every day of the week is among them.
USUAL_NIGHTS = 7
# A share has moved when it differs by this many points and by more than chance explains (standard errors).
_POINTS, _ERRORS = 0.05, 4.0
_FEW_ROWS = 20

# Where the day on which something happened is written: what reaches the system late shows there.
EVENTS = {
    "request": "received_date",
    "assessment": "assessment_outcome_date",
    "plan": "start_date",
    "placement": "entry_date",
    "annual_review": "review_meeting_date",
    "contact": "contact_date",
    "complaint": "received_date",
}
# What tells that the service has been at work: the latest of these days is how fresh an extract is.
_FRESH = (("request", "received_date"), ("request", "request_outcome_date"), ("plan", "start_date"))


@dataclass(frozen=True)
class _Kind:
    severity: str
    explanation: str
    remedy: str


KINDS = {
    "grown": _Kind(
        "warning",
        "The table has grown by more than half against the usual of the last week.",
        "Look for a join in the export that repeats rows, or for records that were taken over from another system.",
    ),
    "codes": _Kind(
        "warning",
        "The mix of codes of a column has moved by more than chance explains.",
        "Look for a change of how it is recorded or translated; if it is real, nothing is to be done.",
    ),
    "gaps": _Kind(
        "warning",
        "More cells of a column are empty than usual, by more than chance explains.",
        "Check that the export still reads the column, and that people still have to fill it in.",
    ),
    "late": _Kind(
        "info",
        "Records have arrived of things that happened in months that were over at the extract before.",
        "Ask for entry on the day: figures of past periods change when records arrive late.",
    ),
    "fresh": _Kind(
        "warning",
        "Nothing has happened in the extract for longer than is usual.",
        "Check that the export reads the live system and not a copy, and that it ran last night.",
    ),
}


def profile(tables: Mapping[str, ParsedTable]) -> pd.DataFrame:
    """Counts of an extract: table_name, column_name, kind (`rows`, `gap`, `code`, `month`), member, rows."""
    parts = [pd.DataFrame(columns=list(PROFILE))]
    for name, table in tables.items():
        rows, model = table.frame, TABLES[name].columns
        parts.append(_counts(name, "", "rows", pd.Series({"": len(rows)})))
        held = [c for c in model if c not in table.missing_columns]
        gaps = rows[held].isna().sum()
        parts.append(_counts(name, gaps.index, "gap", pd.Series(gaps.to_numpy(), [""] * len(held))))
        for column in held:
            if column_set := model[column].codeset:
                # What is no code of the set may be anything, also a name.
                codes = rows[column].where(
                    rows[column].isin(list(codeset(column_set))) | rows[column].isna(), "other"
                )
                parts.append(_counts(name, column, "code", codes.value_counts()))
            elif model[column].type == "flag":
                flags = rows[column].dropna().map({True: "yes", False: "no"})
                parts.append(_counts(name, column, "code", flags.value_counts()))
        if (event := EVENTS.get(name, "")) in held:
            months = pd.Series(rows[event].dropna().to_numpy().astype("datetime64[M]")).value_counts()
            months.index = pd.DatetimeIndex(months.index).strftime("%Y-%m")
            parts.append(_counts(name, event, "month", months))
    for name, column in _FRESH:
        if name in tables and len(last := tables[name].frame[column].dropna()):
            parts.append(_counts(name, column, "latest", pd.Series({f"{last.max():%Y-%m-%d}": 1})))
    return pd.concat(parts, ignore_index=True).astype(PROFILE)


def _counts(table: str, column: object, kind: str, counts: pd.Series) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "table_name": table,
            "column_name": column,
            "kind": kind,
            "member": counts.index.astype("str"),
            "rows": counts.to_numpy(),
        }
    )


def compare(
    tonight: pd.DataFrame, before: Sequence[tuple[date, pd.DataFrame]], extract_date: date, gate: GateConfig
) -> pd.DataFrame:
    """Tonight's profile beside those of the nights before.

    Args:
        tonight: as `profile` gives it.
        before: extract date and profile of earlier nights, oldest first; the last `USUAL_NIGHTS` are used.
        extract_date: day of tonight's extract.
        gate: `max_days_without_event` is the limit of freshness.

    Returns:
        Rows of `dq.validation_result` less the run's columns, by `<table>.drift.<kind>`. `rows_failed` counts what
        moved: tables, codes, columns or (late) records; the message names them. Nothing here stops a load.

    """
    results = [_freshness(tonight, extract_date, gate)]
    usual = [frame for _, frame in before[-USUAL_NIGHTS:]]
    if usual:
        results += _volumes(tonight, usual)
        results += _shares(tonight, usual, "code", "codes")
        results += _shares(tonight, usual, "gap", "gaps")
        then, profiled = before[-1]
        results += _late(tonight, profiled, then)
    return as_rows(results)


def _result(
    table: str, kind: str, checked: int, failed: int, which: Sequence[str] = (), column: str | None = None
) -> Result:
    entry = KINDS[kind]
    examples = f" Here: {', '.join(which[:8])}{' and others' if len(which) > 8 else ''}." if which else ""
    return Result(
        rule_id=f"{table}.drift.{kind}",
        table_name=table,
        column_name=column,
        severity=entry.severity,
        policy="flag",
        rows_checked=checked,
        rows_failed=failed,
        passed=failed == 0,
        message=f"{entry.explanation}{examples} {entry.remedy}",
    )


def _freshness(tonight: pd.DataFrame, extract_date: date, gate: GateConfig) -> Result:
    days = pd.to_datetime(tonight.loc[tonight["kind"] == "latest", "member"])
    # A date after the extract is a slip of the keyboard and proves nothing.
    days = days[days <= pd.Timestamp(extract_date)]
    idle = (pd.Timestamp(extract_date) - days.max()).days if len(days) else None
    stale = idle is None or idle > gate.max_days_without_event
    which = [f"{idle} days" if idle is not None else "no day at all"] if stale else []
    return _result("request", "fresh", 1, int(stale), which, "received_date")


def _volumes(tonight: pd.DataFrame, usual: list[pd.DataFrame]) -> list[Result]:
    def rows(frame: pd.DataFrame) -> pd.Series:
        return frame[frame["kind"] == "rows"].set_index("table_name")["rows"].astype("float64")

    now, median = rows(tonight), pd.concat([rows(frame) for frame in usual], axis=1).median(axis=1)
    compared = median[median >= _FEW_ROWS].index.intersection(now.index)
    return [_result(name, "grown", 1, int(now[name] > 1.5 * median[name])) for name in compared]


def _shares(tonight: pd.DataFrame, usual: list[pd.DataFrame], kind: str, result_kind: str) -> list[Result]:
    keys = ["table_name", "column_name", "member"]
    of = tonight[tonight["kind"] == "rows"].set_index("table_name")["rows"].astype("float64")
    nights = [_share(frame, kind) for frame in usual]
    both = pd.DataFrame(
        {"now": _share(tonight, kind), "then": pd.concat(nights, axis=1).fillna(0).mean(axis=1)}
    )
    # A column that was not held until now, or is not now, is the business of the rules about columns.
    both = both.fillna(0).reset_index(names=keys)
    both["of"] = both["table_name"].map(of)
    both = both[both["of"] >= _FEW_ROWS]
    if kind == "code":
        both = both[both.groupby(keys[:2])[["now", "then"]].transform("sum").gt(0).all(axis=1)]
    moved = both["now"] - both["then"]
    error = np.sqrt((both["then"] * (1 - both["then"])).clip(lower=1 / both["of"]) / both["of"])
    by_chance = moved.abs() <= np.maximum(_POINTS, _ERRORS * error)
    both["failed"] = ~by_chance & ((moved > 0) if kind == "gap" else True)
    both["which"] = both["column_name"].map(words) + (" " + both["member"] if kind == "code" else "")
    return [
        _result(
            str(name),
            result_kind,
            len(part),
            int(part["failed"].sum()),
            part.loc[part["failed"], "which"].to_list(),
        )
        for name, part in both.groupby("table_name", sort=False)
    ]


def _share(frame: pd.DataFrame, kind: str) -> pd.Series:
    of = frame[frame["kind"] == "rows"].set_index("table_name")["rows"].astype("float64")
    part = frame[frame["kind"] == kind].set_index(["table_name", "column_name", "member"])["rows"]
    total = of.reindex(part.index.get_level_values("table_name")).to_numpy(dtype="float64")
    return part.astype("float64") / np.maximum(total, 1)


def _late(tonight: pd.DataFrame, before: pd.DataFrame, then: date) -> list[Result]:
    """Net arrivals by month: what came for a month that had ended when the extract before was taken."""

    def months(frame: pd.DataFrame) -> pd.Series:
        part = frame[(frame["kind"] == "month") & (frame["member"] < f"{then:%Y-%m}")]
        return part.set_index(["table_name", "member"])["rows"].astype("float64")

    both = pd.DataFrame({"now": months(tonight), "then": months(before)}).fillna(0)
    both["late"] = (both["now"] - both["then"]).clip(lower=0)
    return [
        _result(
            str(name),
            "late",
            int(part["now"].sum()),
            int(part["late"].sum()),
            [str(m) for _, m in part.index[part["late"] > 0]],
            EVENTS[str(name)],
        )
        for name, part in both.groupby(level="table_name")
    ]
