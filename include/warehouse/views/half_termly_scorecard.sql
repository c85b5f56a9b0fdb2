WITH total AS (
    SELECT
        figure.*,
        least(figure.period_end, figure.as_at) - figure.period_start + 1 AS days,
        lag(figure.period_end - figure.period_start + 1) OVER earlier AS previous_days,
        -- The row before is the half-term before only when nothing lies between them.
        CASE
            WHEN lag(figure.period_end) OVER earlier = figure.period_start - 1 THEN lag(figure.value) OVER earlier
        END AS previous_value
    FROM marts.measure_value AS figure
    WHERE figure.period_type = 'half_term' AND figure.dimension = 'all'
    WINDOW earlier AS (PARTITION BY figure.authority, figure.measure_id, figure.basis ORDER BY figure.period_start)
), printed AS (
    SELECT DISTINCT ON (authority, measure_id) *
    FROM bi.benchmark
    WHERE is_newest AND dimension = 'all' AND measure_id IS NOT NULL AND england_value IS NOT NULL
    ORDER BY authority, measure_id, calendar_year DESC
)
SELECT
    total.authority,
    authority.authority_name,
    total.period_key,
    period.period_label,
    total.period_start,
    total.period_end,
    total.period_end <= total.as_at AS period_ended,
    total.measure_id,
    measure.measure_name,
    measure.definition,
    measure.unit,
    measure.direction,
    measure.recommendation,
    total.basis,
    total.numerator,
    total.denominator,
    total.value,
    total.status,
    measure.target,
    measure.target_source,
    CASE measure.direction
        WHEN 'higher' THEN total.value >= measure.target
        WHEN 'lower' THEN total.value <= measure.target
    END AS meets_target,
    total.previous_value,
    total.value - total.previous_value AS change,
    CASE
        WHEN measure.direction NOT IN ('higher', 'lower') THEN NULL
        WHEN compared.now = compared.before THEN 'same'
        WHEN (compared.now > compared.before) = (measure.direction = 'higher') THEN 'better'
        WHEN compared.now <> compared.before THEN 'worse'
    END AS trend,
    total.as_at,
    total.extract_date,
    why.because AS not_reliable_because,
    printed.told_of,
    printed.england_value,
    printed.region_value,
    printed.neighbours_value,
    printed.published_value,
    printed.rank,
    printed.ranked_among,
    printed.quartile
FROM total
JOIN ops.authority AS authority USING (authority)
LEFT JOIN marts.dim_measure AS measure USING (measure_id)
-- Half-terms are not equally long: what happens in them is compared by the day.
CROSS JOIN LATERAL (
    SELECT
        CASE WHEN by_day THEN round(total.value / nullif(total.days, 0), 6) ELSE total.value END AS now,
        CASE WHEN by_day THEN round(total.previous_value / total.previous_days, 6) ELSE total.previous_value END AS before
    FROM (SELECT coalesce(measure.statistic IN ('count', 'sum'), FALSE) AS by_day) AS kind
) AS compared
LEFT JOIN marts.dim_period AS period USING (authority, period_type, period_key)
LEFT JOIN dq.not_reliable AS why
    ON (why.authority, why.extract_date, why.measure_id) = (total.authority, total.extract_date, total.measure_id)
    AND why.dimension = 'all' AND total.status = 'not_reliable'
LEFT JOIN printed ON (printed.authority, printed.measure_id) = (total.authority, total.measure_id)
