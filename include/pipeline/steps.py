"""The steps of a night, in order, for one authority and one extract date.

```
land ──► validate ──► transform ──► load ──► quality
```

Each step reads what the step before left in the lake and leaves its own result whole or not at all, so any of them
can be killed and run again. Steps return small counts, never case data: what they return is stored and shown. To add
one, write its function and name it in `NIGHT`, from where command line and tests take it, and as a task in
`include/airflow/nightly.py`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from include import progress
from include.memory import give_back
from include.pipeline.attempts import attempt
from include.pipeline.facts import make_facts
from include.pipeline.figures import every_period, figures_of, write_restated
from include.pipeline.forecasts import forecasts_of
from include.pipeline.landing import land
from include.pipeline.loading import load
from include.pipeline.night import Counts, Night, superseded_by
from include.pipeline.quality import build_site
from include.pipeline.validation import validate

log = logging.getLogger(__name__)


def transform(slug: str, extract_date: date) -> Counts:
    """Turn case tables into facts, and facts into figures for every period; leave both in the lake.

    Only of the newest extract: for an older one nothing is written.
    """
    night = Night.open(slug, extract_date)
    if newer := superseded_by(night):
        return {"superseded_by": str(newer)}
    progress.at("making facts (1 of 3)")
    facts = make_facts(night)
    for name, rows in sorted(facts.items()):
        log.info("%s: %s rows", name, f"{len(rows):,}")
    give_back()
    spans = every_period(night)
    progress.at(f"computing figures of {len(spans)} periods (2 of 3)")
    figures = figures_of(night, facts, spans)
    log.info("%s figures of %s periods", f"{len(figures):,}", f"{len(spans):,}")
    give_back()
    progress.at("writing figures (3 of 3)")
    write_restated(night, figures, spans, forecasts_of(night, facts))
    return {"facts": sum(map(len, facts.values())), "figures": len(figures), "periods": len(spans)}


@dataclass(frozen=True)
class Step:
    """One step of a night.

    Attributes:
        name: as command line and Airflow show it.
        run: takes the authority's short name and the extract date, and returns counts.
        options: names of further arguments that people may give.

    """

    name: str
    run: Callable[..., Counts]
    options: tuple[str, ...] = ()


NIGHT = (
    Step("land", land, options=("whole", "again", "late", "clock")),
    Step("validate", validate),
    Step("transform", transform),
    Step("load", load, options=("by_value",)),
    # Last, so that figures are in place whether or not the page about their quality can be made.
    Step("quality", build_site),
)


def nightly(
    slug: str,
    extract_date: date,
    progress: Callable[[str, Counts], None] = lambda step, counts: None,
    **options: Any,
) -> Counts:
    """All steps for one night.

    Args:
        slug: the authority.
        extract_date: the night.
        progress: is told of each step as it ends.
        options: those of the steps, such as `whole`, `again` and `late` of `land`.

    """
    counts: Counts = {}
    for step in NIGHT:
        with attempt(slug, step.name) as record:
            record.about = str(extract_date)
            counted = step.run(slug, extract_date, **{o: options[o] for o in step.options if o in options})
        progress(step.name, counted)
        counts |= counted
    return counts
