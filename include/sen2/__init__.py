"""DfE's SEN2 person-level return: what is in it, and what has to be true of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd


@dataclass(frozen=True)
class Return:
    """One authority's return of one year: a frame for each module, with `_person_id` and `_record_id`."""

    year: int
    la_code: str
    census_date: date
    modules: dict[str, pd.DataFrame]


@cache
def _fields() -> pd.DataFrame:
    return pd.read_csv(Path(__file__).parent / "fields.csv", dtype={"codeset": "str"})


def fields(year: int) -> pd.DataFrame:
    """Fields of one year's specification: module, field, datatype, required, codeset."""
    table = _fields()
    return table.loc[table["year"] == year].drop(columns="year").reset_index(drop=True)


__all__ = ["Return", "fields"]
