"""How long do building the SEN2 return and testing every rule take, and how do they grow with the council?

    python -m benchmarks.sen2 [--la-code 382] [--first-year 2015] [--scales 1 10]

One SYNTHETIC council is made and, for a scale above 1, repeated under other identifiers. Every step is told in
seconds and as a ratio: to the same step of the first scale, and to building at its own scale. Seconds depend on the
machine; the ratios are what to compare.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

import pandas as pd

from include import synthetic
from include.model import TABLES
from include.sen2 import build_return, read_xml, write_csv, write_xml
from include.sen2.build import TABLES_OF
from include.sen2.rules import check
from include.sen2.schema import faults

T = TypeVar("T")
YEAR = 2026
DAY = date(2026, 1, 15)
MADE_AT = datetime.fromisoformat("2026-01-15T23:00:00")


def main() -> None:
    """Read the options, measure, print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--la-code", default="382")
    options.add_argument("--first-year", type=int, default=2015)
    options.add_argument("--scales", type=int, nargs="+", default=[1, 10])
    given = options.parse_args()
    council = synthetic.generate(given.la_code, given.first_year, DAY, seed=1).tables
    base: dict[str, float] = {}
    for scale in given.scales:
        seconds, records, plans = measure(repeated(council, scale), given.la_code)
        base = base or seconds
        print(f"\n×{scale}: {records:,} records, {plans:,} active plans")
        print(f"{'step':<24}{'seconds':>9}{'× first scale':>15}{'× building':>12}")
        for step, taken in seconds.items():
            print(f"{step:<24}{taken:>9.2f}{taken / base[step]:>15.1f}{taken / seconds['build']:>12.2f}")


def repeated(council: dict[str, pd.DataFrame], scale: int) -> dict[str, pd.DataFrame]:
    """The tables of the return `scale` times over, each time under other identifiers."""
    made = {}
    for name in {table for table, _, _ in TABLES_OF.values()}:
        ids = [c.name for c in TABLES[name].columns.values() if c.type == "id"]
        copies = [council[name].assign(**{i: council[name][i] + f"-{n}" for i in ids}) for n in range(scale)]
        made[name] = pd.concat(copies, ignore_index=True)
    return made


def measure(case: dict[str, pd.DataFrame], la_code: str) -> tuple[dict[str, float], int, int]:
    """Seconds of each step, records in the return, active plans in it."""
    seconds: dict[str, float] = {}

    def timed(step: str, work: Callable[[], T]) -> T:
        began = time.perf_counter()
        result = work()
        seconds[step] = time.perf_counter() - began
        return result

    ret = timed("build", lambda: build_return(case, year=YEAR, la_code=la_code))
    timed("check every rule", lambda: check(ret))
    message = timed("write XML", lambda: write_xml(ret, MADE_AT))
    timed("read XML", lambda: read_xml(message))
    timed("test its form", lambda: faults(message, YEAR))
    timed("write nine CSV files", lambda: write_csv(ret, DAY))
    return seconds, sum(map(len, ret.modules.values())), len(ret.modules["activeplans"])


if __name__ == "__main__":
    main()
