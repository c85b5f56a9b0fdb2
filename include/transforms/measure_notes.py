"""What a reader of a figure should know besides its definition (`measure_notes.yaml`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from include.transforms.measures import Measure, measures


@cache
def _notes() -> dict[str, Any]:
    notes: dict[str, Any] = yaml.safe_load(
        (Path(__file__).parent / "measure_notes.yaml").read_text(encoding="utf-8")
    )
    return notes


def measure_notes() -> pd.DataFrame:
    """One row for each measure, in the order of the catalogue.

    Columns: `measure_id`, `caveats` (missing where there are none), `compared_with_dfe`, `records` (case tables without
    which the measure is not collected) and `breakdowns`, both comma-separated, and `made_of` (how a ratio or difference
    is made of other measures, in words; missing for what is counted itself).
    """
    notes = _notes()
    names = {measure.measure_id: measure.measure_name for measure in measures()}
    rows = []
    for measure in measures():
        own = notes["measures"].get(measure.measure_id, {})
        caveats = [
            own.get("caveats"),
            notes["cohorts"].get(measure.cohort),
            notes["statistics"].get(measure.statistic),
        ]
        rows.append(
            {
                "measure_id": measure.measure_id,
                "caveats": " ".join(filter(None, caveats)) or None,
                "compared_with_dfe": own.get("compared_with_dfe", notes["not_published"]),
                "records": ", ".join(measure.needs),
                "breakdowns": ", ".join(measure.dimensions) or None,
                "made_of": _made_of(measure, names) if measure.parts else None,
            }
        )
    return pd.DataFrame(rows, dtype="str")


def _made_of(measure: Measure, names: dict[str, str]) -> str:
    first, *others = [names[part] for part in measure.parts]
    if measure.statistic == "ratio":
        above = " + ".join([first, *(names[part] for part in measure.plus)])
        above = f"({above})" if measure.plus else above
        return f"{above} ÷ {others[0]}" + (" × 100" if measure.unit == "percent" else "")
    least = f"the least of ({'; '.join(others)})" if len(others) > 1 else "".join(others)
    taken = " − ".join(filter(None, [least, f"{measure.less:g}" if measure.less else ""]))
    return f"{taken} − {first}" if measure.sign < 0 else f"{first} − {taken}"


def notes_without_a_measure() -> set[str]:
    """Measures that the notes speak of and the catalogue does not have."""
    return set(_notes()["measures"]) - {measure.measure_id for measure in measures()}
