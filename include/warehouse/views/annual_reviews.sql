SELECT
    clock.authority,
    name.authority_name,
    clock.limit_id,
    clock.team,
    clock.locality,
    count(*) FILTER (WHERE clock.clock_status = 'open'),
    count(*) FILTER (
        WHERE clock.clock_status = 'open' AND clock.due_date <= load.extract_date + 28
    ),
    count(*) FILTER (WHERE clock.clock_status = 'open_overdue'),
    max(clock.days_over) FILTER (WHERE clock.clock_status = 'open_overdue'),
    count(*) FILTER (WHERE clock.clock_end > load.extract_date - 365 AND clock.on_time IS NOT NULL),
    count(*) FILTER (WHERE clock.clock_end > load.extract_date - 365 AND clock.on_time),
    max(load.extract_date)
FROM marts.fact_clock AS clock
JOIN ops.authority AS name USING (authority)
JOIN ops.load_run AS load USING (authority)
WHERE load.is_current AND clock.case_kind = 'review' AND clock.in_scope
GROUP BY clock.authority, name.authority_name, clock.limit_id, clock.team, clock.locality
