"""The star of schema `bi` adds up: sums over it, in any groups, are the figures of the measures."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import md5
from pathlib import Path

import pandas as pd
import psycopg
import pytest

from include.calendar.working_days import working_days_between
from include.model import codeset
from include.semantic import case_count_sql, figure_cases_sql, figure_of, sql
from include.semantic.expressions import Expression, Sum, sums
from include.transforms import Catalogue, groups
from include.warehouse import Warehouse, views
from include.warehouse.views import VIEWS
from tests.integration.conftest import AS_AT

pytestmark = pytest.mark.postgres

PERIODS = ("month", "half_term", "term", "calendar_year", "academic_year")
# Periods whose last day is one on which open cases are counted.
ENDS_A_MONTH = ("month", "calendar_year", "academic_year")
# Breakdown -> the member as a report takes it from its dimension.
MEMBERS = {
    "all": "'all'",
    "locality": "locality.locality",
    "team": "team.team_id",
    "caseworker": "caseworker.caseworker_id",
    "age_band": "age_band.member",
    "school_phase": "school_phase.member",
    "sex": "sex.member",
    "ethnicity": "ethnicity.member",
    "primary_need": "primary_need.member",
    "setting": "setting.member",
}
CODED = ("age_band", "school_phase", "sex", "ethnicity", "primary_need", "setting")
DIMENSIONS = ("authority", "measure", "date", "limit", "team", "caseworker", "locality", *CODED)
STAR = "FROM bi.case_count AS counted " + " ".join(
    f"JOIN bi.dim_{name} AS {'a_day' if name == 'date' else 'a_limit' if name == 'limit' else name}"
    f" USING ({name}_key)"
    for name in DIMENSIONS
)
KEY = ["authority", "measure_id", "period_type", "period_key", "dimension", "member"]
CATALOGUE = Catalogue.load()
GIVEN = {m.measure_id for m in CATALOGUE if m.statistic == "given"}
FIGURES = {m.measure_id: figure_of(CATALOGUE, m.measure_id) for m in CATALOGUE}
# Periods, with the last of their days that the records know, and what counts on it.
SPANS = """
    CREATE TEMPORARY TABLE span AS
    SELECT
        period.*, last.day AS last_day, (last.day + 1 - interval '12 months')::date AS first_of_12,
        counted.day AS count_day
    FROM marts.dim_period AS period
    JOIN ops.load_run AS load ON load.authority = period.authority AND load.is_current AND load.authority <> 'county'
    CROSS JOIN LATERAL (SELECT least(period.period_end, load.extract_date) AS day) AS last
    LEFT JOIN LATERAL (
        SELECT max(day) AS day FROM bi.dim_date AS a_day
        WHERE a_day.authority = period.authority AND a_day.is_count_day
            AND a_day.day BETWEEN period.period_start AND period.period_end
    ) AS counted ON true
    WHERE period.period_start <= load.extract_date
"""


@pytest.fixture(scope="module")
def store(england: str) -> Warehouse:
    return Warehouse(england)


@pytest.fixture(scope="module")
def star(england: str) -> Iterator[psycopg.Connection]:
    """The star once, joined to its dimensions as a report joins it, and the periods."""
    with psycopg.connect(england.replace("+psycopg", "")) as connection:
        members = ", ".join(f"{member} AS of_{name}" for name, member in MEMBERS.items())
        connection.execute(
            f"CREATE TEMPORARY TABLE star AS SELECT counted.authority, counted.measure_id, a_day.day, {members}, "
            f"numerator, denominator, events, open_cases, open_numerator, open_denominator {STAR} "
            "WHERE counted.authority <> 'county'"
        )
        connection.execute("CREATE INDEX ON star (measure_id, authority, day)")
        connection.execute(SPANS)
        connection.execute("ANALYZE star")
        yield connection


def sum_of(taken: Sum) -> str:
    """A sum of the star, where the rows are those of the 12 months that end with the period and no others."""
    days = {
        "in_period": "star.day BETWEEN span.period_start AND span.last_day",
        "at_end": "star.day = span.count_day",
        "in_months": "star.day BETWEEN span.first_of_12 AND span.last_day",
    }[taken.when]
    return f"sum(star.{taken.column}) FILTER (WHERE star.measure_id = '{taken.measure_id}' AND {days})"


def of_the_star(star: psycopg.Connection, measure_id: str, kinds: tuple[str, ...]) -> pd.DataFrame:
    """A measure's figures from sums of the star, by period and each of its groups."""
    measure, figure = CATALOGUE[measure_id], FIGURES[measure_id]
    assert figure is not None
    among = sorted({taken.measure_id for taken in sums(figure)})
    groups = ["all", *(name for name in measure.dimensions if name in MEMBERS)]
    members = ", ".join(f"('{name}', star.of_{name})" for name in groups)
    days = "BETWEEN span.period_start AND span.last_day"
    if any(taken.months for taken in sums(figure)):
        days = "BETWEEN least(span.period_start, span.first_of_12) AND span.last_day"
    elif all(taken.when == "at_end" for taken in sums(figure)):
        days = "= span.count_day"
    with star.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT span.authority, span.period_type, span.period_key, grouped.dimension, grouped.member,
                ({sql(figure, sum_of)})::float AS of_star
            FROM span JOIN star ON star.authority = span.authority AND star.measure_id = ANY(%s) AND star.day {days}
            CROSS JOIN LATERAL (VALUES {members}) AS grouped (dimension, member)
            WHERE span.period_type = ANY(%s)
            GROUP BY 1, 2, 3, 4, 5
            """,
            [among, list(kinds)],
        )
        found = pd.DataFrame(cursor.fetchall(), columns=[c.name for c in cursor.description or ()])
    return found.assign(measure_id=measure_id)


def kinds_of(figure: Expression) -> tuple[str, ...]:
    return ENDS_A_MONTH if any(taken.when == "at_end" for taken in sums(figure)) else PERIODS


def test_every_figure_that_is_made_of_counts_is_a_sum_of_the_star_to_the_cell(
    store: Warehouse, star: psycopg.Connection
) -> None:
    """By month, half-term, term and year, total and by every group; open cases where a period ends a month."""
    told = {name: kinds_of(figure) for name, figure in FIGURES.items() if figure}
    sums_of_star = pd.concat([of_the_star(star, name, kinds) for name, kinds in told.items()])
    figures = store.query(
        "SELECT authority, measure_id, period_type, period_key, period_start, dimension, member, value::float "
        "FROM marts.measure_value WHERE measure_id = ANY(%s) AND dimension = ANY(%s) AND status <> 'not_due' "
        "AND authority <> 'county'",
        sorted(told),
        list(MEMBERS),
    )
    kinds = figures["measure_id"].map(told)
    figures = figures[[kind in among for kind, among in zip(figures["period_type"], kinds, strict=True)]]
    both = figures.merge(sums_of_star, how="outer", on=KEY)
    # A total of nobody is 0 in the catalogue and has no row in the star; a group's amounts of 0 have one in the star.
    is_count = both["measure_id"].map(lambda name: not CATALOGUE[name].model_dump().get("denominator"))
    both["of_star"] = both["of_star"].mask(both["of_star"].isna() & is_count & (both["value"] == 0), 0)
    both["value"] = both["value"].mask(both["value"].isna() & is_count & (both["of_star"] == 0), 0)
    # The calendar of this council begins in 2022: before it there are no days, so the first 12 months are not whole.
    looks_back = {
        name for name, figure in FIGURES.items() if figure and any(taken.months for taken in sums(figure))
    }
    begun = pd.to_datetime(both["period_start"]) < pd.Timestamp(2023, 1, 1)
    both = both[~(begun & both["measure_id"].isin(looks_back))]
    wrong = both[~((both["value"] == both["of_star"]) | (both["value"].isna() & both["of_star"].isna()))]
    assert wrong.empty, f"{wrong['measure_id'].value_counts().to_string()}\n{wrong.head(20).to_string()}"
    assert set(both["measure_id"]) == set(told)
    assert both["value"].notna().sum() > 30_000


def test_the_star_gives_every_measure_but_medians_centiles_and_what_is_given() -> None:
    assert {name for name, figure in FIGURES.items() if figure is None} == {
        m.measure_id
        for m in CATALOGUE
        if m.statistic in ("median", "p90") or any(part in GIVEN for part in (m.measure_id, *m.parts))
    }


def test_counts_of_the_star_are_the_numerators_and_denominators_of_the_figures(
    store: Warehouse, star: psycopg.Connection
) -> None:
    """Not the rate alone: 1 of 2 is not 50 of 100."""
    found = store.query(
        """
        SELECT period_key, member, numerator::int, denominator::int FROM marts.measure_value
        WHERE authority = 'disorder' AND measure_id = 'ehcp_20wk_rate_incl' AND period_type = 'half_term'
            AND dimension = 'primary_need'
        """
    )
    told = star.execute(
        """
        SELECT period_key, of_primary_need, sum(numerator)::int, sum(denominator)::int
        FROM star JOIN span ON span.authority = star.authority AND span.period_type = 'half_term'
            AND star.day BETWEEN span.period_start AND span.last_day
        WHERE star.authority = 'disorder' AND measure_id = 'ehcp_20wk_rate_incl' GROUP BY 1, 2
        """
    )
    assert {*told} == {*found.itertuples(index=False, name=None)}
    assert found["denominator"].sum() > 100


def test_the_cases_of_a_figure_add_up_to_it(store: Warehouse) -> None:
    """Of every measure that sums of rows give, total and by every group, at one half-term of a small council."""
    counted = [m.measure_id for m in CATALOGUE.counted if FIGURES[m.measure_id]]
    period = "2023-24-spring-1"
    place = ["measure_id", "dimension", "member"]
    figures = store.query(
        "SELECT measure_id, dimension, member, numerator::float, denominator::float FROM marts.measure_value "
        "WHERE authority = 'disorder' AND period_type = 'half_term' AND period_key = %s AND measure_id = ANY(%s) "
        "AND dimension = ANY(%s) AND status = 'ok'",
        period,
        counted,
        list(MEMBERS),
    )
    cases = store.query(
        "SELECT measure_id, dimension, member, sum(numerator)::float AS above, sum(denominator)::float AS below, "
        "count(*) AS found, count(DISTINCT row_key) AS different FROM bi.figure_cases "
        "WHERE authority = 'disorder' AND period_type = 'half_term' AND period_key = %s "
        "AND dimension = ANY(%s) GROUP BY 1, 2, 3",
        period,
        list(MEMBERS),
    )
    assert (cases["found"] == cases["different"]).all()
    both = figures.merge(cases, how="left", on=place)
    # A figure of nobody has no case; of a mean the sum is not kept with the figure.
    both["above"] = both["above"].fillna(0)
    wrong = both[
        (both["numerator"].notna() & (both["numerator"] != both["above"]))
        | (both["denominator"].notna() & (both["denominator"] != both["below"]))
    ]
    assert wrong.empty, f"{wrong['measure_id'].value_counts().to_string()}\n{wrong.head(20).to_string()}"
    assert both["found"].sum() > 1_000


def test_a_key_is_the_same_number_in_every_load_and_exact_in_every_report_tool(store: Warehouse) -> None:
    """Expected values are those of md5 (RFC 1321), first 52 bits."""
    seen = store.query("SELECT sex_key FROM bi.dim_sex WHERE member = 'F'")["sex_key"].item()
    assert seen == int(md5(b"sex/F", usedforsecurity=False).hexdigest()[:13], 16)
    for name in DIMENSIONS:
        keys = store.query(f"SELECT {name}_key AS k FROM bi.dim_{name}")["k"]
        assert keys.is_unique, name
        assert keys.dtype == "int64", name
        assert keys.between(0, 2**53).all(), name


def test_the_query_of_the_star_is_made_from_the_catalogue() -> None:
    made = (Path(views.__file__).parent / "views/case_count.sql").read_text(encoding="utf-8")
    assert made == case_count_sql(CATALOGUE), "run python -m include.cli models"
    cases = (Path(views.__file__).parent / "views/figure_cases.sql").read_text(encoding="utf-8")
    assert cases == figure_cases_sql(CATALOGUE), "run python -m include.cli models"


def test_no_row_is_lost_by_its_dimensions(store: Warehouse, star: psycopg.Connection) -> None:
    asked = "SELECT count(*) AS rows, sum(events) AS events, sum(open_cases) AS open_cases FROM"
    assert star.execute(f"{asked} star").fetchone() == tuple(
        store.query(f"{asked} bi.case_count WHERE authority <> 'county'").iloc[0]
    )


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


@pytest.mark.parametrize("group", ["locality", "team", *(name for name in CODED if name != "school_phase")])
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
    assert set(seen.loc[seen["team_id"] == "not_allocated", "team_name"]) == {"Not allocated"}


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
        ["assessments_open_n", "plans_maintained_n"],
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
