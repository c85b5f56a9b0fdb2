"""The star's query and the models for report tools, written where they belong."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from include import private
from include.pipeline.night import Counts
from include.semantic import case_count_sql, dbt_project, figure_cases_sql, powerbi_project, superset_export
from include.transforms.measures import Catalogue
from include.warehouse import views

_VIEWS = Path(views.__file__).parent / "views"
STAR, CASES = _VIEWS / "case_count.sql", _VIEWS / "figure_cases.sql"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def models(catalogue: Catalogue) -> Mapping[str, str]:
    """All files of the models: path -> text."""
    return {**powerbi_project(catalogue), **dbt_project(catalogue), **superset_export(catalogue)}


def write_models(folder: Path) -> Counts:
    """Write the queries of `bi.case_count` and `bi.figure_cases`, and the models.

    The same catalogue and views give the same bytes. Superset's export is there as files, for people to read, and as
    the ZIP that its importer takes.
    """
    catalogue = Catalogue.load()
    texts = models(catalogue)
    private.write(STAR, case_count_sql(catalogue))
    private.write(CASES, figure_cases_sql(catalogue))
    for path, text in texts.items():
        private.write(folder / path, text)
    private.write(folder / "superset.zip", superset_zip(texts))
    return {"files": len(texts) + 1, "folder": str(folder)}


def superset_zip(files: Mapping[str, str]) -> bytes:
    """Superset's export as its importer takes it: a ZIP with all of it in one folder."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files.items():
            if path.startswith("superset/"):
                archive.writestr(zipfile.ZipInfo(path, _LONG_AGO), text, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
