"""The packs' sections on what DfE published, and on what it will publish."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest

from include.reports.pack import standing
from include.reports.pack.standing import forecast, published
from include.reports.pack.view import View, place_of


def _section(page: str, name: str) -> str:
    found = re.search(rf'<section id="{name}".*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def test_a_pack_says_where_the_council_stands_among_all(packs) -> None:
    """As many places as `bi.benchmark` gives the headline, on every page."""
    row = packs.store.query(
        "SELECT * FROM bi.benchmark WHERE benchmark_id = 'ehcp_20wk_rate_excl' AND is_newest AND calendar_year = 2024"
    ).iloc[0]
    assert row["ranked_among"] == 151
    for name in ("board.html", "scrutiny.html", "parents.html"):
        section = _section(packs.page(name), "other-authorities")
        assert place_of(row) in section
        assert f"{row['published_value']:.1f}%" in section
        assert "46.4%" in section  # England, 2024
        assert ">2014<" in section  # the first year of the trend


def test_the_public_sees_what_dfe_published_and_nothing_of_ours(packs) -> None:
    """Our own figures of a year are true counts, and a forecast is made of them: both are for the board."""
    board = packs.page("board.html")
    assert "Our records" in _section(board, "other-authorities")
    assert _section(board, "published-ahead")
    for name in ("scrutiny.html", "parents.html"):
        page = packs.page(name)
        assert "Our records" not in page
        assert not _section(page, "published-ahead")
    for name in ("data.csv",):
        assert "forecast" not in packs.page(name)


def test_a_place_says_whether_the_first_is_the_best_or_the_highest() -> None:
    row = {"rank": 105.0, "ranked_among": 153.0, "ranked_from": "highest"}
    assert place_of(row) == "105 of 153 †"
    assert place_of(row | {"ranked_from": "best"}) == "105 of 153"
    assert place_of(row | {"rank": None}) == "–"


def test_one_month_that_is_left_is_not_months() -> None:
    assert [standing._left(n) for n in (1, 2)] == ["the month that is left", "the 2 months that are left"]


@pytest.mark.parametrize("audience", ["board", "scrutiny", "parents"])
def test_pupils_with_a_plan_in_school_have_a_table_of_their_own(audience) -> None:
    """Where DfE's figures of absence and exclusion were taken in; permanent exclusions are so many of 10,000."""
    about = {"measure_id": None, "dimension": "all", "ranked_from": "best", "rank": 2.0, "ranked_among": 3.0}
    about |= {"quartile": 2.0, "differs": None, "own_value": None, "calendar_year": 2024}
    rows = [
        about
        | {"benchmark_id": name, "benchmark_name": words, "dfe_unit": unit, "told_of": told}
        | {f"{place}_value": value for place in ("published", "england", "region", "neighbours")}
        for name, words, unit, told, value in (
            ("a", "Pupils with a plan: school sessions missed", "percent", "2024/25", 13.5),
            (
                "b",
                "Pupils with a plan: permanent exclusions for each 10,000 pupils",
                "per_10000",
                "2024/25",
                25.8,
            ),
            ("c", "Requests withdrawn", "percent", "2024", 1.7),
        )
    ]
    view = SimpleNamespace(
        published=pd.DataFrame(rows),
        inputs={"published": pd.DataFrame(rows)},
        audience=audience,
        measures={},
        about={},
        is_for_parents=lambda _: True,
    )
    tables = {table.caption: table for table in published(cast(View, view))}
    (own,) = [table for caption, table in tables.items() if caption.startswith("Pupils with a plan")]
    assert [[row[0], row[1], row[2]] for row in own.rows] == [
        ["Pupils with a plan: school sessions missed", "2024/25", "13.5%"],
        ["Pupils with a plan: permanent exclusions for each 10,000 pupils", "2024/25", "25.8"],
    ]
    if audience != "parents":
        others = tables["Other figures, as DfE published them last"]
        assert [row[0] for row in others.rows] == ["Requests withdrawn"]


def test_a_forecast_says_what_is_known_and_what_it_would_take() -> None:
    row = {
        "forecast_year": 2025,
        "benchmark_id": "ehcp_20wk_rate_excl",
        "benchmark_name": "Plans issued within 20 weeks",
        "dfe_unit": "percent",
        "as_at": pd.Timestamp("2025-09-30"),
        "status": "ok",
        "because": None,
        "known_in_time": 120,
        "known_plans": 400,
        "known_value": 30.0,
        "open_cases": 210,
        "open_overdue": 90,
        "low_90": 27.1,
        "low_50": 29.0,
        "middle": 30.2,
        "high_50": 31.6,
        "high_90": 34.9,
        "line": 30.0,
        "line_source": "seed: 30%",
        "probability_below_line": 0.43,
        "weeks_of_history": 104,
        "plans_of_history": 1100,
        "last_year": 2024,
        "last_year_published": 22.9,
    }
    aims = [
        {"target": t, "probability_reached": p, "more_in_time": n, "more_a_month": m, "months_left": 3}
        | {"expected_to_be_late": 60, "can_be_reached": n <= 60}
        for t, p, n, m in ((20, 1.0, 0, 0), (30, 0.57, 0, 0), (40, 0.0, 52, 18), (50, 0.0, 110, 37))
    ]
    board = _board({"forecast": pd.DataFrame([row]), "forecast_targets": pd.DataFrame(aims)})
    told, takes = forecast(board)
    assert told.rows == [
        ["Plans issued within 20 weeks", "30.0% (120 of 400)", "30.2%", "29.0% to 31.6%", "27.1% to 34.9%"]
        + ["about 45%", "22.9% (2024)"]
    ]
    assert "Below 30%" in told.head
    assert "seed: 30%" in told.note
    assert takes.rows[1] == ["40%", "under 5%", "52", "18", "60", "yes"]
    assert takes.rows[2][-1] == "no"
    unknown = row | {"status": "short_history", "because": "The records go back 20 weeks.", "middle": None}
    (told,) = forecast(
        _board({"forecast": pd.DataFrame([unknown]), "forecast_targets": pd.DataFrame(aims)[:0]})
    )
    assert told.rows[0][2] == "cannot be known"
    assert "The records go back 20 weeks." in told.note


def _board(inputs: dict[str, pd.DataFrame]) -> View:
    """What the section asks of a view of the board's."""
    made: Any = SimpleNamespace(inputs=inputs, is_public=False)
    return made
