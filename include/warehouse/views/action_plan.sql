WITH latest AS (
    SELECT DISTINCT ON (authority, measure_id) *
    FROM marts.measure_value
    WHERE period_type = 'half_term' AND basis = 'restated' AND dimension = 'all' AND status <> 'not_due'
    ORDER BY authority, measure_id, period_start DESC
)
SELECT
    latest.authority,
    name.authority_name,
    measure.recommendation,
    latest.measure_id,
    measure.measure_name,
    measure.cohort,
    latest.period_key,
    latest.numerator,
    latest.denominator,
    latest.value,
    measure.unit,
    measure.direction,
    measure.target,
    measure.target_source,
    CASE
        WHEN latest.status <> 'ok' THEN latest.status
        WHEN measure.target IS NULL OR measure.direction = 'track' THEN 'no_target'
        WHEN measure.direction = 'higher' AND latest.value >= measure.target THEN 'met'
        WHEN measure.direction = 'lower' AND latest.value <= measure.target THEN 'met'
        ELSE 'not_met'
    END AS target_status,
    latest.as_at,
    latest.extract_date,
    why.because AS not_reliable_because
FROM latest
JOIN marts.dim_measure AS measure USING (measure_id)
JOIN ops.authority AS name USING (authority)
LEFT JOIN dq.not_reliable AS why
    ON (why.authority, why.extract_date, why.measure_id) = (latest.authority, latest.extract_date, latest.measure_id)
    AND why.dimension = 'all' AND latest.status = 'not_reliable'
