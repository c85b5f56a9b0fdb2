"""Sixty half-terms against one: figures for many periods must cost little more than for one.

Run with `python -m benchmarks.periods`. The SYNTHETIC demo council, every measure of the catalogue; both sides run in
this process, in turn, and the best of several runs is compared.
"""

from __future__ import annotations

import time
from datetime import date

import pandas as pd

from include import synthetic
from include.calendar import Calendar, periods
from include.transforms import Catalogue, build_facts, compute_measures

FIRST, AS_AT = date(2015, 9, 1), date(2025, 8, 31)  # ten academic years: sixty half-terms
RUNS = 3
CATALOGUE = Catalogue.load()


def best(facts: dict[str, pd.DataFrame], spans: pd.DataFrame) -> float:
    """Seconds of the fastest of several runs."""
    taken = []
    for _ in range(RUNS):
        started = time.perf_counter()
        compute_measures(CATALOGUE, facts, spans, AS_AT)
        taken.append(time.perf_counter() - started)
    return min(taken)


def main() -> None:
    """Print the times and their ratio."""
    council = synthetic.generate("382", FIRST.year, AS_AT, seed=1)
    started = time.perf_counter()
    facts = build_facts(council.tables, AS_AT, keys=lambda kind, ids: (kind + ids).astype("str"))
    made = time.perf_counter() - started
    half_terms = periods(Calendar(), FIRST, AS_AT).query("period_type == 'half_term'")
    one, all_of_them = best(facts, half_terms.tail(1)), best(facts, half_terms)
    print(f"facts {made:.1f} s; {len(CATALOGUE)} measures: ", end="")
    print(f"{len(half_terms)} half-terms {all_of_them:.2f} s, 1 half-term {one:.2f} s")
    print(
        f"ratio {all_of_them / one:.2f} for the figures, {(made + all_of_them) / (made + one):.2f} with the facts"
    )


if __name__ == "__main__":
    main()
