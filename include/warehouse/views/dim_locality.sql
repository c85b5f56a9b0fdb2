WITH seen AS (
    SELECT authority, locality FROM marts.fact_request
    UNION
    SELECT authority, locality FROM marts.fact_clock
    UNION
    SELECT authority, locality FROM marts.fact_caseload
    UNION
    SELECT authority, locality FROM marts.fact_plan
    UNION
    SELECT authority, locality FROM marts.fact_event
    UNION
    SELECT authority, locality FROM marts.fact_spell
    UNION
    SELECT authority, code FROM ops.authority CROSS JOIN marts.dim_code WHERE codeset = 'Unknown'
), place AS (
    -- Equal labels of several authorities have one place: report tools refuse to sort a label by two. So places are of all
    -- authorities together, and from few rows: a reader's `WHERE authority = …` reaches the many of `seen` alone.
    SELECT locality AS label, dense_rank() OVER (ORDER BY locality) AS place
    FROM marts.fact_request
    WHERE locality NOT IN (SELECT code FROM marts.dim_code WHERE codeset = 'Unknown')
    GROUP BY locality
)
SELECT
    bi.key_of(seen.authority || '/locality/' || seen.locality) AS locality_key,
    seen.authority,
    seen.locality,
    coalesce(unknown.code_label, seen.locality) AS member_label,
    coalesce(place.place, (SELECT count(*) + 1 FROM place) + coalesce(unknown.position, 0)) AS member_position
FROM seen
LEFT JOIN marts.dim_code AS unknown ON unknown.codeset = 'Unknown' AND unknown.code = seen.locality
LEFT JOIN place ON place.label = coalesce(unknown.code_label, seen.locality)
