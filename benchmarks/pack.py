"""How long the pack of a half-term takes, and which part takes how much of it.

    python -m benchmarks.pack        # the demonstration's warehouse and lake, after `make demo`

Each part is a share of the whole; disclosure control is also set beside the same counts with no thought for what
follows from them (primary suppression alone).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd

from include.lake import Lake
from include.model.frames import to_frame
from include.reports.pack import pages, public, sections, tables
from include.reports.pack.view import View
from include.settings import Settings

SLUG = "demo"


def main() -> None:
    """Print seconds and shares."""
    lake = Lake(Settings.load().lake_url)
    home = f"reports/authority={SLUG}/restricted/inputs"
    kept = lake.manifests(f"{home}/report=*")
    if not kept:
        raise SystemExit("There is no pack to measure. Run `make demo` first.")
    report = kept[-1]["report"]
    inputs = {n: to_frame(t) for n, t in lake.read(f"{home}/report={report}").items()}
    wanted = sections.read()
    shown = public.figures(inputs, wanted)
    took: dict[str, float] = {}

    def timed(name: str, what: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        made = what()
        took[name] = time.perf_counter() - began
        return made

    cells = timed("disclosure control", lambda: public.printed(shown, inputs, pd.DataFrame()))
    views = timed("figures for each audience", lambda: [View(inputs, wanted, a) for a in sections.AUDIENCES])
    for view in views:
        timed(f"{view.audience}.html", partial(pages.page, view))
    timed("workbooks", lambda: [tables.workbook(view) for view in views[:2]])
    timed("CSV", lambda: [tables.csv(view) for view in views[:2]])
    whole = sum(took.values())
    for name, seconds in took.items():
        print(f"{name:<28}{seconds:6.2f} s  {seconds / whole:5.0%}")
    print(f"{'all of one pack':<28}{whole:6.2f} s")
    withheld = cells.loc[cells["is_withheld"]]
    small = withheld["count"].between(1, withheld["smallest"] - 1).sum()
    print(
        f"counts {len(cells):,}, withheld {len(withheld):,}: {len(withheld) / max(small, 1):.2f} for each small one"
    )


if __name__ == "__main__":
    main()
