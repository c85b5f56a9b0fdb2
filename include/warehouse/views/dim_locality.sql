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
)
SELECT
    bi.key_of(seen.authority || '/locality/' || seen.locality) AS locality_key,
    seen.authority,
    seen.locality,
    coalesce(unknown.code_label, seen.locality) AS member_label,
    dense_rank() OVER (ORDER BY unknown.position NULLS FIRST, seen.locality) AS member_position
FROM seen
LEFT JOIN marts.dim_code AS unknown ON unknown.codeset = 'Unknown' AND unknown.code = seen.locality
