-- Sources that could not be read when last asked; those that failed often and rest are left out.
select
    source,
    concat_ws(', ', last_reason, last_detail) as reason
from source_health
where status = 'failing'
order by source;
