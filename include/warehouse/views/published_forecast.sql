WITH printed AS (
    SELECT DISTINCT ON (authority, benchmark_id) authority, benchmark_id, calendar_year, published_value, england_value
    FROM bi.benchmark
    WHERE is_newest AND england_value IS NOT NULL
    ORDER BY authority, benchmark_id, calendar_year DESC
)
SELECT
    said.authority, name.authority_name, said.forecast_year, said.benchmark_id, figure.benchmark_name, said.dfe_unit,
    run.extract_date AS as_at, said.status, said.because, said.known_in_time, said.known_plans, said.known_value,
    said.open_cases, said.open_overdue, said.low_90, said.low_50, said.middle, said.high_50, said.high_90, said.line,
    said.line_source, said.probability_below_line, said.weeks_of_history, said.plans_of_history,
    printed.calendar_year AS last_year, printed.published_value AS last_year_published, printed.england_value
FROM marts.forecast AS said
JOIN ops.authority AS name USING (authority)
LEFT JOIN ops.load_run AS run ON run.authority = said.authority AND run.is_current
LEFT JOIN dfe.benchmark_definition AS figure USING (benchmark_id)
LEFT JOIN printed ON (printed.authority, printed.benchmark_id) = (said.authority, said.benchmark_id)
