"""Our figures in DfE's layout: what a column counts, and that published margins come back to the cell."""

from datetime import date

import pandas as pd
import pytest

from include.model import DFE
from include.published import editions, own
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


def test_a_percentage_of_nothing_is_a_sign_and_never_0():
    row = total(layout(World(2025), "timeliness_20_week"))
    assert row["plans_issued_den"] == 0
    assert pd.isna(row["pc_plans_issued_within_20_weeks"])
    assert '"pc_plans_issued_within_20_weeks": "z"' in str(row["symbols"])


def test_age_is_that_of_31_august_of_the_year_told_of_whenever_the_event_was():
    world = World(2025)
    for born in (date(2017, 8, 31), date(2017, 9, 1)):
        someone = world.person("all", "all")
        someone["birth_date"] = born
        world.request(someone, date(2025, 1, 7), date(2025, 2, 3), "N")
    rows = layout(world, "requests")
    ages = rows[rows["topic"] == "age"].set_index("member")["requests_received_in_year"]
    assert ages.to_dict() == {"7": 1, "8": 1}


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
