"""Ready-made mappings for the shapes in which case data are often exported: to be copied, read and changed."""

from __future__ import annotations

from pathlib import Path

import yaml

from include.errors import ConfigError
from include.sources.mapping import near

_SEN2_TABLES = """\
# Tables or views named as the modules of the SEN2 return, with its items for columns.
# Names of the identifiers are those of the collection system's export; put your own on the right of each colon.
"""


def starters() -> dict[str, str]:
    """Name -> what it is for, in a line."""
    return {name: text(name).splitlines()[0].removeprefix("# ") for name in _names()}


def text(name: str) -> str:
    """One starter, as the `source:` section of an authority's YAML.

    Raises:
        ConfigError: there is none of that name.

    """
    if name not in _names():
        raise ConfigError(
            f"There is no starter {name!r}.{near(name, _names())} There are: {', '.join(_names())}."
        )
    if name == "sen2_tables":
        return _sen2_tables()
    return (Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8")


def _names() -> list[str]:
    return sorted([*(path.stem for path in Path(__file__).parent.glob("*.yaml")), "sen2_tables"])


def _sen2_tables() -> str:
    from include.sources.blade import LAYOUTS

    tables = {
        table: {
            "source": layout.file,
            "columns": {c: item for c, item in layout.columns.items() if c != item},
        }
        for table, layout in LAYOUTS.items()
    }
    return _SEN2_TABLES + str(yaml.safe_dump({"source": {"kind": "sql", "tables": tables}}, sort_keys=False))
