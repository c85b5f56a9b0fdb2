WITH edition AS (
    SELECT
        release_year, time_period, geographic_level, area_code, old_la_code, region_code, region_name,
        plans_issued_den_ex AS plans_excl,
        pc_plans_issued_20_weeks_ex AS percent_excl,
        pc_plans_issued_within_20_weeks AS percent_incl
    FROM dfe.published_timeliness_20_week
    WHERE topic = 'all'
    UNION ALL
    -- The years before 2019 are in the older collection of totals only.
    SELECT
        release_year, time_period, geographic_level, area_code, old_la_code, region_code, region_name,
        totnoexcehc, noexc20weekrate, incexc20weekrate
    FROM dfe.published_sen2_mi
), published AS (
    SELECT DISTINCT ON (time_period, geographic_level, area_code) *
    FROM edition
    ORDER BY time_period, geographic_level, area_code, release_year DESC
), place AS (
    -- The region by the latest edition, so that a year without a row of the authority's own still has one.
    SELECT DISTINCT ON (authority.authority) authority.*, published.region_code, published.region_name
    FROM ops.authority AS authority
    LEFT JOIN published
        ON published.old_la_code = authority.la_code AND published.geographic_level = 'Local authority'
    ORDER BY authority.authority, published.time_period DESC
), own AS (
    SELECT
        authority,
        period_key::bigint AS calendar_year,
        bool_and(period_end <= as_at) AS year_ended,
        (max(denominator) FILTER (WHERE measure_id = 'ehcp_20wk_rate_excl'))::bigint AS plans_excl,
        max(value) FILTER (WHERE measure_id = 'ehcp_20wk_rate_excl') AS percent_excl,
        max(value) FILTER (WHERE measure_id = 'ehcp_20wk_rate_incl') AS percent_incl
    FROM marts.measure_value
    WHERE measure_id IN ('ehcp_20wk_rate_excl', 'ehcp_20wk_rate_incl') AND period_type = 'calendar_year'
        AND basis = 'restated' AND dimension = 'all'
    GROUP BY authority, period_key
), years AS (
    SELECT authority, calendar_year FROM own
    UNION
    SELECT place.authority, published.time_period
    FROM published
    JOIN place ON published.old_la_code = place.la_code AND published.geographic_level = 'Local authority'
)
SELECT
    authority,
    place.authority_name,
    calendar_year,
    own.year_ended,
    own.plans_excl AS own_plans_issued_excl,
    own.percent_excl AS own_percent_excl,
    own.percent_incl AS own_percent_incl,
    dfe.plans_excl::bigint AS published_plans_issued_excl,
    dfe.percent_excl AS published_percent_excl,
    dfe.percent_incl AS published_percent_incl,
    own.percent_excl - dfe.percent_excl AS difference_excl,
    place.region_name,
    region.percent_excl AS region_percent_excl,
    region.percent_incl AS region_percent_incl,
    england.percent_excl AS england_percent_excl,
    england.percent_incl AS england_percent_incl,
    coalesce(dfe.release_year, region.release_year, england.release_year) AS release_year
FROM years
JOIN place USING (authority)
LEFT JOIN own USING (authority, calendar_year)
LEFT JOIN published AS dfe
    ON dfe.time_period = calendar_year AND dfe.geographic_level = 'Local authority'
    AND dfe.old_la_code = place.la_code
LEFT JOIN published AS region
    ON region.time_period = calendar_year AND region.geographic_level = 'Regional'
    AND region.region_code = place.region_code
LEFT JOIN published AS england ON england.time_period = calendar_year AND england.geographic_level = 'National'
