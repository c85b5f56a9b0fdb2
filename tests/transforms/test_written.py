"""What people write: trajectories go one way, and explanations tell of nobody."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from include.pipeline import explanations
from include.settings import PROJECT, Settings
from include.transforms.written import MissedTarget, Trajectory, names_somebody, trajectory_rows

TODAY = date(2026, 1, 12)


def explanation(reason: str, **more: object) -> MissedTarget:
    about = {
        "measure_id": "m",
        "period_key": "2025-26-autumn-2",
        "next_step": "Two more posts by 1 April 2026.",
    }
    return MissedTarget.model_validate(
        {**about, "reason": reason, "who": "Head of service", "when": TODAY, **more}
    )


@pytest.mark.parametrize(
    "text",
    [
        "The case of A123456789012 took long.",
        "See 943 476 5919.",
        "Her number is 9434765919.",
        "A family in HD1 2AB.",
        "Born 12/03/2014.",
        "Born 3 Mar 2014.",
        "Born 2014-03-12.",
        "Write to head@example.org.",
    ],
)
def test_what_identifies_a_child_is_refused_and_not_repeated(text):
    with pytest.raises(ValidationError, match="names no child") as refused:
        explanation(text)
    told = refused.value.errors()[0]["msg"]
    assert not {word for word in text.split() if any(map(str.isdigit, word))} & set(told.split())


@pytest.mark.parametrize(
    "text",
    [
        "Three psychologists left in September 2025.",
        "412 plans were due, 40 more than the year before.",
        "Cover is in place from 2 March 2026.",
    ],
)
def test_what_a_service_says_of_itself_is_taken(text):
    assert explanation(text).reason == text


def test_a_small_number_of_children_stays_inside_the_council():
    assert explanation("Only 3 children waited.").public is False
    with pytest.raises(ValidationError, match="below 5"):
        explanation("Only 3 children waited.", public=True)
    assert explanation("Each took 3 weeks longer.", public=True).public


@pytest.mark.parametrize("period", ["2025-26-autum-2", "2025-26", "2025-27-autumn-2", "2025-11", ""])
def test_a_target_is_missed_in_a_half_term_that_there_is(period):
    with pytest.raises(ValidationError, match="half-term, such as 2025-26-autumn-1"):
        explanation("Posts stood empty.", period_key=period)


NAMES = [("Invented", "Childname"), ("May", "Field")]


def test_both_names_beside_each_other_name_somebody():
    assert names_somebody("Because invented CHILDNAME moved.", NAMES)
    assert names_somebody("Childname, Invented: moved.", NAMES)


def test_one_name_alone_or_both_apart_do_not():
    assert not names_somebody("In May each field was checked again.", NAMES)


def trajectory(*points: tuple[str, float]) -> Trajectory:
    (day, value), *later = points
    return Trajectory.model_validate(
        {
            "measure_id": "ehcp_20wk_rate_excl",
            "baseline": {"day": day, "value": value},
            "milestones": [{"day": d, "value": v} for d, v in later],
            "owner": "Head of service",
            "source": "Plan",
        }
    )


def test_which_way_is_wanted_follows_from_the_promise():
    assert trajectory(("2025-01-01", 30), ("2025-12-31", 60)).wanted == "higher"
    assert trajectory(("2025-01-01", 400), ("2025-12-31", 100)).wanted == "lower"


@pytest.mark.parametrize(
    "points",
    [
        [("2025-01-01", 30), ("2024-12-31", 60)],
        [("2025-01-01", 30), ("2025-12-31", 40), ("2025-12-31", 60)],
        [("2025-01-01", 30), ("2025-12-31", 30)],
    ],
)
def test_days_out_of_order_and_a_promise_of_nothing_are_refused(points):
    with pytest.raises(ValidationError):
        trajectory(*points)


def test_the_mart_has_a_row_for_the_baseline_and_each_milestone():
    rows = trajectory_rows([trajectory(("2025-01-01", 30), ("2025-07-31", 45), ("2025-12-31", 60))])
    assert rows["is_baseline"].tolist() == [True, False, False]
    assert rows["milestone_value"].tolist() == [30, 45, 60]
    assert len(trajectory_rows([])) == 0


def test_the_demonstration_shows_reasons_that_a_real_council_could_write():
    written = explanations.read(Settings(config_dir=PROJECT / "config"), "demo")
    assert {each.period_key for each in written} >= {"2026-27-autumn-1", "2026-27-summer-2"}
    assert all("SYNTHETIC" in each.who for each in written)
    # The first sheet has room for 100 letters of each.
    assert all(len(text) <= 100 for each in written for text in (each.reason, each.next_step))
