#!/bin/bash
# Runs once, when the warehouse's server is made: its accounts, and their passwords. `psql` reads the passwords from the
# environment, so that they are in no process's arguments.
set -euo pipefail
psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  --file "${ACCOUNTS_SQL:-/opt/send/accounts.sql}" --file - <<'SQL'
\getenv owner_password WAREHOUSE_OWNER_PASSWORD
\getenv pipeline_password WAREHOUSE_PASSWORD
ALTER ROLE send_owner PASSWORD :'owner_password';
ALTER ROLE send_pipeline PASSWORD :'pipeline_password';
SQL
