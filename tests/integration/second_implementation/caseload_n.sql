-- Open assessments and maintained plans.
SELECT b.authority, b.start_day AS first_day,
    least(CASE WHEN b.has_ended AND (b.stopped_on IS NULL OR b.end_day <= b.stopped_on) THEN b.end_day END, b.stopped_on) - 1
        AS final_day
FROM begun AS b
JOIN asked_for AS r ON (r.authority, r.request_id) = (b.authority, b.case_id)
WHERE b.limit_id = 'final_plan' AND NOT r.from_elsewhere AND b.start_day IS NOT NULL
    AND NOT (b.has_ended AND b.end_day IS NULL) AND (b.end_day IS NULL OR b.end_day >= b.start_day)
UNION ALL
SELECT authority, first_day, final_day FROM maintained
