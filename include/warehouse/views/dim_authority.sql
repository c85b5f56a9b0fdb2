SELECT
    bi.key_of(authority) >> 16 AS authority_key,
    authority,
    authority_name,
    dense_rank() OVER (ORDER BY authority_name) AS authority_position,
    la_code,
    ons_code,
    is_synthetic
FROM ops.authority
