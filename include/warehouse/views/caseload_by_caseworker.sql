WITH held AS (
    SELECT
        authority,
        caseworker AS caseworker_id,
        max(team) AS team_id,
        count(*) FILTER (WHERE case_kind = 'assessment') AS open_assessments,
        count(*) FILTER (WHERE case_kind = 'plan') AS open_plans,
        count(*) AS open_cases
    FROM marts.fact_caseload
    JOIN ops.load_run AS load USING (authority)
    WHERE load.is_current AND coalesce(to_date, load.extract_date) >= load.extract_date
    GROUP BY authority, caseworker
), staff AS (
    -- Who is a caseworker is said once, by the spells that the measures count.
    SELECT spell.authority, spell.caseworker AS caseworker_id, spell.fte AS fte
    FROM marts.fact_spell AS spell
    JOIN ops.load_run AS load USING (authority)
    WHERE load.is_current AND spell.spell_type = 'casework_staff' AND spell.from_date <= load.extract_date
        AND coalesce(spell.to_date, load.extract_date) >= load.extract_date
), people AS (
    SELECT
        authority,
        caseworker_id,
        coalesce(worker.team_id, held.team_id) AS team_id,
        worker.grade,
        staff.fte,
        coalesce(held.open_assessments, 0) AS open_assessments,
        coalesce(held.open_plans, 0) AS open_plans,
        coalesce(held.open_cases, 0) AS open_cases
    FROM held
    FULL JOIN staff USING (authority, caseworker_id)
    LEFT JOIN marts.dim_caseworker AS worker USING (authority, caseworker_id)
)
SELECT
    authority,
    name.authority_name,
    people.caseworker_id,
    team_id,
    team.team_name,
    team.locality,
    people.grade,
    people.fte,
    CASE WHEN why.because IS NULL THEN people.open_assessments END AS open_assessments,
    CASE WHEN why.because IS NULL THEN people.open_plans END AS open_plans,
    CASE WHEN why.because IS NULL THEN people.open_cases END AS open_cases,
    CASE WHEN why.because IS NULL THEN
        round(people.open_cases / nullif(people.fte, 0), 1)
    END AS cases_per_fte,
    load.extract_date,
    why.because AS not_reliable_because
FROM people
JOIN ops.authority AS name USING (authority)
JOIN ops.load_run AS load USING (authority)
LEFT JOIN marts.dim_team AS team USING (authority, team_id)
LEFT JOIN LATERAL (
    SELECT string_agg(DISTINCT told.because, '; ') AS because
    FROM dq.not_reliable AS told
    WHERE (told.authority, told.extract_date) = (load.authority, load.extract_date)
        AND told.measure_id IN ('assessments_open_n', 'plans_maintained_n') AND told.dimension IN ('all', 'caseworker')
) AS why ON true
WHERE load.is_current
