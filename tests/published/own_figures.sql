-- Our own figures in the layout of DfE's files, counted a second time: from the words of docs/published.md and docs/sen2.md
-- and from what DfE printed, not from the code that counts them.
--
-- It reads the modules of a return as texts (`person`, `requests`, `assessment`, `namedplan`, `activeplans`,
-- `placementdetail`, `senneed`), the council's `setting`, `establishment` (code, category), and the variables `year` (the
-- calendar year told of), `census` and `edition`. `figure` has the result: file, topic, member, name, value.

-- Days and codes ------------------------------------------------------------------------------------------------------

CREATE OR REPLACE TEMP MACRO first_day() AS make_date(getvariable('year'), 1, 1);
CREATE OR REPLACE TEMP MACRO last_day_of() AS make_date(getvariable('year'), 12, 31);
CREATE OR REPLACE TEMP MACRO of_year(day) AS coalesce(day BETWEEN first_day() AND last_day_of(), false);
CREATE OR REPLACE TEMP MACRO since_year(day) AS
    coalesce(day BETWEEN last_day_of() + 1 AND getvariable('census'), false);
CREATE OR REPLACE TEMP MACRO before_year(day) AS coalesce(day < first_day(), false);
CREATE OR REPLACE TEMP MACRO yes(flag) AS coalesce(flag = '1', false);
-- Completed years; nobody has an age before birth.
CREATE OR REPLACE TEMP MACRO age_on(born, day) AS CASE WHEN born <= day THEN datesub('year', born, day) END;
-- As DfE has ages and years held by its own reckoning: a difference of calendar years.
CREATE OR REPLACE TEMP MACRO years_to(day, later) AS CASE WHEN year(day) <= later THEN later - year(day) END;

CREATE OR REPLACE TEMP VIEW child AS
SELECT _record_id AS person_id, personbirthdate::DATE AS born,
       CASE sex WHEN 'M' THEN 'Male' WHEN 'F' THEN 'Female' ELSE 'unknown' END AS sex,
       CASE WHEN ethnicity IN ('WBRI', 'WCOR', 'WENG', 'WNIR', 'WSCO', 'WWEL', 'WOWB') THEN 'White - White British'
            WHEN ethnicity = 'WIRI' THEN 'White - Irish'
            WHEN ethnicity = 'WIRT' THEN 'White - Traveller of Irish heritage'
            WHEN ethnicity IN ('WROM', 'WROG', 'WROR', 'WROO') THEN 'White - Gypsy/Roma'
            WHEN ethnicity LIKE 'W%' THEN 'White - Any other White background'
            WHEN ethnicity = 'MWBC' THEN 'Mixed - White and Black Caribbean'
            WHEN ethnicity = 'MWBA' THEN 'Mixed - White and Black African'
            WHEN ethnicity IN ('MWAS', 'MWAP', 'MWAI', 'MWAO') THEN 'Mixed - White and Asian'
            WHEN ethnicity LIKE 'M%' THEN 'Mixed - Any other Mixed background'
            WHEN ethnicity = 'AIND' THEN 'Asian - Indian'
            WHEN ethnicity IN ('APKN', 'AMPK', 'AKPA', 'AOPK') THEN 'Asian - Pakistani'
            WHEN ethnicity = 'ABAN' THEN 'Asian - Bangladeshi'
            WHEN ethnicity LIKE 'A%' THEN 'Asian - Any other Asian background'
            WHEN ethnicity LIKE 'C%' THEN 'Asian - Chinese'
            WHEN ethnicity = 'BCRB' THEN 'Black - Black Caribbean'
            WHEN ethnicity IN ('BAFR', 'BANN', 'BCON', 'BGHA', 'BNGN', 'BSLN', 'BSOM', 'BSUD', 'BAOF')
                THEN 'Black - Black African'
            WHEN ethnicity LIKE 'B%' THEN 'Black - Any other Black background'
            WHEN ethnicity LIKE 'O%' THEN 'Any other ethnic group'
            ELSE 'Unclassified' END AS ethnicity
FROM person;

-- Records -------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE TEMP TABLE request AS
SELECT q._record_id AS request_id, c.*, q.receiveddate::DATE AS received, q.requestoutcome AS outcome,
       q.requestoutcomedate::DATE AS decided, yes(q.rya) AS rya, yes(q.requestmediation) AS mediated,
       yes(q.requesttribunal) AS appealed, age_on(c.born, q.receiveddate::DATE) AS age
FROM requests q JOIN child c ON c.person_id = q._parent_id;

CREATE OR REPLACE TEMP TABLE assessed AS
SELECT a._record_id AS assessment_id, r.* EXCLUDE (outcome, decided, mediated, appealed),
       r.mediated OR yes(a.assessmentmediation) AS mediated_at_all, r.appealed OR yes(a.assessmenttribunal) AS appealed_at_all,
       a.assessmentoutcome AS outcome, a.assessmentoutcomedate::DATE AS ended, yes(a.assessmentmediation) AS mediated,
       yes(a.assessmenttribunal) AS appealed, yes(a.othermediation) AS other_mediated, yes(a.othertribunal) AS other_appealed,
       yes(a.week20) AS excepted
FROM assessment a JOIN request r ON r.request_id = a._parent_id;

-- Several rows below one assessment are one plan: made on the day of the first, held until the last of their last days,
-- for as long as one of them has none. All else of it is as its last version has it.
CREATE OR REPLACE TEMP TABLE plan AS
SELECT a.assessment_id, a.request_id, a.person_id, a.born, a.sex, a.ethnicity,
       min(n.startdate::DATE) AS began,
       CASE WHEN count(*) = count(n.ceasedate) THEN max(n.ceasedate::DATE) END AS ceased,
       last(n ORDER BY coalesce(n.ceasedate, '9999'), n._record_id) AS told
FROM namedplan n JOIN assessed a ON a.assessment_id = n._parent_id
GROUP BY ALL;

-- DfE's kind of an establishment: of its type, else of its group where all of that are one kind.
CREATE OR REPLACE TEMP VIEW kind_of_setting AS
SELECT s.urn, coalesce(e.category, CASE s.setting_type
           WHEN 'MAIN_MAINTAINED' THEN 'mainstream_la_maintained' WHEN 'MAIN_INDEPENDENT' THEN 'mainstream_independent'
           WHEN 'SPECIAL_MAINTAINED' THEN 'special_la_maintained' WHEN 'SPECIAL_INDEPENDENT' THEN 'special_independent'
           WHEN 'SPECIAL_NMSS' THEN 'special_non_maintained' WHEN 'FE' THEN 'general_fe_tertiary_colleges'
           WHEN 'SPI' THEN 'specialist_post_16_institutions' WHEN 'EARLY' THEN 'nm_early_years' END) AS category
FROM setting s LEFT JOIN establishment e ON e.code = s.establishment_type;

-- Where somebody was at a time: the kind of the establishment, else the return's code. A placement without a first day has
-- always been.
CREATE OR REPLACE TEMP TABLE place AS
SELECT d._parent_id AS active_plan_id, coalesce(d.entrydate::DATE, DATE '1900-01-01') AS entered, d.leavingdate::DATE AS left_on,
       d._record_id AS place_id, d.res, d.wbp,
       CASE WHEN e.category IN ('mainstream_la_maintained', 'mainstream_academy', 'mainstream_free_school')
                THEN e.category || CASE WHEN yes(d.senunitindicator) THEN '_senunit'
                                        WHEN yes(d.resourcedprovisionindicator) THEN '_resourced_provision' ELSE '' END
            WHEN e.category IS NOT NULL THEN e.category
            WHEN d.sensetting = 'EHE' THEN 'elective_home_education' WHEN d.sensetting = 'OLA' THEN 'other_arrangements_la'
            WHEN d.sensetting = 'OPA' THEN 'other_arrangements_parents'
            WHEN d.sensetting = 'OTH' THEN 'other_placement_settings' WHEN d.sensetting = 'NEET' THEN 'neet'
            WHEN d.sensetting = 'NIEC' THEN 'neet_ntci' WHEN d.sensetting = 'NIEO' THEN 'NIEO'
            WHEN d.sensetting = 'EYP' THEN 'nm_early_years'
            WHEN d.urn IS NULL AND d.ukprn IS NOT NULL THEN 'ukrlp_provider'
            ELSE 'placement_unknown' END AS kind
FROM placementdetail d
LEFT JOIN setting s ON s.urn = coalesce(d.urn, d.ukprn)
LEFT JOIN kind_of_setting e ON e.urn = s.urn
WHERE d.placementrank = '1';

CREATE OR REPLACE TEMP TABLE held AS
SELECT p.* EXCLUDE (told), p.told.pb AS pb, p.told.oa AS oa, p.told.dp AS dp, p.told.planres AS planres,
       p.told.planwbp AS planwbp, p.told.ceasereason AS reason, a.transferla, a.reviewmeeting::DATE AS meeting,
       a.reviewoutcome, a.lastreview::DATE AS told_on, a.phasetransferduedate::DATE AS transfer_due,
       a.phasetransferfinaldate::DATE AS transfer_final, n.sentype, l.res, l.wbp,
       age_on(p.born, make_date(getvariable('year'), 8, 31)) AS age,
       coalesce(l.kind, 'placement_unknown') AS kind
FROM plan p
LEFT JOIN activeplans a ON a._parent_id = p.request_id
-- The placement on the census day of a plan in force, else the last that had begun by its last day; of two the one that
-- began last.
LEFT JOIN (
    SELECT p.*, v._parent_id AS request_id FROM place p JOIN activeplans v ON v._record_id = p.active_plan_id
) l ON l.request_id = p.request_id AND l.entered <= coalesce(p.ceased, getvariable('census'))
   AND (coalesce(p.ceased <= getvariable('census'), false) OR coalesce(l.left_on >= getvariable('census'), true))
LEFT JOIN senneed n ON n._parent_id = a._record_id AND n.sentyperank = '1'
QUALIFY row_number() OVER (PARTITION BY p.assessment_id ORDER BY l.entered DESC, l.place_id DESC) = 1;

-- Breakdowns: each record in the groups of its file -------------------------------------------------------------------

-- Ages as the file has them: from the youngest with all below to the oldest with all above.
CREATE OR REPLACE TEMP MACRO as_member(number, youngest, oldest) AS CASE
    WHEN number IS NULL THEN 'unknown'
    WHEN number <= youngest THEN CASE WHEN youngest = 0 THEN '0' ELSE youngest || '-' END
    WHEN number >= oldest THEN oldest || '+' ELSE number::VARCHAR END;

-- The labels of a kind of placement and of the totals that it is part of.
CREATE OR REPLACE TEMP TABLE place_label AS
SELECT * FROM (VALUES
    ('mainstream_la_maintained', 'Mainstream - LA maintained'),
    ('mainstream_la_maintained_resourced_provision', 'Mainstream - LA maintained (resourced provision)'),
    ('mainstream_la_maintained_senunit', 'Mainstream - LA maintained (SEN unit)'),
    ('mainstream_academy', 'Mainstream - academy'),
    ('mainstream_academy_resourced_provision', 'Mainstream - academy (resourced provision)'),
    ('mainstream_academy_senunit', 'Mainstream - academy (SEN unit)'),
    ('mainstream_free_school', 'Mainstream - free school'),
    ('mainstream_free_school_resourced_provision', 'Mainstream - free school (resourced provision)'),
    ('mainstream_free_school_senunit', 'Mainstream - free school (SEN unit)'),
    ('mainstream_independent', 'Mainstream - independent'),
    ('special_la_maintained', 'Special - LA maintained'),
    ('special_independent', 'Special - independent'),
    ('special_non_maintained', 'Special - non-maintained'),
    ('ap_pru_academy', 'AP/PRU - academy'),
    ('ap_pru_free_school', 'AP/PRU - free school'),
    ('ap_pru_la_maintained', 'AP/PRU - LA maintained'),
    ('general_fe_tertiary_colleges', 'FE - general FE and tertiary colleges'),
    ('specialist_post_16_institutions', 'FE - specialist post-16 institutions'),
    ('ukrlp_provider', 'FE - UKRLP provider'),
    ('elective_home_education', 'Educated elsewhere - elective home education'),
    ('other_arrangements_la', 'Educated elsewhere - other arrangements by LA'),
    ('other_arrangements_parents', 'Educated elsewhere - other arrangements by parents'),
    ('online_provider', 'Educated elsewhere - online provider'),
    ('w_settings', 'Educated elsewhere - Welsh establishment'),
    ('other_schools', 'Educated elsewhere - other schools and establishments'),
    ('other_placement_settings', 'Educated elsewhere - other placement settings'),
    ('neet', 'Educated elsewhere - NEET'),
    ('neet_ntci', 'Educated elsewhere - not in education or training (notice to cease issued)'),
    ('neet_other', 'Educated elsewhere - not in education or training (other)'),
    ('neet_other_csa', 'Educated elsewhere - not in education or training (compulsory school age)'),
    ('nm_early_years', 'Non-maintained early years'),
    ('placement_unknown', 'Placement not recorded')
) AS v(kind, label)
UNION ALL
-- Academies and free schools are one place up to the edition of 2025.
SELECT kind, CASE WHEN getvariable('edition') <= 2025 THEN 'Special - Academy/free schools'
                  WHEN kind = 'special_academy' THEN 'Special - academy' ELSE 'Special - free school' END
FROM (VALUES ('special_academy'), ('special_free_school')) AS v(kind);

CREATE OR REPLACE TEMP VIEW part_of AS
SELECT kind, label FROM place_label
UNION ALL
SELECT kind, split_part(label, ' - ', 1) || ' - total' FROM place_label
WHERE label LIKE 'Mainstream - %' OR label LIKE 'Special - %' OR label LIKE 'AP/PRU - %' OR label LIKE 'FE - %'
   OR label LIKE 'Educated elsewhere - %';

CREATE OR REPLACE TEMP MACRO per_cent(part, whole) AS
    CASE WHEN whole > 0 THEN floor((2000 * part + whole) / (2 * whole)) / 10 END;

CREATE OR REPLACE TEMP TABLE figure (file VARCHAR, topic VARCHAR, member VARCHAR, name VARCHAR, value DOUBLE);

-- Requests ------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE TEMP TABLE of_request AS
WITH told AS (
    -- What was decided before the year has no row.
    SELECT *, of_year(received) AS is_received, outcome IN ('Y', 'N') AND of_year(decided) AS is_decided,
           decided - received AS days, outcome IS DISTINCT FROM 'H' AS is_current
    FROM request WHERE outcome IS DISTINCT FROM 'H' OR of_year(received)
)
SELECT topic, member,
       count(*) FILTER (is_received) AS requests_received_in_year,
       count(*) FILTER (is_received AND rya) AS requests_rya,
       count(*) FILTER (is_received AND outcome = 'Y') AS requests_decided_to_assess,
       count(*) FILTER (is_received AND outcome = 'N') AS requests_decided_not_to_assess,
       count(*) FILTER (is_received AND coalesce(outcome, '') NOT IN ('Y', 'N', 'W')) AS requests_decision_not_made,
       count(*) FILTER (is_received AND outcome = 'W') AS requests_withdrawn,
       count(*) FILTER (is_decided AND days BETWEEN 0 AND 42) AS request_outcome_six_weeks,
       count(*) FILTER (is_decided AND days > 42) AS request_outcome_over_6_weeks,
       count(*) FILTER (is_current AND mediated) AS mediation_related_request,
       count(*) FILTER (is_current AND appealed) AS tribunal_related_request,
       count(*) FILTER (is_current AND mediated AND appealed) AS tribunal_after_mediation_request,
       per_cent(requests_decided_to_assess, requests_received_in_year) AS request_assess_pc,
       per_cent(requests_decided_not_to_assess, requests_received_in_year) AS request_not_assess_pc,
       per_cent(requests_decision_not_made, requests_received_in_year) AS request_outstanding_pc,
       per_cent(requests_withdrawn, requests_received_in_year) AS request_withdrawn_pc,
       -- Below the line without a date of receipt, too.
       count(*) FILTER (is_decided AND coalesce(days >= 0, true)) AS decided_in_year,
       per_cent(request_outcome_six_weeks, decided_in_year) AS request_outcome_six_weeks_pc,
       per_cent(request_outcome_over_6_weeks, decided_in_year) AS request_outcome_over_6_weeks_pc
FROM told,
     (VALUES ('all'), ('age'), ('ethnicity'), ('sex')) AS t(topic),
     LATERAL (SELECT CASE topic WHEN 'all' THEN 'all' WHEN 'age' THEN as_member(age, 2, 20)
                                WHEN 'ethnicity' THEN ethnicity ELSE sex END AS member)
GROUP BY topic, member;

-- Assessments ---------------------------------------------------------------------------------------------------------

CREATE OR REPLACE TEMP TABLE of_assessment AS
WITH told AS (
    -- What has not ended yet has a row, what was decided before the year has none.
    SELECT *, ended - received AS days, outcome = 'W' OR outcome IN ('Y', 'N', 'A') AND of_year(ended) AS is_ended
    FROM assessed WHERE outcome IS DISTINCT FROM 'H'
)
SELECT topic, member, count(*) FILTER (is_ended) AS assess_in_year,
       count(*) FILTER (is_ended AND outcome = 'Y') AS assess_issued,
       count(*) FILTER (is_ended AND outcome = 'N') AS assess_not_issued,
       count(*) FILTER (is_ended AND outcome = 'A') AS assess_not_made,
       count(*) FILTER (is_ended AND outcome = 'W') AS assess_withdrawn,
       per_cent(assess_issued, assess_in_year) AS assess_issued_pc,
       per_cent(assess_not_issued, assess_in_year) AS assess_not_issued_pc,
       per_cent(assess_not_made, assess_in_year) AS assess_not_made_pc,
       per_cent(assess_withdrawn, assess_in_year) AS assess_withdrawn_pc,
       count(*) FILTER (is_ended AND outcome = 'N' AND days BETWEEN 0 AND 112) AS outcome_decision_within_time,
       count(*) FILTER (is_ended AND outcome = 'N' AND days > 112) AS outcome_decision_over_time,
       per_cent(outcome_decision_within_time, outcome_decision_within_time + outcome_decision_over_time)
           AS outcome_decision_within_time_pc,
       per_cent(outcome_decision_over_time, outcome_decision_within_time + outcome_decision_over_time)
           AS outcome_decision_over_time_pc,
       count(*) FILTER (is_ended AND mediated) AS number_assess_mediation,
       count(*) FILTER (is_ended AND appealed) AS number_assess_tribunal,
       count(*) FILTER (is_ended AND mediated AND appealed) AS number_asssess_mediation_tribunal,
       count(*) FILTER (is_ended AND other_mediated) AS number_other_mediation,
       count(*) FILTER (is_ended AND other_appealed) AS number_other_tribunal,
       count(*) FILTER (is_ended AND other_mediated AND other_appealed) AS number_other_mediation_tribunal
FROM told,
     (VALUES ('all'), ('age'), ('ethnicity'), ('sex')) AS t(topic),
     LATERAL (SELECT CASE topic WHEN 'all' THEN 'all' WHEN 'age' THEN as_member(age, 2, 20)
                                WHEN 'ethnicity' THEN ethnicity ELSE sex END AS member)
GROUP BY topic, member;

-- 20 weeks ------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE TEMP TABLE of_plan_issued AS
WITH told AS (
    -- Without a date of receipt a plan is below the line and in no part; one that was received after it is nowhere.
    SELECT *, ended - received AS days FROM assessed
    WHERE outcome = 'Y' AND of_year(ended) AND NOT mediated_at_all AND NOT appealed_at_all
      AND coalesce(received <= ended, true)
)
SELECT topic, member, count(*) AS plans_issued_den,
       count(*) FILTER (NOT excepted) AS plans_issued_den_ex,
       count(*) FILTER (days <= 140) AS plans_issued_within_20_weeks,
       count(*) FILTER (days <= 140 AND NOT excepted) AS plans_issued_20_weeks_ex,
       count(*) FILTER (days BETWEEN 141 AND 364) AS plans_issued_gt20weeks_ltyear,
       count(*) FILTER (days BETWEEN 141 AND 364 AND NOT excepted) AS plans_issued_gt20weeks_ltyear_ex,
       count(*) FILTER (days > 364) AS plans_issued_gt_1_year,
       count(*) FILTER (days > 364 AND NOT excepted) AS plans_issued_gt_1_year_ex,
       per_cent(plans_issued_within_20_weeks, plans_issued_den) AS pc_plans_issued_within_20_weeks,
       per_cent(plans_issued_20_weeks_ex, plans_issued_den_ex) AS pc_plans_issued_20_weeks_ex,
       per_cent(plans_issued_gt20weeks_ltyear, plans_issued_den) AS pc_plans_issued_gt20weeks_ltyear,
       per_cent(plans_issued_gt20weeks_ltyear_ex, plans_issued_den_ex) AS pc_plans_issued_gt20weeks_ltyear_ex,
       per_cent(plans_issued_gt_1_year, plans_issued_den) AS pc_plans_issued_gt_1_year,
       per_cent(plans_issued_gt_1_year_ex, plans_issued_den_ex) AS pc_plans_issued_gt_1_year_ex,
       floor((20 * sum(days) + 7 * count(days)) / (14 * count(days))) / 10 AS avg_weeks_issue_plan,
       floor((20 * sum(days) FILTER (NOT excepted) + 7 * count(days) FILTER (NOT excepted))
             / (14 * count(days) FILTER (NOT excepted))) / 10 AS avg_weeks_issue_plan_exc
FROM told,
     (VALUES ('all'), ('age'), ('ethnicity'), ('sex')) AS t(topic),
     LATERAL (SELECT CASE topic WHEN 'all' THEN 'all' WHEN 'age' THEN as_member(age, 2, 20)
                                WHEN 'ethnicity' THEN ethnicity ELSE sex END AS member)
GROUP BY topic, member;

-- Plans ---------------------------------------------------------------------------------------------------------------

CREATE OR REPLACE TEMP MACRO of_school_age(kind, age) AS
    CASE WHEN kind <> 'NIEO' THEN kind WHEN age BETWEEN 5 AND 15 THEN 'neet_other_csa' ELSE 'neet_other' END;

-- Each plan in each file that it is counted in, with the groups of that file.
CREATE OR REPLACE TEMP TABLE counted AS
-- Who is of compulsory school age (5 to 15 on 31 August) is told apart, but not of plans that ceased.
WITH new_plan AS (
         SELECT * REPLACE (of_school_age(kind, age) AS kind) FROM held
         WHERE of_year(began) AND transferla IS NULL
     ),
     stock AS (
         SELECT * REPLACE (of_school_age(kind, age) AS kind) FROM held
         WHERE began <= getvariable('census') AND coalesce(ceased > getvariable('census'), true)
     ),
     ended AS (SELECT * REPLACE (of_school_age(kind, NULL) AS kind) FROM held WHERE of_year(ceased)),
     base AS (
         SELECT 'newplans' AS file, * FROM new_plan UNION ALL SELECT 'sen_need_newplans', * FROM new_plan
         UNION ALL SELECT 'ceased_plans', * FROM ended
         UNION ALL SELECT unnest(['caseload', 'sen_needs_all_plans', 'annual_reviews', 'personal_budgets',
                                  'residential_settings', 'work_based_placements', 'phase_transfers']), * FROM stock
     )
SELECT base.*, g.topic, g.member
FROM base, LATERAL (
    SELECT 'all' AS topic, 'all' AS member
    UNION ALL SELECT 'ethnicity', base.ethnicity WHERE base.file <> 'phase_transfers'
    UNION ALL SELECT 'sex', base.sex WHERE base.file <> 'phase_transfers'
    UNION ALL SELECT 'age', CASE
            WHEN base.file IN ('caseload', 'sen_needs_all_plans') THEN rtrim(as_member(base.age, 2, 25), '+')
            WHEN base.file = 'work_based_placements' THEN as_member(base.age, 15, 25)
            ELSE as_member(base.age, 2, 20) END
        WHERE base.file NOT IN ('newplans', 'ceased_plans', 'phase_transfers')
    UNION ALL SELECT 'age_when_started', as_member(years_to(base.born, year(base.began)), 2, 20)
        WHERE base.file IN ('newplans', 'caseload')
    UNION ALL SELECT 'age_when_ceased', as_member(age_on(base.born, base.ceased), 2, 20) WHERE base.file = 'ceased_plans'
    UNION ALL SELECT 'years_held', as_member(CASE base.file
            WHEN 'ceased_plans' THEN greatest(year(base.ceased) - year(base.began), 0)
            WHEN 'sen_needs_all_plans' THEN greatest(years_to(base.began, getvariable('year') + 1) - 1, 0)
            ELSE years_to(base.began, getvariable('year') + 1) END, 0, 12)
        WHERE base.file IN ('caseload', 'sen_needs_all_plans', 'ceased_plans', 'annual_reviews')
) AS g
UNION ALL
SELECT base.*, 'placement', part_of.label FROM base JOIN part_of USING (kind)
WHERE base.file IN ('sen_needs_all_plans', 'sen_need_newplans', 'ceased_plans', 'annual_reviews', 'personal_budgets',
                    'residential_settings', 'work_based_placements');

-- Plans by placement.
CREATE OR REPLACE TEMP TABLE placed AS
SELECT file, topic, member, kind, count(*) AS plans FROM counted WHERE file IN ('newplans', 'caseload') GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE of_place AS
WITH row_of AS (SELECT file, topic, member, sum(plans) AS plans FROM placed GROUP BY ALL),
column_of AS (
    SELECT kind AS name, kind FROM place_label
    UNION ALL SELECT 'special_academy_free', unnest(['special_academy', 'special_free_school'])
    UNION ALL SELECT CASE split_part(label, ' - ', 1) WHEN 'Mainstream' THEN 'mainstream_total' WHEN 'Special' THEN 'special_total'
                         WHEN 'AP/PRU' THEN 'ap_pru_total' WHEN 'FE' THEN 'fe_total' ELSE 'ed_elsewhere' END, kind
    FROM place_label WHERE label LIKE '% - %'
)
SELECT r.file, r.topic, r.member, c.name, coalesce(sum(p.plans), 0) AS value, any_value(r.plans) AS whole
FROM row_of r CROSS JOIN column_of c
LEFT JOIN placed p ON p.file = r.file AND p.topic = r.topic AND p.member = r.member AND p.kind = c.kind
GROUP BY ALL;

INSERT INTO figure
SELECT file, topic, member, name, value FROM of_place
UNION ALL
SELECT file, topic, member, name || '_pc', per_cent(value, whole) FROM of_place
WHERE name IN ('mainstream_total', 'special_total', 'ap_pru_total', 'fe_total', 'ed_elsewhere', 'nm_early_years',
               'placement_unknown')
UNION ALL
SELECT DISTINCT file, topic, member, CASE file WHEN 'newplans' THEN 'new_ehc_plans' ELSE 'ehcplans' END, whole FROM of_place;

-- Plans by primary need; a code that is none of these is not known.
CREATE OR REPLACE TEMP TABLE need AS
SELECT unnest(['asd', 'ds', 'hi', 'mld', 'msi', 'oth', 'pd', 'pmld', 'semh', 'slcn', 'sld', 'spld', 'vi']) AS code;

CREATE OR REPLACE TEMP TABLE of_need AS
WITH plans AS (
    SELECT file, topic, member, coalesce(need.code, 'need_unknown') AS code
    FROM counted LEFT JOIN need ON need.code = lower(sentype) WHERE file IN ('sen_needs_all_plans', 'sen_need_newplans')
), row_of AS (SELECT file, topic, member, count(*) AS whole FROM plans GROUP BY ALL)
SELECT r.*, c.code, (SELECT count(*) FROM plans p WHERE p.file = r.file AND p.topic = r.topic AND p.member = r.member
                                                     AND p.code = c.code) AS value
FROM row_of r CROSS JOIN (FROM need UNION ALL SELECT 'need_unknown') AS c;

INSERT INTO figure
SELECT file, topic, member, 'number_' || code, value FROM of_need
UNION ALL
SELECT file, topic, member, replace(code, 'need_', '') || '_pc', per_cent(value, whole) FROM of_need
UNION ALL
SELECT DISTINCT file, topic, member, 'ehc_plans', whole FROM of_need;

CREATE OR REPLACE TEMP TABLE of_ceased AS
SELECT topic, member, count(*) AS total_ceased,
       count(*) FILTER (reason = '1') AS max_age, count(*) FILTER (reason = '2') AS needs_met,
       count(*) FILTER (reason = '3') AS he, count(*) FILTER (reason = '4') AS employ,
       count(*) FILTER (reason = '5') AS transfer, count(*) FILTER (reason = '6') AS no_engage,
       count(*) FILTER (reason = '7') AS moved_outside_eng, count(*) FILTER (reason = '8') AS deceased,
       count(*) FILTER (reason IS NULL) AS not_rec,
       count(*) FILTER (reason = '9' OR (reason IS NULL AND getvariable('edition') >= 2026)) AS other
FROM counted WHERE file = 'ceased_plans' GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE of_review AS
WITH told AS (
    -- All but the first and third column are of plans that had a review due: those that began before the year.
    SELECT * REPLACE (CASE WHEN began < first_day() THEN meeting END AS meeting,
                      CASE WHEN began < first_day() THEN told_on END AS told_on,
                      CASE WHEN began < first_day() THEN reviewoutcome END AS reviewoutcome),
           began < first_day() AS is_expected
    FROM counted WHERE file = 'annual_reviews'
), days AS (SELECT *, told_on - meeting AS days, of_year(meeting) AS is_met FROM told)
SELECT topic, member, count(*) AS total_ehc_plans,
       count(*) FILTER (is_expected) AS review_expected, count(*) FILTER (NOT is_expected) AS review_not_expected,
       -- From the edition of 2026 on: the reviews of the year.
       count(*) FILTER (is_met) AS review_completed, count(*) FILTER (before_year(meeting)) AS review_completed_prior,
       review_expected - review_completed - review_completed_prior AS review_not_completed,
       count(*) FILTER (is_met AND reviewoutcome = 'A') AS outcome_amended,
       count(*) FILTER (is_met AND reviewoutcome = 'C') AS outcome_ceased,
       count(*) FILTER (is_met AND reviewoutcome = 'M') AS outcome_maintained,
       review_completed - outcome_amended - outcome_ceased - outcome_maintained AS no_outcome_recorded,
       count(*) FILTER (is_met AND days BETWEEN 0 AND 28) AS decision_4_weeks,
       review_completed - decision_4_weeks AS decision_over_4_weeks,
       -- Up to that of 2025: the latest review, whenever it was.
       count(*) FILTER (since_year(meeting)) AS review_meeting_25, count(*) FILTER (is_met) AS review_meeting_24,
       count(*) FILTER (before_year(meeting)) AS review_meeting_prior_24, count(meeting) AS total_review_meeting,
       review_expected - total_review_meeting AS no_review_meeting,
       count(*) FILTER (since_year(told_on)) AS review_decision25, count(*) FILTER (of_year(told_on)) AS review_decision24,
       count(*) FILTER (before_year(told_on)) AS review_decision_prior24,
       count(*) FILTER (meeting >= getvariable('census') - 28) AS review_decision_not_due,
       total_review_meeting - count(told_on) - review_decision_not_due AS review_decision_outstanding,
       count(*) FILTER (reviewoutcome = 'A') AS outcome_amend, count(*) FILTER (reviewoutcome = 'C') AS outcome_cease,
       count(*) FILTER (reviewoutcome = 'M') AS outcome_maintan,
       total_review_meeting - outcome_amend - outcome_cease - outcome_maintan AS no_outcome,
       count(*) FILTER (days <= 28) AS number_decsion_4weeks, count(told_on) - number_decsion_4weeks AS number_decision_gt_4weeks,
       per_cent(number_decsion_4weeks, number_decsion_4weeks + number_decision_gt_4weeks) AS pc_decsion_4weeks,
       per_cent(number_decision_gt_4weeks, number_decsion_4weeks + number_decision_gt_4weeks) AS pc_decision_gt_4weeks
FROM days GROUP BY topic, member;

CREATE OR REPLACE TEMP TABLE of_transfer AS
SELECT topic, member, count(*) AS number_plans,
       count(*) FILTER (of_year(transfer_due)) AS due_in_year,
       count(*) FILTER (year(transfer_due) = getvariable('year') + 1) AS due_next_year,
       count(*) FILTER (of_year(transfer_final)) AS final_in_year,
       count(*) FILTER (year(transfer_final) = getvariable('year') + 1) AS final_next_year
FROM counted WHERE file = 'phase_transfers' GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE of_budget AS
SELECT topic, member, count(*) FILTER (pb = '1') AS personal_budget, count(*) FILTER (oa = '1') AS org_arrangments,
       count(*) FILTER (dp = 'H') AS pb_health, count(*) FILTER (dp = 'E') AS pb_education,
       count(*) FILTER (dp = 'S') AS pb_social, count(*) FILTER (dp = 'I') AS pb_integrated
FROM counted WHERE file = 'personal_budgets' GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE of_residence AS
SELECT topic, member, count(*) FILTER (coalesce(res, planres) = 'A') AS res_3851,
       count(*) FILTER (coalesce(res, planres) = 'B') AS res_52, res_3851 + res_52 AS res_tot
FROM counted WHERE file = 'residential_settings' GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE of_work AS
SELECT topic, member, count(*) FILTER (wbp = 'S') AS open_supp_intern, count(*) FILTER (wbp = 'A') AS open_apprentice,
       count(*) FILTER (wbp = 'T') AS open_trainee, open_supp_intern + open_apprentice + open_trainee AS open_wbp
FROM counted WHERE file = 'work_based_placements' GROUP BY ALL;

INSERT INTO figure
SELECT file, topic, member, name, value FROM (
    SELECT 'requests' AS file, * EXCLUDE (decided_in_year) FROM of_request
        UNPIVOT INCLUDE NULLS (value FOR name IN (COLUMNS(* EXCLUDE (topic, member, decided_in_year))))
    UNION ALL
    SELECT 'assessments' AS file, * FROM of_assessment
        UNPIVOT INCLUDE NULLS (value FOR name IN (COLUMNS(* EXCLUDE (topic, member))))
    UNION ALL
    SELECT 'timeliness_20_week' AS file, * FROM of_plan_issued
        UNPIVOT INCLUDE NULLS (value FOR name IN (COLUMNS(* EXCLUDE (topic, member))))
    UNION ALL
    SELECT 'ceased_plans' AS file, * FROM of_ceased
        UNPIVOT INCLUDE NULLS (value FOR name IN (COLUMNS(* EXCLUDE (topic, member))))
    UNION ALL
    SELECT 'annual_reviews' AS file, * FROM of_review
        UNPIVOT INCLUDE NULLS (value FOR name IN (COLUMNS(* EXCLUDE (topic, member))))
    UNION ALL
    SELECT 'phase_transfers' AS file, * FROM of_transfer
        UNPIVOT INCLUDE NULLS (value FOR name IN (COLUMNS(* EXCLUDE (topic, member))))
    UNION ALL
    SELECT 'personal_budgets' AS file, * FROM of_budget
        UNPIVOT INCLUDE NULLS (value FOR name IN (COLUMNS(* EXCLUDE (topic, member))))
    UNION ALL
    SELECT 'residential_settings' AS file, * FROM of_residence
        UNPIVOT INCLUDE NULLS (value FOR name IN (COLUMNS(* EXCLUDE (topic, member))))
    UNION ALL
    SELECT 'work_based_placements' AS file, * FROM of_work
        UNPIVOT INCLUDE NULLS (value FOR name IN (COLUMNS(* EXCLUDE (topic, member))))
);
