SELECT
    figure.authority,
    authority.authority_name,
    figure.period_type,
    figure.period_key,
    period.period_label,
    figure.period_start,
    figure.period_end,
    figure.period_end <= figure.as_at AS period_ended,
    figure.basis,
    figure.dimension,
    figure.member,
    (max(figure.denominator) FILTER (WHERE figure.measure_id = 'ehcp_20wk_rate_incl'))::bigint AS plans_issued_incl,
    (max(figure.numerator) FILTER (WHERE figure.measure_id = 'ehcp_20wk_rate_incl'))::bigint AS plans_on_time_incl,
    max(figure.value) FILTER (WHERE figure.measure_id = 'ehcp_20wk_rate_incl') AS percent_on_time_incl,
    max(figure.status) FILTER (WHERE figure.measure_id = 'ehcp_20wk_rate_incl') AS status_incl,
    (max(figure.denominator) FILTER (WHERE figure.measure_id = 'ehcp_20wk_rate_excl'))::bigint AS plans_issued_excl,
    (max(figure.numerator) FILTER (WHERE figure.measure_id = 'ehcp_20wk_rate_excl'))::bigint AS plans_on_time_excl,
    max(figure.value) FILTER (WHERE figure.measure_id = 'ehcp_20wk_rate_excl') AS percent_on_time_excl,
    max(figure.status) FILTER (WHERE figure.measure_id = 'ehcp_20wk_rate_excl') AS status_excl,
    figure.as_at,
    figure.extract_date
FROM marts.measure_value AS figure
JOIN ops.authority AS authority USING (authority)
LEFT JOIN marts.dim_period AS period USING (authority, period_type, period_key)
WHERE figure.measure_id IN ('ehcp_20wk_rate_incl', 'ehcp_20wk_rate_excl')
GROUP BY
    figure.authority, authority.authority_name, figure.period_type, figure.period_key, period.period_label,
    figure.period_start, figure.period_end, figure.basis, figure.dimension, figure.member, figure.as_at,
    figure.extract_date
