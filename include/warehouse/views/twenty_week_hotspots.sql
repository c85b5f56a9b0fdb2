WITH step AS (
    SELECT clock.*, load.extract_date
    FROM marts.fact_clock AS clock
    JOIN ops.load_run AS load USING (authority)
    WHERE load.is_current AND clock.clock_end >= load.extract_date + 1 - interval '12 months'
        AND clock.clock_status IN ('in_time', 'late', 'ended')
        AND clock.limit_id IN (
            'decide_to_assess', 'advice_response', 'draft_plan', 'consult_setting', 'decide_not_to_issue', 'final_plan'
        )
        AND (clock.in_scope OR clock.limit_id = 'draft_plan')
), grouped AS (
    SELECT step.*, place.dimension, place.member
    FROM step
    CROSS JOIN LATERAL (
        VALUES
            ('all', 'all'),
            ('adviser', CASE WHEN limit_id = 'advice_response' THEN subject END),
            ('school', nullif(school, 'not_recorded')),
            ('team', team)
    ) AS place (dimension, member)
    WHERE place.member IS NOT NULL
), stage AS (
    SELECT
        authority,
        limit_id,
        dimension,
        member,
        count(*) AS cases,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY elapsed_days) AS median_days,
        percentile_cont(0.9) WITHIN GROUP (ORDER BY elapsed_days) AS p90_days,
        -- A step without a limit (`ended`) is neither late nor in time: its lateness is unknown, not nought.
        count(*) FILTER (WHERE clock_status IN ('in_time', 'late')) AS limited_cases,
        count(*) FILTER (WHERE clock_status = 'late') AS late_cases,
        sum(days_over) FILTER (WHERE clock_status = 'late') AS days_late,
        -- Over a window and not from a second look at this query, so that a reader's authority reaches the facts.
        sum(sum(days_over) FILTER (WHERE clock_status = 'late' AND dimension = 'all'))
            OVER (PARTITION BY authority, limit_id) AS days_late_of_all,
        max(extract_date) AS extract_date
    FROM grouped
    GROUP BY authority, limit_id, dimension, member
)
SELECT
    stage.authority,
    name.authority_name,
    stage.limit_id,
    a_limit.code_label AS limit_name,
    stage.dimension,
    stage.member,
    coalesce(adviser.code_label, team.team_name, unknown.code_label, stage.member) AS member_label,
    CASE WHEN why.because IS NULL THEN stage.cases END AS cases,
    CASE WHEN why.because IS NULL THEN stage.median_days::numeric END AS median_days,
    CASE WHEN why.because IS NULL THEN round(stage.p90_days::numeric, 1) END AS p90_days,
    CASE WHEN why.because IS NULL AND stage.limited_cases > 0 THEN stage.late_cases END AS late_cases,
    CASE WHEN why.because IS NULL THEN
        round(100.0 * stage.late_cases / nullif(stage.limited_cases, 0), 1)
    END AS percent_late,
    CASE WHEN why.because IS NULL THEN stage.days_late::bigint END AS days_late,
    CASE WHEN why.because IS NULL THEN
        round(100.0 * stage.days_late / nullif(stage.days_late_of_all, 0), 1)
    END AS percent_of_lateness,
    stage.extract_date,
    why.because AS not_reliable_because
FROM stage
JOIN ops.authority AS name USING (authority)
LEFT JOIN marts.dim_code AS a_limit ON a_limit.codeset = 'LimitId' AND a_limit.code = stage.limit_id
LEFT JOIN marts.dim_code AS adviser
    ON adviser.codeset = 'AdviceType' AND adviser.code = stage.member AND stage.dimension = 'adviser'
LEFT JOIN marts.dim_team AS team
    ON team.authority = stage.authority AND team.team_id = stage.member AND stage.dimension = 'team'
LEFT JOIN marts.dim_code AS unknown ON unknown.codeset = 'Unknown' AND unknown.code = stage.member
LEFT JOIN dq.not_reliable AS why
    ON (why.authority, why.extract_date) = (stage.authority, stage.extract_date)
    AND why.measure_id = 'limit:' || stage.limit_id AND why.dimension = 'all'
