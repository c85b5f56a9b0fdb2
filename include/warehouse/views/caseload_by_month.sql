WITH a_month AS (
    SELECT
        period.authority,
        period.period_key AS month_key,
        period.period_label AS month_label,
        least(period.period_end, load.extract_date) AS day,
        load.extract_date
    FROM marts.dim_period AS period
    JOIN ops.load_run AS load USING (authority)
    WHERE load.is_current AND period.period_type = 'month' AND period.period_start <= load.extract_date
), counted AS (
    SELECT
        spell.authority,
        a_month.month_key,
        a_month.month_label,
        a_month.day,
        spell.team AS team_id,
        count(*) FILTER (WHERE kind.case_kind = 'assessment') AS open_assessments,
        count(*) FILTER (WHERE kind.case_kind = 'plan') AS open_plans,
        count(*) AS open_cases
    FROM marts.fact_caseload AS spell
    JOIN (VALUES ('assessment', 'assessments_open_n'), ('plan', 'plans_maintained_n')) AS kind (case_kind, measure_id)
        USING (case_kind)
    -- By the authority alone the planner reads a council's spells again for each month.
    JOIN a_month ON a_month.authority || '' = spell.authority || ''
        AND a_month.day BETWEEN spell.from_date AND coalesce(spell.to_date, 'infinity')
    WHERE NOT EXISTS (
        SELECT FROM dq.not_reliable AS why
        WHERE (why.authority, why.extract_date) = (a_month.authority, a_month.extract_date)
            AND why.measure_id = kind.measure_id AND why.dimension = 'all'
    )
    GROUP BY spell.authority, a_month.month_key, a_month.month_label, a_month.day, spell.team
)
SELECT
    counted.authority,
    authority.authority_name,
    counted.month_key,
    counted.month_label,
    counted.day,
    counted.team_id,
    coalesce(team.team_name, unknown.code_label, counted.team_id) AS team_name,
    counted.open_assessments,
    counted.open_plans,
    counted.open_cases
FROM counted
JOIN ops.authority AS authority USING (authority)
LEFT JOIN marts.dim_team AS team USING (authority, team_id)
LEFT JOIN marts.dim_code AS unknown ON unknown.codeset = 'Unknown' AND unknown.code = counted.team_id
