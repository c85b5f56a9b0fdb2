"""Whether files are at rest: whole and no longer being written, as far as that can be told from outside.

| sign | where |
|---|---|
| size and time of a file are the same after all was read as before | every kind of file source |
| a file changed within the last `settle_seconds` is looked at again after them | every kind of file source |
| the exporter's last file is there and newer than the others (`ready_file`) | kind files |
| every file has as many rows as the exporter counted (`control_totals`) | kind files |
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from fsspec import AbstractFileSystem
from fsspec.implementations.local import LocalFileSystem

from include.errors import SourceUnavailable

# What storage of each kind calls the time of a file's last change, and the mark that changes with its content.
_TIMES = ("mtime", "LastModified", "last_modified", "updated", "modified")
_MARKS = ("ETag", "etag", "md5", "ino")


class Stamp(NamedTuple):
    """A file as seen from outside: bytes, time of its last change in seconds since 1970, and other marks."""

    size: int | None
    changed: float | None
    marks: tuple[str, ...]


def stamp(system: AbstractFileSystem, path: str) -> Stamp | None:
    """A file as it is now; None when it is not there."""
    system.invalidate_cache()
    try:
        info = system.info(path)
        moment = next((info[name] for name in _TIMES if info.get(name) is not None), None)
        if moment is None:
            try:
                moment = system.modified(path)
            except NotImplementedError:
                moment = None
    except FileNotFoundError:
        return None
    marks = tuple(str(info[name]) for name in _MARKS if info.get(name) is not None)
    return Stamp(info.get("size"), _seconds(moment), marks)


def _seconds(moment: Any) -> float | None:
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    if isinstance(moment, datetime):
        return moment.timestamp()
    return float(moment) if moment is not None else None


class AtRest:
    """Files as they were when they were first looked at."""

    def __init__(
        self, system: AbstractFileSystem | None = None, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """Take the file system; this machine's unless told."""
        self._system, self._sleep = system or LocalFileSystem(), sleep
        self._seen: dict[str, Stamp] = {}

    def look(self, path: str | Path) -> None:
        """Remember a file as it is, before it is opened."""
        if str(path) not in self._seen and (now := stamp(self._system, str(path))):
            self._seen[str(path)] = now

    @property
    def files(self) -> dict[str, dict[str, Any]]:
        """Name of each file read -> its bytes, and the time of its last change as ISO text."""
        return {
            path.rsplit("/", 1)[-1]: {
                "bytes": file.size,
                "changed": datetime.fromtimestamp(file.changed).astimezone().isoformat()
                if file.changed
                else None,
            }
            for path, file in sorted(self._seen.items())
        }

    @property
    def last_change(self) -> float | None:
        """When the last of them was changed."""
        return max((file.changed for file in self._seen.values() if file.changed), default=None)

    def make_sure(self, settle_seconds: float) -> None:
        """Compare all files with what they were at the first look, after a wait if one was changed only just.

        Raises:
            SourceUnavailable: one has changed or is gone.

        """
        if self.last_change is not None:
            fresh_for = settle_seconds - (time.time() - self.last_change)
            if fresh_for > 0:
                self._sleep(min(fresh_for, settle_seconds))
        for path, before in self._seen.items():
            now = stamp(self._system, path)
            if now != before:
                name = path.rsplit("/", 1)[-1]
                became = "is gone" if now is None else f"now has {now.size:,} bytes"
                raise SourceUnavailable(
                    f"{name} is still being written: it had {before.size or 0:,} bytes when reading began and "
                    f"{became}. "
                    "Nothing was landed. Try again when the export has come to its end; 'ready_file' under 'source' "
                    "in the authority's YAML names a file to wait for."
                )
