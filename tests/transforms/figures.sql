-- The figures of the catalogue for all children together, counted a second time: from the words of docs/measures.md,
-- docs/counting.md and the data dictionary, not from the code that makes events, spells and figures.
--
-- It reads the conformed case tables, what benchmarks/facts.sql has made of them (`clock_row`, `plan_held`,
-- `case_of_request`, `open_case`, `holder`), `period` (period_type, period_key, period_start, period_end),
-- `given_people` (day, value) and the variable `as_at`. `figure` has the result.

-- Days ----------------------------------------------------------------------------------------------------------------

-- A period that still runs ends, for all that is counted, with the as-at day.
CREATE OR REPLACE TEMP TABLE period_so_far AS
SELECT period_type, period_key, period_start AS first, least(period_end, getvariable('as_at')) AS last
FROM period WHERE period_start <= getvariable('as_at');

-- What happened on a day belongs to the last 12 months until the day before the same day of the next year.
CREATE OR REPLACE TEMP MACRO year_later(day) AS (day + INTERVAL 12 MONTH)::DATE;
CREATE OR REPLACE TEMP MACRO year_before(day) AS (day - INTERVAL 12 MONTH)::DATE;
-- The latest day that is no longer in the 12 months that end with a day.
CREATE OR REPLACE TEMP MACRO eve(day) AS
    year_before(day) + (year_later(year_before(day) + 1) <= day)::INT;

-- Things that happened, as known --------------------------------------------------------------------------------------

-- A letter: what went to the family and says what kind of letter it is, on paper or not.
CREATE OR REPLACE TEMP VIEW letter AS
SELECT * FROM contact WHERE contact_direction = 'OUT' AND letter_type IS NOT NULL;

CREATE OR REPLACE TEMP VIEW decision_letter AS SELECT * FROM letter WHERE letter_type = 'DECISION';

-- One plan for each assessment, made on the day of its first row; not those that came from another council.
CREATE OR REPLACE TEMP VIEW made AS
SELECT p.*, h.request_id FROM plan_held h JOIN plan p USING (plan_id) WHERE NOT h.transferred_in;

-- A promise is kept from the day on which it was done, whatever status its owner reports.
CREATE OR REPLACE TEMP VIEW promise AS
SELECT *, coalesce(done_date <= getvariable('as_at'), false) AS is_kept FROM action;

-- A panel decides by agreeing or refusing; what it puts off or takes note of was heard, on the day decided or else that
-- of the sitting.
CREATE OR REPLACE TEMP VIEW panel_decided AS SELECT * FROM panel_decision WHERE panel_outcome IN ('AGREED', 'REFUSED');
CREATE OR REPLACE TEMP VIEW heard AS
SELECT coalesce(decided_date, panel_date) AS day, panel_outcome FROM panel_decision LEFT JOIN panel USING (panel_id);

-- Long holiday: from 25 July to 31 August.
CREATE OR REPLACE TEMP MACRO in_summer(day) AS month(day) = 8 OR (month(day) = 7 AND day(day) >= 25);

-- One named caseworker without a gap, and who was the one before.
CREATE OR REPLACE TEMP TABLE turn AS
WITH step AS (
    SELECT *, coalesce(lag(caseworker) OVER days <> caseworker OR lag(last) OVER days + 1 < first, true) AS is_new
    FROM holder WINDOW days AS (PARTITION BY person_id ORDER BY first)
), numbered AS (
    SELECT *, sum(is_new::INT) OVER (PARTITION BY person_id ORDER BY first) AS number FROM step
)
SELECT person_id, min(first) AS first, max(last) AS last, any_value(caseworker) AS caseworker,
       lag(any_value(caseworker)) OVER (PARTITION BY person_id ORDER BY min(first)) AS one_before
FROM numbered GROUP BY person_id, number;

-- Times that the council wrote or rang from the day of the request to that on which the assessment ended or stopped; of
-- two assessments that run, it was about the one asked for last.
CREATE OR REPLACE TEMP VIEW word AS
WITH during AS (
    SELECT c.contact_id, c.contact_date, k.case_key, k.clock_start
    FROM contact c
    JOIN clock_row k ON k.person_id = c.person_id AND k.limit_id = 'final_plan' AND k.clock_status <> 'unusable'
         AND k.out_of_scope_reason IS DISTINCT FROM 'transferred_in'
         AND c.contact_date BETWEEN k.clock_start AND coalesce(k.closed_date, k.clock_end, getvariable('as_at'))
    WHERE c.contact_direction = 'OUT'
    QUALIFY row_number() OVER (PARTITION BY c.contact_id ORDER BY k.clock_start DESC, k.case_key DESC) = 1
)
SELECT contact_date,
       contact_date - lag(contact_date, 1, clock_start) OVER (PARTITION BY case_key ORDER BY contact_date, contact_id)
           AS days
FROM during;

-- Steps ended in time or late, in scope: the limits as docs/counting.md has them.
CREATE OR REPLACE TEMP VIEW issued AS
SELECT * FROM clock_row WHERE clock_status IN ('in_time', 'late') AND in_scope;
CREATE OR REPLACE TEMP VIEW plan_issued AS SELECT * FROM issued WHERE limit_id = 'final_plan';

-- Due: all but what stopped by then, was never this council's to keep, or has unusable dates.
CREATE OR REPLACE TEMP VIEW due AS
SELECT * FROM clock_row
WHERE clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue')
  AND coalesce(out_of_scope_reason, '') NOT IN ('dates_unusable', 'family_answered', 'mediation_changed',
                                                'plan_after_deadline', 'transferred_in', 'tribunal_ordered');
CREATE OR REPLACE TEMP VIEW overdue AS
SELECT * FROM clock_row
WHERE overdue_from IS NOT NULL
  AND coalesce(out_of_scope_reason, '') NOT IN ('dates_unusable', 'family_answered', 'mediation_changed',
                                                'plan_after_deadline', 'transferred_in', 'tribunal_ordered');

-- The first draft of a request that is assessed, and the family's first answer to a draft.
CREATE OR REPLACE TEMP TABLE drafted AS
SELECT r.*, d.draft, d.answer, CASE WHEN r.assessment_outcome = 'Y' THEN r.assessment_outcome_date END AS final
FROM case_of_request r
LEFT JOIN (SELECT request_id, min(milestone_date) FILTER (milestone_type = 'DRAFT_SENT') AS draft,
                  min(milestone_date) FILTER (milestone_type = 'REPRESENTATIONS') AS answer
           FROM milestone WHERE milestone_date <= getvariable('as_at') GROUP BY request_id) d USING (request_id);

-- Which limits stand behind which measures: NAME_rate, NAME_rate_due and NAME_overdue_n.
CREATE OR REPLACE TEMP TABLE measured AS
SELECT name, unnest(limits) AS limit_id FROM (VALUES
    ('contact_reply_on_time', ['contact_reply']), ('transport_decision_on_time', ['transport_decision']),
    ('phase_transfer_pre16', ['transfer_school']), ('phase_transfer_post16', ['transfer_post16']),
    ('phase_transfer_post16_move', ['transfer_post16_move']), ('transfer_in_review', ['transfer_in_review']),
    ('advice_6wk', ['advice_response']), ('consultation_reply_15d', ['consult_setting']),
    ('request_decision_6wk', ['decide_to_assess']), ('no_plan_decision_16wk', ['decide_not_to_issue']),
    ('annual_review_12m', ['review_12_months']), ('annual_review_4wk', ['review_decision']),
    ('amendment_notice_4wk', ['amendment_notice']), ('amended_final_8wk', ['amended_final']),
    ('annual_review_12wk', ['amended_final_from_meeting']), ('review_early_years_6m', ['review_early_years']),
    ('review_report_2wk', ['review_report']), ('tuition_started_15d', ['tuition_start']),
    ('complaints_on_time', ['complaint_stage_1', 'complaint_stage_2']), ('mediation_30d', ['arrange_mediation']),
    ('tribunal_order_on_time', ['order_amend_content', 'order_amend_setting', 'order_assess', 'order_assess_no_plan',
        'order_assess_plan', 'order_continue', 'order_make_plan_final', 'order_reconsider'])
) AS v(name, limits);

-- The 6, 16 and 20 weeks missed, by the day after the last day in time, with the first letter sent after it.
CREATE OR REPLACE TEMP VIEW missed AS
SELECT c.due_date + 1 AS day, min(l.sent_date) - c.due_date AS days
FROM clock_row c
LEFT JOIN delay_letter l ON l.request_id = c.case_key AND l.limit_id = c.limit_id AND l.sent_date > c.due_date
     AND l.sent_date <= getvariable('as_at')
WHERE c.limit_id IN ('decide_to_assess', 'decide_not_to_issue', 'final_plan')
  AND c.clock_status IN ('late', 'open_overdue', 'missed') AND NOT c.exception_valid
  AND coalesce(c.out_of_scope_reason, '') NOT IN ('transferred_in', 'tribunal_ordered', 'mediation_changed',
                                                  'dates_unusable')
GROUP BY c.case_key, c.limit_id, c.due_date;

-- Letters of apology, less warnings: those on or before the last day in time of the limit that they are about.
CREATE OR REPLACE TEMP VIEW apology AS
SELECT l.* FROM delay_letter l
LEFT JOIN clock_row c ON c.case_key = l.request_id AND c.limit_id = l.limit_id
     AND c.limit_id IN ('decide_to_assess', 'decide_not_to_issue', 'final_plan')
WHERE c.due_date IS NULL OR l.sent_date > c.due_date;

-- Reviews: the plan's last day here, and whether another was held in its place (docs/counting.md).
CREATE OR REPLACE TEMP TABLE reviewed AS
SELECT v.annual_review_id AS id, v.active_plan_id, r.request_id, r.person_id, v.review_type, v.review_due_date AS due,
       known(v.review_meeting_date) AS meeting, known(v.review_decision_date) AS decision, v.review_outcome AS outcome,
       known(v.amendment_notice_date) AS notice, known(v.amended_final_date) AS final, v.outcomes_reviewed,
       v.outcomes_met, v.pfa_outcomes, h.last_day, c.birth_academic_year
FROM annual_review v
JOIN active_plan a USING (active_plan_id)
JOIN case_of_request r ON r.request_id = a.request_id
LEFT JOIN plan_held h ON h.request_id = r.request_id
LEFT JOIN child c ON c.person_id = r.person_id;

-- Limits whose start is missing, whose end has no day, or which end before they start, by the day ended, else started.
CREATE OR REPLACE TEMP VIEW unusable AS
SELECT coalesce(clock_end, clock_start) AS day FROM clock_row WHERE out_of_scope_reason = 'dates_unusable'
UNION ALL
SELECT draft FROM drafted WHERE request_outcome = 'Y' AND draft < request_outcome_date
UNION ALL  -- a plan before its draft, or on a day that is not known
SELECT coalesce(final, draft) FROM drafted
WHERE assessment_outcome = 'Y' AND draft IS NOT NULL AND coalesce(final < draft, true)
  AND coalesce(answer > final, true)  -- a limit that was never counted is not unusable either
UNION ALL  -- a final amended plan before its notice
SELECT final FROM reviewed WHERE final < notice
UNION ALL
SELECT known(mediation_requested_date) FROM appeal WHERE mediation_requested_date < known(decision_notice_date)
UNION ALL
SELECT known(certificate_date) FROM appeal WHERE certificate_date < known(mediation_date);

CREATE OR REPLACE TEMP VIEW review_due AS
SELECT * FROM reviewed first
WHERE (last_day IS NULL OR last_day > due)
  AND (meeting IS NOT NULL OR NOT EXISTS (
      FROM reviewed other
      WHERE other.active_plan_id = first.active_plan_id AND other.id <> first.id
        AND (other.review_type = 'EARLY' OR other.due >= first.due)
        AND other.meeting <= first.due AND other.meeting > year_before(first.due) + 7));

-- A review held and not finished: from its meeting until the family was told, the amended plan was sent where there is
-- one to be, a later review overtook it, or the plan's last day.
CREATE OR REPLACE TEMP TABLE unfinished AS
WITH ended AS (
    SELECT *, coalesce(meeting, due) AS day,
           CASE WHEN notice IS NOT NULL OR outcome = 'A' THEN final ELSE least(decision, final) END AS finished
    FROM reviewed
), told AS (
    SELECT *, least(CASE WHEN meeting IS NULL OR decision >= meeting THEN decision END,
                    CASE WHEN meeting IS NULL OR notice >= meeting THEN notice END,
                    CASE WHEN meeting IS NULL OR final >= meeting THEN final END) AS told
    FROM ended
)
SELECT first.id, first.meeting,
       least(any_value(first.finished), any_value(first.last_day),
             CASE WHEN any_value(first.finished) IS NULL THEN min(later.told) END) AS over
FROM told first
LEFT JOIN told later ON later.active_plan_id = first.active_plan_id
     AND (later.day, later.due, later.id) > (first.day, first.due, first.id) AND later.told >= first.meeting
WHERE first.meeting IS NOT NULL
GROUP BY first.id, first.meeting;

-- Primary placements, each with the setting of the primary placement before it of the same plan.
CREATE OR REPLACE TEMP TABLE primary_placement AS
SELECT p.*, a.request_id, r.person_id, k.setting_kind, s.setting_type, s.out_of_area,
       row_number() OVER before AS place_number,
       coalesce(p.urn, p.ukprn, p.sen_setting) AS where_it_is, lag(where_it_is) OVER before AS where_before
FROM placement p
JOIN kind_of_place k USING (placement_id)
JOIN active_plan a USING (active_plan_id)
JOIN request r USING (request_id)
LEFT JOIN setting s ON s.urn = coalesce(p.urn, p.ukprn)
WHERE p.placement_rank = '1' AND (p.entry_date IS NULL OR p.entry_date <= getvariable('as_at'))
WINDOW before AS (PARTITION BY p.active_plan_id ORDER BY p.entry_date NULLS FIRST, placement_id);

CREATE OR REPLACE TEMP TABLE new_placement AS
WITH begun AS (
    SELECT p.*, 'independent' AS what FROM primary_placement p
    WHERE setting_type IN ('MAIN_INDEPENDENT', 'SPECIAL_INDEPENDENT', 'SPECIAL_NMSS')
    UNION ALL
    SELECT p.*, 'out_of_area' FROM primary_placement p WHERE out_of_area
)
SELECT b.what, b.entry_date AS day, b.annual_cost,
       -- From the last panel that agreed a placement, in the year that ends with the first day.
       (SELECT b.entry_date - max(d.decided_date) FROM panel_decision d
        WHERE d.person_id = b.person_id AND d.panel_stage = 'PLACEMENT' AND d.panel_outcome = 'AGREED'
          AND d.decided_date BETWEEN year_before(b.entry_date) AND b.entry_date) AS days,
       EXISTS (FROM appeal p WHERE p.person_id = b.person_id AND p.order_type = 'AMEND_SETTING'
               AND p.appeal_outcome IN ('UPHELD', 'PART', 'CONSENT', 'CONCEDED')
               AND p.decided_date BETWEEN year_before(b.entry_date) AND b.entry_date) AS after_order
FROM begun b
WHERE b.entry_date IS NOT NULL AND (b.place_number = 1 OR b.where_it_is IS DISTINCT FROM b.where_before);

-- Appeals that the Tribunal registered.
CREATE OR REPLACE TEMP VIEW registered AS
SELECT *, known(decided_date) AS ended FROM appeal WHERE appeal_registered_date <= getvariable('as_at');

-- Everything that happened on a day: `above` and `below` the line, below null for counts and sums --------------------

CREATE OR REPLACE TEMP TABLE happened AS
WITH
calls AS (
    SELECT 'phone_answered_rate' AS measure_id, call_date AS day, calls_answered::DOUBLE AS above,
           calls_offered::DOUBLE AS below FROM call_volume WHERE calls_answered IS NOT NULL
    UNION ALL SELECT 'phone_abandoned_rate', call_date, calls_abandoned, calls_offered
              FROM call_volume WHERE calls_abandoned IS NOT NULL
), letters AS (
    SELECT 'letter_new_template_rate', contact_date, coalesce(on_template, false)::INT, 1 FROM letter
    UNION ALL SELECT 'letter_rationale_rate', contact_date, coalesce(reason_given, false)::INT, 1 FROM decision_letter
    UNION ALL SELECT 'iass_offer_rate', contact_date, coalesce(tells_of_iass, false)::INT, 1 FROM decision_letter
    UNION ALL SELECT 'update_14day_rate', contact_date, (days <= 14)::INT, 1 FROM word
), allocations AS (
    -- Told: by a message to the family that tells the name, on the day it changed or at most 28 days after.
    SELECT 'caseworker_told_rate', first,
           EXISTS (FROM contact c WHERE c.person_id = t.person_id AND c.contact_direction = 'OUT'
                   AND c.tells_caseworker AND c.contact_date <= getvariable('as_at')
                   AND c.contact_date BETWEEN t.first AND t.first + 28)::INT, 1 FROM turn t
), surveys AS (
    SELECT 'caseworker_known_survey_rate', survey_date, (answer = 'Y')::INT, 1
    FROM survey WHERE question = 'knows_caseworker' AND answer IN ('Y', 'N')
    UNION ALL SELECT 'survey_satisfaction_rate', survey_date, (answer IN ('1', '2'))::INT, 1
              FROM survey WHERE question IN ('communication', 'plan_quality', 'process')
              AND answer IN ('1', '2', '3', '4', '5')
), meetings AS (
    SELECT CASE meeting_type WHEN 'STANDARDS' THEN 'half_term_review_done'
                             WHEN 'BOARD' THEN 'improvement_board_held_rate'
                             ELSE 'parent_group_held_rate' END, meeting_date, coalesce(held, false)::INT, 1
    FROM meeting WHERE meeting_type IN ('STANDARDS', 'BOARD', 'PARENT_GROUP')
    UNION ALL SELECT 'professionals_only_reason_rate', meeting_date, coalesce(reason_recorded, false)::INT, 1
              FROM meeting WHERE meeting_type = 'PROFESSIONALS' AND held IS DISTINCT FROM false
    UNION ALL SELECT 'professionals_only_minutes_rate', meeting_date, coalesce(minutes_shared, false)::INT, 1
              FROM meeting WHERE meeting_type = 'PROFESSIONALS' AND held IS DISTINCT FROM false
    UNION ALL SELECT 'coproduction_meeting_rate', meeting_date, coalesce(family_offered, false)::INT, 1
              FROM meeting WHERE meeting_type = 'COPRODUCTION'
), audits AS (
    SELECT CASE audit_kind WHEN 'CASE_NOTE' THEN 'case_note_audit_pass_rate' ELSE 'panel_note_audit_pass_rate' END,
           audit_date, (audit_grade IN ('1', '2'))::INT, 1
    FROM quality_audit WHERE audit_kind IN ('CASE_NOTE', 'PANEL_NOTE')
    UNION ALL SELECT 'plan_audit_good_rate', audit_date, (audit_grade IN ('1', '2'))::INT, 1
              FROM quality_audit WHERE audit_kind = 'PLAN' AND audit_section = 'OVERALL'
    UNION ALL SELECT 'plan_section_good_rate', audit_date, (audit_grade IN ('1', '2'))::INT, 1
              FROM quality_audit WHERE audit_kind = 'PLAN'
              AND audit_section IN ('VIEWS', 'EDUCATION', 'HEALTH', 'SOCIAL', 'OUTCOMES')
    UNION ALL SELECT 'plan_' || lower(audit_section) || '_good_rate', audit_date, (audit_grade IN ('1', '2'))::INT, 1
              FROM quality_audit WHERE audit_kind = 'PLAN' AND audit_section IN ('EDUCATION', 'HEALTH', 'SOCIAL')
    UNION ALL SELECT 'outcomes_smart_rate', audit_date, outcomes_smart, outcomes_sampled
              FROM quality_audit WHERE outcomes_smart IS NOT NULL AND outcomes_sampled IS NOT NULL
    UNION ALL SELECT 'interim_steps_rate', audit_date, outcomes_with_steps, outcomes_sampled
              FROM quality_audit WHERE outcomes_with_steps IS NOT NULL AND outcomes_sampled IS NOT NULL
), plans AS (
    -- Of plans of which both answers are known, or one of them is no.
    SELECT 'views_captured_rate', start_date, (views_child AND views_parent)::INT, 1
    FROM made WHERE (views_child AND views_parent) IS NOT NULL
    UNION ALL SELECT 'disparity_recorded_rate', start_date, coalesce(difference_recorded, false)::INT, 1
              FROM made WHERE differs_from_request
    UNION ALL SELECT 'explanation_given_rate', start_date, coalesce(difference_explained, false)::INT, 1
              FROM made WHERE differs_from_request
    UNION ALL SELECT 'new_plans_n', start_date, 1, NULL FROM made
    UNION ALL SELECT 'plans_ceased_n', last_day, 1, NULL FROM plan_held WHERE last_day >= held_from
    -- Of the plans held on 1 September, those with a known setting on that day; to be out of education is none.
    UNION ALL SELECT 'placement_named_by_term_start_rate', september.day,
              (coalesce(p.setting, 'not_recorded') NOT IN ('not_recorded', 'NEET', 'NIEC', 'NIEO'))::INT, 1
              FROM plan_held h
              JOIN (SELECT make_date(y::INT, 9, 1) AS day FROM range(2000, 2100) r(y)) september
                   ON september.day BETWEEN h.held_from AND coalesce(h.last_day, getvariable('as_at'))
              LEFT JOIN place p ON p.request_id = h.request_id AND september.day BETWEEN p.first AND p.last
), supports AS (
    SELECT 'interpreter_need_met_rate', offered_date, coalesce(taken_up, false)::INT, 1
    FROM support WHERE support_type = 'INTERPRETER'
    UNION ALL SELECT 'interpreter_independent_rate', offered_date, coalesce(independent, false)::INT, 1
              FROM support WHERE support_type = 'INTERPRETER' AND taken_up
    UNION ALL SELECT 'interpreter_cost', offered_date, cost, NULL FROM support WHERE support_type = 'INTERPRETER'
    UNION ALL SELECT 'iass_referrals_n', offered_date, 1, NULL FROM support WHERE support_type = 'IASS'
    UNION ALL SELECT 'parenting_places_taken_rate', offered_date, coalesce(taken_up, false)::INT, 1
              FROM support WHERE support_type = 'PARENTING'
    UNION ALL SELECT 'parenting_completed_rate', offered_date, coalesce(completed, false)::INT, 1
              FROM support WHERE support_type = 'PARENTING' AND taken_up
    UNION ALL SELECT 'parenting_useful_rate', offered_date, found_useful::INT, 1
              FROM support WHERE support_type = 'PARENTING' AND found_useful IS NOT NULL
    -- Families identified: a parent has a learning disability. Offered since: from the day of the request on.
    UNION ALL SELECT 'advocacy_ld_rate', r.received_date,
              EXISTS (FROM support s WHERE s.person_id = r.person_id AND s.support_type = 'ADVOCATE'
                      AND s.offered_date BETWEEN r.received_date AND getvariable('as_at'))::INT, 1
              FROM case_of_request r JOIN person p USING (person_id) WHERE p.parent_learning_disability
), travel AS (
    SELECT CASE WHEN is_send THEN 'transport_refusal_rate_send' ELSE 'transport_refusal_rate_other' END, decided_date,
           (transport_outcome = 'REFUSED')::INT, 1
    FROM transport WHERE transport_outcome IN ('AGREED', 'REFUSED')
    UNION ALL SELECT 'transport_appeal_upheld_rate', appealed_date, (appeal_outcome = 'UPHELD')::INT, 1
              FROM transport WHERE appeal_outcome IN ('UPHELD', 'NOT_UPHELD')
    -- A placement needs transport where the day on which it began is recorded.
    UNION ALL SELECT 'transport_first_day_rate', entry_date, (transport_in_place_date <= entry_date)::INT, 1
              FROM placement WHERE transport_in_place_date IS NOT NULL
    UNION ALL SELECT 'transport_start_late_n', entry_date, 1, NULL
              FROM placement WHERE transport_in_place_date > entry_date
), transfers AS (
    SELECT 'phase_transfer_type_only_n', final_date, 1, NULL FROM phase_transfer WHERE named_type_only
    UNION ALL SELECT 'phase_transfer_late_arrivals_n', due_date, 1, NULL FROM clock_row
              WHERE out_of_scope_reason = 'plan_after_deadline'
    UNION ALL SELECT 'transition_plan_early_rate', transfer_date,
              coalesce(planning_started_date <= year_before(transfer_date), false)::INT, 1
              FROM phase_transfer JOIN active_plan USING (active_plan_id) JOIN request r USING (request_id)
              JOIN person p ON p.person_id = r.person_id WHERE p.is_complex
), limits_kept AS (
    SELECT name || '_rate', clock_end, (clock_status = 'in_time')::INT, 1 FROM issued JOIN measured USING (limit_id)
    UNION ALL SELECT name || '_rate_due', due_date, (clock_status = 'in_time')::INT, 1
              FROM due JOIN measured USING (limit_id) WHERE name <> 'no_plan_decision_16wk'
    UNION ALL SELECT 'ehcp_20wk_rate_incl', clock_end, (clock_status = 'in_time')::INT, 1 FROM plan_issued
    UNION ALL SELECT 'ehcp_20wk_rate_excl', clock_end, (clock_status = 'in_time')::INT, 1
              FROM plan_issued WHERE NOT exception_recorded
    UNION ALL SELECT 'ehcp_20wk_rate_due', due_date, (clock_status = 'in_time')::INT, 1
              FROM due WHERE limit_id = 'final_plan'
    UNION ALL SELECT 'ehcp_over_52wk_rate', clock_end, (elapsed_days > 364)::INT, 1
              FROM plan_issued WHERE NOT exception_recorded
    UNION ALL SELECT 'ehcp_issued_at_boundary_n', clock_end, 1, NULL FROM plan_issued WHERE elapsed_days = 140
    UNION ALL SELECT 'exception_share', clock_end, exception_recorded::INT, 1 FROM plan_issued
    UNION ALL SELECT 'exception_valid_rate', clock_end, exception_valid::INT, 1
              FROM plan_issued WHERE exception_recorded
    UNION ALL SELECT 'clock_unusable_n', day, 1, NULL FROM unusable
    -- Reg 13(1)(a): at least 15 days, the day of the draft being the first, so that the plan follows on the 16th at the
    -- earliest; of drafts that the family had not answered by then.
    UNION ALL SELECT 'draft_comment_time_rate', final, (final >= draft + 15)::INT, 1
              FROM drafted WHERE final >= draft AND coalesce(answer > final, true)
              AND coalesce(left_date >= final, true)
    -- The return takes a learner number, or the reason for having none, in place of a pupil number.
    UNION ALL SELECT 'case_field_complete_rate', r.received_date, f.is_filled::INT, 1
              FROM case_of_request r JOIN person p USING (person_id),
              unnest([p.birth_date IS NOT NULL, p.sex IS NOT NULL, p.ethnicity IS NOT NULL, p.postcode IS NOT NULL,
                      p.upn IS NOT NULL OR p.uln IS NOT NULL OR p.upn_unknown IS NOT NULL,
                      CASE WHEN r.request_outcome IN ('Y', 'N') THEN r.request_outcome_date IS NOT NULL END])
                  f(is_filled)
              WHERE f.is_filled IS NOT NULL
), apologies AS (
    SELECT 'apology_letter_rate', day, (days IS NOT NULL)::INT, 1 FROM missed
    UNION ALL SELECT 'apology_reasons_rate', sent_date, (coalesce(delay_reason, 'NONE') <> 'NONE')::INT, 1 FROM apology
    UNION ALL SELECT 'delay_reason_n', sent_date, 1, NULL FROM apology
), requests AS (
    SELECT 'requests_received', received_date, 1, NULL FROM case_of_request WHERE request_outcome <> 'H'
    UNION ALL SELECT 'request_refused_rate', received_date, (request_outcome = 'N')::INT, 1
              FROM case_of_request WHERE request_outcome <> 'H'
), panels AS (
    SELECT 'panel_notes_complete_rate', decided_date, coalesce(reason_recorded, false)::INT, 1 FROM panel_decided
    UNION ALL SELECT 'panel_decided_first_time_rate', day, coalesce(panel_outcome <> 'DEFERRED', false)::INT, 1
              FROM heard
    UNION ALL SELECT 'panel_attendance_rate', panel_date, attended::INT, 1
              FROM panel_attendance JOIN panel USING (panel_id)
    UNION ALL SELECT 'panel_quorate_rate', any_value(panel_date), bool_and(attended)::INT, 1
              FROM panel JOIN panel_attendance USING (panel_id) GROUP BY panel_id
    UNION ALL SELECT 'summer_panel_held', panel_date, 1, NULL FROM panel WHERE in_summer(panel_date)
    UNION ALL SELECT 'summer_decisions_n', decided_date, 1, NULL FROM panel_decided WHERE in_summer(decided_date)
), reviews AS (
    SELECT 'annual_review_meeting_rate', due, coalesce(meeting <= due, false)::INT, 1 FROM review_due
    UNION ALL SELECT 'annual_review_outcome_progress_rate', meeting, outcomes_met, outcomes_reviewed
              FROM reviewed WHERE outcomes_met IS NOT NULL AND outcomes_reviewed IS NOT NULL
    -- Year 9 is the academic year in which they become 14; reviews whose record tells.
    UNION ALL SELECT 'pfa_outcomes_rate', meeting, pfa_outcomes::INT, 1
              FROM reviewed WHERE school_year(meeting) - birth_academic_year >= 14 AND pfa_outcomes IS NOT NULL
), placements AS (
    SELECT 'new_' || what || '_placements_n', day, 1, NULL FROM new_placement
    UNION ALL SELECT 'new_' || what || '_after_order_rate', day, after_order::INT, 1 FROM new_placement
), staff AS (
    -- Absences of more than 10 days: first and last day count, and one that goes on lasts until the as-at day.
    SELECT 'cover_in_place_rate', from_date, coalesce(cover_named, false)::INT, 1
    FROM absence WHERE coalesce(known(to_date), getvariable('as_at')) - from_date + 1 > 10
), complaints AS (
    SELECT 'complaints_received_n', received_date, 1, NULL FROM complaint
    UNION ALL SELECT 'lgsco_upheld_n', replied_date, 1, NULL
              FROM complaint WHERE complaint_stage = 'O' AND complaint_outcome IN ('UPHELD', 'PART')
    UNION ALL SELECT 'lgsco_remedy_paid', replied_date, remedy_paid, NULL FROM complaint WHERE complaint_stage = 'O'
              AND complaint_outcome IS DISTINCT FROM 'OPEN'
), appeals AS (
    SELECT 'mediation_n', mediation_date, 1, NULL FROM appeal
    UNION ALL SELECT 'appeals_ended_n', ended, 1, NULL FROM registered
              WHERE appeal_outcome IS DISTINCT FROM 'OPEN'
    UNION ALL SELECT 'appeals_conceded_rate', ended, (appeal_outcome = 'CONCEDED')::INT, 1
              FROM registered WHERE appeal_outcome <> 'OPEN'
    UNION ALL SELECT 'appeals_upheld_rate', ended, (appeal_outcome <> 'DISMISSED')::INT, 1
              FROM registered WHERE appeal_outcome IN ('UPHELD', 'PART', 'DISMISSED')
    UNION ALL SELECT 'plans_changed_by_order_n', decided_date, 1, NULL
              FROM appeal WHERE order_type IN ('AMEND_CONTENT', 'AMEND_SETTING')
              AND appeal_outcome IN ('UPHELD', 'PART', 'CONSENT')
    UNION ALL SELECT 'plans_changed_by_concession_n', decided_date, 1, NULL
              FROM appeal WHERE order_type IN ('AMEND_CONTENT', 'AMEND_SETTING') AND appeal_outcome = 'CONCEDED'
), money AS (
    SELECT CASE ledger_line WHEN 'SPEND' THEN 'high_needs_spend' ELSE 'high_needs_allocation' END, ledger_month, amount,
           NULL FROM ledger
    UNION ALL SELECT 'high_needs_balance', ledger_month, CASE ledger_line WHEN 'SPEND' THEN amount ELSE -amount END,
              NULL FROM ledger
), promises AS (
    SELECT 'action_done_rate', due_date, is_kept::INT, 1 FROM promise
    UNION ALL SELECT 'faq_impact_review_done', due_date, is_kept::INT, 1 FROM promise WHERE recommendation = 'iii'
    UNION ALL SELECT 'post16_places_open', due_date, is_kept::INT, 1 FROM promise WHERE recommendation = 'xiii'
)
FROM calls UNION ALL FROM letters UNION ALL FROM allocations UNION ALL FROM surveys UNION ALL FROM meetings
UNION ALL FROM audits UNION ALL FROM plans UNION ALL FROM supports UNION ALL FROM travel UNION ALL FROM transfers
UNION ALL FROM limits_kept UNION ALL FROM apologies UNION ALL FROM requests UNION ALL FROM panels
UNION ALL FROM reviews UNION ALL FROM placements UNION ALL FROM staff UNION ALL FROM complaints UNION ALL FROM appeals
UNION ALL FROM money UNION ALL FROM promises;

-- Things that happened in the 12 months that end with a day -----------------------------------------------------------

CREATE OR REPLACE TEMP TABLE in_a_year AS
SELECT 'ehcp_20wk_rate_12m' AS measure_id, clock_end AS day, (clock_status = 'in_time')::INT AS above, 1 AS below
FROM plan_issued WHERE NOT exception_recorded
UNION ALL SELECT 'requests_12m_n', received_date, 1, NULL FROM case_of_request WHERE request_outcome <> 'H'
UNION ALL SELECT 'caseworker_changes_12m_n', first, 1, NULL FROM turn WHERE one_before <> caseworker
UNION ALL SELECT 'leavers_12m_n', to_date, 1, NULL FROM caseworker
UNION ALL SELECT 'appeals_12m_n', appeal_registered_date, 1, NULL FROM registered
-- Refusals to assess, decisions not to issue, plans made, and plans ceased as needs were met (reason 2).
UNION ALL SELECT 'appealable_decisions_12m_n', request_outcome_date, 1, NULL
          FROM case_of_request WHERE request_outcome = 'N'
UNION ALL SELECT 'appealable_decisions_12m_n', assessment_outcome_date, 1, NULL
          FROM case_of_request WHERE assessment_outcome = 'N'
UNION ALL SELECT 'appealable_decisions_12m_n', start_date, 1, NULL FROM made
UNION ALL SELECT 'appealable_decisions_12m_n', last_day, 1, NULL FROM plan_held WHERE cease_reason = '2';

-- Amounts of which a middle value, a mean or a centile is told --------------------------------------------------------

CREATE OR REPLACE TEMP TABLE amount AS
SELECT 'letter_readability' AS measure_id, 'median' AS statistic, contact_date AS day, reading_grade::DOUBLE AS amount
FROM letter
UNION ALL SELECT 'advice_days_p90', 'p90', clock_end, elapsed_days FROM issued WHERE limit_id = 'advice_response'
UNION ALL SELECT 'ehcp_days_p90', 'p90', clock_end, elapsed_days FROM plan_issued
UNION ALL SELECT 'ehcp_days_median', 'median', clock_end, elapsed_days FROM plan_issued
UNION ALL SELECT 'ehcp_weeks_mean_incl', 'mean', clock_end, elapsed_days / 7 FROM plan_issued
UNION ALL SELECT 'ehcp_weeks_mean_excl', 'mean', clock_end, elapsed_days / 7 FROM plan_issued WHERE NOT exception_recorded
UNION ALL SELECT 'apology_letter_days', 'median', day, days FROM missed
UNION ALL SELECT 'panel_days_median', 'median', decided_date, decided_date - referred_date FROM panel_decided
UNION ALL SELECT 'panel_days_p90', 'p90', decided_date, decided_date - referred_date FROM panel_decided
-- From the decision to assess to the first draft.
UNION ALL SELECT unnest(['draft_days_median', 'draft_days_p90']), unnest(['median', 'p90']), draft,
                 draft - request_outcome_date
          FROM drafted
          WHERE request_outcome = 'Y' AND draft >= request_outcome_date
          AND draft <= coalesce(least(left_date, assessment_outcome_date), draft)
UNION ALL SELECT 'new_' || what || '_cost_' || statistic, statistic, day, annual_cost
          FROM new_placement, (VALUES ('mean'), ('median')) v(statistic)
UNION ALL SELECT 'new_' || what || '_days_median', 'median', day, days FROM new_placement;

-- What there is at the close of a day ---------------------------------------------------------------------------------

-- Days on which something is taken: the last of each period, and the eve of its 12 months.
CREATE OR REPLACE TEMP TABLE day_of_stock AS SELECT DISTINCT last AS day FROM period_so_far;

-- Cases open on each day, with who held them and where the child was.
CREATE OR REPLACE TEMP TABLE case_on_day AS
SELECT d.day, o.case_key, o.case_kind, o.request_id, o.person_id, o.first, o.overdue, h.caseworker, g.grade,
       p.is_complex, school_year(d.day) - c.birth_academic_year AS becomes,
       coalesce(l.setting, 'not_recorded') AS setting
FROM day_of_stock d
JOIN open_case o ON d.day BETWEEN o.first AND o.last
JOIN person p USING (person_id)
JOIN child c USING (person_id)
LEFT JOIN holder h ON h.person_id = o.person_id AND d.day BETWEEN h.first AND h.last
LEFT JOIN caseworker g ON g.caseworker_id = h.caseworker
LEFT JOIN place l ON l.request_id = o.request_id AND d.day BETWEEN l.first AND l.last;

CREATE OR REPLACE TEMP VIEW plan_on_day AS FROM case_on_day WHERE case_kind = 'plan';

-- In DfE's scope, neither ended nor stopped.
CREATE OR REPLACE TEMP VIEW in_scope_on_day AS FROM case_on_day WHERE case_kind = 'assessment' AND overdue IS NOT NULL;

-- A package runs from its first to its last day; nothing counts after a child has left.
CREATE OR REPLACE TEMP VIEW package AS
SELECT p.*, coalesce(least(p.to_date, CASE WHEN c.left_date >= p.from_date THEN c.left_date END),
                     DATE '9999-12-30') AS last
FROM provision p JOIN child c USING (person_id);

CREATE OR REPLACE TEMP VIEW staff_on_day AS
SELECT d.day, w.* FROM day_of_stock d JOIN caseworker w
ON d.day BETWEEN w.from_date AND coalesce(w.to_date, DATE '9999-12-30');

-- The primary placement on a day; of two the one that began last.
CREATE OR REPLACE TEMP TABLE placed_on_day AS
SELECT d.day, d.case_key,
       arg_max({'residential': q.residential, 'work_based': q.work_based},
               (coalesce(q.entry_date, DATE '1900-01-01'), q.placement_id)) AS place
FROM plan_on_day d JOIN primary_placement q USING (request_id)
WHERE coalesce(q.entry_date <= d.day, true) AND coalesce(q.leaving_date >= d.day, true)
GROUP BY d.day, d.case_key;

-- Days on which a plan was amended after a review or a phase transfer.
CREATE OR REPLACE TEMP VIEW amended AS
SELECT request_id, amended_final_date AS day FROM annual_review JOIN active_plan USING (active_plan_id)
UNION ALL SELECT request_id, final_date FROM phase_transfer JOIN active_plan USING (active_plan_id)
UNION ALL SELECT request_id, phase_transfer_final_date FROM active_plan;

-- Advice asked for and not come, of open assessments of requests that were made here.
CREATE OR REPLACE TEMP VIEW awaited AS
SELECT m.request_id, m.advice_type, min(m.milestone_date) FILTER (m.milestone_type = 'ADVICE_REQUESTED') AS asked,
       min(m.milestone_date) FILTER (m.milestone_type = 'ADVICE_RECEIVED') AS come
FROM milestone m WHERE m.milestone_date <= getvariable('as_at') GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE there AS
WITH
cases AS (
    SELECT 'named_caseworker_rate' AS measure_id, day, (caseworker IS NOT NULL)::DOUBLE AS above, 1::DOUBLE AS below
    FROM case_on_day
    UNION ALL SELECT 'caseload_n', day, 1, NULL FROM case_on_day
    UNION ALL SELECT 'plans_maintained_n', day, 1, NULL FROM plan_on_day
    UNION ALL SELECT 'assessments_open_n', day, 1, NULL FROM case_on_day WHERE case_kind = 'assessment'
    UNION ALL SELECT 'ehcp_open_overdue_n', day, 1, NULL FROM in_scope_on_day WHERE overdue <= day
    UNION ALL SELECT 'assessments_overdue_by_age_n', day, 1, NULL FROM in_scope_on_day WHERE day - first > 140
    UNION ALL SELECT 'assessments_over_52wk_open_n', day, 1, NULL FROM in_scope_on_day WHERE day - first > 364
    UNION ALL SELECT 'complex_cases_n', day, 1, NULL FROM case_on_day WHERE is_complex
    UNION ALL SELECT 'complex_senior_caseworker_rate', day, (coalesce(grade, '') = 'SENIOR')::INT, 1
              FROM case_on_day WHERE is_complex
), settings AS (
    SELECT 'awaiting_placement_n', day, 1, NULL FROM plan_on_day WHERE setting = 'not_recorded'
    UNION ALL SELECT 'out_of_school_with_plan_n', day, 1, NULL FROM plan_on_day WHERE setting IN ('NEET', 'NIEC', 'NIEO')
    UNION ALL SELECT 'ehe_with_plan_n', day, 1, NULL FROM plan_on_day WHERE setting = 'EHE'
    UNION ALL SELECT 'post16_in_education_rate', day,
              (setting NOT IN ('NEET', 'NIEC', 'NIEO', 'not_recorded'))::INT, 1
              FROM plan_on_day WHERE becomes >= 17
    UNION ALL SELECT 'post16_neet_rate', day, (setting IN ('NEET', 'NIEC', 'NIEO'))::INT, 1
              FROM plan_on_day WHERE becomes >= 17
    UNION ALL SELECT 'residential_placements_n', day, 1, NULL FROM placed_on_day WHERE place.residential IS NOT NULL
    UNION ALL SELECT 'work_based_placements_n', day, 1, NULL FROM placed_on_day WHERE place.work_based IS NOT NULL
    UNION ALL SELECT 'post16_providers_n', d.day, count(DISTINCT s.urn), NULL
              FROM plan_on_day d
              JOIN active_plan a USING (request_id)
              JOIN placement p ON p.active_plan_id = a.active_plan_id AND coalesce(p.entry_date <= d.day, true)
                   AND coalesce(p.leaving_date >= d.day, true)
              JOIN setting s ON s.urn = coalesce(p.urn, p.ukprn)
                   AND (s.phase = 'POST16' OR s.setting_type IN ('FE', 'SPI'))
              GROUP BY d.day
), plans AS (
    SELECT 'personal_budget_n', day, 1, NULL FROM plan_on_day JOIN plan ON plan_id = case_key WHERE personal_budget
    UNION ALL SELECT 'plans_not_amended_3y_n', d.day, 1, NULL
              FROM plan_on_day d JOIN plan_held h ON h.plan_id = d.case_key
              WHERE (h.start_date + INTERVAL 3 YEAR)::DATE <= d.day AND NOT EXISTS (
                  FROM amended a WHERE a.request_id = d.request_id AND a.day <= d.day
                  AND (a.day + INTERVAL 3 YEAR)::DATE > d.day)
    UNION ALL SELECT 'plans_over_12m_n', day, 1, NULL FROM plan_on_day WHERE year_later(first) <= day
    UNION ALL SELECT 'plans_held_12m_n', d.day, 1, NULL FROM plan_on_day d JOIN turn s USING (person_id)
              WHERE year_later(d.first) <= d.day AND year_later(s.first) <= d.day AND s.last >= d.day
), waiting AS (
    SELECT 'advice_awaited_n', d.day, 1, NULL FROM case_on_day d JOIN awaited a USING (request_id)
    WHERE d.case_kind = 'assessment' AND a.asked <= d.day AND coalesce(a.come > d.day, true)
    UNION ALL SELECT 'ep_advice_awaited_n', d.day, 1, NULL FROM case_on_day d JOIN awaited a USING (request_id)
              WHERE d.case_kind = 'assessment' AND a.asked <= d.day AND coalesce(a.come > d.day, true)
              AND a.advice_type = 'EP'
), packages AS (
    SELECT 'packages_n', d.day, 1, NULL FROM day_of_stock d JOIN package p ON d.day BETWEEN p.from_date AND p.last
    UNION ALL SELECT 'package_annual_cost', d.day, annual_cost, NULL
              FROM day_of_stock d JOIN package p ON d.day BETWEEN p.from_date AND p.last
    UNION ALL SELECT CASE provision_type WHEN 'FLEXI' THEN 'flexi_school_n' WHEN 'BESPOKE' THEN 'bespoke_package_n'
                                         ELSE lower(provision_type) || '_n' END, d.day, 1, NULL
              FROM day_of_stock d JOIN package p ON d.day BETWEEN p.from_date AND p.last
              WHERE provision_type IN ('FLEXI', 'BESPOKE', 'EOTAS', 'TUITION')
), staff AS (
    SELECT 'staff_in_post_n', day, 1, NULL FROM staff_on_day
    UNION ALL SELECT 'staff_fte', day, fte, NULL FROM staff_on_day
    UNION ALL SELECT 'staff_trained_n', day, 1, NULL FROM staff_on_day WHERE restorative_trained_date <= day
    UNION ALL SELECT 'casework_heads_n', day, 1, NULL FROM staff_on_day WHERE grade IN ('CASEWORKER', 'SENIOR')
    UNION ALL SELECT 'casework_fte', day, fte, NULL FROM staff_on_day WHERE grade IN ('CASEWORKER', 'SENIOR')
    UNION ALL SELECT 'agency_fte', day, fte, NULL FROM staff_on_day WHERE post_kind = 'AGENCY'
    UNION ALL SELECT 'established_fte', day, established_fte, NULL FROM day_of_stock, team
    -- At most 183 days before. Of caseworkers in post, as the coverage divides by those.
    UNION ALL SELECT 'caseworkers_sampled_n', s.day, 1, NULL FROM staff_on_day s
              WHERE grade IN ('CASEWORKER', 'SENIOR') AND EXISTS (
                  FROM quality_audit q WHERE q.caseworker_id = s.caseworker_id AND q.audit_kind = 'CASE_NOTE'
                  AND q.audit_date BETWEEN s.day - 183 AND s.day)
), reviews AS (
    SELECT 'reviews_unfinished_n', d.day, 1, NULL FROM day_of_stock d JOIN unfinished u
    ON d.day >= u.meeting AND coalesce(u.over > d.day, true)
    UNION ALL SELECT 'reviews_unfinished_12m_n', d.day, 1, NULL FROM day_of_stock d JOIN unfinished u
    ON d.day > year_later(u.meeting) AND coalesce(u.over > d.day, true)
), appeals AS (
    SELECT 'appeals_open_n', d.day, 1, NULL FROM day_of_stock d JOIN registered r
    ON d.day >= r.appeal_registered_date AND coalesce(r.ended > d.day, true)
    WHERE NOT (r.decided_date IS NULL AND coalesce(r.appeal_outcome, 'OPEN') <> 'OPEN')
), promises AS (
    SELECT m.measure_id, d.day, 1, NULL
    FROM day_of_stock d
    JOIN promise p ON p.due_date < d.day AND coalesce(p.done_date > d.day, NOT p.is_kept)
    JOIN (VALUES ('action_overdue_n', NULL), ('offer_gap_n', 'viii')) m(measure_id, recommendation)
         ON coalesce(m.recommendation, p.recommendation) = p.recommendation
), limits_open AS (
    SELECT name || '_overdue_n', d.day, 1, NULL
    FROM day_of_stock d
    JOIN overdue o ON d.day BETWEEN o.overdue_from AND coalesce(o.overdue_to, DATE '9999-12-30')
    JOIN measured USING (limit_id)
    WHERE name NOT IN ('request_decision_6wk', 'no_plan_decision_16wk')
), year_before AS (
    SELECT 'plans_year_before_n', d.day, 1, NULL FROM day_of_stock d JOIN plan_held h
    ON eve(d.day) BETWEEN h.held_from AND coalesce(h.last_day, DATE '9999-12-30')
)
FROM cases UNION ALL FROM settings UNION ALL FROM plans UNION ALL FROM waiting UNION ALL FROM packages
UNION ALL FROM staff UNION ALL FROM reviews UNION ALL FROM appeals UNION ALL FROM promises UNION ALL FROM limits_open
UNION ALL FROM year_before;

-- The figures ---------------------------------------------------------------------------------------------------------

-- Sums above and below the line, amounts left as they are, by what the measure is: see `happened`, `in_a_year`, `there`.
CREATE OR REPLACE TEMP TABLE counted AS
SELECT measure_id, period_type, period_key, coalesce(sum(above), 0) AS numerator, sum(below) AS denominator
FROM period_so_far JOIN happened ON day BETWEEN first AND last GROUP BY ALL
UNION ALL
SELECT measure_id, period_type, period_key, coalesce(sum(above), 0), sum(below)
FROM period_so_far JOIN in_a_year ON day <= last AND last < year_later(day) GROUP BY ALL
UNION ALL
SELECT measure_id, period_type, period_key, coalesce(sum(above), 0), sum(below)
FROM period_so_far JOIN there ON day = last GROUP BY ALL;

-- Middle value and mean of the textbook; the 90th centile lies between two values in proportion.
CREATE OR REPLACE TEMP TABLE of_amounts AS
SELECT measure_id, period_type, period_key, count(amount) AS denominator,
       CASE any_value(statistic) WHEN 'median' THEN median(amount) WHEN 'mean' THEN avg(amount)
                                 ELSE quantile_cont(amount, 0.9) END AS value
FROM period_so_far JOIN amount ON day BETWEEN first AND last WHERE amount IS NOT NULL GROUP BY ALL
UNION ALL
SELECT 'assessments_open_weeks_mean', period_type, period_key, count(*), avg(d.day - d.first) / 7
FROM period_so_far s JOIN in_scope_on_day d ON d.day = s.last GROUP BY ALL
UNION ALL  -- given: of the latest day up to the period's last
SELECT 'people_0_24', period_type, period_key, NULL, arg_max(g.value, g.day)
FROM period_so_far JOIN given_people g ON g.day <= last GROUP BY ALL;

-- Counts by which others are divided.
CREATE OR REPLACE TEMP VIEW figures_so_far AS
SELECT measure_id, period_type, period_key, numerator, NULL::DOUBLE AS value FROM counted
UNION ALL SELECT measure_id, period_type, period_key, NULL, value FROM of_amounts;

-- One figure over another: what is above (of two, their sum), what is below, and times what.
CREATE OR REPLACE TEMP TABLE ratio AS
SELECT r.measure_id, s.period_type, s.period_key,
       coalesce((SELECT sum(coalesce(c.numerator, c.value)) FROM figures_so_far c WHERE list_contains(r.above, c.measure_id)
                 AND (c.period_type, c.period_key) = (s.period_type, s.period_key)), 0) AS numerator,
       coalesce((SELECT sum(coalesce(c.numerator, c.value)) FROM figures_so_far c WHERE c.measure_id = r.below
                 AND (c.period_type, c.period_key) = (s.period_type, s.period_key)), 0) AS denominator,
       r.times
FROM period_so_far s, (VALUES
    ('restorative_training_rate', ['staff_trained_n'], 'staff_in_post_n', 100),
    ('requests_per_1000', ['requests_12m_n'], 'people_0_24', 1000),
    ('plans_per_1000', ['plans_maintained_n'], 'people_0_24', 1000),
    ('plans_not_amended_3y_rate', ['plans_not_amended_3y_n'], 'plans_maintained_n', 100),
    ('package_cost_per_child', ['package_annual_cost'], 'packages_n', 1),
    ('personal_budget_rate', ['personal_budget_n'], 'plans_maintained_n', 100),
    ('caseworker_changes_mean', ['caseworker_changes_12m_n'], 'caseload_n', 1),
    ('same_caseworker_12m_rate', ['plans_held_12m_n'], 'plans_over_12m_n', 100),
    ('caseload_per_caseworker', ['caseload_n'], 'casework_fte', 1),
    ('caseload_per_caseworker_complex', ['caseload_n', 'complex_cases_n'], 'casework_fte', 1),
    ('case_note_audit_coverage', ['caseworkers_sampled_n'], 'casework_heads_n', 100),
    ('team_capacity_rate', ['staff_fte'], 'established_fte', 100),
    ('agency_share', ['agency_fte'], 'staff_fte', 100),
    ('turnover_rate_12m', ['leavers_12m_n'], 'staff_in_post_n', 100),
    ('tribunal_appeal_rate', ['appeals_12m_n'], 'appealable_decisions_12m_n', 100),
    ('plans_growth_rate', ['plans_maintained_n'], 'plans_year_before_n', 100),
    ('high_needs_spend_variance', ['high_needs_balance'], 'high_needs_allocation', 100)
) r(measure_id, above, below, times);

CREATE OR REPLACE TEMP TABLE rated AS
SELECT measure_id, period_type, period_key, numerator, denominator,
       CASE WHEN denominator IS NULL THEN numerator WHEN denominator > 0 THEN 100 * numerator / denominator END AS value
FROM counted
UNION ALL SELECT measure_id, period_type, period_key, CASE WHEN denominator IS NULL THEN value END, denominator, value
          FROM of_amounts
UNION ALL SELECT measure_id, period_type, period_key, numerator, denominator,
                 CASE WHEN denominator > 0 THEN times * numerator / denominator END FROM ratio;

-- One figure less another, each as it is shown, but for vacancies: rounded half up to one decimal. None where one of them
-- is missing.
CREATE OR REPLACE TEMP TABLE figure AS
WITH side AS (
    SELECT period_type, period_key, map(list(measure_id), list(round(value + 1e-9, 1))) AS value FROM rated GROUP BY ALL
)
FROM rated
UNION ALL SELECT 'transport_refusal_gap', period_type, period_key, NULL, NULL,
                 value['transport_refusal_rate_send'] - value['transport_refusal_rate_other'] FROM side
UNION ALL SELECT 'dfe_threshold_margin', period_type, period_key, NULL, NULL, value['ehcp_20wk_rate_12m'] - 30 FROM side
UNION ALL SELECT 'vacancy_rate', period_type, period_key, NULL, NULL, 100 - value FROM rated
          WHERE measure_id = 'team_capacity_rate'
UNION ALL SELECT 'plan_section_gap', period_type, period_key, NULL, NULL,
                 value['plan_education_good_rate'] - CASE WHEN value['plan_health_good_rate'] IS NOT NULL
                     AND value['plan_social_good_rate'] IS NOT NULL
                     THEN least(value['plan_health_good_rate'], value['plan_social_good_rate']) END FROM side;
