"""The steps of the pipeline. An Airflow task, the command line, a test and the benchmark call the same ones."""

from include.memory import to_stay

with to_stay():
    from include.pipeline.catalogue import write_catalogue
    from include.pipeline.explanations import REMINDER, say_why
    from include.pipeline.extracts import build_extract
    from include.pipeline.half_term import (
        Explanation,
        backfill,
        check,
        compute,
        explain,
        publish,
        resolve_period,
    )
    from include.pipeline.landing import land
    from include.pipeline.loading import load
    from include.pipeline.night import (
        LONDON,
        Counts,
        Night,
        code_version,
        last_ended_day,
        resolve_extract_date,
        warehouse,
    )
    from include.pipeline.notify import notify, send_test
    from include.pipeline.published import load_published, own_published, take_published
    from include.pipeline.quality import build_site, write_worklist
    from include.pipeline.report import build_pack
    from include.pipeline.retention import expire
    from include.pipeline.semantic import write_models
    from include.pipeline.sen2 import (
        compare_rules,
        draft_for_signing,
        freeze,
        open_file,
        rehearse,
        seal,
    )
    from include.pipeline.sen2_checks import return_year
    from include.pipeline.standing import Standing, standings, watch
    from include.pipeline.steps import NIGHT, Step, nightly, transform
    from include.pipeline.validation import validate
    from include.pipeline.worklists import work_list

__all__ = [
    "LONDON",
    "NIGHT",
    "REMINDER",
    "Counts",
    "Explanation",
    "Night",
    "Standing",
    "Step",
    "backfill",
    "build_extract",
    "build_pack",
    "build_site",
    "check",
    "code_version",
    "compare_rules",
    "draft_for_signing",
    "compute",
    "expire",
    "explain",
    "freeze",
    "land",
    "last_ended_day",
    "load",
    "load_published",
    "nightly",
    "notify",
    "open_file",
    "own_published",
    "publish",
    "rehearse",
    "resolve_extract_date",
    "resolve_period",
    "return_year",
    "say_why",
    "seal",
    "send_test",
    "standings",
    "take_published",
    "transform",
    "validate",
    "warehouse",
    "watch",
    "work_list",
    "write_catalogue",
    "write_models",
    "write_worklist",
]
