"""The nightly steps, in order.

```
land ──► validate ──► transform ──► load          one authority, one extract date
```

Each step reads what the step before left in the lake and leaves its own result whole or not at all, so any of them
can be killed and run again. Steps return small counts, never case data: what they return is stored and shown.
"""

from __future__ import annotations

import hashlib
import logging
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from include.calendar import periods
from include.doubt import not_reliable
from include.errors import GateStopped, LakeError, NotOfThatDay, SendError
from include.expectations import known_on, parse
from include.expectations import validate as run_expectations
from include.lake import Lake, checksums
from include.model import TABLES, code_labels
from include.model.frames import to_arrow, to_frame
from include.pipeline import quality
from include.pipeline.figures import read_figures, remove_other_figures, write_figures
from include.pipeline.known import Reading, is_of, refusal
from include.pipeline.night import (
    Clock,
    Counts,
    Night,
    rows_in,
    sweep,
    utc_now,
    warehouse,
    without_identifiers,
)
from include.pipeline.ranges import without_reliable_figures
from include.sources import Earlier, Shown, open_source
from include.sources.keys import refuse_lost_zeros
from include.transforms import build_facts, catalogue, compute_measures
from include.transforms.limits import limit_rows
from include.transforms.worklists import work_list
from include.warehouse import RESTATED

log = logging.getLogger(__name__)


def land(
    slug: str,
    extract_date: date,
    *,
    whole: bool = False,
    again: bool = False,
    late: bool = False,
    clock: Clock = utc_now,
) -> Counts:
    """Copy the source as it stands into the lake, whole, with a manifest.

    An extract is that of a day only if the source shows the end of that day: see `known`. An extract that has passed
    its gate is never replaced, because figures were made from it; one that has not is taken again, so that putting
    the source right and running the step again is all there is to do, as long as the source shows the day. Files that
    are not what was landed for their date are told of, and taken in place of it with `again`.

    Tables whose mapping names a column with the time of change are read by their changes since the extract before,
    unless `whole` is asked for or due. The result is the same, and is landed whole.

    Args:
        slug: the authority.
        extract_date: the day whose end-of-day state is wanted.
        whole: read all rows also where reading the changes would do.
        again: take the source in place of what was landed for that day, also if that has passed its gate.
        late: take the extract also when the source shows that day no more, marked so that no figure made from it is
            ever `as_recorded`.
        clock: gives the time of now.

    Raises:
        NotOfThatDay: the source does not show the end of that day, and `late` was not asked for. Nothing is written.

    """
    night = Night.open(slug, extract_date, clock())
    path = night.path("landing")
    swept = sweep(night.settings)
    landed = night.lake.manifest(path)
    if landed and not again and _has_passed(night, landed):
        return _already_there(landed) | _told_of_another_delivery(night, landed) | swept
    config = night.authority.source
    settings = hashlib.sha256(config.model_dump_json().encode()).hexdigest()
    before = _extract_before(night, settings)
    read_whole_on = extract_date
    if before is not None and not whole:
        last = date.fromisoformat(before[1]["read_whole_on"])
        whole = (extract_date - last).days >= (config.days_until_whole or 0)
        read_whole_on = extract_date if whole else last
    tables: dict[str, pa.Table] = {}
    with open_source(
        config,
        night.source_url,
        extract_date,
        night.part_url,
        earlier=lambda table: _as_of(night.lake, before, source.describe(), table),
        whole=whole,
        la_code=night.authority.la_code,
    ) as source:
        source.check()
        shown, began = source.shows(), clock()
        if not is_of(extract_date, began, shown, night.authority.late_after) and not late:
            if not again and (kept := _landed_in_time(night)):
                return _already_there(kept) | {"too_late_to_read_again": True}
            raise _refused(night, began, shown)
        for name in TABLES:
            if (table := source.read(name)) is not None:
                tables[name] = table
        source.at_rest()
        refuse_lost_zeros(tables)
        described, notes, changes = source.describe(), source.notes(), source.changes
        delivery = source.files()
        covers = {name: source.covers(name) for name in tables}
    ended = clock()
    is_late = not is_of(extract_date, ended, shown, night.authority.late_after)
    if is_late and not late:
        raise _refused(night, ended, shown)
    reading = Reading(began, ended, shown, is_late)
    for note in notes:
        log.info("%s: %s", slug, note)
    manifest = night.lake.write(
        path,
        tables,
        authority=slug,
        extract_date=str(extract_date),
        source=described,
        notes=notes,
        **reading.facts(),
        covers={
            name: [[str(first), str(last)] for first, last in spans]
            for name, spans in covers.items()
            if spans is not None
        },
        synthetic=night.authority.synthetic,
        not_held=sorted(set(TABLES) - set(tables)),
        source_settings=settings,
        read_up_to=changes.read_up_to,
        read_whole_on=str(read_whole_on),
        changed_unstamped=changes.unstamped,
        delivery=delivery,
        **({"instead_of": _replaced(landed)} if landed and again else {}),
    )
    counts: Counts = {
        "landed": rows_in(manifest),
        "tables": len(tables),
        "already_there": False,
        **({"late": True} if is_late else {}),
        **swept,
    }
    if changes.alone:
        counts["tables_read_by_changes"] = len(changes.alone)
    if missed := sum(changes.unstamped.values()):
        # The extracts since the last whole read lacked these: the column of changes cannot be relied on.
        counts["changes_missed_since_whole_read"] = missed
    return counts


def _has_passed(night: Night, landed: dict[str, Any]) -> bool:
    """Whether figures may have been made from what is landed: its records went through the gate."""
    conformed = night.lake.manifest(night.path("conformed"))
    return (
        conformed is not None and conformed.get("extract_checksum", landed["checksum"]) == landed["checksum"]
    )


def _replaced(landed: dict[str, Any]) -> list[dict[str, Any]]:
    """What an extract stands in place of, the first one first."""
    return [*landed.get("instead_of", []), {"checksum": landed["checksum"], "rows": rows_in(landed)}]


def _told_of_another_delivery(night: Night, landed: dict[str, Any]) -> Counts:
    """Name the tables whose files are not what was landed for this date, and the command that takes them in.

    Only of files that still are this date's: they say so by their names, or no later extract has landed. A database
    shows the present, whatever the date.
    """
    slug, day, config = night.authority.slug, night.extract_date, night.authority.source
    delivered = config.delivered
    if not delivered:
        return {}
    try:
        with open_source(config, night.source_url, day, night.part_url) as source:
            tables = {name: source.read(name) for name in TABLES if name in delivered}
            source.at_rest()
            files = source.files()
    except SendError:
        return {}  # they are gone, or another delivery is just coming in
    is_newest = max(night.extracts("landing"), default=day) <= day
    if not is_newest and not (config.dated and set(files) == set(landed.get("delivery", {}))):
        return {}
    there = landed["files"]
    now = checksums({name: table for name, table in tables.items() if table is not None})
    differing = [
        f"{name} ({there.get(name, {}).get('rows', 0):,} rows landed, {now.get(name, {}).get('rows', 0):,} now)"
        for name in TABLES
        if name in delivered and there.get(name) != now.get(name)
    ]
    if not differing:
        return {}
    told = ", ".join(differing)
    log.warning(
        "The delivery of %s for %s is not what was landed: %s. What was landed stays, because figures were made from "
        "it. To take the delivery instead: python -m include.cli nightly --authority %s --extract-date %s --again; in "
        "Airflow, Trigger with take_again.",
        *(day, slug, told, slug, day),
    )
    return {
        "delivery_differs": told,
        "taken_in_by": f"nightly --authority {slug} --extract-date {day} --again",
    }


def _already_there(manifest: dict[str, Any]) -> Counts:
    late = {"late": True} if Reading.of(manifest).late else {}
    return {"landed": rows_in(manifest), "tables": len(manifest["files"]), "already_there": True, **late}


def _landed_in_time(night: Night) -> dict[str, Any] | None:
    """Manifest of an extract of the day that landed while the source showed it, and went no further yet."""
    manifest = night.lake.manifest(night.path("landing"))
    return manifest if manifest and not Reading.of(manifest).late else None


def _refused(night: Night, read_at: datetime, shown: Shown | None) -> NotOfThatDay:
    day = night.extract_date
    calendar = night.authority.calendar
    # The half-term that waits for it: in whose days of grace it lies, else that of the day.
    waiting = [
        key for key, _, last in calendar.half_terms() if last <= day <= last + timedelta(calendar.grace_days)
    ]
    around = [key for key, first, last in calendar.half_terms() if first <= day <= last]
    period = next(iter([*waiting, *around]), "K")
    return refusal(day, read_at, shown, night.authority.late_after, night.authority.slug, period)


def _extract_before(night: Night, settings: str) -> tuple[str, dict[str, Any]] | None:
    """Path and manifest of the extract before, if it was made with the same settings of the source."""
    earlier = [d for d in night.lake.extract_dates("landing", night.authority.slug) if d < night.extract_date]
    if not earlier:
        return None
    path = Lake.partition("landing", night.authority.slug, earlier[-1])
    manifest = night.lake.manifest(path)
    return (path, manifest) if manifest and manifest.get("source_settings") == settings else None


def _as_of(
    lake: Lake, before: tuple[str, dict[str, Any]] | None, described: str, table: str
) -> Earlier | None:
    if before is None or before[1]["source"] != described or table not in before[1]["read_up_to"]:
        return None
    try:
        return Earlier(lake.read(before[0], only=table)[table], before[1]["read_up_to"][table])
    except LakeError:
        return None  # damaged since: this table is read whole


def validate(slug: str, extract_date: date) -> Counts:
    """Check the landed extract, set bad rows aside, and let the rest through as typed case tables.

    What was found is recorded in the warehouse's `dq` schema also when the gate stops the load.

    Raises:
        GateStopped: the extract is not fit to replace the figures of the night before.

    """
    night = Night.open(slug, extract_date)
    raw = night.lake.read(night.path("landing"))
    corrected, corrections = night.corrections.apply(raw, extract_date)
    reading = Reading.of(night.landed)
    parsed, later = known_on(
        {name: parse(name, table) for name, table in corrected.items()},
        extract_date,
        reading.known_until(extract_date),
    )
    held = set(parsed)
    before = quality.profiles(night)
    found = run_expectations(
        parsed,
        not_held=set(TABLES) - held,
        extract_date=extract_date,
        gate=night.authority.gate,
        previous_counts=_previous_counts(night),
        before=before,
    )
    dropped = found.quarantined.loc[found.quarantined["policy"] == "drop_row", ["table_name", "row_number"]]
    rows_dropped = len(dropped.drop_duplicates())
    rows_landed, rows_later = rows_in(night.landed), sum(later.rows.values())
    rows_conformed = rows_landed - rows_later - rows_dropped
    outcome = "stopped" if found.stopped else "passed_with_quarantine" if rows_dropped else "passed"
    drift = quality.drift(night, parsed, before)
    store = warehouse(night.settings)
    quality.keep_worklist(night, parsed, found)
    store.record_validation(
        night.run,
        results=pd.concat([found.results, drift], ignore_index=True),
        quarantined=quality.with_first_seen(night, store, without_identifiers(night, found.quarantined)),
        outcome=outcome,
        stopped_because="\n".join(found.stopped) or None,
        rows_landed=rows_landed,
        rows_quarantined=rows_dropped,
        rows_conformed=rows_conformed,
        known={
            "rows_later": rows_later,
            "values_later": sum(later.dates.values()),
            "read_ended_at": reading.ended,
            "shows_day": reading.state_of(extract_date),
            "is_late": reading.is_marked,
        },
    )
    store.record_quality(
        night.run,
        {
            "dq.correction_result": without_identifiers(night, corrections),
            "dq.not_reliable": not_reliable(found.not_reliable),
        },
    )
    if found.stopped:
        # Now above all people need to see what is wrong; but why the night stops is told even without the page.
        with suppress(SendError):
            quality.build_site(slug, extract_date)
        reasons = "\n".join(f"  - {reason}" for reason in found.stopped)
        raise GateStopped(
            f"The extract of {extract_date} for {slug} was not let through; the figures of the night before stay."
            f"\n{reasons}"
        )
    set_aside = {"_reasons": to_arrow(found.quarantined)}
    for name, rows in dropped.groupby("table_name"):
        table = raw[str(name)]
        set_aside[str(name)] = table.filter(
            pc.is_in(table["_row"], pa.array(rows["row_number"].astype("int64")))
        )
    night.lake.write(night.path("quarantine"), set_aside, rows_dropped=rows_dropped)
    quality.keep_profile(night, parsed)
    conformed = {name: to_arrow(frame) for name, frame in found.conformed.items()}
    night.lake.write(
        night.path("conformed"),
        conformed,
        not_held=sorted(set(TABLES) - held),
        extract_checksum=night.landed["checksum"],
        later_rows=later.rows,
        later_dates=later.dates,
        not_reliable=found.not_reliable,
    )
    later_events = rows_later + sum(later.dates.values())
    return {
        "landed": rows_landed,
        "quarantined": rows_dropped,
        "conformed": rows_conformed,
        **({"later_rows": rows_later, "later_values": later_events - rows_later} if later_events else {}),
        **({"columns_not_reliable": len(found.not_reliable)} if found.not_reliable else {}),
    }


def transform(slug: str, extract_date: date) -> Counts:
    """Turn case tables into facts, and facts into figures for every period; leave both in the lake.

    The lake holds the facts of the newest extract: for an older one nothing is written.
    """
    night = Night.open(slug, extract_date)
    if newer := _superseded_by(night):
        return {"superseded_by": str(newer)}
    facts, measures, calendar = figures(night, night.records())
    frames = {
        **facts,
        "dim_period": calendar,
        "dim_measure": catalogue(),
        "dim_limit": limit_rows(night.authority.boundary),
        "dim_code": code_labels(),
    }
    arrow = {name: to_arrow(frame) for name, frame in frames.items()}
    night.lake.write(
        f"facts/authority={slug}",
        arrow,
        extract_date=str(extract_date),
        load_run_id=night.run.load_run_id,
        records_checksum=night.run.records_checksum,
        figures=len(measures),
    )
    remove_other_figures(night, keep=write_figures(night, measures, RESTATED))
    return {"facts": sum(map(len, facts.values())), "figures": len(measures), "periods": len(calendar)}


def figures(
    night: Night, tables: dict[str, pd.DataFrame]
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame, pd.DataFrame]:
    """Facts, figures and periods of one night's case tables. No I/O: this is the part the benchmark times."""
    authority = night.authority
    facts = build_facts(
        tables,
        night.extract_date,
        keys=night.keys,
        boundary=authority.boundary,
        groups=authority.gate.groups,
    )
    span = periods(authority.calendar, date(authority.history_from, 1, 1), night.extract_date)
    measures = compute_measures(
        facts,
        span,
        night.extract_date,
        held=set(tables),
        covers=night.covers,
        not_reliable=without_reliable_figures(night),
    )
    measures = measures.assign(basis=RESTATED, extract_date=pd.Timestamp(night.extract_date).as_unit("us"))
    return facts, measures, span


def load(slug: str, extract_date: date) -> Counts:
    """Put case tables, facts and figures into the warehouse in one transaction, and mark them current.

    Nothing is loaded when a later extract has been let through or is loaded. Which one is told, and kept in
    `ops.load_attempt`, so that `bi.load_status` repeats it until a load goes in.
    """
    night = Night.open(slug, extract_date)
    started, clock = datetime.now(UTC), time.monotonic()
    store = warehouse(night.settings)
    newer, failure = None, None
    outcome, rows = "failed", 0
    try:
        if newer := _superseded_by(night):
            outcome = "superseded"
        else:
            outcome, rows = store.load(night.run, _warehouse_frames(night))
            if outcome == "superseded" and (there := store.loaded(slug)):
                newer = there.extract_date
    except SendError as error:
        failure = str(error)
        raise
    finally:
        with _unless_failed_before(failure):
            store.record_attempt(
                night.run,
                attempt_id=uuid.uuid4().hex,
                started_at=started,
                seconds=time.monotonic() - clock,
                outcome=outcome,
                superseded_by=newer,
                message=failure,
            )
    if newer:
        log.warning(
            "The night of %s for %s was not loaded: it is superseded by that of %s.",
            extract_date,
            slug,
            newer,
        )
    return {"outcome": outcome, "loaded": rows, **({"superseded_by": str(newer)} if newer else {})}


@contextmanager
def _unless_failed_before(failure: str | None) -> Iterator[None]:
    """What failed first is what people need to know: that it could not be recorded either comes after it."""
    try:
        yield
    except SendError as error:
        if failure is None:
            raise
        log.warning("The failed attempt was not recorded: %s", error)


def nightly(
    slug: str,
    extract_date: date,
    progress: Callable[[str, Counts], None] = lambda step, counts: None,
    *,
    whole: bool = False,
    again: bool = False,
    late: bool = False,
    clock: Clock = utc_now,
) -> Counts:
    """All steps for one night. `progress` is told of each step as it ends; the others as for `land`."""
    counts = land(slug, extract_date, whole=whole, again=again, late=late, clock=clock)
    progress("land", counts)
    for step in (validate, transform, load, quality.build_site):
        done = step(slug, extract_date)
        progress(step.__name__, done)
        counts |= done
    return counts


def _warehouse_frames(night: Night) -> dict[str, pd.DataFrame]:
    slug = night.authority.slug
    made, run = night.lake.manifest(f"facts/authority={slug}"), night.run
    cases = night.records() if made else {}
    of_whom = (made or {}).get("load_run_id"), (made or {}).get("records_checksum")
    if made is None or of_whom != (run.load_run_id, run.records_checksum):
        raise LakeError(
            f"The facts in the lake are not those of {night.extract_date}. Run the transform step first."
        )
    facts = {f"marts.{n}": to_frame(t) for n, t in night.lake.read(f"facts/authority={slug}").items()}
    measures = read_figures(night, made)
    people = cases["person"][["person_id"]].assign(
        person_key=night.keys("person", cases["person"]["person_id"])
    )
    return {
        **{f"restricted.{name}": frame for name, frame in cases.items()},
        "restricted.person_key": people,
        "restricted.work_list": _work_list(night, cases),
        **facts,
        "marts.measure_value": measures.drop(columns="load_run_id"),
    }


def _work_list(night: Night, cases: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Made from the case tables with local identifiers, which the lake's facts do not have."""
    day, boundary = night.extract_date, night.authority.boundary
    facts = build_facts(cases, day, keys=lambda kind, ids: ids, boundary=boundary, restricted=True)
    return work_list(facts["fact_clock"], cases, day)


def _previous_counts(night: Night) -> dict[str, int] | None:
    """The most rows that each table had in the nights before, so that many small losses are seen as the one they are.

    As many nights as the gate's `shrink_nights`, none before its `compare_from`; None when there is none.
    """
    gate, most = night.authority.gate, dict[str, int]()
    earlier = [d for d in night.extracts("conformed") if d < night.extract_date]
    for day in [d for d in earlier if gate.compare_from is None or d >= gate.compare_from][
        -gate.shrink_nights :
    ]:
        manifest = night.lake.manifest(Lake.partition("landing", night.authority.slug, day)) or {"files": {}}
        for name, file in manifest["files"].items():
            most[name] = max(most.get(name, 0), file["rows"])
    return most or None


def _superseded_by(night: Night) -> date | None:
    newest = max(night.extracts("conformed"), default=night.extract_date)
    return newest if newest > night.extract_date else None
