SELECT
    authority, authority_name, benchmark_id, benchmark_name, measure_id, dimension, member, calendar_year, told_of,
    release_year, dfe_unit, direction, own_value, own_in_dfe_layout, published_value, region_value, england_value,
    neighbours_value, neighbours_median,
    -- The row before is the year before only when none lies between them.
    CASE WHEN lag(calendar_year) OVER years = calendar_year - 1 THEN published_value - lag(published_value) OVER years END
        AS published_change,
    CASE WHEN lag(calendar_year) OVER years = calendar_year - 1 THEN england_value - lag(england_value) OVER years END
        AS england_change,
    rank, ranked_among, quartile, ranked_from
FROM bi.benchmark
WHERE is_newest
WINDOW years AS (PARTITION BY authority, benchmark_id ORDER BY calendar_year)
