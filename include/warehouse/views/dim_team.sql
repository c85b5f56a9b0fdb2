WITH seen AS (
    SELECT authority, team_id FROM marts.dim_team
    UNION
    SELECT authority, team FROM marts.fact_request
    UNION
    SELECT authority, team FROM marts.fact_clock
    UNION
    SELECT authority, due_team FROM marts.fact_clock
    UNION
    SELECT authority, team FROM marts.fact_caseload
    UNION
    SELECT authority, team FROM marts.fact_plan
    UNION
    SELECT authority, team FROM marts.fact_event
    UNION
    SELECT authority, team FROM marts.fact_spell
    UNION
    SELECT authority, code FROM ops.authority CROSS JOIN marts.dim_code WHERE codeset = 'Unknown'
), place AS (
    -- Equal labels of several authorities have one place: report tools refuse to sort a label by two. So places are of all
    -- authorities together, and from few rows: a reader's `WHERE authority = …` reaches the many of `seen` alone.
    SELECT team_name AS label, dense_rank() OVER (ORDER BY team_name) AS place
    FROM marts.dim_team
    GROUP BY team_name
)
SELECT
    bi.key_of(authority || '/team/' || team_id) AS team_key,
    authority,
    team_id,
    coalesce(team.team_name, unknown.code_label, team_id) AS member_label,
    coalesce(place.place, (SELECT count(*) + 1 FROM place) + coalesce(unknown.position, 0)) AS member_position,
    team.locality,
    team.established_fte
FROM seen
LEFT JOIN marts.dim_team AS team USING (authority, team_id)
LEFT JOIN marts.dim_code AS unknown ON unknown.codeset = 'Unknown' AND unknown.code = team_id
LEFT JOIN place ON place.label = coalesce(team.team_name, unknown.code_label, team_id)
