WITH seen AS (
    SELECT authority, caseworker_id FROM marts.dim_caseworker
    UNION
    SELECT authority, caseworker FROM marts.fact_request
    UNION
    SELECT authority, caseworker FROM marts.fact_clock
    UNION
    SELECT authority, due_caseworker FROM marts.fact_clock
    UNION
    SELECT authority, caseworker FROM marts.fact_caseload
    UNION
    SELECT authority, caseworker FROM marts.fact_plan
    UNION
    SELECT authority, caseworker FROM marts.fact_event
    UNION
    SELECT authority, caseworker FROM marts.fact_spell
    UNION
    SELECT authority, code FROM ops.authority CROSS JOIN marts.dim_code WHERE codeset = 'Unknown'
), place AS (
    -- Equal labels of several authorities have one place: report tools refuse to sort a label by two. So places are of all
    -- authorities together, and from few rows: a reader's `WHERE authority = …` reaches the many of `seen` alone.
    SELECT caseworker_id AS label, dense_rank() OVER (ORDER BY caseworker_id) AS place
    FROM marts.dim_caseworker
    GROUP BY caseworker_id
)
SELECT
    bi.key_of(authority || '/caseworker/' || caseworker_id) AS caseworker_key,
    authority,
    caseworker_id,
    coalesce(unknown.code_label, caseworker_id) AS member_label,
    coalesce(place.place, (SELECT count(*) + 1 FROM place) + coalesce(unknown.position, 0)) AS member_position,
    worker.team_id,
    worker.grade,
    grade.code_label AS grade_label,
    grade.position AS grade_position
FROM seen
LEFT JOIN marts.dim_caseworker AS worker USING (authority, caseworker_id)
LEFT JOIN marts.dim_code AS grade ON grade.codeset = 'Grade' AND grade.code = worker.grade
LEFT JOIN marts.dim_code AS unknown ON unknown.codeset = 'Unknown' AND unknown.code = caseworker_id
LEFT JOIN place ON place.label = coalesce(unknown.code_label, caseworker_id)
