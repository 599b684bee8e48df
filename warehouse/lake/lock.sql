-- One writer at a time; freed when the connection closes, however it does.
select pg_try_advisory_lock(hashtext('nightdesk writes the warehouse')) as is_ours;
