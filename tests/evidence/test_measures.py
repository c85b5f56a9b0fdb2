"""Every measure gives the figure that its worked example comes to on paper."""

from __future__ import annotations

from datetime import date
from functools import cache

import pandas as pd
import pytest

from include.calendar import Calendar, periods
from include.transforms import Catalogue, build_facts, compute_measures
from tests.evidence.examples import Council, Example, examples, mark, side_by_side

SPANS = periods(Calendar(), date(2022, 1, 1), date(2026, 8, 31))
MEASURES = Catalogue.load()
RATES = ("rate", "rolling_rate", "stock_rate", "share")


def unhashed(kind: str, ids: pd.Series) -> pd.Series:
    """Keys in which the council can still be read."""
    return (kind + ":" + ids).astype("str")


@cache
def facts_of_all(as_at: date) -> dict[str, dict[str, pd.DataFrame]]:
    """Facts of every council, built side by side because building costs the same for one case as for a thousand."""
    councils = {example.council for example in examples() if example.council.as_at == as_at}
    facts = build_facts(side_by_side(sorted(councils, key=mark)), as_at, keys=unhashed)
    found: dict[str, dict[str, pd.DataFrame]] = {mark(council): {} for council in councils}
    for name, key in _KEYS.items():
        rows = facts[name]
        whose = rows[key].str.extract(r"(<.+?>)", expand=False)
        assert whose.notna().all(), name
        parts = dict(list(rows.groupby(whose)))
        for council, own in found.items():
            own[name] = parts.get(council, rows.iloc[:0])
    return found


_KEYS = {
    "fact_request": "case_key",
    "fact_clock": "case_key",
    "fact_plan": "plan_key",
    "fact_caseload": "case_key",
    "fact_event": "event_key",
    "fact_spell": "spell_key",
}


@cache
def figures_of(council: Council) -> pd.DataFrame:
    """The figures of a council that it is an example of."""
    shown = [example.measure_id for example in examples() if example.council is council]
    spans = SPANS[SPANS["period_key"] == council.period]
    facts = facts_of_all(council.as_at)[mark(council)]
    # Nearly all the time would go into measures that nobody looks at.
    return compute_measures(
        MEASURES.only(shown),
        facts,
        spans,
        council.as_at,
        held=set(council.rows()),
        given=council.figures_given(),
    )


def figure_of(row: pd.Series) -> dict[str, float]:
    return {name: row[name] for name in ("numerator", "denominator", "value") if pd.notna(row[name])}


@pytest.mark.parametrize(
    "example", examples(), ids=lambda example: f"{example.measure_id}-{example.council.name}"
)
def test_the_figure_is_what_the_example_says(example: Example):
    found = figures_of(example.council)
    found = found[found["measure_id"] == example.measure_id]
    assert figure_of(found[found["dimension"] == "all"].iloc[0]) == example.expected
    if example.by_subject:
        parts = found[found["dimension"] == "subject"].set_index("member")
        assert {name: figure_of(row) for name, row in parts.iterrows()} == example.by_subject


@pytest.mark.parametrize(
    "example", examples(), ids=lambda example: f"{example.measure_id}-{example.council.name}"
)
def test_the_words_beside_the_cases_add_up_to_the_figure(example: Example):
    counted = example.counted()
    for part in {"numerator", "denominator"} & set(example.expected):
        assert counted[part] == example.expected[part]
    measure = MEASURES[example.measure_id]
    if measure.statistic in (*RATES, "ratio"):
        times = {"percent": 100, "per_1000": 1000}.get(measure.unit, 1)
        assert round(times * counted["numerator"] / counted["denominator"], 1) == example.expected["value"]


@pytest.mark.parametrize(
    "example", examples(), ids=lambda example: f"{example.measure_id}-{example.council.name}"
)
def test_an_example_shows_what_is_counted_and_what_is_not(example: Example):
    weights = example.weights()
    assert (0, 0) in weights
    assert len(set(weights)) > 1
    if MEASURES[example.measure_id].statistic in RATES:
        counted = example.counted()
        assert 0 < counted["numerator"] < counted["denominator"]


def test_every_measure_has_an_example():
    assert {example.measure_id for example in examples()} == set(MEASURES.measure_ids())
