-- Nothing is MATERIALIZED, and there is no FULL JOIN: a reader's `WHERE authority = …` reaches the tables through both.
WITH january AS NOT MATERIALIZED (
    -- Every 15 January that the records of the loaded night know: DfE counts plans on a Thursday of that week.
    SELECT
        run.authority,
        a_year::integer AS year,
        make_date(a_year::integer, 1, 15) AS a_day,
        max(a_year::integer) OVER (PARTITION BY run.authority) AS last_year,
        min(a_year::integer) OVER (PARTITION BY run.authority) AS first_year
    FROM ops.load_run AS run
    CROSS JOIN LATERAL (
        SELECT min(held.from_date) AS first_day
        FROM marts.fact_caseload AS held
        WHERE held.authority = run.authority AND held.case_kind = 'plan'
    ) AS records
    CROSS JOIN LATERAL generate_series(
        extract(year FROM records.first_day), extract(year FROM run.extract_date)
    ) AS a_year
    WHERE run.is_current AND make_date(a_year::integer, 1, 15) BETWEEN records.first_day AND run.extract_date
),
place AS (
    SELECT DISTINCT ON (stay.authority, january.year, stay.person_key)
        stay.authority, january.year, stay.person_key, stay.annual_cost
    FROM january
    JOIN marts.fact_spell AS stay
        ON stay.authority = january.authority AND stay.spell_type = 'place' AND stay.from_date <= january.a_day
        AND coalesce(stay.to_date >= january.a_day, TRUE)
    ORDER BY stay.authority, january.year, stay.person_key, stay.from_date DESC, stay.spell_key
),
standing AS NOT MATERIALIZED (
    SELECT DISTINCT ON (held.authority, january.year, held.person_key)
        held.authority, january.year, held.person_key, held.primary_need, held.setting, held.birth_academic_year,
        january.first_year, january.last_year
    FROM january
    JOIN marts.fact_caseload AS held
        ON held.authority = january.authority AND held.case_kind = 'plan' AND held.from_date <= january.a_day
        AND coalesce(held.to_date >= january.a_day, TRUE)
    ORDER BY held.authority, january.year, held.person_key, held.from_date DESC, held.case_key
),
unit AS (
    -- What a place costs in the year that begins: of everybody who holds such a place, wherever they were before.
    SELECT
        standing.authority, standing.year, standing.primary_need, standing.birth_academic_year, standing.setting,
        count(place.annual_cost) AS places,
        avg(place.annual_cost) AS mean,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY place.annual_cost) AS median
    FROM standing
    LEFT JOIN place USING (authority, year, person_key)
    GROUP BY
        standing.authority, standing.year, standing.primary_need, standing.birth_academic_year, standing.setting
),
moved AS (
    SELECT
        standing.authority,
        pair.year_from,
        coalesce(max(standing.primary_need) FILTER (WHERE pair.is_second), max(standing.primary_need)) AS primary_need,
        coalesce(max(standing.birth_academic_year) FILTER (WHERE pair.is_second), max(standing.birth_academic_year))
            AS birth_academic_year,
        coalesce(max(standing.setting) FILTER (WHERE NOT pair.is_second), 'no_plan') AS setting_from,
        coalesce(max(standing.setting) FILTER (WHERE pair.is_second), 'no_plan') AS setting_to
    FROM standing
    CROSS JOIN LATERAL (
        VALUES (standing.year, FALSE), (standing.year - 1, TRUE)
    ) AS pair (year_from, is_second)
    -- Both days have to be in the records, else everybody would seem to come or go.
    WHERE pair.year_from >= standing.first_year AND pair.year_from < standing.last_year
    GROUP BY standing.authority, pair.year_from, standing.person_key
),
counted AS (
    SELECT authority, year_from, primary_need, birth_academic_year, setting_from, setting_to, count(*) AS people
    FROM moved
    GROUP BY authority, year_from, primary_need, birth_academic_year, setting_from, setting_to
),
priced AS (
    -- Beside who came to such a place what it costs: not by a join, of whose rows the planner expects far too few.
    SELECT
        authority, year_from, primary_need, birth_academic_year, setting_from, setting_to, people,
        max(places) OVER of_such_a_place AS places,
        max(mean) OVER of_such_a_place AS mean,
        max(median) OVER of_such_a_place AS median
    FROM (
        SELECT counted.*, NULL::bigint AS places, NULL::numeric AS mean, NULL::double precision AS median
        FROM counted
        UNION ALL
        SELECT authority, year - 1, primary_need, birth_academic_year, NULL, setting, NULL, places, mean, median
        FROM unit
    ) AS counted_and_unit
    WINDOW of_such_a_place AS (PARTITION BY authority, year_from, primary_need, birth_academic_year, setting_to)
)
SELECT
    moved.authority,
    authority.authority_name,
    moved.year_from::bigint AS year_from,
    moved.primary_need,
    coalesce(need.member_label, moved.primary_need) AS need_label,
    -- Born in the academic year that began in September of B, in Reception in that of B + 5; on 15 January of the year
    -- after the first, the academic year is that which began in the first.
    (moved.year_from - moved.birth_academic_year - 5)::bigint AS year_group,
    moved.setting_from,
    coalesce(before.member_label, replace(moved.setting_from, 'no_plan', 'No plan')) AS setting_from_label,
    moved.setting_to,
    coalesce(after.member_label, replace(moved.setting_to, 'no_plan', 'No plan')) AS setting_to_label,
    moved.people,
    coalesce(moved.places, 0) AS places_with_cost,
    -- The cost of a few places tells what one of them costs.
    CASE WHEN moved.places >= 5 THEN round(moved.mean, 0) END AS mean_annual_cost,
    CASE WHEN moved.places >= 5 THEN round(moved.median::numeric, 0) END AS median_annual_cost
FROM priced AS moved
JOIN ops.authority AS authority USING (authority)
LEFT JOIN bi.dim_primary_need AS need ON need.member = moved.primary_need
LEFT JOIN bi.dim_setting AS before ON before.member = moved.setting_from
LEFT JOIN bi.dim_setting AS after ON after.member = moved.setting_to
WHERE moved.people IS NOT NULL
