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
)
SELECT
    bi.key_of(authority || '/team/' || team_id) AS team_key,
    authority,
    team_id,
    coalesce(team.team_name, unknown.code_label, team_id) AS member_label,
    -- Equal labels of several authorities have one place: report tools refuse to sort a label by two.
    dense_rank() OVER (ORDER BY unknown.position NULLS FIRST, coalesce(team.team_name, unknown.code_label, team_id))
        AS member_position,
    team.locality,
    team.established_fte
FROM seen
LEFT JOIN marts.dim_team AS team USING (authority, team_id)
LEFT JOIN marts.dim_code AS unknown ON unknown.codeset = 'Unknown' AND unknown.code = team_id
