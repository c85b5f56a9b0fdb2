"""Annual reviews, phase transfers, and the state of each maintained plan."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from include.synthetic.draws import (
    YEAR,
    Days,
    Flags,
    Ints,
    delay,
    flags,
    in_year,
    new_year,
    workday,
    year_of,
)
from include.synthetic.spine import improving
from include.synthetic.volumes import HORIZON
from include.synthetic.world import World

# DfE, annual reviews 2024: Kirklees recorded a meeting for 75% of reviews due, and 22% of decisions came within 4 weeks
# of it (England 44%). Earlier years are not published; both fall from the first level to the second by then, and
# recover afterwards.
_MET_SHARE = {2015: 0.86, 2019: 0.84, 2024: 0.75, 2026: 0.82, 2030: 0.9}
_FOUR_WEEKS_SHARE = {2015: 0.5, 2019: 0.45, 2022: 0.25, 2024: 0.22, 2026: 0.4, 2030: 0.65}
_UNDECIDED_SHARE = 0.12
# 2014 Regulations, reg 20(10): decision within 4 weeks of the meeting. Reg 22(3) with R (L, M and P) v Devon CC [2022]
# EWHC 493 (Admin): final amended plan within 12 weeks of it.
_DECISION_DAYS, _FINAL_DAYS = 28, 84
_SHOWN_AHEAD = 60  # reviews are put in the diary two months before they are due
_MOST_REVIEWS = 17

# Age on 31 August of the year of transfer, kind, share of children of that age who transfer, and the deadline: 2014
# Regulations, reg 18(1), 15 February between schools and 31 March to post-16.
_TRANSFERS = (
    (4, "EY_SCHOOL", 1.0, 2, 15),
    (7, "INF_JUN", 0.15, 2, 15),
    (11, "PRI_SEC", 1.0, 2, 15),
    (16, "SEC_POST16", 1.0, 3, 31),
)
_TRANSFER_ON_TIME = {2015: 0.7, 2019: 0.85, 2022: 0.72, 2024: 0.78, 2030: 0.95}


def at_years(points: dict[int, float], days: Days) -> Days:
    """A share on each day, on straight lines between the given years."""
    share: Days = np.interp(1970 + days / YEAR, list(points), list(points.values()))
    return share


def make_reviews(world: World) -> pd.DataFrame:
    """The `annual_review` table's rows, with `plan` (row of `plans`).

    Each review is due twelve months after the last was held, or after the last was due when it was missed (2014 Act,
    s.44(1)).
    """
    rng = world.draws.rng("review")
    plans = world.plans
    size = len(plans)
    end = plans["cease"].fillna(np.inf).to_numpy()
    # Of plans held when the records begin, reviews go on at their own time of year.
    due = np.where(
        plans["kind"] == "historic", plans["held"] + rng.integers(1, 366, size), plans["ended"] + 365
    )
    transferred = plans["kind"].eq("transferred").to_numpy()
    # 2014 Regulations, reg 15(5): the later of the usual date and 3 months from the transfer.
    due = np.where(transferred, np.maximum(due, plans["held"] + 91), due)
    rounds = []
    for number in range(_MOST_REVIEWS):
        met = flags(rng, at_years(_MET_SHARE, due), size)
        early = flags(rng, 0.72, size)
        when = np.where(early, -rng.integers(0, 75, size), delay(rng, 45, size, 1))
        meeting = np.where(met, _in_term(due + when), np.nan)
        meeting = np.where(meeting < np.minimum(end, np.inf), np.maximum(meeting, plans["held"] + 21), np.nan)
        rounds.append(
            pd.DataFrame({"plan": np.arange(size), "number": number, "due": due, "meeting": meeting})
        )
        due = np.where(np.isnan(meeting), due, meeting) + 365
    reviews = pd.concat(rounds, ignore_index=True)
    reviews["meeting"] = workday(reviews["meeting"].to_numpy(), forward=True)
    over = end[reviews["plan"]]
    reviews = reviews[
        (reviews["due"] - _SHOWN_AHEAD < over) & (reviews["due"] < new_year(HORIZON.year + 1))
    ].copy()
    reviews["meeting"] = reviews["meeting"].where(reviews["meeting"] < end[reviews["plan"]])
    return _follow_up(reviews.reset_index(drop=True), world, rng)


def _in_term(days: Days) -> Days:
    """No meetings in August: they move to the second week of July."""
    august = in_year(year_of(days), 8, 1)
    inside = (days >= august - 8) & (days < august + 36)
    return np.where(inside, august - 20, days)


def _follow_up(reviews: pd.DataFrame, world: World, rng: np.random.Generator) -> pd.DataFrame:
    """What came of each meeting: report, decision, notice, final amended plan."""
    plans, plan = world.plans, reviews["plan"].to_numpy()
    end = plans["cease"].fillna(np.inf).to_numpy()[plan]
    meeting = reviews["meeting"].to_numpy()
    decision = _decisions(meeting, end, rng)
    report = _reports(meeting, end, rng)
    # The last decision before a plan was ended for a reason in the family's or the council's hands was to end it.
    ending = np.isin(plans["reason"].to_numpy(dtype=str)[plan], ["2", "3", "4", "6"]) & (end - decision < 200)
    outcome = np.where(ending, "C", np.where(flags(rng, 0.51, len(plan)), "A", "M"))
    outcome = np.where(np.isnan(decision), "", outcome)
    notice, final = _amendments(meeting, np.where(outcome == "A", decision, np.nan), end, rng)
    outcomes = rng.integers(3, 7, len(plan))
    age = (reviews["due"].to_numpy() - plans["birth"].to_numpy()[plan]) / YEAR
    moved_in = plans["kind"].eq("transferred").to_numpy()[plan] & reviews["number"].eq(0).to_numpy()
    kind = _kinds(age, moved_in, rng)
    goals = flags(rng, improving((0.5, 0.05, 0.92), np.nan_to_num(meeting)), len(plan))
    return pd.DataFrame(
        {
            "plan": plan,
            "active_plan_id": plans["active_plan_id"].to_numpy()[plan],
            "review_type": kind,
            "review_due_date": reviews["due"],
            "review_meeting_date": meeting,
            "review_report_date": report,
            "review_decision_date": decision,
            "review_outcome": pd.Series(outcome, dtype="str").where(outcome != ""),
            "amendment_notice_date": notice,
            "amended_final_date": np.where(np.isnan(notice), np.nan, final),
            "outcomes_reviewed": outcomes,
            "outcomes_met": rng.binomial(outcomes, 0.52),
            "pfa_outcomes": pd.Series(goals).astype("boolean").where(age >= 13.3),  # Year 9 and above
            "_from": np.fmin(reviews["due"] - _SHOWN_AHEAD, meeting).clip(
                lower=plans["held"].to_numpy()[plan]
            ),
        }
    )


def _decisions(meeting: Days, end: Days, rng: np.random.Generator) -> Days:
    """Day of the decision; none where the plan ended first, or nobody decided."""
    size = len(meeting)
    soon = flags(rng, at_years(_FOUR_WEEKS_SHARE, np.nan_to_num(meeting)), size)
    decision = meeting + np.where(soon, _DECISION_DAYS - rng.integers(0, 16, size), delay(rng, 70, size, 30))
    decision = np.where(flags(rng, _UNDECIDED_SHARE, size), np.nan, workday(decision))
    return np.where(decision < end, decision, np.nan)


def _reports(meeting: Days, end: Days, rng: np.random.Generator) -> Days:
    size = len(meeting)
    report = workday(
        meeting + np.where(flags(rng, 0.51, size), rng.integers(3, 15, size), delay(rng, 14, size, 15))
    )
    return np.where(report < end, report, np.nan)


def _amendments(meeting: Days, decision: Days, end: Days, rng: np.random.Generator) -> tuple[Days, Days]:
    """Days of the notice and of the final amended plan; `decision`: to amend, none where it was another."""
    size = len(meeting)
    notice = decision + np.where(flags(rng, 0.7, size), 0, delay(rng, 18, size))
    in_time = flags(rng, 0.9 * at_years(_FOUR_WEEKS_SHARE, np.nan_to_num(meeting)), size)
    final = np.where(
        in_time,
        np.maximum(meeting + _FINAL_DAYS - rng.integers(0, 20, size), notice + 16),
        notice + delay(rng, 60, size, 40),
    )
    final = np.where(flags(rng, 0.15, size), np.nan, workday(final, forward=True))
    notice = workday(notice, forward=True)
    return np.where(notice < end, notice, np.nan), np.where(final < end, final, np.nan)


def _kinds(age: Days, moved_in: Flags, rng: np.random.Generator) -> npt.NDArray[np.str_]:
    """Kind of each review, by age and whether it is the first after a transfer from another authority."""
    size = len(age)
    return np.select(
        [
            moved_in,
            age < 5,
            np.isin(np.floor(age + 0.6), [11, 16]) & flags(rng, 0.6, size),
            flags(rng, 0.03, size),
        ],
        ["TRANSFER_IN", "UNDER5", "PHASE", "EARLY"],
        "ANNUAL",
    )


def make_transfers(world: World) -> pd.DataFrame:
    """The `phase_transfer` table's rows, with `plan`: who changes phase in September, and when the plan said where."""
    rng = world.draws.rng("transfer")
    plans = world.plans
    size = len(plans)
    held, birth = plans["held"].to_numpy(), plans["birth"].to_numpy()
    end = plans["cease"].fillna(np.inf).to_numpy()
    parts = []
    for age, kind, share, month, day_of_month in _TRANSFERS:
        takes_part = flags(rng, share, size)
        year: Ints = year_of(birth + 122) + age  # academic years run from September to August
        starts = workday(in_year(year, 9, 1) + 1, forward=True)
        due = in_year(year, month, day_of_month)
        listed = np.maximum(in_year(year - 1, 9, 1), held)
        is_due: Flags = (
            takes_part
            & (held < starts - 30)
            & (end > np.maximum(due, listed))
            & (starts > plans["held"].min())
        )
        on_time = flags(rng, at_years(_TRANSFER_ON_TIME, due), size)
        final = np.where(on_time, due - rng.integers(0, 25, size), due + delay(rng, 35, size, 2))
        # A plan first made, or moved in, after the deadline names the setting as soon as it can.
        final = np.where(held > due - 10, held + rng.integers(0, 25, size), np.maximum(final, held))
        final = np.maximum(workday(np.minimum(final, starts + 30)), held)
        early = flags(rng, np.where(plans["complex"], 0.45, 0.1), size)
        planning = workday(np.maximum(starts - np.where(early, 400, 250) - rng.integers(0, 60, size), held))
        part = pd.DataFrame(
            {
                "plan": np.arange(size),
                "active_plan_id": plans["active_plan_id"],
                "phase_transfer_type": kind,
                "transfer_date": starts,
                "due_date": due,
                "final_date": np.where(final < end, final, np.nan),
                "named_type_only": flags(rng, 0.04, size),
                "planning_started_date": np.minimum(np.maximum(planning, held), final),
                "_from": listed,
            }
        )
        parts.append(part[is_due])
    return pd.concat(parts, ignore_index=True)


def active_plan_rows(
    world: World, reviews: pd.DataFrame, transfers: pd.DataFrame, today: float
) -> pd.DataFrame:
    """The `active_plan` table as it stands on a day: each plan with its latest review and phase transfer."""
    rng = world.draws.rng("active_plan")
    plans = world.plans
    numbers = plans.index
    met = reviews[reviews["review_meeting_date"] <= today].sort_values("review_meeting_date", kind="stable")
    review = met.drop_duplicates("plan", keep="last").set_index("plan").reindex(numbers)
    is_decided = review["review_decision_date"] <= today
    draft = review["amendment_notice_date"]
    listed = transfers[transfers["_from"] <= today].sort_values("due_date", kind="stable")
    transfer = listed.drop_duplicates("plan", keep="last").set_index("plan").reindex(numbers)
    transferred = plans["kind"].eq("transferred")
    others = np.array(["301", "330", "352", "373", "380", "381", "383", "384", "830", "891", "925", "XXX"])
    others = others[others != world.draws.la_code]
    return pd.DataFrame(
        {
            "active_plan_id": plans["active_plan_id"],
            "request_id": plans["request_id"],
            "transfer_la": pd.Series(others[rng.integers(0, len(others), len(plans))]).where(transferred),
            "transfer_in_date": plans["held"].where(transferred),
            "review_meeting_date": review["review_meeting_date"],
            "review_outcome": review["review_outcome"].where(is_decided),
            "review_draft_date": draft.where(draft <= today),
            "phase_transfer_due_date": transfer["due_date"],
            "phase_transfer_final_date": transfer["final_date"].where(transfer["final_date"] <= today),
            "last_review_date": review["review_decision_date"].where(is_decided),
            "_from": plans["held"],
        }
    )
