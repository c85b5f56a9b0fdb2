"""Provision and what it costs, the quality of documents, and the improvement plan."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from include.synthetic.draws import YEAR, day, delay, flags, in_year, new_year, pick, workday, year_of
from include.synthetic.places import categories
from include.synthetic.spine import improving
from include.synthetic.volumes import HORIZON
from include.synthetic.world import WITH_PLAN, World

# Pounds a year for each plan, by where the child is; near published high-needs budgets.
_COST = {
    "Mainstream top-up": 6_500,
    "Special": 24_000,
    "Independent": 56_000,
    "Post-16": 9_500,
    "Other": 21_000,
}
_SHARE = {"Mainstream top-up": 0.46, "Special": 0.2, "Independent": 0.05, "Post-16": 0.19, "Other": 0.1}
_BANDS = {"A": 0.3, "B": 0.35, "C": 0.22, "D": 0.1, "E": 0.03}
_BAND_POUNDS = {"A": 2_500, "B": 5_000, "C": 8_000, "D": 13_000, "E": 20_000}
# Kind of package, share of placements during which one begins, and its typical cost.
_PACKAGES = (("TUITION", 0.012, 10_400.0), ("FLEXI", 0.0015, 4_500.0), ("BESPOKE", 0.0015, 36_000.0))
_AUDITS_A_HALF_TERM = 18
# Shares of grades outstanding, good, requires improvement, inadequate at the start; education is the most trusted.
_GRADES = {
    "OVERALL": (0.05, 0.4, 0.42, 0.13), "VIEWS": (0.1, 0.5, 0.32, 0.08), "EDUCATION": (0.1, 0.55, 0.28, 0.07),
    "HEALTH": (0.03, 0.3, 0.45, 0.22), "SOCIAL": (0.02, 0.26, 0.46, 0.26), "OUTCOMES": (0.04, 0.36, 0.44, 0.16),
}  # fmt: skip
_NOTE_GRADES = (0.06, 0.48, 0.36, 0.1)
_SAMPLING_DAYS = ((2, 2), (3, 18), (5, 12), (7, 3), (10, 10), (12, 3))


def make_provision(world: World) -> pd.DataFrame:
    """The `provision` table: top-up funding in mainstream, packages out of school, tuition, a few others."""
    rng = world.draws.rng("provision")
    placements = world.placements[world.placements["placement_rank"] == "1"].reset_index(drop=True)
    kinds = categories().iloc[placements["category"]].reset_index(drop=True)
    size, entry, leaving = len(placements), placements["entry"].to_numpy(), placements["leaving"].to_numpy()
    rows = pd.DataFrame(
        {
            "person_id": world.plans["person_id"].to_numpy(dtype=str)[placements["plan"]],
            "needed_date": entry,
            "from_date": entry,
            "to_date": leaving,
        }
    )
    band = pick(rng, _BANDS, size)
    prices = 1 + 0.025 * (year_of(entry) - 2015)
    top_up = kinds["setting_type"].str.startswith("MAIN").to_numpy() & flags(rng, 0.85, size)
    pounds = np.array([_BAND_POUNDS[b] for b in band]) * prices
    parts = [
        rows.assign(provision_type="TOP_UP", funding_band=band, annual_cost=np.round(pounds, -1))[top_up],
        rows.assign(provision_type="EOTAS", annual_cost=_cost(rng, 28_000, size))[kinds["attended"] == "OLA"],
    ]
    # Packages that begin at some time during a placement: tuition when a child falls out of school for a while, for
    # which 15 school days is a common standard, and a few shared or made-up timetables.
    stay = np.fmin(leaving, new_year(HORIZON.year)) - entry
    out = entry + np.floor(rng.random(size) * np.maximum(stay - 60, 0))
    wait = np.where(flags(rng, 0.55, size), rng.integers(3, 20, size), delay(rng, 25, size, 21))
    begins = workday(out + wait, forward=True)
    ends = np.fmin(begins + rng.integers(40, 250, size), leaving)
    luck = np.where((stay > 150) & (begins < ends), rng.random(size), 1.0)
    spell = rows.assign(needed_date=out, from_date=begins, to_date=ends)
    for kind, share, typical in _PACKAGES:
        mine = luck < share
        luck = np.where(mine, 1.0, luck - share)
        mine &= top_up | (kind != "FLEXI")
        parts.append(spell.assign(provision_type=kind, annual_cost=_cost(rng, typical, size))[mine])
    provision = pd.concat(parts, ignore_index=True)
    return provision.assign(_from=provision["from_date"])


def _cost(rng: np.random.Generator, typical: float, size: int) -> np.ndarray:
    """Pounds a year, to the hundred."""
    return np.round(rng.gamma(4, typical / 4, size), -2)


def make_ledger(world: World) -> pd.DataFrame:
    """The `ledger` table: the High Needs Block month by month, spent by kind of provision and allocated as a whole."""
    rng = world.draws.rng("ledger")
    months = np.concatenate([in_year(np.array(world.volumes.years), m, 1) for m in range(1, 13)])
    months = np.sort(months)
    yearly = world.volumes.yearly["stock"]
    stock = np.interp(months, new_year(yearly.index.to_numpy()), yearly.to_numpy())
    prices = 1.03 ** ((months - new_year(2019)) / YEAR)
    parts, spent = [], np.zeros(len(months))
    for group, cost in _COST.items():
        amount = stock * _SHARE[group] * cost / 12 * prices * rng.normal(1, 0.03, len(months))
        spent += amount
        parts.append(
            pd.DataFrame(
                {
                    "ledger_month": months,
                    "ledger_line": "SPEND",
                    "provision_group": group,
                    "amount": amount.round(2),
                }
            )
        )
    # Allocations follow spending with a lag, and short of it.
    settled = pd.Series(spent).rolling(12, min_periods=1).mean().shift(12).bfill().to_numpy() * 1.03
    allocation = pd.DataFrame({"ledger_month": months, "ledger_line": "ALLOCATION", "provision_group": "All"})
    parts.append(allocation.assign(amount=settled.round(2)))
    ledger = pd.concat(parts, ignore_index=True)
    # A month is closed, and its figures known, on the tenth of the next.
    return ledger.assign(_from=ledger["ledger_month"] + 40)


def make_audits(world: World) -> pd.DataFrame:
    """The `quality_audit` table: plans sampled section by section each half-term, and notes of each caseworker."""
    rng = world.draws.rng("audit")
    years = np.array([y for y in world.volumes.years if y >= 2019])
    sittings = workday(np.sort(np.concatenate([in_year(years, m, d) for m, d in _SAMPLING_DAYS])))
    plans = world.plans.sort_values("ended", kind="stable")
    plans = plans[plans["kind"].isin(WITH_PLAN[:2])]
    ended, person = plans["ended"].to_numpy(), plans["person"].to_numpy()
    until = np.searchsorted(ended, sittings)
    sampled = (until[:, None] - 1 - rng.integers(0, 90, (len(sittings), _AUDITS_A_HALF_TERM))).ravel()
    when = np.repeat(sittings, _AUDITS_A_HALF_TERM)
    usable = sampled >= 0
    sampled, when = sampled[usable], when[usable]
    author = world.caseworkers(person[sampled], ended[sampled])
    owner = plans["person_id"].to_numpy(dtype=str)[sampled]
    outcomes = rng.integers(3, 8, len(sampled))
    parts = []
    for section, shares in _GRADES.items():
        rows = _graded("PLAN", section, owner, author, when, shares, rng)
        if section == "OUTCOMES":
            rows["outcomes_sampled"] = outcomes
            rows["outcomes_smart"] = rng.binomial(outcomes, improving((0.45, 0.05, 0.9), when))
            rows["outcomes_with_steps"] = rng.binomial(outcomes, improving((0.35, 0.05, 0.85), when))
        parts.append(rows)
    half = flags(rng, 0.5, len(sampled))
    parts.append(_graded("CASE_NOTE", "NOTES", owner, author, when, _NOTE_GRADES, rng))
    parts.append(_graded("PANEL_NOTE", "NOTES", owner[half], author[half], when[half], _NOTE_GRADES, rng))
    audits = pd.concat(parts, ignore_index=True)
    left_date = audits["person_id"].map(world.people.set_index("person_id")["left_date"])
    return audits[~(left_date <= audits["audit_date"])].assign(_from=audits["audit_date"])


def _graded(
    kind: str,
    section: str,
    owner: np.ndarray,
    author: np.ndarray,
    when: np.ndarray,
    shares: tuple[float, ...],
    rng: np.random.Generator,
) -> pd.DataFrame:
    grade = (rng.random(len(when))[:, None] > np.cumsum(shares)).sum(axis=1).clip(max=3) + 1
    lifted = flags(rng, improving((0.0, 0.09, 0.6), when), len(when)) & (grade > 2)
    return pd.DataFrame(
        {
            "person_id": owner,
            "caseworker_id": author,
            "audit_kind": kind,
            "audit_section": section,
            "audit_date": when,
            "audit_grade": (grade - lifted).astype(str),
        }
    )


def action_table(last_day: date) -> pd.DataFrame:
    """The `action` table as it stands on a day: the promises of the improvement plan, and which are kept."""
    today = day(last_day)
    actions = pd.read_csv(Path(__file__).with_name("actions.csv"), parse_dates=["due"])
    due = (actions["due"] - pd.Timestamp(1970, 1, 1)).dt.days.astype(float)
    done_date = workday((due + actions["done_after_days"]).to_numpy())
    began = day(date(2019, 9, 23))
    status = np.select(
        [done_date <= today, due < today, due - 120 > today], ["DONE", "LATE", "NOT_STARTED"], "ON_TRACK"
    )
    return pd.DataFrame(
        {
            "action_id": [f"AC{number:02d}" for number in range(1, len(actions) + 1)],
            "recommendation": actions["recommendation"],
            "action_name": actions["action_name"],
            "due_date": due,
            "done_date": done_date,
            "action_status": status,
            "_from": began,
        }
    )
