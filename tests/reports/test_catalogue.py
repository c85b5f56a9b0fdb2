"""The catalogue for people: complete, current, and readable by everybody."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from include.pipeline import write_catalogue
from include.transforms.measure_notes import measure_notes, notes_without_a_measure
from include.transforms.measures import Catalogue

MEASURES = Catalogue.load()
DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("catalogue")
    write_catalogue(folder)
    return folder


@pytest.mark.parametrize("name", ["measures.md", "measures.csv"])
def test_the_committed_catalogue_is_current(written: Path, name: str) -> None:
    assert (DOCS / name).read_bytes() == (written / name).read_bytes(), (
        "Run: python -m include.cli measures --out docs"
    )


def test_the_table_has_a_line_for_every_measure_and_no_empty_cell(written: Path) -> None:
    with (written / "measures.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["measure_id"] for row in rows] == [measure.measure_id for measure in MEASURES]
    assert not [(row["measure_id"], name) for row in rows for name, text in row.items() if not text]
    assert not [row["measure_id"] for row in rows if "None" in row["formula"]]


def test_the_page_has_a_section_for_every_measure_under_its_theme_and_its_links_lead_somewhere(
    written: Path,
) -> None:
    text = (written / "measures.md").read_text(encoding="utf-8")
    assert re.findall(r"^`(\w+)`: ", text, re.MULTILINE) == list(MEASURES.measure_ids())
    headings = re.findall(r"^(#+) (.+)$", text, re.MULTILINE)
    assert [level for level, _ in headings].count("###") == len(MEASURES)
    themes = [name for level, name in headings if level == "##"]
    assert themes == list(dict.fromkeys(MEASURES.themes.values()))
    anchors = {re.sub(r"[^a-z0-9 -]", "", name.lower()).replace(" ", "-") for name in themes}
    links = re.findall(r"\]\((.+?)\)", text)
    assert {link for link in links if link.startswith("#")} == {f"#{name}" for name in anchors}
    assert all((DOCS / link).exists() for link in links if not link.startswith("#"))


def test_each_section_says_what_is_counted_by_which_law_and_for_whom(written: Path) -> None:
    text = (written / "measures.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^`(\w+)`: (.+?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL))
    for measure in MEASURES:
        told = sections[measure.measure_id].replace("\\", "")
        said = [measure.definition, measure.numerator, measure.unit, measure.citation, measure.audiences]
        said += [measure.denominator] if hasattr(measure, "denominator") else []
        assert [words for words in said if words.replace("\\", "") not in told] == [], measure.measure_id


def test_every_measure_says_how_it_stands_to_dfes_figures() -> None:
    notes = measure_notes(MEASURES)
    assert notes["compared_with_dfe"].notna().all()
    issued = [measure.measure_id for measure in MEASURES if measure.cohort == "issued"]
    assert notes.set_index("measure_id").loc[issued, "caveats"].str.contains("backlog").all()


def test_no_note_is_about_a_measure_that_does_not_exist() -> None:
    assert notes_without_a_measure(MEASURES) == set()


def test_what_readers_ask_names_measures_that_are_there_and_broken_down_by_team_where_it_says_so() -> None:
    page = (DOCS / "reports.md").read_text(encoding="utf-8")
    asked = page.split("<!-- asked -->")[1].split("<!-- end of asked -->")[0]
    rows = [line.strip("| ").split(" | ") for line in asked.strip().splitlines()[2:]]
    assert len(rows) > 10
    for _, answered, by_team in rows:
        for measure_id in re.findall(r"`(\w+)`", answered):
            assert ("team" in MEASURES[measure_id].dimensions) == (by_team == "yes"), measure_id
