"""How often the forecast of this year's 20-week figures was right: `python -m benchmarks.forecast`.

Two kinds of council, whose year's end is known and whose earlier days are shown to the forecast, a month at a time:

- `published`: real authorities and years. Cases are made whose yearly margins are exactly those that DfE published
  (requests, plans issued without an exception, in time, over a year), so that good and bad years follow each other as
  they did; on which day of the year each plan came is not published and is drawn.
- `simulated`: councils of three sizes whose share in time wanders as much.

Writes `include/transforms/forecast_proof.csv`, from which docs/published.md and the board's page tell coverage and
error.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from include.published import opendata
from include.transforms import forecast

OUT = forecast.PROOF
# Not those on which the numbers of the forecast were chosen: 383 878 301 330 823 881 935 938 825 210 801 371 815 908.
AUTHORITIES = tuple("382 202 840 888 931 850 845 356 810 896 874 212 306 352 380 816 855 865 886 926".split())
YEARS = (2022, 2023, 2024)
MONTHS = (2, 4, 5, 7, 8, 10, 11)
IN_TIME, YEAR = 140, 364
_Days = npt.NDArray[np.int64]


def simulated(seed: int, year: int = 2025, first: int = 2021) -> pd.DataFrame:
    """Cases of a council whose share in time wanders as those of English authorities do from year to year.

    Theirs changed by 24 points from one year to the next (standard deviation, 2019 to 2024; half by more than 14).

    Returns:
        Columns `start`, `stop` (days), `is_plan`.

    """
    draws = np.random.default_rng(seed)
    weekly = draws.choice([4.0, 10.0, 20.0])
    middle, spread = draws.uniform(0.3, 0.7), draws.uniform(0.8, 2.2)
    weeks = 52 * (year - first + 1)
    wander = np.zeros(weeks // 4 + 60)
    for month in range(1, len(wander)):
        wander[month] = 0.95 * wander[month - 1] + draws.normal(0, spread * 0.31)
    counts = draws.poisson(weekly * np.exp(draws.normal(0, 0.15, weeks)))
    start = np.repeat(np.arange(weeks) * 7, counts) + draws.integers(0, 7, counts.sum())
    chance = 1 / (1 + np.exp(-(np.log(middle / (1 - middle)) + wander[(start + IN_TIME) // 28])))
    is_plan = draws.random(len(start)) > 0.28
    days = np.where(draws.random(len(start)) < chance, _timely(draws, len(start)), _late(draws, len(start)))
    days = np.where(is_plan, days, draws.integers(35, 56, len(start)))
    return _cases(pd.Timestamp(first, 1, 1), start, days, is_plan)


def published(la_code: str, draws: np.random.Generator) -> pd.DataFrame | None:
    """Cases with the margins that DfE published for an authority, 2019 to 2024; None where it printed too little."""
    timely = opendata.read("timeliness_20_week")
    asked = opendata.read("requests")
    rows = _own(timely, la_code)
    refused = _own(asked, la_code)["requests_decided_not_to_assess"]
    need = ["plans_issued_den_ex", "plans_issued_20_weeks_ex"]
    if rows[need].isna().any(axis=None) or len(rows) < 6 or (rows["plans_issued_den_ex"] < 20).any():
        return None
    origin = pd.Timestamp(2019, 1, 1)
    plans = rows["plans_issued_den_ex"].to_numpy(int)
    in_time = rows["plans_issued_20_weeks_ex"].to_numpy(int)
    over = rows["plans_issued_gt_1_year_ex"].fillna(0).to_numpy(int)
    share = np.interp(np.arange(72), 12 * np.arange(6) + 6, in_time / plans)
    speed = np.exp(_wander(draws, 72, 0.25))
    parts = []
    for number, year in enumerate(rows.index):
        months = slice(12 * number, 12 * number + 12)
        late = plans[number] - in_time[number]
        for count, weight, lasts in (
            (in_time[number], share[months], _timely(draws, in_time[number])),
            (
                late,
                1 - share[months],
                np.r_[
                    _late(draws, late - over[number], YEAR),
                    YEAR + 1 + draws.exponential(80, over[number]).astype(int),
                ],
            ),
        ):
            chances = np.maximum(weight, 0.01) * speed[months]
            month = draws.choice(12, size=count, p=chances / chances.sum())
            first = (pd.to_datetime([f"{year}-{m + 1:02}-01" for m in range(12)]) - origin).days.to_numpy()
            stop = first[month] + draws.integers(0, 28, count)
            parts.append((stop - lasts, lasts, np.ones(count, bool)))
        gone = int(refused.get(year, 0) if pd.notna(refused.get(year, 0)) else 0)
        begun = (pd.Timestamp(year, 1, 1) - origin).days + draws.integers(0, 365, gone)
        parts.append((begun, draws.integers(35, 56, gone), np.zeros(gone, bool)))
    start, days, is_plan = (np.concatenate(each) for each in zip(*parts, strict=True))
    return _cases(origin, start, days, is_plan)


def known_on(cases: pd.DataFrame, as_at: date) -> pd.DataFrame:
    """Rows of `fact_clock` as they stood on a day."""
    today = pd.Timestamp(as_at)
    made = cases[cases["start"] <= today]
    over = made["stop"] <= today
    due = made["start"] + pd.Timedelta(days=IN_TIME)
    ended, gone = over & made["is_plan"], over & ~made["is_plan"]
    status = np.select(
        [ended & (made["stop"] <= due), ended, gone, today > due],
        ["in_time", "late", "closed", "open_overdue"],
        "open",
    )
    return pd.DataFrame(
        {
            "clock_start": made["start"],
            "due_date": due,
            "clock_end": made["stop"].where(ended),
            "closed_date": made["stop"].where(gone),
            "clock_status": status,
            "in_scope": ~gone,
            "out_of_scope_reason": pd.Series("refused", made.index, dtype="str").where(gone),
            "exception_recorded": False,
        }
    )


def outcome(cases: pd.DataFrame, year: int) -> tuple[float, float]:
    """Percent in time and mean weeks of the plans of a year, as DfE prints them."""
    plans = cases[cases["is_plan"] & (cases["stop"].dt.year == year)]
    days = (plans["stop"] - plans["start"]).dt.days
    rate, weeks = 100 * float((days <= IN_TIME).mean()), float(days.mean()) / 7
    return np.floor(rate * 10 + 0.5 + 1e-6) / 10, np.floor(weeks * 10 + 0.5 + 1e-6) / 10


def trials(councils: int, simulations: int) -> Iterator[dict[str, object]]:
    """One row for each council, year, day and figure: what was forecast, and what came."""
    draws = np.random.default_rng(2019)
    wanted: list[tuple[str, pd.DataFrame, tuple[int, ...]]] = [
        (f"simulated {seed}", simulated(seed), (2025,)) for seed in range(councils)
    ]
    wanted += [(code, cases, YEARS) for code in AUTHORITIES if (cases := published(code, draws)) is not None]
    for name, cases, years in wanted:
        kind = "simulated" if name.startswith("simulated") else "published"
        for year in years:
            ends = dict(zip(("rate", "weeks"), outcome(cases, year), strict=True))
            for month in MONTHS:
                as_at = (pd.Timestamp(year, month, 1) + pd.offsets.MonthEnd(0)).date()
                years_drawn = forecast.simulate(
                    known_on(cases, as_at), as_at, counts_exceptions=False, simulations=simulations
                )
                drawn = {
                    "rate": 100 * years_drawn.in_time / years_drawn.issued,
                    "weeks": years_drawn.days / 7 / years_drawn.issued,
                }
                for figure, values in drawn.items():
                    ranges = forecast.range_of(values)
                    yield {"kind": kind, "council": name, "year": year, "month": month, "figure": figure} | {
                        "came": ends[figure],
                        **ranges,
                    }


def summed(rows: pd.DataFrame) -> pd.DataFrame:
    """Coverage in percent and mean absolute error, by kind, figure and month."""
    made = rows.assign(
        in_50=rows["came"].between(rows["low_50"], rows["high_50"]),
        in_90=rows["came"].between(rows["low_90"], rows["high_90"]),
        error=(rows["middle"] - rows["came"]).abs(),
        width_90=rows["high_90"] - rows["low_90"],
    )
    groups = made.groupby(["kind", "figure", "month"])
    table = groups[["in_50", "in_90"]].mean().mul(100).round(0).astype(int)
    table[["error", "width_90"]] = groups[["error", "width_90"]].mean().round(1)
    table.insert(0, "forecasts", groups.size())
    return table.reset_index()


def _own(rows: pd.DataFrame, la_code: str) -> pd.DataFrame:
    own = rows[(rows["old_la_code"] == la_code) & (rows["topic"] == "all")]
    return own.set_index(own["time_period"].astype(int)).sort_index()


def _wander(draws: np.random.Generator, months: int, spread: float) -> npt.NDArray[np.float64]:
    made = np.zeros(months)
    for month in range(1, months):
        made[month] = 0.6 * made[month - 1] + draws.normal(0, spread * 0.8)
    return made


def _timely(draws: np.random.Generator, count: int) -> _Days:
    return IN_TIME - np.minimum(draws.exponential(9, count).astype(int), 60)


def _late(draws: np.random.Generator, count: int, most: int = 10_000) -> _Days:
    return np.minimum(IN_TIME + 1 + draws.gamma(1.5, 50, count).astype(int), most)


def _cases(origin: pd.Timestamp, start: _Days, days: _Days, is_plan: npt.NDArray[np.bool_]) -> pd.DataFrame:
    begun = origin + pd.to_timedelta(start, unit="D")
    return pd.DataFrame({"start": begun, "stop": begun + pd.to_timedelta(days, unit="D"), "is_plan": is_plan})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--councils", type=int, default=40, help="how many simulated councils")
    parser.add_argument("--simulations", type=int, default=500, help="years drawn for each forecast")
    given = parser.parse_args()
    table = summed(pd.DataFrame(trials(given.councils, given.simulations)))
    table.to_csv(OUT, index=False, lineterminator="\n")
    print(table.to_string(index=False))
