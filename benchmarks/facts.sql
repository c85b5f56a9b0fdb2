-- The facts of requests, plans, caseload and clocks, counted a second time: from the words of docs/counting.md, the
-- data dictionary and the lists of limits and grounds, not from the Python code. `facts_in_sql.py` runs it.
--
-- It reads the conformed case tables; `limits`, `ground`, `age_group` and `ethnic_group`, the project's own lists;
-- `working_day` (day, is_working_day, number of working days so far); and the variable `as_at`.

-- What was known at the close of the as-at day ----------------------------------------------------------------------

CREATE OR REPLACE TEMP MACRO known(day) AS CASE WHEN day <= getvariable('as_at') THEN day END;
CREATE OR REPLACE TEMP MACRO school_year(day) AS year(day) - (month(day) < 9)::INT;

CREATE OR REPLACE TEMP TABLE child AS
SELECT person_id, known(left_date) AS left_date, school_year(birth_date) AS birth_academic_year,
       coalesce(locality, 'not_recorded') AS locality, coalesce(sex, 'not_recorded') AS sex,
       coalesce(g.ethnicity, 'Unclassified') AS ethnicity
FROM person LEFT JOIN ethnic_group g ON g.code = person.ethnicity;

-- A request with its assessment, as known, and where its plan came from.
CREATE OR REPLACE TEMP TABLE case_of_request AS
WITH come AS (
    SELECT request_id,
           bool_or(transfer_la IS NOT NULL OR transfer_in_date IS NOT NULL) AS from_elsewhere,
           min(transfer_in_date) AS transfer_in_date
    FROM active_plan GROUP BY request_id
)
SELECT r.request_id, r.person_id, r.received_date, r.request_source, r.exported IS NOT NULL AS exported,
       CASE WHEN r.request_outcome_date > getvariable('as_at') THEN 'A' ELSE r.request_outcome END
           AS request_outcome,
       known(r.request_outcome_date) AS request_outcome_date,
       a.assessment_id,
       CASE WHEN a.assessment_outcome_date > getvariable('as_at') THEN 'A' ELSE a.assessment_outcome END
           AS assessment_outcome,
       known(a.assessment_outcome_date) AS assessment_outcome_date,
       coalesce(r.request_tribunal, false) OR coalesce(a.assessment_tribunal, false) AS tribunal,
       coalesce(r.request_mediation, false) OR coalesce(a.assessment_mediation, false) AS mediation,
       coalesce(a.week20_exception, false) AS week20_exception,
       coalesce(come.from_elsewhere, false) AS from_elsewhere, come.transfer_in_date,
       CASE WHEN c.left_date < r.received_date THEN NULL ELSE c.left_date END AS left_date
FROM request r
LEFT JOIN assessment a USING (request_id)
LEFT JOIN come USING (request_id)
LEFT JOIN child c ON c.person_id = r.person_id
WHERE r.received_date IS NULL OR r.received_date <= getvariable('as_at');

-- One plan for each assessment: from the first of its rows to the last of their last days; a child who left before the
-- plan was held had come back.
CREATE OR REPLACE TEMP TABLE plan_held AS
WITH row AS (
    SELECT p.plan_id, r.request_id, r.person_id, p.start_date, greatest(p.start_date, r.transfer_in_date) AS held_from,
           CASE WHEN p.cease_date <= getvariable('as_at') THEN p.cease_reason END AS cease_reason,
           least(known(p.cease_date), CASE WHEN c.left_date >= greatest(p.start_date, r.transfer_in_date)
                                           THEN c.left_date END) AS last_day,
           r.from_elsewhere
    FROM plan p
    JOIN case_of_request r USING (assessment_id)
    LEFT JOIN child c ON c.person_id = r.person_id
)
SELECT arg_min(plan_id, (held_from, plan_id)) AS plan_id, request_id, person_id, min(start_date) AS start_date,
       min(held_from) AS held_from,
       CASE WHEN count(*) = count(last_day) THEN max(last_day) END AS last_day,
       CASE WHEN count(*) = count(last_day) THEN arg_max_null(cease_reason, (last_day, plan_id)) END AS cease_reason,
       from_elsewhere AS transferred_in
FROM row
WHERE held_from <= getvariable('as_at')
GROUP BY request_id, person_id, from_elsewhere;

-- Who held a case, and where the child was placed, on each day ------------------------------------------------------

-- The type of the establishment, else the code of the arrangement; one that is in no list is a setting all the same.
CREATE OR REPLACE TEMP TABLE kind_of_place AS
SELECT placement_id,
       coalesce(s.setting_type, k.setting_type, sen_setting,
                CASE WHEN p.urn IS NOT NULL OR p.ukprn IS NOT NULL THEN 'OTHER' END, 'not_recorded') AS setting_kind
FROM placement p LEFT JOIN setting s ON s.urn = p.urn LEFT JOIN setting k ON k.urn = p.ukprn;

CREATE OR REPLACE TEMP TABLE span AS
WITH recorded AS (
    SELECT 'caseworker' AS what, person_id AS owner, caseworker_id AS value, from_date AS first,
           coalesce(known(to_date), DATE '9999-12-30') AS last, caseworker_id AS greater
    FROM allocation WHERE allocation_role IS DISTINCT FROM 'COVER' AND from_date <= getvariable('as_at')
    UNION ALL
    SELECT 'setting', request_id, setting_kind, coalesce(entry_date, DATE '1900-01-01'),
           coalesce(known(leaving_date), DATE '9999-12-30'), setting_kind
    FROM kind_of_place JOIN placement USING (placement_id) JOIN active_plan USING (active_plan_id)
    WHERE placement_rank = '1' AND (entry_date IS NULL OR entry_date <= getvariable('as_at'))
), edge AS (
    SELECT what, owner, first AS day FROM recorded UNION SELECT what, owner, last + 1 FROM recorded
), piece AS (
    SELECT what, owner, day AS first, lead(day) OVER (PARTITION BY what, owner ORDER BY day) - 1 AS last FROM edge
)
SELECT what, owner, piece.first, piece.last, arg_max(value, (recorded.first, greater)) AS value
FROM piece JOIN recorded USING (what, owner)
WHERE piece.first BETWEEN recorded.first AND recorded.last
GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE holder AS
SELECT owner AS person_id, first, last, value AS caseworker, coalesce(team_id, 'not_recorded') AS team
FROM span LEFT JOIN caseworker ON caseworker_id = value WHERE what = 'caseworker';
CREATE OR REPLACE TEMP TABLE place AS
SELECT owner AS request_id, first, last, value AS setting FROM span WHERE what = 'setting';

-- Of two needs ranked first nobody can tell which is.
CREATE OR REPLACE TEMP TABLE primary_need AS
SELECT request_id, arg_max(sen_type, active_plan_id) AS primary_need
FROM (SELECT active_plan_id, min(sen_type) AS sen_type FROM sen_need WHERE sen_type_rank = '1'
      GROUP BY active_plan_id HAVING count(*) = 1)
JOIN active_plan USING (active_plan_id)
GROUP BY request_id;

-- Age on 31 August before the academic year.
CREATE OR REPLACE TEMP TABLE age AS
SELECT unnest(range(from_age, to_age + 1)) AS age, age_band, school_phase FROM age_group;

-- Every clock: what starts, ends and stops it -----------------------------------------------------------------------

CREATE OR REPLACE TEMP TABLE clock AS
WITH request_case AS (
    SELECT *,
           -- Decided before these records begin: the assessment, or the request where there is none.
           coalesce(assessment_outcome = 'H', false) OR (request_outcome = 'H' AND assessment_id IS NULL)
               AS is_historical,
           -- A stop on a day that nobody recorded was on the last day that somebody did record.
           CASE WHEN assessment_outcome = 'W' OR request_outcome = 'W'
                THEN coalesce(assessment_outcome_date, request_outcome_date, received_date) END AS withdrawn,
           CASE WHEN exported THEN coalesce(left_date, request_outcome_date, received_date) END AS moved,
           CASE WHEN request_outcome = 'N' AND assessment_id IS NULL
                THEN coalesce(request_outcome_date, received_date) END AS refused,
           CASE WHEN assessment_outcome = 'N'
                THEN coalesce(assessment_outcome_date, request_outcome_date, received_date) END AS no_plan
    FROM case_of_request
), of_request AS (
    SELECT request_id AS case_key, 'request' AS case_kind, person_id, request_id, 'decide_to_assess' AS limit_id,
           'all' AS subject, 'not_recorded' AS school, received_date AS clock_start, NULL::DATE AS own_due,
           CASE WHEN request_outcome IN ('Y', 'N') THEN request_outcome_date END AS clock_end,
           request_outcome IN ('Y', 'N') AND request_outcome_date IS NULL AS end_lost,
           least(withdrawn, moved, left_date) AS stop,
           CASE least(withdrawn, moved, left_date) WHEN withdrawn THEN 'withdrawn' WHEN moved THEN 'exported'
                WHEN left_date THEN 'left' END AS stop_reason,
           NULL::DATE AS overtaken,
           CASE WHEN from_elsewhere THEN 'transferred_in' END AS never
    FROM request_case WHERE NOT is_historical AND request_outcome IN ('Y', 'N', 'A', 'W')
    UNION ALL
    SELECT request_id, 'request', person_id, request_id, 'decide_not_to_issue', 'all', 'not_recorded', received_date,
           NULL, assessment_outcome_date, assessment_outcome_date IS NULL,
           least(withdrawn, moved, left_date),
           CASE least(withdrawn, moved, left_date)
                WHEN withdrawn THEN 'withdrawn' WHEN moved THEN 'exported' WHEN left_date THEN 'left' END,
           NULL, CASE WHEN from_elsewhere THEN 'transferred_in' END
    FROM request_case WHERE assessment_outcome = 'N'
    UNION ALL
    SELECT request_id, 'request', person_id, request_id, 'final_plan', 'all', 'not_recorded', received_date, NULL,
           CASE WHEN assessment_outcome = 'Y' THEN assessment_outcome_date END,
           assessment_outcome = 'Y' AND assessment_outcome_date IS NULL,
           least(withdrawn, moved, left_date, refused, no_plan),
           CASE least(withdrawn, moved, left_date, refused, no_plan)
                WHEN withdrawn THEN 'withdrawn' WHEN moved THEN 'exported' WHEN left_date THEN 'left'
                WHEN refused THEN 'refused' WHEN no_plan THEN 'no_plan' END,
           NULL,
           CASE WHEN tribunal THEN 'tribunal_ordered' WHEN mediation THEN 'mediation_changed'
                WHEN from_elsewhere THEN 'transferred_in' END
    FROM request_case WHERE NOT is_historical
), asked AS (  -- steps of an assessment: first asked, first answered, for a request and a subject
    SELECT request_id,
           CASE WHEN milestone_type LIKE 'ADVICE%' THEN 'advice_response' ELSE 'consult_setting' END AS limit_id,
           CASE WHEN milestone_type LIKE 'ADVICE%' THEN advice_type ELSE setting_urn END AS subject,
           min(milestone_date) FILTER (milestone_type IN ('ADVICE_REQUESTED', 'CONSULTATION_SENT')) AS asked,
           min(milestone_date) FILTER (milestone_type IN ('ADVICE_RECEIVED', 'CONSULTATION_REPLY')) AS answered,
           arg_min(setting_urn, (milestone_date, setting_urn))
               FILTER (milestone_type IN ('ADVICE_REQUESTED', 'CONSULTATION_SENT')) AS setting_urn
    FROM milestone
    WHERE milestone_type IN ('ADVICE_REQUESTED', 'ADVICE_RECEIVED', 'CONSULTATION_SENT', 'CONSULTATION_REPLY')
      AND milestone_date <= getvariable('as_at')
    GROUP BY ALL
), step AS (
    SELECT request_id, 'request', person_id, request_id, limit_id, coalesce(subject, 'not_recorded'),
           coalesce(setting_urn, 'not_recorded'), asked, NULL, answered, false,
           least(left_date, assessment_outcome_date), 'closed', NULL, NULL
    FROM asked JOIN case_of_request USING (request_id) WHERE asked IS NOT NULL
), review AS (
    SELECT v.annual_review_id AS id, v.active_plan_id, r.request_id, r.person_id, v.review_type,
           v.review_due_date AS due,
           known(v.review_meeting_date) AS meeting, known(v.review_report_date) AS report,
           known(v.review_decision_date) AS decision, v.review_outcome AS outcome,
           known(v.amendment_notice_date) AS notice, known(v.amended_final_date) AS final,
           coalesce(known(v.review_meeting_date), v.review_due_date) AS day, r.transfer_in_date, h.last_day,
           (v.review_due_date - INTERVAL 12 MONTH)::DATE AS year_before
    FROM annual_review v
    JOIN active_plan a USING (active_plan_id)
    JOIN case_of_request r ON r.request_id = a.request_id
    LEFT JOIN plan_held h ON h.request_id = r.request_id
), told AS (  -- the first day on which the family was told of a review, not before its own meeting
    SELECT *, least(CASE WHEN meeting IS NULL OR decision >= meeting THEN decision END,
                    CASE WHEN meeting IS NULL OR notice >= meeting THEN notice END,
                    CASE WHEN meeting IS NULL OR final >= meeting THEN final END) AS told
    FROM review
), replaced AS (  -- held in place of one that had no meeting
    SELECT first.id, min(other.meeting) AS replaced
    FROM review first JOIN review other ON other.active_plan_id = first.active_plan_id AND other.id <> first.id
    WHERE first.meeting IS NULL AND (other.review_type = 'EARLY' OR other.due >= first.due)
      AND other.meeting <= first.due AND other.meeting > first.year_before + 7
    GROUP BY first.id
), limit_of_review AS (
    SELECT 'review_12_months' AS limit_id, *, year_before AS clock_start, due AS own_due, decision AS clock_end
    FROM told WHERE review_type <> 'TRANSFER_IN'
    UNION ALL SELECT 'review_early_years', *, year_before, NULL, meeting FROM told WHERE review_type = 'UNDER5'
    UNION ALL SELECT 'transfer_in_review', *, transfer_in_date, due, decision FROM told
              WHERE review_type = 'TRANSFER_IN'
    UNION ALL SELECT 'review_report', *, meeting, NULL, report FROM told WHERE meeting IS NOT NULL
    UNION ALL SELECT 'review_decision', *, meeting, NULL, decision FROM told WHERE meeting IS NOT NULL
    UNION ALL SELECT 'amendment_notice', *, meeting, NULL, notice FROM told
              WHERE meeting IS NOT NULL AND (notice IS NOT NULL OR (outcome = 'A' AND decision IS NOT NULL))
    UNION ALL SELECT 'amended_final_from_meeting', *, meeting, NULL, final FROM told
              WHERE meeting IS NOT NULL AND (notice IS NOT NULL OR (outcome = 'A' AND decision IS NOT NULL))
    UNION ALL SELECT 'amended_final', *, notice, NULL, final FROM told WHERE notice IS NOT NULL
), overtaken AS (  -- told of a later review, once this limit had begun
    SELECT first.id, first.limit_id, min(later.told) AS overtaken
    FROM limit_of_review first JOIN told later USING (active_plan_id)
    WHERE (later.day, later.due, later.id) > (first.day, first.due, first.id) AND later.told >= first.clock_start
    GROUP BY ALL
), of_review AS (
    SELECT id, 'review', person_id, request_id, limit_id, review_type, 'not_recorded', clock_start, own_due,
           clock_end, false, least(last_day, replaced), 'closed', overtaken, NULL
    FROM limit_of_review LEFT JOIN replaced USING (id) LEFT JOIN overtaken USING (id, limit_id)
    WHERE clock_start IS NULL OR clock_start <= getvariable('as_at')
), transfer AS (
    SELECT t.phase_transfer_id, 'phase_transfer', r.person_id, r.request_id,
           CASE phase_transfer_type WHEN 'SEC_POST16' THEN 'transfer_post16'
                WHEN 'POST16_MOVE' THEN 'transfer_post16_move' ELSE 'transfer_school' END,
           phase_transfer_type, 'not_recorded',
           greatest((t.transfer_date - INTERVAL 12 MONTH)::DATE, h.held_from) AS clock_start,
           CASE phase_transfer_type WHEN 'SEC_POST16' THEN make_date(year(t.transfer_date), 3, 31)
                WHEN 'POST16_MOVE' THEN (t.transfer_date - INTERVAL 5 MONTH)::DATE
                ELSE make_date(year(t.transfer_date), 2, 15) END,
           known(t.final_date), false, h.last_day, 'closed', NULL,
           CASE WHEN h.held_from > t.due_date THEN 'plan_after_deadline' END
    FROM phase_transfer t
    JOIN active_plan a USING (active_plan_id)
    JOIN case_of_request r ON r.request_id = a.request_id
    LEFT JOIN plan_held h ON h.request_id = r.request_id
    WHERE (t.transfer_date - INTERVAL 12 MONTH)::DATE <= getvariable('as_at')
), dispute AS (
    SELECT *, greatest((decision_notice_date + INTERVAL 2 MONTH)::DATE, (certificate_date + INTERVAL 1 MONTH)::DATE)
              AS last_for_appeal
    FROM appeal
), of_appeal AS (
    SELECT appeal_id, 'appeal', person_id, NULL::VARCHAR, 'arrange_mediation', appeal_type, 'not_recorded',
           mediation_requested_date, NULL, known(mediation_date), false, known(decided_date), 'closed', NULL, NULL
    FROM dispute WHERE mediation_requested_date <= getvariable('as_at')
    UNION ALL
    SELECT appeal_id, 'appeal', person_id, NULL, 'appeal', appeal_type, 'not_recorded', decision_notice_date,
           -- A day in August, or from 25 December to 1 January, gives way to the first working day after.
           (SELECT w.day FROM working_day w WHERE w.number = (SELECT x.number FROM working_day x WHERE x.day =
               CASE WHEN month(last_for_appeal) = 8 THEN make_date(year(last_for_appeal), 8, 31)
                    WHEN month(last_for_appeal) = 12 AND day(last_for_appeal) >= 25
                        THEN make_date(year(last_for_appeal) + 1, 1, 1)
                    WHEN month(last_for_appeal) = 1 AND day(last_for_appeal) = 1 THEN last_for_appeal
                    ELSE last_for_appeal - 1 END) + 1 AND w.is_working_day),
           appeal_registered_date, false, NULL, NULL, NULL, NULL
    FROM dispute WHERE appeal_registered_date <= getvariable('as_at')
    UNION ALL
    SELECT appeal_id, 'appeal', person_id, NULL,
           CASE order_type WHEN 'MAKE_PLAN' THEN 'order_make_plan_final' ELSE 'order_' || lower(order_type) END,
           appeal_type, 'not_recorded', decided_date, NULL, known(order_complied_date), false, NULL, NULL, NULL, NULL
    FROM dispute WHERE order_type IS NOT NULL AND decided_date <= getvariable('as_at')
    UNION ALL
    SELECT d.appeal_id, 'appeal', d.person_id, r.request_id,
           CASE WHEN r.assessment_outcome = 'N' THEN 'order_assess_no_plan' ELSE 'order_assess_plan' END,
           d.appeal_type, 'not_recorded', d.decided_date, NULL,
           CASE WHEN r.assessment_outcome IN ('Y', 'N') THEN r.assessment_outcome_date END,
           r.assessment_outcome IN ('Y', 'N') AND r.assessment_outcome_date IS NULL,
           least(CASE WHEN r.assessment_outcome = 'W' THEN r.assessment_outcome_date END, r.left_date),
           CASE least(CASE WHEN r.assessment_outcome = 'W' THEN r.assessment_outcome_date END, r.left_date)
                WHEN r.left_date THEN 'left' ELSE 'withdrawn' END, NULL, NULL
    FROM dispute d ASOF JOIN (SELECT * FROM case_of_request WHERE received_date IS NOT NULL) r
      ON r.person_id = d.person_id AND d.decision_notice_date >= r.received_date
    WHERE d.order_type = 'ASSESS' AND d.decided_date <= getvariable('as_at')
), other AS (
    SELECT complaint_id, 'complaint', person_id, NULL::VARCHAR,
           CASE complaint_stage WHEN '1' THEN 'complaint_stage_1' WHEN '2' THEN 'complaint_stage_2'
                ELSE 'complaint_ombudsman' END,
           complaint_theme, 'not_recorded', received_date, due_date, known(replied_date), false, NULL::DATE,
           NULL::VARCHAR, NULL::DATE, NULL::VARCHAR
    FROM complaint WHERE received_date <= getvariable('as_at')
    UNION ALL
    SELECT contact_id, 'contact', person_id, NULL, 'contact_reply', contact_channel, 'not_recorded', contact_date,
           NULL, known(replied_date), false, NULL, NULL, NULL, NULL
    FROM contact WHERE contact_direction = 'IN' AND needs_reply AND contact_date <= getvariable('as_at')
    UNION ALL
    SELECT transport_id, 'transport', person_id, NULL, 'transport_decision',
           CASE WHEN is_send THEN 'send' ELSE 'other' END, 'not_recorded', applied_date, NULL,
           CASE WHEN transport_outcome IS DISTINCT FROM 'WITHDRAWN' THEN known(decided_date) END,
           transport_outcome IN ('AGREED', 'REFUSED') AND decided_date IS NULL,
           CASE WHEN transport_outcome = 'WITHDRAWN' THEN known(coalesce(decided_date, applied_date)) END, 'closed',
           NULL, NULL
    FROM transport WHERE applied_date <= getvariable('as_at')
    UNION ALL
    SELECT provision_id, 'provision', person_id, NULL, 'tuition_start', 'all', 'not_recorded', needed_date, NULL,
           known(from_date), false, NULL, NULL, NULL, NULL
    FROM provision WHERE provision_type = 'TUITION' AND needed_date <= getvariable('as_at')
), every AS (
    FROM of_request UNION ALL FROM step UNION ALL FROM of_review UNION ALL FROM transfer UNION ALL FROM of_appeal
    UNION ALL FROM other
), reckoned AS (
    SELECT every.*,
           coalesce(own_due, CASE unit
               WHEN 'weeks' THEN clock_start + 7 * length::INT
               WHEN 'days' THEN clock_start + length::INT
               WHEN 'months' THEN (clock_start + to_months(length::INT))::DATE
               WHEN 'working_days' THEN due_day.day END) AS due_date,
           CASE WHEN clock_end <= coalesce(stop, clock_end) THEN clock_end END AS ended,
           coalesce(clock_start IS NULL OR end_lost OR clock_end < clock_start, false) AS is_unusable
    FROM every JOIN limits ON limits.limit_id = every.limit_id AND NOT coalesce(clock_start < valid_from, false)
         AND (clock_start IS NOT NULL OR case_kind = 'request')
    LEFT JOIN working_day start_day ON unit = 'working_days' AND start_day.day = clock_start
    LEFT JOIN working_day due_day ON due_day.number = start_day.number + length AND due_day.is_working_day
), stood AS (
    SELECT * REPLACE (CASE WHEN ended IS NULL THEN overtaken END AS overtaken),  -- what was left undone is overtaken
           CASE WHEN ended IS NULL AND NOT is_unusable THEN least(stop, overtaken) END AS closed_date,
           CASE WHEN is_unusable THEN 'unusable'
                WHEN ended <= due_date THEN 'in_time'
                WHEN ended IS NOT NULL THEN 'late'
                WHEN stop <= due_date THEN 'closed'
                WHEN stop IS NOT NULL OR overtaken IS NOT NULL THEN 'missed'
                WHEN due_date < getvariable('as_at') THEN 'open_overdue'
                ELSE 'open' END AS clock_status
    FROM reckoned
)
SELECT *,
       coalesce(never,
                CASE WHEN is_unusable THEN 'dates_unusable'
                     WHEN closed_date IS NULL THEN NULL
                     WHEN overtaken IS NULL OR stop <= overtaken OR stop <= due_date THEN stop_reason
                     ELSE 'overtaken' END) AS out_of_scope_reason
FROM stood;

-- Exceptions: recorded, and those that pass the legal test ----------------------------------------------------------

CREATE OR REPLACE TEMP TABLE excepted AS
WITH asked_for AS (
    SELECT c.case_key, c.limit_id, c.subject, c.clock_start, c.due_date, e.*,
           coalesce(e.to_date, getvariable('as_at')) AS until
    FROM clock c JOIN exception e ON e.request_id = c.request_id AND e.limit_id = c.limit_id
    WHERE c.case_kind = 'request' AND (e.from_date IS NULL OR e.from_date <= getvariable('as_at'))
), tested AS (
    SELECT a.case_key, a.limit_id, a.subject,
           CASE g.test
               -- Closed long enough; advice asked from a week before it closed to a week before it reopened.
               WHEN 'closure' THEN a.until + 1 - a.from_date >= g.minimum_days
                    AND a.advice_requested_date
                        BETWEEN a.from_date - g.lead_days::INT AND a.until + 1 - g.lead_days::INT
               WHEN 'circumstances' THEN a.from_date <= a.due_date AND a.until >= a.clock_start
               WHEN 'window' THEN a.from_date <= a.due_date AND a.until >= a.clock_start
                    AND greatest(a.from_date, a.clock_start, g.window_from) <= least(a.until, a.due_date, g.window_to)
               END AS is_valid
    FROM asked_for a JOIN limits l USING (limit_id)
    LEFT JOIN ground g ON g.ground = a.exception_ground AND g.only_for IS NULL AND g.test <> 'absence'
         AND list_contains(string_split(l.exceptions, ' '), a.exception_ground)
    UNION ALL
    -- Absences that touch or overlap are one.
    SELECT case_key, limit_id, subject,
           max(least(last, due_date)) - min(greatest(first, clock_start)) + 1 >= any_value(minimum_days)
    FROM (
        SELECT *, sum(is_new) OVER (PARTITION BY case_key, limit_id, subject, ground ORDER BY first, last) AS island
        FROM (
            SELECT a.*, a.from_date AS first, a.until AS last, g.ground, g.minimum_days,
                   (a.from_date > coalesce(max(a.until) OVER (
                       PARTITION BY a.case_key, a.limit_id, a.subject, g.ground ORDER BY a.from_date, a.until
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) + 1, DATE '1900-01-01'))::INT AS is_new
            FROM asked_for a JOIN limits l USING (limit_id)
            JOIN ground g ON g.ground = a.exception_ground AND g.only_for IS NULL AND g.test = 'absence'
                 AND list_contains(string_split(l.exceptions, ' '), a.exception_ground)
            WHERE a.from_date IS NOT NULL AND a.clock_start IS NOT NULL
        )
    )
    GROUP BY case_key, limit_id, subject, ground, island
)
SELECT case_key, limit_id, subject, coalesce(bool_or(is_valid), false) AS is_valid FROM tested GROUP BY ALL;

-- The facts, with the groups of each case as on a day ---------------------------------------------------------------

CREATE OR REPLACE TEMP MACRO grouped(cases) AS TABLE
SELECT d.*, d.person_id AS person_key, c.birth_academic_year, coalesce(c.locality, 'not_recorded') AS locality,
       coalesce(h.team, 'not_allocated') AS team, coalesce(h.caseworker, 'not_allocated') AS caseworker,
       coalesce(a.age_band, 'not_recorded') AS age_band, coalesce(c.sex, 'not_recorded') AS sex,
       coalesce(c.ethnicity, 'Unclassified') AS ethnicity, coalesce(n.primary_need, 'not_recorded') AS primary_need,
       coalesce(p.setting, 'not_recorded') AS setting, coalesce(a.school_phase, 'not_recorded') AS school_phase
FROM query_table(cases) d
LEFT JOIN child c ON c.person_id = d.person_id
LEFT JOIN primary_need n ON n.request_id = d.request_id
LEFT JOIN holder h ON h.person_id = d.person_id AND d.day BETWEEN h.first AND h.last
LEFT JOIN place p ON p.request_id = d.request_id AND d.day BETWEEN p.first AND p.last
LEFT JOIN age a ON a.age = school_year(d.day) - c.birth_academic_year - 1;

CREATE OR REPLACE TEMP VIEW request_row AS
SELECT request_id, person_id, request_id AS case_key, received_date, request_outcome, request_source,
       CASE WHEN request_outcome IN ('Y', 'N') THEN request_outcome_date END AS decided_date,
       coalesce(received_date, request_outcome_date) AS day
FROM case_of_request;

CREATE OR REPLACE TEMP VIEW plan_row AS
SELECT request_id, person_id, plan_id AS plan_key, start_date, held_from, last_day AS cease_date, cease_reason,
       transferred_in, held_from AS day
FROM plan_held;

CREATE OR REPLACE TEMP VIEW clock_row AS
WITH dated AS (
    SELECT *, coalesce(closed_date, clock_end, getvariable('as_at')) AS day,
           least(due_date, getvariable('as_at')) AS due_day,
           due_date + 1 AS since, coalesce(closed_date, clock_end) - 1 AS until,
           due_date < getvariable('as_at')
               AND coalesce(coalesce(closed_date, clock_end) - 1 >= due_date + 1, true) AS was_overdue,
           CASE WHEN NOT is_unusable THEN ended - clock_start END AS elapsed_days
    FROM clock
)
SELECT d.request_id, d.person_id, d.day, d.due_day, d.case_key, d.case_kind, d.limit_id, d.subject, d.school,
       d.clock_start, d.due_date, CASE WHEN is_unusable THEN d.clock_end ELSE ended END AS clock_end, d.closed_date,
       d.clock_status,
       d.elapsed_days,
       CASE d.clock_status WHEN 'in_time' THEN true WHEN 'late' THEN false END AS on_time,
       coalesce(ended = due_date AND NOT is_unusable, false) AS at_boundary,
       CASE WHEN NOT is_unusable AND closed_date IS NULL
            THEN coalesce(ended, getvariable('as_at')) - due_date END AS days_over,
       CASE WHEN was_overdue THEN since END AS overdue_from,
       CASE WHEN was_overdue THEN until END AS overdue_to,
       CASE WHEN d.limit_id <> 'final_plan' OR d.elapsed_days IS NULL THEN NULL
            WHEN d.elapsed_days <= 20 * 7 THEN 'within_limit'
            WHEN d.elapsed_days <= 52 * 7 THEN '20_to_52_weeks' ELSE 'over_52_weeks' END AS late_band,
       d.out_of_scope_reason IS NULL AS in_scope, d.out_of_scope_reason,
       e.case_key IS NOT NULL OR (d.limit_id = 'final_plan' AND coalesce(r.week20_exception, false))
           AS exception_recorded,
       coalesce(e.is_valid, false) AS exception_valid
FROM dated d
LEFT JOIN case_of_request r USING (request_id)
LEFT JOIN excepted e ON e.case_key = d.case_key AND e.limit_id = d.limit_id AND e.subject = d.subject;

-- From the day received to the day before the end or the stop; a plan to its last day.
CREATE OR REPLACE TEMP VIEW open_case AS
SELECT case_key, request_id, person_id, 'assessment' AS case_kind, clock_start AS first,
       coalesce(least(clock_end, closed_date) - 1, DATE '9999-12-30') AS last,
       CASE WHEN never IS NULL THEN due_date + 1 END AS overdue
FROM clock
WHERE limit_id = 'final_plan' AND clock_status <> 'unusable' AND never IS DISTINCT FROM 'transferred_in'
UNION ALL
SELECT plan_id, request_id, person_id, 'plan', held_from, coalesce(last_day, DATE '9999-12-30'), NULL
FROM plan_held;

CREATE OR REPLACE TEMP TABLE caseload_row AS
WITH edge AS (
    SELECT case_key, case_kind, first AS day FROM open_case WHERE first <= last
    UNION
    SELECT case_key, case_kind, unnest([h.first, h.last + 1]) FROM open_case JOIN holder h USING (person_id)
    UNION
    SELECT case_key, case_kind, unnest([p.first, p.last + 1]) FROM open_case JOIN place p USING (request_id)
), piece AS (
    SELECT c.*, day, h.caseworker, p.setting
    FROM edge JOIN open_case c USING (case_key, case_kind)
    LEFT JOIN holder h ON h.person_id = c.person_id AND day BETWEEN h.first AND h.last
    LEFT JOIN place p ON p.request_id = c.request_id AND day BETWEEN p.first AND p.last
    WHERE day BETWEEN c.first AND least(c.last, getvariable('as_at'))
), changed AS (
    SELECT * FROM piece
    WINDOW case_days AS (PARTITION BY case_key, case_kind ORDER BY day)
    QUALIFY row_number() OVER case_days = 1
         OR coalesce(caseworker, '') <> coalesce(lag(caseworker) OVER case_days, '')
         OR coalesce(setting, 'not_recorded') <> coalesce(lag(setting) OVER case_days, 'not_recorded')
), spell AS (
    SELECT case_key, case_kind, request_id, person_id, overdue, day,
           coalesce(lead(day) OVER case_days - 1, nullif(last, DATE '9999-12-30')) AS to_date,
           lead(day) OVER case_days IS NULL AS is_last_spell
    FROM changed
    WINDOW case_days AS (PARTITION BY case_key, case_kind ORDER BY day)
)
SELECT *, day AS from_date,
       CASE WHEN overdue <= coalesce(to_date, getvariable('as_at')) THEN greatest(overdue, day) END AS overdue_from
FROM spell;

CREATE OR REPLACE TEMP VIEW fact_request AS FROM grouped('request_row');
CREATE OR REPLACE TEMP VIEW fact_plan AS FROM grouped('plan_row');
CREATE OR REPLACE TEMP VIEW fact_caseload AS FROM grouped('caseload_row');
CREATE OR REPLACE TEMP VIEW fact_clock AS
SELECT d.*, coalesce(h.team, 'not_allocated') AS due_team, coalesce(h.caseworker, 'not_allocated') AS due_caseworker,
       coalesce(a.age_band, 'not_recorded') AS due_age_band, coalesce(p.setting, 'not_recorded') AS due_setting,
       coalesce(a.school_phase, 'not_recorded') AS due_school_phase
FROM grouped('clock_row') d
LEFT JOIN holder h ON h.person_id = d.person_id AND d.due_day BETWEEN h.first AND h.last
LEFT JOIN place p ON p.request_id = d.request_id AND d.due_day BETWEEN p.first AND p.last
LEFT JOIN age a ON a.age = school_year(d.due_day) - d.birth_academic_year - 1;
