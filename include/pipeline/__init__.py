"""The steps of the pipeline. An Airflow task, the command line, a test and the benchmark call the same ones."""

from include.pipeline.night import (
    LONDON,
    Counts,
    Night,
    code_version,
    resolve_extract_date,
    warehouse,
)
from include.pipeline.steps import (
    figures,
    land,
    load,
    load_published,
    nightly,
    transform,
    validate,
)

__all__ = [
    "LONDON",
    "Counts",
    "Night",
    "code_version",
    "figures",
    "land",
    "load",
    "load_published",
    "nightly",
    "resolve_extract_date",
    "transform",
    "validate",
    "warehouse",
]
