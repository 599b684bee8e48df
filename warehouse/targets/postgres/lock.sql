-- One publication at a time; freed when the connection closes, however it does.
select pg_try_advisory_lock(hashtext('nightdesk publishes marts')) as is_ours;
