-- Every time limit of every case as it was known at the close of the extract's day, from the case tables and the table
-- of limits alone, in the words of docs/counting.md. Given: night (authority, as_at), law (the table of limits),
-- holiday (day).
--
-- begun:    one row for each case and limit: start, end, whether it has ended, the day it stopped, the day a later review
--           overtook it, a due day of its own, whether the limit was never this council's to keep, and whether an
--           exception is recorded.
-- counted:  the same with the last day in time and what became of it.

-- How many working days there have been up to and with each day.
CREATE TEMP TABLE calendar AS
SELECT day, is_working, count(*) FILTER (WHERE is_working) OVER (ORDER BY day) AS working_days
FROM (
    SELECT day::date, extract(isodow FROM day) < 6 AND day::date NOT IN (SELECT day FROM holiday) AS is_working
    FROM generate_series('2010-01-01'::date, '2032-12-31'::date, '1 day') AS day
) AS every;
CREATE INDEX ON calendar (day);
CREATE INDEX ON calendar (working_days) WHERE is_working;

-- A date after the extract's day is not known yet.
CREATE FUNCTION pg_temp.known(day date, as_at date) RETURNS date IMMUTABLE LANGUAGE sql
AS 'SELECT CASE WHEN day <= as_at THEN day END';

-- Requests ------------------------------------------------------------------------------------------------------------
CREATE TEMP TABLE asked_for AS
WITH facts AS (
    SELECT
        r.authority,
        r.request_id,
        r.person_id,
        n.as_at,
        pg_temp.known(r.received_date, n.as_at) AS received,
        CASE WHEN r.request_outcome_date > n.as_at THEN 'A' ELSE coalesce(r.request_outcome, 'A') END AS decision,
        pg_temp.known(r.request_outcome_date, n.as_at) AS decided,
        a.assessment_id IS NOT NULL AS assessed,
        CASE WHEN a.assessment_outcome_date > n.as_at THEN 'A' ELSE coalesce(a.assessment_outcome, 'A') END AS outcome,
        pg_temp.known(a.assessment_outcome_date, n.as_at) AS concluded,
        r.exported IS NOT NULL AS marked_exported,
        p.left_date AS leaves,
        CASE WHEN p.left_date < r.received_date THEN NULL ELSE pg_temp.known(p.left_date, n.as_at) END AS left_on,
        coalesce(r.request_mediation, false) OR coalesce(r.request_tribunal, false)
            OR coalesce(a.assessment_mediation, false) OR coalesce(a.assessment_tribunal, false) AS disputed,
        EXISTS (
            SELECT FROM restricted.active_plan AS v
            WHERE (v.authority, v.request_id) = (r.authority, r.request_id)
                AND (v.transfer_la IS NOT NULL OR v.transfer_in_date IS NOT NULL)
        ) AS from_elsewhere,
        coalesce(a.week20_exception, false) OR EXISTS (
            SELECT FROM restricted.exception AS e
            WHERE (e.authority, e.request_id, e.limit_id) = (r.authority, r.request_id, 'final_plan')
                AND (e.from_date <= n.as_at OR e.from_date IS NULL)
        ) AS excepted
    FROM restricted.request AS r
    JOIN night AS n USING (authority)
    JOIN restricted.person AS p USING (authority, person_id)
    LEFT JOIN restricted.assessment AS a USING (authority, request_id)
    WHERE r.received_date <= n.as_at OR r.received_date IS NULL
)
SELECT
    *,
    -- The first day on which the family withdrew or was no longer the council's to serve. A day that nobody recorded
    -- is taken to be the last one that somebody did.
    least(
        CASE WHEN decision = 'W' OR outcome = 'W' THEN coalesce(concluded, decided, received) END,
        CASE WHEN marked_exported AND (leaves <= as_at OR leaves IS NULL)
            THEN coalesce(left_on, decided, received) END,
        left_on
    ) AS gone_on
FROM facts;

-- Plans: the days on which the council held the plan under a request --------------------------------------------------
CREATE TEMP TABLE holding AS
SELECT DISTINCT ON (v.authority, v.active_plan_id)
    v.authority,
    v.active_plan_id,
    n.as_at,
    pg_temp.known(v.transfer_in_date, n.as_at) AS moved_in,
    greatest(pg_temp.known(p.start_date, n.as_at), pg_temp.known(v.transfer_in_date, n.as_at)) AS held_from,
    -- `least` leaves out what is not known.
    least(
        pg_temp.known(p.cease_date, n.as_at),
        -- Somebody who left before the plan began had come back by then.
        CASE WHEN child.left_date < greatest(r.received_date, p.start_date) THEN NULL ELSE pg_temp.known(child.left_date, n.as_at) END
    ) AS last_day
FROM restricted.active_plan AS v
JOIN night AS n USING (authority)
JOIN restricted.request AS r USING (authority, request_id)
JOIN restricted.person AS child USING (authority, person_id)
LEFT JOIN restricted.assessment AS a USING (authority, request_id)
LEFT JOIN restricted.plan AS p USING (authority, assessment_id)
ORDER BY v.authority, v.active_plan_id, p.start_date DESC NULLS LAST, p.plan_id DESC;

-- Reviews -------------------------------------------------------------------------------------------------------------
CREATE TEMP TABLE review AS
SELECT
    v.authority,
    v.annual_review_id,
    v.active_plan_id,
    v.review_type,
    v.review_due_date AS due,
    h.as_at,
    h.moved_in,
    h.last_day,
    (v.review_due_date - interval '12 months')::date AS from_day,
    pg_temp.known(v.review_meeting_date, h.as_at) AS met,
    pg_temp.known(v.review_report_date, h.as_at) AS reported,
    pg_temp.known(v.review_decision_date, h.as_at) AS decided,
    pg_temp.known(v.amendment_notice_date, h.as_at) AS noticed,
    pg_temp.known(v.amended_final_date, h.as_at) AS amended,
    v.review_outcome AS outcome
FROM restricted.annual_review AS v
JOIN holding AS h USING (authority, active_plan_id);

-- For each review, the days on which the family was told of later ones of the plan.
CREATE TEMP TABLE told_of_later AS
SELECT v.authority, v.annual_review_id, letter.day
FROM review AS v
JOIN review AS later ON (later.authority, later.active_plan_id) = (v.authority, v.active_plan_id)
    AND (coalesce(later.met, later.due), later.due, later.annual_review_id)
        > (coalesce(v.met, v.due), v.due, v.annual_review_id)
CROSS JOIN LATERAL (
    SELECT least(
        CASE WHEN later.decided < later.met THEN NULL ELSE later.decided END,
        CASE WHEN later.noticed < later.met THEN NULL ELSE later.noticed END,
        CASE WHEN later.amended < later.met THEN NULL ELSE later.amended END
    ) AS day
) AS letter
WHERE letter.day IS NOT NULL;

CREATE TEMP TABLE review_course AS
SELECT
    v.*,
    -- The first day from the meeting on, on which the family was told of a later review of the plan.
    (
        SELECT min(letter.day) FROM told_of_later AS letter
        WHERE (letter.authority, letter.annual_review_id) = (v.authority, v.annual_review_id)
            AND letter.day >= v.met
    ) AS overtaken_on,
    -- The day on which another review was held in the place of one that never was.
    (
        SELECT min(other.met)
        FROM review AS other
        WHERE v.met IS NULL
            AND (other.authority, other.active_plan_id) = (v.authority, v.active_plan_id)
            AND other.annual_review_id <> v.annual_review_id
            AND (other.review_type = 'EARLY' OR other.due >= v.due)
            AND other.met <= v.due AND other.met > v.from_day + 7
    ) AS replaced_on
FROM review AS v;

-- Every case and limit ------------------------------------------------------------------------------------------------
CREATE TEMP TABLE begun (
    authority text, as_at date, limit_id text, case_id text, start_day date, end_day date, has_ended boolean,
    stopped_on date, overtaken_on date, due date, never boolean, excepted boolean
);

INSERT INTO begun
SELECT authority, as_at, 'decide_to_assess', request_id, received,
    CASE WHEN decision IN ('Y', 'N') THEN decided END, decision IN ('Y', 'N'), gone_on, NULL::date, NULL::date, from_elsewhere, false
FROM asked_for WHERE decision <> 'H'
UNION ALL
SELECT authority, as_at, 'decide_not_to_issue', request_id, received, concluded, true, gone_on, NULL::date, NULL::date,
    from_elsewhere, false
FROM asked_for WHERE outcome = 'N'
UNION ALL
SELECT authority, as_at, 'final_plan', request_id, received, CASE WHEN outcome = 'Y' THEN concluded END, outcome = 'Y',
    least(
        gone_on,
        CASE WHEN decision = 'N' AND NOT assessed THEN coalesce(decided, received) END,
        CASE WHEN outcome = 'N' THEN coalesce(concluded, decided, received) END
    ),
    NULL::date, NULL::date, from_elsewhere OR disputed, excepted
FROM asked_for WHERE outcome <> 'H' AND (decision <> 'H' OR assessed);

-- A question and its answer: the first of each for a request and whoever was asked.
INSERT INTO begun
SELECT q.authority, r.as_at, kind.limit_id, q.request_id || q.subject, q.first_day, answer.first_day,
    answer.first_day IS NOT NULL, least(r.left_on, r.concluded), NULL, NULL, false, false
FROM (VALUES
    ('advice_response', 'ADVICE_REQUESTED', 'ADVICE_RECEIVED'),
    ('consult_setting', 'CONSULTATION_SENT', 'CONSULTATION_REPLY')
) AS kind (limit_id, question, reply)
JOIN (
    SELECT m.authority, m.request_id, m.milestone_type,
        coalesce(CASE WHEN m.milestone_type LIKE 'ADVICE%' THEN m.advice_type ELSE m.setting_urn END, '') AS subject,
        min(m.milestone_date) AS first_day
    FROM restricted.milestone AS m JOIN night AS n USING (authority)
    WHERE m.milestone_date <= n.as_at
    GROUP BY 1, 2, 3, 4
) AS q ON q.milestone_type = kind.question
JOIN asked_for AS r USING (authority, request_id)
LEFT JOIN (
    SELECT m.authority, m.request_id, m.milestone_type,
        coalesce(CASE WHEN m.milestone_type LIKE 'ADVICE%' THEN m.advice_type ELSE m.setting_urn END, '') AS subject,
        min(m.milestone_date) AS first_day
    FROM restricted.milestone AS m JOIN night AS n USING (authority)
    WHERE m.milestone_date <= n.as_at
    GROUP BY 1, 2, 3, 4
) AS answer
    ON answer.milestone_type = kind.reply
    AND (answer.authority, answer.request_id, answer.subject) = (q.authority, q.request_id, q.subject);

INSERT INTO begun
SELECT authority, as_at, limit_id, annual_review_id, start_day, end_day, end_day IS NOT NULL,
    least(last_day, replaced_on),
    (
        SELECT min(letter.day) FROM told_of_later AS letter
        WHERE (letter.authority, letter.annual_review_id) = (v.authority, v.annual_review_id)
            AND letter.day >= step.start_day
    ),
    own_due, false, false
FROM review_course AS v
CROSS JOIN LATERAL (
    SELECT v.met IS NOT NULL AND (v.noticed IS NOT NULL OR (v.outcome = 'A' AND v.decided IS NOT NULL)) AS is_amending
) AS amending
CROSS JOIN LATERAL (VALUES
    ('review_12_months', v.review_type <> 'TRANSFER_IN', v.from_day, v.decided, v.due),
    ('review_early_years', v.review_type = 'UNDER5', v.from_day, v.met, NULL::date),
    ('transfer_in_review', v.review_type = 'TRANSFER_IN', v.moved_in, v.decided, v.due),
    ('review_report', v.met IS NOT NULL, v.met, v.reported, NULL),
    ('review_decision', v.met IS NOT NULL, v.met, v.decided, NULL),
    ('amendment_notice', is_amending, v.met, v.noticed, NULL),
    ('amended_final_from_meeting', is_amending, v.met, v.amended, NULL),
    ('amended_final', v.noticed IS NOT NULL, v.noticed, v.amended, NULL)
) AS step (limit_id, applies, start_day, end_day, own_due)
WHERE step.applies;

INSERT INTO begun
SELECT t.authority, h.as_at,
    CASE t.phase_transfer_type WHEN 'SEC_POST16' THEN 'transfer_post16' WHEN 'POST16_MOVE' THEN 'transfer_post16_move'
        ELSE 'transfer_school' END,
    t.phase_transfer_id, greatest((t.transfer_date - interval '12 months')::date, h.held_from),
    pg_temp.known(t.final_date, h.as_at), t.final_date <= h.as_at, h.last_day, NULL,
    CASE t.phase_transfer_type
        WHEN 'SEC_POST16' THEN make_date(extract(year FROM t.transfer_date)::int, 3, 31)
        WHEN 'POST16_MOVE' THEN (t.transfer_date - interval '5 months')::date
        ELSE make_date(extract(year FROM t.transfer_date)::int, 2, 15)
    END,
    h.held_from > t.due_date, false
FROM restricted.phase_transfer AS t JOIN holding AS h USING (authority, active_plan_id);

INSERT INTO begun
SELECT d.authority, n.as_at, 'arrange_mediation', d.appeal_id, d.mediation_requested_date,
    pg_temp.known(d.mediation_date, n.as_at), d.mediation_date <= n.as_at, pg_temp.known(d.decided_date, n.as_at),
    NULL::date, NULL::date, false, false
FROM restricted.appeal AS d JOIN night AS n USING (authority) WHERE d.mediation_requested_date IS NOT NULL
UNION ALL
SELECT d.authority, n.as_at,
    CASE d.order_type WHEN 'ASSESS' THEN 'order_assess' WHEN 'MAKE_PLAN' THEN 'order_make_plan_final'
        WHEN 'AMEND_CONTENT' THEN 'order_amend_content' WHEN 'AMEND_SETTING' THEN 'order_amend_setting'
        WHEN 'CONTINUE' THEN 'order_continue' WHEN 'RECONSIDER' THEN 'order_reconsider' END,
    d.appeal_id, d.decided_date, pg_temp.known(d.order_complied_date, n.as_at), d.order_complied_date <= n.as_at,
    NULL::date, NULL, NULL, false, false
FROM restricted.appeal AS d JOIN night AS n USING (authority)
WHERE d.order_type IS NOT NULL AND d.decided_date IS NOT NULL;

-- An order to assess runs on in the assessment that followed.
INSERT INTO begun
SELECT DISTINCT ON (d.authority, d.appeal_id)
    d.authority, n.as_at, CASE WHEN r.outcome = 'N' THEN 'order_assess_no_plan' ELSE 'order_assess_plan' END,
    d.appeal_id, d.decided_date, CASE WHEN r.outcome IN ('Y', 'N') THEN r.concluded END, r.outcome IN ('Y', 'N'),
    least(CASE WHEN r.outcome = 'W' THEN coalesce(r.concluded, r.decided, r.received) END, r.left_on),
    NULL, NULL, false, false
FROM restricted.appeal AS d
JOIN night AS n USING (authority)
JOIN restricted.request AS asked USING (authority, person_id)
JOIN asked_for AS r USING (authority, request_id)
WHERE d.order_type = 'ASSESS' AND d.decided_date IS NOT NULL AND r.received <= d.decision_notice_date
ORDER BY d.authority, d.appeal_id, r.received DESC, r.request_id DESC;

INSERT INTO begun
SELECT c.authority, n.as_at, 'complaint_stage_' || c.complaint_stage, c.complaint_id, c.received_date,
    pg_temp.known(c.replied_date, n.as_at),
    -- A finding without a day was made on a day that is not known; withdrawn, it was over when nobody knows better.
    c.replied_date <= n.as_at OR (c.replied_date IS NULL AND c.complaint_outcome IN ('UPHELD', 'PART', 'NOT_UPHELD')),
    CASE WHEN c.complaint_outcome = 'WITHDRAWN' AND c.replied_date IS NULL THEN pg_temp.known(c.received_date, n.as_at) END,
    NULL::date, c.due_date, false, false
FROM restricted.complaint AS c JOIN night AS n USING (authority) WHERE c.complaint_stage IN ('1', '2')
UNION ALL
SELECT c.authority, n.as_at, 'contact_reply', c.contact_id, c.contact_date, pg_temp.known(c.replied_date, n.as_at),
    c.replied_date <= n.as_at, NULL, NULL, NULL, false, false
FROM restricted.contact AS c JOIN night AS n USING (authority)
WHERE c.contact_direction = 'IN' AND c.needs_reply
UNION ALL
SELECT t.authority, n.as_at, 'transport_decision', t.transport_id, t.applied_date,
    CASE WHEN t.transport_outcome IS DISTINCT FROM 'WITHDRAWN' THEN pg_temp.known(t.decided_date, n.as_at) END,
    t.transport_outcome IS DISTINCT FROM 'WITHDRAWN' AND (
        t.decided_date <= n.as_at OR (t.decided_date IS NULL AND t.transport_outcome IN ('AGREED', 'REFUSED'))
    ),
    CASE WHEN t.transport_outcome = 'WITHDRAWN' THEN pg_temp.known(coalesce(t.decided_date, t.applied_date), n.as_at) END,
    NULL, NULL, false, false
FROM restricted.transport AS t JOIN night AS n USING (authority)
UNION ALL
SELECT p.authority, n.as_at, 'tuition_start', p.provision_id, p.needed_date, pg_temp.known(p.from_date, n.as_at),
    p.from_date <= n.as_at, NULL, NULL, NULL, false, false
FROM restricted.provision AS p JOIN night AS n USING (authority)
WHERE p.provision_type = 'TUITION' AND p.needed_date IS NOT NULL;

-- What became of each ------------------------------------------------------------------------------------------------
CREATE TEMP TABLE counted AS
SELECT *,
    coalesce(has_ended, false) AND (stopped_on IS NULL OR end_day <= stopped_on) AS ended
FROM (
    SELECT b.authority, b.as_at, b.limit_id, b.case_id, b.start_day, b.end_day, b.has_ended, b.stopped_on,
        b.overtaken_on, b.excepted,
        coalesce(b.due, CASE l.unit
            WHEN 'weeks' THEN b.start_day + 7 * l.length::int
            WHEN 'days' THEN b.start_day + l.length::int
            WHEN 'months' THEN (b.start_day + l.length::int * interval '1 month')::date
            WHEN 'working_days' THEN (
                SELECT due.day FROM calendar AS due JOIN calendar AS start
                    ON start.day = b.start_day AND due.is_working
                    AND due.working_days = start.working_days + l.length::int
            )
        END) AS last_day_in_time
    FROM begun AS b JOIN law AS l USING (limit_id)
    -- Left out of everything: never this council's to keep, not begun yet, and dates that cannot be used.
    WHERE NOT coalesce(b.never, false) AND b.start_day <= b.as_at
        AND NOT (coalesce(b.has_ended, false) AND b.end_day IS NULL) AND (b.end_day IS NULL OR b.end_day >= b.start_day)
) AS dated;

-- The three cohorts of each measure, by the day on which it counts; what is open, by its first and last day.
CREATE TEMP TABLE event AS
SELECT m.measure_id, c.authority, c.end_day AS day, c.end_day <= c.last_day_in_time AS met
FROM counted AS c JOIN catalogue AS m USING (limit_id)
WHERE m.cohort = 'issued' AND c.ended AND NOT (m.without_exceptions AND c.excepted)
UNION ALL
SELECT m.measure_id, c.authority, c.last_day_in_time, c.ended AND c.end_day <= c.last_day_in_time
FROM counted AS c JOIN catalogue AS m USING (limit_id)
WHERE m.cohort = 'due' AND c.last_day_in_time <= c.as_at
    -- Only what stopped on or before its last day in time leaves.
    AND (c.ended OR c.stopped_on IS NULL OR c.stopped_on > c.last_day_in_time);

CREATE TEMP TABLE overdue AS
SELECT m.measure_id, c.authority, c.last_day_in_time + 1 AS first_day,
    -- A step that was taken after all was open until then, and one begun later is not overtaken.
    least(
        c.stopped_on,
        CASE WHEN c.ended THEN c.end_day WHEN c.overtaken_on >= c.start_day THEN c.overtaken_on END
    ) - 1 AS final_day
FROM counted AS c JOIN catalogue AS m USING (limit_id)
WHERE m.cohort = 'open';
