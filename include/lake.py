"""The lake: Parquet partitions that are whole or not there.

A partition is a folder of Parquet files and a `_manifest.json` that names each file with its rows and checksum. On a
local disk the folder is written under a temporary name and renamed; on object storage, where a folder cannot be
renamed, the manifest is removed first and written last. Readers trust a partition only through its manifest.

On a local disk everything is closed to other users of the machine (`include.private`). `RESTRICTED` names the layers
that hold identifiers of children, or small counts of them, wherever the lake is.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
import json
import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import fsspec
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from fsspec.implementations.local import LocalFileSystem

from include import private
from include.errors import LakeError, LakeUnavailable
from include.names import inside, plain
from include.private import write_through as _write_through

MANIFEST = "_manifest.json"
_EXTRACTS = ("landing", "conformed", "quarantine", "worklist", "profile")
RESTRICTED = frozenset({"landing", "conformed", "quarantine", "worklist", "sen2", "reports"})


# Tables by name, or what makes each when its turn has come.
Tables = Mapping[str, pa.Table | Callable[[], pa.Table]]


def checksums(tables: dict[str, pa.Table]) -> dict[str, dict[str, Any]]:
    """What the manifest of a partition of these tables says of each: `rows` and `sha256`."""
    return _sums(tables, {})


def _sums(tables: Tables, contents: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    """What a manifest says of tables; puts their files into `contents`. No more than one table is in memory."""
    files = {}
    for name in tables:
        table = source() if callable(source := tables[name]) else source
        contents[name] = _parquet(table)
        sha256 = hashlib.sha256(contents[name]).hexdigest()
        files[name] = {"rows": table.num_rows, "sha256": sha256}
    return files


class Partition(Mapping[str, pa.Table]):
    """The tables of a partition, each read when it is asked for, all of them as one manifest describes them."""

    def __init__(self, lake: Lake, path: str, manifest: dict[str, Any]) -> None:
        """Open the partition that a manifest describes."""
        self.lake, self.path, self.manifest = lake, path, manifest

    def __getitem__(self, name: str) -> pa.Table:
        """One table. Raises `LakeError` when its file is not, or is no longer, the one that the manifest describes."""
        return pq.read_table(io.BytesIO(self._content(name)))

    def coded(self, name: str) -> pa.Table:
        """The same table, in half the time: its texts as dictionaries, as they are stored, but for what no row repeats.

        Raises:
            LakeError: as `partition[name]`.

        """
        content = self._content(name)
        schema = pq.read_schema(io.BytesIO(content))
        texts = [
            column.name
            for column in schema
            if pa.types.is_string(column.type)
            and not column.name.endswith("_key")
            and column.name != f"{name}_id"
        ]
        return pq.read_table(io.BytesIO(content), read_dictionary=texts)

    def _content(self, name: str) -> bytes:
        checksum = self.manifest["files"][name]["sha256"]
        try:
            content = self.lake.read_bytes(f"{self.path}/{name}.parquet")
        except FileNotFoundError:
            content = b""
        if hashlib.sha256(content).hexdigest() != checksum:
            raise LakeError(
                f"{self.path}/{name}.parquet is not the file its manifest describes. Make the partition again."
            )
        return content

    def __iter__(self) -> Iterator[str]:
        """Names of the tables."""
        return iter(self.manifest["files"])

    def __len__(self) -> int:
        """How many tables there are."""
        return len(self.manifest["files"])


class Lake:
    """Partitions under one root URL (any that fsspec opens)."""

    def __init__(self, url: str) -> None:
        """Open the lake at `url`; nothing is read or made yet."""
        self.fs, self.root = fsspec.core.url_to_fs(url)
        self._local = isinstance(self.fs, LocalFileSystem)

    @staticmethod
    def partition(layer: str, authority: str, extract_date: date) -> str:
        """Path of one authority's extract in a layer."""
        return f"{layer}/authority={plain('authority', authority)}/extract_date={extract_date.isoformat()}"

    def manifest(self, path: str) -> dict[str, Any] | None:
        """The manifest of a partition, or None when it is not there (or not complete)."""
        inside(path)
        try:
            return json.loads(self.fs.cat_file(f"{self.root}/{path}/{MANIFEST}"))
        except FileNotFoundError:
            return None

    def open(self, path: str) -> Partition:
        """A partition as it is now, of which no table is read yet.

        Raises:
            LakeError: it is missing.

        """
        # A reader can arrive in the instant between the two renames of a replacement: look again before giving up.
        for wait in (0.0, 0.05, 0.5):
            time.sleep(wait)
            if manifest := self.manifest(path):
                return Partition(self, path, manifest)
        raise LakeError(f"The lake has no complete partition {path}. Run the step that makes it first.")

    def read(self, path: str, only: str | None = None) -> dict[str, pa.Table]:
        """All tables of a partition, or one of them, checked against its manifest.

        Raises:
            LakeError: the partition is missing, or a file does not match its checksum.

        """
        partition = self.open(path)
        return {name: partition[name] for name in partition if only in (None, name)}

    def write(self, path: str, tables: Tables, *, like: str | None = None, **facts: Any) -> dict[str, Any]:
        """Write or replace a partition whole; returns its manifest.

        The same tables give the same bytes, and so the same checksums.

        Args:
            path: of the partition.
            tables: by name, or functions that give them, so that no more than one is in memory.
            like: path of an earlier partition. On a local disk a file of the same bytes there gets a second name here
                and no second copy; it stays until both are removed.
            facts: kept in the manifest.

        """
        contents: dict[str, bytes] = {}
        files = _sums(tables, contents)
        checksum = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()
        manifest = {**facts, "files": files, "checksum": checksum}
        file_contents = {f"{name}.parquet": content for name, content in contents.items()}
        self._replace(path, file_contents, manifest, like)
        return manifest

    def write_among_others(self, path: str, tables: Tables, **facts: Any) -> dict[str, Any]:
        """Write tables into a folder in which others keep files of their own; returns its manifest.

        Names may lead into folders below. The manifest goes first and comes last, so that readers trust the tables
        when all of them are there, and find by their checksums when another writer has replaced some.
        """
        contents: dict[str, bytes] = {}
        manifest = {**facts, "files": _sums(tables, contents)}
        with contextlib.suppress(FileNotFoundError):
            self.fs.rm_file(f"{self.root}/{inside(path)}/{MANIFEST}")
        for name, content in contents.items():
            self.write_file(f"{path}/{name}.parquet", content)
        self.write_file(f"{path}/{MANIFEST}", _json(manifest))
        return manifest

    def write_folder(self, path: str, files: dict[str, bytes], **facts: Any) -> dict[str, Any]:
        """Write or replace a folder of files of any kind whole, with a manifest of their checksums; returns it."""
        sums = {name: {"sha256": hashlib.sha256(content).hexdigest()} for name, content in files.items()}
        manifest = {**facts, "files": sums}
        self._replace(path, files, manifest)
        return manifest

    def manifests(self, pattern: str) -> list[dict[str, Any]]:
        """The manifests of all partitions or folders whose path matches, in path order."""
        paths = sorted(map(str, self.fs.glob(f"{self.root}/{pattern}/{MANIFEST}")))
        return [json.loads(self.fs.cat_file(path)) for path in paths]

    def _replace(
        self, path: str, files: dict[str, bytes], manifest: dict[str, Any], like: str | None = None
    ) -> None:
        inside(path)
        whole = {**files, MANIFEST: _json(manifest)}
        if self._local:
            self._swap(path, whole, like)
        else:
            self._overwrite(path, whole)

    def write_file(self, path: str, table: pa.Table | bytes) -> None:
        """Write or replace one file whole: a table as Parquet, or bytes. The same bytes again are left as they are."""
        content = table if isinstance(table, bytes) else _parquet(table)
        inside(path)
        full = f"{self.root}/{path}"
        if self.fs.exists(full) and self.fs.cat_file(full) == content:
            return
        if not self._local:
            self.fs.pipe_file(full, content)
            return
        with _in_words(path):
            self._make_room(Path(full).parent)
            private.write(Path(full), content)

    def read_bytes(self, path: str) -> bytes:
        """One file as it is."""
        inside(path)
        content: bytes = self.fs.cat_file(f"{self.root}/{path}")
        return content

    def remove_others(self, pattern: str, keep: set[str]) -> None:
        """Remove files that match `pattern` and are not in `keep` (paths below the root)."""
        kept_paths = {f"{self.root}/{path}" for path in keep}
        for path in map(str, self.fs.glob(f"{self.root}/{pattern}")):
            if path not in kept_paths:
                self.fs.rm_file(path)

    def remove(self, path: str) -> None:
        """Remove a folder and what is in it; one that is not there is no fault. Its manifest goes first."""
        inside(path)
        full = f"{self.root}/{path}"
        with contextlib.suppress(FileNotFoundError):
            self.fs.rm_file(f"{full}/{MANIFEST}")
        with contextlib.suppress(FileNotFoundError):
            self.fs.rm(full, recursive=True)

    def folders(self, pattern: str) -> list[str]:
        """Paths below the root that match, in order."""
        paths = map(str, self.fs.glob(f"{self.root}/{pattern}"))
        return sorted(path[path.index(self.root) + len(self.root) + 1 :] for path in paths)

    def extract_dates(self, layer: str, authority: str) -> list[date]:
        """Extract dates of an authority that are complete in a layer, oldest first."""
        manifests = self.fs.glob(f"{self.root}/{layer}/authority={authority}/extract_date=*/{MANIFEST}")
        return sorted(date.fromisoformat(str(p).split("extract_date=")[1].split("/")[0]) for p in manifests)

    def _swap(self, path: str, files: dict[str, bytes], like: str | None) -> None:
        target = Path(self.root) / path
        earlier = Path(self.root) / inside(like) if like else None
        old = target.with_name(f".{target.name}.old-{uuid.uuid4().hex}")
        with _in_words(path):
            self._make_room(target.parent)
            with private.draft(target, as_folder=True) as new:
                for name, content in files.items():
                    if not (earlier and _named_again(earlier / name, new / name, content)):
                        _write_through(new / name, content)
                # Renaming onto a folder that holds files fails; moving that one aside and trying again also settles
                # the case of two writers at once: each puts its whole partition there, and the last one stays.
                while True:
                    try:
                        new.rename(target)
                        return
                    except OSError as error:
                        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                            raise
                    with contextlib.suppress(FileNotFoundError):
                        target.rename(old)
                    shutil.rmtree(old, ignore_errors=True)

    def _make_room(self, folder: Path) -> None:
        private.close(private.folder(Path(self.root)))
        private.folder(folder)

    def sweep(self) -> int:
        """Remove what killed steps left half-written, whoever's it was; returns how many files or folders that were.

        On a local disk whatever others could read is closed, too: earlier versions left it open. On object storage an
        extract that is without its manifest for a day is such a leftover.
        """
        if self._local:
            return private.sweep(Path(self.root))
        swept = 0
        for layer in _EXTRACTS:
            for folder, files in self._without_manifest(layer):
                if max(_changed(file) for file in files) < datetime.now(UTC) - timedelta(days=1):
                    self.fs.rm(folder, recursive=True)
                    swept += 1
        return swept

    def _without_manifest(self, layer: str) -> list[tuple[str, list[dict[str, Any]]]]:
        folders: dict[str, list[dict[str, Any]]] = {}
        with contextlib.suppress(FileNotFoundError):
            for path, file in self.fs.find(f"{self.root}/{layer}", detail=True).items():
                folders.setdefault(str(path).rsplit("/", 1)[0], []).append({**file, "name": str(path)})
        return [
            (folder, files)
            for folder, files in folders.items()
            if "extract_date=" in folder and not any(f["name"].endswith(f"/{MANIFEST}") for f in files)
        ]

    def _overwrite(self, path: str, files: dict[str, bytes]) -> None:
        base = f"{self.root}/{path}"
        if self.fs.exists(f"{base}/{MANIFEST}"):
            self.fs.rm_file(f"{base}/{MANIFEST}")
        for stale in self.fs.glob(f"{base}/*"):
            if Path(str(stale)).name not in files:
                self.fs.rm_file(stale)
        for name, content in files.items():  # the manifest is the last of them
            self.fs.pipe_file(f"{base}/{name}", content)


def _named_again(there: Path, here: Path, content: bytes) -> bool:
    """Give a file that has these bytes a second name; False where there is none, or no file can have two names."""
    try:
        if there.stat().st_size != len(content) or there.read_bytes() != content:
            return False
        os.link(there, here)
    except OSError:
        return False
    return True


@contextlib.contextmanager
def _in_words(path: str) -> Iterator[None]:
    """Say in words for people that something could not be written, and whether it may be by and by."""
    try:
        yield
    except OSError as error:
        kind = LakeError if isinstance(error, PermissionError) else LakeUnavailable
        raise kind(f"Could not write {path} to the lake: {error.strerror}. Check space and rights.") from None


def _changed(file: dict[str, Any]) -> datetime:
    """When a file on object storage was written; each store has a name of its own for it."""
    for name in ("LastModified", "last_modified", "updated", "mtime", "created"):
        if (written := file.get(name)) is not None:
            timestamp = (
                pd.Timestamp(written, unit="s") if isinstance(written, int | float) else pd.Timestamp(written)
            )
            moment = timestamp.floor("s").to_pydatetime()
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return datetime.now(UTC)


def _json(manifest: dict[str, Any]) -> bytes:
    return json.dumps(manifest, indent=1, sort_keys=True).encode()


def _parquet(table: pa.Table) -> bytes:
    buffer = io.BytesIO()
    # Nothing asks a file for the smallest and greatest of a column, and to find them is a fifth of the work.
    pq.write_table(table, buffer, compression="zstd", write_statistics=False, store_schema=False)
    return buffer.getvalue()
