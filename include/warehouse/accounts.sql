-- The warehouse's accounts: who owns it, who loads it, who reads it.
--
--   send_owner                   login that owns schemas and tables; migrations alone use it
--   send_loader                  may write rows, and may change the shape of nothing
--   send_pipeline                login of the nights: a member of send_loader
--   send_views                   owns the views, and so is bound by the tables' rules; nobody logs in as it
--   send_publication, send_bi, send_case_officer, send_manager
--                                what readers may read; send_owner makes their logins (cli login add)
--
-- Run in the warehouse's database by a superuser or, on a managed server, by its administrator; then set passwords
-- (\password send_owner, \password send_pipeline). Running it again changes nothing. A warehouse that another account
-- made before is handed over to send_owner with everything in it.

DO $accounts$
DECLARE
    account text;
    handing_over text;
BEGIN
    FOREACH account IN ARRAY ARRAY[
        'send_owner', 'send_pipeline', 'send_loader', 'send_views',
        'send_publication', 'send_bi', 'send_case_officer', 'send_manager'
    ] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = account) THEN
            EXECUTE format('CREATE ROLE %I', account);
        END IF;
    END LOOP;
    -- It makes logins for readers, in these roles and no others.
    ALTER ROLE send_owner LOGIN CREATEROLE;
    GRANT send_publication, send_bi, send_case_officer, send_manager TO send_owner WITH ADMIN OPTION;
    GRANT send_views TO send_owner;
    ALTER ROLE send_pipeline LOGIN;
    GRANT send_loader TO send_pipeline;
    BEGIN
        -- Rows cannot be copied into a table whose rules bind the session; without this they take a detour.
        ALTER ROLE send_pipeline BYPASSRLS;
    EXCEPTION WHEN insufficient_privilege THEN
        RAISE NOTICE 'send_pipeline is not made to bypass row-level security: its loads take longer.';
    END;
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        -- Lets a message say what the session does that a load waits for.
        GRANT pg_read_all_stats TO send_loader, send_owner;
    ELSE
        EXECUTE format('GRANT send_owner TO %I', current_user);
    END IF;

    EXECUTE format('ALTER DATABASE %I OWNER TO send_owner', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format(
        'GRANT CONNECT ON DATABASE %I TO send_loader, send_publication, send_bi, send_case_officer, send_manager',
        current_database()
    );
    -- As migrations set it (docs/performance.md); neither a dump nor a copy of the database keeps it.
    EXECUTE format('ALTER DATABASE %I SET random_page_cost = 1.1', current_database());
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        -- Readers have no business in the server's other databases.
        REVOKE ALL ON DATABASE postgres FROM PUBLIC;
        REVOKE ALL ON DATABASE template1 FROM PUBLIC;
    END IF;

    FOR handing_over IN
        WITH ours AS (
            SELECT oid, nspname, nspowner FROM pg_namespace
            WHERE nspname IN ('restricted', 'marts', 'bi', 'dfe', 'dq', 'open', 'ops', 'held')
        )
        SELECT format('SCHEMA %I', nspname) FROM ours WHERE nspowner <> 'send_owner'::regrole
        UNION ALL
        SELECT format('TABLE %I.%I', nspname, relname) FROM pg_class JOIN ours ON ours.oid = relnamespace
        WHERE relkind IN ('r', 'p', 'v', 'm') AND relowner <> ALL (ARRAY['send_owner', 'send_views']::regrole[])
        UNION ALL
        SELECT format('FUNCTION %s', pg_proc.oid::regprocedure) FROM pg_proc JOIN ours ON ours.oid = pronamespace
        WHERE proowner <> 'send_owner'::regrole
    LOOP
        EXECUTE format('ALTER %s OWNER TO send_owner', handing_over);
    END LOOP;
END
$accounts$;
