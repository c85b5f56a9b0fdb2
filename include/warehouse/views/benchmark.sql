WITH place AS (
    -- The region by the latest edition, so that a year without a row of the authority's own still has one.
    SELECT DISTINCT ON (authority.authority)
        authority.authority, authority.authority_name, authority.la_code, printed.region_code
    FROM ops.authority AS authority
    LEFT JOIN dfe.published_benchmark AS printed
        ON printed.old_la_code = authority.la_code AND printed.geographic_level = 'Local authority'
    ORDER BY authority.authority, printed.release_year DESC, printed.time_period DESC
), told AS (
    SELECT DISTINCT place.authority, printed.benchmark_id, printed.release_year, printed.time_period, printed.calendar_year
    FROM dfe.published_benchmark AS printed
    CROSS JOIN place
    WHERE printed.geographic_level = 'National' OR printed.old_la_code = place.la_code
    UNION
    SELECT authority, benchmark_id, release_year, time_period, calendar_year FROM dfe.benchmark
), neighbour AS (
    SELECT
        near.authority, printed.benchmark_id, printed.release_year, printed.time_period,
        count(*) AS neighbours,
        avg(printed.value) AS mean_value,
        sum(printed.numerator) AS numerator,
        sum(printed.denominator) AS denominator,
        sum(printed.value * printed.denominator) AS weighted,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY printed.value) AS middle
    FROM marts.dim_neighbour AS near
    JOIN dfe.published_benchmark AS printed
        ON printed.old_la_code = near.la_code AND printed.geographic_level = 'Local authority'
        AND printed.value IS NOT NULL AND printed.left_out IS NULL
    GROUP BY near.authority, printed.benchmark_id, printed.release_year, printed.time_period
)
SELECT
    told.authority,
    place.authority_name,
    told.benchmark_id,
    said.benchmark_name,
    said.measure_id,
    said.dimension,
    said.member,
    told.calendar_year,
    CASE
        WHEN told.time_period < 10000 THEN told.calendar_year::text
        WHEN said.is_of_school_year THEN told.calendar_year || '/' || to_char((told.calendar_year + 1) % 100, 'FM00')
        ELSE 'January ' || (told.calendar_year + 1)
    END AS told_of,
    told.release_year,
    told.release_year = max(told.release_year) OVER (PARTITION BY told.authority, told.benchmark_id, told.calendar_year)
        AS is_newest,
    said.unit AS dfe_unit,
    said.direction,
    CASE WHEN said.dimension = 'all' THEN figure.value ELSE round(100 * figure.value / nullif(whole.value, 0), 1) END
        AS own_value,
    figure.numerator AS own_numerator,
    CASE WHEN said.dimension = 'all' THEN figure.denominator ELSE whole.value END AS own_denominator,
    laid.value AS own_in_dfe_layout,
    own.value AS published_value,
    own.numerator::numeric AS published_numerator,
    own.denominator::numeric AS published_denominator,
    own.left_out,
    region.value AS region_value,
    england.value AS england_value,
    CASE
        WHEN said.unit = 'per_10000' THEN round(10000 * neighbour.numerator / nullif(neighbour.denominator, 0), 1)
        WHEN said.unit IN ('percent', 'per_100') THEN round(100 * neighbour.numerator / nullif(neighbour.denominator, 0), 1)
        WHEN said.unit = 'weeks' THEN round(neighbour.weighted / nullif(neighbour.denominator, 0), 1)
        ELSE round(neighbour.mean_value, 1)
    END AS neighbours_value,
    round(neighbour.middle::numeric, 1) AS neighbours_median,
    neighbour.neighbours,
    own.rank,
    among.ranked_among,
    own.quartile,
    CASE WHEN NOT said.is_ranked THEN NULL WHEN said.direction = 'track' THEN 'highest' ELSE 'best' END AS ranked_from,
    said.differs,
    said.printed_as,
    said.position
FROM told
JOIN place USING (authority)
JOIN dfe.benchmark_definition AS said USING (benchmark_id)
LEFT JOIN dfe.published_benchmark AS own
    ON (own.benchmark_id, own.release_year, own.time_period) = (told.benchmark_id, told.release_year, told.time_period)
    AND own.geographic_level = 'Local authority' AND own.old_la_code = place.la_code
LEFT JOIN dfe.published_benchmark AS region
    ON (region.benchmark_id, region.release_year, region.time_period)
        = (told.benchmark_id, told.release_year, told.time_period)
    AND region.geographic_level = 'Regional' AND region.area_code = place.region_code
LEFT JOIN dfe.published_benchmark AS england
    ON (england.benchmark_id, england.release_year, england.time_period)
        = (told.benchmark_id, told.release_year, told.time_period)
    AND england.geographic_level = 'National'
LEFT JOIN (
    SELECT benchmark_id, release_year, time_period, max(ranked_among) AS ranked_among
    FROM dfe.published_benchmark GROUP BY benchmark_id, release_year, time_period
) AS among
    ON (among.benchmark_id, among.release_year, among.time_period)
        = (told.benchmark_id, told.release_year, told.time_period)
LEFT JOIN neighbour
    ON (neighbour.authority, neighbour.benchmark_id, neighbour.release_year, neighbour.time_period)
        = (told.authority, told.benchmark_id, told.release_year, told.time_period)
LEFT JOIN dfe.benchmark AS laid
    ON (laid.authority, laid.benchmark_id, laid.release_year, laid.time_period)
        = (told.authority, told.benchmark_id, told.release_year, told.time_period)
LEFT JOIN marts.measure_value AS figure
    ON figure.authority = told.authority AND figure.measure_id = said.measure_id
    AND figure.period_type = 'calendar_year' AND figure.period_key = told.calendar_year::text
    AND figure.basis = 'restated' AND figure.dimension = said.dimension AND figure.member = said.member
LEFT JOIN marts.measure_value AS whole
    ON said.dimension <> 'all' AND whole.authority = told.authority AND whole.measure_id = said.measure_id
    AND whole.period_type = 'calendar_year' AND whole.period_key = told.calendar_year::text
    AND whole.basis = 'restated' AND whole.dimension = 'all'
