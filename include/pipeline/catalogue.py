"""The measure catalogue written out for people."""

from __future__ import annotations

from pathlib import Path

from include import private
from include.pipeline.night import Counts
from include.reports.catalogue import page, table
from include.spreadsheet import write_csv
from include.transforms.measure_notes import measure_notes
from include.transforms.measures import catalogue


def write_catalogue(folder: Path) -> Counts:
    """Write `measures.html` and `measures.csv`. The same catalogue gives the same bytes."""
    measures = catalogue().merge(measure_notes(), on="measure_id", validate="one_to_one")
    private.write(folder / "measures.html", page(measures))
    write_csv(table(measures), folder / "measures.csv")
    return {"measures": len(measures), "folder": str(folder)}
