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

from pathlib import Path

from include.calendar.terms import Calendar, CalendarError
from include.errors import ConfigError
from include.names import plain
from include.yaml_files import line_of, parsed

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
        # Years such as 2025-26 are keys and stay text; so do days, which are read with a message of our own.
        text, raw = parsed(path, as_text=True)
    except FileNotFoundError:
        return Calendar()
    try:
        raw = raw or {}
        if not isinstance(raw, dict) or (unknown := sorted(set(raw) - _KEYS)):
            entry = ", ".join(unknown) if isinstance(raw, dict) else "a list"
            raise CalendarError(f"only {', '.join(sorted(_KEYS))} have a meaning here.", entry)
        if str(grace := raw.get("grace_days", Calendar.grace_days)).isdecimal():
            raw["grace_days"] = int(grace)
        return Calendar.of(**raw)
    except CalendarError as error:
        # People count closures from one.
        place = [int(key) - 1 if key.isdecimal() else key for key in error.entry]
        raise ConfigError(f"{path}, line {line_of(text, place)}: {error}") from None
