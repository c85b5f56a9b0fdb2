"""What the conditions of the catalogue mean: small tables of rows, and which of them a filter keeps.

Read it as the reference of the words `where` and `met` of a measure.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.transforms.measures import Filter

ROWS = pd.DataFrame(
    {
        #            0      1        2       3
        "subject": ["EP", "HEALTH", "EP", None],
        "is_met": pd.array([True, False, None, True], dtype="boolean"),
        "amount": pd.array([1.5, None, 0, 2], dtype="Float64"),
    }
)

# The filter as the catalogue writes it, the rows that it keeps, and how it is said.
KEPT: list[tuple[dict[str, Any], list[int], str]] = [
    # No condition: all rows.
    ({}, [0, 1, 2, 3], ""),
    # One of some values. A missing value is none of them.
    ({"subject": ["EP"]}, [0, 2], "subject is EP"),
    ({"subject": ["EP", "HEALTH"]}, [0, 1, 2], "subject is EP or HEALTH"),
    ({"subject": ["SOCIAL"]}, [], "subject is SOCIAL"),
    # None of some values. A missing value is kept: nobody knows that it is one of them.
    ({"subject": {"not": ["EP"]}}, [1, 3], "subject is not EP"),
    ({"subject": {"not": ["EP", "HEALTH"]}}, [3], "subject is not EP or HEALTH"),
    # Flags.
    ({"is_met": [True]}, [0, 3], "is met is yes"),
    ({"is_met": [False]}, [1], "is met is no"),
    ({"is_met": {"not": [True]}}, [1, 2], "is met is not yes"),
    # null: the value is missing.
    ({"subject": [None]}, [3], "subject is missing"),
    ({"subject": ["HEALTH", None]}, [1, 3], "subject is HEALTH or missing"),
    ({"amount": {"not": [None]}}, [0, 2, 3], "amount is not missing"),
    # Several columns: all conditions hold.
    ({"subject": ["EP"], "is_met": [True]}, [0], "is met is yes; subject is EP"),
    ({"subject": ["EP"], "is_met": {"not": [True]}}, [2], "is met is not yes; subject is EP"),
    # No value at all: no row.
    ({"subject": []}, [], "subject is anything at all"),
]


@pytest.mark.parametrize(("written", "kept", "words"), KEPT, ids=lambda given: str(given))
def test_a_filter_keeps_rows_and_says_which(written, kept, words):
    found = Filter.of(written)
    mask = found.apply(ROWS)
    assert mask.dtype == "bool"
    assert ROWS.index[mask].tolist() == kept
    assert found.words() == words
    assert found.columns == set(written)


def test_texts_are_compared_as_texts_also_where_they_are_kept_as_categories():
    rows = ROWS.astype({"subject": "category"})
    for written, kept, _ in KEPT:
        assert rows.index[Filter.of(written).apply(rows)].tolist() == kept


# Two filters, and the rows that pass both.
BOTH: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ({"a": ["x", "y"]}, {"a": ["y", "z"]}, {"a": ["y"]}),
    ({"a": ["x", "y"]}, {"a": {"not": ["y"]}}, {"a": ["x"]}),
    ({"a": {"not": ["x"]}}, {"a": {"not": ["y"]}}, {"a": {"not": ["x", "y"]}}),
    ({"a": ["x"]}, {"b": ["y"]}, {"a": ["x"], "b": ["y"]}),
    ({"a": ["x"]}, {"a": ["y"]}, {"a": []}),
]


@pytest.mark.parametrize(("one", "other", "both"), BOTH)
def test_two_filters_are_one(one, other, both):
    assert Filter.of(one) & Filter.of(other) == Filter.of(both) == Filter.of(other) & Filter.of(one)


# Two filters, whether every row of the first is one of the second, and whether a row may be in both.
PARTS: list[tuple[dict[str, Any], dict[str, Any], bool, bool]] = [
    ({"a": ["x"]}, {}, True, True),
    ({}, {"a": ["x"]}, False, True),
    ({"a": ["x"]}, {"a": ["x", "y"]}, True, True),
    ({"a": ["x", "y"]}, {"a": ["x"]}, False, True),
    ({"a": ["x"]}, {"a": ["y"]}, False, False),
    ({"a": ["x"]}, {"a": {"not": ["y"]}}, True, True),
    ({"a": ["x"]}, {"a": {"not": ["x"]}}, False, False),
    ({"a": {"not": ["x", "y"]}}, {"a": {"not": ["x"]}}, True, True),
    ({"a": {"not": ["x"]}}, {"a": {"not": ["x", "y"]}}, False, True),
    ({"a": {"not": ["x"]}}, {"a": ["y"]}, False, True),  # there may be values that nobody has named
    ({"a": ["x"], "b": ["y"]}, {"a": ["x"]}, True, True),
    ({"a": ["x"]}, {"a": ["x"], "b": ["y"]}, False, True),
    ({"a": ["x"]}, {"a": {"not": [None]}}, True, True),
    ({"a": []}, {"a": ["x"]}, True, False),  # no row at all
]


@pytest.mark.parametrize(("part", "whole", "is_part", "meet"), PARTS)
def test_whether_a_filter_is_part_of_another_follows_from_what_is_written(part, whole, is_part, meet):
    one, other = Filter.of(part), Filter.of(whole)
    assert one.is_part_of(other) == is_part
    assert one.meets(other) == other.meets(one) == meet


VALUES = st.sampled_from(["x", "y", "z", None, True, False])
WRITTEN = st.dictionaries(
    st.sampled_from("ab"),
    st.lists(VALUES, max_size=4) | st.fixed_dictionaries({"not": st.lists(VALUES, max_size=4)}),
)


@given(WRITTEN, WRITTEN, st.lists(st.tuples(VALUES, VALUES), max_size=12))
def test_what_is_said_of_two_filters_holds_for_any_rows(one, other, rows):
    frame = pd.DataFrame(rows, columns=["a", "b"], dtype="object")
    first, second = Filter.of(one), Filter.of(other)
    passed = first.apply(frame), second.apply(frame)
    pd.testing.assert_series_equal((first & second).apply(frame), passed[0] & passed[1])
    if first.is_part_of(second):
        assert not (passed[0] & ~passed[1]).any()
    if not first.meets(second):
        assert not (passed[0] & passed[1]).any()
    for column, values in frame.items():
        alone = Filter(tuple(each for each in first.conditions if each.column == column))
        assert alone.apply(frame).tolist() == [first.holds(str(column), value) for value in values]


@pytest.mark.parametrize(
    "wrong", [{"a": "x"}, {"a": [1]}, {"a": {"but": ["x"]}}, {"a": {"not": "x"}}, {"a": None}]
)
def test_what_cannot_be_a_filter_is_refused(wrong):
    with pytest.raises(ValueError, match="a list of"):
        Filter.of(wrong)
