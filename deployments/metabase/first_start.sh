#!/bin/sh
# Runs once, when PostgreSQL starts with an empty volume: Metabase's own database, a role that may only read, and schema
# marts with its rights, marked as ours so that the first publication takes it over and hands the rights on.
set -eu
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set=secret="$ANALYST_PASSWORD" <<'SQL'
create database metabase;
create role analyst login password :'secret';
create schema marts;
comment on schema marts is 'Nightdesk edition none yet';
grant usage on schema marts to analyst;
SQL
