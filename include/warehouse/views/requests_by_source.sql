WITH asked AS (
    SELECT
        request.authority,
        coalesce(request.request_source, 'not_recorded') AS request_source,
        a_day.month_key,
        request.request_outcome
    FROM marts.fact_request AS request
    JOIN marts.dim_date AS a_day ON a_day.authority = request.authority AND a_day.day = request.received_date
    -- As requests_received counts: what was decided before the records begin is left out.
    WHERE request.request_outcome <> 'H'
)
SELECT
    asked.authority,
    authority.authority_name,
    asked.month_key,
    period.period_label AS month_label,
    asked.request_source,
    coalesce(unknown.code_label, source.code_label, asked.request_source) AS source_label,
    coalesce(1000 + unknown.position, source.position) AS source_position,
    count(*) AS requests_received,
    count(*) FILTER (WHERE asked.request_outcome = 'N') AS requests_refused,
    count(*) FILTER (WHERE asked.request_outcome = 'A') AS requests_undecided,
    round(100.0 * count(*) FILTER (WHERE asked.request_outcome = 'N') / count(*), 1) AS percent_refused
FROM asked
JOIN ops.authority AS authority USING (authority)
LEFT JOIN marts.dim_period AS period
    ON (period.authority, period.period_type, period.period_key) = (asked.authority, 'month', asked.month_key)
LEFT JOIN marts.dim_code AS source ON source.codeset = 'RequestSource' AND source.code = asked.request_source
LEFT JOIN marts.dim_code AS unknown ON unknown.codeset = 'Unknown' AND unknown.code = asked.request_source
GROUP BY
    asked.authority, authority.authority_name, asked.month_key, period.period_label, asked.request_source,
    source.code_label, source.position, unknown.code_label, unknown.position
