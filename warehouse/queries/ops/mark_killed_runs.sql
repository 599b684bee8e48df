-- Whoever holds the lock is alone: a run that is still marked running was killed.
update ops.runs
set
    status = 'killed',
    finished_at = $now
where status = 'running';
