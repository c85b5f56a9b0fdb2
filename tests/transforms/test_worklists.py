"""Work lists: what to do next, when it is too late, and in which order."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from include.model import MARTS
from include.transforms.limits import limits
from include.transforms.worklists import next_actions, work_list
from tests.transforms.council import Facts, random_council, tables

FRIDAY = date(2026, 3, 13)
STAFF = {
    "caseworker": [{"caseworker_id": "c1", "caseworker_name": "A. Worker", "team_id": "t1"}],
    "team": [{"team_id": "t1", "team_name": "North"}],
    "allocation": [
        {"allocation_id": "1", "person_id": "p1", "caseworker_id": "c1", "from_date": "2020-01-01"}
    ],
}


def listed(council: dict[str, pd.DataFrame], as_at: date = FRIDAY) -> pd.DataFrame:
    clocks = Facts(council, as_at, keys=lambda kind, ids: ids)["fact_clock"]
    return work_list(clocks, council, as_at)


def undecided(received: date, **more) -> dict[str, pd.DataFrame]:
    """One request, waiting for the decision whether to assess."""
    request = {"request_id": "r1", "received_date": str(received), "request_outcome": "A"}
    return tables(request=[request], **more)


def being_assessed(received: date, drafted: date | None = None) -> Any:
    """The final plan's line of one case that is being assessed."""
    decided = str(received + timedelta(days=30))
    request = {"request_id": "r1", "received_date": str(received), "request_outcome_date": decided}
    assessment = {"assessment_id": "a1", "request_id": "r1", "assessment_outcome": "A"}
    draft = {"milestone_id": "m1", "request_id": "r1", "milestone_type": "DRAFT_SENT"}
    found = listed(
        tables(
            request=[request],
            assessment=[assessment],
            milestone=[draft | {"milestone_date": str(drafted)}] if drafted else [],
        )
    )
    return found[found["limit_id"] == "final_plan"].squeeze()


@pytest.mark.parametrize(
    ("days_left", "bucket", "working_days_left"),
    [
        (-30, "over", -22),
        (0, "over", 0),  # the last day is over with the extract
        (1, "5", 0),  # Saturday: no working day is left, though the letter could still be sent
        (3, "5", 1),  # Monday
        (7, "5", 5),
        (10, "10", 6),
        (14, "10", 10),
        (17, "20", 11),
        (28, "20", 18),  # Good Friday and Easter Monday are no working days
        (40, "later", 26),
    ],
)
def test_a_case_is_listed_by_the_working_days_that_are_left(days_left, bucket, working_days_left):
    found = listed(undecided(FRIDAY + timedelta(days=days_left - 42)))
    line: Any = found[found["limit_id"] == "decide_to_assess"].squeeze()
    assert line["due_date"].date() == FRIDAY + timedelta(days=days_left)
    assert (line["days_left"], line["bucket"]) == (days_left, bucket)
    assert line["working_days_left"] == working_days_left
    assert line["can_be_saved"] == (days_left > 0)


def test_a_line_says_who_must_do_what_by_local_identifier():
    line = listed(undecided(FRIDAY, **STAFF)).set_index("limit_id").loc["decide_to_assess"]
    assert [line["person_id"], line["case_id"]] == ["p1", "r1"]
    assert [line["caseworker_id"], line["caseworker_name"], line["team_name"]] == ["c1", "A. Worker", "North"]
    assert line["next_action"] == "Tell the family and the school whether an assessment will be made"


def test_nobodys_cases_are_listed_as_not_allocated():
    line = listed(undecided(FRIDAY)).iloc[0]
    assert (line["caseworker_id"], line["team_id"]) == ("not_allocated", "not_allocated")
    assert pd.isna(line["caseworker_name"])


@pytest.mark.parametrize(("days_left", "saved"), [(16, True), (15, False)])
def test_without_a_draft_the_familys_fifteen_days_must_still_fit_before_the_final_plan(days_left, saved):
    """Sent on Saturday 14 March, a draft is the family's to comment on to the end of the 28th."""
    line = being_assessed(FRIDAY + timedelta(days=days_left - 140))
    assert line["next_action"].startswith("Send the draft plan")
    assert (line["can_be_saved"], line["bucket"]) == (saved, "10")


def test_with_the_draft_sent_the_final_plan_can_be_saved_to_the_last_day():
    line = being_assessed(FRIDAY - timedelta(days=139), drafted=FRIDAY - timedelta(days=20))
    assert line["next_action"].endswith("send the final plan")
    assert line["can_be_saved"]


@pytest.mark.parametrize(
    ("days_left", "noticed", "saved"),
    [(16, None, True), (15, None, False), (1, FRIDAY - timedelta(days=20), True)],
)
def test_without_a_notice_the_familys_fifteen_days_must_still_fit_before_the_amended_plan(
    days_left, noticed, saved
):
    """Reg 22(2)(c), as for a draft; the amended plan follows within 12 weeks of the meeting."""
    met = FRIDAY + timedelta(days=days_left - 84)
    review = {"active_plan_id": "ap1", "review_type": "ANNUAL"}
    found = listed(
        tables(
            request=[{"request_id": "r1", "received_date": "2020-01-06", "request_outcome": "Y"}],
            assessment=[{"assessment_id": "a1", "request_id": "r1", "assessment_outcome": "Y"}],
            plan=[{"plan_id": "pl1", "assessment_id": "a1", "start_date": "2020-05-20"}],
            active_plan=[{"active_plan_id": "ap1", "request_id": "r1"}],
            annual_review=[
                review
                | {
                    "annual_review_id": "now",
                    "review_due_date": str(met),
                    "review_meeting_date": str(met),
                    "review_outcome": "A",
                    "review_decision_date": str(met + timedelta(days=20)),
                    "amendment_notice_date": noticed and str(noticed),
                },
                # That notices are recorded here at all.
                review
                | {
                    "annual_review_id": "before",
                    "review_due_date": "2021-05-20",
                    "review_meeting_date": "2021-05-20",
                    "amendment_notice_date": "2021-06-10",
                    "amended_final_date": "2021-07-10",
                },
            ],
        )
    )
    line: Any = found[found["limit_id"] == "amended_final_from_meeting"].squeeze()
    assert (line["case_id"], line["days_left"], line["can_be_saved"]) == ("now", days_left, saved)
    assert line["next_action"].startswith("Settle the comments" if noticed else "Send the notice")


def test_a_draft_dated_after_the_extract_is_not_known_yet():
    line = being_assessed(FRIDAY - timedelta(days=120), drafted=FRIDAY + timedelta(days=1))
    assert line["next_action"].startswith("Send the draft plan")


def test_what_can_be_saved_comes_first_and_then_the_longest_over():
    received = {"soon": 40, "late": 60, "later": 5, "latest": 100}
    rows = [
        {"request_id": name, "received_date": str(FRIDAY - timedelta(days=days)), "request_outcome": "A"}
        for name, days in received.items()
    ]
    found = listed(tables(request=rows))
    decisions = found[found["limit_id"] == "decide_to_assess"]
    assert decisions["case_id"].tolist() == ["soon", "later", "latest", "late"]
    assert found["place"].tolist() == [*range(1, len(found) + 1)]


def test_nothing_that_has_ended_or_closed_is_listed_and_everything_open_is():
    council = random_council(3, 300, date(2024, 6, 1), FRIDAY)
    clocks = Facts(council, FRIDAY, keys=lambda kind, ids: ids)["fact_clock"]
    found = listed(council)
    waiting = clocks[clocks["clock_status"].str.startswith("open") & clocks["due_date"].notna()]
    ours = waiting[waiting["limit_id"].isin(next_actions()["limit_id"])]
    assert len(found) == len(ours) > 50
    assert set(zip(found["case_id"], found["limit_id"], strict=True)) == set(
        zip(ours["case_key"], ours["limit_id"], strict=True)
    )


def test_the_list_has_the_columns_of_the_warehouse_and_no_childs_name():
    found = listed(undecided(FRIDAY, person=[{"person_id": "p1", "surname": "Canaryname"}]))
    columns = MARTS["restricted"]["work_list"].columns
    assert found.dtypes.astype(str).to_dict() == {name: columns[name].dtype for name in columns}
    assert not found.astype("str").apply(lambda column: column.str.contains("Canaryname")).any(axis=None)


def test_a_council_with_nothing_open_has_an_empty_list():
    assert listed(tables()).empty


def test_every_limit_that_binds_the_council_has_a_next_action():
    without = {limit.limit_id for limit in limits()} - set(next_actions()["limit_id"])
    # Time that must be given, limits that bind the family, and steps without a last day.
    assert without <= {
        "draft_plan",
        "draft_comments",
        "amendment_comments",
        "contact_mediation_adviser",
        "appeal",
        "delay_letter",
    }
