"""Columns of text are looked up, ordered and coded by Arrow as pandas itself would do it."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from include.lake import Lake
from include.model.frames import are_in, as_texts, coded, in_order, to_arrow, values_at

# Few of them, so that many meet; longer ones, capitals, accents and an empty text, which sort by their code points.
TEXTS = st.sampled_from([None, "", "a", "ab", "B", "b", "é", "z", "10", "9", "😀"])
COLUMNS = st.lists(TEXTS, max_size=12)


def column(texts: list[str | None]) -> pd.Series:
    return pd.Series(texts, dtype="str")


@given(COLUMNS, COLUMNS)
@settings(deadline=None)
def test_membership_is_that_of_pandas_also_where_a_value_is_missing(values, wanted):
    found = are_in(column(values), column(wanted))
    assert found.equals(column(values).isin(column(wanted)))


@given(COLUMNS, COLUMNS)
@settings(deadline=None)
def test_each_key_gets_the_first_value_that_stands_under_it_and_a_missing_key_none(asked, index):
    numbers = pd.Series(range(len(index)), pd.Index(index, dtype="str"), dtype="Int64")
    expected = [index.index(key) if key is not None and key in index else None for key in asked]
    found = values_at(column(asked), numbers)
    assert found.to_list() == pd.Series(expected, dtype="Int64").to_list()
    as_objects = values_at(pd.Series(asked, dtype="object"), numbers.set_axis(numbers.index.astype("object")))
    assert as_objects.equals(found)


@given(st.lists(st.tuples(TEXTS, TEXTS, st.integers(0, 3)), max_size=12))
@settings(deadline=None)
def test_rows_stand_in_the_order_that_pandas_gives_them_as_texts_or_as_codes(rows):
    frame = pd.DataFrame(rows, columns=["one", "two_key", "number"]).astype(
        {"one": "str", "two_key": "str", "number": "int64"}
    )
    key = ["one", "two_key", "number"]
    expected = frame.sort_values(key, kind="stable", ignore_index=True)
    assert in_order(frame, key).equals(expected)
    assert as_texts(in_order(coded(frame), key)).equals(expected)


def test_categories_in_any_order_sort_by_their_texts():
    frame = pd.DataFrame({"kind": pd.Categorical(["b", "a", "c", None], categories=["c", "b", "a"])})
    assert in_order(frame, ["kind"])["kind"].astype("str").to_list()[:3] == ["a", "b", "c"]


def test_codes_come_back_from_the_lake_as_texts(tmp_path):
    frame = pd.DataFrame({"kind": column(["x", None, "y", "x"]), "case_key": column(["1", "2", "3", "4"])})
    assert isinstance(coded(frame)["kind"].dtype, pd.CategoricalDtype)
    lake = Lake(str(tmp_path))
    lake.write("facts", {"codes": to_arrow(coded(frame)), "texts": to_arrow(frame)})
    tables = lake.read("facts")
    assert tables["codes"].equals(tables["texts"])
    assert tables["codes"].equals(to_arrow(frame))


def test_a_name_of_a_row_that_is_left_out_does_not_go_to_the_lake():
    frame = coded(pd.DataFrame({"team": column(["North", "Mrs Canaryname", None, "East"])}))
    table = to_arrow(frame[frame["team"] != "Mrs Canaryname"])
    assert table["team"].to_pylist() == ["North", None, "East"]
    assert "Mrs Canaryname" not in table["team"].chunk(0).dictionary.to_pylist()
