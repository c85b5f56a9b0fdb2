"""Names of columns, told from cells. No cell may be printed as if it were a heading: it may be a child's name.

A file without a header offers its first child as names of columns. So a head is quoted in a message, a log or a guessed
mapping only if it is, or is made of the words of, a name that is known: the case model's, the SEN2 return's, those of
the ready-made mappings, common words for them (`synonyms.yaml`), and the authority's own mapping; and only if the row
it stands in is a header, as at least two known names and no value in it show. Any other is spoken of by its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from include.model import TABLES, sen2_heads
from include.sources.mapping import find
from include.yaml_files import load

_HERE = Path(__file__).parent
# Known names that are people's names, or words of a value, as well. On their own they show no header, and only one that
# is written small, as columns of a database are, may be shown.
_ALSO_VALUES = frozenset(
    "answer born case child cost day due end grade held home la lea line mark name need page phase question rank start "
    "young".split()
)
_LONG = 12  # letters of a name that no person's name is taken for, however it is parted
_VALUE = re.compile(
    r"[\d.,/:\- ]*\d[\d.,/:\- ]*"  # a number, a date
    r"|\d{1,4}[/.\- ][A-Za-z]{3,9}[/.\- ]\d{1,4}.*|\d{4}-\d\d-\d\d.*"  # a day with its month's name, a moment
    r"|[A-Za-z]{0,4}[-_/]?\d{4,}[A-Za-z]?"  # an identifier, a UPN
    r"|[A-Za-z]{1,2}\d[\dA-Za-z]? ?\d[A-Za-z]{2}"  # a postcode
    r"|true|false|yes|no|y|n|[^@\s]+@[^@\s]+",
    re.IGNORECASE,
)


def words(name: str) -> str:
    """`ChildID`, `child_id` and `Child ID` all as `child id`."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return " ".join(re.findall(r"[a-z]+|\d+", parted.lower()))


def forms(name: str) -> set[str]:
    """The words of a name, with and without what stands in brackets."""
    return {words(name), words(re.sub(r"\(.*?\)", " ", name, flags=re.DOTALL))} - {""}


@cache
def synonyms() -> dict[str, list[str]]:
    """Model column -> words that exports use for it."""
    return dict(_yaml(_HERE / "synonyms.yaml")["columns"])


@cache
def module_heads(table: str) -> dict[str, tuple[str, ...]]:
    """Model column -> heads that the SEN2 return and its workbooks give it, for a table that is a module."""
    layout = _yaml(_HERE / "blade.yaml").get(table)
    if layout is None:
        return {}
    heads = sen2_heads(layout["file"])
    items = {column: [item] for column, item in layout["columns"].items()}
    for older in layout.get("until", {}).values():
        for column, item in older.get("columns", {}).items():
            items[column].append(item)
    return {
        c: tuple(h for item in of_column for h in (item, *heads.get(item, ())))
        for c, of_column in items.items()
    }


@cache
def _known() -> frozenset[str]:
    names = [column for table in TABLES.values() for column in table.columns]
    names += [word for more in synonyms().values() for word in more]
    for table in TABLES:
        names += [head for more in module_heads(table).values() for head in more]
    for block in ("sen2", *(layout["file"] for layout in _yaml(_HERE / "blade.yaml").values())):
        names += [head for item, more in sen2_heads(block).items() for head in (item, *more)]
        names += [f"{block}tableid", f"{block}orderseqcolumn"]
    names += _yaml(_HERE / "synonyms.yaml")["unread"]
    for path in (_HERE / "starters").glob("*.yaml"):
        names += _mapped(_yaml(path))
    return frozenset(form for name in names for form in forms(name))


@cache
def _known_joined() -> frozenset[str]:
    """`SENunitIndicator` of the return's XML is parted elsewhere than `SEN Unit Indicator` of its workbook."""
    return frozenset(name.replace(" ", "") for name in _known())


@cache
def _vocabulary() -> frozenset[str]:
    more_words = _yaml(_HERE / "synonyms.yaml")["words"]
    return frozenset(word for name in _known() for word in name.split()) | frozenset(more_words)


def known(head: str, own: Iterable[str] = ()) -> bool:
    """Whether a head is a known name, whatever its case, signs and brackets; a long one also if parted otherwise."""
    written = forms(head)
    if written & _known() or find(head, own) is not None:
        return True
    return any(
        len(joined := form.replace(" ", "")) >= _LONG and joined in _known_joined() for form in written
    )


def count_known(row: Sequence[str | None], own: Iterable[str] = ()) -> int:
    """How many known names a row holds; 0 unless it can be a header."""
    cells = [cell.strip() for cell in row if cell and cell.strip()]
    own = list(own)
    count = sum(known(cell, own) for cell in cells)
    sure = count == len(cells) if count < 2 else True
    if not sure or any(_VALUE.fullmatch(cell) for cell in cells if not known(cell, own)):
        return 0
    return count if count > sum(words(cell) in _ALSO_VALUES for cell in cells) else 0


def quotable(names: Sequence[str], own: Iterable[str] = ()) -> list[str]:
    """Those of a file's heads that may be shown. See the top of this module."""
    own = list(own)
    if not count_known(names, own):
        return []
    return [name for name in names if _may_be_shown(name, own)]


def for_messages(unread: Sequence[str], names: Sequence[str], own: Iterable[str] = ()) -> list[str]:
    """Some of a file's heads as messages tell them: each itself if it may be shown, else by its place."""
    may = set(quotable(names, own))
    return [name if name in may else f"column {list(names).index(name) + 1}" for name in unread]


def _may_be_shown(name: str, own: list[str]) -> bool:
    if find(name, own) is not None:
        return True
    if words(name) in _ALSO_VALUES:
        return name.islower()
    return known(name) or _made_of_known_words(name)


def _made_of_known_words(name: str) -> bool:
    parts = words(name).split()
    # A sign that `words` passes over would let a value through behind it.
    spelt = re.fullmatch(r"[\w\s()/&.,'\-]+", name, re.ASCII)
    return bool(spelt) and len(parts) > 1 and all(part in _vocabulary() for part in parts)


def _mapped(node: Any) -> Iterator[str]:
    """Names of source columns in a mapping."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "columns":
                yield from map(str, value.values())
            elif key == "keep" or (key in ("concat", "coalesce") and isinstance(value, list)):
                yield from map(str, value)
            else:
                yield from _mapped(value)
    elif isinstance(node, list):
        for item in node:
            yield from _mapped(item)


@cache
def _yaml(path: Path) -> Any:
    return load(path)
