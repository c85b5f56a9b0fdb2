"""From case tables to facts: what a limit applies to, what the DfE counts, and who held the case."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from include.model import MARTS
from include.pipeline.quality import holders
from include.transforms.facts import build_facts
from tests.transforms.council import Facts, case, key, keys, random_council, tables

AS_AT = date(2026, 12, 31)
CASEWORKERS = [
    {"caseworker_id": "ann", "team_id": "north", "from_date": "2020-01-01"},
    {"caseworker_id": "bob", "team_id": "south", "from_date": "2020-01-01"},
    {"caseworker_id": "eve", "from_date": "2020-01-01"},
]


def facts(as_at: Any = AS_AT, boundary: Any = "<=", **rows: Any) -> Facts:
    return Facts(tables(**rows), as_at, boundary=boundary)


def clocks(received: str | None, as_at: Any = AS_AT, **fields: Any) -> Any:
    """The clocks of one case, by limit."""
    about_others = {k: fields.pop(k) for k in ("person", "exception", "active_plan") if k in fields}
    return facts(as_at, **case(received, **fields), **about_others)["fact_clock"].set_index("limit_id")


def clock(limit_id: str, received: str | None, as_at: Any = AS_AT, **fields: Any) -> Any:
    """The clock of one limit of one case."""
    return clocks(received, as_at, **fields).loc[limit_id]


def issued(on: str | None, **fields: Any) -> dict[str, Any]:
    """A case agreed on 1 February whose final plan was sent on a day."""
    return {"request_outcome_date": "2026-02-01", "assessment_outcome_date": on, **fields}


# --- what the tables promise


@pytest.fixture(scope="module")
def council() -> dict[str, pd.DataFrame]:
    return random_council(5, 300, date(2019, 1, 1), AS_AT)


@pytest.fixture(scope="module")
def council_facts(council) -> dict[str, pd.DataFrame]:
    return build_facts(council, AS_AT, keys=keys)


def test_facts_have_the_columns_and_types_of_the_warehouse(council_facts):
    for name, frame in council_facts.items():
        columns = {c.name: c.dtype for c in MARTS["marts"][name].columns.values() if c.name != "authority"}
        assert frame.dtypes.astype(str).to_dict() == columns, name
        required = [c.name for c in MARTS["marts"][name].columns.values() if c.required and c.name in columns]
        assert frame[required].notna().all(axis=None), name
        unique = [k for k in MARTS["marts"][name].key if k != "authority"]
        assert not frame.duplicated(unique).any(), name


def test_facts_of_a_council_without_cases_have_the_same_columns_and_no_rows():
    for name, frame in build_facts(tables(person=[]), AS_AT, keys=keys).items():
        columns = {c.name: c.dtype for c in MARTS["marts"][name].columns.values() if c.name != "authority"}
        assert frame.dtypes.astype(str).to_dict() == columns
        assert frame.empty


def test_no_local_identifier_of_a_child_or_case_enters_a_fact(council, council_facts):
    ids = {
        local
        for table, column in (("person", "person_id"), ("request", "request_id"), ("plan", "plan_id"))
        for local in council[table][column]
    }
    for name, frame in council_facts.items():
        for column in frame.select_dtypes("str"):
            assert not ids & set(frame[column].dropna()), (name, column)


def test_the_order_of_rows_in_the_extract_does_not_matter(council, council_facts):
    shuffled = {name: frame.sample(frac=1, random_state=3) for name, frame in council.items()}
    again = build_facts(shuffled, AS_AT, keys=keys)
    for name, frame in council_facts.items():
        pd.testing.assert_frame_equal(frame, again[name])


@pytest.mark.parametrize("name", ["fact_clock", "fact_caseload"])
def test_a_fact_that_is_asked_for_alone_is_the_one_among_all(council, council_facts, name):
    alone = build_facts(council, AS_AT, keys=keys, only=[name])
    assert list(alone) == [name]
    pd.testing.assert_frame_equal(alone[name], council_facts[name])


# --- which limits apply, and what the DfE counts (statutory readings of awkward cases)


def test_an_ordinary_case_runs_the_6_and_the_20_weeks():
    found = facts(**case("2026-01-05", **issued("2026-05-25")))["fact_clock"]
    assert found["limit_id"].tolist() == ["decide_to_assess", "final_plan"]
    assert found["clock_status"].tolist() == ["in_time", "in_time"]
    assert found["in_scope"].all()
    assert set(found["case_key"]) == {key("request", "r1")}
    assert set(found["person_key"]) == {key("person", "p1")}


def test_the_boundary_operator_reaches_every_clock():
    rows = case("2026-01-05", **issued("2026-05-25"))
    strict = facts(boundary="<", **rows)["fact_clock"].set_index("limit_id").loc["final_plan"]
    assert (strict["clock_status"], strict["at_boundary"], strict["late_band"]) == (
        "late",
        True,
        "20_to_52_weeks",
    )


@pytest.mark.parametrize(
    ("sent", "band"),
    [
        ("2025-05-26", "within_limit"),
        ("2025-05-27", "20_to_52_weeks"),
        ("2026-01-05", "20_to_52_weeks"),  # day 364
        ("2026-01-06", "over_52_weeks"),
    ],
)
def test_time_taken_falls_into_the_bands_of_the_dfe(sent, band):
    assert clock("final_plan", "2025-01-06", **issued(sent))["late_band"] == band


def test_a_request_withdrawn_before_the_decision_is_no_decision_and_no_plan():
    withdrawn = {"request_outcome": "W", "request_outcome_date": "2026-02-10"}
    for limit_id in ("decide_to_assess", "final_plan"):
        found = clock(limit_id, "2026-01-05", **withdrawn)
        assert (found["clock_status"], found["out_of_scope_reason"]) == ("closed", "withdrawn")
        assert found["closed_date"] == pd.Timestamp("2026-02-10")
        assert not found["in_scope"]


def test_an_assessment_withdrawn_leaves_the_decision_to_assess_as_made():
    rows = {**issued("2026-04-01"), "assessment_outcome": "W"}
    assert clock("decide_to_assess", "2026-01-05", **rows)["clock_status"] == "in_time"
    assert clock("final_plan", "2026-01-05", **rows)["clock_status"] == "closed"


def test_a_refusal_overturned_later_keeps_its_first_decision_and_leaves_the_20_weeks():
    rows = {
        "request_outcome": "N",
        "request_outcome_date": "2026-02-16",
        "request_tribunal": True,
        "assessment_outcome_date": "2026-11-02",
    }
    assert clock("decide_to_assess", "2026-01-05", **rows)["clock_status"] == "in_time"
    plan = clock("final_plan", "2026-01-05", **rows)
    assert (plan["in_scope"], plan["out_of_scope_reason"]) == (False, "tribunal_ordered")


@pytest.mark.parametrize(
    ("flag", "reason"),
    [
        ("request_mediation", "mediation_changed"),
        ("assessment_mediation", "mediation_changed"),
        ("request_tribunal", "tribunal_ordered"),
        ("assessment_tribunal", "tribunal_ordered"),
        ("other_mediation", None),
        ("other_tribunal", None),
    ],
)
def test_plans_after_mediation_or_appeal_about_request_or_assessment_are_left_out(flag, reason):
    found = clock("final_plan", "2026-01-05", **issued("2026-05-25", **{flag: True}))
    assert found["in_scope"] == (reason is None)
    assert found["out_of_scope_reason"] == reason or pd.isna(found["out_of_scope_reason"])


def test_a_plan_that_came_from_another_council_is_not_in_the_20_weeks():
    arrived = [{"active_plan_id": "v1", "request_id": "r1", "transfer_la": "383"}]
    assert (
        clock("final_plan", "2026-01-05", **issued("2026-05-25"), active_plan=arrived)["out_of_scope_reason"]
        == "transferred_in"
    )
    historical = {"request_outcome": "H", "assessment_outcome": "H"}
    assert clocks(None, **historical, active_plan=arrived).empty


def test_an_old_request_decided_before_the_records_begin_runs_no_clock():
    assert facts(**case(None, request_outcome="H"))["fact_clock"].empty


def test_a_decision_made_in_an_earlier_collection_still_leads_to_a_plan_that_counts():
    found = clock("final_plan", "2026-01-05", request_outcome="H", assessment_outcome_date="2026-05-25")
    assert (found["clock_status"], found["in_scope"]) == ("in_time", True)


def test_a_family_that_moves_away_closes_the_case_on_that_day():
    person = [{"person_id": "p1", "left_date": "2026-04-01"}]
    rows = {"request_outcome_date": "2026-02-01", "assessment_outcome": "A"}
    left = clock("final_plan", "2026-01-05", person=person, **rows)
    moved = clock("final_plan", "2026-01-05", person=person, exported="383", **rows)
    assert (left["out_of_scope_reason"], moved["out_of_scope_reason"]) == ("left", "exported")
    assert left["closed_date"] == moved["closed_date"] == pd.Timestamp("2026-04-01")
    assert clock("decide_to_assess", "2026-01-05", person=person, **rows)["clock_status"] == "in_time"


def test_moving_away_is_unknown_before_it_happens():
    person = [{"person_id": "p1", "left_date": "2026-04-01"}]
    rows = {"request_outcome_date": "2026-02-01", "assessment_outcome": "A", "exported": "383"}
    found = clock("final_plan", "2026-01-05", date(2026, 3, 31), person=person, **rows)
    assert found["clock_status"] == "open"


def test_somebody_who_left_before_this_request_has_come_back():
    person = [{"person_id": "p1", "left_date": "2024-04-01"}]
    assert (
        clock("final_plan", "2026-01-05", person=person, **issued("2026-05-25"))["clock_status"] == "in_time"
    )


def test_a_refusal_ends_the_wait_for_a_plan_and_an_open_case_waits():
    refused = clock("final_plan", "2026-01-05", request_outcome="N", request_outcome_date="2026-02-16")
    assert (refused["clock_status"], refused["out_of_scope_reason"]) == ("closed", "refused")
    undecided = clock("final_plan", "2026-01-05", request_outcome="A")
    assert (undecided["clock_status"], undecided["in_scope"]) == ("open_overdue", True)


@pytest.mark.parametrize(("told", "status"), [("2026-04-27", "in_time"), ("2026-04-28", "late")])
def test_a_decision_not_to_issue_is_measured_from_the_request_against_16_weeks(told, status):
    rows = issued(told, assessment_outcome="N")
    assert clock("decide_not_to_issue", "2026-01-05", **rows)["clock_status"] == status
    assert clock("final_plan", "2026-01-05", **rows)["out_of_scope_reason"] == "no_plan"
    assert "decide_not_to_issue" not in clocks("2026-01-05", **issued("2026-04-27")).index


@pytest.mark.parametrize(
    ("received", "sent"), [(None, "2026-05-25"), ("2026-01-05", None), ("2026-06-01", "2026-05-25")]
)
def test_missing_or_reversed_dates_are_out_of_the_denominator_and_say_so(received, sent):
    found = clock("final_plan", received, **issued(sent))
    assert (found["clock_status"], found["in_scope"]) == ("unusable", False)
    assert found["out_of_scope_reason"] == "dates_unusable"


def test_requests_before_september_2014_were_under_another_law():
    assert clocks("2014-08-31", **issued("2015-05-25")).empty
    assert clock("final_plan", "2014-09-01", **issued("2015-01-19"))["clock_status"] == "in_time"


def test_a_second_request_for_the_same_child_is_a_new_case():
    rows = {
        "request": [
            {
                "request_id": "r1",
                "received_date": "2025-01-06",
                "request_outcome": "N",
                "request_outcome_date": "2025-02-10",
            },
            {"request_id": "r2", "received_date": "2026-01-05", "request_outcome_date": "2026-02-10"},
        ],
        "assessment": [{"assessment_id": "a2", "request_id": "r2", "assessment_outcome_date": "2026-05-26"}],
    }
    found = facts(**rows)["fact_clock"].set_index(["case_key", "limit_id"])
    assert found.loc[(key("request", "r2"), "final_plan"), "clock_start"] == pd.Timestamp("2026-01-05")
    assert found.loc[(key("request", "r1"), "final_plan"), "out_of_scope_reason"] == "refused"


def test_a_case_seen_on_an_earlier_day_stands_as_it_stood_then():
    rows = case("2026-01-05", **issued("2026-05-25"))
    early = facts(date(2026, 1, 31), **rows)
    request = early["fact_request"].iloc[0]
    assert request["request_outcome"] == "A"
    assert pd.isna(request["decided_date"])
    assert early["fact_clock"]["clock_status"].tolist() == ["open", "open"]
    assert facts(date(2026, 1, 4), **rows)["fact_request"].empty


# --- exceptions


def exception(ground: str, limit_id: str = "final_plan", **fields: Any) -> list[dict[str, Any]]:
    return [
        {"exception_id": "x1", "request_id": "r1", "limit_id": limit_id, "exception_ground": ground, **fields}
    ]


@pytest.mark.parametrize("flag", [True, False, None])
def test_a_recorded_exception_counts_whatever_the_returns_flag_says(flag):
    rows = issued("2026-08-03", week20_exception=flag)
    flagged = clock("final_plan", "2026-01-05", **rows)
    assert flagged["exception_recorded"] == (flag is True)
    unlawful = clock("final_plan", "2026-01-05", **rows, exception=exception("L"))
    assert (unlawful["exception_recorded"], unlawful["exception_valid"]) == (True, False)
    lawful = exception("C", from_date="2026-01-10", to_date="2026-02-10")
    assert clock("final_plan", "2026-01-05", **rows, exception=lawful)["exception_valid"]


def test_circumstances_that_begin_after_the_as_at_day_are_not_recorded_yet():
    row = exception("C", from_date="2026-03-01")
    for as_at, recorded in ((date(2026, 2, 28), False), (date(2026, 3, 1), True)):
        found = clock("final_plan", "2026-01-05", as_at, request_outcome="A", exception=row)
        assert found["exception_recorded"] == recorded


def test_an_exception_belongs_to_the_limit_that_it_is_recorded_for():
    row = exception("C", "decide_to_assess", from_date="2026-01-10", to_date="2026-02-10")
    rows = {**issued("2026-08-03"), "exception": row}
    decision = clock("decide_to_assess", "2026-01-05", **rows)
    assert (decision["exception_recorded"], decision["exception_valid"]) == (True, True)
    assert not clock("final_plan", "2026-01-05", **rows)["exception_recorded"]


def test_an_exception_gives_no_new_date():
    row = exception("C", from_date="2026-01-10", to_date="2026-06-10")
    found = clock("final_plan", "2026-01-05", **issued("2026-05-26"), exception=row)
    assert found["exception_valid"]
    assert (found["clock_status"], found["due_date"]) == ("late", pd.Timestamp("2026-05-25"))


# --- who held the case, and in which group it was


def allocation(*spells: tuple[str, str, str | None], role: str = "NAMED") -> list[dict[str, Any]]:
    return [
        {
            "allocation_id": f"{role}{n}",
            "person_id": "p1",
            "caseworker_id": who,
            "from_date": first,
            "to_date": last,
            "allocation_role": role,
        }
        for n, (who, first, last) in enumerate(spells)
    ]


def held(*spells: tuple[str, str, str | None], **rows: Any) -> list[tuple[str, str, str, str | None]]:
    """The case load of one open request received on 5 January 2026: caseworker, team, first and last day."""
    about = {"allocation": allocation(*spells), "caseworker": CASEWORKERS, **rows}
    load = facts(**case("2026-01-05", request_outcome="A"), **about)["fact_caseload"]
    for day in ("from_date", "to_date"):
        load[day] = load[day].dt.strftime("%m-%d").astype("object").where(load[day].notna(), None)
    return list(load[["caseworker", "team", "from_date", "to_date"]].itertuples(index=False, name=None))


def test_a_case_passes_from_one_caseworker_to_the_next_with_a_gap_in_between():
    assert held(("ann", "2026-02-01", "2026-03-31"), ("bob", "2026-04-11", None)) == [
        ("not_allocated", "not_allocated", "01-05", "01-31"),
        ("ann", "north", "02-01", "03-31"),
        ("not_allocated", "not_allocated", "04-01", "04-10"),
        ("bob", "south", "04-11", None),
    ]


def test_where_two_named_caseworkers_overlap_the_later_allocation_holds_the_case():
    assert held(("ann", "2025-01-01", None), ("bob", "2026-02-01", "2026-02-28")) == [
        ("ann", "north", "01-05", "01-31"),
        ("bob", "south", "02-01", "02-28"),
        ("ann", "north", "03-01", None),
    ]


@pytest.mark.parametrize("order", [("ann", "bob"), ("bob", "ann")])
def test_of_two_allocations_of_one_day_figures_and_work_lists_name_the_same_holder(order):
    spells = allocation(*((who, "2026-02-01", None) for who in order))
    assert held(allocation=spells) == [
        ("not_allocated", "not_allocated", "01-05", "01-31"),
        ("bob", "south", "02-01", None),
    ]
    listed = holders(tables(allocation=spells, caseworker=CASEWORKERS), AS_AT)
    assert listed.to_dict("records") == [{"person_id": "p1", "caseworker": "bob", "team": "south"}]


def test_a_work_list_names_who_holds_the_case_today_and_no_cover():
    cover = allocation(("bob", "2026-02-01", None), role="COVER")
    for spells, holder in (
        (allocation(("ann", "2025-01-01", None)) + cover, ["ann"]),
        (allocation(("ann", "2025-01-01", None), ("bob", "2026-02-01", "2026-02-28")), ["ann"]),
        (allocation(("ann", "2025-01-01", "2026-02-28")), []),
        (allocation(("ann", "2199-01-01", None)), []),
    ):
        assert holders(tables(allocation=spells), AS_AT)["caseworker"].tolist() == holder


def test_allocations_that_touch_or_repeat_leave_one_spell():
    assert held(
        ("ann", "2025-01-01", "2026-03-01"), ("ann", "2026-03-01", None), ("ann", "2026-03-01", None)
    ) == [("ann", "north", "01-05", None)]


def test_cover_does_not_hold_the_case():
    cover = allocation(("bob", "2026-02-01", "2026-02-28"), role="COVER")
    assert held(allocation=allocation(("ann", "2025-01-01", None)) + cover) == [
        ("ann", "north", "01-05", None)
    ]


def test_a_caseworker_without_a_team_and_an_allocation_in_the_future():
    assert held(("eve", "2025-01-01", None), ("ann", "2027-01-01", None)) == [
        ("eve", "not_recorded", "01-05", None)
    ]


def test_a_finished_clock_shows_who_held_the_case_on_its_last_day():
    rows = case("2026-01-05", **issued("2026-05-25")) | {
        "allocation": allocation(("ann", "2025-01-01", "2026-05-25"), ("bob", "2026-05-26", None)),
        "caseworker": CASEWORKERS,
    }
    found = facts(**rows)["fact_clock"].set_index("limit_id")
    assert found.loc["final_plan", ["caseworker", "team"]].tolist() == ["ann", "north"]
    later = facts(**(rows | {"assessment": []}))["fact_clock"].set_index("limit_id")
    assert later.loc["final_plan", ["caseworker", "team"]].tolist() == ["bob", "south"]


PLAN: dict[str, Any] = {
    **case("2026-01-05", **issued("2026-05-25")),
    "plan": [{"plan_id": "e1", "assessment_id": "a1", "start_date": "2026-05-25"}],
    "active_plan": [{"active_plan_id": "v1", "request_id": "r1"}],
    "setting": [{"urn": "100", "setting_type": "SPECIAL_MAINTAINED"}],
}


def test_a_plan_is_grouped_by_need_and_by_the_setting_of_the_day():
    rows = PLAN | {
        "sen_need": [
            {"active_plan_id": "v1", "sen_type": "SLCN", "sen_type_rank": "2"},
            {"active_plan_id": "v1", "sen_type": "ASD", "sen_type_rank": "1"},
        ],
        "placement": [
            {
                "placement_id": "l1",
                "active_plan_id": "v1",
                "sen_setting": "EHE",
                "leaving_date": "2026-08-31",
            },
            {"placement_id": "l2", "active_plan_id": "v1", "urn": "100", "entry_date": "2026-09-01"},
            {"placement_id": "l3", "active_plan_id": "v1", "sen_setting": "OTH", "placement_rank": "2"},
        ],
    }
    found = facts(**rows)
    plan = found["fact_plan"].iloc[0]
    assert plan[["primary_need", "setting", "plan_key"]].tolist() == ["ASD", "EHE", key("plan", "e1")]
    load = found["fact_caseload"].query("case_kind == 'plan'")
    assert load["setting"].tolist() == ["EHE", "SPECIAL_MAINTAINED"]
    assert load["to_date"].iloc[0] == pd.Timestamp("2026-08-31")


def test_the_case_becomes_a_plan_on_the_day_on_which_the_plan_is_sent():
    load = facts(**PLAN)["fact_caseload"].set_index("case_kind")
    assert load.loc["assessment", "to_date"] == pd.Timestamp("2026-05-24")
    assert load.loc["plan", "from_date"] == pd.Timestamp("2026-05-25")
    assert pd.isna(load.loc["plan", "to_date"])


def test_a_plan_from_another_council_keeps_its_date_and_is_held_from_the_day_of_transfer():
    rows = PLAN | {
        "plan": [{"plan_id": "e1", "assessment_id": "a1", "start_date": "2019-05-01"}],
        "request": [{"request_id": "r1", "request_outcome": "H"}],
        "assessment": [{"assessment_id": "a1", "request_id": "r1", "assessment_outcome": "H"}],
        "active_plan": [
            {
                "active_plan_id": "v1",
                "request_id": "r1",
                "transfer_la": "383",
                "transfer_in_date": "2026-03-01",
            }
        ],
    }
    found = facts(**rows)
    plan = found["fact_plan"].iloc[0]
    assert plan["transferred_in"]
    assert (plan["start_date"], plan["held_from"]) == (pd.Timestamp("2019-05-01"), pd.Timestamp("2026-03-01"))
    assert found["fact_caseload"]["from_date"].tolist() == [pd.Timestamp("2026-03-01")]
    assert facts(date(2026, 2, 28), **rows)["fact_plan"].empty


def test_a_plan_ends_when_it_ceases_or_the_family_leaves_whichever_is_first():
    ceased = PLAN | {"plan": [PLAN["plan"][0] | {"cease_date": "2026-10-01", "cease_reason": "2"}]}
    assert facts(**ceased)["fact_plan"]["cease_date"].tolist() == [pd.Timestamp("2026-10-01")]
    on_the_day = facts(date(2026, 10, 1), **ceased)["fact_caseload"].set_index("case_kind")
    assert on_the_day.loc["plan", "to_date"] == pd.Timestamp("2026-10-01")
    left = ceased | {"person": [{"person_id": "p1", "left_date": "2026-09-01"}]}
    assert facts(**left)["fact_caseload"]["to_date"].max() == pd.Timestamp("2026-09-01")
    before = facts(date(2026, 8, 31), **left)["fact_plan"].iloc[0]
    assert before[["cease_date", "cease_reason"]].isna().all()


def test_a_plan_sent_again_under_one_assessment_is_one_plan_held_until_the_last_of_its_days():
    """Children and Families Act 2014, sections 37 and 45(4): an assessment leads to one plan, which is maintained."""
    first = PLAN["plan"][0] | {"cease_date": "2026-07-01", "cease_reason": "2"}
    again = {"plan_id": "e0", "assessment_id": "a1", "start_date": "2026-08-01"}
    for rows in ([first, again], [again, first]):
        found = facts(**(PLAN | {"plan": rows}))
        plan = found["fact_plan"]
        assert plan[["plan_key", "start_date"]].to_numpy().tolist() == [
            [key("plan", "e1"), pd.Timestamp("2026-05-25")]
        ]
        assert plan[["cease_date", "cease_reason"]].isna().all(axis=None)
        held = found["fact_caseload"].query("case_kind == 'plan'")
        assert (held["from_date"].min(), held["to_date"].isna().tolist()) == (
            pd.Timestamp("2026-05-25"),
            [True],
        )
    # Before it was sent again it had ceased, as far as anybody knew.
    then = facts(date(2026, 7, 31), **(PLAN | {"plan": [first, again]}))["fact_plan"]
    assert then["cease_reason"].tolist() == ["2"]
    ended = again | {"cease_date": "2026-11-30", "cease_reason": "1"}
    last = facts(**(PLAN | {"plan": [first, ended]}))["fact_plan"]
    assert last["cease_date"].tolist() == [pd.Timestamp("2026-11-30")]
    assert last["cease_reason"].tolist() == ["1"]


def test_what_a_council_does_not_record_is_named_and_not_left_empty():
    found = facts(**case("2026-01-05", request_outcome="A"), person=[{"person_id": "p1", "birth_date": None}])
    row = found["fact_request"].iloc[0]
    assert row[["locality", "primary_need", "setting", "age_band"]].tolist() == ["not_recorded"] * 4
    assert row[["team", "caseworker"]].tolist() == ["not_allocated"] * 2


def test_a_caseload_has_one_spell_on_each_day_of_each_case(council_facts):
    load = council_facts["fact_caseload"].sort_values(["case_key", "case_kind", "from_date"])
    following = load.groupby(["case_key", "case_kind"])["from_date"].shift(-1)
    assert (load["to_date"] + pd.Timedelta(days=1) == following)[following.notna()].all()
    assert not (load["to_date"] < load["from_date"]).any()


def test_a_field_of_the_return_is_named_and_its_value_is_not():
    """Whether fields are filled is broken down by the field, also one that shares its name with a column."""
    council = tables(**case("2025-01-06", request_outcome="Y", request_outcome_date="2025-02-10"))
    events = Facts(council, date(2025, 12, 31))["fact_event"]
    fields = events.loc[events["event_type"] == "case_field", "subject"]
    assert set(fields) == {"birth_date", "sex", "ethnicity", "upn", "postcode", "request_outcome_date"}


# --- due on a day


def test_a_limit_is_grouped_as_on_its_end_and_as_on_its_last_day_in_time():
    rows = {
        "person": [{"person_id": "p1", "birth_date": "2010-03-01"}],
        "caseworker": CASEWORKERS,
        "allocation": allocation(("ann", "2025-01-01", "2026-05-25"), ("bob", "2026-05-26", None)),
    }
    late = facts(**case("2026-01-05", **issued("2026-10-01")), **rows)["fact_clock"].set_index("limit_id")
    plan = late.loc["final_plan"]
    assert plan["due_date"] == pd.Timestamp("2026-05-25")
    assert plan[["caseworker", "team", "age_band"]].tolist() == ["bob", "south", "16_19"]
    assert plan[["due_caseworker", "due_team", "due_age_band"]].tolist() == ["ann", "north", "11_15"]
    # Its last day is still to come: whoever has the case now.
    early = facts(date(2026, 3, 1), **case("2026-01-05", **issued("2026-10-01")), **rows)["fact_clock"]
    assert set(early["due_caseworker"]) == {"ann"}


@pytest.mark.parametrize("sent", [None, "2026-01-01"])
def test_a_case_with_unusable_dates_is_no_open_assessment_though_it_closed_later(sent):
    left = [{"person_id": "p1", "left_date": "2026-11-02"}]
    rows = {**case("2026-01-05", **issued(sent)), "person": left}
    plan = {"plan": [{"plan_id": "e1", "assessment_id": "a1", "start_date": "2026-05-25"}]}
    found = facts(**(rows | plan))
    final = found["fact_clock"].set_index("limit_id").loc["final_plan"]
    assert (final["clock_status"], final["out_of_scope_reason"]) == ("unusable", "dates_unusable")
    assert found["fact_caseload"]["case_kind"].tolist() == ["plan"]


@pytest.mark.parametrize(
    ("day", "status"),
    [("2026-02-16", "closed"), ("2026-02-17", "missed")],  # day 42 and day 43
)
def test_a_request_withdrawn_after_the_six_weeks_had_missed_them(day, status):
    found = clock("decide_to_assess", "2026-01-05", request_outcome="W", request_outcome_date=day)
    assert (found["clock_status"], found["out_of_scope_reason"]) == (status, "withdrawn")
    assert (found["closed_date"], found["in_scope"]) == (pd.Timestamp(day), False)


def test_of_two_schools_asked_for_advice_on_one_day_the_order_of_the_rows_decides_nothing():
    asked = [
        {
            "milestone_id": number,
            "request_id": "r1",
            "milestone_type": "ADVICE_REQUESTED",
            "milestone_date": "2026-03-02",
            "advice_type": "EDU",
            "setting_urn": urn,
        }
        for number, urn in (("m1", "100002"), ("m2", "100001"))
    ]
    for rows in (asked, asked[::-1]):
        found = facts(**case("2026-01-05"), milestone=rows)["fact_clock"].set_index("limit_id")
        assert found.loc["advice_response", "school"] == "100001"
