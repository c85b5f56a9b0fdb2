"""The parts of `docs/sen2.md` that are made from data: `python -m include.pipeline.sen2_docs` writes them anew."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from lxml import etree

from include import synthetic
from include.sen2 import fields, moved_by_choices, return_years
from include.sen2.layout import ELEMENTS, MODULES
from include.sen2.schema import schema_text
from include.sen2.scope import scope_table

PAGE = Path(__file__).parents[2] / "docs/sen2.md"
# The council whose records are counted: `cli synth` makes the same one.
LA_CODE, FIRST_YEAR, LAST_DAY = "857", 2015, date(2026, 2, 28)
_DAYS = {
    "year_start": "1 January",
    "year_end": "31 December",
    "census": "the census day",
    "census_before": "the day after the census before",
    "": "–",
}


def scope() -> str:
    """Every module and item of every return year: which records, of which days, and where that is written."""
    parts = []
    for module in MODULES[1:]:
        rows = [_row(row) for row in scope_table().query("module == @module").to_dict("records")]
        rows += [
            f"| {', '.join(names)} | as the record has it | – | – | {years} | – | table of fields |"
            for years, names in _other_items(module).items()
        ]
        parts.append(
            f"**{ELEMENTS[module]}**\n\n"
            "| of it | which, and how told | since | until | returns | where the choice is | where it is written |\n"
            "|---|---|---|---|---|---|---|\n" + "\n".join(rows)
        )
    return "\n\n".join(parts)


def not_settled(tables: dict[str, pd.DataFrame]) -> str:
    """Every choice with what may be chosen, and how many records each would move in a council's return of 2026."""
    moved = moved_by_choices(tables, year=2026, la_code=LA_CODE)
    head = "| `sen2_choices` | question | value | what is done | records moved |\n|---|---|---|---|---|\n"
    again = moved["choice"].eq(moved["choice"].shift())
    lines = []
    for row, is_again in zip(moved.to_dict("records"), again, strict=True):
        count = "default" if row["is_chosen"] else f"{row['records']:,}"
        question = " | " if is_again else f"`{row['choice']}` | {row['question']}"
        lines.append(f"| {question} | `{row['value']}` | {row['what_is_done']} | {count} |")
    return head + "\n".join(lines)


def page(text: str, parts: dict[str, str]) -> str:
    """The page with what stands between `<!-- name -->` and `<!-- end of name -->` made anew."""
    for name, part in parts.items():
        pattern = rf"(<!-- {name} -->\n).*?(\n<!-- end of {name} -->)"
        place = re.search(pattern, text, flags=re.DOTALL)
        if place is None:
            raise ValueError(f"The page has no place for {name!r}.")
        text = text[: place.start()] + place[1] + part + place[2] + text[place.end() :]
    return text


def generated() -> dict[str, str]:
    """Every made part of the page."""
    council = synthetic.generate(LA_CODE, FIRST_YEAR, LAST_DAY)
    return {"scope": scope(), "not settled": not_settled(council.tables)}


def _row(row: Mapping[Hashable, Any]) -> str:
    last = row["last_year"]
    years = f"{row['first_year']} on" if pd.isna(last) else f"{row['first_year']} to {last}"
    choice = f"`{row['choice']}`: `{row['value']}`" if row["choice"] else "–"
    days = f"{_DAYS[str(row['since'])]} | {_DAYS[str(row['until'])]}"
    item = str(row["item"]).replace("_", " ") or "every record"
    return f"| {_proper(str(row['module']), item)} | {row['which']} | {days} | {years} | {choice} | {row['source']} |"


def _proper(module: str, item: str) -> str:
    """An item as the return spells it."""
    for year in reversed(return_years()):
        spec = fields(year)
        names = spec.loc[spec["module"] == module, "field"]
        if item in set(names.str.lower()):
            return str(names[names.str.lower() == item].iloc[0])
    return item


def _other_items(module: str) -> dict[str, list[str]]:
    """Items of a module that no row of the scope is about, by the years that have them."""
    in_scope = set(scope_table().query("module == @module")["item"])
    years: dict[str, list[int]] = {}
    for year in return_years():
        spec = fields(year)
        for name in spec.loc[spec["module"] == module].sort_values("order")["field"]:
            if name.lower() not in in_scope:
                years.setdefault(name, []).append(year)
    by_years: dict[str, list[str]] = {}
    for name, of_item in years.items():
        last = "on" if of_item[-1] == return_years()[-1] else f"to {of_item[-1]}"
        when = f"{of_item[0]} {last}" if of_item[0] != of_item[-1] else str(of_item[0])
        by_years.setdefault(when, []).append(name)
    return by_years


def schemas() -> dict[str, str]:
    """The schema of each return year, by the name of its file beside the page."""
    return {f"sen2-xsd/sen2-{year}.xsd": _laid_out(schema_text(year)) for year in return_years()}


def _laid_out(schema: str) -> str:
    tree = etree.fromstring(schema.encode())
    etree.indent(tree)
    note = "<!-- Made from the table of fields by python -m include.pipeline.sen2_docs. Not a schema of DfE's. -->"
    return f"{note}\n{etree.tostring(tree, encoding='unicode')}\n"


if __name__ == "__main__":
    for file, schema in schemas().items():
        path = PAGE.parent / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(schema, encoding="utf-8")
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), generated()), encoding="utf-8")
