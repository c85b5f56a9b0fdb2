"""Every measure gives the figure that its worked example comes to on paper."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from include.calendar import Calendar, periods
from include.transforms import build_facts, compute_measures
from include.transforms.measures import measures
from tests.evidence.examples import HERE, Example, examples
from tests.transforms.council import keys

SPANS = periods(Calendar(), date(2022, 1, 1), date(2026, 8, 31))
STATISTIC = {measure.measure_id: measure.statistic for measure in measures()}


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.measure_id)
def test_the_figure_is_what_the_example_says(example: Example):
    spans = SPANS[SPANS["period_key"] == example.period]
    council = example.tables()
    facts = build_facts(council, example.as_at, keys=keys)
    found = compute_measures(facts, spans, example.as_at, held=set(council))
    row = found[(found["measure_id"] == example.measure_id) & (found["dimension"] == "all")].iloc[0]
    figure = {name: row[name] for name in ("numerator", "denominator", "value") if pd.notna(row[name])}
    assert figure == example.expected


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.measure_id)
def test_the_words_beside_the_cases_add_up_to_the_figure(example: Example):
    counted = example.counted()
    if STATISTIC[example.measure_id] == "share":
        return  # what is counted is not cases
    for part in {"numerator", "denominator"} & set(example.expected):
        assert counted[part] == example.expected[part]
    if STATISTIC[example.measure_id] == "rate":
        assert round(100 * counted["numerator"] / counted["denominator"], 1) == example.expected["value"]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.measure_id)
def test_an_example_shows_what_is_counted_and_what_is_not(example: Example):
    counts = {about["counts"] for case in example.cases for about in case.values()}
    assert "out" in counts
    assert len(counts) == (3 if STATISTIC[example.measure_id] == "rate" else 2)


def test_every_measure_has_an_example_or_is_on_the_list_of_those_to_be_written():
    shown = {example.measure_id for example in examples()}
    waiting = (HERE / "to_be_written.txt").read_text(encoding="utf-8").split()
    assert sorted({measure.measure_id for measure in measures()} - shown) == waiting
