-- Whether schema marts is there, and what it says of itself.
select obj_description(oid, 'pg_namespace') as mark
from pg_namespace
where nspname = 'marts';
