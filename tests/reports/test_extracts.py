"""Packs for other readers: the figures asked for, in the reader's own cells, and no small number in public."""

from __future__ import annotations

import re
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
from pydantic import ValidationError

from include import pipeline
from include.lake import Lake
from include.model.frames import to_frame
from include.reports import extracts
from include.transforms import Catalogue

MEASURES = Catalogue.load().frame()
ABOUT = {
    "authority_name": "Invented Council",
    "la_code": "999",
    "is_synthetic": True,
    "extract_date": "2026-01-31",
}


def definition(**more: object) -> extracts.Extract:
    given = {
        "title": "T",
        "reader": "R",
        "lead": "L",
        "audience": "restricted",
        "periods": {"type": "month", "last": 2},
        "lines": [
            {"measure": "new_plans_n", "cells": ["Form!B2", "Form!C2"]},
            {"measure": "ehcp_20wk_rate_excl", "shows": "numerator", "cells": ["Form!B3", "Form!C3"]},
        ],
        "template": "form.xlsx",
        "about_cells": {"Form!A1": "la_code"},
    }
    return extracts.Extract.model_validate({**given, **more})


def figures() -> pd.DataFrame:
    rows = [
        ("new_plans_n", "2025-11", 12.0, None, 12.0, "ok"),
        ("new_plans_n", "2025-12", 3.0, None, 3.0, "ok"),
        ("ehcp_20wk_rate_excl", "2025-11", 4.0, 10.0, 40.0, "ok"),
        ("ehcp_20wk_rate_excl", "2025-12", 0.0, 0.0, None, "no_cases"),
    ]
    made = pd.DataFrame(
        rows, columns=["measure_id", "period_key", "numerator", "denominator", "value", "status"]
    )
    return made.assign(
        dimension="all",
        member="all",
        period_start="2025-11-01",
        period_end="2025-11-30",
        definition_version=1,
    )


def rows_of(extract: extracts.Extract) -> pd.DataFrame:
    seen = extracts.visible(extracts.as_shown(figures()), {}, None)
    return extracts.table(extract, seen, MEASURES)


def test_what_is_counted_is_a_whole_number_on_the_page_too():
    extract = definition()
    page = extracts.files("e", extract, rows_of(extract), ABOUT, None)["e.html"].decode()
    assert re.findall(r'<td class="n">(.*?)</td>', page) == ["12", "3", "4", "[z]"]
    assert "From the records of 31 January 2026." in page


def test_a_line_has_a_cell_for_each_period_and_a_symbol_where_there_is_no_figure():
    rows = rows_of(definition())
    assert list(rows.columns[3:]) == ["2025-11", "2025-12"]
    assert rows["2025-11"].tolist() == [12.0, 4.0]
    assert rows["2025-12"].tolist() == [3.0, "[z]"]


def test_the_readers_own_workbook_is_filled_and_keeps_what_else_it_holds():
    book = openpyxl.Workbook()
    book.active.title = "Form"
    book["Form"]["A2"] = "New plans"
    raw = BytesIO()
    book.save(raw)
    made = extracts.files("x", definition(), rows_of(definition()), ABOUT, raw.getvalue())
    assert set(made) == {"x.csv", "x.xlsx", "x.html", "x-form.xlsx"}
    filled = openpyxl.load_workbook(BytesIO(made["x-form.xlsx"]))["Form"]
    cells = {name: filled[name].value for name in ("A1", "A2", "B2", "C2", "B3", "C3")}
    assert cells == {"A1": "999", "A2": "New plans", "B2": 12, "C2": 3, "B3": 4, "C3": "[z]"}


def test_what_is_restricted_says_so_in_every_file():
    made = extracts.files("x", definition(), rows_of(definition()), ABOUT, None)
    assert "RESTRICTED" in made["x.html"].decode()
    lines = made["x.csv"].decode("utf-8-sig").splitlines()
    assert all("RESTRICTED" in line for line in lines[1:])
    assert "RESTRICTED" in str(openpyxl.load_workbook(BytesIO(made["x.xlsx"])).active["A1"].value)


@pytest.mark.parametrize(
    "more",
    [
        {"lines": [{"measure": "new_plans_n", "cells": ["Form!B2"]}]},  # a cell for each of two periods
        {"template": None},
        {
            "audience": "public",
            "template": None,
            "lines": [{"measure": "new_plans_n", "dimension": "locality", "member": "North"}],
        },
    ],
)
def test_a_definition_that_does_not_fit_is_refused(more):
    with pytest.raises(ValidationError):
        definition(**more)


@pytest.mark.parametrize("path", extracts.known([extracts.HERE]).values(), ids=lambda path: path.stem)
def test_each_definition_asks_for_measures_that_there_are(path):
    extract = extracts.read(path)
    assert {line.measure for line in extract.lines} <= set(Catalogue.load().measure_ids())
    for line in extract.lines:
        measure = Catalogue.load()[line.measure]
        assert line.dimension in ("all", *measure.dimensions)


@pytest.fixture(scope="module")
def foi(packs):
    with pytest.MonkeyPatch.context() as patch:
        for name, value in packs.installation.settings.items():
            patch.setenv(name, value)
        told = pipeline.build_extract("demo", "foi")
    lake = Lake(str(packs.installation.root / "lake"))
    return told, packs.installation.root / "lake/reports/authority=demo/extracts/name=foi", lake


def test_the_public_one_tells_no_small_number_of_children(foi):
    told, folder, _ = foi
    table = pd.read_csv(folder / "public/foi.csv", encoding="utf-8-sig")
    counts = table[table["what"].isin(["cases", "plans", "numerator", "denominator"])].iloc[:, 3:]
    cells = pd.Series(counts.to_numpy().ravel())
    numbers = pd.to_numeric(cells, errors="coerce").dropna()
    assert len(numbers) and not numbers.between(1, 4).any()
    assert told["withheld"] > 0
    assert "[c]" in (folder / "public/foi.html").read_text(encoding="utf-8")


def test_packs_to_come_know_what_it_printed(foi):
    _, _, lake = foi
    [path] = lake.folders("reports/authority=demo/restricted/extracts/name=foi/*")
    kept = to_frame(lake.read(path)["printed"])
    assert kept["is_withheld"].any() and not kept["is_withheld"].all()
    small = kept[(kept["count"] > 0) & (kept["count"] < kept["smallest"])]
    assert small["is_withheld"].all()
