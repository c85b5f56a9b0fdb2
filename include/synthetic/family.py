"""Meetings, support, transport and surveys."""

from __future__ import annotations

import numpy as np
import pandas as pd

from include.synthetic.casework import drafted
from include.synthetic.draws import YEAR, Days, delay, flags, in_year, new_year, pick, workday
from include.synthetic.spine import improving
from include.synthetic.volumes import HORIZON
from include.synthetic.world import ISSUED, World

# The improvement board and its groups began with the improvement plan.
_PLAN_BEGAN = 2019
# A half-termly review of service standards: a day late in each half-term.
_HALF_TERM_ENDS = ((2, 6), (3, 24), (5, 19), (7, 10), (10, 17), (12, 12))
_TERM_ENDS = ((3, 20), (7, 6), (12, 5))
_NEEDS_RAISED = {
    "Child-to-parent violence": 0.2, "Sleep": 0.2, "Anxiety": 0.25, "Behaviour": 0.2, "Eating": 0.08, "Siblings": 0.07,
}  # fmt: skip
_ANSWERS_A_QUARTER = 0.012  # families asked who answer, for each plan
_QUESTIONS = {
    "communication": (0.12, 0.22, 0.2, 0.26, 0.2),
    "process": (0.1, 0.2, 0.22, 0.26, 0.22),
    "plan_quality": (0.16, 0.3, 0.22, 0.2, 0.12),
}
# Applications for travel help a year, for each plan; other pupils' are about twice as many.
_TRANSPORT_A_YEAR, _TRANSPORT_OTHERS = 0.12, 2.0


def _stock(world: World, days: Days) -> Days:
    yearly = world.volumes.yearly["stock"]
    stock: Days = np.interp(days, new_year(yearly.index.to_numpy()), yearly.to_numpy())
    return stock


def make_meetings(world: World, reviews: pd.DataFrame) -> pd.DataFrame:
    """The `meeting` table: about drafts, among professionals, reviews (a sample), and of the standing groups."""
    rng = world.draws.rng("meeting")
    drafts = world.cases[world.cases["kind"].isin(ISSUED)]
    size, draft = len(drafts), drafted(drafts)
    offered = flags(rng, improving((0.55, 0.07, 0.97), draft), size)
    coproduction = pd.DataFrame(
        {
            "person_id": drafts["person_id"].to_numpy(),
            "meeting_type": "COPRODUCTION",
            "meeting_date": np.minimum(
                workday(draft + rng.integers(3, 13, size), forward=True), drafts["ended"]
            ),
            "held": offered & flags(rng, 0.6, size),
            "family_offered": offered,
        }
    )
    alone = drafts[flags(rng, 0.12, size)]
    when = workday(alone["decided"].to_numpy() + rng.integers(0, 30, len(alone)))
    when = np.minimum(np.maximum(when, alone["received"].to_numpy()), alone["ended"].to_numpy())
    professionals = pd.DataFrame(
        {
            "person_id": alone["person_id"].to_numpy(),
            "meeting_type": "PROFESSIONALS",
            "meeting_date": when,
            "held": True,
            "family_offered": False,
            "reason_recorded": flags(rng, improving((0.4, 0.09, 0.97), when), len(alone)),
            "minutes_shared": flags(rng, improving((0.3, 0.09, 0.95), when), len(alone)),
        }
    )
    sample = reviews[reviews["review_meeting_date"].notna() & flags(rng, 0.12, len(reviews))]
    review = pd.DataFrame(
        {
            "person_id": world.plans["person_id"].to_numpy()[sample["plan"]],
            "meeting_type": "REVIEW",
            "meeting_date": sample["review_meeting_date"].to_numpy(),
            "held": True,
            "family_offered": True,
            "minutes_shared": flags(rng, 0.7, len(sample)),
        }
    )
    meetings = pd.concat([coproduction, professionals, review, _standing(world, rng)], ignore_index=True)
    for column in ("held", "family_offered", "reason_recorded", "minutes_shared"):
        meetings[column] = meetings[column].astype("boolean")
    return meetings.assign(_from=meetings["meeting_date"])


def _standing(world: World, rng: np.random.Generator) -> pd.DataFrame:
    years = np.array([y for y in world.volumes.years if y >= _PLAN_BEGAN])
    parts = []
    for kind, days, share in (
        ("BOARD", [(month, 12) for month in range(1, 13)], 0.9),
        ("PARENT_GROUP", list(_TERM_ENDS), 0.93),
        ("STANDARDS", list(_HALF_TERM_ENDS), 0.85),
    ):
        when = workday(np.sort(np.concatenate([in_year(years, month, d) for month, d in days])))
        when = when[when > in_year(_PLAN_BEGAN, 10, 1)]
        took_place = flags(rng, share, len(when))
        group = pd.DataFrame({"meeting_type": kind, "meeting_date": when, "held": took_place})
        parts.append(group.assign(minutes_shared=took_place & flags(rng, 0.8, len(when))))
    return pd.concat(parts, ignore_index=True)


def make_support(world: World) -> pd.DataFrame:
    """The `support` table: interpreters, SENDIASS, advocates and parenting courses."""
    rng = world.draws.rng("support")
    cases = world.cases[~world.cases["kind"].isin(["historic", "transferred", "exported"])].reset_index(
        drop=True
    )
    people = world.people.iloc[cases["person"]].reset_index(drop=True)
    size, received = len(cases), cases["received"].to_numpy()
    end = cases["ended"].fillna(cases["decided"]).to_numpy()
    soon = np.minimum(workday(received + rng.integers(3, 30, size), forward=True), end)
    ld = people["parent_learning_disability"].to_numpy()
    plans = {
        "INTERPRETER": people["needs_interpreter"].to_numpy(),
        "IASS": flags(rng, improving((0.35, 0.1, 0.95), received), size),
        "ADVOCATE": ld & flags(rng, improving((0.4, 0.08, 0.95), received), size),
        "PARENTING": flags(rng, 0.08, size),
    }
    parts = []
    for kind, gets in plans.items():
        count = int(gets.sum())
        met = flags(rng, {"INTERPRETER": 0.86, "IASS": 0.3, "ADVOCATE": 0.5, "PARENTING": 0.7}[kind], count)
        course, interpreted = np.full(count, kind == "PARENTING"), np.full(count, kind == "INTERPRETER")
        completed = pd.Series(met & flags(rng, 0.75, count)).astype("boolean")
        taken_up = pd.Series(met)
        parts.append(
            pd.DataFrame(
                {
                    "person_id": cases["person_id"].to_numpy()[gets],
                    "support_type": kind,
                    "offered_date": soon[gets],
                    "taken_up": met,
                    "completed": completed.where(taken_up & course),
                    "independent": pd.Series(flags(rng, 0.9, count)).astype("boolean").where(interpreted),
                    "found_useful": pd.Series(flags(rng, 0.82, count))
                    .astype("boolean")
                    .where(completed & course),
                    "need_raised": pd.Series(pick(rng, _NEEDS_RAISED, count)).where(course),
                    "cost": pd.Series(np.round(rng.gamma(3, 30, count))).where(taken_up & interpreted),
                    "_over_from": soon[gets] + np.where(course, 70, 7),
                    "_from": soon[gets],
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def make_transport(world: World) -> pd.DataFrame:
    """The `transport` table: most applications come before September."""
    rng = world.draws.rng("transport")
    plans = world.plans
    held = plans["held"].to_numpy()
    end = np.minimum(plans["cease"].fillna(np.inf).to_numpy(), new_year(HORIZON.year))
    years = np.maximum(end - held, 0) / YEAR
    who = np.repeat(np.arange(len(plans)), rng.poisson(_TRANSPORT_A_YEAR * years))
    applied = workday(held[who] + np.floor(rng.random(len(who)) * years[who] * YEAR))
    send = pd.DataFrame(
        {"person_id": plans["person_id"].to_numpy()[who], "applied_date": np.maximum(applied, held[who])}
    )
    first, span = new_year(world.volumes.years[0]), new_year(HORIZON.year) - new_year(world.volumes.years[0])
    others = pd.DataFrame(
        {
            "applied_date": workday(
                np.sort(first + rng.random(int(len(who) * _TRANSPORT_OTHERS)) * span), forward=True
            )
        }
    )
    rows = pd.concat([send.assign(is_send=True), others.assign(is_send=False)], ignore_index=True)
    size, applied = len(rows), rows["applied_date"].to_numpy()
    decided = workday(
        applied + np.where(flags(rng, 0.74, size), rng.integers(5, 21, size), delay(rng, 20, size, 21)),
        forward=True,
    )
    refused = flags(rng, np.where(rows["is_send"], 0.2, 0.16), size)
    outcome = np.where(flags(rng, 0.04, size), "WITHDRAWN", np.where(refused, "REFUSED", "AGREED"))
    appealed = (outcome == "REFUSED") & flags(rng, 0.25, size)
    appeal = np.where(appealed, workday(decided + rng.integers(3, 20, size), forward=True), np.nan)
    rows["decided_date"] = decided
    rows["transport_outcome"] = outcome
    rows["appealed_date"] = appeal
    rows["appeal_outcome"] = pd.Series(pick(rng, {"UPHELD": 0.35, "NOT_UPHELD": 0.65}, size)).where(appealed)
    rows["_appeal_decided"] = appeal + rng.integers(20, 60, size)
    left_date = rows["person_id"].map(world.people.set_index("person_id")["left_date"])
    late = rows[["decided_date", "appealed_date"]].max(axis=1)
    return rows[~(left_date < late)].assign(_from=rows["applied_date"])


def make_surveys(world: World) -> pd.DataFrame:
    """The `survey` table: a postcard each quarter, with three ratings and whether the family knows its caseworker."""
    rng = world.draws.rng("survey")
    years = np.array(world.volumes.years)
    quarters = np.sort(np.concatenate([in_year(years, month, 1) for month in (2, 5, 7, 11)]))
    count = rng.poisson(np.maximum(_stock(world, quarters) * _ANSWERS_A_QUARTER, 3))
    day = np.repeat(quarters, count) + rng.integers(0, 28, count.sum())
    better = np.asarray(improving((0.0, 0.08, 0.45), day))
    parts = []
    for question, shares in _QUESTIONS.items():
        answer = np.array(list("12345"))[
            (rng.random(len(day))[:, None] > np.cumsum(shares)).sum(axis=1).clip(max=4)
        ]
        lifted = flags(rng, better, len(day)) & (answer > "2")
        parts.append(
            pd.DataFrame({"survey_date": day, "question": question, "answer": np.where(lifted, "2", answer)})
        )
    knows = np.where(flags(rng, improving((0.5, 0.06, 0.9), day), len(day)), "Y", "N")
    parts.append(pd.DataFrame({"survey_date": day, "question": "knows_caseworker", "answer": knows}))
    survey = pd.concat(parts, ignore_index=True)
    return survey.assign(_from=survey["survey_date"])
