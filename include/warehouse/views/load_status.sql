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
    clock.expected_extract_date,
    -- 07:00 in London of the day after the first night that is missing
    CASE WHEN load.extract_date IS NOT NULL THEN
        greatest(0, floor(extract(EPOCH FROM
            now() - (load.extract_date + 2 + time '07:00') AT TIME ZONE 'Europe/London'
        ) / 3600))::bigint
    END AS hours_late,
    failure.message AS last_failure
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
CROSS JOIN LATERAL (
    SELECT ((now() AT TIME ZONE 'Europe/London') - interval '31 hours')::date AS expected_extract_date
) AS clock
LEFT JOIN LATERAL (
    SELECT failed.message
    FROM ops.step_attempt AS failed
    WHERE failed.authority = authority.authority AND failed.outcome = 'failed' AND NOT EXISTS (
        SELECT FROM ops.step_attempt AS loaded
        WHERE loaded.authority = failed.authority AND loaded.step = 'load' AND loaded.outcome = 'done'
            AND loaded.started_at > failed.started_at
    )
    ORDER BY failed.started_at DESC
    LIMIT 1
) AS failure ON true
