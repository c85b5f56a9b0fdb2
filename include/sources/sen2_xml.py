"""A council's SEN2 return as XML: one file, read element by element.

The items are those of the Blade export in lower case (`blade.yaml`), and so are its limits: the SEN2 modules alone,
as they stood on census day. The XML nests records and numbers none. Identifiers are counted here in the order of the
file, with the year of the return in front (`2026-17`), so they hold within one return and not from one to the next.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import cache
from xml.etree.ElementTree import ParseError

import pyarrow as pa
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from include.errors import SourceError, SourceUnavailable
from include.model.codes import SEN2_PARENT
from include.sources import limits
from include.sources.base import Shown
from include.sources.blade import LAYOUTS, WholeReturn, as_file

_BLOCKS = ("person", *SEN2_PARENT)  # in lower case
MAX_VALUE_CHARS = 10_000


class Sen2XmlSource(WholeReturn):
    """One return as XML."""

    def describe(self) -> str:
        """Year of the return and number of the authority. Errors as `read`."""
        return f"SEN2 return {self.year} as XML (authority {self._header['lea']})"

    def shows(self) -> Shown | None:
        """The day on which the file says that it was made; None when it does not."""
        table = self._file("sen2")
        moment = table["datetime"][0].as_py() if "datetime" in table.column_names else None
        with suppress(ValueError):
            return Shown(date.fromisoformat((moment or "").strip()[:10]), "export")
        return None

    def _parsed(self) -> dict[str, pa.Table]:
        name = self.folder.name
        try:
            with self.folder.open("rb") as opened:
                limits.refuse_size(name, self.folder.stat().st_size)
                blocks = _blocks(opened, name)
        except OSError as error:
            raise SourceUnavailable(
                f"The SEN2 return {self.folder} cannot be opened ({error.strerror}). Check 'path' in the authority's "
                "YAML, and that the drive is connected."
            ) from None
        except ParseError as error:
            raise SourceError(
                f"{name}: line {error.position[0]} is not well-formed XML. It may be cut short. Export it again."
            ) from None
        except (DefusedXmlException, LookupError, ValueError) as error:
            raise SourceError(
                f"{name} is refused ({type(error).__name__}): a return has no document type, no entities and one of "
                "the usual encodings. Export it again."
            ) from None
        if blocks["sen2"] and blocks["sen2"][0].get("collection", "").upper() != "SEN2":
            raise SourceError(f"{name} is not a SEN2 return: its header names another collection.")
        return {block: as_file(block, rows) for block, rows in blocks.items()}


@cache
def _items(block: str) -> frozenset[str]:
    """Items of a block that are read."""
    return frozenset(
        item for layout in LAYOUTS.values() if layout.file == block for item in layout.columns.values()
    )


def _blocks(opened: object, name: str) -> dict[str, list[dict[str, str]]]:
    """Records of every block, with `<block>tableid` of their own and of their parent."""
    blocks: dict[str, list[dict[str, str]]] = {block: [] for block in ("sen2", *_BLOCKS)}
    header: dict[str, str] = {}
    path: list[str] = []
    current: dict[str, dict[str, str]] = {}
    for event, element in iterparse(opened, events=("start", "end"), forbid_dtd=True):
        tag = element.tag.rsplit("}", 1)[-1].lower()
        if event == "start":
            path.append(tag)
            if len(path) > limits.MAX_XML_DEPTH:
                raise SourceError(f"{name} nests deeper than a SEN2 return does. Export it again.")
            if tag in _BLOCKS:
                parent = SEN2_PARENT.get(tag)
                if parent is not None and parent not in path:
                    raise SourceError(f"{name}: a {tag} block lies outside of {parent}. Export it again.")
                record = {f"{tag}tableid": str(len(blocks[tag]) + 1)}
                if parent is not None:
                    record[f"{parent}tableid"] = current[parent][f"{parent}tableid"]
                current[tag] = record
                blocks[tag].append(record)
                if len(blocks[tag]) > limits.MAX_ROWS:
                    raise SourceError(f"{name} has more than {limits.MAX_ROWS:,} {tag} blocks.")
            continue
        path.pop()
        if len(element) == 0 and tag not in _BLOCKS and path:
            text = element.text or ""
            if len(text) > MAX_VALUE_CHARS:
                raise SourceError(
                    f"{name}: a {tag} item is longer than any item of a return. Export it again."
                )
            block = next((p for p in reversed(path) if p in _BLOCKS), None)
            if block:
                if current[block].get(tag, text) != text and tag in _items(block):
                    raise SourceError(
                        f"{name}: {block} {current[block][f'{block}tableid']} has the item {tag} twice, and not "
                        "the same. Which is right, nothing tells. Export it again."
                    )
                current[block][tag] = text
            elif "header" in path:
                header[tag] = text
        if tag in _BLOCKS:
            # What has been read is let go, so that memory holds the records and not their markup.
            element.clear()
    blocks["sen2"].append(header)
    return blocks
