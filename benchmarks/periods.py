"""Sixty half-terms against one: figures for many periods must cost little more than for one, publication included.

    python -m benchmarks.periods

The SYNTHETIC demo council, every measure of the catalogue, in this process. Both sides build the facts of the extract
once, as the half-termly steps do, compute their figures, and trace every figure of the last half-term to its cases,
which is what a publication freezes. The best of several runs is compared.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from benchmarks.record import measure, record
from include import synthetic
from include.calendar import Calendar, periods
from include.transforms import Catalogue, build_facts, cases_of, compute_measures

FIRST, AS_AT = date(2015, 9, 1), date(2025, 8, 31)  # ten academic years: sixty half-terms
RUNS = 2
CATALOGUE = Catalogue.load()
AT_MOST = {"60 half-terms / 1, facts and publication included": 1.2}


def best(doing: Callable[[], Any]) -> float:
    """Processor seconds of the fastest of several runs."""
    taken = []
    for _ in range(RUNS):
        with measure() as used:
            doing()
        taken.append(used.processor)
    return min(taken)


def main() -> None:
    """Measure both sides and record their ratio."""
    council = synthetic.generate("382", FIRST.year, AS_AT, seed=1)
    with measure() as building:
        facts = build_facts(council.tables, AS_AT, keys=lambda kind, ids: (kind + ids).astype("str"))
    half_terms = periods(Calendar(), FIRST, AS_AT).query("period_type == 'half_term'")
    first, last = (half_terms.iloc[-1][name].date() for name in ("period_start", "period_end"))
    one = best(lambda: compute_measures(CATALOGUE, facts, half_terms.tail(1), AS_AT))
    all_of_them = best(lambda: compute_measures(CATALOGUE, facts, half_terms, AS_AT))
    published = best(
        lambda: cases_of(
            CATALOGUE, filter(CATALOGUE.has_cases, CATALOGUE.measure_ids()), facts, first, last, AS_AT
        )
    )
    made = building.processor
    record(
        "periods",
        {
            "60 half-terms / 1, figures alone": all_of_them / one,
            "60 half-terms / 1, facts and publication included": (made + all_of_them + published)
            / (made + one + published),
        },
        at_most=AT_MOST,
        seen={
            "half-terms": len(half_terms),
            "measures": len(CATALOGUE),
            "processor seconds": {
                "facts": round(made, 2),
                "figures of one": round(one, 2),
                "figures of all": round(all_of_them, 2),
                "cases of a publication": round(published, 2),
            },
        },
    )


if __name__ == "__main__":
    main()
