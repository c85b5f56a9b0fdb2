"""Packs for other readers, as data: a list of measures, periods and groups, and the cells of whose template they fill.

Each is a YAML file here, or a council's own in `config/extracts/`, with the reader's template beside it. Figures are
read from the warehouse, counted as everywhere. What is for the public goes through the same disclosure control as the
half-termly packs, after all of them and before all that come later.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import openpyxl
import pandas as pd
from pydantic import Field, model_validator

from include import yaml_files
from include.errors import ConfigError
from include.reports.pack import public
from include.reports.pack.inputs import Inputs
from include.reports.pack.tables import SYNTHETIC
from include.reports.pack.view import RESTRICTED, SYMBOLS, amount, day
from include.reports.policy import Pages
from include.spreadsheet import write_csv, write_xlsx
from include.yaml_files import Strict

HERE = Path(__file__).parent
_TEMPLATES = Pages(trim_blocks=True, lstrip_blocks=True)
# Years sort after half-terms, so that a half-term's predecessor stays the half-term before.
_AFTER_HALF_TERMS = "of "


class Periods(Strict):
    """Which periods stand beside each other: the last so many that have ended."""

    type: Literal["month", "half_term", "term", "calendar_year", "academic_year"]
    last: int = Field(ge=1, le=36)


class Line(Strict):
    """A figure over all periods."""

    measure: str
    shows: Literal["value", "numerator", "denominator"] = "value"
    label: str | None = Field(default=None, description="the reader's words; the measure's name unless told")
    dimension: str = "all"
    member: str = "all"
    cells: tuple[str, ...] = Field(
        default=(), description="cells of the template, such as Return!C5, one for each period, oldest first"
    )


class Extract(Strict):
    """What one reader asks for."""

    title: str
    reader: str = Field(description="who asks, and in which words or document")
    lead: str
    audience: Literal["public", "restricted"] = Field(
        description="public: small numbers are withheld; restricted: true counts, for that reader alone"
    )
    periods: Periods
    lines: tuple[Line, ...] = Field(min_length=1)
    template: str | None = Field(default=None, description="workbook of the reader, beside the definition")
    about_cells: dict[str, Literal["authority_name", "la_code", "extract_date"]] = Field(
        default={}, description="cells of the template that say who and when"
    )

    @model_validator(mode="after")
    def _fits(self) -> Extract:
        if self.audience == "public" and any(line.dimension != "all" for line in self.lines):
            raise ValueError("what is for the public shows totals: groups are in the half-termly pack")
        filled = [line for line in self.lines if line.cells]
        if any(len(line.cells) != self.periods.last for line in filled):
            raise ValueError(f"each line fills one cell for each of the {self.periods.last} periods")
        if bool(self.template) != bool(filled):
            raise ValueError("a template has cells, and cells are those of a template")
        return self


def known(folders: list[Path]) -> dict[str, Path]:
    """The definitions there are, by name; those of later folders in place of earlier ones of the same name."""
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.yaml"))}


def read(path: Path) -> Extract:
    """A definition. Raises `ConfigError` with what is wrong with it."""
    return yaml_files.read(path, Extract)


def as_shown(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures as disclosure control takes them. `figures`: rows of `marts.measure_value` for the extract."""
    rows = figures.assign(source="records", is_public=True, is_to_come=False, in_doubt=False)
    for column in ("period_start", "period_end"):
        rows[column] = pd.to_datetime(rows[column]).astype("datetime64[us]")
    rows["period_key"] = _AFTER_HALF_TERMS + rows["period_key"]
    return rows.sort_values(["measure_id", "period_key", "dimension", "member"], ignore_index=True)


def printed(shown: pd.DataFrame, inputs: Inputs, earlier: pd.DataFrame) -> pd.DataFrame:
    """Which counts an extract for the public prints, given all that is out already; see `public.printed`.

    Args:
        shown: as `as_shown` gives them.
        inputs: what the last half-termly pack was made from: measures and what counts have in common.
        earlier: what packs and other extracts print, with `report`.

    """
    return public.printed(shown, inputs, earlier)


def visible(shown: pd.DataFrame, inputs: Inputs, cells: pd.DataFrame | None) -> pd.DataFrame:
    """The figures as the reader may see them; all where `cells` is None."""
    figures = public.shown_to(shown, inputs, cells)
    return figures.assign(period_key=figures["period_key"].str.removeprefix(_AFTER_HALF_TERMS))


def table(extract: Extract, seen: pd.DataFrame, measures: pd.DataFrame) -> pd.DataFrame:
    """One row for each line: `label`, what it counts, and a column of values or symbols for each period."""
    names = measures.set_index("measure_id")
    periods = sorted(seen["period_key"].unique())
    place = ["measure_id", "dimension", "member", "period_key"]
    row_by_place = {tuple(row[name] for name in place): row for row in seen.to_dict("records")}
    rows = []
    for line in extract.lines:
        entry = names.loc[line.measure]
        row: dict[str, Any] = {
            "figure": line.label or entry["measure_name"],
            "what": {"value": entry["unit"]}.get(line.shows, line.shows),
            "definition": entry["definition"],
        }
        for period in periods:
            row[period] = _cell(line, row_by_place.get((line.measure, line.dimension, line.member, period)))
        rows.append(row)
    return pd.DataFrame(rows, columns=["figure", "what", "definition", *periods])


def _cell(line: Line, figure: dict[Any, Any] | None) -> float | str:
    """A number, or the symbol that says why there is none. A group that nobody is in is nought."""
    if figure is None:
        return "[x]" if line.dimension == "all" else 0.0
    value = figure[line.shows]
    if figure["status"] != "ok" or pd.isna(value):
        status = "no_cases" if figure["status"] == "ok" else figure["status"]
        return SYMBOLS.get(status, "[z]")
    return float(value)


def files(
    name: str, extract: Extract, rows: pd.DataFrame, about: dict[str, Any], template: bytes | None
) -> dict[str, bytes]:
    """CSV, workbook, page and, where the reader has one, the filled template."""
    marking = RESTRICTED if extract.audience == "restricted" else ""
    synthetic = SYNTHETIC if about["is_synthetic"] else ""
    sheet, csv = BytesIO(), BytesIO()
    marked = rows.assign(marking=marking) if marking else rows
    write_csv(marked, csv)
    stamp = " ".join(filter(None, (marking, synthetic)))
    write_xlsx({extract.title[:31]: rows}, sheet, stamp=stamp)
    page = _TEMPLATES.get_template("extract.html").render(
        extract=extract,
        about=about,
        rows=_texts(rows),
        periods=list(rows.columns[3:]),
        marking=marking,
        day=day,
    )
    contents = {
        f"{name}.csv": csv.getvalue(),
        f"{name}.xlsx": sheet.getvalue(),
        f"{name}.html": page.encode(),
    }
    if template is not None and extract.template:
        contents[f"{name}-{Path(extract.template).name}"] = _filled(extract, rows, about, template)
    return contents


def _texts(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            "figure": row["figure"],
            "what": row["what"],
            "cells": [
                value if isinstance(value, str) else amount(value, row["what"])
                for value in list(row.values())[3:]
            ],
        }
        for row in rows.to_dict("records")
    ]


def _filled(extract: Extract, rows: pd.DataFrame, about: dict[str, Any], template: bytes) -> bytes:
    """The reader's own workbook with our figures in its cells; everything else in it stays."""
    book = openpyxl.load_workbook(BytesIO(template))
    where = {cell: about[what] for cell, what in extract.about_cells.items()}
    for line, row in zip(extract.lines, rows.to_dict("records"), strict=True):
        where |= dict(zip(line.cells, list(row.values())[3:], strict=True)) if line.cells else {}
    for cell, value in where.items():
        sheet, _, place = cell.rpartition("!")
        if sheet and sheet not in book.sheetnames:
            raise ConfigError(f"The template {extract.template} has no sheet {sheet!r}.")
        (book[sheet] if sheet else book.active)[place] = value
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


__all__ = ["HERE", "Extract", "as_shown", "files", "known", "printed", "read", "table", "visible"]
