SELECT
    figure.authority,
    authority.authority_name,
    figure.period_key,
    period.period_label,
    figure.period_start,
    figure.period_end,
    bool_and(figure.period_end <= figure.as_at) AS period_ended,
    max(figure.numerator) FILTER (WHERE figure.measure_id = 'complaints_received_n')::bigint AS complaints_received,
    max(figure.denominator) FILTER (WHERE figure.measure_id = 'complaints_on_time_rate')::bigint AS complaints_answered,
    max(figure.numerator) FILTER (WHERE figure.measure_id = 'complaints_on_time_rate')::bigint AS complaints_in_time,
    max(figure.value) FILTER (WHERE figure.measure_id = 'complaints_on_time_rate') AS percent_in_time,
    max(figure.numerator) FILTER (WHERE figure.measure_id = 'complaints_on_time_overdue_n')::bigint AS complaints_overdue,
    max(figure.extract_date) AS extract_date
FROM marts.measure_value AS figure
JOIN ops.authority AS authority USING (authority)
LEFT JOIN marts.dim_period AS period USING (authority, period_type, period_key)
WHERE figure.period_type = 'month' AND figure.basis = 'restated' AND figure.dimension = 'all'
    AND figure.measure_id IN (
        'complaints_received_n', 'complaints_on_time_rate', 'complaints_on_time_overdue_n'
    )
GROUP BY
    figure.authority, authority.authority_name, figure.period_key, period.period_label, figure.period_start,
    figure.period_end
