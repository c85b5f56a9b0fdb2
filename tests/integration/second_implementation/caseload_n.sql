-- Open assessments and maintained plans.
SELECT b.authority, b.start_day AS first_day,
    least(CASE WHEN b.has_ended AND (b.stopped_on IS NULL OR b.end_day <= b.stopped_on) THEN b.end_day END, b.stopped_on) - 1
        AS final_day
FROM begun AS b
JOIN asked_for AS r ON (r.authority, r.request_id) = (b.authority, b.case_id)
WHERE b.limit_id = 'final_plan' AND NOT r.from_elsewhere AND b.start_day IS NOT NULL
    AND NOT (b.has_ended AND b.end_day IS NULL) AND (b.end_day IS NULL OR b.end_day >= b.start_day)
UNION ALL
SELECT
    pl.authority,
    greatest(pl.start_date, arrived.on_day) AS first_day,
    least(pl.cease_date, CASE WHEN p.left_date >= greatest(pl.start_date, arrived.on_day) THEN p.left_date END)
        AS final_day
FROM restricted.plan AS pl
JOIN restricted.assessment AS a USING (authority, assessment_id)
JOIN asked_for AS c USING (authority, request_id)
JOIN restricted.person AS p USING (authority, person_id)
LEFT JOIN LATERAL (
    SELECT v.transfer_in_date AS on_day
    FROM restricted.active_plan AS v
    WHERE v.authority = a.authority AND v.request_id = a.request_id
        AND (v.transfer_la IS NOT NULL OR v.transfer_in_date IS NOT NULL)
    ORDER BY v.active_plan_id LIMIT 1
) AS arrived ON true
