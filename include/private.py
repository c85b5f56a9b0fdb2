"""Files and folders that only their owner may open, from their first moment, and that are whole or not there.

Whatever a command or a step leaves on a local disk is written here. A draft stands beside its place under the name
`.<name>.new-<tag>` until it is whole. Whoever writes it holds a lock on it (`flock`), which ends with the process
however that dies: a draft that nobody holds is a leftover, and `sweep` removes it. Names of both kinds that earlier
versions left (`.<name>.<tag>`, `.<name>.old-<tag>`) are known too.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import shutil
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

FOLDER, FILE = 0o700, 0o600
_UMASK = 0o077
# On a file system without locks a draft's age must tell. No step may run as long as this (see the DAGs' time limits).
_LONGER_THAN_ANY_STEP = 24 * 60 * 60
_DRAFT = re.compile(r"\.(?P<name>.+)\.(?:(?P<kind>new|old)-[0-9A-Za-z]+|[0-9a-f]{32})")


def from_now_on() -> None:
    """Let nobody but the owner read what this process and those it starts write, by whatever library."""
    os.umask(_UMASK)


@contextlib.contextmanager
def meanwhile() -> Iterator[None]:
    """As `from_now_on`, inside the `with` block: for a library that writes files of its own."""
    before = os.umask(_UMASK)
    try:
        yield
    finally:
        os.umask(before)


def folder(path: Path) -> Path:
    """Make a folder, and those above it that are missing, for their owner alone. One that is there stays as it is."""
    for missing in reversed([path, *path.parents]):
        if not missing.exists():
            with contextlib.suppress(FileExistsError):
                missing.mkdir(mode=FOLDER)
    path.mkdir(mode=FOLDER, exist_ok=True)  # says what is wrong when a file has the name
    return path


def close(path: Path) -> None:
    """Take away what others may do with a file or folder of ours; one that is somebody else's stays as it is."""
    if path.is_symlink():
        return  # what it leads to may be anybody's
    with contextlib.suppress(PermissionError, FileNotFoundError):
        if (mode := path.stat().st_mode) & _UMASK:
            path.chmod(mode & ~_UMASK & 0o7777)


def write(path: Path, content: bytes | str) -> None:
    """Write or replace one file whole, in a folder that is made when missing.

    Something that is no file, such as `/dev/stdout`, is written to as it is.

    Raises:
        OSError: no space, no right, or the name is that of a folder.

    """
    data = content.encode() if isinstance(content, str) else content
    path = Path(os.path.realpath(path))
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    folder(path.parent)
    with draft(path, as_folder=False) as new:
        new.write_bytes(data)
        new.replace(path)


@contextlib.contextmanager
def draft(target: Path, *, as_folder: bool) -> Iterator[Path]:
    """An empty file or folder beside `target` to be renamed to it; gone at the end of the block if it was not."""
    path, handle = _claimed(target, as_folder)
    try:
        yield path
    finally:
        _remove(path)
        os.close(handle)


def write_through(path: Path, content: bytes) -> None:
    """Write a file for its owner alone, and see it on the disk."""
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, FILE), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def sweep(root: Path, *, deep: bool = True) -> int:
    """Remove drafts that nobody is writing any more, and close what is below; returns how many were removed.

    A folder that had been moved aside for its successor is put back when the successor never came.

    Args:
        root: folder to look through; one that is not there holds nothing.
        deep: look into the folders below it too.

    """
    swept = 0
    for place, folders, files in os.walk(root):
        here = Path(place)
        if here != root:
            close(here)
        for name in [*folders, *files]:
            if draft := _DRAFT.fullmatch(name):
                swept += _settled(here / name, here / draft["name"], draft["kind"])
            else:
                close(here / name)
        folders[:] = [name for name in folders if deep and not _DRAFT.fullmatch(name)]
    return swept


def _claimed(target: Path, as_folder: bool) -> tuple[Path, int]:
    """A new draft and the handle that holds its lock."""
    while True:
        path = target.with_name(f".{target.name}.new-{uuid.uuid4().hex}")
        if as_folder:
            path.mkdir(mode=FOLDER)
        flags = os.O_RDONLY if as_folder else os.O_WRONLY | os.O_CREAT | os.O_EXCL
        try:
            handle = os.open(path, flags, FILE)
        except FileNotFoundError:
            continue  # swept before it could be held
        with contextlib.suppress(OSError):  # no locks on this file system
            fcntl.flock(handle, fcntl.LOCK_EX)
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(path.stat(), os.fstat(handle)):
                return path, handle
        os.close(handle)


def _settled(path: Path, target: Path, kind: str | None) -> bool:
    """Remove a draft that nobody writes, or put back what was moved aside; False, and closed, when it is in use.

    The lock is held until the draft is gone: a writer that has made it and waits for the lock then finds it gone.
    """
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return False  # gone, or not ours
    try:
        if not _abandoned(path, handle):
            close(path)
            return False
        if kind == "old" and path.is_dir() and not target.exists():
            with contextlib.suppress(OSError):  # the successor has come after all
                path.rename(target)
        _remove(path)
        return True
    finally:
        os.close(handle)


def _abandoned(path: Path, handle: int) -> bool:
    """Whether nobody holds the lock of a draft, which `handle` then holds."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        parts = [path, *path.rglob("*")] if path.is_dir() else [path]
        return time.time() - max(part.stat().st_mtime for part in parts) > _LONGER_THAN_ANY_STEP
    return True


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
