SELECT
    reported.authority,
    authority.authority_name,
    reported.report_key,
    reported.published_at,
    reported.measure_id,
    measure.measure_name,
    measure.unit,
    reported.period_type,
    reported.period_key,
    reported.dimension,
    reported.member,
    reported.basis,
    reported.numerator AS reported_numerator,
    reported.denominator AS reported_denominator,
    reported.value AS reported_value,
    reported.status AS reported_status,
    reported.definition_version AS reported_definition_version,
    reported.extract_date AS reported_extract_date,
    now.numerator,
    now.denominator,
    now.value,
    now.status,
    now.definition_version,
    now.extract_date,
    now.value - reported.value AS change,
    CASE
        WHEN now.measure_id IS NULL THEN 'no_longer_counted'
        WHEN (now.period_start, now.period_end) <> (reported.period_start, reported.period_end) THEN 'calendar_corrected'
        WHEN (now.numerator, now.denominator, now.value, now.status)
            IS NOT DISTINCT FROM (reported.numerator, reported.denominator, reported.value, reported.status)
            THEN 'unchanged'
        WHEN now.definition_version <> reported.definition_version THEN 'definition_changed'
        ELSE 'records_changed'
    END AS reason
FROM marts.reported_figure AS reported
JOIN ops.authority AS authority USING (authority)
LEFT JOIN marts.dim_measure AS measure USING (measure_id)
LEFT JOIN marts.measure_value AS now
    ON (now.authority, now.measure_id, now.period_type, now.period_key, now.dimension, now.member)
        = (
            reported.authority, reported.measure_id, reported.period_type, reported.period_key, reported.dimension,
            reported.member
        )
    AND now.basis = 'restated'
