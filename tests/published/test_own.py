"""Our figures in DfE's layout: what a column counts, and that published margins come back to the cell."""

import json
from datetime import date

import pandas as pd
import pytest

from include.model import DFE
from include.published import editions, opendata, own
from include.published.own import Place, in_dfe_layout, layouts
from include.published.records import Records
from include.sen2 import build_return
from tests.published.margins import FILES, World, compare

PLACE = Place("857", "E06000017", "Rutland", "E12000004", "East Midlands")


def layout(world: World, file: str, **options: bool) -> pd.DataFrame:
    frames = world.frames()
    ret = build_return(frames, year=world.year + 1, la_code="857")
    records = Records(ret.modules, frames["setting"], world.year + 1, ret.census_date)
    return in_dfe_layout(records, PLACE, files=[file], **options)[file]


def total(rows: pd.DataFrame) -> dict[str, float]:
    whole = rows[rows["topic"] == "all"] if "topic" in rows else rows
    assert len(whole) == 1
    return {str(name): value for name, value in whole.iloc[0].items()}


def issued(world: World, days: int, **more: bool) -> None:
    """A plan issued on 30 June so many days after the request."""
    ended = date(world.year, 6, 30)
    received = ended - pd.Timedelta(days=days)
    flags = {k: v for k, v in more.items() if k.startswith("request")}
    others = {k: v for k, v in more.items() if not k.startswith("request")}
    request = world.request(
        world.person("all", "all"), received, received + pd.Timedelta(days=30), "Y", **flags
    )
    assessment = world.assessment(request, ended, "Y", **others)
    world.tables["plan"].append(
        {"plan_id": f"n{assessment}", "assessment_id": assessment, "start_date": ended}
    )


def test_a_plan_sent_again_under_one_assessment_is_one_new_plan_and_has_not_ceased():
    world = World(2024)
    issued(world, days=100)
    first = world.tables["plan"][-1]
    again = first | {"plan_id": "again", "start_date": date(2024, 11, 1)}
    first |= {"cease_date": date(2024, 9, 1), "cease_reason": "2"}
    world.tables["plan"].append(again)
    assert total(layout(world, "newplans"))["new_ehc_plans"] == 1
    assert layout(world, "ceased_plans")["total_ceased"].sum() == 0


@pytest.mark.parametrize("file", FILES)
def test_the_margins_that_dfe_published_for_rutland_come_back_in_every_cell(file):
    cells = compare(file, "857", 2024)
    differing = cells[~(cells["printed"] - cells["ours"]).abs().lt(1e-9).fillna(False)]
    assert len(cells) > 150
    assert differing.empty, differing.head(10).to_string()


@pytest.mark.parametrize("file", ["requests", "timeliness_20_week", "newplans", "residential_settings"])
def test_so_do_those_of_the_first_person_level_year(file):
    cells = compare(file, "857", 2022)
    assert len(cells)
    assert (cells["printed"] - cells["ours"]).abs().max() < 1e-9


def test_a_plan_on_day_140_is_in_time_on_day_141_late_and_after_364_days_over_a_year():
    world = World(2025)
    for days in (140, 141, 364, 365):
        issued(world, days)
    row = total(layout(world, "timeliness_20_week"))
    assert row["plans_issued_den"] == 4
    assert row["plans_issued_within_20_weeks"] == 1
    assert row["plans_issued_gt20weeks_ltyear"] == 2
    assert row["plans_issued_gt_1_year"] == 1
    assert row["pc_plans_issued_within_20_weeks"] == 25.0
    # (140 + 141 + 364 + 365) days are 1,010 days, 36.07 weeks each.
    assert row["avg_weeks_issue_plan"] == 36.1


def test_disputed_plans_are_outside_and_exceptions_outside_the_headline():
    world = World(2025)
    issued(world, 100)
    issued(world, 200, week20_exception=True)
    for flag in ("request_mediation", "request_tribunal", "assessment_mediation", "assessment_tribunal"):
        issued(world, 100, **{flag: True})
    row = total(layout(world, "timeliness_20_week"))
    assert (row["plans_issued_den"], row["plans_issued_den_ex"]) == (2, 1)
    assert (row["pc_plans_issued_within_20_weeks"], row["pc_plans_issued_20_weeks_ex"]) == (50.0, 100.0)
    # 100 days are 14.29 weeks; both together (300 days) 21.43 each.
    assert (row["avg_weeks_issue_plan"], row["avg_weeks_issue_plan_exc"]) == (21.4, 14.3)


def test_a_percentage_of_nothing_is_the_sign_that_dfe_prints_there_and_never_0():
    rutland = opendata.read("assessments").query("old_la_code == '857' and time_period == 2024")
    of_nothing = rutland["outcome_decision_within_time"] + rutland["outcome_decision_over_time"] == 0
    signs = rutland.loc[of_nothing, "symbols"].map(json.loads)
    assert {sign["outcome_decision_within_time_pc"] for sign in signs} == {"x"}
    row = total(layout(World(2025), "timeliness_20_week"))
    assert row["plans_issued_den"] == 0
    assert pd.isna(row["pc_plans_issued_within_20_weeks"])
    assert json.loads(str(row["symbols"]))["pc_plans_issued_within_20_weeks"] == "x"


def by_member(rows: pd.DataFrame, topic: str, name: str) -> dict[str, int]:
    of_topic = rows[rows["topic"] == topic]
    return dict(zip(of_topic["member"], of_topic[name], strict=True))


def test_age_is_that_on_the_day_the_request_was_received():
    """Data guidance of 2025: "age at the time of request". Both are 7 on 31 August 2024 and 8 a year later."""
    world = World(2025)
    for born in (date(2017, 1, 7), date(2017, 1, 8)):
        someone = world.person("all", "all")
        someone["birth_date"] = born
        request = world.request(someone, date(2025, 1, 7), date(2025, 2, 3), "Y")
        world.assessment(request, date(2025, 5, 6), "Y")
    assert by_member(layout(world, "requests"), "age", "requests_received_in_year") == {"7": 1, "8": 1}
    assert by_member(layout(world, "assessments"), "age", "assess_issued") == {"7": 1, "8": 1}
    assert by_member(layout(world, "timeliness_20_week"), "age", "plans_issued_den") == {"7": 1, "8": 1}


def test_a_plan_without_a_date_of_receipt_is_of_unknown_age_and_not_in_time():
    """Luton 2023: 125 plans of unknown age, none of them in a band of time, all below the line."""
    luton = compare("timeliness_20_week", "821", 2023, ["all", "age"])
    unknown = luton.query("member == 'unknown'").set_index("figure")["printed"]
    assert (unknown["plans_issued_den"], unknown["plans_issued_within_20_weeks"]) == (125, 0)
    assert (luton["printed"] - luton["ours"]).abs().max() < 1e-9
    world = World(2025)
    issued(world, 100)
    world.assessment(world.request(world.person("all", "all"), None, None, "Y"), date(2025, 6, 30), "Y")
    row = total(layout(world, "timeliness_20_week"))
    assert (row["plans_issued_den"], row["pc_plans_issued_within_20_weeks"]) == (2, 50.0)
    # The mean is of those whose weeks are known: 100 days.
    assert row["avg_weeks_issue_plan"] == 14.3


def test_a_decision_without_a_date_of_receipt_is_below_the_line_of_the_six_weeks():
    """DfE has 0 and not x among those of unknown age, though both counts are nought: Luton 2023."""
    luton = opendata.read("requests").query(
        "old_la_code == '821' and time_period == 2023 and member == 'unknown'"
    )
    names = ["request_outcome_six_weeks", "request_outcome_over_6_weeks", "request_outcome_six_weeks_pc"]
    assert luton[names].to_numpy().tolist() == [[0, 0, 0.0]]
    world = World(2025)
    for received in (date(2025, 2, 3), None):
        world.request(world.person("all", "all"), received, date(2025, 3, 3), "N", request_mediation=True)
    rows = layout(world, "requests")
    row = total(rows)
    assert (row["request_outcome_six_weeks"], row["request_outcome_six_weeks_pc"]) == (1, 50.0)
    assert row["mediation_related_request"] == 2
    assert by_member(rows, "age", "request_outcome_over_6_weeks_pc") == {"8": 0.0, "unknown": 0.0}


def test_age_when_a_plan_started_is_by_the_calendar_and_when_it_ceased_in_completed_years():
    """Born in October 2016, 8 on 30 June and on 31 August 2025: started at 9, ceased at 8."""
    world = World(2025)
    for ceased in (None, date(2025, 7, 31)):
        someone = world.person("all", "all")
        someone["birth_date"] = date(2016, 10, 1)
        world.plan(someone, date(2025, 6, 30), cease_date=ceased)
    assert by_member(layout(world, "newplans"), "age_when_started", "new_ehc_plans") == {"9": 2}
    assert by_member(layout(world, "ceased_plans"), "age_when_ceased", "total_ceased") == {"8": 1}
    assert by_member(layout(world, "sen_need_newplans"), "age", "ehc_plans") == {"8": 2}
    stock = layout(world, "caseload")
    assert by_member(stock, "age", "ehcplans") == {"8": 1}
    assert by_member(stock, "age_when_started", "ehcplans") == {"9": 1}


def test_a_plan_is_placed_where_its_child_is_and_not_where_it_says():
    """NEET is a code of placements attended alone, and DfE has 475 new plans of 2024 there."""
    world = World(2025)
    plan, active = world.plan(world.person("all", "all"), date(2025, 6, 30), cease_date=date(2025, 12, 1))
    school = {
        "plan_placement_id": "m",
        "plan_id": plan,
        "placement_rank": "1",
        "urn": "urn-mainstream_academy",
    }
    world.tables["plan_placement"].append(school)
    stay = {"active_plan_id": active, "placement_rank": "1"}
    world.tables["placement"] += [
        {**stay, "placement_id": "d1", "urn": "urn-special_independent"},  # always
        {
            **stay,
            "placement_id": "d0",
            "entry_date": date(2025, 9, 1),
            "leaving_date": date(2025, 11, 1),
            "sen_setting": "NEET",
        },
        {
            **stay,
            "placement_id": "d2",
            "entry_date": date(2025, 12, 8),
            "sen_setting": "EHE",
        },  # the plan had ceased
    ]
    row = total(layout(world, "newplans"))
    assert (row["mainstream_academy"], row["special_independent"], row["neet"]) == (0, 0, 1)
    assert by_member(layout(world, "ceased_plans"), "placement", "total_ceased") == {
        "Educated elsewhere - NEET": 1,
        "Educated elsewhere - total": 1,
    }


def test_an_establishment_goes_before_a_code_that_stands_beside_it():
    world = World(2025)
    for urn in ("urn-mainstream_academy", "a school that is not in the list"):
        _, active = world.plan(world.person("all", "all"), date(2023, 6, 30))
        stay = {"placement_id": f"d{urn}", "active_plan_id": active, "placement_rank": "1", "urn": urn}
        world.tables["placement"].append({**stay, "entry_date": date(2025, 1, 3), "sen_setting": "EHE"})
    row = total(layout(world, "caseload"))
    assert (row["mainstream_academy"], row["elective_home_education"], row["placement_unknown"]) == (1, 1, 0)


def test_out_of_education_is_of_school_age_from_5_to_15():
    """DfE's rows of January 2025: 4 and 16 are in the one column, 5 and 15 in the other."""
    world = World(2025)
    for age in (4, 5, 15, 16):
        plan, active = world.plan(world.person("age", str(age)), date(2024, 6, 30))
        world.place(plan, active, "neet_other")
    row = total(layout(world, "caseload"))
    assert (row["neet_other"], row["neet_other_csa"]) == (2, 2)


def test_a_member_is_printed_where_something_is_counted_or_still_open():
    world = World(2025)
    someone = world.person("sex", "Female")
    request = world.request(someone, date(2024, 3, 1), date(2024, 4, 1), "Y")
    world.assessment(request, date(2024, 7, 1), "Y")
    world.tables["plan"].append({"plan_id": "n", "assessment_id": "a0", "start_date": date(2024, 7, 1)})
    world.request(world.person("sex", "Male"), date(2024, 12, 1), None, "A")
    assert by_member(layout(world, "requests"), "sex", "requests_received_in_year") == {"Male": 0}
    assert by_member(layout(world, "timeliness_20_week"), "sex", "plans_issued_den") == {}


def test_special_academies_and_free_schools_are_one_place_in_2025_and_two_since():
    both = {"Special - Academy/free schools", "Special - academy", "Special - free school"}
    for year, told in (
        (2024, {"Special - Academy/free schools"}),
        (2025, both - {"Special - Academy/free schools"}),
    ):
        rows = layout(World(year), "annual_reviews", complete=True)
        assert set(rows["breakdown"]) & both == told


def test_what_a_plan_has_is_what_its_last_version_says():
    world = World(2025)
    plan, active = world.plan(world.person("all", "all"), date(2023, 6, 30), personal_budget=False)
    again = world.tables["plan"][0] | {
        "plan_id": "n2",
        "start_date": date(2025, 3, 1),
        "personal_budget": True,
    }
    world.tables["plan"].append(again)
    assert total(layout(world, "personal_budgets"))["personal_budget"] == 1


def test_an_establishment_of_no_known_type_is_unknown_and_counted():
    world = World(2025)
    for urn in ("urn-mainstream_academy", "a school that is not in the list", None):
        plan, active = world.plan(world.person("all", "all"), date(2023, 6, 30))
        attended = {
            "active_plan_id": active,
            "placement_rank": "1",
            "entry_date": date(2025, 1, 3),
            "urn": urn,
        }
        if urn:
            world.tables["placement"].append({"placement_id": f"d{plan}", **attended})
    frames = world.frames()
    row = total(layout(world, "caseload"))
    assert (row["ehcplans"], row["mainstream_academy"], row["placement_unknown"]) == (3, 1, 2)
    assert (row["mainstream_total_pc"], row["placement_unknown_pc"]) == (33.3, 66.7)
    ret = build_return(frames, year=2026, la_code="857")
    why = own.unknown_placements(Records(ret.modules, frames["setting"], 2026, ret.census_date))
    assert why.to_dict() == {
        "no placement is recorded": 1,
        "the type of its establishment is not in the list of settings": 1,
    }


def test_reviews_of_2026_are_of_plans_expected_and_completed_in_the_year():
    world = World(2025)
    met, year = date(2025, 5, 1), 2025
    cases = [
        (date(year - 2, 6, 1), met, date(2025, 5, 29), "A"),  # 28 days: in time
        (date(year - 2, 6, 1), met, date(2025, 5, 30), "M"),  # 29 days: late
        (date(year - 2, 6, 1), met, None, None),  # nothing decided yet
        (date(year - 2, 6, 1), date(2024, 11, 1), None, None),  # the review before
        (date(year - 2, 6, 1), None, None, None),  # none
        (date(year, 6, 30), None, None, None),  # the plan is of this year
    ]
    for start, meeting, told, outcome in cases:
        world.plan(
            world.person("all", "all"),
            start,
            review_meeting_date=meeting,
            last_review_date=told,
            review_outcome=outcome,
        )
    row = total(layout(world, "annual_reviews"))
    names = [
        "total_ehc_plans",
        "review_expected",
        "review_not_expected",
        "review_completed",
        "review_completed_prior",
    ]
    assert [row[name] for name in names] == [6, 5, 1, 3, 1]
    assert (row["review_not_completed"], row["decision_4_weeks"], row["decision_over_4_weeks"]) == (1, 1, 2)
    names = ["outcome_amended", "outcome_maintained", "outcome_ceased", "no_outcome_recorded"]
    assert [row[name] for name in names] == [1, 1, 0, 1]


def test_every_column_of_every_file_says_how_it_is_made():
    for file, each in layouts().files.items():
        assert set(each.columns) == set(editions.figures(file)), file
        for name, figure in each.columns.items():
            assert figure.how or figure.percent or figure.sum or figure.absent, f"{file}.{name}"


def test_the_layout_has_the_columns_of_dfes_file_and_every_member_when_asked():
    world = World(2025)
    issued(world, 100)
    rows = layout(world, "timeliness_20_week", complete=True)
    assert list(rows) == list(DFE["published_timeliness_20_week"].columns)
    by_topic = rows.groupby("topic").size().to_dict()
    assert by_topic == {"all": 1, "age": 20, "ethnicity": 19, "sex": 3}
    assert not rows.duplicated(["breakdown_topic", "breakdown"]).any()
