-- The run that finished a night; what archives gave of that day does not stand for it.
select run_id
from ops.runs
where kind = 'nightly' and status = 'done' and night = $night
order by run_seq
limit 1;
