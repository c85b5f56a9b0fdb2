-- Act s.42: a plan is maintained from the day made, or the day it came over, to the day it ceased or the child left.
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
