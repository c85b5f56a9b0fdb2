"""Half-terms: their figures in two bases, their publication, and what has moved since.

```
check ──► compute ──► publish          one authority, one half-term
          backfill                     one authority, many half-terms; publishes nothing
```

| basis | computed from | says |
|---|---|---|
| `as_recorded` | the last extract from its end to the end of the days of grace, not marked late | what was known then |
| `restated` | the extract that is loaded | what is known now |

Restated figures never run ahead of the warehouse: a night brings those of every period in one transaction, and what is
computed here in between comes from the very records that are loaded, or is left as the load made it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pandas as pd

from include.calendar import Calendar, parse_key, periods
from include.errors import ConfigError, NotYet
from include.pipeline.facts import facts_of
from include.pipeline.figures import figures_of, without_reliable_figures, write_as_recorded
from include.pipeline.known import Reading, of_the_time
from include.pipeline.movements import REPORTED, movements, reportable, reported_cases
from include.pipeline.night import LONDON, Counts, Night, warehouse
from include.settings import AuthorityConfig, Settings
from include.transforms import ALL, Catalogue, cases_of
from include.transforms.measures.counted import kinds_counted
from include.warehouse import AS_RECORDED, RESTATED

log = logging.getLogger(__name__)

Progress = Callable[[str, Counts], None]

_TYPES = ("half_term", "term", "academic_year")


def resolve_period(partition_key: str | None, param: str | None, now: datetime, calendar: Calendar) -> str:
    """The half-term of a run: its partition key, else its parameter, else the latest that has ended in London.

    Raises:
        ConfigError: key and parameter disagree, one is not a half-term, or it has not ended.

    """
    keys = {key for key in (partition_key, param) if key}
    if len(keys) > 1:
        raise ConfigError(f"The partition key says {partition_key} but the parameter period says {param}.")
    today = now.astimezone(LONDON).date()
    if not keys:
        return [key for key, _, last in calendar.half_terms() if last < today][-1]
    key = keys.pop()
    kind, _, last = parse_key(key, calendar)
    if kind != "half_term":
        raise ConfigError(f"{key} is not a half-term. Write it as 2025-26-autumn-1.")
    if last >= today:
        raise ConfigError(f"{key} ends on {last} and has not ended yet.")
    return key


def check(slug: str, period: str) -> Counts:
    """Which extracts there are to compute a half-term from.

    Returns:
        `extract_date` of the extract that is loaded, and `as_recorded`, the date of the extract of that time; None
        when no extract from the half-term's end to the end of its days of grace was kept. `marked_late`: extracts of
        those days that were read when the source did not show them any more, and that are not used for it.

    Raises:
        NotYet: no extract of the half-term's last day or later has been loaded.

    """
    scope = _Scope.open(slug, [period])
    return {
        "period": period,
        "extract_date": str(scope.newest),
        "as_recorded": str(day) if (day := scope.of_the_time(period)) else None,
        **({"marked_late": ", ".join(map(str, late))} if (late := scope.late(period)) else {}),
    }


def compute(slug: str, period: str) -> Counts:
    """Compute all figures of one half-term, and of the term and year that end with it, in both bases."""
    return _compute(_Scope.open(slug, [period]), lambda step, counts: None)


def backfill(
    slug: str,
    first: str,
    last: str,
    *,
    dry_run: bool = False,
    progress: Progress = lambda step, counts: None,
) -> Counts:
    """Compute every half-term from `first` to `last`. Facts are made once for each extract, not for each half-term.

    With `dry_run` nothing is written, and `progress` is told of each figure that would change.

    Raises:
        ConfigError: an end is not a half-term, or `last` is before `first` or has not ended.
        NotYet: as `check` does.

    """
    authority = AuthorityConfig.load(Settings.load(), slug)
    for key in (first, last):
        resolve_period(key, None, datetime.now(UTC), authority.calendar)
    if last < first:
        raise ConfigError(f"{last} is before {first}.")
    keys = [key for key, _, _ in authority.calendar.half_terms() if first <= key <= last]
    scope = _Scope.open(slug, keys)
    return _preview(scope, progress) if dry_run else _compute(scope, progress)


def publish(slug: str, period: str, now: datetime | None = None, *, force: bool = False) -> Counts:
    """Freeze a half-term's figures and the cases behind them, as they stood then if an extract of that time was kept.

    Only the latest half-term that has ended is published, so that a backfill of the past does not publish history as
    if it had been reported; `force` publishes any. The same figures published again change nothing.

    Args:
        slug: the authority.
        period: the half-term.
        now: the time of publication; this moment unless told.
        force: publish a half-term that is not the latest.

    """
    now = now or datetime.now(UTC)
    scope = _Scope.open(slug, [period])
    latest = resolve_period(None, None, now, scope.authority.calendar)
    if period != latest and not force:
        return {"period": period, "published": False, "why": f"{latest} is the latest half-term"}
    day = scope.of_the_time(period)
    basis = AS_RECORDED if day else RESTATED
    store = warehouse(scope.settings)
    figures = store.query(
        "SELECT * FROM marts.measure_value WHERE authority = %s AND basis = %s AND period_end ="
        " (SELECT max(period_end) FROM marts.measure_value WHERE authority = %s AND basis = %s AND period_key = %s)"
        " AND period_type IN ('half_term', 'term', 'academic_year')",
        *(slug, basis, slug, basis, period),
    )
    if figures.empty:
        raise NotYet(f"There are no figures of {period} for {slug} to publish. Run the compute step first.")
    # The night that these figures are of, whichever has been loaded since they were computed.
    night = scope.night(figures["extract_date"].max())
    cases = _cases(scope, night, period)
    # Of what is not collected no case is behind the figure, though some may be in the records.
    totals = figures[(figures["period_key"] == period) & (figures["dimension"] == "all")]
    untold = totals.loc[totals["status"] == "not_collected", "measure_id"]
    cases = cases[~cases["measure_id"].isin(untold)]
    publication, is_new = store.reports.publish(slug, period, figures, cases, now)
    return {
        "period": period,
        "published": is_new,
        "report": publication.report_key,
        "published_at": publication.published_at.astimezone(UTC).isoformat(),
        "extract_date": str(night.extract_date),
        "figures": publication.figures,
    }


_WHERE_IT_STANDS = """
    SELECT basis AS source, numerator, denominator, value, status, definition_version, extract_date, load_run_id
    FROM marts.measure_value
    WHERE (authority, measure_id, period_type, period_key, dimension, member) = (%s, %s, %s, %s, %s, %s)
    UNION ALL
    SELECT 'published as ' || report_key, numerator, denominator, value, status, definition_version, extract_date,
        load_run_id
    FROM marts.reported_figure
    WHERE (authority, measure_id, period_type, period_key, dimension, member) = (%s, %s, %s, %s, %s, %s)
    ORDER BY 1
"""


@dataclass(frozen=True)
class Explanation:
    """A figure, everywhere that it stands, and the cases that it counts."""

    figures: pd.DataFrame
    measure: pd.Series
    cases: pd.DataFrame


def explain(
    slug: str,
    measure_id: str,
    period: str,
    dimension: str = "all",
    member: str = "all",
    *,
    identify: bool = False,
) -> Explanation:
    """Trace a figure to its cases.

    Args:
        slug: the authority.
        measure_id: the measure.
        period: key of any period.
        dimension: breakdown; `all` for the total.
        member: member of the breakdown.
        identify: name the person of each case by local identifier, for those who may see it.

    Returns:
        `figures`: the figure now in each basis, and as it was published, one row each. `measure`: its entry in the
        catalogue, with what one row of it is (`counts`) and in which case tables (`records`). `cases`: `case_key`,
        `counted_on`, `in_numerator` and whatever else the fact holds, from the extract that is loaded.

    Raises:
        ConfigError: no such measure or period.

    """
    catalogue = Catalogue.load()
    if measure_id not in catalogue:
        raise ConfigError(f"There is no measure {measure_id!r}. The catalogue is marts.dim_measure.")
    if not catalogue.has_cases(measure_id):
        raise ConfigError(f"There are no cases behind {measure_id!r}: the authority's file gives it.")
    scope = _Scope.open(slug, [])
    kind, first, last = parse_key(period, scope.authority.calendar)
    store = warehouse(scope.settings)
    figures = store.query(_WHERE_IT_STANDS, *(slug, measure_id, kind, period, dimension, member) * 2)
    night = scope.night(scope.newest)
    cases = cases_of(scope.catalogue, [measure_id], scope.facts(night), first, last, night.extract_date)[
        measure_id
    ]
    if dimension != "all":
        cases = cases[cases[dimension] == member]
    if identify:
        people = night.records()["person"]["person_id"]
        names = pd.Series(people.to_numpy(), index=night.keys("person", people))
        cases = cases.assign(person_id=cases["person_key"].map(names))
    entry = store.query("SELECT * FROM marts.dim_measure WHERE measure_id = %s", measure_id)
    described = entry.iloc[0] if len(entry) else pd.Series(dtype="object")
    counts = "; or ".join(
        dict.fromkeys(kind.about for kind in kinds_counted(scope.catalogue.traced_to(measure_id)))
    )
    records = ", ".join(scope.catalogue.needs(scope.catalogue[measure_id]))
    described = pd.concat([described, pd.Series({"counts": counts or None, "records": records})])
    return Explanation(figures, described, cases)


class _Scope:
    """One authority, the half-terms asked for, and the extracts there are. Facts are made once for each extract."""

    def __init__(self, settings: Settings, authority: AuthorityConfig, keys: list[str]) -> None:
        self.settings, self.authority, self.keys = settings, authority, keys
        self.spans = {key: parse_key(key, authority.calendar)[1:] for key in keys}
        nights = Night(settings, authority, date.max)
        self.catalogue = nights.catalogue
        self.lake, self.extracts = nights.lake, nights.extracts("conformed")
        self.loaded = warehouse(settings).loaded(authority.slug)
        self._of_the_time: dict[str, date | None] = {}
        self._facts: dict[date, dict[str, pd.DataFrame]] = {}

    @classmethod
    def open(cls, slug: str, keys: list[str]) -> _Scope:
        settings = Settings.load()
        scope = cls(settings, AuthorityConfig.load(settings, slug), keys)
        needed = max((last for _, last in scope.spans.values()), default=date.min)
        if scope.loaded is None or scope.newest < needed:
            there_is = f"the newest is of {scope.newest}" if scope.loaded else "there is none"
            waiting = [day for day in scope.extracts if day >= needed]
            todo = (
                f"That of {waiting[-1]} was let through and waits to be loaded: run transform and load for it."
                if waiting
                else "Run the nightly pipeline for that day or a later one."
            )
            raise NotYet(f"No extract of {slug} of {needed} or later has been loaded; {there_is}. {todo}")
        begun = date(scope.authority.history_from, 1, 1)
        if early := [key for key in keys if scope.spans[key][1] < begun]:
            raise ConfigError(
                f"The records of {slug} begin in {scope.authority.history_from} (history_from in its configuration), "
                f"so {early[0]} cannot be computed."
            )
        return scope

    @property
    def newest(self) -> date:
        """The extract that readers see. One that was let through since is not theirs until it is loaded."""
        return self.loaded.extract_date if self.loaded else date.min

    def of_the_time(self, key: str) -> date | None:
        """The last extract from the end of a half-term to the end of its days of grace that shows what was known then.

        One that was read when the source did not show its day any more never is.
        """
        if key not in self._of_the_time:
            self._of_the_time[key] = of_the_time(
                self.lake, self.authority.slug, self.extracts, *self._window(key)
            )
        return self._of_the_time[key]

    def late(self, key: str) -> list[date]:
        """Extracts of those days that are marked late."""
        last, grace = self._window(key)
        days = [day for day in self.extracts if last <= day <= last + timedelta(days=grace)]
        manifests = {day: self.lake.manifest(self.night(day).path("landing")) or {} for day in days}
        return [day for day, manifest in manifests.items() if Reading.of(manifest).late]

    def _window(self, key: str) -> tuple[date, int]:
        return self.spans[key][1], self.authority.calendar.grace_days

    def night(self, day: date) -> Night:
        return Night(self.settings, self.authority, day)

    def facts(self, night: Night) -> dict[str, pd.DataFrame]:
        day = night.extract_date
        if day not in self._facts:
            # One extract's facts at a time: sixty would not fit into memory. Those of one half-term are kept in the
            # lake for the steps that follow; those of a backfill are followed by nothing.
            self._facts = {day: facts_of(night, keep=len(self.keys) == 1)}
        return self._facts[day]

    def periods(self, keys: Iterable[str]) -> pd.DataFrame:
        """The half-terms, with the terms and academic years that end with one of them."""
        ends = pd.to_datetime([self.spans[key][1] for key in keys])
        every = periods(self.authority.calendar, self.spans[min(self.keys)][0], max(ends).date())
        return every[every["period_type"].isin(_TYPES) & every["period_end"].isin(ends)]

    def figures(self, night: Night, keys: Iterable[str]) -> pd.DataFrame:
        """Rows of `marts.measure_value` for the half-terms, less basis and the run's columns."""
        return figures_of(night, self.facts(night), self.periods(keys))

    def parts(self) -> Iterable[tuple[str, Night, list[str]]]:
        """Basis, extract and half-terms of each computation to be made, extract by extract."""
        by_day: dict[date, list[str]] = {}
        for key in self.keys:
            if day := self.of_the_time(key):
                by_day.setdefault(day, []).append(key)
        for day, keys in sorted(by_day.items()):
            yield AS_RECORDED, self.night(day), keys
        restated = self.night(self.newest)
        if self.loaded and self.loaded.made_of_the_same(restated.run):
            yield RESTATED, restated, self.keys
            return
        log.warning(
            "The records of %s for %s are not in the lake as they were loaded (validated again since, or removed), so "
            "restated figures stay as they are. Run transform and load for that day.",
            self.newest,
            self.authority.slug,
        )


def _compute(scope: _Scope, progress: Progress) -> Counts:
    store = warehouse(scope.settings)
    totals: Counts = {"half_terms": len(scope.keys), "figures": 0, "as_recorded": 0, "moved_cases": 0}
    restated = "left as loaded"
    for basis, night, keys in scope.parts():
        figures = scope.figures(night, keys)
        if basis == AS_RECORDED:
            write_as_recorded(night, figures)
        outcome, rows = store.reports.replace_figures(night.run, figures, basis)
        if outcome != "loaded":
            # Another night was loaded meanwhile, and brought the restated figures of these half-terms with it.
            log.warning(
                "Restated figures of %s were not written: %s.", night.extract_date, outcome.replace("_", " ")
            )
        totals["figures"] += rows
        totals["as_recorded"] += len(keys) if basis == AS_RECORDED else 0
        progress(basis, {"extract_date": str(night.extract_date), "half_terms": len(keys), "rows": rows})
        if basis == RESTATED and outcome == "loaded":
            restated = f"from the extract of {night.extract_date}"
            for key in keys:
                totals["moved_cases"] += _record_movements(scope, night, key)
    return totals | {"restated": restated}


def _preview(scope: _Scope, progress: Progress) -> Counts:
    """What a backfill would write that is not there already, total by total."""
    store = warehouse(scope.settings)
    figure = ["measure_id", "period_type", "period_key", "dimension", "member"]
    totals: Counts = {"half_terms": len(scope.keys), "figures": 0, "new": 0, "changed": 0}
    for basis, night, keys in scope.parts():
        loaded = store.query(
            "SELECT measure_id, period_type, period_key, dimension, member, value FROM marts.measure_value"
            " WHERE authority = %s AND basis = %s",
            *(scope.authority.slug, basis),
        )
        both = scope.figures(night, keys)[[*figure, "value"]].merge(
            loaded, how="left", on=figure, suffixes=("", "_before"), indicator=True
        )
        before = both["value_before"].astype("Float64")
        same = (before == both["value"]).fillna(False) | (before.isna() & both["value"].isna())
        is_new = both["_merge"] == "left_only"
        changed = both[~is_new & ~same]
        totals["figures"] += len(both)
        totals["new"] += int(is_new.sum())
        totals["changed"] += len(changed)
        for row in changed.to_dict("records"):
            named = " ".join(str(row[column]) for column in figure)
            progress(
                "change", {"basis": basis, "figure": named, "from": row["value_before"], "to": row["value"]}
            )
    return totals


def _cases(scope: _Scope, night: Night, period: str) -> pd.DataFrame:
    """The rows behind every total of a half-term: rows of `marts.reported_case` less authority and report."""
    first, last = scope.spans[period]
    facts = reportable(scope.facts(night))
    held = night.held
    # What is not reliable is not published, so there are no cases behind it.
    lost = without_reliable_figures(night)
    measures = [
        m
        for m in scope.catalogue.measure_ids(held)
        if ALL not in lost.get(m, ()) and scope.catalogue.has_cases(m)
    ]
    cases = cases_of(scope.catalogue, measures, facts, first, last, night.extract_date, REPORTED)
    return reported_cases(cases)


def _record_movements(scope: _Scope, night: Night, period: str) -> int:
    """Note which cases have moved the published figures of a half-term, and why; none when it was not published."""
    store, slug = warehouse(scope.settings), scope.authority.slug
    latest = store.reports.latest(slug, period)
    if latest is None:
        return 0
    publication = (slug, latest.report_key)
    then = store.query(
        "SELECT * FROM marts.reported_case WHERE authority = %s AND report_key = %s", *publication
    )
    versions = store.query(
        "SELECT DISTINCT measure_id, definition_version FROM marts.reported_figure"
        " WHERE authority = %s AND report_key = %s",
        *publication,
    ).set_index("measure_id")["definition_version"]
    moved = movements(scope.catalogue, then, _cases(scope, night, period), scope.facts(night), versions)
    return store.reports.replace_movements(
        night.run, period, moved.assign(period_key=period, report_key=latest.report_key)
    )
