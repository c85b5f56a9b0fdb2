SELECT
    figure.authority,
    authority.authority_name,
    figure.period_key,
    period.period_label,
    figure.period_start,
    figure.period_end,
    bool_and(figure.period_end <= figure.as_at) AS period_ended,
    max(figure.numerator) FILTER (WHERE figure.measure_id = 'awaiting_placement_n')::bigint AS plans_without_setting,
    max(figure.numerator) FILTER (WHERE figure.measure_id = 'new_independent_placements_n')::bigint AS new_independent,
    max(figure.numerator) FILTER (WHERE figure.measure_id = 'new_out_of_area_placements_n')::bigint AS new_out_of_area,
    max(figure.numerator) FILTER (WHERE figure.measure_id = 'residential_placements_n')::bigint AS residential,
    max(figure.numerator) FILTER (WHERE figure.measure_id = 'packages_n')::bigint AS packages,
    max(figure.value) FILTER (WHERE figure.measure_id = 'package_annual_cost') AS packages_annual_cost,
    max(figure.value) FILTER (WHERE figure.measure_id = 'package_cost_per_child') AS cost_per_child,
    max(figure.extract_date) AS extract_date
FROM marts.measure_value AS figure
JOIN ops.authority AS authority USING (authority)
LEFT JOIN marts.dim_period AS period USING (authority, period_type, period_key)
WHERE figure.period_type = 'month' AND figure.basis = 'restated' AND figure.dimension = 'all'
    AND figure.measure_id IN (
        'awaiting_placement_n', 'new_independent_placements_n', 'new_out_of_area_placements_n',
            'residential_placements_n', 'packages_n', 'package_annual_cost', 'package_cost_per_child'
    )
GROUP BY
    figure.authority, authority.authority_name, figure.period_key, period.period_label, figure.period_start,
    figure.period_end
