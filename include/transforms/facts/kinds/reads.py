"""Columns that decide together, for many kinds: whether a case ran, how long a plan was held, where a child stands."""

from __future__ import annotations

from include.transforms.facts.kinds.kind import FILLED, Reads


def together(*parts: Reads) -> dict[str, tuple[str, ...]]:
    """What several parts read, each table and column once."""
    by_table: dict[str, tuple[str, ...]] = {}
    for table, columns in (item for part in parts for item in part.items()):
        both = dict.fromkeys((*by_table.get(table, ()), *columns))
        by_table[table] = FILLED if "*" in both else tuple(both)
    return by_table


DECIDED: Reads = {
    "request": ("received_date", "request_outcome", "request_outcome_date", "exported"),
    "assessment": ("assessment_outcome", "assessment_outcome_date"),
    "active_plan": ("transfer_la", "transfer_in_date"),
    "person": ("left_date",),
}
# Mediation and appeals take a case out of the 20 weeks, and out of no other limit.
COURSE = together(
    DECIDED,
    {
        "request": ("request_mediation", "request_tribunal"),
        "assessment": ("assessment_mediation", "assessment_tribunal"),
    },
)
EXCEPTIONS: Reads = {"exception": FILLED, "assessment": ("week20_exception",)}
HELD: Reads = {
    "request": (),
    "assessment": (),
    "plan": ("start_date", "cease_date"),
    "active_plan": ("transfer_la", "transfer_in_date"),
    "person": ("left_date",),
}
STEPS = together(DECIDED, {"milestone": FILLED})
