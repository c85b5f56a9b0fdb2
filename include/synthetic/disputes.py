"""Mediations and appeals, and complaints."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from include.synthetic.draws import YEAR, Days, delay, flags, new_year, pick, workday, year_of
from include.synthetic.volumes import HORIZON
from include.synthetic.world import World

# Shares of decisions that are disputed; England's tribunal appeal rate for 2024 was 3.2% of appealable decisions.
_DISPUTED = {"REFUSE_ASSESS": 0.07, "REFUSE_ISSUE": 0.12, "CONTENT": 0.025, "PLACEMENT": 0.015, "CEASE": 0.03}
# Days to carry out an order: 2014 Regulations, reg 44(2): 2 weeks to assess or change the setting named, 5 weeks for
# content.
_ORDER_DAYS = {"ASSESS": 14, "AMEND_SETTING": 14, "AMEND_CONTENT": 35}
# Two stages of 10 and 20 working days are common (Ombudsmen's Complaint Handling Code); the Ombudsman asks within 12
# weeks.
_REPLY_DAYS = {"1": 14, "2": 28, "O": 84}
_COMPLAINTS_A_YEAR = 0.028  # for each open plan


def make_appeals(world: World) -> pd.DataFrame:
    """The `appeal` table's rows, with `request_id` of the case disputed."""
    cases = world.cases.assign(first_plan=world.cases["kind"].isin(["plan", "overturned"]))
    came_to_end = cases["reason"].isin(["2", "6"])
    disputes = [
        _dispute(world, "REFUSE_ASSESS", cases[cases["kind"] == "refused"], "decided"),
        _dispute(world, "REFUSE_ISSUE", cases[cases["kind"] == "not_issued"], "ended"),
        _dispute(world, "CONTENT", cases[cases["first_plan"]], "ended"),
        _dispute(world, "PLACEMENT", cases[cases["first_plan"]], "ended"),
        _dispute(world, "CEASE", cases[came_to_end], "cease"),
        _overturned(world, cases[cases["kind"] == "overturned"]),
    ]
    appeals = pd.concat(disputes, ignore_index=True)
    # A dispute about a plan that ended meanwhile falls away with it.
    over = appeals["appeal_type"].isin(["CONTENT", "PLACEMENT"]) & (
        appeals["cease"] <= appeals["decided_date"]
    )
    moved_away = appeals["left"] <= appeals["decided_date"]
    return appeals[~over & ~moved_away].assign(_from=appeals["decision_notice_date"])


def _dispute(world: World, kind: str, cases: pd.DataFrame, notice: str) -> pd.DataFrame:
    """Disputes of one kind that did not reverse a refusal; those that did are cases of their own."""
    rng = world.draws.rng("appeal", kind)
    rows = cases[flags(rng, _DISPUTED[kind], len(cases))].copy()
    size = len(rows)
    sent = rows[notice].to_numpy()
    mediation_asked = sent + rng.integers(7, 50, size)
    met = flags(rng, 0.75, size) & (kind != "PLACEMENT")
    mediation = workday(np.where(met, mediation_asked + rng.integers(12, 45, size), np.nan))
    certificate = np.where(met, mediation, mediation_asked) + rng.integers(1, 4, size)
    appealed = flags(rng, 0.6, size) | (kind == "PLACEMENT")
    # The later of 2 months from the notice and 1 month from the certificate (Tribunal Procedure Rules 2008, r.20).
    latest = np.maximum(sent + 59, np.where(kind == "PLACEMENT", 0, certificate + 28))
    registered = np.where(
        appealed, workday(np.minimum(certificate + rng.integers(3, 28, size), latest)), np.nan
    )
    ends = np.where(
        appealed, registered + rng.integers(100, 340, size), np.where(met, mediation, certificate) + 5
    )
    if kind in ("CONTENT", "PLACEMENT"):
        outcome = pick(rng, {"UPHELD": 0.55, "PART": 0.2, "CONSENT": 0.15, "WITHDRAWN": 0.1}, size)
        outcome = np.where(appealed, outcome, pick(rng, {"CONCEDED": 0.4, "WITHDRAWN": 0.6}, size))
    else:
        outcome = np.where(appealed, pick(rng, {"DISMISSED": 0.35, "WITHDRAWN": 0.65}, size), "WITHDRAWN")
    won = np.isin(outcome, ["UPHELD", "PART", "CONSENT", "CONCEDED"])
    order = np.where(kind == "PLACEMENT", "AMEND_SETTING", "AMEND_CONTENT")
    medium = {
        "asked": mediation_asked if kind != "PLACEMENT" else np.full(size, np.nan),
        "mediation": mediation,
    }
    if kind == "PLACEMENT":
        certificate = np.full(size, np.nan)
    return _rows(
        rows,
        kind,
        sent,
        medium,
        certificate,
        registered,
        workday(ends),
        outcome,
        np.where(won, order, ""),
        rng,
    )


def _overturned(world: World, cases: pd.DataFrame) -> pd.DataFrame:
    """Refusals to assess that were reversed: half by agreement at mediation, half by the tribunal."""
    rng = world.draws.rng("appeal", "overturned")
    size = len(cases)
    sent = cases["decided"].to_numpy()
    mediation_asked = sent + rng.integers(5, 20, size)
    mediation = workday(mediation_asked + rng.integers(12, 28, size))
    certificate = mediation + rng.integers(1, 4, size)
    appealed = flags(rng, 0.5, size)
    registered = np.where(appealed, workday(certificate + rng.integers(3, 25, size)), np.nan)
    ends = np.where(appealed, workday(registered + rng.integers(40, 90, size)), mediation)
    outcome = np.where(appealed, pick(rng, {"UPHELD": 0.6, "CONCEDED": 0.4}, size), "CONCEDED")
    medium = {"asked": mediation_asked, "mediation": mediation}
    return _rows(
        cases,
        "REFUSE_ASSESS",
        sent,
        medium,
        certificate,
        registered,
        ends,
        outcome,
        np.full(size, "ASSESS"),
        rng,
    )


def _rows(
    cases: pd.DataFrame,
    kind: str,
    sent: Days,
    medium: dict[str, Any],
    certificate: Any,
    registered: Days,
    ends: Days,
    outcome: np.ndarray,
    order: np.ndarray,
    rng: np.random.Generator,
) -> pd.DataFrame:
    ordered = order != ""
    due = np.where(ordered, ends + np.array([_ORDER_DAYS.get(o, 0) for o in order], dtype=float), np.nan)
    carried_out = workday(
        np.where(ordered, due + np.where(flags(rng, 0.7, len(due)), -3, delay(rng, 20, len(due), 3)), np.nan)
    )
    return pd.DataFrame(
        {
            "request_id": cases["request_id"].to_numpy(),
            "person_id": cases["person_id"].to_numpy(),
            "cease": cases["cease"].to_numpy(dtype=float),
            "left": cases["left"].to_numpy(dtype=float),
            "appeal_type": kind,
            "decision_notice_date": sent,
            "mediation_requested_date": medium["asked"],
            "mediation_date": medium["mediation"],
            "certificate_date": certificate,
            "appeal_registered_date": registered,
            "appeal_outcome": outcome,
            "decided_date": ends,
            "order_type": pd.Series(order, dtype="str").where(ordered),
            "order_due_date": due,
            "order_complied_date": carried_out,
        }
    )


def make_complaints(world: World) -> pd.DataFrame:
    """The `complaint` table: more about delay when more plans are late."""
    rng = world.draws.rng("complaint")
    cases = world.cases
    spans = world.spans
    opened = spans["opened"].to_numpy()
    closed = np.fmin(spans["closed"].fillna(np.inf).to_numpy(), new_year(HORIZON.year))
    years = np.maximum(closed - opened, 0) / YEAR
    late = (cases["kind"].eq("plan") & (cases["ended"] - cases["received"] > 140)).to_numpy()
    who = np.repeat(np.arange(len(spans)), rng.poisson(_COMPLAINTS_A_YEAR * years + np.where(late, 0.06, 0)))
    received = workday(opened[who] + np.floor(rng.random(len(who)) * years[who] * YEAR))
    # Delay is complained of while the assessment lasts and is late.
    waiting = late[who] & flags(rng, 0.5, len(who))
    due = cases["received"].to_numpy()[who] + 140
    end = cases["ended"].to_numpy()[who]
    received = np.where(
        waiting, workday(due + 1 + rng.random(len(who)) * np.maximum(end - due, 1), forward=True), received
    )
    themes = {
        "COMMUNICATION": 0.32,
        "DECISION": 0.16,
        "PROVISION": 0.22,
        "STAFF": 0.06,
        "TRANSPORT": 0.1,
        "OTHER": 0.06,
    }
    theme = np.where(waiting, "TIMELINESS", pick(rng, {**themes, "TIMELINESS": 0.08}, len(who)))
    first = pd.DataFrame(
        {
            "person_id": cases["person_id"].to_numpy()[who],
            "complaint_stage": "1",
            "complaint_theme": theme,
            "received_date": received,
        }
    )
    first = _answer(first, rng)
    second = _escalate(first[flags(rng, 0.18, len(first))], "2", rng)
    ombudsman = _escalate(second[flags(rng, 0.25, len(second))], "O", rng)
    complaints = pd.concat([first, second, ombudsman], ignore_index=True)
    left_date = complaints["person_id"].map(world.people.set_index("person_id")["left_date"])
    complaints = complaints[~(left_date <= complaints["replied_date"])]
    return complaints.assign(_from=complaints["received_date"])


def _escalate(answered: pd.DataFrame, stage: str, rng: np.random.Generator) -> pd.DataFrame:
    received = workday(answered["replied_date"].to_numpy() + rng.integers(5, 40, len(answered)), forward=True)
    return _answer(answered.assign(complaint_stage=stage, received_date=received).reset_index(drop=True), rng)


def _answer(complaints: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Reply to each, mostly in time, and more so since the improvement plan began."""
    size = len(complaints)
    received = complaints["received_date"].to_numpy()
    due = received + complaints["complaint_stage"].map(_REPLY_DAYS).to_numpy(dtype=float)
    good = np.where(year_of(received) >= 2020, 0.78, 0.6)
    replied = workday(
        due + np.where(flags(rng, good, size), -rng.integers(0, 7, size), delay(rng, 12, size, 1))
    )
    delayed = complaints["complaint_theme"].eq("TIMELINESS").to_numpy()
    outcome = np.where(
        delayed,
        pick(rng, {"UPHELD": 0.6, "PART": 0.25, "NOT_UPHELD": 0.1, "WITHDRAWN": 0.05}, size),
        pick(rng, {"UPHELD": 0.25, "PART": 0.25, "NOT_UPHELD": 0.42, "WITHDRAWN": 0.08}, size),
    )
    paid = np.isin(outcome, ["UPHELD", "PART"]) & complaints["complaint_stage"].eq("O").to_numpy()
    pounds = np.round(rng.gamma(2, 350, size) / 50) * 50 + 100
    return complaints.assign(
        due_date=due,
        replied_date=np.maximum(replied, received),
        complaint_outcome=outcome,
        remedy_paid=pd.Series(np.where(paid, pounds, np.nan)).to_numpy(),
    )
