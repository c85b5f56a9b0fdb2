"""The lake: Parquet partitions that are whole or not there.

A partition is a folder of Parquet files and a `_manifest.json` that names each file with its rows and checksum. On a
local disk the folder is written under a temporary name and renamed; on object storage, where a folder cannot be
renamed, the manifest is removed first and written last. Readers trust a partition only through its manifest.

Folders that hold identifiers of children, or small counts of them (`RESTRICTED`), are closed to other users of the
machine.
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
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import fsspec
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from fsspec.implementations.local import LocalFileSystem

from include.errors import LakeError

MANIFEST = "_manifest.json"
RESTRICTED = frozenset({"landing", "conformed", "quarantine", "worklist", "sen2", "reports"})


def to_arrow(frame: pd.DataFrame) -> pa.Table:
    """A frame as Arrow without pandas metadata: dates without time as date32, so that every reader sees dates."""
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    schema = pa.schema(
        [
            pa.field(f.name, pa.date32())
            if pa.types.is_timestamp(f.type) and f.type.tz is None
            else pa.field(f.name, pa.string())
            if pa.types.is_large_string(f.type) or pa.types.is_null(f.type)
            else f
            for f in table.schema
        ]
    )
    return table.cast(schema)


def to_frame(table: pa.Table) -> pd.DataFrame:
    """Arrow as a frame with the dtypes of the case model (`str`, `datetime64[us]`, `boolean`, `Int64`, `Float64`)."""
    nullable = {pa.bool_(): pd.BooleanDtype(), pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype()}
    frame = table.to_pandas(types_mapper=nullable.get, date_as_object=False)
    days = [f.name for f in table.schema if pa.types.is_date(f.type)]
    return frame.astype(dict.fromkeys(days, "datetime64[us]"))


def checksums(tables: dict[str, pa.Table]) -> dict[str, dict[str, Any]]:
    """What the manifest of a partition of these tables says of each: `rows` and `sha256`."""
    return _sums(tables, {name: _parquet(table) for name, table in tables.items()})


def _sums(tables: dict[str, pa.Table], contents: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    return {
        name: {"rows": tables[name].num_rows, "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in contents.items()
    }


class Lake:
    """Partitions under one root URL (any that fsspec opens)."""

    def __init__(self, url: str) -> None:
        """Open the lake at `url`; nothing is read or made yet."""
        self.fs, self.root = fsspec.core.url_to_fs(url)
        self._local = isinstance(self.fs, LocalFileSystem)

    @staticmethod
    def partition(layer: str, authority: str, extract_date: date) -> str:
        """Path of one authority's extract in a layer."""
        return f"{layer}/authority={authority}/extract_date={extract_date.isoformat()}"

    def manifest(self, path: str) -> dict[str, Any] | None:
        """The manifest of a partition, or None when it is not there (or not complete)."""
        try:
            return json.loads(self.fs.cat_file(f"{self.root}/{path}/{MANIFEST}"))
        except FileNotFoundError:
            return None

    def read(self, path: str, only: str | None = None) -> dict[str, pa.Table]:
        """All tables of a partition, or one of them, checked against its manifest.

        Raises:
            LakeError: the partition is missing, or a file does not match its checksum.

        """
        # A reader can arrive in the instant between the two renames of a replacement: look again before giving up.
        for wait in (0.0, 0.05, 0.5):
            time.sleep(wait)
            if manifest := self.manifest(path):
                break
        else:
            raise LakeError(f"The lake has no complete partition {path}. Run the step that makes it first.")
        tables = {}
        for name, file in manifest["files"].items():
            if only not in (None, name):
                continue
            content = self.fs.cat_file(f"{self.root}/{path}/{name}.parquet")
            if hashlib.sha256(content).hexdigest() != file["sha256"]:
                raise LakeError(
                    f"{path}/{name}.parquet is not the file its manifest describes. Make the partition again."
                )
            tables[name] = pq.read_table(io.BytesIO(content))
        return tables

    def write(self, path: str, tables: dict[str, pa.Table], **facts: Any) -> dict[str, Any]:
        """Write or replace a partition whole; returns its manifest. `facts` are kept in it.

        The same tables give the same bytes, and so the same checksums.
        """
        contents = {name: _parquet(table) for name, table in tables.items()}
        files = _sums(tables, contents)
        checksum = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()
        manifest = {**facts, "files": files, "checksum": checksum}
        self._replace(path, {f"{name}.parquet": content for name, content in contents.items()}, manifest)
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

    def _replace(self, path: str, files: dict[str, bytes], manifest: dict[str, Any]) -> None:
        whole = {**files, MANIFEST: json.dumps(manifest, indent=1, sort_keys=True).encode()}
        if self._local:
            self._swap(path, whole)
        else:
            self._overwrite(path, whole)

    def write_file(self, path: str, table: pa.Table | bytes) -> None:
        """Write or replace one file whole: a table as Parquet, or bytes. The same bytes again are left as they are."""
        content = table if isinstance(table, bytes) else _parquet(table)
        full = f"{self.root}/{path}"
        if self.fs.exists(full) and self.fs.cat_file(full) == content:
            return
        if not self._local:
            self.fs.pipe_file(full, content)
            return
        new = Path(full).with_name(f".{Path(full).name}.{uuid.uuid4().hex}")
        with _told(path):
            self._make_room(Path(full).parent, path)
            try:
                new.write_bytes(content)
                new.replace(full)
            finally:
                new.unlink(missing_ok=True)

    def read_bytes(self, path: str) -> bytes:
        """One file as it is."""
        content: bytes = self.fs.cat_file(f"{self.root}/{path}")
        return content

    def read_files(self, pattern: str) -> list[pa.Table]:
        """All Parquet files whose path matches, in path order."""
        paths = sorted(map(str, self.fs.glob(f"{self.root}/{pattern}")))
        tables = []
        for path in paths:
            try:
                tables.append(pq.read_table(io.BytesIO(self.fs.cat_file(path))))
            except pa.ArrowInvalid:
                raise LakeError(
                    f"{path} is not a whole Parquet file. Run the step that makes it again."
                ) from None
        return tables

    def remove_others(self, pattern: str, keep: set[str]) -> None:
        """Remove files that match `pattern` and are not in `keep` (paths below the root)."""
        wanted = {f"{self.root}/{path}" for path in keep}
        for path in map(str, self.fs.glob(f"{self.root}/{pattern}")):
            if path not in wanted:
                self.fs.rm_file(path)

    def remove(self, path: str) -> None:
        """Remove a folder and what is in it; one that is not there is no fault. Its manifest goes first."""
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
        found = self.fs.glob(f"{self.root}/{layer}/authority={authority}/extract_date=*/{MANIFEST}")
        return sorted(date.fromisoformat(str(p).split("extract_date=")[1].split("/")[0]) for p in found)

    def _swap(self, path: str, files: dict[str, bytes]) -> None:
        target = Path(self.root) / path
        with _told(path):
            self._make_room(target.parent, path)
        tag = uuid.uuid4().hex
        new, old = (
            target.with_name(f".{target.name}.new-{tag}"),
            target.with_name(f".{target.name}.old-{tag}"),
        )
        with _told(path), _gone_afterwards(new):
            new.mkdir()
            for name, content in files.items():
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

    def _make_room(self, folder: Path, path: str) -> None:
        layer = Path(self.root) / path.split("/")[0]
        layer.mkdir(parents=True, exist_ok=True)
        if layer.name in RESTRICTED:
            layer.chmod(0o700)
        folder.mkdir(parents=True, exist_ok=True)

    def _overwrite(self, path: str, files: dict[str, bytes]) -> None:
        base = f"{self.root}/{path}"
        if self.fs.exists(f"{base}/{MANIFEST}"):
            self.fs.rm_file(f"{base}/{MANIFEST}")
        for stale in self.fs.glob(f"{base}/*"):
            if Path(str(stale)).name not in files:
                self.fs.rm_file(stale)
        for name, content in files.items():  # the manifest is the last of them
            self.fs.pipe_file(f"{base}/{name}", content)


@contextlib.contextmanager
def _told(path: str) -> Iterator[None]:
    """Say in words for people that something could not be written."""
    try:
        yield
    except OSError as error:
        raise LakeError(
            f"Could not write {path} to the lake: {error.strerror}. Check space and rights."
        ) from None


@contextlib.contextmanager
def _gone_afterwards(folder: Path) -> Iterator[None]:
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _parquet(table: pa.Table) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()
