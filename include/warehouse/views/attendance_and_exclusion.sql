WITH absence AS (
    SELECT DISTINCT ON (time_period, geographic_level, area_code, topic, member) *
    FROM dfe.published_absence
    ORDER BY time_period, geographic_level, area_code, topic, member, release_year DESC
),
suspended AS (
    SELECT DISTINCT ON (time_period, geographic_level, area_code, topic, member) *
    FROM dfe.published_suspensions
    ORDER BY time_period, geographic_level, area_code, topic, member, release_year DESC
),
told AS (
    -- An area's codes may have changed between the two publications: each row has those of its own.
    SELECT
        time_period, geographic_level, area_code, member,
        coalesce(absence.area_name, suspended.area_name) AS area_name,
        coalesce(absence.old_la_code, suspended.old_la_code) AS old_la_code,
        coalesce(absence.region_code, suspended.region_code) AS region_code,
        absence.enrolments, absence.sess_overall_percent, absence.enrolments_pa_10_exact_percent,
        absence.enrolments_pa_50_exact_percent,
        suspended.headcount, suspended.suspension, suspended.susp_rate, suspended.one_plus_susp_rate, suspended.perm_excl
    FROM absence
    FULL JOIN suspended USING (time_period, geographic_level, area_code, topic, member)
),
home AS (
    SELECT authority.authority, authority.authority_name, authority.la_code, max(told.region_code) AS region_code
    FROM ops.authority AS authority
    LEFT JOIN told ON told.old_la_code = authority.la_code AND told.geographic_level = 'Local authority'
    GROUP BY authority.authority, authority.authority_name, authority.la_code
)
SELECT
    home.authority,
    home.authority_name,
    told.time_period / 100 || '-' || to_char(told.time_period % 100, 'FM00') AS school_year,
    told.geographic_level,
    told.area_code,
    told.area_name,
    coalesce(told.geographic_level = 'Local authority' AND told.old_la_code <> home.la_code, FALSE) AS is_neighbour,
    told.member AS sen_provision,
    told.enrolments AS pupils_enrolled,
    round(told.sess_overall_percent::numeric, 1) AS percent_sessions_missed,
    round(told.enrolments_pa_10_exact_percent::numeric, 1) AS percent_persistently_absent,
    round(told.enrolments_pa_50_exact_percent::numeric, 1) AS percent_severely_absent,
    told.headcount AS pupils_on_roll,
    told.suspension AS suspensions,
    round(told.susp_rate::numeric, 1) AS suspensions_per_100,
    round(told.one_plus_susp_rate::numeric, 1) AS percent_suspended,
    told.perm_excl AS permanent_exclusions,
    round(10000 * told.perm_excl::numeric / nullif(told.headcount, 0), 1) AS exclusions_per_10000
FROM told
JOIN home
    ON told.geographic_level = 'National'
    OR (told.geographic_level = 'Regional' AND told.area_code = home.region_code)
    OR (told.geographic_level = 'Local authority' AND (
        told.old_la_code = home.la_code
        OR EXISTS (
            SELECT 1 FROM marts.dim_neighbour AS near
            WHERE near.authority = home.authority AND near.la_code = told.old_la_code
        )
    ))
