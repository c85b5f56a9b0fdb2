"""How much of a file is read before it is refused. A file of a council's whole history is far below every limit."""

from __future__ import annotations

from include.errors import SourceError

MAX_FILE_BYTES = 1 << 30
MAX_LINE_CHARS = 1 << 20  # one record, all its lines together
MAX_COLUMNS = 2_000
MAX_ROWS = 5_000_000
MAX_UNZIPPED_BYTES = 1 << 30  # all parts of a workbook together
MAX_PART_BYTES = 256 << 20  # shared strings are held in memory whole, so one part has a limit of its own
MAX_PARTS = 2_000
MAX_XML_DEPTH = 20


def refuse_size(name: str, size: int | None) -> None:
    """Refuse a file before a byte of it is read.

    Raises:
        SourceError: it is larger than `MAX_FILE_BYTES`.

    """
    if size is not None and size > MAX_FILE_BYTES:
        raise SourceError(
            f"{name} has {size / (1 << 20):,.0f} MB; files up to {MAX_FILE_BYTES >> 20:,} MB are read. "
            "Export fewer years, or one file for each table."
        )
