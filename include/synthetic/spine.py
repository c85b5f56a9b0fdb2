"""The SEN2 spine: person, request, assessment, plan, placements and needs, as simulated rows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from include.synthetic.draws import Days, Draws, flags, new_year, pick, year_of
from include.synthetic.volumes import Volumes
from include.synthetic.world import ISSUED, World

# England 2024, rounded: who asks. Codes of SEN2 RequestSource.
_WHO_ASKS = {"1": 0.38, "2": 0.54, "3": 0.02, "4": 0.03, "5": 0.03}
_TWO_NEEDS_SHARE = 0.55
# Pounds a year for a place, rounded, in the order of what councils report; invented as all else here.
_PLACE_COST = {
    "MAIN_INDEPENDENT": 22_000,
    "SPECIAL_INDEPENDENT": 62_000,
    "SPECIAL_NMSS": 52_000,
    "SPECIAL_MAINTAINED": 24_000,
    "SPECIAL_ACADEMY": 24_000,
    "AP": 20_000,
    "SPI": 45_000,
    "FE": 9_000,
}
_PERSONAL_BUDGET_SHARE = 0.03
# Numbers of English authorities, for plans that came from or went to one of them.
_AUTHORITIES = (
    "202 204 211 301 302 306 330 332 334 336 341 352 353 355 359 370 371 372 373 380 381 382 383 384 390 391 801 815 "
    "816 822 825 830 831 840 845 846 850 855 860 865 873 878 881 885 886 888 891 908 916 919 925 926 931 933 935 936"
).split()  # fmt: skip
# Shares of decisions that differ from what the family asked for, and of those recorded and explained; both improved
# with the improvement plan. (Before 2020, gain a year from then, highest.)
_IMPROVES = {
    "recorded": (0.45, 0.06, 0.92),
    "explained": (0.4, 0.06, 0.9),
    "template": (0.2, 0.13, 0.98),
    "views": (0.7, 0.04, 0.97),
}


def improving(what: tuple[float, float, float], days: Days) -> Days:
    """A share that starts low, and gains each year from 2020 up to a ceiling."""
    start, gain, highest = what
    years = np.maximum((days - new_year(2020)) / 365.25, 0)
    rising: Days = np.minimum(start + gain * years, highest)
    return rising


def request_rows(world: World, appeals: pd.DataFrame) -> pd.DataFrame:
    """The `request` table. Outcome H: decided before the records begin, or by another authority."""
    rng = world.draws.rng("request")
    cases = world.cases
    size, kind = len(cases), cases["kind"]
    old = kind.isin(["historic", "transferred"])
    left_first = kind.eq("exported") & (cases["decided"] >= cases["left"])
    outcome = np.select(
        [old, kind.isin(["refused", "overturned"]), kind.eq("withdrawn") | left_first], ["H", "N", "W"], "Y"
    )
    decided = cases["decided"].where(~old)
    is_decision = np.isin(outcome, ["Y", "N"])
    by_case = appeals[appeals["appeal_type"] == "REFUSE_ASSESS"].set_index("request_id")
    mediation = cases["request_id"].map(by_case["mediation_date"])
    tribunal = cases["request_id"].map(by_case["appeal_registered_date"])
    preferences = pick(rng, {"Mainstream": 0.55, "Special": 0.3, "Unit": 0.08, "Other": 0.07}, size)
    return pd.DataFrame(
        {
            "request_id": cases["request_id"],
            "person_id": cases["person_id"],
            "received_date": cases["received"],
            "request_source": pd.Series(pick(rng, _WHO_ASKS, size)).where(~old),
            "rya": pd.Series(flags(rng, 0.002, size)).astype("boolean").where(~old),
            "request_outcome_date": decided,
            "request_outcome": outcome,
            "request_mediation": mediation.notna().astype("boolean").where(is_decision),
            "request_tribunal": tribunal.notna().astype("boolean").where(is_decision),
            "exported": pd.Series(_other_authority(rng, size, world.draws)).where(kind.eq("exported")),
            "parent_preference": pd.Series(preferences).where(~old),
            "_from": cases["known"],
            "_outcome_from": decided.where(~old, -np.inf),
            "_request_mediation_from": mediation.where(is_decision, -np.inf),
            "_request_tribunal_from": tribunal.where(is_decision, -np.inf),
            "_exported_from": cases["left"],
        }
    )


def _other_authority(rng: np.random.Generator, size: int, draws: Draws) -> np.ndarray:
    others = [code for code in _AUTHORITIES if code != draws.la_code]
    chosen: np.ndarray = np.array(others)[rng.integers(0, len(others), size)]
    return chosen


def assessment_rows(world: World, appeals: pd.DataFrame) -> pd.DataFrame:
    """The `assessment` table: begun with the decision to assess, or with the order to."""
    cases = world.cases
    kind = cases["kind"]
    cases = cases[~kind.isin(["refused", "withdrawn", "exported"])]
    kind = cases["kind"]
    old = kind.isin(["historic", "transferred"])
    outcome = np.select([old, kind == "not_issued", kind == "assessment_withdrawn"], ["H", "N", "W"], "Y")
    is_decision = pd.Series(np.isin(outcome, ["Y", "N"]), index=cases.index)
    reversal = appeals[appeals["appeal_type"] == "REFUSE_ASSESS"].set_index("request_id")["decided_date"]
    begun = (
        cases["decided"]
        .where(kind != "overturned", cases["request_id"].map(reversal))
        .where(~old, cases["known"])
    )

    def disputed(types: list[str], column: str) -> pd.Series:
        of_types = appeals[appeals["appeal_type"].isin(types)]
        return cases["request_id"].map(of_types.groupby("request_id")[column].min())

    refused = (
        disputed(["REFUSE_ISSUE"], "mediation_date"),
        disputed(["REFUSE_ISSUE"], "appeal_registered_date"),
    )
    other_types = ["CONTENT", "PLACEMENT", "CEASE"]
    of_plan = disputed(other_types, "mediation_date"), disputed(other_types, "appeal_registered_date")
    return pd.DataFrame(
        {
            "assessment_id": cases["assessment_id"],
            "request_id": cases["request_id"],
            "assessment_outcome": outcome,
            "assessment_outcome_date": cases["ended"],
            "assessment_mediation": refused[0].notna().astype("boolean").where(is_decision),
            "assessment_tribunal": refused[1].notna().astype("boolean").where(is_decision),
            "other_mediation": of_plan[0].notna().astype("boolean").where(is_decision),
            "other_tribunal": of_plan[1].notna().astype("boolean").where(is_decision),
            "week20_exception": cases["exception"].astype("boolean").where(kind.isin(ISSUED)),
            "_from": begun,
            "_outcome_from": cases["ended"],
            "_flags_from": cases["ended"],
            "_assessment_mediation_from": refused[0].where(is_decision, -np.inf),
            "_assessment_tribunal_from": refused[1].where(is_decision, -np.inf),
            "_other_mediation_from": of_plan[0].where(is_decision, -np.inf),
            "_other_tribunal_from": of_plan[1].where(is_decision, -np.inf),
        }
    )


def plan_rows(world: World) -> pd.DataFrame:
    """The `plan` table."""
    rng = world.draws.rng("plan")
    plans = world.plans
    size, start = len(plans), plans["ended"].to_numpy()
    main = (
        world.placements[world.placements["placement_rank"] == "1"].drop_duplicates("plan").set_index("plan")
    )
    budget = flags(rng, _PERSONAL_BUDGET_SHARE, size)
    differs = flags(rng, 0.18, size)
    recorded = differs & flags(rng, improving(_IMPROVES["recorded"], start), size)
    explained = recorded & flags(rng, improving(_IMPROVES["explained"], start), size)
    return pd.DataFrame(
        {
            "plan_id": plans["plan_id"],
            "assessment_id": plans["assessment_id"],
            "start_date": start,
            "residential": main["residential"].reindex(range(size)),
            "work_based": main["work_based"].reindex(range(size)),
            "personal_budget": budget,
            "organised_arrangements": budget & flags(rng, 0.25, size),
            "direct_payment": pd.Series(pick(rng, {"E": 0.75, "S": 0.1, "H": 0.05, "I": 0.1}, size)).where(
                budget
            ),
            "cease_date": plans["cease"],
            "cease_reason": plans["reason"],
            "on_template": flags(rng, improving(_IMPROVES["template"], start), size),
            "views_child": flags(rng, improving(_IMPROVES["views"], start), size),
            "views_parent": flags(rng, improving(_IMPROVES["views"], start) + 0.02, size),
            "differs_from_request": differs,
            "difference_recorded": pd.Series(recorded).astype("boolean").where(differs),
            "difference_explained": pd.Series(explained).astype("boolean").where(differs),
            "_from": plans["held"],
        }
    )


def placement_rows(world: World) -> pd.DataFrame:
    """The `placement` table."""
    placements = world.placements
    kind = placements["urn"].map(world.settings.set_index("urn")["setting_type"])
    typical = kind.map(_PLACE_COST).to_numpy(dtype=float)
    luck = world.draws.rng("placement cost").lognormal(0, 0.25, len(placements))
    return placements.assign(
        annual_cost=np.round(typical * luck, -2),
        active_plan_id=world.plans["active_plan_id"].to_numpy()[placements["plan"]],
        plan_id=world.plans["plan_id"].to_numpy()[placements["plan"]],
        entry_date=placements["entry"],
        leaving_date=placements["leaving"],
        transport_in_place_date=placements["transport_in_place"],
        _from=placements["entry"],
    )


def named_rows(world: World, last_day: float) -> pd.DataFrame:
    """The `plan_placement` table: section I as it stands on a day, that is the setting of the latest placement."""
    placements = placement_rows(world)
    placements = placements[placements["_from"] <= last_day].sort_values(["plan", "entry"], kind="stable")
    latest = placements.drop_duplicates(["plan", "placement_rank"], keep="last")
    # A second setting is named only beside the first that it came with.
    first = latest[latest["placement_rank"] == "1"].set_index("plan")["entry"]
    latest = latest[latest["placement_rank"].eq("1") | latest["entry"].eq(latest["plan"].map(first))]
    other = latest["named_setting"].eq("OTH")
    return latest.assign(
        plan_placement_id="PP" + latest["plan_id"].str[1:] + "-" + latest["placement_rank"],
        sen_setting=latest["named_setting"],
        sen_setting_other=latest["sen_setting_other"].fillna("Type of setting only").where(other),
    )


def need_rows(world: World) -> pd.DataFrame:
    """The `sen_need` table: one primary need, often a second that differs."""
    plans, volumes = world.plans, world.volumes
    draws: Draws = world.draws
    rng = draws.rng("need")
    size = len(plans)
    recent = (year_of(plans["ended"].to_numpy()) >= 2024) & plans["kind"].eq("plan").to_numpy()
    first = np.where(recent, pick(rng, volumes.needs_new, size), pick(rng, volumes.needs, size))
    second = _another(first, volumes, rng)
    with_two = flags(rng, _TWO_NEEDS_SHARE, size) & (second != first)
    rows = pd.DataFrame({"active_plan_id": plans["active_plan_id"], "_from": plans["held"]})
    return pd.concat(
        [
            rows.assign(sen_type=first, sen_type_rank="1"),
            rows.assign(sen_type=second, sen_type_rank="2")[with_two],
        ],
        ignore_index=True,
    )


def _another(first: np.ndarray, volumes: Volumes, rng: np.random.Generator) -> np.ndarray:
    second = pick(rng, volumes.needs, len(first))
    for _ in range(3):
        second = np.where(second == first, pick(rng, volumes.needs, len(first)), second)
    return second
