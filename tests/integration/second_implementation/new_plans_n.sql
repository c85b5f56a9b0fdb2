-- Act s.37: plans made, other than those that another council made first.
SELECT pl.authority, pl.start_date AS day, true AS met
FROM restricted.plan AS pl
JOIN restricted.assessment AS a USING (authority, assessment_id)
JOIN asked_for AS c USING (authority, request_id)
WHERE NOT c.from_elsewhere
