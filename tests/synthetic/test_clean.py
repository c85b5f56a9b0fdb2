"""Without faults, everything in a synthetic council holds together as a well-kept system's records would."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from include.model import TABLES, codeset, empty
from include.synthetic import SyntheticCouncil

AHEAD = re.compile(r"due_date$|^transfer_date$|^places_open_from$")

# Within one row: the first date is never after the second, where both are known.
ORDER = [
    ("request", "received_date", "request_outcome_date"),
    ("plan", "start_date", "cease_date"),
    ("placement", "entry_date", "leaving_date"),
    ("annual_review", "review_meeting_date", "review_report_date"),
    ("annual_review", "review_meeting_date", "review_decision_date"),
    ("annual_review", "review_decision_date", "amendment_notice_date"),
    ("annual_review", "amendment_notice_date", "amended_final_date"),
    ("phase_transfer", "due_date", "transfer_date"),
    ("phase_transfer", "planning_started_date", "final_date"),
    ("panel_decision", "referred_date", "decided_date"),
    ("appeal", "decision_notice_date", "mediation_requested_date"),
    ("appeal", "mediation_requested_date", "mediation_date"),
    ("appeal", "mediation_date", "certificate_date"),
    ("appeal", "certificate_date", "appeal_registered_date"),
    ("appeal", "appeal_registered_date", "decided_date"),
    ("appeal", "decided_date", "order_complied_date"),
    ("complaint", "received_date", "replied_date"),
    ("contact", "contact_date", "replied_date"),
    ("exception", "from_date", "to_date"),
    ("provision", "needed_date", "from_date"),
    ("provision", "from_date", "to_date"),
    ("transport", "applied_date", "decided_date"),
    ("transport", "decided_date", "appealed_date"),
    ("caseworker", "from_date", "to_date"),
    ("absence", "from_date", "to_date"),
    ("allocation", "from_date", "to_date"),
]


def _joinable(council: SyntheticCouncil) -> dict[str, pd.DataFrame]:
    return {name: frame.drop(columns="record_source") for name, frame in council.tables.items()}


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_rows_and_the_models_columns_and_types(council: SyntheticCouncil, table: str) -> None:
    frame = council.tables[table]
    assert frame.dtypes.to_dict() == empty(table).dtypes.to_dict()
    assert len(frame) > 0
    assert frame["record_source"].eq("SYNTHETIC case management").all()


@pytest.mark.parametrize("table", TABLES)
def test_keys_are_unique_and_what_is_required_is_there(council: SyntheticCouncil, table: str) -> None:
    frame, model = council.tables[table], TABLES[table]
    assert not frame.duplicated(list(model.key)).any()
    missing = [c.name for c in model.columns.values() if c.required and frame[c.name].isna().any()]
    assert missing == []


@pytest.mark.parametrize("table", TABLES)
def test_references_lead_somewhere_and_codes_are_in_their_sets(council: SyntheticCouncil, table: str) -> None:
    for column in TABLES[table].columns.values():
        values = council.tables[table][column.name].dropna()
        if column.ref:
            parent, key = column.ref.split(".")
            assert values.isin(council.tables[parent][key]).all(), column.name
        if column.codeset:
            assert set(values) <= set(codeset(column.codeset)), column.name


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_known_of_the_days_after_the_extract(council: SyntheticCouncil, table: str) -> None:
    for column in TABLES[table].columns.values():
        if column.type == "date" and not AHEAD.search(column.name):
            latest = council.tables[table][column.name].max()
            assert pd.isna(latest) or latest <= pd.Timestamp(council.last_day), column.name


@pytest.mark.parametrize(("table", "first", "second"), ORDER)
def test_dates_of_a_record_are_in_order(
    council: SyntheticCouncil, table: str, first: str, second: str
) -> None:
    frame = council.tables[table]
    assert (frame[first].notna() & frame[second].notna()).any(), "nothing to compare"
    assert not (frame[first] > frame[second]).any()


def test_a_plan_comes_out_of_an_assessment_that_comes_out_of_a_request(council: SyntheticCouncil) -> None:
    t = _joinable(council)
    chain = t["plan"].merge(t["assessment"], on="assessment_id").merge(t["request"], on="request_id")
    assert len(chain) == len(t["plan"])
    assert chain["start_date"].equals(chain["assessment_outcome_date"])
    assert set(chain["assessment_outcome"]) == {"Y", "H"}
    assert not (chain["start_date"] < chain["request_outcome_date"] + pd.Timedelta(days=14)).any()
    assert not (chain["start_date"] < pd.Timestamp(2014, 9, 1)).any()
    assert set(chain.loc[chain["received_date"].isna(), "request_outcome"]) == {"H"}


def test_outcomes_and_their_dates_come_together(council: SyntheticCouncil) -> None:
    request, assessment, plan = (council.tables[name] for name in ("request", "assessment", "plan"))
    assert request["request_outcome"].isin(["Y", "N", "W"]).equals(request["request_outcome_date"].notna())
    assert assessment["assessment_outcome"].eq("A").equals(assessment["assessment_outcome_date"].isna())
    assert plan["cease_date"].isna().equals(plan["cease_reason"].isna())
    told = request["request_outcome"].isin(["Y", "N"])
    assert request["request_mediation"].notna().equals(told)


def test_an_assessment_needs_a_yes_or_a_no_that_was_reversed(council: SyntheticCouncil) -> None:
    t = _joinable(council)
    both = t["assessment"].merge(t["request"], on="request_id")
    refused = both[both["request_outcome"] == "N"]
    assert set(both["request_outcome"]) <= {"Y", "N", "H"}
    assert (refused["request_mediation"] | refused["request_tribunal"]).all()
    assert both["exported"].isna().all()


def test_ages_are_those_of_the_act(council: SyntheticCouncil) -> None:
    t = _joinable(council)
    plans = t["plan"].merge(t["assessment"], on="assessment_id").merge(t["request"], on="request_id")
    plans = plans.merge(t["person"], on="person_id")
    until = plans["cease_date"].fillna(pd.Timestamp(council.last_day))
    oldest = (until - plans["birth_date"]).dt.days.max() / 365.25
    assert oldest < 26
    received = t["request"].merge(t["person"], on="person_id")
    assert not (received["received_date"] < received["birth_date"] + pd.Timedelta(days=250)).any()
    neet = t["placement"].merge(t["active_plan"], on="active_plan_id").merge(t["request"], on="request_id")
    neet = neet[neet["sen_setting"] == "NEET"].merge(t["person"], on="person_id")
    assert ((neet["entry_date"] - neet["birth_date"]).dt.days.min() / 365.25) >= 16


def test_a_child_has_one_request_and_one_plan_at_a_time(council: SyntheticCouncil) -> None:
    t = _joinable(council)
    requests = t["request"].dropna(subset="received_date").sort_values(["person_id", "received_date"])
    again = requests[requests.duplicated("person_id", keep=False)]
    assert len(again) > 0, "some families ask again"
    before = again.groupby("person_id")["request_outcome_date"].shift()
    second = again.duplicated("person_id")
    assert (again["received_date"] > before)[second].all()
    plans = t["plan"].merge(t["assessment"], on="assessment_id").merge(t["request"], on="request_id")
    assert not plans["person_id"].duplicated().any()


def test_placements_follow_one_another_and_cover_the_plan(council: SyntheticCouncil) -> None:
    t = _joinable(council)
    plans = t["plan"].merge(t["assessment"], on="assessment_id").merge(t["active_plan"], on="request_id")
    placements = (
        t["placement"].merge(plans, on="active_plan_id").sort_values(["active_plan_id", "entry_date"])
    )
    main = placements[placements["placement_rank"] == "1"]
    following = main.groupby("active_plan_id")["entry_date"].shift(-1)
    ends = main["leaving_date"].fillna(pd.Timestamp(council.last_day))
    assert (following - ends).dropna().dt.days.eq(1).all()
    held = plans["transfer_in_date"].fillna(plans["start_date"])
    first = main.groupby("active_plan_id")["entry_date"].min().reindex(plans["active_plan_id"])
    transferred_or_new = plans["start_date"] >= pd.Timestamp(2019, 1, 1)
    assert (first.to_numpy() == held.to_numpy())[transferred_or_new].all()
    last = main.groupby("active_plan_id").tail(1)
    moving_tomorrow = last["leaving_date"].eq(pd.Timestamp(council.last_day)) & last["cease_date"].isna()
    assert (last["leaving_date"].eq(last["cease_date"]) | last["leaving_date"].isna() | moving_tomorrow).all()
    assert last.loc[last["cease_date"].notna(), "leaving_date"].notna().all()


def test_a_setting_is_named_in_exactly_one_way(council: SyntheticCouncil) -> None:
    for table in ("placement", "plan_placement"):
        frame = council.tables[table]
        assert (frame["urn"].notna() ^ frame["sen_setting"].notna()).all()
        assert frame["sen_setting"].eq("OTH").equals(frame["sen_setting_other"].notna())
        known = frame["urn"].dropna()
        assert known.isin(council.tables["setting"]["urn"]).all()
        assert known.str.fullmatch(r"9\d{5}").all()
    named = council.tables["plan_placement"]
    assert not named.duplicated(["plan_id", "placement_rank"]).any()
    assert set(council.tables["plan"]["plan_id"]) == set(named.loc[named["placement_rank"] == "1", "plan_id"])


def test_needs_are_ranked_and_differ(council: SyntheticCouncil) -> None:
    needs = council.tables["sen_need"].pivot_table(
        index="active_plan_id", columns="sen_type_rank", values="sen_type", aggfunc="first"
    )
    assert needs["1"].notna().all()
    assert not (needs["1"] == needs["2"]).any()
    assert set(needs.index) == set(council.tables["active_plan"]["active_plan_id"])


def test_every_open_case_has_one_named_caseworker_soon_after_the_request(council: SyntheticCouncil) -> None:
    t = _joinable(council)
    spells = t["allocation"].sort_values(["person_id", "from_date"])
    before = spells.groupby("person_id")["to_date"].shift()
    assert not (spells["from_date"] <= before).any()
    workers = spells.merge(t["caseworker"], on="caseworker_id", suffixes=("", "_post"))
    assert not (workers["from_date"] < workers["from_date_post"]).any()
    assert not (workers["to_date"] > workers["to_date_post"]).any()
    plans = t["plan"].merge(t["assessment"], on="assessment_id").merge(t["request"], on="request_id")
    open_since = pd.Timestamp(council.last_day) - pd.Timedelta(days=30)
    open_plans = plans[plans["cease_date"].isna() & (plans["start_date"] < open_since)]
    waiting = t["request"][
        t["request"]["request_outcome"].eq("A") & (t["request"]["received_date"] < open_since)
    ]
    held = set(spells.loc[spells["to_date"].isna(), "person_id"])
    assert set(waiting["person_id"]) <= held
    late_arrivals = set(
        t["active_plan"].merge(t["request"])[lambda f: f["transfer_in_date"] >= open_since]["person_id"]
    )
    assert set(open_plans["person_id"]) - late_arrivals <= held


def test_milestones_lie_between_the_request_and_the_plan(council: SyntheticCouncil) -> None:
    t = _joinable(council)
    steps = (
        t["milestone"]
        .merge(t["request"], on="request_id")
        .merge(t["assessment"], on="request_id", how="left")
    )
    assert not (steps["milestone_date"] < steps["received_date"]).any()
    assert not (steps["milestone_date"] > steps["assessment_outcome_date"]).any()
    dates = steps.pivot_table(
        index="request_id", columns=["milestone_type"], values="milestone_date", aggfunc="max"
    )
    assert not (dates["DRAFT_SENT"] > dates["FINAL_SENT"]).any()
    assert not (dates["ADVICE_RECEIVED"] > dates["DRAFT_SENT"]).any()
    advice = steps.pivot_table(
        index=["request_id", "advice_type"], columns="milestone_type", values="milestone_date", aggfunc="min"
    )
    assert not (advice["ADVICE_RECEIVED"] < advice["ADVICE_REQUESTED"]).any()
    days = (advice["ADVICE_RECEIVED"] - advice["ADVICE_REQUESTED"]).dt.days.groupby("advice_type").median()
    assert days.idxmax() == "EP"


def test_phase_transfers_fall_due_when_the_regulations_say(council: SyntheticCouncil) -> None:
    moves = council.tables["phase_transfer"]
    due = moves["due_date"].dt.strftime("%m-%d")
    post16 = moves["phase_transfer_type"] == "SEC_POST16"
    assert set(due[post16]) == {"03-31"}
    assert set(due[~post16]) == {"02-15"}
    t = _joinable(council)
    children = moves.merge(t["active_plan"], on="active_plan_id").merge(t["request"], on="request_id")
    children = children.merge(t["person"], on="person_id")
    age = ((children["transfer_date"] - children["birth_date"]).dt.days / 365.25).groupby(
        children["phase_transfer_type"]
    )
    assert age.min()["PRI_SEC"] >= 10.99
    assert age.max()["PRI_SEC"] < 12.02
    assert age.max()["SEC_POST16"] < 17.02


def test_nothing_happens_after_a_child_has_gone(council: SyntheticCouncil) -> None:
    t = _joinable(council)
    gone = t["person"].dropna(subset="left_date").set_index("person_id")["left_date"]
    assert len(gone) > 5
    for table, dates in {
        "request": ["received_date", "request_outcome_date"],
        "complaint": ["received_date", "replied_date"],
        "contact": ["contact_date", "replied_date"],
        "meeting": ["meeting_date"],
        "panel_decision": ["decided_date"],
        "quality_audit": ["audit_date"],
        "support": ["offered_date"],
        "transport": ["applied_date", "decided_date"],
        "provision": ["from_date", "to_date"],
        "allocation": ["from_date", "to_date"],
    }.items():
        last = t[table]["person_id"].map(gone)
        for name in dates:
            assert not (t[table][name] > last).any(), (table, name)


def test_a_review_names_its_decision_only_after_it(council: SyntheticCouncil) -> None:
    reviews = council.tables["annual_review"]
    assert reviews["review_outcome"].notna().equals(reviews["review_decision_date"].notna())
    amended = reviews["amendment_notice_date"].notna()
    assert reviews.loc[amended, "review_outcome"].eq("A").all()
    latest = council.tables["active_plan"].merge(
        reviews.groupby("active_plan_id")["review_meeting_date"].max().rename("latest"), on="active_plan_id"
    )
    assert latest["review_meeting_date"].equals(latest["latest"])


def test_only_reversed_refusals_carry_the_flags_of_a_dispute_won(council: SyntheticCouncil) -> None:
    appeals, request = council.tables["appeal"], council.tables["request"]
    ended = appeals[appeals["appeal_outcome"] != "OPEN"]
    assert ended["decided_date"].notna().all()
    assert appeals.loc[appeals["appeal_outcome"] == "OPEN", "order_type"].isna().all()
    mediated = request.loc[request["request_mediation"].fillna(False), "person_id"]
    assert mediated.isin(appeals.loc[appeals["mediation_date"].notna(), "person_id"]).all()
