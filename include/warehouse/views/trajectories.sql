SELECT
    figure.authority,
    authority.authority_name,
    figure.measure_id,
    measure.measure_name,
    measure.unit,
    figure.period_key,
    period.period_label,
    figure.period_end,
    base.milestone_date AS baseline_date,
    base.milestone_value AS baseline_value,
    due.milestone_date,
    due.milestone_value,
    next.milestone_date AS next_milestone_date,
    next.milestone_value AS next_milestone_value,
    figure.value,
    CASE
        WHEN due.milestone_date IS NULL THEN 'no_milestone_due'
        WHEN figure.value IS NULL THEN 'no_figure'
        WHEN base.wanted = 'higher' AND figure.value >= due.milestone_value THEN 'on_track'
        WHEN base.wanted = 'lower' AND figure.value <= due.milestone_value THEN 'on_track'
        ELSE 'behind'
    END AS judgement,
    base.wanted,
    base.owner,
    base.written_source,
    figure.extract_date
FROM marts.trajectory AS base
JOIN marts.measure_value AS figure USING (authority, measure_id)
JOIN ops.authority AS authority USING (authority)
LEFT JOIN marts.dim_measure AS measure USING (measure_id)
LEFT JOIN marts.dim_period AS period USING (authority, period_type, period_key)
LEFT JOIN LATERAL (
    SELECT point.milestone_date, point.milestone_value
    FROM marts.trajectory AS point
    WHERE point.authority = base.authority AND point.measure_id = base.measure_id
        AND NOT point.is_baseline AND point.milestone_date <= figure.period_end
    ORDER BY point.milestone_date DESC LIMIT 1
) AS due ON TRUE
LEFT JOIN LATERAL (
    SELECT point.milestone_date, point.milestone_value
    FROM marts.trajectory AS point
    WHERE point.authority = base.authority AND point.measure_id = base.measure_id
        AND NOT point.is_baseline AND point.milestone_date > figure.period_end
    ORDER BY point.milestone_date LIMIT 1
) AS next ON TRUE
WHERE base.is_baseline AND figure.period_type = 'half_term' AND figure.dimension = 'all'
    AND figure.basis = 'restated' AND figure.period_end >= base.milestone_date AND figure.period_end <= figure.as_at
