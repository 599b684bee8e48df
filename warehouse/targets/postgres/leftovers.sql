-- Schemas of earlier editions that somebody was still reading when they were replaced.
select nspname as schema_name
from pg_namespace
where
    nspname ~ '^marts_old_[0-9]+$'
    and obj_description(oid, 'pg_namespace') like 'Nightdesk edition %'
order by schema_name;
