"""A name that comes from outside is checked before a path is made of it.

Such names are those of an authority, a period, a table, a part of a source, a starter: what somebody types at the
prompt, gives a run in Airflow as a parameter, or a file under `config/` says.
"""

from __future__ import annotations

import re

from include.errors import ConfigError, LakeError

_PLAIN = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,98}[A-Za-z0-9_-])?", re.ASCII)
_SHOWN = 60


def plain(what: str, name: object) -> str:
    """The name, when it can be the name of a file or folder and nothing more.

    Args:
        what: what it names, for the message: `authority`, `period`, …
        name: as it came.

    Raises:
        ConfigError: it holds anything but letters, digits, `_`, `-` and single dots inside, or is too long. No file
            was looked for.

    """
    text = str(name)
    if not _PLAIN.fullmatch(text) or ".." in text:
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        raise ConfigError(
            f"{shown!r} is not a name of {'an' if what[0] in 'aeiou' else 'a'} {what}: a name holds letters, digits, "
            "_ and -, and is no path."
        )
    return text


def inside(path: str) -> str:
    """The path, when it stays below the folder that it is a path in.

    The last line of defence behind `plain`: no path of the lake leads out of it.
    """
    if path.startswith("/") or "\\" in path or ".." in path.split("/") or "\0" in path:
        raise LakeError(f"{path!r} leads out of the lake. Nothing was read or written.")
    return path
