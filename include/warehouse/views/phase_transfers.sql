SELECT
    clock.authority,
    name.authority_name,
    clock.limit_id,
    a_limit.code_label AS limit_name,
    clock.subject AS transfer_type,
    coalesce(transfer.code_label, clock.subject) AS transfer_label,
    extract(year FROM clock.due_date)::bigint AS due_year,
    clock.locality,
    -- What was missed by its last day stays missed, though the plan has ended since.
    CASE WHEN why.because IS NULL THEN
        count(*) FILTER (WHERE clock.in_scope OR clock.clock_status = 'missed')
    END AS transfers,
    CASE WHEN why.because IS NULL THEN
        count(*) FILTER (WHERE clock.in_scope AND clock.clock_status = 'in_time')
    END AS in_time,
    CASE WHEN why.because IS NULL THEN round(
        100.0 * count(*) FILTER (WHERE clock.in_scope AND clock.clock_status = 'in_time')
        / nullif(count(*) FILTER (WHERE clock.in_scope OR clock.clock_status = 'missed'), 0), 1
    ) END AS percent_in_time,
    CASE WHEN why.because IS NULL THEN
        count(*) FILTER (WHERE clock.in_scope AND clock.clock_status = 'open')
    END AS open,
    CASE WHEN why.because IS NULL THEN
        count(*) FILTER (WHERE clock.in_scope AND clock.clock_status = 'open_overdue')
    END AS overdue,
    CASE WHEN why.because IS NULL THEN
        count(*) FILTER (WHERE clock.out_of_scope_reason = 'plan_after_deadline')
    END AS late_arrivals,
    max(load.extract_date) AS extract_date,
    why.because AS not_reliable_because
FROM marts.fact_clock AS clock
JOIN ops.authority AS name USING (authority)
JOIN ops.load_run AS load USING (authority)
LEFT JOIN marts.dim_code AS a_limit ON a_limit.codeset = 'LimitId' AND a_limit.code = clock.limit_id
LEFT JOIN marts.dim_code AS transfer ON transfer.codeset = 'PhaseTransferType' AND transfer.code = clock.subject
LEFT JOIN dq.not_reliable AS why
    ON (why.authority, why.extract_date) = (load.authority, load.extract_date)
    AND why.measure_id = 'limit:' || clock.limit_id AND why.dimension = 'all'
WHERE load.is_current AND clock.case_kind = 'phase_transfer' AND clock.due_date IS NOT NULL
GROUP BY
    clock.authority, name.authority_name, clock.limit_id, a_limit.code_label, clock.subject, transfer.code_label,
    extract(year FROM clock.due_date), clock.locality, why.because
