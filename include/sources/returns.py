"""Several years' SEN2 returns as one history.

A return holds the calendar year before its census and what is open or maintained on the census day; what was decided
before is there as `H`, without its date. So returns are read together: of a record the newest row wins, and what only
an older return holds is kept. Returns share no identifiers. Records are taken for one and the same by

| record | when these agree |
|---|---|
| person | UPN, else ULN, else surname, forename and date of birth |
| request | person, and the day received or the date of its plan |
| assessment, plan, maintained plan | their request: a return has at most one of each |
| placement | maintained plan, setting, first day and rank |

A request, assessment or plan that was open in a return and is in none of the later ones was open on that census day and
not on the next. No return says when it ended; it is taken to have ended on the last census day that knows it, and the
notes count these.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa

from include.errors import SourceError
from include.sources.base import Changes, Shown, Source, Span, check_all
from include.sources.blade import LAYOUTS, BladeSource
from include.sources.mapping import BladeConfig, ReturnConfig

_Row = dict[str, Any]
# What the newest row says also by saying nothing: an end that was taken back, a review that is a later one.
_STATE = {
    "plan": {"cease_date", "cease_reason"},
    "active_plan": {"review_meeting_date", "review_outcome", "review_draft_date", "last_review_date"},
    "placement": {"leaving_date"},
}
# Outcome -> the day that goes with it: a decision of before the period of a return is `H` there, and known to an older.
_OUTCOMES = {
    "request": ("request_outcome", "request_outcome_date"),
    "assessment": ("assessment_outcome", "assessment_outcome_date"),
}
_ONE_OF_A_REQUEST = ("assessment", "active_plan")
_KEYS = {
    "person": "person_id", "request": "request_id", "assessment": "assessment_id", "plan": "plan_id",
    "active_plan": "active_plan_id", "plan_placement": "plan_placement_id", "placement": "placement_id",
}  # fmt: skip


@dataclass
class _History:
    """Records of all returns by table and identifier, from the newest return to the oldest."""

    tables: dict[str, dict[Hashable, _Row]] = field(default_factory=dict)
    ended: int = 0

    def rows(self, table: str) -> dict[Hashable, _Row]:
        return self.tables.setdefault(table, {})


class ReturnsSource:
    """The newest export of each return year, read together; a single one is read as it is."""

    def __init__(self, returns: Callable[[], Sequence[BladeSource]]) -> None:
        """Take how to find the returns, newest first; it is asked on first use."""
        self._find = returns
        self.changes = Changes({}, [], {})

    @cached_property
    def returns(self) -> Sequence[BladeSource]:
        """The returns that are read, newest first."""
        return self._find()

    @property
    def newest(self) -> BladeSource:
        """The newest return."""
        return self.returns[0]

    # What only one return can say

    @property
    def config(self) -> Any:
        """Configuration of the newest return."""
        return self.newest.config

    @property
    def year(self) -> int:
        """Year of the newest return."""
        return self.newest.year

    def unmapped(self, table: str) -> list[str]:
        """As the newest return."""
        return self.newest.unmapped(table)

    def shows(self) -> Shown | None:
        """The day that the newest return shows."""
        return self.newest.shows()

    def at_rest(self) -> None:
        """Make sure that the files of every return are as they were at the first look."""
        for each in self.returns:
            each.at_rest()

    def files(self) -> dict[str, dict[str, Any]]:
        """The files of every return."""
        return {name: facts for each in self.returns for name, facts in each.files().items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for each in self.__dict__.get("returns", ()):
            each.__exit__(kind, error, trace)

    # What all of them say

    def read(self, table: str) -> pa.Table | None:
        """One case table: see `Source.read`."""
        if len(self.returns) == 1:
            return self.newest.read(table)
        if (latest := self.newest.read(table)) is None:
            return None
        rows = list(self._history.rows(table).values())
        names = [name for name in latest.column_names if name != "_row"]
        names += sorted({name for row in rows for name in row} - {*names, "_row"})
        columns = {name: pa.array([row.get(name) for row in rows], pa.string()) for name in names}
        return pa.table({**columns, "_row": pa.array(range(1, len(rows) + 1), pa.int64())})

    def covers(self, table: str) -> list[Span] | None:
        """The days of all returns."""
        spans = [each.covers(table) for each in self.returns]
        return [span for of_return in spans if of_return for span in of_return] or None

    def notes(self) -> list[str]:
        """Those of the newest return, and what reading several together assumes."""
        notes = self.newest.notes()
        if len(self.returns) > 1:
            years = ", ".join(str(each.year) for each in reversed(self.returns))
            notes.append(f"The returns of {years} are read as one history")
            if ended := self._history.ended:
                notes.append(
                    f"{ended} requests, assessments and plans that were open in a return are in none of the later "
                    "ones; they are taken to have ended on the last census day that knows them"
                )
        return notes

    def check(self) -> None:
        """Check every return. All faults come in one message."""
        check_all(each.check for each in self.returns)

    def describe(self) -> str:
        """Each return as it describes itself, newest first."""
        return "; ".join(each.describe() for each in self.returns)

    @cached_property
    def _history(self) -> _History:
        history = _History()
        for place, each in enumerate(self.returns):
            tables = {}
            for name in LAYOUTS:
                table = each.read(name)
                tables[name] = table.drop_columns("_row").to_pylist() if table is not None else []
            census = max(last for _, last in each.covers("person") or [(date.min, date.min)])
            _add(history, tables, census if place else None)
        return history


def _add(history: _History, older: dict[str, list[_Row]], census: date | None) -> None:
    """Add the records of the next older return; of the newest one when `census` is None."""
    names: dict[str, dict[str, str]] = {name: {} for name in _KEYS}
    newer_keys: dict[str, set[Hashable]] = {name: set(history.rows(name)) for name in _KEYS}
    _match_people(history, older["person"], names["person"])
    _match_requests(history, older, names)
    for name in _ONE_OF_A_REQUEST:
        newer_of = {row["request_id"]: key for key, row in history.rows(name).items()}
        for row in older[name]:
            if match := newer_of.get(names["request"].get(row["request_id"], row["request_id"])):
                names[name][row[_KEYS[name]]] = str(match)
    newer_of = {row["assessment_id"]: key for key, row in history.rows("plan").items()}
    for row in older["plan"]:
        if match := newer_of.get(names["assessment"].get(row["assessment_id"], row["assessment_id"])):
            names["plan"][row["plan_id"]] = str(match)

    for name in ("person", "request", "assessment", "plan", "active_plan"):
        for row in older[name]:
            record = _renamed(row, names)
            key = record[_KEYS[name]]
            rows = history.rows(name)
            if key in rows:
                rows[key] = _together(name, rows[key], record)
            else:
                rows[key] = _ended(history, name, record, census) if census else record
    _add_parts(history, older, names, newer_keys)


def _renamed(row: _Row, names: dict[str, dict[str, str]]) -> _Row:
    """A row with the identifiers that its record, and those it hangs on, have in newer returns."""
    by_column = {key: names[name] for name, key in _KEYS.items()}
    return {c: by_column[c].get(v, v) if c in by_column and v is not None else v for c, v in row.items()}


def _person_keys(row: _Row) -> list[tuple[str, ...]]:
    parts = [str(row.get(name) or "").strip().casefold() for name in ("surname", "forename", "birth_date")]
    keys = [(name, str(row[name])) for name in ("upn", "uln") if row.get(name)]
    return [*keys, ("name", *parts)] if all(parts) else [*keys]


def _match_people(history: _History, people: list[_Row], names: dict[str, str]) -> None:
    newer_of: dict[tuple[str, ...], Hashable] = {}
    for key, row in history.rows("person").items():
        for mark in _person_keys(row):
            newer_of.setdefault(mark, key)
    matched: set[Hashable] = set()
    for row in people:
        match = next(
            (newer_of[m] for m in _person_keys(row) if m in newer_of and newer_of[m] not in matched), None
        )
        if match is not None:
            names[row["person_id"]] = str(match)
            matched.add(match)


def _plan_dates(assessments: list[_Row], plans: list[_Row]) -> dict[str, str]:
    """Request -> date of its plan."""
    request_of = {row["assessment_id"]: row["request_id"] for row in assessments}
    return {
        request_of[row["assessment_id"]]: row["start_date"]
        for row in plans
        if row["assessment_id"] in request_of and row.get("start_date")
    }


def _match_requests(
    history: _History, older: dict[str, list[_Row]], names: dict[str, dict[str, str]]
) -> None:
    by_mark: dict[tuple[Hashable, ...], Hashable] = {}
    plan_of = _plan_dates(list(history.rows("assessment").values()), list(history.rows("plan").values()))
    for key, row in history.rows("request").items():
        for what, day in (("received", row.get("received_date")), ("plan", plan_of.get(str(key)))):
            if day:
                by_mark.setdefault((row["person_id"], what, day), key)
    matched: set[Hashable] = set()
    plan_of = _plan_dates(older["assessment"], older["plan"])
    for row in older["request"]:
        person = names["person"].get(row["person_id"], row["person_id"])
        for what, day in (("received", row.get("received_date")), ("plan", plan_of.get(row["request_id"]))):
            match = by_mark.get((person, what, day or ""))
            if match is not None and match not in matched:
                names["request"][row["request_id"]] = str(match)
                matched.add(match)
                break


def _together(name: str, newer: _Row, older: _Row) -> _Row:
    """The newer row, with what only the older one says."""
    record = {**older, **{c: v for c, v in newer.items() if v is not None or c in _STATE.get(name, set())}}
    if name in _OUTCOMES:
        outcome, _ = _OUTCOMES[name]
        if newer.get(outcome) == "H" and older.get(outcome) not in (None, "A", "H"):
            record[outcome] = older[outcome]
    return record


def _ended(history: _History, name: str, row: _Row, census: date) -> _Row:
    """A row that no later return knows, ended on its census day if it was open then."""
    if name in _OUTCOMES:
        outcome, day = _OUTCOMES[name]
        if row.get(outcome) == "A":
            history.ended += 1
            return {**row, outcome: "W", day: str(census)}
    if name == "plan" and not row.get("cease_date"):
        history.ended += 1
        return {**row, "cease_date": str(census)}
    return row


def _add_parts(
    history: _History,
    older: dict[str, list[_Row]],
    names: dict[str, dict[str, str]],
    newer_keys: dict[str, set[Hashable]],
) -> None:
    """Named settings, needs and placements: those of the newer return where it has any of the plan."""
    for name, above in (
        ("plan_placement", "plan"),
        ("sen_need", "active_plan"),
        ("placement", "active_plan"),
    ):
        key = _KEYS[above]
        have = {row[key] for row in history.rows(name).values()} & newer_keys[above]
        marks = (
            {_placement_mark(row) for row in history.rows(name).values()} if name == "placement" else set()
        )
        for row in older[name]:
            record = _renamed(row, names)
            if record[key] in have and (
                name != "placement" or not record.get("leaving_date") or _placement_mark(record) in marks
            ):
                continue
            identity = record.get(_KEYS.get(name, "")) or (record[key], record.get("sen_type_rank"))
            history.rows(name)[identity] = record


def _placement_mark(row: _Row) -> tuple[Any, ...]:
    return tuple(
        row.get(name)
        for name in ("active_plan_id", "urn", "ukprn", "sen_setting", "placement_rank", "entry_date")
    )


def blade_returns(config: BladeConfig, as_at: date, la_code: str | None) -> Source:
    """The exports of a folder: the newest of each return year made by a day, or the one that is configured."""
    export = BladeSource(config, as_at, la_code)

    def returns() -> Sequence[BladeSource]:
        if config.export_date:
            return [export]
        days = [day for day in export.export_dates if day <= as_at]
        if len(days) < 2:
            return [export]
        each = [config.model_copy(update={"export_date": day}) for day in days]
        return _newest_of_each_year([BladeSource(settings, as_at, la_code) for settings in each])

    return ReturnsSource(returns)


def filed_returns(
    kind: type[BladeSource], suffix: str, config: ReturnConfig, as_at: date, la_code: str | None
) -> Source:
    """The return of a file, or those of all files of a folder that were made by a day."""
    folder = Path(config.path).expanduser()

    def returns() -> Sequence[BladeSource]:
        if not folder.is_dir():
            return [kind(config, as_at, la_code)]
        paths = sorted(
            p for p in folder.iterdir() if p.suffix.casefold() == suffix and not p.name.startswith("~$")
        )
        if not paths:
            raise SourceError(f"{folder} holds no return: no file whose name ends with {suffix}.")
        each = [kind(config.model_copy(update={"path": str(path)}), as_at, la_code) for path in paths]
        by_day = [
            (shown.day if (shown := one.shows()) else date.min, place) for place, one in enumerate(each)
        ]
        usable = [each[place] for day, place in sorted(by_day) if day <= as_at]
        if not usable:
            raise SourceError(f"{folder} holds no return that was made on or before {as_at}.")
        return _newest_of_each_year(usable)

    return ReturnsSource(returns)


def _newest_of_each_year(returns: Sequence[BladeSource]) -> Sequence[BladeSource]:
    """Of returns in the order of their making, the last one of each year, newest year first."""
    by_year = {each.year: each for each in returns}
    return [by_year[year] for year in sorted(by_year, reverse=True)]


__all__ = ["ReturnsSource", "blade_returns", "filed_returns"]
