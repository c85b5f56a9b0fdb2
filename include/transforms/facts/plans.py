"""Plans, and open cases day by day."""

from __future__ import annotations

import pandas as pd

from include.model.frames import values_at
from include.transforms.facts.records import Records, shaped
from include.transforms.intervals import ONE_DAY, as_one, later, split

# The limit does not bind: the plan was ordered or changed by others.
_NOT_IN_SCOPE = ("tribunal_ordered", "mediation_changed")


def plans_of(records: Records, requests: pd.DataFrame) -> pd.DataFrame:
    """Each plan made by the as-at day, with the days on which this authority held it.

    An assessment leads to one plan, which is prepared and then maintained (Children and Families Act 2014, section 37).
    Further rows of it are that plan sent again, amended (SEND Regulations 2014, regulation 28), or maintained after
    all, because it may not cease before an appeal is decided (section 45(4)): no new plan, and none that ceased.
    """
    of_request = records.table("assessment")[["assessment_id", "request_id"]]
    plans = (
        records.table("plan")
        .merge(of_request, on="assessment_id")
        .merge(requests[["request_id", "person_id", "transferred_in", "transfer_in_date"]], on="request_id")
    )
    arrived, started = plans["transfer_in_date"], plans["start_date"]
    plans["held_from"] = arrived.where(arrived > started, started)
    plans = plans[plans["held_from"] <= records.as_at]
    left_on = values_at(plans["person_id"], records.people["left_date"])
    left_on = left_on.where(left_on >= plans["held_from"])
    ceased = plans["cease_date"]
    plans["cease_reason"] = plans["cease_reason"].where(ceased <= records.as_at)
    plans["cease_date"] = records.known(ceased.where(~(left_on < ceased) & ceased.notna(), left_on))
    return as_one(plans, "assessment_id", "held_from", "cease_date", key="plan_id", told=["cease_reason"])


def last_days(plans: pd.DataFrame) -> pd.Series:
    """Last day of the latest plan of each request, by `request_id`; missing while it is maintained."""
    latest = plans.sort_values("held_from").drop_duplicates("request_id", keep="last")
    return latest.set_index("request_id")["cease_date"]


def fact_plan(records: Records, plans: pd.DataFrame) -> pd.DataFrame:
    """`fact_plan`, grouped as on the day on which each plan was first held."""
    cases = plans.assign(plan_key=records.keys("plan", plans["plan_id"]))
    return shaped("fact_plan", records.groups(cases, plans["held_from"]))


def fact_caseload(records: Records, clocks: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    """Open assessments and plans, cut wherever the caseworker or the setting changes."""
    watched = clocks[
        (clocks["limit_id"] == "final_plan")
        & (clocks["clock_status"] != "unusable")
        & ~clocks["transferred_in"]
    ]
    assessments = pd.DataFrame(
        {
            "case_key": records.keys("request", watched["request_id"]),
            "case_kind": "assessment",
            "person_id": watched["person_id"],
            "request_id": watched["request_id"],
            "from_date": watched["clock_start"],
            # On the day of its end a case is no longer open at the close of business.
            "to_date": watched["closed_date"].fillna(watched["clock_end"]) - ONE_DAY,
        }
    )
    held = pd.DataFrame(
        {
            "case_key": records.keys("plan", plans["plan_id"]),
            "case_kind": "plan",
            "person_id": plans["person_id"],
            "request_id": plans["request_id"],
            "from_date": plans["held_from"],
            "to_date": plans["cease_date"],
        }
    )
    cases = pd.concat([assessments, held], ignore_index=True)
    is_open = cases["to_date"].isna()
    cases = cases.assign(is_open=is_open, to_date=cases["to_date"].fillna(records.as_at))
    cases = cases[cases["to_date"] >= cases["from_date"]].reset_index(drop=True)
    pieces = split(cases, [("person_id", records.allocations), ("request_id", records.placements)])
    grouped = records.groups(pieces, pieces["from_date"])
    case = ["case_key", "case_kind"]
    same = (
        grouped[[*case, "caseworker", "setting"]] == grouped[[*case, "caseworker", "setting"]].shift()
    ).all(axis=1)
    spell = (~same).cumsum()
    merged = grouped[~same].set_axis(spell[~same]).assign(to_date=grouped.groupby(spell)["to_date"].last())
    lasting = merged["is_open"] & (merged["to_date"] == records.as_at)
    merged = merged.assign(to_date=merged["to_date"].mask(lasting))
    latest = merged.groupby(case)["from_date"].transform("max")
    bound = watched[~watched["out_of_scope_reason"].isin(_NOT_IN_SCOPE)].set_index("request_id")
    since = later(merged["from_date"], values_at(merged["request_id"], bound["due_date"]) + ONE_DAY)
    was_overdue = (
        (merged["case_kind"] == "assessment") & (since <= records.as_at) & ~(merged["to_date"] < since)
    )
    return shaped(
        "fact_caseload",
        merged.assign(is_last_spell=merged["from_date"] == latest, overdue_from=since.where(was_overdue)),
    )
