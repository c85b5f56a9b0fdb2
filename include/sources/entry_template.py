"""The collection system's two workbooks of a SEN2 return: the entry template, and the pre-submission workbook.

| Workbook | Layout |
| --- | --- |
| entry template | sheet *Data Entry Template*: nine tables one under another, each a title, a line of heads, records |
| pre-submission | eight sheets, *Person* to *SEN Need*, with the items' names as heads; no header record |

Records name their person and, from requests down, the request, by numbers that whoever filled in the workbook made up:
they hold within one workbook only, so the year of the return is put before them, as for an export (`blade`). Without
a header record the year comes from `return_year` of the mapping.

A head is taken for the item whose name it spells, spaces, signs and brackets aside, or that `sen2_heads.yaml` of the
case model lists it for; what nothing reads is told by `source check`.
"""

from __future__ import annotations

import re
from functools import cache

import pyarrow as pa

from include.errors import SourceError, SourceUnavailable
from include.model import sen2_heads
from include.model.codes import SEN2_PARENT
from include.sources import limits
from include.sources.base import Shown
from include.sources.blade import NOT_TOLD, NUMBER, WholeReturn, as_file
from include.sources.mapping import WorkbookConfig
from include.sources.workbook import Book, opened, rows_of

SHEET = "Data Entry Template"
# Sheets of the pre-submission workbook, in its order.
SHEETS = {
    "person": "Person",
    "requests": "Requests",
    "assessment": "Assessments",
    "namedplan": "Named Plan",
    "plandetail": "Plan Detail",
    "activeplans": "Active Plan",
    "placementdetail": "Placement Detail",
    "senneed": "SEN Need",
}
# Titles of the tables of the entry template, letters only.
TITLES = {
    "sen2": "headerrecord",
    "person": "personrecord",
    "requests": "requestsrecord",
    "assessment": "assessmentsrecord",
    "namedplan": "namedplanrecord",
    "plandetail": "plandetailrecord",
    "activeplans": "activeplanrecord",
    "placementdetail": "placementdetailrecord",
    "senneed": "senneedrecord",
}
_PERSON, _REQUEST = "personid", "requestsrecordid"
_Rows = list[dict[str, str]]


class EntryTemplateSource(WholeReturn):
    """One filled-in workbook."""

    config: WorkbookConfig

    def describe(self) -> str:
        """Year of the return and number of the authority. Errors as `read`."""
        return f"SEN2 entry workbook of the return {self.year} (authority {self._header['lea']})"

    def shows(self) -> Shown | None:
        """None: a workbook does not say of which day it is."""
        return None

    def _parsed(self) -> dict[str, pa.Table]:
        name = self.folder.name
        try:
            with self.folder.open("rb") as file:
                limits.refuse_size(name, self.folder.stat().st_size)
                with opened(file, name) as book:
                    sheets = {_letters(sheet): sheet for sheet in book.sheets}
                    if _letters(SHEET) not in sheets and any(_letters(s) in sheets for s in SHEETS.values()):
                        stacked = self._by_sheet(book, sheets, name)
                    else:
                        stacked = _stacked(book, name)
        except OSError as error:
            raise SourceUnavailable(
                f"The entry workbook {self.folder} cannot be opened ({error.strerror}). Check 'path' in the "
                "authority's YAML, and that the drive is connected."
            ) from None
        if missing := [title for title in ("sen2", "person", "requests") if title not in stacked]:
            raise SourceError(
                f"{name}, sheet {SHEET!r}, has no table {', '.join(TITLES[m] for m in missing)}. It is not the entry "
                "template of a SEN2 return, or its titles were changed."
            )
        self._refuse_others(stacked, name)
        return {block: as_file(block, _tied(block, stacked.get(block, []), name)) for block in TITLES}

    def _refuse_others(self, stacked: dict[str, _Rows], name: str) -> None:
        """Refuse records that say that they are another authority's, as a header of another one is refused."""
        for block, rows in stacked.items():
            said = [(place, NUMBER.fullmatch(row.get("la", ""))) for place, row in enumerate(rows, start=1)]
            others = [(place, number[1]) for place, number in said if number and number[1] != self._la_code]
            if self._la_code and others:
                place, number = others[0]
                raise SourceError(
                    f"{name}: {len(others):,} of {len(rows):,} records of the table {TITLES[block]} say that they are "
                    f"of another authority, the first, record {place}, of {number}; these are the records of authority "
                    f"{self._la_code}. Nothing was read. Take them out, or correct 'la_code' in the authority's YAML."
                )

    def _by_sheet(self, book: Book, sheets: dict[str, str], name: str) -> dict[str, _Rows]:
        """The rows of each sheet by item; an empty sheet may be left out."""
        if self.config.return_year is None:
            raise SourceError(
                f"{name} has no header record that tells the year of its return. Give it as 'return_year' in the "
                "authority's YAML."
            )
        header = {"collection": "SEN2", "year": str(self.config.return_year), "lea": NOT_TOLD}
        modules: dict[str, _Rows] = {"sen2": [header]}
        for block, title in SHEETS.items():
            if (sheet := sheets.get(_letters(title))) is None:
                continue
            heads, modules[block] = None, []
            for _, row in rows_of(book, sheet, name):
                cells = [(cell or "").strip() for cell in row]
                if heads is None:
                    heads = [_item(block, cell) for cell in cells] if any(cells) else None
                elif any(cells):
                    modules[block].append({h: c for h, c in zip(heads, cells, strict=False) if h and c})
        return modules


def _stacked(book: Book, name: str) -> dict[str, _Rows]:
    """The rows of each table by item; a row holds what it has."""
    modules: dict[str, _Rows] = {}
    block, heads = None, None
    titles = {title: block for block, title in TITLES.items()}
    for number, row in rows_of(book, SHEET, name):
        cells = [(cell or "").strip() for cell in row]
        first = next(filter(None, cells), "")
        if (title := titles.get(_letters(first).removesuffix("s") if first else "")) and not any(cells[1:]):
            block, heads = title, None
            if block in modules:
                raise SourceError(f"{name}, row {number}: the table {first!r} is there twice.")
            modules[block] = []
        elif block and heads is None and any(cells):
            heads = [_item(block, cell) for cell in cells]
        elif block and heads and any(cells):
            modules[block].append({h: c for h, c in zip(heads, cells, strict=False) if h and c})
    return modules


def _tied(block: str, rows: _Rows, name: str) -> _Rows:
    """Rows with the identifiers of an export: their own, and that of the record above."""
    records = []
    for place, row in enumerate(rows, start=1):
        record = dict(row)
        person, request = record.pop(_PERSON, None), record.pop(_REQUEST, None)
        if block == "person":
            record["persontableid"] = _needed(person, name, block, place, "Person ID")
        elif block == "requests":
            record["persontableid"] = _needed(person, name, block, place, "Person ID")
            record["requeststableid"] = _needed(request, name, block, place, "Requests record ID")
        elif block != "sen2":
            # At most one assessment, plan and active plan hang on a request, so its number does for them.
            above = SEN2_PARENT[block]
            tie = _needed(request, name, block, place, "Requests record ID")
            record[f"{above}tableid"] = tie
            record[f"{block}tableid"] = (
                tie if block in ("assessment", "namedplan", "activeplans") else str(place)
            )
        records.append(record)
    return records


def _needed(value: str | None, name: str, block: str, place: int, head: str) -> str:
    if value is None:
        raise SourceError(
            f"{name}, table {block}, record {place}: {head} is missing, so it belongs to nobody."
        )
    return value


def _letters(text: str) -> str:
    return re.sub(r"\(.*?\)|[^a-z0-9]", "", text.lower(), flags=re.DOTALL)


def _item(block: str, head: str) -> str:
    plain = _letters(head)
    return _heads(block).get(plain, plain)


@cache
def _heads(block: str) -> dict[str, str]:
    """Heads of a block known besides the names of items, letters only -> item."""
    return {_letters(head): item for item, heads in sen2_heads(block).items() for head in heads}


__all__ = ["SHEET", "EntryTemplateSource"]
