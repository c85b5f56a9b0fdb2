"""Explanations of queries: a file for each authority and return year, carried forward until they are given anew."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from include.errors import ConfigError
from include.names import plain
from include.sen2.readiness import EXPLANATION


def read(folder: Path, authority: str, year: int) -> pd.DataFrame:
    """What is on file for a year, and what earlier years left: columns `EXPLANATION` and `carried_from`.

    Files are `<folder>/sen2/<authority>-<year>.csv`. One given for a year stands for later ones, marked with the year
    that it comes from, until that year's own file explains the same rule and record.

    Raises:
        ConfigError: a file cannot be read, or lacks a column.

    """
    found = []
    for path in sorted((folder / "sen2").glob(f"{plain('authority', authority)}-*.csv")):
        of = path.stem.removeprefix(f"{authority}-")
        if not of.isdigit() or int(of) > year:
            continue
        try:
            rows = pd.read_csv(path, dtype="str", encoding="utf-8-sig")
        except (ValueError, UnicodeDecodeError):
            raise ConfigError(f"{path} cannot be read as CSV in UTF-8.") from None
        if missing := [c for c in EXPLANATION if c not in rows]:
            raise ConfigError(
                f"{path} has no column {', '.join(missing)}. Its first line is {','.join(EXPLANATION)}."
            )
        empty = rows["rule"].isna() | rows["explanation"].isna()
        if empty.any():
            line = int(rows.index[empty][0]) + 2
            raise ConfigError(f"{path}, line {line}: an explanation needs a rule and words.")
        found.append(rows[EXPLANATION].assign(carried_from=None if int(of) == year else of))
    columns = [*EXPLANATION, "carried_from"]
    return (
        pd.concat(found, ignore_index=True).astype("str")
        if found
        else pd.DataFrame(columns=columns, dtype="str")
    )
