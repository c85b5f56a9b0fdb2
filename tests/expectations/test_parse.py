"""Text as councils send it becomes typed values; what cannot be read is missing and told of."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from include.expectations import parse
from include.model import TABLES
from tests.expectations.tiny_council import as_received, council


def read(table: str, column: str, text: str | None) -> tuple[Any, list[Any]]:
    received = council(2, (table,))[table]
    received[column] = [text, None]
    parsed = parse(table, as_received(received))
    assert parsed.frame[column].isna().iloc[1]
    return parsed.frame[column].iloc[0], list(parsed.failures.itertuples(index=False, name=None))


@pytest.mark.parametrize(
    "text, day",
    [
        ("2024-02-29", "2024-02-29"),
        ("29/02/2024", "2024-02-29"),
        ("1/9/2024", "2024-09-01"),
        (" 2024-02-29 ", "2024-02-29"),
        ("2024-02-29 23:59:59", "2024-02-29"),
        ("2024-02-29T23:59:59.123+01:00", "2024-02-29"),
        ("2024-02-29T23:59:59Z", "2024-02-29"),
        ("2024-06-30T23:00:00Z", "2024-07-01"),  # midnight in England, which is an hour ahead in summer
        ("2024-07-01T00:30:00+0100", "2024-07-01"),
        ("29/02/2024 00:00", "2024-02-29"),
        ("29/02/24", "2024-02-29"),
        ("20240229", "2024-02-29"),
        ("1066-10-14", "1066-10-14"),
        ("9999-12-31", "9999-12-31"),
    ],
)
def test_a_day_is_read_as_people_in_england_write_it(text, day):
    value, failures = read("request", "received_date", text)
    assert value == pd.Timestamp(day)
    assert not failures


@pytest.mark.parametrize(
    "text", ["31/02/2024", "2023-02-29", "02/29/2024", "soon", "20240230", "24-02-29", "2024-02-29 late"]
)
def test_what_is_no_day_is_missing_and_told_of(text):
    value, failures = read("request", "received_date", text)
    assert pd.isna(value)
    assert failures == [(1, "received_date")]


@pytest.mark.parametrize("text", ["1", "Y", "y", "Yes", "TRUE", "t", "-1", "On"])
def test_a_yes(text):
    assert read("request", "rya", text) == (True, [])


@pytest.mark.parametrize("text", ["0", "N", "n", "No", "False", "f", "off"])
def test_a_no(text):
    assert read("request", "rya", text) == (False, [])


@pytest.mark.parametrize("text", ["2", "maybe", "01"])
def test_neither_yes_nor_no(text):
    value, failures = read("request", "rya", text)
    assert value is pd.NA
    assert failures == [(1, "rya")]


@pytest.mark.parametrize(
    "column, text, number",
    [
        ("outcomes_met", "12", 12),
        ("outcomes_met", "+12.0", 12),
        ("outcomes_met", "-1", -1),
        ("outcomes_met", "1.5", None),
        ("outcomes_met", "99999999999999999999", None),
        ("outcomes_met", "٣", None),
    ],
)
def test_a_whole_number(column, text, number):
    value, failures = read("annual_review", column, text)
    assert (value, failures) == (number, []) if number is not None else failures == [(1, column)]


@pytest.mark.parametrize(
    "text, number", [("12.50", 12.5), ("-.5", -0.5), ("1e5", None), ("nan", None), ("£5", None)]
)
def test_a_sum_of_money(text, number):
    value, failures = read("complaint", "remedy_paid", text)
    assert (value, failures) == (number, []) if number is not None else failures == [(1, "remedy_paid")]


@pytest.mark.parametrize("text", ["", "   ", None])
def test_nothing_is_missing_and_no_failure(text):
    value, failures = read("person", "postcode", text)
    assert pd.isna(value)
    assert not failures


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("rows", [0, 2])
def test_every_column_has_the_type_of_the_case_model(table, rows):
    received = as_received(council(max(rows, 1), (table,))[table]).slice(0, rows)
    parsed = parse(table, received)
    expected = {c.name: c.dtype for c in TABLES[table].columns.values()} | {"_row": "int64"}
    assert {name: str(dtype) for name, dtype in parsed.frame.dtypes.items()} == expected
    assert parsed.failures.empty and not parsed.missing_columns


def test_columns_that_did_not_come_are_listed_and_others_ignored():
    received = council(2, ("request",))["request"]
    del received["rya"], received["received_date"]
    parsed = parse("request", as_received(received | {"notes": ["x", "y"]}))
    assert parsed.missing_columns == ("received_date", "rya")
    assert parsed.frame[["received_date", "rya"]].isna().all(axis=None)
    assert "notes" not in parsed.frame
