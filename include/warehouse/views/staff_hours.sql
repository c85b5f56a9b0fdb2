SELECT
    plans.authority,
    authority.authority_name,
    plans.period_key AS calendar_year,
    plans.period_end <= plans.as_at AS year_ended,
    requests.value::bigint AS requests_a_year,
    plans.value::bigint AS plans_a_year,
    role.role,
    role.hours_a_plan,
    round(plans.value * role.hours_a_plan, 1) AS hours,
    role.written_source
FROM marts.staff_hour AS role
JOIN marts.measure_value AS plans USING (authority)
JOIN ops.authority AS authority USING (authority)
LEFT JOIN marts.measure_value AS requests
    ON (requests.authority, requests.period_type, requests.period_key, requests.basis, requests.dimension)
        = (plans.authority, plans.period_type, plans.period_key, plans.basis, plans.dimension)
    AND requests.measure_id = 'requests_received'
WHERE plans.measure_id = 'new_plans_n' AND plans.period_type = 'calendar_year' AND plans.dimension = 'all'
    AND plans.basis = 'restated'
