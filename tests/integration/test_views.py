"""Views for report authors: they keep their shape, and say what their titles ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from include import yaml_files
from include.model import code_labels
from include.published import benchmarks, reading
from include.transforms import Catalogue
from include.warehouse import Warehouse
from include.warehouse.dictionary import CONTRACT, contract
from include.warehouse.metadata import SCHEMAS, SQL_TYPES, own_words
from include.warehouse.odcs import ODCS
from include.warehouse.roles import READS
from include.warehouse.views import VIEWS

pytestmark = pytest.mark.postgres

SCHOOLS = Path(__file__).parents[1] / "published/schools"

MEASURE = {
    "measure_name": "Plans in 20 weeks",
    "definition": "Plans",
    "statistic": "rate",
    "unit": "percent",
    "direction": "higher",
    "target": 60.0,
    "citation": "SEND Regulations 2014",
    "audiences": "board",
    "subject_codeset": None,
    "smallest_count": 6,
    "definition_version": 1,
}
SPELL = {
    "person_key": "p",
    "from_date": "2025-01-01",
    "locality": "North",
    "age_band": "5_10",
    "sex": "F",
    "ethnicity": "WBRI",
    "primary_need": "ASD",
    "setting": "OLEA",
    "school_phase": "primary",
}


def test_nothing_that_report_authors_rely_on_has_changed(warehouse: Warehouse) -> None:
    """Added columns are a minor change; removed or retyped ones break reports. Both are done knowingly."""
    with warehouse.engine.connect() as connection:
        now = {tuple(row) for row in contract(connection).itertuples(index=False)}
    promised = {tuple(row) for row in pd.read_csv(CONTRACT, dtype=str).itertuples(index=False)}
    advice = "Run: python -m include.warehouse.revise 'why', and say so in the change log."
    assert not promised - now, f"broken promise. {advice}"
    assert not now - promised, f"not promised yet. {advice}"


def test_each_view_has_the_types_that_its_description_says(warehouse: Warehouse) -> None:
    with warehouse.engine.connect() as connection:
        found = contract(connection)
    for name, view in VIEWS.items():
        types = found[(found["schema"] == "bi") & (found["relation"] == name)]
        said = [SQL_TYPES[c.type].compile(warehouse.engine.dialect).lower() for c in view.columns.values()]
        assert types["column"].tolist() == [*view.columns], name
        assert types["type"].tolist() == said, name


# Units of what is counted one by one, and so is whole.
COUNTED = (
    "cases",
    "plans",
    "rows",
    "records",
    "people",
    "outcomes",
    "rules",
    "calls",
    "values",
    "corrections",
)


def test_counts_are_whole_numbers_of_one_type() -> None:
    types = {
        (schema, relation.name, column.name): column.type
        for schema, relations in {"bi": VIEWS, **SCHEMAS}.items()
        for relation in relations.values()
        for column in relation.columns.values()
        if column.unit in COUNTED
    }
    assert len(types) > 80
    assert {place: kind for place, kind in types.items() if kind != "integer"} == {}


def test_percentages_have_one_decimal_and_are_rounded_once(three_councils: str) -> None:
    """A half that was rounded twice, or a third that was not, shows in the second decimal."""
    store, looked_at = Warehouse(three_councils), 0
    for name, view in VIEWS.items():
        for column in view.columns.values():
            if column.unit == "percent":
                found = store.query(
                    f"SELECT count({column.name}) AS n,"
                    f" count(*) FILTER (WHERE {column.name} <> round({column.name}, 1)) AS finer FROM bi.{name}"
                ).iloc[0]
                assert found["finer"] == 0, f"{name}.{column.name}"
                looked_at += found["n"] > 0
    assert looked_at > 25


def _figures(*rows: tuple[str, str, str, float | None, float | None, float | None]) -> pd.DataFrame:
    columns = ["measure_id", "period_key", "period_start", "numerator", "denominator", "value"]
    frame = pd.DataFrame(rows, columns=columns).assign(
        period_type="half_term",
        basis="restated",
        dimension="all",
        member="all",
        as_at=pd.Timestamp("2026-01-15"),
        definition_version=1,
    )
    frame["period_start"] = pd.to_datetime(frame["period_start"])
    frame["period_end"] = frame["period_start"] + pd.Timedelta(days=41)
    frame["status"] = frame["value"].isna().map({True: "no_cases", False: "ok"})
    return frame


@pytest.fixture
def load(warehouse: Warehouse, night: Callable[..., Any]) -> Callable[..., None]:
    """Load given tables and no others."""

    def put(day: int = 15, **frames: pd.DataFrame) -> None:
        run, _ = night(day)
        warehouse.load(run, {f"marts.{name}": frame for name, frame in frames.items()})

    return put


def test_the_20_week_view_puts_both_rates_of_a_period_on_one_row(
    warehouse: Warehouse, load: Callable[..., None]
) -> None:
    load(
        measure_value=_figures(
            ("ehcp_20wk_rate_incl", "2025-26-autumn-1", "2025-09-01", 10, 40, 25.0),
            ("ehcp_20wk_rate_excl", "2025-26-autumn-1", "2025-09-01", 10, 30, 33.3),
            ("ehcp_20wk_rate_incl", "2025-26-spring-1", "2025-12-20", 0, 0, None),
            ("ehcp_20wk_rate_excl", "2025-26-spring-1", "2025-12-20", 0, 0, None),
            ("some_other_rate", "2025-26-spring-1", "2025-12-20", 1, 2, 50.0),
        )
    )
    seen = warehouse.query("SELECT * FROM bi.twenty_week_timeliness ORDER BY period_key")
    assert seen["period_ended"].tolist() == [True, False]
    assert seen["plans_issued_incl"].tolist() == [40, 0]
    assert seen["plans_issued_excl"].tolist() == [30, 0]
    assert seen["percent_on_time_excl"].iloc[0] == 33.3
    assert seen["status_excl"].tolist() == ["ok", "no_cases"]
    assert pd.isna(seen["percent_on_time_incl"].iloc[1])


def test_the_scorecard_compares_with_the_half_term_before_and_the_target(
    warehouse: Warehouse, load: Callable[..., None]
) -> None:
    measures = pd.DataFrame(
        [
            {"measure_id": "rate", **MEASURE},
            {"measure_id": "wait", **MEASURE, "direction": "lower"},
            {"measure_id": "load", **MEASURE, "direction": "track", "target": None},
        ]
    ).assign(numerator=None, denominator=None, cohort=None, target_source=None, recommendation=None)
    halves = [("2025-26-autumn-1", "2025-09-01", 50.0), ("2025-26-autumn-2", "2025-10-13", 60.0)]
    rows = [
        (measure, key, start, 1.0, 2.0, value)
        for measure in ("rate", "wait", "load")
        for key, start, value in halves
    ]
    gap = ("rate", "2025-26-spring-1", "2026-01-05", 1.0, 2.0, 70.0)  # does not begin where autumn 2 ended
    load(measure_value=_figures(*rows, gap), dim_measure=measures)
    seen = warehouse.query("SELECT * FROM bi.half_termly_scorecard").set_index(["measure_id", "period_key"])
    second = seen.xs("2025-26-autumn-2", level="period_key")
    assert second["change"].to_dict() == {"rate": 10, "wait": 10, "load": 10}
    assert second["trend"].fillna("-").to_dict() == {"rate": "better", "wait": "worse", "load": "-"}
    assert second["meets_target"].fillna("-").to_dict() == {"rate": True, "wait": True, "load": "-"}
    assert seen.loc[("rate", "2025-26-autumn-1"), ["previous_value", "trend"]].isna().all()
    assert pd.isna(seen.loc[("rate", "2025-26-spring-1"), "previous_value"])


def test_counts_of_half_terms_of_unequal_length_are_compared_by_the_day(
    warehouse: Warehouse, load: Callable[..., None]
) -> None:
    """39 complaints in 92 days are more than 28 in 62? They are fewer each day: 0.42 against 0.45."""
    complaints = {**MEASURE, "statistic": "count", "unit": "cases", "direction": "lower", "target": None}
    measures = pd.DataFrame([{"measure_id": "complaints", **complaints}])
    measures = measures.assign(
        numerator=None, denominator=None, cohort=None, target_source=None, recommendation=None
    )
    counts = _figures(
        ("complaints", "2024-25-summer-2", "2025-06-02", 28.0, None, 28.0),
        ("complaints", "2025-26-autumn-1", "2025-08-03", 39.0, None, 39.0),
    )
    counts["period_end"] = pd.to_datetime(["2025-08-02", "2025-11-02"])  # 62 and 92 days
    load(measure_value=counts, dim_measure=measures)
    seen = warehouse.query("SELECT * FROM bi.half_termly_scorecard ORDER BY period_start").iloc[1]
    assert (seen["change"], seen["trend"]) == (11, "better")


def test_members_of_a_breakdown_by_subject_are_told_in_words_and_in_the_order_of_their_codes(
    warehouse: Warehouse, load: Callable[..., None]
) -> None:
    measures = pd.DataFrame(
        [
            {"measure_id": "advice", **MEASURE, "subject_codeset": "AdviceType"},
            {"measure_id": "lines", **MEASURE, "subject_codeset": None},
        ]
    ).assign(numerator=None, denominator=None, cohort=None, target_source=None, recommendation=None)
    rows = [("advice", "2025-10", "2025-10-01", 1.0, 2.0, 50.0)] * 3 + [
        ("lines", "2025-10", "2025-10-01", 1, 2, 50)
    ]
    figures = _figures(*rows).assign(
        period_type="month", dimension="subject", member=["EP", "EDU", "not_recorded", "Therapies"]
    )
    load(measure_value=figures, dim_measure=measures, dim_code=code_labels())
    seen = warehouse.query(
        "SELECT * FROM bi.figure_by_month_and_subject ORDER BY measure_id, member_position"
    )
    assert seen["member"].tolist() == ["EDU", "EP", "not_recorded", "Therapies"]
    assert seen["member_label"].tolist() == [
        "Education setting",
        "Educational psychology",
        "Not recorded",
        "Therapies",
    ]


def test_each_half_term_is_judged_by_the_last_milestone_due(
    warehouse: Warehouse, load: Callable[..., None]
) -> None:
    points = pd.DataFrame(
        {
            "measure_id": "rate",
            "milestone_date": pd.to_datetime(["2025-07-21", "2025-11-01", "2026-07-31"]),
            "milestone_value": [40.0, 55.0, 70.0],
            "is_baseline": [True, False, False],
            "wanted": "higher",
            "owner": "Head of service",
            "written_source": "Plan",
        }
    )
    rows = [
        ("rate", "2025-26-autumn-1", "2025-09-01", 1.0, 2.0, 50.0),  # to 12 October: no milestone was due
        ("rate", "2025-26-autumn-2", "2025-10-13", 1.0, 2.0, 50.0),  # to 23 November: 55 was due
        ("rate", "2025-26-spring-1", "2025-12-01", 1.0, 2.0, 55.0),  # to 11 January
        ("rate", "2024-25-summer-2", "2025-06-02", 1.0, 2.0, 90.0),  # ended before the baseline
        ("other", "2025-26-autumn-1", "2025-09-01", 1.0, 2.0, 50.0),  # nothing was promised of it
    ]
    load(measure_value=_figures(*rows), trajectory=points)
    seen = warehouse.query("SELECT * FROM bi.trajectories").set_index("period_key")
    judged = {
        "2025-26-autumn-1": "no_milestone_due",
        "2025-26-autumn-2": "behind",
        "2025-26-spring-1": "on_track",
    }
    assert seen["judgement"].to_dict() == judged
    names = ["baseline_value", "milestone_value", "next_milestone_value"]
    assert [*seen.loc["2025-26-autumn-2", names]] == [40, 55, 70]


def test_people_move_between_settings_from_january_to_january(
    warehouse: Warehouse, load: Callable[..., None]
) -> None:
    stays = [
        ("moves", "A", "2024-09-01", "2025-06-30"),
        ("moves", "B", "2025-07-01", None),
        ("stays", "A", "2024-09-01", None),
        ("leaves", "A", "2024-09-01", "2025-03-01"),
        ("comes", "B", "2025-09-01", None),
    ]
    spells = pd.DataFrame(stays, columns=["person_key", "setting", "from_date", "to_date"]).assign(
        case_kind="plan",
        caseworker="cw1",
        team="t1",
        birth_academic_year=2015,
        is_last_spell=True,
        overdue_from=None,
    )
    groups = {name: SPELL[name] for name in SPELL if name not in ("person_key", "from_date", "setting")}
    dates = {name: pd.to_datetime(spells[name]) for name in ("from_date", "to_date")}
    load(fact_caseload=spells.assign(case_key=spells["person_key"], **dates, **groups))
    seen = warehouse.query("SELECT * FROM bi.transitions")
    moves = {(row["setting_from"], row["setting_to"]): row["people"] for row in seen.to_dict("records")}
    assert moves == {("A", "B"): 1, ("A", "A"): 1, ("A", "no_plan"): 1, ("no_plan", "B"): 1}
    # Born from September 2015 to August 2016, in January 2026 in Year 5; nobody is counted of Januaries not known.
    assert set(seen["year_group"]) == {5}
    assert set(seen["year_from"]) == {2025}


def test_a_place_has_a_unit_cost_of_five_places_or_more(
    warehouse: Warehouse, load: Callable[..., None]
) -> None:
    """Five in A at 10, 10, 20, 30 and 80 thousand: mean 30, median 20, and the last one's later cost is none of it."""
    people = [f"p{n}" for n in range(9)]
    settings = ["A"] * 5 + ["B"] * 4
    groups = {name: SPELL[name] for name in SPELL if name not in ("person_key", "from_date", "setting")}
    since = pd.to_datetime("2024-09-01")
    caseload = pd.DataFrame({"person_key": people, "case_key": people, "setting": settings}).assign(
        case_kind="plan", caseworker="cw1", team="t1", birth_academic_year=2015, is_last_spell=True,
        overdue_from=None, from_date=since, to_date=None, **groups,
    )  # fmt: skip
    costs = [10_000.0, 10_000, 20_000, 30_000, 80_000, 1, 1, 1, 1]
    stays = pd.DataFrame({"person_key": people, "annual_cost": costs, "setting": settings}).assign(
        from_date=since, to_date=None
    )
    stays.loc[4, "to_date"] = pd.to_datetime("2026-02-28")
    later = stays.iloc[[4]].assign(annual_cost=1.0, from_date=pd.to_datetime("2026-03-01"), to_date=None)
    places = pd.concat([stays, later], ignore_index=True)
    places = places.assign(spell_key=[f"s{n}" for n in range(10)], spell_type="place", subject="x", **groups)
    places = places.assign(fte=None, started_on=None, caseworker="cw1", team="t1")
    for rows in (caseload, places):
        rows["to_date"] = pd.to_datetime(rows["to_date"])
    load(fact_caseload=caseload, fact_spell=places)
    seen = warehouse.query("SELECT * FROM bi.transitions WHERE year_from = 2025").set_index("setting_to")
    told = ["people", "places_with_cost", "mean_annual_cost", "median_annual_cost"]
    rows_of = {str(place): row for place, row in seen[told].to_dict("index").items()}
    assert [float(rows_of["A"][name]) for name in told] == [5, 5, 30_000, 20_000]
    assert [rows_of["B"][name] for name in told[:2]] == [4, 4]
    assert all(pd.isna(rows_of["B"][name]) for name in told[2:])


def test_hours_of_staff_are_those_of_a_plan_times_the_plans(
    warehouse: Warehouse, load: Callable[..., None]
) -> None:
    figures = _figures(
        ("new_plans_n", "2025", "2025-01-01", 40.0, None, 40.0),
        ("requests_received", "2025", "2025-01-01", 90.0, None, 90.0),
    ).assign(period_type="calendar_year")
    hours = pd.DataFrame({"role": ["case_officer"], "hours_a_plan": [11.3], "written_source": ["DfE"]})
    load(measure_value=figures, staff_hour=hours)
    [row] = warehouse.query("SELECT * FROM bi.staff_hours").to_dict("records")
    assert (row["calendar_year"], row["requests_a_year"], row["plans_a_year"], row["hours"]) == (
        "2025",
        90,
        40,
        452,
    )


def test_caseloads_count_what_is_open_today_for_each_caseworker_and_team(
    warehouse: Warehouse, load: Callable[..., None]
) -> None:
    spells = pd.DataFrame(
        [
            {"case_key": "a", "case_kind": "assessment", "caseworker": "cw1", "team": "t1", "to_date": None},
            {"case_key": "b", "case_kind": "plan", "caseworker": "cw1", "team": "t1", "to_date": None},
            {
                "case_key": "c",
                "case_kind": "plan",
                "caseworker": "cw1",
                "team": "t1",
                "to_date": "2025-12-31",
            },
            {"case_key": "e", "case_kind": "plan", "caseworker": "manager", "team": "t1", "to_date": None},
            {
                "case_key": "d",
                "case_kind": "plan",
                "caseworker": "not_allocated",
                "team": "not_allocated",
                "to_date": None,
            },
        ]
    ).assign(**SPELL, birth_academic_year=2015, is_last_spell=True, overdue_from=None)
    staff = pd.DataFrame(
        {
            "caseworker_id": ["cw1", "cw2", "cw3", "manager"],
            "team_id": "t1",
            "grade": ["CASEWORKER", "SENIOR", "CASEWORKER", "MANAGER"],
            "fte": [0.8, 1.0, 1.0, 1.0],
            "from_date": pd.to_datetime(["2024-01-01"] * 4),
            "to_date": pd.to_datetime(pd.Series([None, None, "2025-06-30", None])),
        }
    )
    teams = pd.DataFrame(
        {"team_id": ["t1"], "team_name": ["North team"], "locality": ["North"], "established_fte": [3.0]}
    )
    dates = {"from_date": pd.to_datetime(spells["from_date"]), "to_date": pd.to_datetime(spells["to_date"])}
    # The manager holds a case: seen with it, and no part of the staff that caseload is measured by.
    posts = staff.iloc[:3].assign(
        spell_type="casework_staff",
        spell_key=["1", "2", "3"],
        subject="CASEWORKER",
        person_key=None,
        annual_cost=None,
        started_on=None,
    )
    posts = posts.rename(columns={"caseworker_id": "caseworker", "team_id": "team"})
    groups = {name: SPELL[name] for name in SPELL if name not in ("person_key", "from_date")}
    load(
        fact_caseload=spells.assign(**dates),
        fact_spell=posts.drop(columns="grade").assign(**groups),
        dim_caseworker=staff,
        dim_team=teams,
    )

    held = warehouse.query("SELECT * FROM bi.caseload_by_caseworker").set_index("caseworker_id")
    assert held["open_cases"].to_dict() == {"cw1": 2, "cw2": 0, "manager": 1, "not_allocated": 1}
    assert held.loc["manager", ["fte", "cases_per_fte"]].isna().all()
    assert [*held.loc["cw1", ["open_assessments", "open_plans", "cases_per_fte"]]] == [1, 1, 2.5]
    assert held.loc["cw2", "team_name"] == "North team"
    teams_seen = warehouse.query("SELECT * FROM bi.caseload_by_team").set_index("team_id")
    assert teams_seen["open_cases"].to_dict() == {"t1": 3, "not_allocated": 1}
    assert [*teams_seen.loc["t1", ["caseworkers_in_post", "fte_in_post", "cases_per_fte"]]] == [2, 1.8, 1.7]


def test_the_load_status_says_when_a_later_extract_was_not_let_through(
    warehouse: Warehouse, night: Callable[..., Any]
) -> None:
    run, frames = night(14)
    nothing: dict[str, Any] = {
        "results": pd.DataFrame(columns=[*SCHEMAS["dq"]["validation_result"].columns]),
        "quarantined": pd.DataFrame(columns=[*SCHEMAS["dq"]["quarantined_row"].columns]),
        "rows_landed": 100,
        "rows_quarantined": 2,
        "rows_conformed": 98,
    }
    warehouse.record_validation(run, **nothing, outcome="passed_with_quarantine", stopped_because=None)
    warehouse.load(run, frames)
    status = warehouse.query("SELECT * FROM bi.load_status").iloc[0]
    assert (status["extract_date"], status["percent_quarantined"], status["is_behind"]) == (
        date(2026, 1, 14),
        2.0,
        False,
    )
    later, _ = night(15)
    warehouse.record_validation(later, **nothing, outcome="stopped", stopped_because="Empty.")
    status = warehouse.query("SELECT * FROM bi.load_status").iloc[0]
    assert (status["extract_date"], status["latest_extract_date"]) == (date(2026, 1, 14), date(2026, 1, 15))
    assert (status["latest_outcome"], status["is_behind"]) == ("stopped", True)


def test_the_own_rate_stands_beside_the_latest_edition_of_what_dfe_published(
    warehouse: Warehouse, load: Callable[..., None]
) -> None:
    def area(
        year: int, level: str, code: str, percent: float | None, edition: int, **more: str
    ) -> dict[str, Any]:
        place = {
            "geographic_level": level,
            "area_code": code,
            "area_name": code,
            "region_code": None,
            "old_la_code": None,
        }
        return {**place, "time_period": year, "percent": percent, "release_year": edition, **more}

    own = {"old_la_code": "382", "region_code": "E12000003", "region_name": "Yorkshire and The Humber"}
    rows = pd.DataFrame(
        [
            area(2018, "Local authority", "E08000034", 44.5, 2022, **own),
            area(2018, "National", "E92000001", 60.1, 2022),
            area(2024, "Local authority", "E08000034", 21.0, 2024, **own),
            area(2024, "Local authority", "E08000034", 22.9, 2025, **own),
            area(2024, "Regional", "E12000003", 56.7, 2025, region_code="E12000003"),
            area(2024, "National", "E92000001", 46.4, 2025),
            area(
                2024, "Local authority", "E08000035", 99.0, 2025, old_la_code="383", region_code="E12000003"
            ),
        ]
    ).assign(time_identifier="Calendar year")
    old, new = rows[rows["time_period"] < 2019], rows[rows["time_period"] >= 2019]
    new = new.assign(breakdown_topic="All EHC plans", breakdown="All EHC plans", topic="all", member="all")
    by_sex = new.assign(breakdown_topic="Sex", breakdown="Female", topic="sex", member="Female", percent=1.0)
    warehouse.load_published(
        {
            "published_sen2_mi": _complete("published_sen2_mi", old, "noexc20weekrate"),
            "published_timeliness_20_week": _complete(
                "published_timeliness_20_week", pd.concat([new, by_sex]), "pc_plans_issued_20_weeks_ex"
            ),
        }
    )
    figures = _figures(("ehcp_20wk_rate_excl", "2024", "2024-01-01", 20, 80, 25.0))
    figures = figures.assign(period_type="calendar_year", period_end=pd.Timestamp("2024-12-31"))
    load(measure_value=figures)
    seen = warehouse.query("SELECT * FROM bi.twenty_week_against_published").set_index("calendar_year")
    assert seen.index.tolist() == [2018, 2024]
    assert [*seen.loc[2018, ["published_percent_excl", "england_percent_excl"]]] == [44.5, 60.1]
    assert seen["own_percent_excl"].isna().to_dict() == {2018: True, 2024: False}
    latest = seen.loc[2024]
    assert [*latest[["own_plans_issued_excl", "own_percent_excl"]]] == [80, 25.0]
    assert [*latest[["published_percent_excl", "difference_excl", "release_year"]]] == [22.9, 2.1, 2025]
    assert [*latest[["region_percent_excl", "england_percent_excl"]]] == [56.7, 46.4]
    assert latest["region_name"] == "Yorkshire and The Humber"


def test_an_authority_stands_beside_england_its_region_its_neighbours_and_all(
    warehouse: Warehouse, load: Callable[..., None]
) -> None:
    """Neighbours as a sum over sums, 300 of 500, and as a middle value; who was left out is not among them."""
    area = {
        "benchmark_id": "ehcp_20wk_rate_excl",
        "time_period": 2024,
        "calendar_year": 2024,
        "release_year": 2025,
    }
    la = {**area, "geographic_level": "Local authority", "region_code": "E12", "ranked_among": 4}
    rows = [
        {**area, "geographic_level": "National", "area_code": "E92", "value": 46.4},
        {**area, "geographic_level": "Regional", "area_code": "E12", "region_code": "E12", "value": 56.7},
        {**la, "area_code": "E082", "old_la_code": "382", "numerator": 180, "denominator": 785, "value": 22.9}
        | {"rank": 4, "quartile": 4},
        {
            **la,
            "area_code": "E080",
            "old_la_code": "380",
            "numerator": 270,
            "denominator": 300,
            "value": 90.0,
        },
        {**la, "area_code": "E083", "old_la_code": "383", "numerator": 20, "denominator": 100, "value": 20.0},
        {**la, "area_code": "E084", "old_la_code": "384", "numerator": 10, "denominator": 100, "value": 10.0},
        {**la, "area_code": "E081", "old_la_code": "381", "left_out": "x"},
        # The edition before has 2024 otherwise, and 2023.
        {**area, "release_year": 2024, "geographic_level": "National", "area_code": "E92", "value": 40.0},
        {
            **area,
            "release_year": 2024,
            "calendar_year": 2023,
            "time_period": 2023,
            "geographic_level": "National",
        }
        | {"area_code": "E92", "value": 50.3},
    ]
    said: dict[str, Any] = {
        "benchmark_id": "ehcp_20wk_rate_excl",
        "benchmark_name": "In 20 weeks",
        "dimension": "all",
        "member": "all",
    }
    said |= {"measure_id": "ehcp_20wk_rate_excl", "unit": "percent", "direction": "higher", "is_ranked": True}
    said |= {"is_of_school_year": False, "printed_as": "timeliness_20_week", "position": 1}
    warehouse.load_published(
        {
            "published_benchmark": pd.DataFrame(
                [{"area_name": each["area_code"], **each} for each in rows],
                columns=[*SCHEMAS["dfe"]["published_benchmark"].columns],
            ),
            "benchmark_definition": pd.DataFrame(
                [said], columns=[*SCHEMAS["dfe"]["benchmark_definition"].columns]
            ),
        }
    )
    figures = _figures(("ehcp_20wk_rate_excl", "2024", "2024-01-01", 20, 80, 25.0))
    figures = figures.assign(period_type="calendar_year", period_end=pd.Timestamp("2024-12-31"))
    near = pd.DataFrame({"la_code": ["380", "381", "383", "384"], "neighbours_source": "West Yorkshire"})
    load(measure_value=figures, dim_neighbour=near)
    seen = warehouse.query("SELECT * FROM bi.benchmark ORDER BY calendar_year, release_year")
    assert seen[["calendar_year", "release_year", "is_newest"]].to_numpy().tolist() == [
        [2023, 2024, True],
        [2024, 2024, False],
        [2024, 2025, True],
    ]
    now = seen.iloc[-1]
    assert [*now[["own_value", "published_value", "region_value", "england_value"]]] == [
        25.0,
        22.9,
        56.7,
        46.4,
    ]
    assert [*now[["neighbours_value", "neighbours_median", "neighbours"]]] == [60.0, 20.0, 3]
    assert [*now[["rank", "ranked_among", "quartile", "ranked_from"]]] == [4, 4, 4, "best"]
    trend = warehouse.query("SELECT * FROM bi.benchmark_trend ORDER BY calendar_year")
    assert [*trend["england_value"]] == [50.3, 46.4]
    assert float(trend["england_change"].iloc[-1]) == pytest.approx(-3.9)


def test_pupils_with_plans_stand_beside_england_and_neighbours_in_school(
    warehouse: Warehouse, load: Callable[..., None]
) -> None:
    """The invented figures of tests/published/schools, of which sums were made by hand."""
    frames = {
        file: reading.parse(
            reading.as_text((SCHOOLS / f"{file}.csv").read_bytes(), file),
            file,
            2025,
        )[0]
        for file in ("absence", "suspensions")
    }
    catalogue = Catalogue.load()
    warehouse.load_published(
        {f"published_{file}": rows for file, rows in frames.items()}
        | {
            "published_benchmark": benchmarks.published(frames, catalogue),
            "benchmark_definition": benchmarks.definitions(catalogue),
        }
    )
    load(dim_neighbour=pd.DataFrame({"la_code": ["380", "383"], "neighbours_source": "a test"}))
    told = warehouse.query(
        "SELECT * FROM bi.benchmark WHERE benchmark_id IN ('absence_plans_share', 'exclusion_plans_rate')"
        " ORDER BY benchmark_id"
    )
    assert set(told["told_of"]) == {"2024/25"}
    columns = ["published_value", "region_value", "england_value", "neighbours_value"]
    # Bradford and Leeds together: 348,000 of 2,700,000 sessions, 22 exclusions of 9,300 pupils.
    assert told[columns].astype(float).to_numpy().tolist() == [
        [13.5, 13.0, 12.5, 12.9],
        [25.8, 25.0, 20.0, 23.7],
    ]
    shown = warehouse.query(
        "SELECT area_name, is_neighbour, percent_sessions_missed, suspensions_per_100, exclusions_per_10000"
        " FROM bi.attendance_and_exclusion WHERE sen_provision = 'EHC plan' AND school_year = '2024-25'"
        " ORDER BY area_name"
    )
    figures = ["percent_sessions_missed", "suspensions_per_100", "exclusions_per_10000"]
    assert shown.astype(dict.fromkeys(figures, float)).to_numpy().tolist() == [
        ["Bradford", True, 14.0, 25.0, 29.3],
        ["England", False, 12.5, 22.6, 20.0],
        ["Kirklees", False, 13.5, 24.0, 25.8],
        ["Leeds", True, 12.0, 25.0, 19.2],
        ["Yorkshire and The Humber", False, 13.0, 25.0, 25.0],
    ]


def _complete(table: str, rows: pd.DataFrame, percent: str) -> pd.DataFrame:
    """Rows with all columns of a published table, the percentage in the named one."""
    return rows.rename(columns={"percent": percent}).reindex(columns=[*SCHEMAS["dfe"][table].columns])


def test_a_stage_without_a_limit_is_neither_late_nor_in_time(
    warehouse: Warehouse, load: Callable[..., None]
) -> None:
    """There is no limit in law for the draft plan: 0.0% late would say that every draft was in time."""
    ended = pd.to_datetime(["2025-12-01", "2025-12-01", "2025-12-01"])
    clocks = pd.DataFrame(
        {
            "case_key": ["a", "b", "c"],
            "limit_id": ["draft_plan", "final_plan", "final_plan"],
            "clock_status": ["ended", "late", "in_time"],
            "in_scope": [False, True, True],
            "at_boundary": False,
            "exception_recorded": False,
            "exception_valid": False,
            "elapsed_days": [90, 150, 120],
            "days_over": [None, 10, None],
            "clock_end": ended,
        }
    )
    columns = SCHEMAS["marts"]["fact_clock"].columns.values()
    rest = {
        c.name: ((own_words(c) or ["x"])[0] if c.type in ("text", "code") else None)
        for c in columns
        if c.name not in clocks
    }
    supplied = ("authority", "extract_date", "load_run_id", "computed_at")
    load(fact_clock=clocks.assign(**{name: value for name, value in rest.items() if name not in supplied}))
    seen = warehouse.query("SELECT * FROM bi.twenty_week_hotspots WHERE dimension = 'all' ORDER BY limit_id")
    assert seen["limit_id"].tolist() == ["draft_plan", "final_plan"]
    assert seen["cases"].tolist() == [1, 2]
    for column, of_the_final_plan in (("late_cases", 1), ("percent_late", 50.0), ("days_late", 10)):
        assert pd.isna(seen[column].iloc[0])
        assert seen[column].iloc[1] == of_the_final_plan


def test_the_contract_tells_all_that_a_role_can_read_as_it_is(warehouse: Warehouse) -> None:
    """Every relation, column, type, key and required value of the file, against the server."""
    document = yaml_files.load(ODCS)
    live = warehouse.query(
        """
        SELECT n.nspname || '.' || c.relname AS relation, a.attname AS name, a.attnotnull AS required,
            format_type(a.atttypid, a.atttypmod) AS type, c.relkind = 'v' AS is_view,
            array_position(i.indkey::smallint[], a.attnum) + 1 AS place
        FROM pg_class AS c
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisprimary
        WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p')
            AND EXISTS (
                SELECT FROM unnest(%s::text[]) AS role
                WHERE has_any_column_privilege(role, c.oid, 'SELECT') AND has_schema_privilege(role, n.oid, 'USAGE')
            )
            AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'held')
            AND c.relname NOT IN ('alembic_version', 'seen_authority')
        ORDER BY 1, a.attnum
    """,
        [*READS],
    )
    relations = {relation["physicalName"]: relation for relation in document["schema"]}
    assert set(relations) == set(live["relation"])
    for name, rows in live.groupby("relation"):
        relation = relations[name]
        said = relation["properties"]
        assert [p["name"] for p in said] == rows["name"].tolist(), name
        assert [p["physicalType"] for p in said] == rows["type"].tolist(), name
        assert (relation["physicalType"] == "view") is bool(rows["is_view"].iloc[0])
        if relation["physicalType"] == "table":  # of a view the database knows neither
            assert [p.get("required", False) for p in said] == rows["required"].tolist(), name
            keys = [p.get("primaryKeyPosition") for p in said]
            assert keys == [None if pd.isna(place) else int(place) for place in rows["place"]], name
    columns = {
        f"schema/{relation['id']}/properties/{p['id']}"
        for relation in relations.values()
        for p in relation["properties"]
        if "id" in p
    }
    leads = [
        link["to"] for p in relations["bi.case_count"]["properties"] for link in p.get("relationships", ())
    ]
    assert len(leads) == 13
    assert columns.issuperset(leads)


def test_a_figure_leads_to_the_cases_that_make_it(warehouse: Warehouse, load: Callable[..., None]) -> None:
    """Plans of the days of the period without an exception: those in time above the line, all of them below."""
    clocks = pd.DataFrame(
        [
            ("in_time", "in_time", False, "2025-11-01", "North"),
            ("late", "late", False, "2025-12-19", "South"),
            ("exception", "late", True, "2025-12-01", "North"),
            ("day before", "in_time", False, "2025-10-31", "North"),
        ],
        columns=["case_key", "clock_status", "exception_recorded", "clock_end", "locality"],
    ).assign(limit_id="final_plan", in_scope=True, at_boundary=False, exception_valid=False)
    period = pd.DataFrame(
        {
            "period_type": ["half_term"],
            "period_key": ["2025-26-autumn-2"],
            "period_start": pd.to_datetime(["2025-11-01"]),
            "period_end": pd.to_datetime(["2025-12-19"]),
        }
    )
    supplied = ("authority", "extract_date", "load_run_id", "computed_at")
    frames = {}
    for name, rows in (("fact_clock", clocks), ("dim_period", period)):
        rest = {
            c.name: ((own_words(c) or ["x"])[0] if c.type in ("text", "code") else None)
            for c in SCHEMAS["marts"][name].columns.values()
            if c.name not in rows and c.name not in supplied
        }
        frames[name] = rows.assign(**rest)
    frames["fact_clock"]["clock_end"] = pd.to_datetime(clocks["clock_end"])
    load(**frames)
    seen = warehouse.query(
        "SELECT dimension, member, case_key, numerator::int, denominator::int FROM bi.figure_cases"
        " WHERE measure_id = 'ehcp_20wk_rate_excl' AND period_key = '2025-26-autumn-2'"
        " AND dimension IN ('all', 'locality')"
    )
    assert {*seen.itertuples(index=False, name=None)} == {
        ("all", "all", "in_time", 1, 1),
        ("all", "all", "late", 0, 1),
        ("locality", "North", "in_time", 1, 1),
        ("locality", "South", "late", 0, 1),
    }
