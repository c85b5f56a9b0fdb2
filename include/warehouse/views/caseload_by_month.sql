SELECT
    counted.authority,
    authority.authority_name,
    a_day.month_key,
    a_day.month_label,
    a_day.day,
    team.team_id,
    team.member_label AS team_name,
    coalesce(sum(counted.open_cases) FILTER (WHERE counted.measure_id = 'assessments_open_n'), 0)::bigint
        AS open_assessments,
    coalesce(sum(counted.open_cases) FILTER (WHERE counted.measure_id = 'plans_maintained_n'), 0)::bigint AS open_plans,
    sum(counted.open_cases)::bigint AS open_cases
FROM bi.case_count AS counted
JOIN ops.authority AS authority USING (authority)
JOIN bi.dim_date AS a_day USING (date_key)
JOIN bi.dim_team AS team USING (team_key)
WHERE counted.measure_id IN ('assessments_open_n', 'plans_maintained_n')
GROUP BY
    counted.authority, authority.authority_name, a_day.month_key, a_day.month_label, a_day.day, team.team_id,
    team.member_label
