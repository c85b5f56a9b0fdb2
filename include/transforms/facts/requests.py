"""Requests for an assessment, each with its assessment, as they stood on the as-at day."""

from __future__ import annotations

import pandas as pd

from include.model.frames import values_at
from include.transforms.facts.records import Records, shaped


def requests_of(records: Records) -> pd.DataFrame:
    """Each request received by the as-at day, with its assessment and how it stood on that day."""
    request, assessment = records.table("request"), records.table("assessment")
    of_request = assessment.sort_values("assessment_id").drop_duplicates("request_id", keep="last")
    requests = request.drop(columns="record_source").merge(
        of_request.drop(columns="record_source"), on="request_id", how="left", validate="one_to_one"
    )
    requests = requests[~(requests["received_date"] > records.as_at)]
    for outcome in ("request_outcome", "assessment_outcome"):
        on = f"{outcome}_date"
        requests[outcome] = requests[outcome].mask(requests[on] > records.as_at, "A").fillna("A")
        requests[on] = records.known(requests[on])
    active = records.table("active_plan")
    arrived = active[active["transfer_la"].notna() | active["transfer_in_date"].notna()]
    arrived = arrived.sort_values("active_plan_id").drop_duplicates("request_id").set_index("request_id")
    requests["transfer_in_date"] = values_at(requests["request_id"], arrived["transfer_in_date"])
    requests["transferred_in"] = requests["request_id"].isin(arrived.index)
    left_on = values_at(requests["person_id"], records.people["left_date"])
    # Somebody who left_on before this request was received has come back.
    left_on = left_on.where(~(left_on < requests["received_date"]))
    requests["left_date"] = records.known(left_on)
    requests["exported"] = requests["exported"].mask(left_on > records.as_at)
    return requests


def fact_request(records: Records, requests: pd.DataFrame) -> pd.DataFrame:
    """`fact_request`, grouped as on the day on which each request was received."""
    decided = requests["request_outcome"].isin(["Y", "N"])
    cases = requests.assign(
        case_key=records.keys("request", requests["request_id"]),
        decided_date=requests["request_outcome_date"].where(decided),
    )
    day = requests["received_date"].fillna(requests["request_outcome_date"])
    return shaped("fact_request", records.groups(cases, day))
