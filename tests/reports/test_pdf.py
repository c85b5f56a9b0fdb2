"""The PDF of a page: tagged for screen readers, the same bytes again, and missing where it cannot be made."""

from __future__ import annotations

import builtins
import re
from io import BytesIO

import pandas as pd
import pytest

from include.reports.pack import charts, pages
from include.reports.pack.pdf import pdf


def half_terms() -> pd.DataFrame:
    labels = [f"{term} {half}, 2025-26" for term in ("Autumn", "Spring", "Summer") for half in (1, 2)]
    points = {"period": labels, "value": [1.0, 2, 3, 4, 5, 6], "text": list("123456"), "kind": "routine"}
    return pd.DataFrame(points).assign(centre=3.0, low=1.0, high=7.0)


@pytest.fixture(scope="module")
def page() -> str:
    """The page that lists packs, with a table and a chart added."""
    pack = {
        "period": "2025-26-autumn-1",
        "label": "Autumn 1, 2025-26",
        "published": "x",
        "report": "y",
        "pdf": True,
    }
    table = "<table><caption>Rates</caption><tr><th scope='col'>Year</th></tr><tr><td>2024</td></tr></table>"
    drawn = f"<figure>{charts.trend(half_terms(), 'Number', None)}</figure>"
    return pages.index([pack], "Demo Council", is_synthetic=True).replace("</main>", f"{table}{drawn}</main>")


@pytest.fixture(scope="module")
def made(page: str) -> bytes:
    found = pdf(page)
    if found is None:
        pytest.skip("no Pango on this machine (Debian: apt-get install libpangoft2-1.0-0)")
    return found


def test_it_is_tagged_with_language_and_title(made):
    pypdf = pytest.importorskip("pypdf")
    reader = pypdf.PdfReader(BytesIO(made))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en-GB"
    assert reader.metadata.title == "Half-termly reports: Demo Council"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    kinds, below = set(), [root["/StructTreeRoot"]]
    while below:
        node = below.pop().get_object()
        if isinstance(node, list):
            below += node
        elif isinstance(node, dict):
            kinds.add(node.get("/S"))
            below += [node["/K"]] if "/K" in node else []
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Link"} <= kinds
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_a_chart_has_the_labels_of_one_width(made):
    pypdf = pytest.importorskip("pypdf")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(made)).pages)
    assert "Aut 1" in text and "Autumn 1\n" not in text.replace("Autumn 1, 2025-26", "")


def test_the_same_page_gives_the_same_bytes(page, made):
    assert pdf(page) == made


def test_it_fetches_nothing(page, made, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("of a child")
    slipped = page.replace("</main>", f"<img src='{secret.as_uri()}' alt='x'></main>")
    assert b"of a child" not in (pdf(slipped) or b"")


def test_a_machine_without_pango_makes_none(page, monkeypatch):
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    assert pdf(page) is None


def test_the_list_of_packs_leads_to_every_public_page(page):
    assert {"parents.html", "sheet.html", "scrutiny.html", "scrutiny.pdf", "pack.xlsx", "data.csv"} <= {
        link.rsplit("/", 1)[-1] for link in re.findall(r'href="(period=[^"]*)"', page)
    }
