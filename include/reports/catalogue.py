"""The measure catalogue for people: one self-contained page, and the same as a table."""

from __future__ import annotations

from typing import Any

import pandas as pd

from include.reports.policy import Pages

_TEMPLATES = Pages(trim_blocks=True, lstrip_blocks=True)

# What each statistic makes of numerator and denominator.
_FORMULAS = {
    "rate": "{numerator} ÷ {denominator} × 100",
    "share": "{numerator} ÷ {denominator} × 100",
    "stock_rate": "On the last day of the period: {numerator} ÷ {denominator} × 100",
    "count": "Number of: {numerator}",
    "stock": "On the last day of the period: {numerator}",
    "sum": "Sum of: {numerator}",
    "median": "Median over: {denominator}",
    "p90": "90th centile over: {denominator}",
}
_COHORTS = {
    "received": "received in the period",
    "issued": "ended in the period",
    "due": "last day in time in the period",
    "open": "open at the end of the period",
}
_DIRECTIONS = {"higher": "higher is better", "lower": "lower is better", "track": "neither way is better"}


def table(measures: pd.DataFrame) -> pd.DataFrame:
    """The catalogue in words: one row for each measure, in the order given.

    Args:
        measures: columns of `marts.dim_measure` and of `include.transforms.measure_notes`.

    """
    words = measures.astype("object").where(measures.notna(), None)
    formula = [
        row["made_of"]
        or _FORMULAS[row["statistic"]].format(numerator=row["numerator"], denominator=row["denominator"])
        for row in words.to_dict("records")
    ]
    cohort = words["cohort"].map(lambda name: _COHORTS.get(name, "in the period"))
    return pd.DataFrame(
        {
            "measure_id": words["measure_id"],
            "measure_name": words["measure_name"],
            "definition": words["definition"],
            "formula": formula,
            "counted_by": cohort,
            "unit": words["unit"],
            "direction": words["direction"].map(_DIRECTIONS),
            "target": words["target"].map(_number),
            "target_source": words["target_source"],
            "citation": words["citation"],
            "caveats": words["caveats"].fillna("None known."),
            "compared_with_dfe": words["compared_with_dfe"],
            "records": words["records"],
            "breakdowns": words["breakdowns"].fillna("none"),
            "recommendation": words["recommendation"],
            "audiences": words["audiences"],
            "smallest_count": words["smallest_count"],
            "definition_version": words["definition_version"],
        }
    )


def page(measures: pd.DataFrame) -> str:
    """The catalogue as one HTML page that needs nothing else. The same catalogue gives the same bytes."""
    rows: list[Any] = table(measures).to_dict("records")
    return _TEMPLATES.get_template("catalogue.html").render(measures=rows)


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:g}"
