"""Figures as expressions over the star, written once and told in DAX and in SQL.

No DAX engine runs here. What a test computes and compares is the SQL; the DAX comes from the same expression, so the
two can only differ in how these few nodes are told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import count
from typing import Literal

# Which rows of the star a sum takes: those of the days in the period; those of the last day in it on which open cases
# are counted; those of the months that end with it.
When = Literal["in_period", "at_end", "in_months"]


@dataclass(frozen=True)
class Sum:
    """A column of `bi.case_count` added up, of one measure."""

    measure_id: str
    column: str
    when: When = "in_period"
    months: int = 0


@dataclass(frozen=True)
class Number:
    """A number."""

    value: float


@dataclass(frozen=True)
class Plus:
    """Some added up; one that is not there counts as nothing."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Minus:
    """One less another; nothing where either is not there."""

    of: Expression
    less: Expression


@dataclass(frozen=True)
class Least:
    """The least of some; nothing where one is not there."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Divided:
    """`times` one over `by` another; nothing where the other is 0 or not there."""

    of: Expression
    over: Expression
    times: int = 1
    by: float = 1


@dataclass(frozen=True)
class HalfUp:
    """Rounded half up to so many decimals."""

    of: Expression
    places: int = 1


Expression = Sum | Number | Plus | Minus | Least | Divided | HalfUp


def sums(expression: Expression) -> list[Sum]:
    """The sums that an expression rests on."""
    match expression:
        case Sum():
            return [expression]
        case Number():
            return []
        case Plus(parts) | Least(parts):
            return [each for part in parts for each in sums(part)]
        case Minus(of, less):
            return [*sums(of), *sums(less)]
        case Divided(of, over):
            return [*sums(of), *sums(over)]
        case HalfUp(of):
            return sums(of)


def sql(expression: Expression, sum_of: Callable[[Sum], str]) -> str:
    """The expression in PostgreSQL; `sum_of` tells how a sum is taken where it is asked for."""

    def text(part: Expression) -> str:
        return sql(part, sum_of)

    match expression:
        case Sum():
            return sum_of(expression)
        case Number(value):
            return f"{value:g}"
        case Plus(parts):
            return f"({' + '.join(f'coalesce({text(part)}, 0)' for part in parts)})"
        case Minus(of, less):
            return f"({text(of)} - {text(less)})"
        case Least(parts):
            # least() passes over what is null.
            all_known = " AND ".join(f"{text(part)} IS NOT NULL" for part in parts)
            return f"CASE WHEN {all_known} THEN least({', '.join(map(text, parts))}) END"
        case Divided(of, over, times, by):
            return f"({times} * {text(of)}::numeric / nullif({_times(by, text(over))}, 0))"
        case HalfUp(of, places):
            return f"floor(round({10**places} * {text(of)}::numeric, 6) + 0.5) / {10**places}"


def _times(factor: float, text: str) -> str:
    return text if factor == 1 else f"{factor:g} * {text}"


def dax(expression: Expression) -> str:
    """The expression in DAX. Tables are called as `include.semantic.relations` calls them."""
    return _dax(expression, count(1))


def _dax(expression: Expression, names: Iterator[int]) -> str:
    """`names`: numbers that make each variable's name its own, for expressions lie within each other."""

    def told(part: Expression) -> str:
        return _dax(part, names)

    def known(parts: tuple[Expression, ...], then: Callable[[list[str]], str]) -> str:
        """What is made of some, where none of them is blank."""
        number = next(names)
        variables = [f"part{number}_{n}" for n in range(1, len(parts) + 1)]
        told_first = " ".join(
            f"VAR {name} = {told(part)}" for name, part in zip(variables, parts, strict=True)
        )
        blank = " || ".join(f"ISBLANK ( {name} )" for name in variables)
        return f"( {told_first} RETURN IF ( {blank}, BLANK (), {then(variables)} ) )"

    match expression:
        case Sum():
            return _dax_sum(expression, next(names))
        case Number(value):
            return f"{value:g}"
        case Plus(parts):
            return f"( {' + '.join(map(told, parts))} )"  # BLANK counts as 0, and only BLANKs give BLANK
        case Minus(of, less):
            return known((of, less), " - ".join)
        case Least(parts):
            return known(parts, lambda told: reduce(lambda one, other: f"MIN ( {one}, {other} )", told))
        case Divided(of, over, times, by):
            # Without a denominator it is BLANK; without a case above the line it is 0.
            top = f"COALESCE ( {told(of)}, 0 )"
            return f"DIVIDE ( {_times(times, top)}, {_times(by, told(over))} )"
        case HalfUp(of, places):
            scale, name = 10**places, f"figure{next(names)}"
            rounded = f"DIVIDE ( INT ( ROUND ( {scale} * {name}, 6 ) + 0.5 ), {scale} )"
            return f"( VAR {name} = {told(of)} RETURN IF ( NOT ISBLANK ( {name} ), {rounded} ) )"


def _dax_sum(total: Sum, number: int) -> str:
    summed = f"SUM ( 'Case count'[{total.column}] )"
    measure = f"'Measure'[measure_id] = \"{total.measure_id}\""
    last, begun, first = (f"{name}{number}" for name in ("lastDay", "begun", "firstDay"))
    match total.when:
        case "in_period":
            return f"CALCULATE ( {summed}, {measure} )"
        case "at_end":
            return (
                f"( VAR {last} = CALCULATE ( MAX ( 'Date'[day] ), 'Date'[is_count_day] = TRUE () ) "
                f"RETURN CALCULATE ( {summed}, {measure}, 'Date'[day] = {last} ) )"
            )
        case "in_months":
            # 28 February stands for 29 where a year has none: include.calendar.rolling.
            return (
                f"( VAR {last} = CALCULATE ( MAX ( 'Date'[day] ), 'Date'[is_known] = TRUE () ) "
                f"VAR {begun} = EDATE ( {last} + 1, -{total.months} ) "
                f"VAR {first} = IF ( EDATE ( {begun}, {total.months} ) <= {last}, {begun} + 1, {begun} ) "
                f"RETURN CALCULATE ( {summed}, {measure}, REMOVEFILTERS ( 'Date' ), "
                f"'Date'[day] >= {first} && 'Date'[day] <= {last} ) )"
            )
