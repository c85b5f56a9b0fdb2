WITH clock AS (
    -- Figures of a day are due at 07:00 in London of the day after. A session may set another clock: SET send.now = '…'
    SELECT moment, ((moment AT TIME ZONE 'Europe/London') - interval '31 hours')::date AS expected
    FROM coalesce(nullif(current_setting('send.now', true), '')::timestamptz, now()) AS moment
),
ended_well AS (
    SELECT authority, step, max(started_at) AS at
    FROM ops.step_attempt
    WHERE outcome IN ('done', 'skipped')
    GROUP BY authority, step
),
loaded AS (
    SELECT authority, max(started_at) AS at
    FROM ops.step_attempt
    WHERE outcome = 'done' AND step = 'load'
    GROUP BY authority
),
-- The last trouble of each step: gone once the step has ended well, and that of a night once a load has gone in.
trouble AS (
    SELECT last.*
    FROM (
        SELECT DISTINCT ON (authority, step) authority, step, started_at, message,
            step IN ('land', 'validate', 'transform', 'load', 'read_configuration') AS of_a_night
        FROM ops.step_attempt
        WHERE outcome IN ('failed', 'waiting')
        ORDER BY authority, step, started_at DESC
    ) AS last
    LEFT JOIN ended_well USING (authority, step)
    LEFT JOIN loaded USING (authority)
    WHERE last.started_at >= ALL (ARRAY [
        coalesce(ended_well.at, '-infinity'), CASE WHEN of_a_night THEN coalesce(loaded.at, '-infinity') ELSE '-infinity' END
    ])
)
SELECT
    authority,
    known.authority_name,
    known.is_synthetic,
    night.extract_date,
    clock.expected AS expected_extract_date,
    (clock.expected + 2 + time '07:00') AT TIME ZONE 'Europe/London' AS next_due_at,
    late.late_since,
    CASE
        WHEN late.late_since IS NOT NULL THEN
            floor(extract(EPOCH FROM clock.moment - late.late_since) / 3600)::bigint
        WHEN night.extract_date IS NOT NULL THEN 0
    END AS hours_late,
    CASE WHEN late.late_since IS NOT NULL OR night.extract_date IS NULL THEN coalesce(
        night_trouble.message,
        'The gate stopped the last night: ' || stopped.stopped_because,
        'No failure is known, so no night has begun or one still runs: its DAG is paused, Airflow''s scheduler is down, '
            || 'or a task waits for a worker or a slot of its pool.'
    ) END AS why_late,
    any_trouble.step AS last_failed_step,
    any_trouble.started_at AS last_failed_at,
    any_trouble.message AS last_failure,
    night.rows_landed,
    night.rows_quarantined,
    round(100.0 * night.rows_quarantined / nullif(night.rows_landed, 0), 2) AS percent_quarantined,
    night.read_began_at,
    night.read_ended_at,
    night.computed_at
FROM (SELECT authority FROM ops.authority UNION SELECT authority FROM ops.step_attempt) AS every_one
LEFT JOIN ops.authority AS known USING (authority)
LEFT JOIN (SELECT * FROM ops.load_run WHERE is_current) AS night USING (authority)
LEFT JOIN (
    SELECT DISTINCT ON (authority) authority, message FROM trouble WHERE of_a_night ORDER BY authority, started_at DESC
) AS night_trouble USING (authority)
LEFT JOIN (
    SELECT DISTINCT ON (authority) * FROM trouble ORDER BY authority, started_at DESC
) AS any_trouble USING (authority)
LEFT JOIN (
    SELECT DISTINCT ON (authority) authority, stopped_because FROM dq.validation_run ORDER BY authority, extract_date DESC
) AS stopped USING (authority)
CROSS JOIN clock
-- 07:00 in London of the day after the first night that is missing
CROSS JOIN LATERAL (
    SELECT CASE WHEN night.extract_date < clock.expected THEN
        (night.extract_date + 2 + time '07:00') AT TIME ZONE 'Europe/London'
    END AS late_since
) AS late
