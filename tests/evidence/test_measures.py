"""Every measure gives the figure that its worked example comes to on paper."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from include.calendar import Calendar, periods
from include.transforms import build_facts, compute_measures
from include.transforms.measures import compute, measures
from include.transforms.measures.catalogue import Measure
from tests.evidence.examples import Example, examples
from tests.transforms.council import keys

SPANS = periods(Calendar(), date(2022, 1, 1), date(2026, 8, 31))
UNIT = {measure.measure_id: measure.unit for measure in measures()}
# Sums and shares of amounts, and figures made of other figures.
NOT_CASES = ("share", "sum", "ratio", "difference")
# Each case of these has several things that count.
SEVERAL_A_CASE = ("case_field_complete_rate",)
RATES = ("rate", "stock_rate")
STATISTIC = {measure.measure_id: measure.statistic for measure in measures()}


def asked(measure_id: str) -> tuple[Measure, ...]:
    """A measure, after those that it is made of."""
    measure = {found.measure_id: found for found in measures()}[measure_id]
    parts = [part for name in (*measure.parts, *measure.plus) for part in asked(name)]
    return tuple({part.measure_id: part for part in (*parts, measure)}.values())


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.measure_id)
def test_the_figure_is_what_the_example_says(example: Example, monkeypatch: pytest.MonkeyPatch):
    # Only what the example asks for is computed, so that all of them take seconds.
    monkeypatch.setattr(compute, "measures", lambda: asked(example.measure_id))
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
    amounts = STATISTIC[example.measure_id] in NOT_CASES or UNIT[example.measure_id] in ("pounds", "fte")
    if amounts or example.measure_id in SEVERAL_A_CASE:
        return  # what is counted is not cases
    for part in {"numerator", "denominator"} & set(example.expected):
        assert counted[part] == example.expected[part]
    if STATISTIC[example.measure_id] in RATES:
        assert round(100 * counted["numerator"] / counted["denominator"], 1) == example.expected["value"]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.measure_id)
def test_an_example_shows_what_is_counted_and_what_is_not(example: Example):
    counts = {about["counts"] for case in example.cases for about in case.values()}
    assert "out" in counts
    if STATISTIC[example.measure_id] in RATES:
        assert counts == {"above", "below", "out"}
    assert len(counts) > 1


def test_every_measure_has_an_example():
    assert {example.measure_id for example in examples()} == {measure.measure_id for measure in measures()}
