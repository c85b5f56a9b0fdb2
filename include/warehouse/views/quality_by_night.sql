SELECT
    run.authority,
    authority.authority_name,
    run.extract_date,
    run.outcome,
    run.rows_landed,
    run.rows_quarantined,
    round(100.0 * run.rows_quarantined / nullif(run.rows_landed, 0), 1) AS percent_quarantined,
    coalesce(aside.values_left_out, 0) AS values_left_out,
    coalesce(rules.faults, 0) AS faults,
    coalesce(rules.rules_run, 0) AS rules_run,
    coalesce(rules.critical_failed, 0) AS critical_failed,
    coalesce(rules.warning_failed, 0) AS warning_failed,
    coalesce(rules.info_failed, 0) AS info_failed,
    (run.extract_date - aside.oldest)::bigint AS oldest_days,
    coalesce(corrections.applied, 0) AS corrections_applied,
    coalesce(corrections.to_review, 0) AS corrections_to_review
FROM dq.validation_run AS run
LEFT JOIN ops.authority AS authority USING (authority)
LEFT JOIN (
    SELECT
        authority,
        extract_date,
        sum(rows_failed)::bigint AS faults,
        count(*) AS rules_run,
        count(*) FILTER (WHERE NOT passed AND severity = 'critical') AS critical_failed,
        count(*) FILTER (WHERE NOT passed AND severity = 'warning') AS warning_failed,
        count(*) FILTER (WHERE NOT passed AND severity = 'info') AS info_failed
    FROM dq.validation_result
    GROUP BY authority, extract_date
) AS rules ON rules.authority = run.authority AND rules.extract_date = run.extract_date
LEFT JOIN (
    SELECT
        authority,
        extract_date,
        count(*) FILTER (WHERE policy = 'blank_value') AS values_left_out,
        min(first_seen) FILTER (WHERE policy = 'drop_row') AS oldest
    FROM dq.quarantined_row
    GROUP BY authority, extract_date
) AS aside ON aside.authority = run.authority AND aside.extract_date = run.extract_date
LEFT JOIN (
    SELECT
        authority,
        extract_date,
        count(*) FILTER (WHERE status = 'applied') AS applied,
        count(*) FILTER (WHERE status <> 'applied') AS to_review
    FROM dq.correction_result
    GROUP BY authority, extract_date
) AS corrections ON corrections.authority = run.authority AND corrections.extract_date = run.extract_date
