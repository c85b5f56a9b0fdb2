"""Requests for assessment and what became of each, from the day received to the plan or the refusal.

The cases that end in a plan are drawn first, backwards: so many plans issued in a year, so many of them within 20 weeks
and after 52, hence the day each request came in. The rest of a year's published requests are then the refused, the
withdrawn, those who moved away and those assessed without a plan.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from include.synthetic.draws import (
    Days,
    Draws,
    Ints,
    delay,
    flags,
    in_year,
    month_of,
    new_year,
    workday,
    year_of,
)  # fmt: skip
from include.synthetic.volumes import EXPORTED_SHARE, MEDIATED_SHARE, NOT_ISSUED_SHARE, Volumes

# SEND Regulations 2014 reg 5(1), 10(1), 13(2): 6, 16 and 20 weeks from the day of receipt, which is day 0.
WEEKS_6, WEEKS_16, WEEKS_20, WEEKS_52 = 42, 112, 140, 364
ACT_BEGAN = float(in_year(2014, 9, 1))  # Children and Families Act 2014, part 3

# Relative numbers of requests by month: schools ask, so August is quiet and the weeks after half-term are not.
_SEASON = np.array([1.05, 1.05, 1.2, 0.9, 1.1, 1.15, 1.05, 0.4, 0.85, 1.1, 1.2, 0.9])
_CANDIDATES = 6
_WEEKEND = 0.04  # e-mails that come at the weekend count from that day
WITHIN, LATE, VERY_LATE = 0, 1, 2


def make_cases(volumes: Volumes, draws: Draws) -> pd.DataFrame:
    """All requests up to the horizon, in the order received.

    Columns: `kind` (plan, overturned, refused, withdrawn, exported, not_issued, assessment_withdrawn), `received`,
    `decided` (whether to assess), `ended` (of the assessment; the day of the plan where there is one), `left` (moved
    away), `exception`. Days are numbers, NaN where there is none.
    """
    plans = _issued(volumes, draws)
    rest = _others(volumes, plans, draws)
    cases = pd.concat([plans, rest], ignore_index=True).sort_values(
        "received", kind="stable", ignore_index=True
    )
    rng = draws.rng("cases")
    _decide(cases, volumes, rng)
    _assess(cases, rng)
    # DfE's published share is of plans issued, and an exception is mostly recorded where it explains a delay.
    share = _yearly(volumes, "exception_share", cases["ended"].to_numpy())
    late = (cases["ended"] - cases["received"] > WEEKS_20).to_numpy()
    n_late, n_all = max(late.sum(), 1), max(cases["kind"].eq("plan").sum(), 1)
    cases["exception"] = cases["kind"].eq("plan") & flags(
        rng,
        (share * np.where(late, 0.9 * n_all / n_late, 0.1 * n_all / max(n_all - n_late, 1))).clip(max=1),
        len(cases),
    )
    return cases


def _yearly(volumes: Volumes, column: str, days: Days) -> Days:
    """A yearly figure for each day; the nearest year's outside the span."""
    years = year_of(days).clip(volumes.years[0], volumes.years[-1])
    values: Days = volumes.yearly[column].to_numpy()[years - volumes.years[0]]
    return values


def _issued(volumes: Volumes, draws: Draws) -> pd.DataFrame:
    """Cases that ended, or will end, in a plan: issue day and day received."""
    kinds, issues, candidates, luck = [], [], [], []
    for year, row in volumes.yearly.iterrows():
        rng = draws.rng("issued", int(str(year)))
        n = round(row["issued"])
        extra = round(n * MEDIATED_SHARE)
        within, over = round(n * row["within_share"]), round(n * row["over_52_share"])
        band = np.repeat(
            [WITHIN, LATE, VERY_LATE, VERY_LATE], [within, max(n - within - over, 0), over, extra]
        )
        size = len(band)
        issue = new_year(int(str(year))) + _days_of_year(rng, size)
        if year == volumes.years[0] and new_year(int(str(year))) - ACT_BEGAN < 366:
            issue = np.sort(issue)  # nothing could yet be late in the first months of the Act
        kinds.append(np.where(np.arange(size) < size - extra, "plan", "overturned"))
        issue = workday(issue)
        issues.append(issue)
        candidates.append(_received(rng, issue, band))
        luck.append(rng.random(size))
    issue, options = np.concatenate(issues), np.concatenate(candidates)
    received = _fit_to_years(volumes, options, np.concatenate(luck))
    return pd.DataFrame({"kind": np.concatenate(kinds), "received": received, "ended": issue})


def _days_of_year(rng: np.random.Generator, size: int) -> Days:
    """Day of the year (0 to 364) on which plans go out: fewer in August and at Christmas."""
    weight = np.ones(365)
    weight[212:243], weight[355:], weight[0] = 0.6, 0.05, 0.05
    return rng.choice(365, size=size, p=weight / weight.sum()).astype(float)


def _received(rng: np.random.Generator, issue: Days, band: Ints) -> Days:
    """Several possible days of receipt for each case: mostly working days, and never such that its band changes."""
    came = issue[:, None] - _elapsed(rng, band)
    monday, friday = workday(came, forward=True), workday(came)
    snapped = np.where(band[:, None] == WITHIN, monday, friday)
    return np.where(rng.random(came.shape) < _WEEKEND, came, snapped)


def _elapsed(rng: np.random.Generator, band: Ints) -> Days:
    """Several possible numbers of days from request to plan for each case, true to its band."""
    shape = (len(band), _CANDIDATES)
    within = WEEKS_20 - np.floor(rng.gamma(1.3, 9.0, shape)).clip(max=55)
    late = WEEKS_20 + 1 + np.floor((WEEKS_52 - WEEKS_20 - 4) * rng.beta(1.0, 1.7, shape))
    very_late = WEEKS_52 + 1 + np.floor(rng.gamma(1.3, 110.0, shape)).clip(max=700)
    days: Days = np.select([band[:, None] == WITHIN, band[:, None] == LATE], [within, late], very_late)
    return days


def _fit_to_years(volumes: Volumes, options: Days, luck: Days) -> Days:
    """One of each case's possible days of receipt, so that months and years fill as published."""
    yearly = volumes.yearly
    room = yearly["received"] * (
        1 - yearly["refused_share"] - yearly["withdrawn_share"] - NOT_ISSUED_SHARE - EXPORTED_SHARE
    )
    first, last = volumes.years[0], volumes.years[-1]
    year = year_of(options).clip(first - 1, last) - (first - 1)
    capacity = np.concatenate([[room.iloc[0]], room.to_numpy()])
    weight = _SEASON[month_of(options) - 1] * np.where(options < ACT_BEGAN, 1e-9, 1.0)
    fit = np.ones(len(capacity))
    for _ in range(40):
        chance = weight * fit[year]
        chance /= chance.sum(axis=1, keepdims=True)
        expected = np.bincount(year.ravel(), weights=chance.ravel(), minlength=len(fit))
        fit *= (capacity / np.maximum(expected, 1)).clip(0.5, 2)
    which = (luck[:, None] > np.cumsum(chance, axis=1)).sum(axis=1).clip(max=_CANDIDATES - 1)
    return np.maximum(options[np.arange(len(options)), which], ACT_BEGAN)


def _others(volumes: Volumes, plans: pd.DataFrame, draws: Draws) -> pd.DataFrame:
    """The rest of each year's requests: those that did not lead to a plan."""
    led_to_plan = np.bincount(year_of(plans["received"].to_numpy()), minlength=volumes.years[-1] + 1)
    kinds, received = [], []
    for year, row in volumes.yearly.iterrows():
        rng = draws.rng("others", int(str(year)))
        total = row["received"]
        counts = {
            "refused": round(total * row["refused_share"]),
            "withdrawn": round(total * row["withdrawn_share"]),
            "exported": round(total * EXPORTED_SHARE),
            "not_issued": round(total * NOT_ISSUED_SHARE * 0.8),
            "assessment_withdrawn": round(total * NOT_ISSUED_SHARE * 0.2),
        }
        # Published requests, refusals and plans do not always reconcile. Refusals make up the difference, within
        # reason.
        spare = round(total) - int(led_to_plan[int(str(year))]) - sum(counts.values())
        counts["refused"] += max(spare, -round(0.4 * counts["refused"]))
        size = sum(counts.values())
        kinds.append(np.repeat(list(counts), list(counts.values())))
        month = rng.choice(12, size=size, p=_SEASON / _SEASON.sum()) + 1
        came = np.floor(in_year(np.full(size, int(str(year))), month, 1) + rng.random(size) * 28)
        received.append(np.where(rng.random(size) < _WEEKEND, came, workday(came)))
    return pd.DataFrame({"kind": np.concatenate(kinds), "received": np.concatenate(received)})


def _decide(cases: pd.DataFrame, volumes: Volumes, rng: np.random.Generator) -> None:
    """Add `decided`: the day that the family was told whether there would be an assessment, or that it fell away."""
    n = len(cases)
    received, kind = cases["received"].to_numpy(), cases["kind"].to_numpy(dtype=str)
    # The latest day that leaves six weeks for the assessment itself.
    latest = np.where(kind == "plan", cases["ended"].to_numpy() - received - 40, np.inf)
    latest[kind == "overturned"] = 120  # and a mediation or an appeal
    on_time = flags(rng, _yearly(volumes, "six_week_share", received), n) | (latest <= WEEKS_6 + 3)
    soon = np.minimum(WEEKS_6 - delay(rng, 6, n).clip(max=36), latest)
    decided = workday(received + np.where(on_time, soon, np.minimum(WEEKS_6 + 3 + delay(rng, 24, n), latest)))
    decided = np.where(kind == "withdrawn", workday(received + rng.integers(5, 70, n)), decided)
    # Half of those who move away do so before the decision, and then their going is what ends the request.
    moved_away = np.where(kind == "exported", workday(received + rng.integers(10, 130, n)), np.nan)
    cases["left"] = moved_away
    cases["decided"] = np.maximum(np.where(moved_away <= decided, moved_away, decided), received)


def _assess(cases: pd.DataFrame, rng: np.random.Generator) -> None:
    """Fill `ended` for assessments without a plan: decided not to issue one, or withdrawn."""
    n = len(cases)
    received, decided = cases["received"].to_numpy(), cases["decided"].to_numpy()
    kind = cases["kind"].to_numpy(dtype=str)
    in_time = flags(rng, 0.35, n)
    refusal = received + np.where(
        in_time, WEEKS_16 - delay(rng, 8, n).clip(max=40), WEEKS_16 + 3 + delay(rng, 50, n)
    )
    ended = np.select(
        [kind == "not_issued", kind == "assessment_withdrawn"],
        [np.maximum(workday(refusal), decided + 28), decided + rng.integers(14, 140, n)],
        cases["ended"].to_numpy(),
    )
    cases["ended"] = np.where(np.isnan(ended), np.nan, workday(ended))
