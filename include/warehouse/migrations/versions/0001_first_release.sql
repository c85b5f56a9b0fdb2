CREATE SCHEMA IF NOT EXISTS restricted;

REVOKE ALL ON SCHEMA restricted FROM PUBLIC;

ALTER DEFAULT PRIVILEGES IN SCHEMA restricted REVOKE ALL ON TABLES FROM PUBLIC;

CREATE SCHEMA IF NOT EXISTS marts;

REVOKE ALL ON SCHEMA marts FROM PUBLIC;

ALTER DEFAULT PRIVILEGES IN SCHEMA marts REVOKE ALL ON TABLES FROM PUBLIC;

CREATE SCHEMA IF NOT EXISTS dfe;

REVOKE ALL ON SCHEMA dfe FROM PUBLIC;

ALTER DEFAULT PRIVILEGES IN SCHEMA dfe REVOKE ALL ON TABLES FROM PUBLIC;

CREATE SCHEMA IF NOT EXISTS dq;

REVOKE ALL ON SCHEMA dq FROM PUBLIC;

ALTER DEFAULT PRIVILEGES IN SCHEMA dq REVOKE ALL ON TABLES FROM PUBLIC;

CREATE SCHEMA IF NOT EXISTS open;

REVOKE ALL ON SCHEMA open FROM PUBLIC;

ALTER DEFAULT PRIVILEGES IN SCHEMA open REVOKE ALL ON TABLES FROM PUBLIC;

CREATE SCHEMA IF NOT EXISTS ops;

REVOKE ALL ON SCHEMA ops FROM PUBLIC;

ALTER DEFAULT PRIVILEGES IN SCHEMA ops REVOKE ALL ON TABLES FROM PUBLIC;

CREATE SCHEMA IF NOT EXISTS bi;

REVOKE ALL ON SCHEMA bi FROM PUBLIC;

ALTER DEFAULT PRIVILEGES IN SCHEMA bi REVOKE ALL ON TABLES FROM PUBLIC;

CREATE SCHEMA IF NOT EXISTS held;

REVOKE ALL ON SCHEMA held FROM PUBLIC;

ALTER DEFAULT PRIVILEGES IN SCHEMA held REVOKE ALL ON TABLES FROM PUBLIC;

DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'send_publication') THEN
        CREATE ROLE send_publication NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

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
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'send_manager') THEN
        CREATE ROLE send_manager NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'send_loader') THEN
        CREATE ROLE send_loader NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'send_views') THEN
        CREATE ROLE send_views NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

CREATE FUNCTION marts.refuse_to_change_what_was_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was published is never changed: publish again instead';
END $$;

CREATE FUNCTION held.forget_the_hash() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.row_hash := NULL;
    RETURN NEW;
END $$;

CREATE FUNCTION bi.key_of(member text) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ('x' || left(md5(member), 13))::bit(52)::bigint;

CREATE TABLE held.person (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.person IS 'Rows of restricted.person.';

COMMENT ON COLUMN held.person.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.person FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.request (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

CREATE INDEX request_person ON held.request (authority, person_id);

COMMENT ON TABLE held.request IS 'Rows of restricted.request.';

COMMENT ON COLUMN held.request.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.request FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.assessment (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.assessment IS 'Rows of restricted.assessment.';

COMMENT ON COLUMN held.assessment.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.assessment FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.plan (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.plan IS 'Rows of restricted.plan.';

COMMENT ON COLUMN held.plan.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.plan FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.plan_placement (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.plan_placement IS 'Rows of restricted.plan_placement.';

COMMENT ON COLUMN held.plan_placement.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.plan_placement FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.active_plan (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.active_plan IS 'Rows of restricted.active_plan.';

COMMENT ON COLUMN held.active_plan.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.active_plan FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.placement (
	row_hash BIGINT, 
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
	annual_cost NUMERIC, 
	record_source TEXT NOT NULL, 
	CONSTRAINT placement_pkey PRIMARY KEY (authority, placement_id)
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.placement IS 'Rows of restricted.placement.';

COMMENT ON COLUMN held.placement.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.placement FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.sen_need (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	active_plan_id TEXT NOT NULL, 
	sen_type_rank TEXT NOT NULL, 
	sen_type TEXT NOT NULL, 
	record_source TEXT NOT NULL, 
	CONSTRAINT sen_need_pkey PRIMARY KEY (authority, active_plan_id, sen_type_rank, sen_type)
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.sen_need IS 'Rows of restricted.sen_need.';

COMMENT ON COLUMN held.sen_need.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.sen_need FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.milestone (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.milestone IS 'Rows of restricted.milestone.';

COMMENT ON COLUMN held.milestone.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.milestone FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.exception (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.exception IS 'Rows of restricted.exception.';

COMMENT ON COLUMN held.exception.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.exception FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.annual_review (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.annual_review IS 'Rows of restricted.annual_review.';

COMMENT ON COLUMN held.annual_review.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.annual_review FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.phase_transfer (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.phase_transfer IS 'Rows of restricted.phase_transfer.';

COMMENT ON COLUMN held.phase_transfer.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.phase_transfer FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.panel (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	panel_id TEXT NOT NULL, 
	panel_date DATE NOT NULL, 
	panel_name TEXT, 
	record_source TEXT NOT NULL, 
	CONSTRAINT panel_pkey PRIMARY KEY (authority, panel_id)
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.panel IS 'Rows of restricted.panel.';

COMMENT ON COLUMN held.panel.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.panel FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.panel_attendance (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	panel_id TEXT NOT NULL, 
	agency TEXT NOT NULL, 
	attended BOOLEAN NOT NULL, 
	record_source TEXT NOT NULL, 
	CONSTRAINT panel_attendance_pkey PRIMARY KEY (authority, panel_id, agency)
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.panel_attendance IS 'Rows of restricted.panel_attendance.';

COMMENT ON COLUMN held.panel_attendance.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.panel_attendance FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.panel_decision (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

CREATE INDEX panel_decision_person ON held.panel_decision (authority, person_id);

COMMENT ON TABLE held.panel_decision IS 'Rows of restricted.panel_decision.';

COMMENT ON COLUMN held.panel_decision.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.panel_decision FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.appeal (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

CREATE INDEX appeal_person ON held.appeal (authority, person_id);

COMMENT ON TABLE held.appeal IS 'Rows of restricted.appeal.';

COMMENT ON COLUMN held.appeal.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.appeal FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.delay_letter (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	delay_letter_id TEXT NOT NULL, 
	request_id TEXT NOT NULL, 
	limit_id TEXT NOT NULL, 
	sent_date DATE NOT NULL, 
	delay_reason TEXT, 
	record_source TEXT NOT NULL, 
	CONSTRAINT delay_letter_pkey PRIMARY KEY (authority, delay_letter_id)
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.delay_letter IS 'Rows of restricted.delay_letter.';

COMMENT ON COLUMN held.delay_letter.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.delay_letter FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.complaint (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

CREATE INDEX complaint_person ON held.complaint (authority, person_id);

COMMENT ON TABLE held.complaint IS 'Rows of restricted.complaint.';

COMMENT ON COLUMN held.complaint.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.complaint FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.quality_audit (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

CREATE INDEX quality_audit_person ON held.quality_audit (authority, person_id);

COMMENT ON TABLE held.quality_audit IS 'Rows of restricted.quality_audit.';

COMMENT ON COLUMN held.quality_audit.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.quality_audit FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.contact (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

CREATE INDEX contact_person ON held.contact (authority, person_id);

COMMENT ON TABLE held.contact IS 'Rows of restricted.contact.';

COMMENT ON COLUMN held.contact.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.contact FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.call_volume (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	call_date DATE NOT NULL, 
	line TEXT NOT NULL, 
	calls_offered BIGINT NOT NULL, 
	calls_answered BIGINT NOT NULL, 
	calls_abandoned BIGINT, 
	record_source TEXT NOT NULL, 
	CONSTRAINT call_volume_pkey PRIMARY KEY (authority, call_date, line)
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.call_volume IS 'Rows of restricted.call_volume.';

COMMENT ON COLUMN held.call_volume.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.call_volume FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.meeting (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

CREATE INDEX meeting_person ON held.meeting (authority, person_id);

COMMENT ON TABLE held.meeting IS 'Rows of restricted.meeting.';

COMMENT ON COLUMN held.meeting.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.meeting FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.support (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

CREATE INDEX support_person ON held.support (authority, person_id);

COMMENT ON TABLE held.support IS 'Rows of restricted.support.';

COMMENT ON COLUMN held.support.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.support FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.provision (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

CREATE INDEX provision_person ON held.provision (authority, person_id);

COMMENT ON TABLE held.provision IS 'Rows of restricted.provision.';

COMMENT ON COLUMN held.provision.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.provision FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.transport (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

CREATE INDEX transport_person ON held.transport (authority, person_id);

COMMENT ON TABLE held.transport IS 'Rows of restricted.transport.';

COMMENT ON COLUMN held.transport.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.transport FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.survey (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	survey_id TEXT NOT NULL, 
	survey_date DATE NOT NULL, 
	question TEXT NOT NULL, 
	answer TEXT, 
	record_source TEXT NOT NULL, 
	CONSTRAINT survey_pkey PRIMARY KEY (authority, survey_id)
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.survey IS 'Rows of restricted.survey.';

COMMENT ON COLUMN held.survey.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.survey FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.team (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	team_id TEXT NOT NULL, 
	team_name TEXT NOT NULL, 
	locality TEXT, 
	established_fte NUMERIC, 
	record_source TEXT NOT NULL, 
	CONSTRAINT team_pkey PRIMARY KEY (authority, team_id)
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.team IS 'Rows of restricted.team.';

COMMENT ON COLUMN held.team.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.team FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.caseworker (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.caseworker IS 'Rows of restricted.caseworker.';

COMMENT ON COLUMN held.caseworker.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.caseworker FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.absence (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	absence_id TEXT NOT NULL, 
	caseworker_id TEXT NOT NULL, 
	from_date DATE NOT NULL, 
	to_date DATE, 
	cover_named BOOLEAN, 
	record_source TEXT NOT NULL, 
	CONSTRAINT absence_pkey PRIMARY KEY (authority, absence_id)
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.absence IS 'Rows of restricted.absence.';

COMMENT ON COLUMN held.absence.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.absence FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.allocation (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	allocation_id TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	caseworker_id TEXT NOT NULL, 
	allocation_role TEXT, 
	from_date DATE NOT NULL, 
	to_date DATE, 
	record_source TEXT NOT NULL, 
	CONSTRAINT allocation_pkey PRIMARY KEY (authority, allocation_id)
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

CREATE INDEX allocation_person ON held.allocation (authority, person_id);

COMMENT ON TABLE held.allocation IS 'Rows of restricted.allocation.';

COMMENT ON COLUMN held.allocation.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.allocation FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.setting (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	urn TEXT NOT NULL, 
	setting_name TEXT, 
	setting_type TEXT, 
	establishment_type TEXT, 
	phase TEXT, 
	out_of_area BOOLEAN, 
	places_open_from DATE, 
	record_source TEXT NOT NULL, 
	CONSTRAINT setting_pkey PRIMARY KEY (authority, urn)
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.setting IS 'Rows of restricted.setting.';

COMMENT ON COLUMN held.setting.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.setting FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.ledger (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	ledger_month DATE NOT NULL, 
	ledger_line TEXT NOT NULL, 
	provision_group TEXT NOT NULL, 
	amount NUMERIC NOT NULL, 
	record_source TEXT NOT NULL, 
	CONSTRAINT ledger_pkey PRIMARY KEY (authority, ledger_month, ledger_line, provision_group)
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.ledger IS 'Rows of restricted.ledger.';

COMMENT ON COLUMN held.ledger.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.ledger FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.action (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	action_id TEXT NOT NULL, 
	recommendation TEXT NOT NULL, 
	action_name TEXT NOT NULL, 
	due_date DATE, 
	done_date DATE, 
	action_status TEXT, 
	record_source TEXT NOT NULL, 
	CONSTRAINT action_pkey PRIMARY KEY (authority, action_id)
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.action IS 'Rows of restricted.action.';

COMMENT ON COLUMN held.action.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.action FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.person_key (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	person_id TEXT NOT NULL, 
	person_key TEXT NOT NULL, 
	CONSTRAINT person_key_pkey PRIMARY KEY (authority, person_id)
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.person_key IS 'Rows of restricted.person_key.';

COMMENT ON COLUMN held.person_key.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.person_key FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.work_list (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

CREATE INDEX work_list_person ON held.work_list (authority, person_id);

COMMENT ON TABLE held.work_list IS 'Rows of restricted.work_list.';

COMMENT ON COLUMN held.work_list.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.work_list FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.dim_period (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	period_type TEXT NOT NULL, 
	period_key TEXT NOT NULL, 
	period_label TEXT NOT NULL, 
	period_start DATE NOT NULL, 
	period_end DATE NOT NULL, 
	CONSTRAINT dim_period_pkey PRIMARY KEY (authority, period_type, period_key), 
	CONSTRAINT dim_period_period_type_is_a_known_word CHECK (period_type IN ('month', 'half_term', 'term', 'calendar_year', 'academic_year'))
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.dim_period IS 'Rows of marts.dim_period.';

COMMENT ON COLUMN held.dim_period.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.dim_period FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.dim_measure (
	row_hash BIGINT, 
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
	subject_codeset TEXT, 
	smallest_count BIGINT NOT NULL, 
	definition_version BIGINT NOT NULL, 
	CONSTRAINT dim_measure_pkey PRIMARY KEY (measure_id), 
	CONSTRAINT dim_measure_statistic_is_a_known_word CHECK (statistic IN ('rate', 'share', 'count', 'sum', 'rolling_count', 'rolling_rate', 'stock', 'stock_rate', 'median', 'mean', 'stock_mean', 'p90', 'given', 'ratio', 'difference')), 
	CONSTRAINT dim_measure_cohort_is_a_known_word CHECK (cohort IN ('received', 'issued', 'due', 'open')), 
	CONSTRAINT dim_measure_unit_is_a_known_word CHECK (unit IN ('percent', 'points', 'cases', 'plans', 'days', 'weeks', 'people', 'per_1000', 'pounds', 'grade', 'fte', 'ratio')), 
	CONSTRAINT dim_measure_direction_is_a_known_word CHECK (direction IN ('higher', 'lower', 'track')), 
	CONSTRAINT dim_measure_recommendation_is_a_known_word CHECK (recommendation IN ('i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii', 'xiii', 'xiv', 'all'))
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.dim_measure IS 'Rows of marts.dim_measure.';

COMMENT ON COLUMN held.dim_measure.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.dim_measure FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.dim_limit (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.dim_limit IS 'Rows of marts.dim_limit.';

COMMENT ON COLUMN held.dim_limit.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.dim_limit FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.dim_neighbour (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	la_code TEXT NOT NULL, 
	neighbours_source TEXT NOT NULL, 
	CONSTRAINT dim_neighbour_pkey PRIMARY KEY (authority, la_code)
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.dim_neighbour IS 'Rows of marts.dim_neighbour.';

COMMENT ON COLUMN held.dim_neighbour.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.dim_neighbour FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.dim_date (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.dim_date IS 'Rows of marts.dim_date.';

COMMENT ON COLUMN held.dim_date.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.dim_date FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.dim_age (
	row_hash BIGINT, 
	age BIGINT NOT NULL, 
	age_band TEXT NOT NULL, 
	school_phase TEXT NOT NULL, 
	CONSTRAINT dim_age_pkey PRIMARY KEY (age), 
	CONSTRAINT dim_age_age_band_is_a_known_word CHECK (age_band IN ('under_5', '5_10', '11_15', '16_19', '20_25', 'not_recorded')), 
	CONSTRAINT dim_age_school_phase_is_a_known_word CHECK (school_phase IN ('early_years', 'primary', 'secondary', 'post_16', 'not_recorded'))
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.dim_age IS 'Rows of marts.dim_age.';

COMMENT ON COLUMN held.dim_age.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.dim_age FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.dim_code (
	row_hash BIGINT, 
	codeset TEXT NOT NULL, 
	code TEXT NOT NULL, 
	code_label TEXT NOT NULL, 
	position BIGINT NOT NULL, 
	CONSTRAINT dim_code_pkey PRIMARY KEY (codeset, code)
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.dim_code IS 'Rows of marts.dim_code.';

COMMENT ON COLUMN held.dim_code.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.dim_code FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.dim_team (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	team_id TEXT NOT NULL, 
	team_name TEXT NOT NULL, 
	locality TEXT, 
	established_fte NUMERIC, 
	CONSTRAINT dim_team_pkey PRIMARY KEY (authority, team_id)
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.dim_team IS 'Rows of marts.dim_team.';

COMMENT ON COLUMN held.dim_team.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.dim_team FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.dim_caseworker (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	caseworker_id TEXT NOT NULL, 
	team_id TEXT, 
	grade TEXT, 
	fte NUMERIC, 
	from_date DATE, 
	to_date DATE, 
	CONSTRAINT dim_caseworker_pkey PRIMARY KEY (authority, caseworker_id)
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.dim_caseworker IS 'Rows of marts.dim_caseworker.';

COMMENT ON COLUMN held.dim_caseworker.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.dim_caseworker FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.fact_request (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.fact_request IS 'Rows of marts.fact_request.';

COMMENT ON COLUMN held.fact_request.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.fact_request FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.fact_clock (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.fact_clock IS 'Rows of marts.fact_clock.';

COMMENT ON COLUMN held.fact_clock.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.fact_clock FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.fact_plan (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.fact_plan IS 'Rows of marts.fact_plan.';

COMMENT ON COLUMN held.fact_plan.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.fact_plan FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.fact_caseload (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.fact_caseload IS 'Rows of marts.fact_caseload.';

COMMENT ON COLUMN held.fact_caseload.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.fact_caseload FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.fact_event (
	row_hash BIGINT, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.fact_event IS 'Rows of marts.fact_event.';

COMMENT ON COLUMN held.fact_event.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.fact_event FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.fact_spell (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	spell_key TEXT NOT NULL, 
	spell_type TEXT NOT NULL, 
	from_date DATE NOT NULL, 
	to_date DATE, 
	person_key TEXT, 
	subject TEXT NOT NULL, 
	fte NUMERIC, 
	annual_cost NUMERIC, 
	started_on DATE, 
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
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.fact_spell IS 'Rows of marts.fact_spell.';

COMMENT ON COLUMN held.fact_spell.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.fact_spell FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.measure_value (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	measure_id TEXT NOT NULL, 
	period_type TEXT NOT NULL, 
	period_key TEXT NOT NULL, 
	period_start DATE NOT NULL, 
	period_end DATE NOT NULL, 
	as_at DATE, 
	basis TEXT NOT NULL, 
	dimension TEXT NOT NULL, 
	member TEXT NOT NULL, 
	numerator NUMERIC, 
	denominator NUMERIC, 
	value NUMERIC, 
	status TEXT NOT NULL, 
	definition_version BIGINT NOT NULL, 
	load_run_id TEXT, 
	CONSTRAINT measure_value_pkey PRIMARY KEY (authority, measure_id, period_type, period_key, basis, dimension, member), 
	CONSTRAINT measure_value_period_type_is_a_known_word CHECK (period_type IN ('month', 'half_term', 'term', 'calendar_year', 'academic_year')), 
	CONSTRAINT measure_value_basis_is_a_known_word CHECK (basis IN ('as_recorded', 'restated')), 
	CONSTRAINT measure_value_dimension_is_a_known_word CHECK (dimension IN ('all', 'locality', 'team', 'caseworker', 'age_band', 'sex', 'ethnicity', 'primary_need', 'setting', 'school_phase', 'subject', 'school')), 
	CONSTRAINT measure_value_status_is_a_known_word CHECK (status IN ('ok', 'no_cases', 'not_collected', 'not_due', 'not_reliable')), 
	CONSTRAINT measure_value_not_reliable_has_no_figure CHECK (status <> 'not_reliable' OR (numerator IS NULL AND denominator IS NULL AND value IS NULL))
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.measure_value IS 'Rows of marts.measure_value.';

COMMENT ON COLUMN held.measure_value.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.measure_value FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.forecast (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	forecast_year BIGINT NOT NULL, 
	benchmark_id TEXT NOT NULL, 
	dfe_unit TEXT, 
	status TEXT NOT NULL, 
	because TEXT, 
	known_in_time BIGINT NOT NULL, 
	known_plans BIGINT NOT NULL, 
	known_value NUMERIC, 
	open_cases BIGINT NOT NULL, 
	open_overdue BIGINT NOT NULL, 
	low_90 NUMERIC, 
	low_50 NUMERIC, 
	middle NUMERIC, 
	high_50 NUMERIC, 
	high_90 NUMERIC, 
	line NUMERIC, 
	line_source TEXT, 
	probability_below_line NUMERIC, 
	weeks_of_history BIGINT NOT NULL, 
	plans_of_history BIGINT NOT NULL, 
	CONSTRAINT forecast_pkey PRIMARY KEY (authority, benchmark_id), 
	CONSTRAINT forecast_status_is_a_known_word CHECK (status IN ('ok', 'not_reliable', 'no_cases', 'short_history', 'too_few'))
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.forecast IS 'Rows of marts.forecast.';

COMMENT ON COLUMN held.forecast.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.forecast FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.forecast_target (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	forecast_year BIGINT NOT NULL, 
	target NUMERIC NOT NULL, 
	probability_reached NUMERIC NOT NULL, 
	more_in_time BIGINT NOT NULL, 
	more_a_month BIGINT NOT NULL, 
	months_left BIGINT NOT NULL, 
	expected_to_be_late BIGINT NOT NULL, 
	can_be_reached BOOLEAN NOT NULL, 
	CONSTRAINT forecast_target_pkey PRIMARY KEY (authority, target)
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.forecast_target IS 'Rows of marts.forecast_target.';

COMMENT ON COLUMN held.forecast_target.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.forecast_target FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.trajectory (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	measure_id TEXT NOT NULL, 
	milestone_date DATE NOT NULL, 
	milestone_value NUMERIC NOT NULL, 
	is_baseline BOOLEAN NOT NULL, 
	wanted TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	written_source TEXT NOT NULL, 
	CONSTRAINT trajectory_pkey PRIMARY KEY (authority, measure_id, milestone_date), 
	CONSTRAINT trajectory_wanted_is_a_known_word CHECK (wanted IN ('higher', 'lower', 'track'))
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.trajectory IS 'Rows of marts.trajectory.';

COMMENT ON COLUMN held.trajectory.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.trajectory FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.staff_hour (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	role TEXT NOT NULL, 
	hours_a_plan NUMERIC NOT NULL, 
	written_source TEXT NOT NULL, 
	CONSTRAINT staff_hour_pkey PRIMARY KEY (authority, role)
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.staff_hour IS 'Rows of marts.staff_hour.';

COMMENT ON COLUMN held.staff_hour.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.staff_hour FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

CREATE TABLE held.manual_figure (
	row_hash BIGINT, 
	authority TEXT NOT NULL, 
	series_id TEXT NOT NULL, 
	series_name TEXT NOT NULL, 
	definition TEXT NOT NULL, 
	series_date DATE NOT NULL, 
	value NUMERIC, 
	series_unit TEXT NOT NULL, 
	kept_by TEXT NOT NULL, 
	written_source TEXT NOT NULL, 
	typed_by TEXT NOT NULL, 
	typed_on DATE, 
	is_public BOOLEAN NOT NULL, 
	CONSTRAINT manual_figure_pkey PRIMARY KEY (authority, series_id, series_date)
)
 WITH (autovacuum_vacuum_scale_factor = 0.05, vacuum_truncate = off);

COMMENT ON TABLE held.manual_figure IS 'Rows of marts.manual_figure.';

COMMENT ON COLUMN held.manual_figure.row_hash IS 'Hash of the row as it was loaded';

CREATE TRIGGER changed BEFORE UPDATE ON held.manual_figure FOR EACH ROW EXECUTE FUNCTION held.forget_the_hash();

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

CREATE TABLE dfe.published_absence (
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
	education_phase TEXT NOT NULL, 
	absence_terms TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	enrolments BIGINT, 
	sess_possible BIGINT, 
	sess_overall BIGINT, 
	sess_authorised BIGINT, 
	sess_unauthorised BIGINT, 
	sess_overall_percent NUMERIC, 
	sess_authorised_percent NUMERIC, 
	sess_unauthorised_percent NUMERIC, 
	enrolments_pa_10_exact BIGINT, 
	enrolments_pa_10_exact_percent NUMERIC, 
	enrolments_pa_50_exact BIGINT, 
	enrolments_pa_50_exact_percent NUMERIC, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT published_absence_pkey PRIMARY KEY (release_year, area_code, time_period, geographic_level, breakdown_topic, breakdown)
);

COMMENT ON TABLE dfe.published_absence IS 'Absence from school, of pupils with a plan, with SEN support and others (DfE). Grain: one row for each edition, school year, area and SEN provision.';

COMMENT ON COLUMN dfe.published_absence.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.published_absence.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.published_absence.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.published_absence.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.published_absence.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.published_absence.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.published_absence.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.published_absence.country_name IS 'Country';

COMMENT ON COLUMN dfe.published_absence.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.published_absence.region_name IS 'Region';

COMMENT ON COLUMN dfe.published_absence.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.published_absence.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.published_absence.la_name IS 'Authority';

COMMENT ON COLUMN dfe.published_absence.education_phase IS 'Kind of school; Total: all state-funded primary, secondary and special schools';

COMMENT ON COLUMN dfe.published_absence.absence_terms IS 'Terms of the year that are counted, as DfE says';

COMMENT ON COLUMN dfe.published_absence.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.published_absence.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.published_absence.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.published_absence.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.published_absence.enrolments IS 'Pupils enrolled';

COMMENT ON COLUMN dfe.published_absence.sess_possible IS 'Sessions that they could have attended; a school day has two';

COMMENT ON COLUMN dfe.published_absence.sess_overall IS 'Sessions missed';

COMMENT ON COLUMN dfe.published_absence.sess_authorised IS 'Sessions missed with the school''s leave';

COMMENT ON COLUMN dfe.published_absence.sess_unauthorised IS 'Sessions missed without it';

COMMENT ON COLUMN dfe.published_absence.sess_overall_percent IS 'Percentage of sessions missed';

COMMENT ON COLUMN dfe.published_absence.sess_authorised_percent IS 'Percentage of sessions missed with the school''s leave';

COMMENT ON COLUMN dfe.published_absence.sess_unauthorised_percent IS 'Percentage of sessions missed without it';

COMMENT ON COLUMN dfe.published_absence.enrolments_pa_10_exact IS 'Pupils persistently absent: who missed a tenth of their sessions or more';

COMMENT ON COLUMN dfe.published_absence.enrolments_pa_10_exact_percent IS 'Percentage persistently absent';

COMMENT ON COLUMN dfe.published_absence.enrolments_pa_50_exact IS 'Pupils severely absent: who missed half of their sessions or more';

COMMENT ON COLUMN dfe.published_absence.enrolments_pa_50_exact_percent IS 'Percentage severely absent';

COMMENT ON COLUMN dfe.published_absence.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.published_absence.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.published_suspensions (
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
	education_phase TEXT NOT NULL, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	headcount BIGINT, 
	perm_excl BIGINT, 
	perm_excl_rate NUMERIC, 
	suspension BIGINT, 
	susp_rate NUMERIC, 
	one_plus_susp BIGINT, 
	one_plus_susp_rate NUMERIC, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT published_suspensions_pkey PRIMARY KEY (release_year, area_code, time_period, geographic_level, breakdown_topic, breakdown)
);

COMMENT ON TABLE dfe.published_suspensions IS 'Suspensions and permanent exclusions, of pupils with a plan, with SEN support and others (DfE). Grain: one row for each edition, school year, area and SEN provision.';

COMMENT ON COLUMN dfe.published_suspensions.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.published_suspensions.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.published_suspensions.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.published_suspensions.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.published_suspensions.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.published_suspensions.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.published_suspensions.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.published_suspensions.country_name IS 'Country';

COMMENT ON COLUMN dfe.published_suspensions.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.published_suspensions.region_name IS 'Region';

COMMENT ON COLUMN dfe.published_suspensions.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.published_suspensions.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.published_suspensions.la_name IS 'Authority';

COMMENT ON COLUMN dfe.published_suspensions.education_phase IS 'Kind of school; Total: all state-funded primary, secondary and special schools';

COMMENT ON COLUMN dfe.published_suspensions.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.published_suspensions.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.published_suspensions.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.published_suspensions.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.published_suspensions.headcount IS 'Pupils on the roll in January';

COMMENT ON COLUMN dfe.published_suspensions.perm_excl IS 'Permanent exclusions';

COMMENT ON COLUMN dfe.published_suspensions.perm_excl_rate IS 'Permanent exclusions for each 100 pupils';

COMMENT ON COLUMN dfe.published_suspensions.suspension IS 'Suspensions; a pupil may have several';

COMMENT ON COLUMN dfe.published_suspensions.susp_rate IS 'Suspensions for each 100 pupils; may be over 100';

COMMENT ON COLUMN dfe.published_suspensions.one_plus_susp IS 'Pupils suspended at least once';

COMMENT ON COLUMN dfe.published_suspensions.one_plus_susp_rate IS 'Percentage suspended at least once';

COMMENT ON COLUMN dfe.published_suspensions.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.published_suspensions.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

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

CREATE TABLE dfe.published_benchmark (
	benchmark_id TEXT NOT NULL, 
	release_year BIGINT NOT NULL, 
	time_period BIGINT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	region_code TEXT, 
	old_la_code TEXT, 
	calendar_year BIGINT NOT NULL, 
	numerator BIGINT, 
	denominator BIGINT, 
	value NUMERIC, 
	left_out TEXT, 
	rank BIGINT, 
	ranked_among BIGINT, 
	quartile BIGINT, 
	CONSTRAINT published_benchmark_pkey PRIMARY KEY (benchmark_id, release_year, time_period, geographic_level, area_code)
);

COMMENT ON TABLE dfe.published_benchmark IS 'What is comparable, with each authority''s place among all (DfE). Grain: one row for each figure, edition, period and area.';

COMMENT ON COLUMN dfe.published_benchmark.benchmark_id IS 'Figure that DfE publishes, by our name of it: to dfe.benchmark_definition';

COMMENT ON COLUMN dfe.published_benchmark.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.published_benchmark.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.published_benchmark.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.published_benchmark.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.published_benchmark.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.published_benchmark.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.published_benchmark.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.published_benchmark.calendar_year IS 'Calendar year told of; a count of January is told with the year before it, a school year with that in which it began';

COMMENT ON COLUMN dfe.published_benchmark.numerator IS 'Numerator or count, added up from DfE''s columns; null for a mean';

COMMENT ON COLUMN dfe.published_benchmark.denominator IS 'Denominator, or the plans that a mean is of; null for a count';

COMMENT ON COLUMN dfe.published_benchmark.value IS 'The figure, percentages and means half up to one decimal';

COMMENT ON COLUMN dfe.published_benchmark.left_out IS 'Why there is no figure or no rank: the sign that DfE printed, or suspect when it cannot be right';

COMMENT ON COLUMN dfe.published_benchmark.rank IS 'Place among authorities: 1 for the best, or the highest where neither way is better; equal figures share one';

COMMENT ON COLUMN dfe.published_benchmark.ranked_among IS 'Authorities that have a place';

COMMENT ON COLUMN dfe.published_benchmark.quartile IS 'Quarter of the places, from 1 to 4';

CREATE TABLE dfe.benchmark_definition (
	benchmark_id TEXT NOT NULL, 
	benchmark_name TEXT NOT NULL, 
	measure_id TEXT, 
	dimension TEXT NOT NULL, 
	member TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	direction TEXT NOT NULL, 
	is_ranked BOOLEAN NOT NULL, 
	is_of_school_year BOOLEAN NOT NULL, 
	printed_as TEXT NOT NULL, 
	differs TEXT, 
	position BIGINT NOT NULL, 
	CONSTRAINT benchmark_definition_pkey PRIMARY KEY (benchmark_id)
);

COMMENT ON TABLE dfe.benchmark_definition IS 'What of DfE''s figures is comparable with which measure of ours. Grain: one row for each figure.';

COMMENT ON COLUMN dfe.benchmark_definition.benchmark_id IS 'Figure that DfE publishes, by our name of it: to dfe.benchmark_definition';

COMMENT ON COLUMN dfe.benchmark_definition.benchmark_name IS 'What is counted';

COMMENT ON COLUMN dfe.benchmark_definition.measure_id IS 'Our measure of the same; null where only dfe.benchmark has our own figure';

COMMENT ON COLUMN dfe.benchmark_definition.dimension IS 'Breakdown of the measure whose member is told as a share of all; all for the measure itself';

COMMENT ON COLUMN dfe.benchmark_definition.member IS 'Member of that breakdown; all for the measure itself';

COMMENT ON COLUMN dfe.benchmark_definition.unit IS 'percent, weeks, plans, cases, per_100 or per_10000 (for each 100 or 10,000 pupils)';

COMMENT ON COLUMN dfe.benchmark_definition.direction IS 'Which way is better: higher, lower, track for neither';

COMMENT ON COLUMN dfe.benchmark_definition.is_ranked IS 'Whether authorities are put in order by it; not by counts, which tell how large they are';

COMMENT ON COLUMN dfe.benchmark_definition.is_of_school_year IS 'Whether it tells of a school year, and not of a calendar year or a January';

COMMENT ON COLUMN dfe.benchmark_definition.printed_as IS 'DfE''s files and columns that it is made of';

COMMENT ON COLUMN dfe.benchmark_definition.differs IS 'What DfE counts otherwise than our measure does';

COMMENT ON COLUMN dfe.benchmark_definition.position IS 'Place in the order in which people read them';

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

CREATE TABLE dfe.absence (
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
	education_phase TEXT NOT NULL, 
	absence_terms TEXT, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	enrolments BIGINT, 
	sess_possible BIGINT, 
	sess_overall BIGINT, 
	sess_authorised BIGINT, 
	sess_unauthorised BIGINT, 
	sess_overall_percent NUMERIC, 
	sess_authorised_percent NUMERIC, 
	sess_unauthorised_percent NUMERIC, 
	enrolments_pa_10_exact BIGINT, 
	enrolments_pa_10_exact_percent NUMERIC, 
	enrolments_pa_50_exact BIGINT, 
	enrolments_pa_50_exact_percent NUMERIC, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT absence_pkey PRIMARY KEY (authority, release_year, topic, member)
);

COMMENT ON TABLE dfe.absence IS 'Absence from school, of pupils with a plan, with SEN support and others: our own figures in DfE''s layout. Grain: one row for each authority and edition and breakdown.';

COMMENT ON COLUMN dfe.absence.authority IS 'Short name of the authority';

COMMENT ON COLUMN dfe.absence.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dfe.absence.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.absence.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.absence.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.absence.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.absence.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.absence.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.absence.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.absence.country_name IS 'Country';

COMMENT ON COLUMN dfe.absence.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.absence.region_name IS 'Region';

COMMENT ON COLUMN dfe.absence.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.absence.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.absence.la_name IS 'Authority';

COMMENT ON COLUMN dfe.absence.education_phase IS 'Kind of school; Total: all state-funded primary, secondary and special schools';

COMMENT ON COLUMN dfe.absence.absence_terms IS 'Terms of the year that are counted, as DfE says';

COMMENT ON COLUMN dfe.absence.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.absence.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.absence.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.absence.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.absence.enrolments IS 'Pupils enrolled';

COMMENT ON COLUMN dfe.absence.sess_possible IS 'Sessions that they could have attended; a school day has two';

COMMENT ON COLUMN dfe.absence.sess_overall IS 'Sessions missed';

COMMENT ON COLUMN dfe.absence.sess_authorised IS 'Sessions missed with the school''s leave';

COMMENT ON COLUMN dfe.absence.sess_unauthorised IS 'Sessions missed without it';

COMMENT ON COLUMN dfe.absence.sess_overall_percent IS 'Percentage of sessions missed';

COMMENT ON COLUMN dfe.absence.sess_authorised_percent IS 'Percentage of sessions missed with the school''s leave';

COMMENT ON COLUMN dfe.absence.sess_unauthorised_percent IS 'Percentage of sessions missed without it';

COMMENT ON COLUMN dfe.absence.enrolments_pa_10_exact IS 'Pupils persistently absent: who missed a tenth of their sessions or more';

COMMENT ON COLUMN dfe.absence.enrolments_pa_10_exact_percent IS 'Percentage persistently absent';

COMMENT ON COLUMN dfe.absence.enrolments_pa_50_exact IS 'Pupils severely absent: who missed half of their sessions or more';

COMMENT ON COLUMN dfe.absence.enrolments_pa_50_exact_percent IS 'Percentage severely absent';

COMMENT ON COLUMN dfe.absence.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.absence.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

CREATE TABLE dfe.suspensions (
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
	education_phase TEXT NOT NULL, 
	breakdown_topic TEXT NOT NULL, 
	breakdown TEXT NOT NULL, 
	topic TEXT NOT NULL, 
	member TEXT NOT NULL, 
	headcount BIGINT, 
	perm_excl BIGINT, 
	perm_excl_rate NUMERIC, 
	suspension BIGINT, 
	susp_rate NUMERIC, 
	one_plus_susp BIGINT, 
	one_plus_susp_rate NUMERIC, 
	symbols JSONB, 
	further JSONB, 
	CONSTRAINT suspensions_pkey PRIMARY KEY (authority, release_year, topic, member)
);

COMMENT ON TABLE dfe.suspensions IS 'Suspensions and permanent exclusions, of pupils with a plan, with SEN support and others: our own figures in DfE''s layout. Grain: one row for each authority and edition and breakdown.';

COMMENT ON COLUMN dfe.suspensions.authority IS 'Short name of the authority';

COMMENT ON COLUMN dfe.suspensions.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dfe.suspensions.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.suspensions.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.suspensions.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.suspensions.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.suspensions.time_identifier IS 'Calendar year or Academic year';

COMMENT ON COLUMN dfe.suspensions.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.suspensions.country_code IS 'ONS code of the country';

COMMENT ON COLUMN dfe.suspensions.country_name IS 'Country';

COMMENT ON COLUMN dfe.suspensions.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.suspensions.region_name IS 'Region';

COMMENT ON COLUMN dfe.suspensions.new_la_code IS 'ONS code of the authority';

COMMENT ON COLUMN dfe.suspensions.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.suspensions.la_name IS 'Authority';

COMMENT ON COLUMN dfe.suspensions.education_phase IS 'Kind of school; Total: all state-funded primary, secondary and special schools';

COMMENT ON COLUMN dfe.suspensions.breakdown_topic IS 'What the row is broken down by';

COMMENT ON COLUMN dfe.suspensions.breakdown IS 'Member of that breakdown';

COMMENT ON COLUMN dfe.suspensions.topic IS 'Breakdown in our words, the same in all files and editions; all for everybody';

COMMENT ON COLUMN dfe.suspensions.member IS 'Member of that breakdown in our words: ages as 10, 2- and 20+; all for everybody';

COMMENT ON COLUMN dfe.suspensions.headcount IS 'Pupils on the roll in January';

COMMENT ON COLUMN dfe.suspensions.perm_excl IS 'Permanent exclusions';

COMMENT ON COLUMN dfe.suspensions.perm_excl_rate IS 'Permanent exclusions for each 100 pupils';

COMMENT ON COLUMN dfe.suspensions.suspension IS 'Suspensions; a pupil may have several';

COMMENT ON COLUMN dfe.suspensions.susp_rate IS 'Suspensions for each 100 pupils; may be over 100';

COMMENT ON COLUMN dfe.suspensions.one_plus_susp IS 'Pupils suspended at least once';

COMMENT ON COLUMN dfe.suspensions.one_plus_susp_rate IS 'Percentage suspended at least once';

COMMENT ON COLUMN dfe.suspensions.symbols IS 'Cells where DfE printed a symbol and not a number, as {column: symbol}; x not available, z not applicable';

COMMENT ON COLUMN dfe.suspensions.further IS 'Cells of columns that this edition has and this table does not, as {column: text}';

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

CREATE TABLE dfe.benchmark (
	authority TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	benchmark_id TEXT NOT NULL, 
	release_year BIGINT NOT NULL, 
	time_period BIGINT NOT NULL, 
	geographic_level TEXT NOT NULL, 
	area_code TEXT NOT NULL, 
	area_name TEXT NOT NULL, 
	region_code TEXT, 
	old_la_code TEXT, 
	calendar_year BIGINT NOT NULL, 
	numerator BIGINT, 
	denominator BIGINT, 
	value NUMERIC, 
	left_out TEXT, 
	rank BIGINT, 
	ranked_among BIGINT, 
	quartile BIGINT, 
	CONSTRAINT benchmark_pkey PRIMARY KEY (authority, benchmark_id, release_year)
);

COMMENT ON TABLE dfe.benchmark IS 'What is comparable, with each authority''s place among all: our own figures in DfE''s layout. Grain: one row for each authority and edition and figure.';

COMMENT ON COLUMN dfe.benchmark.authority IS 'Short name of the authority';

COMMENT ON COLUMN dfe.benchmark.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN dfe.benchmark.benchmark_id IS 'Figure that DfE publishes, by our name of it: to dfe.benchmark_definition';

COMMENT ON COLUMN dfe.benchmark.release_year IS 'Edition of the statistics';

COMMENT ON COLUMN dfe.benchmark.time_period IS 'Period: a calendar year such as 2024, or an academic year such as 202425';

COMMENT ON COLUMN dfe.benchmark.geographic_level IS 'National, Regional or Local authority';

COMMENT ON COLUMN dfe.benchmark.area_code IS 'ONS code of the authority, else the region, else the country';

COMMENT ON COLUMN dfe.benchmark.area_name IS 'Name of that area';

COMMENT ON COLUMN dfe.benchmark.region_code IS 'ONS code of the region';

COMMENT ON COLUMN dfe.benchmark.old_la_code IS 'Three-digit DfE number of the authority';

COMMENT ON COLUMN dfe.benchmark.calendar_year IS 'Calendar year told of; a count of January is told with the year before it, a school year with that in which it began';

COMMENT ON COLUMN dfe.benchmark.numerator IS 'Numerator or count, added up from DfE''s columns; null for a mean';

COMMENT ON COLUMN dfe.benchmark.denominator IS 'Denominator, or the plans that a mean is of; null for a count';

COMMENT ON COLUMN dfe.benchmark.value IS 'The figure, percentages and means half up to one decimal';

COMMENT ON COLUMN dfe.benchmark.left_out IS 'Why there is no figure or no rank: the sign that DfE printed, or suspect when it cannot be right';

COMMENT ON COLUMN dfe.benchmark.rank IS 'Place among authorities: 1 for the best, or the highest where neither way is better; equal figures share one';

COMMENT ON COLUMN dfe.benchmark.ranked_among IS 'Authorities that have a place';

COMMENT ON COLUMN dfe.benchmark.quartile IS 'Quarter of the places, from 1 to 4';

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

CREATE TABLE open.figure (
	authority TEXT NOT NULL, 
	report_key TEXT NOT NULL, 
	measure_id TEXT NOT NULL, 
	measure_name TEXT NOT NULL, 
	period_key TEXT NOT NULL, 
	period_start DATE NOT NULL, 
	period_end DATE NOT NULL, 
	dimension TEXT NOT NULL, 
	member TEXT NOT NULL, 
	member_label TEXT, 
	numerator NUMERIC, 
	denominator NUMERIC, 
	value NUMERIC, 
	unit TEXT NOT NULL, 
	status TEXT NOT NULL, 
	symbol TEXT, 
	target NUMERIC, 
	basis TEXT NOT NULL, 
	extract_date DATE NOT NULL, 
	data_origin TEXT NOT NULL, 
	CONSTRAINT figure_pkey PRIMARY KEY (authority, report_key, measure_id, period_key, dimension, member), 
	CONSTRAINT figure_unit_is_a_known_word CHECK (unit IN ('percent', 'points', 'cases', 'plans', 'days', 'weeks', 'people', 'per_1000', 'pounds', 'grade', 'fte', 'ratio')), 
	CONSTRAINT figure_status_is_a_known_word CHECK (status IN ('ok', 'withheld', 'in_doubt', 'no_cases', 'not_collected', 'not_due', 'not_reliable')), 
	CONSTRAINT figure_basis_is_a_known_word CHECK (basis IN ('as_recorded', 'restated'))
);

COMMENT ON TABLE open.figure IS 'Figures of the public packs. Grain: one row for each figure of a half-term''s pack that stands; what the pack withholds is empty here too.';

COMMENT ON COLUMN open.figure.authority IS 'Short name of the authority';

COMMENT ON COLUMN open.figure.report_key IS 'Half-term and number of its publication, such as 2025-26-autumn-1.1';

COMMENT ON COLUMN open.figure.measure_id IS 'Measure';

COMMENT ON COLUMN open.figure.measure_name IS 'Plain name of the measure';

COMMENT ON COLUMN open.figure.period_key IS 'Period; sorts in time order, such as 2025-26-autumn-1';

COMMENT ON COLUMN open.figure.period_start IS 'First day of the period';

COMMENT ON COLUMN open.figure.period_end IS 'Last day of the period; holidays belong to the half-term that they follow';

COMMENT ON COLUMN open.figure.dimension IS 'What the row is broken down by, as the pack does; all for the total';

COMMENT ON COLUMN open.figure.member IS 'Member of the dimension; all for the total';

COMMENT ON COLUMN open.figure.member_label IS 'Plain words for the member';

COMMENT ON COLUMN open.figure.numerator IS 'Numerator or count';

COMMENT ON COLUMN open.figure.denominator IS 'Denominator; null for a count';

COMMENT ON COLUMN open.figure.value IS 'The figure, rounded half up to one decimal for percentages; null without a denominator';

COMMENT ON COLUMN open.figure.unit IS 'Unit of the value: percent, points, cases, plans, days, weeks, people, per_1000, pounds, grade, fte, ratio';

COMMENT ON COLUMN open.figure.status IS 'What the figure is in public: ok, withheld, in_doubt, no_cases, not_collected, not_due, not_reliable';

COMMENT ON COLUMN open.figure.symbol IS 'Symbol that stands in the place of a figure, as the Government Analysis Function advises';

COMMENT ON COLUMN open.figure.target IS 'Target in the unit of the measure';

COMMENT ON COLUMN open.figure.basis IS 'What it was computed from: as_recorded, restated';

COMMENT ON COLUMN open.figure.extract_date IS 'Extract that it rests on';

COMMENT ON COLUMN open.figure.data_origin IS 'Whose records they are: SYNTHETIC, or the council''s';

CREATE TABLE ops.reader (
	reader_login TEXT NOT NULL, 
	authority TEXT NOT NULL, 
	reader_role TEXT NOT NULL, 
	valid_until TIMESTAMP WITH TIME ZONE NOT NULL, 
	granted_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT reader_pkey PRIMARY KEY (reader_login, authority)
);

COMMENT ON TABLE ops.reader IS 'Who reads which authority. Grain: one row for each login and authority that it may read.';

COMMENT ON COLUMN ops.reader.reader_login IS 'Login of a person or a tool';

COMMENT ON COLUMN ops.reader.authority IS 'Short name of the authority, or * for all of them';

COMMENT ON COLUMN ops.reader.reader_role IS 'What it may read: the role that it is a member of';

COMMENT ON COLUMN ops.reader.valid_until IS 'Until when; after that it reads nothing, in an open session either';

COMMENT ON COLUMN ops.reader.granted_at IS 'When it was let in';

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

CREATE UNIQUE INDEX load_run_current ON ops.load_run (authority) WHERE is_current;

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
