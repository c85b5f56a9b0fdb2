SELECT
    bi.key_of(authority || '/limit/' || limit_id) AS limit_key,
    authority,
    limit_id,
    limit_name,
    dense_rank() OVER (ORDER BY limit_id = 'none', limit_name) AS limit_position,
    length,
    limit_unit,
    last_day,
    bound,
    force,
    citation
FROM (
    SELECT DISTINCT ON (authority, limit_id) *
    FROM (
        SELECT
            authority, limit_id, limit_name, length, limit_unit, last_day, bound, force, citation, valid_from
        FROM marts.dim_limit
        UNION ALL
        SELECT authority, 'none', 'No limit', NULL, 'none', NULL, 'at most', 'none', NULL, '-infinity'::date
        FROM ops.authority
    ) AS told
    ORDER BY authority, limit_id, valid_from DESC
) AS today
