"""The star's query and the models for report tools, written where they belong."""

from __future__ import annotations

from pathlib import Path

from include import private
from include.pipeline.night import Counts
from include.semantic import case_count_sql
from include.transforms.measures import Catalogue
from include.warehouse import views

STAR = Path(views.__file__).parent / "views" / "case_count.sql"


def write_models(folder: Path) -> Counts:
    """Write the query of `bi.case_count`, and the models. The same catalogue and views give the same bytes."""
    catalogue = Catalogue.load()
    private.write(STAR, case_count_sql(catalogue))
    return {"folder": str(folder)}
