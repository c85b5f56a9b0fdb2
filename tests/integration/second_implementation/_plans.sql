-- Counted by several measures: plans maintained, advice that is waited for, new placements. After _clocks.sql.

-- Act s.42: a plan is maintained from the day made, or the day it came over, to the day it ceased or the child left.
CREATE TEMP TABLE maintained AS
SELECT
    pl.authority,
    pl.plan_id,
    a.request_id,
    pl.start_date,
    pl.personal_budget,
    pl.direct_payment,
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
) AS arrived ON true;

-- Advice asked for and not come, by adviser, while the assessment was open.
CREATE TEMP TABLE awaited AS
SELECT q.authority, greatest(q.day, o.first_day) AS first_day, least(a.day - 1, o.final_day) AS final_day, q.subject
FROM (
    SELECT m.authority, m.request_id, coalesce(m.advice_type, 'not_recorded') AS subject, min(m.milestone_date) AS day
    FROM restricted.milestone AS m JOIN night AS n USING (authority)
    WHERE m.milestone_type = 'ADVICE_REQUESTED' AND m.milestone_date <= n.as_at GROUP BY 1, 2, 3
) AS q
JOIN (
    SELECT b.authority, b.case_id AS request_id, b.start_day AS first_day,
        least(CASE WHEN b.has_ended AND (b.stopped_on IS NULL OR b.end_day <= b.stopped_on) THEN b.end_day END, b.stopped_on)
            - 1 AS final_day
    FROM begun AS b
    JOIN asked_for AS r ON (r.authority, r.request_id) = (b.authority, b.case_id)
    WHERE b.limit_id = 'final_plan' AND NOT r.from_elsewhere AND b.start_day IS NOT NULL
        AND NOT (b.has_ended AND b.end_day IS NULL) AND (b.end_day IS NULL OR b.end_day >= b.start_day)
) AS o USING (authority, request_id)
LEFT JOIN (
    SELECT m.authority, m.request_id, coalesce(m.advice_type, 'not_recorded') AS subject, min(m.milestone_date) AS day
    FROM restricted.milestone AS m JOIN night AS n USING (authority)
    WHERE m.milestone_type = 'ADVICE_RECEIVED' AND m.milestone_date <= n.as_at GROUP BY 1, 2, 3
) AS a USING (authority, request_id, subject);

-- Primary placements begun in another setting than the one before.
CREATE TEMP TABLE new_placement AS
SELECT p.authority, p.entry_date AS day, p.annual_cost AS amount, s.setting_type AS subject, r.person_id,
    s.setting_type IN ('MAIN_INDEPENDENT', 'SPECIAL_INDEPENDENT', 'SPECIAL_NMSS') AS is_independent, s.out_of_area
FROM (
    SELECT *, coalesce(urn, ukprn, sen_setting) AS place,
        lag(coalesce(urn, ukprn, sen_setting)) OVER was AS place_before, lag(placement_id) OVER was AS before
    FROM restricted.placement WHERE placement_rank = '1'
    WINDOW was AS (PARTITION BY authority, active_plan_id ORDER BY entry_date NULLS FIRST, placement_id)
) AS p
JOIN restricted.setting AS s USING (authority, urn)
JOIN restricted.active_plan AS v USING (authority, active_plan_id)
JOIN restricted.request AS r USING (authority, request_id)
-- One without a first day was before all others, and began in no period.
WHERE p.entry_date IS NOT NULL AND (p.before IS NULL OR p.place IS DISTINCT FROM p.place_before);

-- Primary placements day by day: of two, the one that began last.
CREATE TEMP TABLE attended AS
WITH placed AS (
    SELECT p.authority, v.request_id, p.active_plan_id, p.placement_id, p.residential, p.work_based,
        coalesce(p.entry_date, '1990-01-01') AS first_day, coalesce(p.leaving_date, '9999-01-01') AS final_day
    FROM restricted.placement AS p
    JOIN night AS n USING (authority)
    JOIN restricted.active_plan AS v USING (authority, active_plan_id)
    WHERE p.placement_rank = '1' AND (p.entry_date <= n.as_at OR p.entry_date IS NULL)
),
edge AS (
    SELECT authority, active_plan_id, day, lead(day) OVER (PARTITION BY authority, active_plan_id ORDER BY day) - 1 AS last
    FROM (
        SELECT authority, active_plan_id, first_day AS day FROM placed
        UNION SELECT authority, active_plan_id, final_day + 1 FROM placed
    ) AS either
)
SELECT DISTINCT ON (e.authority, e.active_plan_id, e.day)
    e.authority, a.request_id, e.day, e.last, a.residential, a.work_based
FROM edge AS e JOIN placed AS a
    ON (a.authority, a.active_plan_id) = (e.authority, e.active_plan_id) AND e.day BETWEEN a.first_day AND a.final_day
ORDER BY e.authority, e.active_plan_id, e.day, a.first_day DESC, a.placement_id DESC;
