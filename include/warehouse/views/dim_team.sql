WITH seen AS (
    SELECT authority, team_id FROM marts.dim_team
    UNION
    SELECT authority, team FROM marts.fact_request
    UNION
    SELECT authority, team FROM marts.fact_clock
    UNION
    SELECT authority, team FROM marts.fact_caseload
    UNION
    SELECT authority, code FROM ops.authority CROSS JOIN marts.dim_code WHERE codeset = 'Unknown'
)
SELECT
    authority || '/' || team_id AS team_key,
    authority,
    team_id,
    coalesce(team.team_name, unknown.code_label, team_id) AS member_label,
    row_number() OVER (
        PARTITION BY authority ORDER BY unknown.position NULLS FIRST, coalesce(team.team_name, team_id), team_id
    ) AS member_position,
    team.locality,
    team.established_fte
FROM seen
LEFT JOIN marts.dim_team AS team USING (authority, team_id)
LEFT JOIN marts.dim_code AS unknown ON unknown.codeset = 'Unknown' AND unknown.code = team_id
