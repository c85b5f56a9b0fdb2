WITH counted AS (
    SELECT
        clock.authority, counts.measure_id, clock.clock_end AS day, clock.limit_id, clock.team, clock.caseworker,
        clock.locality, clock.age_band, clock.sex, clock.ethnicity, clock.primary_need, clock.setting,
        (clock.clock_status = 'in_time')::int AS numerator, 1 AS denominator, 1 AS events, NULL::int AS open_cases
    FROM marts.fact_clock AS clock
    JOIN (
        VALUES
            ('ehcp_20wk_rate_incl', 'final_plan', true),
            ('ehcp_20wk_rate_excl', 'final_plan', false),
            ('annual_review_12m_rate', 'review_12_months', true),
            ('annual_review_4wk_rate', 'review_decision', true)
    ) AS counts (measure_id, limit_id, with_exceptions) ON counts.limit_id = clock.limit_id
    WHERE clock.in_scope AND clock.clock_status IN ('in_time', 'late')
        AND (counts.with_exceptions OR NOT clock.exception_recorded)
    UNION ALL
    SELECT
        authority, 'requests_received', received_date, 'none', team, caseworker, locality, age_band, sex, ethnicity,
        primary_need, setting, 1, NULL, 1, NULL
    FROM marts.fact_request
    WHERE request_outcome <> 'H' AND received_date IS NOT NULL
    UNION ALL
    -- Who is open on a month's last day has the age of that day. Of a month that has not ended the last known day counts.
    SELECT
        spell.authority, kind.measure_id, month_end.day, 'none', spell.team, spell.caseworker, spell.locality,
        coalesce(age.age_band, 'not_recorded'), spell.sex, spell.ethnicity, spell.primary_need, spell.setting,
        NULL, NULL, NULL, 1
    FROM marts.fact_caseload AS spell
    JOIN (
        VALUES ('assessments_open_n', 'assessment'), ('plans_maintained_n', 'plan')
    ) AS kind (measure_id, case_kind) USING (case_kind)
    JOIN (
        SELECT period.authority, least(period.period_end, load.extract_date) AS day
        FROM marts.dim_period AS period
        JOIN ops.load_run AS load ON load.authority = period.authority AND load.is_current
        WHERE period.period_type = 'month' AND period.period_start <= load.extract_date
    ) AS month_end
        ON month_end.authority = spell.authority AND spell.from_date <= month_end.day
        AND coalesce(spell.to_date, 'infinity') >= month_end.day
    LEFT JOIN marts.dim_age AS age
        ON age.age = extract(year FROM month_end.day - interval '8 months') - spell.birth_academic_year - 1
)
SELECT
    authority,
    measure_id,
    authority || '/' || day AS date_key,
    authority || '/' || limit_id AS limit_key,
    authority || '/' || team AS team_key,
    authority || '/' || caseworker AS caseworker_key,
    authority || '/' || locality AS locality_key,
    age_band,
    sex,
    ethnicity,
    primary_need,
    setting,
    sum(numerator)::numeric AS numerator,
    sum(denominator)::numeric AS denominator,
    sum(events) AS events,
    sum(open_cases) AS open_cases
FROM counted
-- No figure has a day from before the calendar's first.
JOIN marts.dim_date USING (authority, day)
GROUP BY
    authority, measure_id, day, limit_id, team, caseworker, locality, age_band, sex, ethnicity, primary_need, setting
