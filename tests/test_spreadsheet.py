"""What a spreadsheet program opens cannot run."""

import pandas as pd
import pytest

from include.spreadsheet import neutral, write_csv


@pytest.mark.parametrize("text", ["=1+1", "+44", "-x", "@SUM(A1)", " =1", "\t=1", "\uff1d1"])
def test_a_text_that_starts_like_a_formula_is_shown_not_run(text):
    assert neutral(pd.DataFrame({"a": [text]}))["a"].tolist() == [f"'{text}"]


def test_numbers_dates_and_plain_texts_stay_as_they_are(tmp_path):
    frame = pd.DataFrame({"n": [-3], "day": pd.to_datetime(["2026-03-02"]), "name": ["O'Brien"]})
    write_csv(frame, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig") == "n,day,name\n-3,2026-03-02,O'Brien\n"
