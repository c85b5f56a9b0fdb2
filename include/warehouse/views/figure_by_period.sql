SELECT
    figure.authority,
    authority.authority_name,
    figure.measure_id,
    measure.measure_name,
    measure.unit,
    measure.direction,
    measure.recommendation,
    figure.period_key,
    period.period_label,
    figure.period_start,
    figure.period_end,
    figure.period_end <= figure.as_at AS period_ended,
    figure.numerator,
    figure.denominator,
    figure.value,
    figure.status,
    figure.as_at,
    figure.extract_date
FROM marts.measure_value AS figure
JOIN ops.authority AS authority USING (authority)
LEFT JOIN marts.dim_measure AS measure USING (measure_id)
LEFT JOIN marts.dim_period AS period USING (authority, period_type, period_key)
WHERE figure.period_type = '<period_type>' AND figure.basis = 'restated' AND figure.dimension = 'all'
