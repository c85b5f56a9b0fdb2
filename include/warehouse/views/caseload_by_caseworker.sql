WITH people AS (
    -- A sum over both, and no FULL JOIN: a reader's `WHERE authority = …` reaches the tables through it.
    SELECT
        authority,
        caseworker_id,
        max(team_id) AS team_of_cases,
        sum(fte) AS fte,
        coalesce(sum(assessment), 0)::bigint AS open_assessments,
        coalesce(sum(plan), 0)::bigint AS open_plans,
        coalesce(sum(assessment + plan), 0)::bigint AS open_cases
    FROM (
        SELECT
            authority,
            caseworker AS caseworker_id,
            team AS team_id,
            (case_kind = 'assessment')::int AS assessment,
            (case_kind = 'plan')::int AS plan,
            NULL::numeric AS fte
        FROM marts.fact_caseload
        JOIN ops.load_run AS load USING (authority)
        WHERE load.is_current AND coalesce(to_date, load.extract_date) >= load.extract_date
        UNION ALL
        -- Who is a caseworker is said once, by the spells that the measures count.
        SELECT spell.authority, spell.caseworker, NULL, NULL, NULL, spell.fte
        FROM marts.fact_spell AS spell
        JOIN ops.load_run AS load USING (authority)
        WHERE load.is_current AND spell.spell_type = 'casework_staff' AND spell.from_date <= load.extract_date
            AND coalesce(spell.to_date, load.extract_date) >= load.extract_date
    ) AS cases_and_posts
    GROUP BY authority, caseworker_id
)
SELECT
    people.authority,
    name.authority_name,
    people.caseworker_id,
    coalesce(worker.team_id, people.team_of_cases) AS team_id,
    team.team_name,
    team.locality,
    worker.grade,
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
LEFT JOIN marts.dim_caseworker AS worker USING (authority, caseworker_id)
LEFT JOIN marts.dim_team AS team
    ON (team.authority, team.team_id) = (people.authority, coalesce(worker.team_id, people.team_of_cases))
LEFT JOIN LATERAL (
    SELECT string_agg(DISTINCT told.because, '; ') AS because
    FROM dq.not_reliable AS told
    WHERE (told.authority, told.extract_date) = (load.authority, load.extract_date)
        AND told.measure_id IN ('assessments_open_n', 'plans_maintained_n') AND told.dimension IN ('all', 'caseworker')
) AS why ON true
WHERE load.is_current
