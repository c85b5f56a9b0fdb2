WITH ahead AS (
    -- How many working days there are after the extract, up to and with each day.
    SELECT
        a_day.authority,
        a_day.day,
        count(*) FILTER (WHERE a_day.is_working_day) OVER (PARTITION BY a_day.authority ORDER BY a_day.day)
            AS working_days
    FROM marts.dim_date AS a_day
    JOIN ops.load_run AS load USING (authority)
    WHERE load.is_current AND a_day.day > load.extract_date
), waiting AS (
    SELECT
        clock.authority,
        clock.limit_id,
        clock.team,
        clock.caseworker,
        clock.due_date,
        load.extract_date,
        CASE
            WHEN clock.due_date <= load.extract_date THEN 'over'
            WHEN ahead.working_days <= 5 THEN '5'
            WHEN ahead.working_days <= 10 THEN '10'
            WHEN ahead.working_days <= 20 THEN '20'
            ELSE 'later'
        END AS bucket
    FROM marts.fact_clock AS clock
    JOIN ops.load_run AS load USING (authority)
    LEFT JOIN ahead ON ahead.authority = clock.authority AND ahead.day = clock.due_date
    WHERE load.is_current AND clock.in_scope AND clock.clock_status IN ('open', 'open_overdue')
        AND clock.due_date IS NOT NULL
)
SELECT
    waiting.authority,
    authority.authority_name,
    waiting.limit_id,
    a_limit.limit_name,
    waiting.bucket,
    bucket.code_label AS bucket_label,
    bucket.position AS bucket_position,
    waiting.team AS team_id,
    coalesce(team.team_name, unknown.code_label, waiting.team) AS team_name,
    waiting.caseworker AS caseworker_id,
    CASE WHEN why.because IS NULL THEN count(*) END AS open_cases,
    CASE WHEN why.because IS NULL THEN min(waiting.due_date) END AS next_due_date,
    waiting.extract_date,
    why.because AS not_reliable_because
FROM waiting
JOIN ops.authority AS authority USING (authority)
-- What must be given to a family, or binds it, is not the council's to miss.
JOIN bi.dim_limit AS a_limit
    ON a_limit.authority = waiting.authority AND a_limit.limit_id = waiting.limit_id
    AND a_limit.bound = 'at most' AND a_limit.force IN ('statute', 'guidance', 'local')
LEFT JOIN marts.dim_code AS bucket ON bucket.codeset = 'Bucket' AND bucket.code = waiting.bucket
LEFT JOIN marts.dim_team AS team ON team.authority = waiting.authority AND team.team_id = waiting.team
LEFT JOIN marts.dim_code AS unknown ON unknown.codeset = 'Unknown' AND unknown.code = waiting.team
LEFT JOIN dq.not_reliable AS why
    ON (why.authority, why.extract_date) = (waiting.authority, waiting.extract_date)
    AND why.measure_id = 'limit:' || waiting.limit_id AND why.dimension = 'all'
GROUP BY
    waiting.authority, authority.authority_name, waiting.limit_id, a_limit.limit_name, waiting.bucket,
    bucket.code_label, bucket.position, waiting.team, team.team_name, unknown.code_label, waiting.caseworker,
    waiting.extract_date, why.because
