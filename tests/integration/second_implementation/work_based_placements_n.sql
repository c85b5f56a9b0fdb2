-- Plans maintained whose primary placement was work-based learning.
SELECT authority, greatest(m.first_day, a.day) AS first_day, least(m.final_day, a.last) AS final_day, a.work_based AS subject
FROM maintained AS m JOIN attended AS a USING (authority, request_id)
WHERE a.work_based IS NOT NULL
