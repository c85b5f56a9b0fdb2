"""An authority's calendar file, `calendars/<authority>.yaml` in the folder of its configuration.

```yaml
half_terms:                                 # years left out have the built-in pattern
  2025-26:
    autumn-1: [2025-09-02, 2025-10-24]      # first and last day of school
    ...                                     # all six
closures:                                   # in term time
  - {first: 2020-03-23, last: 2020-05-31, why: national closure}
grace_days: 7                               # for late recording, before a half-term is reported
```
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from include.calendar.terms import Calendar, CalendarError
from include.errors import ConfigError
from include.names import plain

_KEYS = {"half_terms", "closures", "grace_days"}


def calendar_file(config_dir: Path, slug: str) -> Path:
    """Where an authority's calendar is, if it has one of its own."""
    return config_dir / "calendars" / f"{plain('authority', slug)}.yaml"


def load_calendar(config_dir: Path, slug: str) -> Calendar:
    """The calendar of an authority; the built-in pattern when it has no file.

    Raises:
        ConfigError: the file cannot be read or used; the message names file, line and entry.

    """
    path = calendar_file(config_dir, slug)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Calendar()
    try:
        # Years such as 2025-26 are keys and stay text; so do days, which are read with a message of our own.
        raw: Any = yaml.load(text, Loader=yaml.BaseLoader) or {}  # noqa: S506 - the base loader makes text only
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise ConfigError(f"{path}{where}: not valid YAML. Check its indentation and colons.") from None
    try:
        if not isinstance(raw, dict) or (unknown := sorted(set(raw) - _KEYS)):
            named = ", ".join(unknown) if isinstance(raw, dict) else "a list"
            raise CalendarError(f"only {', '.join(sorted(_KEYS))} have a meaning here.", named)
        if str(grace := raw.get("grace_days", Calendar.grace_days)).isdecimal():
            raw["grace_days"] = int(grace)
        return Calendar.of(**raw)
    except CalendarError as error:
        raise ConfigError(f"{path}, line {_line(text, error.entry)}: {error}") from None


def _line(text: str, entry: Sequence[str]) -> int:
    """Line of an entry of a YAML text, or of the last part of its path that is there."""
    node = yaml.compose(text)
    line = 0
    for key in entry:
        if isinstance(node, yaml.MappingNode):
            found = [(name, value) for name, value in node.value if name.value == key]
            if not found:
                break
            name, node = found[0]
            line = name.start_mark.line
        elif isinstance(node, yaml.SequenceNode) and key.isdecimal() and int(key) <= len(node.value):
            node = node.value[int(key) - 1]
            line = node.start_mark.line
    return line + 1
