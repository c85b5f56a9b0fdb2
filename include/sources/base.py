"""What every source offers, whatever kind it is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import TracebackType
from typing import Any, Literal, Protocol, Self

import pyarrow as pa

from include.errors import SourceError, SourceUnavailable, SourceUnfinished


@dataclass(frozen=True)
class Shown:
    """The day whose end a source shows, and how that is known.

    `export`: the export's own date, in its name or header. `copy`: the source holds a table that says so. `asked`: the
    source was asked for that state.
    """

    day: date
    by: Literal["export", "copy", "asked"]


# First and last day, both included.
Span = tuple[date, date]


@dataclass(frozen=True)
class Earlier:
    """A case table as an earlier extract of the same source has it.

    `rows` as `Source.read` gave them; `read_up_to` the last change that had been read then, as ISO text.
    """

    rows: pa.Table
    read_up_to: str


@dataclass
class Changes:
    """What a source tells of tables that it can read by their changes alone; empty where it reads all of every table.

    `read_up_to`: table -> last change read, to be kept for the next extract. `alone`: tables of which only changed rows
    were read. `unstamped`: table -> rows that had changed, or come or gone, without their time of change telling so;
    it is known of tables that were read whole though their changes could have been read.
    """

    read_up_to: dict[str, str]
    alone: list[str]
    unstamped: dict[str, int]


_NOT_HELD = ": not held"


def not_held(table: str, by: str = "") -> str:
    """What a source notes of a table that it does not have and is not asked for. `by`: why none of its kind has it."""
    return f"{table}{_NOT_HELD}{by}"


def is_of_a_table_not_held(note: str) -> bool:
    """Whether a source's note is that of `not_held`."""
    return _NOT_HELD in note


def in_one(faults: Sequence[SourceError]) -> SourceError:
    """One error that says what several say, each once. An export that has not ended explains the others, too."""
    kind = SourceUnfinished if any(isinstance(fault, SourceUnfinished) for fault in faults) else SourceError
    return kind(" ".join(dict.fromkeys(map(str, faults))))


def check_all(checks: Iterable[Callable[[], object]]) -> None:
    """Run every check. All faults come in one message; what is out of reach is told at once.

    Raises:
        SourceUnavailable: as a check raises it.
        SourceError: what the checks found, one sentence after the other.

    """
    faults = list[SourceError]()
    for check in checks:
        try:
            check()
        except SourceUnavailable:
            raise
        except SourceError as error:
            faults.append(error)
    if faults:
        raise in_one(faults)


class Source(Protocol):
    """A source of case tables, opened on first use and closed at the end of its `with` block.

    Raises:
        SourceUnavailable: it cannot be reached; trying again later may help.
        SourceError: it was reached, but a table, column or file is missing or unreadable.

    """

    @property
    def changes(self) -> Changes:
        """What is known of changes after the reads. See `Changes`."""
        ...

    def read(self, table: str) -> pa.Table | None:
        """One case table, or None when the source does not hold it.

        Columns: those of the model that the source has, under the model's names, all text (`string`):
        surrounding blanks trimmed, empty as null, dates as ISO text where they are dates, flags `1` and
        `0`, codes translated as the mapping says and otherwise as received. `record_source` is always
        there. `_row` (int64) counts the records from 1, the header left out, in the file's order or, for a
        database, in the order of the key.
        """
        ...

    def unmapped(self, table: str) -> list[str]:
        """Columns that the source holds for a case table and nothing here reads, as they may be shown.

        A head of a file that may be a cell is told by its place, `column 3`. See `heads`.
        """
        ...

    def notes(self) -> list[str]:
        """What a person should know about this extract though nothing is wrong, such as tables not held."""
        ...

    def check(self) -> None:
        """Reach the source and make sure that all it should hold can be read; all faults in one message."""
        ...

    def at_rest(self) -> None:
        """After the reads: make sure that no file was being written meanwhile. See `rest`.

        Raises:
            SourceUnavailable: one was.

        """
        ...

    def files(self) -> dict[str, dict[str, Any]]:
        """Name of each file that was read -> `bytes` and `changed`; nothing for a database."""
        ...

    def describe(self) -> str:
        """What is being read, in a few words and without secrets."""
        ...

    def shows(self) -> Shown | None:
        """The day whose end the source shows by itself; None for one that is read as it stands."""
        ...

    def covers(self, table: str) -> list[Span] | None:
        """Days about which the source knows all that a table holds; None when it has no such bounds."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def read_all(source: Source, names: Iterable[str]) -> dict[str, pa.Table]:
    """The tables that a source holds; what is wrong in any of them comes in one message. Errors as `Source.read`."""
    tables: dict[str, pa.Table] = {}

    def read(name: str) -> None:
        if (table := source.read(name)) is not None:
            tables[name] = table

    check_all(partial(read, name) for name in names)
    return tables
