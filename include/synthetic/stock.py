"""Plans over time: those held at the start, those issued, those that came from elsewhere, and when each ended."""

from __future__ import annotations

import numpy as np
import pandas as pd

from include.synthetic.cases import ACT_BEGAN
from include.synthetic.draws import YEAR, Days, Draws, Flags, Ints, in_year, new_year, workday
from include.synthetic.volumes import Volumes

# Cease reasons (SEN2) that can happen at any age; the others are for people over compulsory school age. Reason 1, the
# maximum age, follows from the date of birth: the end of the academic year of the 25th birthday (2014 Act, s.46).
_ANY_AGE = ("2", "5", "7", "8", "9")
_MAXIMUM_AGE = "1"
# Reasons that end everything here on that day: moved to another authority, moved abroad, died.
GONE = ("5", "7", "8")


def initial_plans(volumes: Volumes, draws: Draws) -> pd.DataFrame:
    """Plans held on 1 January of the first year, as historic cases: `kind`, `received`, `ended` (day of the plan).

    The records behind most of them were never moved into the system, so the day of receipt is seldom known. Statements
    of before the Act are taken as converted in its first months.
    """
    rng = draws.rng("initial")
    size = round(volumes.yearly["stock"].iloc[0])
    start_of_records = new_year(volumes.years[0])
    ended = np.floor(start_of_records - YEAR * rng.gamma(1.6, 2.0, size).clip(0.01, 9))
    first_months = ACT_BEGAN + np.floor(rng.random(size) * (min(start_of_records - ACT_BEGAN, 365) - 10)) + 5
    ended = workday(np.where(ended < first_months, first_months, ended))
    received = np.maximum(ended - rng.integers(100, 200, size), ACT_BEGAN)
    has_received = (rng.random(size) < 0.35) & (ended - received > 60)
    return pd.DataFrame(
        {
            "kind": "historic",
            "received": np.where(has_received, received, np.nan),
            "ended": ended,
            "held": start_of_records,
        }
    )


def transferred_plans(volumes: Volumes, draws: Draws) -> pd.DataFrame:
    """Plans that came from other authorities: `ended` is the day the plan was first made, `held` the day it came."""
    frames = []
    for year, row in volumes.yearly.iterrows():
        rng = draws.rng("transferred", int(str(year)))
        size = round(row["transfers_in"])
        held = workday(new_year(int(str(year))) + rng.integers(3, 362, size))
        ended = workday(
            np.maximum(held - 60 - np.floor(YEAR * rng.gamma(1.3, 1.6, size).clip(max=9)), ACT_BEGAN + 7)
        )
        ended = np.minimum(ended, held - 20)
        frames.append(pd.DataFrame({"kind": "transferred", "received": np.nan, "ended": ended, "held": held}))
    return pd.concat(frames, ignore_index=True)


def cease(plans: pd.DataFrame, volumes: Volumes, draws: Draws) -> None:
    """Add `cease` and `reason`, year by year, so that the stock and its ages follow the published ones.

    Args:
        plans: `held` (first day here) and `birth`, as day numbers.
        volumes: stock of each January and reasons of the plans that cease.
        draws: random streams.

    """
    held, birth = plans["held"].to_numpy(), plans["birth"].to_numpy()
    end, reason = np.full(len(plans), np.nan), np.full(len(plans), "", dtype="<U1")
    age_share = np.zeros(27)
    age_share[volumes.age.index.to_numpy(dtype=int)] = volumes.age.to_numpy()
    reasons = volumes.cease_reasons.drop(_MAXIMUM_AGE, errors="ignore")
    for year in volumes.years:
        rng = draws.rng("cease", year)
        begins, summer = new_year(year), in_year(year, 8, 31)
        luck, when, why = rng.random((3, len(plans)))
        is_held = np.isnan(end) & (held < new_year(year + 1))
        age = np.floor((summer - birth) / YEAR).astype(int).clip(0, 26)
        too_old = is_held & (birth + 25 * YEAR <= summer + 1)
        number_to_end = is_held.sum() - volumes.yearly["stock"].get(year + 1, is_held.sum()) - too_old.sum()
        chosen = too_old | _chosen(
            is_held & ~too_old & (held < begins), is_held, age, age_share, number_to_end, luck
        )

        reason[chosen] = _reasons(reasons, age[chosen], why[chosen])
        reason[too_old] = _MAXIMUM_AGE
        # Most who finish do so at the end of the academic year; moves and deaths come at any time.
        leaves_in_summer = chosen & (age >= 16) & ~np.isin(reason, GONE) & (when < 0.65)
        summer_day = in_year(year, 7, 1) + np.floor(when * 45)
        end[chosen] = workday(begins + 3 + np.floor(when * 355))[chosen]
        end[leaves_in_summer] = workday(summer_day)[leaves_in_summer]
        end[too_old] = workday(in_year(year, 7, 1) + np.floor(when * 30))[too_old]
        end = np.where(end <= held + 7, workday(held + 14), end)
    plans["cease"], plans["reason"] = end, reason


def _chosen(eligible: Flags, here: Flags, age: Ints, share: Days, number_to_end: float, luck: Days) -> Flags:
    """The plans that end in a year: more from ages of which there are more than published."""
    number_to_end = int(np.clip(round(number_to_end), 0, eligible.sum()))
    count = np.bincount(age[here], minlength=27)
    eligible_count = np.bincount(age[eligible], minlength=27)
    surplus = np.maximum(count - share * (here.sum() - number_to_end), 0) * (eligible_count > 0)
    usual = eligible_count * np.where(np.arange(27) >= 16, 0.06, 0.01)
    rate = (0.25 * usual / max(usual.sum(), 1) + 0.75 * surplus / max(surplus.sum(), 1)) / np.maximum(
        eligible_count, 1
    )
    # The smallest of exponential waiting times: a weighted choice without replacement.
    wait = np.where(eligible & (rate[age] > 0), -np.log1p(-luck) / np.maximum(rate[age], 1e-12), np.inf)
    chosen = np.zeros(len(age), dtype=bool)
    chosen[np.argsort(wait, kind="stable")[:number_to_end]] = True
    return chosen & eligible


def _reasons(shares: pd.Series, age: Ints, u: Days) -> np.ndarray:
    """A cease reason for each plan, by age."""
    codes = shares.index.to_numpy(dtype=str)
    grown = np.cumsum(shares.to_numpy() / shares.sum())
    young = np.where(np.isin(codes, _ANY_AGE), shares.to_numpy(), 0.0)
    # A council that publishes none of the reasons open to a child has its children move away.
    young = np.cumsum(young / young.sum()) if young.sum() else np.cumsum(codes == "5")
    table = np.where((age >= 16)[:, None], grown, young)
    return codes[(u[:, None] > table).sum(axis=1).clip(max=len(codes) - 1)]
