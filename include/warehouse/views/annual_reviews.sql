SELECT
    clock.authority,
    name.authority_name,
    clock.limit_id,
    a_limit.code_label AS limit_name,
    clock.team AS team_id,
    coalesce(team.team_name, unknown.code_label, clock.team) AS team_name,
    clock.locality,
    CASE WHEN why.because IS NULL THEN count(*) FILTER (WHERE clock.clock_status = 'open') END AS open,
    CASE WHEN why.because IS NULL THEN
        count(*) FILTER (WHERE clock.clock_status = 'open' AND clock.due_date <= load.extract_date + 28)
    END AS due_in_28_days,
    CASE WHEN why.because IS NULL THEN
        count(*) FILTER (WHERE clock.clock_status = 'open_overdue')
    END AS overdue,
    CASE WHEN why.because IS NULL THEN
        max(clock.days_over) FILTER (WHERE clock.clock_status = 'open_overdue')
    END AS longest_overdue_days,
    CASE WHEN why.because IS NULL THEN
        count(*) FILTER (WHERE clock.clock_end >= load.extract_date + 1 - interval '12 months' AND clock.on_time IS NOT NULL)
    END AS ended_12m,
    CASE WHEN why.because IS NULL THEN
        count(*) FILTER (WHERE clock.clock_end >= load.extract_date + 1 - interval '12 months' AND clock.on_time)
    END AS in_time_12m,
    max(load.extract_date) AS extract_date,
    why.because AS not_reliable_because
FROM marts.fact_clock AS clock
JOIN ops.authority AS name USING (authority)
JOIN ops.load_run AS load USING (authority)
LEFT JOIN marts.dim_code AS a_limit ON a_limit.codeset = 'LimitId' AND a_limit.code = clock.limit_id
LEFT JOIN marts.dim_team AS team ON team.authority = clock.authority AND team.team_id = clock.team
LEFT JOIN marts.dim_code AS unknown ON unknown.codeset = 'Unknown' AND unknown.code = clock.team
LEFT JOIN dq.not_reliable AS why
    ON (why.authority, why.extract_date) = (load.authority, load.extract_date)
    AND why.measure_id = 'limit:' || clock.limit_id AND why.dimension = 'all'
WHERE load.is_current AND clock.case_kind = 'review' AND clock.in_scope
GROUP BY
    clock.authority, name.authority_name, clock.limit_id, a_limit.code_label, clock.team, team.team_name, unknown.code_label,
    clock.locality, why.because
