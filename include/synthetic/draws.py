"""Seeded random draws, and days as plain numbers.

Inside the simulation a day is a float: days since 1 January 1970, NaN for "never" or "not known". Adding, comparing and
taking the smaller of two days is then ordinary arithmetic over whole arrays.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Days = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

YEAR = 365.25


class Draws:
    """Random streams that do not touch one another: each name has its own, so a new table changes no other."""

    def __init__(self, seed: int, la_code: str) -> None:
        """One council for each seed and authority."""
        self.la_code = la_code
        self._key = [seed, int(la_code)]

    def rng(self, *name: str | int) -> np.random.Generator:
        """The stream of a name. Asking again starts it again."""
        return np.random.default_rng([*self._key, zlib.crc32(repr(name).encode())])


def day(when: date) -> float:
    """A date as a day number."""
    return float(when.toordinal() - date(1970, 1, 1).toordinal())


def new_year(year: Ints | int) -> Any:
    """Day number of 1 January of a year, or of each of an array of years."""
    return (
        (np.asarray(year, dtype="int64") - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(float)
    )


def in_year(year: Ints | int, month: Ints | int, day_of_month: int) -> Any:
    """Day number of the same day of each year."""
    months = (np.asarray(year, dtype="int64") - 1970) * 12 + np.asarray(month) - 1
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(float) + day_of_month - 1


def year_of(days: Days) -> Ints:
    """Calendar year of each day; 0 where the day is missing."""
    dates = np.nan_to_num(days, nan=new_year(0)).astype("int64").astype("datetime64[D]")
    return dates.astype("datetime64[Y]").astype("int64") + 1970


def month_of(days: Days) -> Ints:
    """Month of each day, 1 to 12."""
    dates = np.nan_to_num(days).astype("int64").astype("datetime64[D]")
    return dates.astype("datetime64[M]").astype("int64") % 12 + 1


def workday(when: npt.ArrayLike, *, forward: bool = False) -> Days:
    """The day itself when it is Monday to Friday, else the Friday before (or the Monday after)."""
    days: Days = np.floor(np.asarray(when, dtype=float))
    with np.errstate(invalid="ignore"):  # "never" stays so
        weekday = np.mod(days + 3, 7)  # day 0 was a Thursday; Monday is 0
    over = np.maximum(weekday - 4, 0)
    return days + np.where(over > 0, 3 - over, 0) if forward else days - over


def pick(
    rng: np.random.Generator, shares: Mapping[str, float] | pd.Series, size: int
) -> npt.NDArray[np.str_]:
    """Codes drawn by their shares, which need not add up to 1."""
    codes = np.array(list(shares.keys()), dtype=str)
    weights = np.array([float(shares[c]) for c in codes])
    return codes[rng.choice(len(codes), size=size, p=weights / weights.sum())]


def pick_by(cumulative: npt.NDArray[np.float64], row: Ints, u: Days) -> Ints:
    """Column drawn for each element from its own row of a table of cumulative shares."""
    return (u[:, None] > cumulative[row]).sum(axis=1).clip(max=cumulative.shape[1] - 1)


def flags(rng: np.random.Generator, share: Days | float, size: int) -> Flags:
    """True with the given probability."""
    return rng.random(size) < share


def delay(rng: np.random.Generator, typical: Days | float, size: int, least: float = 0) -> Days:
    """Whole days of waiting with a long tail; `typical` is near the middle."""
    return np.floor(least + rng.gamma(1.5, 1.0, size) * np.asarray(typical, dtype=float) / 1.2)
