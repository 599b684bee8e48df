-- The edition that the last run published; null: it published none, so the marts may be older than the tables.
select edition_id
from ops.runs
order by run_seq desc
limit 1;
