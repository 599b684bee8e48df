-- A name for the schema that is being replaced, never used before.
select 'marts_old_' || pg_current_xact_id()::text as schema_name;
