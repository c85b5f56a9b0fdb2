-- Made from the measure catalogue by `python -m include.cli models`; change that, not this file.
WITH known AS (
    SELECT
        load.authority,
        bi.key_of(load.authority) >> 16 AS authority_key,
        load.extract_date,
        min(period.period_start) AS first_day
    FROM ops.load_run AS load
    JOIN marts.dim_period AS period USING (authority)
    WHERE load.is_current
    GROUP BY load.authority, load.extract_date
), count_day AS (
    -- What is open is counted on the last day of each month; of a month that has not ended the last known day counts.
    SELECT DISTINCT
        span.authority,
        span.last_day,
        extract(year FROM span.last_day - interval '8 months')::integer AS academic_year,
        placed.way,
        placed.day
    FROM (
        SELECT period.authority, least(period.period_end, load.extract_date) AS last_day
        FROM marts.dim_period AS period
        JOIN ops.load_run AS load ON load.authority = period.authority AND load.is_current
        WHERE period.period_type = 'month' AND period.period_start <= load.extract_date
    ) AS span
    CROSS JOIN LATERAL (
        SELECT way, CASE way WHEN 'last_day' THEN span.last_day WHEN 'eve_of_12_months' THEN (span.last_day + 1 - interval '12 months')::date - (((span.last_day + 1 - interval '12 months')::date + interval '12 months')::date > span.last_day)::int END AS day FROM string_to_table('last_day eve_of_12_months', ' ') AS way
    ) AS placed
), spell AS (
    SELECT fact.authority, 'contact_reply_on_time_overdue_n' AS measure_id, 779113080427877 AS measure_key, fact.limit_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('contact_reply') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'named_caseworker_rate' AS measure_id, 4198132237839725 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, fact.birth_academic_year, fact.locality, fact.team, fact.caseworker, (NULL)::text AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, (NULL)::text AS school_phase, ((((fact.caseworker IN ('not_allocated')) IS NOT TRUE) IS TRUE)::int)::numeric AS open_numerator, (1)::numeric AS open_denominator
    FROM marts.fact_caseload AS fact
    UNION ALL
    SELECT fact.authority, 'caseworkers_sampled_n' AS measure_id, 1981802072445305 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('sampled_heads')
    UNION ALL
    SELECT fact.authority, 'staff_trained_n' AS measure_id, 4064401951931010 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('trained_heads')
    UNION ALL
    SELECT fact.authority, 'transport_decision_on_time_overdue_n' AS measure_id, 3599351582738535 AS measure_key, fact.limit_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('transport_decision') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'offer_gap_n' AS measure_id, 2611794722826739 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('action_overdue') AND fact.subject IN ('viii')
    UNION ALL
    SELECT fact.authority, 'phase_transfer_pre16_overdue_n' AS measure_id, 4255896531967336 AS measure_key, fact.limit_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('transfer_school') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'phase_transfer_post16_overdue_n' AS measure_id, 2038575061166151 AS measure_key, fact.limit_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('transfer_post16') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'phase_transfer_post16_move_overdue_n' AS measure_id, 2534635580911048 AS measure_key, fact.limit_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('transfer_post16_move') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'transfer_in_review_overdue_n' AS measure_id, 1095005881966 AS measure_key, fact.limit_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('transfer_in_review') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'advice_6wk_overdue_n' AS measure_id, 1868989195764023 AS measure_key, fact.limit_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('advice_response') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'consultation_reply_15d_overdue_n' AS measure_id, 1814215026019120 AS measure_key, fact.limit_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('consult_setting') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'ehcp_open_overdue_n' AS measure_id, 3768933286592262 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, fact.birth_academic_year, fact.locality, fact.team, fact.caseworker, (NULL)::text AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, (NULL)::text AS school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_caseload AS fact
    WHERE fact.case_kind IN ('assessment') AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'plans_maintained_n' AS measure_id, 2177082426370457 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, fact.birth_academic_year, fact.locality, fact.team, fact.caseworker, (NULL)::text AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, (NULL)::text AS school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_caseload AS fact
    WHERE fact.case_kind IN ('plan')
    UNION ALL
    SELECT fact.authority, 'assessments_open_n' AS measure_id, 781585099356840 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, fact.birth_academic_year, fact.locality, fact.team, fact.caseworker, (NULL)::text AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, (NULL)::text AS school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_caseload AS fact
    WHERE fact.case_kind IN ('assessment')
    UNION ALL
    SELECT fact.authority, 'caseload_n' AS measure_id, 1202675156584909 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, fact.birth_academic_year, fact.locality, fact.team, fact.caseworker, (NULL)::text AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, (NULL)::text AS school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_caseload AS fact
    UNION ALL
    SELECT fact.authority, 'assessments_open_weeks_mean' AS measure_id, 1228422069639681 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, fact.started_on AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (NULL)::numeric AS open_numerator, (1)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('open_assessment') AND (fact.started_on IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'assessments_overdue_by_age_n' AS measure_id, 3790730698854540 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('open_assessment') AND fact.subject IN ('20_to_30_weeks', '30_to_52_weeks', 'over_52_weeks')
    UNION ALL
    SELECT fact.authority, 'assessments_over_52wk_open_n' AS measure_id, 658712634290344 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('open_assessment') AND fact.subject IN ('over_52_weeks')
    UNION ALL
    SELECT fact.authority, 'ep_advice_awaited_n' AS measure_id, 4391823409303436 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('advice_awaited') AND fact.subject IN ('EP')
    UNION ALL
    SELECT fact.authority, 'advice_awaited_n' AS measure_id, 193227420535153 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('advice_awaited')
    UNION ALL
    SELECT fact.authority, 'awaiting_placement_n' AS measure_id, 796114325963946 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, fact.birth_academic_year, fact.locality, fact.team, fact.caseworker, (NULL)::text AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, (NULL)::text AS school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_caseload AS fact
    WHERE fact.case_kind IN ('plan') AND fact.setting IN ('not_recorded')
    UNION ALL
    SELECT fact.authority, 'annual_review_12m_overdue_n' AS measure_id, 2226409839827330 AS measure_key, fact.limit_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('review_12_months') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'annual_review_4wk_overdue_n' AS measure_id, 2560133135494423 AS measure_key, fact.limit_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('review_decision') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'amendment_notice_4wk_overdue_n' AS measure_id, 2757128457244771 AS measure_key, fact.limit_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('amendment_notice') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'amended_final_8wk_overdue_n' AS measure_id, 2145830512742316 AS measure_key, fact.limit_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('amended_final') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'annual_review_12wk_overdue_n' AS measure_id, 924296076914087 AS measure_key, fact.limit_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('amended_final_from_meeting') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'review_early_years_6m_overdue_n' AS measure_id, 704396557241619 AS measure_key, fact.limit_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('review_early_years') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'review_report_2wk_overdue_n' AS measure_id, 1938411545953959 AS measure_key, fact.limit_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('review_report') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'reviews_unfinished_n' AS measure_id, 3485543216712751 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('review_unfinished')
    UNION ALL
    SELECT fact.authority, 'reviews_unfinished_12m_n' AS measure_id, 2601826662637090 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('review_unfinished') AND fact.subject IN ('12_to_24_months', 'over_24_months')
    UNION ALL
    SELECT fact.authority, 'plans_not_amended_3y_n' AS measure_id, 900909056242072 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('plan_not_amended')
    UNION ALL
    SELECT fact.authority, 'flexi_school_n' AS measure_id, 3859739333115919 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('provision') AND fact.subject IN ('FLEXI')
    UNION ALL
    SELECT fact.authority, 'bespoke_package_n' AS measure_id, 1860804872628875 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('provision') AND fact.subject IN ('BESPOKE')
    UNION ALL
    SELECT fact.authority, 'eotas_n' AS measure_id, 3974325392106857 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('provision') AND fact.subject IN ('EOTAS')
    UNION ALL
    SELECT fact.authority, 'tuition_n' AS measure_id, 1942221437608524 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('provision') AND fact.subject IN ('TUITION')
    UNION ALL
    SELECT fact.authority, 'package_annual_cost' AS measure_id, 1534830933171157 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (coalesce(fact.annual_cost, 0))::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('provision')
    UNION ALL
    SELECT fact.authority, 'packages_n' AS measure_id, 3812575021642061 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('provision')
    UNION ALL
    SELECT fact.authority, 'out_of_school_with_plan_n' AS measure_id, 1136260000902731 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, fact.birth_academic_year, fact.locality, fact.team, fact.caseworker, (NULL)::text AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, (NULL)::text AS school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_caseload AS fact
    WHERE fact.case_kind IN ('plan') AND fact.setting IN ('NEET', 'NIEC', 'NIEO')
    UNION ALL
    SELECT fact.authority, 'tuition_started_15d_overdue_n' AS measure_id, 4188967323015424 AS measure_key, fact.limit_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('tuition_start') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'ehe_with_plan_n' AS measure_id, 1293119157417363 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, fact.birth_academic_year, fact.locality, fact.team, fact.caseworker, (NULL)::text AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, (NULL)::text AS school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_caseload AS fact
    WHERE fact.case_kind IN ('plan') AND fact.setting IN ('EHE')
    UNION ALL
    SELECT fact.authority, 'post16_providers_n' AS measure_id, 199210190080621 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('post16_provider')
    UNION ALL
    SELECT fact.authority, 'post16_in_education_rate' AS measure_id, 4040887980510479 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, ((((fact.subject IN ('NEET', 'NIEC', 'NIEO', 'not_recorded')) IS NOT TRUE) IS TRUE)::int)::numeric AS open_numerator, (1)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('post16_plan')
    UNION ALL
    SELECT fact.authority, 'post16_neet_rate' AS measure_id, 4465224580060374 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.subject IN ('NEET', 'NIEC', 'NIEO')) IS TRUE)::int)::numeric AS open_numerator, (1)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('post16_plan')
    UNION ALL
    SELECT fact.authority, 'personal_budget_n' AS measure_id, 3244539311568947 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('personal_budget')
    UNION ALL
    SELECT fact.authority, 'residential_placements_n' AS measure_id, 4483605209378736 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('residential_placement')
    UNION ALL
    SELECT fact.authority, 'work_based_placements_n' AS measure_id, 4489688510478064 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('work_based_placement')
    UNION ALL
    SELECT fact.authority, 'complex_senior_caseworker_rate' AS measure_id, 1001579912246444 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.subject IN ('SENIOR')) IS TRUE)::int)::numeric AS open_numerator, (1)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('complex_case')
    UNION ALL
    SELECT fact.authority, 'complex_cases_n' AS measure_id, 470195856919406 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('complex_case')
    UNION ALL
    SELECT fact.authority, 'plans_held_12m_n' AS measure_id, 97966099627668 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('same_caseworker_12_months')
    UNION ALL
    SELECT fact.authority, 'plans_over_12m_n' AS measure_id, 2175673075270275 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('plan_12_months')
    UNION ALL
    SELECT fact.authority, 'staff_in_post_n' AS measure_id, 2198220492986134 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('staff')
    UNION ALL
    SELECT fact.authority, 'casework_fte' AS measure_id, 4223731871773446 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (coalesce(fact.fte, 0))::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('casework_staff')
    UNION ALL
    SELECT fact.authority, 'casework_heads_n' AS measure_id, 2918889813710621 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('casework_staff')
    UNION ALL
    SELECT fact.authority, 'staff_fte' AS measure_id, 2050778658215513 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (coalesce(fact.fte, 0))::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('staff')
    UNION ALL
    SELECT fact.authority, 'established_fte' AS measure_id, 673529350026484 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (coalesce(fact.fte, 0))::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('established')
    UNION ALL
    SELECT fact.authority, 'agency_fte' AS measure_id, 4372396050245100 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (coalesce(fact.fte, 0))::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('agency_staff')
    UNION ALL
    SELECT fact.authority, 'complaints_on_time_overdue_n' AS measure_id, 1728654868450050 AS measure_key, fact.limit_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('complaint_stage_1', 'complaint_stage_2') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'mediation_30d_overdue_n' AS measure_id, 1139963058559148 AS measure_key, fact.limit_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('arrange_mediation') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'tribunal_order_on_time_overdue_n' AS measure_id, 808144439729194 AS measure_key, fact.limit_id, 'last_day' AS way, fact.overdue_from AS from_day, coalesce(fact.overdue_to, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('order_amend_content', 'order_amend_setting', 'order_assess', 'order_assess_no_plan', 'order_assess_plan', 'order_continue', 'order_make_plan_final', 'order_reconsider') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE AND (fact.overdue_from IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'plans_year_before_n' AS measure_id, 284936808455284 AS measure_key, 'none' AS limit_id, 'eve_of_12_months' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, fact.birth_academic_year, fact.locality, fact.team, fact.caseworker, (NULL)::text AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, (NULL)::text AS school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_caseload AS fact
    WHERE fact.case_kind IN ('plan')
    UNION ALL
    SELECT fact.authority, 'action_overdue_n' AS measure_id, 204023499000035 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('action_overdue')
    UNION ALL
    SELECT fact.authority, 'appeals_open_n' AS measure_id, 75620395753719 AS measure_key, 'none' AS limit_id, 'last_day' AS way, fact.from_date AS from_day, coalesce(fact.to_date, 'infinity') AS to_day, (NULL)::date AS since, (NULL)::integer AS birth_academic_year, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_spell AS fact
    WHERE fact.spell_type IN ('appeal_open')
), counted AS (
    SELECT fact.authority, 'contact_reply_on_time_rate' AS measure_id, 2774803113120805 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('contact_reply')
    UNION ALL
    SELECT fact.authority, 'contact_reply_on_time_rate_due' AS measure_id, 4397698945381298 AS measure_key, fact.limit_id, fact.due_date AS day, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('contact_reply') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'phone_answered_rate' AS measure_id, 3533320600606119 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (fact.calls_answered)::numeric AS numerator, (fact.calls_offered)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE (fact.calls_answered IS NULL) IS NOT TRUE AND (fact.calls_offered IS NULL) IS NOT TRUE AND fact.event_type IN ('calls')
    UNION ALL
    SELECT fact.authority, 'phone_abandoned_rate' AS measure_id, 1698068605075451 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (fact.calls_abandoned)::numeric AS numerator, (fact.calls_offered)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE (fact.calls_abandoned IS NULL) IS NOT TRUE AND (fact.calls_offered IS NULL) IS NOT TRUE AND fact.event_type IN ('calls')
    UNION ALL
    SELECT fact.authority, 'caseworker_told_rate' AS measure_id, 3089018917202033 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('caseworker_told')
    UNION ALL
    SELECT fact.authority, 'caseworker_known_survey_rate' AS measure_id, 1782137769730377 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('survey') AND fact.subject IN ('knows_caseworker')
    UNION ALL
    SELECT fact.authority, 'update_14day_rate' AS measure_id, 61769995372072 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('update')
    UNION ALL
    SELECT fact.authority, 'half_term_review_done' AS measure_id, 3595797594438127 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('standing_meeting') AND fact.subject IN ('STANDARDS')
    UNION ALL
    SELECT fact.authority, 'case_note_audit_pass_rate' AS measure_id, 4117284547523357 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('case_note_audit')
    UNION ALL
    SELECT fact.authority, 'panel_note_audit_pass_rate' AS measure_id, 908709073685990 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('panel_note_audit')
    UNION ALL
    SELECT fact.authority, 'panel_notes_complete_rate' AS measure_id, 1250770742712095 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('panel_decision')
    UNION ALL
    SELECT fact.authority, 'case_field_complete_rate' AS measure_id, 2959771345696494 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('case_field')
    UNION ALL
    SELECT fact.authority, 'letter_new_template_rate' AS measure_id, 3163259302181779 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('letter')
    UNION ALL
    SELECT fact.authority, 'letter_rationale_rate' AS measure_id, 4465553081562773 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('decision_letter_reason')
    UNION ALL
    SELECT fact.authority, 'faq_impact_review_done' AS measure_id, 2815133766975607 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('action_due') AND fact.subject IN ('iii')
    UNION ALL
    SELECT fact.authority, 'views_captured_rate' AS measure_id, 2725311013890082 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('plan_views')
    UNION ALL
    SELECT fact.authority, 'disparity_recorded_rate' AS measure_id, 4024959276074424 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('disparity_recorded')
    UNION ALL
    SELECT fact.authority, 'explanation_given_rate' AS measure_id, 2462187042687650 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('disparity_explained')
    UNION ALL
    SELECT fact.authority, 'professionals_only_reason_rate' AS measure_id, 3836626380741494 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('professionals_only_reason')
    UNION ALL
    SELECT fact.authority, 'professionals_only_minutes_rate' AS measure_id, 1542546830325805 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('professionals_only_minutes')
    UNION ALL
    SELECT fact.authority, 'coproduction_meeting_rate' AS measure_id, 2321893426786633 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('coproduction_meeting')
    UNION ALL
    SELECT fact.authority, 'interpreter_need_met_rate' AS measure_id, 2663703951332858 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('interpreter_needed')
    UNION ALL
    SELECT fact.authority, 'interpreter_independent_rate' AS measure_id, 678605096581647 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('interpreter_booked')
    UNION ALL
    SELECT fact.authority, 'interpreter_cost' AS measure_id, 3012383839848565 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (coalesce(fact.pounds, 0))::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('interpreter_needed')
    UNION ALL
    SELECT fact.authority, 'iass_offer_rate' AS measure_id, 3097376149751705 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('decision_letter_iass')
    UNION ALL
    SELECT fact.authority, 'iass_referrals_n' AS measure_id, 4384598589243900 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('iass_referral')
    UNION ALL
    SELECT fact.authority, 'advocacy_ld_rate' AS measure_id, 4338623589681461 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('advocate_due')
    UNION ALL
    SELECT fact.authority, 'transport_refusal_rate_send' AS measure_id, 1938109801393784 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('transport_decided_send')
    UNION ALL
    SELECT fact.authority, 'transport_refusal_rate_other' AS measure_id, 2622450807776223 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('transport_decided_other')
    UNION ALL
    SELECT fact.authority, 'transport_decision_on_time_rate' AS measure_id, 166329573326117 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('transport_decision')
    UNION ALL
    SELECT fact.authority, 'transport_decision_on_time_rate_due' AS measure_id, 2520049684184769 AS measure_key, fact.limit_id, fact.due_date AS day, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('transport_decision') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'transport_appeal_upheld_rate' AS measure_id, 2413523904011724 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('transport_appeal')
    UNION ALL
    SELECT fact.authority, 'transport_first_day_rate' AS measure_id, 462070992874139 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('transport_first_day')
    UNION ALL
    SELECT fact.authority, 'transport_start_late_n' AS measure_id, 323634301324931 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('transport_first_day') AND fact.is_met IN (false)
    UNION ALL
    SELECT fact.authority, 'parenting_places_taken_rate' AS measure_id, 2619730800038971 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('parenting_offered')
    UNION ALL
    SELECT fact.authority, 'parenting_completed_rate' AS measure_id, 1919980037141106 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('parenting_started')
    UNION ALL
    SELECT fact.authority, 'parenting_useful_rate' AS measure_id, 560692911498025 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('parenting_answered')
    UNION ALL
    SELECT fact.authority, 'phase_transfer_pre16_rate' AS measure_id, 910117803575724 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('transfer_school')
    UNION ALL
    SELECT fact.authority, 'phase_transfer_pre16_rate_due' AS measure_id, 2464702008820112 AS measure_key, fact.limit_id, fact.due_date AS day, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('transfer_school') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'phase_transfer_post16_rate' AS measure_id, 499763080900488 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('transfer_post16')
    UNION ALL
    SELECT fact.authority, 'phase_transfer_post16_rate_due' AS measure_id, 252512510284558 AS measure_key, fact.limit_id, fact.due_date AS day, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('transfer_post16') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'phase_transfer_post16_move_rate' AS measure_id, 3712089821083182 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('transfer_post16_move')
    UNION ALL
    SELECT fact.authority, 'phase_transfer_post16_move_rate_due' AS measure_id, 102701966283245 AS measure_key, fact.limit_id, fact.due_date AS day, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('transfer_post16_move') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'phase_transfer_type_only_n' AS measure_id, 3552352852965880 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('transfer_named') AND fact.is_met IN (true)
    UNION ALL
    SELECT fact.authority, 'phase_transfer_late_arrivals_n' AS measure_id, 1742843148466196 AS measure_key, fact.limit_id, fact.due_date AS day, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.limit_id IN ('transfer_post16', 'transfer_post16_move', 'transfer_school') AND fact.out_of_scope_reason IN ('plan_after_deadline')
    UNION ALL
    SELECT fact.authority, 'transfer_in_review_rate' AS measure_id, 2575989461079376 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('transfer_in_review')
    UNION ALL
    SELECT fact.authority, 'transfer_in_review_rate_due' AS measure_id, 392969661689067 AS measure_key, fact.limit_id, fact.due_date AS day, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('transfer_in_review') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'advice_6wk_rate' AS measure_id, 2950050892347758 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('advice_response')
    UNION ALL
    SELECT fact.authority, 'advice_6wk_rate_due' AS measure_id, 184568768881498 AS measure_key, fact.limit_id, fact.due_date AS day, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('advice_response') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'draft_comment_time_rate' AS measure_id, 4440033847324278 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('draft_comments')
    UNION ALL
    SELECT fact.authority, 'consultation_reply_15d_rate' AS measure_id, 2582327460088679 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('consult_setting')
    UNION ALL
    SELECT fact.authority, 'consultation_reply_15d_rate_due' AS measure_id, 1563596042807176 AS measure_key, fact.limit_id, fact.due_date AS day, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('consult_setting') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'exception_valid_rate' AS measure_id, 2395865674749527 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.exception_valid IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.exception_recorded IN (true) AND fact.in_scope IN (true) AND fact.limit_id IN ('final_plan')
    UNION ALL
    SELECT fact.authority, 'apology_letter_rate' AS measure_id, 747037909147019 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('limit_missed')
    UNION ALL
    SELECT fact.authority, 'apology_reasons_rate' AS measure_id, 1196075574111488 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('delay_letter')
    UNION ALL
    SELECT fact.authority, 'delay_reason_n' AS measure_id, 754682861226718 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('delay_letter')
    UNION ALL
    SELECT fact.authority, 'ehcp_20wk_rate_12m' AS measure_id, 4044846065956063 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.exception_recorded IN (false) AND fact.in_scope IN (true) AND fact.limit_id IN ('final_plan')
    UNION ALL
    SELECT fact.authority, 'requests_received' AS measure_id, 3024893444553714 AS measure_key, 'none' AS limit_id, fact.received_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_request AS fact
    WHERE (fact.request_outcome IN ('H')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'request_refused_rate' AS measure_id, 3068691000889718 AS measure_key, 'none' AS limit_id, fact.received_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.request_outcome IN ('N')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_request AS fact
    WHERE (fact.request_outcome IN ('H')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'request_decision_6wk_rate' AS measure_id, 3496475134244095 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('decide_to_assess')
    UNION ALL
    SELECT fact.authority, 'request_decision_6wk_rate_due' AS measure_id, 2608200754909662 AS measure_key, fact.limit_id, fact.due_date AS day, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('decide_to_assess') AND (fact.out_of_scope_reason IN ('dates_unusable', 'mediation_changed', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'no_plan_decision_16wk_rate' AS measure_id, 3575254944751824 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('decide_not_to_issue')
    UNION ALL
    SELECT fact.authority, 'ehcp_20wk_rate_incl' AS measure_id, 601476251291343 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('final_plan')
    UNION ALL
    SELECT fact.authority, 'ehcp_20wk_rate_excl' AS measure_id, 2424387557120789 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.exception_recorded IN (false) AND fact.in_scope IN (true) AND fact.limit_id IN ('final_plan')
    UNION ALL
    SELECT fact.authority, 'ehcp_20wk_rate_due' AS measure_id, 1707627864111513 AS measure_key, fact.limit_id, fact.due_date AS day, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('final_plan') AND (fact.out_of_scope_reason IN ('dates_unusable', 'mediation_changed', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'ehcp_over_52wk_rate' AS measure_id, 2891067020573116 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.late_band IN ('over_52_weeks')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.exception_recorded IN (false) AND fact.in_scope IN (true) AND fact.limit_id IN ('final_plan')
    UNION ALL
    SELECT fact.authority, 'ehcp_issued_at_boundary_n' AS measure_id, 316664783176555 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.at_boundary IN (true) AND fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('final_plan')
    UNION ALL
    SELECT fact.authority, 'exception_share' AS measure_id, 3969897932019163 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.exception_recorded IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('final_plan')
    UNION ALL
    SELECT fact.authority, 'clock_unusable_n' AS measure_id, 1240081356446938 AS measure_key, fact.limit_id, coalesce(fact.clock_end, fact.clock_start) AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.out_of_scope_reason IN ('dates_unusable')
    UNION ALL
    SELECT fact.authority, 'new_plans_n' AS measure_id, 1277280915699076 AS measure_key, 'none' AS limit_id, fact.start_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_plan AS fact
    WHERE fact.transferred_in IN (false)
    UNION ALL
    SELECT fact.authority, 'plans_ceased_n' AS measure_id, 4108420035361946 AS measure_key, 'none' AS limit_id, fact.to_date AS day, fact.locality, fact.team, fact.caseworker, coalesce(age.age_band, 'not_recorded') AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, coalesce(age.school_phase, 'not_recorded') AS school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_caseload AS fact
    LEFT JOIN marts.dim_age AS age
        ON age.age = extract(year FROM fact.to_date - interval '8 months') - fact.birth_academic_year - 1
    WHERE fact.case_kind IN ('plan') AND fact.is_last_spell IN (true)
    UNION ALL
    SELECT fact.authority, 'ehcp_weeks_mean_incl' AS measure_id, 4246219200788362 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (fact.elapsed_days)::numeric AS numerator, ((fact.elapsed_days IS NOT NULL)::int)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('final_plan')
    UNION ALL
    SELECT fact.authority, 'ehcp_weeks_mean_excl' AS measure_id, 2961087003874887 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (fact.elapsed_days)::numeric AS numerator, ((fact.elapsed_days IS NOT NULL)::int)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.exception_recorded IN (false) AND fact.in_scope IN (true) AND fact.limit_id IN ('final_plan')
    UNION ALL
    SELECT fact.authority, 'requests_12m_n' AS measure_id, 724838571030852 AS measure_key, 'none' AS limit_id, fact.received_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_request AS fact
    WHERE (fact.request_outcome IN ('H')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'panel_decided_first_time_rate' AS measure_id, 1863072786703951 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('panel_hearing')
    UNION ALL
    SELECT fact.authority, 'panel_attendance_rate' AS measure_id, 1799690275961791 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('panel_attendance')
    UNION ALL
    SELECT fact.authority, 'panel_quorate_rate' AS measure_id, 829934963470475 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('panel_sitting')
    UNION ALL
    SELECT fact.authority, 'summer_panel_held' AS measure_id, 859208736983295 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('summer_panel')
    UNION ALL
    SELECT fact.authority, 'summer_decisions_n' AS measure_id, 459232812187941 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('summer_decision')
    UNION ALL
    SELECT fact.authority, 'placement_named_by_term_start_rate' AS measure_id, 1994541932528648 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('term_start')
    UNION ALL
    SELECT fact.authority, 'plan_audit_good_rate' AS measure_id, 4325542734353950 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('plan_audit') AND fact.subject IN ('OVERALL')
    UNION ALL
    SELECT fact.authority, 'plan_section_good_rate' AS measure_id, 2812112568721101 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('plan_audit') AND fact.subject IN ('EDUCATION', 'HEALTH', 'OUTCOMES', 'SOCIAL', 'VIEWS')
    UNION ALL
    SELECT fact.authority, 'plan_education_good_rate' AS measure_id, 1337486003653802 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('plan_audit') AND fact.subject IN ('EDUCATION')
    UNION ALL
    SELECT fact.authority, 'plan_health_good_rate' AS measure_id, 632340087155686 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('plan_audit') AND fact.subject IN ('HEALTH')
    UNION ALL
    SELECT fact.authority, 'plan_social_good_rate' AS measure_id, 349875802820183 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('plan_audit') AND fact.subject IN ('SOCIAL')
    UNION ALL
    SELECT fact.authority, 'outcomes_smart_rate' AS measure_id, 2474770077417529 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (fact.outcomes_smart)::numeric AS numerator, (fact.outcomes_sampled)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('outcomes_read') AND (fact.outcomes_sampled IS NULL) IS NOT TRUE AND (fact.outcomes_smart IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'interim_steps_rate' AS measure_id, 817517079591756 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (fact.outcomes_with_steps)::numeric AS numerator, (fact.outcomes_sampled)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('outcomes_read') AND (fact.outcomes_sampled IS NULL) IS NOT TRUE AND (fact.outcomes_with_steps IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'annual_review_12m_rate' AS measure_id, 4322347679985221 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('review_12_months')
    UNION ALL
    SELECT fact.authority, 'annual_review_12m_rate_due' AS measure_id, 2911967733383029 AS measure_key, fact.limit_id, fact.due_date AS day, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('review_12_months') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'annual_review_4wk_rate' AS measure_id, 3283904043034160 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('review_decision')
    UNION ALL
    SELECT fact.authority, 'annual_review_4wk_rate_due' AS measure_id, 44258749685814 AS measure_key, fact.limit_id, fact.due_date AS day, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('review_decision') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'amendment_notice_4wk_rate' AS measure_id, 3218694581828070 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('amendment_notice')
    UNION ALL
    SELECT fact.authority, 'amendment_notice_4wk_rate_due' AS measure_id, 3288366781707140 AS measure_key, fact.limit_id, fact.due_date AS day, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('amendment_notice') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'amended_final_8wk_rate' AS measure_id, 115364960194133 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('amended_final')
    UNION ALL
    SELECT fact.authority, 'amended_final_8wk_rate_due' AS measure_id, 684409808126818 AS measure_key, fact.limit_id, fact.due_date AS day, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('amended_final') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'annual_review_12wk_rate' AS measure_id, 3902583781793029 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('amended_final_from_meeting')
    UNION ALL
    SELECT fact.authority, 'annual_review_12wk_rate_due' AS measure_id, 277977972458004 AS measure_key, fact.limit_id, fact.due_date AS day, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('amended_final_from_meeting') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'review_early_years_6m_rate' AS measure_id, 4351373784272318 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('review_early_years')
    UNION ALL
    SELECT fact.authority, 'review_early_years_6m_rate_due' AS measure_id, 618481702819805 AS measure_key, fact.limit_id, fact.due_date AS day, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('review_early_years') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'review_report_2wk_rate' AS measure_id, 537343417970146 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('review_report')
    UNION ALL
    SELECT fact.authority, 'review_report_2wk_rate_due' AS measure_id, 3191252142472942 AS measure_key, fact.limit_id, fact.due_date AS day, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('review_report') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'annual_review_meeting_rate' AS measure_id, 401282138744903 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('review_meeting_due')
    UNION ALL
    SELECT fact.authority, 'annual_review_outcome_progress_rate' AS measure_id, 2219124822047698 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (fact.outcomes_met)::numeric AS numerator, (fact.outcomes_reviewed)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('review_outcomes') AND (fact.outcomes_met IS NULL) IS NOT TRUE AND (fact.outcomes_reviewed IS NULL) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'tuition_started_15d_rate' AS measure_id, 4190555210924876 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('tuition_start')
    UNION ALL
    SELECT fact.authority, 'tuition_started_15d_rate_due' AS measure_id, 2619230588428283 AS measure_key, fact.limit_id, fact.due_date AS day, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('tuition_start') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'post16_places_open' AS measure_id, 2831600788325729 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('action_due') AND fact.subject IN ('xiii')
    UNION ALL
    SELECT fact.authority, 'pfa_outcomes_rate' AS measure_id, 912045789503662 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('review_pfa')
    UNION ALL
    SELECT fact.authority, 'new_independent_placements_n' AS measure_id, 2975396576450313 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('placement_independent')
    UNION ALL
    SELECT fact.authority, 'new_independent_cost_mean' AS measure_id, 427335311413781 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (fact.pounds)::numeric AS numerator, ((fact.pounds IS NOT NULL)::int)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('placement_independent')
    UNION ALL
    SELECT fact.authority, 'new_independent_after_order_rate' AS measure_id, 2446977896275909 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('placement_independent')
    UNION ALL
    SELECT fact.authority, 'new_out_of_area_placements_n' AS measure_id, 686054388003089 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('placement_out_of_area')
    UNION ALL
    SELECT fact.authority, 'new_out_of_area_cost_mean' AS measure_id, 1285858372259657 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (fact.pounds)::numeric AS numerator, ((fact.pounds IS NOT NULL)::int)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('placement_out_of_area')
    UNION ALL
    SELECT fact.authority, 'new_out_of_area_after_order_rate' AS measure_id, 1617244559508626 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('placement_out_of_area')
    UNION ALL
    SELECT fact.authority, 'caseworker_changes_12m_n' AS measure_id, 4045237356037794 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('caseworker_change')
    UNION ALL
    SELECT fact.authority, 'leavers_12m_n' AS measure_id, 2574125977864044 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('staff_left')
    UNION ALL
    SELECT fact.authority, 'cover_in_place_rate' AS measure_id, 2450733490878107 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('absence')
    UNION ALL
    SELECT fact.authority, 'transition_plan_early_rate' AS measure_id, 4031607720101726 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('transition_planning')
    UNION ALL
    SELECT fact.authority, 'improvement_board_held_rate' AS measure_id, 2811660467346014 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('standing_meeting') AND fact.subject IN ('BOARD')
    UNION ALL
    SELECT fact.authority, 'parent_group_held_rate' AS measure_id, 2367360622717550 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('standing_meeting') AND fact.subject IN ('PARENT_GROUP')
    UNION ALL
    SELECT fact.authority, 'complaints_received_n' AS measure_id, 1993951471654859 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('complaint')
    UNION ALL
    SELECT fact.authority, 'complaints_on_time_rate' AS measure_id, 941121851602884 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('complaint_stage_1', 'complaint_stage_2')
    UNION ALL
    SELECT fact.authority, 'complaints_on_time_rate_due' AS measure_id, 3776729605729960 AS measure_key, fact.limit_id, fact.due_date AS day, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('complaint_stage_1', 'complaint_stage_2') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'lgsco_upheld_n' AS measure_id, 511629145914948 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('ombudsman_decision') AND fact.is_met IN (true)
    UNION ALL
    SELECT fact.authority, 'lgsco_remedy_paid' AS measure_id, 81238558187769 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (coalesce(fact.pounds, 0))::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('ombudsman_decision')
    UNION ALL
    SELECT fact.authority, 'mediation_n' AS measure_id, 531361532362510 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('mediation_held')
    UNION ALL
    SELECT fact.authority, 'mediation_30d_rate' AS measure_id, 3367947498883651 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('arrange_mediation')
    UNION ALL
    SELECT fact.authority, 'mediation_30d_rate_due' AS measure_id, 2558876011294955 AS measure_key, fact.limit_id, fact.due_date AS day, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('arrange_mediation') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'appeals_12m_n' AS measure_id, 4125207270302971 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('appeal_registered')
    UNION ALL
    SELECT fact.authority, 'appealable_decisions_12m_n' AS measure_id, 377814433768445 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('appealable_decision')
    UNION ALL
    SELECT fact.authority, 'tribunal_order_on_time_rate' AS measure_id, 1948695059629074 AS measure_key, fact.limit_id, fact.clock_end AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late') AND fact.in_scope IN (true) AND fact.limit_id IN ('order_amend_content', 'order_amend_setting', 'order_assess', 'order_assess_no_plan', 'order_assess_plan', 'order_continue', 'order_make_plan_final', 'order_reconsider')
    UNION ALL
    SELECT fact.authority, 'tribunal_order_on_time_rate_due' AS measure_id, 481231355617400 AS measure_key, fact.limit_id, fact.due_date AS day, fact.locality, fact.due_team AS team, fact.due_caseworker AS caseworker, fact.due_age_band AS age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.due_setting AS setting, fact.due_school_phase AS school_phase, (((fact.clock_status IN ('in_time')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_clock AS fact
    WHERE fact.clock_status IN ('in_time', 'late', 'missed', 'open', 'open_overdue') AND fact.limit_id IN ('order_amend_content', 'order_amend_setting', 'order_assess', 'order_assess_no_plan', 'order_assess_plan', 'order_continue', 'order_make_plan_final', 'order_reconsider') AND (fact.out_of_scope_reason IN ('dates_unusable', 'family_answered', 'mediation_changed', 'plan_after_deadline', 'transferred_in', 'tribunal_ordered')) IS NOT TRUE
    UNION ALL
    SELECT fact.authority, 'high_needs_spend' AS measure_id, 1982791210184358 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (coalesce(fact.pounds, 0))::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('ledger_spend')
    UNION ALL
    SELECT fact.authority, 'high_needs_allocation' AS measure_id, 1084561212693768 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (coalesce(fact.pounds, 0))::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('ledger_allocation')
    UNION ALL
    SELECT fact.authority, 'high_needs_balance' AS measure_id, 2939249448402870 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (coalesce(fact.pounds, 0))::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('ledger_balance')
    UNION ALL
    SELECT fact.authority, 'action_done_rate' AS measure_id, 2956887601745597 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('action_due')
    UNION ALL
    SELECT fact.authority, 'survey_satisfaction_rate' AS measure_id, 3116863102824306 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.is_met IN (true)) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('survey') AND fact.subject IN ('communication', 'plan_quality', 'process')
    UNION ALL
    SELECT fact.authority, 'appeals_ended_n' AS measure_id, 1216728293713596 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('appeal_ended')
    UNION ALL
    SELECT fact.authority, 'appeals_conceded_rate' AS measure_id, 2773856747051778 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.subject IN ('CONCEDED')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('appeal_ended') AND fact.subject IN ('CONCEDED', 'CONSENT', 'DISMISSED', 'PART', 'UPHELD', 'WITHDRAWN')
    UNION ALL
    SELECT fact.authority, 'appeals_upheld_rate' AS measure_id, 4249232292211893 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (((fact.subject IN ('PART', 'UPHELD')) IS TRUE)::int)::numeric AS numerator, (1)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('appeal_ended') AND fact.subject IN ('DISMISSED', 'PART', 'UPHELD')
    UNION ALL
    SELECT fact.authority, 'plans_changed_by_order_n' AS measure_id, 1341398865083876 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('decision_changed') AND fact.is_met IN (true) AND fact.subject IN ('AMEND_CONTENT', 'AMEND_SETTING')
    UNION ALL
    SELECT fact.authority, 'plans_changed_by_concession_n' AS measure_id, 681790769792148 AS measure_key, 'none' AS limit_id, fact.event_date AS day, fact.locality, fact.team, fact.caseworker, fact.age_band, fact.sex, fact.ethnicity, fact.primary_need, fact.setting, fact.school_phase, (1)::numeric AS numerator, (NULL)::numeric AS denominator, (1)::bigint AS events, (NULL)::bigint AS open_cases, (NULL)::numeric AS open_numerator, (NULL)::numeric AS open_denominator
    FROM marts.fact_event AS fact
    WHERE fact.event_type IN ('decision_changed') AND fact.is_met IN (false) AND fact.subject IN ('AMEND_CONTENT', 'AMEND_SETTING')
    UNION ALL
    SELECT
        spell.authority, spell.measure_id, spell.measure_key, spell.limit_id, count_day.last_day,
        spell.locality AS locality, spell.team AS team, spell.caseworker AS caseworker, coalesce(spell.age_band, age.age_band, 'not_recorded') AS age_band, spell.sex AS sex, spell.ethnicity AS ethnicity, spell.primary_need AS primary_need, spell.setting AS setting, coalesce(spell.school_phase, age.school_phase, 'not_recorded') AS school_phase,
        NULL, NULL, NULL, 1, coalesce(spell.open_numerator, count_day.last_day - spell.since), spell.open_denominator
    FROM spell
    JOIN count_day ON count_day.authority = spell.authority AND count_day.way = spell.way
        AND count_day.day BETWEEN spell.from_day AND spell.to_day
    LEFT JOIN marts.dim_age AS age ON age.age = count_day.academic_year - spell.birth_academic_year - 1
)
SELECT
    known.authority,
    counted.measure_id,
    counted.day,
    known.authority_key,
    counted.measure_key,
    known.authority_key * 100000 + (counted.day - date '1900-01-01') AS date_key,
    bi.key_of(known.authority || '/limit/' || counted.limit_id) AS limit_key,
    bi.key_of(known.authority || '/team/' || counted.team) AS team_key,
    bi.key_of(known.authority || '/caseworker/' || counted.caseworker) AS caseworker_key,
    bi.key_of(known.authority || '/locality/' || counted.locality) AS locality_key,
    bi.key_of('age_band/' || counted.age_band) AS age_band_key,
    bi.key_of('school_phase/' || counted.school_phase) AS school_phase_key,
    bi.key_of('sex/' || counted.sex) AS sex_key,
    bi.key_of('ethnicity/' || counted.ethnicity) AS ethnicity_key,
    bi.key_of('primary_need/' || counted.primary_need) AS primary_need_key,
    bi.key_of('setting/' || counted.setting) AS setting_key,
    counted.numerator,
    counted.denominator,
    counted.events::bigint AS events,
    counted.open_cases::bigint AS open_cases,
    counted.open_numerator,
    counted.open_denominator
FROM (
    SELECT
        authority, measure_id, measure_key, day, limit_id, team, caseworker, locality, age_band, sex, ethnicity,
        primary_need, setting, school_phase,
        sum(numerator) AS numerator, sum(denominator) AS denominator, sum(events) AS events,
        sum(open_cases) AS open_cases, sum(open_numerator) AS open_numerator, sum(open_denominator) AS open_denominator
    FROM counted
    GROUP BY
        authority, measure_id, measure_key, day, limit_id, team, caseworker, locality, age_band, sex, ethnicity,
        primary_need, setting, school_phase
) AS counted
JOIN known ON known.authority = counted.authority AND counted.day BETWEEN known.first_day AND known.extract_date
-- A figure that rests on columns which cannot be relied on is none.
WHERE NOT EXISTS (
    SELECT FROM dq.not_reliable AS why
    WHERE (why.authority, why.extract_date) = (known.authority, known.extract_date)
        AND why.measure_id = counted.measure_id AND why.dimension = 'all'
)
