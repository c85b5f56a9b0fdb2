"""Several sources as one: each case table comes from exactly one of them."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from types import TracebackType
from typing import Any, Self

import pyarrow as pa

from include.errors import SourceError, SourceUnavailable
from include.model import TABLES
from include.sources.base import Changes, Shown, Source, Span, in_one, not_held
from include.sources.mapping import CombinedConfig


class CombinedSource:
    """Parts by name; the configuration says which table is taken from which."""

    def __init__(self, config: CombinedConfig, parts: dict[str, Source], as_at: date) -> None:
        """Take the parts, opened and not yet read."""
        self.parts, self._as_at = parts, as_at
        self._part_of = {table: name for name, part in config.parts.items() for table in part.takes}
        self._stack = ExitStack()

    @property
    def changes(self) -> Changes:
        """Those of all parts."""
        together = Changes({}, [], {})
        for part in self.parts.values():
            together.read_up_to |= part.changes.read_up_to
            together.alone += part.changes.alone
            together.unstamped |= part.changes.unstamped
        return together

    def read(self, table: str) -> pa.Table | None:
        """One case table from the part that holds it: see `Source.read`."""
        part = self._part_of.get(table)
        return self.parts[part].read(table) if part else None

    def unmapped(self, table: str) -> list[str]:
        """Columns of the table that nothing here reads, in the part that holds it."""
        part = self._part_of.get(table)
        return self.parts[part].unmapped(table) if part else []

    def notes(self) -> list[str]:
        """Tables of no part, and what each part has to say of its own tables."""
        notes = [not_held(table) for table in TABLES if table not in self._part_of]
        for name, part in self.parts.items():
            for note in part.notes():
                table = note.split(":", 1)[0]
                if table not in TABLES or self._part_of.get(table) == name:
                    notes.append(f"{name}: {note}")
        return notes

    def check(self) -> None:
        """Check every part. All faults come in one message; one part out of reach is told at once."""
        faults = list[SourceError]()
        for name, part in self.parts.items():
            try:
                part.check()
            except SourceUnavailable as error:
                raise SourceUnavailable(f"Part {name}: {error}") from None
            except SourceError as error:
                faults.append(type(error)(f"Part {name}: {error}"))
        # A table that was promised and is not there must not pass for one that is not held.
        if not faults:
            faults = [
                SourceError(
                    f"Part {part} takes {table} but does not hold it. Take it out of 'takes', or correct its mapping."
                )
                for table, part in self._part_of.items()
                if self.parts[part].read(table) is None
            ]
        if faults:
            raise in_one(faults)

    def at_rest(self) -> None:
        """Make sure of every part."""
        for name, part in self.parts.items():
            try:
                part.at_rest()
            except SourceUnavailable as error:
                raise SourceUnavailable(f"Part {name}: {error}") from None

    def files(self) -> dict[str, dict[str, Any]]:
        """Those of all parts, each name with its part in front."""
        return {
            f"{part}/{name}": facts
            for part, source in self.parts.items()
            for name, facts in source.files().items()
        }

    def describe(self) -> str:
        """The parts, each as it describes itself."""
        return "; ".join(f"{name}: {part.describe()}" for name, part in self.parts.items())

    def shows(self) -> Shown | None:
        """The day that all parts show by themselves; None when one of them is read as it stands.

        Where they differ, the latest of those after the extract date, else the oldest: together they show no other.
        """
        states = [part.shows() for part in self.parts.values()]
        dated = [one for one in states if one is not None]
        if not dated or len(dated) < len(states):
            return None
        ahead = [one for one in dated if one.day > self._as_at]
        return max(ahead, key=lambda one: one.day) if ahead else min(dated, key=lambda one: one.day)

    def covers(self, table: str) -> list[Span] | None:
        """As the part that holds the table."""
        part = self._part_of.get(table)
        return self.parts[part].covers(table) if part else None

    def __enter__(self) -> Self:
        for part in self.parts.values():
            self._stack.enter_context(part)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()
