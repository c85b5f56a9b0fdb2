"""Each measure of the catalogue as an expression over the star, as `compute_measures` computes it."""

from __future__ import annotations

from include.semantic.expressions import (
    Divided,
    Expression,
    HalfUp,
    Least,
    Minus,
    Number,
    Plus,
    Sum,
    When,
)
from include.transforms.measures import Catalogue
from include.transforms.measures.compute import HUNDREDTHS
from include.transforms.measures.entries import (
    Counted,
    Difference,
    Given,
    Mean,
    OfSpells,
    Percentile,
    Ratio,
    Rolling,
    StockMean,
)

_GIVEN = "nobody counts it here: the authority's file gives it, and bi.figure_by_<period> has it"
_NO_SUM = (
    "a median or centile is of the cases, and no sum of counts gives it: read it in bi.figure_by_<period>"
)


def why_not(catalogue: Catalogue, measure_id: str) -> str | None:
    """Why the star cannot give a measure's figure; None where it can."""
    match catalogue[measure_id]:
        case Percentile():
            return _NO_SUM
        case Given():
            return _GIVEN
        case Ratio() | Difference() as made:
            return next(filter(None, (why_not(catalogue, part) for part in made.parts)), None)
        case _:
            return None


def figure_of(catalogue: Catalogue, measure_id: str) -> Expression | None:
    """The figure of a measure in a period and group; None where the star cannot give it.

    A count without cases has no row in the star and so no figure there, where the catalogue says 0 for a total.
    """
    if why_not(catalogue, measure_id):
        return None
    places = 2 if catalogue[measure_id].unit in HUNDREDTHS else 1
    figure = _unrounded(catalogue, measure_id)
    return figure if isinstance(figure, HalfUp) else HalfUp(figure, places)


def _unrounded(catalogue: Catalogue, measure_id: str) -> Expression:
    """The figure as other figures are made of it: percentages of cases are rounded before, and nothing else is."""
    measure = catalogue[measure_id]
    match measure:
        case Ratio():
            of = Plus(tuple(_unrounded(catalogue, part) for part in measure.of))
            times = {"percent": 100, "per_1000": 1000}.get(measure.unit, 1)
            return Divided(of, _unrounded(catalogue, measure.over), times)
        case Difference():
            less = measure.less if isinstance(measure.less, tuple) else (measure.less,)
            parts = tuple(_part(catalogue, each) for each in less)
            return Minus(_part(catalogue, measure.of), Least(parts) if len(parts) > 1 else parts[0])
        case Mean() | StockMean():
            return Divided(*_sides(measure), by=measure.over)
        case Counted():
            above, below = _sides(measure)
            return HalfUp(Divided(above, below, 100)) if measure.is_percentage else above
    raise TypeError(f"measure {measure_id} is neither counted nor made of others")


def _part(catalogue: Catalogue, part: str | float) -> Expression:
    return _unrounded(catalogue, part) if isinstance(part, str) else Number(part)


def _sides(measure: Counted) -> tuple[Sum, Sum]:
    """What stands above and below the line."""
    prefix, when, months = "", "in_period", 0
    match measure:
        case OfSpells():
            prefix, when = "open_", "at_end"
        case Rolling():
            when, months = "in_months", measure.months
    kind: When = when  # type: ignore[assignment]
    above, below = (
        Sum(measure.measure_id, f"{prefix}{side}", kind, months) for side in ("numerator", "denominator")
    )
    return above, below
