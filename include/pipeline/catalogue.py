"""The measure catalogue written out for people."""

from __future__ import annotations

from pathlib import Path

from include import private
from include.pipeline.night import Counts
from include.spreadsheet import write_csv
from include.transforms.measure_notes import caveats_of_all, measure_notes
from include.transforms.measures import Catalogue


def write_catalogue(folder: Path) -> Counts:
    """Write `measures.md` and `measures.csv`. The same catalogue gives the same bytes."""
    # Here, because every task of a night imports this room, and reports bring statistics of a second to import.
    from include.reports.catalogue import page, table

    catalogue = Catalogue.load()
    measures = catalogue.frame().merge(measure_notes(catalogue), on="measure_id", validate="one_to_one")
    private.write(folder / "measures.md", page(measures, caveats_of_all()))
    write_csv(table(measures), folder / "measures.csv")
    return {"measures": len(measures), "folder": str(folder)}
