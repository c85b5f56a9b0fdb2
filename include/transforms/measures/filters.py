"""Which rows count: the only place where the conditions of the catalogue are interpreted.

A filter is a conjunction of conditions, at most one a column, and each condition is a set of values. It is no more than
that on purpose: of two such filters it can be decided whether every row of one is a row of the other, and disclosure
control, ranges and documentation rest on that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

# None: the value is missing.
Value = str | bool | None
# As the catalogue writes it: the values of which a row has one, or under `not` those of which it has none.
Written = Mapping[str, Iterable[Value] | Mapping[str, Iterable[Value]]]


class Condition(NamedTuple):
    """What a filter asks of a column: one of certain values, or none of them."""

    column: str
    listed: frozenset[Value]
    is_among: bool

    def holds(self, value: Value) -> bool:
        """Whether a row with this value passes."""
        return (value in self.listed) == self.is_among

    def apply(self, rows: pd.DataFrame) -> np.ndarray:
        """Which rows pass."""
        column = rows[self.column].array
        has: np.ndarray
        if isinstance(column, pd.Categorical):
            # Asked of each category once; the last answer is for number -1, a missing value.
            categories = column.categories.isin(self.listed - {None})
            has = np.append(categories, None in self.listed)[column.codes]
        else:
            has = rows[self.column].isin(self.listed - {None}).to_numpy("bool")
            if None in self.listed:
                has = has | column.isna()
        return has if self.is_among else ~has

    def both(self, other: Condition) -> Condition:
        """What passes this and another condition of the same column."""
        if self.is_among and other.is_among:
            return self._replace(listed=self.listed & other.listed)
        if self.is_among:
            return self._replace(listed=self.listed - other.listed)
        if other.is_among:
            return other.both(self)
        return self._replace(listed=self.listed | other.listed)

    def is_part_of(self, other: Condition) -> bool:
        """Whether every value that passes also passes another condition of the same column."""
        if self.is_among:
            return all(other.holds(value) for value in self.listed)
        # All but a few values are never among a few, because a column may hold values that nobody has named.
        return not other.is_among and other.listed <= self.listed

    def words(self) -> str:
        """The condition in words."""
        has = [_named(value) for value in sorted(self.listed, key=str)]
        listed = " or ".join(filter(None, [", ".join(has[:-1]), *has[-1:]]))
        return f"{_named(self.column)} {'is' if self.is_among else 'is not'} {listed or 'anything at all'}"


@dataclass(frozen=True)
class Filter:
    """Rows of a fact for which every condition holds; without conditions, all rows. `Filter.of` makes one."""

    conditions: tuple[Condition, ...] = ()

    @classmethod
    def of(cls, written: Written) -> Filter:
        """The filter that the catalogue writes as `{column: [values]}` or `{column: {not: [values]}}`.

        Raises:
            ValueError: it is written otherwise.

        """
        conditions = []
        for column, asked in written.items():
            values: Any = asked
            if isinstance(asked, Mapping):
                if set(asked) != {"not"}:
                    raise ValueError(f"{column}: a list of values, or `not` and a list of them")
                values = asked["not"]
            is_list = isinstance(values, Iterable) and not isinstance(values, str)
            if not is_list or not all(v is None or isinstance(v, str | bool) for v in values):
                raise ValueError(f"{column}: a list of texts, true, false or null")
            conditions.append(Condition(column, frozenset(values), not isinstance(asked, Mapping)))
        return cls(tuple(sorted(conditions)))

    @classmethod
    def known(cls, *columns: str) -> Filter:
        """Rows in which no value of these columns is missing."""
        return cls.of({column: {"not": [None]} for column in columns})

    @property
    def columns(self) -> frozenset[str]:
        """The columns that are asked about."""
        return frozenset(condition.column for condition in self.conditions)

    def besides(self, column: str) -> Filter:
        """What is asked of the other columns."""
        return Filter(tuple(each for each in self.conditions if each.column != column))

    @property
    def is_of_nobody(self) -> bool:
        """Whether no row can pass."""
        return any(each.is_among and not each.listed for each in self.conditions)

    def apply(self, rows: pd.DataFrame) -> pd.Series:
        """Which rows pass: booleans, none missing, with the index of `rows`.

        Raises:
            KeyError: the rows lack a column that is asked about.

        """
        passed = np.ones(len(rows), dtype=bool)
        for condition in self.conditions:
            passed &= condition.apply(rows)
        return pd.Series(passed, rows.index)

    def asked(self, column: str) -> Condition | None:
        """What is asked of a column; None where anything goes."""
        return next((each for each in self.conditions if each.column == column), None)

    def among(self, column: str) -> tuple[Value, ...]:
        """The values of which a row must have one, sorted; none where the filter does not say so."""
        asked = self.asked(column)
        return tuple(sorted(asked.listed, key=str)) if asked and asked.is_among else ()

    def holds(self, column: str, value: Value) -> bool:
        """Whether a row with this value passes what is asked of the column."""
        asked = self.asked(column)
        return asked is None or asked.holds(value)

    def __and__(self, other: Filter) -> Filter:
        """Rows that pass both."""
        by_column = {condition.column: condition for condition in self.conditions}
        for condition in other.conditions:
            mine = by_column.get(condition.column)
            by_column[condition.column] = mine.both(condition) if mine else condition
        return Filter(tuple(by_column[column] for column in sorted(by_column)))

    def is_part_of(self, other: Filter) -> bool:
        """Whether every row that passes this filter passes the other, whatever the rows are."""
        if self.is_of_nobody:
            return True
        mine = {condition.column: condition for condition in self.conditions}
        return all(
            each.column in mine and mine[each.column].is_part_of(each)
            for each in other.conditions
            if each.is_among or each.listed
        )

    def meets(self, other: Filter) -> bool:
        """Whether a row may pass both."""
        return not (self & other).is_of_nobody

    def words(self) -> str:
        """The filter in words; empty where it has no conditions."""
        return "; ".join(condition.words() for condition in self.conditions)


def _named(value: Value) -> str:
    if value is None:
        return "missing"
    return str(value).replace("_", " ") if isinstance(value, str) else ("yes" if value else "no")


__all__ = ["Condition", "Filter", "Value", "Written"]
