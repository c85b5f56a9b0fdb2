"""The catalogue for people: complete, current, and readable by everybody."""

from __future__ import annotations

import csv
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from include.pipeline import write_catalogue
from include.transforms.measure_notes import measure_notes, notes_without_a_measure
from include.transforms.measures import measures

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("catalogue")
    write_catalogue(folder)
    return folder


@pytest.mark.parametrize("name", ["measures.html", "measures.csv"])
def test_the_committed_catalogue_is_current(written: Path, name: str) -> None:
    assert (DOCS / name).read_bytes() == (written / name).read_bytes(), (
        "Run: python -m include.cli measures --out docs"
    )


def test_the_table_has_a_line_for_every_measure_and_no_empty_cell(written: Path) -> None:
    with (written / "measures.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["measure_id"] for row in rows] == [measure.measure_id for measure in measures()]
    assert not [(row["measure_id"], name) for row in rows for name, text in row.items() if not text]
    assert not [row["measure_id"] for row in rows if "None" in row["formula"]]


def test_the_page_has_a_section_for_every_measure_and_its_links_lead_somewhere(written: Path) -> None:
    text = (written / "measures.html").read_text(encoding="utf-8")
    page = _Page()
    page.feed(text)
    assert [measure.measure_id for measure in measures()] == page.sections
    assert page.links == [f"#{name}" for name in page.sections]
    assert page.headings == ["h1", *["h2"] * len(page.sections)]
    assert page.language == "en-GB"
    assert not re.search(r"(src|href)=\"(https?:)?//|<script", text)


def test_every_measure_says_how_it_stands_to_dfes_figures() -> None:
    notes = measure_notes()
    assert notes["compared_with_dfe"].notna().all()
    issued = [measure.measure_id for measure in measures() if measure.cohort == "issued"]
    assert notes.set_index("measure_id").loc[issued, "caveats"].str.contains("backlog").all()


def test_no_note_is_about_a_measure_that_does_not_exist() -> None:
    assert notes_without_a_measure() == set()


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sections: list[str | None] = []
        self.links: list[str | None] = []
        self.headings: list[str] = []
        self.language: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang")
        if tag in ("h1", "h2"):
            self.headings.append(tag)
        if tag == "h2":
            self.sections.append(given.get("id"))
        if tag == "a" and (given.get("href") or "").startswith("#"):
            self.links.append(given.get("href"))
