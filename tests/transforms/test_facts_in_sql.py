"""Facts against a second count of them in SQL, which was written from the words and not from the code."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.facts_in_sql import is_same
from include import synthetic
from include.model import TABLES, empty
from tests.transforms.council import random_council

AS_AT = date(2025, 11, 20)


@pytest.mark.parametrize(
    "tables",
    [
        pytest.param(lambda: synthetic.generate("857", 2023, AS_AT, seed=0).tables, id="a small council"),
        pytest.param(lambda: random_council(5, 300, date(2019, 1, 1), AS_AT), id="cases at random"),
    ],
)
def test_requests_plans_clocks_and_caseload_are_those_of_the_second_count(tables, capsys):
    every = {name: empty(name) for name in TABLES}
    assert is_same(every | tables(), AS_AT), capsys.readouterr().out
