-- Who holds the lock of lock.sql on this database, and since when; its key is positive, so its upper half is 0.
select
    activity.application_name,
    activity.backend_start
from pg_locks as locks
inner join pg_stat_activity as activity
    on locks.pid = activity.pid
where
    locks.locktype = 'advisory'
    and locks.granted
    and locks.database = (select oid from pg_database where datname = current_database())
    and locks.classid = 0
    and locks.objid = hashtext('nightdesk writes the warehouse')::bigint::oid;
