"""The page about published figures is that of the data."""

import pandas as pd

from include.pipeline import published_docs


def test_the_page_is_current():
    text = published_docs.PAGE.read_text(encoding="utf-8")
    assert published_docs.current(text) == text, "python -m include.pipeline.published_docs"


def test_every_difference_of_the_proof_is_explained_on_the_page():
    text = published_docs.PAGE.read_text(encoding="utf-8")
    explained = text[text.index("What differs, and why") : text.index("## Columns")]
    rows = pd.read_csv(published_docs.PROOF)
    assert rows["equal"].sum() / rows["cells"].sum() > 0.995
    assert len(rows) > 150
    for line in rows["differing"].dropna():
        for cell in line.split(", "):
            figure, topic = cell.split(" by ")
            # Special academies have two names within some files: there any figure of theirs may differ.
            is_percentage = figure.startswith("pc_") or figure.endswith("_pc")
            assert f"`{figure}`" in explained or is_percentage or topic == "placement", cell
