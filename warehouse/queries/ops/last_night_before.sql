-- The newest night before one that was finished, by its own run or from archives.
select max(night) as night
from ops.runs
where kind in ('nightly', 'backfill') and status = 'done' and night < $night;
