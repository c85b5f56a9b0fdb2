-- The warehouse's accounts: who owns it, who loads it, who reads it.
--
--   send_owner                   login that owns schemas and tables; migrations alone use it
--   send_loader                  may write rows, and may change the shape of nothing
--   send_pipeline                login of the nights: a member of send_loader
--   send_bi, send_case_officer   readers; give each person or tool a login of its own in one of them
--
-- Run in the warehouse's database by a superuser or, on a managed server, by its administrator; then set passwords
-- (\password send_owner, \password send_pipeline). Running it again changes nothing. A warehouse that another account
-- made before is handed over to send_owner with everything in it.

DO $accounts$
DECLARE
    account text;
    handing_over text;
BEGIN
    FOREACH account IN ARRAY ARRAY['send_owner', 'send_pipeline', 'send_loader', 'send_bi', 'send_case_officer'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = account) THEN
            EXECUTE format('CREATE ROLE %I', account);
        END IF;
    END LOOP;
    ALTER ROLE send_owner LOGIN;
    ALTER ROLE send_pipeline LOGIN;
    GRANT send_loader TO send_pipeline;
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        -- Lets a message say what the session does that a load waits for.
        GRANT pg_read_all_stats TO send_loader, send_owner;
    ELSE
        EXECUTE format('GRANT send_owner TO %I', current_user);
    END IF;

    EXECUTE format('ALTER DATABASE %I OWNER TO send_owner', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format(
        'GRANT CONNECT ON DATABASE %I TO send_loader, send_bi, send_case_officer', current_database()
    );

    FOR handing_over IN
        WITH ours AS (
            SELECT oid, nspname, nspowner FROM pg_namespace
            WHERE nspname IN ('restricted', 'marts', 'bi', 'dfe', 'dq', 'ops', 'held')
        )
        SELECT format('SCHEMA %I', nspname) FROM ours WHERE nspowner <> 'send_owner'::regrole
        UNION ALL
        SELECT format('TABLE %I.%I', nspname, relname) FROM pg_class JOIN ours ON ours.oid = relnamespace
        WHERE relkind IN ('r', 'p', 'v', 'm') AND relowner <> 'send_owner'::regrole
        UNION ALL
        SELECT format('FUNCTION %s', pg_proc.oid::regprocedure) FROM pg_proc JOIN ours ON ours.oid = pronamespace
        WHERE proowner <> 'send_owner'::regrole
    LOOP
        EXECUTE format('ALTER %s OWNER TO send_owner', handing_over);
    END LOOP;
END
$accounts$;
