CREATE SCHEMA IF NOT EXISTS restricted;

REVOKE ALL ON SCHEMA restricted FROM PUBLIC;

ALTER DEFAULT PRIVILEGES IN SCHEMA restricted REVOKE ALL ON TABLES FROM PUBLIC;

CREATE SCHEMA IF NOT EXISTS marts;

REVOKE ALL ON SCHEMA marts FROM PUBLIC;

ALTER DEFAULT PRIVILEGES IN SCHEMA marts REVOKE ALL ON TABLES FROM PUBLIC;

CREATE SCHEMA IF NOT EXISTS bi;

REVOKE ALL ON SCHEMA bi FROM PUBLIC;

ALTER DEFAULT PRIVILEGES IN SCHEMA bi REVOKE ALL ON TABLES FROM PUBLIC;

CREATE SCHEMA IF NOT EXISTS dfe;

REVOKE ALL ON SCHEMA dfe FROM PUBLIC;

ALTER DEFAULT PRIVILEGES IN SCHEMA dfe REVOKE ALL ON TABLES FROM PUBLIC;

CREATE SCHEMA IF NOT EXISTS dq;

REVOKE ALL ON SCHEMA dq FROM PUBLIC;

ALTER DEFAULT PRIVILEGES IN SCHEMA dq REVOKE ALL ON TABLES FROM PUBLIC;

CREATE SCHEMA IF NOT EXISTS ops;

REVOKE ALL ON SCHEMA ops FROM PUBLIC;

ALTER DEFAULT PRIVILEGES IN SCHEMA ops REVOKE ALL ON TABLES FROM PUBLIC;

DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'send_bi') THEN
        CREATE ROLE send_bi NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'send_case_officer') THEN
        CREATE ROLE send_case_officer NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'send_loader') THEN
        CREATE ROLE send_loader NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

CREATE FUNCTION marts.refuse_to_change_what_was_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was published is never changed: publish again instead';
END $$;

CREATE TABLE restricted.person (
	authority TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	surname TEXT, 
	forename TEXT, 
	birth_date DATE, 
	sex TEXT, 
	ethnicity TEXT, 
	postcode TEXT, 
	upn TEXT, 
	uln TEXT, 
	upn_unknown TEXT, 
	locality TEXT, 
	left_date DATE, 
	is_complex BOOLEAN, 
	needs_interpreter BOOLEAN, 
	parent_learning_disability BOOLEAN, 
	record_source TEXT NOT NULL, 
	CONSTRAINT person_pkey PRIMARY KEY (authority, person_id)
);

COMMENT ON TABLE restricted.person IS 'Child or young person. Grain: one row for each child or young person known to the SEND service.';

COMMENT ON COLUMN restricted.person.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.person.person_id IS 'Identifier in the case-management system';

COMMENT ON COLUMN restricted.person.surname IS 'Family name';

COMMENT ON COLUMN restricted.person.forename IS 'Given name';

COMMENT ON COLUMN restricted.person.birth_date IS 'Date of birth';

COMMENT ON COLUMN restricted.person.sex IS 'Sex';

COMMENT ON COLUMN restricted.person.ethnicity IS 'Ethnic background in the school census list';

COMMENT ON COLUMN restricted.person.postcode IS 'Home postcode';

COMMENT ON COLUMN restricted.person.upn IS 'Unique pupil number';

COMMENT ON COLUMN restricted.person.uln IS 'Unique learner number';

COMMENT ON COLUMN restricted.person.upn_unknown IS 'Reason that neither number is held';

COMMENT ON COLUMN restricted.person.locality IS 'Casework patch of the home address; a name from the authority''s own list';

COMMENT ON COLUMN restricted.person.left_date IS 'Day the person moved away or died; nothing after it counts';

COMMENT ON COLUMN restricted.person.is_complex IS 'Long-term complex case that should have a senior specialist caseworker';

COMMENT ON COLUMN restricted.person.needs_interpreter IS 'The family needs an interpreter';

COMMENT ON COLUMN restricted.person.parent_learning_disability IS 'A parent has a learning disability and should be offered an advocate';

COMMENT ON COLUMN restricted.person.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.request (
	authority TEXT NOT NULL, 
	request_id TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	received_date DATE, 
	request_source TEXT, 
	rya BOOLEAN, 
	request_outcome_date DATE, 
	request_outcome TEXT NOT NULL, 
	request_mediation BOOLEAN, 
	request_tribunal BOOLEAN, 
	exported TEXT, 
	parent_preference TEXT, 
	record_source TEXT NOT NULL, 
	CONSTRAINT request_pkey PRIMARY KEY (authority, request_id)
);

CREATE INDEX request_person ON restricted.request (authority, person_id);

COMMENT ON TABLE restricted.request IS 'Request for an EHC needs assessment. Grain: one row for each request received, or need brought to the authority''s attention.';

COMMENT ON COLUMN restricted.request.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.request.request_id IS 'Identifier of the request';

COMMENT ON COLUMN restricted.request.person_id IS 'Child or young person';

COMMENT ON COLUMN restricted.request.received_date IS 'Day the request was received (day 0 of the 6, 16 and 20 weeks); not held for plans made before the records begin';

COMMENT ON COLUMN restricted.request.request_source IS 'Who asked';

COMMENT ON COLUMN restricted.request.rya IS 'Person was in relevant youth accommodation';

COMMENT ON COLUMN restricted.request.request_outcome_date IS 'Day the family was told whether an assessment would be made';

COMMENT ON COLUMN restricted.request.request_outcome IS 'Decision whether to assess';

COMMENT ON COLUMN restricted.request.request_mediation IS 'Mediation about the decision to assess took place';

COMMENT ON COLUMN restricted.request.request_tribunal IS 'The decision to assess was appealed';

COMMENT ON COLUMN restricted.request.exported IS 'Three-digit code of the authority that the person moved to before the assessment ended; XXX when unknown';

COMMENT ON COLUMN restricted.request.parent_preference IS 'Kind of setting that the family asked for';

COMMENT ON COLUMN restricted.request.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.assessment (
	authority TEXT NOT NULL, 
	assessment_id TEXT NOT NULL, 
	request_id TEXT NOT NULL, 
	assessment_outcome TEXT NOT NULL, 
	assessment_outcome_date DATE, 
	assessment_mediation BOOLEAN, 
	assessment_tribunal BOOLEAN, 
	other_mediation BOOLEAN, 
	other_tribunal BOOLEAN, 
	week20_exception BOOLEAN, 
	record_source TEXT NOT NULL, 
	CONSTRAINT assessment_pkey PRIMARY KEY (authority, assessment_id)
);

COMMENT ON TABLE restricted.assessment IS 'EHC needs assessment. Grain: one row for each assessment, at most one for a request.';

COMMENT ON COLUMN restricted.assessment.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.assessment.assessment_id IS 'Identifier of the assessment';

COMMENT ON COLUMN restricted.assessment.request_id IS 'Request that led to it';

COMMENT ON COLUMN restricted.assessment.assessment_outcome IS 'Decision whether to issue a plan';

COMMENT ON COLUMN restricted.assessment.assessment_outcome_date IS 'Day the final plan was sent or the family was told that none would be';

COMMENT ON COLUMN restricted.assessment.assessment_mediation IS 'Mediation about the decision to issue took place';

COMMENT ON COLUMN restricted.assessment.assessment_tribunal IS 'A decision not to issue was appealed';

COMMENT ON COLUMN restricted.assessment.other_mediation IS 'Mediation on any other appealable decision took place';

COMMENT ON COLUMN restricted.assessment.other_tribunal IS 'Any other matter was appealed';

COMMENT ON COLUMN restricted.assessment.week20_exception IS 'An exception to the 20 weeks is recorded';

COMMENT ON COLUMN restricted.assessment.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.plan (
	authority TEXT NOT NULL, 
	plan_id TEXT NOT NULL, 
	assessment_id TEXT NOT NULL, 
	start_date DATE NOT NULL, 
	residential TEXT, 
	work_based TEXT, 
	personal_budget BOOLEAN, 
	organised_arrangements BOOLEAN, 
	direct_payment TEXT, 
	cease_date DATE, 
	cease_reason TEXT, 
	on_template BOOLEAN, 
	views_child BOOLEAN, 
	views_parent BOOLEAN, 
	differs_from_request BOOLEAN, 
	difference_recorded BOOLEAN, 
	difference_explained BOOLEAN, 
	record_source TEXT NOT NULL, 
	CONSTRAINT plan_pkey PRIMARY KEY (authority, plan_id)
);

COMMENT ON TABLE restricted.plan IS 'EHC plan. Grain: one row for each plan, current or ceased.';

COMMENT ON COLUMN restricted.plan.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.plan.plan_id IS 'Identifier of the plan';

COMMENT ON COLUMN restricted.plan.assessment_id IS 'Assessment that led to it; a plan transferred in hangs on a historical one';

COMMENT ON COLUMN restricted.plan.start_date IS 'Date of the plan; a plan transferred in keeps its first date';

COMMENT ON COLUMN restricted.plan.residential IS 'Residential placement named in the plan';

COMMENT ON COLUMN restricted.plan.work_based IS 'Work-based learning named in the plan';

COMMENT ON COLUMN restricted.plan.personal_budget IS 'A personal budget was taken up';

COMMENT ON COLUMN restricted.plan.organised_arrangements IS 'The personal budget has organised arrangements';

COMMENT ON COLUMN restricted.plan.direct_payment IS 'Parts of the personal budget paid directly';

COMMENT ON COLUMN restricted.plan.cease_date IS 'Last day of the plan, or the day it was transferred out';

COMMENT ON COLUMN restricted.plan.cease_reason IS 'Why the plan ended';

COMMENT ON COLUMN restricted.plan.on_template IS 'Plan letter used the reviewed template';

COMMENT ON COLUMN restricted.plan.views_child IS 'Section A holds the child''s own views';

COMMENT ON COLUMN restricted.plan.views_parent IS 'Section A holds the parents'' views';

COMMENT ON COLUMN restricted.plan.differs_from_request IS 'The decision differs from what the family asked for';

COMMENT ON COLUMN restricted.plan.difference_recorded IS 'That difference is recorded in the plan or panel notes';

COMMENT ON COLUMN restricted.plan.difference_explained IS 'That difference was explained to the family';

COMMENT ON COLUMN restricted.plan.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.plan_placement (
	authority TEXT NOT NULL, 
	plan_placement_id TEXT NOT NULL, 
	plan_id TEXT NOT NULL, 
	urn TEXT, 
	ukprn TEXT, 
	sen_setting TEXT, 
	sen_setting_other TEXT, 
	placement_rank TEXT NOT NULL, 
	sen_unit BOOLEAN, 
	resourced_provision BOOLEAN, 
	record_source TEXT NOT NULL, 
	CONSTRAINT plan_placement_pkey PRIMARY KEY (authority, plan_placement_id)
);

COMMENT ON TABLE restricted.plan_placement IS 'Setting named in a plan. Grain: one row for each setting or arrangement named in section I, at most two.';

COMMENT ON COLUMN restricted.plan_placement.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.plan_placement.plan_placement_id IS 'Identifier of the named placement';

COMMENT ON COLUMN restricted.plan_placement.plan_id IS 'Plan';

COMMENT ON COLUMN restricted.plan_placement.urn IS 'Establishment number in Get Information about Schools';

COMMENT ON COLUMN restricted.plan_placement.ukprn IS 'Provider number where there is no URN';

COMMENT ON COLUMN restricted.plan_placement.sen_setting IS 'Kind of arrangement where there is neither';

COMMENT ON COLUMN restricted.plan_placement.sen_setting_other IS 'Detail of another setting';

COMMENT ON COLUMN restricted.plan_placement.placement_rank IS 'Primary or secondary';

COMMENT ON COLUMN restricted.plan_placement.sen_unit IS 'Place in a SEN unit';

COMMENT ON COLUMN restricted.plan_placement.resourced_provision IS 'Place in resourced provision';

COMMENT ON COLUMN restricted.plan_placement.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.active_plan (
	authority TEXT NOT NULL, 
	active_plan_id TEXT NOT NULL, 
	request_id TEXT NOT NULL, 
	transfer_la TEXT, 
	transfer_in_date DATE, 
	review_meeting_date DATE, 
	review_outcome TEXT, 
	review_draft_date DATE, 
	phase_transfer_due_date DATE, 
	phase_transfer_final_date DATE, 
	last_review_date DATE, 
	record_source TEXT NOT NULL, 
	CONSTRAINT active_plan_pkey PRIMARY KEY (authority, active_plan_id)
);

COMMENT ON TABLE restricted.active_plan IS 'Maintained plan. Grain: one row for each plan that the authority maintains or maintained, with the state of its latest review.';

COMMENT ON COLUMN restricted.active_plan.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.active_plan.active_plan_id IS 'Identifier of the maintained plan';

COMMENT ON COLUMN restricted.active_plan.request_id IS 'Request under which the plan is recorded';

COMMENT ON COLUMN restricted.active_plan.transfer_la IS 'Three-digit code of the authority that the plan came from';

COMMENT ON COLUMN restricted.active_plan.transfer_in_date IS 'Day the plan was transferred in';

COMMENT ON COLUMN restricted.active_plan.review_meeting_date IS 'Latest annual review meeting';

COMMENT ON COLUMN restricted.active_plan.review_outcome IS 'Decision after that meeting';

COMMENT ON COLUMN restricted.active_plan.review_draft_date IS 'Day the draft amended plan was sent';

COMMENT ON COLUMN restricted.active_plan.phase_transfer_due_date IS 'Day by which a plan amended for a phase transfer must be final';

COMMENT ON COLUMN restricted.active_plan.phase_transfer_final_date IS 'Day the phase-transfer plan was final';

COMMENT ON COLUMN restricted.active_plan.last_review_date IS 'Day the authority wrote with its decision to maintain, amend or cease';

COMMENT ON COLUMN restricted.active_plan.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.placement (
	authority TEXT NOT NULL, 
	placement_id TEXT NOT NULL, 
	active_plan_id TEXT NOT NULL, 
	urn TEXT, 
	ukprn TEXT, 
	sen_setting TEXT, 
	sen_setting_other TEXT, 
	placement_rank TEXT NOT NULL, 
	entry_date DATE, 
	leaving_date DATE, 
	sen_unit BOOLEAN, 
	resourced_provision BOOLEAN, 
	residential TEXT, 
	work_based TEXT, 
	transport_in_place_date DATE, 
	record_source TEXT NOT NULL, 
	CONSTRAINT placement_pkey PRIMARY KEY (authority, placement_id)
);

COMMENT ON TABLE restricted.placement IS 'Placement attended. Grain: one row for each placement of a plan-holder over time.';

COMMENT ON COLUMN restricted.placement.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.placement.placement_id IS 'Identifier of the placement';

COMMENT ON COLUMN restricted.placement.active_plan_id IS 'Maintained plan';

COMMENT ON COLUMN restricted.placement.urn IS 'Establishment number in Get Information about Schools';

COMMENT ON COLUMN restricted.placement.ukprn IS 'Provider number where there is no URN';

COMMENT ON COLUMN restricted.placement.sen_setting IS 'Kind of arrangement where there is neither';

COMMENT ON COLUMN restricted.placement.sen_setting_other IS 'Detail of another setting';

COMMENT ON COLUMN restricted.placement.placement_rank IS 'Primary or secondary';

COMMENT ON COLUMN restricted.placement.entry_date IS 'First day of the placement';

COMMENT ON COLUMN restricted.placement.leaving_date IS 'Last day of the placement';

COMMENT ON COLUMN restricted.placement.sen_unit IS 'Place in a SEN unit';

COMMENT ON COLUMN restricted.placement.resourced_provision IS 'Place in resourced provision';

COMMENT ON COLUMN restricted.placement.residential IS 'Residential placement';

COMMENT ON COLUMN restricted.placement.work_based IS 'Work-based learning';

COMMENT ON COLUMN restricted.placement.transport_in_place_date IS 'Day on which transport began';

COMMENT ON COLUMN restricted.placement.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.sen_need (
	authority TEXT NOT NULL, 
	active_plan_id TEXT NOT NULL, 
	sen_type_rank TEXT NOT NULL, 
	sen_type TEXT NOT NULL, 
	record_source TEXT NOT NULL, 
	CONSTRAINT sen_need_pkey PRIMARY KEY (authority, active_plan_id, sen_type_rank, sen_type)
);

COMMENT ON TABLE restricted.sen_need IS 'Special educational need. Grain: one row for each ranked need of a maintained plan, at most two.';

COMMENT ON COLUMN restricted.sen_need.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.sen_need.active_plan_id IS 'Maintained plan';

COMMENT ON COLUMN restricted.sen_need.sen_type_rank IS '1 for the primary need';

COMMENT ON COLUMN restricted.sen_need.sen_type IS 'Kind of need';

COMMENT ON COLUMN restricted.sen_need.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.milestone (
	authority TEXT NOT NULL, 
	milestone_id TEXT NOT NULL, 
	request_id TEXT NOT NULL, 
	milestone_type TEXT NOT NULL, 
	milestone_date DATE NOT NULL, 
	advice_type TEXT, 
	due_date DATE, 
	setting_urn TEXT, 
	record_source TEXT NOT NULL, 
	CONSTRAINT milestone_pkey PRIMARY KEY (authority, milestone_id)
);

COMMENT ON TABLE restricted.milestone IS 'Milestone of an assessment. Grain: one row for each dated step between request and final plan.';

COMMENT ON COLUMN restricted.milestone.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.milestone.milestone_id IS 'Identifier of the step';

COMMENT ON COLUMN restricted.milestone.request_id IS 'Request';

COMMENT ON COLUMN restricted.milestone.milestone_type IS 'Kind of step';

COMMENT ON COLUMN restricted.milestone.milestone_date IS 'Day it happened (sent or received)';

COMMENT ON COLUMN restricted.milestone.advice_type IS 'Whose advice, for advice steps';

COMMENT ON COLUMN restricted.milestone.due_date IS 'Day by which it was due, where the service set one';

COMMENT ON COLUMN restricted.milestone.setting_urn IS 'Setting asked, for consultations and education advice';

COMMENT ON COLUMN restricted.milestone.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.exception (
	authority TEXT NOT NULL, 
	exception_id TEXT NOT NULL, 
	request_id TEXT NOT NULL, 
	limit_id TEXT NOT NULL, 
	exception_ground TEXT NOT NULL, 
	from_date DATE, 
	to_date DATE, 
	advice_requested_date DATE, 
	record_source TEXT NOT NULL, 
	CONSTRAINT exception_pkey PRIMARY KEY (authority, exception_id)
);

COMMENT ON TABLE restricted.exception IS 'Recorded exception to a time limit. Grain: one row for each reason recorded against a limit of a request.';

COMMENT ON COLUMN restricted.exception.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.exception.exception_id IS 'Identifier of the exception';

COMMENT ON COLUMN restricted.exception.request_id IS 'Request';

COMMENT ON COLUMN restricted.exception.limit_id IS 'Time limit that it is claimed for';

COMMENT ON COLUMN restricted.exception.exception_ground IS 'Ground as recorded';

COMMENT ON COLUMN restricted.exception.from_date IS 'First day of the circumstances';

COMMENT ON COLUMN restricted.exception.to_date IS 'Last day of the circumstances; for a school closure the day before it reopened';

COMMENT ON COLUMN restricted.exception.advice_requested_date IS 'Day the advice was asked for; decides whether a closure counts';

COMMENT ON COLUMN restricted.exception.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.annual_review (
	authority TEXT NOT NULL, 
	annual_review_id TEXT NOT NULL, 
	active_plan_id TEXT NOT NULL, 
	review_type TEXT NOT NULL, 
	review_due_date DATE NOT NULL, 
	review_meeting_date DATE, 
	review_report_date DATE, 
	review_decision_date DATE, 
	review_outcome TEXT, 
	amendment_notice_date DATE, 
	amended_final_date DATE, 
	outcomes_reviewed BIGINT, 
	outcomes_met BIGINT, 
	pfa_outcomes BOOLEAN, 
	record_source TEXT NOT NULL, 
	CONSTRAINT annual_review_pkey PRIMARY KEY (authority, annual_review_id)
);

COMMENT ON TABLE restricted.annual_review IS 'Review of a plan. Grain: one row for each review held or due.';

COMMENT ON COLUMN restricted.annual_review.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.annual_review.annual_review_id IS 'Identifier of the review';

COMMENT ON COLUMN restricted.annual_review.active_plan_id IS 'Maintained plan';

COMMENT ON COLUMN restricted.annual_review.review_type IS 'Kind of review';

COMMENT ON COLUMN restricted.annual_review.review_due_date IS 'Day by which the review must be complete';

COMMENT ON COLUMN restricted.annual_review.review_meeting_date IS 'Day of the meeting';

COMMENT ON COLUMN restricted.annual_review.review_report_date IS 'Day the setting''s report reached the authority';

COMMENT ON COLUMN restricted.annual_review.review_decision_date IS 'Day the family was told to maintain, amend or cease';

COMMENT ON COLUMN restricted.annual_review.review_outcome IS 'Decision';

COMMENT ON COLUMN restricted.annual_review.amendment_notice_date IS 'Day the first notice of amendment was sent';

COMMENT ON COLUMN restricted.annual_review.amended_final_date IS 'Day the final amended plan was sent';

COMMENT ON COLUMN restricted.annual_review.outcomes_reviewed IS 'Outcomes considered at the review';

COMMENT ON COLUMN restricted.annual_review.outcomes_met IS 'Outcomes met or partly met';

COMMENT ON COLUMN restricted.annual_review.pfa_outcomes IS 'The review set outcomes for adulthood (Year 9 and above)';

COMMENT ON COLUMN restricted.annual_review.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.phase_transfer (
	authority TEXT NOT NULL, 
	phase_transfer_id TEXT NOT NULL, 
	active_plan_id TEXT NOT NULL, 
	phase_transfer_type TEXT NOT NULL, 
	transfer_date DATE NOT NULL, 
	due_date DATE NOT NULL, 
	final_date DATE, 
	named_type_only BOOLEAN, 
	planning_started_date DATE, 
	record_source TEXT NOT NULL, 
	CONSTRAINT phase_transfer_pkey PRIMARY KEY (authority, phase_transfer_id)
);

COMMENT ON TABLE restricted.phase_transfer IS 'Phase transfer. Grain: one row for each person due to move between phases in a year.';

COMMENT ON COLUMN restricted.phase_transfer.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.phase_transfer.phase_transfer_id IS 'Identifier of the transfer';

COMMENT ON COLUMN restricted.phase_transfer.active_plan_id IS 'Maintained plan';

COMMENT ON COLUMN restricted.phase_transfer.phase_transfer_type IS 'Phases between which the person moves';

COMMENT ON COLUMN restricted.phase_transfer.transfer_date IS 'First day in the next setting';

COMMENT ON COLUMN restricted.phase_transfer.due_date IS 'Day by which the final amended plan must be sent';

COMMENT ON COLUMN restricted.phase_transfer.final_date IS 'Day the final plan naming the next setting was sent';

COMMENT ON COLUMN restricted.phase_transfer.named_type_only IS 'A type of setting was named but no setting';

COMMENT ON COLUMN restricted.phase_transfer.planning_started_date IS 'Day transition planning began';

COMMENT ON COLUMN restricted.phase_transfer.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.panel (
	authority TEXT NOT NULL, 
	panel_id TEXT NOT NULL, 
	panel_date DATE NOT NULL, 
	panel_name TEXT, 
	record_source TEXT NOT NULL, 
	CONSTRAINT panel_pkey PRIMARY KEY (authority, panel_id)
);

COMMENT ON TABLE restricted.panel IS 'Panel sitting. Grain: one row for each meeting of a decision panel.';

COMMENT ON COLUMN restricted.panel.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.panel.panel_id IS 'Identifier of the sitting';

COMMENT ON COLUMN restricted.panel.panel_date IS 'Day it met';

COMMENT ON COLUMN restricted.panel.panel_name IS 'Name of the panel';

COMMENT ON COLUMN restricted.panel.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.panel_attendance (
	authority TEXT NOT NULL, 
	panel_id TEXT NOT NULL, 
	agency TEXT NOT NULL, 
	attended BOOLEAN NOT NULL, 
	record_source TEXT NOT NULL, 
	CONSTRAINT panel_attendance_pkey PRIMARY KEY (authority, panel_id, agency)
);

COMMENT ON TABLE restricted.panel_attendance IS 'Attendance at a panel. Grain: one row for each agency expected at a sitting.';

COMMENT ON COLUMN restricted.panel_attendance.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.panel_attendance.panel_id IS 'Sitting';

COMMENT ON COLUMN restricted.panel_attendance.agency IS 'Agency expected';

COMMENT ON COLUMN restricted.panel_attendance.attended IS 'Someone came';

COMMENT ON COLUMN restricted.panel_attendance.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.panel_decision (
	authority TEXT NOT NULL, 
	panel_decision_id TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	panel_id TEXT, 
	panel_stage TEXT NOT NULL, 
	referred_date DATE, 
	decided_date DATE, 
	panel_outcome TEXT, 
	reason_recorded BOOLEAN, 
	record_source TEXT NOT NULL, 
	CONSTRAINT panel_decision_pkey PRIMARY KEY (authority, panel_decision_id)
);

CREATE INDEX panel_decision_person ON restricted.panel_decision (authority, person_id);

COMMENT ON TABLE restricted.panel_decision IS 'Case at a panel. Grain: one row for each time a case is heard.';

COMMENT ON COLUMN restricted.panel_decision.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.panel_decision.panel_decision_id IS 'Identifier of the hearing';

COMMENT ON COLUMN restricted.panel_decision.person_id IS 'Child or young person';

COMMENT ON COLUMN restricted.panel_decision.panel_id IS 'Sitting that heard it';

COMMENT ON COLUMN restricted.panel_decision.panel_stage IS 'Question put';

COMMENT ON COLUMN restricted.panel_decision.referred_date IS 'Day it was referred';

COMMENT ON COLUMN restricted.panel_decision.decided_date IS 'Day it was decided';

COMMENT ON COLUMN restricted.panel_decision.panel_outcome IS 'Decision';

COMMENT ON COLUMN restricted.panel_decision.reason_recorded IS 'The notes give a reason';

COMMENT ON COLUMN restricted.panel_decision.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.appeal (
	authority TEXT NOT NULL, 
	appeal_id TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	appeal_type TEXT NOT NULL, 
	decision_notice_date DATE, 
	mediation_requested_date DATE, 
	mediation_date DATE, 
	certificate_date DATE, 
	appeal_registered_date DATE, 
	appeal_outcome TEXT, 
	decided_date DATE, 
	order_type TEXT, 
	order_due_date DATE, 
	order_complied_date DATE, 
	record_source TEXT NOT NULL, 
	CONSTRAINT appeal_pkey PRIMARY KEY (authority, appeal_id)
);

CREATE INDEX appeal_person ON restricted.appeal (authority, person_id);

COMMENT ON TABLE restricted.appeal IS 'Mediation and appeal. Grain: one row for each dispute about an appealable decision.';

COMMENT ON COLUMN restricted.appeal.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.appeal.appeal_id IS 'Identifier of the dispute';

COMMENT ON COLUMN restricted.appeal.person_id IS 'Child or young person';

COMMENT ON COLUMN restricted.appeal.appeal_type IS 'Decision in dispute';

COMMENT ON COLUMN restricted.appeal.decision_notice_date IS 'Day the decision was sent';

COMMENT ON COLUMN restricted.appeal.mediation_requested_date IS 'Day the family asked for mediation';

COMMENT ON COLUMN restricted.appeal.mediation_date IS 'Day mediation was held';

COMMENT ON COLUMN restricted.appeal.certificate_date IS 'Day of the mediation certificate';

COMMENT ON COLUMN restricted.appeal.appeal_registered_date IS 'Day the appeal was registered';

COMMENT ON COLUMN restricted.appeal.appeal_outcome IS 'How it ended';

COMMENT ON COLUMN restricted.appeal.decided_date IS 'Day it ended';

COMMENT ON COLUMN restricted.appeal.order_type IS 'What was ordered or conceded';

COMMENT ON COLUMN restricted.appeal.order_due_date IS 'Day by which the order had to be carried out';

COMMENT ON COLUMN restricted.appeal.order_complied_date IS 'Day it was carried out';

COMMENT ON COLUMN restricted.appeal.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.delay_letter (
	authority TEXT NOT NULL, 
	delay_letter_id TEXT NOT NULL, 
	request_id TEXT NOT NULL, 
	limit_id TEXT NOT NULL, 
	sent_date DATE NOT NULL, 
	delay_reason TEXT, 
	record_source TEXT NOT NULL, 
	CONSTRAINT delay_letter_pkey PRIMARY KEY (authority, delay_letter_id)
);

COMMENT ON TABLE restricted.delay_letter IS 'Letter of apology for delay. Grain: one row for each letter sent because a limit was missed.';

COMMENT ON COLUMN restricted.delay_letter.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.delay_letter.delay_letter_id IS 'Identifier of the letter';

COMMENT ON COLUMN restricted.delay_letter.request_id IS 'Request';

COMMENT ON COLUMN restricted.delay_letter.limit_id IS 'Time limit missed';

COMMENT ON COLUMN restricted.delay_letter.sent_date IS 'Day it was sent';

COMMENT ON COLUMN restricted.delay_letter.delay_reason IS 'Reason given';

COMMENT ON COLUMN restricted.delay_letter.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.complaint (
	authority TEXT NOT NULL, 
	complaint_id TEXT NOT NULL, 
	person_id TEXT, 
	complaint_stage TEXT NOT NULL, 
	complaint_theme TEXT NOT NULL, 
	received_date DATE NOT NULL, 
	due_date DATE, 
	replied_date DATE, 
	complaint_outcome TEXT, 
	remedy_paid NUMERIC, 
	record_source TEXT NOT NULL, 
	CONSTRAINT complaint_pkey PRIMARY KEY (authority, complaint_id)
);

CREATE INDEX complaint_person ON restricted.complaint (authority, person_id);

COMMENT ON TABLE restricted.complaint IS 'Complaint. Grain: one row for each complaint at each stage.';

COMMENT ON COLUMN restricted.complaint.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.complaint.complaint_id IS 'Identifier of the complaint';

COMMENT ON COLUMN restricted.complaint.person_id IS 'Child or young person, where known';

COMMENT ON COLUMN restricted.complaint.complaint_stage IS 'Stage';

COMMENT ON COLUMN restricted.complaint.complaint_theme IS 'Theme';

COMMENT ON COLUMN restricted.complaint.received_date IS 'Day received';

COMMENT ON COLUMN restricted.complaint.due_date IS 'Day by which a reply was due';

COMMENT ON COLUMN restricted.complaint.replied_date IS 'Day of the reply';

COMMENT ON COLUMN restricted.complaint.complaint_outcome IS 'Finding';

COMMENT ON COLUMN restricted.complaint.remedy_paid IS 'Pounds paid as remedy';

COMMENT ON COLUMN restricted.complaint.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.quality_audit (
	authority TEXT NOT NULL, 
	quality_audit_id TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	caseworker_id TEXT, 
	audit_kind TEXT NOT NULL, 
	audit_section TEXT NOT NULL, 
	audit_date DATE NOT NULL, 
	audit_grade TEXT NOT NULL, 
	outcomes_sampled BIGINT, 
	outcomes_smart BIGINT, 
	outcomes_with_steps BIGINT, 
	record_source TEXT NOT NULL, 
	CONSTRAINT quality_audit_pkey PRIMARY KEY (authority, quality_audit_id)
);

CREATE INDEX quality_audit_person ON restricted.quality_audit (authority, person_id);

COMMENT ON TABLE restricted.quality_audit IS 'Quality audit. Grain: one row for each section graded in a sampled document.';

COMMENT ON COLUMN restricted.quality_audit.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.quality_audit.quality_audit_id IS 'Identifier of the grade';

COMMENT ON COLUMN restricted.quality_audit.person_id IS 'Child or young person';

COMMENT ON COLUMN restricted.quality_audit.caseworker_id IS 'Author of the document';

COMMENT ON COLUMN restricted.quality_audit.audit_kind IS 'Document sampled';

COMMENT ON COLUMN restricted.quality_audit.audit_section IS 'Part graded';

COMMENT ON COLUMN restricted.quality_audit.audit_date IS 'Day of the audit';

COMMENT ON COLUMN restricted.quality_audit.audit_grade IS 'Grade';

COMMENT ON COLUMN restricted.quality_audit.outcomes_sampled IS 'Outcomes read';

COMMENT ON COLUMN restricted.quality_audit.outcomes_smart IS 'Outcomes that were specific, measurable, achievable and dated';

COMMENT ON COLUMN restricted.quality_audit.outcomes_with_steps IS 'Outcomes with interim steps';

COMMENT ON COLUMN restricted.quality_audit.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.contact (
	authority TEXT NOT NULL, 
	contact_id TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	caseworker_id TEXT, 
	contact_channel TEXT NOT NULL, 
	contact_direction TEXT NOT NULL, 
	contact_date DATE NOT NULL, 
	needs_reply BOOLEAN, 
	replied_date DATE, 
	letter_type TEXT, 
	on_template BOOLEAN, 
	reason_given BOOLEAN, 
	tells_of_iass BOOLEAN, 
	tells_caseworker BOOLEAN, 
	reading_grade NUMERIC, 
	word_count BIGINT, 
	record_source TEXT NOT NULL, 
	CONSTRAINT contact_pkey PRIMARY KEY (authority, contact_id)
);

CREATE INDEX contact_person ON restricted.contact (authority, person_id);

COMMENT ON TABLE restricted.contact IS 'Contact with a family. Grain: one row for each letter, call, e-mail or message, in or out.';

COMMENT ON COLUMN restricted.contact.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.contact.contact_id IS 'Identifier of the contact';

COMMENT ON COLUMN restricted.contact.person_id IS 'Child or young person';

COMMENT ON COLUMN restricted.contact.caseworker_id IS 'Member of staff';

COMMENT ON COLUMN restricted.contact.contact_channel IS 'Channel';

COMMENT ON COLUMN restricted.contact.contact_direction IS 'From or to the family';

COMMENT ON COLUMN restricted.contact.contact_date IS 'Day';

COMMENT ON COLUMN restricted.contact.needs_reply IS 'The family expects an answer';

COMMENT ON COLUMN restricted.contact.replied_date IS 'Day answered';

COMMENT ON COLUMN restricted.contact.letter_type IS 'Kind of letter';

COMMENT ON COLUMN restricted.contact.on_template IS 'Used the reviewed template';

COMMENT ON COLUMN restricted.contact.reason_given IS 'A decision letter that gives its reason';

COMMENT ON COLUMN restricted.contact.tells_of_iass IS 'Tells the family of SENDIASS';

COMMENT ON COLUMN restricted.contact.tells_caseworker IS 'Tells the family who their caseworker is';

COMMENT ON COLUMN restricted.contact.reading_grade IS 'Reading grade of the text';

COMMENT ON COLUMN restricted.contact.word_count IS 'Length in words';

COMMENT ON COLUMN restricted.contact.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.call_volume (
	authority TEXT NOT NULL, 
	call_date DATE NOT NULL, 
	line TEXT NOT NULL, 
	calls_offered BIGINT NOT NULL, 
	calls_answered BIGINT NOT NULL, 
	calls_abandoned BIGINT, 
	record_source TEXT NOT NULL, 
	CONSTRAINT call_volume_pkey PRIMARY KEY (authority, call_date, line)
);

COMMENT ON TABLE restricted.call_volume IS 'Telephone calls. Grain: one row for each line and day.';

COMMENT ON COLUMN restricted.call_volume.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.call_volume.call_date IS 'Day';

COMMENT ON COLUMN restricted.call_volume.line IS 'Telephone line';

COMMENT ON COLUMN restricted.call_volume.calls_offered IS 'Calls that rang';

COMMENT ON COLUMN restricted.call_volume.calls_answered IS 'Calls answered';

COMMENT ON COLUMN restricted.call_volume.calls_abandoned IS 'Calls given up';

COMMENT ON COLUMN restricted.call_volume.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.meeting (
	authority TEXT NOT NULL, 
	meeting_id TEXT NOT NULL, 
	person_id TEXT, 
	meeting_type TEXT NOT NULL, 
	meeting_date DATE NOT NULL, 
	held BOOLEAN, 
	family_offered BOOLEAN, 
	reason_recorded BOOLEAN, 
	minutes_shared BOOLEAN, 
	record_source TEXT NOT NULL, 
	CONSTRAINT meeting_pkey PRIMARY KEY (authority, meeting_id)
);

CREATE INDEX meeting_person ON restricted.meeting (authority, person_id);

COMMENT ON TABLE restricted.meeting IS 'Meeting. Grain: one row for each meeting about a case, or of a standing group.';

COMMENT ON COLUMN restricted.meeting.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.meeting.meeting_id IS 'Identifier of the meeting';

COMMENT ON COLUMN restricted.meeting.person_id IS 'Child or young person, for case meetings';

COMMENT ON COLUMN restricted.meeting.meeting_type IS 'Kind of meeting';

COMMENT ON COLUMN restricted.meeting.meeting_date IS 'Day planned or held';

COMMENT ON COLUMN restricted.meeting.held IS 'It took place';

COMMENT ON COLUMN restricted.meeting.family_offered IS 'The family was offered the meeting';

COMMENT ON COLUMN restricted.meeting.reason_recorded IS 'A professionals-only meeting with its reason recorded';

COMMENT ON COLUMN restricted.meeting.minutes_shared IS 'Minutes were shared with the family';

COMMENT ON COLUMN restricted.meeting.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.support (
	authority TEXT NOT NULL, 
	support_id TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	support_type TEXT NOT NULL, 
	offered_date DATE NOT NULL, 
	taken_up BOOLEAN, 
	completed BOOLEAN, 
	independent BOOLEAN, 
	found_useful BOOLEAN, 
	need_raised TEXT, 
	cost NUMERIC, 
	record_source TEXT NOT NULL, 
	CONSTRAINT support_pkey PRIMARY KEY (authority, support_id)
);

CREATE INDEX support_person ON restricted.support (authority, person_id);

COMMENT ON TABLE restricted.support IS 'Support for a family. Grain: one row for each offer or booking of support.';

COMMENT ON COLUMN restricted.support.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.support.support_id IS 'Identifier of the support';

COMMENT ON COLUMN restricted.support.person_id IS 'Child or young person';

COMMENT ON COLUMN restricted.support.support_type IS 'Kind of support';

COMMENT ON COLUMN restricted.support.offered_date IS 'Day offered or needed';

COMMENT ON COLUMN restricted.support.taken_up IS 'The family took it';

COMMENT ON COLUMN restricted.support.completed IS 'Course or support completed';

COMMENT ON COLUMN restricted.support.independent IS 'An interpreter independent of the family';

COMMENT ON COLUMN restricted.support.found_useful IS 'The family said it was useful';

COMMENT ON COLUMN restricted.support.need_raised IS 'Need raised, from the authority''s list';

COMMENT ON COLUMN restricted.support.cost IS 'Pounds';

COMMENT ON COLUMN restricted.support.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.provision (
	authority TEXT NOT NULL, 
	provision_id TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	provision_type TEXT NOT NULL, 
	needed_date DATE, 
	from_date DATE NOT NULL, 
	to_date DATE, 
	annual_cost NUMERIC, 
	funding_band TEXT, 
	record_source TEXT NOT NULL, 
	CONSTRAINT provision_pkey PRIMARY KEY (authority, provision_id)
);

CREATE INDEX provision_person ON restricted.provision (authority, person_id);

COMMENT ON TABLE restricted.provision IS 'Provision outside ordinary school places. Grain: one row for each package of provision over time.';

COMMENT ON COLUMN restricted.provision.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.provision.provision_id IS 'Identifier of the provision';

COMMENT ON COLUMN restricted.provision.person_id IS 'Child or young person';

COMMENT ON COLUMN restricted.provision.provision_type IS 'Kind of provision';

COMMENT ON COLUMN restricted.provision.needed_date IS 'Day the need arose, for example the first day out of school';

COMMENT ON COLUMN restricted.provision.from_date IS 'First day';

COMMENT ON COLUMN restricted.provision.to_date IS 'Last day';

COMMENT ON COLUMN restricted.provision.annual_cost IS 'Pounds a year';

COMMENT ON COLUMN restricted.provision.funding_band IS 'Funding band, from the authority''s list';

COMMENT ON COLUMN restricted.provision.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.transport (
	authority TEXT NOT NULL, 
	transport_id TEXT NOT NULL, 
	person_id TEXT, 
	is_send BOOLEAN NOT NULL, 
	applied_date DATE NOT NULL, 
	decided_date DATE, 
	transport_outcome TEXT, 
	appealed_date DATE, 
	appeal_outcome TEXT, 
	record_source TEXT NOT NULL, 
	CONSTRAINT transport_pkey PRIMARY KEY (authority, transport_id)
);

CREATE INDEX transport_person ON restricted.transport (authority, person_id);

COMMENT ON TABLE restricted.transport IS 'Application for travel help. Grain: one row for each application.';

COMMENT ON COLUMN restricted.transport.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.transport.transport_id IS 'Identifier of the application';

COMMENT ON COLUMN restricted.transport.person_id IS 'Child or young person, where they have SEND';

COMMENT ON COLUMN restricted.transport.is_send IS 'The application is for a child with SEND';

COMMENT ON COLUMN restricted.transport.applied_date IS 'Day applied';

COMMENT ON COLUMN restricted.transport.decided_date IS 'Day decided';

COMMENT ON COLUMN restricted.transport.transport_outcome IS 'Decision';

COMMENT ON COLUMN restricted.transport.appealed_date IS 'Day of an appeal';

COMMENT ON COLUMN restricted.transport.appeal_outcome IS 'Outcome of the appeal';

COMMENT ON COLUMN restricted.transport.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.survey (
	authority TEXT NOT NULL, 
	survey_id TEXT NOT NULL, 
	survey_date DATE NOT NULL, 
	question TEXT NOT NULL, 
	answer TEXT, 
	record_source TEXT NOT NULL, 
	CONSTRAINT survey_pkey PRIMARY KEY (authority, survey_id)
);

COMMENT ON TABLE restricted.survey IS 'Survey answer. Grain: one row for each answer to each question.';

COMMENT ON COLUMN restricted.survey.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.survey.survey_id IS 'Identifier of the answer';

COMMENT ON COLUMN restricted.survey.survey_date IS 'Day answered';

COMMENT ON COLUMN restricted.survey.question IS 'Question, by what it asks about';

COMMENT ON COLUMN restricted.survey.answer IS 'Answer';

COMMENT ON COLUMN restricted.survey.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.team (
	authority TEXT NOT NULL, 
	team_id TEXT NOT NULL, 
	team_name TEXT NOT NULL, 
	locality TEXT, 
	established_fte NUMERIC, 
	record_source TEXT NOT NULL, 
	CONSTRAINT team_pkey PRIMARY KEY (authority, team_id)
);

COMMENT ON TABLE restricted.team IS 'Team. Grain: one row for each casework team.';

COMMENT ON COLUMN restricted.team.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.team.team_id IS 'Identifier of the team';

COMMENT ON COLUMN restricted.team.team_name IS 'Name';

COMMENT ON COLUMN restricted.team.locality IS 'Patch it serves';

COMMENT ON COLUMN restricted.team.established_fte IS 'Full-time equivalents in the establishment';

COMMENT ON COLUMN restricted.team.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.caseworker (
	authority TEXT NOT NULL, 
	caseworker_id TEXT NOT NULL, 
	caseworker_name TEXT, 
	team_id TEXT, 
	grade TEXT, 
	post_kind TEXT, 
	fte NUMERIC, 
	from_date DATE NOT NULL, 
	to_date DATE, 
	restorative_trained_date DATE, 
	record_source TEXT NOT NULL, 
	CONSTRAINT caseworker_pkey PRIMARY KEY (authority, caseworker_id)
);

COMMENT ON TABLE restricted.caseworker IS 'Member of casework staff. Grain: one row for each post held by a person over time.';

COMMENT ON COLUMN restricted.caseworker.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.caseworker.caseworker_id IS 'Identifier of the member of staff';

COMMENT ON COLUMN restricted.caseworker.caseworker_name IS 'Name of the member of staff';

COMMENT ON COLUMN restricted.caseworker.team_id IS 'Team';

COMMENT ON COLUMN restricted.caseworker.grade IS 'Grade';

COMMENT ON COLUMN restricted.caseworker.post_kind IS 'Permanent, temporary or agency';

COMMENT ON COLUMN restricted.caseworker.fte IS 'Full-time equivalent';

COMMENT ON COLUMN restricted.caseworker.from_date IS 'First day in post';

COMMENT ON COLUMN restricted.caseworker.to_date IS 'Last day in post';

COMMENT ON COLUMN restricted.caseworker.restorative_trained_date IS 'Day trained in restorative practice';

COMMENT ON COLUMN restricted.caseworker.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.absence (
	authority TEXT NOT NULL, 
	absence_id TEXT NOT NULL, 
	caseworker_id TEXT NOT NULL, 
	from_date DATE NOT NULL, 
	to_date DATE, 
	cover_named BOOLEAN, 
	record_source TEXT NOT NULL, 
	CONSTRAINT absence_pkey PRIMARY KEY (authority, absence_id)
);

COMMENT ON TABLE restricted.absence IS 'Absence of a caseworker. Grain: one row for each spell of absence.';

COMMENT ON COLUMN restricted.absence.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.absence.absence_id IS 'Identifier of the absence';

COMMENT ON COLUMN restricted.absence.caseworker_id IS 'Member of staff';

COMMENT ON COLUMN restricted.absence.from_date IS 'First day';

COMMENT ON COLUMN restricted.absence.to_date IS 'Last day';

COMMENT ON COLUMN restricted.absence.cover_named IS 'Named cover was in place';

COMMENT ON COLUMN restricted.absence.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.allocation (
	authority TEXT NOT NULL, 
	allocation_id TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	caseworker_id TEXT NOT NULL, 
	allocation_role TEXT, 
	from_date DATE NOT NULL, 
	to_date DATE, 
	record_source TEXT NOT NULL, 
	CONSTRAINT allocation_pkey PRIMARY KEY (authority, allocation_id)
);

CREATE INDEX allocation_person ON restricted.allocation (authority, person_id);

COMMENT ON TABLE restricted.allocation IS 'Allocation of a case. Grain: one row for each spell during which a caseworker holds a case.';

COMMENT ON COLUMN restricted.allocation.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.allocation.allocation_id IS 'Identifier of the allocation';

COMMENT ON COLUMN restricted.allocation.person_id IS 'Child or young person whose case it is';

COMMENT ON COLUMN restricted.allocation.caseworker_id IS 'Caseworker';

COMMENT ON COLUMN restricted.allocation.allocation_role IS 'Named caseworker or cover';

COMMENT ON COLUMN restricted.allocation.from_date IS 'First day';

COMMENT ON COLUMN restricted.allocation.to_date IS 'Last day';

COMMENT ON COLUMN restricted.allocation.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.setting (
	authority TEXT NOT NULL, 
	urn TEXT NOT NULL, 
	setting_name TEXT, 
	setting_type TEXT, 
	establishment_type TEXT, 
	phase TEXT, 
	places_open_from DATE, 
	record_source TEXT NOT NULL, 
	CONSTRAINT setting_pkey PRIMARY KEY (authority, urn)
);

COMMENT ON TABLE restricted.setting IS 'Setting. Grain: one row for each school, college or provider in use.';

COMMENT ON COLUMN restricted.setting.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.setting.urn IS 'Establishment or provider number';

COMMENT ON COLUMN restricted.setting.setting_name IS 'Name';

COMMENT ON COLUMN restricted.setting.setting_type IS 'Type of setting';

COMMENT ON COLUMN restricted.setting.establishment_type IS 'Type of establishment in Get Information about Schools, which DfE''s files tell apart';

COMMENT ON COLUMN restricted.setting.phase IS 'Phase of education';

COMMENT ON COLUMN restricted.setting.places_open_from IS 'Day new places opened';

COMMENT ON COLUMN restricted.setting.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.ledger (
	authority TEXT NOT NULL, 
	ledger_month DATE NOT NULL, 
	ledger_line TEXT NOT NULL, 
	provision_group TEXT NOT NULL, 
	amount NUMERIC NOT NULL, 
	record_source TEXT NOT NULL, 
	CONSTRAINT ledger_pkey PRIMARY KEY (authority, ledger_month, ledger_line, provision_group)
);

COMMENT ON TABLE restricted.ledger IS 'High Needs Block ledger. Grain: one row for each line and month.';

COMMENT ON COLUMN restricted.ledger.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.ledger.ledger_month IS 'First day of the month';

COMMENT ON COLUMN restricted.ledger.ledger_line IS 'Spend or allocation';

COMMENT ON COLUMN restricted.ledger.provision_group IS 'Kind of provision';

COMMENT ON COLUMN restricted.ledger.amount IS 'Pounds';

COMMENT ON COLUMN restricted.ledger.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.action (
	authority TEXT NOT NULL, 
	action_id TEXT NOT NULL, 
	recommendation TEXT NOT NULL, 
	action_name TEXT NOT NULL, 
	due_date DATE, 
	done_date DATE, 
	action_status TEXT, 
	record_source TEXT NOT NULL, 
	CONSTRAINT action_pkey PRIMARY KEY (authority, action_id)
);

COMMENT ON TABLE restricted.action IS 'Action of the improvement plan. Grain: one row for each promise.';

COMMENT ON COLUMN restricted.action.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.action.action_id IS 'Identifier of the action';

COMMENT ON COLUMN restricted.action.recommendation IS 'Recommendation that it answers, i to xiv';

COMMENT ON COLUMN restricted.action.action_name IS 'Promise in a few words';

COMMENT ON COLUMN restricted.action.due_date IS 'Day promised';

COMMENT ON COLUMN restricted.action.done_date IS 'Day done';

COMMENT ON COLUMN restricted.action.action_status IS 'Status as the owner reports it';

COMMENT ON COLUMN restricted.action.record_source IS 'System or file that the record came from';

CREATE TABLE restricted.person_key (
	authority TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	person_key TEXT NOT NULL, 
	CONSTRAINT person_key_pkey PRIMARY KEY (authority, person_id)
);

COMMENT ON TABLE restricted.person_key IS 'Keyed hashes of people. Grain: one row for each person, to find the case behind a row of the marts.';

COMMENT ON COLUMN restricted.person_key.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.person_key.person_id IS 'Identifier in the case-management system';

COMMENT ON COLUMN restricted.person_key.person_key IS 'Keyed hash that the marts hold instead';

CREATE TABLE restricted.work_list (
	authority TEXT NOT NULL, 
	place BIGINT NOT NULL, 
	person_id TEXT, 
	case_id TEXT NOT NULL, 
	case_kind TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	limit_id TEXT NOT NULL, 
	next_action TEXT NOT NULL, 
	due_date DATE NOT NULL, 
	days_left BIGINT NOT NULL, 
	working_days_left BIGINT NOT NULL, 
	bucket TEXT NOT NULL, 
	can_be_saved BOOLEAN NOT NULL, 
	in_scope BOOLEAN NOT NULL, 
	caseworker_id TEXT NOT NULL, 
	caseworker_name TEXT, 
	team_id TEXT NOT NULL, 
	team_name TEXT, 
	CONSTRAINT work_list_pkey PRIMARY KEY (authority, place), 
	CONSTRAINT work_list_case_kind_is_a_known_word CHECK (case_kind IN ('request', 'review', 'phase_transfer', 'plan', 'appeal', 'complaint', 'contact', 'transport', 'provision')), 
	CONSTRAINT work_list_bucket_is_a_known_word CHECK (bucket IN ('over', '5', '10', '20', 'later'))
);

CREATE INDEX work_list_person ON restricted.work_list (authority, person_id);

COMMENT ON TABLE restricted.work_list IS 'What each caseworker must do next. Grain: one row for each case and time limit that is open and has a last day in time.';

COMMENT ON COLUMN restricted.work_list.authority IS 'Short name of the authority';

COMMENT ON COLUMN restricted.work_list.place IS 'Order in which to do it, 1 first: what can still be saved by last day, then what is over, the longest first';

COMMENT ON COLUMN restricted.work_list.person_id IS 'Identifier of the person; null where the record names nobody';

COMMENT ON COLUMN restricted.work_list.case_id IS 'Identifier of what the limit applies to';

COMMENT ON COLUMN restricted.work_list.case_kind IS 'What the case is: request, review, phase_transfer, plan, appeal, complaint, contact, transport, provision';

COMMENT ON COLUMN restricted.work_list.subject IS 'What the limit is about where a case has several, such as the adviser; all when there is one';

COMMENT ON COLUMN restricted.work_list.limit_id IS 'Time limit, by its identifier';

COMMENT ON COLUMN restricted.work_list.next_action IS 'What to do next';

COMMENT ON COLUMN restricted.work_list.due_date IS 'Last day in time';

COMMENT ON COLUMN restricted.work_list.days_left IS 'Calendar days from the extract to the last day; negative when it is over';

COMMENT ON COLUMN restricted.work_list.working_days_left IS 'Working days after the extract, up to and with the last day';

COMMENT ON COLUMN restricted.work_list.bucket IS 'Working days left: over, 5, 10, 20, later';

COMMENT ON COLUMN restricted.work_list.can_be_saved IS 'The days left suffice for what the law requires before the end';

COMMENT ON COLUMN restricted.work_list.in_scope IS 'Counts in the published figures; false after mediation or an appeal, or for a case from another council';

COMMENT ON COLUMN restricted.work_list.caseworker_id IS 'Identifier of the member of staff; not_allocated for cases that nobody holds';

COMMENT ON COLUMN restricted.work_list.caseworker_name IS 'Name of the caseworker';

COMMENT ON COLUMN restricted.work_list.team_id IS 'Identifier of the team; not_allocated when there is none';

COMMENT ON COLUMN restricted.work_list.team_name IS 'Name of the team';

CREATE TABLE marts.dim_period (
	authority TEXT NOT NULL, 
	period_type TEXT NOT NULL, 
	period_key TEXT NOT NULL, 
	period_label TEXT NOT NULL, 
	period_start DATE NOT NULL, 
	period_end DATE NOT NULL, 
	CONSTRAINT dim_period_pkey PRIMARY KEY (authority, period_type, period_key), 
	CONSTRAINT dim_period_period_type_is_a_known_word CHECK (period_type IN ('month', 'half_term', 'term', 'calendar_year', 'academic_year'))
);

COMMENT ON TABLE marts.dim_period IS 'Reporting period. Grain: one row for each period of an authority''s calendar; every day lies in exactly one period of each type.';

COMMENT ON COLUMN marts.dim_period.authority IS 'Short name of the authority';

COMMENT ON COLUMN marts.dim_period.period_type IS 'Type of period: month, half_term, term, calendar_year, academic_year';

COMMENT ON COLUMN marts.dim_period.period_key IS 'Period; sorts in time order, such as 2025-26-autumn-1';

COMMENT ON COLUMN marts.dim_period.period_label IS 'Period in plain words';

COMMENT ON COLUMN marts.dim_period.period_start IS 'First day of the period';

COMMENT ON COLUMN marts.dim_period.period_end IS 'Last day of the period; holidays belong to the half-term that they follow';

CREATE TABLE marts.dim_measure (
	measure_id TEXT NOT NULL, 
	measure_name TEXT NOT NULL, 
	definition TEXT NOT NULL, 
	numerator TEXT, 
	denominator TEXT, 
	statistic TEXT NOT NULL, 
	cohort TEXT, 
	unit TEXT NOT NULL, 
	direction TEXT NOT NULL, 
	target NUMERIC, 
	target_source TEXT, 
	citation TEXT NOT NULL, 
	recommendation TEXT, 
	audiences TEXT NOT NULL, 
	smallest_count BIGINT NOT NULL, 
	definition_version BIGINT NOT NULL, 
	CONSTRAINT dim_measure_pkey PRIMARY KEY (measure_id), 
	CONSTRAINT dim_measure_statistic_is_a_known_word CHECK (statistic IN ('rate', 'share', 'count', 'sum', 'rolling_count', 'rolling_rate', 'stock', 'stock_rate', 'median', 'p90', 'ratio', 'difference')), 
	CONSTRAINT dim_measure_cohort_is_a_known_word CHECK (cohort IN ('received', 'issued', 'due', 'open')), 
	CONSTRAINT dim_measure_unit_is_a_known_word CHECK (unit IN ('percent', 'points', 'cases', 'plans', 'days', 'pounds', 'grade', 'fte', 'ratio')), 
	CONSTRAINT dim_measure_direction_is_a_known_word CHECK (direction IN ('higher', 'lower', 'track')), 
	CONSTRAINT dim_measure_recommendation_is_a_known_word CHECK (recommendation IN ('i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii', 'xiii', 'xiv', 'all'))
);

COMMENT ON TABLE marts.dim_measure IS 'Measure catalogue. Grain: one row for each measure.';

COMMENT ON COLUMN marts.dim_measure.measure_id IS 'Measure';

COMMENT ON COLUMN marts.dim_measure.measure_name IS 'Plain name of the measure';

COMMENT ON COLUMN marts.dim_measure.definition IS 'What is counted and how';

COMMENT ON COLUMN marts.dim_measure.numerator IS 'Numerator in words';

COMMENT ON COLUMN marts.dim_measure.denominator IS 'Denominator in words; null for a count';

COMMENT ON COLUMN marts.dim_measure.statistic IS 'How the value is made: rate, share, count, sum, rolling_count, rolling_rate, stock, stock_rate, median, p90, ratio, difference';

COMMENT ON COLUMN marts.dim_measure.cohort IS 'Which cases of a limit are counted; null for a measure of anything else: received, issued, due, open';

COMMENT ON COLUMN marts.dim_measure.unit IS 'Unit of the value: percent, points, cases, plans, days, pounds, grade, fte, ratio';

COMMENT ON COLUMN marts.dim_measure.direction IS 'Which way is better: higher, lower, track';

COMMENT ON COLUMN marts.dim_measure.target IS 'Target in the unit of the measure';

COMMENT ON COLUMN marts.dim_measure.target_source IS 'Where the target comes from: statute, seed, bench, peer or local, with words';

COMMENT ON COLUMN marts.dim_measure.citation IS 'Regulation or guidance behind the definition';

COMMENT ON COLUMN marts.dim_measure.recommendation IS 'Recommendation of the action plan that it evidences: i, ii, iii, iv, v, vi, vii, viii, ix, x, xi, xii, xiii, xiv, all';

COMMENT ON COLUMN marts.dim_measure.audiences IS 'Comma-separated: board, scrutiny, parents';

COMMENT ON COLUMN marts.dim_measure.smallest_count IS 'Smallest count that may be published';

COMMENT ON COLUMN marts.dim_measure.definition_version IS 'Version of the measure''s definition; raised when the definition changes';

CREATE TABLE marts.dim_limit (
	authority TEXT NOT NULL, 
	limit_id TEXT NOT NULL, 
	limit_name TEXT NOT NULL, 
	start_event TEXT NOT NULL, 
	end_event TEXT NOT NULL, 
	length BIGINT, 
	limit_unit TEXT NOT NULL, 
	last_day BIGINT, 
	bound TEXT NOT NULL, 
	force TEXT NOT NULL, 
	citation TEXT NOT NULL, 
	verification TEXT NOT NULL, 
	valid_from DATE NOT NULL, 
	valid_to DATE, 
	CONSTRAINT dim_limit_pkey PRIMARY KEY (authority, limit_id, valid_from), 
	CONSTRAINT dim_limit_limit_unit_is_a_known_word CHECK (limit_unit IN ('weeks', 'days', 'months', 'working_days', 'fixed_date', 'none')), 
	CONSTRAINT dim_limit_bound_is_a_known_word CHECK (bound IN ('at most', 'at least')), 
	CONSTRAINT dim_limit_force_is_a_known_word CHECK (force IN ('statute', 'guidance', 'local', 'family', 'none')), 
	CONSTRAINT dim_limit_verification_is_a_known_word CHECK (verification IN ('T', 'S', 'U'))
);

COMMENT ON TABLE marts.dim_limit IS 'Time limits. Grain: one row for each limit, and for each span of days on which it was law; with the authority''s own last day.';

COMMENT ON COLUMN marts.dim_limit.authority IS 'Short name of the authority';

COMMENT ON COLUMN marts.dim_limit.limit_id IS 'Time limit, by its identifier';

COMMENT ON COLUMN marts.dim_limit.limit_name IS 'Plain name of the time limit';

COMMENT ON COLUMN marts.dim_limit.start_event IS 'What starts the clock';

COMMENT ON COLUMN marts.dim_limit.end_event IS 'What stops the clock';

COMMENT ON COLUMN marts.dim_limit.length IS 'Length in law; null where the limit is a day of the year or there is none';

COMMENT ON COLUMN marts.dim_limit.limit_unit IS 'Unit of the length: weeks, days, months, working_days, fixed_date, none';

COMMENT ON COLUMN marts.dim_limit.last_day IS 'Calendar days from the start to the last day in time, as the authority counts that day; null where it differs from case to case';

COMMENT ON COLUMN marts.dim_limit.bound IS 'What the limit gives: at most, at least';

COMMENT ON COLUMN marts.dim_limit.force IS 'Where its force comes from: statute, guidance, local, family, none';

COMMENT ON COLUMN marts.dim_limit.citation IS 'Regulation or guidance that says so';

COMMENT ON COLUMN marts.dim_limit.verification IS 'How far its text was checked: T, S, U';

COMMENT ON COLUMN marts.dim_limit.valid_from IS 'First day on which it was law';

COMMENT ON COLUMN marts.dim_limit.valid_to IS 'Last day on which it was law; null while it is';

CREATE TABLE marts.dim_date (
	authority TEXT NOT NULL, 
	day DATE NOT NULL, 
	month_key TEXT NOT NULL, 
	half_term_key TEXT NOT NULL, 
	term_key TEXT NOT NULL, 
	calendar_year_key TEXT NOT NULL, 
	academic_year_key TEXT NOT NULL, 
	is_school_day BOOLEAN NOT NULL, 
	is_working_day BOOLEAN NOT NULL, 
	CONSTRAINT dim_date_pkey PRIMARY KEY (authority, day)
);

COMMENT ON TABLE marts.dim_date IS 'Days. Grain: one row for each day of an authority''s calendar.';

COMMENT ON COLUMN marts.dim_date.authority IS 'Short name of the authority';

COMMENT ON COLUMN marts.dim_date.day IS 'Day';

COMMENT ON COLUMN marts.dim_date.month_key IS 'Month that it lies in';

COMMENT ON COLUMN marts.dim_date.half_term_key IS 'Half-term that it lies in';

COMMENT ON COLUMN marts.dim_date.term_key IS 'Term that it lies in';

COMMENT ON COLUMN marts.dim_date.calendar_year_key IS 'Calendar year that it lies in';

COMMENT ON COLUMN marts.dim_date.academic_year_key IS 'Academic year that it lies in';

COMMENT ON COLUMN marts.dim_date.is_school_day IS 'Schools are open by the authority''s calendar; days for staff alone count';

COMMENT ON COLUMN marts.dim_date.is_working_day IS 'Not a Saturday, Sunday or bank holiday in England';

CREATE TABLE marts.dim_age (
	age BIGINT NOT NULL, 
	age_band TEXT NOT NULL, 
	school_phase TEXT NOT NULL, 
	CONSTRAINT dim_age_pkey PRIMARY KEY (age), 
	CONSTRAINT dim_age_age_band_is_a_known_word CHECK (age_band IN ('under_5', '5_10', '11_15', '16_19', '20_25', 'not_recorded')), 
	CONSTRAINT dim_age_school_phase_is_a_known_word CHECK (school_phase IN ('early_years', 'primary', 'secondary', 'post_16', 'not_recorded'))
);

COMMENT ON TABLE marts.dim_age IS 'Groups of ages. Grain: one row for each age in whole years on the 31 August before the academic year, as DfE counts ages.';

COMMENT ON COLUMN marts.dim_age.age IS 'Age in whole years';

COMMENT ON COLUMN marts.dim_age.age_band IS 'Age at 31 August before the academic year of the day counted, in DfE''s bands: under_5, 5_10, 11_15, 16_19, 20_25, not_recorded';

COMMENT ON COLUMN marts.dim_age.school_phase IS 'Phase of education by age: early_years, primary, secondary, post_16, not_recorded';

CREATE TABLE marts.dim_code (
	codeset TEXT NOT NULL, 
	code TEXT NOT NULL, 
	code_label TEXT NOT NULL, 
	position BIGINT NOT NULL, 
	CONSTRAINT dim_code_pkey PRIMARY KEY (codeset, code)
);

COMMENT ON TABLE marts.dim_code IS 'Words for codes. Grain: one row for each code of each set.';

COMMENT ON COLUMN marts.dim_code.codeset IS 'Name of the code set';

COMMENT ON COLUMN marts.dim_code.code IS 'Code';

COMMENT ON COLUMN marts.dim_code.code_label IS 'Plain words for the code';

COMMENT ON COLUMN marts.dim_code.position IS 'Place in the order in which people expect the codes, from 1: sort labels by it';

CREATE TABLE marts.dim_team (
	authority TEXT NOT NULL, 
	team_id TEXT NOT NULL, 
	team_name TEXT NOT NULL, 
	locality TEXT, 
	established_fte NUMERIC, 
	CONSTRAINT dim_team_pkey PRIMARY KEY (authority, team_id)
);

COMMENT ON TABLE marts.dim_team IS 'Team. Grain: one row for each team.';

COMMENT ON COLUMN marts.dim_team.authority IS 'Short name of the authority';

COMMENT ON COLUMN marts.dim_team.team_id IS 'Identifier of the team; not_allocated when there is none';

COMMENT ON COLUMN marts.dim_team.team_name IS 'Name of the team';

COMMENT ON COLUMN marts.dim_team.locality IS 'Patch it serves';

COMMENT ON COLUMN marts.dim_team.established_fte IS 'Full-time equivalents in the establishment';

CREATE TABLE marts.dim_caseworker (
	authority TEXT NOT NULL, 
	caseworker_id TEXT NOT NULL, 
	team_id TEXT, 
	grade TEXT, 
	fte NUMERIC, 
	from_date DATE, 
	to_date DATE, 
	CONSTRAINT dim_caseworker_pkey PRIMARY KEY (authority, caseworker_id)
);

COMMENT ON TABLE marts.dim_caseworker IS 'Caseworker, without name. Grain: one row for each member of casework staff.';

COMMENT ON COLUMN marts.dim_caseworker.authority IS 'Short name of the authority';

COMMENT ON COLUMN marts.dim_caseworker.caseworker_id IS 'Identifier of the member of staff; the name is in restricted.caseworker';

COMMENT ON COLUMN marts.dim_caseworker.team_id IS 'Identifier of the team; not_allocated when there is none';

COMMENT ON COLUMN marts.dim_caseworker.grade IS 'Grade';

COMMENT ON COLUMN marts.dim_caseworker.fte IS 'Full-time equivalent';

COMMENT ON COLUMN marts.dim_caseworker.from_date IS 'First day in post';

COMMENT ON COLUMN marts.dim_caseworker.to_date IS 'Last day in post';

CREATE TABLE marts.fact_request (
	authority TEXT NOT NULL, 
	case_key TEXT NOT NULL, 
	person_key TEXT NOT NULL, 
	received_date DATE, 
	decided_date DATE, 
	request_outcome TEXT NOT NULL, 
	request_source TEXT, 
	locality TEXT NOT NULL, 
	team TEXT NOT NULL, 
	caseworker TEXT NOT NULL, 
	age_band TEXT NOT NULL, 
	sex TEXT NOT NULL, 
	ethnicity TEXT NOT NULL, 
	primary_need TEXT NOT NULL, 
	setting TEXT NOT NULL, 
	school_phase TEXT NOT NULL, 
	CONSTRAINT fact_request_pkey PRIMARY KEY (authority, case_key), 
	CONSTRAINT fact_request_age_band_is_a_known_word CHECK (age_band IN ('under_5', '5_10', '11_15', '16_19', '20_25', 'not_recorded')), 
	CONSTRAINT fact_request_school_phase_is_a_known_word CHECK (school_phase IN ('early_years', 'primary', 'secondary', 'post_16', 'not_recorded'))
);

COMMENT ON TABLE marts.fact_request IS 'Requests for an EHC needs assessment. Grain: one row for each request.';

COMMENT ON COLUMN marts.fact_request.authority IS 'Short name of the authority';

COMMENT ON COLUMN marts.fact_request.case_key IS 'Keyed hash of the request';

COMMENT ON COLUMN marts.fact_request.person_key IS 'Keyed hash of the person; null where the record names nobody';

COMMENT ON COLUMN marts.fact_request.received_date IS 'Day received';

COMMENT ON COLUMN marts.fact_request.decided_date IS 'Day the family was told whether an assessment would be made';

COMMENT ON COLUMN marts.fact_request.request_outcome IS 'Outcome of the request';

COMMENT ON COLUMN marts.fact_request.request_source IS 'Who asked';

COMMENT ON COLUMN marts.fact_request.locality IS 'Casework patch of the home address; not_recorded when unknown';

COMMENT ON COLUMN marts.fact_request.team IS 'Team of the caseworker who held the case on the day counted; not_allocated when none';

COMMENT ON COLUMN marts.fact_request.caseworker IS 'Identifier of the caseworker who held the case on the day counted; not_allocated when none';

COMMENT ON COLUMN marts.fact_request.age_band IS 'Age at 31 August before the academic year of the day counted, in DfE''s bands: under_5, 5_10, 11_15, 16_19, 20_25, not_recorded';

COMMENT ON COLUMN marts.fact_request.sex IS 'Sex; not_recorded when unknown';

COMMENT ON COLUMN marts.fact_request.ethnicity IS 'Ethnic group, DfE''s published grouping';

COMMENT ON COLUMN marts.fact_request.primary_need IS 'SEN type ranked first; not_recorded before a plan';

COMMENT ON COLUMN marts.fact_request.setting IS 'Kind of setting of the primary placement on the day counted';

COMMENT ON COLUMN marts.fact_request.school_phase IS 'Phase of education by age: early_years, primary, secondary, post_16, not_recorded';

CREATE TABLE marts.fact_clock (
	authority TEXT NOT NULL, 
	case_key TEXT NOT NULL, 
	case_kind TEXT NOT NULL, 
	person_key TEXT, 
	limit_id TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	school TEXT NOT NULL, 
	clock_start DATE, 
	due_date DATE, 
	clock_end DATE, 
	closed_date DATE, 
	elapsed_days BIGINT, 
	clock_status TEXT NOT NULL, 
	on_time BOOLEAN, 
	at_boundary BOOLEAN NOT NULL, 
	days_over BIGINT, 
	overdue_from DATE, 
	overdue_to DATE, 
	late_band TEXT, 
	in_scope BOOLEAN NOT NULL, 
	out_of_scope_reason TEXT, 
	exception_recorded BOOLEAN NOT NULL, 
	exception_valid BOOLEAN NOT NULL, 
	locality TEXT NOT NULL, 
	team TEXT NOT NULL, 
	caseworker TEXT NOT NULL, 
	age_band TEXT NOT NULL, 
	sex TEXT NOT NULL, 
	ethnicity TEXT NOT NULL, 
	primary_need TEXT NOT NULL, 
	setting TEXT NOT NULL, 
	school_phase TEXT NOT NULL, 
	due_team TEXT NOT NULL, 
	due_caseworker TEXT NOT NULL, 
	due_age_band TEXT NOT NULL, 
	due_setting TEXT NOT NULL, 
	due_school_phase TEXT NOT NULL, 
	CONSTRAINT fact_clock_pkey PRIMARY KEY (authority, case_key, limit_id, subject), 
	CONSTRAINT fact_clock_case_kind_is_a_known_word CHECK (case_kind IN ('request', 'review', 'phase_transfer', 'plan', 'appeal', 'complaint', 'contact', 'transport', 'provision')), 
	CONSTRAINT fact_clock_clock_status_is_a_known_word CHECK (clock_status IN ('in_time', 'late', 'ended', 'open', 'open_overdue', 'closed', 'missed', 'unusable')), 
	CONSTRAINT fact_clock_late_band_is_a_known_word CHECK (late_band IN ('within_limit', '20_to_52_weeks', 'over_52_weeks')), 
	CONSTRAINT fact_clock_out_of_scope_reason_is_a_known_word CHECK (out_of_scope_reason IN ('tribunal_ordered', 'mediation_changed', 'transferred_in', 'plan_after_deadline', 'family_answered', 'refused', 'no_plan', 'withdrawn', 'exported', 'left', 'closed', 'overtaken', 'dates_unusable')), 
	CONSTRAINT fact_clock_age_band_is_a_known_word CHECK (age_band IN ('under_5', '5_10', '11_15', '16_19', '20_25', 'not_recorded')), 
	CONSTRAINT fact_clock_school_phase_is_a_known_word CHECK (school_phase IN ('early_years', 'primary', 'secondary', 'post_16', 'not_recorded')), 
	CONSTRAINT fact_clock_due_age_band_is_a_known_word CHECK (due_age_band IN ('under_5', '5_10', '11_15', '16_19', '20_25', 'not_recorded')), 
	CONSTRAINT fact_clock_due_school_phase_is_a_known_word CHECK (due_school_phase IN ('early_years', 'primary', 'secondary', 'post_16', 'not_recorded'))
);

COMMENT ON TABLE marts.fact_clock IS 'Statutory clocks. Grain: one row for each case, time limit that applied to it and subject of the limit.';

COMMENT ON COLUMN marts.fact_clock.authority IS 'Short name of the authority';

COMMENT ON COLUMN marts.fact_clock.case_key IS 'Keyed hash of what the limit applies to: the request, review, phase transfer, plan, appeal, complaint, contact, application or provision';

COMMENT ON COLUMN marts.fact_clock.case_kind IS 'What the case is: request, review, phase_transfer, plan, appeal, complaint, contact, transport, provision';

COMMENT ON COLUMN marts.fact_clock.person_key IS 'Keyed hash of the person; null where the record names nobody';

COMMENT ON COLUMN marts.fact_clock.limit_id IS 'Time limit, by its identifier';

COMMENT ON COLUMN marts.fact_clock.subject IS 'What the limit is about where a case has several: adviser, setting consulted, kind of review, transfer or appeal, theme of a complaint, channel; all when there is one';

COMMENT ON COLUMN marts.fact_clock.school IS 'Establishment number of the setting consulted or asked for advice; not_recorded otherwise';

COMMENT ON COLUMN marts.fact_clock.clock_start IS 'Day 0';

COMMENT ON COLUMN marts.fact_clock.due_date IS 'Last day in time';

COMMENT ON COLUMN marts.fact_clock.clock_end IS 'Day that stopped the clock; null while open';

COMMENT ON COLUMN marts.fact_clock.closed_date IS 'Day an unfinished case stopped (withdrawn, moved away, plan ceased) or was overtaken by a later review';

COMMENT ON COLUMN marts.fact_clock.elapsed_days IS 'Calendar days from start to end';

COMMENT ON COLUMN marts.fact_clock.clock_status IS 'Where the clock stands: in_time, late, ended, open, open_overdue, closed, missed, unusable';

COMMENT ON COLUMN marts.fact_clock.on_time IS 'Ended on or before the due date; null while open or unusable';

COMMENT ON COLUMN marts.fact_clock.at_boundary IS 'Ended exactly on the last day in time';

COMMENT ON COLUMN marts.fact_clock.days_over IS 'Days past the due date at the end, or at the as-at day while open; negative when days are left';

COMMENT ON COLUMN marts.fact_clock.overdue_from IS 'First day on which it was open past its last day in time; null where it never was';

COMMENT ON COLUMN marts.fact_clock.overdue_to IS 'Last day on which it was; null while it is, and where it never was';

COMMENT ON COLUMN marts.fact_clock.late_band IS 'Time taken; for the 20-week limit only: within_limit, 20_to_52_weeks, over_52_weeks';

COMMENT ON COLUMN marts.fact_clock.in_scope IS 'Counts in DfE''s denominator';

COMMENT ON COLUMN marts.fact_clock.out_of_scope_reason IS 'Why it does not count; null while it does: tribunal_ordered, mediation_changed, transferred_in, plan_after_deadline, family_answered, refused, no_plan, withdrawn, exported, left, closed, overtaken, dates_unusable';

COMMENT ON COLUMN marts.fact_clock.exception_recorded IS 'An exception is recorded';

COMMENT ON COLUMN marts.fact_clock.exception_valid IS 'A recorded exception passes the legal test';

COMMENT ON COLUMN marts.fact_clock.locality IS 'Casework patch of the home address; not_recorded when unknown';

COMMENT ON COLUMN marts.fact_clock.team IS 'Team of the caseworker who held the case on the day it ended or stopped, else the as-at day; not_allocated when none';

COMMENT ON COLUMN marts.fact_clock.caseworker IS 'Identifier of the caseworker who held the case on the day it ended or stopped, else the as-at day; not_allocated when none';

COMMENT ON COLUMN marts.fact_clock.age_band IS 'Age at 31 August before the academic year of the day counted, in DfE''s bands: under_5, 5_10, 11_15, 16_19, 20_25, not_recorded';

COMMENT ON COLUMN marts.fact_clock.sex IS 'Sex; not_recorded when unknown';

COMMENT ON COLUMN marts.fact_clock.ethnicity IS 'Ethnic group, DfE''s published grouping';

COMMENT ON COLUMN marts.fact_clock.primary_need IS 'SEN type ranked first; not_recorded before a plan';

COMMENT ON COLUMN marts.fact_clock.setting IS 'Kind of setting of the primary placement on the day counted';

COMMENT ON COLUMN marts.fact_clock.school_phase IS 'Phase of education by age: early_years, primary, secondary, post_16, not_recorded';

COMMENT ON COLUMN marts.fact_clock.due_team IS 'Team on the due date; on the as-at day while that is to come';

COMMENT ON COLUMN marts.fact_clock.due_caseworker IS 'Caseworker on the due date; on the as-at day while that is to come';

COMMENT ON COLUMN marts.fact_clock.due_age_band IS 'Age band on the due date: under_5, 5_10, 11_15, 16_19, 20_25, not_recorded';

COMMENT ON COLUMN marts.fact_clock.due_setting IS 'Kind of setting on the due date';

COMMENT ON COLUMN marts.fact_clock.due_school_phase IS 'Phase of education on the due date: early_years, primary, secondary, post_16, not_recorded';

CREATE TABLE marts.fact_plan (
	authority TEXT NOT NULL, 
	plan_key TEXT NOT NULL, 
	person_key TEXT NOT NULL, 
	start_date DATE NOT NULL, 
	held_from DATE NOT NULL, 
	cease_date DATE, 
	cease_reason TEXT, 
	transferred_in BOOLEAN NOT NULL, 
	locality TEXT NOT NULL, 
	team TEXT NOT NULL, 
	caseworker TEXT NOT NULL, 
	age_band TEXT NOT NULL, 
	sex TEXT NOT NULL, 
	ethnicity TEXT NOT NULL, 
	primary_need TEXT NOT NULL, 
	setting TEXT NOT NULL, 
	school_phase TEXT NOT NULL, 
	CONSTRAINT fact_plan_pkey PRIMARY KEY (authority, plan_key), 
	CONSTRAINT fact_plan_age_band_is_a_known_word CHECK (age_band IN ('under_5', '5_10', '11_15', '16_19', '20_25', 'not_recorded')), 
	CONSTRAINT fact_plan_school_phase_is_a_known_word CHECK (school_phase IN ('early_years', 'primary', 'secondary', 'post_16', 'not_recorded'))
);

COMMENT ON TABLE marts.fact_plan IS 'Plans. Grain: one row for each plan, current or ceased.';

COMMENT ON COLUMN marts.fact_plan.authority IS 'Short name of the authority';

COMMENT ON COLUMN marts.fact_plan.plan_key IS 'Keyed hash of the plan';

COMMENT ON COLUMN marts.fact_plan.person_key IS 'Keyed hash of the person; null where the record names nobody';

COMMENT ON COLUMN marts.fact_plan.start_date IS 'Date of the plan';

COMMENT ON COLUMN marts.fact_plan.held_from IS 'First day that this authority maintained it';

COMMENT ON COLUMN marts.fact_plan.cease_date IS 'Last day of the plan';

COMMENT ON COLUMN marts.fact_plan.cease_reason IS 'Why the plan ceased';

COMMENT ON COLUMN marts.fact_plan.transferred_in IS 'Came from another authority';

COMMENT ON COLUMN marts.fact_plan.locality IS 'Casework patch of the home address; not_recorded when unknown';

COMMENT ON COLUMN marts.fact_plan.team IS 'Team of the caseworker who held the case on the day counted; not_allocated when none';

COMMENT ON COLUMN marts.fact_plan.caseworker IS 'Identifier of the caseworker who held the case on the day counted; not_allocated when none';

COMMENT ON COLUMN marts.fact_plan.age_band IS 'Age at 31 August before the academic year of the day counted, in DfE''s bands: under_5, 5_10, 11_15, 16_19, 20_25, not_recorded';

COMMENT ON COLUMN marts.fact_plan.sex IS 'Sex; not_recorded when unknown';

COMMENT ON COLUMN marts.fact_plan.ethnicity IS 'Ethnic group, DfE''s published grouping';

COMMENT ON COLUMN marts.fact_plan.primary_need IS 'SEN type ranked first; not_recorded before a plan';

COMMENT ON COLUMN marts.fact_plan.setting IS 'Kind of setting of the primary placement on the day counted';

COMMENT ON COLUMN marts.fact_plan.school_phase IS 'Phase of education by age: early_years, primary, secondary, post_16, not_recorded';

CREATE TABLE marts.fact_caseload (
	authority TEXT NOT NULL, 
	case_key TEXT NOT NULL, 
	person_key TEXT NOT NULL, 
	case_kind TEXT NOT NULL, 
	from_date DATE NOT NULL, 
	to_date DATE, 
	is_last_spell BOOLEAN NOT NULL, 
	overdue_from DATE, 
	birth_academic_year BIGINT, 
	locality TEXT NOT NULL, 
	team TEXT NOT NULL, 
	caseworker TEXT NOT NULL, 
	age_band TEXT NOT NULL, 
	sex TEXT NOT NULL, 
	ethnicity TEXT NOT NULL, 
	primary_need TEXT NOT NULL, 
	setting TEXT NOT NULL, 
	school_phase TEXT NOT NULL, 
	CONSTRAINT fact_caseload_pkey PRIMARY KEY (authority, case_key, case_kind, from_date), 
	CONSTRAINT fact_caseload_case_kind_is_a_known_word CHECK (case_kind IN ('assessment', 'plan')), 
	CONSTRAINT fact_caseload_age_band_is_a_known_word CHECK (age_band IN ('under_5', '5_10', '11_15', '16_19', '20_25', 'not_recorded')), 
	CONSTRAINT fact_caseload_school_phase_is_a_known_word CHECK (school_phase IN ('early_years', 'primary', 'secondary', 'post_16', 'not_recorded'))
);

COMMENT ON TABLE marts.fact_caseload IS 'Open cases by day. Grain: one row for each spell during which a case was open with one caseworker and setting.';

COMMENT ON COLUMN marts.fact_caseload.authority IS 'Short name of the authority';

COMMENT ON COLUMN marts.fact_caseload.case_key IS 'Keyed hash of the request or plan';

COMMENT ON COLUMN marts.fact_caseload.person_key IS 'Keyed hash of the person; null where the record names nobody';

COMMENT ON COLUMN marts.fact_caseload.case_kind IS 'What the case is: assessment, plan';

COMMENT ON COLUMN marts.fact_caseload.from_date IS 'First day';

COMMENT ON COLUMN marts.fact_caseload.to_date IS 'Last day; null while it lasts';

COMMENT ON COLUMN marts.fact_caseload.is_last_spell IS 'Whether no spell of the case came after it';

COMMENT ON COLUMN marts.fact_caseload.overdue_from IS 'First day of the spell on which an assessment in DfE''s scope was past its 20 weeks; null where there was none';

COMMENT ON COLUMN marts.fact_caseload.birth_academic_year IS 'Year in which the academic year of birth began, for age on any day';

COMMENT ON COLUMN marts.fact_caseload.locality IS 'Casework patch of the home address; not_recorded when unknown';

COMMENT ON COLUMN marts.fact_caseload.team IS 'Team of the caseworker who held the case on the day counted; not_allocated when none';

COMMENT ON COLUMN marts.fact_caseload.caseworker IS 'Identifier of the caseworker who held the case on the day counted; not_allocated when none';

COMMENT ON COLUMN marts.fact_caseload.age_band IS 'Age at 31 August before the academic year of the day counted, in DfE''s bands: under_5, 5_10, 11_15, 16_19, 20_25, not_recorded';

COMMENT ON COLUMN marts.fact_caseload.sex IS 'Sex; not_recorded when unknown';

COMMENT ON COLUMN marts.fact_caseload.ethnicity IS 'Ethnic group, DfE''s published grouping';

COMMENT ON COLUMN marts.fact_caseload.primary_need IS 'SEN type ranked first; not_recorded before a plan';

COMMENT ON COLUMN marts.fact_caseload.setting IS 'Kind of setting of the primary placement on the day counted';

COMMENT ON COLUMN marts.fact_caseload.school_phase IS 'Phase of education by age: early_years, primary, secondary, post_16, not_recorded';

CREATE TABLE marts.fact_event (
	authority TEXT NOT NULL, 
	event_key TEXT NOT NULL, 
	event_type TEXT NOT NULL, 
	event_date DATE NOT NULL, 
	person_key TEXT, 
	subject TEXT NOT NULL, 
	is_met BOOLEAN, 
	days BIGINT, 
	pounds NUMERIC, 
	reading_grade NUMERIC, 
	word_count BIGINT, 
	calls_offered BIGINT, 
	calls_answered BIGINT, 
	calls_abandoned BIGINT, 
	outcomes_sampled BIGINT, 
	outcomes_smart BIGINT, 
	outcomes_with_steps BIGINT, 
	outcomes_reviewed BIGINT, 
	outcomes_met BIGINT, 
	locality TEXT NOT NULL, 
	team TEXT NOT NULL, 
	caseworker TEXT NOT NULL, 
	age_band TEXT NOT NULL, 
	sex TEXT NOT NULL, 
	ethnicity TEXT NOT NULL, 
	primary_need TEXT NOT NULL, 
	setting TEXT NOT NULL, 
	school_phase TEXT NOT NULL, 
	CONSTRAINT fact_event_pkey PRIMARY KEY (authority, event_key), 
	CONSTRAINT fact_event_age_band_is_a_known_word CHECK (age_band IN ('under_5', '5_10', '11_15', '16_19', '20_25', 'not_recorded')), 
	CONSTRAINT fact_event_school_phase_is_a_known_word CHECK (school_phase IN ('early_years', 'primary', 'secondary', 'post_16', 'not_recorded'))
);

COMMENT ON TABLE marts.fact_event IS 'Things that happened. Grain: one row for each dated thing that a measure counts.';

COMMENT ON COLUMN marts.fact_event.authority IS 'Short name of the authority';

COMMENT ON COLUMN marts.fact_event.event_key IS 'Keyed hash of the record and of what is asked of it';

COMMENT ON COLUMN marts.fact_event.event_type IS 'What happened, or what is asked of the record';

COMMENT ON COLUMN marts.fact_event.event_date IS 'Day it happened or was due';

COMMENT ON COLUMN marts.fact_event.person_key IS 'Keyed hash of the person; null where the record names nobody';

COMMENT ON COLUMN marts.fact_event.subject IS 'Kind, such as the theme, agency, section or channel; not_recorded when unknown';

COMMENT ON COLUMN marts.fact_event.is_met IS 'What was asked for is so; null when not recorded';

COMMENT ON COLUMN marts.fact_event.days IS 'Days that it took: since the word before, from referral to decision, or from the missed day to the apology';

COMMENT ON COLUMN marts.fact_event.pounds IS 'Pounds: cost, remedy, spend or allocation';

COMMENT ON COLUMN marts.fact_event.reading_grade IS 'Reading grade of a letter; lower is plainer';

COMMENT ON COLUMN marts.fact_event.word_count IS 'Words of a letter';

COMMENT ON COLUMN marts.fact_event.calls_offered IS 'Calls that rang on a line that day';

COMMENT ON COLUMN marts.fact_event.calls_answered IS 'Calls answered';

COMMENT ON COLUMN marts.fact_event.calls_abandoned IS 'Calls that the caller gave up';

COMMENT ON COLUMN marts.fact_event.outcomes_sampled IS 'Outcomes of a sampled plan that were read';

COMMENT ON COLUMN marts.fact_event.outcomes_smart IS 'Outcomes among those read that were specific, measurable, achievable and dated';

COMMENT ON COLUMN marts.fact_event.outcomes_with_steps IS 'Outcomes among those read with interim steps';

COMMENT ON COLUMN marts.fact_event.outcomes_reviewed IS 'Outcomes considered at a review';

COMMENT ON COLUMN marts.fact_event.outcomes_met IS 'Outcomes met or partly met';

COMMENT ON COLUMN marts.fact_event.locality IS 'Casework patch of the home address; not_recorded when unknown';

COMMENT ON COLUMN marts.fact_event.team IS 'Team of the caseworker who held the case on the day counted; not_allocated when none';

COMMENT ON COLUMN marts.fact_event.caseworker IS 'Identifier of the caseworker who held the case on the day counted; not_allocated when none';

COMMENT ON COLUMN marts.fact_event.age_band IS 'Age at 31 August before the academic year of the day counted, in DfE''s bands: under_5, 5_10, 11_15, 16_19, 20_25, not_recorded';

COMMENT ON COLUMN marts.fact_event.sex IS 'Sex; not_recorded when unknown';

COMMENT ON COLUMN marts.fact_event.ethnicity IS 'Ethnic group, DfE''s published grouping';

COMMENT ON COLUMN marts.fact_event.primary_need IS 'SEN type ranked first; not_recorded before a plan';

COMMENT ON COLUMN marts.fact_event.setting IS 'Kind of setting of the primary placement on the day counted';

COMMENT ON COLUMN marts.fact_event.school_phase IS 'Phase of education by age: early_years, primary, secondary, post_16, not_recorded';

CREATE TABLE marts.fact_spell (
	authority TEXT NOT NULL, 
	spell_key TEXT NOT NULL, 
	spell_type TEXT NOT NULL, 
	from_date DATE NOT NULL, 
	to_date DATE, 
	person_key TEXT, 
	subject TEXT NOT NULL, 
	fte NUMERIC, 
	annual_cost NUMERIC, 
	locality TEXT NOT NULL, 
	team TEXT NOT NULL, 
	caseworker TEXT NOT NULL, 
	age_band TEXT NOT NULL, 
	sex TEXT NOT NULL, 
	ethnicity TEXT NOT NULL, 
	primary_need TEXT NOT NULL, 
	setting TEXT NOT NULL, 
	school_phase TEXT NOT NULL, 
	CONSTRAINT fact_spell_pkey PRIMARY KEY (authority, spell_key), 
	CONSTRAINT fact_spell_age_band_is_a_known_word CHECK (age_band IN ('under_5', '5_10', '11_15', '16_19', '20_25', 'not_recorded')), 
	CONSTRAINT fact_spell_school_phase_is_a_known_word CHECK (school_phase IN ('early_years', 'primary', 'secondary', 'post_16', 'not_recorded'))
);

COMMENT ON TABLE marts.fact_spell IS 'Things that last. Grain: one row for each spell that a measure counts on a day.';

COMMENT ON COLUMN marts.fact_spell.authority IS 'Short name of the authority';

COMMENT ON COLUMN marts.fact_spell.spell_key IS 'Keyed hash of the record and of what is counted';

COMMENT ON COLUMN marts.fact_spell.spell_type IS 'What lasts';

COMMENT ON COLUMN marts.fact_spell.from_date IS 'First day';

COMMENT ON COLUMN marts.fact_spell.to_date IS 'Last day; null while it lasts';

COMMENT ON COLUMN marts.fact_spell.person_key IS 'Keyed hash of the person; null where the record names nobody';

COMMENT ON COLUMN marts.fact_spell.subject IS 'Kind, such as the grade, provision or setting; not_recorded when unknown';

COMMENT ON COLUMN marts.fact_spell.fte IS 'Full-time equivalent';

COMMENT ON COLUMN marts.fact_spell.annual_cost IS 'Pounds a year';

COMMENT ON COLUMN marts.fact_spell.locality IS 'Casework patch of the home address; not_recorded when unknown';

COMMENT ON COLUMN marts.fact_spell.team IS 'Team of the caseworker who held the case on the day counted; not_allocated when none';

COMMENT ON COLUMN marts.fact_spell.caseworker IS 'Identifier of the caseworker who held the case on the day counted; not_allocated when none';

COMMENT ON COLUMN marts.fact_spell.age_band IS 'Age at 31 August before the academic year of the day counted, in DfE''s bands: under_5, 5_10, 11_15, 16_19, 20_25, not_recorded';

COMMENT ON COLUMN marts.fact_spell.sex IS 'Sex; not_recorded when unknown';

COMMENT ON COLUMN marts.fact_spell.ethnicity IS 'Ethnic group, DfE''s published grouping';

COMMENT ON COLUMN marts.fact_spell.primary_need IS 'SEN type ranked first; not_recorded before a plan';

COMMENT ON COLUMN marts.fact_spell.setting IS 'Kind of setting of the primary placement on the day counted';

COMMENT ON COLUMN marts.fact_spell.school_phase IS 'Phase of education by age: early_years, primary, secondary, post_16, not_recorded';

CREATE TABLE marts.measure_value (
	authority TEXT NOT NULL, 
	measure_id TEXT NOT NULL, 
	period_type TEXT NOT NULL, 
	period_key TEXT NOT NULL, 
	period_start DATE NOT NULL, 
	period_end DATE NOT NULL, 
	as_at DATE NOT NULL, 
	basis TEXT NOT NULL, 
	dimension TEXT NOT NULL, 
	member TEXT NOT NULL, 
	numerator NUMERIC, 
	denominator NUMERIC, 
	value NUMERIC, 
	status TEXT NOT NULL, 
	definition_version BIGINT NOT NULL, 
	extract_date DATE NOT NULL, 
	computed_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	load_run_id TEXT NOT NULL, 
	CONSTRAINT measure_value_pkey PRIMARY KEY (authority, measure_id, period_type, period_key, basis, dimension, member), 
	CONSTRAINT measure_value_period_type_is_a_known_word CHECK (period_type IN ('month', 'half_term', 'term', 'calendar_year', 'academic_year')), 
	CONSTRAINT measure_value_basis_is_a_known_word CHECK (basis IN ('as_recorded', 'restated')), 
	CONSTRAINT measure_value_dimension_is_a_known_word CHECK (dimension IN ('all', 'locality', 'team', 'caseworker', 'age_band', 'sex', 'ethnicity', 'primary_need', 'setting', 'school_phase', 'subject', 'school')), 
	CONSTRAINT measure_value_status_is_a_known_word CHECK (status IN ('ok', 'no_cases', 'not_collected', 'not_due', 'not_reliable')), 
	CONSTRAINT measure_value_not_reliable_has_no_figure CHECK (status <> 'not_reliable' OR (numerator IS NULL AND denominator IS NULL AND value IS NULL))
);

COMMENT ON TABLE marts.measure_value IS 'Figures. Grain: one row for each measure, period, basis and dimension member.';

COMMENT ON COLUMN marts.measure_value.authority IS 'Short name of the authority';

COMMENT ON COLUMN marts.measure_value.measure_id IS 'Measure';

COMMENT ON COLUMN marts.measure_value.period_type IS 'Type of period: month, half_term, term, calendar_year, academic_year';

COMMENT ON COLUMN marts.measure_value.period_key IS 'Period; sorts in time order, such as 2025-26-autumn-1';

COMMENT ON COLUMN marts.measure_value.period_start IS 'First day of the period';

COMMENT ON COLUMN marts.measure_value.period_end IS 'Last day of the period; holidays belong to the half-term that they follow';

COMMENT ON COLUMN marts.measure_value.as_at IS 'Events after this day were unknown';

COMMENT ON COLUMN marts.measure_value.basis IS 'What it was computed from: as_recorded, restated';

COMMENT ON COLUMN marts.measure_value.dimension IS 'What the row is broken down by; all for the total: all, locality, team, caseworker, age_band, sex, ethnicity, primary_need, setting, school_phase, subject, school';

COMMENT ON COLUMN marts.measure_value.member IS 'Member of the dimension; all for the total';

COMMENT ON COLUMN marts.measure_value.numerator IS 'Numerator or count';

COMMENT ON COLUMN marts.measure_value.denominator IS 'Denominator; null for a count';

COMMENT ON COLUMN marts.measure_value.value IS 'The figure, rounded half up to one decimal for percentages; null without a denominator';

COMMENT ON COLUMN marts.measure_value.status IS 'What the figure is: ok, no_cases, not_collected, not_due, not_reliable';

COMMENT ON COLUMN marts.measure_value.definition_version IS 'Version of the measure''s definition; raised when the definition changes';

COMMENT ON COLUMN marts.measure_value.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN marts.measure_value.computed_at IS 'When it was first computed';

COMMENT ON COLUMN marts.measure_value.load_run_id IS 'Load run that wrote it';

CREATE TABLE marts.reported_figure (
	authority TEXT NOT NULL, 
	report_key TEXT NOT NULL, 
	measure_id TEXT NOT NULL, 
	period_type TEXT NOT NULL, 
	period_key TEXT NOT NULL, 
	period_start DATE NOT NULL, 
	period_end DATE NOT NULL, 
	as_at DATE NOT NULL, 
	basis TEXT NOT NULL, 
	dimension TEXT NOT NULL, 
	member TEXT NOT NULL, 
	numerator NUMERIC, 
	denominator NUMERIC, 
	value NUMERIC, 
	status TEXT NOT NULL, 
	definition_version BIGINT NOT NULL, 
	extract_date DATE NOT NULL, 
	published_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	load_run_id TEXT NOT NULL, 
	CONSTRAINT reported_figure_pkey PRIMARY KEY (authority, report_key, measure_id, period_type, period_key, dimension, member), 
	CONSTRAINT reported_figure_period_type_is_a_known_word CHECK (period_type IN ('month', 'half_term', 'term', 'calendar_year', 'academic_year')), 
	CONSTRAINT reported_figure_basis_is_a_known_word CHECK (basis IN ('as_recorded', 'restated')), 
	CONSTRAINT reported_figure_dimension_is_a_known_word CHECK (dimension IN ('all', 'locality', 'team', 'caseworker', 'age_band', 'sex', 'ethnicity', 'primary_need', 'setting', 'school_phase', 'subject', 'school')), 
	CONSTRAINT reported_figure_status_is_a_known_word CHECK (status IN ('ok', 'no_cases', 'not_collected', 'not_due', 'not_reliable')), 
	CONSTRAINT reported_figure_not_reliable_has_no_figure CHECK (status <> 'not_reliable' OR (numerator IS NULL AND denominator IS NULL AND value IS NULL))
);

COMMENT ON TABLE marts.reported_figure IS 'Figures as reported. Grain: one row for each figure frozen when a half-term was published; never changed.';

COMMENT ON COLUMN marts.reported_figure.authority IS 'Short name of the authority';

COMMENT ON COLUMN marts.reported_figure.report_key IS 'Half-term and number of its publication, such as 2025-26-autumn-1.1';

COMMENT ON COLUMN marts.reported_figure.measure_id IS 'Measure';

COMMENT ON COLUMN marts.reported_figure.period_type IS 'Type of period: month, half_term, term, calendar_year, academic_year';

COMMENT ON COLUMN marts.reported_figure.period_key IS 'Period; sorts in time order, such as 2025-26-autumn-1';

COMMENT ON COLUMN marts.reported_figure.period_start IS 'First day of the period as it was reported';

COMMENT ON COLUMN marts.reported_figure.period_end IS 'Last day of the period as it was reported';

COMMENT ON COLUMN marts.reported_figure.as_at IS 'Events after this day were unknown';

COMMENT ON COLUMN marts.reported_figure.basis IS 'What it was computed from: as_recorded, restated';

COMMENT ON COLUMN marts.reported_figure.dimension IS 'What the row is broken down by; all for the total: all, locality, team, caseworker, age_band, sex, ethnicity, primary_need, setting, school_phase, subject, school';

COMMENT ON COLUMN marts.reported_figure.member IS 'Member of the dimension; all for the total';

COMMENT ON COLUMN marts.reported_figure.numerator IS 'Numerator or count';

COMMENT ON COLUMN marts.reported_figure.denominator IS 'Denominator; null for a count';

COMMENT ON COLUMN marts.reported_figure.value IS 'Figure as printed';

COMMENT ON COLUMN marts.reported_figure.status IS 'What the figure is: ok, no_cases, not_collected, not_due, not_reliable';

COMMENT ON COLUMN marts.reported_figure.definition_version IS 'Version of the measure''s definition; raised when the definition changes';

COMMENT ON COLUMN marts.reported_figure.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN marts.reported_figure.published_at IS 'When it was published, and so frozen';

COMMENT ON COLUMN marts.reported_figure.load_run_id IS 'Load run that wrote it';

CREATE TRIGGER stays_as_published BEFORE UPDATE OR DELETE OR TRUNCATE ON marts.reported_figure FOR EACH STATEMENT EXECUTE FUNCTION marts.refuse_to_change_what_was_published();

CREATE TABLE marts.reported_case (
	authority TEXT NOT NULL, 
	report_key TEXT NOT NULL, 
	measure_id TEXT NOT NULL, 
	row_key TEXT NOT NULL, 
	case_key TEXT NOT NULL, 
	person_key TEXT, 
	counted_on DATE NOT NULL, 
	started_on DATE, 
	ended_on DATE, 
	in_numerator BOOLEAN NOT NULL, 
	CONSTRAINT reported_case_pkey PRIMARY KEY (authority, report_key, measure_id, row_key)
);

COMMENT ON TABLE marts.reported_case IS 'Cases behind the figures as reported. Grain: one row for each case counted in a half-term''s total, frozen with it; never changed.';

COMMENT ON COLUMN marts.reported_case.authority IS 'Short name of the authority';

COMMENT ON COLUMN marts.reported_case.report_key IS 'Half-term and number of its publication, such as 2025-26-autumn-1.1';

COMMENT ON COLUMN marts.reported_case.measure_id IS 'Measure';

COMMENT ON COLUMN marts.reported_case.row_key IS 'Key of the row of the fact that was counted';

COMMENT ON COLUMN marts.reported_case.case_key IS 'Keyed hash of the case';

COMMENT ON COLUMN marts.reported_case.person_key IS 'Keyed hash of the person; null where the record names nobody';

COMMENT ON COLUMN marts.reported_case.counted_on IS 'Day that placed it in the period';

COMMENT ON COLUMN marts.reported_case.started_on IS 'First day that it is measured from, where there is one';

COMMENT ON COLUMN marts.reported_case.ended_on IS 'Last day that it is measured to, where there is one';

COMMENT ON COLUMN marts.reported_case.in_numerator IS 'Counted in the numerator';

CREATE TRIGGER stays_as_published BEFORE UPDATE OR DELETE OR TRUNCATE ON marts.reported_case FOR EACH STATEMENT EXECUTE FUNCTION marts.refuse_to_change_what_was_published();

CREATE TABLE marts.case_movement (
	authority TEXT NOT NULL, 
	report_key TEXT NOT NULL, 
	period_key TEXT NOT NULL, 
	measure_id TEXT NOT NULL, 
	row_key TEXT NOT NULL, 
	case_key TEXT NOT NULL, 
	movement TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	load_run_id TEXT NOT NULL, 
	CONSTRAINT case_movement_pkey PRIMARY KEY (authority, report_key, measure_id, row_key), 
	CONSTRAINT case_movement_movement_is_a_known_word CHECK (movement IN ('entered', 'left', 'numerator_gained', 'numerator_lost')), 
	CONSTRAINT case_movement_reason_is_a_known_word CHECK (reason IN ('late_recording', 'corrected_date', 'corrected_record', 'reopened', 'withdrawn', 'moved_away', 'record_removed', 'definition_changed'))
);

COMMENT ON TABLE marts.case_movement IS 'Cases that moved a figure since it was reported. Grain: one row for each case that was counted then and is not now, or the other way round.';

COMMENT ON COLUMN marts.case_movement.authority IS 'Short name of the authority';

COMMENT ON COLUMN marts.case_movement.report_key IS 'Half-term and number of its publication, such as 2025-26-autumn-1.1';

COMMENT ON COLUMN marts.case_movement.period_key IS 'Period; sorts in time order, such as 2025-26-autumn-1';

COMMENT ON COLUMN marts.case_movement.measure_id IS 'Measure';

COMMENT ON COLUMN marts.case_movement.row_key IS 'Key of the row of the fact that was counted';

COMMENT ON COLUMN marts.case_movement.case_key IS 'Keyed hash of the case';

COMMENT ON COLUMN marts.case_movement.movement IS 'How the case moved the figure: entered, left, numerator_gained, numerator_lost';

COMMENT ON COLUMN marts.case_movement.reason IS 'What happened to the case: late_recording, corrected_date, corrected_record, reopened, withdrawn, moved_away, record_removed, definition_changed';

COMMENT ON COLUMN marts.case_movement.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN marts.case_movement.load_run_id IS 'Load run that wrote it';

CREATE TABLE dfe.published_sen2_mi (
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	old_la_code TEXT, 
	new_la_code TEXT, 
	la_name TEXT, 
	newallehc BIGINT, 
	newallehc_pc NUMERIC, 
	newallehc_assnoneehc_sum BIGINT, 
	assnoneehc BIGINT, 
	assnoneehc_pc NUMERIC, 
	assnodecisionehc BIGINT, 
	assrefusedehc BIGINT, 
	assrefusedehc_pc NUMERIC, 
	assnone BIGINT, 
	assnodecision BIGINT, 
	assrefused BIGINT, 
	mtosi BIGINT, 
	sitom BIGINT, 
	mtopar BIGINT, 
	sitopar BIGINT, 
	dislea BIGINT, 
	dismet BIGINT, 
	disoth BIGINT, 
	disleft BIGINT, 
	mtosiehc BIGINT, 
	sitomehc BIGINT, 
	mtoparehc BIGINT, 
	sitoparehc BIGINT, 
	disleaehc BIGINT, 
	dismetehc BIGINT, 
	disothehc BIGINT, 
	disleftehc BIGINT, 
	inreqehc BIGINT, 
	inreqryaehc BIGINT, 
	totincexcehc BIGINT, 
	incexc20weekehc BIGINT, 
	incexc20weekrate NUMERIC, 
	totnoexcehc BIGINT, 
	noexc20weekehc BIGINT, 
	noexc20weekrate NUMERIC, 
	totincexc BIGINT, 
	incexc26week BIGINT, 
	totnoexc BIGINT, 
	noexc26week BIGINT, 
	statementstoehc BIGINT, 
	statementstonoehc BIGINT, 
	personalbudgets BIGINT, 
	orgarrangements BIGINT, 
	directpayeducation BIGINT, 
	directpaysocialcare BIGINT, 
	directpayhealth BIGINT, 
	directpayintegrated BIGINT, 
	newehcmediation BIGINT, 
	newehctribunal BIGINT, 
	newehctribunal_pc NUMERIC, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT published_sen2_mi_pkey PRIMARY KEY (release_year, area_code, time_period, geographic_level)
);

COMMENT ON TABLE dfe.published_sen2_mi IS 'SEN2 by authority to 2021, collected as totals (DfE). Grain: one row for each edition, period, area.';

COMMENT ON COLUMN dfe.published_sen2_mi.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.published_sen2_mi.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.published_sen2_mi.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.published_sen2_mi.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.published_sen2_mi.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.published_sen2_mi.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.published_sen2_mi.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.published_sen2_mi.country_name IS 'Country';

COMMENT ON COLUMN dfe.published_sen2_mi.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.published_sen2_mi.region_name IS 'Region';

COMMENT ON COLUMN dfe.published_sen2_mi.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.published_sen2_mi.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.published_sen2_mi.la_name IS 'Authority';

COMMENT ON COLUMN dfe.published_sen2_mi.newallehc IS 'New plans';

COMMENT ON COLUMN dfe.published_sen2_mi.newallehc_pc IS 'Percentage of assessments that led to a plan';

COMMENT ON COLUMN dfe.published_sen2_mi.newallehc_assnoneehc_sum IS 'Assessments ended';

COMMENT ON COLUMN dfe.published_sen2_mi.assnoneehc IS 'Assessed, no plan issued';

COMMENT ON COLUMN dfe.published_sen2_mi.assnoneehc_pc IS 'Percentage assessed with no plan issued';

COMMENT ON COLUMN dfe.published_sen2_mi.assnodecisionehc IS 'Assessments open at the end of the year';

COMMENT ON COLUMN dfe.published_sen2_mi.assrefusedehc IS 'Requests refused';

COMMENT ON COLUMN dfe.published_sen2_mi.assrefusedehc_pc IS 'Percentage of requests refused';

COMMENT ON COLUMN dfe.published_sen2_mi.assnone IS 'Assessed, no statement';

COMMENT ON COLUMN dfe.published_sen2_mi.assnodecision IS 'Statement assessments open';

COMMENT ON COLUMN dfe.published_sen2_mi.assrefused IS 'Statement requests refused';

COMMENT ON COLUMN dfe.published_sen2_mi.mtosi IS 'Statements: mainstream to special or independent';

COMMENT ON COLUMN dfe.published_sen2_mi.sitom IS 'Statements: special or independent to mainstream';

COMMENT ON COLUMN dfe.published_sen2_mi.mtopar IS 'Statements: mainstream to home';

COMMENT ON COLUMN dfe.published_sen2_mi.sitopar IS 'Statements: special to home';

COMMENT ON COLUMN dfe.published_sen2_mi.dislea IS 'Statements ended: left school';

COMMENT ON COLUMN dfe.published_sen2_mi.dismet IS 'Statements ended: needs met';

COMMENT ON COLUMN dfe.published_sen2_mi.disoth IS 'Statements ended: other';

COMMENT ON COLUMN dfe.published_sen2_mi.disleft IS 'Statements ended: moved away';

COMMENT ON COLUMN dfe.published_sen2_mi.mtosiehc IS 'Plans: mainstream to special or independent';

COMMENT ON COLUMN dfe.published_sen2_mi.sitomehc IS 'Plans: special or independent to mainstream';

COMMENT ON COLUMN dfe.published_sen2_mi.mtoparehc IS 'Plans: mainstream to home';

COMMENT ON COLUMN dfe.published_sen2_mi.sitoparehc IS 'Plans: special to home';

COMMENT ON COLUMN dfe.published_sen2_mi.disleaehc IS 'Plans ended: left school or college';

COMMENT ON COLUMN dfe.published_sen2_mi.dismetehc IS 'Plans ended: needs met';

COMMENT ON COLUMN dfe.published_sen2_mi.disothehc IS 'Plans ended: other';

COMMENT ON COLUMN dfe.published_sen2_mi.disleftehc IS 'Plans ended: moved away';

COMMENT ON COLUMN dfe.published_sen2_mi.inreqehc IS 'Requests received';

COMMENT ON COLUMN dfe.published_sen2_mi.inreqryaehc IS 'Requests from relevant youth accommodation';

COMMENT ON COLUMN dfe.published_sen2_mi.totincexcehc IS 'Plans issued, exceptions included';

COMMENT ON COLUMN dfe.published_sen2_mi.incexc20weekehc IS 'Issued within 20 weeks, exceptions included';

COMMENT ON COLUMN dfe.published_sen2_mi.incexc20weekrate IS 'Percentage within 20 weeks, exceptions included';

COMMENT ON COLUMN dfe.published_sen2_mi.totnoexcehc IS 'Plans issued, exceptions left out';

COMMENT ON COLUMN dfe.published_sen2_mi.noexc20weekehc IS 'Issued within 20 weeks, exceptions left out';

COMMENT ON COLUMN dfe.published_sen2_mi.noexc20weekrate IS 'Percentage within 20 weeks, exceptions left out (the headline)';

COMMENT ON COLUMN dfe.published_sen2_mi.totincexc IS 'Statements issued, exceptions included';

COMMENT ON COLUMN dfe.published_sen2_mi.incexc26week IS 'Statements within 26 weeks, exceptions included';

COMMENT ON COLUMN dfe.published_sen2_mi.totnoexc IS 'Statements issued, exceptions left out';

COMMENT ON COLUMN dfe.published_sen2_mi.noexc26week IS 'Statements within 26 weeks, exceptions left out';

COMMENT ON COLUMN dfe.published_sen2_mi.statementstoehc IS 'Statements moved to plans';

COMMENT ON COLUMN dfe.published_sen2_mi.statementstonoehc IS 'Statements ended without a plan';

COMMENT ON COLUMN dfe.published_sen2_mi.personalbudgets IS 'Personal budgets';

COMMENT ON COLUMN dfe.published_sen2_mi.orgarrangements IS 'Organised arrangements';

COMMENT ON COLUMN dfe.published_sen2_mi.directpayeducation IS 'Direct payments for education';

COMMENT ON COLUMN dfe.published_sen2_mi.directpaysocialcare IS 'Direct payments for social care';

COMMENT ON COLUMN dfe.published_sen2_mi.directpayhealth IS 'Direct payments for health';

COMMENT ON COLUMN dfe.published_sen2_mi.directpayintegrated IS 'Integrated direct payments';

COMMENT ON COLUMN dfe.published_sen2_mi.newehcmediation IS 'Mediation cases';

COMMENT ON COLUMN dfe.published_sen2_mi.newehctribunal IS 'Mediation followed by tribunal';

COMMENT ON COLUMN dfe.published_sen2_mi.newehctribunal_pc IS 'Percentage of mediation followed by tribunal';

COMMENT ON COLUMN dfe.published_sen2_mi.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.published_sen2_mi.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.published_annual_reviews (
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	total_ehc_plans BIGINT, 
	review_expected BIGINT, 
	review_not_expected BIGINT, 
	review_meeting_25 BIGINT, 
	review_meeting_24 BIGINT, 
	review_meeting_prior_24 BIGINT, 
	total_review_meeting BIGINT, 
	no_review_meeting BIGINT, 
	review_decision25 BIGINT, 
	review_decision24 BIGINT, 
	review_decision_prior24 BIGINT, 
	review_decision_not_due BIGINT, 
	review_decision_outstanding BIGINT, 
	outcome_amend BIGINT, 
	outcome_cease BIGINT, 
	outcome_maintan BIGINT, 
	no_outcome BIGINT, 
	number_decsion_4weeks BIGINT, 
	number_decision_gt_4weeks BIGINT, 
	pc_decsion_4weeks NUMERIC, 
	pc_decision_gt_4weeks NUMERIC, 
	review_completed BIGINT, 
	review_completed_prior BIGINT, 
	review_not_completed BIGINT, 
	outcome_amended BIGINT, 
	outcome_ceased BIGINT, 
	outcome_maintained BIGINT, 
	no_outcome_recorded BIGINT, 
	decision_4_weeks BIGINT, 
	decision_over_4_weeks BIGINT, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT published_annual_reviews_pkey PRIMARY KEY (release_year, area_code, time_period, geographic_level, breakdown_topic, breakdown)
);

COMMENT ON TABLE dfe.published_annual_reviews IS 'Annual reviews (DfE). Grain: one row for each edition, period, area and breakdown.';

COMMENT ON COLUMN dfe.published_annual_reviews.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.published_annual_reviews.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.published_annual_reviews.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.published_annual_reviews.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.published_annual_reviews.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.published_annual_reviews.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.published_annual_reviews.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.published_annual_reviews.country_name IS 'Country';

COMMENT ON COLUMN dfe.published_annual_reviews.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.published_annual_reviews.region_name IS 'Region';

COMMENT ON COLUMN dfe.published_annual_reviews.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.published_annual_reviews.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.published_annual_reviews.la_name IS 'Authority';

COMMENT ON COLUMN dfe.published_annual_reviews.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.published_annual_reviews.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.published_annual_reviews.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.published_annual_reviews.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.published_annual_reviews.total_ehc_plans IS 'All plans';

COMMENT ON COLUMN dfe.published_annual_reviews.review_expected IS 'Reviews expected';

COMMENT ON COLUMN dfe.published_annual_reviews.review_not_expected IS 'Reviews not expected';

COMMENT ON COLUMN dfe.published_annual_reviews.review_meeting_25 IS 'Latest meeting in 2025';

COMMENT ON COLUMN dfe.published_annual_reviews.review_meeting_24 IS 'Latest meeting in 2024';

COMMENT ON COLUMN dfe.published_annual_reviews.review_meeting_prior_24 IS 'Latest meeting before 2024';

COMMENT ON COLUMN dfe.published_annual_reviews.total_review_meeting IS 'All with a meeting';

COMMENT ON COLUMN dfe.published_annual_reviews.no_review_meeting IS 'No meeting recorded';

COMMENT ON COLUMN dfe.published_annual_reviews.review_decision25 IS 'Decision in 2025';

COMMENT ON COLUMN dfe.published_annual_reviews.review_decision24 IS 'Decision in 2024';

COMMENT ON COLUMN dfe.published_annual_reviews.review_decision_prior24 IS 'Decision before 2024';

COMMENT ON COLUMN dfe.published_annual_reviews.review_decision_not_due IS 'Decision not yet due';

COMMENT ON COLUMN dfe.published_annual_reviews.review_decision_outstanding IS 'Decision outstanding';

COMMENT ON COLUMN dfe.published_annual_reviews.outcome_amend IS 'Decision to amend';

COMMENT ON COLUMN dfe.published_annual_reviews.outcome_cease IS 'Decision to cease';

COMMENT ON COLUMN dfe.published_annual_reviews.outcome_maintan IS 'Decision to maintain';

COMMENT ON COLUMN dfe.published_annual_reviews.no_outcome IS 'No decision recorded';

COMMENT ON COLUMN dfe.published_annual_reviews.number_decsion_4weeks IS 'Decided within 4 weeks of the meeting';

COMMENT ON COLUMN dfe.published_annual_reviews.number_decision_gt_4weeks IS 'Decided after 4 weeks';

COMMENT ON COLUMN dfe.published_annual_reviews.pc_decsion_4weeks IS 'Percentage decided within 4 weeks';

COMMENT ON COLUMN dfe.published_annual_reviews.pc_decision_gt_4weeks IS 'Percentage decided after 4 weeks';

COMMENT ON COLUMN dfe.published_annual_reviews.review_completed IS 'Reviews due in the year and completed in it (from the 2026 edition)';

COMMENT ON COLUMN dfe.published_annual_reviews.review_completed_prior IS 'Reviews due in the year and completed before it (from the 2026 edition)';

COMMENT ON COLUMN dfe.published_annual_reviews.review_not_completed IS 'Reviews due in the year and not completed (from the 2026 edition)';

COMMENT ON COLUMN dfe.published_annual_reviews.outcome_amended IS 'Completed in the year: decided to amend the plan (from the 2026 edition)';

COMMENT ON COLUMN dfe.published_annual_reviews.outcome_ceased IS 'Completed in the year: decided to cease the plan (from the 2026 edition)';

COMMENT ON COLUMN dfe.published_annual_reviews.outcome_maintained IS 'Completed in the year: decided to keep the plan as it is (from the 2026 edition)';

COMMENT ON COLUMN dfe.published_annual_reviews.no_outcome_recorded IS 'Completed in the year: no decision recorded (from the 2026 edition)';

COMMENT ON COLUMN dfe.published_annual_reviews.decision_4_weeks IS 'Completed in the year: decided within 4 weeks (from the 2026 edition)';

COMMENT ON COLUMN dfe.published_annual_reviews.decision_over_4_weeks IS 'Completed in the year: decided after 4 weeks (from the 2026 edition)';

COMMENT ON COLUMN dfe.published_annual_reviews.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.published_annual_reviews.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.published_assessments (
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	assess_in_year BIGINT, 
	assess_issued BIGINT, 
	assess_issued_pc NUMERIC, 
	assess_not_issued BIGINT, 
	assess_not_issued_pc NUMERIC, 
	assess_not_made BIGINT, 
	assess_not_made_pc NUMERIC, 
	assess_withdrawn BIGINT, 
	assess_withdrawn_pc NUMERIC, 
	outcome_decision_within_time BIGINT, 
	outcome_decision_over_time BIGINT, 
	outcome_decision_within_time_pc NUMERIC, 
	outcome_decision_over_time_pc NUMERIC, 
	number_assess_mediation BIGINT, 
	number_assess_tribunal BIGINT, 
	number_asssess_mediation_tribunal BIGINT, 
	number_other_mediation BIGINT, 
	number_other_tribunal BIGINT, 
	number_other_mediation_tribunal BIGINT, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT published_assessments_pkey PRIMARY KEY (release_year, area_code, time_period, geographic_level, breakdown_topic, breakdown)
);

COMMENT ON TABLE dfe.published_assessments IS 'EHC needs assessments (DfE). Grain: one row for each edition, period, area and breakdown.';

COMMENT ON COLUMN dfe.published_assessments.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.published_assessments.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.published_assessments.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.published_assessments.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.published_assessments.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.published_assessments.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.published_assessments.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.published_assessments.country_name IS 'Country';

COMMENT ON COLUMN dfe.published_assessments.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.published_assessments.region_name IS 'Region';

COMMENT ON COLUMN dfe.published_assessments.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.published_assessments.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.published_assessments.la_name IS 'Authority';

COMMENT ON COLUMN dfe.published_assessments.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.published_assessments.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.published_assessments.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.published_assessments.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.published_assessments.assess_in_year IS 'Assessments ended or open in the year';

COMMENT ON COLUMN dfe.published_assessments.assess_issued IS 'Ended with a plan';

COMMENT ON COLUMN dfe.published_assessments.assess_issued_pc IS 'Percentage: ended with a plan';

COMMENT ON COLUMN dfe.published_assessments.assess_not_issued IS 'Ended without a plan';

COMMENT ON COLUMN dfe.published_assessments.assess_not_issued_pc IS 'Percentage: ended without a plan';

COMMENT ON COLUMN dfe.published_assessments.assess_not_made IS 'Decision not yet made';

COMMENT ON COLUMN dfe.published_assessments.assess_not_made_pc IS 'Percentage: decision not yet made';

COMMENT ON COLUMN dfe.published_assessments.assess_withdrawn IS 'Withdrawn';

COMMENT ON COLUMN dfe.published_assessments.assess_withdrawn_pc IS 'Percentage: withdrawn';

COMMENT ON COLUMN dfe.published_assessments.outcome_decision_within_time IS 'No-plan decisions within 16 weeks';

COMMENT ON COLUMN dfe.published_assessments.outcome_decision_over_time IS 'No-plan decisions after 16 weeks';

COMMENT ON COLUMN dfe.published_assessments.outcome_decision_within_time_pc IS 'Percentage: no-plan decisions within 16 weeks';

COMMENT ON COLUMN dfe.published_assessments.outcome_decision_over_time_pc IS 'Percentage: no-plan decisions after 16 weeks';

COMMENT ON COLUMN dfe.published_assessments.number_assess_mediation IS 'Mediation about the decision to issue';

COMMENT ON COLUMN dfe.published_assessments.number_assess_tribunal IS 'Appeal about the decision to issue';

COMMENT ON COLUMN dfe.published_assessments.number_asssess_mediation_tribunal IS 'Both about the decision to issue';

COMMENT ON COLUMN dfe.published_assessments.number_other_mediation IS 'Mediation on other matters';

COMMENT ON COLUMN dfe.published_assessments.number_other_tribunal IS 'Appeal on other matters';

COMMENT ON COLUMN dfe.published_assessments.number_other_mediation_tribunal IS 'Both on other matters';

COMMENT ON COLUMN dfe.published_assessments.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.published_assessments.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.published_caseload (
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	ehcplans BIGINT, 
	mainstream_la_maintained BIGINT, 
	mainstream_la_maintained_resourced_provision BIGINT, 
	mainstream_la_maintained_senunit BIGINT, 
	mainstream_academy BIGINT, 
	mainstream_academy_resourced_provision BIGINT, 
	mainstream_academy_senunit BIGINT, 
	mainstream_free_school BIGINT, 
	mainstream_free_school_resourced_provision BIGINT, 
	mainstream_free_school_senunit BIGINT, 
	mainstream_independent BIGINT, 
	mainstream_total BIGINT, 
	mainstream_total_pc NUMERIC, 
	special_la_maintained BIGINT, 
	special_academy_free BIGINT, 
	special_academy BIGINT, 
	special_free_school BIGINT, 
	special_independent BIGINT, 
	special_non_maintained BIGINT, 
	special_total BIGINT, 
	special_total_pc NUMERIC, 
	ap_pru_academy BIGINT, 
	ap_pru_free_school BIGINT, 
	ap_pru_la_maintained BIGINT, 
	ap_pru_total BIGINT, 
	ap_pru_total_pc NUMERIC, 
	general_fe_tertiary_colleges BIGINT, 
	specialist_post_16_institutions BIGINT, 
	ukrlp_provider BIGINT, 
	fe_total BIGINT, 
	fe_total_pc NUMERIC, 
	elective_home_education BIGINT, 
	other_arrangements_la BIGINT, 
	other_arrangements_parents BIGINT, 
	online_provider BIGINT, 
	w_settings BIGINT, 
	other_schools BIGINT, 
	other_placement_settings BIGINT, 
	neet BIGINT, 
	neet_ntci BIGINT, 
	neet_other BIGINT, 
	neet_other_csa BIGINT, 
	ed_elsewhere BIGINT, 
	ed_elsewhere_pc NUMERIC, 
	nm_early_years BIGINT, 
	nm_early_years_pc NUMERIC, 
	placement_unknown BIGINT, 
	placement_unknown_pc NUMERIC, 
	await_prov_2022 BIGINT, 
	perm_ex_2022 BIGINT, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT published_caseload_pkey PRIMARY KEY (release_year, area_code, time_period, geographic_level, breakdown_topic, breakdown)
);

COMMENT ON TABLE dfe.published_caseload IS 'Plans maintained in January, by placement (DfE). Grain: one row for each edition, period, area and breakdown.';

COMMENT ON COLUMN dfe.published_caseload.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.published_caseload.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.published_caseload.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.published_caseload.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.published_caseload.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.published_caseload.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.published_caseload.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.published_caseload.country_name IS 'Country';

COMMENT ON COLUMN dfe.published_caseload.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.published_caseload.region_name IS 'Region';

COMMENT ON COLUMN dfe.published_caseload.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.published_caseload.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.published_caseload.la_name IS 'Authority';

COMMENT ON COLUMN dfe.published_caseload.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.published_caseload.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.published_caseload.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.published_caseload.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.published_caseload.ehcplans IS 'All EHC plans';

COMMENT ON COLUMN dfe.published_caseload.mainstream_la_maintained IS 'Mainstream, maintained';

COMMENT ON COLUMN dfe.published_caseload.mainstream_la_maintained_resourced_provision IS 'Mainstream, maintained, resourced provision';

COMMENT ON COLUMN dfe.published_caseload.mainstream_la_maintained_senunit IS 'Mainstream, maintained, SEN unit';

COMMENT ON COLUMN dfe.published_caseload.mainstream_academy IS 'Mainstream academy';

COMMENT ON COLUMN dfe.published_caseload.mainstream_academy_resourced_provision IS 'Mainstream academy, resourced provision';

COMMENT ON COLUMN dfe.published_caseload.mainstream_academy_senunit IS 'Mainstream academy, SEN unit';

COMMENT ON COLUMN dfe.published_caseload.mainstream_free_school IS 'Mainstream free school';

COMMENT ON COLUMN dfe.published_caseload.mainstream_free_school_resourced_provision IS 'Mainstream free school, resourced provision';

COMMENT ON COLUMN dfe.published_caseload.mainstream_free_school_senunit IS 'Mainstream free school, SEN unit';

COMMENT ON COLUMN dfe.published_caseload.mainstream_independent IS 'Mainstream independent';

COMMENT ON COLUMN dfe.published_caseload.mainstream_total IS 'All mainstream';

COMMENT ON COLUMN dfe.published_caseload.mainstream_total_pc IS 'Percentage: All mainstream';

COMMENT ON COLUMN dfe.published_caseload.special_la_maintained IS 'Special, maintained';

COMMENT ON COLUMN dfe.published_caseload.special_academy_free IS 'Special academy or free school';

COMMENT ON COLUMN dfe.published_caseload.special_academy IS 'Special academy (from the 2026 edition)';

COMMENT ON COLUMN dfe.published_caseload.special_free_school IS 'Special free school (from the 2026 edition)';

COMMENT ON COLUMN dfe.published_caseload.special_independent IS 'Special independent';

COMMENT ON COLUMN dfe.published_caseload.special_non_maintained IS 'Non-maintained special';

COMMENT ON COLUMN dfe.published_caseload.special_total IS 'All special';

COMMENT ON COLUMN dfe.published_caseload.special_total_pc IS 'Percentage: All special';

COMMENT ON COLUMN dfe.published_caseload.ap_pru_academy IS 'Alternative provision academy';

COMMENT ON COLUMN dfe.published_caseload.ap_pru_free_school IS 'Alternative provision free school';

COMMENT ON COLUMN dfe.published_caseload.ap_pru_la_maintained IS 'Pupil referral unit, maintained';

COMMENT ON COLUMN dfe.published_caseload.ap_pru_total IS 'All alternative provision';

COMMENT ON COLUMN dfe.published_caseload.ap_pru_total_pc IS 'Percentage: All alternative provision';

COMMENT ON COLUMN dfe.published_caseload.general_fe_tertiary_colleges IS 'General further education and tertiary colleges';

COMMENT ON COLUMN dfe.published_caseload.specialist_post_16_institutions IS 'Specialist post-16 institutions';

COMMENT ON COLUMN dfe.published_caseload.ukrlp_provider IS 'Other registered learning provider';

COMMENT ON COLUMN dfe.published_caseload.fe_total IS 'All further education';

COMMENT ON COLUMN dfe.published_caseload.fe_total_pc IS 'Percentage: All further education';

COMMENT ON COLUMN dfe.published_caseload.elective_home_education IS 'Elective home education';

COMMENT ON COLUMN dfe.published_caseload.other_arrangements_la IS 'Other arrangements by the authority (s.61)';

COMMENT ON COLUMN dfe.published_caseload.other_arrangements_parents IS 'Other arrangements by parents';

COMMENT ON COLUMN dfe.published_caseload.online_provider IS 'Online provider';

COMMENT ON COLUMN dfe.published_caseload.w_settings IS 'Settings in Wales';

COMMENT ON COLUMN dfe.published_caseload.other_schools IS 'Other schools';

COMMENT ON COLUMN dfe.published_caseload.other_placement_settings IS 'Other placements';

COMMENT ON COLUMN dfe.published_caseload.neet IS 'Not in education, employment or training';

COMMENT ON COLUMN dfe.published_caseload.neet_ntci IS 'Not in education: notice to cease issued';

COMMENT ON COLUMN dfe.published_caseload.neet_other IS 'Not in education: other';

COMMENT ON COLUMN dfe.published_caseload.neet_other_csa IS 'Not in education: other, compulsory school age';

COMMENT ON COLUMN dfe.published_caseload.ed_elsewhere IS 'All educated elsewhere';

COMMENT ON COLUMN dfe.published_caseload.ed_elsewhere_pc IS 'Percentage: All educated elsewhere';

COMMENT ON COLUMN dfe.published_caseload.nm_early_years IS 'Non-maintained early years';

COMMENT ON COLUMN dfe.published_caseload.nm_early_years_pc IS 'Percentage: Non-maintained early years';

COMMENT ON COLUMN dfe.published_caseload.placement_unknown IS 'Placement not known';

COMMENT ON COLUMN dfe.published_caseload.placement_unknown_pc IS 'Percentage: Placement not known';

COMMENT ON COLUMN dfe.published_caseload.await_prov_2022 IS 'Awaiting provision (to 2022)';

COMMENT ON COLUMN dfe.published_caseload.perm_ex_2022 IS 'Permanently excluded (to 2022)';

COMMENT ON COLUMN dfe.published_caseload.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.published_caseload.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.published_ceased_plans (
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	max_age BIGINT, 
	needs_met BIGINT, 
	he BIGINT, 
	employ BIGINT, 
	transfer BIGINT, 
	no_engage BIGINT, 
	moved_outside_eng BIGINT, 
	deceased BIGINT, 
	not_rec BIGINT, 
	other BIGINT, 
	total_ceased BIGINT, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT published_ceased_plans_pkey PRIMARY KEY (release_year, area_code, time_period, geographic_level, breakdown_topic, breakdown)
);

COMMENT ON TABLE dfe.published_ceased_plans IS 'Plans that ended, by reason (DfE). Grain: one row for each edition, period, area and breakdown.';

COMMENT ON COLUMN dfe.published_ceased_plans.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.published_ceased_plans.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.published_ceased_plans.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.published_ceased_plans.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.published_ceased_plans.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.published_ceased_plans.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.published_ceased_plans.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.published_ceased_plans.country_name IS 'Country';

COMMENT ON COLUMN dfe.published_ceased_plans.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.published_ceased_plans.region_name IS 'Region';

COMMENT ON COLUMN dfe.published_ceased_plans.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.published_ceased_plans.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.published_ceased_plans.la_name IS 'Authority';

COMMENT ON COLUMN dfe.published_ceased_plans.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.published_ceased_plans.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.published_ceased_plans.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.published_ceased_plans.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.published_ceased_plans.max_age IS 'Reached the maximum age';

COMMENT ON COLUMN dfe.published_ceased_plans.needs_met IS 'Needs met without a plan';

COMMENT ON COLUMN dfe.published_ceased_plans.he IS 'Higher education';

COMMENT ON COLUMN dfe.published_ceased_plans.employ IS 'Paid employment';

COMMENT ON COLUMN dfe.published_ceased_plans.transfer IS 'Moved to another authority';

COMMENT ON COLUMN dfe.published_ceased_plans.no_engage IS 'No longer wishes to engage';

COMMENT ON COLUMN dfe.published_ceased_plans.moved_outside_eng IS 'Moved outside England';

COMMENT ON COLUMN dfe.published_ceased_plans.deceased IS 'Died';

COMMENT ON COLUMN dfe.published_ceased_plans.not_rec IS 'Reason not recorded';

COMMENT ON COLUMN dfe.published_ceased_plans.other IS 'Other reason';

COMMENT ON COLUMN dfe.published_ceased_plans.total_ceased IS 'All plans that ended';

COMMENT ON COLUMN dfe.published_ceased_plans.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.published_ceased_plans.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.published_newplans (
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	new_ehc_plans BIGINT, 
	mainstream_la_maintained BIGINT, 
	mainstream_la_maintained_resourced_provision BIGINT, 
	mainstream_la_maintained_senunit BIGINT, 
	mainstream_academy BIGINT, 
	mainstream_academy_resourced_provision BIGINT, 
	mainstream_academy_senunit BIGINT, 
	mainstream_free_school BIGINT, 
	mainstream_free_school_resourced_provision BIGINT, 
	mainstream_free_school_senunit BIGINT, 
	mainstream_independent BIGINT, 
	mainstream_total BIGINT, 
	mainstream_total_pc NUMERIC, 
	special_la_maintained BIGINT, 
	special_academy_free BIGINT, 
	special_academy BIGINT, 
	special_free_school BIGINT, 
	special_independent BIGINT, 
	special_non_maintained BIGINT, 
	special_total BIGINT, 
	special_total_pc NUMERIC, 
	ap_pru_academy BIGINT, 
	ap_pru_free_school BIGINT, 
	ap_pru_la_maintained BIGINT, 
	ap_pru_total BIGINT, 
	ap_pru_total_pc NUMERIC, 
	general_fe_tertiary_colleges BIGINT, 
	specialist_post_16_institutions BIGINT, 
	ukrlp_provider BIGINT, 
	fe_total BIGINT, 
	fe_total_pc NUMERIC, 
	elective_home_education BIGINT, 
	other_arrangements_la BIGINT, 
	other_arrangements_parents BIGINT, 
	online_provider BIGINT, 
	w_settings BIGINT, 
	other_schools BIGINT, 
	other_placement_settings BIGINT, 
	neet BIGINT, 
	neet_ntci BIGINT, 
	neet_other BIGINT, 
	neet_other_csa BIGINT, 
	ed_elsewhere BIGINT, 
	ed_elsewhere_pc NUMERIC, 
	nm_early_years BIGINT, 
	nm_early_years_pc NUMERIC, 
	placement_unknown BIGINT, 
	placement_unknown_pc NUMERIC, 
	await_prov_2022 BIGINT, 
	perm_ex_2022 BIGINT, 
	await_prov BIGINT, 
	perm_ex BIGINT, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT published_newplans_pkey PRIMARY KEY (release_year, area_code, time_period, geographic_level, breakdown_topic, breakdown)
);

COMMENT ON TABLE dfe.published_newplans IS 'New plans, by placement named (DfE). Grain: one row for each edition, period, area and breakdown.';

COMMENT ON COLUMN dfe.published_newplans.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.published_newplans.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.published_newplans.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.published_newplans.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.published_newplans.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.published_newplans.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.published_newplans.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.published_newplans.country_name IS 'Country';

COMMENT ON COLUMN dfe.published_newplans.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.published_newplans.region_name IS 'Region';

COMMENT ON COLUMN dfe.published_newplans.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.published_newplans.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.published_newplans.la_name IS 'Authority';

COMMENT ON COLUMN dfe.published_newplans.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.published_newplans.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.published_newplans.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.published_newplans.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.published_newplans.new_ehc_plans IS 'All new EHC plans';

COMMENT ON COLUMN dfe.published_newplans.mainstream_la_maintained IS 'Mainstream, maintained';

COMMENT ON COLUMN dfe.published_newplans.mainstream_la_maintained_resourced_provision IS 'Mainstream, maintained, resourced provision';

COMMENT ON COLUMN dfe.published_newplans.mainstream_la_maintained_senunit IS 'Mainstream, maintained, SEN unit';

COMMENT ON COLUMN dfe.published_newplans.mainstream_academy IS 'Mainstream academy';

COMMENT ON COLUMN dfe.published_newplans.mainstream_academy_resourced_provision IS 'Mainstream academy, resourced provision';

COMMENT ON COLUMN dfe.published_newplans.mainstream_academy_senunit IS 'Mainstream academy, SEN unit';

COMMENT ON COLUMN dfe.published_newplans.mainstream_free_school IS 'Mainstream free school';

COMMENT ON COLUMN dfe.published_newplans.mainstream_free_school_resourced_provision IS 'Mainstream free school, resourced provision';

COMMENT ON COLUMN dfe.published_newplans.mainstream_free_school_senunit IS 'Mainstream free school, SEN unit';

COMMENT ON COLUMN dfe.published_newplans.mainstream_independent IS 'Mainstream independent';

COMMENT ON COLUMN dfe.published_newplans.mainstream_total IS 'All mainstream';

COMMENT ON COLUMN dfe.published_newplans.mainstream_total_pc IS 'Percentage: All mainstream';

COMMENT ON COLUMN dfe.published_newplans.special_la_maintained IS 'Special, maintained';

COMMENT ON COLUMN dfe.published_newplans.special_academy_free IS 'Special academy or free school';

COMMENT ON COLUMN dfe.published_newplans.special_academy IS 'Special academy (from the 2026 edition)';

COMMENT ON COLUMN dfe.published_newplans.special_free_school IS 'Special free school (from the 2026 edition)';

COMMENT ON COLUMN dfe.published_newplans.special_independent IS 'Special independent';

COMMENT ON COLUMN dfe.published_newplans.special_non_maintained IS 'Non-maintained special';

COMMENT ON COLUMN dfe.published_newplans.special_total IS 'All special';

COMMENT ON COLUMN dfe.published_newplans.special_total_pc IS 'Percentage: All special';

COMMENT ON COLUMN dfe.published_newplans.ap_pru_academy IS 'Alternative provision academy';

COMMENT ON COLUMN dfe.published_newplans.ap_pru_free_school IS 'Alternative provision free school';

COMMENT ON COLUMN dfe.published_newplans.ap_pru_la_maintained IS 'Pupil referral unit, maintained';

COMMENT ON COLUMN dfe.published_newplans.ap_pru_total IS 'All alternative provision';

COMMENT ON COLUMN dfe.published_newplans.ap_pru_total_pc IS 'Percentage: All alternative provision';

COMMENT ON COLUMN dfe.published_newplans.general_fe_tertiary_colleges IS 'General further education and tertiary colleges';

COMMENT ON COLUMN dfe.published_newplans.specialist_post_16_institutions IS 'Specialist post-16 institutions';

COMMENT ON COLUMN dfe.published_newplans.ukrlp_provider IS 'Other registered learning provider';

COMMENT ON COLUMN dfe.published_newplans.fe_total IS 'All further education';

COMMENT ON COLUMN dfe.published_newplans.fe_total_pc IS 'Percentage: All further education';

COMMENT ON COLUMN dfe.published_newplans.elective_home_education IS 'Elective home education';

COMMENT ON COLUMN dfe.published_newplans.other_arrangements_la IS 'Other arrangements by the authority (s.61)';

COMMENT ON COLUMN dfe.published_newplans.other_arrangements_parents IS 'Other arrangements by parents';

COMMENT ON COLUMN dfe.published_newplans.online_provider IS 'Online provider';

COMMENT ON COLUMN dfe.published_newplans.w_settings IS 'Settings in Wales';

COMMENT ON COLUMN dfe.published_newplans.other_schools IS 'Other schools';

COMMENT ON COLUMN dfe.published_newplans.other_placement_settings IS 'Other placements';

COMMENT ON COLUMN dfe.published_newplans.neet IS 'Not in education, employment or training';

COMMENT ON COLUMN dfe.published_newplans.neet_ntci IS 'Not in education: notice to cease issued';

COMMENT ON COLUMN dfe.published_newplans.neet_other IS 'Not in education: other';

COMMENT ON COLUMN dfe.published_newplans.neet_other_csa IS 'Not in education: other, compulsory school age';

COMMENT ON COLUMN dfe.published_newplans.ed_elsewhere IS 'All educated elsewhere';

COMMENT ON COLUMN dfe.published_newplans.ed_elsewhere_pc IS 'Percentage: All educated elsewhere';

COMMENT ON COLUMN dfe.published_newplans.nm_early_years IS 'Non-maintained early years';

COMMENT ON COLUMN dfe.published_newplans.nm_early_years_pc IS 'Percentage: Non-maintained early years';

COMMENT ON COLUMN dfe.published_newplans.placement_unknown IS 'Placement not known';

COMMENT ON COLUMN dfe.published_newplans.placement_unknown_pc IS 'Percentage: Placement not known';

COMMENT ON COLUMN dfe.published_newplans.await_prov_2022 IS 'Awaiting provision (to 2022)';

COMMENT ON COLUMN dfe.published_newplans.perm_ex_2022 IS 'Permanently excluded (to 2022)';

COMMENT ON COLUMN dfe.published_newplans.await_prov IS 'Awaiting provision (from the 2026 edition)';

COMMENT ON COLUMN dfe.published_newplans.perm_ex IS 'Permanently excluded (from the 2026 edition)';

COMMENT ON COLUMN dfe.published_newplans.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.published_newplans.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.published_personal_budgets (
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	personal_budget BIGINT, 
	org_arrangments BIGINT, 
	pb_health BIGINT, 
	pb_education BIGINT, 
	pb_social BIGINT, 
	pb_integrated BIGINT, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT published_personal_budgets_pkey PRIMARY KEY (release_year, area_code, time_period, geographic_level, breakdown_topic, breakdown)
);

COMMENT ON TABLE dfe.published_personal_budgets IS 'Personal budgets (DfE). Grain: one row for each edition, period, area and breakdown.';

COMMENT ON COLUMN dfe.published_personal_budgets.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.published_personal_budgets.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.published_personal_budgets.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.published_personal_budgets.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.published_personal_budgets.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.published_personal_budgets.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.published_personal_budgets.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.published_personal_budgets.country_name IS 'Country';

COMMENT ON COLUMN dfe.published_personal_budgets.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.published_personal_budgets.region_name IS 'Region';

COMMENT ON COLUMN dfe.published_personal_budgets.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.published_personal_budgets.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.published_personal_budgets.la_name IS 'Authority';

COMMENT ON COLUMN dfe.published_personal_budgets.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.published_personal_budgets.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.published_personal_budgets.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.published_personal_budgets.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.published_personal_budgets.personal_budget IS 'Plans with a personal budget';

COMMENT ON COLUMN dfe.published_personal_budgets.org_arrangments IS 'With organised arrangements';

COMMENT ON COLUMN dfe.published_personal_budgets.pb_health IS 'Direct payments for health';

COMMENT ON COLUMN dfe.published_personal_budgets.pb_education IS 'Direct payments for education';

COMMENT ON COLUMN dfe.published_personal_budgets.pb_social IS 'Direct payments for social care';

COMMENT ON COLUMN dfe.published_personal_budgets.pb_integrated IS 'Integrated direct payments';

COMMENT ON COLUMN dfe.published_personal_budgets.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.published_personal_budgets.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.published_phase_transfers (
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	number_plans BIGINT, 
	due_in_year BIGINT, 
	due_next_year BIGINT, 
	final_in_year BIGINT, 
	final_next_year BIGINT, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT published_phase_transfers_pkey PRIMARY KEY (release_year, area_code, time_period, geographic_level)
);

COMMENT ON TABLE dfe.published_phase_transfers IS 'Phase transfers (DfE). Grain: one row for each edition, period and area.';

COMMENT ON COLUMN dfe.published_phase_transfers.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.published_phase_transfers.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.published_phase_transfers.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.published_phase_transfers.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.published_phase_transfers.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.published_phase_transfers.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.published_phase_transfers.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.published_phase_transfers.country_name IS 'Country';

COMMENT ON COLUMN dfe.published_phase_transfers.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.published_phase_transfers.region_name IS 'Region';

COMMENT ON COLUMN dfe.published_phase_transfers.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.published_phase_transfers.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.published_phase_transfers.la_name IS 'Authority';

COMMENT ON COLUMN dfe.published_phase_transfers.number_plans IS 'Plans';

COMMENT ON COLUMN dfe.published_phase_transfers.due_in_year IS 'Transfers between phases due in the calendar year told of';

COMMENT ON COLUMN dfe.published_phase_transfers.due_next_year IS 'Transfers due in the year after';

COMMENT ON COLUMN dfe.published_phase_transfers.final_in_year IS 'Final plans issued for transfers due in the calendar year told of';

COMMENT ON COLUMN dfe.published_phase_transfers.final_next_year IS 'Final plans issued for transfers due in the year after';

COMMENT ON COLUMN dfe.published_phase_transfers.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.published_phase_transfers.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.published_requests (
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	requests_received_in_year BIGINT, 
	requests_rya BIGINT, 
	requests_decided_to_assess BIGINT, 
	requests_decided_not_to_assess BIGINT, 
	requests_decision_not_made BIGINT, 
	requests_withdrawn BIGINT, 
	request_assess_pc NUMERIC, 
	request_not_assess_pc NUMERIC, 
	request_outstanding_pc NUMERIC, 
	request_withdrawn_pc NUMERIC, 
	request_outcome_six_weeks BIGINT, 
	request_outcome_over_6_weeks BIGINT, 
	request_outcome_six_weeks_pc NUMERIC, 
	request_outcome_over_6_weeks_pc NUMERIC, 
	mediation_related_request BIGINT, 
	tribunal_related_request BIGINT, 
	tribunal_after_mediation_request BIGINT, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT published_requests_pkey PRIMARY KEY (release_year, area_code, time_period, geographic_level, breakdown_topic, breakdown)
);

COMMENT ON TABLE dfe.published_requests IS 'Requests for an EHC needs assessment (DfE). Grain: one row for each edition, period, area and breakdown.';

COMMENT ON COLUMN dfe.published_requests.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.published_requests.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.published_requests.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.published_requests.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.published_requests.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.published_requests.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.published_requests.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.published_requests.country_name IS 'Country';

COMMENT ON COLUMN dfe.published_requests.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.published_requests.region_name IS 'Region';

COMMENT ON COLUMN dfe.published_requests.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.published_requests.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.published_requests.la_name IS 'Authority';

COMMENT ON COLUMN dfe.published_requests.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.published_requests.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.published_requests.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.published_requests.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.published_requests.requests_received_in_year IS 'Requests received';

COMMENT ON COLUMN dfe.published_requests.requests_rya IS 'From relevant youth accommodation';

COMMENT ON COLUMN dfe.published_requests.requests_decided_to_assess IS 'Decided to assess';

COMMENT ON COLUMN dfe.published_requests.requests_decided_not_to_assess IS 'Decided not to assess';

COMMENT ON COLUMN dfe.published_requests.requests_decision_not_made IS 'Decision not yet made';

COMMENT ON COLUMN dfe.published_requests.requests_withdrawn IS 'Withdrawn';

COMMENT ON COLUMN dfe.published_requests.request_assess_pc IS 'Percentage decided to assess';

COMMENT ON COLUMN dfe.published_requests.request_not_assess_pc IS 'Percentage decided not to assess';

COMMENT ON COLUMN dfe.published_requests.request_outstanding_pc IS 'Percentage not yet decided';

COMMENT ON COLUMN dfe.published_requests.request_withdrawn_pc IS 'Percentage withdrawn';

COMMENT ON COLUMN dfe.published_requests.request_outcome_six_weeks IS 'Decided within 6 weeks';

COMMENT ON COLUMN dfe.published_requests.request_outcome_over_6_weeks IS 'Decided after 6 weeks';

COMMENT ON COLUMN dfe.published_requests.request_outcome_six_weeks_pc IS 'Percentage decided within 6 weeks';

COMMENT ON COLUMN dfe.published_requests.request_outcome_over_6_weeks_pc IS 'Percentage decided after 6 weeks';

COMMENT ON COLUMN dfe.published_requests.mediation_related_request IS 'Mediation about the request';

COMMENT ON COLUMN dfe.published_requests.tribunal_related_request IS 'Appeal about the request';

COMMENT ON COLUMN dfe.published_requests.tribunal_after_mediation_request IS 'Appeal after mediation about the request';

COMMENT ON COLUMN dfe.published_requests.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.published_requests.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.published_residential_settings (
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	res_3851 BIGINT, 
	res_52 BIGINT, 
	res_tot BIGINT, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT published_residential_settings_pkey PRIMARY KEY (release_year, area_code, time_period, geographic_level, breakdown_topic, breakdown)
);

COMMENT ON TABLE dfe.published_residential_settings IS 'Residential placements (DfE). Grain: one row for each edition, period, area and breakdown.';

COMMENT ON COLUMN dfe.published_residential_settings.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.published_residential_settings.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.published_residential_settings.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.published_residential_settings.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.published_residential_settings.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.published_residential_settings.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.published_residential_settings.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.published_residential_settings.country_name IS 'Country';

COMMENT ON COLUMN dfe.published_residential_settings.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.published_residential_settings.region_name IS 'Region';

COMMENT ON COLUMN dfe.published_residential_settings.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.published_residential_settings.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.published_residential_settings.la_name IS 'Authority';

COMMENT ON COLUMN dfe.published_residential_settings.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.published_residential_settings.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.published_residential_settings.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.published_residential_settings.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.published_residential_settings.res_3851 IS '38 to 51 weeks a year';

COMMENT ON COLUMN dfe.published_residential_settings.res_52 IS '52 weeks a year';

COMMENT ON COLUMN dfe.published_residential_settings.res_tot IS 'All residential';

COMMENT ON COLUMN dfe.published_residential_settings.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.published_residential_settings.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.published_sen_need_newplans (
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	ehc_plans BIGINT, 
	number_asd BIGINT, 
	number_ds BIGINT, 
	number_hi BIGINT, 
	number_mld BIGINT, 
	number_msi BIGINT, 
	number_oth BIGINT, 
	number_pd BIGINT, 
	number_pmld BIGINT, 
	number_semh BIGINT, 
	number_slcn BIGINT, 
	number_sld BIGINT, 
	number_spld BIGINT, 
	number_vi BIGINT, 
	number_need_unknown BIGINT, 
	asd_pc NUMERIC, 
	ds_pc NUMERIC, 
	hi_pc NUMERIC, 
	mld_pc NUMERIC, 
	msi_pc NUMERIC, 
	oth_pc NUMERIC, 
	pd_pc NUMERIC, 
	pmld_pc NUMERIC, 
	semh_pc NUMERIC, 
	slcn_pc NUMERIC, 
	sld_pc NUMERIC, 
	spld_pc NUMERIC, 
	vi_pc NUMERIC, 
	unknown_pc NUMERIC, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT published_sen_need_newplans_pkey PRIMARY KEY (release_year, area_code, time_period, geographic_level, breakdown_topic, breakdown)
);

COMMENT ON TABLE dfe.published_sen_need_newplans IS 'Primary need of new plans (DfE). Grain: one row for each edition, period, area and breakdown.';

COMMENT ON COLUMN dfe.published_sen_need_newplans.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.published_sen_need_newplans.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.published_sen_need_newplans.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.published_sen_need_newplans.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.published_sen_need_newplans.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.published_sen_need_newplans.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.published_sen_need_newplans.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.published_sen_need_newplans.country_name IS 'Country';

COMMENT ON COLUMN dfe.published_sen_need_newplans.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.published_sen_need_newplans.region_name IS 'Region';

COMMENT ON COLUMN dfe.published_sen_need_newplans.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.published_sen_need_newplans.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.published_sen_need_newplans.la_name IS 'Authority';

COMMENT ON COLUMN dfe.published_sen_need_newplans.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.published_sen_need_newplans.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.published_sen_need_newplans.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.published_sen_need_newplans.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.published_sen_need_newplans.ehc_plans IS 'All plans';

COMMENT ON COLUMN dfe.published_sen_need_newplans.number_asd IS 'Plans: autistic spectrum disorder';

COMMENT ON COLUMN dfe.published_sen_need_newplans.number_ds IS 'Plans: Down syndrome (from the 2026 edition)';

COMMENT ON COLUMN dfe.published_sen_need_newplans.number_hi IS 'Plans: hearing impairment';

COMMENT ON COLUMN dfe.published_sen_need_newplans.number_mld IS 'Plans: moderate learning difficulty';

COMMENT ON COLUMN dfe.published_sen_need_newplans.number_msi IS 'Plans: multi-sensory impairment';

COMMENT ON COLUMN dfe.published_sen_need_newplans.number_oth IS 'Plans: other difficulty';

COMMENT ON COLUMN dfe.published_sen_need_newplans.number_pd IS 'Plans: physical disability';

COMMENT ON COLUMN dfe.published_sen_need_newplans.number_pmld IS 'Plans: profound and multiple learning difficulty';

COMMENT ON COLUMN dfe.published_sen_need_newplans.number_semh IS 'Plans: social, emotional and mental health';

COMMENT ON COLUMN dfe.published_sen_need_newplans.number_slcn IS 'Plans: speech, language and communication needs';

COMMENT ON COLUMN dfe.published_sen_need_newplans.number_sld IS 'Plans: severe learning difficulty';

COMMENT ON COLUMN dfe.published_sen_need_newplans.number_spld IS 'Plans: specific learning difficulty';

COMMENT ON COLUMN dfe.published_sen_need_newplans.number_vi IS 'Plans: vision impairment';

COMMENT ON COLUMN dfe.published_sen_need_newplans.number_need_unknown IS 'Plans: need not known';

COMMENT ON COLUMN dfe.published_sen_need_newplans.asd_pc IS 'Percentage: autistic spectrum disorder';

COMMENT ON COLUMN dfe.published_sen_need_newplans.ds_pc IS 'Percentage: Down syndrome (from the 2026 edition)';

COMMENT ON COLUMN dfe.published_sen_need_newplans.hi_pc IS 'Percentage: hearing impairment';

COMMENT ON COLUMN dfe.published_sen_need_newplans.mld_pc IS 'Percentage: moderate learning difficulty';

COMMENT ON COLUMN dfe.published_sen_need_newplans.msi_pc IS 'Percentage: multi-sensory impairment';

COMMENT ON COLUMN dfe.published_sen_need_newplans.oth_pc IS 'Percentage: other difficulty';

COMMENT ON COLUMN dfe.published_sen_need_newplans.pd_pc IS 'Percentage: physical disability';

COMMENT ON COLUMN dfe.published_sen_need_newplans.pmld_pc IS 'Percentage: profound and multiple learning difficulty';

COMMENT ON COLUMN dfe.published_sen_need_newplans.semh_pc IS 'Percentage: social, emotional and mental health';

COMMENT ON COLUMN dfe.published_sen_need_newplans.slcn_pc IS 'Percentage: speech, language and communication needs';

COMMENT ON COLUMN dfe.published_sen_need_newplans.sld_pc IS 'Percentage: severe learning difficulty';

COMMENT ON COLUMN dfe.published_sen_need_newplans.spld_pc IS 'Percentage: specific learning difficulty';

COMMENT ON COLUMN dfe.published_sen_need_newplans.vi_pc IS 'Percentage: vision impairment';

COMMENT ON COLUMN dfe.published_sen_need_newplans.unknown_pc IS 'Percentage: need not known';

COMMENT ON COLUMN dfe.published_sen_need_newplans.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.published_sen_need_newplans.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.published_sen_needs_all_plans (
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	ehc_plans BIGINT, 
	number_asd BIGINT, 
	number_ds BIGINT, 
	number_hi BIGINT, 
	number_mld BIGINT, 
	number_msi BIGINT, 
	number_oth BIGINT, 
	number_pd BIGINT, 
	number_pmld BIGINT, 
	number_semh BIGINT, 
	number_slcn BIGINT, 
	number_sld BIGINT, 
	number_spld BIGINT, 
	number_vi BIGINT, 
	number_need_unknown BIGINT, 
	asd_pc NUMERIC, 
	ds_pc NUMERIC, 
	hi_pc NUMERIC, 
	mld_pc NUMERIC, 
	msi_pc NUMERIC, 
	oth_pc NUMERIC, 
	pd_pc NUMERIC, 
	pmld_pc NUMERIC, 
	semh_pc NUMERIC, 
	slcn_pc NUMERIC, 
	sld_pc NUMERIC, 
	spld_pc NUMERIC, 
	vi_pc NUMERIC, 
	unknown_pc NUMERIC, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT published_sen_needs_all_plans_pkey PRIMARY KEY (release_year, area_code, time_period, geographic_level, breakdown_topic, breakdown)
);

COMMENT ON TABLE dfe.published_sen_needs_all_plans IS 'Primary need of all plans (DfE). Grain: one row for each edition, period, area and breakdown.';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.country_name IS 'Country';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.region_name IS 'Region';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.la_name IS 'Authority';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.ehc_plans IS 'All plans';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.number_asd IS 'Plans: autistic spectrum disorder';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.number_ds IS 'Plans: Down syndrome (from the 2026 edition)';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.number_hi IS 'Plans: hearing impairment';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.number_mld IS 'Plans: moderate learning difficulty';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.number_msi IS 'Plans: multi-sensory impairment';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.number_oth IS 'Plans: other difficulty';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.number_pd IS 'Plans: physical disability';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.number_pmld IS 'Plans: profound and multiple learning difficulty';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.number_semh IS 'Plans: social, emotional and mental health';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.number_slcn IS 'Plans: speech, language and communication needs';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.number_sld IS 'Plans: severe learning difficulty';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.number_spld IS 'Plans: specific learning difficulty';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.number_vi IS 'Plans: vision impairment';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.number_need_unknown IS 'Plans: need not known';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.asd_pc IS 'Percentage: autistic spectrum disorder';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.ds_pc IS 'Percentage: Down syndrome (from the 2026 edition)';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.hi_pc IS 'Percentage: hearing impairment';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.mld_pc IS 'Percentage: moderate learning difficulty';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.msi_pc IS 'Percentage: multi-sensory impairment';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.oth_pc IS 'Percentage: other difficulty';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.pd_pc IS 'Percentage: physical disability';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.pmld_pc IS 'Percentage: profound and multiple learning difficulty';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.semh_pc IS 'Percentage: social, emotional and mental health';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.slcn_pc IS 'Percentage: speech, language and communication needs';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.sld_pc IS 'Percentage: severe learning difficulty';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.spld_pc IS 'Percentage: specific learning difficulty';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.vi_pc IS 'Percentage: vision impairment';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.unknown_pc IS 'Percentage: need not known';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.published_sen_needs_all_plans.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.published_timeliness_20_week (
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	plans_issued_den BIGINT, 
	plans_issued_den_ex BIGINT, 
	plans_issued_within_20_weeks BIGINT, 
	plans_issued_20_weeks_ex BIGINT, 
	pc_plans_issued_within_20_weeks NUMERIC, 
	pc_plans_issued_20_weeks_ex NUMERIC, 
	plans_issued_gt20weeks_ltyear BIGINT, 
	plans_issued_gt20weeks_ltyear_ex BIGINT, 
	pc_plans_issued_gt20weeks_ltyear NUMERIC, 
	pc_plans_issued_gt20weeks_ltyear_ex NUMERIC, 
	plans_issued_gt_1_year BIGINT, 
	plans_issued_gt_1_year_ex BIGINT, 
	pc_plans_issued_gt_1_year NUMERIC, 
	pc_plans_issued_gt_1_year_ex NUMERIC, 
	avg_weeks_issue_plan NUMERIC, 
	avg_weeks_issue_plan_exc NUMERIC, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT published_timeliness_20_week_pkey PRIMARY KEY (release_year, area_code, time_period, geographic_level, breakdown_topic, breakdown)
);

COMMENT ON TABLE dfe.published_timeliness_20_week IS 'Plans issued within 20 weeks (DfE). Grain: one row for each edition, period, area and breakdown.';

COMMENT ON COLUMN dfe.published_timeliness_20_week.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.published_timeliness_20_week.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.published_timeliness_20_week.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.published_timeliness_20_week.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.published_timeliness_20_week.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.published_timeliness_20_week.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.published_timeliness_20_week.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.published_timeliness_20_week.country_name IS 'Country';

COMMENT ON COLUMN dfe.published_timeliness_20_week.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.published_timeliness_20_week.region_name IS 'Region';

COMMENT ON COLUMN dfe.published_timeliness_20_week.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.published_timeliness_20_week.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.published_timeliness_20_week.la_name IS 'Authority';

COMMENT ON COLUMN dfe.published_timeliness_20_week.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.published_timeliness_20_week.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.published_timeliness_20_week.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.published_timeliness_20_week.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.published_timeliness_20_week.plans_issued_den IS 'Plans issued in scope';

COMMENT ON COLUMN dfe.published_timeliness_20_week.plans_issued_den_ex IS 'Plans issued in scope without an exception';

COMMENT ON COLUMN dfe.published_timeliness_20_week.plans_issued_within_20_weeks IS 'Issued within 20 weeks';

COMMENT ON COLUMN dfe.published_timeliness_20_week.plans_issued_20_weeks_ex IS 'Issued within 20 weeks, exceptions left out';

COMMENT ON COLUMN dfe.published_timeliness_20_week.pc_plans_issued_within_20_weeks IS 'Percentage within 20 weeks';

COMMENT ON COLUMN dfe.published_timeliness_20_week.pc_plans_issued_20_weeks_ex IS 'Percentage within 20 weeks, exceptions left out (the headline)';

COMMENT ON COLUMN dfe.published_timeliness_20_week.plans_issued_gt20weeks_ltyear IS 'Issued after 20 weeks and within 52';

COMMENT ON COLUMN dfe.published_timeliness_20_week.plans_issued_gt20weeks_ltyear_ex IS 'Issued after 20 weeks and within 52, exceptions left out';

COMMENT ON COLUMN dfe.published_timeliness_20_week.pc_plans_issued_gt20weeks_ltyear IS 'Percentage after 20 weeks and within 52';

COMMENT ON COLUMN dfe.published_timeliness_20_week.pc_plans_issued_gt20weeks_ltyear_ex IS 'Percentage after 20 weeks and within 52, exceptions left out';

COMMENT ON COLUMN dfe.published_timeliness_20_week.plans_issued_gt_1_year IS 'Issued after 52 weeks';

COMMENT ON COLUMN dfe.published_timeliness_20_week.plans_issued_gt_1_year_ex IS 'Issued after 52 weeks, exceptions left out';

COMMENT ON COLUMN dfe.published_timeliness_20_week.pc_plans_issued_gt_1_year IS 'Percentage after 52 weeks';

COMMENT ON COLUMN dfe.published_timeliness_20_week.pc_plans_issued_gt_1_year_ex IS 'Percentage after 52 weeks, exceptions left out';

COMMENT ON COLUMN dfe.published_timeliness_20_week.avg_weeks_issue_plan IS 'Mean weeks from request to plan (from the 2026 edition)';

COMMENT ON COLUMN dfe.published_timeliness_20_week.avg_weeks_issue_plan_exc IS 'Mean weeks from request to plan, exceptions left out (from the 2026 edition)';

COMMENT ON COLUMN dfe.published_timeliness_20_week.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.published_timeliness_20_week.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.published_work_based_placements (
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	open_supp_intern BIGINT, 
	open_apprentice BIGINT, 
	open_trainee BIGINT, 
	open_wbp BIGINT, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT published_work_based_placements_pkey PRIMARY KEY (release_year, area_code, time_period, geographic_level, breakdown_topic, breakdown)
);

COMMENT ON TABLE dfe.published_work_based_placements IS 'Work-based placements (DfE). Grain: one row for each edition, period, area and breakdown.';

COMMENT ON COLUMN dfe.published_work_based_placements.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.published_work_based_placements.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.published_work_based_placements.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.published_work_based_placements.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.published_work_based_placements.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.published_work_based_placements.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.published_work_based_placements.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.published_work_based_placements.country_name IS 'Country';

COMMENT ON COLUMN dfe.published_work_based_placements.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.published_work_based_placements.region_name IS 'Region';

COMMENT ON COLUMN dfe.published_work_based_placements.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.published_work_based_placements.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.published_work_based_placements.la_name IS 'Authority';

COMMENT ON COLUMN dfe.published_work_based_placements.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.published_work_based_placements.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.published_work_based_placements.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.published_work_based_placements.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.published_work_based_placements.open_supp_intern IS 'Supported internships';

COMMENT ON COLUMN dfe.published_work_based_placements.open_apprentice IS 'Apprenticeships';

COMMENT ON COLUMN dfe.published_work_based_placements.open_trainee IS 'Traineeships';

COMMENT ON COLUMN dfe.published_work_based_placements.open_wbp IS 'All work-based placements';

COMMENT ON COLUMN dfe.published_work_based_placements.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.published_work_based_placements.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.published_revision (
	file TEXT NOT NULL, 
	figure TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	area_code TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	edition_before BIGINT NOT NULL, 
	edition BIGINT NOT NULL, 
	printed_before NUMERIC NOT NULL, 
	printed NUMERIC NOT NULL, 
	CONSTRAINT published_revision_pkey PRIMARY KEY (file, figure, time_period, geographic_level, area_code, topic, member, edition_before, edition, printed_before)
);

COMMENT ON TABLE dfe.published_revision IS 'Figures that DfE printed differently in a later edition (DfE). Grain: one row for each figure of an edition and the one before it that differ.';

COMMENT ON COLUMN dfe.published_revision.file IS 'File of the release; its rows are in dfe.published_<file>';

COMMENT ON COLUMN dfe.published_revision.figure IS 'Column of that table';

COMMENT ON COLUMN dfe.published_revision.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.published_revision.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.published_revision.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.published_revision.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.published_revision.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.published_revision.edition_before IS 'Edition that printed the figure before';

COMMENT ON COLUMN dfe.published_revision.edition IS 'Edition that printed it differently; the same year when DfE corrected a release';

COMMENT ON COLUMN dfe.published_revision.printed_before IS 'What it printed';

COMMENT ON COLUMN dfe.published_revision.printed IS 'What it printed later';

CREATE TABLE dfe.annual_reviews (
	authority TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	total_ehc_plans BIGINT, 
	review_expected BIGINT, 
	review_not_expected BIGINT, 
	review_meeting_25 BIGINT, 
	review_meeting_24 BIGINT, 
	review_meeting_prior_24 BIGINT, 
	total_review_meeting BIGINT, 
	no_review_meeting BIGINT, 
	review_decision25 BIGINT, 
	review_decision24 BIGINT, 
	review_decision_prior24 BIGINT, 
	review_decision_not_due BIGINT, 
	review_decision_outstanding BIGINT, 
	outcome_amend BIGINT, 
	outcome_cease BIGINT, 
	outcome_maintan BIGINT, 
	no_outcome BIGINT, 
	number_decsion_4weeks BIGINT, 
	number_decision_gt_4weeks BIGINT, 
	pc_decsion_4weeks NUMERIC, 
	pc_decision_gt_4weeks NUMERIC, 
	review_completed BIGINT, 
	review_completed_prior BIGINT, 
	review_not_completed BIGINT, 
	outcome_amended BIGINT, 
	outcome_ceased BIGINT, 
	outcome_maintained BIGINT, 
	no_outcome_recorded BIGINT, 
	decision_4_weeks BIGINT, 
	decision_over_4_weeks BIGINT, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT annual_reviews_pkey PRIMARY KEY (authority, release_year, topic, member)
);

COMMENT ON TABLE dfe.annual_reviews IS 'Annual reviews: our own figures in DfE''s layout. Grain: one row for each authority and edition and breakdown.';

COMMENT ON COLUMN dfe.annual_reviews.authority IS 'Short name of the authority';

COMMENT ON COLUMN dfe.annual_reviews.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dfe.annual_reviews.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.annual_reviews.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.annual_reviews.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.annual_reviews.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.annual_reviews.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.annual_reviews.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.annual_reviews.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.annual_reviews.country_name IS 'Country';

COMMENT ON COLUMN dfe.annual_reviews.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.annual_reviews.region_name IS 'Region';

COMMENT ON COLUMN dfe.annual_reviews.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.annual_reviews.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.annual_reviews.la_name IS 'Authority';

COMMENT ON COLUMN dfe.annual_reviews.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.annual_reviews.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.annual_reviews.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.annual_reviews.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.annual_reviews.total_ehc_plans IS 'All plans';

COMMENT ON COLUMN dfe.annual_reviews.review_expected IS 'Reviews expected';

COMMENT ON COLUMN dfe.annual_reviews.review_not_expected IS 'Reviews not expected';

COMMENT ON COLUMN dfe.annual_reviews.review_meeting_25 IS 'Latest meeting in 2025';

COMMENT ON COLUMN dfe.annual_reviews.review_meeting_24 IS 'Latest meeting in 2024';

COMMENT ON COLUMN dfe.annual_reviews.review_meeting_prior_24 IS 'Latest meeting before 2024';

COMMENT ON COLUMN dfe.annual_reviews.total_review_meeting IS 'All with a meeting';

COMMENT ON COLUMN dfe.annual_reviews.no_review_meeting IS 'No meeting recorded';

COMMENT ON COLUMN dfe.annual_reviews.review_decision25 IS 'Decision in 2025';

COMMENT ON COLUMN dfe.annual_reviews.review_decision24 IS 'Decision in 2024';

COMMENT ON COLUMN dfe.annual_reviews.review_decision_prior24 IS 'Decision before 2024';

COMMENT ON COLUMN dfe.annual_reviews.review_decision_not_due IS 'Decision not yet due';

COMMENT ON COLUMN dfe.annual_reviews.review_decision_outstanding IS 'Decision outstanding';

COMMENT ON COLUMN dfe.annual_reviews.outcome_amend IS 'Decision to amend';

COMMENT ON COLUMN dfe.annual_reviews.outcome_cease IS 'Decision to cease';

COMMENT ON COLUMN dfe.annual_reviews.outcome_maintan IS 'Decision to maintain';

COMMENT ON COLUMN dfe.annual_reviews.no_outcome IS 'No decision recorded';

COMMENT ON COLUMN dfe.annual_reviews.number_decsion_4weeks IS 'Decided within 4 weeks of the meeting';

COMMENT ON COLUMN dfe.annual_reviews.number_decision_gt_4weeks IS 'Decided after 4 weeks';

COMMENT ON COLUMN dfe.annual_reviews.pc_decsion_4weeks IS 'Percentage decided within 4 weeks';

COMMENT ON COLUMN dfe.annual_reviews.pc_decision_gt_4weeks IS 'Percentage decided after 4 weeks';

COMMENT ON COLUMN dfe.annual_reviews.review_completed IS 'Reviews due in the year and completed in it (from the 2026 edition)';

COMMENT ON COLUMN dfe.annual_reviews.review_completed_prior IS 'Reviews due in the year and completed before it (from the 2026 edition)';

COMMENT ON COLUMN dfe.annual_reviews.review_not_completed IS 'Reviews due in the year and not completed (from the 2026 edition)';

COMMENT ON COLUMN dfe.annual_reviews.outcome_amended IS 'Completed in the year: decided to amend the plan (from the 2026 edition)';

COMMENT ON COLUMN dfe.annual_reviews.outcome_ceased IS 'Completed in the year: decided to cease the plan (from the 2026 edition)';

COMMENT ON COLUMN dfe.annual_reviews.outcome_maintained IS 'Completed in the year: decided to keep the plan as it is (from the 2026 edition)';

COMMENT ON COLUMN dfe.annual_reviews.no_outcome_recorded IS 'Completed in the year: no decision recorded (from the 2026 edition)';

COMMENT ON COLUMN dfe.annual_reviews.decision_4_weeks IS 'Completed in the year: decided within 4 weeks (from the 2026 edition)';

COMMENT ON COLUMN dfe.annual_reviews.decision_over_4_weeks IS 'Completed in the year: decided after 4 weeks (from the 2026 edition)';

COMMENT ON COLUMN dfe.annual_reviews.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.annual_reviews.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.assessments (
	authority TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	assess_in_year BIGINT, 
	assess_issued BIGINT, 
	assess_issued_pc NUMERIC, 
	assess_not_issued BIGINT, 
	assess_not_issued_pc NUMERIC, 
	assess_not_made BIGINT, 
	assess_not_made_pc NUMERIC, 
	assess_withdrawn BIGINT, 
	assess_withdrawn_pc NUMERIC, 
	outcome_decision_within_time BIGINT, 
	outcome_decision_over_time BIGINT, 
	outcome_decision_within_time_pc NUMERIC, 
	outcome_decision_over_time_pc NUMERIC, 
	number_assess_mediation BIGINT, 
	number_assess_tribunal BIGINT, 
	number_asssess_mediation_tribunal BIGINT, 
	number_other_mediation BIGINT, 
	number_other_tribunal BIGINT, 
	number_other_mediation_tribunal BIGINT, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT assessments_pkey PRIMARY KEY (authority, release_year, topic, member)
);

COMMENT ON TABLE dfe.assessments IS 'EHC needs assessments: our own figures in DfE''s layout. Grain: one row for each authority and edition and breakdown.';

COMMENT ON COLUMN dfe.assessments.authority IS 'Short name of the authority';

COMMENT ON COLUMN dfe.assessments.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dfe.assessments.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.assessments.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.assessments.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.assessments.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.assessments.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.assessments.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.assessments.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.assessments.country_name IS 'Country';

COMMENT ON COLUMN dfe.assessments.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.assessments.region_name IS 'Region';

COMMENT ON COLUMN dfe.assessments.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.assessments.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.assessments.la_name IS 'Authority';

COMMENT ON COLUMN dfe.assessments.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.assessments.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.assessments.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.assessments.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.assessments.assess_in_year IS 'Assessments ended or open in the year';

COMMENT ON COLUMN dfe.assessments.assess_issued IS 'Ended with a plan';

COMMENT ON COLUMN dfe.assessments.assess_issued_pc IS 'Percentage: ended with a plan';

COMMENT ON COLUMN dfe.assessments.assess_not_issued IS 'Ended without a plan';

COMMENT ON COLUMN dfe.assessments.assess_not_issued_pc IS 'Percentage: ended without a plan';

COMMENT ON COLUMN dfe.assessments.assess_not_made IS 'Decision not yet made';

COMMENT ON COLUMN dfe.assessments.assess_not_made_pc IS 'Percentage: decision not yet made';

COMMENT ON COLUMN dfe.assessments.assess_withdrawn IS 'Withdrawn';

COMMENT ON COLUMN dfe.assessments.assess_withdrawn_pc IS 'Percentage: withdrawn';

COMMENT ON COLUMN dfe.assessments.outcome_decision_within_time IS 'No-plan decisions within 16 weeks';

COMMENT ON COLUMN dfe.assessments.outcome_decision_over_time IS 'No-plan decisions after 16 weeks';

COMMENT ON COLUMN dfe.assessments.outcome_decision_within_time_pc IS 'Percentage: no-plan decisions within 16 weeks';

COMMENT ON COLUMN dfe.assessments.outcome_decision_over_time_pc IS 'Percentage: no-plan decisions after 16 weeks';

COMMENT ON COLUMN dfe.assessments.number_assess_mediation IS 'Mediation about the decision to issue';

COMMENT ON COLUMN dfe.assessments.number_assess_tribunal IS 'Appeal about the decision to issue';

COMMENT ON COLUMN dfe.assessments.number_asssess_mediation_tribunal IS 'Both about the decision to issue';

COMMENT ON COLUMN dfe.assessments.number_other_mediation IS 'Mediation on other matters';

COMMENT ON COLUMN dfe.assessments.number_other_tribunal IS 'Appeal on other matters';

COMMENT ON COLUMN dfe.assessments.number_other_mediation_tribunal IS 'Both on other matters';

COMMENT ON COLUMN dfe.assessments.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.assessments.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.caseload (
	authority TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	ehcplans BIGINT, 
	mainstream_la_maintained BIGINT, 
	mainstream_la_maintained_resourced_provision BIGINT, 
	mainstream_la_maintained_senunit BIGINT, 
	mainstream_academy BIGINT, 
	mainstream_academy_resourced_provision BIGINT, 
	mainstream_academy_senunit BIGINT, 
	mainstream_free_school BIGINT, 
	mainstream_free_school_resourced_provision BIGINT, 
	mainstream_free_school_senunit BIGINT, 
	mainstream_independent BIGINT, 
	mainstream_total BIGINT, 
	mainstream_total_pc NUMERIC, 
	special_la_maintained BIGINT, 
	special_academy_free BIGINT, 
	special_academy BIGINT, 
	special_free_school BIGINT, 
	special_independent BIGINT, 
	special_non_maintained BIGINT, 
	special_total BIGINT, 
	special_total_pc NUMERIC, 
	ap_pru_academy BIGINT, 
	ap_pru_free_school BIGINT, 
	ap_pru_la_maintained BIGINT, 
	ap_pru_total BIGINT, 
	ap_pru_total_pc NUMERIC, 
	general_fe_tertiary_colleges BIGINT, 
	specialist_post_16_institutions BIGINT, 
	ukrlp_provider BIGINT, 
	fe_total BIGINT, 
	fe_total_pc NUMERIC, 
	elective_home_education BIGINT, 
	other_arrangements_la BIGINT, 
	other_arrangements_parents BIGINT, 
	online_provider BIGINT, 
	w_settings BIGINT, 
	other_schools BIGINT, 
	other_placement_settings BIGINT, 
	neet BIGINT, 
	neet_ntci BIGINT, 
	neet_other BIGINT, 
	neet_other_csa BIGINT, 
	ed_elsewhere BIGINT, 
	ed_elsewhere_pc NUMERIC, 
	nm_early_years BIGINT, 
	nm_early_years_pc NUMERIC, 
	placement_unknown BIGINT, 
	placement_unknown_pc NUMERIC, 
	await_prov_2022 BIGINT, 
	perm_ex_2022 BIGINT, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT caseload_pkey PRIMARY KEY (authority, release_year, topic, member)
);

COMMENT ON TABLE dfe.caseload IS 'Plans maintained in January, by placement: our own figures in DfE''s layout. Grain: one row for each authority and edition and breakdown.';

COMMENT ON COLUMN dfe.caseload.authority IS 'Short name of the authority';

COMMENT ON COLUMN dfe.caseload.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dfe.caseload.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.caseload.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.caseload.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.caseload.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.caseload.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.caseload.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.caseload.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.caseload.country_name IS 'Country';

COMMENT ON COLUMN dfe.caseload.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.caseload.region_name IS 'Region';

COMMENT ON COLUMN dfe.caseload.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.caseload.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.caseload.la_name IS 'Authority';

COMMENT ON COLUMN dfe.caseload.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.caseload.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.caseload.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.caseload.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.caseload.ehcplans IS 'All EHC plans';

COMMENT ON COLUMN dfe.caseload.mainstream_la_maintained IS 'Mainstream, maintained';

COMMENT ON COLUMN dfe.caseload.mainstream_la_maintained_resourced_provision IS 'Mainstream, maintained, resourced provision';

COMMENT ON COLUMN dfe.caseload.mainstream_la_maintained_senunit IS 'Mainstream, maintained, SEN unit';

COMMENT ON COLUMN dfe.caseload.mainstream_academy IS 'Mainstream academy';

COMMENT ON COLUMN dfe.caseload.mainstream_academy_resourced_provision IS 'Mainstream academy, resourced provision';

COMMENT ON COLUMN dfe.caseload.mainstream_academy_senunit IS 'Mainstream academy, SEN unit';

COMMENT ON COLUMN dfe.caseload.mainstream_free_school IS 'Mainstream free school';

COMMENT ON COLUMN dfe.caseload.mainstream_free_school_resourced_provision IS 'Mainstream free school, resourced provision';

COMMENT ON COLUMN dfe.caseload.mainstream_free_school_senunit IS 'Mainstream free school, SEN unit';

COMMENT ON COLUMN dfe.caseload.mainstream_independent IS 'Mainstream independent';

COMMENT ON COLUMN dfe.caseload.mainstream_total IS 'All mainstream';

COMMENT ON COLUMN dfe.caseload.mainstream_total_pc IS 'Percentage: All mainstream';

COMMENT ON COLUMN dfe.caseload.special_la_maintained IS 'Special, maintained';

COMMENT ON COLUMN dfe.caseload.special_academy_free IS 'Special academy or free school';

COMMENT ON COLUMN dfe.caseload.special_academy IS 'Special academy (from the 2026 edition)';

COMMENT ON COLUMN dfe.caseload.special_free_school IS 'Special free school (from the 2026 edition)';

COMMENT ON COLUMN dfe.caseload.special_independent IS 'Special independent';

COMMENT ON COLUMN dfe.caseload.special_non_maintained IS 'Non-maintained special';

COMMENT ON COLUMN dfe.caseload.special_total IS 'All special';

COMMENT ON COLUMN dfe.caseload.special_total_pc IS 'Percentage: All special';

COMMENT ON COLUMN dfe.caseload.ap_pru_academy IS 'Alternative provision academy';

COMMENT ON COLUMN dfe.caseload.ap_pru_free_school IS 'Alternative provision free school';

COMMENT ON COLUMN dfe.caseload.ap_pru_la_maintained IS 'Pupil referral unit, maintained';

COMMENT ON COLUMN dfe.caseload.ap_pru_total IS 'All alternative provision';

COMMENT ON COLUMN dfe.caseload.ap_pru_total_pc IS 'Percentage: All alternative provision';

COMMENT ON COLUMN dfe.caseload.general_fe_tertiary_colleges IS 'General further education and tertiary colleges';

COMMENT ON COLUMN dfe.caseload.specialist_post_16_institutions IS 'Specialist post-16 institutions';

COMMENT ON COLUMN dfe.caseload.ukrlp_provider IS 'Other registered learning provider';

COMMENT ON COLUMN dfe.caseload.fe_total IS 'All further education';

COMMENT ON COLUMN dfe.caseload.fe_total_pc IS 'Percentage: All further education';

COMMENT ON COLUMN dfe.caseload.elective_home_education IS 'Elective home education';

COMMENT ON COLUMN dfe.caseload.other_arrangements_la IS 'Other arrangements by the authority (s.61)';

COMMENT ON COLUMN dfe.caseload.other_arrangements_parents IS 'Other arrangements by parents';

COMMENT ON COLUMN dfe.caseload.online_provider IS 'Online provider';

COMMENT ON COLUMN dfe.caseload.w_settings IS 'Settings in Wales';

COMMENT ON COLUMN dfe.caseload.other_schools IS 'Other schools';

COMMENT ON COLUMN dfe.caseload.other_placement_settings IS 'Other placements';

COMMENT ON COLUMN dfe.caseload.neet IS 'Not in education, employment or training';

COMMENT ON COLUMN dfe.caseload.neet_ntci IS 'Not in education: notice to cease issued';

COMMENT ON COLUMN dfe.caseload.neet_other IS 'Not in education: other';

COMMENT ON COLUMN dfe.caseload.neet_other_csa IS 'Not in education: other, compulsory school age';

COMMENT ON COLUMN dfe.caseload.ed_elsewhere IS 'All educated elsewhere';

COMMENT ON COLUMN dfe.caseload.ed_elsewhere_pc IS 'Percentage: All educated elsewhere';

COMMENT ON COLUMN dfe.caseload.nm_early_years IS 'Non-maintained early years';

COMMENT ON COLUMN dfe.caseload.nm_early_years_pc IS 'Percentage: Non-maintained early years';

COMMENT ON COLUMN dfe.caseload.placement_unknown IS 'Placement not known';

COMMENT ON COLUMN dfe.caseload.placement_unknown_pc IS 'Percentage: Placement not known';

COMMENT ON COLUMN dfe.caseload.await_prov_2022 IS 'Awaiting provision (to 2022)';

COMMENT ON COLUMN dfe.caseload.perm_ex_2022 IS 'Permanently excluded (to 2022)';

COMMENT ON COLUMN dfe.caseload.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.caseload.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.ceased_plans (
	authority TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	max_age BIGINT, 
	needs_met BIGINT, 
	he BIGINT, 
	employ BIGINT, 
	transfer BIGINT, 
	no_engage BIGINT, 
	moved_outside_eng BIGINT, 
	deceased BIGINT, 
	not_rec BIGINT, 
	other BIGINT, 
	total_ceased BIGINT, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT ceased_plans_pkey PRIMARY KEY (authority, release_year, topic, member)
);

COMMENT ON TABLE dfe.ceased_plans IS 'Plans that ended, by reason: our own figures in DfE''s layout. Grain: one row for each authority and edition and breakdown.';

COMMENT ON COLUMN dfe.ceased_plans.authority IS 'Short name of the authority';

COMMENT ON COLUMN dfe.ceased_plans.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dfe.ceased_plans.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.ceased_plans.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.ceased_plans.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.ceased_plans.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.ceased_plans.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.ceased_plans.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.ceased_plans.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.ceased_plans.country_name IS 'Country';

COMMENT ON COLUMN dfe.ceased_plans.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.ceased_plans.region_name IS 'Region';

COMMENT ON COLUMN dfe.ceased_plans.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.ceased_plans.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.ceased_plans.la_name IS 'Authority';

COMMENT ON COLUMN dfe.ceased_plans.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.ceased_plans.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.ceased_plans.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.ceased_plans.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.ceased_plans.max_age IS 'Reached the maximum age';

COMMENT ON COLUMN dfe.ceased_plans.needs_met IS 'Needs met without a plan';

COMMENT ON COLUMN dfe.ceased_plans.he IS 'Higher education';

COMMENT ON COLUMN dfe.ceased_plans.employ IS 'Paid employment';

COMMENT ON COLUMN dfe.ceased_plans.transfer IS 'Moved to another authority';

COMMENT ON COLUMN dfe.ceased_plans.no_engage IS 'No longer wishes to engage';

COMMENT ON COLUMN dfe.ceased_plans.moved_outside_eng IS 'Moved outside England';

COMMENT ON COLUMN dfe.ceased_plans.deceased IS 'Died';

COMMENT ON COLUMN dfe.ceased_plans.not_rec IS 'Reason not recorded';

COMMENT ON COLUMN dfe.ceased_plans.other IS 'Other reason';

COMMENT ON COLUMN dfe.ceased_plans.total_ceased IS 'All plans that ended';

COMMENT ON COLUMN dfe.ceased_plans.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.ceased_plans.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.newplans (
	authority TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	new_ehc_plans BIGINT, 
	mainstream_la_maintained BIGINT, 
	mainstream_la_maintained_resourced_provision BIGINT, 
	mainstream_la_maintained_senunit BIGINT, 
	mainstream_academy BIGINT, 
	mainstream_academy_resourced_provision BIGINT, 
	mainstream_academy_senunit BIGINT, 
	mainstream_free_school BIGINT, 
	mainstream_free_school_resourced_provision BIGINT, 
	mainstream_free_school_senunit BIGINT, 
	mainstream_independent BIGINT, 
	mainstream_total BIGINT, 
	mainstream_total_pc NUMERIC, 
	special_la_maintained BIGINT, 
	special_academy_free BIGINT, 
	special_academy BIGINT, 
	special_free_school BIGINT, 
	special_independent BIGINT, 
	special_non_maintained BIGINT, 
	special_total BIGINT, 
	special_total_pc NUMERIC, 
	ap_pru_academy BIGINT, 
	ap_pru_free_school BIGINT, 
	ap_pru_la_maintained BIGINT, 
	ap_pru_total BIGINT, 
	ap_pru_total_pc NUMERIC, 
	general_fe_tertiary_colleges BIGINT, 
	specialist_post_16_institutions BIGINT, 
	ukrlp_provider BIGINT, 
	fe_total BIGINT, 
	fe_total_pc NUMERIC, 
	elective_home_education BIGINT, 
	other_arrangements_la BIGINT, 
	other_arrangements_parents BIGINT, 
	online_provider BIGINT, 
	w_settings BIGINT, 
	other_schools BIGINT, 
	other_placement_settings BIGINT, 
	neet BIGINT, 
	neet_ntci BIGINT, 
	neet_other BIGINT, 
	neet_other_csa BIGINT, 
	ed_elsewhere BIGINT, 
	ed_elsewhere_pc NUMERIC, 
	nm_early_years BIGINT, 
	nm_early_years_pc NUMERIC, 
	placement_unknown BIGINT, 
	placement_unknown_pc NUMERIC, 
	await_prov_2022 BIGINT, 
	perm_ex_2022 BIGINT, 
	await_prov BIGINT, 
	perm_ex BIGINT, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT newplans_pkey PRIMARY KEY (authority, release_year, topic, member)
);

COMMENT ON TABLE dfe.newplans IS 'New plans, by placement named: our own figures in DfE''s layout. Grain: one row for each authority and edition and breakdown.';

COMMENT ON COLUMN dfe.newplans.authority IS 'Short name of the authority';

COMMENT ON COLUMN dfe.newplans.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dfe.newplans.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.newplans.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.newplans.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.newplans.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.newplans.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.newplans.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.newplans.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.newplans.country_name IS 'Country';

COMMENT ON COLUMN dfe.newplans.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.newplans.region_name IS 'Region';

COMMENT ON COLUMN dfe.newplans.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.newplans.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.newplans.la_name IS 'Authority';

COMMENT ON COLUMN dfe.newplans.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.newplans.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.newplans.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.newplans.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.newplans.new_ehc_plans IS 'All new EHC plans';

COMMENT ON COLUMN dfe.newplans.mainstream_la_maintained IS 'Mainstream, maintained';

COMMENT ON COLUMN dfe.newplans.mainstream_la_maintained_resourced_provision IS 'Mainstream, maintained, resourced provision';

COMMENT ON COLUMN dfe.newplans.mainstream_la_maintained_senunit IS 'Mainstream, maintained, SEN unit';

COMMENT ON COLUMN dfe.newplans.mainstream_academy IS 'Mainstream academy';

COMMENT ON COLUMN dfe.newplans.mainstream_academy_resourced_provision IS 'Mainstream academy, resourced provision';

COMMENT ON COLUMN dfe.newplans.mainstream_academy_senunit IS 'Mainstream academy, SEN unit';

COMMENT ON COLUMN dfe.newplans.mainstream_free_school IS 'Mainstream free school';

COMMENT ON COLUMN dfe.newplans.mainstream_free_school_resourced_provision IS 'Mainstream free school, resourced provision';

COMMENT ON COLUMN dfe.newplans.mainstream_free_school_senunit IS 'Mainstream free school, SEN unit';

COMMENT ON COLUMN dfe.newplans.mainstream_independent IS 'Mainstream independent';

COMMENT ON COLUMN dfe.newplans.mainstream_total IS 'All mainstream';

COMMENT ON COLUMN dfe.newplans.mainstream_total_pc IS 'Percentage: All mainstream';

COMMENT ON COLUMN dfe.newplans.special_la_maintained IS 'Special, maintained';

COMMENT ON COLUMN dfe.newplans.special_academy_free IS 'Special academy or free school';

COMMENT ON COLUMN dfe.newplans.special_academy IS 'Special academy (from the 2026 edition)';

COMMENT ON COLUMN dfe.newplans.special_free_school IS 'Special free school (from the 2026 edition)';

COMMENT ON COLUMN dfe.newplans.special_independent IS 'Special independent';

COMMENT ON COLUMN dfe.newplans.special_non_maintained IS 'Non-maintained special';

COMMENT ON COLUMN dfe.newplans.special_total IS 'All special';

COMMENT ON COLUMN dfe.newplans.special_total_pc IS 'Percentage: All special';

COMMENT ON COLUMN dfe.newplans.ap_pru_academy IS 'Alternative provision academy';

COMMENT ON COLUMN dfe.newplans.ap_pru_free_school IS 'Alternative provision free school';

COMMENT ON COLUMN dfe.newplans.ap_pru_la_maintained IS 'Pupil referral unit, maintained';

COMMENT ON COLUMN dfe.newplans.ap_pru_total IS 'All alternative provision';

COMMENT ON COLUMN dfe.newplans.ap_pru_total_pc IS 'Percentage: All alternative provision';

COMMENT ON COLUMN dfe.newplans.general_fe_tertiary_colleges IS 'General further education and tertiary colleges';

COMMENT ON COLUMN dfe.newplans.specialist_post_16_institutions IS 'Specialist post-16 institutions';

COMMENT ON COLUMN dfe.newplans.ukrlp_provider IS 'Other registered learning provider';

COMMENT ON COLUMN dfe.newplans.fe_total IS 'All further education';

COMMENT ON COLUMN dfe.newplans.fe_total_pc IS 'Percentage: All further education';

COMMENT ON COLUMN dfe.newplans.elective_home_education IS 'Elective home education';

COMMENT ON COLUMN dfe.newplans.other_arrangements_la IS 'Other arrangements by the authority (s.61)';

COMMENT ON COLUMN dfe.newplans.other_arrangements_parents IS 'Other arrangements by parents';

COMMENT ON COLUMN dfe.newplans.online_provider IS 'Online provider';

COMMENT ON COLUMN dfe.newplans.w_settings IS 'Settings in Wales';

COMMENT ON COLUMN dfe.newplans.other_schools IS 'Other schools';

COMMENT ON COLUMN dfe.newplans.other_placement_settings IS 'Other placements';

COMMENT ON COLUMN dfe.newplans.neet IS 'Not in education, employment or training';

COMMENT ON COLUMN dfe.newplans.neet_ntci IS 'Not in education: notice to cease issued';

COMMENT ON COLUMN dfe.newplans.neet_other IS 'Not in education: other';

COMMENT ON COLUMN dfe.newplans.neet_other_csa IS 'Not in education: other, compulsory school age';

COMMENT ON COLUMN dfe.newplans.ed_elsewhere IS 'All educated elsewhere';

COMMENT ON COLUMN dfe.newplans.ed_elsewhere_pc IS 'Percentage: All educated elsewhere';

COMMENT ON COLUMN dfe.newplans.nm_early_years IS 'Non-maintained early years';

COMMENT ON COLUMN dfe.newplans.nm_early_years_pc IS 'Percentage: Non-maintained early years';

COMMENT ON COLUMN dfe.newplans.placement_unknown IS 'Placement not known';

COMMENT ON COLUMN dfe.newplans.placement_unknown_pc IS 'Percentage: Placement not known';

COMMENT ON COLUMN dfe.newplans.await_prov_2022 IS 'Awaiting provision (to 2022)';

COMMENT ON COLUMN dfe.newplans.perm_ex_2022 IS 'Permanently excluded (to 2022)';

COMMENT ON COLUMN dfe.newplans.await_prov IS 'Awaiting provision (from the 2026 edition)';

COMMENT ON COLUMN dfe.newplans.perm_ex IS 'Permanently excluded (from the 2026 edition)';

COMMENT ON COLUMN dfe.newplans.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.newplans.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.personal_budgets (
	authority TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	personal_budget BIGINT, 
	org_arrangments BIGINT, 
	pb_health BIGINT, 
	pb_education BIGINT, 
	pb_social BIGINT, 
	pb_integrated BIGINT, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT personal_budgets_pkey PRIMARY KEY (authority, release_year, topic, member)
);

COMMENT ON TABLE dfe.personal_budgets IS 'Personal budgets: our own figures in DfE''s layout. Grain: one row for each authority and edition and breakdown.';

COMMENT ON COLUMN dfe.personal_budgets.authority IS 'Short name of the authority';

COMMENT ON COLUMN dfe.personal_budgets.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dfe.personal_budgets.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.personal_budgets.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.personal_budgets.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.personal_budgets.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.personal_budgets.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.personal_budgets.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.personal_budgets.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.personal_budgets.country_name IS 'Country';

COMMENT ON COLUMN dfe.personal_budgets.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.personal_budgets.region_name IS 'Region';

COMMENT ON COLUMN dfe.personal_budgets.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.personal_budgets.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.personal_budgets.la_name IS 'Authority';

COMMENT ON COLUMN dfe.personal_budgets.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.personal_budgets.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.personal_budgets.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.personal_budgets.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.personal_budgets.personal_budget IS 'Plans with a personal budget';

COMMENT ON COLUMN dfe.personal_budgets.org_arrangments IS 'With organised arrangements';

COMMENT ON COLUMN dfe.personal_budgets.pb_health IS 'Direct payments for health';

COMMENT ON COLUMN dfe.personal_budgets.pb_education IS 'Direct payments for education';

COMMENT ON COLUMN dfe.personal_budgets.pb_social IS 'Direct payments for social care';

COMMENT ON COLUMN dfe.personal_budgets.pb_integrated IS 'Integrated direct payments';

COMMENT ON COLUMN dfe.personal_budgets.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.personal_budgets.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.phase_transfers (
	authority TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	number_plans BIGINT, 
	due_in_year BIGINT, 
	due_next_year BIGINT, 
	final_in_year BIGINT, 
	final_next_year BIGINT, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT phase_transfers_pkey PRIMARY KEY (authority, release_year)
);

COMMENT ON TABLE dfe.phase_transfers IS 'Phase transfers: our own figures in DfE''s layout. Grain: one row for each authority and edition.';

COMMENT ON COLUMN dfe.phase_transfers.authority IS 'Short name of the authority';

COMMENT ON COLUMN dfe.phase_transfers.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dfe.phase_transfers.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.phase_transfers.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.phase_transfers.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.phase_transfers.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.phase_transfers.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.phase_transfers.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.phase_transfers.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.phase_transfers.country_name IS 'Country';

COMMENT ON COLUMN dfe.phase_transfers.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.phase_transfers.region_name IS 'Region';

COMMENT ON COLUMN dfe.phase_transfers.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.phase_transfers.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.phase_transfers.la_name IS 'Authority';

COMMENT ON COLUMN dfe.phase_transfers.number_plans IS 'Plans';

COMMENT ON COLUMN dfe.phase_transfers.due_in_year IS 'Transfers between phases due in the calendar year told of';

COMMENT ON COLUMN dfe.phase_transfers.due_next_year IS 'Transfers due in the year after';

COMMENT ON COLUMN dfe.phase_transfers.final_in_year IS 'Final plans issued for transfers due in the calendar year told of';

COMMENT ON COLUMN dfe.phase_transfers.final_next_year IS 'Final plans issued for transfers due in the year after';

COMMENT ON COLUMN dfe.phase_transfers.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.phase_transfers.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.requests (
	authority TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	requests_received_in_year BIGINT, 
	requests_rya BIGINT, 
	requests_decided_to_assess BIGINT, 
	requests_decided_not_to_assess BIGINT, 
	requests_decision_not_made BIGINT, 
	requests_withdrawn BIGINT, 
	request_assess_pc NUMERIC, 
	request_not_assess_pc NUMERIC, 
	request_outstanding_pc NUMERIC, 
	request_withdrawn_pc NUMERIC, 
	request_outcome_six_weeks BIGINT, 
	request_outcome_over_6_weeks BIGINT, 
	request_outcome_six_weeks_pc NUMERIC, 
	request_outcome_over_6_weeks_pc NUMERIC, 
	mediation_related_request BIGINT, 
	tribunal_related_request BIGINT, 
	tribunal_after_mediation_request BIGINT, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT requests_pkey PRIMARY KEY (authority, release_year, topic, member)
);

COMMENT ON TABLE dfe.requests IS 'Requests for an EHC needs assessment: our own figures in DfE''s layout. Grain: one row for each authority and edition and breakdown.';

COMMENT ON COLUMN dfe.requests.authority IS 'Short name of the authority';

COMMENT ON COLUMN dfe.requests.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dfe.requests.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.requests.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.requests.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.requests.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.requests.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.requests.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.requests.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.requests.country_name IS 'Country';

COMMENT ON COLUMN dfe.requests.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.requests.region_name IS 'Region';

COMMENT ON COLUMN dfe.requests.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.requests.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.requests.la_name IS 'Authority';

COMMENT ON COLUMN dfe.requests.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.requests.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.requests.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.requests.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.requests.requests_received_in_year IS 'Requests received';

COMMENT ON COLUMN dfe.requests.requests_rya IS 'From relevant youth accommodation';

COMMENT ON COLUMN dfe.requests.requests_decided_to_assess IS 'Decided to assess';

COMMENT ON COLUMN dfe.requests.requests_decided_not_to_assess IS 'Decided not to assess';

COMMENT ON COLUMN dfe.requests.requests_decision_not_made IS 'Decision not yet made';

COMMENT ON COLUMN dfe.requests.requests_withdrawn IS 'Withdrawn';

COMMENT ON COLUMN dfe.requests.request_assess_pc IS 'Percentage decided to assess';

COMMENT ON COLUMN dfe.requests.request_not_assess_pc IS 'Percentage decided not to assess';

COMMENT ON COLUMN dfe.requests.request_outstanding_pc IS 'Percentage not yet decided';

COMMENT ON COLUMN dfe.requests.request_withdrawn_pc IS 'Percentage withdrawn';

COMMENT ON COLUMN dfe.requests.request_outcome_six_weeks IS 'Decided within 6 weeks';

COMMENT ON COLUMN dfe.requests.request_outcome_over_6_weeks IS 'Decided after 6 weeks';

COMMENT ON COLUMN dfe.requests.request_outcome_six_weeks_pc IS 'Percentage decided within 6 weeks';

COMMENT ON COLUMN dfe.requests.request_outcome_over_6_weeks_pc IS 'Percentage decided after 6 weeks';

COMMENT ON COLUMN dfe.requests.mediation_related_request IS 'Mediation about the request';

COMMENT ON COLUMN dfe.requests.tribunal_related_request IS 'Appeal about the request';

COMMENT ON COLUMN dfe.requests.tribunal_after_mediation_request IS 'Appeal after mediation about the request';

COMMENT ON COLUMN dfe.requests.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.requests.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.residential_settings (
	authority TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	res_3851 BIGINT, 
	res_52 BIGINT, 
	res_tot BIGINT, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT residential_settings_pkey PRIMARY KEY (authority, release_year, topic, member)
);

COMMENT ON TABLE dfe.residential_settings IS 'Residential placements: our own figures in DfE''s layout. Grain: one row for each authority and edition and breakdown.';

COMMENT ON COLUMN dfe.residential_settings.authority IS 'Short name of the authority';

COMMENT ON COLUMN dfe.residential_settings.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dfe.residential_settings.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.residential_settings.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.residential_settings.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.residential_settings.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.residential_settings.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.residential_settings.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.residential_settings.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.residential_settings.country_name IS 'Country';

COMMENT ON COLUMN dfe.residential_settings.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.residential_settings.region_name IS 'Region';

COMMENT ON COLUMN dfe.residential_settings.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.residential_settings.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.residential_settings.la_name IS 'Authority';

COMMENT ON COLUMN dfe.residential_settings.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.residential_settings.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.residential_settings.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.residential_settings.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.residential_settings.res_3851 IS '38 to 51 weeks a year';

COMMENT ON COLUMN dfe.residential_settings.res_52 IS '52 weeks a year';

COMMENT ON COLUMN dfe.residential_settings.res_tot IS 'All residential';

COMMENT ON COLUMN dfe.residential_settings.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.residential_settings.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.sen_need_newplans (
	authority TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	ehc_plans BIGINT, 
	number_asd BIGINT, 
	number_ds BIGINT, 
	number_hi BIGINT, 
	number_mld BIGINT, 
	number_msi BIGINT, 
	number_oth BIGINT, 
	number_pd BIGINT, 
	number_pmld BIGINT, 
	number_semh BIGINT, 
	number_slcn BIGINT, 
	number_sld BIGINT, 
	number_spld BIGINT, 
	number_vi BIGINT, 
	number_need_unknown BIGINT, 
	asd_pc NUMERIC, 
	ds_pc NUMERIC, 
	hi_pc NUMERIC, 
	mld_pc NUMERIC, 
	msi_pc NUMERIC, 
	oth_pc NUMERIC, 
	pd_pc NUMERIC, 
	pmld_pc NUMERIC, 
	semh_pc NUMERIC, 
	slcn_pc NUMERIC, 
	sld_pc NUMERIC, 
	spld_pc NUMERIC, 
	vi_pc NUMERIC, 
	unknown_pc NUMERIC, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT sen_need_newplans_pkey PRIMARY KEY (authority, release_year, topic, member)
);

COMMENT ON TABLE dfe.sen_need_newplans IS 'Primary need of new plans: our own figures in DfE''s layout. Grain: one row for each authority and edition and breakdown.';

COMMENT ON COLUMN dfe.sen_need_newplans.authority IS 'Short name of the authority';

COMMENT ON COLUMN dfe.sen_need_newplans.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dfe.sen_need_newplans.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.sen_need_newplans.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.sen_need_newplans.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.sen_need_newplans.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.sen_need_newplans.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.sen_need_newplans.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.sen_need_newplans.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.sen_need_newplans.country_name IS 'Country';

COMMENT ON COLUMN dfe.sen_need_newplans.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.sen_need_newplans.region_name IS 'Region';

COMMENT ON COLUMN dfe.sen_need_newplans.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.sen_need_newplans.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.sen_need_newplans.la_name IS 'Authority';

COMMENT ON COLUMN dfe.sen_need_newplans.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.sen_need_newplans.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.sen_need_newplans.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.sen_need_newplans.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.sen_need_newplans.ehc_plans IS 'All plans';

COMMENT ON COLUMN dfe.sen_need_newplans.number_asd IS 'Plans: autistic spectrum disorder';

COMMENT ON COLUMN dfe.sen_need_newplans.number_ds IS 'Plans: Down syndrome (from the 2026 edition)';

COMMENT ON COLUMN dfe.sen_need_newplans.number_hi IS 'Plans: hearing impairment';

COMMENT ON COLUMN dfe.sen_need_newplans.number_mld IS 'Plans: moderate learning difficulty';

COMMENT ON COLUMN dfe.sen_need_newplans.number_msi IS 'Plans: multi-sensory impairment';

COMMENT ON COLUMN dfe.sen_need_newplans.number_oth IS 'Plans: other difficulty';

COMMENT ON COLUMN dfe.sen_need_newplans.number_pd IS 'Plans: physical disability';

COMMENT ON COLUMN dfe.sen_need_newplans.number_pmld IS 'Plans: profound and multiple learning difficulty';

COMMENT ON COLUMN dfe.sen_need_newplans.number_semh IS 'Plans: social, emotional and mental health';

COMMENT ON COLUMN dfe.sen_need_newplans.number_slcn IS 'Plans: speech, language and communication needs';

COMMENT ON COLUMN dfe.sen_need_newplans.number_sld IS 'Plans: severe learning difficulty';

COMMENT ON COLUMN dfe.sen_need_newplans.number_spld IS 'Plans: specific learning difficulty';

COMMENT ON COLUMN dfe.sen_need_newplans.number_vi IS 'Plans: vision impairment';

COMMENT ON COLUMN dfe.sen_need_newplans.number_need_unknown IS 'Plans: need not known';

COMMENT ON COLUMN dfe.sen_need_newplans.asd_pc IS 'Percentage: autistic spectrum disorder';

COMMENT ON COLUMN dfe.sen_need_newplans.ds_pc IS 'Percentage: Down syndrome (from the 2026 edition)';

COMMENT ON COLUMN dfe.sen_need_newplans.hi_pc IS 'Percentage: hearing impairment';

COMMENT ON COLUMN dfe.sen_need_newplans.mld_pc IS 'Percentage: moderate learning difficulty';

COMMENT ON COLUMN dfe.sen_need_newplans.msi_pc IS 'Percentage: multi-sensory impairment';

COMMENT ON COLUMN dfe.sen_need_newplans.oth_pc IS 'Percentage: other difficulty';

COMMENT ON COLUMN dfe.sen_need_newplans.pd_pc IS 'Percentage: physical disability';

COMMENT ON COLUMN dfe.sen_need_newplans.pmld_pc IS 'Percentage: profound and multiple learning difficulty';

COMMENT ON COLUMN dfe.sen_need_newplans.semh_pc IS 'Percentage: social, emotional and mental health';

COMMENT ON COLUMN dfe.sen_need_newplans.slcn_pc IS 'Percentage: speech, language and communication needs';

COMMENT ON COLUMN dfe.sen_need_newplans.sld_pc IS 'Percentage: severe learning difficulty';

COMMENT ON COLUMN dfe.sen_need_newplans.spld_pc IS 'Percentage: specific learning difficulty';

COMMENT ON COLUMN dfe.sen_need_newplans.vi_pc IS 'Percentage: vision impairment';

COMMENT ON COLUMN dfe.sen_need_newplans.unknown_pc IS 'Percentage: need not known';

COMMENT ON COLUMN dfe.sen_need_newplans.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.sen_need_newplans.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.sen_needs_all_plans (
	authority TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	ehc_plans BIGINT, 
	number_asd BIGINT, 
	number_ds BIGINT, 
	number_hi BIGINT, 
	number_mld BIGINT, 
	number_msi BIGINT, 
	number_oth BIGINT, 
	number_pd BIGINT, 
	number_pmld BIGINT, 
	number_semh BIGINT, 
	number_slcn BIGINT, 
	number_sld BIGINT, 
	number_spld BIGINT, 
	number_vi BIGINT, 
	number_need_unknown BIGINT, 
	asd_pc NUMERIC, 
	ds_pc NUMERIC, 
	hi_pc NUMERIC, 
	mld_pc NUMERIC, 
	msi_pc NUMERIC, 
	oth_pc NUMERIC, 
	pd_pc NUMERIC, 
	pmld_pc NUMERIC, 
	semh_pc NUMERIC, 
	slcn_pc NUMERIC, 
	sld_pc NUMERIC, 
	spld_pc NUMERIC, 
	vi_pc NUMERIC, 
	unknown_pc NUMERIC, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT sen_needs_all_plans_pkey PRIMARY KEY (authority, release_year, topic, member)
);

COMMENT ON TABLE dfe.sen_needs_all_plans IS 'Primary need of all plans: our own figures in DfE''s layout. Grain: one row for each authority and edition and breakdown.';

COMMENT ON COLUMN dfe.sen_needs_all_plans.authority IS 'Short name of the authority';

COMMENT ON COLUMN dfe.sen_needs_all_plans.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dfe.sen_needs_all_plans.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.sen_needs_all_plans.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.sen_needs_all_plans.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.sen_needs_all_plans.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.sen_needs_all_plans.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.sen_needs_all_plans.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.sen_needs_all_plans.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.sen_needs_all_plans.country_name IS 'Country';

COMMENT ON COLUMN dfe.sen_needs_all_plans.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.sen_needs_all_plans.region_name IS 'Region';

COMMENT ON COLUMN dfe.sen_needs_all_plans.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.sen_needs_all_plans.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.sen_needs_all_plans.la_name IS 'Authority';

COMMENT ON COLUMN dfe.sen_needs_all_plans.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.sen_needs_all_plans.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.sen_needs_all_plans.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.sen_needs_all_plans.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.sen_needs_all_plans.ehc_plans IS 'All plans';

COMMENT ON COLUMN dfe.sen_needs_all_plans.number_asd IS 'Plans: autistic spectrum disorder';

COMMENT ON COLUMN dfe.sen_needs_all_plans.number_ds IS 'Plans: Down syndrome (from the 2026 edition)';

COMMENT ON COLUMN dfe.sen_needs_all_plans.number_hi IS 'Plans: hearing impairment';

COMMENT ON COLUMN dfe.sen_needs_all_plans.number_mld IS 'Plans: moderate learning difficulty';

COMMENT ON COLUMN dfe.sen_needs_all_plans.number_msi IS 'Plans: multi-sensory impairment';

COMMENT ON COLUMN dfe.sen_needs_all_plans.number_oth IS 'Plans: other difficulty';

COMMENT ON COLUMN dfe.sen_needs_all_plans.number_pd IS 'Plans: physical disability';

COMMENT ON COLUMN dfe.sen_needs_all_plans.number_pmld IS 'Plans: profound and multiple learning difficulty';

COMMENT ON COLUMN dfe.sen_needs_all_plans.number_semh IS 'Plans: social, emotional and mental health';

COMMENT ON COLUMN dfe.sen_needs_all_plans.number_slcn IS 'Plans: speech, language and communication needs';

COMMENT ON COLUMN dfe.sen_needs_all_plans.number_sld IS 'Plans: severe learning difficulty';

COMMENT ON COLUMN dfe.sen_needs_all_plans.number_spld IS 'Plans: specific learning difficulty';

COMMENT ON COLUMN dfe.sen_needs_all_plans.number_vi IS 'Plans: vision impairment';

COMMENT ON COLUMN dfe.sen_needs_all_plans.number_need_unknown IS 'Plans: need not known';

COMMENT ON COLUMN dfe.sen_needs_all_plans.asd_pc IS 'Percentage: autistic spectrum disorder';

COMMENT ON COLUMN dfe.sen_needs_all_plans.ds_pc IS 'Percentage: Down syndrome (from the 2026 edition)';

COMMENT ON COLUMN dfe.sen_needs_all_plans.hi_pc IS 'Percentage: hearing impairment';

COMMENT ON COLUMN dfe.sen_needs_all_plans.mld_pc IS 'Percentage: moderate learning difficulty';

COMMENT ON COLUMN dfe.sen_needs_all_plans.msi_pc IS 'Percentage: multi-sensory impairment';

COMMENT ON COLUMN dfe.sen_needs_all_plans.oth_pc IS 'Percentage: other difficulty';

COMMENT ON COLUMN dfe.sen_needs_all_plans.pd_pc IS 'Percentage: physical disability';

COMMENT ON COLUMN dfe.sen_needs_all_plans.pmld_pc IS 'Percentage: profound and multiple learning difficulty';

COMMENT ON COLUMN dfe.sen_needs_all_plans.semh_pc IS 'Percentage: social, emotional and mental health';

COMMENT ON COLUMN dfe.sen_needs_all_plans.slcn_pc IS 'Percentage: speech, language and communication needs';

COMMENT ON COLUMN dfe.sen_needs_all_plans.sld_pc IS 'Percentage: severe learning difficulty';

COMMENT ON COLUMN dfe.sen_needs_all_plans.spld_pc IS 'Percentage: specific learning difficulty';

COMMENT ON COLUMN dfe.sen_needs_all_plans.vi_pc IS 'Percentage: vision impairment';

COMMENT ON COLUMN dfe.sen_needs_all_plans.unknown_pc IS 'Percentage: need not known';

COMMENT ON COLUMN dfe.sen_needs_all_plans.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.sen_needs_all_plans.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.timeliness_20_week (
	authority TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	plans_issued_den BIGINT, 
	plans_issued_den_ex BIGINT, 
	plans_issued_within_20_weeks BIGINT, 
	plans_issued_20_weeks_ex BIGINT, 
	pc_plans_issued_within_20_weeks NUMERIC, 
	pc_plans_issued_20_weeks_ex NUMERIC, 
	plans_issued_gt20weeks_ltyear BIGINT, 
	plans_issued_gt20weeks_ltyear_ex BIGINT, 
	pc_plans_issued_gt20weeks_ltyear NUMERIC, 
	pc_plans_issued_gt20weeks_ltyear_ex NUMERIC, 
	plans_issued_gt_1_year BIGINT, 
	plans_issued_gt_1_year_ex BIGINT, 
	pc_plans_issued_gt_1_year NUMERIC, 
	pc_plans_issued_gt_1_year_ex NUMERIC, 
	avg_weeks_issue_plan NUMERIC, 
	avg_weeks_issue_plan_exc NUMERIC, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT timeliness_20_week_pkey PRIMARY KEY (authority, release_year, topic, member)
);

COMMENT ON TABLE dfe.timeliness_20_week IS 'Plans issued within 20 weeks: our own figures in DfE''s layout. Grain: one row for each authority and edition and breakdown.';

COMMENT ON COLUMN dfe.timeliness_20_week.authority IS 'Short name of the authority';

COMMENT ON COLUMN dfe.timeliness_20_week.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dfe.timeliness_20_week.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.timeliness_20_week.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.timeliness_20_week.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.timeliness_20_week.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.timeliness_20_week.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.timeliness_20_week.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.timeliness_20_week.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.timeliness_20_week.country_name IS 'Country';

COMMENT ON COLUMN dfe.timeliness_20_week.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.timeliness_20_week.region_name IS 'Region';

COMMENT ON COLUMN dfe.timeliness_20_week.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.timeliness_20_week.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.timeliness_20_week.la_name IS 'Authority';

COMMENT ON COLUMN dfe.timeliness_20_week.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.timeliness_20_week.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.timeliness_20_week.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.timeliness_20_week.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.timeliness_20_week.plans_issued_den IS 'Plans issued in scope';

COMMENT ON COLUMN dfe.timeliness_20_week.plans_issued_den_ex IS 'Plans issued in scope without an exception';

COMMENT ON COLUMN dfe.timeliness_20_week.plans_issued_within_20_weeks IS 'Issued within 20 weeks';

COMMENT ON COLUMN dfe.timeliness_20_week.plans_issued_20_weeks_ex IS 'Issued within 20 weeks, exceptions left out';

COMMENT ON COLUMN dfe.timeliness_20_week.pc_plans_issued_within_20_weeks IS 'Percentage within 20 weeks';

COMMENT ON COLUMN dfe.timeliness_20_week.pc_plans_issued_20_weeks_ex IS 'Percentage within 20 weeks, exceptions left out (the headline)';

COMMENT ON COLUMN dfe.timeliness_20_week.plans_issued_gt20weeks_ltyear IS 'Issued after 20 weeks and within 52';

COMMENT ON COLUMN dfe.timeliness_20_week.plans_issued_gt20weeks_ltyear_ex IS 'Issued after 20 weeks and within 52, exceptions left out';

COMMENT ON COLUMN dfe.timeliness_20_week.pc_plans_issued_gt20weeks_ltyear IS 'Percentage after 20 weeks and within 52';

COMMENT ON COLUMN dfe.timeliness_20_week.pc_plans_issued_gt20weeks_ltyear_ex IS 'Percentage after 20 weeks and within 52, exceptions left out';

COMMENT ON COLUMN dfe.timeliness_20_week.plans_issued_gt_1_year IS 'Issued after 52 weeks';

COMMENT ON COLUMN dfe.timeliness_20_week.plans_issued_gt_1_year_ex IS 'Issued after 52 weeks, exceptions left out';

COMMENT ON COLUMN dfe.timeliness_20_week.pc_plans_issued_gt_1_year IS 'Percentage after 52 weeks';

COMMENT ON COLUMN dfe.timeliness_20_week.pc_plans_issued_gt_1_year_ex IS 'Percentage after 52 weeks, exceptions left out';

COMMENT ON COLUMN dfe.timeliness_20_week.avg_weeks_issue_plan IS 'Mean weeks from request to plan (from the 2026 edition)';

COMMENT ON COLUMN dfe.timeliness_20_week.avg_weeks_issue_plan_exc IS 'Mean weeks from request to plan, exceptions left out (from the 2026 edition)';

COMMENT ON COLUMN dfe.timeliness_20_week.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.timeliness_20_week.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.work_based_placements (
	authority TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	release_year BIGINT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	time_period BIGINT NOT NULL, 
	time_identifier TEXT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	country_code TEXT, 
	country_name TEXT, 
	region_code TEXT, 
	region_name TEXT, 
	new_la_code TEXT, 
	old_la_code TEXT, 
	la_name TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	open_supp_intern BIGINT, 
	open_apprentice BIGINT, 
	open_trainee BIGINT, 
	open_wbp BIGINT, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT work_based_placements_pkey PRIMARY KEY (authority, release_year, topic, member)
);

COMMENT ON TABLE dfe.work_based_placements IS 'Work-based placements: our own figures in DfE''s layout. Grain: one row for each authority and edition and breakdown.';

COMMENT ON COLUMN dfe.work_based_placements.authority IS 'Short name of the authority';

COMMENT ON COLUMN dfe.work_based_placements.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dfe.work_based_placements.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.work_based_placements.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.work_based_placements.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.work_based_placements.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.work_based_placements.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.work_based_placements.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.work_based_placements.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.work_based_placements.country_name IS 'Country';

COMMENT ON COLUMN dfe.work_based_placements.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.work_based_placements.region_name IS 'Region';

COMMENT ON COLUMN dfe.work_based_placements.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.work_based_placements.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.work_based_placements.la_name IS 'Authority';

COMMENT ON COLUMN dfe.work_based_placements.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.work_based_placements.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.work_based_placements.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.work_based_placements.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.work_based_placements.open_supp_intern IS 'Supported internships';

COMMENT ON COLUMN dfe.work_based_placements.open_apprentice IS 'Apprenticeships';

COMMENT ON COLUMN dfe.work_based_placements.open_trainee IS 'Traineeships';

COMMENT ON COLUMN dfe.work_based_placements.open_wbp IS 'All work-based placements';

COMMENT ON COLUMN dfe.work_based_placements.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.work_based_placements.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dq.validation_run (
	authority TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	outcome TEXT NOT NULL, 
	stopped_because TEXT, 
	rows_landed BIGINT NOT NULL, 
	rows_quarantined BIGINT NOT NULL, 
	rows_conformed BIGINT NOT NULL, 
	rows_later BIGINT, 
	values_later BIGINT, 
	read_ended_at TIMESTAMP WITH TIME ZONE, 
	shows_day DATE, 
	is_late BOOLEAN, 
	load_run_id TEXT NOT NULL, 
	CONSTRAINT validation_run_pkey PRIMARY KEY (authority, extract_date), 
	CONSTRAINT validation_run_outcome_is_a_known_word CHECK (outcome IN ('passed', 'passed_with_quarantine', 'stopped'))
);

COMMENT ON TABLE dq.validation_run IS 'Validation run. Grain: one row for each authority and extract.';

COMMENT ON COLUMN dq.validation_run.authority IS 'Short name of the authority';

COMMENT ON COLUMN dq.validation_run.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dq.validation_run.outcome IS 'What validation said of the extract: passed, passed_with_quarantine, stopped';

COMMENT ON COLUMN dq.validation_run.stopped_because IS 'Gate messages';

COMMENT ON COLUMN dq.validation_run.rows_landed IS 'Rows as received';

COMMENT ON COLUMN dq.validation_run.rows_quarantined IS 'Rows set aside';

COMMENT ON COLUMN dq.validation_run.rows_conformed IS 'Rows that went on';

COMMENT ON COLUMN dq.validation_run.rows_later IS 'Rows about days after the extract''s, not yet known on it and left out; null where that was not noted';

COMMENT ON COLUMN dq.validation_run.values_later IS 'Dates after the extract''s in other rows, left out with what they tell';

COMMENT ON COLUMN dq.validation_run.read_ended_at IS 'When the reading of its rows ended; null where that was not noted';

COMMENT ON COLUMN dq.validation_run.shows_day IS 'Day whose end the rows show: before the extract date when the newest export was older';

COMMENT ON COLUMN dq.validation_run.is_late IS 'The source did not show the end of the extract date any more, so no figure of it is as_recorded; null where that was not noted';

COMMENT ON COLUMN dq.validation_run.load_run_id IS 'Load run that wrote it';

CREATE TABLE dq.validation_result (
	authority TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	rule_id TEXT NOT NULL, 
	table_name TEXT NOT NULL, 
	column_name TEXT, 
	severity TEXT NOT NULL, 
	policy TEXT NOT NULL, 
	rows_checked BIGINT NOT NULL, 
	rows_failed BIGINT NOT NULL, 
	percent_failed NUMERIC, 
	passed BOOLEAN NOT NULL, 
	message TEXT NOT NULL, 
	load_run_id TEXT NOT NULL, 
	CONSTRAINT validation_result_pkey PRIMARY KEY (authority, extract_date, rule_id), 
	CONSTRAINT validation_result_severity_is_a_known_word CHECK (severity IN ('critical', 'warning', 'info')), 
	CONSTRAINT validation_result_policy_is_a_known_word CHECK (policy IN ('stop', 'drop_row', 'blank_value', 'flag', 'not_reliable'))
);

COMMENT ON TABLE dq.validation_result IS 'Validation result. Grain: one row for each rule and extract.';

COMMENT ON COLUMN dq.validation_result.authority IS 'Short name of the authority';

COMMENT ON COLUMN dq.validation_result.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dq.validation_result.rule_id IS 'Rule';

COMMENT ON COLUMN dq.validation_result.table_name IS 'Case table';

COMMENT ON COLUMN dq.validation_result.column_name IS 'Column';

COMMENT ON COLUMN dq.validation_result.severity IS 'How bad it is when a row fails: critical, warning, info';

COMMENT ON COLUMN dq.validation_result.policy IS 'What becomes of a row that fails: stop, drop_row, blank_value, flag, not_reliable';

COMMENT ON COLUMN dq.validation_result.rows_checked IS 'Rows checked';

COMMENT ON COLUMN dq.validation_result.rows_failed IS 'Rows that failed';

COMMENT ON COLUMN dq.validation_result.percent_failed IS 'Share failed';

COMMENT ON COLUMN dq.validation_result.passed IS 'No row failed';

COMMENT ON COLUMN dq.validation_result.message IS 'What it means in plain words and how to put it right';

COMMENT ON COLUMN dq.validation_result.load_run_id IS 'Load run that wrote it';

CREATE TABLE dq.quarantined_row (
	authority TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	table_name TEXT NOT NULL, 
	row_number BIGINT NOT NULL, 
	rule_id TEXT NOT NULL, 
	column_name TEXT, 
	record_key TEXT, 
	policy TEXT, 
	reason TEXT NOT NULL, 
	first_seen DATE, 
	load_run_id TEXT NOT NULL, 
	CONSTRAINT quarantined_row_pkey PRIMARY KEY (authority, extract_date, table_name, row_number, rule_id), 
	CONSTRAINT quarantined_row_policy_is_a_known_word CHECK (policy IN ('stop', 'drop_row', 'blank_value', 'flag', 'not_reliable'))
);

COMMENT ON TABLE dq.quarantined_row IS 'Rows set aside. Grain: one row for each record set aside and each reason.';

COMMENT ON COLUMN dq.quarantined_row.authority IS 'Short name of the authority';

COMMENT ON COLUMN dq.quarantined_row.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dq.quarantined_row.table_name IS 'Case table';

COMMENT ON COLUMN dq.quarantined_row.row_number IS 'Row in the extract, from 1';

COMMENT ON COLUMN dq.quarantined_row.rule_id IS 'Rule';

COMMENT ON COLUMN dq.quarantined_row.column_name IS 'Column';

COMMENT ON COLUMN dq.quarantined_row.record_key IS 'Keyed hash of the record''s own identifier';

COMMENT ON COLUMN dq.quarantined_row.policy IS 'What becomes of a row that fails: stop, drop_row, blank_value, flag, not_reliable';

COMMENT ON COLUMN dq.quarantined_row.reason IS 'Why, in plain words, without the value';

COMMENT ON COLUMN dq.quarantined_row.first_seen IS 'First extract of the unbroken run of nights in which the record failed the rule';

COMMENT ON COLUMN dq.quarantined_row.load_run_id IS 'Load run that wrote it';

CREATE TABLE dq.not_reliable (
	authority TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	measure_id TEXT NOT NULL, 
	dimension TEXT NOT NULL, 
	because TEXT NOT NULL, 
	load_run_id TEXT NOT NULL, 
	CONSTRAINT not_reliable_pkey PRIMARY KEY (authority, extract_date, measure_id, dimension), 
	CONSTRAINT not_reliable_dimension_is_a_known_word CHECK (dimension IN ('all', 'locality', 'team', 'caseworker', 'age_band', 'sex', 'ethnicity', 'primary_need', 'setting', 'school_phase', 'subject', 'school'))
);

COMMENT ON TABLE dq.not_reliable IS 'Figures that rest on columns which cannot be relied on. Grain: one row for each measure or breakdown and extract; such figures are not published.';

COMMENT ON COLUMN dq.not_reliable.authority IS 'Short name of the authority';

COMMENT ON COLUMN dq.not_reliable.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dq.not_reliable.measure_id IS 'Measure, or limit:<limit_id> for what is told of the clocks of a limit';

COMMENT ON COLUMN dq.not_reliable.dimension IS 'Breakdown that is not reliable; all for the measure as a whole: all, locality, team, caseworker, age_band, sex, ethnicity, primary_need, setting, school_phase, subject, school';

COMMENT ON COLUMN dq.not_reliable.because IS 'What is wrong with which columns, in plain words';

COMMENT ON COLUMN dq.not_reliable.load_run_id IS 'Load run that wrote it';

CREATE TABLE dq.correction_result (
	authority TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	line_number BIGINT NOT NULL, 
	table_name TEXT NOT NULL, 
	column_name TEXT NOT NULL, 
	record_key TEXT, 
	holds_until DATE NOT NULL, 
	status TEXT NOT NULL, 
	rows_changed BIGINT NOT NULL, 
	message TEXT NOT NULL, 
	load_run_id TEXT NOT NULL, 
	CONSTRAINT correction_result_pkey PRIMARY KEY (authority, extract_date, line_number), 
	CONSTRAINT correction_result_status_is_a_known_word CHECK (status IN ('applied', 'not_needed', 'source_changed', 'no_record', 'expired'))
);

COMMENT ON TABLE dq.correction_result IS 'What became of each correction. Grain: one row for each line of the corrections file and extract.';

COMMENT ON COLUMN dq.correction_result.authority IS 'Short name of the authority';

COMMENT ON COLUMN dq.correction_result.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dq.correction_result.line_number IS 'Line of the file';

COMMENT ON COLUMN dq.correction_result.table_name IS 'Case table';

COMMENT ON COLUMN dq.correction_result.column_name IS 'Column';

COMMENT ON COLUMN dq.correction_result.record_key IS 'Keyed hash of the record''s own identifier';

COMMENT ON COLUMN dq.correction_result.holds_until IS 'Last extract that it holds for';

COMMENT ON COLUMN dq.correction_result.status IS 'What became of the correction: applied, not_needed, source_changed, no_record, expired';

COMMENT ON COLUMN dq.correction_result.rows_changed IS 'Rows changed';

COMMENT ON COLUMN dq.correction_result.message IS 'What it means in plain words and how to put it right';

COMMENT ON COLUMN dq.correction_result.load_run_id IS 'Load run that wrote it';

CREATE TABLE dq.measure_range (
	authority TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	measure_id TEXT NOT NULL, 
	period_type TEXT NOT NULL, 
	period_key TEXT NOT NULL, 
	numerator NUMERIC NOT NULL, 
	denominator NUMERIC, 
	value NUMERIC, 
	cases_in_doubt BIGINT NOT NULL, 
	lowest NUMERIC, 
	highest NUMERIC, 
	because TEXT NOT NULL, 
	load_run_id TEXT NOT NULL, 
	CONSTRAINT measure_range_pkey PRIMARY KEY (authority, extract_date, measure_id, period_type), 
	CONSTRAINT measure_range_period_type_is_a_known_word CHECK (period_type IN ('month', 'half_term', 'term', 'calendar_year', 'academic_year'))
);

COMMENT ON TABLE dq.measure_range IS 'How far faults could move a figure. Grain: one row for each figure that can be bounded, latest period of its type that has ended, and extract.';

COMMENT ON COLUMN dq.measure_range.authority IS 'Short name of the authority';

COMMENT ON COLUMN dq.measure_range.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dq.measure_range.measure_id IS 'Measure';

COMMENT ON COLUMN dq.measure_range.period_type IS 'Type of period: month, half_term, term, calendar_year, academic_year';

COMMENT ON COLUMN dq.measure_range.period_key IS 'Period; sorts in time order, such as 2025-26-autumn-1';

COMMENT ON COLUMN dq.measure_range.numerator IS 'Numerator or count';

COMMENT ON COLUMN dq.measure_range.denominator IS 'Denominator; null for a count';

COMMENT ON COLUMN dq.measure_range.value IS 'The figure, rounded half up to one decimal for percentages; null without a denominator';

COMMENT ON COLUMN dq.measure_range.cases_in_doubt IS 'Cases that faults may have counted wrongly or kept out of the figure';

COMMENT ON COLUMN dq.measure_range.lowest IS 'The least that the figure can be, whatever they are';

COMMENT ON COLUMN dq.measure_range.highest IS 'The most that it can be; null where nothing can be said';

COMMENT ON COLUMN dq.measure_range.because IS 'The faults, in plain words';

COMMENT ON COLUMN dq.measure_range.load_run_id IS 'Load run that wrote it';

CREATE TABLE dq.sen2_result (
	authority TEXT NOT NULL, 
	return_year BIGINT NOT NULL, 
	extract_date DATE NOT NULL, 
	rule TEXT NOT NULL, 
	dfe_rule TEXT, 
	level TEXT NOT NULL, 
	module TEXT NOT NULL, 
	fields TEXT, 
	message TEXT NOT NULL, 
	action TEXT, 
	records BIGINT NOT NULL, 
	explained BIGINT NOT NULL, 
	load_run_id TEXT NOT NULL, 
	CONSTRAINT sen2_result_pkey PRIMARY KEY (authority, return_year, extract_date, rule, module), 
	CONSTRAINT sen2_result_level_is_a_known_word CHECK (level IN ('error', 'query'))
);

COMMENT ON TABLE dq.sen2_result IS 'Rules of the SEN2 return. Grain: one row for each rule and module that some record breaks, return year and extract.';

COMMENT ON COLUMN dq.sen2_result.authority IS 'Short name of the authority';

COMMENT ON COLUMN dq.sen2_result.return_year IS 'Year of the January census';

COMMENT ON COLUMN dq.sen2_result.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dq.sen2_result.rule IS 'Number of the rule; ours, until matched with DfE''s';

COMMENT ON COLUMN dq.sen2_result.dfe_rule IS 'DfE''s number, where the match was confirmed';

COMMENT ON COLUMN dq.sen2_result.level IS 'What breaking the rule means: error, query';

COMMENT ON COLUMN dq.sen2_result.module IS 'Module of the return';

COMMENT ON COLUMN dq.sen2_result.fields IS 'Fields';

COMMENT ON COLUMN dq.sen2_result.message IS 'What it means in plain words and how to put it right';

COMMENT ON COLUMN dq.sen2_result.action IS 'What to do';

COMMENT ON COLUMN dq.sen2_result.records IS 'Records that break it';

COMMENT ON COLUMN dq.sen2_result.explained IS 'Of those, with an explanation on file';

COMMENT ON COLUMN dq.sen2_result.load_run_id IS 'Load run that wrote it';

CREATE TABLE dq.sen2_finding (
	authority TEXT NOT NULL, 
	return_year BIGINT NOT NULL, 
	extract_date DATE NOT NULL, 
	rule TEXT NOT NULL, 
	module TEXT NOT NULL, 
	record_key TEXT NOT NULL, 
	level TEXT NOT NULL, 
	team TEXT NOT NULL, 
	caseworker TEXT NOT NULL, 
	is_explained BOOLEAN NOT NULL, 
	load_run_id TEXT NOT NULL, 
	CONSTRAINT sen2_finding_pkey PRIMARY KEY (authority, return_year, extract_date, rule, module, record_key), 
	CONSTRAINT sen2_finding_level_is_a_known_word CHECK (level IN ('error', 'query'))
);

COMMENT ON TABLE dq.sen2_finding IS 'Records that break a rule of the SEN2 return. Grain: one row for each rule, module and record, return year and extract.';

COMMENT ON COLUMN dq.sen2_finding.authority IS 'Short name of the authority';

COMMENT ON COLUMN dq.sen2_finding.return_year IS 'Year of the January census';

COMMENT ON COLUMN dq.sen2_finding.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dq.sen2_finding.rule IS 'Number of the rule; ours, until matched with DfE''s';

COMMENT ON COLUMN dq.sen2_finding.module IS 'Module of the return';

COMMENT ON COLUMN dq.sen2_finding.record_key IS 'Keyed hash of the record''s own identifier; whole_return for a finding about all of it';

COMMENT ON COLUMN dq.sen2_finding.level IS 'What breaking the rule means: error, query';

COMMENT ON COLUMN dq.sen2_finding.team IS 'Team of the caseworker who held the case on the day counted; not_allocated when none';

COMMENT ON COLUMN dq.sen2_finding.caseworker IS 'Identifier of the caseworker who held the case on the day counted; not_allocated when none';

COMMENT ON COLUMN dq.sen2_finding.is_explained IS 'An explanation is on file';

COMMENT ON COLUMN dq.sen2_finding.load_run_id IS 'Load run that wrote it';

CREATE TABLE dq.sen2_readiness (
	authority TEXT NOT NULL, 
	return_year BIGINT NOT NULL, 
	extract_date DATE NOT NULL, 
	module TEXT NOT NULL, 
	team TEXT NOT NULL, 
	records BIGINT NOT NULL, 
	ready BIGINT NOT NULL, 
	percent_ready NUMERIC, 
	load_run_id TEXT NOT NULL, 
	CONSTRAINT sen2_readiness_pkey PRIMARY KEY (authority, return_year, extract_date, module, team)
);

COMMENT ON TABLE dq.sen2_readiness IS 'How ready the SEN2 return is. Grain: one row for each module and team, return year and extract.';

COMMENT ON COLUMN dq.sen2_readiness.authority IS 'Short name of the authority';

COMMENT ON COLUMN dq.sen2_readiness.return_year IS 'Year of the January census';

COMMENT ON COLUMN dq.sen2_readiness.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dq.sen2_readiness.module IS 'Module of the return; all for all of them';

COMMENT ON COLUMN dq.sen2_readiness.team IS 'Team; all for all of them';

COMMENT ON COLUMN dq.sen2_readiness.records IS 'Records in the return';

COMMENT ON COLUMN dq.sen2_readiness.ready IS 'Of those, that break no error rule';

COMMENT ON COLUMN dq.sen2_readiness.percent_ready IS 'Share ready';

COMMENT ON COLUMN dq.sen2_readiness.load_run_id IS 'Load run that wrote it';

CREATE TABLE dq.sen2_reconciliation (
	authority TEXT NOT NULL, 
	return_year BIGINT NOT NULL, 
	extract_date DATE NOT NULL, 
	figure TEXT NOT NULL, 
	measure_id TEXT NOT NULL, 
	side TEXT NOT NULL, 
	in_return BIGINT NOT NULL, 
	in_measures BIGINT, 
	difference BIGINT, 
	explained BIGINT NOT NULL, 
	because TEXT NOT NULL, 
	load_run_id TEXT NOT NULL, 
	CONSTRAINT sen2_reconciliation_pkey PRIMARY KEY (authority, return_year, extract_date, figure, side), 
	CONSTRAINT sen2_reconciliation_side_is_a_known_word CHECK (side IN ('numerator', 'denominator'))
);

COMMENT ON TABLE dq.sen2_reconciliation IS 'Figures of the return beside those of the measures. Grain: one row for each figure and side, return year and extract.';

COMMENT ON COLUMN dq.sen2_reconciliation.authority IS 'Short name of the authority';

COMMENT ON COLUMN dq.sen2_reconciliation.return_year IS 'Year of the January census';

COMMENT ON COLUMN dq.sen2_reconciliation.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dq.sen2_reconciliation.figure IS 'What is counted';

COMMENT ON COLUMN dq.sen2_reconciliation.measure_id IS 'Measure';

COMMENT ON COLUMN dq.sen2_reconciliation.side IS 'Side of the measure: numerator, denominator';

COMMENT ON COLUMN dq.sen2_reconciliation.in_return IS 'Count from the records of the return';

COMMENT ON COLUMN dq.sen2_reconciliation.in_measures IS 'Count of the measure for the calendar year; null when it is not collected';

COMMENT ON COLUMN dq.sen2_reconciliation.difference IS 'Return less measure';

COMMENT ON COLUMN dq.sen2_reconciliation.explained IS 'Part of the difference that named rules account for';

COMMENT ON COLUMN dq.sen2_reconciliation.because IS 'The rules, with how many cases each accounts for';

COMMENT ON COLUMN dq.sen2_reconciliation.load_run_id IS 'Load run that wrote it';

CREATE TABLE dq.sen2_count (
	authority TEXT NOT NULL, 
	return_year BIGINT NOT NULL, 
	extract_date DATE NOT NULL, 
	module TEXT NOT NULL, 
	records BIGINT NOT NULL, 
	set_aside BIGINT NOT NULL, 
	previous BIGINT, 
	previous_is TEXT NOT NULL, 
	load_run_id TEXT NOT NULL, 
	CONSTRAINT sen2_count_pkey PRIMARY KEY (authority, return_year, extract_date, module)
);

COMMENT ON TABLE dq.sen2_count IS 'Size of the SEN2 return beside last year''s. Grain: one row for each module, return year and extract.';

COMMENT ON COLUMN dq.sen2_count.authority IS 'Short name of the authority';

COMMENT ON COLUMN dq.sen2_count.return_year IS 'Year of the January census';

COMMENT ON COLUMN dq.sen2_count.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dq.sen2_count.module IS 'Module of the return';

COMMENT ON COLUMN dq.sen2_count.records IS 'Records in the return';

COMMENT ON COLUMN dq.sen2_count.set_aside IS 'Records that validation set aside and that would have been in it';

COMMENT ON COLUMN dq.sen2_count.previous IS 'Records in last year''s return; null where nothing is known of it';

COMMENT ON COLUMN dq.sen2_count.previous_is IS 'What last year''s return is: the sealed version, or built again';

COMMENT ON COLUMN dq.sen2_count.load_run_id IS 'Load run that wrote it';

CREATE TABLE dq.sen2_choice (
	authority TEXT NOT NULL, 
	return_year BIGINT NOT NULL, 
	extract_date DATE NOT NULL, 
	choice TEXT NOT NULL, 
	choice_value TEXT NOT NULL, 
	question TEXT NOT NULL, 
	what_is_done TEXT NOT NULL, 
	is_chosen BOOLEAN NOT NULL, 
	records BIGINT NOT NULL, 
	load_run_id TEXT NOT NULL, 
	CONSTRAINT sen2_choice_pkey PRIMARY KEY (authority, return_year, extract_date, choice, choice_value)
);

COMMENT ON TABLE dq.sen2_choice IS 'What DfE''s text does not settle, and how many records of the SEN2 return each choice moves. Grain: one row for each value of a choice, return year and extract.';

COMMENT ON COLUMN dq.sen2_choice.authority IS 'Short name of the authority';

COMMENT ON COLUMN dq.sen2_choice.return_year IS 'Year of the January census';

COMMENT ON COLUMN dq.sen2_choice.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dq.sen2_choice.choice IS 'Name of the choice in the authority''s configuration';

COMMENT ON COLUMN dq.sen2_choice.choice_value IS 'Value it can have';

COMMENT ON COLUMN dq.sen2_choice.question IS 'What is not settled';

COMMENT ON COLUMN dq.sen2_choice.what_is_done IS 'What the value does';

COMMENT ON COLUMN dq.sen2_choice.is_chosen IS 'It is the one in force';

COMMENT ON COLUMN dq.sen2_choice.records IS 'Records that would come, go or change with it';

COMMENT ON COLUMN dq.sen2_choice.load_run_id IS 'Load run that wrote it';

CREATE TABLE ops.authority (
	authority TEXT NOT NULL, 
	authority_name TEXT NOT NULL, 
	la_code TEXT NOT NULL, 
	ons_code TEXT NOT NULL, 
	is_synthetic BOOLEAN NOT NULL, 
	CONSTRAINT authority_pkey PRIMARY KEY (authority)
);

COMMENT ON TABLE ops.authority IS 'Authority. Grain: one row for each authority that has been loaded.';

COMMENT ON COLUMN ops.authority.authority IS 'Short name of the authority';

COMMENT ON COLUMN ops.authority.authority_name IS 'Name; says SYNTHETIC when its data are invented';

COMMENT ON COLUMN ops.authority.la_code IS 'DfE''s three-digit number';

COMMENT ON COLUMN ops.authority.ons_code IS 'Nine-character code of the Office for National Statistics';

COMMENT ON COLUMN ops.authority.is_synthetic IS 'Its data are invented';

CREATE TABLE ops.content (
	content_name TEXT NOT NULL, 
	checksum TEXT NOT NULL, 
	CONSTRAINT content_pkey PRIMARY KEY (content_name)
);

COMMENT ON TABLE ops.content IS 'Content that is only written again when it changes. Grain: one row for each such content.';

COMMENT ON COLUMN ops.content.content_name IS 'What it is';

COMMENT ON COLUMN ops.content.checksum IS 'Checksum of what was last written';

CREATE TABLE ops.load_run (
	load_run_id TEXT NOT NULL, 
	authority TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	extract_checksum TEXT NOT NULL, 
	records_checksum TEXT, 
	code_version TEXT NOT NULL, 
	computed_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	read_began_at TIMESTAMP WITH TIME ZONE, 
	read_ended_at TIMESTAMP WITH TIME ZONE, 
	shows_day DATE, 
	is_late BOOLEAN, 
	is_current BOOLEAN NOT NULL, 
	rows_landed BIGINT, 
	rows_quarantined BIGINT, 
	rows_loaded BIGINT, 
	CONSTRAINT load_run_pkey PRIMARY KEY (load_run_id)
);

COMMENT ON TABLE ops.load_run IS 'Load run. Grain: one row for each distinct load (same extract, code and settings give the same run).';

COMMENT ON COLUMN ops.load_run.load_run_id IS 'Hash of authority, extract, code version and settings';

COMMENT ON COLUMN ops.load_run.authority IS 'Short name of the authority';

COMMENT ON COLUMN ops.load_run.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN ops.load_run.extract_checksum IS 'Checksum of the landed extract';

COMMENT ON COLUMN ops.load_run.records_checksum IS 'Checksum of the checked and corrected records that were loaded; null when this load never was';

COMMENT ON COLUMN ops.load_run.code_version IS 'Version of the software that computed it';

COMMENT ON COLUMN ops.load_run.computed_at IS 'When it was first computed';

COMMENT ON COLUMN ops.load_run.read_began_at IS 'When the reading of its rows began; null where that was not noted';

COMMENT ON COLUMN ops.load_run.read_ended_at IS 'When the reading of its rows ended; null where that was not noted';

COMMENT ON COLUMN ops.load_run.shows_day IS 'Day whose end the rows show: before the extract date when the newest export was older';

COMMENT ON COLUMN ops.load_run.is_late IS 'The source did not show the end of the extract date any more, so no figure of it is as_recorded; null where that was not noted';

COMMENT ON COLUMN ops.load_run.is_current IS 'The marts show this load';

COMMENT ON COLUMN ops.load_run.rows_landed IS 'Rows as received';

COMMENT ON COLUMN ops.load_run.rows_quarantined IS 'Rows set aside';

COMMENT ON COLUMN ops.load_run.rows_loaded IS 'Rows written to the warehouse';

CREATE TABLE ops.load_attempt (
	attempt_id TEXT NOT NULL, 
	load_run_id TEXT NOT NULL, 
	authority TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	started_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	seconds NUMERIC, 
	outcome TEXT NOT NULL, 
	superseded_by DATE, 
	message TEXT, 
	CONSTRAINT load_attempt_pkey PRIMARY KEY (attempt_id), 
	CONSTRAINT load_attempt_outcome_is_a_known_word CHECK (outcome IN ('loaded', 'superseded', 'failed'))
);

COMMENT ON TABLE ops.load_attempt IS 'Attempt at a load. Grain: one row for each time that a load was tried.';

COMMENT ON COLUMN ops.load_attempt.attempt_id IS 'Random identifier';

COMMENT ON COLUMN ops.load_attempt.load_run_id IS 'Load run that wrote it';

COMMENT ON COLUMN ops.load_attempt.authority IS 'Short name of the authority';

COMMENT ON COLUMN ops.load_attempt.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN ops.load_attempt.started_at IS 'When it began';

COMMENT ON COLUMN ops.load_attempt.seconds IS 'How long it took';

COMMENT ON COLUMN ops.load_attempt.outcome IS 'What became of it: loaded, superseded, failed';

COMMENT ON COLUMN ops.load_attempt.superseded_by IS 'Later extract because of which it was not loaded';

COMMENT ON COLUMN ops.load_attempt.message IS 'Error in plain words';

CREATE TABLE ops.step_attempt (
	attempt_id TEXT NOT NULL, 
	authority TEXT NOT NULL, 
	step TEXT NOT NULL, 
	step_about TEXT, 
	started_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	seconds NUMERIC, 
	outcome TEXT NOT NULL, 
	message TEXT, 
	CONSTRAINT step_attempt_pkey PRIMARY KEY (attempt_id), 
	CONSTRAINT step_attempt_outcome_is_a_known_word CHECK (outcome IN ('done', 'skipped', 'waiting', 'failed'))
);

COMMENT ON TABLE ops.step_attempt IS 'Attempt at a step. Grain: one row for each time that a step was tried.';

COMMENT ON COLUMN ops.step_attempt.attempt_id IS 'Random identifier';

COMMENT ON COLUMN ops.step_attempt.authority IS 'Short name of the authority';

COMMENT ON COLUMN ops.step_attempt.step IS 'Step, such as land, compute or rehearse';

COMMENT ON COLUMN ops.step_attempt.step_about IS 'What was worked on: extract date, half-term or year of a return; null where it did not come so far';

COMMENT ON COLUMN ops.step_attempt.started_at IS 'When it began';

COMMENT ON COLUMN ops.step_attempt.seconds IS 'How long it took';

COMMENT ON COLUMN ops.step_attempt.outcome IS 'What became of it: done, skipped, waiting, failed';

COMMENT ON COLUMN ops.step_attempt.message IS 'Why it was skipped or waits, or the error in plain words';

CREATE TABLE IF NOT EXISTS ops.load_lock (
	lock_name TEXT NOT NULL, 
	CONSTRAINT load_lock_pkey PRIMARY KEY (lock_name)
);

COMMENT ON TABLE ops.load_lock IS 'Turn. Grain: one row for each thing that sessions take turns at; whoever holds its lock has the turn.';

COMMENT ON COLUMN ops.load_lock.lock_name IS 'What: the schema, an authority''s load, tables shared by all';

CREATE TABLE ops.deletion (
	authority TEXT NOT NULL, 
	path TEXT NOT NULL, 
	because TEXT NOT NULL, 
	deleted_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT deletion_pkey PRIMARY KEY (authority, path)
);

COMMENT ON TABLE ops.deletion IS 'What retention deleted. Grain: one row for each folder of the lake that was deleted because its time was over.';

COMMENT ON COLUMN ops.deletion.authority IS 'Short name of the authority';

COMMENT ON COLUMN ops.deletion.path IS 'Folder in the lake';

COMMENT ON COLUMN ops.deletion.because IS 'The policy that it fell under';

COMMENT ON COLUMN ops.deletion.deleted_at IS 'When';
