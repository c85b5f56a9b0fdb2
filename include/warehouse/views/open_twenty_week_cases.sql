WITH limits AS (
    SELECT
        authority,
        max(last_day) FILTER (WHERE limit_id = 'decide_to_assess') AS decision,
        max(last_day) FILTER (WHERE limit_id = 'decide_not_to_issue') AS refusal,
        max(last_day) FILTER (WHERE limit_id = 'final_plan') AS plan
    -- Not of `bi.dim_limit`, which ranks the limits of all authorities together.
    FROM (
        SELECT DISTINCT ON (authority, limit_id) authority, limit_id, last_day
        FROM marts.dim_limit
        ORDER BY authority, limit_id, valid_from DESC
    ) AS today
    GROUP BY authority
), waiting AS (
    SELECT
        clock.authority,
        clock.team,
        clock.caseworker,
        load.extract_date,
        load.extract_date - clock.clock_start AS days,
        CASE
            WHEN load.extract_date - clock.clock_start <= limits.decision THEN 'to_6_weeks'
            WHEN load.extract_date - clock.clock_start <= limits.refusal THEN 'to_16_weeks'
            WHEN load.extract_date - clock.clock_start <= limits.plan THEN 'to_20_weeks'
            ELSE 'over_20_weeks'
        END AS week_band
    FROM marts.fact_clock AS clock
    JOIN ops.load_run AS load USING (authority)
    JOIN limits USING (authority)
    WHERE load.is_current AND clock.limit_id = 'final_plan' AND clock.in_scope
        AND clock.clock_status IN ('open', 'open_overdue')
)
SELECT
    waiting.authority,
    authority.authority_name,
    waiting.week_band,
    band.code_label AS week_band_label,
    band.position AS week_band_position,
    waiting.team AS team_id,
    coalesce(team.team_name, unknown.code_label, waiting.team) AS team_name,
    waiting.caseworker AS caseworker_id,
    CASE WHEN why.because IS NULL THEN count(*) END AS open_cases,
    CASE WHEN why.because IS NULL THEN max(waiting.days)::bigint END AS oldest_case_days,
    waiting.extract_date,
    why.because AS not_reliable_because
FROM waiting
JOIN ops.authority AS authority USING (authority)
LEFT JOIN marts.dim_code AS band ON band.codeset = 'WeekBand' AND band.code = waiting.week_band
LEFT JOIN marts.dim_team AS team ON team.authority = waiting.authority AND team.team_id = waiting.team
LEFT JOIN marts.dim_code AS unknown ON unknown.codeset = 'Unknown' AND unknown.code = waiting.team
LEFT JOIN dq.not_reliable AS why
    ON (why.authority, why.extract_date) = (waiting.authority, waiting.extract_date)
    AND why.measure_id = 'limit:final_plan' AND why.dimension = 'all'
GROUP BY
    waiting.authority, authority.authority_name, waiting.week_band, band.code_label, band.position, waiting.team,
    team.team_name, unknown.code_label, waiting.caseworker, waiting.extract_date, why.because
