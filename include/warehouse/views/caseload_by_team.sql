WITH held AS (
    SELECT
        authority,
        team AS team_id,
        count(*) FILTER (WHERE case_kind = 'assessment') AS open_assessments,
        count(*) FILTER (WHERE case_kind = 'plan') AS open_plans,
        count(*) AS open_cases
    FROM marts.fact_caseload
    JOIN ops.load_run AS load USING (authority)
    WHERE load.is_current AND coalesce(to_date, load.extract_date) >= load.extract_date
    GROUP BY authority, team
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
    CASE WHEN why.because IS NULL THEN coalesce(held.open_assessments, 0) END AS open_assessments,
    CASE WHEN why.because IS NULL THEN coalesce(held.open_plans, 0) END AS open_plans,
    CASE WHEN why.because IS NULL THEN coalesce(held.open_cases, 0) END AS open_cases,
    CASE WHEN why.because IS NULL THEN
        round(coalesce(held.open_cases, 0) / nullif(staff.fte, 0), 1)
    END AS cases_per_fte,
    load.extract_date,
    why.because AS not_reliable_because
FROM held
FULL JOIN marts.dim_team AS team USING (authority, team_id)
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
