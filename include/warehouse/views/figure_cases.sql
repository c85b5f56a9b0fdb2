-- Made from the measure catalogue by `python -m include.cli models`; change that, not this file.
WITH span AS (
    -- A row counts in each span that has a day of its own, of those by which its measure counts.
    SELECT DISTINCT
        period.authority,
        period.period_type,
        period.period_key,
        period.last_day,
        extract(year FROM period.last_day - interval '8 months')::integer AS academic_year,
        placed.way,
        placed.since,
        placed.until
    FROM (
        SELECT
            period.authority,
            period.period_type,
            period.period_key,
            period.period_start,
            least(period.period_end, load.extract_date) AS last_day
        FROM marts.dim_period AS period
        JOIN ops.load_run AS load ON load.authority = period.authority AND load.is_current
        WHERE period.period_start <= load.extract_date
    ) AS period
    CROSS JOIN LATERAL (
        SELECT way, CASE way WHEN 'period' THEN period.period_start WHEN 'last_day' THEN period.last_day WHEN '12_months' THEN (period.last_day + 1 - interval '12 months')::date - (((period.last_day + 1 - interval '12 months')::date + interval '12 months')::date > period.last_day)::int + 1 WHEN 'eve_of_12_months' THEN (period.last_day + 1 - interval '12 months')::date - (((period.last_day + 1 - interval '12 months')::date + interval '12 months')::date > period.last_day)::int END AS since, CASE way WHEN 'period' THEN period.last_day WHEN 'last_day' THEN period.last_day WHEN '12_months' THEN period.last_day WHEN 'eve_of_12_months' THEN (period.last_day + 1 - interval '12 months')::date - (((period.last_day + 1 - interval '12 months')::date + interval '12 months')::date > period.last_day)::int END AS until
        FROM string_to_table('period last_day 12_months eve_of_12_months', ' ') AS way
    ) AS placed
), fact AS (
    SELECT fact.authority, 'contact_reply_on_time_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('contact_reply')
    UNION ALL
    SELECT fact.authority, 'contact_reply_on_time_rate_due' AS measure_id, 'period' AS way, fact.due_date AS from_day, fact.due_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.due_date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('contact_reply') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'contact_reply_on_time_overdue_n' AS measure_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('contact_reply') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'phone_answered_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (fact.calls_answered)::numeric AS numerator, (fact.calls_offered)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE (fact.calls_answered IS NULL) IS NOT TRUE AND (fact.calls_offered IS NULL) IS NOT TRUE AND fact.event_type IN ('calls')
    UNION ALL
    SELECT fact.authority, 'phone_abandoned_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (fact.calls_abandoned)::numeric AS numerator, (fact.calls_offered)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE (fact.calls_abandoned IS NULL) IS NOT TRUE AND (fact.calls_offered IS NULL) IS NOT TRUE AND fact.event_type IN ('calls')
    UNION ALL
    SELECT fact.authority, 'named_caseworker_rate' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, fact.birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.case_kind || '|' || fact.from_date AS row_key, fact.case_key, fact.person_key, ((((fact.caseworker IN ('not_allocated')) IS NOT TRUE) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, (NULL)::text AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, (NULL)::text AS school_phase
    FROM marts.fact_caseload AS fact
    UNION ALL
    SELECT fact.authority, 'caseworker_told_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('caseworker_told')
    UNION ALL
    SELECT fact.authority, 'caseworker_known_survey_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('survey') AND fact.subject IN ('knows_caseworker')
    UNION ALL
    SELECT fact.authority, 'update_14day_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('update')
    UNION ALL
    SELECT fact.authority, 'half_term_review_done' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('standing_meeting') AND fact.subject IN ('STANDARDS')
    UNION ALL
    SELECT fact.authority, 'case_note_audit_pass_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('case_note_audit')
    UNION ALL
    SELECT fact.authority, 'panel_note_audit_pass_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('panel_note_audit')
    UNION ALL
    SELECT fact.authority, 'caseworkers_sampled_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('sampled_heads')
    UNION ALL
    SELECT fact.authority, 'panel_notes_complete_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('panel_decision')
    UNION ALL
    SELECT fact.authority, 'case_field_complete_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('case_field')
    UNION ALL
    SELECT fact.authority, 'letter_new_template_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('letter')
    UNION ALL
    SELECT fact.authority, 'letter_rationale_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('decision_letter_reason')
    UNION ALL
    SELECT fact.authority, 'faq_impact_review_done' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('action_due') AND fact.subject IN ('iii')
    UNION ALL
    SELECT fact.authority, 'views_captured_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('plan_views')
    UNION ALL
    SELECT fact.authority, 'disparity_recorded_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('disparity_recorded')
    UNION ALL
    SELECT fact.authority, 'explanation_given_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('disparity_explained')
    UNION ALL
    SELECT fact.authority, 'professionals_only_reason_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('professionals_only_reason')
    UNION ALL
    SELECT fact.authority, 'professionals_only_minutes_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('professionals_only_minutes')
    UNION ALL
    SELECT fact.authority, 'coproduction_meeting_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('coproduction_meeting')
    UNION ALL
    SELECT fact.authority, 'interpreter_need_met_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('interpreter_needed')
    UNION ALL
    SELECT fact.authority, 'interpreter_independent_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('interpreter_booked')
    UNION ALL
    SELECT fact.authority, 'interpreter_cost' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (coalesce(fact.pounds, 0))::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('interpreter_needed')
    UNION ALL
    SELECT fact.authority, 'iass_offer_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('decision_letter_iass')
    UNION ALL
    SELECT fact.authority, 'iass_referrals_n' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('iass_referral')
    UNION ALL
    SELECT fact.authority, 'advocacy_ld_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('advocate_due')
    UNION ALL
    SELECT fact.authority, 'staff_trained_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('trained_heads')
    UNION ALL
    SELECT fact.authority, 'transport_refusal_rate_send' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('transport_decided_send')
    UNION ALL
    SELECT fact.authority, 'transport_refusal_rate_other' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('transport_decided_other')
    UNION ALL
    SELECT fact.authority, 'transport_decision_on_time_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('transport_decision')
    UNION ALL
    SELECT fact.authority, 'transport_decision_on_time_rate_due' AS measure_id, 'period' AS way, fact.due_date AS from_day, fact.due_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.due_date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('transport_decision') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'transport_decision_on_time_overdue_n' AS measure_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('transport_decision') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'transport_appeal_upheld_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('transport_appeal')
    UNION ALL
    SELECT fact.authority, 'transport_first_day_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('transport_first_day')
    UNION ALL
    SELECT fact.authority, 'transport_start_late_n' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('transport_first_day') AND fact.is_met IN (false)
    UNION ALL
    SELECT fact.authority, 'parenting_places_taken_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('parenting_offered')
    UNION ALL
    SELECT fact.authority, 'parenting_completed_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('parenting_started')
    UNION ALL
    SELECT fact.authority, 'parenting_useful_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('parenting_answered')
    UNION ALL
    SELECT fact.authority, 'offer_gap_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('action_overdue') AND fact.subject IN ('viii')
    UNION ALL
    SELECT fact.authority, 'phase_transfer_pre16_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('transfer_school')
    UNION ALL
    SELECT fact.authority, 'phase_transfer_pre16_rate_due' AS measure_id, 'period' AS way, fact.due_date AS from_day, fact.due_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.due_date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('transfer_school') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'phase_transfer_pre16_overdue_n' AS measure_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('transfer_school') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'phase_transfer_post16_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('transfer_post16')
    UNION ALL
    SELECT fact.authority, 'phase_transfer_post16_rate_due' AS measure_id, 'period' AS way, fact.due_date AS from_day, fact.due_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.due_date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('transfer_post16') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'phase_transfer_post16_overdue_n' AS measure_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('transfer_post16') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'phase_transfer_post16_move_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('transfer_post16_move')
    UNION ALL
    SELECT fact.authority, 'phase_transfer_post16_move_rate_due' AS measure_id, 'period' AS way, fact.due_date AS from_day, fact.due_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.due_date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('transfer_post16_move') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'phase_transfer_post16_move_overdue_n' AS measure_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('transfer_post16_move') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'phase_transfer_type_only_n' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('transfer_named') AND fact.is_met IN (true)
    UNION ALL
    SELECT fact.authority, 'phase_transfer_late_arrivals_n' AS measure_id, 'period' AS way, fact.due_date AS from_day, fact.due_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.due_date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('transfer_post16', 'transfer_post16_move', 'transfer_school') AND fact.out_of_scope_reason IN ('plan_after_deadline')
    UNION ALL
    SELECT fact.authority, 'transfer_in_review_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('transfer_in_review')
    UNION ALL
    SELECT fact.authority, 'transfer_in_review_rate_due' AS measure_id, 'period' AS way, fact.due_date AS from_day, fact.due_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.due_date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('transfer_in_review') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'transfer_in_review_overdue_n' AS measure_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('transfer_in_review') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'advice_6wk_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('advice_response')
    UNION ALL
    SELECT fact.authority, 'advice_6wk_rate_due' AS measure_id, 'period' AS way, fact.due_date AS from_day, fact.due_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.due_date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('advice_response') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'advice_6wk_overdue_n' AS measure_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('advice_response') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'draft_comment_time_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('draft_comments')
    UNION ALL
    SELECT fact.authority, 'consultation_reply_15d_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('consult_setting')
    UNION ALL
    SELECT fact.authority, 'consultation_reply_15d_rate_due' AS measure_id, 'period' AS way, fact.due_date AS from_day, fact.due_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.due_date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('consult_setting') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'consultation_reply_15d_overdue_n' AS measure_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('consult_setting') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'exception_valid_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.exception_valid IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.exception_recorded IN (true) AND fact.in_scope IN (true) AND fact.limit_id IN ('final_plan')
    UNION ALL
    SELECT fact.authority, 'apology_letter_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('limit_missed')
    UNION ALL
    SELECT fact.authority, 'apology_reasons_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('delay_letter')
    UNION ALL
    SELECT fact.authority, 'delay_reason_n' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('delay_letter')
    UNION ALL
    SELECT fact.authority, 'ehcp_20wk_rate_12m' AS measure_id, '12_months' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.exception_recorded IN (false) AND fact.in_scope IN (true) AND fact.limit_id IN ('final_plan')
    UNION ALL
    SELECT fact.authority, 'requests_received' AS measure_id, 'period' AS way, fact.received_date AS from_day, fact.received_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.received_date AS counted_on, fact.case_key AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_request AS fact
    WHERE (fact.request_outcome IN ('H')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'request_refused_rate' AS measure_id, 'period' AS way, fact.received_date AS from_day, fact.received_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.received_date AS counted_on, fact.case_key AS row_key, fact.case_key, fact.person_key, (((fact.request_outcome IN ('N')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_request AS fact
    WHERE (fact.request_outcome IN ('H')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'request_decision_6wk_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('decide_to_assess')
    UNION ALL
    SELECT fact.authority, 'request_decision_6wk_rate_due' AS measure_id, 'period' AS way, fact.due_date AS from_day, fact.due_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.due_date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('decide_to_assess') AND (fact.out_of_scope_reason IN ('dates_unusable', 'mediation_changed', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'no_plan_decision_16wk_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('decide_not_to_issue')
    UNION ALL
    SELECT fact.authority, 'ehcp_20wk_rate_incl' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('final_plan')
    UNION ALL
    SELECT fact.authority, 'ehcp_20wk_rate_excl' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.exception_recorded IN (false) AND fact.in_scope IN (true) AND fact.limit_id IN ('final_plan')
    UNION ALL
    SELECT fact.authority, 'ehcp_20wk_rate_due' AS measure_id, 'period' AS way, fact.due_date AS from_day, fact.due_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.due_date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('final_plan') AND (fact.out_of_scope_reason IN ('dates_unusable', 'mediation_changed', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'ehcp_open_overdue_n' AS measure_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, fact.birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.case_kind || '|' || fact.from_date AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, (NULL)::text AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, (NULL)::text AS school_phase
    FROM marts.fact_caseload AS fact
    WHERE fact.case_kind IN ('assessment') AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'ehcp_over_52wk_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.late_band IN ('over_52_weeks')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.exception_recorded IN (false) AND fact.in_scope IN (true) AND fact.limit_id IN ('final_plan')
    UNION ALL
    SELECT fact.authority, 'ehcp_issued_at_boundary_n' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.at_boundary IN (true) AND fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('final_plan')
    UNION ALL
    SELECT fact.authority, 'exception_share' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.exception_recorded IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('final_plan')
    UNION ALL
    SELECT fact.authority, 'clock_unusable_n' AS measure_id, 'period' AS way, coalesce(fact.clock_end, fact.clock_start) AS from_day, coalesce(fact.clock_end, fact.clock_start) AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, coalesce(fact.clock_end, fact.clock_start) AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.out_of_scope_reason IN ('dates_unusable')
    UNION ALL
    SELECT fact.authority, 'new_plans_n' AS measure_id, 'period' AS way, fact.start_date AS from_day, fact.start_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.start_date AS counted_on, fact.plan_key AS row_key, fact.plan_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_plan AS fact
    WHERE fact.transferred_in IN (false)
    UNION ALL
    SELECT fact.authority, 'plans_ceased_n' AS measure_id, 'period' AS way, fact.to_date AS from_day, fact.to_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.to_date AS counted_on, fact.case_key || '|' || fact.case_kind || '|' || fact.from_date AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, coalesce(age.age_band, 'not_recorded') AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, coalesce(age.school_phase, 'not_recorded') AS school_phase
    FROM marts.fact_caseload AS fact
    LEFT JOIN marts.dim_age AS age
        ON age.age = extract(year FROM fact.to_date - interval '8 months') - fact.birth_academic_year - 1
    WHERE fact.case_kind IN ('plan') AND fact.is_last_spell IN (true)
    UNION ALL
    SELECT fact.authority, 'plans_maintained_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, fact.birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.case_kind || '|' || fact.from_date AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, (NULL)::text AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, (NULL)::text AS school_phase
    FROM marts.fact_caseload AS fact
    WHERE fact.case_kind IN ('plan')
    UNION ALL
    SELECT fact.authority, 'assessments_open_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, fact.birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.case_kind || '|' || fact.from_date AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, (NULL)::text AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, (NULL)::text AS school_phase
    FROM marts.fact_caseload AS fact
    WHERE fact.case_kind IN ('assessment')
    UNION ALL
    SELECT fact.authority, 'caseload_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, fact.birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.case_kind || '|' || fact.from_date AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, (NULL)::text AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, (NULL)::text AS school_phase
    FROM marts.fact_caseload AS fact
    UNION ALL
    SELECT fact.authority, 'ehcp_weeks_mean_incl' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (fact.elapsed_days)::numeric AS numerator, ((fact.elapsed_days IS NOT NULL)::int)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('final_plan')
    UNION ALL
    SELECT fact.authority, 'ehcp_weeks_mean_excl' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (fact.elapsed_days)::numeric AS numerator, ((fact.elapsed_days IS NOT NULL)::int)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.exception_recorded IN (false) AND fact.in_scope IN (true) AND fact.limit_id IN ('final_plan')
    UNION ALL
    SELECT fact.authority, 'assessments_open_weeks_mean' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, fact.started_on AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (NULL)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('open_assessment') AND (fact.started_on IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'assessments_overdue_by_age_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('open_assessment') AND fact.subject IN ('20_to_30_weeks', '30_to_52_weeks', 'over_52_weeks')
    UNION ALL
    SELECT fact.authority, 'assessments_over_52wk_open_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('open_assessment') AND fact.subject IN ('over_52_weeks')
    UNION ALL
    SELECT fact.authority, 'requests_12m_n' AS measure_id, '12_months' AS way, fact.received_date AS from_day, fact.received_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.received_date AS counted_on, fact.case_key AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_request AS fact
    WHERE (fact.request_outcome IN ('H')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'ep_advice_awaited_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('advice_awaited') AND fact.subject IN ('EP')
    UNION ALL
    SELECT fact.authority, 'advice_awaited_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('advice_awaited')
    UNION ALL
    SELECT fact.authority, 'panel_decided_first_time_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('panel_hearing')
    UNION ALL
    SELECT fact.authority, 'panel_attendance_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('panel_attendance')
    UNION ALL
    SELECT fact.authority, 'panel_quorate_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('panel_sitting')
    UNION ALL
    SELECT fact.authority, 'summer_panel_held' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('summer_panel')
    UNION ALL
    SELECT fact.authority, 'summer_decisions_n' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('summer_decision')
    UNION ALL
    SELECT fact.authority, 'placement_named_by_term_start_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('term_start')
    UNION ALL
    SELECT fact.authority, 'awaiting_placement_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, fact.birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.case_kind || '|' || fact.from_date AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, (NULL)::text AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, (NULL)::text AS school_phase
    FROM marts.fact_caseload AS fact
    WHERE fact.case_kind IN ('plan') AND fact.setting IN ('not_recorded')
    UNION ALL
    SELECT fact.authority, 'plan_audit_good_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('plan_audit') AND fact.subject IN ('OVERALL')
    UNION ALL
    SELECT fact.authority, 'plan_section_good_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('plan_audit') AND fact.subject IN ('EDUCATION', 'HEALTH', 'OUTCOMES', 'SOCIAL', 'VIEWS')
    UNION ALL
    SELECT fact.authority, 'plan_education_good_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('plan_audit') AND fact.subject IN ('EDUCATION')
    UNION ALL
    SELECT fact.authority, 'plan_health_good_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('plan_audit') AND fact.subject IN ('HEALTH')
    UNION ALL
    SELECT fact.authority, 'plan_social_good_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('plan_audit') AND fact.subject IN ('SOCIAL')
    UNION ALL
    SELECT fact.authority, 'outcomes_smart_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (fact.outcomes_smart)::numeric AS numerator, (fact.outcomes_sampled)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('outcomes_read') AND (fact.outcomes_sampled IS NULL) IS NOT TRUE AND (fact.outcomes_smart IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'interim_steps_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (fact.outcomes_with_steps)::numeric AS numerator, (fact.outcomes_sampled)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('outcomes_read') AND (fact.outcomes_sampled IS NULL) IS NOT TRUE AND (fact.outcomes_with_steps IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'annual_review_12m_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('review_12_months')
    UNION ALL
    SELECT fact.authority, 'annual_review_12m_rate_due' AS measure_id, 'period' AS way, fact.due_date AS from_day, fact.due_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.due_date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('review_12_months') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'annual_review_12m_overdue_n' AS measure_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('review_12_months') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'annual_review_4wk_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('review_decision')
    UNION ALL
    SELECT fact.authority, 'annual_review_4wk_rate_due' AS measure_id, 'period' AS way, fact.due_date AS from_day, fact.due_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.due_date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('review_decision') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'annual_review_4wk_overdue_n' AS measure_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('review_decision') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'amendment_notice_4wk_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('amendment_notice')
    UNION ALL
    SELECT fact.authority, 'amendment_notice_4wk_rate_due' AS measure_id, 'period' AS way, fact.due_date AS from_day, fact.due_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.due_date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('amendment_notice') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'amendment_notice_4wk_overdue_n' AS measure_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('amendment_notice') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'amended_final_8wk_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('amended_final')
    UNION ALL
    SELECT fact.authority, 'amended_final_8wk_rate_due' AS measure_id, 'period' AS way, fact.due_date AS from_day, fact.due_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.due_date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('amended_final') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'amended_final_8wk_overdue_n' AS measure_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('amended_final') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'annual_review_12wk_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('amended_final_from_meeting')
    UNION ALL
    SELECT fact.authority, 'annual_review_12wk_rate_due' AS measure_id, 'period' AS way, fact.due_date AS from_day, fact.due_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.due_date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('amended_final_from_meeting') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'annual_review_12wk_overdue_n' AS measure_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('amended_final_from_meeting') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'review_early_years_6m_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('review_early_years')
    UNION ALL
    SELECT fact.authority, 'review_early_years_6m_rate_due' AS measure_id, 'period' AS way, fact.due_date AS from_day, fact.due_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.due_date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('review_early_years') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'review_early_years_6m_overdue_n' AS measure_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('review_early_years') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'review_report_2wk_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('review_report')
    UNION ALL
    SELECT fact.authority, 'review_report_2wk_rate_due' AS measure_id, 'period' AS way, fact.due_date AS from_day, fact.due_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.due_date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('review_report') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'review_report_2wk_overdue_n' AS measure_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('review_report') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'annual_review_meeting_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('review_meeting_due')
    UNION ALL
    SELECT fact.authority, 'annual_review_outcome_progress_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (fact.outcomes_met)::numeric AS numerator, (fact.outcomes_reviewed)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('review_outcomes') AND (fact.outcomes_met IS NULL) IS NOT TRUE AND (fact.outcomes_reviewed IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'reviews_unfinished_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('review_unfinished')
    UNION ALL
    SELECT fact.authority, 'reviews_unfinished_12m_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('review_unfinished') AND fact.subject IN ('12_to_24_months', 'over_24_months')
    UNION ALL
    SELECT fact.authority, 'plans_not_amended_3y_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('plan_not_amended')
    UNION ALL
    SELECT fact.authority, 'flexi_school_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('provision') AND fact.subject IN ('FLEXI')
    UNION ALL
    SELECT fact.authority, 'bespoke_package_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('provision') AND fact.subject IN ('BESPOKE')
    UNION ALL
    SELECT fact.authority, 'eotas_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('provision') AND fact.subject IN ('EOTAS')
    UNION ALL
    SELECT fact.authority, 'tuition_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('provision') AND fact.subject IN ('TUITION')
    UNION ALL
    SELECT fact.authority, 'package_annual_cost' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (coalesce(fact.annual_cost, 0))::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('provision')
    UNION ALL
    SELECT fact.authority, 'packages_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('provision')
    UNION ALL
    SELECT fact.authority, 'out_of_school_with_plan_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, fact.birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.case_kind || '|' || fact.from_date AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, (NULL)::text AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, (NULL)::text AS school_phase
    FROM marts.fact_caseload AS fact
    WHERE fact.case_kind IN ('plan') AND fact.setting IN ('NEET', 'NIEC', 'NIEO')
    UNION ALL
    SELECT fact.authority, 'tuition_started_15d_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('tuition_start')
    UNION ALL
    SELECT fact.authority, 'tuition_started_15d_rate_due' AS measure_id, 'period' AS way, fact.due_date AS from_day, fact.due_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.due_date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('tuition_start') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'tuition_started_15d_overdue_n' AS measure_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('tuition_start') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'ehe_with_plan_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, fact.birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.case_kind || '|' || fact.from_date AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, (NULL)::text AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, (NULL)::text AS school_phase
    FROM marts.fact_caseload AS fact
    WHERE fact.case_kind IN ('plan') AND fact.setting IN ('EHE')
    UNION ALL
    SELECT fact.authority, 'post16_providers_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('post16_provider')
    UNION ALL
    SELECT fact.authority, 'post16_in_education_rate' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, ((((fact.subject IN ('NEET', 'NIEC', 'NIEO', 'not_recorded')) IS NOT TRUE) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('post16_plan')
    UNION ALL
    SELECT fact.authority, 'post16_neet_rate' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (((fact.subject IN ('NEET', 'NIEC', 'NIEO')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('post16_plan')
    UNION ALL
    SELECT fact.authority, 'post16_places_open' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('action_due') AND fact.subject IN ('xiii')
    UNION ALL
    SELECT fact.authority, 'pfa_outcomes_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('review_pfa')
    UNION ALL
    SELECT fact.authority, 'new_independent_placements_n' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('placement_independent')
    UNION ALL
    SELECT fact.authority, 'new_independent_cost_mean' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (fact.pounds)::numeric AS numerator, ((fact.pounds IS NOT NULL)::int)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('placement_independent')
    UNION ALL
    SELECT fact.authority, 'new_independent_after_order_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('placement_independent')
    UNION ALL
    SELECT fact.authority, 'new_out_of_area_placements_n' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('placement_out_of_area')
    UNION ALL
    SELECT fact.authority, 'new_out_of_area_cost_mean' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (fact.pounds)::numeric AS numerator, ((fact.pounds IS NOT NULL)::int)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('placement_out_of_area')
    UNION ALL
    SELECT fact.authority, 'new_out_of_area_after_order_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('placement_out_of_area')
    UNION ALL
    SELECT fact.authority, 'personal_budget_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('personal_budget')
    UNION ALL
    SELECT fact.authority, 'residential_placements_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('residential_placement')
    UNION ALL
    SELECT fact.authority, 'work_based_placements_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('work_based_placement')
    UNION ALL
    SELECT fact.authority, 'complex_senior_caseworker_rate' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (((fact.subject IN ('SENIOR')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('complex_case')
    UNION ALL
    SELECT fact.authority, 'complex_cases_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('complex_case')
    UNION ALL
    SELECT fact.authority, 'caseworker_changes_12m_n' AS measure_id, '12_months' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('caseworker_change')
    UNION ALL
    SELECT fact.authority, 'plans_held_12m_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('same_caseworker_12_months')
    UNION ALL
    SELECT fact.authority, 'plans_over_12m_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('plan_12_months')
    UNION ALL
    SELECT fact.authority, 'staff_in_post_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('staff')
    UNION ALL
    SELECT fact.authority, 'casework_fte' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (coalesce(fact.fte, 0))::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('casework_staff')
    UNION ALL
    SELECT fact.authority, 'casework_heads_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('casework_staff')
    UNION ALL
    SELECT fact.authority, 'staff_fte' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (coalesce(fact.fte, 0))::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('staff')
    UNION ALL
    SELECT fact.authority, 'established_fte' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (coalesce(fact.fte, 0))::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('established')
    UNION ALL
    SELECT fact.authority, 'agency_fte' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (coalesce(fact.fte, 0))::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('agency_staff')
    UNION ALL
    SELECT fact.authority, 'leavers_12m_n' AS measure_id, '12_months' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('staff_left')
    UNION ALL
    SELECT fact.authority, 'cover_in_place_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('absence')
    UNION ALL
    SELECT fact.authority, 'transition_plan_early_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('transition_planning')
    UNION ALL
    SELECT fact.authority, 'improvement_board_held_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('standing_meeting') AND fact.subject IN ('BOARD')
    UNION ALL
    SELECT fact.authority, 'parent_group_held_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('standing_meeting') AND fact.subject IN ('PARENT_GROUP')
    UNION ALL
    SELECT fact.authority, 'complaints_received_n' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('complaint')
    UNION ALL
    SELECT fact.authority, 'complaints_on_time_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('complaint_stage_1', 'complaint_stage_2')
    UNION ALL
    SELECT fact.authority, 'complaints_on_time_rate_due' AS measure_id, 'period' AS way, fact.due_date AS from_day, fact.due_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.due_date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('complaint_stage_1', 'complaint_stage_2') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'complaints_on_time_overdue_n' AS measure_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('complaint_stage_1', 'complaint_stage_2') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'lgsco_upheld_n' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('ombudsman_decision') AND fact.is_met IN (true)
    UNION ALL
    SELECT fact.authority, 'lgsco_remedy_paid' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (coalesce(fact.pounds, 0))::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('ombudsman_decision')
    UNION ALL
    SELECT fact.authority, 'mediation_n' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('mediation_held')
    UNION ALL
    SELECT fact.authority, 'mediation_30d_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('arrange_mediation')
    UNION ALL
    SELECT fact.authority, 'mediation_30d_rate_due' AS measure_id, 'period' AS way, fact.due_date AS from_day, fact.due_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.due_date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('arrange_mediation') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'mediation_30d_overdue_n' AS measure_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('arrange_mediation') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'appeals_12m_n' AS measure_id, '12_months' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('appeal_registered')
    UNION ALL
    SELECT fact.authority, 'appealable_decisions_12m_n' AS measure_id, '12_months' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('appealable_decision')
    UNION ALL
    SELECT fact.authority, 'tribunal_order_on_time_rate' AS measure_id, 'period' AS way, fact.clock_end AS from_day, fact.clock_end AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.clock_end AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('order_amend_content', 'order_amend_setting', 'order_assess', 'order_assess_no_plan', 'order_assess_plan', 'order_continue', 'order_make_plan_final', 'order_reconsider')
    UNION ALL
    SELECT fact.authority, 'tribunal_order_on_time_rate_due' AS measure_id, 'period' AS way, fact.due_date AS from_day, fact.due_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.due_date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('order_amend_content', 'order_amend_setting', 'order_assess', 'order_assess_no_plan', 'order_assess_plan', 'order_continue', 'order_make_plan_final', 'order_reconsider') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'tribunal_order_on_time_overdue_n' AS measure_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.limit_id || '|' || fact.subject AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('order_amend_content', 'order_amend_setting', 'order_assess', 'order_assess_no_plan', 'order_assess_plan', 'order_continue', 'order_make_plan_final', 'order_reconsider') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'plans_year_before_n' AS measure_id, 'eve_of_12_months' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, fact.birth_academic_year, (NULL)::date AS counted_on, fact.case_key || '|' || fact.case_kind || '|' || fact.from_date AS row_key, fact.case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, (NULL)::text AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, (NULL)::text AS school_phase
    FROM marts.fact_caseload AS fact
    WHERE fact.case_kind IN ('plan')
    UNION ALL
    SELECT fact.authority, 'high_needs_spend' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (coalesce(fact.pounds, 0))::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('ledger_spend')
    UNION ALL
    SELECT fact.authority, 'high_needs_allocation' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (coalesce(fact.pounds, 0))::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('ledger_allocation')
    UNION ALL
    SELECT fact.authority, 'high_needs_balance' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (coalesce(fact.pounds, 0))::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('ledger_balance')
    UNION ALL
    SELECT fact.authority, 'action_done_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('action_due')
    UNION ALL
    SELECT fact.authority, 'action_overdue_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('action_overdue')
    UNION ALL
    SELECT fact.authority, 'survey_satisfaction_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('survey') AND fact.subject IN ('communication', 'plan_quality', 'process')
    UNION ALL
    SELECT fact.authority, 'appeals_open_n' AS measure_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, (NULL)::date AS counted_on, fact.spell_key AS row_key, fact.spell_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('appeal_open')
    UNION ALL
    SELECT fact.authority, 'appeals_ended_n' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('appeal_ended')
    UNION ALL
    SELECT fact.authority, 'appeals_conceded_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.subject IN ('CONCEDED')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('appeal_ended') AND fact.subject IN ('CONCEDED', 'CONSENT', 'DISMISSED', 'PART', 'UPHELD', 'WITHDRAWN')
    UNION ALL
    SELECT fact.authority, 'appeals_upheld_rate' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (((fact.subject IN ('PART', 'UPHELD')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('appeal_ended') AND fact.subject IN ('DISMISSED', 'PART', 'UPHELD')
    UNION ALL
    SELECT fact.authority, 'plans_changed_by_order_n' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('decision_changed') AND fact.is_met IN (true) AND fact.subject IN ('AMEND_CONTENT', 'AMEND_SETTING')
    UNION ALL
    SELECT fact.authority, 'plans_changed_by_concession_n' AS measure_id, 'period' AS way, fact.event_date AS from_day, fact.event_date AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.event_date AS counted_on, fact.event_key AS row_key, fact.event_key AS case_key, fact.person_key, (1)::numeric AS numerator, (NULL)::numeric AS denominator, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('decision_changed') AND fact.is_met IN (false) AND fact.subject IN ('AMEND_CONTENT', 'AMEND_SETTING')
), counted AS (
    SELECT
        fact.authority, fact.measure_id, span.period_type, span.period_key,
        fact.row_key, fact.case_key, fact.person_key,
        coalesce(fact.counted_on, span.last_day) AS counted_on,
        coalesce(fact.numerator, span.last_day - fact.since) AS numerator,
        fact.denominator,
        fact.locality AS locality, fact.team AS team, fact.caseworker AS caseworker, coalesce(fact.age_band, age.age_band, 'not_recorded') AS age_band, fact.sex AS sex, fact.ethnicity AS ethnicity, fact.primary_need AS primary_need, fact.setting AS setting, coalesce(fact.school_phase, age.school_phase, 'not_recorded') AS school_phase
    FROM fact
    JOIN span ON span.authority = fact.authority AND span.way = fact.way
        AND fact.from_day <= span.until AND fact.to_day >= span.since
    LEFT JOIN marts.dim_age AS age ON age.age = span.academic_year - fact.birth_academic_year - 1
)
SELECT
    counted.authority,
    counted.measure_id,
    counted.period_type,
    counted.period_key,
    placed.dimension,
    placed.member,
    counted.row_key,
    counted.case_key,
    counted.person_key,
    counted.counted_on,
    counted.numerator,
    counted.denominator
FROM counted
CROSS JOIN LATERAL (
    VALUES ('all', 'all'), ('locality', counted.locality), ('team', counted.team), ('caseworker', counted.caseworker), ('age_band', counted.age_band), ('sex', counted.sex), ('ethnicity', counted.ethnicity), ('primary_need', counted.primary_need), ('setting', counted.setting), ('school_phase', counted.school_phase)
) AS placed (dimension, member)
-- A figure that rests on columns which cannot be relied on is none.
WHERE NOT EXISTS (
    SELECT FROM dq.not_reliable AS why
    JOIN ops.load_run AS load ON load.authority = why.authority AND load.is_current
        AND load.extract_date = why.extract_date
    WHERE why.authority = counted.authority AND why.measure_id = counted.measure_id AND why.dimension = 'all'
)
