WITH held AS (
    -- A sum over both, and no FULL JOIN: a reader's `WHERE authority = …` reaches the tables through it.
    SELECT
        authority,
        team_id,
        sum(assessment)::bigint AS open_assessments,
        sum(plan)::bigint AS open_plans,
        sum(assessment + plan)::bigint AS open_cases
    FROM (
        SELECT
            authority,
            team AS team_id,
            (case_kind = 'assessment')::int AS assessment,
            (case_kind = 'plan')::int AS plan
        FROM marts.fact_caseload
        JOIN ops.load_run AS load USING (authority)
        WHERE load.is_current AND coalesce(to_date, load.extract_date) >= load.extract_date
        UNION ALL
        SELECT authority, team_id, 0 AS assessment, 0 AS plan
        FROM marts.dim_team
    ) AS cases_and_teams
    GROUP BY authority, team_id
), staff AS (
    -- Who is a caseworker is said once, by the spells that the measures count.
    SELECT spell.authority, spell.team AS team_id, count(*) AS caseworkers, sum(spell.fte) AS fte
    FROM marts.fact_spell AS spell
    JOIN ops.load_run AS load USING (authority)
    WHERE load.is_current AND spell.spell_type = 'casework_staff' AND spell.from_date <= load.extract_date
        AND coalesce(spell.to_date, load.extract_date) >= load.extract_date
    GROUP BY spell.authority, spell.team
)
SELECT
    authority,
    name.authority_name,
    team_id,
    team.team_name,
    team.locality,
    team.established_fte,
    coalesce(staff.caseworkers, 0) AS caseworkers_in_post,
    coalesce(staff.fte, 0) AS fte_in_post,
    CASE WHEN why.because IS NULL THEN held.open_assessments END AS open_assessments,
    CASE WHEN why.because IS NULL THEN held.open_plans END AS open_plans,
    CASE WHEN why.because IS NULL THEN held.open_cases END AS open_cases,
    CASE WHEN why.because IS NULL THEN
        round(held.open_cases / nullif(staff.fte, 0), 1)
    END AS cases_per_fte,
    load.extract_date,
    why.because AS not_reliable_because
FROM held
LEFT JOIN marts.dim_team AS team USING (authority, team_id)
LEFT JOIN staff USING (authority, team_id)
JOIN ops.authority AS name USING (authority)
JOIN ops.load_run AS load USING (authority)
LEFT JOIN LATERAL (
    SELECT string_agg(DISTINCT told.because, '; ') AS because
    FROM dq.not_reliable AS told
    WHERE (told.authority, told.extract_date) = (load.authority, load.extract_date)
        AND told.measure_id IN ('assessments_open_n', 'plans_maintained_n') AND told.dimension IN ('all', 'team')
) AS why ON true
WHERE load.is_current
