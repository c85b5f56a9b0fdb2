"""The page about published figures is that of the data."""

from include.published import guide


def test_the_page_is_current():
    text = guide.PAGE.read_text(encoding="utf-8")
    assert guide.page(text) == text, "python -m include.published.guide"


def test_every_difference_of_the_proof_is_explained_on_the_page():
    import pandas as pd

    text = guide.PAGE.read_text(encoding="utf-8")
    explained = text[text.index("What differs, and why") :]
    differing = pd.read_csv(guide.PROOF)["differing"].dropna()
    roots = {
        "neet_other": ("neet_other", "ed_elsewhere", "_total", "_pc"),
    }
    for line in differing:
        for cell in str(line).split(", "):
            name = cell.split(" by ")[0]
            assert f"`{name}`" in explained or any(part in name for part in roots["neet_other"]), cell
