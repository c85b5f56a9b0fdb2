"""The page about published figures is that of the data."""

import pandas as pd

from include.pipeline import published_docs


def test_the_page_is_current():
    text = published_docs.PAGE.read_text(encoding="utf-8")
    assert published_docs.current(text) == text, "python -m include.pipeline.published_docs"


def test_every_difference_of_the_proof_is_explained_on_the_page():
    text = published_docs.PAGE.read_text(encoding="utf-8")
    explained = text[text.index("What differs, and why") :]
    differing = pd.read_csv(published_docs.PROOF)["differing"].dropna()
    roots = {
        "neet_other": ("neet_other", "ed_elsewhere", "_total", "_pc"),
    }
    for line in differing:
        for cell in str(line).split(", "):
            name = cell.split(" by ")[0]
            assert f"`{name}`" in explained or any(part in name for part in roots["neet_other"]), cell
