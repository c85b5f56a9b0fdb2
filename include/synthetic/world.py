"""The whole simulated history, up to the horizon: what the tables are then views of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from include.synthetic.cases import make_cases
from include.synthetic.draws import Days, Draws, Ints
from include.synthetic.people import describe, draw_births, who_asked
from include.synthetic.places import make_placements, make_settings
from include.synthetic.staff import Staff, choose_posts, make_staff
from include.synthetic.stock import GONE, cease, initial_plans, transferred_plans
from include.synthetic.volumes import Volumes

ISSUED = ("plan", "overturned")
WITH_PLAN = (*ISSUED, "historic", "transferred")
_NOTICE_DAYS = (
    60  # a case stays somebody's until a refusal can no longer be appealed (2014 Regulations, reg 33)
)


@dataclass(frozen=True)
class World:
    """Everything that happens to everyone. All days are numbers, NaN where there is none.

    Attributes:
        cases: one row for each request, with `request_id`, `person_id`, `kind`, `received`, `decided`, `ended`, `left`,
            `exception`, `birth`, `known` (first day here), `person` (row of `people`), `post`.
        plans: the cases with a plan: also `held`, `cease`, `reason`, `plan_id`, `active_plan_id`, `complex`.
        people: one row for each person; see `people.describe`.
        placements: see `places.make_placements`.
        spans: spells during which a person's case is open, for allocation.

    """

    volumes: Volumes
    draws: Draws
    people: pd.DataFrame
    cases: pd.DataFrame
    plans: pd.DataFrame
    settings: pd.DataFrame
    placements: pd.DataFrame
    staff: Staff
    spans: pd.DataFrame

    def caseworkers(self, person: Ints, days: Days) -> np.ndarray:
        """Identifier of the caseworker of each person on each day."""
        post = self.people["post"].to_numpy()[person]
        ids: np.ndarray = self.staff.workers["caseworker_id"].to_numpy(dtype=str)[
            self.staff.holder(post, days)
        ]
        return ids


def make_world(volumes: Volumes, draws: Draws) -> World:
    """Simulate everything, from the first year to the horizon."""
    cases = _cases(volumes, draws)
    people = _people(cases, volumes, draws)
    staff = make_staff(volumes, draws)
    people["post"] = choose_posts(people, staff, draws)
    cases["person_id"] = people["person_id"].to_numpy()[cases["person"]]
    cases["request_id"] = _ids("R", len(cases))
    cases["assessment_id"] = _ids("A", len(cases))
    cases["post"] = people["post"].to_numpy()[cases["person"]]
    cases["complex"] = people["is_complex"].to_numpy()[cases["person"]]
    plans = cases[cases["kind"].isin(WITH_PLAN)].copy()
    plans["plan_id"] = "P" + plans["request_id"].str[1:]
    plans["active_plan_id"] = "AP" + plans["request_id"].str[1:]
    plans = plans.reset_index(drop=True)
    settings = make_settings(volumes)
    return World(
        volumes=volumes,
        draws=draws,
        people=people,
        cases=cases,
        plans=plans,
        settings=settings,
        placements=make_placements(plans, settings, volumes, draws),
        staff=staff,
        spans=_spans(cases),
    )


def _cases(volumes: Volumes, draws: Draws) -> pd.DataFrame:
    """Cases in the order in which they became known, with who asked (`person`) and how the plan ended.

    In that order numbers given today do not depend on tomorrow.
    """
    requested = make_cases(volumes, draws)
    requested["held"] = requested["ended"].where(requested["kind"].isin(ISSUED))
    cases = pd.concat(
        [requested, initial_plans(volumes, draws), transferred_plans(volumes, draws)], ignore_index=True
    )
    cases["exception"] = cases["exception"].eq(True)
    cases["known"] = cases["held"].where(cases["kind"].isin(["historic", "transferred"]), cases["received"])
    cases = cases.sort_values("known", kind="stable", ignore_index=True)
    cases["birth"] = draw_births(cases, volumes, draws)
    cases["person"] = who_asked(cases, draws)
    cases["birth"] = cases["birth"].to_numpy()[cases["person"]]
    plans = cases[cases["kind"].isin(WITH_PLAN)].copy()
    cease(plans, volumes, draws)
    for column in ("cease", "reason"):
        cases[column] = plans[column].reindex(cases.index)
    # A person is known from the first of their cases; number people in that order.
    order = cases.groupby("person")["known"].min().sort_values(kind="stable").index
    cases["person"] = cases["person"].map(pd.Series(np.arange(len(order)), index=order))
    return cases


def _people(cases: pd.DataFrame, volumes: Volumes, draws: Draws) -> pd.DataFrame:
    """Everybody in the cases, by number, with the day on which they left."""
    of_person = cases.groupby("person")
    first = cases.drop_duplicates("person", keep="last").set_index("person").sort_index()
    people = describe(
        of_person["known"].min().to_numpy(),
        first["birth"].to_numpy(),
        cases["kind"].isin(WITH_PLAN).groupby(cases["person"]).any().to_numpy(),
        volumes,
        draws,
    )
    left_date = cases["left"].fillna(cases["cease"].where(cases["reason"].isin(GONE)))
    people["left_date"] = left_date.groupby(cases["person"]).max()
    people["person_id"] = _ids("C", len(people))
    return people


def _ids(prefix: str, size: int) -> pd.Series:
    return prefix + pd.Series(np.arange(1, size + 1)).astype(str).str.zfill(6)


def _spans(cases: pd.DataFrame) -> pd.DataFrame:
    """When each case is somebody's work: from the request to the end of the plan, or until a refusal is final."""
    kind = cases["kind"]
    closed = np.select(
        [kind.isin(WITH_PLAN), kind == "refused", kind == "withdrawn", kind == "exported"],
        [cases["cease"], cases["decided"] + _NOTICE_DAYS, cases["decided"], cases["left"]],
        cases["ended"] + np.where(kind == "not_issued", _NOTICE_DAYS, 0),
    )
    return pd.DataFrame(
        {
            "person_id": cases["person_id"],
            "post": cases["post"],
            "opened": cases["known"],
            "closed": closed,
            "carried_over": kind == "historic",
        }
    )
