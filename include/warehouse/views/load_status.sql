SELECT
    authority,
    authority.authority_name,
    authority.is_synthetic,
    load.extract_date,
    load.computed_at,
    load.code_version,
    load.load_run_id,
    load.rows_landed,
    load.rows_quarantined,
    round(100.0 * load.rows_quarantined / nullif(load.rows_landed, 0), 1) AS percent_quarantined,
    load.rows_loaded,
    latest.extract_date AS latest_extract_date,
    latest.outcome AS latest_outcome,
    latest.stopped_because AS latest_stopped_because,
    latest.extract_date > load.extract_date OR load.extract_date IS NULL AS is_behind,
    CASE attempt.outcome WHEN 'superseded' THEN attempt.extract_date END AS superseded_extract_date,
    CASE attempt.outcome WHEN 'superseded' THEN attempt.superseded_by END AS superseded_by,
    load.read_began_at,
    load.read_ended_at,
    load.shows_day,
    load.is_late,
    (
        SELECT count(DISTINCT told.measure_id)
        FROM dq.not_reliable AS told
        JOIN marts.dim_measure USING (measure_id)
        WHERE (told.authority, told.extract_date) = (authority.authority, load.extract_date) AND told.dimension = 'all'
    ) AS measures_not_reliable,
    health.expected_extract_date,
    health.hours_late,
    health.last_failure
FROM ops.authority AS authority
LEFT JOIN (SELECT * FROM ops.load_run WHERE is_current) AS load USING (authority)
LEFT JOIN (
    SELECT DISTINCT ON (authority) * FROM dq.validation_run ORDER BY authority, extract_date DESC
) AS latest USING (authority)
LEFT JOIN (
    SELECT DISTINCT ON (authority) * FROM ops.load_attempt
    WHERE outcome IN ('loaded', 'superseded')
    ORDER BY authority, started_at DESC, attempt_id
) AS attempt USING (authority)
LEFT JOIN bi.pipeline_health AS health USING (authority)
