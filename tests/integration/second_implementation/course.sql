-- The course of each request as it was known on the day of the extract, from the case tables alone.
CREATE TEMP VIEW course AS
WITH night AS (
    SELECT authority, extract_date AS as_at FROM ops.load_run WHERE is_current
),
latest_assessment AS (
    SELECT DISTINCT ON (authority, request_id) *
    FROM restricted.assessment
    ORDER BY authority, request_id, assessment_id DESC
),
known AS (
    SELECT
        r.authority,
        r.request_id,
        r.person_id,
        n.as_at,
        r.received_date AS received,
        CASE WHEN r.request_outcome_date > n.as_at THEN 'A' ELSE coalesce(r.request_outcome, 'A') END AS decision,
        CASE WHEN r.request_outcome_date <= n.as_at THEN r.request_outcome_date END AS decided,
        a.assessment_id IS NOT NULL AS assessed,
        CASE WHEN a.assessment_outcome_date > n.as_at THEN 'A' ELSE coalesce(a.assessment_outcome, 'A') END AS outcome,
        CASE WHEN a.assessment_outcome_date <= n.as_at THEN a.assessment_outcome_date END AS concluded,
        -- Somebody who left before the request was received had come back by then.
        CASE WHEN p.left_date >= r.received_date OR r.received_date IS NULL THEN p.left_date END AS left_on,
        r.exported IS NOT NULL AS marked_exported,
        coalesce(r.request_mediation, false) OR coalesce(r.request_tribunal, false)
            OR coalesce(a.assessment_mediation, false) OR coalesce(a.assessment_tribunal, false) AS disputed,
        EXISTS (
            SELECT FROM restricted.active_plan AS v
            WHERE v.authority = r.authority AND v.request_id = r.request_id
                AND (v.transfer_la IS NOT NULL OR v.transfer_in_date IS NOT NULL)
        ) AS came_from_elsewhere,
        coalesce(
            a.week20_exception,
            EXISTS (
                SELECT FROM restricted.exception AS e
                WHERE e.authority = r.authority AND e.request_id = r.request_id AND e.limit_id = 'final_plan'
                    AND (e.from_date <= n.as_at OR e.from_date IS NULL)
            )
        ) AS excepted
    FROM restricted.request AS r
    JOIN night AS n USING (authority)
    JOIN restricted.person AS p USING (authority, person_id)
    LEFT JOIN latest_assessment AS a USING (authority, request_id)
    WHERE r.received_date <= n.as_at OR r.received_date IS NULL
)
SELECT
    *,
    -- Decided before the records begin: no limit was ours to keep.
    outcome = 'H' OR (decision = 'H' AND NOT assessed) AS historical,
    -- The first day on which the family withdrew or was no longer the council's to serve.
    least(
        CASE WHEN decision = 'W' OR outcome = 'W' THEN coalesce(concluded, decided, received) END,
        CASE WHEN marked_exported AND (left_on <= as_at OR left_on IS NULL)
            THEN coalesce(left_on, decided, received) END,
        CASE WHEN left_on <= as_at THEN left_on END
    ) AS gone_on
FROM known;

-- Requests that may have to end in a final plan within 20 weeks (SEND Regulations 2014, reg 13(2)).
CREATE TEMP VIEW twenty_weeks AS
SELECT
    course.*,
    received + 140 AS last_day,
    CASE WHEN outcome = 'Y' THEN concluded END AS sent,
    least(
        gone_on,
        CASE WHEN decision = 'N' AND NOT assessed THEN coalesce(decided, received) END,
        CASE WHEN outcome = 'N' THEN coalesce(concluded, decided, received) END
    ) AS stopped
FROM course
WHERE NOT historical AND NOT came_from_elsewhere AND received >= DATE '2014-09-01';

-- Plans by which the duty was met, early or late: the ones with usable dates that DfE's figures take.
CREATE TEMP VIEW plan_sent AS
SELECT * FROM twenty_weeks
WHERE sent >= received AND NOT disputed AND (stopped IS NULL OR sent <= stopped);
