"""What a reader of a figure should know besides its definition (`measure_notes.yaml`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from include.transforms.measures import (
    Catalogue,
    Counted,
    Difference,
    MadeOfOthers,
    OfEvents,
    OfSpells,
    Ratio,
    WithMet,
)
from include.yaml_files import load


@cache
def _notes() -> dict[str, Any]:
    notes: dict[str, Any] = load(Path(__file__).with_name("measure_notes.yaml"))
    return notes


def measure_notes(catalogue: Catalogue) -> pd.DataFrame:
    """One row for each measure, in the order of the catalogue.

    Columns: `measure_id`, `theme`, `caveats` (its own and those of everything counted that way; missing where there are
    none), `own_caveats`, `compared_with_dfe`, `records` (case tables without which the measure is not collected) and
    `breakdowns`, both comma-separated, `made_of` (how a ratio or difference is made of other measures, in words;
    missing for what is counted itself) and `rows` (which rows of which fact are counted, and which are above the line;
    missing for what is made of others).
    """
    notes = _notes()
    rows = []
    for measure in catalogue:
        own = notes["measures"].get(measure.measure_id, {})
        caveats = [
            own.get("caveats"),
            notes["cohorts"].get(measure.cohort),
            notes["statistics"].get(measure.statistic),
        ]
        rows.append(
            {
                "measure_id": measure.measure_id,
                "theme": catalogue.themes.get(measure.measure_id),
                "caveats": " ".join(filter(None, caveats)) or None,
                "own_caveats": own.get("caveats"),
                "compared_with_dfe": own.get("compared_with_dfe", notes["not_published"]),
                "records": ", ".join(catalogue.needs(measure)) or "the authority's file",
                "breakdowns": ", ".join(measure.dimensions) or None,
                "made_of": _made_of(measure, catalogue) if isinstance(measure, MadeOfOthers) else None,
                "rows": _rows(measure) if isinstance(measure, Counted) else None,
            }
        )
    return pd.DataFrame(rows, dtype="str")


def caveats_of_all() -> dict[str, str]:
    """What to know of every measure of a cohort or statistic, by its name."""
    notes = _notes()
    return {**notes["cohorts"], **notes["statistics"]}


def _rows(measure: Counted) -> str:
    days = (
        measure.date
        if isinstance(measure, OfEvents)
        else measure.days
        if isinstance(measure, OfSpells)
        else ()
    )
    joined = " else " if isinstance(measure, OfEvents) else " to "
    text = f"{measure.fact} by {joined.join(days)}"
    if words := measure.below.words():
        text += f", where {words}"
    return text + (f"; above the line: {measure.met.words()}" if isinstance(measure, WithMet) else "")


def _made_of(measure: Ratio | Difference, catalogue: Catalogue) -> str:
    def named(part: str | float) -> str:
        return catalogue[part].measure_name if isinstance(part, str) else f"{part:g}"

    if isinstance(measure, Ratio):
        above = " + ".join(map(named, measure.of))
        above = f"({above})" if len(measure.of) > 1 else above
        return f"{above} ÷ {named(measure.over)}" + {"percent": " × 100", "per_1000": " × 1,000"}.get(
            measure.unit, ""
        )
    if isinstance(measure.less, tuple):
        less = f"the least of ({'; '.join(map(named, measure.less))})"
    else:
        less = named(measure.less)
    return f"{named(measure.of)} − {less}"


def notes_without_a_measure(catalogue: Catalogue) -> set[str]:
    """Measures that the notes speak of and the catalogue does not have."""
    return set(_notes()["measures"]) - set(catalogue.measure_ids())
