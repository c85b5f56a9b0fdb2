"""The first step: the source as it stands, copied into the lake with a manifest."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa

from include import progress
from include.errors import LakeError, NotOfThatDay, SendError
from include.lake import Lake, checksums
from include.model import TABLES
from include.pipeline.known import Reading, is_of, refusal
from include.pipeline.night import Clock, Counts, Night, rows_in, sweep, utc_now
from include.sources import Earlier, Shown, Source
from include.sources.base import Changes, Span, is_of_a_table_not_held, read_all
from include.sources.keys import other_identifiers, other_parents, refuse_lost_zeros

log = logging.getLogger(__name__)

_SHOWN_COLUMNS = 10
_SATURDAY = 5
_SPINE = ("person", "request", "assessment", "plan", "active_plan")


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
    swept = sweep(night.settings)
    landed = night.lake.manifest(night.path("landing"))
    if landed and not again and _has_passed(night, landed):
        return _already_there(landed) | _another_delivery(night, landed) | swept
    plan = _plan(night, whole)
    with night.open_source(
        lambda table: _as_of(night.lake, plan.before, source.describe(), table), whole=plan.whole
    ) as source:
        source.check()
        shown, began = source.shows(), clock()
        if not is_of(extract_date, began, shown, night.authority.late_after) and not late:
            if not again and (in_time := _landed_in_time(night)):
                return _already_there(in_time) | {"too_late_to_read_again": True}
            raise _refused(night, began, shown)
        delivery = _read(source)
    ended = clock()
    is_late = not is_of(extract_date, ended, shown, night.authority.late_after)
    if is_late and not late:
        raise _refused(night, ended, shown)
    _tell(night, delivery.notes)
    # A return is made once a year, and its identifiers hold within it alone.
    if not any(delivery.covers.values()):
        _tell_not_written_again(night, delivery.files)
        _tell_other_identifiers(night, delivery.tables)
    progress.at("writing what was read")
    instead_of = _replaced(landed) if landed and again else []
    manifest = _write(night, plan, delivery, Reading(began, ended, shown, is_late), instead_of)
    if not any(delivery.covers.values()):
        _tell_nothing_new(night, manifest)
    for name, file in sorted(manifest["files"].items()):
        log.info("%s: %s rows", name, f"{file['rows']:,}")
    return {
        "landed": rows_in(manifest),
        "tables": len(delivery.tables),
        "already_there": False,
        **({"late": True} if is_late else {}),
        **swept,
        **_read_by_changes(delivery.changes),
    }


@dataclass(frozen=True)
class _Plan:
    """How much of the source is read.

    Attributes:
        settings: checksum of the source's settings.
        before: path and manifest of the extract before, if it was made with the same settings.
        whole: read all rows also where reading the changes would do.
        read_whole_on: the extract for which all rows were last read, this one included.

    """

    settings: str
    before: tuple[str, dict[str, Any]] | None
    whole: bool
    read_whole_on: date


def _plan(night: Night, whole: bool) -> _Plan:
    config = night.authority.source
    settings = hashlib.sha256(config.model_dump_json().encode()).hexdigest()
    before = _extract_before(night, settings)
    if before is None or whole:
        return _Plan(settings, before, whole, night.extract_date)
    last = date.fromisoformat(before[1]["read_whole_on"])
    is_due = (night.extract_date - last).days >= (config.days_until_whole or 0)
    return _Plan(settings, before, is_due, night.extract_date if is_due else last)


@dataclass(frozen=True)
class _Delivery:
    """What a source gave, and what it says of it: see `Source`."""

    tables: dict[str, pa.Table]
    described: str
    notes: list[str]
    changes: Changes
    files: dict[str, dict[str, Any]]
    covers: dict[str, list[Span] | None]


def _read(source: Source) -> _Delivery:
    """Every table, of files that stood still meanwhile and have lost no zeros."""
    tables = read_all(source, progress.over("reading", TABLES))
    not_found = [each for name, table in tables.items() for each in _not_found(name, table, source)]
    source.at_rest()
    refuse_lost_zeros(tables)
    return _Delivery(
        tables,
        source.describe(),
        source.notes() + not_found,
        source.changes,
        source.files(),
        {name: source.covers(name) for name in tables},
    )


def _not_found(name: str, table: pa.Table, source: Source) -> list[str]:
    """What to say of columns of the case model that the source does not have, be they renamed or not recorded.

    Nothing of a return, which has the columns of its layout.
    """
    if source.covers(name) is not None:
        return []
    absent = [column for column in TABLES[name].columns if column not in table.column_names]
    if not absent:
        return []
    unread = source.unmapped(name)
    more = f" and {len(unread) - _SHOWN_COLUMNS} more" if len(unread) > _SHOWN_COLUMNS else ""
    beside = f"; nothing reads {', '.join(unread[:_SHOWN_COLUMNS])}{more}" if unread else ""
    return [f"{name}: no column is read as {', '.join(absent)}{beside}"]


def _tell(night: Night, notes: list[str]) -> None:
    """Say what was made of the source: as a warning what no earlier extract told, but for tables that are not held."""
    before = night.before("landing")
    known = set((night.lake.manifest(before) or {}).get("notes", ())) if before else set()
    for note in notes:
        is_new = note not in known and not is_of_a_table_not_held(note)
        log.log(logging.WARNING if is_new else logging.INFO, "%s: %s", night.authority.slug, note)


def _tell_not_written_again(night: Night, files: dict[str, dict[str, Any]]) -> None:
    """Warn of files that stand as the extract before read them, so that they show no later day.

    A file that had not been written again at the extract before either is one that people write now and then.
    """
    earlier = [d for d in night.extracts("landing") if d < night.extract_date][-2:]
    read = [
        night.lake.manifest(Lake.partition("landing", night.authority.slug, day)) or {} for day in earlier
    ]
    deliveries = [manifest.get("delivery", {}) for manifest in read]
    if not files or not deliveries:
        return
    same = [name for name, facts in sorted(files.items()) if deliveries[-1].get(name) == facts]
    if len(same) == len(files) and set(night.authority.source.delivered) >= set(read[-1].get("files", {})):
        log.warning(
            "%s: no file was written again since the extract of %s, so this one shows what that showed. Check that the "
            "export ran; nightly with --again takes its files in.",
            night.authority.slug,
            earlier[-1],
        )
        return
    news = [name for name in same if len(deliveries) < 2 or deliveries[0].get(name) != files[name]]
    if news and len(same) < len(files):
        log.warning(
            "%s: of the files, %s stand as the extract of %s read them, while others were written again. Check that "
            "the export ran to its end.",
            night.authority.slug,
            ", ".join(news[:_SHOWN_COLUMNS]),
            earlier[-1],
        )


def _tell_nothing_new(night: Night, manifest: dict[str, Any]) -> None:
    """Warn of an extract of a working day that is that of the day before to the byte: an old export under a new date.

    Files that were not written again are told as such. On other days nobody works.
    """
    path = night.before("landing")
    earlier = (night.lake.manifest(path) if path else None) or {}
    is_written_again = not earlier.get("delivery") or earlier["delivery"] != manifest.get("delivery")
    if (
        night.extract_date.weekday() < _SATURDAY
        and is_written_again
        and rows_in(manifest)
        and manifest["files"] == earlier.get("files")
    ):
        log.warning(
            "%s: every table holds the same as in the extract before (%s), though %s was a working day. Check that the "
            "export reads the live system, and is not an older one under a new date.",
            night.authority.slug,
            earlier.get("extract_date"),
            night.extract_date,
        )


def _tell_other_identifiers(night: Night, tables: dict[str, pa.Table]) -> None:
    """Warn of persons and requests most of which go by other identifiers than before; errors as `other_identifiers`."""
    if (path := night.before("landing")) is None:
        return
    try:
        before = {name: night.lake.read(path, only=name) for name in _SPINE if name in tables}
    except LakeError:
        return  # damaged since
    for name, earlier in before.items():
        if name not in earlier:
            continue
        said = [other_parents(name, tables[name], earlier[name])]
        if name in ("person", "request"):
            said.insert(0, other_identifiers(name, tables[name], earlier[name]))
        for each in filter(None, said):
            log.warning("%s: %s.", night.authority.slug, each)


def _write(
    night: Night, plan: _Plan, delivery: _Delivery, reading: Reading, instead_of: list[dict[str, Any]]
) -> dict[str, Any]:
    """Land it whole; gives the manifest."""
    return night.lake.write(
        night.path("landing"),
        delivery.tables,
        like=night.before("landing"),
        authority=night.authority.slug,
        extract_date=str(night.extract_date),
        source=delivery.described,
        notes=delivery.notes,
        **reading.facts(),
        covers={
            name: [[str(first), str(last)] for first, last in spans]
            for name, spans in delivery.covers.items()
            if spans is not None
        },
        synthetic=night.authority.synthetic,
        not_held=sorted(set(TABLES) - set(delivery.tables)),
        source_settings=plan.settings,
        read_up_to=delivery.changes.read_up_to,
        read_whole_on=str(plan.read_whole_on),
        changed_unstamped=delivery.changes.unstamped,
        delivery=delivery.files,
        **({"instead_of": instead_of} if instead_of else {}),
    )


def _read_by_changes(changes: Changes) -> Counts:
    counts: Counts = {}
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


def _another_delivery(night: Night, landed: dict[str, Any]) -> Counts:
    """Name the tables whose files are not what was landed for this date, and the command that takes them in.

    Only of files that still are this date's: they say so by their names, or no later extract has landed. A database
    shows the present, whatever the date.
    """
    slug, day, config = night.authority.slug, night.extract_date, night.authority.source
    delivered = config.delivered
    if not delivered:
        return {}
    try:
        with night.open_source() as source:
            tables = {name: source.read(name) for name in TABLES if name in delivered}
            source.at_rest()
            files = source.files()
    except SendError:
        return {}  # they are gone, or another delivery is just coming in
    is_newest = max(night.extracts("landing"), default=day) <= day
    if not is_newest and not (config.dated and set(files) == set(landed.get("delivery", {}))):
        return {}
    landed_files = landed["files"]
    files_now = checksums({name: table for name, table in tables.items() if table is not None})

    def rows(files: dict[str, Any], name: str) -> str:
        return f"{files.get(name, {}).get('rows', 0):,}"

    differing = [
        f"{name} ({rows(landed_files, name)} rows landed, {rows(files_now, name)} now)"
        for name in TABLES
        if name in delivered and landed_files.get(name) != files_now.get(name)
    ]
    if not differing:
        return {}
    listed = ", ".join(differing)
    log.warning(
        "The delivery of %s for %s is not what was landed: %s. What was landed stays, because figures were made from "
        "it. To take the delivery instead: python -m include.cli nightly --authority %s --extract-date %s --again; in "
        "Airflow, Trigger with take_again.",
        *(day, slug, listed, slug, day),
    )
    return {
        "delivery_differs": listed,
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
    if (path := night.before("landing")) is None:
        return None
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
