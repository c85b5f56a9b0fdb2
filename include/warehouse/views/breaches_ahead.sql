-- Apart, so that the planner does not count the days again for each case.
WITH ahead AS MATERIALIZED (
    -- The working day that is one too many of 5, 10 and 20 after the extract; where the calendar ends before, the day
    -- after it. Sixty days hold more than twenty working days.
    SELECT
        authority,
        coalesce(working_day[6], last_day + 1) AS after_5,
        coalesce(working_day[11], last_day + 1) AS after_10,
        coalesce(working_day[21], last_day + 1) AS after_20
    FROM (
        SELECT
            a_day.authority,
            array_agg(a_day.day ORDER BY a_day.day) FILTER (WHERE a_day.is_working_day) AS working_day,
            max(a_day.day) AS last_day
        FROM marts.dim_date AS a_day
        JOIN ops.load_run AS load USING (authority)
        WHERE load.is_current AND a_day.day > load.extract_date AND a_day.day <= load.extract_date + 60
        GROUP BY a_day.authority
    ) AS calendar
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
            WHEN clock.due_date < ahead.after_5 THEN '5'
            WHEN clock.due_date < ahead.after_10 THEN '10'
            WHEN clock.due_date < ahead.after_20 THEN '20'
            ELSE 'later'
        END AS bucket
    FROM marts.fact_clock AS clock
    JOIN ops.load_run AS load USING (authority)
    LEFT JOIN ahead USING (authority)
    WHERE load.is_current AND clock.in_scope AND clock.clock_status IN ('open', 'open_overdue')
        AND clock.due_date IS NOT NULL
), counted AS (
    -- Before anything is joined to it, so that the clocks are read once and not for each limit.
    SELECT
        authority, limit_id, team, caseworker, extract_date, bucket,
        count(*) AS open_cases,
        min(due_date) AS next_due_date
    FROM waiting
    GROUP BY authority, limit_id, team, caseworker, extract_date, bucket
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
    CASE WHEN why.because IS NULL THEN waiting.open_cases END AS open_cases,
    CASE WHEN why.because IS NULL THEN waiting.next_due_date END AS next_due_date,
    waiting.extract_date,
    why.because AS not_reliable_because
FROM counted AS waiting
JOIN ops.authority AS authority USING (authority)
-- What must be given to a family, or binds it, is not the council's to miss.
JOIN (
    SELECT DISTINCT ON (authority, limit_id) authority, limit_id, limit_name, bound, force
    FROM marts.dim_limit
    ORDER BY authority, limit_id, valid_from DESC
) AS a_limit
    ON a_limit.authority = waiting.authority AND a_limit.limit_id = waiting.limit_id
    AND a_limit.bound = 'at most' AND a_limit.force IN ('statute', 'guidance', 'local')
LEFT JOIN marts.dim_code AS bucket ON bucket.codeset = 'Bucket' AND bucket.code = waiting.bucket
LEFT JOIN marts.dim_team AS team ON team.authority = waiting.authority AND team.team_id = waiting.team
LEFT JOIN marts.dim_code AS unknown ON unknown.codeset = 'Unknown' AND unknown.code = waiting.team
LEFT JOIN dq.not_reliable AS why
    ON (why.authority, why.extract_date) = (waiting.authority, waiting.extract_date)
    AND why.measure_id = 'limit:' || waiting.limit_id AND why.dimension = 'all'
