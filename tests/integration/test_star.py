"""The star of schema `bi` adds up: sums over it, in any groups, are the figures of the measures."""

from __future__ import annotations

import pandas as pd
import pytest

from include.calendar.working_days import working_days_between
from include.model import codeset
from include.transforms import groups
from include.warehouse import Warehouse
from include.warehouse.views import VIEWS
from tests.integration.conftest import AS_AT

pytestmark = pytest.mark.postgres

EVENTS = (
    "ehcp_20wk_rate_incl",
    "ehcp_20wk_rate_excl",
    "annual_review_12m_rate",
    "annual_review_4wk_rate",
    "requests_received",
)
OPEN = ("assessments_open_n", "plans_maintained_n")
PERIODS = ("month", "half_term", "term", "calendar_year", "academic_year")
# Breakdown -> the member as a report takes it from its dimension.
MEMBERS = {
    "all": "'all'",
    "locality": "locality.locality",
    "team": "team.team_id",
    "caseworker": "caseworker.caseworker_id",
    "age_band": "age_band.member",
    "sex": "sex.member",
    "ethnicity": "ethnicity.member",
    "primary_need": "primary_need.member",
    "setting": "setting.member",
}
CODED = ("age_band", "sex", "ethnicity", "primary_need", "setting")
STAR = f"""
    FROM bi.case_count AS counted
    JOIN bi.dim_date AS a_day USING (date_key)
    JOIN bi.dim_team AS team USING (team_key)
    JOIN bi.dim_caseworker AS caseworker USING (caseworker_key)
    JOIN bi.dim_locality AS locality USING (locality_key)
    JOIN bi.dim_limit AS a_limit USING (limit_key)
    {" ".join(f"JOIN bi.dim_{name} AS {name} ON {name}.member = counted.{name}" for name in CODED)}
"""
KEY = ["authority", "measure_id", "period_type", "period_key", "dimension", "member"]
FIGURES = """
    SELECT authority, measure_id, period_type, period_key, dimension, member, numerator::float, denominator::float
    FROM marts.measure_value WHERE measure_id = ANY(%s) AND period_type = ANY(%s) AND dimension = ANY(%s)
"""


@pytest.fixture(scope="module")
def store(england: str) -> Warehouse:
    return Warehouse(england)


def summed(store: Warehouse, measures: tuple[str, ...], kinds: tuple[str, ...], sides: str) -> pd.DataFrame:
    """Sums of the star by period and each group, added up by pandas from one query of all of it."""
    members = ", ".join(f"{member} AS of_{name}" for name, member in MEMBERS.items())
    keys = ", ".join(f"a_day.{kind}_key AS in_{kind}" for kind in kinds)
    rows = store.query(
        f"SELECT counted.authority, counted.measure_id, {keys}, {members}, {sides} {STAR} WHERE measure_id = ANY(%s)",
        list(measures),
    )
    found = []
    for kind in kinds:
        for name in MEMBERS:
            by = ["authority", "measure_id", f"in_{kind}", f"of_{name}"]
            made = (
                rows.groupby(by)[["numerator", "denominator"]]
                .sum(min_count=1)
                .astype("float64")
                .reset_index()
            )
            made.columns = ["authority", "measure_id", "period_key", "member", "numerator", "denominator"]
            found.append(made.assign(period_type=kind, dimension=name))
    return pd.concat(found)


def compared(store: Warehouse, sums: pd.DataFrame, kinds: tuple[str, ...]) -> pd.DataFrame:
    """Figures beside sums, 0 for what neither has."""
    figures = store.query(FIGURES, sorted(set(sums["measure_id"])), list(kinds), list(MEMBERS))
    taken = figures[["measure_id", "dimension"]].drop_duplicates()
    both = figures.merge(sums.merge(taken), how="outer", on=KEY, suffixes=("", "_of_star"))
    in_a_period = both.merge(figures[["authority", "period_type", "period_key"]].drop_duplicates())
    return in_a_period.fillna(
        {c: 0.0 for c in in_a_period if str(c).startswith(("numerator", "denominator"))}
    )


def test_what_happened_adds_up_to_the_figures(store: Warehouse) -> None:
    sums = summed(store, EVENTS, PERIODS, "counted.numerator, counted.denominator")
    both = compared(store, sums, PERIODS)
    wrong = both[
        (both["numerator"] != both["numerator_of_star"])
        | (both["denominator"] != both["denominator_of_star"])
    ]
    assert wrong.empty, wrong.head(10).to_string()
    assert set(both["measure_id"]) == set(EVENTS)
    assert both["numerator"].sum() > 1000


def test_what_is_open_at_the_end_of_each_month_adds_up_to_the_figures(store: Warehouse) -> None:
    sums = summed(store, OPEN, ("month",), "counted.open_cases AS numerator, NULL::bigint AS denominator")
    both = compared(store, sums, ("month",))
    wrong = both[both["numerator"] != both["numerator_of_star"]]
    assert wrong.empty, wrong.head(10).to_string()
    assert set(both["dimension"]) >= {"all", "team", "age_band"}
    assert both["numerator"].sum() > 1000


def test_no_row_is_lost_by_its_dimensions(store: Warehouse) -> None:
    alone = store.query("SELECT count(*) AS rows, sum(events) AS events FROM bi.case_count").iloc[0]
    joined = store.query(f"SELECT count(*) AS rows, sum(events) AS events {STAR}").iloc[0]
    assert [*alone] == [*joined]


def test_every_dimension_has_a_row_for_what_is_not_known_and_sorts_it_last(store: Warehouse) -> None:
    for name in ("locality", "team", "caseworker", *CODED):
        rows = store.query(f"SELECT * FROM bi.dim_{name} ORDER BY member_position")
        if "authority" in rows:
            rows = rows[rows["authority"] == "city"]
        last = rows["member_label"].tolist()[-3:]
        assert sorted(last) == sorted(codeset("Unknown").values()), name
        assert not rows.duplicated([*VIEWS[f"dim_{name}"].key]).any(), name
    bands = store.query("SELECT member_label FROM bi.dim_age_band ORDER BY member_position")["member_label"]
    assert bands.tolist()[:5] == ["Under 5", "5 to 10", "11 to 15", "16 to 19", "20 to 25"]
    assert set(codeset("EthnicGroup")) == {*groups._ethnic_groups().values(), "Unclassified"}


@pytest.mark.parametrize("kind", PERIODS)
def test_counts_of_20_weeks_by_period_add_up(store: Warehouse, kind: str) -> None:
    """The view of all periods and breakdowns at once tells every plan fifty times."""
    seen = store.query(f"SELECT * FROM bi.twenty_week_by_{kind}")
    assert not seen.duplicated(["authority", "period_key"]).any()
    total = store.query(
        "SELECT sum(denominator) AS n FROM marts.measure_value WHERE measure_id = 'ehcp_20wk_rate_incl' "
        "AND period_type = %s AND dimension = 'all'",
        kind,
    )["n"].item()
    assert seen["plans_issued_incl"].sum() == total > 0


@pytest.mark.parametrize("group", ["locality", "team", *CODED])
def test_counts_of_20_weeks_by_group_add_up_to_those_of_the_half_term(store: Warehouse, group: str) -> None:
    seen = store.query(f"SELECT * FROM bi.twenty_week_by_half_term_and_{group}")
    assert not seen.duplicated(["authority", "period_key", "member"]).any()
    total = store.query("SELECT sum(plans_issued_incl) AS n FROM bi.twenty_week_by_half_term")["n"].item()
    assert seen["plans_issued_incl"].sum() == total
    assert seen[["member_label", "member_position"]].notna().all(axis=None)


CLOCKS = """
    SELECT c.authority, c.limit_id, c.case_key, c.clock_start, c.due_date, c.team, l.bound, l.force
    FROM marts.fact_clock AS c JOIN marts.dim_limit AS l USING (authority, limit_id)
    WHERE c.in_scope AND c.clock_status IN ('open', 'open_overdue') AND c.due_date IS NOT NULL
"""


def test_open_cases_stand_in_the_band_of_the_next_limit_that_they_have_not_passed(store: Warehouse) -> None:
    clocks = store.query(CLOCKS + " AND c.limit_id = 'final_plan'")
    days = (pd.Timestamp(AS_AT) - pd.to_datetime(clocks["clock_start"])).dt.days
    bands = pd.cut(days, [-1, 42, 112, 140, 10_000], labels=[*codeset("WeekBand")]).astype("str")
    expected = clocks.groupby(["authority", bands.rename("week_band"), "team"]).size()
    seen = store.query("SELECT * FROM bi.open_twenty_week_cases")
    assert not seen.duplicated(["authority", "week_band", "team_id", "caseworker_id"]).any()
    told = seen.groupby(["authority", "week_band", "team_id"])["open_cases"].sum()
    assert told.rename_axis(expected.index.names).astype("int64").equals(expected.astype("int64"))
    assert set(seen["week_band"]) == set(codeset("WeekBand"))
    assert seen["oldest_case_days"].max() == days.max()


def test_what_runs_out_is_counted_in_working_days_and_leaves_out_what_is_not_the_councils(
    store: Warehouse,
) -> None:
    clocks = store.query(CLOCKS)
    clocks = clocks[(clocks["bound"] == "at most") & clocks["force"].isin(["statute", "guidance", "local"])]
    due = pd.to_datetime(clocks["due_date"])
    working = working_days_between(pd.Series(pd.Timestamp(AS_AT), index=due.index), due).astype("float64")
    buckets = pd.cut(working, [-1e9, 5, 10, 20, 1e9], labels=["5", "10", "20", "later"]).astype("str")
    clocks = clocks.assign(bucket=buckets.mask(due <= pd.Timestamp(AS_AT), "over"))
    expected = clocks.groupby(["authority", "limit_id", "bucket"]).size()
    seen = store.query("SELECT * FROM bi.breaches_ahead")
    told = seen.groupby(["authority", "limit_id", "bucket"])["open_cases"].sum().astype("int64")
    assert told.equals(expected.astype("int64"))
    assert set(seen["bucket"]) == set(codeset("Bucket"))
    assert seen["next_due_date"].notna().all()


def test_caseload_over_time_is_that_of_the_figures(store: Warehouse) -> None:
    seen = store.query(
        "SELECT authority, month_key, team_id, open_assessments, open_plans FROM bi.caseload_by_month"
    )
    figures = store.query(
        "SELECT authority, period_key, member, measure_id, numerator::bigint AS n FROM marts.measure_value "
        "WHERE period_type = 'month' AND dimension = 'team' AND measure_id = ANY(%s)",
        list(OPEN),
    )
    expected = figures.pivot_table(
        index=["authority", "period_key", "member"], columns="measure_id", values="n"
    )
    told = seen.set_index(["authority", "month_key", "team_id"]).rename_axis(expected.index.names)
    told = told[(told > 0).any(axis=1)]
    both = expected.fillna(0).join(told, how="outer")
    assert (both["assessments_open_n"] == both["open_assessments"]).all()
    assert (both["plans_maintained_n"] == both["open_plans"]).all()
    assert len(both) > 100


def test_figures_of_a_period_type_stand_once_each_with_words(store: Warehouse) -> None:
    seen = store.query("SELECT * FROM bi.figure_by_month")
    assert not seen.duplicated(["authority", "measure_id", "period_key"]).any()
    assert seen[["measure_name", "unit", "period_label"]].notna().all(axis=None)
    by_need = store.query("SELECT * FROM bi.figure_by_month_and_primary_need")
    assert not by_need.duplicated(["authority", "measure_id", "period_key", "member"]).any()
    words = by_need.drop_duplicates("member").set_index("member")["member_label"]
    assert words["ASD"] == "Autistic spectrum disorder"
    kept = by_need.sort_values("member_position")["member"].drop_duplicates().tolist()
    assert kept == [code for code in (*codeset("SENtype"), *codeset("Unknown")) if code in kept]
