-- Act s.44: plans maintained, from three years after they were made or amended until they are amended again.
WITH made AS (
    SELECT authority, plan_id, start_date AS day FROM maintained
    UNION
    SELECT m.authority, m.plan_id, least(v.amended_final_date, n.as_at + 1)
    FROM maintained AS m JOIN night AS n USING (authority) JOIN restricted.active_plan AS h USING (authority, request_id)
    JOIN restricted.annual_review AS v USING (authority, active_plan_id)
    WHERE v.amended_final_date IS NOT NULL
    UNION
    SELECT m.authority, m.plan_id, least(t.final_date, n.as_at + 1)
    FROM maintained AS m JOIN night AS n USING (authority) JOIN restricted.active_plan AS h USING (authority, request_id)
    JOIN restricted.phase_transfer AS t USING (authority, active_plan_id)
    WHERE t.final_date IS NOT NULL
),
spell AS (
    SELECT authority, plan_id, day, lead(day) OVER (PARTITION BY authority, plan_id ORDER BY day) AS next_day FROM made
)
SELECT m.authority, greatest(m.first_day, (s.day + interval '3 years')::date) AS first_day,
    least(m.final_day, s.next_day - 1) AS final_day
FROM spell AS s JOIN maintained AS m USING (authority, plan_id)
