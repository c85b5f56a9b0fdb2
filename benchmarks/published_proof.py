"""Cells of DfE's files that our layout gives back, for real authorities and every year on file: `docs/dfe-proof.csv`.

Cases are made whose margins are those that DfE published (`tests/published/margins.py`), and go through the return of
that year. Takes some minutes; `--only 857` for one authority.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pandas as pd

from tests.published.margins import FILES, compare

# A county, cities, a London borough and the smallest county.
AUTHORITIES = {
    "857": "Rutland",
    "202": "Camden",
    "382": "Kirklees",
    "383": "Leeds",
    "878": "Devon",
    "330": "Birmingham",
}
YEARS = (2022, 2023, 2024)
RESULT = Path(__file__).parents[1] / "docs/dfe-proof.csv"


def line_of(case: tuple[str, str, int]) -> dict[str, object] | None:
    """What of one file, authority and year came back; None when DfE printed nothing."""
    la_code, file, year = case
    cells = compare(file, la_code, year)
    if cells.empty:
        return None
    equal = (cells["printed"] - cells["ours"]).abs().lt(1e-9).fillna(False)
    differing = cells.loc[~equal, ["topic", "figure"]].drop_duplicates()
    where = ", ".join(sorted({f"{row.figure} by {row.topic}" for row in differing.itertuples()}))
    line = {"authority": AUTHORITIES[la_code], "file": file, "year": year, "cells": len(cells)}
    return {**line, "equal": int(equal.sum()), "differing": where}


def main() -> None:
    """Compare, print a line for each file and year, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=[*AUTHORITIES], action="append")
    wanted = parser.parse_args().only or [*AUTHORITIES]
    cases = [(la_code, file, year) for la_code in wanted for file in FILES for year in YEARS]
    lines = []
    with ProcessPoolExecutor() as processes:
        for line in processes.map(line_of, cases):
            if line is not None:
                lines.append(line)
                print(*line.values(), flush=True)
    if wanted == [*AUTHORITIES]:
        pd.DataFrame(lines).to_csv(RESULT, index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
