"""The measure catalogue for people: a page of Markdown, and the same as a table."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

# What each statistic makes of numerator and denominator.
_FORMULAS = {
    "rate": "{numerator} ÷ {denominator} × 100",
    "share": "{numerator} ÷ {denominator} × 100",
    "rolling_count": "Over the months that end with the period: {numerator}",
    "rolling_rate": "Over the months that end with the period: {numerator} ÷ {denominator} × 100",
    "stock_rate": "On the last day of the period: {numerator} ÷ {denominator} × 100",
    "count": "Number of: {numerator}",
    "stock": "On the last day of the period: {numerator}",
    "sum": "Sum of: {numerator}",
    "mean": "Mean over: {denominator}",
    "stock_mean": "On the last day of the period, mean over: {denominator}",
    "given": "Given by the authority's file: {numerator}",
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


def page(measures: pd.DataFrame, caveats_of_all: Mapping[str, str]) -> str:
    """The catalogue as Markdown, by theme. The same catalogue gives the same bytes.

    Args:
        measures: as for `table`.
        caveats_of_all: what to know of every measure of a cohort or statistic, by its name.

    """
    further = ["theme", "numerator", "denominator", "own_caveats", "rows", "statistic", "cohort"]
    words = table(measures).assign(**{name: measures[name].to_numpy() for name in further})
    themes = list(dict.fromkeys(words["theme"]))
    head = _HEAD.format(
        count=len(words),
        themes="\n".join(f"- [{name}](#{_anchor(name)})" for name in themes),
        caveats="\n".join(f"- **{name}**: {_plain(text)}" for name, text in caveats_of_all.items()),
    )
    parts = [head]
    for theme, own in words.groupby("theme", sort=False):
        parts += [f"## {theme}\n", *map(_section, own.to_dict("records"))]
    return "\n".join(parts)


_HEAD = """<!-- Written by `python -m include.cli measures --out docs`: change the catalogue, not this page. -->
# Measures

What each of the {count} figures counts, where its rule comes from, and what to know before comparing it. The same as a
table, with everything in each line: [measures.csv](measures.csv). How time limits are counted, to the last rule:
[counting.md](counting.md). The catalogue itself is data, in `include/transforms/measures/`.

{themes}

What holds of every measure of a cohort (issued, due, open, received) or a statistic is not said again below:

{caveats}
"""


def _section(row: Mapping[Hashable, Any]) -> str:
    """One measure: its name, what it is, and what is behind it."""
    counted = [f"numerator: {row['numerator']}"]
    counted += [f"denominator: {row['denominator']}"] if pd.notna(row["denominator"]) else []
    counted += [row["formula"]] if pd.isna(row["rows"]) else [row["rows"]]
    known = [row["own_caveats"] if pd.notna(row["own_caveats"]) else "", row["compared_with_dfe"]]
    kinds = [row["statistic"], row["cohort"] if pd.notna(row["cohort"]) else ""]
    about = [
        " ".join(filter(None, kinds)),
        f"{row['unit']}, {row['direction']}",
        f"target {row['target']} ({row['target_source']})",
        f"for {row['audiences']}",
        f"recommendation {row['recommendation']}",
        f"counts below {row['smallest_count']} withheld",
        f"version {row['definition_version']}",
    ]
    return "\n".join(
        [
            f"### {_plain(row['measure_name'])}\n",
            f"`{row['measure_id']}`: {_plain(row['definition'])}\n",
            f"- {_plain('; '.join(about))}",
            f"- {_plain('; '.join(counted))}",
            f"- law or source: {_plain(row['citation'])}",
            f"- by {_plain(row['breakdowns'])}; from {_plain(row['records'])}",
            f"- {_plain(' '.join(filter(None, known)))}",
            "",
        ]
    )


def _plain(text: str) -> str:
    """A text with nothing in it that Markdown would take for its own."""
    return re.sub(r"([\\`*_<>\[\]#|])", r"\\\1", text)


def _anchor(heading: str) -> str:
    """What code hosts make of a heading for links within a page."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:g}"
