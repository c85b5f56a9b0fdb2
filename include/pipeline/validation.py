"""The second step: which of the landed rows are fit to be counted."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from functools import partial

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from include.doubt import not_reliable
from include.errors import GateStopped, SendError
from include.expectations import (
    LaterEvents,
    ParsedTable,
    Validation,
    known_on,
    parse,
    profile,
    without_retired_codes,
)
from include.lake import Lake
from include.model import TABLES
from include.model.frames import to_arrow
from include.model.labels import in_one_spelling
from include.pipeline import quality
from include.pipeline.known import Reading
from include.pipeline.night import Counts, Night, rows_in, warehouse, without_identifiers

log = logging.getLogger(__name__)


def validate(slug: str, extract_date: date) -> Counts:
    """Check the landed extract, set bad rows aside, and let the rest through as typed case tables.

    What was found is recorded in the warehouse's `dq` schema also when the gate stops the load.

    Raises:
        GateStopped: the extract is not fit to replace the figures of the night before.

    """
    night = Night.open(slug, extract_date)
    extract = _read(night)
    before = quality.profiles(night)
    checked = night.methods.check(
        extract.tables,
        not_held=set(TABLES) - set(extract.tables),
        extract_date=extract_date,
        gate=night.authority.gate,
        previous_counts=_previous_counts(night),
        before=before,
    )
    dropped = _dropped(checked)
    rows = {
        "rows_landed": rows_in(night.landed),
        "rows_quarantined": len(dropped),
        "rows_conformed": rows_in(night.landed) - extract.later_rows - len(dropped),
    }
    quality.keep_worklist(night, extract.tables, checked)
    tonight = profile(extract.tables)
    moved = quality.drift(night, tonight, before)
    _tell_drift(moved)
    _record(night, extract, checked, moved, rows)
    if checked.stopped:
        raise _stopped(night, checked)
    _set_aside(night, checked, dropped)
    quality.keep_profile(night, tonight)
    _let_through(night, extract, checked)
    _tell_by_rule(checked)
    return {
        "landed": rows["rows_landed"],
        "quarantined": rows["rows_quarantined"],
        "conformed": rows["rows_conformed"],
        "faults": len(checked.quarantined) + len(checked.flagged),
        **(
            {"later_rows": extract.later_rows, "later_values": extract.later_values}
            if extract.later_rows or extract.later_values
            else {}
        ),
        **({"columns_not_reliable": len(checked.not_reliable)} if checked.not_reliable else {}),
    }


@dataclass(frozen=True)
class _Extract:
    """The tables of an extract with corrections made, in the model's types, less what came after its day."""

    tables: dict[str, ParsedTable]
    later: LaterEvents
    corrections: pd.DataFrame

    @property
    def later_rows(self) -> int:
        return sum(self.later.rows.values())

    @property
    def later_values(self) -> int:
        return sum(self.later.dates.values())


def _read(night: Night) -> _Extract:
    raw = night.lake.read(night.path("landing"))
    corrected, corrections = night.corrections.apply(raw, night.extract_date)
    del raw
    parsed = {name: parse(name, corrected.pop(name)) for name in list(corrected)}
    until = Reading.of(night.landed).known_until(night.extract_date)
    tables, later = known_on(parsed, night.extract_date, until)
    return _Extract(tables, later, corrections)


def _dropped(checked: Validation) -> pd.DataFrame:
    """Table and number of each row that is set aside."""
    aside = checked.quarantined
    return aside.loc[aside["policy"] == "drop_row", ["table_name", "row_number"]].drop_duplicates()


def _record(
    night: Night, extract: _Extract, checked: Validation, drift: pd.DataFrame, rows: dict[str, int]
) -> None:
    """Tell the warehouse what was found, and what the extract shows."""
    store, reading = warehouse(night.settings), Reading.of(night.landed)
    passed = "passed_with_quarantine" if rows["rows_quarantined"] else "passed"
    store.record_validation(
        night.run,
        results=pd.concat([checked.results, drift], ignore_index=True),
        quarantined=quality.with_first_seen(night, store, without_identifiers(night, checked.quarantined)),
        outcome="stopped" if checked.stopped else passed,
        stopped_because="\n".join(checked.stopped) or None,
        **rows,
        known={
            "rows_later": extract.later_rows,
            "values_later": extract.later_values,
            "read_ended_at": reading.ended,
            "shows_day": reading.state_of(night.extract_date),
            "is_late": reading.is_marked,
        },
    )
    store.record_quality(
        night.run,
        {
            "dq.correction_result": without_identifiers(night, extract.corrections),
            "dq.not_reliable": not_reliable(night.catalogue, checked.not_reliable),
        },
    )


def _tell_drift(moved: pd.DataFrame) -> None:
    """Say as a warning what has moved by more than chance since the nights before."""
    told = moved[~moved["passed"].astype("bool") & (moved["severity"] == "warning")]
    for table, message in zip(told["table_name"], told["message"], strict=True):
        log.warning("%s: %s", table, message)


def _tell_by_rule(checked: Validation) -> None:
    """Say in the log what was set aside or emptied, by table and rule, and as a warning what costs measures."""
    for because in checked.not_reliable.values():
        log.warning("%s: measures that rest on it are not published.", because)
    acted = checked.quarantined.groupby(["table_name", "rule_id", "policy"], observed=True).size()
    for place, rows in zip(acted.index.to_frame().to_numpy(), acted, strict=True):
        log.info("%s: %s rows", ", ".join(map(str, place)), f"{rows:,}")


def _stopped(night: Night, checked: Validation) -> GateStopped:
    slug, day = night.authority.slug, night.extract_date
    # Now above all people need to see what is wrong; but why the night stops is told even without the page.
    try:
        quality.build_site(slug, day)
    except SendError as error:
        log.warning("The quality page of %s for %s could not be made: %s", day, slug, error)
    reasons = "\n".join(f"  - {reason}" for reason in checked.stopped)
    return GateStopped(
        f"The extract of {day} for {slug} was not let through; the figures of the night before stay.\n{reasons}\n"
        "Rules and counts are on the quality page of that day. Each record, with row and column: "
        f"python -m include.cli quality worklist --authority {slug} --out FOLDER"
    )


def _set_aside(night: Night, checked: Validation, dropped: pd.DataFrame) -> None:
    """Keep the rows that do not go on, as they landed, with the reasons."""
    aside: dict[str, pa.Table] = {"_reasons": to_arrow(checked.quarantined)}
    for name, rows in dropped.groupby("table_name"):
        table = night.lake.read(night.path("landing"), only=str(name))[str(name)]
        numbers = pa.array(rows["row_number"].astype("int64"))
        aside[str(name)] = table.filter(pc.is_in(table["_row"], numbers))
    night.lake.write(night.path("quarantine"), aside, rows_dropped=len(dropped))


def _let_through(night: Night, extract: _Extract, checked: Validation) -> None:
    tables = in_one_spelling(without_retired_codes(checked.conformed), night.authority.gate.groups)
    night.lake.write(
        night.path("conformed"),
        {name: partial(to_arrow, frame) for name, frame in tables.items()},
        like=night.before("conformed"),
        not_held=sorted(set(TABLES) - set(extract.tables)),
        extract_checksum=night.landed["checksum"],
        later_rows=extract.later.rows,
        later_dates=extract.later.dates,
        not_reliable=checked.not_reliable,
    )


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
