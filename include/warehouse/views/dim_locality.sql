WITH seen AS (
    SELECT authority, locality FROM marts.fact_request
    UNION
    SELECT authority, locality FROM marts.fact_clock
    UNION
    SELECT authority, locality FROM marts.fact_caseload
    UNION
    SELECT authority, code FROM ops.authority CROSS JOIN marts.dim_code WHERE codeset = 'Unknown'
)
SELECT
    seen.authority || '/' || seen.locality AS locality_key,
    seen.authority,
    seen.locality,
    coalesce(unknown.code_label, seen.locality) AS member_label,
    row_number() OVER (PARTITION BY seen.authority ORDER BY unknown.position NULLS FIRST, seen.locality)
        AS member_position
FROM seen
LEFT JOIN marts.dim_code AS unknown ON unknown.codeset = 'Unknown' AND unknown.code = seen.locality
