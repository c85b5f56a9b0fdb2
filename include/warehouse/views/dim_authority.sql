SELECT authority, authority_name, la_code, ons_code, is_synthetic
FROM ops.authority
