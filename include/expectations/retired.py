"""Codes that DfE took out of use before the first return that is read, as what it has asked for since.

| code | it meant | since the return of 2023 |
|---|---|---|
| `request_outcome` T | moved to another authority, undecided | undecided, with the authority in `exported` |
| `assessment_outcome` T | moved to another authority, without a plan | the same |
| `assessment_outcome` S | planned here, assessed by another authority | issued, with the authority in `transfer_la` |

A rule tells of each such code (`….in_use`). The code did not say which authority it was.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from include.model.frames import are_in

# DfE's code for an authority that is not known (items Exported and TransferLA).
_UNKNOWN_AUTHORITY = "XXX"


def without_retired_codes(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Case tables in the codes of today.

    Args:
        tables: checked case tables, by name; none is changed.

    Returns:
        The same tables; `request`, `assessment` and `active_plan` as new ones where they held a retired code.

    """
    made = dict(tables)
    request, assessment = made.get("request"), made.get("assessment")
    if request is None or assessment is None:
        return made
    of_assessment = assessment["assessment_outcome"]
    moved = request["request_outcome"].eq("T") | are_in(
        request["request_id"], assessment.loc[of_assessment.eq("T"), "request_id"]
    )
    if moved.any():
        made["request"] = request.assign(
            request_outcome=request["request_outcome"].replace("T", "A"),
            exported=request["exported"].mask(moved & request["exported"].isna(), _UNKNOWN_AUTHORITY),
        )
    if of_assessment.isin(["T", "S"]).any():
        made["assessment"] = assessment.assign(assessment_outcome=of_assessment.replace({"T": "A", "S": "Y"}))
    plans, came = made.get("active_plan"), assessment.loc[of_assessment.eq("S"), "request_id"]
    if plans is not None and len(came):
        from_elsewhere = are_in(plans["request_id"], came) & plans["transfer_la"].isna()
        made["active_plan"] = plans.assign(
            transfer_la=plans["transfer_la"].mask(from_elsewhere, _UNKNOWN_AUTHORITY)
        )
    return made
