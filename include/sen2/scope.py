"""Which records are in a return and which days they tell: `scope.csv`, read here and nowhere else.

| file | one row for |
|---|---|
| `scope.csv` | module and item: which records, since and until which day, for which return years, where it is written |
| `unsettled.csv` | choice that no document of DfE's settles and what may be chosen; one value of each is the default |

A row of `scope.csv` that names a choice holds where that choice has the row's value. Days are `year_start` and
`year_end` of the calendar year before the census, `census`, and `census_before`, the day after the census before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pandas as pd

from include.errors import ConfigError
from include.sen2.layout import return_years, year_of

_HERE = Path(__file__).parent


@cache
def scope_table() -> pd.DataFrame:
    """Rows of `scope.csv`; years are numbers, what is blank is an empty text."""
    table = pd.read_csv(_HERE / "scope.csv", dtype="str", keep_default_na=False)
    years = {name: pd.to_numeric(table[name]).astype("Int64") for name in ("first_year", "last_year")}
    return table.assign(**years)


@cache
def _rows_of_events() -> dict[tuple[str, str], list[dict[str, str]]]:
    """Rows of `scope.csv` by module and item, in order."""
    rows: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in scope_table().drop(columns=["first_year", "last_year"]).to_dict("records"):
        texts = {str(name): str(value) for name, value in row.items()}
        rows[texts["module"], texts["item"]].append(texts)
    return dict(rows)


@cache
def unsettled() -> pd.DataFrame:
    """Rows of `unsettled.csv`: `choice, value, default, question, what_is_done`."""
    return pd.read_csv(_HERE / "unsettled.csv", dtype="str", keep_default_na=False)


def defaults() -> dict[str, str]:
    """Every choice with the value that holds unless an authority says otherwise."""
    table = unsettled()
    usual = table[table["default"] == "yes"]
    return dict(zip(usual["choice"], usual["value"], strict=True))


def chosen(own: Mapping[str, str] | None = None) -> dict[str, str]:
    """Every choice with the authority's own value or the default.

    Raises:
        ConfigError: there is no such choice, or it has no such value.

    """
    table = unsettled()
    for choice, value in (own or {}).items():
        values = table.loc[table["choice"] == choice, "value"].tolist()
        if not values:
            choices = ", ".join(table["choice"].unique())
            raise ConfigError(f"sen2_choices: there is no choice {choice!r}. There are: {choices}.")
        if value not in values:
            raise ConfigError(f"sen2_choices: {choice} cannot be {value!r}. It can be: {', '.join(values)}.")
    return defaults() | dict(own or {})


@dataclass(frozen=True)
class Scope:
    """The time of each event in the return of one year.

    Attributes:
        year: of the return.
        choices: every choice with its value.
        as_at: day of the records when it is before the census day; nothing later is known.

    """

    year: int
    choices: Mapping[str, str]
    as_at: date

    def since(self, module: str, item: str = "") -> pd.Timestamp:
        """First day of an event of the return."""
        return self._day(self._row(module, item)["since"], pd.Timestamp.min)

    def until(self, module: str, item: str = "") -> pd.Timestamp:
        """Last day of an event of the return that the records know."""
        last = self._day(self._row(module, item)["until"], pd.Timestamp.max)
        return min(last, pd.Timestamp(self.as_at))

    def within(self, days: pd.Series, module: str, item: str = "") -> pd.Series:
        """The day is in the event's time; a missing day is not."""
        return days.between(self.since(module, item), self.until(module, item))

    def _row(self, module: str, item: str) -> Mapping[str, str]:
        rows = _rows_of_events()[module, item]
        return next(row for row in rows if not row["choice"] or self.choices[row["choice"]] == row["value"])

    def _day(self, name: str, unless: pd.Timestamp) -> pd.Timestamp:
        year = year_of(self.year)
        before = year_of(self.year - 1).census if self.year - 1 in return_years() else None
        days = {
            "year_start": year.first_day,
            "year_end": year.last_day,
            "census": year.census,
            "census_before": before + timedelta(days=1) if before else year.first_day,
        }
        return pd.Timestamp(days[name]) if name else unless
