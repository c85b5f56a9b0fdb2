"""Sixty half-terms against one: figures for many periods must cost little more than for one.

Run with `python -m benchmarks.periods`. INVENTED facts of 20,000 cases; both sides run in this process, in turn, and
the best of several runs is compared.
"""

from __future__ import annotations

import time
from datetime import date

import numpy as np
import pandas as pd

from include.calendar import Calendar, periods
from include.model import MARTS
from include.transforms import compute_measures
from include.transforms.groups import DIMENSIONS

CASES = 20_000
FIRST, AS_AT = date(2015, 9, 1), date(2025, 8, 31)  # ten academic years: sixty half-terms
RUNS = 5


def random_facts(seed: int = 1) -> dict[str, pd.DataFrame]:
    """INVENTED facts: a request, a 6-week and a 20-week clock, a plan and two case-load spells for each case."""
    rng = np.random.default_rng(seed)
    span = (AS_AT - FIRST).days

    def later(days: np.ndarray, most: int) -> np.ndarray:
        return days + rng.integers(1, most, len(days)).astype("timedelta64[D]")

    def case(start: np.ndarray, kind: str) -> pd.DataFrame:
        count = len(start)
        groups = {name: rng.choice([f"{name} {i}" for i in range(8)], count) for name in DIMENSIONS}
        keys = np.arange(count).astype(str)
        common = {"case_key": keys, "plan_key": keys, "person_key": keys, "case_kind": kind}
        return pd.DataFrame({**common, **groups, "birth_academic_year": rng.integers(1995, 2020, count)})

    received = np.datetime64(FIRST) + rng.integers(0, span, CASES).astype("timedelta64[D]")
    ended = later(received, 400)
    ceased = later(ended, 3000)
    base = case(received, "assessment")
    elapsed = (ended - received).astype(int)
    clocks = [
        base.assign(
            limit_id=limit_id,
            clock_start=received,
            clock_end=ended,
            due_date=received + np.timedelta64(days, "D"),
            elapsed_days=elapsed,
            clock_status=np.where(elapsed <= days, "in_time", "late"),
            late_band=np.where(elapsed > 364, "over_52_weeks", "within_limit"),
            at_boundary=elapsed == days,
            on_time=elapsed <= days,
            in_scope=True,
            exception_recorded=rng.random(CASES) < 0.03,
            exception_valid=False,
        )
        for limit_id, days in (("decide_to_assess", 42), ("final_plan", 140))
    ]
    made = {
        "fact_request": base.assign(received_date=received, request_outcome=rng.choice(["Y", "N"], CASES)),
        "fact_clock": pd.concat(clocks, ignore_index=True),
        "fact_plan": base.assign(start_date=ended, held_from=ended, cease_date=ceased, transferred_in=False),
        "fact_caseload": pd.concat(
            [
                base.assign(from_date=received, to_date=ended),
                case(ended, "plan").assign(from_date=ended, to_date=ceased),
            ],
            ignore_index=True,
        ),
    }
    return {name: _typed(name, frame) for name, frame in made.items()}


def _typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    columns = {c.name: c.dtype for c in MARTS["marts"][name].columns.values() if c.name != "authority"}
    return frame.reindex(columns=list(columns)).astype(columns)


def best(facts: dict[str, pd.DataFrame], spans: pd.DataFrame) -> float:
    """Seconds of the fastest of several runs."""
    taken = []
    for _ in range(RUNS):
        started = time.perf_counter()
        compute_measures(facts, spans, AS_AT)
        taken.append(time.perf_counter() - started)
    return min(taken)


def main() -> None:
    """Print both times and their ratio."""
    facts = random_facts()
    half_terms = periods(Calendar(), FIRST, AS_AT).query("period_type == 'half_term'")
    one, all_of_them = best(facts, half_terms.tail(1)), best(facts, half_terms)
    print(f"{CASES:,} cases: {len(half_terms)} half-terms {all_of_them:.2f} s, 1 half-term {one:.2f} s")
    print(f"ratio {all_of_them / one:.2f} for {len(half_terms)} times the periods")


if __name__ == "__main__":
    main()
