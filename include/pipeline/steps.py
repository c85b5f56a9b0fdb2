"""The nightly steps, in order.

```
land ──► validate ──► transform ──► load          one authority, one extract date
```

Each step reads what the step before left in the lake and leaves its own result whole or not at all, so any of them
can be killed and run again. Steps return small counts, never case data: what they return is stored and shown.
"""

from __future__ import annotations

import hashlib
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from include.calendar import periods
from include.errors import GateStopped, LakeError, SendError
from include.expectations import parse
from include.expectations import validate as run_expectations
from include.lake import Lake, to_arrow, to_frame
from include.model import TABLES
from include.pipeline import quality
from include.pipeline.measure_range import not_reliable, without_reliable_figures
from include.pipeline.night import Counts, Night, rows_in, warehouse, without_identifiers
from include.sources import Earlier, open_source
from include.transforms import build_facts, catalogue, compute_measures
from include.transforms.worklists import work_list
from include.warehouse import RESTATED


def land(slug: str, extract_date: date, *, whole: bool = False) -> Counts:
    """Copy the source as it stands into the lake, whole, with a manifest.

    An extract that has passed its gate is never replaced, because figures were made from it; one that has not is
    taken again, so that putting the source right and running the step again is all there is to do.

    Tables whose mapping names a column with the time of change are read by their changes since the extract before,
    unless `whole` is asked for or due. The result is the same, and is landed whole.
    """
    night = Night.open(slug, extract_date)
    path = night.path("landing")
    if night.lake.manifest(night.path("conformed")) and (manifest := night.lake.manifest(path)):
        return {"landed": rows_in(manifest), "tables": len(manifest["files"]), "already_there": True}
    config = night.authority.source
    settings = hashlib.sha256(config.model_dump_json().encode()).hexdigest()
    before = _extract_before(night, settings)
    read_whole_on = extract_date
    if before is not None and not whole:
        last = date.fromisoformat(before[1]["read_whole_on"])
        whole = (extract_date - last).days >= config.whole_every_days
        read_whole_on = extract_date if whole else last
    tables: dict[str, pa.Table] = {}
    with open_source(
        config,
        night.source_url,
        extract_date,
        night.part_url,
        earlier=lambda table: _as_of(night.lake, before, source.describe(), table),
        whole=whole,
    ) as source:
        source.check()
        for name in TABLES:
            if (table := source.read(name)) is not None:
                tables[name] = table
        described, notes, changes = source.describe(), source.notes(), source.changes
    manifest = night.lake.write(
        path,
        tables,
        authority=slug,
        extract_date=str(extract_date),
        source=described,
        notes=notes,
        synthetic=night.authority.synthetic,
        not_held=sorted(set(TABLES) - set(tables)),
        source_settings=settings,
        read_up_to=changes.read_up_to,
        read_whole_on=str(read_whole_on),
        changed_unstamped=changes.unstamped,
    )
    counts: Counts = {"landed": rows_in(manifest), "tables": len(tables), "already_there": False}
    if changes.alone:
        counts["tables_read_by_changes"] = len(changes.alone)
    if missed := sum(changes.unstamped.values()):
        # The extracts since the last whole read lacked these: the column of changes cannot be relied on.
        counts["changes_missed_since_whole_read"] = missed
    return counts


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
    parsed = {name: parse(name, table) for name, table in corrected.items()}
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
    rows_landed = rows_in(night.landed)
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
        rows_conformed=rows_landed - rows_dropped,
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
        not_reliable=found.not_reliable,
    )
    counts: Counts = {
        "landed": rows_landed,
        "quarantined": rows_dropped,
        "conformed": rows_landed - rows_dropped,
    }
    if found.not_reliable:
        counts["columns_not_reliable"] = len(found.not_reliable)
    return counts


def transform(slug: str, extract_date: date) -> Counts:
    """Turn case tables into facts, and facts into figures for every period; leave both in the lake.

    The lake holds the facts of the newest extract: for an older one nothing is written.
    """
    night = Night.open(slug, extract_date)
    if newer := _superseded_by(night):
        return {"superseded_by": str(newer)}
    tables = {name: to_frame(table) for name, table in night.lake.read(night.path("conformed")).items()}
    facts, measures, calendar = figures(night, tables)
    frames = {**facts, "dim_period": calendar, "dim_measure": catalogue()}
    arrow = {name: to_arrow(frame) for name, frame in frames.items()}
    night.lake.write(
        f"facts/authority={slug}", arrow, extract_date=str(extract_date), load_run_id=night.run.load_run_id
    )
    written = set()
    for (period_type, period_key), part in measures.groupby(["period_type", "period_key"], sort=True):
        path = f"measures/authority={slug}/period_type={period_type}/period_key={period_key}/part.parquet"
        night.lake.write_file(path, to_arrow(part.assign(load_run_id=night.run.load_run_id)))
        written.add(path)
    night.lake.remove_others(f"measures/authority={slug}/*/*/part.parquet", keep=written)
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
        facts, span, night.extract_date, held=set(tables), not_reliable=without_reliable_figures(night)
    )
    measures = measures.assign(basis=RESTATED, extract_date=pd.Timestamp(night.extract_date).as_unit("us"))
    return facts, measures, span


def load(slug: str, extract_date: date) -> Counts:
    """Put case tables, facts and figures into the warehouse in one transaction, and mark them current."""
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
    except SendError as error:
        failure = str(error)
        raise
    finally:
        store.record_attempt(
            night.run,
            attempt_id=uuid.uuid4().hex,
            started_at=started,
            seconds=time.monotonic() - clock,
            outcome=outcome,
            message=failure,
        )
    return {"outcome": outcome, "loaded": rows, **({"superseded_by": str(newer)} if newer else {})}


def load_published(year: int | None = None) -> Counts:
    """Load DfE's published figures, bundled with this software, into `dfe.published_*`."""
    from include import published

    frames = published.frames() if year is None else published.frames(year)
    return {"rows": warehouse().load_published(frames), "tables": len(frames)}


def nightly(
    slug: str,
    extract_date: date,
    progress: Callable[[str, Counts], None] = lambda step, counts: None,
    *,
    whole: bool = False,
) -> Counts:
    """All steps for one night. `progress` is told of each step as it ends; `whole` as for `land`."""
    counts = land(slug, extract_date, whole=whole)
    progress("land", counts)
    for step in (validate, transform, load, quality.build_site):
        done = step(slug, extract_date)
        progress(step.__name__, done)
        counts |= done
    return counts


def _warehouse_frames(night: Night) -> dict[str, pd.DataFrame]:
    slug = night.authority.slug
    made = night.lake.manifest(f"facts/authority={slug}") or {}
    if made.get("load_run_id") != night.run.load_run_id:
        raise LakeError(
            f"The facts in the lake are not those of {night.extract_date}. Run the transform step first."
        )
    facts = {f"marts.{n}": to_frame(t) for n, t in night.lake.read(f"facts/authority={slug}").items()}
    parts = night.lake.read_files(f"measures/authority={slug}/*/*/part.parquet")
    measures = to_frame(pa.concat_tables(parts))
    if set(measures["load_run_id"]) != {night.run.load_run_id}:
        raise LakeError("Some figures in the lake are from another run. Run the transform step again.")
    cases = {name: to_frame(table) for name, table in night.lake.read(night.path("conformed")).items()}
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
    earlier = [
        d for d in night.lake.extract_dates("conformed", night.authority.slug) if d < night.extract_date
    ]
    if not earlier:
        return None
    manifest = night.lake.manifest(Lake.partition("landing", night.authority.slug, earlier[-1])) or {
        "files": {}
    }
    return {name: file["rows"] for name, file in manifest["files"].items()}


def _superseded_by(night: Night) -> date | None:
    newest = max(night.lake.extract_dates("conformed", night.authority.slug), default=night.extract_date)
    return newest if newest > night.extract_date else None
