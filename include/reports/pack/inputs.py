"""All that a pack is made from, read once when it is first built and kept: the same inputs always make the same files.

| table | one row for |
|---|---|
| `about` | the publication: who, which half-term, from which extract, how many records were set aside |
| `figures` | each figure of the half-term as published, total and broken down |
| `history` | each measure's total in each earlier half-term: as last published by then, else as records now have it |
| `measures` | each measure of the catalogue |
| `published` | each figure that DfE publishes, of the council, region, England and neighbours, with its rank; by year |
| `forecast`, `forecast_targets` | where the year's published figures will lie, as at the last load |
| `plans` | each plan behind the 20-week rates: days taken, whether an exception is recorded |
| `waiting` | each case open past 20 weeks at the end of the half-term, and the days since its request |
| `team_names` | each team |
| `limits` | each time limit that is law at the end of the half-term |
| `stages`, `teams`, `caseworkers` | steps of the 20 weeks, open cases by team and by caseworker, as at the last load |
| `trajectories`, `manual` | baselines and milestones of measures, and figures that others keep, as written |
| `explanations` | why measures of the half-term missed what was promised, as named people wrote it |
| `families`, `nested`, `parts` | what measures have in common, for disclosure control |
| `faults`, `ranges`, `revisions` | what was wrong with the records, what it could do to figures, what moved since |
| `not_reliable` | each measure that is not published because of columns which cannot be relied on, and why |
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from include.errors import NotYet

Query = Callable[..., pd.DataFrame]
Inputs = dict[str, pd.DataFrame]

# Half-terms that a trend shows: two years and one more, the fewest with two of each season.
HISTORY = 13

_ABOUT = """
    SELECT figure.authority, authority.authority_name, authority.la_code, authority.is_synthetic, figure.report_key,
        figure.period_key, coalesce(period.period_label, figure.period_key) AS period_label, figure.period_start,
        figure.period_end, figure.as_at, figure.basis, figure.extract_date, figure.published_at,
        coalesce(run.rows_landed, 0) AS rows_landed, coalesce(run.rows_quarantined, 0) AS rows_quarantined,
        coalesce(status.latest_extract_date, figure.extract_date) AS latest_extract_date,
        coalesce(status.latest_stopped_because, '') AS latest_stopped_because,
        coalesce(load.is_late, false) AS is_late, load.read_ended_at,
        coalesce(load.shows_day, figure.extract_date) AS shows_day
    FROM (
        SELECT DISTINCT ON (authority) * FROM marts.reported_figure
        WHERE authority = %s AND period_type = 'half_term' AND report_key = %s
        ORDER BY authority
    ) AS figure
    JOIN ops.authority AS authority USING (authority)
    LEFT JOIN marts.dim_period AS period USING (authority, period_type, period_key)
    LEFT JOIN dq.validation_run AS run
        ON run.authority = figure.authority AND run.extract_date = figure.extract_date
    LEFT JOIN bi.load_status AS status ON status.authority = figure.authority
    LEFT JOIN ops.load_run AS load ON load.load_run_id = figure.load_run_id
"""
_FIGURES = """
    SELECT measure_id, period_key, period_start, period_end, dimension, member, numerator, denominator, value, status,
        definition_version
    FROM marts.reported_figure
    WHERE authority = %s AND report_key = %s AND period_type = 'half_term'
    ORDER BY measure_id, dimension, member
"""
_HISTORY = """
    WITH known AS (
        SELECT measure_id, period_key, period_start, period_end, numerator, denominator, value, status,
            definition_version, report_key AS source, 1 AS choice, published_at
        FROM marts.reported_figure
        WHERE authority = %s AND period_type = 'half_term' AND dimension = 'all' AND period_end < %s
            AND published_at <= %s AND status <> 'not_reliable'
        UNION ALL
        SELECT measure_id, period_key, period_start, period_end, numerator, denominator, value, status,
            definition_version, 'records', 2, computed_at
        FROM marts.measure_value
        WHERE authority = %s AND period_type = 'half_term' AND dimension = 'all' AND basis = 'restated'
            AND period_end < %s
    ), wanted AS (
        SELECT DISTINCT period_key, period_end FROM known ORDER BY period_end DESC LIMIT %s
    )
    SELECT DISTINCT ON (measure_id, period_key) measure_id, period_key, period_start, period_end, numerator,
        denominator, value, status, definition_version, source
    FROM known
    JOIN wanted USING (period_key, period_end)
    ORDER BY measure_id, period_key, choice, published_at DESC
"""
_PLANS = """
    SELECT (included.ended_on - included.started_on) AS days, excluded.row_key IS NULL AS has_exception
    FROM bi.reported_cases AS included
    LEFT JOIN bi.reported_cases AS excluded
        ON excluded.authority = included.authority AND excluded.report_key = included.report_key
        AND excluded.row_key = included.row_key AND excluded.measure_id = 'ehcp_20wk_rate_excl'
    WHERE included.authority = %s AND included.report_key = %s AND included.measure_id = 'ehcp_20wk_rate_incl'
    ORDER BY 1, 2, included.row_key
"""
# A reported case of a backlog began when its caseworker took it and it was overdue: the request is older.
# What the records of weeks later know is of the half-term's end all the same.
_WAITING = """
    SELECT (least(%s, %s) - asked.clock_start) AS days, left(told.case_key, 8) AS case_key
    FROM bi.reported_cases AS told
    JOIN marts.fact_clock AS asked
        ON (asked.authority, asked.case_key, asked.limit_id) = (told.authority, told.case_key, 'final_plan')
    WHERE told.authority = %s AND told.report_key = %s AND told.measure_id = 'ehcp_open_overdue_n'
        AND asked.clock_start IS NOT NULL
    ORDER BY 1 DESC, 2
"""
# What DfE published of the years, each as its newest edition has it; `own_value` is the council's true figure.
_PUBLISHED = """
    SELECT * FROM bi.benchmark WHERE authority = %s AND is_newest AND england_value IS NOT NULL
    ORDER BY position, calendar_year
"""
_LIMITS = """
    SELECT DISTINCT ON (limit_id) limit_id, limit_name, start_event, last_day, citation
    FROM marts.dim_limit WHERE authority = %s AND valid_from <= %s ORDER BY limit_id, valid_from DESC
"""
_STAGES = """
    SELECT limit_id, dimension, member, cases, median_days, p90_days, late_cases, percent_late, days_late,
        percent_of_lateness
    FROM bi.twenty_week_hotspots WHERE authority = %s AND dimension IN ('all', 'adviser', 'team')
    ORDER BY limit_id, dimension, member
"""
_TEAMS = """
    SELECT team_name, locality, established_fte, fte_in_post, caseworkers_in_post, open_assessments, open_plans,
        open_cases, cases_per_fte
    FROM bi.caseload_by_team WHERE authority = %s ORDER BY team_name
"""
_CASEWORKERS = """
    SELECT caseworker_id, team_name, grade, fte, open_assessments, open_plans, open_cases, cases_per_fte
    FROM bi.caseload_by_caseworker WHERE authority = %s AND open_cases > 0 ORDER BY team_name, caseworker_id
"""
_FAULTS = """
    SELECT rule_id, severity, table_name, message, rows_failed, rows_checked
    FROM dq.validation_result
    WHERE authority = %s AND extract_date = %s AND NOT passed AND severity IN ('critical', 'warning')
    ORDER BY CASE severity WHEN 'critical' THEN 0 ELSE 1 END, rows_failed DESC, rule_id LIMIT 10
"""
_RANGES = """
    SELECT measure_id, numerator, denominator, value, cases_in_doubt, lowest, highest, because
    FROM dq.measure_range WHERE authority = %s AND extract_date = %s AND period_type = 'half_term'
    ORDER BY measure_id
"""
_NOT_RELIABLE = """
    SELECT measure_id, because FROM dq.not_reliable
    WHERE authority = %s AND extract_date = %s AND dimension = 'all' ORDER BY measure_id
"""
_REVISIONS = """
    SELECT report_key, measure_id, period_key, reported_value, value, reason
    FROM bi.revisions
    WHERE authority = %s AND period_type = 'half_term' AND dimension = 'all' AND reason <> 'unchanged'
        AND reported_value IS DISTINCT FROM value AND published_at < %s
    ORDER BY period_key DESC, measure_id
"""

_TRAJECTORIES = """
    SELECT measure_id, milestone_date, milestone_value, is_baseline, wanted, owner, written_source
    FROM marts.trajectory WHERE authority = %s ORDER BY measure_id, milestone_date
"""
_MANUAL = """
    SELECT series_id, series_name, definition, series_date, value, series_unit, kept_by, written_source, typed_by,
        is_public
    FROM marts.manual_figure WHERE authority = %s AND series_date <= %s ORDER BY series_name, series_date
"""


def read(
    query: Query,
    authority: str,
    report: str,
    neighbours_source: str,
    structure: Inputs,
) -> Inputs:
    """Everything about one publication of a half-term.

    Args:
        query: of a warehouse.
        authority: short name.
        report: key of the publication.
        neighbours_source: who chose them.
        structure: `families`, `nested` and `parts`, as `include.transforms` gives them, and `explanations`.

    Raises:
        NotYet: there is no such publication.

    """
    about = query(_ABOUT, authority, report)
    if about.empty:
        raise NotYet(f"{report} has not been published, so there is no report of it.")
    now = about.iloc[0]
    one, day = (authority, report), (authority, now["extract_date"])
    before = (authority, now["period_start"], now["published_at"], authority, now["period_start"])
    return {
        "about": about.assign(neighbours_source=neighbours_source),
        "figures": query(_FIGURES, *one),
        "history": query(_HISTORY, *before, HISTORY - 1),
        "measures": query("SELECT * FROM marts.dim_measure ORDER BY measure_id"),
        "published": query(_PUBLISHED, authority),
        "forecast": query(
            "SELECT * FROM bi.published_forecast WHERE authority = %s ORDER BY benchmark_id", authority
        ),
        "forecast_targets": query(
            "SELECT * FROM bi.published_forecast_target WHERE authority = %s ORDER BY target", authority
        ),
        "plans": query(_PLANS, *one),
        "waiting": query(_WAITING, now["as_at"], now["period_end"], *one),
        "limits": query(_LIMITS, authority, now["period_end"]),
        "stages": query(_STAGES, authority),
        "team_names": query(
            "SELECT team_id, team_name FROM marts.dim_team WHERE authority = %s ORDER BY 1", authority
        ),
        "teams": query(_TEAMS, authority),
        "caseworkers": query(_CASEWORKERS, authority),
        "trajectories": query(_TRAJECTORIES, authority),
        "manual": query(_MANUAL, authority, now["period_end"]),
        "faults": query(_FAULTS, *day),
        "ranges": query(_RANGES, *day),
        "not_reliable": query(_NOT_RELIABLE, *day),
        "revisions": query(_REVISIONS, authority, now["published_at"]),
        **structure,
    }
