"""An entry of the catalogue for a time limit stands for several measures: one for each cohort of its cases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

# Cases that no cohort of a limit counts, now or on any earlier day.
_NEVER_COUNTED = (
    "tribunal_ordered",
    "mediation_changed",
    "transferred_in",
    "plan_after_deadline",
    "family_answered",
    "dates_unusable",
)
_DUE = (
    "Of the cases whose last day in time was in the period, those ended on or before it. Still open, ended later, or"
    " stopped after that day without an end (withdrawn, moved away, plan ceased, never answered) count as not met;"
    " only what stopped on or before its last day in time is left out. Groups are those of the last day in time."
)
_OPEN = (
    "Cases past their last day in time that had neither ended nor stopped by the last day of the period, whatever"
    " happened since; in the groups of the day on which they ended or stopped, or of the as-at day."
)
# A definition that is the same for every limit has one version for all of them, unless the entry's own is higher.
_VERSIONS = {"issued": 1, "due": 2, "open": 2}
_OPEN_GROUPS = ("locality", "team", "subject")


def by_cohort(measure_id: str, entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One measure, or for an entry with `limit` and `cohorts` one for each cohort of that limit.

    | cohort | identifier | what is counted |
    |---|---|---|
    | issued | the entry's | limits whose end event was in the period, as DfE counts |
    | due | with `_due` | limits whose last day in time was in the period, met or not, less what stopped by then |
    | open | `_overdue_n` for `_rate` | limits open and past their last day at the end of the period |

    `besides`: what a reader must know of the due and the open cohort besides the words that are the same for all.
    """
    entry = dict(entry)
    limit, wanted = entry.pop("limit", None), entry.pop("cohorts", None)
    besides = f" {entry.pop('besides')}" if "besides" in entry else ""
    if limit is None:
        yield {"measure_id": measure_id, **entry}
        return
    name, version = entry["measure_name"], entry.get("definition_version", 1)
    limited = {"limit_id": limit, "in_scope": [True]}
    in_time = {"clock_status": ["in_time"]}
    if "issued" in wanted:
        ended = {**limited, "clock_status": ["in_time", "late"]}
        counted = {
            "fact": "fact_clock",
            "cohort": "issued",
            "date": ["clock_end"],
            "where": ended,
            "met": in_time,
        }
        yield {"measure_id": measure_id, **entry, **counted}
    if "due" in wanted:
        due = {"limit_id": limit, "clock_status": ["in_time", "late", "open", "open_overdue", "missed"]}
        yield {
            "measure_id": f"{measure_id}_due",
            **entry,
            "measure_name": f"{name}: due in the period",
            "definition": f"{_DUE}{besides}",
            "denominator": "Last day in time in the period, less what stopped by then",
            "fact": "fact_clock",
            "cohort": "due",
            "date": ["due_date"],
            "where": {**due, "out_of_scope_reason": {"not": _NEVER_COUNTED}},
            "met": in_time,
            "definition_version": max(version, _VERSIONS["due"]),
        }
    if "open" in wanted:
        yield {
            "measure_id": f"{measure_id.removesuffix('_rate')}_overdue_n",
            **{name: value for name, value in entry.items() if name != "denominator"},
            "measure_name": f"{name}: open and overdue",
            "definition": f"{_OPEN}{besides}",
            "numerator": "Open past the last day in time",
            "statistic": "stock",
            "unit": "cases",
            "direction": "lower",
            "target": 0 if "target" in entry else None,
            "fact": "fact_clock",
            "cohort": "open",
            "days": ["overdue_from", "overdue_to"],
            "definition_version": max(version, _VERSIONS["open"]),
            "where": {"limit_id": limit, "out_of_scope_reason": {"not": _NEVER_COUNTED}},
            "dimensions": [name for name in entry["dimensions"] if name in _OPEN_GROUPS],
        }
