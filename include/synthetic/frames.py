"""From simulated events to tables as they stood on a day: nothing later is known, and the model's types hold."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from include.model import TABLES
from include.synthetic.draws import day

RECORD_SOURCE = "SYNTHETIC case management"

# Dates that are promises and may lie ahead of the day.
_AHEAD = {
    "due_date", "review_due_date", "phase_transfer_due_date", "order_due_date", "transfer_date", "places_open_from",
}  # fmt: skip

# Until the day in `gate` (a column, shown or hidden), the column holds `before`; a gate that never comes keeps it so.
_GATES: dict[str, list[tuple[str, str, object]]] = {
    "request": [
        ("request_outcome", "_outcome_from", "A"),
        ("request_mediation", "_request_mediation_from", False),
        ("request_tribunal", "_request_tribunal_from", False),
        ("request_mediation", "request_outcome_date", pd.NA),
        ("request_tribunal", "request_outcome_date", pd.NA),
        ("exported", "_exported_from", pd.NA),
    ],
    "assessment": [
        ("assessment_outcome", "_outcome_from", "A"),
        ("assessment_mediation", "_assessment_mediation_from", False),
        ("assessment_tribunal", "_assessment_tribunal_from", False),
        ("other_mediation", "_other_mediation_from", False),
        ("other_tribunal", "_other_tribunal_from", False),
        *((c, "_flags_from", pd.NA) for c in ("assessment_mediation", "assessment_tribunal")),
        *((c, "_flags_from", pd.NA) for c in ("other_mediation", "other_tribunal", "week20_exception")),
    ],
    "plan": [("cease_reason", "cease_date", pd.NA)],
    "annual_review": [
        ("review_outcome", "review_decision_date", pd.NA),
        *((c, "review_meeting_date", pd.NA) for c in ("outcomes_reviewed", "outcomes_met", "pfa_outcomes")),
    ],
    "phase_transfer": [("named_type_only", "final_date", pd.NA)],
    "panel_decision": [("panel_outcome", "decided_date", pd.NA), ("reason_recorded", "decided_date", pd.NA)],
    "appeal": [
        ("appeal_outcome", "decided_date", "OPEN"),
        ("order_type", "decided_date", pd.NA),
        ("order_due_date", "decided_date", pd.NaT),
    ],
    "complaint": [("complaint_outcome", "replied_date", "OPEN"), ("remedy_paid", "replied_date", pd.NA)],
    "transport": [
        ("transport_outcome", "decided_date", pd.NA),
        ("appeal_outcome", "_appeal_decided", "OPEN"),
        ("appeal_outcome", "appealed_date", pd.NA),
    ],
    "support": [(c, "_over_from", pd.NA) for c in ("taken_up", "completed", "found_useful")],
}  # fmt: skip


def as_on(table: str, frame: pd.DataFrame, last_day: date) -> pd.DataFrame:
    """A case table of the model as it stood at the end of a day.

    Args:
        table: name in the case model.
        frame: simulated rows; dates are day numbers, `_from` is the day on which a row came to be. Columns of the model
            that are not there stay empty. A key of one column that is not there is numbered, in the order of `_from`.
        last_day: nothing after it is known.

    """
    today, model = day(last_day), TABLES[table]
    frame = frame[frame["_from"] <= today].sort_values("_from", kind="stable").reset_index(drop=True)
    if len(model.key) == 1 and model.key[0] not in frame:
        prefix = "".join(word[0] for word in table.split("_")).upper()
        frame[model.key[0]] = f"{prefix}-" + pd.Series(np.arange(1, len(frame) + 1)).astype(str).str.zfill(6)
    for gated, gate, before in _GATES.get(table, []):
        if gated in frame:
            frame[gated] = frame[gated].where((frame[gate] <= today).to_numpy(), before)
    out = {}
    for name, column in model.columns.items():
        if name == "record_source":
            values: pd.Series = pd.Series(RECORD_SOURCE, index=frame.index)
        elif name not in frame:
            values = pd.Series(pd.NA, index=frame.index, dtype="object")
        elif column.type == "date":
            values = _dates(frame[name], np.inf if name in _AHEAD else today)
        else:
            values = frame[name]
        out[name] = values.astype(pd.api.types.pandas_dtype(column.dtype))
    return pd.DataFrame(out)


def _dates(days: pd.Series, latest: float) -> pd.Series:
    """Day numbers as dates; missing or later ones as NaT."""
    if pd.api.types.is_datetime64_any_dtype(days):
        return days
    days_told = days.where(days <= latest)
    number = days_told.to_numpy(dtype=float)
    out = np.full(len(number), np.datetime64("NaT"), dtype="datetime64[D]")
    out[~np.isnan(number)] = number[~np.isnan(number)].astype("int64").astype("datetime64[D]")
    return pd.Series(out.astype("datetime64[us]"), index=days.index)
