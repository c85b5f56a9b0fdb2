"""What every source offers, whatever kind it is."""

from types import TracebackType
from typing import Protocol, Self

import pyarrow as pa


class Source(Protocol):
    """A source of case tables, opened on first use and closed at the end of its `with` block.

    Raises:
        SourceUnavailable: it cannot be reached; trying again later may help.
        SourceError: it was reached, but a table, column or file is missing or unreadable.

    """

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
        """Columns that the source holds for a case table and nothing here reads."""
        ...

    def notes(self) -> list[str]:
        """What a person should know about this extract though nothing is wrong, such as tables not held."""
        ...

    def check(self) -> None:
        """Reach the source and make sure that all it should hold can be read; all faults in one message."""
        ...

    def describe(self) -> str:
        """What is being read, in a few words and without secrets."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
