SELECT
    figure.authority,
    authority.authority_name,
    figure.period_key,
    period.period_label,
    figure.period_start,
    figure.period_end,
    bool_and(figure.period_end <= figure.as_at) AS period_ended,
    max(figure.numerator) FILTER (WHERE figure.measure_id = 'appeals_open_n')::bigint AS appeals_open,
    max(figure.numerator) FILTER (WHERE figure.measure_id = 'appeals_ended_n')::bigint AS appeals_ended,
    max(figure.numerator) FILTER (WHERE figure.measure_id = 'appeals_conceded_rate')::bigint AS appeals_conceded,
    max(figure.value) FILTER (WHERE figure.measure_id = 'appeals_conceded_rate') AS percent_conceded,
    max(figure.denominator) FILTER (WHERE figure.measure_id = 'appeals_upheld_rate')::bigint AS appeals_decided,
    max(figure.numerator) FILTER (WHERE figure.measure_id = 'appeals_upheld_rate')::bigint AS appeals_upheld,
    max(figure.value) FILTER (WHERE figure.measure_id = 'appeals_upheld_rate') AS percent_upheld,
    max(figure.numerator) FILTER (WHERE figure.measure_id = 'mediation_n')::bigint AS mediations_held,
    max(figure.extract_date) AS extract_date
FROM marts.measure_value AS figure
JOIN ops.authority AS authority USING (authority)
LEFT JOIN marts.dim_period AS period USING (authority, period_type, period_key)
WHERE figure.period_type = 'month' AND figure.basis = 'restated' AND figure.dimension = 'all'
    AND figure.measure_id IN (
        'appeals_open_n', 'appeals_ended_n', 'appeals_conceded_rate', 'appeals_upheld_rate', 'mediation_n'
    )
GROUP BY
    figure.authority, authority.authority_name, figure.period_key, period.period_label, figure.period_start,
    figure.period_end
